//! Pages of the log, latest message first: all of it in the order of an index, the days around a time by when conversations began,
//! words by their own index, one word that many say in the order of all first. Of very many that the words' index knows, the latest
//! are met in the order of all. What an index does not know is compared here, in a bounded number of reads: a page may be shorter
//! then, and the next one goes on where it stopped.

use std::{collections::BTreeSet, ops::Bound};

use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, Value};

use super::{
    super::{
        connection::{Connection, Query, rows},
        conversations::messages_of,
        reports::{lasting_talks, talks_of},
        rows::{ConversationRow, LASTING_S, conversation_record, instant, is_place, pair},
    },
    words::{cut, unturned},
};
use crate::{
    domain::{
        conversation::{Conversation, ConversationSummary},
        excerpt::{Excerpt, excerpt},
        ids::{ConversationId, MessageId},
        message::Message,
        page::{Page, PageSize},
        schedule::interval::shifted,
        time::Timestamp,
        words::{has_beginnings, words_of},
    },
    service::{
        error::StorageError,
        ports::{LogFilter, LogHit},
    },
};

type Stored<T> = Result<T, StorageError>;
/// Conversations that an index knows to have what is asked for.
type Known = BTreeSet<ConversationId>;

/// Rows that are read at a time where some are left out here, and how often for one page.
const READ_AT_ONCE: usize = 250;
const MOST_READS: usize = 20;
/// Longer spans than these, in seconds (31 days), are looked through from their end on.
const SHORT_S: i64 = 31 * 86_400;
/// Conversations of one word that are looked at, the latest first; words that begin alike; and words of a search.
const MOST_FOUND: usize = 1_000;
const MOST_ALIKE: usize = 24;
/// What many say is soon met where conversations are looked at one after the other: so often, twice a page each time. Where these
/// first times promise no page, it is not.
const MOST_GLANCES: usize = 10;
const FIRST_READS: usize = 2;
const MOST_WORDS: usize = 8;
/// To put more than these in order, each of them would be read for one page.
const MANY_KNOWN: usize = 500;
/// Each read costs as much as some tens of rows.
const LEAST_AT_ONCE: usize = 50;

/// One page; None for a cursor that cannot be one of ours.
pub(super) async fn page(
    connection: &Connection,
    filter: &LogFilter,
    size: PageSize,
    cursor: Option<&str>,
) -> Stored<Option<Page<LogHit>>> {
    if cursor.is_some_and(|cursor| !is_place(cursor)) {
        return Ok(None);
    }
    let look = Look { connection, filter, size: size.get() as usize };
    let words: Vec<String> = filter.q.as_deref().map(words_of).unwrap_or_default().iter().take(MOST_WORDS).map(|word| cut(word)).collect();
    // Signs alone are in no word.
    if filter.q.is_some() && words.is_empty() {
        return Ok(Some(Page { items: vec![], next_cursor: None }));
    }
    let candidates = match (words.is_empty(), filter.from, filter.to) {
        (false, ..) => {
            let first = look.first(&words).await?;
            if words.len() == 1 && first.len() == MOST_FOUND && look.may_glance() {
                return look.glance(&words[0], first, cursor).await.map(Some);
            }
            Some(look.having(&words, first).await?)
        }
        // A whole list is read in the order of its index: the days' conversations are not read anew for each page.
        (true, Some(from), Some(to)) if size != PageSize::WHOLE && to.as_second().saturating_sub(from.as_second()) <= SHORT_S => {
            Some(talks_of(connection, (from, to)).await?.into_iter().collect())
        }
        _ => None,
    };
    match candidates {
        Some(known) => look.among(&known, cursor).await.map(Some),
        None => look.through(cursor).await.map(Some),
    }
}

struct Look<'a> {
    connection: &'a Connection,
    filter: &'a LogFilter,
    size: usize,
}

impl Look<'_> {
    /// In the order of the index of all conversations.
    async fn through(&self, cursor: Option<&str>) -> Stored<Page<LogHit>> {
        let is_whole = *self.filter == LogFilter::default();
        let at_once = if is_whole { self.size + 1 } else { READ_AT_ONCE.max(self.size + 1) };
        let mut hits = Hits::new(self.size);
        let stopped_at = self.scan(&mut hits, cursor, (at_once, MOST_READS), None).await?;
        Ok(hits.page(stopped_at))
    }

    /// Nothing narrows the list down but the word, and days up to now.
    fn may_glance(&self) -> bool {
        let filter = self.filter;
        self.size != PageSize::WHOLE.get() as usize && filter.to.is_none() && filter.channel.is_none() && filter.page.is_none()
    }

    /// Of a word that many say: in the order of the index of all conversations where that soon makes a page, else from there on
    /// among those that the words' own index knows, and beyond them in the order of all again.
    async fn glance(&self, word: &str, first: Vec<RecordId>, cursor: Option<&str>) -> Stored<Page<LogHit>> {
        let mut hits = Hits::new(self.size);
        let stopped_at = self.meet(&mut hits, cursor, (2 * (self.size + 1), MOST_GLANCES), None).await?;
        let Some(place) = stopped_at else { return Ok(hits.page(None)) };
        let (mut known, reach) = self.beginning(word, Some(first)).await?;
        let until = match reach {
            Reach::All => {
                self.fill(&known, Some(&place), &mut hits).await?;
                return Ok(hits.page(None));
            }
            Reach::Since(earliest) => self.complete_until(&earliest, &mut known).await?,
            Reach::Unknown => None,
        };
        let mut from = place;
        if let Some(until) = until.filter(|until| *until < from) {
            self.fill(&known, Some(&from), &mut hits).await?;
            hits.found.retain(|(place, _)| *place > until);
            if hits.is_full() {
                return Ok(hits.page(None));
            }
            from = until;
        }
        let stopped_at = self.scan(&mut hits, Some(&from), (READ_AT_ONCE, MOST_READS), None).await?;
        Ok(hits.page(stopped_at))
    }

    /// Until which place what is known is all, where of some words no more is known than those that began with or after these:
    /// what began before may have gone on after them. Adds those that did so for long. None where one of these is gone.
    async fn complete_until(&self, earliest: &[ConversationId], known: &mut Known) -> Stored<Option<String>> {
        let records: Vec<RecordId> = earliest.iter().map(conversation_record).collect();
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
        let mut began = vec![];
        for row in rows::<ConversationRow>(&mut results, 0, "conversation")? {
            began.push(row.into_domain()?.started_at);
        }
        let Some(since) = began.iter().max().copied().filter(|_| began.len() == earliest.len()) else { return Ok(None) };
        known.extend(lasting_talks(self.connection, since).await?.into_iter().map(|(id, _)| id));
        Ok(Some(instant(shifted(since, LASTING_S))))
    }

    /// Adds what a few short reads behind a place find, and more of them where these promise a page; returns where reading stopped
    /// before there was one.
    async fn meet(
        &self,
        hits: &mut Hits,
        place: Option<&str>,
        (at_once, reads): (usize, usize),
        among: Option<&Known>,
    ) -> Stored<Option<String>> {
        let before = hits.found.len();
        let stopped_at = self.scan(hits, place, (at_once, FIRST_READS), among).await?;
        let promises_a_page = (hits.found.len() - before) * reads > self.size * FIRST_READS;
        match stopped_at {
            Some(place) if promises_a_page => self.scan(hits, Some(&place), (at_once, reads.saturating_sub(FIRST_READS)), among).await,
            stopped_at => Ok(stopped_at),
        }
    }

    /// Adds what comes behind a place in the order of the index, so many at a time and so often; returns where reading stopped before
    /// there was a page. `among`: nothing but these.
    async fn scan(
        &self,
        hits: &mut Hits,
        place: Option<&str>,
        (at_once, reads): (usize, usize),
        among: Option<&Known>,
    ) -> Stored<Option<String>> {
        let earliest = self.filter.from.map(instant);
        let mut before = place.map(str::to_owned);
        for _ in 0..reads {
            let mut results = self.connection.read(latest(at_once, before.as_deref())).await?;
            let mut read: Vec<ConversationRow> = vec![];
            let mut is_last = true;
            for index in 0..results.num_statements() {
                let some: Vec<ConversationRow> = rows(&mut results, index, "conversation")?;
                is_last &= some.len() < at_once;
                read.extend(some);
            }
            read.sort_unstable_by(|a, b| b.recent.cmp(&a.recent));
            // Beyond these, one status may have some that the other one has not been read to.
            is_last &= read.len() <= at_once;
            read.truncate(at_once);
            before = read.last().map(|row| row.recent.clone());
            let all = read.len();
            read.retain(|row| earliest.as_ref().is_none_or(|earliest| row.recent > *earliest));
            is_last |= read.len() < all;
            self.compare(read, hits, among).await?;
            if hits.is_full() || is_last {
                return Ok(None);
            }
        }
        Ok(before)
    }

    /// Among these, whose order is their own.
    async fn among(&self, known: &Known, cursor: Option<&str>) -> Stored<Page<LogHit>> {
        let mut hits = Hits::new(self.size);
        self.fill(known, cursor, &mut hits).await?;
        Ok(hits.page(None))
    }

    /// Adds those of them that come behind a place, until there is a page.
    async fn fill(&self, known: &Known, cursor: Option<&str>, hits: &mut Hits) -> Stored<()> {
        if known.len() <= MANY_KNOWN {
            return self.put_in_order(known, cursor, hits).await;
        }
        // Where half as many do not meet a page of them, or the first of these do not promise one, all of them are read after all.
        let at_once = (2 * (self.size + 1)).clamp(LEAST_AT_ONCE, READ_AT_ONCE);
        let reads = (known.len() / 2 / at_once).min(MOST_READS);
        match self.meet(hits, cursor, (at_once, reads), Some(known)).await? {
            Some(place) => self.put_in_order(known, Some(&place), hits).await,
            None => Ok(()),
        }
    }

    /// The same, of which each is read.
    async fn put_in_order(&self, known: &Known, cursor: Option<&str>, hits: &mut Hits) -> Stored<()> {
        let mut read: Vec<ConversationRow> = vec![];
        let records: Vec<RecordId> = known.iter().map(conversation_record).collect();
        for records in records.chunks(READ_AT_ONCE) {
            let records = records.to_vec();
            let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
            read.extend(rows::<ConversationRow>(&mut results, 0, "conversation")?);
        }
        read.retain(|row| cursor.is_none_or(|cursor| row.recent.as_str() < cursor));
        read.sort_unstable_by(|a, b| b.recent.cmp(&a.recent));
        // As many as a page has, until it is full.
        let step = (self.size + 1).min(READ_AT_ONCE);
        while !read.is_empty() && !hits.is_full() {
            let rest = read.split_off(read.len().min(step));
            self.compare(read, hits, None).await?;
            read = rest;
        }
        Ok(())
    }

    /// Adds those that the filter shows, of nothing but `among`.
    async fn compare(&self, read: Vec<ConversationRow>, hits: &mut Hits, among: Option<&Known>) -> Stored<()> {
        let filter = self.filter;
        let mut talks: Vec<(String, Conversation)> = vec![];
        for row in read {
            let place = row.recent.clone();
            let talk = row.into_domain()?;
            let is_of = among.is_none_or(|known| known.contains(&talk.id))
                && filter.shows_begun(talk.started_at)
                && filter.channel.is_none_or(|channel| channel == talk.channel)
                && filter.page.as_ref().is_none_or(|page| talk.entry.page.as_ref() == Some(page));
            if is_of {
                talks.push((place, talk));
            }
        }
        let (from, to) = filter.said();
        if filter.q.is_none() && from.is_none() && to.is_none() {
            talks.into_iter().for_each(|(place, talk)| hits.add(place, &talk, None));
            return Ok(());
        }
        let ids: Vec<ConversationId> = talks.iter().map(|(_, talk)| talk.id.clone()).collect();
        let span = (from.unwrap_or(Timestamp::UNIX_EPOCH), to.unwrap_or(Timestamp::MAX));
        for ((place, talk), messages) in talks.into_iter().zip(messages_of(self.connection, &ids, Some(span)).await?) {
            if let Some(found) = found(&messages, filter.q.as_deref()) {
                hits.add(place, &talk, found);
            }
        }
        Ok(())
    }

    /// Conversations that have a word for each of these, the latest of each; whether in one message is compared later.
    /// `first`: what [`Self::first`] found.
    async fn having(&self, words: &[String], first: Vec<RecordId>) -> Stored<Known> {
        let mut common: Option<Known> = None;
        let mut bounded: Vec<Known> = vec![];
        let mut first = Some(first);
        for word in words {
            let (found, reach) = self.beginning(word, first.take()).await?;
            match (reach, common.take()) {
                (Reach::All, None) => common = Some(found),
                (Reach::All, Some(others)) => common = Some(others.intersection(&found).cloned().collect()),
                (_, others) => {
                    bounded.push(found);
                    common = others;
                }
            }
        }
        // Of words that very many say, only the latest are known: one that few say decides.
        let found = common.or_else(|| bounded.into_iter().reduce(|one, other| one.intersection(&other).cloned().collect()));
        Ok(found.unwrap_or_default())
    }

    /// Those of the first word.
    async fn first(&self, words: &[String]) -> Stored<Vec<RecordId>> {
        match words.first() {
            Some(word) => self.said(word, word).await,
            None => Ok(vec![]),
        }
    }

    async fn said(&self, from: &str, start: &str) -> Stored<Vec<RecordId>> {
        let mut results = self.connection.read(saying(from, start, MOST_FOUND)).await?;
        rows(&mut results, 0, "word")
    }

    /// Who said a word that begins so, the latest of each word; and how far that reaches. `first_read`: its first ones, where they
    /// are known.
    async fn beginning(&self, start: &str, mut first_read: Option<Vec<RecordId>>) -> Stored<(Known, Reach)> {
        let (mut found, mut earliest) = (Known::new(), vec![]);
        let mut from = start.to_owned();
        for _ in 0..MOST_ALIKE {
            let read = match first_read.take() {
                Some(read) => read,
                None => self.said(&from, start).await?,
            };
            let is_last = read.len() < MOST_FOUND;
            let (mut first, mut last) = (None, None);
            for (word, talk) in read.into_iter().filter_map(said_in) {
                let talk = unturned(&talk);
                found.extend(talk.clone());
                first.get_or_insert_with(|| word.clone());
                last = Some((word, talk));
            }
            let Some((word, talk)) = last.filter(|_| !is_last) else {
                return Ok((found, if earliest.is_empty() { Reach::All } else { Reach::Since(earliest) }));
            };
            if first.as_ref() == Some(&word) {
                // On to the next word: of this one there are more.
                earliest.extend(talk);
                from = format!("{word} ");
            } else {
                from = word;
            }
        }
        Ok((found, Reach::Unknown))
    }
}

/// How much of all conversations is known.
enum Reach {
    All,
    /// Of each word at least what began with one of these and after it.
    Since(Vec<ConversationId>),
    /// There are more words.
    Unknown,
}

/// The latest of these messages that has the words, and where they are in it; None where there is none.
fn found(messages: &[Message], q: Option<&str>) -> Option<Option<(MessageId, Excerpt)>> {
    let Some(q) = q else { return (!messages.is_empty()).then_some(None) };
    let hit = messages.iter().rev().find(|message| has_beginnings(&message.text, q))?;
    Some(Some((hit.id.clone(), excerpt(hit, q)?)))
}

/// One page, as it is filled.
struct Hits {
    size: usize,
    found: Vec<(String, LogHit)>,
}

impl Hits {
    fn new(size: usize) -> Self {
        Self { size, found: vec![] }
    }

    fn add(&mut self, place: String, talk: &Conversation, found: Option<(MessageId, Excerpt)>) {
        self.found.push((place, LogHit { summary: ConversationSummary::from(talk), found }));
    }

    /// One more than are shown: there is a next page.
    fn is_full(&self) -> bool {
        self.found.len() > self.size
    }

    /// `stopped_at`: where reading ended before all was read.
    fn page(mut self, stopped_at: Option<String>) -> Page<LogHit> {
        let has_more = self.is_full();
        self.found.truncate(self.size);
        let last = self.found.last().map(|(place, _)| place.clone());
        let next_cursor = if has_more { last } else { stopped_at };
        Page { items: self.found.into_iter().map(|(_, hit)| hit).collect(), next_cursor }
    }
}

/// The latest conversations of each status, before a place.
pub(in super::super) fn latest(limit: usize, before: Option<&str>) -> Query {
    let from = if before.is_some() { " AND recent < $before" } else { "" };
    let sql: String = ["open", "closed"]
        .iter()
        .map(|status| format!("SELECT * FROM conversation WHERE status = '{status}'{from} ORDER BY recent DESC LIMIT {limit};"))
        .collect();
    Query::new(sql).bind("before", before.map(str::to_owned))
}

/// Words from this one on that begin so, each with its conversations, the latest first.
pub(in super::super) fn saying(from: &str, start: &str, limit: usize) -> Query {
    let key = |text: String| RecordIdKey::Array(pair(&text, Value::None));
    // No word has such a letter.
    let range = RecordIdKeyRange { start: Bound::Included(key(from.to_owned())), end: Bound::Excluded(key(format!("{start}\u{10FFFF}"))) };
    Query::new(format!("SELECT VALUE id FROM array::first([$words]) LIMIT {limit};")).bind("words", RecordId::new("log_word", range))
}

fn said_in(id: RecordId) -> Option<(String, String)> {
    let RecordIdKey::Array(parts) = id.key else { return None };
    let mut parts = parts.into_iter();
    match (parts.next(), parts.next()) {
        (Some(Value::String(word)), Some(Value::String(talk))) => Some((word, talk)),
        _ => None,
    }
}

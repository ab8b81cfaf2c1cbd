//! Conversations out of the database, with what they count for, and back into it.

use std::{collections::BTreeSet, ops::Bound, sync::Arc};

use surrealdb::types::{RecordId, SurrealValue, Value};

use super::{
    super::{
        connection::{Connection, Query, rows},
        conversations::messages_of,
        indexing::Indexing,
        leads,
        people::FORGET_TALKS,
        rows::{
            ArchiveRow, AuditRow, ConversationRow, HoldRow, MessageRow, QuestionRow, between, conversation_id, conversation_record,
            datetime, lead_record, pair,
        },
        tallies::ledger,
    },
    Desk, ROUNDS, Stored, archives,
};
use crate::{
    domain::{
        analytics::{calendar::Calendar, count::Count, tally::Tally},
        conversation::{Conversation, Status},
        ids::{ConversationId, LeadId},
        lead::Lead,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{ArchiveEntry, Archived, Held, Restoring, Talk},
    },
};

/// A day more than ids and clocks are apart, in milliseconds.
const APART_MS: i64 = 86_400_000;

// Those that are taken are as they were read; their people have no follow-up.
const TAKE: &str = "\
    BEGIN; \
    IF !array::is_empty(array::complement($expected, (SELECT VALUE [id, revision] FROM $conversations))) { THROW 'conflict' }; \
    IF !array::is_empty((SELECT VALUE id FROM $leads WHERE follow_up_at != NONE)) { THROW 'conflict' }; \
    FOR $link IN $links { \
        DELETE $link.visit RETURN NONE; \
        DELETE $link.open WHERE conversation = $link.conversation RETURN NONE \
    }; ";
const TAKEN: &str = "\
    DELETE $conversations RETURN NONE; \
    IF $archive != NONE { \
        IF !record::exists($archive.id) { \
            IF $begun.due = NONE { THROW 'conflict' }; \
            DELETE $begun RETURN NONE; \
            CREATE $archive.id CONTENT $archive RETURN NONE \
        } \
    }; \
    FOR $row IN $holds { \
        UPSERT $row.id SET conversation = $row.conversation, visitor = $row.visitor, lead = $row.lead, counted = $row.counted RETURN NONE \
    }; \
    IF $entry != NONE { INSERT INTO audit $entry RETURN NONE }; \
    COMMIT;";
// A record that is there already makes all of it fail; so does one of somebody who was erased and leaves the archive, or has left it.
const PUT: &str = "\
    BEGIN; \
    FOR $id IN $held { \
        LET $owed = (SELECT VALUE (owed ?? false) FROM archive_hold WHERE conversation = $id); \
        IF true IN $owed OR array::is_empty($owed) { THROW 'conflict' } \
    }; \
    FOR $link IN $opens { CREATE $link.open CONTENT { conversation: $link.conversation } RETURN NONE }; \
    FOR $link IN $links { UPSERT $link.visit CONTENT { conversation: $link.conversation } RETURN NONE }; \
    FOR $row IN $rows { CREATE $row.id CONTENT $row RETURN NONE }; \
    INSERT INTO message $messages RETURN NONE; \
    FOR $row IN $unanswered { CREATE $row.id CONTENT $row RETURN NONE }; \
    FOR $id IN $came { \
        UPDATE (SELECT VALUE id FROM archive_hold WHERE conversation = $id) SET counted = false, restored_at = $restored_at RETURN NONE \
    }; \
    IF $entry != NONE { INSERT INTO audit $entry RETURN NONE }; ";

/// What leads to a conversation.
#[derive(Clone, SurrealValue)]
struct Link {
    visit: RecordId,
    open: RecordId,
    conversation: RecordId,
}

impl Link {
    fn of(talk: &Conversation) -> Self {
        let visit = pair(talk.visitor.as_str(), Value::String(talk.id.as_str().to_owned()));
        Self {
            visit: RecordId::new("visit", visit),
            open: RecordId::new("open_conversation", talk.visitor.as_str()),
            conversation: conversation_record(&talk.id),
        }
    }
}

/// Conversations whose latest message is before it, by id. Whoever's id was made later has nothing that old.
pub(in super::super) fn aged(before: Timestamp, after: Option<&ConversationId>, limit: u32) -> Query {
    let start = after.map_or(Bound::Unbounded, |after| Bound::Excluded(after.as_str().to_owned()));
    let made = before.as_millisecond().saturating_add(APART_MS).max(0);
    let end = Bound::Excluded(format!("{}_{made:012x}", ConversationId::PREFIX));
    Query::new(format!("SELECT * FROM array::first([$range]) WHERE last_at < $before LIMIT {limit};"))
        .bind("range", between("conversation", start, end))
        .bind("before", datetime(before))
}

pub(super) async fn read_aged(
    connection: &Connection,
    before: Timestamp,
    after: Option<&ConversationId>,
    limit: u32,
) -> Stored<Vec<Archived>> {
    let mut results = connection.read(aged(before, after, limit)).await?;
    let read = rows::<ConversationRow>(&mut results, 0, "conversation")?.into_iter().map(ConversationRow::into_domain);
    let talks = with_messages(connection, read.collect::<Stored<Vec<_>>>()?).await?;
    let ids: Vec<ConversationId> = talks.iter().map(|talk| talk.conversation.id.clone()).collect();
    let restored = archives::restored(connection, &ids).await?;
    let mut all = vec![];
    for talk in talks {
        let lead = lead_of(connection, &talk.conversation).await?;
        all.push(Archived {
            restored_at: restored.get(&talk.conversation.id).copied(),
            talk,
            has_follow_up: lead.as_ref().is_some_and(|lead| lead.follow_up_at.is_some()),
            leads: lead.map(|lead| std::iter::once(lead.id).chain(lead.absorbed).collect::<Vec<LeadId>>()).unwrap_or_default(),
        });
    }
    Ok(all)
}

async fn with_messages(connection: &Connection, conversations: Vec<Conversation>) -> Stored<Vec<Talk>> {
    let ids: Vec<ConversationId> = conversations.iter().map(|talk| talk.id.clone()).collect();
    let messages = messages_of(connection, &ids, None).await?;
    Ok(conversations.into_iter().zip(messages).map(|(conversation, messages)| Talk { conversation, messages }).collect())
}

/// The one that it became part of, too.
async fn lead_of(connection: &Connection, talk: &Conversation) -> Stored<Option<Lead>> {
    match &talk.lead_id {
        Some(id) => leads::find(connection, id).await,
        None => Ok(None),
    }
}

/// What conversations count for.
fn counted(talks: &[Talk], calendar: &Calendar) -> Tally {
    let mut count = Count::by(calendar);
    talks.iter().for_each(|talk| count.talk(&talk.conversation, &talk.messages));
    count.finish()
}

impl Desk {
    pub(super) async fn take_out(&self, change: ArchiveEntry) -> Stored<Vec<ConversationId>> {
        let mut outcome = Err(StorageError::Conflict);
        for _ in 0..ROUNDS {
            outcome = self.try_to_take(&change).await;
            if !matches!(outcome, Err(StorageError::Conflict)) {
                break;
            }
        }
        let gone = outcome?;
        gone.iter().for_each(|talk| self.hot.forget(&talk.visitor, None));
        Ok(gone.into_iter().map(|talk| talk.id).collect())
    }

    async fn try_to_take(&self, change: &ArchiveEntry) -> Stored<Vec<Conversation>> {
        let calendar = self.ledger.clocks().await;
        let records: Vec<RecordId> = change.talks.iter().map(|(id, _)| conversation_record(id)).collect();
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
        let (mut going, mut leads) = (vec![], vec![]);
        for row in rows::<ConversationRow>(&mut results, 0, "conversation")? {
            let talk = row.into_domain()?;
            if !change.talks.contains(&(talk.id.clone(), talk.revision)) {
                continue;
            }
            let lead = if change.keep_followed_up { lead_of(&self.connection, &talk).await? } else { None };
            if lead.as_ref().is_none_or(|lead| lead.follow_up_at.is_none()) {
                leads.extend(lead.map(|lead| lead_record(&lead.id)));
                going.push(talk);
            }
        }
        let talks = with_messages(&self.connection, going).await?;
        let tally = counted(&talks, &calendar);
        let talks: Vec<Conversation> = talks.into_iter().map(|talk| talk.conversation).collect();
        let query = taking(change, &talks, leads)?.bind("tally_changes", ledger::changes(&tally.negated(), &tally, &calendar)?);
        self.connection.write(query).await?;
        self.ledger.noted();
        Ok(talks)
    }

    pub(super) async fn put_back(&self, talks: Vec<Talk>, restoring: Option<Restoring>) -> Stored<Vec<ConversationId>> {
        let mut outcome = Err(StorageError::Conflict);
        for _ in 0..ROUNDS {
            outcome = self.try_to_put(&talks, restoring.as_ref()).await;
            if !matches!(outcome, Err(StorageError::Conflict)) {
                break;
            }
        }
        let came = outcome?;
        for talk in &came {
            self.hot.forget(&talk.visitor, None);
            self.search.follow(Arc::new(talk.clone()));
            self.words.follow(&talk.id);
        }
        // At once: what a stop without warning leaves behind is looked for among the newest, and these are old. Where this fails, they
        // wait as all do.
        let _ = self.search.catch_up().await;
        let _ = self.words.catch_up().await;
        Ok(came.into_iter().map(|talk| talk.id).collect())
    }

    async fn try_to_put(&self, talks: &[Talk], restoring: Option<&Restoring>) -> Stored<Vec<Conversation>> {
        let calendar = self.ledger.clocks().await;
        let coming = self.coming(talks, restoring.is_some()).await?;
        let tally = counted(&coming, &calendar);
        let query = putting(&coming, restoring)?.bind("tally_changes", ledger::changes(&tally, &tally.negated(), &calendar)?);
        self.connection.write(query).await?;
        self.ledger.noted();
        Ok(coming.into_iter().map(|talk| talk.conversation).collect())
    }

    /// Those that are not there, each as it comes back: closed where the visitor has another one open. Out of an archive, only those
    /// that are still to be had.
    async fn coming(&self, talks: &[Talk], is_archived: bool) -> Stored<Vec<Talk>> {
        let named: Vec<ConversationId> = talks.iter().map(|talk| talk.conversation.id.clone()).collect();
        let held = if is_archived { archives::to_be_had(&self.connection, &named).await? } else { named.into_iter().collect() };
        let ids: Vec<RecordId> = talks.iter().map(|talk| conversation_record(&talk.conversation.id)).collect();
        let open: Vec<RecordId> = talks.iter().map(|talk| Link::of(&talk.conversation).open).collect();
        let query = Query::new("SELECT VALUE id FROM $ids; SELECT VALUE id FROM $open;").bind("ids", ids).bind("open", open);
        let mut results = self.connection.read(query).await?;
        let there = rows::<RecordId>(&mut results, 0, "conversation")?.into_iter().map(conversation_id);
        let mut there: BTreeSet<ConversationId> = there.collect::<Stored<_>>()?;
        let mut open: Vec<RecordId> = rows(&mut results, 1, "conversation")?;
        let mut coming = vec![];
        for talk in talks {
            if !held.contains(&talk.conversation.id) || !there.insert(talk.conversation.id.clone()) {
                continue;
            }
            let mut talk = talk.clone();
            let link = Link::of(&talk.conversation);
            if talk.conversation.status == Status::Open {
                if open.contains(&link.open) {
                    talk.conversation.status = Status::Closed;
                } else {
                    open.push(link.open);
                }
            }
            coming.push(talk);
        }
        Ok(coming)
    }
}

fn taking(change: &ArchiveEntry, talks: &[Conversation], leads: Vec<RecordId>) -> Stored<Query> {
    let revision = |talk: &Conversation| i64::try_from(talk.revision).unwrap_or(i64::MAX);
    let expected: Vec<Value> =
        talks.iter().map(|talk| vec![conversation_record(&talk.id).into_value(), revision(talk).into_value()].into_value()).collect();
    let archive = change.archive.as_ref().map(ArchiveRow::of).transpose()?;
    let mut holds = vec![];
    if let Some(archive) = &archive {
        for talk in talks {
            holds.push(HoldRow::of(&archive.id, &Held::of(talk), true)?);
        }
    }
    Ok(Query::new([TAKE, ledger::ADD, FORGET_TALKS, TAKEN].concat())
        .bind("conversations", talks.iter().map(|talk| conversation_record(&talk.id)).collect::<Vec<_>>())
        .bind("expected", expected)
        .bind("leads", leads)
        .bind("links", talks.iter().map(Link::of).collect::<Vec<_>>())
        .bind("archive", archive)
        .bind("begun", change.archive.as_ref().map(|archive| archives::discard_record(&archive.file)))
        .bind("holds", holds)
        .bind("entry", change.entry.clone().map(AuditRow::of)))
}

fn putting(coming: &[Talk], restoring: Option<&Restoring>) -> Stored<Query> {
    let links: Vec<Link> = coming.iter().map(|talk| Link::of(&talk.conversation)).collect();
    let opens = coming.iter().filter(|talk| talk.conversation.status == Status::Open).map(|talk| Link::of(&talk.conversation));
    let rows = coming.iter().map(|talk| ConversationRow::of(&talk.conversation)).collect::<Stored<Vec<_>>>()?;
    let messages = coming.iter().flat_map(|talk| &talk.messages).map(MessageRow::of).collect::<Stored<Vec<_>>>()?;
    let came: Vec<String> = coming.iter().map(|talk| talk.conversation.id.as_str().to_owned()).collect();
    let unanswered = coming.iter().flat_map(|talk| &talk.messages).filter_map(QuestionRow::of);
    Ok(Query::new([PUT, ledger::ADD, "COMMIT;"].concat())
        .bind("opens", opens.collect::<Vec<_>>())
        .bind("links", links)
        .bind("rows", rows)
        .bind("messages", messages)
        .bind("unanswered", unanswered.collect::<Vec<_>>())
        .bind("held", if restoring.is_some() { came.clone() } else { vec![] })
        .bind("came", came)
        .bind("restored_at", restoring.map(|restoring| datetime(restoring.at)))
        .bind("entry", restoring.and_then(|restoring| restoring.entry.clone()).map(AuditRow::of)))
}

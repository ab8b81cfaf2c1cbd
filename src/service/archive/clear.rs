//! Old conversations out of the database: written into an archive, which is read back, and only then deleted.

use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use jiff::SignedDuration;

use super::{LogDesk, coming::Coming};
use crate::{
    domain::{
        analytics::calendar::{Calendar, days_after},
        archive::{ArchiveInfo, ArchiveLine, FORMAT, Load, file_stem},
        ids::{ArchiveId, ConversationId},
        live::LiveEvent,
        schedule::interval::shifted,
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        permission::{Keeper, by_itself},
        ports::{ArchiveEntry, Archived, AuditEntry, Held, Sealed},
    },
};

/// Conversations that are read at once, and that are noted at once to be in an archive.
const PAGE: u32 = 200;
/// The most conversations that are deleted at once, with all that was said in them and each of their words: in one transaction, within
/// its time. Of long ones, fewer.
const AT_ONCE: usize = 25;
/// The most conversations of one archive; the next ones go into another.
const MOST: usize = 50_000;

/// Nobody writes one archive for so many seconds.
const UNMADE_S: i64 = 24 * 3_600;
/// For how long the log is left to whoever clears it, in seconds: prolonged with each page and each deletion, so that it is free again
/// soon after an instance died.
const TURN_S: i64 = 15 * 60;

const OTHERS_TURN: &str = "The log is being cleared already. Try again when that is done.";

type Lines<'a> = BoxStream<'a, Result<String, ServiceError>>;

/// What is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClearOrder {
    /// Conversations whose latest message is older than so many days, 1 to 36,500.
    pub older_than_days: u32,
    /// Into an archive; otherwise they are deleted for good. What was counted of them stays counted either way.
    pub archive: bool,
    /// Those, too, whose lead has a follow-up or who have a meeting ahead.
    pub even_open: bool,
}

/// Which conversations an order is about.
#[derive(Clone, Copy)]
struct Reach {
    /// Whose latest message is older than that.
    before: Timestamp,
    /// Those, too, that were brought back from an archive since then.
    even_restored: bool,
}

/// One clearing of the log.
#[derive(Clone, Copy)]
struct Clearing<'a> {
    order: ClearOrder,
    reach: Reach,
    /// Whose turn it is meanwhile.
    holder: &'a str,
}

/// What has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    pub archived: u64,
    pub deleted: u64,
    /// Those that stay for a follow-up or a meeting.
    pub kept: u64,
    /// Those that somebody wrote in meanwhile, or got a follow-up or a meeting: they are in the archive and still here, too.
    pub changed: u64,
    pub archives: Vec<ArchiveInfo>,
}

/// One archive's conversations on their way.
#[derive(Default)]
struct Batch {
    /// With their revisions.
    talks: Vec<(Held, u64)>,
    /// How many of them are deleted at once, one time after the other.
    steps: Vec<usize>,
    /// Of the last step.
    load: Load,
    messages: u64,
    /// The latest words of the first and the last of them.
    span: Option<(Timestamp, Timestamp)>,
    kept: u64,
    /// Where the next one begins.
    after: Option<ConversationId>,
    is_last: bool,
}

impl Batch {
    fn take(&mut self, old: &Archived) {
        let conversation = &old.talk.conversation;
        self.talks.push((Held::of(conversation), conversation.revision));
        let messages = old.talk.messages.len();
        if self.load.begins_anew(messages, AT_ONCE) || self.steps.is_empty() {
            self.steps.push(0);
        }
        if let Some(step) = self.steps.last_mut() {
            *step += 1;
        }
        self.messages += messages as u64;
        let at = conversation.last_at;
        self.span = Some(self.span.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
    }

    /// As the dashboard lists it.
    fn told(&self, id: ArchiveId, made_at: Timestamp, sealed: Sealed) -> ArchiveInfo {
        let (from, to) = self.span.unwrap_or((made_at, made_at));
        ArchiveInfo {
            id,
            file: sealed.file,
            made_at,
            from,
            to,
            conversations: self.talks.len() as u64,
            messages: self.messages,
            bytes: sealed.bytes,
            sha256: sealed.sha256,
        }
    }
}

impl LogDesk {
    /// One at a time, in all instances: another is a conflict. Field errors name `older_than_days`.
    pub async fn clear(&self, keeper: &Keeper, order: ClearOrder) -> Result<Cleared, ServiceError> {
        keeper.may_clear()?;
        if !(1..=36_500).contains(&order.older_than_days) {
            return Err(ServiceError::field("older_than_days", "1 to 36,500"));
        }
        let age = SignedDuration::from_hours(i64::from(order.older_than_days) * 24);
        let before = self.clock.now().checked_sub(age).unwrap_or(Timestamp::MIN);
        let reach = Reach { before, even_restored: true };
        let line = |what: &str| keeper.does("logs.cleared", Some(what), &*self.clock, &*self.ids);
        self.in_turn(order, reach, line).await?.ok_or_else(|| ServiceError::Conflict(OTHERS_TURN.into()))
    }

    /// What the owner wants to go by itself, by whole days: one archive a day, however often this runs. What was brought back stays
    /// as long again. Nothing where somebody else clears the log. For a task that runs now and then.
    pub async fn clear_by_itself(&self) -> Result<Cleared, ServiceError> {
        let settings = self.settings.load().await?;
        let days = settings.archive_after_days;
        if days == 0 {
            return Ok(Cleared::default());
        }
        let calendar = Calendar::new(settings.business.zone());
        let before = calendar.start_of(days_after(calendar.date_of(self.clock.now()), -i64::from(days)));
        let order = ClearOrder { older_than_days: u32::from(days), archive: true, even_open: false };
        let reach = Reach { before, even_restored: false };
        let line = |what: &str| by_itself("logs.cleared", Some(what), &*self.clock, &*self.ids);
        Ok(self.in_turn(order, reach, line).await?.unwrap_or_default())
    }

    /// None: it is somebody else's turn.
    async fn in_turn(
        &self,
        order: ClearOrder,
        reach: Reach,
        line: impl Fn(&str) -> AuditEntry + Send + Sync,
    ) -> Result<Option<Cleared>, ServiceError> {
        let holder = self.ids.uuid().simple().to_string();
        let clearing = Clearing { order, reach, holder: &holder };
        if !self.takes_turn(clearing).await? {
            return Ok(None);
        }
        let cleared = self.clear_as(clearing, line).await;
        // Where this fails, the turn is over after a while.
        let _ = self.logs.end_turn(&holder).await;
        cleared.map(Some)
    }

    async fn takes_turn(&self, clearing: Clearing<'_>) -> Result<bool, ServiceError> {
        let now = self.clock.now();
        Ok(self.logs.take_turn(clearing.holder, now, shifted(now, TURN_S)).await?)
    }

    /// Whoever was so slow that somebody else began stops.
    async fn keep_turn(&self, clearing: Clearing<'_>) -> Result<(), ServiceError> {
        if self.takes_turn(clearing).await? { Ok(()) } else { Err(ServiceError::Conflict(OTHERS_TURN.into())) }
    }

    async fn clear_as(&self, clearing: Clearing<'_>, line: impl Fn(&str) -> AuditEntry + Send + Sync) -> Result<Cleared, ServiceError> {
        let order = clearing.order;
        let mut cleared = Cleared::default();
        let mut after = None;
        loop {
            let batch =
                if order.archive { self.archive(clearing, after, &mut cleared).await? } else { self.gather(clearing, after).await? };
            cleared.kept += batch.kept;
            let archive = if order.archive { cleared.archives.last().filter(|_| !batch.talks.is_empty()).cloned() } else { None };
            let (gone, erased) = self.take_out(clearing, &batch, archive, &line).await?;
            if !erased.is_empty() {
                self.forget(&erased).await?;
            }
            if !batch.talks.is_empty()
                && let Some(archive) = cleared.archives.pop()
            {
                cleared.archives.extend(self.as_it_is_now(archive, &batch).await?);
            }
            if order.archive {
                cleared.archived += batch.talks.len() as u64;
            }
            cleared.deleted += gone;
            cleared.changed += batch.talks.len() as u64 - gone;
            after = batch.after;
            if batch.is_last {
                return Ok(cleared);
            }
        }
    }

    /// Whoever was erased meanwhile has had it written anew, under another name; None where nobody is left in it.
    async fn as_it_is_now(&self, archive: ArchiveInfo, batch: &Batch) -> Result<Option<ArchiveInfo>, ServiceError> {
        if self.logs.archive(&archive.id).await?.is_some() {
            return Ok(Some(archive));
        }
        for some in batch.talks.chunks(AT_ONCE) {
            let ids: Vec<ConversationId> = some.iter().map(|(held, _)| held.conversation.clone()).collect();
            let holding = self.logs.holding(&ids).await?.into_iter().map(|(archive, _)| archive);
            if let Some(latest) = holding.filter(|found| found.made_at >= archive.made_at).max_by_key(|found| found.made_at) {
                return Ok(Some(latest));
            }
        }
        Ok(None)
    }

    /// The next page of those that may go.
    async fn page(&self, clearing: Clearing<'_>, batch: &mut Batch) -> Result<Vec<Archived>, ServiceError> {
        self.keep_turn(clearing).await?;
        let Clearing { order, reach, .. } = clearing;
        let mut page = self.logs.aged(reach.before, batch.after.as_ref(), PAGE).await?;
        batch.is_last = page.len() < PAGE as usize;
        batch.after = page.last().map(|old| old.talk.conversation.id.clone()).or(batch.after.take());
        page.retain(|old| reach.even_restored || old.restored_at.is_none_or(|at| at < reach.before));
        if order.even_open {
            return Ok(page);
        }
        let coming = self.coming().await?;
        let read = page.len();
        let free: Vec<Archived> = page.into_iter().filter(|old| !old.has_follow_up && !coming.has(old)).collect();
        batch.kept += (read - free.len()) as u64;
        Ok(free)
    }

    /// Without an archive.
    async fn gather(&self, clearing: Clearing<'_>, after: Option<ConversationId>) -> Result<Batch, ServiceError> {
        let mut batch = Batch { after, ..Batch::default() };
        while !batch.is_last && batch.talks.len() < MOST {
            let page = self.page(clearing, &mut batch).await?;
            page.iter().for_each(|old| batch.take(old));
        }
        Ok(batch)
    }

    /// Writes one archive, reads it back and notes who is in it. Of nobody, there is none.
    async fn archive(&self, clearing: Clearing<'_>, after: Option<ConversationId>, cleared: &mut Cleared) -> Result<Batch, ServiceError> {
        let mut batch = Batch { after, ..Batch::default() };
        let mut ready = vec![];
        // An archive begins only where there is somebody for it.
        while ready.is_empty() && !batch.is_last {
            ready = self.page(clearing, &mut batch).await?;
        }
        if ready.is_empty() {
            return Ok(batch);
        }
        let (id, made_at) = (ArchiveId::new(self.ids.uuid()), self.clock.now());
        let made_on = Calendar::new(self.settings.load().await?.business.zone()).date_of(made_at);
        let head = written(&ArchiveLine::Archive { format: FORMAT, id: id.clone(), made_at });
        let shared = futures::lock::Mutex::new(&mut batch);
        let pages = stream::try_unfold(Some(ready), |ready| {
            let shared = &shared;
            async move {
                let mut batch = shared.lock().await;
                let page = match ready {
                    Some(page) => page,
                    None if batch.is_last || batch.talks.len() >= MOST => return Ok(None),
                    None => self.page(clearing, &mut batch).await?,
                };
                page.iter().for_each(|old| batch.take(old));
                Ok(Some((page, None)))
            }
        });
        let lines = pages.flat_map(|page| {
            let lines: Vec<Result<String, ServiceError>> = match page {
                Ok(page) => page.into_iter().map(|old| written(&ArchiveLine::Talk(Box::new(old.talk)))).collect(),
                Err(error) => vec![Err(error)],
            };
            stream::iter(lines)
        });
        let sealed = self.write(&file_stem(&id, made_on), made_at, stream::iter([head]).chain(lines).boxed()).await?;
        drop(shared);
        let archive = batch.told(id, made_at, sealed);
        let ready = async {
            self.check(&archive, &batch).await?;
            self.hold(&archive, &batch).await
        };
        if let Err(error) = ready.await {
            self.files.discard(&archive.file).await?;
            return Err(error);
        }
        cleared.archives.push(archive);
        Ok(batch)
    }

    /// Writes a file that an archive is to be made of. Where that does not come about, nobody has been deleted, and a sweep removes it.
    pub(super) async fn write(&self, stem: &str, now: Timestamp, lines: Lines<'_>) -> Result<Sealed, ServiceError> {
        self.logs.begin(&self.files.name(stem), shifted(now, UNMADE_S)).await?;
        self.files.write(stem, lines).await
    }

    /// Reads a file back: each of its conversations must be in it, in its revision.
    async fn check(&self, archive: &ArchiveInfo, batch: &Batch) -> Result<(), ServiceError> {
        let mut lines = self.files.read(&archive.file, &archive.sha256).await?;
        let (mut number, mut expected) = (0, batch.talks.iter());
        while let Some(line) = lines.next().await {
            number += 1;
            match ArchiveLine::read(&line?, number).map_err(|error| ServiceError::Internal(error.to_string()))? {
                ArchiveLine::Archive { .. } => {}
                ArchiveLine::Talk(talk) => {
                    let found = Some((&talk.conversation.id, talk.conversation.revision));
                    if expected.next().map(|(held, revision)| (&held.conversation, *revision)) != found {
                        return Err(ServiceError::Internal("an archive holds something else than was written".into()));
                    }
                }
            }
        }
        if expected.next().is_some() {
            return Err(ServiceError::Internal("an archive is not whole".into()));
        }
        Ok(())
    }

    /// Notes who is in an archive before anybody is deleted: whoever is erased from now on leaves it, however far the deletions come.
    async fn hold(&self, archive: &ArchiveInfo, batch: &Batch) -> Result<(), ServiceError> {
        for some in batch.talks.chunks(PAGE as usize) {
            let held: Vec<Held> = some.iter().map(|(held, _)| held.clone()).collect();
            self.logs.hold(archive, &held).await?;
        }
        // Whoever was erased before that, while it was written.
        for some in batch.talks.chunks(PAGE as usize) {
            let ids: Vec<ConversationId> = some.iter().map(|(held, _)| held.conversation.clone()).collect();
            self.logs.owe(&self.logs.erased(&ids).await?).await?;
        }
        Ok(())
    }

    /// Deletes what the archive holds, step by step; how many went, and who was erased while it was written: in it, and by nobody found
    /// there before.
    async fn take_out(
        &self,
        clearing: Clearing<'_>,
        batch: &Batch,
        archive: Option<ArchiveInfo>,
        line: &(impl Fn(&str) -> AuditEntry + Send + Sync),
    ) -> Result<(u64, Vec<ConversationId>), ServiceError> {
        let what = match &archive {
            Some(archive) => format!("{}, {} conversations", archive.file, batch.talks.len()),
            None => format!("{} conversations, without an archive", batch.talks.len()),
        };
        let mut entry = Some(line(&what));
        let (mut gone, mut erased) = (0, vec![]);
        let mut rest = batch.talks.as_slice();
        for step in &batch.steps {
            let (some, others) = rest.split_at(*step);
            rest = others;
            self.keep_turn(clearing).await?;
            let is_first = entry.is_some();
            // All of them were free when they were read: that may have been a while ago.
            let coming = if clearing.order.even_open { Coming::default() } else { self.coming().await? };
            let going = some.iter().filter(|(held, _)| !coming.keeps(held));
            let talks: Vec<(ConversationId, u64)> = going.map(|(held, revision)| (held.conversation.clone(), *revision)).collect();
            let change = ArchiveEntry {
                archive: archive.clone(),
                talks: talks.clone(),
                keep_followed_up: !clearing.order.even_open,
                entry: entry.take(),
            };
            let deleted = match self.logs.take_out(change).await {
                Ok(deleted) => deleted,
                Err(error) => {
                    // Nothing knows of the file yet. After a time-out it may have been stored all the same.
                    if let Some(archive) = archive.as_ref().filter(|_| is_first && error == StorageError::Conflict) {
                        self.files.discard(&archive.file).await?;
                    }
                    return Err(error.into());
                }
            };
            gone += deleted.len() as u64;
            if archive.is_some() {
                let stayed: Vec<ConversationId> = talks.into_iter().map(|(id, _)| id).filter(|id| !deleted.contains(id)).collect();
                // Not those that another instance has put into an archive meanwhile.
                erased.extend(self.logs.erased(&stayed).await?);
            }
            deleted.into_iter().for_each(|id| self.bus.publish(LiveEvent::Erased { id }));
        }
        Ok((gone, erased))
    }
}

pub(super) fn written(line: &ArchiveLine) -> Result<String, ServiceError> {
    line.write().map_err(|error| ServiceError::Internal(format!("a line of an archive: {error}")))
}

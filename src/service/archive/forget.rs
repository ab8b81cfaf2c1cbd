//! People who were erased, out of the archives that hold them: each is written anew without them, and the old file goes.

use std::collections::BTreeSet;

use futures::{StreamExt, lock::Mutex, stream};

use super::{LogDesk, clear::written};
use crate::{
    domain::{
        analytics::{calendar::Calendar, count::Count},
        archive::{ArchiveInfo, ArchiveLine, FORMAT, Talk, file_stem},
        ids::{ArchiveId, ConversationId},
    },
    service::{
        error::{ServiceError, StorageError},
        permission::by_itself,
        ports::ArchiveRewrite,
    },
};

/// How often archives are looked for again, because somebody else wrote one anew meanwhile.
const ROUNDS: usize = 5;

/// What is known of the talks that stay, while they are written.
#[derive(Default)]
struct Kept {
    conversations: u64,
    messages: u64,
    gone: Vec<Talk>,
}

impl LogDesk {
    /// Takes these conversations out of all archives, with what they counted for. `ids`: all of a person who was erased (a lead's
    /// `conversation_ids`, also those that were not in the database any more). The archives that held them, as they are now. What
    /// fails is tried again by [`LogDesk::forget_owed`].
    pub async fn forget(&self, ids: &[ConversationId]) -> Result<Vec<ArchiveInfo>, ServiceError> {
        self.logs.owe(ids).await?;
        let (wanted, mut rewritten, mut failed) = (ids.iter().collect(), vec![], None);
        for _ in 0..ROUNDS {
            failed = None;
            for (archive, counted) in self.logs.holding(ids).await? {
                match self.without(&archive, &wanted, &counted).await {
                    Ok(new) => rewritten.extend(new),
                    // One that cannot be read does not keep people in the others.
                    Err(error) => failed = Some(error),
                }
            }
            if failed.is_none() {
                break;
            }
        }
        self.sweep().await?;
        failed.map_or(Ok(rewritten), Err)
    }

    /// Takes people out of archives who should have left them before: a disk was full, or an instance died. For a task that runs now
    /// and then.
    pub async fn forget_owed(&self) -> Result<(), ServiceError> {
        let ids = self.logs.owed().await?;
        if ids.is_empty() { Ok(()) } else { self.forget(&ids).await.map(drop) }
    }

    /// Removes files that no archive is made of any more, or that none was made of within a day. For a task that runs now and then: an instance may have died in between.
    pub async fn sweep(&self) -> Result<(), ServiceError> {
        for file in self.logs.discarded(self.clock.now()).await? {
            self.files.discard(&file).await?;
            self.logs.swept(&file).await?;
        }
        Ok(())
    }

    /// None where nobody else was in it.
    async fn without(
        &self,
        archive: &ArchiveInfo,
        ids: &BTreeSet<&ConversationId>,
        counted: &BTreeSet<ConversationId>,
    ) -> Result<Option<ArchiveInfo>, ServiceError> {
        let calendar = Calendar::new(self.settings.load().await?.business.zone());
        let (id, made_at) = (ArchiveId::new(self.ids.uuid()), self.clock.now());
        let head = written(&ArchiveLine::Archive { format: FORMAT, id: id.clone(), made_at });
        let kept = Mutex::new(Kept::default());
        let old = self.files.read(&archive.file, &archive.sha256).await?;
        let lines = old.enumerate().filter_map(|(at, line)| staying(line, at as u64 + 1, ids, &kept));
        let stem = file_stem(&id, calendar.date_of(made_at));
        let sealed = self.write(&stem, made_at, stream::iter([head]).chain(lines).boxed()).await?;
        let kept = kept.into_inner();
        let new = ArchiveInfo {
            id,
            file: sealed.file.clone(),
            made_at,
            conversations: kept.conversations,
            messages: kept.messages,
            bytes: sealed.bytes,
            sha256: sealed.sha256,
            ..archive.clone()
        };
        let mut count = Count::by(&calendar);
        let still_counted = kept.gone.iter().filter(|talk| counted.contains(&talk.conversation.id));
        still_counted.for_each(|talk| count.talk(&talk.conversation, &talk.messages));
        let new = (kept.conversations > 0).then_some(new);
        let change = ArchiveRewrite {
            old: archive.id.clone(),
            new: new.clone(),
            gone: ids.iter().map(|id| (*id).clone()).collect(),
            tally: count.finish().negated(),
            entry: by_itself("logs.forgotten", Some(&archive.file), &*self.clock, &*self.ids),
        };
        if let Err(error) = self.logs.rewrite(change).await {
            // After a time-out it may have been stored all the same.
            if error == StorageError::Conflict {
                self.files.discard(&sealed.file).await?;
            }
            return Err(error.into());
        }
        if new.is_none() {
            self.files.discard(&sealed.file).await?;
        }
        Ok(new)
    }
}

/// A line that goes into the new archive as it is; None for one that does not, which is noted.
async fn staying(
    line: Result<String, ServiceError>,
    number: u64,
    ids: &BTreeSet<&ConversationId>,
    kept: &Mutex<Kept>,
) -> Option<Result<String, ServiceError>> {
    let text = match line {
        Ok(text) => text,
        Err(error) => return Some(Err(error)),
    };
    match ArchiveLine::read(&text, number) {
        Ok(ArchiveLine::Archive { .. }) => None,
        Ok(ArchiveLine::Talk(talk)) if ids.contains(&talk.conversation.id) => {
            kept.lock().await.gone.push(*talk);
            None
        }
        Ok(ArchiveLine::Talk(talk)) => {
            let mut kept = kept.lock().await;
            kept.conversations += 1;
            kept.messages += talk.messages.len() as u64;
            Some(Ok(text))
        }
        Err(error) => Some(Err(ServiceError::Conflict(format!("An archive cannot be read: {error}.")))),
    }
}

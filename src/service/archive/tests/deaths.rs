//! Instances that die while they clear the log.

use futures::{
    StreamExt,
    stream::{self, BoxStream},
};

use super::{super::*, DAY, Outage, Slow, keeper, order, run, stage};
use crate::{
    domain::{conversation::Conversation, live::LiveEvent},
    service::{error::StorageError, memory::MemoryConversations, ports::Held},
};

/// Nothing reaches the database any more once the first deletion is told.
struct Dying(MemoryConversations);

impl EventBus for Dying {
    fn publish(&self, _: LiveEvent) {
        self.0.set_outage(Some(StorageError::Timeout));
    }

    fn subscribe(&self) -> BoxStream<'static, Result<LiveEvent, u64>> {
        stream::pending().boxed()
    }
}

/// More than are deleted at once, each with a lead.
async fn thirty(stage: &super::Stage) -> Vec<Conversation> {
    let mut all = vec![];
    for _ in 0..30 {
        all.push(stage.days.talk("2026-03-01T10:00:00Z", "/", "old", Some("Ana")).await);
    }
    all
}

#[test]
fn whoever_is_erased_leaves_an_archive_however_far_its_deletions_came() {
    run(async {
        let stage = stage();
        let all = thirty(&stage).await;
        let desk = LogDesk { bus: Arc::new(Dying(stage.days.store.clone())), ..stage.desk.clone() };
        assert!(desk.clear(&keeper(), order(30)).await.is_err());
        stage.days.store.set_outage(None);
        let archive = stage.desk.archives(&keeper()).await.expect("read").remove(0);
        assert_eq!((archive.conversations, stage.days.store.all().len()), (30, 5));

        let (gone, there) = (all[0].id.clone(), all[29].id.clone());
        Conversations::erase(&stage.days.store, &all[29].visitor).await.expect("erased");
        let new = stage.desk.forget(&[gone, there]).await.expect("forgotten").remove(0);
        assert_eq!((new.conversations, stage.chats().await), (28, 28));
        assert_eq!(stage.desk.restore(&keeper(), &new.id).await, Ok(Restored { restored: 24, there: 4 }));
        assert_eq!((stage.files.names(), stage.chats().await), (vec![new.file], 28));
    });
}

#[test]
fn whoever_was_erased_while_an_archive_was_written_leaves_it_later() {
    run(async {
        let stage = stage();
        let all = thirty(&stage).await;
        let files = Slow(stage.files.clone(), stage.days.store.clone(), all[29].visitor.clone());
        let desk = LogDesk { files: Arc::new(files), bus: Arc::new(Dying(stage.days.store.clone())), ..stage.desk.clone() };
        assert!(desk.clear(&keeper(), order(30)).await.is_err());
        stage.days.store.set_outage(None);
        assert_eq!(stage.desk.logs.owed().await, Ok(vec![all[29].id.clone()]));
        stage.desk.forget_owed().await.expect("forgotten");
        assert_eq!(stage.desk.archives(&keeper()).await.map(|archives| archives[0].conversations), Ok(29));
        assert_eq!((stage.desk.logs.owed().await, stage.chats().await), (Ok(vec![]), 29));
    });
}

#[test]
fn what_was_noted_of_no_archive_goes_with_its_file() {
    run(async {
        let stage = stage();
        let all = thirty(&stage).await;
        let held: Vec<Held> = all.iter().map(Held::of).collect();
        let archive = stage.desk.clear(&keeper(), order(30)).await.expect("cleared").archives.remove(0);
        // Another instance dies before its first deletion.
        let begun = ArchiveInfo { id: ArchiveId::new(uuid::Uuid::from_u128(99)), file: "begun.jsonl".into(), ..archive.clone() };
        stage.desk.logs.begin(&begun.file, stage.desk.clock.now()).await.expect("begun");
        stage.desk.logs.hold(&begun, &held).await.expect("noted");
        stage.desk.forget(std::slice::from_ref(&all[0].id)).await.expect("forgotten");
        assert_eq!(stage.desk.logs.owed().await, Ok(vec![]), "a sweep goes with it");
        assert_eq!(stage.desk.archives(&keeper()).await.map(|archives| archives[0].conversations), Ok(29));
    });
}

#[test]
fn of_long_conversations_fewer_go_and_come_back_at_once() {
    run(async {
        let stage = stage();
        for _ in 0..3 {
            let mut talk = stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
            for _ in 0..250 {
                talk = stage.days.go_on(&talk, "2026-03-01T11:00:00Z", "and on").await;
            }
        }
        let dying = LogDesk { bus: Arc::new(Dying(stage.days.store.clone())), ..stage.desk.clone() };
        assert!(dying.clear(&keeper(), order(30)).await.is_err());
        stage.days.store.set_outage(None);
        assert_eq!(stage.days.store.all().len(), 2, "two of them are more than one transaction takes");
        let archive = stage.desk.archives(&keeper()).await.expect("read").remove(0);
        stage.clock.advance(DAY);
        assert_eq!(stage.desk.clear(&keeper(), order(30)).await.map(|cleared| cleared.deleted), Ok(2));

        // It is read line by line: a head, and the three.
        let files = Outage(stage.files.clone(), stage.days.store.clone(), 3);
        let desk = LogDesk { files: Arc::new(files), ..stage.desk.clone() };
        assert!(desk.restore(&keeper(), &archive.id).await.is_err());
        stage.days.store.set_outage(None);
        assert_eq!((archive.conversations, stage.days.store.all().len()), (3, 1));
        assert_eq!(stage.desk.restore(&keeper(), &archive.id).await, Ok(Restored { restored: 2, there: 1 }));
    });
}

//! Old conversations go into archives and come back, and nothing is lost on the way.

mod deaths;
mod disks;

use std::time::Duration;

use futures_executor::LocalPool;
use jiff::civil::date;

use self::disks::{Breaking, Erasing, Full, Inviting, Outage, Overtaken, Slow};
use super::*;
use crate::{
    domain::{
        account::Role,
        analytics::{measure::Measure, range::Range},
        ids::AdminId,
        lead::LeadStatus,
        settings::Settings,
    },
    service::{
        memory::{
            Days, ManualClock, MemoryArchiveFiles, MemoryAudit, MemoryBus, MemoryConversations, MemoryLogs, MemorySettings, SequentialIds,
        },
        permission::{Admin, Integrator},
        ports::{Conversations, Erased, Tallies},
    },
};

const DAY: Duration = Duration::from_secs(86_400);

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

struct Stage {
    desk: LogDesk,
    days: Days,
    files: MemoryArchiveFiles,
    audit: MemoryAudit,
    clock: ManualClock,
}

/// On 22 November 2026, at noon.
fn stage() -> Stage {
    let (store, audit, files) = (MemoryConversations::new(), MemoryAudit::default(), MemoryArchiveFiles::default());
    let (days, clock) = (Days::in_store(&store), ManualClock::default());
    let desk = LogDesk {
        conversations: Arc::new(store.clone()),
        logs: Arc::new(MemoryLogs::beside(&store, &audit)),
        files: Arc::new(files.clone()),
        meetings: Arc::new(days.meetings()),
        settings: Arc::new(MemorySettings::with(Settings { archive_after_days: 30, ..Settings::default() })),
        audit: Arc::new(audit.clone()),
        bus: Arc::new(MemoryBus::default()),
        clock: Arc::new(clock.clone()),
        ids: Arc::new(SequentialIds::default()),
        session_lifetime_s: u64::MAX,
    };
    Stage { desk, days, files, audit, clock }
}

fn keeper() -> Keeper {
    Keeper::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into()))
}

fn order(days: u32) -> ClearOrder {
    ClearOrder { older_than_days: days, archive: true, even_open: false }
}

impl Stage {
    async fn chats(&self) -> i64 {
        let range = Range::new(date(2026, 1, 1), date(2026, 12, 31)).expect("a range");
        let days = Tallies::days(&self.days.store, range).await.expect("read");
        days.values().map(|counts| counts.get(Measure::Chats)).sum()
    }
}

#[test]
fn what_is_old_is_archived_then_deleted_and_stays_counted_and_comes_back() {
    run(async {
        let stage = stage();
        for n in 0..450 {
            stage.days.talk(&format!("2026-0{}-01T10:00:00Z", 1 + n % 9), "/", "an old question", None).await;
        }
        let young = stage.days.talk("2026-11-20T10:00:00Z", "/", "a new one", None).await;
        let before = stage.days.store.all();
        let cleared = stage.desk.clear(&keeper(), order(30)).await.expect("cleared");
        assert_eq!((cleared.archived, cleared.deleted, cleared.kept, cleared.changed), (450, 450, 0, 0));
        let archive = &cleared.archives[0];
        assert_eq!((cleared.archives.len(), archive.conversations, archive.messages), (1, 450, 900));
        assert_eq!((archive.from.to_string(), archive.to.to_string()), ("2026-01-01T10:00:00Z".into(), "2026-09-01T10:00:00Z".into()));
        assert_eq!(stage.days.store.all(), std::slice::from_ref(&young));
        assert_eq!(stage.chats().await, 451);
        assert_eq!(stage.days.store.rebuild(&Default::default()).await.map(|rebuilt| rebuilt.wrong), Ok(0));
        assert_eq!(stage.chats().await, 451, "a rebuild does not forget what is archived");
        assert_eq!(stage.desk.archives(&keeper()).await, Ok(vec![archive.clone()]));

        let restored = stage.desk.restore(&keeper(), &archive.id).await.expect("restored");
        assert_eq!(restored, Restored { restored: 450, there: 0 });
        assert_eq!(stage.days.store.all(), before);
        let again = stage.desk.restore(&keeper(), &archive.id).await.expect("restored");
        assert_eq!(again, Restored { restored: 0, there: 450 });
        assert_eq!(stage.chats().await, 451);
        assert_eq!(stage.days.store.rebuild(&Default::default()).await.map(|rebuilt| rebuilt.wrong), Ok(0));
        let lines = stage.audit.list_all();
        assert_eq!(lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), ["logs.cleared", "logs.restored", "logs.restored"]);
    });
}

#[test]
fn whoever_is_waited_for_stays_unless_told_so() {
    run(async {
        let stage = stage();
        let followed = stage.days.talk("2026-03-01T10:00:00Z", "/", "call me", Some("Ana")).await;
        stage.days.moves(&followed, "2026-03-02T10:00:00Z", LeadStatus::Contacted, Some("2026-12-01T10:00:00Z")).await;
        let invited = stage.days.talk("2026-03-01T11:00:00Z", "/", "see you", Some("Ben")).await;
        stage.days.meets("2026-11-20T10:00:00Z", "2026-11-22T11:45:00Z", None, Some(invited.id.clone())).await;
        let known = stage.days.talk("2026-03-01T11:30:00Z", "/", "call me then", Some("Dora")).await;
        stage.days.meets("2026-11-20T10:00:00Z", "2026-12-02T09:00:00Z", known.lead_id.clone(), None).await;
        let free = stage.days.talk("2026-03-01T12:00:00Z", "/", "bye", Some("Eve")).await;
        stage.days.meets("2026-11-20T10:00:00Z", "2026-11-22T11:15:00Z", free.lead_id.clone(), Some(free.id.clone())).await;
        let off = stage.days.meets("2026-11-20T10:00:00Z", "2026-12-03T09:00:00Z", free.lead_id.clone(), Some(free.id.clone())).await;
        stage.days.calls_off(&off, "2026-11-21T10:00:00Z").await;
        let cleared = stage.desk.clear_by_itself().await.expect("cleared");
        assert_eq!((cleared.deleted, cleared.kept), (1, 3), "the meeting of one is over, the other called off");
        assert_eq!(stage.days.store.find(&free.id).await, Ok(None));
        assert_eq!(stage.audit.list_all()[0].actor, "schedule");
        let again = stage.desk.clear(&keeper(), order(30)).await.expect("cleared");
        assert_eq!((again.archived, again.kept, again.archives), (0, 3, vec![]), "of nobody there is no archive");
        let cleared = stage.desk.clear(&keeper(), ClearOrder { even_open: true, ..order(30) }).await.expect("cleared");
        assert_eq!((cleared.deleted, cleared.kept), (3, 0));
        assert_eq!((stage.days.store.all_leads().len(), stage.days.meetings().all().await.len()), (4, 4), "people and meetings stay");
    });
}

#[test]
fn whoever_is_invited_while_an_archive_is_written_stays() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "old", Some("Ana")).await;
        stage.days.talk("2026-03-01T11:00:00Z", "/", "old", Some("Ben")).await;
        let files = Inviting(stage.files.clone(), stage.days.clone(), ana.lead_id.clone());
        let desk = LogDesk { files: Arc::new(files), ..stage.desk.clone() };
        let cleared = desk.clear(&keeper(), order(30)).await.expect("cleared");
        assert_eq!((cleared.archived, cleared.deleted, cleared.changed), (2, 1, 1));
        assert_eq!(stage.days.store.all(), [ana]);
        let told_so = stage.desk.clear(&keeper(), ClearOrder { even_open: true, ..order(30) }).await;
        assert_eq!(told_so.map(|cleared| cleared.deleted), Ok(1));
    });
}

#[test]
fn nothing_is_deleted_before_its_archive_is_whole() {
    run(async {
        for break_it in [(|lines: &mut Vec<String>| drop(lines.pop())) as fn(&mut Vec<String>), |lines: &mut Vec<String>| lines.swap(1, 2)]
        {
            let stage = stage();
            for at in ["2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"] {
                stage.days.talk(at, "/", "old", None).await;
            }
            let desk = LogDesk { files: Arc::new(Breaking(stage.files.clone(), break_it)), ..stage.desk.clone() };
            assert!(desk.clear(&keeper(), order(30)).await.is_err());
            assert_eq!(stage.days.store.all().len(), 3);
            assert_eq!((stage.files.names(), stage.desk.archives(&keeper()).await), (vec![], Ok(vec![])), "and nothing is left of it");
        }
    });
}

#[test]
fn an_archive_that_was_changed_is_not_restored() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
        let archive = stage.desk.clear(&keeper(), order(30)).await.expect("cleared").archives.remove(0);
        stage.files.tamper(&archive.file, |lines| lines[1] = lines[1].replace("old", "odd"));
        assert!(matches!(stage.desk.restore(&keeper(), &archive.id).await, Err(ServiceError::Conflict(_))));
        assert_eq!(stage.days.store.all(), vec![]);
    });
}

#[test]
fn an_erased_person_goes_out_of_archives_too() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", Some("Ana")).await;
        let ben = stage.days.talk("2026-03-02T10:00:00Z", "/", "I am Ben", Some("Ben")).await;
        let old = stage.desk.clear(&keeper(), order(30)).await.expect("cleared").archives.remove(0);
        assert_eq!(stage.desk.forget(&[]).await, Ok(vec![]));
        let new = stage.desk.forget(std::slice::from_ref(&ana.id)).await.expect("forgotten").remove(0);
        assert_eq!((new.conversations, new.messages, new.from), (1, 2, old.from));
        assert_eq!((stage.files.names(), stage.desk.archives(&keeper()).await), (vec![new.file.clone()], Ok(vec![new.clone()])));
        assert_eq!(stage.chats().await, 1);
        assert_eq!(stage.desk.forget(std::slice::from_ref(&ana.id)).await, Ok(vec![]));
        assert_eq!(stage.desk.restore(&keeper(), &new.id).await, Ok(Restored { restored: 1, there: 0 }));
        assert_eq!(stage.days.store.all().iter().map(|talk| &talk.id).collect::<Vec<_>>(), [&ben.id]);
        stage.desk.forget(std::slice::from_ref(&ben.id)).await.expect("forgotten");
        assert_eq!(stage.chats().await, 1, "who came back is counted where they are now");
    });
}

#[test]
fn a_visitor_who_erases_the_chat_leaves_archives_and_takes_the_lead_along() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", Some("Ana")).await;
        let ben = stage.days.talk("2026-03-02T10:00:00Z", "/", "I am Ben", Some("Ben")).await;
        stage.desk.clear(&keeper(), order(30)).await.expect("cleared");
        let erased = Conversations::erase(&stage.days.store, &ana.visitor).await.expect("erased");
        assert_eq!(erased, Erased { conversations: vec![ana.id.clone()], ..Erased::default() });
        assert_eq!(stage.days.store.all_leads().into_iter().map(|lead| Some(lead.id)).collect::<Vec<_>>(), [ben.lead_id]);
        assert_eq!(stage.desk.logs.owed().await, Ok(vec![ana.id]));
        let new = stage.desk.forget(&erased.conversations).await.expect("forgotten").remove(0);
        assert_eq!((new.conversations, stage.chats().await), (1, 1));
        let again = Conversations::erase(&stage.days.store, &ana.visitor).await;
        assert_eq!(again, Ok(Erased::default()));
    });
}

#[test]
fn an_archive_that_cannot_be_read_keeps_nobody_in_the_others() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", Some("Ana")).await;
        let damaged = stage.desk.clear(&keeper(), order(30)).await.expect("cleared").archives.remove(0);
        let ben = stage.days.talk("2026-03-02T10:00:00Z", "/", "I am Ben", Some("Ben")).await;
        stage.desk.clear(&keeper(), order(30)).await.expect("cleared");
        stage.files.tamper(&damaged.file, |lines| lines[1] = lines[1].replace("Ana", "Eve"));
        assert!(stage.desk.forget(&[ana.id, ben.id]).await.is_err());
        assert_eq!((stage.files.names(), stage.desk.archives(&keeper()).await), (vec![damaged.file.clone()], Ok(vec![damaged])));
    });
}

#[test]
fn whoever_is_erased_while_an_archive_is_written_is_not_in_it() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", None).await;
        stage.days.talk("2026-03-02T10:00:00Z", "/", "I am Ben", None).await;
        let files = Slow(stage.files.clone(), stage.days.store.clone(), ana.visitor.clone());
        let desk = LogDesk { files: Arc::new(files), ..stage.desk.clone() };
        let cleared = desk.clear(&keeper(), order(30)).await.expect("cleared");
        assert_eq!((cleared.deleted, cleared.archives.len(), cleared.archives[0].conversations), (1, 1, 1));
        assert_eq!((stage.files.names(), stage.chats().await), (vec![cleared.archives[0].file.clone()], 1));
    });
}

#[test]
fn whoever_is_erased_while_an_archive_is_brought_back_stays_erased() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", Some("Ana")).await;
        let ben = stage.days.talk("2026-03-02T10:00:00Z", "/", "I am Ben", None).await;
        let archive = stage.desk.clear(&keeper(), order(30)).await.expect("cleared").archives.remove(0);
        let files = Erasing(stage.files.clone(), stage.days.store.clone());
        let desk = LogDesk { files: Arc::new(files), ..stage.desk.clone() };
        assert_eq!(desk.restore(&keeper(), &archive.id).await, Ok(Restored { restored: 1, there: 0 }));
        assert_eq!(stage.days.store.all().iter().map(|talk| &talk.id).collect::<Vec<_>>(), [&ben.id]);
        assert_eq!(stage.desk.logs.owed().await, Ok(vec![ana.id]));
    });
}

#[test]
fn who_could_not_leave_an_archive_leaves_it_later() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", Some("Ana")).await;
        stage.days.talk("2026-03-02T10:00:00Z", "/", "I am Ben", None).await;
        stage.desk.clear(&keeper(), order(30)).await.expect("cleared");
        let full = LogDesk { files: Arc::new(Full(stage.files.clone())), ..stage.desk.clone() };
        assert!(full.forget(std::slice::from_ref(&ana.id)).await.is_err());
        assert!(full.forget_owed().await.is_err());
        assert_eq!(stage.desk.logs.owed().await, Ok(vec![ana.id]));
        stage.desk.forget_owed().await.expect("there is room again");
        assert_eq!((stage.desk.logs.owed().await, stage.files.names().len(), stage.chats().await), (Ok(vec![]), 1, 1));
        assert_eq!(stage.desk.archives(&keeper()).await.map(|archives| archives[0].conversations), Ok(1));
    });
}

#[test]
fn a_file_that_no_archive_was_made_of_goes_after_a_day() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
        // An instance that dies before the first deletion.
        let line = Box::pin(futures::stream::iter([Ok("{}".to_owned())]));
        let sealed = stage.desk.write("logs_2026-11-22_1", stage.desk.clock.now(), line).await.expect("written");
        let made = stage.desk.clear(&keeper(), order(30)).await.expect("cleared").archives.remove(0);
        stage.desk.sweep().await.expect("swept");
        assert!(stage.files.names().contains(&sealed.file), "somebody may be at it");
        stage.clock.advance(DAY);
        stage.desk.sweep().await.expect("swept");
        assert_eq!(stage.files.names(), [made.file]);
    });
}

#[test]
fn what_goes_by_itself_goes_by_whole_days() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-10-22T23:59:00Z", "/", "thirty days ago and more", None).await;
        let later = stage.days.talk("2026-10-23T00:01:00Z", "/", "thirty days ago", None).await;
        assert_eq!(stage.desk.clear_by_itself().await.map(|cleared| cleared.deleted), Ok(1), "tomorrow the rest of that day");
        assert_eq!(stage.days.store.all().iter().map(|talk| &talk.id).collect::<Vec<_>>(), [&later.id]);
    });
}

#[test]
fn what_was_brought_back_stays_as_long_again_unless_told_otherwise() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
        let archive = stage.desk.clear_by_itself().await.expect("cleared").archives.remove(0);
        stage.desk.restore(&keeper(), &archive.id).await.expect("restored");
        assert_eq!(stage.desk.clear_by_itself().await, Ok(Cleared::default()));
        assert_eq!((stage.days.store.all().len(), stage.files.names().len()), (1, 1));
        stage.clock.advance(30 * DAY);
        assert_eq!(stage.desk.clear_by_itself().await, Ok(Cleared::default()), "of that day");
        stage.clock.advance(DAY);
        let again = stage.desk.clear_by_itself().await.expect("cleared").archives.remove(0);
        stage.desk.restore(&keeper(), &again.id).await.expect("restored");
        assert_eq!(stage.desk.clear(&keeper(), order(30)).await.map(|cleared| cleared.deleted), Ok(1), "by hand");
    });
}

#[test]
fn where_nobody_is_left_there_is_no_archive() {
    run(async {
        let stage = stage();
        let ana = stage.days.talk("2026-03-01T10:00:00Z", "/", "I am Ana", Some("Ana")).await;
        stage.desk.clear(&keeper(), order(30)).await.expect("cleared");
        assert_eq!(stage.desk.forget(&[ana.id]).await, Ok(vec![]));
        assert_eq!((stage.files.names(), stage.desk.archives(&keeper()).await, stage.chats().await), (vec![], Ok(vec![]), 0));
    });
}

#[test]
fn one_instance_clears_at_a_time() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
        let now = stage.desk.clock.now();
        let until = now.saturating_add(DAY).expect("a time");
        assert_eq!(stage.desk.logs.take_turn("another", now, until).await, Ok(true));
        assert!(matches!(stage.desk.clear(&keeper(), order(30)).await, Err(ServiceError::Conflict(_))));
        assert_eq!(stage.desk.clear_by_itself().await, Ok(Cleared::default()));
        assert_eq!((stage.days.store.all().len(), stage.files.names()), (1, vec![]));
        // It died.
        stage.clock.advance(DAY);
        assert_eq!(stage.desk.clear(&keeper(), order(30)).await.map(|cleared| cleared.deleted), Ok(1));
        assert_eq!(stage.desk.logs.take_turn("another", until, until).await, Ok(true), "whoever is done leaves it to the others");
    });
}

#[test]
fn whoever_was_overtaken_deletes_nothing() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
        let logs = MemoryLogs::beside(&stage.days.store, &stage.audit);
        let files = Overtaken(stage.files.clone(), logs, stage.clock.clone());
        let desk = LogDesk { files: Arc::new(files), ..stage.desk.clone() };
        assert!(matches!(desk.clear(&keeper(), order(30)).await, Err(ServiceError::Conflict(_))));
        assert_eq!((stage.days.store.all().len(), stage.desk.archives(&keeper()).await), (1, Ok(vec![])));
        assert_eq!(stage.desk.clear_by_itself().await, Ok(Cleared::default()), "it is still the other's turn");
        stage.clock.advance(DAY);
        stage.desk.sweep().await.expect("swept");
        assert_eq!(stage.files.names(), Vec::<String>::new());
    });
}

#[test]
fn without_an_archive_nothing_comes_back_but_it_stays_counted() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-03-01T10:00:00Z", "/", "old", None).await;
        let cleared = stage.desk.clear(&keeper(), ClearOrder { archive: false, ..order(30) }).await.expect("cleared");
        assert_eq!((cleared.archived, cleared.deleted, cleared.archives.len(), stage.files.names().len()), (0, 1, 0, 0));
        assert_eq!(stage.chats().await, 1);
        let refused = stage.desk.clear(&keeper(), order(0)).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(fields)) if fields.contains_key("older_than_days")));
    });
}

#[test]
fn the_log_is_looked_through_word_by_word() {
    run(async {
        let stage = stage();
        let ovens = stage.days.talk("2026-11-20T10:00:00Z", "/ovens", "Do you sell ovens?", None).await;
        stage.days.go_on(&ovens, "2026-11-21T10:00:00Z", "And gloves?").await;
        stage.days.talk("2026-11-20T11:00:00Z", "/", "Where are you?", None).await;
        let found = async |filter: LogFilter| {
            let page = stage.desk.search(&keeper(), &filter, PageSize::default(), None).await.expect("a page");
            page.items.into_iter().map(|hit| (hit.summary.id == ovens.id, hit.found.map(|(_, found)| found.text))).collect::<Vec<_>>()
        };
        let all = LogFilter::default;
        assert_eq!(found(all()).await, [(true, None), (false, None)]);
        assert_eq!(found(LogFilter { q: Some("OVEN".into()), ..all() }).await, [(true, Some("Do you sell ovens?".into()))]);
        assert_eq!(found(LogFilter { q: Some("ovens gloves".into()), ..all() }).await, [], "not in one message");
        assert_eq!(found(LogFilter { page: Some("/ovens".into()), ..all() }).await.len(), 1);
        let day = LogFilter { from: Some("2026-11-21T00:00:00Z".parse().expect("a time")), ..all() };
        assert_eq!(found(day).await, [(true, None)]);
        let one = PageSize::new(1).expect("a size");
        let first = stage.desk.search(&keeper(), &all(), one, None).await.expect("a page");
        let rest = stage.desk.search(&keeper(), &all(), one, first.next_cursor.as_deref()).await.expect("a page");
        assert_eq!((first.items.len(), rest.items.len(), rest.next_cursor), (1, 1, None));
        let text = stage.desk.transcript(&keeper(), &ovens.id).await.expect("a text");
        assert!(text.contains("Visitor:\nAnd gloves?\n"), "{text}");
        assert_eq!(stage.audit.list_all()[0].action, "logs.transcript");
        let stranger = Keeper::program(&Integrator::vouched(None, [Scope::Reports]), [192, 0, 2, 7].into());
        assert_eq!(stage.desk.archives(&stranger).await, Err(ServiceError::Forbidden));
    });
}

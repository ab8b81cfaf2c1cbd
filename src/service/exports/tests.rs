//! Lists on their way into files, over the ports in memory.

use futures_executor::LocalPool;

use super::*;
use crate::{
    domain::{
        account::{Role, Scope},
        capture::Field,
        conversation::Channel,
        ids::{AdminId, ExportId},
        lead::{
            LeadStatus,
            edit::{LeadEdit, Setting},
            query::{LeadFilter, Sort, SortKey},
        },
        time::Timestamp,
    },
    service::{
        archive::LogDesk,
        leads::{LeadDesk, OnDuplicate},
        memory::{
            Days, ManualClock, MemoryAdmins, MemoryArchiveFiles, MemoryAudit, MemoryBus, MemoryConversations, MemoryLogs, MemorySettings,
            SequentialIds,
        },
        permission::{Admin, Clerk, Integrator, Keeper},
        ports::LogFilter,
    },
};

/// A desk for leads, and who takes lists from it.
struct Stage {
    desk: LeadDesk,
    audit: MemoryAudit,
}

fn stage() -> Stage {
    let store = MemoryConversations::new();
    let desk = LeadDesk {
        leads: Arc::new(store.clone()),
        conversations: Arc::new(store),
        settings: Arc::new(MemorySettings::default()),
        team: Arc::new(MemoryAdmins::default()),
        bus: Arc::new(MemoryBus::default()),
        clock: Arc::new(ManualClock::default()),
        ids: Arc::new(SequentialIds::default()),
    };
    Stage { desk, audit: MemoryAudit::default() }
}

impl Stage {
    fn listing(&self, clerk: &Clerk, filter: LeadFilter) -> LeadListing {
        LeadListing { desk: self.desk.clone(), clerk: clerk.clone(), filter, sort: Sort::default(), what: "leads" }
    }

    async fn begin<L: Listing>(&self, listing: L, track: Arc<ExportTrack>) -> Result<Pages<L>, ServiceError> {
        Pages::begin(listing, Arc::new(self.audit.clone()), track).await
    }

    async fn add(&self, name: String, edit: LeadEdit) {
        let edit = LeadEdit { values: [(Field::Name, name)].into(), ..edit };
        self.desk.add(&owner(), edit, Channel::Api, OnDuplicate::Refuse).await.expect("added");
    }

    async fn told(&self) -> Vec<AuditEntry> {
        self.audit.latest(10).await.expect("read")
    }
}

fn admin() -> Admin {
    Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into())
}

fn owner() -> Clerk {
    Clerk::admin(&admin())
}

fn unfollowed() -> Arc<ExportTrack> {
    Arc::new(ExportTrack::of_nobody())
}

async fn sizes<L: Listing>(pages: &mut Pages<L>) -> Vec<usize> {
    let mut sizes = vec![];
    while let Some(items) = pages.next().await.expect("read") {
        sizes.push(items.len());
    }
    sizes
}

#[test]
fn a_list_is_given_page_by_page_and_the_audit_log_knows_how_much() {
    LocalPool::new().run_until(async {
        let stage = stage();
        for n in 0..1_003_u32 {
            let (first, second) = (char::from(b'a' + (n % 26) as u8), char::from(b'a' + (n / 26 % 26) as u8));
            stage.add(format!("Ana {first}{second}{}", if n < 676 { "x" } else { "y" }), LeadEdit::default()).await;
        }
        stage.add("Ben".into(), LeadEdit { status: Some(LeadStatus::Won), ..LeadEdit::default() }).await;
        let mut pages = stage.begin(stage.listing(&owner(), LeadFilter::default()), unfollowed()).await.expect("begun");
        assert_eq!(sizes(&mut pages).await, [500, 500, 4]);
        assert_eq!(pages.next().await, Ok(None), "the end stays the end");
        pages.close("csv", true).await.expect("told");
        let won = LeadFilter { status: Some(LeadStatus::Won), ..LeadFilter::default() };
        let mut pages = stage.begin(stage.listing(&owner(), won), unfollowed()).await.expect("begun");
        assert_eq!(sizes(&mut pages).await, [1]);
        let program = Integrator::vouched(None, [Scope::LeadsRead]);
        let reader = Clerk::program(&program, [192, 0, 2, 7].into()).expect("a reader");
        let mut pages = stage.begin(stage.listing(&reader, LeadFilter::default()), unfollowed()).await.expect("begun");
        pages.next().await.expect("read");
        pages.close("xlsx", false).await.expect("told");
        let lines = stage.told().await;
        let told: Vec<_> = lines.iter().map(|line| (line.actor.as_str(), line.target.as_deref(), line.address.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("environment", Some("xlsx, 500 leads, broken off"), Some("192.0.2.7")),
                ("adm_00000000000000000000000000000001", Some("csv, 1004 leads"), Some("192.0.2.1")),
            ]
        );
        assert!(lines.iter().all(|line| line.action == "leads.exported"));
    });
}

#[test]
fn whoever_follows_knows_how_many_there_will_be_and_can_stop_it() {
    LocalPool::new().run_until(async {
        let stage = stage();
        for n in 0..501_u32 {
            let letters: String = n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
            stage.add(format!("Ana {letters}"), LeadEdit::default()).await;
        }
        let followed = FollowedExports::new(Arc::clone(&stage.desk.clock));
        let (owner, id) = (owner(), ExportId::new(uuid::Uuid::from_u128(1)));
        let begin = |filter: LeadFilter| {
            let track = Arc::new(followed.begin(owner.admin_id(), id.clone()).expect("an admin"));
            stage.begin(stage.listing(&owner, filter), track)
        };
        let told = || followed.find(&admin(), &id).map(|progress| (progress.written, progress.total)).expect("known");

        drop(begin(LeadFilter { status: Some(LeadStatus::Won), ..LeadFilter::default() }).await.expect("begun"));
        assert_eq!(told(), (0, Some(0)), "what fits one page is counted by that");
        drop(begin(LeadFilter { channel: Some(Channel::Api), ..LeadFilter::default() }).await.expect("begun"));
        assert_eq!(told(), (0, None), "nobody counts these");

        let mut pages = begin(LeadFilter::default()).await.expect("begun");
        assert_eq!(told(), (0, Some(501)));
        pages.next().await.expect("read");
        assert_eq!(told(), (0, Some(501)), "they are not in the file yet");
        pages.next().await.expect("read");
        assert_eq!(told(), (500, Some(501)));
        followed.cancel(&admin(), &id);
        assert!(matches!(pages.next().await, Err(ServiceError::Conflict(_))), "it is not wanted any more");
        pages.close("csv", true).await.expect("told");
        let lines = stage.told().await;
        assert_eq!(lines[0].target.as_deref(), Some("csv, 501 leads, broken off"), "whatever its last page was");

        let later = ExportId::new(uuid::Uuid::from_u128(2));
        followed.cancel(&admin(), &later);
        let track = Arc::new(followed.begin(owner.admin_id(), later).expect("an admin"));
        let refused = stage.begin(stage.listing(&owner, LeadFilter::default()), track).await.err();
        assert!(matches!(refused, Some(ServiceError::Conflict(_))), "nor is what was cancelled before");
    });
}

#[test]
fn what_is_wrong_shows_before_anything_is_given() {
    LocalPool::new().run_until(async {
        let stage = stage();
        let long = LeadFilter { q: Some("x".repeat(201)), ..LeadFilter::default() };
        let refused = stage.begin(stage.listing(&owner(), long), unfollowed()).await.err();
        assert!(matches!(refused, Some(ServiceError::Invalid(fields)) if fields.contains_key("q")));
        assert_eq!(stage.told().await, vec![]);
    });
}

#[test]
fn follow_ups_are_given_the_earliest_first_and_have_a_name_of_their_own() {
    LocalPool::new().run_until(async {
        let stage = stage();
        for (name, due) in [("Ana", Some("2026-12-02T10:00:00Z")), ("Ben", None), ("Cleo", Some("2026-12-01T10:00:00Z"))] {
            let due = due.map_or(Setting::Keep, |due| Setting::To(due.parse().expect("a time")));
            stage.add(name.into(), LeadEdit { follow_up_at: due, ..LeadEdit::default() }).await;
        }
        let filter = LeadFilter { follow_up: Some((None, Timestamp::MAX)), ..LeadFilter::default() };
        let sort = Sort { key: SortKey::FollowUpAt, descending: false };
        let listing = LeadListing { sort, what: "follow-ups", ..stage.listing(&owner(), filter) };
        let mut pages = stage.begin(listing, unfollowed()).await.expect("begun");
        let given = pages.next().await.expect("read").expect("a page");
        assert_eq!(given.iter().map(|lead| lead.value(Field::Name).unwrap_or_default()).collect::<Vec<_>>(), ["Cleo", "Ana"]);
        pages.close("csv", true).await.expect("told");
        assert_eq!(stage.told().await[0].target.as_deref(), Some("csv, 2 follow-ups"));
    });
}

#[test]
fn conversations_are_given_to_whoever_may_read_the_log() {
    LocalPool::new().run_until(async {
        let (stage, store) = (stage(), MemoryConversations::new());
        let days = Days::in_store(&store);
        for _ in 0..501 {
            days.talk("2026-11-20T10:00:00Z", "/", "two ovens", None).await;
        }
        let desk = LogDesk {
            conversations: Arc::new(store.clone()),
            logs: Arc::new(MemoryLogs::beside(&store, &stage.audit)),
            files: Arc::new(MemoryArchiveFiles::default()),
            meetings: Arc::new(days.meetings()),
            settings: Arc::new(MemorySettings::default()),
            audit: Arc::new(stage.audit.clone()),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(ManualClock::default()),
            ids: Arc::new(SequentialIds::default()),
            session_lifetime_s: u64::MAX,
        };
        let listing = |keeper: Keeper, q: Option<&str>| {
            let filter = LogFilter { q: q.map(str::to_owned), ..LogFilter::default() };
            TalkListing { desk: desk.clone(), keeper, filter }
        };
        let mut pages = stage.begin(listing(Keeper::admin(&admin()), Some("oven")), unfollowed()).await.expect("begun");
        assert_eq!(sizes(&mut pages).await, [500, 1]);
        pages.close("jsonl", true).await.expect("told");
        let lines = stage.told().await;
        assert_eq!((lines[0].action.as_str(), lines[0].target.as_deref()), ("logs.exported", Some("jsonl, 501 conversations")));
        let program = Keeper::program(&Integrator::vouched(None, [Scope::LeadsRead]), [192, 0, 2, 7].into());
        assert_eq!(stage.begin(listing(program, None), unfollowed()).await.err(), Some(ServiceError::Forbidden));
    });
}

//! Leads over the ports in memory.

mod adding;
mod giving;
mod reading;
mod saying;
mod telling;
mod together;
mod undoing;

use futures_executor::LocalPool;

use super::*;
use crate::{
    domain::{
        account::Role,
        ids::AdminId,
        lead::{edit::Setting, identity::keys_of, line::Line, merge::MergeRecord},
        time::Timestamp,
    },
    service::{
        memory::{ManualClock, MemoryAdmins, MemoryAudit, MemoryBus, MemoryConversations, MemorySettings, SequentialIds},
        permission::Admin,
        ports::AuditEntry,
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

struct Stage {
    store: MemoryConversations,
    audit: MemoryAudit,
    desk: LeadDesk,
    clerk: Clerk,
    clock: ManualClock,
}

impl Stage {
    fn new() -> Self {
        let (audit, clock) = (MemoryAudit::default(), ManualClock::default());
        let store = MemoryConversations::beside(&audit);
        let desk = LeadDesk {
            leads: Arc::new(store.clone()),
            conversations: Arc::new(store.clone()),
            settings: Arc::new(MemorySettings::default()),
            team: Arc::new(MemoryAdmins::default()),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
        };
        let clerk = Clerk::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into()));
        Self { store, audit, desk, clerk, clock }
    }

    async fn add(&self, values: &[(Field, &str)]) -> Lead {
        match self.desk.add(&self.clerk, edit(values), Channel::Website, OnDuplicate::Refuse).await.expect("added") {
            Added::New(lead) | Added::Joined(lead) => lead,
        }
    }

    /// Another person, who has given the first one's number: it stays the first one's.
    async fn with_shared_number(&self, email: &str, other: &Lead) -> Lead {
        let mut lead = self.add(&[(Field::Email, email)]).await;
        lead.facts.set(other.facts.get(Field::Phone).expect("a number").clone());
        lead.version += 1;
        let change = LeadWrite { lead: lead.clone(), trace: LeadTrace::default(), restored: None };
        Leads::write(&self.store, change).await.expect("written");
        lead
    }

    async fn lines(&self, lead: &Lead) -> Vec<Happening> {
        let detail = self.desk.detail(&self.clerk, &lead.id).await.expect("a lead");
        let happened = |line: Line| match line {
            Line::Event(event) => Some(event.what),
            Line::Said(_) => None,
        };
        detail.timeline.lines.into_iter().filter_map(happened).collect()
    }
}

fn edit(values: &[(Field, &str)]) -> LeadEdit {
    LeadEdit { values: values.iter().map(|(field, value)| (*field, (*value).to_owned())).collect(), ..LeadEdit::default() }
}

#[test]
fn one_person_is_added_once_in_any_spelling() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana"), (Field::Email, "ana@example.com")]).await;
        let again = edit(&[(Field::Email, "ANA@Example.com"), (Field::Company, "Lima")]);
        let refused = stage.desk.add(&stage.clerk, again.clone(), Channel::Api, OnDuplicate::Refuse).await;
        assert_eq!(refused, Err(ServiceError::DuplicateLead { id: ana.id.clone() }));
        let Added::Joined(joined) = stage.desk.add(&stage.clerk, again, Channel::Api, OnDuplicate::Merge).await.expect("joined") else {
            panic!("a second lead")
        };
        assert_eq!((joined.id, joined.facts.value(Field::Company), joined.version), (ana.id, Some("Lima"), 2));
    });
}

#[test]
fn nobody_is_no_lead() {
    run(async {
        let stage = Stage::new();
        let company = stage.desk.add(&stage.clerk, edit(&[(Field::Company, "Lima")]), Channel::Website, OnDuplicate::Refuse).await;
        assert!(matches!(company, Err(ServiceError::Invalid(fields)) if fields.contains_key("email")));
    });
}

#[test]
fn a_change_that_was_made_on_an_old_version_is_refused() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        let first = stage.desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Company, "Lima")]), Some(1)).await.expect("changed");
        assert_eq!(first.version, 2);
        let late = stage.desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Company, "Brooks")]), Some(1)).await;
        assert_eq!(late, Err(ServiceError::VersionConflict { seen: 1, current: 2 }));
    });
}

#[test]
fn an_address_of_somebody_else_cannot_be_taken_and_a_given_up_one_can() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com")]).await;
        let ben = stage.add(&[(Field::Name, "Ben")]).await;
        let taken = stage.desk.edit(&stage.clerk, &ben.id, edit(&[(Field::Email, "Ana@example.com")]), None).await;
        assert_eq!(taken, Err(ServiceError::DuplicateLead { id: ana.id.clone() }));
        stage.desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Email, "new@example.com")]), None).await.expect("changed");
        assert!(stage.desk.edit(&stage.clerk, &ben.id, edit(&[(Field::Email, "ana@example.com")]), None).await.is_ok());
    });
}

#[test]
fn what_was_done_is_told_latest_first() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        let due = Timestamp::constant(9_999, 0);
        let call = LeadEdit { status: Some(LeadStatus::Contacted), follow_up_at: Setting::To(due), ..LeadEdit::default() };
        stage.desk.edit(&stage.clerk, &ana.id, call, None).await.expect("changed");
        stage.desk.note(&stage.clerk, &ana.id, " Likes blue. ").await.expect("noted");
        let moved = stage.desk.move_all(&stage.clerk, vec![(ana.id.clone(), LeadStatus::Won)], None).await;
        assert_eq!(moved, Ok(vec![(ana.id.clone(), LeadStatus::Contacted)]));
        let lines = stage.lines(&ana).await;
        assert_eq!(
            lines,
            [
                Happening::Status { from: LeadStatus::Contacted, to: LeadStatus::Won },
                Happening::noted("Likes blue."),
                Happening::FollowUp { to: Some(due) },
                Happening::Status { from: LeadStatus::New, to: LeadStatus::Contacted },
                Happening::Created { how: Beginning::Added },
            ]
        );
        assert!(stage.desk.note(&stage.clerk, &ana.id, "  ").await.is_err());
    });
}

#[test]
fn two_leads_become_one_and_come_apart_exactly() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana"), (Field::Email, "ana@example.com")]).await;
        let other = stage.add(&[(Field::Name, "Ana Lima"), (Field::Phone, "+351 912 345 678")]).await;
        stage.desk.note(&stage.clerk, &other.id, "Wrote by WhatsApp").await.expect("noted");
        let other = stage.desk.find(&stage.clerk, &other.id).await.expect("a lead");
        stage.clock.advance(std::time::Duration::from_secs(1));

        let merged = stage.desk.merge(&stage.clerk, &ana.id, &other.id).await.expect("merged");
        assert_eq!((merged.facts.value(Field::Email), merged.facts.value(Field::Phone)), (Some("ana@example.com"), Some("+351912345678")));
        assert_eq!(stage.desk.find(&stage.clerk, &other.id).await.expect("found under either id").id, ana.id);
        assert_eq!(stage.desk.counts(&stage.clerk).await.expect("counts").by_status[&LeadStatus::New], 1);
        assert!(stage.lines(&ana).await.contains(&Happening::noted("Wrote by WhatsApp")), "timelines are one");
        let phone = keys_of(&other.facts).remove(0);
        assert_eq!(stage.desk.owner(&stage.clerk, phone.clone()).await.expect("known").map(|lead| lead.id), Some(ana.id.clone()));

        let (kept, restored) = stage.desk.unmerge(&stage.clerk, &ana.id, None).await.expect("apart");
        assert_eq!((kept.facts, kept.absorbed, kept.notes), (ana.facts.clone(), vec![], ana.notes.clone()));
        assert_eq!(restored, Lead { version: other.version + 1, ..other.clone() });
        assert_eq!(stage.lines(&other).await.last(), Some(&Happening::Created { how: Beginning::Added }));
        assert_eq!(stage.desk.owner(&stage.clerk, phone).await.expect("known").map(|lead| lead.id), Some(other.id));
        assert!(stage.desk.unmerge(&stage.clerk, &ana.id, None).await.is_err(), "once");
    });
}

#[test]
fn who_may_only_read_changes_nothing() {
    run(async {
        use crate::{domain::account::Scope, service::permission::Integrator};
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        let address = [192, 0, 2, 7].into();
        let reader = Clerk::program(&Integrator::vouched(None, [Scope::LeadsRead]), address).expect("a reader");
        assert!(stage.desk.find(&reader, &ana.id).await.is_ok());
        assert_eq!(stage.desk.edit(&reader, &ana.id, edit(&[(Field::Company, "x")]), None).await, Err(ServiceError::Forbidden));
        assert_eq!(stage.desk.erase(&reader, &[ana.id]).await, Err(ServiceError::Forbidden));
        assert_eq!(Clerk::program(&Integrator::vouched(None, [Scope::Chat]), address), None);
    });
}

#[test]
fn who_is_erased_is_gone_with_the_keys() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com")]).await;
        stage.desk.erase(&stage.clerk, std::slice::from_ref(&ana.id)).await.expect("erased");
        assert_eq!(stage.desk.find(&stage.clerk, &ana.id).await, Err(ServiceError::NotFound("lead")));
        stage.add(&[(Field::Email, "ana@example.com")]).await;
    });
}

#[test]
fn a_lead_that_shares_a_number_can_be_changed_and_merged() {
    run(async {
        let stage = Stage::new();
        let phone = "+351 912 345 678";
        let ana = stage.add(&[(Field::Email, "ana@example.com"), (Field::Phone, phone)]).await;
        let ben = stage.with_shared_number("ben@example.com", &ana).await;
        let changed = stage.desk.edit(&stage.clerk, &ben.id, edit(&[(Field::Company, "Lima")]), None).await.expect("changed");
        assert_eq!(changed.value(Field::Company), Some("Lima"));
        let moved = stage.desk.move_all(&stage.clerk, vec![(ben.id.clone(), LeadStatus::Won)], None).await;
        assert_eq!(moved.map(|moved| moved.len()), Ok(1));
        let cleo = stage.add(&[(Field::Email, "cleo@example.com")]).await;
        // A third one has the number: it stays hers, and nobody is kept from being merged.
        let merged = stage.desk.merge(&stage.clerk, &cleo.id, &ben.id).await.expect("merged");
        let owner = async |key: PersonKey| stage.desk.owner(&stage.clerk, key).await.expect("read").map(|lead| lead.id);
        assert_eq!(owner(PersonKey::Phone("+351912345678".into())).await, Some(ana.id.clone()));
        assert_eq!(owner(PersonKey::Email("ben@example.com".into())).await, Some(merged.id.clone()), "also what lost as a fact");
        stage.desk.unmerge(&stage.clerk, &merged.id, None).await.expect("apart");
        assert_eq!(owner(PersonKey::Phone("+351912345678".into())).await, Some(ana.id));
        assert_eq!(owner(PersonKey::Email("ben@example.com".into())).await, Some(ben.id));
        assert_eq!(owner(PersonKey::Email("cleo@example.com".into())).await, Some(cleo.id));
    });
}

#[test]
fn a_number_that_somebody_got_meanwhile_is_not_taken_back() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com")]).await;
        let ben = stage.add(&[(Field::Phone, "+351 912 345 678")]).await;
        stage.desk.merge(&stage.clerk, &ana.id, &ben.id).await.expect("merged");
        stage.desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Phone, "")]), None).await.expect("given up");
        let cleo = stage.add(&[(Field::Phone, "+351 912 345 678")]).await;
        let (_, restored) = stage.desk.unmerge(&stage.clerk, &ana.id, None).await.expect("apart");
        assert_eq!(restored.value(Field::Phone), Some("+351912345678"));
        let owner = stage.desk.owner(&stage.clerk, PersonKey::Phone("+351912345678".into())).await.expect("read");
        assert_eq!(owner.map(|lead| lead.id), Some(cleo.id));
    });
}

#[test]
fn a_program_does_not_write_over_another_person_with_the_same_number() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com"), (Field::Phone, "+351 912 345 678")]).await;
        let ben = edit(&[(Field::Email, "ben@example.com"), (Field::Phone, "+351 912 345 678")]);
        let refused = stage.desk.add(&stage.clerk, ben, Channel::Api, OnDuplicate::Merge).await;
        assert_eq!(refused, Err(ServiceError::DuplicateLead { id: ana.id.clone() }));
        assert_eq!(stage.desk.find(&stage.clerk, &ana.id).await.expect("a lead"), ana);
        let same = edit(&[(Field::Phone, "+351 912 345 678"), (Field::Name, "Ana")]);
        assert!(matches!(stage.desk.add(&stage.clerk, same, Channel::Api, OnDuplicate::Merge).await, Ok(Added::Joined(_))));
    });
}

#[test]
fn what_was_moved_before_something_failed_is_told() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let nobody = LeadId::new(uuid::Uuid::from_u128(77));
        let moves = [&nobody, &ana.id, &ben.id].map(|id| (id.clone(), LeadStatus::Won)).to_vec();
        let desk = LeadDesk { leads: Arc::new(OneWrite::over(&stage.store, StorageError::Timeout)), ..stage.desk.clone() };
        assert_eq!(desk.move_all(&stage.clerk, moves, None).await, Ok(vec![(ana.id.clone(), LeadStatus::New)]));
        assert!(desk.move_all(&stage.clerk, vec![(ben.id, LeadStatus::Won)], None).await.is_err(), "nothing was done");
    });
}

#[test]
fn who_says_more_while_being_erased_is_erased_with_it() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com")]).await;
        let noted = stage.desk.note(&stage.clerk, &ana.id, "meanwhile").await.expect("noted");
        assert_eq!(
            Leads::erase(&stage.store, std::slice::from_ref(&ana), vec![]).await,
            Err(StorageError::Conflict),
            "it is another by now"
        );
        assert_eq!(stage.desk.find(&stage.clerk, &ana.id).await.expect("there"), noted);
        let both = [ana.id.clone(), ana.id.clone()];
        let (noted, erased) = futures::join!(stage.desk.note(&stage.clerk, &ana.id, "and more"), stage.desk.erase(&stage.clerk, &both));
        assert!(noted.is_ok() && erased.is_ok(), "{noted:?} {erased:?}");
        assert!(stage.desk.find(&stage.clerk, &ana.id).await.is_err());
    });
}

#[test]
fn a_number_is_found_in_any_spelling_and_those_with_a_meeting() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana"), (Field::Phone, "+92 300 1234567")]).await;
        stage.add(&[(Field::Name, "Ben"), (Field::Phone, "+92 300 7654321")]).await;
        let found = async |filter: LeadFilter| {
            let page = stage.desk.list(&stage.clerk, &filter, Sort::default(), PageSize::default(), None).await.expect("a page");
            page.items.into_iter().map(|lead| lead.id).collect::<Vec<_>>()
        };
        for q in ["+92 300 1234567", "0092-300-1234567", "923001234567", "ana"] {
            assert_eq!(found(LeadFilter { q: Some(q.into()), ..LeadFilter::default() }).await, std::slice::from_ref(&ana.id), "{q}");
        }
        let with = LeadFilter { has_meeting: Some(true), ..LeadFilter::default() };
        assert_eq!(found(with.clone()).await, []);
        stage.desk.move_all(&stage.clerk, vec![(ana.id.clone(), LeadStatus::MeetingScheduled)], None).await.expect("moved");
        assert_eq!(found(with).await, [ana.id]);
        assert_eq!(found(LeadFilter { has_meeting: Some(false), ..LeadFilter::default() }).await.len(), 1);
    });
}

#[test]
fn values_of_ones_own_can_be_changed_for_others() {
    run(async {
        let stage = Stage::new();
        let values = |from: usize, to: usize, value: &str| (from..to).map(|n| (n.to_string(), value.to_owned())).collect();
        let full = LeadEdit { custom: values(0, 20, "x"), ..edit(&[(Field::Name, "Ana")]) };
        let Ok(Added::New(ana)) = stage.desk.add(&stage.clerk, full, Channel::Manual, OnDuplicate::Refuse).await else {
            panic!("not added")
        };
        let mut swap = LeadEdit { custom: values(0, 5, ""), ..LeadEdit::default() };
        swap.custom.extend::<BTreeMap<String, String>>(values(20, 25, "y"));
        assert_eq!(stage.desk.edit(&stage.clerk, &ana.id, swap, None).await.expect("changed").custom.len(), 20);
        let more = LeadEdit { custom: values(30, 31, "z"), ..LeadEdit::default() };
        assert!(stage.desk.edit(&stage.clerk, &ana.id, more, None).await.is_err());
    });
}

#[test]
fn who_always_comes_too_late_is_told_so() {
    run(async {
        let stage = Stage::new();
        let (ana, ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        let desk = LeadDesk { leads: Arc::new(OneWrite::over(&stage.store, StorageError::Conflict)), ..stage.desk.clone() };
        desk.note(&stage.clerk, &ana.id, "the one that is taken").await.expect("noted");
        let late = [
            desk.note(&stage.clerk, &ana.id, "late").await,
            desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Company, "Lima")]), None).await,
            desk.merge(&stage.clerk, &ana.id, &ben.id).await,
        ];
        assert!(late.iter().all(|late| matches!(late, Err(ServiceError::Conflict(_)))), "{late:?}");
    });
}

/// A store that takes one write and fails from then on.
struct OneWrite {
    store: MemoryConversations,
    error: StorageError,
    written: std::sync::atomic::AtomicBool,
}

impl OneWrite {
    fn over(store: &MemoryConversations, error: StorageError) -> Self {
        Self { store: store.clone(), error, written: Default::default() }
    }
}

#[async_trait::async_trait]
impl Leads for OneWrite {
    async fn find(&self, id: &LeadId) -> Result<Option<Lead>, StorageError> {
        Leads::find(&self.store, id).await
    }
    async fn count(&self) -> Result<u64, StorageError> {
        self.store.count().await
    }
    async fn counts(&self) -> Result<BTreeMap<LeadStatus, u64>, StorageError> {
        self.store.counts().await
    }
    async fn due(&self, now: Timestamp) -> Result<u64, StorageError> {
        self.store.due(now).await
    }
    async fn owners(&self, keys: &[PersonKey]) -> Result<Vec<(PersonKey, Lead)>, StorageError> {
        self.store.owners(keys).await
    }
    async fn list(
        &self,
        filter: &LeadFilter,
        sort: Sort,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Option<Page<Lead>>, StorageError> {
        Leads::list(&self.store, filter, sort, size, cursor).await
    }
    async fn write(&self, change: LeadWrite) -> Result<(), StorageError> {
        if self.written.swap(true, std::sync::atomic::Ordering::SeqCst) {
            return Err(self.error.clone());
        }
        Leads::write(&self.store, change).await
    }
    async fn events(&self, leads: &[LeadId], before: Option<&EventId>, limit: u32) -> Result<Vec<LeadEvent>, StorageError> {
        self.store.events(leads, before, limit).await
    }
    async fn merge_record(&self, absorbed: &LeadId) -> Result<Option<MergeRecord>, StorageError> {
        self.store.merge_record(absorbed).await
    }
    async fn erase(&self, leads: &[Lead], entries: Vec<AuditEntry>) -> Result<Vec<ConversationId>, StorageError> {
        Leads::erase(&self.store, leads, entries).await
    }
}

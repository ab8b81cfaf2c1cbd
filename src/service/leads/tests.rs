//! Leads over the ports in memory.

use futures_executor::LocalPool;

use super::*;
use crate::{
    domain::{
        account::Role,
        ids::AdminId,
        lead::{edit::Setting, identity::keys_of},
        time::Timestamp,
    },
    service::{
        memory::{ManualClock, MemoryBus, MemoryConversations, MemorySettings, SequentialIds},
        permission::Admin,
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

struct Stage {
    desk: LeadDesk,
    clerk: Clerk,
    clock: ManualClock,
}

impl Stage {
    fn new() -> Self {
        let (store, clock) = (MemoryConversations::new(), ManualClock::default());
        let desk = LeadDesk {
            leads: Arc::new(store.clone()),
            conversations: Arc::new(store),
            settings: Arc::new(MemorySettings::default()),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
        };
        let clerk = Clerk::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into()));
        Self { desk, clerk, clock }
    }

    async fn add(&self, values: &[(Field, &str)]) -> Lead {
        match self.desk.add(&self.clerk, edit(values), Channel::Website, OnDuplicate::Refuse).await.expect("added") {
            Added::New(lead) | Added::Joined(lead) => lead,
        }
    }

    async fn lines(&self, lead: &Lead) -> Vec<Happening> {
        let detail = self.desk.detail(&self.clerk, &lead.id).await.expect("a lead");
        detail.timeline.lines.into_iter().map(|line| line.what).collect()
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
        let moved = stage.desk.move_all(&stage.clerk, vec![(ana.id.clone(), LeadStatus::Won)]).await;
        assert_eq!(moved, Ok(vec![(ana.id.clone(), LeadStatus::Contacted)]));
        let lines = stage.lines(&ana).await;
        assert_eq!(
            lines,
            [
                Happening::Status { from: LeadStatus::Contacted, to: LeadStatus::Won },
                Happening::Noted { text: "Likes blue.".into() },
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
        assert!(stage.lines(&ana).await.contains(&Happening::Noted { text: "Wrote by WhatsApp".into() }), "timelines are one");
        let phone = keys_of(&other.facts).remove(0);
        assert_eq!(stage.desk.owner(&stage.clerk, phone.clone()).await.expect("known").map(|lead| lead.id), Some(ana.id.clone()));

        let (kept, restored) = stage.desk.unmerge(&stage.clerk, &ana.id).await.expect("apart");
        assert_eq!((kept.facts, kept.absorbed, kept.notes), (ana.facts.clone(), vec![], ana.notes.clone()));
        assert_eq!(restored, Lead { version: other.version + 1, ..other.clone() });
        assert_eq!(stage.lines(&other).await.last(), Some(&Happening::Created { how: Beginning::Added }));
        assert_eq!(stage.desk.owner(&stage.clerk, phone).await.expect("known").map(|lead| lead.id), Some(other.id));
        assert!(stage.desk.unmerge(&stage.clerk, &ana.id).await.is_err(), "once");
    });
}

#[test]
fn who_may_only_read_changes_nothing() {
    run(async {
        use crate::{domain::account::Scope, service::permission::Integrator};
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        let reader = Clerk::program(&Integrator::vouched(None, [Scope::LeadsRead])).expect("a reader");
        assert!(stage.desk.find(&reader, &ana.id).await.is_ok());
        assert_eq!(stage.desk.edit(&reader, &ana.id, edit(&[(Field::Company, "x")]), None).await, Err(ServiceError::Forbidden));
        assert_eq!(stage.desk.erase(&reader, &[ana.id]).await, Err(ServiceError::Forbidden));
        assert_eq!(Clerk::program(&Integrator::vouched(None, [Scope::Chat])), None);
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

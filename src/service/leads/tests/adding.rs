//! Adding somebody who is known: what is new goes into the lead, and nothing goes away.

use super::*;

#[test]
fn empty_fields_of_a_program_take_nothing_from_whoever_is_known() {
    run(async {
        let stage = Stage::new();
        let due = Timestamp::constant(9_999, 0);
        let known = LeadEdit {
            values: [(Field::Name, "Ana Lima"), (Field::Email, "ana@example.com"), (Field::Phone, "+351 912 345 678")]
                .map(|(field, value)| (field, value.to_owned()))
                .into(),
            notes: Some("Prefers mornings".into()),
            custom: [("size".to_owned(), "XL".to_owned())].into(),
            follow_up_at: Setting::To(due),
            ..LeadEdit::default()
        };
        let added = stage.desk.add(&stage.clerk, known, Channel::Api, OnDuplicate::Refuse).await.expect("added");
        let Added::New(ana) = added else { panic!("nobody was known") };
        let blank = LeadEdit {
            values: [(Field::Name, ""), (Field::Email, "ANA@example.com"), (Field::Phone, ""), (Field::Company, "Lima")]
                .map(|(field, value)| (field, value.to_owned()))
                .into(),
            notes: Some(String::new()),
            custom: [("size".to_owned(), String::new())].into(),
            follow_up_at: Setting::Clear,
            assignee: Setting::Clear,
            ..LeadEdit::default()
        };
        let joined = stage.desk.add(&stage.clerk, blank, Channel::Api, OnDuplicate::Merge).await.expect("joined");
        let Added::Joined(joined) = joined else { panic!("a second lead") };
        assert_eq!(joined.id, ana.id);
        assert_eq!((joined.value(Field::Name), joined.value(Field::Phone)), (Some("Ana Lima"), Some("+351912345678")));
        assert_eq!((joined.notes.as_deref(), joined.custom.get("size")), (Some("Prefers mornings"), Some("XL")));
        assert_eq!((joined.follow_up_at, joined.value(Field::Company)), (Some(due), Some("Lima")));
        // Whoever changes a lead may take away.
        let gone = stage.desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Phone, "")]), None).await.expect("changed");
        assert_eq!(gone.value(Field::Phone), None);
    });
}

/// A store in which whoever was looked up by a key is erased right afterwards, once.
struct Erasing {
    store: MemoryConversations,
    erased: std::sync::atomic::AtomicBool,
}

#[async_trait::async_trait]
impl Leads for Erasing {
    async fn owners(&self, keys: &[PersonKey]) -> Result<Vec<(PersonKey, Lead)>, StorageError> {
        let owners = self.store.owners(keys).await?;
        if !owners.is_empty() && !self.erased.swap(true, std::sync::atomic::Ordering::SeqCst) {
            let leads: Vec<Lead> = owners.iter().map(|(_, lead)| lead.clone()).collect();
            Leads::erase(&self.store, &leads, vec![]).await?;
        }
        Ok(owners)
    }
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

#[test]
fn who_is_erased_while_being_added_again_is_new() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com")]).await;
        let leads = Erasing { store: stage.store.clone(), erased: Default::default() };
        let desk = LeadDesk { leads: Arc::new(leads), ..stage.desk.clone() };
        let again = edit(&[(Field::Email, "ana@example.com"), (Field::Company, "Lima")]);
        let added = desk.add(&stage.clerk, again, Channel::Api, OnDuplicate::Merge).await;
        let Ok(Added::New(new)) = added else { panic!("{added:?}") };
        assert_eq!((new.value(Field::Company), new.id == ana.id), (Some("Lima"), false));
        assert_eq!(stage.desk.find(&stage.clerk, &ana.id).await, Err(ServiceError::NotFound("lead")));
    });
}

#[test]
fn a_shared_number_that_its_first_owner_gave_up_is_known_still() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com"), (Field::Phone, "+351 912 345 678")]).await;
        let ben = stage.with_shared_number("ben@example.com", &ana).await;
        stage.desk.edit(&stage.clerk, &ana.id, edit(&[(Field::Phone, "")]), None).await.expect("changed");
        let known = ServiceError::DuplicateLead { id: ben.id.clone() };
        let again = edit(&[(Field::Name, "Ben"), (Field::Phone, "+351 912 345 678")]);
        assert_eq!(stage.desk.add(&stage.clerk, again.clone(), Channel::Api, OnDuplicate::Refuse).await, Err(known.clone()));
        assert_eq!(stage.desk.edit(&stage.clerk, &ana.id, again.clone(), None).await, Err(known));
        let Ok(Added::Joined(joined)) = stage.desk.add(&stage.clerk, again, Channel::Api, OnDuplicate::Merge).await else {
            panic!("a second lead")
        };
        assert_eq!((joined.id, joined.facts.value(Field::Name)), (ben.id, Some("Ben")));
    });
}

#[test]
fn whoever_is_the_same_by_a_number_is_pointed_out() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com"), (Field::Phone, "+351 912 345 678")]).await;
        // As it was stored before: nobody was known by the number, so that two leads have it.
        let other = stage.with_shared_number("ben@example.com", &ana).await;
        let mut facts = other.facts.clone();
        facts.forget(Field::Email);
        let lead = Lead { facts, version: other.version + 1, ..other };
        Leads::write(&stage.store, LeadWrite { lead: lead.clone(), trace: LeadTrace::default(), restored: None }).await.expect("written");
        let detail = stage.desk.detail(&stage.clerk, &ana.id).await.expect("a lead");
        assert_eq!(detail.twins.into_iter().map(|twin| twin.id).collect::<Vec<_>>(), [lead.id]);
    });
}

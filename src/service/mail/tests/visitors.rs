//! News of visitors: to the address of the settings, as it is when it goes out, and never more of it than is bearable.

use super::*;
use crate::{
    domain::{
        capture::Facts,
        conversation::{Conversation, SitePage, Status},
        custom::CustomValues,
        entry::Entry,
        message::Usage,
        notifications::Notifications,
    },
    service::{
        mail::visitors::MOST_AN_HOUR,
        ports::{ConversationWrite, LeadTrace},
    },
};

/// Of visitor `n`, who has asked for a person.
fn talk(n: u128, since: Timestamp) -> Conversation {
    Conversation {
        id: ConversationId::new(uuid::Uuid::from_u128(n)),
        visitor: VisitorKey::derive("token", &n.to_string()),
        channel: Channel::Website,
        client_label: None,
        status: Status::Open,
        locale: None,
        time_zone: None,
        page: SitePage::default(),
        entry: Entry::default(),
        facts: Facts::default(),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 1,
        usage: Usage::default(),
        visitor_messages: 1,
        assistant_messages: 1,
        preview: "Can I talk to a person?".into(),
        started_at: since,
        last_at: since,
        wants_person: Some(since),
        revision: 1,
    }
}

impl Stage {
    async fn tells(&self, notifications: Notifications) {
        let store = &self.post.desk.settings;
        let mut settings = store.latest().await.expect("memory");
        settings.notifications = notifications;
        settings.version += 1;
        let entry = host().does("settings_saved", None, &*self.post.desk.clock, &*self.post.desk.ids);
        store.save(&settings, entry).await.expect("saved");
    }

    /// Visitor `n` asks for a person, and the mail of it is put in with that.
    async fn asks(&self, n: u128) -> Conversation {
        let conversation = talk(n, self.clock.now());
        let notice = Notice::Wish { conversation: conversation.id.clone(), since: self.clock.now() };
        self.write(conversation.clone(), vec![Waiting::new(notice, self.clock.now())]).await;
        conversation
    }

    async fn write(&self, conversation: Conversation, notices: Vec<Waiting>) {
        let write = ConversationWrite { conversation, messages: vec![], lead: None, trace: LeadTrace::default(), notices };
        self.post.desk.conversations.write(write).await.expect("written");
    }
}

fn everything() -> Notifications {
    Notifications { mail_to: Some(email("desk@bo.example")), ..Notifications::default() }
}

#[test]
fn a_wish_is_told_to_the_address_of_the_settings_with_the_way_to_the_conversation() {
    run(async {
        let stage = Stage::local().await;
        stage.tells(everything()).await;
        let asked = stage.asks(1).await;
        let mails = stage.mails().await;
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        assert_eq!((&mail.to[..], mail.subject.as_str()), (&[email("desk@bo.example")][..], "A visitor asks for a person"));
        assert!(mail.text.contains("Can I talk to a person?"), "{}", mail.text);
        assert!(mail.text.contains(&format!("https://desk.example/admin/conversations/{}\n", asked.id)), "{}", mail.text);
        assert_eq!(stage.mails().await, []);
    });
}

#[test]
fn what_the_team_has_seen_to_or_does_not_want_is_not_told() {
    run(async {
        let stage = Stage::local().await;
        stage.tells(everything()).await;
        let asked = stage.asks(1).await;
        stage.write(Conversation { wants_person: None, revision: 2, ..asked }, vec![]).await;
        assert_eq!(stage.mails().await, []);
        let erased = stage.asks(2).await;
        stage.post.desk.conversations.erase(&erased.visitor).await.expect("erased");
        assert_eq!(stage.mails().await, []);
        stage.asks(3).await;
        stage.tells(Notifications { of_wishes: false, ..everything() }).await;
        assert_eq!(stage.mails().await, []);
        assert!(stage.outbox.all().await.iter().all(|(_, end)| *end == Some(Delivery::Dropped)));
    });
}

#[test]
fn a_lead_that_is_gone_is_not_told() {
    run(async {
        let stage = Stage::local().await;
        stage.tells(everything()).await;
        let lead = crate::domain::ids::LeadId::new(uuid::Uuid::from_u128(1));
        stage.outbox.put(vec![Waiting::new(Notice::Lead { lead }, stage.clock.now())]).await.expect("put");
        assert_eq!(stage.mails().await, []);
        assert!(stage.outbox.all().await.iter().all(|(_, end)| *end == Some(Delivery::Dropped)));
    });
}

#[test]
fn of_a_crowd_so_many_are_told_and_one_mail_tells_of_the_rest() {
    run(async {
        let stage = Stage::local().await;
        stage.tells(everything()).await;
        for n in 1..=35 {
            stage.asks(n).await;
        }
        let mut mails = stage.mails().await;
        mails.extend(stage.mails().await);
        assert_eq!(mails.len(), MOST_AN_HOUR);
        assert!(mails.iter().all(|mail| mail.name.starts_with("wish.")), "{mails:?}");
        assert_eq!(stage.mails_at("2026-11-22T12:59:59Z").await, []);
        let rest = stage.mails_at("2026-11-22T13:00:00Z").await;
        let [rest] = &rest[..] else { panic!("{rest:?}") };
        assert!(rest.name.starts_with("rest.") && rest.text.contains("https://desk.example/admin/conversations"), "{}", rest.text);
        // The hour is over.
        stage.asks(36).await;
        assert_eq!(stage.mails().await.len(), 1);
    });
}

#[test]
fn a_model_that_goes_on_failing_is_told_once_and_one_that_answers_again_is_not() {
    run(async {
        let stage = Stage::local().await;
        stage.tells(everything()).await;
        let fails = |advice: Option<&str>| *stage.model.0.lock().expect("no panic") = advice.map(str::to_owned);
        fails(Some("Google does not accept the key."));
        assert_eq!(stage.mails().await, []);
        let mails = stage.mails_at("2026-11-22T12:10:00Z").await;
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        assert!(mail.text.contains("Google does not accept the key.") && mail.text.contains("/admin/settings/assistant"), "{}", mail.text);
        assert_eq!(stage.mails_at("2026-11-22T17:59:59Z").await, []);
        // It goes on in the next quarter of the day.
        assert_eq!(stage.mails_at("2026-11-22T18:00:00Z").await.len(), 1);
    });
}

#[test]
fn a_short_failure_of_the_model_is_not_told_and_silences_nothing() {
    run(async {
        let stage = Stage::local().await;
        stage.tells(everything()).await;
        let fails = |advice: Option<&str>| *stage.model.0.lock().expect("no panic") = advice.map(str::to_owned);
        fails(Some("It timed out."));
        assert_eq!(stage.mails().await, []);
        fails(None);
        assert_eq!(stage.mails_at("2026-11-22T12:10:00Z").await, []);
        fails(Some("Google does not accept the key."));
        assert_eq!(stage.mails_at("2026-11-22T12:20:00Z").await, []);
        assert_eq!(stage.mails_at("2026-11-22T12:29:59Z").await, []);
        assert_eq!(stage.mails_at("2026-11-22T12:30:00Z").await.len(), 1);
    });
}

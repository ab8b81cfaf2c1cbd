//! Whoever asks for a person is told what becomes of it, and the team sees who waits until it has seen to it.

use super::{meetings::Front, *};
use crate::{
    domain::{account::Role, chat::Card, email::Email, ids::AdminId, notifications::Notifications, settings::BookingConfirmation},
    service::{
        memory::{MemoryAudit, MemoryCalendar, MemoryOutbox},
        permission::Admin,
        schedule::MeetingDesk,
        wishes::Wishes,
    },
};

/// Since when the only visitor waits.
fn waiting(stage: &Stage) -> Option<Timestamp> {
    stage.store.all().into_iter().find_map(|talk| talk.wants_person)
}

fn admin() -> Admin {
    Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into())
}

fn wishes(stage: &Stage) -> Wishes {
    Wishes {
        conversations: Arc::new(stage.store.clone()),
        bus: Arc::new(stage.bus.clone()),
        clock: Arc::new(stage.clock.clone()),
        session_lifetime_s: 86_400,
    }
}

/// All that can be told.
fn everything() -> Notifications {
    Notifications { mail_to: Email::parse("bo@brooks.example").ok(), ..Notifications::default() }
}

/// A chat of an installation that sends mail, and what is to go out of it.
fn with_mail(notifications: Notifications) -> (Stage, MemoryOutbox) {
    let model = ScriptedModel::always("scripted", Script::says("Gladly."));
    let mut stage = Front::over(model, MemoryCalendar::default(), BookingConfirmation::Auto).stage;
    let mut ports = stage.chat.ports.clone();
    let business = Business { name: "Brooks".into(), ..Business::default() };
    ports.settings = Arc::new(MemorySettings::with(Settings { business, notifications, ..Settings::default() }));
    ports.meetings = ports.meetings.map(|desk| MeetingDesk { sender: Email::parse("desk@brooks.example").ok(), ..desk });
    stage.chat = Chat::new(ports);
    let outbox = MemoryOutbox::beside(&stage.store, &MemoryAudit::default());
    (stage, outbox)
}

/// The names of the mails that have been put in.
async fn put_in(outbox: &MemoryOutbox) -> Vec<String> {
    outbox.all().await.into_iter().map(|(name, _)| name).collect()
}

/// Whether the answer says that a mail goes out.
fn says_by_mail(reply: &ChatReply) -> Option<bool> {
    reply.cards.iter().find_map(|card| if let Card::Handover { by_mail, .. } = card { Some(*by_mail) } else { None })
}

#[test]
fn each_wish_has_one_mail_and_the_card_says_so() {
    run(async {
        let (stage, outbox) = with_mail(everything());
        let ana = visitor("ana");
        let (reply, _) = stage.say(&ana, "Can I talk to a person?").await;
        assert_eq!(says_by_mail(&reply), Some(true));
        let since = waiting(&stage).expect("they wait");
        let (again, _) = stage.say(&ana, "I really want to speak to a human").await;
        assert_eq!(says_by_mail(&again), Some(true), "the same mail");
        let name = format!("wish.{}.{}", reply.conversation_id, since.as_second());
        assert_eq!(put_in(&outbox).await, [name]);
        wishes(&stage).settle(&admin(), &reply.conversation_id).await.expect("settled");
        stage.say(&ana, "Thanks").await;
        assert_eq!(put_in(&outbox).await.len(), 1);
        stage.say(&ana, "I still need to talk to someone").await;
        assert_eq!(put_in(&outbox).await.len(), 2, "they ask once more");
    });
}

#[test]
fn no_mail_is_put_in_or_promised_where_none_is_wanted() {
    run(async {
        let nowhere = Notifications::default();
        let not_this = Notifications { of_wishes: false, ..everything() };
        for notifications in [nowhere, not_this] {
            let (stage, outbox) = with_mail(notifications);
            let (reply, _) = stage.say(&visitor("ana"), "Can I talk to a person?").await;
            assert_eq!((says_by_mail(&reply), put_in(&outbox).await), (Some(false), vec![]));
        }
    });
}

#[test]
fn each_lead_has_one_mail_once_there_is_a_way_to_reach_them() {
    run(async {
        let (stage, outbox) = with_mail(everything());
        let ana = visitor("ana");
        stage.say(&ana, "My name is Ana Lima").await;
        assert!(put_in(&outbox).await.is_empty());
        stage.say(&ana, "My e-mail is ana@example.com").await;
        let told = [format!("lead.{}", stage.only_lead().id)];
        assert_eq!(put_in(&outbox).await, told);
        stage.say(&ana, "My number is +92 300 1234567").await;
        stage.say(&visitor("elsewhere"), "I'm Ana, ana@example.com").await;
        assert_eq!(put_in(&outbox).await, told, "the same person");
        let form = ContactInfo { phone: Some("+44 161 496 0142".into()), ..ContactInfo::default() };
        stage.chat.save_info(&visitor("ben"), form.clone(), Channel::Website, false).await.expect("saved");
        assert_eq!(put_in(&outbox).await.len(), 2, "a form tells it, too");

        let (stage, outbox) = with_mail(Notifications { of_leads: false, ..everything() });
        stage.chat.save_info(&visitor("ben"), form, Channel::Website, false).await.expect("saved");
        assert!(put_in(&outbox).await.is_empty());
    });
}

#[test]
fn a_wish_for_a_person_is_marked_until_the_team_has_seen_to_it() {
    run(async {
        let stage = Stage::saying("Gladly.");
        let ana = visitor("ana");
        stage.say(&ana, "Hello").await;
        assert_eq!(waiting(&stage), None);
        let asked_at = stage.clock.now();
        let (reply, _) = stage.say(&ana, "Can I talk to a person?").await;
        let [Card::ContactForm { .. }, Card::Handover { lines, by_mail: false, .. }] = &reply.cards[..] else {
            panic!("{:?}", reply.cards)
        };
        assert!(lines.iter().any(|line| line.contains("Brooks")), "{lines:?}");
        let (again, _) = stage.say(&ana, "I really want to speak to a human, ana@example.com").await;
        assert!(matches!(&again.cards[..], [Card::Handover { .. }]), "the form was offered: {:?}", again.cards);
        assert_eq!(waiting(&stage), Some(asked_at), "they have waited since they first asked");

        let (admin, wishes) = (admin(), wishes(&stage));
        wishes.settle(&admin, &reply.conversation_id).await.expect("settled");
        assert_eq!(waiting(&stage), None);
        let written = stage.store.writes();
        wishes.settle(&admin, &reply.conversation_id).await.expect("settled before");
        assert_eq!(stage.store.writes(), written, "nothing is written twice");
        stage.say(&ana, "Thanks").await;
        assert_eq!(waiting(&stage), None, "other words are no wish");
        stage.say(&ana, "I still need to talk to someone").await;
        assert!(waiting(&stage).is_some(), "they ask once more");
    });
}

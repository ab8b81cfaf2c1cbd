//! Whoever asks for a person is told what becomes of it, and the team sees who waits until it has seen to it.

use super::*;
use crate::{
    domain::{account::Role, chat::Card, ids::AdminId},
    service::{permission::Admin, wishes::Wishes},
};

/// Since when the only visitor waits.
fn waiting(stage: &Stage) -> Option<Timestamp> {
    stage.store.all().into_iter().find_map(|talk| talk.wants_person)
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

        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
        let wishes = Wishes {
            conversations: Arc::new(stage.store.clone()),
            bus: Arc::new(stage.bus.clone()),
            clock: Arc::new(stage.clock.clone()),
            session_lifetime_s: 86_400,
        };
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

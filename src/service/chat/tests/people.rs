//! One person, one lead: whatever the spelling, the tab or the day.

use futures::future;

use super::*;
use crate::{
    domain::lead::timeline::Happening,
    service::{leads::LeadDesk, permission::Clerk, ports::Leads},
};

#[test]
fn who_comes_back_under_another_token_is_the_same_lead() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let (first, _) = stage.say(&visitor("laptop"), "I'm Ana Lima, ana@example.com").await;
        let (second, _) = stage.say(&visitor("phone"), "It's ANA@example.com again, I want a kitchen").await;
        let lead = stage.only_lead();
        assert_eq!((first.lead.id, second.lead.id), (Some(lead.id.clone()), Some(lead.id.clone())));
        assert_eq!(lead.conversation_ids, [first.conversation_id, second.conversation_id]);
        assert_eq!(second.lead.captured.get("name"), None, "what another token said is not told to this one");
    });
}

#[test]
fn fifty_tabs_of_one_person_at_once_are_one_lead() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let turns = (0..50).map(|tab| {
            let stage = &stage;
            async move {
                let words = if tab % 2 == 0 { "ana@example.com" } else { "Ana@Example.com, call me under +351 912 345 678" };
                stage.chat.turn(&visitor(&format!("tab {tab}")), stage.incoming(words), &Recorder::default()).await
            }
        });
        let replies = future::join_all(turns).await;
        assert!(replies.iter().all(Result::is_ok), "{replies:?}");
        let lead = stage.only_lead();
        assert_eq!((lead.value(Field::Phone), lead.conversation_ids.len()), (Some("+351912345678"), 50));
    });
}

#[test]
fn two_leads_that_turn_out_to_be_one_person_become_one_and_can_come_apart() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let (by_phone, _) = stage.say(&visitor("whatsapp"), "my number is +351 912 345 678").await;
        let (by_email, _) = stage.say(&visitor("website"), "ana@example.com").await;
        assert_eq!(stage.store.all_leads().len(), 2);
        stage.say(&visitor("website"), "and call me at +351912345678").await;
        let lead = stage.only_lead();
        assert_eq!(Some(&lead.id), by_phone.lead.id.as_ref(), "the older one stays");
        assert_eq!((lead.value(Field::Email), lead.absorbed.as_slice()), (Some("ana@example.com"), by_email.lead.id.as_slice()));
        let (again, _) = stage.say(&visitor("website"), "I need a kitchen, my name is Ana").await;
        assert_eq!(again.lead.id, by_phone.lead.id, "and the conversation goes on with it");
        assert_eq!(stage.only_lead().value(Field::Name), Some("Ana"));
    });
}

#[test]
fn a_shared_phone_with_another_address_is_two_people() {
    run(async {
        let stage = Stage::saying("Thanks.");
        stage.say(&visitor("ana"), "ana@example.com, +351 912 345 678").await;
        let (ben, _) = stage.say(&visitor("ben"), "ben@example.com, +351 912 345 678").await;
        assert_eq!(stage.store.all_leads().len(), 2);
        let desk = LeadDesk {
            leads: Arc::new(stage.store.clone()),
            conversations: Arc::new(stage.store.clone()),
            settings: Arc::new(MemorySettings::default()),
            bus: Arc::new(stage.bus.clone()),
            clock: Arc::new(stage.clock.clone()),
            ids: Arc::new(SequentialIds::default()),
        };
        let clerk = Clerk::admin(&crate::service::permission::Admin::vouched(
            crate::domain::ids::AdminId::new(uuid::Uuid::from_u128(1)),
            crate::domain::account::Role::Owner,
            [192, 0, 2, 1].into(),
        ));
        let detail = desk.detail(&clerk, &ben.lead.id.expect("a lead")).await.expect("a lead");
        assert_eq!(
            detail.twins.iter().map(|twin| twin.value(Field::Email)).collect::<Vec<_>>(),
            [Some("ana@example.com")],
            "but it is pointed out"
        );
    });
}

#[test]
fn the_timeline_tells_what_was_captured_from_which_message() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let (reply, _) = stage.say(&visitor("ana"), "I'm Ana, ana@example.com").await;
        let lead = reply.lead.id.expect("a lead");
        let lines = Leads::events(&stage.store, std::slice::from_ref(&lead), None, 10).await.expect("lines");
        let message = stage.messages_of(&reply.conversation_id).await[0].id.clone();
        assert!(matches!(&lines[0].what, Happening::Captured { values, message_id } if values.len() == 2 && *message_id == Some(message)));
        assert!(matches!(lines[1].what, Happening::Created { .. }));
        assert!(stage.only_lead().score.value >= 20);
    });
}

#[test]
fn erasing_ones_own_chat_leaves_what_others_said() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let (ana, eve) = (visitor("ana"), visitor("eve"));
        stage.say(&ana, "I'm Ana Lima, ana@example.com").await;
        stage.say(&eve, "ana@example.com, my company is called Evil").await;
        stage.chat.erase(&eve).await.expect("erased");
        let lead = stage.only_lead();
        assert_eq!((lead.value(Field::Name), lead.value(Field::Company), lead.conversation_ids.len()), (Some("Ana Lima"), None, 1));
        stage.chat.erase(&ana).await.expect("erased");
        assert_eq!(stage.store.all_leads(), []);
    });
}

#[test]
fn the_teams_notes_reach_the_assistant_only_where_it_is_sure_who_writes() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let contact = ContactInfo { phone: Some("+923001234567".into()), ..ContactInfo::default() };
        let by_key = |text| Incoming { channel: Channel::WhatsApp, contact: contact.clone(), ..stage.incoming(text) };
        let bridge = visitor("bridge");
        stage.chat.turn(&bridge, by_key("salam"), &Recorder::default()).await.expect("an answer");
        let lead = stage.only_lead();
        let noted = Lead { notes: Some("Allergic to latex".into()), version: lead.version + 1, ..lead };
        let change = crate::service::ports::LeadWrite { lead: noted, trace: Default::default(), restored: None };
        Leads::write(&stage.store, change).await.expect("written");
        stage.chat.reset(&bridge).await.expect("reset");
        stage.chat.turn(&bridge, by_key("salam again"), &Recorder::default()).await.expect("an answer");
        let told = |at: usize| stage.model.requests()[at].system.contains("Allergic to latex");
        assert_eq!((told(0), told(1)), (false, true));
        stage.say(&visitor("anybody"), "my number is +923001234567, what do you know about me?").await;
        stage.say(&visitor("anybody"), "tell me").await;
        assert_eq!((told(2), told(3)), (false, false));
    });
}

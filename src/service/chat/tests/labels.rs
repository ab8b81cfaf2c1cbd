//! Who writes under the number of a WhatsApp label, and gives another one in words.

use super::{people::desk, *};
use crate::{
    domain::{
        ids::LeadId,
        lead::{edit::LeadEdit, identity::PersonKey},
    },
    service::ports::Leads,
};

const LABEL: &str = "+923001234567";
const IN_WORDS: &str = "+351912345678";

/// A program relays what somebody writes from that number.
async fn relay(stage: &Stage, who: &Visitor, text: &str) -> ChatReply {
    let contact = ContactInfo { label_phone: Some(LABEL.into()), ..ContactInfo::default() };
    let incoming = Incoming { contact, channel: Channel::WhatsApp, vouched: true, ..stage.incoming(text) };
    let reply = stage.chat.turn(who, incoming, &Recorder::default()).await.expect("an answer");
    stage.clock.advance(Duration::from_secs(1));
    reply
}

/// The leads that the two numbers are keys of, that of the label first.
async fn holders(stage: &Stage) -> Vec<Option<LeadId>> {
    let mut found = vec![];
    for number in [LABEL, IN_WORDS] {
        let owners = Leads::owners(&stage.store, &[PersonKey::Phone(number.into())]).await.expect("read");
        found.push(owners.into_iter().next().map(|(_, lead)| lead.id));
    }
    found
}

#[test]
fn a_number_in_words_stays_and_the_label_still_leads_to_the_person() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let ana = visitor("ana");
        relay(&stage, &ana, "salam").await;
        assert_eq!(stage.only_lead().value(Field::Phone), Some(LABEL), "no other is known");
        for words in ["my number is +351 912 345 678", "I need a kitchen, my name is Ana", "thanks"] {
            relay(&stage, &ana, words).await;
            assert_eq!(stage.only_lead().value(Field::Phone), Some(IN_WORDS), "{words}");
        }
        let lead = stage.only_lead();
        assert_eq!(holders(&stage).await, [Some(lead.id.clone()), Some(lead.id.clone())]);
        let (desk, clerk) = desk(&stage);
        let edit = LeadEdit { notes: Some("Allergic to latex".into()), ..LeadEdit::default() };
        desk.edit(&clerk, &lead.id, edit, None).await.expect("changed");
        stage.chat.reset(&ana).await.expect("reset");
        let again = relay(&stage, &ana, "salam again").await;
        assert_eq!((again.lead.id, stage.only_lead().value(Field::Phone)), (Some(lead.id), Some(IN_WORDS)), "one person as before");
        let requests = stage.model.requests();
        assert!(requests.last().expect("a request").system.contains("Allergic to latex"));
    });
}

#[test]
fn both_numbers_of_a_first_message_lead_to_the_person() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let reply = relay(&stage, &visitor("ana"), "I'm Ana, my number is +351 912 345 678").await;
        assert_eq!(stage.only_lead().value(Field::Phone), Some(IN_WORDS));
        assert_eq!(holders(&stage).await, [reply.lead.id.clone(), reply.lead.id]);
    });
}

#[test]
fn what_a_program_saves_under_a_label_leaves_the_number_in_words() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let ana = visitor("ana");
        relay(&stage, &ana, "my number is +351 912 345 678").await;
        let named = ContactInfo { name: Some("Ana".into()), label_phone: Some(LABEL.into()), ..ContactInfo::default() };
        stage.chat.save_info(&ana, named.clone(), Channel::WhatsApp, true).await.expect("saved");
        let lead = stage.only_lead();
        assert_eq!((lead.value(Field::Name), lead.value(Field::Phone)), (Some("Ana"), Some(IN_WORDS)));
        let given = ContactInfo { phone: Some("+44 161 496 0142".into()), ..named };
        stage.chat.save_info(&ana, given, Channel::WhatsApp, true).await.expect("saved");
        assert_eq!(stage.only_lead().value(Field::Phone), Some("+441614960142"), "what is given in so many words counts");
    });
}

#[test]
fn an_erased_chat_leaves_the_number_of_its_label_to_nobody() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let ana = visitor("ana");
        stage.say(&visitor("website"), "I'm Ana, ana@example.com").await;
        relay(&stage, &ana, "ana@example.com, my number is +351 912 345 678").await;
        let lead = stage.only_lead();
        assert_eq!((lead.conversation_ids.len(), holders(&stage).await), (2, vec![Some(lead.id.clone()), Some(lead.id)]));
        stage.chat.erase(&ana).await.expect("erased");
        assert_eq!((stage.only_lead().value(Field::Phone), holders(&stage).await), (None, vec![None, None]));
    });
}

//! After a reset the conversation begins anew; the person is known again as soon as they say who they are. Who comes back after a
//! day is known, and brings along what they said.

use super::{meetings::Front, people::desk, *};
use crate::domain::lead::edit::LeadEdit;

/// Begins with the first words, starts anew, and says the others; returns the last answer.
async fn after_reset(stage: &Stage, before: &[&str], after: &[&str]) -> ChatReply {
    let ana = visitor("ana");
    for words in before {
        stage.say(&ana, words).await;
    }
    assert!(stage.chat.reset(&ana).await.expect("reset").is_some());
    let mut last = None;
    for words in after {
        last = Some(stage.say(&ana, words).await.0);
    }
    last.expect("something was said")
}

#[test]
fn who_gives_the_same_address_after_a_reset_is_one_lead() {
    for (before, after) in [
        (&["I'm Ana Lima, ana@example.com"][..], &["ANA@example.com"][..]),
        (&["I'm Ana Lima, ana@example.com"], &["hello", "I'm Ana", "my e-mail is ana@example.com"]),
        (&["I'm Ana Lima", "ana@example.com"], &["my name is Ana Lima, ana@example.com"]),
        (&["call me on +351 912 345 678"], &["my number is +351912345678"]),
        (&["call me on +351 912 345 678"], &["ana@example.com", "my number is 00351 912 345 678"]),
        (&["ana@example.com, +351 912 345 678"], &["+351 912 345 678", "ana@example.com"]),
        (&["ana@example.com", "+351 912 345 678"], &["I'm Ana", "+351 912 345 678"]),
    ] {
        run(async {
            let stage = Stage::saying("Thanks.");
            let reply = after_reset(&stage, before, after).await;
            let lead = stage.only_lead();
            assert_eq!(reply.lead.id, Some(lead.id), "{before:?} {after:?}");
            assert_eq!(lead.conversation_ids.len(), 2, "{before:?} {after:?}");
        });
    }
}

#[test]
fn a_form_after_a_reset_is_the_same_person_too() {
    run(async {
        let stage = Stage::saying("Thanks.");
        after_reset(&stage, &["I'm Ana Lima, ana@example.com"], &["hello"]).await;
        let info = ContactInfo { email: Some("Ana@Example.com".into()), ..ContactInfo::default() };
        stage.chat.save_info(&visitor("ana"), info, Channel::Website, false).await.expect("saved");
        assert_eq!(stage.only_lead().value(Field::Name), Some("Ana Lima"));
    });
}

#[test]
fn what_the_team_took_away_stays_away_when_the_visitor_comes_back() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana Lima, ana@example.com").await;
        stage.say(&ana, "my number is +351 912 345 678").await;
        let before = stage.only_lead();
        assert_eq!(before.value(Field::Phone), Some("+351912345678"));
        let (desk, clerk) = desk(&stage);
        let edit = LeadEdit { values: BTreeMap::from([(Field::Phone, String::new())]), ..LeadEdit::default() };
        desk.edit(&clerk, &before.id, edit, None).await.expect("taken away");
        stage.clock.advance(Duration::from_secs(DAY + 60));
        stage.say(&ana, "hello again").await;
        let after = stage.only_lead();
        assert_eq!(after.conversation_ids.len(), 2);
        assert_eq!(
            (after.value(Field::Phone), after.value(Field::Name), after.value(Field::Email)),
            (None, Some("Ana Lima"), Some("ana@example.com"))
        );
    });
}

#[test]
fn a_value_of_the_owners_field_that_was_taken_away_stays_away_too() {
    run(async {
        let call = Script::says_and_calls("", &[("capture_lead", serde_json::json!({ "plan": "gold" }))]);
        let scripts = [call, Script::says("Noted."), Script::says("Hello.")];
        let plan = CustomField { key: "plan".into(), label: "Plan".into(), ..CustomField::default() };
        let stage = Stage::with_fields(ScriptedModel::new(scripts), vec![plan]);
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana Lima, ana@example.com, the gold plan please").await;
        let before = stage.only_lead();
        assert_eq!(before.custom.get("plan"), Some("gold"));
        let (desk, clerk) = desk(&stage);
        let edit = LeadEdit { custom: BTreeMap::from([("plan".to_owned(), String::new())]), ..LeadEdit::default() };
        desk.edit(&clerk, &before.id, edit, None).await.expect("taken away");
        stage.clock.advance(Duration::from_secs(DAY + 60));
        stage.say(&ana, "hello again").await;
        let after = stage.only_lead();
        assert_eq!((after.conversation_ids.len(), after.custom.get("plan")), (2, None));
    });
}

#[test]
fn a_booking_does_not_bring_it_back_either() {
    run(async {
        let front = Front::offline();
        let ana = visitor("ana");
        front.say(&ana, "I'm Ana Lima, ana@example.com").await;
        front.say(&ana, "my number is +351 912 345 678").await;
        let before = front.stage.only_lead();
        assert_eq!(before.value(Field::Phone), Some("+351912345678"));
        let (desk, clerk) = desk(&front.stage);
        let edit = LeadEdit { values: BTreeMap::from([(Field::Phone, String::new())]), ..LeadEdit::default() };
        desk.edit(&clerk, &before.id, edit, None).await.expect("taken away");
        front.stage.clock.advance(Duration::from_secs(1));
        front.say(&ana, "a meeting tomorrow at 3pm, please").await;
        let after = front.stage.only_lead();
        assert_eq!((front.booked().await.len(), after.value(Field::Phone)), (1, None));
        assert_eq!(after.value(Field::Email), Some("ana@example.com"));
    });
}

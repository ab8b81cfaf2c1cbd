//! Fields that the owner defined: noted from the visitor's own words, kept with them, and gone with them.

use serde_json::json;

use super::{people::desk, *};
use crate::{
    domain::{
        custom::FieldKind,
        lead::{edit::LeadEdit, timeline::Happening},
    },
    service::ports::Leads,
};

fn fields() -> Vec<CustomField> {
    let field = |key: &str, label: &str, kind| CustomField { key: key.into(), label: label.into(), kind, hint: String::new() };
    vec![field("tooth", "Tooth", FieldKind::Number), field("insured", "Insured", FieldKind::YesNo)]
}

fn stage(calls: &[serde_json::Value]) -> Stage {
    let scripts = calls.iter().flat_map(|call| [Script::says_and_calls("", &[("capture_lead", call.clone())]), Script::says("Thank you.")]);
    Stage::with_fields(ScriptedModel::new(scripts), fields())
}

#[test]
fn what_is_said_before_there_is_a_lead_reaches_it() {
    run(async {
        let stage = stage(&[json!({ "tooth": "12", "insured": "yes: insured" }), json!({ "name": "Ana" })]);
        let ana = visitor("ana");
        let (first, _) = stage.say(&ana, "my tooth 12 hurts").await;
        assert_eq!(stage.store.all_leads(), []);
        assert!(stage.model.requests()[1].system.contains("further fields of capture_lead"));
        stage.say(&ana, "I'm Ana").await;
        assert!(stage.model.requests()[2].system.contains("- Tooth: \"12\""), "it is not asked for again");
        let lead = stage.only_lead();
        let told = lead.custom.value("tooth").and_then(|value| value.evidence.as_ref()).expect("evidence");
        let said = stage.messages_of(&first.conversation_id).await[0].id.clone();
        assert_eq!((lead.custom.get("tooth"), told.quote.as_str(), &told.message_id), (Some("12"), "12", &said));
        assert_eq!(lead.custom.get("insured"), None, "nobody said so");
        let lines = Leads::events(&stage.store, &[lead.id], None, 9).await.expect("lines");
        let is_told =
            |line: &Happening| matches!(line, Happening::Captured { custom, .. } if *custom == [("tooth".to_owned(), "12".to_owned())]);
        assert!(lines.iter().any(|line| is_told(&line.what)), "{lines:?}");
    });
}

#[test]
fn what_the_team_saved_is_not_overwritten_and_what_was_said_goes_with_its_words() {
    run(async {
        let stage = stage(&[json!({ "tooth": "12" }), json!({ "tooth": "13" }), json!({ "insured": "no: not insured" })]);
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana, ana@example.com, tooth 12 hurts").await;
        stage.say(&ana, "no, tooth 13").await;
        assert_eq!(stage.only_lead().custom.get("tooth"), Some("13"));
        let other = visitor("another device");
        stage.say(&other, "ana@example.com here, I am not insured").await;
        assert_eq!((stage.only_lead().custom.get("tooth"), stage.only_lead().custom.get("insured")), (Some("13"), Some("no")));
        stage.chat.erase(&ana).await.expect("erased");
        let left = stage.only_lead();
        assert_eq!((left.custom.get("tooth"), left.custom.get("insured")), (None, Some("no")));
    });
}

#[test]
fn what_a_kept_conversation_said_is_back_where_an_erased_one_replaced_it_unless_the_team_took_it_away() {
    for (is_taken_away, left) in [(false, Some("12")), (true, None)] {
        run(async {
            let stage = stage(&[json!({ "tooth": "12" }), json!({ "tooth": "13" })]);
            stage.say(&visitor("ana"), "I'm Ana, ana@example.com, tooth 12 hurts").await;
            let before = stage.only_lead();
            if is_taken_away {
                let (desk, clerk) = desk(&stage);
                let edit = LeadEdit { custom: BTreeMap::from([("tooth".to_owned(), String::new())]), ..LeadEdit::default() };
                desk.edit(&clerk, &before.id, edit, None).await.expect("changed");
                stage.clock.advance(Duration::from_secs(1));
            }
            let eve = visitor("eve");
            stage.say(&eve, "ana@example.com here, tooth 13 hurts").await;
            assert_eq!(stage.only_lead().custom.get("tooth"), Some("13"));
            stage.chat.erase(&eve).await.expect("erased");
            let after = stage.only_lead();
            assert_eq!(after.custom.get("tooth"), left);
            assert_eq!(after.custom.value("tooth"), before.custom.value("tooth").filter(|_| !is_taken_away), "with its words");
        });
    }
}

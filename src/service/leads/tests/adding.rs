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

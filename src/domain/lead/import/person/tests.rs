//! Rows as people write them.

use super::*;
use crate::domain::{
    capture::{Fact, Facts, Origin},
    ids::LeadId,
    lead::{Source, score::Score},
};

fn zone() -> TimeZone {
    TimeZone::get("Asia/Karachi").expect("a zone")
}

fn read(cells: &[(&str, &str)]) -> Result<LeadEdit, Vec<(String, String)>> {
    let column = |target: &str| Column { heading: target.to_owned(), target: Target::parse(target).expect("a target"), samples: vec![] };
    let columns: Vec<Column> = cells.iter().map(|(target, _)| column(target)).collect();
    let row = UploadRow { line: 7, cells: cells.iter().map(|(_, cell)| (*cell).to_owned()).collect() };
    match person(&row, &columns, &zone()) {
        Ok(person) => Ok(person.edit),
        Err(wrong) => {
            assert!(wrong.iter().all(|error| error.line == 7));
            Err(wrong.into_iter().map(|error| (error.field, error.reason)).collect())
        }
    }
}

fn fields(wrong: Result<LeadEdit, Vec<(String, String)>>) -> Vec<String> {
    wrong.expect_err("mistakes").into_iter().map(|(field, _)| field).collect()
}

#[test]
fn a_row_is_read_into_canonical_values() {
    let edit = read(&[
        ("first_name", "Ana "),
        ("last_name", "Lima"),
        ("email", " Ana@Example.com"),
        ("phone", "'+92 300 1234567"),
        ("status", "Meeting scheduled"),
        ("custom", "size: XL; colour: red; and blue"),
        ("custom.Tooth", "12"),
        ("notes", ""),
        ("skip", "nothing"),
    ])
    .expect("a person");
    let values: Vec<_> = edit.values.into_iter().collect();
    let wanted = [(Field::Name, "Ana Lima"), (Field::Email, "Ana@Example.com"), (Field::Phone, "+923001234567")];
    assert_eq!(values, wanted.map(|(field, value)| (field, value.to_owned())));
    assert_eq!((edit.status, edit.notes), (Some(LeadStatus::MeetingScheduled), None));
    let custom: Vec<_> = edit.custom.into_iter().collect();
    let wanted = [("Tooth", "12"), ("colour", "red; and blue"), ("size", "XL")];
    assert_eq!(custom, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn everything_that_is_wrong_with_a_row_is_named() {
    let wrong = read(&[("email", "ana@"), ("name", "4711"), ("status", "hot"), ("follow_up_at", "30/11/2026")]);
    assert_eq!(fields(wrong), ["email", "follow_up_at", "name", "status"]);
    assert_eq!(fields(read(&[("company", "Lima")])), ["email"], "nobody");
    assert_eq!(fields(read(&[("phone", "12")])), ["phone"], "what is wrong is said, and nothing else");
    let row = UploadRow { line: 3, cells: vec!["Ana".into(), "too much".into()] };
    let columns = [Column { heading: "Name".into(), target: Target::Known(Field::Name), samples: vec![] }];
    assert_eq!(person(&row, &columns, &zone()).expect_err("too many cells")[0].field, "row");
}

#[test]
fn times_without_a_zone_are_the_businesss() {
    let at = |text: &str| when(text, &zone()).map(|at| at.to_string());
    assert_eq!(at("2026-12-02T01:30:00+05:00").as_deref(), Some("2026-12-01T20:30:00Z"));
    assert_eq!(at("2026-12-02 01:30").as_deref(), Some("2026-12-01T20:30:00Z"));
    assert_eq!(at("2026-12-02 01:30:00").as_deref(), Some("2026-12-01T20:30:00Z"));
    assert_eq!(at("2026-12-02").as_deref(), Some("2026-12-02T04:00:00Z"), "nine in the morning");
    for wrong in ["soon", "02.12.2026", "12/02/2026", "2026-13-01", ""] {
        assert_eq!(at(wrong), None, "{wrong}");
    }
}

#[test]
fn only_what_is_not_known_is_filled_in() {
    let at = Timestamp::UNIX_EPOCH;
    let fact = Fact { field: Field::Name, value: "Ana".into(), quote: String::new(), message_id: None, at, origin: Origin::Form };
    let lead = Lead {
        id: LeadId::new(uuid::Uuid::from_u128(1)),
        facts: Facts::from_iter([fact]),
        notes: Some("pays late".into()),
        custom: [("size".to_owned(), "XL".to_owned())].into(),
        status: LeadStatus::Won,
        follow_up_at: Some(at),
        assignee: None,
        score: Score::default(),
        source: Source::default(),
        conversation_ids: vec![],
        absorbed: vec![],
        created_at: at,
        updated_at: at,
        version: 3,
    };
    let edit = read(&[
        ("name", "Anna"),
        ("company", "Lima"),
        ("notes", "calls twice"),
        ("custom", "size: S; colour: red"),
        ("status", "new"),
        ("follow_up_at", "2026-12-02"),
    ])
    .expect("a person");
    let new = filling(&edit, &lead);
    assert_eq!(new.values.into_iter().collect::<Vec<_>>(), [(Field::Company, "Lima".to_owned())]);
    assert_eq!(new.custom.into_iter().collect::<Vec<_>>(), [("colour".to_owned(), "red".to_owned())]);
    assert_eq!((new.status, new.follow_up_at), (None, Setting::Keep));
    assert_eq!(new.notes.as_deref(), Some("pays late\n\ncalls twice"));
    let known = read(&[("name", "Ana"), ("notes", "late")]).expect("a person");
    assert_eq!(filling(&known, &lead), LeadEdit::default(), "it stands there already");
}

//! Definitions and values of the owner's fields.

use super::*;

fn field(key: &str, label: &str, kind: FieldKind) -> CustomField {
    CustomField { key: key.into(), label: label.into(), kind, hint: String::new() }
}

fn choice(options: &[&str]) -> FieldKind {
    FieldKind::Choice { options: options.iter().map(|option| (*option).to_owned()).collect() }
}

#[test]
fn keys_are_made_of_labels() {
    let typed = ["Which tooth?", "Which  tooth", "歯", "E-mail", "Name", "2 rooms"].map(|label| field("", label, FieldKind::Text));
    let checked = check_fields(typed.to_vec()).expect("fields");
    let keys: Vec<&str> = checked.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["which_tooth", "which_tooth_2", "field", "e_mail", "name_2", "field_2_rooms"]);
    assert_eq!(checked[1].label, "Which tooth");
}

#[test]
fn the_line_at_fault_is_named() {
    let good = || field("tooth", "Tooth", FieldKind::Text);
    for (bad, word) in [
        (field("", " ", FieldKind::Text), "name"),
        (field("Tooth", "Tooth", FieldKind::Text), "lower-case"),
        (field("2nd", "Second", FieldKind::Text), "letter first"),
        (field("email", "Mail", FieldKind::Text), "already"),
        (good(), "two fields"),
        (field("plan", "Plan", choice(&["gold"])), "choices"),
        (field("plan", "Plan", choice(&["gold", " Gold "])), "different"),
        (CustomField { hint: "x".repeat(201), ..field("plan", "Plan", FieldKind::Text) }, "hint"),
    ] {
        let problem = check_fields(vec![good(), bad]).expect_err("a mistake");
        assert!(problem.starts_with("line 2: ") && problem.contains(word), "{problem}");
    }
    let many = (0..21).map(|n| field(&format!("f{n}"), "F", FieldKind::Text)).collect();
    assert_eq!(check_fields(many), Err("at most 20 fields".into()));
}

#[test]
fn values_have_a_canonical_form() {
    let of = |kind: FieldKind, text: &str| field("x", "X", kind).canonical(text).ok();
    for (text, number) in [
        ("12", Some("12")),
        ("5,000", Some("5000")),
        ("1 250 000.5", Some("1250000.5")),
        ("-3", Some("-3")),
        ("1,2", None),
        ("12a", None),
        ("", None),
    ] {
        assert_eq!(of(FieldKind::Number, text).as_deref(), number, "{text}");
    }
    assert_eq!(of(choice(&["Gold", "Silver"]), " gold ").as_deref(), Some("Gold"));
    assert_eq!(of(choice(&["Gold", "Silver"]), "bronze"), None);
    assert_eq!((of(FieldKind::YesNo, "YES").as_deref(), of(FieldKind::YesNo, "perhaps")), (Some("yes"), None));
    assert_eq!(of(FieldKind::Text, " two\n crowns ").as_deref(), Some("two crowns"));
}

#[test]
fn a_claim_names_the_words_that_have_to_be_said() {
    let claim = |kind: FieldKind, text: &str| field("x", "X", kind).claim(text).map(|claim| (claim.value, claim.words));
    assert_eq!(claim(FieldKind::YesNo, "no: never had one"), Ok(("no".into(), "never had one".into())));
    assert_eq!(claim(FieldKind::YesNo, "yes"), Ok(("yes".into(), "yes".into())));
    assert_eq!(claim(choice(&["Gold", "Silver"]), "GOLD"), Ok(("Gold".into(), "Gold".into())));
    assert_eq!(claim(FieldKind::Number, "5,000"), Ok(("5000".into(), "5,000".into())));
    assert!(claim(FieldKind::YesNo, "perhaps: we shall see").is_err());
}

#[test]
fn values_of_other_names_are_refused_by_name() {
    let fields = [field("tooth", "Tooth", FieldKind::Number)];
    let given = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let known = CustomValues::from([("old".to_owned(), "x".to_owned())]);
    let checked = check_values(&fields, given(&[("tooth", "1,200"), ("old", "y")]), &known).expect("values");
    assert_eq!(checked, given(&[("old", "y"), ("tooth", "1200")]));
    assert_eq!(check_values(&fields, given(&[("tooth", "")]), &known), Ok(given(&[("tooth", "")])));
    let wrong = check_values(&fields, given(&[("tooth", "x"), ("size", "XL")]), &known).expect_err("mistakes");
    assert_eq!(wrong.keys().collect::<Vec<_>>(), ["custom.size", "custom.tooth"]);
    assert_eq!(check_values(&[], given(&[("size", "XL")]), &CustomValues::default()), Ok(given(&[("size", "XL")])), "none are defined");
}

#[test]
fn what_does_not_change_may_stay_as_it_is() {
    let fields = [field("tooth", "Tooth", FieldKind::Number)];
    let given = |text: &str| std::collections::BTreeMap::from([("tooth".to_owned(), text.to_owned())]);
    let known = CustomValues::from([("tooth".to_owned(), "the left one".to_owned())]);
    assert_eq!(check_values(&fields, given("the left one"), &known), Ok(given("the left one")));
    assert!(check_values(&fields, given("the right one"), &known).is_err());
}

#[test]
fn of_two_that_become_one_nothing_is_lost() {
    let saved = |text: &str| CustomValue { text: text.into(), evidence: None };
    let mut values: CustomValues = (0..MOST_FIELDS).map(|at| (format!("field_{at}"), saved("x"))).collect();
    assert!(!values.learn("further", saved("y")), "there are enough");
    assert!(values.take("further", saved("y")));
    assert_eq!((values.len(), values.get("further")), (MOST_FIELDS + 1, Some("y")));
}

#[test]
fn a_field_is_called_by_its_name_and_what_is_none_by_its_key() {
    let fields = [field("tooth", "Which tooth", FieldKind::Number)];
    assert_eq!((label_of(&fields, "tooth"), label_of(&fields, "size")), ("Which tooth", "size"));
}

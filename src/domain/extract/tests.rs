//! The reading of whole messages.

use proptest::prelude::*;

use super::*;

fn value(field: Field, text: &str) -> Option<String> {
    let all = from_visitor(text, None);
    for found in &all {
        assert!(text.contains(&found.quote), "{text}: {found:?}");
    }
    all.into_iter().find(|found| found.field == field).map(|found| found.value)
}

#[test]
fn one_message_tells_many_things() {
    let text = "Hi, I'm Ana Lima from Brooks Ltd, ana@example.com or 0300 1234567. I'm looking for a new website. Budget about 5,000.";
    let all: Vec<(Field, String, String)> = from_visitor(text, None).into_iter().map(|f| (f.field, f.value, f.quote)).collect();
    let wanted = [
        (Field::Name, "Ana Lima", "Ana Lima"),
        (Field::Email, "ana@example.com", "ana@example.com"),
        (Field::Phone, "03001234567", "0300 1234567"),
        (Field::Company, "Brooks Ltd", "Brooks Ltd"),
        (Field::Interest, "website", "website"),
        (Field::Budget, "5,000", "5,000"),
    ];
    assert_eq!(all, wanted.map(|(field, value, quote)| (field, value.to_owned(), quote.to_owned())));
}

#[test]
fn the_last_correction_counts() {
    for (text, wanted) in [
        ("ana@old.com, no, sorry, it's ana@new.com", "ana@new.com"),
        ("my mail is ana@old.com. Actually use ana@new.com please", "ana@new.com"),
        ("not ana@old.com but ana@new.com", "ana@new.com"),
        ("please change my e-mail from ana@old.com to ana@new.com", "ana@new.com"),
        ("it went to ana@old.com again, it should go to me: ana@new.com", "ana@new.com"),
        ("ana@new.com, not ana@old.com", "ana@new.com"),
        ("it was ana@old.com, ich meine ana@new.com", "ana@new.com"),
        ("ana@old.com، معذرت ana@new.com", "ana@new.com"),
        ("ana@old.com 不对,应该是ana@new.com", "ana@new.com"),
        ("ana@new.com, or ana.lima@other.com", "ana@new.com"),
        ("write to my boss at bob@other.com, my own mail is ana@new.com", "ana@new.com"),
        ("your e-mail info@shop.com bounced. I'm ana@new.com", "ana@new.com"),
    ] {
        assert_eq!(value(Field::Email, text).as_deref(), Some(wanted), "{text}");
    }
    assert_eq!(value(Field::Name, "I'm Ana. Sorry, my name is Anna.").as_deref(), Some("Anna"));
    assert_eq!(value(Field::Phone, "0300 1234567, oops, I mean 0300 7654321").as_deref(), Some("03007654321"));
}

#[test]
fn an_invalid_new_value_never_erases_a_valid_one() {
    assert_eq!(value(Field::Email, "ana@example.com, sorry, it's ana@").as_deref(), Some("ana@example.com"));
    assert_eq!(value(Field::Phone, "0300 1234567, no wait, 0300 12").as_deref(), Some("03001234567"));
}

#[test]
fn other_peoples_addresses_are_left_alone() {
    for text in [
        "write to my boss at bob@example.com",
        "your e-mail info@example.com bounced",
        "please ask my husband, bob@example.com / 0300 1234567",
        "call my wife on 0300 1234567",
        "Mein Chef ist unter bob@example.com erreichbar",
    ] {
        assert_eq!(value(Field::Email, text), None, "{text}");
        assert_eq!(value(Field::Phone, text), None, "{text}");
    }
}

#[test]
fn explicit_words_are_told_from_mere_mention() {
    let explicit = |text: &str| from_visitor(text, None)[0].explicit;
    assert!(explicit("my e-mail is ana@example.com"));
    assert!(explicit("no, it's ana@example.com"));
    assert!(!explicit("ana@example.com"));
}

#[test]
fn hostile_text_takes_no_time() {
    let seeds = [
        "a@",
        "@",
        "ana at example dot ",
        "a.a@a.",
        "0300 ",
        "1-",
        "+1 (",
        "i'm Ana ",
        "my name is ",
        "from Brooks Ltd ",
        "I need a ",
        "我叫",
        "not my boss at a@b.co ",
        "مجھے ",
        "name: ",
        "\"'“(",
        "2026-11-22 ",
        "no, sorry ",
        "&",
        "A ",
        "aaaa",
        "de la ",
    ];
    let started = std::time::Instant::now();
    for seed in seeds {
        let text: String = seed.chars().cycle().take(4_000).collect();
        let began = std::time::Instant::now();
        from_visitor(&text, None);
        println!("{seed:?}: {:?}", began.elapsed());
        for field in Field::ALL {
            proven(field, "ana@example.com 0300 1234567", &text, None);
            proven(field, seed, &text, None);
        }
    }
    // Each takes milliseconds even unoptimised; a quadratic reading takes minutes.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// A reading must be cheap: it is a part of every turn. Unoptimised it is some twenty times slower than in a release.
#[test]
fn a_usual_message_is_read_in_no_time() {
    let text = "Hi, I'm Ana Lima from Brooks Ltd, ana@example.com or 0300 1234567. I'm looking for a new website, can you help?";
    from_visitor(text, None);
    let started = std::time::Instant::now();
    for _ in 0..100 {
        from_visitor(text, None);
    }
    let each = started.elapsed() / 100;
    println!("one reading: {each:?}");
    assert!(each.as_millis() < 100, "{each:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn quotes_are_words_of_the_text(text in "\\PC{0,120}") {
        for found in from_visitor(&text, None) {
            prop_assert!(text.contains(&found.quote));
            prop_assert!(!found.quote.is_empty() && !found.value.is_empty());
            prop_assert!(found.value.chars().count() <= found.field.max_chars());
        }
    }

    #[test]
    fn pieces_of_speech_in_any_order_never_panic(parts in prop::collection::vec(prop::sample::select(vec![
        "my name is ", "Ana", " Lima", "ana@example.com", " at ", " dot ", "com", "0300", " 1234567", "+92", "(", ")", ".", ", ", "\n", "I run ", "Brooks", " & ", "Ltd", "我叫", "李明", "我们公司叫", "میرا نام ",
        "علی", " ہے", "मुझे ", "वेबसाइट", " चाहिए", "not ", "sorry ", "my boss ", "'s", "’", "ß", "İ", "ﬁ", "e\u{301}", "\u{200d}", "🙂", "@", "-", "I need ", "a ", "from ", "de ", "Hi, ", "Regards,\n",
    ]), 0..24), field in prop::sample::select(Field::ALL.to_vec()), value in "\\PC{0,40}") {
        let text: String = parts.concat();
        for found in from_visitor(&text, None) {
            prop_assert!(text.contains(&found.quote));
            prop_assert!(proven(found.field, &found.value, &found.quote, None).is_some() || matches!(found.field, Field::Email | Field::Phone | Field::Name | Field::Company | Field::Interest));
        }
        if let Some(found) = proven(field, &value, &text, None) {
            prop_assert!(text.contains(&found.quote));
        }
    }
}

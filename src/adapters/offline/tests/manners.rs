//! How the assistant asks, thanks, takes a no, and never nags.

use super::dialogue::{Dialogue, shop};

fn asks_for_name(answer: &str) -> bool {
    ["May I ask your name?", "With whom do I have the pleasure?", "What may I call you?"].iter().any(|way| answer.contains(way))
}

fn asks_for_email(answer: &str) -> bool {
    answer.contains("At which e-mail address") || answer.contains("leave your e-mail address")
}

fn asks_for_phone(answer: &str) -> bool {
    answer.contains("leave a phone number") || answer.contains("Under which phone number")
}

#[test]
fn a_greeting_is_answered_with_the_business_s_name() {
    let answer = shop().says("Hello");
    assert!(answer.contains("Lumen Print") && answer.ends_with('?'), "{answer}");
}

#[test]
fn the_newcomer_s_first_message_gets_all_it_asked_for() {
    let answer = shop().says("Hi, I'm Ana, ana@example.com, what do you cost?");
    assert!(answer.starts_with("Hello! Thanks Ana, I noted ana@example.com."), "{answer}");
    assert!(answer.contains("from $25"), "{answer}");
    assert!(!asks_for_name(&answer) && !asks_for_email(&answer), "{answer}");
}

#[test]
fn name_then_e_mail_then_interest_then_phone_one_at_a_time() {
    let mut talk = shop();
    assert!(asks_for_name(&talk.says("What are your prices?")));
    let answer = talk.says("Ana");
    assert!(answer.contains("Ana") && asks_for_email(&answer), "{answer}");
    let answer = talk.says("ana@example.com");
    assert!(answer.contains("ana@example.com") && answer.contains("interested in"), "{answer}");
    let answer = talk.says("a big sign over our door");
    assert!(asks_for_phone(&answer), "{answer}");
    let answer = talk.says("+92 300 1234567");
    assert!(answer.contains("+923001234567") && !answer.contains('?'), "{answer}");
}

#[test]
fn a_bare_name_in_answer_to_our_question_is_a_name() {
    let mut talk = shop();
    assert!(asks_for_name(&talk.says("What are your prices?")));
    let answer = talk.says("ana lima");
    assert!(answer.contains("Ana Lima"), "{answer}");
    for text in ["ok", "What about posters?", "yes"] {
        assert!(!asks_for_name(&talk.says(text)));
    }
}

#[test]
fn a_refusal_is_accepted_and_not_asked_again() {
    let mut talk = shop();
    talk.says("I'm Ana, what are your prices?");
    let answer = talk.says("I don't want to give my e-mail");
    assert!(answer.contains("fine") || answer.contains("No problem"), "{answer}");
    for text in ["When are you open?", "And the posters?", "ok", "I'd like a call about a sign for our shop", "Do you deliver?"] {
        let answer = talk.says(text);
        assert!(!asks_for_email(&answer) && !answer.contains("by e-mail or by phone") && !answer.contains("Which e-mail"), "{answer}");
    }
}

#[test]
fn a_plain_no_refuses_what_was_asked() {
    let mut talk = shop();
    assert!(asks_for_name(&talk.says("What are your prices?")));
    let answer = talk.says("no");
    assert!(answer.contains("fine") || answer.contains("No problem"), "{answer}");
    for text in ["When are you open?", "ok", "Are there discounts?"] {
        assert!(!asks_for_name(&talk.says(text)));
    }
}

#[test]
fn a_question_that_was_passed_over_is_not_repeated_at_once() {
    let mut talk = shop();
    assert!(asks_for_name(&talk.says("What are your prices?")));
    let answer = talk.says("When are you open?");
    assert!(!answer.contains('?'), "{answer}");
}

#[test]
fn nothing_is_asked_more_than_twice() {
    let mut talk = shop();
    let asked = (0..20)
        .filter(|turn| asks_for_name(&talk.says(if turn % 2 == 0 { "What are your prices?" } else { "When are you open?" })))
        .count();
    assert_eq!(asked, 2);
}

#[test]
fn a_correction_is_taken_and_confirmed() {
    let mut talk = shop();
    talk.says("I'm Ana, ana@example.com, what do you cost?");
    let answer = talk.says("no, my e-mail is anna@example.com");
    assert!(answer.contains("anna@example.com") && (answer.contains("correction") || answer.contains("changed")), "{answer}");
    let answer = talk.says("The name is wrong");
    assert!(answer.contains("How is it right?") || answer.contains("What should it be?"), "{answer}");
}

#[test]
fn what_cannot_be_read_is_asked_again_not_taken() {
    let mut talk = shop();
    talk.says("I'm Ana, what are your prices?");
    let answer = talk.says("it is ana@example");
    assert!(answer.contains("e-mail address") && !answer.contains("noted"), "{answer}");
    let mut talk = shop();
    talk.says("Please call me");
    let answer = talk.says("12345");
    assert!(answer.contains("phone number"), "{answer}");
}

#[test]
fn thanks_and_goodbyes_are_answered_in_kind() {
    let mut talk = shop();
    talk.says("What are your prices?");
    let answer = talk.says("Thank you!");
    assert!(answer.contains("welcome") || answer.contains("pleasure"), "{answer}");
    let answer = talk.says("No, that's all. Bye");
    assert!(answer.contains("Goodbye") || answer.contains("Take care"), "{answer}");
    assert!(!answer.contains('?'), "{answer}");
}

#[test]
fn small_talk_is_not_an_unknown_question() {
    let answer = shop().says("Hi, how are you?");
    assert!(answer.contains("Lumen Print") && !answer.contains("not know"), "{answer}");
    let answer = shop().says("I have a question");
    assert!(answer.contains("services and prices"), "{answer}");
}

#[test]
fn a_model_s_question_before_us_counts_as_asked() {
    let mut talk = shop();
    talk.request.turns.push(crate::service::language_model::Turn::Visitor("Hi".into()));
    talk.answered("Welcome! Could you tell me your name, please?");
    let answer = talk.says("Ana");
    assert!(answer.contains("Ana") && !asks_for_name(&answer), "{answer}");
}

#[test]
fn the_same_words_again_and_again_never_get_the_same_sentence_twice_in_a_row() {
    // The dialogue itself checks each answer against the one before.
    let messages = [
        "hi",
        "asdf",
        "ok",
        "yes",
        "no",
        "?",
        "thanks",
        "bye",
        "What are your prices?",
        "When are you open?",
        "Where are you?",
        "Do you ship to Norway?",
        "call me",
        "I want a meeting",
        "who are you",
        "I don't want to give my name",
        "help",
        "that is wrong",
        "ana@",
        "a long message about nothing in particular that nobody can answer",
    ];
    for message in messages {
        let mut talk = shop();
        (0..6).for_each(|_| drop(talk.says(message)));
    }
}

#[test]
fn the_same_conversation_gets_the_same_answer() {
    let talk = || -> Vec<String> {
        let mut talk: Dialogue = shop();
        ["Hi", "What are your prices?", "Do you ship to Norway?"].map(|text| talk.says(text)).to_vec()
    };
    assert_eq!(talk(), talk());
}

#[test]
fn odd_messages_are_answered_and_never_a_panic() {
    let long = "word ".repeat(800);
    let odd = [
        "",
        " ",
        "?",
        "😀",
        "\u{202e}\u{200f}",
        "{name}",
        "**bold** `code`",
        "<script>",
        "@",
        "@@@",
        "1",
        long.as_str(),
        "ﷺ",
        "नमस्ते\u{94d}",
    ];
    for text in odd {
        let mut talk = shop();
        talk.says(text);
        talk.says(text);
    }
    let empty = shop();
    assert!(!super::super::reply(&empty.request).is_empty());
}

#[test]
fn markdown_in_a_visitor_s_address_stays_plain() {
    let answer = shop().says("write to *ana*@example.com");
    assert!(!answer.contains('*'), "{answer}");
}

#[test]
fn our_parser_knows_every_way_in_which_we_ask_for_a_name() {
    use super::super::{phrases::Phrases, tongue::Tongue};
    for tongue in Tongue::ALL {
        for way in Phrases::of(tongue).ask_name {
            assert!(crate::domain::extract::name_in_answer(way, "Ana Lima").is_some(), "{way}");
        }
    }
}

//! What the assistant knows, and how it says that it does not know.

use super::dialogue::{shop, unknown_shop};
use crate::domain::schedule::rules::SpecialDays;

#[test]
fn prices_are_told_from_the_list_and_only_from_it() {
    let mut talk = shop();
    let answer = talk.says("Hi, what do you cost?");
    for line in ["- **Business cards**: from $25", "- **Poster**: $12", "- **Logo design**: price on request"] {
        assert!(answer.contains(line), "{answer}");
    }
    assert!(answer.starts_with("Hello!"), "{answer}");
}

#[test]
fn one_service_that_is_named_is_told_alone() {
    let mut talk = shop();
    let answer = talk.says("How much is one of your posters?");
    assert!(answer.contains("Poster") && !answer.contains("Business cards"), "{answer}");
    let answer = talk.says("And do you make logos?");
    assert!(answer.contains("Logo design") && !answer.contains("Poster"), "{answer}");
}

#[test]
fn a_long_list_is_cut_and_says_so() {
    let mut talk = shop();
    let one = talk.request.briefing.business.services[1].clone();
    talk.request.briefing.business.services = vec![one; 40];
    let answer = talk.says("What are your prices?");
    assert_eq!(answer.matches("- **").count(), 12);
    assert!(answer.contains("There is more") || answer.contains("The list goes on"), "{answer}");
}

#[test]
fn without_a_price_list_no_price_is_invented() {
    let answer = unknown_shop().says("How much is a logo?");
    assert!(!answer.chars().any(|c| c.is_ascii_digit()), "{answer}");
    assert!(answer.contains("guess") && answer.contains("e-mail"), "{answer}");
}

#[test]
fn opening_hours_say_whether_it_is_open_now() {
    let open = shop().says("When are you open?");
    assert!(open.contains("open right now, until 17:00") && open.contains("**Monday – Friday**: 9:00–17:00"), "{open}");
    assert!(open.contains("**Saturday, Sunday**: closed"), "{open}");
    let closed = shop().at(4, 1_100).says("Are you open?");
    assert!(closed.contains("closed at the moment") && closed.contains("Monday, 9:00"), "{closed}");
    let tomorrow = shop().at(6, 600).says("Are you open right now?");
    assert!(tomorrow.contains("tomorrow, 9:00"), "{tomorrow}");
}

#[test]
fn a_holiday_is_not_told_as_open() {
    let mut talk = shop();
    let today = talk.request.briefing.today;
    talk.request.briefing.special_days = vec![SpecialDays { from: today, until: today, hours: vec![], note: "Inventory".into() }];
    let answer = talk.says("Are you open right now?");
    assert!(answer.contains("tomorrow, 9:00") && !answer.contains("until 17:00"), "{answer}");
    assert!(answer.contains("- **2026-11-23**: closed"), "{answer}");
}

#[test]
fn one_day_is_told_alone() {
    let answer = shop().says("Are you open on Sunday?");
    assert!(answer.contains("- **Sunday**: closed") && !answer.contains("Monday"), "{answer}");
    let answer = shop().says("What are your hours tomorrow?");
    assert!(answer.contains("- **Tuesday**: 9:00–17:00") && !answer.contains("Sunday"), "{answer}");
}

#[test]
fn unknown_hours_are_not_invented() {
    let answer = unknown_shop().says("When are you open?");
    assert!(!answer.contains("9:00") && !answer.contains("closed"), "{answer}");
}

#[test]
fn the_address_is_in_the_owner_s_words() {
    assert!(shop().says("Where are you located?").contains("12 Hill Road, Karachi"));
    let answer = unknown_shop().says("What is your address?");
    assert!(answer.contains("do not have an address"), "{answer}");
}

#[test]
fn whoever_gives_an_address_is_not_told_ours() {
    for given in [
        "My email address is ana@example.com",
        "My WhatsApp is +92 300 1234567",
        "Meine E-Mail-Adresse ist ana@example.com",
        "Mon adresse e-mail est ana@example.com",
        "Alamat email saya ana@example.com",
    ] {
        let answer = shop().says(given);
        assert!(!answer.contains("12 Hill Road"), "{given}: {answer}");
        assert!(answer.contains("ana@example.com") || answer.contains("+923001234567"), "{given}: {answer}");
    }
    let answer = shop().says("My email address is ana@example.com, what is yours?");
    assert!(answer.contains("12 Hill Road"), "{answer}");
}

#[test]
fn a_person_is_promised_where_the_visitor_can_be_reached() {
    let mut talk = shop();
    let answer = talk.says("I want to talk to a human");
    assert!(answer.contains("Lumen Print") && answer.contains("e-mail or by phone?"), "{answer}");
    let answer = talk.says("+92 300 1234567");
    assert!(answer.contains("+923001234567"), "{answer}");
    let answer = talk.says("Please have someone call me");
    assert!(answer.contains("at +923001234567") || answer.contains("to +923001234567"), "{answer}");
}

#[test]
fn a_meeting_is_never_claimed_only_wished_for() {
    let mut talk = shop();
    let mut answers = vec![talk.says("Can I book an appointment?")];
    assert!(answers[0].contains("cannot enter a meeting"), "{}", answers[0]);
    answers.push(talk.says("ana@example.com"));
    assert!(answers[1].contains("day and time") || answers[1].contains("When would"), "{}", answers[1]);
    answers.push(talk.says("Tuesday at 3 pm"));
    assert!(answers[2].contains("your wish") || answers[2].contains("as soon as"), "{}", answers[2]);
    answers.push(talk.says("Great, so it is confirmed?"));
    assert!(answers[3].contains("confirm") && answers[3].contains("Lumen Print"), "{}", answers[3]);
    for answer in answers {
        for claim in ["is booked", "have booked", "it is confirmed", "yes", "see you on", "you are all set"] {
            assert!(!answer.to_lowercase().contains(claim), "{answer}");
        }
    }
}

#[test]
fn a_meeting_that_is_stored_is_told_and_not_denied() {
    let told = "Your meeting with Lumen Print is booked: Tuesday, 24 November 2026, 3:00 pm (London time).";
    for asked in ["When is my meeting?", "Is it confirmed?", "Thanks, see you at the meeting"] {
        let mut talk = shop();
        talk.request.briefing.meetings = vec![told.to_owned()];
        let answer = talk.says(asked);
        assert!(answer.contains(told) && !answer.contains("cannot enter a meeting"), "{asked}: {answer}");
        assert!(!answer.contains("day and time") && !answer.contains("e-mail or by phone?"), "{asked}: {answer}");
    }
}

#[test]
fn a_day_that_was_named_with_the_wish_is_not_asked_for() {
    let mut talk = shop();
    talk.says("Can we meet on Tuesday at 3?");
    let answer = talk.says("ana@example.com");
    assert!(!answer.contains("day and time") && !answer.contains("When would"), "{answer}");
}

#[test]
fn it_says_that_it_is_a_machine() {
    for question in ["Who are you?", "Are you a human?", "Am I talking to a bot?"] {
        let answer = shop().says(question);
        assert!(answer.contains("automatic"), "{answer}");
        assert!(answer.contains("services and prices, opening hours and how to reach us"), "{answer}");
    }
}

#[test]
fn what_it_does_not_know_it_says_and_passes_on() {
    let mut talk = shop();
    let answer = talk.says("Do you ship to Norway?");
    assert!(answer.contains("do not know") && answer.contains("e-mail or by phone?"), "{answer}");
    talk.says("ana@example.com");
    let answer = talk.says("And is your paper recycled?");
    assert!(answer.contains("ana@example.com"), "{answer}");
}

#[test]
fn a_message_for_the_team_is_taken() {
    let answer = shop().says("I would like five hundred flyers for our school concert");
    assert!(answer.contains("passing that on"), "{answer}");
}

#[test]
fn two_questions_at_once_get_two_answers() {
    let answer = shop().says("What does a poster cost and when are you open?");
    assert!(answer.contains("$12") && answer.contains("17:00"), "{answer}");
}

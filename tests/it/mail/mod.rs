//! Mail over the wire, against the fake server: what is handed over, what is refused and how it is told, and what becomes of
//! a booking of the whole application.

mod product;
mod trouble;
mod visitors;

use std::time::Duration;

use chatimjd::{
    adapters::mail::{Patience, Security, SmtpMailer, SmtpServer},
    domain::{email::Email, locale::Language, meeting::ics::Method, time::Timestamp},
    service::ports::{Enclosure, Mail, MailError, Mailer},
};
use secrecy::SecretString;

use crate::fakes::smtp::{FakeSmtp, Says};

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

/// With limits short enough for a test.
fn patience() -> Patience {
    Patience { connect: Duration::from_secs(2), whole: Duration::from_secs(2), parting: Duration::from_millis(200) }
}

fn server(fake: &FakeSmtp, security: Security, password: Option<&str>) -> SmtpServer {
    let credentials = password.map(|password| ("ana".to_owned(), SecretString::from(password)));
    SmtpServer { host: fake.address.ip().to_string(), port: fake.address.port(), security, credentials }
}

fn mailer(fake: &FakeSmtp) -> SmtpMailer {
    SmtpMailer::new(server(fake, Security::Plain, None), email("desk@brooks.example"), patience()).expect("a mailer")
}

fn mail() -> Mail {
    Mail {
        name: "mtg_1.visitor.0".into(),
        from: "Brooks".into(),
        to: vec![email("ana@example.com")],
        reply_to: None,
        subject: "Your meeting with Brooks".into(),
        text: "Booked.\n.\n..two dots\n".into(),
        language: Language::En,
        calendar: None,
        file: None,
        at: Timestamp::UNIX_EPOCH,
    }
}

#[tokio::test]
async fn a_mail_is_handed_over_whole() {
    let fake = FakeSmtp::start().await;
    let mail = Mail { reply_to: Some(email("bo@example.com")), to: vec![email("ana@example.com"), email("cy@example.com")], ..mail() };
    mailer(&fake).send(&mail).await.expect("sent");
    let all = fake.taken();
    let [taken] = &all[..] else { panic!("{all:?}") };
    assert_eq!((taken.from.as_str(), &taken.to[..]), ("desk@brooks.example", &["ana@example.com".to_owned(), "cy@example.com".into()][..]));
    assert_eq!(taken.header("Message-ID"), "<mtg_1.visitor.0@brooks.example>");
    assert_eq!(taken.header("Subject"), "Your meeting with Brooks");
    assert_eq!(taken.header("Reply-To"), "bo@example.com");
    assert!(taken.header("From").ends_with("<desk@brooks.example>") && taken.header("From").contains("Brooks"), "{}", taken.text);
    assert!(taken.text.contains("Booked.\r\n.\r\n..two dots\r\n"), "{}", taken.text);
    assert_eq!(fake.complaints(), Vec::<String>::new());
    assert_eq!(fake.commands().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn the_same_mail_has_the_same_name() {
    let fake = FakeSmtp::start().await;
    let mailer = mailer(&fake);
    for _ in 0..2 {
        mailer.send(&mail()).await.expect("sent");
    }
    let names: Vec<String> = fake.taken().iter().map(|taken| taken.header("Message-ID").to_owned()).collect();
    assert_eq!(names[0], names[1]);
}

#[tokio::test]
async fn an_invitation_is_a_part_and_a_file() {
    let fake = FakeSmtp::start().await;
    let calendar = Some(Enclosure { method: Method::Request, file: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into() });
    mailer(&fake).send(&Mail { calendar, text: "Ihr Termin: schön".into(), ..mail() }).await.expect("sent");
    let text = fake.taken()[0].text.clone();
    for line in ["Content-Type: text/calendar; charset=utf-8; method=REQUEST", "Content-Type: application/ics"] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    // The file in base64, twice.
    assert_eq!(text.matches("QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=").count(), 2, "{text}");
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn who_may_write_signs_in_first() {
    let fake = FakeSmtp::start().await.wanting_password();
    let with =
        |password| SmtpMailer::new(server(&fake, Security::Plain, password), email("desk@brooks.example"), patience()).expect("a mailer");
    with(Some("secret")).send(&mail()).await.expect("sent");
    assert!(fake.taken()[0].was_authenticated);
    for (password, code) in [(Some("wrong"), "535"), (None, "530")] {
        let Err(MailError::Away(problem)) = with(password).send(&mail()).await else { panic!("it went out: {password:?}") };
        assert!(problem.contains(code) && !problem.contains("ana"), "{problem}");
    }
    assert_eq!(fake.taken().len(), 1);
}

#[tokio::test]
async fn a_foreign_domain_is_written_in_ascii() {
    let fake = FakeSmtp::start().await;
    mailer(&fake).send(&Mail { to: vec![email("ana@müller.example")], ..mail() }).await.expect("sent");
    assert_eq!(fake.taken()[0].to, ["ana@xn--mller-kva.example"]);
    let foreign = Mail { to: vec![email("анна@example.com")], ..mail() };
    assert!(matches!(mailer(&fake).send(&foreign).await, Err(MailError::Refused(_))));
    assert_eq!(fake.taken().len(), 1);
}

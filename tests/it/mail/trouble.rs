//! Servers that refuse, stop, say nothing or hang up, at each step.

use futures::future::join_all;
use tokio::net::TcpListener;

use super::*;

async fn outcome(at: &'static str, says: Says) -> (Result<(), MailError>, FakeSmtp) {
    let fake = FakeSmtp::start().await;
    fake.will(at, says);
    (mailer(&fake).send(&mail()).await, fake)
}

#[tokio::test]
async fn what_is_refused_for_good_is_told_so_and_names_nobody() {
    for (at, line) in [
        ("RCPT", "550 5.1.1 <ana@example.com>: no such mailbox"),
        ("MAIL", "553 5.1.8 <desk@brooks.example>: not you"),
        (".", "554 5.7.1 ana@example.com does not want it"),
    ] {
        let (outcome, fake) = outcome(at, Says::Line(line)).await;
        let Err(MailError::Refused(problem)) = outcome else { panic!("{line}: {outcome:?}") };
        assert!(problem.contains(&line[..3]) && !problem.contains('@') && !problem.contains("ana"), "{problem}");
        assert_eq!(fake.taken().len(), 0);
    }
}

#[tokio::test]
async fn an_address_that_is_refused_keeps_a_mail_from_nobody_else() {
    let fake = FakeSmtp::start().await;
    let to = ["ana@example.com", "gone@example.com", "cy@example.com"].map(email);
    // When all are told, and when it is asked who is taken.
    for _ in 0..2 {
        fake.will("RCPT TO:<gone@example.com>", Says::Line("550 5.1.1 <gone@example.com>: no such mailbox"));
    }
    mailer(&fake).send(&Mail { to: to.to_vec(), ..mail() }).await.expect("sent");
    let all = fake.taken();
    let [taken] = &all[..] else { panic!("{all:?}") };
    assert_eq!(taken.to, ["ana@example.com", "cy@example.com"]);
    assert_eq!(fake.complaints(), Vec::<String>::new());

    // Nobody is taken: the first of three at once, then each of them.
    for _ in 0..4 {
        fake.will("RCPT", Says::Line("550 5.1.1 no such mailbox"));
    }
    let outcome = mailer(&fake).send(&Mail { to: to.to_vec(), ..mail() }).await;
    assert!(matches!(outcome, Err(MailError::Refused(_))), "{outcome:?}");
    assert_eq!((fake.taken().len(), fake.complaints()), (1, vec![]));
}

#[tokio::test]
async fn what_is_put_off_is_tried_again_and_others_are_not_held_up() {
    for (at, line) in
        [("RCPT", "450 4.2.0 greylisted"), ("MAIL", "451 4.3.0 local trouble"), (".", "452 4.3.1 no space for ana@example.com")]
    {
        let (outcome, _fake) = outcome(at, Says::Line(line)).await;
        let Err(MailError::Later(problem)) = outcome else { panic!("{line}: {outcome:?}") };
        assert!(problem.contains(&line[..3]) && !problem.contains('@'), "{problem}");
    }
}

#[tokio::test]
async fn a_server_that_lets_nobody_in_is_away() {
    for (at, line) in [
        ("", "554 no service here"),
        ("", "421 try later"),
        ("EHLO", "550 who are you"),
        ("MAIL", "421 going down"),
        (".", "421 going down"),
    ] {
        let (outcome, _fake) = outcome(at, Says::Line(line)).await;
        assert!(matches!(&outcome, Err(MailError::Away(problem)) if problem.contains(&line[..3])), "{line}: {outcome:?}");
    }
}

#[tokio::test]
async fn silence_and_broken_lines_end_in_time() {
    let ways = [Says::Nothing, Says::HangsUp, Says::Line("no number at all")];
    let all = ["", "EHLO", "MAIL", "RCPT", "DATA", "."].into_iter().flat_map(|at| ways.clone().map(|says| (at, says)));
    let all = all.map(|(at, says)| async move { (at, says.clone(), outcome(at, says).await.0) });
    for (at, says, outcome) in join_all(all).await {
        assert!(matches!(outcome, Err(MailError::Away(_))), "{at:?} {says:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn whose_good_bye_is_not_answered_has_sent_it_all_the_same() {
    for says in [Says::Nothing, Says::HangsUp, Says::Line("500 what?")] {
        let (outcome, fake) = outcome("QUIT", says).await;
        assert_eq!((outcome, fake.taken().len()), (Ok(()), 1));
    }
}

#[tokio::test]
async fn nobody_listening_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let server = SmtpServer { host: "127.0.0.1".into(), port: address.port(), security: Security::Plain, credentials: None };
    let mailer = SmtpMailer::new(server, email("desk@brooks.example"), patience()).expect("a mailer");
    assert_eq!(mailer.send(&mail()).await, Err(MailError::Away("The mail server cannot be reached.".into())));
}

/// No word of a mail, and no password, goes over a line that was to be encrypted.
#[tokio::test]
async fn without_encryption_nothing_is_told() {
    for security in [Security::StartTls, Security::Tls] {
        let fake = FakeSmtp::start().await;
        let server = server(&fake, security, Some("secret"));
        let mailer = SmtpMailer::new(server, email("desk@brooks.example"), patience()).expect("a mailer");
        let outcome = mailer.send(&mail()).await;
        assert!(matches!(&outcome, Err(MailError::Away(why)) if why.contains("encryption")), "{security:?}: {outcome:?}");
        let told = fake.commands();
        assert!(told.iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")), "{security:?}: {told:?}");
        assert_eq!(fake.taken().len(), 0);
    }
}

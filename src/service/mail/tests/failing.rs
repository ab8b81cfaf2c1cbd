//! Mail servers that are away, busy, or do not want it; workers that die; names that are attacks.

use std::time::Duration;

use super::*;

fn away() -> Option<MailError> {
    Some(MailError::Away("the mail server cannot be reached".into()))
}

#[test]
fn while_the_server_is_away_mails_wait_longer_and_longer_and_then_go_out() {
    run(async {
        let stage = Stage::local().await;
        stage.book(&ana(), LATER).await;
        stage.mailer.set_failure(away());
        // One of the two was tried, and ended the pass.
        assert_eq!(stage.post.deliver(20).await, Ok(Posted { sent: 0, failed: 1 }));
        assert_eq!(stage.outbox.troubled().await, Ok((1, Some("the mail server cannot be reached".into()))));
        assert_eq!(stage.post.deliver(20).await, Ok(Posted { sent: 0, failed: 1 }));
        assert_eq!(stage.post.deliver(20).await, Ok(Posted::default()), "not before their time");
        let mut waits = vec![];
        for _ in 0..3 {
            let from = stage.clock.now();
            while stage.post.deliver(1).await.expect("memory") == Posted::default() {
                stage.clock.advance(Duration::from_secs(1));
            }
            stage.post.deliver(1).await.expect("the other one");
            waits.push(stage.clock.now().duration_since(from).as_secs());
        }
        assert_eq!(waits, [30, 60, 120]);
        stage.mailer.set_failure(None);
        stage.clock.advance(Duration::from_secs(240));
        assert_eq!(names(&stage.mails().await), ["owner.0", "visitor.0"]);
        assert_eq!(stage.outbox.troubled().await, Ok((0, None)));
    });
}

#[test]
fn one_that_is_put_off_does_not_hold_up_the_others() {
    run(async {
        let stage = Stage::local().await;
        stage.book(&ana(), LATER).await;
        stage.mailer.set_failure(Some(MailError::Later("greylisted".into())));
        assert_eq!(stage.post.deliver(20).await, Ok(Posted { sent: 0, failed: 2 }));
        assert_eq!(stage.audit.latest(9).await.expect("memory").iter().filter(|line| line.action == "mail_given_up").count(), 0);
    });
}

#[test]
fn after_a_day_it_is_given_up_with_a_line_for_the_owner() {
    run(async {
        let stage = Stage::local().await;
        let meeting = stage.book(&ana(), "2026-11-26T10:00:00Z").await;
        stage.mailer.set_failure(away());
        let mut tries = 0;
        for _ in 0..200 {
            tries += stage.post.deliver(20).await.expect("memory").failed;
            stage.clock.advance(Duration::from_secs(600));
        }
        assert!((40..80).contains(&tries), "{tries}");
        let ended: Vec<_> = stage.outbox.all().await.into_iter().filter(|(_, end)| *end == Some(Delivery::GivenUp)).collect();
        assert_eq!(ended.len(), 2, "{ended:?}");
        let lines = stage.audit.latest(9).await.expect("memory");
        let told: Vec<_> = lines.iter().filter(|line| line.action == "mail_given_up").filter_map(|line| line.target.clone()).collect();
        assert!(told.contains(&format!("{}.visitor.0", meeting.id)) && told.len() == 2, "{told:?}");
        // The meeting is as it was, and nobody claims that an invitation was sent.
        assert_eq!(stage.stored(&meeting.id).await, meeting);
    });
}

#[test]
fn what_is_refused_for_good_is_given_up_at_once() {
    run(async {
        let stage = Stage::local().await;
        stage.book(&ana(), LATER).await;
        stage.mailer.set_failure(Some(MailError::Refused("no such mailbox".into())));
        assert_eq!(stage.post.deliver(20).await, Ok(Posted { sent: 0, failed: 2 }));
        assert_eq!(stage.audit.latest(9).await.expect("memory").iter().filter(|line| line.action == "mail_given_up").count(), 2);
        stage.mailer.set_failure(None);
        assert_eq!(stage.mails_at("2026-11-23T09:00:00Z").await, []);
    });
}

#[test]
fn a_worker_that_died_is_followed_by_another_with_the_same_mail() {
    run(async {
        let stage = Stage::local().await;
        stage.book(&Asker::host(&host()), LATER).await;
        // It took the notice, and was never heard of again.
        let waiting = stage.outbox.due(stage.clock.now(), 9).await.expect("memory").remove(0);
        let taken = Waiting { next_at: shifted(stage.clock.now(), LEASE_S), ..waiting.clone() };
        assert_eq!(stage.outbox.postpone(&waiting, taken).await, Ok(true));
        assert_eq!(stage.mails().await, []);
        stage.clock.advance(Duration::from_secs(121));
        assert_eq!(names(&stage.mails().await), ["visitor.0"]);
        assert_eq!(stage.mails().await, []);
    });
}

#[test]
fn of_two_workers_at_once_each_mail_has_one() {
    run(async {
        let stage = Stage::local().await;
        stage.book(&ana(), LATER).await;
        let (one, other) = futures::future::join(stage.post.deliver(9), stage.post.deliver(9)).await;
        assert_eq!(one.expect("a pass").sent + other.expect("a pass").sent, 2);
        assert_eq!(names(&stage.mailer.take()), ["owner.0", "visitor.0"]);
    });
}

#[test]
fn no_name_of_a_visitor_or_a_business_makes_a_header() {
    run(async {
        let stage = Stage::local().await;
        let settings = Settings {
            business: Business { name: "Brooks\r\nBcc: all@x.example\u{2028}X: y".into(), hours: Hours::office(), ..Business::default() },
            ..Settings::default()
        };
        let mut post = stage.post.clone();
        post.desk.settings = Arc::new(MemorySettings::with(settings));
        let stage = Stage { post, ..stage };
        stage.book(&ana(), LATER).await;
        let mails = stage.mails().await;
        assert_eq!(mails.len(), 2);
        for mail in mails {
            for line in [&mail.subject, &mail.from] {
                assert!(!line.chars().any(|c| c.is_control() || c == '\u{2028}'), "{line:?}");
            }
            assert!(mail.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b)), "{}", mail.name);
            let lines = mail.calendar.map(|calendar| calendar.file.matches("Bcc:").count()).unwrap_or_default();
            assert!(lines <= 2, "only inside of values");
        }
    });
}

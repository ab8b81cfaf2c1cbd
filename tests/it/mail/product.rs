//! The whole application beside a mail server: bookings and changes go out once, also where two instances look after them.

use chatimjd::{
    domain::{
        business::{Hours, OpenSpan},
        ids::AuditId,
        meeting::{Attendee, Meeting},
        report::schedule::ReportSchedule,
        settings::Scheduling,
    },
    service::{
        mail::Posted,
        permission::Host,
        ports::AuditEntry,
        schedule::{Asker, Attended, BookOrder, Wanted},
    },
};

use super::*;
use crate::harness::TestApp;

/// Configured to send through the fake, open at any time.
async fn app(fake: &FakeSmtp) -> TestApp {
    let url = format!("smtp://{}", fake.address);
    let app = TestApp::with(&[("SMTP_URL", url.as_str()), ("SMTP_FROM", "desk@brooks.example")]).await;
    let always = Hours(std::array::from_fn(|_| vec![OpenSpan { from: 0, until: 1_440 }]));
    let scheduling = Scheduling { reminders: vec![], ..Scheduling::default() };
    app.state.desk.save_meetings(&TestApp::owner(), always, 30, scheduling, 0).await.expect("saved");
    app
}

/// By somebody of the business, at noon of the day after the next.
async fn book(app: &TestApp) -> Meeting {
    let today = app.state.clock.now().as_second().div_euclid(86_400);
    let noon = Timestamp::from_second((today + 2) * 86_400 + 43_200).expect("a time");
    let attendee = Attendee { email: Some(email("ana@example.com")), ..Attendee::default() };
    let order = BookOrder {
        wanted: Wanted::Start { at: noon, minutes: None },
        who: Attended { attendee, ..Attended::default() },
        zone: None,
        language: Language::Fr,
        once: None,
    };
    app.state.meeting_desk.book(&host(), &order).await.expect("booked")
}

fn host() -> Asker {
    Asker::host(&Host::admin(&TestApp::owner()))
}

async fn deliver(app: &TestApp) -> Posted {
    app.state.post_office.as_ref().expect("mail is configured").deliver(20).await.expect("a pass")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_and_its_end_go_out_in_the_visitors_language() {
    let fake = FakeSmtp::start().await;
    let app = app(&fake).await;
    let meeting = book(&app).await;
    // The application's own rounds may have been quicker.
    deliver(&app).await;
    let taken = fake.has_taken(1).await;
    assert_eq!((taken.len(), &taken[0].to[..]), (1, &["ana@example.com".to_owned()][..]));
    assert_eq!(taken[0].header("Message-ID"), format!("<{}.visitor.0@brooks.example>", meeting.id));
    assert_eq!(taken[0].header("Content-Language"), "fr");
    assert!(taken[0].text.contains("method=REQUEST"));
    app.state.meeting_desk.cancel(&host(), &meeting.id, None).await.expect("cancelled");
    deliver(&app).await;
    let taken = fake.has_taken(2).await;
    assert!(taken[1].text.contains("method=CANCEL"));
    assert_eq!((deliver(&app).await, fake.taken().len()), (Posted::default(), 2));
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_instances_one_sends_each_mail() {
    let fake = FakeSmtp::start().await;
    let one = app(&fake).await;
    let url = format!("smtp://{}", fake.address);
    let other = one.beside(&[("SMTP_URL", url.as_str()), ("SMTP_FROM", "desk@brooks.example")]).await;
    book(&one).await;
    let (first, second) = futures::future::join(deliver(&one), deliver(&other)).await;
    assert!(first.sent + second.sent <= 1, "{first:?} {second:?}");
    fake.has_taken(1).await;
    assert_eq!((deliver(&one).await.sent, deliver(&other).await.sent, fake.taken().len()), (0, 0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_takes_is_given_up_with_a_line_of_the_log() {
    let fake = FakeSmtp::start().await;
    fake.will("RCPT", Says::Line("550 5.1.1 <ana@example.com>: no such mailbox"));
    let app = app(&fake).await;
    let meeting = book(&app).await;
    let given_up = |line: &AuditEntry| line.action == "mail_given_up";
    let mut lines: Vec<(AuditId, Option<String>)> = vec![];
    // The application's own rounds may have it: its line comes then.
    for _ in 0..500 {
        deliver(&app).await;
        let log = app.state.audit.latest(20).await.expect("the log");
        lines = log.into_iter().filter(given_up).map(|line| (line.id, line.target)).collect();
        if !lines.is_empty() {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(lines.iter().map(|(_, target)| target.clone()).collect::<Vec<_>>(), [Some(format!("{}.visitor.0", meeting.id))]);
    assert_eq!((deliver(&app).await, fake.taken().len()), (Posted::default(), 0));
    let stored = app.state.meeting_desk.meetings.find(&meeting.id).await.expect("read").expect("a meeting");
    assert_eq!(stored.invited_at, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_that_wait_after_a_failure_are_told_of() {
    let fake = FakeSmtp::start().await;
    fake.will("RCPT", Says::Line("450 4.2.0 <ana@example.com>: greylisted"));
    let app = app(&fake).await;
    book(&app).await;
    let post = app.state.post_office.as_ref().expect("mail is configured");
    for _ in 0..500 {
        deliver(&app).await;
        if post.outbox.troubled().await.expect("read").0 > 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    let (count, problem) = post.outbox.troubled().await.expect("read");
    assert!(count == 1 && problem.as_ref().is_some_and(|text| text.contains("450") && !text.contains('@')), "{problem:?}");
    let ready = app.get("/readyz").await;
    let ready = ready.json();
    let part = ready["data"]["parts"].as_array().expect("parts").iter().find(|part| part["part"] == "mail").expect("mail");
    assert_eq!(part["state"], "degraded");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_nothing_is_written_to_anybody() {
    let app = TestApp::start().await;
    assert!(app.state.post_office.is_none() && app.state.meeting_desk.sender.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_is_made_by_itself_is_mailed_with_its_file_and_once() {
    let fake = FakeSmtp::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("smtp://{}", fake.address);
    let place = folder.path().to_str().expect("text");
    let settings = [("SMTP_URL", url.as_str()), ("SMTP_FROM", "desk@brooks.example"), ("DATA_DIR", place)];
    let app = TestApp::with(&settings).await;
    let other = app.beside(&settings).await;
    let mail_to = vec![email("bo@brooks.example"), email("cy@brooks.example")];
    // Due from midnight on, so that today's is.
    let schedule = ReportSchedule { is_on: true, at: 0, mail_to, ..ReportSchedule::default() };
    app.state.desk.save_reports(&TestApp::owner(), schedule, 0).await.expect("saved");
    let (one, two) = futures::future::join(app.state.daily_reports.run(), other.state.daily_reports.run()).await;
    // The applications' own rounds may have been quicker.
    assert!(one.expect("a round").len() + two.expect("a round").len() <= 1);
    deliver(&app).await;
    deliver(&other).await;
    let taken = fake.has_taken(1).await;
    assert_eq!((taken.len(), &taken[0].to[..]), (1, &["bo@brooks.example".to_owned(), "cy@brooks.example".into()][..]));
    let made = app.state.reports.files.list().await.expect("read");
    let [report] = &made[..] else { panic!("{made:?}") };
    assert_eq!(taken[0].header("Message-ID"), format!("<report.{}@brooks.example>", report.id));
    // The name is too long for the header's first line: it is its only part, on the next one.
    let disposition = format!("Content-Disposition: attachment;\r\n filename*0=\"{}\"\r\n", report.file);
    assert!(taken[0].text.contains(&disposition), "{disposition} is not in the mail");
    // A ZIP archive begins so, in base64.
    assert!(taken[0].text.contains("\r\nUEsDB"), "the workbook is not in the mail");
    assert_eq!(app.state.daily_reports.run().await.expect("a round"), vec![]);
    assert_eq!((deliver(&app).await.sent, deliver(&other).await.sent, fake.taken().len()), (0, 0, 1));
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

//! Reports in the mail: to whom, with what, and what becomes of one that is not there.

use std::io::Write;

use jiff::civil::date;

use super::*;
use crate::domain::{analytics::range::Range, ids::ReportId, report::ReportInfo};

fn id() -> ReportId {
    ReportId::new(uuid::Uuid::from_u128(7))
}

impl Stage {
    /// A report of so many bytes.
    async fn has_report(&self, bytes: usize) {
        let info = ReportInfo {
            id: id(),
            file: "daily_leads_2026-11-21_070000.xlsx".into(),
            range: Range::day(date(2026, 11, 21)),
            made_at: self.clock.now(),
            rows: 12,
            bytes: 0,
            scheduled_on: Some(date(2026, 11, 22)),
        };
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&vec![b'x'; bytes]).expect("written");
        self.post.reports.keep(info, file).await.expect("kept");
    }

    async fn sends_reports_to(&self, addresses: &[&str]) {
        let store = &self.post.desk.settings;
        let mut settings = store.latest().await.expect("memory");
        settings.reports.mail_to = addresses.iter().map(|address| email(address)).collect();
        settings.version += 1;
        let entry = host().does("settings_saved", None, &*self.post.desk.clock, &*self.post.desk.ids);
        store.save(&settings, entry).await.expect("saved");
    }

    async fn has_notice(&self) {
        self.outbox.put(vec![Waiting::new(Notice::Report { report: id() }, self.clock.now())]).await.expect("put");
    }
}

#[test]
fn a_report_goes_to_all_of_the_settings_with_its_file_and_once() {
    run(async {
        let stage = Stage::local().await;
        stage.has_report(2_000).await;
        stage.sends_reports_to(&["bo@brooks.example", "cy@brooks.example"]).await;
        stage.has_notice().await;
        let mails = stage.mails().await;
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        assert_eq!(mail.to, [email("bo@brooks.example"), email("cy@brooks.example")]);
        assert_eq!((mail.name.as_str(), mail.subject.as_str()), ("report.rpt_00000000000000000000000000000007", SUBJECT));
        let file = mail.file.as_ref().expect("a file");
        assert_eq!((file.name.as_str(), file.bytes.len()), ("daily_leads_2026-11-21_070000.xlsx", 2_000));
        assert!(mail.text.contains("12 rows") && mail.text.contains("https://desk.example/admin/reports"), "{}", mail.text);
        stage.has_notice().await;
        assert_eq!(stage.mails().await, []);
    });
}

const SUBJECT: &str = "Brooks: the report of Saturday, 21 November 2026";

#[test]
fn what_is_too_large_for_a_mail_stays_where_it_is() {
    run(async {
        let stage = Stage::local().await;
        stage.has_report(10 * 1024 * 1024 + 1).await;
        stage.sends_reports_to(&[OWNER]).await;
        stage.has_notice().await;
        let mails = stage.mails().await;
        assert!(mails[0].file.is_none() && mails[0].text.contains("too large for a mail"), "{}", mails[0].text);
    });
}

#[test]
fn one_whose_file_is_not_here_waits_and_one_that_nobody_wants_is_dropped() {
    run(async {
        let stage = Stage::local().await;
        stage.sends_reports_to(&[OWNER]).await;
        stage.has_notice().await;
        assert_eq!(stage.mails().await, []);
        // Another instance made it, and this one sees it later.
        stage.has_report(1).await;
        stage.clock.advance(std::time::Duration::from_secs(300));
        assert_eq!(stage.mails().await.len(), 1);

        let stage = Stage::local().await;
        stage.has_report(1).await;
        stage.has_notice().await;
        assert_eq!(stage.mails().await, []);
        assert_eq!(stage.outbox.all().await, [(format!("report.{}", id()), Some(Delivery::Dropped))]);
    });
}

//! Reports of made-up days: their figures, their files, and that each is made once.

use std::{io::Read, time::Duration};

use futures_executor::LocalPool;
use jiff::civil::{Date, date};

use super::*;
use crate::{
    domain::{
        account::Role,
        analytics::{calendar::Calendar, measure::Measure},
        business::Business,
        email::Email,
        ids::AdminId,
        lead::LeadStatus,
        meeting::notice::Notice,
        report::{ReportState, SheetName, book::Step, schedule::ReportSchedule, summary::Summary},
        settings::Settings,
        sheet::Cell,
        time::Timestamp,
    },
    service::{
        memory::{
            Days, ManualClock, MemoryAdmins, MemoryAudit, MemoryConversations, MemoryOutbox, MemoryReportBooks, MemoryReportClaims,
            MemoryReportFiles, MemorySettings, SequentialIds,
        },
        permission::{Admin, Integrator},
        ports::{Claim, ReportClaims, Waiting},
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

struct Stage {
    desk: ReportDesk,
    days: Days,
    books: MemoryReportBooks,
    claims: MemoryReportClaims,
    outbox: MemoryOutbox,
    clock: ManualClock,
    audit: MemoryAudit,
}

/// A business in Lisbon with a report every morning at seven since the 24th; on 26 October 2026 at nine.
fn stage() -> Stage {
    let business = Business { time_zone: "Europe/Lisbon".into(), ..Business::default() };
    let store = MemoryConversations::by(Calendar::new(business.zone()));
    let days = Days::in_store(&store);
    let mail_to = vec![Email::parse("owner@brooks.example").expect("an address")];
    let reports = ReportSchedule { is_on: true, since: Some(date(2026, 10, 24)), keep_days: 30, mail_to, ..ReportSchedule::default() };
    let settings = Arc::new(MemorySettings::with(Settings { business, reports, ..Settings::default() }));
    let clock = ManualClock::at("2026-10-26T09:00:00Z".parse().expect("a time"));
    let (books, audit) = (MemoryReportBooks::default(), MemoryAudit::default());
    let analytics = Analytics {
        tallies: Arc::new(store.clone()),
        questions: Arc::new(store.clone()),
        meetings: Arc::new(days.meetings()),
        leads: Arc::new(store.clone()),
        settings: settings.clone(),
        clock: Arc::new(clock.clone()),
    };
    let desk = ReportDesk {
        facts: Arc::new(store.clone()),
        meetings: Arc::new(days.meetings()),
        analytics,
        books: Arc::new(books.clone()),
        files: Arc::new(MemoryReportFiles::default()),
        settings,
        team: Arc::new(MemoryAdmins::default()),
        audit: Arc::new(audit.clone()),
        clock: Arc::new(clock.clone()),
        ids: Arc::new(SequentialIds::default()),
        dashboard: "https://desk.example/admin".into(),
    };
    let outbox = MemoryOutbox::beside(&store, &audit);
    Stage { desk, days, books, claims: MemoryReportClaims::beside(&outbox), outbox, clock, audit }
}

impl Stage {
    fn instance(&self, name: &str) -> DailyReports {
        DailyReports { desk: self.desk.clone(), claims: Arc::new(self.claims.clone()), instance: name.into(), has_mail: true }
    }

    /// The rows of a sheet of the latest book.
    fn rows(&self, wanted: SheetName) -> Vec<Vec<Cell>> {
        let written = self.books.written();
        let steps = &written.last().expect("a book").1;
        let rows = |step: &Step| match step {
            Step::Rows(sheet, rows) if *sheet == wanted => rows.clone(),
            _ => vec![],
        };
        steps.iter().flat_map(rows).collect()
    }

    fn summary(&self) -> Summary {
        match self.books.written().pop().and_then(|(_, mut steps)| steps.pop()) {
            Some(Step::Summary(summary)) => *summary,
            other => panic!("{other:?}"),
        }
    }
}

fn admin() -> Admin {
    Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into())
}

fn keeper() -> Keeper {
    Keeper::admin(&admin())
}

/// From 1 November on, one after the other.
fn half_hour(n: u32) -> String {
    format!("2026-11-{:02}T{:02}:{:02}:00Z", 1 + n / 48, n % 48 / 2, n % 2 * 30)
}

fn sunday() -> Range {
    Range::day(date(2026, 10, 25))
}

#[test]
fn the_figures_of_the_file_are_those_of_its_rows_and_of_the_dashboard() {
    run(async {
        let stage = stage();
        // More than one page of each, over the change of the clocks.
        for n in 0..1_101_u32 {
            let minute = n % 1_500;
            let at = format!("2026-10-{}T{:02}:{:02}:00Z", if minute < 60 { 24 } else { 25 }, (minute + 1_380) % 1_440 / 60, minute % 60);
            let talk = stage.days.talk(&at, "/pricing", "hi", (n % 2 == 0).then_some("Ana")).await;
            if n % 10 == 0 {
                stage.days.moves(&talk, "2026-10-25T23:30:00Z", LeadStatus::Won, Some("2026-10-26T08:00:00Z")).await;
            }
        }
        stage.days.talk("2026-10-24T22:59:00Z", "/", "before", Some("Eve")).await;
        stage.days.talk("2026-10-26T00:00:00Z", "/", "after", Some("Eve")).await;

        // More than one page, one of them called off; and one of the day before that begins on the day.
        for n in 0..501_u32 {
            let meeting = stage.days.meets("2026-10-25T12:00:00Z", &half_hour(n), None, None).await;
            if n == 7 {
                stage.days.calls_off(&meeting, "2026-10-26T08:00:00Z").await;
            }
        }
        stage.days.meets("2026-10-24T12:00:00Z", "2026-10-25T15:00:00Z", None, None).await;
        stage.days.meets("2026-10-24T12:00:00Z", "2026-10-26T15:00:00Z", None, None).await;

        let report = stage.desk.generate(&keeper(), Some(sunday()), &ReportTrack::of_nobody()).await.expect("a report");
        let (summary, dashboard) = (stage.summary(), stage.desk.analytics.overview(&keeper(), sunday()).await.expect("figures"));
        let figure = |measure| summary.figures.iter().find(|figure| figure.measure == measure).map_or(0, |figure| figure.now);
        for shown in dashboard.figures {
            assert_eq!(figure(shown.measure), shown.now, "{:?}", shown.measure);
        }
        assert_eq!((figure(Measure::Chats), figure(Measure::Leads), figure(Measure::Won)), (1_101, 551, 111));
        assert_eq!((stage.rows(SheetName::Conversations).len(), stage.rows(SheetName::Leads).len()), (1_101, 551));
        assert_eq!((summary.follow_ups, summary.overdue, stage.rows(SheetName::FollowUps).len()), (111, 111, 111));
        assert_eq!((figure(Measure::Meetings), figure(Measure::Cancelled)), (500, 1));
        let meetings = stage.rows(SheetName::Meetings);
        assert_eq!((meetings.len(), meetings[8][5].clone()), (502, Cell::text("Cancelled")), "the earliest first");
        assert_eq!(report.rows, 1_101 + 551 + 111 + 502);
        assert_eq!((summary.pages.clone(), summary.remarks.clone()), (vec![("/pricing".to_owned(), 551)], vec![]));
        assert_eq!(summary.bars.iter().map(|bar| bar.chats).sum::<u64>(), 1_101);
        assert_eq!(report.file, "daily_leads_2026-10-25_090000.xlsx");
        let last = stage.audit.list_all();
        assert_eq!(
            last.last().map(|line| (line.action.as_str(), line.target.as_deref())),
            Some(("reports.generated", Some(report.file.as_str())))
        );
    });
}

#[test]
fn the_words_over_a_report_are_of_its_days() {
    run(async {
        let stage = stage();
        for (month, day) in [(9, 28), (10, 5), (10, 12), (10, 19)] {
            for hour in [10, 11] {
                stage.days.talk(&format!("2026-{month:02}-{day:02}T{hour}:00:00Z"), "/a", "hi", Some("Ana")).await;
            }
        }
        let today = stage.days.talk("2026-10-26T08:00:00Z", "/b", "hi", Some("Ben")).await;
        stage.days.moves(&today, "2026-10-26T08:30:00Z", LeadStatus::Contacted, Some("2026-10-26T08:45:00Z")).await;
        stage.days.meets("2026-10-20T10:00:00Z", "2026-10-26T15:00:00Z", None, None).await;
        let told = async |range| {
            stage.desk.generate(&keeper(), range, &ReportTrack::of_nobody()).await.expect("a report");
            stage.summary().insight
        };
        let now = "1 follow-up is overdue. 1 meeting is on today's calendar.";
        assert_eq!(told(None).await, format!("Monday so far: 1 lead from 1 conversation. {now}"));
        let since = |from| Range::new(from, date(2026, 10, 25)).ok();
        assert_eq!(
            told(since(date(2026, 10, 1))).await,
            format!("2026-10-01 to 2026-10-25: 6 leads from 6 conversations. All of them came from /a. {now}")
        );
        assert_eq!(told(since(date(2026, 10, 24))).await, format!("2026-10-24 to 2026-10-25: nobody wrote. {now}"));
        let monday = Some(Range::day(date(2026, 10, 19)));
        assert_eq!(told(monday).await, "Monday: 2 leads from 2 conversations, as on a usual Monday. All of them came from /a.");
    });
}

#[test]
fn a_report_is_kept_read_and_removed() {
    run(async {
        let stage = stage();
        let first = stage.desk.generate(&keeper(), None, &ReportTrack::of_nobody()).await.expect("a report");
        let second = stage.desk.generate(&keeper(), None, &ReportTrack::of_nobody()).await.expect("a report");
        assert_eq!(
            (first.file.as_str(), second.file.as_str()),
            ("daily_leads_2026-10-26_090000.xlsx", "daily_leads_2026-10-26_090000_2.xlsx")
        );
        let (info, mut file) = stage.desk.open(&keeper(), &first.id).await.expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("read");
        assert_eq!((info.bytes, text.as_str()), (7, "5 steps"));
        stage.desk.remove(&keeper(), &first.id).await.expect("removed");
        assert!(matches!(stage.desk.open(&keeper(), &first.id).await.err(), Some(ServiceError::NotFound("report"))));
        let long = Range::new(date(2025, 1, 1), date(2026, 10, 1)).ok();
        let refused = stage.desk.generate(&keeper(), long, &ReportTrack::of_nobody()).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(fields)) if fields.contains_key("from")));
        let stranger = Keeper::program(&Integrator::vouched(None, [Scope::LeadsRead]), [192, 0, 2, 7].into());
        assert_eq!(stage.desk.list(&stranger).await, Err(ServiceError::Forbidden));
    });
}

#[test]
fn whoever_asked_sees_how_far_it_is_and_can_stop_it() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-10-25T12:00:00Z", "/", "hi", Some("Ana")).await;
        let running = RunningReports::new(Arc::new(stage.clock.clone()));
        let id = |n| ReportId::new(uuid::Uuid::from_u128(n));
        let track = running.begin(&keeper(), id(1)).expect("begun");
        assert_eq!(running.find(&admin(), &id(1)).map(|progress| progress.state), Some(ReportState::Running));
        let report = stage.desk.generate(&keeper(), Some(sunday()), &track).await.expect("a report");
        let progress = running.find(&admin(), &id(1)).expect("known");
        assert_eq!((progress.rows, progress.state), (2, ReportState::Done { report }));

        let track = running.begin(&keeper(), id(2)).expect("begun");
        running.cancel(&admin(), &id(2));
        assert!(matches!(stage.desk.generate(&keeper(), Some(sunday()), &track).await, Err(ServiceError::Conflict(_))));
        assert_eq!(running.find(&admin(), &id(2)).map(|progress| progress.state), Some(ReportState::Cancelled));
        assert_eq!(stage.desk.list(&keeper()).await.map(|all| all.len()), Ok(1), "nothing is left of it");

        let program = Keeper::program(&Integrator::vouched(None, [Scope::Reports]), [192, 0, 2, 7].into());
        let track = running.begin(&program, id(1)).expect("an id of its own");
        assert_eq!(running.cancel(&program, &id(1)).map(|progress| progress.state), Some(ReportState::Cancelled));
        assert!(matches!(running.find(&admin(), &id(1)).map(|progress| progress.state), Some(ReportState::Done { .. })));
        assert!(matches!(stage.desk.generate(&program, None, &track).await, Err(ServiceError::Conflict(_))));

        drop(running.begin(&keeper(), id(3)).expect("begun"));
        assert!(matches!(running.find(&admin(), &id(3)).map(|progress| progress.state), Some(ReportState::Failed { .. })));
        stage.clock.advance(Duration::from_secs(601));
        running.prune();
        assert_eq!(running.find(&admin(), &id(1)), None);
    });
}

/// Books of which the reader loses interest after the first rows.
struct Cancelling(RunningReports, ReportId);

#[async_trait::async_trait]
impl ReportBooks for Cancelling {
    async fn write(
        &self,
        _plan: crate::domain::report::book::BookPlan,
        mut steps: futures::stream::BoxStream<'_, Result<Step, ServiceError>>,
    ) -> Result<File, ServiceError> {
        use futures::StreamExt;
        let first = steps.next().await.expect("rows")?;
        assert!(matches!(first, Step::Rows(SheetName::Leads, rows) if rows.len() == 1));
        let progress = self.0.cancel(&admin(), &self.1).expect("known");
        assert_eq!((progress.sheet, progress.rows), (Some(SheetName::Leads), 1));
        Err(steps.next().await.expect("an answer").expect_err("no more rows"))
    }
}

#[test]
fn it_stops_in_the_middle_when_it_is_not_wanted_any_more() {
    run(async {
        let stage = stage();
        stage.days.talk("2026-10-25T12:00:00Z", "/", "hi", Some("Ana")).await;
        let (running, id) = (RunningReports::new(Arc::new(stage.clock.clone())), ReportId::new(uuid::Uuid::from_u128(1)));
        let desk = ReportDesk { books: Arc::new(Cancelling(running.clone(), id.clone())), ..stage.desk.clone() };
        let track = running.begin(&keeper(), id.clone()).expect("begun");
        assert!(matches!(desk.generate(&keeper(), Some(sunday()), &track).await, Err(ServiceError::Conflict(_))));
        assert_eq!(running.find(&admin(), &id).map(|progress| progress.state), Some(ReportState::Cancelled));
        assert_eq!((desk.list(&keeper()).await, stage.audit.list_all()), (Ok(vec![]), vec![]));
    });
}

#[test]
fn days_that_were_missed_are_made_up_once_whoever_comes_first() {
    let stage = stage();
    let (one, two) = (stage.instance("one"), stage.instance("two"));
    let made = LocalPool::new().run_until(async { futures::future::join(one.run(), two.run()).await });
    let made: Vec<ReportInfo> = [made.0.expect("run"), made.1.expect("run")].concat();
    let mut days: Vec<_> = made.iter().map(|made| made.scheduled_on.map(|day| (day, made.range.to()))).collect();
    days.sort_unstable();
    let day = |day| Some((date(2026, 10, day), date(2026, 10, day - 1)));
    assert_eq!(days, [day(24), day(25), day(26)]);
    assert_eq!(stage.books.written().len(), 3, "nobody makes what is another one's");
    run(async {
        assert_eq!(one.run().await, Ok(vec![]));
        assert_eq!(stage.desk.list(&keeper()).await.map(|all| all.len()), Ok(3));
        stage.clock.set("2026-10-27T06:59:59Z".parse().expect("a time"));
        assert_eq!(two.run().await, Ok(vec![]));
        stage.clock.advance(Duration::from_secs(1));
        assert_eq!(two.run().await.map(|made| made.len()), Ok(1));
    });
}

#[test]
fn whoever_dies_over_a_report_leaves_it_to_the_next_one() {
    run(async {
        let stage = stage();
        let now = stage.clock.now();
        let later = now.saturating_add(jiff::SignedDuration::from_mins(15)).expect("a time");
        // It had the 26th, and came as far as the file.
        let claims: &dyn crate::service::ports::ReportClaims = &stage.claims;
        claims.claim(date(2026, 10, 26), "dead", now, later).await.expect("claimed");
        let order = ReportOrder { range: sunday(), scheduled_on: Some(date(2026, 10, 26)) };
        let orphan = stage.desk.make(order, &ReportTrack::of_nobody()).await.expect("made");
        let next = stage.instance("next");
        assert_eq!(next.run().await.map(|made| made.len()), Ok(2), "the 26th is another one's still");
        stage.clock.advance(Duration::from_secs(15 * 60));
        let made = next.run().await.expect("run");
        assert_eq!(made, [orphan], "it is not made a second time");
        let late = vec![Waiting::new(Notice::Report { report: made[0].id.clone() }, now)];
        assert_eq!(claims.finish(date(2026, 10, 26), "dead", &made[0].id, late).await, Ok(false));
        let mailed: Vec<_> = stage.outbox.all().await.into_iter().map(|(name, _)| name).collect();
        assert_eq!((mailed.len(), mailed.contains(&format!("report.{}", made[0].id))), (3, true), "each once, by whom it was made");
    });
}

/// Claims of an instance that is overtaken by another one between its file and the end of the day.
struct Overtaken {
    claims: MemoryReportClaims,
    clock: ManualClock,
    other: DailyReports,
}

#[async_trait::async_trait]
impl ReportClaims for Overtaken {
    async fn claim(&self, on: Date, by: &str, now: Timestamp, until: Timestamp) -> Result<Claim, StorageError> {
        self.claims.claim(on, by, now, until).await
    }
    async fn finish(&self, on: Date, by: &str, report: &ReportId, notices: Vec<Waiting>) -> Result<bool, StorageError> {
        self.clock.advance(Duration::from_secs(15 * 60));
        self.other.run().await.expect("run");
        self.claims.finish(on, by, report, notices).await
    }
    async fn give_up(&self, on: Date, by: &str) -> Result<(), StorageError> {
        self.claims.give_up(on, by).await
    }
    async fn done(&self, since: Date) -> Result<Vec<Date>, StorageError> {
        self.claims.done(since).await
    }
}

#[test]
fn whoever_was_too_slow_takes_no_file_away_that_somebody_else_has_found() {
    run(async {
        let stage = stage();
        let claims = Overtaken { claims: stage.claims.clone(), clock: stage.clock.clone(), other: stage.instance("quick") };
        let slow = DailyReports { claims: Arc::new(claims), ..stage.instance("slow") };
        assert_eq!(slow.run().await, Ok(vec![]), "all of it is the other one's");
        let mut days: Vec<_> =
            stage.desk.list(&keeper()).await.expect("read").into_iter().filter_map(|report| report.scheduled_on).collect();
        days.sort_unstable();
        assert_eq!(days, [24, 25, 26].map(|day| date(2026, 10, day)), "each once");
        assert_eq!(stage.outbox.all().await.len(), 3);
    });
}

#[test]
fn whoever_is_stopped_lets_go_of_the_day_and_without_mail_nothing_waits() {
    run(async {
        let stage = stage();
        let (now, later) = (stage.clock.now(), stage.clock.now().saturating_add(jiff::SignedDuration::from_mins(15)).expect("a time"));
        let claims: &dyn crate::service::ports::ReportClaims = &stage.claims;
        claims.claim(date(2026, 10, 25), "one", now, later).await.expect("claimed");
        let other = DailyReports { has_mail: false, ..stage.instance("other") };
        assert_eq!(other.run().await.map(|made| made.len()), Ok(2), "one has the 25th");
        stage.instance("one").let_go().await.expect("let go");
        assert_eq!(other.run().await.map(|made| made.len()), Ok(1));
        other.let_go().await.expect("nothing to let go of");
        assert_eq!((other.run().await, stage.outbox.all().await), (Ok(vec![]), vec![]), "what is done stays done");
    });
}

#[test]
fn what_fails_is_tried_again_and_what_is_old_goes() {
    run(async {
        let stage = stage();
        let daily = stage.instance("one");
        stage.days.store.set_outage(Some(StorageError::Timeout));
        assert_eq!(daily.run().await, Err(ServiceError::Storage(StorageError::Timeout)));
        stage.days.store.set_outage(None);
        assert_eq!(daily.run().await.map(|made| made.len()), Ok(3));
        assert_eq!(daily.tidy().await, Ok(vec![]));
        stage.clock.advance(Duration::from_secs(30 * 86_400 + 1));
        assert_eq!(daily.tidy().await.map(|gone| gone.len()), Ok(3));
        assert_eq!(stage.desk.list(&keeper()).await, Ok(vec![]));
    });
}

//! Figures of made-up days.

use futures_executor::LocalPool;
use jiff::civil::date;

use super::*;
use crate::{
    domain::{account::Role, business::Business, ids::AdminId, lead::LeadStatus, locale::Language, settings::Settings},
    service::{
        memory::{Days, ManualClock, MemoryConversations, MemorySettings},
        permission::{Admin, Integrator},
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

pub(super) fn keeper() -> Keeper {
    Keeper::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into()))
}

/// A business in Lisbon, on 27 October 2026 at nine.
pub(super) fn stage() -> (Analytics, Days) {
    let business = Business { time_zone: "Europe/Lisbon".into(), ..Business::default() };
    let calendar = Calendar::new(business.zone());
    let store = MemoryConversations::by(calendar);
    let days = Days::in_store(&store);
    let analytics = Analytics {
        tallies: Arc::new(store.clone()),
        questions: Arc::new(store.clone()),
        meetings: Arc::new(days.meetings()),
        leads: Arc::new(store.clone()),
        settings: Arc::new(MemorySettings::with(Settings { business, ..Settings::default() })),
        clock: Arc::new(ManualClock::at("2026-10-27T09:00:00Z".parse().expect("a time"))),
    };
    (analytics, days)
}

#[test]
fn a_day_is_compared_with_the_one_before() {
    run(async {
        let (analytics, days) = stage();
        // The clocks go back on the 25th: its 25 hours begin at 23:00 of the 24th by UTC.
        days.talk("2026-10-24T22:59:00Z", "/a", "hi", None).await;
        let ana = days.talk("2026-10-24T23:00:00Z", "/a", "hi", Some("Ana")).await;
        days.talk("2026-10-25T23:59:00Z", "/b", "hi", Some("Ben")).await;
        days.talk("2026-10-26T00:00:00Z", "/b", "hi", None).await;
        days.go_on(&ana, "2026-10-25T12:00:00Z", "still there?").await;
        days.moves(&ana, "2026-10-25T15:00:00Z", LeadStatus::Won, None).await;
        let told = analytics.overview(&keeper(), Range::day(date(2026, 10, 25))).await.expect("figures");
        let figure = |measure| told.figures.iter().find(|figure| figure.measure == measure).map(|figure| (figure.now, figure.before));
        assert_eq!(figure(Measure::Chats), Some((2, 1)));
        assert_eq!(figure(Measure::VisitorMessages), Some((3, 1)));
        assert_eq!((figure(Measure::Leads), figure(Measure::Won)), (Some((2, 0)), Some((1, 0))));
        assert_eq!((told.series.len(), told.tokens), (24, 330));
        assert_eq!(told.series.iter().map(|point| point.counts.get(Measure::Chats)).sum::<i64>(), 2);
        let pages = analytics.groups(&keeper(), Dimension::Page, Range::day(date(2026, 10, 25)), Measure::Leads, 10).await.expect("groups");
        assert_eq!(pages.iter().map(|group| group.value.as_deref()).collect::<Vec<_>>(), [Some("/a"), Some("/b")]);
        let cohorts = analytics.cohorts(&keeper(), Measure::Won).await.expect("cohorts");
        assert_eq!(cohorts, [Cohort { week: date(2026, 10, 19), leads: 2, reached: vec![1, 1] }]);
        let heat = analytics.heat(&keeper(), Range::day(date(2026, 10, 25)), Measure::Chats).await.expect("a map");
        assert_eq!((heat.cells[6][0], heat.cells[6][23]), (1, 1));
    });
}

#[test]
fn the_morning_tells_of_yesterday() {
    run(async {
        let (analytics, days) = stage();
        for (at, page) in [("2026-10-26T10:00:00Z", "/a"), ("2026-10-26T11:00:00Z", "/a"), ("2026-10-26T12:00:00Z", "/b")] {
            days.talk(at, page, "hi", Some("Ana")).await;
        }
        let lead = days.talk("2026-10-26T13:00:00Z", "/b", "hi", None).await;
        assert_eq!(lead.lead_id, None);
        let told = analytics.morning(&keeper()).await.expect("a morning").told(Language::En);
        assert_eq!(told, "Monday: 3 leads from 4 conversations. Most came from /a (2).");

        // Of today's, one is called off; and two are of the days beside it.
        for begins in ["2026-10-26T23:00:00Z", "2026-10-27T00:00:00Z", "2026-10-27T23:30:00Z", "2026-10-28T00:00:00Z"] {
            days.meets("2026-10-26T10:00:00Z", begins, None, None).await;
        }
        let off = days.meets("2026-10-26T10:00:00Z", "2026-10-27T15:00:00Z", None, None).await;
        days.calls_off(&off, "2026-10-27T08:00:00Z").await;
        let told = analytics.morning(&keeper()).await.expect("a morning").told(Language::En);
        assert!(told.ends_with("2 meetings are on today's calendar."), "{told}");
    });
}

#[test]
fn a_fresh_installation_is_told_that_nobody_has_written_yet() {
    run(async {
        let (analytics, days) = stage();
        let told = async || analytics.morning(&keeper()).await.expect("a morning");
        let openings = Openings::new(analytics.clone());
        openings.note(Arrival::default());
        openings.flush().await.expect("stored");
        assert_eq!(told().await.first, FirstChat::Never, "opened and not written");
        days.talk("2026-10-27T08:00:00Z", "/a", "hi", None).await;
        assert_eq!(told().await.first, FirstChat::Later, "today");
        days.talk("2026-01-05T08:00:00Z", "/a", "hi", None).await;
        assert_eq!(told().await.first, FirstChat::Known, "long ago");
        assert_eq!(told().await.told(Language::En), "Monday: nobody wrote.");
    });
}

#[test]
fn what_was_asked_in_vain_is_told_with_its_conversations_and_counted() {
    run(async {
        let (analytics, days) = stage();
        let ana = days.talk("2026-10-25T10:00:00Z", "/a", "hi", None).await;
        let ana = days.asks_in_vain(&ana, "2026-10-25T11:00:00Z", "Do you ship to Japan?").await;
        let ben = days.talk("2026-10-25T12:00:00Z", "/a", "hi", None).await;
        days.asks_in_vain(&ben, "2026-10-25T23:30:00Z", "do you ship to japan").await;
        days.asks_in_vain(&ana, "2026-10-26T00:30:00Z", "Is there parking?").await;

        // The clocks went back on the 25th: it ends at midnight by UTC.
        let told = analytics.unanswered(&keeper(), Range::day(date(2026, 10, 25))).await.expect("questions");
        assert_eq!(told.iter().map(|group| group.words.as_str()).collect::<Vec<_>>(), ["do you ship to japan"]);
        let talks: Vec<_> = told[0].asked.iter().map(|place| place.conversation_id.clone()).collect();
        assert_eq!(talks, [ben.id, ana.id]);
        let both = Range::new(date(2026, 10, 25), date(2026, 10, 26)).expect("a range");
        assert_eq!(analytics.unanswered(&keeper(), both).await.map(|groups| groups.len()), Ok(2));
        let figures = analytics.overview(&keeper(), Range::day(date(2026, 10, 26))).await.expect("figures");
        assert_eq!((figures.unanswered.now, figures.unanswered.before), (1, 2));
        let rebuilt = analytics.rebuild().await.expect("rebuilt");
        assert_eq!(rebuilt.wrong, 0);
    });
}

#[test]
fn openings_are_counted_together_and_survive_a_rebuild() {
    run(async {
        let (analytics, _) = stage();
        let openings = Openings::new(analytics.clone());
        (0..5).for_each(|_| openings.note(Arrival::default()));
        openings.flush().await.expect("stored");
        openings.flush().await.expect("nothing is stored twice");
        analytics.rebuild().await.expect("rebuilt");
        let told = analytics.overview(&keeper(), Range::day(date(2026, 10, 27))).await.expect("figures");
        assert_eq!(told.figures[0], crate::domain::analytics::figures::Figure { measure: Measure::Opens, now: 5, before: 0 });
    });
}

#[test]
fn a_business_that_moves_is_counted_by_its_new_clocks() {
    run(async {
        let (mut analytics, days) = stage();
        days.talk("2026-10-26T20:30:00Z", "/a", "hi", None).await;
        assert_eq!(analytics.follow_zone().await, Ok(None));
        let business = Business { time_zone: "Asia/Karachi".into(), ..Business::default() };
        analytics.settings = Arc::new(MemorySettings::with(Settings { business, ..Settings::default() }));
        assert!(analytics.follow_zone().await.expect("looked").is_some());
        let told = analytics.overview(&keeper(), Range::day(date(2026, 10, 27))).await.expect("figures");
        assert_eq!(told.figures[1].now, 1, "in Karachi it was half past one of the next day");
    });
}

#[test]
fn a_program_needs_the_right() {
    run(async {
        let (analytics, _) = stage();
        let program = |scope| Keeper::program(&Integrator::vouched(None, [scope]), [192, 0, 2, 7].into());
        let day = Range::day(date(2026, 10, 27));
        assert_eq!(analytics.overview(&program(Scope::Logs), day).await, Err(ServiceError::Forbidden));
        assert_eq!(analytics.unanswered(&program(Scope::Logs), day).await, Err(ServiceError::Forbidden));
        assert!(analytics.overview(&program(Scope::Reports), day).await.is_ok());
    });
}

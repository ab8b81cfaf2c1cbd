//! Days with hours of their own: whoever answers knows of them.

use super::*;
use crate::domain::{
    business::Hours,
    schedule::rules::{ScheduleSettings, SpecialDays},
    settings::Scheduling,
};

#[test]
fn a_holiday_is_known_to_whoever_answers() {
    run(async {
        let stage = Stage::saying("Hello.");
        let today = stage.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let (yesterday, tomorrow) = (today.yesterday().expect("a day"), today.tomorrow().expect("a day"));
        let closed = |day| SpecialDays { from: day, until: day, hours: vec![], note: "Inventory".into() };
        let rules =
            ScheduleSettings { special_days: vec![closed(tomorrow), closed(yesterday), closed(today)], ..ScheduleSettings::default() };
        let settings = Settings {
            business: Business { hours: Hours::office(), ..Business::default() },
            scheduling: Scheduling { rules, ..Scheduling::default() },
            ..Settings::default()
        };
        let ports = ChatPorts { settings: Arc::new(MemorySettings::with(settings)), ..stage.chat.ports.clone() };
        let stage = Stage { chat: Chat::new(ports), ..stage };
        stage.say(&visitor("ana"), "Are you open?").await;
        let asked = stage.model.requests()[0].clone();
        assert_eq!(
            (asked.briefing.today, asked.briefing.special_days),
            (today, vec![closed(today), closed(tomorrow)]),
            "but for those that are over"
        );
        assert!(asked.system.contains(&format!("- {today}: closed (\"Inventory\")\n")), "{}", asked.system);
        assert!(asked.system.contains("The business is closed at this moment.\n"), "{}", asked.system);
    });
}

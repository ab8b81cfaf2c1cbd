//! The settings: one document, replaced as a whole by whoever read the latest, with a line of the audit log or not at all.

use chatimjd::{
    domain::{
        analytics::figures::Price,
        business::{Business, Hours, Service},
        colour::Accent,
        country::Country,
        custom::{CustomField, FieldKind},
        email::Email,
        notifications::Notifications,
        origin::SiteOrigin,
        report::schedule::ReportSchedule,
        settings::{BookingConfirmation, Corner, Scheduling, Settings, WidgetLook},
    },
    service::error::StorageError,
};

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::NAUGHTY,
};

against_all! {
    before_anything_was_saved_there_are_the_defaults,
    what_was_saved_is_loaded,
    a_stale_version_changes_nothing,
    of_many_at_once_one_saves,
    a_save_and_its_line_are_stored_together_or_not_at_all,
}

fn settings(version: u64) -> Settings {
    Settings {
        business: Business {
            name: "Bäckerei Ångström".into(),
            time_zone: "Europe/Berlin".into(),
            country: Country::parse("AT").ok(),
            hours: Hours::office(),
            services: vec![Service { name: "Oven".into(), price: "from Rs 165,000".into() }],
            contact: NAUGHTY.join("\n"),
            ..Business::default()
        },
        widget: WidgetLook { greeting: "Hello!".into(), accent: Accent::parse("#aa3300").ok(), corner: Corner::Left },
        allowed_sites: vec![SiteOrigin::parse("https://shop.example.com").expect("an origin")],
        lead_fields: vec![CustomField {
            key: "size".into(),
            label: "Größe".into(),
            kind: FieldKind::Choice { options: vec!["groß".into(), "klein".into()] },
            hint: NAUGHTY[0].into(),
        }],
        scheduling: Scheduling { booking_confirmation: BookingConfirmation::Tap, ..Scheduling::default() },
        reports: ReportSchedule { is_on: true, since: Some(jiff::civil::date(2026, 11, 22)), keep_days: 7, ..ReportSchedule::default() },
        notifications: Notifications {
            mail_to: Email::parse("bo@brooks.example").ok(),
            of_wishes: true,
            of_leads: false,
            of_failures: true,
        },
        archive_after_days: 90,
        prices: vec![Price { model: "gemini-flash".into(), prompt: 300_000, output: 2_500_000 }],
        gemini_key: Some("sealed:AAAA".into()),
        gemini_model: Some("gemini-flash".into()),
        version,
    }
}

async fn before_anything_was_saved_there_are_the_defaults(ports: Ports) {
    assert_eq!(ports.settings.load().await, Ok(Settings::default()));
    assert_eq!(ports.settings.latest().await, Ok(Settings::default()));
}

async fn what_was_saved_is_loaded(ports: Ports) {
    for version in 1..=3 {
        let saved = Settings { widget: WidgetLook { greeting: format!("Hello {version}"), ..WidgetLook::default() }, ..settings(version) };
        ports.settings.save(&saved, entry(version.into())).await.expect("saved");
        assert_eq!(ports.settings.load().await, Ok(saved.clone()));
        assert_eq!(ports.settings.latest().await, Ok(saved));
    }
    let without_key = Settings { gemini_key: None, allowed_sites: vec![], ..settings(4) };
    ports.settings.save(&without_key, entry(4)).await.expect("saved");
    assert_eq!(ports.settings.load().await, Ok(without_key));
    let as_the_zone_says = Settings { business: Business { country: None, ..settings(5).business }, ..settings(5) };
    ports.settings.save(&as_the_zone_says, entry(5)).await.expect("saved");
    assert_eq!(ports.settings.load().await, Ok(as_the_zone_says));
}

async fn a_stale_version_changes_nothing(ports: Ports) {
    assert_eq!(ports.settings.save(&settings(2), entry(1)).await, Err(StorageError::Conflict), "there is no version 1");
    ports.settings.save(&settings(1), entry(2)).await.expect("saved");
    for version in [0, 1, 3] {
        let stale = Settings { gemini_key: None, ..settings(version) };
        assert_eq!(ports.settings.save(&stale, entry(u128::from(version) + 3)).await, Err(StorageError::Conflict), "version {version}");
    }
    assert_eq!(ports.settings.load().await, Ok(settings(1)));
    assert_eq!(lines(&ports).await, [entry(2)], "what was not saved has no line");
}

async fn of_many_at_once_one_saves(ports: Ports) {
    for version in 1..=2 {
        let race: Vec<_> = (1..=8)
            .map(|racer| {
                let store = ports.settings.clone();
                let mine = Settings { gemini_model: Some(format!("model {racer}")), ..settings(version) };
                let line = entry(u128::from(version) * 10 + racer);
                tokio::spawn(async move { store.save(&mine, line.clone()).await.map(|()| (mine, line)) })
            })
            .collect();
        let mut winners = vec![];
        for racer in race {
            match racer.await.expect("no panic") {
                Ok(mine) => winners.push(mine),
                Err(error) => assert_eq!(error, StorageError::Conflict),
            }
        }
        assert_eq!(winners.len(), 1, "version {version}");
        let (winner, line) = winners.remove(0);
        assert_eq!(ports.settings.load().await, Ok(winner));
        let lines = lines(&ports).await;
        assert_eq!((lines.len() as u64, lines.last()), (version, Some(&line)));
    }
}

async fn a_save_and_its_line_are_stored_together_or_not_at_all(ports: Ports) {
    ports.audit.record(entry(1)).await.expect("recorded");
    // The first save and a later one are different statements.
    for version in 1..=2 {
        let line = entry(u128::from(version) + 1);
        let taken = ports.settings.save(&settings(version), entry(1)).await;
        assert_eq!(taken, Err(StorageError::Duplicate("audit entry")), "this line is there already");
        assert_eq!(ports.settings.latest().await.expect("read").version, version - 1, "so nothing was saved");
        ports.settings.save(&settings(version), line.clone()).await.expect("saved");
        assert_eq!(lines(&ports).await.last(), Some(&line));
        assert_eq!(ports.settings.latest().await, Ok(settings(version)));
    }
    assert_eq!(lines(&ports).await.len(), 3);
}

//! The settings: one document, replaced as a whole by whoever read the latest.

use chatimjd::{
    domain::{
        business::{Business, Hours, Service},
        origin::SiteOrigin,
        settings::{Settings, WidgetLook},
    },
    service::error::StorageError,
};

use super::{Ports, against_all, people::NAUGHTY};

against_all! {
    before_anything_was_saved_there_are_the_defaults,
    what_was_saved_is_loaded,
    a_stale_version_changes_nothing,
    of_many_at_once_one_saves,
}

fn settings(version: u64) -> Settings {
    Settings {
        business: Business {
            name: "Bäckerei Ångström".into(),
            time_zone: "Europe/Berlin".into(),
            hours: Hours::office(),
            services: vec![Service { name: "Oven".into(), price: "from Rs 165,000".into() }],
            contact: NAUGHTY.join("\n"),
            ..Business::default()
        },
        widget: WidgetLook { greeting: "Hello!".into() },
        allowed_sites: vec![SiteOrigin::parse("https://shop.example.com").expect("an origin")],
        gemini_key: Some("sealed:AAAA".into()),
        gemini_model: Some("gemini-flash".into()),
        version,
    }
}

async fn before_anything_was_saved_there_are_the_defaults(ports: Ports) {
    assert_eq!(ports.settings.load().await, Ok(Settings::default()));
}

async fn what_was_saved_is_loaded(ports: Ports) {
    for version in 1..=3 {
        let saved = Settings { widget: WidgetLook { greeting: format!("Hello {version}") }, ..settings(version) };
        ports.settings.save(&saved).await.expect("saved");
        assert_eq!(ports.settings.load().await, Ok(saved.clone()));
        assert_eq!(ports.settings.load().await, Ok(saved), "also the second time");
    }
    let without_key = Settings { gemini_key: None, allowed_sites: vec![], ..settings(4) };
    ports.settings.save(&without_key).await.expect("saved");
    assert_eq!(ports.settings.load().await, Ok(without_key));
}

async fn a_stale_version_changes_nothing(ports: Ports) {
    assert_eq!(ports.settings.save(&settings(2)).await, Err(StorageError::Conflict), "there is no version 1");
    ports.settings.save(&settings(1)).await.expect("saved");
    for version in [0, 1, 3] {
        let stale = Settings { gemini_key: None, ..settings(version) };
        assert_eq!(ports.settings.save(&stale).await, Err(StorageError::Conflict), "version {version}");
    }
    assert_eq!(ports.settings.load().await, Ok(settings(1)));
}

async fn of_many_at_once_one_saves(ports: Ports) {
    for version in 1..=2 {
        let race: Vec<_> = (0..8)
            .map(|racer| {
                let store = ports.settings.clone();
                let mine = Settings { gemini_model: Some(format!("model {racer}")), ..settings(version) };
                tokio::spawn(async move { store.save(&mine).await.map(|()| mine) })
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
        assert_eq!(ports.settings.load().await, Ok(winners.remove(0)));
    }
}

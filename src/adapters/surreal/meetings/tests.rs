//! What the tables hold: no more than what the port tells.

use std::sync::Arc;

use surrealdb::types::{RecordId, ToSql, Value};

use super::{
    super::{
        Database,
        config::{DatabaseConfig, DatabaseUrl},
        connection::{Query, rows},
        rows::meeting_record,
    },
    limits,
};
use crate::{
    domain::{
        conversation::Channel,
        email::Email,
        ids::MeetingId,
        lead::timeline::Actor,
        locale::Language,
        meeting::{Attendee, Meeting, calendar::CalendarHome, life::Wish, limits::InvitationLimits, template::TitleTemplate},
        schedule::interval::{Interval, shifted},
        time::Timestamp,
    },
    service::ports::{Invitation, MeetingWrite, MeetingWriteError, Meetings, ONCE_S, Once},
};

const NOW: Timestamp = Timestamp::constant(1_795_348_800, 0);

/// Half an hour of tomorrow.
fn booked(n: u128) -> Meeting {
    let time = Interval::lasting(shifted(NOW, 86_400), 30).expect("half an hour");
    let wish = Wish {
        id: MeetingId::new(uuid::Uuid::from_u128(n)),
        time,
        occupied: time,
        visitor_zone: "UTC".into(),
        language: Language::En,
        attendee: Attendee { email: Email::parse("ana@example.com").ok(), ..Attendee::default() },
        title: TitleTemplate::default(),
        lead_id: None,
        conversation_id: None,
        channel: Channel::Website,
        home: CalendarHome::Local,
    };
    wish.book(NOW, Actor::Visitor).expect("an address")
}

async fn open() -> Database {
    Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens")
}

async fn ids(database: &Database, sql: &'static str) -> Vec<RecordId> {
    let mut results = database.connection().read(Query::new(sql)).await.expect("read");
    rows(&mut results, 0, "record").expect("ids")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_at_once_the_tables_show_one() {
    let database = open().await;
    let handles: [Arc<dyn Meetings>; 2] = [Arc::new(database.meetings()), Arc::new(database.clone().meetings())];
    let race: Vec<_> = (1..=50_u128)
        .zip(handles.iter().cycle().cloned())
        .map(|(n, meetings)| tokio::spawn(async move { (n, meetings.write(MeetingWrite::of(booked(n), None)).await) }))
        .collect();
    let mut winners = vec![];
    for racer in race {
        match racer.await.expect("no panic") {
            (n, Ok(())) => winners.push(n),
            (n, Err(error)) => assert_eq!(error, MeetingWriteError::Taken, "{n}"),
        }
    }
    let [winner] = winners[..] else { panic!("{winners:?} have one time") };
    let owner = meeting_record(&booked(winner).id);
    assert_eq!(ids(&database, "SELECT VALUE meeting FROM meeting_claim;").await, vec![owner.clone(); 6]);
    assert_eq!(ids(&database, "SELECT VALUE id FROM meeting;").await, [owner]);
    assert_eq!(ids(&database, "SELECT VALUE id FROM meeting_time;").await.len(), 1);

    let cancelled = booked(winner).cancel(NOW, Actor::Visitor).expect("cancelled");
    handles[0].write(MeetingWrite::of(cancelled, None)).await.expect("written");
    for sql in ["SELECT VALUE id FROM meeting_claim;", "SELECT VALUE id FROM meeting_time;"] {
        assert!(ids(&database, sql).await.is_empty(), "{sql}");
    }
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_remembered_for_a_day_names_nobody_and_is_swept() {
    let database = open().await;
    let invitation = Invitation {
        address: Some("ana@example.com".into()),
        client: Some("192.0.2.7".into()),
        limits: InvitationLimits::default(),
        at: NOW,
    };
    let once = Once { key: "ana's own key".into(), fingerprint: "f".repeat(64), at: NOW };
    let change = MeetingWrite { once: Some(once), invitation: Some(invitation), ..MeetingWrite::of(booked(1), None) };
    database.meetings().write(change).await.expect("written");

    let tables = ["SELECT * FROM meeting_once;", "SELECT * FROM invited;", "SELECT * FROM invitation;"];
    let stored = async |sql: &'static str| {
        let mut results = database.connection().read(Query::new(sql)).await.expect("read");
        results.take::<Value>(0).expect("rows").to_sql()
    };
    for sql in tables {
        let text = stored(sql).await;
        assert!(text.contains("d'2026-11-22"), "there is a time: {text}");
        assert!(!text.contains("ana") && !text.contains("192.0.2.7"), "{text}");
    }
    let sweep = async |at: Timestamp| database.connection().write(limits::sweep(at)).await.map(|_| ());
    sweep(shifted(NOW, ONCE_S - 1)).await.expect("swept");
    for sql in tables {
        assert_ne!(stored(sql).await, "[]", "it counts still: {sql}");
    }
    sweep(shifted(NOW, ONCE_S + 1)).await.expect("swept");
    for sql in tables {
        assert_eq!(stored(sql).await, "[]", "{sql}");
    }
    database.close().await.expect("closed");
}

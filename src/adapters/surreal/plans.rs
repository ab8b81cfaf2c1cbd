//! Proof that the queries which run often, or over a million rows, use the index that was made for them.

use surrealdb::types::{Datetime, RecordId, ToSql, Value};

use super::{
    Database, audit,
    config::{DatabaseConfig, DatabaseUrl},
    connection::Query,
    conversations::queries,
    erasing, instructions, leads, logs, meetings, outbox, questions, reports,
    rows::{Kind, spans_of, visits_of},
    sessions, tallies,
};
use crate::{
    domain::{
        analytics::{
            block::{Cover, Level, MOST_PARTS},
            range::Range,
            tally::Dimension,
        },
        conversation::VisitorKey,
        ids::{AdminId, ArchiveId, ConversationId, LeadId, MessageId},
        lead::{
            LeadStatus,
            query::{Assigned, LeadFilter, Sort, SortKey},
        },
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::ports::{AuditFilter, LastRun, MeetingFilter},
};

/// The plans of the query's SELECT statements. Printed, too: `cargo test … -- --show-output` shows them.
async fn plans(database: &Database, query: Query) -> Vec<String> {
    let query = query.explained();
    println!("{}", query.text());
    let mut results = database.connection().read(query).await.expect("the engine explains a query that is well formed");
    let values = (0..results.num_statements()).map(|index| results.take::<Value>(index).expect("each statement has a result of its own"));
    let plans: Vec<String> = values.map(|value| value.to_sql()).filter(|text| text.contains("[ctx:")).collect();
    assert!(!plans.is_empty(), "no plan");
    for plan in &plans {
        // What is sorted has to be read as a whole.
        let is_cut_afterwards = plan.contains("Limit [") && plan.contains("RecordIdScan") && !plan.contains("Sort");
        assert!(!is_cut_afterwards, "reads the whole range for its first records: {plan}");
    }
    println!("{}\n", plans.join("\n"));
    plans
}

/// Each query and what its plans must say.
fn expectations() -> Vec<(Query, &'static str)> {
    let id = ConversationId::new(uuid::Uuid::from_u128(1));
    let message = MessageId::new(uuid::Uuid::from_u128(1));
    let text = || "a".to_owned();
    let newest = "IndexScan [ctx: Db] [index: conversation_recent, access: ['";
    let found = "FullTextScan [ctx: Db] [index: conversation_search_words";
    let record = "RecordIdScan";
    vec![
        (queries::newest(false, 26, None), newest),
        (queries::newest(false, 26, Some("x")), newest),
        (queries::newest(true, 26, None), newest),
        (queries::newest(true, 26, Some("x")), newest),
        (queries::look("open", Some("x")), newest),
        (queries::matching("a b", false, 26, None), found),
        (queries::matching("a b", true, 26, Some("x")), found),
        (queries::messages(&id, None, 20), record),
        (queries::messages(&id, Some(&message), 20), record),
        (questions::within((Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH), 9), record),
        (
            Query::new("SELECT VALUE id FROM unanswered WHERE conversation = $conversation;")
                .bind("conversation", RecordId::new("conversation", "a")),
            "IndexScan [ctx: Db] [index: unanswered_conversation, access: ",
        ),
        (queries::open_of(&VisitorKey::derive("a", "b"), 20), record),
        (Query::new("SELECT VALUE conversation FROM $visits;").bind("visits", visits_of("a")), record),
        (
            Query::new("SELECT VALUE id FROM archive_hold WHERE visitor = $visitor;").bind("visitor", text()),
            "IndexScan [ctx: Db] [index: archive_hold_visitor, access: ",
        ),
        (Query::new("SELECT count() AS n FROM open_conversation GROUP ALL;"), "CountScan"),
        (Query::new("SELECT count() AS n FROM lead GROUP ALL;"), "CountScan"),
        (leads::queries::matching("ana lima", Some(LeadStatus::Won), Some("x"), 26), "FullTextScan [ctx: Db] [index: lead_search_words"),
        (leads::queries::matching("ana lima", None, None, 26), "FullTextScan [ctx: Db] [index: lead_search_words"),
        (leads::queries::look(None), "IndexScan [ctx: Db] [index: lead_updated"),
        (leads::queries::look(Some("x")), "IndexScan [ctx: Db] [index: lead_updated"),
        (leads::queries::old(), "IndexScan [ctx: Db] [index: lead_created"),
        (Query::new("SELECT * FROM admin WHERE email_key = $key LIMIT 1;").bind("key", text()), "IndexScan [ctx: Db] [index: admin_email"),
        (Query::new("SELECT * FROM api_key WHERE hash = $hash LIMIT 1;").bind("hash", text()), "IndexScan [ctx: Db] [index: api_key_hash"),
        (Query::new("SELECT * FROM audit ORDER BY id DESC LIMIT 9;"), "TableScan [ctx: Db] [table: audit, direction: Backward, limit: 9"),
        (
            Query::new("SELECT * FROM lead_import ORDER BY id DESC LIMIT 9;"),
            "TableScan [ctx: Db] [table: lead_import, direction: Backward, limit: 9",
        ),
        (
            Query::new("SELECT * FROM instruction ORDER BY id DESC LIMIT 1;"),
            "TableScan [ctx: Db] [table: instruction, direction: Backward, limit: 1",
        ),
        (instructions::queries::infos(None, 26), "TableScan [ctx: Db] [table: instruction_info, direction: Backward, limit: 26"),
        (instructions::queries::infos(Some(7), 26), record),
        (instructions::queries::latest(&LastRun::OfDraftOn(7)), "IndexScan [ctx: Db] [index: test_run_draft, access: "),
        (instructions::queries::latest(&LastRun::OfContent(text())), "IndexScan [ctx: Db] [index: test_run_content, access: "),
        (meetings::queries::holds(&id), "IndexScan [ctx: Db] [index: meeting_conversation, access: ["),
        (meetings::queries::lapsed(Timestamp::UNIX_EPOCH, 9), "IndexScan [ctx: Db] [index: meeting_lapses, access: "),
        (meetings::queries::due(Timestamp::UNIX_EPOCH, 9), "IndexScan [ctx: Db] [index: meeting_task_next, access: "),
        (Query::new(meetings::queries::COUNT), "CountScan"),
        (Query::new(meetings::queries::WORST), "IndexScan [ctx: Db] [index: meeting_task_failures, access: "),
        (meetings::queries::times(Interval::lasting(Timestamp::UNIX_EPOCH, 60).expect("an hour has an end")), record),
        (outbox::due(Timestamp::UNIX_EPOCH, 9), "IndexScan [ctx: Db] [index: outbox_next, access: "),
        (
            Query::new("SELECT VALUE id FROM outbox WHERE meeting = $meeting;").bind("meeting", RecordId::new("meeting", "a")),
            "IndexScan [ctx: Db] [index: outbox_meeting, access: ",
        ),
        (sessions::load(RecordId::new("session", "a"), Datetime::MIN_UTC), record),
        (
            Query::new("SELECT VALUE id FROM session WHERE expires_at <= $now;").bind("now", Datetime::MIN_UTC),
            "IndexScan [ctx: Db] [index: session_expires",
        ),
    ]
}

#[tokio::test]
async fn every_frequent_query_has_its_index() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    for (query, expected) in expectations() {
        for plan in plans(&database, query).await {
            assert!(plan.contains(expected), "expected {expected}, got {plan}");
            if expected.contains("conversation_recent") {
                assert!(plan.contains("direction: Backward, limit: "), "reads more than a page: {plan}");
                assert!(!plan.contains("Sort"), "sorts: {plan}");
            }
        }
    }
}

/// As many of them as are looked for at once, and one.
#[tokio::test]
async fn meetings_of_whoever_is_erased_are_found_by_an_index() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let records = |table: &'static str, count: usize| (0..count).map(|n| RecordId::new(table, format!("r{n}"))).collect::<Vec<_>>();
    for count in [1, erasing::AT_ONCE] {
        for (query, expected) in [
            (erasing::met_by(&records("lead", count)), "IndexScan [ctx: Db] [index: meeting_lead, access: ["),
            (erasing::met_in(&records("conversation", count)), "IndexScan [ctx: Db] [index: meeting_conversation, access: ["),
        ] {
            for plan in plans(&database, query).await {
                assert!(plan.contains(expected), "expected {expected}, got {plan}");
                assert!(!plan.contains("TableScan"), "reads all of a table: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn of_test_runs_one_is_read() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    for which in [LastRun::OfDraftOn(7), LastRun::OfContent("a".into())] {
        for plan in plans(&database, instructions::queries::latest(&which)).await {
            assert!(plan.contains("direction: Backward, limit: 1"), "reads more than one: {plan}");
            assert!(!plan.contains("Sort"), "sorts: {plan}");
        }
    }
}

/// Only of such a range does the engine read no more than the limit.
fn is_behind_an_equal_column(plan: &str) -> bool {
    plan.contains("access: [")
}

/// What the dashboard's figures, the reports and the log read.
#[tokio::test]
async fn figures_reports_and_the_log_are_read_by_their_keys_and_indexes() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let (now, lead) = (Timestamp::UNIX_EPOCH, LeadId::new(uuid::Uuid::from_u128(1)));
    let (talk, archive) = (ConversationId::new(uuid::Uuid::from_u128(1)), ArchiveId::new(uuid::Uuid::from_u128(1)));
    let (record, span) = ("RecordIdScan", (now, Timestamp::from_second(86_400).expect("a day later")));
    let range = Range::new(jiff::civil::date(2026, 1, 3), jiff::civil::date(2027, 11, 16)).expect("a range");
    let (days, hours, groups) = (Cover::days_only(range), Cover::of(range, &Level::OF_HOURS), Cover::of(range, &Level::ALL));
    assert_eq!(groups.parts().len(), MOST_PARTS);
    let of_days = [Kind::Days, Kind::Hours, Kind::Cohorts].into_iter().chain(Dimension::ALL.map(Kind::Groups)).map(|kind| (kind, &days));
    let of_blocks = Dimension::ALL.map(|dimension| (Kind::Groups(dimension), &groups)).into_iter().chain([(Kind::Hours, &hours)]);
    let counts = of_days.chain(of_blocks).map(|(kind, cover)| (tallies::queries::counted(spans_of(kind, cover), Some("c0")), record));
    let others = [
        (leads::queries::overdue(now), "IndexScan [ctx: Db] [index: lead_follow_up, access: "),
        (reports::queries::made(span), "IndexScan [ctx: Db] [index: lead_created, access: "),
        (reports::queries::moved(span), "IndexScan [ctx: Db] [index: lead_event_at, access: "),
        (reports::queries::started(span, now), "IndexScan [ctx: Db] [index: conversation_started, access: "),
        (reports::queries::lasting(now), "IndexScan [ctx: Db] [index: conversation_lasting, access: "),
        (reports::queries::follow_ups(span.1, Some((now, &lead)), 9), "IndexScan [ctx: Db] [index: lead_follow_up, access: "),
        (logs::queries::latest(26, None), "IndexScan [ctx: Db] [index: conversation_recent, access: ['"),
        (logs::queries::latest(26, Some("x")), "IndexScan [ctx: Db] [index: conversation_recent, access: ['"),
        (logs::queries::look("open", Some("x")), "IndexScan [ctx: Db] [index: conversation_recent, access: ['"),
        (logs::queries::of_id(&archive), "IndexScan [ctx: Db] [index: archive_current, access: "),
        (logs::queries::holds(std::slice::from_ref(&talk)), "IndexScan [ctx: Db] [index: archive_hold_conversation, access: "),
        (logs::queries::leaving(), "IndexScan [ctx: Db] [index: archive_hold_owed, access: "),
    ];
    for (query, expected) in counts.chain(others) {
        for plan in plans(&database, query).await {
            // Of the one record that says by what is counted.
            if plan.contains("tally_state") {
                continue;
            }
            assert!(plan.contains(expected), "expected {expected}, got {plan}");
            assert!(!plan.contains("TableScan"), "reads all of a table: {plan}");
            assert!(!plan.contains("Sort"), "sorts: {plan}");
        }
    }
}

/// Of a range that stands there as it is, the engine would read all records for the first ones.
#[tokio::test]
async fn the_first_records_of_a_range_are_read_without_the_others() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let talk = ConversationId::new(uuid::Uuid::from_u128(1));
    for (query, limit) in [
        (tallies::queries::first_days(None, None), 100),
        (tallies::queries::oldest(None), 500),
        (tallies::queries::next("conversation", Some("c"), 100), 100),
        (logs::queries::saying("pri", "pri", 1_000), 1_000),
        (logs::queries::aged(Timestamp::UNIX_EPOCH, Some(&talk), 200), 200),
    ] {
        let plans = plans(&database, query).await;
        let stops = |plan: &String| plan.contains("DynamicScan [ctx: Db] [source: ") && plan.contains(&format!(", limit: {limit}"));
        assert!(plans.iter().any(stops), "reads more than {limit}: {plans:?}");
        assert!(!plans.iter().any(|plan| plan.contains("TableScan") || plan.contains("Sort")), "{plans:?}");
    }
}

/// By whoever did it, by what was done, or all of it; from the end and from a cursor.
#[tokio::test]
async fn every_page_of_the_audit_log_is_a_short_range_of_an_index() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let (actor, action) = (Some("adm_1".to_owned()), Some("leads.exported".to_owned()));
    for (filter, index) in [
        (AuditFilter::default(), "audit_at"),
        (AuditFilter { actor: actor.clone(), ..AuditFilter::default() }, "audit_actor"),
        (AuditFilter { action: action.clone(), ..AuditFilter::default() }, "audit_area"),
        (AuditFilter { actor, action, ..AuditFilter::default() }, "audit_actor"),
    ] {
        for (cursor, to) in [(None, None), (Some("x"), None), (None, Some(Timestamp::UNIX_EPOCH))] {
            let filter = AuditFilter { to, ..filter.clone() };
            for plan in plans(&database, audit::page(&filter, 26, cursor)).await {
                assert!(plan.contains(&format!("IndexScan [ctx: Db] [index: {index}, access: ")), "{plan}");
                assert!(plan.contains("direction: Backward, limit: 26"), "reads more than a page: {plan}");
                assert!(is_behind_an_equal_column(&plan), "reads more than a page: {plan}");
                assert!(!plan.contains("Sort"), "sorts: {plan}");
            }
        }
    }
}

/// Each order of leads, with and without a status, up and down, from the beginning and from a cursor.
#[tokio::test]
async fn every_page_of_leads_is_a_short_range_of_an_index() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    for key in SortKey::ALL {
        for (status, descending, cursor) in [
            (None, true, None),
            (None, true, Some("x")),
            (None, false, Some("x")),
            (Some(LeadStatus::Won), true, Some("x")),
            (Some(LeadStatus::Won), true, None),
            (Some(LeadStatus::New), false, Some("x")),
            (Some(LeadStatus::New), false, None),
        ] {
            let filter = LeadFilter { status, ..LeadFilter::default() };
            let query = leads::queries::range(&filter, Sort { key, descending }, 26, cursor);
            for plan in plans(&database, query).await {
                let direction = if descending { "Backward" } else { "Forward" };
                assert!(plan.contains("IndexScan [ctx: Db] [index: lead_"), "{key:?}: {plan}");
                // Of any other range the engine reads a thousand.
                assert!(is_behind_an_equal_column(&plan) || key == SortKey::FollowUpAt, "reads more than a page: {plan}");
                assert!(plan.contains(&format!("direction: {direction}, limit: 26")), "reads more than a page: {plan}");
                assert!(!plan.contains("Sort"), "sorts: {plan}");
            }
        }
    }
}

/// Whoever's leads they are, or nobody's: pages in the order of creation, with and without a status.
#[tokio::test]
async fn every_page_of_an_assignee_is_a_short_range_of_an_index() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let somebody = Assigned::To(AdminId::new(uuid::Uuid::from_u128(1)));
    for assignee in [somebody, Assigned::ToNobody] {
        for (status, index) in [(None, "lead_assignee_created"), (Some(LeadStatus::New), "lead_assignee_status_created")] {
            for (descending, cursor) in [(true, None), (true, Some("x")), (false, None), (false, Some("x"))] {
                let filter = LeadFilter { status, assignee: Some(assignee.clone()), ..LeadFilter::default() };
                let query = leads::queries::range(&filter, Sort { key: SortKey::CreatedAt, descending }, 26, cursor);
                for plan in plans(&database, query).await {
                    let direction = if descending { "Backward" } else { "Forward" };
                    assert!(plan.contains(&format!("IndexScan [ctx: Db] [index: {index}, access: ")), "{plan}");
                    assert!(plan.contains(&format!("direction: {direction}, limit: 26")), "reads more than a page: {plan}");
                    assert!(!plan.contains("Sort"), "sorts: {plan}");
                }
            }
        }
    }
}

/// Of each status, whoever's they are, up and down, from the beginning and from a cursor.
#[tokio::test]
async fn every_page_of_meetings_is_a_short_range_of_an_index() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let one = uuid::Uuid::from_u128(1);
    for (filter, index) in [
        (MeetingFilter::default(), "meeting_status"),
        (MeetingFilter { leads: vec![LeadId::new(one)], ..MeetingFilter::default() }, "meeting_lead"),
        (MeetingFilter { conversation: Some(ConversationId::new(one)), ..MeetingFilter::default() }, "meeting_conversation"),
    ] {
        for (latest_first, cursor) in [(true, None), (true, Some("x")), (false, None), (false, Some("x"))] {
            let filter = MeetingFilter { latest_first, ..filter.clone() };
            for query in meetings::queries::ways(&filter, 26, cursor) {
                let plans = plans(&database, query).await;
                assert_eq!(plans.len(), 3, "one for each status that is shown");
                for plan in plans {
                    let direction = if latest_first { "Backward" } else { "Forward" };
                    assert!(plan.contains(&format!("IndexScan [ctx: Db] [index: {index}, access: [")), "{index}: {plan}");
                    assert!(plan.contains(&format!("direction: {direction}, limit: 26")), "reads more than a page: {plan}");
                    assert!(!plan.contains("Sort"), "sorts: {plan}");
                }
            }
        }
    }
}

/// All counts have an index that keeps them; without it, a count reads all keys.
#[tokio::test]
async fn counts_are_kept() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    for table in ["open_conversation", "lead", "meeting_task"] {
        let mut results = database.connection().read(Query::new(format!("INFO FOR TABLE {table};"))).await.expect("told");
        let told = results.take::<Value>(0).expect("told").to_sql();
        assert!(told.contains(&format!("DEFINE INDEX {table}_count ON {table} COUNT")), "{told}");
    }
    let mut results = database.connection().read(Query::new("INFO FOR TABLE lead;")).await.expect("told");
    let told = results.take::<Value>(0).expect("told").to_sql();
    for status in LeadStatus::ALL {
        let kept = format!("COUNT WHERE status = '{}'", status.as_str());
        assert!(told.contains(&kept) || told.contains(&kept.replace('\'', "\\'")), "{kept}: {told}");
        for plan in plans(&database, Query::new(leads::queries::counted(status))).await {
            assert!(plan.contains("IndexCountScan"), "{plan}");
        }
    }
}

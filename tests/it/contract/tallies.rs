//! Counts: what each write adds to them, what goes with the erased, and that counting all facts anew finds the same.

use chatimjd::{
    domain::{
        analytics::{
            block::Cover,
            calendar::{Calendar, days_after, week_of, weekday_number},
            measure::{Counts, Measure},
            range::Range,
            tally::{Dimension, Key, Tally},
        },
        capture::{Facts, Field},
        conversation::Conversation,
        ids::{EventId, ImportId},
        lead::{
            Lead, LeadStatus,
            identity::keys_of,
            import::{Import, ImportCounts},
            merge::{MergeRecord, merge, unmerge},
            timeline::{Actor, Happening, LeadEvent},
        },
    },
    service::{
        error::StorageError,
        ports::{ConversationWrite, Forgets, ImportWrite, LeadTrace, LeadWrite, MeetingWrite, Restored},
    },
};
use jiff::{civil::Date, tz::TimeZone};
use uuid::Uuid;

use super::{
    Ports, against_all,
    meetings::{alone, booked, store},
    people::*,
};

against_all! {
    what_is_written_is_counted_at_once,
    a_refused_write_counts_for_nothing,
    counts_go_with_an_erased_visitor,
    counts_go_with_an_erased_lead,
    what_a_lead_came_to_moves_with_a_merge_and_back,
    an_import_is_counted,
    a_meeting_counts_until_it_is_called_off,
    what_is_kept_is_read_with_the_rest_and_stays,
    a_long_range_is_the_sum_of_its_days,
    another_zone_has_other_days,
    many_are_counted_while_all_is_counted_anew,
}

fn today() -> Date {
    Calendar::default().date_of(at(0))
}

/// The days around today.
fn around() -> Range {
    Range::new(today().yesterday().expect("a day"), today().tomorrow().expect("a day")).expect("a range")
}

/// All that was counted on these days.
async fn total(ports: &Ports) -> Counts {
    ports.tallies.days(around()).await.expect("read").values().sum()
}

async fn count(ports: &Ports, measure: Measure) -> i64 {
    total(ports).await.get(measure)
}

/// Nothing is wrong; how many facts there are.
async fn is_right(ports: &Ports) -> u64 {
    let rebuilt = ports.tallies.rebuild(&Calendar::default()).await.expect("rebuilt");
    assert_eq!(rebuilt.wrong, 0, "{rebuilt:?}");
    rebuilt.facts
}

fn came_to(n: u128, to: LeadStatus) -> LeadEvent {
    LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: at(5), by: Actor::Visitor, what: Happening::Status { from: LeadStatus::New, to } }
}

/// Visitor `n` says something and is a lead, with an address.
fn captured(n: u128) -> ConversationWrite {
    let facts: Facts = [fact(Field::Email, &format!("p{n}@example.com"), &message_id(n, 1))].into_iter().collect();
    let conversation = Conversation { lead_id: Some(lead_id(n)), facts: facts.clone(), ..conversation(n) };
    let lead = lead(n, &facts);
    let trace = LeadTrace { claims: keys_of(&facts), ..LeadTrace::default() };
    ConversationWrite { lead: Some(lead), trace, ..write(conversation, exchange(n, 1, "hello")) }
}

async fn capture(ports: &Ports, n: u128) -> Lead {
    let change = captured(n);
    ports.conversations.write(change.clone()).await.expect("written");
    change.lead.expect("a lead")
}

/// The lead's next version, with these lines.
async fn go_on(ports: &Ports, lead: &Lead, status: LeadStatus, events: Vec<LeadEvent>) -> Lead {
    let next = Lead { status, version: lead.version + 1, ..lead.clone() };
    let trace = LeadTrace { events, ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: next.clone(), trace, restored: None }).await.expect("written");
    next
}

async fn what_is_written_is_counted_at_once(ports: Ports) {
    assert_eq!((total(&ports).await, ports.tallies.known_since().await), (Counts::default(), Ok(None)));
    assert_eq!(ports.tallies.zone().await, Ok(Some("UTC".into())));
    capture(&ports, 1).await;
    let second = Conversation { lead_id: Some(lead_id(1)), ..next(&conversation(1)) };
    ports.conversations.write(write(second, exchange(1, 3, "more"))).await.expect("written");
    let all = total(&ports).await;
    for (measure, expected) in [
        (Measure::Chats, 1),
        (Measure::VisitorMessages, 2),
        (Measure::Answers, 2),
        (Measure::Fallbacks, 2),
        (Measure::Leads, 1),
        (Measure::PromptTokens, 24),
        (Measure::OutputTokens, 6),
        (Measure::reply_within(4), 2),
        (Measure::Won, 0),
    ] {
        assert_eq!(all.get(measure), expected, "{measure:?}");
    }
    let hours = ports.tallies.hours(around()).await.expect("read");
    assert_eq!(hours.get(&(today(), 12)), Some(&all), "all of it in one hour");
    let week = ports.tallies.week(around()).await.expect("read");
    let weekday = u8::try_from(weekday_number(today().weekday())).expect("a weekday");
    assert_eq!(week.into_iter().collect::<Vec<_>>(), [((weekday, 12), all.clone())], "and of the week");
    let groups = async |dimension| ports.tallies.groups(dimension, around(), 9).await.expect("read");
    let pages = groups(Dimension::Page).await;
    assert_eq!((pages.len(), pages[0].0.as_str(), pages[0].1.get(Measure::Chats)), (1, "/ovens", 1));
    let models = groups(Dimension::Model).await;
    let of_model = |(name, counts): &(String, Counts)| (name.clone(), counts.get(Measure::Answers), counts.get(Measure::PromptTokens));
    let expected = [("offline".to_owned(), 2, 0), ("gemini-3-flash".to_owned(), 0, 24)];
    assert_eq!(models.iter().map(of_model).collect::<Vec<_>>(), expected, "tokens are of the model that used them");
    let channels: Vec<(String, i64)> =
        groups(Dimension::Channel).await.into_iter().map(|(name, counts)| (name, counts.get(Measure::Leads))).collect();
    assert_eq!(channels, [("website".into(), 0), ("whats_app".into(), 1)], "a lead is of where it was made; the most first");
    assert_eq!(ports.tallies.groups(Dimension::Channel, around(), 1).await.map(|groups| groups.len()), Ok(1));
    let cohorts = ports.tallies.cohorts(Range::day(week_of(today()))).await.expect("read");
    assert_eq!(cohorts.get(&(week_of(today()), 0)).map(|counts| counts.get(Measure::Leads)), Some(1));
    assert_eq!(ports.tallies.known_since().await, Ok(Some(today())));
    assert_eq!(ports.tallies.days(Range::day(around().from())).await.map(|days| days.len()), Ok(0), "not the day before");
    assert_eq!(is_right(&ports).await, 2);
    assert_eq!(total(&ports).await, all);
}

async fn a_refused_write_counts_for_nothing(ports: Ports) {
    capture(&ports, 1).await;
    let before = total(&ports).await;
    let stale = captured(1);
    assert_eq!(ports.conversations.write(stale).await, Err(StorageError::Conflict));
    let old = LeadWrite {
        lead: lead(1, &Facts::default()),
        trace: LeadTrace { events: vec![came_to(1, LeadStatus::Won)], ..LeadTrace::default() },
        restored: None,
    };
    assert_eq!(ports.leads.write(old).await, Err(StorageError::Conflict));
    assert_eq!(total(&ports).await, before);
    assert_eq!(is_right(&ports).await, 2);
}

async fn counts_go_with_an_erased_visitor(ports: Ports) {
    let lead = capture(&ports, 1).await;
    go_on(&ports, &lead, LeadStatus::Won, vec![came_to(1, LeadStatus::Won)]).await;
    store(&ports, &booked(1, 0)).await;
    capture(&ports, 2).await;
    assert_eq!((count(&ports, Measure::Chats).await, count(&ports, Measure::Won).await), (2, 1));
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    let left = total(&ports).await;
    let measures = [Measure::Chats, Measure::VisitorMessages, Measure::Leads, Measure::Won, Measure::Meetings];
    assert_eq!(measures.map(|measure| left.get(measure)), [1, 1, 1, 0, 0]);
    assert_eq!(is_right(&ports).await, 2);
    ports.conversations.erase(&visitor(2)).await.expect("erased");
    assert_eq!((total(&ports).await, ports.tallies.known_since().await), (Counts::default(), Ok(None)));
    assert_eq!(is_right(&ports).await, 0);
}

async fn counts_go_with_an_erased_lead(ports: Ports) {
    let one = capture(&ports, 1).await;
    let two = capture(&ports, 2).await;
    let two = go_on(&ports, &two, LeadStatus::Qualified, vec![came_to(2, LeadStatus::Qualified)]).await;
    store(&ports, &booked(2, 0)).await;
    let old = Lead { version: 1, ..two.clone() };
    assert_eq!(ports.leads.erase(&[one.clone(), old], vec![]).await, Err(StorageError::Conflict));
    assert_eq!(count(&ports, Measure::Leads).await, 2);
    ports.leads.erase(&[two], vec![]).await.expect("erased");
    let left = total(&ports).await;
    let measures = [Measure::Chats, Measure::Answers, Measure::Leads, Measure::Qualified, Measure::Meetings];
    assert_eq!(measures.map(|measure| left.get(measure)), [1, 1, 1, 0, 0]);
    assert_eq!(is_right(&ports).await, 2);
}

async fn what_a_lead_came_to_moves_with_a_merge_and_back(ports: Ports) {
    let (one, two) = (capture(&ports, 1).await, capture(&ports, 2).await);
    let two = go_on(&ports, &two, LeadStatus::Won, vec![came_to(2, LeadStatus::Won)]).await;
    let merged = merge(&one, &two, at(50));
    let record = MergeRecord { before: one.clone(), after: merged.clone(), absorbed: two.clone(), at: at(50) };
    let trace = LeadTrace { absorbed: Some(record.clone()), events: vec![came_to(3, merged.status)], ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: merged.clone(), trace, restored: None }).await.expect("merged");
    assert_eq!(count(&ports, Measure::Leads).await, 1);
    assert_eq!(is_right(&ports).await, 3);
    let apart = unmerge(&merged, &record, at(60));
    let restored = Lead { version: two.version + 1, ..two.clone() };
    let back = LeadWrite { lead: apart.clone(), trace: LeadTrace::default(), restored: Some(Restored { lead: restored, keys: vec![] }) };
    ports.leads.write(back).await.expect("apart");
    assert_eq!(count(&ports, Measure::Leads).await, 2);
    assert_eq!(is_right(&ports).await, 4);
    // A line that is told no longer counts no longer.
    let forgets = Forgets { lines: vec![(apart.id.clone(), came_to(3, merged.status).id)], ..Forgets::default() };
    let trace = LeadTrace { forgets, ..LeadTrace::default() };
    let less = Lead { version: apart.version + 1, ..apart };
    ports.leads.write(LeadWrite { lead: less, trace, restored: None }).await.expect("written");
    assert_eq!(count(&ports, Measure::Won).await, 1);
    assert_eq!(is_right(&ports).await, 4);
}

async fn an_import_is_counted(ports: Ports) {
    let import = Import {
        id: ImportId::new(Uuid::from_u128(1)),
        file: "people.csv".into(),
        by: Actor::Key("a bridge".into()),
        at: at(1),
        last_at: at(2),
        finished_at: None,
        counts: ImportCounts::default(),
        reverted_at: None,
        removed: 0,
        restored: 0,
        kept: vec![],
        kept_total: 0,
        version: 1,
    };
    let bare = |n: u128| Lead { conversation_ids: vec![], ..lead(n, &Facts::default()) };
    let made = |n: u128| {
        let trace = LeadTrace { events: vec![came_to(n, LeadStatus::Lost)], ..LeadTrace::default() };
        LeadWrite { lead: bare(n), trace, restored: None }
    };
    let step = ImportWrite { import, leads: (1..=9).map(made).collect(), marks: vec![], unmarks: vec![], entry: None };
    ports.imports.write(step).await.expect("written");
    assert_eq!((count(&ports, Measure::Leads).await, count(&ports, Measure::Lost).await), (9, 9));
    assert_eq!(is_right(&ports).await, 9);
}

async fn a_meeting_counts_until_it_is_called_off(ports: Ports) {
    let first = booked(1, 0);
    store(&ports, &first).await;
    store(&ports, &super::meetings::held(2, 60)).await;
    assert_eq!((count(&ports, Measure::Meetings).await, count(&ports, Measure::Cancelled).await), (1, 0), "a hold is none");
    let agreed = Lead { conversation_ids: vec![], status: LeadStatus::MeetingScheduled, ..lead(3, &Facts::default()) };
    let trace = LeadTrace { events: vec![came_to(1, LeadStatus::MeetingScheduled)], ..LeadTrace::default() };
    let with_lead = MeetingWrite { lead: Some(LeadWrite { lead: agreed, trace, restored: None }), ..alone(&booked(3, 120)) };
    ports.meetings.write(with_lead).await.expect("written");
    assert_eq!((count(&ports, Measure::Meetings).await, count(&ports, Measure::Agreed).await), (2, 1));
    store(&ports, &first.cancel(at(9), Actor::Visitor).expect("cancelled")).await;
    assert_eq!((count(&ports, Measure::Meetings).await, count(&ports, Measure::Cancelled).await), (1, 1));
    assert_eq!(is_right(&ports).await, 4);
}

async fn what_is_kept_is_read_with_the_rest_and_stays(ports: Ports) {
    let mut opens = Tally::default();
    for key in [Key::Day(today()), Key::Group(today(), Dimension::Referrer, "a site, with 'quotes' and — signs".into())] {
        opens.add(key, Measure::Opens, 7);
    }
    ports.tallies.keep(&opens).await.expect("kept");
    ports.tallies.keep(&opens).await.expect("kept");
    capture(&ports, 1).await;
    let all = total(&ports).await;
    assert_eq!((all.get(Measure::Opens), all.get(Measure::Chats)), (14, 1));
    let referrers = ports.tallies.groups(Dimension::Referrer, around(), 9).await.expect("read");
    assert_eq!(
        referrers.iter().map(|(site, counts)| (site.as_str(), counts.get(Measure::Opens))).collect::<Vec<_>>(),
        [("a site, with 'quotes' and — signs", 14)]
    );
    assert_eq!(is_right(&ports).await, 2);
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    let kept: Counts = [(Measure::Opens, 14)].into_iter().collect();
    assert_eq!(total(&ports).await, kept);
    ports.tallies.keep(&opens.negated()).await.expect("kept");
    ports.tallies.keep(&opens.negated()).await.expect("kept");
    assert_eq!((total(&ports).await, ports.tallies.known_since().await), (Counts::default(), Ok(None)));
}

async fn a_long_range_is_the_sum_of_its_days(ports: Ports) {
    let spread = Range::ending(today(), 230);
    let mut opens = Tally::default();
    for (at, day) in (0..).zip(spread.days()) {
        let page = format!("/{}", at % 3);
        for key in [Key::Day(day), Key::Hour(day, at % 24), Key::Group(day, Dimension::Page, page)] {
            opens.add(key, Measure::Opens, 1 + i64::from(at % 5));
        }
    }
    let mut counted = Tally::default();
    for step in [opens.clone(), opens.clone(), opens.negated()] {
        ports.tallies.keep(&step).await.expect("kept");
        counted.add_all(&step);
        for (back, days) in [(0, 230), (0, 203), (9, 200), (26, 1), (11, 28), (1, 400)] {
            let range = Range::ending(days_after(today(), -back), days);
            let whole = Cover::days_only(range);
            let pages = ports.tallies.groups(Dimension::Page, range, 9).await.expect("read");
            assert_eq!(pages, counted.groups(Dimension::Page, &whole, 9), "{range:?}");
            assert_eq!(ports.tallies.week(range).await.expect("read"), counted.week(&whole), "{range:?}");
        }
        // It folds, too.
        assert_eq!(is_right(&ports).await, 0);
    }
    ports.tallies.keep(&opens.negated()).await.expect("kept");
    let all = Range::ending(today(), 230);
    assert_eq!(ports.tallies.groups(Dimension::Page, all, 9).await, Ok(vec![]));
    assert_eq!((ports.tallies.week(all).await.map(|week| week.len()), ports.tallies.known_since().await), (Ok(0), Ok(None)));
}

async fn another_zone_has_other_days(ports: Ports) {
    capture(&ports, 1).await;
    // There it is past midnight already.
    let east = Calendar::new(TimeZone::get("Pacific/Kiritimati").expect("a zone"));
    let rebuilt = ports.tallies.rebuild(&east).await.expect("rebuilt");
    assert!(rebuilt.wrong > 0 && rebuilt.facts == 2, "{rebuilt:?}");
    assert_eq!(ports.tallies.zone().await, Ok(Some("Pacific/Kiritimati".into())));
    capture(&ports, 2).await;
    let tomorrow = east.date_of(at(0));
    assert!(tomorrow > today());
    let days = ports.tallies.days(around()).await.expect("read");
    assert_eq!(days.iter().map(|(day, counts)| (*day, counts.get(Measure::Chats))).collect::<Vec<_>>(), [(tomorrow, 2)]);
    assert_eq!(ports.tallies.rebuild(&east).await.map(|again| (again.facts, again.wrong)), Ok((4, 0)));
    assert_eq!(ports.tallies.known_since().await, Ok(Some(tomorrow)));
}

async fn many_are_counted_while_all_is_counted_anew(ports: Ports) {
    let writers: Vec<_> = (0..8_u128)
        .map(|writer| {
            let conversations = ports.conversations.clone();
            tokio::spawn(async move {
                for turn in 0..10 {
                    conversations.write(captured(1 + writer * 10 + turn)).await.expect("written");
                }
            })
        })
        .collect();
    for _ in 0..3 {
        ports.tallies.rebuild(&Calendar::default()).await.expect("rebuilt");
    }
    for writer in writers {
        writer.await.expect("no panic");
    }
    let measures = [Measure::Chats, Measure::VisitorMessages, Measure::Leads];
    let all = total(&ports).await;
    assert_eq!(measures.map(|measure| all.get(measure)), [80; 3]);
    assert_eq!(is_right(&ports).await, 160);
    assert_eq!(total(&ports).await, all);
}

//! Lists of meetings: what the filter says, by their beginnings, in pages that neither miss nor repeat one.

use chatimjd::{
    domain::{
        ids::MeetingId,
        lead::timeline::Actor,
        meeting::{
            Meeting, MeetingStatus,
            life::{HOLD_S, Wish},
        },
        page::PageSize,
        schedule::interval::Interval,
    },
    service::ports::{Claimed, MeetingFilter},
};

use super::{booked, half_an_hour, held, meeting_id, pending, store, tomorrow, wish};
use crate::contract::{
    Ports, against_all,
    people::{at, conversation_id, lead_id},
};

against_all! {
    a_list_is_what_its_filter_says,
    pages_neither_miss_nor_repeat_while_meetings_are_added,
    a_cursor_that_no_page_gave_is_refused,
    what_is_claimed_is_all_that_takes_time_in_a_range,
    a_hold_is_found_by_its_conversation_and_when_it_lapsed,
}

fn size(n: u32) -> PageSize {
    PageSize::new(n).expect("a page size")
}

/// All of the list, read in pages; `between` is done after each.
async fn walk(ports: &Ports, filter: &MeetingFilter, page: u32, mut between: impl AsyncFnMut(&Meeting)) -> Vec<Meeting> {
    let (mut all, mut cursor) = (Vec::<Meeting>::new(), None::<String>);
    loop {
        let page = ports.meetings.list(filter, size(page), cursor.as_deref()).await.expect("read").expect("a page");
        all.extend(page.items);
        assert!(all.len() < 1_000, "the pages go round in circles");
        cursor = page.next_cursor;
        match all.last() {
            Some(last) if cursor.is_some() => between(last).await,
            _ => return all,
        }
    }
}

/// In all states, of three leads and four conversations; those that take no time begin at one time.
async fn all_sorts(ports: &Ports) -> Vec<Meeting> {
    let mut all = vec![];
    for n in 1..=24_u128 {
        let minutes = 30 * i64::try_from(n * 7 % 24).expect("small");
        let of = |wish: Wish| Wish { lead_id: Some(lead_id(n % 3)), conversation_id: Some(conversation_id(n % 4)), ..wish };
        let first = of(wish(n, minutes)).hold(at(0), Actor::Visitor);
        let book = |hold: &Meeting| hold.book(wish(n, 0).attendee, at(1), Actor::Visitor).expect("booked");
        let same_time = Meeting { time: half_an_hour(-60), occupied: half_an_hour(-60), ..first.clone() };
        let steps = match n % 6 {
            0 => vec![first],
            1 => vec![first.clone(), book(&first)],
            2 => {
                let pending = Meeting { status: MeetingStatus::Pending, ..book(&first) };
                let pending = Meeting { calendar: pending_calendar(), ..pending };
                vec![first, pending]
            }
            3 | 4 => vec![same_time.clone(), same_time.cancel(at(2), Actor::Visitor).expect("let go")],
            _ => vec![same_time.clone(), same_time.expire(at(HOLD_S)).expect("lapsed")],
        };
        for step in &steps {
            store(ports, step).await;
        }
        all.extend(steps.into_iter().next_back());
    }
    all
}

fn pending_calendar() -> chatimjd::domain::meeting::calendar::CalendarCopy {
    pending(1, 0).calendar
}

async fn a_list_is_what_its_filter_says(ports: Ports) {
    let all = all_sorts(&ports).await;
    let (from, to) = (Some(tomorrow(120)), Some(tomorrow(420)));
    let any = MeetingFilter::default();
    let filters = [
        any.clone(),
        MeetingFilter { from, ..any.clone() },
        MeetingFilter { to, ..any.clone() },
        MeetingFilter { from, to, ..any.clone() },
        MeetingFilter { from: to, to: from, ..any.clone() },
        MeetingFilter { statuses: vec![MeetingStatus::Held, MeetingStatus::Confirmed], ..any.clone() },
        MeetingFilter { statuses: MeetingStatus::ALL.to_vec(), ..any.clone() },
        MeetingFilter { statuses: vec![MeetingStatus::Cancelled], from, ..any.clone() },
        MeetingFilter { leads: vec![lead_id(1)], ..any.clone() },
        MeetingFilter { leads: vec![lead_id(0), lead_id(2), lead_id(77)], to, ..any.clone() },
        MeetingFilter { conversation: Some(conversation_id(2)), ..any.clone() },
        MeetingFilter { conversation: Some(conversation_id(3)), statuses: vec![MeetingStatus::Expired], ..any.clone() },
        MeetingFilter { leads: vec![lead_id(77)], ..any },
    ];
    let mut shown = 0;
    for filter in filters {
        for latest_first in [false, true] {
            let filter = MeetingFilter { latest_first, ..filter.clone() };
            let mut expected: Vec<Meeting> = all.iter().filter(|meeting| filter.matches(meeting)).cloned().collect();
            expected.sort_by_key(|meeting| (meeting.time.start(), meeting.id.clone()));
            if latest_first {
                expected.reverse();
            }
            shown += expected.len();
            for page in [1, 3, 100] {
                assert_eq!(walk(&ports, &filter, page, async |_| {}).await, expected, "pages of {page}: {filter:?}");
            }
        }
    }
    assert!(shown > 100, "the filters find something");
}

async fn pages_neither_miss_nor_repeat_while_meetings_are_added(ports: Ports) {
    for n in 1..=20_u128 {
        store(&ports, &booked(n, 120 * i64::try_from(n).expect("small"))).await;
    }
    let mut added = 100;
    let found = walk(&ports, &MeetingFilter::default(), 3, async |last| {
        // One before the page's end, which comes too late for the list, and one behind it, which does not.
        let end = (last.time.start().as_second() - tomorrow(0).as_second()) / 60;
        for minutes in [end - 90, end + 60] {
            let one = Wish { time: short(minutes), occupied: short(minutes), ..wish(added, 0) };
            store(&ports, &one.book(at(0), Actor::Visitor).expect("an address")).await;
            added += 1;
        }
    })
    .await;
    let starts: Vec<_> = found.iter().map(|meeting| (meeting.time.start(), meeting.id.clone())).collect();
    assert!(starts.is_sorted_by(|one, next| one < next), "in order, each once: {starts:?}");
    let ids: Vec<&MeetingId> = found.iter().map(|meeting| &meeting.id).collect();
    for n in 1..=20 {
        assert!(ids.contains(&&meeting_id(n)), "{n} is missing");
    }
    let behind = (100..added).filter(|n| n % 2 == 1);
    assert!(added > 106, "some were added");
    for n in behind {
        assert!(ids.contains(&&meeting_id(n)), "{n} came in time");
    }
    assert!((100..added).filter(|n| n % 2 == 0).all(|n| !ids.contains(&&meeting_id(n))), "what lies behind a page is not gone back for");
}

/// Five minutes.
fn short(minutes: i64) -> Interval {
    Interval::lasting(tomorrow(minutes), 5).expect("five minutes")
}

async fn a_cursor_that_no_page_gave_is_refused(ports: Ports) {
    store(&ports, &booked(1, 0)).await;
    let garbage =
        ["", "x", "~", "5", "mtg_00000000000000000000000000000001", "1~lead", "' OR true", "9999999999999999999999~mtg_1", "\u{0}"];
    for cursor in garbage {
        for latest_first in [false, true] {
            let filter = MeetingFilter { latest_first, ..MeetingFilter::default() };
            assert_eq!(ports.meetings.list(&filter, size(5), Some(cursor)).await, Ok(None), "{cursor:?}");
        }
    }
    let none = MeetingFilter { conversation: Some(conversation_id(9)), ..MeetingFilter::default() };
    let page = ports.meetings.list(&none, size(5), None).await.expect("read").expect("a page");
    assert_eq!((page.items, page.next_cursor), (vec![], None));
}

fn claimed(meeting: &Meeting) -> Claimed {
    Claimed {
        id: meeting.id.clone(),
        status: meeting.status,
        time: meeting.time,
        occupied: meeting.occupied,
        held_until: meeting.held_until,
    }
}

async fn what_is_claimed_is_all_that_takes_time_in_a_range(ports: Ports) {
    let read = async |from: i64, to: i64| {
        let range = Interval::new(tomorrow(from), tomorrow(to)).expect("a range");
        let mut all = ports.meetings.claimed(range).await.expect("read");
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    };
    assert_eq!(read(-1_000, 1_000).await, []);
    // From 60 to 300, with two hours before it and after it.
    let time = Interval::lasting(tomorrow(60), 240).expect("four hours");
    let long = Wish { time, occupied: time.padded(120, 120), ..wish(1, 0) }.book(at(0), Actor::Visitor).expect("an address");
    let (hold, pending) = (held(2, 600), pending(3, 660));
    for meeting in [&long, &hold, &pending, &booked(4, 720)] {
        store(&ports, meeting).await;
    }
    store(&ports, &booked(4, 720).cancel(at(1), Actor::Visitor).expect("cancelled")).await;
    assert_eq!(read(-1_000, 1_000).await, [claimed(&long), claimed(&hold), claimed(&pending)]);
    for (from, to) in [(-90, -59), (-60, -55), (100, 105), (415, 420), (419, 590)] {
        assert_eq!(read(from, to).await, [claimed(&long)], "from {from} to {to}");
    }
    for (from, to) in [(-90, -60), (420, 600), (690, 1_000)] {
        assert_eq!(read(from, to).await, [], "from {from} to {to}");
    }
    assert_eq!(read(629, 661).await, [claimed(&hold), claimed(&pending)]);
    let moved = hold.book(wish(2, 0).attendee, at(1), Actor::Visitor).expect("in time");
    store(&ports, &moved).await;
    let moved = moved.reschedule(half_an_hour(900), half_an_hour(900), at(2), Actor::Visitor).expect("moved");
    store(&ports, &moved).await;
    assert_eq!((read(600, 630).await, read(900, 901).await), (vec![], vec![claimed(&moved)]));
}

async fn a_hold_is_found_by_its_conversation_and_when_it_lapsed(ports: Ports) {
    let of = |n: u128, minutes: i64, seconds: i64| {
        Wish { conversation_id: Some(conversation_id(1)), ..wish(n, minutes) }.hold(at(seconds), Actor::Visitor)
    };
    assert_eq!(ports.meetings.hold_of(&conversation_id(1)).await, Ok(None));
    let (first, second) = (of(1, 60, 0), of(2, 0, 10));
    for hold in [&first, &second, &held(3, 120)] {
        store(&ports, hold).await;
    }
    store(&ports, &booked(4, 180)).await;
    assert_eq!(ports.meetings.hold_of(&conversation_id(1)).await, Ok(Some(second.clone())), "the newest");
    assert_eq!(ports.meetings.hold_of(&conversation_id(4)).await, Ok(None), "a booking is no hold");

    assert_eq!(ports.meetings.lapsed(at(HOLD_S - 1), 9).await, Ok(vec![]));
    assert_eq!(ports.meetings.lapsed(at(HOLD_S), 9).await, Ok(vec![first.clone(), held(3, 120)]));
    assert_eq!(ports.meetings.lapsed(at(HOLD_S + 10), 9).await, Ok(vec![first.clone(), held(3, 120), second.clone()]));
    assert_eq!(ports.meetings.lapsed(at(HOLD_S + 10), 2).await, Ok(vec![first.clone(), held(3, 120)]));
    assert_eq!(ports.meetings.hold_of(&conversation_id(1)).await, Ok(Some(second.clone())), "lapsed or not");
    store(&ports, &first.expire(at(HOLD_S)).expect("lapsed")).await;
    store(&ports, &second.book(wish(2, 0).attendee, at(20), Actor::Visitor).expect("in time")).await;
    assert_eq!(ports.meetings.lapsed(at(HOLD_S + 10), 9).await, Ok(vec![held(3, 120)]));
    assert_eq!(ports.meetings.hold_of(&conversation_id(1)).await, Ok(None));
}

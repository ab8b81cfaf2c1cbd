//! Free times as they are shown: by the visitor's days, with the business's clock beside the visitor's.

use std::collections::BTreeMap;

use jiff::{Zoned, civil::Date, tz::TimeZone};

use super::interval::Interval;

/// One free time on both clocks. Both are the same instant.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownSlot {
    pub slot: Interval,
    pub visitor: Zoned,
    pub business: Zoned,
    /// The visitor's clocks show this time twice on this day, because they are put back: the distance from UTC has to be told.
    pub twice: bool,
}

/// The free times of one day of the visitor's, in the order they were given in.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotDay {
    pub date: Date,
    pub slots: Vec<ShownSlot>,
}

/// Days ascending.
pub fn by_day(slots: &[Interval], visitor: &TimeZone, business: &TimeZone) -> Vec<SlotDay> {
    let mut days: BTreeMap<Date, Vec<ShownSlot>> = BTreeMap::new();
    for slot in slots {
        let theirs = slot.start().to_zoned(visitor.clone());
        let twice = visitor.to_ambiguous_timestamp(theirs.datetime()).is_ambiguous();
        let ours = slot.start().to_zoned(business.clone());
        days.entry(theirs.date()).or_default().push(ShownSlot { slot: *slot, visitor: theirs, business: ours, twice });
    }
    days.into_iter().map(|(date, slots)| SlotDay { date, slots }).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn slot(start: &str) -> Interval {
        Interval::lasting(start.parse().expect("a time"), 30).expect("an interval")
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    #[test]
    fn days_are_the_visitors() {
        let slots = [slot("2026-12-01T04:00:00Z"), slot("2026-12-01T11:30:00Z")];
        let days = by_day(&slots, &zone("America/Los_Angeles"), &zone("Asia/Karachi"));
        assert_eq!(days.iter().map(|day| day.date).collect::<Vec<_>>(), [date(2026, 11, 30), date(2026, 12, 1)]);
        let first = &days[0].slots[0];
        assert_eq!(first.visitor.datetime(), date(2026, 11, 30).at(20, 0, 0, 0));
        assert_eq!(first.business.datetime(), date(2026, 12, 1).at(9, 0, 0, 0));
        assert_eq!((first.visitor.timestamp(), first.business.timestamp()), (slots[0].start(), slots[0].start()));
        assert!(!first.twice);
    }

    #[test]
    fn an_hour_that_comes_twice_is_marked() {
        let slots = ["2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"].map(slot);
        let days = by_day(&slots, &zone("Europe/Berlin"), &zone("UTC"));
        let shown: Vec<(i8, bool)> = days[0].slots.iter().map(|shown| (shown.visitor.hour(), shown.twice)).collect();
        assert_eq!((days.len(), shown), (1, vec![(0, false), (2, true), (2, true), (3, false)]));
    }
}

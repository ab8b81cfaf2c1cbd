//! Which hours of the week are busy.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::measure::{Counts, Measure};

/// The counts of hours, by date and hour.
pub type Hours = BTreeMap<(Date, u8), Counts>;

/// The counts of the hours of the week, by weekday (Monday is 0) and hour.
pub type Week = BTreeMap<(u8, u8), Counts>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatMap {
    /// Monday first, then by the hour.
    pub cells: [[u64; 24]; 7],
    pub most: u64,
}

pub fn heat_map(week: &Week, measure: Measure) -> HeatMap {
    let mut map = HeatMap::default();
    for ((weekday, hour), counts) in week {
        let day = map.cells.get_mut(usize::from(*weekday));
        if let Some(cell) = day.and_then(|day| day.get_mut(usize::from(*hour))) {
            *cell += counts.shown(measure);
            map.most = map.most.max(*cell);
        }
    }
    map
}

impl HeatMap {
    /// The busiest hour: weekday (Monday is 0), hour, how many. The earliest of several; None where nothing happened.
    pub fn busiest(&self) -> Option<(usize, usize, u64)> {
        let all =
            self.cells.iter().enumerate().flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, count)| (day, hour, *count)));
        all.filter(|(_, _, count)| *count == self.most && *count > 0).min()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::analytics::{
        block::Cover,
        range::Range,
        tally::{Key, Tally},
    };

    #[test]
    fn the_same_hours_of_the_week_are_one() {
        let mut tally = Tally::default();
        for (day, hour, count) in [(date(2026, 11, 16), 9, 2), (date(2026, 11, 23), 9, 3), (date(2026, 11, 22), 23, 5)] {
            tally.add(Key::Hour(day, hour), Measure::Chats, count);
        }
        let week = tally.week(&Cover::days_only(Range::ending(date(2026, 11, 23), 8)));
        let map = heat_map(&week, Measure::Chats);
        assert_eq!((map.cells[0][9], map.cells[6][23], map.most), (5, 5, 5));
        assert_eq!((map.busiest(), HeatMap::default().busiest()), (Some((0, 9, 5)), None));
    }
}

//! Which hours of the week are busy.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    calendar::weekday_number,
    measure::{Counts, Measure},
};

/// The counts of hours, by date and hour.
pub type Hours = BTreeMap<(Date, u8), Counts>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatMap {
    /// Monday first, then by the hour.
    pub cells: [[u64; 24]; 7],
    pub most: u64,
}

pub fn heat_map(hours: &Hours, measure: Measure) -> HeatMap {
    let mut map = HeatMap::default();
    for ((date, hour), counts) in hours {
        let day = &mut map.cells[weekday_number(date.weekday())];
        if let Some(cell) = day.get_mut(usize::from(*hour)) {
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

    #[test]
    fn the_same_hours_of_the_week_are_one() {
        let chats = |count| [(Measure::Chats, count)].into_iter().collect::<Counts>();
        let hours: Hours =
            [((date(2026, 11, 16), 9), chats(2)), ((date(2026, 11, 23), 9), chats(3)), ((date(2026, 11, 22), 23), chats(5))].into();
        let map = heat_map(&hours, Measure::Chats);
        assert_eq!((map.cells[0][9], map.cells[6][23], map.most), (5, 5, 5));
        assert_eq!((map.busiest(), HeatMap::default().busiest()), (Some((0, 9, 5)), None));
    }
}

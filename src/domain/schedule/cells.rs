//! The cells of time that a meeting occupies. Each is a unique key in the database, so that no two meetings can be
//! stored that overlap: they would share a cell.

use std::fmt;

use super::interval::Interval;
use crate::domain::time::Timestamp;

/// How long a cell is. Steps and buffers are whole cells, so that meetings one after the other share none.
pub const CELL_MINUTES: u16 = 5;
const CELL_S: i64 = 60 * CELL_MINUTES as i64;
const CELL_NS: i128 = 1_000_000_000 * CELL_S as i128;

/// One cell: its number, counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(i64);

impl Cell {
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The key's text: the number.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The numbers of the first and the last cell that the interval touches.
fn ends(interval: Interval) -> (i64, i64) {
    let cell = |nanosecond: i128| i64::try_from(nanosecond.div_euclid(CELL_NS)).unwrap_or_default();
    (cell(interval.start().as_nanosecond()), cell(interval.end().as_nanosecond() - 1))
}

/// All cells that the interval touches, ascending.
pub fn cells(interval: Interval) -> impl Iterator<Item = Cell> {
    let (first, last) = ends(interval);
    (first..=last).map(Cell)
}

/// The time of all cells that the interval touches.
pub fn whole_cells(interval: Interval) -> Interval {
    let (first, last) = ends(interval);
    let at = |cell: i64| Timestamp::from_second(cell.saturating_mul(CELL_S)).ok();
    let whole = at(first).zip(at(last.saturating_add(1))).and_then(|(start, end)| Interval::new(start, end).ok());
    whole.unwrap_or(interval)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::schedule::interval::shifted;

    /// Anything that could ever be stored: any beginning and end, to the nanosecond.
    fn any_interval() -> impl Strategy<Value = Interval> {
        (0_i64..20_000, 0_i32..1_000_000_000, 1_i64..9_000).prop_map(|(second, nanosecond, length)| {
            let start = Timestamp::new(1_796_000_000 + second, nanosecond).expect("a time");
            let end = Timestamp::new(1_796_000_000 + second + length, nanosecond).expect("a time");
            Interval::new(start, end).expect("an interval")
        })
    }

    fn set(interval: Interval) -> BTreeSet<Cell> {
        cells(interval).collect()
    }

    #[test]
    fn a_meeting_touches_the_cells_it_lies_in() {
        let half_an_hour = Interval::lasting("2026-12-01T09:00:00Z".parse().expect("a time"), 30).expect("an interval");
        let all: Vec<Cell> = cells(half_an_hour).collect();
        assert_eq!(all.len(), 6);
        assert_eq!(all[0].number() * CELL_S, half_an_hour.start().as_second());
        assert_eq!(all[0].to_string(), all[0].number().to_string());
        assert_eq!(whole_cells(half_an_hour), half_an_hour);
    }

    #[test]
    fn a_part_of_a_cell_takes_the_whole() {
        let odd = Interval::lasting("2026-12-01T09:03:00Z".parse().expect("a time"), 4).expect("an interval");
        assert_eq!(cells(odd).count(), 2);
        assert_eq!(whole_cells(odd), Interval::lasting("2026-12-01T09:00:00Z".parse().expect("a time"), 10).expect("an interval"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// "No double booking": two meetings that have an instant in common have a key in common.
        #[test]
        fn overlapping_meetings_share_a_cell(one in any_interval(), other in any_interval()) {
            if one.overlaps(&other) {
                prop_assert!(!set(one).is_disjoint(&set(other)));
            }
        }

        /// And the other way round for what slots are checked with: what is offered can be claimed.
        #[test]
        fn whole_cells_overlap_where_they_share_one(one in any_interval(), other in any_interval()) {
            prop_assert_eq!(whole_cells(one).overlaps(&whole_cells(other)), !set(one).is_disjoint(&set(other)));
        }

        #[test]
        fn buffers_are_kept_by_the_cells(start in 0_i64..288, gap in 0_i64..24, length in 1_u16..20, before in 0_u16..8, after in 0_u16..8) {
            let minutes = |cells: u16| cells * CELL_MINUTES;
            let first = Interval::lasting(Timestamp::constant(start * CELL_S, 0), minutes(length)).expect("an interval");
            let next = Interval::lasting(shifted(first.end(), gap * CELL_S), minutes(length)).expect("an interval");
            let (first, next) = (first.padded(minutes(before), minutes(after)), next.padded(minutes(before), minutes(after)));
            let is_apart = gap >= i64::from(before) + i64::from(after);
            prop_assert_eq!(set(first).is_disjoint(&set(next)), is_apart);
        }
    }
}

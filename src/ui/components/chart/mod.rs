//! Charts: drawings of our own. Only lines and areas are drawn, in a box that stretches; words and numbers stand in HTML
//! around it, so that they keep their size. Beside each drawing there is a table of the same numbers.

mod line;
mod numbers;
mod share;
mod spark;

pub use line::{Legend, LineChart};
pub use numbers::NumbersTable;
pub use share::ShareBar;
pub use spark::Spark;

/// The height and the width of the box that is stretched.
const SIDE: f64 = 100.0;
/// Parts between the lines of the grid.
const STEPS: u64 = 4;

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub name: &'static str,
    /// Which of the chart's colours, from 1 to 6.
    pub tone: u8,
    pub values: Vec<u64>,
}

/// One place on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// In full: `Mon 16 Nov`.
    pub name: String,
    /// Below the axis; empty where there is no room for a word.
    pub tick: String,
    /// Where it leads: the things themselves.
    pub address: String,
}

/// What a chart of lines shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pub series: Vec<Series>,
    /// One for each value of each series.
    pub points: Vec<Point>,
    /// The last of them is not over yet.
    pub is_open: bool,
}

impl Lines {
    pub fn most(&self) -> u64 {
        self.series.iter().flat_map(|series| &series.values).copied().max().unwrap_or(0)
    }

    /// Whether there is anything to draw.
    pub fn is_flat(&self) -> bool {
        self.most() == 0
    }

    /// One point in words: `Mon 16 Nov: Chats 98, Leads 30`.
    fn told(&self, at: usize) -> String {
        let name = self.points.get(at).map(|point| point.name.as_str()).unwrap_or_default();
        let one = |series: &Series| format!("{} {}", series.name, series.values.get(at).copied().unwrap_or(0));
        format!("{name}: {}", self.series.iter().map(one).collect::<Vec<_>>().join(", "))
    }
}

/// The numbers at the lines of the grid, highest first: whole ones that are easy to read, with all values below the first.
fn scale(most: u64) -> Vec<u64> {
    let least = most.div_ceil(STEPS).max(1);
    let mut tens = 1_u64;
    while least > tens.saturating_mul(10) {
        tens = tens.saturating_mul(10);
    }
    let step = [1, 2, 5, 10].into_iter().map(|factor| tens.saturating_mul(factor)).find(|step| *step >= least).unwrap_or(least);
    (0..=STEPS).rev().map(|line| line.saturating_mul(step)).collect()
}

/// A share of the box, for people's eyes only.
fn part(value: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { value as f64 / whole as f64 * SIDE }
}

/// Where values stand in the box: each in the middle of its column.
fn places(values: &[u64], top: u64) -> Vec<(f64, f64)> {
    let width = SIDE / values.len().max(1) as f64;
    values.iter().enumerate().map(|(at, value)| (width * (at as f64 + 0.5), SIDE - part(*value, top))).collect()
}

/// A line through these places that never swings higher or lower than they are.
fn path(places: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let mut before: Option<(f64, f64)> = None;
    for (x, y) in places {
        match before {
            None => path.push_str(&format!("M{x:.2} {y:.2}")),
            Some((x0, y0)) => {
                let middle = (x0 + x) / 2.0;
                path.push_str(&format!("C{middle:.2} {y0:.2} {middle:.2} {y:.2} {x:.2} {y:.2}"));
            }
        }
        before = Some((*x, *y));
    }
    path
}

/// The same line, closed along the ground.
fn area(places: &[(f64, f64)]) -> String {
    match (places.first(), places.last()) {
        (Some((first, _)), Some((last, _))) => format!("{}L{last:.2} {SIDE:.0}L{first:.2} {SIDE:.0}Z", path(places)),
        _ => String::new(),
    }
}

/// A point: a line without length, whose round ends no stretching deforms.
fn dot((x, y): (f64, f64)) -> String {
    format!("M{x:.2} {y:.2}h0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_has_whole_numbers_and_room_for_the_highest() {
        assert_eq!(scale(0), [4, 3, 2, 1, 0]);
        assert_eq!(scale(4), [4, 3, 2, 1, 0]);
        assert_eq!(scale(5), [8, 6, 4, 2, 0]);
        assert_eq!(scale(112), [200, 150, 100, 50, 0]);
        for most in [1, 9, 39, 41, 999, 12_345, u64::MAX] {
            assert!(scale(most)[0] >= most || most == u64::MAX, "{most}");
        }
    }

    #[test]
    fn values_stand_in_the_middle_of_their_columns() {
        assert_eq!(places(&[5], 10), [(50.0, 50.0)]);
        assert_eq!(path(&places(&[0, 4], 4)), "M25.00 100.00C50.00 100.00 50.00 0.00 75.00 0.00");
        assert_eq!(area(&places(&[4], 4)), "M50.00 0.00L50.00 100L50.00 100Z");
        assert_eq!((path(&[]), area(&[])), (String::new(), String::new()));
    }

    #[test]
    fn a_point_is_told_with_all_its_numbers() {
        let point = Point { name: "Mon 16 Nov".into(), tick: String::new(), address: String::new() };
        let series = |name, value| Series { name, tone: 1, values: vec![value] };
        let lines = Lines { series: vec![series("Chats", 98), series("Leads", 30)], points: vec![point], is_open: false };
        assert_eq!(lines.told(0), "Mon 16 Nov: Chats 98, Leads 30");
        assert!(!lines.is_flat() && Lines::default().is_flat());
    }
}

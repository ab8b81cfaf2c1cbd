//! What is said of days: one, a range, a bound, or several to choose from.

use super::{
    hours::{Bound, Opening},
    item::{Item, Spread, days_after},
    reader::{Reader, means},
};

/// Days as they were said: each is another possibility.
#[derive(Clone, Debug)]
pub struct Dated {
    pub items: Vec<Item>,
    /// The place behind them.
    pub end: usize,
}

/// More days than these nobody lists.
const MOST: usize = 6;

impl Reader<'_> {
    /// The days that are said at a place. `timed`: their time was said before them.
    pub fn date(&self, at: usize, timed: bool) -> Option<Dated> {
        let (opening, mut item, end) = self.opened_day(at)?;
        if item.is_moment() {
            return Some(Dated { items: vec![item], end });
        }
        let leaves = self.is_moved(at) && matches!(opening, None | Some(Opening::Starting | Opening::FromTo));
        if let Some((last, behind)) = self.last_day(opening, &item, end) {
            if leaves && !self.is_dash(end) {
                item.left = true;
                return Some(Dated { items: vec![item], end });
            }
            if let Some(range) = range(&item, &last) {
                let closed = means!(self, behind, UntilIt | BetweenIt);
                return Some(Dated { items: vec![range], end: if closed { behind + 1 } else { behind } });
            }
        }
        if opening == Some(Opening::Between) {
            return None;
        }
        if leaves && means!(self, at, Starting) {
            item.left = true;
            return Some(Dated { items: vec![item], end });
        }
        let before = match opening {
            Some(Opening::After) => Some(Bound::After),
            Some(Opening::Before) => Some(Bound::Before),
            Some(Opening::Until) => Some(Bound::Until),
            Some(Opening::Starting) => Some(Bound::Starting),
            _ => None,
        };
        let behind = self.bound_behind(end).filter(|bound| before.is_none() && self.bounds(end, *bound));
        if let Some(bound) = before.or(behind) {
            let end = if behind.is_some() { end + 1 } else { end };
            return Some(Dated { items: vec![bounded(item, bound)], end });
        }
        Some(self.listed_days(item, end, timed))
    }

    /// A day with the word before it that makes a bound of it.
    fn opened_day(&self, at: usize) -> Option<(Option<Opening>, Item, usize)> {
        if let Some((item, end)) = self.day(at) {
            // "del 10 al 12".
            let opening = (means!(self, at, FromTo | Starting) && means!(self, at, OnDate)).then_some(Opening::FromTo);
            return Some((opening, item, end));
        }
        let opening = self.opening(at)?;
        let glue = |place: usize| means!(self, place, On | Glue) && !means!(self, place, Wday) || means!(self, place, About);
        let place = self.skip(at + 1, 2, |place| glue(place) && self.day(place).is_none());
        let (item, end) = self.day(place)?;
        Some((Some(opening), item, end))
    }

    /// Urdu "se" behind a day is "from" only where no other day follows.
    fn bounds(&self, at: usize, bound: Bound) -> bool {
        !means!(self, at, To) || bound == Bound::Starting && self.day(at + 1).is_none()
    }

    /// The other end of a range, and the place behind it.
    fn last_day(&self, opening: Option<Opening>, first: &Item, at: usize) -> Option<(Item, usize)> {
        let joined = match opening {
            Some(Opening::Between) => means!(self, at, And | To | Or),
            Some(Opening::Starting | Opening::FromTo) => means!(self, at, To | Until),
            _ => means!(self, at, To),
        };
        if !joined && !self.is_dash(at) || first.ends().is_none() || first.also.is_some() {
            return None;
        }
        let glue = |place: usize| means!(self, place, On | Glue | Until | OnDate) && self.day(place).is_none();
        let place = self.skip(at + 1, 3, glue);
        self.day(place).filter(|(item, _)| item.ends().is_some())
    }

    /// "Monday, Tuesday or Wednesday": a list counts where it is closed by "or" or "and".
    fn listed_days(&self, mut first: Item, end: usize, timed: bool) -> Dated {
        let also = first.also.take();
        let one_day = first.date().is_some();
        let mut items = vec![first];
        items.extend(also.map(Item::on));
        let (mut chain, mut closed, mut last) = (Vec::new(), end, end);
        let mut counted = 0;
        while chain.len() < MOST {
            let comma = self.is_comma(last) || self.is_mark(last, &["/"]);
            let joined = means!(self, last, Or | And);
            if !comma && !joined {
                break;
            }
            let oxford = comma && means!(self, last + 1, Or | And);
            let start = if oxford { last + 2 } else { last + 1 };
            let place = self.skip(start, 2, |place| means!(self, place, On | Glue) && self.day(place).is_none());
            let Some((item, behind)) = self.day(place) else { break };
            let fits = item.ends().is_some() && item.date().is_some() == one_day;
            if !fits || timed && self.is_timed(behind) {
                break;
            }
            chain.push(item);
            last = behind;
            if joined || oxford {
                counted = chain.len();
                closed = last;
            }
        }
        chain.truncate(counted);
        items.extend(chain);
        Dated { items, end: closed }
    }

    /// The day before has a time of its own.
    fn is_timed(&self, at: usize) -> bool {
        self.part(at).is_some() || self.time(at, true).is_some()
    }
}

fn range(first: &Item, last: &Item) -> Option<Item> {
    let (from, _) = first.ends()?;
    let (_, until) = last.ends()?;
    // "Friday to Monday" ends in the next week.
    let until = if until < from && last.weekday.is_some() { days_after(until, 7) } else { until };
    (until >= from).then(|| Item { doubts: first.doubts.clone(), ..Item::between(from, until) })
}

/// The item as a bound.
fn bounded(item: Item, bound: Bound) -> Item {
    let Some((first, last)) = item.ends() else { return item };
    let spread = match bound {
        Bound::After => Spread::From { date: last, after: true },
        Bound::Starting => Spread::From { date: first, after: false },
        Bound::Before if !item.ending => Spread::Until { date: first, before: true },
        Bound::Before | Bound::Until => Spread::Until { date: last, before: false },
        Bound::At | Bound::Range => item.spread,
    };
    Item { doubts: item.doubts, ..Item::new(spread) }
}

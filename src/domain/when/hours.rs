//! What is said of the time of day: at it, after it, from one to another, one or another.

use super::{
    clock::{Clock, Form, Known},
    meaning::DayPart,
    reader::{Reader, back, means},
};

/// How a time bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    At,
    /// From the first to the second.
    Range,
    After,
    Before,
    Until,
    Starting,
}

/// Times of day as they were said.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub bound: Bound,
    /// Two of a range; otherwise each is another possibility.
    pub clocks: Vec<Clock>,
    pub about: bool,
    /// A meeting is moved away from it.
    pub left: bool,
    /// The place behind it.
    pub end: usize,
}

/// A word before a time or a day that makes it a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    Between,
    Starting,
    After,
    Before,
    Until,
    /// "de", "von": only before a range.
    FromTo,
}

impl Opening {
    fn bound(self) -> Bound {
        match self {
            Self::Between => Bound::Range,
            Self::Starting => Bound::Starting,
            Self::After => Bound::After,
            Self::Before => Bound::Before,
            Self::Until => Bound::Until,
            Self::FromTo => Bound::At,
        }
    }
}

/// The words before a time.
struct Lead {
    about: bool,
    at: bool,
    weak: bool,
    opening: Option<Opening>,
    /// Where the time itself begins.
    place: usize,
}

impl Reader<'_> {
    pub fn opening(&self, at: usize) -> Option<Opening> {
        let all = [
            (means!(self, at, Between), Opening::Between),
            (means!(self, at, Starting), Opening::Starting),
            (means!(self, at, After), Opening::After),
            (means!(self, at, Before), Opening::Before),
            (means!(self, at, Until), Opening::Until),
            (means!(self, at, FromTo), Opening::FromTo),
        ];
        all.into_iter().find_map(|(is, opening)| is.then_some(opening))
    }

    /// The bound that stands behind what it belongs to: "4 baje ke baad".
    pub fn bound_behind(&self, at: usize) -> Option<Bound> {
        let all = [
            (means!(self, at, AfterIt), Bound::After),
            (means!(self, at, BeforeIt), Bound::Before),
            (means!(self, at, UntilIt), Bound::Until),
            (means!(self, at, StartingIt), Bound::Starting),
        ];
        all.into_iter().find_map(|(is, bound)| is.then_some(bound))
    }

    /// The times that are said at a place. `anchored`: a day or a part of the day stands beside it.
    pub fn time(&self, at: usize, anchored: bool) -> Option<Spoken> {
        let mut lead = self.lead(at);
        let mut part = None;
        if (lead.opening.is_some() || lead.at)
            && let Some((named, strong, behind)) = self.part(lead.place)
        {
            let place = if means!(self, behind, At) { behind + 1 } else { behind };
            if self.clock(place, false).is_some() {
                part = Some(named);
                lead.place = place;
            } else if let Some(spoken) = lead.opening.filter(|_| strong).and_then(|opening| beside_part(opening, named, behind)) {
                return Some(Spoken { about: lead.about, ..spoken });
            }
        }
        let paired = matches!(lead.opening, Some(Opening::Between | Opening::FromTo));
        let clock = self.clock(lead.place, paired)?;
        let first = part.map_or(clock, |part| clock.in_part(part));
        let leaves = self.is_moved(at) && matches!(lead.opening, None | Some(Opening::Starting | Opening::FromTo));
        let mut left = false;
        match self.second(&lead, first, anchored || part.is_some()) {
            Some((_, _, dash)) if leaves && !dash => left = lead.opening.is_some(),
            Some((first, second, _)) => return Some(self.range(&lead, first, second)),
            None if lead.opening == Some(Opening::Between) => return None,
            None => {}
        }
        if let Some(second) = self.limit(&lead, first) {
            return Some(Spoken { end: second.end, ..self.range(&lead, first, second) });
        }
        self.alternatives(&lead, first, part.is_some(), anchored, left)
    }

    fn lead(&self, at: usize) -> Lead {
        let mut lead = Lead { about: false, at: false, weak: false, opening: None, place: at };
        for _ in 0..4 {
            let place = lead.place;
            let (about, exact) = (means!(self, place, About), means!(self, place, At));
            if about || exact {
                lead.about |= about;
                lead.at |= exact;
            } else if means!(self, place, WeakAt) && !lead.at {
                lead.weak = true;
                // "à 5" and "às 5" are plainer than "a 5" and "as 5".
                lead.at = self.get(place).is_some_and(|lexeme| lexeme.raw.contains(['à', 'À', 'á', 'Á']));
            } else if let Some(opening) = self.opening(place).filter(|_| lead.opening.is_none() && !self.is_sure_number(place)) {
                lead.opening = Some(opening);
            } else if place == at || !means!(self, place, Glue) || means!(self, place, Or) {
                break;
            }
            lead.place += 1;
        }
        lead
    }

    /// Urdu "das baje" is ten o'clock, Portuguese "das 9" is from nine.
    fn is_sure_number(&self, at: usize) -> bool {
        means!(self, at, Number) && self.clock(at, false).is_some_and(|clock| clock.is_sure())
    }

    /// The end of a range: its first time, its second one, and whether only a dash joins them.
    fn second(&self, lead: &Lead, first: Clock, free: bool) -> Option<(Clock, Clock, bool)> {
        let mut first = first;
        let mut place = first.end;
        if let Some((part, _, behind)) = self.part(place)
            && (means!(self, behind, To | And | Or) || self.is_dash(behind))
        {
            first = first.in_part(part);
            place = behind;
        }
        let dash = self.is_dash(place);
        let joined = match lead.opening {
            Some(Opening::Between) => means!(self, place, And | To | Or | Until),
            Some(Opening::Starting | Opening::FromTo) => means!(self, place, To | Until),
            _ => means!(self, place, To),
        };
        if !joined && !dash {
            return None;
        }
        let (next, part) = self.to_second(place + 1);
        let clock = self.clock(next, true)?;
        let second = part.map_or(clock, |part| clock.in_part(part));
        let opened = matches!(lead.opening, Some(Opening::Between | Opening::Starting | Opening::FromTo));
        let surely = opened || first.is_sure() || second.is_sure() || lead.at || free;
        let street = second.is_bare() && self.is_street(second.end);
        (surely && !street).then_some((first, second, dash))
    }

    /// Over the words before the second time of a range, with a part of the day among them.
    fn to_second(&self, at: usize) -> (usize, Option<DayPart>) {
        let (mut next, mut part) = (at, None);
        for _ in 0..3 {
            let named = self.part(next);
            if means!(self, next, At | WeakAt | About | Until) || means!(self, next, Glue) && named.is_none() {
                next += 1;
            } else if let Some((named, _, behind)) = named.filter(|(_, _, behind)| self.clock(*behind, false).is_some()) {
                part = Some(named);
                next = behind;
            } else {
                break;
            }
        }
        (next, part)
    }

    fn range(&self, lead: &Lead, first: Clock, second: Clock) -> Spoken {
        let closed = means!(self, second.end, BetweenIt) || means!(self, second.end, UntilIt) && !means!(self, second.end, Starting);
        let end = if closed { second.end + 1 } else { second.end };
        Spoken { bound: Bound::Range, clocks: vec![first, second], about: lead.about, left: false, end }
    }

    /// "after 9 and before 11": the second time.
    fn limit(&self, lead: &Lead, first: Clock) -> Option<Clock> {
        if !matches!(lead.opening, Some(Opening::After | Opening::Starting)) {
            return None;
        }
        let joined = means!(self, first.end, And | But) || self.is_comma(first.end);
        let place = if joined { first.end + 1 } else { first.end };
        if !means!(self, place, Before | Until) {
            return None;
        }
        self.clock(if means!(self, place + 1, At) { place + 2 } else { place + 1 }, false)
    }

    /// "3", "3 or 5", "after 4", "4 baje ke baad".
    fn alternatives(&self, lead: &Lead, first: Clock, part: bool, anchored: bool, left: bool) -> Option<Spoken> {
        let mut clocks = self.listed(first);
        let mut end = clocks.last()?.end;
        let mut behind = self.bound_behind(end);
        if behind.is_none()
            && let Some((part, _, next)) = self.part(end)
            && let Some(bound) = self.bound_behind(next)
        {
            clocks = clocks.into_iter().map(|clock| clock.in_part(part)).collect();
            behind = Some(bound);
            end = next;
        }
        let sure = clocks.iter().any(Clock::is_sure);
        if lead.opening == Some(Opening::FromTo) && !first.is_sure() {
            return None;
        }
        if !sure && !self.is_time(lead, &first, part, anchored, behind.is_some(), end) {
            return None;
        }
        let opening = lead.opening.filter(|opening| *opening != Opening::FromTo);
        let bound = match (opening, behind) {
            (Some(opening), _) if !left => opening.bound(),
            (None, Some(bound)) => bound,
            _ => Bound::At,
        };
        if opening.is_none() && behind.is_some() {
            end += 1;
        }
        Some(Spoken { bound, clocks, about: lead.about, left, end })
    }

    /// "3 or 5", "3 / 4 pm".
    fn listed(&self, first: Clock) -> Vec<Clock> {
        let mut clocks = vec![first];
        let mut last = first;
        while clocks.len() < 4 {
            let slash = self.is_mark(last.end, &["/"]) && last.is_sure() && self.clock(last.end + 1, false).is_some();
            if !means!(self, last.end, Or) && !slash {
                break;
            }
            let place = self.skip(last.end + 1, 2, |at| means!(self, at, At | WeakAt | About));
            let Some(clock) = self.clock(place, false) else { break };
            if clock.is_bare() && (!self.may_follow(clock.end) || self.is_dated(place)) {
                break;
            }
            clocks.push(clock);
            last = clock;
        }
        clocks
    }

    /// Whether a number is a time by the words around it.
    fn is_time(&self, lead: &Lead, clock: &Clock, part: bool, anchored: bool, behind: bool, end: usize) -> bool {
        let opened = lead.opening.is_some();
        match clock.form {
            Form::Sure => true,
            Form::Hours => lead.at || lead.weak || opened || anchored || behind,
            Form::Named => lead.at || anchored || opened,
            Form::Spelt => {
                let led = lead.at || opened || part || behind;
                led && !self.is_street(end) && (self.may_follow(end) || behind) && !self.is_dated(lead.place)
            }
            Form::Figure => {
                let other = self.is_dated(lead.place) || self.counts(end) || self.is_mark(back(lead.place), &["/"]);
                let follows = self.may_follow(end);
                let fits = if behind {
                    true
                } else if lead.at {
                    !self.is_street(end) && (follows || !self.is_latin(end))
                } else if opened {
                    follows
                } else {
                    part || anchored && follows
                };
                fits && !other
            }
        }
    }
}

/// "after the evening", "before noon": a part of the day as a bound.
fn beside_part(opening: Opening, part: DayPart, end: usize) -> Option<Spoken> {
    let (bound, minute) = match opening {
        Opening::After => (Bound::Starting, part.until),
        Opening::Starting => (Bound::Starting, part.from),
        Opening::Before => (Bound::Before, part.from),
        Opening::Until => (Bound::Until, part.until),
        Opening::Between | Opening::FromTo => return None,
    };
    let clock = Clock::new(i32::from(minute), Known::Fixed, Form::Sure, end);
    Some(Spoken { bound, clocks: vec![clock], about: false, left: false, end })
}

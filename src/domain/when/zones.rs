//! Time zones that are named: "London time", "EST", "GMT+5", "my time", "hora de Madrid", "بتوقيت الرياض".

use super::reader::{Reader, given, means};

/// A zone as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneWord {
    Mine,
    Yours,
    /// Minutes east of Greenwich.
    Offset(i32),
    /// IANA names that an abbreviation may stand for, the usual one first.
    Names(&'static [&'static str]),
    /// The IANA name of a place's zone.
    Place(&'static str),
}

impl Reader<'_> {
    /// The zone that is named at a place, and the place behind it.
    pub fn zone(&self, at: usize) -> Option<(ZoneWord, usize)> {
        let bracket = self.is_mark(at, &["("]);
        let (zone, end) = self.zone_inside(if bracket { at + 1 } else { at })?;
        let closed = bracket && self.is_mark(end, &[")"]);
        Some((zone, if closed { end + 1 } else { end }))
    }

    fn zone_inside(&self, at: usize) -> Option<(ZoneWord, usize)> {
        if let Some(found) = self.zone_name(at) {
            return Some(found);
        }
        if means!(self, at, TimeWord) {
            let place = self.skip(at + 1, 2, |place| means!(self, place, Of | Glue) && !means!(self, place, Place));
            return given!(self, place, Place).map(|zone| (ZoneWord::Place(zone), place + 1));
        }
        let led = means!(self, at, In | Of | Glue | On) && !means!(self, at, Or);
        if led { self.zone_name(at + 1) } else { None }
    }

    /// A zone by one name.
    fn zone_name(&self, at: usize) -> Option<(ZoneWord, usize)> {
        let lexeme = self.get(at)?;
        if means!(self, at, MyTime) {
            return Some((ZoneWord::Mine, at + 1));
        }
        if means!(self, at, YourTime) {
            return Some((ZoneWord::Yours, at + 1));
        }
        if lexeme.raw == "Z" && !lexeme.spaced {
            return Some((ZoneWord::Offset(0), at + 1));
        }
        if means!(self, at, Utc) {
            return Some(self.universal(at + 1));
        }
        let loud = given!(self, at, LoudZone).filter(|_| lexeme.raw.chars().all(char::is_uppercase));
        if let Some(names) = given!(self, at, Zone).or(loud) {
            return Some((ZoneWord::Names(names), self.over_time_word(at + 1)));
        }
        let place = given!(self, at, Place).filter(|_| means!(self, at + 1, TimeWord))?;
        Some((ZoneWord::Place(place), at + 2))
    }

    fn over_time_word(&self, at: usize) -> usize {
        if means!(self, at, TimeWord) { at + 1 } else { at }
    }

    /// "+5", "-03:30" behind "UTC".
    fn universal(&self, at: usize) -> (ZoneWord, usize) {
        let sign = if self.is_mark(at, &["+"]) { 1 } else { -1 };
        let signed = self.is_mark(at, &["+"]) || self.is_dash(at);
        // A number behind a plus is taken for a telephone: it is read all the same.
        let hours = self.get(at + 1).filter(|lexeme| (1..=2).contains(&lexeme.digits) && !lexeme.spaced).and_then(|lexeme| lexeme.number);
        let Some(hours) = hours.and_then(|hours| i32::try_from(hours).ok()).filter(|hours| signed && *hours <= 14) else {
            return (ZoneWord::Offset(0), self.over_time_word(at));
        };
        let minutes = self.two_figures(at + 3).filter(|_| self.is_mark(at + 2, &[":"])).and_then(|minutes| i32::try_from(minutes).ok());
        let end = if minutes.is_some() { at + 4 } else { at + 2 };
        (ZoneWord::Offset(sign * (hours * 60 + minutes.unwrap_or(0))), self.over_time_word(end))
    }
}

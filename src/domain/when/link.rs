//! Makes one mention of each day with each time, and brings together what was said apart: "tomorrow? 3pm works".

use std::ops::Range;

use super::{
    Days, Doubt, Hours, Minute, Weekdays,
    clock::{Clock, Known},
    draft::{Draft, clocks_in_part},
    hours::{Bound, Spoken},
    item::{Item, Spread, days_after},
    reader::{Reader, means},
    zones::ZoneWord,
};

/// The day of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub reckoned: Reckoned,
    pub doubts: Vec<Doubt>,
    pub weekdays: Weekdays,
    /// Named by the day of the week alone.
    pub bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoned {
    Days(Days),
    /// Minutes from now.
    Minutes(i64, i64),
    Never,
}

impl Day {
    fn is_moment(&self) -> bool {
        matches!(self.reckoned, Reckoned::Minutes(..))
    }
}

/// The time of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub hours: Hours,
    pub doubts: Vec<Doubt>,
}

/// A mention before its zone and its instants are known.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub span: Range<usize>,
    pub borrowed: Option<Range<usize>>,
    pub day: Option<Day>,
    pub told: Option<Told>,
    pub zone: Option<ZoneWord>,
    pub excluded: bool,
    /// Lexemes that the mention is made of.
    places: Range<usize>,
}

impl Candidate {
    fn is_day_only(&self) -> bool {
        self.told.is_none() && self.day.as_ref().is_some_and(|day| !day.is_moment())
    }

    fn is_time_only(&self) -> bool {
        self.day.is_none() && self.told.is_some()
    }
}

impl Reader<'_> {
    /// All mentions of a text.
    pub fn candidates(&self) -> Vec<Candidate> {
        let drafts = self.drafts();
        let excluded = self.excluded(&drafts);
        let mut all = Vec::new();
        for (draft, excluded) in drafts.iter().zip(excluded) {
            all.extend(self.expand(draft, excluded));
        }
        let mut all = self.brought_together(all);
        for pair in drafts.windows(2) {
            let [first, second] = pair else { continue };
            if self.replaces(first, second) {
                let replaced = |candidate: &&mut Candidate| candidate.places == (first.start..first.end);
                all.iter_mut().filter(replaced).for_each(|candidate| candidate.excluded = true);
            }
        }
        all
    }

    /// Each day of a draft with each of its times.
    fn expand(&self, draft: &Draft, excluded: bool) -> Vec<Candidate> {
        let (first, last) = (self.get(draft.start), self.get(draft.end.saturating_sub(1)));
        let span = first.map_or(0, |lexeme| lexeme.span.start)..last.map_or(0, |lexeme| lexeme.span.end);
        let times = times(draft);
        let items: Vec<Option<&Item>> = if draft.items.is_empty() { vec![None] } else { draft.items.iter().map(Some).collect() };
        let mut all = Vec::new();
        for item in items {
            for told in &times {
                let (day, told) = match item {
                    Some(item) => bound_day(item, told.clone(), draft.time.is_none()),
                    None => (None, told.clone()),
                };
                let places = draft.start..draft.end;
                all.push(Candidate { span: span.clone(), borrowed: None, day, told, zone: draft.zone, excluded, places });
            }
        }
        all
    }

    /// A time without a day takes the nearest day that was said before it, or right after it; the day is then no mention
    /// of its own.
    fn brought_together(&self, all: Vec<Candidate>) -> Vec<Candidate> {
        let mut out: Vec<(usize, Candidate)> = Vec::new();
        let mut lent: Vec<usize> = Vec::new();
        // Days that have no time yet, and the day of the last time.
        let (mut open, mut last): (Vec<usize>, Vec<usize>) = (vec![], vec![]);
        for (at, candidate) in all.iter().enumerate() {
            if candidate.is_day_only() && !candidate.excluded {
                open.push(at);
                last.clear();
            } else if candidate.is_time_only() {
                let before = if open.is_empty() { &last } else { &open };
                let lenders: Vec<usize> = if before.is_empty() { self.day_after(&all, at).into_iter().collect() } else { before.clone() };
                if !lenders.is_empty() {
                    for lender in &lenders {
                        out.extend(all.get(*lender).map(|day| (at, lend(candidate, day))));
                    }
                    if !candidate.excluded {
                        lent.extend(lenders.iter().filter(|lender| all.get(**lender).is_some_and(Candidate::is_day_only)));
                        open.clear();
                    }
                    last = lenders;
                    continue;
                }
            } else if candidate.day.is_some() && candidate.told.is_some() && !candidate.excluded {
                last = vec![at];
                open.clear();
            }
            out.push((at, candidate.clone()));
        }
        out.retain(|(at, _)| !lent.contains(at));
        out.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// The day right behind a time in the same sentence: "5pm would be great, maybe tomorrow".
    fn day_after(&self, all: &[Candidate], at: usize) -> Option<usize> {
        let (time, day) = (all.get(at)?, all.get(at + 1)?);
        let mut between = time.places.end..day.places.start;
        let apart = between.any(|place| self.ends_sentence(place) || means!(self, place, Or));
        let fits = day.is_day_only() && !day.excluded && !time.excluded && !apart;
        fits.then_some(at + 1)
    }
}

/// The time on the day of another mention.
fn lend(time: &Candidate, day: &Candidate) -> Candidate {
    Candidate { day: day.day.clone(), borrowed: Some(day.span.clone()), ..time.clone() }
}

fn minute(minute: i32) -> Minute {
    Minute::try_from(minute.clamp(0, 2 * 1440)).unwrap_or(0)
}

/// The times of a draft; one empty one where none was said.
fn times(draft: &Draft) -> Vec<Option<Told>> {
    let Some(time) = &draft.time else {
        let part = draft.part.map(|part| Told { hours: Hours::Between(part.from, part.until), doubts: vec![] });
        return vec![part];
    };
    let clocks = clocks_in_part(time, draft.part);
    if let (Bound::Range, [first, second]) = (time.bound, clocks.as_slice()) {
        return vec![Some(range(time, *first, *second))];
    }
    let clocks = in_one_half(clocks);
    clocks.into_iter().map(|clock| Some(single(time, clock))).collect()
}

/// "3 or 4 pm": all are of the half that the last one names.
fn in_one_half(mut clocks: Vec<Clock>) -> Vec<Clock> {
    let Some(last) = clocks.last().copied().filter(|last| last.known != Known::Open) else { return clocks };
    for clock in &mut clocks {
        if clock.known == Known::Open {
            let (afternoon, is_afternoon) = (last.minute >= 720, clock.minute >= 720);
            if afternoon && !is_afternoon {
                clock.minute += 720;
            } else if !afternoon && is_afternoon {
                clock.minute -= 720;
            }
            clock.known = Known::Fixed;
        }
    }
    clocks
}

fn single(time: &Spoken, clock: Clock) -> Told {
    let (minutes, doubts) = settled(time, clock);
    let at = minute(minutes);
    let hours = match time.bound {
        Bound::At | Bound::Range => Hours::At(at),
        Bound::After | Bound::Starting => Hours::From(at),
        Bound::Before | Bound::Until => Hours::Until(at),
    };
    Told { hours, doubts }
}

/// The minute of a clock, in the likelier half of the day, and what is doubtful of it.
fn settled(time: &Spoken, clock: Clock) -> (i32, Vec<Doubt>) {
    let mut minutes = clock.minute;
    let mut doubts = Vec::new();
    if time.about || clock.about {
        doubts.push(Doubt::About);
    }
    if clock.night {
        doubts.push(Doubt::WhichNight);
    }
    if clock.known == Known::Open {
        // A quarter to one.
        if minutes < 60 {
            minutes += 720;
        }
        let morning = minutes;
        // Meetings are from seven to seven.
        let other = if morning < 420 {
            minutes += 720;
            morning
        } else if morning >= 720 {
            morning - 720
        } else {
            morning + 720
        };
        doubts.push(Doubt::HalfOfDay { other: minute(other) });
    }
    (minutes, doubts)
}

/// "3-5pm", "from 9 to 5", "11 to 1".
fn range(time: &Spoken, first: Clock, second: Clock) -> Told {
    let (mut from, mut until) = (first, second);
    let mut doubts = Vec::new();
    if from.known == Known::Open && until.known != Known::Open {
        let half = from.minute % 720;
        from.minute = [half + 720, half].into_iter().find(|minutes| *minutes < until.minute).unwrap_or(from.minute);
        from.known = Known::Fixed;
    } else if from.known == Known::Open {
        let (minutes, open) = settled(time, from);
        from.minute = minutes;
        doubts = open;
        if until.minute < 420 || until.minute <= from.minute && until.minute < 720 {
            until.minute += 720;
        }
    } else if until.known == Known::Open && until.minute <= from.minute {
        until.minute += 720;
    }
    if until.known == Known::Open && until.minute <= from.minute {
        until.minute += 720;
    }
    if until.minute <= from.minute {
        // Only a night goes on into the next day.
        if from.minute < 1080 {
            return single(time, from);
        }
        until.minute += 1440;
    }
    if (time.about || from.about || until.about) && !doubts.contains(&Doubt::About) {
        doubts.push(Doubt::About);
    }
    if (from.night || until.night) && !doubts.contains(&Doubt::WhichNight) {
        doubts.push(Doubt::WhichNight);
    }
    Told { hours: Hours::Between(minute(from.minute), minute(until.minute)), doubts }
}

/// A day with a time. Where the day is a bound, the time is of the bound: "until Friday 3pm".
fn bound_day(item: &Item, told: Option<Told>, is_part: bool) -> (Option<Day>, Option<Told>) {
    let day = |reckoned: Reckoned, doubts: Vec<Doubt>| Day { reckoned, doubts, weekdays: item.weekdays, bare: item.bare };
    let plain = |reckoned: Reckoned| day(reckoned, item.doubts.clone());
    let (from, date, open) = match item.spread {
        Spread::Never => return (Some(plain(Reckoned::Never)), told),
        Spread::On(date) => return (Some(plain(Reckoned::Days(Days::On(date)))), told),
        Spread::Between(first, last) => return (Some(plain(Reckoned::Days(Days::Between(first, last)))), told),
        Spread::Minutes(least, most) => return (Some(plain(Reckoned::Minutes(least, most))), None),
        Spread::From { date, after } => (true, date, after),
        Spread::Until { date, before } => (false, date, before),
    };
    let whole = match (from, open) {
        (true, true) => Days::From(days_after(date, 1), 0),
        (true, false) => Days::From(date, 0),
        (false, true) => Days::Until(days_after(date, -1), 1440),
        (false, false) => Days::Until(date, 1440),
    };
    let bound = |minute: Minute| if from { Days::From(date, minute) } else { Days::Until(date, minute) };
    match told {
        Some(Told { hours: Hours::At(minute), doubts }) => {
            let all = item.doubts.iter().cloned().chain(doubts).collect();
            (Some(day(Reckoned::Days(bound(minute)), all)), None)
        }
        Some(Told { hours: Hours::Between(start, end), .. }) if is_part => {
            // After the evening is from its end on, before it is until its start.
            let minute = if from == open { end } else { start };
            (Some(plain(Reckoned::Days(bound(minute)))), None)
        }
        told => (Some(plain(Reckoned::Days(whole))), told),
    }
}

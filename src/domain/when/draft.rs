//! Words that stand together and tell one time: days, times, a part of the day and a zone, in any order.

use super::{
    Doubt, Weekdays,
    clock::{Clock, Form},
    dates::Dated,
    hours::{Bound, Spoken},
    item::{Item, Spread},
    meaning::DayPart,
    reader::{Reader, back, given, means},
    zones::ZoneWord,
};

#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub items: Vec<Item>,
    pub time: Option<Spoken>,
    pub part: Option<DayPart>,
    pub zone: Option<ZoneWord>,
    /// The part of the day stands for itself.
    strong: bool,
    /// A date and its day of the week are one.
    merged: bool,
    /// From this lexeme until before `end`.
    pub start: usize,
    pub end: usize,
}

impl Draft {
    fn is_fresh(&self) -> bool {
        self.items.is_empty() && self.time.is_none() && self.part.is_none()
    }

    /// A length of time from now on.
    fn is_moment(&self) -> bool {
        self.items.first().is_some_and(Item::is_moment)
    }

    /// A meeting is moved away from it.
    pub fn is_left(&self) -> bool {
        self.items.iter().any(|item| item.left) || self.time.as_ref().is_some_and(|time| time.left)
    }
}

/// More times than these nobody names.
const MOST: usize = 40;

impl Reader<'_> {
    /// All that is said of times, in its order.
    pub fn drafts(&self) -> Vec<Draft> {
        let mut all: Vec<Draft> = Vec::new();
        let mut at = 0;
        while at < self.end() && all.len() < MOST {
            // "since Monday" is no time for a meeting.
            if means!(self, at, Since) && !means!(self, at, Starting) {
                let place = self.skip(at + 1, 2, |place| self.is_glue(place) && self.date(place, false).is_none());
                if let Some(past) = self.draft(place) {
                    at = past.end;
                    continue;
                }
            }
            match self.draft(at) {
                Some(draft) => {
                    at = draft.end.max(at + 1);
                    all.push(draft);
                }
                None => at += 1,
            }
        }
        all
    }

    fn draft(&self, at: usize) -> Option<Draft> {
        let mut draft = Draft { start: at, end: at, ..Draft::default() };
        self.piece(&mut draft, at)?;
        for _ in 0..7 {
            if self.next_piece(&mut draft).is_none() {
                break;
            }
        }
        let told = !draft.items.is_empty() || draft.time.is_some() || draft.strong;
        told.then_some(draft)
    }

    /// The next piece, over the words that only hold the pieces together.
    fn next_piece(&self, draft: &mut Draft) -> Option<()> {
        for place in draft.end..draft.end + 5 {
            if self.piece(draft, place).is_some() {
                return Some(());
            }
            if !self.is_glue(place) {
                return None;
            }
        }
        None
    }

    fn is_glue(&self, at: usize) -> bool {
        let parts = means!(self, at, Or | And | But | Not | NotIt | Except | ExceptIt | Correct) && !means!(self, at, On | Of);
        let holds = means!(self, at, Glue | On | Of | In);
        let leads = means!(self, at, At | WeakAt | OnDate | FromTo) && !means!(self, at, Hint);
        !parts && (holds || leads) || self.is_comma(at) || self.is_mark(at, &["(", ")", "@"])
    }

    /// Takes what stands at a place into the draft, where there is something that it has not yet.
    fn piece(&self, draft: &mut Draft, at: usize) -> Option<()> {
        if self.is_mark(at, &[")"]) {
            return None;
        }
        let end = self.take_day(draft, at).or_else(|| self.take_time(draft, at)).or_else(|| self.take_part(draft, at));
        draft.end = end.or_else(|| self.take_zone(draft, at))?;
        Some(())
    }

    fn take_day(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        let Some(first) = draft.items.first() else {
            let dated = self.date(at, draft.time.is_some())?;
            if draft.time.is_some() && dated.items.first().is_some_and(Item::is_moment) {
                return None;
            }
            self.take_inner_part(draft, &dated);
            draft.items = dated.items;
            return Some(dated.end);
        };
        // "Montag Morgen" is no tomorrow.
        let early = given!(self, at, WeakPart).filter(|_| at == draft.end && means!(self, at, Day) && first.bare);
        if let Some(part) = early.filter(|_| draft.part.is_none()) {
            draft.part = Some(part);
            return Some(at + 1);
        }
        if draft.items.len() > 1 || draft.merged {
            return None;
        }
        let dated = self.date(at, false)?;
        let [second] = dated.items.as_slice() else { return None };
        let merged = merge(first, second)?;
        self.take_inner_part(draft, &dated);
        draft.items = vec![merged];
        draft.merged = true;
        Some(dated.end)
    }

    /// "tonight" names its part of the day as well.
    fn take_inner_part(&self, draft: &mut Draft, dated: &Dated) {
        let part = dated.items.first().and_then(|item| item.part);
        if draft.part.is_none() && part.is_some() {
            draft.part = part;
            draft.strong = true;
        }
    }

    fn take_time(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if draft.time.is_some() {
            return None;
        }
        if self.is_day_of(draft, at) {
            let item = draft.items.first_mut()?;
            item.weekdays = Weekdays::NONE;
            item.bare = false;
            draft.merged = true;
            return Some(at + 1);
        }
        let anchored = (!draft.items.is_empty() || draft.part.is_some()) && !draft.is_moment();
        let alone = || if draft.is_fresh() { self.leading_time(at) } else { None };
        let time = self.time(at, anchored).or_else(alone)?;
        let end = time.end;
        draft.time = Some(time);
        Some(end)
    }

    /// "Friday 6": the number is the date of that Friday.
    fn is_day_of(&self, draft: &Draft, at: usize) -> bool {
        let [item] = draft.items.as_slice() else { return false };
        let day = item.date().filter(|_| item.bare).and_then(|date| u32::try_from(date.day()).ok());
        let fraction = self.is_mark(at + 1, &["."]) && self.is_glued(at + 2) && self.digits(at + 2) > 0;
        let hour = self.is_mark(at + 1, &[":"]) || means!(self, at + 1, OClock | Hours | Am | Pm | Tail) || fraction;
        day.is_some() && day == self.figure(at) && !hour
    }

    /// A number that is a time because a day or a part of the day follows: "5 tomorrow".
    fn leading_time(&self, at: usize) -> Option<Spoken> {
        let clock = self.clock(at, false).filter(|clock| !clock.is_sure())?;
        let next = clock.end;
        let part = self.part(next);
        let fits = match clock.form {
            Form::Sure => false,
            Form::Figure => self.may_lead(at) && !self.is_dated(at) && self.leads_to_day(next),
            Form::Named => part.is_some(),
            Form::Hours => part.is_some() || self.date(next, false).is_some(),
            Form::Spelt => part.is_some_and(|(_, strong, _)| strong),
        };
        fits.then(|| Spoken { bound: Bound::At, clocks: vec![clock], about: false, left: false, end: clock.end })
    }

    fn leads_to_day(&self, at: usize) -> bool {
        let plain = |place: usize| self.is_glue(place) && self.date(place, false).is_none() && self.part(place).is_none();
        let place = self.skip(at, 3, plain);
        let day = || self.date(place, false).is_some_and(|dated| !dated.items.first().is_some_and(Item::is_moment));
        self.part(place).is_some_and(|(_, strong, _)| strong) || !means!(self, place, Hours) && day()
    }

    fn take_part(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        let (part, strong, end) = self.part(at)?;
        let beside = (!draft.items.is_empty() || draft.time.is_some()) && at <= draft.end + 1 && !self.is_mark(draft.end, &[","]);
        if !strong && !beside {
            return None;
        }
        if draft.part.is_none() {
            draft.part = Some(part);
            draft.strong |= strong;
        } else if at != draft.end {
            return None;
        }
        Some(end)
    }

    fn take_zone(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if draft.zone.is_some() || draft.time.is_none() && !draft.is_fresh() {
            return None;
        }
        let (zone, end) = self.zone(at)?;
        if draft.time.is_none() && !self.leads_to_time(end) {
            return None;
        }
        draft.zone = Some(zone);
        Some(end)
    }

    /// "London time: 3pm", "北京时间下午3点".
    fn leads_to_time(&self, at: usize) -> bool {
        let passes = |place: usize| means!(self, place, At | Glue | Part) || self.is_mark(place, &[",", ":"]);
        let place = self.skip(at, 2, |place| passes(place) && self.time(place, false).is_none());
        self.time(place, false).is_some() || self.part(back(place)).is_some() && self.time(place, true).is_some()
    }
}

/// "Friday, 6 March" is one day; where the two differ, the date counts.
fn merge(first: &Item, second: &Item) -> Option<Item> {
    let is_day = |item: &Item| matches!(item.spread, Spread::On(_) | Spread::Never);
    if first.bare == second.bare || !is_day(first) || !is_day(second) {
        return None;
    }
    let (day, weekday) = if first.bare { (second, first) } else { (first, second) };
    if day.weekday.is_some() {
        return None;
    }
    let differs = day.date().is_some_and(|date| Some(date.weekday()) != weekday.weekday);
    let other = weekday.date().filter(|_| differs);
    Some(day.clone().with_doubt(other.map(|other| Doubt::OtherWeekday { other })))
}

/// The clocks of a draft, read with its part of the day.
pub fn clocks_in_part(time: &Spoken, part: Option<DayPart>) -> Vec<Clock> {
    time.clocks.iter().map(|clock| part.map_or(*clock, |part| clock.in_part(part))).collect()
}

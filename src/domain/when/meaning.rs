//! What the words of the dictionaries mean to the grammar. Each language's file of words gives these meanings.

use jiff::civil::Weekday;

use super::Minute;

/// A unit in which people count time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// How an hour is read beside a part of the day: "5 in the evening" is 17:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Before noon: an hour stays as it is, 12 is midnight.
    Morning,
    /// Around noon: 10 and 11 stay, 12 is noon, smaller ones are after it.
    Noon,
    /// After noon: an hour is of the second half of the day.
    Afternoon,
    /// At night: from 5 to 11 before midnight, 12 is midnight, 1 to 4 after it.
    Night,
}

/// A part of the day as one language divides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPart {
    pub from: Minute,
    pub until: Minute,
    pub half: Half,
}

impl DayPart {
    const fn new(from: Minute, until: Minute, half: Half) -> Self {
        Self { from: from * 60, until: until * 60, half }
    }

    pub const fn morning(from: Minute, until: Minute) -> Self {
        Self::new(from, until, Half::Morning)
    }

    pub const fn noon(from: Minute, until: Minute) -> Self {
        Self::new(from, until, Half::Noon)
    }

    pub const fn afternoon(from: Minute, until: Minute) -> Self {
        Self::new(from, until, Half::Afternoon)
    }

    pub const fn night(from: Minute, until: Minute) -> Self {
        Self::new(from, until, Half::Night)
    }
}

/// What one word, or a few that belong together, mean. One word may mean several things: the grammar takes the one
/// that fits its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// So many days from today: "tomorrow" is 1.
    Day(i8),
    /// So many days ahead or behind: "kal" is 1, "parson" is 2.
    Either(i8),
    Wday(Weekday),
    /// A short form that is often another word: "sat", "Mi". It needs a time or a date beside it.
    ShortWday(Weekday),
    /// A week, or a day of it: "ہفتہ" is Saturday, "minggu" is Sunday.
    WeekOr(Weekday),
    /// A day of the week that is so many weeks ahead: "下周三".
    WdayOf(i8, Weekday),
    Weekend,
    /// Monday to Friday.
    Workdays,
    Month(i8),
    /// A short form that is often another word: "may", "dec". It needs a number beside it.
    ShortMonth(i8),
    /// A whole week, month or year, so many ahead: "下个月".
    Period(TimeUnit, i8),
    Unit(TimeUnit),
    /// A length of time in one word: "half an hour", "يومين".
    Lasting(TimeUnit, u8),

    This,
    /// "next Friday": of the next week, or the coming one.
    Next,
    /// "coming Friday", "el próximo viernes": the first one ahead.
    Coming,
    Last,
    /// The beginning, middle or end of a week or month.
    Start,
    Middle,
    End,
    Every,

    /// Before a length of time: "in 3 days".
    In,
    /// Before a length of time: "within 3 days", "the next 3 days".
    Within,
    /// Beside a length of time: "3 days ago".
    Ago,
    /// After a length of time: "3 days later", "3 din baad".
    Later,
    /// What follows began in the past: "since Monday".
    Since,

    /// Words that only hold the others together.
    Of,
    On,
    Glue,
    /// A time follows: "at", "um", "jam".
    At,
    /// A time may follow: "a", "as".
    WeakAt,
    /// A day of the month follows: "el día 5", "tanggal 5".
    OnDate,
    /// A day of the month stands before: "5号", "5 tareekh".
    DateMark,
    /// The number of a month stands before: "3月".
    MonthMark,

    After,
    Before,
    Until,
    Starting,
    /// The same, where an end follows: "de 9 a 11".
    FromTo,
    Between,
    To,
    And,
    Or,
    /// The same behind what they belong to: "4 baje ke baad", "5点之前".
    AfterIt,
    BeforeIt,
    UntilIt,
    StartingIt,
    BetweenIt,

    Number(u8),
    /// "a", "one", "eine": a number before a unit only.
    One,
    /// "fifth": a day of the month.
    Ordinal(u8),
    /// "الخامسة": an hour by its place in the row.
    HourName(u8),
    /// "dedh baje": so many hours and a half.
    HourAndHalf(u8),
    /// An hour stands before: "o'clock", "Uhr", "baje", "点".
    OClock,
    /// An hour stands before, or a number of hours: "15 h", "15 heures".
    Hours,
    /// Minutes stand before: "30分".
    MinuteMark,
    Am,
    Pm,
    Part(DayPart),
    /// A part of the day beside a day or a time only: "tarde" is "late" as well.
    WeakPart(DayPart),
    Noon,
    Midnight,
    /// Minutes to add to the hour that follows: "half past" is 30, "quarter to" is -15, "halb" is -30.
    Lead(i8),
    /// Minutes to add to the hour before: "y media" is 30, "menos cuarto" is -15.
    Tail(i8),
    /// Between minutes and an hour: "ten past three", "zehn vor drei".
    Past,
    ToHour,
    /// Between an hour and minutes: "tres y diez", "tres menos diez".
    Plus,
    Minus,

    About,
    /// Not what follows, or else not what stands before.
    Not,
    /// Not what stands before: "nahi", "doesn't work".
    NotIt,
    /// All but what follows.
    Except,
    /// All but what stands before: "ke ilawa".
    ExceptIt,
    But,
    /// What follows replaces what was said before: "I mean".
    Correct,
    /// A meeting is moved from the first time that follows to the second.
    Moved,

    /// Nothing about time, though some of its words are.
    Noise,
    /// Nothing, but it shows the language of the text.
    Hint,
    /// Such words may stand before a bare number that is a time: "make it 5 tomorrow".
    Intro,
    /// Such words may stand after a bare number that is a time: "tomorrow 5 works".
    Outro,
    /// Such things are counted: "5 people".
    Counted,
    /// Such things have numbers: "room 5".
    Label,
    Money,

    /// A place with its own clocks: "London" in "London time".
    Place(&'static str),
    /// Zones of that name, the usual one first.
    Zone(&'static [&'static str]),
    /// The same, where the name is a word as well and counts in capitals only.
    LoudZone(&'static [&'static str]),
    /// "UTC", to which an offset may be added.
    Utc,
    /// "time" in "London time".
    TimeWord,
    MyTime,
    YourTime,
}

pub const MON: Weekday = Weekday::Monday;
pub const TUE: Weekday = Weekday::Tuesday;
pub const WED: Weekday = Weekday::Wednesday;
pub const THU: Weekday = Weekday::Thursday;
pub const FRI: Weekday = Weekday::Friday;
pub const SAT: Weekday = Weekday::Saturday;
pub const SUN: Weekday = Weekday::Sunday;

pub const MINUTE: TimeUnit = TimeUnit::Minute;
pub const HOUR: TimeUnit = TimeUnit::Hour;
pub const DAY: TimeUnit = TimeUnit::Day;
pub const WEEK: TimeUnit = TimeUnit::Week;
pub const MONTH: TimeUnit = TimeUnit::Month;
pub const YEAR: TimeUnit = TimeUnit::Year;

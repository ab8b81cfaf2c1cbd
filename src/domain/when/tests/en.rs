//! English.

use super::check;

#[test]
fn days() {
    check(&[
        ("today", "2026-03-04"),
        ("Can you do it today?", "2026-03-04"),
        ("tonight at 8", "2026-03-04 20:00"),
        ("tomorrow works", "2026-03-05"),
        ("tomorow at 5", "2026-03-05 17:00"),
        ("2moro 5pm", "2026-03-05 17:00"),
        ("tmrw morning", "2026-03-05 06:00-12:00"),
        ("the day after tomorrow, 11am", "2026-03-06 11:00"),
        ("day after tommorow", "2026-03-06"),
        ("I called yesterday at 3", "2026-03-03 15:00"),
        ("in 3 days", "2026-03-07"),
        ("3 days from now", "2026-03-07"),
        ("in a week", "2026-03-11"),
        ("in two weeks", "2026-03-18"),
        ("in a fortnight", "2026-03-18"),
        ("in a month", "2026-04-04"),
        ("a week from Monday", "2026-03-16"),
        ("two days after tomorrow", "2026-03-07"),
        ("Monday week", "2026-03-16"),
        ("within 3 days", "2026-03-04..2026-03-07"),
        ("in the next 2 weeks", "2026-03-04..2026-03-18"),
        ("in 3-4 days", "2026-03-07..2026-03-08"),
        ("2 days ago", "2026-03-02"),
    ]);
}

#[test]
fn days_of_the_week() {
    check(&[
        ("Friday", "2026-03-06"),
        ("on fri at 3pm", "2026-03-06 15:00"),
        ("Monday please", "2026-03-09"),
        ("this Friday", "2026-03-06"),
        ("next Friday", "2026-03-13"),
        ("next Tuesday at 10", "2026-03-10 10:00"),
        ("coming Friday", "2026-03-06"),
        ("last Friday", "2026-02-27"),
        ("wensday 2pm", "2026-03-04 14:00"),
        ("thurs or fri", "2026-03-05; 2026-03-06"),
        ("Monday or Tuesday at 3", "2026-03-09 15:00; 2026-03-10 15:00"),
        ("Monday at 3 or Tuesday at 4", "2026-03-09 15:00; 2026-03-10 16:00"),
        ("Mon, Tue or Wed morning", "2026-03-09 06:00-12:00; 2026-03-10 06:00-12:00; 2026-03-04 06:00-12:00"),
        ("Monday to Wednesday", "2026-03-09..2026-03-11"),
        ("Mon-Fri", "2026-03-09..2026-03-13"),
        ("from Friday to Monday", "2026-03-06..2026-03-09"),
        ("after Monday", "2026-03-10.."),
        ("before Friday", "..2026-03-05"),
        ("by Friday", "..2026-03-06"),
        ("from Monday on", "2026-03-09.."),
        ("Monday next week", "2026-03-09"),
        ("next week Thursday", "2026-03-12"),
        ("any weekday", "2026-03-04..2026-03-10"),
        ("tomorrow, Thursday, at 4", "2026-03-05 16:00"),
    ]);
}

#[test]
fn weeks_and_months() {
    check(&[
        ("next week", "2026-03-09..2026-03-15"),
        ("this week", "2026-03-04..2026-03-08"),
        ("this weekend", "2026-03-07..2026-03-08"),
        ("next weekend", "2026-03-14..2026-03-15"),
        ("next month", "2026-04-01..2026-04-30"),
        ("at the end of the month", "2026-03-25..2026-03-31"),
        ("early next week", "2026-03-09..2026-03-10"),
        ("later this week", "2026-03-05..2026-03-06"),
        ("end of next week", "2026-03-12..2026-03-13"),
        ("mid April", "2026-04-11..2026-04-20"),
        ("sometime in June", "2026-06-01..2026-06-30"),
        ("in January", "2027-01-01..2027-01-31"),
        ("the beginning of next month", "2026-04-01..2026-04-07"),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("5 March", "2026-03-05"),
        ("March 5th", "2026-03-05"),
        ("on the 5th of March at 3", "2026-03-05 15:00"),
        ("March the 12th", "2026-03-12"),
        ("march 20 5pm", "2026-03-20 17:00"),
        ("12th Apr 2026, 9.30am", "2026-04-12 09:30"),
        ("Dec. 5", "2026-12-05"),
        ("Jan 5", "2026-01-05"),
        ("Friday, March 6th", "2026-03-06"),
        ("May 5 or 6", "2026-05-05"),
        ("5 or 6 March", "2026-03-05; 2026-03-06"),
        ("5-7 March", "2026-03-05..2026-03-07"),
        ("from the 10th to the 12th of March", "2026-03-10..2026-03-12"),
        ("the 15th", "2026-03-15"),
        ("on the 2nd", "2026-04-02"),
        ("on the 5th of next month", "2026-04-05"),
        ("2026-03-09", "2026-03-09"),
        ("2026-03-09 14:30", "2026-03-09 14:30"),
        ("2026-03-09T14:30", "2026-03-09 14:30"),
        ("on 5/4", "2026-04-05"),
        ("05/04/2026 at 3pm", "2026-04-05 15:00"),
        ("25/12", "2026-12-25"),
        ("until 20 March", "..2026-03-20"),
        ("30 February", "no such day"),
        ("31st June 2026", "no such day"),
        ("may I come on the 9th?", "2026-03-09"),
    ]);
}

#[test]
fn times() {
    check(&[
        ("at 5", "17:00"),
        ("5 pm", "17:00"),
        ("5:30 p.m. tomorrow", "2026-03-05 17:30"),
        ("5.30pm", "17:30"),
        ("at 5.30", "17:30"),
        ("1530 hrs", "15:30"),
        ("half past 3", "15:30"),
        ("half 3 tomorrow", "2026-03-05 15:30"),
        ("quarter to five", "16:45"),
        ("ten past three on Friday", "2026-03-06 15:10"),
        ("5 o'clock", "17:00"),
        ("5ish", "17:00"),
        ("at noon", "12:00"),
        ("tomorrow at midnight", "2026-03-05 24:00"),
        ("12 pm", "12:00"),
        ("at 12am", "00:00"),
        ("3-5pm", "15:00-17:00"),
        ("between 3 and 5 tomorrow", "2026-03-05 15:00-17:00"),
        ("from 9 to 5", "09:00-17:00"),
        ("11-1pm", "11:00-13:00"),
        ("tomorrow 10am - 12pm", "2026-03-05 10:00-12:00"),
        ("3 or 4pm", "15:00; 16:00"),
        ("tomorrow at 3 or 5", "2026-03-05 15:00; 2026-03-05 17:00"),
        ("after 4", "16:00-"),
        ("before noon", "-12:00"),
        ("any time after 4pm on Thursday", "2026-03-05 16:00-"),
        ("not before 10", "10:00-"),
        ("no later than 6 pm", "-18:00"),
        ("by 5", "-17:00"),
        ("10am onwards", "10:00-"),
        ("in two hours", "2026-03-04 12:00"),
        ("in half an hour", "2026-03-04 10:30"),
        ("in 45 minutes", "2026-03-04 10:45"),
        ("this afternoon", "2026-03-04 12:00-17:00"),
        ("tomorrow evening around 7", "2026-03-05 19:00"),
        ("10 in the morning", "10:00"),
        ("5 tomorrow?", "2026-03-05 17:00"),
        ("how about 5 tomorrow", "2026-03-05 17:00"),
        ("tomorrow 5 works for me", "2026-03-05 17:00"),
        ("today at 9", "2026-03-04 21:00"),
    ]);
}

#[test]
fn mixed_and_apart() {
    check(&[
        ("I'm free kal after 4 but not before", "2026-03-05 16:00-"),
        ("I'm free tomorrow. 3pm works", "2026-03-05 15:00"),
        ("Can we meet tomorrow? Is 5pm okay?", "2026-03-05 17:00"),
        ("5pm would be great, if Friday is ok", "2026-03-06 17:00"),
        ("Tuesday but not before 10", "2026-03-10 10:00-"),
        ("Hi, can we talk kal shaam 5 baje?", "2026-03-05 17:00"),
        ("next monday ko 3 baje", "2026-03-09 15:00"),
        ("Either Thursday 10am or next Monday at 2:15", "2026-03-05 10:00; 2026-03-09 14:15"),
        ("lets do fri 4pm", "2026-03-06 16:00"),
    ]);
}

#[test]
fn what_is_excluded() {
    check(&[
        ("not Monday", "not 2026-03-09"),
        ("I can't do Monday", "not 2026-03-09"),
        ("any day except Friday", "not 2026-03-06"),
        ("Monday doesn't work", "not 2026-03-09"),
        ("not Monday but Tuesday", "not 2026-03-09; 2026-03-10"),
        ("not Monday or Tuesday", "not 2026-03-09; not 2026-03-10"),
        ("not Monday, Tuesday is better", "not 2026-03-09; 2026-03-10"),
        ("I'm busy tomorrow but Friday is fine", "not 2026-03-05; 2026-03-06"),
        ("Monday at 3, sorry I meant Tuesday at 3", "not 2026-03-09 15:00; 2026-03-10 15:00"),
        ("Monday at 3. Actually 4pm", "not 2026-03-09 15:00; 2026-03-09 16:00"),
        ("move it from Monday to Tuesday", "not 2026-03-09; 2026-03-10"),
        ("reschedule my Monday appointment to Thursday at 2", "not 2026-03-09; 2026-03-05 14:00"),
        ("why not Monday?", "2026-03-09"),
        ("no 5pm is fine", "17:00"),
        ("No, Monday", "2026-03-09"),
    ]);
}

#[test]
fn zones() {
    check(&[
        ("3pm London time", "15:00 Europe/London"),
        ("tomorrow at 3pm EST", "2026-03-05 15:00 America/New_York"),
        ("3 pm PKT on Friday", "2026-03-06 15:00 Asia/Karachi"),
        ("5pm GMT+5", "17:00 +05"),
        ("10:00 UTC tomorrow", "2026-03-05 10:00 UTC"),
        ("at 4 your time", "16:00 Asia/Karachi"),
        ("4pm my time", "16:00"),
        ("tomorrow 9am (Pacific)", "2026-03-05 09:00 America/Los_Angeles"),
        ("10am in New York time", "10:00 America/New_York"),
        ("this is the best time at 3pm", "15:00"),
    ]);
}

#[test]
fn what_is_no_time() {
    for text in [
        "5 people",
        "a table for 5",
        "2 rooms tomorrow please, thanks",
        "room 5",
        "it costs $17",
        "order 10023",
        "call 0300 1234567",
        "+1 (415) 555-2671",
        "version 5.30",
        "I'm 25 years old",
        "may I ask something?",
        "we sat down",
        "the sun is out",
        "24/7",
        "in 5 locations",
        "at 5 Main Street",
        "the second option",
        "it took 3 hours",
        "a 16:9 screen",
        "4/5 stars",
        "iPhone 15",
        "good morning",
        "have a nice weekend",
        "mail me at monday@example.com",
        "https://example.com/2026/03/05",
        "between 3 and 5 people",
        "no. 5",
        "17.50 €",
        "one of us",
        "I march on",
        "can we do so",
        "5",
        "since Monday",
    ] {
        let found: Vec<String> = super::shown(text);
        let only_days = text.starts_with("2 rooms tomorrow");
        assert!(found.is_empty() || only_days && found == ["2026-03-05"], "{text}: {found:?}");
    }
}

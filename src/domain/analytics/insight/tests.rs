//! What the paragraph says, and that it says nothing else.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::analytics::range::Range;

fn tuesday() -> Morning {
    Morning {
        date: date(2026, 11, 24),
        chats: 40,
        leads: 12,
        usual: Some(9),
        won: 0,
        top_page: Some(("/pricing".into(), 8)),
        overdue: 2,
        meetings_today: 1,
        model_errors: 0,
        first: FirstChat::Known,
    }
}

fn leads(count: i64) -> Counts {
    [(Measure::Leads, count)].into_iter().collect()
}

#[test]
fn a_day_is_told_in_words() {
    assert_eq!(
        tuesday().told(Language::En),
        "Tuesday: 12 leads from 40 conversations, 3 more than on a usual Tuesday. Most came from /pricing (8). 2 follow-ups are overdue. \
         1 meeting is on today's calendar."
    );
    assert_eq!(
        tuesday().told(Language::Ur),
        "منگل: 40 گفتگو سے 12 لیڈز، عام منگل سے 3 زیادہ۔ زیادہ تر \u{2068}/pricing\u{2069} سے آئے (8)۔ 2 فالو اپ کا وقت گزر چکا ہے۔ آج 1 ملاقات ہے۔"
    );
    assert_eq!(tuesday().told(Language::De), tuesday().told(Language::En));
}

#[test]
fn a_quiet_day_is_called_so() {
    let quiet = Morning { chats: 0, leads: 0, usual: None, top_page: None, overdue: 0, meetings_today: 0, ..tuesday() };
    assert_eq!(quiet.told(Language::En), "Tuesday: nobody wrote.");
    let fewer = Morning { chats: 1, leads: 0, usual: Some(1), ..quiet };
    assert_eq!(fewer.told(Language::En), "Tuesday: no leads from 1 conversation, 1 fewer than on a usual Tuesday.");
}

#[test]
fn before_the_first_conversation_no_day_is_called_quiet() {
    let never =
        Morning { chats: 0, leads: 0, usual: None, top_page: None, overdue: 0, meetings_today: 0, first: FirstChat::Never, ..tuesday() };
    assert_eq!(never.told(Language::En), "Nobody has written yet. Visitors can as soon as the widget's line is on your site.");
    assert!(never.told(Language::Ur).starts_with("ابھی تک کسی نے نہیں لکھا۔ "));
    assert!(never.shown(None).is_before_all);
    let later = Morning { first: FirstChat::Later, ..never.clone() };
    assert!(later.told(Language::En).starts_with("The very first conversations came today."));
    assert!(later.told(Language::Ur).starts_with("پہلی گفتگو آج ہوئی۔ "));
    let imported = Morning { leads: 3, ..never };
    assert_eq!(imported.told(Language::En), "Tuesday: 3 leads.");
    assert!(!later.shown(None).is_before_all && !imported.shown(None).is_before_all);
}

#[test]
fn the_first_conversation_is_of_that_day_or_before_or_later_or_never() {
    let day = date(2026, 11, 24);
    let chats = |count: i64| [(Measure::Chats, count)].into_iter().collect::<Counts>();
    let first = |days: &[(Date, Counts)]| FirstChat::of(&days.iter().cloned().collect(), day);
    assert_eq!(first(&[(day, leads(3))]), FirstChat::Never);
    assert_eq!(first(&[(date(2026, 11, 25), chats(1))]), FirstChat::Later);
    assert_eq!(first(&[(day, chats(1))]), FirstChat::Known);
    assert_eq!(first(&[(date(2026, 11, 1), chats(1)), (date(2026, 11, 25), chats(1))]), FirstChat::Known);
}

#[test]
fn over_a_report_a_day_is_compared_once_it_is_over_and_what_is_to_do_is_of_now() {
    let (morning, day) = (tuesday(), Range::day(date(2026, 11, 24)));
    let over = |today| morning.told_over(day, today);
    let begins = "Tuesday so far: 12 leads from 40 conversations. Most came from /pricing (8). 2 follow-ups are overdue.";
    assert!(over(date(2026, 11, 24)).starts_with(begins), "{}", over(date(2026, 11, 24)));
    assert_eq!(over(date(2026, 11, 25)), morning.told(Language::En));
    assert_eq!(
        over(date(2026, 11, 26)),
        "Tuesday: 12 leads from 40 conversations, 3 more than on a usual Tuesday. Most came from /pricing (8)."
    );
    let before = Morning { chats: 0, leads: 0, usual: None, top_page: None, first: FirstChat::Later, ..morning };
    assert_eq!(before.told_over(day, date(2026, 12, 24)), "Tuesday: nobody wrote.", "nor did anybody on the day of the report");
}

#[test]
fn several_days_are_told_together() {
    let counts: Counts = [(Measure::Leads, 240), (Measure::Chats, 900), (Measure::Won, 9), (Measure::ModelErrors, 1)].into_iter().collect();
    let pages = [Group { value: Some("/pricing".into()), counts: leads(130) }];
    let november = Range::new(date(2026, 11, 1), date(2026, 11, 24)).expect("a range");
    let told = |today| tuesday().of_all(&counts, &pages).told_over(november, today);
    assert_eq!(
        told(date(2026, 12, 1)),
        "2026-11-01 to 2026-11-24: 240 leads from 900 conversations. Most came from /pricing (130). 9 leads were won. \
         1 answer was broken off by the model."
    );
    assert!(told(date(2026, 11, 24)).starts_with("2026-11-01 to 2026-11-24 so far: 240 leads from 900 conversations. "));
}

#[test]
fn only_what_three_weekdays_show_is_usual() {
    let day = date(2026, 11, 24);
    let days: Days =
        [(day, leads(5)), (date(2026, 11, 17), leads(1)), (date(2026, 11, 10), leads(2)), (date(2026, 11, 18), leads(50))].into();
    let usual = |since| Morning::of(day, &days, since, &[], Ahead::default(), FirstChat::Known).usual;
    assert_eq!(usual(date(2026, 11, 4)), None, "two Tuesdays are no rule");
    assert_eq!(usual(date(2026, 11, 3)), Some(1), "a day without any counts, too");
}

#[test]
fn most_is_more_than_half() {
    let group = |page: Option<&str>, count| Group { value: page.map(str::to_owned), counts: leads(count) };
    assert_eq!(top_page(&[group(Some("/a"), 2), group(None, 2)], 4), None);
    assert_eq!(top_page(&[group(None, 3), group(Some("/a"), 4)], 7), Some(("/a".into(), 4)));
    assert_eq!(top_page(&[group(Some("/a"), 1)], 1), None, "one is not most");
}

#[test]
fn a_models_words_are_checked_number_by_number() {
    let day = tuesday();
    assert!(day.allows("Great: 12 leads, 3 above the usual 9. /pricing brought 8."));
    assert!(day.allows("۱۲ لیڈز"));
    for invented in ["15 leads", "12 leads, up 33 %", "12.5 leads", "1,200 leads", "½ of them", "12 leads on /pricing7"] {
        assert!(!day.allows(invented), "{invented}");
    }
    assert_eq!(without("/a1 and /a and /a/b. /a", "/a"), "/a1 and   and /a/b.  ");
    assert_eq!(numbers("1,234 and 5."), Some(vec![1_234, 5]));
}

proptest! {
    #[test]
    fn no_number_is_said_that_is_not_in_the_data(
        counts in (0_u64..2_000, 0_u64..300, 0_u64..40, 0_u64..9, 0_u64..9, 0_u64..9), usual in proptest::option::of(0_u64..300),
        page in proptest::option::of(("/[a-z0-9/]{1,12}", 2_u64..300)), day in 0_i64..7,
        first in prop::sample::select(vec![FirstChat::Never, FirstChat::Later, FirstChat::Known]),
    ) {
        let (chats, leads, won, overdue, meetings_today, model_errors) = counts;
        let date = days_after(tuesday().date, day);
        let morning = Morning { date, chats, leads, usual, won, top_page: page, overdue, meetings_today, model_errors, first };
        for language in [Language::En, Language::Ur] {
            let told = morning.told(language);
            let page = morning.top_page.as_ref().map_or("\u{0}", |(page, _)| page.as_str());
            let mut allowed = vec![chats, leads, won, overdue, meetings_today, model_errors];
            allowed.extend(usual);
            allowed.extend(usual.map(|usual| leads.abs_diff(usual)));
            allowed.extend(morning.top_page.as_ref().map(|(_, count)| *count));
            let said = numbers(&told.replace(page, "")).expect("whole numbers");
            prop_assert!(said.iter().all(|number| allowed.contains(number)), "{}: {:?}", told, said);
            // And what matters is said.
            prop_assert!(leads == 0 || said.contains(&leads), "{}", told);
            prop_assert!(overdue == 0 || said.contains(&overdue), "{}", told);
            prop_assert!(morning.allows(&told));
        }
    }
}

//! The page behind a meeting's link: what it is, another time for it, an end to it. The server renders all of it; a browser
//! needs no script. What is said of the meeting was made by the server of the stored meeting.

mod words;

use jiff::civil::Date;
use leptos::prelude::*;

use self::words::Words;
use crate::domain::{chat::SlotOffer, locale::Language};

const STYLE: &str = include_str!("../../../style/manage.css");

/// Other times for it, and from which days on there are more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Ascending.
    pub slots: Vec<SlotOffer>,
    pub earlier: Option<Date>,
    pub later: Option<Date>,
}

/// What the visitor may do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Move it to one of these times, or cancel it.
    Change(Times),
    /// Nothing: it is cancelled.
    Cancelled,
    /// Nothing: it has taken place.
    Over,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No time was chosen.
    NothingChosen,
    /// Somebody else was quicker, or the page was too old.
    Taken,
    TooOften,
    Failed,
}

/// A meeting as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub language: Language,
    pub business: String,
    /// What is stored, in sentences of the visitor's language.
    pub told: String,
    /// Day, time and zone on the visitor's clocks.
    pub when: String,
    /// On the business's, where they show another time.
    pub business_when: Option<String>,
    pub is_pending: bool,
    pub call: Option<String>,
    /// The file for a calendar; None: there is none.
    pub file: Option<String>,
    pub next: Next,
    pub trouble: Option<Trouble>,
}

/// The document of a meeting. `nonce` is that of the response's policy.
pub fn document(shown: Shown, nonce: &str) -> String {
    let words = Words::of(shown.language);
    let title = words.title.replace("{business}", &shown.business);
    framed(shown.language, &title.clone(), nonce, move || view! { <Meeting shown=shown words=words title=title/> }.into_any())
}

/// The document of a link that leads nowhere.
pub fn dead_end(language: Language, nonce: &str) -> String {
    let words = Words::of(language);
    framed(language, words.nowhere, nonce, move || {
        view! { <main><h1>{words.nowhere}</h1><p class="told">{words.nowhere_text}</p></main> }.into_any()
    })
}

fn framed(language: Language, title: &str, nonce: &str, body: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| body().to_html());
    owner.cleanup();
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    let (code, title, nonce) = (language.code(), escape(title), escape(nonce));
    format!(
        r#"<!doctype html><html lang="{code}" dir="{direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>{title}</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><style nonce="{nonce}">{STYLE}</style></head><body>{html}</body></html>"#
    )
}

/// Text for HTML and for attributes in double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[component]
fn Meeting(shown: Shown, words: &'static Words, title: String) -> impl IntoView {
    let is_off = shown.next == Next::Cancelled;
    let trouble = shown.trouble.map(|trouble| {
        let words = match trouble {
            Trouble::NothingChosen => words.choose,
            Trouble::Taken => words.taken,
            Trouble::TooOften => words.too_often,
            Trouble::Failed => words.failed,
        };
        view! { <p class="trouble" role="alert">{words}</p> }
    });
    let state = if is_off {
        "off"
    } else if shown.is_pending {
        "pending"
    } else {
        "on"
    };
    let next = match shown.next {
        Next::Change(times) => view! { <Change times=times words=words business=shown.business/> }.into_any(),
        Next::Cancelled => ().into_any(),
        Next::Over => view! { <p class="told">{words.over}</p> }.into_any(),
    };
    view! {
        <main>
            <h1>{title}</h1>
            {trouble}
            <section class="meeting" data-state=state>
                <p class="when">{shown.when}</p>
                {shown.business_when.map(|when| view! { <p class="theirs">{when}</p> })}
                <p class="told">{shown.told}</p>
                <p class="ways">
                    {shown.call.map(|link| view! { <a href=link rel="noopener noreferrer">{words.join}</a> })}
                    {shown.file.map(|file| view! { <a href=file download="">{words.file}</a> })}
                </p>
            </section>
            {next}
        </main>
    }
}

/// Free times by day, in the order they came in.
fn by_day(slots: Vec<SlotOffer>) -> Vec<(String, Vec<SlotOffer>)> {
    let mut days: Vec<(String, Vec<SlotOffer>)> = vec![];
    for slot in slots {
        match days.last_mut() {
            Some((day, of_day)) if *day == slot.day => of_day.push(slot),
            _ => days.push((slot.day.clone(), vec![slot])),
        }
    }
    days
}

#[component]
fn Change(times: Times, words: &'static Words, business: String) -> impl IntoView {
    let Times { slots, earlier, later } = times;
    let way = |from: Option<Date>, words: &'static str| from.map(|from| view! { <a href=format!("?from={from}")>{words}</a> });
    let none = if earlier.or(later).is_some() { words.none_here } else { words.none_free };
    let ways = view! { <p class="ways">{way(earlier, words.earlier)}{way(later, words.later)}</p> };
    let differs = slots.iter().any(|slot| slot.business_time.is_some());
    let is_empty = slots.is_empty();
    let below = differs.then(|| view! { <p class="below">{words.below.replace("{business}", &business)}</p> });
    let days = by_day(slots).into_iter().enumerate().map(|(index, (day, slots))| {
        let times = slots.into_iter().map(|slot| {
            view! {
                <label class="time">
                    <input type="radio" name="slot" value=slot.slot_id required=true/>
                    <span><b>{slot.time}</b>{slot.business_time.map(|time| view! { <small>{time}</small> })}</span>
                </label>
            }
        });
        view! { <details open={index == 0}><summary>{day}</summary><div class="times">{times.collect_view()}</div></details> }
    });
    let days = days.collect_view();
    let choice = if is_empty {
        view! { <p class="told">{none}</p> }.into_any()
    } else {
        view! {
            <form method="post">
                {days}
                <button type="submit" name="do" value="move" class="primary">{words.move_do}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="move-title">
            <h2 id="move-title">{words.move_title}</h2>
            {below}
            {choice}
            {ways}
        </section>
        <section aria-labelledby="cancel-title">
            <h2 id="cancel-title">{words.cancel_title}</h2>
            <details class="cancel">
                <summary>{words.cancel_do}</summary>
                <p>{words.cancel_text}</p>
                <form method="post"><button type="submit" name="do" value="cancel" class="danger">{words.cancel_sure}</button></form>
            </details>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(next: Next) -> Shown {
        Shown {
            language: Language::En,
            business: "Rad & <b>Tat</b>".into(),
            told: "Your meeting is booked.".into(),
            when: "Monday, 2:00 pm (Karachi time)".into(),
            business_when: Some("Monday, 9:00 am (London time)".into()),
            is_pending: false,
            call: None,
            file: Some("/meeting/x/invite.ics".into()),
            next,
            trouble: None,
        }
    }

    fn slot(day: &str, time: &str) -> SlotOffer {
        SlotOffer {
            slot_id: format!("slt_{time}"),
            start: String::new(),
            end: String::new(),
            label: format!("{day}, {time}"),
            day: day.into(),
            time: time.into(),
            business_time: None,
            business_label: None,
        }
    }

    #[test]
    fn a_meeting_is_moved_by_a_plain_form() {
        let slots = vec![slot("Monday", "2:00 pm"), slot("Monday", "2:30 pm"), slot("Tuesday", "9:00 am")];
        let page = document(shown(Next::Change(Times { slots, ..Times::default() })), "n1");
        assert_eq!(page.matches("type=\"radio\"").count(), 3);
        assert_eq!(page.matches("<summary>Monday<").count(), 1);
        assert!(page.contains("value=\"cancel\"") && page.contains("<style nonce=\"n1\">") && !page.contains("<script"));
        assert!(page.contains("Rad &amp; &lt;b>Tat&lt;/b>") || page.contains("Rad &amp; &lt;b&gt;Tat&lt;/b&gt;"));
        assert!(!page.contains("<b>Tat"));
        assert!(!page.contains("?from="));
    }

    #[test]
    fn other_days_are_a_link_away() {
        let day = |day| Some(jiff::civil::date(2026, 12, day));
        let times = Times { slots: vec![], earlier: day(1), later: day(30) };
        let page = document(shown(Next::Change(times.clone())), "n1");
        for from in ["\"?from=2026-12-01\"", "\"?from=2026-12-30\""] {
            assert!(page.contains(from), "{from}: {page}");
        }
        assert!(page.contains("No other time is free on these days."));
        let page = document(shown(Next::Change(Times { earlier: None, later: None, ..times })), "n1");
        assert!(page.contains("No other time is free at the moment.") && !page.contains("?from="));
    }

    #[test]
    fn what_is_over_offers_nothing() {
        for next in [Next::Cancelled, Next::Over] {
            let page = document(shown(next), "n1");
            assert!(!page.contains("<form") && page.contains("Your meeting is booked."));
        }
        assert!(document(Shown { language: Language::Ur, ..shown(Next::Over) }, "n1").contains("dir=\"rtl\""));
        assert!(!dead_end(Language::De, "n1").contains("<form"));
    }
}

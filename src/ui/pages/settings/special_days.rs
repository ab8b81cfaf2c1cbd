//! Days on which other hours hold: holidays and exceptions, a line each.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::{
    domain::{business::OpenSpan, schedule::rules::SpecialDays},
    ui::{
        components::{
            field::{FieldNote, never_wrong},
            icon::{Glyph, Icon},
        },
        wording,
    },
};

/// One editable line; the number keeps it apart from the others while lines come and go.
#[derive(Clone, Copy)]
struct Line {
    number: u64,
    from: RwSignal<String>,
    until: RwSignal<String>,
    /// Such as `09:00 to 12:00, 13:00 to 15:00`; empty: closed.
    hours: RwSignal<String>,
    note: RwSignal<String>,
}

/// The editable list.
#[derive(Clone, Copy)]
pub struct DayLines {
    lines: RwSignal<Vec<Line>>,
    next: StoredValue<u64>,
    owner: StoredValue<Owner>,
}

impl DayLines {
    pub fn new(days: &[SpecialDays]) -> Self {
        let all = Self {
            lines: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            // Lines added in event handlers live as long as the form.
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        all.reset(days);
        all
    }

    pub fn reset(self, days: &[SpecialDays]) {
        let line = |days: &SpecialDays| self.line(&days.from.to_string(), &days.until.to_string(), &written(&days.hours), &days.note);
        self.lines.set(days.iter().map(line).collect());
    }

    fn line(self, from: &str, until: &str, hours: &str, note: &str) -> Line {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let text = |text: &str| RwSignal::new(text.to_owned());
        self.owner
            .with_value(|owner| owner.with(|| Line { number, from: text(from), until: text(until), hours: text(hours), note: text(note) }))
    }

    fn add(self) {
        let line = self.line("", "", "", "");
        self.lines.update(|lines| lines.push(line));
    }

    /// As the server takes it; lines without a day and a note are left out.
    ///
    /// # Errors
    /// What is wrong in the first line that cannot be read, for a person.
    pub fn value(self) -> Result<Vec<SpecialDays>, String> {
        let typed = |line: &Line| [line.from, line.until, line.hours, line.note].map(|text| text.get().trim().to_owned());
        let all: Vec<[String; 4]> = self.lines.with(|lines| lines.iter().map(typed).collect());
        let filled = all.iter().enumerate().filter(|(_, line)| line.iter().any(|text| !text.is_empty()));
        filled.map(|(index, line)| read(line).map_err(|problem| format!("line {}: {problem}", index + 1))).collect()
    }
}

fn read([from, until, hours, note]: &[String; 4]) -> Result<SpecialDays, String> {
    let day = |text: &str| text.parse::<Date>().map_err(|_| "choose a day".to_owned());
    let from = day(from)?;
    let until = if until.is_empty() { from } else { day(until)? };
    Ok(SpecialDays { from, until, hours: spans(hours)?, note: note.clone() })
}

fn written(spans: &[OpenSpan]) -> String {
    let span = |span: &OpenSpan| format!("{} to {}", wording::minute(span.from), wording::minute(span.until));
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

/// Hours as people write them; none where it is closed.
fn spans(text: &str) -> Result<Vec<OpenSpan>, String> {
    let text = text.to_lowercase();
    if text.is_empty() || text == "closed" {
        return Ok(vec![]);
    }
    let span = |part: &str| {
        let (from, until) = part.split_once("to").or_else(|| part.split_once(['-', '–']))?;
        Some(OpenSpan { from: wording::parse_minute(from.trim())?, until: wording::parse_minute(until.trim())? })
    };
    let read: Option<Vec<OpenSpan>> = text.split(',').map(|part| span(part.trim())).collect();
    read.ok_or_else(|| "hours such as 09:00 to 12:00, 13:00 to 15:00".to_owned())
}

#[component]
pub fn SpecialDaysField(days: DayLines, #[prop(into, default = never_wrong())] error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <fieldset class="lines" class:is-wrong=move || error.get().is_some() aria-describedby="special_days-note">
            <legend class="field__label">"Holidays and other hours"</legend>
            <For each=move || days.lines.get() key=|line| line.number let:line>
                <LineView line=line days=days/>
            </For>
            <button type="button" class="button button--small needs-script" on:click=move |_| days.add()><Icon glyph=Glyph::Plus/>"Add days"</button>
            <FieldNote id="special_days-note" error=error help="On these days the hours of the week do not hold. Leave the hours empty where you are closed."/>
        </fieldset>
    }
}

#[component]
fn LineView(line: Line, days: DayLines) -> impl IntoView {
    let remove = move |_| days.lines.update(|lines| lines.retain(|other| other.number != line.number));
    let input = move |value: RwSignal<String>, label: &'static str, kind: &'static str, hint: &'static str| {
        view! {
            <input class="input" type=kind aria-label=label placeholder=hint maxlength="120" dir="auto"
                value=value.get_untracked() prop:value=value on:input=move |event| value.set(event_target_value(&event))/>
        }
    };
    view! {
        <div class="lines__line lines__line--days" role="group" aria-label="Other hours">
            {input(line.from, "First day", "date", "")}
            {input(line.until, "Last day", "date", "")}
            {input(line.hours, "Hours", "text", "closed")}
            {input(line.note, "What for", "text", "Christmas")}
            <button type="button" class="iconbutton" aria-label="Remove these days" on:click=remove><Icon glyph=Glyph::Trash/></button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn line(parts: [&str; 4]) -> Result<SpecialDays, String> {
        read(&parts.map(str::to_owned))
    }

    #[test]
    fn hours_are_read_as_they_are_written() {
        for text in ["", "Closed"] {
            assert_eq!(spans(text), Ok(vec![]));
        }
        let two = vec![OpenSpan { from: 540, until: 720 }, OpenSpan { from: 780, until: 1_440 }];
        for text in ["09:00 to 12:00, 13:00 to 24:00", "9:00-12:00,13:00–24:00"] {
            assert_eq!(spans(text), Ok(two.clone()), "{text}");
        }
        assert_eq!(spans(&written(&two)), Ok(two));
        assert!(spans("morning").is_err() && spans("09:00").is_err() && spans("09:00 to").is_err());
    }

    #[test]
    fn one_day_needs_no_last_day() {
        let christmas = line(["2026-12-25", "", "", "Christmas"]).expect("a line");
        assert_eq!((christmas.from, christmas.until, christmas.note.as_str()), (date(2026, 12, 25), date(2026, 12, 25), "Christmas"));
        assert_eq!(line(["", "2026-12-25", "", ""]), Err("choose a day".into()));
    }
}

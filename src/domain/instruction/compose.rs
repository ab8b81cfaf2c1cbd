//! The instruction as a model reads it: its variables filled in, its helpers written out as sections.

use std::fmt::Write as _;

use super::{Content, Helpers};
use crate::domain::{
    business::{Business, Hours, Minute},
    locale::Language,
    time::Timestamp,
};

pub(super) const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What the variables stand for.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub business: &'a Business,
    pub now: Timestamp,
}

/// A word in braces that stands for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    BusinessName,
    Today,
    OpeningHours,
}

impl Variable {
    pub const ALL: [Self; 3] = [Self::BusinessName, Self::Today, Self::OpeningHours];

    /// As it is written between the braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::BusinessName => "business_name",
            Self::Today => "today",
            Self::OpeningHours => "opening_hours",
        }
    }

    /// In whatever case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variable| variable.name().eq_ignore_ascii_case(name))
    }

    /// What it stands for now.
    pub fn value(self, given: Given<'_>) -> String {
        match self {
            Self::BusinessName => given.business.name.trim().to_owned(),
            Self::Today => given.now.to_zoned(given.business.zone()).strftime("%A, %-d %B %Y").to_string(),
            Self::OpeningHours => opening_hours(&given.business.hours),
        }
    }
}

/// A name in braces. One pair or two: other tools take two.
pub(super) struct Braced<'a> {
    pub start: usize,
    pub end: usize,
    pub name: &'a str,
}

pub(super) fn braced(text: &str) -> Vec<Braced<'_>> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(start) = text[from..].find('{').map(|at| from + at) {
        let (inner, close) = if text[start..].starts_with("{{") { (start + 2, "}}") } else { (start + 1, "}") };
        let length = text[inner..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
        let name = &text[inner..inner + length];
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && text[inner + length..].starts_with(close);
        from = if is_name { inner + length + close.len() } else { start + 1 };
        if is_name {
            found.push(Braced { start, end: from, name });
        }
    }
    found
}

/// The text with its variables filled in; names that stand for nothing stay as they are.
pub fn filled(text: &str, given: Given<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for braced in braced(text) {
        if let Some(variable) = Variable::parse(braced.name) {
            out.push_str(&text[from..braced.start]);
            out.push_str(&variable.value(given));
            from = braced.end;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// The instruction as it stands at the head of the prompt, without a line end behind it.
pub fn instruction(content: &Content, given: Given<'_>) -> String {
    let mut out = filled(content.text.trim(), given);
    sections(&mut out, &content.helpers, given);
    out
}

fn sections(out: &mut String, helpers: &Helpers, given: Given<'_>) {
    let mut paragraph = |heading: &str, text: &str| {
        if !text.is_empty() {
            let _ = write!(out, "\n\n# {heading}\n{}", filled(text, given));
        }
    };
    paragraph("Tone", &helpers.tone);
    paragraph(
        "Topics to avoid",
        &list("Say kindly that you cannot help with these here, and go back to how you can help:", &helpers.avoid),
    );
    let lead_in = "Ask these when they fit what is being talked about, one at a time, and never for what is known already:";
    paragraph("Questions for somebody who is interested", &list(lead_in, &helpers.questions));
    paragraph("When to offer a meeting", &helpers.meetings);
    paragraph("When to hand over to a person", &helpers.hand_over);
}

fn list(lead_in: &str, items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!("{lead_in}\n- {}", items.join("\n- ")) }
}

/// The rule about the answer's language.
pub fn language_rule(languages: &[Language]) -> String {
    let Some(first) = languages.first() else {
        return "Answer in the language of the visitor's latest message, in its script and tone.".into();
    };
    let names: Vec<&str> = languages.iter().map(|language| english_name(*language)).collect();
    format!(
        "Answer in the language of the visitor's latest message, in its script and tone, if it is one of these: {}. Answer whoever writes in another one in {}.",
        names.join(", "),
        english_name(*first)
    )
}

fn english_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Ur => "Urdu",
        Language::Es => "Spanish",
        Language::Fr => "French",
        Language::De => "German",
        Language::Ar => "Arabic",
        Language::Hi => "Hindi",
        Language::Zh => "Chinese",
        Language::Pt => "Portuguese",
        Language::Id => "Indonesian",
    }
}

/// On one line, days of the same hours together.
fn opening_hours(hours: &Hours) -> String {
    if hours.is_unknown() {
        return "not known to you".into();
    }
    let mut stretches: Vec<(usize, usize, String)> = vec![];
    for (day, spans) in hours.0.iter().enumerate() {
        let spans: Vec<String> = spans.iter().map(|span| format!("{}–{}", clock(span.from), clock(span.until))).collect();
        let told = if spans.is_empty() { "closed".to_owned() } else { spans.join(" and ") };
        match stretches.last_mut() {
            Some((_, last, same)) if *same == told => *last = day,
            _ => stretches.push((day, day, told)),
        }
    }
    let told = stretches.iter().map(|(first, last, told)| match last - first {
        0 => format!("{} {told}", DAYS[*first]),
        1 => format!("{} and {} {told}", DAYS[*first], DAYS[*last]),
        _ => format!("{} to {} {told}", DAYS[*first], DAYS[*last]),
    });
    told.collect::<Vec<_>>().join(", ")
}

pub(super) fn clock(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::business::OpenSpan;

    fn business() -> Business {
        let mut hours = Hours::office();
        hours.0[5] = vec![OpenSpan { from: 600, until: 720 }, OpenSpan { from: 780, until: 900 }];
        Business { name: " Brooks ".into(), time_zone: "Pacific/Auckland".into(), hours, ..Business::default() }
    }

    fn told(text: &str) -> String {
        // Sunday noon in UTC is Monday in Auckland.
        filled(text, Given { business: &business(), now: Timestamp::constant(1_795_348_800, 0) })
    }

    #[test]
    fn variables_are_filled_in_and_others_left_alone() {
        assert_eq!(told("We are {business_name}, {{Business_Name}}!"), "We are Brooks, Brooks!");
        assert_eq!(told("{today}"), "Monday, 23 November 2026");
        assert_eq!(told("{opening_hours}"), "Monday to Friday 09:00–17:00, Saturday 10:00–12:00 and 13:00–15:00, Sunday closed");
        for same in ["{price}", "{ today }", "{}", "{{", "{today", "{\"a\": 1}", "{1}", "a } b {", "ü{é}", "{{today}"] {
            let expected = if same == "{{today}" { "{Monday, 23 November 2026" } else { same };
            assert_eq!(told(same), expected, "{same}");
        }
    }

    #[test]
    fn values_are_not_read_for_variables() {
        let business = Business { name: "{today}".into(), ..Business::default() };
        assert_eq!(filled("{business_name}", Given { business: &business, now: Timestamp::UNIX_EPOCH }), "{today}");
        assert_eq!(filled("{opening_hours}", Given { business: &business, now: Timestamp::UNIX_EPOCH }), "not known to you");
    }

    #[test]
    fn helpers_become_sections_in_their_order() {
        let helpers = Helpers {
            tone: "Warm, as at {business_name}.".into(),
            avoid: vec!["politics".into(), "rivals".into()],
            questions: vec!["Which room is it?".into()],
            hand_over: "When somebody is upset.".into(),
            ..Helpers::default()
        };
        let content = Content { text: "Be kind.\n".into(), helpers };
        let given = Given { business: &business(), now: Timestamp::UNIX_EPOCH };
        let expected = "Be kind.\n\n# Tone\nWarm, as at Brooks.\n\n# Topics to avoid\nSay kindly that you cannot help with these here, and go back to how you can \
                        help:\n- politics\n- rivals\n\n# Questions for somebody who is interested\nAsk these when they fit what is being talked about, one at a \
                        time, and never for what is known already:\n- Which room is it?\n\n# When to hand over to a person\nWhen somebody is upset.";
        assert_eq!(instruction(&content, given), expected);
        assert_eq!(instruction(&Content::of(" Be kind. "), given), "Be kind.");
    }

    #[test]
    fn chosen_languages_are_a_rule() {
        assert_eq!(language_rule(&[]), "Answer in the language of the visitor's latest message, in its script and tone.");
        let rule = language_rule(&[Language::Ur, Language::En]);
        assert!(rule.contains("one of these: Urdu, English.") && rule.ends_with("another one in Urdu."), "{rule}");
    }
}

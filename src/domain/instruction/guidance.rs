//! The fields beside the free text: each asks the owner one thing, and becomes a section of the prompt. (The facts about
//! the business are the settings': they change without a new version.)

use serde::{Deserialize, Serialize};

use crate::domain::{api_error::FieldErrors, locale::Language};

const MOST_PARAGRAPH: usize = 1_000;
const MOST_ITEMS: usize = 20;
const MOST_ITEM: usize = 200;

/// How the assistant behaves, where the owner has filled something in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Helpers {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tone: String,
    /// It answers in these, the first where the visitor writes in another; empty: in whichever they write.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Topics that it does not talk about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
    /// What it asks those who are interested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    /// When it offers a meeting.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meetings: String,
    /// When it hands over to a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hand_over: String,
}

/// One of the helpers, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Helper {
    Tone,
    Languages,
    Avoid,
    Questions,
    Meetings,
    HandOver,
}

impl Helper {
    /// In the order in which they stand in the prompt.
    pub const ALL: [Self; 6] = [Self::Tone, Self::Languages, Self::Avoid, Self::Questions, Self::Meetings, Self::HandOver];

    /// The field's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tone => "tone",
            Self::Languages => "languages",
            Self::Avoid => "avoid",
            Self::Questions => "questions",
            Self::Meetings => "meetings",
            Self::HandOver => "hand_over",
        }
    }
}

impl Helpers {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What a helper says, items one a line.
    pub fn lines(&self, helper: Helper) -> String {
        match helper {
            Helper::Tone => self.tone.clone(),
            Helper::Languages => self.languages.iter().map(|language| language.code()).collect::<Vec<_>>().join("\n"),
            Helper::Avoid => self.avoid.join("\n"),
            Helper::Questions => self.questions.join("\n"),
            Helper::Meetings => self.meetings.clone(),
            Helper::HandOver => self.hand_over.clone(),
        }
    }

    /// Trimmed, without empty items and without repetitions; what is wrong goes to `wrong`.
    pub(super) fn checked(self, wrong: &mut FieldErrors) -> Self {
        let mut languages = vec![];
        for language in self.languages {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Self {
            tone: paragraph(Helper::Tone, &self.tone, wrong),
            languages,
            avoid: items(Helper::Avoid, &self.avoid, wrong),
            questions: items(Helper::Questions, &self.questions, wrong),
            meetings: paragraph(Helper::Meetings, &self.meetings, wrong),
            hand_over: paragraph(Helper::HandOver, &self.hand_over, wrong),
        }
    }
}

fn name(helper: Helper) -> String {
    format!("helpers.{}", helper.as_str())
}

fn paragraph(helper: Helper, text: &str, wrong: &mut FieldErrors) -> String {
    let text = super::clean(text).trim().to_owned();
    if text.chars().count() > MOST_PARAGRAPH {
        wrong.insert(name(helper), format!("at most {MOST_PARAGRAPH} characters"));
    }
    text
}

fn items(helper: Helper, typed: &[String], wrong: &mut FieldErrors) -> Vec<String> {
    let mut items: Vec<String> = vec![];
    for item in typed {
        let item = super::clean(item).split_whitespace().collect::<Vec<_>>().join(" ");
        if !item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    }
    if items.len() > MOST_ITEMS || items.iter().any(|item| item.chars().count() > MOST_ITEM) {
        wrong.insert(name(helper), format!("at most {MOST_ITEMS}, each of at most {MOST_ITEM} characters"));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helpers_are_tidied_and_the_wrong_ones_named() {
        let typed = Helpers {
            tone: " warm\r\nand brief ".into(),
            languages: vec![Language::Ur, Language::En, Language::Ur],
            avoid: vec!["  ".into(), "our  rivals\n".into(), "our rivals".into()],
            ..Helpers::default()
        };
        let mut wrong = FieldErrors::new();
        let tidy = typed.checked(&mut wrong);
        assert_eq!((tidy.tone.as_str(), tidy.languages.clone()), ("warm\nand brief", vec![Language::Ur, Language::En]));
        assert_eq!((tidy.avoid.clone(), wrong.len()), (vec!["our rivals".to_owned()], 0));
        assert_eq!(tidy.lines(Helper::Languages), "ur\nen");

        let too_much = Helpers { questions: (0..21).map(|n| n.to_string()).collect(), hand_over: "x".repeat(1_001), ..tidy };
        too_much.checked(&mut wrong);
        assert_eq!(wrong.keys().collect::<Vec<_>>(), ["helpers.hand_over", "helpers.questions"]);
    }
}

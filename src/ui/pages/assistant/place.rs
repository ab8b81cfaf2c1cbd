//! Where one is in the studio. It stands in the address, so that a reload, Back and a shared link keep it.

use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{domain::instruction::Which, ui::search::joined};

pub const ASSISTANT: &str = "/admin/assistant";

/// What the middle of the page shows; where there is little room, the only thing that it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    #[default]
    Write,
    Guide,
    Prompt,
    Compare,
    Tests,
    /// Beside the middle, where there is room.
    Playground,
    Versions,
}

/// Views with their names in the address and on the page.
pub const VIEWS: [(View, &str, &str); 7] = [
    (View::Write, "write", "Write"),
    (View::Guide, "guide", "Guidance"),
    (View::Prompt, "prompt", "As sent"),
    (View::Compare, "compare", "Compare"),
    (View::Tests, "tests", "Tests"),
    (View::Playground, "play", "Playground"),
    (View::Versions, "versions", "Versions"),
];

impl View {
    pub fn name(self) -> &'static str {
        VIEWS.into_iter().find(|(view, ..)| *view == self).map_or("write", |(_, name, _)| name)
    }

    /// It has a place of its own beside the middle, where there is room.
    pub fn is_aside(self) -> bool {
        matches!(self, Self::Playground | Self::Versions)
    }
}

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub view: View,
    /// The sides of a comparison.
    pub old: Which,
    pub new: Which,
    /// A conversation that is to become a test.
    pub from: Option<String>,
}

impl Default for Asked {
    fn default() -> Self {
        Self { view: View::default(), old: Which::Published, new: Which::Draft, from: None }
    }
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(query: &ParamsMap) -> Self {
        let side = |name: &str, usual: Which| query.get_str(name).and_then(parse_side).unwrap_or(usual);
        let named = query.get_str("view").and_then(|name| VIEWS.into_iter().find(|(_, known, _)| *known == name));
        let is_id = |text: &String| text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        Self {
            view: named.map(|(view, ..)| view).unwrap_or_default(),
            old: side("old", Which::Published),
            new: side("new", Which::Draft),
            from: query.get("from").filter(|text| !text.is_empty()).filter(is_id),
        }
    }

    pub fn address(&self) -> String {
        let usual = Self::default();
        let (old, new) = (side_name(self.old), side_name(self.new));
        let is_comparison = self.view == View::Compare;
        let fixed = [
            ("view", (self.view != usual.view).then(|| self.view.name())),
            ("old", (is_comparison && self.old != usual.old).then_some(old.as_str())),
            ("new", (is_comparison && self.new != usual.new).then_some(new.as_str())),
            ("from", self.from.as_deref()),
        ];
        joined(ASSISTANT, fixed.into_iter().filter_map(|(name, value)| Some((name, value?))))
    }
}

/// The address of a view.
pub fn view_address(view: View) -> String {
    Asked { view, ..Asked::default() }.address()
}

/// The address of a comparison.
pub fn comparison(old: Which, new: Which) -> String {
    Asked { view: View::Compare, old, new, from: None }.address()
}

/// The address where a conversation becomes a test.
pub fn test_of(conversation: &str) -> String {
    Asked { view: View::Tests, from: Some(conversation.to_owned()), ..Asked::default() }.address()
}

/// As a side stands in the address.
pub fn side_name(side: Which) -> String {
    match side {
        Which::Draft => "draft".into(),
        Which::Published => "live".into(),
        Which::Version(number) => number.to_string(),
    }
}

pub fn parse_side(name: &str) -> Option<Which> {
    match name {
        "draft" => Some(Which::Draft),
        "live" => Some(Which::Published),
        number => number.parse().ok().map(Which::Version),
    }
}

/// The address as the parts of the page read it.
pub fn here() -> Memo<Asked> {
    let query = use_location().query;
    Memo::new(move |_| query.with(Asked::read))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Asked {
        let mut query = ParamsMap::new();
        for (name, value) in pairs {
            query.insert(*name, (*value).to_owned());
        }
        Asked::read(&query)
    }

    #[test]
    fn an_address_is_written_as_it_is_read() {
        assert_eq!(read(&[]).address(), "/admin/assistant");
        assert_eq!(read(&[("view", "compare"), ("old", "12"), ("new", "live")]).address(), "/admin/assistant?view=compare&old=12&new=live");
        assert_eq!(read(&[("view", "compare"), ("old", "live"), ("new", "draft")]).address(), "/admin/assistant?view=compare");
        assert_eq!(read(&[("view", "tests"), ("from", "cnv_1")]), Asked { from: Some("cnv_1".into()), ..read(&[("view", "tests")]) });
        assert_eq!(test_of("cnv_1"), "/admin/assistant?view=tests&from=cnv_1");
    }

    #[test]
    fn what_cannot_be_understood_asks_for_nothing() {
        assert_eq!(read(&[("view", "<b>"), ("old", "soon"), ("new", "-1"), ("from", "a/b")]), Asked::default());
        assert_eq!(read(&[("old", "3")]).address(), "/admin/assistant", "sides belong to a comparison");
    }
}

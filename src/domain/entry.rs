//! Where somebody came from when a conversation began or a lead was made: what figures are grouped by. It is noted once and
//! stays, so that what was counted under it can be counted again.

use serde::{Deserialize, Serialize};

use super::{
    conversation::{Channel, SitePage},
    lead::Source,
};

/// The longest value that is counted by, in characters.
const MOST_CHARS: usize = 120;

/// Each value in the form in which it is counted. What is not known is None.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The path of the page, such as `/pricing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The host of the site before it, such as `search.example.com`; None where that was the page's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utm_source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utm_medium: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utm_campaign: Option<String>,
    /// ISO 639-1, of the browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The version of the instruction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instruction: Option<u32>,
}

impl Entry {
    /// `locale`: a BCP 47 tag. `instruction` 0: none.
    pub fn of(page: &SitePage, locale: Option<&str>, instruction: u32) -> Self {
        let utm = |name: &str| {
            let value = page.utm.get(name).or_else(|| page.utm.get(&format!("utm_{name}")))?;
            value_of(&value.to_lowercase())
        };
        let own = page.url.as_deref().and_then(host);
        Self {
            page: page.url.as_deref().and_then(path),
            referrer: page.referrer.as_deref().and_then(host).filter(|host| own.as_ref() != Some(host)),
            utm_source: utm("source"),
            utm_medium: utm("medium"),
            utm_campaign: utm("campaign"),
            language: locale.and_then(language),
            instruction: (instruction > 0).then_some(instruction),
        }
    }

    /// Of a lead.
    pub fn of_source(source: &Source) -> Self {
        Self::of(&source.page, source.language.as_deref(), source.instruction.unwrap_or(0))
    }
}

/// An entry by way of a channel: all that a fact about a visitor is grouped by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Arrival {
    pub channel: Channel,
    pub entry: Entry,
}

fn value_of(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().filter(|c| !c.is_control()).take(MOST_CHARS).collect();
    (!cut.is_empty()).then_some(cut)
}

/// What follows `scheme://`, without query and fragment.
fn address(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim().split_once("://")?;
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https").then(|| rest.split(['?', '#']).next().unwrap_or_default())
}

fn path(url: &str) -> Option<String> {
    let address = address(url)?;
    let path = address.find('/').map_or("", |at| &address[at..]).trim_end_matches('/');
    value_of(if path.is_empty() { "/" } else { path })
}

/// In lower case, without user, port and `www.`.
fn host(url: &str) -> Option<String> {
    let address = address(url)?;
    let host = address.split('/').next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default().to_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host.as_str(),
    };
    value_of(name.strip_prefix("www.").unwrap_or(name))
}

fn language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())).then_some(primary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(url: &str, referrer: &str, utm: &[(&str, &str)]) -> SitePage {
        let utm = utm.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        SitePage { url: Some(url.into()), title: None, referrer: Some(referrer.into()), utm }
    }

    #[test]
    fn a_page_is_its_path_and_a_referrer_its_host() {
        let read = |url, referrer| {
            let entry = Entry::of(&page(url, referrer, &[]), None, 0);
            (entry.page.unwrap_or_default(), entry.referrer.unwrap_or_default())
        };
        assert_eq!(
            read("https://shop.example/pricing/?a=1#top", "https://www.Search.example/q?x"),
            ("/pricing".into(), "search.example".into())
        );
        assert_eq!(read("https://shop.example", "https://shop.example/about"), ("/".into(), String::new()));
        assert_eq!(read("https://www.shop.example:8443/a", "https://shop.example/b"), ("/a".into(), String::new()));
        assert_eq!(read("javascript:alert(1)", "about:blank"), (String::new(), String::new()));
        assert_eq!(read("https://shop.example/#/pricing", "https://me@news.example:99"), ("/".into(), "news.example".into()));
        assert_eq!(read(&format!("https://a.example/{}", "x".repeat(300)), "").0.chars().count(), MOST_CHARS);
    }

    #[test]
    fn campaigns_and_languages_are_told_apart_without_regard_to_case() {
        let entry = Entry::of(&page("https://a.example", "", &[("source", " News "), ("utm_campaign", "Spring\n2026")]), Some("pt-BR"), 3);
        assert_eq!((entry.utm_source.as_deref(), entry.utm_campaign.as_deref()), (Some("news"), Some("spring 2026")));
        assert_eq!((entry.utm_medium, entry.language.as_deref(), entry.instruction), (None, Some("pt"), Some(3)));
        assert_eq!(Entry::of(&SitePage::default(), Some("x"), 0), Entry::default());
    }

    #[test]
    fn what_is_not_known_is_not_written() {
        assert_eq!(serde_json::to_string(&Entry::default()).expect("json"), "{}");
        assert_eq!(serde_json::from_str::<Entry>("{}").expect("an entry"), Entry::default());
    }
}

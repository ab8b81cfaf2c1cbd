//! How the embedding page wants the widget: language, theme, colour, and who it is. Read leniently from the address:
//! what makes no sense is left out, because a visitor is no one to blame for it.

use axum::http::{HeaderMap, Uri, header};

use crate::{
    domain::{
        locale::{Language, is_language_tag},
        origin::SiteOrigin,
        settings::WidgetLook,
    },
    ui::widget::{accent, page::Look},
};

/// All of it, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub language: Language,
    /// As it was asked for; empty: as the browser says.
    pub locale: String,
    /// Whom the page talks to by messages; empty: nobody.
    pub origin: String,
    pub look: Look,
}

impl Wanted {
    /// Where the address says no colour, it is the one that the owner chose.
    pub fn read(uri: &Uri, headers: &HeaderMap, chosen: &WidgetLook) -> Self {
        let mut wanted = Self::default();
        for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).take(16) {
            match name.as_ref() {
                "locale" if is_language_tag(&value) => wanted.locale = value.into_owned(),
                "theme" if matches!(value.as_ref(), "light" | "dark") => wanted.look.theme = value.into_owned(),
                "accent" if accent::rules(&value).is_some() => wanted.look.accent = Some(digits(&value)),
                "origin" => wanted.origin = SiteOrigin::parse(&value).map(String::from).unwrap_or_default(),
                _ => {}
            }
        }
        wanted.look.accent = wanted.look.accent.or_else(|| chosen.accent.as_ref().map(|accent| digits(accent.as_str())));
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        wanted.language = Language::negotiate(if wanted.locale.is_empty() { accepted } else { &wanted.locale });
        wanted
    }

    /// The address of plain forms: the same page, at its end.
    pub fn action(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let pairs = [
            ("locale", self.locale.as_str()),
            ("theme", &self.look.theme),
            ("accent", self.look.accent.as_deref().unwrap_or_default()),
            ("origin", &self.origin),
        ];
        query.extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { "/widget#end".to_owned() } else { format!("/widget?{query}#end") }
    }
}

/// A colour as it stands in an address.
fn digits(colour: &str) -> String {
    colour.trim_start_matches('#').to_owned()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::domain::colour::Accent;

    fn read(address: &str, accepted: &'static str) -> Wanted {
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted))]);
        Wanted::read(&address.parse().expect("an address"), &headers, &WidgetLook::default())
    }

    #[test]
    fn the_site_decides_the_language_before_the_browser_does() {
        assert_eq!(read("/widget", "ur-PK,en;q=0.8").language, Language::Ur);
        assert_eq!(read("/widget?locale=de-AT", "ur").language, Language::De);
        assert_eq!(read("/widget?locale=%3Cx%3E", "pt-BR").language, Language::Pt);
        assert_eq!(read("/widget", "xx").language, Language::En);
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let wanted = read("/widget?theme=pink&accent=red&origin=https://a.com/path&locale=%22&x=y", "");
        assert_eq!(wanted, Wanted::default());
    }

    #[test]
    fn the_owners_colour_is_that_of_pages_which_ask_for_none() {
        let chosen = WidgetLook { accent: Accent::parse("#aa3300").ok(), ..WidgetLook::default() };
        for (address, accent) in [("/widget", "aa3300"), ("/widget?accent=red", "aa3300"), ("/widget?accent=%230b6651", "0b6651")] {
            let wanted = Wanted::read(&address.parse().expect("an address"), &HeaderMap::new(), &chosen);
            assert_eq!(wanted.look.accent.as_deref(), Some(accent), "{address}");
        }
    }

    #[test]
    fn a_form_keeps_the_look_of_its_page() {
        let address = "/widget?locale=ur&theme=dark&accent=%230b6651&origin=https%3A%2F%2Fshop.example";
        let wanted = read(address, "");
        assert_eq!(wanted.action(), "/widget?locale=ur&theme=dark&accent=0b6651&origin=https%3A%2F%2Fshop.example#end");
        assert_eq!(read(&wanted.action(), ""), wanted);
        assert_eq!(Wanted::default().action(), "/widget#end");
    }
}

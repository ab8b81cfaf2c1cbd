//! Where one is in the log. It stands in the address, so that a reload, Back and a shared link keep it.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{
    domain::{analytics::range::Range, conversation::Channel},
    rpc::logs::LogQuery,
    ui::{
        exports::file_address,
        search::{LOGS, joined},
    },
};

pub const CHANNELS: [Channel; 3] = [Channel::Website, Channel::WhatsApp, Channel::Api];

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub query: LogQuery,
    /// Where each page on the way here begins, this one last; empty on the first page.
    pub trail: Vec<String>,
}

/// A text that says something.
pub fn text(params: &ParamsMap, name: &str) -> Option<String> {
    params.get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A day; None for anything else.
pub fn day(params: &ParamsMap, name: &str) -> Option<Date> {
    params.get(name).and_then(|text| text.parse().ok())
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(params: &ParamsMap) -> Self {
        let channel = params.get("channel");
        let (from, to) = (day(params, "from"), day(params, "to"));
        let query = LogQuery {
            q: text(params, "q"),
            from,
            to,
            began: (from.is_some() || to.is_some()) && params.get("began").as_deref() == Some("true"),
            channel: CHANNELS.into_iter().find(|known| Some(known.as_str()) == channel.as_deref()),
            page: text(params, "page"),
        };
        Self { query, trail: params.get_all("cursor").unwrap_or_default() }
    }

    pub fn address(&self) -> String {
        let given = self.given();
        let given = given.iter().map(|(name, value)| (*name, value.as_str()));
        joined(LOGS, given.chain(self.trail.iter().map(|cursor| ("cursor", cursor.as_str()))))
    }

    /// The address of the whole list as a file.
    pub fn file(&self, ending: &str) -> String {
        file_address("/logs", ending, self.given().iter().map(|(name, value)| (*name, Some(value.as_str()))))
    }

    /// Which list, by the names of the address.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let LogQuery { q, from, to, began, channel, page } = &self.query;
        let given = [
            ("q", q.clone()),
            ("from", from.map(|day| day.to_string())),
            ("to", to.map(|day| day.to_string())),
            ("began", began.then(|| "true".to_owned())),
            ("channel", channel.map(|channel| channel.as_str().to_owned())),
            ("page", page.clone()),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    fn of(query: LogQuery) -> Self {
        Self { query, trail: vec![] }
    }

    pub fn of_channel(&self, channel: Option<Channel>) -> Self {
        Self::of(LogQuery { channel, ..self.query.clone() })
    }

    pub fn of_days(&self, from: Option<Date>, to: Option<Date>) -> Self {
        let began = self.query.began && (from.is_some() || to.is_some());
        Self::of(LogQuery { from, to, began, ..self.query.clone() })
    }

    /// Of the same days, also what only went on then.
    pub fn with_what_went_on(&self) -> Self {
        Self::of(LogQuery { began: false, ..self.query.clone() })
    }

    pub fn without_page(&self) -> Self {
        Self::of(LogQuery { page: None, ..self.query.clone() })
    }

    pub fn without_words(&self) -> Self {
        Self::of(LogQuery { q: None, ..self.query.clone() })
    }

    pub fn is_narrowed(&self) -> bool {
        self.query != LogQuery::default()
    }

    pub fn older(&self, cursor: &str) -> Self {
        let mut asked = self.clone();
        asked.trail.push(cursor.to_owned());
        asked
    }

    /// None on the first page.
    pub fn newer(&self) -> Option<Self> {
        let mut asked = self.clone();
        asked.trail.pop().map(|_| asked)
    }
}

/// The conversations that began on these days, as they are counted; of one page of the site, or of one channel.
pub fn log_address(range: Range, page: Option<&str>, channel: Option<&str>) -> String {
    let (from, to) = (range.from().to_string(), range.to().to_string());
    let given = [("from", Some(from.as_str())), ("to", Some(to.as_str())), ("began", Some("true")), ("channel", channel), ("page", page)];
    joined(LOGS, given.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

/// The address as the parts of the page read it.
pub fn here() -> Memo<Asked> {
    let query = use_location().query;
    Memo::new(move |_| query.with(Asked::read))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

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
        let whole = [("q", "two crowns"), ("from", "2026-11-01"), ("channel", "website"), ("page", "/prices"), ("cursor", "x")];
        assert_eq!(read(&whole).address(), "/admin/logs?q=two%20crowns&from=2026-11-01&channel=website&page=%2Fprices&cursor=x");
        assert_eq!(read(&[("from", "soon"), ("channel", "pigeon"), ("q", " ")]).address(), LOGS);
        assert_eq!(read(&whole).of_channel(None).trail, Vec::<String>::new(), "another list begins at its first page");
    }

    #[test]
    fn a_file_holds_the_whole_list_of_the_address() {
        let whole = read(&[("q", "two crowns"), ("from", "2026-11-01"), ("channel", "whats_app"), ("cursor", "x")]);
        assert_eq!(whole.file("csv"), "/logs/export.csv?q=two%20crowns&from=2026-11-01&channel=whats_app&bom=true");
        assert_eq!(Asked::default().file("xlsx"), "/logs/export.xlsx");
    }

    #[test]
    fn figures_lead_to_their_conversations() {
        let day = Range::day(date(2026, 11, 24));
        let address = log_address(day, Some("/prices"), None);
        assert_eq!(address, "/admin/logs?from=2026-11-24&to=2026-11-24&began=true&page=%2Fprices");
        let asked = read(&[("from", "2026-11-24"), ("to", "2026-11-24"), ("began", "true"), ("page", "/prices")]);
        assert_eq!(asked.address(), address);
        assert_eq!(asked.with_what_went_on().address(), "/admin/logs?from=2026-11-24&to=2026-11-24&page=%2Fprices");
        let pages = "/admin/logs?page=%2Fprices";
        assert_eq!(asked.of_days(None, None).address(), pages, "at some time all began");
        assert_eq!(read(&[("began", "true"), ("page", "/prices")]).address(), pages);
    }
}

//! Where one is on the leads page. Everything that counts stands in the address, so that a reload, Back and a shared link keep it.

use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{
    domain::{
        conversation::Channel,
        lead::{
            LeadStatus,
            query::{Assigned, Sort, SortKey},
            views::ViewQuery,
        },
    },
    ui::search::{LEADS, joined},
};

pub const CHANNELS: [Channel; 4] = [Channel::Website, Channel::WhatsApp, Channel::Api, Channel::Manual];

/// What the address asks of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub board: bool,
    pub status: Option<LeadStatus>,
    pub channel: Option<Channel>,
    pub assignee: Option<Assigned>,
    pub words: Option<String>,
    /// Only follow-ups whose time has come.
    pub due: bool,
    pub sort: Sort,
    /// Where each page on the way here begins, this one last; empty on the first page.
    pub trail: Vec<String>,
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(query: &ParamsMap) -> Self {
        let channel = query.get("channel");
        Self {
            board: query.get_str("view") == Some("board"),
            status: query.get_str("status").and_then(LeadStatus::parse),
            channel: CHANNELS.into_iter().find(|known| Some(known.as_str()) == channel.as_deref()),
            assignee: query.get_str("assignee").and_then(Assigned::parse),
            words: query.get("q").map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()),
            due: query.get_str("due") == Some("1"),
            sort: query.get_str("sort").and_then(Sort::parse).unwrap_or_default(),
            trail: query.get_all("cursor").unwrap_or_default(),
        }
    }

    /// The address of this list, with a lead opened over it.
    pub fn address(&self, lead: Option<&str>) -> String {
        let sort = (self.sort != Sort::default()).then(|| self.sort.to_string());
        let fixed = [
            ("view", self.board.then_some("board")),
            ("status", self.status.map(LeadStatus::as_str)),
            ("channel", self.channel.map(Channel::as_str)),
            ("assignee", self.assignee.as_ref().map(Assigned::as_str)),
            ("due", self.due.then_some("1")),
            ("q", self.words.as_deref()),
            ("sort", sort.as_deref()),
        ];
        let given = fixed.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let trail = self.trail.iter().map(|cursor| ("cursor", cursor.as_str()));
        joined(LEADS, given.chain(trail).chain(lead.map(|lead| ("lead", lead))))
    }

    /// The address of the whole list as a file. Spreadsheets read a CSV file rightly that says that it is UTF-8.
    pub fn file(&self, ending: &str) -> String {
        let sort = (self.sort != Sort::default()).then(|| self.sort.to_string());
        let asked = [
            ("status", self.status.map(LeadStatus::as_str)),
            ("channel", self.channel.map(Channel::as_str)),
            ("assignee", self.assignee.as_ref().map(Assigned::as_str)),
            ("due", self.due.then_some("overdue")),
            ("q", self.words.as_deref()),
            ("sort", sort.as_deref()),
            ("bom", (ending == "csv").then_some("true")),
        ];
        joined(&format!("/leads/export.{ending}"), asked.into_iter().filter_map(|(name, value)| Some((name, value?))))
    }

    /// The same with a change, from its first page on.
    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = Self { trail: Vec::new(), ..self.clone() };
        change(&mut asked);
        asked
    }

    /// Of one status, or of all.
    pub fn of_status(&self, status: Option<LeadStatus>) -> Self {
        self.with(|asked| (asked.status, asked.due) = (status, false))
    }

    pub fn of_channel(&self, channel: Option<Channel>) -> Self {
        self.with(|asked| asked.channel = channel)
    }

    pub fn of_assignee(&self, assignee: Option<Assigned>) -> Self {
        self.with(|asked| asked.assignee = assignee)
    }

    pub fn only_due(&self) -> Self {
        self.with(|asked| (asked.status, asked.due) = (None, true))
    }

    pub fn sorted(&self, sort: Sort) -> Self {
        self.with(|asked| asked.sort = sort)
    }

    /// The board has its columns for the status.
    pub fn on_board(&self, board: bool) -> Self {
        self.with(|asked| {
            asked.board = board;
            if board {
                (asked.status, asked.due) = (None, false);
            }
        })
    }

    /// Without what narrows it down.
    pub fn cleared(&self) -> Self {
        Self { board: self.board, sort: self.sort, ..Self::default() }
    }

    pub fn is_narrowed(&self) -> bool {
        self.cleared() != Self { trail: Vec::new(), ..self.clone() }
    }

    /// Whether the numbers that are kept for each status are those of the columns of its board.
    pub fn is_counted(&self) -> bool {
        self.words.is_none() && self.channel.is_none() && self.assignee.is_none() && self.sort.key != SortKey::FollowUpAt
    }

    /// What is worth a name, wherever in the list one is.
    pub fn view(&self) -> ViewQuery {
        let Self { board, status, channel, assignee, words, due, sort, .. } = self.clone();
        ViewQuery { board, status, channel, assignee, words, due, sort }
    }

    /// From its first page on.
    pub fn of_view(query: &ViewQuery) -> Self {
        let ViewQuery { board, status, channel, assignee, words, due, sort } = query.clone();
        Self { board, status, channel, assignee, words, due, sort, trail: Vec::new() }
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

/// The address as the parts of the page read it.
#[derive(Clone, Copy)]
pub struct Place {
    pub asked: Memo<Asked>,
    /// The id of the open lead, as it stands in the address.
    pub lead: Memo<Option<String>>,
}

impl Place {
    pub fn here() -> Self {
        let query = use_location().query;
        Self { asked: Memo::new(move |_| query.with(Asked::read)), lead: Memo::new(move |_| query.with(|query| query.get("lead"))) }
    }

    /// The list without an open lead.
    pub fn list_address(self) -> String {
        self.asked.with(|asked| asked.address(None))
    }

    /// A lead opened over the list.
    pub fn lead_address(self, id: &str) -> String {
        self.asked.with(|asked| asked.address(Some(id)))
    }
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
        let asked =
            read(&[("status", "won"), ("q", " ana "), ("channel", "api"), ("sort", "-score"), ("cursor", "one"), ("cursor", "two")]);
        assert_eq!((asked.status, asked.channel, asked.trail.len()), (Some(LeadStatus::Won), Some(Channel::Api), 2));
        assert_eq!(asked.address(Some("led_1")), "/admin/leads?status=won&channel=api&q=ana&sort=-score&cursor=one&cursor=two&lead=led_1");
        assert_eq!(read(&[("status", "x"), ("sort", "y"), ("view", "z"), ("channel", "")]).address(None), "/admin/leads");
    }

    #[test]
    fn a_file_holds_the_whole_list_of_the_address() {
        let asked = read(&[
            ("view", "board"),
            ("q", "a b"),
            ("channel", "whats_app"),
            ("due", "1"),
            ("sort", "name"),
            ("cursor", "one"),
            ("lead", "x"),
        ]);
        assert_eq!(asked.file("xlsx"), "/leads/export.xlsx?channel=whats_app&due=overdue&q=a%20b&sort=name");
        assert_eq!(read(&[("status", "won")]).file("csv"), "/leads/export.csv?status=won&bom=true");
        assert_eq!(Asked::default().file("jsonl"), "/leads/export.jsonl");
    }

    #[test]
    fn whose_leads_are_shown_stands_in_the_address() {
        let asked = read(&[("assignee", "none"), ("cursor", "one")]);
        assert_eq!((asked.assignee.clone(), asked.is_counted(), asked.is_narrowed()), (Some(Assigned::ToNobody), false, true));
        assert_eq!(asked.file("csv"), "/leads/export.csv?assignee=none&bom=true");
        let carla = Assigned::parse("adm_00000000000000000000000000000001");
        assert_eq!(asked.of_assignee(carla).address(None), "/admin/leads?assignee=adm_00000000000000000000000000000001");
        assert_eq!(read(&[("assignee", "me")]).address(None), "/admin/leads");
    }

    #[test]
    fn a_saved_view_leads_to_its_first_page() {
        let asked = read(&[("assignee", "none"), ("q", "ana"), ("sort", "-score"), ("view", "board"), ("cursor", "one")]);
        assert_eq!(Asked::of_view(&asked.view()).address(None), "/admin/leads?view=board&assignee=none&q=ana&sort=-score");
        assert_eq!(Asked::default().view(), ViewQuery::default());
    }

    #[test]
    fn a_change_begins_at_the_first_page() {
        let asked = read(&[("q", "ana"), ("cursor", "one"), ("due", "1")]);
        assert_eq!(asked.of_status(Some(LeadStatus::Lost)).address(None), "/admin/leads?status=lost&q=ana");
        assert_eq!(asked.on_board(true).address(None), "/admin/leads?view=board&q=ana");
        assert_eq!(asked.older("two").newer(), Some(asked.clone()));
        assert_eq!(asked.newer().and_then(|first| first.newer()), None);
        assert!(asked.is_narrowed() && !asked.cleared().is_narrowed());
        assert!(!asked.is_counted() && asked.cleared().is_counted());
    }
}

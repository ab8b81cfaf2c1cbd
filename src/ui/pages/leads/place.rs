//! Where one is on the leads page. Everything that counts stands in the address, so that a reload, Back and a shared link keep it.

use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{
    domain::{
        conversation::Channel,
        lead::{
            LeadStatus,
            due::Due,
            query::{Assigned, Sort, SortKey},
            views::ViewQuery,
        },
    },
    ui::{
        exports::file_address,
        search::{LEADS, joined},
    },
};

pub const CHANNELS: [Channel; 4] = [Channel::Website, Channel::WhatsApp, Channel::Api, Channel::Manual];

/// What is due, as the address says it: `1` is what is overdue, which it was called while there was nothing else.
fn due_word(due: Due) -> &'static str {
    match due {
        Due::Overdue => "1",
        Due::Today | Due::Week => due.as_str(),
    }
}

fn read_due(word: &str) -> Option<Due> {
    if word == "1" { Some(Due::Overdue) } else { Due::parse(word) }
}

/// What the address asks of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which list: what is worth a name.
    pub query: ViewQuery,
    /// Where each page on the way here begins, this one last; empty on the first page.
    pub trail: Vec<String>,
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(params: &ParamsMap) -> Self {
        let channel = params.get("channel");
        let query = ViewQuery {
            board: params.get_str("view") == Some("board"),
            status: params.get_str("status").and_then(LeadStatus::parse),
            channel: CHANNELS.into_iter().find(|known| Some(known.as_str()) == channel.as_deref()),
            assignee: params.get_str("assignee").and_then(Assigned::parse),
            words: params.get("q").map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()),
            due: params.get_str("due").and_then(read_due),
            sort: params.get_str("sort").and_then(Sort::parse).unwrap_or_default(),
        };
        Self { query, trail: params.get_all("cursor").unwrap_or_default() }
    }

    /// The address of this list, with a lead opened over it.
    pub fn address(&self, lead: Option<&str>) -> String {
        let ViewQuery { board, status, channel, assignee, words, due, sort } = &self.query;
        let sort = (*sort != Sort::default()).then(|| sort.to_string());
        let fixed = [
            ("view", board.then_some("board")),
            ("status", status.map(LeadStatus::as_str)),
            ("channel", channel.map(Channel::as_str)),
            ("assignee", assignee.as_ref().map(Assigned::as_str)),
            ("due", due.map(due_word)),
            ("q", words.as_deref()),
            ("sort", sort.as_deref()),
        ];
        let given = fixed.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let trail = self.trail.iter().map(|cursor| ("cursor", cursor.as_str()));
        joined(LEADS, given.chain(trail).chain(lead.map(|lead| ("lead", lead))))
    }

    /// The address of the whole list as a file; what is due comes in an order of its own.
    pub fn file(&self, ending: &str) -> String {
        let ViewQuery { status, channel, assignee, words, due, sort, .. } = &self.query;
        let sort = (due.is_none() && *sort != Sort::default()).then(|| sort.to_string());
        let asked = [
            ("status", status.map(LeadStatus::as_str)),
            ("channel", channel.map(Channel::as_str)),
            ("assignee", assignee.as_ref().map(Assigned::as_str)),
            ("due", due.map(Due::as_str)),
            ("q", words.as_deref()),
            ("sort", sort.as_deref()),
        ];
        let list = if due.is_some() { "/leads/followups" } else { "/leads" };
        file_address(list, ending, asked)
    }

    /// The same with a change, from its first page on.
    fn with(&self, change: impl FnOnce(&mut ViewQuery)) -> Self {
        let mut asked = Self::of_view(&self.query);
        change(&mut asked.query);
        asked
    }

    /// Of one status, or of all.
    pub fn of_status(&self, status: Option<LeadStatus>) -> Self {
        self.with(|query| (query.status, query.due) = (status, None))
    }

    pub fn of_channel(&self, channel: Option<Channel>) -> Self {
        self.with(|query| query.channel = channel)
    }

    pub fn of_assignee(&self, assignee: Option<Assigned>) -> Self {
        self.with(|query| query.assignee = assignee)
    }

    /// Without the words that were searched for.
    pub fn without_words(&self) -> Self {
        self.with(|query| query.words = None)
    }

    pub fn only_due(&self, due: Due) -> Self {
        self.with(|query| (query.status, query.due) = (None, Some(due)))
    }

    pub fn sorted(&self, sort: Sort) -> Self {
        self.with(|query| query.sort = sort)
    }

    /// The board has its columns for the status.
    pub fn on_board(&self, board: bool) -> Self {
        self.with(|query| {
            query.board = board;
            if board {
                (query.status, query.due) = (None, None);
            }
        })
    }

    /// Without what narrows it down.
    pub fn cleared(&self) -> Self {
        Self::of_view(&ViewQuery { board: self.query.board, sort: self.query.sort, ..ViewQuery::default() })
    }

    pub fn is_narrowed(&self) -> bool {
        self.cleared().query != self.query
    }

    /// Whether the numbers that are kept for each status are those of the columns of its board.
    pub fn is_counted(&self) -> bool {
        let ViewQuery { words, channel, assignee, sort, .. } = &self.query;
        words.is_none() && channel.is_none() && assignee.is_none() && sort.key != SortKey::FollowUpAt
    }

    /// From its first page on.
    pub fn of_view(query: &ViewQuery) -> Self {
        Self { query: query.clone(), trail: Vec::new() }
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
        assert_eq!((asked.query.status, asked.query.channel, asked.trail.len()), (Some(LeadStatus::Won), Some(Channel::Api), 2));
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
        assert_eq!(asked.file("xlsx"), "/leads/followups/export.xlsx?channel=whats_app&due=overdue&q=a%20b");
        assert_eq!(read(&[("status", "won")]).file("csv"), "/leads/export.csv?status=won&bom=true");
        assert_eq!(read(&[("q", "ana"), ("sort", "name")]).file("xlsx"), "/leads/export.xlsx?q=ana&sort=name");
        assert_eq!(Asked::default().file("jsonl"), "/leads/export.jsonl");
    }

    #[test]
    fn what_is_due_stands_in_the_address() {
        let due = |word: &str| read(&[("due", word), ("status", "won")]).query.due;
        assert_eq!(
            ["1", "overdue", "today", "week", "all"].map(due),
            [Some(Due::Overdue), Some(Due::Overdue), Some(Due::Today), Some(Due::Week), None]
        );
        let of = |due: Due| Asked::default().only_due(due);
        assert_eq!(Due::ALL.map(|due| of(due).address(None)), ["/admin/leads?due=1", "/admin/leads?due=today", "/admin/leads?due=week"]);
        assert_eq!(of(Due::Week).file("jsonl"), "/leads/followups/export.jsonl?due=week");
    }

    #[test]
    fn whose_leads_are_shown_stands_in_the_address() {
        let asked = read(&[("assignee", "none"), ("cursor", "one")]);
        assert_eq!((asked.query.assignee.clone(), asked.is_counted(), asked.is_narrowed()), (Some(Assigned::ToNobody), false, true));
        assert_eq!(asked.file("csv"), "/leads/export.csv?assignee=none&bom=true");
        let carla = Assigned::parse("adm_00000000000000000000000000000001");
        assert_eq!(asked.of_assignee(carla).address(None), "/admin/leads?assignee=adm_00000000000000000000000000000001");
        assert_eq!(read(&[("assignee", "me")]).address(None), "/admin/leads");
    }

    #[test]
    fn a_saved_view_leads_to_its_first_page() {
        let asked = read(&[("assignee", "none"), ("q", "ana"), ("sort", "-score"), ("view", "board"), ("cursor", "one")]);
        assert_eq!(Asked::of_view(&asked.query).address(None), "/admin/leads?view=board&assignee=none&q=ana&sort=-score");
        assert_eq!(read(&[]).query, ViewQuery::default());
    }

    #[test]
    fn a_change_begins_at_the_first_page() {
        let asked = read(&[("q", "ana"), ("cursor", "one"), ("due", "1")]);
        assert_eq!(asked.of_status(Some(LeadStatus::Lost)).address(None), "/admin/leads?status=lost&q=ana");
        assert_eq!(asked.on_board(true).address(None), "/admin/leads?view=board&q=ana");
        assert_eq!(asked.without_words().address(None), "/admin/leads?due=1");
        assert_eq!(asked.older("two").newer(), Some(asked.clone()));
        assert_eq!(asked.newer().and_then(|first| first.newer()), None);
        assert!(asked.is_narrowed() && !asked.cleared().is_narrowed());
        assert!(!asked.is_counted() && asked.cleared().is_counted());
    }
}

//! Where one is on the meetings page. It stands in the address, so that a reload, Back and a shared link keep it.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{
    domain::schedule::week::Week,
    rpc::schedule::MeetingList,
    ui::{exports::file_address, search::joined},
};

pub const MEETINGS: &str = "/admin/meetings";

/// Of the three lists, with their names in the address and on the page.
pub const LISTS: [(MeetingList, &str, &str); 3] =
    [(MeetingList::Coming, "coming", "Coming"), (MeetingList::Past, "past", "Past"), (MeetingList::Cancelled, "cancelled", "Cancelled")];

fn name(list: MeetingList) -> Option<&'static str> {
    LISTS.into_iter().find(|(known, ..)| *known == list).map(|(_, name, _)| name)
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// A list instead of a week.
    pub list: Option<MeetingList>,
    /// None: this week.
    pub week: Option<Week>,
    /// A second zone beside the business's, IANA.
    pub also: Option<String>,
    /// Where each page of the list on the way here begins, this one last; empty on the first page.
    pub trail: Vec<String>,
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(query: &ParamsMap) -> Self {
        let named = query.get("list");
        let list = LISTS.into_iter().find(|(_, name, _)| Some(*name) == named.as_deref()).map(|(list, ..)| list);
        let is_list = query.get_str("view") == Some("list");
        let is_zone = |name: &String| name.len() <= 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
        Self {
            list: is_list.then(|| list.unwrap_or_default()),
            week: query.get_str("week").and_then(Week::parse),
            also: query.get("also").filter(is_zone).filter(|name| !name.is_empty()),
            trail: if is_list { query.get_all("cursor").unwrap_or_default() } else { vec![] },
        }
    }

    /// The address of this, with a meeting opened over it.
    pub fn address(&self, meeting: Option<&str>) -> String {
        let week = self.week.map(|week| week.to_string());
        let fixed = [
            ("view", self.list.is_some().then_some("list")),
            ("list", self.list.filter(|list| *list != MeetingList::default()).and_then(name)),
            ("week", week.as_deref()),
            ("also", self.also.as_deref()),
        ];
        let given = fixed.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let trail = self.trail.iter().map(|cursor| ("cursor", cursor.as_str()));
        joined(MEETINGS, given.chain(trail).chain(meeting.map(|meeting| ("meeting", meeting))))
    }

    /// The address of the whole list as a file.
    pub fn file(&self, ending: &str) -> String {
        file_address("/saba/meetings", ending, [("list", name(self.list.unwrap_or_default()))])
    }

    pub fn of_list(&self, list: Option<MeetingList>) -> Self {
        Self { list, trail: vec![], ..self.clone() }
    }

    pub fn of_week(&self, week: Option<Week>) -> Self {
        Self { week, ..self.clone() }
    }

    pub fn with_zone(&self, also: Option<String>) -> Self {
        Self { also, ..self.clone() }
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

/// A meeting in its drawer, over the week of this day.
pub fn meeting_link(id: &str, date: Date) -> String {
    Asked::default().of_week(Some(Week::of(date))).address(Some(id))
}

/// The address as the parts of the page read it.
#[derive(Clone, Copy)]
pub struct Place {
    pub asked: Memo<Asked>,
    /// The id of the open meeting, as it stands in the address.
    pub meeting: Memo<Option<String>>,
}

impl Place {
    pub fn here() -> Self {
        let query = use_location().query;
        Self { asked: Memo::new(move |_| query.with(Asked::read)), meeting: Memo::new(move |_| query.with(|query| query.get("meeting"))) }
    }

    /// Without an open meeting.
    pub fn shut_address(self) -> String {
        self.asked.with(|asked| asked.address(None))
    }

    pub fn meeting_address(self, id: &str) -> String {
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
        let week = read(&[("week", "2026-11-26"), ("also", "Asia/Dubai"), ("cursor", "x")]);
        assert_eq!(week.address(Some("mtg_1")), "/admin/meetings?week=2026-11-23&also=Asia%2FDubai&meeting=mtg_1");
        let past = read(&[("view", "list"), ("list", "past"), ("cursor", "one"), ("cursor", "two")]);
        assert_eq!(past.address(None), "/admin/meetings?view=list&list=past&cursor=one&cursor=two");
        assert_eq!(read(&[("view", "board"), ("week", "soon"), ("also", "<b>"), ("list", "past")]).address(None), "/admin/meetings");
    }

    #[test]
    fn a_file_holds_the_whole_list_of_the_address() {
        let past = read(&[("view", "list"), ("list", "past"), ("cursor", "one")]);
        assert_eq!(past.file("csv"), "/saba/meetings/export.csv?list=past&bom=true");
        assert_eq!(read(&[("view", "list")]).file("jsonl"), "/saba/meetings/export.jsonl?list=coming");
    }

    #[test]
    fn a_meeting_is_linked_in_its_week() {
        assert_eq!(meeting_link("mtg_1", jiff::civil::date(2026, 11, 26)), "/admin/meetings?week=2026-11-23&meeting=mtg_1");
    }

    #[test]
    fn another_list_begins_at_its_first_page() {
        let past = read(&[("view", "list"), ("list", "past"), ("cursor", "one")]);
        assert_eq!(past.of_list(Some(MeetingList::Coming)).address(None), "/admin/meetings?view=list");
        assert_eq!(past.older("two").newer(), Some(past.clone()));
        assert_eq!(past.newer().and_then(|first| first.newer()), None);
    }
}

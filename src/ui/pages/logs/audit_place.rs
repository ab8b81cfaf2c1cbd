//! Where one is in the audit log, and what its actions are called.

use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use super::{
    AUDIT,
    place::{day, text},
};
use crate::{
    rpc::audit::AuditQuery,
    ui::{components::field::sentence, search::joined},
};

/// Actions that a menu offers, each with all that begins like it.
pub const ACTIONS: [(&str, &str); 20] = [
    ("login", "Log-ins"),
    ("login_failed", "Failed log-ins"),
    ("password", "Passwords"),
    ("person", "People"),
    ("join_failed", "Failed invitations"),
    ("settings_saved", "Settings saved"),
    ("leads", "Leads"),
    ("reports", "Reports"),
    ("logs", "The log"),
    ("meeting_booked", "Meetings booked"),
    ("meeting_moved", "Meetings moved"),
    ("meeting_cancelled", "Meetings cancelled"),
    ("calendar_connected", "Calendar connected"),
    ("calendar_disconnected", "Calendar disconnected"),
    ("instruction_published", "Instructions published"),
    ("instruction_rolled_back", "Instructions rolled back"),
    ("test_conversations_changed", "Test conversations changed"),
    ("mail_given_up", "Mails given up"),
    ("api_key_created", "Keys made"),
    ("api_key_revoked", "Keys revoked"),
];

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub query: AuditQuery,
    pub trail: Vec<String>,
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(params: &ParamsMap) -> Self {
        let query = AuditQuery {
            actor: text(params, "actor"),
            action: text(params, "action"),
            q: text(params, "words"),
            from: day(params, "from"),
            to: day(params, "to"),
        };
        Self { query, trail: params.get_all("cursor").unwrap_or_default() }
    }

    pub fn address(&self) -> String {
        let given = self.given();
        let given = given.iter().map(|(name, value)| (*name, value.as_str()));
        joined(AUDIT, given.chain(self.trail.iter().map(|cursor| ("cursor", cursor.as_str()))))
    }

    /// Which list, by the names of the address.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let days = [("from", self.query.from), ("to", self.query.to)];
        let days = days.into_iter().filter_map(|(name, day)| Some((name, day?.to_string())));
        self.kept().into_iter().chain(days).collect()
    }

    /// What stays where other days are chosen.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        let AuditQuery { actor, action, q, .. } = &self.query;
        let given = [("actor", actor), ("action", action), ("words", q)];
        given.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    }

    /// The same with a change, from its first page on.
    pub fn with(&self, change: impl FnOnce(&mut AuditQuery)) -> Self {
        let mut query = self.query.clone();
        change(&mut query);
        Self { query, trail: vec![] }
    }

    pub fn is_narrowed(&self) -> bool {
        self.query != AuditQuery::default()
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

pub fn here() -> Memo<Asked> {
    let query = use_location().query;
    Memo::new(move |_| query.with(Asked::read))
}

/// `Reports downloaded` of `reports.downloaded`, `Login failed` of `login_failed`.
pub fn action_words(action: &str) -> String {
    sentence(&action.replace(['.', '_'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_it_is_read() {
        let mut params = ParamsMap::new();
        for (name, value) in [("actor", "adm_1"), ("words", "192.0.2"), ("from", "2026-11-24"), ("cursor", "x"), ("to", "soon")] {
            params.insert(name, value.to_owned());
        }
        let asked = Asked::read(&params);
        assert_eq!(asked.address(), "/admin/logs/audit?actor=adm_1&words=192.0.2&from=2026-11-24&cursor=x");
        assert_eq!(asked.with(|query| query.actor = None).address(), "/admin/logs/audit?words=192.0.2&from=2026-11-24");
        assert_eq!(Asked::default().address(), AUDIT);
    }

    #[test]
    fn actions_are_said_in_words() {
        assert_eq!([action_words("reports.downloaded"), action_words("login_failed")], ["Reports downloaded", "Login failed"]);
    }
}

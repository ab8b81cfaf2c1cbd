//! What the owner has told by mail of visitors and of the assistant, and where to. Nothing, before they name an address.

// As letters of meetings: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
pub mod letter;

use serde::{Deserialize, Serialize};

use super::email::Email;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notifications {
    /// None: nothing is told.
    pub mail_to: Option<Email>,
    /// A visitor asks for a person.
    pub of_wishes: bool,
    /// A visitor can be reached: the first address or number of a lead.
    pub of_leads: bool,
    /// The model has failed for a while.
    pub of_failures: bool,
}

impl Default for Notifications {
    /// To nobody; of everything, once there is an address.
    fn default() -> Self {
        Self { mail_to: None, of_wishes: true, of_leads: true, of_failures: true }
    }
}

impl Notifications {
    pub fn tells_of_wishes(&self) -> bool {
        self.of_wishes && self.mail_to.is_some()
    }

    pub fn tells_of_leads(&self) -> bool {
        self.of_leads && self.mail_to.is_some()
    }

    pub fn tells_of_failures(&self) -> bool {
        self.of_failures && self.mail_to.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Settings;

    #[test]
    fn nothing_is_told_before_there_is_an_address() {
        let off = Notifications::default();
        assert!(!off.tells_of_wishes() && !off.tells_of_leads());
        let on = Notifications { mail_to: Email::parse("bo@brooks.example").ok(), ..off };
        assert!(on.tells_of_wishes() && on.tells_of_leads());
        let of_leads = Notifications { of_wishes: false, ..on };
        assert!(!of_leads.tells_of_wishes() && of_leads.tells_of_leads());
    }

    #[test]
    fn settings_that_were_stored_before_tell_nothing() {
        let mut stored = serde_json::to_value(Settings::default()).expect("JSON");
        stored.as_object_mut().expect("an object").remove("notifications").expect("it is stored now");
        let read: Settings = serde_json::from_value(stored).expect("settings");
        assert_eq!(read, Settings::default());
    }
}

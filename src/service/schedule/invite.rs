//! A meeting as a file for whoever wants it in a calendar of their own.

use super::MeetingDesk;
use crate::{
    domain::{
        email::Email,
        meeting::{Meeting, ics::Invitation},
    },
    service::error::ServiceError,
};

impl MeetingDesk {
    /// None: it was never booked, so that nobody can be invited.
    pub async fn invite(&self, meeting: &Meeting) -> Result<Option<String>, ServiceError> {
        let business = self.settings.load().await?.business;
        let of_host = || organizer(&self.public_url).ok_or_else(|| ServiceError::Internal("no address for the organizer".into()));
        // Calendars expect an invitation from the address that it comes from.
        let organizer = self.sender.clone().map_or_else(of_host, Ok)?;
        let manage_url = self.manage_url(&meeting.id);
        let invitation =
            Invitation { meeting, business: &business.name, organizer: &organizer, manage_url: Some(&manage_url), now: self.clock.now() };
        Ok(invitation.render())
    }
}

/// Who invites where no mail goes out, as calendars want it: an address at this installation's host. Nobody reads it: whoever wants to change
/// something has the link.
fn organizer(public_url: &str) -> Option<Email> {
    let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default();
    Email::parse(&format!("meetings@{host}")).or_else(|_| Email::parse("meetings@localhost.localdomain")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_invites_has_an_address() {
        let address = |url| organizer(url).map(String::from);
        assert_eq!(address("https://desk.example:8443/x").as_deref(), Some("meetings@desk.example"));
        assert_eq!(address("http://127.0.0.1:8080").as_deref(), Some("meetings@localhost.localdomain"));
    }
}

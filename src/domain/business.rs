//! What the assistant knows of the business it answers for.

use serde::{Deserialize, Serialize};

use super::{api_error::FieldErrors, country::Country};

/// Minutes after midnight, local time of the business; 1440 is the end of the day.
pub type Minute = u16;

/// Open from `from` until `until` on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSpan {
    pub from: Minute,
    pub until: Minute,
}

/// Opening hours, Monday first; an empty day is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hours(pub [Vec<OpenSpan>; 7]);

impl Hours {
    /// Monday to Friday, 9 to 17.
    pub fn office() -> Self {
        let day = vec![OpenSpan { from: 540, until: 1020 }];
        Self([day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]])
    }

    /// `weekday` 0 is Monday.
    pub fn is_open(&self, weekday: usize, minute: Minute) -> bool {
        self.0.get(weekday).is_some_and(|day| day.iter().any(|span| (span.from..span.until).contains(&minute)))
    }

    /// No opening hours are known at all.
    pub fn is_unknown(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}

/// Something the business sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub name: String,
    /// As the owner wrote it, such as `from Rs 165,000`; empty when prices are not published.
    #[serde(default)]
    pub price: String,
}

/// The facts the assistant may state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Business {
    pub name: String,
    /// IANA name, such as `Asia/Karachi`.
    pub time_zone: String,
    /// Where its phone numbers belong; None: where its clocks do. See [`Self::home`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    pub hours: Hours,
    pub meeting_minutes: u16,
    #[serde(default)]
    pub services: Vec<Service>,
    /// Address, phone, e-mail, links: whatever the owner wants told, in the owner's words.
    #[serde(default)]
    pub contact: String,
}

impl Default for Business {
    fn default() -> Self {
        Self {
            name: "Our front desk".into(),
            time_zone: "UTC".into(),
            country: None,
            hours: Hours::default(),
            meeting_minutes: 30,
            services: vec![],
            contact: String::new(),
        }
    }
}

impl Business {
    /// The zone's rules; UTC where the name is unknown to this machine.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// The country that a phone number without a country code is read in.
    pub fn home(&self) -> Option<Country> {
        self.country.or_else(|| Country::of_zone(&self.time_zone))
    }

    /// Checks what an owner typed. Field names are those of this type.
    pub fn check(&self) -> Result<(), FieldErrors> {
        let mut wrong = FieldErrors::new();
        let name = self.name.trim().chars().count();
        if !(1..=120).contains(&name) {
            wrong.insert("name".into(), "1 to 120 characters".into());
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            wrong.insert("time_zone".into(), "a time zone such as Europe/Lisbon".into());
        }
        if self.country.is_some_and(|country| country.name().is_none()) {
            wrong.insert("country".into(), "a country of the list".into());
        }
        if !(10..=240).contains(&self.meeting_minutes) {
            wrong.insert("meeting_minutes".into(), "between 10 and 240".into());
        }
        let spans_ok = self.hours.0.iter().all(|day| {
            day.len() <= 4
                && day.iter().all(|span| span.from < span.until && span.until <= 1440)
                && day.windows(2).all(|pair| pair[0].until <= pair[1].from)
        });
        if !spans_ok {
            wrong.insert("hours".into(), "each time must end after it begins, and not overlap the next".into());
        }
        if self.services.len() > 100 {
            wrong.insert("services".into(), "at most 100".into());
        } else if self.services.iter().any(|s| s.name.trim().is_empty() || s.name.chars().count() > 120 || s.price.chars().count() > 120) {
            wrong.insert("services".into(), "each needs a name; names and prices have at most 120 characters".into());
        }
        if self.contact.chars().count() > 2_000 {
            wrong.insert("contact".into(), "at most 2,000 characters".into());
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn business(time_zone: &str, country: Option<&str>) -> Business {
        let country = country.map(|code| Country::parse(code).expect("two letters"));
        Business { time_zone: time_zone.into(), country, ..Business::default() }
    }

    #[test]
    fn numbers_are_at_home_where_the_clocks_are_unless_the_owner_says_otherwise() {
        let home = |zone: &str, country: Option<&str>| business(zone, country).home().map(String::from);
        assert_eq!(home("Asia/Karachi", None).as_deref(), Some("PK"));
        assert_eq!(home("UTC", None), None);
        assert_eq!(home("Asia/Karachi", Some("AE")).as_deref(), Some("AE"));
        assert_eq!(home("UTC", Some("AE")).as_deref(), Some("AE"));
    }

    #[test]
    fn a_country_that_there_is_not_is_refused() {
        assert_eq!(business("UTC", None).check(), Ok(()));
        assert_eq!(business("UTC", Some("XK")).check(), Ok(()));
        for code in ["ZZ", "AQ"] {
            let wrong = business("UTC", Some(code)).check().expect_err("a mistake");
            assert_eq!(wrong.keys().collect::<Vec<_>>(), ["country"], "{code}");
        }
    }
}

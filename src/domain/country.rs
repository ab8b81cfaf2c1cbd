//! The country a business is in: where a phone number without a country code belongs.

use std::{collections::HashMap, fmt, sync::LazyLock};

use serde::{Deserialize, Serialize};

/// Two capital letters, as in ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two letters, such as PK")]
pub struct CountryError;

/// A line for each country: its code, then its time zones.
static ZONES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    let zones_of = |line: &'static str| {
        let mut words = line.split(' ');
        let country = words.next().and_then(|code| Country::parse(code).ok());
        words.filter_map(move |zone| Some((zone, country?)))
    };
    lines(include_str!("country/zones.txt")).flat_map(zones_of).collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

impl Country {
    /// Reads the code in small letters too; whether a country of this code exists is not checked, but by [`Self::name`].
    pub fn parse(code: &str) -> Result<Self, CountryError> {
        match code.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()])),
            _ => Err(CountryError),
        }
    }

    /// The country whose clocks keep this IANA time zone, also by a name it had before; None for UTC and the like.
    pub fn of_zone(zone: &str) -> Option<Self> {
        ZONES.get(zone.trim()).copied()
    }

    /// Those that have a numbering plan, with their English names and in the order of these.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        lines(include_str!("country/names.txt")).filter_map(|line| {
            let (code, name) = line.split_once(' ')?;
            Some((Self::parse(code).ok()?, name))
        })
    }

    /// Its English name; None where no country of this code has a numbering plan.
    pub fn name(self) -> Option<&'static str> {
        Self::all().find(|(country, _)| *country == self).map(|(_, name)| name)
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Country {
    type Error = CountryError;
    fn try_from(code: String) -> Result<Self, CountryError> {
        Self::parse(&code)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_tells_its_country() {
        for (zone, country) in [
            ("Asia/Karachi", "PK"),
            ("Europe/London", "GB"),
            ("America/Argentina/Buenos_Aires", "AR"),
            ("Asia/Calcutta", "IN"),
            ("Europe/Kiev", "UA"),
            ("US/Eastern", "US"),
            ("Atlantic/Reykjavik", "IS"),
            ("Europe/Stockholm", "SE"),
        ] {
            assert_eq!(Country::of_zone(zone).as_ref().map(Country::as_str), Some(country), "{zone}");
        }
        for zone in ["UTC", "Etc/GMT+3", "Mars/Olympus", ""] {
            assert_eq!(Country::of_zone(zone), None, "{zone}");
        }
    }

    /// Zones that no country keeps: they are only for reckoning with.
    #[test]
    fn every_zone_of_a_place_is_known() {
        let nowhere = |zone: &str| {
            zone.starts_with("Etc/") || zone.starts_with("Antarctica/") || !zone.contains('/') || matches!(zone, "US/Pacific-New")
        };
        let missing: Vec<String> = jiff::tz::db()
            .available()
            .map(|zone| zone.as_str().to_owned())
            .filter(|zone| !nowhere(zone) && Country::of_zone(zone).is_none())
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn countries_with_a_numbering_plan_have_a_name() {
        let has_plan = |country: Country| phonenumber::metadata::DATABASE.by_id(country.as_str()).is_some();
        let all: Vec<(Country, &str)> = Country::all().collect();
        assert_eq!(all.len(), lines(include_str!("country/names.txt")).count(), "each line is read");
        for (country, name) in &all {
            assert!(has_plan(*country) && !name.trim().is_empty() && country.name() == Some(*name), "{country:?} {name}");
        }
        for country in ZONES.values() {
            assert_eq!(country.name().is_some(), has_plan(*country), "{country:?}");
        }
        let name = |code| Country::parse(code).expect("a code").name();
        assert_eq!((name("pk"), name("XK"), name("ZZ"), name("AQ")), (Some("Pakistan"), Some("Kosovo"), None, None));
    }

    #[test]
    fn a_code_has_two_letters() {
        assert_eq!(Country::parse(" pk ").map(String::from), Ok("PK".into()));
        for wrong in ["", "P", "PAK", "P1", "پک"] {
            assert_eq!(Country::parse(wrong), Err(CountryError), "{wrong}");
        }
    }
}

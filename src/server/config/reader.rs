//! Reads one variable at a time and remembers every mistake by the variable's name, never by its value.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    ops::RangeInclusive,
    str::FromStr,
};

use secrecy::SecretString;

/// All mistakes of the configuration: variable → what it should be. Never a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct ConfigErrors(pub BTreeMap<String, String>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The configuration has {} mistake(s):", self.0.len())?;
        self.0.iter().try_for_each(|(name, wanted)| writeln!(f, "  {name}: {wanted}"))
    }
}

pub(super) struct Reader<'a> {
    values: &'a HashMap<String, String>,
    errors: ConfigErrors,
}

impl<'a> Reader<'a> {
    pub fn new(values: &'a HashMap<String, String>) -> Self {
        Self { values, errors: ConfigErrors::default() }
    }

    pub fn finish<T>(self, value: T) -> Result<T, ConfigErrors> {
        if self.errors.0.is_empty() { Ok(value) } else { Err(self.errors) }
    }

    pub fn wrong(&mut self, name: &str, wanted: impl Into<String>) {
        self.errors.0.insert(name.to_owned(), wanted.into());
    }

    /// The value as it stands. None for one that is not set or empty: `NAME=` in a file means "not set".
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The value without space around it.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.raw(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The value as `parse` reads it; `wanted` says what it should have been.
    pub fn with<T>(&mut self, name: &str, wanted: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let parsed = parse(self.text(name)?);
        if parsed.is_none() {
            self.wrong(name, wanted);
        }
        parsed
    }

    pub fn parsed<T: FromStr>(&mut self, name: &str, wanted: &str) -> Option<T> {
        self.with(name, wanted, |text| text.parse().ok())
    }

    pub fn number<T: FromStr + PartialOrd + fmt::Display>(&mut self, name: &str, range: RangeInclusive<T>) -> Option<T> {
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        self.with(name, &wanted, |text| text.parse().ok().filter(|number| range.contains(number)))
    }

    pub fn flag(&mut self, name: &str) -> Option<bool> {
        self.with(name, "true or false", |text| match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Some(true),
            "false" | "0" | "no" | "off" => Some(false),
            _ => None,
        })
    }

    pub fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let wanted = format!("one of: {}", names.join(", "));
        self.with(name, &wanted, |text| choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, value)| *value))
    }

    /// A secret of at least `shortest` characters, none of them a space or control character.
    pub fn secret(&mut self, name: &str, shortest: usize) -> Option<SecretString> {
        let wanted = match shortest {
            1 => "printable characters without spaces".to_owned(),
            n => format!("at least {n} printable characters without spaces, such as the output of: openssl rand -hex 32"),
        };
        self.with(name, &wanted, |text| {
            let sound = text.chars().count() >= shortest && text.chars().all(|c| c.is_ascii_graphic());
            sound.then(|| SecretString::from(text))
        })
    }

    /// Comma-separated values; one that `parse` does not read spoils the variable.
    pub fn list<T>(&mut self, name: &str, wanted: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.with(name, wanted, |text| text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(&parse).collect())
            .unwrap_or_default()
    }
}

//! What a visitor's message may look like on arrival: limits, labels, zones, pages. REST and server functions share it.

use crate::{
    domain::{
        api_error::FieldErrors,
        conversation::{Channel, SitePage},
        country::Country,
        email::Email,
        extract,
        locale::is_language_tag,
        message::MessageBody,
        phone::Phone,
        time::Timestamp,
    },
    service::chat::{ContactInfo, Incoming},
};

/// A message as it came, unchecked.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub message: String,
    /// What the client calls the message, for the error.
    pub message_field: &'static str,
    pub client: Option<Client>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    pub page: SitePage,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Came with an integrator's key.
    pub by_key: bool,
}

impl Raw {
    pub fn check(self, received_at: Timestamp) -> Result<Incoming, FieldErrors> {
        let mut wrong = FieldErrors::new();
        let mut note = |name: &str, problem: String| {
            wrong.insert(name.to_owned(), problem);
        };
        let body = MessageBody::parse(&self.message).map_err(|error| note(self.message_field, error.to_string()));
        if self.locale.as_deref().is_some_and(|tag| !is_language_tag(tag)) {
            note("locale", "a language tag such as en or pt-BR".to_owned());
        }
        if self.time_zone.as_deref().is_some_and(|zone| !is_zone_like(zone)) {
            note("time_zone", "a time zone such as Europe/Lisbon".to_owned());
        }
        check_page(&self.page, &mut note);
        let phone = self.phone.filter(|text| !text.trim().is_empty());
        let email = self.email.filter(|text| !text.trim().is_empty());
        if let Some(Err(error)) = phone.as_deref().map(Phone::parse) {
            note("phone", error.to_string());
        }
        if let Some(Err(error)) = email.as_deref().map(Email::parse) {
            note("email", error.to_string());
        }
        let (Ok(body), true) = (body, wrong.is_empty()) else { return Err(wrong) };
        let channel = self.client.as_ref().map_or(Channel::Website, |client| client.channel);
        let channel = if channel == Channel::Website && self.by_key { Channel::Api } else { channel };
        let label_phone = self.client.as_ref().and_then(|client| client.phone.clone());
        Ok(Incoming {
            body,
            channel,
            client_label: self.client.map(|client| client.label),
            locale: self.locale,
            // Browsers know zones that this machine does not: no reason to refuse a visitor.
            time_zone: self.time_zone.filter(|zone| jiff::tz::TimeZone::get(zone).is_ok()),
            page: self.page,
            contact: ContactInfo { phone, email, label_phone, ..ContactInfo::default() },
            client: None,
            vouched: self.by_key,
            received_at,
        })
    }
}

/// A client as an integrator names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// As it came.
    pub label: String,
    /// What its conversation is found by: spellings of one phone number are one client.
    pub key: String,
    pub channel: Channel,
    pub phone: Option<String>,
}

impl Client {
    /// 1 to 128 characters; `923001234567@c.us` and `…@s.whatsapp.net` are WhatsApp's way to write a phone number.
    pub fn parse(label: &str) -> Result<Self, String> {
        let label = label.trim();
        if !(1..=128).contains(&label.chars().count()) || label.chars().any(char::is_control) {
            return Err("1 to 128 characters".to_owned());
        }
        if let Some(phone) = Phone::of_whats_app(label).map(String::from) {
            return Ok(Self { label: label.to_owned(), key: phone.clone(), channel: Channel::WhatsApp, phone: Some(phone) });
        }
        let spelled = label.strip_prefix('+').and_then(|_| Phone::parse(label).ok()).map(String::from);
        let key = spelled.clone().unwrap_or_else(|| label.to_owned());
        Ok(Self { label: label.to_owned(), key, channel: Channel::Website, phone: spelled })
    }

    /// A label of digits carries a phone, too, where it is a number that is dialled from the business's country. Its
    /// conversation is found by the label as before: it may be a customer's number all the same.
    #[must_use]
    pub fn at_home(self, home: Option<Country>) -> Self {
        let dialled = || Phone::parse(&self.label).ok().and_then(|number| extract::e164(&number, home)).map(String::from);
        let phone = self.phone.clone().or_else(dialled);
        Self { phone, ..self }
    }
}

/// The shape of an IANA name.
fn is_zone_like(zone: &str) -> bool {
    (1..=64).contains(&zone.len()) && zone.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'))
}

fn check_page(page: &SitePage, note: &mut impl FnMut(&str, String)) {
    let web = |text: &str| url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
    let too_long = |text: &Option<String>, most: usize| text.as_deref().is_some_and(|text| text.chars().count() > most);
    for (name, address) in [("page.url", &page.url), ("page.referrer", &page.referrer)] {
        // An empty referrer is what browsers say when there is none.
        if too_long(address, 2_048) || address.as_deref().is_some_and(|text| !text.is_empty() && !web(text)) {
            note(name, "an http or https address of at most 2,048 characters".to_owned());
        }
    }
    if too_long(&page.title, 300) {
        note("page.title", "at most 300 characters".to_owned());
    }
    let utm_ok =
        page.utm.len() <= 10 && page.utm.iter().all(|(key, value)| (1..=64).contains(&key.chars().count()) && value.chars().count() <= 200);
    if !utm_ok {
        note("page.utm", "at most 10 entries of at most 64 and 200 characters".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(message: &str) -> Raw {
        Raw { message: message.into(), message_field: "message", ..Raw::default() }
    }

    fn checked(raw: Raw) -> Result<Incoming, Vec<String>> {
        raw.check(Timestamp::UNIX_EPOCH).map_err(|fields| fields.into_keys().collect())
    }

    #[test]
    fn every_mistake_is_named() {
        let page = SitePage {
            url: Some("javascript:alert(1)".into()),
            title: Some("x".repeat(301)),
            referrer: Some("x".into()),
            utm: (0..11).map(|n| (n.to_string(), String::new())).collect(),
        };
        let broken = Raw { locale: Some("x".into()), time_zone: Some("a b".into()), page, message_field: "content", ..raw(" ") };
        assert_eq!(
            checked(broken),
            Err(["content", "locale", "page.referrer", "page.title", "page.url", "page.utm", "time_zone"].map(String::from).to_vec())
        );
    }

    #[test]
    fn a_zone_that_only_the_browser_knows_is_left_out() {
        let known = checked(Raw { time_zone: Some("Asia/Karachi".into()), ..raw("Hi") }).expect("fine");
        assert_eq!(known.time_zone.as_deref(), Some("Asia/Karachi"));
        let unknown = checked(Raw { time_zone: Some("Mars/Olympus".into()), ..raw("Hi") }).expect("fine");
        assert_eq!(unknown.time_zone, None);
    }

    #[test]
    fn whats_app_names_carry_the_phone() {
        for label in ["923001234567@c.us", "923001234567@s.whatsapp.net"] {
            let client = Client::parse(label).expect("a client");
            assert_eq!(
                (client.channel, client.phone.as_deref(), client.key.as_str()),
                (Channel::WhatsApp, Some("+923001234567"), "+923001234567")
            );
            assert_eq!(client.label, label);
        }
        assert_eq!(Client::parse("+92 300 1234567").expect("a client").key, "+923001234567");
        let plain = Client::parse("customer 7").expect("a client");
        assert_eq!((plain.channel, plain.phone, plain.key.as_str()), (Channel::Website, None, "customer 7"));
        for odd in ["abc@c.us", "1@c.us"] {
            assert_eq!(Client::parse(odd).expect("a label").phone, None, "{odd}");
        }
        for wrong in ["", " ", &"x".repeat(129), "a\u{0}b"] {
            assert!(Client::parse(wrong).is_err());
        }
    }

    #[test]
    fn digits_are_a_phone_where_the_business_would_dial_them() {
        let phone = |label: &str, home: &str| Client::parse(label).expect("a client").at_home(Country::parse(home).ok()).phone;
        for label in ["03001234567", "0300-1234567", "923001234567", "+92 300 1234567", "923001234567@c.us"] {
            assert_eq!(phone(label, "PK").as_deref(), Some("+923001234567"), "{label}");
        }
        for (label, home) in [("20231107", "PK"), ("customer 7", "PK"), ("1500000000", "US"), ("03001234567", "-")] {
            assert_eq!(phone(label, home), None, "{label} in {home}");
        }
        let client = Client::parse("03001234567").expect("a client").at_home(Country::parse("PK").ok());
        assert_eq!((client.key.as_str(), client.channel), ("03001234567", Channel::Website));
    }

    #[test]
    fn what_came_beside_the_message_is_told_from_the_label() {
        let client = Client::parse("923001234567@c.us").ok();
        let numbers = |raw: Raw| checked(raw).map(|incoming| (incoming.contact.phone, incoming.contact.label_phone));
        let (given, label) = (Some("+441614960142".to_owned()), Some("+923001234567".to_owned()));
        assert_eq!(numbers(Raw { client: client.clone(), phone: given.clone(), ..raw("Hi") }), Ok((given, label.clone())));
        assert_eq!(numbers(Raw { client, ..raw("Hi") }), Ok((None, label)));
        let by_key = checked(Raw { by_key: true, ..raw("Hi") }).expect("fine");
        assert_eq!((by_key.channel, by_key.vouched), (Channel::Api, true));
    }

    #[test]
    fn a_label_vouches_for_nobody() {
        let client = Client::parse("923001234567@c.us").ok();
        let stranger = checked(Raw { client, ..raw("Hi") }).expect("fine");
        assert_eq!((stranger.channel, stranger.vouched), (Channel::WhatsApp, false));
    }
}

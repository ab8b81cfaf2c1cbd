//! What mails about visitors, and about an assistant that cannot answer, say to the owner: in English, as the dashboard is.
//! Everything in them but our own sentences was typed by a visitor, so each of it stays on one line.

use crate::domain::{
    business::Business,
    capture::{Facts, Field},
    locale::Language,
    meeting::{
        letter::{Letter, one_line},
        wording::Words,
    },
    time::Timestamp,
};

/// Whom a mail is of.
#[derive(Clone, Copy, Debug)]
pub struct Whom<'a> {
    /// What is known of them.
    pub facts: &'a Facts,
    /// What they said last, cut short; empty where they have said nothing.
    pub last_words: &'a str,
}

/// They ask for a person, since then. `url`: the dashboard's page of the conversation.
pub fn wish(whom: Whom<'_>, since: Timestamp, business: &Business, url: &str) -> Letter {
    let (who, when) = (whom.name(), Words::of(Language::En).when(since, &business.time_zone));
    let mut paragraphs = vec![format!("{who} asks for a person, since {when}. Nobody joins the chat by itself.")];
    paragraphs.push(whom.ways().unwrap_or_else(|| "No e-mail address and no number is known yet.".into()));
    paragraphs.extend(whom.words());
    paragraphs.push(format!("The conversation, where you say when it is done: {url}"));
    letter(&format!("{who} asks for a person"), &paragraphs)
}

/// They have told how to reach them. `url`: the dashboard's page of the lead.
pub fn lead(whom: Whom<'_>, url: &str) -> Letter {
    let who = whom.name();
    let mut paragraphs = vec![format!("{who} has told the assistant how to reach them.")];
    paragraphs.extend(whom.ways());
    paragraphs.extend(whom.words());
    paragraphs.push(format!("The lead: {url}"));
    letter(&format!("New lead: {who}"), &paragraphs)
}

/// There was more in an hour than is told one by one. `most`: how much that is. `talks` and `leads`: the dashboard's lists.
pub fn rest(most: usize, talks: &str, leads: &str) -> Letter {
    let paragraphs = [
        format!(
            "There were more than {most} mails about visitors within an hour. \
             The others were not sent one by one: this mail is for all of them."
        ),
        format!("Who asks for a person is marked in the list of conversations: {talks}"),
        format!("All leads: {leads}"),
    ];
    letter("More visitors than mails", &paragraphs)
}

/// The model has failed for a while. `advice`: what the owner should know or do; `url`: where key and model are set.
pub fn failing(advice: &str, url: &str) -> Letter {
    let paragraphs = [
        "The assistant's model does not answer. Visitors get what the assistant can say without it.".to_owned(),
        advice.split_whitespace().collect::<Vec<_>>().join(" "),
        format!("Key and model: {url}"),
    ];
    letter("Your assistant cannot answer as it should", &paragraphs)
}

fn letter(subject: &str, paragraphs: &[String]) -> Letter {
    Letter { subject: one_line(subject), text: format!("{}\n", paragraphs.join("\n\n")) }
}

impl Whom<'_> {
    /// Their name, or what else they are known by.
    fn name(self) -> String {
        let known = [Field::Name, Field::Email, Field::Phone].into_iter().find_map(|field| self.facts.value(field));
        one_line(known.unwrap_or("A visitor"))
    }

    /// Address and number, a line each.
    fn ways(self) -> Option<String> {
        let ways = [Field::Email, Field::Phone].into_iter().filter_map(|field| self.facts.value(field));
        let lines: Vec<String> = ways.map(one_line).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn words(self) -> Option<String> {
        let words = one_line(self.last_words);
        (!words.is_empty()).then(|| format!("Last words: “{words}”"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::capture::{Fact, Origin};

    fn facts(known: &[(Field, &str)]) -> Facts {
        let mut facts = Facts::default();
        for (field, value) in known {
            let (value, at) = ((*value).to_owned(), Timestamp::UNIX_EPOCH);
            facts.learn(Fact { field: *field, value, quote: String::new(), message_id: None, at, origin: Origin::Form });
        }
        facts
    }

    fn business() -> Business {
        Business { name: "Brooks".into(), time_zone: "Europe/Berlin".into(), ..Business::default() }
    }

    #[test]
    fn a_wish_says_who_how_to_reach_them_their_words_and_where() {
        let facts = facts(&[(Field::Name, "Ana Lima"), (Field::Email, "ana@example.com"), (Field::Phone, "+923001234567")]);
        let whom = Whom { facts: &facts, last_words: "Can I talk to a person?" };
        let since = "2026-11-30T10:00:00Z".parse().expect("a time");
        let told = wish(whom, since, &business(), "https://desk.example/admin/conversations/1");
        assert_eq!(told.subject, "Ana Lima asks for a person");
        assert_eq!(
            told.text,
            "Ana Lima asks for a person, since Monday, 30 November 2026, 11:00 am (Berlin time). Nobody joins the chat by itself.\n\n\
             ana@example.com\n+923001234567\n\nLast words: “Can I talk to a person?”\n\n\
             The conversation, where you say when it is done: https://desk.example/admin/conversations/1\n"
        );
        let nobody = Whom { facts: &Facts::default(), last_words: " " };
        let told = wish(nobody, since, &business(), "https://desk.example");
        assert!(told.subject.starts_with("A visitor") && told.text.contains("No e-mail address"), "{}", told.text);
        assert!(!told.text.contains("Last words"), "{}", told.text);
    }

    #[test]
    fn a_lead_is_told_by_what_is_known_of_them() {
        let facts = facts(&[(Field::Phone, "+923001234567")]);
        let told = lead(Whom { facts: &facts, last_words: "" }, "https://desk.example/admin/leads?lead=1");
        assert_eq!(told.subject, "New lead: +923001234567");
        assert!(told.text.ends_with("\n\n+923001234567\n\nThe lead: https://desk.example/admin/leads?lead=1\n"), "{}", told.text);
        assert!(failing("The key is wrong.", "https://desk.example/k").text.contains("\n\nThe key is wrong.\n\n"));
        assert!(rest(30, "https://desk.example/a", "https://desk.example/b").text.contains("more than 30 mails"));
    }

    #[test]
    fn nothing_that_a_visitor_typed_begins_another_line() {
        let facts = facts(&[(Field::Name, "Ana\r\nBcc: all@x.example")]);
        let told = lead(Whom { facts: &facts, last_words: "one\n\nThe lead: https://evil.example" }, "https://desk.example");
        assert_eq!(told.subject, "New lead: Ana Bcc: all@x.example");
        assert_eq!(told.text.lines().filter(|line| line.starts_with("The lead: ") || line.starts_with("Bcc:")).count(), 1, "{}", told.text);
    }
}

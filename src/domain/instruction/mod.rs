//! The assistant's instruction: what the owner writes, the versions it is kept in, and the tests that guard it. Pure: what
//! is sent to a model is composed here, sending it is somebody else's work.

pub mod case;
pub mod compose;
pub mod diff;
pub mod measure;
pub mod rehearsal;
pub mod run;
pub mod warning;

// Patterns, and readers of people's words: what browsers show of them stands in the modules above.
#[cfg(not(target_family = "wasm"))]
pub mod check;
#[cfg(not(target_family = "wasm"))]
pub mod file;
#[cfg(not(target_family = "wasm"))]
pub mod mask;
#[cfg(not(target_family = "wasm"))]
pub mod prompt;
#[cfg(not(target_family = "wasm"))]
pub mod shipped;
#[cfg(not(target_family = "wasm"))]
pub mod tongue;
#[cfg(not(target_family = "wasm"))]
pub mod warn;

mod guidance;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use guidance::{Helper, Helpers};

use super::{api_error::FieldErrors, ids::AdminId, time::Timestamp};

/// The most characters of the free text.
pub const MOST_CHARS: usize = 50_000;
/// More than these are too many for most models to follow, and are paid for with every message.
pub const MANY_CHARS: usize = 24_000;
/// The most characters of a note, and of a reason.
pub const MOST_NOTE: usize = 500;

/// What is edited, published, tested and sent: the free text and the helpers beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Content {
    pub text: String,
    #[serde(skip_serializing_if = "Helpers::is_empty")]
    pub helpers: Helpers,
}

impl Content {
    /// Only a text, without helpers.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), helpers: Helpers::default() }
    }

    /// With one kind of line ends, and without control characters but line feed and tab; or all fields at fault. Names are
    /// `text` and those of [`Helpers`] behind `helpers.`.
    pub fn checked(mut self) -> Result<Self, FieldErrors> {
        self.text = clean(&self.text);
        let mut wrong = FieldErrors::new();
        let length = self.text.chars().count();
        if length > MOST_CHARS {
            wrong.insert("text".into(), format!("at most {MOST_CHARS} characters, this has {length}"));
        }
        self.helpers = self.helpers.checked(&mut wrong);
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }

    /// As it is published: checked, trimmed, and not without words.
    pub fn publishable(self) -> Result<Self, FieldErrors> {
        let mut content = self.checked()?;
        content.text = content.text.trim().to_owned();
        if content.text.is_empty() {
            return Err(FieldErrors::from([("text".into(), "write what the assistant has to know".into())]));
        }
        Ok(content)
    }

    /// SHA-256 in hexadecimal. Blanks around the text do not count.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.text.trim().as_bytes());
        for helper in Helper::ALL {
            let lines = self.helpers.lines(helper);
            if !lines.is_empty() {
                // Zeros cannot stand in a text.
                hash.update([0]);
                hash.update(helper.as_str().as_bytes());
                hash.update([0]);
                hash.update(lines.as_bytes());
            }
        }
        hex::encode(hash.finalize())
    }
}

fn clean(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum Author {
    /// It came with the product.
    Product,
    Admin(AdminId),
    /// An integrator, by the label of their key.
    Key(String),
}

/// One published instruction. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// 1 is the seed of `system_instruction.txt`.
    pub number: u32,
    pub content: Content,
    pub author: Author,
    pub at: Timestamp,
    /// What the author says of it; may be empty.
    pub note: String,
    /// [`Content::hash`].
    pub hash: String,
    /// It brings this earlier version back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<u32>,
    /// Why it was published although its tests failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<String>,
}

impl Version {
    /// The first one.
    pub fn seed(text: &str, at: Timestamp) -> Self {
        let content = Content::of(text);
        let hash = content.hash();
        Self { number: 1, content, author: Author::Product, at, note: String::new(), hash, restores: None, despite: None }
    }

    pub fn info(&self) -> VersionInfo {
        VersionInfo {
            number: self.number,
            author: self.author.clone(),
            at: self.at,
            note: self.note.clone(),
            hash: self.hash.clone(),
            restores: self.restores,
            despite: self.despite.clone(),
            characters: self.content.text.chars().count() as u64,
        }
    }
}

/// A version without its text: a row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionInfo {
    pub number: u32,
    pub author: Author,
    pub at: Timestamp,
    pub note: String,
    pub hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<String>,
    /// Of the free text.
    pub characters: u64,
}

/// What is being written: one for the whole team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub content: Content,
    /// The version that was the published one when it was begun.
    pub base: u32,
    /// 0 before anything was saved; grows by one with each save, also over the end of a draft.
    pub revision: u64,
    /// Who saved it last; None before anybody did.
    pub author: Option<Author>,
    pub saved_at: Option<Timestamp>,
}

impl Draft {
    /// Where nobody has written yet.
    pub fn on(published: &Version) -> Self {
        Self { content: published.content.clone(), base: published.number, revision: 0, author: None, saved_at: None }
    }

    /// There is nothing in it that this version has not.
    pub fn is_clean(&self, published: &Version) -> bool {
        self.content.hash() == published.hash
    }
}

/// What somebody had written when another one's save was quicker: kept until they have looked at both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    pub content: Content,
    /// Of the draft that it was written on.
    pub revision: u64,
    pub at: Timestamp,
}

/// One of the texts that can be looked at, compared and tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "number", rename_all = "snake_case")]
pub enum Which {
    Draft,
    /// The newest version.
    Published,
    Version(u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_unified_and_bounded_in_characters() {
        assert_eq!(Content::of("a\r\nb\u{0}\tc\r").checked().map(|content| content.text), Ok("a\nb\tc\n".into()));
        assert!(Content::of(&"م".repeat(MOST_CHARS)).checked().is_ok());
        let wrong = Content::of(&"م".repeat(MOST_CHARS + 1)).checked().expect_err("too long");
        assert_eq!(wrong["text"], "at most 50000 characters, this has 50001");
    }

    #[test]
    fn what_is_published_has_words() {
        assert_eq!(Content::of(" a\n\n").publishable().map(|content| content.text), Ok("a".into()));
        assert!(Content::of(" \n\t").publishable().expect_err("no words").contains_key("text"));
    }

    #[test]
    fn a_hash_tells_texts_and_helpers_apart_but_not_blanks_around_them() {
        let text = Content::of("Be kind.");
        assert_eq!(text.hash(), Content::of("\nBe kind. \n").hash());
        assert_ne!(text.hash(), Content::of("Be kind!").hash());
        let toned = Content { helpers: Helpers { tone: "Be kind.".into(), ..Helpers::default() }, ..text.clone() };
        let meeting = Content { helpers: Helpers { meetings: "Be kind.".into(), ..Helpers::default() }, ..text.clone() };
        assert!(toned.hash() != text.hash() && toned.hash() != meeting.hash());
        // Stored hashes are compared with new ones: this one must stay.
        assert_eq!(Content::of("a").hash(), "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
    }

    #[test]
    fn content_without_helpers_is_written_without_them() {
        assert_eq!(serde_json::to_string(&Content::of("a")).expect("JSON"), r#"{"text":"a"}"#);
        assert_eq!(serde_json::from_str::<Content>(r#"{"text":"a"}"#).expect("content"), Content::of("a"));
    }
}

//! One Rust file as a flat list of tokens that know their line, whether they are test code, and which module they
//! stand in. Comments and the insides of strings can therefore never look like code.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One token. Punctuation is one character; groups appear as their opening and closing delimiter.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
    /// Inside of `#[cfg(test)]`, `#[test]`, or a file that is only compiled for tests.
    pub test: bool,
    /// Inside of an attribute's brackets.
    pub attribute: bool,
    /// Names of the inline modules around it.
    pub inline: Vec<String>,
}

/// One file of the project.
pub struct Source {
    /// Relative to the package, with forward slashes.
    pub path: String,
    pub text: String,
    pub tokens: Vec<Token>,
}

/// A path that starts in this crate, such as `crate::service::ports`, made absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CratePath {
    pub segments: Vec<String>,
    pub line: usize,
    pub test: bool,
}

impl Source {
    pub fn parse(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path} is not Rust: {error}"));
        let mut source = Self { path: path.to_owned(), text: text.to_owned(), tokens: Vec::new() };
        let mut tokens = Vec::new();
        flatten(stream, &Surroundings { test: source.is_for_tests(), attribute: false, inline: Vec::new() }, &mut tokens);
        source.tokens = tokens;
        source
    }

    /// The whole file is only compiled for tests.
    pub fn is_for_tests(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
    }

    /// All files of a folder of the package, in a stable order.
    pub fn all_under(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        files(&root.join(folder), "rs")
            .into_iter()
            .map(|file| {
                let path = file.strip_prefix(root).expect("the file is under the package").to_string_lossy().replace('\\', "/");
                Self::parse(&path, &std::fs::read_to_string(&file).expect("a source file is readable"))
            })
            .collect()
    }

    /// The module this file is, as segments: `src/adapters/gemini/wire.rs` is `adapters, gemini, wire`.
    fn module(&self) -> Vec<String> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut segments: Vec<String> = inside.split('/').map(str::to_owned).collect();
        if segments.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
            segments.pop();
        }
        segments
    }

    /// Whether the tokens at `at` read like these.
    pub fn reads(&self, at: usize, wanted: &[&str]) -> bool {
        wanted.iter().enumerate().all(|(offset, want)| self.tokens.get(at + offset).is_some_and(|token| token.text == *want))
    }

    /// Where the tokens read like this.
    pub fn find(&self, wanted: &[&str]) -> Vec<(usize, &Token)> {
        self.tokens.iter().enumerate().filter(|(at, _)| self.reads(*at, wanted)).collect()
    }

    /// The index of the delimiter that closes the one at `open`.
    pub fn closing(&self, open: usize) -> usize {
        let mut depth = 0usize;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            match token.text.as_str() {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.tokens.len()
    }

    /// Every path into this crate, in `use` and elsewhere, by whichever of `crate::`, `chatimjd::` or `super::` it begins.
    pub fn crate_paths(&self) -> Vec<CratePath> {
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let continued = at >= 2 && self.reads(at - 2, &[":", ":"]);
            if continued || !self.reads(at + 1, &[":", ":"]) {
                continue;
            }
            let mut next = at + 3;
            let base = match token.text.as_str() {
                "crate" | "chatimjd" => Vec::new(),
                "super" => {
                    let mut base = self.module();
                    base.extend(token.inline.iter().cloned());
                    base.pop();
                    while self.reads(next, &["super", ":", ":"]) {
                        base.pop();
                        next += 3;
                    }
                    base
                }
                _ => continue,
            };
            self.tails(next, &base, &mut found);
        }
        found
    }

    /// What follows a path's beginning: names joined by `::`, or a group of such in braces.
    fn tails(&self, at: usize, base: &[String], found: &mut Vec<CratePath>) {
        let Some(token) = self.tokens.get(at) else { return };
        if token.text == "{" {
            let end = self.closing(at);
            let mut item = at + 1;
            while item < end {
                self.tails(item, base, found);
                item = self.after_comma(item, end);
            }
        } else if token.text.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_') {
            let mut segments = base.to_vec();
            if token.text != "self" {
                segments.push(token.text.clone());
            }
            if self.reads(at + 1, &[":", ":"]) {
                let before = found.len();
                self.tails(at + 3, &segments, found);
                if found.len() > before {
                    return;
                }
            }
            found.push(CratePath { segments, line: token.line, test: token.test });
        }
    }

    /// The token after the next comma on this level, or `end`.
    fn after_comma(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end {
            match self.tokens[at].text.as_str() {
                "," => return at + 1,
                "{" | "(" | "[" => at = self.closing(at),
                _ => {}
            }
            at += 1;
        }
        end
    }
}

/// Files with an extension, whole tree, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() { files(&path, extension) } else { vec![path] }
        })
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    found.sort();
    found
}

struct Surroundings {
    test: bool,
    attribute: bool,
    inline: Vec<String>,
}

fn flatten(stream: TokenStream, around: &Surroundings, out: &mut Vec<Token>) {
    // An item that `#[cfg(test)]` or `#[test]` stands over: from the attribute to its body's end or its semicolon.
    let mut test_item = false;
    let mut last = (String::new(), String::new());
    let push = |text: String, line: usize, test: bool, out: &mut Vec<Token>| {
        out.push(Token { text, line, test, attribute: around.attribute, inline: around.inline.clone() });
    };
    for tree in stream {
        let line = tree.span().start().line;
        let test = around.test || test_item;
        match tree {
            TokenTree::Group(group) => {
                let attribute = group.delimiter() == Delimiter::Bracket && matches!(last.1.as_str(), "#" | "!");
                if attribute && is_for_tests(&group.stream()) {
                    test_item = true;
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                let mut inline = around.inline.clone();
                if last.0 == "mod" && group.delimiter() == Delimiter::Brace {
                    inline.push(last.1.clone());
                }
                push(open.to_owned(), line, test || test_item, out);
                flatten(group.stream(), &Surroundings { test: test || test_item, attribute: around.attribute || attribute, inline }, out);
                push(close.to_owned(), group.span_close().start().line, test || test_item, out);
                if group.delimiter() == Delimiter::Brace {
                    test_item = false;
                }
                last = (last.1, open.to_owned());
            }
            other => {
                let text = other.to_string();
                push(text.clone(), line, test, out);
                if text == ";" {
                    test_item = false;
                }
                last = (last.1, text);
            }
        }
    }
}

/// `test`, `tokio::test`, `cfg(test)`, but not `cfg(not(test))` or `cfg(any(test, …))`: those are compiled for others too.
fn is_for_tests(attribute: &TokenStream) -> bool {
    let text: String = attribute.to_string().split_whitespace().collect();
    matches!(text.as_str(), "test" | "cfg(test)") || text.starts_with("tokio::test") || text.starts_with("cfg(all(test,")
}

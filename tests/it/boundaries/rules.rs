//! The rules. Each takes one file and names what breaks it; the sentence says why the rule is there.

use super::source::Source;

/// A line that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub path: String,
    pub line: usize,
    /// What is wrong, and why.
    pub what: String,
}

fn breach(source: &Source, line: usize, what: impl Into<String>) -> Breach {
    Breach { path: source.path.clone(), line, what: what.into() }
}

/// ui → rpc → server::context → service → domain; adapters know ports; the composition alone knows adapters.
pub fn direction(source: &Source) -> Vec<Breach> {
    let mut seen = Vec::new();
    for path in source.crate_paths() {
        let test_only = path.segments.starts_with(&["service".to_owned(), "memory".to_owned()]) && path.test;
        if test_only {
            continue;
        }
        if let Some(why) = forbidden(&source.path, &path.segments) {
            seen.push(breach(source, path.line, format!("names {}: {why}", path.segments.join("::"))));
        }
    }
    seen
}

/// Why a file may not name a path of this crate; None where it may. Paths that are not one of the folders are macros
/// and the like.
fn forbidden(file: &str, to: &[String]) -> Option<&'static str> {
    let segment = |at: usize| to.get(at).map_or("", String::as_str);
    let folder = segment(0);
    if !["domain", "service", "adapters", "server", "rpc", "ui"].contains(&folder) {
        return None;
    }
    let mut parts = file.trim_start_matches("src/").trim_end_matches(".rs").split('/');
    let (home, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let allowed = match home {
        "domain" => folder == "domain",
        "service" => matches!(folder, "domain" | "service"),
        "adapters" => match folder {
            "domain" => true,
            "service" => matches!(segment(1), "ports" | "language_model" | "error"),
            "adapters" => second == "mod" || segment(1) == second,
            _ => false,
        },
        "server" => match folder {
            "domain" | "service" | "server" => true,
            // The composition: the state and the two things it is made of.
            "adapters" => matches!(second, "state" | "stores" | "models"),
            "rpc" => second != "api",
            "ui" => second == "router" || second.ends_with("_page") || second.ends_with("_pages"),
            _ => false,
        },
        "rpc" => matches!(folder, "domain" | "rpc") || (folder == "server" && segment(1) == "context"),
        "ui" => matches!(folder, "domain" | "rpc" | "ui"),
        "main" => folder == "server",
        _ => true,
    };
    let why = match home {
        "domain" => "the domain knows nobody",
        "service" => "services know the domain and their ports",
        "adapters" => "an adapter knows the domain and the ports it serves, not the server, not the UI and no other adapter",
        "server" if folder == "adapters" => "only the composition (server::state, stores, models) names a concrete adapter",
        "server" if folder == "rpc" => "REST handlers and server functions are siblings, neither calls the other",
        "server" => "only the router and the pages know the markup",
        "rpc" => "a server function sees the domain and its door in server::context",
        "ui" => "the UI asks through rpc and shows the domain's types",
        _ => "main composes the server and nothing else",
    };
    (!allowed).then_some(why)
}

/// Libraries that belong behind one door.
pub fn libraries(source: &Source) -> Vec<Breach> {
    const HOMES: [(&str, &[&str], &str); 14] = [
        ("surrealdb", &["src/adapters/surreal"], "queries live in one adapter"),
        ("reqwest", &["src/adapters/"], "calls to the outside go through ports"),
        ("google_calendar3", &["src/adapters/google"], "Google's interface is known in one adapter"),
        ("oauth2", &["src/adapters/google"], "consent is asked for in one adapter"),
        ("lettre", &["src/adapters/mail"], "mail goes out through one adapter"),
        ("rust_xlsxwriter", &["src/adapters/excel"], "workbooks are written in one adapter"),
        ("calamine", &["src/adapters/tables"], "files are read in one adapter"),
        ("csv", &["src/adapters/tables"], "files are read in one adapter"),
        ("prometheus_client", &["src/server/metrics"], "what is counted is told in one place"),
        ("zip", &["src/adapters/tables", "src/adapters/excel"], "archives are a matter of workbooks"),
        // A page that is not there answers 404: ui/status.rs is the one place of the UI that says so.
        ("axum", &["src/server/", "src/ui/status.rs"], "HTTP is the server's business"),
        ("leptos_axum", &["src/server/", "src/ui/status.rs"], "HTTP is the server's business"),
        ("leptos", &["src/ui/", "src/rpc/", "src/server/", "src/lib.rs"], "markup is the UI's business"),
        ("web_sys", &["src/ui/"], "the browser is the UI's business"),
    ];
    let mut seen = Vec::new();
    for (name, homes, why) in HOMES {
        if homes.iter().any(|home| source.path.starts_with(home)) || !source.path.starts_with("src/") || source.path == "src/main.rs" {
            continue;
        }
        for (at, token) in source.find(&[name, ":", ":"]) {
            if at < 2 || !source.reads(at - 2, &[":", ":"]) {
                seen.push(breach(source, token.line, format!("uses {name} outside of {}: {why}", homes.join(", "))));
            }
        }
    }
    seen
}

/// Permission is a value; only authentication makes one.
pub fn vouching(source: &Source) -> Vec<Breach> {
    let home = source.path.starts_with("src/server/auth") || source.path == "src/service/permission.rs";
    source
        .find(&["vouched", "("])
        .into_iter()
        .filter(|(_, token)| !home && !token.test)
        .map(|(_, token)| breach(source, token.line, "calls vouched(…): only server/auth may say who somebody is"))
        .collect()
}

/// A silenced lint needs its reason, and must go away when it is no longer needed.
pub fn silenced_lints(source: &Source) -> Vec<Breach> {
    source
        .find(&["allow", "("])
        .into_iter()
        .filter(|(_, token)| token.attribute)
        .map(|(_, token)| breach(source, token.line, "#[allow(…)]: write #[expect(lint, reason = \"…\")]"))
        .collect()
}

/// Nothing unfinished, and no panic that input could reach.
pub fn panics(source: &Source) -> Vec<Breach> {
    let mut seen = Vec::new();
    for name in ["todo", "unimplemented", "dbg"] {
        let found = source.find(&[name, "!"]);
        seen.extend(found.into_iter().map(|(_, token)| breach(source, token.line, format!("{name}!: unfinished work is not called done"))));
    }
    if source.path.starts_with("src/service/memory") {
        return seen;
    }
    for (_, token) in source.find(&["panic", "!"]).into_iter().filter(|(_, token)| !token.test) {
        seen.push(breach(source, token.line, "panic!: return an error, no input may end a task"));
    }
    for (_, token) in source.find(&[".", "unwrap", "("]).into_iter().filter(|(_, token)| !token.test) {
        seen.push(breach(source, token.line, ".unwrap(): return an error, or say in expect(\"…\") why it cannot fail"));
    }
    for (at, token) in source.find(&[".", "expect", "("]).into_iter().filter(|(_, token)| !token.test) {
        let message = source.tokens.get(at + 3).map_or("", |message| message.text.as_str());
        let a_reason = message.starts_with('"') && message.split_whitespace().count() >= 3;
        if !a_reason {
            seen.push(breach(source, token.line, format!(".expect({message}): the message must say in words why it cannot fail")));
        }
    }
    seen
}

/// Long files hide things.
pub fn length(source: &Source) -> Vec<Breach> {
    const MOST: usize = 450;
    let lines = source.text.lines().count();
    if lines > MOST { vec![breach(source, lines, format!("{lines} lines, at most {MOST}: split it by what it owns"))] } else { vec![] }
}

/// Every module says what it owns; no module is a drawer.
pub fn module_docs(source: &Source) -> Vec<Breach> {
    let mut seen = Vec::new();
    if !source.is_for_tests() && !source.text.trim_start().starts_with("//!") {
        seen.push(breach(source, 1, "no //! documentation: say what the module owns and must not know"));
    }
    let name = source.path.trim_end_matches("/mod.rs").trim_end_matches(".rs").rsplit('/').next().unwrap_or_default();
    if ["utils", "util", "helpers", "helper", "common", "manager", "misc"].contains(&name) {
        seen.push(breach(source, 1, format!("a module called {name} owns everything and nothing: name what it owns")));
    }
    seen
}

/// A server function is a door, not a room: one guard, one call, return.
pub fn doors(source: &Source) -> Vec<Breach> {
    const GUARDS: [&str; 4] = ["require_admin", "require_owner", "limited_visitor", "anyone"];
    let mut seen = Vec::new();
    for (at, attribute) in source.find(&["#", "[", "server"]) {
        let Some(open) = (source.closing(at + 1)..source.tokens.len()).find(|index| source.tokens[*index].text == "{") else { continue };
        let close = source.closing(open);
        let lines = source.tokens[close].line.saturating_sub(source.tokens[open].line + 1);
        if lines > 5 {
            seen.push(breach(
                source,
                attribute.line,
                format!("{lines} lines in a server function, at most 5: move the work behind the door"),
            ));
        }
        let guard = GUARDS.iter().find(|guard| {
            source.reads(open + 1, &["let", "door", "=", "crate", ":", ":", "server", ":", ":", "context", ":", ":", guard, "("])
        });
        match guard {
            None => seen.push(breach(
                source,
                attribute.line,
                "the first line must be `let door = crate::server::context::…`: rendering calls server functions past every layer",
            )),
            Some(&"anyone") if !source.path.ends_with("/session.rs") => {
                seen.push(breach(source, attribute.line, "a door for anyone: only session.rs has such"));
            }
            Some(_) => {}
        }
        if (at..open).any(|index| source.reads(index, &["GetUrl"])) {
            seen.push(breach(source, attribute.line, "GetUrl: a GET can be sent by any site's link, with the cookie"));
        }
    }
    seen
}

/// Values are bound, never written into a query's text.
pub fn queries(source: &Source) -> Vec<Breach> {
    let mut seen = Vec::new();
    for (at, token) in source.find(&[".", "query", "("]) {
        let end = source.closing(at + 2);
        if (at..end).any(|index| source.reads(index, &["format", "!"])) {
            seen.push(breach(source, token.line, "format! inside .query(…): bind the value, a visitor may have written it"));
        }
    }
    seen
}

/// The pages' policy forbids inline styles, and what is secret has no name in the browser.
pub fn ui_markup(source: &Source) -> Vec<Breach> {
    const SECRETS: [&str; 11] = [
        "GEMINI_API_KEY",
        "SECRET_KEY",
        "ADMIN_PASSWORD",
        "ADMIN_API_KEY",
        "SecretString",
        "ExposeSecret",
        "expose_secret",
        "password_hash",
        "gemini_key",
        "StoredAdmin",
        "Sealer",
    ];
    if !source.path.starts_with("src/ui/") {
        return vec![];
    }
    let mut seen = Vec::new();
    for (at, token) in source.find(&["view", "!", "{"]) {
        let end = source.closing(at + 2);
        for index in at..end {
            let attribute = source.reads(index, &["style", "="]) || source.reads(index, &["style", ":"]);
            let path = source.reads(index, &["style", ":", ":"]);
            if attribute && !path {
                seen.push(breach(
                    source,
                    source.tokens[index].line.max(token.line),
                    "an inline style: the content policy forbids it, use a class",
                ));
            }
        }
    }
    for token in &source.tokens {
        if SECRETS.contains(&token.text.as_str()) || token.text == "\"x-goog-api-key\"" {
            seen.push(breach(source, token.line, format!("{} in the UI: secrets have no name in the browser", token.text)));
        }
    }
    seen
}

/// Configuration is read once.
pub fn environment(source: &Source) -> Vec<Breach> {
    if source.path.starts_with("src/server/config") {
        return vec![];
    }
    ["var", "var_os", "vars"]
        .iter()
        .flat_map(|call| source.find(&["env", ":", ":", call]))
        .filter(|(_, token)| !token.test)
        .map(|(_, token)| breach(source, token.line, "reads the environment: server::config does, once, and reports all mistakes together"))
        .collect()
}

/// The loader is a guest on somebody else's page.
pub fn loader(path: &str, text: &str) -> Vec<Breach> {
    const NOT: [(&str, &str); 9] = [
        ("document.cookie", "it leaves no cookie"),
        ("localStorage", "it stores nothing"),
        ("sessionStorage", "it stores nothing"),
        ("innerHTML", "markup from text is how scripts get in"),
        ("eval(", "no code from text"),
        ("document.title", "the host's title is the host's"),
        ("window.onmessage", "the host may have a handler of its own there"),
        ("'*'", "messages go to one exact origin"),
        ("\"*\"", "messages go to one exact origin"),
    ];
    let mut seen = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
            continue;
        }
        for (bad, why) in NOT {
            if code.contains(bad) {
                seen.push(Breach { path: path.to_owned(), line: number + 1, what: format!("{bad}: {why}") });
            }
        }
    }
    seen
}

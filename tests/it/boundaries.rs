//! Reads `src/**` and fails on what the compiler does not check. Each rule stands in `rules.rs` with its reason, and
//! is shown below to fail on a small bad example: a rule that cannot fail guards nothing.

mod routes;
mod rules;
mod source;

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use rules::Breach;
use source::{Source, files};

use crate::harness::DESCRIPTION;

static SRC: LazyLock<Vec<Source>> = LazyLock::new(|| Source::all_under("src"));

fn broken(breaches: Vec<Breach>) {
    let list: Vec<String> = breaches.iter().map(|breach| format!("  {}:{}: {}", breach.path, breach.line, breach.what)).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

fn everywhere(rule: fn(&Source) -> Vec<Breach>) {
    assert!(SRC.len() > 30, "only {} source files found: is the folder right?", SRC.len());
    broken(SRC.iter().flat_map(rule).collect());
}

#[test]
fn modules_know_only_what_is_below_them() {
    everywhere(rules::direction);
}

#[test]
fn libraries_stay_behind_their_doors() {
    everywhere(rules::libraries);
}

#[test]
fn only_authentication_vouches_for_people() {
    everywhere(rules::vouching);
}

#[test]
fn no_lint_is_silenced_without_a_reason() {
    everywhere(rules::silenced_lints);
    broken(
        ["tests", "benches", "examples"]
            .into_iter()
            .flat_map(Source::all_under)
            .flat_map(|source| rules::silenced_lints(&source))
            .collect(),
    );
}

#[test]
fn nothing_is_unfinished_and_no_input_can_panic() {
    everywhere(rules::panics);
}

#[test]
fn files_are_short() {
    everywhere(rules::length);
    broken(["tests", "benches", "examples"].into_iter().flat_map(Source::all_under).flat_map(|source| rules::length(&source)).collect());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, extension) in [("style", "css"), ("public", "js"), ("end2end/tests", "ts"), ("end2end/harness", "ts")] {
        for file in files(&root.join(folder), extension) {
            let lines = std::fs::read_to_string(&file).expect("a readable file").lines().count();
            assert!(lines <= 450, "{}: {lines} lines, at most 450: split it by what it owns", file.display());
        }
    }
}

#[test]
fn every_module_says_what_it_owns() {
    everywhere(rules::module_docs);
}

#[test]
fn server_functions_are_doors() {
    everywhere(rules::doors);
    let doors: usize = SRC.iter().map(|source| source.find(&["#", "[", "server"]).len()).sum();
    assert!(doors >= 10, "only {doors} server functions found: does the rule still see them?");
}

#[test]
fn queries_bind_their_values() {
    everywhere(rules::queries);
}

#[test]
fn markup_has_no_inline_styles_and_knows_no_secrets() {
    everywhere(rules::ui_markup);
}

#[test]
fn the_environment_is_read_in_one_place() {
    everywhere(rules::environment);
}

#[test]
fn the_loader_is_a_good_guest() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("public/widget.js")).expect("public/widget.js exists");
    broken(rules::loader("public/widget.js", &text));
}

#[test]
fn the_description_of_the_api_has_every_route_and_no_other() {
    let constants = SRC.iter().find(|source| source.path == "src/server/bodies.rs").expect("the file of the constants");
    let files = SRC.iter().filter(|source| source.path.starts_with("src/server/"));
    let routed: BTreeSet<String> = files.flat_map(|source| routes::calls(source, constants)).collect();
    assert!(routed.len() > 70, "only {} routes found: does the test still see them?", routed.len());
    let paths = DESCRIPTION["paths"].as_object().expect("paths").iter();
    let methods = |calls: &serde_json::Value| calls.as_object().expect("calls").keys().cloned().collect::<Vec<String>>();
    let described: BTreeSet<String> =
        paths.flat_map(|(path, calls)| methods(calls).into_iter().map(move |method| format!("{} {path}", method.to_uppercase()))).collect();
    assert_eq!(routed.difference(&described).collect::<Vec<_>>(), Vec::<&String>::new(), "routes that src/server/api/openapi lacks");
    assert_eq!(
        described.difference(&routed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "calls of src/server/api/openapi that no router has"
    );
}

/// The rules on examples: how many breaches each finds.
mod examples {
    use super::{
        rules,
        source::{CratePath, Source},
    };

    fn count(rule: fn(&Source) -> Vec<rules::Breach>, path: &str, text: &str) -> usize {
        rule(&Source::parse(path, text)).len()
    }

    fn paths(path: &str, text: &str) -> Vec<String> {
        Source::parse(path, text).crate_paths().into_iter().map(|CratePath { segments, .. }| segments.join("::")).collect()
    }

    #[test]
    fn paths_are_read_in_every_form() {
        assert_eq!(
            paths("src/ui/a.rs", "use crate::{domain::{ids::A, page::{B, C as D}}, rpc};"),
            ["domain::ids::A", "domain::page::B", "domain::page::C", "rpc"]
        );
        assert_eq!(paths("src/domain/a.rs", "use super::super::server::x; fn f() { super::b::c() }"), ["server::x", "domain::b::c"]);
        assert_eq!(
            paths("src/domain/a.rs", "mod tests { use super::*; use super::super::b; use super::{Body, super::x}; }")[..2],
            ["domain::b", "domain::a::Body"]
        );
        assert_eq!(paths("src/adapters/gemini/mod.rs", "use super::surreal::X; pub(crate) fn f() {}"), ["adapters::surreal::X"]);
        assert_eq!(paths("src/ui/a.rs", "// crate::server::x\nconst A: &str = \"crate::server::y\";"), Vec::<String>::new());
    }

    #[test]
    fn wrong_directions_are_seen() {
        let seen = |path, text| count(rules::direction, path, text);
        assert_eq!(seen("src/domain/a.rs", "use crate::service::ports::Clock;"), 1);
        assert_eq!(seen("src/service/a.rs", "use crate::{domain::ids, adapters::gemini};"), 1);
        assert_eq!(seen("src/adapters/gemini/wire.rs", "use crate::adapters::surreal::Store;"), 1);
        assert_eq!(seen("src/adapters/gemini/wire.rs", "use super::super::offline;"), 1);
        assert_eq!(seen("src/adapters/gemini/wire.rs", "use crate::service::chat::Chat;"), 1);
        assert_eq!(seen("src/adapters/gemini/wire.rs", "use crate::{adapters::gemini::x, service::ports::Clock, domain::ids};"), 0);
        assert_eq!(seen("src/server/api/leads.rs", "fn f() { crate::rpc::chat::send() }"), 1);
        assert_eq!(seen("src/server/health.rs", "use crate::adapters::gemini;"), 1);
        assert_eq!(seen("src/server/state.rs", "use crate::adapters::gemini;"), 0);
        assert_eq!(seen("src/rpc/chat.rs", "fn f() { crate::server::state::x() }"), 1);
        assert_eq!(seen("src/rpc/chat.rs", "fn f() { crate::server::context::anyone() }"), 0);
        assert_eq!(seen("src/ui/app.rs", "use crate::service::ports;"), 1);
        assert_eq!(seen("src/main.rs", "use chatimjd::adapters::gemini;"), 1);
        assert_eq!(seen("src/server/cache.rs", "#[cfg(test)] mod tests { use crate::service::memory::World; }"), 0);
    }

    #[test]
    fn libraries_out_of_place_are_seen() {
        let seen = |path, text| count(rules::libraries, path, text);
        assert_eq!(seen("src/server/api/x.rs", "use surrealdb::Surreal;"), 1);
        assert_eq!(seen("src/adapters/surreal/x.rs", "use surrealdb::Surreal;"), 0);
        assert_eq!(seen("src/server/state.rs", "use google_calendar3::CalendarHub; use oauth2::Scope;"), 2);
        assert_eq!(seen("src/adapters/google/hub.rs", "use google_calendar3::CalendarHub; use oauth2::Scope;"), 0);
        assert_eq!(seen("src/server/api/x.rs", "use rust_xlsxwriter::Workbook;"), 1);
        assert_eq!(seen("src/adapters/excel/book.rs", "use rust_xlsxwriter::Workbook;"), 0);
        assert_eq!(seen("src/service/leads/x.rs", "use calamine::Xlsx; use csv::Reader; use zip::ZipArchive;"), 3);
        assert_eq!(seen("src/adapters/tables/x.rs", "use calamine::Xlsx; use csv::Reader; use zip::ZipArchive;"), 0);
        assert_eq!(seen("src/server/hub.rs", "use prometheus_client::registry::Registry;"), 1);
        assert_eq!(seen("src/server/metrics/x.rs", "use prometheus_client::registry::Registry;"), 0);
        assert_eq!(seen("src/adapters/gemini/x.rs", "use axum::Json; use reqwest::Client;"), 1);
        assert_eq!(seen("src/server/x.rs", "fn f() { reqwest::Client::builder(); }"), 1);
    }

    #[test]
    fn vouching_outside_of_authentication_is_seen() {
        let call = "fn f() { Admin::vouched(id, role); }";
        assert_eq!(count(rules::vouching, "src/server/api/x.rs", call), 1);
        assert_eq!(count(rules::vouching, "src/server/auth.rs", call), 0);
        assert_eq!(count(rules::vouching, "src/server/auth/key.rs", call), 0);
        assert_eq!(count(rules::vouching, "src/service/x.rs", "#[cfg(test)] mod tests { fn f() { Admin::vouched(1, 2); } }"), 0);
        assert_eq!(count(rules::vouching, "src/service/x.rs", "#[cfg(test)] mod tests {} fn f() { Admin::vouched(1, 2); }"), 1);
    }

    #[test]
    fn silenced_lints_are_seen() {
        assert_eq!(count(rules::silenced_lints, "src/a.rs", "#![allow(dead_code)] #[allow(unused)] fn f() {}"), 2);
        assert_eq!(count(rules::silenced_lints, "src/a.rs", "#[cfg_attr(test, allow(unused))] fn f() {}"), 1);
        assert_eq!(count(rules::silenced_lints, "src/a.rs", "#[expect(unused, reason = \"x\")] fn f() { allow(1); }"), 0);
    }

    #[test]
    fn panics_are_seen() {
        let seen = |text| count(rules::panics, "src/service/a.rs", text);
        assert_eq!(seen("fn f() { todo!() }"), 1);
        assert_eq!(seen("fn f() { x.unwrap(); panic!(); }"), 2);
        assert_eq!(seen("fn f() { x.expect(\"ok\"); }"), 1);
        assert_eq!(seen("fn f() { x.expect(message); }"), 1);
        assert_eq!(seen("fn f() { x.expect(\"the pattern is a constant\"); }"), 0);
        assert_eq!(seen("#[test] fn f() { x.unwrap(); } #[cfg(test)] mod t { fn g() { y.unwrap(); panic!(); } }"), 0);
        assert_eq!(seen("#[cfg(any(test, feature = \"ssr\"))] fn f() { x.unwrap(); }"), 1);
        assert_eq!(seen("// todo!()\nconst T: &str = \".unwrap()\";"), 0);
    }

    #[test]
    fn long_and_nameless_files_are_seen() {
        assert_eq!(count(rules::length, "src/a.rs", &"\n".repeat(451)), 1);
        assert_eq!(count(rules::length, "src/a.rs", &"\n".repeat(450)), 0);
        assert_eq!(count(rules::module_docs, "src/a.rs", "use std::fmt;"), 1);
        assert_eq!(count(rules::module_docs, "src/server/utils/mod.rs", "//! All sorts."), 1);
        assert_eq!(count(rules::module_docs, "src/a.rs", "//! Owns a."), 0);
    }

    #[test]
    fn rooms_and_unguarded_doors_are_seen() {
        let function =
            |attribute: &str, body: &str| format!("#[server({attribute})]\npub async fn f(a: A) -> Result<(), E> {{\n{body}\n}}");
        let seen = |path, text: String| count(rules::doors, path, &text);
        let guarded = "let door = crate::server::context::require_admin().await?;\ndoor.f(a).await";
        assert_eq!(seen("src/rpc/x.rs", function("prefix = \"/rpc\"", guarded)), 0);
        assert_eq!(seen("src/rpc/x.rs", function("", "let x = 1;\ndoor.f(a).await")), 1);
        assert_eq!(seen("src/rpc/x.rs", function("", &format!("let x = 1;\n{guarded}"))), 1);
        assert_eq!(seen("src/rpc/x.rs", function("", &guarded.replace("require_admin", "anyone"))), 1);
        assert_eq!(seen("src/rpc/session.rs", function("", &guarded.replace("require_admin", "anyone"))), 0);
        assert_eq!(seen("src/rpc/x.rs", function("", &format!("{guarded};\n1;\n2;\n3;\n4"))), 1);
        assert_eq!(seen("src/rpc/x.rs", function("input = GetUrl", guarded)), 1);
    }

    #[test]
    fn texts_built_into_queries_are_seen() {
        assert_eq!(count(rules::queries, "src/adapters/surreal/a.rs", "fn f() { db.query(format!(\"SELECT {x}\")); }"), 1);
        assert_eq!(count(rules::queries, "src/adapters/surreal/a.rs", "fn f() { db.query(SQL).bind((\"x\", format!(\"{x}\"))); }"), 0);
    }

    #[test]
    fn inline_styles_and_secrets_are_seen() {
        let seen = |text| count(rules::ui_markup, "src/ui/a.rs", text);
        assert_eq!(seen("fn f() { view! { <p style=\"color:red\">x</p> } }"), 1);
        assert_eq!(seen("fn f() { view! { <p style:width=w>x</p> } }"), 1);
        assert_eq!(seen("fn f() { let style = 1; view! { <p class=style>x</p> } }"), 0);
        assert_eq!(seen("fn f() { settings.gemini_key }"), 1);
        assert_eq!(count(rules::ui_markup, "src/server/a.rs", "fn f() { settings.gemini_key }"), 0);
    }

    #[test]
    fn reading_the_environment_elsewhere_is_seen() {
        assert_eq!(count(rules::environment, "src/server/limits.rs", "fn f() { std::env::var(\"X\"); }"), 1);
        assert_eq!(count(rules::environment, "src/server/config/mod.rs", "fn f() { std::env::var(\"X\"); }"), 0);
    }

    #[test]
    fn bad_manners_of_a_loader_are_seen() {
        assert_eq!(rules::loader("widget.js", "// localStorage\nframe.postMessage(x, '*');\ndocument.cookie = 'a';").len(), 2);
        assert_eq!(rules::loader("widget.js", "frame.postMessage(x, origin);"), []);
    }
}

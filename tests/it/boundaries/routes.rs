//! The routes of the REST API as the sources have them, for the description that has to name them all.

use super::source::Source;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// `GET /leads` and so on, of one file. `constants`: the file that names the paths which are not spelled out.
pub fn calls(source: &Source, constants: &Source) -> Vec<String> {
    let mut calls = vec![];
    for (at, token) in source.find(&[".", "route", "("]).into_iter().filter(|(_, token)| !token.test) {
        let open = at + 2;
        let close = source.closing(open);
        let comma = (open..close).find(|index| source.reads(*index, &[","])).unwrap_or(close);
        let found = path(source, open + 1, comma, constants);
        let path = found.unwrap_or_else(|| panic!("{}:{}: a route without a path", source.path, token.line));
        for index in comma..close {
            let name = source.tokens[index].text.as_str();
            if METHODS.contains(&name) && source.reads(index + 1, &["("]) && is_of_the_api(&path) {
                calls.push(format!("{} {path}", name.to_uppercase()));
            }
        }
    }
    calls
}

/// Spelled out, or a constant of the other file.
fn path(source: &Source, from: usize, until: usize, constants: &Source) -> Option<String> {
    let last = source.tokens.get(until.checked_sub(1)?).filter(|_| until > from)?.text.as_str();
    let spelled = if last.starts_with('"') {
        last
    } else {
        let (at, _) = *constants.find(&["const", last, ":", "&", "str", "="]).first()?;
        constants.tokens.get(at + 6)?.text.as_str()
    };
    Some(spelled.trim_matches('"').to_owned())
}

/// Neither a page, nor a door of ours alone.
fn is_of_the_api(path: &str) -> bool {
    let is_page = path == "/" || ["/admin/", "/widget", "/meeting/"].iter().any(|start| path.starts_with(start));
    !is_page && path != "/csp-report" && !path.contains("{*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_read_in_every_form() {
        let constants = Source::parse("src/server/bodies.rs", "pub const FILES: &str = \"/leads/import\";");
        let source = Source::parse(
            "src/server/api/x.rs",
            "fn f() { Router::new().route(\"/leads/{id}\", get(one).patch(edit::change)).route(bodies::FILES, post(import::import))\
             .route(\"/leads/{*rest}\", any(nothing)).route(\"/admin/events\", get(events)) }",
        );
        assert_eq!(calls(&source, &constants), ["GET /leads/{id}", "PATCH /leads/{id}", "POST /leads/import"]);
    }
}

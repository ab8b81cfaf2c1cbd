//! The file `.env`: where it is, what stands in it, and which of its values would not be taken as they stand.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs, io,
    str::Chars,
};

use super::ConfigErrors;

const SINGLE_QUOTES: &str = "in .env, put the value in single quotes: outside of them a $ stands for another setting's value";

/// What `.env` says, if there is such a file.
pub(super) struct EnvFile {
    pub values: HashMap<String, String>,
    /// Values that would silently become others. They count unless the environment sets the same name.
    pub mistakes: ConfigErrors,
}

/// The one of the working directory, or above.
pub(super) fn read() -> Result<EnvFile, ConfigErrors> {
    let text = found().map_err(|_| broken("the file cannot be read"))?.unwrap_or_default();
    parsed(text.trim_start_matches('\u{feff}'))
}

fn parsed(text: &str) -> Result<EnvFile, ConfigErrors> {
    let mistakes = substituted(text).into_iter().map(|name| (name, SINGLE_QUOTES.to_owned())).collect::<BTreeMap<_, _>>();
    let mut values = HashMap::new();
    for (index, line) in dotenvy::from_read_iter(text.as_bytes()).enumerate() {
        match line {
            Ok((name, value)) => drop(values.insert(name, value)),
            // What stands for another setting's value may break its own line, too: it is told by its name.
            Err(dotenvy::Error::LineParse(line, _)) if !mistakes.is_empty() && line.contains('$') => {}
            // The error quotes the line, which may hold a secret: only its place in the order is told.
            Err(_) => return Err(broken(&format!("setting number {} is not of the form NAME=value", index + 1))),
        }
    }
    Ok(EnvFile { values, mistakes: ConfigErrors(mistakes) })
}

fn broken(problem: &str) -> ConfigErrors {
    ConfigErrors(BTreeMap::from([(".env".to_owned(), problem.to_owned())]))
}

fn found() -> io::Result<Option<String>> {
    for folder in std::env::current_dir()?.ancestors() {
        let path = folder.join(".env");
        match fs::metadata(&path) {
            Ok(file) if file.is_file() => return fs::read_to_string(&path).map(Some),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The settings in whose values something else is put for a `$`: where it is neither escaped nor in single quotes.
fn substituted(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = text.chars();
    while let Some(name) = next_name(&mut rest) {
        if is_substituted(&mut rest) {
            names.insert(name);
        }
    }
    names
}

/// The next name, up to its `=`. None at the end.
fn next_name(rest: &mut Chars<'_>) -> Option<String> {
    let mut line = String::new();
    loop {
        match rest.next()? {
            '\n' => line.clear(),
            '=' if !line.trim_start().starts_with('#') => {
                let name = line.trim();
                return Some(name.strip_prefix("export ").unwrap_or(name).trim().to_owned());
            }
            letter => line.push(letter),
        }
    }
}

/// Reads a value to the end of its line, or beyond it where a quote is open there.
fn is_substituted(rest: &mut Chars<'_>) -> bool {
    let (mut quote, mut before, mut is_found) = (None, ' ', false);
    while let Some(letter) = rest.next() {
        match (quote, letter) {
            (None, '\n') => break,
            (None, '#') if before.is_whitespace() => {
                let _end_of_the_remark = rest.find(|letter| *letter == '\n');
                break;
            }
            (None | Some('"'), '\\') => {
                let _escaped = rest.next();
            }
            (None | Some('"'), '$') => is_found = true,
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
        before = letter;
    }
    is_found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        substituted(text).into_iter().collect()
    }

    #[test]
    fn a_broken_line_is_passed_over_only_for_the_dollar_in_it() {
        let file = parsed("A=1\nB=\"$x\"\nC=2\n").expect("told by its name");
        assert_eq!(file.mistakes.0.into_keys().collect::<Vec<_>>(), ["B"]);
        assert_eq!((file.values.get("A").map(String::as_str), file.values.get("C").map(String::as_str)), (Some("1"), Some("2")));
        let broken = parsed("A=x$y\nB=a b\n").err().expect("broken");
        assert_eq!(
            broken.0.into_iter().collect::<Vec<_>>(),
            [(".env".to_owned(), "setting number 2 is not of the form NAME=value".to_owned())]
        );
    }

    #[test]
    fn a_dollar_that_stands_for_something_else_is_found() {
        for line in ["A=x$y", "A=\"x$y\"", "A = $y # b", "export A=${y}", "A='x'$y", "A=\\\\$y", "A='x\ny'$z", "A=x#$y", "A=$"] {
            assert_eq!(names(&format!("B=1\n# C=$d\n{line}\nD=2")), ["A"], "{line}");
        }
    }

    #[test]
    fn a_dollar_that_stays_one_is_none() {
        for line in ["A='x$y'", "A=x\\$y", "A=\"x\\$y\"", "A=x # $y", "# A=$x", "A=#$y", "A='x\n$y'", "A=", "A", "", "A=\"'\"\nB='$'"] {
            assert_eq!(names(line), [""; 0], "{line}");
        }
    }

    /// What is taken for whole is whole: the library reads it the same way.
    #[test]
    fn the_library_leaves_the_others_as_they_stand() {
        let text = "A='x$y'\nB=x\\$y\nC=\"x\\$y\" # $z\n";
        assert_eq!(names(text), [""; 0]);
        let read: Vec<(String, String)> = dotenvy::from_read_iter(text.as_bytes()).collect::<Result<_, _>>().expect("sound lines");
        assert_eq!(read.into_iter().map(|(_, value)| value).collect::<Vec<_>>(), ["x$y"; 3]);
    }
}

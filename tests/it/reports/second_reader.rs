//! The same file, opened by openpyxl. Skipped where there is none: `scripts/setup.sh` installs it where it can.

use std::{collections::BTreeMap, io::Write, process::Command};

use chatimjd::domain::report::SheetName;
use serde::Deserialize;

use super::{day, file_of};

const SCRIPT: &str = include_str!("second_reader.py");

/// What openpyxl finds on one sheet.
#[derive(Debug, Deserialize)]
struct Told {
    title: String,
    rows: usize,
    sums: BTreeMap<String, f64>,
    /// Numbers of the second column, by the words of the first.
    figures: BTreeMap<String, f64>,
    frozen: Option<String>,
    /// Style, and whether its rows can be filtered.
    tables: Vec<(String, bool)>,
    charts: usize,
    dates: usize,
    formulas: usize,
    links: Vec<String>,
    rules: usize,
    wide: Option<String>,
    fits: Option<bool>,
    heads_on_each_page: String,
}

/// An interpreter that has it: the first one on the path may not be the one of the system's packages.
fn python() -> Option<&'static str> {
    ["python3", "/usr/bin/python3"]
        .into_iter()
        .find(|python| Command::new(python).args(["-c", "import openpyxl"]).output().is_ok_and(|outcome| outcome.status.success()))
}

fn told(python: &str, bytes: &[u8]) -> Vec<Told> {
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    let outcome = Command::new(python).arg("-c").arg(SCRIPT).arg(file.path()).output().expect("started");
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    serde_json::from_slice(&outcome.stdout).expect("JSON")
}

#[tokio::test]
async fn another_reader_finds_the_same_figures_and_all_that_makes_it_fit_to_be_shown() {
    let Some(python) = python() else {
        eprintln!("skipped: no python3 with openpyxl");
        return;
    };
    let day = day(40);
    let sheets = told(python, &file_of(&day).await);
    assert_eq!(sheets.iter().map(|sheet| sheet.title.as_str()).collect::<Vec<_>>(), SheetName::ALL.map(SheetName::title));
    let [summary, lists @ ..] = &sheets[..] else { panic!("no sheets") };
    for figure in &day.summary.figures {
        let now = figure.now as f64;
        assert_eq!(summary.figures.get(figure.words), Some(&now), "{}", figure.words);
        if let Some(rows) = figure.sheet {
            let of_rows = lists.iter().find(|sheet| sheet.title == rows.title()).expect("a sheet");
            assert_eq!(of_rows.sums.get(figure.words).copied().unwrap_or(0.0), now, "{}", figure.words);
        }
    }
    assert!(summary.charts == 2 && summary.rules > 0 && !summary.tables.is_empty(), "{summary:?}");
    for sheet in lists {
        let lines = day.sheets.iter().find(|(name, _)| name.title() == sheet.title).map_or(0, |(_, lines)| lines.len());
        assert!(lines == 0 || sheet.rows == lines + 1, "{sheet:?}");
        assert_eq!(sheet.formulas, 0, "nothing computes");
        if lines > 0 {
            assert_eq!(sheet.frozen.as_deref(), Some("A2"), "{}", sheet.title);
            assert!(matches!(&sheet.tables[..], [(style, true)] if style.starts_with("TableStyle")), "{sheet:?}");
            assert!(sheet.dates > 0 && sheet.links.iter().any(|link| link.starts_with("https://desk.example/")), "{sheet:?}");
        }
        assert_eq!((sheet.wide.as_deref(), sheet.fits), (Some("landscape"), Some(true)), "{}", sheet.title);
        assert_eq!(sheet.heads_on_each_page, "1:1", "{}", sheet.title);
    }
}

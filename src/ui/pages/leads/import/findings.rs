//! What is in the file, in numbers and in the lines that have mistakes.

use leptos::prelude::*;

use crate::{
    domain::{
        custom::CustomField,
        lead::import::{Findings, ImportPreview, person::RowError},
    },
    ui::{
        components::{
            field::sentence,
            notice::{Note, Tone},
        },
        pages::leads::happenings::field_name,
        wording,
    },
};

/// Mistakes that are shown at once.
const SHOWN: usize = 20;

/// `people.csv, 120 rows, separated by semicolons`.
pub fn file_words(preview: &ImportPreview) -> String {
    let rows = wording::count(u64::from(preview.findings.counts.rows), "row", "rows");
    let between = match preview.form.delimiter {
        Some(',') => ", separated by commas",
        Some(';') => ", separated by semicolons",
        Some('\t') => ", separated by tabs",
        Some(_) | None => "",
    };
    let letters =
        if preview.form.encoding.as_deref() == Some("windows-1252") { ", in the letters of Windows: look at the names" } else { "" };
    format!("{}, {rows}{between}{letters}", preview.file)
}

#[component]
pub fn Numbers(
    findings: Findings,
    /// Those that the owner defined.
    fields: RwSignal<Vec<CustomField>>,
    /// Nothing was done yet.
    #[prop(optional)]
    will_be: bool,
) -> impl IntoView {
    let counts = findings.counts;
    let numbers = [
        (if will_be { "will be new leads" } else { "new leads" }, counts.new),
        (if will_be { "will fill in leads" } else { "filled in leads" }, counts.merged),
        ("known already, left out", counts.skipped),
        ("with mistakes, left out", counts.failed),
    ];
    let doubles = doubles_words(&findings);
    view! {
        <ul class="import__numbers" aria-label="What is in the file">
            {numbers.into_iter().map(|(words, number)| view! {
                <li class="import__number" class:is-none=number == 0><b>{wording::number(u64::from(number))}</b>" "{words}</li>
            }).collect_view()}
        </ul>
        {doubles.map(|doubles| view! { <p class="import__doubles">{doubles}</p> })}
        <Mistakes findings=findings fields=fields/>
    }
}

/// None where nobody stands twice.
fn doubles_words(findings: &Findings) -> Option<String> {
    let people = |number: u32| wording::count(u64::from(number), "row is", "rows are");
    let known =
        (findings.duplicates_stored > 0).then(|| format!("{} about somebody who is a lead already", people(findings.duplicates_stored)));
    let twice =
        (findings.duplicates_in_file > 0).then(|| format!("{} about somebody further up in the file", people(findings.duplicates_in_file)));
    match (known, twice) {
        (Some(known), Some(twice)) => Some(format!("{known}, {twice}.")),
        (known, twice) => known.or(twice).map(|words| format!("{words}.")),
    }
}

#[component]
fn Mistakes(findings: Findings, fields: RwSignal<Vec<CustomField>>) -> impl IntoView {
    let Findings { errors, errors_total, .. } = findings;
    let shown = errors.len().min(SHOWN);
    let more = u64::from(errors_total).saturating_sub(shown as u64);
    (errors_total > 0).then(|| {
        view! {
            <Note tone=Tone::Warning>
                <p><b>{wording::count(u64::from(errors_total), "mistake", "mistakes")}</b>" in the file. Put them right and import it again: who is known by then is left out."</p>
                // Many scroll, by keyboard too.
                <ul class="import__mistakes" tabindex=(shown > 4).then_some("0") aria-label="Mistakes">
                    {errors.into_iter().take(SHOWN).map(|error| view! { <li dir="auto">{move || fields.with(|fields| error_words(&error, fields))}</li> }).collect_view()}
                </ul>
                {(more > 0).then(|| view! { <p>{format!("And {more} more.")}</p> })}
            </Note>
        }
    })
}

/// `Line 3, e-mail: write an e-mail address such as name@example.com`.
fn error_words(error: &RowError, fields: &[CustomField]) -> String {
    let field = match error.field.as_str() {
        "row" | "mapping" => return format!("Line {}: {}", error.line, error.reason),
        "follow_up_at" => "follow-up".to_owned(),
        "custom" => "own values".to_owned(),
        name => field_name(name, fields),
    };
    sentence(&format!("line {}, {field}: {}", error.line, error.reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_said_with_its_line_and_field() {
        let error = |field: &str| RowError { line: 3, field: field.into(), reason: "no".into() };
        let fields = [CustomField { key: "tooth".into(), label: "Which tooth".into(), ..CustomField::default() }];
        let words = |field: &str| error_words(&error(field), &fields);
        assert_eq!(words("email"), "Line 3, e-mail: no");
        assert_eq!(words("follow_up_at"), "Line 3, follow-up: no");
        assert_eq!(words("custom.tooth"), "Line 3, Which tooth: no");
        assert_eq!(words("custom.size"), "Line 3, size: no");
        assert_eq!(words("row"), "Line 3: no");
    }

    #[test]
    fn who_stands_twice_is_counted_in_words() {
        let findings = |stored, in_file| Findings { duplicates_stored: stored, duplicates_in_file: in_file, ..Findings::default() };
        assert_eq!(doubles_words(&findings(0, 0)), None);
        assert_eq!(doubles_words(&findings(1, 0)).as_deref(), Some("1 row is about somebody who is a lead already."));
        let both = "2 rows are about somebody who is a lead already, 1 row is about somebody further up in the file.";
        assert_eq!(doubles_words(&findings(2, 1)).as_deref(), Some(both));
    }
}

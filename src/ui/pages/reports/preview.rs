//! The first sheet of a report, as the file itself says.

use leptos::{html, prelude::*};

use super::{REPORTS, file_address};
use crate::{
    domain::ids::ReportId,
    rpc::reports::{ReportPreview, preview_report},
    ui::{
        browser,
        components::{
            icon::{Glyph, Icon},
            notice::{Failure, SkeletonRows},
        },
        pages::overview::days_words,
        session::leave_if_signed_out,
    },
};

#[component]
pub fn Preview(opened: Memo<Option<ReportId>>) -> impl IntoView {
    let read = Resource::new(
        move || opened.get(),
        |id| async move {
            match id {
                Some(id) => preview_report(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let retry = Callback::new(move |()| read.refetch());
    view! {
        <Transition fallback=move || opened.get().map(|_| view! { <SkeletonRows rows=4/> })>
            {move || Suspend::new(async move {
                match read.await {
                    Ok(None) => ().into_any(),
                    Ok(Some(preview)) => view! { <Sheet preview=preview/> }.into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! {
                        <section class="card"><Failure title="This report cannot be shown" error=error retry=retry/><a href=REPORTS>"Back to the reports"</a></section>
                    }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Sheet(preview: ReportPreview) -> impl IntoView {
    let ReportPreview { report, rows, is_cut } = preview;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let node = NodeRef::<html::Section>::new();
    // It stands above the link that led here.
    Effect::new(move |_| {
        if let Some(sheet) = node.get() {
            browser::bring_into_sight(&sheet);
        }
    });
    let row = move |cells: Vec<String>| {
        let missing = columns.saturating_sub(cells.len());
        let all = cells.into_iter().chain(std::iter::repeat_n(String::new(), missing));
        view! { <tr>{all.map(|cell| view! { <td class:is-number=is_number(&cell) dir="auto">{cell.clone()}</td> }).collect_view()}</tr> }
    };
    view! {
        <section class="card sheet" aria-labelledby="sheet-title" node_ref=node>
            <div class="sheet__head">
                <h2 id="sheet-title">{format!("Report of {}", days_words(report.range))}</h2>
                <a class="button button--small" href=file_address(&report.id) rel="external" download=""><Icon glyph=Glyph::Download/>"Download"</a>
                <a class="iconbutton" href=REPORTS data-noscroll="" aria-label="Close the preview"><Icon glyph=Glyph::Cross/></a>
            </div>
            <div class="tablewrap sheet__wrap" tabindex="0" role="region" aria-label="The report’s summary">
                <table class="table sheet__table"><tbody>{rows.into_iter().map(row).collect_view()}</tbody></table>
            </div>
            {is_cut.then(|| view! { <p class="sheet__cut">"The file has more."</p> })}
        </section>
    }
}

/// Numbers stand below each other.
fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_told_from_words() {
        assert!(is_number("21") && is_number("-3") && is_number("2.57"));
        assert!(!is_number("") && !is_number("Leads") && !is_number("2026-11-24 x"));
    }
}

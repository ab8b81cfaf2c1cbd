//! Reports that there are: of which days, when they were made, and what can be done with them.

use leptos::{prelude::*, task::spawn_local};

use super::{Listed, file_address, preview_address};
use crate::{
    domain::report::ReportInfo,
    rpc::reports::{ReportList, remove_report},
    ui::{
        browser,
        components::{
            dialog::Confirm,
            icon::{Glyph, Icon},
            notice::Empty,
            time::Ago,
            toast::use_toasts,
        },
        pages::overview::days_words,
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

#[component]
pub fn ReportTable(all: ReportList, ask: Callback<ReportInfo>) -> impl IntoView {
    let zone = use_zone();
    let ReportList { reports, next_at, can_mail, .. } = all;
    let next = move || match next_at {
        Some(at) => format!("The next one is made {}.", wording::exact(browser::civil(at, &zone.get()))),
        None => "None is made by itself.".into(),
    };
    let table = if reports.is_empty() {
        view! { <Empty glyph=Glyph::Note title="No reports yet" text="Make one now, or let one be made each morning."/> }.into_any()
    } else {
        view! {
            <div class="tablewrap" tabindex="0" role="region" aria-label="Reports">
                <table class="table reporttable">
                    <thead><tr><th scope="col">"Days"</th><th scope="col">"Made"</th><th scope="col">"Rows"</th><th scope="col">"Size"</th><th scope="col"><span class="sr">"Actions"</span></th></tr></thead>
                    <tbody>{reports.into_iter().map(|report| view! { <Row report=report ask=ask/> }).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="reports__next">{next}{(!can_mail).then_some(" There is no mail server: reports are not sent.")}</p>
        {table}
    }
}

#[component]
fn Row(report: ReportInfo, ask: Callback<ReportInfo>) -> impl IntoView {
    let days = days_words(report.range);
    let how = if report.scheduled_on.is_some() { "By itself" } else { "Asked for" };
    let remove = {
        let report = report.clone();
        move |_| ask.run(report.clone())
    };
    view! {
        <tr data-id=report.id.to_string()>
            <th scope="row">
                <a href=preview_address(&report.id) data-noscroll="">{days.clone()}</a>
                <span class="reporttable__file" dir="ltr">{report.file.clone()}</span>
            </th>
            <td><Ago at=report.made_at/><span class="reporttable__how">{how}</span></td>
            <td>{wording::number(report.rows)}</td>
            <td>{wording::bytes(report.bytes)}</td>
            <td class="table__end">
                <span class="reporttable__ways">
                    <a class="button button--small" href=file_address(&report.id) rel="external" download="" aria-label=format!("Download the report of {days}")>
                        <Icon glyph=Glyph::Download/>"Download"
                    </a>
                    <button type="button" class="iconbutton needs-script" aria-label=format!("Remove the report of {days}") on:click=remove><Icon glyph=Glyph::Trash/></button>
                </span>
            </td>
        </tr>
    }
}

#[component]
pub fn RemoveQuestion(asked: RwSignal<Option<ReportInfo>>, open: RwSignal<bool>, listed: Listed) -> impl IntoView {
    let toasts = use_toasts();
    let title = Signal::derive(move || {
        asked.with(|asked| asked.as_ref().map(|report| format!("Remove the report of {}?", days_words(report.range))).unwrap_or_default())
    });
    let remove = move |()| {
        let Some(report) = asked.get_untracked() else { return };
        spawn_local(async move {
            match remove_report(report.id.clone()).await {
                Ok(()) => toasts.good(format!("{} is removed", report.file)),
                Err(error) if leave_if_signed_out(&error) => return,
                Err(error) => toasts.bad(error.message),
            }
            listed.refetch();
        });
    };
    view! {
        <Confirm open=open title=title text="The file is deleted. Its figures stay, and the same days can be made into a report again."
            keep="Keep it" proceed="Remove" on_proceed=remove/>
    }
}

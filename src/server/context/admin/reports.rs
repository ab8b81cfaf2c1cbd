//! What an admin may ask about reports, and have made.

use std::{fs::File, io::Read};

use tokio::task::spawn_blocking;

use super::{AdminDoor, OwnerDoor, assistant};
use crate::{
    domain::{
        analytics::{calendar::Calendar, figures::Price, range::Range},
        api_error::ApiError,
        ids::ReportId,
        report::{ReportProgress, schedule::ReportSchedule},
        upload::{MOST_BYTES, Upload},
    },
    rpc::{
        reports::{ReportList, ReportPreview},
        settings::SettingsView,
    },
    server::{
        context::{refuse, refuse_service},
        problem, telemetry,
    },
    service::reports::MOST_DAYS,
};

/// Rows of a preview.
const MOST_ROWS: usize = 60;

impl AdminDoor {
    pub async fn list_reports(&self) -> Result<ReportList, ApiError> {
        let state = &self.inner.state;
        let reports = self.told(state.reports.list(&self.keeper()).await)?;
        let settings = self.told(state.desk.load().await)?;
        let (calendar, now) = (Calendar::new(settings.business.zone()), state.clock.now());
        let (today, next_at) = (calendar.date_of(now), settings.reports.next(&calendar, now));
        Ok(ReportList { reports, today, next_at, can_mail: state.post_office.is_some() })
    }

    /// It goes on whether or not its page is still there: whoever asked finds it in the list.
    pub fn begin_report(&self, id: ReportId, range: Option<Range>) -> Result<(), ApiError> {
        let state = &self.inner.state;
        if range.is_some_and(|range| range.len() > MOST_DAYS) {
            return Err(refuse(ApiError::field("from", "at most 366 days")));
        }
        let keeper = self.keeper();
        let track = state.running_reports.begin(&keeper, id).map_err(refuse_service)?;
        let desk = state.reports.clone();
        let work = async move {
            // Who follows it is told; the reason itself is for the log.
            if let Err(error) = desk.generate(&keeper, range, &track).await {
                tracing::warn!(%error, "a report was not made");
            }
        };
        tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work));
        Ok(())
    }

    pub fn follow_report(&self, id: &ReportId) -> Option<ReportProgress> {
        self.inner.state.running_reports.find(&self.admin, id)
    }

    pub fn cancel_report(&self, id: &ReportId) -> Option<ReportProgress> {
        self.inner.state.running_reports.cancel(&self.admin, id)
    }

    /// What the file itself says, read as any table is.
    pub async fn preview_report(&self, id: ReportId) -> Result<ReportPreview, ApiError> {
        let state = &self.inner.state;
        let (report, file) = self.told(state.reports.open(&self.keeper(), &id).await)?;
        let read = spawn_blocking(move || bytes(file)).await.map_err(|_| problem::internal("a report was not read to its end"))?;
        let bytes = read.map_err(|_| problem::internal("a report cannot be read"))?;
        let table = self.told(state.lead_imports.files.read(bytes).await)?;
        let (rows, is_cut) = shown(table);
        Ok(ReportPreview { report, rows, is_cut })
    }

    pub async fn remove_report(&self, id: ReportId) -> Result<(), ApiError> {
        self.inner.state.reports.remove(&self.keeper(), &id).await.map_err(refuse_service)
    }
}

impl OwnerDoor {
    pub async fn save_report_schedule(&self, schedule: ReportSchedule, version: u64) -> Result<SettingsView, ApiError> {
        let state = &self.inner.state;
        let saved = state.desk.save_reports(&self.owner, schedule, version).await;
        Ok(assistant::settings_view(state, saved.map_err(refuse_service)?))
    }

    pub async fn save_prices(&self, prices: Vec<Price>, version: u64) -> Result<SettingsView, ApiError> {
        let state = &self.inner.state;
        let saved = state.desk.save_prices(&self.owner, prices, version).await;
        Ok(assistant::settings_view(state, saved.map_err(refuse_service)?))
    }
}

/// One byte more than can be shown is enough to say that it is too large.
fn bytes(file: File) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![];
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The rows of a table with its head as one of them, and whether some are left out.
fn shown(table: Upload) -> (Vec<Vec<String>>, bool) {
    let made_up = |(at, cell): (usize, String)| if cell == format!("Column {}", at + 1) { String::new() } else { cell };
    let head: Vec<String> = table.headings.into_iter().enumerate().map(made_up).collect();
    let is_cut = table.rows.len() >= MOST_ROWS;
    let rows = std::iter::once(head).chain(table.rows.into_iter().map(|row| row.cells)).take(MOST_ROWS);
    (rows.collect(), is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::upload::{Draft, Form};

    #[test]
    fn a_preview_has_the_head_and_says_that_it_is_cut() {
        let mut draft = Draft::default();
        draft.push(1, vec!["Lima".into(), String::new(), "Now".into()]).expect("a head");
        for line in 2..200 {
            draft.push(line, vec!["Leads".into(), "3".into()]).expect("a row");
        }
        let (rows, is_cut) = shown(draft.finish(Form::default()).expect("a table"));
        assert_eq!((rows.len(), is_cut), (MOST_ROWS, true));
        assert_eq!(rows[0], ["Lima", "", "Now"]);
        assert_eq!(rows[1], ["Leads", "3"]);
    }
}

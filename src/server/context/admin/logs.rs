//! What an admin may ask of the log of conversations, and what an owner may take out of it and bring back.

use super::{AdminDoor, OwnerDoor, assistant};
use crate::{
    domain::{
        analytics::calendar::Calendar,
        api_error::{ApiError, ErrorCode},
        archive::ArchiveInfo,
        ids::ArchiveId,
        page::{Page, PageSize},
    },
    rpc::{
        logs::{ClearedLog, LogQuery, LogRow, RestoredLog},
        settings::SettingsView,
    },
    server::{
        context::{refuse, refuse_service},
        problem, telemetry,
    },
    service::{
        archive::ClearOrder,
        error::ServiceError,
        ports::{LogFilter, LogHit},
    },
};

impl AdminDoor {
    pub async fn search_logs(&self, query: LogQuery, cursor: Option<String>) -> Result<Page<LogRow>, ApiError> {
        let state = &self.inner.state;
        let calendar = Calendar::new(self.told(state.desk.load().await)?.business.zone());
        let LogQuery { q, from, to, began, channel, page } = query;
        let filter = LogFilter {
            from: from.map(|day| calendar.start_of(day)),
            to: to.map(|day| calendar.span_of(day).1),
            began,
            channel,
            page: page.filter(|page| !page.is_empty()),
            q: q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty()),
        };
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        let found = self.told(state.logs.search(&self.keeper(), &filter, PageSize::default(), cursor.as_deref()).await)?;
        let row = |LogHit { summary, found }| LogRow { summary, found };
        Ok(Page { items: found.items.into_iter().map(row).collect(), next_cursor: found.next_cursor })
    }

    pub async fn list_archives(&self) -> Result<Vec<ArchiveInfo>, ApiError> {
        self.told(self.inner.state.logs.archives(&self.keeper()).await)
    }
}

impl OwnerDoor {
    /// It goes on when nobody waits for the answer any more: the list of archives tells how it ended.
    pub async fn clear_logs(&self, older_than_days: u32, archive: bool, even_open: bool) -> Result<ClearedLog, ApiError> {
        let state = &self.inner.state;
        let busy = || ApiError::new(ErrorCode::Conflict, "The log is being cleared already. Try again when that is done.");
        let seat = state.clearing.clone().try_acquire_owned().map_err(|_| refuse(busy()))?;
        let (logs, keeper) = (state.logs.clone(), self.keeper());
        let order = ClearOrder { older_than_days, archive, even_open };
        let cleared = to_its_end(async move {
            let cleared = logs.clear(&keeper, order).await;
            drop(seat);
            cleared
        })
        .await?;
        Ok(ClearedLog {
            archived: cleared.archived,
            deleted: cleared.deleted,
            kept: cleared.kept,
            changed: cleared.changed,
            archives: cleared.archives,
        })
    }

    pub async fn restore_archive(&self, id: ArchiveId) -> Result<RestoredLog, ApiError> {
        let (logs, keeper) = (self.inner.state.logs.clone(), self.keeper());
        let restored = to_its_end(async move { logs.restore(&keeper, &id).await }).await?;
        Ok(RestoredLog { restored: restored.restored, there: restored.there })
    }

    pub async fn save_archiving(&self, after_days: u16, version: u64) -> Result<SettingsView, ApiError> {
        let state = &self.inner.state;
        let saved = state.desk.save_archiving(&self.owner, after_days, version).await;
        Ok(assistant::settings_view(state, saved.map_err(refuse_service)?))
    }
}

/// Work that goes on when its caller has gone.
async fn to_its_end<T: Send + 'static>(work: impl Future<Output = Result<T, ServiceError>> + Send + 'static) -> Result<T, ApiError> {
    let done = tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work)).await;
    done.map_err(|_| problem::internal("work on the log was cut short"))?.map_err(refuse_service)
}

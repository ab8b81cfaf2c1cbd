//! `/leads/export.…` and `/leads/followups/export.…`: leads as files.

use axum::{
    extract::State,
    http::{Method, Uri},
    response::Response,
};

use super::{
    super::export::{Content, Order},
    query::{Asked, due_export_in, export_in},
    shape,
};
use crate::{
    domain::{
        api_error::ApiError,
        lead::table::{FollowUpTable, LeadTable},
        settings::Settings,
    },
    server::{auth::clerk::LeadClerk, state::AppState},
    service::{error::ServiceError, exports::LeadListing, permission::Clerk},
};

pub async fn export(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, method: Method, uri: Uri) -> Result<Response, ApiError> {
    let order = Order::take(&state, clerk.admin_id(), &method, &uri)?;
    order.settle(leads(&state, &clerk, &uri, &order).await)
}

async fn leads(state: &AppState, clerk: &Clerk, uri: &Uri, order: &Order) -> Result<Response, ApiError> {
    let settings = state.desk.load().await?;
    let (now, zone) = (state.clock.now(), settings.business.zone());
    let (asked, has_mark) = export_in(uri, now, &zone, order.is_csv())?;
    let content = Content {
        file: order.file("leads", now, &zone),
        title: "Leads",
        listing: listing(state, clerk, asked, "leads"),
        table: table(state, settings, order).await?,
        shape: shape::lead,
        has_mark,
    };
    order.answer(state, content).await
}

pub async fn follow_ups(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    method: Method,
    uri: Uri,
) -> Result<Response, ApiError> {
    let order = Order::take(&state, clerk.admin_id(), &method, &uri)?;
    order.settle(due(&state, &clerk, &uri, &order).await)
}

async fn due(state: &AppState, clerk: &Clerk, uri: &Uri, order: &Order) -> Result<Response, ApiError> {
    let settings = state.desk.load().await?;
    let (now, zone) = (state.clock.now(), settings.business.zone());
    let (asked, has_mark) = due_export_in(uri, now, &zone, order.is_csv())?;
    let content = Content {
        file: order.file("follow-ups", now, &zone),
        title: "Follow-ups",
        listing: listing(state, clerk, asked, "follow-ups"),
        table: FollowUpTable { leads: table(state, settings, order).await?, now },
        shape: shape::lead,
        has_mark,
    };
    order.answer(state, content).await
}

fn listing(state: &AppState, clerk: &Clerk, asked: Asked, what: &'static str) -> LeadListing {
    LeadListing { desk: state.lead_desk.clone(), clerk: clerk.clone(), filter: asked.filter, sort: asked.sort, what }
}

async fn table(state: &AppState, settings: Settings, order: &Order) -> Result<LeadTable, ApiError> {
    let team = state.lead_desk.team.list().await.map_err(ServiceError::from)?;
    let page = state.config.url("/admin/leads");
    Ok(LeadTable { reader: order.reader(), zone: settings.business.zone(), page, fields: settings.lead_fields, team })
}

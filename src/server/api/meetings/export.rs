//! `/saba/meetings/export.…`: meetings as files.

use axum::{
    extract::State,
    http::{Method, Uri},
    response::Response,
};

use super::{
    super::export::{Content, Order},
    query::export_in,
    shape::{self, Reader},
};
use crate::{
    domain::{
        api_error::ApiError,
        meeting::{Meeting, table::MeetingTable},
    },
    server::{auth::host::MeetingHost, state::AppState},
    service::{exports::MeetingListing, permission::Host},
};

pub async fn export(State(state): State<AppState>, MeetingHost(host): MeetingHost, method: Method, uri: Uri) -> Result<Response, ApiError> {
    let order = Order::take(&state, host.admin_id(), &method, &uri)?;
    order.settle(meetings(&state, &host, &uri, &order).await)
}

async fn meetings(state: &AppState, host: &Host, uri: &Uri, order: &Order) -> Result<Response, ApiError> {
    let business = state.desk.load().await?.business;
    let (now, zone) = (state.clock.now(), business.zone());
    let (filter, has_mark) = export_in(uri, now, &zone, order.is_csv())?;
    let desk = state.meeting_desk.clone();
    let listing = MeetingListing { desk: desk.clone(), host: host.clone(), filter };
    let page = state.config.url("/admin/meetings");
    let content = Content {
        file: order.file("meetings", now, &zone),
        title: "Meetings",
        listing,
        table: MeetingTable { reader: order.reader(), zone, page, business: business.name.clone() },
        shape: move |one: &Meeting| shape::meeting(one, &business, desk.manage_url(&one.id), Reader::Host),
        has_mark,
    };
    order.answer(state, content).await
}

//! `/logs/export.…`: conversations as files, a row each.

use axum::{
    extract::State,
    http::{Method, Uri},
    response::Response,
};

use super::{
    super::export::{Content, Order},
    query::export_in,
    shape,
};
use crate::{
    domain::{analytics::calendar::Calendar, api_error::ApiError, conversation::table::TalkTable},
    server::{auth::keeper::LogKeeper, state::AppState},
    service::{exports::TalkListing, permission::Keeper},
};

pub async fn export(State(state): State<AppState>, LogKeeper(keeper): LogKeeper, method: Method, uri: Uri) -> Result<Response, ApiError> {
    let order = Order::take(&state, keeper.admin_id(), &method, &uri)?;
    order.settle(talks(&state, &keeper, &uri, &order).await)
}

async fn talks(state: &AppState, keeper: &Keeper, uri: &Uri, order: &Order) -> Result<Response, ApiError> {
    let zone = state.desk.load().await?.business.zone();
    let (filter, has_mark) = export_in(uri, &Calendar::new(zone.clone()), order.is_csv())?;
    let content = Content {
        file: order.file("conversations", state.clock.now(), &zone),
        title: "Conversations",
        listing: TalkListing { desk: state.logs.clone(), keeper: keeper.clone(), filter },
        table: TalkTable { reader: order.reader(), zone, page: state.config.url("/admin/conversations") },
        shape: shape::hit,
        has_mark,
    };
    order.answer(state, content).await
}

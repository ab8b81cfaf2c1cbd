//! `/gemini/*`: the public chat, and the same for clients of the original service.

mod request;
mod stream;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::{HeaderMap, Uri},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;

use super::super::{
    auth::visitor::ChatCaller,
    bodies,
    client_address::ClientAddress,
    cors,
    hub::Reply,
    json::Json,
    limits,
    problem::{self, Answer},
    state::AppState,
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::MessageId,
    },
    service::{chat::Incoming, permission::Visitor},
};
use request::{ClientRequest, SaveInfoRequest, TrainRequest, client_in};

/// The chat's endpoints.
pub fn routes(state: &AppState) -> Router<AppState> {
    let routes = Router::new()
        .route("/gemini/train", post(train))
        .route("/gemini/reset", post(reset))
        .route("/gemini/save-info", post(save_info))
        .route("/gemini/conversation", get(conversation).delete(erase))
        .route("/gemini/stream/{reply_id}", get(resume).delete(stop))
        .route("/gemini/{*rest}", any(nothing));
    public(routes, state)
}

/// Routes that are charged to the caller's address and open to the allowed sites, refused bodies and panics included.
pub fn public(routes: Router<AppState>, state: &AppState) -> Router<AppState> {
    routes
        .layer(from_fn(bodies::refused))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn_with_state(state.clone(), limits::charge))
        // Outside of the limits: a page of another site must be able to read that it was refused.
        .layer(from_fn_with_state(state.clone(), cors::for_sites))
}

/// The main conversation endpoint; an event stream where the caller accepts one.
async fn train(
    State(state): State<AppState>,
    caller: ChatCaller,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
    Json(body): Json<TrainRequest>,
) -> Result<Response, ApiError> {
    let old_client = body.is_of_an_old_client();
    let home = state.desk.load().await?.business.home();
    let incoming = Incoming { client: Some(address.limit_key()), ..body.check(&caller, home, state.clock.now())? };
    let visitor = caller.speaker(&state, incoming.client_label.as_deref());
    let streamed = stream::is_wanted(&headers);
    let reply = state.hub.begin(state.chat.clone(), visitor, incoming, streamed)?;
    if streamed {
        // Until the first event there is still a status to tell a failure by.
        reply.begun().await?;
        return Ok(stream::respond(reply, 0, state.metrics.stream_opened("chat")));
    }
    let reply = reply.outcome().await?;
    let text = reply.reply.text.clone();
    let answer = Answer::new(reply, "Answered.")?;
    Ok(if old_client { answer.beside("reply", text).into_response() } else { answer.into_response() })
}

/// Reads an answer from an event on: text shown is always text stored.
async fn resume(
    State(state): State<AppState>,
    caller: ChatCaller,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let visitor = caller.owner(client_in(&uri)?.as_deref())?;
    let seen = stream::last_event_id(&headers)?;
    match of(&state, &visitor, &id)? {
        (_, Some(reply)) => Ok(stream::respond(reply, seen, state.metrics.stream_opened("chat"))),
        (id, None) => Ok(stream::respond_stored(state.chat.stored_reply(&visitor, &id).await?.ok_or_else(no_such_reply)?, seen)),
    }
}

/// Stop: the answer ends and is stored with the text it has; `done` follows on the open stream, and is the answer here.
async fn stop(State(state): State<AppState>, caller: ChatCaller, Path(id): Path<String>, uri: Uri) -> Result<Answer, ApiError> {
    let visitor = caller.owner(client_in(&uri)?.as_deref())?;
    let reply = match of(&state, &visitor, &id)? {
        (_, Some(reply)) => {
            reply.stop();
            reply.outcome().await?
        }
        (id, None) => state.chat.stored_reply(&visitor, &id).await?.ok_or_else(no_such_reply)?,
    };
    Answer::new(reply, "Stopped.")
}

async fn reset(State(state): State<AppState>, caller: ChatCaller, body: Option<Json<ClientRequest>>) -> Result<Answer, ApiError> {
    let label = body.map_or(Ok(None), |Json(body)| body.label())?;
    if let (ChatCaller::Stranger, Some(_)) = (&caller, &label) {
        // An old client without a key has no conversation here, and needs none: each of its messages began a new one.
        return Answer::new(json!({ "closed": null }), "The conversation was reset.");
    }
    let visitor = caller.owner(label.as_deref())?;
    state.hub.settle(visitor.key()).await;
    let closed = state.chat.reset(&visitor).await?;
    Answer::new(json!({ "closed": closed }), "The conversation was reset.")
}

async fn save_info(State(state): State<AppState>, caller: ChatCaller, Json(body): Json<SaveInfoRequest>) -> Result<Answer, ApiError> {
    let is_label_alone = body.is_label_alone();
    let home = state.desk.load().await?.business.home();
    let (label, channel, info) = body.check(&caller, home)?;
    if is_label_alone {
        return saved_before(&state, caller, label.as_deref()).await;
    }
    let vouched = matches!(caller, ChatCaller::Integrator(_));
    let visitor = caller.speaker(&state, label.as_deref());
    let lead = state.chat.save_info(&visitor, info, channel, vouched).await?;
    let mut data = json!({ "lead": lead });
    if let Some(token) = visitor.fresh_token() {
        data["visitor_token"] = token.into();
    }
    Answer::new(data, "Saved.")
}

/// Clients of the original service send nothing but their label: what was said is saved already. Without a key a label has
/// no conversation.
async fn saved_before(state: &AppState, caller: ChatCaller, label: Option<&str>) -> Result<Answer, ApiError> {
    let lead = match caller {
        ChatCaller::Stranger => None,
        known => state.chat.glance(&known.owner(label)?).await?,
    };
    Answer::new(json!({ "lead": lead }), "Saved.")
}

async fn conversation(State(state): State<AppState>, caller: ChatCaller, uri: Uri) -> Result<Answer, ApiError> {
    let visitor = caller.owner(client_in(&uri)?.as_deref())?;
    let transcript = state.hub.transcript(&state.chat, &visitor).await?;
    Answer::new(transcript, "The conversation so far.")
}

async fn erase(State(state): State<AppState>, caller: ChatCaller, uri: Uri) -> Result<Answer, ApiError> {
    let visitor = caller.owner(client_in(&uri)?.as_deref())?;
    let count = state.erase_chats(&visitor).await?;
    Answer::new(json!({ "erased": count }), "The conversation was erased.")
}

/// Paths of the chat that do not exist are charged like those that do.
async fn nothing() -> ApiError {
    problem::not_found()
}

type Found = (MessageId, Option<std::sync::Arc<Reply>>);

/// The visitor's answer of this id, as far as it is known here.
fn of(state: &AppState, visitor: &Visitor, id: &str) -> Result<Found, ApiError> {
    let id: MessageId = id.parse().map_err(|_| no_such_reply())?;
    let reply = state.hub.find(visitor.key(), &id);
    Ok((id, reply))
}

fn no_such_reply() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is no such answer.")
}

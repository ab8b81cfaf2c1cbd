//! The doors of the dashboard: what anyone may ask before signing in, what an admin may ask, and what only an owner may. Each
//! method is one use case and its answer's shape. During server rendering these are called directly, past every layer.

mod analytics;
mod audit;
mod exports;
mod imports;
mod lead_basics;
mod leads;
mod logs;
mod owner;
mod people;
mod reports;
mod schedule;
mod shown;
mod studio;
mod studio_trials;
mod team;

use axum::http::{StatusCode, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use tower_sessions::Session;

pub use owner::{OwnerDoor, require_owner};

use super::assistant;
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        business::Business,
        health::Health,
        ids::{ConversationId, MessageId},
        message::{Author, Message},
        page::PageSize,
    },
    rpc::{
        conversations::{ConversationList, ConversationView, MessageView},
        session::SessionState,
        settings::SettingsView,
    },
    server::{auth::admin as auth, client_address::ClientAddress, health, problem, session, state::AppState},
    service::{
        accounts::{Identity, NewAdmin},
        permission::Admin,
        ports::ConversationFilter,
    },
};

/// Who has not signed in, or need not.
pub struct Anyone {
    state: AppState,
    parts: Parts,
    page: Page,
}

/// A signed-in admin.
pub struct AdminDoor {
    admin: Admin,
    inner: Anyone,
}

/// The page that is being rendered, where the call came from server rendering.
struct Page(Option<ResponseOptions>);

impl Page {
    fn of(parts: &Parts) -> Self {
        // A call over HTTP gets its status from the session's layers.
        Self(if parts.uri.path().starts_with("/rpc/") { None } else { use_context() })
    }

    /// What makes the whole page wrong becomes the page's status. A missing sign-in does not: the page redirects or
    /// offers to sign in. Nor do mistakes in one part's arguments.
    fn told<T, E: Into<ApiError>>(&self, outcome: Result<T, E>) -> Result<T, ApiError> {
        outcome.map_err(|error| {
            let error = error.into();
            let status = match error.code {
                ErrorCode::NotFound => Some(StatusCode::NOT_FOUND),
                ErrorCode::Unavailable => Some(StatusCode::SERVICE_UNAVAILABLE),
                ErrorCode::Internal => Some(StatusCode::INTERNAL_SERVER_ERROR),
                _ => None,
            };
            if let (Some(status), Some(options)) = (status, &self.0) {
                let mut parts = options.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !parts.status.is_some_and(|status| status.is_redirection()) {
                    parts.status = Some(status);
                }
            }
            error
        })
    }
}

/// The guard of what anyone may ask.
pub async fn anyone() -> Result<Anyone, ApiError> {
    let (state, parts) = (super::state()?, super::parts()?);
    let page = Page::of(&parts);
    Ok(Anyone { state, parts, page })
}

/// The guard of what whoever has signed in may ask: 401 without a session, 503 when that cannot be known.
pub async fn require_admin() -> Result<AdminDoor, ApiError> {
    let inner = anyone().await?;
    let admin = inner.page.told(auth::require(&inner.parts))?;
    Ok(AdminDoor { admin, inner })
}

impl Anyone {
    pub async fn session_state(&self) -> Result<SessionState, ApiError> {
        let admin = self.page.told(auth::signed_in(&self.parts))?.cloned();
        // Who is signed in proves that there is an admin.
        let setup_needed = admin.is_none() && self.page.told(self.state.accounts.setup_needed().await)?;
        let settings = self.page.told(self.state.desk.load().await)?;
        let Business { name, time_zone, .. } = settings.business;
        Ok(SessionState { setup_needed, admin, business_name: name, time_zone, now: self.state.clock.now() })
    }

    pub async fn log_in(&self, email: String, password: String, next: Option<String>) -> Result<(), ApiError> {
        let client = ClientAddress::of(&self.parts)?;
        self.state.guesses.check_login(client, &email)?;
        let known = self.state.accounts.log_in(&email, &password, Some(client.0)).await.map_err(|error| match ApiError::from(error) {
            error if error.code == ErrorCode::Unauthorized => {
                ApiError { message: "The e-mail address or the password is wrong.".into(), ..error }
            }
            error => error,
        })?;
        self.begin_session(&known).await?;
        go_to(next.as_deref().filter(|path| session::is_dashboard_path(path)).unwrap_or("/admin"));
        Ok(())
    }

    pub async fn set_up(&self, token: String, name: String, email: String, password: String) -> Result<(), ApiError> {
        let client = ClientAddress::of(&self.parts)?;
        self.state.guesses.check_guess(client)?;
        if !self.state.accounts.setup_needed().await? {
            self.state.setup.spend();
            return Err(ApiError::new(ErrorCode::Conflict, "This installation is set up already. Log in instead."));
        }
        if !self.state.setup.check(&token) {
            return Err(ApiError::new(ErrorCode::Unauthorized, "This is not the token of the server's log. It is new with each start."));
        }
        let known = self.state.accounts.set_up(NewAdmin { name, email, password }, Some(client.0)).await?;
        self.state.setup.spend();
        self.begin_session(&known).await?;
        // The account was the first of its steps.
        go_to("/admin/setup");
        Ok(())
    }

    async fn begin_session(&self, known: &Identity) -> Result<(), ApiError> {
        session::begin(self.session()?, known, &self.state).await
    }

    fn session(&self) -> Result<&Session, ApiError> {
        self.parts.extensions.get::<Session>().ok_or_else(|| problem::internal("a route without the session layer"))
    }
}

/// For forms with and without scripts. `path` is one of ours: the library panics on what is no header value.
fn go_to(path: &str) {
    leptos_axum::redirect(path);
}

impl AdminDoor {
    pub async fn log_out(&self) -> Result<(), ApiError> {
        session::end(self.inner.session()?, &self.inner.state).await?;
        self.inner.state.accounts.log_out(&self.admin).await?;
        go_to("/admin/login");
        Ok(())
    }

    /// This browser stays signed in, under a new id; every other session of this admin is over.
    pub async fn change_password(&self, old: &str, new: &str) -> Result<(), ApiError> {
        let Anyone { state, parts, .. } = &self.inner;
        let account = auth::signed_in(parts)?.map(|account| account.email.as_str()).unwrap_or_default();
        state.guesses.check_login(ClientAddress::of(parts)?, account)?;
        let known = state.accounts.change_password(&self.admin, old, new).await?;
        self.inner.begin_session(&known).await?;
        go_to("/admin/settings/account?changed=password");
        Ok(())
    }

    pub async fn list_conversations(
        &self,
        open_only: bool,
        q: Option<String>,
        cursor: Option<String>,
    ) -> Result<ConversationList, ApiError> {
        let reader = &self.inner.state.reader;
        let q = q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty());
        let filter = ConversationFilter { open_only, q, ..ConversationFilter::default() };
        let list = reader.list(&self.admin, filter, PageSize::default(), cursor.as_deref().filter(|c| !c.is_empty()));
        let (page, open) = futures::future::join(list, reader.count_open(&self.admin)).await;
        Ok(ConversationList { page: self.told(page)?, open: self.told(open)? })
    }

    pub async fn get_conversation(&self, id: ConversationId) -> Result<ConversationView, ApiError> {
        let state = &self.inner.state;
        let detail = self.told(state.reader.detail(&self.admin, &id).await)?;
        let settings = self.told(state.desk.load().await)?;
        let conversation = detail.conversation;
        let own = leads::own_values(&conversation.custom, &settings.lead_fields, std::slice::from_ref(&conversation));
        Ok(ConversationView {
            summary: (&conversation).into(),
            messages: detail.messages.into_iter().map(|message| self.shown(message)).collect(),
            has_earlier: detail.has_earlier,
            facts: conversation.facts.iter().map(shown::fact).collect(),
            own,
            lead_id: conversation.lead_id,
            locale: conversation.locale,
            time_zone: conversation.time_zone,
            page: conversation.page,
            client_label: conversation.client_label,
            instruction_version: conversation.instruction_version,
            usage: conversation.usage,
            visitor_messages: conversation.visitor_messages,
            assistant_messages: conversation.assistant_messages,
            business_zone: settings.business.time_zone,
        })
    }

    pub async fn settle_wish(&self, id: ConversationId) -> Result<(), ApiError> {
        Ok(self.inner.state.wishes.settle(&self.admin, &id).await?)
    }

    pub async fn earlier_messages(&self, id: ConversationId, before: MessageId) -> Result<(Vec<MessageView>, bool), ApiError> {
        let (messages, more) = self.told(self.inner.state.reader.earlier(&self.admin, &id, &before).await)?;
        Ok((messages.into_iter().map(|message| self.shown(message)).collect(), more))
    }

    pub async fn load_settings(&self) -> Result<SettingsView, ApiError> {
        let settings = self.told(self.inner.state.desk.latest().await)?;
        Ok(assistant::settings_view(&self.inner.state, settings))
    }

    pub async fn health(&self) -> Result<Health, ApiError> {
        Ok(health::check(&self.inner.state).await)
    }

    fn told<T, E: Into<ApiError>>(&self, outcome: Result<T, E>) -> Result<T, ApiError> {
        self.inner.page.told(outcome)
    }

    /// The assistant's words as HTML that is safe to show; the visitor's stay text.
    fn shown(&self, message: Message) -> MessageView {
        let html = match message.author {
            Author::Assistant => self.inner.state.markup.to_html(&message.text),
            Author::Visitor => String::new(),
        };
        MessageView { id: message.id, author: message.author, text: message.text, html, at: message.at, making: message.making }
    }
}

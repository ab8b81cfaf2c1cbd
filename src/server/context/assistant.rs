//! The assistant's connection as the owner sets, tests and sees it. The key itself never leaves in an answer.

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{
    domain::{
        api_error::ApiError,
        settings::{Settings, check_gemini_key, parse_model_name},
        time::millis_between,
    },
    rpc::settings::{AssistantView, KeySource, ProbeResult, SettingsView},
    server::{models, problem, state::AppState},
    service::language_model::{ModelError, Models},
};

/// All that the settings pages show of these settings.
pub fn settings_view(state: &AppState, settings: Settings) -> SettingsView {
    let assistant = assistant_view(state, &settings);
    SettingsView {
        look: settings.widget.choice(),
        greeting: settings.widget.greeting,
        allowed_sites: settings.allowed_sites.into_iter().map(String::from).collect(),
        environment_sites: state.config.allowed_origins.iter().map(|site| site.as_str().to_owned()).collect(),
        assistant,
        embed_line: format!("<script async src=\"{}/widget.js\"></script>", state.config.public_url.as_str()),
        lead_fields: settings.lead_fields,
        scheduling: settings.scheduling,
        reports: settings.reports,
        archive_after_days: settings.archive_after_days,
        prices: settings.prices,
        notifications: settings.notifications.into(),
        has_mail: state.config.mail.is_some(),
        version: settings.version,
        business: settings.business,
    }
}

fn assistant_view(state: &AppState, settings: &Settings) -> AssistantView {
    let (source, _) = key_in_use(state, settings);
    let is_unreadable = settings.gemini_key.is_some() && source != KeySource::Settings;
    let message = if is_unreadable {
        "The stored key cannot be read any more, because SECRET_KEY (or the file secret.key) has changed. Paste the key again.".to_owned()
    } else {
        state.models.health().message
    };
    AssistantView {
        key_source: source,
        model: model_in_use(state, settings),
        chosen_model: settings.gemini_model.clone().unwrap_or_default(),
        answering: state.models.current().name().to_owned(),
        message,
    }
}

/// The owner's key comes before that of the environment.
fn key_in_use(state: &AppState, settings: &Settings) -> (KeySource, Option<SecretString>) {
    if let Some(key) = state.desk.gemini_key(settings) {
        return (KeySource::Settings, Some(key.into()));
    }
    match &state.config.gemini.key {
        Some(key) => (KeySource::Environment, Some(key.clone())),
        None => (KeySource::None, None),
    }
}

fn model_in_use(state: &AppState, settings: &Settings) -> String {
    settings.gemini_model.clone().unwrap_or_else(|| state.config.gemini.model.clone())
}

/// Makes the models answer as these settings say. Answers that have begun end as they began.
pub fn apply(state: &AppState, settings: &Settings) -> Result<(), ApiError> {
    let (_, key) = key_in_use(state, settings);
    state.models.configure(key, &model_in_use(state, settings), &base_url(state)?);
    Ok(())
}

fn base_url(state: &AppState) -> Result<Url, ApiError> {
    Url::parse(&state.config.gemini.base_url).map_err(|_| problem::internal("GEMINI_BASE_URL passed its check and is no URL"))
}

/// Asks the provider one tiny question. `key` None: the one in use. `model` empty: the one in use.
pub async fn test(state: &AppState, key: Option<String>, model: &str) -> Result<ProbeResult, ApiError> {
    let settings = state.desk.load().await?;
    let model =
        parse_model_name(model).map_err(|problem| ApiError::field("model", problem))?.unwrap_or_else(|| model_in_use(state, &settings));
    let typed = key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).map(SecretString::from);
    if let Some(key) = &typed {
        check_gemini_key(key.expose_secret()).map_err(|problem| ApiError::field("key", problem))?;
    }
    let Some(key) = typed.or_else(|| key_in_use(state, &settings).1) else {
        let message = "There is no key to test yet: paste one. Until then the offline assistant answers.".into();
        return Ok(ProbeResult { ok: false, message, model, latency_ms: 0 });
    };
    let began = state.clock.now();
    let outcome = models::try_key(key, &model, &base_url(state)?).await;
    let latency_ms = millis_between(began, state.clock.now());
    let (ok, message) = match &outcome {
        Ok(()) => (true, format!("It works: {model} answered.")),
        Err(error) => (false, words(error, &model)),
    };
    Ok(ProbeResult { ok, message, model, latency_ms })
}

/// A failed test in the owner's words: what it means and what to do.
fn words(error: &ModelError, model: &str) -> String {
    use ModelError as E;
    let told = match error {
        E::BadKey => "Google refuses this key. Copy it again from Google AI Studio, whole and without blanks.",
        E::PermissionDenied => {
            "Google knows this key but does not let it use the Gemini API. Check the key's restrictions in Google AI Studio."
        }
        E::ModelRetired { .. } => {
            return format!("Google has no model called {model} (any more). Choose another one, such as gemini-3.8-flash.");
        }
        E::NoCredit => "The key works, but its Google account has no credit left. Add some in Google AI Studio.",
        E::QuotaExhausted { per_day: true, .. } => "The key works, but today's quota is used up. It comes back at midnight Pacific time.",
        E::QuotaExhausted { retry_after: Some(wait), .. } => {
            return format!("The key works, but Google asks to wait {} seconds before the next question.", wait.as_secs().max(1));
        }
        E::QuotaExhausted { .. } => "The key works, but too many questions were asked in a minute. Try again shortly.",
        E::Overloaded => "Google's model is overloaded right now. The key may well be fine: try again in a minute.",
        E::ProviderFault { .. } => "Google has an error of its own right now. The key may well be fine: try again in a minute.",
        E::Rejected { .. } => "Google refuses the question. Check that the model's name is that of a text model.",
        E::Blocked { .. } => "The key works, but Google blocked the test question. Try again.",
        E::Empty { .. } | E::MalformedCall | E::Garbled => "The key works, but the model's answer was unusable. Choose another model.",
        E::Truncated | E::BrokeOff { .. } | E::TooLarge => "The answer broke off. Try again.",
        E::Unreachable => "This server could not reach Google. Check its connection to the internet.",
        E::TimedOut => "Google did not answer in time. Try again in a minute.",
    };
    told.to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_owner_reads_what_to_do_and_no_jargon() {
        use ModelError as E;
        let all = [
            E::BadKey,
            E::PermissionDenied,
            E::ModelRetired { model: "old".into() },
            E::NoCredit,
            E::QuotaExhausted { per_day: true, retry_after: None },
            E::QuotaExhausted { per_day: false, retry_after: Some(Duration::from_millis(200)) },
            E::QuotaExhausted { per_day: false, retry_after: None },
            E::Overloaded,
            E::ProviderFault { status: 500 },
            E::Rejected { status: 400 },
            E::Blocked { reason: "SAFETY".into() },
            E::Empty { finish: "STOP".into() },
            E::MalformedCall,
            E::Truncated,
            E::BrokeOff { status: 503 },
            E::Unreachable,
            E::TimedOut,
            E::TooLarge,
            E::Garbled,
        ];
        for error in all {
            let told = words(&error, "old");
            assert!(told.ends_with('.') && told.len() > 20, "{told}");
            for jargon in ["SAFETY", "STOP", "500", "503", "400", "HTTP", "JSON"] {
                assert!(!told.contains(jargon), "{told}");
            }
        }
        assert!(
            words(&E::QuotaExhausted { per_day: false, retry_after: Some(Duration::from_millis(200)) }, "m").contains("wait 1 seconds")
        );
        assert!(words(&E::ModelRetired { model: "x".into() }, "gemini-2.0-flash").contains("gemini-2.0-flash"));
    }
}

//! What stands where there is nothing: empty, loading, failed. And words of warning between things.

use leptos::{either::Either, prelude::*};

use super::icon::{Glyph, Icon};
use crate::domain::api_error::{ApiError, ErrorCode};

/// Nothing here, why, and what to do about it.
#[component]
pub fn Empty(
    glyph: Glyph,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    /// All there is on the page: its title is the page's heading.
    #[prop(optional)]
    is_page: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let title = if is_page {
        Either::Left(view! { <h1 class="empty__title">{title}</h1> })
    } else {
        Either::Right(view! { <p class="empty__title">{title}</p> })
    };
    view! {
        <div class="empty">
            <span class="empty__tile"><Icon glyph=glyph/></span>
            {title}
            <p class="empty__text">{text}</p>
            {children.map(|children| view! { <div class="empty__action">{children()}</div> })}
        </div>
    }
}

/// What failed, what is kept, a way to try again, a reference for the operator.
#[component]
pub fn Failure(#[prop(into)] title: String, error: ApiError, #[prop(optional, into)] retry: Option<Callback<()>>) -> impl IntoView {
    let glyph = if error.code == ErrorCode::Offline { Glyph::NoSignal } else { Glyph::Alert };
    view! {
        <div class="failure" role="alert">
            <span class="failure__tile"><Icon glyph=glyph/></span>
            <div class="failure__body">
                <p class="failure__title">{title}</p>
                <p class="failure__text">{error.message.clone()}</p>
                <div class="failure__actions">
                    {retry.map(|retry| view! {
                        <button type="button" class="button button--small" on:click=move |_| retry.run(())>
                            <Icon glyph=Glyph::Retry/>
                            "Try again"
                        </button>
                    })}
                    {error.incident.map(|incident| view! { <span class="failure__ref">{format!("Ref {incident}")}</span> })}
                </div>
            </div>
        </div>
    }
}

/// Rows of the shape of what comes.
#[component]
pub fn SkeletonRows(rows: usize) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label="Loading">
            {(0..rows).map(|_| view! {
                <div class="skeleton__row">
                    <span class="skeleton__disc"></span>
                    <span class="skeleton__lines"><span class="skeleton__line"></span><span class="skeleton__line"></span></span>
                </div>
            }).collect_view()}
        </div>
    }
}

/// How serious a [`Note`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warning,
    Danger,
}

impl Tone {
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Info => Glyph::Info,
            Self::Good => Glyph::CheckCircle,
            Self::Warning => Glyph::Alert,
            Self::Danger => Glyph::CrossCircle,
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "note note--info",
            Self::Good => "note note--good",
            Self::Warning => "note note--warning",
            Self::Danger => "note note--danger",
        }
    }
}

/// A remark with a sign in front, between other things.
#[component]
pub fn Note(tone: Tone, children: Children) -> impl IntoView {
    view! {
        <div class=tone.class() role=if tone == Tone::Danger { "alert" } else { "status" }>
            <Icon glyph=tone.glyph()/>
            <div class="note__body">{children()}</div>
        </div>
    }
}

//! What a form knows of its way to the server: under way, wrong in a field, overtaken by somebody else, refused.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use super::session::{leave_if_signed_out, signed_out};
use crate::domain::api_error::{ApiError, ErrorCode, FieldErrors};

#[derive(Clone, Copy)]
pub struct FormState {
    pub busy: RwSignal<bool>,
    pub wrong: RwSignal<FieldErrors>,
    pub problem: RwSignal<Option<ApiError>>,
    /// Somebody saved since this form was opened.
    pub conflict: RwSignal<bool>,
}

impl FormState {
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            wrong: RwSignal::new(FieldErrors::new()),
            problem: RwSignal::new(None),
            conflict: RwSignal::new(false),
        }
    }

    /// What is wrong with the field of this name.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.with(|wrong| wrong.get(field).cloned()))
    }

    pub fn refuse(self, field: &str, problem: String) {
        self.wrong.update(|wrong| {
            wrong.insert(field.to_owned(), problem);
        });
    }

    /// Forgets what stood in the way.
    pub fn reset(self) {
        self.wrong.set(FieldErrors::new());
        self.problem.set(None);
        self.conflict.set(false);
    }

    /// An answer is awaited from here on.
    pub fn start(self) {
        self.busy.set(true);
        self.reset();
    }

    /// The server's answer has come: what it is, if it is a success and the form is still there; a refusal is kept.
    pub fn settle<T>(self, answer: Result<T, ApiError>) -> Option<T> {
        // The form may have gone meanwhile.
        if self.busy.try_set(false).is_some() {
            return None;
        }
        match answer {
            Ok(value) => return Some(value),
            Err(error) if leave_if_signed_out(&error) => self.problem.set(Some(signed_out(error))),
            Err(error) if error.code == ErrorCode::VersionConflict => self.conflict.set(true),
            Err(error) if error.code == ErrorCode::InvalidFields && !error.fields.is_empty() => self.wrong.set(error.fields),
            Err(error) => self.problem.set(Some(error)),
        }
        None
    }

    /// Waits for the answer, unless one is awaited already; `done` takes a success.
    pub fn send<T>(self, answer: impl Future<Output = Result<T, ApiError>> + 'static, done: impl FnOnce(T) + 'static)
    where
        T: 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.start();
        spawn_local(async move {
            if let Some(value) = self.settle(answer.await) {
                done(value);
            }
        });
    }
}

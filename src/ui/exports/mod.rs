//! Exports that were begun in this window. The browser downloads the file by itself; the frame tells how far it is, whatever
//! page one goes to meanwhile. After a reload only the browser's own list of downloads does.

mod course;
mod menu;
mod shelf;

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use self::course::Course;
use super::{browser, session::leave_if_signed_out};
use crate::{
    domain::ids::ExportId,
    rpc::exports::{cancel_export, follow_export},
};

pub use course::Noun;
pub use menu::{ExportMenu, file_address};
pub use shelf::ExportShelf;

/// Between two questions.
const AGAIN: Duration = Duration::from_secs(1);

#[derive(Clone, PartialEq)]
struct Export {
    id: ExportId,
    /// What it becomes.
    kind: &'static str,
    of: Noun,
    course: Course,
}

/// Handed down by the frame.
#[derive(Clone, Copy)]
pub struct Exports(RwSignal<Vec<Export>>);

impl Exports {
    pub fn provide() -> Self {
        let exports = Self(RwSignal::new(Vec::new()));
        provide_context(exports);
        exports
    }

    /// Downloads what is at `path`, as `kind`, and follows it. Those that are over make room.
    pub fn begin(self, path: &str, kind: &'static str, of: Noun) {
        let id = ExportId::new(uuid::Uuid::from_u128(browser::random()));
        self.0.update(|all| {
            all.retain(|export| !export.course.is_over());
            all.push(Export { id: id.clone(), kind, of, course: Course::default() });
        });
        browser::download(&followed(path, &id));
        self.follow(id);
    }

    /// Asks again and again, until it is over or nobody looks any more.
    fn follow(self, id: ExportId) {
        if self.course(&id).is_none_or(|course| course.is_over()) {
            return;
        }
        spawn_local(async move {
            if self.ask(&id).await {
                set_timeout(move || self.follow(id), AGAIN);
            }
        });
    }

    /// False where there is nobody to ask any more.
    async fn ask(self, id: &ExportId) -> bool {
        let is_unwanted = self.course(id).is_some_and(|course| course.is_unwanted());
        let answer = if is_unwanted { cancel_export(id.clone()).await } else { follow_export(id.clone()).await };
        if let Err(error) = &answer
            && leave_if_signed_out(error)
        {
            return false;
        }
        // A question that failed says as little as an instance that knows nothing.
        self.change(id, |course| course.hear(answer.ok().flatten()));
        true
    }

    fn cancel(self, id: &ExportId) {
        self.change(id, Course::stop);
        let id = id.clone();
        spawn_local(async move {
            self.ask(&id).await;
        });
    }

    fn dismiss(self, id: &ExportId) {
        self.0.update(|all| all.retain(|export| export.id != *id));
    }

    fn change(self, id: &ExportId, change: impl FnOnce(&mut Course)) {
        self.0.try_update(|all| {
            if let Some(export) = all.iter_mut().find(|export| export.id == *id) {
                change(&mut export.course);
            }
        });
    }

    /// None where it is not shown any more.
    fn course(self, id: &ExportId) -> Option<Course> {
        let find = |all: &Vec<Export>| all.iter().find(|export| export.id == *id).map(|export| export.course.clone());
        self.0.try_with_untracked(find).flatten()
    }
}

/// Outside of a frame they are begun and not shown.
pub fn use_exports() -> Exports {
    use_context().unwrap_or_else(|| Exports(RwSignal::new(Vec::new())))
}

/// The same file, followed under this id.
fn followed(path: &str, id: &ExportId) -> String {
    format!("{path}{}progress={id}", if path.contains('?') { '&' } else { '?' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_follows_says_so_in_the_address() {
        let id = ExportId::new(uuid::Uuid::from_u128(1));
        assert_eq!(followed("/leads/export.xlsx", &id), "/leads/export.xlsx?progress=exp_00000000000000000000000000000001");
        assert!(followed("/leads/export.csv?bom=true", &id).ends_with(".csv?bom=true&progress=exp_00000000000000000000000000000001"));
    }
}

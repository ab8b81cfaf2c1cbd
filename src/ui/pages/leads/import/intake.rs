//! A file on its way in: chosen, looked at again with each choice, taken in, taken back.

use std::time::Duration;

use leptos::{html, prelude::*, task::spawn_local};

use super::answer::{Report, data_of};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        custom::CustomField,
        ids::ImportId,
        lead::import::{
            ImportCounts, ImportPreview, OnKnown,
            columns::{Column, Mapping},
            target::Target,
        },
        upload::MOST_BYTES,
    },
    rpc::imports::{ImportRow, RevertedImport, follow_import, list_imports, new_import_id, revert_import},
    ui::{
        browser,
        components::toast::{Toasts, use_toasts},
        pages::leads::floor::Floor,
        session::leave_if_signed_out,
    },
};

const PATH: &str = "/leads/import";
/// Between two questions how far an import is.
const AGAIN: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Choose,
    Look,
    Done,
}

/// It outlives the dialog: an import that was begun goes on.
#[derive(Clone, Copy)]
pub struct Intake {
    pub step: RwSignal<Step>,
    pub preview: RwSignal<Option<ImportPreview>>,
    pub report: RwSignal<Option<Report>>,
    pub reverted: RwSignal<Option<RevertedImport>>,
    pub past: RwSignal<Vec<ImportRow>>,
    pub problem: RwSignal<Option<ApiError>>,
    pub on_known: RwSignal<OnKnown>,
    pub looking: RwSignal<bool>,
    pub importing: RwSignal<bool>,
    /// What became of the rows of the import that is under way, as last told.
    pub counts: RwSignal<Option<ImportCounts>>,
    /// The import that is being taken back.
    pub reverting: RwSignal<Option<ImportId>>,
    /// Those that the owner defined.
    pub fields: RwSignal<Vec<CustomField>>,
    /// Where the file is chosen.
    pub input: NodeRef<html::Input>,
    /// What was chosen by hand.
    mapping: RwSignal<Mapping>,
    /// Something was chosen while an answer was awaited.
    again: StoredValue<bool>,
    /// The import that is under way, where one can ask for it.
    followed: StoredValue<Option<ImportId>>,
    floor: Floor,
    toasts: Toasts,
}

impl Intake {
    pub fn new(floor: Floor) -> Self {
        let fields = RwSignal::new(vec![]);
        Effect::new(move |_| {
            if let Some(Ok(basics)) = floor.basics.get() {
                fields.set(basics.fields);
            }
        });
        Self {
            step: RwSignal::new(Step::Choose),
            preview: RwSignal::new(None),
            report: RwSignal::new(None),
            reverted: RwSignal::new(None),
            past: RwSignal::new(vec![]),
            problem: RwSignal::new(None),
            on_known: RwSignal::new(OnKnown::Skip),
            looking: RwSignal::new(false),
            importing: RwSignal::new(false),
            counts: RwSignal::new(None),
            reverting: RwSignal::new(None),
            fields,
            input: NodeRef::new(),
            mapping: RwSignal::new(Mapping::new()),
            again: StoredValue::new(false),
            followed: StoredValue::new(None),
            floor,
            toasts: use_toasts(),
        }
    }

    /// The dialog opens: anew, unless an import is under way.
    pub fn begin(self) {
        if !self.importing.get_untracked() {
            self.forget();
            self.on_known.set(OnKnown::Skip);
            self.step.set(Step::Choose);
        }
        self.load_past();
    }

    fn forget(self) {
        self.preview.set(None);
        self.report.set(None);
        self.reverted.set(None);
        self.problem.set(None);
        self.mapping.set(Mapping::new());
    }

    /// A file was chosen, or none any more.
    pub fn choose_file(self) {
        if self.importing.get_untracked() {
            return;
        }
        self.forget();
        let size = self.input.get_untracked().and_then(|input| browser::chosen_size(&input));
        // The server would say so only after all of it had come.
        let is_too_large = size.is_some_and(|size| size > MOST_BYTES as u64);
        if is_too_large {
            self.problem.set(Some(ApiError::new(ErrorCode::TooLarge, "The file is too large: at most 10 MB.")));
        }
        if size.is_some() && !is_too_large {
            self.step.set(Step::Look);
            self.look();
        } else {
            self.step.set(Step::Choose);
        }
    }

    /// A column becomes this. Another column that was chosen for the same gives way.
    pub fn choose_target(self, heading: &str, target: Target) {
        self.mapping.update(|mapping| {
            mapping.values_mut().filter(|other| **other == target).for_each(|other| *other = Target::Skip);
            mapping.insert(heading.to_owned(), target);
        });
        self.look();
    }

    pub fn choose_on_known(self, on_known: OnKnown) {
        self.on_known.set(on_known);
        self.look();
    }

    pub fn columns(self) -> Vec<Column> {
        self.preview.with(|preview| preview.as_ref().map(|preview| preview.columns.clone()).unwrap_or_default())
    }

    pub fn target_of(self, heading: &str) -> Option<Target> {
        self.preview
            .with(|preview| preview.as_ref()?.columns.iter().find(|column| column.heading == heading).map(|column| column.target.clone()))
    }

    /// How many rows would become something.
    pub fn useful(self) -> u32 {
        self.preview.with(|preview| preview.as_ref().map_or(0, |preview| preview.findings.counts.new + preview.findings.counts.merged))
    }

    fn fields(self, is_dry: bool) -> Vec<(&'static str, String)> {
        // Names and texts always serialise.
        let mapping = self.mapping.with_untracked(|mapping| serde_json::to_string(mapping).unwrap_or_default());
        let on_known = self.on_known.get_untracked().as_str().to_owned();
        vec![("dry_run", is_dry.to_string()), ("on_duplicate", on_known), ("mapping", mapping)]
    }

    /// Asks once more. The button for that goes, so the file has the focus then.
    pub fn look_again(self) {
        if let Some(input) = self.input.get_untracked() {
            // It is there, and not disabled.
            let _ = input.focus();
        }
        self.look();
    }

    /// Asks what an import would do. One question at a time.
    fn look(self) {
        if self.looking.get_untracked() {
            self.again.set_value(true);
            return;
        }
        let Some(element) = self.input.get_untracked() else { return };
        self.looking.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let fields = self.fields(true);
            let answer = data_of::<ImportPreview>(browser::send_file(&element, PATH, &fields).await);
            // The page may have gone meanwhile.
            if self.looking.try_set(false).is_some() {
                return;
            }
            if self.again.try_update_value(std::mem::take).unwrap_or(false) {
                return self.look();
            }
            match answer {
                // The dialog was opened anew, or no file is chosen any more.
                _ if self.step.get_untracked() != Step::Look => {}
                Ok(preview) => self.preview.set(Some(preview)),
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => self.problem.set(Some(error)),
            }
        });
    }

    pub fn import(self) {
        let Some(element) = self.input.get_untracked() else { return };
        if self.importing.get_untracked() || self.looking.get_untracked() {
            return;
        }
        self.importing.set(true);
        self.counts.set(None);
        self.problem.set(None);
        spawn_local(async move {
            let mut fields = self.fields(false);
            // Without an id it is only not known how far the import is.
            if let Ok(id) = new_import_id().await {
                fields.push(("id", id.to_string()));
                self.followed.try_set_value(Some(id.clone()));
                self.follow(id);
            }
            let answer = data_of::<Report>(browser::send_file(&element, PATH, &fields).await);
            self.followed.try_set_value(None);
            if self.importing.try_set(false).is_some() {
                return;
            }
            let is_open = self.floor.importing.get_untracked();
            match answer {
                Ok(report) => {
                    if !is_open {
                        self.toasts.good(format!("{} is taken in", report.import.file));
                    }
                    // So that the same file can be chosen again, with its mistakes put right.
                    element.set_value("");
                    self.report.set(Some(report));
                    self.step.set(Step::Done);
                }
                Err(error) if leave_if_signed_out(&error) => return,
                Err(error) => {
                    if !is_open {
                        self.toasts.bad(error.message.clone());
                    }
                    // The dialog was closed and opened meanwhile: the file is no longer chosen.
                    if self.input.get_untracked().is_none_or(|input| browser::chosen_size(&input).is_none()) {
                        self.step.set(Step::Choose);
                    }
                    self.problem.set(Some(error));
                }
            }
            // Also what broke off has taken some in.
            self.floor.stir();
            self.load_past();
        });
    }

    /// Asks how far it is, again and again, until it is over.
    fn follow(self, id: ImportId) {
        let ask = move || {
            if !self.is_followed(&id) {
                return;
            }
            spawn_local(async move {
                // A question that failed changes nothing: the import itself tells how it ends.
                if let Ok(Some(counts)) = follow_import(id.clone()).await
                    && self.is_followed(&id)
                {
                    self.counts.try_set(Some(counts));
                }
                self.follow(id);
            });
        };
        set_timeout(ask, AGAIN);
    }

    fn is_followed(self, id: &ImportId) -> bool {
        self.followed.try_with_value(|followed| followed.as_ref() == Some(id)).unwrap_or(false)
    }

    pub fn revert(self, id: ImportId) {
        if self.reverting.with_untracked(Option::is_some) {
            return;
        }
        self.reverting.set(Some(id.clone()));
        self.problem.set(None);
        spawn_local(async move {
            let answer = revert_import(id).await;
            if self.reverting.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(reverted) => self.reverted.set(Some(reverted)),
                Err(error) if leave_if_signed_out(&error) => return,
                Err(error) => self.problem.set(Some(error)),
            }
            self.floor.stir();
            self.load_past();
        });
    }

    fn load_past(self) {
        spawn_local(async move {
            match list_imports().await {
                Ok(past) => drop(self.past.try_set(past)),
                // The list is beside the point: what was known of it stays.
                Err(error) => drop(leave_if_signed_out(&error)),
            }
        });
    }
}

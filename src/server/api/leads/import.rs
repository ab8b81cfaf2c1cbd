//! `/leads/import`: a file of leads, looked at or taken in; the imports so far; and one taken back. What is in the file is the
//! services' and their ports'.

use axum::{
    extract::{FromRequest, Multipart, Path, Request, State, multipart::MultipartError},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tracing::Instrument;

use crate::{
    domain::{
        api_error::{ApiError, ErrorCode, FieldErrors},
        capture::Field,
        ids::ImportId,
        lead::{
            Lead,
            import::{Import, ImportPreview, OnKnown, columns::Mapping},
        },
        time::{Timestamp, rfc3339},
        upload::MOST_BYTES,
    },
    server::{
        auth::clerk::LeadClerk,
        bodies,
        problem::{self, Answer},
        state::AppState,
        telemetry,
    },
    service::leads::ImportOrder,
};

/// Seconds after which somebody else's file may be read.
const COME_BACK: u64 = 5;
/// What a body may be that is no form.
const RAW: [&str; 4] = ["text/csv", "application/csv", WORKBOOK, "application/octet-stream"];
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What is wanted with a file, from the address and from the form around it.
#[derive(Default)]
struct Wanted {
    order: ImportOrder,
    has_file: bool,
    dry_run: Option<bool>,
    on_known: Option<OnKnown>,
    mapping: Option<Mapping>,
    id: Option<ImportId>,
    wrong: FieldErrors,
}

impl Wanted {
    fn of(uri: &Uri) -> Self {
        let mut wanted = Self::default();
        for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            wanted.take(&name, &value);
        }
        wanted
    }

    fn take(&mut self, name: &str, value: &str) {
        let outcome = match name {
            "dry_run" => once(&mut self.dry_run, value.parse().ok(), "true or false"),
            "on_duplicate" => once(&mut self.on_known, OnKnown::parse(value), "skip or merge"),
            "mapping" => once(&mut self.mapping, serde_json::from_str(value).ok(), MAPPING),
            "id" => once(&mut self.id, value.parse().ok(), "an id of the form imp_…"),
            "filename" => {
                value.clone_into(&mut self.order.name);
                Ok(())
            }
            _ => Err("not a parameter of this request"),
        };
        if let Err(problem) = outcome {
            self.wrong.insert(name.to_owned(), problem.to_owned());
        }
    }

    /// The order, and whether it is only to be looked at.
    fn order(mut self) -> Result<(ImportOrder, bool), ApiError> {
        if !self.has_file {
            self.wrong.insert("file".into(), "required".into());
        }
        if !self.wrong.is_empty() {
            return Err(ApiError::fields(self.wrong));
        }
        let (mapping, on_known) = (self.mapping.unwrap_or_default(), self.on_known.unwrap_or_default());
        Ok((ImportOrder { id: self.id, mapping, on_known, ..self.order }, self.dry_run.unwrap_or(false)))
    }
}

const MAPPING: &str = "an object of columns and what they are, such as {\"E-mail\":\"email\",\"Tooth\":\"custom.Tooth\",\"Age\":\"skip\"}";

fn once<T>(place: &mut Option<T>, value: Option<T>, problem: &'static str) -> Result<(), &'static str> {
    let value = value.ok_or(problem)?;
    if place.replace(value).is_some() { Err("given twice") } else { Ok(()) }
}

pub async fn import(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, request: Request) -> Result<Response, ApiError> {
    let seat = state.import_seats.clone().try_acquire_owned().map_err(|_| problem::busy(COME_BACK))?;
    let (order, is_dry) = read(request).await?.order()?;
    if is_dry {
        let preview = state.lead_imports.preview(&clerk, order).await?;
        return Ok(Answer::new(seen(&preview), "Nothing was written yet.")?.into_response());
    }
    let imports = state.lead_imports.clone();
    // It goes on when nobody waits for the answer any more: the list of imports tells how it ended.
    let work = async move {
        let report = imports.run(&clerk, order).await;
        drop(seat);
        report
    };
    let done = tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span()).await;
    let report = done.map_err(|error| problem::internal(&format!("an import was cut short: {error}")))??;
    let data = json!({ "import": one(&report.import, state.clock.now()), "findings": report.findings });
    let mut response = Answer::new(data, "The file was taken in.")?.into_response();
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// The file as the body itself, or as the field `file` of a form with what else is wanted beside it.
async fn read(request: Request) -> Result<Wanted, ApiError> {
    let mut wanted = Wanted::of(request.uri());
    let kind = media_type(request.headers());
    if kind == "multipart/form-data" {
        let request = bodies::with_file(request).await?;
        let form = Multipart::from_request(request, &()).await.map_err(|_| bad_form())?;
        read_form(form, &mut wanted).await?;
    } else if RAW.contains(&kind.as_str()) {
        let request = bodies::with_file(request).await?;
        // All of it is there already.
        let body = axum::body::to_bytes(request.into_body(), usize::MAX).await.map_err(|_| bad_form())?;
        (wanted.order.bytes, wanted.has_file) = (body.into(), true);
    } else {
        let allowed = "Send the file as multipart/form-data, text/csv or as a workbook (.xlsx).";
        return Err(ApiError::new(ErrorCode::UnsupportedMediaType, allowed));
    }
    if wanted.order.bytes.len() > MOST_BYTES { Err(bodies::file_too_large()) } else { Ok(wanted) }
}

async fn read_form(mut form: Multipart, wanted: &mut Wanted) -> Result<(), ApiError> {
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            if wanted.has_file {
                wanted.wrong.insert(name, "given twice".into());
                continue;
            }
            let file_name = field.file_name().unwrap_or_default().to_owned();
            if !file_name.is_empty() {
                wanted.order.name = file_name;
            }
            (wanted.order.bytes, wanted.has_file) = (field.bytes().await.map_err(unreadable)?.into(), true);
        } else {
            let value = field.text().await.map_err(unreadable)?;
            wanted.take(&name, &value);
        }
    }
    Ok(())
}

fn unreadable(_: MultipartError) -> ApiError {
    bad_form()
}

fn bad_form() -> ApiError {
    ApiError::new(ErrorCode::InvalidRequest, "The form could not be read.")
}

/// Without what stands behind it.
fn media_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub async fn latest(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, uri: Uri) -> Result<Answer, ApiError> {
    if let Some((name, _)) = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).next() {
        return Err(ApiError::field(&name, "not a parameter of this list"));
    }
    let (imports, now) = (state.lead_imports.latest(&clerk).await?, state.clock.now());
    let items: Vec<Value> = imports.iter().map(|import| one(import, now)).collect();
    Answer::new(json!({ "items": items }), "Imports, the latest first.")
}

pub async fn revert(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, Path(id): Path<String>) -> Result<Answer, ApiError> {
    let id: ImportId = id.parse().map_err(|_| ApiError::new(ErrorCode::NotFound, "There is no such import."))?;
    let imports = state.lead_imports.clone();
    let work = async move { imports.revert(&clerk, &id).await };
    let done = tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span()).await;
    let reverted = done.map_err(|error| problem::internal(&format!("taking an import back was cut short: {error}")))??;
    let kept: Vec<Value> = reverted.kept.iter().map(kept).collect();
    Answer::new(json!({ "import": one(&reverted.import, state.clock.now()), "kept": kept }), "The import was taken back.")
}

fn kept(lead: &Lead) -> Value {
    json!({ "id": lead.id, "name": lead.value(Field::Name), "email": lead.value(Field::Email), "phone": lead.value(Field::Phone) })
}

/// The import of the contract.
fn one(import: &Import, now: Timestamp) -> Value {
    json!({
        "id": import.id,
        "file": import.file,
        "by": import.by,
        "at": rfc3339(import.at),
        "state": import.state(now),
        "finished_at": import.finished_at.map(rfc3339),
        "counts": import.counts,
        "reverted_at": import.reverted_at.map(rfc3339),
        "removed": import.removed,
        "restored": import.restored,
        "kept": import.kept_total,
    })
}

fn seen(preview: &ImportPreview) -> Value {
    json!({ "file": preview.file, "form": preview.form, "columns": preview.columns, "findings": preview.findings })
}

//! `/leads/export.…`: a whole list as a file, read page by page while it goes out. The rows, and what makes them harmless, are
//! the domain's; workbooks are the port's.

use std::{io, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderName, HeaderValue, Method, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{StreamExt, stream};
use jiff::tz::TimeZone;
use tokio::{
    io::AsyncReadExt,
    sync::{
        OwnedSemaphorePermit,
        mpsc::{Receiver, Sender, channel},
    },
};
use tracing::Instrument;

use super::{
    query::{export_in, followed_in},
    shape,
};
use crate::{
    domain::{
        api_error::ApiError,
        lead::{
            Lead,
            table::{LeadTable, Reader},
        },
        sheet::{Cell, csv_line},
        time::Timestamp,
    },
    server::{auth::clerk::LeadClerk, problem, state::AppState, telemetry},
    service::{
        error::ServiceError,
        leads::{ExportTrack, LeadPages},
        permission::Clerk,
        ports::Workbooks,
    },
};

/// How much goes out at a time, in bytes, and how many of these may wait for a slow reader.
const PIECE: usize = 64 * 1024;
const AHEAD: usize = 2;
/// Seconds after which somebody else's export may be done.
const COME_BACK: u64 = 5;
/// What programs tell from it that a text is UTF-8.
const MARK: &str = "\u{feff}";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Xlsx,
    Csv,
    JsonLines,
}

impl Format {
    /// Of the file at this path.
    fn of(path: &str) -> Option<Self> {
        [Self::Xlsx, Self::Csv, Self::JsonLines]
            .into_iter()
            .find(|format| path.rsplit_once('.').is_some_and(|(_, end)| end == format.ending()))
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/x-ndjson; charset=utf-8",
        }
    }
}

pub async fn export(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, method: Method, uri: Uri) -> Result<Response, ApiError> {
    let format = Format::of(uri.path()).ok_or_else(problem::not_found)?;
    let is_wanted = method != Method::HEAD;
    let track = Arc::new(match followed_in(&uri)?.filter(|_| is_wanted) {
        Some(id) => state.followed_exports.begin(&clerk, id)?,
        None => ExportTrack::of_nobody(),
    });
    let answer = answer(&state, &clerk, &uri, format, is_wanted, &track).await;
    if let Err(error) = &answer {
        track.fail(error.clone());
    }
    answer
}

/// The file, or only what is said of it.
async fn answer(
    state: &AppState,
    clerk: &Clerk,
    uri: &Uri,
    format: Format,
    is_wanted: bool,
    track: &Arc<ExportTrack>,
) -> Result<Response, ApiError> {
    let settings = state.desk.load().await?;
    let (now, zone) = (state.clock.now(), settings.business.zone());
    let (asked, has_mark) = export_in(uri, now, &zone, format == Format::Csv)?;
    let file = file_name(format, now, &zone);
    let mut response = Body::empty().into_response();
    if is_wanted {
        track.named(&file);
        let seat = state.export_seats.clone().try_acquire_owned().map_err(|_| problem::busy(COME_BACK))?;
        let pages = state.lead_exports.begin(clerk, asked.filter, asked.sort, Arc::clone(track)).await?;
        let reader = if format == Format::Xlsx { Reader::Person } else { Reader::Program };
        let page = state.config.url("/admin/leads");
        let team = state.lead_exports.desk.team.list().await.map_err(ServiceError::from)?;
        let table = LeadTable { reader, zone, page, fields: settings.lead_fields, team };
        let held = Held { track: Arc::clone(track), _seat: seat };
        response = match format {
            Format::Xlsx => workbook(&*state.workbooks, pages, &table, held).await?,
            Format::Csv => text(pages, held, format, csv_head(&table, has_mark), move |lead| csv_line(&table.row(lead))),
            Format::JsonLines => text(pages, held, format, String::new(), |lead| format!("{}\n", shape::lead(lead))),
        };
    }
    told(&mut response, format, &file);
    Ok(response)
}

/// What an export has until its end: a record of how far it is, and its seat.
struct Held {
    track: Arc<ExportTrack>,
    _seat: OwnedSemaphorePermit,
}

/// A file of the day on which it was made, where the business is.
fn file_name(format: Format, now: Timestamp, zone: &TimeZone) -> String {
    format!("leads-{}.{}", now.to_zoned(zone.clone()).date(), format.ending())
}

fn told(response: &mut Response, format: Format, file: &str) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
}

fn csv_head(table: &LeadTable, has_mark: bool) -> String {
    let heads: Vec<Cell> = table.headings().into_iter().map(|heading| Cell::text(heading.text)).collect();
    format!("{}{}", if has_mark { MARK } else { "" }, csv_line(&heads))
}

/// A piece of a text on its way, or its end: a text that stops without an end is broken off, not complete.
enum Piece {
    Bytes(Bytes),
    End,
}

/// A text that goes out while it is being read. Whoever stops reading stops it; the audit log is told either way.
fn text(
    mut pages: LeadPages,
    held: Held,
    format: Format,
    head: String,
    line: impl Fn(&Lead) -> String + Send + Sync + 'static,
) -> Response {
    let (out, read) = channel(AHEAD);
    let outgoing = (read, Arc::clone(&held.track));
    let work = async move {
        let sent = send(&mut pages, head, line, &out).await;
        let closed = pages.close(format.ending(), matches!(sent, Ok(true))).await;
        match sent.and_then(|is_whole| closed.map(|()| is_whole)) {
            // Who has gone by now has all of it.
            Ok(true) => drop(out.send(Piece::End).await),
            Ok(false) => {}
            // The conversion logs it. The reader sees a file that broke off.
            Err(error) => held.track.fail(error.into()),
        }
        drop(held);
    };
    tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span());
    Body::from_stream(stream::try_unfold(outgoing, next_piece)).into_response()
}

/// Returns false where the reader has gone.
async fn send(pages: &mut LeadPages, head: String, line: impl Fn(&Lead) -> String, out: &Sender<Piece>) -> Result<bool, ServiceError> {
    let mut piece = head;
    while let Some(leads) = pages.next().await? {
        for lead in &leads {
            piece.push_str(&line(lead));
            if piece.len() >= PIECE && out.send(taken(&mut piece)).await.is_err() {
                return Ok(false);
            }
        }
        // A reader does not wait for more leads to see these.
        if !piece.is_empty() && out.send(taken(&mut piece)).await.is_err() || out.is_closed() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn taken(piece: &mut String) -> Piece {
    Piece::Bytes(std::mem::take(piece).into())
}

type Outgoing = (Receiver<Piece>, Arc<ExportTrack>);

async fn next_piece((mut read, track): Outgoing) -> io::Result<Option<(Bytes, Outgoing)>> {
    match read.recv().await {
        Some(Piece::Bytes(bytes)) => Ok(Some((bytes, (read, track)))),
        Some(Piece::End) if track.finish() => Ok(None),
        Some(Piece::End) | None => Err(broken_off()),
    }
}

fn broken_off() -> io::Error {
    io::Error::other("an export that broke off")
}

/// A workbook is whole before its first byte goes out: an archive has its table of contents at its end.
async fn workbook(workbooks: &dyn Workbooks, mut pages: LeadPages, table: &LeadTable, held: Held) -> Result<Response, ApiError> {
    let rows = stream::try_unfold(&mut pages, |pages| async move {
        let leads = pages.next().await?;
        Ok::<_, ServiceError>(leads.map(|leads| (leads.iter().map(|lead| table.row(lead)).collect::<Vec<_>>(), pages)))
    });
    let file = workbooks.write("Leads", table.headings(), rows.boxed()).await?;
    pages.close(Format::Xlsx.ending(), true).await?;
    let length = file.metadata().map_err(|error| problem::internal(&format!("a workbook without a length: {error}")))?.len();
    held.track.send();
    let sending = Sending { file: tokio::fs::File::from_std(file), left: length, held };
    let mut response = Body::from_stream(stream::try_unfold(sending, next_part)).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

/// A workbook on its way.
struct Sending {
    file: tokio::fs::File,
    /// Bytes that have not gone out.
    left: u64,
    held: Held,
}

async fn next_part(mut sending: Sending) -> io::Result<Option<(Bytes, Sending)>> {
    let mut part = Vec::with_capacity(PIECE);
    let read = sending.file.read_buf(&mut part).await?;
    sending.left = sending.left.saturating_sub(read as u64);
    // Nobody asks for more than the length that was told: the last part is the end.
    let track = &sending.held.track;
    let goes_on = if sending.left == 0 { track.finish() } else { track.is_wanted() };
    if goes_on { Ok((read > 0).then(|| (part.into(), sending))) } else { Err(broken_off()) }
}

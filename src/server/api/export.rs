//! `/…/export.xlsx`, `.csv` and `.jsonl`: a whole list as a file, read page by page while it goes out. The rows, and what makes
//! them harmless, are the domain's; workbooks are the port's; which list it is, say those who ask.

use std::{io, pin::pin, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Method, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, StreamExt, join, stream};
use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::{
    io::AsyncReadExt,
    sync::{
        OwnedSemaphorePermit,
        mpsc::{Receiver, Sender, channel},
    },
    task::{JoinHandle, spawn_blocking},
};
use tracing::Instrument;

use super::query::followed_in;
use crate::{
    domain::{
        api_error::ApiError,
        ids::AdminId,
        sheet::{Cell, csv_line},
        table::{Reader, Table},
        time::Timestamp,
    },
    server::{problem, state::AppState, telemetry},
    service::{
        error::ServiceError,
        exports::{ExportTrack, Listing, Pages},
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

/// A file that somebody asks for.
pub struct Order {
    format: Format,
    /// HEAD asks only for what is said of it.
    is_wanted: bool,
    track: Arc<ExportTrack>,
}

/// What is in the file.
pub struct Content<L, T, J> {
    /// Its name: see [`Order::file`].
    pub file: String,
    /// Of the sheet of a workbook.
    pub title: &'static str,
    pub listing: L,
    pub table: T,
    /// As JSON.
    pub shape: J,
    /// CSV begins with a byte order mark.
    pub has_mark: bool,
}

impl Order {
    /// `admin`: whoever may follow it; None for a program.
    pub fn take(state: &AppState, admin: Option<&AdminId>, method: &Method, uri: &Uri) -> Result<Self, ApiError> {
        let format = Format::of(uri.path()).ok_or_else(problem::not_found)?;
        let is_wanted = *method != Method::HEAD;
        let track = match followed_in(uri)?.filter(|_| is_wanted) {
            Some(id) => state.followed_exports.begin(admin, id)?,
            None => ExportTrack::of_nobody(),
        };
        Ok(Self { format, is_wanted, track: Arc::new(track) })
    }

    pub fn is_csv(&self) -> bool {
        self.format == Format::Csv
    }

    /// Workbooks are for people.
    pub fn reader(&self) -> Reader {
        if self.format == Format::Xlsx { Reader::Person } else { Reader::Program }
    }

    /// A file of the day on which it was made, where the business is.
    pub fn file(&self, name: &str, now: Timestamp, zone: &TimeZone) -> String {
        format!("{name}-{}.{}", now.to_zoned(zone.clone()).date(), self.format.ending())
    }

    /// The file, or only what is said of it.
    pub async fn answer<L, T, J>(&self, state: &AppState, content: Content<L, T, J>) -> Result<Response, ApiError>
    where
        L: Listing + 'static,
        T: Table<Of = L::Item> + Send + Sync + 'static,
        J: Fn(&L::Item) -> Value + Send + Sync + 'static,
    {
        let Content { file, title, listing, table, shape, has_mark } = content;
        let mut response = Body::empty().into_response();
        if self.is_wanted {
            self.track.named(&file);
            let seat = state.export_seats.clone().try_acquire_owned().map_err(|_| problem::busy(COME_BACK))?;
            let pages = Pages::begin(listing, Arc::clone(&state.audit), Arc::clone(&self.track)).await?;
            let held = Held { track: Arc::clone(&self.track), _seat: seat };
            response = match self.format {
                Format::Xlsx => workbook(&*state.workbooks, title, pages, table, held).await?,
                Format::Csv => text(pages, held, self.format, csv_head(&table, has_mark), move |item| csv_line(&table.row(item))),
                Format::JsonLines => text(pages, held, self.format, String::new(), move |item| format!("{}\n", shape(item))),
            };
        }
        told(&mut response, self.format, &file);
        Ok(response)
    }

    /// Whoever follows it is told what was wrong.
    pub fn settle(&self, answer: Result<Response, ApiError>) -> Result<Response, ApiError> {
        if let Err(error) = &answer {
            self.track.fail(error.clone());
        }
        answer
    }
}

/// What an export has until its end: a record of how far it is, and its seat.
struct Held {
    track: Arc<ExportTrack>,
    _seat: OwnedSemaphorePermit,
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

fn csv_head<T: Table>(table: &T, has_mark: bool) -> String {
    let heads: Vec<Cell> = table.headings().into_iter().map(|heading| Cell::text(heading.text)).collect();
    format!("{}{}", if has_mark { MARK } else { "" }, csv_line(&heads))
}

/// Reads the pages, and what is made of each in their order: while one is made and one goes out, the next one is read. The one has
/// to be awaited beside the other, and ends with it: reading that stops half-way would hold what others wait for.
fn made<L: Listing, T: Send + 'static>(
    pages: &mut Pages<L>,
    make: impl Fn(&[L::Item]) -> T + Send + Sync + 'static,
) -> (impl Future<Output = ()> + Send, impl Stream<Item = Result<T, ServiceError>> + Send + 'static)
where
    L::Item: 'static,
{
    let (ready, taken) = channel::<Result<JoinHandle<T>, ServiceError>>(1);
    let make = Arc::new(make);
    let reading = async move {
        while let Ok(place) = ready.reserve().await {
            match pages.next().await {
                Ok(Some(items)) => {
                    let make = Arc::clone(&make);
                    place.send(Ok(spawn_blocking(move || make(&items))));
                }
                Ok(None) => return,
                Err(error) => return place.send(Err(error)),
            }
        }
    };
    let made = stream::unfold(taken, |mut taken| async move {
        let made = match taken.recv().await? {
            // Why it panicked may quote a lead.
            Ok(making) => making.await.map_err(|_| ServiceError::Internal("a page of an export was not made".into())),
            Err(error) => Err(error),
        };
        Some((made, taken))
    });
    (reading, made)
}

/// A piece of a text on its way, or its end: a text that stops without an end is broken off, not complete.
enum Piece {
    Bytes(Bytes),
    End,
}

/// A text that goes out while it is being read. Whoever stops reading stops it; the audit log is told either way.
fn text<L: Listing + 'static>(
    mut pages: Pages<L>,
    held: Held,
    format: Format,
    head: String,
    line: impl Fn(&L::Item) -> String + Send + Sync + 'static,
) -> Response {
    let (out, read) = channel(AHEAD);
    let outgoing = (read, Arc::clone(&held.track));
    let work = async move {
        let sent = send(&mut pages, head, line, &out, &held.track).await;
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

/// Returns false where the reader has gone, or nobody wants it any more.
async fn send<L: Listing>(
    pages: &mut Pages<L>,
    head: String,
    line: impl Fn(&L::Item) -> String + Send + Sync + 'static,
    out: &Sender<Piece>,
    track: &ExportTrack,
) -> Result<bool, ServiceError>
where
    L::Item: 'static,
{
    let (reading, texts) = made(pages, move |items| pieces(items, &line));
    let ((), sent) = join!(reading, pass_on(head, texts, out, track));
    sent
}

async fn pass_on(
    head: String,
    texts: impl Stream<Item = Result<Vec<Bytes>, ServiceError>>,
    out: &Sender<Piece>,
    track: &ExportTrack,
) -> Result<bool, ServiceError> {
    let mut texts = pin!(stream::iter([Ok(vec![head.into()])]).chain(texts));
    while let Some(pieces) = texts.next().await {
        for piece in pieces? {
            let is_wanted = piece.is_empty() || track.is_wanted() && out.send(Piece::Bytes(piece)).await.is_ok();
            if !is_wanted {
                return Ok(false);
            }
        }
        if out.is_closed() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// All lines of a page: a reader does not wait for more of them to see these.
fn pieces<T>(items: &[T], line: impl Fn(&T) -> String) -> Vec<Bytes> {
    let (mut pieces, mut piece) = (vec![], String::new());
    for item in items {
        piece.push_str(&line(item));
        if piece.len() >= PIECE {
            pieces.push(std::mem::take(&mut piece).into());
        }
    }
    if !piece.is_empty() {
        pieces.push(piece.into());
    }
    pieces
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
async fn workbook<L, T>(workbooks: &dyn Workbooks, title: &str, mut pages: Pages<L>, table: T, held: Held) -> Result<Response, ApiError>
where
    L: Listing + 'static,
    T: Table<Of = L::Item> + Send + Sync + 'static,
{
    let headings = table.headings();
    let (reading, rows) = made(&mut pages, move |items| items.iter().map(|item| table.row(item)).collect::<Vec<_>>());
    let ((), file) = join!(reading, workbooks.write(title, headings, rows.boxed()));
    let file = file?;
    pages.close(Format::Xlsx.ending(), true).await?;
    // Compressing takes its time, and asks nobody.
    held.track.check()?;
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

#[cfg(test)]
mod tests;

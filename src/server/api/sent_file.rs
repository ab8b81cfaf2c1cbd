//! A file of the disk as an answer: told with its length, and read while it goes out.

use std::{fs::File, io};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::stream;
use tokio::io::AsyncReadExt;

/// How much is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// What is said of a file. `name`: letters, digits, points, hyphens and underscores.
pub struct About<'a> {
    pub name: &'a str,
    pub kind: &'static str,
    pub bytes: u64,
}

impl About<'_> {
    /// The file. None: what is said of it alone, for whoever asks by HEAD.
    pub fn answer(&self, file: Option<File>) -> Response {
        let left = self.bytes;
        let body = file.map_or_else(Body::empty, |file| {
            Body::from_stream(stream::try_unfold(Sending { file: tokio::fs::File::from_std(file), left }, next_part))
        });
        let mut response = body.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(self.bytes));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", self.name)) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

struct Sending {
    file: tokio::fs::File,
    /// Bytes that have not gone out.
    left: u64,
}

async fn next_part(mut sending: Sending) -> io::Result<Option<(Bytes, Sending)>> {
    if sending.left == 0 {
        return Ok(None);
    }
    let mut part = Vec::with_capacity(PIECE);
    let read = sending.file.read_buf(&mut part).await?;
    if read == 0 {
        return Err(io::Error::other("a file that is shorter than it was"));
    }
    // Never more than was told.
    part.truncate(usize::try_from(sending.left).unwrap_or(usize::MAX));
    sending.left -= part.len() as u64;
    Ok(Some((part.into(), sending)))
}

//! Frames of Gemini's event stream, cut from a byte buffer. A general SSE parser would drop the bare JSON lines
//! in which Gemini reports an error after a 200, so this one keeps them. Must not know what a frame means.

/// The longest single frame, in bytes; a signature or a text of ours is far below it.
pub const MAX_FRAME: usize = 1 << 20;

/// The longest bare JSON, in bytes: it is parsed anew at each of its closing lines.
const MAX_BARE: usize = 64 << 10;

/// One whole message of the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// JSON text, of an event's `data` lines or bare.
    Json(Vec<u8>),
    /// Not an event stream, or a frame beyond the limit.
    Junk,
}

/// Cuts bytes, as they arrive, into frames. Lines may end in CRLF, LF or CR, and a chunk may end anywhere.
#[derive(Debug, Default)]
pub struct Frames {
    /// The line that is not yet whole.
    line: Vec<u8>,
    /// The `data` lines of the event that is not yet whole.
    data: Vec<u8>,
    /// The lines of a bare JSON object that is not yet whole.
    bare: Vec<u8>,
    /// The last byte was a CR: a LF now belongs to it.
    after_cr: bool,
    begun: bool,
}

impl Frames {
    /// Takes the next bytes in and gives the frames that are whole by now.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        let mut rest = bytes;
        if self.after_cr && rest.first() == Some(&b'\n') {
            rest = &rest[1..];
        }
        self.after_cr = self.after_cr && bytes.is_empty();
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            self.line.extend_from_slice(&rest[..end]);
            let is_crlf = rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n');
            self.after_cr = rest[end] == b'\r' && end + 1 == rest.len();
            rest = &rest[end + if is_crlf { 2 } else { 1 }..];
            frames.extend(self.take_line());
        }
        self.line.extend_from_slice(rest);
        if self.line.len() > MAX_FRAME {
            self.line.clear();
            frames.push(Frame::Junk);
        }
        frames
    }

    /// The stream has ended: what is left counts if it is whole JSON.
    pub fn finish(&mut self) -> Option<Frame> {
        let last = if self.line.is_empty() { None } else { self.take_line() };
        if last.is_some() {
            return last;
        }
        let left = if self.bare.is_empty() { std::mem::take(&mut self.data) } else { std::mem::take(&mut self.bare) };
        is_json(&left).then_some(Frame::Json(left))
    }

    /// A line is whole: what it completes.
    fn take_line(&mut self) -> Option<Frame> {
        let mut line = std::mem::take(&mut self.line);
        if !std::mem::replace(&mut self.begun, true) && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        if line.is_empty() {
            return (!self.data.is_empty()).then(|| Frame::Json(std::mem::take(&mut self.data)));
        }
        if self.bare.is_empty() {
            if let Some(data) = line.strip_prefix(b"data:") {
                return self.take_data(data.strip_prefix(b" ").unwrap_or(data));
            }
            let is_other_field = [&b":"[..], b"event:", b"id:", b"retry:"].iter().any(|field| line.starts_with(field));
            if is_other_field {
                return None;
            }
            if line.trim_ascii_start().first() != Some(&b'{') {
                return Some(Frame::Junk);
            }
        }
        self.take_bare(&line)
    }

    fn take_data(&mut self, data: &[u8]) -> Option<Frame> {
        if !self.data.is_empty() {
            self.data.push(b'\n');
        }
        self.data.extend_from_slice(data);
        if self.data.len() > MAX_FRAME {
            self.data.clear();
            return Some(Frame::Junk);
        }
        None
    }

    fn take_bare(&mut self, line: &[u8]) -> Option<Frame> {
        if !self.bare.is_empty() {
            self.bare.push(b'\n');
        }
        self.bare.extend_from_slice(line);
        if line.trim_ascii_end().last() == Some(&b'}') && is_json(&self.bare) {
            return Some(Frame::Json(std::mem::take(&mut self.bare)));
        }
        if self.bare.len() > MAX_BARE {
            self.bare.clear();
            return Some(Frame::Junk);
        }
        None
    }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Frame {
        Frame::Json(text.as_bytes().to_vec())
    }

    fn cut(pieces: &[&[u8]]) -> Vec<Frame> {
        let mut frames = Frames::default();
        let mut all: Vec<Frame> = pieces.iter().flat_map(|piece| frames.push(piece)).collect();
        all.extend(frames.finish());
        all
    }

    #[test]
    fn an_event_is_whole_at_the_blank_line_whatever_ends_the_lines() {
        for ending in ["\r\n", "\n", "\r"] {
            let stream = format!("data: {{\"a\": 1}}{ending}{ending}data:{{\"b\": 2}}{ending}{ending}");
            assert_eq!(cut(&[stream.as_bytes()]), [json("{\"a\": 1}"), json("{\"b\": 2}")], "{ending:?}");
        }
    }

    #[test]
    fn bytes_may_be_cut_anywhere_even_inside_a_letter_or_a_line_end() {
        let stream = "data: {\"text\": \"سلام 秋 é\"}\r\n\r\ndata: {\"b\": 2}\r\n\r\n".as_bytes();
        let whole = cut(&[stream]);
        assert_eq!(whole.len(), 2);
        for at in 0..=stream.len() {
            assert_eq!(cut(&[&stream[..at], &stream[at..]]), whole, "cut at {at}");
        }
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(cut(&bytes), whole);
    }

    #[test]
    fn an_empty_chunk_between_cr_and_lf_changes_nothing() {
        assert_eq!(cut(&[b"data: {}\r", b"", b"\n\r", b"\n"]), [json("{}")]);
    }

    #[test]
    fn several_data_lines_are_one_event() {
        assert_eq!(cut(&[b"data: {\"a\":\ndata: 1}\n\n"]), [json("{\"a\":\n1}")]);
    }

    #[test]
    fn comments_and_other_fields_are_passed_over() {
        assert_eq!(cut(&[b"\xef\xbb\xbf: hello\nevent: x\nid: 1\nretry: 5\ndata: {}\n\n"]), [json("{}")]);
    }

    #[test]
    fn bare_json_is_a_frame_on_one_line_or_many() {
        assert_eq!(cut(&[b"{\"error\": {\"code\": 503}}\r\n"]), [json("{\"error\": {\"code\": 503}}")]);
        let pretty = "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"a } in words\"\n  }\n}";
        let stream = format!("data: {{\"a\": 1}}\r\n\r\n{}\r\n", pretty.replace('\n', "\r\n"));
        assert_eq!(cut(&[stream.as_bytes()]), [json("{\"a\": 1}"), json(pretty)]);
        let without_last_line_end = format!("{pretty}\n\ndata: {{\"b\": 2}}");
        assert_eq!(cut(&[without_last_line_end.as_bytes()]), [json(pretty), json("{\"b\": 2}")]);
    }

    #[test]
    fn an_unfinished_event_counts_only_when_it_is_whole_json() {
        assert_eq!(cut(&[b"data: {\"a\": 1}"]), [json("{\"a\": 1}")]);
        assert_eq!(cut(&[b"data: {\"a\": 1}\r\n"]), [json("{\"a\": 1}")]);
        assert_eq!(cut(&[b"data: {\"a\": "]), []);
        assert_eq!(cut(&[b"{\n \"error\": {"]), []);
        assert_eq!(cut(&[b""]), []);
    }

    #[test]
    fn what_is_no_event_stream_is_junk() {
        assert_eq!(cut(&[b"<html>\n"]), [Frame::Junk]);
        assert_eq!(cut(&[b"[{\"candidates\": []}]\n"]), [Frame::Junk]);
    }

    #[test]
    fn a_line_or_an_object_without_end_is_junk_and_not_kept() {
        let mut frames = Frames::default();
        let long = vec![b'x'; MAX_FRAME + 1];
        assert_eq!(frames.push(b"data: "), []);
        assert_eq!(frames.push(&long), [Frame::Junk]);
        assert!(frames.line.capacity() <= 2 * MAX_FRAME + 64);
        let mut frames = Frames::default();
        let lines = "{ \"a\":\n".to_owned() + &"1,\n".repeat(MAX_BARE);
        assert!(frames.push(lines.as_bytes()).contains(&Frame::Junk));
    }
}

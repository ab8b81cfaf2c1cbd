//! Server-sent events out of a byte stream, as the HTML standard reads them.

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub name: String,
    pub data: String,
}

/// Collects bytes until an event is whole. A line never splits a character, so only whole lines are decoded.
#[derive(Default)]
pub struct Events {
    bytes: Vec<u8>,
    event: Event,
    has_data: bool,
}

impl Events {
    /// The events that became whole by these bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.bytes.extend_from_slice(bytes);
        let mut whole = Vec::new();
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            let line = line.strip_suffix(b"\n").unwrap_or(&line);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                // The id outlives its event; name and data do not.
                let next = Event { id: self.event.id.clone(), ..Event::default() };
                let event = std::mem::replace(&mut self.event, next);
                if std::mem::take(&mut self.has_data) {
                    whole.push(event);
                }
            } else {
                self.line(&String::from_utf8_lossy(line));
            }
        }
        whole
    }

    fn line(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "id" => self.event.id = value.to_owned(),
            "event" => self.event.name = value.to_owned(),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_survive_any_split() {
        let stream = ": hello\r\n\nid: 1\nevent: delta\ndata: {\"text\":\"سلام\"}\n\nid: 2\ndata: a\ndata: b\n\n: alive\n\n".as_bytes();
        for size in 1..=stream.len() {
            let mut events = Events::default();
            let seen: Vec<_> = stream.chunks(size).flat_map(|part| events.feed(part)).collect();
            assert_eq!(seen.len(), 2, "{size}");
            assert_eq!((seen[0].name.as_str(), seen[0].data.as_str()), ("delta", "{\"text\":\"سلام\"}"));
            assert_eq!((seen[1].id.as_str(), seen[1].data.as_str()), ("2", "a\nb"));
        }
    }
}

//! Free times: those that are booked one after the other, and how long lists of them take.

use std::{
    cell::Cell,
    net::SocketAddr,
    time::{Duration, Instant},
};

use chatimjd::{adapters::clock::SystemClock, domain::time::Timestamp, service::ports::Clock};
use futures::future::try_join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::super::{Outcome, desk::Desk, turns::Measured};

/// Prime, so that whoever walks with it around a shorter list comes to everything once: times of all days, in a mixed order.
const STRIDE: usize = 7_919;

/// Free times, each to be booked once.
pub struct Stock {
    ids: Vec<String>,
    taken: Cell<usize>,
}

/// One of them.
pub struct FreeTime<'a> {
    id: &'a str,
    number: usize,
}

impl FreeTime<'_> {
    /// A booking by somebody whom nobody has seen before; by different people for different numbers.
    pub fn order(&self, person: usize) -> Value {
        json!({
            "slot_id": self.id, "email": format!("guest.{}.{person}@example.com", self.number), "name": "Gita Guest",
            "time_zone": "Europe/Lisbon",
        })
    }
}

/// A day from now: what is free then is bookable as long as this runs.
pub fn tomorrow() -> Timestamp {
    SystemClock.now() + SignedDuration::from_hours(24)
}

impl Stock {
    /// All that there are from tomorrow on.
    pub async fn find(server: SocketAddr) -> Outcome<Self> {
        let mut desk = Desk::connect(server).await?;
        let (mut ids, mut from) = (Vec::new(), tomorrow());
        loop {
            let data = desk.get(&format!("/saba/slots?from={from}")).await?;
            if data["calendar_silent"] != false {
                return Err("the calendar does not answer the server".into());
            }
            let page = data["slots"].as_array().ok_or("no list of free times")?;
            let Some(last) = page.last() else { break };
            from = last["end"].as_str().ok_or("a time without its end")?.parse()?;
            ids.extend(page.iter().filter_map(|free| free["slot_id"].as_str().map(str::to_owned)));
        }
        if ids.is_empty() { Err("no time is free".into()) } else { Ok(Self { ids, taken: Cell::new(0) }) }
    }

    pub fn count(&self) -> usize {
        self.ids.len()
    }

    pub fn take(&self) -> Option<FreeTime<'_>> {
        let number = self.taken.get();
        if number >= self.ids.len() {
            return None;
        }
        self.taken.set(number + 1);
        Some(FreeTime { id: &self.ids[number * STRIDE % self.ids.len()], number })
    }
}

/// Lists of free times, each client again as soon as it is answered. They are read and not understood: that would be measured, too.
pub async fn lists(server: SocketAddr, clients: usize, path: &str, length: Duration) -> Outcome<Measured> {
    let desks = try_join_all((0..clients).map(|_| Desk::connect(server))).await?;
    let began = Instant::now();
    let took = try_join_all(desks.into_iter().map(|mut desk| async move {
        let mut took = Vec::new();
        while began.elapsed() < length {
            took.push(desk.download(path).await?.took);
        }
        Outcome::Ok(took)
    }))
    .await?;
    Ok(Measured::new(took.into_iter().flatten().collect(), began.elapsed()))
}

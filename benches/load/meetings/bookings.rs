//! Bookings, what became of each of them, and whether the server's own list says the same.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures::future::try_join_all;
use serde_json::Value;

use super::{
    super::{
        Outcome,
        desk::{Desk, Reply},
        report::row,
        turns::Measured,
    },
    times::Stock,
};

const BOOK: &str = "/saba/book-meeting";

/// What became of them.
#[derive(Default)]
struct Tally {
    booked: usize,
    /// Where somebody else was quicker.
    taken: usize,
    /// Anything else, in words.
    odd: Vec<String>,
}

impl Tally {
    /// Whether it was booked.
    fn note(&mut self, reply: &Reply, may_be_taken: bool) -> bool {
        let is_taken = || serde_json::from_slice::<Value>(&reply.body).is_ok_and(|answer| answer["data"]["code"] == "slot_unavailable");
        match reply.status {
            201 => self.booked += 1,
            409 if may_be_taken && is_taken() => self.taken += 1,
            status => self.odd.push(format!("{status}: {}", String::from_utf8_lossy(&reply.body))),
        }
        reply.status == 201
    }
}

pub struct Bookings {
    server: SocketAddr,
    stock: Stock,
    tally: RefCell<Tally>,
}

impl Bookings {
    pub fn of(server: SocketAddr, stock: Stock) -> Self {
        Self { server, stock, tally: RefCell::default() }
    }

    pub fn count(&self) -> usize {
        self.tally.borrow().booked
    }

    /// Each client books a time of its own, and the next one as soon as it has it: for so long, or at most so many in all.
    pub async fn measure(&self, clients: usize, most: usize, length: Duration) -> Outcome<Measured> {
        let desks = try_join_all((0..clients).map(|_| Desk::connect(self.server))).await?;
        let (began, left) = (Instant::now(), Cell::new(most));
        let took = try_join_all(desks.into_iter().map(|desk| self.one_after_the_other(desk, &left, began + length))).await?;
        Ok(Measured::new(took.into_iter().flatten().collect(), began.elapsed()))
    }

    async fn one_after_the_other(&self, mut desk: Desk, left: &Cell<usize>, ends: Instant) -> Outcome<Vec<Duration>> {
        let mut took = Vec::new();
        while left.get() > 0 && Instant::now() < ends {
            left.set(left.get() - 1);
            let Some(time) = self.stock.take() else { break };
            let reply = desk.post(BOOK, &time.order(0)).await?;
            if self.tally.borrow_mut().note(&reply, false) {
                took.push(reply.took);
            }
        }
        Ok(took)
    }

    /// All want the same time, again and again: one of them must get it.
    pub async fn contest(&self, clients: usize, times: usize) -> Outcome<()> {
        let mut desks = try_join_all((0..clients).map(|_| Desk::connect(self.server))).await?;
        for _ in 0..times {
            let time = self.stock.take().ok_or("there are not enough free times")?;
            let orders = desks.iter_mut().enumerate().map(|(person, desk)| {
                let order = time.order(person);
                async move { desk.post(BOOK, &order).await }
            });
            let replies = try_join_all(orders).await?;
            let mut tally = self.tally.borrow_mut();
            let winners = replies.iter().filter(|reply| tally.note(reply, true)).count();
            if winners != 1 {
                tally.odd.push(format!("{winners} of {clients} got the same time"));
            }
        }
        Ok(())
    }

    /// Says what came of all; an error where it is not as it has to be. `events`: how many are in the calendar.
    pub async fn check(&self, events: usize) -> Outcome<()> {
        let listed = starts(self.server).await?;
        let different = listed.iter().collect::<BTreeSet<_>>().len();
        let tally = self.tally.borrow();
        let told = |count: usize| format!("{count} of {}", tally.booked);
        row(
            "booked (201)",
            tally.booked.to_string(),
            &format!("{} found their time taken (409), {} anything else", tally.taken, tally.odd.len()),
        );
        row("in the list of meetings, confirmed", told(listed.len()), "aim: all");
        row("at different times", told(different), "aim: all");
        row("in the calendar", told(events), "aim: all");
        if let Some(first) = tally.odd.first() {
            return Err(format!("{} bookings went wrong, such as: {first}", tally.odd.len()).into());
        }
        if [listed.len(), different, events].iter().any(|count| *count != tally.booked) {
            return Err("meetings were lost, or two share a time".into());
        }
        Ok(())
    }
}

/// When each of the confirmed meetings begins.
async fn starts(server: SocketAddr) -> Outcome<Vec<String>> {
    let mut desk = Desk::connect(server).await?;
    let (mut starts, mut from) = (Vec::new(), String::new());
    loop {
        let data = desk.get(&format!("/saba/meetings?status=confirmed&limit=100{from}")).await?;
        let page = data["items"].as_array().ok_or("no list of meetings")?;
        starts.extend(page.iter().filter_map(|meeting| meeting["start"].as_str().map(str::to_owned)));
        match data["next_cursor"].as_str() {
            Some(next) => from = format!("&cursor={next}"),
            None => return Ok(starts),
        }
    }
}

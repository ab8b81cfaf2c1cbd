//! Meetings (a part of `make bench`, and `make bench-meetings`): what a booking over REST takes, stored, fsynced and entered
//! into an instant fake of Google, and how many lists of free times are answered a second.
//!
//! What is configured for it: a business that is open day and night and 120 days ahead, the most invitations a day that one can
//! set (10,000; the default of 50 would end the bench at once) and no limits of requests. Every booking is that of another
//! address, so that the limit of two a day to one address is at work and never reached.

mod account;
mod bookings;
mod google;
mod owner;
mod times;

use std::{net::SocketAddr, path::Path, time::Duration};

use bookings::Bookings;
use google::Fake;
use jiff::SignedDuration;
use times::{Stock, lists, tomorrow};

use super::{
    Outcome, dashboard,
    desk::{Desk, KEY},
    report::{self, Row, aim, at_least, heading, row},
    server::Server,
};

const HORIZON_DAYS: u16 = 120;
/// Bookings before anything is measured: the first ones make connections and get a token.
const WARM_UP: usize = 20;
/// Of one measurement. Each booking counts the invitations of a day: thousands of them are no day that anybody has.
const MOST: usize = 1_000;
/// Clients that book at the same time, and how long the slowest of a hundred may wait.
const CLIENTS: usize = 16;
const MOST_TO_BOOK: Duration = Duration::from_millis(50);
/// Times that all of them want.
const CONTESTED: usize = 10;
/// Meetings in the calendar when lists of free times are measured: twenty a day.
const FILLED: usize = 2_400;
const LONGEST_FILLING: Duration = Duration::from_secs(600);
const READERS: usize = 32;
const LEAST_LISTS: f64 = 1_000.0;

pub async fn run() -> Outcome<()> {
    let binary = super::binary()?;
    println!("server: {}", binary.display());
    measure(&binary, super::length()).await
}

/// On a server of its own.
pub async fn measure(binary: &Path, length: Duration) -> Outcome<()> {
    let google = Fake::start()?;
    let of_google = google.settings();
    let mut settings = super::settings(&of_google);
    settings.extend(dashboard::ACCOUNT);
    settings.extend([("ADMIN_API_KEY", KEY), ("RATE_LIMIT_HOUR", "0"), ("RATE_LIMIT_DAY", "0")]);
    let server = Server::start(binary, &settings).await?;
    owner::open(server.address, HORIZON_DAYS).await?;
    let stock = Stock::find(server.address).await?;

    heading("Booking a meeting, stored, fsynced and in an instant Google's calendar (another address and time each)");
    row("free times", stock.count().to_string(), &format!("open all week, {HORIZON_DAYS} days ahead, half an hour each"));
    row("limits", "", &format!("of requests: none; of invitations: {} a day in all, 2 to one address", owner::INVITATIONS));
    let bookings = Bookings::of(server.address, stock);
    book(&bookings, length).await?;

    bookings.contest(CLIENTS, CONTESTED).await?;
    bookings.measure(CLIENTS, FILLED.saturating_sub(bookings.count()), LONGEST_FILLING).await?;
    heading(&format!("Free times of a calendar with {} meetings, {READERS} clients", bookings.count()));
    read(server.address, length).await?;

    heading("Meetings");
    let checked = bookings.check(google.events()).await;
    server.stop().await?;
    checked
}

async fn book(bookings: &Bookings, length: Duration) -> Outcome<()> {
    bookings.measure(1, WARM_UP, length).await?;
    report::columns();
    Row { clients: 1, measured: &bookings.measure(1, MOST, length).await? }.print();
    let measured = bookings.measure(CLIENTS, MOST, length).await?;
    Row { clients: CLIENTS, measured: &measured }.print();
    aim(&format!("p99 at {CLIENTS} clients"), measured.percentile(99.0), MOST_TO_BOOK);
    Ok(())
}

/// Of two weeks, which is what one gets who asks for nothing else, and of one day.
async fn read(server: SocketAddr, length: Duration) -> Outcome<()> {
    let (from, two_weeks) = (tomorrow(), "/saba/slots");
    let one_day = format!("{two_weeks}?from={from}&to={}", from + SignedDuration::from_hours(24));
    for (name, path, is_judged) in [("two weeks", two_weeks, true), ("one day", one_day.as_str(), false)] {
        let mut desk = Desk::connect(server).await?;
        let data = desk.get(path).await?;
        let free = data["slots"].as_array().map_or(0, Vec::len);
        if free == 0 || data["calendar_silent"] != false {
            return Err(format!("{path}: {free} free times, or a calendar that does not answer").into());
        }
        row(name, format!("{free} times"), &format!("{} bytes", desk.download(path).await?.bytes));
        let measured = lists(server, READERS, path, length).await?;
        report::columns();
        Row { clients: READERS, measured: &measured }.print();
        if is_judged {
            at_least(&format!("lists a second at {READERS} clients"), measured.per_second(), LEAST_LISTS);
        }
    }
    Ok(())
}

//! Lists: the first page, a page far down, of a status, in each order, and searched.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use chatimjd::domain::lead::{LeadStatus, query::SortKey};

use super::{
    super::{Outcome, asking, desk::Desk, table, turns::Measured},
    person,
};

/// 95 of 100 answers come within this.
pub const MOST: Duration = Duration::from_millis(50);
/// A page of the dashboard, and how far down the deep one is.
const PAGE: u64 = 25;
const DEEP: u64 = 10_000;
/// What one walks with: so the ten thousandth page is met exactly.
const STRIDE: u64 = 75;

/// Returns whether all of them were quick. `count`: how many leads were made, so that it is known whom one can find.
pub async fn measure(server: SocketAddr, count: u64) -> Outcome<bool> {
    let mut desk = Desk::connect(server).await?;
    table::columns();
    let mut quick = judged(&mut desk, "first page", |_| "/leads".to_owned()).await;
    quick &= deep(&mut desk, count).await?;
    quick &= judged(&mut desk, "of a status", |n| format!("/leads?status={}", status(n))).await;
    quick &= judged(&mut desk, "of a status, by name", |n| format!("/leads?status={}&sort=name", status(n))).await;
    for key in SortKey::ALL {
        for sign in ["", "-"] {
            let order = format!("{sign}{}", key.as_str());
            quick &= judged(&mut desk, &format!("by {order}"), |_| format!("/leads?sort={order}")).await;
        }
    }
    // Whoever is asked for is somebody else each time.
    let who = |n: u64| n * 7_919 % count;
    quick &= judged(&mut desk, "searched: given name and number", |n| format!("/leads?q={}", person::words(who(n)))).await;
    quick &= judged(&mut desk, "searched: an e-mail", |n| format!("/leads?q={}", person::email(who(n)))).await;
    quick &= judged(&mut desk, "searched: a phone number", |n| format!("/leads?q=%2B{}", person::digits(who(n)))).await;
    quick &= judged(&mut desk, "searched: a given name", |n| format!("/leads?q={}", person::given(who(n)))).await;
    quick &= judged(&mut desk, "searched: a name, of a status", |n| {
        let who = who(n);
        format!("/leads?q={}&status={}", person::given(who), person::status(who).as_str())
    })
    .await;
    Ok(quick)
}

fn status(n: u64) -> &'static str {
    let all = LeadStatus::ALL;
    all[usize::try_from(n).unwrap_or(0) % all.len()].as_str()
}

async fn judged(desk: &mut Desk, name: &str, path: impl Fn(u64) -> String) -> bool {
    asking::judged(name, MOST, async |n| desk.found(&path(n)).await).await
}

/// The page ten thousand, or one of the last: walked to, then asked for again and again.
async fn deep(desk: &mut Desk, count: u64) -> Outcome<bool> {
    let pages = DEEP.min(count / PAGE - 1);
    let steps = (pages - 1) * PAGE / STRIDE;
    let began = Instant::now();
    let (mut took, mut from) = (Vec::new(), String::new());
    for _ in 0..steps {
        let (once, data) = desk.timed(&format!("/leads?limit={STRIDE}{from}")).await?;
        let next = data["next_cursor"].as_str().ok_or("a list that ended before its end")?;
        from = format!("&cursor={next}");
        took.push(once);
    }
    let page = steps * STRIDE / PAGE + 1;
    let walked = table::judged(&format!("pages of {STRIDE} on the way there"), &Measured::new(took, began.elapsed()), MOST);
    Ok(judged(desk, &format!("page {page}, by its cursor"), |_| format!("/leads?limit={PAGE}{from}")).await && walked)
}

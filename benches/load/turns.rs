//! The measurements of turns: so many visitors at once, each asking again as soon as it is answered.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use futures::future::try_join_all;

use super::{Outcome, client::Visitor};

/// Nobody is the same visitor twice in a run.
static NUMBER: AtomicU32 = AtomicU32::new(0);
const WARM_UP: Duration = Duration::from_secs(1);
const WORDS: [&str; 4] =
    ["Hello, what are your prices?", "And how long does it take?", "I would need it in March.", "Thanks, that helps a lot. Bye!"];

/// How long each of many things took.
pub struct Measured {
    /// Sorted.
    took: Vec<Duration>,
    span: Duration,
}

impl Measured {
    pub fn new(mut took: Vec<Duration>, span: Duration) -> Self {
        took.sort_unstable();
        Self { took, span }
    }

    pub fn count(&self) -> usize {
        self.took.len()
    }

    pub fn percentile(&self, percent: f64) -> Duration {
        let last = self.took.len().saturating_sub(1);
        let index = (percent / 100.0 * self.took.len() as f64).ceil() as usize;
        self.took.get(index.saturating_sub(1).min(last)).copied().unwrap_or_default()
    }

    pub fn per_second(&self) -> f64 {
        self.took.len() as f64 / self.span.as_secs_f64()
    }
}

async fn visitors(server: SocketAddr, count: usize) -> Outcome<Vec<Visitor>> {
    try_join_all((0..count).map(|_| Visitor::connect(server, NUMBER.fetch_add(1, Ordering::Relaxed)))).await
}

/// Whole turns with a JSON answer.
pub async fn json(server: SocketAddr, clients: usize, length: Duration) -> Outcome<Measured> {
    let everybody = visitors(server, clients).await?;
    measure(everybody, length, async |visitor, words| {
        let began = Instant::now();
        visitor.turn(words).await?;
        Ok(began.elapsed())
    })
    .await
}

/// From the request to the first word of a streamed answer.
pub async fn first_token(server: SocketAddr, clients: usize, length: Duration) -> Outcome<Measured> {
    let everybody = visitors(server, clients).await?;
    measure(everybody, length, async |visitor, words| visitor.first_token(words).await).await
}

async fn measure(
    everybody: Vec<Visitor>,
    length: Duration,
    once: impl AsyncFn(&mut Visitor, &str) -> Outcome<Duration> + Copy,
) -> Outcome<Measured> {
    let began = Instant::now();
    let ends = began + WARM_UP + length;
    let took = try_join_all(everybody.into_iter().map(|mut visitor| async move {
        let mut took = Vec::new();
        for words in WORDS.iter().cycle() {
            let now = Instant::now();
            if now >= ends {
                break;
            }
            let once_took = once(&mut visitor, words).await?;
            if now >= began + WARM_UP {
                took.push(once_took);
            }
        }
        Outcome::Ok(took)
    }))
    .await?;
    let span = began.elapsed().saturating_sub(WARM_UP);
    Ok(Measured::new(took.into_iter().flatten().collect(), span))
}

/// What one of many people left behind.
pub struct Person {
    email: String,
    token: String,
}

/// So many people at once, each giving an address of their own.
pub async fn people(server: SocketAddr, count: usize) -> Outcome<Vec<Person>> {
    let everybody = visitors(server, count).await?;
    try_join_all(everybody.into_iter().enumerate().map(|(index, mut visitor)| async move {
        let email = format!("person{index}@example.com");
        visitor.turn(&format!("Hi, I'm Person {index}, {email}, what do you cost?")).await?;
        let token = visitor.token().ok_or("no visitor token")?.to_owned();
        Ok(Person { email, token })
    }))
    .await
}

/// How many of them are kept, each as a lead of its own with the right address.
pub async fn kept(server: SocketAddr, people: &[Person]) -> Outcome<usize> {
    let mut leads = BTreeSet::new();
    for person in people {
        let mut visitor = Visitor::connect(server, NUMBER.fetch_add(1, Ordering::Relaxed)).await?.with_token(&person.token);
        let transcript = visitor.transcript().await?;
        if transcript["lead"]["captured"]["email"] == person.email.as_str() {
            leads.extend(transcript["lead"]["id"].as_str().map(str::to_owned));
        }
    }
    Ok(leads.len())
}

//! What counting costs a turn. Nothing can be stored without being counted, so the counts' share is found between writes that
//! differ in it: one in which nothing is said counts nothing; one message more is a statement for messages, its row, and the
//! counts; the second message is a row alone. What the first costs more than the second is the counts with that statement: their
//! cost is less than this, in the same transaction and with the same fsync.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use chatimjd::{
    adapters::{
        clock::SystemClock,
        surreal::{Database, SurrealConversations},
    },
    domain::{
        conversation::{Conversation, Status},
        message::Message,
    },
    service::ports::{Clock, ConversationWrite, Conversations, LeadTrace},
};
use tempfile::TempDir;

use super::{
    super::{
        Outcome,
        gemini::{Fake, Pace},
        length, making, on_one_thread,
        report::{heading, ms, row, verdict},
        server::Server,
        settings, table,
        turns::{self, Measured},
    },
    talks,
    times::Times,
};

/// Conversations, each written three times.
const ROUNDS: u64 = 400;
/// Messages of the write that begins a conversation.
const FIRST: usize = 2;
/// Of a turn's time, in percents.
const MOST: f64 = 10.0;

/// Returns whether the counts cost little enough.
pub fn measure(binary: &Path) -> Outcome<bool> {
    heading("What counting costs a turn");
    let folder = TempDir::new()?;
    let [none, one, two] = making::with_database(folder.path(), rounds)?;
    let turn = on_one_thread(turn(binary))?;
    table::columns();
    table::row("a write in which nothing is said", &none);
    table::row("with one message", &one);
    table::row("with two messages, as a turn has", &two);
    table::row("a turn over HTTP, one client", &turn);
    let p50 = |measured: &Measured| measured.percentile(50.0);
    let row_alone = p50(&two).saturating_sub(p50(&one));
    let counts = p50(&one).saturating_sub(p50(&none)).saturating_sub(row_alone);
    let share = counts.as_secs_f64() / p50(&turn).as_secs_f64() * 100.0;
    row("the counts, at most", ms(counts), "what the first message costs more than the second");
    row("of a turn, at most", format!("{share:.1} %"), &format!("aim: below {MOST:.0} %: {}", verdict(share < MOST)));
    Ok(share < MOST)
}

async fn turn(binary: &Path) -> Outcome<Measured> {
    let fake = Fake::start(Pace::Instant)?;
    let server = Server::start(binary, &settings(&fake.settings())).await?;
    let measured = turns::json(server.address, 1, length()).await?;
    server.stop().await?;
    Ok(measured)
}

/// Writes with no message, one and two, in turns, so that whatever slows the machine down slows all of them.
async fn rounds(database: Database) -> Outcome<[Measured; 3]> {
    let times = Times::before(SystemClock.now(), ROUNDS * 2);
    let began = Instant::now();
    let mut took: [Vec<Duration>; 3] = Default::default();
    for round in 0..ROUNDS {
        let mut talk = Talk::begin(database.conversations(), round, &times).await?;
        for turn in 0..3 {
            let messages = usize::try_from((round + turn) % 3)?;
            took[messages].push(talk.say(messages).await?);
        }
    }
    Ok(took.map(|took| Measured::new(took, began.elapsed())))
}

/// A conversation that goes on.
struct Talk {
    conversations: Arc<SurrealConversations>,
    conversation: Conversation,
    unsaid: Vec<Message>,
}

impl Talk {
    /// It is remembered, as it is in a turn, which begins with reading it.
    async fn begin(conversations: Arc<SurrealConversations>, number: u64, times: &Times) -> Outcome<Self> {
        let ConversationWrite { conversation, messages, .. } = talks::write(number, times);
        let conversation = Conversation { status: Status::Open, lead_id: None, revision: 0, ..conversation };
        let mut talk = Self { conversations, conversation, unsaid: messages };
        talk.say(FIRST).await?;
        talk.conversations.open_of(&talk.conversation.visitor, 10).await?.ok_or("a conversation that is not open")?;
        Ok(talk)
    }

    /// So many messages in one write; how long that took.
    async fn say(&mut self, messages: usize) -> Outcome<Duration> {
        self.conversation.revision += 1;
        let messages = self.unsaid.drain(..messages).collect();
        let write = ConversationWrite {
            conversation: self.conversation.clone(),
            messages,
            lead: None,
            trace: LeadTrace::default(),
            notices: vec![],
        };
        let began = Instant::now();
        self.conversations.write(write).await?;
        Ok(began.elapsed())
    }
}

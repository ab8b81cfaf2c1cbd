//! In-memory ports for tests of the core; the contract suites keep them honest.
//! Each call of a stored port yields once, so that simultaneous use cases interleave as they do over a network.

mod archive;
mod archive_files;
mod calendar;
mod conversations;
#[cfg(test)]
mod days;
mod grants;
mod imports;
mod instructions;
mod leads;
mod mail;
mod meetings;
mod model;
mod mornings;
mod questions;
mod reports;
mod stores;
mod tallies;
mod team;
mod world;

pub use archive::MemoryLogs;
pub use archive_files::MemoryArchiveFiles;
pub use calendar::{MemoryCalendar, PlainSigner};
pub use conversations::MemoryConversations;
#[cfg(test)]
pub use days::Days;
pub use grants::MemoryCalendarGrants;
pub use imports::MemoryImports;
pub use instructions::MemoryInstructions;
pub use mail::{MemoryMailer, MemoryOutbox};
pub use meetings::MemoryMeetings;
pub use model::{FixedModels, Script, ScriptedModel, Step};
pub use mornings::MemoryMornings;
pub use reports::{MemoryReportBooks, MemoryReportClaims, MemoryReportFiles};
pub use stores::{MemoryAdmins, MemoryApiKeys, MemoryAudit, MemoryLeadPreferences, MemorySettings};
pub use world::{ManualClock, MemoryBus, PlainMarkup, SequentialIds};

use std::{
    future::Future,
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

/// A test that panicked while it held a lock must not hide behind a second panic.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets the other tasks of the executor run once.
fn yield_once() -> impl Future<Output = ()> + Send {
    struct Yield(bool);
    impl Future for Yield {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            if self.0 {
                return Poll::Ready(());
            }
            self.0 = true;
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }
    Yield(false)
}

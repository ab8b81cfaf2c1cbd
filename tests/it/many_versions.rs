//! The studio opens with five hundred long versions as it does with few: the list reads no texts.

use std::time::Instant;

use chatimjd::{
    adapters::surreal::{Database, DatabaseConfig, DatabaseUrl},
    domain::{
        ids::AuditId,
        instruction::{Author, Content, Version},
        page::PageSize,
    },
    service::ports::{AuditEntry, Drafts, Instructions, Publication, Versions},
};
use uuid::Uuid;

use crate::contract::people::at;

const MANY: u32 = 500;
/// So many texts are more than a page shows, and far fewer than there are.
const SOME: u32 = 50;

/// Of thirty thousand characters.
fn long(number: u32) -> Publication {
    let content = Content::of(&format!("{number}. {}", "Answer kindly, briefly and truthfully. ".repeat(770)));
    let (at, hash) = (at(number.into()), content.hash());
    let version = Version { number, content, hash, author: Author::Product, ..Version::seed("", at) };
    let id = AuditId::new(Uuid::from_u128(number.into()));
    let entry = AuditEntry { id, at, actor: "product".into(), action: "instruction_published".into(), target: None, address: None };
    Publication { version, draft: None, entry }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn opening_reads_what_it_shows() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let studio = database.instructions();
    studio.seed("seed", at(0)).await.expect("seeded");
    for number in 2..=MANY {
        studio.publish(long(number)).await.expect("published");
    }

    let began = Instant::now();
    let newest = studio.newest().await.expect("read").expect("published");
    assert_eq!((newest.number, studio.draft().await.expect("read")), (MANY, None));
    let page = studio.list(PageSize::default(), None).await.expect("read").expect("a page");
    let opening = began.elapsed();
    assert_eq!((page.items.len(), page.items[24].number, page.next_cursor.as_deref()), (25, 476, Some("476")));
    assert!(page.items[0].characters > 30_000);

    let began = Instant::now();
    for number in MANY - SOME..MANY {
        assert!(studio.find(number).await.expect("read").is_some());
    }
    let some = began.elapsed();
    println!("opened in {opening:?}; {SOME} texts are read in {some:?}");
    assert!(opening < some, "opened in {opening:?}, as if it read more than {SOME} texts ({some:?})");
    database.close().await.expect("closed");
}

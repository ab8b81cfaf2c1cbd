//! Lists whose readers are slow, or change their mind, over ports in memory.

use std::{
    fs::File,
    sync::atomic::{AtomicU32, Ordering},
};

use async_trait::async_trait;
use futures::stream::BoxStream;
use tokio::{sync::Semaphore, task::yield_now};

use super::*;
use crate::{
    domain::{
        account::Role,
        api_error::ErrorCode,
        ids::{AuditId, ExportId},
        page::Page,
        sheet::{Heading, Row},
    },
    service::{
        exports::FollowedExports,
        memory::{ManualClock, MemoryAudit},
        permission::Admin,
        ports::{AuditEntry, AuditLog},
    },
};

/// Pages of one number each, which take their time.
#[derive(Clone, Default)]
struct Numbers(Arc<Reads>);

#[derive(Default)]
struct Reads {
    begun: AtomicU32,
    ended: AtomicU32,
}

const PAGES: u32 = 3;

impl Numbers {
    fn reads(&self) -> (u32, u32) {
        (self.0.begun.load(Ordering::SeqCst), self.0.ended.load(Ordering::SeqCst))
    }
}

#[async_trait]
impl Listing for Numbers {
    type Item = u32;

    async fn page(&self, _cursor: Option<&str>) -> Result<Page<u32>, ServiceError> {
        let number = self.0.begun.fetch_add(1, Ordering::SeqCst) + 1;
        for _ in 0..10 {
            yield_now().await;
        }
        self.0.ended.fetch_add(1, Ordering::SeqCst);
        Ok(Page { items: vec![number], next_cursor: (number < PAGES).then(|| number.to_string()) })
    }

    fn what(&self) -> &'static str {
        "numbers"
    }

    fn taken(&self, what: &str) -> AuditEntry {
        AuditEntry {
            id: AuditId::new(uuid::Uuid::from_u128(1)),
            at: Timestamp::UNIX_EPOCH,
            actor: "anonymous".into(),
            action: "numbers.exported".into(),
            target: Some(what.into()),
            address: None,
        }
    }
}

struct NumberTable;

impl Table for NumberTable {
    type Of = u32;

    fn headings(&self) -> Vec<Heading> {
        vec![Heading { text: "Number".into(), width: 10 }]
    }

    fn row(&self, number: &u32) -> Row {
        vec![Cell::Number(*number)]
    }
}

/// Somebody cancels while the last of it is compressed.
struct CancelledBooks {
    followed: FollowedExports,
    admin: Admin,
    id: ExportId,
}

#[async_trait]
impl Workbooks for CancelledBooks {
    async fn write(&self, _: &str, _: Vec<Heading>, mut rows: BoxStream<'_, Result<Vec<Row>, ServiceError>>) -> Result<File, ServiceError> {
        while let Some(page) = rows.next().await {
            page?;
        }
        self.followed.cancel(&self.admin, &self.id);
        tempfile::tempfile().map_err(|error| ServiceError::Internal(error.to_string()))
    }
}

#[tokio::test]
async fn a_page_is_read_to_its_end_however_slow_the_reader_is() {
    let (numbers, audit) = (Numbers::default(), Arc::new(MemoryAudit::default()));
    let mut pages = Pages::begin(numbers.clone(), audit, Arc::new(ExportTrack::of_nobody())).await.expect("begun");
    let (reading, made) = made(&mut pages, <[u32]>::to_vec);
    let taking = async {
        let mut made = pin!(made);
        assert_eq!(made.next().await, Some(Ok(vec![1])));
        for _ in 0..100 {
            yield_now().await;
        }
        let (begun, ended) = numbers.reads();
        assert_eq!(begun, ended, "none is left half-way");
        assert!(begun >= 2, "the next one is read before it is asked for");
        assert_eq!(made.collect::<Vec<_>>().await, [Ok(vec![2]), Ok(vec![3])]);
    };
    join!(reading, taking);
}

#[tokio::test]
async fn a_workbook_that_is_cancelled_while_it_is_compressed_is_refused_and_told_as_broken_off() {
    let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
    let (followed, id) = (FollowedExports::new(Arc::new(ManualClock::default())), ExportId::new(uuid::Uuid::from_u128(1)));
    let track = Arc::new(followed.begin(Some(admin.id()), id.clone()).expect("an admin"));
    let audit = Arc::new(MemoryAudit::default());
    let pages = Pages::begin(Numbers::default(), audit.clone(), Arc::clone(&track)).await.expect("begun");
    let seat = Arc::new(Semaphore::new(1)).try_acquire_owned().expect("a seat");
    let books = CancelledBooks { followed, admin, id };
    let refused = workbook(&books, "Numbers", pages, NumberTable, Held { track, _seat: seat }).await.err();
    assert_eq!(refused.map(|error| error.code), Some(ErrorCode::Conflict));
    let told = audit.latest(1).await.expect("read");
    assert_eq!(told[0].target.as_deref(), Some("xlsx, 3 numbers, broken off"));
}

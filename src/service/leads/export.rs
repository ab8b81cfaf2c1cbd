//! A whole list of leads, for a file: read page by page, and told to the audit log.

use std::sync::Arc;

use super::{LeadDesk, track::ExportTrack};
use crate::{
    domain::{
        lead::{
            Lead,
            query::{LeadFilter, Sort},
        },
        page::{Page, PageSize},
    },
    service::{error::ServiceError, permission::Clerk, ports::AuditLog},
};

#[derive(Clone)]
pub struct LeadExports {
    pub desk: LeadDesk,
    pub audit: Arc<dyn AuditLog>,
}

/// A list on its way into a file. Whoever reads it ends it with [`Self::close`], also before its end.
pub struct LeadPages {
    exports: LeadExports,
    clerk: Clerk,
    filter: LeadFilter,
    sort: Sort,
    /// Read already; None after the last one.
    ahead: Ahead,
    given: u64,
    track: Arc<ExportTrack>,
}

enum Ahead {
    Page(Page<Lead>),
    /// The next one begins here.
    From(String),
    Nothing,
}

impl LeadExports {
    /// Reads the first page, so that what is wrong shows before anything goes out. Field errors name `q`. Where `track`
    /// says that nobody wants it any more, it is a conflict, here and on its way.
    pub async fn begin(&self, clerk: &Clerk, filter: LeadFilter, sort: Sort, track: Arc<ExportTrack>) -> Result<LeadPages, ServiceError> {
        track.check()?;
        let first = self.desk.list(clerk, &filter, sort, PageSize::WHOLE, None).await?;
        if track.is_followed() {
            track.will_hold(self.total(&first, &filter, sort).await?);
        }
        Ok(LeadPages { exports: self.clone(), clerk: clerk.clone(), filter, sort, ahead: Ahead::Page(first), given: 0, track })
    }

    /// Of the list that begins so; None where it would have to be counted.
    async fn total(&self, first: &Page<Lead>, filter: &LeadFilter, sort: Sort) -> Result<Option<u64>, ServiceError> {
        if first.next_cursor.is_none() {
            return Ok(Some(first.items.len() as u64));
        }
        Ok(filter.total(sort, &self.desk.leads.counts().await?))
    }
}

impl LeadPages {
    /// The next leads in their order, sometimes none; None after the last ones.
    pub async fn next(&mut self) -> Result<Option<Vec<Lead>>, ServiceError> {
        // Whoever asks for more has done with those of before.
        self.track.holds(self.given);
        self.track.check()?;
        let page = match std::mem::replace(&mut self.ahead, Ahead::Nothing) {
            Ahead::Nothing => return Ok(None),
            Ahead::Page(page) => page,
            Ahead::From(cursor) => {
                let desk = &self.exports.desk;
                desk.list(&self.clerk, &self.filter, self.sort, PageSize::WHOLE, Some(&cursor)).await?
            }
        };
        self.ahead = page.next_cursor.map_or(Ahead::Nothing, Ahead::From);
        self.given += page.items.len() as u64;
        Ok(Some(page.items))
    }

    /// Tells the audit log how many leads were given, in which format, and whether that was the whole list.
    pub async fn close(self, format: &str, is_whole: bool) -> Result<(), ServiceError> {
        let what = format!("{format}, {} leads{}", self.given, if is_whole { "" } else { ", broken off" });
        let desk = &self.exports.desk;
        let entry = self.clerk.does("leads.exported", Some(&what), &*desk.clock, &*desk.ids);
        Ok(self.exports.audit.record(entry).await?)
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::LocalPool;

    use super::*;
    use crate::{
        domain::{
            account::{Role, Scope},
            capture::Field,
            conversation::Channel,
            ids::{AdminId, ExportId},
            lead::{LeadStatus, edit::LeadEdit},
        },
        service::{
            leads::{FollowedExports, OnDuplicate},
            memory::{ManualClock, MemoryAdmins, MemoryAudit, MemoryBus, MemoryConversations, MemorySettings, SequentialIds},
            permission::{Admin, Integrator},
        },
    };

    fn exports() -> (LeadExports, MemoryAudit) {
        let (store, audit) = (MemoryConversations::new(), MemoryAudit::default());
        let desk = LeadDesk {
            leads: Arc::new(store.clone()),
            conversations: Arc::new(store),
            settings: Arc::new(MemorySettings::default()),
            team: Arc::new(MemoryAdmins::default()),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(ManualClock::default()),
            ids: Arc::new(SequentialIds::default()),
        };
        (LeadExports { desk, audit: Arc::new(audit.clone()) }, audit)
    }

    fn admin() -> Admin {
        Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into())
    }

    fn owner() -> Clerk {
        Clerk::admin(&admin())
    }

    fn unfollowed() -> Arc<ExportTrack> {
        Arc::new(ExportTrack::of_nobody())
    }

    async fn add(exports: &LeadExports, name: String, status: LeadStatus) {
        let edit = LeadEdit { values: [(Field::Name, name)].into(), status: Some(status), ..LeadEdit::default() };
        exports.desk.add(&owner(), edit, Channel::Api, OnDuplicate::Refuse).await.expect("added");
    }

    async fn sizes(pages: &mut LeadPages) -> Vec<usize> {
        let mut sizes = vec![];
        while let Some(leads) = pages.next().await.expect("read") {
            sizes.push(leads.len());
        }
        sizes
    }

    #[test]
    fn a_list_is_given_page_by_page_and_the_audit_log_knows_how_much() {
        LocalPool::new().run_until(async {
            let (exports, audit) = exports();
            for n in 0..1_003_u32 {
                let (first, second) = (char::from(b'a' + (n % 26) as u8), char::from(b'a' + (n / 26 % 26) as u8));
                add(&exports, format!("Ana {first}{second}{}", if n < 676 { "x" } else { "y" }), LeadStatus::New).await;
            }
            add(&exports, "Ben".into(), LeadStatus::Won).await;
            let mut pages = exports.begin(&owner(), LeadFilter::default(), Sort::default(), unfollowed()).await.expect("begun");
            assert_eq!(sizes(&mut pages).await, [500, 500, 4]);
            assert_eq!(pages.next().await, Ok(None), "the end stays the end");
            pages.close("csv", true).await.expect("told");
            let won = LeadFilter { status: Some(LeadStatus::Won), ..LeadFilter::default() };
            let mut pages = exports.begin(&owner(), won, Sort::default(), unfollowed()).await.expect("begun");
            assert_eq!(sizes(&mut pages).await, [1]);
            let program = Integrator::vouched(None, [Scope::LeadsRead]);
            let reader = Clerk::program(&program, [192, 0, 2, 7].into()).expect("a reader");
            let mut pages = exports.begin(&reader, LeadFilter::default(), Sort::default(), unfollowed()).await.expect("begun");
            pages.next().await.expect("read");
            pages.close("xlsx", false).await.expect("told");
            let lines = audit.latest(10).await.expect("read");
            let told: Vec<_> = lines.iter().map(|line| (line.actor.as_str(), line.target.as_deref(), line.address.as_deref())).collect();
            assert_eq!(
                told,
                [
                    ("environment", Some("xlsx, 500 leads, broken off"), Some("192.0.2.7")),
                    ("adm_00000000000000000000000000000001", Some("csv, 1004 leads"), Some("192.0.2.1")),
                ]
            );
            assert!(lines.iter().all(|line| line.action == "leads.exported"));
        });
    }

    #[test]
    fn whoever_follows_knows_how_many_there_will_be_and_can_stop_it() {
        LocalPool::new().run_until(async {
            let (exports, audit) = exports();
            for n in 0..501_u32 {
                let letters: String = n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
                add(&exports, format!("Ana {letters}"), LeadStatus::New).await;
            }
            let followed = FollowedExports::new(Arc::clone(&exports.desk.clock));
            let (owner, id) = (owner(), ExportId::new(uuid::Uuid::from_u128(1)));
            let begin = |filter: LeadFilter| {
                let track = Arc::new(followed.begin(&owner, id.clone()).expect("an admin"));
                exports.begin(&owner, filter, Sort::default(), track)
            };
            let told = || followed.find(&admin(), &id).map(|progress| (progress.written, progress.total)).expect("known");

            drop(begin(LeadFilter { status: Some(LeadStatus::Won), ..LeadFilter::default() }).await.expect("begun"));
            assert_eq!(told(), (0, Some(0)), "what fits one page is counted by that");
            drop(begin(LeadFilter { channel: Some(Channel::Api), ..LeadFilter::default() }).await.expect("begun"));
            assert_eq!(told(), (0, None), "nobody counts these");

            let mut pages = begin(LeadFilter::default()).await.expect("begun");
            assert_eq!(told(), (0, Some(501)));
            pages.next().await.expect("read");
            assert_eq!(told(), (0, Some(501)), "they are not in the file yet");
            pages.next().await.expect("read");
            assert_eq!(told(), (500, Some(501)));
            followed.cancel(&admin(), &id);
            assert!(matches!(pages.next().await, Err(ServiceError::Conflict(_))), "it is not wanted any more");
            pages.close("csv", false).await.expect("told");
            let lines = audit.latest(1).await.expect("read");
            assert_eq!(lines[0].target.as_deref(), Some("csv, 501 leads, broken off"));

            let later = ExportId::new(uuid::Uuid::from_u128(2));
            followed.cancel(&admin(), &later);
            let track = Arc::new(followed.begin(&owner, later).expect("an admin"));
            let refused = exports.begin(&owner, LeadFilter::default(), Sort::default(), track).await.err();
            assert!(matches!(refused, Some(ServiceError::Conflict(_))), "nor is what was cancelled before");
        });
    }

    #[test]
    fn what_is_wrong_shows_before_anything_is_given() {
        LocalPool::new().run_until(async {
            let (exports, audit) = exports();
            let long = LeadFilter { q: Some("x".repeat(201)), ..LeadFilter::default() };
            let refused = exports.begin(&owner(), long, Sort::default(), unfollowed()).await.err();
            assert!(matches!(refused, Some(ServiceError::Invalid(fields)) if fields.contains_key("q")));
            assert_eq!(audit.latest(1).await, Ok(vec![]));
        });
    }
}

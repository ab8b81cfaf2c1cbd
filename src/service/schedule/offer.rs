//! Free times as they are offered: each with an id that only the asker can use, told in the visitor's zone.

use jiff::tz::TimeZone;

use super::{
    ALTERNATIVES, Asker, MeetingDesk, ScheduleError,
    plan::{Plan, Scope},
};
use crate::{
    domain::{
        chat::SlotOffer,
        locale::Language,
        meeting::{Meeting, wording::Words},
        schedule::{
            availability::Unavailable,
            interval::{Interval, shifted},
            slot_id::{Holder, Offer, SlotIdError},
        },
        time::{Timestamp, rfc3339},
    },
    service::error::{ServiceError, StorageError},
};

/// How long an offer stands, in seconds.
const OFFER_S: i64 = 3_600;
/// Free times of one answer.
const MOST_SLOTS: usize = 500;
const DAY_S: i64 = 24 * 3_600;

/// Which free times are wanted.
#[derive(Clone, Debug, Default)]
pub struct SlotQuery {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// None: as long as meetings usually are.
    pub minutes: Option<u16>,
    /// IANA; None or unknown: that of the business.
    pub zone: Option<String>,
    pub language: Language,
    /// None: as many as one answer holds.
    pub limit: Option<usize>,
}

/// Free times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotOffers {
    pub slots: Vec<SlotOffer>,
    /// IANA: that of the labels.
    pub time_zone: String,
    pub business_zone: String,
    /// The owner's calendar did not answer: what is offered may turn out to be taken.
    pub blind: bool,
}

/// How free times are told, and to whom they are offered.
pub(super) struct Teller<'a> {
    pub holder: Holder<'a>,
    pub zone: String,
    pub language: Language,
}

/// The visitor's zone, where this machine knows it.
pub(super) fn known_zone(zone: Option<&str>, business: &str) -> String {
    zone.filter(|name| TimeZone::get(name).is_ok()).unwrap_or(business).to_owned()
}

/// UTC where the zone is unknown to this machine.
fn clocks_of(zone: &str) -> TimeZone {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC)
}

impl MeetingDesk {
    /// Free times between two instants, ascending. Field errors name `from`, `to` and `duration_minutes`.
    pub async fn slots(&self, asker: &Asker, query: &SlotQuery) -> Result<SlotOffers, ScheduleError> {
        self.slots_for(asker, query, None).await
    }

    /// The same for a meeting that is to be moved: it does not stand in its own way.
    pub(super) async fn slots_for(&self, asker: &Asker, query: &SlotQuery, moved: Option<&Meeting>) -> Result<SlotOffers, ScheduleError> {
        let now = self.clock.now();
        let from = query.from.unwrap_or(now).max(now);
        let to = query.to.unwrap_or_else(|| shifted(from, 14 * DAY_S));
        if from >= to {
            return Err(ServiceError::field("to", "after `from`, and not in the past").into());
        }
        let range = Interval::new(shifted(from, -2 * DAY_S), shifted(to.min(shifted(now, 400 * DAY_S)), 2 * DAY_S)).ok();
        let scope = Scope { range, minutes: query.minutes, ..Scope::default() };
        let scope = match moved {
            Some(meeting) => scope.without(meeting),
            None => self.beside_own_hold(asker, scope).await?,
        };
        let plan = self.plan(&scope).await?;
        let limit = query.limit.unwrap_or(MOST_SLOTS).min(MOST_SLOTS);
        let free = plan.availability().slots(from, to, limit);
        let zone = known_zone(query.zone.as_deref(), &plan.business.time_zone);
        let teller = Teller { holder: asker.holder(moved), zone, language: query.language };
        Ok(SlotOffers {
            slots: self.told(&plan, &free, &teller),
            time_zone: teller.zone,
            business_zone: plan.business.time_zone.clone(),
            blind: plan.blind,
        })
    }

    /// Free times near a wished one, the nearest first.
    pub async fn slots_near(&self, asker: &Asker, wished: Timestamp, query: &SlotQuery) -> Result<SlotOffers, ScheduleError> {
        let scope = self.beside_own_hold(asker, Scope { minutes: query.minutes, ..Scope::default() }).await?;
        let plan = self.plan(&scope).await?;
        let zone = known_zone(query.zone.as_deref(), &plan.business.time_zone);
        let teller = Teller { holder: asker.holder(None), zone, language: query.language };
        let limit = query.limit.unwrap_or(ALTERNATIVES).min(MOST_SLOTS);
        Ok(SlotOffers {
            slots: self.near(&plan, wished, &teller, limit),
            time_zone: teller.zone.clone(),
            business_zone: plan.business.time_zone.clone(),
            blind: plan.blind,
        })
    }

    /// The time that is kept free for the asker is free for them.
    async fn beside_own_hold(&self, asker: &Asker, scope: Scope) -> Result<Scope, StorageError> {
        Ok(match self.own_hold(asker).await? {
            Some(hold) => scope.without(&hold),
            None => scope,
        })
    }

    /// The free time of this id, which may be taken by now.
    pub fn offered(&self, asker: &Asker, id: &str) -> Result<Interval, SlotIdError> {
        Offer::read(id, asker.holder(None), self.clock.now(), &|content| self.signer.sign(content)).map(|offer| offer.slot())
    }

    /// Whether a meeting of the usual length can begin then.
    pub async fn check(&self, start: Timestamp) -> Result<Result<Interval, Unavailable>, ServiceError> {
        Ok(self.plan(&Scope { fresh: false, ..Scope::around(start) }).await?.availability().check(start))
    }

    fn near(&self, plan: &Plan, wished: Timestamp, teller: &Teller<'_>, limit: usize) -> Vec<SlotOffer> {
        let zone = clocks_of(&teller.zone);
        self.told(plan, &plan.availability().near(wished, &zone, limit), teller)
    }

    /// Why not, and what is free instead.
    pub(super) async fn not_free(&self, why: Unavailable, wished: Timestamp, scope: &Scope, teller: &Teller<'_>) -> ScheduleError {
        let whole = Scope { range: None, ..scope.clone() };
        match self.plan(&whole).await {
            Ok(plan) => ScheduleError::NotFree { why, alternatives: self.near(&plan, wished, teller, ALTERNATIVES) },
            Err(error) => error.into(),
        }
    }

    fn told(&self, plan: &Plan, free: &[Interval], teller: &Teller<'_>) -> Vec<SlotOffer> {
        let words = Words::of(teller.language);
        let sign = |content: &[u8]| self.signer.sign(content);
        // Looked up once: there are hundreds of times.
        let (zone, home) = (clocks_of(&teller.zone), clocks_of(&plan.business.time_zone));
        let told = |slot: &Interval| {
            let offer = Offer::new(slot.start(), plan.rules.minutes(), shifted(plan.now, OFFER_S))?;
            let (here, there) = (zone.to_datetime(slot.start()), home.to_datetime(slot.start()));
            let differs = zone.to_offset(slot.start()) != home.to_offset(slot.start());
            Some(SlotOffer {
                slot_id: offer.id(teller.holder, &sign),
                start: rfc3339(slot.start()),
                end: rfc3339(slot.end()),
                label: words.on_clocks(here, &teller.zone),
                day: words.date(here.date()),
                time: words.time(here.time()),
                business_time: differs.then(|| words.time(there.time())),
                business_label: differs.then(|| words.on_clocks(there, &plan.business.time_zone)),
            })
        };
        free.iter().filter_map(told).collect()
    }
}

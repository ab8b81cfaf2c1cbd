//! What the owner wants of reports, of the log and of figures.

use super::SettingsDesk;
use crate::{
    domain::{
        analytics::{
            calendar::{Calendar, days_after},
            figures::Price,
        },
        report::schedule::ReportSchedule,
        settings::Settings,
    },
    service::{error::ServiceError, permission::Owner},
};

const MOST_DAYS: u16 = 3_650;
const MOST_PRICES: usize = 50;
const LONGEST_MODEL: usize = 100;

impl SettingsDesk {
    /// As the other `save_…`. Reports begin with the day on which they are turned on. Field names are those of [`ReportSchedule`].
    pub async fn save_reports(&self, owner: &Owner, schedule: ReportSchedule, seen: u64) -> Result<Settings, ServiceError> {
        schedule.check().map_err(ServiceError::Invalid)?;
        let now = self.clock.now();
        self.change(owner, "reports", seen, |settings| {
            let (old, calendar) = (&settings.reports, Calendar::new(settings.business.zone()));
            // A day that was none of the weekdays so far was not missed.
            let behind = old.due(&calendar, now).last().map(|due| days_after(due.on, 1)).filter(|_| old.weekdays != schedule.weekdays);
            let began = old.since.filter(|_| old.is_on).map(|since| behind.map_or(since, |behind| behind.max(since)));
            let since = schedule.is_on.then(|| began.unwrap_or_else(|| calendar.date_of(now)));
            settings.reports = ReportSchedule { since, ..schedule };
        })
        .await
    }

    /// Days after which conversations are archived by themselves; 0: never. Field errors name `archive_after_days`.
    pub async fn save_archiving(&self, owner: &Owner, after_days: u16, seen: u64) -> Result<Settings, ServiceError> {
        if after_days > MOST_DAYS {
            return Err(ServiceError::field("archive_after_days", "at most ten years"));
        }
        self.change(owner, "log", seen, |settings| settings.archive_after_days = after_days).await
    }

    /// What models cost. Field errors name `prices`.
    pub async fn save_prices(&self, owner: &Owner, prices: Vec<Price>, seen: u64) -> Result<Settings, ServiceError> {
        let is_name = |name: &str| (1..=LONGEST_MODEL).contains(&name.trim().chars().count());
        if prices.len() > MOST_PRICES || !prices.iter().all(|price| is_name(&price.model)) {
            return Err(ServiceError::field("prices", "at most 50, each with the name of a model"));
        }
        let prices = prices.into_iter().map(|price| Price { model: price.model.trim().to_owned(), ..price }).collect();
        self.change(owner, "prices", seen, |settings| settings.prices = prices).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_executor::LocalPool;
    use jiff::civil::date;

    use super::*;
    use crate::{
        domain::{account::Role, ids::AdminId},
        service::{
            memory::{ManualClock, MemorySettings, SequentialIds},
            permission::Admin,
            ports::{Clock, Sealer},
        },
    };

    struct NoSealer;

    impl Sealer for NoSealer {
        fn seal(&self, _context: &str, plain: &str) -> String {
            plain.to_owned()
        }
        fn open(&self, _context: &str, sealed: &str) -> Option<String> {
            Some(sealed.to_owned())
        }
    }

    #[test]
    fn reports_begin_when_they_are_turned_on_and_not_before() {
        LocalPool::new().run_until(async {
            let clock = ManualClock::default();
            let desk = SettingsDesk {
                store: Arc::new(MemorySettings::default()),
                sealer: Arc::new(NoSealer),
                clock: Arc::new(clock.clone()),
                ids: Arc::new(SequentialIds::default()),
            };
            let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
            let owner = admin.owner().expect("an owner");
            let wanted = |is_on| ReportSchedule { is_on, since: Some(date(2020, 1, 1)), ..ReportSchedule::default() };
            let mut since = vec![];
            for (seen, is_on) in [true, true, false, true].into_iter().enumerate() {
                let saved = desk.save_reports(&owner, wanted(is_on), seen as u64).await.expect("saved");
                since.push(saved.reports.since);
                clock.advance(std::time::Duration::from_secs(86_400));
            }
            assert_eq!(since, [Some(date(2026, 11, 22)), Some(date(2026, 11, 22)), None, Some(date(2026, 11, 25))]);
            // Of Mondays alone, three weeks later: the days between were not missed.
            let mondays = ReportSchedule { weekdays: [true, false, false, false, false, false, false], ..wanted(true) };
            desk.save_reports(&owner, mondays, 4).await.expect("saved");
            clock.advance(std::time::Duration::from_secs(21 * 86_400));
            let saved = desk.save_reports(&owner, wanted(true), 5).await.expect("saved");
            let due = saved.reports.due(&Calendar::default(), clock.now());
            assert!(due.iter().all(|due| due.on > date(2026, 12, 14)) && due.len() <= 7, "{due:?}");
            let wrong = desk.save_reports(&owner, ReportSchedule { at: 2_000, ..wanted(true) }, 6).await;
            assert!(matches!(wrong, Err(ServiceError::Invalid(fields)) if fields.contains_key("at")));
            assert!(desk.save_archiving(&owner, 4_000, 6).await.is_err());
            let price = Price { model: " gemini ".into(), prompt: 1, output: 2 };
            let saved = desk.save_prices(&owner, vec![price], 6).await.expect("saved");
            assert_eq!(saved.prices[0].model, "gemini");
        });
    }
}

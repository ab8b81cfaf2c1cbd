//! One report: its rows are read sheet by sheet while they are written, and what they add up to comes last.

use std::sync::atomic::{AtomicU64, Ordering};

use futures::{StreamExt, stream};
use jiff::civil::Date;

use super::{ReportDesk, ReportTrack, is_taken};
use crate::{
    domain::{
        analytics::{
            calendar::Calendar,
            figures::sum,
            measure::{Counts, Measure},
            overview::{Group, ranked},
            range::Range,
            tally::Dimension,
        },
        ids::{ConversationId, LeadId, ReportId},
        lead::table::LeadTable,
        page::PageSize,
        report::{
            ReportInfo, SheetName,
            book::{BookPlan, Step},
            columns::columns,
            file::{file_name, further_name},
            lines::{Line, MeetingOfDay, Span, follow_up},
            summary::{Bar, Summary, Totals, days_needed, figures, remark, reply_times_of},
        },
        table::Reader,
        time::Timestamp,
    },
    service::{error::ServiceError, ports::MeetingFilter},
};

/// Rows that are read at once.
const PAGE: u32 = 500;
/// Follow-ups of the days ahead that are in the list, in seconds.
const AHEAD_S: i64 = 7 * 24 * 3_600;
/// Pages of the site in the summary.
const MOST_PAGES: usize = 10;
/// Files that may have one name but for a number.
const MOST_NAMES: u32 = 100;

/// Which report is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportOrder {
    pub range: Range,
    /// The day whose turn it is; None: somebody asks for it.
    pub scheduled_on: Option<Date>,
}

/// Where the reading is.
enum Place {
    Leads(Option<LeadId>),
    FollowUps(Option<(Timestamp, LeadId)>),
    /// Behind this cursor.
    Meetings(Option<String>),
    Talks(Option<ConversationId>),
    Summary,
    End,
}

/// A report while it is read.
struct Reading<'a> {
    desk: &'a ReportDesk,
    track: &'a ReportTrack,
    table: LeadTable,
    calendar: Calendar,
    range: Range,
    span: Span,
    now: Timestamp,
    business: String,
    totals: Totals,
    overdue: u64,
    place: Place,
    /// Of all sheets so far.
    rows: &'a AtomicU64,
}

impl ReportDesk {
    pub(super) async fn make(&self, order: ReportOrder, track: &ReportTrack) -> Result<ReportInfo, ServiceError> {
        track.check()?;
        let settings = self.settings.load().await?;
        let (zone, now) = (settings.business.zone(), self.clock.now());
        let calendar = Calendar::new(zone.clone());
        let team = self.team.list().await?;
        let page = format!("{}/leads", self.dashboard);
        let table = LeadTable { reader: Reader::Person, zone: zone.clone(), page, fields: settings.lead_fields, team };
        let sheets = SheetName::ALL.map(|sheet| (sheet, columns(sheet, &table))).into();
        let plan = BookPlan { title: format!("{}: {}", settings.business.name, order.range), sheets };
        let rows = AtomicU64::new(0);
        let reading = Reading {
            desk: self,
            track,
            table,
            range: order.range,
            span: order.range.span(&calendar),
            calendar,
            now,
            business: settings.business.name,
            totals: Totals::default(),
            overdue: 0,
            place: Place::Leads(None),
            rows: &rows,
        };
        let steps = stream::try_unfold(reading, |mut reading| async move { Ok(reading.next().await?.map(|step| (step, reading))) });
        let file = self.books.write(plan, steps.boxed()).await?;
        track.check()?;
        let info = ReportInfo {
            id: ReportId::new(self.ids.uuid()),
            file: file_name(order.range, &now.to_zoned(zone)),
            range: order.range,
            made_at: now,
            rows: rows.load(Ordering::Relaxed),
            bytes: 0,
            scheduled_on: order.scheduled_on,
        };
        self.keep(info, file).await
    }

    async fn keep(&self, info: ReportInfo, file: std::fs::File) -> Result<ReportInfo, ServiceError> {
        for number in 1..=MOST_NAMES {
            let name = if number == 1 { info.file.clone() } else { further_name(&info.file, number) };
            let same = file.try_clone().map_err(|error| ServiceError::Internal(format!("a report's file: {error}")))?;
            let kept = self.files.keep(ReportInfo { file: name, ..info.clone() }, same).await;
            if !is_taken(&kept) {
                return Ok(kept?);
            }
        }
        Err(ServiceError::Conflict("There are too many reports of this second.".into()))
    }
}

impl Reading<'_> {
    /// None after the summary.
    async fn next(&mut self) -> Result<Option<Step>, ServiceError> {
        self.track.check()?;
        let (sheet, lines) = match std::mem::replace(&mut self.place, Place::End) {
            Place::Leads(after) => (SheetName::Leads, self.leads(after).await?),
            Place::FollowUps(after) => (SheetName::FollowUps, self.follow_ups(after).await?),
            Place::Meetings(after) => (SheetName::Meetings, self.meetings(after).await?),
            Place::Talks(after) => (SheetName::Conversations, self.talks(after).await?),
            Place::Summary => {
                self.track.read(None, self.totals.all_rows());
                return Ok(Some(Step::Summary(Box::new(self.summary().await?))));
            }
            Place::End => return Ok(None),
        };
        lines.iter().for_each(|line| self.totals.take(sheet, line));
        self.rows.store(self.totals.all_rows(), Ordering::Relaxed);
        self.track.read(Some(sheet), self.totals.all_rows());
        Ok(Some(Step::Rows(sheet, lines.into_iter().map(|line| line.row).collect())))
    }

    async fn leads(&mut self, after: Option<LeadId>) -> Result<Vec<Line>, ServiceError> {
        let page = self.desk.facts.leads(self.span, after.as_ref(), PAGE).await?;
        self.place = match page.last().filter(|_| is_full(page.len())) {
            Some(last) => Place::Leads(Some(last.lead.id.clone())),
            None => Place::FollowUps(None),
        };
        Ok(page.iter().map(|lead| lead.line(&self.table, self.span)).collect())
    }

    async fn follow_ups(&mut self, after: Option<(Timestamp, LeadId)>) -> Result<Vec<Line>, ServiceError> {
        let until = self.now.saturating_add(jiff::SignedDuration::from_secs(AHEAD_S)).unwrap_or(Timestamp::MAX);
        let behind = after.as_ref().map(|(at, id)| (*at, id));
        let page = self.desk.facts.follow_ups(until, behind, PAGE).await?;
        let last = page.last().filter(|_| is_full(page.len())).and_then(|lead| Some((lead.follow_up_at?, lead.id.clone())));
        self.place = last.map_or(Place::Meetings(None), |last| Place::FollowUps(Some(last)));
        self.overdue += page.iter().filter(|lead| lead.follow_up_at.is_some_and(|at| at < self.now)).count() as u64;
        Ok(page.iter().map(|lead| follow_up(lead, &self.table, self.now)).collect())
    }

    /// Those that begin before the days were booked before them, too, so that nothing earlier is looked at.
    async fn meetings(&mut self, after: Option<String>) -> Result<Vec<Line>, ServiceError> {
        let filter = MeetingFilter { from: Some(self.span.0), ..MeetingFilter::default() };
        let page = self.desk.meetings.list(&filter, PageSize::WHOLE, after.as_deref()).await?;
        let page = page.ok_or_else(|| ServiceError::Internal("a list of meetings ended in the middle".into()))?;
        self.place = if page.next_cursor.is_some() { Place::Meetings(page.next_cursor) } else { Place::Talks(None) };
        let address = format!("{}/meetings", self.desk.dashboard);
        let booked = page.items.iter().filter_map(|meeting| MeetingOfDay::of(meeting, &address));
        Ok(booked.filter(|meeting| meeting.is_of(self.span)).map(|meeting| meeting.line(&self.table.zone, self.span)).collect())
    }

    async fn talks(&mut self, after: Option<ConversationId>) -> Result<Vec<Line>, ServiceError> {
        let page = self.desk.facts.talks(self.span, after.as_ref(), PAGE).await?;
        self.place = match page.last().filter(|_| is_full(page.len())) {
            Some(last) => Place::Talks(Some(last.conversation.id.clone())),
            None => Place::Summary,
        };
        let address = format!("{}/conversations", self.desk.dashboard);
        Ok(page.iter().map(|talk| talk.line(&self.table, &address, self.span)).collect())
    }

    async fn summary(&self) -> Result<Summary, ServiceError> {
        let (analytics, range) = (&self.desk.analytics, self.range);
        let days = analytics.tallies.days(days_needed(range)).await?;
        let known_since = analytics.tallies.known_since().await?;
        let counted = sum(&days, range);
        let bars = if range.is_one_day() {
            let hours = analytics.tallies.hours(range).await?;
            let counts = |hour: u8| hours.get(&(range.from(), hour)).cloned().unwrap_or_default();
            (0..24).map(|hour| bar(format!("{hour:02}:00"), &counts(hour))).collect()
        } else {
            range.days().map(|day| bar(day.to_string(), &days.get(&day).cloned().unwrap_or_default())).collect()
        };
        let groups = analytics.tallies.groups(Dimension::Page, range, PAGE).await?;
        let pages = ranked(Dimension::Page, groups, &counted, Measure::Leads, MOST_PAGES);
        let insight = self.words(&counted, &pages).await?;
        let pages =
            pages.into_iter().filter_map(|group| Some((group.value?, group.counts.shown(Measure::Leads)))).filter(|(_, leads)| *leads > 0);
        Ok(Summary {
            business: self.business.clone(),
            range,
            made_at: self.now.to_zoned(self.table.zone.clone()),
            insight,
            figures: figures(&self.totals, range, &days, known_since),
            follow_ups: self.totals.rows.get(&SheetName::FollowUps).copied().unwrap_or(0),
            overdue: self.overdue,
            reply_times: reply_times_of(&self.totals),
            bars,
            pages: pages.collect(),
            remarks: remark(&self.totals, &counted).into_iter().collect(),
        })
    }

    /// The days in words.
    async fn words(&self, counted: &Counts, pages: &[Group]) -> Result<String, ServiceError> {
        let last = self.desk.analytics.morning_of(&self.calendar, self.range.to()).await?;
        let told = if self.range.is_one_day() { last } else { last.of_all(counted, pages) };
        Ok(told.told_over(self.range, self.calendar.date_of(self.now)))
    }
}

fn bar(label: String, counts: &Counts) -> Bar {
    Bar { label, chats: counts.shown(Measure::Chats), leads: counts.shown(Measure::Leads) }
}

fn is_full(rows: usize) -> bool {
    rows >= PAGE as usize
}

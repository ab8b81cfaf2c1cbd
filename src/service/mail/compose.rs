//! What a notice says when its time has come: read from what is stored then.

use super::PostOffice;
use crate::{
    domain::{
        account::Role,
        business::Business,
        email::Email,
        ids::ReportId,
        locale::Language,
        meeting::{
            Meeting, MeetingStatus,
            calendar::CalendarHome,
            event::CalendarError,
            ics::Invitation,
            letter::{self, Letter},
            notice::{Bearing, Notice, Reader},
        },
        report::letter::letter as letter_of_report,
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        ports::{Enclosure, Mail, MailFile},
    },
};

/// The largest file that goes along, in bytes: most mail servers take 20 MB, of which a third is the encoding's.
const MOST_ENCLOSED: u64 = 10 * 1024 * 1024;
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) enum Composed {
    Mail(Box<Mail>),
    NotYet,
    /// Who tells it is seen later: it is no old news before that.
    Undecided,
    /// It is not so any more, or there is nobody to tell.
    Nothing,
    /// So many of its kind have gone out that it is told with others.
    TooMany,
}

/// Who tells the visitor of a change.
enum Teller {
    Us,
    Calendar,
    /// The calendar, once it can be reached; we, where it is disconnected before.
    Unknown,
}

impl PostOffice {
    pub(super) async fn compose(&self, notice: &Notice, now: Timestamp) -> Result<Composed, ServiceError> {
        let id = match notice {
            Notice::Change { meeting, .. } | Notice::Reminder { meeting, .. } => meeting,
            Notice::CalendarDead { since } => return self.compose_of_calendar(notice, *since, now).await,
            Notice::Report { report } => return self.compose_of_report(notice, report, now).await,
            Notice::Wish { conversation, since } => return self.compose_of_wish(notice, conversation, *since, now).await,
            Notice::Lead { lead } => return self.compose_of_lead(notice, lead, now).await,
            Notice::Rest { .. } => return self.compose_of_rest(notice, now).await,
            Notice::Failing { .. } => return self.compose_of_failing(notice, now).await,
        };
        let Some(meeting) = self.desk.meetings.find(id).await? else { return Ok(Composed::Nothing) };
        match notice.bearing(&meeting, now) {
            Bearing::Outdated => Ok(Composed::Nothing),
            Bearing::Waits => Ok(Composed::NotYet),
            Bearing::Holds if matches!(notice, Notice::Change { to: Reader::Owner, .. }) => {
                self.compose_for_owner(notice, &meeting, now).await
            }
            Bearing::Holds => self.compose_for_visitor(notice, &meeting, now).await,
        }
    }

    async fn compose_for_visitor(&self, notice: &Notice, meeting: &Meeting, now: Timestamp) -> Result<Composed, ServiceError> {
        let Some(address) = meeting.attendee.email.clone() else { return Ok(Composed::Nothing) };
        match self.teller(meeting).await? {
            Teller::Calendar => return Ok(Composed::Nothing),
            Teller::Unknown => return Ok(Composed::Undecided),
            Teller::Us => {}
        }
        let business = self.desk.settings.load().await?.business;
        let manage_url = self.desk.manage_url(&meeting.id);
        let is_reminder = matches!(notice, Notice::Reminder { .. });
        let make = if is_reminder { letter::reminder } else { letter::change };
        let letter = make(meeting, &business, &manage_url);
        let sender = self.mailer.sender();
        let invitation = Invitation { meeting, business: &business.name, organizer: sender, manage_url: Some(&manage_url), now };
        // A reminder is no news for a calendar.
        let calendar =
            if is_reminder { None } else { invitation.method().zip(invitation.render()).map(|(method, file)| Enclosure { method, file }) };
        let mail = Mail { calendar, language: meeting.language, ..mail(notice, &business, vec![address], letter, now) };
        Ok(Composed::Mail(Box::new(mail)))
    }

    /// Of what was cancelled in a calendar, whoever told that it was booked tells. What was never entered, nobody else tells
    /// of; nor what was entered into the calendar of an account that is no longer connected.
    async fn teller(&self, meeting: &Meeting) -> Result<Teller, ServiceError> {
        let copy = &meeting.calendar;
        if copy.home == CalendarHome::Local || meeting.status != MeetingStatus::Cancelled || copy.entered.is_none() {
            return Ok(Teller::Us);
        }
        let to = Reader::Visitor;
        let before = |sequence| Notice::Change { meeting: meeting.id.clone(), sequence, to };
        let before: Vec<Notice> = (0..meeting.sequence).map(before).collect();
        if self.outbox.has_sent(&before).await? {
            return Ok(Teller::Us);
        }
        if copy.removed {
            return Ok(Teller::Calendar);
        }
        Ok(match self.desk.calendar.home().await {
            CalendarHome::Local => Teller::Us,
            CalendarHome::Google => Teller::Unknown,
        })
    }

    async fn compose_for_owner(&self, notice: &Notice, meeting: &Meeting, now: Timestamp) -> Result<Composed, ServiceError> {
        let business = self.desk.settings.load().await?.business;
        let letter = letter::to_owner(meeting, &business, &format!("{}/admin/meetings", self.desk.public_url));
        let reply_to = meeting.attendee.email.clone();
        self.to_owners(|owners| Mail { reply_to, ..mail(notice, &business, owners, letter, now) }).await
    }

    async fn compose_of_calendar(&self, notice: &Notice, since: Timestamp, now: Timestamp) -> Result<Composed, ServiceError> {
        if self.desk.calendar.health().await.problem != Some(CalendarError::GrantDead) {
            return Ok(Composed::Nothing);
        }
        let business = self.desk.settings.load().await?.business;
        let letter = letter::calendar_dead(since, &business, &format!("{}/admin/settings/meetings", self.desk.public_url));
        self.to_owners(|owners| mail(notice, &business, owners, letter, now)).await
    }

    /// To whom it goes is what the settings say now. A file that is not here may be where another instance runs.
    async fn compose_of_report(&self, notice: &Notice, report: &ReportId, now: Timestamp) -> Result<Composed, ServiceError> {
        let settings = self.desk.settings.load().await?;
        let (business, to) = (settings.business, settings.reports.mail_to);
        if to.is_empty() {
            return Ok(Composed::Nothing);
        }
        let Some((report, bytes)) = self.reports.read(report, MOST_ENCLOSED).await? else { return Ok(Composed::NotYet) };
        let letter = letter_of_report(&report, &business, bytes.is_some(), &format!("{}/admin/reports", self.desk.public_url));
        let file = bytes.map(|bytes| MailFile { name: report.file, kind: WORKBOOK, bytes });
        Ok(Composed::Mail(Box::new(Mail { file, ..mail(notice, &business, to, letter, now) })))
    }

    async fn to_owners(&self, mail: impl FnOnce(Vec<Email>) -> Mail) -> Result<Composed, ServiceError> {
        let admins = self.admins.list().await?;
        let owners: Vec<Email> = admins.into_iter().filter(|admin| admin.role == Role::Owner).map(|admin| admin.email).collect();
        Ok(if owners.is_empty() { Composed::Nothing } else { Composed::Mail(Box::new(mail(owners))) })
    }
}

pub(super) fn mail(notice: &Notice, business: &Business, to: Vec<Email>, letter: Letter, at: Timestamp) -> Mail {
    let Letter { subject, text } = letter;
    let from = letter::one_line(&business.name);
    Mail { name: notice.name(), from, to, reply_to: None, subject, text, language: Language::En, calendar: None, file: None, at }
}

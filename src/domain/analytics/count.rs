//! What each fact counts for. The one definition of every figure: what a change adds, what an erased person takes along, and
//! what a rebuild finds are sums of these.

use super::{
    calendar::{Calendar, days_between, week_of},
    measure::{Counts, Measure},
    tally::{Dimension, Key, Tally},
};
use crate::domain::{
    conversation::Conversation,
    entry::{Arrival, Entry},
    lead::{
        Lead, LeadStatus,
        timeline::{Happening, LeadEvent},
    },
    meeting::{Meeting, MeetingStatus},
    message::{Author, Making, Message, ReplyEnd, Usage},
    time::Timestamp,
};

/// What analytics knows of a meeting that was booked (a hold is none).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFact {
    /// When it was booked, or held before that: it never changes.
    pub booked_at: Timestamp,
    /// It was not cancelled.
    pub stands: bool,
    pub arrival: Arrival,
}

impl MeetingFact {
    /// None of a hold that nobody made a booking of, and of what had to stay of an erased person's meeting. A meeting notes no
    /// entry: it is grouped by its channel alone.
    pub fn of(meeting: &Meeting) -> Option<Self> {
        // A hold that was let go was never moved or cancelled as a booking.
        let was_booked = meeting.status == MeetingStatus::Cancelled && meeting.sequence > 0;
        let is_fact = meeting.attendee.can_be_reached() && (meeting.status.is_booked() || was_booked);
        let arrival = Arrival { channel: meeting.channel, entry: Entry::default() };
        is_fact.then_some(Self { booked_at: meeting.created_at, stands: meeting.status.is_booked(), arrival })
    }
}

/// Counts facts by the clocks of one business.
#[derive(Clone, Debug)]
pub struct Count<'a> {
    calendar: &'a Calendar,
    tally: Tally,
}

impl<'a> Count<'a> {
    pub fn by(calendar: &'a Calendar) -> Self {
        Self { calendar, tally: Tally::default() }
    }

    pub fn finish(self) -> Tally {
        self.tally
    }

    /// The widget was opened.
    pub fn opened(&mut self, arrival: &Arrival, at: Timestamp) {
        self.count(at, &[(Measure::Opens, 1)].into_iter().collect(), &groups(arrival));
    }

    /// A conversation began.
    pub fn began(&mut self, conversation: &Conversation) {
        self.count(conversation.started_at, &counts_of_beginning(), &groups(&arrival_of(conversation)));
    }

    /// Something was said in it.
    pub fn said(&mut self, conversation: &Conversation, message: &Message) {
        let mut groups = groups(&arrival_of(conversation));
        if let Some(making) = &message.making {
            groups.retain(|(dimension, _)| *dimension != Dimension::Instruction);
            groups.push((Dimension::Model, making.model.clone()));
            if making.instruction_version > 0 {
                groups.push((Dimension::Instruction, making.instruction_version.to_string()));
            }
        }
        self.count(message.at, &counts_of_message(message), &groups);
        if let Some(making) = &message.making {
            self.give_back(message.at, making);
        }
    }

    /// What a model used before it failed is counted for that model, and not for the one that answered.
    fn give_back(&mut self, at: Timestamp, making: &Making) {
        let Some(failed) = &making.failed else { return };
        let (date, _) = self.calendar.hour_of(at);
        let of_model = |model: &String| Key::Group(date, Dimension::Model, model.clone());
        for (measure, count) in counts_of_usage(failed.usage).iter() {
            self.tally.add(of_model(&failed.model), measure, count);
            self.tally.add(of_model(&making.model), measure, -count);
        }
    }

    /// A conversation with all that was said in it.
    pub fn talk(&mut self, conversation: &Conversation, messages: &[Message]) {
        self.began(conversation);
        messages.iter().for_each(|message| self.said(conversation, message));
    }

    /// There is a new lead.
    pub fn lead(&mut self, lead: &Lead) {
        let counts = counts_of_lead();
        self.count(lead.created_at, &counts, &groups(&arrival_of_lead(lead)));
        self.cohort(lead, lead.created_at, &counts);
    }

    /// A line of the timeline of this lead, or of one that became part of it.
    pub fn line(&mut self, lead: &Lead, line: &LeadEvent) {
        let counts = counts_of_line(line);
        if !counts.is_empty() {
            self.count(line.at, &counts, &groups(&arrival_of_lead(lead)));
            self.cohort(lead, line.at, &counts);
        }
    }

    pub fn meeting(&mut self, meeting: &MeetingFact) {
        self.count(meeting.booked_at, &counts_of_meeting(meeting), &groups(&meeting.arrival));
    }

    fn count(&mut self, at: Timestamp, counts: &Counts, groups: &[(Dimension, String)]) {
        let (date, hour) = self.calendar.hour_of(at);
        let split = groups.iter().map(|(dimension, value)| Key::Group(date, *dimension, value.clone()));
        for key in [Key::Day(date), Key::Hour(date, hour)].into_iter().chain(split) {
            counts.iter().for_each(|(measure, count)| self.tally.add(key.clone(), measure, count));
        }
    }

    fn cohort(&mut self, lead: &Lead, at: Timestamp, counts: &Counts) {
        let week = week_of(self.calendar.date_of(lead.created_at));
        let days = days_between(week, week_of(self.calendar.date_of(at)));
        // What is dated before the lead was made (a line of another one) belongs to its first week.
        let age = u16::try_from((days / 7).max(0)).unwrap_or(u16::MAX);
        counts.iter().for_each(|(measure, count)| self.tally.add(Key::Cohort(week, age), measure, count));
    }
}

pub fn counts_of_beginning() -> Counts {
    [(Measure::Chats, 1)].into_iter().collect()
}

pub fn counts_of_message(message: &Message) -> Counts {
    let Some(making) = &message.making else {
        let said = match message.author {
            Author::Visitor => Measure::VisitorMessages,
            Author::Assistant => Measure::Answers,
        };
        return [(said, 1)].into_iter().collect();
    };
    let mut counts: Counts = [(Measure::Answers, 1), (Measure::reply_within(making.latency_ms), 1)].into_iter().collect();
    counts.add_all(&counts_of_usage(making.usage));
    if let Some(ending) = ending(making) {
        counts.add(ending, 1);
    }
    if making.fallback.is_some() {
        counts.add(Measure::Fallbacks, 1);
    }
    if making.unanswered.is_some() {
        counts.add(Measure::Unanswered, 1);
    }
    counts
}

fn counts_of_usage(usage: Usage) -> Counts {
    [(Measure::PromptTokens, int(usage.prompt_tokens)), (Measure::OutputTokens, int(usage.output_tokens))].into_iter().collect()
}

fn ending(making: &Making) -> Option<Measure> {
    match making.end {
        ReplyEnd::Complete => None,
        ReplyEnd::Stopped => Some(Measure::Stopped),
        ReplyEnd::Interrupted => Some(Measure::ModelErrors),
    }
}

pub fn counts_of_lead() -> Counts {
    [(Measure::Leads, 1)].into_iter().collect()
}

/// What a status counts for when a lead comes to it.
pub fn measure_of(status: LeadStatus) -> Option<Measure> {
    match status {
        LeadStatus::New | LeadStatus::Contacted => None,
        LeadStatus::Qualified => Some(Measure::Qualified),
        LeadStatus::MeetingScheduled => Some(Measure::Agreed),
        LeadStatus::Won => Some(Measure::Won),
        LeadStatus::Lost => Some(Measure::Lost),
    }
}

/// Each time a lead comes to a status counts: two leads won are two, one that was won, lost and won again is two, too.
pub fn counts_of_line(line: &LeadEvent) -> Counts {
    match &line.what {
        Happening::Status { to, .. } => measure_of(*to).map(|measure| (measure, 1)).into_iter().collect(),
        _ => Counts::default(),
    }
}

pub fn counts_of_meeting(meeting: &MeetingFact) -> Counts {
    let measure = if meeting.stands { Measure::Meetings } else { Measure::Cancelled };
    [(measure, 1)].into_iter().collect()
}

fn arrival_of(conversation: &Conversation) -> Arrival {
    Arrival { channel: conversation.channel, entry: conversation.entry.clone() }
}

fn arrival_of_lead(lead: &Lead) -> Arrival {
    Arrival { channel: lead.source.channel, entry: Entry::of_source(&lead.source) }
}

fn groups(arrival: &Arrival) -> Vec<(Dimension, String)> {
    let entry = &arrival.entry;
    let instruction = entry.instruction.map(|version| version.to_string());
    let known = [
        (Dimension::Page, entry.page.as_ref()),
        (Dimension::Referrer, entry.referrer.as_ref()),
        (Dimension::UtmSource, entry.utm_source.as_ref()),
        (Dimension::UtmMedium, entry.utm_medium.as_ref()),
        (Dimension::UtmCampaign, entry.utm_campaign.as_ref()),
        (Dimension::Language, entry.language.as_ref()),
        (Dimension::Instruction, instruction.as_ref()),
    ];
    let known = known.into_iter().filter_map(|(dimension, value)| Some((dimension, value?.clone())));
    known.chain([(Dimension::Channel, arrival.channel.as_str().to_owned())]).collect()
}

fn int(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

//! What the team does with the leads: adds people who called, moves them along, takes notes, sets follow-ups.

use std::collections::BTreeMap;

use chatimjd::{
    domain::{
        capture::Field,
        conversation::Channel,
        lead::{
            Lead, LeadStatus,
            edit::{LeadEdit, Setting},
            query::{LeadFilter, Sort, SortKey},
        },
        page::PageSize,
        time::Timestamp,
    },
    service::{
        leads::OnDuplicate,
        permission::{Admin, Clerk},
    },
};
use jiff::SignedDuration;

use super::{LEADS, Outcome, calendar, dice::Dice, meetings, people::Crowd, stage::Stage};

const COMPANIES: [&str; 6] =
    ["Tidewater Lettings", "Copperfield & Daughters", "The Quiet Bakery", "Ashgrove Dental", "Northlight Studios", "Fern & Fold"];
const INTERESTS: [&str; 7] = [
    "fitted kitchen for a terraced house",
    "two bathrooms",
    "wardrobes for three bedrooms",
    "home office in the loft",
    "new worktops",
    "media wall",
    "staff kitchen",
];
const TIMES: [&str; 4] = ["this week, if possible", "before Easter", "in autumn", "no hurry"];
const BUDGETS: [&str; 4] = ["about £12,000", "up to £5,000", "£8,000", "£3,000 to £4,000"];
const SAID: [&str; 10] = [
    "Called, no answer. Left a message.",
    "Spoke for ten minutes. Sending pictures of the room.",
    "Wants to compare two more offers first.",
    "Measured on site, drawings by Friday.",
    "Prefers e-mail to phone.",
    "Partner wants to see the showroom too.",
    "Likes the oak fronts, not the handles.",
    "Asked for the price without removal of the old kitchen.",
    "Landlord has to agree first.",
    "Sent the drawings.",
];
const NOTES: [&str; 5] = [
    "Calls only after 5 pm.",
    "Third floor, no lift.",
    "Came through a neighbour whose kitchen we did.",
    "Speaks little English: write, do not call.",
    "Has a dog that dislikes drills.",
];
const WHY_LOST: [&str; 4] =
    ["Bought elsewhere.", "Too expensive for them this year.", "No answer to three calls.", "Moving house instead."];

/// How far a lead has come, by its age.
const FRESH: [(LeadStatus, usize); 2] = [(LeadStatus::New, 80), (LeadStatus::Contacted, 20)];
const RECENT: [(LeadStatus, usize); 5] = [
    (LeadStatus::New, 30),
    (LeadStatus::Contacted, 35),
    (LeadStatus::Qualified, 20),
    (LeadStatus::MeetingScheduled, 10),
    (LeadStatus::Lost, 5),
];
const OLD: [(LeadStatus, usize); 6] = [
    (LeadStatus::New, 8),
    (LeadStatus::Contacted, 20),
    (LeadStatus::Qualified, 17),
    (LeadStatus::MeetingScheduled, 10),
    (LeadStatus::Won, 25),
    (LeadStatus::Lost, 20),
];

/// Whoever works, until now.
struct Team<'a> {
    stage: &'a Stage,
    clerk: Clerk,
    admin: &'a Admin,
    now: Timestamp,
}

/// `crowd`: whoever calls is nobody of those who wrote.
pub async fn work(stage: &Stage, admin: &Admin, crowd: Crowd, dice: &mut Dice, now: Timestamp) -> Outcome<()> {
    let team = Team { stage, clerk: Clerk::admin(admin), admin, now };
    team.add_callers(crowd, dice).await?;
    let mut open = 0;
    for lead in team.all().await? {
        let lead = team.move_along(lead, dice).await?;
        if !matches!(lead.status, LeadStatus::Won | LeadStatus::Lost) {
            team.follow_up(&lead, open, dice).await?;
            open += 1;
        }
    }
    Ok(())
}

impl Team<'_> {
    /// Every lead, oldest first.
    async fn all(&self) -> Outcome<Vec<Lead>> {
        let (mut leads, mut cursor) = (vec![], None::<String>);
        let sort = Sort { key: SortKey::CreatedAt, descending: false };
        loop {
            let page = self.stage.leads.list(&self.clerk, &LeadFilter::default(), sort, PageSize::WHOLE, cursor.as_deref()).await?;
            leads.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = Some(next),
                None => return Ok(leads),
            }
        }
    }

    /// People who called or came by, until there are as many leads as the story wants.
    async fn add_callers(&self, mut crowd: Crowd, dice: &mut Dice) -> Outcome<()> {
        let known = self.stage.leads.leads.count().await?;
        for _ in known..LEADS {
            let person = crowd.next(dice);
            let at = calendar::at_work(self.now, dice.between(1 - calendar::DAYS, -2), dice)?;
            self.stage.clock.set(at);
            let interest = (*dice.pick(&INTERESTS)).to_owned();
            let mut values = BTreeMap::from([(Field::Name, person.name), (Field::Interest, interest), (Field::Phone, person.phone)]);
            if dice.chance(60) {
                values.insert(Field::Email, person.email);
            }
            for (field, percent, lines) in
                [(Field::Company, 35, &COMPANIES[..]), (Field::Budget, 40, &BUDGETS[..]), (Field::Timeline, 35, &TIMES[..])]
            {
                if dice.chance(percent) {
                    values.insert(field, (*dice.pick(lines)).to_owned());
                }
            }
            let notes = dice.chance(30).then(|| (*dice.pick(&NOTES)).to_owned());
            let edit = LeadEdit { values, notes, ..LeadEdit::default() };
            self.stage.leads.add(&self.clerk, edit, Channel::Manual, OnDuplicate::Refuse).await?;
        }
        Ok(())
    }

    /// Status by status, each some time after the one before, with what was said.
    async fn move_along(&self, mut lead: Lead, dice: &mut Dice) -> Outcome<Lead> {
        let days = (self.now.as_second() - lead.created_at.as_second()) / 86_400;
        let odds: &[(LeadStatus, usize)] = match days {
            ..2 => &FRESH,
            2..14 => &RECENT,
            _ => &OLD,
        };
        let target = *dice.weighted(odds);
        for (place, status) in way_to(target).iter().enumerate() {
            let at = lead.updated_at + SignedDuration::from_mins(dice.between(90, 60 * 24 * 4));
            if at >= self.now {
                break;
            }
            self.stage.clock.set(at);
            if *status == LeadStatus::MeetingScheduled && meetings::book(self.stage, self.admin, &lead, dice).await?.is_some() {
                // The booking has moved the lead on.
                lead = self.stage.leads.find(&self.clerk, &lead.id).await?;
                continue;
            }
            let mut edit = LeadEdit { status: Some(*status), ..LeadEdit::default() };
            if place == 0 {
                if dice.chance(60) {
                    edit.assignee = Setting::To(self.admin.id().clone());
                }
                if dice.chance(20) && lead.notes.is_none() {
                    edit.notes = Some((*dice.pick(&NOTES)).to_owned());
                }
                if dice.chance(25) {
                    edit.custom.insert("floor area".into(), format!("{} m²", dice.between(4, 26)));
                }
            }
            lead = self.stage.leads.edit(&self.clerk, &lead.id, edit, Some(lead.version)).await?;
            lead = self.note(lead, *status, dice).await?;
        }
        Ok(lead)
    }

    async fn note(&self, lead: Lead, status: LeadStatus, dice: &mut Dice) -> Outcome<Lead> {
        let text = match status {
            LeadStatus::Lost => *dice.pick(&WHY_LOST),
            _ if dice.chance(55) => *dice.pick(&SAID),
            _ => return Ok(lead),
        };
        self.stage.clock.advance(SignedDuration::from_secs(dice.between(20, 400)));
        Ok(self.stage.leads.note(&self.clerk, &lead.id, text).await?)
    }

    /// Some overdue, some today, some this week, some later, most without.
    async fn follow_up(&self, lead: &Lead, number: usize, dice: &mut Dice) -> Outcome<()> {
        let at = (lead.updated_at + SignedDuration::from_mins(dice.between(1, 20))).min(self.now);
        let left = calendar::days_end(self.now)?.as_second() - self.now.as_second();
        let due = match number % 9 {
            0 => calendar::at_work(self.now, dice.between(-9, -2), dice)?,
            2 => self.now + SignedDuration::from_secs(left / 2),
            4 => calendar::at_work(self.now, dice.between(1, 3), dice)?,
            6 => calendar::at_work(self.now, dice.between(7, 30), dice)?,
            _ => return Ok(()),
        };
        self.stage.clock.set(at);
        // Nobody sets a follow-up into the past.
        let due = due.max(at + SignedDuration::from_hours(1));
        let edit = LeadEdit { follow_up_at: Setting::To(due), ..LeadEdit::default() };
        self.stage.leads.edit(&self.clerk, &lead.id, edit, Some(lead.version)).await?;
        Ok(())
    }
}

/// The statuses that lead from new to this one.
fn way_to(status: LeadStatus) -> &'static [LeadStatus] {
    use LeadStatus::{Contacted, Lost, MeetingScheduled, New, Qualified, Won};
    match status {
        New => &[],
        Contacted => &[Contacted],
        Qualified => &[Contacted, Qualified],
        MeetingScheduled => &[Contacted, Qualified, MeetingScheduled],
        Won => &[Contacted, Qualified, MeetingScheduled, Won],
        Lost => &[Contacted, Lost],
    }
}

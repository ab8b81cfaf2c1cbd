//! What was made, counted in the database itself, and how to look at it.

use std::{fmt::Write, sync::Arc};

use chatimjd::{
    adapters::surreal::Database,
    domain::{page::PageSize, time::Timestamp},
    server::config::Config,
    service::ports::{ConversationFilter, Conversations, Leads, MeetingFilter, Meetings},
};

use super::{Outcome, shop::Owner};

pub async fn of(config: &Config, database: &Database, owner: &Owner, now: Timestamp) -> Outcome<String> {
    let (leads, talks) = (database.leads(), conversations(database).await?);
    let open = database.conversations().count_open(None).await?;
    let (all, by_status, due) = (leads.count().await?, leads.counts().await?, leads.due(now).await?);
    let (met, ahead) = meetings(database, now).await?;
    let counts: Vec<String> = by_status.iter().map(|(status, count)| format!("{count} {}", status.as_str())).collect();
    let place = config.data_dir.display();
    let mut told = String::new();
    writeln!(told, "\nMade in {place}:")?;
    writeln!(told, "  {talks} conversations, {open} of them open")?;
    writeln!(told, "  {all} leads: {}", counts.join(", "))?;
    writeln!(told, "  {due} follow-ups are due")?;
    writeln!(told, "  {met} meetings, {ahead} of them ahead")?;
    writeln!(told, "\nOpen it:  DATA_DIR={place} make run")?;
    writeln!(told, "  {}", config.url("/admin"))?;
    let password = owner.password.as_deref().unwrap_or("that of ADMIN_PASSWORD");
    write!(told, "  e-mail {}, password {password}", owner.email)?;
    Ok(told)
}

async fn conversations(database: &Database) -> Outcome<usize> {
    let all: Arc<dyn Conversations> = database.conversations();
    let size = PageSize::new(100).unwrap_or_default();
    let (mut count, mut cursor) = (0, None::<String>);
    loop {
        let page = all.list(&ConversationFilter::default(), size, cursor.as_deref()).await?;
        let page = page.ok_or("the list of conversations does not know its own cursor")?;
        count += page.items.len();
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(count),
        }
    }
}

/// All that were booked or called off, and those that are booked and to come.
async fn meetings(database: &Database, now: Timestamp) -> Outcome<(usize, usize)> {
    let all = database.meetings();
    let (mut count, mut ahead, mut cursor) = (0, 0, None::<String>);
    loop {
        let page = all.list(&MeetingFilter::default(), PageSize::WHOLE, cursor.as_deref()).await?;
        let page = page.ok_or("the list of meetings does not know its own cursor")?;
        count += page.items.len();
        ahead += page.items.iter().filter(|meeting| meeting.status.is_booked() && meeting.time.start() > now).count();
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok((count, ahead)),
        }
    }
}

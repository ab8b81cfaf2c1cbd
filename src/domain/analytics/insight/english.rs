//! The paragraph in English.

use jiff::civil::Weekday;

use super::{FirstChat, Morning};

/// Sentence by sentence.
pub(super) fn sentences(morning: &Morning) -> Vec<String> {
    sentences_of(morning, weekday(morning.date.weekday()))
}

/// The same under another name than that of the weekday.
pub(super) fn sentences_of(morning: &Morning, days: &str) -> Vec<String> {
    let mut told = vec![leads(morning, days)];
    if let Some((page, count)) = &morning.top_page {
        told.push(if *count == morning.leads {
            format!("All of them came from {page}.")
        } else {
            format!("Most came from {page} ({count}).")
        });
    }
    if morning.won > 0 {
        told.push(format!("{} won.", counted(morning.won, "lead was", "leads were")));
    }
    if morning.overdue > 0 {
        told.push(format!("{} overdue.", counted(morning.overdue, "follow-up is", "follow-ups are")));
    }
    if morning.meetings_today > 0 {
        told.push(format!("{} on today's calendar.", counted(morning.meetings_today, "meeting is", "meetings are")));
    }
    if morning.model_errors > 0 {
        told.push(format!("{} broken off by the model.", counted(morning.model_errors, "answer was", "answers were")));
    }
    told
}

fn leads(morning: &Morning, days: &str) -> String {
    match morning.first {
        FirstChat::Never if morning.is_quiet() => {
            return "Nobody has written yet. Visitors can as soon as the widget's line is on your site.".to_owned();
        }
        FirstChat::Later if morning.is_quiet() => {
            return "The very first conversations came today. From tomorrow on you read here what the day before brought.".to_owned();
        }
        _ => {}
    }
    let what = match (morning.leads, morning.chats) {
        (0, 0) => "Nobody wrote".to_owned(),
        (0, chats) => format!("No leads from {}", counted(chats, "conversation", "conversations")),
        (leads, 0) => counted(leads, "lead", "leads"),
        (leads, chats) => format!("{} from {}", counted(leads, "lead", "leads"), counted(chats, "conversation", "conversations")),
    };
    let day = weekday(morning.date.weekday());
    let beside = match morning.difference() {
        None => String::new(),
        Some(0) if morning.leads == 0 => String::new(),
        Some(0) => format!(", as on a usual {day}"),
        Some(more @ 1..) => format!(", {more} more than on a usual {day}"),
        Some(fewer) => format!(", {} fewer than on a usual {day}", fewer.unsigned_abs()),
    };
    format!("{days}: {}{beside}.", lower(&what))
}

/// After a colon the sentence goes on in small letters.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

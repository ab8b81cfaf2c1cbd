//! The paragraph in Urdu. Digits are Latin, as the dashboard's are.

use jiff::civil::Weekday;

use super::{FirstChat, Morning};

/// Sentence by sentence.
pub(super) fn sentences(morning: &Morning) -> Vec<String> {
    let mut told = vec![leads(morning)];
    if let Some((page, count)) = &morning.top_page {
        // The path is Latin and must not turn the order of the words around.
        let page = format!("\u{2068}{page}\u{2069}");
        told.push(if *count == morning.leads {
            format!("یہ سب {page} سے آئے۔")
        } else {
            format!("زیادہ تر {page} سے آئے ({count})۔")
        });
    }
    if morning.won > 0 {
        told.push(if morning.won == 1 {
            "1 سودا طے پایا۔".to_owned()
        } else {
            format!("{} سودے طے پائے۔", morning.won)
        });
    }
    if morning.overdue > 0 {
        told.push(if morning.overdue == 1 {
            "1 فالو اپ کا وقت گزر چکا ہے۔".to_owned()
        } else {
            format!("{} فالو اپ کا وقت گزر چکا ہے۔", morning.overdue)
        });
    }
    if morning.meetings_today > 0 {
        told.push(if morning.meetings_today == 1 {
            "آج 1 ملاقات ہے۔".to_owned()
        } else {
            format!("آج {} ملاقاتیں ہیں۔", morning.meetings_today)
        });
    }
    if morning.model_errors > 0 {
        told.push(if morning.model_errors == 1 {
            "ماڈل کا 1 جواب ادھورا رہا۔".to_owned()
        } else {
            format!("ماڈل کے {} جواب ادھورے رہے۔", morning.model_errors)
        });
    }
    told
}

fn leads(morning: &Morning) -> String {
    match morning.first {
        FirstChat::Never if morning.is_quiet() => {
            return "ابھی تک کسی نے نہیں لکھا۔ جیسے ہی ویجٹ کی لائن آپ کی سائٹ پر لگ جائے گی، لوگ لکھ سکیں گے۔".to_owned();
        }
        FirstChat::Later if morning.is_quiet() => {
            return "پہلی گفتگو آج ہوئی۔ کل سے یہاں گزرے دن کا حال لکھا ہو گا۔".to_owned();
        }
        _ => {}
    }
    let what = match (morning.leads, morning.chats) {
        (0, 0) => "کسی نے نہیں لکھا".to_owned(),
        (0, chats) => format!("{chats} گفتگو سے کوئی لیڈ نہیں"),
        (leads, 0) => format!("{leads} {}", lead_word(leads)),
        (leads, chats) => format!("{chats} گفتگو سے {leads} {}", lead_word(leads)),
    };
    let day = weekday(morning.date.weekday());
    let beside = match morning.difference() {
        None => String::new(),
        Some(0) if morning.leads == 0 => String::new(),
        Some(0) => format!("، عام {day} کے برابر"),
        Some(more @ 1..) => format!("، عام {day} سے {more} زیادہ"),
        Some(fewer) => format!("، عام {day} سے {} کم", fewer.unsigned_abs()),
    };
    format!("{day}: {what}{beside}۔")
}

fn lead_word(count: u64) -> &'static str {
    if count == 1 { "لیڈ" } else { "لیڈز" }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "پیر",
        Weekday::Tuesday => "منگل",
        Weekday::Wednesday => "بدھ",
        Weekday::Thursday => "جمعرات",
        Weekday::Friday => "جمعہ",
        Weekday::Saturday => "ہفتہ",
        Weekday::Sunday => "اتوار",
    }
}

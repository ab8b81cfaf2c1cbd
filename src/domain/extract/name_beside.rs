//! Names right beside an address or a number, in any script and in small letters: "sou o wesley (11) …", "صائمہ، ۰۳۰۱ …".

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    name::{Introduced, capitalised},
    name_words::{ALONE_NOT_NAMES, NOT_NAMES, PARTICLES, STOPS, TITLES},
    owner_words::CORRECTION,
    phone_words::PHONE_CUES,
    spelt_words::ADDRESS,
    text::{Cues, Word, fold, is_han, is_latin, is_letter, words},
};
use crate::domain::person_name::PersonName;

/// Who is about to be named: then the name may be in small letters.
static LEADS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "i'm|im|i am|this is|name's|soy|soy el|soy la|je suis|moi c'est|ich bin|ich bin der|ich bin die|bin der|bin die|sou|sou o|sou a|main|mai|mein|میں|मैं|انا|أنا|اني|معك|معكم|我是|我叫|找",
    ])
});

/// Behind the name: it is one.
static TAILS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["is my name|is the name|es mi nombre|mein name|naam hai|mera naam|é meu nome|نام ہے|میرا نام|नाम है|मेरा नाम"])
});

/// What stands between a name and a number, and what closes a message.
static SMALL: LazyLock<HashSet<String>> = LazyLock::new(|| {
    "my mein meine mon ma mi meu minha is at on mob mo no nr cel cell tel hp ph m t p at the or call text auf unter no na al au pls plz please thx ty btw asap urgent urgently today tomorrow tonight now soon
     کر دیں دے دو کریں لیں بھیجیں لکھیں ضروری جلدی فوری پلیز مہربانی آج کل ابھی صرف پر پہ رابطہ ضروري بسرعة سريع فقط اليوم بكرة مشكور مشكورين تسلم يعطيك العافية سمحت سمحتم فضلك خويا اخوي عاجل الان
     कर दें दे दो करें करो लें लिखें भेजें मो मोबाइल प्लीज़ प्लीज कृपया तुरंत जल्दी आज कल अभी सिर्फ केवल पर जी भैया धन्यवाद शुक्रिया"
        .split_whitespace()
        .map(fold)
        .collect()
});

/// Words of addresses and of taking back: such a clause names nobody.
static NOBODY: LazyLock<Cues> = LazyLock::new(|| Cues::new([ADDRESS]));

/// The surnames that most Chinese bear.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏方邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵钱錢严嚴戴莫孔汤湯";

/// Words of two characters that begin as surnames do.
const HAN_WORDS: [&str; 22] = [
    "方便", "马上", "馬上", "马桶", "周末", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "任何", "高兴", "方案", "许多", "何时",
    "严重", "余额", "程序", "龙头", "江湖",
];

/// The first name beside one of the `contacts`, which are the visitor's own.
pub fn find(text: &str, contacts: &[Range<usize>]) -> Option<Introduced> {
    contacts.iter().find_map(|contact| before(text, contact.start).or_else(|| behind(text, contact.end)))
}

/// In the clause before, past one that only says what the number is: "Koffi Yao, mon WhatsApp 07 …".
fn before(text: &str, until: usize) -> Option<Introduced> {
    let mut end = until;
    for _ in 0..3 {
        let start = text[..end].char_indices().rev().find(|(_, c)| ends_clause(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let mut said = words(&text[start..end]);
        while said.last().is_some_and(|word| is_label(&word.folded)) {
            said.pop();
        }
        if !said.is_empty() {
            // "Hugo: 600 …" says whose the number is.
            let labelled = text[end..until].contains([':', '：']);
            let beside = Beside { start, set_off: start > 0 || until > end, parted: until > end };
            return named(text, &beside, said).filter(|_| !labelled);
        }
        end = text[..start].char_indices().next_back().filter(|(_, c)| *c != '\n').map(|(at, _)| at)?;
    }
    None
}

/// In the clause behind, where it is the last of the message.
fn behind(text: &str, from: usize) -> Option<Introduced> {
    let rest = text[from..].trim_start_matches(|c: char| !is_letter(c) && c != '\n' && !c.is_numeric());
    let start = text.len() - rest.len();
    let end = rest.find(ends_clause).unwrap_or(rest.len());
    let last = !rest[end..].contains(|c: char| is_letter(c) || c.is_numeric());
    let said = words(&rest[..end]);
    let titled = said.first().is_some_and(|word| TITLES.contains(&word.folded));
    let beside = Beside { start, set_off: true, parted: said.len() == 1 || text[from..start].contains(ends_clause) };
    if last || titled { named(text, &beside, said) } else { closing(text, from) }
}

/// "… da erreicht man mich, Frau Seidl": somebody with a title at the very end.
fn closing(text: &str, from: usize) -> Option<Introduced> {
    let start = from + text[from..].rfind(ends_clause)? + 1;
    let said = words(text.get(start..)?);
    let titled = said.len() > 1 && said.first().is_some_and(|word| TITLES.contains(&word.folded));
    if titled { named(text, &Beside { start, set_off: true, parted: true }, said) } else { None }
}

/// Where a clause stands.
struct Beside {
    start: usize,
    /// Apart from what is before it.
    set_off: bool,
    /// Apart from the contact.
    parted: bool,
}

/// The name that is all of the clause.
fn named(text: &str, beside: &Beside, mut said: Vec<Word>) -> Option<Introduced> {
    let start = beside.start;
    let clause = |word: &Word| start + word.span.start..start + word.span.end;
    let (first, last) = (clause(said.first()?).start, clause(said.last()?).end);
    let whole = fold(&text[first..last]);
    if CORRECTION.is_in(&whole) || NOBODY.is_in(&whole) || PHONE_CUES.is_in(&whole) {
        return None;
    }
    let mut sure = false;
    let led = LEADS.beginning(&whole).filter(|end| *end < whole.len());
    if let Some(end) = led {
        let count = words(&whole[..end]).len();
        said.drain(..count.min(said.len()));
        sure = true;
    }
    if let Some(at) = TAILS.ending(&whole).filter(|at| *at > 0) {
        said.truncate(words(&whole[..at]).len());
        sure = true;
    }
    let titles = said.iter().take_while(|word| TITLES.contains(&word.folded)).count().min(said.len().saturating_sub(1));
    said.drain(..titles);
    let (first, last) = (clause(said.first()?).start, clause(said.last()?).end);
    let written = &text[first..last];
    let fits = if written.chars().any(is_han) { is_han_name(written) } else { is_name(text, beside, &said, sure || titles > 0) };
    let name = PersonName::parse(&capitalised(written)).ok()?;
    fits.then(|| Introduced { span: first..last, name: name.as_str().to_owned(), certain: false })
}

/// One to four words that are nothing else that we know; in Latin letters with capitals, unless somebody is `sure`ly named.
fn is_name(text: &str, beside: &Beside, said: &[Word], sure: bool) -> bool {
    let written = |word: &Word| &text[beside.start + word.span.start..beside.start + word.span.end];
    let known_other = |word: &Word| {
        let folded = &word.folded;
        NOT_NAMES.contains(folded) || ALONE_NOT_NAMES.contains(folded) || STOPS.contains(folded) || is_label(folded)
    };
    let particle = |word: &&Word| PARTICLES.contains(&word.folded);
    let capital = |word: &Word| written(word).starts_with(char::is_uppercase) && written(word).chars().any(char::is_lowercase);
    let latin = said.iter().all(|word| written(word).chars().any(is_latin));
    let owning = said.iter().any(|word| word.folded.ends_with("'s"));
    let plain = !owning && said.iter().all(|word| written(word).chars().all(|c| is_letter(c) || matches!(c, '\'' | '’' | '-' | '.')));
    let letters: usize = said.iter().map(|word| word.folded.chars().count()).sum();
    let others = said.iter().enumerate().any(|(at, word)| (at == 0 || !particle(&word)) && known_other(word));
    // Other scripts have no capitals: what leads on to the number may be a verb.
    let shaped = if latin { sure || said.iter().filter(|word| !particle(word)).all(capital) } else { sure || beside.parted };
    let most = if latin { 4 } else { 3 };
    plain && !others && shaped && letters >= 3 && (1..=most).contains(&said.len()) && (sure || beside.set_off)
}

fn is_han_name(written: &str) -> bool {
    let fits = (2..=4).contains(&written.chars().count()) && written.chars().all(is_han);
    fits && written.chars().next().is_some_and(|first| SURNAMES.contains(first)) && !HAN_WORDS.iter().any(|word| written.starts_with(word))
}

/// A word for what people are reached by, or a small one beside it.
fn is_label(folded: &str) -> bool {
    SMALL.contains(folded) || PHONE_CUES.is_in(folded)
}

/// Marks and pictures end a clause; what stands inside a name does not.
fn ends_clause(c: char) -> bool {
    !(is_letter(c) || c.is_numeric() || matches!(c, ' ' | '\u{a0}' | '\'' | '’' | '-' | '(' | '+' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        let contacts: Vec<Range<usize>> = super::super::contacts(text, None).phones.into_iter().map(|(number, ..)| number.span).collect();
        find(text, &contacts).map(|found| {
            assert!(text.get(found.span).is_some(), "{text}");
            found.name
        })
    }

    #[test]
    fn names_beside_numbers() {
        for (text, wanted) in [
            ("need help with the gate, im tom pickett 614-555-0138", "Tom Pickett"),
            ("quanto fica? sou o renato (11) 95555-0142", "Renato"),
            ("nur kurz, bin der uwe lang 0176 04069012", "Uwe Lang"),
            ("une question, Paul Girard 06 39 98 41 07", "Paul Girard"),
            ("quiero una tarta. Maribel 0414-5550123", "Maribel"),
            ("je suis à Dakar, Awa Sow, mon WhatsApp 07 07 55 01 42", "Awa Sow"),
            ("کارڈ چاہیے، ناصر محمود، 03215550134", "ناصر محمود"),
            ("मैं सुरेश पाटिल 98125 50143", "सुरेश पाटिल"),
            ("صيانة مكيف 0555 01 42 33 كريم", "كريم"),
            ("व्हाट्सएप करें 98200-12345, रेखा", "रेखा"),
            ("我想搬家，王志强 9123 0142", "王志强"),
            ("da erreicht man mich 0049 89 99998 561, Frau Kranz", "Kranz"),
            ("Tel 0664 5550142, Huber Resi mein Name", "Huber Resi"),
        ] {
            assert_eq!(name(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_beside_a_number_is_no_name() {
        for text in [
            "please call, 0300 1234567, thanks",
            "i need a quote 0300 1234567",
            "Urgent 0300 1234567",
            "Mobile 0300 1234567",
            "ضروری، 03001234567",
            "رابطہ کریں 03001234567 شکریہ",
            "कृपया कॉल करें 98200-12345",
            "请打 13812345678，方便",
            "0300 1234567, ASAP",
            "Luis: 0300 1234567, yo: 0300 7654321",
            "الرقم تغير، اكتبوا على 0501234567",
            "पुराना बंद है, नया नंबर 9812354321",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}

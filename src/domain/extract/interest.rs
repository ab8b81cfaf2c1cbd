//! What the visitor asks for: only where they say so in plain words, and only the words after that.

use std::ops::Range;

use super::{
    interest_words::{ARTICLES, ASKED, ASKED_AROUND, FOR_WHOM, LEADS, NO_THING, NOTHING, STOPS, VERBS},
    text::{fold, is_han, is_letter},
};

/// More characters than these between two words of wanting are no thing.
const MOST_AROUND: usize = 60;

/// The first thing asked for; None where nothing is said plainly.
pub fn find(text: &str) -> Option<Range<usize>> {
    let after = asked(text).filter_map(|end| if is_label(&text[..end]) { line(text, end) } else { thing(text, end) });
    let around = ASKED_AROUND.captures_iter(text).take(20).filter_map(|found| {
        let inner = found.iter().skip(1).flatten().next().filter(|inner| inner.as_str().chars().count() <= MOST_AROUND)?;
        let whom = FOR_WHOM.find_iter(inner.as_str()).last().map_or(0, |whom| whom.end());
        trimmed(text, inner.start() + whom..inner.end())
    });
    let ahead = VERBS.find_iter(text).take(20).filter_map(|verb| thing_before(text, verb.start()));
    after.chain(around).chain(ahead).min_by_key(|span| span.start)
}

/// Where the words of wanting end; "need advice about" are two of them, that share a gap.
fn asked(text: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = ASKED.find_at(text, from)?;
        let gap = found.as_str().len() - found.as_str().trim_end().len();
        from = found.end() - gap.min(1);
        Some(found.end())
    })
    .take(20)
}

/// "Service: "
fn is_label(ahead: &str) -> bool {
    ahead.trim_end_matches([' ', '\t']).ends_with([':', '：', '='])
}

/// The rest of a form's line.
fn line(text: &str, from: usize) -> Option<Range<usize>> {
    let line = text[from..].lines().next().unwrap_or_default();
    trimmed(text, from..from + line.trim_end_matches(['.', ' ', '\r']).len())
}

/// The words from `from` to the end of their clause, at most eight.
fn thing(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let ends =
        |c: char| matches!(c, '.' | ',' | ';' | '!' | '?' | '\n' | '(' | ')' | ':' | '،' | '۔' | '؟' | '।' | '，' | '。' | '؛' | '…' | '"');
    let mut end = 0;
    for (words, word) in rest.split_inclusive(char::is_whitespace).enumerate() {
        let ahead: String = rest[end..].chars().take(24).collect();
        if words == 8 || words > 0 && STOPS.begins(&fold(&ahead)) {
            break;
        }
        let cut = word.char_indices().find(|(at, c)| ends(*c) && !inside_number(word, *at));
        end += cut.map_or(word.len(), |(at, _)| at);
        if cut.is_some() || word.ends_with('\n') {
            break;
        }
    }
    trimmed(text, from..from + end)
}

/// The words of the clause before a verb that closes it, at most eight.
fn thing_before(text: &str, verb: usize) -> Option<Range<usize>> {
    let marks = |c: char| matches!(c, '.' | ',' | ';' | '!' | '?' | '\n' | ':' | '،' | '۔' | '؟' | '।' | '(' | ')');
    let mut start = verb;
    for (at, c) in text[..verb].char_indices().rev().take(80) {
        if marks(c) {
            break;
        }
        start = at;
    }
    let lead = LEADS.find_iter(&text[start..verb]).last().map_or(0, |lead| lead.end());
    let lead = FOR_WHOM.find_iter(&text[start..verb]).last().map_or(lead, |whom| lead.max(whom.end()));
    let clause = &text[start + lead..verb];
    // "Is that needed, too?" asks for nothing.
    let rest = fold(&text[verb..]);
    let asks = rest.split_whitespace().nth(1).is_some_and(|next| ["kya", "كيا", "क्या", "क्या?", "kya?", "كيا؟"].contains(&next));
    let digits = clause.chars().filter(|c| c.is_numeric()).count();
    let plain = !asks && digits < 5 && (1..=8).contains(&clause.split_whitespace().count()) && !NO_THING.is_in(&fold(clause));
    if plain { trimmed(text, start + lead..verb) } else { None }
}

/// "2.5" does not end a clause.
fn inside_number(word: &str, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(word[..at].chars().next_back()) && digit(word[at..].chars().nth(1))
}

/// Without articles and loose ends; None where nothing telling is left.
fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let mut start = span.start;
    if NOTHING.begins(fold(&text[start..span.end]).trim_start()) {
        return None;
    }
    for _ in 0..3 {
        let rest = &text[start..span.end];
        let lead = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        let folded = fold(word);
        let article = ARTICLES.begins(&folded) && (word.len() < rest.trim().len() || is_all_han(word));
        start += lead;
        if !article {
            break;
        }
        start += if is_all_han(word) {
            word.chars().take(2).take_while(|c| matches!(c, '一' | '个' | '家')).map(char::len_utf8).sum()
        } else {
            word.len()
        };
    }
    let kept = text
        .get(start..span.end)?
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | '_' | '\'' | '吗' | '呢'));
    // "A castle for (our son)": the stop behind leaves its preposition.
    let loose = [" for", " para", " pour", " für", " with", " to", " of", " de", " von"].iter().find_map(|end| kept.strip_suffix(end));
    let kept = loose.unwrap_or(kept);
    let start_trim = kept.len() - kept.trim_start().len();
    let kept = kept.trim_start();
    let folded = fold(kept);
    let length = kept.chars().count();
    let letters = kept.chars().filter(|c| is_letter(*c)).count();
    // "AC", "TV".
    let short = kept.chars().any(is_han) || kept.chars().all(char::is_uppercase);
    let least = if short { 2 } else { 3 };
    let telling = letters >= least && length <= 80 && !NOTHING.begins(&folded) && !kept.contains(['@', '/', '<']);
    telling.then(|| start + start_trim..start + start_trim + kept.len())
}

fn is_all_han(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<&str> {
        find(text).map(|span| &text[span])
    }

    #[test]
    fn what_is_asked_for_in_plain_words() {
        for (text, wanted) in [
            ("Hi, I'm interested in kitchen renovation.", "kitchen renovation"),
            ("We are looking for a new website for a bakery", "website for a bakery"),
            ("I need a logo and my number is 0300 1234567", "logo"),
            ("Do you sell solar panels?", "solar panels"),
            ("How much is a 2.5 kW inverter?", "2.5 kW inverter"),
            ("could I get a quote for roof repairs please", "roof repairs"),
            ("Busco una página web para mi tienda", "página web"),
            ("je cherche un photographe de mariage", "photographe de mariage"),
            ("Ich suche eine neue Küche, bitte", "neue Küche"),
            ("preciso de um site", "site"),
            ("saya butuh jasa desain logo", "jasa desain logo"),
            ("mujhe website chahiye", "website"),
            ("مجھے ایک ویب سائٹ چاہیے", "ویب سائٹ"),
            ("मुझे एक वेबसाइट चाहिए", "वेबसाइट"),
            ("أبحث عن مصمم مواقع", "مصمم مواقع"),
            ("我想做一个网站", "网站"),
            ("我对太阳能板很感兴趣", "太阳能板"),
            ("j'ai besoin d'un plombier", "plombier"),
            ("do you guys do kitchen remodels?", "kitchen remodels"),
            ("shadi ki photography ka rate kya hai", "shadi ki photography"),
            ("We're after a commercial dough mixer, second hand is fine", "commercial dough mixer"),
            ("Looking at getting a new deck out the back", "deck out the back"),
            ("do you fix AC units? Lou", "AC units"),
            ("wondering what ye charge for a boiler service.", "boiler service"),
            ("I need advice about a divorce.", "divorce"),
            ("What does a gas safety check cost?", "gas safety check"),
            ("Name: Ana\nService: roof repair\n", "roof repair"),
            ("مجھے دانتوں کی صفائی کروانی ہے", "دانتوں کی صفائی"),
            ("کیا آپ گھر آ کر اے سی ٹھیک کرتے ہیں؟", "گھر آ کر اے سی"),
            ("gari ki denting painting karwani hai", "gari ki denting painting"),
            ("beti ke liye maths tutor chahiye, class 9", "maths tutor"),
            ("أبغى تنظيف أسنان", "تنظيف أسنان"),
            ("هل تصلحون المكيفات؟", "المكيفات"),
            ("मुझे रूट कैनाल करवाना है", "रूट कैनाल"),
            ("buenas, hacen tortas personalizadas?", "tortas personalizadas"),
            ("vous faites des bûches sans gluten ?", "bûches sans gluten"),
            ("macht ihr auch hochzeitstorten?", "hochzeitstorten"),
            ("Wir hätten gern ein neues Firmenschild, bitte", "neues Firmenschild"),
            ("suchen wir jemanden für die Gartenpflege.", "Gartenpflege"),
            ("queria fazer um clareamento dental.", "clareamento dental"),
            ("vcs consertam máquina de lavar?", "máquina de lavar"),
            ("想洗牙，电话是", "洗牙"),
            ("We need a bouncy castle for our son", "bouncy castle"),
            ("Can you service twelve bicycles of our team?", "twelve bicycles"),
            ("Mi hija necesita clases de inglés", "clases de inglés"),
            ("meu filho precisa de aulas", "aulas"),
            ("einen Termin für eine Massage.", "Massage"),
            ("मेरे बेटे को ट्यूटर चाहिए", "ट्यूटर"),
            ("meri beti ke liye tutor chahiye", "tutor"),
            ("mujhe beti ke liye kitab chahiye", "kitab"),
            ("ابني يحتاج مدرس، جوالي", "مدرس"),
            ("请问你们可以上门修空调吗？", "空调"),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_says_nothing_of_the_thing() {
        for text in [
            "I need help",
            "I need to talk to someone",
            "I want to know more",
            "how much is it?",
            "how much does it cost",
            "looking for information",
            "I would like a call back",
            "what do you cost?",
            "do you have any questions",
            "necesito ayuda",
            "hello",
            "I ordered last week",
            "I needed it last week",
            "我想了解一下价格",
            "I like your colours",
            "my order number is 17",
            "do you have a phone number?",
            "do you fix it?",
            "can you make it cheaper?",
            "I want you to call me",
            "I'm after lunch free",
            "what do you charge?",
            "kya aap Sunday ko open hote hain?",
            "mujhe call chahiye",
            "你们周日营业吗？",
            "macht ihr das?",
            "vous faites quoi ?",
            "hacen eso?",
            "mujhe pata karwana hai",
            "आधार 2345 6789 0123 भी चाहिए क्या?",
            "tienen estacionamiento?",
            "عید سے پہلے چاہیے",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! What the visitor asks for: only where they say so in plain words, and only the words after that.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::text::{Cues, fold, is_han, is_letter};

/// The thing follows.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^\p{L}\p{N}\p{M}])(?:
            (?:i['’]?\s?a?m|we['’]re|we\s+are|am|are)\s+(?:also\s+|really\s+|very\s+)?interested\s+in | (?:looking|searching|shopping)\s+for | (?:(?:i|we|and)\s+(?:need|want|would\s+like)|(?:i|we)['’]d\s+like)(?:\s+to\s+(?:buy|order|get|purchase|have|book))?
          | do\s+you\s+(?:guys\s+|also\s+|still\s+)?(?:do|offer|sell|provide|make|have|build|repair) | (?:quotes?|prices?|pricing|estimates?|cost)\s+(?:for|of) | how\s+much\s+(?:is|are|for|does|do|would) | (?:to|can\s+i|could\s+i|may\s+i)\s+(?:book|order|buy)
          | (?:busco|buscamos|busca|necesito|necesitamos|pregunto\s+por|me\s+interesa[n]?|estoy\s+interesad[oa]\s+en|quiero\s+comprar|quisiera|cu[áa]nto\s+cuesta[n]?|precio\s+de(?:l)?|presupuesto\s+para)
          | (?:je\s+(?:re)?cherche|nous\s+cherchons|j['’]ai\s+besoin\s+d(?:es|e|u)?|je\s+suis\s+intéressée?\s+par|(?:je\s+voudrais|j['’]aimerais|je\s+souhaite|nous\s+(?:aimerions|voudrions|souhaitons))(?:\s+faire)?|combien\s+co[ûu]te(?:nt)?|le\s+prix\s+d(?:es|e|u)?|un\s+devis\s+pour)
          | (?:ich|wir)\s+(?:suchen?|brauchen?|benötigen?)|(?:ich\s+)?interessiere\s+mich\s+für|was\s+kostet|was\s+kosten|(?:ein\s+)?angebot\s+für
          | (?:procur(?:o|amos)|estou\s+procurando(?:\s+por)?|preciso\s+de|precisamos\s+de|tenho\s+interesse\s+em|gostaria\s+de\s+comprar|quanto\s+custa[m]?|preços?\s+d[eoa]|orçamento\s+para)
          | (?:saya|kami)\s+(?:sedang\s+)?perlu|(?:cari|mencari|butuh|membutuhkan)|tertarik\s+(?:dengan|pada)|berapa\s+harga
          | و?(?:[أان]بحث\s+عن|[أان]ريد|[أان]حتاج(?:\s+[إا]لى)?|[أان]رغب\s+في|بغيت)|كم\s+سعر|الثمن\s+ديال
        )(?:\s+|\s*:\s*|['’]\s?)|مهتمة?\s+ب",
    )
    .expect("a fixed pattern")
});

/// The thing stands before: "مجھے X چاہیے".
static ASKED_AROUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:mujhe|humein|hamein|mujhay)\s+(?P<a>[^.,!?\n]{2,60}?)\s+(?:chahiye|chahye|chahie|ki\s+zaroorat)
          | (?:مجھے|ہمیں)\s+(?P<b>[^،۔؟.,!?\n]{2,60}?)\s+(?:چاہیے|چاہئے|کی\s+ضرورت)
          | (?:मुझे|हमें)\s+(?P<c>[^।,.!?\n]{2,60}?)\s+(?:चाहिए|चाहिये|की\s+ज़?रूरत)
          | (?:^|[\s,.!?])(?:bhai\s+|yaar\s+|sir\s+)?(?P<f>[\p{L}\ ]{2,40}?)\s+k[aiey]\s+(?:rate|price|qeemat|kya\s+(?:rate|price))
          | (?:mujhe|humein|hamein|ek|aik)\s+(?P<g>[\p{L}\ ]{2,40}?)\s+banwan[aiey]\s
          | (?:^|[\s،۔])(?P<h>[\p{L}\p{M}\ ]{2,40}?)\s+(?:کے\s+کتنے|کا\s+(?:کیا\s+)?ریٹ|کی\s+(?:کیا\s+)?قیمت)
          | (?:^|[\s।])(?P<i>[\p{L}\p{M}\ ]{2,40}?)\s+(?:का\s+(?:क्या\s+)?(?:रेट|दाम)|की\s+(?:क्या\s+)?क़?ीमत)
          | 你们(?:做|卖|提供)(?P<j>[^，。！？,.!?\n]{2,24}?)(?:吗|嗎)
          | 问一下(?P<k>[^，。！？,.!?\n]{2,24}?)的?(?:价格|价钱)
          | (?:我们?)?(?:想要|需要|想买|想订做?|想訂做?|想定做|想做|在找|想找|想查詢|想咨询|想諮詢|想了解(?:一下)?)(?P<d>[^，。！？,.!?\n]{2,24})
          | 对(?P<e>[^，。！？,.!?\n]{2,24}?)(?:很|非常)?感兴趣",
    )
    .expect("a fixed pattern")
});

/// What is asked for, but tells nothing about what they want to buy.
static NOTHING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "it|this|that|these|those|them|one|some|something|someone|somebody|you|your|me|help|some help|quote|quotation|estimate|price list|appointment|meeting|call|callback|demo|information|info|more information|more info|details|advice|to|a call|a callback|a call back|a quote|a price|a discount|an answer|a human|a person|an appointment|a meeting|prices|pricing|the price|a moment|time|any|anything|everything|what|when|where|who|why|how|yes|no|not|my|his|her|their|here|there|now|today|tomorrow|and|or|all|be|is|are|was|i|we|the best|the same|business|a lot|much|many|a question|questions|support|free|phone|phone number|number|email|e-mail|an office|an address|availability|experience|references|a portfolio|opening hours|hours|on|in|for|with|of|at|by|from",
        "saber|ayuda|información|presupuesto|cotización|cita|eso|esto|devis|rendez-vous|cela|ça|angebot|kostenvoranschlag|termin|das|dies|es|orçamento|cotação|isso|isto|reunião|penawaran|itu|ini|que|más|una cita|una reunión|hablar|un humano|ustedes|hacer|ir|aide|informations|savoir|un rendez-vous|parler|vous|que|hilfe|informationen|einen termin|rat|mehr|sie|zu|ajuda|informações|saber|uma reunião|falar|mais|bantuan|informasi|info|tahu|bertanya|tanya|nya",
        "help|aap|ap|apka|is|iss|us|uss|iska|uska|kya|bhai|yeh|woh|madad|maloomat|malumat|information|batayen|batao|هذا|ذلك|موعد|مدد|معلومات|کچھ|آپ|یہ|اس|ان|مساعدة|معلومات|ان|أن|التحدث|معرفة|मदद|जानकारी|कुछ|आप|यह|इस|उस|इन|एक बात|这|这个|那个|报价|预约|帮助|帮忙|知道|问|请|你们|咨询一下|价格|联系|一下",
    ])
});

/// Words that end the thing.
static STOPS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "and|but|please|because|so|by|before|until|asap|with you|from you|if|who|which|that|when|where|my|our|i|i'm|we|you|your|can|could|would|do|does|is|are|cost|costs|thanks|thank|right now|today|tomorrow|this week|next week|next month|urgently|hi|hello|at|to|how|what|as|also",
        "y|en un|en una|en mi|en nuestro|en nuestra|pero|porque|por favor|para mi|para nuestra|para nuestro|antes|mi|nuestro|gracias|et|mais|pour mon|pour ma|pour notre|s'il|avant|mon|ma|merci|und|aber|weil|bitte|für meine|für meinen|für unser|für unsere|bis|mein|meine|danke|e|mas|porque|por favor|para minha|para meu|até|antes|meu|minha|obrigado|obrigada|dan|tapi|karena|untuk saya|tolong|terima kasih|nomor|nama",
        "و|لكن|من فضلك|لان|اسمي|رقمي|شكرا",
    ])
});

/// Small words before the thing.
static ARTICLES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "a|an|the|some|any|your|new|un|una|unos|unas|el|la|los|las|une|des|le|les|du|de la|ein|eine|einen|einem|einer|das|die|der|den|um|uma|uns|umas|o|os|as|sebuah|ek|aik|ایک|एक|一个|一家|个",
    ])
});

/// The first thing asked for; None where nothing is said plainly.
pub fn find(text: &str) -> Option<Range<usize>> {
    let after = ASKED.find_iter(text).take(20).filter_map(|found| thing(text, found.end()));
    let around = ASKED_AROUND.captures_iter(text).take(20).filter_map(|found| {
        let inner = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"].into_iter().find_map(|name| found.name(name))?;
        trimmed(text, inner.range())
    });
    after.chain(around).min_by_key(|span| span.start)
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
    let start_trim = kept.len() - kept.trim_start().len();
    let kept = kept.trim_start();
    let folded = fold(kept);
    let length = kept.chars().count();
    let letters = kept.chars().filter(|c| is_letter(*c)).count();
    let least = if kept.chars().any(is_han) { 2 } else { 3 };
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
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! The company the visitor says they are with.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    company_signed,
    company_words::{ends_as_one, is_legal, is_trade, leads},
    text::{Cues, fold, is_latin, is_letter},
};

/// What has to show that a name is a company's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Nothing: the words before it do.
    Any,
    /// A trade, or a legal form.
    Trade,
    /// A legal form.
    Legal,
}

/// A company follows.
static CERTAIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^\p{L}\p{N}\p{M}])(?:
            (?:my|our)\s+(?:company|business|firm|organi[sz]ation|agency|startup)(?:['’]s\s+name)?(?:\s+name)?\s*(?:is\s+called|is\s+named|is|:)
          | (?m:^)[\ \t]*(?:company|business|organi[sz]ation|empresa|entreprise|soci[ée]t[ée]|firma|perusahaan|unternehmen)(?:\s+name)?\s*[:=]
          | i\s+(?:run|own|founded|manage|represent|co-?own)|i\s+work\s+(?:at|for|with)|(?:i['’]?m|i\s+am)\s+(?:the\s+)?(?:owner|founder|ceo|cto|director|manager|head)\s+(?:of|at)
          | on\s+behalf\s+of|we\s+are\s+called|(?:i['’]?m|i\s+am|we['’]?re|we\s+are)\s+(?:with|representing|working\s+(?:at|for))
          | mi\s+(?:empresa|negocio|compa[ñn][íi]a)\s+(?:es|se\s+llama)|trabajo\s+(?:en|para)|de\s+la\s+empresa|(?:due[ñn][oa]|gerente)\s+de
          | (?:mon|notre)\s+(?:entreprise|soci[ée]t[ée])\s+(?:est|s['’]appelle)|ma\s+soci[ée]t[ée]\s+(?:est|s['’]appelle)|je\s+travaille\s+(?:chez|pour)|de\s+la\s+soci[ée]t[ée]|de\s+l['’]entreprise
          | (?:meine|unsere)\s+(?:firma|agentur)\s+(?:ist|hei(?:ß|ss)t)|mein\s+unternehmen\s+(?:ist|hei(?:ß|ss)t)|ich\s+arbeite\s+(?:bei|f[üu]r)|(?:von\s+)?der\s+firma|inhaber(?:in)?\s+(?:von|der)
          | (?:minha|nossa)\s+empresa\s+(?:[ée]|se\s+chama)(?:\s+[ao])?|trabalho\s+(?:n[ao]|em|para|pra)|da\s+empresa|(?:don[oa])\s+d[ao]
          | (?:perusahaan|usaha|toko)\s+(?:saya|kami)\s+(?:adalah|bernama|namanya)|saya\s+(?:be)?kerja\s+di|dari\s+perusahaan
          | (?:meri|hamari|humari|apni)\s+company\s+(?:ka\s+na?am)?|(?:میری|ہماری)\s+کمپنی(?:\s+کا\s+نام)?|شركتنا(?:\s+(?:هي|اسمها))?|شركتي(?:\s+(?:هي|اسمها))?|من\s+شركة|(?:أعمل|اعمل)\s+(?:في|لدى)\s+شركة|(?:मेरी|हमारी)\s+(?:कंपनी|कम्पनी|फर्म)(?:\s+का\s+नाम)?
        )(?:[\s:\x22'“”«*]+)",
    )
    .expect("a fixed pattern")
});

/// A company follows if it calls itself one ("from Brooks Ltd").
static LIKELY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^\p{L}\p{N}\p{M}])(?:from|with|at|of|for|we\s+are|we['’]re|this\s+is|de|en|chez|von|bei|da|na|em|dari|di)[\s\x22“«]+",
    )
    .expect("a fixed pattern")
});

/// A company follows if it names a trade ("somos Padaria Sol").
static WE_ARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?xi)(?:^|[^\p{L}\p{N}\p{M}])(?:we\s+are|we['’]re|somos|wir\s+sind|nous\s+sommes)\s+(?:from\s+|with\s+|de\s+la\s+|del\s+|de\s+|da\s+|do\s+|d[ao]s\s+|vom\s+|von\s+der\s+|le\s+|la\s+|el\s+|die\s+|das\s+|the\s+)?").expect("a fixed pattern")
});

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:我们?公司(?:的名字)?(?:叫做?|是|名叫)|公司(?:名称|名字|名)?[:：是])(?P<a>[\u{3400}-\u{9fff}A-Za-z0-9&]{2,20})|我?(?:在|是)(?P<b>[\u{3400}-\u{9fff}A-Za-z0-9&]{2,16}(?:公司|集团|工作室))(?:的|工作|上班)?").expect("a fixed pattern")
});

/// First words that show that no name follows.
static NOT_COMPANIES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "a|an|my|your|our|his|her|their|this|that|it|you|me|us|them|home|school|university|college|work|the government|myself|both|all|some|two|three|several|many|small|online|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night|day|the phone|the moment|least|i|we|he|she|they|not|based|located|very|still|open|here|there",
        "un|una|mi|el|la|los|las|su|une|le|mon|ma|mes|chez|ein|eine|einem|einer|mein|meine|der|die|das|dem|zu|zuhause|um|uma|o|os|minha|meu|sebuah|rumah|saya|kami|ek|aik|ایک|एक|一家|一个|做|卖",
    ])
});

/// Words that end the name of a company.
static STOPS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "and i|and we|and my|and our|and need|and want|and am|and are|in|at|on|for|with|from|but|we|i|i'm|my|our|which|that|who|where|because|so|is|are|was|to|can|could|would|need|looking|please|based|located|near|as|about|where|email|e-mail|phone|call",
        "y|en|con|pero|para|que|necesito|busco|quiero|et|à|dans|mais|pour|qui|je|und|in|aus|mit|aber|für|suche|ich|e|em|com|mas|preciso|quero|dan|di|yang|untuk|butuh|mau|hai|he|hain|aur|main|mujhe|ہے|ہیں|اور|میں|مجھے|و|في|من|نريد|أريد|है|हैं|और|में|मुझे",
    ])
});

/// The companies of a text, in its order.
pub fn find(text: &str) -> Vec<(Range<usize>, String)> {
    let mut all: Vec<(Range<usize>, String)> = Vec::new();
    let certain = CERTAIN.find_iter(text).take(20).filter_map(|found| read(text, found.end(), Shape::Any));
    let we_are = WE_ARE.find_iter(text).take(20).filter_map(|found| read(text, found.end(), Shape::Trade));
    let chinese = CHINESE.captures_iter(text).take(10).filter_map(|found| {
        let named = found.name("a").or_else(|| found.name("b"))?;
        let cut = named.as_str().find(['，', '的', '在', '想', '需']).unwrap_or(named.len());
        let sane = named.as_str()[..cut].chars().count() >= 2 && !NOT_COMPANIES.begins(named.as_str());
        sane.then(|| (named.start()..named.start() + cut, named.as_str()[..cut].to_owned()))
    });
    let likely = LIKELY.find_iter(text).take(40).filter_map(|found| read(text, found.end(), Shape::Legal));
    for (span, name) in certain.chain(chinese).chain(likely).chain(we_are).chain(south(text)) {
        if !all.iter().any(|(known, _)| known.start < span.end && span.start < known.end) {
            all.push((span, name));
        }
    }
    if all.is_empty() {
        all.extend(company_signed::find(text));
    }
    all.sort_by_key(|(span, _)| span.start);
    all
}

/// What stands between a person's name and where they work.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?xi)^\s?,?\s?(?:here\s+|hier\s+|speaking\s+)?(?:from|with|of|at|von(?:\s+der|\s+dem)?|vom|der\s+firma|chez|de(?:\s+la|\s+l['’])?|del|da|do|em\s+nome\s+d[ao]|dari|di)\s+")
        .expect("a fixed pattern")
});

/// The company right behind a person's name: "Hannah with Fern & Stone Interiors".
pub fn beside_name(text: &str, end: usize) -> Option<(Range<usize>, String)> {
    let link = LINK.find(&text[end..])?;
    read(text, end + link.end(), Shape::Trade)
}

/// More characters than these before the verb are no name.
const MOST_SOUTH: usize = 40;

/// Urdu and Hindi: the company before the verb.
static SOUTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[^\p{L}\p{N}\p{M}])(?:
            (?:[Mm]ain?|[Hh]um|[Hh]am)\s+(?P<a>[A-Z][A-Za-z&.'\ ]+?)\s+se\s
          | (?:hun|hoon|hain|hu)\s+(?P<b>[A-Z][A-Za-z&.'\ ]+?)\s+se(?-u:\b)
          | (?:ہم|میں)\s+(?P<c>[\u{620}-\u{6d3}\ ]+?)\s+(?:سے|ہیں)
          | (?:हम|मैं)\s+(?P<d>[\u{900}-\u{963}\ ]+?)\s+(?:से|हैं))",
    )
    .expect("a fixed pattern")
});

fn south(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    SOUTH.captures_iter(text).take(20).filter_map(|found| {
        let name = ["a", "b", "c", "d"].into_iter().find_map(|group| found.name(group))?;
        if name.as_str().chars().count() > MOST_SOUTH {
            return None;
        }
        let mut words = name.as_str().split_whitespace().skip(1);
        let shaped = ends_as_one(name.as_str()) || words.any(|word| is_legal(word) || is_trade(word));
        shaped.then(|| (name.range(), name.as_str().to_owned()))
    })
}

/// The company's name from `from` on, if it has the shape of one.
fn read(text: &str, from: usize, shape: Shape) -> Option<(Range<usize>, String)> {
    let clause = clause_from(text, from);
    let article = ["the ", "der ", "die ", "dem ", "la ", "el "].into_iter().find(|article| clause.starts_with(article));
    let skipped = article.map(str::len).filter(|length| clause[*length..].starts_with(char::is_uppercase)).unwrap_or(0);
    // "bei der Bank": only "the Blue Door" is a name by its capitals.
    let shape = if shape == Shape::Any && skipped > 0 && article != Some("the ") { Shape::Legal } else { shape };
    let (start, clause) = (from + skipped, &clause[skipped..]);
    if NOT_COMPANIES.begins(&fold(clause)) {
        return None;
    }
    let mut end = 0;
    let (mut has_legal, mut has_trade) = (false, false);
    for (words, word) in spaced_words(clause).enumerate() {
        let written = &clause[word.clone()];
        let plain = fold(written).replace('.', "");
        // "AG" is a legal form, "ag" hardly.
        let shaped = written.starts_with(char::is_uppercase) || plain.len() > 2 || plain == "co";
        let is_legal = shaped && is_legal(written);
        let cased = written.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || is_legal;
        let caseless = written.chars().any(is_letter) && !written.chars().any(is_latin);
        let connector = ["&", "+", "and", "of", "de", "und", "y", "et", "e", "la", "the", "del", "do", "da"].contains(&plain.as_str());
        let stops = STOPS.begins(&fold(&clause[word.start..])) && !(connector && goes_on(&clause[word.end..]));
        if stops || words >= 6 || !(cased || caseless || connector && goes_on(&clause[word.end..])) {
            break;
        }
        let form_first = words == 0 && matches!(written.trim_end_matches('.'), "PT" | "CV" | "UD");
        has_legal |= is_legal && words > 0 || form_first;
        // "Padaria Sol": a trade in the first place is a name only with a name behind it.
        has_trade |= words > 0 && (is_trade(written) || leads(spaced_words(clause).next().map_or("", |first| &clause[first])) && cased);
        end = word.end;
    }
    let edge = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '*' | '_' | '.');
    let written = clause[..end].trim_end_matches(edge);
    let name = written.trim_start_matches(edge);
    let start = start + written.len() - name.len();
    let fits = match shape {
        Shape::Any => true,
        Shape::Trade => has_legal || has_trade,
        Shape::Legal => has_legal,
    };
    let letters = name.chars().filter(|c| is_letter(*c)).count();
    let sane = letters >= 1 && name.chars().count() >= 2 && name.chars().count() <= 80 && !name.contains('@') && fits;
    sane.then(|| (start..start + name.len(), name.to_owned()))
}

/// The rest of the clause, at most 120 characters.
fn clause_from(text: &str, from: usize) -> &str {
    let rest = &text[from..];
    let ends =
        |c: char| matches!(c, '\n' | ',' | ';' | '!' | '?' | '(' | ')' | '"' | '”' | '»' | '،' | '۔' | '।' | '؟' | '，' | '。' | ':');
    let end = rest.char_indices().enumerate().find(|(count, (_, c))| *count == 120 || ends(*c)).map_or(rest.len(), |(_, (at, _))| at);
    let clause = &rest[..end];
    &clause[..sentence_end(clause)]
}

/// A capital letter, a number or a legal form follows: the name goes on after "&" or "of".
fn goes_on(rest: &str) -> bool {
    let next = rest.trim_start();
    let word = next.split_whitespace().next().map(|word| fold(word).replace('.', "")).unwrap_or_default();
    next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !["i", "i'm"].contains(&word.as_str()) || is_legal(&word)
}

/// Where a full stop ends the sentence: not the one of "Ltd." or "J. Brooks".
fn sentence_end(clause: &str) -> usize {
    let mut at = 0;
    while let Some(dot) = clause[at..].find(". ").map(|dot| at + dot) {
        let word = clause[..dot].rsplit(' ').next().unwrap_or_default();
        let short = word.chars().count() <= 1
            || is_legal(word) && clause[dot + 2..].starts_with(|c: char| c.is_uppercase()) && goes_on_legally(&clause[dot + 2..]);
        if !short {
            return dot;
        }
        at = dot + 2;
    }
    clause.len()
}

/// "Pvt. Ltd", "Co. KG".
fn goes_on_legally(rest: &str) -> bool {
    rest.split_whitespace().next().is_some_and(is_legal)
}

fn spaced_words(clause: &str) -> impl Iterator<Item = Range<usize>> {
    clause
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some(start..start + word.len())
        })
        .filter(|span| !span.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(text: &str) -> Option<String> {
        let all = find(text);
        for (span, name) in &all {
            assert_eq!(text.get(span.clone()), Some(name.as_str()), "{text}");
        }
        all.into_iter().next().map(|(_, name)| name)
    }

    #[test]
    fn companies_as_people_name_them() {
        for (text, wanted) in [
            ("I run Brooks & Co and need a website", "Brooks & Co"),
            ("I'm Ana from Brooks Ltd.", "Brooks Ltd"),
            ("I'm Ana from Brooks Pvt. Ltd, ana@example.com", "Brooks Pvt. Ltd"),
            ("I work at Acme in Berlin", "Acme"),
            ("I work for the Blue Door Bakery", "Blue Door Bakery"),
            ("my company is called Bank of Kent, we sell", "Bank of Kent"),
            ("Company: 3M", "3M"),
            ("on behalf of Müller GmbH & Co. KG.", "Müller GmbH & Co. KG"),
            ("I am the owner of Casa Azul", "Casa Azul"),
            ("mi empresa se llama Casa Azul y busco", "Casa Azul"),
            ("je travaille chez Dupont SARL", "Dupont SARL"),
            ("ich arbeite bei Siemens", "Siemens"),
            ("minha empresa se chama Padaria Sol", "Padaria Sol"),
            ("saya dari PT Maju Jaya", "PT Maju Jaya"),
            ("میری کمپنی کا نام الفلاح ٹریڈرز ہے", "الفلاح ٹریڈرز"),
            ("मेरी कंपनी का नाम सूर्या है", "सूर्या"),
            ("我们公司叫蓝天科技,想做网站", "蓝天科技"),
            ("Somos Viña Los Alerces y buscamos una agencia", "Viña Los Alerces"),
            ("Somos da Padaria Trigo Dourado e precisamos", "Padaria Trigo Dourado"),
            ("we're the Green Valley Farm", "Green Valley Farm"),
            ("main Ahmed bol raha hun Star Traders se", "Star Traders"),
            ("ہم النور ٹریڈرز سے ہیں", "النور ٹریڈرز"),
            ("हमारी कंपनी शिवम ट्रेडर्स है", "शिवम ट्रेडर्स"),
            ("Prices, please.\n\nBest wishes,\nRowena Pike\nOwner | Pike & Daughters Bakery", "Pike & Daughters Bakery"),
            ("Hola\n\nUn saludo,\nInés Ortiz\nClínica Rueda, S.L.P.\nTel. 91", "Clínica Rueda, S.L.P."),
            ("您好\n\n此致\n郑文静\n采购部经理\n江南文化传播有限公司", "江南文化传播有限公司"),
        ] {
            assert_eq!(read_one(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_company() {
        for text in [
            "I run a small shop",
            "I'm from London",
            "I work at home",
            "I work for a bank",
            "I own two houses",
            "greetings from Lisbon",
            "I need it for Monday",
            "our company is based in Kent",
            "trabajo en una tienda",
            "ich arbeite bei einem Bäcker",
            "我在家",
            "we are open",
            "Somos dos personas",
            "wir sind eine Familie",
            "can I book at Bright Dental Clinic?",
            "main Lahore se hoon",
            "Hi\n\nRegards,\nAna Lima\nHotel Manager\n12, rue de la Clinique",
        ] {
            assert_eq!(read_one(text), None, "{text}");
        }
    }
}

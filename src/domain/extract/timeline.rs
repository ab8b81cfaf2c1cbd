//! When the visitor needs it: a day, month or feast after words that set a time for it.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    text::{Cues, before, fold},
    time_words::{LOOSE, TIMES},
};

/// "by the end of October", "antes del verano", "bis Ende März", "avant Noël", "até 20 de abril", "قبل رمضان".
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    let month = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    let day = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)";
    let en = format!(
        r"(?:by|before|until|within|no\s+later\s+than|sometime\s+in|some\s+time\s+in|starting|start\s+in|ready\s+for|done\s+in)\s+(?P<en>(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+(?:the\s+|next\s+|this\s+)?(?:week|month|year|summer|spring|winter|autumn|{month})|(?:early|mid|late)[\s-]{month}|(?:next|this)\s+(?:week|month|year|spring|summer|autumn|fall|winter|{day}|{month})|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{month}|{month}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|{day}|christmas|easter|new\s+year|ramadan|eid|diwali|thanksgiving|(?:\d{{1,2}}|two|three|four|six|a|a\s+few)\s+(?:days?|weeks?|months?))\b"
    );
    let mes = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)";
    let es = format!(
        r"(?P<es>(?:antes\s+de(?:l|\s+la|\s+las)?|para\s+(?:el|la|finales\s+de|principios\s+de|mediados\s+de)|a\s+finales\s+de|a\s+principios\s+de)\s+(?:finales?\s+de\s+|fin\s+de\s+|pr[óo]xim[oa]\s+)?(?:\d{{1,2}}\s+de\s+{mes}|{mes}|(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)(?:\s+\d{{1,2}}(?:\s+de\s+{mes})?)?|verano|invierno|primavera|oto[ñn]o|navidad(?:es)?|semana(?:\s+santa|\s+que\s+viene)?|mes(?:\s+que\s+viene)?|a[ñn]o|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo))\b"
    );
    let mois = r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)";
    let fr = format!(
        r"(?P<fr>(?:avant|pour|d['’]ici|en|fin|d[ée]but|mi[-\s])\s*(?:le\s+|la\s+|les\s+|l['’])?(?:fin\s+(?:de\s+|d['’])?|d[ée]but\s+)?(?:\d{{1,2}}\s+{mois}|{mois}|no[ëe]l|p[âa]ques|[ée]t[ée]|hiver|printemps|automne|semaine\s+prochaine|mois\s+prochain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))\b"
    );
    let monat = r"(?:januar|februar|m[äa]rz|april|mai|juni|juli|august|september|oktober|november|dezember)";
    let de = format!(
        r"(?P<de>(?:bis(?:\s+(?:zum|zur|sp[äa]testens))?|vor|ab|noch\s+vor)\s+(?:(?:ende|anfang|mitte)\s+)?(?:\d{{1,2}}\.\s*{monat}|{monat}|n[äa]chste[rnm]?\s+(?:woche|monat)|sommer|winter|fr[üu]hjahr|herbst|weihnachten|ostern|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag))\b"
    );
    let mes_pt = r"(?:janeiro|fevereiro|mar[çc]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)";
    let pt = format!(
        r"(?P<pt>(?:at[ée]|antes\s+d[eoa]|para)\s+(?:ao?\s+|o\s+|dia\s+)?(?:(?:final|fim|in[íi]cio|meados)\s+d[eo]\s+)?(?:\d{{1,2}}\s+de\s+{mes_pt}|{mes_pt}|natal|p[áa]scoa|ver[ãa]o|inverno|m[êe]s(?:\s+que\s+vem)?|ano|semana\s+que\s+vem|segunda|ter[çc]a|quarta|quinta|sexta))\b"
    );
    let ar = r"(?P<ar>(?:قبل|بحلول|خلال)\s+(?:نهاية\s+)?(?:شهر\s+)?(?:رمضان|العيد|الصيف|الشتاء|الشهر(?:\s+القادم)?|الأسبوع(?:\s+القادم)?|السنة|أسبوع(?:ين)?|شهر(?:ين)?|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر))";
    Regex::new(&format!(r"(?i)\b(?:{en}|{es}|{fr}|{de}|{pt})|{ar}")).expect("a fixed pattern")
});

/// The time stands before: "عید سے پہلے", "agle mahine tak", "दिवाली से पहले", "下个月底之前".
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?P<ur>(?:اگلے|اس)?\s?(?:عید|رمضان|مہینے|ہفتے|سال|جمعے|پیر|جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر)(?:\s+کے\s+آخر)?\s+(?:سے\s+پہلے|تک))
          | \b(?P<ru>(?:(?:agle|agli|is)\s+)?(?:eid|ramzan|mahine|mahinay|hafte|haftay|saal|jumme|january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+ke\s+(?:end|akhir))?\s+(?:se\s+pehle|se\s+pehlay|tak))\b
          | (?P<hi>(?:(?:अगले|इस)\s+)?(?:दिवाली|होली|ईद|महीने|हफ्ते|हफ़्ते|साल|जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर)(?:\s+के\s+(?:अंत|आखिर))?\s+(?:से\s+पहले|तक))
          | (?P<zh>(?:(?:下个?|这个?|本)月底?|(?:下|这|本)周[一二三四五六日末]?|(?:今|明)?年底|春节|国庆|圣诞节?|\p{Nd}{1,2}月(?:底|初|\p{Nd}{1,2}[日号])?|[一二三四五六七八九十]{1,2}月(?:底|初)?)(?:之前|以前|前)|\p{Nd}{1,2}(?:天|周|个月)(?:之内|以内|内))",
    )
    .expect("a fixed pattern")
});

/// It tells what was, or when a door is open.
static OTHER_TIMES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "ordered|bought|paid|called|wrote|was|were|did|had|happened|since|open|opened|closed|closing|hours|abierto|abren|abiertos|horario|pedí|compré|ouvert|ouverts|ouvrez|horaires|commandé|geöffnet|offen|öffnungszeiten|bestellt|gekauft|war|aberto|abertos|abrem|horário|comprei|pedi|کھلا|کھلی|khula|khule|khuli|खुला|खुली|खुले|营业|开门",
    ])
});

/// The first time that is set for what they want.
pub fn find(text: &str) -> Option<Range<usize>> {
    let ahead = AHEAD.captures_iter(text).take(20);
    let behind = BEHIND.captures_iter(text).take(20);
    let spans = ahead.chain(behind).filter_map(|found| {
        let whole = found.get(0)?;
        let told = found.name("en").unwrap_or(whole);
        // "before Friday" is told whole; "in March" by the month.
        let keeps = told.start() > whole.start() && fold(&text[whole.start()..told.start()]).trim() == "before";
        let span = if keeps { whole.range() } else { told.range() };
        let other = OTHER_TIMES.is_in(&fold(before(text, whole.start(), 0, 60)));
        (!other).then(|| trimmed(text, span))
    });
    spans.min_by_key(|span| span.start)
}

/// A time that nothing sets, in a message that asks for something: "I need a cleaning, best next week". `taken`: what is
/// asked for.
pub fn beside_interest(text: &str, taken: &Range<usize>) -> Option<Range<usize>> {
    LOOSE.find_iter(text).take(20).map(|found| trimmed(text, found.range())).find(|span| {
        let ahead = fold(before(text, span.start, 0, 60));
        let apart = span.end <= taken.start || taken.end <= span.start;
        apart && !OTHER_TIMES.is_in(&ahead)
    })
}

/// An answer to our question when: its clause that names a time.
pub fn in_answer(text: &str) -> Option<Range<usize>> {
    if text.chars().count() > 80 || text.contains(['?', '؟', '？', '@']) {
        return None;
    }
    let mut from = 0;
    for clause in text.split_inclusive([',', ';', '،', '，', '\n', '。', '۔', '।', '!']) {
        let kept =
            clause.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '،' | '，' | '。' | '۔' | '।' | '!' | '.'));
        let start = from + kept.len() - kept.trim_start().len();
        if TIMES.is_match(&fold(kept)) && kept.split_whitespace().count() <= 8 {
            return Some(start..from + kept.len());
        }
        from += clause.len();
    }
    None
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let lead = text[span.clone()].len() - text[span.clone()].trim_start().len();
    span.start + lead..span.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<&str> {
        find(text).map(|span| &text[span])
    }

    #[test]
    fn when_people_need_it() {
        for (text, wanted) in [
            ("we need it by the end of October", "the end of October"),
            ("Could somebody come round before Friday?", "before Friday"),
            ("sometime in March", "March"),
            ("it has to be done within two weeks", "two weeks"),
            ("lo necesito para el 15 de diciembre", "para el 15 de diciembre"),
            ("antes del verano, por favor", "antes del verano"),
            ("il nous le faut avant Noël", "avant Noël"),
            ("wir brauchen es bis Ende März", "bis Ende März"),
            ("preciso até 20 de abril", "até 20 de abril"),
            ("ونريده قبل رمضان", "قبل رمضان"),
            ("عید سے پہلے چاہیے", "عید سے پہلے"),
            ("agle mahine tak lag jana chahiye", "agle mahine tak"),
            ("दिवाली से पहले चाहिए", "दिवाली से पहले"),
            ("希望下个月底之前做好", "下个月底之前"),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn times_beside_what_is_asked_for() {
        let read = |text: &'static str| beside_interest(text, &(0..0)).map(|span| &text[span]);
        for (text, wanted) in [
            ("Ich brauche eine Zahnreinigung, am besten nächste Woche.", "nächste Woche"),
            ("a brand refresh, launch is planned for Q1", "Q1"),
            ("Eröffnung ist im Mai", "im Mai"),
            ("queremos partir en marzo", "en marzo"),
            ("a partir de janeiro", "a partir de janeiro"),
            ("agle mahine ki 15 ko function hai", "agle mahine"),
            ("a new roof. When: mid May", "mid May"),
            ("اگلے ہفتے چاہیے", "اگلے ہفتے"),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        for text in ["I ordered it last week", "you were closed on Monday", "I may need a logo", "abierto en marzo"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn answers_to_when() {
        for (text, wanted) in [
            ("first week of September", "first week of September"),
            ("am 12. Juni", "am 12. Juni"),
            ("بكرة العصر", "بكرة العصر"),
            ("agle hafte se", "agle hafte se"),
            ("明天下午", "明天下午"),
            ("amanhã de manhã, por favor", "amanhã de manhã"),
            ("as soon as possible", "as soon as possible"),
        ] {
            assert_eq!(in_answer(text).map(|span| &text[span]), Some(wanted), "{text}");
        }
        for text in ["I don't know yet", "what about Monday?", "ok", "nobody told me"] {
            assert_eq!(in_answer(text), None, "{text}");
        }
    }

    #[test]
    fn other_times() {
        for text in [
            "I ordered before Friday",
            "are you open until Friday?",
            "I may call you",
            "it was in March",
            "¿abren para la semana santa?",
            "by the way",
            "aap log kab tak khule hain",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

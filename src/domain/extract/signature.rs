//! What stands under a letter: "Kind regards, Ana Lima, Brooks Ltd".

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// The lines under a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Where the name stands, if one does: the rest of the line may say more.
    pub name: Range<usize>,
    /// What follows the name, to the end of the text: trade, company, numbers.
    pub rest: Range<usize>,
}

/// More lines than these under "Regards" are a text that goes on.
const MOST_LINES: usize = 10;

/// More characters than these are no name.
const MOST_NAME: usize = 60;

/// "Regards," and the like, then the name.
static SIGN_OFF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[\n.!?,،۔।。！]\s*)(?:(?:best|kind(?:est)?|warm(?:est)?|many)\s+)?(?:regards|rgds|wishes|thanks|thank\s+you|thx|ta|cheers|sincerely|yours(?:\s+(?:truly|sincerely|faithfully))?|best
          |(?:muchos\s+|cordiales\s+)?saludos(?:\s+cordiales)?|un\s+(?:cordial\s+|afectuoso\s+)?(?:saludo|abrazo)|atentamente|atte\.?|(?:muchas\s+|mil\s+)?gracias|(?:(?:bien|tr[èe]s)\s+)?cordialement|cdlt|cdt|(?:mes\s+|nos\s+)?(?:meilleures\s+|sinc[èe]res\s+)?salutations(?:\s+distingu[ée]es)?|bien\s+[àa]\s+vous|(?:bonne\s+(?:journ[ée]e|soir[ée]e))|merci(?:\s+(?:beaucoup|d['’]avance))?|sinc[èe]rement
          |(?:mit\s+)?(?:freundlichen|freundliche|besten|beste|vielen|viele|liebe|sch[öo]ne)\s+gr(?:ü|ue|u)(?:ß|ss)en?|gru(?:ß|ss)|mfg|lg|vg|(?:vielen\s+|besten\s+)?dank(?:e)?|hochachtungsvoll|(?:com\s+os\s+)?(?:melhores\s+)?cumprimentos|atenciosamente|atentamente|(?:muito\s+)?obrigad[oa]|grat[oa]|abra[çc]os?|att\.?|terima\s+kasih|hormat\s+saya|salam
          |(?:و?مع\s+)?(?:خالص\s+|أطيب\s+|اطيب\s+|أجمل\s+|فائق\s+)?(?:التحية|التحيات|الشكر|الاحترام|تحياتي|التقدير)(?:\s+والتقدير|\s+والاحترام)?|وتفضلوا\s+بقبول\s+(?:فائق\s+)?الاحترام|شاكرين\s+لكم|وشكراً?ا?|shukriya|meherbani|wa?s?salam|والسلام|شکریہ|نیازمند|مخلص|خیر\s+اندیش|آپ\s+ک[اے]\s+مخلص|धन्यवाद|सादर|भवदीया?|आपका|शुभकामनाओं\s+सहित|谢谢|謝謝|此致|此致\s*敬礼|敬礼|敬上|祝好|顺颂商祺)
          (?P<gap>\s*[,\n!.—–،۔।，。！-]\s*[,\n—–-]?\s*)(?P<name>[^\n@0-9]+?)\s*(?P<rest>(?:[\n,|][\s\S]*)?)$",
    )
    .expect("a fixed pattern")
});

/// "… by March. - Dana, Pike Consulting".
static DASH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\n.!?。！])\s*[-–—]\s?(?P<name>\p{Lu}[^\n@0-9,.!?]+)(?P<rest>(?:,[^\n@0-9]+)?)\s*[.!]?\s*$")
        .expect("a fixed pattern")
});

/// The signature of a text; whether its first words are a name is for the reader to say.
pub fn find(text: &str) -> Option<Signature> {
    // "Salam, …": no message begins with its end.
    let first = SIGN_OFF.captures(text);
    let greeted = first.as_ref().and_then(|found| found.get(0)).is_some_and(|whole| whole.start() == 0);
    let after = text.chars().next().map_or(0, char::len_utf8);
    let later = if greeted { SIGN_OFF.captures_at(text, after) } else { None };
    let found = later.or(first).or_else(|| DASH.captures(text))?;
    let (name, rest) = (found.name("name")?, found.name("rest")?);
    // "Thanks, Ana, and one more thing": said to somebody, not signed.
    let one_line = found.name("gap").is_some_and(|gap| !gap.as_str().contains('\n'));
    let sane = (2..=MOST_NAME).contains(&name.as_str().chars().count());
    let fits = sane && rest.as_str().lines().count() <= MOST_LINES && (!one_line || rest.as_str().trim().is_empty());
    fits.then(|| Signature { name: name.range(), rest: rest.range() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, &str)> {
        find(text).map(|signature| (&text[signature.name], text[signature.rest].trim_start_matches([',', '\n']).trim()))
    }

    #[test]
    fn names_under_letters() {
        for (text, wanted) in [
            ("Please send prices.\n\nBest regards,\nAna Lima", ("Ana Lima", "")),
            (
                "Bitte melden.\n\nMit freundlichen Grüßen\nDr. Sabine Köhler\nNordlicht GmbH\nTel. 040 1",
                ("Dr. Sabine Köhler", "Nordlicht GmbH\nTel. 040 1"),
            ),
            ("Llámame. Gracias, Quim", ("Quim", "")),
            ("we need it by March. - Dana, Pike Consulting", ("Dana", "Pike Consulting")),
            ("مع خالص التحية،\nفهد الدوسري\nمؤسسة النخيل", ("فهد الدوسري", "مؤسسة النخيل")),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn letters_without_one() {
        for text in ["Hello, I need prices.", "two-door fridge", "Taxi Berlin - Hamburg", "10 - 20 people", "Thanks, Ana, one more thing"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! What the visitor wants to spend: an amount beside words of spending, not every price that is mentioned.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    phone_words::OTHER_CUES,
    text::{Cues, after, before, fold},
};

/// An amount with all that belongs to it: "£4,000", "R$ 5.000", "3 lakh", "20 ألف ريال", "5万元".
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let sign = r"(?P<sign>(?:US|AU|CA|NZ|R|A|C)?\$|[€£₹¥]|(?:Rs|PKR|INR|USD|EUR|GBP|AED|SAR|EGP|BRL|CNY|RMB|CHF|MXN)\b\.?)";
    let number = r"(?P<number>\p{Nd}{1,3}(?:[.,'’\u{a0}\u{202f}\u{20}٬]\p{Nd}{3})+(?:[.,]\p{Nd}{1,2})?|\p{Nd}{1,3}(?:,\p{Nd}{2})+,\p{Nd}{3}|\p{Nd}+(?:[.,]\p{Nd}+)?)";
    let scale = r"(?P<scale>k\b|mil(?:l[óoõ]n(?:es)?|h[ãõ](?:o|es))?\b|thousand\b|grand\b|million\b|mille\b|tausend\b|lakhs?\b|lacs?\b|crores?\b|hazaa?r\b|لاکھ|ہزار|کروڑ|ألف|الف|آلاف|مليون|लाख|हज़ार|हजार|करोड़|万|萬|千)";
    let unit = r"(?P<unit>[€£₹$]|dollars?\b|bucks\b|euros?\b|pounds?\b|quid\b|rupees\b|rupay\b|rupaye\b|reais\b|pesos\b|yuan\b|francs?\b|franken\b|dirhams?\b|riyals?\b|(?:USD|EUR|GBP|PKR|INR|AED|SAR|BRL|CHF|MXN|RMB)\b|ريال|درهم|جنيه|دينار|روپے|रुपये|रुपए|元|块)";
    Regex::new(&format!(r"(?i)(?:{sign}[ \u{{a0}}]?)?{number}(?:[ \u{{a0}}\u{{202f}}]?{scale})?(?:[ \u{{a0}}\u{{202f}}]?{unit})?"))
        .expect("a fixed pattern")
});

/// An amount near these is what they want to spend.
static BUDGET: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["budget|presupuesto|orçamento|verba|anggaran|بجٹ|ميزانية|الميزانية|ميزانيتي|ميزانيتنا|وميزانيتي|बजट|预算|預算"])
});

/// Money near these is, too.
static SPENDING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "spend|to spend|afford|willing to pay|at most|no more than|not more than|up to|maximum|max|tops|gastar|como máximo|máximo|hasta|dépenser|au maximum|maximum|au plus|jusqu'à|ausgeben|höchstens|maximal|bis zu|haben dafür|zur verfügung|no máximo|até|خرچ|kharch|kharcha|بحدود|खर्च|花|最多",
    ])
});

/// The first amount that the visitor wants to spend.
pub fn find(text: &str) -> Option<Range<usize>> {
    AMOUNT.captures_iter(text).take(40).find_map(|found| {
        let whole = found.get(0)?.range();
        let money = ["sign", "scale", "unit"].into_iter().any(|part| found.name(part).is_some());
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_numeric() || c.is_ascii_alphabetic() || c == '@');
        let torn = inside(text[..whole.start].chars().next_back()) || inside(text[whole.end..].chars().next());
        (!torn && is_spent(text, &whole, money)).then_some(whole)
    })
}

fn is_spent(text: &str, span: &Range<usize>, money: bool) -> bool {
    // The dot of "ca." ends no sentence.
    let lead = text[..span.start].trim_end();
    let about = ["ca.", "Ca.", "approx.", "aprox.", "env.", "max."].into_iter().find(|about| lead.ends_with(about));
    let from = about.map_or(span.start, |about| lead.len() - about.len());
    let (ahead, behind) = (fold(before(text, from, 0, 44)), fold(after(text, span.end, text.len(), 24)));
    if money {
        return [&*BUDGET, &*SPENDING].into_iter().any(|cues| cues.is_in(&ahead) || cues.is_in(&behind));
    }
    // "budget: 5000", "our budget is around 5000", but not "budget question about order 5000".
    let digits = text[span.clone()].chars().filter(|c| c.is_numeric()).count();
    let gap = BUDGET.last_end(&ahead).map(|end| &ahead[end..]);
    digits >= 3 && gap.is_some_and(|gap| gap.chars().count() <= 16 && !OTHER_CUES.is_in(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<&str> {
        find(text).map(|span| &text[span])
    }

    #[test]
    fn what_people_want_to_spend() {
        for (text, wanted) in [
            ("Our budget is around $2,500 for it", "$2,500"),
            ("roughly £4,000 to spend", "£4,000"),
            ("budget: 5000", "5000"),
            ("we can spend up to 10k", "10k"),
            ("un presupuesto de 200 mil pesos", "200 mil pesos"),
            ("budget 15 000 €", "15 000 €"),
            ("wir haben dafür ca. 12.000 Euro", "12.000 Euro"),
            ("no máximo R$ 5.000.", "R$ 5.000"),
            ("budget 3 lakh tak hai", "3 lakh"),
            ("بجٹ تقریباً 5 لاکھ روپے ہے", "5 لاکھ روپے"),
            ("الميزانية حوالي ٢٠ ألف ريال", "٢٠ ألف ريال"),
            ("बजट लगभग 2 लाख रुपये है", "2 लाख रुपये"),
            ("预算大概5万元", "5万元"),
            ("budget 12,50,000 rupees", "12,50,000 rupees"),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_amounts() {
        for text in [
            "It costs $2,500",
            "I paid 300 euros for it",
            "a question about the budget for order 10023",
            "I've no budget yet",
            "max 20 people",
            "open until 5",
            "mi presupuesto, por favor",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! What the visitor wants to spend: an amount beside words of spending, not every price that is mentioned.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    number_words,
    phone_words::OTHER_CUES,
    text::{Cues, after, before, fold, is_han, is_letter},
};

/// An amount with all that belongs to it: "£4,000", "R$ 5.000", "3 lakh", "20 ألف ريال", "5万元".
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let sign = r"(?P<sign>(?:US|AU|CA|NZ|R|A|C)?\$|[€£₹¥]|(?:Rs|PKR|INR|USD|EUR|GBP|AED|SAR|EGP|BRL|CNY|RMB|CHF|MXN)(?-u:\b)\.?)";
    let number = r"(?P<number>\p{Nd}{1,3}(?:[.,'’\u{a0}\u{202f}\u{20}٬]\p{Nd}{3})+(?:[.,]\p{Nd}{1,2})?|\p{Nd}{1,3}(?:,\p{Nd}{2})+,\p{Nd}{3}|\p{Nd}+(?:[.,]\p{Nd}+)?)";
    let scale = r"(?P<scale>k(?-u:\b)|mil(?:l[óoõ]n(?:es)?|h[ãõ](?:o|es))?(?-u:\b)|thousand(?-u:\b)|grand(?-u:\b)|million(?-u:\b)|mille(?-u:\b)|tausend(?-u:\b)|lakhs?(?-u:\b)|lacs?(?-u:\b)|crores?(?-u:\b)|hazaa?r(?-u:\b)|لاکھ|ہزار|کروڑ|ألف|الف|آلاف|مليون|लाख|हज़ार|हजार|करोड़|万|萬|千)";
    let units = r"[€£₹$]|dollars?(?-u:\b)|bucks(?-u:\b)|euros?(?-u:\b)|pounds?(?-u:\b)|quid(?-u:\b)|rupees(?-u:\b)|rupay(?-u:\b)|rupaye(?-u:\b)|reais(?-u:\b)|pesos(?-u:\b)|yuan(?-u:\b)|francs?(?-u:\b)|franken(?-u:\b)|dirhams?(?-u:\b)|riyals?(?-u:\b)|(?:USD|EUR|GBP|PKR|INR|AED|SAR|BRL|CHF|MXN|RMB|CAD|AUD|NZD|SGD|HKD|MYR|NGN|ZAR|KES|MAD|TND|EGP|QAR|KWD|COP|ARS|CLP|PEN|TRY|BDT)(?-u:\b)|naira(?-u:\b)|rands?(?-u:\b)|ringgit(?-u:\b)|shillings?(?-u:\b)|taka(?-u:\b)|soles(?-u:\b)|dhs?(?-u:\b)|马币|馬幣|港币|港幣|港元|美元|美金|人民币|新币|台币|台幣|欧元|英镑|ليرة|ريال|درهم|جنيه|دينار|روپے|रुपये|रुपए|元|块";
    let unit = format!("(?P<unit>{units})");
    let words = number_words::pattern();
    Regex::new(&format!(
        r"(?i)(?:{sign}[ \u{{a0}}]?)?{number}(?:[ \u{{a0}}\u{{202f}}]?{scale})?(?:[ \u{{a0}}\u{{202f}}]?{unit})?|(?x:(?P<words>{words}))(?:[ \u{{a0}}\u{{202f}}]{{0,2}}(?:{units}))?"
    ))
    .expect("a fixed pattern")
});

/// An amount near these is what they want to spend.
static BUDGET: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["budget|presupuesto|orçamento|verba|anggaran|بجٹ|ميزانية|الميزانية|ميزانيتي|ميزانيتنا|وميزانيتي|बजट|预算|預算"])
});

/// Money near these is, too.
static SPENDING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "spend|to spend|afford|price range|set aside|put aside|to play with|to work with|no higher than|not over|below|under|tope|disponemos de|contamos con|tenemos unos|tengo unos|tenemos alrededor de|podemos pagar|puedo pagar|podemos gastar|disponible|on dispose de|nous avons environ|nous disposons de|kosten darf|kosten soll|darf kosten|ausgeben wollen|podemos pagar|posso pagar|podemos gastar|temos uns|tenho uns|pagar até|zyada se zyada|ziada se ziada|kam se kam|زیادہ سے زیادہ|نقدر ندفع|اقصى|أقصى|بحد أقصى|ज़्यादा से ज़्यादा|ज्यादा से ज्यादा|不超过|以内|以內|willing to pay|at most|no more than|not more than|up to|maximum|max|tops|gastar|como máximo|máximo|hasta|dépenser|au maximum|maximum|au plus|jusqu'à|ausgeben|höchstens|maximal|bis zu|haben dafür|zur verfügung|no máximo|até|خرچ|kharch|kharcha|بحدود|खर्च|花|最多",
    ])
});

/// "Around 12 grand": a sum that somebody has in mind, where nothing is said of prices.
static ABOUT: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "como|around|about|roughly|approximately|approx|ballpark|in the region of|somewhere between|unos|unas|alrededor de|aproximadamente|más o menos|entre|environ|autour de|dans les|aux alentours de|so um die|um die|ungefähr|circa|ca|rund|etwa|so|cerca de|uns|por volta de|mais ou menos|entre|taqreeban|taqriban|qareeb|kareeb|lagbhag|تقریباً|تقریبا|قریب|حوالي|حوالى|تقريبا|بحدود|करीब|लगभग|तकरीबन|大概|大约|大約|差不多",
    ])
});

/// The sum is a price, or was paid already.
static PRICES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "cost|costs|price|prices|priced|paid|pay back|charged|charge|quoted|quote says|invoice|bill|was|were|said|refund|deposit|transferred|worth|earn|salary|last time|per month we make|cuesta|costó|precio|pagué|pagado|cobraron|factura|era|dijeron|reembolso|coûte|coûté|prix|payé|facture|facturé|était|remboursement|kostet|kostete|kosten|preis|bezahlt|gezahlt|rechnung|war|überwiesen|rückerstattung|custa|custou|preço|paguei|pago|cobraram|fatura|era|boleto|reembolso|diye|de chuka|de diye|wapas|ادا|دیے|دے چکا|قیمت|سعر|دفعت|حولت|فاتورة|दिए|दिये|चुकाए|कीमत|价格|付了|付的|转了|退款",
    ])
});

/// A range: the sum goes on before or behind.
static RANGE_AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[\s(:])(?P<first>[$€£₹]?\p{Nd}[\p{Nd}.,]{0,9}\s?(?:k|mil|tausend|lakh|hazar|لاکھ|ہزار|लाख|हज़ार|ألف|万)?\s?[$€£₹]?\s?(?:-|–|~|to|and|y|a|à|et|bis|und|e|se|سے|إلى|الى|से|到|至)\s?)$")
        .expect("a fixed pattern")
});
static RANGE_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s?(?:-|–|~|to|y|a|à|et|bis|e|se|سے|إلى|الى|से|到|至)\s?[$€£₹]?\p{Nd}[\p{Nd}.,]{0,9}\s?(?:k\b|mil\b|tausend|lakhs?|hazar|لاکھ|ہزار|लाख|हज़ार|ألف|万)?\s?(?:[$€£₹]|dollars|euros?|pounds|rupees|روپے|रुपये|ريال|元)?")
        .expect("a fixed pattern")
});

/// The first amount that the visitor wants to spend.
pub fn find(text: &str) -> Option<Range<usize>> {
    amounts(text).find(|(span, money)| is_spent(text, span, *money)).map(|(span, _)| ranged(text, span))
}

/// The first amount of an answer to our question for the budget.
pub fn in_answer(text: &str) -> Option<Range<usize>> {
    let counts = |span: &Range<usize>| text[span.clone()].chars().filter(|c| c.is_numeric()).count() >= 2;
    amounts(text).find(|(span, money)| *money || counts(span)).map(|(span, _)| ranged(text, span))
}

/// Every amount, and whether it is money by its form.
fn amounts(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    AMOUNT.captures_iter(text).take(40).filter_map(|found| {
        let whole = found.get(0)?.range();
        let money = ["sign", "scale", "unit", "words"].into_iter().any(|part| found.name(part).is_some());
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_numeric() || c.is_ascii_alphabetic() || c == '@');
        let letter = |c: Option<char>| found.name("words").is_some() && c.is_some_and(|c| is_letter(c) && !is_han(c));
        let (ahead, behind) = (text[..whole.start].chars().next_back(), text[whole.end..].chars().next());
        let torn = inside(ahead) || inside(behind) || letter(ahead) || letter(behind);
        (!torn).then_some((whole, money))
    })
}

/// With the other end of a range: "8 and 10k".
fn ranged(text: &str, span: Range<usize>) -> Range<usize> {
    let lead = text[..span.start].char_indices().rev().nth(23).map_or(0, |(at, _)| at);
    let start = RANGE_AHEAD
        .captures(&text[lead..span.start])
        .and_then(|found| found.name("first"))
        .map_or(span.start, |first| lead + first.start());
    let end = RANGE_BEHIND.find(&text[span.end..]).map_or(span.end, |behind| span.end + behind.as_str().trim_end().len());
    start..end
}

fn is_spent(text: &str, span: &Range<usize>, money: bool) -> bool {
    // The dot of "ca." ends no sentence.
    let lead = text[..span.start].trim_end();
    let about = ["ca.", "Ca.", "approx.", "aprox.", "env.", "max."].into_iter().find(|about| lead.ends_with(about));
    let from = about.map_or(span.start, |about| lead.len() - about.len());
    let ahead = format!("{}{}", before(text, from, 0, 44), &text[from..span.start]);
    let (ahead, behind) = (fold(&ahead), fold(after(text, span.end, text.len(), 24)));
    if money {
        return [&*BUDGET, &*SPENDING].into_iter().any(|cues| cues.is_in(&ahead) || cues.is_in(&behind)) || is_in_mind(text, span, &ahead);
    }
    // "budget: 5000", "our budget is around 5000", but not "budget question about order 5000".
    let digits = text[span.clone()].chars().filter(|c| c.is_numeric()).count();
    let gap = BUDGET.last_end(&ahead).map(|end| &ahead[end..]);
    digits >= 3 && gap.is_some_and(|gap| gap.chars().count() <= 16 && !OTHER_CUES.is_in(gap))
}

/// "Thinking around 12 grand", in a sentence without prices and questions.
fn is_in_mind(text: &str, span: &Range<usize>, ahead: &str) -> bool {
    let near = ABOUT.last_end(ahead).is_some_and(|end| ahead[end..].chars().count() <= 8);
    let (whole_ahead, whole_behind) = (before(text, span.start, 0, 120), after(text, span.end, text.len(), 120));
    let question = text[span.end + whole_behind.len()..].starts_with(['?', '؟', '？']);
    let priced = [whole_ahead, whole_behind].into_iter().any(|part| PRICES.is_in(&fold(part)));
    near && !question && !priced
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
            ("thinking around 12 grand, ideally", "12 grand"),
            ("budget is somewhere between 8 and 10k", "8 and 10k"),
            ("our budget: 5000-10000", "5000-10000"),
            ("so um die zweieinhalbtausend Euro", "zweieinhalbtausend Euro"),
            ("max. 600 Euro", "600 Euro"),
            ("Tenemos unos 800 mil pesos al mes", "800 mil pesos"),
            ("we can spend up to two thousand dollars", "two thousand dollars"),
            ("بجٹ تقریباً دو لاکھ روپے ہے", "دو لاکھ روپے"),
            ("बजट करीब तीन लाख रुपये है", "तीन लाख रुपये"),
            ("ميزانيتنا حوالي خمسة آلاف ريال", "خمسة آلاف ريال"),
            ("预算三万左右", "三万"),
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
            "it costs around 300 euros",
            "is it about $300?",
            "I paid about 300 euros",
            "around 300 people",
            "a thousand thanks",
            "open until 5",
            "mi presupuesto, por favor",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

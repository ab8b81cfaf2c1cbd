//! Days, months and feasts, by language.

use std::sync::LazyLock;

use regex::Regex;

const MONTHS: &str = r"january|february|march|april|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|januar|j[äa]nner|februar|m[äa]rz|juni|juli|oktober|dezember|janeiro|fevereiro|mar[çc]o|maio|junho|julho|setembro|outubro|novembro|dezembro";

const WEEKDAYS: &str = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|segunda(?:-feira)?|ter[çc]a(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?";

const SOUTH_UR: &str = r"(?:اگلے|آئندہ|اسی)\s+(?:ہفتے|مہینے|ماہ|سال|جمعے|پیر|منگل|بدھ|جمعرات|ہفتہ|اتوار)";
const SOUTH_HI: &str = r"(?:अगले|आने\s+वाले|इसी)\s+(?:हफ्ते|हफ़्ते|सप्ताह|महीने|साल|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार)";
const ARABIC: &str = r"(?:الأسبوع|الاسبوع|الشهر|السنة)\s+(?:القادم|القادمة|الجاي|الجاية|المقبل|المقبلة)|(?:في|من|بداية|نهاية|أول|اول|منتصف)\s+(?:شهر\s+)?(?:يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|رمضان)";
const CHINESE: &str = r"下(?:个|個)?(?:周|月|星期|礼拜|禮拜)[一二三四五六日天底初]?|(?:这|這|本)(?:周|月)[一二三四五六日底末]?|明年|年底前?|\p{Nd}{1,2}月(?:底|初|中旬|份|\p{Nd}{1,2}[日号號])?(?:前)?";

/// A coming time, whatever stands before it.
pub static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?xi)(?-u:\b)(?:
            (?:in|for|from|starting|around|during|on|en|para|desde|a\s+partir\s+de|partir\s+d[e'’]|pour|im|ab|em)\s+(?:(?:early|mid|late|end\s+of|fin|fines\s+de|finales\s+de|d[ée]but|anfang|mitte|ende|in[íi]cio\s+de|fim\s+de|finais\s+de)[\s-])?(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?)?(?:{MONTHS})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?-u:\b))?
          | (?:early|mid|late|end\s+of|beginning\s+of|anfang|mitte|ende|fin|d[ée]but|mi-|mediados\s+de|finales\s+de|principios\s+de|meados\s+de|fim\s+de|in[íi]cio\s+de)[\s-]?(?:{MONTHS}|may)
          | (?:am|zum|bis)\s+\d{{1,2}}\.\s?(?:{MONTHS})
          | (?:next|this\s+coming|the\s+coming)\s+(?:week|weekend|month|year|spring|summer|autumn|fall|winter|(?:{WEEKDAYS})) | this\s+(?:week|weekend|month|spring|summer|autumn|winter)
          | (?:pr[óo]xim[oa]|la\s+pr[óo]xima|el\s+pr[óo]ximo)\s+(?:semana|mes|a[ñn]o|verano|lunes|martes|jueves|viernes|s[áa]bado) | la\s+semana\s+que\s+viene | el\s+mes\s+que\s+viene | (?:la\s+)?semaine\s+prochaine | (?:le\s+)?mois\s+prochain | (?:l['’])?(?:ann[ée]e|[ée]t[ée])\s+prochaine?
          | (?:n[äa]chste[nrsm]?|kommende[nrsm]?|diese[nrsm]?)\s+(?:woche|monat|jahr|wochenende|sommer|winter|fr[üu]hjahr|herbst|(?:{WEEKDAYS})) | (?:na\s+)?(?:pr[óo]xima\s+semana|semana\s+que\s+vem) | (?:no\s+)?(?:pr[óo]ximo\s+m[êe]s|m[êe]s\s+que\s+vem)
          | q[1-4](?:\s+20\d\d)?
          | (?:agle|agli|aglay|anay\s+wale)\s+(?:hafte|haftay|week|mahine|mahinay|month|saal|jumme|monday|sunday|saturday|friday)
        )(?-u:\b)|{SOUTH_UR}|{SOUTH_HI}|{ARABIC}|{CHINESE}"
    ))
    .expect("a fixed pattern")
});

/// A folded text names a time.
pub static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?xi)\b(?:{MONTHS}|may|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|{WEEKDAYS}|today|tonight|tomorrow|weekend|weekends|week|weeks|month|months|days|year|morning|afternoon|evening|spring|summer|autumn|fall|winter|christmas|easter|eid|diwali|ramadan|asap|soon|as\s+soon\s+as\s+possible|immediately|right\s+away|now|anytime|whenever
          |hoy|manana|pasado\s+manana|semana|semanas|mes|meses|ano|tarde|verano|invierno|primavera|otono|navidad|cuanto\s+antes|lo\s+antes\s+posible
          |aujourd'hui|demain|apres-demain|semaine|semaines|mois|matin|apres-midi|soir|ete|hiver|printemps|automne|noel|paques|des\s+que\s+possible|au\s+plus\s+vite
          |heute|morgen|ubermorgen|woche|wochen|monat|monate|monaten|wochenende|vormittags?|nachmittags?|abends?|fruhjahr|fruhling|sommer|herbst|weihnachten|ostern|sofort|so\s+bald\s+wie\s+moglich|moglichst\s+bald|baldmoglichst
          |hoje|amanha|depois\s+de\s+amanha|manha|noite|mes\s+que\s+vem|verao|inverno|natal|pascoa|o\s+quanto\s+antes|o\s+mais\s+rapido
          |aaj|kal|parson|parso|subah|dopahar|dopehar|shaam|sham|raat|hafte|haftay|hafta|mahine|mahinay|mahina|jumme|jumma|itwar|peer|jaldi|abhi|foran)\b
          |اج|كل|پرسوں|صبح|شام|دوپهر|رات|هفتے|هفته|مهينے|جمعے|جمعه|اتوار|پير|منگل|بدھ|جمعرات|عيد|رمضان|جلد|فورا|اليوم|غدا|بكره|بكرا|بعد\s+غد|الصباح|الظهر|العصر|المغرب|المساء|الليل|الاسبوع|الشهر|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت
          |आज|कल|परसों|सुबह|दोपहर|शाम|रात|हफ्ते|हफ्ता|महीने|महीना|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|दिवाली|होली|जल्दी|तुरंत|अभी
          |今天|明天|后天|後天|早上|上午|中午|下午|晚上|周[一二三四五六日末]|星期|礼拜|这周|下周|这个月|下个月|月底|年底|春节|国庆|尽快|盡快|马上|\p{{Nd}}{{1,2}}[月日号號]|\b\d{{1,2}}[./]\d{{1,2}}\b"
    ))
    .expect("a fixed pattern")
});

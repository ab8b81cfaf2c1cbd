//! Which of two addresses or numbers a few words mean that neither name it nor its place: "the work one", "the new one",
//! and what is said to an offer by a plain yes or no.

use std::sync::LazyLock;

use super::{
    capture::Field,
    extract::{Cues, chosen_of_two, fold},
    phone::digit,
};

/// Longer messages speak of other things, too.
const MOST_WORDS: usize = 10;
/// So few words can be about nothing else; more of them have to point at an address.
const FEW_WORDS: usize = 3;
/// "The one ending in 42."
const FEWEST_DIGITS: usize = 2;

/// An answer that names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    Yes,
    No,
    /// Either of them, both of them.
    Both,
}

const YES: &str = "yes yeah yep yup sure ok okay right correct exactly indeed absolutely oui ouais exact exactement accord volontiers \
    ja jawohl jo genau richtig stimmt klar gerne gern passt korrekt si claro correcto correcta exacto exactamente vale sim certo certa \
    correto exato exatamente isso iya ya benar betul boleh oke haan haa ji jee bilkul theek thik sahi ہاں جی بالکل ٹھیک درست صحیح \
    نعم أجل ايوه ايوا تمام طبعا بالتأكيد हाँ हां जी बिल्कुल ठीक सही 是 是的 对 對 对的 好 好的 可以 没错 嗯 行 是啊 对啊";

const NO: &str = "no nope nah not isn wrong incorrect non pas faux nein nee ne nicht falsch incorrecto não errado tidak bukan salah nahi \
    nahin ghalat galat نہیں غلط لا ليس ليست خطأ नहीं गलत 不 不是 不对 错 错了";

/// Words beside a yes or a no that say nothing else.
const FILLERS: &str = "please thanks thank you that this it is s t one the do use go ahead with fine c est ca bien merci il vous te plait \
    celle celui la le d bitte danke das die der ist so gut sie nimm nehmen esa ese eso es asi el esta por favor gracias e esse essa \
    mesmo obrigado obrigada itu yang saja silakan terima kasih tolong hai wohi wahi yehi yeh ye woh wo shukriya ہے یہی وہی شکریہ \
    هذا هذه هو هي من فضلك شكرا है यही वही धन्यवाद 谢谢 请";

fn set(words: &str) -> Vec<String> {
    words.split_whitespace().map(fold).collect()
}

static YESES: LazyLock<Vec<String>> = LazyLock::new(|| set(YES));
static NOES: LazyLock<Vec<String>> = LazyLock::new(|| set(NO));
static BESIDE: LazyLock<Vec<String>> = LazyLock::new(|| set(FILLERS));

static BOTH: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "both|either|either one|whichever|doesn't matter|does not matter|all the same|ambos|ambas|los dos|las dos|cualquiera|da igual|les deux",
        "n'importe lequel|n'importe laquelle|peu importe|beide|egal|os dois|as duas|qualquer um|tanto faz|keduanya|dua duanya|terserah",
        "dono|donon|koi bhi|دونوں|کوئی بھی|كلاهما|كليهما|أي منهما|दोनों|कोई भी|两个都|都可以|都行|都是|随便",
    ])
});

/// Then it is the other one, or neither.
static DENIED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "not|isn't|don't|neither|none|nicht|keine|keiner|keines|no es|no uses|ninguno|ninguna|pas|aucun|aucune|ne|não|nenhum|nenhuma|bukan|jangan",
        "nahi|nahin|mat|نہیں|مت|ليس|ليست|لا|नहीं|मत|不是|不要|别用|不用",
    ])
});

/// Words that point at an address or a number.
static POINTS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "one|ones|that|it|use|take|keep|please|address|mail|email|e-mail|number|phone|correo|dirección|número|use|usa|usar|adresse|courriel|numéro",
        "utilisez|prenez|celle|celui|mailadresse|nummer|bitte|nehmen|nimm|endereço|alamat|nomor|pakai|yang|wala|wali|rakhein|والا|والی|ای میل|نمبر",
        "البريد|العنوان|الرقم|استخدم|वाला|वाली|ईमेल|पता|नंबर|邮箱|号码|那个|这个|用",
    ])
});

static WORK: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "work|business|office|company|corporate|job|professional|trabajo|empresa|oficina|laboral|profesional|corporativo|travail|bureau|boulot",
        "professionnel|professionnelle|pro|entreprise|société|arbeit|arbeits|geschäftlich|geschäftliche|geschäftlichen|büro|firma|firmen|dienstlich",
        "dienstliche|dienstlichen|beruflich|berufliche|beruflichen|arbeitsmail|arbeitsadresse|firmenmail|firmenadresse|büroadresse|trabalho|escritório",
        "kantor|kerja|perusahaan|daftar|kaam|دفتر|کام|آفس|العمل|الشغل|الشركة|المكتب|दफ्तर|काम|ऑफिस|कंपनी|工作|公司|办公|单位|企业",
    ])
});

static PRIVATE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "private|personal|home|particular|privado|privada|casa|personnel|personnelle|perso|privé|privée|privat|private|privaten|privatadresse",
        "privatmail|pessoal|pribadi|rumah|zaati|ghar|ذاتی|نجی|گھر|الشخصي|شخصي|الخاص|المنزل|निजी|पर्सनल|घर|व्यक्तिगत|私人|个人|家里",
    ])
});

static NEW: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "new|newer|newest|latest|most recent|nuevo|nueva|nouveau|nouvelle|neue|neuen|neuer|neueste|novo|nova|baru|terbaru|naya|nayi|nai",
        "نیا|نئی|نئے|الجديد|الجديدة|جديد|جديدة|नया|नई|नये|新的|新邮箱|新号码|新地址|新那个",
    ])
});

static OLD: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "old|older|previous|original|earlier|viejo|vieja|anterior|antiguo|antigua|ancien|ancienne|précédent|précédente|alte|alten|alter",
        "vorherige|bisherige|antigo|antiga|velho|velha|lama|sebelumnya|purana|purani|پرانا|پرانی|پرانے|القديم|القديمة|السابق|पुराना|पुरानी|पुराने",
        "旧的|老的|以前的|原来的|旧邮箱|旧号码",
    ])
});

/// Providers of people's own mail: part of the host.
const FREE_MAIL: [&str; 44] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "rocketmail",
    "icloud",
    "me",
    "mac",
    "aol",
    "gmx",
    "web",
    "t-online",
    "freenet",
    "orange",
    "wanadoo",
    "free",
    "laposte",
    "sfr",
    "terra",
    "uol",
    "bol",
    "ig",
    "qq",
    "163",
    "126",
    "sina",
    "foxmail",
    "proton",
    "protonmail",
    "zoho",
    "mail",
    "yandex",
    "rediffmail",
    "libero",
    "fastmail",
    "hey",
    "tutanota",
    "telefonica",
    "telkom",
    "posteo",
];

/// The same in other scripts.
static BY_EAR: LazyLock<[(&'static str, Cues); 4]> = LazyLock::new(|| {
    [
        ("gmail", Cues::new(["g mail|جی میل|جيميل|जीमेल|जी मेल|谷歌"])),
        ("yahoo", Cues::new(["یاہو|ياهو|याहू|雅虎"])),
        ("hotmail", Cues::new(["ہاٹ میل|هوتميل|हॉटमेल"])),
        ("outlook", Cues::new(["آؤٹ لک|أوتلوك|आउटलुक"])),
    ]
});

/// Parts of addresses that are words of every talk about them.
const NO_NAMES: [&str; 7] = ["mail", "email", "info", "contact", "example", "that", "with"];

/// A yes, a no, or "both"; None where the message says anything else.
pub fn plain_answer(text: &str) -> Option<Plain> {
    let words = words(text);
    let has = |set: &[String]| words.iter().any(|word| set.contains(word));
    let is_plain = words.iter().all(|word| [&*YESES, &*NOES, &*BESIDE].iter().any(|set| set.contains(word)));
    if is_plain && has(&NOES) {
        Some(Plain::No)
    } else if is_plain && has(&YESES) {
        Some(Plain::Yes)
    } else {
        (words.len() <= MOST_WORDS && BOTH.is_in(&fold(text)) && !DENIED.is_in(&fold(text))).then_some(Plain::Both)
    }
}

/// Which of the two a message means; None where it means neither, or where its words contradict each other. `newest`: the
/// one that was given last.
pub fn meant(field: Field, text: &str, two: [&str; 2], newest: usize) -> Option<usize> {
    let (folded, words) = (fold(text), words(text));
    if words.len() > MOST_WORDS || text.contains(['?', '؟', '？']) || DENIED.is_in(&folded) {
        return None;
    }
    let by_age = match (NEW.is_in(&folded), OLD.is_in(&folded)) {
        (true, false) => Some(newest),
        (false, true) => Some(1 - newest),
        _ => None,
    };
    let by_sight = match field {
        Field::Email => [by_name(&folded, &words, two), by_kind(&folded, two)],
        Field::Phone => [by_end(&words, two), None],
        _ => [None, None],
    };
    let is_about_it = words.len() <= FEW_WORDS || POINTS.is_in(&folded);
    let told = by_sight.into_iter().chain([by_age]).flatten().filter(|_| is_about_it);
    let mut all = chosen_of_two(text).into_iter().chain(told);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// By a word that stands in one of the addresses alone: "the gmail one", "use acme".
fn by_name(folded: &str, words: &[String], two: [&str; 2]) -> Option<usize> {
    let parts = two.map(parts);
    let by_ear = BY_EAR.iter().filter(|(_, cues)| cues.is_in(folded)).map(|(name, _)| *name);
    let is_name = |word: &&str| !NO_NAMES.contains(word) && (word.chars().count() >= 4 || FREE_MAIL.contains(word));
    only_one(words.iter().map(String::as_str).filter(is_name).chain(by_ear), |word, at| parts[at].iter().any(|part| part == word))
}

/// The work address is the one that no provider of private mail has.
fn by_kind(folded: &str, two: [&str; 2]) -> Option<usize> {
    let is_private = two.map(|address| {
        let host = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        host.split('.').any(|label| FREE_MAIL.contains(&label))
    });
    let wanted = match (WORK.is_in(folded), PRIVATE.is_in(folded)) {
        (true, false) => false,
        (false, true) => true,
        _ => return None,
    };
    match is_private.map(|private| private == wanted) {
        [true, false] => Some(0),
        [false, true] => Some(1),
        _ => None,
    }
}

/// By the digits with which one of the numbers ends.
fn by_end(words: &[String], two: [&str; 2]) -> Option<usize> {
    let digits = |word: &&str| word.len() >= FEWEST_DIGITS && word.bytes().all(|b| b.is_ascii_digit());
    only_one(words.iter().map(String::as_str).filter(digits), |word, at| two[at].ends_with(word))
}

/// The one that all telling words fit; those that fit both or neither tell nothing.
fn only_one<'a>(mut words: impl Iterator<Item = &'a str>, fits: impl Fn(&str, usize) -> bool) -> Option<usize> {
    let mut told = words.by_ref().filter_map(|word| match (fits(word, 0), fits(word, 1)) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    });
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

/// What an address is made of, without its last part.
fn parts(address: &str) -> Vec<String> {
    let folded = fold(address);
    let name = folded.rsplit_once('.').map_or(folded.as_str(), |(name, _)| name);
    name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The words of a message, folded. (A Devanagari letter without its vowel is a part of its word.)
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let splits = |c: char| !(c.is_alphanumeric() || c == '\u{94d}' || digit(c).is_some());
    folded.split(splits).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_answer_says_nothing_else() {
        for text in [
            "yes",
            "Yes, please!",
            "yep, that's right",
            "ok thanks",
            "Ja, bitte",
            "genau",
            "sí",
            "Sí, por favor",
            "claro",
            "oui",
            "d'accord",
            "Oui, c'est ça",
            "sim",
            "Isso mesmo",
            "ya",
            "Iya, benar",
            "haan ji",
            "jee bilkul",
            "جی ہاں",
            "ہاں ٹھیک ہے",
            "نعم",
            "نعم من فضلك",
            "हाँ",
            "जी बिल्कुल",
            "ठीक है",
            "是的",
            "好的，谢谢",
            "对。",
            "👍 yes",
        ] {
            assert_eq!(plain_answer(text), Some(Plain::Yes), "{text}");
        }
        for text in
            ["no", "No, thanks", "that's not right", "nein danke", "non merci", "não", "tidak", "nahi", "نہیں", "لا شكرا", "नहीं", "不是"]
        {
            assert_eq!(plain_answer(text), Some(Plain::No), "{text}");
        }
        for text in [
            "both",
            "both are mine",
            "ambos son míos",
            "les deux",
            "beide",
            "os dois",
            "keduanya",
            "dono meri hain",
            "دونوں",
            "दोनों",
            "都是我的",
        ] {
            assert_eq!(plain_answer(text), Some(Plain::Both), "{text}");
        }
        for text in ["what do you cost?", "yes, I need a kitchen", "I know", "not both", "", "?", "Ana", "ja ich brauche einen Termin"] {
            assert_eq!(plain_answer(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_meant_by_what_it_is() {
        let two = ["ana@gmail.com", "ana.lima@acme.example"];
        for (text, wanted) in [
            ("the work one", Some(1)),
            ("the gmail one", Some(0)),
            ("Gmail please", Some(0)),
            ("use acme", Some(1)),
            ("my private address", Some(0)),
            ("the new one", Some(1)),
            ("please keep the old one", Some(0)),
            ("both are mine, use the second", Some(1)),
            ("both are mine, use the work one", Some(1)),
            ("la del trabajo", Some(1)),
            ("el nuevo", Some(1)),
            ("l'adresse professionnelle", Some(1)),
            ("la nouvelle", Some(1)),
            ("die geschäftliche", Some(1)),
            ("bitte die alte Adresse", Some(0)),
            ("o do trabalho", Some(1)),
            ("o antigo", Some(0)),
            ("yang kantor", Some(1)),
            ("yang baru", Some(1)),
            ("office wala", Some(1)),
            ("purana wala", Some(0)),
            ("دفتر والا", Some(1)),
            ("جی میل والا", Some(0)),
            ("بريد العمل", Some(1)),
            ("الجديد", Some(1)),
            ("ऑफिस वाला", Some(1)),
            ("जीमेल वाला", Some(0)),
            ("工作的那个", Some(1)),
            ("新的", Some(1)),
            ("the first one, gmail", Some(0)),
            ("the first one, the work one", None),
            ("not the gmail one", None),
            ("is the work one better?", None),
            ("yes", None),
            ("I live in New York", None),
            ("we are a new company and need a website soon, can you come by and look at the office", None),
        ] {
            assert_eq!(meant(Field::Email, text, two, 1), wanted, "{text}");
        }
        assert_eq!(meant(Field::Email, "the new one", two, 0), Some(0), "whichever was given last");
        assert_eq!(meant(Field::Email, "the work one", ["a@gmail.com", "b@yahoo.com"], 1), None, "there is none");
    }

    #[test]
    fn a_number_is_meant_by_its_end() {
        let two = ["+923001234567", "+923007654321"];
        for (text, wanted) in [
            ("the one ending in 567", Some(0)),
            ("4321", Some(1)),
            ("the one with ۳۲۱", Some(1)),
            ("the new number", Some(1)),
            ("the first", Some(0)),
            ("300", None),
            ("the one ending in 99", None),
            ("the gmail one", None),
        ] {
            assert_eq!(meant(Field::Phone, text, two, 1), wanted, "{text}");
        }
    }
}

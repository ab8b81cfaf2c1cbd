//! A number at which somebody else answers, or whose phone is off: "020 … is a bakery". Of a message that says hardly
//! anything else: a visitor may have a bakery, or be away from their phone.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    owner_words::stated_end,
    text::{Cues, fold},
    unreached::{COMMAS, is_about_it, is_small, words_of},
    unreached_words::TRIED,
};

/// More letters than these around a number say more than that.
const MOST: usize = 160;

/// Whose line it is, or that it is off, behind "is".
static IS_SO: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "bakery|hairdresser|hairdresser's|barber|barber shop|barber's|pharmacy|restaurant|pizza place|pizzeria|takeaway|taxi firm|taxi company|florist|florist's|law firm|private house|private home|different company|different business|different shop|somebody's house|someone's house|somebody else's house|someone else's house",
        "switched off|turned off|powered off|bäckerei|friseur|friseursalon|apotheke|privathaushalt|taxizentrale|andere firma|anderer laden|blumenladen|ausgeschaltet|abgeschaltet|panadería|peluquería|farmacia|restaurante|pizzería|casa particular|otra empresa|floristería|apagado",
        "boulangerie|coiffeur|salon de coiffure|pharmacie|autre entreprise|fleuriste|éteint|padaria|cabeleireiro|farmácia|pizzaria|casa de família|outra empresa|desligado",
    ])
});

/// The same in one piece.
static IS_SO_ALONE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "kisi bakery ka|kisi dukan ka|kisi hotel ka|kisi ghar ka|kisi ke ghar ka|kisi aur ka|switch off hai|switched off hai|off hai|کسی بیکری کا|کسی دکان کا|کسی ہوٹل کا|کسی گھر کا|کسی کے گھر کا|کسی اور کا|سوئچ آف ہے|آف ہے",
        "किसी बेकरी का|किसी दुकान का|किसी होटल का|किसी घर का|किसी के घर का|किसी और का|स्विच ऑफ है|ऑफ है|طلع مخبز|طلع مطعم|طلع صيدلية|طلع حلاق|是面包店|是一家面包店|是饭店|是一家饭店|是药店|是别人家|关机|已关机",
    ])
});

/// What makes it a statement.
const LINKS: [&str; 8] = ["is", "ist", "es", "esta", "est", "c'est", "e", "ta"];

/// Those of them that need no subject: by themselves they may mean the visitor's place.
const WITHOUT_SUBJECT: [&str; 4] = ["es", "esta", "e", "ta"];

/// "020 …, it is a private house": the place that is to be called.
const PRONOUNS: [&str; 4] = ["it", "that", "this", "das"];

/// Ahead, in its own sentence: a label, or whom to call.
static TO_CALL: Words = LazyLock::new(|| {
    set("call ring phone dial reach llamar marcar contactar teléfono celular fijo ligar telefone appeler joindre d'appeler")
});

type Words = LazyLock<HashSet<String>>;

/// Between the number and what is said of it.
static BETWEEN: Words = LazyLock::new(|| set("c'est tá an some now just actually apparently ein eine einem jetzt un una une um uma de"));

/// Behind that.
static EVER: Words = LazyLock::new(|| {
    set(
        "again always still apparently all day the time every for days i call ring try when whenever immer wieder seit tagen siempre toujours sempre hai number ہے نمبر है नंबर 了",
    )
});

/// The same of somebody else's line: who says so of a phone that is off may mean their own.
static BY_NOW: Words = LazyLock::new(|| set("now jetzt ahora maintenant agora ab اب अब الحين"));

/// What is off.
static OFF: LazyLock<Cues> = LazyLock::new(|| Cues::new(["off|ausgeschaltet|abgeschaltet|apagado|éteint|desligado|آف|ऑफ|关机|已关机"]));

static GREETINGS: Words =
    LazyLock::new(|| set("hi hello hey so well sorry hallo moin hola buenas bonjour salut oi olá salam aoa سلام नमस्ते مرحبا 你好"));

/// The number that is right is asked for.
static ASKED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is there another|is there a different|do you have another|do you have a different|have you got another|any other number|right number|correct number|right one|correct one|how do i reach you|how can i reach you|can't reach you|cannot reach you|can't get through|gibt es eine andere|habt ihr eine andere|haben sie eine andere|richtige nummer|erreiche euch nicht|erreiche sie nicht|hay otro|tienen otro|tenéis otro|número correcto|avez-vous un autre|y a-t-il un autre|il y a un autre|bon numéro|tem outro|têm outro|há outro|existe outro|número certo|número correto",
        "koi aur number|sahi number|کوئی اور نمبر|صحیح نمبر|कोई और नंबर|सही नंबर|فيه رقم ثاني|عندكم رقم ثاني|الرقم الصحيح|有别的电话|有其他电话|正确的电话",
    ])
});

fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(fold).collect()
}

/// The message says of the number at `span`, its only contact, that it is somebody else's line or off.
pub fn is_elsewhere(text: &str, span: &Range<usize>) -> bool {
    let (ahead, behind) = (&text[..span.start], &text[span.end..]);
    if [ahead, behind].into_iter().any(|part| part.chars().count() > MOST) {
        return false;
    }
    let (ahead, behind) = (fold(ahead), fold(behind));
    let subject = words_of(ahead.rsplit(ends_part).next().unwrap_or_default()).any(|word| !GREETINGS.contains(word));
    let whole = |gap: &str| subject || !words_of(gap).any(|word| WITHOUT_SUBJECT.contains(&word));
    let told = IS_SO.hits(&behind).filter(|(start, _)| leads_to(&behind[..*start], true) && whole(&behind[..*start]));
    let mut told = told.chain(IS_SO_ALONE.hits(&behind).filter(|(start, _)| leads_to(&behind[..*start], false)));
    is_of_no_other(&ahead)
        && told.any(|(start, end)| {
            let off = OFF.is_in(&behind[start..end]);
            let by_now = words_of(&behind[..start]).any(|word| BY_NOW.contains(word));
            ends(&behind[end..], off) && !(off && by_now)
        })
}

/// Only small words, a link among them where one is needed.
fn leads_to(gap: &str, link: bool) -> bool {
    let is_passing = |word: &str| BETWEEN.contains(word) || is_about_it(word) && !PRONOUNS.contains(&word);
    let linked = words_of(gap).any(|word| LINKS.contains(&word));
    !gap.contains(COMMAS) && !gap.contains(ends_part) && words_of(gap).all(is_passing) && (linked || !link)
}

/// Nothing stands ahead but a greeting and "the number", or that they tried to reach us.
fn is_of_no_other(ahead: &str) -> bool {
    let (before, own) = ahead.rsplit_once(ends_part).unwrap_or(("", ahead));
    let bare = |part: &str| words_of(part).all(|word| is_small(word) || GREETINGS.contains(word));
    let to_call = own.contains([':', '：']) || words_of(own).any(|word| TO_CALL.contains(word));
    !to_call && bare(own) && (bare(before) || asks(before) || TRIED.is_in(before))
}

/// Nothing follows but how long it has been so, or the question for the right number.
fn ends(rest: &str, off: bool) -> bool {
    let at = rest.find(|c| COMMAS.contains(&c) || ends_part(c)).unwrap_or(rest.len());
    let (near, far) = rest.split_at(at);
    words_of(near).all(|word| EVER.contains(word) || !off && BY_NOW.contains(word)) && (words_of(far).next().is_none() || asks(far))
}

fn asks(part: &str) -> bool {
    ASKED.is_in(part) && stated_end(part).is_none()
}

fn ends_part(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？' | '؟' | '۔' | '।')
}

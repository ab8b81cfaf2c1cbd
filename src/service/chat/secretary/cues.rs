//! Words that show what the visitor wants with a meeting, in the ten languages.

use std::sync::LazyLock;

use crate::domain::extract::{Cues, fold};

/// They want to meet, or speak of it.
static MEETING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "meeting|meet|appointment|book|booking|reserve|reservation|schedule|call|call me|consultation|demo|talk|speak|chat with someone|visit|come by|slot|available|availability|free",
        "cita|reunión|reunirnos|agendar|reservar|reserva|llamada|consulta|visita|hablar|disponible|quedar",
        "rendez-vous|rdv|réunion|réserver|appel|consultation|visite|parler|disponible|rencontrer",
        "termin|treffen|besprechung|buchen|vereinbaren|anruf|gespräch|beratung|telefonieren|sprechen|besuch|vorbeikommen|zeit",
        "reunião|marcar|agendar|reserva|consulta|chamada|ligação|visita|falar|horário|disponível|encontro",
        "pertemuan|janji|janji temu|jadwal|bertemu|ketemu|rapat|konsultasi|bicara|telepon|kunjungan",
        "mulaqat|milna|mil sakte|baat|baat kar|waqt|time mil|appointment chahiye|meeting chahiye|call kar",
        "ملاقات|میٹنگ|اپائنٹمنٹ|بات|وقت|کال|ملنا|موعد|اجتماع|حجز|مكالمة|لقاء|نتحدث|نلتقي|استشارة",
        "मीटिंग|मुलाकात|अपॉइंटमेंट|बात|समय|कॉल|मिलना|मिल सकते|预约|会议|见面|会面|面谈|通话|预订|聊",
    ])
});

/// A short yes.
const YES: [&str; 50] = [
    "yes",
    "ok",
    "okay",
    "yes please",
    "sure",
    "yep",
    "yeah",
    "perfect",
    "great",
    "sounds good",
    "that works",
    "works for me",
    "fine",
    "please do",
    "go ahead",
    "confirm",
    "sí",
    "si",
    "vale",
    "de acuerdo",
    "perfecto",
    "oui",
    "d'accord",
    "parfait",
    "ja",
    "ja bitte",
    "passt",
    "einverstanden",
    "sim",
    "pode ser",
    "ya",
    "baik",
    "setuju",
    "haan",
    "ji",
    "theek hai",
    "ji haan",
    "جی",
    "جی ہاں",
    "ہاں",
    "ٹھیک ہے",
    "نعم",
    "हाँ",
    "जी हाँ",
    "ठीक है",
    "好的",
    "可以",
    "是",
    "是的",
    "好",
];

/// A short no.
const NO: [&str; 26] = [
    "no",
    "nope",
    "nah",
    "not now",
    "don't",
    "do not",
    "non",
    "nein",
    "não",
    "tidak",
    "jangan",
    "tidak jadi",
    "nahi",
    "nahin",
    "ji nahi",
    "نہیں",
    "جی نہیں",
    "لا",
    "नहीं",
    "जी नहीं",
    "मत कीजिए",
    "不",
    "不是",
    "不用",
    "不用了",
    "不要",
];

/// What is there shall stay: a no to cancelling, and none to a time that is kept free.
const KEEP: [&str; 6] = ["don't cancel", "don't cancel it", "do not cancel", "do not cancel it", "keep it", "leave it"];

/// They want a meeting cancelled.
static CANCEL: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "cancel|cancel it|call it off|can't make it|cannot make it|won't make it|no longer need|don't need the|cancelar|cancela|cancele|anular|anula|annuler|annulez|annule|absagen|absage|stornieren|cancelem|desmarcar|desmarque|batal|batalkan|membatalkan",
        "cancel kar|cancel karo|cancel karna|منسوخ|کینسل|إلغاء|ألغ|ألغي|रद्द|कैंसल|कैंसिल|取消",
    ])
});

/// Words before such a cue, in its clause, that say the opposite or only speak of it.
static NO_WISH_BEFORE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "not|never|no|without|don't|dont|won't|didn't|doesn't|wouldn't|shouldn't|instead of|rather than|if|whether|how|why|what happens|can i|could i|may i|do i|should i|is it",
        "no|nunca|sin|si|cómo|puedo|podría|qué pasa|não|sem|se|como|posso|poderia|ne|n'|jamais|sans|comment|puis-je|est-ce que je|peut-on",
        "nicht|kein|keine|keinen|nie|niemals|ohne|wenn|falls|ob|wie|kann ich|darf ich|könnte ich|statt",
        "jangan|tidak|tak|tanpa|kalau|jika|bagaimana|apakah saya|bisakah saya|bolehkah saya|mat|nahi|nahin|agar|kaise|kya main",
        "مت|نہ|نہیں|اگر|کیسے|کیا میں|لا|لم|لن|بدون|إذا|لو|كيف|هل",
        "मत|न|ना|नहीं|अगर|कैसे|क्या मैं|不|别|没|如果|要是|怎么|能不能|是否",
    ])
});

/// The same behind it, in languages that say so there.
static NO_WISH_AFTER: LazyLock<Cues> =
    LazyLock::new(|| Cues::new(["pas|nicht|mat|nahi|nahin|na karo|na karna|na karein|مت|نہ|نہیں|मत|न|ना|नहीं|吗"]));

/// They want it at another time.
static MOVE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "reschedule|move|move it|postpone|push|another time|different time|instead|change it|change my|change the|earlier|later|mover|cambiar|cambie|reprogramar|aplazar|otra hora|déplacer|décaler|reporter|changer|autre heure|verschieben|verlegen|ändern|andere zeit|stattdessen|lieber",
        "remarcar|adiar|mudar|outro horário|ubah|pindah|pindahkan|ganti|tunda|waktu lain|badal|tabdeel|change kar|تبدیل|بدل|تغيير|تأجيل|نقل|बदल|आगे|改|改到|换|推迟|提前",
    ])
});

pub fn speaks_of_meeting(text: &str) -> bool {
    MEETING.is_in(&fold(text))
}

pub fn wants_to_cancel(text: &str) -> bool {
    CANCEL.is_in(&fold(text))
}

/// All that is said of cancelling asks for it: no cue is denied, and none stands in a question.
pub fn asks_clearly_to_cancel(text: &str) -> bool {
    let folded = fold(text);
    let mut cues = CANCEL.hits(&folded).peekable();
    cues.peek().is_some() && cues.all(|(start, end)| is_clear(&folded, start, end))
}

/// A question of ours: whether it shall be cancelled.
pub fn asks_whether_to_cancel(text: &str) -> bool {
    let folded = fold(text);
    CANCEL.hits(&folded).any(|(_, end)| is_in_question(&folded, end))
}

/// Folded.
const CLAUSE_ENDS: [char; 16] = ['.', ',', ';', ':', '!', '?', '(', ')', '\n', '،', '؛', '؟', '۔', '।', '。', '、'];
const SENTENCE_ENDS: [char; 8] = ['.', '!', '?', '\n', '؟', '۔', '।', '。'];

fn is_clear(folded: &str, start: usize, end: usize) -> bool {
    let before = folded[..start].rsplit(CLAUSE_ENDS).next().unwrap_or_default();
    let after = folded[end..].split(CLAUSE_ENDS).next().unwrap_or_default();
    !NO_WISH_BEFORE.is_in(before) && !NO_WISH_AFTER.is_in(after) && !is_in_question(folded, end)
}

/// The sentence ends as a question.
fn is_in_question(folded: &str, from: usize) -> bool {
    folded[from..].chars().find(|c| SENTENCE_ENDS.contains(c)).is_some_and(|mark| ['?', '؟'].contains(&mark))
}

pub fn wants_to_move(text: &str) -> bool {
    MOVE.is_in(&fold(text))
}

/// Nothing but a yes, with or without a thank you.
pub fn is_yes(text: &str) -> bool {
    is_one_of(&YES, text)
}

/// Nothing but a no, with or without a thank you.
pub fn is_no(text: &str) -> bool {
    is_one_of(&NO, text)
}

/// A no, or that the meeting shall stay, and nothing else.
fn lets_it_stay(text: &str) -> bool {
    is_no(text) || is_one_of(&KEEP, text)
}

const STOPS: [char; 10] = [',', ';', '.', '!', '،', '۔', '।', '，', '。', '！'];

/// A yes to the question whether it shall be cancelled: nothing else, or the same words again ("yes, cancel it").
pub fn agrees_to_cancel(text: &str) -> bool {
    // Longer words may take the yes back: "yes, but do not cancel it".
    let is_same = |rest: &str| wants_to_cancel(rest) && !lets_it_stay(rest) && bare(rest).split(' ').count() <= 2;
    let parts = [text.split_once(STOPS), text.trim().split_once(' ')];
    is_yes(text) || parts.into_iter().flatten().any(|(first, rest)| is_yes(first) && is_same(rest))
}

/// A no to the question whether it shall be cancelled: nothing else, or the same words again ("no, don't cancel it").
pub fn keeps_it(text: &str) -> bool {
    lets_it_stay(text) || text.split_once(STOPS).is_some_and(|(first, rest)| lets_it_stay(first) && wants_to_cancel(rest))
}

/// One of these and nothing more, with or without politeness.
fn is_one_of(short: &[&str], text: &str) -> bool {
    let (said, bare) = (words_of(text), bare(text));
    // A sign that is not a letter (as vowel signs are) is lost above on both sides.
    let same = |one: &&str| {
        let one = fold(one);
        one == said || one == bare || fold(text).trim().trim_end_matches(['.', '!', '۔', '।', '。', '！']) == one
    };
    !said.is_empty() && said.split(' ').count() <= 6 && short.iter().any(same)
}

/// The words alone, with one space between them.
fn words_of(text: &str) -> String {
    let said = fold(text);
    let said: String =
        said.chars().map(|c| if c.is_alphanumeric() || c == '\'' || c > '\u{300}' && c.is_alphabetic() { c } else { ' ' }).collect();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What may stand beside either.
const POLITE: [&str; 16] = [
    "thanks",
    "thank you",
    "please",
    "gracias",
    "merci",
    "danke",
    "bitte",
    "obrigado",
    "obrigada",
    "shukriya",
    "terima kasih",
    "شکریہ",
    "شكرا",
    "धन्यवाद",
    "शुक्रिया",
    "谢谢",
];

/// The words without politeness.
fn bare(text: &str) -> String {
    POLITE.iter().fold(words_of(text), |text, word| text.replace(&words_of(word), "")).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_is_a_yes_and_nothing_more() {
        for yes in ["Ok", "Yes, please!", "OK thanks", "sounds good", "ja, bitte", "Haan", "ٹھیک ہے", "ठीक है", "好的", "Sí, gracias"]
        {
            assert!(is_yes(yes), "{yes}");
        }
        for other in ["ok but not Monday", "no", "yes if it is free of charge", "what?", "", "okay so what does it cost"] {
            assert!(!is_yes(other), "{other}");
        }
    }

    #[test]
    fn each_language_has_its_yes_and_its_no() {
        for yes in ["yes", "ہاں", "sí", "oui", "ja", "نعم", "हाँ", "是的", "sim", "ya", "haan"] {
            assert!(is_yes(yes) && !keeps_it(yes), "{yes}");
        }
        for no in ["no", "نہیں", "No, gracias", "non merci", "nein", "لا", "नहीं", "不用", "não", "tidak", "nahi"] {
            assert!(keeps_it(no) && !is_yes(no), "{no}");
        }
        for no in ["No, don't cancel it!", "Nein, bitte nicht absagen", "please don't cancel it"] {
            assert!(keeps_it(no), "{no}");
        }
        for no in ["no", "No thanks!", "nein danke", "não, obrigado", "نہیں، شکریہ", "لا شكرًا", "नहीं, धन्यवाद", "不用了，谢谢"]
        {
            assert!(is_no(no) && keeps_it(no) && !is_yes(no), "{no}");
        }
        for other in ["keep it", "don't cancel it", "no, move it to Friday at 4pm", "not sure", "thanks", "谢谢", "yes", ""] {
            assert!(!is_no(other), "{other}");
        }
        for other in ["no, move it to Friday at 4pm", "No longer needed, cancel it", "not sure", "cancel it", ""] {
            assert!(!keeps_it(other), "{other}");
        }
    }

    #[test]
    fn a_yes_may_say_again_what_it_agrees_to() {
        for yes in
            ["yes", "Yes, cancel it", "yes please cancel it", "Ok, please cancel.", "ja, bitte stornieren", "sí, cancela", "ہاں، کینسل"]
        {
            assert!(agrees_to_cancel(yes), "{yes}");
        }
        for other in [
            "cancel it",
            "yes, but do not cancel it",
            "yes, don't cancel",
            "yes if it is free of charge",
            "no, cancel it",
            "yes but cancel the other one",
        ] {
            assert!(!agrees_to_cancel(other), "{other}");
        }
    }

    #[test]
    fn a_clear_wish_to_cancel_is_told_from_words_about_it() {
        for wish in [
            "please cancel my meeting",
            "can't make it tomorrow, cancel",
            "No, cancel it. What do you cost?",
            "cancel it because I don't have time",
            "Ich möchte meinen Termin absagen",
            "cancela mi cita, por favor",
            "annulez mon rendez-vous",
            "desmarque a reunião",
            "batalkan pertemuan saya",
            "meeting cancel kar do",
            "میری ملاقات منسوخ کر دیں",
            "मीटिंग रद्द कर दीजिए",
            "请取消我的会面",
        ] {
            assert!(asks_clearly_to_cancel(wish), "{wish}");
        }
        for other in [
            "please don't cancel my meeting",
            "I did not ask you to cancel",
            "can I cancel later?",
            "what if I cancel",
            "Shall we cancel the meeting at 3, or is it too late?",
            "what does it cost",
            "bitte nicht absagen",
            "no cancele mi cita",
            "n'annulez pas mon rendez-vous",
            "não cancelem a reunião",
            "jangan batalkan pertemuan saya",
            "meeting cancel mat karo",
            "میری ملاقات منسوخ نہ کریں",
            "لا أريد إلغاء الموعد",
            "मीटिंग रद्द मत कीजिए",
            "不要取消",
            "可以取消吗",
        ] {
            assert!(!asks_clearly_to_cancel(other), "{other}");
        }
        assert!(asks_whether_to_cancel("Fine. Shall I cancel it?") && !asks_whether_to_cancel("You may cancel at any time. All right?"));
    }

    #[test]
    fn wishes_are_told_apart() {
        assert!(wants_to_cancel("please cancel my meeting") && !wants_to_cancel("what does it cost"));
        assert!(wants_to_move("can we move it to Tuesday?") && !wants_to_move("see you"));
        assert!(["Can I reserve a table?", "una reserva para mañana"].into_iter().all(speaks_of_meeting));
        assert!(speaks_of_meeting("can we talk tomorrow at 5?") && !speaks_of_meeting("my flight leaves tomorrow at 5"));
    }
}

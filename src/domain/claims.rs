//! Whether an answer claims that something is booked, moved, cancelled or sent out. Only the service itself may say so, of
//! what is stored: a model's sentence of that kind never reaches the visitor.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

/// Only what is said as done: "I have booked", "your appointment is confirmed", "I've sent you an invitation".
static CLAIMS: LazyLock<Vec<Regex>> = LazyLock::new(|| [ENGLISH, ROMANCE, OTHERS, SCRIPTS].into_iter().map(pattern).collect());

const ENGLISH: &str = r"(?xi)
    \b(?:i|we)(?:['’]ve|\ have)?\s+(?:(?:now|just|already|successfully|also|gone\s+ahead\s+and)\s+)*(?:booked|re-?scheduled|scheduled|reserved|confirmed|secured|arranged|cancell?ed|set\s+up)\b
  | \b(?:i|we)(?:['’]ve|\ have)?\s+(?:(?:now|just|already|also)\s+)*(?:moved|locked\s+in|put)\s+(?:your|the\s+(?:meeting|appointment|call|booking)|it|you|that)\b
  | \b(?:your|the|our|this|that)\s+(?:[\w'’-]+\s+){0,3}(?:meeting|appointment|booking|reservation|call|visit|consultation|demo|slot|table|time|session)\s+(?:\([^)]{0,60}\)\s+|(?:on|at|for|with)\s+(?:[^.!?]|\b[ap]\.m\.|\d\.\d){1,60}\s)?(?:is|has\s+been|was|['’]s)\s+(?:(?:now|all|already|successfully|officially)\s+)*(?:booked|confirmed|re-?scheduled|scheduled|reserved|set|moved|cancell?ed|locked\s+in|arranged|secured|fixed|(?:in|on)\s+(?:the|our|your)\s+calendar)\b
  | \b(?:meeting|appointment|booking|reservation|consultation|call|visit|slot)\s+(?:is\s+)?(?:booked|confirmed|re-?scheduled|scheduled|reserved|cancell?ed|secured)\b
  | \b(?:you(?:['’]re|\ are)|it(?:['’]s|\ is|\ has\ been)|that(?:['’]s|\ is)|everything(?:['’]s|\ is))\s+(?:(?:all|now|already|officially)\s+)*(?:booked|confirmed|scheduled|re-?scheduled|locked\s+in|in\s+the\s+calendar|set\s+for)\b
  | \b(?:you(?:['’]re|\ are)|everything(?:['’]s|\ is))\s+all\s+set\b
  | \b(?:i|we)(?:['’]ve|\ have)?\s+(?:just\s+|already\s+)?(?:sent|e-?mailed)\s+(?:you\s+|out\s+|over\s+)?(?:a|an|the|your)\s+(?:calendar\s+|meeting\s+)?(?:invit|confirmation)
  | \b(?:invitation|invite|confirmation)(?:\s+e-?mail)?\s+(?:has\s+been|was|is|will\s+be)\s+(?:already\s+)?(?:sent|on\s+(?:its|the)\s+way|in\s+your\s+inbox)
  | \byou(?:['’]ll|\ will|\ should)\s+(?:now\s+|soon\s+|shortly\s+)?(?:receive|get|find|have)\s+(?:a|an|the|your)\s+(?:calendar\s+|meeting\s+)?(?:invit\w*|confirmation)
  | ^\W*(?:great|perfect|done|ok|okay|all\s+right)?\W*(?:(?:all|now|already|successfully|officially|done\s+and)\s+)*(?:booked|confirmed|scheduled|reserved)\s*(?:[!.:,;–—-]|for\b|on\b|at\b|$)
  | \bstatus\W+(?:booked|confirmed|scheduled|reserved)\b
  | \bsee\s+you\s+(?:on|at|then|tomorrow|today|next|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b";

const ROMANCE: &str = r"(?xi)
    \b(?:he|hemos)\s+(?:ya\s+)?(?:reservado|agendado|confirmado|programado|cancelado|cambiado\s+(?:su|tu|la)|enviado\s+(?:la|una)\s+invitación) | \b(?:le|te)\s+(?:he|hemos)\s+(?:reservado|agendado|confirmado|enviado\s+(?:la|una)\s+invitación)
  | \b(?:su|tu|la)\s+(?:cita|reunión|reserva|llamada|visita)\s+(?:ya\s+)?(?:está|ha\s+sido|queda|quedó|ha\s+quedado|fue)\s+(?:ya\s+)?(?:confirmada|reservada|agendada|programada|cancelada|cambiada) | \b(?:queda|quedó|está\s+todo)\s+(?:confirmad|reservad|agendad)[oa] | ^\W*(?:listo\W+)?(?:reservado|agendado|confirmado)\b
  | \bj['’]ai\s+(?:bien\s+)?(?:réservé|confirmé|planifié|annulé|déplacé\s+votre|envoyé\s+(?:une|l['’])\s*invitation) | \b(?:je\s+vous\s+ai|nous\s+avons)\s+(?:bien\s+)?(?:réservé|confirmé|planifié|envoyé\s+(?:une|l['’])\s*invitation)
  | \b(?:votre|le|l['’])\s*(?:rendez-vous|réservation|réunion|rdv|appel)\s+(?:est|a\s+été)\s+(?:bien\s+|désormais\s+)?(?:confirmée?|réservée?|planifiée?|annulée?|déplacée?|fixée?) | ^\W*(?:c['’]est\s+)?(?:réservé|confirmé|noté)\s*(?:[!.:,]|pour\b)
  | \b(?:já\s+)?(?:agendei|marquei|reservei|confirmei|cancelei|remarquei)\b | \benviei\s+(?:o|um)\s+convite | \b(?:sua|a)\s+(?:reunião|consulta|reserva|visita|chamada)\s+(?:já\s+)?(?:está|foi|ficou)\s+(?:confirmada|marcada|agendada|reservada|cancelada|remarcada) | \b(?:está|ficou)\s+tudo\s+(?:confirmado|marcado|agendado) | ^\W*(?:pronto\W+)?(?:agendado|marcado|confirmado|reservado)\b";

const OTHERS: &str = r"(?xi)
    \b(?:ich|wir)\s+haben?\s+[^.!?]{0,80}\b(?:gebucht|reserviert|eingetragen|bestätigt|vereinbart|verschoben|storniert|abgesagt|einladung\s+(?:ge|ver)\w+) | \bhabe\s+ich\s+[^.!?]{0,80}\b(?:gebucht|reserviert|eingetragen|bestätigt|vereinbart|storniert)
  | \b(?:ihr|der|dein|das)\s+(?:termin|gespräch|treffen|buchung|besprechung)\s+[^.!?]{0,60}?\b(?:ist|wurde|steht)\b\s*(?:(?:nun|jetzt|damit|fest|hiermit)\s+)*(?:für\s+[^.!?]{1,40}\s)?(?:bestätigt|gebucht|reserviert|eingetragen|vereinbart|verschoben|storniert|abgesagt|fest\b) | \btermin\s+(?:ist\s+)?(?:gebucht|bestätigt|eingetragen) | ^\W*(?:gebucht|bestätigt)\s*[!.:,] | \beinladung\s+(?:ist|wurde)\s+[^.!?]{0,30}(?:verschickt|gesendet|versandt|unterwegs)
  | \b(?:saya|kami)\s+(?:sudah|telah)\s+(?:memesan|menjadwalkan|membooking|mengonfirmasi|membatalkan|mengirim\w*\s+undangan) | \b(?:janji\s+temu|pertemuan|reservasi|jadwal|rapat)\s+(?:anda\s+)?(?:sudah|telah)\s+(?:dikonfirmasi|dipesan|dijadwalkan|terjadwal|dibatalkan|dibooking)
  | \b(?:meeting|appointment|booking|mulaqat)\s+(?:\w+\s+){0,6}?(?:book|confirm|fix|set|schedule|cancel|tay)\s+(?:ho\s+(?:ga\w+|chuk\w+)|kar\s+d\w+|hai\b) | \b(?:book|confirm|schedule)\s+(?:ho\s+ga\w+|kar\s+di\w*)";

const SCRIPTS: &str = r"(?x)
    (?:بک|بُک|کنفرم|طے|منسوخ|شیڈول)\s+(?:ہو\s+(?:گئی|گیا|چکی|چکا)|کر\s+(?:دی|دیا)|ہے) | (?:دعوت|دعوت\s+نامہ)\s+بھیج\s+د
  | (?:تم|لقد|قمت|تمّ)\s*(?:ب)?(?:حجز|تأكيد|حجزت|أكدت|تحديد|جدولة|إلغاء|تغيير|نقل|إرسال|ارسال) | (?:موعدك|حجزك|اجتماعك)\s+(?:مؤكد|محجوز|تم)
  | (?:बुक|कन्फर्म|तय|पक्क[ीा]|शेड्यूल|रद्द)\s+(?:हो\s+(?:गई|गया|चुकी|चुका)|कर\s+(?:दी|दिया)|है) | (?:निमंत्रण|आमंत्रण)\s+भेज\s+दिया
  | (?:已经?|我已|已为您|已经为您|帮您|为您)[^。！？]{0,20}?(?:预订|预约|安排|确认|订|取消|改到|发送邀请)(?:成功|好|了|完成|到)? | (?:预约|预订|会议|会面)[^。！？]{0,20}?(?:成功|已确认|确认了|安排好|订好|约好)";

/// What makes a claim none, where it stands in the same clause before it: it is denied or only promised.
static HEDGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:not|n['’]t|never|nothing|once|when|if|until|before|after|as\s+soon\s+as|whether|cannot|unless|nicht|nichts|kein|keine|sobald|wenn|falls|ob|cuando|si|no|aún|todavía|quand|lorsque|dès|pas|quando|se|ainda|não|belum|jika|setelah|apakah|agar|jab|nahi)\b|نہیں|جب|لم|عندما|بعد|नहीं|जब|没有|还没|尚未|如果|之后|后",
    )
});

/// A sentence that asks whether it is so.
static QUESTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:is|are|was|has|have|shall|should|do|does|did|would|will|can|could|may|ist|soll|haben|est-ce|está|foi|apakah|kya|هل|کیا|क्या)\b[^,;:–—]*[?؟？]\s*$",
    )
});

/// Something in a sentence is of the kind that claims are made of.
static TRIGGERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) book|schedul|reserv|confirm|appoint|meeting|invit|cancel|calendar|\bset\b|\bsee\s+you|arrang|secur|locked|\bsent\b|mailed|\bmoved\b|\bput\b|consultation|\b(?:call|visit|demo|slot|table|session|time)\b
        | \bcita\b|reuni|agend|program|^\W*(?:ya\s+)?(?:(?:le|te)\s+)?(?:he|hemos)\s|rendez|\brdv|réserv|planifi|annul|\bj['’]ai\b|\bje\s+vous\s+ai\b|\bnous\s+avons\b
        | termin|gespräch|treffen|besprech|buch|bestätig|einladung|\b(?:ich|wir)\s+haben?\b|\bhabe\s+ich\b|marcad|marqu|convite|consulta|visita|pertemuan|janji|jadwal|undangan|\b(?:saya|kami)\s+(?:sudah|telah)\b|confirmé|listo|pronto|mulaqat",
    )
});

/// How claims begin: what follows has to be seen first.
static OPENINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W*(?:
          (?:i|we)(?:['’]\w*)?(?:\s+(?:have|now|just|already|successfully|also|gone|ahead|and))*\s*\S*
        | (?:your|the|our|this|that)(?:\s+\S+){0,3}\s*
        | (?:you|it|that|everything|all)(?:['’]\w*)?(?:\s+(?:is|are|has|been|all|now|already|officially|will|should|soon|shortly|receive|get|find|have|a|an|the|your))*\s*\S*
        | (?:great|perfect|done|ok|okay|see|all\s+right)\W*\S*
        | (?:le|te|su|tu|la|ya|queda|está|je|nous|votre|vous|c['’]\w+|ich|wir|ihr|der|das|dein|sie|damit|sua|seu|a|o|já|ficou|enviei|saya|kami|anda|aap|apki|aapki|meri|main)(?:\s+\S+){0,4}\s*
        | \S*)$",
    )
});

/// The claim in a sentence, without the signs of Markdown.
fn claim(sentence: &str) -> Option<Range<usize>> {
    CLAIMS.iter().filter_map(|claims| claims.find(sentence)).map(|found| found.range()).min_by_key(|range| range.start)
}

fn plain(sentence: &str) -> String {
    sentence.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '~' | '#')).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

/// A sentence says that something is booked, changed, confirmed or sent out.
pub fn claims_booking(sentence: &str) -> bool {
    let sentence = plain(sentence);
    let Some(found) = claim(&sentence) else { return false };
    if QUESTIONS.is_match(&sentence) {
        return false;
    }
    let before = sentence.get(..found.start).unwrap_or_default();
    let clause = before.rfind([',', ';', ':', '–', '—', '،', '，', '؛']).map_or(before, |comma| before.get(comma..).unwrap_or_default());
    let within = sentence.get(found).unwrap_or_default();
    !HEDGES.is_match(clause) && !HEDGES.is_match(within)
}

/// The first sentence of an answer that does.
pub fn claim_in(answer: &str) -> Option<&str> {
    let mut from = 0;
    for (at, letter) in answer.char_indices() {
        let sentence = answer.get(from..at).unwrap_or_default();
        if is_sentence(sentence) && may_follow_a_sentence(letter) {
            if claims_booking(sentence) {
                return Some(sentence.trim());
            }
            from = at;
        }
    }
    answer.get(from..).filter(|rest| claims_booking(rest)).map(str::trim)
}

/// Whether a sentence that is not whole yet may become a claim, and for how long it has to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    None,
    /// Until more of it is seen.
    Opening,
    /// Until its end. Scripts that write no spaces, or whose verbs come last, always are.
    Claim,
}

/// `rest`: what was not shown of the sentence.
pub fn suspicion(rest: &str) -> Suspicion {
    let rest = plain(rest);
    if rest.chars().any(|c| c >= '\u{590}' && c.is_alphabetic()) || TRIGGERS.is_match(&rest) {
        Suspicion::Claim
    } else if OPENINGS.is_match(&rest) {
        Suspicion::Opening
    } else {
        Suspicion::None
    }
}

/// The text ends as a sentence does. "5 p.m." and "3.30" end none.
pub fn is_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '\'', '”', '’', ')', '*', '_', '»']);
    match end.chars().next_back() {
        Some('!' | '?' | '؟' | '？' | '。' | '！' | '۔' | '।') => true,
        Some('.') => {
            let word = end.trim_end_matches('.').rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            letters > 1 && !word.contains('.')
        }
        _ => text.ends_with("\n\n"),
    }
}

/// What stands behind a sentence that is over.
pub fn may_follow_a_sentence(letter: char) -> bool {
    letter.is_whitespace()
        || letter >= '\u{590}'
        || letter.is_uppercase()
        || matches!(letter, '*' | '_' | '#' | '-' | '(' | '[' | '"' | '“' | '«')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimed_booking_is_noticed() {
        for claim in [
            "Great news! I've booked your meeting for Friday.",
            "Your appointment is now confirmed.",
            "I have sent you an invitation.",
            "You're all booked!",
            "Su cita está confirmada.",
            "Votre rendez-vous est bien confirmé.",
            "Ich habe den Termin am Freitag gebucht.",
            "Sua reunião foi marcada para sexta.",
            "Pertemuan Anda sudah dijadwalkan.",
            "آپ کی میٹنگ بک ہو گئی ہے۔",
            "تم تأكيد موعدك.",
            "आपकी मीटिंग बुक हो गई है।",
            "已为您预约成功。",
            // What looks like a way around it is none.
            "Your meeting is booked, let me know if that changes.",
            "No problem, I've booked it for you.",
            "Your meeting is booked, okay?",
            "**Your meeting** is **booked** for Friday.",
            "Your meeting (Friday, 5 p.m.) is booked.",
            "Your meeting on Friday at 5 has been scheduled!",
            "Your meeting on Friday at 5 p.m. is booked.",
            "Your appointment at 3.30 has been confirmed.",
            "I booked you in for 5.",
            "Booked!",
            "Confirmed: Friday at 5.",
            "Booking confirmed.",
            "All confirmed for Friday.",
            "Details:\n- Friday at 10\n- Status: **confirmed**",
            "The invitation is on its way.",
            "You will receive a calendar invitation shortly.",
            "Your meeting has been moved to Monday.",
            "I have cancelled the meeting.",
            "See you on Friday at 5!",
            "Das Gespräch wurde für Freitag eingetragen.",
            "Ihr Termin am Freitag um 17 Uhr ist bestätigt.",
            "Aap ki meeting kal shaam 5 baje book ho gayi hai.",
            "Te he agendado para el viernes.",
            "Je vous ai réservé un créneau vendredi.",
            "Agendei para sexta às 17h.",
        ] {
            assert!(claims_booking(claim), "{claim}");
            assert_eq!(suspicion(claim), Suspicion::Claim, "{claim}");
        }
    }

    #[test]
    fn honest_sentences_are_left_alone() {
        for honest in [
            "I have not booked anything yet.",
            "Once your meeting is confirmed, you get an e-mail.",
            "Shall I note Friday? A colleague will confirm.",
            "Is your appointment confirmed?",
            "Our books are great, and we are open.",
            "Ihr Termin ist noch nicht bestätigt.",
            "I've noted your e-mail address.",
            "Su cita aún no está confirmada.",
            "Which of these times shall I book for you?",
            "I can book a meeting as soon as you choose a time.",
            "Nothing is booked yet.",
            "These times are free on Friday:",
            "Would you like to book a consultation?",
            "We moved to Lisbon in 2020.",
        ] {
            assert!(!claims_booking(honest), "{honest}");
        }
    }

    #[test]
    fn a_claim_is_found_among_other_sentences() {
        let answer = "Of course! Your meeting on Friday at 5 p.m. is booked. Is there anything else? Nothing is sent yet";
        assert_eq!(claim_in(answer), Some("Your meeting on Friday at 5 p.m. is booked."));
        assert_eq!(claim_in("We are open. I have booked it"), Some("I have booked it"));
        assert_eq!(claim_in("We are open. Is it booked? Not yet."), None);
    }

    #[test]
    fn a_beginning_waits_for_what_follows() {
        for opening in ["I", "I've", "We have now", "Your", "The next free", "You are all", "Great", "It"] {
            assert_eq!(suspicion(opening), Suspicion::Opening, "{opening}");
        }
        for harmless in ["We cost nothing ", "I can ", "Prices begin ", "You could come by ", "The office is open on "] {
            assert_eq!(suspicion(harmless), Suspicion::None, "{harmless}");
        }
    }

    #[test]
    fn sentences_end_where_they_do() {
        assert!(is_sentence("Done.") && is_sentence("Really?") && is_sentence("(Yes!)") && is_sentence("好。"));
        assert!(!is_sentence("at 5 p.m.") && !is_sentence("Dr. A.") && !is_sentence("at 3.") && !is_sentence("no end"));
    }
}

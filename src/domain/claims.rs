//! Whether an answer claims a booking. There is no booking tool yet, so that every such claim is untrue. Pure.

use std::sync::LazyLock;

use regex::Regex;

/// Only what is said as done: "I have booked", "your appointment is confirmed", "I've sent you an invitation".
static CLAIMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        \bi(?:['’]ve|\ have)\s+(?:now\s+|just\s+|already\s+|successfully\s+)?(?:booked|scheduled|reserved|confirmed)\b
      | \b(?:your|the)\s+(?:\w+\s+)?(?:meeting|appointment|booking|reservation|call|visit|consultation|slot|table)\s+(?:is|has\s+been)\s+(?:now\s+|successfully\s+)?(?:booked|confirmed|scheduled|reserved)\b
      | \b(?:you(?:['’]re|\ are)|it(?:['’]s|\ is))\s+(?:all\s+|now\s+)?booked\b
      | \b(?:i(?:['’]ve|\ have)|we(?:['’]ve|\ have))\s+sent\s+(?:you\s+)?(?:a|an|the)\s+(?:calendar\s+)?invit
      | \bhe\s+(?:reservado|agendado|confirmado|programado)\b | \b(?:su|tu)\s+(?:cita|reunión|reserva)\s+(?:está|ha\s+sido)\s+(?:confirmada|reservada|agendada)
      | \bj['’]ai\s+(?:bien\s+)?(?:réservé|confirmé|planifié)\b | \bvotre\s+(?:rendez-vous|réservation|réunion)\s+(?:est|a\s+été)\s+(?:bien\s+)?(?:confirmée?|réservée?|planifiée?)
      | \bich\s+habe\s+[^.!?]{0,60}\b(?:gebucht|reserviert|eingetragen)\b | \bihr\s+termin\s+(?:ist|wurde)\s+(?:bestätigt|gebucht|reserviert|eingetragen)
      | \b(?:agendei|marquei|reservei)\b | \bsua\s+(?:reunião|consulta|reserva)\s+(?:está|foi)\s+(?:confirmada|marcada|agendada|reservada)
      | \bsaya\s+(?:sudah|telah)\s+(?:memesan|menjadwalkan|membooking|mengonfirmasi) | \b(?:janji\s+temu|pertemuan|reservasi|jadwal)\s+anda\s+(?:sudah|telah)\s+(?:dikonfirmasi|dipesan|dijadwalkan)
      | (?:ملاقات|اپائنٹمنٹ|میٹنگ|بکنگ)\s+(?:بک|کنفرم|طے)\s+(?:ہو\s+گئی|ہو\s+چکی|کر\s+دی) | (?:تم|لقد)\s+(?:حجز|تأكيد|حجزت|أكدت)\s+(?:موعد|حجز|اجتماع)
      | (?:मीटिंग|अपॉइंटमेंट|बुकिंग)\s+(?:बुक|कन्फर्म|तय)\s+(?:हो\s+गई|हो\s+चुकी|कर\s+दी) | (?:已经?|我已|已为您|已经为您)(?:预订|预约|安排好|确认)(?:成功|好|了)",
    )
    .expect("a fixed pattern")
});

/// What makes a claim none: it is denied, asked or only promised.
static HEDGES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:not|n['’]t|no|never|once|when|if|until|after|cannot|unless|nicht|kein|keine|sobald|wenn|falls|cuando|si|aún|todavía|quand|lorsque|pas|quando|se|ainda|não|belum|jika|setelah)\b|نہیں|جب|لم|عندما|नहीं|जब|没有|还没|如果|后").expect("a fixed pattern")
});

/// The answer says that something is booked, confirmed or sent out.
pub fn claims_booking(answer: &str) -> bool {
    answer.split_inclusive(['.', '!', '?', '؟', '？', '。', '！', '۔', '।', '\n']).any(|sentence| {
        let question = sentence.trim_end().ends_with(['?', '؟', '？']);
        !question && CLAIMS.is_match(sentence) && !HEDGES.is_match(sentence)
    })
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
        ] {
            assert!(claims_booking(claim), "{claim}");
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
        ] {
            assert!(!claims_booking(honest), "{honest}");
        }
    }
}

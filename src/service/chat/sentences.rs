//! What the service itself says to a visitor, in the ten languages, and which of them that is.

use crate::domain::locale::Language;

/// Said by the service, not by a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentences {
    /// The model broke off.
    pub interrupted: &'static str,
    /// The answer was longer than one answer may be.
    pub cut_short: &'static str,
    /// The model claimed a booking that nobody made.
    pub not_booked: &'static str,
    /// Nobody could answer at all.
    pub apology: &'static str,
}

pub fn of(language: Language) -> &'static Sentences {
    match language {
        Language::En => &Sentences {
            interrupted: "Sorry, I was interrupted here. Please ask me once more.",
            cut_short: "That is as much as fits into one answer. Shall I go on?",
            not_booked: "To be clear: nothing is booked yet. A colleague will get back to you and confirm it.",
            apology: "Sorry, I cannot answer right now. Leave your e-mail address or phone number, and a colleague will get back to you.",
        },
        Language::Ur => &Sentences {
            interrupted: "معذرت، میری بات یہاں کٹ گئی۔ براہِ کرم ایک بار پھر پوچھ لیں۔",
            cut_short: "ایک جواب میں اتنا ہی آ سکتا ہے۔ کیا میں جاری رکھوں؟",
            not_booked: "واضح رہے: ابھی کچھ بُک نہیں ہوا۔ ہمارا کوئی ساتھی آپ سے رابطہ کر کے تصدیق کرے گا۔",
            apology: "معذرت، میں اس وقت جواب نہیں دے سکتا۔ اپنا ای میل یا فون نمبر چھوڑ دیں، ہمارا کوئی ساتھی آپ سے رابطہ کرے گا۔",
        },
        Language::Es => &Sentences {
            interrupted: "Perdón, me he quedado a medias. ¿Me lo pregunta otra vez, por favor?",
            cut_short: "No cabe más en una sola respuesta. ¿Continúo?",
            not_booked: "Para que quede claro: todavía no hay nada reservado. Un compañero le escribirá para confirmarlo.",
            apology: "Lo siento, ahora mismo no puedo responder. Deje su correo o su teléfono y un compañero se pondrá en contacto con usted.",
        },
        Language::Fr => &Sentences {
            interrupted: "Désolé, j'ai été interrompu. Pouvez-vous me poser la question encore une fois ?",
            cut_short: "Une seule réponse ne peut pas être plus longue. Dois-je continuer ?",
            not_booked: "Pour être clair : rien n'est encore réservé. Un collègue vous recontactera pour confirmer.",
            apology: "Désolé, je ne peux pas répondre pour le moment. Laissez votre e-mail ou votre téléphone, un collègue vous recontactera.",
        },
        Language::De => &Sentences {
            interrupted: "Entschuldigung, hier wurde ich unterbrochen. Fragen Sie mich bitte noch einmal.",
            cut_short: "Mehr passt nicht in eine Antwort. Soll ich weitermachen?",
            not_booked: "Damit nichts falsch verstanden wird: Es ist noch nichts gebucht. Ein Kollege meldet sich bei Ihnen und bestätigt es.",
            apology: "Entschuldigung, ich kann gerade nicht antworten. Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, ein Kollege meldet sich bei Ihnen.",
        },
        Language::Ar => &Sentences {
            interrupted: "عذرًا، انقطع كلامي هنا. أرجو أن تسألني مرة أخرى.",
            cut_short: "هذا ما يتسع له جواب واحد. هل أُكمل؟",
            not_booked: "للتوضيح: لم يُحجز أي شيء بعد. سيتواصل معك أحد الزملاء للتأكيد.",
            apology: "عذرًا، لا أستطيع الإجابة الآن. اترك بريدك الإلكتروني أو رقم هاتفك وسيتواصل معك أحد الزملاء.",
        },
        Language::Hi => &Sentences {
            interrupted: "माफ़ कीजिए, मेरी बात यहाँ कट गई। कृपया एक बार फिर पूछिए।",
            cut_short: "एक जवाब में इतना ही आ सकता है। क्या मैं आगे बताऊँ?",
            not_booked: "साफ़ कर दूँ: अभी कुछ भी बुक नहीं हुआ है। हमारा कोई साथी आपसे संपर्क करके पुष्टि करेगा।",
            apology: "माफ़ कीजिए, मैं अभी जवाब नहीं दे सकता। अपना ईमेल या फ़ोन नंबर छोड़ दीजिए, हमारा कोई साथी आपसे संपर्क करेगा।",
        },
        Language::Zh => &Sentences {
            interrupted: "抱歉，我的回答在这里中断了。请您再问一次。",
            cut_short: "一次回答只能写这么多。需要我继续吗？",
            not_booked: "需要说明的是：目前还没有预订成功。我们的同事会与您联系确认。",
            apology: "抱歉，我现在无法回答。请留下您的邮箱或电话，我们的同事会与您联系。",
        },
        Language::Pt => &Sentences {
            interrupted: "Desculpe, fui interrompido aqui. Pode perguntar mais uma vez?",
            cut_short: "Uma resposta só não pode ser mais longa. Quer que eu continue?",
            not_booked: "Para que fique claro: ainda não há nada marcado. Um colega vai entrar em contato para confirmar.",
            apology: "Desculpe, não consigo responder agora. Deixe o seu e-mail ou telefone e um colega entrará em contato.",
        },
        Language::Id => &Sentences {
            interrupted: "Maaf, jawaban saya terputus di sini. Silakan tanyakan sekali lagi.",
            cut_short: "Hanya sebanyak ini yang muat dalam satu jawaban. Saya lanjutkan?",
            not_booked: "Supaya jelas: belum ada yang dipesan. Rekan kami akan menghubungi Anda untuk memastikannya.",
            apology: "Maaf, saya belum bisa menjawab sekarang. Tinggalkan e-mail atau nomor telepon Anda, rekan kami akan menghubungi Anda.",
        },
    }
}

/// The visitor's language: that of the script they write in, else the one their browser asked for.
pub fn language_of(text: &str, locale: Option<&str>) -> Language {
    let wanted = locale.map(Language::negotiate).unwrap_or_default();
    let count = |range: std::ops::RangeInclusive<char>| text.chars().filter(|c| range.contains(c)).count();
    let (arabic, devanagari, han) = (count('\u{600}'..='\u{6ff}'), count('\u{900}'..='\u{97f}'), count('\u{4e00}'..='\u{9fff}'));
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let most = arabic.max(devanagari).max(han * 2);
    if most == 0 || most < latin {
        return wanted;
    }
    if most == han * 2 {
        Language::Zh
    } else if most == devanagari {
        Language::Hi
    } else if text.contains(['ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'گ', 'چ', 'پ', 'ھ', 'ہ', 'ی', 'ک']) {
        Language::Ur
    } else {
        Language::Ar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_tells_the_language_before_the_browser_does() {
        assert_eq!(language_of("آپ کی قیمت کیا ہے؟", Some("en")), Language::Ur);
        assert_eq!(language_of("كم السعر؟", Some("en")), Language::Ar);
        assert_eq!(language_of("कीमत क्या है", None), Language::Hi);
        assert_eq!(language_of("多少钱", None), Language::Zh);
        assert_eq!(language_of("¿cuánto cuesta?", Some("es-MX")), Language::Es);
        assert_eq!(language_of("hello", None), Language::En);
        assert_eq!(language_of("email me 谢谢 at ana@example.com", Some("de")), Language::De);
    }

    #[test]
    fn every_language_says_everything_in_its_own_words() {
        for (index, language) in Language::ALL.into_iter().enumerate() {
            let mine = of(language);
            for other in Language::ALL.into_iter().take(index).map(of) {
                assert!(mine.interrupted != other.interrupted && mine.cut_short != other.cut_short);
                assert!(mine.not_booked != other.not_booked && mine.apology != other.apology);
            }
        }
    }
}

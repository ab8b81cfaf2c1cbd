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
    /// Above buttons of free times.
    pub free: &'static str,
    /// The same, where the wished time is none of them.
    pub not_free: &'static str,
    pub none_free: &'static str,
    /// The time is kept free, and the address is missing.
    pub no_email: &'static str,
    /// They want a meeting cancelled, and none of theirs is ahead.
    pub no_meeting: &'static str,
    /// The same, above a list of several.
    pub which_meeting: &'static str,
    /// They said no to cancelling it.
    pub kept: &'static str,
    pub not_cancelled: &'static str,
}

pub fn of(language: Language) -> &'static Sentences {
    match language {
        Language::En => &Sentences {
            interrupted: "Sorry, I was interrupted here. Please ask me once more.",
            cut_short: "That is as much as fits into one answer. Shall I go on?",
            not_booked: "To be clear: nothing is booked yet. A colleague will get back to you and confirm it.",
            apology: "Sorry, I cannot answer right now. Leave your e-mail address or phone number, and a colleague will get back to you.",
            free: "These times are free. Which one suits you?",
            not_free: "That time is not free. These are the nearest free ones:",
            none_free: "There is no free time at the moment. Leave your e-mail address, and a colleague will get back to you.",
            no_email: "I am keeping that time free for a few minutes. It is not booked yet: which e-mail address should the invitation go to?",
            no_meeting: "I know of no meeting of yours that is still to come. The link in an invitation cancels it. If that does not help, leave your e-mail address, and a colleague will get back to you.",
            which_meeting: "You have more than one meeting ahead. The link in each invitation cancels it:",
            kept: "All right, the meeting stays as it is.",
            not_cancelled: "I cannot cancel it at the moment. The link in the invitation cancels it, or a colleague will help you.",
        },
        Language::Ur => &Sentences {
            interrupted: "معذرت، میری بات یہاں کٹ گئی۔ براہِ کرم ایک بار پھر پوچھ لیں۔",
            cut_short: "ایک جواب میں اتنا ہی آ سکتا ہے۔ کیا میں جاری رکھوں؟",
            not_booked: "واضح رہے: ابھی کچھ بُک نہیں ہوا۔ ہمارا کوئی ساتھی آپ سے رابطہ کر کے تصدیق کرے گا۔",
            apology: "معذرت، میں اس وقت جواب نہیں دے سکتا۔ اپنا ای میل یا فون نمبر چھوڑ دیں، ہمارا کوئی ساتھی آپ سے رابطہ کرے گا۔",
            free: "یہ اوقات خالی ہیں۔ آپ کو کون سا مناسب ہے؟",
            not_free: "وہ وقت خالی نہیں ہے۔ قریب ترین خالی اوقات یہ ہیں:",
            none_free: "اس وقت کوئی وقت خالی نہیں ہے۔ اپنا ای میل چھوڑ دیں، ہمارا کوئی ساتھی آپ سے رابطہ کرے گا۔",
            no_email: "میں چند منٹ کے لیے یہ وقت خالی رکھ رہا ہوں۔ ابھی یہ بُک نہیں ہوا: دعوت نامہ کس ای میل پر بھیجا جائے؟",
            no_meeting: "میرے علم میں آپ کی کوئی آنے والی ملاقات نہیں ہے۔ دعوت نامے میں دیا گیا لنک ملاقات منسوخ کرتا ہے۔ اگر اس سے مدد نہ ملے تو اپنا ای میل چھوڑ دیں، ہمارا کوئی ساتھی آپ سے رابطہ کرے گا۔",
            which_meeting: "آپ کی ایک سے زیادہ ملاقاتیں آنے والی ہیں۔ ہر دعوت نامے کا لنک اس کی ملاقات منسوخ کرتا ہے:",
            kept: "ٹھیک ہے، ملاقات اپنی جگہ برقرار ہے۔",
            not_cancelled: "میں اسے اس وقت منسوخ نہیں کر سکتا۔ دعوت نامے میں دیا گیا لنک اسے منسوخ کرتا ہے، یا ہمارا کوئی ساتھی آپ کی مدد کرے گا۔",
        },
        Language::Es => &Sentences {
            interrupted: "Perdón, me he quedado a medias. ¿Me lo pregunta otra vez, por favor?",
            cut_short: "No cabe más en una sola respuesta. ¿Continúo?",
            not_booked: "Para que quede claro: todavía no hay nada reservado. Un compañero le escribirá para confirmarlo.",
            apology: "Lo siento, ahora mismo no puedo responder. Deje su correo o su teléfono y un compañero se pondrá en contacto con usted.",
            free: "Estas horas están libres. ¿Cuál le viene bien?",
            not_free: "Esa hora no está libre. Las más cercanas son estas:",
            none_free: "Ahora mismo no hay horas libres. Deje su correo y un compañero se pondrá en contacto con usted.",
            no_email: "Le guardo esa hora unos minutos. Todavía no está reservada: ¿a qué correo mandamos la invitación?",
            no_meeting: "No me consta ninguna reunión suya pendiente. El enlace de la invitación sirve para cancelarla. Si eso no le ayuda, deje su correo y un compañero se pondrá en contacto con usted.",
            which_meeting: "Tiene más de una reunión pendiente. El enlace de cada invitación sirve para cancelarla:",
            kept: "De acuerdo, la reunión se mantiene como está.",
            not_cancelled: "Ahora mismo no puedo cancelarla. El enlace de la invitación sirve para hacerlo, o un compañero le ayudará.",
        },
        Language::Fr => &Sentences {
            interrupted: "Désolé, j'ai été interrompu. Pouvez-vous me poser la question encore une fois ?",
            cut_short: "Une seule réponse ne peut pas être plus longue. Dois-je continuer ?",
            not_booked: "Pour être clair : rien n'est encore réservé. Un collègue vous recontactera pour confirmer.",
            apology: "Désolé, je ne peux pas répondre pour le moment. Laissez votre e-mail ou votre téléphone, un collègue vous recontactera.",
            free: "Ces horaires sont libres. Lequel vous convient ?",
            not_free: "Cet horaire n'est pas libre. Voici les plus proches :",
            none_free: "Il n'y a pas d'horaire libre pour le moment. Laissez votre e-mail, un collègue vous recontactera.",
            no_email: "Je garde cet horaire quelques minutes. Il n'est pas encore réservé : à quelle adresse e-mail envoyer l'invitation ?",
            no_meeting: "Je ne connais aucun rendez-vous à venir à votre nom. Le lien de l'invitation permet de l'annuler. Si cela ne suffit pas, laissez votre e-mail, un collègue vous recontactera.",
            which_meeting: "Vous avez plusieurs rendez-vous à venir. Le lien de chaque invitation permet de l'annuler :",
            kept: "Très bien, le rendez-vous reste comme prévu.",
            not_cancelled: "Je ne peux pas l'annuler pour le moment. Le lien de l'invitation le permet, ou un collègue vous aidera.",
        },
        Language::De => &Sentences {
            interrupted: "Entschuldigung, hier wurde ich unterbrochen. Fragen Sie mich bitte noch einmal.",
            cut_short: "Mehr passt nicht in eine Antwort. Soll ich weitermachen?",
            not_booked: "Damit nichts falsch verstanden wird: Es ist noch nichts gebucht. Ein Kollege meldet sich bei Ihnen und bestätigt es.",
            apology: "Entschuldigung, ich kann gerade nicht antworten. Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, ein Kollege meldet sich bei Ihnen.",
            free: "Diese Zeiten sind frei. Welche passt Ihnen?",
            not_free: "Diese Zeit ist nicht frei. Die nächsten freien sind:",
            none_free: "Zurzeit ist kein Termin frei. Hinterlassen Sie Ihre E-Mail-Adresse, ein Kollege meldet sich bei Ihnen.",
            no_email: "Ich halte diese Zeit ein paar Minuten frei. Gebucht ist sie noch nicht: An welche E-Mail-Adresse soll die Einladung gehen?",
            no_meeting: "Ich weiß von keinem Termin von Ihnen, der noch bevorsteht. Über den Link in der Einladung lässt er sich absagen. Hilft das nicht, hinterlassen Sie Ihre E-Mail-Adresse, ein Kollege meldet sich bei Ihnen.",
            which_meeting: "Sie haben mehrere Termine vor sich. Über den Link in jeder Einladung lässt sich der Termin absagen:",
            kept: "In Ordnung, es bleibt bei dem Termin.",
            not_cancelled: "Ich kann ihn gerade nicht absagen. Das geht über den Link in der Einladung, oder ein Kollege hilft Ihnen.",
        },
        Language::Ar => &Sentences {
            interrupted: "عذرًا، انقطع كلامي هنا. أرجو أن تسألني مرة أخرى.",
            cut_short: "هذا ما يتسع له جواب واحد. هل أُكمل؟",
            not_booked: "للتوضيح: لم يُحجز أي شيء بعد. سيتواصل معك أحد الزملاء للتأكيد.",
            apology: "عذرًا، لا أستطيع الإجابة الآن. اترك بريدك الإلكتروني أو رقم هاتفك وسيتواصل معك أحد الزملاء.",
            free: "هذه الأوقات متاحة. أيها يناسبك؟",
            not_free: "هذا الوقت غير متاح. أقرب الأوقات المتاحة:",
            none_free: "لا يوجد وقت متاح حاليًا. اترك بريدك الإلكتروني وسيتواصل معك أحد الزملاء.",
            no_email: "أحتفظ لك بهذا الوقت بضع دقائق. لم يُحجز بعد: إلى أي بريد إلكتروني نرسل الدعوة؟",
            no_meeting: "لا أعرف أي موعد قادم لك. الرابط في الدعوة يلغي الموعد. إن لم يفدك ذلك فاترك بريدك الإلكتروني وسيتواصل معك أحد الزملاء.",
            which_meeting: "لديك أكثر من موعد قادم. الرابط في كل دعوة يلغي موعدها:",
            kept: "حسنًا، يبقى الموعد كما هو.",
            not_cancelled: "لا أستطيع إلغاءه الآن. الرابط في الدعوة يلغيه، أو سيساعدك أحد الزملاء.",
        },
        Language::Hi => &Sentences {
            interrupted: "माफ़ कीजिए, मेरी बात यहाँ कट गई। कृपया एक बार फिर पूछिए।",
            cut_short: "एक जवाब में इतना ही आ सकता है। क्या मैं आगे बताऊँ?",
            not_booked: "साफ़ कर दूँ: अभी कुछ भी बुक नहीं हुआ है। हमारा कोई साथी आपसे संपर्क करके पुष्टि करेगा।",
            apology: "माफ़ कीजिए, मैं अभी जवाब नहीं दे सकता। अपना ईमेल या फ़ोन नंबर छोड़ दीजिए, हमारा कोई साथी आपसे संपर्क करेगा।",
            free: "ये समय खाली हैं। आपको कौन सा ठीक रहेगा?",
            not_free: "वह समय खाली नहीं है। सबसे नज़दीक के खाली समय ये हैं:",
            none_free: "अभी कोई समय खाली नहीं है। अपना ईमेल छोड़ दीजिए, हमारा कोई साथी आपसे संपर्क करेगा।",
            no_email: "मैं कुछ मिनट के लिए यह समय खाली रख रहा हूँ। यह अभी बुक नहीं हुआ है: निमंत्रण किस ईमेल पर भेजें?",
            no_meeting: "मेरी जानकारी में आपकी कोई आने वाली मीटिंग नहीं है। निमंत्रण में दिए लिंक से मीटिंग रद्द होती है। अगर इससे काम न बने तो अपना ईमेल छोड़ दीजिए, हमारा कोई साथी आपसे संपर्क करेगा।",
            which_meeting: "आपकी एक से ज़्यादा मीटिंग आने वाली हैं। हर निमंत्रण में दिए लिंक से उसकी मीटिंग रद्द होती है:",
            kept: "ठीक है, मीटिंग वैसी ही बनी रहेगी।",
            not_cancelled: "मैं इसे अभी रद्द नहीं कर सकता। निमंत्रण में दिए लिंक से यह रद्द होती है, या हमारा कोई साथी आपकी मदद करेगा।",
        },
        Language::Zh => &Sentences {
            interrupted: "抱歉，我的回答在这里中断了。请您再问一次。",
            cut_short: "一次回答只能写这么多。需要我继续吗？",
            not_booked: "需要说明的是：目前还没有预订成功。我们的同事会与您联系确认。",
            apology: "抱歉，我现在无法回答。请留下您的邮箱或电话，我们的同事会与您联系。",
            free: "以下时间有空，您看哪个合适？",
            not_free: "这个时间没有空。最接近的空闲时间是：",
            none_free: "目前没有空闲时间。请留下您的邮箱，我们的同事会与您联系。",
            no_email: "我先为您保留这个时间几分钟，目前还没有预订：邀请应发送到哪个邮箱？",
            no_meeting: "据我所知，您目前没有即将到来的会面。邀请中的链接可以取消会面。如果仍未解决，请留下您的邮箱，我们的同事会与您联系。",
            which_meeting: "您有多个即将到来的会面。每份邀请中的链接可以取消对应的会面：",
            kept: "好的，会面保持不变。",
            not_cancelled: "我现在无法取消。邀请中的链接可以取消，或者由我们的同事协助您。",
        },
        Language::Pt => &Sentences {
            interrupted: "Desculpe, fui interrompido aqui. Pode perguntar mais uma vez?",
            cut_short: "Uma resposta só não pode ser mais longa. Quer que eu continue?",
            not_booked: "Para que fique claro: ainda não há nada marcado. Um colega vai entrar em contato para confirmar.",
            apology: "Desculpe, não consigo responder agora. Deixe o seu e-mail ou telefone e um colega entrará em contato.",
            free: "Estes horários estão livres. Qual é melhor para si?",
            not_free: "Esse horário não está livre. Os mais próximos são:",
            none_free: "De momento não há horários livres. Deixe o seu e-mail e um colega entrará em contato.",
            no_email: "Guardo esse horário por alguns minutos. Ainda não está marcado: para qual e-mail enviamos o convite?",
            no_meeting: "Não sei de nenhuma reunião sua por acontecer. O link do convite serve para a cancelar. Se isso não ajudar, deixe o seu e-mail e um colega entrará em contato.",
            which_meeting: "Tem mais de uma reunião por acontecer. O link de cada convite serve para a cancelar:",
            kept: "Muito bem, a reunião fica como está.",
            not_cancelled: "Neste momento não consigo cancelá-la. O link do convite serve para isso, ou um colega ajuda.",
        },
        Language::Id => &Sentences {
            interrupted: "Maaf, jawaban saya terputus di sini. Silakan tanyakan sekali lagi.",
            cut_short: "Hanya sebanyak ini yang muat dalam satu jawaban. Saya lanjutkan?",
            not_booked: "Supaya jelas: belum ada yang dipesan. Rekan kami akan menghubungi Anda untuk memastikannya.",
            apology: "Maaf, saya belum bisa menjawab sekarang. Tinggalkan e-mail atau nomor telepon Anda, rekan kami akan menghubungi Anda.",
            free: "Waktu berikut masih kosong. Mana yang cocok untuk Anda?",
            not_free: "Waktu itu tidak kosong. Yang terdekat:",
            none_free: "Saat ini tidak ada waktu kosong. Tinggalkan e-mail Anda, rekan kami akan menghubungi Anda.",
            no_email: "Waktu itu saya simpan beberapa menit. Belum dipesan: ke alamat e-mail mana undangannya dikirim?",
            no_meeting: "Saya tidak tahu ada pertemuan Anda yang akan datang. Tautan di undangan dapat membatalkannya. Jika itu tidak membantu, tinggalkan e-mail Anda, rekan kami akan menghubungi Anda.",
            which_meeting: "Anda memiliki lebih dari satu pertemuan yang akan datang. Tautan di setiap undangan membatalkan pertemuannya:",
            kept: "Baik, pertemuannya tetap seperti semula.",
            not_cancelled: "Saat ini saya tidak bisa membatalkannya. Tautan di undangan dapat membatalkannya, atau rekan kami akan membantu Anda.",
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
                assert!(mine.free != other.free && mine.not_free != other.not_free);
                assert!(mine.none_free != other.none_free && mine.no_email != other.no_email);
                assert!(mine.no_meeting != other.no_meeting && mine.which_meeting != other.which_meeting);
                assert!(mine.kept != other.kept && mine.not_cancelled != other.not_cancelled);
            }
        }
    }
}

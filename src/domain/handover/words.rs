//! What whoever asks for a person is told, in ten languages.

use crate::domain::locale::Language;

/// One language. `{business}` stands for its name, `{when}` for day, time and zone, `{way}` for the visitor's address or number.
pub struct HandoverWords {
    pub title: &'static str,
    /// The owner gets a mail.
    pub by_mail: &'static str,
    /// It stands in the dashboard alone.
    pub noted: &'static str,
    pub open_until: &'static str,
    /// It does not close soon.
    pub open: &'static str,
    pub opens: &'static str,
    pub closed: &'static str,
    pub reached: &'static str,
    pub unreachable: &'static str,
}

impl HandoverWords {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &Self {
                title: "Your wish has been passed on",
                by_mail: "{business} is told by e-mail. Nobody joins this chat itself.",
                noted: "{business} sees it in its list of conversations. Nobody joins this chat itself.",
                open_until: "Open now, until {when}.",
                open: "Open now.",
                opens: "Closed now. It opens {when}.",
                closed: "Closed now.",
                reached: "You can be reached at {way}.",
                unreachable: "Leave your e-mail address or phone number, so that you can be reached.",
            },
            Language::Ur => &Self {
                title: "آپ کی درخواست آگے پہنچا دی گئی ہے",
                by_mail: "{business} کو ای میل سے بتایا جا رہا ہے۔ اس چیٹ میں کوئی شامل نہیں ہوتا۔",
                noted: "{business} اسے اپنی گفتگوؤں کی فہرست میں دیکھتا ہے۔ اس چیٹ میں کوئی شامل نہیں ہوتا۔",
                open_until: "ابھی کھلا ہے، {when} تک۔",
                open: "ابھی کھلا ہے۔",
                opens: "ابھی بند ہے۔ کھلنے کا وقت: {when}۔",
                closed: "ابھی بند ہے۔",
                reached: "آپ سے {way} پر رابطہ ہو سکتا ہے۔",
                unreachable: "اپنا ای میل یا فون نمبر چھوڑ دیں، تاکہ آپ سے رابطہ ہو سکے۔",
            },
            Language::Es => &Self {
                title: "Hemos transmitido su petición",
                by_mail: "Se avisa a {business} por correo. Nadie se incorpora a este chat.",
                noted: "{business} lo ve en su lista de conversaciones. Nadie se incorpora a este chat.",
                open_until: "Abierto ahora, hasta: {when}.",
                open: "Abierto ahora.",
                opens: "Cerrado ahora. Abre: {when}.",
                closed: "Cerrado ahora.",
                reached: "Se le puede localizar en {way}.",
                unreachable: "Deje su correo o su teléfono para que se le pueda localizar.",
            },
            Language::Fr => &Self {
                title: "Votre demande a été transmise",
                by_mail: "{business} en est informé par e-mail. Personne ne rejoint cette discussion.",
                noted: "{business} le voit dans sa liste de conversations. Personne ne rejoint cette discussion.",
                open_until: "Ouvert en ce moment, jusqu'à : {when}.",
                open: "Ouvert en ce moment.",
                opens: "Fermé en ce moment. Ouverture : {when}.",
                closed: "Fermé en ce moment.",
                reached: "Vous êtes joignable ici : {way}.",
                unreachable: "Laissez votre e-mail ou votre téléphone pour que l'on puisse vous joindre.",
            },
            Language::De => &Self {
                title: "Ihr Wunsch ist weitergegeben",
                by_mail: "{business} erfährt es per E-Mail. In diesen Chat selbst kommt niemand.",
                noted: "{business} sieht es in der Liste der Gespräche. In diesen Chat selbst kommt niemand.",
                open_until: "Jetzt geöffnet, bis: {when}.",
                open: "Jetzt geöffnet.",
                opens: "Jetzt geschlossen. Wieder geöffnet: {when}.",
                closed: "Jetzt geschlossen.",
                reached: "Sie sind erreichbar unter {way}.",
                unreachable: "Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, damit man Sie erreichen kann.",
            },
            Language::Ar => &Self {
                title: "تم تمرير طلبك",
                by_mail: "يُبلَّغ {business} بالبريد الإلكتروني. لا ينضم أحد إلى هذه المحادثة نفسها.",
                noted: "يراه {business} في قائمة المحادثات. لا ينضم أحد إلى هذه المحادثة نفسها.",
                open_until: "مفتوح الآن، حتى {when}.",
                open: "مفتوح الآن.",
                opens: "مغلق الآن. يفتح: {when}.",
                closed: "مغلق الآن.",
                reached: "يمكن الوصول إليك عبر {way}.",
                unreachable: "اترك بريدك الإلكتروني أو رقم هاتفك حتى يمكن الوصول إليك.",
            },
            Language::Hi => &Self {
                title: "आपकी बात आगे पहुँचा दी गई है",
                by_mail: "{business} को ईमेल से बताया जा रहा है। इस चैट में कोई शामिल नहीं होता।",
                noted: "{business} इसे अपनी बातचीत की सूची में देखता है। इस चैट में कोई शामिल नहीं होता।",
                open_until: "अभी खुला है, {when} तक।",
                open: "अभी खुला है।",
                opens: "अभी बंद है। खुलने का समय: {when}।",
                closed: "अभी बंद है।",
                reached: "आपसे {way} पर संपर्क हो सकता है।",
                unreachable: "अपना ईमेल या फ़ोन नंबर छोड़ दीजिए, ताकि आपसे संपर्क हो सके।",
            },
            Language::Zh => &Self {
                title: "您的请求已转达",
                by_mail: "{business}会收到邮件通知。不会有人直接加入此对话。",
                noted: "{business}会在对话列表中看到。不会有人直接加入此对话。",
                open_until: "现在营业，至{when}。",
                open: "现在营业。",
                opens: "现在休息。下次营业：{when}。",
                closed: "现在休息。",
                reached: "您的联系方式：{way}。",
                unreachable: "请留下您的邮箱或电话，以便与您联系。",
            },
            Language::Pt => &Self {
                title: "O seu pedido foi transmitido",
                by_mail: "{business} é avisado por e-mail. Ninguém entra nesta conversa.",
                noted: "{business} vê isso na sua lista de conversas. Ninguém entra nesta conversa.",
                open_until: "Aberto agora, até: {when}.",
                open: "Aberto agora.",
                opens: "Fechado agora. Abre: {when}.",
                closed: "Fechado agora.",
                reached: "O seu contacto: {way}.",
                unreachable: "Deixe o seu e-mail ou telefone para que possa ser contactado.",
            },
            Language::Id => &Self {
                title: "Permintaan Anda telah diteruskan",
                by_mail: "{business} diberi tahu lewat email. Tidak ada orang yang bergabung ke obrolan ini.",
                noted: "{business} melihatnya di daftar percakapan. Tidak ada orang yang bergabung ke obrolan ini.",
                open_until: "Sekarang buka, sampai {when}.",
                open: "Sekarang buka.",
                opens: "Sekarang tutup. Buka lagi: {when}.",
                closed: "Sekarang tutup.",
                reached: "Anda dapat dihubungi di {way}.",
                unreachable: "Tinggalkan email atau nomor telepon Anda agar Anda dapat dihubungi.",
            },
        }
    }
}

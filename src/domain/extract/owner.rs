//! Whose an address or a number is, and which of several the visitor means, by the words around them.

use std::{ops::Range, sync::LazyLock};

use super::text::{Cues, after, before, fold};

/// What the words around a value say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The visitor's, in so many words.
    Stated,
    /// Nothing is said: the visitor's.
    Presumed,
    /// Another person's, or ours.
    Others,
    /// The visitor's, but not to be used any more.
    Disowned,
}

/// A value between its neighbours: `floor` is where the one before ends, `ceiling` where the one after begins.
pub struct Place<'a> {
    pub text: &'a str,
    pub span: Range<usize>,
    pub floor: usize,
    pub ceiling: usize,
}

static STATED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "my email|my e-mail|my mail|my new email|my new e-mail|my work email|my address is|my email address|my number|my new number|my phone|my cell|my mobile|my whatsapp|my tel|reach me|contact me|call me|ring me|text me|whatsapp me|write me|write to me|email me|e-mail me|mail me|send me|send it to me|send it to|get me|me at|me on|me under|mine is|i'm at|i am at",
        "mi correo|mi email|mi e-mail|mi mail|mi número|mi teléfono|mi celular|mi móvil|mi whatsapp|mi nuevo correo|llámame|llámeme|llamarme|escríbeme|escríbame|escribirme|contácteme|contáctame|contactarme",
        "mon mail|mon e-mail|mon email|mon adresse|mon courriel|mon numéro|mon téléphone|mon portable|appelez-moi|rappelez-moi|appelle-moi|écrivez-moi|me joindre|me contacter|me rappeler|m'écrire",
        "meine e-mail|meine email|meine mail|meine mailadresse|meine e-mail-adresse|meine adresse|meine nummer|meine telefonnummer|meine handynummer|mein handy|meine neue|rufen sie mich|ruf mich|erreichen sie mich|erreichst du mich|mich unter|mir an|schreiben sie mir",
        "meu e-mail|meu email|meu número|meu telefone|meu celular|meu whatsapp|meu zap|meu contato|me ligue|me liga|me chame|me chama|me escreva|falar comigo",
        "email saya|surel saya|nomor saya|no saya|hp saya|wa saya|telepon saya|hubungi saya|kontak saya|emailku|nomorku|alamat saya|telepon saya",
        "میرا ای میل|میری ای میل|میرا نمبر|میرا فون|میرا موبائل|میرا واٹس ایپ|مجھے|mera email|meri email|mera number|mera no|mera phone|mera mobile|mujhe|mujh se",
        "بريدي|ايميلي|رقمي|جوالي|هاتفي|موبايلي|واتسابي|اتصل بي|اتصلوا بي|راسلني|راسلوني|تواصلوا معي",
        "मेरा ईमेल|मेरी ईमेल|मेरा नंबर|मेरा फोन|मेरा मोबाइल|मेरा व्हाट्सएप|मुझे|मुझसे",
        "我的邮箱|我邮箱|我的邮件|我的电子邮件|我的电话|我电话|我的手机|我手机|我的号码|我的微信|联系我|打给我|发给我|我的联系方式",
    ])
});

/// The visitor's contact data follow the value: "… is mine".
static STATED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is my|is mine|is me|that's me|that is me|is the best|is better|es mi|es mío|est mon|c'est moi|ist meine|ist mein|é meu|é o meu|adalah|میرا ہے|mera hai|मेरा है|是我的|是我",
    ])
});

/// Whoever stands after "my", "mi", "mein" … is not the visitor.
const KIN: [(&str, &str); 9] = [
    (
        "my|our|his|her|their|the",
        "boss|wife|husband|colleague|coworker|co-worker|manager|assistant|secretary|friend|brother|sister|father|mother|dad|mom|mum|son|daughter|partner|accountant|lawyer|supervisor|director|client|landlord|neighbour|neighbor|cousin|uncle|aunt|team|it guy|it department|hr|girlfriend|boyfriend",
    ),
    (
        "mi|nuestro|nuestra",
        "jefe|jefa|esposa|esposo|marido|mujer|colega|compañero|compañera|amigo|amiga|hermano|hermana|padre|madre|hijo|hija|socio|socia|gerente|contador|abogado",
    ),
    (
        "mon|ma|notre",
        "patron|patronne|chef|femme|mari|collègue|ami|amie|frère|soeur|père|mère|fils|fille|associé|associée|comptable|avocat|directeur|directrice",
    ),
    (
        "mein|meine|meinem|meiner|meinen|unser|unsere",
        "chef|chefin|frau|mann|kollege|kollegin|kollegen|freund|freundin|bruder|schwester|vater|mutter|sohn|tochter|partner|partnerin|steuerberater|anwalt|assistent|assistentin",
    ),
    (
        "meu|minha|nosso|nossa",
        "chefe|esposa|esposo|mulher|marido|colega|amigo|amiga|irmão|irmã|pai|mãe|filho|filha|sócio|sócia|gerente|contador|advogado",
    ),
    ("bos|atasan|istri|suami|rekan|teman|kakak|adik|ayah|ibu|anak|manajer", "saya"),
    (
        "میرے|میری|میرا|ہمارے|mere|meri|mera|hamare",
        "باس|بیوی|شوہر|دوست|بھائی|بہن|والد|والدہ|بیٹا|بیٹی|ساتھی|مینیجر|boss|biwi|shohar|dost|bhai|behen|walid|beta|beti|manager",
    ),
    ("मेरे|मेरी|मेरा|हमारे", "बॉस|पत्नी|पति|दोस्त|भाई|बहन|पिता|माँ|बेटा|बेटी|साथी|मैनेजर"),
    ("我|我的|我们", "老板|妻子|老婆|老公|丈夫|同事|朋友|哥哥|弟弟|姐姐|妹妹|爸爸|妈妈|儿子|女儿|经理|助理"),
];

static OTHERS: LazyLock<Cues> = LazyLock::new(|| {
    let kin: Vec<String> = KIN
        .iter()
        .flat_map(|(owners, people)| {
            let gap = if owners.starts_with('我') { "" } else { " " };
            owners.split('|').flat_map(move |owner| people.split('|').map(move |person| format!("{owner}{gap}{person}")))
        })
        .collect();
    let fixed = [
        "your email|your e-mail|your mail|your address|your number|your phone|your support|your office|your team|your hotline|your site|your website|your sales|your colleague|your company|you at|you on|emailed you|called you|wrote to|written to|emailed|e-mailed|sent an email to|sent a mail to|mailed|i called|i dialled|i dialed|email from|e-mail from|mail from|message from|call from|called from|reply from|copy|cc",
        "his email|his e-mail|his number|his phone|her email|her e-mail|her number|her phone|their email|their e-mail|their number|their phone",
        "tu correo|su correo electrónico de|vuestro correo|tu email|tu número|vuestro número|escribí a|le escribí|correo de|votre e-mail|votre email|votre mail|votre adresse|votre numéro|ton mail|j'ai écrit à|ihre e-mail|ihre email|ihre mail|ihre adresse|ihre nummer|ihre hotline|eure e-mail|eure nummer|deine e-mail|deine nummer|habe an|seu e-mail|seu email|seu número|teu email|vosso e-mail|escrevi para|email anda|nomor anda|email kamu|nomor kamu",
        "آپ کا ای میل|آپ کی ای میل|آپ کا نمبر|aap ka email|aap ki email|aap ka number|apka email|apka number|بريدكم|ايميلكم|رقمكم|بريدك|رقمك|आपका ईमेल|आपकी ईमेल|आपका नंबर|你们的邮箱|你们邮箱|你的邮箱|您的邮箱|贵公司的邮箱|你们的电话|你的电话|您的电话|他的邮箱|她的邮箱|他的电话|她的电话",
        "مديري|زوجتي|زوجي|زميلي|صديقي|اخي|اختي|والدي|والدتي|ابني|ابنتي",
    ];
    Cues::new(kin.iter().map(String::as_str).chain(fixed))
});

static OTHERS_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "bounced|bounces|bounced back|keeps bouncing|is your|is his|is her|is their|belongs to|is my boss|is my wife|is my husband|is my colleague|is my manager|is my friend|is my assistant|is my partner|is my brother|is my sister|never answered|does not answer|doesn't answer|es de mi|no contesta|est celui de|ist von|gehört|é do meu|é da minha|rebotó",
    ])
});

static DISOWNED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "not|instead of|rather than|don't use|do not use|don't write to|no longer|old email|old e-mail|old email was|old one|old number|old number was|previous|not on|not at|wrong email|wrong number|used to be|no es|no uses|en vez de|en lugar de|antiguo|viejo|pas|au lieu de|ancien|ancienne|nicht|statt|alte|alten|não é|não|em vez de|antigo|bukan|lama|نہیں|پرانا|ليس|لا تستخدم|القديم|नहीं|पुराना|不是|不要用|旧的|以前的",
    ])
});

static DISOWNED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is not my|isn't my|is no longer|is wrong|was wrong|is old|is my old|was my old|is the old|no longer works|does not work|doesn't work|is not working|isn't working|is dead|ya no|está mal|n'est plus|ne marche plus|est faux|ist falsch|ist nicht mehr|geht nicht mehr|não é mais|está errado|não funciona|salah|sudah tidak|غلط ہے|نہیں چلتا|خطأ|لا يعمل|गलत है|错了|不用了",
    ])
});

static CORRECTION: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "no|nope|sorry|i mean|i meant|actually|correction|rather|wait|oops|ups|typo|mistyped|misspelled|should be|instead|changed|change it|new one|new email|new e-mail|new number|new|now|correct|the right one|better use|use|make that|scratch that",
        "perdón|perdona|disculpa|disculpe|quise decir|mejor dicho|en realidad|corrijo|corrección|mejor|ahora|nuevo|sino|pardon|désolé|désolée|je voulais dire|plutôt|en fait|correction|maintenant|nouveau|nouvelle|nein|entschuldigung|ich meine|ich meinte|sondern|besser gesagt|korrektur|neue|neuer|jetzt|doch",
        "desculpe|desculpa|quis dizer|na verdade|aliás|corrigindo|correção|agora|novo|nova|melhor|maaf|maksud saya|maksudnya|ralat|sebenarnya|yang benar|sekarang|baru|معاف|معذرت|مطلب|بلکہ|نیا|نئی|اصل میں|maaf kijiye|matlab|balke|balki|naya|asal mein",
        "عذرا|اسف|آسف|اقصد|أقصد|الصحيح|الجديد|تصحيح|माफ़|माफ कीजिए|मतलब|बल्कि|असल में|नया|不对|不是|抱歉|应该是|更正|我是说|改成|改为|新的|换成|正确的",
    ])
});

impl Place<'_> {
    fn words_before(&self) -> String {
        fold(before(self.text, self.span.start, self.floor, 72))
    }

    fn words_after(&self) -> String {
        fold(after(self.text, self.span.end, self.ceiling, 28))
    }

    /// What the words around say. None where they say nothing at all.
    fn told(&self) -> Option<Whose> {
        let (before, after) = (self.words_before(), self.words_after());
        let after = after.split([',', ';', '،', '，', '(']).next().unwrap_or_default();
        if DISOWNED_AFTER.is_in(after) {
            return Some(Whose::Disowned);
        }
        if OTHERS_AFTER.is_in(after) {
            return Some(Whose::Others);
        }
        // "not ana@…" disowns; "why not write to me at ana@…" does not.
        let near = |end: &usize| before[*end..].chars().count() <= 14;
        let cues = [
            (STATED.last_end(&before), Whose::Stated),
            (OTHERS.last_end(&before), Whose::Others),
            (DISOWNED.last_end(&before).filter(near), Whose::Disowned),
        ];
        let nearest = cues.into_iter().filter_map(|(end, whose)| Some((end?, whose))).max_by_key(|(end, _)| *end);
        let stated_after = || STATED_AFTER.begins(after.trim_start()).then_some(Whose::Stated);
        nearest.map(|(_, whose)| whose).or_else(stated_after)
    }

    /// The words before take something back: "no, it is …".
    pub fn is_correction(&self) -> bool {
        CORRECTION.is_in(&self.words_before()) || CORRECTION.begins(self.words_after().trim_start_matches([' ', ',']))
    }
}

/// Whose each of the values is; they stand in the order of the text. `kinds` tells an address from a number:
/// "my boss: bob@example.com, 0300…" gives both to the boss.
pub fn of_all(text: &str, spans: &[(Range<usize>, bool)]) -> Vec<(Whose, bool)> {
    let mut all: Vec<(Whose, bool)> = Vec::with_capacity(spans.len());
    for (index, (span, kind)) in spans.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| spans.get(at));
        let floor = previous.map_or(0, |(span, _)| span.end);
        let ceiling = spans.get(index + 1).map_or(text.len(), |(next, _)| next.start);
        let place = Place { text, span: span.clone(), floor, ceiling };
        let inherited = previous
            .filter(|(before, other)| other != kind && text[before.end.min(span.start)..span.start].chars().count() <= 20)
            .and_then(|_| all.last())
            .filter(|(whose, _)| *whose == Whose::Others);
        let whose = place.told().or(inherited.map(|(whose, _)| *whose)).unwrap_or(Whose::Presumed);
        all.push((whose, place.is_correction()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whose the only address of the text is.
    fn whose(text: &str) -> Whose {
        let addresses = super::super::email::find(text);
        let spans: Vec<_> = addresses.into_iter().map(|address| (address.span, false)).collect();
        of_all(text, &spans)[0].0
    }

    #[test]
    fn my_own_address_is_mine() {
        for text in [
            "my e-mail is ana@example.com",
            "Why not write to me at ana@example.com?",
            "mi correo es ana@example.com",
            "vous pouvez m'écrire : ana@example.com",
            "Sie erreichen mich unter: meine E-Mail ana@example.com",
            "我的邮箱是ana@example.com",
            "بريدي ana@example.com",
        ] {
            assert_eq!(whose(text), Whose::Stated, "{text}");
        }
        assert_eq!(whose("Ana, ana@example.com"), Whose::Presumed);
        assert_eq!(whose("ana@example.com is mine"), Whose::Stated);
    }

    #[test]
    fn somebody_elses_address_is_not() {
        for text in [
            "write to my boss at bob@example.com",
            "my wife's e-mail is eve@example.com",
            "your e-mail info@example.com bounced",
            "I wrote to info@example.com yesterday",
            "info@example.com bounced",
            "bob@example.com is my boss",
            "el correo de mi jefe es bob@example.com",
            "l'adresse de mon patron: bob@example.com",
            "die E-Mail von meinem Chef ist bob@example.com",
            "o email do meu chefe é bob@example.com",
            "email bos saya bob@example.com",
            "میرے باس کا ای میل bob@example.com ہے",
            "我老板的邮箱是bob@example.com",
            "Ich habe an info@example.com geschrieben",
        ] {
            assert_eq!(whose(text), Whose::Others, "{text}");
        }
    }

    #[test]
    fn an_old_address_is_disowned() {
        for text in [
            "not ana@example.com",
            "please don't use ana@example.com",
            "ana@example.com is wrong",
            "ana@example.com no longer works",
            "nicht ana@example.com",
        ] {
            assert_eq!(whose(text), Whose::Disowned, "{text}");
        }
    }
}

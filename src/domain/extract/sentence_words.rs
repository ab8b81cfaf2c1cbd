//! What a sentence does with an address or a number: asks whether it is ours, tells where a letter went, takes one back.

use std::sync::LazyLock;

use super::text::Cues;

/// What people are reached by, with the words for "your" before it, by language.
const OURS: [(&str, &str); 9] = [
    (
        "your|ur|yr|your new|your old|your main|your shop|your office|your support|your customer|y'all's",
        "fax|number|no|phone|phone number|mobile|cell|whatsapp|hotline|helpline|line|landline|email|e-mail|mail|address|support line|service number",
    ),
    (
        "su|sus|tu|vuestro|vuestra|el de ustedes su",
        "número|numero|teléfono|telefono|whatsapp|whats|wasap|celular|cel|móvil|línea|correo|email|e-mail|mail",
    ),
    ("votre|vos|ton|ta", "numéro|num|téléphone|tél|portable|standard|ligne|whatsapp|mail|e-mail|email|adresse"),
    (
        "ihre|ihr|eure|euer|eurer|deine|dein",
        "hotline|nummer|telefonnummer|handynummer|rufnummer|servicenummer|whatsapp|e-mail|email|mail|mailadresse|adresse|support",
    ),
    ("seu|teu|vosso|o seu|de vocês o", "número|telefone|whatsapp|whats|zap|celular|telemóvel|e-mail|email|mail"),
    (
        "apka|aapka|ap ka|aap ka|apka hi|aap ka hi|aapka hi|apki|aapki|aap ki|aap logon ka|ap logon ka|aap logo ka",
        "number|no|num|phone|whatsapp|email|mail",
    ),
    ("آپ کا|آپ کی|آپکا|آپکی|آپ لوگوں کا|آپ لوگوں کی|آپ ہی کا", "نمبر|فون|واٹس ایپ|ای میل|ایمیل"),
    ("आपका|आपकी|आप का|आप लोगों का|आप लोगों की|आपका ही", "नंबर|नम्बर|फोन|फ़ोन|व्हाट्सएप|ईमेल|मेल"),
    (
        "你们|你们的|你們|你們的|您的|您|你的|贵公司|贵公司的|貴公司的|貴店|贵店的",
        "电话|電話|号码|號碼|手机|手機|客服|客服电话|热线|熱線|微信|邮箱|郵箱|信箱|邮件",
    ),
];

/// Ours, in so many words.
pub static YOURS: LazyLock<Cues> = LazyLock::new(|| {
    let joined = OURS.iter().flat_map(|(owners, things)| {
        let gap = if owners.starts_with('你') { "" } else { " " };
        owners.split('|').flat_map(move |owner| things.split('|').map(move |thing| format!("{owner}{gap}{thing}")))
    });
    let all: Vec<String> = joined.collect();
    let fixed = "telefone de vcs|telefone de vocês|número de vcs|número de vocês|numero de vcs|whats de vcs|whatsapp de vocês|email de vocês|e-mail de vocês|teléfono de ustedes|número de ustedes|correo de ustedes|رقمكم|رقمك|هاتفكم|جوالكم|واتسابكم|بريدكم|ايميلكم|nomor anda|nomor kalian|email anda|number of yours|apka hi|apka hi hai|aapka hi|aap ka hi|ap ka hi";
    Cues::new(all.iter().map(String::as_str).chain([fixed]))
});

/// Behind a value: what makes the sentence a question without its mark.
pub static TAGS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "right|correct|isn't it|is it|innit|verdad|cierto|no|n'est-ce pas|oder|né|hai na|hi hai na|na|ہی ہے نا|ہے نا|نا|है ना|ही है ना|ना|صح|吗|嗎|吧|对吗|對嗎|是吗|是不是",
    ])
});

/// Behind a value of ours: it is asked or told whether anybody is there.
pub static STILL: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "still|working|work|works|anybody|nobody|no one|no answer|unanswered|todavía|sigue|funciona|nadie|no contestan|encore|toujours|personne|ne répond|noch|keiner|niemand|geht keiner|ainda|ninguém|não atende|شغال|يشتغل|يرد|کوئی|چل رہا|band|koi|कोई|चालू|还在|没人|沒人",
    ])
});

/// The visitor's own letters and calls.
pub static WROTE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "wrote|written|sent|mailed|emailed|e-mailed|messaged|texted|called|rang|phoned|complained|reported|escribí|escrito|escribimos|mandé|mandado|mandamos|envié|enviado|enviamos|llamé|llamado|llamamos|marqué|reclamé",
        "écrit|envoyé|contacté|appelé|téléphoné|relancé|adressé|escrevi|escrito|escrevemos|mandei|mandado|mandámos|enviei|enviado|enviámos|liguei|ligado|reclamei|kirim|mengirim|menulis|راسلت|راسلنا|كتبت|كتبنا|ارسلت|أرسلت|ارسلنا|بعثت|بعتت|اتصلت|اتصلنا|دقيت",
    ])
});

/// The same behind the value.
pub static WROTE_AFTER: LazyLock<Cues> =
    LazyLock::new(|| Cues::new(["geschrieben|geschickt|gesendet|gesandt|gemailt|gemeldet|gewandt|weitergeleitet"]));

/// Before such a verb: somebody else wrote, or they wrote to the visitor.
pub const NOT_BY_ME: [&str; 46] = [
    "nobody", "anyone", "anybody", "someone", "somebody", "everyone", "you", "you've", "u", "he", "she", "they", "they've", "was", "were",
    "been", "be", "is", "me", "us", "it", "usted", "ustedes", "me", "nos", "han", "ha", "has", "vous", "avez", "as", "tu", "m'avez", "m'a",
    "m'ont", "ont", "sie", "ihr", "du", "mir", "uns", "você", "vocês", "vcs", "ele", "wurde",
];

/// Right before the value: there the letter went.
pub const TOWARDS: [&str; 22] = [
    "to", "at", "on", "a", "al", "à", "au", "para", "pra", "pro", "no", "na", "ao", "an", "unter", "ke", "على", "الى", "إلى", "ل", "علي",
    "sur",
];

/// A refused call, not a refused letter.
pub static CALLING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "call|calls|calling|ring|phone|text|sms|llamen|llames|llamar|llaméis|llamadas|teléfono|appelez|appeler|appelle|téléphone|téléphonez|anrufen|anruf|telefon|ligar|ligue|liguem|ligações|telefone|phone|فون|کال|تتصلوا|تتصل|اتصال|फोन|फ़ोन|कॉल|打电话|打電話|电话|電話|来电",
    ])
});

/// "That's the old one": of a value that stands before.
pub static POINTS_BACK: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "that's old|thats old|that's my old|thats my old|that was my old|that's the old|thats the old|that was the old|that's an old|thats an old|that one's old|that's wrong|thats wrong|that one's dead|that one is dead|that phone's dead|that phones dead|that one's off|that one no longer|that one doesn't|ese es el viejo|ese es el antiguo|era el viejo|era el antiguo|esa es la vieja|c'est l'ancien|c'était l'ancien|c'est l'ancienne|das ist die alte|das war die alte|war die alte|das war meine alte|das ist meine alte|esse é o antigo|esse é o velho|era o antigo|era o velho",
        "wo wala band|woh wala band|pehla wala band|pehle wala band|number band hai wo|wo number band|woh number band|وہ والا بند|وہ نمبر بند|نمبر بند ہے|نمبر بند ہو|پہلے والا بند|वो वाला बंद|वह नंबर बंद|वो नंबर बंद|नंबर बंद है|नंबर बंद हो|ye purana|yeh purana|wo purana|woh purana|ye purani|yeh purani|wo purani|woh purani|ye ghalat|yeh ghalat|ye galat|wo ghalat|یہ پرانا|وہ پرانا|یہ پرانی|وہ پرانی|یہ غلط|وہ غلط|यह पुराना|ये पुराना|वो पुराना|वह पुराना|यह पुरानी|ये पुरानी|यह गलत|ये गलत|هذا القديم|هذا قديم|ذاك القديم|الرقم غلط|这是旧的|那是旧的|这个是旧的|那个是旧的|這是舊的|那是舊的",
    ])
});

/// Behind a value: it is the right one after all.
pub static CORRECTED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is the right|is the correct|is right|is correct|is my new|is the new|is what i meant|es el correcto|es el bueno|es el nuevo|est le bon|est le nouveau|est la bonne|ist die richtige|ist richtig|ist die neue|é o certo|é o correto|é o novo|sahi hai|theek hai|naya hai|صحیح ہے|درست ہے|ٹھیک ہے|نیا ہے|सही है|नया है|هو الصحيح|هو الجديد|是对的|才对|才是对的|是正确的|是新的",
    ])
});

/// A short sentence that takes back what was said before it.
pub static RETRACTED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "typo|oops|ups|whoops|oopsie|my bad|my mistake|mistyped|misspelt|misspelled|wrong|wrong one|wrong number|wrong email|old one|my old|not that one|scratch that|correction|sorry|i meant|perdón|perdona|perdone|disculpa|disculpe|me equivoqué|equivocado|mal escrito|lo escribí mal|me lié|ese no|antiguo|viejo|pardon|désolé|désolée|oups|erreur|faute de frappe|je me suis trompé|je me suis trompée|l'ancien|l'ancienne",
        "tippfehler|vertippt|verschrieben|falsch|sorry|entschuldigung|verzeihung|hoppla|ups|alte nummer|die alte|desculpa|desculpe|ops|opa|errei|erro|errado|digitei errado|me enganei|antigo|velho|ghalat|galat|ghalti|galti|sorry|maaf|purana|purani|غلط|غلطی|معاف|معذرت|سوری|پرانا|عفوا|آسف|اسف|آسفة|غلطت|خطأ|بالغلط|القديم|गलत|गलती|माफ|माफ़|सॉरी|पुराना|打错|打錯|写错|寫錯|错了|錯了|不对|不對|抱歉|不好意思|旧的|舊的",
    ])
});

/// "The other one is not read": behind the value that counts instead.
pub static POINTS_BACK_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "the other one|the other address|the other number|the one before|not the other|el otro|la otra|el de antes|la de antes|l'autre|celui d'avant|celle d'avant|die andere|der andere|das andere|die von vorhin|o outro|a outra|o de antes",
        "doosra wala|doosri wali|pehle wala|pehli wali|wo wala|woh wala|دوسرا والا|دوسری والی|پہلے والا|پہلی والی|وہ والا|وہ والی|दूसरा वाला|दूसरी वाली|पहले वाला|पहली वाली|वो वाला|वो वाली|الاول|الأولى|الثاني ما|التاني|刚才那个|剛才那個|刚刚那个|之前那个|之前的|前面那个|原来那个|另一个|另外那个|那个不用|那個不用",
    ])
});

/// The visitor sends us to somebody else.
pub static REFERRED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "you need to talk to|you need to speak to|you need to speak with|you need to ask|you need to call|you need to contact|you should talk to|you should speak to|you should ask|you should call|you should contact|you'd better ask|you have to talk to|you have to ask|you'll have to ask|you must ask|you must talk to|best ask|better ask|better talk to|take it up with|please contact the",
        "hay que hablar con|tienen que hablar con|tienes que hablar con|tiene que hablar con|tenéis que hablar con|deben hablar con|debe hablar con|mejor hablen con|mejor hable con|mejor habla con|hablen con|hable con|hablad con|háblenlo con|pregúntenle a|pregúntele a|pregúntale a|preguntadle a|consulten con|consúltelo con|contacten a|contacten con|contacte con|diríjanse a|diríjase a|entiéndanse con",
        "il faut voir avec|faut voir avec|faut demander à|il faut demander à|il faut appeler|il faut contacter|il faut s'adresser à|voyez avec|voyez ça avec|voyez cela avec|voyez directement avec|à voir avec|adressez-vous à|adressez-vous au|demandez à|demandez au|contactez plutôt|parlez-en à|parlez-en au",
        "wenden sie sich an|wendet euch an|wende dich an|fragen sie den|fragen sie die|fragen sie bitte den|fragen sie bitte die|fragt den|fragt die|sprechen sie mit|sprecht mit|da müssen sie die|da müssen sie den|da müsst ihr die|da müsst ihr den|müssen sie die|müssen sie den|müssen sie mit|müsst ihr mit|klären sie das mit|klärt das mit|zuständig ist|kontaktieren sie den|kontaktieren sie die",
        "tem que falar com|têm que falar com|tem de falar com|têm de falar com|precisa falar com|precisam falar com|melhor falar com|falem com|fale com|perguntem ao|perguntem à|pergunte ao|pergunte à|pergunta pro|pergunta pra|vejam com|veja com|vê com|tratem com|trate com|contactem o|contactem a|quem resolve é|quem resolve isso é|quem trata disso é|quem cuida disso é",
        "كلموا|كلمي|تواصلوا مع|تواصل مع|راجعوا|اسألوا|المسؤول هو|المسؤولة هي",
        "你问|您问|得找|请找|請找|负责人是|负责的是",
    ])
});

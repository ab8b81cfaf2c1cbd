//! The words that tell whose an address or a number is.

use std::sync::LazyLock;

use super::text::Cues;

/// The visitor's own, in so many words.
pub static STATED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "my email|my e-mail|my mail|my new email|my new e-mail|my work email|my address is|my email address|my number|my new number|my phone|my cell|my mobile|my whatsapp|my tel|reach me|contact me|call me|ring me|text me|whatsapp me|write me|write to me|email me|e-mail me|mail me|send me|send it to me|send it to|get me|me at|me on|me under|mine is|i'm at|i am at",
        "mi correo|mi email|mi e-mail|mi mail|mi número|mi teléfono|mi celular|mi móvil|mi whatsapp|mi nuevo correo|llámame|llámeme|llamarme|escríbeme|escríbame|escribirme|escríbanme|escríbame a|llámenme|márquenme|contácteme|contáctame|contactarme",
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
pub static STATED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
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

/// Another person's, or ours.
pub static OTHERS: LazyLock<Cues> = LazyLock::new(|| {
    let kin: Vec<String> = KIN
        .iter()
        .flat_map(|(owners, people)| {
            let gap = if owners.starts_with('我') { "" } else { " " };
            owners.split('|').flat_map(move |owner| people.split('|').map(move |person| format!("{owner}{gap}{person}")))
        })
        .collect();
    let fixed = [
        "your email|your e-mail|your mail|your address|your number|your phone|your support|your office|your team|your hotline|your site|your website|your sales|your colleague|your company|you at|you on|emailed you|called you|wrote to|written to|emailed|e-mailed|sent an email to|sent a mail to|mailed|i called|i dialled|i dialed|email from|e-mail from|mail from|message from|call from|called from|reply from|copy|cc|customer email|customer's email|client's email|client email",
        "correo del cliente|e-mail do cliente|para este cliente|adresse du client|mail du client|kunden-mail|بريد العميل|گاہک کا ای میل|گاہک کی ای میل|ग्राहक का ईमेल|ग्राहक की ईमेल|客户邮箱|客户的邮箱|his email|his e-mail|his number|his phone|her email|her e-mail|her number|her phone|their email|their e-mail|their number|their phone",
        "tu correo|su correo electrónico de|vuestro correo|tu email|tu número|vuestro número|escribí a|le escribí|he escrito a|habéis escrito a|correo de|votre e-mail|votre email|votre mail|votre adresse|votre numéro|ton mail|j'ai écrit à|ihre e-mail|ihre email|ihre mail|ihre adresse|ihre nummer|ihre hotline|eure e-mail|eure nummer|deine e-mail|deine nummer|habe an|seu e-mail|seu email|seu número|teu email|vosso e-mail|escrevi para|email anda|nomor anda|email kamu|nomor kamu",
        "آپ کا ای میل|آپ کی ای میل|آپ کے ای میل|آپ کا نمبر|آپ کے نمبر|aap ka email|aap ki email|aap ke email|aap ka number|aap ke number|apka email|apke email|apka number|apke number|بريدكم|ايميلكم|رقمكم|بريدك|رقمك|आपका ईमेल|आपकी ईमेल|आपके ईमेल|आपका नंबर|आपके नंबर|你们的邮箱|你们邮箱|你的邮箱|您的邮箱|贵公司的邮箱|你们的电话|你的电话|您的电话|他的邮箱|她的邮箱|他的电话|她的电话",
        "مديري|زوجتي|زوجي|زميلي|رقم صديقي|بريد صديقي|ايميل صديقي|لصديقي|اخي|اختي|والدي|والدتي|ابني|ابنتي",
    ];
    Cues::new(kin.iter().map(String::as_str).chain(fixed))
});

/// It is another's, said behind it.
pub static OTHERS_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "bounced|bounces|bounced back|keeps bouncing|is your|is his|is her|is their|belongs to|is my boss|is my wife|is my husband|is my colleague|is my manager|is my friend|is my assistant|is my partner|is my brother|is my sister|never answered|does not answer|doesn't answer|es de mi|no contesta|est celui de|ist von|gehört|é do meu|é da minha|rebotó",
    ])
});

/// "Is … the right address?": the visitor asks about it.
pub static ASKED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "the right|the correct|your|el correo correcto|la dirección correcta|la bonne adresse|die richtige|o e-mail correto|o endereço certo",
    ])
});

/// Right before it: it only shows what one looks like.
pub static EXAMPLE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "like|such as|e.g.|e.g|eg|for example|for instance|in the form|of the form|por ejemplo|p. ej.|par exemple|p. ex.|du genre|zum beispiel|z.b.|z. b.|por exemplo|misalnya|مثلا|مثل|مثال کے طور پر|جیسے|उदाहरण के लिए|जैसे|jaise|misal ke taur par|例如|比如|比如说",
    ])
});

/// The visitor's, but not to be used.
pub static DISOWNED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "not|instead of|rather than|don't use|stop using|don't email|don't call|do not use|don't write to|no longer|old email|old e-mail|old email was|old one|old number|old number was|previous|not on|not at|wrong email|wrong number|used to be|no es|no uses|no usen|no me escribas|no me escriba|no me escriban|no me escribáis|ya no uso|en vez de|en lugar de|antiguo|viejo|pas|n'utilisez plus|n'utilise plus|n'écrivez plus|ne m'écrivez plus|au lieu de|ancien|ancienne|nicht|statt|alte|alten|não é|não|em vez de|antigo|bukan|lama|نہیں|پرانا|ليس|لا تستخدم|لا تستخدموا|لا تراسلوني على|القديم|नहीं|पुराना|不是|不要用|旧的|以前的",
    ])
});

pub static DISOWNED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is not my|isn't my|is no longer|is wrong|was wrong|is old|is my old|was my old|is the old|no longer works|does not work|doesn't work|is not working|isn't working|is dead|but i'm never there|but i am never there|but i'm rarely there|pero no estoy nunca|pero nunca estoy|mais je n'y suis jamais|da bin ich nie|mas nunca estou|ya no|está mal|n'est plus|ne marche plus|est faux|ist falsch|ist nicht mehr|geht nicht mehr|não é mais|está errado|não funciona|salah|sudah tidak|غلط ہے|نہیں چلتا|خطأ|لا يعمل|गलत है|错了|不用了",
    ])
});

pub static CORRECTION: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "no|nope|sorry|i mean|i meant|actually|correction|rather|wait|oops|ups|typo|mistyped|misspelled|should be|instead|changed|change it|new one|new email|new e-mail|new number|new|now|correct|the right one|better use|use|make that|scratch that",
        "perdón|perdona|disculpa|disculpe|quise decir|mejor dicho|en realidad|corrijo|corrección|mejor|ahora|nuevo|sino|pardon|désolé|désolée|je voulais dire|plutôt|en fait|correction|maintenant|nouveau|nouvelle|nein|entschuldigung|ich meine|ich meinte|sondern|besser gesagt|korrektur|neue|neuer|jetzt|doch",
        "desculpe|desculpa|quis dizer|na verdade|aliás|corrigindo|correção|agora|novo|nova|melhor|maaf|maksud saya|maksudnya|ralat|sebenarnya|yang benar|sekarang|baru|معاف|معذرت|مطلب|بلکہ|نیا|نئی|اصل میں|maaf kijiye|matlab|balke|balki|naya|asal mein",
        "عذرا|اسف|آسف|اقصد|أقصد|الصحيح|الجديد|تصحيح|माफ़|माफ कीजिए|मतलब|बल्कि|असल में|नया|不对|不是|抱歉|应该是|更正|我是说|改成|改为|新的|换成|正确的",
    ])
});

//! The words that tell whose an address or a number is.

use std::sync::LazyLock;

use super::{
    kin_words::{KIN, KIN_AR, SELF},
    text::Cues,
};

/// The visitor's own, in so many words.
static STATED: LazyLock<Cues> = LazyLock::new(|| {
    let fixed = [
        "my email|my e-mail|my mail|my new email|my new e-mail|my work email|my own email|my own|my personal email|my private email|my address is|my email address|my number|my new number|my own number|my phone|my cell|my mobile|my whatsapp|my tel|reach me|contact me|call me|ring me|text me|message me|phone me|whatsapp me|write me|write to me|email me|e-mail me|mail me|reply to me|answer me|get back to me|send me|send it to me|send them to me|go to me|goes to me|come to me|it to me|get me|get hold of me|me at|me on|me under|mine is|mine's|me in cc|me in copy|me on cc|cc me|copy me|copy me in|me copied|me cc'd|me in the loop|i'm at|i am at|i'm on|i am on",
        "mi correo|mi email|mi e-mail|mi mail|mi dirección|mi número|mi teléfono|mi celular|mi celu|mi cel|mi móvil|mi fijo|mi whatsapp|mi wsp|mi nuevo correo|mi nuevo número|mi propio|el mío|la mía|llámame|llámeme|llamame|llamadme|llamarme|escríbeme|escribime|escribidme|escríbame|escribirme|escríbanme|escríbame a|contestadme|contéstame|contéstenme|respóndeme|respondedme|mándame|mándenme|mandadme|envíame|envíenme|enviadme|llámenme|márquenme|márcame|contácteme|contáctame|contactarme|localizarme|a mí a|conmigo en copia|a mí en copia|ponme en copia|pónganme en copia|copia para mí|copia a mí|me avisan|me avisas|avísame|avísenme|avisadme|lo demás a mí|el resto a mí",
        "mon mail|mon e-mail|mon email|mon adresse|mon courriel|mon numéro|mon téléphone|mon portable|mon fixe|mon natel|mon gsm|mon cell|le mien|la mienne|appelez-moi|rappelez-moi|appelle-moi|rappelle-moi|écrivez-moi|écris-moi|répondez-moi|réponds-moi|envoyez-moi|contactez-moi|joignez-moi|me joindre|me contacter|me rappeler|m'appeler|m'écrire|me répondre|m'envoyer|m'atteindre|moi en copie|moi en cc|mettez-moi en copie|me mettre en copie|copie pour moi|copie à moi",
        "meine e-mail|meine email|meine mail|meine mailadresse|meine e-mail-adresse|meine emailadresse|meine adresse|meine nummer|meine telefonnummer|meine handynummer|meine mobilnummer|mein handy|mein mobil|meine neue|meine eigene|meiner nummer|meiner mail|meiner e-mail|meiner adresse|rufen sie mich|ruf mich|ruft mich|ruft's mich|erreichen sie mich|erreichst du mich|erreicht ihr mich|erreichen mich|mich unter|mich per|mir an|an mich|bin ich unter|bin unter|schreiben sie mir|schreib mir|schreibt mir|antworten sie mir|mich in cc|mich in kopie|mich im cc|mich auf cc|mir in cc|mir in kopie|ich in cc|ich in kopie|kopie an mich|cc an mich|rest an mich",
        "meu e-mail|meu email|meu número|meu telefone|meu telemóvel|meu celular|meu whatsapp|meu whats|meu zap|meu wpp|meu contato|meu contacto|meu endereço|o meu é|a minha é|me ligue|me liga|me liguem|liguem-me|ligue-me|me chame|me chama|me escreva|me escreve|escreva-me|escrevam-me|responda-me|respondam-me|me responda|me responde|me manda|me mande|manda pra mim|pra mim|para mim|contacte-me|falar comigo|fala comigo|fale comigo|comigo em cópia|comigo em cc|me põe em cópia|me coloca em cópia|me copia|me copie|ponham-me em cópia|cópia para mim|cópia pra mim",
        "email saya|surel saya|nomor saya|no saya|hp saya|wa saya|telepon saya|hubungi saya|kontak saya|emailku|nomorku|alamat saya|telepon saya",
        "میرا ای میل|میری ای میل|میرا ایمیل|میری ایمیل|میرا اپنا|میری اپنی|میرا نمبر|میرا فون|میرا موبائل|میرا واٹس ایپ|میرا پتا|میرا پتہ|میرا رابطہ|مجھے|مجھ سے|مجھ پر|mera email|meri email|mera mail|meri mail|mera apna|meri apni|mera number|mera no|mera phone|mera mobile|mera whatsapp|mera contact|mujhe|mujh se|mujhay|cc me|copy mujhe",
        "بريدي|ايميلي|إيميلي|عنواني|رقمي|جوالي|هاتفي|موبايلي|تلفوني|نقالي|محمولي|واتسابي|واتسي|اتصل بي|اتصلوا بي|اتصل علي|اتصلوا علي|كلمني|كلموني|راسلني|راسلوني|ارسلوا لي|أرسلوا لي|ارسل لي|تواصلوا معي|تواصل معي|الي على|لي على|لي انا|لي انا على|نسخة لي|نسخه الي|وانا على|وانا راسلوني|رقمي انا",
        "मेरा ईमेल|मेरी ईमेल|मेरा मेल|मेरी मेल|मेरा पता|मेरा अपना|मेरी अपनी|मेरा नंबर|मेरा नम्बर|मेरा फोन|मेरा मोबाइल|मेरा व्हाट्सएप|मेरा व्हाट्सऐप|मुझे|मुझसे|मुझको",
        "我的邮箱|我邮箱|我的郵箱|我的信箱|我的邮件|我的电子邮件|我的电话|我电话|我的電話|我的手机|我手机|我的手機|我的号码|我的號碼|我的微信|我自己的|我本人|联系我|聯繫我|聯絡我|找我|打给我|打給我|发给我|發給我|发我|发到我|回我|我的联系方式|抄送我|抄送给我|抄送給我|抄我|我用",
    ];
    Cues::new(fixed)
});

/// The visitor's contact data follow the value: "… is mine".
pub static STATED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is my|is mine|is me|that's me|that is me|that's mine|is the best|is better|works|es mi|es mío|est mon|est le mien|c'est moi|c'est le mien|ist meine|ist mein|gehört mir|é meu|é o meu|adalah|میرا ہے|میری ہے|mera hai|meri hai|मेरा है|मेरी है|是我的|是我",
    ])
});

/// Other people in one language: whoever stands behind an owner.
struct Kin {
    owners: Cues,
    people: Cues,
    /// Before the people when they are the visitor: "I'm her".
    selves: Option<Cues>,
    /// Chinese leaves no gap between the two.
    gap: bool,
    /// Behind a person without an owner, where they are the one to reach: "mum's phone", "ammi ko call".
    possessions: Option<Cues>,
}

/// In the order of [`KIN`].
static KINS: LazyLock<Vec<Kin>> = LazyLock::new(|| {
    let of = |(at, (owners, people)): (usize, &(&str, &str))| {
        let south = SOUTH.iter().find(|(first, _)| owners.starts_with(first)).map(|(_, ends)| Cues::new([*ends]));
        let english = (at == 0).then(|| {
            let things: Vec<String> = THINGS.split('|').chain(["on", "at"]).map(|thing| format!("'s {thing}")).collect();
            Cues::new(things.iter().map(String::as_str))
        });
        Kin {
            owners: Cues::new([*owners]),
            people: Cues::new([*people]),
            selves: SELF.get(at).map(|selves| Cues::new([*selves])),
            gap: !owners.starts_with('我'),
            possessions: south.or(english),
        }
    };
    KIN.iter().enumerate().map(of).collect()
});

/// Arabic, where person and owner are one word.
static KIN_ARABIC: LazyLock<Cues> = LazyLock::new(|| Cues::new([KIN_AR]));

impl Kin {
    /// Every person of an already folded text behind one of these owners: where owner and person begin and end.
    fn behind<'a>(&'a self, owners: &'a Cues, folded: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.people.hits(folded).filter_map(move |(start, end)| {
            let lead = folded[..start].trim_end();
            let owner = owners.ending(lead).filter(|_| !self.gap || lead.len() < start)?;
            Some((owner, end))
        })
    }

    /// Every person by whose things they are reached.
    fn reached<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let possessions = self.possessions.as_ref();
        self.people.hits(folded).filter_map(move |(start, end)| {
            let rest = folded[end..].trim_start();
            let length = possessions?.beginning(rest)?;
            Some((start, folded.len() - rest.len() + length))
        })
    }
}

/// Other people in an already folded text, named by whose they are: where their words begin and end.
fn other_people(folded: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    KINS.iter().flat_map(move |kin| kin.behind(&kin.owners, folded)).chain(KIN_ARABIC.hits(folded))
}

/// Where the words begin that an already folded text ends with, if they name another person.
pub fn another_ending(folded: &str) -> Option<usize> {
    other_people(folded).filter(|(_, end)| *end == folded.len()).map(|(start, _)| start).min()
}

/// An already folded text begins with another person.
pub fn begins_with_another(folded: &str) -> bool {
    other_people(folded).any(|(start, _)| start == 0)
}

/// Where the last words end that say that something is another's or ours, of those that count where they stand.
pub fn others_end(folded: &str, counts: impl Fn(usize, usize) -> bool) -> Option<usize> {
    let reached = KINS.iter().flat_map(|kin| kin.reached(folded));
    let all = OTHERS.hits(folded).chain(other_people(folded)).chain(reached);
    all.filter(|(start, end)| counts(*start, *end)).map(|(_, end)| end).max()
}

/// Where the last words end that say that something is the visitor's own.
pub fn stated_end(folded: &str) -> Option<usize> {
    let selves = KINS.iter().filter_map(|kin| Some((kin, kin.selves.as_ref()?)));
    let people = selves.flat_map(|(kin, selves)| kin.behind(selves, folded));
    let own = STATED.hits(folded).filter(|(_, end)| !is_we(folded, *end));
    own.chain(people).map(|(_, end)| end).max()
}

/// "发给我们": Chinese "we" begins with "I".
fn is_we(folded: &str, end: usize) -> bool {
    folded[..end].ends_with('我') && folded[end..].starts_with(['们', '們'])
}

/// What people are reached by.
const THINGS: &str = "email|e-mail|mail|email address|address|number|phone|cell|mobile|landline|whatsapp|line|direct line|contact|details|extension|home phone|work phone|office";

/// What follows a person in Urdu and Hindi where they are the one to reach.
const SOUTH: [(&str, &str); 3] = [
    (
        "mere",
        "ko call|ko phone|ko whatsapp|ko message|ko bhej|ko mail|ko email|ka number|ka phone|ka mobile|ka whatsapp|ki email|ka email|se baat|se rabta",
    ),
    ("میرے", "کو کال|کو فون|کو واٹس ایپ|کو میسج|کو بھیج|کو میل|کو ای میل|کا نمبر|کا فون|کا موبائل|کی ای میل|کا ای میل|سے بات|سے رابطہ"),
    ("मेरे", "को कॉल|को फोन|को फ़ोन|को व्हाट्सएप|को मैसेज|को भेज|को मेल|को ईमेल|का नंबर|का फोन|का मोबाइल|की ईमेल|का ईमेल|से बात|से संपर्क"),
];

/// Whom something is for: "a cake for my wife". They are not the one to reach.
pub static BENEFICIARY: LazyLock<Cues> = LazyLock::new(|| Cues::new(["for|pour|für|fuer"]));

/// "The number for my boss": there it is theirs.
pub static REACHED_BY: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "number|no|phone|cell|mobile|email|e-mail|mail|address|contact|details|numéro|téléphone|portable|adresse|nummer|telefon|handy",
    ])
});
pub static BENEFICIARY_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["ke liye|ke lye|k liye|ki shadi|ki birthday|کے لیے|کے لئے|کی شادی|کی سالگرہ|के लिए|के लिये|की शादी|का जन्मदिन"])
});

/// What they want: somebody else speaks for them.
pub static NEEDS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "needs|wants|would like|would love|is looking for|is struggling|is getting married|turns|loves|necesita|quiere|busca|cumple|se casa|a besoin|veut|voudrait|cherche|se marie|braucht|möchte|sucht|will|heiratet|precisa|quer|procura|vai casar|chahiye|chahte|chahti|چاہیے|چاہتے|चाहिए|चाहते|需要|想要|想学|要",
    ])
});

/// "Me: 0300 …", among the names of others.
pub const ME: [&str; 17] =
    ["me", "mine", "yo", "mí", "mío", "moi", "ich", "eu", "main", "mai", "saya", "میں", "मैं", "أنا", "انا", "我", "本人"];

/// Letters that go to more than one.
pub static COPY: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["cc|cc'd|bcc|copy|copied|copia|en copia|copie|en copie|kopie|in kopie|cópia|em cópia|tembusan|نسخة|کاپی|कॉपी|抄送|副本"])
});

/// The visitor as the one who gets something.
pub const TO_ME: [&str; 13] = ["me", "myself", "mich", "mir", "moi", "conmigo", "comigo", "mim", "saya", "mujhe", "لي", "मुझे", "मुझको"];

/// "Change … to …": before the old value, and between the two.
pub static CHANGE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "change|changed|update|updated|switch|replace|from|moved|cambia|cambiar|cambien|actualiza|de|changer|changez|modifier|remplacer|ändern|ändert|ändere|umstellen|von|mude|mudar|trocar|troque|alterar|atualizar",
    ])
});
pub const TO: [&str; 14] = ["to", "into", "with", "->", "→", "=>", "auf", "zu", "in", "por", "a", "en", "par", "para"];

/// What follows "not" and turns to the right one: "not this but …".
pub static BUT: LazyLock<Cues> =
    LazyLock::new(|| Cues::new(["but|rather|it's|it is|sondern|sino|mais|mas|sim|balke|balki|bal ke|بلکہ|بل|बल्कि|而是|是"]));

/// Another person's, or ours.
static OTHERS: LazyLock<Cues> = LazyLock::new(|| {
    let fixed = [
        "your email|your e-mail|your mail|your address|your number|your phone|your support|your office|your team|your hotline|your sales|your colleague|your company|emailed you|called you|wrote to|written to|emailed|e-mailed|sent an email to|sent a mail to|mailed|spoke to|spoken to|spoke with|talked to|heard from|a call from|a text from|called me from|rang me from|texted me from|ringing me from|calling me from|someone at|somebody at|someone from|somebody from|people at|a person at|alguien de|alguien desde|me llamaron del|quelqu'un de|m'a appelé du|jemand von|jemand mit|alguém de|me ligaram do|missed call from|calls from|hablé con|me llamaron del|me llamó|j'ai parlé à|j'ai parlé avec|un appel du|gesprochen mit|habe mit|anruf von|angerufen von|falei com|recebi ligação do|email from|e-mail from|mail from|message from|call from|called from|reply from|told me to call|told me to ring|told me to phone|told me to email|told me to write to|told us to call|said to call|said to ring|said to email|asked me to call|asked me to email|was told to call|been told to call|supposed to call|referred me to|hotline|customer service|help desk|helpdesk",
        "copy in|cc|cc'd|bcc|in cc|in copy|loop in|also to|con copia a|con copia para|en copia|en copia a|copia a|copie à|en copie|avec copie à|mettre en copie|kopie an|in kopie|in kopie an|in cc|cc an|com cópia|com cópia para|com cópia pro|em cópia|cópia para|tembusan|نسخة|نسخة الى|نسخة لـ|نسخه|کاپی|copy bhej|प्रति|कॉपी|抄送|抄送给|抄送到|副本|副本給",
        "customer email|customer's email|client's email|client email|customer number|correo del cliente|email del cliente|teléfono del cliente|número del cliente|e-mail do cliente|email do cliente|telefone do cliente|número do cliente|téléphone du client|numéro du client|telefon des kunden|nummer des kunden|telefonnummer des kunden|para este cliente|adresse du client|mail du client|e-mail du client|l'e-mail du client|kunden-mail|mail des kunden|e-mail des kunden|بريد العميل|ايميل العميل|رقم العميل|جوال العميل|گاہک کا ای میل|گاہک کی ای میل|گاہک کا نمبر|گاہک کا فون|customer ka number|customer ka phone|ग्राहक का फ़ोन|ग्राहक का फोन|ग्राहक का नंबर|customer ka email|customer ki email|ग्राहक का ईमेल|ग्राहक की ईमेल|客户邮箱|客户的邮箱|客戶郵箱|客户电话|his email|his e-mail|his number|his phone|his cell|his mobile|he's on|he's at|he is on|he is at|she's on|she's at|she is on|she is at|they're on|they are on|her email|her e-mail|her number|her phone|her cell|her mobile|their email|their e-mail|their number|their phone|call him|call her|ring him|ring her|text him|text her|email him|email her|reach him|reach her|contact him|contact her|him at|him on|her at|her on|them at|them on|his is|hers is",
        "tu correo|su correo electrónico de|su correo|su mail|su número|su teléfono|su móvil|su celular|su cel|su fijo|su whatsapp|vuestro correo|tu email|tu número|vuestro número|el suyo es|escribí a|le escribí|llamé al|he llamado al|he escrito a|habéis escrito a|me dijeron que llamara al|me dijeron que llame al|correo de|llámalo|llámala|llámenlo|llámenla|llamadle|escríbele|escríbanle|votre e-mail|votre email|votre mail|votre adresse|votre numéro|votre standard|ton mail|j'ai écrit à|j'ai appelé le|j'ai appelé au|appelez-le|appelez-la|écrivez-lui|son mail|son numéro|son e-mail|son adresse|son portable|son téléphone|son fixe|son gsm|sa ligne|leur numéro|leur mail|leur adresse|on m'a dit d'appeler|ihre e-mail|ihre email|ihre mail|ihre adresse|ihre nummer|ihre hotline|ihr support|eure e-mail|eure mail|eure nummer|deine e-mail|deine nummer|habe an|seine nummer|seine mail|seine e-mail|seine telefonnummer|seine handynummer|sein handy|ihre telefonnummer|ihre handynummer|ihr handy|deren nummer|rufen sie ihn|rufen sie sie|ruft ihn|schreiben sie ihm|seu e-mail|seu email|seu número|o e-mail dele|o e-mail dela|o email dele|o email dela|o número dele|o número dela|o telefone dele|o telefone dela|zap dele|zap dela|whats dele|whats dela|whatsapp dele|whatsapp dela|celular dele|celular dela|telemóvel dele|telemóvel dela|contato dele|contato dela|contacto dele|contacto dela|teu email|vosso e-mail|vosso número|escrevi para|liguei para|liguei no|liguem para ele|liga pra ele|liga pra ela|email anda|nomor anda|email kamu|nomor kamu",
        "آپ کا ای میل|آپ کی ای میل|آپ کے ای میل|آپ کا نمبر|آپ کے نمبر|ان کا نمبر|ان کی ای میل|ان کا موبائل|ان کا فون|اس کا موبائل|اس کا فون|ان کا ای میل|اس کا نمبر|اس کی ای میل|انہیں|اُن کا|aap ka email|aap ki email|aap ke email|aap ka number|aap ke number|apka email|apki email|apke email|apka number|apke number|un ka number|un ki email|unka number|unki email|unka mobile|unka phone|unka whatsapp|uska mobile|uska phone|uska whatsapp|us ka number|uska number|uski email|unhein|unhen|بريدكم|ايميلكم|رقمكم|بريدك|رقمك|ايميلك|رقمه|رقمها|جواله|جوالها|هاتفه|هاتفها|موبايله|موبايلها|تلفونه|تلفونها|بريده|بريدها|ايميله|ايميلها|اتصلوا به|اتصلوا بها|اتصلت على|आपका ईमेल|आपकी ईमेल|आपके ईमेल|आपका नंबर|आपके नंबर|उनका नंबर|उनकी ईमेल|उनका मोबाइल|उनका फोन|उनका फ़ोन|उसका मोबाइल|उसका फोन|उनका ईमेल|उसका नंबर|उसकी ईमेल|उन्हें|你们的邮箱|你们邮箱|你的邮箱|您的邮箱|贵公司的邮箱|你们的电话|你的电话|您的电话|你们的客服|客服电话|他的邮箱|她的邮箱|他的电话|她的电话|他的手机|她的手机|他电话|她电话|他手机|她手机|他号码|她号码|他微信|她微信|他邮箱|她邮箱|打给他|打给她|联系他|联系她|找他|找她",
    ];
    let theirs: Vec<String> =
        ["his", "her", "their"].into_iter().flat_map(|owner| THINGS.split('|').map(move |thing| format!("{owner} {thing}"))).collect();
    Cues::new(fixed.into_iter().chain(theirs.iter().map(String::as_str)))
});

/// It is another's, said behind it.
pub static OTHERS_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is your|is his|is her|is hers|is their|is theirs|es de mi|est celui de|est le sien|é do meu|é da minha",
        "mere bhai ka|meri biwi ka|meri wife ka|mere boss ka|mere abbu ka|mere dost ka|میرے بھائی کا|میری بیوی کا|میرے ابو کا|मेरे भाई का|मेरी पत्नी का|是我老公的|是我老婆的|是我同事的",
    ])
});

/// The same, which is said of many things: "… das Auto gehört meiner Frau".
pub static BELONGS: LazyLock<Cues> = LazyLock::new(|| Cues::new(["belongs to|ist von|gehört"]));

/// Behind it, where the owner is the visitor: "gehört mir", "belongs to our company".
pub static BELONGS_TO_ME: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "me|us|my company|my business|my firm|my shop|our company|our business|our firm|our shop|mir|uns|zu mir|zu uns|meiner firma|unserer firma|meinem laden|unserem laden|meinem büro|unserem büro|der arbeit",
    ])
});

/// Between the value and these words.
pub const ABOUT_BELONGING: [&str; 26] = [
    "one",
    "which",
    "welche",
    "welcher",
    "now",
    "actually",
    "jetzt",
    "eigentlich",
    "telefonnummer",
    "the",
    "diese",
    "dieser",
    "dieses",
    "phone",
    "mobile",
    "cell",
    "handy",
    "handynummer",
    "telefon",
    "account",
    "konto",
    "postfach",
    "mailadresse",
    "no",
    "longer",
    "really",
];

/// "… no longer belongs to me", "… gehört mir nicht".
pub const DENIED: [&str; 6] = ["longer", "not", "never", "nicht", "nie", "niemals"];

/// "Is … the right address?": the visitor asks about it.
pub static ASKED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is that you|is this you|is it you|is that yours|is this yours|is it yours|c bien vous|c'est bien vous|c'est vous|est bien à vous|es de ustedes|es suyo|es vuestro|es el de ustedes|seid ihr das|sind sie das|gehört euch|gehört ihnen|é vosso|é o vosso|é de vocês|é de vcs|são vocês|aap ka hi|ap ka hi|apka hi|آپ کا ہی|आपका ही|حقكم|تبعكم|بتاعكم|مالكم|لكم|是你们吗|是贵|the right|the correct|still your|still work|still works|still the|still valid|still active|still in use|still correct|working|correct|sigue siendo|sigue funcionando|toujours valable|encore valable|est-il encore|noch aktuell|noch gültig|noch richtig|ainda é|ainda funciona|چل رہا|chal raha|abhi bhi|चल रहा|还能用|还在用|el correo correcto|la dirección correcta|el número correcto|la bonne adresse|le bon numéro|die richtige|o e-mail correto|o endereço certo|o número certo|آپ کا ہے|آپ کی ہے|aap ka hai|aap ki hai|आपका है|आपकी है|是你们的|是您的|对吗|對嗎",
    ])
});

/// Right before it: it only shows what one looks like.
pub static EXAMPLE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "like|such as|e.g.|e.g|eg|for example|for instance|in the form|of the form|por ejemplo|p. ej.|tipo|par exemple|p. ex.|du genre|zum beispiel|z.b.|z. b.|wie etwa|por exemplo|misalnya|مثلا|مثل|مثال کے طور پر|جیسے|उदाहरण के लिए|जैसे|jaise|misal ke taur par|例如|比如|比如说",
    ])
});

/// The visitor's, but not to be used.
pub static DISOWNED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "went to|was sent to|were sent to|got sent to|gets sent to|keeps going to|keep going to|not|instead of|rather than|don't use|stop using|stop sending to|stop writing to|stop emailing|stop calling|stop mailing|don't email|don't call|don't ring|don't text|don't send to|don't send it to|don't send anything to|don't send them to|do not use|do not email|do not call|do not send to|never use|don't write to|no longer|no longer use|no longer at|no longer on|old email|old e-mail|old email is|old email was|old address|old address is|old address was|old mail|old one|old one is|old one was|old number|old number is|old number was|former|previous|previous email|previous number|not on|not at|wrong email|wrong number|used to be|used to have|delete|remove|forget",
        "no es|no uses|no usen|no uséis|no me escribas|no me escriba|no me escriban|no me escribáis|no me llamen al|no me llames al|no enviéis a|no envíen a|ya no uso|ya no es|ya no tengo|en vez de|en lugar de|antiguo|antigua|antes era|anterior|viejo|vieja|pas|n'utilisez plus|n'utilise plus|je n'utilise plus|n'écrivez plus|n'écrivez plus à|n'envoyez plus à|n'appelez plus|ne m'écrivez plus|ne m'appelez plus au|au lieu de|ancien|ancienne|ancien numéro|ancienne adresse|vieille adresse|vieux numéro",
        "nicht|nicht mehr|nicht mehr an|statt|anstatt|alte|alten|alter|alte nummer|alte adresse|alte mail|alte e-mail|frühere|bisherige|não é|não|não use|não usem|não mandem para|não mandem pro|não enviem para|não me liguem no|não uso mais|já não uso|já não é|em vez de|antigo|antiga|velho|velha|anterior|bukan|lama",
        "نہیں|پرانا|پرانی|پرانے|پرانا نمبر|پرانی ای میل|پہلے والا|purana|purani|purane|purana number|purani email|pehle wala|pehli wali|ليس|لا تستخدم|لا تستخدموا|لا تراسلوني على|لا ترسلوا على|لا ترسلوا الى|لا ترسل على|لا تتصلوا على|القديم|القديمة|السابق|السابقة|نہیں|नहीं|पुराना|पुरानी|पुराने|पुराना नंबर|पुरानी ईमेल|पहले वाला|पहले वाली|不是|不要用|别用|不要发到|不要再发到|别发到|别再发|不要打|别打|旧的|舊的|旧邮箱|旧郵箱|旧号码|旧号|老邮箱|老号码|以前的|原来的|之前的",
    ])
});

pub static DISOWNED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "is not my|isn't my|is no longer|is wrong|was wrong|is old|is my old|was my old|is the old|is an old|no longer works|no longer exists|no longer valid|does not work|doesn't work|doesn't exist|is not working|isn't working|stopped working|is dead|is closed|is out of date|is disconnected|i lost access|i can't access|i don't use|i no longer use|i don't check|i never check|but i'm never there|but i am never there|but i'm rarely there|pero no estoy nunca|pero nunca estoy|ya no|ya no existe|ya no funciona|ya no sirve|está mal|no funciona|no lo uso|no la uso|ya no lo uso",
        "mais je n'y suis jamais|n'est plus|n'existe plus|ne fonctionne plus|ne marche plus|ne marche pas|est faux|est fausse|n'est plus valable|da bin ich nie|ist falsch|ist nicht mehr|ist alt|ist veraltet|geht nicht mehr|gibt es nicht mehr|gibt's nicht mehr|gilt nicht mehr|existiert nicht mehr|funktioniert nicht|nicht mehr|mas nunca estou|não é mais|já não é|já não existe|já não funciona|não existe mais|está errado|não funciona|não uso mais|não funciona mais|salah|sudah tidak",
        "غلط ہے|نہیں چلتا|نہیں چلتی|بند ہو|بند ہے|اب بند|پرانا ہے|پرانی ہے|استعمال نہیں|band ho|band hai|ab band|purana hai|purani hai|nahi chalta|nahi chalti|istemal nahi|ghalat hai|خطأ|لا يعمل|لم يعد|ما يشتغل|مقفل|متوقف|توقف|قديم|ملغي|गलत है|बंद हो|बंद है|अब बंद|पुराना है|पुरानी है|नहीं चलता|नहीं चलती|काम नहीं|错了|写错|不用了|已经不用|停用|停机|作废|打不通|不能用|已停|是旧的|是以前的",
        "is full|is overflowing|is too full|has no space|i rarely check|i hardly check|i rarely open|i hardly open|i forgot the password|i've forgotten the password|está lleno|está llena|está llenísimo|se llenó|no entro nunca|casi no lo miro|casi no la miro|olvidé la contraseña|est pleine|est plein|est saturée|est saturé|je ne la lis plus|je ne la consulte plus|j'ai perdu le mot de passe|ist voll|ist übergelaufen|quillt über|lese ich nicht|lese ich kaum|schaue ich nicht|schau ich kaum|passwort vergessen|está cheio|está cheia|tá cheio|tá cheia|encheu|quase não abro|quase não vejo|esqueci a senha",
        "بھر گیا|بھر گئی|بھر چکا|بھرا ہوا|فل ہو|پاس ورڈ بھول|bhar gaya|bhar gayi|bhar chuka|full ho|full hai|password bhool|امتلا|ممتلئ|ممتلئة|مليان|فل|نسيت كلمة|نسيت الباسورد|भर गया|भर गई|भर चुका|फुल हो|फुल है|पासवर्ड भूल|满了|滿了|爆满|装不下|忘了密码|密码忘了|很少看|不怎么看|不太看",
    ])
});

/// What was said before is taken back, or a joke.
pub static CORRECTION: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "no|nope|sorry|apologies|my bad|my mistake|i mean|i meant|meant to|actually|correction|correct that|rather|wait|hang on|oops|ups|whoops|oh|typo|mistyped|misspelled|misspelt|misspelling|spelled|wrong|mistake|should be|should have been|supposed to be|instead|changed|change it|new one|new email|new e-mail|new number|new|now|correct|the right one|better use|use|make that|scratch that|ignore that|forgot|missed|missing a|kidding|just kidding|only kidding|joking|jk|seriously|for real|left out|left off|dropped a|one too many|extra letter|extra digit|swapped|mixed up|use this one|take this one|this one instead",
        "perdón|perdona|perdonad|perdone|disculpa|disculpe|disculpen|lo siento|quise decir|quería decir|quiero decir|mejor dicho|digo|en realidad|corrijo|corrección|me equivoqué|me he equivocado|equivocado|está mal|mal escrito|lo escribí mal|ups|uy|mejor|ahora|nuevo|nueva|correcto|sino|es broma|era broma|bromeaba|en serio|ahora en serio|ya en serio|se me olvidó|me olvidé|me faltó|faltaba|le falta|me sobra|sobraba|me comí|se me pasó|lo puse al revés|anota este|apunta este|usa este|usen este|pongan este|este otro|pardon|désolé|désolée|excusez-moi|excusez|je voulais dire|je veux dire|plutôt|en fait|correction|erreur|trompé|trompée|faute de frappe|faute|mal écrit|maintenant|nouveau|nouvelle|oups|mince|je rigole|je plaisante|je blague|c'était pour rire|sérieusement|plus sérieusement|blague à part|j'ai oublié|oublié un|oublié une|il manque|il manquait|en trop|de trop|inversé|prenez celui-ci|prenez celle-ci|utilisez celui-ci|utilisez celle-ci",
        "nein|entschuldigung|entschuldigen|verzeihung|sorry|tut mir leid|pardon|ich meine|ich meinte|sondern|besser gesagt|korrektur|tippfehler|vertippt|verschrieben|vertan|falsch|fehler|richtig|richtige|richtig ist|korrekt|muss heißen|neue|neuer|neu|jetzt|doch|quatsch|spaß|scherz|im ernst|spaß beiseite|war nur spaß|da fehlt|fehlt noch|fehlte|vergessen|zu viel|zuviel|zahlendreher|vertauscht|nehmen sie die hier|nimm die hier|nehmt die hier|desculpe|desculpa|desculpem|perdão|quis dizer|quero dizer|na verdade|aliás|corrigindo|corrigi|correção|errei|erro|errado|escrevi errado|digitei errado|enganei-me|me enganei|engano|agora|novo|nova|melhor|ops|opa|brincadeira|tô brincando|estou brincando|é zoeira|zoeira|falando sério|a sério|esqueci|esqueci-me|faltou|faltava|falta um|falta uma|sobrou|troquei|inverti|usa esse|use esse|usa este|anota esse|pega esse|maaf|maksud saya|maksudnya|ralat|sebenarnya|yang benar|sekarang|baru",
        "معاف|معذرت|معافی|سوری|مطلب|بلکہ|بدل|بدل کر|غلط|غلطی|درست|صحیح|نیا|نئی|نئے|اصل میں|اصل|مذاق|مذاق کر رہا|مذاق کر رہی|سنجیدگی سے|رہ گیا|رہ گئی|بھول گیا|بھول گئی|چھوٹ گیا|چھوٹ گئی|یہ لکھیں|یہ لکھ لیں|یہ نوٹ کریں|یہ والا لکھیں|اس پر کریں|reh gaya|reh gayi|reh gai|reh gya|rah gaya|rah gayi|bhool gaya|bhool gayi|bhool gai|chhoot gaya|choot gaya|ulta likh|ye likhein|ye likh lein|yeh likhein|ye note|yeh note|maaf|maaf kijiye|maaf karna|mazrat|matlab|balke|balki|badal|badal kar|badal ke|badal kr|ghalat|galat|ghalti|galti|sahi|durust|theek wala|naya|nayi|naye|asal mein|asal|asli|mazaq|mazak|mazaaq|majak|mzaq",
        "عذرا|عذرًا|عفوا|عفواً|اسف|آسف|آسفة|معذرة|اعتذر|سوري|اقصد|أقصد|قصدي|الصحيح|الصواب|الصح|خطا|خطأ|اخطات|أخطأت|غلطت|غلط|بالغلط|الجديد|الجديدة|تصحيح|امزح|أمزح|كنت أمزح|مزحة|مزح|بهزر|بجد|نسيت|ناقص|ناقصة|سقط|سقطت|زيادة|زايد|زايدة|عكست|خذوا هذا|خذ هذا|اعتمدوا هذا|سجلوا هذا|استخدموا هذا|जरा रुको|माफ़|माफ|माफ कीजिए|क्षमा|सॉरी|मतलब|बल्कि|बदल|बदलकर|बदल कर|गलत|गलती|ग़लत|ग़लती|सही|असल में|असली|नया|नई|नए|रह गया|रह गई|छूट गया|छूट गई|भूल गया|भूल गई|उल्टा लिख|यह लिखिए|ये लिखिए|ये लिखो|यह नोट|ये नोट|मज़ाक|मजाक|सच में",
        "不对|不對|不是|抱歉|不好意思|对不起|對不起|应该是|應該是|更正|纠正|写错|寫錯|打错|打錯|输错|说错|弄错|错了|錯了|少了|漏了|多了|少打|多打|漏打|少写|漏写|写反|打反|忘了写|忘写|忘打|用这个|用這個|发这个|發這個|打这个吧|记这个|記這個|这个吧|我是说|改成|改為|改为|新的|换成|正确的|正確的|正确|开玩笑|開玩笑|逗你|说笑|认真的",
    ])
});

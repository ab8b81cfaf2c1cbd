//! The words in which people write the signs of an address, by language.

/// The @, and nothing else.
pub const SIGN: &str = r"arroba|arobase|arrobe|klammeraffe|affenschwanz|ät|æt|at\s+the\s+rate(?:\s+of)?|at\s+the\s+red|at\s+sign|signo\s+arroba
    |ایٹ(?:\s+(?:دی|د|دا)\s+ریٹ)?|اٹ\s+دی\s+ریٹ|آت|ات|آتْ|أت|एट(?:\s+(?:द|दी|दा)\s+रेट)?|ऐट(?:\s+द\s+रेट)?|अैट";

/// The @, where an address stands around it.
pub const PERHAPS_SIGN: &str = r"at|@";

/// The @ in Chinese, which leaves no gaps.
pub const HAN_SIGN: &str = r"艾特|小老鼠|圈[aA]";

/// Only in brackets: "ana(a)example.com".
pub const BRACKETED_SIGN: &str = r"a|et|@|at";

pub const DOT: &str = r"dot|punto|ponto|point|punkt|titik|نقطة|نقطه|دوت|ڈاٹ|ڈوٹ|डॉट|डाट|डोट|बिंदु";
pub const HAN_DOT: &str = r"点|點";

pub const UNDERSCORE: &str = r"underscore|under\s+score|underline|gui[oó]n\s+bajo|barra\s+baja|tra[çc]o\s+baixo|sublinhado|tiret\s+(?:du\s+)?bas|sous[\s-]tiret|soulign[ée]
    |unterstrich|انڈر\s?سکور|انڈر\s?اسکور|اندر\s?سكور|شرطة\s+سفلية|شرطه\s+سفليه|अंडर\s?स्कोर";
pub const HAN_UNDERSCORE: &str = r"下划线|下劃線|底线|底線";

pub const HYPHEN: &str =
    r"hyphen|dash|minus|gui[oó]n(?:\s+medio)?|h[ií]fen|tra[çc]o|tiret|trait\s+d['’]union|bindestrich|ہائفن|ڈیش|شرطة|شرطه|داش|हाइफ़?न|डैश";
pub const HAN_HYPHEN: &str = r"横杠|横线|中划线|减号|減號";

/// Before an "at": words that make it an address rather than a place.
pub const ADDRESS: &str = "email|e-mail|e mail|emails|email's|mail|mails|gmail|address|reach me|contact me|write me|write to me|it's|its|is|correo|dirección|mi mail|escríbeme|adresse|courriel|mèl|écrivez-moi|schreiben sie mir|schreibt mir|schreib mir|endereço|escreva|alamat|surel|ای میل|ایمیل|بريد|البريد|بريدي|ايميل|ايميلي|ईमेल|इमेल|मेल|邮箱|郵箱|邮件|信箱";

/// Words before "at" that are no mailbox.
pub const NO_MAILBOX: &str = "work|working|works|worked|me|us|you|him|her|them|it|this|that|look|looking|am|is|are|was|were|be|available|visit|page|site|website|store|shop|office|based|here|there|live|living|stay|meet|order|ordered|bought|saw|found|email|e-mail|mail|number|phone|one|job|people|team|up|and|or|address|products|prices|everything|anything|something|not|online|again|account|mi|mein|meu|mon|correo|adresse";

/// "Put an @ for the #".
pub const REPLACED: &str = "replace|replaced|swap|instead of|in place of|change|put|stands for|ersetzen|ersetze|ersetzt|durch|statt|remplace|remplacez|remplacer|à la place|cambia|cambiar|cambiad|reemplaza|sustituye|en vez|troque|trocar|substitua|no lugar|badal|badlein|ki jagah|بدلیں|کی جگہ|استبدل|بدل|बदल|बदलें|की जगह|换成|換成|替换|替換|改成|改为|代替|换|換";

//! How people try to give orders to the machine behind a chat, by language.

/// Who speaks a line of a script.
pub const ROLES: &str = "system|assistant|developer|admin|administrator|root|tool|function|sistema|administrador|asistente|assistente|syst[èe]me|administrateur|النظام|نظام|المسؤول|سسٹم|ایڈمن|सिस्टम|एडमिन|系统|系統|管理员|助手";

/// Verbs of forgetting, and what a machine is told to forget.
pub const FORGET: [(&str, &str); 6] = [
    (
        r"ignore|disregard|forget|override|bypass|skip",
        r"(?:previous|prior|above|all|earlier|your|the|any|these|those|every)\s+(?:\w+\s+){0,2}(?:instructions?|rules?|prompts?|guidelines?|directives?|orders|constraints?|restrictions?|programming|training)|instructions|everything\s+(?:above|before|you\s+(?:were|have\s+been)\s+told)|all\s+(?:of\s+)?the\s+above|what\s+you\s+were\s+told",
    ),
    (
        r"ignor[ae]n?|ignorad|olvid[ae]n?|olvidad|descart[ae]n?|omit[ea]n?",
        r"(?:(?:todas|todo|las|tus|sus|los|mis|estas|esas|anteriores|previas)\s+){1,3}(?:\p{L}+\s+)?(?:instrucciones|reglas|indicaciones|[óo]rdenes|directrices|normas)|todo\s+lo\s+(?:anterior|que\s+te\s+dijeron)",
    ),
    (
        r"ignore|ignorez|oublie|oubliez",
        r"(?:(?:toutes|tous|les|tes|vos|ces)\s+){1,2}(?:\p{L}+\s+)?(?:instructions|consignes|r[èe]gles|directives|ordres)(?:\s+(?:pr[ée]c[ée]dentes|ant[ée]rieures|du\s+syst[èe]me))?|tout\s+ce\s+qui\s+pr[ée]c[èe]de|ce\s+qu['’]on\s+t['’]a\s+dit",
    ),
    (
        r"ignoriere?|ignorieren\s+sie|ignoriert|vergiss|vergesst|vergessen\s+sie|missachte",
        r"(?:alle|deine|ihre|die|s[äa]mtliche|eure|bisherigen?|vorherigen?)\s+(?:\p{L}+\s+){0,2}(?:anweisungen|regeln|vorgaben|instruktionen|befehle|richtlinien)|alles\s+(?:davor|vorherige|bisherige|obige|zuvor|was\s+(?:dir|ihnen)\s+gesagt\s+wurde)",
    ),
    (
        r"ignor[ae]m?|esque[cç]a|esque[cç]am|esquece|desconsider[ae]|descart[ae]",
        r"(?:(?:todas|as|suas|tuas|os|essas|estas)\s+){1,3}(?:\p{L}+\s+)?(?:instru[çc][õo]es|regras|orienta[çc][õo]es|diretrizes|ordens)|tudo\s+(?:o\s+)?que\s+(?:foi\s+dito|te\s+disseram)|tudo\s+acima",
    ),
    (r"abaikan|lupakan", r"instruksi|perintah|aturan"),
];

/// The same where the verb comes last, or where words have no gaps.
pub const FORGET_BEHIND: [(&str, &str); 5] = [
    (
        r"(?-u:\b)(?:hidayat|hidayaat|instructions?|rules|ahkam|qawaid|nirdesh)(?-u:\b)",
        r"(?-u:\b)(?:bhool|bhul|bhula|ignore|nazar\s*andaz|chhor|chhod|hata)",
    ),
    (r"ہدایات|ہدایتیں|احکامات|قواعد|اصول|ہدایت", r"بھول|بھلا|نظر\s*انداز|چھوڑ|مٹا|رد\s+کر"),
    (r"निर्देश(?:ों)?|नियम(?:ों)?|आदेश(?:ों)?|हिदायत", r"भूल|भुला|अनदेख|नज़रअंदाज़|नजरअंदाज|छोड़|हटा"),
    (r"忽略|无视|無視|忘记|忘記|忘掉|抛开|不要理会", r"指令|指示|提示|规则|規則|设定|要求|命令"),
    (
        r"تجاهل[يو]?|انس[َىي]?|إنس|أهمل|اهمل|تخط[َىي]?",
        r"التعليمات|الأوامر|الاوامر|القواعد|تعليماتك|أوامرك|اوامرك|قواعدك|ما\s+سبق|كل\s+ما\s+قيل",
    ),
];

/// Other words that only a machine is told.
pub const OTHER_ORDERS: [&str; 17] = [
    r"(?-u:\b)system\s*(?:prompt|instruction|override|message)s?(?-u:\b)",
    r"(?-u:\b)(?:new|updated)\s+(?:system\s+)?(?:instructions?|directives?|prompt)\s*[:：]|(?-u:\b)new\s+system\s+(?:instruction|rule|order)",
    r"(?-u:\b)you\s+are\s+now\s+(?:a|an|in|the|acting)(?-u:\b)|(?-u:\b)(?:act|respond|answer|behave|reply)\s+as\s+(?:an?\s+|the\s+)?(?:admin|administrator|root|developer|system|owner)(?-u:\b)|(?-u:\b)(?:admin|developer|debug|god|dan|jailbreak)\s+mode(?-u:\b)|(?-u:\b)mod[oe]\s+(?:de\s+)?(?:admin|administrador|administrateur|desenvolvedor|programador|desarrollador|d[ée]veloppeur|debug|root)(?-u:\b)|(?-u:\b)(?:entwickler|admin|debug)-?modus(?-u:\b)",
    r"(?-u:\b)(?:pretend|imagine|suppose|roleplay|role-play|assume)\s+(?:that\s+)?(?:you\s+are|you['’]re|to\s+be)(?-u:\b)|(?-u:\b)(?:finge|simula)\s+(?:que\s+eres|ser)|(?-u:\b)fais\s+comme\s+si\s+tu|(?-u:\b)tu\s+so,?\s+als|(?-u:\b)finja\s+(?:que|ser)|假装你|假裝你|تظاهر\s+(?:أنك|بأنك)",
    r"(?-u:\b)(?:set|update|change|replace|overwrite|send|email|cambia|actualiza|env[íi]a|change[rz]?|remplace|envoie|[äa]ndere|ersetze|schicke|mude|troque|atualize|envie)(?-u:\b)[^\n]{0,80}(?-u:\b)(?:(?:for|to|of)\s+all\s+(?:the\s+|your\s+)?(?:customers|leads|users|clients|contacts)|todos\s+(?:los|os)\s+(?:clientes|contactos|contatos)|tous\s+les\s+(?:clients|contacts)|alle[nr]?\s+kunden)",
    r"(?-u:\b)(?:eres\s+ahora|ahora\s+eres|a\s+partir\s+de\s+ahora\s+eres|tu\s+es\s+(?:maintenant|d[ée]sormais)|voc[êe]\s+(?:agora\s+)?[ée]\s+agora|agora\s+voc[êe]\s+[ée])(?-u:\b)|(?-u:\b)(?:show|print|reveal|repeat|output|display|muestra|ense[ñn]a|imprime|revela|affiche|montre|r[ée]v[èe]le|zeig[e]?|gib|mostre|mostra|exiba|revele)(?-u:\b)[^.!?\n]{0,20}(?-u:\b)prompt(?-u:\b)",
    r"(?-u:\b)capture_lead(?-u:\b)|(?-u:\b)save_contact(?-u:\b)|(?-u:\b)tool_call(?-u:\b)|(?-u:\b)function_call(?-u:\b)",
    r"(?-u:\b)(?:set|change|update|overwrite|replace|save|store|register)(?-u:\b)[^.!?\n]{0,20}(?-u:\b)(?:customer|client|lead|user|visitor)(?:['’]?s)?\s+(?:e-?mail|mail|phone|number|contact)(?-u:\b)",
    r"(?-u:\b)(?:mark|set)\s+(?:this\s+|the\s+)?(?:lead|status)(?-u:\b)|(?-u:\b)status\s*=|(?-u:\b)you\s+must\s+(?:now\s+)?(?:save|store|record|register|set)(?-u:\b)",
    r"(?-u:\b)(?:email|send|give|show|list|forward|export|reveal|dump)(?-u:\b)[^.!?\n]{0,16}(?-u:\b)all\s+(?:of\s+)?(?:your|the|my)?\s*(?:other\s+)?(?:leads|customers?|clients?|contacts|users|visitors|data)(?-u:\b)",
    r"(?-u:\b)(?:nueva|nuevas)\s+(?:instrucci[óo]n|instrucciones|orden|regla)(?:\s+del?\s+sistema)?\s*[:：]|(?-u:\b)(?:act[úu]a|responde|comp[óo]rtate)\s+(?:ahora\s+)?como\s+(?:un\s+|el\s+)?(?:admin|administrador|sistema)",
    r"(?-u:\b)nouvelles?\s+(?:consigne|instruction|directive|r[èe]gle)s?\s*(?:du\s+|de\s+)?(?:syst[èe]me)?\s*[:：]|(?-u:\b)(?:agis|r[ée]ponds|comporte-toi)\s+(?:d[ée]sormais\s+)?(?:comme|en\s+tant\s+qu['’e]\s*)\s*(?:un\s+)?(?:admin|administrateur|syst[èe]me)|(?-u:\b)(?:remplace|enregistre|change)(?-u:\b)[^.!?\n]{0,16}(?-u:\b)du\s+client(?-u:\b)",
    r"(?-u:\b)neue\s+(?:system)?(?:anweisung|regel|vorgabe|instruktion)(?:en)?\s*[:：]|(?-u:\b)(?:antworte|handle|agiere|verhalte\s+dich)\s+(?:\p{L}+\s+){0,3}als\s+(?:admin|administrator|system)|(?-u:\b)du\s+bist\s+(?:jetzt|nun|ab\s+jetzt)\s+(?:ein|der|im)(?-u:\b)|(?-u:\b)(?:ersetze|speichere|[äa]ndere|setze)(?-u:\b)[^.!?\n]{0,24}(?-u:\b)des\s+kunden(?-u:\b)",
    r"(?-u:\b)novas?\s+(?:instru[çc][ãa]o|instru[çc][õo]es|regra|ordem)(?:\s+do\s+sistema)?\s*[:：]|(?-u:\b)(?:aja|responda|comporte-se)\s+(?:agora\s+)?como\s+(?:um\s+|o\s+)?(?:admin|administrador|sistema)|(?-u:\b)(?:cadastr[ae]|salv[ae]|registr[ae]|guard[ae])(?-u:\b)[^!?\n]{0,60}(?-u:\b)como\s+(?:um\s+)?client[ae](?-u:\b)",
    r"تعليمات\s+جديدة\s*:|أنت\s+الآن\s+(?:مدير|مسؤول|في\s+وضع)|نئی\s+ہدایت\s*:|नया\s+निर्देश\s*:|नए\s+निर्देश\s*:|(?-u:\b)na(?:ya|yi)\s+(?:hukm|hidayat)\s*:|(?:customer|owner|client)\s+k[aie]\s+(?:e-?mail|number|contact)\s[^.!?\n]{0,60}(?:set|save|change|kar)(?-u:\b)",
    r"(?:سسٹم\s+)?ایڈمن\s+ک[اےی]\s+(?:پیغام|حکم|ہدایت)|(?:सिस्टम\s+)?एडमिन\s+क[ाीे]\s+(?:संदेश|आदेश|हुक्म)|(?:گاہک|کسٹمر|مالک)\s+ک[اےی]\s+(?:ای\s?میل|نمبر|نام|فون)[^۔\n]{0,60}(?:کر\s?دو|محفوظ|لکھ\s?دو|بدل)|(?:ग्राहक|कस्टमर|मालिक)\s+क[ाीे]\s+(?:ई\s?मेल|नंबर)[^।\n]{0,60}(?:कर\s?दो|सेव|बदल)|(?:احفظ|غيّر|غير|استبدل|سجل)[^.!؟\n]{0,40}(?:العميل|للعميل|الزبون)",
    r"(?:新|最新)(?:的)?(?:系统)?(?:指令|指示)[:：]|你现在是(?:管理员|系统|开发者)|把.{0,6}客户.{0,6}(?:改成|改为|设为|设置为|替换)|(?:所有|全部)客户的(?:电话|邮箱|资料|信息)",
];

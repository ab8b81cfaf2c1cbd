//! How people say that nobody is reached at an address or a number, that they tried it, and where they read it.

use std::sync::LazyLock;

use super::text::Cues;

/// Nobody is there, or the letter came back.
pub static FAILED: LazyLock<Cues> = LazyLock::new(|| {
    let urdu = with_other_spellings(
        "rabta nahi ho|baat nahi ho pa|koi nahi uthata|koi uthata nahi|koi uthata hi nahi|koi nahi utha raha|utha nahi raha|utha nahi rahe|nahi utha rahe|uthate nahi|koi pick nahi|pick nahi karta|pick nahi karte|pick nahi kar raha|pick nahi kar rahe|koi attend nahi|attend nahi karta|attend nahi kar raha|receive nahi karta|receive nahi kar raha|koi receive nahi|koi jawab nahi deta|koi jawab nahi de raha|jawab nahi dete|jawab nahi de rahe|koi nahi bolta",
    );
    Cues::new(
        [
            "bounce|bounces|bounced|bouncing|came back|comes back|came straight back|comes straight back|got returned|was returned|gets returned|returned to sender|undeliverable|undelivered|not delivered|couldn't be delivered|delivery failed|mailer daemon|mailer-daemon|nobody answers|nobody answered|nobody's answering|nobody is answering|no one answers|no one answered|no one's answering|no one is answering|noone answers|nobody picks up|nobody picked up|nobody's picking up|nobody is picking up|no one picks up|no one picked up|no one's picking up|no one is picking up|noone picks up|isn't picking up|not picking up|aren't picking up|doesn't pick up|don't pick up|won't pick up|never picks up|never pick up|never answer|never answers|doesn't answer|don't answer|isn't answered|not being answered|goes unanswered|no answer|unanswered|rings out|rang out|just rings|rings and rings|keeps ringing|rings forever|rings off|always engaged|always busy|constantly engaged|line is dead|can't get through|cannot get through|couldn't get through|can't reach anyone|couldn't reach anyone|is a wrong number|wrong person|someone else's number|somebody else answers|someone else answers|never answered|does not answer|bounced back|nobody replies|no one replies|nobody responds|never replies|never reply|doesn't reply|doesn't respond",
            "rebota|rebotan|rebotó|rebotaron|rebotado|me lo devuelve|me los devuelve|lo devuelve|me devuelve|devolvió|devuelto|devueltos|no se entrega|no entregado|no entregable|nadie contesta|no contesta nadie|nadie contestó|no contestan|no contesta|nadie me contesta|nadie responde|no responde nadie|no responden|no responde|nadie coge|nadie lo coge|nadie me coge|no coge nadie|no lo coge nadie|no lo cogen|no cogen|no me cogen|nadie atiende|nadie lo atiende|no atiende nadie|no atienden|nadie levanta|nadie descuelga|no descuelga nadie|no descuelgan|suena y suena|suena y nadie|suena y no|no da línea|no da señal|no da tono|comunica todo el rato|siempre comunica|siempre ocupado|da ocupado|número equivocado|contesta otra persona|me sale otra persona|es de otra persona|no entra la llamada|no entran las llamadas",
            "me revient|nous revient|m'est revenu|est revenu|sont revenus|revient en erreur|revient non|retourné à l'expéditeur|non remis|non distribué|personne ne répond|personne répond|personne n'a répondu|personne ne décroche|personne décroche|ne décroche personne|ne répond pas|ne répond plus|ne répond jamais|me répond pas|répond pas|répondent pas|ne décroche pas|décroche pas|décrochent pas|sonne dans le vide|sonne sans fin|sonne sans arrêt|sonne occupé|toujours occupé|plus attribué|non attribué|mauvais numéro|tombe sur quelqu'un d'autre|tombe chez quelqu'un d'autre",
            "kommt zurück|kam zurück|kommen zurück|kamen zurück|kommt immer zurück|zurückgekommen|unzustellbar|nicht zustellbar|nicht zugestellt|keiner ran|niemand ran|keiner dran|niemand dran|hebt keiner ab|hebt niemand ab|nimmt keiner ab|nimmt niemand ab|keiner ab|niemand ab|meldet sich keiner|meldet sich niemand|sich keiner meldet|erreiche keinen|erreiche niemanden|erreicht man niemanden|erreicht man keinen|antwortet keiner|antwortet niemand|antwortet nicht|keiner antwortet|niemand antwortet|reagiert keiner|reagiert niemand|kein anschluss|dauernd besetzt|immer besetzt|ständig besetzt|nur besetzt|klingelt nur|klingelt durch|klingelt ins leere|klingelt ewig|leitung ist tot|nicht vergeben|falsch verbunden",
            "voltou|voltaram|volta sempre|sempre volta|volta para trás|volta pra trás|volta com erro|devolvido|foi devolvido|não foi entregue|não entregue|ninguém atende|ninguém atendeu|ninguém me atende|não atende|não atendem|não atendeu|ninguém responde|ninguém respondeu|ninguém me responde|não responde|não respondem|toca e ninguém|toca toca|toca e toca|chama e ninguém|chama chama|só chama|só toca|só dá ocupado|dá ocupado|sempre ocupado|não está atribuído|chamada não completa|número errado|é engano",
            "کوئی نہیں اٹھاتا|کوئی اٹھاتا نہیں|کوئی اٹھاتا ہی نہیں|کوئی نہیں اٹھا رہا|کوئی اٹھا نہیں رہا|اٹھا نہیں رہا|نہیں اٹھا رہے|نہیں اٹھاتے|اٹھاتے نہیں|کوئی فون نہیں اٹھاتا|کوئی کال نہیں اٹھاتا|کوئی ریسیو نہیں|ریسیو نہیں کرتا|ریسیو نہیں کر رہا|کوئی جواب نہیں دیتا|کوئی جواب نہیں دے رہا|جواب نہیں دیتے|جواب نہیں دے رہے|بند جا رہا|بند آ رہا|بند مل رہا|مصروف جا رہا|مصروف آ رہا|واپس آ جاتی|واپس آ جاتا|واپس آجاتی|واپس آ رہی|واپس آ گئی|واپس آگئی|واپس آ گیا|باؤنس|غلط نمبر|کوئی اور اٹھاتا",
            "wapas aa|wapis aa|wapas a jati|wapas a gai|wapis a gai|bounce ho|band ja raha|band aa raha|off ja raha|off aa raha|busy ja raha|busy aa raha|koi aur uthata",
            "ارتدت|ترتد|ارتد|رجعت الرسالة|رجعت الرساله|رجعت لي|رجعت علي|رجع لي|رجع الايميل|رجعلي|ترجع الرسالة|لا احد يرد|لا أحد يجيب|لا يرد احد|لا يجيب احد|لم يرد احد|لم يجب احد|محد يرد|محد رد|ما حد يرد|ما حد رد|ما احد يرد|ما احد رد|ما حدا بيرد|ما حدا يرد|ما حدا رد|ما حد بيرد|محدش بيرد|محدش رد|محدش يرد|ما يردون|لا يردون|ما بيردوا|ما بيردو|مبيردوش|مابيردوش|لا يرد|ما يرد|ما بيرد|مبيردش|يرن وما|يرن ولا|بيرن ومحدش|بيرن ومحدا|غير موجود بالخدمة|مشغول دائما|دايما مشغول|دايم مشغول|يطلع غلط|رقم غلط|لشخص ثاني|لشخص اخر",
            "वापस आ|लौट आ|लौट आई|लौट आया|बाउंस|कोई नहीं उठाता|कोई उठाता नहीं|कोई उठाता ही नहीं|कोई नहीं उठा रहा|कोई उठा नहीं रहा|उठा नहीं रहा|नहीं उठा रहे|उठाते नहीं|नहीं उठाते|कोई फोन नहीं उठाता|कोई फ़ोन नहीं उठाता|कोई रिसीव नहीं|रिसीव नहीं करता|रिसीव नहीं कर रहा|कोई जवाब नहीं देता|कोई जवाब नहीं दे रहा|जवाब नहीं देते|जवाब नहीं दे रहे|बंद आ रहा|बंद जा रहा|बंद बता रहा|व्यस्त आ रहा|व्यस्त जा रहा|गलत नंबर|कोई और उठाता",
            "没人接|沒人接|没有人接|沒有人接|无人接听|無人接聽|打不通|打不进|不接电话|没人回|沒人回|没有人回|沒有人回|也不回|都不回|不回复|不回覆|没回复|没回音|退信|退回|被退|弹回|彈回|发不过去|寄不出去|发送失败|空号|空號|一直占线|总是占线|老是占线|一直忙音",
            "permanently engaged|permanently busy|constantly busy|engaged all|busy all|busy signal|busy tone|puts me on hold|leaves me on hold|not recognised|not recognized|unobtainable|mailbox unavailable|couldn't be found|could not be found|address not found|user unknown|hasn't been answered|me los rechaza|me lo rechaza|occupé en permanence|sur répondeur toute|toujours sur répondeur",
            "läuft nur ein band|läuft ein band|nur ein band|nur die mailbox|nur der anrufbeantworter",
            "جواب ندارد|واپس آتی|واپس آتا|بند جاتا|بند آتا|مصروف جاتا|مصروف آتا|بزی آ رہا|بزی جا رہا|بزی آتا|رابطہ نہیں ہو|بات نہیں ہو پا|busy ata|busy aata|busy jata|band jata|band aata|off jata|wapas aati|wapas aata|wapas ati|wapis aati|busy hi aa|busy hi ata|ولا رد|ولا حد رد|ولا احد رد|ولا جواب|बिज़ी आ|बिजी आ|बिज़ी जा|बिजी जा|बिज़ी आता|बिजी आता|बिज़ी जाता|बिजी जाता|व्यस्त आता|वापस आती|वापस आता|लौट आती|बंद आता|बंद जाता|बंद बताता|संपर्क नहीं हो|बात नहीं हो पा|कोई जवाब नहीं आता|没人理|沒人理|拒收|发不到|发不了|联系不上|聯絡不上|石沉大海",
        ]
        .into_iter()
        .chain(urdu.iter().map(String::as_str)),
    )
});

/// The same, which is said of many things: of a value only where it is plainly what the words are about.
pub static BROKEN: LazyLock<Cues> = LazyLock::new(|| {
    let urdu = with_other_spellings(
        "nahi lagta|nahi lag raha|lag nahi raha|lagta hi nahi|nahi mil raha|mil nahi raha|milta hi nahi|nahi ja rahi|ja nahi rahi|jati hi nahi|jaati hi nahi|magar koi nahi",
    );
    Cues::new(
        [
            "is dead|out of service|not in service|out of order|not in use|disconnected|cut off|doesn't exist|does not exist|doesn't connect|won't connect|doesn't go through|not going through|won't go through|goes nowhere|gets rejected|was rejected|got rejected|won't send",
            "doesn't go anywhere|didn't go through|an error|error message|error back|and nothing|but nothing|to no avail|on hold forever|recorded message|fuera de servicio|no está en servicio|no existe|y nada|pero nada|sin respuesta|rechazado|me sale error|est occupé",
            "ne marche pas|ne fonctionne pas|ne passe pas|ne passent pas|n'existe pas|n'existe plus|hors service|et rien|mais rien|en vain|sans réponse|sans succès|rejeté|pas attribué|n'est pas passé|n'est pas passée|funktioniert nicht|existiert nicht|geht nicht|besetzt",
            "belegt|und nix|und nichts|aber nix|aber nichts|vergeblich|erfolglos|nicht durch|abgelehnt|abgewiesen|fehlermeldung|kommen nicht an|kommt nicht an|fora de serviço|não existe|não funciona|não completa|e nada|mas nada|sem sucesso|sem resposta|rejeitado|não chega",
            "não chegam|retorna erro|نہیں لگتا|نہیں لگ رہا|لگ نہیں رہا|لگتا ہی نہیں|نہیں مل رہا|مل نہیں رہا|ملتا ہی نہیں|نہیں جا رہی|جا نہیں رہی|جاتی ہی نہیں|مگر کوئی نہیں|پر کوئی نہیں|ایرر آ|ایرر دے|ایرر آتا|ایرر دیتا|error aa|error a gaya|error de|error aata|error ata",
            "error deta|مقطوع|مفصول|خارج الخدمة|مو شغال|مش شغال|ما يشتغل|لا يعمل|ما تمر|ما تروح|تنرفض|بلا جدوى|بدون فايدة|नहीं लगता|नहीं लग रहा|लग नहीं रहा|लगता ही नहीं|नहीं मिल रहा|मिल नहीं रहा|मिलता ही नहीं|एरर आ|एरर दे|एरर आता|एरर देता|जा नहीं रही|नहीं जा रही|जा ही नहीं",
            "जाती ही नहीं|没反应|报错|没下文",
        ]
        .into_iter()
        .chain(urdu.iter().map(String::as_str)),
    )
});

/// Behind a value: what follows is told of what happened there.
pub const ON_IT: [&str; 8] = ["pe", "par", "pr", "ko", "پر", "पर", "पे", "को"];

/// What may stand between a value and what is told of it.
pub const ABOUT_IT: &str = "number line address email e-mail mail nummer adresse numéro adresse número correo endereço نمبر नंबर رقم is was are it that this just still always only even also and but seems to be keeps gives has been all day a
    ist war das die der da es und aber ja ständig immer dauernd wieder leider gar nur auch seit tagen mir kommt kommen
    est il elle ça ca et mais toujours me
    es está esta eso y pero siempre todavía me que
    é isso ele e mas sempre ainda também
    hai ye yeh wo woh hi to bhi hamesha par pe per magar ہے یہ وہ ہی تو بھی ہمیشہ پر مگر
    है यह ये वह वो ही तो भी हमेशा पर मगर هو هذا وهو بس دايما ما";

/// Roman Urdu has no one spelling.
fn with_other_spellings(cues: &str) -> Vec<String> {
    ["nahi", "nahin", "nhi", "nai"].into_iter().map(|spelling| cues.replace("nahi", spelling)).collect()
}

/// "If nobody answers": of their own number.
pub static CONDITION: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["if|in case|should|whenever|si|por si|falls|wenn|sollte|se|caso|agar|اگر|अगर|यदि|اذا|لو|في حال|如果|要是|万一|假如|若"])
});

/// The visitor tried to reach us there. What follows is the value, but for [`LINKING`].
pub static TRIED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "get through|can't get anyone|can't get hold of anyone|can't reach anyone|couldn't reach anyone|couldn't get anyone|unable to reach|unable to get through|left a message|left messages|left a voicemail|left voicemails|my message to|no consigo hablar con nadie|no consigo contactar con nadie|no logro hablar con nadie|no consigo hablar|no consigo contactar|no logro comunicarme|no logro hablar|no me puedo comunicar|no puedo comunicarme|no hay forma de hablar|no hay manera de hablar|imposible hablar|imposible contactar|que mando a|que mandé a|que envié a|que envío a|mi mensaje a|marcándole|marcándoles|llamándole|llamándoles|llamándoos",
        "não consigo falar com ninguém|não consigo falar com alguém|impossible de joindre|impossible d'avoir|impossible d'appeler|impossible de contacter|n'arrive pas à joindre|n'arrive pas à avoir|n'arrive pas à contacter|arrive pas à joindre|arrive pas à avoir|n'arrive à joindre personne|j'essaie de joindre|j'essaie d'appeler|j'essaye de joindre|je tente de joindre|on essaie de joindre|mon message à|meine nachricht an|não consigo falar|não consigo ligar|não consigo contactar|não consigo contato|não consigo contacto|impossível falar|minha mensagem para|que mandei para|que mandei pra|que enviei para|ما قدرت اوصل|ما اقدر اوصل|مو قادر اوصل|مش عارف اوصل|مش قادر اوصل|لا استطيع الوصول|لم استطع الوصول|لم اتمكن من الوصول|راسلتكم|كلمتكم|كاتبتكم|رسالتي الى|رسالتي على",
        "i called|i've called|i have called|we called|we've called|i rang|i've rung|i phoned|i've phoned|i dialled|i dialed|i've dialled|i've dialed|i tried|i've tried|we tried|we've tried|just tried|tried calling|tried ringing|tried phoning|tried emailing|tried texting|tried to call|tried to ring|tried to phone|tried to reach|tried to email|trying to call|trying to ring|trying to phone|trying to reach|trying to get through|trying to email|been calling|been ringing|been phoning|been dialling|been dialing|been trying|been emailing|keep calling|keep ringing|keep trying|keep phoning|kept calling|kept ringing|i'm calling|i'm ringing|i emailed|i've emailed|i e-mailed|i've e-mailed|we emailed|i mailed|i've mailed|i wrote|i've written|we wrote|we've written|i texted|i've texted|i messaged|i've messaged|i contacted|i've contacted|when i call|when i ring|when i dial|whenever i call|whenever i ring",
        "llamé|llamamos|he llamado|hemos llamado|estoy llamando|estuve llamando|llevo llamando|llevamos llamando|cuando llamo|si llamo|marqué|marcamos|he marcado|estoy marcando|estuve marcando|cuando marco|marcando|intenté llamar|he intentado llamar|intento llamar|intentando llamar|probé|he probado|escribí|escribimos|he escrito|hemos escrito|mandé un correo|mandé un mail|mandé un email|mandé un mensaje|envié un correo|envié un mail|envié un email|envié un mensaje|he enviado un correo|he mandado un correo|he enviado un mail|he mandado un mail",
        "j'ai appelé|j'ai rappelé|j'ai téléphoné|j'ai essayé|j'ai tenté|j'ai composé|j'ai fait|j'essaie|j'essaye|je tente|je compose|je fais|j'appelle|on a appelé|on a essayé|on appelle|nous avons appelé|nous avons essayé|nous appelons|quand j'appelle|quand on appelle|j'ai écrit|nous avons écrit|on a écrit|j'ai envoyé un mail|j'ai envoyé un e-mail|j'ai envoyé un message|j'ai laissé un message",
        "rufe ich|ruf ich|ich rufe|ich ruf|probiere ich|probier ich|ich probiere|ich probier|versuche ich|versuch ich|ich versuche|ich versuch|wähle ich|ich wähle",
        "liguei|ligámos|ligamos|tentei|tentámos|tentamos ligar|tento ligar|estou a tentar|estou tentando|tentando ligar|a tentar ligar|estou a ligar|estou ligando|ando a ligar|quando ligo|escrevi|escrevemos|mandei e-mail|mandei email|mandei um e-mail|mandei um email|mandei mensagem|mandei msg|mandei zap|mandei whats|enviei e-mail|enviei email|enviei um e-mail|enviei um email|enviei mensagem",
        "اتصلت|اتصلنا|دقيت|دقينا|رنيت|كلمت|كلمنا|راسلت|راسلنا|كتبت|كتبنا|حاولت|حاولنا|جربت|جربنا|بتصل|عم اتصل|قاعد اتصل|قاعدة اتصل|جالس ادق|عم دق|بدق|احاول الاتصال|حاولت الاتصال|حاولت اتصل",
        "我打了|我打过|一直打|一直在打|一直在拨|在打|老打|打了好几次|打了几次|打了好几遍|打过好几次|拨了|拨打了|拨打过|试着打|试过打|打过|发邮件到|发了邮件到|发过邮件到|发邮件给|发了邮件给|发过邮件给|写信到|写邮件到|写信给|寄信到|寄信給",
    ])
});

/// The same without anybody in it, at the beginning.
pub static TRIED_BARE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "rang|called|phoned|dialled|dialed|emailed|e-mailed|mailed|texted|messaged|wrote to|tried|appelé|écrit à|angerufen bei|geschrieben an",
    ])
});

/// Right behind a place in the languages that put "on" behind: "Google pe …".
pub const ON: [&str; 7] = ["pe", "par", "pr", "پر", "पर", "上", "上面"];

/// The same where the verb stands behind.
pub static TRIED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "mila mila|ملا ملا|मिला मिला|mila raha|mila rahi|mila rahe|milaya|milata|try kar raha|try kar rahi|try kiya|try ki|call ki|call kiya|calls ki|call kar raha|call kar rahi|phone kiya|phone kar raha|phone kar rahi|mail ki|mail kiya|mail bheji|email ki|email kiya|email bheji|message kiya|message bheja|msg kiya|msg bheja|whatsapp kiya|likha tha|rabta kiya|koshish kar",
        "ملا رہا|ملا رہی|ملا رہے|ملایا|ملاتا|ملاتی|ٹرائی کر|ٹرائی کیا|کال کی|کال کیا|کالیں کی|کال کر رہا|کال کر رہی|فون کیا|فون کر رہا|فون کر رہی|میل کی|میل کیا|میل بھیجی|ای میل کی|ای میل کیا|ای میل بھیجی|میسج کیا|میسج بھیجا|لکھا تھا|دفعہ لکھا|بار لکھا|رابطہ کیا|کوشش کر",
        "मिला रहा|मिला रही|मिलाया|मिलाता|लगा रहा|लगा रही|लगाया|ट्राई कर|ट्राई किया|कॉल किया|कॉल की|कॉल कर रहा|कॉल कर रही|फोन किया|फ़ोन किया|फोन कर रहा|फ़ोन कर रहा|फोन कर रही|फ़ोन कर रही|मेल किया|मेल की|मेल भेजा|मेल भेजी|ईमेल किया|ईमेल की|ईमेल भेजा|ईमेल भेजी|मैसेज किया|मैसेज भेजा|लिखा था|संपर्क किया|कोशिश कर",
    ])
});

/// The same in German, where "have" stands ahead.
pub static TRIED_GERMAN: LazyLock<Cues> =
    LazyLock::new(|| Cues::new(["angerufen|probiert|versucht|gewählt|angeschrieben|angemailt|geschrieben|gemailt"]));
pub const HAVE_GERMAN: [&str; 5] = ["habe", "hab", "haben", "hatte", "hatten"];

/// In Chinese the receiver stands between these two.
pub const HAN_TOWARDS: [&str; 5] = ["给", "給", "往", "向", "跟"];
pub const HAN_TRIED: [&str; 8] = ["打了", "打过", "发了", "发过", "寄了", "写了", "發了", "寫了"];

/// Small words between "I called" and the value.
pub const LINKING: &str = "to at on in the an a and you u guys your this that number no phone email e-mail mail address message line calling ringing phoning emailing dialling dialing texting calls through get hold anyone anybody someone reach call ring phone dial it all just
    al el la los este ese esta de en número teléfono celular fijo correo dirección un vuestro vuestra su de ustedes llamar llamando marcar marcando contactar todo hoy nadie
    le les ce cette au aux à sur l'adresse adresse numéro num vous votre d'appeler appeler de joindre joindre d'écrire un une mail fois quelqu'un personne
    die der das den dem diese unter auf nummer telefonnummer hotline adresse es schon seit immer wieder euch sie eure ihre anrufe da dort
    o os no na ao aos para pra pro esse este número telefone vocês vcs e-mail um ligar ligando pelo ninguém alguém
    على علي الى إلى ل لكم عليكم بكم هذا الرقم رقم رقمكم البريد بريد بريدكم الايميل ايميل ايميلكم العنوان لاحد احد لحد حد";

/// Where people read an address or a number.
pub static PLACES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "website|web site|web|site|webpage|page|homepage|contact page|card|business card|flyer|leaflet|brochure|catalogue|sign|shop sign|board|noticeboard|billboard|poster|banner|sticker|shopfront|shop front|receipt|letterhead|packaging|newsletter|ad|advert|listing|profile|bio|directory|yellow pages|google|google maps|maps|yelp|facebook|fb|instagram|insta|linkedin|tripadvisor|justdial|voicemail|impressum|imprint|footer",
        "página|página web|sitio|sitio web|tarjeta|folleto|cartel|letrero|rótulo|valla|fachada|escaparate|recibo|anuncio|perfil|catálogo|feis|pie de página",
        "site web|site internet|carte|carte de visite|prospectus|dépliant|enseigne|panneau|affiche|vitrine|devanture|ticket|annonce|profil|fiche|pages jaunes|pied de page",
        "webseite|webseiten|website|seite|homepage|internetseite|internet|netz|karte|visitenkarte|flyer|prospekt|schild|ladenschild|plakat|schaufenster|quittung|anzeige|inserat|profil|branchenbuch|briefkopf|aushang",
        "saite|cartão|cartão de visita|folheto|panfleto|placa|letreiro|fachada|montra|vitrine|recibo|anúncio|outdoor|perfil|rodapé",
        "ویب سائٹ|سائٹ|پیج|صفحے|صفحہ|کارڈ|وزٹنگ کارڈ|بورڈ|بینر|پوسٹر|پمفلٹ|گوگل|فیس بک|انسٹاگرام|انسٹا|اشتہار|پروفائل|نیٹ|visiting card|banner|pamphlet|board|ishtihar|net",
        "الموقع|موقع|موقعكم|موقعكن|صفحة|الصفحة|صفحتكم|البطاقة|بطاقتكم|الكرت|كرت|كرتكم|اللوحة|لوحة|لوحتكم|اليافطة|يافطة|اللافتة|لافتة|الاعلان|اعلانكم|اعلان|جوجل|قوقل|غوغل|الخرائط|خرائط|فيسبوك|الفيسبوك|الفيس|انستقرام|الانستقرام|انستغرام|الانستغرام|انستا|الانستا|حسابكم|النت|البروفايل",
        "वेबसाइट|साइट|पेज|कार्ड|विज़िटिंग कार्ड|बोर्ड|बैनर|पोस्टर|पर्चे|पैम्फलेट|गूगल|फेसबुक|फ़ेसबुक|इंस्टाग्राम|इंस्टा|विज्ञापन|प्रोफाइल|नेट",
        "网站|網站|网页|網頁|官网|官網|主页|首页|页面|名片|招牌|海报|海報|传单|傳單|广告|廣告|收据|公众号|朋友圈|大众点评|点评|美团|百度|谷歌|地图|地圖|脸书|包装|包裝|橱窗",
    ])
});

/// The same where things happen too: only where they are called ours.
pub static SCENES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "van|vans|truck|lorry|window|shop window|door|menu|puerta|furgoneta|camioneta|porte|camion|camionnette|fourgon|tür|türe|wagen|lieferwagen|transporter|auto|porta|carrinha|face",
    ])
});

/// A place has the value: the value stands behind.
pub static HAS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "says|say|said|lists|has|have got|it's got|gives|gave|hay|tienen|tenéis|dice|decía|vous avez|vous mettez|on voit|il y a|gibt an|zeigt|tem|diz|dizia|حاطين|كاتبين|给的",
    ])
});

/// The visitor found it there.
pub const FOUND: &str = "got found saw took have gefunden gesehen gelesen habe hab vi encontré saqué tomé trouvé vu pris encontrei achei peguei mila dekha شفته لقيته";

/// Between "which" and the place.
pub const PERSONS: &str = "i i've we ich wir yo j'ai eu is was are ist es est";

/// Something is asked for, or to be sent: the place is not where the value was read.
pub static ASKED_FOR: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "send|sends|sending|forward|want|need|needed|quote|looking for|would like|i'd like|make|print|a sign that|should say|should read|must say|must read|has to say|needs to say|schick|schicken|schickt|senden|sendet|brauche|brauchen|möchte|angebot|drucken",
        "envía|envíen|enviar|envíame|envíenme|manda|mandar|manden|mándenme|presupuesto|quiero|quisiera|necesito|envoyer|envoyez|devis|voudrais|besoin|mande|mandem|envie|enviem|orçamento|quero|preciso",
        "bhej|bhejo|bhejein|bhejen|bhejiye|chahiye|banwana|banwani|likhwana|بھیج|بھیجیں|چاہیے|بنوانا|بنوانی|ارسل|ارسلوا|ابعث|ابعثوا|ابغى|اريد|عايز|भेज|भेजिए|चाहिए|बनवाना|बनवानी|发到|发给|寄到|寄给|想做|想要|想印|需要|要做|要印",
    ])
});

/// Behind a failure: when the visitor is not to be reached.
pub static HOURS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "before|after|until|till|in the morning|in the mornings|in the evening|in the evenings|at night|at weekends|on weekends|on sundays|vor|nach|bis|abends|morgens|vormittags|nachmittags|nachts|antes|después|hasta|por la mañana|por la noche|avant|après|jusqu'à|le matin|le soir|até|depois|de manhã|à noite",
        "se pehle|ke baad|سے پہلے|کے بعد|قبل|بعد|से पहले|के बाद|之前|之后|以前|以后|点前|点后",
    ])
});

/// "I left a message 0300 …", "I tried to reach you 0300 …": what follows these without a preposition is not where it went.
pub const RECEIVED: &str = "message messages voicemail voicemails mensaje mensagem msg zap whats you u guys anyone anybody someone vous quelqu'un personne euch sie vocês vcs ustedes alguém ninguém nadie hoy لكم عليكم احد لاحد";

/// The verbs of "reach you on 0300 …".
pub const REACHED_BY: &str = "call calling called ring ringing rang phone phoned reach reached email emailed text texted contact contacted message messaged catch get tried try";

/// The whole of what may stand in Chinese between a place and the value, things and [`LISTED`] apart.
pub const HAN_SMALL: &str = "上里的是为那这个個你们們您号写着：: ";

/// The same between the value and its failure.
pub const HAN_ABOUT: &str = "发發过過去都被也一直总總是老还還打拨寄电話话号码碼这這个個邮郵件箱了，, ";

/// It stands there.
pub static LISTED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "listed|written|shows|shown|showing|printed|painted|posted|displayed|given|advertised|published|stated|appears|mentioned",
        "pone|ponía|pone que|aparece|aparecía|aparecen|sale|salía|figura|figuraba|indica|indicado|escrito|pintado|impreso|anunciado|publicado|puesto|viene|está",
        "affiché|affichée|affiche|indiqué|indiquée|indique|écrit|marqué|noté|donné|figure|inscrit|imprimé|apparaît|mentionné|mis|est sur",
        "steht|stand|stehen|angegeben|geschrieben|gedruckt|aufgedruckt|genannt|angezeigt|zu finden|aufgeführt",
        "aparece|consta|está|tá|vem|escrito|indicado|pintado|impresso|anunciado|publicado|mostra|figura",
        "لکھا|لکھی|دیا ہوا|دی ہوئی|دیا گیا|دی گئی|درج|دکھا رہا|دکھاتا|دکھائی|چھپا|نظر آ|موجود|likha|likhi|diya hua|di hui|diya gaya|darj|dikha raha|dikhata|chapa|show ho",
        "مكتوب|المكتوب|مكتوبة|موجود|الموجود|الموجودة|مذكور|المذكور|معلن|منشور|ظاهر|الظاهر|طالع|يطلع|حاطين|كاتبين|معطيين",
        "लिखा|लिखी|दिया हुआ|दी हुई|दिया गया|दी गई|दिया है|दिए|दर्ज|दिखा रहा|दिखाता|दिखता|छपा|छपी",
        "写着|写的|寫著|寫的|写了|留的|登的|印的|印着|标的|标着|显示|顯示|挂着|挂的|贴的|上面的|上的|上那个|上這個|上这个|上那個",
    ])
});

/// "Which I found on …", behind the value.
pub const WHICH: [&str; 19] = [
    "that", "which", "que", "qui", "die", "das", "der", "den", "welche", "welches", "welcher", "jo", "jis", "جو", "जो", "اللي", "الذي",
    "التي", "يلي",
];

/// Between the value and what is told of it.
pub const IS: [&str; 10] = ["is", "was", "are", "ist", "war", "est", "es", "era", "esta", "etait"];

/// A thing of ours that fails, other than the value.
pub static OF_OURS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "your|ur|yours|tu|su|sus|vuestro|vuestra|votre|vos|chez vous|eure|euer|eurem|eurer|ihre|ihr|ihrem|ihrer|bei euch|sua|seu|vosso|vossa|de vocês|aap ka|aap ki|aap ke|apka|apki|apke|آپ کا|آپ کی|آپ کے|आपका|आपकी|आपके|عندكم|موقعكم|رقمكم|هاتفكم|你们|您|贵",
    ])
});

/// Between a preposition and its place: what makes the place ours.
pub const YOURS: &str =
    "your ur yours tu su sus vuestra vuestro votre vos eure eurer eurem euren ihre ihrer ihrem ihren deiner deinem sua vossa vosso seu";

/// The same, for any place that was spoken of.
pub const ARTICLES: &str = "the la el le les der dem den die das a o";

/// "From your page", right behind the value.
pub const FROM_THERE: &str = "from off del de du von vom aus من";

/// "On your page": it is read there only where the words end, or go on about the value.
pub const ON_THERE: &str = "on in en em sur dans auf im am beim no na nos nas do da pelo pela في على";

/// These hold their article.
pub const WITH_ARTICLE: [&str; 3] = ["del", "du", "vom"];

/// What stands on it.
pub static THINGS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "number|phone number|email address|email|e-mail|mail address|contact|hotline|número|teléfono|correo|dirección|numéro|téléphone|adresse|e-mail|nummer|telefonnummer|handynummer|mailadresse|telefone|endereço|نمبر|ای میل|الرقم|رقم|البريد|بريد|الايميل|ايميل|नंबर|नम्बर|ईमेल|电话|電話|号码|號碼|邮箱|郵箱|信箱",
    ])
});

/// The visitor wrote it there themself, or found us there.
pub static FILLED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "asked|asks|wanted|form|signed up|sign up|registered|register|i put|i've put|i entered|i typed|i filled|i left|i gave|account|logged in|log in|subscribed|found you|saw you|found your shop|found your business|os encontré|los encontré|te encontré|vous ai trouvé|vous ai trouvés|trouvé votre|sie gefunden|euch gefunden|vos encontrei|encontrei vocês|achei vocês|encontrei vcs|achei vcs|formulario|registré|me registré|registrado|dejé|puse|cuenta|formulaire|inscrit sur|inscrite sur|j'ai laissé|j'ai mis|compte|formular|registriert|angemeldet|eingetragen|konto|formulário|registrei|registei|cadastrei|deixei|coloquei|preenchi|conta",
        "form bhara|form me|form mein|register kiya|account|likh diya tha|diya tha maine|maine diya|فارم|رجسٹر|اکاؤنٹ|میں نے دیا|نموذج|النموذج|سجلت|التسجيل|استمارة|حسابي|फॉर्म|फ़ॉर्म|रजिस्टर|अकाउंट|मैंने दिया|表单|表格|表單|注册|註冊|我填|我留|登录|找到你们|看到你们|找到您|看到您|aap ko|آپ کو|आपको|وجدتكم|لقيتكم|شفتكم",
    ])
});

/// What we keep of the visitor: before, and what it is of.
const KEPT: [(&str, &str); 9] = [
    ("for my|under my|on my|against my", "order|orders|booking|account|profile|delivery|reservation|appointment|name|subscription|invoice"),
    ("in my", "order|booking|account|profile"),
    ("as my", "email|e-mail|address|number|contact"),
    (
        "für meine|zu meiner|bei meiner|in meiner|unter meiner|für meinen|zu meinem|bei meinem|in meinem|unter meinem|als meine",
        "bestellung|buchung|reservierung|lieferung|rechnung|kundenkonto|konto|namen|termin|adresse|nummer|e-mail|mail",
    ),
    ("para mi|de mi|en mi|con mi|bajo mi|a mi|como mi", "pedido|reserva|cuenta|nombre|entrega|cita|factura|correo|número|perfil"),
    (
        "pour ma|dans ma|sur ma|avec ma|pour mon|dans mon|sur mon|à mon|sous mon|comme mon",
        "commande|réservation|livraison|facture|compte|nom|rendez-vous|profil|adresse|numéro|mail",
    ),
    (
        "para o meu|pro meu|no meu|do meu|como meu|para a minha|pra minha|na minha|da minha",
        "pedido|cadastro|nome|perfil|e-mail|número|encomenda|conta|entrega|reserva|fatura",
    ),
    ("mere|meri", "order ke liye|order mein|order me|order pe|order par|booking ke liye|account mein|account me|naam pe|naam par"),
    ("میرے|मेरे", "آرڈر کے لیے|آرڈر میں|آرڈر پر|اکاؤنٹ میں|نام پر|ऑर्डर के लिए|ऑर्डर में|ऑर्डर पर|अकाउंट में|नाम पर"),
];

pub static KEPT_FOR_ME: LazyLock<Cues> = LazyLock::new(|| {
    let joined = KEPT
        .iter()
        .flat_map(|(heads, things)| heads.split('|').flat_map(move |head| things.split('|').map(move |thing| format!("{head} {thing}"))));
    let all: Vec<String> = joined.collect();
    Cues::new(all.iter().map(String::as_str))
});

/// The page or the card is the visitor's own: "on my card".
pub static MINE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "my|our|mi|mis|nuestro|nuestra|nuestros|nuestras|mon|ma|mes|notre|nos|mein|meine|meinem|meiner|meinen|unser|unsere|unserem|unserer|unseren|meu|minha|nosso|nossa|mera|meri|mere|hamara|hamari|hamare|میرا|میری|میرے|ہمارا|ہماری|ہمارے|मेरा|मेरी|मेरे|हमारा|हमारी|हमारे|بطاقتي|كرتي|موقعي|صفحتي|حسابي|موقعنا|صفحتنا|لوحتنا|حسابنا|رقمنا|我的|我们的|我們的|我店|我们店|我家",
    ])
});

/// Right before the value: from there they called or wrote, so it is theirs.
pub static FROM_IT: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "from|from my|from this|desde|desde el|desde este|depuis|depuis le|aus|von|von der|vom|mit der|do|do meu|desde o|a partir do|من|من رقم|من الرقم|用|从|從|拿",
    ])
});
pub const FROM_IT_AFTER: [&str; 7] = ["se ", "say ", "sy ", "سے ", "से ", "打给你们", "打給你們"];

/// We tried to reach them there.
pub static BY_YOU: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "you called|you've called|you rang|you tried|you've tried|you emailed|you wrote|you sent|you texted|you have for me|you've got for me|habéis llamado|me habéis|me han|me llamasteis|me llamaron|me escribieron|vous avez appelé|vous avez essayé|vous avez rappelé|vous avez tenté|vous avez laissé|vous avez écrit|vous avez envoyé|vous m'avez|vous essayez|m'appeler|ihr habt mich|sie haben mich|habt ihr mich|haben sie mich|du hast mich|ihr habt mir|sie haben mir|hast du mich|vocês ligaram|vcs ligaram|me ligaram|vocês tentaram",
        "aap ne|aapne|ap ne|aap logon ne|aap ki call|aap ka call|آپ نے|آپ لوگوں نے|آپ کی کال|आपने|आप ने|आप लोगों ने|आपकी कॉल|आपका कॉल|اتصلتم|راسلتم|اتصلتوا|كلمتوني|اتصلتو|你们打|您打|你打|你们发|您发|你们给",
    ])
});

/// "… does not answer, either": like the value before.
pub static ALSO: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "either|neither|same|same there|as well|too|tampoco|igual|también|non plus|pareil|aussi|auch|ebenso|genauso|também|tampouco|idem|bhi|بھی|भी|ايضا|كذلك|برضه|كمان|نفس الشي|也|同样",
    ])
});

/// It is over: the value is good again.
pub static WORKS_AGAIN: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "works again|working again|works now|is working now|is back|back on|fine now|is on again|vuelve a funcionar|ya funciona|ya vuelve|funciona otra vez|remarche|marche de nouveau|marche à nouveau|refonctionne|geht wieder|funktioniert wieder|läuft wieder|geht jetzt|geht heute|voltou a funcionar|já funciona|já está a funcionar|agora funciona|ab chal raha|ab on hai|phir chal|ab theek|اب چل|اب کھلا|اب آن|اب ٹھیک|رجع يشتغل|صار يشتغل|اشتغل الان|الان شغال|الحين شغال|अब चालू|अब चल|अब ठीक|又能用|又通了|恢复了|修好了|现在好了|现在能",
    ])
});

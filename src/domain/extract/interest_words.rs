//! The words of wanting, by language, and those that tell nothing of the thing.

use std::sync::LazyLock;

use regex::Regex;

use super::text::Cues;

/// The thing follows.
pub static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^\p{L}\p{N}\p{M}])(?:
            (?:i['’]?\s?a?m|we['’]re|we\s+are|am|are)\s+(?:also\s+|really\s+|very\s+)?interested\s+in | (?:looking|searching|shopping|hunting|in\s+the\s+market)\s+for | (?:(?:i['’]?\s?a?m|we['’]re|we\s+are|was|were)\s+)(?:thinking\s+(?:of|about)|considering|hoping\s+for|after(?:\s+an?(?-u:\b))) | (?:looking|thinking|hoping|planning|wanting|keen)\s+(?:(?:at|of|about|on|to)\s+)?(?:getting|get|having|have|buying|buy|booking|book|order|ordering|hiring|hire|installing|install|replacing|replace|build|building)
          | (?:want|need|like|love)\s+(?:to\s+)?(?:get|have|book|order|hire|install|replace|buy|try|arrange|schedule|set\s+up) | (?:(?:i|we|and|just)\s+(?:need|want|require)|could\s+(?:really\s+)?(?:do\s+with|use)) | (?:advice|help|question|enquiry|inquiry|asking|inquiring|enquiring|wondering|info|information|details)\s+(?:about|on|regarding|with|concerning)\s+(?:an?|my|our|some|getting)(?-u:\b) | charge\s+for | (?:appointment|slot)\s+for | (?:son|daughter|wife|husband|mum|mom|dad|mother|father|kid|child)\s+(?:\p{L}+\s+)?needs | in\s+need\s+of | (?:(?:i|we|and)\s+(?:need|want|would\s+like)|(?:i|we)['’]d\s+like)(?:\s+to\s+(?:buy|order|get|purchase|have|book))?
          | (?:do|can|could|would|will|d)\s+(?:you|ye|u|ya)\s+(?:guys\s+|lot\s+|also\s+|still\s+|even\s+|please\s+|by\s+any\s+chance\s+)?(?:do|offer|sell|provide|make|build|repair|fix|service|install|clean|paint|design|print|deliver|rent|hire\s+out|stock|carry|supply|teach|cater|replace|mend|restore|print|bake|cater\s+for)|do\s+you\s+(?:guys\s+|also\s+|still\s+)?have | (?:quotes?|prices?|pricing|estimates?|cost)\s+(?:for|of) | how\s+much\s+(?:is|are|for|does|do|would) | (?:to|can\s+i|could\s+i|may\s+i)\s+(?:book|order|buy)
          | (?:(?:quiero|queremos|quer[íi]a|quisiera|quisi[ée]ramos|necesito|necesitamos|me\s+gustar[íi]a|nos\s+gustar[íi]a)\s+(?:pedir\s+(?:un\s+)?(?:precio|presupuesto)\s+(?:de|para)|hacer(?:me|nos)?|comprar|contratar|pedir|encargar|reservar|instalar|arreglar|reparar|pintar|reformar|poner)|(?:hacen|hac[ée]is|venden|vend[ée]is|tienen|ten[ée]is|ofrecen|ofrec[ée]is|reparan|arreglan|arregl[áa]is|instalan|instal[áa]is|alquilan|alquil[áa]is|dan\s+clases\s+de)(?:\s+ustedes|\s+vosotros)?|ando\s+buscando|(?:hij[oa]|espos[oa]|marido|mujer|madre|padre)\s+necesita|cita\s+para|estoy\s+buscando|estamos\s+buscando|busco|buscamos|busca|necesito|necesitamos|nos\s+hace\s+falta|me\s+hace\s+falta|pregunto\s+por|me\s+interesa[n]?|estoy\s+interesad[oa]\s+en|quiero\s+comprar|quisiera|cu[áa]nto\s+cuesta[n]?|precio\s+de(?:l)?|presupuesto\s+para)
          | (?:(?:vous\s+faites|faites-vous|tu\s+fais|vous\s+vendez|vendez-vous|vous\s+r[ée]parez|r[ée]parez-vous|vous\s+proposez|proposez-vous|vous\s+installez|vous\s+posez|vous\s+louez)(?:\s+aussi)?(?:\s+la\s+pose\s+d[e'’]s?)?|(?:les?|un|des|mon|votre)\s+devis\s+(?:pour|de)|nous\s+(?:souhaitons|voulons)\s+(?:refaire|faire|acheter|installer|commander)|je\s+(?:veux|voudrais|souhaite)\s+(?:refaire|acheter|commander|r[ée]server|installer)|il\s+(?:me|nous)\s+faut(?:drait)?|on\s+cherche|rendez-vous\s+pour|on\s+a\s+besoin\s+d(?:es|e|u)?|nous\s+avons\s+besoin\s+d(?:es|e|u)?|je\s+(?:re)?cherche|nous\s+cherchons|j['’]ai\s+besoin\s+d(?:es|e|u)?|je\s+suis\s+intéressée?\s+par|(?:je\s+voudrais|j['’]aimerais|je\s+souhaite|nous\s+(?:aimerions|voudrions|souhaitons))(?:\s+faire)?|combien\s+co[ûu]te(?:nt)?|le\s+prix\s+d(?:es|e|u)?|un\s+devis\s+pour)
          | (?:ich|wir|und)\s+(?:suchen?|brauchen?|ben[öo]tigen?)|(?:suchen|brauchen|ben[öo]tigen|suche|brauche|ben[öo]tige)\s+(?:wir|ich)(?:\s+(?:jemand(?:en)?|eine?n?\s+(?:firma|betrieb|profi))\s+f[üu]r)?|(?:wir|ich)\s+h[äa]tten?\s+(?:gerne?|lieber)|h[äa]tten?\s+(?:wir|ich)\s+gerne?|(?:macht|verkauft|repariert|bietet|liefert|vermietet|montiert)\s+ihr(?:\s+auch)?|(?:machen|verkaufen|reparieren|liefern|montieren)\s+sie(?:\s+auch)?|bieten\s+sie(?:\s+auch)?|termin\s+f[üu]r|(?:sohn|tochter|frau|mann|mutter|vater)\s+braucht|(?:ich\s+)?interessiere\s+mich\s+für|was\s+kostet|was\s+kosten|(?:ein\s+)?angebot\s+für
          | (?:(?:quero|queremos|queria|quer[íi]amos|gostar[íi]a(?:mos)?\s+de|preciso|precisamos|t[ôo]\s+querendo|estou\s+querendo)\s+(?:fazer|comprar|contratar|encomendar|reservar|instalar|pintar|reformar|colocar|trocar|consertar|alugar|receber\s+um\s+or[çc]amento\s+(?:para|de))|(?:voc[êe]s|vcs|vc|voc[êe])\s+(?:tamb[ée]m\s+)?(?:fazem|faz|vendem|vende|t[êe]m|tem|consertam|conserta|arrumam|instalam|oferecem|alugam|pintam)|fazem|vendem|consertam|necessitamos\s+de|(?:filh[oa]|m[ãa]e|pai|esposa|marido)\s+precisa\s+d(?:e|o|a)|necessito\s+de|procur(?:o|amos)|estou\s+procurando(?:\s+por)?|preciso\s+de|precisamos\s+de|tenho\s+interesse\s+em|gostaria\s+de\s+comprar|quanto\s+custa[m]?|preços?\s+d[eoa]|orçamento\s+para)
          | (?:saya|kami)\s+(?:sedang\s+)?perlu|(?:cari|mencari|butuh|membutuhkan)|tertarik\s+(?:dengan|pada)|berapa\s+harga
          | (?:(?:[أا]بغى|[أا]بغي|نبغى|نبي|[أا]بي|عايز|عايزة|عاوز|عاوزة|بدي|بدنا|حاب|حابة|محتاج|محتاجة|[أا]ود|نود|مطلوب|يلزمني|يلزمنا|[أا]رغب\s+ب|بغيت|بغينا)(?:\s+(?:شراء|حجز|طلب))?) | (?:ابني|إبني|بنتي|ابنتي|زوجتي|زوجي|والدي|والدتي)\s+[يت]حتاج(?:\s+[إا]لى)?
          | (?:هل\s+)?(?:تصلحون|تبيعون|توفرون|تقدمون|تعملون|تسوون|بتعملوا|بتصلحوا|عندكم|لديكم|تصنعون|تركبون|تؤجرون)(?:\s+خدمة)?
          | و?(?:[أان]بحث\s+عن|[أان]ريد|[أان]حتاج(?:\s+[إا]لى)?|[أان]رغب\s+في|بغيت)|كم\s+سعر|الثمن\s+ديال
        )(?:\s+|\s*:\s*|['’]\s?)|مهتمة?\s+ب
        | (?m:^)[\ \t]*(?:what|service|services|subject|interest|interested\s+in|need|needs|project|enquiry|inquiry|request|job|regarding|re|servicio|asunto|motivo|necesidad|proyecto|objet|besoin|projet|prestation|demande|anliegen|betreff|leistung|projekt|anfrage|servi[çc]o|assunto|necessidade|projeto|pedido\s+de|الخدمة|الموضوع|الطلب|المطلوب|خدمت|سروس|kaam|सेवा|काम|विषय|需求|项目|服务|項目|服務|需要)[\ \t]*[:：=][\ \t]*",
    )
    .expect("a fixed pattern")
});

/// The thing stands before: "مجھے X چاہیے".
pub static ASKED_AROUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^\p{L}])what\s+(?:does|do|would|will|is\s+the\s+(?:cost|price)\s+of)\s+(?P<l>[^.,!?\n]+?)\s+(?:cost|run\s+me|come\s+to|set\s+me\s+back)(?-u:\b)
          | (?:你们|您们|你們|贵店|請問|请问)?(?:可以|能不能|能|会|會)?(?:上门)?(?:修理|维修|修|安装|安裝|清洗|定做|定制)(?P<w>[\u{3400}-\u{9fff}]{2,10}?)(?:吗|嗎|么)
          | (?:^|[，。！,.!\s]|我们?|我們?)想(?P<x>(?:洗|修|装|装修|裝修|学|學|租|拍|印|刷|换|換|补|補|种|拔|办|辦|染|剪)[\u{3400}-\u{9fff}]{1,10})
          | (?:女儿|女兒|儿子|兒子|孩子)(?:要|想|需要)(?:学|學|补|補)?(?P<z>[\u{3400}-\u{9fff}]{2,10})
          | (?:采购|採購|订购|訂購|购买|購買|定制|装修|翻新)(?:一批|一些|一套|几个)?(?P<y>[\u{3400}-\u{9fff}]{2,10})
          | (?:mujhe|humein|hamein|mujhay)\s+(?P<a>[^.,!?\n]+?)\s+(?:chahiye|chahye|chahie|ki\s+zaroorat)
          | (?:مجھے|ہمیں)\s+(?P<b>[^،۔؟.,!?\n]+?)\s+(?:چاہیے|چاہئے|کی\s+ضرورت)
          | (?:मुझे|हमें)\s+(?P<c>[^।,.!?\n]+?)\s+(?:चाहिए|चाहिये|की\s+ज़?रूरत)
          | (?:^|[\s,.!?])(?:bhai\s+|yaar\s+|sir\s+)?(?P<f>[a-z\ ]+?)\s+k[aiey]\s+(?:rate|price|qeemat|kya\s+(?:rate|price))
          | (?:mujhe|humein|hamein|ek|aik)\s+(?P<g>[a-z\ ]+?)\s+banwan[aiey]\s
          | (?:^|[\s،۔])(?P<h>[\u{620}-\u{6d3}\ ]+?)\s+(?:کے\s+کتنے|کا\s+(?:کیا\s+)?ریٹ|کی\s+(?:کیا\s+)?قیمت)
          | (?:^|[\s।])(?P<i>[\u{900}-\u{963}\ ]+?)\s+(?:का\s+(?:क्या\s+)?(?:रेट|दाम)|की\s+(?:क्या\s+)?क़?ीमत)
          | 你们(?:做|卖|提供)(?P<j>[^，。！？,.!?\n]{2,}?)(?:吗|嗎)
          | 问一下(?P<k>[^，。！？,.!?\n]{2,}?)的?(?:价格|价钱)
          | (?:我们?)?(?:想要|需要|想买|想订做?|想訂做?|想定做|想做|在找|想找|想查詢|想咨询|想諮詢|想了解(?:一下)?)(?P<d>[^，。！？,.!?\n]{2,24})
          | 对(?P<e>[^，。！？,.!?\n]{2,}?)(?:很|非常)?感兴趣",
    )
    .expect("a fixed pattern")
});

/// Verbs that stand behind the thing: "gari ki denting karwani hai".
pub static VERBS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)\s(?:
            (?:kar(?:w|v)an|ban(?:w|v)an|lag(?:w|v)an|khari?dn|khareedn)[aiey]{1,2}\s+(?:ha|he(?-u:\b)|thi|tha)|chahiye|chahye|chahie|chaiye|chahiy[ae]|darkar\s+ha
          | (?:ki\s+)?repair(?:ing)?\s+karte|(?:ki\s+)?service\s+karte|theek\s+karte|thik\s+karte|banate\s+ha|bechte\s+ha|lagate\s+ha
          | (?:کروان|بنوان|لگوان|خریدن|کران)[اےی]\s+[ہت]|درکار\s+ہ|چاہیے|چاہیئے|چاہئے|چاہیں|کی\s+(?:مرمت|سروس)\s+کرتے|ٹھیک\s+کرتے|بناتے\s+ہ|بیچتے\s+ہ|لگاتے\s+ہ
          | (?:करवान|बनवान|लगवान|ख़रीदन|खरीदन|करान)[ाेी]\s+[हथ]|चाहिए|चाहिये|की\s+(?:मरम्मत|सर्विस)\s+करते|ठीक\s+करते|बनाते\s+ह|बेचते\s+ह|लगाते\s+ह
        )",
    )
    .expect("a fixed pattern")
});

/// What comes before the thing in the same clause.
pub static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|\s)(?:(?:mujhe|mujhay|mujhko|humein|hamein|humay|hame|hum\s+ko|hum|kya|a+p(?:\s+log)?|bhai(?:ya|jan)?|salam|yaar|sir|ji|aur|or|and|bas
          |مجھے|مجھ\s+کو|ہمیں|ہم|کیا|آپ(?:\s+لوگ)?|بھائی|جی|اور|मुझे|मुझको|हमें|हम|क्या|आप(?:\s+लोग)?|भाई|भैया|जी|और)\s)+",
    )
    .expect("a fixed pattern")
});

/// Before the thing stands whom it is for.
pub static FOR_WHOM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s(?:ke?\s+li?ye|ko|کے\s+لی?[ےئ]ے?|کے\s+لیے|کے\s+لئے|کو|के\s+लि[एय]े?|को)\s").expect("a fixed pattern")
});

/// A time or a sum, and no thing.
pub static NO_THING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "se pehle|tak|budget|rupay|rupees|lakh|hazar|jawab|reply|jaldi|abhi|aaj|kal|سے پہلے|تک|بجٹ|روپے|لاکھ|ہزار|جواب|جلدی|ابھی|آج|کل|से पहले|तक|बजट|रुपये|लाख|हज़ार|जवाब|जल्दी|अभी|आज|कल",
    ])
});

/// What is asked for, but tells nothing about what they want to buy.
pub static NOTHING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "parking|car park|wifi|wi-fi|toilets|a toilet|estacionamiento|aparcamiento|parqueadero|cochera|estacionamento|vaga|parkplatz|parkplätze|موقف|مواقف|پارکنگ|पार्किंग|停车|停車|it|you to|to know|know|to talk|to speak|to ask|this|that|these|those|them|one|some|something|someone|somebody|you|your|me|help|some help|quote|quotation|estimate|price list|appointment|meeting|call|callback|demo|information|info|more information|more info|details|advice|to|a call|a callback|a call back|a quote|a price|a discount|an answer|a human|a person|an appointment|a meeting|prices|pricing|the price|a moment|time|any|anything|everything|what|when|where|who|why|how|yes|no|not|my|his|her|their|here|there|now|today|tomorrow|and|or|all|be|is|are|was|i|we|the best|the same|business|a lot|much|many|a question|questions|support|free|phone|phone number|number|email|e-mail|an office|an address|availability|experience|references|a portfolio|opening hours|hours|on|in|for|with|of|at|by|from",
        "quoi|quel|quelle|ce|cet|cette|lo|algo|alles|auch|was|so|etwas|jemand|jemanden|nur|heute|morgen|isso aí|entrega|envíos|factura|livraison|saber|ayuda|información|presupuesto|cotización|cita|eso|esto|devis|rendez-vous|cela|ça|angebot|kostenvoranschlag|termin|das|dies|es|orçamento|cotação|isso|isto|reunião|penawaran|itu|ini|que|más|una cita|una reunión|hablar|un humano|ustedes|hacer|ir|aide|informations|savoir|un rendez-vous|parler|vous|que|hilfe|informationen|einen termin|rat|mehr|sie|zu|ajuda|informações|saber|uma reunião|falar|mais|bantuan|informasi|info|tahu|bertanya|tanya|nya",
        "pata|call|number|baat|poochna|pochna|koi|kuch|sab|yahi|wohi|aap se|humara|hamara|mera|meri|mere|jawab|rate|price|open|close|jana|ana|aana|help|aap|ap|apka|is|iss|us|uss|iska|uska|kya|bhai|yeh|woh|madad|maloomat|malumat|information|batayen|batao|هذا|ذلك|موعد|مدد|معلومات|کچھ|آپ|یہ|اس|ان|مساعدة|معلومات|ان|أن|التحدث|معرفة|मदद|जानकारी|कुछ|आप|यह|इस|उस|इन|एक बात|这|这个|那个|报价|预约|帮助|帮忙|知道|问|请|你们|咨询一下|价格|联系|一下",
    ])
});

/// Words that end the thing.
pub static STOPS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "and|but|please|because|so|by|before|until|asap|with you|from you|if|who|which|that|when|where|my|our|i|i'm|we|you|your|can|could|would|do|does|is|are|cost|costs|thanks|thank|right now|today|tomorrow|this week|next week|next month|urgently|hi|hello|at|to|how|what|as|also",
        "y|en un|en una|en mi|en nuestro|en nuestra|pero|porque|por favor|para mi|para nuestra|para nuestro|antes|mi|nuestro|gracias|et|mais|pour mon|pour ma|pour notre|s'il|avant|mon|ma|merci|und|aber|weil|bitte|für meine|für meinen|für unser|für unsere|bis|mein|meine|danke|e|mas|porque|por favor|para minha|para meu|até|antes|meu|minha|obrigado|obrigada|dan|tapi|karena|untuk saya|tolong|terima kasih|nomor|nama",
        "و|لكن|من فضلك|لان|اسمي|رقمي|شكرا",
    ])
});

/// Small words before the thing.
pub static ARTICLES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "a|an|the|some|any|your|new|un|una|unos|unas|el|la|los|las|une|des|le|les|du|de la|ein|eine|einen|einem|einer|das|die|der|den|um|uma|uns|umas|o|os|as|sebuah|ek|aik|ایک|एक|一个|一家|个",
    ])
});

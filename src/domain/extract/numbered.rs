//! What a number is the number of, by the noun beside "number": "claim number", "numéro de dossier", "Vertragsnummer".
//! There is no end of things that have numbers; the words for phones can be counted.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::{
    phone_words::{DOING, PHONE_CUES},
    text::{Cues, fold},
};

/// Nouns and small words beside which a number may be a phone.
const PHONES: &str = "phone telephone tel tele mobile cell cellphone cellular landline land home house work office direct desk shop store clinic studio contact whatsapp whatsap wa viber signal imo telegram fax day daytime evening night main private personal business emergency call callback uk us usa us-based american british local international foreign best right correct full new old other second same own another wrong current following this that the a my your his her their our its is on and or for me same temporary burner google skype line sim work's phone's
    jazz zong ufone telenor airtel jio bsnl vodafone orange telekom o2 ee three movistar claro tim vivo stc etisalat zain mobily telstra optus verizon
    dubai uae qatar saudi oman pakistani pakistan indian india german germany french france spanish spain portuguese portugal brazilian brazil mexican mexico canadian canada australian australia indonesian indonesia chinese china turkish turkey
    españa espana mexico mexicano colombia argentina chile peru brasil frankreich deutschland france allemagne suisse belgique schweiz österreich
    telefon tele handy mobil mobilfunk festnetz ruf rueckruf rückruf durchwahl whatsapp privat büro buero geschäfts geschaefts dienst fax notfall haupt zentral neue handys service hotline kontakt
    telephone portable mobile fixe gsm natel cellulaire maison bureau domicile travail contact cell whatsapp tel standard mari femme mon ma notre celui
    telefono celular celu movil fijo casa oficina trabajo contacto whatsapp whats wasap wsp tienda mi su este ahora
    telefone telemovel celular fixo casa escritorio trabalho contato contacto whatsapp whats zap wpp loja meu minha seu
    ka ki ke mera meri mere apna apka aap naya nya purana doosra dusra yeh ye wo woh is us ghar office dukan mobile phone contact rabta rabtay telepon hp ponsel saya
    فون موبائل موبایل ٹیلی ٹیلیفون واٹس ایپ واٹسایپ رابطہ رابطے گھر دفتر دکان کلینک کا کی کے میرا میری اپنا نیا پرانا دوسرا یہ وہ اس آپ ہمارا صحیح درست پی ٹی سی ایل لینڈ لائن ذاتی کال سیل اور
    هاتف الهاتف هاتفي جوال الجوال جوالي موبايل الموبايل موبايلي تلفون التلفون تليفون التليفون محمول المحمول نقال النقال متحرك المتحرك واتساب الواتساب واتس الواتس الاتصال اتصال التواصل تواصل للتواصل للاتصال البيت المنزل المكتب العمل العيادة المحل خاص شخصي اخر آخر جديد الجديد هو هذا انا الصحيح
    फोन फ़ोन मोबाइल टेलीफोन टेलीफ़ोन व्हाट्सएप व्हाट्सऐप व्हाट्सप्प संपर्क सम्पर्क कॉन्टैक्ट घर ऑफिस ऑफ़िस दफ़्तर दफ्तर दुकान क्लिनिक का की के मेरा मेरी अपना नया पुराना दूसरा यह ये इस उस आपका हमारा सही लैंडलाइन कॉल और निजी";

/// The same in Chinese, at the end of the words before 号.
const HAN_PHONES: [&str; 38] = [
    "手机",
    "手機",
    "电话",
    "電話",
    "座机",
    "座機",
    "固话",
    "联系",
    "联络",
    "聯絡",
    "微信",
    "信号",
    "我的",
    "我",
    "个",
    "這個",
    "新的",
    "新",
    "旧",
    "旧的",
    "号",
    "號",
    "这",
    "换",
    "同",
    "办公室",
    "家里",
    "公司",
    "他的",
    "她的",
    "打这",
    "老婆",
    "老公",
    "先生",
    "同事",
    "老板",
    "上面的",
    "正确的",
];

/// What ends a clause where the verb comes last: no noun, so what follows is the number of whoever speaks.
const VERBS: &str = "tha thi thay thae hai hain hy hoon hun gaya gayi kiya kia diya dia karo karein karen karna karni chahiye rahi raha
    تھا تھی تھے ہے ہیں ہوں گیا گئی کیا دیا کریں کرنا کرنی چاہیے था थी थे है हैं हूँ गया गई किया दिया करें करना करनी चाहिए";

static VERB_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| VERBS.split_whitespace().map(fold).collect());

/// Things whose number is told beside them.
static CASES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "complaint|complain|shikayat|shikayet|parcel|courier|shipment|delivery|ticket|tracking|invoice|bill|booking|reservation|claim|case|account|payment|transaction|policy",
        "شکایت|کمپلینٹ|پارسل|ٹکٹ|ٹریکنگ|انوائس|بل|بکنگ|کیس|शिकायत|कंप्लेंट|पार्सल|टिकट|ट्रैकिंग|इनवॉइस|बिल|बुकिंग|केस",
    ])
});

static PHONE_NOUNS: LazyLock<HashSet<String>> = LazyLock::new(|| PHONES.split_whitespace().map(fold).collect());

/// The noun, and nothing but a link up to the number itself. The text is folded, and so are these words.
static NUMBER_OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:
            (?P<before>[\p{L}\p{M}'-]+)[\s-]+(?:numbers?|num|nbr|nr|no(?:\.|\s?:)|id|nambar|نمبر|नंबर|नम्बर|संख्या|nomor)
          | (?P<compound>\p{L}{2,})[-]?(?:nummer|nr)
          | (?:numero|nro|num|n°|nº)\s*(?:de\s+la\s+|de\s+l'|del\s+|de\s+|du\s+|d'|da\s+|do\s+)(?:mi\s+|su\s+|mon\s+|ma\s+|meu\s+|minha\s+)?(?P<of>\p{L}+)
          | (?:^|[^\p{L}])(?:[وبل])?رقم\s+(?P<ar>\p{L}+)(?:\s+\p{L}+)?
          | (?P<han>[\u{3400}-\u{9fff}]{1,4})(?:号码|號碼|编号|編號|号|號)
        )\s?(?:is|was|are|ist|lautet|war|est|etait|es|era|e|hai|he|tha|هے|تها|है|था|هو|كان|是|为|為)?\s*[:：\#.=(-]{0,2}\s*\#?$",
    )
    .expect("a fixed pattern")
});

/// The words right before a number, folded, say that it is the number of something that is no phone. `told`: whether a word
/// before "number", with those ahead of it, is none of a thing.
pub fn is_of_a_thing(context: &str, told: impl Fn(&str, &str) -> bool) -> bool {
    let Some(found) = NUMBER_OF.captures(context) else { return false };
    if let Some(han) = found.name("han") {
        return !HAN_PHONES.iter().any(|phone| han.as_str().ends_with(phone));
    }
    let noun = ["before", "compound", "of", "ar"].into_iter().find_map(|name| found.name(name));
    let (lead, noun) = noun.map_or(("", ""), |noun| (&context[..noun.start()], noun.as_str()));
    // "Tom's number": a person, not a thing.
    let person = noun.ends_with("'s") || noun.ends_with("s'");
    !person && !told(lead, noun) && !PHONE_NOUNS.contains(&fold(noun)) && !PHONE_CUES.is_in(noun)
}

/// "Order kiya tha number 0300 …": what was ordered has been told.
pub fn is_a_verb(word: &str) -> bool {
    VERB_WORDS.contains(word)
}

/// What was told of gets a number, as orders hardly do: "complaint ki thi number …", but not "booking karwani hai number …".
pub fn has_a_number(lead: &str) -> bool {
    CASES.is_in(lead) && !DOING.is_in(lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_have_numbers() {
        for text in [
            "my claim number is ",
            "membership no. ",
            "policy number: ",
            "meine vertragsnummer lautet ",
            "die mitgliedsnummer ist ",
            "mi número de expediente es ",
            "numéro de dossier : ",
            "número do protocolo: ",
            "كتبت رقم العملية ",
            "میرا کیس نمبر ہے ",
            "bijli ka bill number ",
            "शिकायत नंबर ",
            "我的工单号是",
            "会员号：",
            "ticket id ",
        ] {
            assert!(is_of_a_thing(&fold(text), |_, _| false), "{text}");
        }
    }

    #[test]
    fn phones_have_them_too() {
        for text in [
            "my number is ",
            "my phone number is ",
            "landline number: ",
            "meine telefonnummer lautet ",
            "meine Nummer ist ",
            "mi número de teléfono es ",
            "mon numéro de portable : ",
            "o número do meu celular é ",
            "رقم الجوال ",
            "رقمي ",
            "میرا موبائل نمبر ",
            "mera number ",
            "मेरा नंबर ",
            "我的手机号是",
            "电话号码：",
            "Tom's number is ",
            "ghar ka number ",
            "order number 17, call me on ",
            "my Dubai number is ",
            "mera jazz number ",
            "mi número de España es ",
        ] {
            assert!(!is_of_a_thing(&fold(text), |_, _| false), "{text}");
        }
    }
}

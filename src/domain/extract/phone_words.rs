//! The words around numbers: what makes one a phone, and what makes it an order, a price or a count.

use std::sync::LazyLock;

use regex::Regex;

use super::text::Cues;

/// A phone, in so many words.
const PHONES: &str = "phone|phone number|telephone|tel|mobile|mob|cell|cellphone|landline|whatsapp|whats app|whatsap|whats|wa|viber|signal|imo|telegram|call|calls|call me|ring|ring me|text|text me|sms|dial|reach me|contact me|contact|hold of me|get me|extension
|teléfono|tel.|tfno|tlf|tlfno|celular|celu|cel|móvil|móvil es|fijo|wasap|wsp|guasap|wpp|llamen|llama|llame|llamar|llámame|llámeme|llámenme|llamadme|llamarme|márquenme|márcame|comunícate|contactarme
|téléphone|tél|portable|fixe|gsm|natel|cellulaire|appelez|appeler|appelle|rappelez|rappeler|rappelle|joindre|joignable|contacter
|telefon|handy|mobil|fon|festnetz|telefonnummer|handynummer|mobilnummer|rufnummer|rückruf|rückrufnummer|anrufen|anruf|ruf|rufen|ruft|erreichen|erreichbar|durchwahl
|telefone|telemóvel|tlm|tlm.|telem|zap|zapzap|ligue|liga|liguem|ligar|ligue-me|fone|fixo|whats é|contato|contacto
|telepon|hp|ponsel|hubungi|call kar|call karein|call karna|call kr|phone kar|rabta|rabta karein|rabtay|missed call
|فون|موبائل|ٹیلی فون|واٹس ایپ|واٹساپ|کال|رابطہ|رابطے|رابطہ نمبر|هاتف|الهاتف|تلفون|تليفون|جوال|الجوال|موبايل|الموبايل|محمول|المحمول|نقال|متحرك|واتساب|الواتساب|واتس|اتصل|اتصلوا|اتصال|للتواصل|للاتصال|كلمني|كلموني
|फोन|फ़ोन|मोबाइल|टेलीफोन|व्हाट्सएप|व्हाट्सऐप|व्हाट्सप्प|व्हाट्सअप|वॉट्सऐप|कॉल|संपर्क|सम्पर्क
|电话|电话是|手机|手机号|手机号码|座机|固话|微信|致电|来电|拨打|打这个|打我|whatsapp为|電話|手機|手機號|致電|聯絡|联络";

/// The visitor's own number, whatever number that is.
const OWN_NUMBERS: &str = "my number|my no|my new number|my number's|mine|mine's|mine is|the new one|mi número|el mío|mon numéro|le mien|le nouveau|meine nummer|meiner nummer|meine neue nummer|meine alte nummer|meu número|o meu|o novo|nomor saya|میرا نمبر|نیا نمبر|میرا اپنا|mera number|mera no|mera apna|naya number|رقمي|رقمي انا|मेरा नंबर|मेरा नम्बर|मेरा अपना|नया नंबर|我的号码|我号码|我的號碼|新号码|新号";

/// A number of some kind.
const NUMBERS: &str = "number|num|número|numéro|nummer|nomor|نمبر|رقم|नंबर|नम्बर|号码|號碼";

pub static PHONE_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([PHONES, OWN_NUMBERS, NUMBERS]));
pub static CERTAIN_PHONE_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([PHONES, OWN_NUMBERS]));

/// The number of something else, right after these words.
pub static OTHER_CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "acct|acct no|a/c|a/c no|consumer no|customer no|client no|meter no|policy no|claim no|case no|ticket no|member no|membership no|serial no|part no|job no|quote no|ref no|tracking no|parcel no|bill no|qq|qq号|skype|line id|wechat id|微信号|微信號|discord|transaction|transaction id|transaction number|reservation|confirmation|confirmation number|confirmation code|claim|claim number|membership|member number|contract|contract number|registration|licence|license|plate|meter|meter number|parcel|shipment|awb|delivery|po number|quote number|receipt|receipt number|payment|payment reference|routing|swift|ifsc|aadhaar|pan|ntn|gst|gstin|ein|abn|nhs|student id|employee id|case|complaint|complaint number|bill|bill number|consumer number|error|batch|lot|barcode|ean|imei|vin|zip code|order|order number|order no|order id|invoice|invoice number|invoice no|ref|reference|reference number|ticket|ticket number|tracking|tracking number|booking number|booking|case number|serial|serial number|model|model number|sku|isbn|account|account number|account no|iban|sort code|card|card number|policy|policy number|id number|cnic|ssn|passport|vat|tax|customer number|zip|postcode|postal code|version|code|pin|otp|part number|item number|article|room|population|views|followers",
        "transferencia|referencia|expediente|contrato|póliza|reserva|localizador|guía|número de guía|folio|boleta|ticket|recibo|concepto|código postal|cp|cif|rfc|curp|nie|rut|cuit|matrícula|siren|siret|dossier|contrat|colis|suivi|virement|code postal|réservation|police|verwendungszweck|vertrag|vertragsnummer|auftrag|auftragsnr|paket|paketnummer|lieferung|vorgang|vorgangsnummer|ticketnummer|versicherungsnummer|steuernummer|ust-id|ustid|plz|postleitzahl|blz|kennzeichen|boleto|contrato|apólice|encomenda|rastreamento|código de rastreio|reserva|cep|rg|niss|matrícula|referência|comprovante|pedido|número de pedido|seguimiento|número de seguimiento|factura|número de factura|cuenta|dni|nif|commande|numéro de commande|facture|numéro de facture|numéro de suivi|numéro de client|référence|réf|compte|siret|bestellung|bestellnummer|rechnung|rechnungsnummer|sendungsnummer|kundennummer|auftragsnummer|aktenzeichen|konto|nota fiscal|número do pedido|fatura|conta|cpf|cnpj|nif|protocolo|rastreio|pesanan|nomor pesanan|faktur|rekening|nomor rekening|resi|nomor resi",
        "بل|بل نمبر|ٹریکنگ|ٹریکنگ نمبر|کنزیومر|حوالہ|حوالہ نمبر|شکایت|شکایت نمبر|پوسٹ کوڈ|کیس نمبر|پارسل|بکنگ|ٹرانزیکشن|العملية|رقم العملية|المعاملة|رقم المعاملة|الحوالة|رقم الحوالة|التتبع|رقم التتبع|الحجز|رقم الحجز|المرجع|رقم المرجع|العقد|رقم العقد|التذكرة|البلاغ|العضوية|الفاتورة|الطلب|طلبي|طلبية|الطلبية|الشحنة|شحنة|الرمز البريدي|الايبان|ايبان|السجل التجاري|الرقم الضريبي|ट्रैकिंग|ट्रैकिंग नंबर|शिकायत|शिकायत नंबर|पिन|पिन कोड|पैन|पार्सल|बुकिंग|बुकिंग नंबर|संदर्भ|उपभोक्ता|खाता संख्या|लेनदेन|ट्रांजैक्शन|运单|运单号|物流单号|流水号|交易号|会员号|合同号|工单号|邮编|郵編|郵遞區號|税号|统一编号|預約編號|آرڈر|آرڈر نمبر|رسید|رسید نمبر|اکاؤنٹ|اکاؤنٹ نمبر|شناختی|شناختی کارڈ|طلب|رقم الطلب|الطلب رقم|فاتورة|رقم الفاتورة|حساب|رقم الحساب|رقم الشحنة|رقم الهوية|ऑर्डर|ऑर्डर नंबर|बिल|बिल नंबर|खाता|खाता नंबर|आधार|आधार नंबर|订单|订单号|订单号码|订单号是|单号|快递单号|发票|发票号|账号|账户|卡号|身份证|身份证号|型号|编号|訂單|訂單號|帳號|卡號",
    ])
});

/// A sum, right after these words.
pub static MONEY_CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "budget|price|cost|costs|pay|paid|salary|total|amount|usd|eur|gbp|pkr|inr|aed|sar|idr|rp|brl|cny|rmb|rs|inr|$|€|£|₹|¥|presupuesto|precio|cuesta|prix|coûte|preis|kostet|preço|custa|harga|anggaran|قیمت|بجٹ|سعر|ميزانية|कीमत|बजट|预算|价格",
    ])
});

/// The thing that has a number is only about to be made: "I'd like to place an order, 0300 …".
pub static DOING: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "placing|to place|to make|hacer|realizar|passer|faire|aufgeben|machen|fazer|dena|deni|karna|karni|karwana|karwani|دینا|دینی|کرنا|کرنی|کروانا|کروانی|देना|देनी|करना|करनी|करवाना|करवानी|عمل|اعمل|下个|下單",
    ])
});

/// It is to be written on something: "card pe 0300 … likhwana hai", "on the card please print 0300 …".
pub static INSCRIBED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "print|put|write|engrave|should say|should read|must say|must read|has to say|needs to say|likhwana|likhwani|likhwao|likhwa dein|likhwa den|likhwa do|likh dein|likh den|likh do|likh dijiye|chhapwana|chhapwani|chapwana|chapwani|chhapwa|chapwa|print karwana|print karwani|print karwa|print karna|print kar",
        "لکھوانا|لکھوانی|لکھوا دیں|لکھوا دو|لکھ دیں|لکھ دو|چھپوانا|چھپوانی|چھپوا|پرنٹ کروانا|پرنٹ کروا|پرنٹ کر|लिखवाना|लिखवानी|लिखवा|लिख दें|लिख दीजिए|छपवाना|छपवानी|छपवा|प्रिंट कर",
    ])
});

/// What something is written on for others to call: no account and no order.
pub static INSCRIBABLE: LazyLock<Cues> = LazyLock::new(|| Cues::new(["card|receipt|کارڈ|رسید|कार्ड|रसीद"]));

/// "On", behind what it is to be written on. Folded.
pub const ON: [&str; 7] = ["pe", "par", "pr", "per", "پر", "पर", "पे"];

/// We are asked to write it down, right before it.
pub static NOTED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "write down|note down|take down|jot down|here's|anote|anota|anoten|apunta|apunte|apunten|apuntad|notez|note|prenez|notier|notiere|notieren sie|notiert|schreiben sie auf|anotem|anota aí|note kar lein|note karein|note karo|likh lein|likhein|likho|likh lo|لکھ لیں|لکھیں|نوٹ کر لیں|نوٹ کریں|سجل|سجلوا|اكتب|اكتبوا|लिखिए|लिख लीजिए|लिखो|नोट कीजिए|नोट करें|नोट करो|记|记下|记一下|記|記下|改记|换成|留|打这个",
    ])
});

/// "The number is …", "nº …", "رقم …".
pub static NUMBER_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([NUMBERS, "no|nr|nº|n°|id|code"]));

/// A machine for letters on paper: nobody picks it up.
pub static FAX: LazyLock<Cues> = LazyLock::new(|| Cues::new(["fax|telefax|fax no|fax number|faxnummer|fax.|فیکس|فاكس|फैक्स|फ़ैक्स|传真|傳真"]));

/// A phone that its owner carries.
pub static MOBILE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "mobile|mob|cell|cellphone|whatsapp|celular|móvil|celu|portable|gsm|natel|handy|mobil|mobilnummer|telemóvel|tlm|zap|موبائل|واٹس ایپ|جوال|الجوال|موبايل|محمول|متحرك|نقال|واتساب|मोबाइल|व्हाट्सएप|व्हाट्सऐप|手机|手機|手机号|移动电话",
    ])
});

/// What may stand between a number and the thing it is of: "4155550132 is my order number".
pub const NUMBER_LINKS: [&str; 22] = [
    "is my",
    "is the",
    "is our",
    "was my",
    "was the",
    "is",
    "es mi",
    "es el",
    "es el número de",
    "es mi número de",
    "est mon",
    "est le",
    "est mon numéro de",
    "est le numéro de",
    "ist meine",
    "ist die",
    "é o meu",
    "é o",
    "é o número do",
    "é o número da",
    "是我的",
    "是",
];

/// A thing that has a number of its own: "the part has the number …".
pub static THING_CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "part|spare part|device|serial|model|pieza|repuesto|modelo|pièce|modèle|appareil|teil|ersatzteil|artikel|modell|gerät|peça|aparelho|قطعة|پرزہ|पुर्ज़ा|零件|配件",
    ])
});

/// What may follow a number that counts or measures something.
pub static UNITS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "usd|eur|gbp|pkr|inr|aed|sar|idr|brl|cny|rmb|dollar|dollars|euro|euros|pounds|rupees|rupay|rupaye|rupiah|rs|reais|pesos|yuan|riyal|dirham|$|€|£|₹|¥|%|percent|km|kg|sqft|people|users|visitors|customers|followers|units|pieces|rows|lines|miles|years|employees|لاکھ|روپے|ريال|درهم|रुपये|元|块|人",
    ])
});

/// Bank accounts: two letters, two digits, and groups of four.
pub static BANK_ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z]{2}\d{2}(?:[ \u{a0}-]?[A-Z0-9]{4}){2,7}(?:[ \u{a0}-]?[A-Z0-9]{1,4})?\b").expect("a fixed pattern")
});

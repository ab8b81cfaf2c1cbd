//! The words around numbers: what makes one a phone, and what makes it an order, a price or a count.

use std::sync::LazyLock;

use regex::Regex;

use super::text::Cues;

/// A phone, in so many words.
const PHONES: &str = "phone|telephone|tel|mobile|cell|cellphone|whatsapp|whats app|wa|viber|signal|imo|call|call me|ring me|text me|sms|reach me|contact me|contact|teléfono|tel.|celular|móvil|móvil es|llámame|llámeme|llámenme|llamarme|téléphone|tél|portable|appelez|appeler|rappelez|joindre|joignable|telefon|handy|mobil|telefonnummer|handynummer|rückruf|anrufen|telefone|telemóvel|zap|ligue|liga|ligar|fone|telepon|hp|ponsel|hubungi|فون|موبائل|واٹس ایپ|هاتف|جوال|موبايل|واتساب|اتصل|اتصلوا|फोन|फ़ोन|मोबाइल|व्हाट्सएप|कॉल|电话|电话是|手机|微信|致电|whatsapp为|電話|手機";

/// The visitor's own number, whatever number that is.
const OWN_NUMBERS: &str = "my number|my no|my new number|mi número|mon numéro|meine nummer|meu número|nomor saya|میرا نمبر|نیا نمبر|mera number|mera no|naya number|رقمي|मेरा नंबर|नया नंबर|我的号码|我号码";

/// A number of some kind.
const NUMBERS: &str = "fax|number|num|número|numéro|nummer|nomor|نمبر|رقم|नंबर|号码|號碼";

pub static PHONE_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([PHONES, OWN_NUMBERS, NUMBERS]));
pub static CERTAIN_PHONE_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([PHONES, OWN_NUMBERS]));

/// The number of something else, right after these words.
pub static OTHER_CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "order|order number|order no|order id|invoice|invoice number|invoice no|ref|reference|reference number|ticket|ticket number|tracking|tracking number|booking number|booking|case number|serial|serial number|model|model number|sku|isbn|account|account number|account no|iban|sort code|card|card number|policy|policy number|id number|cnic|ssn|passport|vat|tax|customer number|zip|postcode|postal code|version|code|pin|otp|part number|item number|article|room|population|views|followers",
        "budget|price|cost|costs|pay|paid|salary|total|amount|usd|eur|gbp|pkr|inr|aed|sar|idr|rp|brl|cny|rmb|rs|inr|$|€|£|₹|¥|from year|km|sqft|presupuesto|precio|cuesta|prix|coûte|preis|kostet|preço|custa|harga|anggaran|قیمت|بجٹ|سعر|ميزانية|कीमत|बजट|预算|价格",
        "pedido|número de pedido|seguimiento|número de seguimiento|factura|número de factura|cuenta|dni|nif|commande|numéro de commande|facture|numéro de facture|numéro de suivi|numéro de client|référence|réf|compte|siret|bestellung|bestellnummer|rechnung|rechnungsnummer|sendungsnummer|kundennummer|auftragsnummer|aktenzeichen|konto|nota fiscal|número do pedido|fatura|conta|cpf|cnpj|nif|protocolo|rastreio|pesanan|nomor pesanan|faktur|rekening|nomor rekening|resi|nomor resi",
        "آرڈر|آرڈر نمبر|رسید|رسید نمبر|اکاؤنٹ|اکاؤنٹ نمبر|شناختی|شناختی کارڈ|طلب|رقم الطلب|الطلب رقم|فاتورة|رقم الفاتورة|حساب|رقم الحساب|رقم الشحنة|رقم الهوية|ऑर्डर|ऑर्डर नंबर|बिल|बिल नंबर|खाता|खाता नंबर|आधार|आधार नंबर|订单|订单号|订单号码|订单号是|单号|快递单号|发票|发票号|账号|账户|卡号|身份证|身份证号|型号|编号|訂單|訂單號|帳號|卡號",
    ])
});

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

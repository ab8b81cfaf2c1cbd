//! The words that make a name a company's, compared folded and without dots.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::text::{Cues, fold};

/// Anywhere but in the first place: legal forms, and what companies call themselves.
const LEGAL: &str = "ltd limited llc llp inc incorporated corp corporation co company gmbh ag kg ug ohg gbr ev sa sas sasu sarl eurl sci sl slu slp sll srl spa bv nv plc pty pvt lda ltda eireli me mei tbk group studio studios agency labs solutions consulting enterprises industries partners holdings technologies traders foods bakery";

/// Anywhere but in the first place: a trade. Surer than a place's name, less sure than a legal form.
const TRADES: &str = "interiors cafe coffee clinic dental dentistry surgery school academy restaurant bistro grill pizzeria kitchen salon spa barbers garage motors autos plumbing builders construction constructions roofing landscaping law legal solicitors attorneys associates media design designs marketing properties realty estates logistics transport travel travels tours foundation trust farm farms brewery winery hotel hotels inn gym fitness pharmacy photography films catering events nursery daycare hospital software systems digital services supplies trading textiles garments fabrics electronics jewellers jewelers sons daughters brothers bros printers print press publishing architects engineering engineers insurance accounting ventures collective boutique florist flowers outfitters furniture furnishings tiles carpets cleaners cleaning security solar energy electric electrical heating optics opticians vet veterinary
    hermanos hijos asociados consultores abogados arquitectos freres fils associes avocats sohne tochter gebruder anwalte architekten irmaos filhos advogados arquitetos contabilidade engenharia transportes";

/// In the first place.
const LEADING: &str = "شركه موسسه مجموعه مكتب عياده مدرسه مصنع مطعم فندق متجر pt cv construtora firma hotel
    clinica vina bodega bodegas panaderia pasteleria taller talleres restaurante constructora inmobiliaria academia colegio asesoria consultora farmacia libreria ferreteria peluqueria cafeteria gimnasio hotel hostal grupo fundacion despacho gestoria muebles transportes
    cabinet garage boulangerie patisserie restaurant atelier ateliers clinique pharmacie agence ecole menuiserie etablissements ets societe groupe librairie brasserie
    praxis zahnarztpraxis arztpraxis kanzlei backerei autohaus kita hotel restaurant gasthaus gasthof schreinerei tischlerei apotheke steuerberatung steuerkanzlei physiotherapie gartnerei metzgerei fleischerei malerbetrieb dachdeckerei elektro grundschule gymnasium verein weingut brauerei
    padaria oficina restaurante pousada condominio escola imobiliaria mercado supermercado auto grafica otica doceria confeitaria barbearia cafe";

/// The last word, in scripts without capitals.
const ENDINGS: &str = "ٹریڈرز|سنز|اینڈ سنز|انٹرپرائزز|انٹرپرائز|کمپنی|گروپ|فوڈز|اسکول|سکول|کالج|کلینک|ہسپتال|بیکری|ریسٹورنٹ|ہوٹل|اسٹور|اسٹورز|سٹور|سٹورز|انڈسٹریز|ٹیکسٹائل|ٹیکسٹائلز|ایسوسی ایٹس|لمیٹڈ|اکیڈمی|بلڈرز|موٹرز|فارمیسی|ٹریولز|سولوشنز|برادرز|جیولرز|فیبرکس|ٹیکنالوجیز|ڈویلپرز
|ट्रेडर्स|संस|एंड संस|एंटरप्राइजेज|एंटरप्राइज़ेज|कंपनी|ग्रुप|फूड्स|स्कूल|विद्यालय|कॉलेज|क्लिनिक|अस्पताल|हॉस्पिटल|बेकरी|रेस्टोरेंट|होटल|स्टोर|स्टोर्स|इंडस्ट्रीज|टेक्सटाइल|एसोसिएट्स|लिमिटेड|अकादमी|बिल्डर्स|मोटर्स|फार्मेसी|ट्रैवल्स|सॉल्यूशंस|ब्रदर्स|ज्वेलर्स|टेक्नोलॉजीज";

/// What a person is in a company: no name of it.
const JOBS: &str = "owner|co-owner|founder|ceo|cto|cfo|coo|manager|director|head|head of|assistant|secretary|president|partner|chair|lead|officer|coordinator|buyer|purchasing|sales manager|propietario|propietaria|dueño|dueña|gerente|director|directora|jefe|jefa|responsable|encargado|administrador|administradora|compras|directeur|directrice|gérant|gérante|chargé|chargée|assistante|inhaber|inhaberin|geschäftsführer|geschäftsführerin|geschäftsführung|leiter|leiterin|leitung|einkauf|vertrieb|assistenz|assistent|sócio|sócia|diretor|diretora|proprietário|proprietária|síndico|síndica|مینیجر|منیجر|مالک|ڈائریکٹر|چیف|مدير|مديرة|المدير|رئيس|مسؤول|مشتريات|مالك|प्रबंधक|मैनेजर|निदेशक|मालिक|प्रधानाचार्य|प्रिंसिपल|经理|經理|主管|总监|總監|采购部|採購部|负责人|助理";

static LEGAL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LEGAL.split_whitespace().collect());
static TRADE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| TRADES.split_whitespace().collect());
static LEADING_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LEADING.split_whitespace().collect());
static ENDING_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([ENDINGS]));
static JOB_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([JOBS]));

/// Chinese.
pub static HAN_COMPANY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[\u{3400}-\u{9fff}A-Za-z0-9&（）()]{2,24}(?:公司|集团|集團|工作室|事务所|事務所|学校|學校|医院|醫院|酒店|餐厅|餐廳|商行|工厂)$",
    )
    .expect("a fixed pattern")
});

fn bare(word: &str) -> String {
    fold(word).replace('.', "")
}

pub fn is_legal(word: &str) -> bool {
    LEGAL_WORDS.contains(bare(word).trim_matches(['-', ',']))
}

pub fn is_trade(word: &str) -> bool {
    TRADE_WORDS.contains(bare(word).trim_matches(['-', ',']))
}

pub fn leads(word: &str) -> bool {
    LEADING_WORDS.contains(bare(word).as_str())
}

/// The name ends as companies' do in Urdu and Hindi.
pub fn ends_as_one(name: &str) -> bool {
    let folded = fold(name);
    ENDING_CUES.last_end(&folded) == Some(folded.len())
}

pub fn is_a_job(part: &str) -> bool {
    JOB_CUES.is_in(&fold(part))
}

//! The tables behind the reading of names: how people introduce themselves, and what is no name.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::text::fold;

/// A name follows for certain.
const CERTAIN: &str = r"
    my\s+(?:full\s+|first\s+)?name(?:\s+is|['’]?s)? | the\s+name(?:\s+is|['’]s) | i['’]?\s?a?m\s+called
  | me\s+llamo | mi\s+nombre(?:\s+completo)?\s+es | (?:te|le|les)\s+(?:habla|escribe|saluda)
  | je\s+m['’]\s?appelle | mon\s+(?:nom|pr[ée]nom)\s+(?:est|c['’]est) | moi\s*,?\s+c['’]est
  | ich\s+hei(?:ß|ss)e | mein\s+name\s+(?:ist|lautet) | mein\s+name
  | meu\s+nome(?:\s+completo)?\s+[ée] | (?:eu\s+)?me\s+chamo | chamo-me | aqui\s+(?:quem\s+fala\s+)?[ée]\s+[oa]
  | nama\s+(?:lengkap\s+)?(?:saya|aku|gue|gw)(?:\s+adalah|\s+ialah)? | namaku(?:\s+adalah)?
  | me?ra\s+na?am | mera\s+nam
  | میرا\s+(?:پورا\s+)?نام | نام\s+ہے | اسمي(?:\s+هو)? | إسمي | سميتي
  | मेरा\s+(?:पूरा\s+)?नाम
";

/// The field of a form, written by hand: "Name: Ana".
const LABELS: &str = r"contact(?:\s+(?:name|person))? | ansprechpartner(?:in)? | (?:persona\s+de\s+)?contacto | contato | kontaktperson | (?:full\s+|first\s+)?name | nombre(?:\s+completo)? | nom(?:\s+complet)? | nome(?:\s+completo)? | nama(?:\s+lengkap)? | naam | نام | الاسم | नाम";

/// A name may follow: it must look like one, and stand where a name stands.
const LIKELY: &str = r"
    name['’]s | i\s?['’´]\s?m | i\s+am | im | this\s+is | it['’]?s | it\s+is | (?:you\s+can|you\s+may|please|just|people|everyone)\s+calls?\s+me
  | (?:yo\s+)?soy(?:\s+(?:el|la)\s+se[ñn]or(?:a|ita)?)? | je\s+suis | c['’]est | ici | ich\s+bin(?:\s+(?:der|die))? | hier\s+(?:ist|spricht|schreibt)
  | (?:eu\s+)?sou(?:\s+[oa])? | aqui\s+[ée] | fala\s+com | saya | aku | perkenalkan\s*,?\s*(?:nama\s+)?saya | main | mai | naam
  | نام | नाम | میں(?:\s+ہی)? | أنا | انا | معك | معكم | मैं(?:\s+(?:हूँ|हूं|ही))?
";

/// Whoever answers at the number that was just given.
pub static ASK_FOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(?:^|[^\p{L}\p{N}])(?:(?:ask|asking)\s+for | preg[uú]nt(?:e|en|a|ar|ad)\s+por | demande[zr]?(?:\s+apr[èe]s)? | (?:fragen\s+sie|frag|fragt|verlangen\s+sie)\s+nach | (?:falar|fale|falem|tratar)\s+com(?:\s+[oa])? | (?:procurar|chamar|perguntar)\s+p(?:or|el[oa])(?:\s+[oa])? | attn\.?:?)\s+(?:me\s*[-–—:,]\s*)?",
    )
    .expect("a fixed pattern")
});

/// "Main (from where) (who) baat kar raha hoon". Ranges of scripts, without bounds: a bound makes as many copies of them.
pub static CALLER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[^\p{L}\p{N}])(?:
            [Mm]ain?\s+[A-Z][A-Za-z&'.\ ]+?\s+se\s+(?P<name>[A-Za-z][A-Za-z'\ ]+?)\s+(?:baat|bol|likh|call)
          | میں\s+[\u{600}-\u{6ff}\ ]+?\s+سے\s+(?P<urdu>[\u{620}-\u{6d3}\ ]+?)\s+(?:بات|بول|لکھ)
          | मैं\s+[\u{900}-\u{963}\ ]+?\s+से\s+(?P<hindi>[\u{900}-\u{963}\ ]+?)\s+(?:बात|बोल|लिख))",
    )
    .expect("a fixed pattern")
});

/// Right before "naam" in Urdu and Hindi: somebody else's.
pub static SOMEBODY_S: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(&["ka ke ki aapka apka company business dukan uska inka unka kya iska کا کے کی کیا آپکا का के की क्या आपका उसका उनका इसका कंपनी"])
});

/// What stands alone with a capital letter and is no name: words that begin or end a message, days and months, things
/// that have numbers.
pub static ALONE_NOT_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(&[
        "cheers regards best bye goodbye ta love wishes kind warm many urgent asap fyi ps please reception office home work shop sales support accounts warehouse front desk mobile cell landline direct whatsapp tel telephone fax phone email mail text call monday mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec also and anyway actually alternatively alright perfect brilliant lovely absolutely course definitely sounds let here's there's",
        "bueno buena bien claro vale entonces perfecto listo gracias saludos adiós chao hasta luego atentamente un urgente oficina casa móvil celular fijo teléfono correo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo besos abrazo abrazos favor feliz genial pues oye mira también",
        "alors bien bon donc merci cordialement salutations urgent bureau domicile maison portable fixe mobile tél téléphone mail adresse janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche bonne journée soirée bisous bises parfait super voilà aussi sinon cdlt cdt d'accord oui non",
        "also gut gerne gern klar prima super danke dank gruß grüße gruss viele liebe lieben besten beste schöne schönen schönes herzliche mfg lg vg bitte tschüss ciao büro privat handy telefon festnetz mobil dienstlich zentrale praxis firma rückruf januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag morgen heute abend dringend eilig genau richtig natürlich einfach alternativ oder wochenende",
        "bom boa então claro certo obrigado obrigada abraço abraços beijos att atenciosamente urgente escritório casa celular fixo telefone telemóvel janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro segunda terça quarta quinta sexta sábado domingo valeu show beleza perfeito tchau até dia tarde noite grato grata tudo",
        "london manchester birmingham leeds glasgow edinburgh bristol liverpool dublin paris lyon marseille toulouse bruxelles genève lausanne montréal québec berlin hamburg münchen köln frankfurt stuttgart wien graz zürich basel bern madrid barcelona valencia sevilla bilbao málaga méxico bogotá medellín lima santiago buenos aires montevideo quito lisboa porto braga coimbra são paulo rio brasília salvador recife fortaleza curitiba boston chicago dallas houston austin miami seattle denver toronto vancouver ottawa calgary sydney melbourne brisbane perth auckland dubai riyadh jeddah cairo amman karachi lahore islamabad rawalpindi faisalabad multan peshawar delhi mumbai bangalore hyderabad chennai kolkata pune singapore beijing shanghai taipei york england scotland wales ireland france deutschland germany austria österreich schweiz suisse españa spain portugal brasil brazil italia italy india pakistan china canada australia usa uk",
        "shukriya meherbani jazakallah theek acha accha bas jaldi allah hafiz khuda salam whatsapp rabta rabita number",
    ])
});

fn introduction(table: &str, labels: Option<&str>) -> Regex {
    // The gap before keeps "Miami" from being "I am"; the one after keeps "imagine" from being "im".
    let labels =
        labels.map(|labels| format!(r"|(?m:^)[\ \t]*(?:{labels})[\ \t]*[:：=-][\ \t]*|(?m:^)[\ \t]*name\s+is\s+")).unwrap_or_default();
    Regex::new(&format!(r"(?xi)(?:^|[^\p{{L}}\p{{N}}\p{{M}}@'’]|['’]\s)(?:(?:{table})(?:[\s:,\x22'“”«*_-]+|$){labels})"))
        .expect("a fixed pattern")
}

pub static CERTAIN_INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| introduction(CERTAIN, Some(LABELS)));
pub static LIKELY_INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| introduction(LIKELY, None));

/// A message that begins with a greeting: after it an introduction is likely.
pub static GREETING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^\W*(?:hi+(?:ya)?|hey+a?|heya|hello+|helo|howdy|howya|yo|morning|afternoon|evening|kia\s+ora|hullo|g['’]day|gr[üu]ezi|all[ôo]|hallo|hall[öo]chen|mahlzeit|gr[üu](?:ß|ss)\s+gott|tach|hola+|holi|qu[ée]\s+tal|buen\s+d[íi]a|salut|coucou|bjr|bsr|bonjour|bonsoir|good\s+(?:morning|afternoon|evening|day)|greetings|dear\s+\w+|guten\s+(?:tag|morgen|abend)|servus|moin|gr[üu](?:ß|ss)
          |ol[áa]|oi+e?|opa|e\s+a[íi]|eai|bom\s+dia|boa\s+(?:tarde|noite)|buen(?:o|a)s\s+(?:d[íi]as|tardes|noches)|buenas|halo|hai|selamat\s+(?:pagi|siang|sore|malam)|salam|a[s]{1,2}alam\w*|aoa|namaste|namaskar
          |السلام\s+عليكم|السلام\s+علیکم|آداب|سلام|هلا|هاي|صباح\s+الخير|مساء\s+الخير|يا\s+هلا|حياكم\s+الله|مرحبا|أهلا|اهلا|ہیلو|ہائے|नमस्ते|नमस्कार|हेलो|हाय|你好|您好|嗨)",
    )
    .expect("a fixed pattern")
});

/// Titles before a name.
pub static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(&[
        "mr mrs ms miss mx dr prof professor rev sir madam capt",
        "family familie familia família famille herr frau fräulein dipl-ing ing mag",
        "señor señora señorita sr sra srta don doña dña lic licenciado licenciada ingeniero ingeniera arq mtro mtra doctor doctora dra profa",
        "m mme mlle monsieur madame maître docteur",
        "senhor senhora seu dona eng engº engª enga doutor doutora arqº exmo exma",
        "bapak ibu pak bu mas mbak",
        "janab mohtarma muhtarma sahib doctor engineer professor hafiz qari ڈاکٹر جناب محترم محترمہ مسٹر مسز مس انجینئر پروفیسر حافظ حاجی",
        "السيد السيدة سيد الأستاذ الأستاذة أستاذ أستاذة استاذ الدكتور الدكتورة دكتور دكتورة د المهندس المهندسة مهندس مهندسة م الشيخ الحاج الحاجة المحامي المحامية",
        "डॉ डॉक्टर डा श्री श्रीमती श्रीमान सुश्री कुमारी प्रो प्रोफेसर इंजीनियर",
    ])
});

/// Small words inside a name.
pub static PARTICLES: LazyLock<HashSet<String>> =
    LazyLock::new(|| set(&["de da do das dos del della di la le van von der den zu bin binti bint ibn ben al el ul ur ter ten af st"]));

/// Words that end a name.
pub static STOPS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(&[
        "and or but i i'm im my from at with here calling speaking writing we you your the a an is are am was can could would do does have has how what when where who why which want need looking please thanks thank hello hi hey email e-mail phone number mobile call me mail address it its it's so not also because since if then this that there owner manager ceo founder director in on by of for to as about company working work run own regarding re",
        "y e o pero mi mis soy de desde con quiero necesito busco tengo por para en el los las una un mi correo teléfono es gracias hola me quisiera quería",
        "et ou mais mon ma mes je suis j'ai de chez avec veux cherche voudrais pour en à au aux mail téléphone et bonjour merci c'est",
        "und oder aber mein meine ich bin von aus mit möchte suche brauche für bei wir habe hätte kann danke hallo e-mail telefon hier",
        "e ou mas meu minha sou da do de com quero preciso gostaria procuro para em na no telefone obrigado obrigada tenho estou",
        "dan atau tapi saya aku dari dengan mau ingin butuh untuk di email nomor hp terima kasih yang ada apakah bisa tolong kami",
        "nahi nahin hai he h hain hoon hun hu ho hy aur se mera meri mujhe main bol raha rahi baat kar karna chahiye ka ki ko email number ji",
        "نہیں ہے ہیں ہوں اور سے میرا میری مجھے میں بول رہا رہی کا کی کو کہ ہو جی ای نمبر فون چاہیے نے ہم بات",
        "من في عن الى إلى و انا أنا هو هي اريد أريد احتاج أحتاج ابحث أبحث عندي رقمي بريدي ايميلي لدي اعمل أعمل كيف هل ما ماذا اود أود ارغب اتصل وصاحب صاحب مدير من هنا",
        "नहीं है हैं हूँ हूं हुँ और से मेरा मेरी मुझे मैं बोल रहा रही का की को कि हो जी ईमेल नंबर फोन चाहिए ने हम बात",
    ])
});

/// What people say they are, that is no name.
pub static NOT_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    set(&[
        // English
        "looking interested trying wondering calling writing asking searching planning thinking going getting having doing working running building living moving starting opening coming using hoping seeking considering currently still also just now really very so too quite not no yes ok okay fine good great well sure sorry glad happy sad afraid aware able unable available ready busy free new old back here there home away out in on at from with the a an your our his her their its it this that these those one two only all both based located open closed done finished stuck lost confused frustrated angry upset disappointed unhappy satisfied curious excited serious certain unsure positive wrong right late early sick tired bored human bot real testing test spam urgent important amazing awesome nice perfect wonderful terrible horrible ridiculous crazy strange weird interesting expensive cheap",
        "customer client buyer seller owner manager ceo cto founder director developer designer engineer student teacher doctor lawyer nurse driver freelancer photographer architect contractor agent reporter journalist patient tenant landlord parent mother father wife husband someone somebody anyone nobody everyone business company shop store website vegan vegetarian allergic pregnant married single",
        "american british english german french spanish italian indian pakistani chinese japanese mexican brazilian portuguese canadian australian indonesian arab turkish dutch polish russian muslim christian jewish hindu",
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december today tomorrow yesterday tonight none nobody anonymous nadie personne niemand ninguém secret private confidential irrelevant morning afternoon evening night noon later soon never always maybe perhaps when where what who why how which about after before because although anything something nothing everything more less much many why when hello hi hey thanks thank please good",
        "whatsapp gmail google facebook instagram email phone help support info question price pricing delivery shipping order refund booking appointment meeting quote interested regarding concerning back asap anytime me him them us you i my mine",
        // Spanish, French, German, Portuguese, Indonesian
        "interesado interesada nuevo nueva cliente dueño dueña buscando de un una el la muy aquí importante urgente español española mexicano mexicana dueno arquitecto profesor profesora estudiante médico",
        "intéressé intéressée nouveau nouvelle client cliente propriétaire à la le un une en de très désolé désolée ici français française étudiant étudiante architecte professeur étonné étonnée disponible",
        "interessiert neu kunde kundin auf ein eine der die das sehr hier auch gerade nicht mir student studentin architekt architektin lehrer lehrerin inhaber inhaberin besitzer besitzerin mieter vermieter deutscher deutsche arzt ärztin selbstständig selbständig fotograf fotografin bäcker friseur friseurin handwerker unternehmer unternehmerin freiberufler designer entwickler ingenieur ingenieurin rentner rentnerin hausbesitzer eigentümer makler mitarbeiter gründer gründerin unsicher zufrieden unzufrieden dabei daran im am in an bereits schon seit noch zu",
        "interessado interessada novo nova dono dona um uma o a muito aqui brasileiro brasileira professor professora estudante arquiteto arquiteta médico",
        "mau ingin butuh tertarik sedang cari mencari sudah belum baru juga dari di tidak bukan akan bisa mohon minta tanya bertanya pelanggan pemilik mahasiswa orang punya lagi perlu harus suka rasa pikir setuju kira dengar lihat",
        // Roman Urdu, Urdu, Arabic, Hindi
        "theek acha accha thik bhi ek aap yahan khush pareshan chahta chahti jana janna soch dekh keh karna apne apni apka lahore karachi ne ap website website",
        "رہتا رہتی رہتے کرتا کرتی کرتے چلاتا چلاتی ٹھیک اچھا بھی ایک آپ یہاں خوش پریشان چاہتا چاہتی جاننا سوچ دیکھ کہہ اپنے اپنی نے آج کل کچھ صرف اس",
        "مهتم مهتمة ابحث اريد احتاج اود ارغب عميل صاحب صاحبة من في جديد جديدة سعيد سعيدة هنا بحاجة اسف آسف متاكد جاهز طالب طالبة مهندس مهندسة محتاج محتاجة حاب حابة اسال افكر اعمل اسكن اعيش عندي لا لست فقط ايضا صديق",
        "रहता रहती रहते करता करती करते चलाता चलाती ठीक अच्छा भी एक आप यहाँ खुश परेशान चाहता चाहती जानना सोच देख कह अपने अपनी ने आज कल कुछ सिर्फ इस",
        // Assent, thanks and farewells ("Thanks, bye"). "Hafiz" alone is a name.
        "bye goodbye cheers brilliant perfecto perfecta genial listo vale adiós adios chao hasta luego parfait revoir bientôt super perfekt prima tschüss tschuss tschau ciao wiedersehen perfeito perfeita tchau logo sampai jumpa allah khuda alvida namaste namaskar",
        "اللہ خدا شکریہ نمستے الوداع شكرا وداعا مع السلامة اللقاء تمام ممتاز धन्यवाद शुक्रिया नमस्ते नमस्कार अलविदा बढ़िया",
    ])
});

fn set(lists: &[&str]) -> HashSet<String> {
    lists.iter().flat_map(|list| list.split_whitespace()).map(fold).collect()
}

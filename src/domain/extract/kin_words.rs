//! Other people, as somebody speaks of them: whoever stands after "my", "mi", "mein" … is not the visitor.

/// The owners and the people, by language.
pub const KIN: [(&str, &str); 10] = [
    (
        "my|our|his|her|their|the",
        "boss|wife|wifes|wife's|husband|husbands|husband's|hubby|missus|spouse|fiance|fiancé|fiancée|colleague|coworker|co-worker|workmate|manager|line manager|office manager|project manager|assistant|pa|secretary|receptionist|friend|mate|buddy|flatmate|roommate|brother|sister|father|mother|dad|mom|mum|parents|son|daughter|kid|child|stepson|stepdaughter|partner|business partner|accountant|accounting|accounts|bookkeeper|lawyer|solicitor|attorney|supervisor|director|ceo|cfo|client|customer|landlord|landlady|tenant|agent|neighbour|neighbor|cousin|nephew|niece|uncle|aunt|grandma|grandpa|granddad|grandmother|grandfather|nan|gran|mother-in-law|father-in-law|brother-in-law|sister-in-law|team|team lead|it guy|it department|hr|girlfriend|boyfriend|ex|teacher|doctor|builder|plumber|electrician|contractor|architect|designer|developer|caretaker|carer|guardian|employee|intern|foreman|owner|head office|finance department|finance team|purchasing department|accounts department|legal department|billing department|management company|property manager|letting agent|superintendent",
    ),
    (
        "mi|mis|nuestro|nuestra|su",
        "jefe|jefa|esposa|esposo|marido|mujer|pareja|novio|novia|colega|compañero|compañera|amigo|amiga|hermano|hermana|padre|madre|papá|mamá|padres|hijo|hija|socio|socia|gerente|encargado|encargada|contador|contadora|contable|gestor|gestora|gestoría|abogado|abogada|primo|prima|tío|tía|abuelo|abuela|suegro|suegra|cuñado|cuñada|sobrino|sobrina|yerno|nuera|vecino|vecina|casero|casera|cliente|clienta|asistente|secretaria|secretario|supervisor|supervisora|director|directora|administrador|administradora|arquitecto|arquitecta|contabilidad|administración|facturación|departamento de contabilidad|departamento de compras",
    ),
    (
        "mon|ma|mes|notre|nos|votre|son|sa",
        "patron|patronne|chef|cheffe|femme|mari|épouse|époux|conjoint|conjointe|compagnon|compagne|copain|copine|collègue|collègues|ami|amie|frère|soeur|père|mère|papa|maman|parents|fils|fille|associé|associée|comptable|avocat|avocate|notaire|directeur|directrice|responsable|assistant|assistante|secrétaire|gérant|gérante|cousin|cousine|oncle|tante|grand-père|grand-mère|beau-père|belle-mère|beau-frère|belle-soeur|gendre|neveu|nièce|voisin|voisine|propriétaire|locataire|client|cliente|architecte|gestionnaire|supérieur|supérieure|employeur|syndic|concierge|gardien|comptabilité|compta|service comptable|service achats|bailleur",
    ),
    (
        "mein|meine|meinem|meiner|meinen|meines|unser|unsere|unserem|unserer|unseren|sein|seine|der|die|dem|den",
        "chef|chefin|vorgesetzter|vorgesetzten|vorgesetzte|frau|mann|ehemann|ehefrau|gatte|gattin|lebensgefährte|lebensgefährtin|verlobter|verlobte|kollege|kollegin|kollegen|freund|freundin|bruder|bruders|schwester|vater|vaters|mutter|papa|mama|eltern|sohn|sohnes|tochter|partner|partnerin|geschäftspartner|geschäftspartnerin|steuerberater|steuerberaterin|buchhalter|buchhalterin|buchhaltung|anwalt|anwältin|assistent|assistentin|assistenz|sekretärin|sekretariat|cousin|cousine|onkel|tante|opa|oma|schwager|schwägerin|schwiegervater|schwiegermutter|schwiegersohn|neffe|nichte|nachbar|nachbarin|nachbarn|vermieter|vermieterin|mieter|kunde|kundin|kunden|mitbewohner|mitbewohnerin|hausverwaltung|hausmeister|architekt|architektin|buchhaltungsabteilung|rechnungsabteilung|rechtsabteilung|einkaufsabteilung|teamleiter|abteilungsleiter|geschäftsführer|geschäftsführerin",
    ),
    (
        "meu|minha|nosso|nossa",
        "chefe|chefa|patrão|patroa|esposa|esposo|mulher|marido|companheiro|companheira|namorado|namorada|noivo|noiva|colega|amigo|amiga|irmão|irmã|pai|mãe|pais|filho|filha|sócio|sócia|gerente|contador|contadora|contabilista|advogado|advogada|primo|prima|tio|tia|avô|avó|sogro|sogra|cunhado|cunhada|sobrinho|sobrinha|genro|nora|vizinho|vizinha|senhorio|inquilino|cliente|assistente|secretária|secretário|supervisor|supervisora|diretor|diretora|síndico|síndica|arquiteto|arquiteta|financeiro|contabilidade|administração|departamento financeiro",
    ),
    ("bos|atasan|istri|suami|rekan|teman|kakak|adik|ayah|ibu|anak|manajer|sekretaris|tetangga|pacar|akuntan", "saya"),
    (
        "mere|meri|mera|hamare|hamari|hamara|apne|apni|apna",
        "boss|biwi|bivi|wife|begum|begham|missus|shohar|shauhar|husband|mian|dost|yaar|friend|bhai|bhaijan|chota bhai|bara bhai|behen|behan|baji|sister|brother|walid|walida|walid sahab|abbu|abba|abu|ammi|ami|amma|papa|mama|father|mother|dada|dadi|nana|nani|chacha|chachu|chachi|taya|mamu|mamoo|khala|phupho|phuphi|beta|bete|beti|son|daughter|cousin|manager|sathi|saathi|colleague|partner|assistant|secretary|accountant|vakeel|wakeel|lawyer|client|customer|malik|malik makan|sasur|saas|sala|bhabhi|devar|padosi|parosi|hamsaya|driver|munshi|ustad|teacher|director|supervisor|neighbour",
    ),
    (
        "میرے|میری|میرا|ہمارے|ہماری|ہمارا|اپنے|اپنی|اپنا",
        "باس|بیوی|بیگم|اہلیہ|زوجہ|شوہر|خاوند|میاں|دوست|سہیلی|بھائی|بڑے بھائی|چھوٹے بھائی|بہن|باجی|والد|والد صاحب|والدہ|ابو|ابا|امی|اماں|دادا|دادی|نانا|نانی|چچا|تایا|ماموں|خالہ|پھوپھی|بیٹا|بیٹے|بیٹی|کزن|ساتھی|ہم کار|کولیگ|مینیجر|منیجر|پارٹنر|شریک|اسسٹنٹ|سیکرٹری|اکاؤنٹنٹ|وکیل|گاہک|کلائنٹ|مالک|مالک مکان|سسر|ساس|سالے|بھابھی|دیور|پڑوسی|ہمسائے|ہمسایہ|ڈرائیور|منشی|استاد|ڈائریکٹر|سپروائزر|افسر",
    ),
    (
        "मेरे|मेरी|मेरा|हमारे|हमारी|हमारा|अपने|अपनी|अपना",
        "बॉस|पत्नी|बीवी|वाइफ|पति|हसबैंड|दोस्त|सहेली|मित्र|भाई|भैया|बड़े भाई|छोटे भाई|बहन|दीदी|पिता|पिताजी|पापा|माँ|मां|माताजी|मम्मी|दादा|दादी|नाना|नानी|चाचा|ताऊ|मामा|मौसी|बुआ|बेटा|बेटे|बेटी|कज़िन|साथी|सहकर्मी|सहयोगी|कलीग|मैनेजर|प्रबंधक|पार्टनर|साझेदार|असिस्टेंट|सहायक|सचिव|अकाउंटेंट|वकील|ग्राहक|क्लाइंट|मालिक|मकान मालिक|ससुर|सास|साले|भाभी|देवर|जीजा|पड़ोसी|ड्राइवर|टीचर|डायरेक्टर|सुपरवाइज़र",
    ),
    (
        "我|我的|我们|我們|我家|我公司",
        "老板|老闆|妻子|太太|老婆|爱人|媳妇|老公|丈夫|先生|同事|朋友|男朋友|女朋友|男友|女友|闺蜜|哥哥|哥|弟弟|弟|姐姐|姐|妹妹|妹|爸爸|爸|父亲|父親|妈妈|媽媽|妈|媽|母亲|母親|爸妈|父母|爷爷|奶奶|外公|外婆|岳父|岳母|公公|婆婆|叔叔|阿姨|舅舅|表哥|表弟|表姐|儿子|兒子|女儿|女兒|孩子|经理|經理|主管|领导|上司|助理|秘书|秘書|会计|會計|律师|律師|合伙人|客户|房东|房東|邻居|鄰居|室友|同学|师傅|法务|财务|財務|行政|人事|采购|採購|会计部|财务部|法务部|人事部|采购部|前台|总部|总公司|老师|医生",
    ),
];

/// The visitor is that person: "I'm her daughter". In the order of [`KIN`].
pub const SELF: [&str; 5] = [
    "i'm the|i am the|i'm his|i am his|i'm her|i am her|i'm their|i am their",
    "soy el|soy la|soy su|yo soy el|yo soy la",
    "je suis le|je suis la|je suis son|je suis sa|je suis l",
    "ich bin der|ich bin die|ich bin sein|ich bin seine|ich bin ihr|ich bin ihre",
    "sou o|sou a|sou seu|sou sua|eu sou o|eu sou a",
];

/// Arabic grows the owner onto the person.
pub const KIN_AR: &str = "مديري|مديرتي|مديرنا|رئيسي|زوجتي|زوجي|خطيبي|خطيبتي|مرتي|جوزي|مراتي|زميلي|زميلتي|زملائي|لصديقي|رقم صديقي|بريد صديقي|ايميل صديقي|جوال صديقي|على صديقي|صديقتي|صاحبي|صاحبتي|رفيقي|اخي|أخي|اخوي|أخوي|اخويا|أخويا|اختي|أختي|والدي|والدتي|رقم ابي|جوال ابي|ايميل ابي|بريد ابي|كلموا ابي|اتصلوا على ابي|مع ابي|ابوي|أبوي|ابويا|بابا|امي|أمي|ماما|ابني|إبني|ابنتي|بنتي|ولدي|عمي|عمتي|خالتي|جدتي|ابن عمي|ابن خالي|حماتي|حماي|نسيبي|جارتي|شريكي|شريكتي|محاسبي|محاسبنا|المحاسب|محامي الشركة|المحامي|مساعدي|مساعدتي|للمحاسب|للمحاسبة|للمحامي|للمدير|للسكرتيرة|للحسابات|للمالية|قسم الحسابات|قسم المحاسبة|سكرتيرتي|سكرتيري|السكرتيرة|موكلي|عميلي|سائقي|السائق|صاحب البيت|مالك البيت|صاحب العمل|مسؤولي|مشرفي";

/// What may stand between a value and the words whose it is: "… is my wife's".
pub const LINKS: [&str; 38] = [
    "is",
    "it's",
    "that's",
    "that is",
    "belongs to",
    "=",
    "es",
    "es de",
    "es el de",
    "es la de",
    "est",
    "c'est",
    "est à",
    "est celui de",
    "est celle de",
    "ist",
    "ist von",
    "ist die von",
    "ist die nummer von",
    "gehört",
    "é",
    "é do",
    "é da",
    "é o do",
    "é a da",
    "是",
    "this is",
    "das ist",
    "ese es",
    "esa es",
    "esse é",
    "essa é",
    "este es",
    "یہ",
    "ye",
    "yeh",
    "यह",
    "这是",
];

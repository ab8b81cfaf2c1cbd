//! Complaints about our own address or number in words that do not call it ours, and those about the visitor's own.

use super::super::from_visitor;
use crate::domain::{capture::Field, country::Country};

fn told(text: &str, home: &str, field: Field) -> Option<String> {
    from_visitor(text, Country::parse(home).ok()).into_iter().find(|found| found.field == field).map(|found| found.value)
}

fn contacts(text: &str, home: &str) -> Vec<String> {
    [Field::Email, Field::Phone].into_iter().filter_map(|field| told(text, home, field)).collect()
}

/// Nothing of these is the visitor's.
fn assert_none(all: &[(&str, &str)]) {
    let wrong: Vec<_> = all.iter().map(|(home, text)| (text, contacts(text, home))).filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// This is.
fn assert_told(all: &[(&str, Field, &str, &str)]) {
    let found = all.iter().map(|(home, field, text, wanted)| (text, told(text, home, *field), *wanted));
    let wrong: Vec<_> = found.filter(|(_, found, wanted)| found.as_deref() != Some(*wanted)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn where_nobody_is_reached_the_visitor_is_not() {
    assert_none(&[
        ("GB", "tried ringing 020 7946 0321 twice this week and it just rings"),
        ("GB", "The flyer through my door has 020 7946 0654 on it, that's a bakery now"),
        ("US", "hello@oakfloors.example keeps bouncing, are you still in business?"),
        ("US", "I emailed hello@oakfloors.example on Monday"),
        ("US", "yelp shows (212) 555-0177, no one answers there"),
        ("GB", "020 7946 0321, which I got off your van, is a private house"),
        ("GB", "020 7946 0321 is printed on the receipt but it's not in service"),
        ("ES", "en la tarjeta viene el 915 550 321 y no contestan"),
        ("ES", "el 915 550 321 que aparece en Google está mal"),
        ("ES", "llevamos llamando al 915 550 321 desde el lunes"),
        ("MX", "mandé un correo a ventas@tejas.example y rebotó"),
        ("FR", "le 01 99 00 33 21 sur la carte de visite, personne ne décroche"),
        ("FR", "j'essaie de joindre le 01 99 00 33 21 depuis hier"),
        ("FR", "bonjour@menuiserie.example indiqué sur la vitrine n'existe pas"),
        ("DE", "unter 030 55503210 meldet sich niemand"),
        ("DE", "auf dem Flyer steht 030 55503210, stimmt das?"),
        ("DE", "meister@tischlerei.example aus dem Internet ist unzustellbar"),
        ("DE", "seit Montag rufe ich die 030 55503210 an"),
        ("PT", "o 210 555 321 só toca e ninguém atende"),
        ("BR", "na placa da loja tá (11) 3555-0321, não existe esse número"),
        ("BR", "mandei um email pra vendas@telhas.example e nada"),
        ("PK", "بورڈ پر 042 35550321 لکھا ہے مگر نہیں لگ رہا"),
        ("PK", "میں نے shop@gulab.example پر میل بھیجی تھی، باؤنس ہو گئی"),
        ("PK", "042 35550321 ملا ملا کر تھک گیا، کوئی فون نہیں اٹھاتا"),
        ("PK", "google pe 042 35550321 likha hai wo lag nahi raha"),
        ("PK", "shop@gulab.example pe do dafa mail ki hai"),
        ("PK", "042 35550321 pe call kiya tha, koi pick nahin karta"),
        ("SA", "الرقم الموجود في خرائط قوقل 0112223344 مفصول"),
        ("SA", "دقيت على 0112223344 أكثر من مرة"),
        ("EG", "بعتت ايميل ل sales@mahal.example ورجعت لي الرسالة"),
        ("IN", "कार्ड पर 080 4555 0321 छपा है पर वह लगता ही नहीं"),
        ("IN", "080 4555 0321 पर तीन बार कॉल किया"),
        ("IN", "shop@phool.example पर ईमेल भेजी थी, बाउंस हो गई"),
        ("CN", "名片上的 021-55503210 打不通"),
        ("CN", "我给 shop@huadian.example 发过两封邮件"),
        ("CN", "021-55503210 一直占线"),
        ("CN", "百度地图上显示的是 021-55503210，是空号"),
    ]);
}

#[test]
fn what_follows_such_a_complaint_is_heard() {
    assert_told(&[
        ("GB", Field::Phone, "020 7946 0321 rings out, ring me on 07400 123321 instead", "+447400123321"),
        ("ES", Field::Phone, "El 915 550 321 no lo coge nadie, llamadme al 612 550 321", "+34612550321"),
        ("FR", Field::Phone, "le 01 99 00 33 21 ne répond pas, rappelez-moi au 06 39 98 03 21", "+33639980321"),
        ("DE", Field::Phone, "Die 030 55503210 geht nicht, da hebt keiner ab. Bitte ruft mich unter 0171 5550321 an", "+491715550321"),
        ("BR", Field::Phone, "o (11) 3555-0321 não atende, me liga no (11) 95555-0321", "+5511955550321"),
        ("PK", Field::Phone, "042 35550321 پر کوئی نہیں اٹھاتا، مجھے 0333 5550321 پر کال کریں", "+923335550321"),
        ("PK", Field::Phone, "042 35550321 koi uthata nahi, mujhe 0333 5550321 pe call karein", "+923335550321"),
        ("SA", Field::Phone, "0112223344 محد يرد عليه، كلموني على 0555 032 100", "+966555032100"),
        ("IN", Field::Phone, "080 4555 0321 कोई नहीं उठाता, मुझे 98765 50321 पर कॉल करें", "+919876550321"),
        ("CN", Field::Phone, "021-55503210 没人接，请打我手机 13855503210", "+8613855503210"),
    ]);
}

#[test]
fn the_visitors_own_stay_theirs_when_they_tell_of_trouble() {
    assert_told(&[
        ("GB", Field::Email, "I never got your mail, mine is ana@example.com", "ana@example.com"),
        ("GB", Field::Phone, "my number 07400 123321 had no reception yesterday, but call it", "+447400123321"),
        ("GB", Field::Phone, "07400 123321, if nobody answers please leave a message", "+447400123321"),
        ("GB", Field::Phone, "I called you from 07400 123321 and nobody picked up", "+447400123321"),
        ("GB", Field::Phone, "you tried me on 07400 123321 this morning, sorry, try again", "+447400123321"),
        ("GB", Field::Email, "I filled in the form on your website with ana@example.com", "ana@example.com"),
        ("GB", Field::Phone, "found you on Google, 07400 123321", "+447400123321"),
        ("GB", Field::Phone, "my mobile 07400 123321 was out of order but it works again", "+447400123321"),
        ("GB", Field::Phone, "Nobody answers your phone. 07400 123321, Ana", "+447400123321"),
        ("GB", Field::Phone, "I'd like to ask the price of the sofa on your website, 07400 123321", "+447400123321"),
        ("GB", Field::Email, "please change my e-mail to ana@example.com", "ana@example.com"),
        ("DE", Field::Phone, "Sie haben mich unter 0171 5550321 angerufen, ich war im Termin", "+491715550321"),
        ("FR", Field::Phone, "vous m'avez appelé au 06 39 98 03 21, j'étais occupé", "+33639980321"),
        ("GB", Field::Phone, "interested in the flat advertised on your page 07400 123321", "+447400123321"),
        ("GB", Field::Phone, "07400 123321, your website says nine o'clock, is that right?", "+447400123321"),
        ("GB", Field::Phone, "07400 123321, your contact form bounced", "+447400123321"),
        ("GB", Field::Phone, "saw your ad on Instagram, Ana 07400 123321", "+447400123321"),
        ("GB", Field::Email, "ana@example.com, I never pick up the phone", "ana@example.com"),
        ("ES", Field::Phone, "612 550 321, vi su anuncio en Facebook", "+34612550321"),
        ("ES", Field::Phone, "vi vuestro anuncio en la web, 612 550 321", "+34612550321"),
        ("FR", Field::Phone, "j'ai vu votre annonce sur Facebook, 06 39 98 03 21", "+33639980321"),
        ("DE", Field::Phone, "habe euch im Internet gefunden, 0171 5550321", "+491715550321"),
        ("DE", Field::Email, "ana@example.com, euer Formular funktioniert nicht", "ana@example.com"),
        ("BR", Field::Phone, "achei vocês no Google, (11) 95555-0321", "+5511955550321"),
        ("PK", Field::Phone, "0333 5550321, kal call ki thi aap ki dukan pe", "+923335550321"),
        ("PK", Field::Phone, "facebook pe ad dekha tha, 0333 5550321", "+923335550321"),
        ("SA", Field::Phone, "شفت إعلانكم في الانستقرام، 0555 032 100", "+966555032100"),
        ("IN", Field::Phone, "फेसबुक पर विज्ञापन देखा, 98765 50321", "+919876550321"),
        ("CN", Field::Phone, "在大众点评上看到你们，13855503210", "+8613855503210"),
        ("ES", Field::Email, "no me llegó vuestro correo, el mío es ana@example.com", "ana@example.com"),
        ("ES", Field::Phone, "os llamé desde el 612 550 321 y no lo cogió nadie", "+34612550321"),
        ("ES", Field::Phone, "mi móvil 612 550 321 estaba sin batería ayer, hoy va", "+34612550321"),
        ("FR", Field::Phone, "mon portable 06 39 98 03 21 était éteint hier, rappelez", "+33639980321"),
        ("FR", Field::Phone, "06 39 98 03 21, si personne ne répond laissez un message", "+33639980321"),
        ("FR", Field::Email, "je n'ai rien reçu, mon mail c'est ana@example.com", "ana@example.com"),
        ("DE", Field::Phone, "meine Nummer 0171 5550321 hatte gestern kein Netz, bitte nochmal anrufen", "+491715550321"),
        ("DE", Field::Phone, "ich habe euch von der 0171 5550321 aus angerufen", "+491715550321"),
        ("DE", Field::Email, "Bei mir kam nichts an, meine Mail ist ana@example.com", "ana@example.com"),
        ("PT", Field::Phone, "o meu telemóvel é o 912 555 321, ontem estava sem bateria", "+351912555321"),
        ("BR", Field::Email, "não recebi o email de vocês, o meu é ana@example.com", "ana@example.com"),
        ("PK", Field::Phone, "میرا نمبر 0333 5550321 صبح آف تھا، اب اس پر کال کریں", "+923335550321"),
        ("PK", Field::Phone, "aap ne 0333 5550321 pe call kiya tha, dobara karein", "+923335550321"),
        ("PK", Field::Email, "aap ki mail nahi ayi, mera email ana@example.com hai", "ana@example.com"),
        ("SA", Field::Phone, "رقمي 0555 032 100 كان بدون شبكة أمس، اتصلوا الحين", "+966555032100"),
        ("SA", Field::Email, "ما وصلني ايميلكم، بريدي ana@example.com", "ana@example.com"),
        ("IN", Field::Phone, "मेरा नंबर 98765 50321 कल नेटवर्क में नहीं था, अब कॉल करें", "+919876550321"),
        ("IN", Field::Phone, "आपने 98765 50321 पर कॉल किया था, मैं बाहर था", "+919876550321"),
        ("CN", Field::Phone, "我的手机13855503210昨天没信号，今天再打", "+8613855503210"),
        ("CN", Field::Email, "没收到你们的邮件，我的邮箱是ana@example.com", "ana@example.com"),
    ]);
}

#[test]
fn one_complaint_may_tell_of_both() {
    assert_none(&[
        ("GB", "The sign says 020 7946 0321 but nobody picks up, and help@oak.example doesn't work either"),
        ("DE", "Die 030 55503210 vom Schild ist tot und info@eiche.example auch"),
        ("PT", "o 210 555 321 não atende e o loja@carvalho.example também não"),
        ("PK", "بورڈ والا 042 35550321 نہیں لگتا اور shop@gulab.example پر بھی کوئی نہیں"),
        ("CN", "招牌上写的021-55503210没人接，shop@huadian.example也没反应"),
    ]);
}

#[test]
fn somebody_whom_we_are_sent_to_is_not_the_visitor() {
    assert_none(&[
        ("GB", "you need to talk to the caretaker, Mr Hill, 020 7946 0321"),
        ("FR", "voyez avec le gardien, M. Petit, 01 99 00 33 21, petit@residence.example"),
        ("DE", "wenden Sie sich an die Hausverwaltung, 030 55503210"),
        ("ES", "hay que hablar con la administradora, Rosa, rosa@fincas.example"),
        ("BR", "quem resolve isso é o síndico, seu Zé, (11) 3555-0321"),
    ]);
    assert_eq!(contacts("请找我，电话13855503210", "CN"), ["+8613855503210"]);
    assert_eq!(contacts("I need to talk to someone about a loan, 07400 123321", "GB"), ["+447400123321"]);
    assert_eq!(contacts("quiero hablar con un asesor, 612 550 321", "ES"), ["+34612550321"]);
}

#[test]
fn a_copy_for_the_visitor_is_theirs() {
    assert_told(&[
        ("GB", Field::Email, "send it to accounts@oak.example and cc me, ana@example.com", "ana@example.com"),
        ("GB", Field::Email, "mándenlo a contabilidad@roble.example y copia a mí: ana@example.com", "ana@example.com"),
        ("GB", Field::Email, "à ma cheffe, chef@chene.example, moi en copie : ana@example.com", "ana@example.com"),
        ("GB", Field::Email, "an meinen Chef, boss@eiche.example, mich bitte in Kopie: ana@example.com", "ana@example.com"),
        ("GB", Field::Email, "manda pro meu chefe, chefe@carvalho.example, e me copia: ana@example.com", "ana@example.com"),
        ("GB", Field::Email, "发给我们财务caiwu@xiangshu.example，抄送我ana@example.com", "ana@example.com"),
    ]);
}

#[test]
fn their_own_page_is_theirs() {
    assert_told(&[
        ("GB", Field::Phone, "the number on my website is 07400 123555", "+447400123555"),
        ("GB", Field::Phone, "I run the bakery on the corner, our sign has 07400 123555 on it", "+447400123555"),
        ("ES", Field::Phone, "mi número está en mi web: 612 550 999", "+34612550999"),
        ("FR", Field::Phone, "notre numéro 01 99 00 33 21 est sur notre site, appelez", "+33199003321"),
        ("DE", Field::Email, "auf unserer Seite steht info@tischler.example, dort erreichen Sie uns", "info@tischler.example"),
    ]);
}

#[test]
fn a_mailbox_that_is_full_is_not_used() {
    assert_told(&[
        ("GB", Field::Email, "My inbox q@a.example is full so use q@b.example", "q@b.example"),
        ("DE", Field::Email, "q@a.example ist voll, bitte q@b.example", "q@b.example"),
        ("FR", Field::Email, "q@a.example est pleine, merci d'utiliser q@b.example", "q@b.example"),
        ("ES", Field::Email, "q@a.example está lleno, mejor q@b.example", "q@b.example"),
        ("BR", Field::Email, "a caixa q@a.example tá cheia, escreve pra q@b.example", "q@b.example"),
        ("PK", Field::Email, "q@a.example bhar gaya hai, q@b.example pe bhejein", "q@b.example"),
        ("PK", Field::Email, "میرا ان باکس q@a.example بھر گیا ہے، q@b.example پر بھیجیں", "q@b.example"),
        ("SA", Field::Email, "بريدي q@a.example امتلأ، راسلوني على q@b.example", "q@b.example"),
        ("IN", Field::Email, "q@a.example भर गया है, q@b.example पर भेजिए", "q@b.example"),
        ("CN", Field::Email, "q@a.example满了，发q@b.example", "q@b.example"),
    ]);
}

#[test]
fn two_of_a_list_and_things_with_numbers() {
    assert_told(&[
        ("GB", Field::Phone, "wife 07400 123556, me 07400 123555", "+447400123555"),
        ("DE", Field::Phone, "Frau: 0171 5550998, ich: 0171 5550999", "+491715550999"),
        ("ES", Field::Phone, "mi mujer 612 550 998, yo 612 550 999", "+34612550999"),
    ]);
    assert_none(&[
        ("US", "Acct 2127365000, amount due $1,212.73, due 10/12/2026"),
        ("PK", "consumer no 03335550999, bill 4,250, tareekh 03/02/2026"),
        ("FR", "je vous écris pour une amie, son numéro : 06 39 98 09 99"),
        ("ES", "pregunto por una amiga, su móvil es 612 550 999"),
        ("BR", "tô perguntando pra uma amiga, o zap dela é (11) 95555-0999"),
        ("CN", "帮我姑姑问的，她手机13855509999"),
    ]);
}

#[test]
fn it_is_told_in_many_ways() {
    assert_none(&[
        ("GB", "hey the 020 7946 0321 number goes nowhere"),
        ("GB", "is there another line? 020 7946 0321 is permanently engaged"),
        ("GB", "Rang 020 7946 0321 three times, got a recorded message saying the number is not recognised"),
        ("GB", "Wrote to orders@oak.example last week and heard nothing"),
        ("GB", "orders@oak.example gives me a mailbox unavailable error"),
        ("GB", "Gmail says orders@oak.example couldn't be found"),
        ("GB", "on your van it says 020 7946 0321 but that's somebody's house"),
        ("US", "your google listing has 212-736-5000 and it's a fax machine"),
        ("US", "Who do I talk to? 212-736-5000 puts me on hold forever"),
        ("DE", "die 030 55503210 ist ständig belegt"),
        ("DE", "Ich komme unter 030 55503210 nicht durch"),
        ("DE", "bei der 030 55503210 läuft nur ein Band"),
        ("DE", "die Nummer auf der Rechnung, 030 55503210, gehört einer Privatperson"),
        ("DE", "hab 3x bei 030 55503210 angerufen, nix"),
        ("DE", "Google zeigt 030 55503210 an, da ist aber ein Friseur"),
        ("FR", "impossible de joindre le 01 99 00 33 21"),
        ("FR", "je n'arrive pas à avoir quelqu'un au 01 99 00 33 21"),
        ("FR", "le 01 99 00 33 21 ne marche pas"),
        ("FR", "sur Google vous avez le 01 99 00 33 21, c'est une boulangerie"),
        ("FR", "le 01 99 00 33 21 est sur répondeur toute la journée"),
        ("ES", "no consigo hablar con nadie en el 915 550 321"),
        ("ES", "el 915 550 321 no funciona"),
        ("ES", "me devuelven los correos que mando a info@roble.example"),
        ("ES", "en Google sale el 915 550 321 y es una peluquería"),
        ("MX", "llevo marcándole al 55 5550 0321 y nada"),
        ("AR", "estoy llamando al 11 4555 0321 y me da apagado"),
        ("PT", "não consigo falar com ninguém no 210 555 321"),
        ("BR", "liguei umas 5 vezes no (11) 3555-0321 e nada"),
        ("BR", "o email contato@carvalho.example não existe"),
        ("BR", "no google tá (11) 3555-0321 e é uma farmácia"),
        ("PK", "042 35550321 پر گھنٹی جاتی ہے مگر کوئی نہیں"),
        ("PK", "گوگل پر 042 35550321 ہے وہ کسی دکان کا نہیں کسی گھر کا ہے"),
        ("PK", "shop@gulab.example پر دو دفعہ لکھا، جواب ندارد"),
        ("PK", "042 35550321 busy hi ata hai hamesha"),
        ("PK", "card wala number 042 35550321 galat hai kya"),
        ("PK", "info@gulab.example pe bheja tha error aa gaya"),
        ("PK", "042 35550321 pe ghanti jati hai magar koi nahi uthata"),
        ("SA", "الرقم 0112223344 دايما مشغول"),
        ("SA", "ما قدرت أوصل لأحد على 0112223344"),
        ("EG", "بتصل على 02 2555 0321 ومحدش معبرني"),
        ("SA", "راسلتكم على info@mahal.example ولا رد"),
        ("SA", "في قوقل حاطين 0112223344 وطلع بيت ناس"),
        ("IN", "080 4555 0321 हमेशा बिज़ी आता है"),
        ("IN", "गूगल पर 080 4555 0321 है, वह किसी के घर लगता है"),
        ("IN", "info@phool.example पर मेल जा ही नहीं रही"),
        ("IN", "080 4555 0321 par ring jaati hai koi uthata nahi"),
        ("CN", "021-55503210 一直没人理"),
        ("CN", "shop@huadian.example 发过去都被拒收"),
        ("CN", "百度上你们电话是021-55503210，打过去是别人家"),
        ("TW", "你們名片上的 02-5550-0321 打不通欸"),
    ]);
}

/// Something else fails or was tried, and the address or the number is the visitor's.
#[test]
fn trouble_of_other_kinds_leaves_it_theirs() {
    let all = [
        ("GB", "the boiler is making a noise and nothing helps, 07400 123555"),
        ("GB", "my order bounced around three depots, 07400 123555"),
        ("GB", "07400 123555 or if no answer 020 7946 0321"),
        ("GB", "try 07400 123555 first, if that's engaged try the landline"),
        ("GB", "I get an error when I pay on your site, ana@example.com"),
        ("GB", "ana@example.com I get an error message when I pay"),
        ("GB", "tried to pay on the website but nothing happens. ana@example.com"),
        ("GB", "I tried your chat yesterday, no answer. Call 07400 123555"),
        ("GB", "I called yesterday and nobody answered so I'm writing here: 07400 123555"),
        ("GB", "called twice today, no answer, so here's my number 07400 123555"),
        ("GB", "Nobody called me back on 07400 123555"),
        ("GB", "you still haven't rung 07400 123555"),
        ("GB", "your engineer rang 07400 123555 while I was out"),
        ("GB", "has anyone tried 07400 123555? that's the best number for us"),
        ("GB", "the number your website asked for is 07400 123555"),
        ("GB", "07400 123555 is on the contact form too"),
        ("GB", "I gave 07400 123555 at the front desk, it's on the card you hold"),
        ("GB", "the lift is out of order again. Kim, 07400 123555"),
        ("GB", "Flat 3, bell doesn't work, ring 07400 123555 when you're outside"),
        ("GB", "doorbell is dead so ring 07400 123555"),
        ("GB", "ring 07400 123555, the doorbell is dead"),
        ("GB", "07400 123555 (door bell not working)"),
        ("GB", "phone 07400 123555 the intercom is dead"),
        ("DE", "die Klingel geht nicht, bitte 0171 5550999 anrufen"),
        ("DE", "bitte 0171 5550999 anrufen, die Klingel geht nicht"),
        ("DE", "Heizung funktioniert nicht, 0171 5550999"),
        ("DE", "0171 5550999, Heizung funktioniert nicht"),
        ("DE", "ich hab angerufen, war besetzt. 0171 5550999"),
        ("DE", "hab gestern angerufen aber war besetzt, 0171 5550999"),
        ("DE", "ist bei euch belegt am 3.5.? k@haus.example"),
        ("DE", "k@haus.example, ist am 3.5. schon alles belegt?"),
        ("FR", "le chauffage ne marche pas, 06 39 98 09 99"),
        ("FR", "06 39 98 09 99, le chauffage ne marche pas"),
        ("FR", "06 39 98 09 99 la chaudière ne fonctionne pas"),
        ("FR", "je vous ai appelés hier sans succès, 06 39 98 09 99"),
        ("FR", "ma carte ne passe pas, k@maison.example"),
        ("FR", "k@maison.example, ma carte ne passe pas"),
        ("ES", "la caldera no funciona, 612 550 999"),
        ("ES", "612 550 999, la caldera no funciona"),
        ("ES", "he llamado y nada, 612 550 999"),
        ("ES", "k@casa.example me da error al pagar"),
        ("BR", "o chuveiro não funciona, (11) 95555-0999"),
        ("BR", "(11) 95555-0999 o chuveiro não funciona"),
        ("BR", "mandei mensagem e nada, (11) 95555-0999"),
        ("PK", "گیزر کام نہیں کر رہا، 0333 5550999"),
        ("PK", "0333 5550999، کل فون کیا تھا کوئی نہیں اٹھا رہا تھا"),
        ("PK", "kal call ki thi koi nahi utha raha tha, 0333 5550999"),
        ("PK", "0333 5550999 koi nahi aya abhi tak mistri"),
        ("PK", "website se order nahi ja raha, 0333 5550999"),
        ("SA", "المكيف ما يشتغل، 0555 099 900"),
        ("SA", "0555 099 900 المكيف ما يشتغل"),
        ("SA", "اتصلت عليكم امس ومحد رد، 0555 099 900"),
        ("IN", "गीज़र काम नहीं कर रहा, 98765 50999"),
        ("IN", "कल फोन किया था किसी ने नहीं उठाया, 98765 50999"),
        ("IN", "98765 50999 पर मैसेज कर दीजिए, कॉल नहीं लगती यहाँ"),
        ("CN", "热水器打不着火，13855509999"),
        ("CN", "13855509999，你们电话没人接"),
        ("CN", "网站上付不了款，13855509999"),
        ("CN", "打了你们电话没人接，我号码13855509999"),
    ];
    let lost: Vec<_> = all.into_iter().filter(|(home, text)| contacts(text, home).is_empty()).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

//! Visitors' own contacts in words that speak of cards, orders, pages, owners and heads of mail, and what looks like them.

use super::from_visitor;
use crate::domain::{capture::Field, country::Country};

fn contacts(text: &str, home: &str) -> Vec<String> {
    let found = from_visitor(text, Country::parse(home).ok());
    found.into_iter().filter(|found| matches!(found.field, Field::Email | Field::Phone)).map(|found| found.value).collect()
}

/// Each tells exactly this contact.
fn assert_own(all: &[(&str, &str, &str)]) {
    let told = all.iter().map(|(home, text, wanted)| (text, contacts(text, home), *wanted));
    let wrong: Vec<_> = told.filter(|(_, told, wanted)| told.as_slice() != [*wanted]).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// None of these tells one.
fn assert_none(all: &[(&str, &str)]) {
    let wrong: Vec<_> = all.iter().map(|(home, text)| (text, contacts(text, home))).filter(|(_, told)| !told.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_number_that_is_to_stand_on_a_card_is_theirs() {
    assert_own(&[
        ("PK", "card pe 0333 1234567 likhwana hai", "+923331234567"),
        ("PK", "visiting card par 0333 1234567 chhapwana hai", "+923331234567"),
        ("PK", "card pe number 0333 1234567 likhwana hai", "+923331234567"),
        ("PK", "business card pe 0333 1234567 print karwa dein", "+923331234567"),
        ("PK", "receipt par 0333 1234567 likh dein", "+923331234567"),
        ("PK", "کارڈ پر 0333 1234567 لکھوانا ہے", "+923331234567"),
        ("IN", "कार्ड पर 98765 50321 छपवाना है", "+919876550321"),
        ("GB", "on the card please print 07400 123555", "+447400123555"),
        ("GB", "the card should say 07400 123555", "+447400123555"),
        ("GB", "on my business card please write: 07400 123555", "+447400123555"),
        ("GB", "for the business card, put 07400 123555", "+447400123555"),
    ]);
}

#[test]
fn what_stands_on_a_card_or_is_its_number_is_not() {
    assert_none(&[
        ("PK", "card pe 0333 1234567 likha hai"),
        ("PK", "aap ke card pe number 0333 1234567 likha hai"),
        ("PK", "card number 0333 1234567 hai"),
        ("PK", "card pe order number 0333 1234567 likhwana hai"),
        ("PK", "mera card 0333 1234567 block ho gaya"),
        ("PK", "order pe 0333 1234567 likha hai"),
        ("PK", "order pe number 0333 1234567 likha hai"),
        ("PK", "card pe 4111 1111 1111 1111 likhwana hai"),
        ("GB", "the card says 020 7946 0321"),
        ("GB", "card number 07400 123555"),
        ("GB", "my card 07400 123555 was charged twice"),
        ("GB", "please print my order 07400123555"),
        ("US", "the order number I put in was 4152340132"),
        ("US", "the order I put in was 4152340132"),
        ("US", "My account number, let me write it out: 4152340132"),
        ("PK", "JazzCash account pe 0333 1234567 advance dalwa diya hai"),
        ("PK", "account pe 0333 1234567 likhwana hai"),
    ]);
}

#[test]
fn a_number_behind_what_was_ordered_is_theirs() {
    assert_own(&[
        ("PK", "website pe order kiya tha number 0333 1234567", "+923331234567"),
        ("PK", "kal order diya tha number 0333 1234567 hai", "+923331234567"),
        ("PK", "order karna hai number 0333 1234567", "+923331234567"),
        ("PK", "booking karwani hai number 0333 1234567", "+923331234567"),
        ("PK", "complaint karni hai number 0333 1234567", "+923331234567"),
        ("PK", "website chahiye number 0333 1234567", "+923331234567"),
        ("PK", "ویب سائٹ پر آرڈر کیا تھا نمبر 0333 1234567", "+923331234567"),
        ("IN", "वेबसाइट पर ऑर्डर किया था नंबर 98765 50321", "+919876550321"),
        ("GB", "I placed an order on your website, number 07400 123555", "+447400123555"),
    ]);
}

#[test]
fn the_number_of_an_order_is_not() {
    assert_none(&[
        ("PK", "website pe order kiya tha order number 0333 1234567"),
        ("PK", "order number 0333 1234567 kahan hai"),
        ("PK", "mera order 0333 1234567 abhi tak nahi aya"),
        ("PK", "order kiya tha number 10023456"),
        ("PK", "mera order hai number 0333 1234567"),
        ("PK", "tracking number 0333 1234567 hai"),
        ("PK", "bijli ka bill number 0333 1234567"),
        ("PK", "آرڈر نمبر 0333 1234567 کہاں ہے"),
        ("IN", "ऑर्डर नंबर 98765 50321 कहाँ है"),
        ("IN", "complaint ki thi number 9876550321 hai"),
        ("IN", "parcel book kiya tha number 9876550321"),
        ("IN", "booking kiya tha number 9876550321"),
        ("IN", "शिकायत किया था नंबर 98765 50321"),
        ("GB", "I placed an order on your website, order number 07400123555"),
    ]);
}

#[test]
fn what_our_page_has_for_their_order_is_theirs() {
    assert_own(&[
        ("GB", "your page has ana@example.com for my order", "ana@example.com"),
        ("GB", "your website shows 07400 123555 for my booking", "+447400123555"),
        ("GB", "your site has ana@example.com under my name", "ana@example.com"),
        ("GB", "for my order your page has ana@example.com", "ana@example.com"),
        ("GB", "ana@example.com is on your page for my order", "ana@example.com"),
        ("DE", "auf eurer Seite steht ana@example.com für meine Bestellung", "ana@example.com"),
        ("DE", "für meine Bestellung steht auf eurer Seite ana@example.com", "ana@example.com"),
        ("ES", "en su página aparece ana@example.com para mi pedido", "ana@example.com"),
        ("FR", "sur votre site vous avez ana@example.com pour ma commande", "ana@example.com"),
        ("BR", "no seu site aparece ana@example.com no meu pedido", "ana@example.com"),
        ("PK", "mere order ke liye aap ki website pe ana@example.com likha hai", "ana@example.com"),
    ]);
}

#[test]
fn what_our_page_has_for_everybody_is_ours() {
    assert_none(&[
        ("GB", "your page has info@oak.example for orders"),
        ("GB", "your page has info@oak.example, nobody answers about my order"),
        ("GB", "your website says 020 7946 0321 for my area"),
        ("GB", "for questions about my order your page has info@oak.example"),
        ("GB", "your site has 020 7946 0321 for me to call"),
        ("GB", "For my appointment your website says 020 7946 0321. Is that your direct line?"),
        ("GB", "your website gives 020 7946 0321 for my delivery"),
        ("GB", "I called 020 7946 0321 for my order and nobody answers"),
        ("DE", "auf eurer Seite steht info@eiche.example für Bestellungen"),
        ("DE", "auf eurer Seite steht info@eiche.example für Fragen zu meiner Bestellung"),
        ("ES", "en su página aparece info@roble.example para pedidos"),
        ("FR", "sur votre site vous avez info@chene.example pour les commandes"),
        ("PK", "aap ki website pe info@gulab.example likha hai order ke liye"),
    ]);
}

#[test]
fn what_belongs_to_somebody_may_be_another_thing() {
    assert_own(&[
        ("GB", "07400 123555 the car belongs to my wife", "+447400123555"),
        ("GB", "ana@example.com the shop belongs to a friend", "ana@example.com"),
        ("GB", "07400 123555 belongs to me", "+447400123555"),
        ("GB", "07400 123555 this number really belongs to me", "+447400123555"),
        ("GB", "ana@example.com belongs to our company", "ana@example.com"),
        ("DE", "0171 5550999 das Auto gehört meiner Frau", "+491715550999"),
        ("DE", "ana@example.com der Laden gehört mir", "ana@example.com"),
        ("DE", "0171 5550999 gehört mir", "+491715550999"),
        ("DE", "0171 5550999 das Handy gehört mir", "+491715550999"),
        ("DE", "ana@example.com die Bestellung ist von gestern", "ana@example.com"),
        ("DE", "0171 5550999 der Hund ist von nebenan", "+491715550999"),
        ("DE", "0171 5550999 die Therme gehört gewartet", "+491715550999"),
        ("DE", "0171 5550999 ist von der Arbeit", "+491715550999"),
    ]);
}

#[test]
fn an_address_that_belongs_to_somebody_else_is_theirs() {
    assert_none(&[
        ("GB", "07400 123555 belongs to my wife"),
        ("GB", "bob@example.com that one belongs to Karl"),
        ("GB", "the number 07400 123555 now belongs to somebody else"),
        ("GB", "07400 123555 which belongs to the neighbours"),
        ("GB", "07400 123555 no longer belongs to me"),
        ("GB", "07400 123555 the number belongs to my wife"),
        ("GB", "07400 123555 that phone belongs to my husband"),
        ("DE", "0171 5550999 gehört mir nicht"),
        ("DE", "0171 5550999 die Handynummer gehört mir nicht"),
        ("DE", "ana@example.com gehört mir nicht"),
        ("DE", "0171 5550999 diese Nummer gehört meinem Chef"),
        ("DE", "0171 5550999 das Handy gehört meiner Frau"),
        ("DE", "ana@example.com dieses Postfach gehört Karl"),
        ("DE", "0171 5550999 gehört meiner Frau"),
        ("DE", "bob@example.com das ist von Karl"),
        ("DE", "bob@example.com die Adresse gehört Karl"),
        ("DE", "bob@example.com ist von meinem Kollegen"),
        ("DE", "0171 5550999 die meinem Chef gehört"),
        ("DE", "0171 5550999 die Nummer ist von Karl"),
    ]);
}

#[test]
fn a_letter_with_their_own_head_is_theirs() {
    assert_own(&[
        ("GB", "From: ana@example.com\nSubject: Quote for a kitchen\n\nHello, what would a kitchen cost?", "ana@example.com"),
        ("GB", "To: Oak Floors\nFrom: Ana Lima, 07400 123555\nSubject: New floor", "+447400123555"),
        ("GB", "Subject: please ring me on 07400 123555\nDate: Monday\n\nThe boiler leaks.", "+447400123555"),
        ("GB", "Name: Ana\nFrom: Leeds, 07400 123555\nTo: York\nDate: 5 May", "+447400123555"),
        ("DE", "Von: ana@example.com\nBetreff: Angebot für eine Küche", "ana@example.com"),
        ("DE", "An: Tischlerei Eiche\nVon: Ana Lima, 0171 5550999\nBetreff: Schrank", "+491715550999"),
        ("ES", "De: ana@example.com\nAsunto: presupuesto de cocina", "ana@example.com"),
        ("FR", "De : ana@example.com\nObjet : devis pour une cuisine", "ana@example.com"),
        ("CN", "发件人：ana@example.com\n主题：装修报价", "ana@example.com"),
        ("GB", "Name: Ana Lima\nFrom: ana@example.com\nSubject: A kitchen", "ana@example.com"),
        ("GB", "From: ana@example.com\nSubject: A kitchen\n\nDear Team,\nwhat would a kitchen cost?", "ana@example.com"),
        ("DE", "Von: ana@example.com\nBetreff: Küche\n\nSehr geehrte Damen und Herren,\nwas kostet eine Küche?", "ana@example.com"),
    ]);
    let both = contacts("From: ana@example.com\nSubject: a kitchen\n\nRing me on 07400 123555", "GB");
    assert_eq!(both, ["ana@example.com", "+447400123555"]);
}

#[test]
fn what_the_letter_tells_counts_before_its_head() {
    assert_own(&[
        ("GB", "From: bob@shop.example\nSubject: Offer\n\nPlease send it to ana@example.com", "ana@example.com"),
        ("GB", "From: 020 7946 0321\nSubject: Missed call\n\nRing back 07400 123555", "+447400123555"),
        ("DE", "Von: bob@laden.example\nBetreff: Angebot\n\nBitte an ana@example.com", "ana@example.com"),
        ("FR", "De : bob@boutique.example\nObjet : devis\n\nAna, ana@example.com", "ana@example.com"),
    ]);
}

#[test]
fn the_head_of_a_mail_that_was_pasted_is_nobodys() {
    assert_none(&[
        ("GB", "From: Bob <bob@shop.example>\nSubject: Your kitchen"),
        ("GB", "From: bob@shop.example\nSent: Monday, 2 November 2026 10:00\nSubject: Your kitchen"),
        ("GB", "From: bob@shop.example\nDate: 2 Nov 2026\nSubject: Your kitchen"),
        ("GB", "From: bob@shop.example\nDate: Mon 10:42\nSubject: Your kitchen"),
        ("GB", "From: bob@shop.example\nSubject: Re: kitchen"),
        ("GB", "From: bob@shop.example\nTo: me\nSubject: kitchen"),
        ("GB", "From: bob@shop.example\nTo: kim@haus.example"),
        ("GB", "From: info@shop.example\nSubject: Your order"),
        ("GB", "I got this:\nFrom: bob@shop.example\nSubject: Your order"),
        ("GB", "From: bob@third.example\nTo: Anna Lima\nSubject: Your invoice\n\nDear Anna, please pay by Friday."),
        ("GB", "From: bob@third.example\nSubject: Your invoice\n\nDear Anna,\nplease pay by Friday."),
        ("GB", "From: bob@third.example\nDate: 02/11/26\nSubject: x"),
        ("GB", "Question: is this from you?\nFrom: bob@laden.example\nSubject: Rechnung"),
        ("GB", "From: mailer-daemon@gmx.example\nSubject: Undelivered Mail"),
        ("GB", "Subject: Missed call from 020 7946 0321\nDate: 02/11/26"),
        ("DE", "Von: bob@third.example\nDatum: 02.11.26\nBetreff: x"),
        ("DE", "Von: bob@third.example\nBetreff: Rechnung\n\nGuten Tag Frau Lima,\nanbei die Rechnung."),
        ("DE", "Von: bob@laden.example\nGesendet: Montag\nBetreff: Angebot"),
        ("DE", "Von: bob@laden.example\nAn: mich\nBetreff: Angebot"),
        ("DE", "Das kam heute:\nVon: bob@laden.example\nBetreff: Angebot"),
        ("FR", "De : bob@boutique.example\nEnvoyé : lundi\nObjet : devis"),
        ("ES", "De: bob@tienda.example\nAsunto: RV: presupuesto"),
        ("CN", "发件人：bob@shop.example\n发送时间：星期一\n主题：报价"),
    ]);
}

#[test]
fn where_somebody_else_answers_or_nobody_can_is_not_theirs() {
    assert_none(&[
        ("GB", "020 7946 0321 is a bakery"),
        ("GB", "hi, the number 020 7946 0321 is a bakery now. What is the right one?"),
        ("GB", "020 7946 0321 is somebody's house"),
        ("GB", "020 7946 0321 is switched off"),
        ("GB", "020 7946 0321 is always switched off, is there another number?"),
        ("DE", "030 55503210 ist eine Bäckerei"),
        ("DE", "die 030 55503210 ist ein Friseur, wie ist die richtige Nummer?"),
        ("DE", "die Nummer 030 55503210 ist immer ausgeschaltet"),
        ("GB", "I can't reach you. 020 7946 0321 is switched off"),
        ("GB", "020 7946 0321 is now a bakery"),
        ("GB", "020 7946 0321 is switched off every time I call"),
        ("ES", "el 915 550 321 es una panadería"),
        ("ES", "el 915 550 321 está siempre apagado"),
        ("FR", "le 01 99 00 33 21 c'est une boulangerie"),
        ("FR", "le 01 99 00 33 21 est toujours éteint"),
        ("BR", "o (11) 3555-0321 é de uma padaria"),
        ("BR", "o (11) 3555-0321 está desligado"),
        ("PK", "042 35550321 kisi bakery ka hai"),
        ("PK", "042 35550321 switch off hai"),
        ("PK", "042 35550321 کسی بیکری کا ہے"),
        ("IN", "080 4555 0321 किसी बेकरी का है"),
        ("IN", "080 4555 0321 स्विच ऑफ है"),
        ("CN", "021-55503210 是一家面包店"),
        ("CN", "13855503210 关机"),
    ]);
}

#[test]
fn who_is_a_bakery_or_has_the_phone_off_is_told_as_before() {
    assert_own(&[
        ("GB", "we are a bakery, 07400 123555", "+447400123555"),
        ("GB", "07400 123555 is a bakery and we need flour", "+447400123555"),
        ("GB", "07400 123555 is a mobile", "+447400123555"),
        ("GB", "my number 07400 123555 is switched off in the evening", "+447400123555"),
        ("GB", "07400 123555 is switched off today, try tomorrow", "+447400123555"),
        ("GB", "07400 123555 is switched off until five", "+447400123555"),
        ("GB", "07400 123555 is switched off now", "+447400123555"),
        ("GB", "07400 123555 is switched off, I'll call you", "+447400123555"),
        ("GB", "07400 123555 is switched off, use my other number", "+447400123555"),
        ("GB", "07400 123555 is switched off. Please leave a message", "+447400123555"),
        ("GB", "Ana, 07400 123555 is switched off at work", "+447400123555"),
        ("GB", "07400 123555, is a bakery near you?", "+447400123555"),
        ("GB", "07400 123555 the boiler is switched off", "+447400123555"),
        ("GB", "ana@bakery.example is a bakery", "ana@bakery.example"),
        ("GB", "020 7946 0321 is a bakery, call me on 07400 123555", "+447400123555"),
        ("DE", "0171 5550999 ist eine Bäckerei, wir brauchen Mehl", "+491715550999"),
        ("DE", "0171 5550999 ist vormittags ausgeschaltet, bitte nachmittags", "+491715550999"),
        ("DE", "0171 5550999 die Heizung ist ausgeschaltet", "+491715550999"),
        ("ES", "612 550 999 está apagado por la mañana", "+34612550999"),
        ("FR", "06 39 98 09 99 est éteint le matin", "+33639980999"),
        ("BR", "(11) 95555-0999 está desligado de manhã, me manda mensagem", "+5511955550999"),
        ("PK", "0333 5550999 meri bakery ka number hai", "+923335550999"),
        ("PK", "0333 5550999 raat ko off hota hai", "+923335550999"),
        ("CN", "13855509999 晚上关机，白天打", "+8613855509999"),
    ]);
    assert_eq!(contacts("ana@example.com, 07400 123555 is switched off", "GB"), ["ana@example.com", "+447400123555"]);
}

#[test]
fn a_number_whose_address_follows_is_theirs() {
    let told = [
        ("GB", "07400 123555 is switched off, ana@example.com", "+447400123555"),
        ("PK", "0333 1234567 off hai, ana@example.com", "+923331234567"),
        ("ES", "612 550 999 está apagado, ana@example.com", "+34612550999"),
        ("DE", "0171 5550999 ist ausgeschaltet, ana@example.com", "+491715550999"),
        ("GB", "020 7946 0321 is a restaurant\nana@example.com", "+442079460321"),
    ];
    let wrong: Vec<_> = told
        .iter()
        .map(|(home, text, phone)| (text, contacts(text, home), ["ana@example.com", *phone]))
        .filter(|(_, told, wanted)| told.as_slice() != wanted.as_slice())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_place_that_is_to_be_called_is_theirs() {
    assert_own(&[
        ("GB", "Just call 020 7946 0321 it's a private house", "+442079460321"),
        ("GB", "Just call 020 7946 0321 it is a private house", "+442079460321"),
        ("GB", "number 020 7946 0321 it's a restaurant", "+442079460321"),
        ("GB", "call 07400 123555 it's a law firm", "+447400123555"),
        ("GB", "020 7946 0321 that's a restaurant", "+442079460321"),
        ("GB", "Phone: 07400 123555 is switched off", "+447400123555"),
        ("GB", "call 020 7946 0321 is a restaurant", "+442079460321"),
        ("ES", "llamar al 915 550 321 es una farmacia", "+34915550321"),
        ("ES", "hola, 915 550 321 es una farmacia", "+34915550321"),
        ("DE", "0171 5550999 das ist eine Bäckerei", "+491715550999"),
        ("ES", "915 550 321 es una farmacia", "+34915550321"),
        ("ES", "612 550 999 está apagado", "+34612550999"),
    ]);
}

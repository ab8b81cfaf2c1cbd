//! Everyday messages, and exactly what they tell: nothing more, nothing less.

use super::*;
use crate::domain::capture::Field::{Company, Email, Interest, Name, Phone};

/// A message and all that it tells.
type Told = (&'static str, &'static [(Field, &'static str)]);

const MESSAGES: &[Told] = &[
    ("Hi", &[]),
    ("Good morning! Are you open on Sunday?", &[]),
    ("what do you cost", &[]),
    ("Do you deliver to Manchester?", &[]),
    ("I'm still waiting for an answer to my message from 12.11.2026.", &[]),
    ("I ordered on 2026-11-03, order 20261103-00017, and nothing came.", &[]),
    ("It was 3 x 1200 mm, about 4500000 all in all", &[]),
    ("Is this Sarah?", &[]),
    ("Thanks Sarah, that helps a lot!", &[]),
    ("Thank you, bye", &[]),
    ("ok", &[]),
    ("No thanks, I'm good.", &[]),
    ("I am afraid I can't give you my number", &[]),
    ("My name is none of your business", &[]),
    ("Can I speak to Mr. Brown?", &[]),
    ("My wife Maria wants it in blue", &[]),
    ("I'm calling because the printer is broken", &[]),
    ("I'm Sorry, I meant the other one", &[]),
    ("I'm a photographer from Kent", &[]),
    ("This is my third attempt", &[]),
    ("This is John from Acme Ltd, call me on 020 7946 0958", &[(Name, "John"), (Phone, "02079460958"), (Company, "Acme Ltd")]),
    ("Hi my name is Priya Nair, email priya.nair@example.in", &[(Name, "Priya Nair"), (Email, "priya.nair@example.in")]),
    ("I am Dr. Ahmed Khan and I need a dental chair", &[(Name, "Ahmed Khan"), (Interest, "dental chair")]),
    ("sure: +1 (212) 555-0199", &[(Phone, "+12125550199")]),
    ("you can reach me at ana@example.com or 0161 496 0142", &[(Email, "ana@example.com"), (Phone, "01614960142")]),
    ("My boss Peter will call. His number is 0300 7654321, mine is 0300 1234567", &[(Phone, "03001234567")]),
    ("I tried info@yourshop.com but it bounced, so: ana@example.com", &[(Email, "ana@example.com")]),
    ("We're looking for wedding photography in June", &[(Interest, "wedding photography in June")]),
    ("I run Blue Door Bakery in Leeds", &[(Company, "Blue Door Bakery")]),
    ("ana@example,com", &[]),
    ("ana(at)example(dot)com", &[(Email, "ana@example.com")]),
    ("Hola, soy Lucía Gómez, mi teléfono es 612 34 56 78", &[(Name, "Lucía Gómez"), (Phone, "612345678")]),
    ("buenos días, quisiera información", &[]),
    ("Soy la dueña de una panadería", &[]),
    ("Necesito un logotipo para mi tienda, me llamo Pablo", &[(Name, "Pablo"), (Interest, "logotipo")]),
    ("¿Cuánto cuesta una página web?", &[(Interest, "página web")]),
    ("Bonjour, je suis Camille Laurent, mon mail : camille@example.fr", &[(Name, "Camille Laurent"), (Email, "camille@example.fr")]),
    ("Je suis très content de votre travail", &[]),
    ("Je cherche un plombier pour demain", &[(Interest, "plombier pour demain")]),
    ("Guten Tag, mein Name ist Jonas Weber, ich suche eine Wärmepumpe.", &[(Name, "Jonas Weber"), (Interest, "Wärmepumpe")]),
    ("Ich bin mit der Lieferung nicht zufrieden", &[]),
    ("Meine Nummer: 0151 23456789", &[(Phone, "015123456789")]),
    ("Was kostet das?", &[]),
    ("Oi, aqui é o Rafael, preciso de um orçamento", &[(Name, "Rafael")]),
    ("meu whatsapp é (21) 99876-5432", &[(Phone, "21998765432")]),
    ("Bom dia, vocês abrem aos sábados?", &[]),
    ("Halo kak, saya Dewi dari Bandung, mau tanya harga", &[(Name, "Dewi")]),
    ("Saya sudah pesan kemarin", &[]),
    ("nomor WA saya 081234567890", &[(Phone, "081234567890")]),
    ("assalam o alaikum mera naam Bilal hai, mujhe website banwani hai", &[(Name, "Bilal"), (Interest, "website")]),
    ("Main kal aaunga", &[]),
    ("mera number 0321-7654321 hai aur email bilal@example.pk", &[(Email, "bilal@example.pk"), (Phone, "03217654321")]),
    ("میرا نام سارہ احمد ہے اور میرا نمبر ۰۳۰۰۷۶۵۴۳۲۱ ہے", &[(Name, "سارہ احمد"), (Phone, "03007654321")]),
    ("آپ کی دکان کہاں ہے؟", &[]),
    ("مرحبا، اسمي ليلى، رقمي ٠٥٥١٢٣٤٥٦٧", &[(Name, "ليلى"), (Phone, "0551234567")]),
    ("أنا من الرياض وأريد معرفة السعر", &[]),
    ("नमस्ते, मेरा नाम अमित वर्मा है, ईमेल amit@example.in", &[(Name, "अमित वर्मा"), (Email, "amit@example.in")]),
    ("मैं कल आऊँगा", &[]),
    ("你好，我叫陈静，电话13912345678", &[(Name, "陈静"), (Phone, "13912345678")]),
    ("我是学生，有折扣吗？", &[]),
    ("我的邮箱：chen@example.cn", &[(Email, "chen@example.cn")]),
    ("请问你们几点开门？", &[]),
    // Corrections, and other people's data among one's own.
    ("Sorry, typo: it's ana.lima@example.com not ana.lina@example.com", &[(Email, "ana.lima@example.com")]),
    ("wrong number, it should be 0300 7654321", &[(Phone, "03007654321")]),
    ("please change my email to new@example.com, the old one was old@example.com", &[(Email, "new@example.com")]),
    ("cc my accountant at tax@example.com please", &[]),
    ("Please send the invoice to my colleague bob@example.com, I am ana@example.com", &[(Email, "ana@example.com")]),
    ("Mi jefe es pedro@example.es, yo soy Ana, ana@example.es", &[(Name, "Ana"), (Email, "ana@example.es")]),
    ("nicht 0171 1111112, sondern 0171 2222223", &[(Phone, "01712222223")]),
    ("ce n'est pas zoe@exemple.fr mais zoé@exemple.fr", &[(Email, "zoé@exemple.fr")]),
    ("maaf salah, nomor saya 0812 1111 2222", &[(Phone, "081211112222")]),
    ("معذرت، میرا ای میل sara@example.pk ہے", &[(Email, "sara@example.pk")]),
    ("عذرا الرقم الصحيح 0551112223", &[(Phone, "0551112223")]),
    ("माफ़ कीजिए, मेरा नंबर 9876501234 है", &[(Phone, "9876501234")]),
    ("不好意思，邮箱写错了，应该是li@example.cn", &[(Email, "li@example.cn")]),
    // Many people are called like things, and things like people.
    ("Hello, I'm May Summers", &[(Name, "May Summers")]),
    ("my name is mark", &[(Name, "Mark")]),
    ("I'm Jean-Luc from Lyon", &[(Name, "Jean-Luc")]),
    ("I'm O'Neill, Shaun O'Neill", &[(Name, "O'Neill")]),
    ("hi this is ana calling about the invoice", &[(Name, "Ana")]),
    ("I am Happy to wait", &[]),
    ("This is Exactly what I meant", &[]),
    ("I'm Using Windows", &[]),
    ("I am Using your App.", &[]),
    // Numbers that are none, again.
    ("We have 250 000 000 customers and 1.500.000 products", &[]),
    ("It says error 0x80070005 and code 8007000512", &[]),
    ("my account number is 12345678901", &[]),
    ("the part is 1234-5678-90", &[]),
    ("I was born on 01/02/1980", &[]),
    ("we need it from 01.12.2026 to 31.12.2026", &[]),
    ("my card 4111-1111-1111-1111 was charged twice", &[]),
    ("It costs Rs. 165,000 or 165000 rupees", &[]),
    ("lat 51.5073509, lon -0.1277583", &[]),
    ("https://example.com/p/0300123456 and www.example.com/4155552671", &[]),
    // Companies.
    ("I work for Siemens AG and need a quote", &[(Company, "Siemens AG")]),
    ("I'm the owner of Café Milano, Sam", &[(Company, "Café Milano")]),
    ("we are a small company in Leeds", &[]),
    ("Trabajo en Telefónica y necesito ayuda", &[(Company, "Telefónica")]),
    ("我们公司是做外贸的", &[]),
    ("dari PT Maju Jaya, butuh jasa kebersihan kantor", &[(Company, "PT Maju Jaya"), (Interest, "jasa kebersihan kantor")]),
];

#[test]
fn everyday_messages_tell_exactly_what_they_tell() {
    let mut wrong = Vec::new();
    for (text, wanted) in MESSAGES {
        let told: Vec<(Field, String)> = from_visitor(text, None).into_iter().map(|found| (found.field, found.value)).collect();
        let wanted: Vec<(Field, String)> = wanted.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
        if told != wanted {
            wrong.push(format!("{text}\n  told   {told:?}\n  wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), MESSAGES.len(), wrong.join("\n"));
}

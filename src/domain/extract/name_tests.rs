//! What is read as a name and what is not.

use super::*;

fn read_one(text: &str) -> Option<String> {
    let all = find(text);
    for introduced in &all {
        assert!(text.get(introduced.span.clone()).is_some(), "{text}");
    }
    all.into_iter().next().map(|introduced| introduced.name)
}

#[test]
fn introductions_in_ten_languages() {
    for (text, wanted) in [
        ("Hi, I'm Ana, ana@example.com, what do you cost?", "Ana"),
        ("I'm Ana Lima from Brooks & Co", "Ana Lima"),
        ("hi im ana", "Ana"),
        ("Hello, I am Ana and I need a website", "Ana"),
        ("my name is ana lima and i need help", "Ana Lima"),
        ("My name's O'Brien", "O'Brien"),
        ("My name is Ana de la Cruz.", "Ana de la Cruz"),
        ("MY NAME IS ANA LIMA AND I NEED HELP", "ANA LIMA"),
        ("This is Marco Rossi, owner of a bakery", "Marco Rossi"),
        ("This is Dr. Marie Curie speaking", "Marie Curie"),
        ("Name: Ana Lima\nEmail: ana@example.com", "Ana Lima"),
        ("you can call me Sam", "Sam"),
        ("J. R. Smith here", "J. R. Smith"),
        ("Good morning, Ana here", "Ana"),
        ("Please send me prices.\n\nBest regards,\nAna Lima", "Ana Lima"),
        ("Hola, me llamo Ana María López y busco un sitio web", "Ana María López"),
        ("Buenas tardes, soy Carlos", "Carlos"),
        ("mi nombre es josé", "José"),
        ("Bonjour, je m'appelle Zoé Dupont et je cherche un site", "Zoé Dupont"),
        ("Je suis Pierre, le gérant", "Pierre"),
        ("Hallo, ich heiße Jürgen Müller und suche", "Jürgen Müller"),
        ("Guten Tag, ich bin Ana", "Ana"),
        ("mein Name ist Anna-Lena von Berg.", "Anna-Lena von Berg"),
        ("Olá, meu nome é João da Silva e preciso de um site", "João da Silva"),
        ("Oi, sou a Beatriz", "Beatriz"),
        ("me chamo Ana", "Ana"),
        ("Halo, nama saya Budi Santoso dan saya mau tanya", "Budi Santoso"),
        ("Halo, saya Budi", "Budi"),
        ("mera naam Ali Khan hai", "Ali Khan"),
        ("Salam, mera naam ahmed hai aur mujhe website chahiye", "Ahmed"),
        ("السلام علیکم، میرا نام علی خان ہے", "علی خان"),
        ("ہیلو، میں احمد بول رہا ہوں", "احمد"),
        ("مرحبا، اسمي أحمد من الرياض", "أحمد"),
        ("مرحبا أنا فاطمة الزهراء، أريد موقعا", "فاطمة الزهراء"),
        ("नमस्ते, मेरा नाम प्रिया शर्मा है", "प्रिया शर्मा"),
        ("मैं राहुल बोल रहा हूँ", "राहुल"),
        ("你好,我叫李明,想做一个网站", "李明"),
        ("我叫王小红想问一下", "王小红"),
        ("您好,我是张伟。", "张伟"),
        ("我的名字是Ana", "Ana"),
    ] {
        assert_eq!(read_one(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn what_is_no_introduction() {
    for text in [
        "I'm looking for a website",
        "I'm interested in your prices",
        "I am not sure",
        "i'm fine",
        "I'm German and live in Berlin",
        "I'm at home",
        "I'm Ana's assistant",
        "This is great!",
        "This is Urgent",
        "This is a test",
        "It's Friday.",
        "hi, i'm confused",
        "hello im new here",
        "call me tomorrow",
        "please call me back",
        "Is this Ana?",
        "What is your name?",
        "my wife's name is Maria",
        "The company name is Brooks",
        "My name is not important",
        "Imagine a website",
        "Thanks, looking forward",
        "Thanks for your help",
        "soy nuevo aquí",
        "Soy dueño de una tienda",
        "je suis intéressé par vos prix",
        "Ich bin Architekt",
        "Hallo, ich bin Fotograf und suche",
        "It's Amazon.",
        "This is Brooks & Co",
        "main Office",
        "ich bin auf der Suche",
        "sou cliente",
        "saya mau tanya harga",
        "Saya tertarik dengan jasa Anda",
        "main theek hun",
        "میں ٹھیک ہوں",
        "میں ویب سائٹ کے بارے میں پوچھ رہا ہوں",
        "أنا مهتم بخدماتكم",
        "أنا أبحث عن موقع",
        "मैं ठीक हूँ",
        "मैं एक वेबसाइट बनवाना चाहता हूँ",
        "我是来问价格的",
        "我是新客户",
        "我想了解价格",
        "Thanks, bye",
        "Gracias, adiós",
        "Perfecto, gracias",
        "Merci, au revoir",
        "Obrigado, tchau",
        "Danke, tschüss",
        "Terima kasih, sampai jumpa",
        "Shukriya, Allah Hafiz",
        "شکریہ، اللہ حافظ",
        "شكرا، مع السلامة",
        "धन्यवाद, नमस्ते",
    ] {
        assert_eq!(read_one(text), None, "{text}");
    }
}

#[test]
fn a_certain_introduction_is_told_from_a_likely_one() {
    let all = find("I'm Ana. Sorry, my name is Anna.");
    assert_eq!(all.iter().map(|i| (i.name.as_str(), i.certain)).collect::<Vec<_>>(), [("Ana", false), ("Anna", true)]);
}

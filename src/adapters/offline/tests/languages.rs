//! Each language is answered in itself, whatever the interface speaks.

use super::{
    super::{phrases::Phrases, tongue::Tongue},
    dialogue::{shop, unknown_shop},
};
use crate::domain::locale::Language;

use Language::{Ar, De, En, Es, Fr, Hi, Id, Pt, Ur, Zh};

/// A language, and the same five messages in it: price, hours, a person, who are you, an unknown question.
const SAYINGS: [(Tongue, [&str; 5]); 11] = [
    (Tongue::In(En), ["What are your prices?", "When are you open?", "Please call me", "Who are you?", "Do you ship to the moon?"]),
    (Tongue::In(Ur), ["آپ کی قیمتیں کیا ہیں؟", "آپ کب کھلتے ہیں؟", "براہ کرم مجھے کال کریں", "آپ کون ہیں؟", "کیا آپ چاند پر بھیجتے ہیں؟"]),
    (
        Tongue::RomanUrdu,
        ["Aap ki qeemat kya hai?", "Aap kab khulte hain?", "Mujhe call karein", "Aap kaun hain?", "Kya aap chand par bhejte hain?"],
    ),
    (Tongue::In(Es), ["¿Cuánto cuesta?", "¿A qué hora abren?", "Por favor, llámenme", "¿Quién eres?", "¿Hacen envíos a la luna?"]),
    (
        Tongue::In(Fr),
        [
            "Quels sont vos prix ?",
            "Quand êtes-vous ouverts ?",
            "Pouvez-vous me rappeler ?",
            "Qui êtes-vous ?",
            "Est-ce que vous livrez sur la lune ?",
        ],
    ),
    (
        Tongue::In(De),
        ["Was sind Ihre Preise?", "Wann haben Sie geöffnet?", "Bitte rufen Sie mich an", "Wer sind Sie?", "Liefern Sie auch auf den Mond?"],
    ),
    (Tongue::In(Ar), ["ما هي أسعاركم؟", "متى تفتحون؟", "اتصلوا بي من فضلكم", "من أنت؟", "هل توصلون إلى القمر؟"]),
    (Tongue::In(Hi), ["आपकी कीमत क्या है?", "आप कब खुलते हैं?", "कृपया मुझे कॉल करें", "आप कौन हैं?", "क्या आप चाँद पर भेजते हैं?"]),
    (Tongue::In(Zh), ["你们的价格是多少？", "你们几点开门？", "请给我打电话", "你是谁？", "可以送到月球吗？"]),
    (
        Tongue::In(Pt),
        ["Quais são os preços?", "Qual é o horário de vocês?", "Por favor, me liguem", "Quem é você?", "Vocês entregam na lua?"],
    ),
    (Tongue::In(Id), ["Berapa harganya?", "Jam berapa buka?", "Tolong hubungi saya", "Anda siapa?", "Apakah kalian mengirim ke bulan?"]),
];

fn is_one_of(answer: &str, ways: &[&str]) -> bool {
    ways.iter().any(|way| way.split(['{', '}']).step_by(2).all(|piece| answer.contains(piece)))
}

#[test]
fn every_language_knows_prices_hours_people_itself_and_what_it_does_not_know() {
    for (tongue, [price, hours, person, who, unknown]) in SAYINGS {
        let p = Phrases::of(tongue);
        for interface in [En, De, Ur] {
            let says = |text: &str| shop().speaking(interface).says(text);
            let answer = says(price);
            assert!(is_one_of(&answer, p.offers) && answer.contains("$25"), "{tongue:?}: {answer}");
            let answer = says(hours);
            assert!(is_one_of(&answer, p.open_now) && answer.contains("17:00") && answer.contains(p.closed), "{tongue:?}: {answer}");
            assert!(!answer.contains("$25"), "nobody asked for prices: {tongue:?}: {answer}");
            let answer = says(person);
            assert!(is_one_of(&answer, p.person_somewhere) && is_one_of(&answer, p.ask_contact), "{tongue:?}: {answer}");
            let answer = says(who);
            assert!(is_one_of(&answer, p.who) && is_one_of(&answer, p.can_help), "{tongue:?}: {answer}");
            let answer = says(unknown);
            assert!(is_one_of(&answer, p.unknown) && is_one_of(&answer, p.pass_on_somewhere), "{tongue:?}: {answer}");
        }
    }
}

#[test]
fn everyday_words_do_not_ask_for_prices() {
    for (interface, text) in [(Es, "Vale, gracias"), (Es, "Vale"), (Id, "Jam berapa buka?"), (Ar, "أهلا بكم")] {
        let answer = shop().speaking(interface).says(text);
        assert!(!answer.contains("$25"), "{text}: {answer}");
    }
    for (interface, text) in [(Es, "¿Cuánto vale?"), (Es, "¿Qué vale esto?"), (Id, "Berapa harganya?"), (Ar, "بكم هذا؟")] {
        let answer = shop().speaking(interface).says(text);
        assert!(answer.contains("$12"), "{text}: {answer}");
    }
}

#[test]
fn every_language_greets_thanks_refuses_and_corrects() {
    let sayings = [
        (Tongue::In(En), ["Hello", "Thank you", "I'd rather not give my name", "my e-mail is wrong"]),
        (Tongue::In(Ur), ["السلام علیکم", "شکریہ", "میں نام نہیں بتانا چاہتا", "ای میل غلط ہے"]),
        (Tongue::RomanUrdu, ["Assalam o alaikum aap kaise hain", "Shukriya", "Mujhe naam nahi batana", "email ghalat hai"]),
        (Tongue::In(Es), ["Hola", "Muchas gracias", "Prefiero no decir mi nombre", "mi correo está mal"]),
        (Tongue::In(Fr), ["Bonjour", "Merci beaucoup", "Je ne veux pas donner mon nom", "mon e-mail est faux"]),
        (Tongue::In(De), ["Guten Tag", "Vielen Dank", "Meinen Namen möchte ich nicht sagen", "meine E-Mail ist falsch"]),
        (Tongue::In(Ar), ["مرحبا", "شكراً", "لا أريد أن أقول اسمي", "بريدي خطأ"]),
        (Tongue::In(Hi), ["नमस्ते", "धन्यवाद", "मैं नाम नहीं बताना चाहता", "ईमेल गलत है"]),
        (Tongue::In(Zh), ["你好", "谢谢", "我不想说名字", "邮箱写错了"]),
        (Tongue::In(Pt), ["Olá", "Muito obrigado", "Prefiro não dizer meu nome", "meu e-mail está errado"]),
        (Tongue::In(Id), ["Selamat pagi", "Terima kasih", "Saya tidak mau memberi nama", "email saya salah"]),
    ];
    for (tongue, [greeting, thanks, refusal, correction]) in sayings {
        let p = Phrases::of(tongue);
        let mut talk = shop();
        let answer = talk.says(greeting);
        assert!(is_one_of(&answer, p.welcome), "{tongue:?}: {answer}");
        let answer = talk.says("ana@example.com");
        assert!(is_one_of(&answer, p.noted), "the language stays: {tongue:?}: {answer}");
        let answer = talk.says(refusal);
        assert!(is_one_of(&answer, p.refused), "{tongue:?}: {answer}");
        let answer = talk.says(correction);
        assert!(is_one_of(&answer, p.what_is_right), "{tongue:?}: {answer}");
        let answer = talk.says(thanks);
        assert!(is_one_of(&answer, p.welcome_thanks) && is_one_of(&answer, p.more), "{tongue:?}: {answer}");
    }
}

#[test]
fn every_language_lives_with_knowing_nothing() {
    for (tongue, messages) in SAYINGS {
        let p = Phrases::of(tongue);
        let answers = messages.map(|text| unknown_shop().says(text));
        assert!(is_one_of(&answers[0], p.no_offers), "{tongue:?}: {}", answers[0]);
        assert!(is_one_of(&answers[1], p.no_hours), "{tongue:?}: {}", answers[1]);
        assert!(is_one_of(&answers[3], p.can_pass_on), "{tongue:?}: {}", answers[3]);
    }
}

#[test]
fn no_language_repeats_itself_however_often_it_is_asked() {
    for (_, messages) in SAYINGS {
        for mut talk in [shop(), unknown_shop()] {
            for text in messages.into_iter().flat_map(|text| [text; 4]) {
                talk.says(text);
            }
        }
    }
}

#[test]
fn the_interface_s_language_answers_what_shows_none() {
    let answer = shop().speaking(De).says("ana@example.com");
    assert!(is_one_of(&answer, Phrases::of(Tongue::In(De)).noted), "{answer}");
}

#[test]
fn who_changes_the_language_is_followed() {
    let mut talk = shop();
    talk.says("What are your prices?");
    let answer = talk.says("¿Y cuándo abren ustedes?");
    assert!(is_one_of(&answer, Phrases::of(Tongue::In(Es)).hours), "{answer}");
}

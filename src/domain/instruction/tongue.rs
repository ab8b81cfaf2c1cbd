//! Which of our languages an answer is in: by its script, then by its commonest words. Answers are sentences, so a few words
//! tell; what does not say is left open.

use crate::domain::locale::Language;

/// Words that one of these languages has and the others have not, or seldom.
const COMMON: [(Language, &str); 6] = [
    (
        Language::En,
        "the and you your we our is are can will would with what when this that have for of to it please there could how do not i'm they at be from or any here know which thanks thank hello hi",
    ),
    (
        Language::Es,
        "el los las y usted su nuestro nuestra está puede para con qué cuándo cómo por pero gracias hola nosotros tenemos una del al le sus muy más sí quiere lo hay puedo ayudar",
    ),
    (
        Language::Fr,
        "le les et vous votre nous notre est pouvez pour avec quel quelle quand dans des merci bonjour une sur pas je du au ce cette vos qui que avez êtes peut ou aux ici puis aider",
    ),
    (
        Language::De,
        "der die und sie ihr ihre wir unser ist können für mit wann nicht ein eine einen danke hallo guten auf ich zu das dem den sich auch haben wie oder bei wird gern gerne bitte uns ihnen",
    ),
    (
        Language::Pt,
        "os e você seu sua nós nosso nossa está pode para com quando obrigado obrigada olá uma não em do da ao dos das mais sim posso ajudar temos são por favor muito o um isso qual",
    ),
    (
        Language::Id,
        "dan anda kami yang untuk dengan bisa dapat apa kapan ini itu tidak adalah di ke dari terima kasih halo silakan saya akan atau pada ada juga membantu bagaimana jika sudah kita nya",
    ),
];

/// Urdu's letters, and Arabic's, that the other has not.
const URDU: &str = "ٹڈڑںےۓہھگچپژکی";
const ARABIC: &str = "ةىيكأإ";

/// The language of an answer; None where it does not say.
pub fn language_of(text: &str) -> Option<Language> {
    let words = text.split_whitespace().filter(|word| !word.contains('@') && !word.contains("://"));
    let spoken = words.collect::<Vec<_>>().join(" ");
    let count = |is: fn(char) -> bool| spoken.chars().filter(|c| is(*c)).count();
    let scripts = [
        count(|c| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')),
        count(|c| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}')),
        count(|c| matches!(c, '\u{900}'..='\u{963}')),
        // A sign says more than a letter.
        2 * count(|c| matches!(c, '\u{4e00}'..='\u{9fff}')),
    ];
    let most = scripts.into_iter().max().filter(|most| *most > 0)?;
    let kana = count(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    match scripts.iter().position(|letters| *letters == most)? {
        0 => by_words(&spoken),
        1 => {
            let of = |letters: &str| spoken.chars().filter(|c| letters.contains(*c)).count();
            Some(if of(URDU) > of(ARABIC) { Language::Ur } else { Language::Ar })
        }
        2 => Some(Language::Hi),
        _ => (kana == 0).then_some(Language::Zh),
    }
}

fn by_words(text: &str) -> Option<Language> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let score = |common: &str| words.iter().filter(|word| common.split(' ').any(|known| known == **word)).count();
    let mut scores = COMMON.map(|(language, common)| (score(common), language));
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let [(first, language), (second, _), ..] = scores;
    (first > second).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_shows_its_language() {
        for (language, answer) in [
            (Language::En, "We are open until five today. Would you like to leave your number?"),
            (Language::Ur, "ہم آج پانچ بجے تک کھلے ہیں۔ کیا آپ اپنا نمبر چھوڑنا چاہیں گے؟"),
            (Language::Es, "Hoy abrimos hasta las cinco. ¿Quiere dejarme su número?"),
            (Language::Fr, "Nous sommes ouverts jusqu'à 17 heures. Voulez-vous me laisser votre numéro ?"),
            (Language::De, "Wir haben heute bis 17 Uhr geöffnet. Möchten Sie uns Ihre Nummer geben?"),
            (Language::Ar, "نحن مفتوحون اليوم حتى الخامسة. هل تريد أن تترك رقمك؟"),
            (Language::Hi, "हम आज पाँच बजे तक खुले हैं। क्या आप अपना नंबर देना चाहेंगे?"),
            (Language::Zh, "我们今天营业到五点。您可以留下 WeChat 或电话吗？"),
            (Language::Pt, "Hoje estamos abertos até as cinco. Você pode deixar o seu número?"),
            (Language::Id, "Hari ini kami buka sampai jam lima. Apakah Anda bisa meninggalkan nomor?"),
        ] {
            assert_eq!(language_of(answer), Some(language), "{answer}");
        }
    }

    #[test]
    fn what_does_not_say_is_left_open() {
        for text in ["", "ok", "ana@example.com", "123", "こんにちは世界", "Brooks Interiors"] {
            assert_eq!(language_of(text), None, "{text}");
        }
    }
}

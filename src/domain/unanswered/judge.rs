//! Whether an answer is one. Decided from the answer itself, once, in the words of the product's languages: the same answer is
//! always judged the same.

use std::sync::LazyLock;

use super::{
    Why,
    judge_words::{ASKING, BEGINNINGS, HANDED_OVER, LOST, UNKNOWN},
};
use crate::domain::{
    extract::{Cues, fold},
    message::ReplyEnd,
};

static UNKNOWN_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(UNKNOWN));
static HANDED_OVER_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(HANDED_OVER));
static LOST_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(LOST));
static BEGINNING_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(BEGINNINGS));
static ASKING_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(ASKING));

/// A message and what came back.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    pub question: &'a str,
    pub answer: &'a str,
    pub end: ReplyEnd,
    /// The model failed and the offline assistant answered.
    pub fell_back: bool,
    /// The model claimed what nobody had done, and the visitor was told so.
    pub was_corrected: bool,
}

/// Why this is no answer; None where it is one, or where nothing was asked.
pub fn judge(given: Given<'_>) -> Option<Why> {
    let answer = fold(given.answer);
    match given.end {
        // What would have come is not known.
        ReplyEnd::Stopped => None,
        ReplyEnd::Interrupted => asks(given.question).then_some(Why::Failed),
        ReplyEnd::Complete if UNKNOWN_CUES.is_in(&answer) => Some(Why::Unknown),
        ReplyEnd::Complete if HANDED_OVER_CUES.is_in(&answer) => Some(Why::HandedOver),
        ReplyEnd::Complete if given.was_corrected => Some(Why::Claimed),
        ReplyEnd::Complete if !asks(given.question) => None,
        ReplyEnd::Complete if LOST_CUES.is_in(&answer) => Some(Why::Unknown),
        ReplyEnd::Complete => given.fell_back.then_some(Why::Offline),
    }
}

/// Whether somebody wants to know something: a greeting, thanks or an address ask nothing.
fn asks(question: &str) -> bool {
    let folded = fold(question);
    let words = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    folded.contains(['?', '؟']) || BEGINNING_CUES.begins(words) || ASKING_CUES.is_in(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(question: &str, answer: &str) -> Option<Why> {
        judge(Given { question, answer, end: ReplyEnd::Complete, fell_back: false, was_corrected: false })
    }

    #[test]
    fn who_says_that_it_is_not_known_gives_no_answer() {
        for answer in [
            "That I do not know, I am afraid, and I would rather not guess.",
            "I'm sorry, but I don't have information about shipping to Japan.",
            "I don’t have the exact price of that model.",
            "Unfortunately I'm not sure whether we carry that size.",
            "Das weiß ich leider nicht, und raten möchte ich nicht.",
            "Dazu liegen mir leider keine Informationen vor.",
            "Eso no lo sé, lo siento, y prefiero no adivinar.",
            "Lo siento, no tengo información sobre eso.",
            "Cela, je ne le sais pas, et je préfère ne pas deviner.",
            "Je n’ai pas d’informations à ce sujet.",
            "Isso eu não sei, infelizmente, e prefiro não adivinhar.",
            "Não tenho informações sobre a garantia.",
            "Itu tidak saya ketahui, maaf, dan saya tidak mau menebak.",
            "Maaf, saya tidak memiliki informasi tentang itu.",
            "معذرت، یہ مجھے معلوم نہیں، اور میں اندازہ نہیں لگانا چاہتا۔",
            "میرے پاس اس بارے میں معلومات نہیں ہیں۔",
            "Maazrat, yeh mujhe maloom nahi.",
            "هذا ما لا أعرفه للأسف، وأفضّل ألا أخمّن.",
            "عذراً، ليس لدي معلومات عن ذلك.",
            "क्षमा करें, यह मुझे पता नहीं है।",
            "मेरे पास इस बारे में जानकारी नहीं है।",
            "抱歉，这个我不知道，也不想乱猜。",
            "很抱歉，我没有这方面的信息。",
        ] {
            assert_eq!(complete("anything", answer), Some(Why::Unknown), "{answer}");
        }
    }

    #[test]
    fn who_asks_the_team_gives_no_answer() {
        for answer in [
            "I will pass your question on, so that someone can answer you at ana@example.com.",
            "Good question! I'd have to check with the team.",
            "Ich gebe Ihre Frage an das Team weiter.",
            "Da muss ich im Team nachfragen.",
            "Transmito su pregunta para que alguien le responda.",
            "Tendría que consultarlo con el equipo.",
            "Je transmets votre question à mes collègues.",
            "Vou repassar a sua pergunta para a equipe.",
            "Pertanyaan Anda saya teruskan ke tim.",
            "میں آپ کا سوال ٹیم تک پہنچا دیتا ہوں۔",
            "Main aap ka sawal team tak pohancha sakta hoon.",
            "يمكنني أن أنقل سؤالك إلى الفريق.",
            "मैं आपका सवाल टीम तक पहुँचा देता हूँ।",
            "我可以把您的问题转达给团队。",
        ] {
            assert_eq!(complete("anything", answer), Some(Why::HandedOver), "{answer}");
        }
    }

    #[test]
    fn answers_are_left_alone() {
        for answer in [
            "We are open from 9:00 to 17:00.",
            "You don't need to know the size: we measure it for you.",
            "Of course. I am passing this on, and someone from Bright Smile will get back to you at ana@example.com.",
            "Thank you, I am passing that on to the team.",
            "Do you know which colour you want?",
            "Unser Team berät Sie gern. Eine Krone kostet 400 €.",
            "Sí, abrimos los sábados y no cobramos el envío.",
            "Oui, nous livrons partout, et le retour ne coûte rien.",
            "ہم پیر سے جمعہ تک کھلے ہیں۔",
            "نحن مفتوحون الآن حتى الساعة 17:00.",
            "我们现在正在营业，到17:00为止。",
        ] {
            assert_eq!(complete("What are your hours?", answer), None, "{answer}");
        }
    }

    #[test]
    fn what_failed_counts_where_something_was_asked() {
        let told = |question, end, fell_back| judge(Given { question, answer: "Hello!", end, fell_back, was_corrected: false });
        assert_eq!(told("Do you ship?", ReplyEnd::Interrupted, false), Some(Why::Failed));
        assert_eq!(told("Do you ship?", ReplyEnd::Stopped, true), None);
        assert_eq!(told("¿Cuánto cuesta?", ReplyEnd::Complete, true), Some(Why::Offline));
        assert_eq!(told("¿Cuánto cuesta?", ReplyEnd::Complete, false), None);
        for nothing in ["Hello", "hola", "شكریہ", "ana@example.com", "My name is Ana", "谢谢", "Danke!", "धन्यवाद"] {
            assert_eq!(told(nothing, ReplyEnd::Complete, true), None, "{nothing}");
        }
        for asked in [
            "how much is a crown",
            "I want to know about delivery",
            "wie lange dauert das",
            "combien ça coûte",
            "quanto custa",
            "berapa harganya",
            "کتنے کا ہے",
            "kitne ka hai",
            "كم السعر",
            "कीमत कितनी है",
            "多少钱",
        ] {
            assert_eq!(told(asked, ReplyEnd::Complete, true), Some(Why::Offline), "{asked}");
        }
    }

    #[test]
    fn a_claim_that_was_corrected_counts_and_so_does_what_was_not_understood() {
        let claimed = Given {
            question: "book me in for Friday",
            answer: "To be clear: nothing is booked yet. A colleague will get back to you and confirm it.",
            end: ReplyEnd::Complete,
            fell_back: false,
            was_corrected: true,
        };
        assert_eq!(judge(claimed), Some(Why::Claimed));
        assert_eq!(complete("Do you have the blue one?", "Sorry, I did not quite get that."), Some(Why::Unknown));
        assert_eq!(complete("asdf", "Sorry, I did not quite get that."), None);
    }
}

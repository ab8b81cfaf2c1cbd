//! When the contact form is offered, and who asks for a person. A rule, never the model's words, decides.

use std::sync::LazyLock;

use crate::domain::{
    capture::{Facts, Field},
    chat::Card,
    extract::{Cues, fold},
    message::{Author, Message},
};

/// The visitor wishes for something that needs a way to reach them: a call back, a quote, a meeting, a person.
static WISHES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "call me|call back|callback|ring me|contact me|get in touch|get back to me|reach out to me|quote|quotation|estimate|appointment|meeting|book a call|schedule|consultation|demo|talk to someone|speak to someone|speak with someone|talk to a human|speak to a human|talk to a person|speak to a person|send me",
        "llámame|llámeme|llamen|llamada|contácteme|contactarme|presupuesto|cotización|cita|reunión|hablar con alguien|hablar con una persona|rappelez-moi|rappeler|me contacter|devis|rendez-vous|réunion|parler à quelqu'un|parler à une personne|parler à un conseiller",
        "rufen sie mich|rückruf|zurückrufen|kontaktieren sie mich|angebot|kostenvoranschlag|termin|besprechung|mit jemandem sprechen|mit einem menschen sprechen|me ligue|me liga|ligação|entre em contato|entrar em contato|orçamento|cotação|reunião|agendar|falar com alguém|falar com uma pessoa",
        "hubungi saya|telepon saya|penawaran|janji temu|pertemuan|jadwal|bicara dengan|mujhe call|call karein|call karo|rabta|mulaqat|quotation",
        "مجھے کال|کال کریں|رابطہ|ملاقات|میٹنگ|کوٹیشن|تخمینہ|کسی فرد سے بات|کسی شخص سے بات|اتصل بي|اتصلوا بي|تواصلوا معي|عرض سعر|موعد|اجتماع|التحدث إلى شخص|मुझे कॉल|कॉल करें|संपर्क|मीटिंग|मुलाकात|अपॉइंटमेंट|कोटेशन|किसी व्यक्ति से बात|打给我|联系我|回电|报价|预约|会议|面谈",
    ])
});

/// The visitor asks for a person: what the widget offers as a beginning, and other words for it.
static PERSON: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "talk to a person|speak to a person|speak with a person|talk with a person|talk to someone|speak to someone|speak with someone|talk to a human|speak to a human|speak with a human|talk to somebody|speak to somebody|talk to a real person|speak to a real person|speak with a real person|talk with a real person|talk to a real human|speak to a real human|real person please|human please|talk to an agent|speak to an agent|speak with an agent|talk to a representative|speak to a representative|speak with a representative|human agent|live agent",
        "hablar con alguien|hablar con una persona|un agente humano|parler à quelqu'un|parler à une personne|parler à un conseiller|parler à un humain|parler à une vraie personne|parler avec une vraie personne",
        "mit jemandem sprechen|mit einem menschen sprechen|mit einem mitarbeiter sprechen|mit einem echten menschen sprechen|sondern mit einem echten menschen|sondern mit einem menschen|falar com alguém|falar com uma pessoa|falar com um atendente|bicara dengan staf|bicara dengan orang|bicara dengan manusia",
        "کسی فرد سے بات|کسی شخص سے بات|کسی انسان سے بات|التحدث إلى شخص|التحدث مع شخص|التحدث مع موظف|किसी व्यक्ति से बात|किसी इंसान से बात|转人工|找人工|要人工客服|人工服务|想与真人|要与真人|与真人联系|转真人|找真人",
    ])
});

/// The same words, of whoever does not want it.
static NO_PERSON: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "don't want to talk|do not want to talk|don't want to speak|do not want to speak|don't need to talk|don't need to speak|no need to talk|no need to speak|rather not talk|rather not speak|no quiero hablar|je ne veux pas parler|nicht mit jemandem sprechen|nicht mit einem menschen sprechen|não quero falar|tidak mau bicara|tidak ingin bicara|بات نہیں کرنی|لا أريد التحدث|बात नहीं करनी|不需要人工|不要人工|不想与真人|不想转人工|不用转人工|不需要转人工",
    ])
});

/// The visitor does not want to be reached.
static REFUSALS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "don't call me|do not call me|don't contact me|do not contact me|no email|no e-mail|no phone|rather not say|rather not give|prefer not to|not give you my|won't give|don't want to give|do not want to give|don't want to share|not share my|none of your business|no me llame|no quiero dar|prefiero no|ne m'appelez pas|je ne veux pas donner|je préfère ne pas|rufen sie mich nicht|möchte ich nicht angeben|will ich nicht angeben|keine e-mail|não quero dar|prefiro não|tidak mau memberi|jangan hubungi|jangan telepon|nahi dena|نہیں دینا|نہیں دوں گا|لا أريد إعطاء|لا تتصل|नहीं देना|नहीं दूँगा|不想给|不方便给|不要打给我|别打给我",
    ])
});

/// What the rule looks at.
pub struct Occasion<'a> {
    /// The visitor's message.
    pub text: &'a str,
    /// What is known, the message included.
    pub facts: &'a Facts,
    /// The model failed, and the offline assistant answered in its place.
    pub fell_back: bool,
}

impl Occasion<'_> {
    /// A form would help now, as far as this message goes.
    pub fn calls_for_contact(&self) -> bool {
        let reachable = self.facts.get(Field::Email).is_some() || self.facts.get(Field::Phone).is_some();
        let text = fold(self.text);
        !reachable && !REFUSALS.is_in(&text) && (self.fell_back || WISHES.is_in(&text) || self.asks_for_person())
    }

    /// A person is asked for, in this message.
    pub fn asks_for_person(&self) -> bool {
        let text = fold(self.text);
        let refusals: Vec<(usize, usize)> = NO_PERSON.hits(&text).collect();
        // "Not to a bot, to a human": only those words are refused at which the refusal stands.
        let is_refused = |(start, end): (usize, usize)| {
            refusals.iter().any(|(no, until)| {
                let between = text.get(*until..start).unwrap_or_default();
                let is_near = (3..=9).contains(&between.len()) && between.chars().all(|c| c == ' ' || c.is_alphanumeric());
                *no < end && start < *until || is_near
            })
        };
        PERSON.hits(&text).any(|hit| !is_refused(hit))
    }

    /// The form, without what is known already.
    pub fn contact_form(&self) -> Card {
        let wanted = [Field::Name, Field::Email, Field::Phone].into_iter().filter(|field| self.facts.get(*field).is_none());
        Card::ContactForm { fields: wanted.map(|field| field.as_str().to_owned()).collect() }
    }
}

/// It was offered before, or the visitor would not be reached: then it is not offered again in this conversation.
pub fn is_settled(earlier: &[Message]) -> bool {
    earlier.iter().any(|message| match message.author {
        Author::Assistant => message.cards.iter().any(|card| matches!(card, Card::ContactForm { .. })),
        Author::Visitor => REFUSALS.is_in(&fold(&message.text)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(text: &str, fell_back: bool) -> bool {
        Occasion { text, facts: &Facts::default(), fell_back }.calls_for_contact()
    }

    #[test]
    fn a_wish_to_be_reached_calls_for_the_form() {
        for text in [
            "Could you call me back?",
            "I want to talk to a person",
            "je voudrais parler à une personne",
            "Ich möchte mit einem Menschen sprechen",
            "کسی فرد سے بات کرنی ہے",
            "أريد التحدث إلى شخص",
            "किसी व्यक्ति से बात करनी है",
            "我想与真人聊聊",
            "I'd like a quote for my kitchen",
            "¿Me hacen un presupuesto?",
            "Je voudrais un rendez-vous",
            "Ich hätte gern einen Termin",
            "Quero um orçamento",
            "saya mau janji temu",
            "مجھے کال کریں",
            "أريد عرض سعر",
            "मुझे कॉल करें",
            "请给我报价",
        ] {
            assert!(calls(text, false), "{text}");
        }
    }

    #[test]
    fn whoever_asks_for_a_person_is_heard_and_whoever_does_not_is_not() {
        let asks = |text| Occasion { text, facts: &Facts::default(), fell_back: false }.asks_for_person();
        for text in [
            "Can I talk to a person?",
            "Bicara dengan staf",
            "转人工",
            "Ich will mit einem Menschen sprechen!",
            "I don't want to talk to a bot, let me talk to a human",
            "No quiero hablar con un robot, quiero hablar con una persona",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in [
            "Call me back",
            "I'd like a quote",
            "I don't want to talk to a person",
            "No quiero hablar con una persona",
            "Ich will nicht mit einem Menschen sprechen",
            "我不想与真人聊",
            "Are you a real person?",
            "Real human hair wigs?",
            "你们用人工智能吗?",
        ] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn nothing_else_does() {
        for text in ["What are your hours?", "hello", "please don't call me", "I'd rather not give my e-mail, but a quote would be nice"] {
            assert!(!calls(text, false), "{text}");
        }
        assert!(calls("hello", true));
        assert!(!calls("do not contact me", true));
    }
}

//! What is told in answer to our question for it: "May I ask your name?" – "ana lima".

use std::{ops::Range, sync::LazyLock};

use super::{
    Found, budget, contacts, han_name, heard,
    name::capitalised,
    name_words::{NOT_NAMES, PARTICLES, STOPS, TITLES},
    text::{Cues, Word, fold, is_han, words},
    timeline,
};
use crate::domain::{capture::Field, person_name::PersonName};

/// What a question for the visitor's name has in it.
static ASKS_NAME: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "your good name|good name|your name|your full name|your first name|a name|the name|who am i|who do i|who i'm|with whom|may i call you|can i call you|should i call you|shall i call you|do i call you|who is this|name please",
        "su nombre|tu nombre|nombre completo|con quién|cómo te llamas|cómo se llama|cómo puedo llamarle|cómo puedo llamarte|cómo le puedo llamar|votre nom|ton nom|votre prénom|à qui ai-je|comment puis-je vous appeler|comment vous appelez-vous|comment dois-je vous appeler",
        "ihr name|ihr name|ihren namen|ihrem namen|dein name|deinen namen|mit wem|wie heißen sie|wie heißt du|sie nennen|sie ansprechen|seu nome|o nome|com quem|como se chama|como posso te chamar|como posso chamar|como posso chamá-lo|como posso lhe chamar",
        "nama anda|nama kamu|nama lengkap|nama bapak|dengan siapa|memanggil anda|siapa nama|apna naam|apka naam|aap ka naam|aapka naam|aap ka nam|naam kya",
        "اپنا نام|آپ کا نام|الاسم|نام کیا|اسم شریف|کس نام سے|کس سے بات|اسمك|اسمكم|اسم حضرتك|مع من|من معي|بماذا أناديك|कैसे पुकारूँ|अपना नाम|आपका नाम|आपका शुभ नाम|शुभ नाम|नाम क्या|किससे बात|किस नाम|您的名字|你的名字|您贵姓|贵姓|怎么称呼|如何称呼|您叫什么|你叫什么|姓名|叫什么名字|怎么稱呼",
    ])
});

/// What a question for the time has in it.
static ASKS_WHEN: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "when|which day|what day|what time|which date|what date|by when|how soon|deadline|time frame|timeframe|timeline|cuándo|qué día|qué fecha|quand|quel jour|quelle date|wann|welchem tag|welchen tag|bis wann|quando|que dia|qual dia|qual data|kapan|kab|kis din|kis waqt|کب|کس دن|کس وقت|متى|اي يوم|أي يوم|कब|किस दिन|किस समय|什么时候|什麼時候|何时|何時|哪天|哪一天|几号|幾號|几点",
    ])
});

/// What a question for the budget has in it.
static ASKS_BUDGET: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "budget|to spend|price range|presupuesto|gastar|dépenser|ausgeben|orçamento|verba|gastar|anggaran|بجٹ|خرچ|kharch|kharcha|ميزانية|الميزانية|ميزانيتك|ميزانيتكم|बजट|खर्च|预算|預算",
    ])
});

/// It is not the visitor's own name that is asked for.
static ASKS_ANOTHER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "company|business|shop|product|domain|empresa|negocio|entreprise|société|firma|unternehmen|perusahaan|toko|کمپنی|شركة|कंपनी|公司|店名",
    ])
});

/// Before the name in an answer.
static LEADS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "well|fine|alright|acha|accha|achha|theek hai|thik hai|bas|arey|arre|bueno|claro|vale|pues|ah|eh|bon|ben|alors|d'accord|also|klar|gern|gerne|na gut|bom|então|tá|claro|soy el|soy la|sou o|sou a|aqui é|اچھا|ٹھیک ہے|طيب|اوكي|تمام|अच्छा|ठीक है|好的|嗯|哦|it's|it is|its|i'm|im|i am|sure|ok|okay|yes|hi|hello|my name is|name is|this is|es|soy|sí|si|me llamo|c'est|oui|je suis|das ist|ich bin|ja|é|sou|sim|saya|ya|nama saya|ji|haan|جی|ہاں|أنا|نعم|जी|हाँ|我是|我叫|叫我|是",
    ])
});

/// Behind the name in an answer: "Usman likh lo".
static TAILS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "likh|likhein|likho|likhen|note|bolo|bol|hai|hoon|hun|kehte|kahte|naam|mera|here|speaking|and|y|et|und|e|hier|am apparat|aqui|لکھ|ہے|ہوں|نام|कहते|लिख|है|हूँ|नाम",
    ])
});

/// An answer that is no name.
static NO_NAME: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "no|yes|nope|yeah|why|what|who|how|ok|okay|sure|thanks|thank|hello|hi|hey|sorry|please|stop|help|later|never|none|nothing|skip|prefer|rather|anonymous|private|i|you|it|is|do|can|don't|good|great|fine|nice|cool|wait",
        "sí|si|qué|quién|por|gracias|hola|nada|prefiero|oui|non|pourquoi|merci|bonjour|rien|je|ja|nein|warum|danke|nichts|hallo|ich|sim|não|obrigado|obrigada|olá|oi|prefiro|nada|ya|tidak|kenapa|terima|halo|bukan|haan|nahi|nahin|kyun|shukriya|ji",
        "ہاں|نہیں|کیوں|شکریہ|جی|السلام|نعم|لا|لماذا|شكرا|مرحبا|हाँ|नहीं|क्यों|धन्यवाद|नमस्ते|जी|是|不|好|为什么|谢谢|你好|您好|没有|嗯|可以|行",
    ])
});

/// A question without its mark: "apna naam bata dein."
static REQUESTS: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "tell me|let me know|give me|send me|dígame|indíqueme|dime|dites-moi|indiquez-moi|sagen sie mir|nennen sie mir|me diga|me passe|me informe|bata dein|bata den|bata dijiye|bataiye|batayen|bata do|بتا دیں|بتا دیجیے|بتائیں|بتائیے|बता दीजिए|बता दें|बताइए|बताएं|أخبرنا|اخبرنا|ارسل لنا|请告诉|请留下|請告訴|請留下",
    ])
});

/// All that `text` tells only because it answers our question: a name, a time, a sum.
pub fn told_in_answer(question: &str, text: &str) -> Vec<Found> {
    let own = heard::own_words(text);
    let plain = |field, asked: &Cues, find: fn(&str) -> Option<Range<usize>>| {
        let own = own.as_deref().filter(|_| asks(question, asked))?;
        let span = find(own)?;
        Some(Found { field, value: own[span.clone()].to_owned(), quote: text.get(span)?.to_owned(), explicit: false })
    };
    let timeline = plain(Field::Timeline, &ASKS_WHEN, timeline::in_answer);
    let budget = plain(Field::Budget, &ASKS_BUDGET, budget::in_answer);
    [name_in_answer(question, text), timeline, budget].into_iter().flatten().collect()
}

/// The visitor's name, where `text` answers the question for it that `question` ends with.
pub fn name_in_answer(question: &str, text: &str) -> Option<Found> {
    if !asks_name(question) {
        return None;
    }
    let own = heard::own_words(text)?;
    let text = own.as_ref();
    let contacts = contacts(text, None);
    let first_contact = contacts
        .emails
        .iter()
        .map(|(address, ..)| address.span.start)
        .chain(contacts.phones.iter().map(|(number, ..)| number.span.start))
        .min();
    let limit = first_contact.unwrap_or(text.len());
    let head = text.get(..clause_end(text, limit))?;
    if text.contains(['?', '؟', '？']) || head.chars().count() > 60 {
        return None;
    }
    let mut said = words(head);
    let skipped = leading(head, &said);
    said.drain(..skipped);
    while said.len() > 1 && said.first().is_some_and(|word| TITLES.contains(&word.folded)) {
        said.remove(0);
    }
    let tail = said.iter().skip(1).position(|word| TAILS.begins(&word.folded)).map_or(said.len(), |at| at + 1);
    said.truncate(tail);
    while said.last().is_some_and(|word| STOPS.contains(&word.folded) && word.folded.chars().count() <= 3) {
        said.pop();
    }
    if let Some(name) = han_name::in_answer(text) {
        return Some(Found { field: Field::Name, value: name.to_owned(), quote: name.to_owned(), explicit: true });
    }
    let (first, last) = (said.first()?, said.last()?);
    let written = &head[first.span.start..last.span.end];
    let fits = if written.chars().any(is_han) {
        (2..=4).contains(&written.chars().count()) && !NO_NAME.begins(written)
    } else {
        is_bare_name(&said)
    };
    let name = PersonName::parse(&capitalised(written)).ok()?;
    fits.then(|| Found { field: Field::Name, value: name.as_str().to_owned(), quote: written.to_owned(), explicit: true })
}

/// Where the first clause ends; the full stop of "Dr." or "J." ends none.
fn clause_end(text: &str, limit: usize) -> usize {
    let ends = |at: usize, c: char| match c {
        '.' => {
            let word = fold(text[..at].rsplit([' ', '.']).next().unwrap_or_default());
            !TITLES.contains(&word) && word.chars().count() > 1
        }
        _ => matches!(c, ',' | '\n' | '!' | ';' | '(' | '،' | '，' | '。' | '۔' | '।' | ':'),
    };
    text[..limit].char_indices().find(|(at, c)| ends(*at, *c)).map_or(limit, |(at, _)| at)
}

fn asks_name(question: &str) -> bool {
    questions(question).any(|sentence| ASKS_NAME.is_in(&sentence) && !ASKS_ANOTHER.is_in(&sentence))
}

fn asks(question: &str, cues: &Cues) -> bool {
    questions(question).any(|sentence| cues.is_in(&sentence))
}

/// The questions at the end of what we said, folded.
fn questions(said: &str) -> impl Iterator<Item = String> {
    let start = said.char_indices().rev().nth(300).map_or(0, |(at, _)| at);
    let sentences = said[start..].split_inclusive(['.', '!', '?', '؟', '？', '。', '।', '۔', '\n']);
    sentences.map(fold).filter(|sentence| sentence.trim_end().ends_with(['?', '؟', '？']) || REQUESTS.is_in(sentence))
}

/// How many words come before the name: "it's", "sure, I'm".
fn leading(head: &str, said: &[Word]) -> usize {
    let mut skipped = 0;
    for at in 0..said.len().saturating_sub(1) {
        let lead = said.get(skipped).is_some_and(|first| {
            let until = said[at].span.end;
            first.span.start < until
                && LEADS.begins(&fold(&head[first.span.start..until]))
                && is_whole_lead(&fold(&head[first.span.start..until]))
        });
        if lead {
            skipped = at + 1;
        }
    }
    skipped
}

fn is_whole_lead(folded: &str) -> bool {
    LEADS.last_end(folded) == Some(folded.len())
}

/// One to four words, none of which we know to be something else.
fn is_bare_name(said: &[Word]) -> bool {
    let known_other = |word: &Word| {
        NOT_NAMES.contains(&word.folded) || NO_NAME.begins(&word.folded) || STOPS.contains(&word.folded) && word.folded.chars().count() > 2
    };
    let letters = said.iter().map(|word| word.folded.chars().count()).sum::<usize>();
    (1..=4).contains(&said.len())
        && letters >= 2
        && !said.iter().enumerate().any(|(at, word)| known_other(word) && (at == 0 || !PARTICLES.contains(&word.folded)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(question: &str, text: &str) -> Option<String> {
        name_in_answer(question, text).map(|found| {
            assert!(text.contains(&found.quote), "{text}");
            found.value
        })
    }

    #[test]
    fn a_bare_answer_is_a_name_when_we_asked_for_it() {
        for (question, text, wanted) in [
            ("Thank you. May I ask your name?", "ana lima", "Ana Lima"),
            ("May I ask your name?", "Ana", "Ana"),
            ("May I ask your name?", "it's Ana, ana@example.com", "Ana"),
            ("May I ask your name?", "Ana Lima 0300 1234567", "Ana Lima"),
            ("May I ask your name?", "Maria de Souza", "Maria de Souza"),
            ("Mit wem habe ich das Vergnügen?", "Jürgen Müller", "Jürgen Müller"),
            ("¿Cómo puedo llamarle?", "josé", "José"),
            ("Puis-je vous demander votre nom ?", "zoé dupont", "Zoé Dupont"),
            ("Boleh saya tahu nama Anda?", "budi", "Budi"),
            ("آپ کا نام کیا ہے؟", "علی خان", "علی خان"),
            ("ما اسمك؟", "فاطمة", "فاطمة"),
            ("आपका नाम क्या है?", "राहुल", "राहुल"),
            ("请问怎么称呼您？", "李明", "李明"),
            ("请问怎么称呼您？", "我叫李明", "李明"),
            ("请问怎么称呼您？", "免贵姓欧阳，欧阳明哲", "欧阳明哲"),
            ("Wie heißen Sie?", "Frau Dr. Yıldız", "Yıldız"),
            ("¿Con quién tengo el gusto?", "Doña Marcela Restrepo", "Marcela Restrepo"),
            ("Aap ka naam?", "acha Usman likh lo", "Usman"),
            ("Aap ka naam?", "Mrs Tahira Anwar", "Tahira Anwar"),
        ] {
            assert_eq!(name(question, text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_answers_are_no_names() {
        for (question, text) in [
            ("How can I help you?", "Ana Lima"),
            ("What is the name of your company?", "Blue Door"),
            ("May I ask your name?", "no"),
            ("May I ask your name?", "why do you need it"),
            ("May I ask your name?", "I'd rather not say"),
            ("May I ask your name?", "what are your prices?"),
            ("May I ask your name?", "0300 1234567"),
            ("May I ask your name?", "i am looking for a website"),
            ("Ihr Name wird nicht gebraucht.", "Ana"),
            ("请问怎么称呼您？", "不用了"),
            ("¿Cómo te llamas?", "Perfecto, gracias"),
            ("Quel est votre nom ?", "Parfait, merci"),
            ("Qual é o seu nome?", "Perfeito, obrigada"),
            ("Wie heißen Sie?", "Super, danke"),
            ("آپ کا نام کیا ہے؟", "شکریہ، اللہ حافظ"),
            ("आपका नाम क्या है?", "धन्यवाद, नमस्ते"),
        ] {
            assert_eq!(name(question, text), None, "{text}");
        }
    }
}

//! Whose an address or a number is, and which of several the visitor means, by the words around them.

use std::ops::Range;

use super::{
    elsewhere::is_elsewhere,
    kin_words::LINKS,
    owner_words::{
        ABOUT_BELONGING, ASKED_AFTER, BELONGS, BELONGS_TO_ME, BENEFICIARY, BENEFICIARY_AFTER, BUT, CHANGE, COPY, CORRECTION, DENIED,
        DISOWNED, DISOWNED_AFTER, EXAMPLE, ME, NEEDS, OTHERS_AFTER, REACHED_BY, STATED_AFTER, TO, TO_ME, another_ending,
        begins_with_another, others_end, stated_end,
    },
    sentence_words::{
        CALLING, CORRECTED_AFTER, NOT_BY_ME, POINTS_BACK, POINTS_BACK_AFTER, REFERRED, RETRACTED, STILL, TAGS, TOWARDS, WROTE, WROTE_AFTER,
        YOURS,
    },
    text::{after, before, fold, is_letter},
    unreached::{is_about_it, is_unreached, is_written_from, words_of},
    unreached_words::{ALSO, BROKEN, WORKS_AGAIN},
};

/// What the words around a value say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The visitor's, in so many words.
    Stated,
    /// Nothing is said: the visitor's.
    Presumed,
    /// Another person's, or ours.
    Others,
    /// The visitor's, but not to be used any more.
    Disowned,
}

/// A value between its neighbours: `floor` is where the one before ends, `ceiling` where the one after begins.
pub struct Place<'a> {
    pub text: &'a str,
    pub span: Range<usize>,
    pub floor: usize,
    pub ceiling: usize,
    /// A number, no address.
    pub number: bool,
}

impl Place<'_> {
    fn words_before(&self) -> String {
        fold(before(self.text, self.span.start, self.floor, 72))
    }

    fn words_after(&self) -> String {
        fold(after(self.text, self.span.end, self.ceiling, 28))
    }

    /// As far as a sentence tells of the value.
    fn sentence_after(&self) -> String {
        fold(after(self.text, self.span.end, self.ceiling, 90))
    }

    /// "… does not answer, either": of the next words behind.
    fn is_another_such(&self) -> bool {
        let behind = self.sentence_after();
        let near = behind.split([',', ';', '،', '，']).next().unwrap_or_default();
        ALSO.hits(near).any(|(start, _)| near[..start].split_whitespace().count() <= 4)
    }

    /// What the words around say. None where they say nothing at all.
    fn told(&self) -> Option<Whose> {
        let (before, after) = (self.words_before(), self.words_after());
        let comma_after = after.trim_start_matches([',', '،', '，', ' ']);
        let after = after.split([',', ';', '،', '，', '(']).next().unwrap_or_default();
        let sentence_after = self.sentence_after();
        if (is_given_up(after) || DISOWNED_AFTER.begins(comma_after)) && !WORKS_AGAIN.is_in(&sentence_after) {
            return Some(Whose::Disowned);
        }
        if is_written_from(&before) {
            return Some(Whose::Stated);
        }
        if self.is_ours(&before)
            || is_unreached(&before, &sentence_after, self.number)
            || self.number && self.floor == 0 && self.ceiling == self.text.len() && is_elsewhere(self.text, &self.span)
            || is_referred_to(&before)
            || is_written_to(&before, after)
            || OTHERS_AFTER.is_in(after)
            || belongs_to_another(after, &sentence_after)
            || ASKED_AFTER.begins(after.trim_start())
            || is_of_another(after.trim_start())
            || is_of_another(comma_after.trim_start_matches('('))
        {
            return Some(Whose::Others);
        }
        let gap_after = |end: usize| before[end..].trim().chars().count();
        if EXAMPLE.last_end(&before).is_some_and(|end| gap_after(end) <= 1) {
            return Some(Whose::Others);
        }
        // "not ana@…" disowns; "why not write to me at ana@…" does not.
        let near = |start: usize, end: usize| {
            let gap = &before[end..];
            // "Don't call, write to ana@…": only the call is refused.
            let of_calls = !self.number && CALLING.is_in(&before[start..]);
            gap.chars().count() <= 14 && !gap.contains([',', ';', '،', '，']) && !BUT.is_in(gap) && !of_calls
        };
        let points_back = POINTS_BACK.is_in(&before);
        let cues = [
            (others_end(&before, |start, end| !is_beneficiary(&before, start, end)), Whose::Others),
            (DISOWNED.last_end_where(&before, near).filter(|_| !points_back), Whose::Disowned),
            // "I'm her daughter" tells more than the daughter in it.
            (stated_end(&before), Whose::Stated),
        ];
        if is_me(&before) || is_copied_to_me(&before) {
            return Some(Whose::Stated);
        }
        let nearest = cues.into_iter().filter_map(|(end, whose)| Some((end?, whose))).max_by_key(|(end, _)| *end);
        let stated_after = || STATED_AFTER.begins(after.trim_start()).then_some(Whose::Stated);
        nearest.map(|(_, whose)| whose).or_else(stated_after)
    }

    /// The words before take something back: "no, it is …".
    pub fn is_correction(&self) -> bool {
        let (before, after) = (self.words_before(), self.words_after());
        let after = after.trim_start_matches([' ', ',']);
        CORRECTION.is_in(&before)
            || POINTS_BACK.is_in(&before)
            || POINTS_BACK_AFTER.begins(after.trim_start_matches(['،', '，']))
            || CORRECTION.begins(after)
            || CORRECTED_AFTER.begins(after)
            || self.follows_a_retraction()
    }

    /// "Oops, that's my old one. 503.555.0119": the short sentence before says so.
    fn follows_a_retraction(&self) -> bool {
        let own = self.span.start - before(self.text, self.span.start, self.floor, 72).len();
        let ahead = self.text[self.floor.min(own)..own].trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
        let sentence = before(self.text, ahead.len() + self.floor.min(own), self.floor, 60);
        sentence.chars().count() <= 40 && RETRACTED.is_in(&fold(sentence))
    }

    /// "Is 0800 5550100 still your number?", "o telefone de vcs é …": ours, in a sentence that says nothing of theirs.
    fn is_ours(&self, before: &str) -> bool {
        let after = after(self.text, self.span.end, self.ceiling, 48);
        let question = self.text[self.span.end + after.len()..].starts_with(['?', '؟', '？']);
        let after = fold(after);
        let tag = TAGS.begins(after.trim_start());
        YOURS.is_in(before) && stated_end(before) < YOURS.last_end(before) && (question || tag || STILL.is_in(&after))
            || question && YOURS.is_in(&after) && stated_end(before).is_none()
    }
}

/// It does not work, and not something else.
fn is_given_up(after: &str) -> bool {
    DISOWNED_AFTER.hits(after).any(|(start, end)| !BROKEN.is_in(&after[start..end]) || is_about_it(&after[..start]))
}

/// "I wrote to info@… twice", "an service@… geschrieben": where the visitor's own words went.
fn is_written_to(before: &str, after: &str) -> bool {
    let mine = |start: usize, end: usize| {
        let ahead = before[..start].split_whitespace().rev().take(2).any(|word| NOT_BY_ME.contains(&word));
        let to_me = before[end..].split_whitespace().next().is_some_and(|word| TO_ME.contains(&word) || word == "us");
        !ahead && !to_me && stated_end(&before[end..]).is_none()
    };
    let last = before.split_whitespace().last().unwrap_or_default();
    let towards = TOWARDS.contains(&last);
    towards && WROTE.last_end_where(before, mine).is_some()
        || last == "an" && WROTE_AFTER.begins(after.trim_start()) && !before.split_whitespace().any(|word| NOT_BY_ME.contains(&word))
}

/// "You need to talk to the caretaker, Mr Hill, …": somebody is named, and it is not the visitor.
fn is_referred_to(before: &str) -> bool {
    let stated = stated_end(before);
    let names_another = |start: usize, end: usize| {
        let rest = &before[end..];
        let first = rest.split_whitespace().next().unwrap_or_default();
        let to_me = ME.iter().any(|me| fold(me) == first) || NOT_BY_ME.contains(&first);
        !to_me && stated.is_none_or(|stated| stated <= start) && rest.chars().filter(|c| is_letter(*c)).count() >= 2
    };
    REFERRED.last_end_where(before, names_another).is_some()
}

/// Nothing between two values says that the second is somebody else's: "bob@example.com, 0300 …", but not
/// "bob@example.com, or WhatsApp 0300 …".
fn goes_on(between: &str) -> bool {
    const OTHERWISE: [&str; 11] = ["or", "o", "ou", "oder", "ya", "یا", "أو", "او", "या", "或", "sonst"];
    let after_comma = between.split_once([',', ';', '،', '，']).map_or("", |(_, rest)| rest.trim_start());
    let first = after_comma.split(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    between.chars().count() <= 20 && !OTHERWISE.contains(&first.as_str())
}

/// "Me: 0300 …", or "…, me 0300 …" in a list.
fn is_me(before: &str) -> bool {
    let alone = before.trim_matches([' ', ',', ';', '/', '،', '，']);
    if before.starts_with([',', ';', '/', ' ', '،', '，']) && ME.iter().any(|me| fold(me) == alone) {
        return true;
    }
    let Some(label) = before.trim_end().strip_suffix(':') else { return false };
    let word = label.trim_end().rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
    ME.iter().any(|me| fold(me) == word)
}

/// "… and me, please, in copy: …"
fn is_copied_to_me(before: &str) -> bool {
    let clause = before.trim_end_matches([' ', ':', ',', '،', '，', '(']).rsplit([',', ';', '،', '，', '@']).next().unwrap_or_default();
    let by_me = clause.split(|c: char| !is_letter(c)).any(|word| TO_ME.contains(&word));
    by_me && COPY.is_in(clause) && others_end(clause, |start, end| !COPY.is_in(&clause[start..end])).is_none()
}

/// "Change ana@old.example to ana@new.example".
fn is_changed(text: &str, old: &Range<usize>, new: &Range<usize>) -> bool {
    let between = text[old.end.min(new.start)..new.start].trim().to_lowercase();
    TO.contains(&between.as_str()) && CHANGE.is_in(&fold(before(text, old.start, 0, 72)))
}

/// "A cake for my wife, 0300 …", "my daughter needs a tutor, 0300 …": whom it is for, not whom to reach.
fn is_beneficiary(before: &str, start: usize, end: usize) -> bool {
    let (ahead, behind) = (before[..start].trim_end(), &before[end..]);
    let lead = ahead.rsplit_once(' ').map_or("", |(lead, _)| lead.trim_end());
    let named = REACHED_BY.last_end(lead) == Some(lead.len());
    BENEFICIARY.last_end(ahead) == Some(ahead.len()) && !named || BENEFICIARY_AFTER.begins(behind.trim_start()) || NEEDS.is_in(behind)
}

/// "… belongs to Karl", "… die meinem Chef gehört": of the value, not of a thing that is named between them.
fn belongs_to_another(after: &str, sentence: &str) -> bool {
    let is_about = |gap: &str| words_of(gap).all(|word| ABOUT_BELONGING.contains(&word) || is_about_it(word));
    let denied = || words_of(sentence.split([',', ';', '،', '，', '(']).next().unwrap_or_default()).any(|word| DENIED.contains(&word));
    BELONGS.hits(after).any(|(start, end)| {
        let gap = after[..start].trim_end();
        let gap = &gap[..another_ending(gap).unwrap_or(gap.len())];
        is_about(gap) && (denied() || !BELONGS_TO_ME.begins(after[end..].trim_start()))
    })
}

/// "… is my wife's": the person stands right behind the value.
fn is_of_another(after: &str) -> bool {
    LINKS.iter().filter_map(|link| after.strip_prefix(fold(link).as_str())).any(|rest| begins_with_another(rest.trim_start()))
}

/// Whose each of the values is; they stand in the order of the text. `kinds` tells an address from a number:
/// "my boss: bob@example.com, 0300…" gives both to the boss.
pub fn of_all(text: &str, spans: &[(Range<usize>, bool)]) -> Vec<(Whose, bool)> {
    let mut all: Vec<(Whose, bool)> = Vec::with_capacity(spans.len());
    for (index, (span, kind)) in spans.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| spans.get(at));
        let floor = previous.map_or(0, |(span, _)| span.end);
        let ceiling = spans.get(index + 1).map_or(text.len(), |(next, _)| next.start);
        let place = Place { text, span: span.clone(), floor, ceiling, number: *kind };
        let inherited = previous
            .filter(|(before, other)| other != kind && goes_on(&text[before.end.min(span.start)..span.start]))
            .and_then(|_| all.last())
            .filter(|(whose, _)| *whose == Whose::Others);
        let alike = || all.last().filter(|(whose, _)| *whose == Whose::Others && place.is_another_such()).map(|(whose, _)| *whose);
        let whose = place.told().or(inherited.map(|(whose, _)| *whose)).or_else(alike).unwrap_or(Whose::Presumed);
        let changed = previous.is_some_and(|(old, other)| other == kind && is_changed(text, old, span));
        all.push((whose, changed || place.is_correction()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whose the only address of the text is.
    fn whose(text: &str) -> Whose {
        let addresses = super::super::email::find(text);
        let spans: Vec<_> = addresses.into_iter().map(|address| (address.span, false)).collect();
        of_all(text, &spans)[0].0
    }

    #[test]
    fn my_own_address_is_mine() {
        for text in [
            "my e-mail is ana@example.com",
            "Why not write to me at ana@example.com?",
            "mi correo es ana@example.com",
            "vous pouvez m'écrire : ana@example.com",
            "Sie erreichen mich unter: meine E-Mail ana@example.com",
            "我的邮箱是ana@example.com",
            "بريدي ana@example.com",
            "I'm the landlord, ana@example.com",
            "soy su hija, ana@example.com",
        ] {
            assert_eq!(whose(text), Whose::Stated, "{text}");
        }
        assert_eq!(whose("Ana, ana@example.com"), Whose::Presumed);
        assert_eq!(whose("we'd love a cake for my wife, ana@example.com"), Whose::Presumed);
        assert_eq!(whose("my daughter needs a tutor, ana@example.com"), Whose::Presumed);
        assert_eq!(whose("beti ke liye tutor chahiye, ana@example.com"), Whose::Presumed);
        assert_eq!(whose("ana@example.com is mine"), Whose::Stated);
    }

    #[test]
    fn somebody_elses_address_is_not() {
        for text in [
            "write to my boss at bob@example.com",
            "my wife's e-mail is eve@example.com",
            "your e-mail info@example.com bounced",
            "I wrote to info@example.com yesterday",
            "info@example.com bounced",
            "bob@example.com is my boss",
            "el correo de mi jefe es bob@example.com",
            "l'adresse de mon patron: bob@example.com",
            "die E-Mail von meinem Chef ist bob@example.com",
            "o email do meu chefe é bob@example.com",
            "email bos saya bob@example.com",
            "میرے باس کا ای میل bob@example.com ہے",
            "我老板的邮箱是bob@example.com",
            "Ich habe an info@example.com geschrieben",
            "bob@example.com is my husband's",
            "bob@example.com ist von meinem Kollegen",
            "mere abbu ko bhej dein bob@example.com",
            "نسخة لزميلتي bob@example.com",
            "con copia a bob@example.com",
            "bob@example.com (das ist mein Chef)",
            "I got scammed by someone at bob@example.com",
            "Mum's email is bob@example.com",
            "the e-mail for my boss is bob@example.com",
            "manda para minha esposa bob@example.com",
            "her home e-mail... her mail is bob@example.com",
            "ammi ko email bhejein, ammi ka email bob@example.com",
            "I spoke to a Karen at bob@example.com",
            "Does bob@example.com still work?",
            "मेरी पत्नी का ईमेल bob@example.com है",
        ] {
            assert_eq!(whose(text), Whose::Others, "{text}");
        }
    }

    #[test]
    fn an_old_address_is_disowned() {
        for text in [
            "not ana@example.com",
            "please don't use ana@example.com",
            "ana@example.com is wrong",
            "ana@example.com no longer works",
            "nicht ana@example.com",
            "stop sending to ana@example.com",
            "ana@example.com, I lost access to it",
            "पुरानी ईमेल ana@example.com बंद हो गई है",
            "mon ancienne adresse ana@example.com",
        ] {
            assert_eq!(whose(text), Whose::Disowned, "{text}");
        }
    }
}

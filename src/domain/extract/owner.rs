//! Whose an address or a number is, and which of several the visitor means, by the words around them.

use std::ops::Range;

use super::{
    owner_words::{ASKED_AFTER, CORRECTION, DISOWNED, DISOWNED_AFTER, EXAMPLE, OTHERS, OTHERS_AFTER, STATED, STATED_AFTER},
    text::{after, before, fold},
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
}

impl Place<'_> {
    fn words_before(&self) -> String {
        fold(before(self.text, self.span.start, self.floor, 72))
    }

    fn words_after(&self) -> String {
        fold(after(self.text, self.span.end, self.ceiling, 28))
    }

    /// What the words around say. None where they say nothing at all.
    fn told(&self) -> Option<Whose> {
        let (before, after) = (self.words_before(), self.words_after());
        let after = after.split([',', ';', '،', '，', '(']).next().unwrap_or_default();
        if DISOWNED_AFTER.is_in(after) {
            return Some(Whose::Disowned);
        }
        if OTHERS_AFTER.is_in(after) || ASKED_AFTER.begins(after.trim_start()) {
            return Some(Whose::Others);
        }
        let gap_after = |end: usize| before[end..].trim().chars().count();
        if EXAMPLE.last_end(&before).is_some_and(|end| gap_after(end) <= 1) {
            return Some(Whose::Others);
        }
        // "not ana@…" disowns; "why not write to me at ana@…" does not.
        let near = |end: &usize| before[*end..].chars().count() <= 14;
        let cues = [
            (STATED.last_end(&before), Whose::Stated),
            (OTHERS.last_end(&before), Whose::Others),
            (DISOWNED.last_end(&before).filter(near), Whose::Disowned),
        ];
        let nearest = cues.into_iter().filter_map(|(end, whose)| Some((end?, whose))).max_by_key(|(end, _)| *end);
        let stated_after = || STATED_AFTER.begins(after.trim_start()).then_some(Whose::Stated);
        nearest.map(|(_, whose)| whose).or_else(stated_after)
    }

    /// The words before take something back: "no, it is …".
    pub fn is_correction(&self) -> bool {
        CORRECTION.is_in(&self.words_before()) || CORRECTION.begins(self.words_after().trim_start_matches([' ', ',']))
    }
}

/// Whose each of the values is; they stand in the order of the text. `kinds` tells an address from a number:
/// "my boss: bob@example.com, 0300…" gives both to the boss.
pub fn of_all(text: &str, spans: &[(Range<usize>, bool)]) -> Vec<(Whose, bool)> {
    let mut all: Vec<(Whose, bool)> = Vec::with_capacity(spans.len());
    for (index, (span, kind)) in spans.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|at| spans.get(at));
        let floor = previous.map_or(0, |(span, _)| span.end);
        let ceiling = spans.get(index + 1).map_or(text.len(), |(next, _)| next.start);
        let place = Place { text, span: span.clone(), floor, ceiling };
        let inherited = previous
            .filter(|(before, other)| other != kind && text[before.end.min(span.start)..span.start].chars().count() <= 20)
            .and_then(|_| all.last())
            .filter(|(whose, _)| *whose == Whose::Others);
        let whose = place.told().or(inherited.map(|(whose, _)| *whose)).unwrap_or(Whose::Presumed);
        all.push((whose, place.is_correction()));
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
        ] {
            assert_eq!(whose(text), Whose::Stated, "{text}");
        }
        assert_eq!(whose("Ana, ana@example.com"), Whose::Presumed);
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
        ] {
            assert_eq!(whose(text), Whose::Disowned, "{text}");
        }
    }
}

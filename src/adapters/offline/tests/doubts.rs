//! Two values where only one can be right: asked about, and the answer confirmed.

use super::{
    super::reply,
    dialogue::{Dialogue, shop},
};
use crate::{
    domain::{
        capture::{Doubt, Field},
        extract,
        locale::Language,
    },
    service::language_model::Turn,
};

/// The visitor has given one address, and now another one without a word.
fn in_doubt(mut talk: Dialogue) -> Dialogue {
    talk.says("ana@example.com");
    let doubt = Doubt { field: Field::Email, known: "ana@example.com".into(), other: "lima@example.org".into(), again: false };
    talk.request.briefing.doubts = vec![doubt];
    talk.request.turns.push(Turn::Visitor("lima@example.org".into()));
    talk
}

#[test]
fn which_is_right_is_asked_with_both_values() {
    use Language as L;
    for language in [L::En, L::Ur, L::Es, L::Fr, L::De, L::Ar, L::Hi, L::Zh, L::Pt, L::Id] {
        let talk = in_doubt(shop().speaking(language));
        let answer = reply(&talk.request);
        assert!(answer.contains("ana@example.com") && answer.contains("lima@example.org"), "{language:?}: {answer}");
        assert!(answer.ends_with(['?', '؟', '？']) && answer.matches(['?', '؟', '？']).count() == 1, "{language:?}: {answer}");
        assert_eq!(reply(&talk.request), answer, "the same words, the same answer");
    }
}

#[test]
fn whoever_says_yes_to_both_is_asked_for_one() {
    use Language as L;
    for language in [L::En, L::Ur, L::Es, L::Fr, L::De, L::Ar, L::Hi, L::Zh, L::Pt, L::Id] {
        let mut talk = in_doubt(shop().speaking(language));
        let question = reply(&talk.request);
        talk.answered(&question);
        talk.request.briefing.doubts[0].again = true;
        let answer = talk.says("ok");
        assert_ne!(answer, question);
        for asked in [&question, &answer] {
            let named = extract::values_in(Field::Email, asked, None);
            assert_eq!(named, ["ana@example.com", "lima@example.org"], "{language:?}: what we ask can be read again: {asked}");
        }
    }
}

#[test]
fn the_answer_is_confirmed() {
    let mut talk = in_doubt(shop());
    let question = reply(&talk.request);
    talk.answered(&question);
    talk.request.briefing.doubts = vec![];
    talk.request.briefing.settled = vec!["lima@example.org".into()];
    let answer = talk.says("the second one");
    assert!(answer.contains("lima@example.org") && !answer.contains("not sure"), "{answer}");
}

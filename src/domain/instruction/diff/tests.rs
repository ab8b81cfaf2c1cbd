//! Texts side by side, and put together again.

use proptest::prelude::*;

use super::*;

/// `-removed`, `+added`, ` same`; changed words in brackets, the old side before the new one.
fn drawn(old: &str, new: &str) -> Vec<String> {
    let mark = |cell: &Cell| -> String {
        cell.pieces.iter().map(|piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    };
    let row = |row: &Row| match (&row.old, &row.new) {
        (Some(old), Some(_)) if row.is_same() => format!(" {}", mark(old)),
        (Some(old), Some(new)) => format!("~{} | {}", mark(old), mark(new)),
        (Some(old), None) => format!("-{}", old.text()),
        (None, Some(new)) => format!("+{}", new.text()),
        (None, None) => "nothing".into(),
    };
    diff(old, new).rows.iter().map(row).collect()
}

#[test]
fn lines_stand_beside_each_other_and_words_are_marked() {
    let old = "Be kind.\n\nAnswer in two short sentences.\nNo slang.";
    let new = "Be kind.\nSay your name.\n\nAnswer in three very short sentences.";
    assert_eq!(
        drawn(old, new),
        [" Be kind.", "+Say your name.", " ", "~Answer in [two] short sentences. | Answer in [three very] short sentences.", "-No slang."]
    );
    let found = diff(old, new);
    assert_eq!((found.added, found.removed, found.changed), (1, 1, 1));
    assert_eq!(found.rows[3].new.as_ref().map(|cell| cell.line), Some(4));
}

#[test]
fn lines_without_common_words_are_not_forced_together() {
    assert_eq!(drawn("Open at nine", "Closed on Sundays"), ["-Open at nine", "+Closed on Sundays"]);
    assert_eq!(drawn("one two three\nfour five six", "four five seven"), ["-one two three", "~four five [six] | four five [seven]"]);
    assert_eq!(drawn("say the price now", "tell the cost now"), ["~[say] the [price] now | [tell] the [cost] now"]);
    assert_eq!(drawn("ask a b please now", "ask c d please now"), ["~ask [a b] please now | ask [c d] please now"]);
}

#[test]
fn other_scripts_are_compared_by_word_and_sign() {
    assert_eq!(drawn("我们九点开门", "我们十点开门"), ["~我们[九]点开门 | 我们[十]点开门"]);
    assert_eq!(drawn("हम सोमवार को खुले हैं", "हम मंगलवार को खुले हैं"), ["~हम [सोमवार] को खुले हैं | हम [मंगलवार] को खुले हैं"]);
}

#[test]
fn what_is_the_same_is_folded_but_for_its_neighbours() {
    let old: Vec<String> = (0..20).map(|n| format!("line {n}")).collect();
    let mut new = old.clone();
    new[10] = "another".into();
    let found = diff(&old.join("\n"), &new.join("\n"));
    let expected = [Stretch::Folded { from: 0, until: 8 }, Stretch::Shown { from: 8, until: 14 }, Stretch::Folded { from: 14, until: 21 }];
    assert_eq!(found.stretches(2), expected);
    assert_eq!(diff("a\nb", "a\nb").stretches(3), [Stretch::Folded { from: 0, until: 2 }]);
}

#[test]
fn helpers_are_compared_where_they_differ() {
    let mut new = Content::of("a");
    new.helpers.avoid = vec!["politics".into()];
    let found = ContentDiff::between(&Content::of("a"), &new);
    assert!(found.text.is_same() && !found.is_same());
    assert_eq!(found.helpers.iter().map(|helper| helper.helper).collect::<Vec<_>>(), [Helper::Avoid]);
    assert!(ContentDiff::between(&new, &new).is_same());
}

#[test]
fn thirty_kilobytes_that_share_nothing_are_compared_in_time() {
    let text = |salt: usize| (0..5_000).map(|n| format!("w{}", n * 7 + salt)).collect::<Vec<_>>();
    for gap in [" ", "\n"] {
        let (old, new) = (text(1).join(gap), text(2).join(gap));
        let found = diff(&old, &new);
        assert_eq!((found.old_text(), found.new_text()), (old, new));
    }
}

proptest! {
    #[test]
    fn both_texts_can_be_put_together_again(old in "[ab \n.,é多\u{94d}]{0,60}", new in "[ab \n.,é多\u{94d}]{0,60}") {
        let found = diff(&old, &new);
        prop_assert_eq!(found.old_text(), old.clone());
        prop_assert_eq!(found.new_text(), new.clone());
        prop_assert_eq!(found.is_same(), old == new);
        let lines = |side: fn(&Row) -> Option<&Cell>| found.rows.iter().filter_map(side).map(|cell| cell.line as usize).collect::<Vec<_>>();
        prop_assert_eq!(lines(|row| row.old.as_ref()), (1..=old.split('\n').count()).collect::<Vec<_>>());
        prop_assert_eq!(lines(|row| row.new.as_ref()), (1..=new.split('\n').count()).collect::<Vec<_>>());
        let folded: usize = found.stretches(1).iter().map(|stretch| match stretch { Stretch::Shown { from, until } | Stretch::Folded { from, until } => until - from }).sum();
        prop_assert_eq!(folded, found.rows.len());
    }

    #[test]
    fn edits_of_a_text_can_be_put_together_again(lines in proptest::collection::vec("[a-c ]{0,12}", 0..30), cut in 0usize..30, word in "[a-c]{1,4}") {
        let mut edited = lines.clone();
        if let Some(line) = edited.get_mut(cut) {
            line.push_str(&word);
        }
        edited.truncate(25);
        let found = diff(&lines.join("\n"), &edited.join("\n"));
        prop_assert_eq!(found.old_text(), lines.join("\n"));
        prop_assert_eq!(found.new_text(), edited.join("\n"));
    }
}

//! Where captured words stand in a message: the text cut into stretches, each with the facts whose quote covers it.

/// A stretch of a message's text. The stretches of a message, put together, are its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub text: String,
    /// The facts whose quote covers this stretch, in ascending order; empty for plain words.
    pub covered_by: Vec<usize>,
    /// Those of them whose quote ends with this stretch: their number is shown behind it.
    pub ends: Vec<usize>,
}

/// Cuts `text` at the borders of the quotes. `quotes` are (number of the fact, its quote); a quote that is not
/// in the text marks nothing. Quotes may overlap and may be equal.
pub fn stretches(text: &str, quotes: &[(usize, &str)]) -> Vec<Stretch> {
    let mut found: Vec<(usize, usize, usize)> =
        quotes.iter().filter_map(|(number, quote)| place(text, quote).map(|at| (at, at + quote.len(), *number))).collect();
    found.sort_unstable();

    let mut borders: Vec<usize> = found.iter().flat_map(|(from, to, _)| [*from, *to]).chain([0, text.len()]).collect();
    borders.sort_unstable();
    borders.dedup();

    borders
        .windows(2)
        .filter_map(|pair| {
            let [from, to] = *pair else { return None };
            let mut covered_by: Vec<usize> = found.iter().filter(|(a, b, _)| *a <= from && to <= *b).map(|(.., number)| *number).collect();
            let mut ends: Vec<usize> = found.iter().filter(|(_, b, _)| *b == to).map(|(.., number)| *number).collect();
            covered_by.sort_unstable();
            ends.sort_unstable();
            Some(Stretch { text: text.get(from..to)?.to_owned(), covered_by, ends })
        })
        .collect()
}

/// The byte at which the quote begins: its first place as whole words ("Ana", not the "ana" of "banana"), else its first place.
pub fn place(text: &str, quote: &str) -> Option<usize> {
    if quote.is_empty() {
        return None;
    }
    let whole = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + quote.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let mut places = text.match_indices(quote).map(|(at, _)| at);
    let first = text.find(quote)?;
    Some(places.find(whole).unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str, quotes: &[(usize, &str)]) -> Vec<(String, Vec<usize>, Vec<usize>)> {
        stretches(text, quotes).into_iter().map(|s| (s.text, s.covered_by, s.ends)).collect()
    }

    fn plain(text: &str) -> (String, Vec<usize>, Vec<usize>) {
        (text.into(), vec![], vec![])
    }

    #[test]
    fn captured_words_are_cut_out_of_the_text() {
        assert_eq!(
            shape("Hi, I'm Ana, ana@example.com", &[(1, "Ana"), (2, "ana@example.com")]),
            [plain("Hi, I'm "), ("Ana".into(), vec![1], vec![1]), plain(", "), ("ana@example.com".into(), vec![2], vec![2])]
        );
    }

    #[test]
    fn overlapping_quotes_share_their_common_words() {
        assert_eq!(
            shape("call 0300 8214557 today", &[(2, "0300 8214557 today"), (1, "call 0300 8214557")]),
            [("call ".into(), vec![1], vec![]), ("0300 8214557".into(), vec![1, 2], vec![1]), (" today".into(), vec![2], vec![2]),]
        );
        assert_eq!(shape("Ana", &[(1, "Ana"), (2, "Ana")]), [("Ana".into(), vec![1, 2], vec![1, 2])]);
    }

    #[test]
    fn whole_words_win_over_a_part_of_a_word() {
        let cut = shape("banana bread for ana", &[(1, "ana")]);
        assert_eq!(cut[0].0, "banana bread for ");
        assert_eq!(shape("bananas", &[(1, "nan")])[1].0, "nan");
    }

    #[test]
    fn any_script_and_a_missing_quote_do_no_harm() {
        let text = "هل يوجد موعد يوم السبت؟ 👩‍⚕️ ok";
        for quote in ["موعد", "👩‍⚕️", "nowhere", ""] {
            let joined: String = stretches(text, &[(1, quote)]).into_iter().map(|s| s.text).collect();
            assert_eq!(joined, text);
        }
        assert!(shape("", &[(1, "a")]).is_empty());
        assert_eq!(shape("plain", &[]), [plain("plain")]);
    }
}

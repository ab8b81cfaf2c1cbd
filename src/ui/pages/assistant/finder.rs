//! Searching in the text: where the words stand, and the way from one place to the next.

use leptos::prelude::*;

/// The most places that are marked.
const MOST: usize = 500;

/// Where something stands, in bytes of the text.
pub type Place = (usize, usize);

/// The words that are looked for, and where one is.
#[derive(Clone, Copy)]
pub struct Finder {
    pub words: RwSignal<String>,
    pub places: Memo<Vec<Place>>,
    /// Of the places; meaningless where there is none.
    pub at: RwSignal<usize>,
}

impl Finder {
    pub fn new(text: RwSignal<String>) -> Self {
        let words = RwSignal::new(String::new());
        let places = Memo::new(move |_| text.with(|text| words.with(|words| places_of(text, words.trim()))));
        Self { words, places, at: RwSignal::new(0) }
    }

    /// The place where one is.
    pub fn here(self) -> Option<Place> {
        self.places.with(|places| places.get(self.at.get().min(places.len().saturating_sub(1))).copied())
    }

    /// Goes on, or back, around the ends. The place where one is then.
    pub fn go(self, is_back: bool) -> Option<Place> {
        let count = self.places.with_untracked(Vec::len);
        if count == 0 {
            return None;
        }
        let at = self.at.get_untracked().min(count - 1);
        self.at.set(if is_back { (at + count - 1) % count } else { (at + 1) % count });
        untrack(|| self.here())
    }

    /// `2 of 7`; empty where nothing is looked for.
    pub fn words_of_place(self) -> String {
        if self.words.with(|words| words.trim().is_empty()) {
            return String::new();
        }
        match self.places.with(Vec::len) {
            0 => "Not found".to_owned(),
            MOST => format!("{} of many", self.at.get() + 1),
            count => format!("{} of {count}", self.at.get().min(count - 1) + 1),
        }
    }
}

/// Where words stand in a text, whatever their case (of letters that keep their length in the other case).
fn places_of(text: &str, words: &str) -> Vec<Place> {
    let mut found = vec![];
    if words.is_empty() {
        return found;
    }
    let mut from = 0;
    while let Some(start) =
        text.get(from..).and_then(|rest| rest.char_indices().map(|(at, _)| from + at).find(|at| begins(&text[*at..], words)))
    {
        let length: usize = text[start..].chars().take(words.chars().count()).map(char::len_utf8).sum();
        found.push((start, start + length));
        from = start + length;
        if found.len() == MOST {
            break;
        }
    }
    found
}

fn begins(text: &str, words: &str) -> bool {
    let mut letters = text.chars();
    words.chars().all(|wanted| letters.next().is_some_and(|letter| letter == wanted || letter.to_lowercase().eq(wanted.to_lowercase())))
}

/// The same place in the units in which browsers count.
pub fn in_units(text: &str, place: Place) -> (u32, u32) {
    let units = |until: usize| u32::try_from(text.get(..until).unwrap_or(text).encode_utf16().count()).unwrap_or(u32::MAX);
    (units(place.0), units(place.1))
}

/// The bytes of a line, counted from 1.
pub fn line_place(text: &str, number: u32) -> Option<Place> {
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        if index + 1 == number as usize {
            return Some((start, start + line.len()));
        }
        start += line.len() + 1;
    }
    None
}

/// A piece of a line, and whether it is marked.
pub fn pieces(line: Place, marked: &[Place]) -> Vec<(Place, Option<Place>)> {
    let mut out = vec![];
    let mut from = line.0;
    for place in marked.iter().filter(|place| place.0.max(line.0) < place.1.min(line.1)) {
        let (start, end) = (place.0.max(line.0), place.1.min(line.1));
        if from < start {
            out.push(((from, start), None));
        }
        out.push(((start, end), Some(*place)));
        from = end;
    }
    if from < line.1 {
        out.push(((from, line.1), None));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        assert_eq!(places_of("Crowns. crowns, CROWN", "crown"), [(0, 5), (8, 13), (16, 21)]);
        assert_eq!(places_of("aaa", "aa"), [(0, 2)]);
        assert_eq!(places_of("تاج اور تاج", "تاج").len(), 2);
        assert!(places_of("a", "").is_empty() && places_of("", "a").is_empty());
        assert_eq!(places_of(&"x".repeat(MOST * 2), "x").len(), MOST);
    }

    #[test]
    fn browsers_count_in_other_units() {
        let text = "é😀 price";
        let place = places_of(text, "price")[0];
        assert_eq!((place, in_units(text, place)), ((7, 12), (4, 9)));
    }

    #[test]
    fn lines_are_counted_from_one() {
        let text = "one\n\nthree";
        assert_eq!(
            [line_place(text, 1), line_place(text, 2), line_place(text, 3), line_place(text, 4)],
            [Some((0, 3)), Some((4, 4)), Some((5, 10)), None]
        );
        assert_eq!(line_place(text, 0), None);
    }

    #[test]
    fn a_line_is_cut_where_something_is_marked() {
        assert_eq!(pieces((0, 10), &[(2, 4), (9, 12)]), [((0, 2), None), ((2, 4), Some((2, 4))), ((4, 9), None), ((9, 10), Some((9, 12)))]);
        assert_eq!(pieces((5, 5), &[(0, 9)]), []);
        assert_eq!(pieces((0, 3), &[]), [((0, 3), None)]);
    }
}

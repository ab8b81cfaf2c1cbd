//! The words of a text as searches compare them. Both sides of a comparison come through here, so that no storage
//! needs to know a language.

/// Letters and digits, in lower case, in their order.
pub fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether each word of `q` begins a word of `text`.
pub fn has_beginnings(text: &str, q: &str) -> bool {
    let words = words_of(text);
    words_of(q).iter().all(|start| words.iter().any(|word| word.starts_with(start.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_found_in_any_order() {
        assert!(has_beginnings("Ana Lima, ana@example.com", "LIM exam"));
        assert!(has_beginnings("anything", " ,; "));
        assert!(!has_beginnings("Ana Lima", "ana b"));
        assert_eq!(words_of("Brooks&Co, +92 300"), ["brooks", "co", "92", "300"]);
    }
}

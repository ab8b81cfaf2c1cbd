//! Words as HTML: nothing of the document is taken for markup.

/// Text for HTML and for attributes in double quotes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// A sentence or more; what stands between backticks is code.
pub fn prose(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    pieces.map(|(at, piece)| if at % 2 == 1 { code(piece) } else { escape(piece) }).collect()
}

pub fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// What an address in the page may hold: letters, digits, hyphens and underscores.
pub fn anchor(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(escape("<b a=\"1\" c='2'>&"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
        assert_eq!(prose("Send `<a>` & go"), "Send <code>&lt;a&gt;</code> &amp; go");
        assert_eq!(anchor("a\"b c"), "a-b-c");
    }
}

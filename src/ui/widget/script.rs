//! Which language and direction a message is written in, told from its letters: a conversation may mix them,
//! and a screen reader or a typeface needs to know.

/// A BCP 47 tag and `ltr` or `rtl`. `interface` is the language of the widget, taken where the letters do not decide.
pub fn tongue(text: &str, interface: &'static str) -> (&'static str, &'static str) {
    let mut arabic = 0_u32;
    let mut urdu = 0_u32;
    let mut other = 0_u32;
    let mut devanagari = 0_u32;
    let mut han = 0_u32;
    for letter in text.chars() {
        match letter {
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' | 'گ' | 'چ' | 'پ' | 'ھ' | 'ۓ' | 'ی' | 'ک' => {
                urdu += 1;
                arabic += 1;
            }
            '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' => arabic += 1,
            '\u{900}'..='\u{97f}' => devanagari += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => other += 1,
            _ => {}
        }
    }
    // A Latin e-mail address inside of an Urdu sentence does not make it English.
    if arabic * 2 > other {
        return (if urdu > 0 { "ur" } else { "ar" }, "rtl");
    }
    if devanagari * 2 > other {
        return ("hi", "ltr");
    }
    if han * 2 > other {
        return ("zh", "ltr");
    }
    let latin = !matches!(interface, "ur" | "ar" | "hi" | "zh");
    if latin || other == 0 {
        return (interface, if matches!(interface, "ur" | "ar") && other == 0 { "rtl" } else { "ltr" });
    }
    ("en", "ltr")
}

#[cfg(test)]
mod tests {
    use super::tongue;

    #[test]
    fn letters_decide_before_the_interface() {
        assert_eq!(tongue("آپ کب کھلے ہوتے ہیں؟", "en"), ("ur", "rtl"));
        assert_eq!(tongue("ماذا تقدمون؟", "en"), ("ar", "rtl"));
        assert_eq!(tongue("میرا ای میل ana@x.com ہے", "en"), ("ur", "rtl"));
        assert_eq!(tongue("आप कब खुले हैं", "en"), ("hi", "ltr"));
        assert_eq!(tongue("什么时候营业", "de"), ("zh", "ltr"));
        assert_eq!(tongue("Guten Tag", "de"), ("de", "ltr"));
        assert_eq!(tongue("Hello there", "ur"), ("en", "ltr"));
        assert_eq!(tongue("14:30", "ur"), ("ur", "rtl"));
        assert_eq!(tongue("👍", "fr"), ("fr", "ltr"));
    }
}

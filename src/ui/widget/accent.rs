//! The accent of the site that embeds the widget, made safe: its text always reaches 4.5:1.

use crate::domain::colour::Rgb;

/// The style rules that put the site's colour in place of our own, in both themes. None where it is no colour.
/// Dark text stands on the light accent of the dark theme, white text on the dark one of the light theme.
pub fn rules(wanted: &str) -> Option<String> {
    let colour = Rgb::parse(wanted)?;
    let (light, dark) = (colour.on_light().hex(), colour.on_dark().hex());
    Some(format!(":root{{--site-light:{light};--site-dark:{dark}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_colour_reaches_the_style() {
        for bad in ["", "red", "#12345", "0b6651;}", "ééé", "#0b66 5"] {
            assert_eq!(rules(bad), None, "{bad}");
        }
        assert_eq!(rules("#0B6651").as_deref(), Some(":root{--site-light:#0b6651;--site-dark:#4f9182}"));
    }
}

//! The accent of the site that embeds the widget, made safe: its text always reaches 4.5:1.

/// An sRGB colour, each channel 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rgb([f64; 3]);

const WHITE: Rgb = Rgb([1.0, 1.0, 1.0]);
/// `surface` of the dark theme: links and quick replies stand on it.
const DARK_SURFACE: Rgb = Rgb([22.0 / 255.0, 29.0 / 255.0, 26.0 / 255.0]);
/// WCAG AA for text.
const ENOUGH: f64 = 4.5;

impl Rgb {
    /// `rgb`, `rrggbb`, with or without a leading `#`.
    fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').unwrap_or(text);
        if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let full: String = match hex.len() {
            3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => hex.to_owned(),
            _ => return None,
        };
        let channel = |from: usize| u8::from_str_radix(full.get(from..from + 2)?, 16).ok().map(|value| f64::from(value) / 255.0);
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// Relative luminance of WCAG 2.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Goes towards `to` in steps of a fiftieth until it stands out against `ground`.
    fn until_readable(self, to: Self, ground: Self) -> Self {
        (0..=50)
            .map(|step| {
                let part = f64::from(step) / 50.0;
                Self([0, 1, 2].map(|i| self.0[i] + (to.0[i] - self.0[i]) * part))
            })
            .find(|colour| colour.rounded().contrast(ground) >= ENOUGH)
            .unwrap_or(to)
            .rounded()
    }

    fn rounded(self) -> Self {
        Self(self.0.map(|c| (c * 255.0).round() / 255.0))
    }

    fn hex(self) -> String {
        self.0.iter().fold("#".to_owned(), |text, c| {
            // Channels are 0 to 1, so the product fits a byte.
            text + &format!("{:02x}", (c * 255.0).round() as u8)
        })
    }
}

/// The style rules that put the site's colour in place of our own, in both themes. None where it is no colour.
/// Dark text stands on the light accent of the dark theme, white text on the dark one of the light theme.
pub fn rules(wanted: &str) -> Option<String> {
    let colour = Rgb::parse(wanted)?;
    let light = colour.until_readable(Rgb([0.0; 3]), WHITE).hex();
    let dark = colour.until_readable(WHITE, DARK_SURFACE).hex();
    Some(format!(":root{{--site-light:{light};--site-dark:{dark}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readable_colour_stays_and_a_pale_one_is_darkened() {
        let evergreen = Rgb::parse("#0b6651").expect("a colour");
        assert_eq!(evergreen.until_readable(Rgb([0.0; 3]), WHITE).hex(), "#0b6651");
        let yellow = Rgb::parse("fd0").expect("a colour").until_readable(Rgb([0.0; 3]), WHITE);
        assert!(yellow.contrast(WHITE) >= ENOUGH, "{}", yellow.hex());
    }

    #[test]
    fn every_colour_becomes_readable_in_both_themes() {
        for step in 0..=4_096_u32 {
            let colour = format!("{:06x}", step * 4_095);
            let Some(colour) = Rgb::parse(&colour) else { continue };
            assert!(colour.until_readable(Rgb([0.0; 3]), WHITE).contrast(WHITE) >= ENOUGH);
            assert!(colour.until_readable(WHITE, DARK_SURFACE).contrast(DARK_SURFACE) >= ENOUGH);
        }
    }

    #[test]
    fn nothing_but_a_colour_reaches_the_style() {
        for bad in ["", "red", "#12345", "0b6651;}", "ééé", "#0b66 5"] {
            assert_eq!(rules(bad), None, "{bad}");
        }
        assert_eq!(rules("#0B6651").as_deref(), Some(":root{--site-light:#0b6651;--site-dark:#4f9182}"));
    }
}

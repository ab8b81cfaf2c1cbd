//! Colours as the owner chooses them, and whether text on them can be read (WCAG 2).

use serde::{Deserialize, Serialize};

/// An sRGB colour, each channel 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rgb([f64; 3]);

const BLACK: Rgb = Rgb([0.0; 3]);
const WHITE: Rgb = Rgb([1.0; 3]);
/// `surface` of the widget's dark theme: links and quick replies stand on it.
const DARK_SURFACE: Rgb = Rgb([22.0 / 255.0, 29.0 / 255.0, 26.0 / 255.0]);
/// WCAG AA for text.
const ENOUGH: f64 = 4.5;

impl Rgb {
    /// `rgb`, `rrggbb`, with or without a leading `#`.
    pub fn parse(text: &str) -> Option<Self> {
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

    /// As the widget shows it in its light theme: darkened, where it has to be, until white text on it and it on white can be read.
    pub fn on_light(self) -> Self {
        self.until_readable(BLACK, WHITE)
    }

    /// As the widget shows it in its dark theme: lightened until dark text on it and it on the dark surface can be read.
    pub fn on_dark(self) -> Self {
        self.until_readable(WHITE, DARK_SURFACE)
    }

    /// White on it cannot be read, nor it on a white page.
    pub fn is_too_pale(self) -> bool {
        self.rounded().contrast(WHITE) < ENOUGH
    }

    fn rounded(self) -> Self {
        Self(self.0.map(|c| (c * 255.0).round() / 255.0))
    }

    /// `#rrggbb`.
    pub fn hex(self) -> String {
        self.0.iter().fold("#".to_owned(), |text, c| {
            // Channels are 0 to 1, so the product fits a byte.
            text + &format!("{:02x}", (c * 255.0).round() as u8)
        })
    }
}

/// A colour that somebody chose, kept as `#rrggbb`: nothing but a colour can be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Accent(String);

impl Accent {
    /// As [`Rgb::parse`] reads it; blanks around it do not count.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        Rgb::parse(typed.trim()).map(|colour| Self(colour.hex())).ok_or("write a colour such as #0b6651, or choose one")
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Accent {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Accent> for String {
    fn from(accent: Accent) -> Self {
        accent.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readable_colour_stays_and_a_pale_one_is_darkened() {
        let evergreen = Rgb::parse("#0b6651").expect("a colour");
        assert_eq!(evergreen.on_light().hex(), "#0b6651");
        assert!(!evergreen.is_too_pale());
        let yellow = Rgb::parse("fd0").expect("a colour");
        assert!(yellow.is_too_pale() && !yellow.on_light().is_too_pale(), "{}", yellow.on_light().hex());
    }

    #[test]
    fn every_colour_becomes_readable_in_both_themes() {
        for step in 0..=4_096_u32 {
            let colour = format!("{:06x}", step * 4_095);
            let Some(colour) = Rgb::parse(&colour) else { continue };
            assert!(colour.on_light().contrast(WHITE) >= ENOUGH);
            assert!(colour.on_dark().contrast(DARK_SURFACE) >= ENOUGH);
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        // The palest grey that white can be read on, and the next one.
        assert!(!Rgb::parse("#767676").expect("a colour").is_too_pale());
        assert!(Rgb::parse("#777777").expect("a colour").is_too_pale());
    }

    #[test]
    fn an_accent_is_a_colour_in_one_spelling() {
        for typed in ["#A30", " a30 ", "aa3300", "#aA3300"] {
            assert_eq!(Accent::parse(typed).map(String::from), Ok("#aa3300".to_owned()), "{typed}");
        }
        for bad in ["", "red", "#12345", "0b6651;}", "ééé", "#0b66 5", "##0b6651", "</script>"] {
            assert!(Accent::parse(bad).is_err(), "{bad}");
        }
        assert!(serde_json::from_str::<Accent>(r#""red""#).is_err());
        assert_eq!(serde_json::to_string(&Accent::parse("a30").expect("a colour")).expect("JSON"), r##""#aa3300""##);
    }
}

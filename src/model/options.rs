//! What a host chooses about the looks, beside the view: its colour, its font, its own ground, the height of its frame.
//!
//! Nothing of it changes what is shown, so no link to a view has it. A colour is repaired until it can be read.

use super::query::{add, encode};

/// The paper of both themes, as `styles/tokens.css` has it.
pub const PAPERS: [Colour; 2] = [Colour([0xfb, 0xfa, 0xf7]), Colour([0x14, 0x17, 0x1b])];

/// The contrast that WCAG 2.2 asks of text (1.4.3, level AA), and a little for rounding.
pub const CONTRAST: f64 = 4.52;

/// The longest name of a font, in bytes.
const FONT_LIMIT: usize = 60;

/// What a host chooses.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The colour of links and of what is pointed at.
    pub accent: Option<Colour>,
    /// A font family that the reader may have; empty for ours.
    pub font: String,
    /// Whether the host's ground shines through.
    pub is_transparent: bool,
    /// Whether it fills the frame.
    pub is_fitted: bool,
}

impl Options {
    /// Adds them to a query.
    pub fn write(&self, query: &mut String) {
        if let Some(accent) = self.accent {
            add(query, "accent", &accent.hex());
        }
        if !self.font.is_empty() {
            add(query, "font", &encode(&self.font));
        }
        for (key, is_set) in [("transparent", self.is_transparent), ("fit", self.is_fitted)] {
            if is_set {
                add(query, key, "1");
            }
        }
    }

    /// The font as a style sheet has it.
    pub fn font_family(&self) -> String {
        // A name of one word may be a generic family, which has no quotes. A byte: looking for a letter brings a search for
        // words into the bundle, 0.6 KB.
        let quote = if self.font.as_bytes().contains(&b' ') { "\"" } else { "" };
        [quote, &self.font, quote].concat()
    }

    /// The accent as it can be read in both themes, as a style sheet has it; empty for ours.
    pub fn accents(&self) -> [String; 2] {
        PAPERS.map(|paper| self.accent.map_or(String::new(), |accent| ["#", &accent.on(paper).hex()].concat()))
    }
}

/// Whether a text can be the name of a font: letters first, no quotes, nothing that ends a declaration.
pub fn is_font(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic() || letter >= '\u{a0}';
    let is_part = |letter: char| is_letter(letter) || letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '_');
    name.len() <= FONT_LIMIT && name.starts_with(is_letter) && name.chars().all(is_part)
}

/// Red, green and blue in sRGB.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads `c8641b`, `#c8641b`, `#c61`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits: Option<Vec<u32>> = text.trim_start_matches('#').chars().map(|digit| digit.to_digit(16)).collect();
        let digits = digits.filter(|digits| text.len() - digits.len() < 2)?;
        let at = |index: usize| digits.get(index).and_then(|&digit| u8::try_from(digit).ok()).unwrap_or_default();
        match digits.len() {
            3 => Some(Colour([0, 1, 2].map(|index| at(index) * 17))),
            6 => Some(Colour([0, 2, 4].map(|index| at(index) * 16 + at(index + 1)))),
            _ => None,
        }
    }

    /// As six digits.
    pub fn hex(self) -> String {
        let halves = self.0.into_iter().flat_map(|part| [part >> 4, part & 15]);
        halves.filter_map(|half| char::from_digit(half.into(), 16)).collect()
    }

    /// The relative luminance of WCAG 2.2, 0…1.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of WCAG 2.2, 1…21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// The nearest colour on the way to black, or on dark paper to white, that can be read.
    pub fn on(self, paper: Colour) -> Colour {
        let end: u32 = if paper.luminance() > 0.5 { 0 } else { 255 };
        let mixed = |step: u32| Colour(self.0.map(|part| ((u32::from(part) * (32 - step) + end * step) / 32) as u8));
        (0..=32).map(mixed).find(|colour| colour.contrast(paper) >= CONTRAST).unwrap_or(self)
    }
}

/// A part of sRGB as a share of light.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        return part / 12.92;
    }
    // To the power of 2.4, which is 2 and twice a fifth; a power of the library would cost 4 KB of tables.
    let base = (part + 0.055) / 1.055;
    let mut fifth = 1.0;
    for _ in 0..12 {
        fifth -= (fifth - base / (fifth * fifth * fifth * fifth)) / 5.0;
    }
    base * base * fifth * fifth
}

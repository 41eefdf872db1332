//! Addresses of sources without what their title and date say already: 3 KB of the bundle.
//!
//! Shared with the build script, which shortens them. A control character stands for what was left out: the day in one of
//! three forms, or some words of the title, whose first and last follow it as characters counted from a space.

use super::slug::plain;

/// The forms of a day in an address, by the character that stands for it.
pub const DAYS: [(char, &str); 3] = [('\u{3}', "/"), ('\u{4}', ""), ('\u{5}', "-")];

/// What joins the words of a title in an address, by the character that stands for them.
pub const JOINS: [(char, &str); 2] = [('\u{1}', "-"), ('\u{2}', "_")];

/// The words of a title as addresses have them: small letters and digits.
pub fn words(title: &str) -> Vec<String> {
    let plain: String = title.chars().map(|letter| plain(letter.to_ascii_lowercase())).collect();
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A number up to 94 as a character.
pub fn counted(letter: char) -> usize {
    (letter as usize).saturating_sub(' ' as usize)
}

/// The whole address; `day` is in ISO 8601.
pub fn expand(short: &str, title: &str, day: &str) -> String {
    let mut address = String::new();
    let mut letters = short.chars();
    while let Some(letter) = letters.next() {
        let join = JOINS.iter().find(|(mark, _)| *mark == letter);
        let form = DAYS.iter().find(|(mark, _)| *mark == letter);
        match (join, form) {
            (Some((_, join)), _) => {
                let mut place = || counted(letters.next().unwrap_or(' '));
                let (first, last) = (place(), place());
                for (nth, word) in words(title).get(first..=last).unwrap_or_default().iter().enumerate() {
                    address.push_str(if nth > 0 { join } else { "" });
                    address.push_str(word);
                }
            }
            (_, Some((_, form))) => address.push_str(&day.replace('-', form)),
            _ => address.push(letter),
        }
    }
    address
}

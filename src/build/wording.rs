//! Looking at the words of a text: what stands within quotation marks, and which words are not ours.

use super::raw::{self, Table};

/// A word or phrase that is not used in our own voice.
pub struct Avoided {
    /// In small letters.
    pub words: String,
    /// What to write instead.
    pub instead: String,
}

/// The words of `data/wording.toml`, in small letters.
pub fn avoided(table: &Table<raw::wording::Avoided>) -> Vec<Avoided> {
    let entries = table.records.iter().map(|record| record.get_ref());
    let pairs = entries.flat_map(|entry| entry.words.iter().map(move |word| (word, &entry.instead)));
    pairs
        .map(|(word, instead)| Avoided {
            words: word.get_ref().to_lowercase(),
            instead: instead.get_ref().trim().to_owned(),
        })
        .collect()
}

/// What a text with straight marks is told.
pub const NOT_TYPESET: &str = "straight quotation marks; “ ” and ’ are ours";

/// Whether quotation marks and apostrophes are those of print.
pub fn is_typeset(text: &str) -> bool {
    !text.contains(['"', '\''])
}

/// What is wrong with the quotation marks of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marks {
    /// A mark has no partner.
    Unbalanced,
    /// There is nothing between two marks.
    Empty,
}

/// The text with every quotation replaced by a bar.
pub fn outside_quotations(text: &str) -> Result<String, Marks> {
    let mut outside = String::new();
    let mut quotation = String::new();
    let mut is_inside = false;
    for letter in text.chars() {
        match (is_inside, letter) {
            (true, '”') if quotation.trim().is_empty() => return Err(Marks::Empty),
            (true, '”') => {
                quotation.clear();
                outside.push('|');
                is_inside = false;
            }
            (true, letter) => quotation.push(letter),
            (false, '“') => is_inside = true,
            (false, '”') => return Err(Marks::Unbalanced),
            (false, letter) => outside.push(letter),
        }
    }
    if is_inside {
        Err(Marks::Unbalanced)
    } else {
        Ok(outside)
    }
}

/// The first of the words that stands in the text as a whole word, in capitals or not.
pub fn first_avoided<'w>(text: &str, avoided: &'w [Avoided]) -> Option<&'w Avoided> {
    let text = text.to_lowercase();
    avoided.iter().find(|avoided| stands_in(&text, &avoided.words))
}

fn stands_in(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(start, found)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

//! Texts: within length, one paragraph, quotation marks in pairs, and neutral in our own voice.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::problem::{At, File};
use super::super::raw::{wording, Table, Text};
use super::super::wording::{first_avoided, is_typeset, outside_quotations, Marks, NOT_TYPESET};
use super::Checker;

/// Longest title of an event, in characters.
pub const TITLE_LIMIT: usize = 80;
/// Longest summary of an event; longest text of a claim, a grouping or a definition.
pub const SUMMARY_LIMIT: usize = 480;
/// Longest note of any record.
pub const NOTE_LIMIT: usize = 300;
/// Longest name, publisher, title of a source.
pub const LABEL_LIMIT: usize = 240;
/// Longest article of a treaty.
pub const ARTICLE_LIMIT: usize = 1000;

impl Checker<'_> {
    /// The list of words itself: nothing empty, nothing twice.
    pub fn wording(&mut self, table: &Table<wording::Avoided>) {
        let mut seen = BTreeSet::new();
        for record in &table.records {
            let entry = record.get_ref();
            self.filled(&table.file, &entry.reason, "reason", NOTE_LIMIT);
            self.filled(&table.file, &entry.instead, "instead", LABEL_LIMIT);
            self.expect(!entry.words.is_empty(), &table.at(record), "no words are listed");
            for word in &entry.words {
                self.filled(&table.file, word, "a word", LABEL_LIMIT);
                let message = format!("\"{}\" is listed twice", word.get_ref());
                self.expect(seen.insert(word.get_ref().to_lowercase()), &table.at(word), message);
            }
        }
    }

    /// A text of ours: as `filled`, and neutral outside its quotations, whose marks come in pairs.
    pub fn ours(&mut self, file: &Rc<File>, text: &Text, name: &str, limit: usize) -> String {
        self.neutral(&At::span(file, text.span()), text.get_ref());
        self.filled(file, text, name, limit)
    }

    /// A text of ours that need not be there; empty then.
    pub fn optional_ours(&mut self, file: &Rc<File>, text: Option<&Text>, name: &str, limit: usize) -> String {
        text.map(|text| self.ours(file, text, name, limit)).unwrap_or_default()
    }

    /// A note, which need not be there.
    pub fn note(&mut self, file: &Rc<File>, note: Option<&Text>) -> String {
        self.optional_ours(file, note, "note", NOTE_LIMIT)
    }

    /// A text of anybody's: there, within length, one paragraph.
    pub fn filled(&mut self, file: &Rc<File>, text: &Text, name: &str, limit: usize) -> String {
        let message = format!("{name} must be one paragraph");
        self.expect(!text.get_ref().trim().contains('\n'), &At::span(file, text.span()), message);
        self.paragraphs(file, text, name, limit)
    }

    /// A text of anybody's that may have paragraphs: there, within length.
    pub fn paragraphs(&mut self, file: &Rc<File>, text: &Text, name: &str, limit: usize) -> String {
        let trimmed = text.get_ref().trim();
        let length = trimmed.chars().count();
        let at = At::span(file, text.span());
        self.expect(length > 0, &at, format!("{name} is empty"));
        self.expect(length <= limit, &at, format!("{name} has {length} characters, {limit} are allowed"));
        self.expect(is_typeset(trimmed), &at, format!("{name} has {NOT_TYPESET}"));
        trimmed.to_owned()
    }

    /// No word of `data/wording.toml` outside quotations.
    pub fn neutral(&mut self, at: &At, text: &str) {
        let outside = outside_quotations(text);
        let message = match &outside {
            Err(Marks::Empty) => "there is nothing between two quotation marks",
            _ => "a quotation mark has no partner",
        };
        self.expect(outside.is_ok(), at, message);
        let found = first_avoided(&outside.unwrap_or_default(), self.avoided);
        let message = found.map(|found| {
            format!("\"{}\" is not used in our own voice (data/wording.toml): {}", found.words, found.instead)
        });
        self.expect(found.is_none(), at, message.unwrap_or_default());
    }

    /// At most so many words.
    pub fn words(&mut self, file: &Rc<File>, text: &Text, name: &str, limit: usize) {
        let count = text.get_ref().split_whitespace().count();
        let message = format!("{name} has {count} words, {limit} are allowed");
        self.expect(count <= limit, &At::span(file, text.span()), message);
    }
}

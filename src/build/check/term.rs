//! The glossary.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::text::{NOTE_LIMIT, TITLE_LIMIT};
use super::Checker;

/// Most words of the plain explanation.
const PLAIN_WORDS: usize = 25;
/// Most words of the standard explanation.
const STANDARD_WORDS: usize = 45;

/// A term and what it means.
pub struct Term {
    pub id: String,
    pub term: String,
    /// For readers of about twelve years.
    pub plain: String,
    /// For everybody else.
    pub standard: String,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn terms(&mut self, table: &Table<raw::term::Term>) -> Vec<Term> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let term = record.get_ref();
            self.words(file, &term.plain, "plain", PLAIN_WORDS);
            self.words(file, &term.standard, "standard", STANDARD_WORDS);
            rows.push(Term {
                id: self.id(file, &term.id, "term", &mut seen),
                term: self.ours(file, &term.term, "term", TITLE_LIMIT),
                plain: self.ours(file, &term.plain, "plain", NOTE_LIMIT),
                standard: self.ours(file, &term.standard, "standard", NOTE_LIMIT),
                is_firm: self.is_firm(file, &term.confidence),
                sources: self.source_list(&table.at(record), file, &term.sources),
            });
        }
        rows
    }
}

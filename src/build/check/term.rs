//! The glossary.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::problem::{At, File};
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
    /// Further forms under which it stands in texts, in the case in which it is written there.
    pub also: Vec<String>,
    /// May be marked in running text: what it is called there is not too general, and means nothing else.
    pub is_inline: bool,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn terms(&mut self, table: &Table<raw::term::Term>) -> Vec<Term> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let names = table.records.iter().map(|record| record.get_ref().term.get_ref().to_lowercase());
        let mut owners: BTreeMap<String, usize> = names.enumerate().map(|(index, name)| (name, index)).collect();
        let mut rows = Vec::new();
        for (index, record) in table.records.iter().enumerate() {
            let term = record.get_ref();
            self.words(file, &term.plain, "plain", PLAIN_WORDS);
            self.words(file, &term.standard, "standard", STANDARD_WORDS);
            rows.push(Term {
                id: self.id(file, &term.id, "term", &mut seen),
                term: self.ours(file, &term.term, "term", TITLE_LIMIT),
                plain: self.ours(file, &term.plain, "plain", NOTE_LIMIT),
                standard: self.ours(file, &term.standard, "standard", NOTE_LIMIT),
                also: self.forms(file, term, index, &mut owners),
                is_inline: term.inline.unwrap_or(true),
                is_firm: self.is_firm(file, &term.confidence),
                sources: self.source_list(&table.at(record), file, &term.sources),
            });
        }
        rows
    }

    /// The further forms of a term, each once and, in whatever case, of this term only. `owners` has the term of each
    /// form in small letters.
    fn forms(
        &mut self,
        file: &Rc<File>,
        term: &raw::term::Term,
        index: usize,
        owners: &mut BTreeMap<String, usize>,
    ) -> Vec<String> {
        let mut forms = Vec::new();
        for also in &term.also {
            let at = At::span(file, also.span());
            let form = self.ours(file, also, "also", TITLE_LIMIT);
            let is_new = form != *term.term.get_ref() && !forms.contains(&form);
            self.expect(is_new, &at, format!("form \"{form}\" stands twice"));
            let owner = *owners.entry(form.to_lowercase()).or_insert(index);
            self.expect(owner == index, &at, format!("form \"{form}\" belongs to another term"));
            forms.push(form);
        }
        forms
    }
}

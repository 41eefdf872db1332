//! What was different then.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::text::{NOTE_LIMIT, TITLE_LIMIT};
use super::{Checker, Packed};

/// A name, a border or a command that changed.
pub struct Then {
    pub id: String,
    /// What the country was called; empty where it was as today.
    pub name: String,
    pub countries: Vec<usize>,
    pub from: Packed,
    /// The first day on which it held no more.
    pub until: Packed,
    pub text: String,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn thens(&mut self, table: &Table<raw::then::Then>) -> Vec<Then> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let then = record.get_ref();
            self.in_order(file, &[("from", Some(&then.from)), ("until", Some(&then.until))]);
            self.expect(!then.countries.is_empty(), &table.at(&then.id), "it is about no country");
            self.is_firm(file, &then.confidence);
            if let Some(name) = &then.name {
                self.expect(then.countries.len() == 1, &table.at(name), "a name is that of one country");
            }
            rows.push(Then {
                id: self.id(file, &then.id, "then", &mut seen),
                name: then.name.as_ref().map(|name| self.ours(file, name, "name", TITLE_LIMIT)).unwrap_or_default(),
                countries: self.country_list(file, &then.countries),
                from: self.date(file, &then.from),
                until: self.date(file, &then.until),
                text: self.ours(file, &then.text, "text", NOTE_LIMIT),
                sources: self.source_list(&table.at(record), file, &then.sources),
            });
        }
        rows
    }
}

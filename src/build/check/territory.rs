//! Parts of members apart from their main territory, and whether Article 6 covers them.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::place::ISLANDS_TOLERANCE_KM;
use super::text::{LABEL_LIMIT, NOTE_LIMIT};
use super::{Card, Checker};

const COVERED: [&str; 3] = ["yes", "no", "disputed"];

/// A territory with a shape of its own: the index of its shape and of the member that it belongs to.
pub struct Territory {
    pub country: usize,
    pub member: usize,
    /// Index into `COVERED`.
    pub covered: usize,
}

impl Checker<'_> {
    /// Only those with a shape of their own are drawn.
    pub fn territories(&mut self, table: &Table<raw::territory::Territory>, cards: &mut Vec<Card>) -> Vec<Territory> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let territory = record.get_ref();
            let (from, until) = (territory.from.as_ref(), territory.until.as_ref());
            self.id(file, &territory.id, "territory", &mut seen);
            self.ours(file, &territory.name, "name", LABEL_LIMIT);
            self.optional_ours(file, territory.words.as_ref(), "words", LABEL_LIMIT);
            self.note(file, territory.note.as_ref());
            self.optional_date(file, from);
            self.optional_date(file, until);
            self.in_order(file, &[("from", from), ("until", until)]);
            if let Some(confidence) = &territory.confidence {
                self.is_firm(file, confidence);
            }
            let note = self.ours(file, &territory.reason, "reason", NOTE_LIMIT);
            let covered = self.one_of(file, &territory.covered, "covered", &COVERED);
            let member = self.country(file, &territory.member);
            let sources = self.source_list(&table.at(record), file, &territory.sources);
            let shape = territory.shape.as_ref().and_then(|shape| self.country(file, shape));
            let (lat, lon) = (&territory.place.lat, &territory.place.lon);
            match shape {
                Some(country) => self.inside(file, country, (lat, lon), ISLANDS_TOLERANCE_KM),
                None => drop(self.coordinates(file, lat, lon)),
            }
            if let (Some(country), Some(member)) = (shape, member) {
                cards.push(Card { country, note, documents: Vec::new(), mission: 0, sources });
                rows.push(Territory { country, member, covered });
            }
        }
        rows
    }
}

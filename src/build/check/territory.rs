//! Parts of members apart from their main territory, and whether Article 6 covers them.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::place::ISLANDS_TOLERANCE_KM;
use super::text::{LABEL_LIMIT, NOTE_LIMIT};
use super::{Card, Checker, Packed};

const COVERED: [&str; 3] = ["yes", "no", "disputed"];

/// A part of a member.
pub struct Territory {
    pub id: String,
    pub name: String,
    /// The index of its shape, where it has one of its own; of a part of the past, that of the country of today.
    pub shape: Option<usize>,
    pub member: usize,
    /// Index into `COVERED`.
    pub covered: usize,
    /// 0 where it was always so, as with `until`.
    pub from: Packed,
    pub until: Packed,
    /// The words of Article 6 that apply; may be empty.
    pub words: String,
    pub reason: String,
    /// May be empty.
    pub note: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    pub sources: Vec<usize>,
}

impl Territory {
    /// The shape that is drawn as a part of the member at every date: what has an end had no shape of its own.
    pub fn drawn(&self) -> Option<usize> {
        self.shape.filter(|_| self.until == 0)
    }
}

impl Checker<'_> {
    /// Those with a shape of their own get a card.
    pub fn territories(&mut self, table: &Table<raw::territory::Territory>, cards: &mut Vec<Card>) -> Vec<Territory> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let territory = record.get_ref();
            let (from, until) = (territory.from.as_ref(), territory.until.as_ref());
            self.in_order(file, &[("from", from), ("until", until)]);
            if let Some(confidence) = &territory.confidence {
                self.is_firm(file, confidence);
            }
            let shape = territory.shape.as_ref().and_then(|shape| self.country(file, shape));
            let (lat, lon) = (&territory.place.lat, &territory.place.lon);
            match shape {
                Some(country) => self.inside(file, country, (lat, lon), ISLANDS_TOLERANCE_KM),
                None => drop(self.coordinates(file, lat, lon)),
            }
            let id = self.id(file, &territory.id, "territory", &mut seen);
            let Some(member) = self.country(file, &territory.member) else { continue };
            let row = Territory {
                id,
                name: self.ours(file, &territory.name, "name", LABEL_LIMIT),
                shape,
                member,
                covered: self.one_of(file, &territory.covered, "covered", &COVERED),
                from: self.optional_date(file, from),
                until: self.optional_date(file, until),
                words: self.optional_ours(file, territory.words.as_ref(), "words", LABEL_LIMIT),
                reason: self.ours(file, &territory.reason, "reason", NOTE_LIMIT),
                note: self.note(file, territory.note.as_ref()),
                lat: *lat.get_ref(),
                lon: *lon.get_ref(),
                sources: self.source_list(&table.at(record), file, &territory.sources),
            };
            if let Some(country) = row.drawn() {
                let (note, sources) = (row.reason.clone(), row.sources.clone());
                cards.push(Card { country, note, documents: Vec::new(), mission: 0, sources });
            }
            rows.push(row);
        }
        rows
    }
}

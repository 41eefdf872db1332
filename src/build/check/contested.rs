//! Contested places and how the map treats them.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::text::{LABEL_LIMIT, NOTE_LIMIT};
use super::{Checker, Packed};

/// A contested place.
pub struct Contested {
    pub id: String,
    pub name: String,
    /// Further names.
    pub names: Vec<String>,
    /// As they call themselves: names, not codes.
    pub claimants: Vec<String>,
    /// The shapes that are hatched, because their status is contested.
    pub hatched: Vec<usize>,
    /// On the day of `as_of`.
    pub controlled_by: String,
    /// What the United Nations say.
    pub un_position: String,
    /// What the map shows of it today.
    pub drawing: String,
    pub note: String,
    pub as_of: Packed,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn contested(&mut self, table: &Table<raw::contested::Place>) -> Vec<Contested> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let place = record.get_ref();
            self.coordinates(file, &place.place.lat, &place.place.lon);
            self.expect(!place.claimants.is_empty(), &table.at(&place.id), "nobody claims the place");
            self.optional_ours(file, place.open.as_ref(), "open", NOTE_LIMIT);
            rows.push(Contested {
                id: self.id(file, &place.id, "place", &mut seen),
                name: self.ours(file, &place.name, "name", LABEL_LIMIT),
                names: place.names.iter().map(|name| self.ours(file, name, "names", LABEL_LIMIT)).collect(),
                claimants: place.claimants.iter().map(|name| self.ours(file, name, "claimants", LABEL_LIMIT)).collect(),
                hatched: self.country_list(file, &place.hatched),
                controlled_by: self.ours(file, &place.controlled_by, "controlled_by", NOTE_LIMIT),
                un_position: self.ours(file, &place.un_position, "un_position", NOTE_LIMIT),
                drawing: self.ours(file, &place.drawing, "drawing", NOTE_LIMIT),
                note: self.ours(file, &place.note, "note", NOTE_LIMIT),
                as_of: self.day(file, &place.as_of),
                lat: *place.place.lat.get_ref(),
                lon: *place.place.lon.get_ref(),
                is_firm: self.is_firm(file, &place.confidence),
                sources: self.source_list(&table.at(record), file, &place.sources),
            });
        }
        rows
    }
}

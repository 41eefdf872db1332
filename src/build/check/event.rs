//! Events.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::text::{LABEL_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT};
use super::{Checker, Packed};

/// The longest name beside a marker, characters.
const MARKER_LIMIT: usize = 26;

const LANES: [&str; 5] = ["enlargement", "summits", "partnership", "conflict", "money"];
const WEIGHTS: [&str; 3] = ["major", "normal", "minor"];

/// An event.
pub struct Event {
    pub id: String,
    pub date: Packed,
    pub title: String,
    /// May be empty.
    pub label: String,
    pub summary: String,
    pub note: String,
    pub lane: usize,
    pub weight: usize,
    pub is_firm: bool,
    pub countries: Vec<usize>,
    /// Name, degrees east, degrees north.
    pub places: Vec<(String, f64, f64)>,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn events(&mut self, table: &Table<raw::event::Event>) -> Vec<Event> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let event = record.get_ref();
            let mut places = Vec::new();
            for place in &event.places {
                self.coordinates(file, &place.lat, &place.lon);
                let name = self.ours(file, &place.name, "name", LABEL_LIMIT);
                places.push((name, *place.lon.get_ref(), *place.lat.get_ref()));
            }
            let sources = self.source_list(&table.at(record), file, &event.sources);
            let is_firm = self.is_firm(file, &event.confidence);
            if is_firm {
                self.well_sourced(&table.at(&event.confidence), &sources);
            }
            rows.push(Event {
                id: self.id(file, &event.id, "event", &mut seen),
                date: self.date(file, &event.date),
                title: self.ours(file, &event.title, "title", TITLE_LIMIT),
                label: self.optional_ours(file, event.label.as_ref(), "label", MARKER_LIMIT),
                summary: self.ours(file, &event.summary, "summary", SUMMARY_LIMIT),
                note: self.note(file, event.note.as_ref()),
                lane: self.one_of(file, &event.lane, "lane", &LANES),
                weight: self.one_of(file, &event.weight, "weight", &WEIGHTS),
                is_firm,
                countries: self.country_list(file, &event.countries),
                places,
                sources,
            });
        }
        self.limit(table, "events");
        rows
    }
}

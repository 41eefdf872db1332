//! NATO offices outside the members.

use std::collections::BTreeSet;

use super::super::raw::{self, Table};
use super::place::TOLERANCE_KM;
use super::text::LABEL_LIMIT;
use super::{Checker, Packed};

/// What an office can be.
pub const STATUSES: [&str; 3] = ["proposed", "active", "closed"];

/// An office.
pub struct Office {
    pub id: String,
    pub name: String,
    /// As shown to the reader.
    pub kind: String,
    /// Where it stands.
    pub country: usize,
    /// The city.
    pub place: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Index into `STATUSES`.
    pub status: usize,
    /// When the proposal became known; of a proposed office only, as with all dates here 0 if not known.
    pub proposed: Packed,
    /// When it was agreed to open it.
    pub agreed: Packed,
    /// When an agreement on the status of the office was signed; it may already have been open.
    pub status_agreed: Packed,
    pub opened: Packed,
    pub closed: Packed,
    /// The article of May 2023 names it.
    pub is_named_in_article: bool,
    /// May be empty.
    pub note: String,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn offices(&mut self, table: &Table<raw::office::Office>) -> Vec<Office> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let office = record.get_ref();
            let id = self.id(file, &office.id, "office", &mut seen);
            let status = self.office_status(table, office);
            let Some(country) = self.country(file, &office.country) else { continue };
            self.inside(file, country, (&office.place.lat, &office.place.lon), TOLERANCE_KM);
            rows.push(Office {
                id,
                name: self.ours(file, &office.name, "name", LABEL_LIMIT),
                kind: self.ours(file, &office.kind, "kind", LABEL_LIMIT),
                country,
                place: self.ours(file, &office.place.name, "place", LABEL_LIMIT),
                lat: *office.place.lat.get_ref(),
                lon: *office.place.lon.get_ref(),
                status,
                proposed: self.optional_date(file, office.proposed.as_ref()),
                agreed: self.optional_date(file, office.agreed.as_ref()),
                status_agreed: self.optional_date(file, office.status_agreed.as_ref()),
                opened: self.optional_date(file, office.opened.as_ref()),
                closed: self.optional_date(file, office.closed.as_ref()),
                is_named_in_article: office.named_in_article,
                note: self.note(file, office.note.as_ref()),
                is_firm: self.is_firm(file, &office.confidence),
                sources: self.source_list(&table.at(record), file, &office.sources),
            });
        }
        rows
    }

    /// The status fits the dates, and the dates their order.
    fn office_status(&mut self, table: &Table<raw::office::Office>, office: &raw::office::Office) -> usize {
        let (agreed, opened, closed) = (office.agreed.as_ref(), office.opened.as_ref(), office.closed.as_ref());
        let status = self.one_of(&table.file, &office.status, "status", &STATUSES);
        self.in_order(&table.file, &[("agreed", agreed), ("opened", opened), ("closed", closed)]);
        let at = table.at(&office.status);
        self.expect((STATUSES[status] == "closed") == closed.is_some(), &at, "closed goes with the status closed");
        let is_proposed = STATUSES[status] == "proposed";
        self.expect(!(is_proposed && opened.is_some()), &at, "a proposed office has not opened");
        self.expect(is_proposed == office.proposed.is_some(), &at, "proposed goes with the status proposed");
        status
    }
}

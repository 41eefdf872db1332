//! The corrections log.

use super::super::raw::{self, Table};
use super::text::{LABEL_LIMIT, NOTE_LIMIT};
use super::{Checker, Packed};

/// What was corrected, and why.
pub struct Correction {
    pub date: Packed,
    /// The data file.
    pub file: String,
    /// The id or ids of the records.
    pub record: String,
    pub change: String,
}

impl Checker<'_> {
    pub fn corrections(&mut self, table: &Table<raw::correction::Correction>) -> Vec<Correction> {
        let file = &table.file;
        let mut rows = Vec::new();
        for correction in table.records.iter().map(|record| record.get_ref()) {
            rows.push(Correction {
                date: self.any_day(file, &correction.date),
                file: self.filled(file, &correction.file, "file", LABEL_LIMIT),
                record: self.filled(file, &correction.record, "record", LABEL_LIMIT),
                change: self.ours(file, &correction.change, "change", NOTE_LIMIT),
            });
        }
        rows
    }
}

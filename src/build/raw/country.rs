//! `data/countries.csv`: one row for each shape.

use super::super::problem::At;
use super::Reader;

/// A country or territory with a shape.
pub struct Country {
    /// ISO 3166-1 alpha-3, or the code of the shape where ISO has none.
    pub id: String,
    /// In NATO's style.
    pub name: String,
    /// In the style of the United Nations; empty where it is the same.
    pub name_un: String,
    /// In the style of the Associated Press; empty where it is the same.
    pub name_ap: String,
    /// Its row.
    pub at: At,
}

const COLUMNS: [&str; 5] = ["id", "name", "names_un", "names_ap", "shape"];

/// Reads `data/countries.csv`.
pub fn read(reader: &mut Reader) -> Option<Vec<Country>> {
    let rows = reader.csv("countries.csv", &COLUMNS)?;
    let countries = rows.into_iter().map(|row| {
        let mut cells = row.cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        Country { id: next(), name: next(), name_un: next(), name_ap: next(), at: row.at }
    });
    Some(countries.collect())
}

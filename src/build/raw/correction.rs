//! `data/corrections.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// What was corrected, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub date: Text,
    pub file: Text,
    pub record: Text,
    pub change: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corrections {
    correction: Vec<Spanned<Correction>>,
}

/// Reads `data/corrections.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Correction>> {
    let (file, at) = reader.toml::<Corrections>("corrections.toml")?;
    Some(Table { records: file.correction, file: at })
}

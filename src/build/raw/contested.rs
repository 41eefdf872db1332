//! `data/contested.toml`

use serde::Deserialize;
use toml::Spanned;

use super::place::Spot;
use super::{Reader, Table, Text};

/// A contested place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub id: Text,
    pub name: Text,
    #[serde(default)]
    pub names: Vec<Text>,
    pub place: Spot,
    #[serde(default)]
    pub claimants: Vec<Text>,
    #[serde(default)]
    pub hatched: Vec<Text>,
    pub controlled_by: Text,
    pub un_position: Text,
    pub drawing: Text,
    pub note: Text,
    pub open: Option<Text>,
    pub as_of: Text,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    place: Vec<Spanned<Place>>,
}

/// Reads `data/contested.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Place>> {
    let (file, at) = reader.toml::<Places>("contested.toml")?;
    Some(Table { records: file.place, file: at })
}

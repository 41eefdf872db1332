//! `data/offices.toml`

use serde::Deserialize;
use toml::Spanned;

use super::place::Place;
use super::{Reader, Table, Text};

/// An office of NATO outside its members.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub id: Text,
    pub name: Text,
    pub kind: Text,
    pub country: Text,
    pub place: Place,
    pub status: Text,
    pub proposed: Option<Text>,
    pub agreed: Option<Text>,
    pub status_agreed: Option<Text>,
    pub opened: Option<Text>,
    pub closed: Option<Text>,
    #[serde(default)]
    pub named_in_article: bool,
    pub note: Option<Text>,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    office: Vec<Spanned<Office>>,
}

/// Reads `data/offices.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Office>> {
    let (file, at) = reader.toml::<Offices>("offices.toml")?;
    Some(Table { records: file.office, file: at })
}

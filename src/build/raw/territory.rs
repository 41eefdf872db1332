//! `data/article6.toml`

use serde::Deserialize;
use toml::Spanned;

use super::place::Spot;
use super::{Reader, Table, Text};

/// `data/article6.toml`: a part of a member apart from its main territory.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Territory {
    pub id: Text,
    pub name: Text,
    pub shape: Option<Text>,
    pub member: Text,
    pub place: Spot,
    pub covered: Text,
    pub from: Option<Text>,
    pub until: Option<Text>,
    pub words: Option<Text>,
    pub reason: Text,
    pub confidence: Option<Text>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Territories {
    territory: Vec<Spanned<Territory>>,
}

/// Reads `data/article6.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Territory>> {
    let (file, at) = reader.toml::<Territories>("article6.toml")?;
    Some(Table { records: file.territory, file: at })
}

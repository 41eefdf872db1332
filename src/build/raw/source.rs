//! `data/sources.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// `data/sources.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: Text,
    pub publisher: Text,
    pub title: Text,
    #[serde(default)]
    pub described: bool,
    pub url: Option<Text>,
    pub date: Option<Text>,
    pub accessed: Option<Text>,
    pub tier: Text,
    #[serde(default = "yes")]
    pub seen: bool,
    pub note: Option<Text>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: Vec<Spanned<Source>>,
}

/// Reads `data/sources.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Source>> {
    let (file, at) = reader.toml::<Sources>("sources.toml")?;
    Some(Table { records: file.source, file: at })
}

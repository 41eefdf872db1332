//! `data/then.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// What was different then.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    pub id: Text,
    pub name: Option<Text>,
    #[serde(default)]
    pub countries: Vec<Text>,
    pub from: Text,
    pub until: Text,
    pub text: Text,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thens {
    then: Vec<Spanned<Then>>,
}

/// Reads `data/then.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Then>> {
    let (file, at) = reader.toml::<Thens>("then.toml")?;
    Some(Table { records: file.then, file: at })
}

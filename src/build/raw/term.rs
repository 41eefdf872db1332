//! `data/glossary.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// A term of the glossary.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub id: Text,
    pub term: Text,
    pub plain: Text,
    pub standard: Text,
    #[serde(default)]
    pub also: Vec<Text>,
    pub inline: Option<bool>,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    term: Vec<Spanned<Term>>,
}

/// Reads `data/glossary.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Term>> {
    let (file, at) = reader.toml::<Terms>("glossary.toml")?;
    Some(Table { records: file.term, file: at })
}

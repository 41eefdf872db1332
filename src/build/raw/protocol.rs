//! `data/ratifications.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// The approval of a protocol by a member.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratification {
    pub id: Text,
    pub date: Text,
    pub step: Text,
    pub note: Option<Text>,
    pub confidence: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A protocol of accession.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    pub id: Text,
    pub name: Text,
    #[serde(default)]
    pub acceding: Vec<Text>,
    pub applied: Option<Text>,
    pub signed: Text,
    pub in_force: Option<Text>,
    pub accession: Text,
    pub allies: Spanned<usize>,
    pub complete: bool,
    #[serde(default)]
    pub ratifications: Vec<Spanned<Ratification>>,
    pub note: Option<Text>,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Protocols {
    protocol: Vec<Spanned<Protocol>>,
}

/// Reads `data/ratifications.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Protocol>> {
    let (file, at) = reader.toml::<Protocols>("ratifications.toml")?;
    Some(Table { records: file.protocol, file: at })
}

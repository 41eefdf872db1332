//! `data/members.toml`

use serde::Deserialize;
use toml::Spanned;

use super::place::Capital;
use super::{Reader, Table, Text};

/// `data/members.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub id: Text,
    pub accession: Text,
    pub signed: Option<Text>,
    pub protocol_signed: Option<Text>,
    pub partner_since: Option<Text>,
    pub round: Spanned<u8>,
    pub capital: Capital,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    member: Vec<Spanned<Member>>,
}

/// Reads `data/members.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Member>> {
    let (file, at) = reader.toml::<Members>("members.toml")?;
    Some(Table { records: file.member, file: at })
}

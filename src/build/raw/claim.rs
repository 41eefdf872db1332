//! `data/claims.toml`

use std::rc::Rc;

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// A verdict that a claim may get, and what it means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    pub id: Text,
    pub meaning: Text,
}

/// What the article said, and what became of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub id: Text,
    pub claim: Text,
    pub verdict: Text,
    pub at_time: Text,
    pub since: Option<Text>,
    #[serde(default)]
    pub countries: Vec<Text>,
    #[serde(default)]
    pub events: Vec<Text>,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    verdict: Vec<Spanned<Verdict>>,
    claim: Vec<Spanned<Claim>>,
}

/// Reads `data/claims.toml`.
pub fn read(reader: &mut Reader) -> Option<(Table<Verdict>, Table<Claim>)> {
    let (claims, file) = reader.toml::<Claims>("claims.toml")?;
    let verdicts = Table { records: claims.verdict, file: Rc::clone(&file) };
    Some((verdicts, Table { records: claims.claim, file }))
}

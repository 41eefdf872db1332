//! `data/commitments.toml`

use serde::Deserialize;
use toml::Spanned;

use super::grouping::{Change, Suspension};
use super::{Reader, Table, Text};

/// One of several instruments that make up a commitment.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    #[serde(default)]
    pub parties: Vec<Text>,
    pub signed: Text,
    pub in_force: Option<Text>,
}

/// A whole article.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    pub article: Text,
    pub title: Text,
    pub text: Text,
    pub text_is: Text,
    #[serde(default)]
    pub footnotes: Vec<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A treaty or another instrument.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub id: Text,
    pub name: Text,
    pub short: Text,
    #[serde(default)]
    pub short_is_proper: bool,
    pub kind: Text,
    #[serde(default)]
    pub parties: Vec<Text>,
    pub with: Option<Text>,
    pub binding: Option<bool>,
    pub status: Text,
    pub signed: Option<Text>,
    pub in_force: Option<Text>,
    pub ended: Option<Text>,
    pub counts_from: Option<Text>,
    #[serde(default = "yes")]
    pub dates_covered: bool,
    pub dormant: Option<Text>,
    #[serde(default = "yes")]
    pub counts: bool,
    #[serde(default)]
    pub changes: Vec<Spanned<Change>>,
    pub hub: Option<Text>,
    pub article: Option<Text>,
    pub clause: Option<Text>,
    pub clause_is: Option<Text>,
    pub clause_lang: Option<Text>,
    pub clause_en: Option<Text>,
    pub translation: Option<Text>,
    pub area: Text,
    pub plain: Text,
    pub duty: Option<Text>,
    #[serde(default)]
    pub components: Vec<Spanned<Component>>,
    #[serde(default)]
    pub suspended: Vec<Spanned<Suspension>>,
    #[serde(default)]
    pub articles: Vec<Spanned<Article>>,
    pub note: Option<Text>,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Commitments {
    commitment: Vec<Spanned<Commitment>>,
}

/// Reads `data/commitments.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Commitment>> {
    let (file, at) = reader.toml::<Commitments>("commitments.toml")?;
    Some(Table { records: file.commitment, file: at })
}

//! `data/groupings.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// Obligations that a party suspended towards another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    #[serde(default)]
    pub between: Vec<Text>,
    pub by: Text,
    pub since: Text,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Members that joined after the foundation, or have left.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub members: Vec<Text>,
    pub since: Option<Text>,
    pub until: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A step in the life of a grouping.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    pub date: Text,
    pub label: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// An alliance or another grouping of states.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grouping {
    pub id: Text,
    pub name: Text,
    pub long: Option<Text>,
    #[serde(rename = "type")]
    pub kind: Text,
    #[serde(default)]
    pub members: Vec<Text>,
    #[serde(default)]
    pub changes: Vec<Spanned<Change>>,
    pub founded: Text,
    pub in_force: Option<Text>,
    pub binding: Option<bool>,
    pub mutual_defence: bool,
    pub clause: Option<Text>,
    pub area: Option<Text>,
    pub summary: Text,
    #[serde(default)]
    pub suspended: Vec<Spanned<Suspension>>,
    #[serde(default)]
    pub milestones: Vec<Spanned<Milestone>>,
    pub note: Option<Text>,
    pub confidence: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groupings {
    grouping: Vec<Spanned<Grouping>>,
}

/// Reads `data/groupings.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Grouping>> {
    let (file, at) = reader.toml::<Groupings>("groupings.toml")?;
    Some(Table { records: file.grouping, file: at })
}

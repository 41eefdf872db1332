//! `data/partners.toml`

use std::rc::Rc;

use serde::Deserialize;
use toml::Spanned;

use super::place::Capital;
use super::{Reader, Table, Text};

/// A framework of partnership.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    pub id: Text,
    pub name: Text,
    pub short: Option<Text>,
    pub launched: Text,
    pub description: Option<Text>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Participation of a partner in a framework.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    pub id: Text,
    pub since: Option<Text>,
    pub suspended: Option<Text>,
    pub note: Option<Text>,
}

/// The suspension of a partnership.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    pub since: Text,
    pub until: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A document between NATO and a partner.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub kind: Text,
    pub label: Text,
    pub date: Option<Text>,
    pub period: Option<Text>,
    pub status: Option<Text>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A partner's mission to NATO.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mission {
    pub since: Option<Text>,
    pub separate_head_since: Option<Text>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A partner's presence at a summit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    pub year: Spanned<u16>,
    pub place: Text,
    pub level: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// The programme of cooperation in force.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub kind: Text,
    pub start: Option<Text>,
    pub end: Option<Text>,
    pub status: Text,
}

/// A partner that wants to join.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aspirant {
    pub since: Text,
    pub detail: Text,
}

/// `data/partners.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    pub id: Text,
    pub group: Text,
    pub since: Text,
    pub capital: Capital,
    pub suspended: Option<Suspension>,
    #[serde(default)]
    pub frameworks: Vec<Participation>,
    #[serde(default)]
    pub documents: Vec<Document>,
    pub programme: Option<Programme>,
    pub mission: Option<Mission>,
    #[serde(default)]
    pub summits: Vec<Attendance>,
    #[serde(default)]
    pub offices: Vec<Text>,
    pub aspirant: Option<Aspirant>,
    pub eu_member: Option<bool>,
    pub neutrality: Option<Text>,
    pub note: Option<Text>,
    pub confidence: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partners {
    framework: Vec<Spanned<Framework>>,
    partner: Vec<Spanned<Partner>>,
}

/// Reads `data/partners.toml`.
pub fn read(reader: &mut Reader) -> Option<(Table<Framework>, Table<Partner>)> {
    let (partners, file) = reader.toml::<Partners>("partners.toml")?;
    let frameworks = Table { records: partners.framework, file: Rc::clone(&file) };
    Some((frameworks, Table { records: partners.partner, file }))
}

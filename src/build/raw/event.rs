//! `data/events.toml`

use serde::Deserialize;
use toml::Spanned;

use super::place::Place;
use super::{Reader, Table, Text};

/// `data/events.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: Text,
    pub date: Text,
    pub title: Text,
    pub label: Option<Text>,
    pub summary: Text,
    pub lane: Text,
    pub weight: Text,
    #[serde(default)]
    pub countries: Vec<Text>,
    #[serde(default)]
    pub places: Vec<Place>,
    pub confidence: Text,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    event: Vec<Spanned<Event>>,
}

/// Reads `data/events.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Event>> {
    let (file, at) = reader.toml::<Events>("events.toml")?;
    Some(Table { records: file.event, file: at })
}

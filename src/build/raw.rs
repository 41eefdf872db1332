//! The files of `data/` as they are written: parsed, with the place of every value, not yet checked.

#![allow(dead_code, reason = "every field is parsed, so that an unknown one is an error; not all are shown yet")]

use std::path::Path;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde::Deserialize;
use toml::Spanned;

use super::geometry;
use super::problem::{At, File, Problems};

/// A text with its place.
pub type Text = Spanned<String>;

/// One file of records, and the file itself for the places of its problems.
pub struct Table<T> {
    /// Its records.
    pub records: Vec<Spanned<T>>,
    /// Where they stand.
    pub file: Rc<File>,
}

impl<T> Table<T> {
    /// The place of a value of this table.
    pub fn at<V>(&self, value: &Spanned<V>) -> At {
        At::span(&self.file, value.span())
    }
}

/// `data/countries.csv`: one row for each shape.
pub struct Country {
    /// ISO 3166-1 alpha-3, or the code of the shape where ISO has none.
    pub id: String,
    /// In NATO's style.
    pub name: String,
    /// Its row.
    pub at: At,
}

/// A capital.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capital {
    pub name: Text,
    pub lat: Spanned<f64>,
    pub lon: Spanned<f64>,
}

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
    pub programme: Option<toml::Table>,
    pub mission: Option<Mission>,
    #[serde(default)]
    pub summits: Vec<Attendance>,
    #[serde(default)]
    pub offices: Vec<Text>,
    pub aspirant: Option<toml::Value>,
    pub eu_member: Option<bool>,
    pub neutrality: Option<toml::Value>,
    pub note: Option<Text>,
    pub confidence: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A place of an event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub name: Text,
    pub lat: Spanned<f64>,
    pub lon: Spanned<f64>,
}

/// The place of a territory, for its marker.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    pub lat: Spanned<f64>,
    pub lon: Spanned<f64>,
}

/// `data/article6.toml`: a part of a member apart from its main territory.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Territory {
    pub id: Text,
    pub name: Text,
    pub shape: Option<Text>,
    pub member: Text,
    pub place: Spot,
    pub covered: Text,
    pub from: Option<Text>,
    pub until: Option<Text>,
    pub words: Option<Text>,
    pub reason: Text,
    pub confidence: Option<Text>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// `data/events.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: Text,
    pub date: Text,
    pub title: Text,
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

/// Everything below `data/`.
pub struct Data {
    pub as_of: Text,
    pub neither: Vec<Text>,
    pub meta: Rc<File>,
    pub countries: Vec<Country>,
    pub members: Table<Member>,
    pub frameworks: Table<Framework>,
    pub partners: Table<Partner>,
    pub territories: Table<Territory>,
    pub events: Table<Event>,
    pub sources: Table<Source>,
    pub shapes: geometry::Source,
    /// The hash of all files, in hexadecimal.
    pub version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    as_of: Text,
    #[serde(default)]
    neither: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    member: Vec<Spanned<Member>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partners {
    framework: Vec<Spanned<Framework>>,
    partner: Vec<Spanned<Partner>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Territories {
    territory: Vec<Spanned<Territory>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    event: Vec<Spanned<Event>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: Vec<Spanned<Source>>,
}

/// Reads all files; `None` if one of them cannot be read at all.
pub fn read(folder: &Path, problems: &mut Problems) -> Option<Data> {
    let mut hash = Hash::default();
    let meta = toml_file::<Meta>(folder, "meta.toml", &mut hash, problems);
    let members = toml_file::<Members>(folder, "members.toml", &mut hash, problems);
    let partners = toml_file::<Partners>(folder, "partners.toml", &mut hash, problems);
    let territories = toml_file::<Territories>(folder, "article6.toml", &mut hash, problems);
    let events = toml_file::<Events>(folder, "events.toml", &mut hash, problems);
    let sources = toml_file::<Sources>(folder, "sources.toml", &mut hash, problems);
    let countries = countries(folder, &mut hash, problems);
    let shapes = shapes(folder, &mut hash, problems);
    let (meta, meta_file) = meta?;
    let (members, members_file) = members?;
    let (partners, partners_file) = partners?;
    let (territories, territories_file) = territories?;
    let (events, events_file) = events?;
    let (sources, sources_file) = sources?;
    Some(Data {
        as_of: meta.as_of,
        neither: meta.neither,
        meta: meta_file,
        countries: countries?,
        members: Table { records: members.member, file: members_file },
        frameworks: Table { records: partners.framework, file: Rc::clone(&partners_file) },
        partners: Table { records: partners.partner, file: partners_file },
        territories: Table { records: territories.territory, file: territories_file },
        events: Table { records: events.event, file: events_file },
        sources: Table { records: sources.source, file: sources_file },
        shapes: shapes?,
        version: format!("{:08x}", hash.0 as u32),
    })
}

/// FNV-1a, 64 bits: names a state of the data; it guards nothing.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn open(folder: &Path, name: &str, hash: &mut Hash, problems: &mut Problems) -> Option<Rc<File>> {
    let label = format!("data/{name}");
    match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => {
            hash.add(&text);
            Some(Rc::new(File { name: label, text }))
        }
        Err(error) => {
            let file = Rc::new(File { name: label, text: String::new() });
            problems.add(&At::line_of(&file, 1), format!("cannot be read: {error}"));
            None
        }
    }
}

fn toml_file<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
    hash: &mut Hash,
    problems: &mut Problems,
) -> Option<(T, Rc<File>)> {
    let file = open(folder, name, hash, problems)?;
    match toml::from_str(&file.text) {
        Ok(value) => Some((value, file)),
        Err(error) => {
            problems.add(&At::span(&file, error.span().unwrap_or(0..0)), error.message());
            None
        }
    }
}

fn countries(folder: &Path, hash: &mut Hash, problems: &mut Problems) -> Option<Vec<Country>> {
    let file = open(folder, "countries.csv", hash, problems)?;
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(1, |position| position.line());
                let at = At::line_of(&file, usize::try_from(line).unwrap_or(1));
                let cell = |index: usize| row.get(index).unwrap_or_default().to_owned();
                rows.push(Country { id: cell(0), name: cell(1), at });
            }
            Err(error) => {
                let line = error.position().map_or(1, |position| position.line());
                let at = At::line_of(&file, usize::try_from(line).unwrap_or(1));
                problems.add(&at, error.to_string());
            }
        }
    }
    Some(rows)
}

fn shapes(folder: &Path, hash: &mut Hash, problems: &mut Problems) -> Option<geometry::Source> {
    let file = open(folder, "geo/countries-50m.json", hash, problems)?;
    geometry::read(&file.text).map_err(|message| problems.add(&At::line_of(&file, 1), message)).ok()
}

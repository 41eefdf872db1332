//! The files of `data/` as they are written: parsed, with the place of every value, not yet checked.
//! One module for each file; an unknown field or column is a problem.

#![allow(dead_code, reason = "every field is parsed, so that an unknown one is an error; not all are shown yet")]

pub mod claim;
pub mod commitment;
pub mod contested;
pub mod correction;
pub mod country;
pub mod event;
pub mod grouping;
pub mod member;
pub mod office;
pub mod partner;
pub mod place;
pub mod protocol;
pub mod source;
pub mod spending;
pub mod split;
pub mod story;
pub mod term;
pub mod territory;
pub mod then;
pub mod wording;

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

/// A row of a CSV file: its cells in the order of the header.
pub struct Row {
    pub cells: Vec<String>,
    pub at: At,
}

/// Everything below `data/`.
pub struct Data {
    pub as_of: Text,
    pub neither: Vec<Text>,
    pub meta: Rc<File>,
    pub countries: Vec<country::Country>,
    pub members: Table<member::Member>,
    pub frameworks: Table<partner::Framework>,
    pub partners: Table<partner::Partner>,
    pub territories: Table<territory::Territory>,
    pub events: Table<event::Event>,
    pub offices: Table<office::Office>,
    pub groupings: Table<grouping::Grouping>,
    pub commitments: Table<commitment::Commitment>,
    pub protocols: Table<protocol::Protocol>,
    pub contested: Table<contested::Place>,
    pub terms: Table<term::Term>,
    pub verdicts: Table<claim::Verdict>,
    pub claims: Table<claim::Claim>,
    pub spending: spending::Spending,
    pub story: Table<story::Step>,
    pub corrections: Table<correction::Correction>,
    pub thens: Table<then::Then>,
    pub wording: Table<wording::Avoided>,
    pub sources: Table<source::Source>,
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

/// Reads all files; `None` if one of them cannot be read at all.
pub fn read(folder: &Path, problems: &mut Problems) -> Option<Data> {
    let mut reader = Reader { folder, hash: Hash::default(), problems };
    let meta = reader.toml::<Meta>("meta.toml");
    let members = member::read(&mut reader);
    let partners = partner::read(&mut reader);
    let territories = territory::read(&mut reader);
    let events = event::read(&mut reader);
    let offices = office::read(&mut reader);
    let groupings = grouping::read(&mut reader);
    let commitments = commitment::read(&mut reader);
    let protocols = protocol::read(&mut reader);
    let contested = contested::read(&mut reader);
    let terms = term::read(&mut reader);
    let claims = claim::read(&mut reader);
    let spending = spending::read(&mut reader);
    let story = story::read(&mut reader);
    let corrections = correction::read(&mut reader);
    let thens = then::read(&mut reader);
    let wording = wording::read(&mut reader);
    let sources = source::read(&mut reader);
    let countries = country::read(&mut reader);
    let shapes = shapes(&mut reader);
    let (meta, meta_file) = meta?;
    let (frameworks, partners) = partners?;
    let (verdicts, claims) = claims?;
    Some(Data {
        as_of: meta.as_of,
        neither: meta.neither,
        meta: meta_file,
        countries: countries?,
        members: members?,
        frameworks,
        partners,
        territories: territories?,
        events: events?,
        offices: offices?,
        groupings: groupings?,
        commitments: commitments?,
        protocols: protocols?,
        contested: contested?,
        terms: terms?,
        verdicts,
        claims,
        spending: spending?,
        story: story?,
        corrections: corrections?,
        thens: thens?,
        wording: wording?,
        sources: sources?,
        shapes: shapes?,
        version: format!("{:08x}", reader.hash.0 as u32),
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

/// Opens the files of one folder, and adds each to the hash.
pub struct Reader<'a> {
    folder: &'a Path,
    hash: Hash,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn open(&mut self, name: &str) -> Option<Rc<File>> {
        let label = format!("data/{name}");
        match std::fs::read_to_string(self.folder.join(name)) {
            Ok(text) => {
                self.hash.add(&text);
                Some(Rc::new(File { name: label, text }))
            }
            Err(error) => {
                let file = Rc::new(File { name: label, text: String::new() });
                self.problems.add(&At::line_of(&file, 1), format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// A TOML file as `T`; the first thing that does not fit is a problem.
    pub fn toml<T: DeserializeOwned>(&mut self, name: &str) -> Option<(T, Rc<File>)> {
        let file = self.open(name)?;
        match toml::from_str(&file.text) {
            Ok(value) => Some((value, file)),
            Err(error) => {
                self.problems.add(&At::span(&file, error.span().unwrap_or(0..0)), error.message());
                None
            }
        }
    }

    /// The rows of a CSV file with exactly these columns.
    pub fn csv(&mut self, name: &str, columns: &[&str]) -> Option<Vec<Row>> {
        let file = self.open(name)?;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.text.as_bytes());
        let mut rows = Vec::new();
        for row in reader.records() {
            match row {
                Ok(row) => {
                    let at = line_at(&file, row.position());
                    rows.push(Row { cells: row.iter().map(str::to_owned).collect(), at });
                }
                Err(error) => self.problems.add(&line_at(&file, error.position()), error.to_string()),
            }
        }
        if rows.is_empty() || rows.remove(0).cells != columns {
            let message = format!("the columns must be {}", columns.join(","));
            self.problems.add(&At::line_of(&file, 1), message);
            return None;
        }
        Some(rows)
    }
}

fn line_at(file: &Rc<File>, position: Option<&csv::Position>) -> At {
    let line = position.map_or(1, csv::Position::line);
    At::line_of(file, usize::try_from(line).unwrap_or(1))
}

fn shapes(reader: &mut Reader) -> Option<geometry::Source> {
    let file = reader.open("geo/countries-50m.json")?;
    let read = geometry::read(&file.text).map_err(|message| reader.problems.add(&At::line_of(&file, 1), message));
    let mut shapes = read.ok()?;
    split::apply(reader, &mut shapes)?;
    Some(shapes)
}

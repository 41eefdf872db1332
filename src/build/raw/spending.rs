//! `data/spending.toml` and `data/spending.csv`

use std::rc::Rc;

use serde::Deserialize;
use toml::Spanned;

use super::super::problem::At;
use super::{Reader, Table, Text};

/// What counts as defence spending.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    pub id: Text,
    pub label: Text,
    pub text: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A publication of figures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    pub id: Text,
    pub label: Text,
    pub published: Text,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A share that was promised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub id: Text,
    pub label: Text,
    pub pct: Spanned<f64>,
    pub from: Text,
    pub until: Text,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// What to keep in mind about one country, or an aggregate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub id: Text,
    pub note: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Years without a figure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    pub id: Text,
    pub definition: Text,
    pub years: Text,
    pub reason: Text,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A place in a ranking.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    pub rank: Option<Spanned<usize>>,
    pub id: Text,
    pub usd: Option<Spanned<f64>>,
    #[serde(default)]
    pub estimate: bool,
}

/// The largest spenders of one year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    pub year: Spanned<u16>,
    pub definition: Text,
    pub edition: Text,
    pub unit: Text,
    #[serde(default)]
    pub rows: Vec<Spanned<Rank>>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// A row of `data/spending.csv`, as it is written.
pub struct Figure {
    pub id: String,
    pub year: String,
    pub pct: String,
    pub usd: String,
    pub estimate: String,
    pub basis: String,
    pub definition: String,
    pub edition: String,
    pub sources: String,
    pub at: At,
}

/// Both files.
pub struct Spending {
    pub definitions: Table<Definition>,
    pub editions: Table<Edition>,
    pub targets: Table<Target>,
    pub notes: Table<Note>,
    pub gaps: Table<Gap>,
    pub rankings: Table<Ranking>,
    pub figures: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Records {
    definition: Vec<Spanned<Definition>>,
    edition: Vec<Spanned<Edition>>,
    target: Vec<Spanned<Target>>,
    country_note: Vec<Spanned<Note>>,
    gap: Vec<Spanned<Gap>>,
    ranking: Vec<Spanned<Ranking>>,
}

const COLUMNS: [&str; 9] =
    ["id", "year", "pct_gdp", "usd_million_current", "estimate", "basis", "definition", "edition", "source"];

/// Reads `data/spending.toml` and `data/spending.csv`.
pub fn read(reader: &mut Reader) -> Option<Spending> {
    let records = reader.toml::<Records>("spending.toml");
    let figures = figures(reader);
    let (records, file) = records?;
    Some(Spending {
        definitions: Table { records: records.definition, file: Rc::clone(&file) },
        editions: Table { records: records.edition, file: Rc::clone(&file) },
        targets: Table { records: records.target, file: Rc::clone(&file) },
        notes: Table { records: records.country_note, file: Rc::clone(&file) },
        gaps: Table { records: records.gap, file: Rc::clone(&file) },
        rankings: Table { records: records.ranking, file },
        figures: figures?,
    })
}

fn figures(reader: &mut Reader) -> Option<Vec<Figure>> {
    let rows = reader.csv("spending.csv", &COLUMNS)?;
    let figures = rows.into_iter().map(|row| {
        let mut cells = row.cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        Figure {
            id: next(),
            year: next(),
            pct: next(),
            usd: next(),
            estimate: next(),
            basis: next(),
            definition: next(),
            edition: next(),
            sources: next(),
            at: row.at,
        }
    });
    Some(figures.collect())
}

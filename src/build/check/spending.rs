//! Defence spending: the series, and what is needed to read it right.

use std::collections::{BTreeMap, BTreeSet};

use super::super::problem::At;
use super::super::raw::spending as raw;
use super::super::raw::Table;
use super::text::{LABEL_LIMIT, NOTE_LIMIT, SUMMARY_LIMIT};
use super::{Checker, Packed};

/// Largest share that is believed without a question, in per cent. The largest in the series is 7.5
/// (Russia 2025, SIPRI); a country at war may exceed it (SIPRI has Ukraine above 30): raise it then.
const PCT_LIMIT: f64 = 10.0;
/// Largest amount that is believed, in million US dollars: twice what all members spend together.
const USD_LIMIT: f64 = 4_000_000.0;
/// Rows that stand for several countries.
pub const AGGREGATES: [&str; 2] = ["NATO_EUR_CAN", "NATO_TOTAL"];
/// What a share is a share of.
const BASES: [&str; 2] = ["GDP", "GNI"];

/// All about spending.
pub struct Spending {
    pub definitions: Vec<Definition>,
    pub editions: Vec<Edition>,
    pub targets: Vec<Target>,
    pub notes: Vec<Note>,
    pub gaps: Vec<Gap>,
    pub rankings: Vec<Ranking>,
    /// In the order of `data/spending.csv`.
    pub figures: Vec<Figure>,
}

/// What counts as defence spending.
pub struct Definition {
    pub id: String,
    pub label: String,
    pub text: String,
    pub sources: Vec<usize>,
}

/// A publication of figures.
pub struct Edition {
    pub id: String,
    pub label: String,
    pub published: Packed,
    /// May be empty.
    pub note: String,
    pub sources: Vec<usize>,
}

/// A share that was promised.
pub struct Target {
    pub id: String,
    pub label: String,
    /// Per cent.
    pub pct: f64,
    pub from: Packed,
    /// May lie in the future.
    pub until: Packed,
    /// May be empty.
    pub note: String,
    pub sources: Vec<usize>,
}

/// Whom a figure is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Spender {
    /// The index of a country.
    Country(usize),
    /// Index into `AGGREGATES`.
    Aggregate(usize),
}

/// What to keep in mind about one spender.
pub struct Note {
    pub spender: Spender,
    pub note: String,
    pub sources: Vec<usize>,
}

/// Years without a figure.
pub struct Gap {
    pub spender: Spender,
    /// Index into `definitions`.
    pub definition: usize,
    /// First and last year.
    pub years: (u16, u16),
    pub reason: String,
    pub sources: Vec<usize>,
}

/// The largest spenders of one year.
pub struct Ranking {
    pub year: u16,
    /// Index into `definitions`.
    pub definition: usize,
    /// Index into `editions`.
    pub edition: usize,
    /// Of `usd` in the rows.
    pub unit: String,
    pub rows: Vec<Rank>,
    pub note: String,
    pub sources: Vec<usize>,
}

/// A place in a ranking.
pub struct Rank {
    /// `None` where the place was not found.
    pub rank: Option<usize>,
    pub country: usize,
    /// `None` where the amount was not found.
    pub usd: Option<f64>,
    pub is_estimate: bool,
}

/// A number and the digits in which it was published: they say how it was rounded.
pub struct Number {
    pub value: f64,
    pub digits: String,
}

/// One spender in one year.
pub struct Figure {
    pub spender: Spender,
    pub year: u16,
    /// Per cent of `basis`; `None` = gap.
    pub pct: Option<Number>,
    /// Million US dollars at current prices and exchange rates; `None` = gap.
    pub usd_million: Option<Number>,
    pub is_estimate: bool,
    /// `GDP` or `GNI`; empty where there is no share.
    pub basis: String,
    /// Index into `definitions`.
    pub definition: usize,
    /// Index into `editions`.
    pub edition: usize,
    /// Empty only in a gap, whose own sources count.
    pub sources: Vec<usize>,
}

impl Figure {
    /// The share or the amount is missing.
    pub fn is_gap(&self) -> bool {
        self.pct.is_none() || self.usd_million.is_none()
    }
}

impl Checker<'_> {
    pub fn spending(&mut self, raw: &raw::Spending) -> Spending {
        let definitions = self.definitions(&raw.definitions);
        let editions = self.editions(&raw.editions);
        let definition_ids: Vec<&str> = definitions.iter().map(|row| row.id.as_str()).collect();
        let edition_ids: Vec<&str> = editions.iter().map(|row| row.id.as_str()).collect();
        let figures = self.figures(&raw.figures, &definition_ids, &edition_ids);
        let rankings = self.rankings(&raw.rankings, &definition_ids, &edition_ids);
        let gaps = self.gaps(&raw.gaps, &definition_ids);
        self.compare_gaps(&figures, &gaps);
        Spending {
            targets: self.targets(&raw.targets),
            notes: self.spender_notes(&raw.notes),
            gaps: gaps.into_iter().map(|(_, gap)| gap).collect(),
            rankings,
            figures: figures.into_iter().map(|(_, figure)| figure).collect(),
            definitions,
            editions,
        }
    }

    fn definitions(&mut self, table: &Table<raw::Definition>) -> Vec<Definition> {
        let mut seen = BTreeSet::new();
        let records = table.records.iter().map(|record| (table.at(record), record.get_ref()));
        let rows = records.map(|(at, definition)| Definition {
            id: self.id(&table.file, &definition.id, "definition", &mut seen),
            label: self.ours(&table.file, &definition.label, "label", LABEL_LIMIT),
            text: self.ours(&table.file, &definition.text, "text", SUMMARY_LIMIT),
            sources: self.source_list(&at, &table.file, &definition.sources),
        });
        rows.collect()
    }

    fn editions(&mut self, table: &Table<raw::Edition>) -> Vec<Edition> {
        let mut seen = BTreeSet::new();
        let records = table.records.iter().map(|record| (table.at(record), record.get_ref()));
        let rows = records.map(|(at, edition)| Edition {
            id: self.id(&table.file, &edition.id, "edition", &mut seen),
            label: self.ours(&table.file, &edition.label, "label", LABEL_LIMIT),
            published: self.date(&table.file, &edition.published),
            note: self.note(&table.file, edition.note.as_ref()),
            sources: self.source_list(&at, &table.file, &edition.sources),
        });
        rows.collect()
    }

    fn targets(&mut self, table: &Table<raw::Target>) -> Vec<Target> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let target = record.get_ref();
            let pct = *target.pct.get_ref();
            self.within(&table.at(&target.pct), "pct", pct, PCT_LIMIT);
            self.in_order(file, &[("from", Some(&target.from)), ("until", Some(&target.until))]);
            rows.push(Target {
                id: self.id(file, &target.id, "target", &mut seen),
                label: self.ours(file, &target.label, "label", LABEL_LIMIT),
                pct,
                from: self.date(file, &target.from),
                until: self.any_date(file, &target.until),
                note: self.note(file, target.note.as_ref()),
                sources: self.source_list(&table.at(record), file, &target.sources),
            });
        }
        rows
    }

    fn spender_notes(&mut self, table: &Table<raw::Note>) -> Vec<Note> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &table.records {
            let note = record.get_ref();
            let Some(spender) = self.spender(&table.at(&note.id), note.id.get_ref()) else { continue };
            rows.push(Note {
                spender,
                note: self.ours(file, &note.note, "note", NOTE_LIMIT),
                sources: self.source_list(&table.at(record), file, &note.sources),
            });
        }
        rows
    }

    /// Each gap with the place of its years.
    fn gaps(&mut self, table: &Table<raw::Gap>, definitions: &[&str]) -> Vec<(At, Gap)> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &table.records {
            let gap = record.get_ref();
            let years = parse_years(gap.years.get_ref());
            let message = "years is a year, or the first and the last with a hyphen between";
            self.expect(years.is_some(), &table.at(&gap.years), message);
            let spender = self.spender(&table.at(&gap.id), gap.id.get_ref());
            let (Some(years), Some(spender)) = (years, spender) else { continue };
            let row = Gap {
                spender,
                definition: self.one_of(file, &gap.definition, "definition", definitions),
                years,
                reason: self.ours(file, &gap.reason, "reason", NOTE_LIMIT),
                sources: self.source_list(&table.at(record), file, &gap.sources),
            };
            rows.push((table.at(&gap.years), row));
        }
        rows
    }

    fn rankings(&mut self, table: &Table<raw::Ranking>, definitions: &[&str], editions: &[&str]) -> Vec<Ranking> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &table.records {
            let ranking = record.get_ref();
            let year = *ranking.year.get_ref();
            self.year(&table.at(&ranking.year), u32::from(year));
            rows.push(Ranking {
                year,
                definition: self.one_of(file, &ranking.definition, "definition", definitions),
                edition: self.one_of(file, &ranking.edition, "edition", editions),
                unit: self.ours(file, &ranking.unit, "unit", LABEL_LIMIT),
                rows: self.ranks(table, ranking),
                note: self.note(file, ranking.note.as_ref()),
                sources: self.source_list(&table.at(record), file, &ranking.sources),
            });
        }
        rows
    }

    /// A rank is the number of its row; amounts do not grow.
    fn ranks(&mut self, table: &Table<raw::Ranking>, ranking: &raw::Ranking) -> Vec<Rank> {
        let mut rows = Vec::new();
        let mut least = f64::INFINITY;
        for (index, record) in ranking.rows.iter().enumerate() {
            let rank = record.get_ref();
            let place = rank.rank.as_ref().map(|place| *place.get_ref());
            let usd = rank.usd.as_ref().map(|usd| *usd.get_ref());
            let is_right = place.is_none_or(|place| place == index + 1);
            self.expect(is_right, &table.at(record), format!("this is row {}", index + 1));
            let amount = usd.unwrap_or(least);
            let message = "usd is not above 0, or above the row before";
            self.expect(amount > 0.0 && amount <= least, &table.at(record), message);
            least = amount;
            let Some(country) = self.country(&table.file, &rank.id) else { continue };
            rows.push(Rank { rank: place, country, usd, is_estimate: rank.estimate });
        }
        rows
    }

    /// Each row with its place.
    fn figures(&mut self, rows: &[raw::Figure], definitions: &[&str], editions: &[&str]) -> Vec<(At, Figure)> {
        let mut seen = BTreeSet::new();
        let mut figures = Vec::new();
        for row in rows {
            let at = &row.at;
            let key = format!("{} {} {} {}", row.id, row.year, row.definition, row.edition);
            self.once(at, &key, "row", &mut seen);
            let year = row.year.parse().unwrap_or(0);
            self.year(at, u32::from(year));
            let is_estimate = ["no", "yes"][self.one_of_at(at, &row.estimate, "estimate", &["no", "yes"])] == "yes";
            let pct = self.number(at, "pct_gdp", &row.pct, PCT_LIMIT);
            let usd_million = self.number(at, "usd_million_current", &row.usd, USD_LIMIT);
            self.basis(at, row);
            let Some(spender) = self.spender(at, &row.id) else { continue };
            let mut figure = Figure {
                spender,
                year,
                pct,
                usd_million,
                is_estimate,
                basis: row.basis.clone(),
                definition: self.one_of_at(at, &row.definition, "definition", definitions),
                edition: self.one_of_at(at, &row.edition, "edition", editions),
                sources: Vec::new(),
            };
            if !(figure.is_gap() && row.sources.is_empty()) {
                let ids = row.sources.split_whitespace().map(|id| (at.clone(), id)).collect();
                figure.sources = self.source_list_at(at, ids);
            }
            figures.push((at.clone(), figure));
        }
        figures
    }

    /// What a share is a share of, where there is one.
    fn basis(&mut self, at: &At, row: &raw::Figure) {
        if row.pct.is_empty() {
            self.expect(row.basis.is_empty(), at, "basis goes with a share");
        } else {
            self.one_of_at(at, &row.basis, "basis", &BASES);
        }
    }

    /// A number with its digits; empty = none.
    fn number(&mut self, at: &At, name: &str, digits: &str, limit: f64) -> Option<Number> {
        if digits.is_empty() {
            return None;
        }
        let is_formed = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let value = digits.parse::<f64>().ok().filter(|_| is_formed);
        self.expect(value.is_some(), at, format!("{name} \"{digits}\" is not a number"));
        let value = value?;
        self.within(at, name, value, limit);
        Some(Number { value, digits: digits.to_owned() })
    }

    fn within(&mut self, at: &At, name: &str, value: f64, limit: f64) {
        let message = format!("{name} {value} is not above 0 and at most {limit}");
        self.expect(value > 0.0 && value <= limit, at, message);
    }

    fn year(&mut self, at: &At, year: u32) {
        let holds = (1949..=self.as_of / 10_000).contains(&year);
        self.expect(holds, at, "the year is not within 1949 and the year of as_of in data/meta.toml");
    }

    fn spender(&mut self, at: &At, id: &str) -> Option<Spender> {
        match AGGREGATES.iter().position(|aggregate| *aggregate == id) {
            Some(index) => Some(Spender::Aggregate(index)),
            None => self.country_at(at, id).map(Spender::Country),
        }
    }

    /// No gap is unmarked, and nothing is marked that is no gap.
    fn compare_gaps(&mut self, figures: &[(At, Figure)], gaps: &[(At, Gap)]) {
        let mut series: BTreeMap<(Spender, usize), Series> = BTreeMap::new();
        for (at, figure) in figures {
            let series = series.entry((figure.spender, figure.definition)).or_default();
            let is_gap = series.years.get(&figure.year).is_none_or(|(_, is_gap)| *is_gap) && figure.is_gap();
            series.years.insert(figure.year, (at.clone(), is_gap));
        }
        for (key, series) in &series {
            let marked = gaps.iter().filter(|(_, gap)| (gap.spender, gap.definition) == *key);
            let marked: Vec<(u16, u16)> = marked.map(|(_, gap)| gap.years).collect();
            for (at, year) in series.gaps() {
                let is_marked = marked.iter().any(|(from, to)| (*from..=*to).contains(&year));
                let id = self.spender_id(key.0);
                let message = format!("{id} {year} is a gap that is not listed in data/spending.toml");
                self.expect(is_marked, at, message);
            }
        }
        for (at, gap) in gaps {
            let found = series.get(&(gap.spender, gap.definition)).map(Series::gaps).unwrap_or_default();
            for year in gap.years.0..=gap.years.1 {
                let is_gap = found.iter().any(|(_, found)| *found == year);
                let message = format!("{} {year} is no gap", self.spender_id(gap.spender));
                self.expect(is_gap, at, message);
            }
        }
    }

    fn spender_id(&self, spender: Spender) -> String {
        match spender {
            Spender::Country(index) => self.codes.get(index).cloned().unwrap_or_default(),
            Spender::Aggregate(index) => AGGREGATES[index].to_owned(),
        }
    }
}

/// The years of one spender under one definition: the place of the row, and whether it is a gap.
#[derive(Default)]
struct Series {
    years: BTreeMap<u16, (At, bool)>,
}

impl Series {
    /// Rows without a number, and years between the first and the last row that have none; a missing
    /// year stands at the row after it.
    fn gaps(&self) -> Vec<(&At, u16)> {
        let mut gaps = Vec::new();
        let mut expected = None;
        for (&year, (at, is_gap)) in &self.years {
            gaps.extend((expected.unwrap_or(year)..year).map(|missing| (at, missing)));
            if *is_gap {
                gaps.push((at, year));
            }
            expected = Some(year + 1);
        }
        gaps
    }
}

/// `2025` or `2014-2026`.
fn parse_years(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then_some((from, to))
}

//! The data as a product: `data/` in, the files of `dist/data/` out; `data/exports.toml` says which.
//!
//! Reads the files of `data/` by itself, field by field as they are written, so that what an editor adds is
//! published without a change here. Nothing is checked here that `check` checks; `held-back.toml` is never read.

mod about;
pub mod spreadsheet;
mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde::Deserialize;
use serde_json::{json, Map, Value};

use super::problem::{At, File, Problems};

/// The files that hold sources; the second is there only while some files are not wired in.
const SOURCES: [&str; 2] = ["sources.toml", "sources-more.toml"];

/// `data/exports.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    title: String,
    description: String,
    creator: String,
    credit: String,
    licence: String,
    licence_url: String,
    licence_note: String,
    /// The first year that the data speak of.
    from: String,
    keywords: Vec<String>,
    places: Vec<String>,
    measures: Vec<String>,
    /// `README.txt`, with places to fill in.
    readme: String,
    timeline: Story,
    storymap: Story,
    /// What a field means wherever the head of a file does not say it.
    fields: BTreeMap<String, String>,
    table: Vec<TablePlan>,
}

impl Plan {
    /// The meaning of all fields of a table: what the head of its file says, with the names of the files here, and what it
    /// leaves out.
    fn meanings(&self, head: &str, records: &[Value], problems: &mut dyn FnMut(String)) -> String {
        let mut text = head.trim().to_owned();
        for table in self.table.iter().filter(|table| table.file.ends_with(".toml")) {
            text = text.replace(&table.file, &format!("{}.csv", table.name));
        }
        let mut names = BTreeSet::new();
        records.iter().for_each(|record| collect_names(record, &mut names));
        let said: BTreeSet<&str> = head.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let mut blank = "\n\n";
        for name in names.into_iter().filter(|name| !said.contains(name)) {
            match self.fields.get(name) {
                Some(meaning) => text.push_str(&format!("{blank}{name:16} {meaning}")),
                None => problems(format!("nobody says what the field {name} means: neither its file nor [fields]")),
            }
            blank = "\n";
        }
        text
    }
}

/// The names of all fields of a record and its parts.
pub fn collect_names<'v>(value: &'v Value, names: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name);
                collect_names(value, names);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect_names(value, names)),
        _ => {}
    }
}

/// A file for another tool: how it is called, and what its first slide says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    title: String,
    cover: String,
}

/// One table: which records, under which name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TablePlan {
    name: String,
    file: String,
    records: Option<String>,
    fields_in: Option<String>,
    fields: Option<String>,
    title: String,
    description: String,
}

/// What all files say of themselves.
struct Edition<'a> {
    plan: &'a Plan,
    as_of: String,
    version: &'a str,
    sources: Map<String, Value>,
}

impl Edition<'_> {
    /// Date, version, licence, credit and origin, as fields of a file.
    fn stamp(&self, file: &str) -> Map<String, Value> {
        let fields = [
            ("as_of", self.as_of.as_str()),
            ("version", self.version),
            ("licence", &self.plan.licence),
            ("licence_url", &self.plan.licence_url),
            ("licence_note", &self.plan.licence_note),
            ("credit", &self.plan.credit),
        ];
        let mut stamp: Map<String, Value> =
            fields.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect();
        stamp.insert("source_of_this_file".to_owned(), json!(format!("data/{file}")));
        stamp
    }

    /// A text of the plan with its places filled in.
    fn fill(&self, text: &str) -> String {
        text.replace("{as_of}", &self.as_of)
            .replace("{version}", self.version)
            .replace("{licence}", &self.plan.licence)
            .replace("{licence_url}", &self.plan.licence_url)
            .replace("{licence_note}", &self.plan.licence_note)
            .replace("{credit}", &self.plan.credit)
    }

    /// The address of a source; the article under review has none.
    fn url(&self, id: &str) -> Option<&str> {
        self.sources.get(id)?.get("url")?.as_str()
    }
}

/// A file of `dist/data/` in the making.
struct Export {
    name: String,
    title: String,
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl Export {
    fn json(name: String, title: &str, media_type: &'static str, value: &Value) -> Export {
        Export { name, title: title.to_owned(), media_type, bytes: format!("{value:#}\n").into_bytes() }
    }
}

/// The files of `dist/data/`, name and contents. `version` is the hash that the footer shows as well.
pub fn files(folder: &Path, lang: &str, version: &str, problems: &mut Problems) -> Option<Vec<(String, Vec<u8>)>> {
    let plan: Plan = read(folder, "exports.toml", problems)?;
    let plan_file = open(folder, "exports.toml", problems)?;
    let mut sources = Map::new();
    for source in list(folder, SOURCES[0], "source", problems)? {
        let id = text(&source, "id").to_owned();
        sources.insert(id, source);
    }
    let meta: Value = read(folder, "meta.toml", problems)?;
    let edition = Edition { plan: &plan, as_of: text(&meta, "as_of").to_owned(), version, sources };

    let mut exports = Vec::new();
    for table in &plan.table {
        let records = match &table.records {
            Some(name) => list(folder, &table.file, name, problems)?,
            None => rows(folder, &table.file, problems)?,
        };
        let fields = match &table.fields {
            Some(fields) => fields.clone(),
            None => head(&open(folder, table.fields_in.as_ref().unwrap_or(&table.file), problems)?.text),
        };
        let fields = plan.meanings(&fields, &records, &mut |message| {
            problems.add(&At::line_of(&plan_file, 1), format!("{}: {message}", table.name));
        });
        exports.push(Export::json(
            format!("{}.json", table.name),
            &table.title,
            "application/json",
            &document(&edition, table, &fields, &records),
        ));
        exports.push(Export {
            name: format!("{}.csv", table.name),
            title: table.title.clone(),
            media_type: "text/csv",
            bytes: spreadsheet::csv(&records, &edition),
        });
    }
    let catalogue: Value = read(folder, &format!("i18n/{lang}.toml"), problems)?;
    let events = list(folder, "events.toml", "event", problems)?;
    let tellings = [
        ("timeline.json", &plan.timeline, story::timeline(&events, &edition, &catalogue)),
        ("storymap.json", &plan.storymap, story::storymap(&events, &edition, &catalogue)),
    ];
    for (name, story, value) in tellings {
        exports.push(Export::json(name.to_owned(), &story.title, "application/json", &value));
    }
    exports.push(about::dataset(&edition, &exports));
    exports.push(about::readme(&edition, &exports));
    Some(exports.into_iter().map(|export| (export.name, export.bytes)).collect())
}

/// A table as JSON: what it is, its records as an editor sees them, and the sources that these name.
fn document(edition: &Edition, table: &TablePlan, fields: &str, records: &[Value]) -> Value {
    let mut document = Map::new();
    document.insert("title".to_owned(), json!(table.title));
    document.insert("description".to_owned(), json!(table.description));
    document.extend(edition.stamp(&table.file));
    document.insert("fields".to_owned(), json!(fields.lines().collect::<Vec<_>>()));
    document.insert("records".to_owned(), json!(records));
    let named: BTreeSet<&str> = records.iter().flat_map(source_ids).collect();
    let sources = named.into_iter().filter_map(|id| {
        let mut source = edition.sources.get(id)?.as_object()?.clone();
        source.retain(|field, _| field != "id" && field != "note");
        Some((id.to_owned(), Value::Object(source)))
    });
    document.insert("sources".to_owned(), sources.collect());
    Value::Object(document)
}

/// The ids of the sources that a record and its parts name, in their order, each once.
fn source_ids(record: &Value) -> Vec<&str> {
    let mut ids = Vec::new();
    collect_source_ids(record, &mut ids);
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

fn collect_source_ids<'a>(value: &'a Value, ids: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Array(list) if name == "sources" || name == "source" => {
                        ids.extend(list.iter().filter_map(Value::as_str));
                    }
                    _ => collect_source_ids(value, ids),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect_source_ids(value, ids)),
        _ => {}
    }
}

/// A field that is a text, or nothing.
fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The comment at the head of a file, without its notes on the TOML itself.
fn head(file: &str) -> String {
    let lines =
        file.lines().map_while(|line| line.strip_prefix('#')).map(|line| line.strip_prefix(' ').unwrap_or(line));
    let lines: Vec<&str> = lines.collect();
    let paragraphs = lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
    let ours = paragraphs.filter(|lines| !lines[0].starts_with("Long texts"));
    ours.map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
}

fn open(folder: &Path, name: &str, problems: &mut Problems) -> Option<Rc<File>> {
    let read = fs::read_to_string(folder.join(name));
    let failure = read.as_ref().err().map(|error| format!("cannot be read: {error}"));
    let file = Rc::new(File { name: format!("data/{name}"), text: read.unwrap_or_default() });
    if let Some(message) = failure {
        problems.add(&At::line_of(&file, 1), message);
        return None;
    }
    Some(file)
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str, problems: &mut Problems) -> Option<T> {
    let file = open(folder, name, problems)?;
    let parsed = toml::from_str(&file.text);
    parsed.map_err(|error| problems.add(&At::span(&file, error.span().unwrap_or(0..0)), error.message())).ok()
}

/// The records of a TOML file that stand under one name.
fn list(folder: &Path, file: &str, records: &str, problems: &mut Problems) -> Option<Vec<Value>> {
    let files = match file {
        "sources.toml" => SOURCES.iter().copied().filter(|name| folder.join(name).exists()).collect(),
        _ => vec![file],
    };
    let mut all = Vec::new();
    for name in files {
        let mut table: Value = read(folder, name, problems)?;
        match table.get_mut(records).map(Value::take) {
            Some(Value::Array(records)) => all.extend(records),
            _ => {
                let file = open(folder, name, problems)?;
                problems.add(&At::line_of(&file, 1), format!("there is no [[{records}]], which exports.toml names"));
                return None;
            }
        }
    }
    Some(all)
}

/// The rows of a CSV file: numbers in a column that has nothing else, ids of sources as a list, `null` for nothing.
fn rows(folder: &Path, name: &str, problems: &mut Problems) -> Option<Vec<Value>> {
    let file = open(folder, name, problems)?;
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let result = reader.headers().cloned().and_then(|header| {
        let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
        Ok((header, rows))
    });
    let (header, rows) = match result {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = error.position().map_or(1, |position| position.line());
            problems.add(&At::line_of(&file, usize::try_from(line).unwrap_or(1)), error.to_string());
            return None;
        }
    };
    let cell = |row: &csv::StringRecord, column: usize| row.get(column).unwrap_or_default().to_owned();
    let is_numeric = |column: usize| {
        let mut filled = rows.iter().map(|row| cell(row, column)).filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| number(&cell).is_some())
    };
    let columns: Vec<(&str, bool)> = header.iter().enumerate().map(|(i, name)| (name, is_numeric(i))).collect();
    let value = |name: &str, numeric: bool, cell: String| match name {
        "source" => json!(cell.split_whitespace().collect::<Vec<_>>()),
        _ if cell.is_empty() => Value::Null,
        _ if numeric => number(&cell).unwrap_or(Value::Null),
        _ => json!(cell),
    };
    let record = |row: &csv::StringRecord| -> Value {
        let fields = columns.iter().enumerate();
        fields.map(|(i, &(name, numeric))| (name.to_owned(), value(name, numeric, cell(row, i)))).collect()
    };
    Some(rows.iter().map(record).collect())
}

fn number(cell: &str) -> Option<Value> {
    serde_json::from_str::<serde_json::Number>(cell).ok().map(Value::Number)
}

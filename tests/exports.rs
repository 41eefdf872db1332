//! What `dist/data/` promises to those who work with it: every record is there, in JSON and in CSV, with its
//! sources, date, version and licence; and the tools of others find every event.

#[allow(dead_code, reason = "the build script's module, mounted to look at what it makes")]
#[path = "../src/build/all.rs"]
mod build;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::{json, Value};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The exports by name, made once.
fn exports() -> &'static BTreeMap<String, Vec<u8>> {
    static EXPORTS: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    EXPORTS.get_or_init(|| match build::run(Path::new(ROOT), "en") {
        Ok(output) => output.exports.into_iter().collect(),
        Err(problems) => panic!("{problems:#?}"),
    })
}

fn json_of(name: &str) -> Value {
    let bytes = exports().get(name).unwrap_or_else(|| panic!("{name} is not exported"));
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The header and the rows of a CSV file. The reader fails on a row that is longer or shorter than the header.
fn csv_of(name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = exports().get(name).unwrap_or_else(|| panic!("{name} is not exported"));
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let owned = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = owned(reader.headers().unwrap());
    let rows = reader.records().map(|row| owned(&row.unwrap_or_else(|error| panic!("{name}: {error}")))).collect();
    (header, rows)
}

fn toml_of(file: &str) -> toml::Table {
    toml::from_str(&fs::read_to_string(Path::new(ROOT).join("data").join(file)).unwrap()).unwrap()
}

/// Files of `data/` that hold no facts for others: the plan of the exports, words to avoid, what is held back.
const INTERNAL: [&str; 3] = ["exports.toml", "wording.toml", "held-back.toml"];

/// Every list of records of `data/`: file, name of the list, records. Without what is internal.
fn lists() -> Vec<(String, String, Vec<toml::Value>)> {
    let mut lists = Vec::new();
    for entry in fs::read_dir(Path::new(ROOT).join("data")).unwrap().map(Result::unwrap) {
        let file = entry.file_name().to_string_lossy().into_owned();
        if !file.ends_with(".toml") || INTERNAL.contains(&file.as_str()) {
            continue;
        }
        for (name, value) in toml_of(&file) {
            let records = value.as_array().cloned().unwrap_or_default();
            if records.iter().any(toml::Value::is_table) {
                lists.push((file.clone(), name, records));
            }
        }
    }
    assert!(lists.len() > 15, "data/ has only {} lists: the test looks at nothing", lists.len());
    lists
}

/// The name of the exported table with these records.
fn table_of(file: &str, list: &str) -> String {
    let file = if file == "sources-more.toml" { "sources.toml" } else { file };
    let plan = toml_of("exports.toml");
    let tables = plan["table"].as_array().unwrap();
    let is_it = |table: &&toml::Value| {
        table["file"].as_str() == Some(file) && table.get("records").and_then(toml::Value::as_str) == Some(list)
    };
    let table = tables.iter().find(is_it).unwrap_or_else(|| panic!("[[{list}]] of data/{file} is not exported"));
    table["name"].as_str().unwrap().to_owned()
}

/// A TOML value as JSON, made another way than the build does.
fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(fields) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        toml::Value::Array(items) => items.iter().map(plain).collect(),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(yes) => json!(yes),
        toml::Value::Datetime(date) => json!(date.to_string()),
    }
}

fn tables() -> Vec<String> {
    let tables = toml_of("exports.toml")["table"].as_array().unwrap().clone();
    tables.iter().map(|table| table["name"].as_str().unwrap().to_owned()).collect()
}

/// All ids of sources below a value.
fn ids_in(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let ("source" | "sources", Value::Array(list)) = (name.as_str(), value) {
                    ids.extend(list.iter().map(|id| id.as_str().unwrap().to_owned()));
                }
                ids_in(value, ids);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| ids_in(value, ids)),
        _ => {}
    }
}

#[test]
fn every_record_is_in_json_and_csv_as_it_is_written() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (file, list, records) in lists() {
        let table = table_of(&file, &list);
        let exported = json_of(&format!("{table}.json"));
        let exported = exported["records"].as_array().unwrap();
        for record in &records {
            assert!(exported.contains(&plain(record)), "{table}.json lacks {record}");
        }
        *counts.entry(table).or_default() += records.len();
    }
    for (table, count) in counts {
        assert_eq!(json_of(&format!("{table}.json"))["records"].as_array().unwrap().len(), count, "{table}.json");
        assert_eq!(csv_of(&format!("{table}.csv")).1.len(), count, "{table}.csv");
    }
}

#[test]
fn every_row_of_the_csv_files_is_exported() {
    for name in ["countries", "spending"] {
        let text = fs::read_to_string(Path::new(ROOT).join("data").join(name).with_extension("csv")).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let (columns, exported) = csv_of(&format!("{name}.csv"));
        let document = json_of(&format!("{name}.json"));
        let records = document["records"].as_array().unwrap();
        assert!(rows.len() > 200 && exported.len() == rows.len() && records.len() == rows.len(), "{name}");
        for ((row, exported), record) in rows.iter().zip(&exported).zip(records) {
            for (column, cell) in header.iter().zip(row) {
                let at = columns.iter().position(|name| name == column).unwrap();
                let is_number = cell.parse::<f64>().is_ok();
                if is_number {
                    assert_eq!(cell.parse::<f64>(), exported[at].parse(), "{name}.csv {row:?}");
                    assert_eq!(cell.parse::<f64>().ok(), record[column].as_f64(), "{name}.json {row:?}");
                } else if column == "source" {
                    assert_eq!(cell.replace(' ', "; "), exported[at], "{name}.csv {row:?}");
                } else {
                    assert_eq!(cell, exported[at], "{name}.csv {row:?}");
                    assert_eq!(cell, record[column].as_str().unwrap_or_default(), "{name}.json {row:?}");
                }
            }
        }
    }
}

#[test]
fn every_json_file_says_its_date_version_licence_and_origin() {
    let as_of = toml_of("meta.toml")["as_of"].as_str().unwrap().to_owned();
    let names = exports().keys().filter(|name| name.ends_with(".json"));
    let versions: BTreeSet<String> = names
        .map(|name| {
            let file = json_of(name);
            assert_eq!(file["as_of"], json!(as_of), "{name}");
            assert_eq!(file["licence"], "CC BY 4.0", "{name}");
            assert!(!file["credit"].as_str().unwrap().is_empty(), "{name}");
            let origin = file["source_of_this_file"].as_str().unwrap();
            assert!(Path::new(ROOT).join(origin).exists(), "{name} comes from {origin}");
            file["version"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert_eq!(versions.first().map(String::as_str), Some(two_oceans::model::atlas::atlas().version));
    let readme = String::from_utf8(exports()["README.txt"].clone()).unwrap();
    for needed in versions.iter().map(String::as_str).chain([as_of.as_str(), "CC BY 4.0"]) {
        assert!(readme.contains(needed), "README.txt does not say {needed}");
    }
    assert!(!readme.contains('{'), "README.txt has a place that nothing fills: {readme}");
}

#[test]
fn every_table_explains_its_fields() {
    for table in tables() {
        let document = json_of(&format!("{table}.json"));
        let fields = document["fields"].as_array().unwrap();
        let fields = fields.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
        assert!(fields.len() > 40 && !fields.contains("Long texts"), "{table}.json: {fields:?}");
        let said: BTreeSet<&str> = fields.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let mut names = BTreeSet::new();
        build::export::collect_names(&document["records"], &mut names);
        let untold: Vec<&&str> = names.difference(&said).collect();
        assert!(untold.is_empty(), "{table}.json does not say what {untold:?} are");
        // It names no file that is not beside it.
        for name in
            fields.split(|c: char| c.is_whitespace() || "(),;:".contains(c)).map(|name| name.trim_end_matches('.'))
        {
            let is_file = [".toml", ".csv", ".json", ".md"].iter().any(|ending| name.ends_with(ending));
            assert!(!is_file || exports().contains_key(name), "{table}.json speaks of {name}");
        }
    }
}

#[test]
fn every_source_that_a_file_names_is_in_it_and_no_other() {
    let mut total = 0;
    for table in tables() {
        let document = json_of(&format!("{table}.json"));
        let mut named = BTreeSet::new();
        ids_in(&document["records"], &mut named);
        let sources = document["sources"].as_object().unwrap();
        assert_eq!(named, sources.keys().cloned().collect(), "{table}.json");
        for (id, source) in sources {
            assert!(source["publisher"].is_string() && source["tier"].is_string(), "{table}.json: {id}");
        }
        total += named.len();
        let (columns, rows) = csv_of(&format!("{table}.csv"));
        match columns.iter().position(|column| column == "source_urls") {
            Some(at) => {
                assert_eq!(at, columns.len() - 1, "{table}.csv");
                let urls = rows.iter().flat_map(|row| row[at].split("; ")).filter(|url| !url.is_empty());
                let urls: BTreeSet<&str> = urls.collect();
                let wanted = sources.values().filter_map(|source| source["url"].as_str()).collect();
                assert_eq!(urls, wanted, "{table}.csv");
            }
            None => assert!(named.is_empty(), "{table}.csv has no column source_urls"),
        }
    }
    assert!(total > 500, "only {total} sources are named");
}

#[test]
fn lists_in_cells_can_be_taken_apart() {
    fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
            Value::Array(items) => {
                found.extend(items.iter().filter_map(Value::as_str));
                items.iter().filter(|item| !item.is_string()).for_each(|value| strings(value, found));
            }
            _ => {}
        }
    }
    for table in tables() {
        let document = json_of(&format!("{table}.json"));
        let mut items = Vec::new();
        strings(&document["records"], &mut items);
        let torn: Vec<_> = items.into_iter().filter(|item| item.contains("; ")).collect();
        assert!(torn.is_empty(), "{table}.csv joins these by what they contain: {torn:?}");
    }
}

#[test]
fn no_cell_is_a_formula() {
    for (written, cell) in [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "-2"),
        ("-20.5", "-20.5"),
        ("- and so on", "'- and so on"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("2 = 1 + 1", "2 = 1 + 1"),
        ("", ""),
    ] {
        assert_eq!(build::export::spreadsheet::safe(written), cell);
    }
    for table in tables() {
        let cells = csv_of(&format!("{table}.csv")).1.into_iter().flatten();
        let formulas = cells.filter(|cell| cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err());
        assert_eq!(formulas.count(), 0, "{table}.csv");
    }
}

#[test]
fn the_timeline_has_every_event_once_as_finely_dated_as_it_is_known() {
    let events = toml_of("events.toml")["event"].as_array().unwrap().clone();
    let timeline = json_of("timeline.json");
    let slides = timeline["events"].as_array().unwrap();
    assert_eq!(slides.len(), events.len());
    for (event, slide) in events.iter().zip(slides) {
        let id = event["id"].as_str().unwrap();
        assert_eq!(slide["unique_id"], id);
        let date = &slide["start_date"];
        let parts = [("year", 4), ("month", 2), ("day", 2)]
            .map(|(part, width)| date.get(part).map(|number| format!("{:0width$}", number.as_u64().unwrap())));
        let date: Vec<String> = parts.into_iter().flatten().collect();
        assert_eq!(date.join("-"), event["date"].as_str().unwrap(), "{id}");
        assert!(slide["group"].as_str().is_some_and(|group| group.starts_with(char::is_uppercase)), "{id}");
        let html = slide["text"]["text"].as_str().unwrap();
        let links = html.matches("<a href=\"http").count();
        let sources = event["sources"].as_array().unwrap();
        let without_url = usize::from(sources.iter().any(|id| id.as_str() == Some("article")));
        assert_eq!(links, sources.len() - without_url, "{id}: {html}");
    }
    let ids: BTreeSet<_> = slides.iter().map(|slide| slide["unique_id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), slides.len());
}

#[test]
fn the_story_map_has_every_event_with_a_place() {
    let events = toml_of("events.toml")["event"].as_array().unwrap().clone();
    let with_places: Vec<&toml::Value> = events.iter().filter(|event| event.get("places").is_some()).collect();
    assert!(with_places.len() > 100);
    let map = json_of("storymap.json");
    let slides = map["storymap"]["slides"].as_array().unwrap();
    assert_eq!(slides[0]["type"], "overview");
    assert_eq!(slides.len() - 1, with_places.len());
    for (event, slide) in with_places.into_iter().zip(&slides[1..]) {
        assert_eq!(slide["uniqueid"].as_str(), event["id"].as_str());
        let (location, place) = (&slide["location"], &event["places"][0]);
        assert_eq!(location["name"].as_str(), place["name"].as_str());
        let [lat, lon] = ["lat", "lon"].map(|axis| location[axis].as_f64().unwrap());
        assert_eq!((Some(lat), Some(lon)), (place["lat"].as_float(), place["lon"].as_float()));
        // StoryMapJS takes a zero for a missing coordinate.
        assert!((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) && lat != 0.0 && lon != 0.0);
        assert!(slide["date"].as_str().unwrap().ends_with(&event["date"].as_str().unwrap()[..4]));
    }
}

#[test]
fn texts_cannot_break_out_of_the_html() {
    for (name, slides) in [("timeline.json", "/events"), ("storymap.json", "/storymap/slides")] {
        for slide in json_of(name).pointer(slides).and_then(Value::as_array).unwrap() {
            let headline = slide["text"]["headline"].as_str().unwrap();
            assert!(!headline.contains(['<', '>', '"']), "{name}: {headline}");
            let html = slide["text"]["text"].as_str().unwrap();
            let bare = html.replace("<p>", "").replace("</p>", "").replace("</a>", "").replace("<a href=\"http", "");
            assert!(!bare.contains('<'), "{name}: {html}");
        }
    }
}

#[test]
fn the_description_lists_every_file_once() {
    let dataset = json_of("dataset.jsonld");
    assert_eq!(dataset["@type"], "Dataset");
    assert_eq!(dataset["license"], "https://creativecommons.org/licenses/by/4.0/");
    let distribution = dataset["distribution"].as_array().unwrap();
    let listed: Vec<&str> = distribution.iter().map(|file| file["contentUrl"].as_str().unwrap()).collect();
    let files = exports().keys().map(String::as_str).filter(|name| !["dataset.jsonld", "README.txt"].contains(name));
    assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), files.collect());
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len());
    let readme = String::from_utf8(exports()["README.txt"].clone()).unwrap();
    for (name, file) in listed.iter().zip(distribution) {
        assert!(readme.contains(name), "README.txt does not name {name}");
        assert_eq!(file["contentSize"], format!("{} B", exports()[*name].len()), "{name}");
    }
}

#[test]
fn what_is_held_back_is_not_exported() {
    for record in toml_of("held-back.toml")["held_back"].as_array().unwrap() {
        let id = format!("\"id\": {:?}", record["id"].as_str().unwrap());
        for (name, bytes) in exports() {
            assert!(!String::from_utf8_lossy(bytes).contains(&id), "{name} has {id}");
        }
    }
}

//! Records as CSV: RFC 4180, UTF-8, one line of column names.

use serde_json::Value;

use super::{source_ids, Edition};

/// The name of the last column: the addresses of all sources that a row names.
const URLS: &str = "source_urls";

/// All records, a row each. Columns stand in the order in which the records first have them.
pub(super) fn csv(records: &[Value], edition: &Edition) -> Vec<u8> {
    let rows: Vec<Vec<(String, String)>> = records.iter().map(cells).collect();
    let mut columns: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let has_sources = records.iter().any(|record| !source_ids(record).is_empty());
    let mut lines = vec![columns.iter().copied().chain(has_sources.then_some(URLS)).map(quoted).collect::<Vec<_>>()];
    for (record, row) in records.iter().zip(&rows) {
        let cell = |column: &&str| row.iter().find(|(name, _)| name == column).map_or("", |(_, text)| text.as_str());
        let urls = source_ids(record).into_iter().filter_map(|id| edition.url(id)).collect::<Vec<_>>().join("; ");
        let cells = columns.iter().map(cell).chain(has_sources.then_some(urls.as_str()));
        lines.push(cells.map(quoted).collect());
    }
    lines.into_iter().map(|line| line.join(",") + "\r\n").collect::<String>().into_bytes()
}

/// The cells of a record: fields within fields have a dot in their name.
fn cells(record: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    if let Value::Object(fields) = record {
        for (name, value) in fields {
            match value {
                Value::Object(_) => {
                    let inner = self::cells(value).into_iter();
                    cells.extend(inner.map(|(inner, text)| (format!("{name}.{inner}"), text)));
                }
                _ => cells.push((name.clone(), cell(value))),
            }
        }
    }
    cells
}

/// A list of texts is joined; a list of records stays JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) if !list.iter().any(|item| item.is_object() || item.is_array()) => {
            list.iter().map(cell).collect::<Vec<_>>().join("; ")
        }
        _ => value.to_string(),
    }
}

/// A cell as it stands in the file.
fn quoted(text: &str) -> String {
    let text = safe(text);
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it. Quoting would not help:
/// a spreadsheet takes the quotation marks off before it looks. Numbers stay numbers.
pub fn safe(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

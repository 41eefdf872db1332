//! The catalogue of interface texts: `data/i18n/<lang>.toml` → one constant for each text.
//!
//! A key is `[group] name`; the code says `copy::GROUP_NAME`. Missing, unused and over-long
//! texts are problems.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use toml::de::{DeTable, DeValue};

use super::problem::{At, File, Problems};
use super::wording::{first_avoided, is_typeset, outside_quotations, Avoided, NOT_TYPESET};

/// Longest text, unless its name ends in `_long`.
const LIMIT: usize = 120;
/// Longest text whose name ends in `_long`.
const LONG_LIMIT: usize = 600;

/// The texts of one language.
pub struct Catalogue {
    texts: Vec<(String, String)>,
    /// Codes of countries whose name takes an article in a sentence.
    pub articles: Vec<String>,
}

impl Catalogue {
    /// The text of a constant, named as the code names it ("copy::KIND_NONE"); empty if there is none.
    pub fn text(&self, constant: &str) -> &str {
        let name = constant.trim_start_matches("copy::");
        self.texts.iter().find(|(other, _)| other == name).map_or("", |(_, text)| text)
    }

    /// Rust source with a constant for each text.
    pub fn code(&self) -> String {
        let mut out = String::from("// Generated from data/i18n by src/build/catalogue.rs: do not edit.\n");
        for (name, text) in &self.texts {
            out.push_str(&format!("pub const {name}: &str = {text:?};\n"));
        }
        out
    }
}

/// Reads the catalogue of a language and compares it with what the code uses.
pub fn read(root: &Path, lang: &str, avoided: &[Avoided], problems: &mut Problems) -> Option<Catalogue> {
    let name = format!("data/i18n/{lang}.toml");
    let text = fs::read_to_string(root.join(&name)).unwrap_or_default();
    let file = Rc::new(File { name, text });
    if file.text.is_empty() {
        problems.add(&At::line_of(&file, 1), "the catalogue is missing or empty");
        return None;
    }
    let table = match DeTable::parse(&file.text) {
        Ok(table) => table,
        Err(error) => {
            problems.add(&At::span(&file, error.span().unwrap_or(0..0)), error.message());
            return None;
        }
    };
    let mut catalogue = Catalogue { texts: Vec::new(), articles: Vec::new() };
    let mut places = Vec::new();
    for (group, entries) in table.get_ref() {
        let DeValue::Table(entries) = entries.get_ref() else {
            problems.add(&At::span(&file, group.span()), "every text stands in a [group]");
            continue;
        };
        for (key, value) in entries {
            let at = At::span(&file, key.span());
            match value.get_ref() {
                DeValue::String(text) => {
                    let name = format!("{}_{}", group.get_ref(), key.get_ref()).to_uppercase();
                    let limit = if key.get_ref().ends_with("_long") { LONG_LIMIT } else { LIMIT };
                    let length = text.chars().count();
                    if length > limit {
                        problems.add(&at, format!("{length} characters, {limit} are allowed"));
                    }
                    if length == 0 {
                        problems.add(&at, "the text is empty");
                    }
                    check_words(&at, text, avoided, problems);
                    places.push((name.clone(), at));
                    catalogue.texts.push((name, text.to_string()));
                }
                DeValue::Array(codes) if group.get_ref() == "articles" => {
                    let codes = codes.iter().filter_map(|code| code.get_ref().as_str());
                    catalogue.articles.extend(codes.map(str::to_owned));
                }
                _ => problems.add(&at, "a text is expected"),
            }
        }
    }
    catalogue.texts.push(("LANG".to_owned(), lang.to_owned()));
    compare_with_code(root, &catalogue, &places, problems);
    Some(catalogue)
}

/// Quotation marks curly and in pairs, and no word of `data/wording.toml` outside them.
fn check_words(at: &At, text: &str, avoided: &[Avoided], problems: &mut Problems) {
    if !is_typeset(text) {
        problems.add(at, NOT_TYPESET);
    }
    match outside_quotations(text) {
        Err(_) => problems.add(at, "a quotation mark has no partner, or there is nothing between two"),
        Ok(outside) => {
            if let Some(found) = first_avoided(&outside, avoided) {
                let words = &found.words;
                problems.add(at, format!("\"{words}\" is not used in our own voice (data/wording.toml)"));
            }
        }
    }
}

/// Every `copy::NAME` in the code is in the catalogue, and the other way round.
fn compare_with_code(root: &Path, catalogue: &Catalogue, places: &[(String, At)], problems: &mut Problems) {
    let mut used = BTreeSet::new();
    for path in rust_files(&root.join("src")) {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        let file = Rc::new(File { name, text: fs::read_to_string(&path).unwrap_or_default() });
        let mut offset = 0;
        while let Some(start) = file.text.get(offset..).and_then(|rest| rest.find("copy::")) {
            let from = offset + start;
            offset = from + "copy::".len();
            let rest = file.text.get(offset..).unwrap_or_default();
            let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            let name: String = rest.chars().take_while(|&c| is_name(c)).collect();
            if name.is_empty() || name == "NAME" || name == "GROUP_NAME" {
                continue;
            }
            if !catalogue.texts.iter().any(|(known, _)| *known == name) {
                let message = format!("copy::{name} is missing in the catalogue");
                problems.add(&At::span(&file, from..offset), message);
            }
            used.insert(name);
        }
    }
    for (name, at) in places.iter().filter(|(name, _)| !used.contains(name)) {
        problems.add(at, format!("copy::{name} is not used in src"));
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return files };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

//! Writes the panels as templates of HTML from the exported tables: sources, claims, about, glossary; and the page of data.
//!
//! What a template refers to by number (see `two_oceans::view::panel`) is looked up here by id. A word of the
//! interface comes from the catalogue, every other one from `data/`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use serde_json::Value;
use two_oceans::model::atlas::atlas;
use two_oceans::model::date::Date;
use two_oceans::model::scene;
use two_oceans::model::summary::{name_in_sentence, SUBJECT};
use two_oceans::model::text::{escape, fill, list};
use two_oceans::model::texts::{further, texts};
use two_oceans::model::view::Panel;
use two_oceans::view::panel::REFERENCE;
use two_oceans::{copy, FURTHER, SOURCE_IDS};

use crate::{share, spending};

/// The tables that the panels are made of, by name.
pub struct Tables(BTreeMap<&'static str, Vec<Value>>);

const NAMES: [&str; 16] = [
    "sources",
    "claims",
    "claims-verdicts",
    "glossary",
    "contested",
    "corrections",
    "spending-rankings",
    "offices",
    "groupings",
    "commitments",
    "article6",
    "ratifications",
    "spending",
    "then",
    "events",
    "frameworks",
];

impl Tables {
    /// Reads the exported files.
    pub fn read(folder: &Path) -> io::Result<Tables> {
        let mut tables = BTreeMap::new();
        for name in NAMES {
            let text = fs::read_to_string(folder.join(name).with_extension("json"))?;
            let file: Value = serde_json::from_str(&text)?;
            tables.insert(name, file["records"].as_array().cloned().unwrap_or_default());
        }
        let tables = Tables(tables);
        let is_in_order = tables.records("sources").iter().map(|source| text(source, "id")).eq(SOURCE_IDS.lines());
        // The list of sources counts by itself, see `view::panel`.
        is_in_order.then_some(tables).ok_or_else(|| io::Error::other("sources.json is not in the order of the bundle"))
    }

    fn records(&self, name: &str) -> &[Value] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The template of a panel.
    pub fn panel(&self, panel: Panel, base: &str) -> String {
        match panel {
            Panel::Sources => {
                let link = format!("<p><a href=\"sources.html\">{}</a></p>", copy::SOURCES_PAGE);
                let list = format!("<ul class=\"sources__list\">{REFERENCE}a;</ul>");
                heading(copy::SOURCES_TITLE, copy::SOURCES_PANEL_LONG) + &link + &list
            }
            Panel::Claims => self.claims(),
            Panel::About => self.about(),
            Panel::Glossary => self.glossary(),
            Panel::Embed => share::template(base),
        }
    }

    /// The page of sources, with all that each supports.
    pub fn sources_page(&self) -> String {
        let supported = self.supported();
        let mut out = heading(copy::SOURCES_TITLE, copy::SOURCES_INTRO_LONG);
        out.push_str("<ul class=\"sources__list\">");
        let packed = texts().into_iter().flat_map(|texts| &texts.sources);
        for (source, packed) in self.records("sources").iter().zip(packed) {
            let id = text(source, "id");
            let kind = scene::tier_name(packed.tier);
            let _ = write!(out, "{REFERENCE}n;<p class=\"sources__supports\">{kind}{}", copy::LIST_DOT);
            // The introduction says it of all others.
            if let Some(accessed) = Date::parse(text(source, "accessed")).filter(|&date| date != atlas().as_of) {
                line(&mut out, copy::SOURCES_ACCESSED, &[("date", &accessed.words())]);
                out.push_str(copy::LIST_DOT);
            }
            if !packed.is_seen {
                out.push_str(copy::SOURCES_UNSEEN);
                out.push_str(copy::LIST_DOT);
            }
            let mut uses = vec![format!("{REFERENCE}u;")];
            uses.extend(supported.get(id).cloned().unwrap_or_default());
            let _ = write!(out, "{}: {}</p></li>", copy::SOURCES_SUPPORTS, uses.join(" "));
        }
        let _ = write!(out, "</ul><h3>{}</h3><ul class=\"sources__list\">", copy::SOURCES_FURTHER);
        for (nth, line) in FURTHER.lines().enumerate() {
            let (whose, numbers) = line.split_once('\t').unwrap_or_default();
            let links: Vec<String> = numbers.split(',').map(|number| format!("{REFERENCE}s{number};")).collect();
            let address = further(nth);
            let (_, place) = address.split_once('#').unwrap_or_default();
            let _ = write!(out, "<li id=\"{place}\" data-record=\"{place}\">{}", safe(whose));
            let _ = write!(out, "<p class=\"sources__supports\">{}</p></li>", links.join(copy::LIST_ITEM));
        }
        out.push_str("</ul>");
        out
    }

    /// What each source supports besides countries and events, as links.
    fn supported(&self) -> BTreeMap<String, Vec<String>> {
        let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut add = |ids: Vec<String>, link: String| {
            for id in ids {
                let links = uses.entry(id).or_default();
                if !links.contains(&link) {
                    links.push(link.clone());
                }
            }
        };
        for claim in self.records("claims") {
            let id = text(claim, "id");
            let number = id.trim_start_matches("claim-").trim_start_matches('0');
            let name = fill(copy::CLAIMS_NUMBER, &[("n", number)]);
            add(every_source(claim), format!("<a href=\"{}claim={id}\">{name}</a>", address(Panel::Claims)));
        }
        for term in self.records("glossary") {
            let link = format!(
                "<a href=\"{}term={}\">{}</a>",
                address(Panel::Glossary),
                text(term, "id"),
                safe(text(term, "term"))
            );
            add(every_source(term), link);
        }
        for place in self.records("contested") {
            let link = format!(
                "<a href=\"{}place={}\">{}</a>",
                address(Panel::About),
                text(place, "id"),
                safe(text(place, "name"))
            );
            add(every_source(place), link);
        }
        for (name, _) in DATA_TABLES {
            for record in self.records(name) {
                let link = format!("<a href=\"data.html#{name}\">{}</a>", table_name(name));
                add(every_source(record), link);
            }
        }
        uses
    }

    fn claims(&self) -> String {
        let mut out = heading(copy::CLAIMS_TITLE, copy::CLAIMS_INTRO_LONG);
        let _ = write!(out, "<p>{}</p><dl class=\"card__rows\">", source_reference("article"));
        for verdict in self.records("claims-verdicts") {
            row(&mut out, text(verdict, "id"), &safe(text(verdict, "meaning")));
        }
        out.push_str("</dl>");
        for claim in self.records("claims") {
            let id = text(claim, "id");
            let number = id.trim_start_matches("claim-").trim_start_matches('0');
            let _ = write!(
                out,
                "<article class=\"claim\" id=\"claim={id}\" data-record=\"{id}\" tabindex=\"-1\"><h3>{number}. {}</h3>\
                 <p class=\"claim__verdict\">{}</p><dl class=\"card__rows\">",
                safe(text(claim, "claim")),
                safe(text(claim, "verdict")),
            );
            row(&mut out, copy::CLAIMS_AT_TIME, &safe(text(claim, "at_time")));
            if !text(claim, "since").is_empty() {
                row(&mut out, copy::CLAIMS_SINCE, &safe(text(claim, "since")));
            }
            let countries = texts_of(claim, "countries").into_iter().map(country_reference);
            let about: Vec<String> =
                countries.chain(texts_of(claim, "events").into_iter().map(event_reference)).collect();
            if !about.is_empty() {
                row(&mut out, copy::CLAIMS_ABOUT, &about.join(copy::LIST_ITEM));
            }
            end(&mut out, claim);
            out.push_str("</article>");
        }
        self.rankings(&mut out);
        out
    }

    /// The rankings that the article leans on.
    fn rankings(&self, out: &mut String) {
        let _ = write!(out, "<h3 id=\"rankings\">{}</h3><p>{}</p>", copy::RANKINGS_TITLE, copy::RANKINGS_INTRO_LONG);
        for ranking in self.records("spending-rankings") {
            let year = ranking["year"].to_string();
            let _ = write!(out, "<div data-record=\"ranking-{year}\"><table class=\"table table--narrow\"><caption>");
            line(out, copy::RANKINGS_CAPTION, &[("year", &year), ("unit", text(ranking, "unit"))]);
            let _ = write!(
                out,
                "</caption><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
                copy::RANKINGS_RANK, copy::TABLE_COUNTRY, copy::RANKINGS_AMOUNT,
            );
            let entries = || ranking["rows"].as_array().into_iter().flatten();
            let most = entries().filter_map(|entry| entry["usd"].as_f64()).fold(1.0, f64::max);
            for entry in entries() {
                let rank = entry["rank"].as_u64().map(|rank| rank.to_string()).unwrap_or_default();
                let mut amount = entry["usd"].as_f64().map(|usd| usd.to_string()).unwrap_or_default();
                if entry["estimate"] == Value::Bool(true) {
                    amount = fill(copy::RANKINGS_ESTIMATE, &[("amount", &amount)]);
                }
                let country = country_reference(text(entry, "id"));
                let bar = spending::bar((entry["usd"].as_f64().unwrap_or_default() / most * 1000.0) as u32);
                let _ = write!(out, "<tr><td>{rank}</td><th scope=\"row\">{country}</th><td>{amount}{bar}</td></tr>");
            }
            // The scale of the claim: whom of NATO's members the list has above Japan.
            let above = entries().map(|entry| text(entry, "id")).take_while(|&code| code != SUBJECT);
            let members = above.filter_map(|code| atlas().country(atlas().country_by_code(code)?));
            let members = members.filter(|country| country.membership.is_some());
            let names: Vec<String> = members.map(name_in_sentence).collect();
            out.push_str("</tbody></table><p>");
            let values = [("year", &*year), ("names", &*list(&names)), ("n", &*names.len().to_string())];
            line(out, copy::RANKINGS_ABOVE, &values);
            let _ = write!(out, "</p><p>{}</p>{}</div>", safe(text(ranking, "note")), sources_of(ranking));
        }
    }

    fn about(&self) -> String {
        let mut out = heading(copy::ABOUT_TITLE, copy::ABOUT_INTRO_LONG);
        let _ = write!(out, "<p>{}</p>", safe(&scene::as_of()));
        for (title, paragraph) in [
            (copy::ABOUT_BORDERS_TITLE, copy::ABOUT_BORDERS_LONG),
            (copy::ABOUT_NAMES_TITLE, copy::ABOUT_NAMES_LONG),
            (copy::ABOUT_DATES_TITLE, copy::ABOUT_DATES_LONG),
            (copy::ABOUT_MONEY_TITLE, copy::ABOUT_MONEY_LONG),
            (copy::ABOUT_MISSING_TITLE, copy::ABOUT_MISSING_LONG),
            (copy::ABOUT_ERRORS_TITLE, copy::ABOUT_ERRORS_LONG),
        ] {
            let _ = write!(out, "<h3>{title}</h3><p>{}</p>", safe(paragraph));
        }
        let _ = write!(out, "<h3>{}</h3>", copy::ABOUT_CONTESTED_TITLE);
        for place in self.records("contested") {
            let id = text(place, "id");
            let _ = write!(
                out,
                "<article class=\"claim\" id=\"place={id}\" data-record=\"{id}\"><h4>{}</h4><dl class=\"card__rows\">",
                safe(text(place, "name")),
            );
            let names = texts_of(place, "names").join(copy::LIST_ITEM);
            let claimants = texts_of(place, "claimants").join(copy::LIST_NEXT);
            for (label, value) in [
                (copy::ABOUT_NAMES, names.as_str()),
                (copy::ABOUT_CLAIMANTS, &claimants),
                (copy::ABOUT_CONTROL, text(place, "controlled_by")),
                (copy::ABOUT_UN, text(place, "un_position")),
                (copy::ABOUT_DRAWING, text(place, "drawing")),
                (copy::ABOUT_NOTE, text(place, "note")),
            ] {
                if !value.is_empty() {
                    row(&mut out, label, &safe(value));
                }
            }
            end(&mut out, place);
            out.push_str("</article>");
        }
        let _ = write!(
            out,
            "<h3 id=\"corrections\">{}</h3><p>{} <a href=\"corrections.html\">{}</a>{}<a href=\"data/corrections.json\">corrections.json</a></p>",
            copy::ABOUT_CORRECTIONS_TITLE,
            copy::ABOUT_CORRECTIONS_LONG,
            safe(&fill(copy::ABOUT_CORRECTIONS_COUNT, &[("n", &self.records("corrections").len().to_string())])),
            copy::LIST_DOT,
        );
        out
    }

    /// The page of the corrections, the newest first.
    pub fn corrections_page(&self) -> String {
        let mut out = heading(copy::ABOUT_CORRECTIONS_TITLE, copy::ABOUT_CORRECTIONS_LONG);
        out.push_str("<ul class=\"sources__list\">");
        for correction in self.records("corrections") {
            let date = Date::parse(text(correction, "date")).map(Date::words).unwrap_or_default();
            let record = safe(text(correction, "record"));
            let change = safe(text(correction, "change"));
            let _ = write!(out, "<li>{date}{}{record}: {change}</li>", copy::LIST_DOT);
        }
        out.push_str("</ul>");
        out
    }

    fn glossary(&self) -> String {
        let mut out = heading(copy::GLOSSARY_TITLE, copy::GLOSSARY_INTRO_LONG);
        for term in self.records("glossary") {
            let id = text(term, "id");
            let _ = write!(
                out,
                "<article class=\"claim\" id=\"term={id}\" data-record=\"{id}\"><h3>{}</h3><p>{}</p><p><i>{} {}</i></p><dl class=\"card__rows\">",
                safe(text(term, "term")),
                safe(text(term, "standard")),
                copy::CARD_PLAIN,
                safe(text(term, "plain")),
            );
            end(&mut out, term);
            out.push_str("</article>");
        }
        out
    }

    /// The page of what the map and the timeline do not show yet: every other table, with its sources.
    pub fn data_page(&self) -> String {
        let mut out = heading(copy::DATA_TITLE, copy::DATA_INTRO_LONG);
        let _ = write!(out, "<p><a href=\"data/README.txt\">{}</a></p><ul>", copy::DATA_FILES);
        for (name, _) in DATA_TABLES {
            let _ = write!(
                out,
                "<li><a href=\"data/{name}.csv\">{name}.csv</a>{}<a href=\"data/{name}.json\">{name}.json</a></li>",
                copy::LIST_DOT
            );
        }
        out.push_str("</ul>");
        for (name, key) in DATA_TABLES {
            let _ = write!(out, "<h3 id=\"{name}\">{}</h3>", table_name(name));
            for record in self.records(name) {
                let anchor = data_anchor(name, record);
                let _ = write!(out, "<article class=\"claim\" id=\"{anchor}\" data-record=\"{anchor}\">");
                if !text(record, key).is_empty() {
                    let _ = write!(out, "<h4>{}</h4>", safe(text(record, key)));
                }
                out.push_str("<dl class=\"card__rows\">");
                for (field, value) in record.as_object().into_iter().flatten() {
                    if field != key && !["id", "sources", "source"].contains(&field.as_str()) && !value.is_null() {
                        row(&mut out, &field.replace('_', " "), &safe(&words(value)));
                    }
                }
                out.push_str("</dl>");
                out.push_str(&sources_of(record));
                out.push_str("</article>");
            }
        }
        out
    }
}

/// The tables of the page of data, and the field that names a record.
const DATA_TABLES: [(&str, &str); 8] = [
    ("offices", "name"),
    ("groupings", "name"),
    ("commitments", "name"),
    ("article6", "name"),
    ("ratifications", "name"),
    ("frameworks", "name"),
    ("then", ""),
    ("spending", ""),
];

fn table_name(table: &str) -> &'static str {
    match table {
        "offices" => copy::DATA_OFFICES,
        "groupings" => copy::DATA_GROUPINGS,
        "commitments" => copy::DATA_COMMITMENTS,
        "article6" => copy::DATA_TERRITORIES,
        "ratifications" => copy::DATA_RATIFICATIONS,
        "frameworks" => copy::DATA_FRAMEWORKS,
        "then" => copy::DATA_THEN,
        _ => copy::DATA_SPENDING,
    }
}

/// The anchor of a record on the page of data.
fn data_anchor(table: &str, record: &Value) -> String {
    match record["year"].as_u64().map(|year| year.to_string()).or_else(|| Some(text(record, "year").to_owned())) {
        Some(year) if table == "spending" => {
            format!("spending-{}-{year}-{}", text(record, "id"), text(record, "definition"))
        }
        _ => format!("{table}-{}", text(record, "id")),
    }
}

pub fn heading(title: &str, intro: &str) -> String {
    format!("<h2 class=\"head__title\">{}</h2><p>{}</p>", safe(title), safe(intro))
}

fn row(out: &mut String, label: &str, html: &str) {
    let _ = write!(out, "<div class=\"card__row\"><dt>{}</dt><dd>{html}</dd></div>", safe(label));
}

/// The last rows of a record: its date, how sure it is, its sources.
fn end(out: &mut String, record: &Value) {
    if let Some(date) = Date::parse(text(record, "as_of")) {
        row(out, copy::ABOUT_AS_OF, &date.words());
    }
    out.push_str("</dl>");
    if text(record, "confidence") == "medium" {
        let _ = write!(out, "<p>{}</p>", copy::CARD_MEDIUM);
    }
    out.push_str(&sources_of(record));
}

fn sources_of(record: &Value) -> String {
    let links: Vec<String> = every_source(record).iter().map(|id| source_reference(id)).collect();
    format!("<p class=\"sources__supports\">{}: {}</p>", copy::CARD_SOURCES, links.join(copy::LIST_ITEM))
}

/// The ids of the sources of a record and of everything in it, each once.
fn every_source(record: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    collect_sources(record, &mut ids);
    ids
}

fn collect_sources(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let found: Vec<String> = match (name.as_str(), field) {
                    ("sources" | "source", Value::Array(list)) => {
                        list.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()
                    }
                    _ => {
                        collect_sources(field, ids);
                        continue;
                    }
                };
                for id in found {
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|item| collect_sources(item, ids)),
        _ => {}
    }
}

/// A value of any shape in words.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(is_true) => (if *is_true { copy::DATA_YES } else { copy::DATA_NO }).to_owned(),
        Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join(copy::LIST_ITEM),
        Value::Object(fields) => {
            let parts = fields.iter().filter(|(name, _)| *name != "sources");
            parts
                .map(|(name, value)| format!("{} {}", name.replace('_', " "), words(value)))
                .collect::<Vec<_>>()
                .join(copy::LIST_NEXT)
        }
        other => other.to_string(),
    }
}

fn source_reference(id: &str) -> String {
    reference('s', SOURCE_IDS.lines().position(|line| line == id))
}

pub fn country_reference(code: &str) -> String {
    reference('c', atlas().country_by_code(code).map(|id| id.shape()))
}

fn event_reference(id: &str) -> String {
    reference('e', atlas().event_by_id(id).map(|id| usize::from(id.0)))
}

fn reference(kind: char, index: Option<usize>) -> String {
    index.map(|index| format!("{REFERENCE}{kind}{index};")).unwrap_or_default()
}

/// The beginning of an address in a panel; a fragment's key and value follow.
fn address(panel: Panel) -> String {
    reference('p', Panel::ALL.iter().position(|&other| other == panel))
}

fn line(out: &mut String, template: &str, values: &[(&str, &str)]) {
    escape(out, &fill(template, values));
}

pub fn safe(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

fn texts_of<'a>(record: &'a Value, field: &str) -> Vec<&'a str> {
    record[field].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

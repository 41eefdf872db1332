//! The texts: panels, terms, names and dates; and that every record leads to its source in two steps.

use crate::driver::{key, Try};
use crate::ensure;
use crate::page::{bullets, Page};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Each panel: its word, the link that opens it, and something that it says.
const PANELS: [(&str, &str, &str); 5] = [
    ("about", "About this map", "Crimea"),
    ("claims", "The article, claim by claim", "accurate at time"),
    ("glossary", "Glossary", "In plain words"),
    ("sources", "All sources", "official source"),
    ("embed", "Share and embed", "WordPress"),
];

const PANEL_SHOWN: &str =
    "const p = root.querySelector(`[data-panel=\"${arguments[0]}\"]`); return shown(p) && p.textContent.includes(arguments[1])";

/// Presses a link of the footer by its name.
fn press_footer(page: &Page, name: &str) -> Try {
    let pressed = page.ask(
        "const a = [...root.querySelectorAll('footer a')].find((a) => nameOf(a) === arguments[0]); if (a) a.click(); return !!a",
        &[json!(name)],
    )?;
    ensure!(pressed == json!(true), "the footer has no link {name}");
    Ok(())
}

pub fn panels_open_and_close(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2004")?;
    for (word, link, says) in PANELS {
        page.browser.js("scrollTo(0, document.documentElement.scrollHeight)", &[])?;
        press_footer(page, link)?;
        page.wait(&format!("the panel {word}"), PANEL_SHOWN, &[json!(word), json!(says)])?;
        page.wait(
            &format!("the beginning of {word} in sight"),
            "const { top } = root.querySelector('[data-panel] > button').getBoundingClientRect(); return top > -1 && top < innerHeight / 2",
            &[],
        )?;
        let is_alone = page.ask("return !shown(root.querySelector('[data-tab=explore]'))", &[])?;
        ensure!(is_alone == json!(true), "{word}: the map is shown as well");
        let focus = page.ask("return document.activeElement.dataset.panel || ''", &[])?;
        ensure!(focus == word, "{word}: the focus is not in the panel but at {focus:?}");
    }
    page.browser.click(&page.browser.find("[data-panel] > button")?)?;
    page.wait_tab("explore")?;
    ensure!(page.year()? == 2004, "the date was lost: {}", page.year()?);
    page.wait("the focus is back at the tabs", "return document.activeElement.getAttribute('role') === 'tab'", &[])?;
    // By address, at one claim; a link in the text leads back to the map.
    page.open_live("watch", "index.html?claim=claim-19")?;
    page.wait("claim 19 has the focus", "return document.activeElement.id === 'claim=claim-19'", &[])?;
    page.ask("document.activeElement.querySelector('a[href=\"#select=JPN\"]').click()", &[])?;
    page.wait_card("JPN")?;
    page.wait_tab("explore")?;
    page.no_errors()
}

pub fn the_way_back_leads_through_tabs_and_texts(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=1999-03-12&select=POL")?;
    let wait_address = |part: &str| page.wait(part, "return location.search.includes(arguments[0])", &[json!(part)]);
    page.click_tab("Story", "story")?;
    wait_address("tab=story")?;
    // The story has views of its own, which it takes along.
    page.click_tab("Table", "table")?;
    wait_address("tab=table&date=1999-03-12&select=POL")?;
    press_footer(page, "Glossary")?;
    wait_address("panel=glossary")?;
    for tab in ["table", "story", "explore"] {
        page.browser.js("history.back()", &[])?;
        page.wait_tab(tab)?;
    }
    page.wait_card("POL")?;
    ensure!(page.year()? == 1999, "the date was lost: {}", page.year()?);
    // A card that was opened on the map closes as well.
    page.browser.js(
        "document.querySelector('[data-shape=FIN]').dispatchEvent(new MouseEvent('click', { bubbles: true }))",
        &[],
    )?;
    page.wait_card("FIN")?;
    wait_address("select=FIN")?;
    page.browser.js("history.back()", &[])?;
    page.wait_card("POL")?;
    page.no_errors()
}

pub fn a_button_that_goes_with_its_card_hands_the_focus_on(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?event=ev-2022-06-29-madrid-summit-first-japanese-prime-minister")?;
    const BUTTON: &str =
        "[...root.querySelectorAll('.card button')].find((b) => b.textContent.trim() === 'Next event')";
    page.wait("the next event is offered", &format!("return {BUTTON}"), &[])?;
    let title = page.ask("return root.querySelector('.card__title').textContent", &[])?;
    page.browser.js(&format!("const root = document.querySelector('[data-two-oceans]'); {BUTTON}.focus()"), &[])?;
    page.browser.keys(&[key::ENTER])?;
    page.wait("another card", "return root.querySelector('.card__title').textContent !== arguments[0]", &[title])?;
    page.wait("the focus on its button", "return document.activeElement.textContent.trim() === 'Next event'", &[])?;
    page.no_errors()
}

pub fn terms_are_explained_where_they_stand(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?select=JPN")?;
    page.wait_card("JPN")?;
    page.wait("a term of the card", "return root.querySelector('[data-card] .term')", &[])?;
    page.focus("[data-card] .term")?;
    page.browser.keys(&[key::ENTER])?;
    const TEXT: &str = "const t = root.querySelector('[data-card] .term'); return document.getElementById(t.getAttribute('popovertarget'))";
    page.wait(
        "the explanation is shown",
        &format!("const e = (() => {{ {TEXT} }})(); return shown(e) && e.textContent.includes('In plain words')"),
        &[],
    )?;
    page.browser.keys(&[key::ESCAPE])?;
    page.wait("Escape closes it", &format!("return !shown((() => {{ {TEXT} }})())"), &[])?;
    page.no_errors()
}

pub fn names_and_dates_follow_the_house(page: &mut Page) -> Try {
    for (query, title, says) in [
        ("select=TUR", "Türkiye", "18 February 1952"),
        ("select=TUR&names=ap&dates=mdy", "Turkey", "February 18, 1952"),
        ("select=TUR&names=un&dates=iso", "Türkiye", "1952-02-18"),
        ("select=CZE&names=ap", "Czech Republic", "12 March 1999"),
    ] {
        page.open_live("watch", &format!("index.html?{query}"))?;
        let card = page.ask(
            "const c = root.querySelector('[data-card]'); return [c.querySelector('h2, h3, h4').textContent, c.textContent]",
            &[],
        )?;
        ensure!(card[0] == title, "{query}: the card is titled {}", card[0]);
        let text = card[1].as_str().unwrap_or_default();
        ensure!(text.contains(says), "{query}: the card does not say {says}: {text}");
    }
    // Another style draws everything anew.
    page.browser.js("location.hash = '#names=nato&dates=dmy'", &[])?;
    page.wait("the names of NATO", "return root.querySelector('[data-card] h2').textContent === 'Czechia'", &[])?;
    page.no_errors()
}

/// The addresses of a table's records, by the record's id.
type Records = Vec<(String, Vec<String>)>;

struct Data {
    urls: BTreeMap<String, String>,
}

impl Data {
    fn read() -> Data {
        let sources = table("sources.toml", "source");
        let url = |source: &toml::Value| source.get("url").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        Data { urls: sources.iter().map(|source| (text(source, "id"), url(source))).collect() }
    }

    /// Each record of a table with the addresses of all its own sources.
    fn records(&self, file: &str, name: &str, id: impl Fn(&toml::Value) -> String) -> Records {
        let own = |record: &toml::Value| {
            let ids = record.get("sources").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            let urls = ids.iter().filter_map(|id| self.urls.get(id.as_str()?)).filter(|url| !url.is_empty());
            urls.cloned().collect()
        };
        table(file, name).iter().map(|record| (id(record), own(record))).collect()
    }
}

fn table(file: &str, name: &str) -> Vec<toml::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let value: toml::Table = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
    value[name].as_array().cloned().unwrap_or_default()
}

fn text(record: &toml::Value, field: &str) -> String {
    record.get(field).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
}

/// Every record of what is shown has, where it is shown, a link to each of its sources, or to two of them and to the list of
/// all.
const UNSOURCED: &str = r##"
const wrong = [];
for (const [id, urls] of arguments[0]) {
  const places = arguments[1] === 'record' ? [document.querySelector(`[data-record="${id}"]`)]
    : [...root.querySelectorAll(`[data-tab=table] tbody a[href="#${arguments[1]}=${id}"]`)].map((a) => a.closest('tr'));
  if (!places[0]) { wrong.push(`${id} is not shown`); continue; }
  const links = new Set(places.flatMap((place) => [...place.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))));
  const missing = urls.filter((url) => !links.has(url));
  const further = [...links].some((l) => /^sources[.]html#all-\d+$/.test(l));
  if (missing.length && !(further && urls.length - missing.length >= Math.min(2, urls.length - 1)))
    wrong.push(`${id} has no link to ${missing}`);
  if (!urls.length && ![...links].some((l) => /^https?:/.test(l))) wrong.push(`${id} has no source at all`);
}
return wrong;
"##;

fn lead_to_sources(page: &Page, what: &str, kind: &str, records: &Records) -> Try {
    let wrong = page.ask(UNSOURCED, &[json!(records), json!(kind)])?;
    let wrong: Vec<Value> = wrong.as_array().cloned().unwrap_or_default();
    ensure!(!records.is_empty(), "{what}: no records to look for");
    ensure!(wrong.is_empty(), "{what}:\n{}", bullets(&wrong));
    Ok(())
}

pub fn every_record_leads_to_its_source(page: &mut Page) -> Try {
    let data = Data::read();
    let id = |record: &toml::Value| text(record, "id");
    page.open_live("plain", "index.html")?;
    // First step: the tab. Second: the link.
    page.click_tab("Table", "table")?;
    page.wait("the sources of the table", "return root.querySelector('[data-table=events] td a[href^=http]')", &[])?;
    lead_to_sources(page, "events", "event", &data.records("events.toml", "event", id))?;
    lead_to_sources(page, "members", "select", &data.records("members.toml", "member", id))?;
    lead_to_sources(page, "partners", "select", &data.records("partners.toml", "partner", id))?;
    let further = page.ask(
        "return [...root.querySelectorAll('[data-tab=table] a[href^=\"sources.html#\"]')].map((a) => a.getAttribute('href').split('#')[1])",
        &[],
    )?;
    let further: Vec<&str> = further.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    ensure!(further.len() > 20, "{} records lead to the page of all their sources", further.len());
    // First step: a link of the footer. Second: the link.
    for (word, link, file, name) in [
        ("claims", "The article, claim by claim", "claims.toml", "claim"),
        ("glossary", "Glossary", "glossary.toml", "term"),
        ("about", "About this map", "contested.toml", "place"),
    ] {
        press_footer(page, link)?;
        page.wait(
            word,
            "return shown(root.querySelector(`[data-panel=\"${arguments[0]}\"] article`))",
            &[json!(word)],
        )?;
        lead_to_sources(page, word, "record", &data.records(file, name, id))?;
        if word == "claims" {
            let ranking = |record: &toml::Value| format!("ranking-{}", record["year"]);
            lead_to_sources(page, "rankings", "record", &data.records("spending.toml", "ranking", ranking))?;
        }
    }
    press_footer(page, "All sources")?;
    page.wait(
        "all sources",
        "return root.querySelectorAll('[data-panel=sources] .sources__list > li').length > 0",
        &[],
    )?;
    let listed = page.ask("return [...root.querySelectorAll('[data-panel=sources] .sources__list > li > a')].map((a) => a.getAttribute('href'))", &[])?;
    let listed: Vec<&str> = listed.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    ensure!(listed.len() > 450, "the panel lists {} sources", listed.len());
    // The tables that the widget does not show yet.
    press_footer(page, "Data")?;
    page.browser.wait(
        "the page of data",
        "return document.querySelector('[data-record]') && location.pathname.endsWith('data.html')",
        &[],
    )?;
    for (file, name, prefix) in [
        ("offices.toml", "office", "offices"),
        ("groupings.toml", "grouping", "groupings"),
        ("commitments.toml", "commitment", "commitments"),
        ("article6.toml", "territory", "article6"),
        ("ratifications.toml", "protocol", "ratifications"),
        ("partners.toml", "framework", "frameworks"),
        ("then.toml", "then", "then"),
    ] {
        let anchor = |record: &toml::Value| format!("{prefix}-{}", text(record, "id"));
        lead_to_sources(page, prefix, "record", &data.records(file, name, anchor))?;
    }
    lead_to_sources(page, "spending", "record", &spending(&data))?;
    // The page of sources has all of them.
    page.browser.go(&page.address("plain", "sources.html"))?;
    let listed = page.browser.js("return [...document.querySelectorAll('.sources__list > li[data-record] > a')].map((a) => a.getAttribute('href'))", &[])?;
    let listed: Vec<&str> = listed.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let missing: Vec<Value> = data
        .urls
        .values()
        .filter(|url| !url.is_empty() && !listed.contains(&url.as_str()))
        .map(|url| json!(url))
        .collect();
    ensure!(missing.is_empty(), "sources that are not listed:\n{}", bullets(&missing));
    let lost =
        page.browser.js("return arguments[0].filter((id) => !document.getElementById(id))", &[json!(further)])?;
    ensure!(lost == json!([]), "these lists of sources are not there: {lost}");
    Ok(())
}

/// The figures of `spending.csv`; a gap has its sources in `spending.toml`.
fn spending(data: &Data) -> Records {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/spending.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = reader.records().map(|row| row.unwrap_or_else(|error| panic!("spending.csv: {error}")));
    let with_sources = rows.filter(|row| row.get(8).is_some_and(|ids| !ids.is_empty()));
    with_sources
        .map(|row| {
            let cell = |index: usize| row.get(index).unwrap_or_default();
            let urls = cell(8).split_whitespace().filter_map(|id| data.urls.get(id).cloned()).collect();
            (format!("spending-{}-{}-{}", cell(0), cell(1), cell(6)), urls)
        })
        .collect()
}

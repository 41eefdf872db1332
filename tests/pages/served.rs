//! HTML first: what the page is before its bundle, without it, and in the moment of the swap.

use crate::driver::{broken, Failure, Try};
use crate::ensure;
use crate::oracle;
use crate::page::{bullets, Page};
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Complaints about the document as it stands, whatever the state of its scripts.
const DOCUMENT: &str = r##"
const wrong = [];
const [shapes, events, names] = arguments;
const codes = [...root.querySelectorAll('path[data-country]')].map((p) => p.dataset.country);
if (codes.length !== shapes || new Set(codes).size !== shapes)
  wrong.push(`${codes.length} country shapes with ${new Set(codes).size} codes, not ${shapes} once each`);
const marked = new Set([...root.querySelectorAll('[data-event]')].map((e) => e.dataset.event));
if (marked.size !== events) wrong.push(`${marked.size} events are marked, not ${events}`);
const map = [...root.querySelectorAll('svg')].some((s) => shown(s) && s.getBoundingClientRect().height > 100);
if (!map) wrong.push('no map is visible');
const tables = [...document.querySelectorAll('table')];
if (tables.length < 2) wrong.push(`${tables.length} tables, not one of members and one of events at least`);
for (const table of tables) {
  if (!table.caption || !table.caption.textContent.trim()) wrong.push('a table has no caption: ' + table.outerHTML.slice(0, 80));
  if (!table.tHead || !table.querySelector('th')) wrong.push('a table has no head: ' + table.outerHTML.slice(0, 80));
}
if (!tables.some((t) => t.rows.length >= events)) wrong.push(`no table has a row for each of the ${events} events`);
const text = tables.map((t) => t.textContent).join(' ');
for (const name of names) if (!text.includes(name)) wrong.push(`no table names ${name}`);
for (const a of document.querySelectorAll('a[href^="#"]')) {
  const id = decodeURIComponent(a.getAttribute('href').slice(1));
  if (id && !document.getElementById(id)) { wrong.push(`a link goes nowhere: #${id}`); if (wrong.length > 20) break; }
}
if (!(root.querySelector('[data-summary]') || {}).textContent) wrong.push('no summary sentence');
if (!/20\d\d/.test((root.querySelector('[data-as-of]') || {}).textContent || '')) wrong.push('no date of the data (data-as-of)');
return wrong;
"##;

/// Fails unless the page is a whole document: map, tables, text, links that lead somewhere.
fn is_whole_document(page: &Page) -> Try {
    let names: Vec<&str> = oracle::MEMBERS
        .iter()
        .map(|(_, name, _)| *name)
        .chain(oracle::INDO_PACIFIC.iter().map(|(_, name)| *name))
        .collect();
    page.none_of("the document is not whole", DOCUMENT, &[json!(oracle::SHAPES), json!(oracle::EVENTS), json!(names)])
}

/// Follows a link of the page to an entry and sees that the page itself shows it.
fn link_shows_entry(page: &Page, id: &str, words: &[&str]) -> Try {
    let links = page.browser.find_all(&format!("a[href=\"#{id}\"]"))?;
    let mut visible = None;
    for link in links {
        let listed = page.ask("return shown(arguments[0]) && !arguments[0].ownerSVGElement", &[link.argument()])?;
        if listed == json!(true) {
            visible = Some(link);
            break;
        }
    }
    let Some(link) = visible else {
        return broken(format!("no visible link in the text leads to #{id}"));
    };
    // What is far below is laid out when it comes into sight; a driver does not wait for that.
    page.ask("arguments[0].scrollIntoView({ block: 'center' })", &[link.argument()])?;
    page.wait("the link has its place", "return arguments[0].getBoundingClientRect().height > 0", &[link.argument()])?;
    page.browser.click(&link)?;
    entry_is_shown(page, id, words)
}

/// Fails unless the entry is the target and can be read.
fn entry_is_shown(page: &Page, id: &str, words: &[&str]) -> Try {
    let text = page.ask(
        "const e = document.getElementById(arguments[0]);
         if (!e) return 'there is no such entry';
         if (!e.matches(':target')) return 'it is not the target: ' + location.hash;
         if (!shown(e) || e.getBoundingClientRect().height < 10) return 'it is the target and not shown';
         return ['ok', e.textContent.replace(/\\s+/g, ' ')]",
        &[json!(id)],
    )?;
    ensure!(text[0] == "ok", "the entry {id}: {text}");
    let text = text[1].as_str().unwrap_or_default();
    for word in words {
        ensure!(text.to_lowercase().contains(&word.to_lowercase()), "the entry {id} does not say {word:?}: {text}");
    }
    Ok(())
}

pub fn whole_document_without_scripts(page: &mut Page) -> Try {
    page.open("noscript", "index.html")?;
    ensure!(page.state()? == "static", "data-state is {:?} without scripts", page.state()?);
    is_whole_document(page)?;
    ensure!(page.members_on_map()? == 32, "the map shows {} members", page.members_on_map()?);
    link_shows_entry(page, "select=JPN", &["Japan", "partner"])?;
    link_shows_entry(page, "select=POL", &["Poland", "member", "1999"])?;
    let sources = page.ask(
        "return [...document.querySelectorAll('[id^=\"select=\"]')].filter((e) => /member|partner/i.test(e.textContent)
           && !e.querySelector('a[href]:not([href^=\"#select=\"]), cite')).map((e) => e.id)",
        &[],
    )?;
    ensure!(sources == json!([]), "entries without a source: {sources}");
    Ok(())
}

pub fn served_map_links_open_entries(page: &mut Page) -> Try {
    page.open("noscript", "index.html")?;
    for (code, name) in [("JPN", "Japan"), ("CAN", "Canada"), ("AUS", "Australia")] {
        page.click_country(code)?;
        entry_is_shown(page, &format!("select={code}"), &[name])?;
    }
    let (id, x, y) = event_point(page)?;
    page.browser.click_at(x, y)?;
    entry_is_shown(page, &format!("event={id}"), &[])
}

/// An event marker whose middle can be hit.
pub fn event_point(page: &Page) -> Try<(String, f64, f64)> {
    let point = page.ask(
        "const marks = [...root.querySelectorAll('svg [data-event]')].filter(shown);
         const all = marks.length ? marks : [...root.querySelectorAll('[data-event]')].filter(shown);
         if (all.length) all[0].scrollIntoView({ block: 'center' });
         for (const e of all) {
           const r = e.getBoundingClientRect();
           const [x, y] = [Math.round(r.left + r.width / 2), Math.round(r.top + r.height / 2)];
           const hit = document.elementFromPoint(x, y);
           const of = hit && hit.closest('[data-event]');
           if (of && of.dataset.event === e.dataset.event) return [e.dataset.event, x, y];
         }
         return `none of ${all.length} shown markers can be hit`",
        &[],
    )?;
    match (point[0].as_str(), point[1].as_f64(), point[2].as_f64()) {
        (Some(id), Some(x), Some(y)) => Ok((id.to_owned(), x, y)),
        _ => broken(format!("no event can be clicked: {point}")),
    }
}

pub fn served_page_fits_a_phone(page: &mut Page) -> Try {
    page.open_wide(320, "noscript", "index.html")?;
    no_sideways_scrolling(page)?;
    let map = page.ask(
        "return [...root.querySelectorAll('svg')].some((s) => shown(s) && s.getBoundingClientRect().height > 100)",
        &[],
    )?;
    ensure!(map == json!(true), "no map is visible at 320 px");
    Ok(())
}

/// Fails if the page is wider than its window, and says what sticks out.
pub fn no_sideways_scrolling(page: &Page) -> Try {
    let wide = page.ask(
        "const d = document.documentElement, limit = d.clientWidth;
         if (d.scrollWidth <= limit && document.body.scrollWidth <= limit) return [];
         const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > limit + 1 && !e.ownerSVGElement)
           .slice(-6).map((e) => e.outerHTML.slice(0, 90) + ' reaches ' + Math.round(e.getBoundingClientRect().right));
         return [`${d.scrollWidth} px of page in ${limit} px of window`, ...out]",
        &[],
    )?;
    let list = wide.as_array().cloned().unwrap_or_default();
    ensure!(list.is_empty(), "the page scrolls sideways:\n{}", bullets(&list));
    Ok(())
}

/// Every way in which the bundle cannot start.
pub fn failed_start_leaves_the_document(page: &mut Page) -> Try {
    for (modes, cause) in [
        ("blocked+watch", "the bundle is not there"),
        ("damaged+watch", "something else arrives in the bundle's place"),
        ("nowasm+watch", "the policy refuses Wasm"),
        ("old+watch", "the browser has no Wasm"),
    ] {
        let told = |failure| match failure {
            Failure::Broken(text) => Failure::Broken(format!("{cause}: {text}")),
            other => other,
        };
        still_a_document(page, modes).map_err(told)?;
    }
    Ok(())
}

fn still_a_document(page: &Page, modes: &str) -> Try {
    page.open(modes, "index.html?select=POL")?;
    page.wait("data-state=failed", "return root && root.dataset.state === 'failed'", &[])?;
    ensure!(!page.browser.has_dialog()?, "a dialog is open");
    is_whole_document(page)?;
    link_shows_entry(page, "select=JPN", &["Japan"])?;
    let errors = page.watched("errors")?;
    let uncaught: Vec<Value> = errors
        .as_array()
        .map(|all| {
            all.iter().filter(|e| !e.as_str().unwrap_or_default().starts_with("console.error")).cloned().collect()
        })
        .unwrap_or_default();
    ensure!(uncaught.is_empty(), "errors that nobody caught:\n{}", bullets(&uncaught));
    Ok(())
}

pub fn missing_scripts_leave_the_document(page: &mut Page) -> Try {
    page.open("scriptless", "index.html")?;
    is_whole_document(page)?;
    link_shows_entry(page, "select=JPN", &["Japan"])?;
    ensure!(page.state()? != "live", "data-state is live without any script");
    Ok(())
}

pub fn first_frame_shows_the_asked_view(page: &mut Page) -> Try {
    page.open_live("late+watch", "index.html?date=1999-03-12&select=POL")?;
    let first = page.browser.wait("a frame painted live", "return window.__watch.firstLive", &[])?;
    ensure!(first["year"] == "1999", "the first live frame stands at {}", first["year"]);
    ensure!(first["members"] == 19, "the first live frame has {} members on the map, not 19", first["members"]);
    let cards = first["cards"].to_string();
    ensure!(cards.contains("POL"), "the first live frame shows the cards {cards}");
    let summary = first["summary"].as_str().unwrap_or_default().to_owned();
    ensure!(summary.contains("1999"), "the first live frame says {summary:?}");
    let later = page.summary()?;
    let squeezed = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    ensure!(later == squeezed, "the sentence changed after the first live frame: {summary:?}, then {later:?}");
    page.no_errors()
}

pub fn swap_has_no_empty_frame(page: &mut Page) -> Try {
    for path in ["index.html", "index.html?date=1982&select=ESP", "index.html?tab=table"] {
        page.open_live("late+watch", path)?;
        page.browser.wait("a frame painted live", "return window.__watch.firstLive", &[])?;
        sleep(Duration::from_millis(150));
        let empty = page.watched("emptyFrames")?;
        let list: Vec<Value> = empty.as_array().cloned().unwrap_or_default();
        // In the Table tab the map has every right to be away once the page is live.
        let list: Vec<Value> =
            list.into_iter().filter(|f| !(path.ends_with("table") && f["state"] == "live")).collect();
        ensure!(list.is_empty(), "{path}: frames without a map:\n{}", bullets(&list));
    }
    Ok(())
}

pub fn swap_moves_nothing(page: &mut Page) -> Try {
    for width in [320, 960, 1280] {
        for path in ["index.html", "index.html?date=1999-03-12&select=POL"] {
            page.open_wide(width, "late+watch", path)?;
            page.wait_live()?;
            sleep(Duration::from_millis(300));
            let shift = page.watched("shift")?.as_f64().unwrap_or(f64::NAN);
            let shifts = page.watched("shifts")?.as_array().cloned().unwrap_or_default();
            ensure!(shift == 0.0, "{width} px, {path}: layout shift {shift}\n{}", bullets(&shifts));
        }
    }
    Ok(())
}

pub fn early_click_is_answered_and_kept(page: &mut Page) -> Try {
    page.open("slow+watch", "index.html")?;
    page.click_country("JPN")?;
    ensure!(page.state()? == "static", "the bundle was there before the click: nothing tested");
    entry_is_shown(page, "select=JPN", &["Japan"])?;
    page.wait_live()?;
    page.wait_card("JPN")?;
    page.no_errors()?;

    page.open("slow", "index.html")?;
    let (id, x, y) = event_point(page)?;
    page.browser.click_at(x, y)?;
    ensure!(page.state()? == "static", "the bundle was there before the click: nothing tested");
    entry_is_shown(page, &format!("event={id}"), &[])?;
    page.wait_live()?;
    page.wait_card(&id)
}

/// Focus, scroll and open `<details>` before the swap, and what became of them.
pub fn swap_keeps_focus_scroll_and_details(page: &mut Page) -> Try {
    const KEEP: &str = r#"
        const key = (e) => e.getAttribute('href') || e.id || e.getAttribute('data-event') || nameOf(e);
        const stops = [...root.querySelectorAll('a[href], button, summary, select, input, [tabindex="0"]')]
          .filter((e) => shown(e) && !e.disabled && e.tabIndex >= 0);
        const details = [...document.querySelectorAll('details:not([open])')].find(shown);
        if (details) details.open = true;
        const wanted = arguments[0] === 'country' ? stops.find((e) => /select=JPN/.test(e.getAttribute('href') || '')) : stops[0];
        if (!wanted) return null;
        scrollTo(0, 180);
        wanted.focus({ preventScroll: true });
        return { key: key(wanted), name: nameOf(wanted), details: details && nameOf(details.querySelector('summary')), scroll: scrollY };
    "#;
    for which in ["first", "country"] {
        page.open("slow", "index.html")?;
        let before = page.ask(KEEP, &[json!(which)])?;
        ensure!(before.is_object(), "the served page has no tab stop of the kind {which:?}");
        ensure!(page.state()? == "static", "the bundle was there before the test: nothing tested");
        page.wait_live()?;
        sleep(Duration::from_millis(300));
        let after = page.ask(
            "const e = document.activeElement; const f = e && e.getAttribute('aria-activedescendant') && document.getElementById(e.getAttribute('aria-activedescendant'));
             const all = [e, f].filter(Boolean);
             return { body: e === document.body, html: e.outerHTML.slice(0, 120), names: all.map(nameOf), keys: all.map((x) => x.getAttribute('href') || x.id || x.getAttribute('data-event') || nameOf(x)),
               scroll: scrollY, open: [...document.querySelectorAll('details[open] > summary')].map(nameOf) }",
            &[],
        )?;
        ensure!(after["body"] == json!(false), "the focus on {} fell to the body", before["name"]);
        let same = |list: &Value, one: &Value| list.as_array().is_some_and(|l| l.contains(one));
        let code = before["key"].as_str().and_then(|k| k.split("select=").nth(1)).unwrap_or("?").to_owned();
        let about_it = after["keys"].to_string().contains(&code) || after["html"].to_string().contains(&code);
        ensure!(
            same(&after["keys"], &before["key"]) || same(&after["names"], &before["name"]) || about_it,
            "the focus went from {} to {}",
            before["name"],
            after["html"]
        );
        ensure!(
            after["scroll"] == before["scroll"],
            "scrolled to {} before, {} after",
            before["scroll"],
            after["scroll"]
        );
        if before["details"].is_string() {
            ensure!(
                same(&after["open"], &before["details"]),
                "<details> {} was open, now open are {}",
                before["details"],
                after["open"]
            );
        }
    }
    Ok(())
}

pub fn paper_shows_map_and_text(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=1999&select=POL")?;
    page.browser.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }))?;
    let map = page.ask(
        "return [...root.querySelectorAll('svg')].some((s) => shown(s) && s.getBoundingClientRect().height > 100)",
        &[],
    )?;
    ensure!(map == json!(true), "no map on paper");
    let text = page.ask("return shown(root.querySelector('[data-summary]')) && shown(root.querySelector('[data-card]')) && shown(root.querySelector('[data-as-of]'))", &[])?;
    ensure!(text == json!(true), "sentence, card or date of the data are missing on paper");
    page.open_wide(600, "plain", "index.html?tab=table")?;
    page.wait_live()?;
    let heads = page.ask("return [...root.querySelectorAll('.table thead')].filter((head) => getComputedStyle(head).position === 'static').length", &[])?;
    ensure!(heads.as_u64() >= Some(2), "a table on paper has no heads of columns");
    Ok(())
}

/// The pages that were built.
/// The pages of the folder. Not the single file, which is `index.html` with everything inline that it else refers to.
fn built_pages(dist: &Path) -> Try<Vec<PathBuf>> {
    let mut pages: Vec<PathBuf> = fs::read_dir(dist)
        .map(|all| {
            all.flatten()
                .map(|entry| entry.path())
                .filter(|p| p.extension().is_some_and(|e| e == "html") && !p.ends_with("two-oceans.html"))
                .collect()
        })
        .unwrap_or_default();
    pages.sort();
    ensure!(!pages.is_empty(), "no page in {}", dist.display());
    Ok(pages)
}

pub fn built_html_is_valid(dist: &Path) -> Try {
    let jar = std::env::var("VNU_JAR").unwrap_or_else(|_| "vnu.jar".to_owned());
    ensure!(Path::new(&jar).exists(), "{jar} is not there: name vnu.jar (npm vnu-jar) in VNU_JAR");
    let output = Command::new("java")
        .args(["-Xss8m", "-jar", &jar, "--errors-only", "--format", "json", "--exit-zero-always"])
        .args(built_pages(dist)?)
        .output();
    let Ok(output) = output else {
        return broken("java does not start: apt-get install default-jre-headless");
    };
    // The checker writes its findings to the error stream.
    let text = String::from_utf8_lossy(&output.stderr);
    let report: Value = serde_json::from_str(text.trim()).unwrap_or_default();
    let Some(messages) = report["messages"].as_array() else {
        return broken(format!("vnu said: {text}"));
    };
    let lines: Vec<Value> = messages
        .iter()
        .map(|m| {
            json!(format!(
                "{}:{}: {}",
                m["url"].as_str().unwrap_or_default(),
                m["lastLine"],
                m["message"].as_str().unwrap_or_default()
            ))
        })
        .collect();
    ensure!(lines.is_empty(), "the HTML has errors:\n{}", bullets(&lines));
    Ok(())
}

/// One start tag: its name and its attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page. Good enough for HTML that the validator has passed; skips comments and script text.
fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
        let name = rest[..name_end].to_lowercase();
        rest = &rest[name_end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                break;
            }
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let end =
                rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>' || c == '/').unwrap_or(rest.len()).max(1);
            let attribute = rest[..end].to_lowercase();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix('=') {
                let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
                let (text, tail) = match quote {
                    Some(q) => after[1..].split_once(q).unwrap_or((&after[1..], "")),
                    None => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
                };
                value = text.to_owned();
                rest = tail;
            }
            attributes.push((attribute, value));
        }
        if name == "script" {
            rest = rest.split_once("</script").map_or("", |(_, after)| after);
        }
        found.push(Tag { name, attributes });
    }
    found
}

pub fn built_html_needs_no_inline_rights(dist: &Path) -> Try {
    for page in built_pages(dist)? {
        let html = fs::read_to_string(&page).unwrap_or_default();
        let mut wrong = BTreeSet::new();
        for tag in tags(&html) {
            let kind = tag.attribute("type").unwrap_or("text/javascript").to_owned();
            if tag.name == "script"
                && tag.attribute("src").is_none()
                && kind != "application/ld+json"
                && kind != "application/json"
            {
                wrong.insert("an inline <script>".to_owned());
            }
            if tag.name == "style" {
                wrong.insert("an inline <style>".to_owned());
            }
            for (name, value) in &tag.attributes {
                if name == "style" || name.starts_with("on") {
                    wrong.insert(format!("<{} {name}=\"{value}\">", tag.name));
                }
            }
        }
        ensure!(wrong.is_empty(), "{}: {wrong:?}", page.display());
    }
    Ok(())
}

pub fn built_html_refers_to_its_own_folder(dist: &Path) -> Try {
    for page in built_pages(dist)? {
        let html = fs::read_to_string(&page).unwrap_or_default();
        for tag in tags(&html) {
            let loads = match tag.name.as_str() {
                "script" | "img" | "iframe" | "source" | "image" => tag.attribute("src").or(tag.attribute("href")),
                "link"
                    if tag.attribute("rel").is_some_and(|r| {
                        r.split(' ')
                            .any(|r| matches!(r, "stylesheet" | "icon" | "preload" | "modulepreload" | "manifest"))
                    }) =>
                {
                    tag.attribute("href")
                }
                _ => None,
            };
            let Some(url) = loads.filter(|url| !url.starts_with("data:")) else {
                continue;
            };
            ensure!(
                !url.starts_with('/') && !url.contains("://"),
                "{}: <{}> loads {url}, which is not in this folder",
                page.display(),
                tag.name
            );
            let file = dist.join(url.split(['?', '#']).next().unwrap_or_default());
            ensure!(file.exists(), "{}: <{}> loads {url}, which was not built", page.display(), tag.name);
        }
    }
    Ok(())
}

/// A fragment of a page of its own: the page with the map takes some as orders, and has a place for each of them.
pub fn built_links_lead_to_places(dist: &Path) -> Try {
    let mut pages = BTreeMap::new();
    for page in built_pages(dist)? {
        let name = page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        pages.insert(name, tags(&fs::read_to_string(&page).unwrap_or_default()));
    }
    let places: BTreeSet<(&str, &str)> = pages
        .iter()
        .flat_map(|(name, tags)| tags.iter().filter_map(|tag| Some((name.as_str(), tag.attribute("id")?))))
        .collect();
    let mut count = 0;
    for (name, tag) in pages.iter().flat_map(|(name, tags)| tags.iter().map(move |tag| (name, tag))) {
        let link = tag.attribute("href").filter(|href| tag.name == "a" && !href.contains(':'));
        let Some((address, place)) = link.and_then(|href| href.split_once('#')) else { continue };
        let page = address.split('?').next().filter(|page| !page.is_empty()).unwrap_or(name);
        ensure!(places.contains(&(page, place)), "{name}: a link leads to {address}#{place}, which is not there");
        count += 1;
    }
    ensure!(count > 3_000, "only {count} links were followed");
    Ok(())
}

/// From a file on the disk no browser starts the bundle; the document must be there all the same.
pub fn opens_from_disk(page: &mut Page) -> Try {
    let dist = std::env::var("TWO_OCEANS_DIST").unwrap_or_default();
    let file = fs::canonicalize(Path::new(&dist).join("index.html")).unwrap_or_default();
    page.browser.go(&format!("file://{}", file.display()))?;
    let start = Instant::now();
    page.wait("the page is parsed", "return !!root && document.readyState !== 'loading'", &[])?;
    ensure!(start.elapsed() < Duration::from_secs(5), "it took {:?}", start.elapsed());
    is_whole_document(page)
}

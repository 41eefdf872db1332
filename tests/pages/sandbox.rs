//! A walk through everything that the page can do, in a frame of no origin and under the strict policy: each feature works, or
//! says politely why it does not.

use crate::driver::{Engine, Try};
use crate::ensure;
use crate::page::{bullets, Page};
use crate::server::encode;
use serde_json::{json, Value};

/// What the steps share: a control of a part by its name, a choice in a list, the view as the permanent link has it.
const WALK_TOOLS: &str = r#"
const more = document.querySelector('#timeline-more');
if (more) more.open = true;
const named = (part, name) => [...root.querySelectorAll(`${part} :is(button, input, select, a)`)].filter(shown)
  .find((e) => nameOf(e) === name || (e.labels && [...e.labels].some((l) => l.firstChild.textContent === name)));
const press = (part, name) => { const e = named(part, name); if (e) e.click(); return !!e; };
const put = (part, name, value) => {
  const e = named(part, name);
  if (!e) return false;
  e.value = value;
  e.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return true;
};
const choose = (css, index) => {
  const e = root.querySelector(css);
  if (!e) return false;
  e.selectedIndex = index;
  e.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
};
const follow = (css) => { const e = [...document.querySelectorAll(css)].find(shown); if (e) e.click(); return !!e; };
const strike = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const link = () => { const a = root.querySelector('[data-permalink]'); return a ? a.getAttribute('href') : ''; };
const rests = () => !root.querySelector('.map__list[data-moving]');
const said = (css) => { const e = document.querySelector(css); return shown(e) ? e.textContent : ''; };
const refusal = (address) => { const n = document.querySelector('span.notice'); return shown(n) && /may refuse/.test(n.textContent)
  && n.contains(document.activeElement) && n.querySelector('a').textContent.includes(address); };
"#;

/// A part of the walk: what it is about, what the reader does, what has to come of it.
type Step = (&'static str, &'static str, &'static str);

const EXPLORE: &[Step] = &[
    ("search", "return put('.timeline', 'Search', 'TURKIYE')", "return /: 1 country/.test(said('.year [role=status]'))"),
    ("the end of a search", "return put('.timeline', 'Search', '')", "return /^1999: /.test(said('.year [role=status]'))"),
    ("two dates", "return press('.timeline', 'Compare dates')", "return !!named('.timeline', 'Compare with')"),
    ("their difference", "return put('.timeline', 'Compare with', '2004-12-31')", "return /\\+7 members/.test(said('[data-difference]'))"),
    ("the end of the difference", "return press('.timeline', 'End comparison')", "return !root.querySelector('[data-difference]')"),
    ("fewer years", "return press('.timeline', 'Fewer years')", "const s = root.querySelector('.timeline__slider'); return s.max - s.min < 45"),
    ("all years", "return press('.timeline', 'All years')", "return root.querySelector('.timeline__slider').min === '1949'"),
    ("play", "return press('.timeline', 'Play')", "return root.querySelector('.timeline__slider').value > 2000"),
    ("pause", "return press('.timeline', 'Pause')", "return !!named('.timeline', 'Play')"),
    ("the polar map", "return choose('.lens label:nth-of-type(2) select', 1)", "return /projection=polar/.test(link()) && rests()"),
    ("the globe", "return choose('.lens label:nth-of-type(2) select', 2)", "return /projection=globe/.test(link()) && rests()"),
    ("the theatres", "return choose('.lens label:nth-of-type(2) select', 3)", "return /projection=theatres/.test(link()) && rests()"),
    ("the tiles", "return choose('.lens label:nth-of-type(2) select', 4)", "return [...root.querySelectorAll('.tiles__tile')].filter(shown).length > 30"),
    ("the world", "return choose('.lens label:nth-of-type(2) select', 0)", "return /projection=equal-earth/.test(link()) && rests()"),
    ("zoom in", "return press('.lens', 'Zoom in')", "return /at=[^&]+,1.6/.test(link())"),
    ("zoom out", "return press('.lens', 'Zoom out')", "return !/at=/.test(link()) && rests()"),
    ("Europe", "return press('.lens', 'Europe')", "return /at=1/.test(link()) && rests()"),
    ("the whole world", "return press('.lens', 'World')", "return !/at=/.test(link()) && rests()"),
    ("a layer of money", "return choose('.lens select', 1)", "return root.querySelector('.layer').dataset.layer === 'spending'"),
    ("a layer of groupings", "return choose('.lens select', 2)", "return root.querySelector('.layer').dataset.layer === 'groupings'"),
    ("a layer of offices", "return choose('.lens select', 3)", "return root.querySelector('.layer').dataset.layer === 'offices'"),
    ("the area of the treaty", "return choose('.lens select', 4)", "return root.querySelector('.layer').dataset.layer === 'treaty-area'"),
    ("membership", "return choose('.lens select', 0)", "return !root.querySelector('.layer').dataset.layer && /^1949/.test(said('.legend'))"),
    ("a legend's entry", "return follow('.legend button')", "return !!root.querySelector('.legend [aria-pressed=true]')"),
    ("all entries", "return follow('.legend [aria-pressed=true]')", "return !root.querySelector('.legend [aria-pressed=true]')"),
    ("an event", "return follow('.year a[href^=\"#event=\"]')", "return [...root.querySelectorAll('[data-card^=ev-]')].some(shown)"),
    ("another event", "return press('.card', 'Next event')", "return /event=ev-/.test(link())"),
    ("a country", "const s = root.querySelector('.bar__find select'); s.value = 'JPN'; s.dispatchEvent(new Event('change', { bubbles: true })); return true",
        "return shown(root.querySelector('[data-card=JPN]'))"),
    ("distances", "return press('.card', 'How far?')", "return root.querySelectorAll('.map__list .map__circle').length === 2"),
    ("no distances", "return press('.card', 'Hide distances')", "return !root.querySelector('.map__circle')"),
    ("a term", "return follow('[data-card] .term')", "return [...root.querySelectorAll('.term__text')].some(shown)"),
    ("a source, which a frame may refuse to open", "root.querySelectorAll('[data-card] details').forEach((d) => { d.open = true }); return follow('[data-card] a[target=_blank]')",
        "return refusal('https://')"),
    ("the end of that notice", "return follow('.head__title')", "return !document.querySelector('span.notice')"),
    ("dark", "return choose('.foot__theme select', 2)", "return document.documentElement.dataset.theme === 'dark'"),
    ("light", "return choose('.foot__theme select', 1)", "return document.documentElement.dataset.theme === 'light'"),
    ("a fragment that is unknown", "location.hash = '#select=XYZ'; return true", "return /XYZ/.test(said('.notice'))"),
];

const OTHERS: &[Step] = &[
    ("the story", "return press('[role=tablist]', 'Story')", "return said('[data-step=\"1\"] .story__text').length > 200 && rests()"),
    ("its next step", "return press('.story', 'Next')", "return said('[data-step=\"2\"] .story__text').length > 200 && rests()"),
    ("a step by its number", "return follow('.story__steps a[href=\"#step=9\"]')", "return said('[data-step=\"9\"] .story__text').length > 200 && rests()"),
    ("its sources", "root.querySelector('.story__step details:last-child').open = true; return follow('.story__step details:last-child a')", "return refusal('https://')"),
    ("presenting, in the frame where the screen is refused", "return press('.story', 'Present')",
        "const b = root.querySelector('[data-present]'); if (!b) return false;
         const { x, y, width } = b.getBoundingClientRect(); return x === 0 && y === 0 && width >= document.documentElement.clientWidth && !document.fullscreenElement"),
    ("the key of the whole screen", "strike('f'); return true", "return !!root.querySelector('[data-present]')"),
    ("a clicker", "strike('PageDown'); return true", "return !!root.querySelector('[data-step=\"10\"]') && rests()"),
    ("a blank screen", "strike('b'); return true", "return root.hasAttribute('data-blank')"),
    ("the screen again", "strike('b'); return true", "return !root.hasAttribute('data-blank')"),
    ("notes", "strike('n'); return true", "return said('.story__notes p').length > 100"),
    ("the end of presenting", "strike('Escape'); return true", "return !root.querySelector('[data-present]')"),
    ("the comparison", "return press('[role=tablist]', 'Compare')", "return said('[data-verdict]').length > 20"),
    ("another country of it", "return follow('.compared a[href=\"#select=AUS\"]')", "return /Australia/.test(said('[data-verdict]'))"),
    // What was left for the story has come back, and its date.
    ("today", "return press('.timeline', 'Today')", "return root.querySelector('.timeline__slider').value > 2025"),
    ("the tables", "return press('[role=tablist]', 'Table')", "return [...root.querySelectorAll('[data-tab=table] tbody tr')].filter(shown).length > 100"),
    ("about this map", "return press('footer', 'About this map')", "return /Crimea/.test(said('[data-panel=about]'))"),
    ("the claims", "return press('footer', 'The article, claim by claim')", "return /accurate/.test(said('[data-panel=claims]'))"),
    ("the glossary", "return press('footer', 'Glossary')", "return /In plain words/.test(said('[data-panel=glossary]'))"),
    ("the sources", "return press('footer', 'All sources')", "return said('[data-panel=sources]').length > 5000"),
    ("a source of them", "return follow('[data-panel=sources] a[target=_blank]')", "return refusal('http')"),
    ("the codes", "return press('footer', 'Share and embed')", "return /<iframe /.test((root.querySelector('#code-iframe') || {}).value)"),
    ("copying a code", "return follow('[data-copy=code-iframe]')", "return /Copied|selected/.test(said('[data-copy=code-iframe] + [role=status]'))"),
    ("the preview, or why there is none", "return follow('[data-preview] button')",
        "return !!root.querySelector('[data-preview] iframe') && (window.__watch.refused.length === 0 || said('[data-refused]').length > 20)"),
    ("the map again", "return follow('[data-panel] > button')", "return shown(root.querySelector('[data-tab=table]'))"),
];

/// The pages beside the widget, each with the link to it, what it says, and what of it may be refused.
const PAGES: [(&str, &str, &str); 3] = [
    ("story.html", "Speaker notes", "a[target=_blank]"),
    ("data.html", "offices.csv", "a[href^=\"data/\"]"),
    ("spending.html", "%", ""),
];

fn walk(page: &Page, steps: &[Step]) -> Try {
    for (what, act, seen) in steps {
        // What a step needs may come with the texts.
        page.wait(what, &format!("{WALK_TOOLS} {act}"), &[])?;
        page.wait(&format!("what comes of it: {what}"), &format!("{WALK_TOOLS} {seen}"), &[])?;
        let blank = page.ask(
            "return root.dataset.state !== 'live' || root.innerText.length < 300 && !root.hasAttribute('data-blank')",
            &[],
        )?;
        ensure!(blank == json!(false), "{what} leaves the page blank or dead");
        unstained(page, what)?;
    }
    Ok(())
}

/// No error, nothing refused but frames within the frame, which say so themselves.
fn unstained(page: &Page, what: &str) -> Try {
    let mut found = page.watched("errors")?.as_array().cloned().unwrap_or_default();
    let refused = page.watched("refused")?.as_array().cloned().unwrap_or_default();
    found.extend(refused.into_iter().filter(|entry| !entry.as_str().is_some_and(|text| text.starts_with("frame-src"))));
    if page.engine() == Engine::Chromium {
        let said = page.browser.console()?.into_iter();
        found.extend(said.filter(|(level, _)| level == "SEVERE").map(|(_, text)| json!(text)));
    }
    ensure!(found.is_empty(), "{what}:\n{}", bullets(&found));
    Ok(())
}

pub fn everything_works_in_it_or_says_why_not(page: &mut Page) -> Try {
    // In WebKit 'self' fits nothing in a frame without an origin, not even the page's own style sheet: name the server.
    let policy = if page.engine() == Engine::WebKit { "cspnamed" } else { "csp" };
    let modes = format!("cors+{policy}+watch");
    let open = |path: &str| -> Try {
        page.open_host(&format!("@sandbox?w=940&h=780&src={}", encode(&format!("/{modes}/{path}"))))?;
        page.wait_live()?;
        // By hand: WebKit lets nothing in a frame of another origin have the focus before.
        page.browser.click(&page.browser.find(".head__title")?)
    };
    let before = page.wait_quiet(std::time::Duration::from_millis(200));
    open("index.html?date=1999&theme=light")?;
    walk(page, EXPLORE)?;
    walk(page, OTHERS)?;
    let seen = page.browser.js(
        "const own = new URL(location.href).origin + '/';
         const foreign = performance.getEntriesByType('resource').map((e) => e.name).filter((u) => !u.startsWith(own) && !/^(data|blob):/.test(u));
         const keeps = (look) => { try { return look() } catch { return 'refused' } };
         return { foreign, kept: [keeps(() => localStorage.length), keeps(() => sessionStorage.length), keeps(() => document.cookie)] }",
        &[],
    )?;
    let nothing = json!({ "foreign": [], "kept": ["refused", "refused", "refused"] });
    ensure!(seen == nothing, "requests to others, or something kept: {seen}");
    for (file, says, refused) in PAGES {
        open("index.html")?;
        page.wait(file, &format!("{WALK_TOOLS} return follow('a[href=\"{file}\"]')"), &[]).or_else(|_| {
            page.ask("location.hash = '#tab=story'", &[]).map(|_| Value::Null)?;
            page.wait(file, &format!("{WALK_TOOLS} return follow('a[href=\"{file}\"]')"), &[])
        })?;
        page.browser.wait(
            &format!("{file} in the frame"),
            "return location.pathname.endsWith(arguments[0]) && document.readyState === 'complete' && document.body.innerText.includes(arguments[1])",
            &[json!(file), json!(says)],
        )?;
        if !refused.is_empty() {
            page.ask(&format!("{WALK_TOOLS} return follow('{refused}')"), &[])?;
            page.wait(file, &format!("{WALK_TOOLS} return refusal('/')"), &[])?;
        }
        unstained(page, file)?;
    }
    let missing: Vec<Value> = page
        .requests_since(before)
        .iter()
        .filter(|request| request.status >= 400)
        .map(|request| json!(request.path))
        .collect();
    ensure!(missing.is_empty(), "asked for and not there:\n{}", bullets(&missing));
    Ok(())
}

//! The places where the page has to live: strict policies, sandboxes, folders, and nobody else's servers.

use crate::driver::{Engine, Try};
use crate::ensure;
use crate::page::{bullets, Page};
use crate::server::encode;
use serde_json::{json, Value};
use std::thread::sleep;
use std::time::Duration;

pub fn lives_under_the_strict_policy(page: &mut Page) -> Try {
    page.open_live("csp+watch", "index.html?select=JPN")?;
    page.wait_card("JPN")?;
    page.click_country("USA")?;
    page.wait_card("USA")?;
    page.click_tab("Table", "table")?;
    page.no_errors()
}

pub fn lives_in_a_sandbox(page: &mut Page) -> Try {
    // In WebKit 'self' fits nothing in a frame without an origin, not even the page's own style sheet: name the server.
    let policy = if page.engine() == Engine::WebKit { "cspnamed" } else { "csp" };
    let source = encode(&format!("/cors+{policy}+watch/index.html?date=1999&select=POL"));
    page.open_host(&format!("@sandbox?w=900&h=760&src={source}"))?;
    page.wait_live()?;
    let origin = page.browser.js("return self.origin", &[])?;
    ensure!(origin == "null", "the frame is not sandboxed: {origin}");
    page.wait_card("POL")?;
    ensure!(page.members_on_map()? == 19, "{} members", page.members_on_map()?);
    page.click_tab("Table", "table")?;
    page.click_tab("Explore", "explore")?;
    page.browser.js("location.hash = '#select=JPN'", &[])?;
    page.wait_card("JPN")?;
    let seen = page.browser.js(
        "const own = new URL(location.href).origin + '/';
         const foreign = performance.getEntriesByType('resource').map((e) => e.name).filter((u) => !u.startsWith(own) && !/^(data|blob):/.test(u));
         let stored = 'refused';
         try { stored = localStorage.length + document.cookie.length } catch { /* as it must be without an origin */ }
         return { foreign, stored }",
        &[],
    )?;
    ensure!(seen == json!({ "foreign": [], "stored": "refused" }), "requests to others, or something stored: {seen}");
    page.no_errors()
}

pub fn asks_nobody_else_and_then_nobody(page: &mut Page) -> Try {
    page.open_live("plain+watch", "index.html")?;
    let quiet = page.wait_quiet(Duration::from_millis(1500));
    page.focus("[data-two-oceans] input[type=range]")?;
    page.browser.keys(&[crate::driver::key::HOME, crate::driver::key::RIGHT])?;
    page.click_country("JPN")?;
    page.wait_card("JPN")?;
    page.click_tab("Table", "table")?;
    page.click_tab("Explore", "explore")?;
    sleep(Duration::from_millis(800));
    let late = page.requests_since(quiet);
    ensure!(late.is_empty(), "requests after it had loaded: {late:?}");
    let foreign = page.browser.js(
        "return performance.getEntriesByType('resource').map((e) => e.name).filter((u) => !u.startsWith(location.origin + '/') && !u.startsWith('data:') && !u.startsWith('blob:'))",
        &[],
    )?;
    ensure!(foreign == json!([]), "requests to others: {foreign}");
    Ok(())
}

pub fn loads_nothing_that_is_missing(page: &mut Page) -> Try {
    let before = page.wait_quiet(Duration::from_millis(300));
    page.open_live("plain", "index.html")?;
    page.wait_quiet(Duration::from_millis(1500));
    let requests = page.requests_since(before);
    let missing: Vec<Value> = requests.iter().filter(|r| r.status != 200).map(|r| json!(r.path)).collect();
    ensure!(missing.is_empty(), "asked for and not there:\n{}", bullets(&missing));
    let mut paths: Vec<&str> = requests.iter().map(|r| r.path.as_str()).filter(|p| !p.starts_with("/@")).collect();
    paths.sort_unstable();
    let count = paths.len();
    paths.dedup();
    ensure!(paths.len() == count, "asked for twice, {count} requests for {} files: {paths:?}", paths.len());
    Ok(())
}

pub fn lives_in_any_folder(page: &mut Page) -> Try {
    for path in ["some/folder/index.html?select=JPN", "some/folder/?select=JPN"] {
        let before = page.wait_quiet(Duration::from_millis(100));
        page.open_live("plain", path)?;
        page.wait_card("JPN")?;
        let outside: Vec<Value> = page
            .requests_since(before)
            .iter()
            .filter(|r| !r.path.starts_with("/plain/some/folder/") && !r.path.starts_with("/@"))
            .map(|r| json!(r.path))
            .collect();
        ensure!(outside.is_empty(), "{path}: asked outside of its folder:\n{}", bullets(&outside));
    }
    Ok(())
}

pub fn stores_nothing(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=1999&select=POL&theme=dark")?;
    page.click_country("JPN")?;
    page.wait_card("JPN")?;
    page.click_tab("Table", "table")?;
    let stored = page.browser.js_async(
        "const done = arguments[arguments.length - 1];
         const found = [];
         if (document.cookie) found.push('cookie ' + document.cookie);
         for (const [name, store] of [['localStorage', localStorage], ['sessionStorage', sessionStorage]])
           for (let i = 0; i < store.length; i += 1) found.push(name + ' ' + store.key(i));
         const bases = indexedDB.databases ? indexedDB.databases() : Promise.resolve([]);
         const workers = navigator.serviceWorker ? navigator.serviceWorker.getRegistrations() : Promise.resolve([]);
         const stores = self.caches ? caches.keys() : Promise.resolve([]);
         Promise.all([bases, workers, stores]).then(([b, w, c]) =>
           done(found.concat(b.map((x) => 'indexedDB ' + x.name), w.map((x) => 'service worker ' + x.scope), c.map((x) => 'cache ' + x))),
           (e) => done(['could not look: ' + e]));",
        &[],
    )?;
    ensure!(stored == json!([]), "it stored: {stored}");
    Ok(())
}

pub fn live_page_needs_no_inline_rights(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=1999&select=POL")?;
    page.click_country("JPN")?;
    page.wait_card("JPN")?;
    page.none_of(
        "inline style or script in the live page",
        "const out = [...document.querySelectorAll('[style], style')].map((e) => e.outerHTML.slice(0, 110));
         for (const s of document.scripts) if (!s.src && !/json/.test(s.type)) out.push(s.outerHTML.slice(0, 110));
         for (const e of document.querySelectorAll('*')) for (const a of e.attributes) if (/^on/.test(a.name)) out.push(e.tagName + ' ' + a.name);
         return out",
        &[],
    )
}

pub fn get_is_answered_with_view_and_data(page: &mut Page) -> Try {
    // A page of its own is its own parent.
    page.open_live("watch", "index.html?date=2004&select=EST&id=seven")?;
    const ASK: &str = r#"
        const done = arguments[arguments.length - 1];
        const heard = [];
        addEventListener('message', (e) => { if (e.data && e.data.source === 'two-oceans') heard.push(e.data) });
        for (const junk of [null, 7, 'two-oceans', {}, { target: 'two-oceans', v: 2, cmd: 'get' }]) postMessage(junk, '*');
        postMessage({ target: 'two-oceans', v: 1, cmd: 'get' }, '*');
        setTimeout(() => done({ heard, foot: document.querySelector('[data-as-of]').textContent, asOf: document.querySelector('[data-as-of]').dataset.asOf }), 600);
    "#;
    let answer = page.browser.js_async(ASK, &[])?;
    let heard = answer["heard"].as_array().cloned().unwrap_or_default();
    ensure!(heard.len() == 1, "one question got {} answers: {}", heard.len(), answer["heard"]);
    let (message, data) = (&heard[0], &heard[0]["data"]);
    ensure!(message["v"] == 1 && message["type"] == "view" && message["id"] == "seven", "the answer is {message}");
    ensure!(data["date"] == "2004" && data["select"] == "EST", "the view is {data}");
    let version = data["version"].as_str().unwrap_or_default();
    let is_said = answer["foot"].as_str().is_some_and(|foot| !version.is_empty() && foot.contains(version));
    ensure!(is_said && data["as_of"] == answer["asOf"], "the footer says {}, the answer {data}", answer["foot"]);
    page.no_errors()
}

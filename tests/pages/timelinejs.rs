//! The export for TimelineJS, in the real TimelineJS from npm.

use crate::driver::{broken, Try};
use crate::ensure;
use crate::page::{bullets, Page};
use crate::server;
use serde_json::{json, Value};
use std::time::Duration;

/// What TimelineJS made of the file that it was given.
const SHOWN: &str = "
const ids = (css) => [...document.querySelectorAll(css)].map((e) => e.id.replace(/-marker$/, ''));
const slide = (id) => document.querySelector('.tl-slide#' + CSS.escape(id));
return {
  errors: timeline.config.getErrors(),
  markers: ids('.tl-timemarker'),
  slides: ids('.tl-slide'),
  groups: [...document.querySelectorAll('.tl-timegroup')].map((e) => e.textContent.trim()).filter(Boolean),
  headlines: Object.fromEntries(ids('.tl-slide').map((id) => [id, (slide(id).querySelector('.tl-headline') || {}).textContent])),
  links: Object.fromEntries(ids('.tl-slide').map((id) => [id, slide(id).querySelectorAll('a[href^=http]').length])),
};";

/// Every event of our file is a marker and a slide there, under its own id, with its title and its sources.
pub fn shows_every_event(page: &mut Page) -> Try {
    let script = server::timelinejs().join("js/timeline.js");
    ensure!(
        script.exists(),
        "{} is not there: name dist of npm @knight-lab/timelinejs in TIMELINEJS",
        script.display()
    );
    page.browser.go(&format!("{}/@timelinejs", page.server.origin()))?;
    let file = page.browser.js_async(
        "const done = arguments[arguments.length - 1];
         fetch('/plain/data/timeline.json').then((r) => r.json()).then(done, (e) => done(String(e)))",
        &[],
    )?;
    let Some(events) = file["events"].as_array() else {
        return broken(format!("data/timeline.json cannot be read: {file}"));
    };
    ensure!(events.len() > 100, "data/timeline.json has only {} events", events.len());
    page.browser.wait_within(
        Duration::from_secs(30),
        "TimelineJS is ready",
        "return !!(window.timeline && timeline.ready)",
        &[],
    )?;
    let shown = page.browser.js(SHOWN, &[])?;
    ensure!(shown["errors"] == json!([]), "TimelineJS complains: {}", shown["errors"]);
    let count = |list: &str, id: &str| {
        shown[list].as_array().map_or(0, |ids| ids.iter().filter(|shown| shown.as_str() == Some(id)).count())
    };
    let mut wrong: Vec<Value> = Vec::new();
    for event in events {
        let id = event["unique_id"].as_str().unwrap_or_default();
        for list in ["markers", "slides"] {
            if count(list, id) != 1 {
                wrong.push(json!(format!("{id}: {} {list}", count(list, id))));
            }
        }
        let headline = shown["headlines"][id].as_str().unwrap_or_default();
        let wanted = event["text"]["headline"].as_str().unwrap_or_default();
        let wanted = wanted.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        if wanted != headline {
            wrong.push(json!(format!("{id}: its slide is called {headline:?}, not {wanted:?}")));
        }
        if shown["links"][id].as_u64().unwrap_or_default() == 0 {
            wrong.push(json!(format!("{id}: its slide links to no source")));
        }
    }
    ensure!(wrong.is_empty(), "events that TimelineJS does not show as they are:\n{}", bullets(&wrong));
    let markers = shown["markers"].as_array().map_or(0, Vec::len);
    ensure!(markers == events.len(), "{markers} markers for {} events", events.len());
    // One more slide: the title.
    let slides = shown["slides"].as_array().map_or(0, Vec::len);
    ensure!(slides == events.len() + 1, "{slides} slides for {} events and a title", events.len());
    let groups = shown["groups"].as_array().map_or(0, Vec::len);
    ensure!(groups == 5, "{groups} groups, not the five lanes: {}", shown["groups"]);
    Ok(())
}

//! axe-core in the page: every rule that it has by default, and no violation.

use crate::driver::{broken, Failure, Try};
use crate::ensure;
use crate::page::{bullets, Page};
use serde_json::{json, Value};
use std::env;
use std::fs;

/// Fails with every violation that axe-core finds in the page as it stands.
pub fn finds_nothing(page: &Page, place: &str) -> Try {
    let path = env::var("AXE_JS").unwrap_or_else(|_| "axe.min.js".to_owned());
    let Ok(source) = fs::read_to_string(&path) else {
        return broken(format!("{path} is not there: name axe.min.js (npm axe-core) in AXE_JS"));
    };
    page.browser.js(&format!("{source}\n;return true"), &[])?;
    let report = page.browser.js_async(
        "const done = arguments[arguments.length - 1];
         axe.run(document, { resultTypes: ['violations'] }).then(
           (r) => done({ violations: r.violations.map((v) => ({ id: v.id, impact: v.impact, help: v.help,
             nodes: v.nodes.slice(0, 6).map((n) => n.target.join(' ') + ': ' + (n.failureSummary || '').replace(/\\s+/g, ' ').slice(0, 220)),
             count: v.nodes.length })), passes: r.passes.length }),
           (e) => done({ error: String(e) }))",
        &[],
    )?;
    if let Some(error) = report["error"].as_str() {
        return Err(Failure::Driver(format!("axe-core: {error}")));
    }
    ensure!(report["passes"].as_u64().unwrap_or_default() > 5, "{place}: axe-core looked at next to nothing");
    let lines: Vec<Value> = report["violations"]
        .as_array()
        .cloned()
        .unwrap_or_default()
        .iter()
        .map(|v| {
            let nodes: Vec<&str> =
                v["nodes"].as_array().map(|n| n.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
            let text = |name: &str| v[name].as_str().unwrap_or_default().to_owned();
            json!(format!(
                "{} ({}, {}×): {}\n      {}",
                text("id"),
                text("impact"),
                v["count"],
                text("help"),
                nodes.join("\n      ")
            ))
        })
        .collect();
    ensure!(lines.is_empty(), "{place}:\n{}", bullets(&lines));
    Ok(())
}

//! What goes over the wire: Brotli-11 sizes of `dist/`, grouped, against the budgets. 1 KB = 1000 bytes.

use crate::process::{on_path, repository, Outcome};
use std::path::Path;
use std::process::Command;

/// What a file of `dist/` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Page,
    LinkedPage,
    Style,
    Script,
    Share,
    Unroll,
    LiveWasm,
    DataWasm,
    Framed,
    Doctor,
    Host,
    Single,
    Other,
}

impl Group {
    /// Told by the file's path in `dist/`, with `/` between folders.
    fn of(path: &str) -> Group {
        let (_, extension) = path.rsplit_once('.').unwrap_or((path, ""));
        let name = path.rsplit('/').next().unwrap_or(path);
        match extension {
            _ if path == "index.html" => Group::Page,
            _ if path == SINGLE => Group::Single,
            _ if name == "embed.js" => Group::Host,
            "js" if name.starts_with("host-") => Group::Framed,
            "js" if name.starts_with("doctor-") => Group::Doctor,
            "js" if name.starts_with("share-") => Group::Share,
            "js" | "css" if name.starts_with("unroll-") => Group::Unroll,
            "html" => Group::LinkedPage,
            "css" if name.starts_with("handout") => Group::LinkedPage,
            "css" => Group::Style,
            "js" | "mjs" => Group::Script,
            "wasm" if name.ends_with("_bg.wasm") => Group::LiveWasm,
            "wasm" => Group::DataWasm,
            _ => Group::Other,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Group::Page => "page",
            Group::LinkedPage => "linked pages",
            Group::Style => "CSS",
            Group::Script => "JS",
            Group::Share => "JS, on demand",
            Group::Unroll => "on demand",
            Group::LiveWasm => "Wasm, live",
            Group::DataWasm => "Wasm, data",
            Group::Framed => "JS, in a frame",
            Group::Doctor => "JS, on demand",
            Group::Host => "for the host page",
            Group::Single => "single file",
            Group::Other => "other",
        }
    }
}

/// The budgets, in bytes of Brotli 11 over all files of the groups; nothing may be added to the Wasm without taking as much
/// away.
const BUDGETS: [(&str, &[Group], u64); 10] = [
    ("the page", &[Group::Page], 50_000),
    ("CSS", &[Group::Style], 7_000),
    ("JS glue", &[Group::Script], 6_000),
    ("the panel of embed codes", &[Group::Share], 3_000),
    ("scrolling the story", &[Group::Unroll], 1_650),
    ("Wasm before Explore is live", &[Group::LiveWasm], 150_000),
    ("all Wasm parts", &[Group::LiveWasm, Group::DataWasm], 224_000),
    ("what a frame says to its host", &[Group::Framed], 2_500),
    ("Embed Doctor", &[Group::Doctor], 4_000),
    ("for the host page", &[Group::Host], 1_500),
];

/// Everything in one file, which has budgets of its own: raw, and by gzip, as most servers and mail programs send it.
const SINGLE: &str = "two-oceans.html";
const SINGLE_RAW: u64 = 1_100_000;
const SINGLE_GZIP: u64 = 420_000;

#[derive(Debug, PartialEq, Eq)]
struct Weight {
    path: String,
    raw: u64,
    brotli: u64,
    gzip: u64,
}

/// Prints the table; past a budget that is an error if `check`.
pub fn report(check: bool) -> Outcome {
    let dist = repository().join("dist");
    if !dist.join("index.html").exists() {
        return Err("there is no dist/index.html; run `cargo xtask build`".to_owned());
    }
    // What prerender packed into the Wasm, each part as a file of its own.
    let parts = weigh(&repository().join("target/parts")).unwrap_or_default();
    let parts: Vec<(String, u64)> = parts.into_iter().map(|part| (part.path, part.brotli)).collect();
    let weights = weigh(&dist)?;
    let (table, mut excess) = table(&weights, &parts);
    print!("{table}");
    if let Some(single) = weights.iter().find(|weight| weight.path == SINGLE) {
        for (name, bytes, limit) in
            [("the single file, raw", single.raw, SINGLE_RAW), ("the single file, gzip", single.gzip, SINGLE_GZIP)]
        {
            let mut line = String::new();
            excess.extend(judge(name, bytes, limit, &mut line));
            print!("{line}");
        }
    }
    match (check, excess.as_slice()) {
        (true, [_, ..]) => Err(format!("past the budget: {}", excess.join("; "))),
        _ => Ok(()),
    }
}

/// Node has Brotli built in and is there for wasm-opt anyway; a crate would slow the first start of xtask.
const WEIGH: &str = "
const { brotliCompressSync, gzipSync, constants: c } = require('zlib'), { readFileSync } = require('fs');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  const params = { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 22, [c.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log(bytes.length, bytes.length && brotliCompressSync(bytes, { params }).length, gzipSync(bytes, { level: 9 }).length);
}";

/// The data for others, files for servers, and copies of all: no page loads them, so they are not weighed.
const NOT_LOADED: [&str; 3] = ["data", "hosting", "v"];

/// The files of a folder, raw and compressed.
fn weigh(dist: &Path) -> Outcome<Vec<Weight>> {
    let node = on_path("node").ok_or("node is missing; `cargo xtask setup --for build` gets it")?;
    let mut files = crate::process::files_below(dist)?;
    files.retain(|file| !NOT_LOADED.iter().any(|folder| file.starts_with(dist.join(folder))));
    let mut command = Command::new(node);
    command.args(["-e", WEIGH]).args(&files);
    let output = crate::process::ask(&mut command)
        .ok_or_else(|| format!("node could not compress the files of {}", dist.display()))?;
    let weights: Vec<Weight> = output
        .lines()
        .zip(&files)
        .filter_map(|(line, file)| {
            let mut numbers = line.split(' ').map(|number| number.parse().ok());
            let path = file.strip_prefix(dist).unwrap_or(file);
            Some(Weight {
                path: path.to_string_lossy().replace('\\', "/"),
                raw: numbers.next()??,
                brotli: numbers.next()??,
                gzip: numbers.next()??,
            })
        })
        .collect();
    if weights.len() == files.len() {
        Ok(weights)
    } else {
        Err(format!("node gave no size for each file of {}", dist.display()))
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{:02} KB", bytes / 1000, bytes % 1000 / 10)
}

/// The table for people, and a sentence for each budget that is passed.
fn table(weights: &[Weight], parts: &[(String, u64)]) -> (String, Vec<String>) {
    let sum = |groups: &[Group]| -> u64 {
        weights.iter().filter(|weight| groups.contains(&Group::of(&weight.path))).map(|weight| weight.brotli).sum()
    };
    let groups = [
        Group::Page,
        Group::LinkedPage,
        Group::Style,
        Group::Script,
        Group::Share,
        Group::Unroll,
        Group::LiveWasm,
        Group::DataWasm,
        Group::Framed,
        Group::Doctor,
        Group::Host,
        Group::Single,
        Group::Other,
    ];
    let mut text = format!("\n{:<18} {:>12} {:>12}  file\n", "", "raw", "brotli 11");
    for group in groups {
        for weight in weights.iter().filter(|weight| Group::of(&weight.path) == group) {
            text += &format!(
                "{:<18} {:>12} {:>12}  {}\n",
                group.label(),
                kilobytes(weight.raw),
                kilobytes(weight.brotli),
                weight.path
            );
        }
    }
    if !parts.is_empty() {
        let wasm = sum(&[Group::LiveWasm, Group::DataWasm]);
        let data: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
        let code = ("code (the rest)".to_owned(), wasm.saturating_sub(data));
        text += "\nInside the Wasm, each part compressed by itself:\n";
        for (name, bytes) in parts.iter().chain([&code]) {
            text += &format!("{name:<31} {:>12}\n", kilobytes(*bytes));
        }
    }
    text += "\n";
    let mut excess = Vec::new();
    for (name, groups, limit) in BUDGETS {
        let bytes = sum(groups);
        excess.extend(judge(name, bytes, limit, &mut text));
    }
    (text, excess)
}

/// Adds a budget's line; past the budget there is a sentence as well.
fn judge(name: &str, bytes: u64, limit: u64, text: &mut String) -> Option<String> {
    let is_over = bytes > limit;
    let verdict = if is_over { "TOO MUCH" } else { "ok" };
    *text += &format!("{name:<31} {:>12}  of {:>9}  {verdict}\n", kilobytes(bytes), kilobytes(limit));
    is_over.then(|| format!("{name} {} of {}", kilobytes(bytes), kilobytes(limit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(path: &str, brotli: u64) -> Weight {
        Weight { path: path.to_owned(), raw: brotli * 3, brotli, gzip: brotli }
    }

    #[test]
    fn files_are_grouped_by_what_they_are_for() {
        for (path, group) in [
            ("index.html", Group::Page),
            ("sources/index.html", Group::LinkedPage),
            ("base-1a2b.css", Group::Style),
            ("two-oceans-1a2b.js", Group::Script),
            ("two-oceans-1a2b_bg.wasm", Group::LiveWasm),
            ("texts-1a2b.wasm", Group::DataWasm),
            ("embed.js", Group::Host),
            ("host-1a2b.js", Group::Framed),
            ("two-oceans.html", Group::Single),
            ("share-1a2b.js", Group::Share),
            ("unroll-1a2b.css", Group::Unroll),
            ("events.csv", Group::Other),
        ] {
            assert_eq!(Group::of(path), group, "{path}");
        }
    }

    #[test]
    fn a_budget_is_kept_to_the_byte_and_summed_over_files() {
        let just = [weight("a.css", 3_000), weight("b.css", 4_000)];
        assert_eq!(table(&just, &[]).1, Vec::<String>::new());
        let over = [weight("a.css", 3_000), weight("b.css", 4_001)];
        assert_eq!(table(&over, &[]).1.len(), 1);
    }

    #[test]
    fn data_wasm_counts_for_all_parts_but_not_for_live() {
        let limit = |name: &str| BUDGETS.iter().find(|(budget, ..)| *budget == name).map(|(.., limit)| *limit).unwrap();
        let (live, all) = (limit("Wasm before Explore is live"), limit("all Wasm parts"));
        let excess = table(&[weight("x_bg.wasm", live), weight("texts.wasm", all - live)], &[]).1;
        assert!(excess.is_empty(), "{excess:?}");
        let excess = table(&[weight("x_bg.wasm", live), weight("texts.wasm", all - live + 1)], &[]).1;
        assert!(excess.len() == 1 && excess[0].starts_with("all Wasm parts"), "{excess:?}");
    }

    #[test]
    fn what_is_not_data_is_code() {
        let parts = [("geometry.bin".to_owned(), 60_000), ("facts.bin".to_owned(), 20_000)];
        let (text, _) = table(&[weight("x_bg.wasm", 100_000)], &parts);
        assert!(text.contains("20.00 KB"), "{text}");
    }
}

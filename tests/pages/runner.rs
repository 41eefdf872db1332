//! Runs every promise in every engine and prints who kept what.
//!
//! One thread and one browser per engine. What fails while three browsers share the machine is tried once more
//! when it is quiet, in a new browser, and said to have been. The matrix at the end has a row for each promise;
//! a gap has its written reason below, and a gap without a reason counts as failed.

use crate::driver::{Browser, Engine, Failure, Try};
use crate::page::Page;
use crate::server::Server;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

/// What the page promises, and how we find out.
pub struct Promise {
    /// In plain words, without the engine.
    pub name: &'static str,
    pub test: Test,
    /// Engines in which it is not tried, each with its reason.
    pub gaps: &'static [(Engine, &'static str)],
}

pub enum Test {
    /// In a browser.
    Page(fn(&mut Page) -> Try),
    /// On the built files, once.
    Files(fn(&Path) -> Try),
}

enum Cell {
    Kept,
    /// Only when it was tried again, alone.
    KeptAlone,
    Broken,
    Gap(String),
}

/// A failure with the place where it was seen.
struct Report {
    promise: &'static str,
    place: &'static str,
    text: String,
}

#[derive(Default)]
struct Results {
    cells: BTreeMap<(usize, Engine), Cell>,
    files: BTreeMap<usize, bool>,
    reports: Vec<Report>,
}

impl Results {
    /// What stays broken: promise, place, and the last that was seen of it.
    fn broken<'a>(&'a self, promises: &'a [Promise]) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        let cells = self.cells.iter().filter(|(_, cell)| matches!(cell, Cell::Broken));
        let pages = cells.map(|((index, engine), _)| (promises[*index].name, engine.name()));
        let files =
            self.files.iter().filter(|(_, kept)| !**kept).map(|(index, _)| (promises[*index].name, "built files"));
        pages.chain(files).map(|(promise, place)| {
            let mut reports = self.reports.iter().rev();
            let last = reports.find(|report| report.promise == promise && report.place == place);
            (promise, place, last.map_or("no report", |report| report.text.as_str()))
        })
    }
}

/// Runs the promises whose name holds the filter in the engines asked for; true if all were kept.
pub fn run(promises: &[Promise], filter: &[String], engines: &[Engine], dist: &Path) -> bool {
    let wanted: Vec<usize> = (0..promises.len())
        .filter(|&i| {
            filter.is_empty() || filter.iter().any(|f| promises[i].name.to_lowercase().contains(&f.to_lowercase()))
        })
        .collect();
    let results = Mutex::new(Results::default());
    thread::scope(|scope| {
        for &engine in engines {
            let (results, wanted) = (&results, &wanted);
            scope.spawn(move || run_engine(engine, promises, wanted, dist, results));
        }
        for &index in &wanted {
            if let Test::Files(test) = promises[index].test {
                let outcome = guard(|| test(dist));
                if let Ok(mut results) = results.lock() {
                    results.files.insert(index, outcome.is_ok());
                    if let Err(failure) = outcome {
                        results.reports.push(Report {
                            promise: promises[index].name,
                            place: "built files",
                            text: failure.to_string(),
                        });
                    }
                }
            }
        }
    });
    let mut results = results.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    try_again(promises, dist, &mut results);
    print(promises, &wanted, engines, &results)
}

/// Tries what was broken once more, one after the other with nothing else running: a machine that was too busy
/// is not the page's fault. What was seen the first time stays in the report.
fn try_again(promises: &[Promise], dist: &Path, results: &mut Results) {
    for ((index, engine), cell) in &mut results.cells {
        let (Cell::Broken, Test::Page(test)) = (&*cell, &promises[*index].test) else { continue };
        let mut page = None;
        let outcome = attempt(&mut page, *engine, dist, *test);
        println!("  {} {:8} alone    {}", mark(&outcome), engine.name(), promises[*index].name);
        match outcome {
            Ok(()) => *cell = Cell::KeptAlone,
            Err(failure) => {
                if let Some(page) = &page {
                    keep_picture(page, *engine, promises[*index].name);
                }
                let place = engine.name();
                results.reports.push(Report { promise: promises[*index].name, place, text: failure.to_string() });
            }
        }
    }
}

fn mark(outcome: &Try) -> &'static str {
    if outcome.is_ok() {
        "✓"
    } else {
        "✗"
    }
}

fn run_engine(engine: Engine, promises: &[Promise], wanted: &[usize], dist: &Path, results: &Mutex<Results>) {
    let mut page: Option<Page> = None;
    for &index in wanted {
        let promise = &promises[index];
        let Test::Page(test) = promise.test else {
            continue;
        };
        if let Some((_, reason)) = promise.gaps.iter().find(|(e, _)| *e == engine) {
            if let Ok(mut results) = results.lock() {
                results.cells.insert((index, engine), Cell::Gap((*reason).to_owned()));
            }
            continue;
        }
        let start = Instant::now();
        let mut outcome = attempt(&mut page, engine, dist, test);
        if let Err(Failure::Driver(first)) = &outcome {
            // Says nothing about the page: once more, in a new browser.
            eprintln!("  {} gave up ({first}); once more in a new one", engine.name());
            page = None;
            outcome = attempt(&mut page, engine, dist, test);
        }
        println!("  {} {:8} {:5.1} s  {}", mark(&outcome), engine.name(), start.elapsed().as_secs_f32(), promise.name);
        let picture = match (&outcome, &page) {
            (Err(_), Some(page)) => keep_picture(page, engine, promise.name),
            _ => None,
        };
        let Ok(mut results) = results.lock() else {
            return;
        };
        results.cells.insert((index, engine), if outcome.is_ok() { Cell::Kept } else { Cell::Broken });
        if let Err(failure) = outcome {
            let seen = picture.map(|path| format!("\nseen: {}", path.display())).unwrap_or_default();
            results.reports.push(Report {
                promise: promise.name,
                place: engine.name(),
                text: format!("{failure}{seen}"),
            });
        }
    }
}

fn attempt(page: &mut Option<Page>, engine: Engine, dist: &Path, test: fn(&mut Page) -> Try) -> Try {
    if let Some(page) = page.as_mut() {
        if page.reset().is_ok() {
            return guard(|| test(page));
        }
    }
    let server = Server::start(dist).map_err(|e| Failure::Driver(format!("no server: {e}")))?;
    *page = None;
    let page = page.insert(Page::new(Browser::start(engine)?, server)?);
    guard(|| test(page))
}

/// A panic in a test is that test's failure, not the end of the run.
fn guard(test: impl FnOnce() -> Try) -> Try {
    catch_unwind(AssertUnwindSafe(test))
        .unwrap_or_else(|_| Err(Failure::Broken("the test itself panicked (see above)".to_owned())))
}

/// Keeps what the browser showed when a promise was broken.
fn keep_picture(page: &Page, engine: Engine, name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let slug: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let path = folder.join(format!("{}-{slug}.png", engine.name()));
    // Asked from within a frame, WebKit's driver may never answer.
    page.browser.leave_frames().ok()?;
    let png = page.browser.screenshot().ok()?;
    fs::create_dir_all(&folder).ok()?;
    fs::write(&path, png).ok()?;
    Some(path)
}

fn print(promises: &[Promise], wanted: &[usize], engines: &[Engine], results: &Results) -> bool {
    let (mut passed, mut failed) = (0_usize, 0_usize);
    for report in &results.reports {
        println!("\n✗ {} [{}]\n{}", report.promise, report.place, indent(&report.text));
    }
    let width = wanted.iter().map(|&i| promises[i].name.chars().count()).max().unwrap_or(0).max(7);
    println!("\n{:width$}  chromium  firefox  webkit", "Promise");
    let mut reasons: Vec<String> = Vec::new();
    for &index in wanted {
        let promise = &promises[index];
        let mut row = String::new();
        if let Some(kept) = results.files.get(&index) {
            count(*kept, &mut passed, &mut failed);
            row = format!("{} (built files, no browser)", if *kept { "✓" } else { "✗" });
        } else {
            for engine in Engine::ALL {
                let mark = match results.cells.get(&(index, engine)) {
                    Some(Cell::Kept) => {
                        passed += 1;
                        "✓".to_owned()
                    }
                    Some(Cell::KeptAlone) => {
                        passed += 1;
                        note(&mut reasons, "✓", "kept when it was tried again alone; what was seen first stands above")
                    }
                    Some(Cell::Broken) => {
                        failed += 1;
                        "✗".to_owned()
                    }
                    Some(Cell::Gap(reason)) if !reason.trim().is_empty() => note(&mut reasons, "–", reason),
                    None if !engines.contains(&engine) => {
                        note(&mut reasons, "–", &format!("TWO_OCEANS_ENGINES does not name {}", engine.name()))
                    }
                    Some(Cell::Gap(_)) | None => {
                        failed += 1;
                        "✗ gap without a reason".to_owned()
                    }
                };
                let column = engine.name().len() + 2;
                row.push_str(&format!("{mark:column$}"));
            }
        }
        println!("{:width$}  {}", promise.name, row.trim_end());
    }
    for (number, reason) in reasons.iter().enumerate() {
        println!("{} {reason}", number + 1);
    }
    for (promise, place, text) in results.broken(promises) {
        println!("BROKEN {promise} [{place}]: {}", text.lines().next().unwrap_or_default());
    }
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}

/// A mark with the number of its reason; equal reasons share a number.
fn note(reasons: &mut Vec<String>, mark: &str, reason: &str) -> String {
    let number = reasons.iter().position(|r| r == reason).unwrap_or_else(|| {
        reasons.push(reason.to_owned());
        reasons.len() - 1
    });
    format!("{mark}{}", number + 1)
}

fn count(kept: bool, passed: &mut usize, failed: &mut usize) {
    if kept {
        *passed += 1;
    } else {
        *failed += 1;
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

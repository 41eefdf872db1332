//! Our page beside its peers: the harness of `../shared/peers`, run on a copy (shared/ is not ours to write to).

use crate::args::{Engine, Purpose};
use crate::build;
use crate::process::{ask, at, files_below, on_path, repository, run as start, say, Outcome};
use crate::setup;
use std::path::{Path, PathBuf};
use std::process::Command;

const PEERS: &str = "p0-floor,p1-d3-110m,p1-d3-50m,two-oceans";
/// Where the harness keeps how each page is driven, and what becomes of its own adapter for ours.
const ADAPTERS: &str = "harness/adapters";
const BY_CONTRACT: &str = "two-oceans-by-contract.mjs";
/// What no peer has: a letter typed into the search, the steps of the story, gestures of all kinds.
const ALONE: [&str; 3] = ["search", "story", "gestures"];
/// Prints the ratios that the promises are made in.
const RATIOS: &str = include_str!("ratios.mjs");

/// `cargo xtask bench`.
pub fn run(runs: u32, modes: &str) -> Outcome {
    let equipment = setup::run(Purpose::Test, &[Engine::Chromium])?;
    let shared = repository().join("../shared/peers");
    if !shared.join("package-lock.json").exists() {
        return Err(format!("{} is missing: the peers are not part of this repository", shared.display()));
    }
    build::release_if_outdated(&equipment)?;

    let peers = equipment.cache.join("peers");
    copy_folder(&shared, &peers)?;
    let adapters = peers.join(ADAPTERS);
    let theirs = adapters.join("two-oceans.mjs");
    std::fs::rename(&theirs, adapters.join(BY_CONTRACT)).map_err(at("rename", &theirs))?;
    for name in ["two-oceans.mjs", "two-oceans-globe.mjs"] {
        let ours = repository().join("benches").join(name);
        std::fs::copy(&ours, adapters.join(name)).map_err(at("copy", &ours))?;
    }
    for script in ALONE {
        let name = format!("{script}.mjs");
        let ours = repository().join("benches").join(&name);
        std::fs::copy(&ours, peers.join("harness").join(&name)).map_err(at("copy", &ours))?;
    }
    prepare(&peers)?;
    let ours = peers.join("dist/two-oceans");
    if ours.exists() {
        std::fs::remove_dir_all(&ours).map_err(at("remove", &ours))?;
    }
    copy_folder(&repository().join("dist"), &ours)?;
    start(node(&peers)?.args(["compress.mjs", "dist/two-oceans"]))?;

    let results = results_file()?;
    say(&format!("Measuring {runs} runs of {modes}; about ten minutes each. Leave the machine alone"));
    let mut measure = node(&peers)?;
    measure.args(["harness/run-all.mjs", &runs.to_string(), modes, PEERS]).env("OUT", &results);
    if let Some((_, chromium)) = equipment.browsers.iter().find(|(name, _)| *name == "CHROMIUM") {
        measure.env("CHROME", chromium);
    }
    start(&mut measure)?;
    if modes.split(',').any(|mode| mode == "interact") {
        serve_for(&peers, |peers| spin(peers, runs, &results))?;
        for script in ALONE {
            serve_for(&peers, |peers| alone(peers, script, runs, &results))?;
        }
    }
    start(node(&peers)?.arg("harness/report.mjs").arg(&results))?;
    start(node(&peers)?.args(["--input-type=module", "-e", RATIOS]).arg(&results))?;
    println!("\nRaw lines: {}", results.display());
    Ok(())
}

/// Does something while the pages are served.
fn serve_for(peers: &Path, measure: impl FnOnce(&Path) -> Outcome) -> Outcome {
    let mut server =
        node(peers)?.args(["server.mjs", "dist", "18778"]).spawn().map_err(|e| format!("no server: {e}"))?;
    let measured = measure(peers);
    let _ = server.kill();
    let _ = server.wait();
    measured
}

/// The globe, which no peer has: the same page by another address, into the same results.
fn spin(peers: &Path, runs: u32, results: &Path) -> Outcome {
    let mut measure = node(peers)?;
    measure
        .args(["harness/measure.mjs", "--modes", "interact", "--profiles", "slow", "--runs", &runs.to_string()])
        .args(["--url", "http://127.0.0.1:18778/two-oceans/?projection=globe"])
        .args(["--adapter", "harness/adapters/two-oceans-globe.mjs", "--out"])
        .arg(results);
    start(&mut measure)
}

/// One of `ALONE`.
fn alone(peers: &Path, script: &str, runs: u32, results: &Path) -> Outcome {
    let mut measure = node(peers)?;
    measure
        .arg(format!("harness/{script}.mjs"))
        .args(["http://127.0.0.1:18778/two-oceans/", &runs.to_string()])
        .arg(results);
    start(&mut measure)
}

fn node(folder: &Path) -> Outcome<Command> {
    let node = on_path("node").ok_or("node is missing; `cargo xtask setup` gets it")?;
    let mut command = Command::new(node);
    command.current_dir(folder);
    Ok(command)
}

/// Installs and builds the peers once; their packages change only with their lock file.
fn prepare(peers: &Path) -> Outcome {
    let lock = peers.join("package-lock.json");
    let wanted = std::fs::read(&lock).map_err(at("read", &lock))?;
    let installed = peers.join("node_modules/.installed-lock.json");
    if std::fs::read(&installed).ok().as_ref() != Some(&wanted) {
        say("Getting the peers' packages from npm, about a minute");
        let npm = on_path("npm").ok_or("npm is missing; `cargo xtask setup` gets it")?;
        let mut command = Command::new(npm);
        command.current_dir(peers).args([
            // Not `ci`: the peers' lock file is older than their package.json.
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        start(&mut command)?;
        std::fs::write(&installed, &wanted).map_err(at("write", &installed))?;
    }
    if !peers.join("dist/p1-d3-50m/index.html.br").exists() {
        say("Building the peers, about a minute");
        start(node(peers)?.arg("build.mjs"))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    for file in files_below(from)? {
        let name = file.strip_prefix(from).unwrap_or(&file);
        if name.components().any(|part| part.as_os_str() == "node_modules") {
            continue;
        }
        let copy = to.join(name);
        if let Some(folder) = copy.parent() {
            std::fs::create_dir_all(folder).map_err(at("create", folder))?;
        }
        // The original may be read-only, and so would the copy be: written, not copied with its mode.
        let bytes = std::fs::read(&file).map_err(at("read", &file))?;
        std::fs::write(&copy, bytes).map_err(at("write", &copy))?;
    }
    Ok(())
}

/// A new file, named by day and commit, so that committed results are never added to.
fn results_file() -> Outcome<PathBuf> {
    let folder = repository().join("benches/results");
    std::fs::create_dir_all(&folder).map_err(at("create", &folder))?;
    let day = ask(Command::new("date").arg("+%F")).unwrap_or_else(|| "undated".to_owned());
    let name = format!("{day}-{}", build::commit());
    let fresh = (1..)
        .map(|number| match number {
            1 => folder.join(format!("{name}.jsonl")),
            _ => folder.join(format!("{name}-{number}.jsonl")),
        })
        .find(|path| !path.exists());
    fresh.ok_or_else(|| format!("no free name in {}", folder.display()))
}

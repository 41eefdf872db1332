//! Everything that must hold, one step after the other; a failed step does not hide what the next ones find.

use crate::args::{Engine, Purpose};
use crate::process::{ask, at, repository, say, shown, Outcome};
use crate::setup::{self, Equipment};
use crate::{build, sizes};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The test target that needs browsers; without its environment it skips itself.
const PAGES: &str = "pages";

/// `cargo xtask test`.
pub fn run(engines: &[Engine], extra: &[String]) -> Outcome {
    say("Setting up");
    let equipment = setup::run(Purpose::Test, engines)?;
    let mut tally = Tally::default();

    say("Format");
    tally.step("format", with_component("fmt", &["--all", "--check"]));

    say("Lints");
    let lints = ["--workspace", "--all-targets", "--", "-D", "warnings"];
    tally.step("lints", with_component("clippy", &lints));

    say("Native tests");
    for arguments in native_tests()? {
        let mut command = cargo_test(&arguments, extra, &[]);
        tally.count("native tests", count_tests(&mut command));
    }

    say("Build");
    let built = build::release_if_outdated(&equipment);
    let is_built = built.is_ok();
    tally.step("build", built);
    if is_built {
        say("Budgets");
        tally.step("budgets", sizes::report(true));

        say(&format!("Pages in {}", names(engines)));
        tally.count("pages", pages(&equipment, engines, extra));
    }
    tally.close()
}

fn names(engines: &[Engine]) -> String {
    let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
    names.join(",")
}

/// Runs `cargo NAME …`, or says that this toolchain comes without that component.
fn with_component(name: &str, arguments: &[&str]) -> Outcome {
    if ask(Command::new("cargo").args([name, "--version"])).is_none() {
        println!("skipped: this toolchain has no cargo {name}; `rustup component add {name}` gets it");
        return Ok(());
    }
    let mut cargo = Command::new("cargo");
    cargo.current_dir(repository()).arg(name).args(arguments);
    crate::process::run(&mut cargo)
}

/// Arguments of the `cargo test` runs that need no browser: every target but the pages, then the examples in docs.
fn native_tests() -> Outcome<Vec<Vec<String>>> {
    let root = repository();
    let has_library = root.join("src/lib.rs").exists();
    let mut targets = vec!["--workspace".to_owned(), "--bins".to_owned()];
    if has_library {
        targets.push("--lib".to_owned());
    }
    for name in test_targets(&root.join("tests"))? {
        if name != PAGES {
            targets.extend(["--test".to_owned(), name]);
        }
    }
    let mut runs = vec![targets];
    if has_library {
        runs.push(vec!["--workspace".to_owned(), "--doc".to_owned()]);
    }
    Ok(runs)
}

/// The integration tests that cargo finds by itself: `tests/NAME.rs` and `tests/NAME/main.rs`.
fn test_targets(folder: &Path) -> Outcome<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at("read", folder))? {
        let path = entry.map_err(at("read", folder))?.path();
        let is_target = path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").exists();
        names.extend(path.file_stem().filter(|_| is_target).map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn cargo_test(targets: &[String], extra: &[String], own: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(repository()).arg("test").arg("--no-fail-fast").args(targets).arg("--").args(own).args(extra);
    cargo
}

fn pages(equipment: &Equipment, engines: &[Engine], extra: &[String]) -> Outcome<Count> {
    if !test_targets(&repository().join("tests"))?.iter().any(|name| name == PAGES) {
        return Err("tests/pages.rs is missing: nothing drove a browser".to_owned());
    }
    let targets = ["--package", "two-oceans", "--test", PAGES].map(str::to_owned);
    // What the page tests print is the matrix of promises and engines: always shown.
    let mut command = cargo_test(&targets, extra, &["--nocapture"]);
    command
        .env("TWO_OCEANS_DIST", repository().join("dist"))
        .env("TWO_OCEANS_ENGINES", names(engines))
        .env("TWO_OCEANS_CACHE", &equipment.cache)
        .envs(equipment.browsers.iter().map(|(name, path)| (name, path)));
    let screen = match equipment.browsers.iter().find(|(name, _)| *name == "XVFB") {
        Some((_, program)) => Some(Screen::start(program)?),
        None => None,
    };
    if let Some(screen) = &screen {
        command.env("DISPLAY", &screen.display);
    }
    count_tests(&mut command)
}

/// A screen in memory, which goes away with this value.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    fn start(program: &PathBuf) -> Outcome<Screen> {
        let failed = |why: String| format!("Xvfb does not start ({why}); set DISPLAY to a screen");
        let mut server = Command::new(program)
            // The server picks a free number and writes it to this file descriptor.
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(error.to_string()))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            // The error, if any, shows as no number.
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let screen = Screen { server, display: format!(":{}", number.trim()) };
        if number.trim().is_empty() {
            return Err(failed("it named no display".to_owned()));
        }
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left of it.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
    /// The lines that name what failed; said again at the end of the run, where they are found.
    broken: Vec<String>,
}

/// Whether a line of a test's output names something that failed.
fn names_a_failure(line: &str) -> bool {
    line.starts_with("BROKEN ") || (line.starts_with("test ") && line.ends_with("FAILED"))
}

/// The numbers of one of cargo's lines `test result: ok. 3 passed; 0 failed; …`.
fn count_in(line: &str) -> Option<Count> {
    let numbers = line.trim().strip_prefix("test result: ")?;
    let number_before = |word: &str| -> Option<u64> {
        let (before, _) = numbers.split_once(word)?;
        before.split_whitespace().next_back()?.parse().ok()
    };
    Some(Count { passed: number_before(" passed")?, failed: number_before(" failed")?, broken: Vec::new() })
}

/// Runs `cargo test`, shows its output as it comes and adds up its results.
fn count_tests(command: &mut Command) -> Outcome<Count> {
    let shown = shown(command);
    let cannot = |error: std::io::Error| format!("cannot run `{shown}`: {error}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot)?;
    let mut count = Count::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(cannot)?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            if let Some(more) = count_in(&line) {
                count.passed += more.passed;
                count.failed += more.failed;
            }
            if names_a_failure(&line) {
                count.broken.push(line.into_owned());
            }
        }
    }
    let status = child.wait().map_err(cannot)?;
    if !status.success() && count.failed == 0 {
        // It did not compile, or it crashed: that must not look like success.
        println!("`{shown}` ended with {status}");
        count.failed = 1;
    }
    Ok(count)
}

/// What has passed and failed so far. A step without tests of its own counts only when it fails.
#[derive(Default)]
struct Tally {
    count: Count,
    failures: Vec<String>,
}

impl Tally {
    fn step(&mut self, name: &str, outcome: Outcome) {
        if let Err(message) = outcome {
            println!("{message}");
            self.count.failed += 1;
            self.failures.push(format!("{name}: {message}"));
        }
    }

    fn count(&mut self, name: &str, outcome: Outcome<Count>) {
        match outcome {
            Ok(count) => {
                self.count.passed += count.passed;
                self.count.failed += count.failed;
                if count.failed > 0 {
                    self.failures.push(format!("{name}: {} failed", count.failed));
                }
                self.failures.extend(count.broken);
            }
            Err(message) => self.step(name, Err(message)),
        }
    }

    /// The last words of the run. The line of two numbers is read by machines: nothing else on it.
    fn close(self) -> Outcome {
        println!();
        for failure in &self.failures {
            println!("FAILED {failure}");
        }
        println!("{} passed, {} failed", self.count.passed, self.count.failed);
        if self.count.failed > 0 {
            return Err("not everything holds; see above".to_owned());
        }
        if self.count.passed == 0 {
            return Err("no test ran".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_results_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s";
        let wanted = Count { passed: 12, failed: 3, broken: Vec::new() };
        assert_eq!(count_in(line), Some(wanted));
        assert_eq!(count_in("test pages ... ok"), None);
    }

    #[test]
    fn what_failed_is_said_again_at_the_end() {
        assert!(names_a_failure("BROKEN The page is whole [webkit]: no title"));
        assert!(names_a_failure("test members_are_right ... FAILED"));
        assert!(!names_a_failure("test members_are_right ... ok"));
    }

    #[test]
    fn a_failed_step_fails_the_run() {
        let mut tally = Tally::default();
        tally.count("native tests", Ok(Count { passed: 4, ..Count::default() }));
        tally.step("format", Err("not formatted".to_owned()));
        assert_eq!(tally.count.failed, 1);
        assert!(tally.close().is_err());
    }

    #[test]
    fn a_run_without_tests_is_no_success() {
        assert!(Tally::default().close().is_err());
    }

    #[test]
    fn what_crashes_before_it_reports_has_failed() {
        let count = count_tests(Command::new("cargo").arg("no-such-command").stderr(Stdio::null()));
        assert_eq!(count.map(|count| count.failed), Ok(1));
    }
}

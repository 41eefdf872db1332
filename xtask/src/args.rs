//! What was asked on the command line. Pure: text in, a `Task` or one clear sentence out.

use crate::process::Outcome;

/// A browser engine that the page tests drive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// The name used on the command line and in `TWO_OCEANS_ENGINES`.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }
}

/// How much set-up is wanted: what a build needs, or what the tests need as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Build,
    Test,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Setup {
        purpose: Purpose,
        engines: Vec<Engine>,
    },
    Build {
        base: Option<String>,
    },
    Serve {
        port: u16,
    },
    /// Called by Trunk's post-build hook, not by people.
    Prerender,
    Sizes {
        check: bool,
    },
    Test {
        engines: Vec<Engine>,
        extra: Vec<String>,
    },
    Bench {
        runs: u32,
        modes: String,
    },
    Help(&'static str),
}

const HELP: &str = "\
cargo xtask COMMAND [OPTIONS]      (cargo xtask COMMAND --help for more)

  serve   build, serve on this machine, rebuild on change
  test    format, lints, native tests, build, budgets, pages in three browsers
  build   the release bundle in dist/, ready to upload anywhere
  bench   dist/ against the peers of ../shared/peers
  sizes   Brotli sizes of dist/ against the budgets
  setup   only get what is missing (the others do this by themselves)

Tools are kept in $XDG_CACHE_HOME/two-oceans (~/.cache/two-oceans); a second run gets nothing twice.
";
const SETUP_HELP: &str = "\
cargo xtask setup [--for build|test] [--engines chromium,firefox,webkit]

Gets the sources of Rust's standard library (from this toolchain, from rustup, or Debian's with a compiler of their own),
wasm-bindgen, trunk, wasm-opt and esbuild; for tests (the default) also the engines, their drivers, the fonts
of the screenshots, axe-core, TimelineJS and the HTML validator. What is there already is left alone.
";
const BUILD_HELP: &str = "\
cargo xtask build [--base https://your.host/two-oceans/]

Builds dist/ in release mode with the prerendered page, prints its Brotli sizes and fails past a budget. --base is the
address that dist/ will have: oEmbed, the canonical link and previews have to name it.
";
const SERVE_HELP: &str = "\
cargo xtask serve [--port 8080]

Builds (unoptimised), serves on 127.0.0.1, rebuilds and reloads on change. Leaves dist/ alone.
";
const SIZES_HELP: &str = "\
cargo xtask sizes [--check]

Prints the Brotli-11 sizes of dist/ as it is now. With --check it fails past a budget.
";
const TEST_HELP: &str = "\
cargo xtask test [--engines chromium,firefox,webkit] [ARGUMENTS]

Everything that must hold, in this order: format, lints, native tests, build (if dist/ is out of date), budgets,
pages in real browsers. --engines leaves engines out. ARGUMENTS go to the test programs: a name to filter by,
--include-ignored, …
";
const BENCH_HELP: &str = "\
cargo xtask bench [--runs 3] [--modes load,tti,interact]

Builds, then measures dist/ beside the static floor (P0) and the d3 pages (P1) of ../shared/peers in one run.
Raw lines go to benches/results/, ratios are printed. Three runs take about half an hour.
";

/// Reads the arguments after `cargo xtask`. Both `--name value` and `--name=value` are understood.
pub fn parse(arguments: &[String]) -> Outcome<Task> {
    let Some((command, rest)) = arguments.split_first() else {
        return Ok(Task::Help(HELP));
    };
    let asks_for_help =
        rest.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--help" || argument == "-h");
    let mut options = Options::new(rest);
    let task = match (command.as_str(), asks_for_help) {
        ("--help" | "-h" | "help", _) => Task::Help(HELP),
        ("setup", true) => Task::Help(SETUP_HELP),
        ("setup", false) => Task::Setup {
            purpose: match options.value("--for")?.as_deref() {
                None | Some("test") => Purpose::Test,
                Some("build") => Purpose::Build,
                Some(other) => return Err(format!("--for is `build` or `test`, not `{other}`")),
            },
            engines: engines(options.value("--engines")?)?,
        },
        ("build", true) => Task::Help(BUILD_HELP),
        ("build", false) => Task::Build { base: options.value("--base")? },
        ("serve", true) => Task::Help(SERVE_HELP),
        ("serve", false) => Task::Serve { port: number(&mut options, "--port", 8080)? },
        ("prerender", _) => Task::Prerender,
        ("sizes", true) => Task::Help(SIZES_HELP),
        ("sizes", false) => Task::Sizes { check: options.flag("--check") },
        ("test", true) => Task::Help(TEST_HELP),
        ("test", false) => Task::Test { engines: engines(options.value("--engines")?)?, extra: options.take_rest() },
        ("bench", true) => Task::Help(BENCH_HELP),
        ("bench", false) => Task::Bench {
            runs: number(&mut options, "--runs", 3)?,
            modes: options.value("--modes")?.unwrap_or_else(|| "load,tti,interact".to_owned()),
        },
        (other, _) => return Err(format!("there is no command `{other}`; `cargo xtask --help` lists them")),
    };
    match options.take_rest().first() {
        Some(left) if !matches!(task, Task::Help(_)) => {
            Err(format!("`{command}` takes no argument `{left}`; see `cargo xtask {command} --help`"))
        }
        _ => Ok(task),
    }
}

/// The arguments not yet understood.
struct Options(Vec<String>);

impl Options {
    fn new(arguments: &[String]) -> Self {
        Options(arguments.to_vec())
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() != before
    }

    fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let prefix = format!("{name}=");
        let Some(at) = self.0.iter().position(|argument| argument == name || argument.starts_with(&prefix)) else {
            return Ok(None);
        };
        let argument = self.0.remove(at);
        if let Some(value) = argument.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() {
            return Ok(Some(self.0.remove(at)));
        }
        Err(format!("{name} needs a value"))
    }

    /// What is left; the first bare `--` only separates.
    fn take_rest(&mut self) -> Vec<String> {
        if let Some(at) = self.0.iter().position(|argument| argument == "--") {
            self.0.remove(at);
        }
        std::mem::take(&mut self.0)
    }
}

fn number<T: std::str::FromStr>(options: &mut Options, name: &str, default: T) -> Outcome<T> {
    match options.value(name)? {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| format!("{name} needs a number, not `{text}`")),
    }
}

fn engines(list: Option<String>) -> Outcome<Vec<Engine>> {
    let Some(list) = list else {
        return Ok(Engine::ALL.to_vec());
    };
    let mut chosen = Vec::new();
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let engine = Engine::ALL
            .into_iter()
            .find(|engine| engine.name() == name)
            .ok_or_else(|| format!("there is no engine `{name}`: chromium, firefox, webkit"))?;
        if !chosen.contains(&engine) {
            chosen.push(engine);
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Outcome<Task> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&arguments)
    }

    #[test]
    fn all_engines_and_everything_for_tests_by_default() {
        assert_eq!(parse_line("setup"), Ok(Task::Setup { purpose: Purpose::Test, engines: Engine::ALL.to_vec() }));
    }

    #[test]
    fn engines_are_left_out_by_name_and_the_rest_goes_to_the_tests() {
        let wanted = Ok(Task::Test {
            engines: vec![Engine::Firefox, Engine::Chromium],
            extra: vec!["keyboard".to_owned(), "--include-ignored".to_owned()],
        });
        assert_eq!(parse_line("test --engines firefox,chromium keyboard --include-ignored"), wanted);
        assert_eq!(parse_line("test keyboard --engines=firefox,chromium,firefox -- --include-ignored"), wanted);
    }

    #[test]
    fn a_mistake_is_named() {
        for (line, word) in [
            ("tests", "tests"),
            ("serve --port many", "many"),
            ("serve --port", "--port"),
            ("serve --port 99999", "99999"),
            ("build --fast", "--fast"),
            ("setup --for fun", "fun"),
            ("test --engines servo", "servo"),
        ] {
            let message = parse_line(line).expect_err(line);
            assert!(message.contains(word), "{line}: {message}");
        }
    }

    #[test]
    fn every_command_explains_itself() {
        for command in ["setup", "build", "serve", "sizes", "test", "bench"] {
            let Ok(Task::Help(text)) = parse_line(&format!("{command} --help")) else {
                panic!("{command} --help is not help");
            };
            assert!(text.starts_with(&format!("cargo xtask {command}")));
            assert!(HELP.contains(&format!("\n  {command} ")));
        }
    }
}

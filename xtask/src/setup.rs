//! Gets what a build or a test run needs and is not there. Looks first, says what takes long before it starts,
//! and names the command that would get what cannot be had here.

use crate::args::{Engine, Purpose};
use crate::cargo_lock;
use crate::process::{ask, at, on_path, repository, say, Outcome};
use crate::toolchain::{self, Toolchain};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every version that is chosen here. wasm-bindgen's is `Cargo.lock`'s; Debian's packages are what apt offers.
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
const NPM_FOR_BUILD: [(&str, &str); 3] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2"), ("@resvg/resvg-js", "2.6.2")];
const NPM_FOR_TESTS: [(&str, &str); 7] = [
    ("axe-core", "4.14.1"),
    ("vnu-jar", "26.9.27"),
    ("@knight-lab/timelinejs", "3.9.11"),
    // What other pages hold frames with.
    ("pym.js", "1.3.2"),
    ("iframe-resizer", "4.4.5"),
    ("@open-iframe-resizer/core", "2.1.0"),
    ("@newswire/frames", "1.0.0"),
];

/// The fonts of the committed screenshots: one file each, and the package that brings it.
const FONTS: [(&str, &str); 2] = [
    ("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "fonts-dejavu-core"),
    ("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf", "fonts-liberation2"),
];

/// What is compiled here runs for seconds, so compiling it fast beats compiling it well: half the time.
const FAST_PROFILE: [(&str, &str); 2] =
    [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")];

/// A program that cargo can build: its package, its name, the version that is wanted, how long that takes, how well it is
/// worth compiling, and what else cargo is told.
struct Program<'a> {
    package: &'a str,
    name: &'a str,
    version: &'a str,
    how_long: &'a str,
    opt_level: &'a str,
    arguments: &'a [&'a str],
}

/// Where everything is, once set-up is done.
pub struct Equipment {
    pub cache: PathBuf,
    pub toolchain: Toolchain,
    pub trunk: PathBuf,
    pub npm: PathBuf,
    /// What must come first on a build's PATH.
    pub folders: Vec<PathBuf>,
    /// For the page tests: environment variables by name. Empty when set up for a build only.
    pub browsers: Vec<(&'static str, PathBuf)>,
}

/// `$XDG_CACHE_HOME/two-oceans`: outside the checkout, so that a second clone needs nothing.
pub fn cache() -> Outcome<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path: &PathBuf| path.is_absolute());
    absolute("XDG_CACHE_HOME")
        .or_else(|| Some(absolute("HOME")?.join(".cache")))
        .map(|folder| folder.join("two-oceans"))
        .ok_or_else(|| "neither XDG_CACHE_HOME nor HOME says where to keep tools; set one".to_owned())
}

/// Does what is left to do and returns where everything is.
pub fn run(purpose: Purpose, engines: &[Engine]) -> Outcome<Equipment> {
    let cache = cache()?;
    std::fs::create_dir_all(&cache).map_err(at("create", &cache))?;

    let toolchain = toolchain::find_or_get()?;
    need_npm()?;
    let mut packages = NPM_FOR_BUILD.to_vec();
    if purpose == Purpose::Test {
        packages.extend(NPM_FOR_TESTS);
    }
    let npm = cache.join("npm");
    npm_install(&npm, &packages)?;

    let bindgen = Program {
        package: "wasm-bindgen-cli",
        name: "wasm-bindgen",
        version: &wasm_bindgen_version()?,
        how_long: "about two minutes",
        // It reads and writes the whole bundle.
        opt_level: "1",
        // Its own lock file names a version that registries have withdrawn.
        arguments: &[],
    };
    let trunk = Program {
        package: "trunk",
        name: "trunk",
        version: TRUNK,
        how_long: "about three minutes",
        opt_level: "0",
        // Nothing is fetched through it, so it needs no TLS, which takes long to compile.
        arguments: &["--locked", "--no-default-features"],
    };
    let (bindgen, trunk) = (cargo_install(&cache, &bindgen)?, cargo_install(&cache, &trunk)?);
    let browsers = match purpose {
        Purpose::Build => Vec::new(),
        Purpose::Test => browsers(&cache, &npm, engines)?,
    };

    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(bindgen.parent().map(Path::to_owned));
    folders.push(npm.join("node_modules/.bin"));
    Ok(Equipment { cache, toolchain, trunk, npm, folders, browsers })
}

fn wasm_bindgen_version() -> Outcome<String> {
    let path = repository().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).map_err(at("read", &path))?;
    cargo_lock::version_of(&lock, "wasm-bindgen").map(str::to_owned).ok_or_else(|| {
        "Cargo.lock does not name one version of wasm-bindgen; `cargo update -p wasm-bindgen`".to_owned()
    })
}

/// The cache's program, else the PATH's, if it is that version; else built now.
fn cargo_install(cache: &Path, program: &Program) -> Outcome<PathBuf> {
    let Program { package, name, version, .. } = *program;
    let own = cache.join("bin").join(name);
    let is_right = |path: &PathBuf| {
        ask(Command::new(path).arg("--version")).is_some_and(|text| text.split_whitespace().nth(1) == Some(version))
    };
    if let Some(found) = [Some(own.clone()), on_path(name)].into_iter().flatten().find(is_right) {
        return Ok(found);
    }
    say(&format!("Compiling {package} {version}, {} …", program.how_long));
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(cache)
        .args(["install", package, "--version", &format!("={version}")])
        .arg("--root")
        .arg(cache)
        .args(program.arguments)
        .env_remove("CARGO_TARGET_DIR")
        .envs(FAST_PROFILE)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", program.opt_level);
    crate::process::run(&mut cargo)?;
    if is_right(&own) {
        Ok(own)
    } else {
        Err(format!(
            "`cargo install {package}` left no {name} {version} in {}; install it by hand and put it on PATH",
            cache.join("bin").display()
        ))
    }
}

fn need_npm() -> Outcome {
    if on_path("node").is_some() && on_path("npm").is_some() {
        return Ok(());
    }
    apt_install("Node.js, which runs wasm-opt", &["nodejs", "npm"])
}

fn npm_install(npm: &Path, packages: &[(&str, &str)]) -> Outcome {
    let missing: Vec<String> = packages
        .iter()
        .filter(|(name, version)| {
            let manifest = npm.join("node_modules").join(name).join("package.json");
            let text = std::fs::read_to_string(manifest).unwrap_or_default();
            !text.contains(&format!("\"version\": \"{version}\""))
        })
        .map(|(name, version)| format!("{name}@{version}"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("Getting {} from npm, some seconds", missing.join(", ")));
    std::fs::create_dir_all(npm).map_err(at("create", npm))?;
    // Install scripts of these packages only fetch faster or other binaries; the packages are whole without.
    let mut command = Command::new("npm");
    command
        .current_dir(npm)
        .args(["install", "--ignore-scripts", "--save-exact"])
        .args(["--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(npm)
        .args(&missing);
    crate::process::run(&mut command)
}

/// What the page tests are told, see `testing`.
fn browsers(cache: &Path, npm: &Path, engines: &[Engine]) -> Outcome<Vec<(&'static str, PathBuf)>> {
    let modules = npm.join("node_modules");
    let mut known = vec![
        ("AXE_JS", modules.join("axe-core/axe.min.js")),
        ("VNU_JAR", modules.join("vnu-jar/build/dist/vnu.jar")),
        ("TIMELINEJS", modules.join("@knight-lab/timelinejs/dist")),
        ("NPM", modules),
    ];
    for (_, file) in &known {
        if !file.exists() {
            return Err(format!("{} is missing; remove {} and run this again", file.display(), npm.display()));
        }
    }
    need_program("java", "Java, which runs the HTML validator", &["default-jre-headless"])?;
    fonts()?;
    for engine in engines {
        match engine {
            Engine::Chromium => {
                let packages = ["chromium", "chromium-driver"];
                let names = ["chromium", "chromium-browser", "google-chrome"];
                if names.iter().all(|name| on_path(name).is_none()) {
                    apt_install("Chromium (about a minute)", &packages)?;
                }
                known.push(("CHROMEDRIVER", need_program("chromedriver", "Chromium's driver", &packages)?));
                let browser = names.iter().find_map(|name| on_path(name));
                known.extend(browser.map(|path| ("CHROMIUM", path)));
            }
            Engine::Firefox => {
                let names = ["firefox-esr", "firefox"];
                if names.iter().all(|name| on_path(name).is_none()) {
                    apt_install("Firefox (about a minute)", &["firefox-esr"])?;
                }
                let driver = Program {
                    package: "geckodriver",
                    name: "geckodriver",
                    version: GECKODRIVER,
                    how_long: "about a minute",
                    opt_level: "0",
                    arguments: &["--locked"],
                };
                let driver = cargo_install(cache, &driver)?;
                known.push(("GECKODRIVER", driver));
                let browser = names.iter().find_map(|name| on_path(name));
                known.extend(browser.map(|path| ("FIREFOX", path)));
            }
            Engine::WebKit => {
                let packages = ["webkit2gtk-driver"];
                let what = "WebKit and its driver (about a minute)";
                known.push(("WEBKITDRIVER", need_program("WebKitWebDriver", what, &packages)?));
                // The library's own package brings the browser, beside the library.
                let browser = mini_browser().ok_or(
                    "WebKit's MiniBrowser is missing under /usr/lib; `apt-get install libwebkit2gtk-4.1-0`, \
                     or leave WebKit out with --engines chromium,firefox",
                )?;
                known.push(("MINIBROWSER", browser));
                if std::env::var_os("DISPLAY").is_none() {
                    known.push(("XVFB", need_program("Xvfb", "a screen in memory for WebKit", &["xvfb"])?));
                }
            }
        }
    }
    Ok(known)
}

fn mini_browser() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .flat_map(|architecture| std::fs::read_dir(architecture.path()).into_iter().flatten())
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("webkit2gtk-"))
        .map(|entry| entry.path().join("MiniBrowser"))
        .filter(|program| program.is_file())
        .collect();
    found.sort();
    found.pop()
}

/// Without the pinned fonts everything works but the screenshots, so elsewhere than on Debian that is only said.
fn fonts() -> Outcome {
    let missing: Vec<&str> =
        FONTS.iter().filter(|(file, _)| !Path::new(file).exists()).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if is_debian_root() {
        return apt_install("the fonts of the screenshots", &missing);
    }
    println!("Screenshots will differ: their fonts are Debian's {}", missing.join(" and "));
    Ok(())
}

fn need_program(name: &str, what: &str, packages: &[&str]) -> Outcome<PathBuf> {
    if let Some(found) = on_path(name) {
        return Ok(found);
    }
    apt_install(what, packages)?;
    on_path(name)
        .ok_or_else(|| format!("{} is installed but `{name}` is not on PATH; add its folder", packages.join(" ")))
}

/// Whether packages can be installed here without asking anyone.
pub fn is_debian_root() -> bool {
    on_path("apt-get").is_some() && ask(Command::new("id").arg("-u")).is_some_and(|user| user == "0")
}

/// Installs those of Debian's packages that are missing; elsewhere says which command would.
pub fn apt_install(what: &str, packages: &[&str]) -> Outcome {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_debian_root() {
        return Err(format!(
            "this needs {what}. Run `sudo apt-get install --no-install-recommends {list}` on Debian, or install it \
             your system's way so that it is on PATH (`--engines` leaves a browser out)"
        ));
    }
    say(&format!("Installing {what} from Debian: {list}"));
    if !has_package_lists() {
        run_apt(&["update"])?;
    }
    let install = ["install", "--no-install-recommends", "--yes"];
    let install: Vec<&str> = install.into_iter().chain(missing).collect();
    // Lists older than the archive name versions that are gone: get new ones and try once more.
    run_apt(&install).or_else(|_| {
        run_apt(&["update"])?;
        run_apt(&install)
    })
}

fn run_apt(arguments: &[&str]) -> Outcome {
    let mut command = Command::new("apt-get");
    command
        .args(["-q", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Use-Pty=0"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    crate::process::run(&mut command)
}

fn is_installed(package: &str) -> bool {
    ask(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Abbrev}", package]))
        .is_some_and(|status| status.starts_with("ii"))
}

fn has_package_lists() -> bool {
    std::fs::read_dir("/var/lib/apt/lists")
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().contains("_Packages")))
}

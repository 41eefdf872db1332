//! A Rust toolchain with the sources of its standard library, found by looking, never by a flag:
//!
//! 0. the active toolchain has them; 1. rustup can download them; 2. Debian packages them, with a compiler of its own.
//!
//! The bundle compiles the standard library with itself, since a release has no words for a panic: 10 KB less on the
//! wire. Nothing of this changes rustup or native builds: it is all in the environment of one command.

use crate::process::{ask, on_path, run, say, Outcome};
use crate::setup::{apt_install, is_debian_root};
use std::path::{Path, PathBuf};
use std::process::Command;

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";
/// Debian's packages, newest compiler of the release; the linker's package is derived, see `linker_package`.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// Where the sources of the standard library lie below a sysroot.
const SOURCES: &str = "lib/rustlib/src/rust/library/std/Cargo.toml";

/// What says which compiler a cargo uses, how, and where it builds.
const CHOOSERS: [&str; 12] = [
    "PATH",
    "RUSTUP_TOOLCHAIN",
    "RUSTC",
    "RUSTDOC",
    "CARGO",
    "CARGO_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "LD_LIBRARY_PATH",
    "RUSTFLAGS",
    "RUSTC_BOOTSTRAP",
    "CARGO_UNSTABLE_BUILD_STD",
    "CARGO_UNSTABLE_BUILD_STD_FEATURES",
];
/// Where `for_native` finds what `for_wasm` replaced.
const SAVED: &str = "TWO_OCEANS_NATIVE_";

/// What the bundle is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To be small. A panic traps, which `src/edge/boot.js` hears.
    Release,
    /// To be read by whoever works on it. A panic says where and why.
    Development,
}

/// Which toolchain compiles the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that `cargo` uses anyway.
    Active,
    /// Debian's.
    Debian,
}

impl Toolchain {
    /// Makes `command`, and what it starts, compile for wasm32, with `folders` first on the PATH.
    pub fn for_wasm(self, command: &mut Command, purpose: Use, folders: &[PathBuf], target_dir: &Path) -> Outcome {
        for name in CHOOSERS {
            if let Some(value) = std::env::var_os(name) {
                command.env(format!("{SAVED}{name}"), value);
            }
        }
        let mut all = folders.to_vec();
        if self == Toolchain::Debian {
            command
                .env("RUSTC", DEBIAN_RUSTC)
                .env("RUSTDOC", "/usr/bin/rustdoc")
                .env("CARGO", DEBIAN_CARGO)
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("LD_LIBRARY_PATH");
            // Before rustup's, whose folder often comes first.
            all.push(PathBuf::from("/usr/bin"));
        }
        command
            .env("PATH", crate::process::path_with(&all)?)
            .env("CARGO_TARGET_DIR", target_dir)
            // Compiling the standard library is unstable; stable compilers are asked to do it by this name.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        match purpose {
            Use::Release => command.env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort"),
            Use::Development => command.env_remove("RUSTFLAGS"),
        };
        Ok(())
    }

    /// Its cargo.
    pub fn cargo(self) -> &'static Path {
        Path::new(match self {
            Toolchain::Active => "cargo",
            Toolchain::Debian => DEBIAN_CARGO,
        })
    }

    /// A line that changes when the compiler does.
    pub fn describe(self) -> String {
        let rustc = match self {
            Toolchain::Active => "rustc",
            Toolchain::Debian => DEBIAN_RUSTC,
        };
        ask(Command::new(rustc).arg("-V")).unwrap_or_default()
    }
}

/// Undoes `for_wasm` for a command started from inside such a build.
pub fn for_native(command: &mut Command) {
    for name in CHOOSERS {
        match std::env::var_os(format!("{SAVED}{name}")) {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

/// Finds a toolchain, or gets one.
pub fn find_or_get() -> Outcome<Toolchain> {
    if has_sources("rustc") {
        return Ok(Toolchain::Active);
    }
    if is_debian_ready() {
        return Ok(Toolchain::Debian);
    }
    if let Some(rustup) = on_path("rustup") {
        say("Asking rustup for the sources of the standard library");
        let added = run(Command::new(rustup)
            .args(["component", "add", "rust-src"])
            // A server out of reach is no crash of ours to look into.
            .env("RUST_BACKTRACE", "0"));
        if added.is_ok() && has_sources("rustc") {
            return Ok(Toolchain::Active);
        }
        println!("rustup cannot download them here; trying Debian's");
    }
    if !is_debian_root() {
        return Err(format!(
            "the sources of Rust's standard library are missing. Run `rustup component add rust-src`; without rustup, on \
             Debian as root, `apt-get install --no-install-recommends {}` and then this again",
            DEBIAN_PACKAGES.join(" ")
        ));
    }
    apt_install("Debian's Rust with sources (about half a minute)", &DEBIAN_PACKAGES).map_err(|why| {
        format!("{why}. A release of Debian without these packages needs rustup and `rustup component add rust-src`")
    })?;
    if !has_linker() {
        let package = linker_package().ok_or_else(|| {
            format!("{DEBIAN_LINKER} is missing although rust-web-llvm is installed; `apt-get install --reinstall rust-web-llvm`")
        })?;
        apt_install("the wasm linker", &[&package])?;
    }
    if is_debian_ready() {
        Ok(Toolchain::Debian)
    } else {
        Err(format!("{DEBIAN_RUSTC} has no sources; `apt-get install --reinstall rustc-web rust-web-src`"))
    }
}

/// Whether the sources of a compiler's standard library are there.
fn has_sources(rustc: &str) -> bool {
    ask(Command::new(rustc).args(["--print", "sysroot"])).is_some_and(|root| Path::new(&root).join(SOURCES).exists())
}

fn is_debian_ready() -> bool {
    has_linker() && Path::new(DEBIAN_CARGO).exists() && has_sources(DEBIAN_RUSTC)
}

/// `rust-lld` is a link to the versioned linker, which has a package of its own of the same name.
fn linker_package() -> Option<String> {
    let linked = std::fs::read_link(DEBIAN_LINKER).ok()?;
    Some(linked.file_name()?.to_string_lossy().into_owned())
}

fn has_linker() -> bool {
    // `exists` follows the link.
    Path::new(DEBIAN_LINKER).exists()
}

//! A Rust toolchain with a wasm32 standard library, found or made by looking, never by a flag:
//!
//! 0. the active toolchain has it; 1. rustup can download it; 2. Debian's Rust sources build it.
//!
//! The third way makes a sysroot of its own in the cache, used by naming its `rustc` in the environment. It
//! changes nothing for rustup or for native builds.

use crate::process::{ask, at, on_path, run, say, Outcome};
use crate::setup::{apt_install, is_debian_root};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";
/// Debian's packages, newest compiler of the release; the linker's package is derived, see `linker_package`.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
/// Raise this when the layout of the sysroot changes.
const LAYOUT: &str = "sysroot layout 1";

/// What says which compiler a cargo uses, and where it builds.
const CHOOSERS: [&str; 8] = [
    "PATH",
    "RUSTUP_TOOLCHAIN",
    "RUSTC",
    "RUSTDOC",
    "CARGO",
    "CARGO_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "LD_LIBRARY_PATH",
];
/// Where `for_native` finds what `for_wasm` replaced.
const SAVED: &str = "TWO_OCEANS_NATIVE_";

/// Which toolchain compiles the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that `cargo` uses anyway.
    Active,
    /// A sysroot in the cache, over Debian's compiler.
    Sysroot(PathBuf),
}

impl Toolchain {
    /// Makes `command`, and what it starts, compile for wasm32, with `folders` first on the PATH.
    pub fn for_wasm(&self, command: &mut Command, folders: &[PathBuf], target_dir: &Path) -> Outcome {
        for name in CHOOSERS {
            if let Some(value) = std::env::var_os(name) {
                command.env(format!("{SAVED}{name}"), value);
            }
        }
        let mut all = folders.to_vec();
        if let Toolchain::Sysroot(sysroot) = self {
            let bin = sysroot.join("bin");
            command
                .env("RUSTC", bin.join("rustc"))
                .env("RUSTDOC", bin.join("rustdoc"))
                .env("CARGO", bin.join("cargo"))
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("LD_LIBRARY_PATH");
            all.insert(0, bin);
        }
        command.env("PATH", crate::process::path_with(&all)?).env("CARGO_TARGET_DIR", target_dir);
        Ok(())
    }

    /// A line that changes when the compiler does.
    pub fn describe(&self) -> String {
        let rustc = match self {
            Toolchain::Active => PathBuf::from("rustc"),
            Toolchain::Sysroot(sysroot) => sysroot.join("bin/rustc"),
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

/// Finds a toolchain, or makes one.
pub fn find_or_make(cache: &Path) -> Outcome<Toolchain> {
    if active_has_target() {
        return Ok(Toolchain::Active);
    }
    let sysroot = cache.join("sysroot");
    if is_sysroot_current(&sysroot) {
        return Ok(Toolchain::Sysroot(sysroot));
    }
    if let Some(rustup) = on_path("rustup") {
        say("Asking rustup for the wasm32 standard library");
        let added = run(Command::new(rustup)
            .args(["target", "add", TARGET])
            // A server out of reach is no crash of ours to look into.
            .env("RUST_BACKTRACE", "0"));
        if added.is_ok() && active_has_target() {
            return Ok(Toolchain::Active);
        }
        println!("rustup cannot download it here; trying Debian's Rust sources");
    }
    if !is_debian_root() {
        return Err(format!(
            "no wasm32 standard library. Run `rustup target add {TARGET}`; without rustup, on Debian as root, \
             `apt-get install --no-install-recommends {}` and then this again",
            DEBIAN_PACKAGES.join(" ")
        ));
    }
    make_sysroot(cache, &sysroot)?;
    Ok(Toolchain::Sysroot(sysroot))
}

fn active_has_target() -> bool {
    let Some(sysroot) = ask(Command::new("rustc").args(["--print", "sysroot"])) else {
        return false;
    };
    let library = Path::new(&sysroot).join(format!("lib/rustlib/{TARGET}/lib"));
    has_file(&library, "libcore-")
}

fn has_file(folder: &Path, prefix: &str) -> bool {
    std::fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with(prefix)))
}

/// A sysroot serves as long as Debian's compiler is the one that built it.
fn is_sysroot_current(sysroot: &Path) -> bool {
    let noted = std::fs::read_to_string(sysroot.join("stamp")).unwrap_or_default();
    let installed = has_linker() && Path::new(DEBIAN_CARGO).exists();
    !noted.is_empty() && installed && sysroot_stamp().is_some_and(|stamp| stamp == noted)
}

fn sysroot_stamp() -> Option<String> {
    let version = ask(Command::new(DEBIAN_RUSTC).arg("-vV"))?;
    Some(format!("{LAYOUT}\n{version}\n"))
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

fn make_sysroot(cache: &Path, sysroot: &Path) -> Outcome {
    apt_install("Debian's Rust with sources (about half a minute)", &DEBIAN_PACKAGES).map_err(|why| {
        format!("{why}. A release of Debian without these packages needs rustup and `rustup target add {TARGET}`")
    })?;
    if !has_linker() {
        let package = linker_package().ok_or_else(|| {
            format!("{DEBIAN_LINKER} is missing although rust-web-llvm is installed; `apt-get install --reinstall rust-web-llvm`")
        })?;
        apt_install("the wasm linker", &[&package])?;
    }
    let version = ask(Command::new(DEBIAN_RUSTC).arg("-vV"))
        .ok_or_else(|| format!("{DEBIAN_RUSTC} does not run; `apt-get install rustc-web`"))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or_else(|| format!("`{DEBIAN_RUSTC} -vV` names no host"))?;

    say("Building the wasm32 standard library, about a minute …");
    let crate_folder = cache.join("std");
    build_std(&crate_folder)?;
    lay_out(&crate_folder, sysroot, host)?;
    std::fs::remove_dir_all(&crate_folder).map_err(at("remove", &crate_folder))?;
    let stamp = sysroot.join("stamp");
    std::fs::write(&stamp, sysroot_stamp().unwrap_or_default()).map_err(at("write", &stamp))
}

/// Compiles the standard library as a dependency of an empty crate.
fn build_std(folder: &Path) -> Outcome {
    let source = folder.join("src");
    std::fs::create_dir_all(&source).map_err(at("create", &source))?;
    let manifest = folder.join("Cargo.toml");
    let text = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n";
    std::fs::write(&manifest, text).map_err(at("write", &manifest))?;
    let library = source.join("lib.rs");
    std::fs::write(&library, "#![no_std]\n").map_err(at("write", &library))?;

    let mut cargo = Command::new(DEBIAN_CARGO);
    for name in CHOOSERS.iter().filter(|name| **name != "PATH") {
        cargo.env_remove(name);
    }
    cargo
        .current_dir(folder)
        .args(["build", "--release", "--target", TARGET])
        .args(["-Z", "build-std=std,panic_abort,proc_macro,test"])
        .env("RUSTC", DEBIAN_RUSTC)
        // build-std is unstable, and Debian's compiler is a stable one.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode, the bundle's fat LTO cannot reach into the standard library.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"));
    run(&mut cargo)
}

fn lay_out(crate_folder: &Path, sysroot: &Path, host: &str) -> Outcome {
    if sysroot.exists() {
        std::fs::remove_dir_all(sysroot).map_err(at("remove", sysroot))?;
    }
    let library = sysroot.join(format!("lib/rustlib/{TARGET}/lib"));
    let bin = sysroot.join("bin");
    for folder in [&library, &bin] {
        std::fs::create_dir_all(folder).map_err(at("create", folder))?;
    }
    let built = crate_folder.join(format!("target/{TARGET}/release/deps"));
    for entry in std::fs::read_dir(&built).map_err(at("read", &built))? {
        let path = entry.map_err(at("read", &built))?.path();
        if let (true, Some(name)) = (path.extension().is_some_and(|extension| extension == "rlib"), path.file_name()) {
            std::fs::copy(&path, library.join(name)).map_err(at("copy", &path))?;
        }
    }
    let host_library = PathBuf::from(format!("/usr/lib/rustlib/{host}"));
    link(&host_library, &sysroot.join(format!("lib/rustlib/{host}")))?;
    link(Path::new(DEBIAN_CARGO), &bin.join("cargo"))?;
    link(Path::new("/usr/bin/rustdoc"), &bin.join("rustdoc"))?;

    let wrapper = bin.join("rustc");
    let script = format!("#!/bin/sh\nexec {DEBIAN_RUSTC} --sysroot '{}' \"$@\"\n", sysroot.display());
    std::fs::write(&wrapper, script).map_err(at("write", &wrapper))?;
    make_executable(&wrapper)
}

#[cfg(unix)]
fn link(target: &Path, place: &Path) -> Outcome {
    std::os::unix::fs::symlink(target, place).map_err(at("link", place))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).map_err(at("make executable", file))
}

// Debian is a Unix; elsewhere `is_debian_root` has said no before.
#[cfg(not(unix))]
fn link(_: &Path, place: &Path) -> Outcome {
    Err(format!("cannot link {} on this system", place.display()))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Outcome {
    Ok(())
}

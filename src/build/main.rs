//! The build script: `data/` in, packed tables out; a bad fact fails the build with file and line.

#[path = "all.rs"]
mod all;

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-env-changed=TWO_OCEANS_LANG");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let lang = env::var("TWO_OCEANS_LANG").unwrap_or_else(|_| "en".to_owned());
    let output = match all::run(&root, &lang) {
        Ok(output) => output,
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error={problem}");
                eprintln!("{problem}");
            }
            process::exit(1);
        }
    };
    let files: [(&str, &[u8]); 11] = [
        ("facts.bin", &output.facts),
        ("texts.bin", &output.texts),
        ("short_texts.bin", &output.short_texts),
        ("kept.txt", output.kept.as_bytes()),
        ("further.txt", output.further.as_bytes()),
        ("source_ids.txt", output.source_ids.as_bytes()),
        ("sentences.txt", output.sentences.as_bytes()),
        ("geometry.bin", &output.geometry),
        ("fine_geometry.bin", &output.fine_geometry),
        ("copy.rs", output.copy.as_bytes()),
        ("counts.txt", output.counts.as_bytes()),
    ];
    for (name, bytes) in files {
        if let Err(error) = fs::write(out.join(name), bytes) {
            println!("cargo::error=cannot write {name}: {error}");
            process::exit(1);
        }
    }
    if let Err(error) = write_exports(&out.join("data"), &output.exports) {
        println!("cargo::error=cannot write the exports: {error}");
        process::exit(1);
    }
}

/// Writes the files of `dist/data/` for the prerenderer; what an earlier build left goes.
fn write_exports(folder: &Path, exports: &[(String, Vec<u8>)]) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    exports.iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes))
}

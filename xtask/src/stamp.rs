//! Is `dist/` what these sources give? A fingerprint of all inputs and of the output, kept beside the build.

use crate::process::{at, files_below, repository, Outcome};
use std::path::{Path, PathBuf};

/// What a build reads. A path that is not there counts as empty.
pub const INPUTS: [&str; 9] =
    ["Cargo.toml", "Cargo.lock", "Trunk.toml", "index.html", "src", "data", "styles", "embed", "xtask/src"];

/// FNV-1a, 64 bits: enough to notice a change, no more is claimed.
struct Fingerprint(u64);

impl Fingerprint {
    fn new() -> Self {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        // A separator, so that moving a byte from one piece to the next is a change.
        self.0 = (self.0 ^ bytes.len() as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn add_all(&mut self, root: &Path, path: &Path) -> Outcome {
        let files = match path {
            path if path.is_dir() => files_below(path)?,
            path if path.is_file() => vec![path.to_owned()],
            _ => Vec::new(),
        };
        for file in files {
            let name = file.strip_prefix(root).unwrap_or(&file);
            self.add(name.to_string_lossy().as_bytes());
            self.add(&std::fs::read(&file).map_err(at("read", &file))?);
        }
        Ok(())
    }
}

fn place() -> PathBuf {
    repository().join("target/dist.stamp")
}

/// The fingerprint of what a build reads. `toolchain` tells which compiler would do it.
pub fn of_inputs(toolchain: &str) -> Outcome<String> {
    let root = repository();
    let mut print = Fingerprint::new();
    print.add(toolchain.as_bytes());
    for input in INPUTS {
        print.add_all(&root, &root.join(input))?;
    }
    Ok(format!("{:016x}", print.0))
}

fn of_output() -> Outcome<String> {
    let dist = repository().join("dist");
    let mut print = Fingerprint::new();
    print.add_all(&dist, &dist)?;
    Ok(format!("{:016x}", print.0))
}

/// Whether `dist/` was built from these inputs and has not been touched since.
pub fn is_current(inputs: &str) -> Outcome<bool> {
    let noted = std::fs::read_to_string(place()).unwrap_or_default();
    Ok(noted == format!("{inputs} {}\n", of_output()?))
}

/// Notes that `dist/` was just built from inputs with this fingerprint.
pub fn note(inputs: &str) -> Outcome {
    let place = place();
    std::fs::write(&place, format!("{inputs} {}\n", of_output()?)).map_err(at("write", &place))
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn a_byte_that_moves_between_files_is_a_change() {
        let print = |pieces: &[&[u8]]| {
            let mut print = Fingerprint::new();
            pieces.iter().for_each(|piece| print.add(piece));
            print.0
        };
        assert_ne!(print(&[b"ab", b"c"]), print(&[b"a", b"bc"]));
        assert_ne!(print(&[b"", b"a"]), print(&[b"a", b""]));
        assert_eq!(print(&[b"ab", b"c"]), print(&[b"ab", b"c"]));
    }
}

//! The functions of the bundle in an order that Brotli likes: 2 KB less than in the compiler's.
//!
//! Functions of one type lie side by side, and of these the ones that are most alike. How well Brotli does with one guess
//! of what is alike is chance to 0.2 KB, so a few are tried. wasm-opt moves the functions, since it has to write every call
//! anew: it is told the order by names, which it then leaves out.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use super::leb128;
use super::names::{sections, Reader};
use super::streams::{take_apart, UNKNOWN};

/// The guesses.
const GUESSES: [Guess; 8] = [
    Guess { run: 4, near: 2, far: 0.8 },
    Guess { run: 4, near: 3, far: 0.7 },
    Guess { run: 4, near: 6, far: 0.7 },
    Guess { run: 4, near: 6, far: 0.8 },
    Guess { run: 5, near: 6, far: 0.6 },
    Guess { run: 6, near: 6, far: 0.5 },
    Guess { run: 6, near: 6, far: 0.7 },
    Guess { run: 6, near: 6, far: 0.8 },
];

/// Functions are alike by the runs of bytes that they share…
#[derive(Clone, Copy)]
struct Guess {
    /// …of so many bytes…
    run: usize,
    /// …with so many functions before them…
    near: usize,
    /// …of which each counts so much of what the next does…
    far: f64,
}

/// …unless so many others have them as well.
const COMMON: usize = 1_000;

/// Prints what Brotli makes of each file, bytes.
const WEIGH: &str = "const { readFileSync } = require('fs'), { brotliCompressSync } = require('zlib');
for (const file of process.argv.slice(1)) console.log(brotliCompressSync(readFileSync(file)).length);";

/// What the bundle needs of WebAssembly, see README.md.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
];

/// Orders the functions of a module in its file.
pub fn order(file: &Path) -> io::Result<()> {
    let module = fs::read(file)?;
    let (mut tried, mut running) = (Vec::new(), Vec::new());
    for (index, guess) in GUESSES.into_iter().enumerate() {
        let other = file.with_extension(format!("{index}"));
        let named = named(&module, guess);
        fs::write(&other, named.ok_or_else(|| io::Error::other("the functions of the bundle cannot be read"))?)?;
        let mut wasm_opt = Command::new(env::var_os("TWO_OCEANS_WASM_OPT").unwrap_or_else(|| "wasm-opt".into()));
        wasm_opt.args(FEATURES).args(["--optimize-level=2", "--shrink-level=2", "--reorder-functions-by-name"]);
        let child = wasm_opt.arg(&other).arg("-o").arg(&other).spawn();
        running.push(child.map_err(|error| io::Error::other(format!("wasm-opt cannot be started: {error}")))?);
        tried.push(other);
    }
    for mut child in running {
        if !child.wait()?.success() {
            return Err(io::Error::other("wasm-opt failed to order the functions"));
        }
    }
    // What counts is what Brotli makes of the streams that are shipped.
    let mut shipped = Vec::new();
    for other in &tried {
        let streams = take_apart(&fs::read(other)?);
        shipped.push(other.with_file_name(format!("{}.streams", shipped.len())));
        fs::write(&shipped[shipped.len() - 1], streams.ok_or_else(|| io::Error::other(UNKNOWN))?)?;
    }
    let sizes = String::from_utf8(Command::new("node").args(["-e", WEIGH]).args(&shipped).output()?.stdout);
    let sizes = sizes.map_err(io::Error::other)?;
    let weighed = sizes.lines().filter_map(|line| line.parse::<usize>().ok()).zip(&tried);
    let (_, least) = weighed.min().ok_or_else(|| io::Error::other("node could not compress the bundle"))?;
    fs::copy(least, file)?;
    tried.iter().chain(&shipped).try_for_each(fs::remove_file)
}

/// The module with a name for each function, by which they are in order.
fn named(module: &[u8], guess: Guess) -> Option<Vec<u8>> {
    let (mut imports, mut types, mut bodies) = (0, Vec::new(), Vec::new());
    for (id, section) in sections(module)? {
        let mut reader = Reader { rest: section };
        match id {
            // Functions only, see `names`.
            2 => imports = reader.number()?,
            3 => types = (0..reader.number()?).map(|_| reader.number()).collect::<Option<_>>()?,
            10 => {
                for _ in 0..reader.number()? {
                    let length = reader.number()?;
                    bodies.push(reader.bytes(length)?);
                }
            }
            _ => {}
        }
    }
    let mut ranks = vec![0; bodies.len()];
    for (rank, function) in alike(&types, &bodies, guess)?.into_iter().enumerate() {
        ranks[function] = rank;
    }
    let mut names = leb128(ranks.len());
    for (function, rank) in ranks.iter().enumerate() {
        names.extend(leb128(imports + function));
        let name = format!("{rank:05}");
        names.extend(leb128(name.len()));
        names.extend(name.as_bytes());
    }
    let section = [b"\x04name\x01".as_slice(), &leb128(names.len()), &names].concat();
    Some([module, b"\0", &leb128(section.len()), &section].concat())
}

/// The functions, from the longest on: next comes the one that shares most with the last ones, of the same type if there is
/// one.
fn alike(types: &[usize], bodies: &[&[u8]], guess: Guess) -> Option<Vec<usize>> {
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for run in body.windows(guess.run) {
            let owners = owners.entry(run).or_default();
            if owners.last() != Some(&function) {
                owners.push(function);
            }
        }
    }
    let mut runs: Vec<Vec<&Vec<usize>>> = vec![Vec::new(); bodies.len()];
    for owners in owners.values().filter(|owners| (2..COMMON).contains(&owners.len())) {
        owners.iter().for_each(|&function| runs[function].push(owners));
    }
    let mut left: Vec<bool> = vec![true; bodies.len()];
    let mut last = (0..bodies.len()).max_by_key(|&function| bodies[function].len())?;
    let mut order = vec![last];
    left[last] = false;
    while order.len() < bodies.len() {
        // In parts of a run that is only here.
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut counts = f64::from(1 << 16);
        for &before in order.iter().rev().take(guess.near) {
            for owners in &runs[before] {
                for &other in owners.iter().filter(|&&other| left[other]) {
                    *shared.entry(other).or_default() += (counts / owners.len() as f64) as usize;
                }
            }
            counts *= guess.far;
        }
        // A long function shares something with every other.
        let share = |function: usize, sum: usize| (sum as f64 / (bodies[function].len() as f64).powf(0.3)) as usize;
        let best = shared.into_iter().map(|(other, sum)| (types[other] == types[last], share(other, sum), other));
        last = best.max().map(|(.., other)| other).or_else(|| left.iter().position(|&is_left| is_left))?;
        left[last] = false;
        order.push(last);
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::{alike, Guess};

    #[test]
    fn functions_of_a_type_that_share_most_lie_side_by_side() {
        let bodies: [&[u8]; 5] = [b"the longest of them all", b"abcdefgh", b"12345678", b"12345xyz", b"abcdefxyz"];
        assert_eq!(alike(&[0, 0, 1, 1, 0], &bodies, Guess { run: 5, near: 1, far: 0.3 }), Some(vec![0, 1, 4, 2, 3]));
        assert_eq!(alike(&[], &[], Guess { run: 5, near: 1, far: 0.3 }), None);
    }
}

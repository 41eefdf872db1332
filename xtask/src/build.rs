//! Trunk, and what happens around it: the release bundle, the development server, and the post-build hook that
//! prerenders the page with the native toolchain, which also makes scripts and styles small.

use crate::args::Purpose;
use crate::process::{ask, at, repository, run, say, shown, Outcome};
use crate::setup::{self, Equipment};
use crate::toolchain::{self, Use};
use crate::{sizes, stamp};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tells the hook that xtask started Trunk, and which program to call back (Trunk.toml reads it).
const CALL_BACK: &str = "TWO_OCEANS_XTASK";
const ESBUILD: &str = "TWO_OCEANS_ESBUILD";
const WASM_OPT: &str = "TWO_OCEANS_WASM_OPT";
/// What the bundle is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";
/// The address at which `dist/` will be, for what has to name it.
const BASE: &str = "TWO_OCEANS_BASE";

/// `cargo xtask build`; `base` is the address that it will have.
pub fn build(base: Option<String>) -> Outcome {
    if let Some(base) = base {
        let is_folder = base.starts_with("https://") && base.ends_with('/');
        if !is_folder {
            return Err(format!("--base is the address of a folder, https://your.host/two-oceans/, not `{base}`"));
        }
        std::env::set_var(BASE, base);
    }
    let equipment = setup::run(Purpose::Build, &[])?;
    release(&equipment)?;
    sizes::report(true)
}

/// Builds `dist/`, whether or not it is current.
pub fn release(equipment: &Equipment) -> Outcome {
    let inputs = inputs_of(equipment)?;
    say("Building dist/");
    let mut trunk = trunk(equipment, Use::Release)?;
    trunk.args(["build", "--release", "--offline", "--color=auto"]);
    run(&mut trunk)?;
    stamp::note(&inputs)
}

/// Builds `dist/` unless it already is what these sources give.
pub fn release_if_outdated(equipment: &Equipment) -> Outcome {
    let dist = repository().join("dist/index.html");
    if dist.exists() && stamp::is_current(&inputs_of(equipment)?)? {
        println!("dist/ is what these sources give");
        return Ok(());
    }
    release(equipment)
}

fn inputs_of(equipment: &Equipment) -> Outcome<String> {
    stamp::of_inputs(&(equipment.toolchain.describe() + &std::env::var(BASE).unwrap_or_default()))
}

/// `cargo xtask serve`: an unoptimised build in a folder of its own, so that `dist/` stays a release build.
pub fn serve(port: u16) -> Outcome {
    let equipment = setup::run(Purpose::Build, &[])?;
    let address = format!("127.0.0.1:{port}");
    // Trunk builds for a minute before it finds the port taken.
    drop(
        std::net::TcpListener::bind(&address)
            .map_err(|error| format!("cannot serve on {address} ({error}); choose another with --port"))?,
    );
    let root = repository();
    let folder = root.join("target/serve");
    std::fs::create_dir_all(&folder).map_err(at("create", &folder))?;

    let mut trunk = trunk(&equipment, Use::Development)?;
    trunk
        .args(["serve", "--offline", "--address", "127.0.0.1"])
        .args(["--port", &port.to_string(), "--disable-address-lookup"])
        // Trunk's reload script is inline, which a strict Content-Security-Policy refuses; see RELOAD.
        .args(["--no-autoreload", "--dist"])
        .arg(&folder);
    for input in stamp::INPUTS {
        let path = root.join(input);
        if path.exists() && !input.starts_with("xtask") && input != "Cargo.lock" {
            trunk.arg("--watch").arg(path);
        }
    }
    say(&format!("Building; then it is at http://{address}/ and follows your changes (Ctrl-C stops)"));
    become_program(&mut trunk)
}

/// Ends with `program` in this one's place, so that whatever stops xtask stops the server.
#[cfg(unix)]
fn become_program(program: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = program.exec();
    Err(format!("cannot start `{}`: {error}", shown(program)))
}

#[cfg(not(unix))]
fn become_program(program: &mut Command) -> Outcome {
    run(program)
}

/// Trunk works offline, so that it takes the tools it is given; the crates, and those of the standard library, have to be
/// there before.
fn trunk(equipment: &Equipment, purpose: Use) -> Outcome<Command> {
    let root = repository();
    let wasm = |program: &Path| -> Outcome<Command> {
        let mut command = Command::new(program);
        command.current_dir(&root);
        // The two toolchains' artefacts cannot be mixed, and building in turn must not start over.
        equipment.toolchain.for_wasm(&mut command, purpose, &equipment.folders, &root.join("target/wasm"))?;
        Ok(command)
    };
    // Of the standard library cargo fetches what this machine needs, unless it is told a target.
    run(wasm(equipment.toolchain.cargo())?.arg("fetch"))?;
    run(wasm(equipment.toolchain.cargo())?.args(["fetch", "--target", TARGET]))?;
    let mut trunk = wasm(&equipment.trunk)?;
    let this = std::env::current_exe().map_err(|error| format!("cannot find xtask itself: {error}"))?;
    trunk
        .env(CALL_BACK, this)
        .env(ESBUILD, equipment.npm.join("node_modules/.bin/esbuild"))
        .env(WASM_OPT, equipment.npm.join("node_modules/.bin/wasm-opt"))
        .env("NODE_PATH", equipment.npm.join("node_modules"))
        // Trunk takes any other value than true and false for a mistake.
        .env_remove("NO_COLOR");
    Ok(trunk)
}

/// `cargo xtask prerender`, Trunk's post-build hook: turns the staged bundle into the page that is served.
pub fn prerender() -> Outcome {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("prerender is called by Trunk after a build; run `cargo xtask build` or `cargo xtask serve`")?;
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let mut cargo = Command::new("cargo");
    cargo.current_dir(repository()).args(["run", "--package", "two-oceans", "--bin", "prerender"]);
    if std::env::var_os(CALL_BACK).is_some() {
        toolchain::for_native(&mut cargo);
    }
    run(&mut cargo)?;
    draw(&staging)?;
    if !is_release {
        add_reload(&staging)?;
    }
    remove_trunk_links(&staging)
}

/// Makes the PNG of the picture of the default view. resvg by npm, since as a crate it would be compiled for minutes.
fn draw(staging: &Path) -> Outcome {
    const DRAW: &str = "
const { Resvg } = require('@resvg/resvg-js'), { readFileSync, writeFileSync } = require('fs');
const [svg, png] = process.argv.slice(1);
// resvg looks for the first font of a list only: those that a build machine has.
const text = readFileSync(svg, 'utf8').replace('Georgia, ', '').replace('Arial, ', '');
writeFileSync(png, new Resvg(text, { font: { defaultFontFamily: 'DejaVu Sans' } }).render().asPng());";
    let mut node = Command::new("node");
    run(node.args(["-e", DRAW]).arg(staging.join("preview.svg")).arg(staging.join("preview.png")))
}

/// Trunk leaves its own `<link data-trunk>` in the page when it injects no scripts.
fn remove_trunk_links(staging: &Path) -> Outcome {
    let is_page = |path: &PathBuf| path.ends_with("index.html") || path.ends_with("two-oceans.html");
    for page in crate::process::files_below(staging)?.iter().filter(|path| is_page(path)) {
        let html = std::fs::read_to_string(page).map_err(at("read", page))?;
        std::fs::write(page, without_trunk_links(&html)).map_err(at("write", page))?;
    }
    Ok(())
}

fn without_trunk_links(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<link data-trunk") {
        let Some(length) = rest[start..].find('>') else {
            break;
        };
        kept.push_str(rest[..start].trim_end_matches(' '));
        rest = &rest[start + length + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    kept.push_str(rest);
    kept
}

/// Reloads the served page when Trunk says that it was built again. A file, because pages refuse inline scripts.
const RELOAD: &str = "\
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/.well-known/trunk/ws');
socket.onmessage = ({ data }) => {
  const { type, data: detail } = JSON.parse(data);
  if (type === 'reload') location.reload();
  else console.error('Build failed:', detail && detail.reason);
};
";

fn add_reload(staging: &Path) -> Outcome {
    let script = staging.join("reload.js");
    std::fs::write(&script, RELOAD).map_err(at("write", &script))?;
    let page = staging.join("index.html");
    let html = std::fs::read_to_string(&page).map_err(at("read", &page))?;
    let with_script = match html.rfind("</body>") {
        Some(end) => format!("{}<script src=\"reload.js\" defer></script>{}", &html[..end], &html[end..]),
        None => html + "<script src=\"reload.js\" defer></script>",
    };
    std::fs::write(&page, with_script).map_err(at("write", &page))
}

/// The commit that is built, for the names of measurements.
pub fn commit() -> String {
    let mut git = Command::new("git");
    git.current_dir(repository()).args(["describe", "--always", "--dirty", "--abbrev=8"]);
    ask(&mut git).unwrap_or_else(|| "no-commit".to_owned())
}

#[cfg(test)]
mod tests {
    use super::without_trunk_links;

    #[test]
    fn only_trunks_own_links_leave_the_page() {
        let page =
            "<head>\n<link rel=\"icon\" href=\"a\">\n  <link data-trunk rel=\"rust\" data-trunk-id=\"1\">\n</head>";
        assert_eq!(without_trunk_links(page), "<head>\n<link rel=\"icon\" href=\"a\">\n</head>");
        assert_eq!(without_trunk_links("<p>no link</p>"), "<p>no link</p>");
    }
}

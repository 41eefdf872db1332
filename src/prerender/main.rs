//! Fills the built page: renders the widget natively into `index.html`, writes a page for each panel and one of
//! all other data, the data-only part, one style sheet and one script, all named by their content, and the data for others.
//!
//! Run by `cargo xtask prerender` as Trunk's post-build hook; reads `TRUNK_STAGING_DIR`, and
//! `TWO_OCEANS_ESBUILD` for the path of esbuild, which makes styles and script small, and `TWO_OCEANS_WASM_OPT`.

mod embed;
mod names;
mod order;
mod panels;
mod picture;
mod share;
mod spending;
mod statements;
mod streams;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::rc::Rc;
use std::{env, fs, io};

use two_oceans::model::atlas::atlas;
use two_oceans::model::squeeze::squeeze;
use two_oceans::model::view::{Panel, View};
use two_oceans::model::{scene, texts};
use two_oceans::view::app::{app, App};
use two_oceans::view::handout::handout;
use two_oceans::view::panel::{expand, REFERENCE};
use two_oceans::view::shapes;
use two_oceans::{copy, COUNTS, FACTS, FINE_GEOMETRY, GEOMETRY, KEPT, SHORT_TEXTS, TEXTS};
use yew::prelude::*;
use yew::LocalServerRenderer;

use panels::Tables;

/// The data for others, as the build script left them.
const EXPORTS: &str = concat!(env!("OUT_DIR"), "/data");

/// The address of a build that was told none: reserved for examples, and nobody's.
const EXAMPLE: &str = "https://example.org/two-oceans/";

/// The style sheets, in the order in which they apply.
const STYLES: [&str; 11] =
    ["tokens", "base", "timeline", "map", "layers", "card", "compare", "tables", "head", "panel", "story"];

/// The scripts that follow the glue, the one that starts the bundle last.
const SCRIPTS: [&str; 5] = ["swap", "around", "present", "unpack", "boot"];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("prerender: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.ok_or_else(|| io::Error::other("TRUNK_STAGING_DIR is not set: run `cargo xtask build`"))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !texts::install(TEXTS) {
        return Err(io::Error::other("the packed texts cannot be read"));
    }
    let bundle = staging.join(built_file(&staging, "_bg.wasm")?);
    let glue = staging.join(built_file(&staging, ".js")?);
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    if is_release {
        order::order(&bundle)?;
    }
    // The page says where the bundle is. Where the script came from cannot be told in the text of another page (`srcdoc`).
    let script = fs::read_to_string(&glue)?.replace("document.currentScript !== null", "false");
    let (script, mut module) = names::shorten(&script, &fs::read(&bundle)?)?;
    if is_release {
        module = streams::take_apart(&module).ok_or_else(|| io::Error::other(streams::UNKNOWN))?;
    }
    fs::remove_file(&glue)?;
    fs::remove_file(&bundle)?;
    let wasm = write_named(&staging, "two-oceans", "_bg.wasm", &module)?;
    let script = minify(&(script + &together(&root.join("src/edge"), &SCRIPTS, "js")?), "js")?;
    let styles = minify(&together(&root.join("styles"), &STYLES, "css")?, "css")?;
    let css = write_named(&staging, "two-oceans", ".css", styles.as_bytes())?;
    let paper = minify(&fs::read_to_string(root.join("styles/handout.css"))?, "css")?;
    let paper = write_named(&staging, "handout", ".css", paper.as_bytes())?;
    let js = write_named(&staging, "two-oceans", ".js", script.as_bytes())?;
    let first = minify(&fs::read_to_string(root.join("src/edge/looks.js"))?, "js")?;
    let looks = write_named(&staging, "looks", ".js", first.as_bytes())?;
    let outward = embed::links(root)?;
    let links = write_named(&staging, "host-links", ".js", outward.as_bytes())?;
    let talk = minify(&fs::read_to_string(root.join("src/edge/host.js"))?, "js")? + &outward;
    let host = write_named(&staging, "host", ".js", talk.as_bytes())?;
    let look = embed::doctor(root)?;
    let doctor = write_named(&staging, "doctor", ".js", look.as_bytes())?;
    fs::write(staging.join("embed.js"), embed::host_script(root)?)?;
    let address = env::var("TWO_OCEANS_BASE").unwrap_or_default();
    let base = if address.is_empty() { EXAMPLE } else { &address };
    fs::write(staging.join("oembed.json"), embed::oembed(base))?;
    let tables = Tables::read(Path::new(EXPORTS))?;
    let share = minify(&share::script(root, &address)?, "js")?;
    let panel_script = write_named(&staging, "share", ".js", share.as_bytes())?;
    let share = share::stub(&panel_script);
    let unrolled = minify(&fs::read_to_string(root.join("styles/unroll.css"))?, "css")?;
    let unrolled_css = write_named(&staging, "unroll", ".css", unrolled.as_bytes())?;
    let unroll = write_named(&staging, "unroll", ".js", embed::unroll(root, &unrolled_css)?.as_bytes())?;
    let panels = Panel::ALL.map(|panel| (panel.key(), tables.panel(panel, &address)));
    // The single file has neither pages nor scripts beside it: there everything is in the bundle.
    let inside = embed::address("javascript", &embed::unroll(root, &embed::address("css", &unrolled))?);
    let whole = squeezed(TEXTS, panels.iter().map(|(_, template)| template.clone()).chain([inside]));
    let is_embed = |name: &str| name == Panel::Embed.key();
    let short = panels.iter().map(|(name, template)| if is_embed(name) { share.clone() } else { numbered(template) });
    let short = squeezed(SHORT_TEXTS, short.chain([unroll.clone()]));
    let texts = write_named(&staging, "two-oceans-texts", ".wasm", &data_module(&short))?;

    let app = block_on(LocalServerRenderer::<Page>::new().hydratable(false).render());
    let template = fs::read_to_string(staging.join("index.html"))?;
    // `above` leads from the page to the folder of the newest edition.
    let page = |texts: &str, above: &str, pinned: &str| {
        let [canonical, folder] = addresses(&address, above);
        let values = [
            ("lang", copy::LANG),
            ("title", copy::SITE_TITLE),
            ("description", copy::SITE_DESCRIPTION_LONG),
            ("failed", copy::NOTICE_FAILED_LONG),
            canonical,
            folder,
            ("picture", copy::EMBED_PICTURE),
            ("pinned", pinned),
            ("css", &css),
            ("js", &js),
            ("looks", &looks),
            ("wasm", &wasm),
            ("texts", texts),
            ("host", &host),
            ("doctor", &doctor),
            ("app", &app),
        ];
        fill(&template, &values)
    };
    fs::write(staging.join("index.html"), page(&texts, "", ""))?;
    let single = embed::single_file(
        root,
        &embed::Parts {
            page: &page("texts", "", ""),
            styles: &styles,
            script: &(first + &script),
            host: &talk,
            doctor: &look,
            bundle: &module,
            texts: &data_module(&whole),
            base: &address,
        },
    )?;
    fs::write(staging.join("two-oceans.html"), single)?;
    // The page of sources says more than its panel.
    let shared = panels.iter().filter(|(name, _)| *name != Panel::Sources.key());
    let more = [
        ("data", tables.data_page()),
        ("corrections", tables.corrections_page()),
        ("sources", tables.sources_page()),
        ("spending", spending::page()),
    ];
    for (name, template) in shared.chain(&more).chain(&statements::pages()) {
        fs::write(staging.join(name).with_extension("html"), panel_page(template, &[&css], &links))?;
    }
    let story = block_on(LocalServerRenderer::<Story>::new().hydratable(false).render());
    fs::write(staging.join("story.html"), panel_page(&story, &[&css, &paper], &links))?;
    copy_folder(Path::new(EXPORTS), &staging.join("data"))?;
    let picture = picture::default_view(&fs::read_to_string(root.join("styles/tokens.css"))?);
    fs::write(staging.join("preview.svg"), picture)?;
    pin(&staging, &address, |edition| {
        let date = two_oceans::model::text::fill(copy::EMBED_PINNED_LONG, &[("date", &atlas().as_of.words())]);
        let link = format!("<a href=\"../../index.html\">{}</a>", copy::EMBED_NEWEST);
        page(
            &texts,
            "../../",
            &format!("<p class=\"widget foot\" data-edition=\"{edition}\"><span>{date} {link}</span></p>\n"),
        )
    })?;
    let hosting = staging.join("hosting");
    copy_folder(&root.join("embed/hosting"), &hosting)?;
    fs::write(hosting.join("oembed-provider.yml"), embed::provider(base))?;
    fs::write(
        staging.join("_headers"),
        embed::headers(&[
            &css,
            &paper,
            &js,
            &looks,
            &wasm,
            &texts,
            &host,
            &links,
            &doctor,
            &panel_script,
            &unroll,
            &unrolled_css,
            "v/*",
        ]),
    )?;
    let parts = root.join("target/parts");
    fs::remove_dir_all(&parts).or_else(|error| if parts.exists() { Err(error) } else { Ok(()) })?;
    fs::create_dir_all(&parts)?;
    let sections = [("live-geometry", GEOMETRY), ("facts", FACTS), ("geometry", FINE_GEOMETRY), ("texts", &short)];
    for (name, bytes) in sections {
        fs::write(parts.join(name).with_extension("bin"), bytes)?;
    }
    println!("{COUNTS}");
    Ok(())
}

/// What the page says of where it is: the address it was told, or from the page on.
fn addresses<'a>(base: &'a str, above: &'a str) -> [(&'static str, &'a str); 2] {
    let folder = if base.is_empty() { above } else { base };
    [("canonical", if folder.is_empty() { "./" } else { folder }), ("address", folder)]
}

/// A copy of the edition under a name that is never used again, for articles that stay as they were published.
/// `page` gives the page that says which edition it is.
fn pin(staging: &Path, address: &str, page: impl Fn(&str) -> String) -> io::Result<()> {
    // What belongs to the folder and to no edition.
    const NOT_PINNED: [&str; 4] = ["index.html", "two-oceans.html", "embed.js", "oembed.json"];
    let mut files = Vec::new();
    for entry in fs::read_dir(staging)?.chain(fs::read_dir(staging.join("data"))?) {
        let path = entry?.path();
        let is_of_edition = !NOT_PINNED.iter().any(|name| path.ends_with(name));
        files.extend((path.is_file() && is_of_edition).then_some(path));
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    page("").hash(&mut hasher);
    for file in &files {
        fs::read(file)?.hash(&mut hasher);
    }
    let edition = format!("{}-{:08x}", atlas().as_of.iso(), hasher.finish() >> 32);
    let folder = staging.join("v").join(&edition);
    fs::create_dir_all(folder.join("data"))?;
    for file in files {
        fs::copy(&file, folder.join(file.strip_prefix(staging).map_err(io::Error::other)?))?;
    }
    fs::write(folder.join("index.html"), page(&edition))?;
    fs::write(staging.join("edition.json"), embed::edition(&edition, address))
}

/// Copies files under their own names, so that links to them last.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

/// The one file of Trunk's output with an ending.
fn built_file(folder: &Path, ending: &str) -> io::Result<String> {
    let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(ending)).collect();
    match (names.pop(), names.is_empty()) {
        (Some(name), true) => Ok(name),
        _ => Err(io::Error::other(format!("one file *{ending} is expected in {}", folder.display()))),
    }
}

fn write_named(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let name = format!("{stem}-{:016x}{ending}", hasher.finish());
    fs::write(folder.join(&name), bytes)?;
    Ok(name)
}

/// Makes a script or a style sheet small with esbuild.
fn minify(text: &str, loader: &str) -> io::Result<String> {
    let esbuild = env::var_os("TWO_OCEANS_ESBUILD").unwrap_or_else(|| "esbuild".into());
    let mut child = Command::new(&esbuild)
        // The glue of wasm-bindgen warns at length of ways to start it that are not gone here.
        .args(["--minify", "--drop:console", "--charset=utf8", "--target=chrome97,firefox102,safari16"])
        .arg(format!("--loader={loader}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| io::Error::other(format!("esbuild cannot be started: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        io::Write::write_all(&mut input, text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("esbuild failed on the {loader}")));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

/// Files of a folder, one behind the other.
fn together(folder: &Path, names: &[&str], extension: &str) -> io::Result<String> {
    names.iter().map(|name| fs::read_to_string(folder.join(name).with_extension(extension))).collect()
}

/// The texts, and behind them the templates of the panels and an address, a line each, made small.
fn squeezed(texts: &[u8], lines: impl Iterator<Item = String>) -> Vec<u8> {
    let mut bytes = texts.to_vec();
    for line in lines {
        bytes.extend_from_slice(line.replace('\n', "&#10;").as_bytes());
        bytes.push(b'\n');
    }
    squeeze(&bytes, FACTS)
}

/// The template of a panel with the numbers that its sources have in what is shipped.
fn numbered(template: &str) -> String {
    let mark = format!("{REFERENCE}s");
    let mut parts = template.split(&mark);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';').unwrap_or((part, ""));
        let place = KEPT.split(',').position(|kept| kept == number).expect("panels keep all of their sources");
        out.push_str(&format!("{mark}{place};{rest}"));
    }
    out
}

/// The data-only part: a Wasm module with nothing but custom sections.
fn data_module(squeezed: &[u8]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    for (name, data) in [("texts", squeezed), ("geometry", FINE_GEOMETRY)] {
        let mut section = leb128(name.len());
        section.extend_from_slice(name.as_bytes());
        section.extend_from_slice(data);
        module.push(0);
        module.extend(leb128(section.len()));
        module.extend(section);
    }
    module
}

fn leb128(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// The served widget: today, nothing selected.
#[component]
fn Page() -> Html {
    let view = Rc::new(View::default());
    app(&App {
        view: &view,
        coloured: &view,
        drawn: &view,
        named: &view,
        timed: &view,
        rested: &view,
        has_texts: true,
        width_px: 0,
        notices: &[],
        draw: &Callback::from(shapes::elements),
        cursor: None,
        on_move: &Callback::noop(),
        act: &Callback::noop(),
        on_close_notice: &Callback::noop(),
    })
}

/// The whole story.
#[component]
fn Story() -> Html {
    handout()
}

/// A panel as a page of its own. `links` is the script that says where its links lead when a frame refuses them.
fn panel_page(template: &str, styles: &[&str], links: &str) -> String {
    let body = expand(template, "index.html");
    let title =
        body.split_once("head__title\">").and_then(|(_, rest)| rest.split_once('<')).map_or("", |(title, _)| title);
    let styles = styles.iter().map(|file| format!("<link rel=\"stylesheet\" href=\"{file}\">\n"));
    let panels = Panel::ALL.map(|panel| format!("<a href=\"{}.html\">{}</a>", panel.key(), scene::panel_name(panel)));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n{styles}<script async src=\"{links}\"></script>\n</head>\n\
         <body>\n<main class=\"widget panel\">\n{body}\n</main>\n<footer class=\"widget\"><p class=\"foot foot__line\">\
         <a href=\"index.html\">{back}</a>{panels}<a href=\"data.html\">{data}</a>\
         <a href=\"privacy.html\">{privacy}</a><a href=\"accessibility.html\">{accessibility}</a><span>{as_of}</span></p></footer>\n</body>\n</html>\n",
        // On a page of its own its title comes first.
        body = body.replacen("<h2 class=\"head__title\"", "<h1 class=\"head__title\"", 1).replacen("</h2>", "</h1>", 1),
        lang = copy::LANG,
        styles = styles.collect::<String>(),
        back = copy::PANEL_BACK,
        panels = panels.concat(),
        data = copy::FOOTER_DATA,
        privacy = copy::PRIVACY_TITLE,
        accessibility = copy::ACCESSIBILITY_TITLE,
        as_of = scene::as_of(),
    )
    .replace("<h3", "<h2")
    .replace("</h3>", "</h2>")
    .replace("<h4", "<h3")
    .replace("</h4>", "</h3>")
}

/// Runs a future that is ready at its first poll: nothing in the widget waits for anything.
fn block_on<F: std::future::Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}

/// Replaces `{{name}}` in the page's template.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut page = template.to_owned();
    for (name, value) in values {
        page = page.replace(&format!("{{{{{name}}}}}"), value);
    }
    page
}

//! What goes into the pages of others: the script for a host's page, the answer to oEmbed, and everything in a single file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use base64::prelude::{Engine, BASE64_STANDARD};
use flate2::{write::GzEncoder, Compression};
use serde_json::{json, Value};
use two_oceans::copy;
use two_oceans::model::atlas::atlas;

use crate::{fill, minify};

/// The size of the frame that oEmbed gives, CSS pixels: the widget at the width of a usual column.
const FRAME: (u32, u32) = (800, 2300);

/// The size of the picture of the default view, pixels.
pub const PICTURE: (u32, u32) = (1200, 630);

/// `embed.js`, small, with the words of this language.
pub fn host_script(root: &Path) -> io::Result<String> {
    let script = fs::read_to_string(root.join("embed/embed.js"))?;
    minify(&fill(&script, &[("title", copy::EMBED_TITLE)]), "js")
}

/// What says where links lead that a frame may refuse, small, with its words.
pub fn links(root: &Path) -> io::Result<String> {
    let script = fs::read_to_string(root.join("src/edge/links.js"))?;
    minify(&fill(&script, &[("refused", copy::EMBED_REFUSED)]), "js")
}

/// What has the story scrolled, small, with the address of its style sheet.
pub fn unroll(root: &Path, css: &str) -> io::Result<String> {
    let script = fs::read_to_string(root.join("src/edge/unroll.js"))?;
    minify(&fill(&script, &[("css", css)]), "js")
}

/// The Embed Doctor, small, with its words.
pub fn doctor(root: &Path) -> io::Result<String> {
    let words = [
        ("title_of_frame", copy::EMBED_TITLE),
        ("title", copy::DOCTOR_TITLE),
        ("intro_long", copy::DOCTOR_INTRO_LONG),
        ("caption", copy::DOCTOR_CAPTION),
        ("yes", copy::DOCTOR_YES),
        ("no", copy::DOCTOR_NO),
        ("framed", copy::DOCTOR_FRAMED),
        ("state", copy::DOCTOR_STATE),
        ("state_static", copy::DOCTOR_STATE_STATIC),
        ("state_live", copy::DOCTOR_STATE_LIVE),
        ("state_failed", copy::DOCTOR_STATE_FAILED),
        ("sandbox", copy::DOCTOR_SANDBOX),
        ("sandbox_none", copy::DOCTOR_SANDBOX_NONE),
        ("sandbox_opaque", copy::DOCTOR_SANDBOX_OPAQUE),
        ("sandbox_unknown", copy::DOCTOR_SANDBOX_UNKNOWN),
        ("dialect", copy::DOCTOR_DIALECT),
        ("dialect_none", copy::DOCTOR_DIALECT_NONE),
        ("dialect_silent", copy::DOCTOR_DIALECT_SILENT),
        ("dialect_alone", copy::DOCTOR_DIALECT_ALONE),
        ("wanted", copy::DOCTOR_WANTED),
        ("given", copy::DOCTOR_GIVEN),
        ("wasm", copy::DOCTOR_WASM),
        ("storage", copy::DOCTOR_STORAGE),
        ("clipboard", copy::DOCTOR_CLIPBOARD),
        ("fullscreen", copy::DOCTOR_FULLSCREEN),
        ("popups", copy::DOCTOR_POPUPS),
        ("untried", copy::DOCTOR_UNTRIED),
        ("try_popups", copy::DOCTOR_TRY_POPUPS),
        ("downloads", copy::DOCTOR_DOWNLOADS),
        ("downloads_sandbox", copy::DOCTOR_DOWNLOADS_SANDBOX),
        ("downloads_unknown", copy::DOCTOR_DOWNLOADS_UNKNOWN),
        ("data", copy::DOCTOR_DATA),
        ("advice", copy::DOCTOR_ADVICE),
        ("advice_fine", copy::DOCTOR_ADVICE_FINE),
        ("advice_failed_long", copy::DOCTOR_ADVICE_FAILED_LONG),
        ("advice_height_long", copy::DOCTOR_ADVICE_HEIGHT_LONG),
        ("advice_clamped_long", copy::DOCTOR_ADVICE_CLAMPED_LONG),
        ("advice_sandbox_long", copy::DOCTOR_ADVICE_SANDBOX_LONG),
        ("advice_allow_long", copy::DOCTOR_ADVICE_ALLOW_LONG),
        ("fix", copy::DOCTOR_FIX),
        ("report", copy::DOCTOR_REPORT),
        ("copy", copy::SHARE_COPY),
        ("copied", copy::SHARE_COPIED),
        ("select", copy::SHARE_SELECT),
    ];
    let words: serde_json::Map<String, Value> =
        words.map(|(name, text)| (name.to_owned(), text.into())).into_iter().collect();
    let script = fs::read_to_string(root.join("src/edge/doctor.js"))?;
    minify(&script.replace("/* words */ {}", &Value::from(words).to_string()), "js")
}

/// The answer to every oEmbed request about the page at `base`.
pub fn oembed(base: &str) -> String {
    let (width, height) = FRAME;
    let html = format!(
        "<iframe src=\"{base}\" width=\"{width}\" height=\"{height}\" title=\"{}\" frameborder=\"0\"></iframe>",
        copy::EMBED_TITLE
    );
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": copy::SITE_TITLE,
        "provider_name": copy::EMBED_PROVIDER,
        "provider_url": base,
        "cache_age": 86_400,
        "thumbnail_url": format!("{base}preview.png"),
        "thumbnail_width": PICTURE.0,
        "thumbnail_height": PICTURE.1,
        "html": html,
        "width": width,
        "height": height,
    });
    format!("{answer:#}\n")
}

/// The entry for the registry of providers.
pub fn provider(base: &str) -> String {
    format!(
        "---\n- provider_name: {}\n  provider_url: {base}\n  endpoints:\n  - schemes:\n    - {base}*\n    url: {base}oembed.json\n\
         \x20   example_urls:\n    - {base}oembed.json?url={base}\n    discovery: true\n    notes: A static answer, the same for every view; JSON only.\n...\n",
        copy::EMBED_PROVIDER
    )
}

/// Headers for Netlify and Cloudflare Pages: `fixed` never change.
pub fn headers(fixed: &[&str]) -> String {
    let mut out = String::from(
        "# Netlify, Cloudflare Pages; see hosting/README.md\n/*\n  Access-Control-Allow-Origin: *\n  \
         Cross-Origin-Resource-Policy: cross-origin\n  X-Content-Type-Options: nosniff\n",
    );
    for name in fixed {
        out += &format!("/{name}\n  Cache-Control: public, max-age=31536000, immutable\n");
        if name.ends_with(".wasm") {
            out += "  Content-Type: application/wasm\n";
        }
    }
    out
}

/// Which edition this is, and where it stays.
pub fn edition(name: &str, base: &str) -> String {
    let newest = if base.is_empty() { "./" } else { base };
    let edition = json!({
        "edition": name,
        "as_of": atlas().as_of.iso(),
        "version": atlas().version,
        "folder": format!("v/{name}/"),
        "newest": newest,
    });
    format!("{edition:#}\n")
}

/// What the single file is made of.
pub struct Parts<'a> {
    /// The served page, with its links to the files of the folder.
    pub page: &'a str,
    pub styles: &'a str,
    /// Glue and start.
    pub script: &'a str,
    /// What talks to the host, what looks at it.
    pub host: &'a str,
    pub doctor: &'a str,
    pub bundle: &'a [u8],
    pub texts: &'a [u8],
    /// Where the other pages are; empty if that is not known.
    pub base: &'a str,
}

/// The page with everything in it: no request, no module, no policy of its own.
pub fn single_file(root: &Path, parts: &Parts) -> io::Result<String> {
    let start = minify(&fs::read_to_string(root.join("src/edge/single.js"))?, "js")?;
    let code = start + parts.script;
    if code.contains("</script") || parts.styles.contains("</style") {
        return Err(io::Error::other("the scripts or styles would end their own element"));
    }
    let mut page = String::with_capacity(parts.page.len() * 3);
    for line in parts.page.lines() {
        // What names another file is left out or stands in its place.
        if line.starts_with("<link rel=\"stylesheet\"") {
            page += &format!("<style>{}</style>\n", parts.styles);
        } else if line.starts_with("</body>") {
            for (name, bytes) in [("wasm", parts.bundle), ("texts", parts.texts)] {
                page += &format!("<script type=\"text/plain\" data-part=\"{name}\">{}</script>\n", packed(bytes)?);
            }
            page += &format!(
                "<p class=\"elsewhere\" data-elsewhere role=\"status\" hidden>{}</p>\n",
                copy::EMBED_ELSEWHERE_LONG
            );
            page += &format!(
                "<script data-wasm=\"wasm\" data-host=\"{}\" data-doctor=\"{}\" data-base=\"{}\">{code}</script>\n{line}\n",
                address("javascript", parts.host),
                address("javascript", parts.doctor),
                parts.base
            );
        } else if !line.starts_with("<link rel=\"alternate\"") && !line.starts_with("<script ") {
            page += line;
            page.push('\n');
        }
    }
    Ok(page)
}

fn packed(bytes: &[u8]) -> io::Result<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(BASE64_STANDARD.encode(encoder.finish()?))
}

/// A script or a style sheet as an address of itself.
pub fn address(kind: &str, text: &str) -> String {
    format!("data:text/{kind};base64,{}", BASE64_STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::{edition, oembed, provider};
    use crate::{addresses, fill, share, EXAMPLE};
    use serde_json::Value;

    const BASE: &str = "https://news.example/maps/two-oceans/";

    /// The head of the page, as `index.html` has it.
    fn head(base: &str, above: &str) -> String {
        fill(include_str!("../../index.html"), &addresses(base, above))
    }

    fn assert_head(head: &str, canonical: &str, folder: &str) {
        for line in [
            format!("<link rel=\"canonical\" href=\"{canonical}\">"),
            format!("<meta property=\"og:image\" content=\"{folder}preview.png\">"),
            format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{folder}oembed.json\""),
        ] {
            assert!(head.contains(&line), "{line} is not in {head}");
        }
    }

    #[test]
    fn the_page_names_the_address_that_it_was_told() {
        assert_head(&head(BASE, ""), BASE, BASE);
        // A pinned edition leads to the newest.
        assert_head(&head(BASE, "../../"), BASE, BASE);
        assert_head(&head("", ""), "./", "");
        assert_head(&head("", "../../"), "../../", "../../");
    }

    #[test]
    fn what_others_ask_for_names_it_too() {
        let answer: Value = serde_json::from_str(&oembed(BASE)).unwrap();
        let html = answer["html"].as_str().unwrap();
        assert!(html.starts_with(&format!("<iframe src=\"{BASE}\" ")), "{html}");
        assert_eq!(
            (&answer["provider_url"], &answer["thumbnail_url"]),
            (&BASE.into(), &format!("{BASE}preview.png").into())
        );
        assert!(provider(BASE).contains(&format!("    url: {BASE}oembed.json\n")));
        let newest = |base| serde_json::from_str::<Value>(&edition("2026-11-22-0", base)).unwrap()["newest"].clone();
        assert_eq!((newest(BASE), newest("")), (BASE.into(), "./".into()));
    }

    #[test]
    fn the_codes_name_it_or_an_example() {
        let told = share::template(BASE);
        assert!(!told.contains(EXAMPLE), "an example stands beside the address");
        for code in [
            format!("&lt;iframe src=&quot;{BASE}&quot;"),
            format!("src=&quot;{BASE}embed.js&quot;"),
            "url=https%3a%2f%2fnews.example%2fmaps%2ftwo-oceans%2f".to_owned(),
        ] {
            assert!(told.contains(&code), "{code} is not in {told}");
        }
        assert!(share::template("").contains(&format!("&lt;iframe src=&quot;{EXAMPLE}&quot;")));
    }
}

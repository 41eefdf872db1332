//! The panel that makes links and embed codes: its text, with the codes of the start for those who have no script. A build
//! that was not told its address names an example.
//!
//! `src/edge/share.js` brings it, shows the form and fills in the codes of the view; its words stand here as data. In the
//! bundle there is no more of it than the name of that script.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use serde_json::Value;
use two_oceans::copy;
use two_oceans::model::query::encode;
use two_oceans::model::text::fill;
use two_oceans::model::view::Theme;

use crate::panels::{heading, safe};
use crate::EXAMPLE;

/// The frame, for any page.
const FRAME: &str = "<iframe src=\"{src}\" title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
                     allow=\"fullscreen; clipboard-write; web-share\" style=\"border:0{scheme}\"></iframe>";

/// Each kind of code by its word, with its template.
const CODES: [(&str, &str); 6] = [
    ("link", "{address}"),
    ("iframe", FRAME),
    (
        "script",
        "<script async src=\"{folder}embed.js\"></script>\n<two-oceans src=\"{base}\"{keys} height=\"{height}\"></two-oceans>",
    ),
    ("oembed", "{plain_folder}oembed.json?format=json&url={encoded}"),
    (
        "amp",
        "<script async custom-element=\"amp-iframe\" src=\"https://cdn.ampproject.org/v0/amp-iframe-0.1.js\"></script>\n\
         <amp-iframe src=\"{src}\" title=\"{title}\" height=\"{height}\" layout=\"fixed-height\" sandbox=\"allow-scripts \
         allow-popups\" resizable frameborder=\"0\"><div overflow tabindex=\"0\" role=\"button\" aria-label=\"{all}\">{all}</div></amp-iframe>",
    ),
    ("wordpress", "<!-- wp:html -->\n{frame}\n<!-- /wp:html -->"),
];

/// The height that is reserved unless another is asked for, CSS pixels.
const HEIGHT: &str = "1300";

/// What stands above and below each code, in the order of `CODES`.
const WORDS: [(&str, &str); 6] = [
    (copy::SHARE_LINK, copy::SHARE_LINK_LONG),
    (copy::SHARE_IFRAME, copy::SHARE_IFRAME_LONG),
    (copy::SHARE_SCRIPT, copy::SHARE_SCRIPT_LONG),
    (copy::SHARE_OEMBED, copy::SHARE_OEMBED_LONG),
    (copy::SHARE_AMP, copy::SHARE_AMP_LONG),
    (copy::SHARE_WORDPRESS, copy::SHARE_WORDPRESS_LONG),
];

/// The script with the text of the panel.
pub fn script(root: &Path, base: &str) -> io::Result<String> {
    let script = fs::read_to_string(root.join("src/edge/share.js"))?;
    Ok(script.replace("TEMPLATE", &Value::from(template(base)).to_string()))
}

/// What the bundle has of the panel: until the script comes, or if it never does, the page with the same text.
pub fn stub(script: &str) -> String {
    format!("<div data-script=\"{script}\"><a href=\"embed.html\">{}</a></div>", copy::SHARE_TITLE)
}

/// The text of the panel for a page at `base`, which is empty if that is not known.
pub fn template(base: &str) -> String {
    let is_known = !base.is_empty();
    let base = if is_known { base } else { EXAMPLE };
    let mut out = heading(copy::SHARE_TITLE, copy::SHARE_INTRO_LONG);
    let place = if is_known { "" } else { copy::SHARE_PLACE };
    let _ = write!(out, "<p data-example=\"{base}\">{} {}</p>", safe(copy::SHARE_EXAMPLE_LONG), safe(place));
    if !is_known {
        let _ = write!(out, "<p class=\"claim__verdict\" data-local hidden>{}</p>", safe(copy::SHARE_LOCAL_LONG));
    }
    let _ = write!(out, "<form class=\"share\" hidden aria-label=\"{}\">", safe(copy::SHARE_OPTIONS));
    choice(&mut out, "view", copy::SHARE_VIEW, &[("this", copy::SHARE_VIEW_THIS), ("start", copy::SHARE_VIEW_START)]);
    let themes = [copy::FOOTER_THEME_AUTO, copy::FOOTER_THEME_LIGHT, copy::FOOTER_THEME_DARK];
    let themes: Vec<(&str, &str)> = Theme::ALL.map(Theme::key).into_iter().zip(themes).collect();
    choice(&mut out, "theme", copy::FOOTER_THEME, &themes);
    let levels = ["2", "3", "4"].map(|n| (n, fill(copy::SHARE_HEADING_N, &[("n", n)])));
    let mut headings = vec![("", copy::SHARE_HEADING_PAGE)];
    headings.extend(levels.iter().map(|(n, name)| (*n, name.as_str())));
    headings.push(("none", copy::SHARE_HEADING_NONE));
    choice(&mut out, "heading", copy::SHARE_HEADING, &headings);
    for (name, label, more) in [
        ("height", copy::SHARE_HEIGHT, format!("type=\"number\" min=\"200\" max=\"9999\" value=\"{HEIGHT}\"")),
        (
            "accent",
            copy::SHARE_ACCENT,
            "pattern=\"#?([0-9a-fA-F]{3}){1,2}\" autocomplete=\"off\" spellcheck=\"false\"".to_owned(),
        ),
        (
            "font",
            copy::SHARE_FONT,
            "maxlength=\"60\" pattern=\"[A-Za-z\u{a0}-\u{d7ff}][A-Za-z0-9 _\\-\u{a0}-\u{d7ff}]*\" autocomplete=\"off\""
                .to_owned(),
        ),
    ] {
        let _ = write!(out, "<label class=\"lens__choice\">{} <input name=\"{name}\" {more}></label>", safe(label));
    }
    for (name, label) in
        [("plain", copy::SHARE_PLAIN), ("transparent", copy::SHARE_TRANSPARENT), ("fit", copy::SHARE_FIT)]
    {
        let _ = write!(out, "<label><input type=\"checkbox\" name=\"{name}\" value=\"1\"> {}</label>", safe(label));
    }
    let _ = write!(
        out,
        "</form><p role=\"status\" class=\"claim__verdict\" data-copied=\"{}\" data-selected=\"{}\" data-unknown=\"{}\"></p>",
        safe(copy::SHARE_COPIED),
        safe(copy::SHARE_SELECT),
        safe(copy::NOTICE_UNKNOWN),
    );
    let _ = write!(
        out,
        "<p class=\"claim__verdict\" data-refused hidden>{}</p><p data-preview=\"{}\"><button type=\"button\" class=\"button\" hidden>{}</button></p>",
        safe(copy::SHARE_PREVIEW_REFUSED),
        safe(copy::SITE_TITLE),
        copy::SHARE_PREVIEW,
    );
    let example = [
        ("address", base),
        ("src", base),
        ("base", base),
        ("folder", base),
        ("plain_folder", base),
        ("encoded", &encode(base)),
        ("keys", ""),
        ("height", HEIGHT),
        ("scheme", ""),
    ];
    for ((key, template), (name, about)) in CODES.into_iter().zip(WORDS) {
        let template =
            fill(&fill(template, &[("frame", FRAME)]), &[("title", copy::EMBED_TITLE), ("all", copy::SHARE_ALL)]);
        let _ = write!(
            out,
            "<div class=\"claim\"><h3>{name}</h3><p>{}</p><textarea readonly rows=\"{}\" aria-label=\"{name}\" data-code=\"{}\" id=\"code-{key}\">{}</textarea>\
             <button type=\"button\" class=\"button\" hidden aria-label=\"{}: {name}\" data-copy=\"code-{key}\">{}</button> \
             <span role=\"status\" class=\"claim__verdict\"></span></div>",
            safe(about),
            if template.len() > 100 { 5 } else { 3 },
            safe(&template),
            safe(&fill(&template, &example)),
            copy::SHARE_COPY,
            copy::SHARE_COPY,
        );
    }
    out
}

fn choice(out: &mut String, name: &str, label: &str, options: &[(&str, &str)]) {
    let _ = write!(out, "<label class=\"lens__choice\">{} <select name=\"{name}\">", safe(label));
    for (value, text) in options {
        let _ = write!(out, "<option value=\"{value}\">{}</option>", safe(text));
    }
    out.push_str("</select></label>");
}

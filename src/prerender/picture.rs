//! The default view as a picture of its own, for what cannot run the widget: link previews, newsletters, slides.
//!
//! The same shapes, groups, legend and sentence as the widget's; colours are the light ones of `styles/tokens.css`. One SVG
//! without style sheet, so that any program can draw it; xtask makes the PNG of it.

use std::collections::HashMap;
use std::fmt::Write;

use crate::panels::safe;
use two_oceans::copy;
use two_oceans::geo::path::{paths_text, Detail, Pencil};
use two_oceans::geo::projection::{Projection, WORLD_HEIGHT, WORLD_WIDTH};
use two_oceans::model::scene;
use two_oceans::model::shapes::live;
use two_oceans::model::view::View;

use crate::embed::PICTURE;

/// Left and right of everything, pixels.
const MARGIN: u32 = 60;

/// Where the map begins, pixels from the top.
const MAP_TOP: u32 = 84;

/// How high it is, pixels: as wide as all between the margins.
const MAP_HEIGHT: u32 = 472;

/// About as wide as a letter of the legend is, pixels: no font is there to be measured.
const LETTER: usize = 7;

/// The picture; `tokens` is the style sheet that has every colour.
pub fn default_view(tokens: &str) -> String {
    let colours = light(tokens);
    let colour = |name: &str| colours.get(name).copied().unwrap_or("none");
    let view = View::default();
    let (width, height) = PICTURE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\
         <title>{title}</title><desc>{summary}</desc><rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\
         <text x=\"{MARGIN}\" y=\"58\" font-family=\"Georgia, 'DejaVu Serif', serif\" font-weight=\"700\" font-size=\"32\" fill=\"{ink}\">{title}</text>",
        title = safe(copy::SITE_TITLE),
        summary = safe(&scene::summary(&view)),
        paper = colour("paper"),
        ink = colour("ink"),
    );
    let _ = write!(
        out,
        "<defs><pattern id=\"hatch\" width=\"60\" height=\"60\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect width=\"18\" height=\"60\" fill=\"{}\" fill-opacity=\"0.5\"/></pattern></defs>\
         <svg x=\"{MARGIN}\" y=\"{MAP_TOP}\" width=\"{}\" height=\"{MAP_HEIGHT}\" viewBox=\"0 0 {WORLD_WIDTH} {WORLD_HEIGHT}\" \
         stroke=\"{}\" stroke-width=\"5\" stroke-linejoin=\"round\">",
        colour("ink"),
        width - 2 * MARGIN,
        colour("border"),
    );
    let pencil = Pencil::new(Projection::world());
    for group in scene::groups(&view) {
        let d = paths_text(live(), &group.shapes, &pencil, &Detail::COARSE);
        let attribute = |name: &str| {
            let found = group.mark.attributes().into_iter().find(|(other, _)| *other == name);
            found.and_then(|(_, value)| value)
        };
        let fill = colour(&token(attribute("data-wave").or(attribute("data-status")).unwrap_or_default()));
        // As the style sheet of the map has it: parts that the treaty does not cover are pale.
        let opacity = if matches!(attribute("data-covered"), Some("no" | "disputed")) { "0.4" } else { "1" };
        let _ = write!(out, "<path fill=\"{fill}\" fill-opacity=\"{opacity}\" d=\"{d}\"/>");
        if attribute("data-hatched").is_some() {
            let _ = write!(out, "<path fill=\"url(#hatch)\" stroke=\"none\" d=\"{d}\"/>");
        }
    }
    let _ = write!(
        out,
        "</svg><g font-family=\"Arial, 'Liberation Sans', sans-serif\" font-size=\"14\" fill=\"{}\">",
        colour("ink")
    );
    let (mut x, y) = (MARGIN as usize, height - 46);
    for entry in scene::legend(&view) {
        let label = safe(entry.label);
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"14\" height=\"14\" fill=\"{}\"/><text x=\"{}\" y=\"{y}\">{label}</text>",
            y - 12,
            colour(&token(entry.swatch)),
            x + 20,
        );
        x += 20 + entry.label.chars().count() * LETTER + 14;
    }
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{}\" fill=\"{}\">{}{}{}</text></g></svg>",
        height - 20,
        colour("muted"),
        safe(&scene::as_of()),
        copy::LIST_DOT,
        safe(copy::FOOTER_CREDIT),
    );
    out
}

/// The token of a wave, a status or a swatch.
fn token(word: &str) -> String {
    match word {
        "ip4" | "partner" => word.to_owned(),
        wave if wave.len() == 1 => format!("wave-{wave}"),
        _ => "land".to_owned(),
    }
}

/// The light colours by name, which come first in the style sheet.
fn light(tokens: &str) -> HashMap<&str, &str> {
    let lines = tokens.lines().take_while(|line| !line.starts_with('}'));
    lines.filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": ")).collect()
}

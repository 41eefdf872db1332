//! Read → check → pack. All problems are found before the build fails, each with file and line.
//!
//! Tests mount this module as well, to break data on purpose.

mod catalogue;
mod check;
mod cite;
pub mod export;
#[allow(dead_code, reason = "geometry serves the tests as well")]
pub mod geometry;
mod layers;
mod pack;
mod problem;
mod raw;
mod reading;

#[allow(dead_code, reason = "the build script uses a part of it")]
#[path = "../geo/mod.rs"]
mod geo;

#[path = "../model/calendar.rs"]
mod calendar;

#[path = "../model/address.rs"]
mod address;

#[path = "../model/legend.rs"]
mod legend;

#[allow(dead_code, reason = "the build script needs the list only")]
#[path = "../model/phrase.rs"]
mod phrase;

#[path = "../model/slug.rs"]
mod slug;

mod wording;

use std::path::Path;

use cite::Cited;
pub use problem::Problem;
use problem::Problems;

/// What the build script hands to the crate.
pub struct Output {
    /// `src/model/atlas.rs` reads it.
    pub facts: Vec<u8>,
    /// `src/model/texts.rs` reads it.
    pub texts: Vec<u8>,
    /// The same with the best sources of each record only.
    pub short_texts: Vec<u8>,
    /// The numbers of those sources.
    pub kept: String,
    /// Of each record that has more: whose they are, and the numbers of all; a line each.
    pub further: String,
    /// `src/geo/topology.rs` reads it.
    pub geometry: Vec<u8>,
    /// It too: what it adds to the geometry.
    pub fine_geometry: Vec<u8>,
    /// The ids of the sources, a line each; the bundle has no use for them.
    pub source_ids: String,
    /// The sentences of the story for its page: step, `text` or `opinion`, indices of sources, sentence; a line each.
    pub sentences: String,
    /// Constants, one per text of the catalogue.
    pub copy: String,
    /// One line: how many records, sources and checks there are, and how hard the story is to read.
    pub counts: String,
    /// The files of `dist/data/`, name and contents.
    pub exports: Vec<(String, Vec<u8>)>,
}

/// Reads everything below `root/data`, checks it against itself and packs it.
pub fn run(root: &Path, lang: &str) -> Result<Output, Vec<Problem>> {
    let mut problems = Problems::default();
    let data = raw::read(&root.join("data"), &mut problems);
    let avoided = data.as_ref().map(|data| wording::avoided(&data.wording)).unwrap_or_default();
    let catalogue = catalogue::read(root, lang, &avoided, &mut problems);
    let checked = data.and_then(|data| check::check(data, &avoided, &mut problems));
    let exports =
        checked.as_ref().and_then(|facts| export::files(&root.join("data"), lang, &facts.version, &mut problems));
    match (checked, catalogue, exports, problems.into_sorted()) {
        (Some(facts), Some(catalogue), Some(exports), none) if none.is_empty() => {
            let geometry = geometry::pack(&facts.shapes);
            let (short_texts, cited) = pack::short_texts(&facts, &catalogue);
            Ok(Output {
                facts: pack::facts(&facts, &catalogue.articles),
                texts: pack::texts(&facts, &catalogue, &mut Cited::whole(&facts)),
                short_texts,
                kept: listed(&cited.kept),
                further: cited.further.iter().map(|(whose, all)| format!("{whose}\t{}\n", listed(all))).collect(),
                source_ids: facts.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>().join("\n"),
                sentences: sentences(&facts),
                geometry: geometry.live,
                fine_geometry: geometry.fine,
                counts: counts(&facts),
                copy: catalogue.code(),
                exports,
            })
        }
        (_, _, _, problems) => Err(problems),
    }
}

fn sentences(facts: &check::Facts) -> String {
    let mut lines = String::new();
    for (step, number) in facts.story.iter().zip(1..) {
        for (part, name) in step.told.iter().zip(["text", "opinion"]) {
            for (sentence, sources) in part {
                lines.push_str(&format!("{number}\t{name}\t{}\t{sentence}\n", listed(sources)));
            }
        }
    }
    lines
}

fn listed<'a>(numbers: impl IntoIterator<Item = &'a usize>) -> String {
    numbers.into_iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

fn counts(facts: &check::Facts) -> String {
    let grades = || facts.story.iter().map(|step| step.grade);
    format!(
        "data: {} records with sources, {} sources, {} checks; story: {} steps, reading grade {} to {}",
        facts.records,
        facts.sources.len(),
        facts.checks,
        facts.story.len(),
        reading::shown(grades().min().unwrap_or_default()),
        reading::shown(grades().max().unwrap_or_default()),
    )
}

//! Finding countries and events by words: by any name of a country, by title and summary of an event.
//!
//! Accents and capitals do not matter: "Turkiye" finds Türkiye, and so does "Turkey", its name in another style.

use std::sync::OnceLock;

use super::atlas::{atlas, CountryId, EventId};
use super::slug::plain;
use super::text::joined;
use super::texts::texts;
use super::view::View;
use crate::copy;

/// The longest text that is searched for, in characters.
pub const QUERY_LIMIT: usize = 60;

/// Small letters without marks.
pub fn folded(text: &str) -> String {
    text.chars().map(|letter| plain(letter.to_ascii_lowercase())).collect()
}

/// What is searched: the names of each country, the words of each event.
struct Index {
    countries: Vec<String>,
    events: Vec<String>,
}

impl Index {
    fn new() -> Index {
        let atlas = atlas();
        let names = atlas.countries.iter().map(|country| {
            // A code, and what it is called for short.
            let short = copy::SEARCH_SHORT_LONG.split(',').find(|names| names.starts_with(country.code));
            folded(&[&joined(&country.all_names(), "\n"), "\n", short.unwrap_or(country.code)].concat())
        });
        let words = atlas.each_event().map(|(id, event)| {
            let summary = texts().and_then(|texts| texts.event(id)).map_or("", |text| text.summary);
            folded(&[event.title, "\n", summary].concat())
        });
        Index { countries: names.collect(), events: words.collect() }
    }

    /// Made when it is first asked for, and again when the summaries have come.
    fn get() -> &'static Index {
        static BEFORE: OnceLock<Index> = OnceLock::new();
        static WHOLE: OnceLock<Index> = OnceLock::new();
        let index = if texts().is_some() { &WHOLE } else { &BEFORE };
        index.get_or_init(Index::new)
    }
}

/// Whether a text has all the words, each at the start of one of its own: "uk" is not in Fukuda. Looked for as they stand: how
/// the standard library searches costs 0.6 KB.
fn has_all(text: &str, words: &str) -> bool {
    let text = text.as_bytes();
    let is_start = |at: usize| at == 0 || !text.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
    let has = |word: &[u8]| {
        word.is_empty() || text.windows(word.len()).enumerate().any(|(at, part)| is_start(at) && part == word)
    };
    words.split(' ').all(|word| has(word.as_bytes()))
}

/// The countries that a view searches for, by name; none if it searches for nothing.
pub fn countries(view: &View) -> Vec<CountryId> {
    let words = folded(view.q.trim_ascii());
    if words.is_empty() {
        return Vec::new();
    }
    let index = Index::get();
    let is_found = |id: &&CountryId| index.countries.get(id.shape()).is_some_and(|names| has_all(names, &words));
    atlas().by_name().iter().filter(is_found).copied().collect()
}

/// The names that a country is looked for by, with its code, in the order of letters: that of the page, NATO's and the
/// press's. The long ones of the United Nations nobody types, and some of them take a side.
pub fn names() -> Vec<(&'static str, &'static str)> {
    let countries = || atlas().by_name().iter().filter_map(|&id| atlas().country(id));
    let mut names: Vec<_> = countries().map(|country| (country.name(), country.code)).collect();
    for country in countries() {
        let [nato, _, press] = country.all_names();
        for other in [nato, press] {
            let word = folded(other);
            if !word.is_empty() && word != folded(country.name()) {
                names.insert(names.partition_point(|(name, _)| folded(name) < word), (other, country.code));
            }
        }
    }
    names
}

/// For each event whether it passes the filters of a view: lanes, text, and the selected countries.
pub fn events(view: &View) -> Vec<bool> {
    let words = folded(view.q.trim_ascii());
    let mut passes = Vec::new();
    for (id, event) in atlas().each_event() {
        let is_found = words.is_empty()
            || Index::get().events.get(usize::from(id.0)).is_some_and(|text| has_all(text, &words))
            || event
                .countries
                .iter()
                .any(|country| Index::get().countries.get(country.shape()).is_some_and(|names| has_all(names, &words)));
        let is_about = view.select.is_empty() || view.select.iter().any(|id| event.countries.contains(id));
        passes.push(view.lanes.has(event.lane) && is_found && is_about);
    }
    passes
}

/// The event after (`true`) or before another among those that pass the filters of a view.
pub fn neighbour(view: &View, from: EventId, is_later: bool) -> Option<EventId> {
    let passes = events(view);
    let passing = |id: &usize| passes.get(*id).copied().unwrap_or_default();
    let from = usize::from(from.0);
    let found = if is_later { (from + 1..passes.len()).find(passing) } else { (0..from).rev().find(passing) };
    found.and_then(|id| u8::try_from(id).ok()).map(EventId)
}

//! The story: each step is within length, easy to read, sourced sentence by sentence, and its view can be shown.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::problem::{At, File};
use super::super::raw::story as raw;
use super::super::raw::{Table, Text};
use super::super::{legend, reading, slug};
use super::claim::Claim;
use super::grouping::Grouping;
use super::text::{NOTE_LIMIT, TITLE_LIMIT};
use super::{Capital, Checker, Event};

/// Fewest and most words of a step.
const WORDS: (usize, usize) = (60, 90);
/// Fewest and most words for whoever presents it.
const NOTE_WORDS: (usize, usize) = (40, 80);
/// Hardest reading grade, in tenths.
const HARDEST: i32 = 90;

/// A step.
pub struct Step {
    pub id: String,
    pub heading: String,
    /// As in an address.
    pub view: String,
    pub text: String,
    /// What somebody thinks, said as theirs; may be empty.
    pub opinion: String,
    /// For whoever presents it.
    pub notes: String,
    /// The claims that it bears on, as indices into `Facts::claims`.
    pub claims: Vec<usize>,
    /// Of all its sentences.
    pub sources: Vec<usize>,
    /// The sentences of the text and of the opinion, each with its own sources.
    pub told: [Vec<(String, Vec<usize>)>; 2],
    /// The reading grade, in tenths.
    pub grade: i32,
}

/// What a view may name.
pub struct Known<'a> {
    pub events: &'a [Event],
    pub claims: &'a [Claim],
    pub groupings: &'a [Grouping],
    pub capitals: &'a [Capital],
}

impl Checker<'_> {
    pub fn story(&mut self, table: &Table<raw::Step>, known: &Known) -> Vec<Step> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let step = record.get_ref();
            let mut sources = Vec::new();
            let told = [step.text.get_ref(), &step.opinion].map(|part| self.sentences(file, part, true, &mut sources));
            let [text, opinion] = told.each_ref().map(|part| joined(part));
            let notes = joined(&self.sentences(file, step.notes.get_ref(), false, &mut sources));
            let at = table.at(&step.text);
            self.length(&at, "the text", &[&text, &opinion], WORDS);
            self.length(&table.at(&step.notes), "the notes", &[&notes], NOTE_WORDS);
            let said = step.text.get_ref().iter().chain(&step.opinion).map(|sentence| sentence.text.get_ref().as_str());
            let grade = reading::grade(&said.collect::<Vec<_>>());
            let message =
                format!("the reading grade is {}, {} is allowed", reading::shown(grade), reading::shown(HARDEST));
            self.expect(grade <= HARDEST, &at, message);
            self.view(file, &step.view, known);
            rows.push(Step {
                id: self.id(file, &step.id, "step", &mut seen),
                heading: self.ours(file, &step.heading, "heading", TITLE_LIMIT),
                view: step.view.get_ref().clone(),
                text,
                opinion,
                notes,
                claims: self.claim_list(file, &step.claims, known.claims),
                sources,
                told,
                grade,
            });
        }
        let message = "a story has a step";
        self.expect(!rows.is_empty(), &At::line_of(file, 1), message);
        self.limit(table, "steps");
        rows
    }

    /// Sentences with their sources. Each has one, but for a question; of notes, each with a figure in it.
    fn sentences(
        &mut self,
        file: &Rc<File>,
        sentences: &[raw::Sentence],
        is_told: bool,
        sources: &mut Vec<usize>,
    ) -> Vec<(String, Vec<usize>)> {
        let mut told = Vec::new();
        for sentence in sentences {
            let at = At::span(file, sentence.text.span());
            let text = self.ours(file, &sentence.text, "a sentence", NOTE_LIMIT);
            let end = text.trim_end_matches('"');
            self.expect(
                end.ends_with(['.', '?', '!']) || text.ends_with("\"."),
                &at,
                "a sentence ends with a full stop",
            );
            let is_free = text.ends_with('?') || (!is_told && !text.contains(|letter: char| letter.is_ascii_digit()));
            let mut own = Vec::new();
            if !sentence.sources.is_empty() || !is_free {
                own = self.source_list(&at, file, &sentence.sources);
                for source in &own {
                    if !sources.contains(source) {
                        sources.push(*source);
                    }
                }
            }
            told.push((text, own));
        }
        told
    }

    fn length(&mut self, at: &At, name: &str, texts: &[&str], (fewest, most): (usize, usize)) {
        let count: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
        let message = format!("{name} has {count} words, {fewest} to {most} are allowed");
        self.expect((fewest..=most).contains(&count), at, message);
    }

    fn claim_list(&mut self, file: &Rc<File>, ids: &[Text], claims: &[Claim]) -> Vec<usize> {
        let mut indices = Vec::new();
        for id in ids {
            let at = At::span(file, id.span());
            let index = claims.iter().position(|claim| claim.id == *id.get_ref());
            let message = format!("unknown claim \"{}\": no such id in data/claims.toml", id.get_ref());
            self.expect(index.is_some(), &at, message);
            let message = format!("claim \"{}\" stands twice", id.get_ref());
            self.expect(index.is_none_or(|index| !indices.contains(&index)), &at, message);
            indices.extend(index);
        }
        indices
    }

    /// A view as in an address. `tests/story.rs` reads each with the bundle's own codec as well.
    fn view(&mut self, file: &Rc<File>, view: &Text, known: &Known) {
        let at = At::span(file, view.span());
        let parts: Vec<(&str, &str)> =
            view.get_ref().split('&').map(|part| part.split_once('=').unwrap_or((part, ""))).collect();
        let layer = parts.iter().find(|(key, _)| *key == "layer").map_or("membership", |(_, layer)| layer);
        let mut keys = BTreeSet::new();
        for (key, value) in parts {
            self.once(&at, key, "key", &mut keys);
            match key {
                "date" => {
                    let date = super::date::parse_date(value);
                    let is_good = date.is_some_and(|date| (19_490_000..=self.as_of).contains(&date));
                    let message =
                        format!("view: date \"{value}\" is none, or not within 1949 and as_of in data/meta.toml");
                    self.expect(is_good, &at, message);
                }
                "select" => {
                    let codes: Vec<&str> = value.split(',').collect();
                    let message = format!("view: {} countries are selected, 4 are allowed", codes.len());
                    self.expect(codes.len() <= 4, &at, message);
                    for code in codes {
                        self.country_at(&at, code);
                    }
                }
                "event" => {
                    let is_known = known.events.iter().any(|event| event.id == value);
                    self.expect(
                        is_known,
                        &at,
                        format!("view: unknown event \"{value}\": no such id in data/events.toml"),
                    );
                }
                "layer" => drop(self.one_of_at(&at, value, "view: layer", &LAYERS)),
                "group" => self.group(&at, layer, value, known),
                "projection" => drop(self.one_of_at(&at, value, "view: projection", &PROJECTIONS)),
                "at" => self.camera(&at, value),
                "places" => {
                    for place in value.split(',') {
                        let is_known = known.capitals.iter().any(|capital| is_capital(&capital.name, place));
                        self.expect(
                            is_known,
                            &at,
                            format!("view: unknown place \"{place}\": no capital has that name"),
                        );
                    }
                }
                _ => self.expect(false, &at, format!("view: \"{key}\" is not one of {}", KEYS.join(", "))),
            }
        }
    }

    fn group(&mut self, at: &At, layer: &str, group: &str, known: &Known) {
        let words: Vec<&str> = match layer {
            "membership" => legend::MEMBERSHIP.to_vec(),
            "spending" => legend::SPENDING.to_vec(),
            "groupings" => known.groupings.iter().map(|grouping| grouping.id.as_str()).collect(),
            "offices" => legend::OFFICES.to_vec(),
            _ => legend::TREATY_AREA.to_vec(),
        };
        self.one_of_at(at, group, "view: group", &words);
    }

    /// Degrees east, degrees north, and perhaps how close.
    fn camera(&mut self, at: &At, value: &str) {
        let numbers: Option<Vec<f64>> = value.split(',').map(|part| part.parse().ok()).collect();
        let is_good = match numbers.as_deref() {
            Some([lon, lat]) => lon.abs() <= 180.0 && lat.abs() <= 90.0,
            Some([lon, lat, zoom]) => lon.abs() <= 180.0 && lat.abs() <= 90.0 && (1.0..=16.0).contains(zoom),
            _ => false,
        };
        self.expect(is_good, at, format!("view: at \"{value}\" is not longitude, latitude and zoom from 1 to 16"));
    }
}

const KEYS: [&str; 8] = ["date", "select", "event", "layer", "group", "projection", "at", "places"];
const LAYERS: [&str; 5] = ["membership", "spending", "groupings", "offices", "treaty-area"];
const PROJECTIONS: [&str; 5] = ["equal-earth", "polar", "globe", "theatres", "tiles"];

/// Sentences as one paragraph.
fn joined(sentences: &[(String, Vec<usize>)]) -> String {
    sentences.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether a place's id, or its first words, is what was asked for: "washington" for "Washington, D.C."
fn is_capital(name: &str, asked: &str) -> bool {
    let letters = name.chars().map(|letter| match slug::plain(letter.to_ascii_lowercase()) {
        ' ' => '-',
        letter => letter,
    });
    let id: String = letters.filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    id.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

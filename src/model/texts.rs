//! Long texts and sources: the data-only part of the bundle, which arrives when Explore is live.

use std::sync::OnceLock;

use super::address;
use super::atlas::{CountryId, EventId};
use super::date::Date;
use super::layers::{self, Layers};
use super::phrase::{Phrase, PHRASES};
use super::protocol::{self, Protocol};
use super::text::{self, fill};
use super::unpack::Unpacker;
use super::view::Panel;
use crate::copy;

/// Where a fact comes from.
#[derive(Debug)]
pub struct Source {
    /// Who published it.
    pub publisher: &'static str,
    /// Its title, or our description of it.
    pub title: &'static str,
    /// Whether the title is our description.
    pub is_described: bool,
    /// Whether we have opened it; if not, we know it from those that cite it.
    pub is_seen: bool,
    /// Of which kind it is: official, research, news, secondary, weak, or the article under review.
    pub tier: u32,
    /// Its address; empty for the article under review.
    pub url: &'static str,
    /// When it was published, if known.
    pub date: Option<Date>,
}

impl PartialEq for Source {
    /// There is one of each: which it is, is where it is.
    fn eq(&self, other: &Source) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Source {}

/// Where all sources of a record stand that names only the best: a place on their page, counted from 0.
pub fn further(nth: usize) -> String {
    ["sources.html#all-", &text::count(nth)].concat()
}

/// What there is to say about an event beyond its title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventText {
    /// At most 480 characters.
    pub summary: &'static str,
    /// What the sources leave open; may be empty.
    pub note: &'static str,
    /// Indices of its sources.
    pub sources: Vec<usize>,
    /// Indices of its places.
    pub places: Vec<usize>,
}

/// A place of events: where a reader should look, not a claim about a venue.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// Degrees east, −180…180.
    pub lon: f64,
    /// Degrees north, −90…90.
    pub lat: f64,
}

/// What there is to say about a member or partner beyond its status.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountryText {
    /// Which country.
    pub country: CountryId,
    /// May be empty.
    pub note: &'static str,
    /// When its mission to NATO was established, if recorded.
    pub mission: Option<Date>,
    /// Documents agreed with NATO: label and date.
    pub documents: Vec<(&'static str, Option<Date>)>,
    /// Indices of its sources.
    pub sources: Vec<usize>,
}

/// A claim of the article of May 2023.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimText {
    /// What the article said, in our words.
    pub text: &'static str,
    /// The countries that it is about.
    pub countries: Vec<usize>,
    /// The events that bear on it.
    pub events: Vec<usize>,
}

/// A term of the glossary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// The forms under which it stands in a text; empty if it is not explained there.
    pub forms: Vec<&'static str>,
    /// What it means, for everybody.
    pub standard: &'static str,
    /// The same for readers of about twelve years.
    pub plain: &'static str,
}

/// A step of the story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepText {
    /// Its heading.
    pub heading: &'static str,
    /// 60 to 90 words, with those of the opinion.
    pub text: &'static str,
    /// What somebody thinks, said as theirs; may be empty.
    pub opinion: &'static str,
    /// For whoever presents it.
    pub notes: &'static str,
    /// The view that map and timeline move to, as the keys of the URL.
    pub view: &'static str,
    /// Indices of the claims that it bears on.
    pub claims: Vec<usize>,
    /// Indices of its sources.
    pub sources: Vec<usize>,
}

/// The whole part.
#[derive(Debug)]
pub struct Texts {
    /// All sources, in the order of ids; then, for each record that has more than are named here, the page of all of its own.
    pub sources: Vec<Source>,
    /// How many are sources.
    pub source_count: usize,
    /// Indices of the sources for what is neither member nor partner.
    pub neither: Vec<usize>,
    /// The claims, in the order of their ids.
    pub claims: Vec<ClaimText>,
    /// The glossary.
    pub terms: Vec<Term>,
    /// The story, step by step.
    pub story: Vec<StepText>,
    /// The records of the map's layers.
    pub layers: Layers,
    /// The accessions whose approvals are recorded.
    pub protocols: Vec<Protocol>,
    /// The places of the events.
    pub places: Vec<Place>,
    /// The words of each `Phrase`.
    phrases: Vec<&'static str>,
    /// The templates of the panels, in the order of `Panel::ALL`, see `view::panel`, and the address of the script with which
    /// the story is scrolled; none natively, where they are made.
    panels: Vec<&'static str>,
    events: Vec<EventText>,
    countries: Vec<CountryText>,
}

// Never dropped, nor is what cannot be read: code that takes it apart would weigh a third of a kilobyte in the bundle.
static TEXTS: OnceLock<&Texts> = OnceLock::new();

/// The template of a panel; empty while it is on its way.
pub fn panel(panel: Panel) -> &'static str {
    let index = Panel::ALL.iter().position(|&other| other == panel);
    index.and_then(|index| texts()?.panels.get(index).copied()).unwrap_or_default()
}

/// The address of the script with which the story is scrolled.
pub fn story_script() -> Option<&'static str> {
    texts()?.panels.last().copied()
}

/// The texts, once they have arrived.
pub fn texts() -> Option<&'static Texts> {
    TEXTS.get().copied()
}

/// Takes the packed part, with the templates of the panels and the address of a script behind it, a line each; says whether
/// it could be read.
pub fn install(bytes: &'static [u8]) -> bool {
    match unpack(bytes) {
        Some(texts) => {
            TEXTS.get_or_init(|| texts);
            true
        }
        None => false,
    }
}

impl Phrase {
    /// Its words; empty while the texts are on their way.
    #[inline(never)]
    pub fn words(self) -> &'static str {
        texts().and_then(|texts| texts.phrases.get(self as usize).copied()).unwrap_or_default()
    }

    /// Its words with values in the places of `{names}`.
    #[inline(never)]
    pub fn say(self, values: &[(&str, &str)]) -> String {
        fill(self.words(), values)
    }
}

impl Texts {
    /// The texts of an event.
    pub fn event(&self, id: EventId) -> Option<&EventText> {
        self.events.get(usize::from(id.0))
    }

    /// The texts of a country; members and partners only.
    pub fn country(&self, id: CountryId) -> Option<&CountryText> {
        self.countries.iter().find(|text| text.country == id)
    }

    /// A step of the story, counted from 1.
    pub fn step(&self, step: u8) -> Option<&StepText> {
        self.story.get(usize::from(step).checked_sub(1)?)
    }

    /// The index of a source of this table.
    pub fn index_of(&self, source: &Source) -> Option<usize> {
        self.sources.iter().position(|other| std::ptr::eq(other, source))
    }

    /// The sources at some indices.
    pub fn sources_at(&self, indices: &[usize]) -> Vec<&Source> {
        indices.iter().filter_map(|&index| self.sources.get(index)).collect()
    }
}

fn unpack(bytes: &'static [u8]) -> Option<&'static Texts> {
    let mut table = Unpacker::new(bytes);
    let mut sources = unpack_sources(&mut table);
    let source_count = sources.len();
    unpack_further(&mut table, &mut sources);
    let neither = table.list();
    let mut events = unpack_events(&mut table);
    let places = unpack_places(&mut table, &mut events);
    let countries = unpack_countries(&mut table);
    let claims = unpack_claims(&mut table);
    let terms = unpack_terms(&mut table);
    let story = unpack_story(&mut table);
    let layers = layers::unpack(&mut table);
    let protocols = protocol::unpack(&mut table);
    let phrases = table.strings(PHRASES.len());
    let panels = table.lines();
    let texts: &Texts = Box::leak(Box::new(Texts {
        sources,
        source_count,
        neither,
        claims,
        terms,
        story,
        layers,
        protocols,
        places,
        phrases,
        panels,
        events,
        countries,
    }));
    table.checked(texts)
}

fn unpack_sources(table: &mut Unpacker<'static>) -> Vec<Source> {
    let count = table.count();
    let texts = table.text_columns(3, count);
    let numbers = table.number_columns(2, count);
    let mut sources = Vec::with_capacity(count);
    for row in 0..count {
        let (title, date) = (texts.at(1, row), Date::from_packed(numbers.at(0, row)));
        let url = address::expand(texts.at(2, row), title, &date.map(Date::iso).unwrap_or_default());
        sources.push(Source {
            publisher: texts.at(0, row),
            title,
            is_described: numbers.at(1, row) & 1 > 0,
            is_seen: numbers.at(1, row) & 2 > 0,
            tier: numbers.at(1, row) >> 2,
            url: Box::leak(url.into_boxed_str()),
            date,
        });
    }
    sources
}

/// What leads to all sources of a record, where the best are named: it has no publisher.
fn unpack_further(table: &mut Unpacker<'static>, sources: &mut Vec<Source>) {
    for nth in 0.. {
        let count = table.index();
        if count == 0 {
            return;
        }
        let title = fill(copy::CARD_SOURCES_ALL, &[("n", &text::count(count))]).leak();
        let url = further(nth).leak();
        sources.push(Source { publisher: "", title, is_described: false, is_seen: true, tier: 0, url, date: None });
    }
}

fn unpack_events(table: &mut Unpacker<'static>) -> Vec<EventText> {
    let count = table.count();
    let texts = table.text_columns(2, count);
    let mut events = Vec::with_capacity(count);
    for row in 0..count {
        let (summary, note) = (texts.at(0, row), texts.at(1, row));
        events.push(EventText { summary, note, sources: table.list(), places: Vec::new() });
    }
    events
}

fn unpack_places(table: &mut Unpacker<'static>, events: &mut [EventText]) -> Vec<Place> {
    let count = table.count();
    let names = table.strings(count);
    let degrees = table.number_columns(2, count);
    for event in events {
        event.places = table.list();
    }
    let at = |column: usize, row: usize, offset: f64| f64::from(degrees.at(column, row)) / 100.0 - offset;
    let rows = names.into_iter().enumerate();
    rows.map(|(row, name)| Place { name, lon: at(0, row, 180.0), lat: at(1, row, 90.0) }).collect()
}

fn unpack_countries(table: &mut Unpacker<'static>) -> Vec<CountryText> {
    let count = table.count();
    let mut countries = Vec::with_capacity(count);
    let mut document_counts = Vec::with_capacity(count);
    for note in table.strings(count) {
        let country = CountryId(table.small());
        let mission = table.optional_date();
        let sources = table.list();
        document_counts.push(table.count());
        countries.push(CountryText { country, note, mission, documents: Vec::new(), sources });
    }
    let total = document_counts.iter().sum();
    let labels = table.strings(total);
    let mut labels = labels.iter();
    for (country, count) in countries.iter_mut().zip(document_counts) {
        for label in labels.by_ref().take(count) {
            country.documents.push((*label, table.optional_date()));
        }
    }
    countries
}

fn unpack_claims(table: &mut Unpacker<'static>) -> Vec<ClaimText> {
    let count = table.count();
    let mut claims = Vec::with_capacity(count);
    for text in table.strings(count) {
        claims.push(ClaimText { text, countries: table.list(), events: table.list() });
    }
    claims
}

fn unpack_terms(table: &mut Unpacker<'static>) -> Vec<Term> {
    let count = table.count();
    let texts = table.text_columns(3, count);
    let mut terms = Vec::with_capacity(count);
    for row in 0..count {
        let forms = texts.at(0, row).split('|').filter(|form| !form.is_empty()).collect();
        terms.push(Term { forms, standard: texts.at(1, row), plain: texts.at(2, row) });
    }
    terms
}

fn unpack_story(table: &mut Unpacker<'static>) -> Vec<StepText> {
    let count = table.count();
    let texts = table.text_columns(5, count);
    let mut steps = Vec::with_capacity(count);
    for row in 0..count {
        steps.push(StepText {
            heading: texts.at(0, row),
            text: texts.at(1, row),
            opinion: texts.at(2, row),
            notes: texts.at(3, row),
            view: texts.at(4, row),
            claims: table.list(),
            sources: table.list(),
        });
    }
    steps
}

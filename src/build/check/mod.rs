//! Checking the records against each other, and turning them into values that cannot be wrong.
//! One module for each kind of record; `date`, `place`, `text` and `source` hold what they share.

#![allow(
    dead_code,
    reason = "all records are checked and handed on; not all of their fields are packed or exported yet"
)]

pub mod claim;
pub mod commitment;
pub mod contested;
pub mod correction;
mod country;
pub mod date;
mod event;
pub mod grouping;
mod member;
pub mod office;
pub mod partner;
mod place;
pub mod protocol;
mod source;
pub mod spending;
pub mod story;
pub mod term;
mod territory;
mod text;
pub mod then;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::geometry;
use super::problem::{At, File, Problems};
use super::raw::{Data, Table, Text};
use super::slug;
use super::wording::Avoided;

pub use date::Packed;
pub use event::Event;
pub use member::{Card, Member};
pub use partner::Partner;
pub use place::Capital;
pub use source::Source;
pub use territory::Territory;

/// Countries and events are counted in one byte.
const TABLE_LIMIT: usize = 256;

/// All of it, right. Countries and sources are named by their index in `countries` and `sources`.
pub struct Facts {
    pub as_of: Packed,
    pub version: String,
    /// The sources for what is neither member nor partner.
    pub neither: Vec<usize>,
    /// Code and name, in the order of codes.
    pub countries: Vec<(String, String)>,
    /// The names in the style of the United Nations and of the Associated Press, in the order of
    /// `countries`; empty where they equal the name there.
    pub names: Vec<(String, String)>,
    pub members: Vec<Member>,
    pub partners: Vec<Partner>,
    pub territories: Vec<Territory>,
    pub capitals: Vec<Capital>,
    /// The indices of all countries, by name.
    pub by_name: [Vec<usize>; 3],
    /// The indices of members and partners, the largest first.
    pub by_size: Vec<usize>,
    pub cards: Vec<Card>,
    /// In the order of dates.
    pub events: Vec<Event>,
    pub sources: Vec<Source>,
    /// In the order of the file, as are all tables below.
    pub offices: Vec<office::Office>,
    pub groupings: Vec<grouping::Grouping>,
    pub commitments: Vec<commitment::Commitment>,
    /// The protocols of accession, with their ratifications.
    pub protocols: Vec<protocol::Protocol>,
    pub contested: Vec<contested::Contested>,
    /// The glossary.
    pub terms: Vec<term::Term>,
    /// Id and meaning of each verdict.
    pub verdicts: Vec<(String, String)>,
    pub claims: Vec<claim::Claim>,
    pub spending: spending::Spending,
    pub story: Vec<story::Step>,
    pub corrections: Vec<correction::Correction>,
    pub thens: Vec<then::Then>,
    pub shapes: geometry::Source,
    /// How many records have sources: rows of a series and parts with sources of their own included.
    pub records: usize,
    /// How many single things were checked.
    pub checks: usize,
}

/// What the records are checked against.
struct Checker<'a> {
    problems: &'a mut Problems,
    /// Index by code.
    countries: BTreeMap<String, usize>,
    /// The codes in their order.
    codes: Vec<String>,
    sources: BTreeMap<String, usize>,
    weak_sources: BTreeSet<usize>,
    official_sources: BTreeSet<usize>,
    used_sources: BTreeSet<usize>,
    as_of: Packed,
    shapes: &'a geometry::Source,
    avoided: &'a [Avoided],
    records: usize,
    checks: usize,
}

/// Checks everything; problems are added, and the result only counts if there are none.
pub fn check(data: Data, avoided: &[Avoided], problems: &mut Problems) -> Option<Facts> {
    let mut checker = Checker {
        problems,
        countries: BTreeMap::new(),
        codes: Vec::new(),
        sources: BTreeMap::new(),
        weak_sources: BTreeSet::new(),
        official_sources: BTreeSet::new(),
        used_sources: BTreeSet::new(),
        as_of: 0,
        shapes: &data.shapes,
        avoided,
        records: 0,
        checks: 0,
    };
    checker.as_of = checker.day(&data.meta, &data.as_of);
    checker.wording(&data.wording);
    let countries = checker.countries(&data.countries);
    let names: Vec<(String, String)> =
        data.countries.iter().map(|row| (row.name_un.clone(), row.name_ap.clone())).collect();
    let sources = checker.sources(&data.sources);
    let neither = checker.source_list(&At::span(&data.meta, data.as_of.span()), &data.meta, &data.neither);
    let mut capitals = Vec::new();
    let mut cards = Vec::new();
    let offices = checker.offices(&data.offices);
    let mut partners = checker.partners(&data.partners, &data.frameworks, &offices, &mut capitals, &mut cards);
    let territories = checker.territories(&data.territories, &mut cards);
    let mut members = checker.members(&data.members, &mut partners, &mut capitals, &mut cards);
    let mut events = checker.events(&data.events);
    // Sorted before anything counts on the order.
    events.sort_by_key(|event| event.date);
    let groupings = checker.groupings(&data.groupings);
    let commitments = checker.commitments(&data.commitments);
    let protocols = checker.protocols(&data.protocols, &members);
    let contested = checker.contested(&data.contested);
    let terms = checker.terms(&data.terms);
    let verdicts = checker.verdicts(&data.verdicts);
    let claims = checker.claims(&data.claims, &data.verdicts, &verdicts, &events);
    let spending = checker.spending(&data.spending);
    let known = story::Known { events: &events, claims: &claims, groupings: &groupings, capitals: &capitals };
    let story = checker.story(&data.story, &known);
    let corrections = checker.corrections(&data.corrections);
    let thens = checker.thens(&data.thens);
    checker.unused_sources(&data.sources);
    members.sort_by_key(|member| (member.since, plain_letters(&countries[member.country].1)));
    let by_name = [0, 1, 2].map(|style| {
        let name = |index: usize| match (style, &names[index]) {
            (1, (un, _)) if !un.is_empty() => un,
            (2, (_, ap)) if !ap.is_empty() => ap,
            _ => &countries[index].1,
        };
        let mut order: Vec<usize> = (0..countries.len()).collect();
        order.sort_by_key(|&index| plain_letters(name(index)));
        order
    });
    let listed = members.iter().map(|row| row.country).chain(partners.iter().map(|row| row.country));
    let mut by_size: Vec<usize> = listed.collect::<BTreeSet<_>>().into_iter().collect();
    by_size.sort_by_key(|&index| std::cmp::Reverse(data.shapes.area_km2(&countries[index].0) as u64));
    Some(Facts {
        as_of: checker.as_of,
        neither,
        countries,
        names,
        members,
        partners,
        territories,
        capitals,
        by_name,
        by_size,
        cards,
        events,
        sources,
        offices,
        groupings,
        commitments,
        protocols,
        contested,
        terms,
        verdicts,
        claims,
        spending,
        story,
        corrections,
        thens,
        records: checker.records,
        checks: checker.checks,
        version: data.version,
        shapes: data.shapes,
    })
}

impl Checker<'_> {
    /// Counts a check, and adds the problem if it does not hold.
    fn expect(&mut self, holds: bool, at: &At, message: impl Into<String>) {
        self.checks += 1;
        if !holds {
            self.problems.add(at, message);
        }
    }

    /// A permanent id: small letters, digits and hyphens, each once in `seen`.
    fn id(&mut self, file: &Rc<File>, id: &Text, kind: &str, seen: &mut BTreeSet<String>) -> String {
        let at = At::span(file, id.span());
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_formed = !id.get_ref().is_empty() && id.get_ref().bytes().all(is_plain);
        self.expect(is_formed, &at, "an id has small letters, digits and hyphens");
        self.once(&at, id.get_ref(), kind, seen);
        id.get_ref().clone()
    }

    /// Every id stands once.
    fn once(&mut self, at: &At, id: &str, kind: &str, seen: &mut BTreeSet<String>) {
        let is_new = seen.insert(id.to_owned());
        self.expect(is_new, at, format!("{kind} \"{id}\" stands twice"));
    }

    fn country(&mut self, file: &Rc<File>, code: &Text) -> Option<usize> {
        self.country_at(&At::span(file, code.span()), code.get_ref())
    }

    fn country_at(&mut self, at: &At, code: &str) -> Option<usize> {
        let index = self.countries.get(code).copied();
        self.expect(index.is_some(), at, format!("unknown country \"{code}\": no such row in data/countries.csv"));
        index
    }

    /// Countries, each once.
    fn country_list(&mut self, file: &Rc<File>, codes: &[Text]) -> Vec<usize> {
        let mut indices = Vec::new();
        for code in codes {
            let Some(index) = self.country(file, code) else { continue };
            let message = format!("country \"{}\" stands twice", code.get_ref());
            self.expect(!indices.contains(&index), &At::span(file, code.span()), message);
            indices.push(index);
        }
        indices
    }

    /// The index of a word in the list of those allowed; 0 when it is not there.
    fn one_of(&mut self, file: &Rc<File>, word: &Text, name: &str, allowed: &[&str]) -> usize {
        self.one_of_at(&At::span(file, word.span()), word.get_ref(), name, allowed)
    }

    fn one_of_at(&mut self, at: &At, word: &str, name: &str, allowed: &[&str]) -> usize {
        let index = allowed.iter().position(|allowed| *allowed == word);
        self.expect(index.is_some(), at, format!("{name} \"{word}\" is not one of {}", allowed.join(", ")));
        index.unwrap_or_default()
    }

    /// Whether a record is of high confidence; what is of low confidence stays out.
    fn is_firm(&mut self, file: &Rc<File>, confidence: &Text) -> bool {
        let word = confidence.get_ref();
        let message = format!("confidence \"{word}\" is neither high nor medium: keep it out");
        self.expect(["high", "medium"].contains(&word.as_str()), &At::span(file, confidence.span()), message);
        word == "high"
    }

    /// No more records than the packed tables can count.
    fn limit<T>(&mut self, table: &Table<T>, name: &str) {
        if let Some(record) = table.records.get(TABLE_LIMIT) {
            self.expect(false, &table.at(record), format!("more than {TABLE_LIMIT} {name}"));
        }
    }
}

/// A name for sorting: small letters without marks.
fn plain_letters(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).map(slug::plain).collect()
}

//! Who has promised what to whom on a date: the instruments between two countries, the strongest of them, the web of one.
//!
//! Instruments come from `data/commitments.toml` with the data-only part; until then nothing can be said. A promise to one
//! country is never one to another: what two have in common with a third is told apart, and makes no link.

use super::atlas::{atlas, CountryId, PartnerGroup};
use super::date::Date;
use super::layers::{Layers, Record};
use super::texts::texts;
use crate::copy;

/// What an instrument is, from the strongest on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A treaty by which an armed attack on one concerns the others.
    MutualDefence,
    /// A political statement that speaks of help.
    Assurance,
    /// A promise to consult.
    Consultation,
    /// Rules for forces in the other's country.
    Access,
    /// Arms and technology.
    Technology,
    /// Secret information.
    Intelligence,
    /// A programme or a dialogue.
    Partnership,
    /// Nothing that is in force.
    None,
}

impl Kind {
    /// All kinds that link, from the strongest on.
    pub const ALL: [Kind; 7] = [
        Kind::MutualDefence,
        Kind::Assurance,
        Kind::Consultation,
        Kind::Access,
        Kind::Technology,
        Kind::Intelligence,
        Kind::Partnership,
    ];

    /// The words in `data-verdict` and in `data-tone`.
    pub const KEYS: [&'static str; 8] =
        ["mutual-defence", "assurance", "consultation", "access", "technology", "intelligence", "partnership", "none"];

    /// Its word.
    pub fn key(self) -> &'static str {
        Kind::KEYS.get(self as usize).copied().unwrap_or_default()
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::MutualDefence => copy::KIND_MUTUAL_DEFENCE,
            Kind::Assurance => copy::KIND_ASSURANCE,
            Kind::Consultation => copy::KIND_CONSULTATION,
            Kind::Access => copy::KIND_ACCESS,
            Kind::Technology => copy::KIND_TECHNOLOGY,
            Kind::Intelligence => copy::KIND_INTELLIGENCE,
            Kind::Partnership => copy::KIND_PARTNERSHIP,
            Kind::None => copy::KIND_NONE,
        }
    }
}

/// How an instrument stands on a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    /// In force; of declarations and programmes, in effect.
    InForce,
    /// In force for others; one of the two has suspended it towards the other since a day.
    Suspended(Date),
    /// Signed; that it is in force is not known.
    Signed,
    /// Ended, or dormant, since a day.
    Over(Date),
}

/// An instrument between two countries.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// The instrument. `text` has its paragraphs, between tabs: its name in full, the clause with its place and how it is
    /// given, what it means, whether help is a duty, where it applies. `from` is the day of signature, `in_force` the day from
    /// which it counts, `until` the day on which it ended or, if it `is_vague`, became dormant, `shape` its hub. Where no day
    /// is known, it `is_vague` as well, and `from` is that of its first source.
    pub record: &'static Record,
    /// How it stands.
    pub state: State,
}

impl Link {
    /// What it is; `None` for what amends another treaty.
    pub fn kind(self) -> Kind {
        Kind::ALL.get(usize::from(self.record.class & 7)).copied().unwrap_or(Kind::None)
    }

    /// What is in force comes first, the strongest first; then what is suspended, signed, over.
    fn order(self) -> u8 {
        let state = match self.state {
            State::InForce => 0,
            State::Suspended(_) => 1,
            State::Signed => 2,
            State::Over(_) => 3,
        };
        state * 8 + self.kind() as u8
    }

    /// The kind, if it counts on the date.
    pub fn counted(self) -> Kind {
        if self.state == State::InForce {
            self.kind()
        } else {
            Kind::None
        }
    }

    /// Whether it is political and not legal.
    pub fn is_political(self) -> bool {
        self.record.class & 8 > 0
    }
}

/// The organisations that can be the other side, by the treaty that has their members: NATO, the European Union.
const ORGANISATIONS: [&str; 2] = ["north-atlantic-treaty", "eu-42-7"];

/// The organisation that is the other side of an instrument.
fn organisation(record: &Record) -> Option<&'static str> {
    usize::from(record.class >> 4).checked_sub(1).and_then(|index| ORGANISATIONS.get(index).copied())
}

fn layers() -> Option<&'static Layers> {
    texts().map(|texts| &texts.layers)
}

/// The thirty-two members and the four partners, by name: those whose commitments are recorded.
pub fn recorded() -> Vec<CountryId> {
    let atlas = atlas();
    let is_recorded = |id: &CountryId| {
        atlas.country(*id).is_some_and(|country| {
            let group = country.partnership.map(|partnership| partnership.group);
            country.membership.is_some() || group == Some(PartnerGroup::IndoPacific)
        })
    };
    atlas.by_name().iter().copied().filter(is_recorded).collect()
}

/// Whom the reader meets first: those that are most often taken for allies of each other.
const FIRST_PAIR: [&str; 2] = ["JPN", "DEU"];

/// The two that are compared: the first two selected whose commitments are recorded, filled up from `FIRST_PAIR`.
pub fn pair(select: &[CountryId]) -> [CountryId; 2] {
    let atlas = atlas();
    let recorded = recorded();
    let first = FIRST_PAIR.iter().filter_map(|code| atlas.country_by_code(code));
    let mut pair = Vec::new();
    for id in select.iter().copied().filter(|id| recorded.contains(id)).chain(first) {
        if !pair.contains(&id) {
            pair.push(id);
        }
    }
    match *pair.as_slice() {
        [one, other, ..] => [one, other],
        // Only a damaged bundle has no such countries.
        _ => [CountryId(0); 2],
    }
}

/// Every instrument between two countries that had been signed by a day: what is in force first, the strongest first.
pub fn links(one: CountryId, other: CountryId, day: Date) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(layers) = layers().filter(|_| one != other) {
        for (index, record) in layers.commitments.iter().enumerate() {
            if is_between(layers, record, one, other, day) {
                let link = Link { record, state: state(layers, index, record, one, other, day) };
                // Sorting by the standard library would weigh five kilobytes here.
                let place = links.iter().position(|other: &Link| other.order() > link.order());
                links.insert(place.unwrap_or(links.len()), link);
            }
        }
    }
    links
}

/// Whether an instrument has one country on each side.
fn is_between(layers: &Layers, record: &Record, one: CountryId, other: CountryId, day: Date) -> bool {
    let is_party = |id: CountryId| record.has_member(id, day);
    match organisation(record) {
        // A partner signed with the organisation.
        Some(id) => layers.commitments.iter().any(|treaty| {
            let is_in = |id: CountryId| treaty.has_member(id, day) && !is_party(id);
            treaty.id == id
                && is_effective(treaty, day)
                && (is_party(one) && is_in(other) || is_party(other) && is_in(one))
        }),
        None => {
            let is_at_hub = record.shape.is_none_or(|hub| hub == one || hub == other);
            is_at_hub && record.from.or(record.in_force).is_some() && is_party(one) && is_party(other)
        }
    }
}

/// Whether an instrument had taken effect by a day and had not ended.
fn is_effective(record: &Record, day: Date) -> bool {
    record.in_force.is_some_and(|since| since.last_day() <= day) && !record.is_over(day)
}

fn state(layers: &Layers, index: usize, record: &Record, one: CountryId, other: CountryId, day: Date) -> State {
    let suspended = layers.suspended.iter().find(|(treaty, first, second, since)| {
        let is_pair = (*first, *second) == (one, other) || (*first, *second) == (other, one);
        *treaty == index && is_pair && since.is_some_and(|since| since.last_day() <= day)
    });
    let suspended = suspended.and_then(|(.., since)| *since);
    match (record.until, suspended.or_else(|| suspended_by_nato(record, [one, other], day))) {
        (Some(until), _) if record.is_over(day) => State::Over(until),
        (_, Some(since)) => State::Suspended(since),
        _ if is_effective(record, day) => State::InForce,
        _ => State::Signed,
    }
}

/// Since when NATO has suspended its cooperation with the partner among two countries.
fn suspended_by_nato(record: &Record, pair: [CountryId; 2], day: Date) -> Option<Date> {
    let is_with_nato = organisation(record) == Some(ORGANISATIONS[0]);
    let partnerships = pair.into_iter().filter_map(|id| atlas().country(id)?.partnership);
    partnerships.filter(|of| is_with_nato && of.is_suspended(day)).find_map(|of| of.suspended)
}

/// The strongest kind in force between two countries on a day.
pub fn verdict(one: CountryId, other: CountryId, day: Date) -> Kind {
    links(one, other, day).first().map_or(Kind::None, |link| link.counted())
}

/// What two countries have in common without owing it to each other: allies of both, with the treaty of each.
#[derive(Clone, PartialEq, Debug)]
pub struct Shared {
    /// The allies, by name.
    pub with: Vec<CountryId>,
    /// The treaty of the first country with them.
    pub first: &'static Record,
    /// The treaty of the second.
    pub second: &'static Record,
}

/// The allies that two countries share while no treaty of mutual defence binds these two themselves.
pub fn shared(one: CountryId, other: CountryId, day: Date) -> Vec<Shared> {
    let mut found: Vec<Shared> = Vec::new();
    if verdict(one, other, day) == Kind::MutualDefence {
        return found;
    }
    let treaty = |id: CountryId, with: CountryId| {
        let strongest = links(id, with, day).first().copied();
        strongest.filter(|link| link.counted() == Kind::MutualDefence).map(|link| link.record)
    };
    for with in recorded() {
        let Some((first, second)) = treaty(one, with).zip(treaty(other, with)) else { continue };
        match found.iter_mut().find(|shared| (shared.first.id, shared.second.id) == (first.id, second.id)) {
            Some(shared) => shared.with.push(with),
            None => found.push(Shared { with: vec![with], first, second }),
        }
    }
    found
}

/// Everyone that a country is linked with on a day, by kind from the strongest on, then by name.
pub fn web(country: CountryId, day: Date) -> Vec<(CountryId, Kind)> {
    let kinds: Vec<Kind> = atlas().by_name().iter().map(|&id| verdict(country, id, day)).collect();
    let mut web = Vec::new();
    for kind in Kind::ALL {
        let of_kind = atlas().by_name().iter().zip(&kinds).filter(|(_, other)| **other == kind);
        web.extend(of_kind.map(|(id, _)| (*id, kind)));
    }
    web
}

//! Accessions as the allies approved them: from signature, or from the application, to the day of joining.
//!
//! Part of `texts`, so absent until the data-only part has arrived; from `data/ratifications.toml`.

use super::atlas::{atlas, CountryId};
use super::date::Date;
use super::phrase::Phrase;
use super::text::{count, plural};
use super::texts::{texts, Source};
use super::unpack::Unpacker;
use super::view::View;

/// An approval by one ally.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The ally.
    pub country: CountryId,
    /// When.
    pub date: Date,
    /// 0 the end of its parliamentary procedure, 1 the note to the depositary, 2 the deposit.
    pub kind: u8,
}

/// A protocol of accession.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protocol {
    /// Who joined by it.
    pub acceding: Vec<CountryId>,
    /// When they applied, if that is recorded.
    pub applied: Option<Date>,
    /// When the allies signed it.
    pub signed: Date,
    /// When its countries joined.
    pub accession: Date,
    /// How many allies had to approve.
    pub allies: usize,
    /// What the dates are; may be empty.
    pub note: &'static str,
    /// The approvals that are recorded, in the order of dates.
    pub steps: Vec<Step>,
    /// Indices of its sources.
    pub sources: Vec<usize>,
}

/// Reads what `src/build/pack.rs` writes.
pub fn unpack(table: &mut Unpacker<'static>) -> Vec<Protocol> {
    let count = table.count();
    let mut protocols = Vec::with_capacity(count);
    for note in table.strings(count) {
        let (acceding, sources) = (table.countries(), table.list());
        let (applied, signed, accession) = (table.optional_date(), table.date(), table.date());
        let allies = table.index();
        let mut steps = Vec::new();
        for _ in 0..table.count() {
            steps.push(Step { country: CountryId(table.small()), date: table.date(), kind: table.small() });
        }
        protocols.push(Protocol { acceding, applied, signed, accession, allies, note, steps, sources });
    }
    protocols
}

impl Protocol {
    /// The next day after a date on which anything happened.
    pub fn next_after(&self, date: Date) -> Option<Date> {
        let days = self.steps.iter().map(|step| step.date).chain([self.signed, self.accession]);
        days.filter(|day| *day > date.last_day()).min()
    }

    /// When the way to accession began: with the application, else with the signature.
    pub fn start(&self) -> Date {
        self.applied.unwrap_or(self.signed)
    }
}

/// The protocol of an accession, and its number, if approvals of it are recorded.
pub fn protocol_of(country: CountryId) -> Option<(u8, &'static Protocol)> {
    let protocols = texts().map(|texts| texts.protocols.as_slice()).unwrap_or_default();
    (0..).zip(protocols).find(|(_, protocol)| protocol.acceding.contains(&country))
}

/// An ally in the race.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Runner {
    /// Which.
    pub country: CountryId,
    /// When it approved, and how, in words.
    pub date: String,
    /// Days from the signature.
    pub days: i32,
    /// The length of its way, hundredths of a percent of the longest.
    pub length: i32,
    /// Whether it had approved by the governing date.
    pub is_done: bool,
}

/// The race of the allies to approve an accession, on the governing date.
#[derive(Clone, PartialEq, Debug)]
pub struct Race {
    /// The number of the protocol.
    pub protocol: u8,
    /// "Applied on …, signed on …, joined on …: 660 days."
    pub summary: String,
    /// "29 of 30 allies had approved on 1 February 2024."
    pub state: String,
    /// What the dates are.
    pub note: &'static str,
    /// Each approval that is recorded.
    pub runners: Vec<Runner>,
    /// Where this comes from.
    pub sources: Vec<&'static Source>,
}

/// The race for a country, if it is recorded.
pub fn race(view: &View, country: CountryId) -> Option<Race> {
    let texts = texts()?;
    let (number, protocol) = protocol_of(country).filter(|(_, protocol)| !protocol.steps.is_empty())?;
    let day = atlas().governing_day(view.date);
    let since = |date: Date| date.day_number() - protocol.signed.day_number();
    let whole = since(protocol.accession).max(1);
    let kinds = [Phrase::Approved, Phrase::Notified, Phrase::Deposited];
    let runners: Vec<Runner> = protocol
        .steps
        .iter()
        .map(|step| Runner {
            country: step.country,
            date: kinds.get(usize::from(step.kind)).unwrap_or(&Phrase::Approved).say(&[("date", &step.date.words())]),
            days: since(step.date),
            length: (since(step.date).min(since(day)).max(0) * 10_000 / whole).min(10_000),
            is_done: step.date <= day,
        })
        .collect();
    let mut done: Vec<CountryId> = Vec::new();
    for step in protocol.steps.iter().filter(|step| step.date <= day) {
        if !done.contains(&step.country) {
            done.push(step.country);
        }
    }
    let days = protocol.accession.day_number() - protocol.start().day_number();
    let days = plural(usize::try_from(days).unwrap_or_default(), Phrase::DaysOne.words(), Phrase::DaysOther.words());
    let (signed, joined) = (protocol.signed.words(), protocol.accession.words());
    let values = [("signed", signed.as_str()), ("joined", &joined), ("days", &days)];
    let summary = match protocol.applied {
        Some(applied) => Phrase::RaceApplied.say(&[values[0], values[1], values[2], ("applied", &applied.words())]),
        None => Phrase::RaceSigned.say(&values),
    };
    let state =
        Phrase::RaceState.say(&[("n", &count(done.len())), ("all", &count(protocol.allies)), ("date", &day.words())]);
    let sources = texts.sources_at(&protocol.sources);
    Some(Race { protocol: number, summary, state, note: protocol.note, runners, sources })
}

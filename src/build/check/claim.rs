//! What the article said, and the verdicts on it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::problem::{At, File};
use super::super::raw::claim as raw;
use super::super::raw::{Table, Text};
use super::text::{LABEL_LIMIT, NOTE_LIMIT, SUMMARY_LIMIT};
use super::{Checker, Event};

/// Most countries that a claim is chiefly about.
const COUNTRY_LIMIT: usize = 6;
/// Most events that bear on a claim.
const EVENT_LIMIT: usize = 4;

/// A claim of the article.
pub struct Claim {
    pub id: String,
    /// What the article said, in our words.
    pub claim: String,
    /// Index into `verdicts`.
    pub verdict: usize,
    /// How it stood in May 2023.
    pub at_time: String,
    /// What happened afterwards; may be empty.
    pub since: String,
    /// The countries that it is chiefly about, as indices; empty for NATO as a whole.
    pub countries: Vec<usize>,
    /// The events that announced or settled it, as indices into `Facts::events`; may be empty.
    pub events: Vec<usize>,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    /// Id and meaning of each verdict.
    pub fn verdicts(&mut self, table: &Table<raw::Verdict>) -> Vec<(String, String)> {
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for verdict in table.records.iter().map(|record| record.get_ref()) {
            let id = self.ours(&table.file, &verdict.id, "id", LABEL_LIMIT);
            self.once(&table.at(&verdict.id), &id, "verdict", &mut seen);
            rows.push((id, self.ours(&table.file, &verdict.meaning, "meaning", LABEL_LIMIT)));
        }
        rows
    }

    /// Every claim has one of the verdicts, and every verdict a claim. `events` are in the order of `Facts::events`.
    pub fn claims(
        &mut self,
        table: &Table<raw::Claim>,
        verdict_table: &Table<raw::Verdict>,
        verdicts: &[(String, String)],
        events: &[Event],
    ) -> Vec<Claim> {
        let file = &table.file;
        let ids: Vec<&str> = verdicts.iter().map(|(id, _)| id.as_str()).collect();
        let mut seen = BTreeSet::new();
        let mut rows: Vec<Claim> = Vec::new();
        for record in &table.records {
            let claim = record.get_ref();
            self.bearings(&table.at(&claim.id), claim);
            rows.push(Claim {
                id: self.id(file, &claim.id, "claim", &mut seen),
                claim: self.ours(file, &claim.claim, "claim", NOTE_LIMIT),
                verdict: self.one_of(file, &claim.verdict, "verdict", &ids),
                at_time: self.ours(file, &claim.at_time, "at_time", SUMMARY_LIMIT),
                since: self.optional_ours(file, claim.since.as_ref(), "since", SUMMARY_LIMIT),
                countries: self.country_list(file, &claim.countries),
                events: self.event_list(file, &claim.events, events),
                is_firm: self.is_firm(file, &claim.confidence),
                sources: self.source_list(&table.at(record), file, &claim.sources),
            });
        }
        for (index, record) in verdict_table.records.iter().enumerate() {
            let id = &record.get_ref().id;
            let is_used = rows.iter().any(|claim| claim.verdict == index);
            let message = format!("verdict \"{}\" is not used by any claim", id.get_ref());
            self.expect(is_used, &verdict_table.at(id), message);
        }
        rows
    }
    /// A claim leads to a country or an event, and not to so many that it leads nowhere.
    fn bearings(&mut self, at: &At, claim: &raw::Claim) {
        let (countries, events) = (claim.countries.len(), claim.events.len());
        self.expect(countries + events > 0, at, "a claim names a country or an event");
        let message = format!("a claim has {countries} countries, {COUNTRY_LIMIT} are allowed");
        self.expect(countries <= COUNTRY_LIMIT, at, message);
        let message = format!("a claim has {events} events, {EVENT_LIMIT} are allowed");
        self.expect(events <= EVENT_LIMIT, at, message);
    }

    /// The indices of events, each once.
    fn event_list(&mut self, file: &Rc<File>, ids: &[Text], events: &[Event]) -> Vec<usize> {
        let mut indices = Vec::new();
        for id in ids {
            let at = At::span(file, id.span());
            let index = events.iter().position(|event| event.id == *id.get_ref());
            let message = format!("unknown event \"{}\": no such id in data/events.toml", id.get_ref());
            self.expect(index.is_some(), &at, message);
            let Some(index) = index else { continue };
            let message = format!("event \"{}\" stands twice", id.get_ref());
            self.expect(!indices.contains(&index), &at, message);
            indices.push(index);
        }
        indices
    }
}

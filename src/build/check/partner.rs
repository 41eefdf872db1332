//! Partners, their frameworks, documents and missions.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::problem::{At, File};
use super::super::raw::partner as raw;
use super::super::raw::{Table, Text};
use super::office::Office;
use super::text::{LABEL_LIMIT, SUMMARY_LIMIT};
use super::{Capital, Card, Checker, Packed};

const GROUPS: [&str; 5] =
    ["indo-pacific", "global", "pfp-eapc", "mediterranean-dialogue", "istanbul-cooperation-initiative"];
/// The group of the four: its place in `GROUPS`.
pub const INDO_PACIFIC: usize = 0;
/// The group of those that were in the Partnership for Peace.
pub const PFP: usize = 2;
const LEVELS: [&str; 4] = ["leader", "minister", "adviser", "not confirmed"];

/// A partner, by the index of its country.
pub struct Partner {
    pub country: usize,
    pub group: usize,
    pub since: Packed,
    /// Since when, and until when, it was suspended; 0 for none.
    pub suspended: [Packed; 2],
}

impl Checker<'_> {
    pub fn partners(
        &mut self,
        table: &Table<raw::Partner>,
        frameworks: &Table<raw::Framework>,
        offices: &[Office],
        capitals: &mut Vec<Capital>,
        cards: &mut Vec<Card>,
    ) -> Vec<Partner> {
        let file = &table.file;
        let frameworks = self.frameworks(frameworks);
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let partner = record.get_ref();
            let Some(country) = self.country(file, &partner.id) else { continue };
            self.once(&table.at(&partner.id), partner.id.get_ref(), "partner", &mut seen);
            if let Some(confidence) = &partner.confidence {
                self.is_firm(file, confidence);
            }
            let group = self.one_of(file, &partner.group, "group", &GROUPS);
            let since = self.date(file, &partner.since);
            let suspended = self.suspension(table, partner);
            self.participations(file, partner, &frameworks);
            self.partner_offices(file, partner, country, offices);
            let documents = self.documents(file, partner);
            let mission = self.mission(table, partner);
            self.attendances(table, partner);
            self.plans(file, partner);
            capitals.push(self.capital(file, country, &partner.capital));
            cards.push(Card {
                country,
                note: self.note(file, partner.note.as_ref()),
                documents,
                mission,
                sources: self.source_list(&table.at(record), file, all_sources(partner)),
            });
            rows.push(Partner { country, group, since, suspended });
        }
        rows
    }

    fn frameworks(&mut self, table: &Table<raw::Framework>) -> BTreeSet<String> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        for record in &table.records {
            let framework = record.get_ref();
            self.id(file, &framework.id, "framework", &mut seen);
            self.ours(file, &framework.name, "name", LABEL_LIMIT);
            self.optional_ours(file, framework.short.as_ref(), "short", LABEL_LIMIT);
            self.optional_ours(file, framework.description.as_ref(), "description", SUMMARY_LIMIT);
            self.note(file, framework.note.as_ref());
            self.date(file, &framework.launched);
            self.source_list(&table.at(record), file, &framework.sources);
        }
        seen
    }

    fn suspension(&mut self, table: &Table<raw::Partner>, partner: &raw::Partner) -> [Packed; 2] {
        let Some(suspension) = &partner.suspended else { return [0; 2] };
        let until = suspension.until.as_ref();
        let dates = [("since", Some(&partner.since)), ("suspended", Some(&suspension.since)), ("until", until)];
        self.in_order(&table.file, &dates);
        self.source_list(&table.at(&suspension.since), &table.file, &suspension.sources);
        [self.date(&table.file, &suspension.since), self.optional_date(&table.file, until)]
    }

    fn participations(&mut self, file: &Rc<File>, partner: &raw::Partner, frameworks: &BTreeSet<String>) {
        for part in &partner.frameworks {
            let message = format!("unknown framework \"{}\"", part.id.get_ref());
            self.expect(frameworks.contains(part.id.get_ref()), &At::span(file, part.id.span()), message);
            self.optional_date(file, part.since.as_ref());
            self.optional_date(file, part.suspended.as_ref());
            self.in_order(file, &[("since", part.since.as_ref()), ("suspended", part.suspended.as_ref())]);
            self.note(file, part.note.as_ref());
        }
    }

    /// The offices exist, and stand in the country that names them.
    fn partner_offices(&mut self, file: &Rc<File>, partner: &raw::Partner, country: usize, offices: &[Office]) {
        for id in &partner.offices {
            let at = At::span(file, id.span());
            let office = offices.iter().find(|office| office.id == *id.get_ref());
            self.expect(office.is_some(), &at, format!("unknown office \"{}\"", id.get_ref()));
            let is_here = office.is_none_or(|office| office.country == country);
            self.expect(is_here, &at, format!("office \"{}\" is in another country", id.get_ref()));
        }
    }

    fn documents(&mut self, file: &Rc<File>, partner: &raw::Partner) -> Vec<(String, Packed)> {
        let mut documents = Vec::new();
        for document in &partner.documents {
            self.source_list(&At::span(file, document.label.span()), file, &document.sources);
            self.optional_ours(file, document.status.as_ref(), "status", LABEL_LIMIT);
            self.note(file, document.note.as_ref());
            let label = self.ours(file, &document.label, "label", LABEL_LIMIT);
            documents.push((label, self.optional_date(file, document.date.as_ref())));
        }
        documents
    }

    fn mission(&mut self, table: &Table<raw::Partner>, partner: &raw::Partner) -> Packed {
        let Some(mission) = &partner.mission else { return 0 };
        let file = &table.file;
        let (since, own_head) = (mission.since.as_ref(), mission.separate_head_since.as_ref());
        self.source_list(&table.at(&partner.id), file, &mission.sources);
        self.optional_date(file, own_head);
        self.in_order(file, &[("since", since), ("separate_head_since", own_head)]);
        self.note(file, mission.note.as_ref());
        self.optional_date(file, since)
    }

    /// The programme in force, the wish to join, and neutrality.
    fn plans(&mut self, file: &Rc<File>, partner: &raw::Partner) {
        if let Some(programme) = &partner.programme {
            let (start, end) = (programme.start.as_ref(), programme.end.as_ref());
            self.optional_date(file, start);
            if let Some(end) = end {
                self.any_date(file, end);
            }
            self.in_order(file, &[("start", start), ("end", end)]);
            self.ours(file, &programme.kind, "kind", LABEL_LIMIT);
            self.ours(file, &programme.status, "status", LABEL_LIMIT);
        }
        if let Some(aspirant) = &partner.aspirant {
            self.date(file, &aspirant.since);
            self.ours(file, &aspirant.detail, "detail", LABEL_LIMIT);
        }
        self.optional_ours(file, partner.neutrality.as_ref(), "neutrality", LABEL_LIMIT);
    }

    fn attendances(&mut self, table: &Table<raw::Partner>, partner: &raw::Partner) {
        for summit in &partner.summits {
            let is_past = u32::from(*summit.year.get_ref()) <= self.as_of / 10_000;
            self.expect(is_past, &table.at(&summit.year), "the year is after as_of in data/meta.toml");
            self.ours(&table.file, &summit.place, "place", LABEL_LIMIT);
            self.one_of(&table.file, &summit.level, "level", &LEVELS);
            self.source_list(&table.at(&summit.year), &table.file, &summit.sources);
        }
    }
}

/// The sources of a partner and of all its parts.
fn all_sources(partner: &raw::Partner) -> impl Iterator<Item = &Text> {
    let suspension = partner.suspended.iter().flat_map(|suspension| &suspension.sources);
    let documents = partner.documents.iter().flat_map(|document| &document.sources);
    let mission = partner.mission.iter().flat_map(|mission| &mission.sources);
    let summits = partner.summits.iter().flat_map(|summit| &summit.sources);
    partner.sources.iter().chain(suspension).chain(documents).chain(mission).chain(summits)
}

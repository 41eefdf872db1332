//! Alliances and other groupings of states.

use std::collections::BTreeSet;
use std::rc::Rc;

use toml::Spanned;

use super::super::problem::{At, File};
use super::super::raw::{self, Table};
use super::text::{LABEL_LIMIT, NOTE_LIMIT, SUMMARY_LIMIT};
use super::{Checker, Packed};

/// A grouping.
pub struct Grouping {
    pub id: String,
    pub name: String,
    /// The name in full, where `name` is short; else empty.
    pub long: String,
    /// As shown to the reader.
    pub kind: String,
    pub members: Vec<usize>,
    /// Of those that joined after the foundation or have left, a row each.
    pub changes: Vec<Change>,
    pub founded: Packed,
    /// Of its treaty; 0 if there is none.
    pub in_force: Packed,
    /// `None` if not known.
    pub is_binding: Option<bool>,
    /// There is a clause on mutual defence.
    pub has_mutual_defence: bool,
    /// What the clause says, in our words; may be empty.
    pub clause: String,
    /// Where the clause applies; may be empty.
    pub area: String,
    pub summary: String,
    pub suspensions: Vec<Suspension>,
    /// In the order of dates.
    pub milestones: Vec<Milestone>,
    /// May be empty.
    pub note: String,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

/// When a member joined that was not there from the foundation, and when it left.
pub struct Change {
    pub member: usize,
    /// 0 for the foundation.
    pub since: Packed,
    /// 0 for not yet.
    pub until: Packed,
    pub sources: Vec<usize>,
}

/// Obligations that one party suspended towards another.
pub struct Suspension {
    pub between: Vec<usize>,
    pub by: usize,
    pub since: Packed,
    /// May be empty.
    pub note: String,
    pub sources: Vec<usize>,
}

/// A step in the life of a grouping.
pub struct Milestone {
    pub date: Packed,
    pub label: String,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn groupings(&mut self, table: &Table<raw::grouping::Grouping>) -> Vec<Grouping> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let grouping = record.get_ref();
            let (founded, in_force) = (Some(&grouping.founded), grouping.in_force.as_ref());
            self.in_order(file, &[("founded", founded), ("in_force", in_force)]);
            rows.push(Grouping {
                id: self.id(file, &grouping.id, "grouping", &mut seen),
                name: self.ours(file, &grouping.name, "name", LABEL_LIMIT),
                long: self.optional_ours(file, grouping.long.as_ref(), "long", LABEL_LIMIT),
                kind: self.ours(file, &grouping.kind, "type", LABEL_LIMIT),
                members: self.country_list(file, &grouping.members),
                changes: self.changes(table, grouping),
                founded: self.date(file, &grouping.founded),
                in_force: self.optional_date(file, in_force),
                is_binding: grouping.binding,
                has_mutual_defence: grouping.mutual_defence,
                clause: self.optional_ours(file, grouping.clause.as_ref(), "clause", NOTE_LIMIT),
                area: self.optional_ours(file, grouping.area.as_ref(), "area", NOTE_LIMIT),
                summary: self.ours(file, &grouping.summary, "summary", SUMMARY_LIMIT),
                suspensions: self.suspensions(file, &grouping.suspended),
                milestones: self.milestones(file, &grouping.milestones),
                note: self.note(file, grouping.note.as_ref()),
                is_firm: self.is_firm(file, &grouping.confidence),
                sources: self.source_list(&table.at(record), file, &grouping.sources),
            });
        }
        rows
    }

    fn milestones(&mut self, file: &Rc<File>, records: &[Spanned<raw::grouping::Milestone>]) -> Vec<Milestone> {
        let records = records.iter().map(|record| (At::span(file, record.span()), record.get_ref()));
        let rows = records.map(|(at, milestone)| Milestone {
            date: self.date(file, &milestone.date),
            label: self.ours(file, &milestone.label, "label", LABEL_LIMIT),
            sources: self.source_list(&at, file, &milestone.sources),
        });
        rows.collect()
    }

    /// Who is a member today has not left; who has left is no member.
    fn changes(&mut self, table: &Table<raw::grouping::Grouping>, grouping: &raw::grouping::Grouping) -> Vec<Change> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &grouping.changes {
            let change = record.get_ref();
            let (since, until) = (change.since.as_ref(), change.until.as_ref());
            self.in_order(file, &[("founded", Some(&grouping.founded)), ("since", since), ("until", until)]);
            let sources = self.source_list(&table.at(record), file, &change.sources);
            let since = self.optional_date(file, since);
            let until = self.optional_date(file, until);
            for member in &change.members {
                let is_listed = grouping.members.iter().any(|other| other.get_ref() == member.get_ref());
                let message = "a member of today has no until, and only a member of today";
                self.expect(is_listed == (until == 0), &table.at(member), message);
                let Some(member) = self.country(file, member) else { continue };
                rows.push(Change { member, since, until, sources: sources.clone() });
            }
        }
        rows
    }

    /// Shared with the commitments.
    pub fn suspensions(&mut self, file: &Rc<File>, records: &[Spanned<raw::grouping::Suspension>]) -> Vec<Suspension> {
        let mut rows = Vec::new();
        for record in records {
            let suspension = record.get_ref();
            let Some(by) = self.country(file, &suspension.by) else { continue };
            rows.push(Suspension {
                between: self.country_list(file, &suspension.between),
                by,
                since: self.date(file, &suspension.since),
                note: self.note(file, suspension.note.as_ref()),
                sources: self.source_list(&At::span(file, record.span()), file, &suspension.sources),
            });
        }
        rows
    }
}

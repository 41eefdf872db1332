//! Protocols of accession, and who approved them when.

use std::collections::BTreeSet;

use super::super::raw::protocol as raw;
use super::super::raw::{Table, Text};
use super::date::{first_day, last_day, overlap, parse_date};
use super::text::LABEL_LIMIT;
use super::{Checker, Member, Packed};

/// What a date of approval can be the date of.
pub const STEPS: [&str; 3] = ["approved", "notified", "deposited"];

/// A protocol of accession.
pub struct Protocol {
    pub id: String,
    pub name: String,
    pub acceding: Vec<usize>,
    /// By the acceding countries; 0 if not recorded.
    pub applied: Packed,
    /// By the members.
    pub signed: Packed,
    /// 0 if not confirmed.
    pub in_force: Packed,
    /// When the acceding countries joined.
    pub accession: Packed,
    /// How many members had to approve.
    pub allies: usize,
    /// Every one of them is listed.
    pub is_complete: bool,
    pub ratifications: Vec<Ratification>,
    /// May be empty.
    pub note: String,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

/// The approval of a protocol by a member; one member may have several, one for each step.
pub struct Ratification {
    pub country: usize,
    pub date: Packed,
    /// Index into `STEPS`.
    pub step: usize,
    /// May be empty.
    pub note: String,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn protocols(&mut self, table: &Table<raw::Protocol>, members: &[Member]) -> Vec<Protocol> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let protocol = record.get_ref();
            let (signed, accession) = (&protocol.signed, &protocol.accession);
            let in_force = protocol.in_force.as_ref();
            let applied = protocol.applied.as_ref();
            let signed_on = ("signed", Some(signed));
            let dates = [("applied", applied), signed_on, ("in_force", in_force), ("accession", Some(accession))];
            self.in_order(file, &dates);
            let row = Protocol {
                id: self.id(file, &protocol.id, "protocol", &mut seen),
                name: self.filled(file, &protocol.name, "name", LABEL_LIMIT),
                acceding: self.country_list(file, &protocol.acceding),
                applied: self.optional_date(file, applied),
                signed: self.date(file, signed),
                in_force: self.optional_date(file, in_force),
                accession: self.date(file, accession),
                allies: *protocol.allies.get_ref(),
                is_complete: protocol.complete,
                ratifications: self.ratifications(table, protocol, members),
                note: self.note(file, protocol.note.as_ref()),
                is_firm: self.is_firm(file, &protocol.confidence),
                sources: self.source_list(&table.at(record), file, &protocol.sources),
            };
            self.acceding(table, protocol, &row, members);
            self.allies(table, protocol, &row, members);
            rows.push(row);
        }
        rows
    }

    /// Those who accede are members, since the day of the protocol.
    fn acceding(&mut self, table: &Table<raw::Protocol>, protocol: &raw::Protocol, row: &Protocol, members: &[Member]) {
        for (code, country) in protocol.acceding.iter().zip(&row.acceding) {
            let member = members.iter().find(|member| member.country == *country);
            self.expect(member.is_some(), &table.at(code), format!("\"{}\" is not a member", code.get_ref()));
            let is_same =
                member.is_none_or(|member| overlap(member.since, row.accession) && overlap(member.signed, row.signed));
            let message = format!("signature or accession of \"{}\" differs from data/members.toml", code.get_ref());
            self.expect(is_same, &table.at(code), message);
        }
    }

    /// So many members there were, with those who joined before those who accede; a complete list has them all.
    fn allies(&mut self, table: &Table<raw::Protocol>, protocol: &raw::Protocol, row: &Protocol, members: &[Member]) {
        let at = table.at(&protocol.allies);
        let is_earlier =
            |member: &&Member| member.since < last_day(row.accession) && !row.acceding.contains(&member.country);
        let count = members.iter().filter(is_earlier).count();
        let message = format!("there were {count} members before the accession");
        self.expect(row.allies == count, &at, message);
        let listed: BTreeSet<usize> = row.ratifications.iter().map(|ratification| ratification.country).collect();
        let is_right = !row.is_complete || listed.len() == row.allies;
        self.expect(is_right, &at, format!("the list is called complete and has {} members", listed.len()));
    }

    fn ratifications(
        &mut self,
        table: &Table<raw::Protocol>,
        protocol: &raw::Protocol,
        members: &[Member],
    ) -> Vec<Ratification> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &protocol.ratifications {
            let ratification = record.get_ref();
            let Some(country) = self.country(file, &ratification.id) else { continue };
            let (signed, accession) = (&protocol.signed, &protocol.accession);
            let day = Some(&ratification.date);
            self.in_order(file, &[("the signature", Some(signed)), ("the approval", day)]);
            self.approved_in_time(table, ratification, accession);
            let date = self.date(file, &ratification.date);
            let was_member =
                members.iter().any(|member| member.country == country && first_day(member.since) <= last_day(date));
            let message = format!("\"{}\" was not a member then", ratification.id.get_ref());
            self.expect(was_member, &table.at(&ratification.id), message);
            rows.push(Ratification {
                country,
                date,
                step: self.one_of(file, &ratification.step, "step", &STEPS),
                note: self.note(file, ratification.note.as_ref()),
                is_firm: ratification.confidence.as_ref().is_none_or(|confidence| self.is_firm(file, confidence)),
                sources: self.source_list(&table.at(record), file, &ratification.sources),
            });
        }
        rows
    }

    /// Approval is not after the accession.
    fn approved_in_time(&mut self, table: &Table<raw::Protocol>, ratification: &raw::Ratification, accession: &Text) {
        let dates = (parse_date(ratification.date.get_ref()), parse_date(accession.get_ref()));
        let holds = match dates {
            (Some(date), Some(accession)) => first_day(date) <= last_day(accession),
            _ => true,
        };
        self.expect(holds, &table.at(&ratification.date), "the approval is after the accession");
    }
}

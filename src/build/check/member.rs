//! Members, and what the card of a country says beyond its status.

use std::collections::BTreeSet;

use super::super::raw::{self, Table, Text};
use super::partner::{Partner, PFP};
use super::{Capital, Checker, Packed};

/// A member, by the index of its country.
pub struct Member {
    pub country: usize,
    pub signed: Packed,
    pub since: Packed,
    pub round: u8,
}

/// What the card of a country says beyond its status.
pub struct Card {
    pub country: usize,
    pub note: String,
    /// Label and packed date of each document.
    pub documents: Vec<(String, Packed)>,
    pub mission: Packed,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    /// A member that was a partner before is added to the partners.
    pub fn members(
        &mut self,
        table: &Table<raw::member::Member>,
        partners: &mut Vec<Partner>,
        capitals: &mut Vec<Capital>,
        cards: &mut Vec<Card>,
    ) -> Vec<Member> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let member = record.get_ref();
            let Some(country) = self.country(file, &member.id) else { continue };
            self.once(&table.at(&member.id), member.id.get_ref(), "member", &mut seen);
            let since = self.day(file, &member.accession);
            let signature = self.signature(table, member);
            let signed = signature.map_or(0, |signed| self.day(file, signed));
            self.in_order(file, &[("the signature", signature), ("accession", Some(&member.accession))]);
            if let Some(partner_since) = &member.partner_since {
                let start = self.date(file, partner_since);
                self.in_order(file, &[("partner_since", Some(partner_since)), ("accession", Some(&member.accession))]);
                partners.push(Partner { country, group: PFP, since: start, suspended: [0; 2] });
            }
            capitals.push(self.capital(file, country, &member.capital));
            cards.push(Card {
                country,
                note: self.note(file, member.note.as_ref()),
                documents: Vec::new(),
                mission: 0,
                sources: self.source_list(&table.at(record), file, &member.sources),
            });
            rows.push(Member { country, signed, since, round: *member.round.get_ref() });
        }
        rows
    }

    /// The day of the founders' signature, or of the members' on the protocol of accession.
    fn signature<'r>(
        &mut self,
        table: &Table<raw::member::Member>,
        member: &'r raw::member::Member,
    ) -> Option<&'r Text> {
        let is_founder = *member.round.get_ref() == 0;
        let signature = match (&member.signed, &member.protocol_signed) {
            (Some(signed), None) if is_founder => Some(signed),
            (None, Some(signed)) if !is_founder => Some(signed),
            _ => None,
        };
        let message = "founders (round 0) have signed, all others have protocol_signed";
        self.expect(signature.is_some(), &table.at(&member.round), message);
        signature
    }
}

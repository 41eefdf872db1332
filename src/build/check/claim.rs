//! What the article said, and the verdicts on it.

use std::collections::BTreeSet;

use super::super::raw::claim as raw;
use super::super::raw::Table;
use super::text::{LABEL_LIMIT, NOTE_LIMIT, SUMMARY_LIMIT};
use super::Checker;

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

    /// Every claim has one of the verdicts, and every verdict a claim.
    pub fn claims(
        &mut self,
        table: &Table<raw::Claim>,
        verdict_table: &Table<raw::Verdict>,
        verdicts: &[(String, String)],
    ) -> Vec<Claim> {
        let file = &table.file;
        let ids: Vec<&str> = verdicts.iter().map(|(id, _)| id.as_str()).collect();
        let mut seen = BTreeSet::new();
        let mut rows: Vec<Claim> = Vec::new();
        for record in &table.records {
            let claim = record.get_ref();
            rows.push(Claim {
                id: self.id(file, &claim.id, "claim", &mut seen),
                claim: self.ours(file, &claim.claim, "claim", NOTE_LIMIT),
                verdict: self.one_of(file, &claim.verdict, "verdict", &ids),
                at_time: self.ours(file, &claim.at_time, "at_time", SUMMARY_LIMIT),
                since: self.optional_ours(file, claim.since.as_ref(), "since", SUMMARY_LIMIT),
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
}

//! Treaties and other instruments, with their clauses.

use std::collections::BTreeSet;
use std::rc::Rc;

use toml::Spanned;

use super::super::problem::{At, File};
use super::super::raw::commitment as raw;
use super::super::raw::{Table, Text};
use super::grouping::{Change, Suspension};
use super::text::{ARTICLE_LIMIT, LABEL_LIMIT, NOTE_LIMIT, TITLE_LIMIT};
use super::{Checker, Packed};

/// What a commitment can be.
pub const KINDS: [&str; 7] = [
    "mutual-defence",
    "consultation",
    "assurance",
    "access/status-of-forces",
    "technology",
    "intelligence",
    "partnership-programme",
];
/// Organisations that can be the other side.
pub const ORGANISATIONS: [&str; 2] = ["NATO", "EU"];
/// How a clause is given.
const WORDINGS: [&str; 2] = ["quoted", "paraphrased"];

/// A commitment.
pub struct Commitment {
    pub id: String,
    pub name: String,
    pub short: String,
    /// The short name is its own, or there is no other that was seen.
    pub is_short_proper: bool,
    /// Index into `KINDS`.
    pub kind: usize,
    pub parties: Vec<usize>,
    /// `NATO` or `EU` where the other side is the organisation; else empty.
    pub with: String,
    /// `None` if not known.
    pub is_binding: Option<bool>,
    /// As shown to the reader.
    pub status: String,
    /// 0 if not known, as with all dates here.
    pub signed: Packed,
    pub in_force: Packed,
    pub ended: Packed,
    /// Since when it counts, where the day of entry into force is not known; a day of long ago is 1.
    pub counts_from: Packed,
    /// The sources give every one of these dates.
    pub are_dates_covered: bool,
    /// Since when nobody acts on it.
    pub dormant: Packed,
    /// It gives a link of its own; else it amends another treaty.
    pub is_counted: bool,
    /// Of those that came later or have left, a row each.
    pub changes: Vec<Change>,
    /// The party that each of the others is linked with; `None` if all are with each other.
    pub hub: Option<usize>,
    /// Where the clause stands; may be empty.
    pub article: String,
    /// The operative clause; empty if there is none.
    pub clause: String,
    /// The clause is given word for word, and shown in quotation marks; else it is in our words.
    pub is_quoted: bool,
    /// ISO 639-1 code of the clause's language; empty for English.
    pub clause_lang: String,
    /// The clause in English, if it is in another language.
    pub clause_en: String,
    /// Who translated it.
    pub translation: String,
    /// Where it applies.
    pub area: String,
    /// What it means, for every reader.
    pub plain: String,
    /// Whether help is automatic; empty if there is no clause on help.
    pub duty: String,
    pub components: Vec<Component>,
    pub suspensions: Vec<Suspension>,
    pub articles: Vec<Article>,
    /// May be empty.
    pub note: String,
    /// High confidence; else medium.
    pub is_firm: bool,
    pub sources: Vec<usize>,
}

/// One of several instruments that make up a commitment.
pub struct Component {
    pub parties: Vec<usize>,
    pub signed: Packed,
    pub in_force: Packed,
}

/// A whole article.
pub struct Article {
    pub article: String,
    pub title: String,
    /// Paragraphs are separated by line breaks.
    pub text: String,
    /// The text is given word for word; else it is in our words.
    pub is_quoted: bool,
    pub footnotes: Vec<String>,
    pub sources: Vec<usize>,
}

impl Checker<'_> {
    pub fn commitments(&mut self, table: &Table<raw::Commitment>) -> Vec<Commitment> {
        let file = &table.file;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let commitment = record.get_ref();
            let (signed, in_force) = (commitment.signed.as_ref(), commitment.in_force.as_ref());
            let ended = commitment.ended.as_ref();
            self.in_order(file, &[("signed", signed), ("in_force", in_force), ("ended", ended)]);
            self.in_order(file, &[("in_force", in_force), ("dormant", commitment.dormant.as_ref())]);
            self.sides(table, commitment);
            let (clause, is_quoted) = self.clause(table, commitment);
            self.translation(table, commitment);
            rows.push(Commitment {
                id: self.id(file, &commitment.id, "commitment", &mut seen),
                name: self.filled(file, &commitment.name, "name", LABEL_LIMIT),
                short: self.ours(file, &commitment.short, "short", LABEL_LIMIT),
                is_short_proper: commitment.short_is_proper,
                kind: self.one_of(file, &commitment.kind, "kind", &KINDS),
                parties: self.country_list(file, &commitment.parties),
                with: commitment.with.as_ref().map(|with| with.get_ref().clone()).unwrap_or_default(),
                is_binding: commitment.binding,
                status: self.ours(file, &commitment.status, "status", LABEL_LIMIT),
                signed: self.optional_date(file, signed),
                in_force: self.optional_date(file, in_force),
                ended: self.optional_date(file, ended),
                counts_from: self.optional_date(file, commitment.counts_from.as_ref()),
                are_dates_covered: commitment.dates_covered,
                dormant: self.optional_date(file, commitment.dormant.as_ref()),
                is_counted: commitment.counts,
                changes: self.party_changes(table, commitment),
                hub: self.hub(table, commitment),
                article: self.optional_ours(file, commitment.article.as_ref(), "article", LABEL_LIMIT),
                clause,
                is_quoted,
                clause_lang: commitment.clause_lang.as_ref().map(|lang| lang.get_ref().clone()).unwrap_or_default(),
                clause_en: self.optional_filled(file, commitment.clause_en.as_ref(), "clause_en"),
                translation: self.optional_filled(file, commitment.translation.as_ref(), "translation"),
                area: self.ours(file, &commitment.area, "area", NOTE_LIMIT),
                plain: self.ours(file, &commitment.plain, "plain", NOTE_LIMIT),
                duty: self.optional_ours(file, commitment.duty.as_ref(), "duty", NOTE_LIMIT),
                components: self.components(file, &commitment.components),
                suspensions: self.suspensions(file, &commitment.suspended),
                articles: self.articles(file, &commitment.articles),
                note: self.note(file, commitment.note.as_ref()),
                is_firm: self.is_firm(file, &commitment.confidence),
                sources: self.source_list(&table.at(record), file, &commitment.sources),
            });
        }
        rows
    }

    /// There are two sides at least.
    fn sides(&mut self, table: &Table<raw::Commitment>, commitment: &raw::Commitment) {
        if let Some(with) = &commitment.with {
            self.one_of(&table.file, with, "with", &ORGANISATIONS);
        }
        let sides = commitment.parties.len() + usize::from(commitment.with.is_some());
        self.expect(sides >= 2, &table.at(&commitment.id), "a commitment has two parties at least, or with");
    }

    /// Who came later, or has left.
    fn party_changes(&mut self, table: &Table<raw::Commitment>, commitment: &raw::Commitment) -> Vec<Change> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &commitment.changes {
            let change = record.get_ref();
            let (since, until) = (change.since.as_ref(), change.until.as_ref());
            self.in_order(file, &[("signed", commitment.signed.as_ref()), ("since", since), ("until", until)]);
            self.expect(since.or(until).is_some(), &table.at(record), "a change has since, until or both");
            let sources = self.source_list(&table.at(record), file, &change.sources);
            let (since, until) = (self.optional_date(file, since), self.optional_date(file, until));
            for party in &change.members {
                let Some(member) = self.country(file, party) else { continue };
                rows.push(Change { member, since, until, sources: sources.clone() });
            }
        }
        rows
    }

    /// The hub is one of the parties.
    fn hub(&mut self, table: &Table<raw::Commitment>, commitment: &raw::Commitment) -> Option<usize> {
        let hub = commitment.hub.as_ref()?;
        let is_party = commitment.parties.iter().any(|party| party.get_ref() == hub.get_ref());
        self.expect(is_party, &table.at(hub), "the hub is one of the parties");
        self.country(&table.file, hub)
    }

    /// A quoted clause names its article; one in our words is neutral.
    fn clause(&mut self, table: &Table<raw::Commitment>, commitment: &raw::Commitment) -> (String, bool) {
        let file = &table.file;
        let Some(how) = &commitment.clause_is else {
            let message = "a clause says in clause_is whether it is quoted or paraphrased";
            self.expect(commitment.clause.is_none(), &table.at(&commitment.id), message);
            return (String::new(), false);
        };
        let is_quoted = self.wording_of(file, how, "clause_is");
        self.expect(commitment.clause.is_some(), &table.at(how), "clause_is without a clause");
        let is_attributed = !is_quoted || commitment.article.is_some();
        self.expect(is_attributed, &table.at(how), "a quoted clause names its article");
        let Some(clause) = &commitment.clause else { return (String::new(), is_quoted) };
        if !is_quoted {
            self.neutral(&table.at(clause), clause.get_ref());
        }
        (self.filled(file, clause, "clause", NOTE_LIMIT), is_quoted)
    }

    /// A clause in another language comes with its translation and the translator.
    fn translation(&mut self, table: &Table<raw::Commitment>, commitment: &raw::Commitment) {
        let parts = [&commitment.clause_lang, &commitment.clause_en, &commitment.translation];
        let count = parts.iter().filter(|part| part.is_some()).count();
        let message = "clause_lang, clause_en and translation go together";
        self.expect(count == 0 || count == parts.len(), &table.at(&commitment.id), message);
    }

    /// Whether a wording is quoted.
    fn wording_of(&mut self, file: &Rc<File>, how: &Text, name: &str) -> bool {
        WORDINGS[self.one_of(file, how, name, &WORDINGS)] == "quoted"
    }

    fn optional_filled(&mut self, file: &Rc<File>, text: Option<&Text>, name: &str) -> String {
        text.map(|text| self.filled(file, text, name, NOTE_LIMIT)).unwrap_or_default()
    }

    fn components(&mut self, file: &Rc<File>, records: &[Spanned<raw::Component>]) -> Vec<Component> {
        let mut rows = Vec::new();
        for component in records.iter().map(Spanned::get_ref) {
            let (signed, in_force) = (&component.signed, component.in_force.as_ref());
            self.in_order(file, &[("signed", Some(signed)), ("in_force", in_force)]);
            rows.push(Component {
                parties: self.country_list(file, &component.parties),
                signed: self.date(file, signed),
                in_force: self.optional_date(file, in_force),
            });
        }
        rows
    }

    fn articles(&mut self, file: &Rc<File>, records: &[Spanned<raw::Article>]) -> Vec<Article> {
        let mut rows = Vec::new();
        for record in records {
            let article = record.get_ref();
            let is_quoted = self.wording_of(file, &article.text_is, "text_is");
            if !is_quoted {
                self.neutral(&At::span(file, article.text.span()), article.text.get_ref());
            }
            let footnotes = article.footnotes.iter();
            rows.push(Article {
                article: self.ours(file, &article.article, "article", LABEL_LIMIT),
                title: self.ours(file, &article.title, "title", TITLE_LIMIT),
                text: self.paragraphs(file, &article.text, "text", ARTICLE_LIMIT),
                is_quoted,
                footnotes: footnotes.map(|note| self.filled(file, note, "a footnote", NOTE_LIMIT)).collect(),
                sources: self.source_list(&At::span(file, record.span()), file, &article.sources),
            });
        }
        rows
    }
}

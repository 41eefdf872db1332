//! Sources: each is complete, each is used, and each record has one.

use std::rc::Rc;

use super::super::problem::{At, File};
use super::super::raw::{self, Table, Text};
use super::text::LABEL_LIMIT;
use super::{Checker, Packed};

const TIERS: [&str; 6] = ["official", "research", "news", "secondary", "weak", "article"];

/// A source.
pub struct Source {
    pub id: String,
    pub publisher: String,
    pub title: String,
    pub is_described: bool,
    pub is_seen: bool,
    pub url: String,
    pub date: Packed,
    pub tier: usize,
}

impl Checker<'_> {
    pub fn sources(&mut self, table: &Table<raw::source::Source>) -> Vec<Source> {
        let file = &table.file;
        let mut rows = Vec::new();
        for record in &table.records {
            let source = record.get_ref();
            let id = source.id.get_ref();
            let index = rows.len();
            let is_new = self.sources.insert(id.clone(), index).is_none();
            self.expect(is_new, &table.at(&source.id), format!("source \"{id}\" stands twice"));
            let tier = self.one_of(file, &source.tier, "tier", &TIERS);
            match TIERS[tier] {
                "weak" | "article" => drop(self.weak_sources.insert(index)),
                "official" => drop(self.official_sources.insert(index)),
                _ => {}
            }
            if source.described {
                self.ours(file, &source.title, "title", LABEL_LIMIT);
            }
            self.address(table, &table.at(record), source, TIERS[tier] == "article");
            let date = self.optional_date(file, source.date.as_ref());
            // A fact may be looked up again after the day of the data.
            let accessed = source.accessed.as_ref().map_or(0, |accessed| self.any_date(file, accessed));
            let message = format!("source \"{id}\" has neither date nor accessed");
            self.expect(date > 0 || accessed > 0, &table.at(record), message);
            rows.push(Source {
                id: id.clone(),
                publisher: self.filled(file, &source.publisher, "publisher", LABEL_LIMIT),
                title: self.filled(file, &source.title, "title", LABEL_LIMIT),
                is_described: source.described,
                is_seen: source.seen,
                url: source.url.as_ref().map(|url| url.get_ref().clone()).unwrap_or_default(),
                date,
                tier,
            });
        }
        rows
    }

    /// Only the article under review may lack an address.
    fn address(&mut self, table: &Table<raw::source::Source>, at: &At, source: &raw::source::Source, is_article: bool) {
        if let Some(url) = &source.url {
            let is_web = url.get_ref().starts_with("https://") || url.get_ref().starts_with("http://");
            self.expect(is_web, &table.at(url), "url must begin with https:// or http://");
        } else {
            self.expect(is_article, at, format!("source \"{}\" has no url", source.id.get_ref()));
        }
    }

    pub fn unused_sources(&mut self, table: &Table<raw::source::Source>) {
        for (index, record) in table.records.iter().enumerate() {
            let id = &record.get_ref().id;
            let is_used = self.used_sources.contains(&index);
            self.expect(is_used, &table.at(id), format!("source \"{}\" is not used by any record", id.get_ref()));
        }
    }

    /// The indices of the sources of a record, each once; none at all is a problem.
    pub fn source_list<'s>(&mut self, at: &At, file: &Rc<File>, ids: impl IntoIterator<Item = &'s Text>) -> Vec<usize> {
        let places = ids.into_iter().map(|id| (At::span(file, id.span()), id.get_ref().as_str()));
        self.source_list_at(at, places.collect())
    }

    /// As `source_list`, for ids that have no span: the cells of a row.
    pub fn source_list_at(&mut self, at: &At, ids: Vec<(At, &str)>) -> Vec<usize> {
        self.records += 1;
        self.expect(!ids.is_empty(), at, "the record has no source");
        let mut indices = Vec::new();
        for (place, id) in ids {
            let index = self.sources.get(id).copied();
            self.expect(index.is_some(), &place, format!("unknown source \"{id}\""));
            let Some(index) = index else { continue };
            self.used_sources.insert(index);
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        indices
    }

    /// High confidence needs an official source or two that are not weak.
    pub fn well_sourced(&mut self, at: &At, sources: &[usize]) {
        let is_official = sources.iter().any(|source| self.official_sources.contains(source));
        let solid = sources.iter().filter(|source| !self.weak_sources.contains(source)).count();
        let message = "high confidence needs an official source or two that are not weak";
        self.expect(is_official || solid >= 2, at, message);
    }
}

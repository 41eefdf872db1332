//! Which sources of a record go along in the bundle: all of them, or the best few, and how many there are.
//!
//! A record of three sources or more names two of them where it is shown, the official ones first, and leads to the page
//! of sources for the others: what is on every page of every newsroom is what a reader looks at first.

use std::collections::BTreeSet;

use super::check::{Facts, Source};

/// So many sources of a record go along.
const MOST: usize = 2;

/// The sources that go along, and what stays behind.
pub struct Cited<'a> {
    sources: &'a [Source],
    /// All go along.
    is_whole: bool,
    /// Those that do, in their order.
    pub kept: BTreeSet<usize>,
    /// Of the records with more: what is theirs, and all their sources.
    pub further: Vec<(String, Vec<usize>)>,
}

impl<'a> Cited<'a> {
    /// Every source of every record.
    pub fn whole(facts: &'a Facts) -> Cited<'a> {
        let kept = (0..facts.sources.len()).collect();
        Cited { sources: &facts.sources, is_whole: true, kept, further: Vec::new() }
    }

    /// The best of every record; the story and the panels, which tell more than one thing, keep all of theirs. What else
    /// goes along is known once everything has been packed, so that it takes a second time to number them.
    pub fn short(facts: &'a Facts) -> Cited<'a> {
        let story = facts.story.iter().flat_map(|step| &step.sources);
        let claims = facts.claims.iter().flat_map(|claim| &claim.sources);
        let terms = facts.terms.iter().flat_map(|term| &term.sources);
        let places = facts.contested.iter().flat_map(|place| &place.sources);
        let rankings = facts.spending.rankings.iter().flat_map(|ranking| &ranking.sources);
        let told = story.chain(claims).chain(terms).chain(places).chain(rankings).copied();
        let article = facts.sources.iter().position(|source| source.url.is_empty());
        let kept = told.chain(article).collect();
        Cited { sources: &facts.sources, is_whole: false, kept, further: Vec::new() }
    }

    /// The sources that go along, in their order.
    pub fn each(&self) -> impl Iterator<Item = &'a Source> + '_ {
        self.kept.iter().map(|&index| &self.sources[index])
    }

    /// The numbers of sources that all go along.
    pub fn all(&self, sources: &[usize]) -> Vec<usize> {
        sources.iter().map(|&index| self.number(index)).collect()
    }

    /// The numbers of a record's sources that go along; if some do not, a number past all sources comes after them, which
    /// stands for the page of all that are `whose`.
    pub fn best(&mut self, whose: &str, sources: &[usize]) -> Vec<usize> {
        if self.is_whole || sources.len() <= MOST {
            self.kept.extend(sources);
            return self.all(sources);
        }
        let mut best: Vec<usize> = (0..sources.len()).collect();
        best.sort_by_key(|&place| {
            let source = &self.sources[sources[place]];
            (source.tier, !source.is_seen, place)
        });
        best.truncate(MOST);
        best.sort_unstable();
        let best: Vec<usize> = best.into_iter().map(|place| sources[place]).collect();
        self.kept.extend(&best);
        let known = self.further.iter().position(|(_, other)| other == sources);
        let nth = known.unwrap_or_else(|| {
            self.further.push((whose.to_owned(), sources.to_vec()));
            self.further.len() - 1
        });
        let mut numbers = self.all(&best);
        numbers.push(self.kept.len() + nth);
        numbers
    }

    fn number(&self, index: usize) -> usize {
        self.kept.range(..index).count()
    }
}

//! Writing the tables column by column, so that brotli finds what repeats.
//!
//! Readers: `src/model/atlas.rs` and `src/model/texts.rs`; change both sides together. `layers` packs the map's layers.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::check::story::Step;
use super::check::term::Term;
use super::check::{Card, Event, Facts, Packed, Source};
use super::cite::Cited;
use super::phrase::PHRASES;
use super::{address, layers, slug};

/// What Explore needs to be live.
pub fn facts(facts: &Facts, names_with_article: &[String]) -> Vec<u8> {
    let mut out = Packer::default();
    out.number(days(facts.as_of));
    out.strings([&facts.version]);
    out.index(facts.claims.len());
    out.index(facts.story.len());
    out.index(facts.countries.len());
    out.strings(facts.countries.iter().map(|(code, _)| code));
    out.strings(facts.countries.iter().map(|(_, name)| name));
    out.strings(facts.names.iter().map(|(un, _)| un));
    out.strings(facts.names.iter().map(|(_, ap)| ap));
    out.numbers(facts.countries.iter().zip(&facts.names).map(|((code, _), (un, ap))| {
        // NATO's name by its code, another by itself.
        let takes_article = |name: &String| names_with_article.contains(if name.is_empty() { code } else { name });
        u32::from(names_with_article.contains(code))
            | u32::from(takes_article(un)) << 1
            | u32::from(takes_article(ap)) << 2
    }));
    out.index(facts.members.len());
    for member in &facts.members {
        out.index(member.country);
        out.numbers([days(member.signed), days(member.since), u32::from(member.round)]);
    }
    out.index(facts.partners.len());
    for partner in &facts.partners {
        out.index(partner.country);
        out.index(partner.group);
        let [suspended, resumed] = partner.suspended;
        out.numbers([days(partner.since), days(suspended), days(resumed)]);
    }
    let drawn: Vec<_> = facts.territories.iter().filter_map(|row| Some((row.drawn()?, row))).collect();
    out.index(drawn.len());
    for (country, territory) in drawn {
        out.index(country);
        out.index(territory.member);
        out.index(territory.covered);
    }
    facts.by_name.iter().for_each(|order| out.list(order));
    out.list(&facts.by_size);
    out.index(facts.capitals.len());
    out.strings(facts.capitals.iter().map(|capital| &capital.name));
    for capital in &facts.capitals {
        out.index(capital.country);
        out.numbers([hundredths(capital.lon + 180.0), hundredths(capital.lat + 90.0)]);
    }
    events(&mut out, &facts.events);
    out.index(facts.groupings.len());
    out.strings(facts.groupings.iter().map(|grouping| &grouping.id));
    let hatched: BTreeSet<usize> = facts.contested.iter().flat_map(|place| &place.hatched).copied().collect();
    out.list(&hatched.into_iter().collect::<Vec<_>>());
    let named: Vec<_> = facts.thens.iter().filter(|then| !then.name.is_empty()).collect();
    out.index(named.len());
    out.strings(named.iter().map(|then| &then.name));
    for then in named {
        then.countries.iter().for_each(|country| out.index(*country));
        out.number(days(then.until));
    }
    out.bytes
}

fn events(out: &mut Packer, events: &[Event]) {
    out.index(events.len());
    out.strings(events.iter().map(|event| &event.title));
    out.strings(events.iter().map(|event| &event.label));
    let mut previous = 0;
    for event in events {
        out.number(days(event.date) - previous);
        previous = days(event.date);
    }
    // The length of an id that its title gives, or 0 and the id.
    for event in events {
        let derived = slug::event_id(&iso(event.date), &event.title);
        if derived.starts_with(&event.id) {
            out.index(event.id.len());
        } else {
            out.number(0);
            out.strings([&event.id]);
        }
    }
    for event in events {
        out.index(event.lane * 6 + event.weight * 2 + usize::from(event.is_firm));
    }
    for event in events {
        out.list(&event.countries);
    }
}

/// A packed date as a number that grows by one a day, with gaps; 0 stands for none.
/// `src/model/date.rs` turns it back.
pub fn days(date: Packed) -> u32 {
    if date == 0 {
        return 0;
    }
    (date / 10_000 - 1900) * 416 + date / 100 % 100 * 32 + date % 100
}

/// A packed date in ISO 8601, no finer than it is known.
fn iso(date: Packed) -> String {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// The same with the best sources of each record only, and how they are numbered.
pub fn short_texts<'a>(facts: &'a Facts, catalogue: &Catalogue) -> (Vec<u8>, Cited<'a>) {
    let mut cited = Cited::short(facts);
    texts(facts, catalogue, &mut cited);
    (texts(facts, catalogue, &mut cited), cited)
}

/// Long texts and sources, for the data-only part.
pub fn texts(facts: &Facts, catalogue: &Catalogue, cited: &mut Cited) -> Vec<u8> {
    let mut out = Packer::default();
    sources(&mut out, &cited.each().collect::<Vec<_>>());
    out.numbers(cited.further.iter().map(|(_, all)| all.len() as u32).chain([0]));
    out.list(&cited.best(catalogue.text("copy::STATUS_NEITHER"), &facts.neither));
    out.index(facts.events.len());
    out.strings(facts.events.iter().map(|event| &event.summary));
    out.strings(facts.events.iter().map(|event| &event.note));
    for event in &facts.events {
        out.list(&cited.best(&event.title, &event.sources));
    }
    places(&mut out, &facts.events);
    cards(&mut out, facts, cited);
    out.index(facts.claims.len());
    out.strings(facts.claims.iter().map(|claim| &claim.claim));
    for claim in &facts.claims {
        out.list(&claim.countries);
        out.list(&claim.events);
    }
    out.index(facts.terms.len());
    out.strings(facts.terms.iter().map(forms));
    out.strings(facts.terms.iter().map(|term| &term.standard));
    out.strings(facts.terms.iter().map(|term| &term.plain));
    story(&mut out, &facts.story, cited);
    layers::pack(&mut out, facts, catalogue, cited);
    protocols(&mut out, facts, cited);
    out.strings(PHRASES.iter().map(|constant| catalogue.text(constant)));
    out.bytes
}

/// Where the events were: each place once, by its number in the lists of the events.
fn places(out: &mut Packer, events: &[Event]) {
    let mut places: Vec<&(String, f64, f64)> = Vec::new();
    let mut lists = Vec::new();
    for event in events {
        let number = |place| match places.iter().position(|known| *known == place) {
            Some(number) => number,
            None => {
                places.push(place);
                places.len() - 1
            }
        };
        lists.push(event.places.iter().map(number).collect::<Vec<usize>>());
    }
    out.index(places.len());
    out.strings(places.iter().map(|(name, ..)| name));
    out.numbers(places.iter().map(|(_, lon, _)| hundredths(lon + 180.0)));
    out.numbers(places.iter().map(|(.., lat)| hundredths(lat + 90.0)));
    lists.iter().for_each(|list| out.list(list));
}

/// Those whose approvals are recorded, in the order of dates.
fn protocols(out: &mut Packer, facts: &Facts, cited: &mut Cited) {
    let recorded: Vec<_> = facts.protocols.iter().filter(|protocol| !protocol.ratifications.is_empty()).collect();
    out.index(recorded.len());
    out.strings(recorded.iter().map(|protocol| &protocol.note));
    for protocol in recorded {
        out.list(&protocol.acceding);
        let approvals = protocol.ratifications.iter().flat_map(|row| &row.sources);
        let sources: BTreeSet<usize> = protocol.sources.iter().chain(approvals).copied().collect();
        let whose = protocol.acceding.iter().map(|&country| facts.countries[country].1.as_str());
        let whose = whose.collect::<Vec<_>>().join(", ");
        out.list(&cited.best(&whose, &sources.into_iter().collect::<Vec<_>>()));
        out.numbers([protocol.applied, protocol.signed, protocol.accession].map(days));
        out.index(protocol.allies);
        let mut steps: Vec<_> = protocol.ratifications.iter().collect();
        steps.sort_by_key(|step| step.date);
        out.index(steps.len());
        for step in steps {
            out.index(step.country);
            out.numbers([days(step.date), step.step as u32]);
        }
    }
}

/// The forms under which a term is explained in a text.
fn forms(term: &Term) -> String {
    if !term.is_inline {
        return String::new();
    }
    let forms = std::iter::once(&term.term).chain(&term.also);
    // A term whose words are kept on one line is the same term.
    let forms: BTreeSet<String> = forms.flat_map(|form| [form.clone(), form.replace(' ', "\u{a0}")]).collect();
    forms.into_iter().collect::<Vec<_>>().join("|")
}

fn sources(out: &mut Packer, sources: &[&Source]) {
    out.index(sources.len());
    out.strings(sources.iter().map(|source| &source.publisher));
    out.strings(sources.iter().map(|source| &source.title));
    out.strings(sources.iter().map(|source| shortened(source)));
    out.numbers(sources.iter().map(|source| days(source.date)));
    for source in sources {
        out.index(source.tier << 2 | usize::from(source.is_seen) << 1 | usize::from(source.is_described));
    }
}

/// The address of a source without what its title and date say: see `address`.
fn shortened(source: &Source) -> String {
    let day = iso(source.date);
    let mut short = source.url.clone();
    let words = address::words(&source.title);
    let spans = (0..words.len()).flat_map(|first| (first..words.len()).map(move |last| (first, last)));
    // Of all runs of words of the title that the address has, the longest.
    let runs = spans.flat_map(|(first, last)| address::JOINS.map(|(mark, join)| (mark, first, last, join)));
    let runs = runs.map(|(mark, first, last, join)| (words[first..=last].join(join), mark, first, last));
    let longest = runs.filter(|(run, ..)| short.contains(run)).max_by_key(|(run, ..)| run.len());
    if let Some((run, mark, first, last)) =
        longest.filter(|(run, _, first, last)| run.len() > 8 && first.max(last) < &94)
    {
        let counted = |index: usize| char::from(b' ' + index as u8);
        short = short.replacen(&run, &[mark, counted(first), counted(last)].iter().collect::<String>(), 1);
    }
    if day.len() == 10 {
        for (mark, form) in address::DAYS {
            short = short.replacen(&day.replace('-', form), &mark.to_string(), 1);
        }
    }
    if address::expand(&short, &source.title, &day) == source.url {
        short
    } else {
        source.url.clone()
    }
}

fn cards(out: &mut Packer, facts: &Facts, cited: &mut Cited) {
    let cards: &[Card] = &facts.cards;
    out.index(cards.len());
    out.strings(cards.iter().map(|card| &card.note));
    for card in cards {
        out.index(card.country);
        out.number(days(card.mission));
        out.list(&cited.best(&facts.countries[card.country].1, &card.sources));
        out.index(card.documents.len());
    }
    out.strings(cards.iter().flat_map(|card| &card.documents).map(|(label, _)| label));
    out.numbers(cards.iter().flat_map(|card| &card.documents).map(|(_, date)| days(*date)));
}

fn story(out: &mut Packer, steps: &[Step], cited: &Cited) {
    out.index(steps.len());
    out.strings(steps.iter().map(|step| &step.heading));
    out.strings(steps.iter().map(|step| &step.text));
    out.strings(steps.iter().map(|step| &step.opinion));
    out.strings(steps.iter().map(|step| &step.notes));
    out.strings(steps.iter().map(|step| &step.view));
    for step in steps {
        out.list(&step.claims);
        out.list(&cited.all(&step.sources));
    }
}

/// Degrees that are not negative, in hundredths.
pub fn hundredths(degrees: f64) -> u32 {
    (degrees * 100.0).round() as u32
}

/// Writes numbers and texts one after the other.
#[derive(Default)]
pub struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    /// Unsigned LEB128.
    pub fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.bytes.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    pub fn index(&mut self, value: usize) {
        self.number(u32::try_from(value).unwrap_or(u32::MAX));
    }

    pub fn numbers(&mut self, values: impl IntoIterator<Item = u32>) {
        values.into_iter().for_each(|value| self.number(value));
    }

    pub fn list(&mut self, values: &[usize]) {
        self.index(values.len());
        values.iter().for_each(|&value| self.index(value));
    }

    pub fn strings<S: AsRef<str>>(&mut self, values: impl IntoIterator<Item = S>) {
        for value in values {
            self.bytes.extend_from_slice(value.as_ref().as_bytes());
            self.bytes.push(b'\n');
        }
    }
}

//! What the lens says: the answer about two countries, their instruments as cards, the web of one country in words.
//!
//! Facts are those of `commitment`. No sentence here makes a promise of what is none.

use super::atlas::{atlas, CountryId, Status};
use super::commitment::{links, pair, shared, web, Kind, Link, State};
use super::date::Date;
use super::phrase::Phrase;
use super::scene::Card;
use super::summary::{about_country, date_at_start, name_in_sentence};
use super::text::{list, plural};
use super::texts::{texts, Source};
use super::view::View;
use crate::copy;

/// The answer about the two countries of a view.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The strongest kind in force: `data-verdict`.
    pub verdict: Kind,
    /// The answer in a sentence, and what has to be added to it; then a card for each instrument that links the two.
    pub cards: Vec<Card>,
}

/// Names inside a sentence: "Japan and the United States".
pub fn names(ids: &[CountryId]) -> String {
    let countries = ids.iter().filter_map(|&id| atlas().country(id));
    list(&countries.map(name_in_sentence).collect::<Vec<_>>())
}

/// The names of the instruments in force of a kind; of `Kind::None`, of all kinds.
fn in_force_names(links: &[Link], kind: Kind) -> String {
    let mut names = Vec::new();
    for link in links {
        let counted = link.counted();
        if counted < Kind::None && (counted == kind || kind == Kind::None) {
            names.push(link.record.name);
        }
    }
    list(&names)
}

/// The names of all instruments that are in force between two countries, and their sources.
pub fn in_force(one: CountryId, other: CountryId, day: Date) -> (String, Vec<&'static Source>) {
    let links = links(one, other, day);
    let mut sources = Vec::new();
    if let Some(texts) = texts() {
        for link in links.iter().filter(|link| link.counted() < Kind::None) {
            sources.extend(texts.sources_at(&link.record.sources));
        }
    }
    (in_force_names(&links, Kind::None), sources)
}

/// What links a country with another most closely: "mutual defence (ANZUS)"; `None` if nothing does.
pub fn line(one: CountryId, other: CountryId, day: Date) -> Option<String> {
    let links = links(one, other, day);
    let kind = links.first()?.counted();
    let names = in_force_names(&links, kind);
    (kind < Kind::None).then(|| Phrase::Linked.say(&[("kind", kind.name()), ("names", &names)]))
}

/// Whom a treaty of mutual defence binds to a country.
pub fn allies(country: CountryId, day: Date) -> Vec<CountryId> {
    of_kind(&web(country, day), Kind::MutualDefence)
}

/// Those of a web that are linked by a kind.
pub fn of_kind(web: &[(CountryId, Kind)], kind: Kind) -> Vec<CountryId> {
    web.iter().filter(|(_, other)| *other == kind).map(|(id, _)| *id).collect()
}

/// Up to four names, or how many there are.
pub fn few(countries: &[CountryId]) -> String {
    match countries.len() {
        0..=4 => names(countries),
        many => plural(many, "", Phrase::AlliesCount.words()),
    }
}

/// The sentence about the allies of a country.
pub fn allies_sentence(country: CountryId, day: Date) -> String {
    let allies = allies(country, day);
    let phrase = if allies.is_empty() { Phrase::NoAllies } else { Phrase::Allies };
    phrase.say(&[("name", &names(&[country])), ("names", &few(&allies))])
}

/// The answer about the pair of a view.
pub fn answer(view: &View) -> Answer {
    let pair = pair(&view.select);
    let [one, other] = pair;
    let day = atlas().governing_day(view.date);
    let links = links(one, other, day);
    let verdict = links.first().map_or(Kind::None, |link| link.counted());
    let (a, b, when) = (names(&[one]), names(&[other]), date_at_start(view.date));
    let closest = in_force_names(&links, verdict);
    let say = |phrase: Phrase, with: &str, first: &str, second: &str| {
        phrase.say(&[
            ("a", &a),
            ("b", &b),
            ("when", &when),
            ("kind", verdict.name()),
            ("names", &closest),
            ("with", with),
            ("first", first),
            ("second", second),
        ])
    };
    let is_now = view.date == atlas().as_of;
    let phrase = match (verdict, is_now) {
        (Kind::MutualDefence, true) => Phrase::Bound,
        (Kind::MutualDefence, false) => Phrase::BoundThen,
        (_, true) => Phrase::None,
        (_, false) => Phrase::NoneThen,
    };
    let mut paragraphs = Vec::new();
    if verdict != Kind::MutualDefence {
        let more = if verdict == Kind::None { Phrase::Nothing } else { Phrase::Closest };
        paragraphs.push(say(more, "", "", ""));
    }
    for link in &links {
        if let State::Suspended(since) = link.state {
            paragraphs.push(say(Phrase::Suspended, "", link.record.name, &since.words()));
        }
    }
    paragraphs.extend(article_5(view, pair));
    for shared in shared(one, other, day) {
        let with = few(&shared.with);
        let is_same = shared.first.id == shared.second.id;
        let phrase = if is_same { Phrase::SharedOne } else { Phrase::SharedLong };
        paragraphs.push(say(phrase, &with, shared.first.name, shared.second.name));
    }
    // Without the instruments nothing can be said, least of all that there are none.
    let is_known = texts().is_some();
    let mut cards = vec![Card {
        key: "compare".to_owned(),
        tone: "event",
        title: list(&pair.map(|id| atlas().country(id).map_or("", |country| country.name()))),
        verdict: if is_known { say(phrase, "", "", "") } else { copy::PANEL_LOADING.to_owned() },
        paragraphs: if is_known { paragraphs } else { Vec::new() },
        kicker: when.clone(),
        sources: Some(Vec::new()),
        ..Card::default()
    }];
    for link in links {
        cards.push(instrument(link, pair));
    }
    Answer { verdict, cards }
}

/// Of a member and a partner: that Article 5 does not reach the partner.
fn article_5(view: &View, pair: [CountryId; 2]) -> Option<String> {
    let atlas = atlas();
    let status = |id: CountryId| atlas.country(id).map(|country| atlas.status_on(country, view.date));
    let partner = pair.into_iter().find(|&id| matches!(status(id), Some(Status::IndoPacific(_))))?;
    let is_with_member = pair.into_iter().any(|id| matches!(status(id), Some(Status::Member(_))));
    is_with_member.then(|| about_country(atlas, view, partner))?
}

/// An instrument as a card: its kind and how it stands, its clause, what it means.
fn instrument(link: Link, pair: [CountryId; 2]) -> Card {
    let record = link.record;
    let kind = if link.kind() == Kind::None { Phrase::Amendment.words() } else { link.kind().name() };
    let since = [record.in_force, record.since(pair[0]), record.since(pair[1])];
    let (phrase, date) = match link.state {
        State::InForce if record.from.is_none() => (Phrase::Always, None),
        State::InForce if link.is_political() => (Phrase::InEffect, None),
        State::InForce => (Phrase::InForce, None),
        State::Suspended(since) => (Phrase::IsSuspended, Some(since)),
        State::Signed if record.is_vague => (Phrase::Undated, record.from),
        State::Signed if record.in_force.is_some() => (Phrase::NotYet, record.from),
        State::Signed => (Phrase::SignedOnly, record.from),
        State::Over(until) if record.is_vague => (Phrase::Dormant, Some(until)),
        State::Over(until) if link.is_political() => (Phrase::EffectOver, Some(until)),
        State::Over(until) => (Phrase::Over, Some(until)),
    };
    let [since, date] = [since.into_iter().max().flatten(), date].map(|date| date.map(Date::words).unwrap_or_default());
    let standing = phrase.say(&[("since", &since), ("date", &date)]);
    Card {
        key: record.id.to_owned(),
        tone: link.counted().key(),
        kicker: [kind, copy::LIST_DOT, &standing].concat(),
        title: record.name.to_owned(),
        paragraphs: record.text.split('\t').map(str::to_owned).collect(),
        sources: texts().map(|texts| texts.sources_at(&record.sources)),
        ..Card::default()
    }
}

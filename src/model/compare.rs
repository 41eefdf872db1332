//! What the lens says: the answer about two countries, their instruments as cards, the web of one country in words.
//!
//! Facts are those of `commitment`. No sentence here makes a promise of what is none.

use super::atlas::{atlas, CountryId, Status};
use super::commitment::{links, pair, shared, web, Kind, Link, State};
use super::date::Date;
use super::scene::Card;
use super::summary::{about_country, date_at_start, name_at_start, name_in_sentence};
use super::text::{fill, list};
use super::texts::{texts, Source};
use super::view::View;
use crate::copy;

/// The answer about the two countries of a view.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The strongest kind in force: `data-verdict`.
    pub verdict: Kind,
    /// The answer in a sentence, and what has to be added to it.
    pub card: Card,
    /// What links them: a card for each instrument.
    pub instruments: Vec<Card>,
}

fn day(view: &View) -> Date {
    atlas().governing_day(view.date)
}

/// The name inside a sentence.
fn name(id: CountryId) -> String {
    atlas().country(id).map(name_in_sentence).unwrap_or_default()
}

/// Names inside a sentence: "Japan and the United States".
pub(super) fn names(ids: impl Iterator<Item = CountryId>) -> String {
    list(&ids.map(name).collect::<Vec<_>>())
}

/// The names of those instruments that are in force, of one kind or of all.
fn in_force_names(links: &[Link], kind: Option<Kind>) -> String {
    let links = links.iter().filter(|link| link.state == State::InForce && link.kind() < Kind::None);
    let names: Vec<&str> =
        links.filter(|link| kind.is_none_or(|kind| link.kind() == kind)).map(|link| link.record.name).collect();
    list(&names)
}

/// The names of all instruments that are in force between two countries, and their sources.
pub fn in_force(one: CountryId, other: CountryId, day: Date) -> (String, Vec<&'static Source>) {
    let links = links(one, other, day);
    let records = links.iter().filter(|link| link.state == State::InForce).map(|link| link.record);
    let sources = texts().map(|texts| records.flat_map(|record| texts.sources_at(&record.sources)).collect());
    (in_force_names(&links, None), sources.unwrap_or_default())
}

/// What links a country with another: "mutual defence (ANZUS)"; `None` if nothing does.
pub fn line(one: CountryId, other: CountryId, day: Date) -> Option<String> {
    let links = links(one, other, day);
    let kind = links.first().filter(|link| link.state == State::InForce)?.kind();
    let names = in_force_names(&links, Some(kind));
    (kind < Kind::None).then(|| fill(copy::COMPARE_LINKED, &[("kind", kind.name()), ("names", &names)]))
}

/// Whom a treaty of mutual defence binds to a country, in a sentence.
pub fn allies(country: CountryId, day: Date) -> String {
    let allies = web(country, day).into_iter().filter(|(_, kind)| *kind == Kind::MutualDefence);
    let names = names(allies.map(|(id, _)| id));
    let template = if names.is_empty() { copy::COMPARE_NO_ALLIES } else { copy::COMPARE_ALLIES };
    fill(template, &[("name", &name(country)), ("names", &names)])
}

/// Everyone that a country is linked with, for each kind that there is.
pub fn web_by_kind(country: CountryId, day: Date) -> Vec<(Kind, Vec<CountryId>)> {
    let web = web(country, day);
    let of =
        |kind: Kind| -> Vec<CountryId> { web.iter().filter(|(_, other)| *other == kind).map(|(id, _)| *id).collect() };
    Kind::ALL.into_iter().map(|kind| (kind, of(kind))).filter(|(_, ids)| !ids.is_empty()).collect()
}

/// The answer about the pair of a view.
pub fn answer(view: &View) -> Answer {
    let [one, other] = pair(&view.select);
    let day = day(view);
    let links = links(one, other, day);
    let strongest = links.first().filter(|link| link.state == State::InForce);
    let verdict = strongest.map_or(Kind::None, |link| link.kind());
    let kind_names = in_force_names(&links, Some(verdict));
    let (a, b, when) = (name(one), name(other), date_at_start(view.date));
    let is_now = view.date == atlas().as_of;
    let template = match (verdict, is_now) {
        (Kind::MutualDefence, true) => copy::COMPARE_BOUND,
        (Kind::MutualDefence, false) => copy::COMPARE_BOUND_THEN,
        (_, true) => copy::COMPARE_NONE,
        (_, false) => copy::COMPARE_NONE_THEN,
    };
    let start = if is_now { atlas().country(one).map(name_at_start).unwrap_or_default() } else { a.clone() };
    let is_first = verdict == Kind::MutualDefence;
    let first = if is_first { &start } else { &a };
    let values = [("when", &*when), ("a", first), ("b", &b), ("names", &kind_names)];
    let mut paragraphs = Vec::new();
    for link in &links {
        if let State::Suspended(since) = link.state {
            let values = [("name", link.record.name), ("date", &since.words())];
            paragraphs.push(fill(copy::COMPARE_SUSPENDED, &values));
        }
    }
    match verdict {
        Kind::MutualDefence => {}
        Kind::None => paragraphs.push(copy::COMPARE_NOTHING.to_owned()),
        kind => paragraphs.push(fill(copy::COMPARE_CLOSEST, &[("kind", kind.name()), ("names", &kind_names)])),
    }
    paragraphs.extend(article_5(view, one, other));
    for shared in shared(one, other, day) {
        let values = [
            ("names", &*names(shared.with.iter().copied())),
            ("a", &a),
            ("b", &b),
            ("first", shared.first.name),
            ("second", shared.second.name),
        ];
        paragraphs.push(fill(copy::COMPARE_SHARED_LONG, &values));
    }
    let title = fill(copy::COMPARE_TITLE, &[("a", &name_of(one)), ("b", &name_of(other))]);
    Answer {
        verdict,
        card: Card {
            key: "compare".to_owned(),
            tone: if is_first { "member" } else { "intro" },
            kicker: when.clone(),
            title,
            verdict: fill(template, &values),
            paragraphs,
            sources: Some(Vec::new()),
            ..Card::default()
        },
        instruments: links.into_iter().map(|link| instrument(link, one, other)).collect(),
    }
}

fn name_of(id: CountryId) -> &'static str {
    atlas().country(id).map_or("", |country| country.name())
}

/// Of a member and a partner: that Article 5 does not reach the partner.
fn article_5(view: &View, one: CountryId, other: CountryId) -> Option<String> {
    let atlas = atlas();
    let status = |id: CountryId| atlas.country(id).map(|country| atlas.status_on(country, view.date));
    let is_member = |id: CountryId| matches!(status(id), Some(Status::Member(_)));
    let partner = [one, other].into_iter().find(|&id| matches!(status(id), Some(Status::IndoPacific(_))))?;
    (is_member(one) || is_member(other)).then(|| about_country(atlas, view, partner)).flatten()
}

/// An instrument as a card.
fn instrument(link: Link, one: CountryId, other: CountryId) -> Card {
    let record = link.record;
    let [article, plain, area, duty, translator] = link.texts();
    let kind = if link.kind() == Kind::None { copy::KIND_AMENDMENT } else { link.kind().name() };
    let clause = match (record.words, translator) {
        ("", _) => String::new(),
        (clause, by) => {
            let template = match (link.is_quoted(), by) {
                (true, "") => copy::COMPARE_QUOTED,
                (true, _) => copy::COMPARE_TRANSLATED,
                (false, _) => copy::COMPARE_PARAPHRASED,
            };
            fill(template, &[("article", article), ("clause", clause), ("by", by)]).trim_ascii().to_owned()
        }
    };
    let rows = [
        (copy::COMPARE_MEANS, plain),
        (copy::COMPARE_DUTY, duty),
        (copy::COMPARE_AREA, area),
        (copy::COMPARE_FULL, record.kind),
    ];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty() && *text != record.name);
    Card {
        key: record.id.to_owned(),
        tone: if link.state == State::InForce { "member" } else { "partner" },
        kicker: [kind, copy::LIST_DOT, &standing(link, one, other)].concat(),
        title: record.name.to_owned(),
        rows: rows.map(|(label, text)| (label, text.to_owned())).collect(),
        paragraphs: if clause.is_empty() { Vec::new() } else { vec![clause] },
        sources: texts().map(|texts| texts.sources_at(&record.sources)),
        ..Card::default()
    }
}

/// How an instrument stands between two countries, with its date.
fn standing(link: Link, one: CountryId, other: CountryId) -> String {
    let record = link.record;
    let (template, date) = match link.state {
        State::InForce if record.from.is_none() => (copy::COMPARE_ALWAYS, None),
        State::InForce => {
            let since = [record.in_force, record.since(one), record.since(other)];
            let template = if link.is_political() { copy::COMPARE_IN_EFFECT } else { copy::COMPARE_IN_FORCE };
            (template, since.into_iter().flatten().max())
        }
        State::Suspended(since) => (copy::COMPARE_IS_SUSPENDED, Some(since)),
        State::Signed => (copy::COMPARE_SIGNED_ONLY, record.from),
        State::Over(until) => (copy::COMPARE_OVER, Some(until)),
    };
    fill(template, &[("date", &date.map(Date::words).unwrap_or_default())])
}

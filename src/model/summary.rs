//! The sentence that says what this very view shows; also what is announced.

use super::atlas::{atlas, Atlas, Country, CountryId, Coverage, Status};
use super::date::{Date, Precision};
use super::difference::difference;
use super::text::{fill, joined, list, number, ordinal};
use super::view::View;
use crate::copy;

/// The code of the country that the explainer is about.
pub const SUBJECT: &str = "JPN";

/// The summary of a view: what the date means for NATO, then what is selected.
pub fn sentence(view: &View) -> String {
    let atlas = atlas();
    let about = match (view.event, view.select.as_slice()) {
        (Some(id), _) => atlas
            .event(id)
            .map(|event| fill(copy::SUMMARY_EVENT, &[("date", &event.date.words()), ("title", event.title)])),
        (None, []) => atlas.country_by_code(SUBJECT).and_then(|id| about_subject(atlas, view, id)),
        (None, select) => {
            let parts: Vec<String> = select.iter().filter_map(|&id| about_country(atlas, view, id)).collect();
            Some(joined(&parts, " "))
        }
    };
    let nato = difference(view).map_or_else(|| about_nato(atlas, view.date), |difference| difference.sentence);
    match about {
        Some(about) if view.event.is_some() => [&about, " ", &nato].concat(),
        Some(about) if !about.is_empty() => [&nato, " ", &about].concat(),
        _ => nato,
    }
}

/// A name inside a sentence: "the United States".
pub fn name_in_sentence(country: &Country) -> String {
    if country.takes_article() {
        fill(copy::SUMMARY_ARTICLE, &[("name", country.name())])
    } else {
        country.name().to_owned()
    }
}

/// A name at the start of a sentence: "The United States".
pub fn name_at_start(country: &Country) -> String {
    if country.takes_article() {
        fill(copy::SUMMARY_ARTICLE_START, &[("name", country.name())])
    } else {
        country.name().to_owned()
    }
}

/// What a country was called on a date, or else its name of today.
fn name_on(country: &Country, date: Date, today: fn(&Country) -> String) -> String {
    country.former_name(date).map_or_else(|| today(country), str::to_owned)
}

fn digits(count: usize) -> String {
    number(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How a date begins a sentence: "On 4 April 2023", "In April 2023", "In 2023".
pub fn date_at_start(date: Date) -> String {
    let template = match date.precision() {
        Precision::Day => copy::SUMMARY_ON_DAY,
        Precision::Month | Precision::Year => copy::SUMMARY_IN_PERIOD,
    };
    fill(template, &[("date", &date.words())])
}

fn about_nato(atlas: &Atlas, date: Date) -> String {
    let members = atlas.members_on(date).len();
    let when = date_at_start(date);
    if members == 0 {
        let has_signatories =
            atlas.countries.iter().any(|country| matches!(atlas.status_on(country, date), Status::Signatory(_)));
        let template = if has_signatories { copy::SUMMARY_SIGNATORIES } else { copy::SUMMARY_NO_TREATY };
        return fill(template, &[("when", &when)]);
    }
    let name_then = |country| name_on(country, date, name_in_sentence);
    let joined: Vec<String> =
        atlas.joined_within(date).into_iter().filter_map(|id| atlas.country(id)).map(name_then).collect();
    let count = digits(members);
    let values = |names: &str| -> Vec<(&'static str, String)> {
        let place = ordinal(u32::try_from(members).unwrap_or(u32::MAX));
        vec![("when", when.clone()), ("names", names.to_owned()), ("n", count.clone()), ("nth", place)]
    };
    let template = match (joined.len(), date.precision()) {
        (0, _) if date == atlas.as_of => copy::SUMMARY_TODAY,
        (0, _) => copy::SUMMARY_MEMBERS,
        (12, _) if members == 12 => copy::SUMMARY_FOUNDED,
        (1, _) => copy::SUMMARY_JOINED_ONE,
        (_, Precision::Day) => copy::SUMMARY_JOINED_DAY,
        _ => copy::SUMMARY_JOINED_PERIOD,
    };
    let values = values(&list(&joined));
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fill(template, &values)
}

/// The subject of the explainer, when nothing is selected.
fn about_subject(atlas: &Atlas, view: &View, id: CountryId) -> Option<String> {
    let country = atlas.country(id)?;
    match atlas.status_on(country, view.date) {
        Status::IndoPacific(_) => Some(fill(
            if view.date == atlas.as_of { copy::SUMMARY_SUBJECT } else { copy::SUMMARY_SUBJECT_THEN },
            &[("name", &name_at_start(country))],
        )),
        _ => None,
    }
}

/// What a country is to NATO, in one sentence, in the tense of the date.
pub fn about_country(atlas: &Atlas, view: &View, id: CountryId) -> Option<String> {
    let country = atlas.country(id)?;
    let name = name_on(country, view.date, name_at_start);
    let is_now = view.date == atlas.as_of;
    let day = atlas.governing_day(view.date);
    let (template, since) = match atlas.status_on(country, view.date) {
        // The sentence about NATO has just said so.
        Status::Member(_) if atlas.joined_within(view.date).contains(&id) => return None,
        Status::Member(membership) if is_now => (copy::SUMMARY_IS_MEMBER, membership.since),
        Status::Member(membership) => (copy::SUMMARY_WAS_MEMBER, membership.since),
        Status::Signatory(membership) => (copy::SUMMARY_WAS_SIGNATORY, membership.signed),
        Status::IndoPacific(partnership) | Status::Partner(partnership) => match country.membership {
            Some(membership) => (copy::SUMMARY_FUTURE_MEMBER, membership.since),
            None if is_now => (copy::SUMMARY_IS_PARTNER, partnership.since),
            None => (copy::SUMMARY_WAS_PARTNER, partnership.since),
        },
        Status::Suspended(partnership) => {
            let template = if is_now { copy::SUMMARY_SUSPENDED } else { copy::SUMMARY_WAS_SUSPENDED };
            (template, partnership.suspended.unwrap_or(day))
        }
        Status::Territory(territory, _) => {
            let of = atlas.country(territory.of).map(Country::name).unwrap_or_default();
            return Some(fill(territory_sentence(territory.coverage), &[("name", &name), ("of", of)]));
        }
        Status::Neither => match (country.membership, country.partnership) {
            (Some(membership), _) => (copy::SUMMARY_FUTURE_MEMBER, membership.since),
            (None, Some(partnership)) => (copy::SUMMARY_FUTURE_PARTNER, partnership.since),
            (None, None) if is_now => (copy::SUMMARY_IS_NEITHER, day),
            (None, None) => (copy::SUMMARY_WAS_NEITHER, day),
        },
    };
    Some(fill(template, &[("name", &name), ("since", &since.words())]))
}

/// What Article 6 means for a territory.
pub fn territory_sentence(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Covered => copy::SUMMARY_TERRITORY,
        Coverage::Outside => copy::SUMMARY_TERRITORY_OUTSIDE,
        Coverage::Disputed => copy::SUMMARY_TERRITORY_DISPUTED,
    }
}

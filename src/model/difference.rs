//! What changed between two dates: who joined, who became a partner.

use super::atlas::{atlas, CountryId, Status};
use super::date::Date;
use super::scene::status_name;
use super::text::{count, fill};
use super::view::View;
use crate::copy;

/// A country whose status is another on the later date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which.
    pub country: CountryId,
    /// What it was.
    pub before: &'static str,
    /// What it is.
    pub after: &'static str,
}

/// The difference between two dates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// "Between 1990 and 2004: +10 members, −0. From 16 to 26."
    pub sentence: String,
    /// Every country whose status changed, members first.
    pub changes: Vec<Change>,
}

/// The two dates of a view, the earlier one first, if it compares any.
pub fn dates(view: &View) -> Option<(Date, Date)> {
    let from = view.from?;
    Some(if from.last_day() <= view.date.last_day() { (from, view.date) } else { (view.date, from) })
}

/// Whether a country's status changes between the two dates of a view.
pub fn changes(view: &View, id: CountryId) -> bool {
    let status = |date: Date| atlas().country(id).map(|country| atlas().status_on(country, date).key());
    dates(view).is_some_and(|(from, to)| atlas().epoch(from) != atlas().epoch(to) && status(from) != status(to))
}

/// What changed between the two dates of a view.
pub fn difference(view: &View) -> Option<Difference> {
    let atlas = atlas();
    let (from, to) = dates(view)?;
    let mut changes = Vec::new();
    let mut others = Vec::new();
    for id in atlas.members.iter().chain(atlas.by_name()) {
        let Some(country) = atlas.country(*id) else { continue };
        let (before, after) = (atlas.status_on(country, from), atlas.status_on(country, to));
        let change = Change { country: *id, before: status_name(before), after: status_name(after) };
        if before.key() == after.key() || changes.contains(&change) {
            continue;
        }
        let is_member = matches!(after, Status::Member(_));
        if is_member { &mut changes } else { &mut others }.push(change);
    }
    let members = |date: Date| atlas.members_on(date);
    let (were, are) = (members(from), members(to));
    let left = were.iter().filter(|id| !are.contains(id)).count();
    let sentence = fill(
        copy::DIFFERENCE_SENTENCE_LONG,
        &[
            ("from", &from.words()),
            ("to", &to.words()),
            ("joined", &count(are.len() + left - were.len())),
            ("left", &count(left)),
            ("n", &count(were.len())),
            ("m", &count(are.len())),
        ],
    );
    changes.append(&mut others);
    Some(Difference { sentence, changes })
}

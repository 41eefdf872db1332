//! Moving over the map by arrow keys: the next country in a direction, by geography.

use super::atlas::{atlas, CountryId};
use super::labels::topology;
use crate::geo::projection::Projection;

/// Where an arrow key points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// North.
    Up,
    /// South.
    Down,
    /// West.
    Left,
    /// East.
    Right,
}

/// How much a step aside counts against a step ahead.
const ASIDE: f64 = 2.5;

/// The country where the keyboard begins: the subject of the explainer.
pub fn start() -> Option<CountryId> {
    atlas().country_by_code(super::summary::SUBJECT)
}

/// The nearest member or partner in a direction, or the same country where there is none.
pub fn next(from: CountryId, direction: Direction) -> CountryId {
    let Some(here) = place(from) else { return from };
    let mut best = (f64::INFINITY, from);
    for (id, country) in atlas().each_country() {
        let is_reachable = country.membership.is_some() || country.partnership.is_some();
        let Some(there) = place(id).filter(|_| is_reachable && id != from) else { continue };
        let (dx, dy) = (there.0 - here.0, there.1 - here.1);
        let (ahead, aside) = match direction {
            Direction::Up => (-dy, dx),
            Direction::Down => (dy, dx),
            Direction::Left => (-dx, dy),
            Direction::Right => (dx, dy),
        };
        let cost = ahead + ASIDE * aside.abs();
        if ahead > 0.0 && cost < best.0 {
            best = (cost, id);
        }
    }
    best.1
}

/// Where a country stands on the map, in units of its view box.
fn place(id: CountryId) -> Option<(f64, f64)> {
    let (lon, lat) = topology().anchor(id.shape())?;
    Some(Projection::world().project(lon, lat))
}

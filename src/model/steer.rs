//! Moving over the map by arrow keys: the next country in a direction, by geography.

use super::atlas::{atlas, CountryId};
use super::camera::MapKind;
use super::shapes::topology;
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

impl Direction {
    /// Steps to the east and to the north.
    pub fn way(self) -> (i32, i32) {
        match self {
            Direction::Up => (0, 1),
            Direction::Down => (0, -1),
            Direction::Left => (-1, 0),
            Direction::Right => (1, 0),
        }
    }
}

/// The map of tiles, row by row from the north: each member and partner once, about where it lies.
pub const TILES: [[&str; 7]; 9] = [
    ["ISL", "", "", "NOR", "SWE", "FIN", "EST"],
    ["CAN", "", "GBR", "NLD", "DNK", "LTU", "LVA"],
    ["USA", "", "BEL", "LUX", "DEU", "POL", ""],
    ["", "", "FRA", "", "CZE", "SVK", ""],
    ["", "PRT", "ESP", "ITA", "SVN", "HUN", "ROU"],
    ["", "", "", "HRV", "MNE", "MKD", "BGR"],
    ["", "", "", "", "ALB", "GRC", "TUR"],
    ["", "", "", "", "", "KOR", "JPN"],
    ["", "", "", "", "AUS", "", "NZL"],
];

/// How much a step aside counts against a step ahead.
const ASIDE: f64 = 2.5;

/// The country where the keyboard begins: the subject of the explainer.
pub fn start() -> Option<CountryId> {
    atlas().country_by_code(super::summary::SUBJECT)
}

/// The nearest member or partner in a direction on a kind of map, or the same country where there is none.
pub fn next(from: CountryId, direction: Direction, kind: Option<MapKind>) -> CountryId {
    let plane = plane_of(from, kind);
    let Some(here) = place(from, &plane) else { return from };
    let (east, north) = direction.way();
    let mut best = (f64::INFINITY, from);
    for (id, country) in atlas().each_country() {
        let is_reachable = country.membership.is_some() || country.partnership.is_some();
        let Some(there) = place(id, &plane).filter(|_| is_reachable && id != from) else { continue };
        let (dx, dy) = (there.0 - here.0, here.1 - there.1);
        let (ahead, aside) =
            (dx * f64::from(east) + dy * f64::from(north), dx * f64::from(north) + dy * f64::from(east));
        let cost = ahead + ASIDE * aside.abs();
        if ahead > 0.0 && cost < best.0 {
            best = (cost, id);
        }
    }
    best.1
}

/// Where countries stand to each other.
enum Plane {
    Map(Projection),
    Tiles,
}

fn plane_of(from: CountryId, kind: Option<MapKind>) -> Plane {
    match (kind, topology().anchor(from.shape())) {
        (Some(MapKind::Tiles), _) => Plane::Tiles,
        (Some(MapKind::Polar), _) => Plane::Map(Projection::polar()),
        // The globe turns along, so what counts is the way from here.
        (Some(MapKind::Globe), Some((lon, lat))) => Plane::Map(Projection::about(lon, lat)),
        _ => Plane::Map(Projection::world()),
    }
}

/// Where a country stands, to the right and down.
fn place(id: CountryId, plane: &Plane) -> Option<(f64, f64)> {
    match plane {
        Plane::Map(projection) => {
            let (lon, lat) = topology().anchor(id.shape())?;
            Some(projection.project(lon, lat))
        }
        Plane::Tiles => {
            let code = atlas().country(id)?.code;
            let row = TILES.iter().position(|row| row.contains(&code))?;
            let column = TILES.get(row)?.iter().position(|other| *other == code)?;
            Some((column as f64, row as f64))
        }
    }
}

//! Great circles between places, and how long they are.

use super::atlas::{atlas, CountryId};
use super::text::{fill, grouped};
use crate::copy;
use crate::geo::great_circle::{distance_km, places_between};

/// Kilometres in an international mile (1959).
const KM_PER_MILE: f64 = 1.609_344;

/// Distances are told to so many kilometres or miles: cities are as wide.
const ROUND_TO: f64 = 10.0;

/// The shortest way over the globe between two capitals.
#[derive(Clone, PartialEq, Debug)]
pub struct GreatCircle {
    /// Whose capital it starts from.
    pub from: CountryId,
    /// Whose capital it leads to.
    pub to: CountryId,
    /// Its course, degrees east and north.
    pub places: Vec<(f64, f64)>,
    /// Its length in kilometres on a sphere of the Earth's mean radius: within 0.6 % of that on the ellipsoid.
    pub km: f64,
}

/// The lines from the first place to each other.
pub fn lines(places: &[CountryId]) -> Vec<GreatCircle> {
    let Some((&from, others)) = places.split_first() else { return Vec::new() };
    let ends = others.iter().filter_map(|&to| Some((to, place_of(from)?, place_of(to)?)));
    ends.map(|(to, a, b)| GreatCircle { from, to, places: places_between(a, b), km: distance_km(a, b) }).collect()
}

fn place_of(id: CountryId) -> Option<(f64, f64)> {
    atlas().country(id)?.capital.map(|capital| (capital.lon, capital.lat))
}

/// "9,450 km".
pub fn kilometres(km: f64) -> String {
    fill(copy::MAP_KM, &[("n", &rounded(km))])
}

fn rounded(length: f64) -> String {
    grouped(((length / ROUND_TO).round_ties_even() * ROUND_TO) as u32)
}

/// "Tokyo to Brussels: 9,450 km (5,870 miles)" for each line.
pub fn distances(places: &[CountryId]) -> Vec<String> {
    let name = |id| atlas().country(id).and_then(|country| country.capital).map_or("", |capital| capital.name);
    let line = |line: GreatCircle| {
        let (km, miles) = (kilometres(line.km), rounded(line.km / KM_PER_MILE));
        fill(copy::MAP_DISTANCE, &[("from", name(line.from)), ("to", name(line.to)), ("km", &km), ("miles", &miles)])
    };
    lines(places).into_iter().map(line).collect()
}

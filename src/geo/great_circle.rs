//! Distances over the globe.

use std::f64::consts::PI;

use super::bounds::wrap;
use super::equal_earth::{arc_sine, arc_tangent, cosine_of_latitude, sine, sine_and_cosine};

/// The Earth's mean radius, in kilometres (IUGG; H. Moritz, "Geodetic Reference System 1980", R₁).
pub const MEAN_RADIUS_KM: f64 = 6371.0088;

/// How often a great circle is halved to be drawn: 64 edges.
const HALVINGS: u32 = 6;

/// Places (degrees) along the great circle from one place to another, both ends among them, evenly spaced.
pub fn places_between(a: (f64, f64), b: (f64, f64)) -> Vec<(f64, f64)> {
    let (a, b) = (to_vector(a), to_vector(b));
    let mut vectors = vec![a];
    halve(a, b, HALVINGS, &mut vectors);
    vectors.into_iter().map(to_place).collect()
}

fn halve(a: [f64; 3], b: [f64; 3], halvings: u32, vectors: &mut Vec<[f64; 3]>) {
    if halvings == 0 {
        vectors.push(b);
        return;
    }
    let sum = [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let length = sum.iter().map(|part| part * part).sum::<f64>().sqrt();
    // Between antipodes every way is as short: over the North Pole.
    let middle = if length < 1e-9 { [0.0, 0.0, 1.0] } else { sum.map(|part| part / length) };
    halve(a, middle, halvings - 1, vectors);
    halve(middle, b, halvings - 1, vectors);
}

fn to_vector((lon, lat): (f64, f64)) -> [f64; 3] {
    let (sin, cos) = sine_and_cosine(lon);
    let across = cosine_of_latitude(lat);
    [across * cos, across * sin, sine(lat.to_radians())]
}

fn to_place([x, y, z]: [f64; 3]) -> (f64, f64) {
    (arc_tangent(y, x).to_degrees(), arc_sine(z.clamp(-1.0, 1.0)).to_degrees())
}

/// The length of the great circle between two places (longitude, latitude in degrees), in kilometres, by the haversine
/// formula on a sphere of the mean radius: within 0.6 % of the distance on the ellipsoid. What is more than a quarter of
/// the globe away is measured from the antipode, where the formula is as exact as near by.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half_lon = wrap(b.0 - a.0) / 2.0;
    let cosines = cosine_of_latitude(a.1) * cosine_of_latitude(b.1);
    let haversine = |half_lat: f64, along: f64| {
        let up = sine(half_lat.to_radians());
        up * up + cosines * along * along
    };
    let near = haversine((b.1 - a.1) / 2.0, sine(half_lon.to_radians()));
    let far = haversine((b.1 + a.1) / 2.0, cosine_of_latitude(half_lon));
    let angle = 2.0 * arc_sine(near.min(far).clamp(0.0, 1.0).sqrt());
    MEAN_RADIUS_KM * if near < far { angle } else { PI - angle }
}

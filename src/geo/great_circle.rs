//! Distances over the globe.

use std::f64::consts::PI;

use super::bounds::wrap;
use super::equal_earth::{cosine_of_latitude, sine};

/// The Earth's mean radius, in kilometres (IUGG; H. Moritz, "Geodetic Reference System 1980", R₁).
pub const MEAN_RADIUS_KM: f64 = 6371.0088;

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
    let angle = 2.0 * near.min(far).clamp(0.0, 1.0).sqrt().asin();
    MEAN_RADIUS_KM * if near < far { angle } else { PI - angle }
}

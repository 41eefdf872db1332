//! Which country is here?

use super::bounds::wrap;
use super::equal_earth::cosine_of_latitude;
use super::great_circle::{distance_km, MEAN_RADIUS_KM};
use super::path::{ring_points, Detail};
use super::topology::{Ring, Topology};

/// The shape that holds the place (degrees), by the packed borders; `None` at sea.
pub fn shape_at(topology: &Topology, lon: f64, lat: f64) -> Option<usize> {
    topology.shapes.iter().position(|shape| {
        let around = |ring: &&Ring| ring.bounds.contains(lon, lat);
        let crossings: usize = shape.rings.iter().filter(around).map(|ring| crossings(topology, ring, lon, lat)).sum();
        crossings % 2 == 1
    })
}

/// The nearest of some shapes, if its border or its label's anchor lies within `max_km` kilometres: for states so small
/// that nobody can point into them.
pub fn nearest_shape(topology: &Topology, candidates: &[usize], lon: f64, lat: f64, max_km: f64) -> Option<usize> {
    let mut nearest = None;
    let mut least = max_km;
    for &candidate in candidates {
        let Some(shape) = topology.shapes.get(candidate) else {
            continue;
        };
        let mut distance = distance_km(shape.anchor, (lon, lat));
        for ring in &shape.rings {
            let points = ring_points(topology, ring, &Detail::FINEST);
            for edge in points.windows(2) {
                distance = distance.min(edge_km(edge[0], edge[1], lon, lat));
            }
        }
        if distance <= least {
            least = distance;
            nearest = Some(candidate);
        }
    }
    nearest
}

/// How often the way due north from the place crosses the ring. A hole needs no case of its own, nor does a pole.
fn crossings(topology: &Topology, ring: &Ring, lon: f64, lat: f64) -> usize {
    let points = ring_points(topology, ring, &Detail::FINEST);
    points.windows(2).filter(|edge| crosses_north(edge[0], edge[1], lon, lat)).count()
}

/// Whether the edge crosses the place's meridian north of it.
pub fn crosses_north(a: (f64, f64), b: (f64, f64), lon: f64, lat: f64) -> bool {
    let (west, east) = (wrap(a.0 - lon), wrap(b.0 - lon));
    // Opposite signs far apart: the edge crosses the meridian on the other side of the globe.
    (west < 0.0) != (east < 0.0) && (west - east).abs() < 180.0 && a.1 + (b.1 - a.1) * west / (west - east) > lat
}

/// The distance in km to the edge, on the plane that touches the globe at the place; good for what is near.
pub fn edge_km(a: (f64, f64), b: (f64, f64), lon: f64, lat: f64) -> f64 {
    let shrink = cosine_of_latitude(lat);
    let from_place = |p: (f64, f64)| (wrap(p.0 - lon) * shrink, p.1 - lat);
    let (a, b) = (from_place(a), from_place(b));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(a.0 * dx + a.1 * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.0 + dx * share, a.1 + dy * share);
    (x * x + y * y).sqrt().to_radians() * MEAN_RADIUS_KM
}

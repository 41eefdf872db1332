//! Areas of the packed shapes, measured on the equal-area plane.

use super::equal_earth;
use super::great_circle::MEAN_RADIUS_KM;
use super::path::{ring_points, Detail};
use super::topology::Topology;

/// The shape's area at the level of detail, in km² on a sphere of the mean radius; 0 for a shape that does not exist.
pub fn shape_area_km2(topology: &Topology, shape: usize, detail: &Detail) -> f64 {
    let rings = topology.shapes.get(shape).map_or(&[][..], |shape| &shape.rings);
    rings.iter().map(|ring| ring_area_km2(&ring_points(topology, ring, detail))).sum::<f64>().abs()
}

/// The signed area within a ring of degrees, closed or not, holes and boundaries having opposite signs; positive clockwise
/// seen with north up. A ring round a pole holds that pole.
pub fn ring_area_km2(ring: &[(f64, f64)]) -> f64 {
    let (Some(&first), Some(&last)) = (ring.first(), ring.last()) else {
        return 0.0;
    };
    let mut twice = 0.0;
    let mut before = last;
    if (last.0 - first.0).abs() > 180.0 {
        let pole = if first.1 < 0.0 { -90.0 } else { 90.0 };
        for corner in [(last.0, pole), (first.0, pole)] {
            twice += cross(before, corner);
            before = corner;
        }
    }
    for &point in ring {
        twice += cross(before, point);
        before = point;
    }
    twice / 2.0 * MEAN_RADIUS_KM * MEAN_RADIUS_KM
}

/// Twice the area under the edge on the plane of Equal Earth.
fn cross(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (ax, ay) = equal_earth::forward(a.0.to_radians(), a.1.to_radians());
    let (bx, by) = equal_earth::forward(b.0.to_radians(), b.1.to_radians());
    (bx - ax) * (ay + by)
}

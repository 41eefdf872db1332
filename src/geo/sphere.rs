//! Shapes on the unit sphere: a globe that turns draws them anew for every frame, by two rotations and without a sine.

use super::path::{apart, ring_points, rounded, Detail, Pen, SHORT_EDGE};
use super::projection::{Projection, UnitVector};
use super::topology::Topology;

/// The rings of several shapes at a level of detail, and more of their places where an edge is long.
pub fn rings(topology: &Topology, shapes: &[usize], detail: &Detail) -> Vec<Vec<UnitVector>> {
    let globe = Projection::globe(0.0, 0.0);
    let mut rings = Vec::new();
    for shape in shapes.iter().filter_map(|&shape| topology.shapes.get(shape)) {
        for ring in &shape.rings {
            let mut places = Vec::new();
            for edge in ring_points(topology, ring, detail).windows(2) {
                let (from, to) = (edge[0], edge[1]);
                let parts = (apart(from, to) / SHORT_EDGE) as u16 + 1;
                for part in 1..=parts {
                    let share = f64::from(part) / f64::from(parts);
                    places.push(globe.faced(from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
                }
            }
            rings.push(places);
        }
    }
    rings
}

/// The rings as one path of an azimuthal projection, as `path::paths_text` draws them, but for shapes too small for theirs. A
/// ring is drawn if any of it is in sight, with what is not along the rim.
pub fn text(rings: &[Vec<UnitVector>], projection: &Projection) -> String {
    let mut pen = Pen::default();
    let turned = projection.turned();
    for ring in rings {
        let mut is_seen = false;
        let mut units = Vec::with_capacity(ring.len());
        for place in ring {
            let (drawn, is_in_sight) = turned(*place);
            is_seen |= is_in_sight;
            units.push(rounded(drawn, 1));
        }
        if is_seen {
            pen.ring(&units);
        }
    }
    pen.text()
}

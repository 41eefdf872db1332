//! The geometry of this bundle, and the finer points that arrive with the data-only part.

use std::sync::OnceLock;

use crate::geo::topology::Topology;

static LIVE: OnceLock<Topology> = OnceLock::new();
static FINE: OnceLock<Topology> = OnceLock::new();

/// The shapes as finely as they are there: refined once [`install_fine`] has succeeded; none if the bundle is damaged.
pub fn topology() -> &'static Topology {
    FINE.get().unwrap_or_else(live)
}

/// The shapes of the first bundle, which stay as they are whatever arrives: for what must not move, as the places of names.
pub fn live() -> &'static Topology {
    LIVE.get_or_init(|| {
        Topology::unpack(crate::GEOMETRY).unwrap_or_else(|| Topology { arcs: Vec::new(), shapes: Vec::new() })
    })
}

/// Refines the shapes with the packed finer points; says whether they are refined now. Damaged bytes change nothing.
pub fn install_fine(bytes: &[u8]) -> bool {
    if FINE.get().is_none() {
        if let Some(fine) = live().refine(bytes) {
            // Whoever was first has installed the same.
            let _ = FINE.set(fine);
        }
    }
    FINE.get().is_some()
}

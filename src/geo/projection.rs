//! The configured projection: degrees ⇄ units of the map's view box, y down.

use super::bounds::wrap;
use super::equal_earth;

/// Width of the world map's view box: the whole equator, in units.
pub const WORLD_WIDTH: i32 = 9600;

/// Height of the world map's view box, in units: from [`NORTH_EDGE`] to [`SOUTH_EDGE`].
pub const WORLD_HEIGHT: i32 = 4199;

/// The parallel at the top of the world map, degrees north.
pub const NORTH_EDGE: f64 = 84.0;

/// The parallel at the bottom of the world map, degrees north.
pub const SOUTH_EDGE: f64 = -58.0;

/// The meridian in the middle of the world map, degrees east: the cut, opposite, falls in the Bering Strait.
pub const CENTRAL_MERIDIAN: f64 = 11.0;

/// Half the equator on the unit sphere: x of Equal Earth at λ = π, φ = 0.
const HALF_EQUATOR: f64 = 2.706_629_983_696_047_3;

/// Equal Earth turned to a central meridian and fitted to a view box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    central_meridian: f64,
    /// Units per radius of the unit sphere.
    scale: f64,
    /// y of the equator, in units.
    equator: f64,
}

impl Projection {
    /// The world map: [`WORLD_WIDTH`] × [`WORLD_HEIGHT`] units around [`CENTRAL_MERIDIAN`].
    pub fn world() -> Projection {
        Projection::equal_earth(CENTRAL_MERIDIAN)
    }

    /// The world map turned to another central meridian (degrees east).
    pub fn equal_earth(central_meridian: f64) -> Projection {
        let scale = f64::from(WORLD_WIDTH) / (2.0 * HALF_EQUATOR);
        let (_, north) = equal_earth::forward(0.0, NORTH_EDGE.to_radians());
        Projection { central_meridian, scale, equator: north * scale }
    }

    /// The meridian in the middle of the map, degrees east.
    pub fn central_meridian(&self) -> f64 {
        self.central_meridian
    }

    /// Degrees east and north → units from the left and from the top.
    pub fn project(&self, lon: f64, lat: f64) -> (f64, f64) {
        self.project_rotated(wrap(lon - self.central_meridian), lat)
    }

    /// As [`Projection::project`], for a longitude already counted from the central meridian and left as it is,
    /// so that +180 is the right edge and −180 the left one.
    pub fn project_rotated(&self, lon: f64, lat: f64) -> (f64, f64) {
        let (x, y) = equal_earth::forward(lon.to_radians(), lat.to_radians());
        ((x + HALF_EQUATOR) * self.scale, self.equator - y * self.scale)
    }

    /// Units from the left and from the top → degrees east (−180…180) and north; `None` outside the globe's outline.
    pub fn invert(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (lambda, phi) = equal_earth::inverse(x / self.scale - HALF_EQUATOR, (self.equator - y) / self.scale)?;
        Some((wrap(lambda.to_degrees() + self.central_meridian), phi.to_degrees()))
    }
}

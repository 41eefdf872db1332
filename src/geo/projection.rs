//! The configured projections: degrees → units of a picture, y down, and back.
//!
//! Every projection is total: what an azimuthal one does not show lies on its rim, in its own direction, so that a ring
//! that goes out of sight keeps its course along the rim and needs no clipping of its own.

use super::bounds::{wrap, Bounds};
use super::equal_earth::{self, sine};

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

/// Width and height of the box of an azimuthal projection, in units: a disk fills it.
pub const DISK_SIDE: i32 = 5600;

/// The parallel at the rim of the polar map, degrees north: south of New Zealand.
pub const POLAR_EDGE: f64 = -50.0;

/// Half the equator on the unit sphere: x of Equal Earth at λ = π, φ = 0.
const HALF_EQUATOR: f64 = 2.706_629_983_696_047_3;

/// A place on the unit sphere as it is seen from the middle of a map: east, north, towards the reader.
pub type UnitVector = (f64, f64, f64);

/// Which formula.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Formula {
    /// Equal Earth, see [`equal_earth`].
    EqualEarth,
    /// Lambert's azimuthal equal-area projection (J. P. Snyder, "Map Projections: A Working Manual", 1987, ch. 24).
    Polar,
    /// The orthographic projection (Snyder, ch. 20): the globe from far away.
    Globe,
}

/// A formula, turned to its middle and fitted to a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    formula: Formula,
    /// Longitude of the middle, degrees east.
    lon: f64,
    /// Sine and cosine of the latitude of the middle.
    tilt: (f64, f64),
    /// Units per radius of the unit sphere.
    scale: f64,
    /// Where the middle (for Equal Earth: the equator's) is, in units.
    x: f64,
    y: f64,
}

impl Projection {
    /// The world map: [`WORLD_WIDTH`] × [`WORLD_HEIGHT`] units around [`CENTRAL_MERIDIAN`].
    pub fn world() -> Projection {
        Projection::equal_earth(CENTRAL_MERIDIAN)
    }

    /// The world map turned to another central meridian (degrees east).
    pub fn equal_earth(lon: f64) -> Projection {
        let scale = f64::from(WORLD_WIDTH) / (2.0 * HALF_EQUATOR);
        let (_, north) = equal_earth::forward(0.0, NORTH_EDGE.to_radians());
        let (x, y) = (HALF_EQUATOR * scale, north * scale);
        Projection { formula: Formula::EqualEarth, lon, tilt: (0.0, 1.0), scale, x, y }
    }

    /// The northern hemisphere and beyond, to [`POLAR_EDGE`], about the North Pole, Europe below it: a disk in a box of
    /// [`DISK_SIDE`].
    pub fn polar() -> Projection {
        let radius = f64::from(DISK_SIDE) / 2.0;
        let tilt = (1.0, 0.0);
        let mut polar =
            Projection { formula: Formula::Polar, lon: CENTRAL_MERIDIAN, tilt, scale: 1.0, x: radius, y: radius };
        polar.scale = radius / polar.rim();
        polar
    }

    /// The whole globe about a place (degrees), areas and directions from there true: as the polar map, for another middle.
    pub fn about(lon: f64, lat: f64) -> Projection {
        Projection { lon, tilt: tilt(lat), ..Projection::polar() }
    }

    /// The globe with the place (degrees) in the middle: a disk in a box of [`DISK_SIDE`].
    pub fn globe(lon: f64, lat: f64) -> Projection {
        let radius = f64::from(DISK_SIDE) / 2.0;
        Projection { formula: Formula::Globe, lon, tilt: tilt(lat), scale: radius, x: radius, y: radius }
    }

    /// The same picture with every coordinate multiplied, then moved by some of the new units.
    #[must_use]
    pub fn fitted(self, factor: f64, dx: f64, dy: f64) -> Projection {
        Projection { scale: self.scale * factor, x: self.x * factor + dx, y: self.y * factor + dy, ..self }
    }

    /// The meridian in the middle of a map that is cut open at the one opposite, degrees east.
    pub fn central_meridian(&self) -> Option<f64> {
        (self.formula == Formula::EqualEarth).then_some(self.lon)
    }

    /// Middle and radius of the disk that an azimuthal map fills, in units.
    pub fn disk(&self) -> Option<(f64, f64, f64)> {
        (self.formula != Formula::EqualEarth).then(|| (self.x, self.y, self.rim() * self.scale))
    }

    /// Degrees east and north → units from the left and from the top. What is out of sight lies on the rim.
    pub fn project(&self, lon: f64, lat: f64) -> (f64, f64) {
        self.project_rotated(wrap(lon - self.lon), lat)
    }

    /// As [`Projection::project`], for a longitude already counted from the middle and left as it is, so that on Equal
    /// Earth +180 is the right edge and −180 the left one.
    pub fn project_rotated(&self, lon: f64, lat: f64) -> (f64, f64) {
        let place = match self.formula {
            Formula::EqualEarth => equal_earth::forward(lon.to_radians(), lat.to_radians()),
            Formula::Polar | Formula::Globe => self.flattened(self.faced(lon, lat)),
        };
        self.placed(place)
    }

    /// Whether the place (degrees) is in sight.
    pub fn shows(&self, lon: f64, lat: f64) -> bool {
        self.formula == Formula::EqualEarth || self.faced(wrap(lon - self.lon), lat).2 >= self.least_depth()
    }

    /// Whether something within the bounds may be in sight: surely not if a corner lies farther behind what is than they are
    /// long.
    pub fn may_show(&self, bounds: &Bounds) -> bool {
        let reach = bounds.east - bounds.west + bounds.north - bounds.south;
        self.formula == Formula::EqualEarth
            || self.faced(wrap(bounds.west - self.lon), bounds.south).2 >= self.least_depth() - reach.to_radians()
    }

    /// Units from the left and from the top → degrees east (−180…180) and north; `None` off the map.
    pub fn invert(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (x, y) = ((x - self.x) / self.scale, (self.y - y) / self.scale);
        if self.formula == Formula::EqualEarth {
            let (lambda, phi) = equal_earth::inverse(x, y)?;
            return Some((wrap(lambda.to_degrees() + self.lon), phi.to_degrees()));
        }
        let square = x * x + y * y;
        // The rim itself belongs to the map, whichever way its last bit was rounded; what is no number does not.
        if square.is_nan() || square > self.rim() * self.rim() + equal_earth::EPSILON {
            return None;
        }
        let (east, north, depth) = if self.formula == Formula::Globe {
            (x, y, (1.0 - square).max(0.0).sqrt())
        } else {
            let shrink = (1.0 - square / 4.0).max(0.0).sqrt();
            (x * shrink, y * shrink, 1.0 - square / 2.0)
        };
        let (sin, cos) = self.tilt;
        let (up, ahead) = (north * cos + depth * sin, depth * cos - north * sin);
        let lat = equal_earth::arc_tangent(up, (east * east + ahead * ahead).sqrt());
        Some((wrap(equal_earth::arc_tangent(east, ahead).to_degrees() + self.lon), lat.to_degrees()))
    }

    /// The place as a unit vector; the longitude is counted from the middle.
    pub(super) fn faced(&self, lon: f64, lat: f64) -> UnitVector {
        let (sin_lat, cos_lat) = tilt(lat);
        let (sin_lon, cos_lon) = equal_earth::sine_and_cosine(lon);
        let (sin, cos) = self.tilt;
        (cos_lat * sin_lon, cos * sin_lat - sin * cos_lat * cos_lon, sin * sin_lat + cos * cos_lat * cos_lon)
    }

    /// The place farthest from the middle of an azimuthal map, degrees: what lies round it lies all along the rim.
    pub fn antipode(&self) -> Option<(f64, f64)> {
        let (sin, cos) = self.tilt;
        let lat = -equal_earth::arc_tangent(sin, cos).to_degrees();
        (self.formula != Formula::EqualEarth).then(|| (wrap(self.lon + 180.0), lat))
    }

    /// The least depth, towards the reader, that is in sight.
    fn least_depth(&self) -> f64 {
        if self.formula == Formula::Globe {
            0.0
        } else {
            sine(POLAR_EDGE.to_radians())
        }
    }

    /// The radius of the disk, on the unit sphere.
    fn rim(&self) -> f64 {
        if self.formula == Formula::Globe {
            1.0
        } else {
            (2.0 - 2.0 * self.least_depth()).sqrt()
        }
    }

    /// What turns places of the unit sphere, as the globe about 0° east and north has them ([`Projection::faced`]), to this
    /// azimuthal projection: where they are in units, and whether they are in sight.
    pub(super) fn turned(&self) -> impl Fn(UnitVector) -> ((f64, f64), bool) + '_ {
        let (sin_lon, cos_lon) = equal_earth::sine_and_cosine(self.lon);
        let (sin, cos) = self.tilt;
        move |(east, north, depth)| {
            let ahead = depth * cos_lon + east * sin_lon;
            let faced = (east * cos_lon - depth * sin_lon, north * cos - ahead * sin, north * sin + ahead * cos);
            (self.placed(self.flattened(faced)), faced.2 >= self.least_depth())
        }
    }

    /// From the unit sphere's plane to units.
    fn placed(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }

    fn flattened(&self, (east, north, depth): UnitVector) -> (f64, f64) {
        let stretch = if depth < self.least_depth() {
            let off = (east * east + north * north).sqrt();
            if off < equal_earth::EPSILON {
                return (0.0, self.rim());
            }
            self.rim() / off
        } else if self.formula == Formula::Globe {
            1.0
        } else {
            (2.0 / (1.0 + depth)).sqrt()
        };
        (east * stretch, north * stretch)
    }
}

/// Sine and cosine of a latitude in degrees.
fn tilt(lat: f64) -> (f64, f64) {
    (sine(lat.to_radians()), equal_earth::cosine_of_latitude(lat))
}

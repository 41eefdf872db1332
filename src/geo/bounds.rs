//! A box between two meridians and two parallels.

/// A box on the globe, in degrees. `west` ≤ `east`; both may lie beyond ±180 for what crosses the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Western edge, degrees east.
    pub west: f64,
    /// Southern edge, degrees north.
    pub south: f64,
    /// Eastern edge, degrees east.
    pub east: f64,
    /// Northern edge, degrees north.
    pub north: f64,
}

impl Bounds {
    /// Contains nothing; the start for [`Bounds::extend`].
    pub const EMPTY: Bounds =
        Bounds { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };

    /// Whether the point lies inside or on the edge, whichever way round the globe its longitude is counted.
    pub fn contains(&self, lon: f64, lat: f64) -> bool {
        let between = |lon: f64| self.west <= lon && lon <= self.east;
        self.south <= lat && lat <= self.north && (between(lon) || between(lon + 360.0) || between(lon - 360.0))
    }

    /// Grows the box so that it holds the point.
    pub fn extend(&mut self, lon: f64, lat: f64) {
        self.west = self.west.min(lon);
        self.south = self.south.min(lat);
        self.east = self.east.max(lon);
        self.north = self.north.max(lat);
    }
}

/// The same longitude, brought into −180…180 (180 excluded).
pub fn wrap(lon: f64) -> f64 {
    if (-180.0..180.0).contains(&lon) {
        lon
    } else {
        // The same as `rem_euclid`, which would bring 2 KB of exact division along.
        let turned = lon + 180.0;
        turned - 360.0 * (turned / 360.0).floor() - 180.0
    }
}

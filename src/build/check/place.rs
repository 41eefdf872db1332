//! Places: on the globe, and inside the country that they claim.

use std::rc::Rc;

use toml::Spanned;

use super::super::geometry;
use super::super::problem::{At, File};
use super::super::raw::place;
use super::text::LABEL_LIMIT;
use super::Checker;

/// How far a place may lie outside the shape of its country, in km. The shapes are generalised for
/// 1:50,000,000, so harbours and small islands lie off their coast by some kilometres.
pub const TOLERANCE_KM: f64 = 15.0;
/// The same for a territory: the shapes leave out small islands of a group (Pitcairn itself, Grand Turk).
pub const ISLANDS_TOLERANCE_KM: f64 = 200.0;

/// A capital, by the index of its country.
pub struct Capital {
    pub country: usize,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
}

impl Checker<'_> {
    /// A capital inside its country.
    pub fn capital(&mut self, file: &Rc<File>, country: usize, capital: &place::Capital) -> Capital {
        let name = self.ours(file, &capital.name, "name", LABEL_LIMIT);
        self.inside(file, country, (&capital.lat, &capital.lon), TOLERANCE_KM);
        Capital { country, name, lat: *capital.lat.get_ref(), lon: *capital.lon.get_ref() }
    }

    /// The place lies in the country, or no further from it than the tolerance in km.
    pub fn inside(&mut self, file: &Rc<File>, country: usize, place: (&Spanned<f64>, &Spanned<f64>), tolerance: f64) {
        let (lat, lon) = place;
        if !self.coordinates(file, lat, lon) {
            return;
        }
        let Some(code) = self.codes.get(country).cloned() else { return };
        let off = off_km(self.shapes, &code, *lon.get_ref(), *lat.get_ref());
        let message = format!("the place lies {off:.0} km outside {code}, {tolerance} are allowed");
        self.expect(off <= tolerance, &At::span(file, lat.span()), message);
    }

    /// Latitude and longitude within their ranges.
    pub fn coordinates(&mut self, file: &Rc<File>, lat: &Spanned<f64>, lon: &Spanned<f64>) -> bool {
        let is_lat = (-90.0..=90.0).contains(lat.get_ref());
        let is_lon = (-180.0..=180.0).contains(lon.get_ref());
        self.expect(is_lat, &At::span(file, lat.span()), "lat is not within -90 and 90");
        self.expect(is_lon, &At::span(file, lon.span()), "lon is not within -180 and 180");
        is_lat && is_lon
    }
}

/// How far a place is from a shape, in km; 0 inside it. A country without a shape is reported elsewhere.
fn off_km(shapes: &geometry::Source, code: &str, lon: f64, lat: f64) -> f64 {
    if shapes.contains(code, lon, lat) {
        return 0.0;
    }
    shapes.border_km(code, lon, lat).unwrap_or_default()
}

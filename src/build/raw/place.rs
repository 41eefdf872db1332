//! Places: a capital, the place of an event, the spot of a marker.

use serde::Deserialize;
use toml::Spanned;

use super::Text;

/// A capital.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capital {
    pub name: Text,
    pub lat: Spanned<f64>,
    pub lon: Spanned<f64>,
}

/// A place with its name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub name: Text,
    pub lat: Spanned<f64>,
    pub lon: Spanned<f64>,
}

/// A place without a name, for a marker.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    pub lat: Spanned<f64>,
    pub lon: Spanned<f64>,
}

//! `data/geo/splits.toml`: which polygons of the shapes become shapes of their own.

use serde::Deserialize;
use toml::Spanned;

use super::super::geo::bounds::Bounds;
use super::super::geometry::Source;
use super::super::problem::At;
use super::{Reader, Text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    id: Text,
    from: Text,
    /// West, south, east, north, degrees.
    #[serde(rename = "box")]
    bounds: [f64; 4],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Splits {
    split: Vec<Spanned<Split>>,
}

/// Reads `data/geo/splits.toml` and cuts the shapes as it says.
pub fn apply(reader: &mut Reader, shapes: &mut Source) -> Option<()> {
    let (splits, file) = reader.toml::<Splits>("geo/splits.toml")?;
    for split in &splits.split {
        let Split { id, from, bounds: [west, south, east, north] } = split.get_ref();
        let bounds = Bounds { west: *west, south: *south, east: *east, north: *north };
        if let Err(message) = shapes.split(id.get_ref(), from.get_ref(), &bounds) {
            reader.problems.add(&At::span(&file, split.span()), message);
        }
    }
    Some(())
}

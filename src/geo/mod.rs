//! Pure geometry: the shapes of the countries, the projection that draws them, and the questions a map asks of both.
//!
//! The build script writes the packed shapes (`src/build/geometry.rs`), [`topology`] reads them, [`path`] and [`hit`] use them.
//! Standard library only, and nothing of the crate outside this folder: the build script mounts the same files.
//! Axis order is longitude, latitude, in degrees, everywhere but inside [`equal_earth`], which is in radians.
//! Nothing here knows a country's name: a shape is its place in the order of the ISO 3166-1 alpha-3 codes.

pub mod area;
pub mod bounds;
pub mod coding;
pub mod equal_earth;
pub mod great_circle;
pub mod hit;
pub mod path;
pub mod projection;
pub mod sphere;
pub mod topology;

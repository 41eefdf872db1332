//! Two Oceans: NATO's members and its Indo-Pacific partners on one map and one timeline.
//!
//! Data flows one way: `data/` → build script → packed tables → `model` → `view` → `edge`.
//! `geo` is pure mathematics, used by the build script and by `model`.
//! `model` knows no pixels' owner and no browser; `view` maps scenes to elements and touches
//! no window or document; only `edge` does. `tests/architecture.rs` holds this.

pub mod edge;
pub mod geo;
pub mod model;
pub mod view;

/// Arcs and shapes of the map, packed by the build script (see `src/build/geometry.rs`).
pub const GEOMETRY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/geometry.bin"));

/// Finer points of the same map: shipped with the long texts, so never in the first bundle.
#[cfg(not(target_arch = "wasm32"))]
pub const FINE_GEOMETRY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fine_geometry.bin"));

/// What Explore needs to be live: countries, events, capitals (see `src/build/pack.rs`).
pub const FACTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin"));

/// Long texts and sources: shipped as a data-only Wasm part of its own, so never in the first bundle.
#[cfg(not(target_arch = "wasm32"))]
pub const TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts.bin"));

/// The same as it is shipped, with the best sources of each record only (see `src/build/cite.rs`).
#[cfg(not(target_arch = "wasm32"))]
pub const SHORT_TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/short_texts.bin"));

/// The numbers that the sources of `SHORT_TEXTS` have in `TEXTS`, with commas between.
#[cfg(not(target_arch = "wasm32"))]
pub const KEPT: &str = include_str!(concat!(env!("OUT_DIR"), "/kept.txt"));

/// Of each record that has more sources than that: whose they are, and the numbers of all in `TEXTS`; a line each.
#[cfg(not(target_arch = "wasm32"))]
pub const FURTHER: &str = include_str!(concat!(env!("OUT_DIR"), "/further.txt"));

/// The ids of the sources in the order of `TEXTS`, a line each: anchors of the page of sources, natively only.
#[cfg(not(target_arch = "wasm32"))]
pub const SOURCE_IDS: &str = include_str!(concat!(env!("OUT_DIR"), "/source_ids.txt"));
#[cfg(target_arch = "wasm32")]
#[allow(missing_docs, reason = "as above")]
pub const SOURCE_IDS: &str = "";

/// The sentences of the story, each with its sources (see `src/build/all.rs`): footnotes of the page that tells it all.
#[cfg(not(target_arch = "wasm32"))]
pub const SENTENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sentences.txt"));

/// One line for whoever builds: how many records, sources and checks there are.
#[cfg(not(target_arch = "wasm32"))]
pub const COUNTS: &str = include_str!(concat!(env!("OUT_DIR"), "/counts.txt"));

/// The catalogue of this bundle's language, generated from `data/i18n/<lang>.toml`.
pub mod copy {
    #![allow(missing_docs)]
    include!(concat!(env!("OUT_DIR"), "/copy.rs"));
}

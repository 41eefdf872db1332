//! The only place for window, document and js-sys: mounting, the URL, the second part, the clock.
//!
//! Nothing here decides what a reader sees; it carries events in and elements' states out.

#[cfg(target_arch = "wasm32")]
mod around;
#[cfg(target_arch = "wasm32")]
mod hint;
#[cfg(target_arch = "wasm32")]
mod motion;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod rest;
#[cfg(target_arch = "wasm32")]
mod root;
#[cfg(target_arch = "wasm32")]
mod scrub;
#[cfg(target_arch = "wasm32")]
mod sheets;

#[cfg(target_arch = "wasm32")]
pub use root::mount;

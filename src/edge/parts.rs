//! The second part of the bundle: a data-only Wasm module with finer shapes, and long texts and panels squeezed.

use gloo::timers::callback::Timeout;
use js_sys::{Date, Uint8Array, WebAssembly};
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Event};

use super::motion::find;
use crate::model::squeeze::Squeezed;
use crate::model::{shapes, texts};
use crate::FACTS;

/// The custom section of the squeezed texts.
const TEXTS: &str = "texts";

/// The custom section of the finer shapes; without them the map stays as it is.
const SHAPES: &str = "geometry";

/// For so long the page stands still at most while the texts are read, in milliseconds; a step more or less.
const SLICE_MS: f64 = 12.0;

/// The same if the reader waits for a text, and for nothing else.
const AWAITED_MS: f64 = 100.0;

/// Bytes that are read between two looks at the clock.
const STEP: usize = 64;

/// Installs the part that an event of boot.js brings; calls back once the texts are there.
pub fn install(event: &Event, then: impl FnOnce() + 'static) {
    let module = event.unchecked_ref::<CustomEvent>().detail().unchecked_into();
    shapes::install_fine(&section(&module, SHAPES));
    // Read while the page does other things.
    if let Some(squeezed) = Squeezed::new(section(&module, TEXTS).leak(), FACTS) {
        unsqueeze(squeezed, then);
    }
}

/// Goes on for a slice, and again when the page has had its turn.
fn unsqueeze(mut squeezed: Squeezed<'static>, then: impl FnOnce() + 'static) {
    let start = Date::now();
    let slice_ms = if find(".story,[data-panel]").is_some() { AWAITED_MS } else { SLICE_MS };
    // A clock that is set back ends a slice as well.
    while (0.0..slice_ms).contains(&(Date::now() - start)) {
        if squeezed.advance(STEP) {
            // Texts are lent out for as long as the page is open.
            if squeezed.finish().is_some_and(|bytes| texts::install(bytes.leak())) {
                then();
            }
            return;
        }
    }
    Timeout::new(0, move || unsqueeze(squeezed, then)).forget();
}

/// A custom section of the module, named as the prerenderer writes it; empty if it is not there.
fn section(module: &WebAssembly::Module, name: &str) -> Vec<u8> {
    Uint8Array::new(&WebAssembly::Module::custom_sections(module, name).get(0)).to_vec()
}

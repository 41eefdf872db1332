//! What scenes look like as elements. Functions over plain data; a piece that is kept (`kept`) where it is worth skipping
//! when nothing changed. What is remembered, the root of `edge` remembers.
//!
//! Nothing here touches window or document. Natively the same code makes the served page.

pub mod app;
mod card;
mod compare;
mod controls;
mod element;
mod entries;
pub mod follow;
#[cfg(not(target_arch = "wasm32"))]
pub mod handout;
mod kept;
mod lens;
mod map;
pub mod panel;
pub mod shapes;
mod story;
mod tables;
mod timeline;

use crate::model::view::{Heading, View};
use element::{element, Element};

/// Whether this is the served page: everything readable, links instead of controls.
/// Natively it always is, in a browser never, so the bundle holds nothing of the other;
/// what only the served page has stands in `entries`.
pub const IS_DOCUMENT: bool = cfg!(not(target_arch = "wasm32"));

/// `Some("1")` for an attribute that is there or not.
fn flag(is_set: bool) -> Option<&'static str> {
    is_set.then_some("1")
}

/// The value of an ARIA state.
fn truth(is_true: bool) -> &'static str {
    if is_true {
        "true"
    } else {
        "false"
    }
}

/// `aria-live` of what changes with each year: not said while time plays; what it has come to is.
fn unsaid(view: &View) -> Option<&'static str> {
    view.is_playing.then_some("off")
}

/// A title below that of the widget, at the level that fits the host's outline.
fn section_title(heading: Heading, depth: usize, class: &'static str, text: &str) -> Element {
    let level = match heading {
        Heading::One | Heading::None => 0,
        Heading::Two => 1,
        Heading::Three => 2,
        Heading::Four => 3,
    };
    let tag = ["h2", "h3", "h4", "h5", "h6"].get(level + depth).copied().unwrap_or("h6");
    element(tag).with("class", class).text(text)
}

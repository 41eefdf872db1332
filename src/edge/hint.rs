//! Pointing across: an event lights up its countries on the map, a country its events on the timeline.
//!
//! Only an attribute is set, on what is there: the view knows nothing of it, and nothing is drawn anew.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::{Document, Element};

use super::motion::find;
use super::swap::all;
use crate::model::atlas::atlas;
use crate::model::query;
use crate::view::follow::Pointed;

/// How long after the pointer, the focus or a key has moved, milliseconds: what is only passed costs nothing.
const REST_MS: u32 = 80;

/// What a reader points at: by the pointer, by the focus, by the arrow keys on the map.
const POINTED: [&str; 2] = [
    ":is([data-event], [data-country], [data-shape], [href^='#event='], [href^='#select=']):hover",
    ":is([href^='#event='], [href^='#select='], [aria-activedescendant]):focus",
];

/// Lights up as long as the value lives.
pub fn listen() -> Option<[EventListener; 3]> {
    let host = find("[data-two-oceans]")?;
    let is_waiting = Rc::new(Cell::new(false));
    Some(["pointerover", "focusin", "keyup"].map(|kind| {
        let is_waiting = Rc::clone(&is_waiting);
        EventListener::new(&host, kind, move |_| {
            if !is_waiting.replace(true) {
                let is_waiting = Rc::clone(&is_waiting);
                Timeout::new(REST_MS, move || {
                    is_waiting.set(false);
                    light_up();
                })
                .forget();
            }
        })
    }))
}

/// Lights up what belongs to what is pointed at, and nothing else.
fn light_up() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    for element in all(&document, "[data-lit]") {
        let _ = element.remove_attribute("data-lit");
    }
    let Some(pointed) = POINTED.into_iter().find_map(find).and_then(|element| pointed(&document, &element)) else {
        return;
    };
    let across = match pointed {
        Pointed::Event(_) => ".map__shapes path, .tiles__tile",
        _ => ".timeline__lanes circle",
    };
    for element in all(&document, across) {
        let (event, country) = match (&pointed, Pointed::of(&element)) {
            (Pointed::Event(event), Some(Pointed::Country(country))) => (*event, country),
            (Pointed::Country(country), Some(Pointed::Event(event))) => (event, *country),
            _ => continue,
        };
        if atlas().event(event).is_some_and(|event| event.countries.contains(&country)) {
            let _ = element.set_attribute("data-lit", "");
        }
    }
}

/// What an element, the option that is active in it, or a link's target is.
fn pointed(document: &Document, element: &Element) -> Option<Pointed> {
    if let Some(href) = element.get_attribute("href") {
        let (view, _) = query::parse(href.strip_prefix('#')?);
        return view.event.map(Pointed::Event).or(view.select.first().copied().map(Pointed::Country));
    }
    match element.get_attribute("aria-activedescendant") {
        Some(id) => Pointed::of(&document.get_element_by_id(&id)?),
        None => Pointed::of(element),
    }
}

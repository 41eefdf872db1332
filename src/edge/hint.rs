//! Pointing: a line says what is pointed at; across, an event lights up its countries on the map, a country its events on
//! the timeline.
//!
//! Only a text and an attribute are set, on what is there: the view knows nothing of it, and nothing is drawn anew.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::motion::{all, find, ROOT};
use super::rest::Rest;
use crate::model::atlas::{atlas, EventId};
use crate::model::view::View;
use crate::view::follow::{linked, Pointed};

/// How long the pointer, the focus or a key has to rest before anything is said or lights up, milliseconds: what is only
/// passed costs nothing.
const REST_MS: u32 = 80;

/// What is pointed at on a page.
#[derive(Clone, Default)]
pub struct Hint(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    view: Rc<View>,
    /// The element that was pointed at last, or that says by an attribute which one is.
    target: Option<Element>,
    rest: Rest,
}

impl Hint {
    /// Speaks and lights up as long as the values live.
    pub fn listen(&self) -> Vec<EventListener> {
        let mut listeners = Vec::new();
        let Some(host) = find(ROOT) else { return listeners };
        for kind in ["pointerover", "pointerleave", "focusin", "keyup"] {
            let hint = self.clone();
            listeners.push(EventListener::new(&host, kind, move |event| {
                hint.0.borrow_mut().target = event.target().and_then(|target| target.dyn_into().ok());
                hint.wait();
            }));
        }
        listeners
    }

    /// The view has been drawn, maybe for another date.
    pub fn follow(&self, view: &Rc<View>) {
        self.0.borrow_mut().view = Rc::clone(view);
        self.wait();
    }

    fn wait(&self) {
        let hint = self.clone();
        let state = self.0.borrow();
        state.rest.moved(
            REST_MS,
            Box::new(move || {
                let state = hint.0.borrow();
                state.target.as_ref().and_then(|target| show(target, &state.view));
            }),
        );
    }
}

/// Says what is pointed at, of a sign what its title says, and lights up what belongs to it, and nothing else.
fn show(target: &Element, view: &View) -> Option<()> {
    let document = target.owner_document()?;
    for element in all(&document, "[data-lit]") {
        let _ = element.remove_attribute("data-lit");
    }
    let active = target.get_attribute("aria-activedescendant").and_then(|id| document.get_element_by_id(&id));
    let target = active.as_ref().unwrap_or(target);
    // What comes to lie under a pointer that stays where it is does not take the place of what has the focus; a tap leaves one
    // that is not seen.
    let is_sign = target.has_attribute("data-marker");
    let focused = || pointed(&find(":focus-visible").filter(|_| !is_sign)?);
    let pointed = Pointed::of(target).or_else(|| pointed(target)).or_else(focused);
    let said = match &pointed {
        Some(pointed) => pointed.line(view),
        None if is_sign => target.text_content()?,
        None => String::new(),
    };
    let is_event = matches!(pointed, Some(Pointed::Event(_)));
    for (line, is_its) in [(".map__hover span", !is_event), (".timeline__hover", is_event)] {
        find(line)?.first_child()?.set_node_value(Some(if is_its { &said } else { "" }));
    }
    let across = if is_event { ".map__shapes path, .tiles__tile" } else { ".timeline__lanes circle" };
    let pointed = pointed?;
    let is_its = |event: EventId, country| atlas().event(event).is_some_and(|event| event.countries.contains(&country));
    for element in all(&document, across) {
        let is_lit = match (&pointed, Pointed::of(&element)) {
            (Pointed::Event(event), Some(Pointed::Country(country))) => is_its(*event, country),
            (Pointed::Country(country), Some(Pointed::Event(event))) => is_its(event, *country),
            // A number of events that have no room.
            (Pointed::Country(country), None) => element.get_attribute("data-events").is_some_and(|events| {
                events.split(',').filter_map(|event| event.parse().ok()).any(|event| is_its(EventId(event), *country))
            }),
            _ => false,
        };
        if is_lit {
            let _ = element.set_attribute("data-lit", "");
        }
    }
    Some(())
}

/// What a link leads to.
fn pointed(link: &Element) -> Option<Pointed> {
    let view = linked(link)?;
    view.event.map(Pointed::Event).or(view.select.first().copied().map(Pointed::Country))
}

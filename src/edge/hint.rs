//! Pointing: a line says what is pointed at; across, an event lights up its countries on the map, a country its events on
//! the timeline.
//!
//! Only a text and an attribute are set, on what is there: the view knows nothing of it, and nothing is drawn anew.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, Node};

use super::motion::{all, find, ROOT};
use super::rest::Rest;
use crate::model::atlas::{atlas, EventId};
use crate::model::query;
use crate::model::view::View;
use crate::view::follow::Pointed;

/// How long the pointer, the focus or a key has to rest before anything lights up, milliseconds: what is only passed costs
/// nothing.
const REST_MS: u32 = 80;

/// What a reader points at: by the pointer, by the focus, by the arrow keys on the map.
const POINTED: [&str; 2] = [
    ":is([data-event], [data-country], [data-shape], [href^='#event='], [href^='#select=']):hover",
    ":is([href^='#event='], [href^='#select='], [aria-activedescendant]):focus",
];

/// What is pointed at on a page, and where that is said.
#[derive(Clone, Default)]
pub struct Hint(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    view: Rc<View>,
    /// The element that was pointed at last.
    target: Option<Element>,
    /// The texts of the line of the map and of that of the timeline, which belong to the view, and what was last written
    /// there; found once, since looking for them costs more than writing them.
    lines: Vec<(Node, String)>,
    rest: Rest,
}

impl Hint {
    /// Speaks and lights up as long as the value lives.
    pub fn listen(&self) -> Vec<EventListener> {
        let mut listeners = Vec::new();
        let Some(host) = find(ROOT) else { return listeners };
        for kind in ["pointerover", "pointerleave", "focusin", "keyup"] {
            let hint = self.clone();
            listeners.push(EventListener::new(&host, kind, move |event| {
                hint.hear(event);
            }));
        }
        listeners
    }

    /// The view has been drawn, maybe for another date.
    pub fn follow(&self, view: &Rc<View>) {
        let mut state = self.0.borrow_mut();
        state.view = Rc::clone(view);
        state.say();
    }

    fn hear(&self, event: &Event) -> Option<()> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let mut state = self.0.borrow_mut();
        state.target = Some(match target.get_attribute("aria-activedescendant") {
            Some(id) => target.owner_document()?.get_element_by_id(&id)?,
            None => target,
        });
        state.say();
        state.rest.moved(REST_MS, Box::new(light_up));
        Some(())
    }
}

impl State {
    /// Says what is pointed at: of a sign what its title says.
    fn say(&mut self) -> Option<()> {
        let target = self.target.as_ref()?;
        if !self.lines.first().is_some_and(|(text, _)| text.is_connected()) {
            let text = |line| Some((find(line)?.first_child()?, String::new()));
            self.lines = Vec::from([text(".map__hover span")?, text(".timeline__hover")?]);
        }
        let pointed = Pointed::of(target);
        let said = match &pointed {
            Some(pointed) => pointed.line(&self.view),
            None if target.has_attribute("data-marker") => target.text_content()?,
            None => String::new(),
        };
        let is_event = matches!(pointed, Some(Pointed::Event(_)));
        for (index, (text, last)) in self.lines.iter_mut().enumerate() {
            let said = if (index == 1) == is_event { &*said } else { "" };
            if last != said {
                text.set_node_value(Some(said));
                said.clone_into(last);
            }
        }
        Some(())
    }
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

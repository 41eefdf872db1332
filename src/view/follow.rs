//! What the pointer is on, what is said of it, and what a click there means: one click handler for every link and shape.

use web_sys::Element;
use yew::prelude::*;

use crate::copy;
use crate::model::atlas::{atlas, CountryId, EventId};
use crate::model::text::fill;
use crate::model::view::{Action, Tab, View};
use crate::model::{query, scene};

/// What the pointer or the keyboard's cursor is on.
pub enum Pointed {
    /// A country's shape or tile.
    Country(CountryId),
    /// An event's marker or its label.
    Event(EventId),
}

impl Pointed {
    /// What an element of the page stands for.
    pub fn of(element: &Element) -> Option<Pointed> {
        let event = || atlas().event_by_id(&element.get_attribute("data-event")?).map(Pointed::Event);
        country_of(element).map(Pointed::Country).or_else(event)
    }

    /// What is said of it.
    pub fn line(&self, view: &View) -> String {
        match self {
            Pointed::Country(id) => scene::hover_line(*id, view),
            Pointed::Event(id) => {
                let Some(event) = atlas().event(*id) else { return String::new() };
                fill(copy::TIMELINE_EVENT, &[("date", &event.date.words()), ("title", event.title)])
            }
        }
    }
}

/// The country whose shape an element is.
pub fn country_of(element: &Element) -> Option<CountryId> {
    let code = element.get_attribute("data-country").or_else(|| element.get_attribute("data-shape"))?;
    atlas().country_by_code(&code)
}

/// The view that the link leads to in which an element is, by its fragment.
pub fn linked(element: &Element) -> Option<View> {
    let href = element.closest("a").ok()??.get_attribute("href")?;
    Some(query::parse(href.strip_prefix('#')?).0)
}

/// What a click means: a link to a fragment, or a country's shape; with Shift, countries add up.
pub fn action_of(event: &MouseEvent) -> Option<Action> {
    // The second click of a double one is the map's.
    let is_plain = event.detail() < 2 && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let element = event.target_dyn_into::<Element>().filter(|_| is_plain)?;
    let select = |id| if event.shift_key() { Action::Toggle(id) } else { Action::Select(id) };
    if let Some(id) = country_of(&element) {
        return Some(select(id));
    }
    let view = linked(&element)?;
    if view.tab == Tab::Story {
        return Some(Action::Step(view.step));
    }
    let target = (view.event, view.select.as_slice());
    match target {
        (Some(event), _) => Some(Action::SelectEvent(event)),
        (None, &[id]) => Some(select(id)),
        _ if view.claim.is_some() => view.claim.map(Action::OpenClaim),
        _ if view.panel.is_some() => view.panel.map(Action::Open),
        _ if view.span.is_some() => view.span.map(Action::Span),
        _ if view == View::default() => None,
        _ => Some(Action::Show(view.tab)),
    }
}

//! One click handler for every link and shape: what a click on an element means.

use web_sys::Element;
use yew::prelude::*;

use crate::model::atlas::{atlas, CountryId};
use crate::model::query;
use crate::model::view::{Action, View};

/// The country whose shape an element is.
pub fn country_of(element: &Element) -> Option<CountryId> {
    let code = element.get_attribute("data-country").or_else(|| element.get_attribute("data-shape"))?;
    atlas().country_by_code(&code)
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
    let link = element.closest("a").ok().flatten()?;
    let href = link.get_attribute("href")?;
    let (view, _) = query::parse(href.strip_prefix('#')?);
    let target = (view.event, view.select.as_slice());
    match target {
        (Some(event), _) => Some(Action::SelectEvent(event)),
        (None, &[id]) => Some(select(id)),
        _ if view.claim.is_some() => view.claim.map(Action::OpenClaim),
        _ if view.panel.is_some() => view.panel.map(Action::Open),
        _ if view == View::default() => None,
        _ => Some(Action::Show(view.tab)),
    }
}

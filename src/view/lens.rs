//! What the map shows and how: its kind, and how close it looks.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::controls::emits;
use super::IS_DOCUMENT;
use crate::copy;
use crate::model::camera::{MapKind, Region};
use crate::model::scene::{kind_name, region_name};
use crate::model::stage::shown_kind;
use crate::model::view::{Action, View};

/// The controls of the map. The served page keeps their room, so that nothing moves when they come.
pub fn lens(view: &View, width_px: u16, act: &Callback<Action>) -> Html {
    if IS_DOCUMENT {
        return html! { <div class="lens"></div> };
    }
    html! {
        <div class="lens">
            { kind_select(shown_kind(view, width_px), act) }
            <div class="lens__zoom" role="group" aria-label={copy::MAP_REGION}>
                <button class="button" type="button" aria-label={copy::MAP_ZOOM_IN} onclick={emits(act, Action::Zoom(true))}>
                    { "+" }
                </button>
                <button class="button" type="button" aria-label={copy::MAP_ZOOM_OUT} onclick={emits(act, Action::Zoom(false))}>
                    { "−" }
                </button>
                for region in Region::ALL {
                    <button key={region as usize} class="button" type="button" onclick={emits(act, Action::Visit(region))}>
                        { region_name(region) }
                    </button>
                }
            </div>
        </div>
    }
}

fn kind_select(shown: MapKind, act: &Callback<Action>) -> Html {
    let act = act.clone();
    let onchange = Callback::from(move |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some(kind) = MapKind::ALL.into_iter().find(|kind| kind.key() == value) {
            act.emit(Action::Draw(kind));
        }
    });
    html! {
        <label class="lens__choice">
            <span>{ copy::MAP_KIND }</span>
            <select data-lens="projection" {onchange}>
                for kind in MapKind::ALL {
                    <option key={kind.key()} value={kind.key()} selected={kind == shown}>{ kind_name(kind) }</option>
                }
            </select>
        </label>
    }
}

//! What the map shows and how: its kind, and how close it looks.

use yew::prelude::*;

use super::controls::{choice, emits, layer_select};
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
            { layer_select(view.layer, act) }
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
    choice("lens__choice", copy::MAP_KIND, &MapKind::ALL.map(kind_name), shown as usize, act, |index| {
        MapKind::ALL.get(index).map(|&kind| Action::Draw(kind))
    })
}

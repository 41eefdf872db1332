//! What the map shows and how: its kind, and how close it looks.

use yew::prelude::*;

use super::controls::{choice, emits, layer_select};
use super::element::{button, element, Element};
use super::IS_DOCUMENT;
use crate::copy;
use crate::model::camera::{MapKind, Region};
use crate::model::scene::{kind_name, region_name};
use crate::model::stage::shown_kind;
use crate::model::view::{Action, Layer, View};

/// The controls of the map. Kept, since time does not change them.
#[derive(PartialEq)]
pub struct Lens {
    layer: Layer,
    kind: MapKind,
    act: Callback<Action>,
}

impl Lens {
    pub fn of(view: &View, width_px: u16, act: &Callback<Action>) -> Lens {
        Lens { layer: view.layer, kind: shown_kind(view, width_px), act: act.clone() }
    }
}

/// The controls of the map. The served page keeps their room, so that nothing moves when they come.
pub fn lens(props: &Lens) -> Element {
    let lens = element("div.lens");
    if IS_DOCUMENT {
        return lens;
    }
    let act = &props.act;
    let press = |name: &str, action: Action| button("button.button", name, emits(act, action));
    let mut zoom = element("div.lens__zoom")
        .with("role", "group")
        .with("aria-label", copy::MAP_REGION)
        .child(press("+", Action::Zoom(true)).with("aria-label", copy::MAP_ZOOM_IN))
        .child(press("−", Action::Zoom(false)).with("aria-label", copy::MAP_ZOOM_OUT));
    for region in Region::ALL {
        zoom = zoom.child(press(region_name(region), Action::Visit(region)));
    }
    lens.child(layer_select(props.layer, act)).child(kind_select(props.kind, act)).child(zoom)
}

fn kind_select(shown: MapKind, act: &Callback<Action>) -> Element {
    choice("label.lens__choice", copy::MAP_KIND, &MapKind::ALL.map(kind_name), shown as usize, act, |index| {
        MapKind::ALL.get(index).map(|&kind| Action::Draw(kind))
    })
}

//! The map: the world, Europe enlarged, and for phones the Pacific; names over them.
//!
//! The served page draws coarse shapes once and shows them in every picture by `<use>`; the live
//! map draws each picture's own shapes, since a `<use>` would be built anew at every change.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::follow::country_of;
use super::{flag, truth, IS_DOCUMENT};
use crate::copy;
use crate::geo::path::{path_text, Detail};
use crate::geo::projection::Projection;
use crate::model::atlas::{atlas, Country, CountryId, Status};
use crate::model::labels::{labels, topology, Frame, Label};
use crate::model::overlay::Tone;
use crate::model::scene::{self, Mark};
use crate::model::steer::{self, Direction};
use crate::model::timeline::percent;
use crate::model::view::{Action, View};

thread_local! {
    /// The text of every path: coarse on the served page, in full on the live map.
    static PATHS: Rc<Vec<AttrValue>> = {
        let detail = if IS_DOCUMENT { Detail::COARSE } else { Detail::DEFAULT };
        let (topology, projection) = (topology(), Projection::world());
        let text = |shape| AttrValue::from(path_text(topology, shape, &projection, &detail));
        Rc::new((0..topology.shape_count()).map(text).collect())
    };
}

fn path_of(id: CountryId) -> AttrValue {
    PATHS.with(|paths| paths.get(id.shape()).cloned().unwrap_or_default())
}

#[derive(Properties, PartialEq)]
pub struct MapProps {
    pub view: Rc<View>,
    /// Whether the records of the layers are there.
    pub has_texts: bool,
    pub act: Callback<Action>,
}

/// The map: its pictures, and the line that names the country under the pointer or the keyboard's cursor.
#[component]
pub fn Map(props: &MapProps) -> Html {
    let view = &props.view;
    let hovered = use_state_eq(|| None::<CountryId>);
    let cursor = use_state_eq(|| None::<CountryId>);
    let onpointerover = {
        let hovered = hovered.clone();
        Callback::from(move |event: PointerEvent| {
            hovered.set(event.target_dyn_into::<Element>().as_ref().and_then(country_of));
        })
    };
    let onpointerleave = {
        let hovered = hovered.clone();
        Callback::from(move |_: PointerEvent| hovered.set(None))
    };
    let on_move = {
        let cursor = cursor.clone();
        use_callback((), move |next: CountryId, ()| cursor.set(Some(next)))
    };
    let line = (*hovered).or(*cursor).map(|id| scene::hover_line(id, view)).unwrap_or_default();
    html! {
        <div class="map" {onpointerover} {onpointerleave}>
            <Pictures view={Rc::clone(view)} has_texts={props.has_texts} act={props.act.clone()} cursor={*cursor} {on_move} />
            <p class="map__hover" aria-hidden="true"><span>{ line }</span></p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PicturesProps {
    view: Rc<View>,
    has_texts: bool,
    act: Callback<Action>,
    /// Where the arrow keys have led.
    cursor: Option<CountryId>,
    on_move: Callback<CountryId>,
}

/// The world and its close-ups. They stay as they are while the pointer moves.
#[component]
fn Pictures(props: &PicturesProps) -> Html {
    let PicturesProps { view, has_texts, act, cursor, on_move } = props;
    let marks = use_memo((Rc::clone(view), *has_texts), |(view, _)| scene::marks(view));
    let select: Rc<[CountryId]> = Rc::from(view.select.as_slice());
    let shapes = html! {
        <svg class="map__svg" viewBox={Frame::WORLD.view_box()} aria-hidden={IS_DOCUMENT.then_some("true")}
            role={(!IS_DOCUMENT).then_some("presentation")}>
            <Shapes marks={Rc::clone(&marks)} is_close={false} frame={Frame::WORLD} />
            { outlines(&marks, *cursor) }
        </svg>
    };
    html! {
        <>
            <figure class="map__picture map__picture--world">
                if IS_DOCUMENT {
                    { shapes }
                } else {
                    { listbox(shapes, *cursor, view.select.first().copied(), act, on_move) }
                }
                <Names select={Rc::clone(&select)} frame={Frame::WORLD} kind="world" />
                <Names select={Rc::clone(&select)} frame={Frame::ATLANTIC} kind="atlantic" />
                if IS_DOCUMENT {
                    <figcaption class="unseen">{ copy::MAP_WORLD }</figcaption>
                }
            </figure>
            { close_up(&select, &marks, Frame::EUROPE, "europe", copy::MAP_EUROPE) }
            { close_up(&select, &marks, Frame::PACIFIC, "pacific", copy::MAP_PACIFIC) }
        </>
    }
}

/// The world as one tab stop, worked by arrow keys.
fn listbox(
    shapes: Html,
    cursor: Option<CountryId>,
    selected: Option<CountryId>,
    act: &Callback<Action>,
    on_move: &Callback<CountryId>,
) -> Html {
    let active = cursor.and_then(|id| atlas().country(id)).map(|country| ["c-", country.code].concat());
    let (act, on_move) = (act.clone(), on_move.clone());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(next) = steer_by_key(&event, cursor.or(selected), &act) {
            on_move.emit(next);
        }
    });
    html! {
        <div class="map__list" role="listbox" tabindex="0" aria-label={copy::MAP_LABEL} aria-multiselectable="true"
            aria-activedescendant={active} {onkeydown}>
            { shapes }
        </div>
    }
}

/// Arrow keys move the cursor, Enter and Space select; the new place of the cursor.
fn steer_by_key(event: &KeyboardEvent, here: Option<CountryId>, act: &Callback<Action>) -> Option<CountryId> {
    let direction = match event.key().as_str() {
        "ArrowUp" => Direction::Up,
        "ArrowDown" => Direction::Down,
        "ArrowLeft" => Direction::Left,
        "ArrowRight" => Direction::Right,
        "Enter" | " " => {
            event.prevent_default();
            if let Some(here) = here {
                act.emit(Action::Select(here));
            }
            return None;
        }
        "Escape" => {
            act.emit(Action::Clear);
            return None;
        }
        _ => return None,
    };
    event.prevent_default();
    here.map(|here| steer::next(here, direction)).or_else(steer::start)
}

/// A part of the world, larger.
fn close_up(
    select: &Rc<[CountryId]>,
    marks: &Rc<Vec<Mark>>,
    frame: Frame,
    kind: &'static str,
    caption: &'static str,
) -> Html {
    let part = if frame == Frame::EUROPE { Part::Europe } else { Part::Pacific };
    html! {
        <figure class={["map__picture map__picture--", kind].concat()}>
            <div class="map__window">
                <svg class="map__svg" viewBox={frame.view_box()} aria-hidden="true">
                    if IS_DOCUMENT {
                        <use href={["#", part.id()].concat()} />
                        <use href={["#", Part::Both.id()].concat()} />
                    } else {
                        <Shapes marks={Rc::clone(marks)} is_close={true} {frame} />
                    }
                </svg>
                <Names select={Rc::clone(select)} {frame} {kind} />
            </div>
            <figcaption class="map__caption">{ caption }</figcaption>
        </figure>
    }
}

#[derive(Properties, PartialEq)]
struct ShapesProps {
    marks: Rc<Vec<Mark>>,
    /// Whether this is a close-up, which does not stand for the countries.
    is_close: bool,
    frame: Frame,
}

/// One path for each country; a close-up has only those that it shows.
#[component]
fn Shapes(props: &ShapesProps) -> Html {
    let shown = use_memo((props.is_close, props.frame), |&(is_close, frame)| {
        let topology = topology();
        let is_shown = |shape: usize| !is_close || frame.shows(topology, shape);
        (0..topology.shape_count()).map(is_shown).collect::<Vec<_>>()
    });
    let is_shown = |mark: &&Mark| shown.get(mark.country.shape()).copied().unwrap_or_default();
    if IS_DOCUMENT {
        return html! { for part in Part::ALL { { document_part(part, &props.marks) } } };
    }
    html! {
        <g class="map__shapes" role="presentation">
            for mark in props.marks.iter().filter(is_shown) {
                <CountryShape key={mark.country.shape()} mark={*mark} is_close={props.is_close} />
            }
        </g>
    }
}

/// Which close-ups of the served page show a country: they take over whole groups by `<use>`.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Neither,
    Europe,
    Pacific,
    Both,
}

impl Part {
    const ALL: [Part; 4] = [Part::Neither, Part::Europe, Part::Pacific, Part::Both];

    fn of(id: CountryId) -> Part {
        let shows = |frame: Frame| frame.shows(topology(), id.shape());
        match (shows(Frame::EUROPE), shows(Frame::PACIFIC)) {
            (false, false) => Part::Neither,
            (true, false) => Part::Europe,
            (false, true) => Part::Pacific,
            (true, true) => Part::Both,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Part::Neither => "shapes-rest",
            Part::Europe => "shapes-europe",
            Part::Pacific => "shapes-pacific",
            Part::Both => "shapes-both",
        }
    }
}

/// A group of countries of the served page, each a link to its entry.
fn document_part(part: Part, marks: &[Mark]) -> Html {
    let marks = marks.iter().filter(|mark| Part::of(mark.country) == part);
    let countries = marks.filter_map(|mark| Some((mark, atlas().country(mark.country)?.code)));
    html! {
        <g class="map__shapes" id={part.id()}>
            for (mark, code) in countries {
                <a key={code} href={["#select=", code].concat()} tabindex="-1">
                    <path data-country={code} data-status={mark.status.key()} data-wave={mark.wave()}
                        data-covered={mark.coverage()} d={path_of(mark.country)} />
                </a>
            }
        </g>
    }
}

#[derive(Properties, PartialEq)]
struct CountryShapeProps {
    mark: Mark,
    is_close: bool,
}

/// A country's shape. In the world picture it stands for the country: an option with name and status.
/// A component, so that a step in time touches only the countries that it changes.
#[component]
fn CountryShape(props: &CountryShapeProps) -> Html {
    let CountryShapeProps { mark, is_close } = props;
    let Some(country) = atlas().country(mark.country) else { return html! {} };
    let code = country.code;
    let is_listed = !is_close && is_option(country, mark);
    html! {
        <path id={(!is_close).then(|| ["c-", code].concat())} data-country={(!is_close).then_some(code)}
            data-shape={is_close.then_some(code)} data-status={mark.status.key()} data-wave={mark.wave()}
            data-covered={mark.coverage()} data-tone={mark.tone.map(Tone::key)}
            data-hatched={flag(mark.is_hatched)} data-dimmed={flag(mark.is_dimmed)}
            data-concerned={flag(mark.is_concerned)} data-selected={flag(mark.is_selected)}
            role={is_listed.then_some("option")} aria-selected={is_listed.then(|| truth(mark.is_selected))}
            aria-label={is_listed.then(|| scene::country_label(mark))}
            d={path_of(mark.country)} />
    }
}

/// Members, partners and territories can be reached by arrow keys, and so is what is selected.
fn is_option(country: &Country, mark: &Mark) -> bool {
    let is_listed = country.membership.is_some() || country.partnership.is_some();
    is_listed || mark.status != Status::Neither || mark.is_selected
}

/// The outlines of the selected countries and of the keyboard's cursor, above all shapes.
fn outlines(marks: &[Mark], cursor: Option<CountryId>) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let selected = marks.iter().filter(|mark| mark.is_selected).map(|mark| (mark.country, "selected"));
    html! {
        <g aria-hidden="true">
            for (index, (id, kind)) in selected.chain(cursor.map(|id| (id, "cursor"))).enumerate() {
                <path key={index} class="map__outline" data-kind={kind} d={path_of(id)} />
            }
        </g>
    }
}

#[derive(Properties, PartialEq)]
struct NamesProps {
    select: Rc<[CountryId]>,
    frame: Frame,
    kind: &'static str,
}

/// Names over a picture: their size does not change with the picture's, and they know no date.
#[component]
fn Names(props: &NamesProps) -> Html {
    html! {
        <svg class="map__names" data-picture={props.kind} aria-hidden="true">
            for (index, label) in labels(&props.frame, &props.select).iter().enumerate() {
                { name(index, label) }
            }
        </svg>
    }
}

fn name(index: usize, label: &Label) -> Html {
    html! {
        <g key={index} class="map__name" data-selected={flag(label.is_selected)}>
            if let Some((x, y)) = label.dot {
                <circle class="map__dot" cx={percent(x)} cy={percent(y)} r="3" />
            }
            <text x={percent(label.x)} y={percent(label.y)} dx={label.align.distance()} dy="0.35em"
                text-anchor={label.align.key()}>
                { label.text }
            </text>
        </g>
    }
}

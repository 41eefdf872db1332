//! The map: the world or the reader's own picture of it, Europe enlarged, and for theatres the Pacific; names over them.
//!
//! The main picture is a stage (`model::stage`) as soon as it is not the whole world; `edge::motion` moves it. The served
//! page draws coarse shapes once and shows them in every picture by `<use>`; the live map draws each picture's own shapes,
//! since a `<use>` would be built anew at every change.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::follow::country_of;
use super::{flag, truth, IS_DOCUMENT};
use crate::copy;
use crate::geo::bounds::Bounds;
use crate::geo::path::{lines_text, path_text, Detail, Pencil};
use crate::geo::projection::Projection;
use crate::geo::topology::Topology;
use crate::model::atlas::{atlas, Country, CountryId, Status};
use crate::model::camera::{Camera, MapKind};
use crate::model::labels::{labels, topology, Frame, Label, Note};
use crate::model::lines::{distances, lines};
use crate::model::overlay::{self, Marker, Tone};
use crate::model::scene::{self, Mark};
use crate::model::stage::{is_near, Stage};
use crate::model::steer::{self, Direction};
use crate::model::timeline::percent;
use crate::model::view::{Action, View};

/// What a path was drawn for: a projection, a detail, and the topology, which is another when finer points have come.
type DrawnFor = (Projection, Detail, *const Topology);

/// The last text of every path, so that nothing is drawn twice.
type Drawn = RefCell<Vec<Option<(DrawnFor, AttrValue)>>>;

thread_local! {
    /// The paths of the world map, also for its close-ups.
    static WORLD: Drawn = const { RefCell::new(Vec::new()) };
    /// The paths of the stage: moving it draws only what has come into sight.
    static STAGED: Drawn = const { RefCell::new(Vec::new()) };
}

/// The path of a country in a picture: of the world, or of a stage of which an area is seen.
fn path_of(id: CountryId, stage: Option<(&Stage, &Bounds)>) -> AttrValue {
    let by_default = if IS_DOCUMENT { Detail::COARSE } else { Detail::DEFAULT };
    match stage {
        None => WORLD.with(|paths| path_in(paths, id, Projection::world(), by_default)),
        Some((stage, area)) => {
            let is_seen = topology().shapes.get(id.shape()).is_some_and(|shape| is_near(shape, area));
            let detail = if is_seen { stage.detail() } else { by_default };
            STAGED.with(|paths| path_in(paths, id, stage.projection, detail))
        }
    }
}

fn path_in(paths: &Drawn, id: CountryId, projection: Projection, detail: Detail) -> AttrValue {
    let topology = topology();
    let drawn_for = (projection, detail, std::ptr::from_ref(topology));
    let mut paths = paths.borrow_mut();
    paths.resize(topology.shape_count(), None);
    let Some(kept) = paths.get_mut(id.shape()) else { return AttrValue::default() };
    match kept {
        Some((known, text)) if *known == drawn_for => text.clone(),
        _ => {
            let text = AttrValue::from(path_text(topology, id.shape(), &projection, &detail));
            *kept = Some((drawn_for, text.clone()));
            text
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct MapProps {
    pub view: Rc<View>,
    /// Width of the main picture, CSS pixels.
    pub width_px: u16,
    /// Whether the data-only part has come: the finer points of the shapes, and the records of the layers.
    pub is_fine: bool,
    pub act: Callback<Action>,
}

/// The map: its pictures, and the line that names the country under the pointer or the keyboard's cursor.
#[component]
pub fn Map(props: &MapProps) -> Html {
    let view = &props.view;
    let hovered = use_state_eq(|| None::<Pointed>);
    let cursor = use_state_eq(|| None::<CountryId>);
    let onpointerover = {
        let hovered = hovered.clone();
        Callback::from(move |event: PointerEvent| {
            hovered.set(event.target_dyn_into::<Element>().as_ref().and_then(pointed_at));
        })
    };
    let onpointerleave = {
        let hovered = hovered.clone();
        Callback::from(move |_: PointerEvent| hovered.set(None))
    };
    let stage = Stage::of(view, props.width_px).filter(|stage| !stage.is_world());
    let on_move = {
        let cursor = cursor.clone();
        use_callback((stage, props.act.clone()), move |next: CountryId, (stage, act)| {
            cursor.set(Some(next));
            // The picture follows the cursor out of its window.
            let place = topology().anchor(next.shape()).zip(*stage);
            if let Some(((lon, lat), stage)) = place.filter(|((lon, lat), stage)| stage.place(*lon, *lat).is_none()) {
                act.emit(Action::Look(Some(Camera::new(lon, lat, stage.camera.zoom()))));
            }
        })
    };
    let line = match (&*hovered, *cursor) {
        (Some(Pointed::Marker(id)), _) => {
            overlay::markers(view).into_iter().find(|marker| marker.id == id).map(|marker| marker.explanation)
        }
        (Some(Pointed::Country(id)), _) => Some(scene::hover_line(*id, view)),
        (None, Some(id)) => Some(scene::hover_line(id, view)),
        (None, None) => None,
    };
    html! {
        <div class="map" data-projection={view.projection.map(MapKind::key)} data-staged={flag(stage.is_some())}
            {onpointerover} {onpointerleave}>
            <Pictures view={Rc::clone(view)} {stage} is_fine={props.is_fine} act={props.act.clone()} cursor={*cursor} {on_move} />
            <p class="map__hover" aria-hidden="true"><span>{ line.unwrap_or_default() }</span></p>
        </div>
    }
}

/// What the pointer is on.
#[derive(PartialEq)]
enum Pointed {
    Country(CountryId),
    /// The id of a sign.
    Marker(String),
}

fn pointed_at(element: &Element) -> Option<Pointed> {
    let marker = element.get_attribute("data-marker").map(Pointed::Marker);
    marker.or_else(|| country_of(element).map(Pointed::Country))
}

#[derive(Properties, PartialEq)]
struct PicturesProps {
    view: Rc<View>,
    /// The main picture, if it is not the whole world.
    stage: Option<Stage>,
    is_fine: bool,
    act: Callback<Action>,
    /// Where the arrow keys have led.
    cursor: Option<CountryId>,
    on_move: Callback<CountryId>,
}

/// The main picture and the close-ups. They stay as they are while the pointer moves.
#[component]
fn Pictures(props: &PicturesProps) -> Html {
    let PicturesProps { view, stage, is_fine, act, cursor, on_move } = props;
    let marks = use_memo((Rc::clone(view), *is_fine), |(view, _)| scene::marks(view));
    let named = Named {
        select: Rc::from(view.select.as_slice()),
        places: Rc::from(view.places.as_slice()),
        markers: Rc::new(overlay::markers(view)),
        notes: Rc::new(overlay::lines(view).into_iter().map(|line| (line.label, line.points)).collect()),
    };
    let picture = match view.projection {
        Some(MapKind::Tiles) => tiles(&marks, *cursor),
        _ => html! {
            <>
                { main_svg(&marks, stage, *is_fine, *cursor, view) }
                if let Some(stage) = stage {
                    <Names named={named.clone()} frame={Frame::of(stage)} kind="stage" />
                } else {
                    <Names named={named.clone()} frame={Frame::WORLD} kind="world" />
                    <Names named={named.clone()} frame={Frame::ATLANTIC} kind="atlantic" />
                }
            </>
        },
    };
    html! {
        <>
            <figure class="map__picture map__picture--world">
                if IS_DOCUMENT {
                    { picture }
                    <figcaption class="unseen">{ copy::MAP_WORLD }</figcaption>
                } else {
                    { listbox(picture, view, *cursor, act, on_move) }
                    <figcaption class="map__caption">
                        <span role="status">{ distances(&view.places).join(copy::LIST_DOT) }</span>
                    </figcaption>
                }
            </figure>
            { close_up(&named, &marks, Frame::EUROPE, "europe", copy::MAP_EUROPE, *is_fine) }
            { close_up(&named, &marks, Frame::PACIFIC, "pacific", copy::MAP_PACIFIC, *is_fine) }
        </>
    }
}

/// The world, or the stage.
fn main_svg(
    marks: &Rc<Vec<Mark>>,
    stage: &Option<Stage>,
    is_fine: bool,
    cursor: Option<CountryId>,
    view: &View,
) -> Html {
    let frame = stage.as_ref().map_or(Frame::WORLD, Frame::of);
    let pencil = Pencil::new(stage.map_or(Projection::world(), |stage| stage.projection));
    html! {
        <svg class="map__svg" viewBox={frame.view_box()} aria-hidden={IS_DOCUMENT.then_some("true")}
            role={(!IS_DOCUMENT).then_some("presentation")} data-disk={flag(pencil.from.disk().is_some())}>
            { disk(&pencil) }
            { patterns("main", frame.width) }
            <Shapes marks={Rc::clone(marks)} is_close={false} {frame} stage={*stage} {is_fine} kind="main" />
            { outlines(marks, stage, cursor) }
            <g class="map__lines" aria-hidden="true">
                for (index, line) in overlay::lines(view).into_iter().enumerate() {
                    <path key={index} class="map__line" data-kind={line.kind} d={lines_text(&[line.points], &pencil)} />
                }
                for (index, line) in lines(&view.places).into_iter().enumerate() {
                    <path key={usize::MAX - index} class="map__circle" d={lines_text(&[line.places], &pencil)} />
                }
            </g>
        </svg>
    }
}

/// Slanting lines for contested places, and dots for print: how wide they are depends on the units of a picture.
fn patterns(kind: &'static str, width: i32) -> Html {
    let unit = |parts: i32| crate::model::text::signed((width * parts / 1_000).max(1));
    html! {
        <defs>
            <pattern id={["hatch-", kind].concat()} patternUnits="userSpaceOnUse" width={unit(7)} height={unit(7)}
                patternTransform="rotate(45)">
                <rect class="map__hatch-line" width={unit(2)} height={unit(7)} />
            </pattern>
            if kind == "main" {
                <pattern id="dots" patternUnits="userSpaceOnUse" width={unit(7)} height={unit(7)}>
                    <rect class="map__dots" width={unit(3)} height={unit(3)} />
                </pattern>
            }
        </defs>
    }
}

/// The sea of a map that is a disk, and meridians and parallels on it.
fn disk(pencil: &Pencil) -> Html {
    let Some(disk) = pencil.from.disk() else { return html! { <g /> } };
    let units = |value: f64| crate::model::text::signed(value.round() as i32);
    let (x, y, radius) = disk;
    html! {
        <g aria-hidden="true">
            <circle class="map__sea" cx={units(x)} cy={units(y)} r={units(radius)} />
            <path class="map__graticule" d={graticule(pencil)} />
        </g>
    }
}

/// Degrees between two meridians, and between two parallels.
const GRATICULE_STEP: i32 = 30;

/// Degrees between two points of a line of the graticule; what lies between is resampled.
const GRATICULE_POINT: i32 = 5;

fn graticule(pencil: &Pencil) -> String {
    let steps = |from: i32, to: i32, by: usize| (from..=to).step_by(by).map(f64::from);
    let (wide, near) = (GRATICULE_STEP as usize, GRATICULE_POINT as usize);
    let meridians = steps(-180, 150, wide).map(|lon| steps(-90, 90, near).map(|lat| (lon, lat)).collect::<Vec<_>>());
    let parallels = steps(-60, 60, wide).map(|lat| steps(-180, 180, near).map(|lon| (lon, lat)).collect::<Vec<_>>());
    lines_text(&meridians.chain(parallels).collect::<Vec<_>>(), pencil)
}

/// A tile for each member and partner, laid out like the map.
fn tiles(marks: &[Mark], cursor: Option<CountryId>) -> Html {
    html! {
        <div class="tiles" role="presentation">
            for (row, line) in steer::TILES.iter().enumerate() {
                <div key={row} class="tiles__row" role="presentation">
                    for (column, code) in line.iter().enumerate() {
                        { tile(column, atlas().country_by_code(code), marks, cursor) }
                    }
                </div>
            }
        </div>
    }
}

fn tile(column: usize, id: Option<CountryId>, marks: &[Mark], cursor: Option<CountryId>) -> Html {
    let found = id.and_then(|id| Some((atlas().country(id)?, marks.get(id.shape())?)));
    let Some((country, mark)) = found else { return html! { <span key={column} class="tiles__gap"></span> } };
    html! {
        <div key={column} id={["c-", country.code].concat()} class="tiles__tile" role="option" data-country={country.code}
            data-status={mark.status.key()} data-wave={mark.wave()} data-tone={mark.tone.map(Tone::key)}
            data-hatched={flag(mark.is_hatched)} data-dimmed={flag(mark.is_dimmed)}
            data-concerned={flag(mark.is_concerned)} data-selected={flag(mark.is_selected)}
            data-cursor={flag(cursor == id)} aria-selected={truth(mark.is_selected)}>
            <span class="tiles__code" data-country={country.code}>{ country.code }</span>
            <span class="tiles__name" data-country={country.code}>{ country.name() }</span>
            <span class="unseen">{ copy::LIST_NEXT }{ scene::status_of(mark) }</span>
        </div>
    }
}

/// The main picture as one tab stop, worked by arrow keys. What it holds is moved by `edge::motion`.
fn listbox(
    picture: Html,
    view: &View,
    cursor: Option<CountryId>,
    act: &Callback<Action>,
    on_move: &Callback<CountryId>,
) -> Html {
    let active = cursor.and_then(|id| atlas().country(id)).map(|country| ["c-", country.code].concat());
    let (act, on_move) = (act.clone(), on_move.clone());
    let (here, kind) = (cursor.or(view.select.first().copied()), view.projection);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(next) = steer_by_key(&event, here, kind, &act) {
            on_move.emit(next);
        }
    });
    html! {
        <div class="map__list" role="listbox" tabindex="0" aria-label={copy::MAP_LABEL} aria-multiselectable="true"
            aria-activedescendant={active} {onkeydown}>
            { picture }
            <svg class="map__motion map__shapes" aria-hidden="true"></svg>
            <p class="map__hint" data-for="wheel" aria-hidden="true">{ copy::MAP_HINT_WHEEL }</p>
            <p class="map__hint" data-for="touch" aria-hidden="true">{ copy::MAP_HINT_TOUCH }</p>
        </div>
    }
}

/// Hundredths of what is seen that Shift and an arrow key move the map by.
const KEY_MOVE: i32 = 20;

/// Arrow keys move the cursor, with Shift the map; Enter and Space select, + − 0 zoom. The new place of the cursor.
fn steer_by_key(
    event: &KeyboardEvent,
    here: Option<CountryId>,
    kind: Option<MapKind>,
    act: &Callback<Action>,
) -> Option<CountryId> {
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
        // With Ctrl or ⌘ they zoom the page.
        "+" | "=" | "-" | "0" if event.ctrl_key() || event.meta_key() => return None,
        "+" | "=" => {
            act.emit(Action::Zoom(true));
            return None;
        }
        "-" => {
            act.emit(Action::Zoom(false));
            return None;
        }
        "0" => {
            act.emit(Action::Look(None));
            return None;
        }
        _ => return None,
    };
    event.prevent_default();
    if event.shift_key() {
        let (east, north) = direction.way();
        act.emit(Action::Move(east * KEY_MOVE, north * KEY_MOVE));
        return None;
    }
    here.map(|here| steer::next(here, direction, kind)).or_else(steer::start)
}

/// A part of the world, larger.
fn close_up(
    named: &Named,
    marks: &Rc<Vec<Mark>>,
    frame: Frame,
    kind: &'static str,
    caption: &'static str,
    is_fine: bool,
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
                        { patterns(kind, frame.width) }
                        <Shapes marks={Rc::clone(marks)} is_close={true} {frame} stage={None::<Stage>} {is_fine} {kind} />
                    }
                </svg>
                <Names named={named.clone()} {frame} {kind} />
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
    stage: Option<Stage>,
    is_fine: bool,
    kind: &'static str,
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
    let area = props.stage.as_ref().map(Stage::area);
    let stage = props.stage.as_ref().zip(area.as_ref());
    html! {
        <g class="map__shapes" role="presentation">
            for mark in props.marks.iter().filter(is_shown) {
                <CountryShape key={mark.country.shape()} mark={*mark} is_close={props.is_close} d={path_of(mark.country, stage)} />
            }
            for mark in props.marks.iter().filter(is_shown).filter(|mark| mark.is_hatched) {
                <path key={usize::MAX - mark.country.shape()} class="map__hatch" fill={["url(#hatch-", props.kind, ")"].concat()}
                    d={path_of(mark.country, stage)} />
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
                        data-covered={mark.coverage()} d={path_of(mark.country, None)} />
                </a>
            }
        </g>
    }
}

#[derive(Properties, PartialEq)]
struct CountryShapeProps {
    mark: Mark,
    is_close: bool,
    d: AttrValue,
}

/// A country's shape. In the world picture it stands for the country: an option with name and status.
/// A component, so that a step in time touches only the countries that it changes.
#[component]
fn CountryShape(props: &CountryShapeProps) -> Html {
    let CountryShapeProps { mark, is_close, d } = props;
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
            aria-label={is_listed.then(|| scene::country_label(mark))} d={d.clone()} />
    }
}

/// Members, partners and territories can be reached by arrow keys, and so is what is selected.
fn is_option(country: &Country, mark: &Mark) -> bool {
    let is_listed = country.membership.is_some() || country.partnership.is_some();
    is_listed || mark.status != Status::Neither || mark.is_selected
}

/// The outlines of the selected countries and of the keyboard's cursor, above all shapes.
fn outlines(marks: &[Mark], stage: &Option<Stage>, cursor: Option<CountryId>) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let area = stage.as_ref().map(Stage::area);
    let stage = stage.as_ref().zip(area.as_ref());
    let selected = marks.iter().filter(|mark| mark.is_selected).map(|mark| (mark.country, "selected"));
    html! {
        <g aria-hidden="true">
            for (index, (id, kind)) in selected.chain(cursor.map(|id| (id, "cursor"))).enumerate() {
                <path key={index} class="map__outline" data-kind={kind} d={path_of(id, stage)} />
            }
        </g>
    }
}

/// What is named before all else.
#[derive(Clone, PartialEq)]
struct Named {
    select: Rc<[CountryId]>,
    places: Rc<[CountryId]>,
    markers: Rc<Vec<Marker>>,
    notes: Rc<Vec<Note>>,
}

#[derive(Properties, PartialEq)]
struct NamesProps {
    named: Named,
    frame: Frame,
    kind: &'static str,
}

/// Names over a picture: their size does not change with the picture's, and they know no date.
#[component]
fn Names(props: &NamesProps) -> Html {
    let Named { select, places, markers, notes } = &props.named;
    let frame = &props.frame;
    // A contested place is smaller than its sign until the map is close.
    let is_shown = |marker: &&Marker| marker.kind != "contested" || frame.is_close();
    html! {
        <svg class="map__names" data-picture={props.kind} aria-hidden="true">
            for marker in markers.iter().filter(is_shown) { { sign(frame, marker) } }
            for (index, label) in labels(frame, select, places, notes).into_iter().enumerate() {
                { name(index, label) }
            }
        </svg>
    }
}

/// The sign of a place: round for an office, square for a part of a member, a diamond for a contested place.
fn sign(frame: &Frame, marker: &Marker) -> Html {
    let Some((x, y)) = frame.place(marker.lon, marker.lat) else { return html! { <g key={marker.id} /> } };
    let d = match marker.kind {
        "office" => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        "territory" => "M-4-4h8v8h-8z",
        _ => "M0-5l5 5l-5 5l-5-5z",
    };
    html! {
        <svg key={marker.id} class="map__sign" x={percent(x)} y={percent(y)}>
            <path class="map__marker" data-marker={marker.id} data-kind={marker.kind} data-tone={marker.tone}
                data-dimmed={flag(marker.is_dimmed)} {d}><title>{ marker.explanation.as_str() }</title></path>
        </svg>
    }
}

fn name(index: usize, label: Label) -> Html {
    html! {
        <g key={index} class="map__name" data-selected={flag(label.is_selected)}>
            if let Some((x, y)) = label.dot {
                if label.has_line {
                    <line class="map__leader" x1={percent(x)} y1={percent(y)} x2={percent(label.x)} y2={percent(label.y)} />
                }
                <circle class="map__dot" cx={percent(x)} cy={percent(y)} r={if label.has_line { "2" } else { "3" }} />
            }
            <text x={percent(label.x)} y={percent(label.y)} dx={label.align.distance()} dy="0.35em"
                text-anchor={label.align.key()}>
                { label.text }
            </text>
        </g>
    }
}

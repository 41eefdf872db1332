//! The map: the world or the reader's own picture of it, Europe enlarged, and for theatres the Pacific; names over them.
//!
//! The main picture is a stage (`model::stage`) as soon as it is not the whole world; `edge::motion` moves it. The served
//! page draws coarse shapes once and shows them in every picture by `<use>`; the live map draws each picture's own shapes,
//! since a `<use>` would be built anew at every change.

use std::rc::Rc;

use yew::prelude::*;

use super::element::{element, list, Element};
use super::kept::{kept, Piece};
use super::shapes::{looking_like, path_of, Draw, Part, Shapes, Sheet, Sheets};
use super::{flag, truth, IS_DOCUMENT};
use crate::copy;
use crate::geo::path::{lines_text, Pencil};
use crate::geo::projection::Projection;
use crate::model::atlas::{atlas, CountryId};
use crate::model::camera::{place_id, Camera, MapKind};
use crate::model::labels::{labels, Frame, Label, Named};
use crate::model::lines::{distances, lines};
use crate::model::overlay::{self, Marker};
use crate::model::scene::{self, Mark};
use crate::model::shapes::topology;
use crate::model::stage::Stage;
use crate::model::steer::{self, Direction};
use crate::model::text::{joined, signed};
use crate::model::timeline::percent;
use crate::model::view::{Action, View};

/// The map, and where its actions go.
#[derive(PartialEq)]
pub struct Map {
    pub view: Rc<View>,
    /// The view that the names are of: while a page of the story turns, the one before.
    pub named: Rc<View>,
    /// Width of the main picture, CSS pixels.
    pub width_px: u16,
    /// Whether the data-only part has come: the finer points of the shapes, and the records of the layers.
    pub is_fine: bool,
    /// What draws the shapes.
    pub draw: Draw,
    /// Where the arrow keys have led.
    pub cursor: Option<CountryId>,
    /// Moves the cursor.
    pub on_move: Callback<CountryId>,
    pub act: Callback<Action>,
}

/// The map: its pictures, and the line that `edge::hint` names the country under the pointer or the keyboard's cursor in.
pub fn map(props: &Map) -> Html {
    let Map { view, named, width_px, .. } = props;
    let [sheets, named_sheets] = [view, named].map(|view| Sheets::of(view, *width_px));
    let hover = element("p.map__hover").with("aria-hidden", "true");
    element("div.map")
        .maybe("data-projection", view.projection.map(MapKind::key))
        .maybe("data-staged", flag(sheets.main.stage.is_some()))
        .html(pictures(props, &sheets, &named_sheets))
        .child(hover.child(element("span").text("")))
        .into()
}

/// The main picture and the close-ups, and the names of maybe others.
fn pictures(props: &Map, sheets: &Sheets, named_sheets: &Sheets) -> Html {
    let Map { view, named, width_px, cursor, .. } = props;
    let marks = Rc::new(scene::marks(view));
    let named_marks = if Rc::ptr_eq(view, named) { Rc::clone(&marks) } else { Rc::new(scene::marks(named)) };
    let all_named = Named::of(named, &named_marks, &named_sheets.main.stage);
    // Few enough names for a projector: the style sheet lets them grow with the picture.
    let world = if named.is_presented { Frame::WORLD } else { Frame::WORLD.at_width(*width_px) };
    let names = |frame: Frame, kind: &'static str| {
        kept(Piece::Names(Names { named: frame.named(&all_named), frame, kind }), None)
    };
    // As many of the world as of a stage, so that the picture stays what it is.
    let [main, atlantic] = match named_sheets.main {
        Sheet { stage: Some(_), mut frame, .. } => {
            if named.is_presented {
                frame.least_px = frame.least_px.min(Frame::WORLD.least_px);
            }
            [names(frame, "stage"), Html::default()]
        }
        _ if sheets.pacific.is_some() => [names(world, "world"), names(Frame::atlantic_of(*width_px), "atlantic")],
        _ => [names(world, "world"), Html::default()],
    };
    let picture = match view.projection {
        Some(MapKind::Tiles) => tiles(&marks, *cursor).into(),
        _ => list(vec![main_svg(props, &marks, sheets.main).into(), main, atlantic]),
    };
    let figure = element("figure.map__picture map__picture--world");
    let figure = if IS_DOCUMENT {
        figure.html(picture).child(element("figcaption.unseen").text(copy::MAP_WORLD))
    } else {
        let said = element("span").with("role", "status").text(&joined(&distances(&view.places), copy::LIST_DOT));
        let caption = element("figcaption.map__caption").child(said);
        let list = listbox(picture, props, sheets.main.stage);
        figure.child(list.maybe("data-late", flag(sheets != named_sheets))).child(caption)
    };
    // What is not seen keeps its place.
    let close_up = |sheet: Option<Sheet>, selector: &'static str, caption: &'static str| {
        let Some(sheet) = sheet else { return Html::default() };
        let Sheet { kind, frame, .. } = sheet;
        let svg = element("svg.map__svg").with("viewBox", &frame.view_box()).with("aria-hidden", "true");
        let svg = if IS_DOCUMENT {
            let part = if kind == "europe" { Part::Europe } else { Part::Pacific };
            let take = |part: Part| element("use").joined("href", &["#", part.id()]);
            svg.child(take(part)).child(take(Part::Both))
        } else {
            let cursor = outlines(&[], &None, *cursor);
            let lines = drawn_lines(view, &Pencil::new(Projection::world()));
            svg.child(patterns(kind, frame.width)).html(shapes_of(props, &marks, sheet)).child(lines).html(cursor)
        };
        let window = element("div.map__window").child(svg).html(names(frame, kind));
        element(selector).child(window).child(element("figcaption.map__caption").text(caption)).into()
    };
    list(vec![
        figure.into(),
        close_up(sheets.europe, "figure.map__picture map__picture--europe", copy::MAP_EUROPE),
        close_up(sheets.pacific, "figure.map__picture map__picture--pacific", copy::MAP_PACIFIC),
    ])
}

/// The shapes of a picture.
fn shapes_of(props: &Map, marks: &Rc<Vec<Mark>>, sheet: Sheet) -> Html {
    let Map { is_fine, draw, .. } = props;
    kept(Piece::Shapes(Shapes { marks: Rc::clone(marks), sheet, is_fine: *is_fine, draw: draw.clone() }), None)
}

/// The world, or the stage.
fn main_svg(props: &Map, marks: &Rc<Vec<Mark>>, main: Sheet) -> Element {
    let Map { view, cursor, .. } = props;
    let Sheet { frame, stage, .. } = main;
    let pencil = Pencil::new(stage.map_or(Projection::world(), |stage| stage.projection));
    let over = drawn_lines(view, &pencil);
    // A browser notes for each shape that the wheel and the fingers may be taken over there, and gathers that anew whenever
    // the page changes, for 6 ms, unless a shape before it covers all: this, as large as the whole map, which is not drawn.
    let cover = (!IS_DOCUMENT).then(|| {
        let zoom = stage.map_or(100, |stage| i32::from(stage.camera.zoom));
        let side = signed(frame.width * zoom / 96);
        element("path").with("fill", "none").joined("d", &["M-99-99h", &side, "v", &side, "z"])
    });
    element("svg.map__svg")
        .with("viewBox", &frame.view_box())
        .maybe("aria-hidden", IS_DOCUMENT.then_some("true"))
        .maybe("role", (!IS_DOCUMENT).then_some("presentation"))
        .maybe("data-disk", flag(pencil.from.disk().is_some()))
        .child(disk(&pencil))
        .maybe_child(cover)
        .child(patterns("main", frame.width))
        .html(shapes_of(props, marks, main))
        .html(outlines(marks, &stage, *cursor))
        .child(over)
}

/// Lines of our own, and great circles.
pub fn drawn_lines(view: &View, pencil: &Pencil) -> Element {
    let mut drawn = element("g.map__lines").with("aria-hidden", "true");
    for line in overlay::lines(view) {
        let path = element("path.map__line").with("data-kind", line.kind);
        drawn = drawn.child(path.with("d", &lines_text(&[line.points], pencil)));
    }
    for line in lines(&view.places) {
        drawn = drawn.child(element("path.map__circle").with("d", &lines_text(&[line.places], pencil)));
    }
    drawn
}

/// Slanting lines for contested places, and dots for print: how wide they are depends on the units of a picture.
pub fn patterns(kind: &'static str, width: i32) -> Element {
    let unit = |parts: i32| signed((width * parts / 1_000).max(1));
    let seven = unit(7);
    let pattern = |id: &str| {
        let pattern = element("pattern").with("id", id).with("patternUnits", "userSpaceOnUse");
        pattern.with("width", &seven).with("height", &seven)
    };
    let line = element("rect.map__hatch-line").with("width", &unit(2)).with("height", &seven);
    let hatch = pattern(&["hatch-", kind].concat()).with("patternTransform", "rotate(45)").child(line);
    let dots = (kind == "main")
        .then(|| pattern("dots").child(element("rect.map__dots").with("width", &unit(3)).with("height", &unit(3))));
    element("defs").child(hatch).maybe_child(dots)
}

/// The sea of a map that is a disk, and meridians and parallels on it.
pub fn disk(pencil: &Pencil) -> Element {
    let group = element("g");
    let Some((x, y, radius)) = pencil.from.disk() else { return group };
    let units = |value: f64| signed(value.round_ties_even() as i32);
    let sea = element("circle.map__sea").with("cx", &units(x)).with("cy", &units(y)).with("r", &units(radius));
    let lines = element("path.map__graticule").with("d", &graticule(pencil));
    group.with("aria-hidden", "true").child(sea).child(lines)
}

/// Degrees between two meridians, and between two parallels.
const GRATICULE_STEP: i32 = 30;

/// Degrees between two points of a line of the graticule; what lies between is resampled.
const GRATICULE_POINT: i32 = 5;

fn graticule(pencil: &Pencil) -> String {
    let mut lines = Vec::new();
    let mut add = |is_meridian: bool, at: i32, to: i32| {
        let mut line = Vec::new();
        let mut along = -to;
        while along <= to {
            let (lon, lat) = if is_meridian { (at, along) } else { (along, at) };
            line.push((f64::from(lon), f64::from(lat)));
            along += GRATICULE_POINT;
        }
        lines.push(line);
    };
    for step in -6..6 {
        add(true, step * GRATICULE_STEP, 90);
    }
    for step in -2..=2 {
        add(false, step * GRATICULE_STEP, 180);
    }
    lines_text(&lines, pencil)
}

/// A tile for each member and partner, laid out like the map.
fn tiles(marks: &[Mark], cursor: Option<CountryId>) -> Element {
    let mut tiles = element("div.tiles").with("role", "presentation");
    for line in steer::TILES {
        let mut row = element("div.tiles__row").with("role", "presentation");
        for (column, code) in line.iter().enumerate() {
            row = row.child(tile(atlas().country_by_code(code), marks, cursor).nth(column));
        }
        tiles = tiles.child(row);
    }
    tiles
}

fn tile(id: Option<CountryId>, marks: &[Mark], cursor: Option<CountryId>) -> Element {
    let found = id.and_then(|id| Some((atlas().country(id)?, marks.get(id.shape())?)));
    let Some((country, mark)) = found else { return element("span.tiles__gap") };
    let code = country.code;
    let tile = element("div.tiles__tile").joined("id", &["c-", code]).with("data-country", code);
    as_option(looking_like(tile, mark), mark)
        .maybe("data-cursor", flag(cursor == id))
        .child(element("span.tiles__code").with("data-country", code).text(code))
        .child(element("span.tiles__name").with("data-country", code).text(country.name()))
        .child(element("span.unseen").text(copy::LIST_NEXT).text(&scene::status_of(mark)))
}

/// Makes an element stand for its country: an option of the listbox.
fn as_option(element: Element, mark: &Mark) -> Element {
    element.with("role", "option").with("aria-selected", truth(mark.is_selected))
}

/// The main picture as one tab stop, worked by arrow keys. What it holds is moved by `edge::motion`.
fn listbox(picture: Html, props: &Map, stage: Option<Stage>) -> Element {
    let Map { view, cursor, .. } = props;
    let active = cursor.and_then(|id| atlas().country(id)).map(|country| ["c-", country.code].concat());
    let (act, on_move) = (props.act.clone(), props.on_move.clone());
    let (here, kind) = (cursor.or(view.select.first().copied()), view.projection);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let Some(next) = steer_by_key(&event, here, kind, &act) else { return };
        on_move.emit(next);
        // The picture follows the cursor out of its window.
        let place = topology().anchor(next.shape()).zip(stage);
        if let Some(((lon, lat), stage)) = place.filter(|((lon, lat), stage)| stage.place(*lon, *lat).is_none()) {
            act.emit(Action::Look(Some(Camera::new(lon, lat, stage.camera.zoom()))));
        }
    });
    let hint =
        |kind: &str, text: &str| element("p.map__hint").with("data-for", kind).with("aria-hidden", "true").text(text);
    element("div.map__list")
        .with("role", "listbox")
        .with("tabindex", "0")
        .with("aria-label", copy::MAP_LABEL)
        .with("aria-multiselectable", "true")
        .maybe("aria-activedescendant", active.as_deref())
        .on_key_down(onkeydown)
        .html(picture)
        .child(element("svg.map__motion map__shapes").with("aria-hidden", "true"))
        .child(hint("wheel", copy::MAP_HINT_WHEEL))
        .child(hint("touch", copy::MAP_HINT_TOUCH))
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

/// The outlines of the selected countries and of the keyboard's cursor, above all shapes.
fn outlines(marks: &[Mark], stage: &Option<Stage>, cursor: Option<CountryId>) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let area = stage.as_ref().map(Stage::area);
    let stage = stage.as_ref().zip(area.as_ref());
    let mut outlines = element("g").with("aria-hidden", "true");
    let selected = marks.iter().filter(|mark| mark.is_selected).map(|mark| (mark.country, "selected"));
    for (id, kind) in selected.chain(cursor.map(|id| (id, "cursor"))) {
        let outline = element("path.map__outline").with("data-kind", kind);
        outlines = outlines.child(outline.shared("d", path_of(id, stage)));
    }
    outlines.into()
}

/// Names over a picture: their size does not change with the picture's, nor do they with a date on which nobody joins.
#[derive(PartialEq)]
pub struct Names {
    pub named: Named,
    pub frame: Frame,
    pub kind: &'static str,
}

/// Names over a picture.
pub fn names(props: &Names) -> Html {
    let frame = &props.frame;
    let mut signs = Vec::new();
    for marker in props.named.markers.iter() {
        // The close-ups beside a map that is close are none themselves.
        if marker.kind != "contested" || frame.is_close() {
            signs.push(sign(frame, marker).key(marker.id).into());
        }
    }
    let mut named = Vec::new();
    for (index, label) in labels(frame, &props.named).into_iter().enumerate() {
        named.push(name(&label).nth(index).into());
    }
    element("svg.map__names")
        .with("data-picture", props.kind)
        .with("aria-hidden", "true")
        .html(list(signs))
        .html(list(named))
        .into()
}

/// The sign of a place: round for an office, square for a part of a member, three-cornered for an event, a diamond for a
/// contested place.
fn sign(frame: &Frame, marker: &Marker) -> Element {
    let Some((x, y)) = frame.place(marker.lon, marker.lat) else { return element("g") };
    let d = match marker.kind {
        "office" => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        "territory" => "M-4-4h8v8h-8z",
        "event" => "M0-7l7 12h-14z",
        _ => "M0-5l5 5l-5 5l-5-5z",
    };
    let path = element("path.map__marker")
        .with("data-marker", marker.id)
        .maybe("data-place", (marker.kind == "event").then(|| place_id(marker.label)).as_deref())
        .with("data-kind", marker.kind)
        .with("data-tone", marker.tone)
        .maybe("data-dimmed", flag(marker.is_dimmed))
        .with("d", d)
        .child(element("title").text(&marker.explanation));
    element("svg.map__sign").with("x", &percent(x)).with("y", &percent(y)).child(path)
}

fn name(label: &Label) -> Element {
    let (here_x, here_y) = (percent(label.x), percent(label.y));
    let mut name = element("g.map__name").maybe("data-selected", flag(label.is_selected));
    if let Some((x, y)) = label.dot {
        let (x, y) = (percent(x), percent(y));
        if label.has_line {
            let line = element("line.map__leader").with("x1", &x).with("y1", &y);
            name = name.child(line.with("x2", &here_x).with("y2", &here_y));
        }
        let radius = if label.has_line { "2" } else { "3" };
        name = name.child(element("circle.map__dot").with("cx", &x).with("cy", &y).with("r", radius));
    }
    let text = element("text")
        .with("x", &here_x)
        .with("y", &here_y)
        .with("dx", label.align.distance())
        .with("dy", "0.35em")
        .with("text-anchor", label.align.key());
    // A name stands for its country.
    let code = atlas().country(label.country).filter(|_| !IS_DOCUMENT).map(|country| country.code);
    name.child(text.maybe("data-shape", code).text(&label.text))
}

//! The map: the world or the reader's own picture of it, Europe enlarged, and for theatres the Pacific; names over them.
//!
//! The main picture is a stage (`model::stage`) as soon as it is not the whole world; `edge::motion` moves it. The served
//! page draws coarse shapes once and shows them in every picture by `<use>`; the live map draws each picture's own shapes,
//! since a `<use>` would be built anew at every change.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::element::{element, list, Element};
use super::kept::{kept, Piece};
use super::{flag, truth, IS_DOCUMENT};
use crate::copy;
use crate::geo::bounds::Bounds;
use crate::geo::path::{lines_text, path_text, Detail, Pencil};
use crate::geo::projection::Projection;
use crate::geo::topology::Topology;
use crate::model::atlas::{atlas, Country, CountryId, Status};
use crate::model::camera::{place_id, Camera, MapKind};
use crate::model::labels::{labels, Frame, Label, Named};
use crate::model::lines::{distances, lines};
use crate::model::overlay::{self, Marker};
use crate::model::scene::{self, Mark};
use crate::model::shapes::{live, topology};
use crate::model::stage::{is_near, Stage};
use crate::model::steer::{self, Direction};
use crate::model::text::{count, joined, signed};
use crate::model::timeline::percent;
use crate::model::view::{Action, Tab, View};

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

/// From this width on the style sheet shows the whole world, CSS pixels.
const PHONE_PX: u16 = 600;

#[derive(Properties, PartialEq)]
pub struct MapProps {
    pub view: Rc<View>,
    /// Width of the main picture, CSS pixels.
    pub width_px: u16,
    /// Whether the data-only part has come: the finer points of the shapes, and the records of the layers.
    pub is_fine: bool,
    pub act: Callback<Action>,
}

/// The map: its pictures, and the line that `edge::hint` names the country under the pointer or the keyboard's cursor in.
#[component]
pub fn Map(props: &MapProps) -> Html {
    let view = &props.view;
    let moved = use_state_eq(|| None);
    let cursor = *moved;
    let marks = use_memo((Rc::clone(view), props.is_fine), |(view, _)| Rc::new(scene::marks(view)));
    let stage = Stage::of(view, props.width_px).filter(|stage| !stage.is_world());
    let on_move = {
        let moved = moved.clone();
        use_callback((stage, props.act.clone()), move |next: CountryId, (stage, act)| {
            moved.set(Some(next));
            // The picture follows the cursor out of its window.
            let place = topology().anchor(next.shape()).zip(*stage);
            if let Some(((lon, lat), stage)) = place.filter(|((lon, lat), stage)| stage.place(*lon, *lat).is_none()) {
                act.emit(Action::Look(Some(Camera::new(lon, lat, stage.camera.zoom()))));
            }
        })
    };
    let pictures = Pictures {
        view: Rc::clone(view),
        marks: (*marks).clone(),
        stage,
        is_fine: props.is_fine,
        // Few enough names for a projector: the style sheet lets them grow with the picture.
        world: if view.is_presented { Frame::WORLD } else { Frame::world_of(props.width_px) },
        europe: Frame::europe_beside(props.width_px),
        has_europe: !(view.is_presented || (view.is_unrolled && view.tab == Tab::Story)),
        has_halves: props.width_px < PHONE_PX || view.projection == Some(MapKind::Theatres),
        act: props.act.clone(),
        cursor,
        on_move,
    };
    let hover = element("p.map__hover").with("aria-hidden", "true");
    element("div.map")
        .maybe("data-projection", view.projection.map(MapKind::key))
        .maybe("data-staged", flag(stage.is_some()))
        .html(kept(Piece::Pictures(pictures), None))
        .child(hover.child(element("span").text("")))
        .into()
}

/// The main picture and the close-ups. They stay as they are while the pointer moves.
#[derive(PartialEq)]
pub struct Pictures {
    view: Rc<View>,
    marks: Rc<Vec<Mark>>,
    /// The main picture, if it is not the whole world.
    stage: Option<Stage>,
    is_fine: bool,
    /// The whole world, for its names.
    world: Frame,
    /// Europe's close-up.
    europe: Frame,
    /// Whether Europe's close-up is seen: not where the story has its place.
    has_europe: bool,
    /// Whether the Atlantic and the Pacific are pictures of their own: on phones, and as theatres.
    has_halves: bool,
    act: Callback<Action>,
    /// Where the arrow keys have led.
    cursor: Option<CountryId>,
    on_move: Callback<CountryId>,
}

/// The main picture and the close-ups.
pub fn pictures(props: &Pictures) -> Html {
    let Pictures { view, marks, stage, cursor, .. } = props;
    let named = Named::of(view, marks, stage);
    let names =
        |frame: Frame, kind: &'static str| kept(Piece::Names(Names { named: frame.named(&named), frame, kind }), None);
    let picture = match (view.projection, stage) {
        (Some(MapKind::Tiles), _) => tiles(marks, *cursor).into(),
        (_, Some(stage)) => {
            let mut frame = Frame::of(stage);
            if view.is_presented {
                frame.least_px = frame.least_px.min(Frame::WORLD.least_px);
            }
            list(vec![main_svg(props).into(), names(frame, "stage"), Html::default()])
        }
        // As many as of a stage, so that the picture stays what it is.
        _ => list(vec![
            main_svg(props).into(),
            names(props.world, "world"),
            if props.has_halves { names(Frame::ATLANTIC, "atlantic") } else { Html::default() },
        ]),
    };
    let figure = element("figure.map__picture map__picture--world");
    let figure = if IS_DOCUMENT {
        figure.html(picture).child(element("figcaption.unseen").text(copy::MAP_WORLD))
    } else {
        let said = element("span").with("role", "status").text(&joined(&distances(&view.places), copy::LIST_DOT));
        let caption = element("figcaption.map__caption").child(said);
        figure.child(listbox(picture, props)).child(caption)
    };
    // What is not seen keeps its place.
    let close_up = |is_seen: bool, selector: &'static str, frame: Frame, kind: &'static str, caption: &'static str| {
        if !is_seen {
            return Html::default();
        }
        let svg = element("svg.map__svg").with("viewBox", &frame.view_box()).with("aria-hidden", "true");
        let svg = if IS_DOCUMENT {
            let part = if kind == "europe" { Part::Europe } else { Part::Pacific };
            let take = |part: Part| element("use").joined("href", &["#", part.id()]);
            svg.child(take(part)).child(take(Part::Both))
        } else {
            let drawn = Drawing { is_close: true, frame, stage: None, is_fine: props.is_fine, kind };
            let shapes = Shapes { marks: Rc::clone(marks), drawn };
            svg.child(patterns(kind, frame.width)).html(kept(Piece::Shapes(shapes), None))
        };
        let window = element("div.map__window").child(svg).html(names(frame, kind));
        element(selector).child(window).child(element("figcaption.map__caption").text(caption)).into()
    };
    let (europe, pacific) = ("figure.map__picture map__picture--europe", "figure.map__picture map__picture--pacific");
    list(vec![
        figure.into(),
        close_up(props.has_europe, europe, props.europe, "europe", copy::MAP_EUROPE),
        close_up(props.has_halves, pacific, Frame::PACIFIC, "pacific", copy::MAP_PACIFIC),
    ])
}

/// A path whose box holds the whole world picture, with what is south of its foot.
const COVER: &str = "M-99-99h9999v5555z";

/// The world, or the stage.
fn main_svg(props: &Pictures) -> Element {
    let Pictures { view, marks, stage, is_fine, cursor, .. } = props;
    let frame = stage.as_ref().map_or(Frame::WORLD, Frame::of);
    let pencil = Pencil::new(stage.map_or(Projection::world(), |stage| stage.projection));
    let over = drawn_lines(view, &pencil);
    let drawn = Drawing { is_close: false, frame, stage: *stage, is_fine: *is_fine, kind: "main" };
    let shapes = Shapes { marks: Rc::clone(marks), drawn };
    // A browser notes for each shape that the wheel and the fingers may be taken over there, and gathers that anew whenever
    // the page changes, unless a shape before it covers all: this, which is not drawn.
    let cover = (stage.is_none() && !IS_DOCUMENT).then(|| element("path").with("fill", "none").with("d", COVER));
    element("svg.map__svg")
        .with("viewBox", &frame.view_box())
        .maybe("aria-hidden", IS_DOCUMENT.then_some("true"))
        .maybe("role", (!IS_DOCUMENT).then_some("presentation"))
        .maybe("data-disk", flag(pencil.from.disk().is_some()))
        .child(disk(&pencil))
        .maybe_child(cover)
        .child(patterns("main", frame.width))
        .html(kept(Piece::Shapes(shapes), None))
        .html(outlines(&props.marks, stage, *cursor))
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
    let units = |value: f64| signed(value.round() as i32);
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

/// Gives an element what the style sheet tells shapes apart by.
fn looking_like(mut element: Element, mark: &Mark) -> Element {
    for (name, value) in mark.attributes() {
        element = element.maybe(name, value);
    }
    element
}

/// Makes an element stand for its country: an option of the listbox.
fn as_option(element: Element, mark: &Mark) -> Element {
    element.with("role", "option").with("aria-selected", truth(mark.is_selected))
}

/// The main picture as one tab stop, worked by arrow keys. What it holds is moved by `edge::motion`.
fn listbox(picture: Html, props: &Pictures) -> Element {
    let Pictures { view, cursor, .. } = props;
    let active = cursor.and_then(|id| atlas().country(id)).map(|country| ["c-", country.code].concat());
    let (act, on_move) = (props.act.clone(), props.on_move.clone());
    let (here, kind) = (cursor.or(view.select.first().copied()), view.projection);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(next) = steer_by_key(&event, here, kind, &act) {
            on_move.emit(next);
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

/// One path for each country; a close-up has only those that it shows, whether or not finer points have come.
#[derive(PartialEq)]
pub struct Shapes {
    marks: Rc<Vec<Mark>>,
    drawn: Drawing,
}

/// How the shapes of a picture are drawn.
#[derive(Clone, Copy, PartialEq)]
struct Drawing {
    /// Whether this is a close-up, which does not stand for the countries.
    is_close: bool,
    frame: Frame,
    stage: Option<Stage>,
    /// Finer points are another picture.
    is_fine: bool,
    kind: &'static str,
}

impl Drawing {
    fn shows(&self, mark: &Mark) -> bool {
        !self.is_close || self.frame.shows(live(), mark.country.shape())
    }

    /// The path of each of the shapes that are in sight.
    fn paths<'m>(&self, marks: &'m [Mark]) -> Vec<(&'m Mark, AttrValue)> {
        let area = self.stage.as_ref().map(Stage::area);
        let stage = self.stage.as_ref().zip(area.as_ref());
        let shown = marks.iter().filter(|mark| self.shows(mark));
        shown.map(|mark| (mark, path_of(mark.country, stage))).collect()
    }
}

/// One path for each country.
pub fn shapes(props: &Shapes) -> Html {
    if IS_DOCUMENT {
        return html! { for part in Part::ALL { { document_part(part, &props.marks) } } };
    }
    let Shapes { marks, drawn } = props;
    let mut bundles = Vec::new();
    for (index, bundle) in atlas().bundles.iter().enumerate() {
        let marks = bundle.iter().filter_map(|id| marks.get(id.shape())).copied().collect();
        bundles.push(kept(Piece::Bundle(Bundle { marks, drawn: *drawn }), Some(&count(index))));
    }
    let hatched: Vec<Mark> = marks.iter().filter(|mark| mark.is_hatched).copied().collect();
    let mut hatches = Vec::new();
    for (mark, d) in drawn.paths(&hatched) {
        let hatch = element("path.map__hatch").nth(mark.country.shape());
        hatches.push(hatch.joined("fill", &["url(#hatch-", drawn.kind, ")"]).shared("d", d).into());
    }
    element("g.map__shapes").with("role", "presentation").html(list(bundles)).html(list(hatches)).into()
}

/// Countries that change together. Kept, so that a step in time looks at each of the others once a bundle.
#[derive(PartialEq)]
pub struct Bundle {
    marks: Vec<Mark>,
    drawn: Drawing,
}

/// Countries that change together.
pub fn bundle(props: &Bundle) -> Html {
    let mut shapes = element("g").with("role", "presentation");
    for (mark, d) in props.drawn.paths(&props.marks) {
        shapes = shapes.html(country_shape(mark, d, props.drawn.is_close));
    }
    shapes.into()
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

/// A country's shape. In the world picture it stands for the country.
fn country_shape(mark: &Mark, d: AttrValue, is_close: bool) -> Html {
    let Some(country) = atlas().country(mark.country) else { return Html::default() };
    let code = country.code;
    let path = looking_like(element("path").nth(mark.country.shape()), mark).shared("d", d);
    if is_close {
        return path.with("data-shape", code).into();
    }
    let path = path.joined("id", &["c-", code]).with("data-country", code);
    if !is_option(country, mark) {
        return path.into();
    }
    as_option(path, mark).with("aria-label", &scene::country_label(mark)).into()
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

/// The sign of a place: round for an office, square for a part of a member, a diamond for a contested place.
fn sign(frame: &Frame, marker: &Marker) -> Element {
    let Some((x, y)) = frame.place(marker.lon, marker.lat) else { return element("g") };
    let d = match marker.kind {
        "office" => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        "territory" => "M-4-4h8v8h-8z",
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
    name.child(text.text(&label.text))
}

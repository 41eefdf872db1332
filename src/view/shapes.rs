//! The shapes of the map's pictures. The served page has them as elements; in the live page `edge::sheets` draws them by
//! hand, since Yew takes 40 ms of a slow phone to compare 176 elements of which three have changed.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::element::{element, list, Element};
use super::{truth, IS_DOCUMENT};
use crate::geo::bounds::Bounds;
use crate::geo::path::{path_text, Detail};
use crate::geo::projection::Projection;
use crate::geo::topology::Topology;
use crate::model::atlas::{atlas, Country, CountryId, Status};
use crate::model::camera::MapKind;
use crate::model::labels::Frame;
use crate::model::scene::{self, Mark};
use crate::model::shapes::{live, topology};
use crate::model::stage::{is_near, Stage};
use crate::model::view::{Tab, View};

/// A picture of the map that has shapes of its own.
#[derive(Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Its name: `main` stands for the countries, the others are close-ups.
    pub kind: &'static str,
    /// What it shows.
    pub frame: Frame,
    /// The main picture, if it is not the whole world.
    pub stage: Option<Stage>,
}

/// The pictures of a map that have shapes of their own, as far as they are seen.
#[derive(Clone, Copy, PartialEq)]
pub struct Sheets {
    /// The world, or the reader's own picture of it.
    pub main: Sheet,
    /// Europe's close-up.
    pub europe: Option<Sheet>,
    /// The Pacific, where it is a picture of its own.
    pub pacific: Option<Sheet>,
}

impl Sheets {
    /// The pictures of a view on a page whose main one is so wide, CSS pixels.
    pub fn of(view: &View, width_px: u16) -> Sheets {
        let stage = Stage::of(view, width_px).filter(|stage| !stage.is_world());
        // The story has its place.
        let has_europe = !(view.is_presented || (view.is_unrolled && view.tab == Tab::Story));
        let has_halves = width_px < PHONE_PX || view.projection == Some(MapKind::Theatres);
        let close_up = |kind, frame| Sheet { kind, frame, stage: None };
        Sheets {
            main: Sheet { kind: MAIN, frame: stage.as_ref().map_or(Frame::WORLD, Frame::of), stage },
            europe: has_europe.then(|| close_up("europe", Frame::europe_beside(width_px))),
            pacific: has_halves.then(|| close_up("pacific", Frame::PACIFIC)),
        }
    }

    /// All that are seen.
    pub fn all(&self) -> impl Iterator<Item = Sheet> {
        [Some(self.main), self.europe, self.pacific].into_iter().flatten()
    }
}

const MAIN: &str = "main";

/// From this width on the style sheet shows the whole world, CSS pixels.
const PHONE_PX: u16 = 600;

impl Sheet {
    fn shows(&self, mark: &Mark) -> bool {
        self.kind == MAIN || self.frame.shows(live(), mark.country.shape())
    }

    /// The path of each of the shapes that are in sight.
    pub fn paths<'m>(&self, marks: &'m [Mark]) -> Vec<(&'m Mark, AttrValue)> {
        let area = self.stage.as_ref().map(Stage::area);
        let stage = self.stage.as_ref().zip(area.as_ref());
        let shown = marks.iter().filter(|mark| self.shows(mark));
        shown.map(|mark| (mark, path_of(mark.country, stage))).collect()
    }

    /// A country's shape, bare, as markup: in the main picture it stands for the country.
    pub fn markup(&self, country: CountryId) -> String {
        let code = atlas().country(country).map_or("", |country| country.code);
        if self.kind == MAIN {
            ["<path id=c-", code, " data-country=", code, " />"].concat()
        } else {
            ["<path data-shape=", code, " />"].concat()
        }
    }

    /// The names and values of the attributes by which a country's shape in the main picture is an option of a listbox.
    pub fn attributes(&self, mark: &Mark) -> [(&'static str, Option<String>); 3] {
        let country = atlas().country(mark.country).filter(|_| self.kind == MAIN);
        let is_option = country.is_some_and(|country| is_option(country, mark));
        [
            ("role", is_option.then(|| "option".to_owned())),
            ("aria-selected", is_option.then(|| truth(mark.is_selected).to_owned())),
            ("aria-label", is_option.then(|| scene::country_label(mark))),
        ]
    }
}

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
pub fn path_of(id: CountryId, stage: Option<(&Stage, &Bounds)>) -> AttrValue {
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

/// Makes the element that holds the shapes of a picture.
pub type Draw = Callback<(Sheet, Rc<Vec<Mark>>), Html>;

/// The shapes of a picture.
#[derive(PartialEq)]
pub struct Shapes {
    /// All shapes of the map.
    pub marks: Rc<Vec<Mark>>,
    /// The picture.
    pub sheet: Sheet,
    /// Whether the finer points have come: with them it is another picture.
    pub is_fine: bool,
    /// What draws it.
    pub draw: Draw,
}

/// The shapes of a picture, and what is drawn over the contested ones.
pub fn shapes(props: &Shapes) -> Html {
    let Shapes { marks, sheet, draw, .. } = props;
    let drawn = draw.emit((*sheet, Rc::clone(marks)));
    if IS_DOCUMENT {
        return drawn;
    }
    let hatched: Vec<Mark> = marks.iter().filter(|mark| mark.is_hatched).copied().collect();
    let mut hatches = Vec::new();
    for (mark, d) in sheet.paths(&hatched) {
        let hatch = element("path.map__hatch").nth(mark.country.shape());
        hatches.push(hatch.joined("fill", &["url(#hatch-", sheet.kind, ")"]).shared("d", d).into());
    }
    element("g.map__shapes").with("role", "presentation").html(drawn).html(list(hatches)).into()
}

/// The shapes of the world on the served page; the close-ups take theirs from there.
#[cfg(not(target_arch = "wasm32"))]
pub fn elements((_, marks): (Sheet, Rc<Vec<Mark>>)) -> Html {
    html! { for part in Part::ALL { { document_part(part, &marks) } } }
}

/// Which close-ups of the served page show a country: they take over whole groups by `<use>`.
#[derive(Clone, Copy, PartialEq)]
pub enum Part {
    /// None.
    Neither,
    /// That of Europe.
    Europe,
    /// That of the Pacific.
    Pacific,
    /// Both.
    Both,
}

#[cfg(not(target_arch = "wasm32"))]
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
}

impl Part {
    /// The id of the group.
    pub fn id(self) -> &'static str {
        match self {
            Part::Neither => "shapes-rest",
            Part::Europe => "shapes-europe",
            Part::Pacific => "shapes-pacific",
            Part::Both => "shapes-both",
        }
    }
}

/// A group of countries of the served page, each a link to its entry.
#[cfg(not(target_arch = "wasm32"))]
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

/// Gives an element what the style sheet tells shapes apart by.
pub fn looking_like(mut element: Element, mark: &Mark) -> Element {
    for (name, value) in mark.attributes() {
        element = element.maybe(name, value);
    }
    element
}

/// Members, partners and territories can be reached by arrow keys, and so is what is selected.
fn is_option(country: &Country, mark: &Mark) -> bool {
    let is_listed = country.membership.is_some() || country.partnership.is_some();
    is_listed || mark.status != Status::Neither || mark.is_selected
}

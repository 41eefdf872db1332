//! Drawing the shapes of the map's pictures by hand.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Date;
use web_sys::Element;
use yew::{AttrValue, Html};

use super::motion::all;
use crate::geo::topology::Topology;
use crate::model::atlas::CountryId;
use crate::model::camera::MapKind;
use crate::model::scene::Mark;
use crate::model::shapes::topology;
use crate::model::stage::Stage;
use crate::model::style::{style, Style};
use crate::model::view::View;
use crate::view::follow::country_of;
use crate::view::shapes::{path_of, Sheet, Sheets};

/// For so long the page stands still at most while shapes are drawn ahead, in milliseconds; a shape more.
const SLICE_MS: f64 = 8.0;

/// What is drawn of a map.
#[derive(Clone, Default)]
pub struct Drawn(Rc<RefCell<Vec<Picture>>>);

/// The shapes of one picture.
struct Picture {
    sheet: Sheet,
    /// The shapes of the globe that its own are all drawn from; `None` while some are drawn for another sheet.
    drawn_from: Option<*const Topology>,
    /// How names and dates are written in it.
    style: Style,
    /// The element that holds them.
    group: Element,
    shapes: Vec<Shape>,
}

/// A shape, and what was last written to it: for the style sheet, and for those who hear the map.
struct Shape {
    country: CountryId,
    element: Element,
    mark: Option<Mark>,
    said: Option<Mark>,
    d: AttrValue,
}

impl Drawn {
    /// Draws the shapes of a picture; the element that holds them, always the same.
    pub fn draw(&self, sheet: Sheet, marks: &[Mark]) -> Html {
        let mut pictures = self.0.borrow_mut();
        let known = pictures.iter().position(|picture| picture.sheet.kind == sheet.kind);
        let known = known.map(|index| pictures.swap_remove(index)).filter(|picture| picture.style == style());
        let new = || {
            let group = new_element("g")?;
            set(&group, "role", Some("presentation"));
            // Whether the pointer is on a hair of coast takes longer to find out than all else that pointing does.
            set(&group, "pointer-events", Some("visibleFill"));
            Some(Picture { sheet, drawn_from: None, style: style(), group, shapes: Vec::new() })
        };
        let Some(mut picture) = known.or_else(new) else { return Html::default() };
        let globe = Some(std::ptr::from_ref(topology()));
        if picture.sheet != sheet || picture.drawn_from != globe {
            picture.sheet = sheet;
            picture.drawn_from = globe;
            picture.draw(sheet.paths(marks));
        }
        picture.colour(marks);
        picture.say(marks);
        let group = picture.group.clone();
        pictures.push(picture);
        Html::VRef(group.into())
    }

    /// Lets the shapes look as in a view whose marks are given, and stay where they are. What is said of them waits until the
    /// view is drawn.
    pub fn colour(&self, view: &View, marks: &[Mark]) {
        self.0.borrow_mut().iter_mut().for_each(|picture| picture.colour(marks));
        if view.projection != Some(MapKind::Tiles) {
            return;
        }
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        for tile in all(&document, ".tiles__tile") {
            if let Some(mark) = country_of(&tile).and_then(|id| marks.get(id.shape())) {
                dress(&tile, None, mark);
            }
        }
    }
}

/// What will be drawn of the main picture, slice by slice: all in one frame would be a frame that is missed.
pub struct Ahead {
    pub shapes: Drawn,
    pub view: Rc<View>,
    pub width_px: u16,
    /// Whether another map is seen meanwhile.
    pub is_hidden: bool,
    /// How many shapes are done.
    pub done: usize,
}

impl Ahead {
    /// Works out the outlines of some more shapes, and draws them already if nobody sees it or it makes them finer only. Says
    /// whether there are more.
    pub fn go(&mut self) -> bool {
        let Ahead { shapes, view, width_px, .. } = self;
        let sheet = Sheets::of(view, *width_px).main;
        let mut pictures = shapes.0.borrow_mut();
        let Some(picture) = pictures.iter_mut().find(|picture| picture.sheet.kind == sheet.kind) else { return false };
        let on = |sheet: &Sheet| sheet.stage.map(|stage| stage.projection);
        let may_draw = self.is_hidden || on(&picture.sheet) == on(&sheet);
        let area = sheet.stage.as_ref().map(Stage::area);
        let stage = sheet.stage.as_ref().zip(area.as_ref());
        let start = Date::now();
        while (0.0..SLICE_MS).contains(&(Date::now() - start)) {
            let Some(shape) = picture.shapes.get_mut(self.done) else { return false };
            let d = path_of(shape.country, stage);
            if may_draw {
                shape.draw(d);
                picture.drawn_from = None;
            }
            self.done += 1;
        }
        true
    }
}

impl Shape {
    fn draw(&mut self, d: AttrValue) {
        if self.d != d {
            set(&self.element, "d", Some(&d));
            self.d = d;
        }
    }
}

impl Picture {
    fn draw(&mut self, paths: Vec<(&Mark, AttrValue)>) {
        if !self.shapes.iter().map(|shape| shape.country).eq(paths.iter().map(|(mark, _)| mark.country)) {
            // Others are in sight.
            let markup: String = paths.iter().map(|(mark, _)| self.sheet.markup(mark.country)).collect();
            self.group.set_inner_html(&markup);
            let elements = self.group.children();
            let shape = |(index, (mark, _)): (usize, &(&Mark, AttrValue))| {
                let element = elements.item(index as u32)?;
                Some(Shape { country: mark.country, element, mark: None, said: None, d: AttrValue::default() })
            };
            self.shapes = paths.iter().enumerate().filter_map(shape).collect();
        }
        for (shape, (_, d)) in self.shapes.iter_mut().zip(paths) {
            shape.draw(d);
        }
    }

    fn colour(&mut self, marks: &[Mark]) {
        for Shape { country, element, mark: before, .. } in &mut self.shapes {
            let Some(mark) = marks.get(country.shape()).filter(|mark| before.as_ref() != Some(mark)) else { continue };
            dress(element, before.as_ref(), mark);
            *before = Some(*mark);
        }
    }

    fn say(&mut self, marks: &[Mark]) {
        for Shape { country, element, said, .. } in &mut self.shapes {
            let Some(mark) = marks.get(country.shape()).filter(|mark| said.as_ref() != Some(mark)) else { continue };
            for (name, value) in self.sheet.attributes(mark) {
                set(element, name, value.as_deref());
            }
            *said = Some(*mark);
        }
    }
}

/// Gives a shape what the style sheet tells shapes apart by, as far as it differs from what it has.
pub fn dress(shape: &Element, before: Option<&Mark>, mark: &Mark) {
    let known = before.map(Mark::attributes);
    for (index, (name, value)) in mark.attributes().into_iter().enumerate() {
        if known.and_then(|known| known.get(index).copied()) != Some((name, value)) {
            set(shape, name, value);
        }
    }
}

/// An element of a picture that is nowhere yet.
pub fn new_element(name: &str) -> Option<Element> {
    web_sys::window()?.document()?.create_element_ns(Some("http://www.w3.org/2000/svg"), name).ok()
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

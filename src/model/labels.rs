//! The pictures that the map is shown in, and the names that fit into each without collisions.
//!
//! Names are placed for the least width at which a picture is shown; wider, they only move apart,
//! since their size on screen stays the same. A stage is measured, so its names are placed for its very width.

use std::borrow::Cow;

use super::atlas::{atlas, Atlas, CountryId};
use super::lines::{kilometres, lines, GreatCircle};
use super::shapes::live;
use super::stage::{Stage, Window, NARROW_PX};
use crate::geo::path::{ring_points, Detail};
use crate::geo::projection::{Projection, WORLD_HEIGHT, WORLD_WIDTH};
use crate::geo::topology::Topology;

/// A rectangle of the projected globe that is shown as a picture of its own.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// Left edge, in units of the world's view box.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// The least width on screen at which its names are placed, CSS pixels.
    pub least_px: i32,
    /// The size of names, CSS pixels.
    pub text_px: i32,
    /// Which names compete for room.
    names: Names,
    /// The stage that it is the picture of; `None` for a part of the world map.
    stage: Option<Stage>,
    /// West, south, east, north: what lies outside is not drawn in a close-up, degrees.
    area: [i16; 4],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Names {
    /// The four partners and the two members outside Europe.
    World,
    /// Every member and partner on whose land its name fits.
    All,
    /// Every member and partner, small ones by a line to their names.
    Lines,
}

impl Frame {
    /// The whole world from 84° N to 58° S.
    pub const WORLD: Frame = Frame {
        x: 0,
        y: 0,
        width: WORLD_WIDTH,
        height: WORLD_HEIGHT,
        least_px: 550,
        text_px: 12,
        names: Names::World,
        stage: None,
        area: [-180, -90, 180, 90],
    };
    /// Iceland to Türkiye.
    pub const EUROPE: Frame = Frame {
        x: 4080,
        y: 120,
        width: 1560,
        height: 1040,
        least_px: 272,
        text_px: 11,
        names: Names::All,
        stage: None,
        area: [-40, 30, 62, 78],
    };
    /// Alaska to the Caucasus: the first theatre of a phone.
    pub const ATLANTIC: Frame = Frame {
        x: 1380,
        y: 0,
        width: 4300,
        height: 1560,
        least_px: 280,
        text_px: 11,
        names: Names::World,
        stage: None,
        area: [-180, 0, 75, 90],
    };
    /// Mongolia to New Zealand: the second theatre of a phone.
    pub const PACIFIC: Frame = Frame {
        x: 5800,
        y: 560,
        width: 3300,
        height: 3440,
        least_px: 280,
        text_px: 11,
        names: Names::World,
        stage: None,
        area: [55, -60, 180, 75],
    };

    /// The picture of a stage.
    pub fn of(stage: &Stage) -> Frame {
        let window = stage.window;
        let [x, y, width, height] = [window.x, window.y, window.width, window.height].map(|part| part.round() as i32);
        let text_px = if stage.width_px < NARROW_PX { 11 } else { 12 };
        let least_px = i32::from(stage.width_px);
        Frame {
            x,
            y,
            width,
            height,
            least_px,
            text_px,
            names: Names::Lines,
            stage: Some(*stage),
            area: [-180, -90, 180, 90],
        }
    }

    /// Whether the reader has come close: twice the size of the world map at least.
    pub fn is_close(&self) -> bool {
        self.stage.is_some_and(|stage| stage.camera.zoom >= 200)
    }

    /// The value of the SVG attribute.
    pub fn view_box(&self) -> String {
        let parts = [self.x, self.y, self.width, self.height];
        let parts: Vec<String> = parts.iter().map(|part| super::text::signed(*part)).collect();
        parts.join(" ")
    }

    /// Whether a shape may be seen in the picture.
    pub fn shows(&self, topology: &Topology, shape: usize) -> bool {
        let [west, south, east, north] = self.area.map(f64::from);
        let rings = topology.shapes.get(shape).map(|shape| shape.rings.as_slice()).unwrap_or_default();
        rings.iter().any(|ring| {
            let bounds = &ring.bounds;
            bounds.west < east && bounds.east > west && bounds.south < north && bounds.north > south
        })
    }

    /// A place (degrees) in hundredths of a percent of the picture, if it is in sight.
    pub fn place(&self, lon: f64, lat: f64) -> Option<(i32, i32)> {
        if let Some(stage) = &self.stage {
            return stage.place(lon, lat);
        }
        let [x, y, width, height] = [self.x, self.y, self.width, self.height].map(f64::from);
        Window { x, y, width, height }.place(Projection::world().project(lon, lat))
    }
}

/// How a name stands to its place. Beside its place it stays there whatever the picture's width.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// Right of its place.
    Start,
    /// Over its place.
    Middle,
    /// Left of its place.
    End,
}

impl Align {
    /// The value of SVG's `text-anchor`.
    pub fn key(self) -> &'static str {
        match self {
            Align::Start => "start",
            Align::Middle => "middle",
            Align::End => "end",
        }
    }

    /// How far the text keeps from its place; the value of SVG's `dx`, which grows with the text.
    pub fn distance(self) -> &'static str {
        match self {
            Align::Start => ".5em",
            Align::Middle => "0",
            Align::End => "-.5em",
        }
    }
}

/// How long the lines to names may be, across and down, CSS pixels; the longer ones for what has to be named.
const LINE_LENGTHS_PX: [i32; 5] = [12, 20, 34, 48, 64];

/// Room between a place and a name beside it, with the name's own halo, CSS pixels.
const DISTANCE_PX: i32 = 6;

/// A name on a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The country that it names, or whose capital.
    pub country: CountryId,
    /// The name, or a distance.
    pub text: Cow<'static, str>,
    /// Where the text begins, has its middle or ends, hundredths of a percent of the width.
    pub x: i32,
    /// The middle of the text, hundredths of a percent of the height.
    pub y: i32,
    /// Which of the three `x` is.
    pub align: Align,
    /// Where its dot is, for a capital, or where its line leads.
    pub dot: Option<(i32, i32)>,
    /// Whether a line joins the text to its dot.
    pub has_line: bool,
    /// Whether it belongs to a selected country.
    pub is_selected: bool,
}

/// Countries that are named on every picture of the world, most important first.
const NAMED_FIRST: [&str; 6] = ["JPN", "USA", "AUS", "NZL", "KOR", "CAN"];

/// What stands at a line of the map, and where it may stand: degrees east and north.
pub type Note = (&'static str, Vec<(f64, f64)>);

/// The names that fit on a picture, given what is selected, whose capitals are named too, and the places that lines join;
/// with the notes of other lines.
pub fn labels(frame: &Frame, select: &[CountryId], places: &[CountryId], notes: &[Note]) -> Vec<Label> {
    let atlas = atlas();
    let mut placed: Vec<(Label, Rect)> = Vec::new();
    for &id in places {
        place_capital(atlas, frame, id, &mut placed);
    }
    for line in lines(places) {
        place_distance(frame, &line, &mut placed);
    }
    let first = NAMED_FIRST.iter().filter_map(|code| atlas.country_by_code(code));
    let mut order: Vec<CountryId> = select.iter().copied().chain(first).collect();
    if frame.names != Names::World {
        let is_member = |id: &CountryId| atlas.members.contains(id);
        order.extend(atlas.by_size.iter().filter(|id| is_member(id)));
        order.extend(atlas.by_size.iter().filter(|id| !is_member(id)));
    }
    for (text, points) in notes {
        let line = (frame.text_px + 2) * 10_000 / height_px(frame).max(1);
        let seen = points.iter().filter_map(|&(lon, lat)| frame.place(lon, lat));
        let places: Vec<_> = seen.map(|(x, y)| (x, y + line, Align::Middle)).collect();
        let subject = select.first().copied().unwrap_or(CountryId(0));
        place_text(
            frame,
            &Name { country: subject, text: Cow::from(*text), dot: None, has_line: false, is_selected: false },
            &places,
            &mut placed,
        );
    }
    for (index, id) in order.into_iter().enumerate() {
        if index < select.len() && !places.contains(&id) {
            place_capital(atlas, frame, id, &mut placed);
        }
        place_name(atlas, frame, id, index < select.len(), &mut placed);
    }
    placed.into_iter().map(|(label, _)| label).collect()
}

/// A box on the screen, CSS pixels at the frame's least width.
#[derive(Clone, Copy)]
struct Rect {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Rect {
    fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// The box of a text at a place, with its halo.
fn text_box(frame: &Frame, text: &str, (x, y, align): (i32, i32, Align)) -> Rect {
    let width = text_width(text, frame.text_px) + 4;
    let half_height = frame.text_px * 7 / 12 + 1;
    let left = x * frame.least_px / 10_000
        + match align {
            Align::Start => DISTANCE_PX - 2,
            Align::Middle => -width / 2,
            Align::End => 2 - DISTANCE_PX - width,
        };
    let top = y * height_px(frame) / 10_000;
    Rect { left, top: top - half_height, right: left + width, bottom: top + half_height }
}

/// The width of a text of a size, CSS pixels, in the widest of the fonts: bold DejaVu Sans.
pub fn text_width(text: &str, text_px: i32) -> i32 {
    text.chars().map(letter_width).sum::<i32>() * text_px / 100
}

/// How wide a letter is, hundredths of the size.
fn letter_width(letter: char) -> i32 {
    match letter {
        'i' | 'l' | 'j' | 'I' | ' ' | '.' | ',' => 38,
        'f' | 'r' | 't' => 50,
        'm' | 'w' | 'M' | 'W' => 106,
        'A'..='Z' => 80,
        _ => 70,
    }
}

fn height_px(frame: &Frame) -> i32 {
    frame.least_px * frame.height / frame.width
}

fn fits(frame: &Frame, rect: &Rect, placed: &[(Label, Rect)]) -> bool {
    let is_inside = rect.left >= 0 && rect.top >= 0 && rect.right <= frame.least_px && rect.bottom <= height_px(frame);
    is_inside && !placed.iter().any(|(_, other)| other.overlaps(rect))
}

/// The capital beside or below its dot.
fn place_capital(atlas: &Atlas, frame: &Frame, id: CountryId, placed: &mut Vec<(Label, Rect)>) {
    let Some(capital) = atlas.country(id).and_then(|country| country.capital) else { return };
    let Some((x, y)) = frame.place(capital.lon, capital.lat) else { return };
    let down = (frame.text_px + 1) * 10_000 / height_px(frame).max(1);
    let places = [(x, y, Align::Start), (x, y, Align::End), (x, y + down, Align::Middle), (x, y - down, Align::Middle)];
    let name =
        Name { country: id, text: Cow::from(capital.name), dot: Some((x, y)), has_line: false, is_selected: true };
    place_text(frame, &name, &places, placed);
}

/// How far it is, near the middle of a line.
fn place_distance(frame: &Frame, line: &GreatCircle, placed: &mut Vec<(Label, Rect)>) {
    let middle = line.places.len() / 2;
    let near = [0, 4, -4, 8, -8, 12, -12].map(|step| middle.checked_add_signed(step));
    let seen = near.iter().filter_map(|index| line.places.get((*index)?));
    let places: Vec<_> =
        seen.filter_map(|&(lon, lat)| frame.place(lon, lat)).map(|(x, y)| (x, y, Align::Middle)).collect();
    let text = Cow::from(kilometres(line.km));
    place_text(frame, &Name { country: line.to, text, dot: None, has_line: false, is_selected: true }, &places, placed);
}

/// The name on the country; on a picture of the world, beside a country that is much narrower than its name.
fn place_name(atlas: &Atlas, frame: &Frame, id: CountryId, is_selected: bool, placed: &mut Vec<(Label, Rect)>) {
    let is_placed =
        placed.iter().any(|(label, _)| label.text == atlas.country(id).map_or("", |country| country.name()));
    let Some(country) = atlas.country(id).filter(|_| !is_placed) else { return };
    let Some(Extent { x, y, west, east, north, south }) = extent(frame, id) else { return };
    let line = (frame.text_px + 2) * 10_000 / height_px(frame).max(1);
    let on = [(x, y, Align::Middle), (x, y + line, Align::Middle), (x, y - line, Align::Middle)];
    let beside = [(east, y, Align::Start), (west, y, Align::End)];
    let is_narrow = (east - west) * frame.least_px / 10_000 * 3 < text_width(country.name(), frame.text_px) * 2;
    let places = match (frame.names, is_narrow) {
        (Names::World, true) => [beside[0], beside[1], on[1], on[2], on[0]],
        _ => [on[0], on[1], on[2], beside[0], beside[1]],
    };
    // Among neighbours a name stays on its country.
    let is_on = |&(_, y, align): &(i32, i32, Align)| align == Align::Middle && (north..=south).contains(&y);
    let places: Vec<_> = places.into_iter().filter(|place| frame.names == Names::World || is_on(place)).collect();
    let name = Name { country: id, text: Cow::from(country.name()), dot: None, has_line: false, is_selected };
    let is_important = is_selected || NAMED_FIRST.contains(&country.code);
    let is_member = atlas.members.contains(&id) || is_important;
    if !place_text(frame, &name, &places, placed) && frame.names == Names::Lines && is_member {
        let lines = lines_from(frame, (x, y), if is_important { &LINE_LENGTHS_PX } else { &LINE_LENGTHS_PX[..2] });
        place_text(frame, &Name { dot: Some((x, y)), has_line: true, ..name }, &lines, placed);
    }
}

/// Places around one, nearer ones first, for names that a line joins to it.
fn lines_from(frame: &Frame, (x, y): (i32, i32), lengths: &[i32]) -> Vec<(i32, i32, Align)> {
    let (width, height) = (frame.least_px.max(1), height_px(frame).max(1));
    let mut places = Vec::new();
    for distance in lengths {
        for (east, south) in [(1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1)] {
            let align = match east {
                1 => Align::Start,
                -1 => Align::End,
                _ => Align::Middle,
            };
            places.push((x + east * distance * 10_000 / width, y + south * distance * 10_000 / height, align));
        }
    }
    places
}

/// Whether a box would lie on another of the countries that are always named.
fn hides_another(frame: &Frame, rect: &Rect, country: CountryId) -> bool {
    let others = NAMED_FIRST.iter().filter_map(|code| atlas().country_by_code(code)).filter(|&id| id != country);
    others.filter_map(|id| extent(frame, id)).any(|Extent { x, y, .. }| {
        let (left, top) = (x * frame.least_px / 10_000, y * height_px(frame) / 10_000);
        // With room to spare: the country is more than its middle.
        (rect.left - 6..rect.right + 6).contains(&left) && (rect.top..rect.bottom).contains(&top)
    })
}

/// A text that looks for a place.
struct Name {
    country: CountryId,
    text: Cow<'static, str>,
    dot: Option<(i32, i32)>,
    has_line: bool,
    is_selected: bool,
}

/// Puts a name at the first of some places where it fits; says whether there is one.
fn place_text(frame: &Frame, name: &Name, places: &[(i32, i32, Align)], placed: &mut Vec<(Label, Rect)>) -> bool {
    for &(x, y, align) in places {
        let rect = text_box(frame, &name.text, (x, y, align));
        if fits(frame, &rect, placed) && !hides_another(frame, &rect, name.country) {
            let &Name { country, ref text, dot, has_line, is_selected } = name;
            let text = text.clone();
            placed.push((Label { country, text, x, y, align, dot, has_line, is_selected }, rect));
            return true;
        }
    }
    false
}

/// The main part of a country on a picture, hundredths of a percent: its middle, and its edges there.
struct Extent {
    x: i32,
    y: i32,
    west: i32,
    east: i32,
    north: i32,
    south: i32,
}

fn extent(frame: &Frame, id: CountryId) -> Option<Extent> {
    let (lon, lat) = live().anchor(id.shape())?;
    let (x, y) = frame.place(lon, lat)?;
    let rings = &live().shapes.get(id.shape())?.rings;
    let main = rings.iter().find(|ring| ring.bounds.contains(lon, lat))?;
    let mut extent = Extent { x, y, west: x, east: x, north: y, south: y };
    for (lon, lat) in ring_points(live(), main, &Detail::ROUGH) {
        if let Some((x, y)) = frame.place(lon, lat) {
            extent.west = extent.west.min(x);
            extent.east = extent.east.max(x);
            extent.north = extent.north.min(y);
            extent.south = extent.south.max(y);
        }
    }
    Some(extent)
}

//! The pictures that the map is shown in, and the names that fit into each without collisions.
//!
//! Names are placed for a width that the picture has at least; wider, they only move apart, since their size on screen
//! stays the same. A stage is measured, so its names are placed for its very width.
//!
//! First comes what is selected, then the four partners, then members on the date, larger ones before smaller.

use std::borrow::Cow;
use std::rc::Rc;

use super::atlas::{atlas, CountryId, Status};
use super::lines::{kilometres, lines, GreatCircle};
use super::overlay::{self, Marker};
use super::scene::Mark;
use super::shapes::live;
use super::stage::{Stage, Window, NARROW_PX};
use super::view::{Layer, View};
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
    /// The same, and whatever else is wider than most of its name: on a whole disk Europe is an inch wide, and a dozen lines
    /// to names would hide what they name.
    Disk,
    /// Every member and partner, small members by a line to their names.
    All,
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
        let [x, y, width, height] =
            [window.x, window.y, window.width, window.height].map(|part| part.round_ties_even() as i32);
        let text_px = if stage.width_px < NARROW_PX { 11 } else { 12 };
        let least_px = i32::from(stage.width_px);
        let is_whole_disk = stage.projection.disk().is_some() && stage.camera.zoom < 150;
        Frame {
            x,
            y,
            width,
            height,
            least_px,
            text_px,
            names: if is_whole_disk { Names::Disk } else { Names::All },
            stage: Some(*stage),
            area: [-180, -90, 180, 90],
        }
    }

    /// The same for a picture of a width, CSS pixels; in steps, so that a page whose width changes is not named anew at each
    /// pixel.
    #[must_use]
    pub fn at_width(self, width_px: u16) -> Frame {
        Frame { least_px: i32::from(width_px & !15).max(self.least_px), ..self }
    }

    /// The theatre of the Atlantic in a picture of a width, CSS pixels. Where it is wide, no close-up of Europe is beside it.
    pub fn atlantic_of(width_px: u16) -> Frame {
        let names = if width_px < NARROW_PX { Names::World } else { Names::All };
        Frame { names, ..Frame::ATLANTIC.at_width(width_px) }
    }

    /// The close-up of Europe beside or below a main picture of a width, CSS pixels.
    pub fn europe_beside(width_px: u16) -> Frame {
        // Half as wide but for the gap.
        Frame::EUROPE.at_width(if width_px < NARROW_PX { width_px } else { (width_px - 16) / 2 })
    }

    /// The names of a view that compete for room in the picture: on one of the world, no date changes them.
    pub fn named(&self, named: &Named) -> Named {
        let order = if self.names == Names::World { Rc::default() } else { Rc::clone(&named.order) };
        Named { order, ..named.clone() }
    }

    /// Whether the reader has come close: twice the size of the world map at least.
    pub fn is_close(&self) -> bool {
        self.stage.is_some_and(|stage| stage.camera.zoom >= 200)
    }

    /// The value of the SVG attribute.
    pub fn view_box(&self) -> String {
        let parts = [self.x, self.y, self.width, self.height];
        let parts: Vec<String> = parts.iter().map(|part| super::text::signed(*part)).collect();
        super::text::joined(&parts, " ")
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

/// From the middle of the dot of a line to names, CSS pixels.
const DOT_PX: i32 = 3;

/// Room between names and the sides of the picture, CSS pixels.
const EDGE_PX: i32 = 3;

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
    /// Whether it is that of a capital.
    pub is_capital: bool,
    /// Whether a line joins the text to its dot.
    pub has_line: bool,
    /// Whether it belongs to a selected country.
    pub is_selected: bool,
}

impl Label {
    /// The name of a country, or what else stands for it, before it has a place.
    fn of(country: CountryId, text: Cow<'static, str>, is_selected: bool) -> Label {
        let (align, dot) = (Align::Middle, None);
        Label { country, text, x: 0, y: 0, align, dot, is_capital: false, has_line: false, is_selected }
    }
}

/// Countries that are named on every picture of the world, most important first.
const NAMED_FIRST: [&str; 6] = ["JPN", "USA", "AUS", "NZL", "KOR", "CAN"];

fn named_first() -> impl Iterator<Item = CountryId> {
    NAMED_FIRST.iter().filter_map(|code| atlas().country_by_code(code))
}

/// What stands at a line of the map, and where it may stand: degrees east and north.
pub type Note = (&'static str, Vec<(f64, f64)>);

/// What a view wants named.
#[derive(Clone, PartialEq, Default)]
pub struct Named {
    /// The selected countries, with their capitals.
    pub select: Rc<[CountryId]>,
    /// The countries whose capitals are joined by lines.
    pub places: Rc<[CountryId]>,
    /// Signs on the map, which names keep clear of.
    pub markers: Rc<Vec<Marker>>,
    /// What stands at other lines.
    pub notes: Rc<Vec<Note>>,
    /// What the layer or the legend's filter puts forward, then members on the date, then the others; larger ones first.
    /// With each, how many of the lines to names may be tried.
    pub order: Rc<Vec<(CountryId, usize)>>,
}

impl Named {
    /// What a view names on its stage, given the marks of its countries.
    pub fn of(view: &View, marks: &[Mark], stage: &Option<Stage>) -> Named {
        let mut markers = overlay::layer_markers(view);
        // A contested place is smaller than its sign until the map is close; until then no step in time pays for its words.
        if stage.as_ref().is_some_and(|stage| Frame::of(stage).is_close()) {
            markers.extend(overlay::contested_markers(view));
        }
        let mut notes: Vec<Note> = overlay::lines(view).into_iter().map(|line| (line.label, line.points)).collect();
        for (record, class) in overlay::rows(view) {
            let text = match view.layer {
                Layer::Offices => record.words,
                Layer::TreatyArea if class == OUTSIDE && record.shape.is_some() => record.name,
                _ => continue,
            };
            notes.extend(record.place.map(|place| (text, vec![place])));
        }
        let at_event = overlay::event_markers(view);
        for marker in &at_event {
            notes.push((marker.label, vec![(marker.lon, marker.lat)]));
        }
        markers.extend(at_event);
        Named {
            select: Rc::from(view.outlined().as_slice()),
            places: Rc::from(view.places.as_slice()),
            markers: Rc::new(markers),
            notes: Rc::new(notes),
            order: Rc::new(order(view, marks)),
        }
    }
}

/// How many of the lines to names are tried for what always has its name.
const ALL_LINES: usize = LINE_LENGTHS_PX.len();

/// The same for what the legend's filter shows, for other members, and for the rest.
const LINES: [usize; 3] = [3, 3, 0];

/// The entry of the legend for what Article 5 does not cover.
const OUTSIDE: u8 = 1;

/// What is named, each with how many lines may be tried for it. Others are named only if nothing is put forward.
fn order(view: &View, marks: &[Mark]) -> Vec<(CountryId, usize)> {
    let by_size = &atlas().by_size;
    let rank = |mark: &Mark| {
        let is_first = match view.layer {
            Layer::Membership | Layer::Spending | Layer::TreatyArea => view.group.is_some(),
            _ => mark.tone.is_some(),
        };
        match mark.status {
            // Territories are their members' in name, too.
            Status::Territory(..) => 3,
            _ if is_first && !mark.is_dimmed => 0,
            Status::Member(_) | Status::Signatory(_) => 1,
            _ => 2,
        }
    };
    let mut order = Vec::new();
    let mut is_any_first = false;
    for (wanted, lines) in LINES.into_iter().enumerate() {
        for mark in by_size.iter().filter_map(|id| marks.get(id.shape())) {
            if rank(mark) == wanted && !(wanted == 2 && is_any_first) {
                order.push((mark.country, lines));
            }
        }
        if wanted == 0 {
            // What is neither a member nor a partner of any date has no size here.
            for mark in marks {
                if rank(mark) == 0 && !by_size.contains(&mark.country) {
                    order.push((mark.country, lines));
                }
            }
            is_any_first = !order.is_empty();
        }
    }
    order
}

/// The names that fit on a picture.
pub fn labels(frame: &Frame, named: &Named) -> Vec<Label> {
    let Named { select, places, markers, notes, order } = named;
    let mut picture = Picture {
        frame,
        labels: Vec::new(),
        first: Vec::new(),
        wanted: Vec::new(),
        outlines: Vec::new(),
        names: Vec::new(),
        taken: Vec::new(),
    };
    let place = |id: CountryId| live().anchor(id.shape()).and_then(|(lon, lat)| frame.place(lon, lat));
    for id in named_first() {
        if let Some(place) = place(id) {
            picture.first.push((id, around(frame, place, 6)));
        }
    }
    // The smaller the picture, the fewer: small countries go without names on it.
    for &(id, _) in order.iter().take(frame.least_px as usize / 13) {
        if let Some(((x, y), country)) = place(id).zip(atlas().country(id)) {
            picture.wanted.push((id, text_box(frame, country.name(), (x, y, Align::Middle))));
        }
    }
    for marker in markers.iter() {
        picture.keep_clear(marker.lon, marker.lat, 5);
    }
    for &id in select.iter().chain(places.iter()) {
        if let Some(capital) = atlas().country(id).and_then(|country| country.capital) {
            picture.keep_clear(capital.lon, capital.lat, 3);
        }
    }
    for &id in select.iter() {
        picture.name(id, true, ALL_LINES);
    }
    for &id in places.iter() {
        picture.capital(id);
    }
    for line in lines(places) {
        picture.distance(&line);
    }
    for &id in select.iter().filter(|id| !places.contains(id)) {
        picture.capital(id);
    }
    for id in named_first() {
        picture.name(id, false, ALL_LINES);
    }
    for note in notes.iter() {
        picture.note(note, select.first().copied().unwrap_or(CountryId(0)));
    }
    if frame.names != Names::World {
        for &(id, lines) in order.iter() {
            picture.name(id, false, lines);
        }
    }
    picture.labels
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
    let letters = i32::try_from(text.chars().count()).unwrap_or_default();
    let width = text_width(text, frame.text_px).max(letters * frame.text_px * 3 / 5) + 4;
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

/// The box of a sign or a dot.
fn around(frame: &Frame, (x, y): (i32, i32), radius: i32) -> Rect {
    let (x, y) = (x * frame.least_px / 10_000, y * height_px(frame) / 10_000);
    Rect { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
}

/// A picture that names are put on, one after the other.
struct Picture<'f> {
    frame: &'f Frame,
    labels: Vec<Label>,
    /// Round the middles of the countries that are always named.
    first: Vec<(CountryId, Rect)>,
    /// Where the names of larger countries that are still to come would stand.
    wanted: Vec<(CountryId, Rect)>,
    /// The outlines of the countries that are named, hundredths of a percent.
    outlines: Vec<Vec<(i32, i32)>>,
    /// The boxes of the names.
    names: Vec<Rect>,
    /// The boxes of names, signs and dots.
    taken: Vec<Rect>,
}

/// Where a name may stand: hundredths of a percent across and down, how it stands to that, and whether a line leads there.
type Place = (i32, i32, Align, bool);

/// From a dot to a name, hundredths of a percent.
type Line = ((i32, i32), (i32, i32));

/// Whether two lines cross.
fn cross(one: Line, other: Line) -> bool {
    let turns = |((ax, ay), (bx, by)): Line, (x, y): (i32, i32)| (bx - ax) * (y - ay) > (by - ay) * (x - ax);
    turns(one, other.0) != turns(one, other.1) && turns(other, one.0) != turns(other, one.1)
}

/// Whether an outline goes round a point.
fn holds(outline: &[(i32, i32)], (x, y): (i32, i32)) -> bool {
    let mut is_inside = false;
    for (&(ax, ay), &(bx, by)) in outline.iter().zip(outline.iter().cycle().skip(1)) {
        if (ay > y) != (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay) {
            is_inside = !is_inside;
        }
    }
    is_inside
}

impl Picture<'_> {
    /// So many pixels down, in hundredths of a percent.
    fn down(&self, px: i32) -> i32 {
        px * 10_000 / height_px(self.frame).max(1)
    }

    /// From the middle of a text to that of one below it.
    fn line(&self) -> i32 {
        self.down(self.frame.text_px + 2)
    }

    fn keep_clear(&mut self, lon: f64, lat: f64, radius: i32) {
        if let Some(place) = self.frame.place(lon, lat) {
            self.taken.push(around(self.frame, place, radius));
        }
    }

    /// Puts a text that is not there yet at the first of some places where it fits, or where it hides the fewest countries
    /// that are still to be named. A line to it starts from its dot.
    fn put(&mut self, mut label: Label, places: &[Place], is_first: bool) {
        if !label.is_capital && self.labels.iter().any(|other| other.text == label.text) {
            return;
        }
        let (width, height) = (self.frame.least_px - EDGE_PX, height_px(self.frame));
        let dot = label.dot.unwrap_or_default();
        // A line hides nothing and crosses neither names nor lines; what must be there rather does than that it is missing.
        let tries = if is_first { 2 } else { 1 };
        let mut best: Option<(usize, Place, Rect)> = None;
        for index in 0..places.len() * tries {
            let Some(&place) = places.get(index % places.len()) else { return };
            let (x, y, align, has_line) = place;
            let rect = text_box(self.frame, &label.text, (x, y, align));
            let is_inside = rect.left >= EDGE_PX && rect.top >= 0 && rect.right <= width && rect.bottom <= height;
            let is_taken = self.taken.iter().any(|other| other.overlaps(&rect));
            if !is_inside || is_taken || self.hides_another(&rect, label.country) {
                continue;
            }
            let hidden = self.wanted.iter().filter(|(id, other)| *id != label.country && rect.overlaps(other)).count();
            let is_hiding = !is_first && (hidden > 0 || has_line && self.leads_over_another(dot, &rect));
            if has_line && index < places.len() && (is_hiding || self.crosses((dot, (x, y)))) {
                continue;
            }
            // Of the places without a line the later ones lie off the country's middle.
            let cost = 3 * hidden + index / 2;
            if best.is_none_or(|(least, ..)| cost < least && !has_line) {
                best = Some((cost, place, rect));
            }
            if has_line {
                break;
            }
        }
        let Some((_, place, rect)) = best else { return };
        let (x, y, align, has_line) = place;
        if has_line {
            for part in self.along((dot, (x, y))) {
                self.taken.push(part);
            }
            self.taken.push(around(self.frame, dot, DOT_PX));
        } else if !label.is_capital {
            label.dot = None;
        }
        for (id, wanted) in &mut self.wanted {
            if *id == label.country {
                // It needs no room any more.
                wanted.bottom = i32::MIN;
            }
        }
        self.names.push(rect);
        self.taken.push(rect);
        (label.x, label.y, label.align, label.has_line) = (x, y, align, has_line);
        self.labels.push(label);
    }

    /// Whether a name at the end of a line, or the middle of that line, would lie on a country that has had its turn.
    fn leads_over_another(&self, dot: (i32, i32), rect: &Rect) -> bool {
        let quarter = (rect.right - rect.left) / 4;
        let across = |px: i32| px * 10_000 / self.frame.least_px.max(1);
        let (x, y) = (across(rect.left + 2 * quarter), self.down((rect.top + rect.bottom) / 2));
        let ends = [(x - across(quarter), y), (x, y), (x + across(quarter), y)];
        let middle = ((dot.0 + x) / 2, (dot.1 + y) / 2);
        ends.into_iter().chain([middle]).any(|place| self.outlines.iter().any(|outline| holds(outline, place)))
    }

    /// Whether a line would cross a name or another line.
    fn crosses(&self, line: Line) -> bool {
        let is_crossed =
            |other: &Label| other.has_line && cross((other.dot.unwrap_or_default(), (other.x, other.y)), line);
        self.along(line).iter().any(|part| self.is_named(part)) || self.labels.iter().any(is_crossed)
    }

    /// What of a line has to be seen.
    fn along(&self, ((dot_x, dot_y), (x, y)): Line) -> [Rect; 3] {
        let at = |from: i32, to: i32, quarter: i32| from + (to - from) * quarter / 4;
        [2, 1, 3].map(|quarter| around(self.frame, (at(dot_x, x, quarter), at(dot_y, y, quarter)), 1))
    }

    /// Whether a name lies on a box.
    fn is_named(&self, rect: &Rect) -> bool {
        self.names.iter().any(|name| name.overlaps(rect))
    }

    /// Whether a box would lie on another of the countries that are always named.
    fn hides_another(&self, rect: &Rect, country: CountryId) -> bool {
        // With room to spare: the country is more than its middle.
        let inner = Rect { top: rect.top + 6, bottom: rect.bottom - 6, ..*rect };
        self.first.iter().any(|(id, middle)| *id != country && middle.overlaps(&inner))
    }

    /// The capital beside, above or below its dot.
    fn capital(&mut self, id: CountryId) {
        let Some(capital) = atlas().country(id).and_then(|country| country.capital) else { return };
        let Some((x, y)) = self.frame.place(capital.lon, capital.lat) else { return };
        let down = self.down(self.frame.text_px + 5);
        let places = [(0, Align::Start), (0, Align::End), (-down, Align::Middle), (down, Align::Middle)];
        let label = Label::of(id, Cow::from(capital.name), true);
        let label = Label { dot: Some((x, y)), is_capital: true, ..label };
        self.put(label, &places.map(|(down, align)| (x, y + down, align, false)), true);
    }

    /// How far it is, near the middle of a line: on the side that it falls away from, first on the one that it bends to.
    fn distance(&mut self, line: &GreatCircle) {
        let middle = line.places.len() / 2;
        let mut places = Vec::new();
        for is_above in [true, false] {
            for index in [0, 4, -4, 8, -8, 12, -12].into_iter().filter_map(|step| middle.checked_add_signed(step)) {
                let place = |index: usize| line.places.get(index).and_then(|&(lon, lat)| self.frame.place(lon, lat));
                let Some(((x, y), (next_x, next_y))) = place(index).zip(place(index + 1)) else { continue };
                let falls = (next_x > x) == (next_y > y);
                let align = if falls == is_above { Align::Start } else { Align::End };
                let down = if is_above { -self.line() } else { self.line() } / 2;
                places.push((x, y + down, align, false));
            }
        }
        self.put(Label::of(line.to, Cow::from(kilometres(line.km)), true), &places, true);
    }

    /// What stands below or above a line, near its middle.
    fn note(&mut self, (text, points): &Note, subject: CountryId) {
        let (before, after) = points.split_at(points.len() / 2);
        let mut places = Vec::new();
        for (x, y) in after.iter().chain(before).filter_map(|&(lon, lat)| self.frame.place(lon, lat)) {
            for down in [self.line(), -self.line()] {
                places.push((x, y + down, Align::Middle, false));
            }
        }
        self.put(Label::of(subject, Cow::from(*text), false), &places, true);
    }

    /// The name on the country; on a picture of the world, beside a country that is much narrower than its name. Where it
    /// does not fit, one of so many lines may lead to it.
    fn name(&mut self, id: CountryId, is_selected: bool, lines: usize) {
        let Some(country) = atlas().country(id) else { return };
        let text = country.name();
        let Some(Extent { x, y, west, east, north, south, outline }) = extent(self.frame, id) else { return };
        let (width_px, line) = (self.frame.least_px.max(1), self.line());
        let is_disk = self.frame.names == Names::Disk;
        let is_extra = is_disk && lines != ALL_LINES;
        let is_world = self.frame.names == Names::World || is_disk && !is_extra;
        let text_px = text_width(text, self.frame.text_px);
        let is_narrow = (east - west) * width_px / 10_000 * if is_disk { 4 } else { 3 } < text_px * 2;
        if is_extra && is_narrow {
            return;
        }
        // A line starts where no name lies on its dot.
        let is_hidden = self.is_named(&around(self.frame, (x, y), DOT_PX));
        let lines = if is_extra || is_hidden && lines != ALL_LINES { 0 } else { lines };
        let beside = [(east, y, Align::Start, false), (west, y, Align::End, false)];
        let mut places = Vec::new();
        if is_narrow && country.code == "KOR" && !self.frame.is_close() {
            // Not across China or Japan, but in the sea south of both, or there as far east as there is room.
            let right = 10_000 - (text_px / 2 + 2 * EDGE_PX) * 10_000 / width_px;
            if let Some((x, y)) = self.frame.place(125.5, 25.0) {
                places.extend_from_slice(&[(x, y, Align::Start, true), (right.min(x + 2_000), y, Align::Middle, true)]);
            }
        }
        if is_world && is_narrow {
            places.extend_from_slice(&beside);
        }
        let sides = [((x + west) / 2, 0), ((x + east) / 2, 0)];
        for (x, down) in [(x, 0), (x, line / 2), (x, -line / 2), sides[0], sides[1], (x, line), (x, -line)] {
            // Among neighbours a name stays on its country.
            if is_world || (north..=south).contains(&(y + down)) {
                places.push((x, y + down, Align::Middle, false));
            }
        }
        if is_world {
            places.extend_from_slice(&beside);
        }
        for distance in LINE_LENGTHS_PX.iter().take(lines) {
            for (right, south) in [(1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1)] {
                let align = match right {
                    1 => Align::Start,
                    -1 => Align::End,
                    _ => Align::Middle,
                };
                let (right, down) = (right * distance * 10_000 / width_px, self.down(south * distance));
                places.push((x + right, y + down, align, true));
            }
        }
        self.put(
            Label { dot: Some((x, y)), ..Label::of(id, Cow::from(text), is_selected) },
            &places,
            lines == ALL_LINES,
        );
        self.outlines.push(outline);
    }
}

/// The main part of a country on a picture, hundredths of a percent: its middle, its edges there, and its outline.
struct Extent {
    x: i32,
    y: i32,
    west: i32,
    east: i32,
    north: i32,
    south: i32,
    outline: Vec<(i32, i32)>,
}

fn extent(frame: &Frame, id: CountryId) -> Option<Extent> {
    let (lon, lat) = live().anchor(id.shape())?;
    let (x, y) = frame.place(lon, lat)?;
    let rings = &live().shapes.get(id.shape())?.rings;
    let main = rings.iter().find(|ring| ring.bounds.contains(lon, lat))?;
    let mut extent = Extent { x, y, west: x, east: x, north: y, south: y, outline: Vec::new() };
    for (lon, lat) in ring_points(live(), main, &Detail::ROUGH) {
        if let Some((x, y)) = frame.place(lon, lat) {
            extent.west = extent.west.min(x);
            extent.east = extent.east.max(x);
            extent.north = extent.north.min(y);
            extent.south = extent.south.max(y);
            extent.outline.push((x, y));
        }
    }
    Some(extent)
}

//! Shapes as SVG path text, at a level of detail.
//!
//! A ring is unwrapped around the projection's central meridian, cut at the map's two edges, projected, rounded to whole
//! units, and written as relative steps. Rounding is per point, so what neighbours share stays shared.

use super::bounds::{wrap, Bounds};
use super::hit::crosses_north;
use super::projection::Projection;
use super::topology::{Arc, Point, Ring, Topology, ALWAYS};

/// Which points are drawn, and how finely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detail {
    /// The least weight that a point, or an island, must have to be drawn; 0 draws all that is packed.
    pub weight: u8,
    /// The same inside the boxes of `focus`.
    pub focus_weight: u8,
    /// Where more is drawn. Decided per point, and a shared point is one point, so borders stay shared.
    pub focus: &'static [Bounds],
    /// Coordinates are rounded to multiples of this many units; 1 or more.
    pub grid: i32,
}

/// Where the story is, packed and drawn more finely than the rest: Europe with the Atlantic islands and the Levant, Japan
/// and Korea, New Zealand.
pub const FOCUS: &[Bounds] = &[
    Bounds { west: -32.0, south: 27.0, east: 45.0, north: 72.0 },
    Bounds { west: 122.0, south: 24.0, east: 147.0, north: 46.0 },
    Bounds { west: 166.0, south: -48.0, east: 179.0, north: -34.0 },
];

/// Whether the place (degrees) lies in one of the boxes.
pub fn is_in(boxes: &[Bounds], lon: f64, lat: f64) -> bool {
    boxes.iter().any(|bounds| bounds.contains(lon, lat))
}

impl Detail {
    /// The live map: the world about 900 px wide, and Europe enlarged four times from the same paths.
    pub const DEFAULT: Detail = Detail { weight: 7, focus_weight: 3, focus: FOCUS, grid: 1 };

    /// The page before the bundle has arrived: all paths together in 15 KB, Europe good when enlarged three times.
    pub const COARSE: Detail = Detail { weight: 8, focus_weight: 4, focus: FOCUS, grid: 4 };

    /// The whole map in motion, drawn anew for every frame.
    pub const ROUGHEST: Detail = Detail { weight: 8, focus_weight: 8, focus: &[], grid: 1 };

    /// A part of it in motion, and for measuring.
    pub const ROUGH: Detail = Detail { weight: 8, focus_weight: 6, focus: FOCUS, grid: 1 };

    /// Zooms of about 2.5 to 6 times, from the refined shapes: at 4 times a pixel is 121 km².
    pub const CLOSE: Detail = Detail { weight: 4, focus_weight: 2, focus: FOCUS, grid: 1 };

    /// Everything that is packed, for closer zooms, and for questions.
    pub const FINEST: Detail = Detail { weight: 0, focus_weight: 0, focus: &[], grid: 1 };

    /// The least weight that is drawn at the place.
    pub fn least_weight(&self, lon: f64, lat: f64) -> u8 {
        if is_in(self.focus, lon, lat) {
            self.focus_weight
        } else {
            self.weight
        }
    }

    /// Whether a closed arc matters enough; an open one always does.
    fn draws_arc(&self, arc: &Arc) -> bool {
        let first = arc.points.first().map_or((0.0, 0.0), |point| (point.lon(), point.lat()));
        arc.weight >= ALWAYS || arc.weight >= self.least_weight(first.0, first.1)
    }

    fn draws(&self, point: Point) -> bool {
        point.weight == ALWAYS || point.weight >= self.least_weight(point.lon(), point.lat())
    }
}

/// Side of the square that stands for a shape too small to draw, in units.
const LEAST_SIDE: i32 = 8;

/// How far the middle of an edge may lie off the drawn line, in units.
const TOLERANCE: f64 = 3.0;

/// Edges shorter than this are straight, degrees: on a globe one as long bulges by [`TOLERANCE`] or little more.
pub(super) const SHORT_EDGE: f64 = 4.0;

/// Edges whose ends are drawn farther apart may be curved however short they are, units: along a rim, opposite the middle, a
/// short way is a long one.
const FAR: f64 = 100.0;

/// Edges longer than this are divided whatever their middle says, degrees.
const LONG_EDGE: f64 = 12.0;

/// An edge is halved so many times at most.
const MOST_HALVINGS: u32 = 7;

/// What draws: a projection, and maybe the one that the map is on its way to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pencil {
    /// Where everything is.
    pub from: Projection,
    /// Where everything is going.
    pub to: Option<Projection>,
}

/// Where a place is drawn, and where it is going: x and y of each, in units.
type Drawn = [f64; 4];

impl Pencil {
    /// Draws the projection.
    pub fn new(from: Projection) -> Pencil {
        Pencil { from, to: None }
    }

    /// The meridian in the middle of a map that is cut open.
    fn cut(&self) -> Option<f64> {
        self.from.central_meridian().or_else(|| self.to?.central_meridian())
    }

    fn may_show(&self, bounds: &Bounds) -> bool {
        self.from.may_show(bounds) || self.to.is_some_and(|to| to.may_show(bounds))
    }

    fn shows(&self, lon: f64, lat: f64) -> bool {
        self.from.shows(lon, lat) || self.to.is_some_and(|to| to.shows(lon, lat))
    }

    /// Where the place is; its longitude is counted from the meridian `middle`.
    fn place(&self, middle: f64, (lon, lat): (f64, f64)) -> Drawn {
        let on = |projection: &Projection| match projection.central_meridian() {
            Some(_) => projection.project_rotated(lon, lat),
            None => projection.project(lon + middle, lat),
        };
        let (x, y) = on(&self.from);
        let (to_x, to_y) = self.to.as_ref().map_or((x, y), on);
        [x, y, to_x, to_y]
    }
}

/// Whether a ring out of sight would lie all along the rim and fill the map, since it goes round what is farthest away.
fn is_turned_out(projection: &Projection, ring: &Ring, points: &[(f64, f64)]) -> bool {
    projection.antipode().is_some_and(|(lon, lat)| {
        let is_around = lat <= -90.0 || ring.bounds.contains(lon, lat);
        is_around
            && !points.iter().any(|&(lon, lat)| projection.shows(lon, lat))
            && points.windows(2).filter(|edge| crosses_north(edge[0], edge[1], lon, lat)).count() % 2 == 1
    })
}

/// The shape as the `d` of an SVG path, in whole units of the picture: each ring is a relative moveto, its further pairs,
/// and a close, `m12 34 5-6 7 8z` (the first `m` is absolute by SVG's rule). Holes run the other way round than what they
/// are in. A shape too small for its rings is a little square at its anchor; only one that does not exist or is out of
/// sight is empty.
pub fn path_text(topology: &Topology, shape: usize, projection: &Projection, detail: &Detail) -> String {
    let mut pen = Pen::default();
    add_shape(&mut pen, topology, shape, &Pencil::new(*projection), detail);
    pen.text()
}

/// Several shapes as one path.
pub fn paths_text(topology: &Topology, shapes: &[usize], pencil: &Pencil, detail: &Detail) -> String {
    let mut pen = Pen::default();
    shapes.iter().for_each(|&shape| add_shape(&mut pen, topology, shape, pencil, detail));
    pen.text()
}

fn add_shape(pen: &mut Pen, topology: &Topology, shape: usize, pencil: &Pencil, detail: &Detail) {
    let Some(shape) = topology.shapes.get(shape) else {
        return;
    };
    let before = pen.text.len();
    for ring in &shape.rings {
        trace(topology, ring, pencil, detail, &mut |ring, _| pen.ring(&tidy(&rounded_all(&ring, detail.grid))));
    }
    if pen.text.len() == before && pencil.shows(shape.anchor.0, shape.anchor.1) {
        let middle = pencil.cut().unwrap_or_default();
        let [x, y, ..] = pencil.place(middle, (wrap(shape.anchor.0 - middle), shape.anchor.1));
        let (x, y) = rounded((x, y), 1);
        let (x, y) = (x - LEAST_SIDE / 2, y - LEAST_SIDE / 2);
        pen.ring(&[(x, y), (x + LEAST_SIDE, y), (x + LEAST_SIDE, y + LEAST_SIDE), (x, y + LEAST_SIDE)]);
    }
}

/// Gets where a piece of a ring is drawn, and in which halves of the way the ring is left out.
type Take<'t> = dyn FnMut(Vec<Drawn>, [bool; 2]) + 't;

/// Hands on what is drawn of a ring, piece by piece.
fn trace(topology: &Topology, ring: &Ring, pencil: &Pencil, detail: &Detail, take: &mut Take) {
    if !pencil.may_show(&ring.bounds) {
        return;
    }
    let points = ring_points(topology, ring, detail);
    let is_out = pencil.to.map_or([false; 2], |to| [pencil.from, to].map(|end| is_turned_out(&end, ring, &points)));
    match pencil.cut() {
        Some(meridian) => {
            for piece in pieces(points, meridian) {
                take(places(piece.last(), &piece, pencil, meridian), is_out);
            }
        }
        None if points.iter().any(|&(lon, lat)| pencil.shows(lon, lat)) => {
            // The last point is the first; round a pole it is so by another number.
            take(places(points.first(), &points[1..], pencil, 0.0), is_out);
        }
        None => {}
    }
}

/// A ring on its way from one projection to another, and whether it is left out in the first half of the way and in the second.
pub struct Way {
    places: Vec<Drawn>,
    is_out: [bool; 2],
}

/// The ways of the rings of several shapes at a level of detail. Worked out once, since a sine takes longer than all else that a frame does.
pub fn ways(topology: &Topology, shapes: &[usize], pencil: &Pencil, detail: &Detail) -> Vec<Way> {
    let mut ways = Vec::new();
    for ring in shapes.iter().filter_map(|&shape| topology.shapes.get(shape)).flat_map(|shape| &shape.rings) {
        trace(topology, ring, pencil, detail, &mut |places, is_out| {
            ways.push(Way { places, is_out });
        });
    }
    ways
}

/// The rings as one path when they have come a share of their way, 0…1.
pub fn ways_text(ways: &[Way], share: f64) -> String {
    let mut pen = Pen::default();
    for way in ways.iter().filter(|way| !way.is_out[usize::from(share >= 0.5)]) {
        let between = |&[x, y, to_x, to_y]: &Drawn| rounded((x + (to_x - x) * share, y + (to_y - y) * share), 1);
        pen.ring(&way.places.iter().map(between).collect::<Vec<_>>());
    }
    pen.text()
}

/// Lines over the globe (degrees) as the `d` of one SVG path, broken where the map is cut or a line is out of sight.
/// Their points are joined as edges of shapes are, along straight lines of longitude and latitude.
pub fn lines_text(lines: &[Vec<(f64, f64)>], pencil: &Pencil) -> String {
    let mut pen = Pen::default();
    lines.iter().for_each(|places| add_line(&mut pen, places, pencil));
    pen.text()
}

fn add_line(pen: &mut Pen, places: &[(f64, f64)], pencil: &Pencil) {
    let middle = pencil.cut().unwrap_or_default();
    let mut run: Vec<Drawn> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for &(lon, lat) in places {
        let point = (wrap(lon - middle), lat);
        let is_broken =
            before.is_some_and(|before: (f64, f64)| (before.0 - point.0).abs() > 180.0 && pencil.cut().is_some());
        let is_shown = pencil.shows(lon, lat);
        if is_broken || !is_shown {
            pen.line(&rounded_all(&run, 1));
            run.clear();
            before = None;
        }
        if is_shown {
            let to = pencil.place(middle, point);
            match before {
                Some(before) => {
                    let near = (point.0 + wrap(before.0 - point.0), before.1);
                    edge(pencil, middle, (near, pencil.place(middle, near)), (point, to), &mut run, 0);
                }
                None => run.push(to),
            }
            before = Some(point);
        }
    }
    pen.line(&rounded_all(&run, 1));
}

/// The ring's points at the level of detail, in degrees, longitudes going on past ±180 where the ring does, the first point
/// again at the end (360° off if the ring goes round a pole). Empty if the ring is not drawn at this level.
pub fn ring_points(topology: &Topology, ring: &Ring, detail: &Detail) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut add = |point: Point| {
        let before = points.last().map_or(point.lon(), |last| last.0);
        points.push((before + wrap(point.lon() - before), point.lat()));
    };
    for (i, arc_use) in ring.arcs.iter().enumerate() {
        let Some(arc) = topology.arcs.get(arc_use.arc) else {
            return Vec::new();
        };
        if !detail.draws_arc(arc) {
            return Vec::new();
        }
        // Each arc starts where the one before has ended.
        topology.points(*arc_use).skip(usize::from(i > 0)).filter(|point| detail.draws(*point)).for_each(&mut add);
    }
    points
}

/// The ring cut into what lies within 180° of the central meridian on either side, longitudes counted from it.
fn pieces(mut ring: Vec<(f64, f64)>, central_meridian: f64) -> Vec<Vec<(f64, f64)>> {
    let (Some(&first), Some(&last)) = (ring.first(), ring.last()) else {
        return Vec::new();
    };
    if (last.0 - first.0).abs() > 180.0 {
        // Round a pole: down the edge of the map, along the pole's line, and up again.
        let pole = if first.1 < 0.0 { -90.0 } else { 90.0 };
        ring.push((last.0, pole));
        ring.push((first.0, pole));
    } else {
        ring.pop();
    }
    let offset = wrap(first.0 - central_meridian) - first.0;
    let mut bounds = Bounds::EMPTY;
    for point in &mut ring {
        point.0 += offset;
        bounds.extend(point.0, point.1);
    }
    if -180.0 <= bounds.west && bounds.east <= 180.0 {
        return vec![ring];
    }
    let mut pieces = Vec::new();
    for turn in [-360.0, 0.0, 360.0] {
        let turned: Vec<(f64, f64)> = ring.iter().map(|&(lon, lat)| (lon + turn, lat)).collect();
        pieces.push(cut(&cut(&turned, -180.0, 1.0), 180.0, -1.0));
    }
    pieces
}

/// What of the closed ring lies on one side of the meridian: east of it for side 1, west for −1 (Sutherland and Hodgman).
fn cut(ring: &[(f64, f64)], meridian: f64, side: f64) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    let Some(&(mut before)) = ring.last() else {
        return kept;
    };
    for &point in ring {
        let (was_in, is_in) = ((before.0 - meridian) * side >= 0.0, (point.0 - meridian) * side >= 0.0);
        if was_in != is_in {
            let share = (meridian - before.0) / (point.0 - before.0);
            kept.push((meridian, before.1 + (point.1 - before.1) * share));
        }
        if is_in {
            kept.push(point);
        }
        before = point;
    }
    kept
}

/// Places the points that follow a first one, longitudes counted from the meridian `middle`, with others between where an edge
/// is curved.
fn places(first: Option<&(f64, f64)>, others: &[(f64, f64)], pencil: &Pencil, middle: f64) -> Vec<Drawn> {
    let mut places = Vec::with_capacity(others.len());
    let Some(&first) = first else {
        return places;
    };
    let mut before = (first, pencil.place(middle, first));
    for &point in others {
        let here = (point, pencil.place(middle, point));
        edge(pencil, middle, before, here, &mut places, 0);
        before = here;
    }
    places
}

/// A place in degrees, and where it is drawn.
type Placed = ((f64, f64), Drawn);

/// Adds the end of an edge, and before it as many points between as its curve needs.
fn edge(pencil: &Pencil, middle: f64, from: Placed, to: Placed, places: &mut Vec<Drawn>, halvings: u32) {
    let ((a, drawn_a), (b, drawn_b)) = (from, to);
    let length = apart(a, b);
    if (length > SHORT_EDGE || drawn_apart(drawn_a, drawn_b) > FAR) && halvings < MOST_HALVINGS {
        let half = halfway(a, b);
        let drawn = pencil.place(middle, half);
        let straight = std::array::from_fn(|i| (drawn_a[i] + drawn_b[i]) / 2.0);
        if drawn_apart(drawn, straight) > TOLERANCE || length > LONG_EDGE {
            edge(pencil, middle, from, (half, drawn), places, halvings + 1);
            edge(pencil, middle, (half, drawn), to, places, halvings + 1);
            return;
        }
    }
    places.push(drawn_b);
}

/// The greatest of the differences on both maps.
fn drawn_apart(a: Drawn, b: Drawn) -> f64 {
    apart((apart((a[0], a[1]), (b[0], b[1])), 0.0), (0.0, apart((a[2], a[3]), (b[2], b[3]))))
}

fn halfway(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
}

/// The greater of the two differences. Not by `max`, which minds what is no number and is a call.
pub(super) fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (across, down) = ((b.0 - a.0).abs(), (b.1 - a.1).abs());
    if across > down {
        across
    } else {
        down
    }
}

pub(super) fn rounded((x, y): (f64, f64), grid: i32) -> (i32, i32) {
    let grid = grid.max(1);
    let round = |units: f64| (units / f64::from(grid)).round_ties_even() as i32 * grid;
    (round(x), round(y))
}

fn rounded_all(places: &[Drawn], grid: i32) -> Vec<(i32, i32)> {
    places.iter().map(|&[x, y, ..]| rounded((x, y), grid)).collect()
}

/// Drops points that have become doubles of their neighbours, or lie on the line between them, and ways there and back.
fn tidy(ring: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::with_capacity(ring.len());
    for &point in ring {
        push_tidy(&mut kept, point);
    }
    // The ring is closed: its end meets its start until nothing changes.
    let mut start = 0;
    while kept.len() - start > 2 {
        let (last, first, second) = (kept[kept.len() - 1], kept[start], kept[start + 1]);
        if last == first || on_one_line(kept[kept.len() - 2], last, first) {
            kept.pop();
        } else if on_one_line(last, first, second) {
            start += 1;
        } else {
            break;
        }
    }
    kept.drain(..start);
    kept
}

fn push_tidy(kept: &mut Vec<(i32, i32)>, point: (i32, i32)) {
    while let Some(&last) = kept.last() {
        let on_line = kept.len() > 1 && on_one_line(kept[kept.len() - 2], last, point);
        if last != point && !on_line {
            break;
        }
        kept.pop();
    }
    kept.push(point);
}

fn on_one_line(a: (i32, i32), b: (i32, i32), c: (i32, i32)) -> bool {
    let product = |p: i32, q: i32| i64::from(p) * i64::from(q);
    product(b.0 - a.0, c.1 - b.1) == product(b.1 - a.1, c.0 - b.0)
}

/// Writes relative commands, as short as they compress.
#[derive(Default)]
pub(super) struct Pen {
    text: Vec<u8>,
    x: i32,
    y: i32,
}

impl Pen {
    pub(super) fn text(self) -> String {
        String::from_utf8(self.text).unwrap_or_default()
    }

    /// A closed ring; nothing if it is no ring.
    pub(super) fn ring(&mut self, ring: &[(i32, i32)]) {
        if ring.len() < 3 {
            return;
        }
        self.points(ring);
        self.text.push(b'z');
        // After the closing, the pen stands at the ring's start.
        if let Some(&(x, y)) = ring.first() {
            (self.x, self.y) = (x, y);
        }
    }

    /// An open line; nothing if it is a point.
    fn line(&mut self, line: &[(i32, i32)]) {
        if line.len() > 1 {
            self.points(line);
        }
    }

    /// Goes from point to point, but not to one where it stands: the map in motion has many of them.
    fn points(&mut self, points: &[(i32, i32)]) {
        for (i, &(x, y)) in points.iter().enumerate() {
            let (dx, dy) = (x - self.x, y - self.y);
            // Pairs after a moveto are linetos: no other letter is needed, and h and v save letters but not brotli's bytes.
            if i == 0 {
                self.text.push(b'm');
            } else if (dx, dy) == (0, 0) {
                continue;
            }
            self.number(dx);
            self.number(dy);
            (self.x, self.y) = (x, y);
        }
    }

    /// The number, after a blank if it would run into the one before.
    fn number(&mut self, number: i32) {
        let mut signs = [0; 11];
        let mut at = signs.len();
        let mut rest = number.unsigned_abs();
        loop {
            at -= 1;
            signs[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 || self.text.last().is_some_and(u8::is_ascii_digit) {
            at -= 1;
            signs[at] = if number < 0 { b'-' } else { b' ' };
        }
        self.text.extend_from_slice(&signs[at..]);
    }
}

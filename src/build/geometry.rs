//! The shapes of the countries: reads the pinned TopoJSON, weighs its points, drops what no level draws, packs the rest.
//!
//! `read` → [`Source`] at full detail (which also answers whether a coordinate lies in its country) → `pack` → the bytes that
//! `geo::topology` reads, where their format is written down. Weights are Visvalingam's: the area of the triangle that
//! a point makes with its neighbours at the moment when it goes, least first. Neighbours share arcs, and no point goes while
//! its triangle holds another line's point, so nothing gaps, overlaps or crosses at any level.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};

use serde_json::Value;

use super::geo::area::ring_area_km2;
use super::geo::bounds::{wrap, Bounds};
use super::geo::coding::{grid_shift, NEAR};
use super::geo::coding::{Model, Writer, ANCHOR, ARCS, FIRST_START, LENGTHS, POINTS, RINGS, SHAPES, START, WEIGHT};
use super::geo::equal_earth;
use super::geo::great_circle::MEAN_RADIUS_KM;
use super::geo::hit::{crosses_north, edge_km};
use super::geo::path::{is_in, Detail, FOCUS};
use super::geo::topology::{weight_km2, Point, Topology, ALWAYS, STEPS_PER_DEGREE};

/// Longitude and latitude, degrees.
type Place = (f64, f64);

/// The geometry at full detail.
pub struct Source {
    /// Sorted by `id`: a shape's place here is its number in the bundle.
    pub shapes: Vec<SourceShape>,
    /// Longitudes go on past ±180 where an arc crosses the 180th meridian.
    arcs: Vec<Vec<Place>>,
}

/// A country or territory at full detail.
pub struct SourceShape {
    /// ISO 3166-1 alpha-3, or the file's own code where there is none (`XKX`, `CYN`, `SOL`, `KAS` …).
    pub id: String,
    /// The name in the file; the reader never sees it.
    pub name: String,
    /// Rings of the polygons, each a list of arcs, an outer boundary before its holes.
    rings: Vec<SourceRing>,
}

#[derive(Clone)]
struct SourceRing {
    uses: Vec<SourceUse>,
    is_hole: bool,
}

#[derive(Clone, Copy)]
struct SourceUse {
    arc: usize,
    reversed: bool,
}

/// Reads a quantised TopoJSON file with `objects.countries` and `properties.a3`.
pub fn read(json: &str) -> Result<Source, String> {
    let file: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let (scale, shift) = (place(&file["transform"]["scale"])?, place(&file["transform"]["translate"])?);
    let mut arcs = Vec::new();
    for arc in list(&file["arcs"], "arcs")? {
        arcs.push(read_arc(arc, scale, shift)?);
    }
    let mut shapes = Vec::new();
    for geometry in list(&file["objects"]["countries"]["geometries"], "objects.countries.geometries")? {
        shapes.push(read_shape(geometry, arcs.len())?);
    }
    shapes.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(pair) = shapes.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(format!("two shapes have the code {}", pair[0].id));
    }
    let mut source = Source { shapes, arcs };
    source.check_uses()?;
    source.fill_out_specks();
    Ok(source)
}

fn list<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>, String> {
    value.as_array().ok_or_else(|| format!("{what} is not a list"))
}

fn place(value: &Value) -> Result<Place, String> {
    match (value[0].as_f64(), value[1].as_f64()) {
        (Some(x), Some(y)) => Ok((x, y)),
        _ => Err(format!("{value} is not a pair of numbers")),
    }
}

/// Undoes delta and quantisation, unwraps, and drops doubles.
fn read_arc(arc: &Value, scale: Place, shift: Place) -> Result<Vec<Place>, String> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut points: Vec<Place> = Vec::new();
    for step in list(arc, "an arc")? {
        let step = place(step)?;
        (x, y) = (x + step.0, y + step.1);
        let (lon, lat) = (x * scale.0 + shift.0, y * scale.1 + shift.1);
        let lon = points.last().map_or(lon, |last| last.0 + wrap(lon - last.0));
        if points.last() != Some(&(lon, lat)) {
            points.push((lon, lat));
        }
    }
    if points.is_empty() {
        return Err("an arc has no point".to_string());
    }
    Ok(points)
}

fn read_shape(geometry: &Value, arc_count: usize) -> Result<SourceShape, String> {
    let text = |key: &str| geometry["properties"][key].as_str().map(str::to_string);
    let id = text("a3").ok_or("a geometry has no properties.a3")?;
    let name = text("name").ok_or_else(|| format!("{id} has no properties.name"))?;
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => vec![&geometry["arcs"]],
        Some("MultiPolygon") => list(&geometry["arcs"], &id)?.iter().collect(),
        _ => return Err(format!("{id} is no polygon")),
    };
    let mut rings = Vec::new();
    for polygon in polygons {
        for (i, ring) in list(polygon, &id)?.iter().enumerate() {
            let mut uses = Vec::new();
            for index in list(ring, &id)? {
                let index = index.as_i64().ok_or_else(|| format!("{id}: {index} is no arc"))?;
                let arc = usize::try_from(if index < 0 { !index } else { index }).unwrap_or(usize::MAX);
                if arc >= arc_count {
                    return Err(format!("{id}: there is no arc {index}"));
                }
                uses.push(SourceUse { arc, reversed: index < 0 });
            }
            rings.push(SourceRing { uses, is_hole: i > 0 });
        }
    }
    if rings.is_empty() {
        return Err(format!("{id} has no ring"));
    }
    Ok(SourceShape { id, name, rings })
}

impl Source {
    /// Cuts the polygons of a shape that lie within the box off it, as a shape of its own; says what is wrong if the codes
    /// or the box do not fit the file. A polygon is its outer boundary and the holes after it.
    pub fn split(&mut self, id: &str, from: &str, bounds: &Bounds) -> Result<(), String> {
        let at = match self.shapes.binary_search_by(|shape| shape.id.as_str().cmp(id)) {
            Ok(_) => return Err(format!("there is a shape {id} already")),
            Err(at) => at,
        };
        let Some(whole) = self.shapes.iter().position(|shape| shape.id == from) else {
            return Err(format!("there is no shape {from}"));
        };
        let is_inside = |ring: &SourceRing| self.ring(ring).iter().all(|place| bounds.contains(place.0, place.1));
        let (mut parts, mut rest) = (Vec::new(), Vec::new());
        let mut is_part = false;
        for ring in &self.shapes[whole].rings {
            is_part = if ring.is_hole { is_part } else { is_inside(ring) };
            if is_part { &mut parts } else { &mut rest }.push(ring.clone());
        }
        if parts.is_empty() || rest.is_empty() {
            return Err(format!("the box holds {} polygon of {from}", if parts.is_empty() { "no" } else { "every" }));
        }
        self.shapes[whole].rings = rest;
        self.shapes.insert(at, SourceShape { id: id.to_string(), name: id.to_string(), rings: parts });
        Ok(())
    }

    /// Whether the place (degrees) lies in the shape with this code, at full detail.
    pub fn contains(&self, id: &str, lon: f64, lat: f64) -> bool {
        let Some(shape) = self.shapes.iter().find(|shape| shape.id == id) else {
            return false;
        };
        let crosses = |edge: &&[Place]| crosses_north(edge[0], edge[1], lon, lat);
        let crossings: usize = shape.rings.iter().map(|ring| self.ring(ring).windows(2).filter(crosses).count()).sum();
        crossings % 2 == 1
    }

    /// How far the place is from the shape's border, in km: a harbour may lie just off the generalised coast. `None` if
    /// there is no such shape.
    pub fn border_km(&self, id: &str, lon: f64, lat: f64) -> Option<f64> {
        let shape = self.shapes.iter().find(|shape| shape.id == id)?;
        let rings = shape.rings.iter().map(|ring| self.ring(ring));
        Some(rings.fold(f64::INFINITY, |least, ring| {
            ring.windows(2).map(|edge| edge_km(edge[0], edge[1], lon, lat)).fold(least, f64::min)
        }))
    }

    /// The shape's area in km² on a sphere of the mean radius; 0 if there is no such shape.
    pub fn area_km2(&self, id: &str) -> f64 {
        let rings = self.shapes.iter().filter(|shape| shape.id == id).flat_map(|shape| &shape.rings);
        rings.map(|ring| ring_area_km2(&self.ring(ring))).sum::<f64>().abs()
    }

    /// The ring's points, unwrapped, the first again at the end.
    fn ring(&self, ring: &SourceRing) -> Vec<Place> {
        join(ring, |arc| self.arcs[arc].clone())
    }

    /// What the packing relies on: an arc has one user, or two that run along it in opposite directions.
    fn check_uses(&self) -> Result<(), String> {
        let mut forward = vec![0; self.arcs.len()];
        let mut reversed = forward.clone();
        for used in self.shapes.iter().flat_map(|shape| &shape.rings).flat_map(|ring| &ring.uses) {
            let uses = if used.reversed { &mut reversed } else { &mut forward };
            uses[used.arc] += 1;
        }
        match (0..self.arcs.len()).find(|arc| forward[*arc] > 1 || reversed[*arc] > 1) {
            Some(arc) => Err(format!("arc {arc} is used twice in the same direction")),
            None => Ok(()),
        }
    }

    /// Vatican City is one point in the file. A ring without three points becomes a square of one step of the packed grid.
    fn fill_out_specks(&mut self) {
        let rings = self.shapes.iter().flat_map(|shape| &shape.rings);
        let specks: Vec<usize> = rings
            .filter(|ring| ring.uses.len() == 1 && self.arcs[ring.uses[0].arc].len() < 4)
            .map(|ring| ring.uses[0].arc)
            .collect();
        for speck in specks {
            let (lon, lat) = self.arcs[speck][0];
            let step = 1.0 / STEPS_PER_DEGREE;
            let (lon, lat) = ((lon / step).floor() * step, (lat / step).floor() * step);
            self.arcs[speck] =
                vec![(lon, lat), (lon, lat + step), (lon + step, lat + step), (lon + step, lat), (lon, lat)];
        }
    }

    /// Which of the shape's rings bounds its largest polygon.
    fn largest(&self, shape: &SourceShape) -> usize {
        let area = |i: &usize| ring_area_km2(&self.ring(&shape.rings[*i])).abs();
        let outer = (0..shape.rings.len()).filter(|i| !shape.rings[*i].is_hole);
        outer.max_by(|a, b| area(a).total_cmp(&area(b))).unwrap_or(0)
    }
}

/// The points of a ring's arcs one after the other, unwrapped, the first again at the end.
fn join(ring: &SourceRing, arc: impl Fn(usize) -> Vec<Place>) -> Vec<Place> {
    let mut points: Vec<Place> = Vec::new();
    for (i, used) in ring.uses.iter().enumerate() {
        let arc = arc(used.arc);
        for j in usize::from(i > 0)..arc.len() {
            let (lon, lat) = arc[if used.reversed { arc.len() - 1 - j } else { j }];
            let lon = points.last().map_or(lon, |last| last.0 + wrap(lon - last.0));
            points.push((lon, lat));
        }
    }
    points
}

// ---- Levels ----

/// The least weight that is packed live in the focus: 128 km², half a pixel of the close-ups.
const FOCUS_LEAST: u8 = 4;

/// The same for islands, which are missed sooner than the bends of a coast.
const FOCUS_LEAST_ISLAND: u8 = 3;

/// The least weight that is packed there: 1,024 km², half a pixel of the world map.
const NEAR_LEAST: u8 = 7;

/// The least weight that is packed elsewhere: 2,048 km², a pixel. A closer zoom is to bring its own points.
const ELSEWHERE_LEAST: u8 = 8;

/// South of this parallel, in none of the framings, only what is always drawn is packed…
const ANTARCTIC: f64 = -60.0;

/// …and a point must be worth this many times as much for its weight as elsewhere.
const ANTARCTIC_SHARE: f64 = 16.0;

/// Countries larger than this keep their area…
const AREA_HELD_KM2: f64 = 10_000.0;

/// …at the finest level within 2 %, by a margin for the rounding to the grid…
const FINEST_TOLERANCE: f64 = 0.018;

/// …at the default and the middle level within 3 %, by a margin for the rounding to the grid and to the units of a path…
const DEFAULT_TOLERANCE: f64 = 0.024;

/// …and in the page before the bundle has arrived by eye.
const COARSE_TOLERANCE: f64 = 0.1;

/// What is drawn, or packed: the least weights of points and of islands at a place.
#[derive(Clone, Copy)]
struct Level {
    point: fn(f64, f64) -> u8,
    island: fn(f64, f64) -> u8,
}

/// What is packed for the live page.
const LIVE: Level = Level {
    point: |lon, lat| least_live(lon, lat, FOCUS_LEAST),
    island: |lon, lat| least_live(lon, lat, FOCUS_LEAST_ISLAND),
};

/// What is there once the refinement is.
const FINE: Level = Level {
    point: |lon, lat| least_fine(lon, lat, CLOSE_LEAST).min((LIVE.point)(lon, lat)),
    island: |lon, lat| least_fine(lon, lat, 0).min((LIVE.island)(lon, lat)),
};

/// What the live page draws.
const BY_DEFAULT: Level = Level {
    point: |lon, lat| Detail::DEFAULT.least_weight(lon, lat).max((LIVE.point)(lon, lat)),
    island: |lon, lat| Detail::DEFAULT.least_weight(lon, lat).max((LIVE.island)(lon, lat)),
};

/// What it draws once the refinement is there…
const REFINED: Level = Level {
    point: |lon, lat| Detail::DEFAULT.least_weight(lon, lat).max((FINE.point)(lon, lat)),
    island: |lon, lat| Detail::DEFAULT.least_weight(lon, lat).max((FINE.island)(lon, lat)),
};

/// …and at a middle zoom.
const CLOSER: Level = Level {
    point: |lon, lat| Detail::CLOSE.least_weight(lon, lat).max((FINE.point)(lon, lat)),
    island: |lon, lat| Detail::CLOSE.least_weight(lon, lat).max((FINE.island)(lon, lat)),
};

/// What the page draws before that.
const IN_PAGE: Level = Level {
    point: |lon, lat| Detail::COARSE.least_weight(lon, lat).max((LIVE.point)(lon, lat)),
    island: |lon, lat| Detail::COARSE.least_weight(lon, lat).max((LIVE.island)(lon, lat)),
};

fn least_live(lon: f64, lat: f64, in_focus: u8) -> u8 {
    if is_in(FOCUS, lon, lat) {
        in_focus
    } else if is_in(NEAR, lon, lat) {
        NEAR_LEAST
    } else if lat < ANTARCTIC {
        ALWAYS
    } else {
        ELSEWHERE_LEAST
    }
}

/// Where the refinement brings every island, and of the coasts what is a pixel or two at the closest zoom, 16 km²: Europe
/// without the far north, Japan and Korea.
const CLOSE: &[Bounds] = &[
    Bounds { west: -11.0, south: 34.0, east: 45.0, north: 62.0 },
    Bounds { west: 122.0, south: 24.0, east: 147.0, north: 46.0 },
];

/// The least weight of a bend there.
const CLOSE_LEAST: u8 = 1;

/// The least weight that the refinement brings: for zooms up to about 16 times, in the order in which readers look.
fn least_fine(lon: f64, lat: f64, in_close: u8) -> u8 {
    if is_in(CLOSE, lon, lat) {
        in_close
    } else if is_in(FOCUS, lon, lat) {
        1
    } else if is_in(NEAR, lon, lat) {
        5
    } else if lat < ANTARCTIC {
        ALWAYS
    } else {
        7
    }
}

/// The highest class whose bound the area reaches.
fn class_of(km2: f64) -> u8 {
    (0..=ALWAYS).rev().find(|class| weight_km2(*class) <= km2).unwrap_or(0)
}

// ---- Weighing ----

/// An arc on the packed grid, with what its points are worth.
struct Weighed {
    steps: Vec<Step>,
    /// What the arc as a whole is worth: less than [`ALWAYS`] only for closed arcs.
    weight: u8,
}

/// A point on the packed grid with its weight, and when it went: the later, the more it matters.
type Step = (i32, i32, u8, usize);

fn place_of(step: Step) -> Place {
    (f64::from(step.0) / STEPS_PER_DEGREE, f64::from(step.1) / STEPS_PER_DEGREE)
}

fn to_truth(step: &Step) -> (Point, usize) {
    (to_point(step), step.3)
}

fn to_point(step: &Step) -> Point {
    Point { x: step.0 as i16, y: step.1 as i16, weight: step.2 }
}

/// Whether the level draws the point.
fn keeps(step: Step, level: Level) -> bool {
    let (lon, lat) = place_of(step);
    step.2 >= (level.point)(lon, lat).min(ALWAYS)
}

impl Weighed {
    fn vanishes(&self, level: Level) -> bool {
        let (lon, lat) = place_of(self.steps[0]);
        self.weight < ALWAYS && self.weight < (level.island)(lon, lat)
    }

    /// The arc as it is drawn at the level.
    fn at(&self, level: Level) -> Vec<Place> {
        let drawn = self.steps.iter().filter(|step| keeps(**step, level) && !self.vanishes(level));
        drawn.map(|step| place_of(*step)).collect()
    }
}

/// A point on the equal-area plane, in km, and its neighbours along the arc that are still there.
struct Vertex {
    x: f64,
    y: f64,
    before: usize,
    after: usize,
    arc: usize,
    is_end: bool,
    is_gone: bool,
    /// Counts up whenever the entry in the heap is out of date.
    edition: u32,
    /// km², of the triangle at the moment when the point goes.
    area: f64,
    /// How many went before it, and itself.
    rank: usize,
}

/// The heap's order: the least area first.
#[derive(PartialEq)]
struct Next {
    area: f64,
    vertex: usize,
    edition: u32,
}

impl Eq for Next {}

impl Ord for Next {
    fn cmp(&self, other: &Next) -> Ordering {
        self.area.total_cmp(&other.area).then(self.vertex.cmp(&other.vertex))
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Next) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Side of a cell of the grid that finds points near a triangle, in km.
const CELL_KM: f64 = 60.0;

struct Plane {
    vertices: Vec<Vertex>,
    cells: HashMap<(i32, i32), Vec<usize>>,
}

fn cell_of(km: f64) -> i32 {
    (km / CELL_KM).floor() as i32
}

impl Plane {
    fn new(arcs: &[Vec<Place>]) -> Plane {
        let mut vertices = Vec::new();
        let mut cells: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
        for (arc, places) in arcs.iter().enumerate() {
            for (i, &(lon, lat)) in places.iter().enumerate() {
                let (x, y) = equal_earth::forward(lon.to_radians(), lat.to_radians());
                let (x, y) = (x * MEAN_RADIUS_KM, y * MEAN_RADIUS_KM);
                let at = vertices.len();
                let is_end = i == 0 || i + 1 == places.len();
                cells.entry((cell_of(x), cell_of(y))).or_default().push(at);
                vertices.push(Vertex {
                    x,
                    y,
                    before: at.wrapping_sub(1),
                    after: at + 1,
                    arc,
                    is_end,
                    is_gone: false,
                    edition: 0,
                    area: f64::INFINITY,
                    rank: usize::MAX,
                });
            }
        }
        Plane { vertices, cells }
    }

    fn triangle(&self, at: usize) -> [&Vertex; 3] {
        let vertex = &self.vertices[at];
        [&self.vertices[vertex.before], vertex, &self.vertices[vertex.after]]
    }

    fn area(&self, at: usize) -> f64 {
        let [a, b, c] = self.triangle(at);
        side(a, b, c.x, c.y).abs() / 2.0
    }

    /// Whether another point lies in the triangle that goes with the vertex.
    fn is_held(&self, at: usize) -> bool {
        let [a, b, c] = self.triangle(at);
        let (west, east) = (a.x.min(b.x).min(c.x), a.x.max(b.x).max(c.x));
        let (south, north) = (a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y));
        for column in cell_of(west)..=cell_of(east) {
            for row in cell_of(south)..=cell_of(north) {
                let Some(cell) = self.cells.get(&(column, row)) else {
                    continue;
                };
                for &other in cell {
                    let p = &self.vertices[other];
                    let is_corner = [a, b, c].iter().any(|corner| corner.x == p.x && corner.y == p.y);
                    if !p.is_gone && !is_corner && in_triangle(a, b, c, p) {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn remove(&mut self, at: usize) {
        let (before, after) = (self.vertices[at].before, self.vertices[at].after);
        self.vertices[at].is_gone = true;
        if !self.vertices[at].is_end {
            self.vertices[before].after = after;
            self.vertices[after].before = before;
        }
        let cell = (cell_of(self.vertices[at].x), cell_of(self.vertices[at].y));
        if let Some(cell) = self.cells.get_mut(&cell) {
            cell.retain(|other| *other != at);
        }
    }
}

/// Twice the signed area of the triangle.
fn side(a: &Vertex, b: &Vertex, x: f64, y: f64) -> f64 {
    (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
}

fn in_triangle(a: &Vertex, b: &Vertex, c: &Vertex, p: &Vertex) -> bool {
    let (ab, bc, ca) = (side(a, b, p.x, p.y), side(b, c, p.x, p.y), side(c, a, p.x, p.y));
    (ab >= 0.0 && bc >= 0.0 && ca >= 0.0) || (ab <= 0.0 && bc <= 0.0 && ca <= 0.0)
}

/// Gives every point its weight by taking the points away, the least first, until only what must stay is left.
fn weigh(source: &Source) -> Vec<Weighed> {
    let arcs: Vec<Vec<Place>> = with_good_starts(source).iter().map(|arc| on_grid(arc)).collect();
    let islands = island_areas(source);
    let least_left = least_left(source);
    let mut left: Vec<usize> = arcs.iter().map(|arc| arc.len().saturating_sub(2)).collect();
    let mut plane = Plane::new(&arcs);
    let mut heap = BinaryHeap::new();
    for at in 0..plane.vertices.len() {
        let vertex = &plane.vertices[at];
        let starts_arc = at == 0 || plane.vertices[at - 1].arc != vertex.arc;
        if !vertex.is_end {
            heap.push(Reverse(Next { area: plane.area(at), vertex: at, edition: 0 }));
        } else if let (true, Some(area)) = (starts_arc, islands[vertex.arc]) {
            heap.push(Reverse(Next { area, vertex: at, edition: 0 }));
        }
    }
    let mut reached: f64 = 0.0;
    let mut gone = 0;
    // Points whose triangle holds another point: asked again at each class, when their surroundings have changed.
    let mut held: Vec<Next> = Vec::new();
    while let Some(Reverse(next)) = heap.pop() {
        if class_of(next.area) > class_of(reached) {
            reached = next.area;
            heap.extend(held.drain(..).map(Reverse));
            heap.push(Reverse(next));
            continue;
        }
        let vertex = &plane.vertices[next.vertex];
        let (arc, neighbours) = (vertex.arc, [vertex.before, vertex.after]);
        if vertex.is_gone || vertex.edition != next.edition {
            continue;
        }
        reached = reached.max(next.area);
        if vertex.is_end {
            // An island goes as a whole when its turn comes, and then holds the points around it no longer.
            for at in next.vertex..next.vertex + arcs[arc].len() {
                plane.remove(at);
            }
        } else if plane.is_held(next.vertex) {
            held.push(next);
        } else if left[arc] > least_left[arc] {
            left[arc] -= 1;
            plane.vertices[next.vertex].area = reached;
            gone += 1;
            plane.vertices[next.vertex].rank = gone;
            plane.remove(next.vertex);
            for at in neighbours {
                if !plane.vertices[at].is_end {
                    plane.vertices[at].edition += 1;
                    let edition = plane.vertices[at].edition;
                    heap.push(Reverse(Next { area: plane.area(at), vertex: at, edition }));
                }
            }
        }
    }
    let mut vertices = plane.vertices.iter();
    let mut weighed = Vec::new();
    for (places, island) in arcs.into_iter().zip(islands) {
        let share = if places[0].1 < ANTARCTIC { ANTARCTIC_SHARE } else { 1.0 };
        let to_step = |((lon, lat), vertex): (&Place, &Vertex)| {
            let steps = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() as i32;
            (steps(*lon), steps(*lat), class_of(vertex.area / share), vertex.rank)
        };
        let steps = places.iter().zip(vertices.by_ref()).map(to_step).collect();
        weighed.push(Weighed { steps, weight: island.map_or(ALWAYS, |km2| class_of(km2 / share)) });
    }
    weighed
}

/// The arc with its points on the packed grid, each once: outside the focus on fewer lines of it, save for small islands.
fn on_grid(arc: &[Place]) -> Vec<Place> {
    let is_fine = is_small_island(arc);
    let mut places: Vec<Place> = Vec::new();
    for &(lon, lat) in arc {
        let lines = STEPS_PER_DEGREE / if is_fine { 1.0 } else { f64::from(1 << grid_shift(lon, lat)) };
        let place = ((lon * lines).round() / lines, (lat * lines).round() / lines);
        if places.last() != Some(&place) {
            places.push(place);
        }
    }
    // A speck is one point, and still an arc.
    while places.len() < 2 {
        places.push(places[0]);
    }
    places
}

/// Whether the arc is a closed ring of less than [`AREA_HELD_KM2`].
fn is_small_island(arc: &[Place]) -> bool {
    arc.first() == arc.last() && ring_area_km2(arc).abs() < AREA_HELD_KM2
}

/// The arcs, the closed ones turned so that they start, where no point can go, at the point farthest from their middle.
fn with_good_starts(source: &Source) -> Vec<Vec<Place>> {
    let mut arcs = source.arcs.clone();
    for arc in &mut arcs {
        if arc.len() < 4 || arc.first() != arc.last() {
            continue;
        }
        arc.pop();
        let count = arc.len() as f64;
        let middle = arc.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0 / count, sum.1 + p.1 / count));
        let shrink = middle.1.to_radians().cos();
        let distance = |p: &Place| ((p.0 - middle.0) * shrink).hypot(p.1 - middle.1);
        let farthest = (0..arc.len()).max_by(|a, b| distance(&arc[*a]).total_cmp(&distance(&arc[*b])));
        arc.rotate_left(farthest.unwrap_or(0));
        arc.push(arc[0]);
    }
    arcs
}

/// Per arc: the area at which it goes as a whole, if it alone is a ring that is not its shape's largest.
fn island_areas(source: &Source) -> Vec<Option<f64>> {
    let mut areas = vec![None; source.arcs.len()];
    for ring in source.shapes.iter().flat_map(|shape| &shape.rings) {
        if let [only] = ring.uses[..] {
            areas[only.arc] = Some(ring_area_km2(&source.ring(ring)).abs());
        }
    }
    for shape in &source.shapes {
        for used in &shape.rings[source.largest(shape)].uses {
            areas[used.arc] = None;
        }
    }
    areas
}

/// Per arc: how many points besides its ends it keeps at every level, so that its ring stays a polygon.
fn least_left(source: &Source) -> Vec<usize> {
    let mut least = vec![0; source.arcs.len()];
    for ring in source.shapes.iter().flat_map(|shape| &shape.rings) {
        for used in &ring.uses {
            let needed = match ring.uses.len() {
                1 => 3,
                2 => 1,
                _ => 0,
            };
            least[used.arc] = least[used.arc].max(needed);
        }
    }
    least
}

/// Raises the weights of what a level leaves out of a country until it keeps its area within the tolerance.
fn hold_areas(source: &Source, weighed: &mut [Weighed], level: Level, tolerance: f64) {
    for shape in &source.shapes {
        let full = source.area_km2(&shape.id);
        if full < AREA_HELD_KM2 {
            continue;
        }
        for _ in 0..usize::from(ALWAYS) {
            let drawn = |ring: &SourceRing| join(ring, |arc| weighed[arc].at(level));
            let area: f64 = shape.rings.iter().map(|ring| ring_area_km2(&drawn(ring))).sum();
            if (area.abs() / full - 1.0).abs() <= tolerance {
                break;
            }
            for used in shape.rings.iter().flat_map(|ring| &ring.uses) {
                raise(&mut weighed[used.arc], level);
            }
        }
    }
}

/// Lifts the arc itself, or else the heaviest class of what the level leaves out of it, towards what the level draws.
fn raise(arc: &mut Weighed, level: Level) {
    if arc.vanishes(level) {
        arc.weight += 1;
        return;
    }
    let left_out = arc.steps.iter().filter(|step| !keeps(**step, level));
    let Some(heaviest) = left_out.map(|step| step.2).max() else {
        return;
    };
    for step in arc.steps.iter_mut().filter(|step| step.2 == heaviest) {
        let (lon, lat) = place_of(*step);
        step.2 = heaviest.max((level.point)(lon, lat));
    }
}

// ---- Packing ----

/// The packed shapes.
pub struct Packed {
    /// What `Topology::unpack` reads.
    pub live: Vec<u8>,
    /// What `Topology::refine` adds to it.
    pub fine: Vec<u8>,
}

/// Packs the shapes; the formats are in `geo::topology`.
pub fn pack(source: &Source) -> Packed {
    let mut weighed = weigh(source);
    // What one level holds is drawn at others, so that they are held again.
    for _ in 0..2 {
        hold_areas(source, &mut weighed, FINE, FINEST_TOLERANCE);
        for level in [BY_DEFAULT, REFINED, CLOSER] {
            hold_areas(source, &mut weighed, level, DEFAULT_TOLERANCE);
        }
        hold_areas(source, &mut weighed, IN_PAGE, COARSE_TOLERANCE);
    }
    let steps: Vec<Vec<Step>> = weighed.iter().map(|arc| to_steps(arc, LIVE)).collect();
    let between = weighed.iter().zip(&steps).map(|(arc, steps)| between(arc, steps)).collect();
    let mut packer = Packer {
        steps,
        between,
        order: Vec::new(),
        packed: vec![None; weighed.len()],
        count: 0,
        drawn: weighed.iter().map(|arc| arc.at(BY_DEFAULT)).collect(),
        weighed,
        start: (0, 0),
        starts: HashMap::new(),
        way: START,
        model: new_model(),
    };
    packer.number(SHAPES, source.shapes.len());
    for shape in &source.shapes {
        packer.shape(source, shape);
    }
    let live = std::mem::replace(&mut packer.model, new_model()).bits.finish();
    let coarse = Topology::unpack(&live).unwrap_or_else(|| panic!("what was packed cannot be read"));
    packer.refine(source, &coarse);
    Packed { live, fine: packer.model.bits.finish() }
}

fn new_model() -> Model<Writer> {
    Model::new(Writer::default())
}

/// Per edge of what is packed live: the further points of the arc that belong on it.
fn between(arc: &Weighed, live: &[Step]) -> Vec<Vec<Step>> {
    let mut edges: Vec<Vec<Step>> = vec![Vec::new(); live.len().saturating_sub(1)];
    let mut at = 0;
    let is_here = |a: &Step, b: &Step| (a.0, a.1) == (b.0, b.1);
    for step in &arc.steps {
        let Some(edge) = edges.get_mut(at) else { break };
        if keeps(*step, LIVE) {
            // A double of the point before, or the next one.
            if is_here(step, &live[at]) {
                edge.clear();
            } else if is_here(step, &live[at + 1]) {
                if edge.last().is_some_and(|last| is_here(last, step)) {
                    edge.pop();
                }
                at += 1;
            } else {
                // Not the arc's own points but the square that stands for them.
                return vec![Vec::new(); live.len() - 1];
            }
        } else if keeps(*step, FINE) && !is_here(step, edge.last().unwrap_or(&live[at])) {
            edge.push(*step);
        }
    }
    edges
}

/// What is packed of the arc, without doubles; empty if nothing is.
fn to_steps(arc: &Weighed, level: Level) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    if arc.vanishes(level) {
        return steps;
    }
    for step in arc.steps.iter().filter(|step| keeps(**step, level)) {
        match steps.last_mut() {
            Some(last) if (last.0, last.1) == (step.0, step.1) => last.2 = last.2.max(step.2),
            _ => steps.push(*step),
        }
    }
    let (first, last) = (arc.steps[0], arc.steps[arc.steps.len() - 1]);
    let is_ring = arc.steps.len() > 3 && (first.0, first.1) == (last.0, last.1);
    if is_ring && twice_area(&steps) == 0 {
        if arc.weight < ALWAYS {
            return Vec::new();
        }
        return [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]
            .map(|(dx, dy)| (first.0 + dx, first.1 + dy, ALWAYS, 0))
            .to_vec();
    }
    if steps.len() == 1 {
        // Both ends in one place: still an arc.
        steps.push(steps[0]);
    }
    steps
}

fn twice_area(steps: &[Step]) -> i32 {
    steps.windows(2).map(|pair| (pair[1].0 - pair[0].0) * (pair[0].1 + pair[1].1)).sum()
}

struct Packer {
    weighed: Vec<Weighed>,
    /// The arcs at the default level.
    drawn: Vec<Vec<Place>>,
    /// The arcs on the grid.
    steps: Vec<Vec<Step>>,
    /// What the refinement adds, per arc and edge.
    between: Vec<Vec<Vec<Step>>>,
    /// Which arcs are packed, by their numbers.
    order: Vec<usize>,
    /// The arc's number among the packed ones.
    packed: Vec<Option<usize>>,
    /// How many arcs are packed.
    count: usize,
    /// Where the ring that is being packed, or the last one, starts.
    start: (i32, i32),
    /// Where each shape's largest ring starts.
    starts: HashMap<String, (i32, i32)>,
    /// Contexts of the way to the next ring's start.
    way: usize,
    model: Model<Writer>,
}

impl Packer {
    fn shape(&mut self, source: &Source, shape: &SourceShape) {
        let largest = source.largest(shape);
        let is_kept = |i: &usize| shape.rings[*i].uses.iter().all(|used| !self.steps[used.arc].is_empty());
        let waiting: Vec<usize> = (0..shape.rings.len()).filter(|i| *i != largest).filter(is_kept).collect();
        self.number(RINGS, waiting.len() + 1);
        self.way = FIRST_START;
        self.ring(&shape.rings[largest]);
        self.starts.insert(shape.id.clone(), self.start);
        self.way = START;
        let anchor = anchor(&self.drawn, &shape.rings[largest]);
        self.anchor(anchor);
        self.rings(shape, waiting);
    }

    /// What `Topology::refine` reads: the points between those that are packed, then the rings that are not.
    fn refine(&mut self, source: &Source, coarse: &Topology) {
        self.number(SHAPES, coarse.mark() as usize);
        for (arc, &from) in coarse.arcs.iter().zip(&self.order) {
            let edges: Vec<Vec<(Point, usize)>> =
                self.between[from].iter().map(|edge| edge.iter().map(to_truth).collect()).collect();
            let mut expected = Vec::new();
            for (i, point) in arc.points.iter().enumerate() {
                expected.push(*point);
                expected.extend(edges.get(i).into_iter().flatten().map(|(point, _)| *point));
            }
            let written = self.model.refined(&arc.points, &edges);
            assert_eq!(written, Some(expected), "an arc is not refined as it was meant");
        }
        self.model.skip_arcs(self.count);
        for arc in (0..self.weighed.len()).filter(|arc| self.packed[*arc].is_none()) {
            self.steps[arc] = to_steps(&self.weighed[arc], FINE);
            self.between[arc].clear();
        }
        // A new ring may run along an arc that another shape's new ring has brought.
        let is_new: Vec<bool> = self.packed.iter().map(Option::is_none).collect();
        for shape in &source.shapes {
            let is_waiting =
                |ring: &SourceRing| ring.uses.iter().all(|used| is_new[used.arc] && !self.steps[used.arc].is_empty());
            let waiting: Vec<usize> = (0..shape.rings.len()).filter(|i| is_waiting(&shape.rings[*i])).collect();
            self.number(RINGS, waiting.len());
            self.start = self.starts[&shape.id];
            self.rings(shape, waiting);
        }
    }

    fn rings(&mut self, shape: &SourceShape, mut waiting: Vec<usize>) {
        // Each next ring is the nearest, so that the step to it is short.
        while !waiting.is_empty() {
            let distance = |i: &usize| {
                let (x, y, ..) = self.steps[shape.rings[*i].uses[0].arc][0];
                (x - self.start.0).abs() + (y - self.start.1).abs()
            };
            let nearest = (0..waiting.len()).min_by_key(|i| distance(&waiting[*i])).unwrap_or(0);
            self.ring(&shape.rings[waiting.swap_remove(nearest)]);
        }
    }

    fn anchor(&mut self, (lon, lat): Place) {
        let lon = wrap(lon - f64::from(self.start.0) / STEPS_PER_DEGREE);
        let (x, y) = ((lon * STEPS_PER_DEGREE).round() as i32, (lat * STEPS_PER_DEGREE).round() as i32);
        self.model.leap(ANCHOR, (x, y - self.start.1));
    }

    fn number(&mut self, context: usize, number: usize) {
        self.model.number(context, number as u32);
    }

    fn ring(&mut self, ring: &SourceRing) {
        let mut uses = ring.uses.clone();
        // A ring that starts with a packed arc needs no step to its start.
        let packed = uses.iter().position(|used| self.packed[used.arc].is_some());
        uses.rotate_left(packed.unwrap_or(0));
        if let ([only], None) = (&uses[..], packed) {
            let weight = self.weighed[only.arc].weight;
            self.number(ARCS, 0);
            self.number(WEIGHT, usize::from(weight));
            self.new_arc(*only, None, true, Some(weight));
            return;
        }
        self.number(ARCS, uses.len());
        let mut pen = None;
        for (i, used) in uses.iter().enumerate() {
            let arc = self.packed[used.arc].unwrap_or(self.count);
            match pen {
                Some((x, y)) => assert_eq!(self.model.next_arc((x as i16, y as i16), arc), arc, "arcs do not meet"),
                None => assert_eq!(self.model.first_arc(arc), Some(arc)),
            }
            if arc == self.count {
                pen = Some(self.new_arc(*used, pen, i + 1 == uses.len(), None));
                continue;
            }
            // Packed arcs lie in the direction of their first use; this one is against it.
            let steps = &self.steps[used.arc];
            if let (None, Some(last)) = (pen, steps.last()) {
                self.start = (last.0, last.1);
            }
            pen = steps.first().map(|first| (first.0, first.1));
        }
    }

    /// Packs an arc from the pen on, or, as the first of a ring, from its own start; returns where it ends.
    fn new_arc(
        &mut self,
        used: SourceUse,
        pen: Option<(i32, i32)>,
        is_last: bool,
        ring_weight: Option<u8>,
    ) -> (i32, i32) {
        let steps = &mut self.steps[used.arc];
        if used.reversed {
            steps.reverse();
        }
        let first = steps[0];
        let (x, y) = pen.unwrap_or((first.0, first.1));
        // The arc before may have been counted once more or less round the globe.
        steps.iter_mut().for_each(|step| step.0 += x - first.0);
        let edges = &mut self.between[used.arc];
        if used.reversed {
            edges.reverse();
            edges.iter_mut().for_each(|edge| edge.reverse());
        }
        edges.iter_mut().flatten().for_each(|step| step.0 += x - first.0);
        self.order.push(used.arc);
        self.packed[used.arc] = Some(self.count);
        self.count += 1;
        let end = steps[steps.len() - 1];
        let mut points: Vec<Point> = steps.iter().map(to_point).collect();
        if is_last {
            // Round a pole the end is the start once more, 360° on.
            let (x, y) = if pen.is_none() { (x, y) } else { self.start };
            let last = points.len() - 1;
            (points[last].x, points[last].y) = (x as i16, y as i16);
        }
        // What is always drawn, and what lies between.
        let (mut always, mut between) = (vec![points[0]], vec![Vec::new()]);
        for (point, step) in points.iter().zip(steps.iter()).take(points.len() - 1).skip(1) {
            match (point.weight, between.last_mut()) {
                (ALWAYS, _) | (_, None) => {
                    always.push(*point);
                    between.push(Vec::new());
                }
                (_, Some(between)) => between.push((*point, step.3)),
            }
        }
        always.push(points[points.len() - 1]);
        let by_weight = usize::from(ring_weight.unwrap_or(ALWAYS + 1));
        self.number(POINTS + LENGTHS * by_weight, always.len() - 1 - usize::from(is_last));
        if pen.is_none() {
            self.model.leap(self.way, (x - self.start.0, y - self.start.1));
            self.start = (x, y);
        }
        let written = self.model.arc(&mut always, &between, ring_weight.is_some(), is_last);
        assert_eq!(written.as_ref(), Some(&points), "an arc is not read as it was written");
        (end.0, end.1)
    }
}

// ---- Anchors ----

/// Fineness of the search for the anchor: places per side of the box, in each round.
const ANCHOR_PLACES: i32 = 16;

/// Rounds of the search, each in a box of a quarter of the side.
const ANCHOR_ROUNDS: i32 = 3;

/// The place within the ring that is farthest from its border (as V. Agafonkin's polylabel, on a grid).
fn anchor(drawn: &[Vec<Place>], ring: &SourceRing) -> Place {
    let places = join(ring, |arc| drawn[arc].clone());
    let mut bounds = Bounds::EMPTY;
    places.iter().for_each(|place| bounds.extend(place.0, place.1));
    let middle = |bounds: Bounds| ((bounds.west + bounds.east) / 2.0, (bounds.south + bounds.north) / 2.0);
    let (mut best, mut farthest) = (middle(bounds), 0.0);
    let (mut centre, mut width, mut height) = (best, bounds.east - bounds.west, bounds.north - bounds.south);
    for _ in 0..ANCHOR_ROUNDS {
        for column in 0..=ANCHOR_PLACES {
            for row in 0..=ANCHOR_PLACES {
                let share = |i: i32| f64::from(i) / f64::from(ANCHOR_PLACES) - 0.5;
                let (lon, lat) = (centre.0 + width * share(column), centre.1 + height * share(row));
                let distance = depth(&places, lon, lat);
                if distance > farthest {
                    (best, farthest) = ((lon, lat), distance);
                }
            }
        }
        (centre, width, height) = (best, width / 4.0, height / 4.0);
    }
    best
}

/// How far inside the ring the place lies, in km; 0 outside.
fn depth(ring: &[Place], lon: f64, lat: f64) -> f64 {
    let crossings = ring.windows(2).filter(|edge| crosses_north(edge[0], edge[1], lon, lat)).count();
    if crossings % 2 == 0 {
        return 0.0;
    }
    ring.windows(2).map(|edge| edge_km(edge[0], edge[1], lon, lat)).fold(f64::INFINITY, f64::min)
}

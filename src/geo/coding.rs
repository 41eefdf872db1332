//! How the packed shapes are coded: an adaptive binary range coder, and what makes coastlines predictable.
//!
//! Every number is a series of yes-or-no questions. For each the coder has a chance, learnt from the answers in the same
//! context so far, and an answer costs −log₂ of its chance in bits: the scheme of LZMA (I. Pavlov, "LZMA specification", in
//! the LZMA SDK), with chances that learn fast at first and slowly later. Contexts are written once, here, for both
//! directions: [`Model`] asks its [`Bits`] for each answer, with the true one at hand when the build script writes, and
//! ignoring what it is given when the page reads. What is always drawn of an arc is coded step by step, and the points
//! between by halving: the weightiest between two that are known, by its way from their middle, and so on either side of it.

use super::bounds::Bounds;
use super::path::{is_in, FOCUS};
use super::topology::{Point, ALWAYS};

/// Where answers come from: [`Reader`] takes them out of the bytes, [`Writer`] puts them in.
pub trait Bits {
    /// The answer, which was given to the writer, whose chance of being yes is as many 4096ths.
    fn bit(&mut self, chance: u32, bit: bool) -> bool;
}

/// Below this range the coder goes on by a byte.
const LEAST_RANGE: u32 = 1 << 24;

/// Bits of a chance that the coder uses.
pub const CHANCE_BITS: u32 = 12;

/// Reads what [`Writer`] has written.
pub struct Reader<'a> {
    bytes: &'a [u8],
    range: u32,
    code: u32,
    is_past_end: bool,
}

impl<'a> Reader<'a> {
    /// Begins at the front of the bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        let mut reader = Reader { bytes, range: u32::MAX, code: 0, is_past_end: false };
        for _ in 0..4 {
            reader.byte();
        }
        reader
    }

    /// Whether more was asked than the bytes hold: they are not what was written.
    pub fn is_past_end(&self) -> bool {
        self.is_past_end
    }

    /// Whether all bytes have been read, and no more.
    pub fn is_at_end(&self) -> bool {
        self.bytes.is_empty() && !self.is_past_end
    }

    fn byte(&mut self) {
        self.code <<= 8;
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.code |= u32::from(*first);
                self.bytes = rest;
            }
            None => self.is_past_end = true,
        }
    }
}

impl Bits for Reader<'_> {
    fn bit(&mut self, chance: u32, _: bool) -> bool {
        let bound = (self.range >> CHANCE_BITS) * chance;
        let bit = self.code < bound;
        if bit {
            self.range = bound;
        } else {
            self.range -= bound;
            self.code = self.code.wrapping_sub(bound);
        }
        while self.range < LEAST_RANGE {
            self.range <<= 8;
            self.byte();
        }
        bit
    }
}

/// The writing end of the range coder (as G. N. N. Martin, "Range encoding", 1979, with LZMA's carry).
pub struct Writer {
    bytes: Vec<u8>,
    low: u32,
    range: u32,
}

impl Default for Writer {
    /// Nothing is written yet.
    fn default() -> Writer {
        Writer { bytes: Vec::new(), low: 0, range: u32::MAX }
    }
}

impl Bits for Writer {
    fn bit(&mut self, chance: u32, bit: bool) -> bool {
        let bound = (self.range >> CHANCE_BITS) * chance;
        if bit {
            self.range = bound;
        } else {
            self.add(bound);
            self.range -= bound;
        }
        while self.range < LEAST_RANGE {
            self.range <<= 8;
            self.byte();
        }
        bit
    }
}

impl Writer {
    /// Moves the low end up, and carries into what has been written.
    fn add(&mut self, bound: u32) {
        let (low, carries) = self.low.overflowing_add(bound);
        self.low = low;
        for byte in self.bytes.iter_mut().rev().take_while(|_| carries) {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                break;
            }
        }
    }

    fn byte(&mut self) {
        self.bytes.push((self.low >> 24) as u8);
        self.low <<= 8;
    }

    /// What has been written, whole.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..4 {
            self.byte();
        }
        self.bytes
    }
}

/// What is known of a context.
#[derive(Clone, Copy)]
struct Chance {
    /// Of a yes, in 65536ths.
    yes: u16,
    /// How many answers it was learnt from, up to [`MOST_SEEN`].
    seen: u16,
}

/// An answer moves its chance by one part in about so many at least.
const MOST_SEEN: u16 = 130;

/// Numbers are below 2 to this power.
const NUMBER_BITS: usize = 15;

/// Contexts that a number takes, for its length in bits.
pub const LENGTHS: usize = NUMBER_BITS + 1;

/// Context of the number of shapes.
pub const SHAPES: usize = 0;
/// Context of a shape's number of rings.
pub const RINGS: usize = SHAPES + LENGTHS;
/// Context of a ring's number of arcs.
pub const ARCS: usize = RINGS + LENGTHS;
/// Context of the weight of an arc that is a ring.
pub const WEIGHT: usize = ARCS + LENGTHS;
/// Contexts of the way to a ring's start, x and y.
pub const START: usize = WEIGHT + LENGTHS;
/// The same for the first ring of a shape.
pub const FIRST_START: usize = START + 2 * LENGTHS;
/// Contexts of the way from the start to the shape's anchor.
pub const ANCHOR: usize = FIRST_START + 2 * LENGTHS;
/// Contexts of an arc's number of points, by the weight of a ring; [`ALWAYS`] + 1 is for what is no ring.
pub const POINTS: usize = ANCHOR + 2 * LENGTHS;

const FIRST_ARC: usize = POINTS + LENGTHS * (ALWAYS as usize + 2);
const NEXT_ARC: usize = FIRST_ARC + LENGTHS;
const TAIL: usize = NEXT_ARC + 4;
const SIGN: usize = TAIL + LENGTHS * 8;
const FINE: usize = SIGN + 1;
const GRID: usize = FINE + 1;
const WIDTH: usize = GRID + 2;
const HEIGHT: usize = WIDTH + 32 * LENGTHS;
const TURN_X: usize = HEIGHT + 32 * 8 * LENGTHS;
const TURN_Y: usize = TURN_X + 6 * 5 * 5;
const EVEN: usize = TURN_Y + 6 * 5 * 5 * 3;
const SPLIT: usize = EVEN + 3;
const ALONG: usize = SPLIT + CHORDS * 3 * 3 * 3;
const ACROSS: usize = ALONG + 3 * CHORDS * LENGTHS;
const SIDE: usize = ACROSS + 3 * CHORDS * LENGTHS;
const LIFT: usize = SIDE + 9;
const CONTEXTS: usize = LIFT + 32 * 2;

/// How many lengths of chords are told apart, half an octave each.
const CHORDS: usize = 20;

/// The halving of a chord goes no further, and an arc gets no more points, so that foreign bytes end.
const DEEPEST: usize = 60;
const MOST_IN_ARC: usize = 1 << 14;

/// The members and partners outside the focus, south of the Arctic islands: Hawaii, North America, Australia.
pub const NEAR: &[Bounds] = &[
    Bounds { west: -161.0, south: 18.0, east: -154.0, north: 23.0 },
    Bounds { west: -168.0, south: 24.0, east: -50.0, north: 62.0 },
    Bounds { west: 112.0, south: -44.0, east: 155.0, north: -10.0 },
];

/// Elsewhere, where the wider grid would change the area of a country that keeps it: Jamaica and Hispaniola, Guinea-Bissau,
/// Burundi, New Caledonia.
const SMALL: &[Bounds] = &[
    Bounds { west: -79.0, south: 17.0, east: -68.0, north: 21.0 },
    Bounds { west: -17.0, south: 10.0, east: -13.0, north: 13.0 },
    Bounds { west: 28.0, south: -5.0, east: 31.0, north: -2.0 },
    Bounds { west: 163.0, south: -23.0, east: 168.0, north: -19.0 },
];

/// Points outside the focus lie on fewer lines of the grid: every second in these boxes, every fourth elsewhere, as powers of 2.
pub fn grid_shift(lon: f64, lat: f64) -> u32 {
    if is_in(FOCUS, lon, lat) {
        0
    } else if is_in(NEAR, lon, lat) || is_in(SMALL, lon, lat) {
        1
    } else {
        2
    }
}

fn is_on_lines(x: i32, y: i32, shift: u32) -> bool {
    (x | y) & ((1 << shift) - 1) == 0
}

/// Steps of the grid once round the globe.
const ROUND: i32 = 18_000;

/// The contexts, and the coder that they drive.
pub struct Model<B> {
    /// Reads or writes.
    pub bits: B,
    chances: Vec<Chance>,
    /// Per arc, where it ends; `None` once a second ring has used it.
    ends: Vec<Option<(i16, i16)>>,
}

/// What an arc's next step is foretold from.
struct Course {
    /// The step before, in lines of its grid.
    x: i32,
    y: i32,
    /// A running mean of the steps' longer sides, in eighths.
    mean: i32,
    is_first: bool,
    /// Whether the step before was on the finer grid although outside the focus.
    is_fine: bool,
    /// Whether all steps are.
    is_fine_ring: bool,
}

impl<B: Bits> Model<B> {
    /// Knows nothing yet.
    pub fn new(bits: B) -> Model<B> {
        Model { bits, chances: vec![Chance { yes: 1 << 15, seen: 0 }; CONTEXTS], ends: Vec::new() }
    }

    fn bit(&mut self, context: usize, bit: bool) -> bool {
        let Some(chance) = self.chances.get_mut(context) else {
            return false;
        };
        let bit = self.bits.bit(u32::from(chance.yes >> (16 - CHANCE_BITS)).max(1), bit);
        let yes = i32::from(chance.yes);
        let target = if bit { 0xffff } else { 0 };
        // The first answer counts for a little more than half, so that rare contexts learn at once.
        chance.yes = (yes + (target - yes) * 4 / (4 * i32::from(chance.seen) + 7)) as u16;
        chance.seen = (chance.seen + 1).min(MOST_SEEN);
        bit
    }

    /// A number below 32768: its length in bits by the context, then the bits below the leading one.
    pub fn number(&mut self, context: usize, number: u32) -> u32 {
        let bits = length(number);
        let mut length = 0;
        while length < NUMBER_BITS && self.bit(context + length, bits > length) {
            length += 1;
        }
        let mut read = u32::from(length > 0);
        for left in (1..length).rev() {
            let bit = self.bit(TAIL + length * 8 + read.min(4) as usize, number >> (left - 1) & 1 == 1);
            read = read * 2 + u32::from(bit);
        }
        read
    }

    /// A way on the grid that is not part of an arc.
    pub fn leap(&mut self, context: usize, (x, y): (i32, i32)) -> (i32, i32) {
        (self.signed(context, x), self.signed(context + LENGTHS, y))
    }

    fn signed(&mut self, context: usize, number: i32) -> i32 {
        let size = self.number(context, number.unsigned_abs()) as i32;
        if size > 0 && self.bit(SIGN, number < 0) {
            -size
        } else {
            size
        }
    }

    /// The number of the arc that a ring begins with: how many are known if it is a new one.
    pub fn first_arc(&mut self, arc: usize) -> Option<usize> {
        let back = self.ends.len().saturating_sub(arc);
        let arc = self.ends.len().checked_sub(self.number(FIRST_ARC, back as u32) as usize)?;
        if let Some(end) = self.ends.get_mut(arc) {
            *end = None;
        }
        Some(arc)
    }

    /// The number of the arc that goes on from the place: one that ends there, backwards, or a new one.
    pub fn next_arc(&mut self, (x, y): (i16, i16), arc: usize) -> usize {
        let mut rank = 0;
        for known in (0..self.ends.len()).rev() {
            let is_here = |end: (i16, i16)| end.1 == y && (i32::from(end.0) - i32::from(x)) % ROUND == 0;
            if self.ends[known].is_some_and(is_here) {
                if self.bit(NEXT_ARC + rank, known == arc) {
                    self.ends[known] = None;
                    return known;
                }
                rank = (rank + 1).min(3);
            }
        }
        self.ends.len()
    }

    /// A new arc whose first point is known, and the last one if the arc `is_last` in its ring; `is_ring` if it is one alone.
    /// Whoever reads gives as many points as have the weight [`ALWAYS`], to be overwritten; whoever writes gives those, and the
    /// ones between by edge. `None` if a point falls off the grid.
    pub fn arc(
        &mut self,
        points: &mut [Point],
        between: &[Vec<(Point, usize)>],
        is_ring: bool,
        is_last: bool,
    ) -> Option<Vec<Point>> {
        let usual = grid_shift(points.first()?.lon(), points.first()?.lat());
        let is_off = |point: &Point| !is_on_lines(point.x.into(), point.y.into(), usual);
        let is_fine_ring = is_ring && self.bit(FINE, points.iter().any(is_off));
        let mut course = Course { x: 0, y: 0, mean: 48, is_first: true, is_fine: false, is_fine_ring };
        let mut from = *points.first()?;
        let unknown = points.len() - usize::from(is_last);
        for to in points.iter_mut().take(unknown).skip(1) {
            let way = (i32::from(to.x) - i32::from(from.x), i32::from(to.y) - i32::from(from.y));
            let (x, y) = self.step(&mut course, from, way);
            to.x = i16::try_from(i32::from(from.x) + x).ok()?;
            to.y = i16::try_from(i32::from(from.y) + y).ok()?;
            from = *to;
        }
        self.ends.push(points.last().map(|last| (last.x, last.y)));
        self.refined(points, between)
    }

    /// A step along an arc: the grid it is on, how far it goes east or west and north or south, by how far the ones before
    /// went, and whether it turns back on either axis, by how steep both are.
    fn step(&mut self, course: &mut Course, from: Point, (x, y): (i32, i32)) -> (i32, i32) {
        let usual = grid_shift(from.lon(), from.lat());
        course.is_fine = usual > 0
            && (course.is_fine_ring || !self.bit(GRID + usize::from(course.is_fine), is_on_lines(x, y, usual)));
        let shift = if course.is_fine { 0 } else { usual };
        let grid = if course.is_fine { 3 } else { usual as usize };
        let context = length(course.mean as u32).clamp(3, 10) * 4 - 12 + grid;
        let width = self.number(WIDTH + LENGTHS * context, (x >> shift).unsigned_abs()) as i32;
        let context = context * 8 + length(width as u32).min(7);
        let height = self.number(HEIGHT + LENGTHS * context, (y >> shift).unsigned_abs()) as i32;

        let longer = length(course.x.abs().max(course.y.abs()) as u32).min(4);
        let before = if course.is_first { 5 } else { slope(course.x, course.y) };
        let context = (before * 5 + slope(width, height)) * 5 + longer;
        let (was_west, was_south) = (course.x < 0, course.y < 0);
        let turns = width > 0 && self.bit(TURN_X + context, (x < 0) != was_west);
        course.x = if turns != was_west { -width } else { width };
        let context = context * 3 + if width == 0 { 2 } else { usize::from(turns) };
        let turns = height > 0 && self.bit(TURN_Y + context, (y < 0) != was_south);
        course.y = if turns != was_south { -height } else { height };
        course.mean += (width.max(height) * 8 - course.mean) * 3 / 8;
        course.is_first = false;
        (course.x << shift, course.y << shift)
    }

    /// Makes as many arcs known as are there already, none of which a new ring begins or goes on with.
    pub fn skip_arcs(&mut self, count: usize) {
        self.ends.resize(count, None);
    }

    /// The points of a known arc with new ones between. Whoever writes gives the new ones, edge by edge, and gets back what
    /// will be read. `None` if a point falls off the grid, or there is no end.
    pub fn refined(&mut self, known: &[Point], truth: &[Vec<(Point, usize)>]) -> Option<Vec<Point>> {
        let first = *known.first()?;
        let mut points = vec![first];
        let mut shift = grid_shift(first.lon(), first.lat());
        while shift > 0 {
            let is_on = |point: &Point| is_on_lines(point.x.into(), point.y.into(), shift);
            let is_all_on = truth.iter().flatten().all(|truth| is_on(&truth.0));
            if known.iter().all(is_on) && self.bit(EVEN + shift as usize, is_all_on) {
                break;
            }
            shift -= 1;
        }
        for (i, edge) in known.windows(2).enumerate() {
            let before = *points.get(points.len().wrapping_sub(2)).unwrap_or(&edge[0]);
            let after = *known.get(i + 2).unwrap_or(&edge[1]);
            let truth = truth.get(i).map_or(&[][..], Vec::as_slice);
            self.between([before, edge[0], edge[1], after], truth, (shift, 0), &mut points)?;
            points.push(edge[1]);
        }
        Some(points)
    }

    /// The points between the second and the third of four that are known, the weightiest first, and then those on either
    /// side of it; gives the greatest weight. What is foretold: the middle, and the weight by the area of the triangle.
    fn between(
        &mut self,
        [before, a, b, after]: [Point; 4],
        truth: &[(Point, usize)],
        (shift, depth): (u32, usize),
        points: &mut Vec<Point>,
    ) -> Option<u8> {
        let chord = chord(a, b);
        let region = grid_shift(a.lon(), a.lat()) as usize;
        let context = ((chord * 3 + shift as usize) * 3 + depth.min(2)) * 3 + region;
        if !self.bit(SPLIT + context, !truth.is_empty()) {
            return Some(0);
        }
        if depth == DEEPEST || points.len() == MOST_IN_ARC {
            return None;
        }
        let root = (0..truth.len()).max_by_key(|&i| (truth[i].0.weight, truth[i].1)).unwrap_or(0);
        let mut point = truth.get(root).map_or(a, |truth| truth.0);
        let [x, y] = self.apex([before, a, b, after], point, (shift, chord));
        (point.x, point.y) = (i16::try_from(i32::from(a.x) + x).ok()?, i16::try_from(i32::from(a.y) + y).ok()?);
        let (left, right) = (truth.get(..root).unwrap_or_default(), truth.get(root + 1..).unwrap_or_default());
        let least = self.between([before, a, point, b], left, (shift, depth + 1), points)?;
        let (at, before) = (points.len(), *points.last()?);
        points.push(point);
        let least = self.between([before, point, b, after], right, (shift, depth + 1), points)?.max(least);
        let area = triangle(a, point, b);
        let mut weight = least;
        while weight < ALWAYS {
            let size = quarter_octaves(area).saturating_sub(16 + 4 * usize::from(weight)).min(31);
            if !self.bit(LIFT + size * 2 + usize::from(weight < 3), point.weight > weight) {
                break;
            }
            weight += 1;
        }
        points.get_mut(at)?.weight = weight;
        Some(weight)
    }

    /// The way from `a` to a point between `a` and `b`: how far along the chord from its middle, and how far off it.
    fn apex(&mut self, [before, a, b, after]: [Point; 4], point: Point, (shift, chord): (u32, usize)) -> [i32; 2] {
        let (mut whole, mut way) = (way(a, b), way(a, point));
        let is_steep = whole[0].abs() < whole[1].abs();
        if is_steep {
            whole.reverse();
            way.reverse();
        }
        let on_lines = |number: i32| number >> shift << shift;
        let context = (chord * 3 + shift as usize) * LENGTHS;
        let middle = on_lines(whole[0] / 2);
        let along = middle + (self.signed(ALONG + context, (way[0] - middle) >> shift) << shift);
        let line = i64::from(whole[1]) * i64::from(along) / i64::from(if whole[0] == 0 { 1 } else { whole[0] });
        let line = on_lines(line as i32);
        let off = (way[1] - line) >> shift;
        let mut across = self.number(ACROSS + context, off.unsigned_abs()) as i32;
        let turns = turn(before, a, b) * 3 + turn(a, b, after);
        // Left or right of the chord, whichever way the axes lie.
        let is_mirrored = is_steep != (whole[0] < 0);
        if across > 0 && self.bit(SIDE + turns, (off < 0) != is_mirrored) != is_mirrored {
            across = -across;
        }
        let mut way = [along, line + (across << shift)];
        if is_steep {
            way.reverse();
        }
        way
    }
}

fn way(a: Point, b: Point) -> [i32; 2] {
    [i32::from(b.x) - i32::from(a.x), i32::from(b.y) - i32::from(a.y)]
}

/// How long the way is, in half octaves of steps north; less than [`CHORDS`].
fn chord(a: Point, b: Point) -> usize {
    let [x, y] = way(a, b).map(i64::from);
    let shrink = (4500 * 4500 - i64::from(a.y) * i64::from(a.y)).max(0) >> 8;
    let x = x * shrink / ((4500 * 4500) >> 8);
    (quarter_octaves((x * x + y * y).min(1 << 31) as u32) / 4).min(CHORDS - 1)
}

/// 0…2: to which side the way from `a` over `b` to `c` turns.
fn turn(a: Point, b: Point, c: Point) -> usize {
    let ([x, y], [u, v]) = (way(a, b).map(i64::from), way(b, c).map(i64::from));
    (1 + (x * v - y * u).signum()) as usize
}

/// Bits that the number takes.
fn length(number: u32) -> usize {
    32 - number.leading_zeros() as usize
}

/// Four times the binary logarithm, and a constant; 0 for 0.
fn quarter_octaves(number: u32) -> usize {
    let length = length(number);
    if length == 0 {
        return 0;
    }
    length * 4 + 8 + ((u64::from(number) << 2 >> (length - 1)) & 3) as usize
}

/// 0…4: how steep the step is.
fn slope(x: i32, y: i32) -> usize {
    (length(x.unsigned_abs()) + 2).saturating_sub(length(y.unsigned_abs())).min(4)
}

/// The area of the triangle, in eighths of a km² or so; less than `u32::MAX`.
fn triangle(a: Point, b: Point, c: Point) -> u32 {
    let [ax, ay, bx, by, cx, cy] = [a.x, a.y, b.x, b.y, c.x, c.y].map(i64::from);
    let twice = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).abs();
    // A parabola stands for the cosine of the latitude, 4500 steps from the equator to the pole. Half a cell at the equator
    // is 19.8 eighths of a km², and 4500² / 2²⁰ is 19.3.
    ((twice * (4500 * 4500 - by * by).max(0)) >> 20).min(1 << 30) as u32
}

//! The packed shapes: arcs that neighbours share, and rings made of them.
//!
//! The format, written by `src/build/geometry.rs` and coded as [`super::coding`] says: the number of shapes; per shape the
//! number of rings, the largest first, and after that one the way from its start to the anchor; per ring the number of its
//! arcs, or 0 for one new arc and then its weight; per arc whether it is new, or else which one another ring has used,
//! backwards. A new arc is its number of points here, as many steps from where the pen stands, which is where the arc before
//! ended, and their weights. A ring that starts with one first moves the pen; its last arc returns to the start, without a step.

use super::bounds::{wrap, Bounds};
use super::coding::{Model, Reader, ANCHOR, ARCS, FIRST_START, LENGTHS, POINTS, RINGS, SHAPES, START, WEIGHT};

/// Steps of the grid per degree: coordinates are packed to 0.02°, about 2.2 km north to south.
pub const STEPS_PER_DEGREE: f64 = 50.0;

/// The greatest weight, of what is drawn at every level: arcs' ends, a country's largest polygon, and whatever is worth
/// 2048 km² or more, a pixel of a world map 900 pixels wide.
pub const ALWAYS: u8 = 8;

/// More points than this are not a map of ours.
const MOST_POINTS: usize = 1 << 16;

/// The least area in km² that has the weight: 16 for 1 (less has 0), and twice as much for each next, up to 2048 for
/// [`ALWAYS`].
pub fn weight_km2(weight: u8) -> f64 {
    f64::from(8_u32 << weight.min(ALWAYS))
}

/// A vertex, on the grid of [`STEPS_PER_DEGREE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Steps east of Greenwich; an arc across the 180th meridian goes on counting.
    pub x: i16,
    /// Steps north of the equator.
    pub y: i16,
    /// How much the vertex matters, 0…8: [`weight_km2`] of the area that is lost without it (Visvalingam).
    pub weight: u8,
}

impl Point {
    /// Longitude, degrees east; may lie beyond ±180.
    pub fn lon(self) -> f64 {
        f64::from(self.x) / STEPS_PER_DEGREE
    }

    /// Latitude, degrees north.
    pub fn lat(self) -> f64 {
        f64::from(self.y) / STEPS_PER_DEGREE
    }
}

/// A line that one ring uses, or two neighbours share. A closed one ends with its first point again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// At least two.
    pub points: Vec<Point>,
    /// For a closed arc how much the ring matters, by its area; else [`ALWAYS`].
    pub weight: u8,
}

/// One arc in a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcUse {
    /// Index into [`Topology::arcs`].
    pub arc: usize,
    /// Whether the ring runs along it from its end to its start.
    pub reversed: bool,
}

/// A closed line: an outer boundary, or a hole, which runs the other way round.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// At least one, each starting where the one before ends.
    pub arcs: Vec<ArcUse>,
    /// The ring's box; its longitudes go on past ±180 where the ring does.
    pub bounds: Bounds,
}

/// A country or territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Where a label looks centred: the inmost place of the largest polygon, longitude and latitude in degrees.
    pub anchor: (f64, f64),
    /// At least one; the largest polygon's outer ring is the first.
    pub rings: Vec<Ring>,
}

/// All shapes, in the order of their alpha-3 codes, and the arcs they share.
#[derive(Clone, Debug, PartialEq)]
pub struct Topology {
    /// In the order of first use.
    pub arcs: Vec<Arc>,
    /// In the order of the alpha-3 codes.
    pub shapes: Vec<Shape>,
}

impl Topology {
    /// Reads what the build script has packed; `None` if the bytes are not that.
    pub fn unpack(bytes: &[u8]) -> Option<Topology> {
        Unpacker::new(bytes).topology()
    }

    /// The same shapes with further points in their lines and further rings, as the build script has packed them; `None` if
    /// the bytes are not that, or refine another topology. They are: [`Topology::mark`]; per arc and edge the points between;
    /// per shape the number of further rings, and those as in a topology.
    pub fn refine(&self, bytes: &[u8]) -> Option<Topology> {
        Unpacker::new(bytes).refined(self)
    }

    /// The number of points, or its last 15 bits: tells whether a refinement is for this topology.
    pub fn mark(&self) -> u32 {
        self.arcs.iter().map(|arc| arc.points.len() as u32).sum::<u32>() & 0x7fff
    }

    /// How many shapes there are.
    pub fn shape_count(&self) -> usize {
        self.shapes.len()
    }

    /// Where the shape's label goes, longitude and latitude in degrees; `None` if there is no such shape.
    pub fn anchor(&self, shape: usize) -> Option<(f64, f64)> {
        Some(self.shapes.get(shape)?.anchor)
    }

    /// The arc's points in the direction of its use.
    pub fn points(&self, arc_use: ArcUse) -> impl Iterator<Item = Point> + '_ {
        let points = self.arcs.get(arc_use.arc).map_or(&[][..], |arc| &arc.points);
        let last = points.len().wrapping_sub(1);
        (0..points.len()).map(move |i| if arc_use.reversed { points[last - i] } else { points[i] })
    }
}

struct Unpacker<'a> {
    model: Model<Reader<'a>>,
    /// Where the ring that is being read, or the last one, starts.
    start: (i16, i16),
    /// Contexts of the way to the next ring's start.
    way: usize,
    arcs: Vec<Arc>,
    points_left: usize,
}

impl Unpacker<'_> {
    fn new(bytes: &[u8]) -> Unpacker<'_> {
        let model = Model::new(Reader::new(bytes));
        Unpacker { model, start: (0, 0), way: START, arcs: Vec::new(), points_left: MOST_POINTS }
    }

    fn refined(mut self, coarse: &Topology) -> Option<Topology> {
        if self.number(SHAPES) != coarse.mark() as usize {
            return None;
        }
        for arc in &coarse.arcs {
            let points = self.model.refined(&arc.points, &[])?;
            self.count(&points)?;
            self.arcs.push(Arc { points, weight: arc.weight });
        }
        self.model.skip_arcs(self.arcs.len());
        let mut shapes = coarse.shapes.clone();
        for shape in &mut shapes {
            let first = shape.rings.first()?.arcs.first()?;
            let first = coarse.points(*first).next()?;
            self.start = (first.x, first.y);
            for ring in &mut shape.rings {
                ring.bounds = self.bounds(&ring.arcs)?;
            }
            for _ in 0..self.number(RINGS) {
                shape.rings.push(self.ring()?);
            }
        }
        self.model.bits.is_at_end().then_some(Topology { arcs: self.arcs, shapes })
    }

    fn topology(mut self) -> Option<Topology> {
        let mut shapes = Vec::new();
        for _ in 0..self.number(SHAPES) {
            shapes.push(self.shape()?);
        }
        self.model.bits.is_at_end().then_some(Topology { arcs: self.arcs, shapes })
    }

    fn number(&mut self, context: usize) -> usize {
        self.model.number(context, 0) as usize
    }

    /// The place a leap away.
    fn leap(&mut self, context: usize, from: (i16, i16)) -> Option<(i16, i16)> {
        let (x, y) = self.model.leap(context, (0, 0));
        Some((i16::try_from(i32::from(from.0) + x).ok()?, i16::try_from(i32::from(from.1) + y).ok()?))
    }

    /// Ends the reading of what cannot be ours.
    fn count(&mut self, points: &[Point]) -> Option<()> {
        self.points_left = self.points_left.checked_sub(points.len())?;
        (!self.model.bits.is_past_end()).then_some(())
    }

    fn shape(&mut self) -> Option<Shape> {
        let count = self.number(RINGS);
        self.way = FIRST_START;
        let mut rings = vec![self.ring()?];
        self.way = START;
        let (x, y) = self.leap(ANCHOR, self.start)?;
        let anchor = Point { x, y, weight: ALWAYS };
        for _ in 1..count {
            rings.push(self.ring()?);
        }
        Some(Shape { anchor: (wrap(anchor.lon()), anchor.lat()), rings })
    }

    fn ring(&mut self) -> Option<Ring> {
        let count = self.number(ARCS);
        let mut uses = Vec::new();
        if count == 0 {
            let weight = self.number(WEIGHT).min(usize::from(ALWAYS));
            uses.push(self.new_arc(self.start, true, true, Some(weight as u8))?);
        }
        let mut pen = self.start;
        for left in (0..count).rev() {
            let is_first = uses.is_empty();
            let arc = if is_first { self.model.first_arc(0)? } else { self.model.next_arc(pen, 0) };
            let arc_use = if arc < self.arcs.len() {
                ArcUse { arc, reversed: true }
            } else {
                self.new_arc(pen, is_first, left == 0, None)?
            };
            let points = &self.arcs.get(arc_use.arc)?.points;
            let (from, to) = (points.first()?, points.last()?);
            let (from, to) = if arc_use.reversed { (to, from) } else { (from, to) };
            if is_first {
                self.start = (from.x, from.y);
            }
            pen = (to.x, to.y);
            uses.push(arc_use);
        }
        let bounds = self.bounds(&uses)?;
        Some(Ring { arcs: uses, bounds })
    }

    /// Reads an arc that begins at the pen; the first of a ring first moves it, the last of a ring returns to its start.
    fn new_arc(&mut self, pen: (i16, i16), is_first: bool, is_last: bool, ring_weight: Option<u8>) -> Option<ArcUse> {
        let weight = ring_weight.unwrap_or(ALWAYS);
        let by_weight = ring_weight.map_or(usize::from(ALWAYS) + 1, usize::from);
        let count = self.number(POINTS + LENGTHS * by_weight) + 1 + usize::from(is_last);
        let mut pen = pen;
        if is_first {
            pen = self.leap(self.way, pen)?;
            self.start = pen;
        }
        let mut points = vec![Point { x: pen.0, y: pen.1, weight: ALWAYS }; count];
        if is_last {
            let last = points.last_mut()?;
            (last.x, last.y) = self.start;
        }
        let points = self.model.arc(&mut points, &[], ring_weight.is_some(), is_last)?;
        self.count(&points)?;
        self.arcs.push(Arc { points, weight });
        Some(ArcUse { arc: self.arcs.len() - 1, reversed: false })
    }

    /// The box of a ring whose arcs have been read.
    fn bounds(&self, uses: &[ArcUse]) -> Option<Bounds> {
        let mut bounds = Bounds::EMPTY;
        let first = uses.first()?;
        let points = &self.arcs.get(first.arc)?.points;
        let mut lon = if first.reversed { points.last() } else { points.first() }?.lon();
        for arc_use in uses {
            let points = &self.arcs.get(arc_use.arc)?.points;
            for i in 0..points.len() {
                let point = points[if arc_use.reversed { points.len() - 1 - i } else { i }];
                lon += wrap(point.lon() - lon);
                bounds.extend(lon, point.lat());
            }
        }
        if bounds.east - bounds.west >= 360.0 {
            // All round the globe: the ring holds the pole.
            bounds.extend(lon, if bounds.north < 0.0 { -90.0 } else { 90.0 });
        }
        Some(bounds)
    }
}

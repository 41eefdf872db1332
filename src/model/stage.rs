//! The picture that a view makes of the globe: a projection, the part of it that is seen, and how finely it is drawn.
//!
//! Everything is in units of the projection; a stage knows pixels only as the width of its picture.

use super::camera::{Camera, MapKind, MOST_ZOOM};
use super::view::View;
use crate::geo::bounds::{wrap, Bounds};
use crate::geo::path::Detail;
use crate::geo::projection::{Projection, DISK_SIDE, WORLD_HEIGHT, WORLD_WIDTH};
use crate::geo::topology::Shape;

/// Pictures narrower than this are a phone's, CSS pixels: the page is then less than 600 px wide.
pub const NARROW_PX: u16 = 560;

/// The part of a projection that a picture shows, in its units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Window {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Window {
    /// The window enlarged about a point of it (shares of width and height from the left and the top), then moved by
    /// shares of its new size.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: (f64, f64), by: (f64, f64)) -> Window {
        let (width, height) = (self.width / factor, self.height / factor);
        Window {
            x: self.x + (self.width - width) * at.0 + width * by.0,
            y: self.y + (self.height - height) * at.1 + height * by.1,
            width,
            height,
        }
    }

    /// Where a point (in units) is, in hundredths of a percent of the picture; `None` outside it.
    pub fn place(self, (x, y): (f64, f64)) -> Option<(i32, i32)> {
        let across = (x - self.x) / self.width;
        let down = (y - self.y) / self.height;
        let is_inside = (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down);
        is_inside.then_some(((across * 10_000.0) as i32, (down * 10_000.0) as i32))
    }
}

/// A picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stage {
    /// The kind of the map.
    pub kind: MapKind,
    /// The projection, in units that are fine enough for the zoom.
    pub projection: Projection,
    /// What is seen of it.
    pub window: Window,
    /// The camera that this is the picture of.
    pub camera: Camera,
    /// Width of the picture, CSS pixels.
    pub width_px: u16,
}

impl Stage {
    /// The main picture of a view as far as it has a camera: tiles have none, nor have theatres, which a phone gets unless
    /// it is asked otherwise.
    pub fn of(view: &View, width_px: u16) -> Option<Stage> {
        let kind = shown_kind(view, width_px);
        kind.has_camera().then(|| Stage::new(kind, view.at.unwrap_or(Camera::start(kind)), width_px))
    }

    /// Whether this is the whole world on a wide page: the picture that needs no measuring, and that every view starts with.
    pub fn is_world(&self) -> bool {
        self.kind == MapKind::EqualEarth && self.camera.zoom == 100 && self.width_px >= NARROW_PX
    }

    /// What units of another stage have to be multiplied by to be this one's, on the same projection.
    pub fn ratio(&self, other: &Stage) -> f64 {
        self.extent().width / other.extent().width
    }

    /// The picture of a camera.
    pub fn new(kind: MapKind, camera: Camera, width_px: u16) -> Stage {
        let zoom = camera.zoom();
        // Units per unit of the world map: rounding to whole ones stays below a pixel.
        let fineness = if zoom < 1.5 {
            1.0
        } else if zoom < 5.0 {
            4.0
        } else {
            16.0
        };
        let is_narrow = width_px < NARROW_PX;
        let (projection, width, height) = match kind {
            MapKind::Globe | MapKind::Polar => {
                let side = f64::from(DISK_SIDE);
                let projection = if kind == MapKind::Polar {
                    Projection::polar()
                } else {
                    Projection::globe(camera.lon(), camera.lat())
                };
                (projection, if is_narrow { side } else { side * 12.0 / 7.0 }, side)
            }
            _ => {
                let width = f64::from(WORLD_WIDTH);
                (Projection::world(), width, if is_narrow { width * 0.75 } else { f64::from(WORLD_HEIGHT) })
            }
        };
        let (width, height) = (width / zoom, height / zoom);
        let (x, y) = if kind == MapKind::Globe {
            projection.disk().map_or((0.0, 0.0), |(x, y, _)| (x, y))
        } else {
            projection.project(camera.lon(), camera.lat())
        };
        let window = Window { x: x - width / 2.0, y: y - height / 2.0, width, height };
        let mut stage = Stage { kind, projection, window, camera, width_px };
        stage.window = stage.held(window);
        stage.fitted(fineness)
    }

    /// The same picture with so many units for each.
    #[must_use]
    pub fn fitted(self, factor: f64) -> Stage {
        let Window { x, y, width, height } = self.window;
        let window = Window { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
        Stage { projection: self.projection.fitted(factor, 0.0, 0.0), window, ..self }
    }

    /// Height of the picture, CSS pixels.
    pub fn height_px(&self) -> f64 {
        f64::from(self.width_px) * self.window.height / self.window.width
    }

    /// The box that the whole map fills, in units.
    fn extent(&self) -> Window {
        match self.projection.disk() {
            Some((x, y, radius)) => Window { x: x - radius, y: y - radius, width: 2.0 * radius, height: 2.0 * radius },
            None => {
                let (left, _) = self.projection.project_rotated(-180.0, 0.0);
                let (right, _) = self.projection.project_rotated(180.0, 0.0);
                let width = right - left;
                Window { x: left, y: 0.0, width, height: width * f64::from(WORLD_HEIGHT) / f64::from(WORLD_WIDTH) }
            }
        }
    }

    /// The window moved so that it shows as much of the map as it can.
    pub fn held(&self, window: Window) -> Window {
        let extent = self.extent();
        let hold = |start: f64, length: f64, from: f64, room: f64| {
            if length >= room {
                from + (room - length) / 2.0
            } else {
                start.min(from + room - length).max(from)
            }
        };
        Window {
            x: hold(window.x, window.width, extent.x, extent.width),
            y: hold(window.y, window.height, extent.y, extent.height),
            ..window
        }
    }

    /// The camera of another window on the same projection; the farthest or the closest there is if it is beyond.
    pub fn camera_of(&self, window: Window) -> Camera {
        let zoom = self.camera.zoom() * self.window.width / window.width;
        let (x, y) = (window.x + window.width / 2.0, window.y + window.height / 2.0);
        let start = Camera::start(self.kind);
        let (lon, lat) = self.projection.invert(x, y).unwrap_or((start.lon(), start.lat()));
        Camera::new(lon, lat, zoom)
    }

    /// A window enlarged about a point and moved, as [`Window::zoomed`], as far as the map and its zoom go.
    pub fn zoomed(&self, window: Window, factor: f64, at: (f64, f64), by: (f64, f64)) -> Window {
        self.held(window.zoomed(self.zoom_within(factor, window), at, by))
    }

    /// The zoom of a window within its bounds: what the window's width has to be multiplied by.
    pub fn zoom_within(&self, factor: f64, from: Window) -> f64 {
        let zoom = self.camera.zoom() * self.window.width / from.width;
        factor.min(f64::from(MOST_ZOOM) / 100.0 / zoom).max(1.0 / zoom)
    }

    /// The camera after the globe was turned by some pixels, to the right and down.
    pub fn turned(&self, camera: Camera, right: f64, down: f64) -> Camera {
        let radius =
            self.projection.disk().map_or(1.0, |(_, _, radius)| radius) / self.window.width * f64::from(self.width_px);
        let degrees = |px: f64| (px / radius).to_degrees();
        Camera::new(camera.lon() - degrees(right), (camera.lat() + degrees(down)).clamp(-85.0, 85.0), camera.zoom())
    }

    /// Where a place is, in hundredths of a percent of the picture; `None` out of sight.
    pub fn place(&self, lon: f64, lat: f64) -> Option<(i32, i32)> {
        let place = self.window.place(self.projection.project(lon, lat));
        place.filter(|_| self.projection.shows(lon, lat))
    }

    /// The part of the globe that is seen, with some room around it: longitudes may go on past ±180.
    pub fn area(&self) -> Bounds {
        const SIDES: i32 = 8;
        let mut area = Bounds::EMPTY;
        let middle = self.camera.lon();
        for across in -1..=SIDES + 1 {
            for down in -1..=SIDES + 1 {
                let share = |i: i32| f64::from(i) / f64::from(SIDES);
                let x = self.window.x + self.window.width * share(across);
                let y = self.window.y + self.window.height * share(down);
                if let Some((lon, lat)) = self.projection.invert(x, y) {
                    area.extend(middle + wrap(lon - middle), lat);
                }
            }
        }
        if area.north > 80.0 && self.kind != MapKind::EqualEarth {
            // Near a pole every meridian is.
            (area.west, area.east, area.north) = (middle - 180.0, middle + 180.0, 90.0);
        }
        area
    }

    /// How finely what is seen is drawn.
    pub fn detail(&self) -> Detail {
        match self.camera.zoom() * f64::from(self.width_px) / 800.0 {
            close if close < 1.8 => Detail::DEFAULT,
            close if close < 4.5 => Detail::CLOSE,
            _ => Detail::FINEST,
        }
    }
}

/// The kind of map that a view shows at a width: what it asks for, or what fits.
pub fn shown_kind(view: &View, width_px: u16) -> MapKind {
    let is_phone = width_px < NARROW_PX && view.at.is_none();
    view.projection.unwrap_or(if is_phone { MapKind::Theatres } else { MapKind::EqualEarth })
}

/// Whether a shape has a part in an area.
pub fn is_near(shape: &Shape, area: &Bounds) -> bool {
    shape.rings.iter().any(|ring| {
        let bounds = &ring.bounds;
        let meets = |turn: f64| bounds.west + turn <= area.east && area.west <= bounds.east + turn;
        bounds.south <= area.north && area.south <= bounds.north && (meets(0.0) || meets(360.0) || meets(-360.0))
    })
}

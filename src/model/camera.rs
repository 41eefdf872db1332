//! Where the map looks, as the reader and the URL say it: a place in the middle, and how close.

use super::atlas::{atlas, CountryId};
use super::slug::plain;
use super::text::{joined, number};
use crate::geo::bounds::{wrap, Bounds};
use crate::geo::equal_earth::cosine_of_latitude;

/// How a map lays the globe flat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MapKind {
    /// The world as a whole, areas true.
    EqualEarth,
    /// The North Pole in the middle, areas true.
    Polar,
    /// The globe seen from far away; it turns.
    Globe,
    /// The Euro-Atlantic and the Indo-Pacific side by side: what phones get unless asked otherwise.
    Theatres,
    /// One tile of the same size for each member and partner.
    Tiles,
}

impl MapKind {
    /// All kinds in the order of the list.
    pub const ALL: [MapKind; 5] =
        [MapKind::EqualEarth, MapKind::Polar, MapKind::Globe, MapKind::Theatres, MapKind::Tiles];

    /// The word in the URL and in `data-projection`.
    pub fn key(self) -> &'static str {
        match self {
            MapKind::EqualEarth => "equal-earth",
            MapKind::Polar => "polar",
            MapKind::Globe => "globe",
            MapKind::Theatres => "theatres",
            MapKind::Tiles => "tiles",
        }
    }

    /// Whether the reader can move and zoom it.
    pub fn has_camera(self) -> bool {
        matches!(self, MapKind::EqualEarth | MapKind::Polar | MapKind::Globe)
    }
}

/// The greatest zoom, hundredths.
pub const MOST_ZOOM: u16 = 1_600;

/// What a button or a key multiplies the zoom by, hundredths.
const ZOOM_STEP: u16 = 160;

/// A place in the middle of the map, and how many times the map is enlarged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Camera {
    /// Longitude in hundredths of a degree east, −18,000…18,000.
    pub lon: i16,
    /// Latitude in hundredths of a degree north, −9,000…9,000.
    pub lat: i16,
    /// Hundredths: 100 shows the whole map, [`MOST_ZOOM`] is the closest.
    pub zoom: u16,
}

impl Camera {
    /// From degrees and times, brought into their ranges; what is no number is 0.
    pub fn new(lon: f64, lat: f64, zoom: f64) -> Camera {
        let hundredths = |value: f64, most: f64| (value * 100.0).round_ties_even().min(most).max(-most) as i16;
        Camera {
            lon: hundredths(wrap(lon), 18_000.0),
            lat: hundredths(lat, 9_000.0),
            zoom: ((zoom * 100.0).round_ties_even() as u16).clamp(100, MOST_ZOOM),
        }
    }

    /// Longitude, degrees east.
    pub fn lon(self) -> f64 {
        f64::from(self.lon) / 100.0
    }

    /// Latitude, degrees north.
    pub fn lat(self) -> f64 {
        f64::from(self.lat) / 100.0
    }

    /// Times that the map is enlarged, 1…16.
    pub fn zoom(self) -> f64 {
        f64::from(self.zoom) / 100.0
    }

    /// Where a map of the kind looks when nobody has moved it.
    pub fn start(kind: MapKind) -> Camera {
        match kind {
            // No side has all four partners and both shores of the Atlantic but at its very rim (at best 85° away, Europe a
            // smudge). What no flat map shows comes first: the short ways over the Arctic. Tokyo, Seoul, Brussels and
            // Washington are at most 65° away, California 76°; the first drag shows the south.
            MapKind::Globe => Camera { lon: 5_000, lat: 7_000, zoom: 100 },
            MapKind::Polar => Camera { lon: 1_100, lat: 9_000, zoom: 100 },
            _ => Camera { lon: 1_100, lat: 1_300, zoom: 100 },
        }
    }

    /// One step closer or farther.
    #[must_use]
    pub fn stepped(self, is_closer: bool) -> Camera {
        let (zoom, step) = (u32::from(self.zoom), u32::from(ZOOM_STEP));
        let zoom = if is_closer { zoom * step / 100 } else { zoom * 100 / step };
        let zoom = zoom.clamp(100, u32::from(MOST_ZOOM)) as u16;
        Camera { zoom, ..self }
    }

    /// Moved by a share of what is seen, hundredths, to the east and to the north.
    #[must_use]
    pub fn moved(self, east: i32, north: i32) -> Camera {
        let zoom = i32::from(self.zoom);
        // At zoom 1 a picture is some 360° wide and 150° high.
        let lon = i32::from(self.lon) + east * 36_000 / zoom;
        let lat = i32::from(self.lat) + north * 15_000 / zoom;
        let lon = (lon + 18_000).rem_euclid(36_000) - 18_000;
        Camera { lon: lon as i16, lat: lat.clamp(-9_000, 9_000) as i16, ..self }
    }

    /// Reads `lon,lat,zoom` in degrees and times, with at most two decimals that count; `None` if it is not that or is out of
    /// range. The zoom may be left out.
    pub fn parse(text: &str) -> Option<Camera> {
        let mut parts = text.split(',').map(hundredths);
        let (lon, lat) = (parts.next()??, parts.next()??);
        let zoom = parts.next().unwrap_or(Some(100))?;
        let is_good = parts.next().is_none() && lon.abs() <= 18_000 && lat.abs() <= 9_000;
        let zoom = u16::try_from(zoom).ok().filter(|zoom| is_good && (100..=MOST_ZOOM).contains(zoom))?;
        Some(Camera { lon: lon as i16, lat: lat as i16, zoom })
    }

    /// What [`Camera::parse`] reads.
    pub fn words(self) -> String {
        joined(&[decimal(self.lon.into()), decimal(self.lat.into()), decimal(self.zoom.into())], ",")
    }
}

/// A decimal number in hundredths: digits, at most one dot, perhaps a minus.
fn hundredths(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !whole.is_empty()
        && whole.len() <= 3
        && [whole, part].iter().all(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let mut value: i32 = if is_number { whole.parse().ok()? } else { return None };
    for place in 0..2 {
        value = value * 10 + part.as_bytes().get(place).map_or(0, |byte| i32::from(byte - b'0'));
    }
    Some(sign * value)
}

/// Hundredths as a decimal number without needless zeros.
fn decimal(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let part = match (part, part % 10) {
        (0, _) => String::new(),
        (_, 0) => [".", &number(part / 10)].concat(),
        (1..=9, _) => [".0", &number(part)].concat(),
        _ => [".", &number(part)].concat(),
    };
    [sign, &number(whole), &part].concat()
}

/// A part of the world that a button leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Region {
    /// The whole map.
    World,
    /// Iceland to Türkiye.
    Europe,
    /// India to New Zealand.
    IndoPacific,
}

impl Region {
    /// All regions in the order of the buttons.
    pub const ALL: [Region; 3] = [Region::World, Region::Europe, Region::IndoPacific];

    /// Where a map of the kind has to look; `None` for the whole of it.
    pub fn camera(self, kind: MapKind) -> Option<Camera> {
        let on_plane = kind == MapKind::EqualEarth;
        match self {
            Region::World => None,
            // The North Cape and Crete are 36° apart, Hokkaido and the south of New Zealand 93°: closer, a wide picture would cut
            // them off.
            Region::Europe => Some(Camera { lon: 1_400, lat: 5_040, zoom: if on_plane { 400 } else { 230 } }),
            Region::IndoPacific => Some(Camera { lon: 14_000, lat: -60, zoom: if on_plane { 128 } else { 130 } }),
        }
    }
}

/// Where to look to see some countries in full: the middle of their main parts, as close as they all fit in.
pub fn around(countries: &[CountryId], kind: MapKind) -> Option<Camera> {
    let topology = super::shapes::topology();
    let mut bounds = Bounds::EMPTY;
    for id in countries {
        let shape = topology.shapes.get(id.shape())?;
        let main = shape.rings.iter().find(|ring| ring.bounds.contains(shape.anchor.0, shape.anchor.1))?;
        bounds.extend(main.bounds.west, main.bounds.south);
        bounds.extend(main.bounds.east, main.bounds.north);
    }
    if bounds.west > bounds.east {
        return None;
    }
    let (width, height) = (bounds.east - bounds.west, bounds.north - bounds.south);
    // Two thirds of the picture at most; a parallel of 60° is half as long as the equator, and nothing needs more than 12.
    let shrink = cosine_of_latitude((bounds.north + bounds.south) / 2.0);
    let closest = (230.0 / (width * shrink).max(1.0)).min(90.0 / height.max(1.0)).clamp(1.0, 12.0);
    let closest = if kind == MapKind::Globe { (closest / 2.0).max(1.0) } else { closest };
    Some(Camera::new(bounds.west + width / 2.0, bounds.south + height / 2.0, closest))
}

/// The id of a place in URLs and in `data-place`: its name in small letters, words joined by hyphens.
pub fn place_id(name: &str) -> String {
    let letters = name.chars().map(|letter| match plain(letter.to_ascii_lowercase()) {
        ' ' => '-',
        letter => letter,
    });
    letters.filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect()
}

/// Whether an id, or its first words, is what was asked for.
fn is_place(full: &str, asked: &str) -> bool {
    full.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The country whose capital has the name of a URL: "tokyo", "washington" or "washington-dc".
pub fn place_by_id(id: &str) -> Option<CountryId> {
    let found = atlas()
        .each_country()
        .find(|(_, country)| country.capital.is_some_and(|capital| is_place(&place_id(capital.name), id)));
    found.map(|(id, _)| id)
}

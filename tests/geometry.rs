//! The promises of the map's geometry, held against the 50m source, which is decoded here a second time, by other means.

use std::collections::{HashMap, HashSet};
use std::f64::consts::PI;
use std::sync::OnceLock;

use serde_json::Value;
use two_oceans::geo::area::shape_area_km2;
use two_oceans::geo::equal_earth;
use two_oceans::geo::great_circle::{distance_km, MEAN_RADIUS_KM};
use two_oceans::geo::hit::{nearest_shape, shape_at};
use two_oceans::geo::path::{lines_text, path_text, paths_text, ring_points, ways, ways_text, Detail, Pencil};
use two_oceans::geo::projection::{Projection, NORTH_EDGE, SOUTH_EDGE, WORLD_HEIGHT, WORLD_WIDTH};
use two_oceans::geo::sphere;
use two_oceans::geo::topology::{Point, Topology, ALWAYS};
use two_oceans::model::shapes;

type Place = (f64, f64);

/// Every level of the first bundle, and of what the finer points make of it.
fn levels() -> [(&'static str, &'static Topology, Detail); 6] {
    [
        ("coarse", topology(), Detail::COARSE),
        ("default", topology(), Detail::DEFAULT),
        ("all of the first bundle", topology(), Detail::FINEST),
        ("default, refined", refined(), Detail::DEFAULT),
        ("close", refined(), Detail::CLOSE),
        ("finest", refined(), Detail::FINEST),
    ]
}

/// Countries larger than this keep their area.
const AREA_HELD_KM2: f64 = 10_000.0;

fn topology() -> &'static Topology {
    static TOPOLOGY: OnceLock<Topology> = OnceLock::new();
    TOPOLOGY.get_or_init(|| Topology::unpack(two_oceans::GEOMETRY).expect("the bundle's geometry"))
}

fn refined() -> &'static Topology {
    static REFINED: OnceLock<Topology> = OnceLock::new();
    REFINED.get_or_init(|| topology().refine(two_oceans::FINE_GEOMETRY).expect("the finer points"))
}

/// The source's rings by a3 code, in degrees as they are in the file.
struct Source {
    codes: Vec<String>,
    rings: HashMap<String, Vec<Vec<Place>>>,
}

fn source() -> Source {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/geo/countries-50m.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("the source")).expect("JSON");
    let number = |value: &Value| value.as_f64().expect("a number");
    let transform = &file["transform"];
    let scaled =
        |axis: usize, steps: f64| steps * number(&transform["scale"][axis]) + number(&transform["translate"][axis]);
    let arcs: Vec<Vec<Place>> = file["arcs"]
        .as_array()
        .expect("arcs")
        .iter()
        .map(|arc| {
            let mut at = (0.0, 0.0);
            arc.as_array()
                .expect("an arc")
                .iter()
                .map(|step| {
                    at = (at.0 + number(&step[0]), at.1 + number(&step[1]));
                    (scaled(0, at.0), scaled(1, at.1))
                })
                .collect()
        })
        .collect();
    let mut rings: HashMap<String, Vec<Vec<Place>>> = HashMap::new();
    for geometry in file["objects"]["countries"]["geometries"].as_array().expect("geometries") {
        let code = geometry["properties"]["a3"].as_str().expect("a code");
        for ring in
            geometry["arcs"].as_array().expect("polygons").iter().flat_map(|polygon| polygon.as_array().expect("rings"))
        {
            let mut points = Vec::new();
            for index in ring.as_array().expect("a ring") {
                let index = index.as_i64().expect("an index");
                let mut arc = arcs[usize::try_from(if index < 0 { !index } else { index }).expect("an index")].clone();
                if index < 0 {
                    arc.reverse();
                }
                points.extend(arc);
            }
            rings.entry(code.to_string()).or_default().push(points);
        }
    }
    split(&mut rings);
    let mut codes: Vec<String> = rings.keys().cloned().collect();
    codes.sort();
    Source { codes, rings }
}

/// Moves the overseas parts out of the members that the file holds them in.
fn split(rings: &mut HashMap<String, Vec<Vec<Place>>>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/geo/splits.toml");
    let file: toml::Table = std::fs::read_to_string(path).expect("the splits").parse().expect("TOML");
    for split in file["split"].as_array().expect("a list") {
        let text = |key: &str| split[key].as_str().expect("a code").to_string();
        let edges = split["box"].as_array().expect("a box").iter().map(|edge| edge.as_float().expect("degrees"));
        let [west, south, east, north] = edges.collect::<Vec<f64>>()[..] else { panic!("a box has four edges") };
        let is_in = |ring: &Vec<Place>| {
            ring.iter().all(|&(lon, lat)| (west..=east).contains(&lon) && (south..=north).contains(&lat))
        };
        let (parts, rest) = rings.remove(&text("from")).expect("a shape").into_iter().partition(is_in);
        rings.insert(text("id"), parts);
        rings.insert(text("from"), rest);
    }
}

impl Source {
    fn index(&self, code: &str) -> usize {
        self.codes.iter().position(|other| other == code).unwrap_or_else(|| panic!("no shape {code}"))
    }

    fn area_km2(&self, code: &str) -> f64 {
        self.rings[code].iter().map(|ring| ring_km2(ring)).sum::<f64>().abs()
    }

    /// The ring that holds the place.
    fn ring_at(&self, code: &str, lon: f64, lat: f64) -> Option<&[Place]> {
        self.rings[code].iter().map(Vec::as_slice).find(|ring| ring_holds(ring, lon, lat))
    }

    fn large(&self) -> Vec<(usize, &str, f64)> {
        let all = self.codes.iter().enumerate().map(|(i, code)| (i, code.as_str(), self.area_km2(code)));
        all.filter(|(_, _, area)| *area > AREA_HELD_KM2).collect()
    }
}

/// By Lambert's cylindrical equal-area projection, not by the one that the code under test uses.
fn ring_km2(ring: &[Place]) -> f64 {
    let mut area = 0.0;
    let mut turned = 0.0;
    for pair in ring.windows(2) {
        let turn = shortest(pair[1].0 - pair[0].0).to_radians();
        area += turn * (pair[0].1.to_radians().sin() + pair[1].1.to_radians().sin()) / 2.0;
        turned += turn;
    }
    // A ring round the pole encloses what lies between it and the pole.
    (area + turned.signum() * if turned.abs() > PI { 2.0 * PI } else { 0.0 }) * MEAN_RADIUS_KM * MEAN_RADIUS_KM
}

/// By a ray to the north.
fn ring_holds(ring: &[Place], lon: f64, lat: f64) -> bool {
    let crosses = |pair: &&[Place]| {
        let (a, b) = (shortest(pair[0].0 - lon), shortest(pair[1].0 - lon));
        (a < 0.0) != (b < 0.0) && (a - b).abs() < 180.0 && pair[0].1 + (pair[1].1 - pair[0].1) * a / (a - b) > lat
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

/// The same turn of degrees, in −180…180.
fn shortest(turn: f64) -> f64 {
    (turn + 180.0).rem_euclid(360.0) - 180.0
}

/// The polygons of a path of relative movetos, linetos and closes; anything else is a failure.
fn parse(text: &str) -> Vec<Vec<(i32, i32)>> {
    assert!(!text.is_empty(), "no polygon");
    let rings = parse_specks(text);
    assert!(rings.iter().all(|ring| ring.len() > 2), "no polygon: {text:?}");
    rings
}

/// As [`parse`], for the map in motion, on which an island may be a speck or out of sight.
fn parse_specks(text: &str) -> Vec<Vec<(i32, i32)>> {
    let mut rings = Vec::new();
    let mut start = (0, 0);
    if text.is_empty() {
        return rings;
    }
    let body = text.strip_suffix('z').unwrap_or_else(|| panic!("not closed: {text:?}"));
    for ring in body.split('z') {
        let numbers = ring.strip_prefix('m').unwrap_or_else(|| panic!("no moveto: {ring:?}"));
        let numbers: Vec<i32> = numbers
            .replace('-', " -")
            .split_whitespace()
            .map(|number| number.parse().unwrap_or_else(|_| panic!("{number:?} is not an integer")))
            .collect();
        assert!(!numbers.is_empty() && numbers.len() % 2 == 0, "half a point, or none: {ring:?}");
        let mut at = start;
        let points: Vec<(i32, i32)> = numbers
            .chunks(2)
            .map(|step| {
                at = (at.0 + step[0], at.1 + step[1]);
                at
            })
            .collect();
        start = points[0];
        rings.push(points);
    }
    rings
}

fn closed(ring: &[(i32, i32)]) -> impl Iterator<Item = ((i32, i32), (i32, i32))> + '_ {
    (0..ring.len()).map(move |i| (ring[i], ring[(i + 1) % ring.len()]))
}

fn units2(rings: &[Vec<(i32, i32)>]) -> f64 {
    let twice = |ring: &Vec<(i32, i32)>| -> f64 {
        closed(ring).map(|(a, b)| f64::from(b.0 - a.0) * f64::from(a.1 + b.1)).sum()
    };
    rings.iter().map(twice).sum::<f64>().abs() / 2.0
}

fn holds(rings: &[Vec<(i32, i32)>], x: f64, y: f64) -> bool {
    let crosses = |a: (i32, i32), b: (i32, i32)| {
        let (ax, ay, bx, by) = (f64::from(a.0), f64::from(a.1), f64::from(b.0), f64::from(b.1));
        (ax > x) != (bx > x) && ay + (by - ay) * (x - ax) / (bx - ax) > y
    };
    rings.iter().flat_map(|ring| closed(ring)).filter(|(a, b)| crosses(*a, *b)).count() % 2 == 1
}

/// Left, top, right, bottom.
fn box_of(rings: &[Vec<(i32, i32)>]) -> (f64, f64, f64, f64) {
    let points = || rings.iter().flatten().map(|at| (f64::from(at.0), f64::from(at.1)));
    let (left, top) = points().fold((f64::MAX, f64::MAX), |least, at| (least.0.min(at.0), least.1.min(at.1)));
    let (right, bottom) = points().fold((f64::MIN, f64::MIN), |most, at| (most.0.max(at.0), most.1.max(at.1)));
    (left, top, right, bottom)
}

fn paths(topology: &Topology, projection: &Projection, detail: &Detail) -> Vec<Vec<Vec<(i32, i32)>>> {
    (0..topology.shape_count()).map(|shape| parse(&path_text(topology, shape, projection, detail))).collect()
}

// ---- Projection ----

#[test]
fn the_projection_comes_back_to_where_it_started() {
    let projection = Projection::world();
    for lat in -899..=899 {
        for lon in (-1790..=1800).step_by(37) {
            let place = (f64::from(lon) / 10.0, f64::from(lat) / 10.0);
            let (x, y) = projection.project(place.0, place.1);
            let back = projection.invert(x, y).unwrap_or_else(|| panic!("{place:?} is off the map"));
            assert!(shortest(back.0 - place.0).abs() < 1e-6 && (back.1 - place.1).abs() < 1e-6, "{place:?} → {back:?}");
        }
    }
}

/// The places, by tenths of a degree, that a projection has in sight, with some room at a globe's edge, where a degree is
/// narrower than any number can tell.
fn in_sight(projection: &Projection, middle: Place) -> Vec<Place> {
    let mut places = Vec::new();
    for lat in (-899..=899).step_by(7) {
        for lon in (-1799..=1800).step_by(41) {
            let place = (f64::from(lon) / 10.0, f64::from(lat) / 10.0);
            let is_at_edge = (distance_km(middle, place) / MEAN_RADIUS_KM - PI / 2.0).abs() < 1e-3;
            if projection.shows(place.0, place.1) && !is_at_edge {
                places.push(place);
            }
        }
    }
    places
}

#[test]
fn azimuthal_projections_come_back_to_where_they_started() {
    let middles = [(11.0, 90.0), (40.0, 60.0), (-100.0, 40.0), (174.8, -41.3), (0.0, 0.0), (11.0, -85.0)];
    let globes = middles.map(|(lon, lat)| ("globe", (lon, lat), Projection::globe(lon, lat)));
    let about = middles.map(|(lon, lat)| ("about", (lon, lat), Projection::about(lon, lat)));
    for (name, middle, projection) in
        globes.into_iter().chain(about).chain([("polar", (11.0, 90.0), Projection::polar())])
    {
        let places = in_sight(&projection, middle);
        assert!(places.len() > 8_000, "{name}: {} places", places.len());
        for (lon, lat) in places {
            let (x, y) = projection.project(lon, lat);
            let back = projection.invert(x, y).unwrap_or_else(|| panic!("{name}: {lon} {lat} is off the map"));
            // A longitude near a pole is no distance.
            let aside = shortest(back.0 - lon).abs() * lat.to_radians().cos();
            assert!(aside < 1e-6 && (back.1 - lat).abs() < 1e-6, "{name}: {lon} {lat} → {back:?}");
        }
    }
}

#[test]
fn azimuthal_projections_give_the_published_values() {
    // J. P. Snyder, "Map Projections: A Working Manual" (1987), numerical examples for the unit sphere: orthographic
    // (p. 311) and Lambert azimuthal equal-area (p. 332).
    let unit = |projection: Projection| {
        let (x, y, radius) = projection.disk().expect("a disk");
        (x, y, radius)
    };
    let globe = Projection::globe(-100.0, 40.0);
    let (x, y, radius) = unit(globe);
    let (east, south) = globe.project(-110.0, 30.0);
    assert!(((east - x) / radius + 0.1503837).abs() < 1e-7 && ((y - south) / radius + 0.1651911).abs() < 1e-7);
    let about = Projection::about(-100.0, 40.0);
    let (x, y, radius) = unit(about);
    let scale = radius / (2.0 * (70.0_f64).to_radians().sin());
    let (east, south) = about.project(100.0, -20.0);
    // Beyond the rim at 140° nothing is drawn but on it; the example lies at 155°, so only its direction can be held.
    assert!(((east - x) / (y - south) - -4.2339303 / 4.0257775).abs() < 1e-6);
    let (east, south) = about.project(-80.0, 40.0);
    // By the same formula by hand: cos c = sin² 40° + cos² 40° cos 20°.
    let cos_c =
        (40.0_f64).to_radians().sin().powi(2) + (40.0_f64).to_radians().cos().powi(2) * (20.0_f64).to_radians().cos();
    let stretch = (2.0 / (1.0 + cos_c)).sqrt();
    let wanted = stretch * (40.0_f64).to_radians().cos() * (20.0_f64).to_radians().sin();
    assert!(((east - x) / scale - wanted).abs() < 1e-9 && (y - south) / scale > 0.0);
}

#[test]
fn what_is_out_of_sight_lies_on_the_rim_and_is_no_place() {
    for projection in [Projection::globe(40.0, 60.0), Projection::polar()] {
        let (x, y, radius) = projection.disk().expect("a disk");
        for (lon, lat) in [(-140.0, -60.0), (20.0, -80.0), (150.0, -55.0)] {
            assert!(!projection.shows(lon, lat));
            let (east, south) = projection.project(lon, lat);
            assert!(((east - x).hypot(south - y) / radius - 1.0).abs() < 1e-9, "{lon} {lat}");
        }
        assert_eq!(projection.invert(x + radius * 1.001, y), None);
        assert_eq!(projection.invert(f64::NAN, y), None);
    }
}

#[test]
fn disks_hold_what_they_show_and_keep_areas_or_halves() {
    let (topology, source) = (topology(), source());
    let polar = Projection::polar();
    let (_, _, radius) = polar.disk().expect("a disk");
    let km_per_unit = MEAN_RADIUS_KM * 2.0 * (70.0_f64).to_radians().sin() / radius;
    for (i, code, area) in source.large() {
        let rings = parse_or_empty(&path_text(topology, i, &polar, &Detail::DEFAULT));
        for (x, y) in rings.iter().flatten() {
            assert!((f64::from(*x) - radius).hypot(f64::from(*y) - radius) < radius + 1.5, "{code} leaves the disk");
        }
        let bounds = |south: f64| topology.shapes[i].rings.iter().all(|ring| ring.bounds.south > south);
        if bounds(-49.0) {
            let drawn = units2(&rings) * km_per_unit * km_per_unit;
            assert!((drawn / area - 1.0).abs() < 0.05, "{code}: {drawn:.0} of {area:.0} km²");
        }
    }
    // The globe shows half of the world, and no country on its far side.
    let globe = Projection::globe(40.0, 60.0);
    for code in ["NZL", "ARG", "CHL"] {
        assert_eq!(path_text(topology, source.index(code), &globe, &Detail::DEFAULT), "", "{code} is on the far side");
    }
    for code in ["FRA", "JPN", "USA", "RUS", "BRA"] {
        assert!(!path_text(topology, source.index(code), &globe, &Detail::DEFAULT).is_empty(), "{code} is in sight");
    }
}

#[test]
fn a_map_on_its_way_begins_and_ends_as_the_maps_it_joins() {
    let topology = topology();
    let all: Vec<usize> = (0..topology.shape_count()).collect();
    let world = Projection::world();
    for other in [Projection::globe(40.0, 60.0), Projection::polar(), Projection::globe(-170.0, -20.0)] {
        for (from, to) in [(world, other), (other, world)] {
            let ways = ways(shapes::live(), &all, &Pencil { from, to: Some(to) }, &Detail::ROUGH);
            let frames = [0.0, 0.5, 1.0].map(|share| parse_specks(&ways_text(&ways, share)));
            let start = units2(&parse_or_empty(&paths_text(topology, &all, &Pencil::new(from), &Detail::ROUGH)));
            let end = units2(&parse_or_empty(&paths_text(topology, &all, &Pencil::new(to), &Detail::ROUGH)));
            assert!((units2(&frames[0]) / start - 1.0).abs() < 0.05, "{} {start}", units2(&frames[0]));
            assert!((units2(&frames[2]) / end - 1.0).abs() < 0.05, "{} {end}", units2(&frames[2]));
            assert!(!frames[1].is_empty());
        }
    }
}

#[test]
fn a_turning_globe_is_the_globe() {
    // Each shape as large as when the globe stands still, and where it is then. One that is too small for its rings is left
    // out.
    let live = shapes::live();
    for (lon, lat) in [(40.0, 60.0), (-170.0, -20.0), (0.0, -85.0), (150.0, 84.0), (-95.0, 30.0)] {
        let globe = Projection::globe(lon, lat).fitted(0.5, 7.0, -3.0);
        for shape in 0..live.shape_count() {
            let still = parse_or_empty(&paths_text(live, &[shape], &Pencil::new(globe), &Detail::ROUGH));
            let turning = parse_specks(&sphere::text(&sphere::rings(live, &[shape], &Detail::ROUGH), &globe));
            let (area, other) = (units2(&still), units2(&turning));
            assert!((area - other).abs() <= 0.02 * area + 200.0, "{shape} from {lon} {lat}: {area} and {other}");
            if !turning.is_empty() {
                let ((w, s, e, n), (w2, s2, e2, n2)) = (box_of(&still), box_of(&turning));
                let is_held = w2 <= w + 4.0 && s2 <= s + 4.0 && e2 >= e - 4.0 && n2 >= n - 4.0;
                assert!(is_held, "{shape} from {lon} {lat}: {still:?} and {turning:?}");
            }
        }
    }
}

#[test]
fn straight_borders_stay_straight_and_parallels_curve_where_they_should() {
    // The 49th parallel between the United States and Canada, on the globe: a curve of many points, bulging by what the
    // formula says, not the chord between its ends.
    let globe = Projection::globe(-100.0, 90.0);
    let line = vec![(-122.0, 49.0), (-95.0, 49.0)];
    let text = lines_text(&[line], &Pencil::new(globe));
    assert!(text.matches([' ', '-']).count() >= 6, "points between: {text}");
    let world = lines_text(&[vec![(-122.0, 49.0), (-95.0, 49.0)]], &Pencil::new(Projection::world()));
    let numbers: Vec<&str> = world[1..].split(' ').collect();
    assert!(numbers[3..].iter().step_by(2).all(|down| *down == "0"), "a parallel is straight on Equal Earth: {world}");
}

/// As [`parse`], for a path that may be empty.
fn parse_or_empty(text: &str) -> Vec<Vec<(i32, i32)>> {
    if text.is_empty() {
        Vec::new()
    } else {
        parse(text)
    }
}

#[test]
fn the_projection_gives_the_published_values() {
    // PROJ's own tests of +proj=eqearth +R=6378137 (test/gie/builtins.gie), in metres.
    let published = [
        ((-180.0, 90.0), (-10_227_908.09, 8_402_320.16)),
        ((-180.0, 45.0), (-14_795_421.79, 5_486_671.72)),
        ((-180.0, 0.0), (-17_263_256.84, 0.0)),
        ((0.0, 0.0), (0.0, 0.0)),
    ];
    for ((lon, lat), (x, y)) in published {
        let (lon, lat): Place = (lon, lat);
        let (east, north) = equal_earth::forward(lon.to_radians(), lat.to_radians());
        assert!(
            (east * 6_378_137.0 - x).abs() < 0.01 && (north * 6_378_137.0 - y).abs() < 0.01,
            "{lon} {lat}: {east} {north}"
        );
    }
}

#[test]
fn the_world_fits_its_view_box() {
    let projection = Projection::world();
    let (left, _) = projection.project(-169.0, 0.0);
    assert!(left.abs() < 1e-6 && (projection.project(-169.0 - 1e-9, 0.0).0 - f64::from(WORLD_WIDTH)).abs() < 1e-3);
    assert!(projection.project(0.0, NORTH_EDGE).1.abs() < 1e-9);
    let bottom = projection.project(0.0, SOUTH_EDGE).1;
    assert_eq!(bottom.round() as i32, WORLD_HEIGHT);
    assert!((projection.project(11.0, 0.0).0 - f64::from(WORLD_WIDTH) / 2.0).abs() < 1e-9);
}

#[test]
fn outside_the_globe_is_no_place() {
    let projection = Projection::world();
    for (x, y) in [(-1.0, 2000.0), (9601.0, 2000.0), (4800.0, -400.0), (4800.0, 9e9), (200.0, 100.0), (f64::NAN, 0.0)] {
        assert_eq!(projection.invert(x, y), None, "{x} {y}");
    }
}

#[test]
fn distances_are_great_circles() {
    let quarter = MEAN_RADIUS_KM * PI / 2.0;
    assert!((distance_km((0.0, 0.0), (0.0, 90.0)) - quarter).abs() < 1e-6);
    assert!((distance_km((170.0, 0.0), (-100.0, 0.0)) - quarter).abs() < 1e-6);
    assert!((distance_km((20.0, 30.0), (-160.0, -30.0)) - 2.0 * quarter).abs() < 1e-6);
    // Brussels to Tokyo, by the ellipsoid 9,460 km or so: the sphere is within 0.6 %.
    let far = distance_km((4.352, 50.847), (139.692, 35.690));
    assert!((far / 9460.0 - 1.0).abs() < 0.006, "{far}");
}

// ---- Shapes ----

#[test]
fn every_shape_of_the_source_is_packed() {
    assert_eq!(topology().shape_count(), source().codes.len());
    // 242 in the file, and 12 overseas parts.
    assert_eq!(source().codes.len(), 254);
    assert_eq!(refined().shape_count(), 254);
}

#[test]
fn large_countries_keep_their_area() {
    let source = source();
    for (i, code, area) in source.large() {
        for (level, topology, detail, most) in [
            ("finest", refined(), Detail::FINEST, 0.02),
            ("default", topology(), Detail::DEFAULT, 0.03),
            ("default, refined", refined(), Detail::DEFAULT, 0.03),
            ("close", refined(), Detail::CLOSE, 0.03),
        ] {
            let error = shape_area_km2(topology, i, &detail) / area - 1.0;
            assert!(error.abs() <= most, "{code} at {level}: {:.2} %", error * 100.0);
        }
    }
}

#[test]
fn paths_keep_the_area_wherever_the_map_is_cut() {
    let (topology, source) = (topology(), source());
    let large = source.large();
    // The cut falls in the Bering Strait, in Chukotka, in Europe, in Canada, and through Antarctica each time.
    for central in [11.0, -5.0, -170.0, 80.0] {
        let projection = Projection::equal_earth(central);
        let km_per_unit = MEAN_RADIUS_KM * 2.0 * equal_earth::forward(PI, 0.0).0 / f64::from(WORLD_WIDTH);
        for (i, code, area) in &large {
            let drawn =
                units2(&parse(&path_text(topology, *i, &projection, &Detail::DEFAULT))) * km_per_unit * km_per_unit;
            // Rounding to whole units of 4 km adds its own to the 3 % for the smallest of them.
            assert!((drawn / area - 1.0).abs() < 0.05, "{code} around {central}: {drawn:.0} of {area:.0} km²");
        }
    }
}

#[test]
fn every_shape_is_drawn_at_every_level() {
    let source = source();
    let projection = Projection::world();
    for (level, topology, detail) in levels() {
        for (i, rings) in paths(topology, &projection, &detail).iter().enumerate() {
            assert!(
                rings.iter().any(|ring| units2(std::slice::from_ref(ring)) > 0.0),
                "{} at {level}",
                source.codes[i]
            );
        }
    }
}

#[test]
fn no_line_runs_across_the_map() {
    let source = source();
    for central in [11.0, 0.0, -90.0, 150.0, 180.0] {
        let projection = Projection::equal_earth(central);
        let (_, pole) = projection.project(0.0, -90.0);
        for (level, topology, detail) in levels() {
            for (i, rings) in paths(topology, &projection, &detail).iter().enumerate() {
                for (a, b) in rings.iter().flat_map(|ring| closed(ring)) {
                    let along_pole = (f64::from(a.1.min(b.1)) - pole).abs() < 10.0;
                    let width = (a.0 - b.0).abs();
                    // The longest straight borders, of the 49th parallel, are far below a tenth of the map.
                    assert!(
                        width < WORLD_WIDTH / 10 || along_pole,
                        "{} at {level} around {central}: {a:?} {b:?}",
                        source.codes[i]
                    );
                    assert!((-5..=WORLD_WIDTH + 5).contains(&a.0), "{} off the map: {a:?}", source.codes[i]);
                }
            }
        }
    }
}

#[test]
fn neighbours_share_their_borders() {
    let source = source();
    // The source has 361; a few exclaves are too small to be packed.
    for (topology, least) in [(topology(), 340), (refined(), 340)] {
        let mut users: Vec<Vec<(usize, bool)>> = vec![Vec::new(); topology.arcs.len()];
        for (i, shape) in topology.shapes.iter().enumerate() {
            for arc_use in shape.rings.iter().flat_map(|ring| &ring.arcs) {
                users[arc_use.arc].push((i, arc_use.reversed));
            }
        }
        let mut shared = 0;
        for users in &users {
            match users[..] {
                [_] => {}
                [a, b] => {
                    assert_ne!(a.1, b.1, "two users of an arc run along it in opposite directions");
                    shared += 1;
                }
                _ => panic!("an arc has {} users", users.len()),
            }
        }
        assert!((least..=361).contains(&shared), "{shared} arcs are shared");
        for (a, b) in [
            ("DEU", "POL"),
            ("FIN", "RUS"),
            ("CAN", "USA"),
            ("PRK", "KOR"),
            ("LSO", "ZAF"),
            ("ITA", "VAT"),
            ("BRA", "GUF"),
            ("SUR", "GUF"),
        ] {
            let (a, b) = (source.index(a), source.index(b));
            assert!(users.iter().any(|users| users.iter().any(|u| u.0 == a) && users.iter().any(|u| u.0 == b)));
        }
    }
}

#[test]
fn lines_do_not_cross() {
    type Step = (i64, i64);
    for (level, topology, detail) in levels() {
        let mut edges: Vec<[Step; 2]> = Vec::new();
        for arc in &topology.arcs {
            let least = |point: &Point| detail.least_weight(point.lon(), point.lat()).min(ALWAYS);
            if arc.weight < least(&arc.points[0]) {
                continue;
            }
            let drawn = arc.points.iter().filter(|point| point.weight >= least(point));
            let steps: Vec<Step> = drawn.map(|point| (point.x.into(), point.y.into())).collect();
            edges.extend(steps.windows(2).map(|pair| [pair[0], pair[1]]));
        }
        let mut cells: HashMap<Step, Vec<usize>> = HashMap::new();
        for (i, [a, b]) in edges.iter().enumerate() {
            for column in a.0.min(b.0).div_euclid(100)..=a.0.max(b.0).div_euclid(100) {
                for row in a.1.min(b.1).div_euclid(100)..=a.1.max(b.1).div_euclid(100) {
                    cells.entry((column, row)).or_default().push(i);
                }
            }
        }
        let side = |[a, b]: [Step; 2], c: Step| ((b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)).signum();
        let mut crossed = HashSet::new();
        for cell in cells.values() {
            for (i, &first) in cell.iter().enumerate() {
                for &second in &cell[i + 1..] {
                    let (e, f) = (edges[first], edges[second]);
                    if side(e, f[0]) * side(e, f[1]) < 0 && side(f, e[0]) * side(f, e[1]) < 0 {
                        crossed.insert((first.min(second), first.max(second)));
                    }
                }
            }
        }
        let places = crossed.iter().map(|&(first, _)| edges[first][0]);
        let places: Vec<Place> = places.map(|step| (step.0 as f64 / 50.0, step.1 as f64 / 50.0)).collect();
        let [west, south, east, north] = CLOSE_UPS[0];
        let in_europe = |place: &&Place| (west..east).contains(&place.0) && (south..north).contains(&place.1);
        assert_eq!(places.iter().find(in_europe), None, "{level}");
        // A few do where the grid is wide, each by less than one of its squares.
        assert!(places.iter().filter(|place| place.1 > -60.0).count() <= 10, "{level}: {places:?}");
    }
}

#[test]
fn rings_are_closed_and_joined() {
    let source = source();
    for (_, topology, detail) in levels() {
        for (i, shape) in topology.shapes.iter().enumerate() {
            for ring in &shape.rings {
                let points = ring_points(topology, ring, &detail);
                let (Some(first), Some(last)) = (points.first(), points.last()) else {
                    continue;
                };
                assert!(shortest(last.0 - first.0).abs() < 1e-9 && last.1 == first.1, "{}", source.codes[i]);
                assert!(points.iter().all(|point| ring.bounds.contains(point.0, point.1)), "{}", source.codes[i]);
                // Antarctica apart, no edge of the packed map is longer than the meridian that bounds Alaska.
                let longest =
                    points.windows(2).map(|pair| (pair[1].0 - pair[0].0).abs().max((pair[1].1 - pair[0].1).abs()));
                let longest = longest.fold(0.0, f64::max);
                assert!(longest < 29.0 || source.codes[i] == "ATA", "{}: {longest}°", source.codes[i]);
            }
        }
    }
}

#[test]
fn refining_adds_points_of_the_source_and_moves_none() {
    let source = source();
    let snap = |degrees: f64, lines: f64| (degrees * 50.0 / lines).round() as i32 * lines as i32;
    let mut known = HashSet::new();
    for &(lon, lat) in source.rings.values().flatten().flatten() {
        known.extend([1.0, 2.0, 4.0].map(|lines| (snap(lon, lines), snap(lat, lines))));
    }
    let is_known = |x: i32, y: i32| [-18_000, 0, 18_000].iter().any(|turn| known.contains(&(x + turn, y)));
    let (live, fine) = (topology(), refined());
    for (i, arc) in fine.arcs.iter().enumerate() {
        if let Some(coarse) = live.arcs.get(i) {
            let mut rest = arc.points.iter();
            assert!(coarse.points.iter().all(|point| rest.any(|other| other == point)), "arc {i} has lost a point");
        }
        let strange = arc.points.iter().filter(|point| !is_known(point.x.into(), point.y.into())).count();
        // A state that is smaller than the grid is a square of one step.
        assert!(strange == 0 || arc.points.len() == 5, "{strange} points of arc {i} are not in the source");
    }
    for (coarse, shape) in live.shapes.iter().zip(&fine.shapes) {
        assert_eq!(coarse.anchor, shape.anchor);
        for (coarse, ring) in coarse.rings.iter().zip(&shape.rings) {
            assert_eq!(coarse.arcs, ring.arcs);
        }
    }
    let count = |topology: &Topology| topology.arcs.iter().map(|arc| arc.points.len()).sum::<usize>();
    assert!(2 * count(fine) > 3 * count(live), "{} of {}", count(live), count(fine));
}

/// Europe with the Mediterranean, and Japan with Korea: west, south, east, north.
const CLOSE_UPS: [[f64; 4]; 2] = [[-11.0, 34.0, 45.0, 62.0], [122.0, 24.0, 147.0, 46.0]];

#[test]
fn close_ups_show_who_holds_what() {
    let source = source();
    for (level, detail, most) in [("close", Detail::CLOSE, 0.012), ("finest", Detail::FINEST, 0.006)] {
        let (mut places, mut wrong) = (0, 0);
        for [west, south, east, north] in CLOSE_UPS {
            let columns = ((east - west) / 0.23) as i32;
            for cell in 0..columns * (((north - south) / 0.23) as i32) {
                let lon = west + f64::from(cell % columns) * 0.23 + 0.1037;
                let lat = south + f64::from(cell / columns) * 0.23 + 0.1019;
                let mut holders = Vec::new();
                for (i, shape) in refined().shapes.iter().enumerate() {
                    let near = shape.rings.iter().filter(|ring| ring.bounds.contains(lon, lat));
                    let around = near.filter(|ring| ring_holds(&ring_points(refined(), ring, &detail), lon, lat));
                    if around.count() % 2 == 1 {
                        holders.push(source.codes[i].as_str());
                    }
                }
                assert!(holders.len() <= 1, "{level}: {lon} {lat} is in {holders:?}");
                let is_in = |code: &&String| {
                    source.rings[*code].iter().filter(|ring| ring_holds(ring, lon, lat)).count() % 2 == 1
                };
                let truth = holders
                    .first()
                    .map_or_else(|| source.codes.iter().find(is_in).is_none(), |code| is_in(&&code.to_string()));
                places += 1;
                wrong += usize::from(!truth);
            }
        }
        let share = wrong as f64 / f64::from(places);
        assert!(share < most, "{level}: {wrong} of {places} places are in another country than in the source");
    }
}

#[test]
fn no_place_lies_in_two_countries_and_no_inland_place_in_none() {
    let source = source();
    let projection = Projection::world();
    let (columns, rows, step) = (190_usize, 80_usize, 50.0);
    let unit = |i: usize| i as f64 * step + 23.4;
    // In the source, by a ray to the north through the same lattice.
    let mut is_land = vec![false; columns * rows];
    for ring in source.rings.values().flatten() {
        let latitudes = || ring.iter().map(|place| place.1);
        let (south, north) = (latitudes().fold(90.0, f64::min), latitudes().fold(-90.0, f64::max));
        for (cell, land) in is_land.iter_mut().enumerate() {
            let place = projection.invert(unit(cell % columns), unit(cell / columns));
            let Some((lon, lat)) = place.filter(|(_, lat)| (south..=north).contains(lat)) else {
                continue;
            };
            *land ^= ring_holds(ring, lon, lat);
        }
    }
    assert!(is_land.iter().filter(|land| **land).count() > 2000);
    for (level, topology, detail) in levels() {
        let mut paths = paths(topology, &projection, &detail);
        // The square that stands for what is too small to draw may cover a neighbour.
        paths.iter_mut().filter(|rings| units2(rings) <= 64.0).for_each(Vec::clear);
        let boxes: Vec<(f64, f64, f64, f64)> = paths.iter().map(|rings| box_of(rings)).collect();
        let mut gaps = Vec::new();
        for cell in 0..columns * rows {
            let (column, row) = (cell % columns, cell / columns);
            let (x, y) = (unit(column), unit(row));
            let here = |i: &usize| {
                let (left, top, right, bottom) = boxes[*i];
                left <= x && x <= right && top <= y && y <= bottom && holds(&paths[*i], x, y)
            };
            let holders: Vec<&str> = (0..paths.len()).filter(here).map(|i| source.codes[i].as_str()).collect();
            let around = || (0..9).map(|i| (column + i % 3, row + i / 3));
            let inland = column > 0
                && row > 0
                && around()
                    .all(|(c, r)| c <= columns && r <= rows && is_land.get((r - 1) * columns + c - 1) == Some(&true));
            assert!(holders.len() <= 1, "{level}: {x} {y} is in {holders:?}");
            if inland && holders.is_empty() {
                gaps.push(projection.invert(x, y));
            }
        }
        // Estuaries and lakes open to the sea may be between two places of the lattice.
        assert!(gaps.len() <= 2, "{level}: in no country: {gaps:?}");
    }
}

#[test]
fn small_states_are_on_the_map() {
    let source = source();
    let projection = Projection::world();
    let places =
        [("LUX", 6.1, 49.75), ("ISL", -18.5, 65.0), ("MNE", 19.2, 42.8), ("MLT", 14.43, 35.89), ("SGP", 103.82, 1.37)];
    for (level, topology, detail) in levels() {
        for (code, lon, lat) in places {
            let rings = parse(&path_text(topology, source.index(code), &projection, &detail));
            let (x, y) = projection.project(lon, lat);
            let near = rings.iter().flatten().any(|at| (f64::from(at.0) - x).hypot(f64::from(at.1) - y) < 12.0);
            assert!(near || holds(&rings, x, y), "{code} at {level}");
        }
    }
}

#[test]
fn islands_that_readers_look_for_are_on_the_default_map() {
    let (topology, source) = (topology(), source());
    let projection = Projection::world();
    let places = [
        ("XHI", "Hawaii", -155.5, 19.6),
        ("XHI", "Oahu", -157.97, 21.5),
        ("XIC", "Tenerife", -16.6, 28.28),
        ("ESP", "Mallorca", 2.95, 39.6),
        ("XAZ", "São Miguel", -25.4, 37.79),
        ("XMD", "Madeira", -16.97, 32.75),
        ("JPN", "Okinawa", 128.0, 26.58),
        ("KOR", "Jeju", 126.55, 33.38),
        ("SJM", "Svalbard", 17.5, 78.9),
        ("JEY", "Jersey", -2.13, 49.22),
        ("GGY", "Guernsey", -2.58, 49.45),
        ("GRC", "Crete", 24.9, 35.2),
        ("GRC", "Rhodes", 27.95, 36.2),
        ("RUS", "Wrangel", -179.6, 71.2),
        ("RUS", "Chukotka", -173.5, 66.8),
        ("USA", "Unalaska", -166.9, 53.6),
        ("GUF", "French Guiana", -53.1, 4.0),
    ];
    for (code, name, lon, lat) in places {
        let rings = parse(&path_text(topology, source.index(code), &projection, &Detail::DEFAULT));
        let (x, y) = projection.project(lon, lat);
        assert!(holds(&rings, x, y), "{name} is not drawn in {code}");
    }
}

#[test]
fn close_ups_have_the_islands_that_readers_look_for() {
    let source = source();
    let islands = [
        ("GRC", "Crete", 24.9, 35.2),
        ("GRC", "Rhodes", 27.95, 36.2),
        ("GRC", "Lesbos", 26.3, 39.2),
        ("GRC", "Chios", 26.05, 38.4),
        ("GRC", "Samos", 26.8, 37.75),
        ("GRC", "Naxos", 25.5, 37.05),
        ("GRC", "Euboea", 23.9, 38.5),
        ("GRC", "Corfu", 19.8, 39.65),
        ("GRC", "Lemnos", 25.2, 39.9),
        ("TUR", "Imbros", 25.85, 40.17),
        ("CYP", "Cyprus", 33.0, 34.9),
        ("MLT", "Malta", 14.43, 35.89),
        ("ITA", "Sicily", 14.0, 37.5),
        ("ITA", "Sardinia", 9.0, 40.0),
        ("FRA", "Corsica", 9.1, 42.1),
        ("ESP", "Mallorca", 2.95, 39.6),
        ("ESP", "Menorca", 4.1, 39.97),
        ("ESP", "Ibiza", 1.42, 39.0),
        ("DNK", "Zealand", 11.9, 55.5),
        ("DNK", "Funen", 10.4, 55.3),
        ("DNK", "Lolland", 11.4, 54.8),
        ("DNK", "Bornholm", 14.9, 55.13),
        ("SWE", "Gotland", 18.5, 57.5),
        ("SWE", "Öland", 16.65, 56.7),
        ("ALA", "Åland", 19.95, 60.25),
        ("EST", "Saaremaa", 22.5, 58.4),
        ("EST", "Hiiumaa", 22.6, 58.9),
        ("DEU", "Rügen", 13.4, 54.45),
        ("IMN", "Man", -4.5, 54.2),
        ("GBR", "Lewis", -6.6, 58.2),
        ("GBR", "Skye", -6.2, 57.35),
        ("SJM", "Spitsbergen", 17.5, 78.9),
        ("JPN", "Hokkaido", 143.0, 43.3),
        ("JPN", "Honshu", 138.5, 36.3),
        ("JPN", "Shikoku", 133.5, 33.7),
        ("JPN", "Kyushu", 131.0, 32.6),
        ("JPN", "Okinawa", 128.0, 26.58),
        ("JPN", "Tsushima", 129.3, 34.4),
        ("JPN", "Sado", 138.4, 38.05),
        ("JPN", "Amami", 129.35, 28.3),
        ("JPN", "Awaji", 134.85, 34.4),
        ("JPN", "Yakushima", 130.5, 30.35),
        ("JPN", "Tanegashima", 130.97, 30.6),
        ("JPN", "Oki", 133.25, 36.2),
        ("JPN", "Ishigaki", 124.2, 24.43),
        ("JPN", "Iriomote", 123.8, 24.35),
        ("KOR", "Jeju", 126.55, 33.38),
        ("KOR", "Geoje", 128.6, 34.87),
        ("NZL", "South Island", 171.0, -43.5),
        ("NZL", "Stewart Island", 167.9, -47.0),
        ("AUS", "Tasmania", 146.6, -42.0),
        ("CAN", "Newfoundland", -56.0, 48.6),
        ("CAN", "Vancouver Island", -125.5, 49.7),
        ("CAN", "Prince Edward Island", -63.2, 46.3),
        ("USA", "Long Island", -72.9, 40.85),
        ("XHI", "Oahu", -157.97, 21.5),
        ("XIC", "Gran Canaria", -15.6, 27.95),
    ];
    for (code, name, lon, lat) in islands {
        let truth = source.ring_at(code, lon, lat).unwrap_or_else(|| panic!("{name} is not in the source"));
        let rings = refined().shapes[source.index(code)].rings.iter();
        let mut rings = rings.map(|ring| ring_points(refined(), ring, &Detail::FINEST));
        let ring = rings.find(|ring| ring_holds(ring, lon, lat)).unwrap_or_else(|| panic!("{name} is not there"));
        let error = ring_km2(&ring) / ring_km2(truth) - 1.0;
        assert!(error.abs() < 0.2, "{name}: {:.0} % of {:.0} km²", error * 100.0, ring_km2(truth));
    }
}

#[test]
fn the_aegean_has_its_islands() {
    let source = source();
    let projection = Projection::world();
    for (level, topology, detail, least) in [
        ("finest", refined(), Detail::FINEST, 30),
        ("default", topology(), Detail::DEFAULT, 25),
        ("coarse", topology(), Detail::COARSE, 15),
    ] {
        let islands = ["GRC", "TUR"]
            .iter()
            .flat_map(|code| parse(&path_text(topology, source.index(code), &projection, &detail)));
        let in_aegean = |ring: &Vec<(i32, i32)>| {
            ring.iter().all(|at| {
                let place = projection.invert(f64::from(at.0), f64::from(at.1));
                place.is_some_and(|(lon, lat)| (22.8..28.5).contains(&lon) && (35.7..40.95).contains(&lat))
            })
        };
        let count = islands.filter(in_aegean).count();
        assert!(count >= least, "{count} islands at {level}");
    }
}

#[test]
fn anchors_lie_in_their_countries() {
    let source = source();
    for (i, code, _) in source.large() {
        for topology in [topology(), refined()] {
            let (lon, lat) = topology.anchor(i).expect("an anchor");
            assert_eq!(shape_at(topology, lon, lat), Some(i), "{code}: {lon} {lat}");
        }
    }
}

#[test]
fn places_are_found_in_their_countries() {
    let (topology, source) = (topology(), source());
    let places = [
        ("UKR", 34.2, 45.2),
        ("JPN", 139.5, 35.7),
        ("KOR", 127.0, 37.4),
        ("AUS", 149.1, -35.3),
        ("NZL", 175.6, -40.4),
        ("USA", -77.2, 39.0),
        ("USA", -150.0, 65.0),
        ("CAN", -75.9, 45.4),
        ("DEU", 13.4, 52.5),
        ("FRA", 2.35, 48.85),
        ("GUF", -53.1, 4.0),
        ("REU", 55.5, -21.1),
        ("XHI", -155.5, 19.6),
        ("BEL", 4.35, 50.8),
        ("TUR", 32.9, 39.9),
        ("LSO", 28.2, -29.5),
        ("ESH", -13.0, 25.0),
        ("TWN", 121.0, 24.0),
        ("XKX", 21.0, 42.6),
        ("GRL", -42.0, 72.0),
        ("RUS", -173.5, 66.8),
        ("RUS", 20.9, 54.7),
        ("ATA", 0.0, -89.5),
        ("ATA", 179.9, -88.0),
    ];
    for (code, lon, lat) in places {
        for topology in [topology, refined()] {
            let found = shape_at(topology, lon, lat).map(|i| source.codes[i].as_str());
            assert_eq!(found, Some(code), "{lon} {lat}");
        }
    }
    for (lon, lat) in [(-40.0, 45.0), (180.0, 30.0), (0.0, 89.9), (25.0, 37.9), (179.9, 0.0)] {
        for topology in [topology, refined()] {
            assert_eq!(shape_at(topology, lon, lat), None, "{lon} {lat}");
        }
    }
}

#[test]
fn small_states_are_found_near_by() {
    let (topology, source) = (topology(), source());
    let small = ["MLT", "LUX", "SGP", "VAT", "MCO"].map(|code| source.index(code));
    let found = |lon, lat, km| nearest_shape(topology, &small, lon, lat, km).map(|i| source.codes[i].as_str());
    assert_eq!(found(14.2, 35.6, 60.0), Some("MLT"));
    assert_eq!(found(12.5, 41.9, 20.0), Some("VAT"));
    assert_eq!(found(6.5, 49.6, 60.0), Some("LUX"));
    assert_eq!(found(6.1, 49.7, 1.0), None, "a border or an anchor is 1 km away at most");
    assert_eq!(found(-100.0, 40.0, 500.0), None);
}

#[test]
fn the_own_sine_is_the_sine() {
    for step in -9000..=9000 {
        let angle = f64::from(step).to_radians() / 100.0;
        assert!((equal_earth::sine(angle) - angle.sin()).abs() < 1e-15, "{angle}");
        let lat = f64::from(step) / 100.0;
        assert!((equal_earth::cosine_of_latitude(lat) - lat.to_radians().cos()).abs() < 1e-15, "{lat}");
    }
}

#[test]
fn the_own_arcs_are_the_arcs() {
    for step in -72_000..=72_000 {
        let angle = f64::from(step) / 72_000.0 * PI;
        let (y, x) = (angle.sin() * 3.0, angle.cos() * 3.0);
        assert!((equal_earth::arc_tangent(y, x) - y.atan2(x)).abs() < 1e-15 * 4.0, "{y} {x}");
        assert!((equal_earth::arc_sine(y / 3.0) - (y / 3.0).asin()).abs() < 1e-15 * 4.0, "{y}");
    }
    for (y, x) in [(0.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0), (-1e-30, -1e-30)] {
        assert!((equal_earth::arc_tangent(y, x) - f64::atan2(y, x)).abs() < 1e-15, "{y} {x}");
    }
}

#[test]
fn cut_bytes_are_no_topology() {
    let bytes = two_oceans::GEOMETRY;
    for length in (0..bytes.len()).step_by(97).chain(bytes.len() - 8..bytes.len()) {
        assert!(Topology::unpack(&bytes[..length]).is_none(), "cut at {length}");
    }
    assert!(Topology::unpack(&[bytes, &[0]].concat()).is_none(), "a byte too many");
}

#[test]
fn flipped_and_foreign_bytes_make_no_panic() {
    let bytes = two_oceans::GEOMETRY;
    for at in (0..bytes.len()).step_by(97) {
        let mut damaged = bytes.to_vec();
        damaged[at] ^= 1 << (at % 8);
        Topology::unpack(&damaged);
    }
    for seed in 0..=255_u8 {
        let noise: Vec<u8> = (0..4000_u32).map(|i| (i * i / 7 + i * u32::from(seed)) as u8).collect();
        Topology::unpack(&noise);
        Topology::unpack(&vec![seed; 4000]);
    }
}

#[test]
fn damaged_bytes_make_no_panic() {
    let bytes = two_oceans::GEOMETRY;
    for length in (0..bytes.len()).step_by(997) {
        assert!(Topology::unpack(&bytes[..length]).is_none(), "cut at {length}");
    }
    let projection = Projection::world();
    for seed in 0..60_usize {
        let mut damaged = bytes.to_vec();
        let at = seed * 7919 % damaged.len();
        damaged[at] ^= 1 << (seed % 8);
        if let Some(topology) = Topology::unpack(&damaged) {
            for shape in 0..topology.shape_count() {
                path_text(&topology, shape, &projection, &Detail::COARSE);
            }
            shape_at(&topology, 12.0, 45.0);
        }
    }
    assert_eq!(path_text(topology(), 9999, &projection, &Detail::DEFAULT), "");
}

#[test]
fn damaged_finer_points_leave_the_map_as_it_is() {
    let bytes = two_oceans::FINE_GEOMETRY;
    for length in (0..bytes.len()).step_by(997).chain(bytes.len() - 8..bytes.len()) {
        assert!(topology().refine(&bytes[..length]).is_none(), "cut at {length}");
    }
    assert!(topology().refine(&[bytes, &[0]].concat()).is_none(), "a byte too many");
    assert!(refined().refine(bytes).is_none(), "not for this topology");
    assert!(topology().refine(two_oceans::GEOMETRY).is_none(), "no refinement");
    let projection = Projection::world();
    for seed in 0..120_usize {
        let mut damaged = bytes.to_vec();
        let at = seed * 7919 % damaged.len();
        damaged[at] ^= 1 << (seed % 8);
        let Some(refined) = topology().refine(&damaged) else { continue };
        assert_eq!(refined.shape_count(), topology().shape_count());
        for (shape, coarse) in topology().shapes.iter().enumerate() {
            assert_eq!(refined.shapes[shape].rings[..coarse.rings.len()].len(), coarse.rings.len());
            assert!(!path_text(&refined, shape, &projection, &Detail::DEFAULT).is_empty());
        }
        shape_at(&refined, 12.0, 45.0);
    }
    for seed in 0..=255_u8 {
        // The right beginning, and then noise.
        let noise = (0..9000_u32).map(|i| (i * i / 7 + i * u32::from(seed)) as u8);
        let noise: Vec<u8> = bytes[..6 + usize::from(seed)].iter().copied().chain(noise).collect();
        topology().refine(&noise);
        topology().refine(&vec![seed; 4000]);
    }
}

#[test]
fn the_map_is_refined_when_the_finer_points_arrive() {
    assert!(!shapes::install_fine(&two_oceans::FINE_GEOMETRY[1..]));
    assert_eq!(shapes::topology(), topology(), "damaged bytes change nothing");
    assert!(shapes::install_fine(two_oceans::FINE_GEOMETRY));
    assert_eq!(shapes::topology(), refined());
    assert_eq!(shapes::live(), topology());
}

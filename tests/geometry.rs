//! The promises of the map's geometry, held against the 50m source, which is decoded here a second time, by other means.

use std::collections::HashMap;
use std::f64::consts::PI;

use serde_json::Value;
use two_oceans::geo::area::shape_area_km2;
use two_oceans::geo::equal_earth;
use two_oceans::geo::great_circle::{distance_km, MEAN_RADIUS_KM};
use two_oceans::geo::hit::{nearest_shape, shape_at};
use two_oceans::geo::path::{path_text, ring_points, Detail};
use two_oceans::geo::projection::{Projection, NORTH_EDGE, SOUTH_EDGE, WORLD_HEIGHT, WORLD_WIDTH};
use two_oceans::geo::topology::Topology;

type Place = (f64, f64);

const LEVELS: [(&str, Detail); 3] =
    [("default", Detail::DEFAULT), ("coarse", Detail::COARSE), ("finest", Detail::FINEST)];

/// Countries larger than this keep their area.
const AREA_HELD_KM2: f64 = 10_000.0;

fn topology() -> Topology {
    Topology::unpack(two_oceans::GEOMETRY).expect("the bundle's geometry")
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
    let mut codes: Vec<String> = rings.keys().cloned().collect();
    codes.sort();
    Source { codes, rings }
}

impl Source {
    fn index(&self, code: &str) -> usize {
        self.codes.iter().position(|other| other == code).unwrap_or_else(|| panic!("no shape {code}"))
    }

    /// By Lambert's cylindrical equal-area projection, not by the one that the code under test uses.
    fn area_km2(&self, code: &str) -> f64 {
        let ring_area = |ring: &Vec<Place>| -> f64 {
            let mut area = 0.0;
            let mut turned = 0.0;
            for pair in ring.windows(2) {
                let turn = shortest(pair[1].0 - pair[0].0).to_radians();
                area += turn * (pair[0].1.to_radians().sin() + pair[1].1.to_radians().sin()) / 2.0;
                turned += turn;
            }
            // A ring round the pole encloses what lies between it and the pole.
            area + turned.signum() * if turned.abs() > PI { 2.0 * PI } else { 0.0 }
        };
        self.rings[code].iter().map(ring_area).sum::<f64>().abs() * MEAN_RADIUS_KM * MEAN_RADIUS_KM
    }

    fn large(&self) -> Vec<(usize, &str, f64)> {
        let all = self.codes.iter().enumerate().map(|(i, code)| (i, code.as_str(), self.area_km2(code)));
        all.filter(|(_, _, area)| *area > AREA_HELD_KM2).collect()
    }
}

/// The same turn of degrees, in −180…180.
fn shortest(turn: f64) -> f64 {
    (turn + 180.0).rem_euclid(360.0) - 180.0
}

/// The rings of a path of relative movetos, linetos and closes; anything else is a failure.
fn parse(text: &str) -> Vec<Vec<(i32, i32)>> {
    let mut rings = Vec::new();
    let mut start = (0, 0);
    let body = text.strip_suffix('z').unwrap_or_else(|| panic!("not closed: {text:?}"));
    for ring in body.split('z') {
        let numbers = ring.strip_prefix('m').unwrap_or_else(|| panic!("no moveto: {ring:?}"));
        let numbers: Vec<i32> = numbers
            .replace('-', " -")
            .split_whitespace()
            .map(|number| number.parse().unwrap_or_else(|_| panic!("{number:?} is not an integer")))
            .collect();
        assert!(numbers.len() >= 6 && numbers.len() % 2 == 0, "half a point, or no polygon: {ring:?}");
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
    assert_eq!(source().codes.len(), 242);
}

#[test]
fn large_countries_keep_their_area() {
    let (topology, source) = (topology(), source());
    for (i, code, area) in source.large() {
        for (level, detail, most) in [("finest", Detail::FINEST, 0.02), ("default", Detail::DEFAULT, 0.03)] {
            let error = shape_area_km2(&topology, i, &detail) / area - 1.0;
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
                units2(&parse(&path_text(&topology, *i, &projection, &Detail::DEFAULT))) * km_per_unit * km_per_unit;
            // Rounding to whole units of 4 km adds its own to the 3 % for the smallest of them.
            assert!((drawn / area - 1.0).abs() < 0.05, "{code} around {central}: {drawn:.0} of {area:.0} km²");
        }
    }
}

#[test]
fn every_shape_is_drawn_at_every_level() {
    let (topology, source) = (topology(), source());
    let projection = Projection::world();
    for (level, detail) in LEVELS {
        for (i, rings) in paths(&topology, &projection, &detail).iter().enumerate() {
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
    let (topology, source) = (topology(), source());
    for central in [11.0, 0.0, -90.0, 150.0, 180.0] {
        let projection = Projection::equal_earth(central);
        let (_, pole) = projection.project(0.0, -90.0);
        for (level, detail) in LEVELS {
            for (i, rings) in paths(&topology, &projection, &detail).iter().enumerate() {
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
    let (topology, source) = (topology(), source());
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
    // The source has 361; a few exclaves are too small to be packed.
    assert!((340..=361).contains(&shared), "{shared} arcs are shared");
    for (a, b) in [("DEU", "POL"), ("FIN", "RUS"), ("CAN", "USA"), ("PRK", "KOR"), ("LSO", "ZAF"), ("ITA", "VAT")] {
        let (a, b) = (source.index(a), source.index(b));
        assert!(users.iter().any(|users| users.iter().any(|u| u.0 == a) && users.iter().any(|u| u.0 == b)));
    }
}

#[test]
fn rings_are_closed_and_joined() {
    let (topology, source) = (topology(), source());
    for (i, shape) in topology.shapes.iter().enumerate() {
        for ring in &shape.rings {
            for (_, detail) in LEVELS {
                let points = ring_points(&topology, ring, &detail);
                let (Some(first), Some(last)) = (points.first(), points.last()) else {
                    continue;
                };
                assert!(shortest(last.0 - first.0).abs() < 1e-9 && last.1 == first.1, "{}", source.codes[i]);
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
fn no_place_lies_in_two_countries_and_no_inland_place_in_none() {
    let (topology, source) = (topology(), source());
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
            let crosses = |pair: &&[Place]| {
                let (a, b) = (shortest(pair[0].0 - lon), shortest(pair[1].0 - lon));
                (a < 0.0) != (b < 0.0)
                    && (a - b).abs() < 180.0
                    && pair[0].1 + (pair[1].1 - pair[0].1) * a / (a - b) > lat
            };
            *land ^= ring.windows(2).filter(crosses).count() % 2 == 1;
        }
    }
    assert!(is_land.iter().filter(|land| **land).count() > 2000);
    for (level, detail) in LEVELS {
        let mut paths = paths(&topology, &projection, &detail);
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
    let (topology, source) = (topology(), source());
    let projection = Projection::world();
    let places =
        [("LUX", 6.1, 49.75), ("ISL", -18.5, 65.0), ("MNE", 19.2, 42.8), ("MLT", 14.43, 35.89), ("SGP", 103.82, 1.37)];
    for (level, detail) in LEVELS {
        for (code, lon, lat) in places {
            let rings = parse(&path_text(&topology, source.index(code), &projection, &detail));
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
        ("USA", "Hawaii", -155.5, 19.6),
        ("USA", "Oahu", -157.97, 21.5),
        ("ESP", "Tenerife", -16.6, 28.28),
        ("ESP", "Mallorca", 2.95, 39.6),
        ("PRT", "São Miguel", -25.4, 37.79),
        ("PRT", "Madeira", -16.97, 32.75),
        ("JPN", "Okinawa", 128.0, 26.58),
        ("KOR", "Jeju", 126.55, 33.38),
        ("NOR", "Svalbard", 17.5, 78.9),
        ("JEY", "Jersey", -2.13, 49.22),
        ("GGY", "Guernsey", -2.58, 49.45),
        ("GRC", "Crete", 24.9, 35.2),
        ("GRC", "Rhodes", 27.95, 36.2),
        ("RUS", "Wrangel", -179.6, 71.2),
        ("RUS", "Chukotka", -173.5, 66.8),
        ("USA", "Unalaska", -166.9, 53.6),
        ("FRA", "French Guiana", -53.1, 4.0),
    ];
    for (code, name, lon, lat) in places {
        let rings = parse(&path_text(&topology, source.index(code), &projection, &Detail::DEFAULT));
        let (x, y) = projection.project(lon, lat);
        assert!(holds(&rings, x, y), "{name} is not drawn in {code}");
    }
}

#[test]
fn the_aegean_has_its_islands() {
    let (topology, source) = (topology(), source());
    let projection = Projection::world();
    for (level, detail, least) in [("default", Detail::DEFAULT, 25), ("coarse", Detail::COARSE, 15)] {
        let islands = ["GRC", "TUR"]
            .iter()
            .flat_map(|code| parse(&path_text(&topology, source.index(code), &projection, &detail)));
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
    let (topology, source) = (topology(), source());
    for (i, code, _) in source.large() {
        let (lon, lat) = topology.anchor(i).expect("an anchor");
        assert_eq!(shape_at(&topology, lon, lat), Some(i), "{code}: {lon} {lat}");
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
        let found = shape_at(&topology, lon, lat).map(|i| source.codes[i].as_str());
        assert_eq!(found, Some(code), "{lon} {lat}");
    }
    for (lon, lat) in [(-40.0, 45.0), (180.0, 30.0), (0.0, 89.9), (25.0, 37.9), (179.9, 0.0)] {
        assert_eq!(shape_at(&topology, lon, lat), None, "{lon} {lat}");
    }
}

#[test]
fn small_states_are_found_near_by() {
    let (topology, source) = (topology(), source());
    let small = ["MLT", "LUX", "SGP", "VAT", "MCO"].map(|code| source.index(code));
    let found = |lon, lat, km| nearest_shape(&topology, &small, lon, lat, km).map(|i| source.codes[i].as_str());
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
    assert_eq!(path_text(&topology(), 9999, &projection, &Detail::DEFAULT), "");
}

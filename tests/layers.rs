//! The layers of the map: what shapes, markers, legend, words and tables say on a date, before any browser.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use two_oceans::model::atlas::{atlas, CountryId, Status};
use two_oceans::model::overlay::{self, Marker};
use two_oceans::model::query::parse;
use two_oceans::model::scene::{self, Mark};
use two_oceans::model::texts;
use two_oceans::model::view::{Filter, Layer, View};

fn view(query: &str) -> View {
    assert!(texts::install(two_oceans::TEXTS));
    let (view, dropped) = parse(query);
    assert!(dropped.is_empty(), "{query}: {dropped:?}");
    view
}

fn country(code: &str) -> CountryId {
    atlas().country_by_code(code).unwrap()
}

fn mark(query: &str, code: &str) -> Mark {
    scene::marks(&view(query)).into_iter().find(|mark| mark.country == country(code)).unwrap()
}

fn tone(query: &str, code: &str) -> &'static str {
    mark(query, code).tone.map(|tone| tone.key()).unwrap_or_default()
}

fn hover(query: &str, code: &str) -> String {
    scene::hover_line(country(code), &view(query))
}

fn marker(query: &str, id: &str) -> Option<Marker> {
    overlay::markers(&view(query)).into_iter().find(|marker| marker.id == id)
}

/// Spender, year, share and amount of each row of `data/spending.csv` that is about a country.
fn figures() -> Vec<(CountryId, u16, String, String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/spending.csv");
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let rows = rows.filter_map(|row| {
        let id = atlas().country_by_code(&row[0])?;
        Some((id, row[1].parse().unwrap(), row[2].clone(), row[3].clone(), row[6].clone()))
    });
    rows.collect()
}

#[test]
fn every_figure_is_packed_as_it_was_published() {
    let mut seen = 0;
    for (id, year, share, amount, definition) in figures() {
        let view = view(&format!("layer=spending&date={year}"));
        let name = atlas().country(id).unwrap().name();
        let tables = overlay::tables(&view);
        let row = tables[0].rows.iter().find(|row| row.country == Some(id));
        if share.is_empty() {
            assert!(row.is_none(), "{name} {year} has no figure");
            continue;
        }
        let row = row.unwrap_or_else(|| panic!("{name} {year} is missing"));
        assert_eq!(row.cells[0], year.to_string());
        assert_eq!(row.cells[1].split('%').next(), Some(share.as_str()), "{name} {year}");
        let millions: f64 = amount.parse().unwrap();
        let shown: f64 = row.cells[2].split(' ').nth(1).unwrap().parse().unwrap();
        let shown = if row.cells[2].ends_with("billion") { shown * 1000.0 } else { shown };
        assert!(
            (shown - millions).abs() <= if millions < 1000.0 { 0.5 } else { 50.01 },
            "{name} {year}: {:?}",
            row.cells
        );
        assert!(row.cells[3].to_lowercase().starts_with(&definition), "{name} {year}: {:?}", row.cells);
        assert!(!row.sources.is_empty(), "{name} {year} has no source");
        seen += 1;
    }
    assert!(seen > 480, "only {seen} figures");
}

#[test]
fn the_sentence_on_spending_counts_the_members_of_the_year() {
    let members = |year: u16| atlas().members_on(view(&format!("date={year}")).date);
    for year in 2014..=2026 {
        let shares: Vec<f64> = figures()
            .into_iter()
            .filter(|(id, of, share, ..)| *of == year && !share.is_empty() && members(year).contains(id))
            .map(|(_, _, share, ..)| share.parse().unwrap())
            .collect();
        let two = shares.iter().filter(|&&share| share >= 2.0).count();
        let sentence = scene::summary(&view(&format!("layer=spending&date={year}")));
        assert!(sentence.contains(&format!("In {year}, {two} of {} members", shares.len())), "{year}: {sentence}");
    }
    assert!(scene::summary(&view("layer=spending&date=2013")).ends_with("begins in 2014."));
    assert!(!scene::summary(&view("date=2013")).contains("2014"));
}

#[test]
fn natos_and_sipris_figures_are_never_in_one_class() {
    for (id, year, share, _, definition) in figures().into_iter().filter(|row| !row.2.is_empty()) {
        let mark = scene::marks(&view(&format!("layer=spending&date={year}")));
        let mark = mark.iter().find(|mark| mark.country == id).unwrap();
        assert_eq!(mark.tone.unwrap().key() == "sipri", definition == "sipri", "{share}");
    }
    assert_eq!(
        hover("layer=spending&date=2025", "POL"),
        "Poland: 4.25% of GDP in 2025, NATO’s definition, an estimate"
    );
    assert_eq!(hover("layer=spending", "JPN"), "Japan: 1.4% of GDP in 2025, SIPRI’s definition");
    assert!(hover("layer=spending", "LUX").contains("of gross national income"));
    assert_eq!(hover("layer=spending&date=2024", "ISL"), "Iceland: no figure for 2024");
    assert_eq!(tone("layer=spending&date=2013", "POL"), "");
}

#[test]
fn the_name_of_a_shape_says_what_the_layer_shows() {
    let label = |query: &str, code: &str| scene::country_label(&mark(query, code));
    assert_eq!(label("layer=spending&date=2024", "POL"), "Poland, NATO member, 3.75% of GDP");
    assert_eq!(label("layer=groupings", "IND"), "India, neither member nor partner, Quad");
    assert_eq!(label("layer=treaty-area", "GRL"), "Greenland, part of a member, covered by Article 5");
    assert_eq!(label("", "POL"), "Poland, NATO member");
}

#[test]
fn the_treaty_area_follows_article_6_by_date() {
    let dza = |date: &str| tone(&format!("layer=treaty-area&date={date}"), "DZA");
    assert_eq!(
        ["1949-08-23", "1949-08-24", "1962-07-02", "1962-07-03", "2026"].map(dza),
        ["", "covered", "covered", "", ""]
    );
    assert!(mark("layer=treaty-area&date=1960", "DZA").is_hatched && !mark("date=1960", "DZA").is_hatched);
    assert!(scene::summary(&view("layer=treaty-area&date=1960")).contains("inside the area until 3 July 1962"));
    for code in ["GRC", "TUR"] {
        assert_eq!(tone("layer=treaty-area&date=1952-02-17", code), "");
        assert_eq!(tone("layer=treaty-area&date=1952-02-18", code), "covered");
        assert!(hover("layer=treaty-area", code).ends_with("covered by Article 5 since 18 February 1952"));
    }
    assert!(marker("layer=treaty-area&date=1952-02-18", "tr-asia").unwrap().explanation.contains("Protocol of 1951"));
    for (id, tone) in [("us-hi", "not"), ("fr-guf", "not"), ("es-can", "covered"), ("es-ceu", "disputed")] {
        // Those that have got a shape of their own are coloured instead.
        if let Some(marker) = marker("layer=treaty-area", id) {
            assert_eq!((marker.tone, marker.kind), (tone, "territory"), "{id}");
        }
    }
    assert!(marker("layer=treaty-area&date=1981", "es-ceu").is_none(), "Spain was no member");
    assert!(hover("layer=treaty-area", "GRL").contains("part of Denmark; covered by Article 5."));
}

#[test]
fn no_layer_says_that_article_5_covers_a_partner() {
    for year in (1949..=2026).step_by(3) {
        let view = view(&format!("layer=treaty-area&date={year}"));
        for mark in scene::marks(&view) {
            let name = atlas().country(mark.country).unwrap().name();
            let is_part = matches!(mark.status, Status::Member(_) | Status::Territory(..)) || name == "Algeria";
            assert!(is_part || mark.tone.is_none(), "{name} {year}");
            let line = scene::hover_line(mark.country, &view);
            assert!(is_part || line.contains("not covered"), "{line}");
        }
    }
}

#[test]
fn every_territory_of_the_table_is_on_the_map_once() {
    let view = view("layer=treaty-area");
    let markers: BTreeSet<&str> = overlay::markers(&view).iter().map(|marker| marker.label).collect();
    for row in &overlay::tables(&view)[0].rows {
        let is_shape =
            row.country.is_some_and(|id| mark("layer=treaty-area", atlas().country(id).unwrap().code).tone.is_some());
        assert!(is_shape != markers.contains(row.name), "{}", row.name);
        assert!(!row.sources.is_empty(), "{}", row.name);
    }
}

#[test]
fn offices_open_and_close_and_tokyo_never_opened() {
    let tone = |date: &str, id: &str| marker(&format!("layer=offices&date={date}"), id).map(|marker| marker.tone);
    assert_eq!(tone("2023-05-02", "tokyo"), None);
    assert_eq!(tone("2023-05-03", "tokyo"), Some("proposed"));
    assert_eq!(tone("2014-04-30", "tashkent"), None);
    assert_eq!(tone("2014-05-31", "tashkent"), Some("active"));
    assert_eq!(tone("2017-04-01", "tashkent"), Some("closed"));
    let tokyo = marker("layer=offices", "tokyo").unwrap().explanation;
    assert!(tokyo.contains("proposed, never opened, first reported on 3 May 2023"), "{tokyo}");
    // What ended later is not known yet.
    assert!(!marker("layer=offices&date=2015", "tashkent").unwrap().explanation.contains("to 1 April 2017"));
    let vienna = marker("layer=offices", "osce-vienna").unwrap().explanation;
    assert!(vienna.contains("opening date not confirmed, known since 10 May 2021"), "{vienna}");
    assert_eq!(japan("2018-06-30"), "");
    assert_eq!(japan("2018-07-01"), "mission");
}

fn japan(date: &str) -> &'static str {
    tone(&format!("layer=offices&date={date}"), "JPN")
}

#[test]
fn groupings_have_the_members_of_the_date() {
    let count = |group: &str, date: &str| {
        let view = view(&format!("layer=groupings&group={group}&date={date}"));
        let toned = scene::marks(&view).iter().filter(|mark| mark.tone.is_some()).count();
        let entry = scene::legend(&view).into_iter().find(|entry| entry.is_pressed).unwrap();
        assert_eq!(entry.count, toned, "{group} {date}");
        toned
    };
    for (group, date, members) in [
        ("quad", "2006", 0),
        ("quad", "2026", 4),
        ("aukus", "2021-09-14", 0),
        ("aukus", "2021-09-15", 3),
        ("eu", "1993-10", 0),
        ("eu", "1994", 12),
        ("eu", "1995", 15),
        ("eu", "2004-04-30", 15),
        ("eu", "2004-05-01", 25),
        ("eu", "2013", 28),
        ("eu", "2020", 27),
        ("g7", "1975", 6),
        ("g7", "1976", 7),
        ("five-eyes", "1950", 3),
        ("nato", "1990", 16),
        ("nato", "2024", 32),
    ] {
        assert_eq!(count(group, date), members, "{group} {date}");
    }
    let summary = scene::summary(&view("layer=groupings"));
    assert!(summary.ends_with("Quad: members 4, of these in NATO 1; no clause on mutual defence."), "{summary}");
    assert!(scene::summary(&view("layer=groupings&group=aukus&date=1999")).ends_with("15 September 2021."));
    assert!(scene::marks(&view("layer=groupings&group=g7")).iter().all(|mark| !mark.is_dimmed));
}

#[test]
fn the_legend_of_each_layer_filters_shapes_markers_and_table() {
    for layer in Layer::ALL {
        let base = view(&format!("layer={}&date=2025", layer.key()));
        let legend = scene::legend(&base);
        assert_eq!(legend.len(), layer.words().len(), "{layer:?}");
        for entry in legend {
            let view = View { group: Some(entry.filter), ..base.clone() };
            assert!(scene::legend(&view).iter().all(|other| other.is_pressed == (other.filter == entry.filter)));
            if matches!(layer, Layer::Groupings | Layer::Membership) {
                continue;
            }
            let shapes = scene::marks(&view).iter().filter(|mark| !mark.is_dimmed).count();
            let signs =
                overlay::markers(&view).iter().filter(|marker| !marker.is_dimmed && marker.kind != "contested").count();
            assert_eq!(shapes + signs, entry.count, "{layer:?} {}", entry.label);
            let rows = &overlay::tables(&view)[0].rows;
            let missions = usize::from(layer == Layer::Offices) * shapes;
            let members = if layer == Layer::TreatyArea && entry.filter == Filter(0) { 32 } else { 0 };
            assert_eq!(rows.len() + missions + members, entry.count, "{layer:?} {}", entry.label);
        }
    }
}

#[test]
fn each_contested_place_has_a_marker_with_its_claimants_on_every_layer() {
    for layer in Layer::ALL {
        let markers = overlay::markers(&view(&format!("layer={}&date=1960", layer.key())));
        let contested: Vec<&Marker> = markers.iter().filter(|marker| marker.kind == "contested").collect();
        assert_eq!(contested.len(), 23);
        assert!(contested.iter().all(|marker| marker.explanation.contains("Claimants: ")));
    }
    let islets = marker("", "takeshima-dokdo").unwrap();
    assert!(islets.label.contains("Takeshima") && islets.label.contains("Dokdo"));
    let crimea = marker("", "crimea").unwrap().explanation;
    assert!(crimea.contains("Claimants: Ukraine; Russia. Control: Russia, since 2014."), "{crimea}");
    let hatched: BTreeSet<&str> = scene::marks(&view(""))
        .iter()
        .filter(|mark| mark.is_hatched)
        .map(|mark| atlas().country(mark.country).unwrap().code)
        .collect();
    assert_eq!(hatched, BTreeSet::from(["CYN", "ESH", "FLK", "IOT", "KAS", "PSE", "SOL", "TWN", "XKX"]));
}

#[test]
fn the_tropic_of_cancer_is_drawn_with_the_treaty_area_only() {
    let lines = overlay::lines(&view("layer=treaty-area"));
    assert_eq!(lines.len(), 1);
    let points = &lines[0].points;
    assert!(points.iter().all(|&(_, lat)| (23.4..23.5).contains(&lat)));
    assert_eq!((points.first().unwrap().0, points.last().unwrap().0), (-98.0, -16.0));
    assert!(overlay::lines(&view("layer=offices")).is_empty());
}

#[test]
fn every_row_of_a_layer_has_a_source_and_every_marker_a_place_on_the_globe() {
    for layer in Layer::ALL {
        for date in ["1960", "2015", "2026"] {
            let view = view(&format!("layer={}&date={date}", layer.key()));
            for table in overlay::tables(&view) {
                assert!(!table.caption.is_empty());
                for row in table.rows {
                    assert_eq!(row.cells.len() + 1, table.head.len(), "{}: {}", table.key, row.name);
                    assert!(!row.sources.is_empty(), "{}: {}", table.key, row.name);
                }
            }
            for marker in overlay::markers(&view) {
                assert!(marker.lon.abs() <= 180.0 && marker.lat.abs() <= 90.0 && !marker.label.is_empty());
            }
            for (_, words) in atlas().each_country().map(|(id, _)| (id, scene::hover_line(id, &view))) {
                assert!(!words.contains('{') && !words.ends_with(": "), "{words}");
            }
        }
    }
}

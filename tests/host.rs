//! The widget as a guest: commands of a host, and its choices of looks.
//! Nothing that a host says kills it or leads where no reader could go.

mod random;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use two_oceans::model::atlas::atlas;
use two_oceans::model::options::{is_font, Colour, Options, CONTRAST, PAPERS};
use two_oceans::model::query::{self, apply, parse, write};
use two_oceans::model::view::{View, SELECTION_LIMIT};

use random::Random;

/// How many hostile addresses and commands there are.
const ROUNDS: usize = 10_000;

/// What each may cost on average, in a build that is not optimised.
const LIMIT: Duration = Duration::from_millis(1);

impl Random {
    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Addresses of every key, from which the hostile ones are made.
const SEEDS: [&str; 10] = [
    "date=1999-03-12&select=POL&theme=dark",
    "tab=table&date=2023-04&select=JPN,DEU&event=ev-1949-04-04-twelve-states-sign-the-north-atlantic",
    "plain=1&heading=none&group=indo-pacific&select=%4aPN&names=ap&dates=mdy",
    "panel=claims&claim=claim-19&id=7&childId=x&lang=en",
    "layer=spending&group=2-2.5&from=2014&to=2024&years=2010-2026",
    "tab=story&step=12&present=1",
    "projection=globe&at=10,50,4&layer=treaty-area&lanes=money,conflict&q=T%C3%BCrkiye",
    "places=tokyo,brussels,washington&projection=tiles",
    "accent=%23c8641b&font=Open+Sans&transparent=1&fit=1&theme=light",
    "tab=compare&select=JPN,USA&panel=embed&layer=groupings&group=aukus",
];

/// A few letters of a text changed, put in or taken out.
fn mutated(text: &str, random: &mut Random) -> String {
    const ALPHABET: [char; 24] = [
        '0', '1', '9', '-', '=', '&', '%', ',', '+', '#', '?', 'a', 'J', 'P', 'N', '.', ' ', 'é', '\u{0}', '\u{fffd}',
        'ツ', '"', '<', '\u{202e}',
    ];
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(5) {
        let at = random.below(letters.len() + 1);
        let letter = *random.of(&ALPHABET);
        match random.below(4) {
            0 if at < letters.len() => letters[at] = letter,
            1 if at < letters.len() => drop(letters.remove(at)),
            2 => letters.extend(text.chars().take(at)),
            _ => letters.insert(at, letter),
        }
    }
    letters.into_iter().collect()
}

/// What a reader can reach by hand: every id is there, every limit kept, and the view's own address leads back to it.
fn assert_reachable(view: &View, from: &str) {
    let atlas = atlas();
    assert!(view.date.last_day() <= atlas.as_of.last_day(), "{from}");
    assert!(view.select.len() <= SELECTION_LIMIT, "{from}");
    assert!(view.select.iter().chain(&view.places).all(|&id| atlas.country(id).is_some()), "{from}");
    assert!(view.event.is_none_or(|id| atlas.event(id).is_some()), "{from}");
    assert!((1..=atlas.steps).contains(&view.step), "{from}");
    assert!(view.claim.is_none_or(|claim| (1..=atlas.claims).contains(&claim)), "{from}");
    assert!(view.group.is_none_or(|group| !group.key(view.layer).is_empty()), "{from}");
    assert!(!view.is_playing, "{from}");
    let (again, dropped) = parse(&write(view));
    assert_eq!((&again, dropped.len()), (view, 0), "{from}");
}

#[test]
fn ten_thousand_hostile_addresses_lead_nowhere_else() {
    let mut random = Random(8);
    let (mut dropped_parts, mut changed, mut spent) = (0, 0, Duration::ZERO);
    for round in 0..ROUNDS {
        let query = mutated(SEEDS[round % SEEDS.len()], &mut random);
        let start = Instant::now();
        let (view, options, dropped) = query::read(&query, View::default(), Options::default());
        spent += start.elapsed();
        assert_reachable(&view, &query);
        let mut written = String::new();
        options.write(&mut written);
        assert_eq!(query::read(&written, View::default(), Options::default()).1, options, "{query}");
        dropped_parts += dropped.len();
        changed += usize::from(view != View::default());
    }
    assert!(dropped_parts > 5_000 && changed > 5_000, "{dropped_parts} parts dropped, {changed} views changed");
    assert!(spent < LIMIT * ROUNDS as u32, "{spent:?}");
}

#[test]
fn ten_thousand_hostile_commands_one_after_the_other_lead_nowhere_else() {
    let mut random = Random(80);
    let mut view = View::default();
    let (mut changed, mut spent) = (0, Duration::ZERO);
    for round in 0..ROUNDS {
        let query = mutated(SEEDS[round % SEEDS.len()], &mut random);
        let before = view.clone();
        let start = Instant::now();
        view = apply(&query, view).0;
        spent += start.elapsed();
        changed += usize::from(view != before);
        assert_reachable(&view, &query);
    }
    assert!(changed > 5_000, "{changed} views changed");
    assert!(spent < LIMIT * ROUNDS as u32, "{spent:?}");
}

#[test]
fn what_a_host_takes_back_is_the_default_again() {
    let dark = apply("theme=dark&heading=3&names=ap", View::default()).0;
    assert_ne!(dark, View::default());
    assert_eq!(apply("theme=&heading=&names=&date=&tab=", dark), (View::default(), Vec::new()));
}

#[test]
fn papers_are_those_of_the_style_sheet() {
    let tokens = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("styles/tokens.css")).unwrap();
    for paper in PAPERS {
        assert!(tokens.contains(&format!("--paper: #{};", paper.hex())), "{paper:?}");
    }
}

#[test]
fn luminance_is_that_of_the_guidelines() {
    let exact = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    for part in 0..=255 {
        let found = Colour([part, part, part]).luminance();
        assert!((found - exact(part)).abs() < 1e-9, "{part}: {found} is not {}", exact(part));
    }
    let grey = Colour::parse("767676").unwrap();
    assert!((grey.contrast(Colour([255; 3])) - 4.54).abs() < 0.01);
}

#[test]
fn every_accent_can_be_read_in_both_themes() {
    for step in 0..4_096_u32 {
        let accent = Colour::parse(&format!("{step:03x}")).unwrap();
        for paper in PAPERS {
            let shown = accent.on(paper);
            assert!(shown.contrast(paper) >= 4.5, "#{} on #{}", accent.hex(), paper.hex());
            if accent.contrast(paper) >= CONTRAST {
                assert_eq!(shown, accent, "what can be read stays as it is");
            }
        }
    }
}

#[test]
fn looks_are_read_and_what_is_no_look_is_named() {
    let read = |query: &str| query::read(query, View::default(), Options::default());
    let (_, options, dropped) = read("accent=%23c61&font=Open+Sans&transparent=1&fit=1");
    let found = Options {
        accent: Some(Colour([0xcc, 0x66, 0x11])),
        font: "Open Sans".to_owned(),
        is_transparent: true,
        is_fitted: true,
    };
    assert_eq!((options.font_family(), &options, dropped.len()), ("\"Open Sans\"".to_owned(), &found, 0));
    assert_eq!(query::read("accent=&font=&transparent=0&fit=", View::default(), options).1, Options::default());
    assert_eq!(read("font=sans-serif").1.font_family(), "sans-serif");
    for (query, key) in [
        ("accent=teal", "accent"),
        ("accent=%23%23c61", "accent"),
        ("accent=c6411", "accent"),
        ("font=a;color:red", "font"),
        ("font=%22a%22", "font"),
        ("font=url(x)", "font"),
        ("font=1a", "font"),
        ("transparent=yes", "transparent"),
        ("fit=2", "fit"),
    ] {
        let (view, options, dropped) = read(query);
        assert_eq!((view, options), (View::default(), Options::default()), "{query}");
        assert_eq!(dropped.iter().map(|part| part.key).collect::<Vec<_>>(), [key], "{query}");
    }
    assert!(is_font("游ゴシック") && !is_font(&"a".repeat(61)) && !is_font(""));
}

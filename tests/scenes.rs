//! What a reader sees, as data, before any browser.

use std::collections::BTreeSet;

use two_oceans::copy;
use two_oceans::geo::great_circle::distance_km;
use two_oceans::model::atlas::{atlas, Country, CountryId, EventId, PartnerGroup, Status};
use two_oceans::model::camera::{Camera, MapKind, Region};
use two_oceans::model::date::Date;
use two_oceans::model::labels::{labels, Align, Frame, Label, Named};
use two_oceans::model::lines::{distances, lines};
use two_oceans::model::query::parse;
use two_oceans::model::shapes::topology;
use two_oceans::model::stage::Stage;
use two_oceans::model::steer::{next, start, Direction, TILES};
use two_oceans::model::style::{self, Dates, Names, Style};
use two_oceans::model::view::{Action, Filter, Group, Layer, Panel, Tab, View};
use two_oceans::model::{overlay, scene, texts};
use two_oceans::view::panel::expand;

fn view(query: &str) -> View {
    let (view, dropped) = parse(query);
    assert!(dropped.is_empty(), "{query}: {dropped:?}");
    view
}

fn country(code: &str) -> CountryId {
    atlas().country_by_code(code).unwrap()
}

/// Members at the end of each year in which the number changed; NATO, "Enlargement and Article 10".
const MEMBERS: [(u16, usize); 11] = [
    (1949, 12),
    (1952, 14),
    (1955, 15),
    (1982, 16),
    (1999, 19),
    (2004, 26),
    (2009, 28),
    (2017, 29),
    (2020, 30),
    (2023, 31),
    (2024, 32),
];

#[test]
fn members_at_the_end_of_each_year_are_right_everywhere() {
    for year in 1949..=2026 {
        let expected = MEMBERS.iter().rev().find(|(since, _)| *since <= year).unwrap().1;
        let view = view(&format!("date={year}"));
        assert_eq!(atlas().members_on(view.date).len(), expected, "{year}");
        let on_map = scene::marks(&view).iter().filter(|mark| matches!(mark.status, Status::Member(_))).count();
        assert_eq!(on_map, expected, "map, {year}");
        let legend: usize = scene::legend(&view).iter().take(6).map(|entry| entry.count).sum();
        assert_eq!(legend, expected, "legend, {year}");
        let in_table = scene::country_rows(&view).iter().filter(|row| row.status == "NATO member").count();
        assert_eq!(in_table, expected, "table, {year}");
        assert!(scene::slider(&view).spoken.contains(&format!("{expected} members")), "slider, {year}");
        let sentence = scene::summary(&view);
        let is_founding = year == 1949 && sentence.contains("twelve");
        assert!(is_founding || sentence.contains(&expected.to_string()), "{year}: {sentence}");
    }
}

#[test]
fn membership_changes_on_the_day_and_not_before() {
    for (before, day, joined) in [
        ("1949-08-23", "1949-08-24", 12),
        ("1952-02-17", "1952-02-18", 2),
        ("1955-05-05", "1955-05-06", 1),
        ("1982-05-29", "1982-05-30", 1),
        ("1999-03-11", "1999-03-12", 3),
        ("2004-03-28", "2004-03-29", 7),
        ("2009-03-31", "2009-04-01", 2),
        ("2017-06-04", "2017-06-05", 1),
        ("2020-03-26", "2020-03-27", 1),
        ("2023-04-03", "2023-04-04", 1),
        ("2024-03-06", "2024-03-07", 1),
    ] {
        let count = |date: &str| atlas().members_on(Date::parse(date).unwrap()).len();
        assert_eq!(count(day) - count(before), joined, "{day}");
    }
}

#[test]
fn from_signature_to_entry_into_force_the_twelve_are_signatories() {
    for (date, signatories) in [("1949-04-03", 0), ("1949-04-04", 12), ("1949-08-23", 12), ("1949-08-24", 0)] {
        let view = view(&format!("date={date}"));
        let count = scene::marks(&view).iter().filter(|mark| matches!(mark.status, Status::Signatory(_))).count();
        assert_eq!(count, signatories, "{date}");
    }
}

#[test]
fn the_summary_says_what_the_view_shows() {
    for (query, sentence) in [
        (
            "date=2023-04-04",
            "On 4 April 2023 Finland became NATO’s 31st member. Japan was a partner, not a member: the treaty’s \
             Article 10 invites only European states.",
        ),
        (
            "date=1999-03-12&select=POL",
            "On 12 March 1999 Czechia, Hungary and Poland joined NATO, which then had 19 members.",
        ),
        ("date=1960", "In 1960 NATO had 15 members."),
        (
            "date=1990-06&select=POL",
            "In June 1990 NATO had 16 members. Poland was not yet a member; membership began on 12 March 1999.",
        ),
        (
            "select=USA",
            "On 22 November 2026 NATO has 32 members. The United States has been a member since 24 August 1949.",
        ),
        (
            "date=2010&select=CHN",
            "In 2010 NATO had 28 members. China was neither a member nor a formal partner of NATO.",
        ),
        (
            "select=JPN",
            "On 22 November 2026 NATO has 32 members. Japan is a partner, not a member: Article 5 does not cover it.",
        ),
        (
            "date=1955-05-06&select=FRA",
            "On 6 May 1955 West Germany became NATO’s 15th member. France was a member, since 24 August 1949.",
        ),
        (
            "select=RUS",
            "On 22 November 2026 NATO has 32 members. Russia is not a member; its cooperation with NATO has been \
             suspended since 1 April 2014. Article 5 does not cover it.",
        ),
        (
            "date=2000&select=MLT",
            "In 2000 NATO had 19 members. Malta was not a member; its cooperation with NATO had been suspended since \
             27 October 1996. Article 5 did not cover it.",
        ),
        (
            "select=JEY",
            "On 22 November 2026 NATO has 32 members. Jersey (United Kingdom): Article 5 applies there, as Article 6 \
             draws the area.",
        ),
        (
            "date=1949-05-01",
            "On 1 May 1949 twelve states had signed the North Atlantic Treaty, which was not yet in force.",
        ),
    ] {
        assert_eq!(scene::summary(&view(query)), sentence, "{query}");
    }
}

#[test]
fn no_card_ever_says_that_article_5_covers_a_partner() {
    assert!(texts::install(two_oceans::TEXTS));
    for (id, record) in atlas().each_country() {
        if record.membership.is_some() || record.territory.is_some() {
            continue;
        }
        for year in (1949..=2026).step_by(7) {
            let view = View::default().step(Action::GoTo(Date::year_only(year))).step(Action::Select(id));
            let card = &scene::cards(&view)[0];
            let is_denied = ["does not cover", "did not cover", "neither", "not yet"];
            assert!(is_denied.iter().any(|words| card.verdict.contains(words)), "{}: {}", record.name(), card.verdict);
        }
    }
}

#[test]
fn every_card_of_a_member_partner_or_event_names_its_sources() {
    assert!(texts::install(two_oceans::TEXTS));
    let countries =
        atlas().each_country().filter(|(_, country)| country.membership.is_some() || country.partnership.is_some());
    let mut cards = 0;
    for (id, country) in countries {
        let card = &scene::cards(&View::default().step(Action::Select(id)))[0];
        assert_eq!(card.key, country.code);
        assert!(!card.sources.as_ref().unwrap().is_empty(), "{}", country.name());
        cards += 1;
    }
    assert_eq!(cards, 70);
    for (id, event) in atlas().each_event() {
        let card = &scene::cards(&View::default().step(Action::SelectEvent(id)))[0];
        assert_eq!(card.key, event.id);
        assert!(!card.sources.as_ref().unwrap().is_empty() && !card.paragraphs.is_empty(), "{}", event.id);
    }
}

#[test]
fn the_card_of_a_country_tells_parts_offices_groupings_spending_and_allies_of_its_date() {
    assert!(texts::install(two_oceans::TEXTS));
    let row = |query: &str, label: &str| {
        let card = scene::cards(&view(query)).remove(0);
        card.rows.into_iter().find(|(name, _)| *name == label).map(|(_, value)| value).unwrap_or_default()
    };
    assert!(row("select=USA", copy::CARD_OUTSIDE).contains("Hawaii"));
    assert!(row("select=FRA", copy::CARD_OUTSIDE).contains("French Guiana"));
    assert!(row("select=JPN", copy::CARD_GROUPINGS).contains("Quad"));
    assert!(row("select=JPN", copy::CARD_PROPOSED).contains("Tokyo"));
    assert!(row("select=JPN", copy::LAYER_SPENDING).contains("SIPRI"));
    assert_eq!(row("select=JPN", copy::CARD_ALLIES), "the United States");
    assert_eq!(row("select=JPN", copy::CARD_NEVER), copy::CARD_NEVER_WHAT);
    // Before its time there is none of it, and never of what a partner has not.
    for label in [copy::CARD_GROUPINGS, copy::CARD_PROPOSED, copy::LAYER_SPENDING, copy::CARD_ALLIES] {
        assert_eq!(row("select=JPN&date=1950", label), "", "{label} in 1950");
    }
    assert_eq!(row("select=JPN", copy::CARD_COVERED), "");
    assert_eq!(row("select=POL", copy::CARD_NEVER), "");
}

#[test]
fn a_card_knows_nothing_of_what_came_after_its_date() {
    assert!(texts::install(two_oceans::TEXTS));
    let card = |date: &str| scene::cards(&view(&format!("date={date}&select=JPN"))).remove(0);
    let has_mission = |date: &str| card(date).rows.iter().any(|(_, value)| value == "1 July 2018");
    assert!(!has_mission("2017") && has_mission("2018"));
    assert_eq!(card("2009").documents.len(), 0);
    assert_eq!(card("2010-06-25").documents.len(), 1);
    assert_eq!(card("2014").documents.len(), 3);
    assert!(card("2014").paragraphs[0].starts_with("As known on 22 November 2026"));
    for id in card("2014").events {
        assert!(atlas().event(id).unwrap().date.year() <= 2014);
    }
}

#[test]
fn the_legend_filters_the_map_and_the_table() {
    let view = View::default().step(Action::Filter(Layer::Membership, Group::IndoPacific.filter()));
    let shown: BTreeSet<&str> = scene::marks(&view)
        .iter()
        .filter(|mark| !mark.is_dimmed)
        .map(|mark| atlas().country(mark.country).unwrap().code)
        .collect();
    assert_eq!(shown, BTreeSet::from(["AUS", "JPN", "KOR", "NZL"]));
    assert_eq!(scene::country_rows(&view).len(), 4);
    assert!(scene::country_caption(&view, 4).contains("only Indo-Pacific partners"));
    let again = view.clone().step(Action::Filter(Layer::Membership, Group::IndoPacific.filter()));
    assert!(scene::marks(&again).iter().all(|mark| !mark.is_dimmed));
    let of_another_layer = view.clone().step(Action::Filter(Layer::Groupings, Filter(2)));
    assert_eq!(of_another_layer, view);
}

#[test]
fn play_goes_from_the_first_year_to_today_and_stops_by_itself() {
    let mut view = View::default().step(Action::Play(true));
    assert_eq!(view.date, Date::year_only(1949));
    let mut ticks = 0;
    while view.is_playing {
        view = view.step(Action::Tick);
        ticks += 1;
        assert!(ticks < 100, "play must end");
    }
    assert_eq!((ticks, view.date), (77, atlas().as_of));
    let resting = view.clone().step(Action::Tick);
    assert_eq!(resting, view, "a late tick changes nothing");
}

#[test]
fn any_input_stops_play() {
    let playing = View::default().step(Action::Play(true)).step(Action::Tick);
    assert!(playing.is_playing);
    for action in [Action::StepYears(1), Action::Select(country("JPN")), Action::Clear, Action::Play(false)] {
        assert!(!playing.clone().step(action.clone()).is_playing, "{action:?}");
    }
}

#[test]
fn next_change_skips_the_empty_years() {
    let from_1955 = View::default().step(Action::GoTo(Date::year_only(1955))).step(Action::StepChange(true));
    assert_eq!(from_1955.date, Date::year_only(1982));
    assert_eq!(from_1955.step(Action::StepChange(false)).date, Date::year_only(1955));
}

/// Fails if two names touch or one is cut off, by boxes at the width that they are placed for.
fn assert_apart(frame: &Frame, labels: &[Label], what: &str) {
    let height = frame.least_px * frame.height / frame.width;
    let boxes: Vec<[i32; 4]> = labels
        .iter()
        .map(|label| {
            // Six tenths of the size for each letter: bold DejaVu Sans, the widest of the fonts.
            let width = i32::try_from(label.text.chars().count()).unwrap() * frame.text_px * 3 / 5;
            let (x, y) = (label.x * frame.least_px / 10_000, label.y * height / 10_000);
            let left = match label.align {
                Align::Start => x + 6,
                Align::Middle => x - width / 2,
                Align::End => x - 6 - width,
            };
            [left, y - frame.text_px / 2, left + width, y + frame.text_px / 2]
        })
        .collect();
    for (index, a) in boxes.iter().enumerate() {
        assert!(a[0] >= 0 && a[2] <= frame.least_px, "{what}: {:?} is cut off", labels[index].text);
        for (other, b) in boxes[..index].iter().enumerate() {
            let is_apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
            assert!(is_apart, "{what}: {} and {}", labels[index].text, labels[other].text);
        }
    }
}

/// What a view by default names, with what is selected and the places that lines join.
fn named(select: &[CountryId], places: &[CountryId]) -> Named {
    let view = View::default();
    Named { select: select.into(), places: places.into(), ..Named::of(&view, &scene::marks(&view), &None) }
}

#[test]
fn names_on_the_map_never_collide_and_the_partners_are_always_there() {
    let wide = [
        Frame::WORLD.at_width(805),
        Frame::atlantic_of(320),
        Frame::atlantic_of(592),
        Frame::atlantic_of(805),
        Frame::europe_beside(805),
    ];
    for frame in [Frame::WORLD, Frame::EUROPE, Frame::ATLANTIC, Frame::PACIFIC].into_iter().chain(wide) {
        for select in [vec![], vec![country("JPN")], vec![country("LUX"), country("BEL")], vec![country("USA")]] {
            assert_apart(&frame, &labels(&frame, &named(&select, &[])), "a picture of the world");
        }
    }
    let world = labels(&Frame::WORLD, &named(&[], &[]));
    let world: Vec<&str> = world.iter().map(|label| label.text.as_ref()).collect();
    for partner in ["Japan", "Australia", "New Zealand", "Republic of Korea"] {
        assert!(world.contains(&partner), "{partner} is not named on {world:?}");
    }
}

/// The names on a view's picture, of a main picture of a width.
fn names_of(query: &str, width: u16) -> (Vec<String>, Vec<String>) {
    let view = view(query);
    let stage = Stage::of(&view, width);
    let named = Named::of(&view, &scene::marks(&view), &stage);
    let texts = |frame: Frame| labels(&frame, &named).iter().map(|label| label.text.to_string()).collect();
    (stage.map(|stage| texts(Frame::of(&stage))).unwrap_or_default(), texts(Frame::europe_beside(width)))
}

#[test]
fn a_layer_names_the_places_that_it_is_about() {
    assert!(texts::install(two_oceans::TEXTS));
    let (names, _) = names_of("layer=treaty-area&at=-55,40,1.3", 805);
    assert!(names.iter().any(|name| name == "Hawaii"), "{names:?}");
    let (names, europe) = names_of("layer=offices", 805);
    assert!(["Tashkent", "Kuwait City"].iter().all(|city| names.iter().any(|name| name == city)), "{names:?}");
    assert!(europe.iter().any(|name| name == "Kyiv"), "{europe:?}");
}

#[test]
fn contested_places_have_a_sign_but_in_the_story() {
    assert!(texts::install(two_oceans::TEXTS));
    let signs = |query: &str| overlay::markers(&view(query)).iter().filter(|sign| sign.kind == "contested").count();
    assert!(signs("layer=spending") > 10);
    assert_eq!(signs("tab=story&date=2023"), 0);
}

#[test]
fn whose_ties_are_shown_is_outlined() {
    assert_eq!(view("layer=commitments").outlined(), [country("JPN")]);
    assert_eq!(view("layer=commitments&select=KOR").outlined(), [country("KOR")]);
    assert!(view("layer=spending").outlined().is_empty());
}

#[test]
fn a_suspended_partnership_may_be_taken_up_again() {
    let malta = |date: &str| {
        let marks = scene::marks(&view(date));
        marks.iter().find(|mark| mark.country == country("MLT")).unwrap().status
    };
    assert!(matches!(malta("date=1996-10-26"), Status::Partner(_)));
    assert!(matches!(malta("date=1996-10-27"), Status::Suspended(_)));
    assert!(matches!(malta("date=2008-04-02"), Status::Suspended(_)));
    assert!(matches!(malta("date=2008-04-03"), Status::Partner(_)));
}

#[test]
fn founders_are_named_before_all_others_where_the_legend_shows_them() {
    let founders = atlas().members_on(Date::year_only(1949));
    let founders: Vec<&str> = founders.iter().filter_map(|&id| atlas().country(id)).map(Country::name).collect();
    // The others have no room but across their neighbours.
    for (width, least) in [(805, 9), (592, 10), (568, 10), (288, 7)] {
        let (names, _) = names_of("tab=story&date=1949-08-24&group=founders&at=-38,50,2.3", width);
        let count = names.iter().filter(|name| founders.contains(&name.as_str())).count();
        assert!(count >= least, "{width}: {names:?}");
        let first = &names[..count];
        assert!(first.iter().all(|name| founders.contains(&name.as_str())), "{width}: {names:?}");
    }
}

#[test]
fn the_larger_members_are_named_in_europe_at_every_width() {
    for width in PICTURES_PX {
        let (_, names) = names_of("", width);
        let larger = ["Poland", "Finland", "Portugal", "Denmark", "Hungary", "Romania", "Greece", "Germany"];
        let missing: Vec<&&str> = larger.iter().filter(|name| !names.iter().any(|named| named == *name)).collect();
        // In a picture that is narrower than 290 px two of their names may have no room.
        assert!(missing.len() <= if width <= 592 { 2 } else { 0 }, "{width}: no {missing:?} on {names:?}");
    }
}

#[test]
fn a_selected_country_is_named_by_itself_whatever_else_fits() {
    for code in ["JPN", "KOR", "LUX", "MNE", "BEL", "NZL", "USA", "ISL"] {
        let country = country(code);
        let name = atlas().country(country).unwrap().name();
        let (lon, lat) = topology().anchor(country.shape()).unwrap();
        for width in PICTURES_PX {
            for places in ["", "&places=tokyo,brussels"] {
                let (names, _) = names_of(&format!("select={code}&at={lon:.1},{lat:.1},2{places}"), width);
                assert!(names.iter().any(|named| named == name), "{width} {code}: {names:?}");
            }
        }
    }
}

#[test]
fn no_name_lies_on_the_dot_of_another_in_europe() {
    for (width, date) in
        PICTURES_PX.into_iter().flat_map(|width| [(width, ""), (width, "date=1960"), (width, "date=1999")])
    {
        let view = view(date);
        let frame = Frame::europe_beside(width);
        let labels = labels(&frame, &Named::of(&view, &scene::marks(&view), &None));
        let (across, down) = (frame.least_px, frame.least_px * frame.height / frame.width);
        for label in labels.iter().filter(|label| label.has_line) {
            let (x, y) = label.dot.map(|(x, y)| (x * across / 10_000, y * down / 10_000)).unwrap();
            for other in labels.iter().filter(|other| other.country != label.country) {
                let half = i32::try_from(other.text.chars().count()).unwrap() * frame.text_px * 3 / 10;
                let middle = other.x * across / 10_000
                    + half * (i32::from(other.align == Align::Start) - i32::from(other.align == Align::End));
                let is_on = (x - middle).abs() < half && (y - other.y * down / 10_000).abs() < frame.text_px / 2;
                assert!(!is_on, "{width} {date}: {} lies on the dot of {}", other.text, label.text);
            }
        }
    }
}

#[test]
fn regions_are_seen_in_full() {
    let europe = [
        ("the North Cape", 25.8, 71.2),
        ("Iceland", -24.5, 65.5),
        ("Cape St Vincent", -9.0, 37.0),
        ("Crete", 24.7, 34.9),
        ("the east of Türkiye", 44.8, 39.0),
    ];
    let pacific = [
        ("Hokkaido", 145.3, 44.3),
        ("the north of Hokkaido", 141.9, 45.5),
        ("Korea", 126.2, 34.3),
        ("the west of Australia", 113.2, -26.0),
        ("Tasmania", 146.8, -43.6),
        ("the south of New Zealand", 168.3, -47.2),
        ("the east of New Zealand", 178.5, -37.7),
    ];
    for (region, places) in [(Region::Europe, europe.as_slice()), (Region::IndoPacific, &pacific)] {
        for kind in [None, Some(MapKind::EqualEarth), Some(MapKind::Globe)] {
            let view = View { projection: kind, ..View::default() }.step(Action::Visit(region));
            for width in PICTURES_PX {
                let stage = Stage::of(&view, width).unwrap();
                for &(name, lon, lat) in places {
                    let place = stage.place(lon, lat);
                    let is_seen = place.is_some_and(|(x, y)| (50..9_950).contains(&x) && (50..9_950).contains(&y));
                    assert!(is_seen, "{name} is not seen in the {region:?} of {kind:?} at {width}: {place:?}");
                }
            }
        }
    }
}

/// Widths of the main picture on pages of 320, 600, 960 and 1280 px.
const PICTURES_PX: [u16; 4] = [288, 568, 592, 805];

#[test]
fn names_never_collide_in_any_projection_at_any_zoom() {
    let places = [country("JPN"), country("BEL"), country("USA")];
    for kind in [MapKind::EqualEarth, MapKind::Polar, MapKind::Globe] {
        for width in PICTURES_PX {
            for zoom in [1.0, 2.0, 4.0, 8.0, 16.0] {
                for (lon, lat) in [(11.0, 40.0), (20.0, 40.0), (135.0, 36.0), (-95.0, 40.0), (172.0, -41.0)] {
                    let stage = Stage::new(kind, Camera::new(lon, lat, zoom), width);
                    let frame = Frame::of(&stage);
                    for (select, places) in [(&[][..], &[][..]), (&places[..1], &places[..])] {
                        let labels = labels(&frame, &named(select, places));
                        assert_apart(&frame, &labels, &format!("{kind:?} {width} px, {zoom} times at {lon} {lat}"));
                    }
                }
            }
        }
    }
}

#[test]
fn there_are_names_enough_and_the_selected_and_the_partners_are_among_them() {
    for (width, least) in [(805, 20), (288, 10)] {
        for kind in [MapKind::EqualEarth, MapKind::Polar, MapKind::Globe] {
            let select = [country("EST")];
            let stage = Stage::new(kind, Camera::start(kind), width);
            let mut names = labels(&Frame::of(&stage), &named(&select, &[]));
            let on_stage: Vec<String> = names.iter().map(|label| label.text.to_string()).collect();
            assert!(on_stage.contains(&"Estonia".to_owned()), "{kind:?} {width}: {on_stage:?}");
            for code in ["JPN", "KOR", "AUS", "NZL"] {
                let (lon, lat) = topology().anchor(country(code).shape()).unwrap();
                let name = atlas().country(country(code)).unwrap().name().to_owned();
                // The globe has a far side.
                assert!(
                    on_stage.contains(&name) || stage.place(lon, lat).is_none(),
                    "{kind:?} {width}: no {name} on {on_stage:?}"
                );
            }
            if width > 560 {
                names.extend(labels(&Frame::europe_beside(width), &named(&select, &[])));
            }
            assert!(names.len() >= least, "{kind:?} {width}: {} names", names.len());
        }
    }
    let theatres = [Frame::ATLANTIC, Frame::EUROPE, Frame::PACIFIC].map(|frame| labels(&frame, &named(&[], &[])).len());
    assert!(theatres.iter().sum::<usize>() >= 20, "a phone's three pictures: {theatres:?}");
}

#[test]
fn each_member_and_partner_can_be_reached_by_arrow_keys_alone_on_every_map() {
    for kind in [None].into_iter().chain(MapKind::ALL.map(Some)) {
        let mut reached = BTreeSet::from([start().unwrap()]);
        let mut open: Vec<CountryId> = reached.iter().copied().collect();
        while let Some(here) = open.pop() {
            for direction in [Direction::Up, Direction::Down, Direction::Left, Direction::Right] {
                let there = next(here, direction, kind);
                if reached.insert(there) {
                    open.push(there);
                }
            }
        }
        let is_wanted = |country: &Country| match country.partnership {
            // Tiles are for members and the four.
            Some(partnership) => kind != Some(MapKind::Tiles) || partnership.group == PartnerGroup::IndoPacific,
            None => country.membership.is_some(),
        };
        let missing: Vec<&str> = atlas()
            .each_country()
            .filter(|(id, country)| is_wanted(country) && !reached.contains(id))
            .map(|(_, country)| country.name())
            .collect();
        assert!(missing.is_empty(), "{kind:?}: not reached: {missing:?}");
    }
}

#[test]
fn each_member_and_each_of_the_four_has_one_tile() {
    let mut codes: Vec<&str> = TILES.iter().flatten().copied().filter(|code| !code.is_empty()).collect();
    codes.sort_unstable();
    let is_tiled = |country: &&Country| {
        country.membership.is_some()
            || country.partnership.is_some_and(|partnership| partnership.group == PartnerGroup::IndoPacific)
    };
    let wanted: Vec<&str> = atlas().countries.iter().filter(is_tiled).map(|country| country.code).collect();
    assert_eq!(codes, wanted);
}

#[test]
fn the_camera_comes_back_from_the_window_it_made() {
    for kind in [MapKind::EqualEarth, MapKind::Polar] {
        for width in PICTURES_PX {
            for (lon, lat, zoom) in [(15.0, 45.0, 8.0), (139.7, 35.7, 16.0), (-77.0, 38.9, 8.0), (-3.7, 40.4, 12.0)] {
                let camera = Camera::new(lon, lat, zoom);
                let stage = Stage::new(kind, camera, width);
                let back = stage.camera_of(stage.window);
                let is_near = |a: i16, b: i16| (a - b).abs() <= 1;
                assert!(
                    is_near(back.lon, camera.lon) && is_near(back.lat, camera.lat) && back.zoom == camera.zoom,
                    "{kind:?} {back:?}"
                );
                let held = stage.held(stage.window.zoomed(0.5, (0.2, 0.9), (0.3, -0.3)));
                assert!(held.width > stage.window.width * 1.99, "zoomed out");
                assert!(
                    stage.zoom_within(1e9, stage.window) <= 16.0 / zoom + 1e-9
                        && stage.zoom_within(1e-9, stage.window) >= 1.0 / zoom - 1e-9
                );
            }
        }
    }
}

#[test]
fn distances_are_those_of_the_great_circles_and_are_told_in_both_units() {
    let view = view("select=JPN").step(Action::Measure);
    let told = distances(&view.places);
    // Ellipsoidal distances (GeographicLib, WGS 84): 9,463 km and 10,927 km; a sphere is within 0.6 %.
    assert_eq!(
        told,
        ["Tokyo to Brussels: 9,450 km (5,870 miles)", "Tokyo to Washington, D.C.: 10,910 km (6,780 miles)"]
    );
    assert!(view.clone().step(Action::Measure).places.is_empty(), "the same button takes the lines away");
    let others = view.step(Action::Select(country("POL")));
    assert_eq!(distances(&others.places).len(), 2, "{:?}", distances(&others.places));
    for line in lines(&others.places) {
        let steps = line.places.windows(2).map(|pair| distance_km(pair[0], pair[1]));
        let along: f64 = steps.sum();
        assert!((along / line.km - 1.0).abs() < 1e-9, "the line is as long as the distance");
    }
}

#[test]
fn dates_are_shown_no_finer_than_they_are_known() {
    for (text, words) in [("1990", "1990"), ("2017-05", "May 2017"), ("2012-03-19", "19 March 2012")] {
        let date = Date::parse(text).unwrap();
        assert_eq!((date.words().as_str(), date.iso().as_str()), (words, text));
    }
}

#[test]
fn a_panel_closes_when_the_map_is_asked_for() {
    let japan = atlas().country_by_code("JPN").unwrap();
    let open = View::default().step(Action::OpenClaim(19));
    assert_eq!((open.panel, open.claim), (Some(Panel::Claims), Some(19)));
    for action in [Action::Select(japan), Action::SelectEvent(EventId(0)), Action::Show(Tab::Table)] {
        let view = open.clone().step(action.clone());
        assert_eq!((view.panel, view.claim), (None, None), "{action:?}");
    }
    // Time may go on behind it.
    assert_eq!(open.clone().step(Action::StepYears(-1)).panel, Some(Panel::Claims));
}

#[test]
fn names_and_dates_have_the_style_of_the_page() {
    let turkiye = atlas().country(atlas().country_by_code("TUR").unwrap()).unwrap();
    let korea = atlas().country(atlas().country_by_code("KOR").unwrap()).unwrap();
    let day = Date::parse("1952-02-18").unwrap();
    let mut seen = Vec::new();
    for (names, dates) in [(Names::Nato, Dates::DayFirst), (Names::Ap, Dates::MonthFirst), (Names::Un, Dates::Iso)] {
        style::set(Style { names, dates });
        seen.push((turkiye.name(), korea.name(), korea.takes_article(), day.words()));
    }
    style::set(Style::default());
    let expected = [
        ("Türkiye", "Republic of Korea", true, "18 February 1952"),
        ("Turkey", "South Korea", false, "February 18, 1952"),
        ("Türkiye", "Republic of Korea", true, "1952-02-18"),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(a, b, c, day)| (a, b, c, day.to_owned())).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_template_becomes_safe_html() {
    assert!(texts::install(two_oceans::TEXTS));
    let country = atlas().country_by_code("JPN").unwrap().shape();
    let template = format!("<p>\u{1}c{country}; &amp; \u{1}p1;claim=claim-07</p>\u{1}s99999;\u{1}x;\u{1}");
    let page = expand(&template, "index.html");
    assert!(
        page.starts_with("<p><a href=\"index.html#select=JPN\">Japan</a> &amp; claims.html#claim=claim-07</p>"),
        "{page}"
    );
    assert!(expand(&template, "").contains("#panel=claims&amp;claim=claim-07"));
    let sources = texts::texts().unwrap().sources.len();
    let list = expand(&"\u{1}n;</li>".repeat(sources), "index.html");
    assert_eq!(list.matches("<li id=").count(), sources);
    assert!(!list.contains('\u{1}'));
}

#[test]
fn every_address_of_a_source_arrives_as_it_is_written_in_the_data() {
    #[derive(serde::Deserialize)]
    struct Row {
        id: String,
        #[serde(default)]
        url: String,
    }
    #[derive(serde::Deserialize)]
    struct Rows {
        source: Vec<Row>,
    }
    assert!(texts::install(two_oceans::TEXTS));
    let data = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/sources.toml")).unwrap();
    let rows: Rows = toml::from_str(&data).unwrap();
    let ids: Vec<&str> = two_oceans::SOURCE_IDS.lines().collect();
    let packed = &texts::texts().unwrap().sources;
    assert!(packed.len() > 500 && packed.len() == ids.len());
    for (id, source) in ids.iter().zip(packed) {
        let row = rows.source.iter().find(|row| row.id == *id).unwrap();
        assert_eq!(source.url, row.url, "{id}");
    }
}

#[test]
fn the_globe_opens_with_both_sides_of_the_story_clear_of_the_rim() {
    let stage = Stage::new(MapKind::Globe, Camera::start(MapKind::Globe), 600);
    let (x, y, radius) = stage.projection.disk().unwrap();
    for code in ["JPN", "KOR", "BEL", "TUR", "CAN", "USA"] {
        let capital = atlas().country(country(code)).unwrap().capital.unwrap();
        assert!(stage.projection.shows(capital.lon, capital.lat), "{} is on the other side", capital.name);
        let (right, down) = stage.projection.project(capital.lon, capital.lat);
        let share = (right - x).hypot(down - y) / radius;
        assert!(share < 0.92, "{} is at {share} of the radius", capital.name);
    }
}

//! The URL is a total codec: any text gives a view, bad parts are named, good parts survive.

mod random;

use two_oceans::model::atlas::atlas;
use two_oceans::model::camera::{Camera, MapKind, Region};
use two_oceans::model::date::Date;
use two_oceans::model::query::{apply, parse, write, Reason};
use two_oceans::model::style::{Dates, Names, Style, DATES, NAMES};
use two_oceans::model::timeline::Span;
use two_oceans::model::view::{Action, Filter, Group, Heading, Layer, Panel, Tab, Theme, View};

use random::Random;

fn code(view: &View) -> Vec<&'static str> {
    view.select.iter().map(|&id| atlas().country(id).unwrap().code).collect()
}

#[test]
fn the_example_of_the_issue_is_read() {
    let (view, dropped) = parse("date=1999-03-12&select=POL");
    assert_eq!(view.date, Date::parse("1999-03-12").unwrap());
    assert_eq!(code(&view), ["POL"]);
    assert!(dropped.is_empty());
}

#[test]
fn what_editors_and_hosts_do_to_a_query_is_understood() {
    // A content system that escapes twice.
    let (view, dropped) = parse("select=JPN&amp;date=1999-06-01");
    assert_eq!((code(&view), view.date), (vec!["JPN"], Date::parse("1999-06-01").unwrap()));
    assert!(dropped.is_empty());
    // `null` in a message: the default.
    let (view, dropped) = apply("tab=&step=", parse("tab=story&step=4").0);
    assert_eq!((view.tab, view.step), (Tab::Explore, 1));
    assert!(dropped.is_empty());
}

#[test]
fn every_key_of_this_edition_is_read() {
    let (view, dropped) = parse("tab=table&date=2004&select=jpn,DEU&group=2004&theme=dark&plain=1&heading=3");
    assert_eq!(view.tab, Tab::Table);
    assert_eq!(view.date, Date::year_only(2004));
    assert_eq!(code(&view), ["JPN", "DEU"]);
    assert_eq!((view.layer, view.group), (Layer::Membership, Some(Group::Wave2004.filter())));
    assert_eq!(view.theme, Theme::Dark);
    assert!(view.is_plain);
    assert_eq!(view.heading, Heading::Three);
    assert!(dropped.is_empty());
}

#[test]
fn an_event_brings_its_date_unless_the_url_has_one() {
    let id = "ev-1949-04-04-twelve-states-sign-the-north-atlantic";
    let (view, _) = parse(&format!("event={id}"));
    assert_eq!(view.date, Date::parse("1949-04-04").unwrap());
    let (view, _) = parse(&format!("date=2000&event={id}"));
    assert_eq!(view.date, Date::year_only(2000));
}

#[test]
fn bad_parts_are_named_one_by_one_and_the_rest_applies() {
    let (view, dropped) = parse("date=banana&select=XXX,JPN&tab=nope&theme=dark&unknown=1");
    let named: Vec<(&str, &str)> = dropped.iter().map(|part| (part.key, part.value.as_str())).collect();
    assert_eq!(named, [("date", "banana"), ("select", "XXX"), ("tab", "nope")]);
    assert_eq!(code(&view), ["JPN"]);
    assert_eq!(view.theme, Theme::Dark);
    assert_eq!(view.date, View::default().date);
}

#[test]
fn what_is_not_built_is_said_and_not_called_wrong() {
    let (view, dropped) = parse("tab=classroom&doctor=1&layer=membership&lang=xx");
    assert_eq!(view, View::default());
    let reasons: Vec<(&str, Reason)> = dropped.iter().map(|part| (part.key, part.reason)).collect();
    assert_eq!(reasons, [("tab", Reason::NotBuilt), ("lang", Reason::NotBuilt)]);
}

#[test]
fn time_has_its_keys() {
    let (view, dropped) = parse("from=1999&to=2004-03-29&lanes=money,summits&q=T%C3%BCrkiye+Tokyo&years=1990-2010");
    assert!(dropped.is_empty(), "{dropped:?}");
    assert_eq!((view.from, view.date), (Date::parse("1999"), Date::parse("2004-03-29").unwrap()));
    assert_eq!((view.q.as_str(), view.span), ("Türkiye Tokyo", Some(Span::new(1990, 2010))));
    assert_eq!(parse(&write(&view)).0, view);
    // Years without a date bring their last one.
    assert_eq!(parse("years=1990-1995").0.date, Date::year_only(1995));
    for (query, key) in [
        ("from=soon", "from"),
        ("to=1948", "to"),
        ("from=2099", "from"),
        ("years=1990-2099", "years"),
        ("lanes=weather", "lanes"),
        ("years=1990", "years"),
        ("years=1990-95", "years"),
    ] {
        let (view, dropped) = parse(query);
        assert_eq!(view, View::default(), "{query}");
        assert_eq!(dropped.iter().map(|part| part.key).collect::<Vec<_>>(), [key], "{query}");
    }
}

#[test]
fn a_panel_and_a_claim_are_read_and_unknown_ones_are_named() {
    let (view, dropped) = parse("panel=about&names=un&dates=iso");
    assert_eq!((view.panel, view.style.names, view.style.dates), (Some(Panel::About), Names::Un, Dates::Iso));
    assert!(dropped.is_empty());
    let (view, _) = parse("claim=claim-07");
    assert_eq!((view.panel, view.claim), (Some(Panel::Claims), Some(7)));
    for (query, key, reason) in [
        ("panel=gossip", "panel", Reason::Unknown),
        ("claim=claim-00", "claim", Reason::Unknown),
        ("claim=claim-31", "claim", Reason::Unknown),
        ("claim=7", "claim", Reason::Unknown),
        ("names=cia", "names", Reason::Unknown),
        ("dates=ymd", "dates", Reason::Unknown),
    ] {
        let (view, dropped) = parse(query);
        assert_eq!(view, View::default(), "{query}");
        let found: Vec<(&str, Reason)> = dropped.iter().map(|part| (part.key, part.reason)).collect();
        assert_eq!(found, [(key, reason)], "{query}");
    }
}

#[test]
fn a_filter_belongs_to_the_layer_wherever_the_layer_stands() {
    for (query, layer, word) in [
        ("layer=groupings&group=aukus", Layer::Groupings, "aukus"),
        ("group=not&layer=treaty-area", Layer::TreatyArea, "not"),
        ("group=2-2.5&layer=spending&date=2020", Layer::Spending, "2-2.5"),
        ("layer=offices&group=proposed", Layer::Offices, "proposed"),
        ("layer=&group=1999", Layer::Membership, "1999"),
    ] {
        let (view, dropped) = parse(query);
        assert!(dropped.is_empty(), "{query}: {dropped:?}");
        assert_eq!((view.layer, view.group.unwrap().key(layer)), (layer, word), "{query}");
        assert_eq!(parse(&write(&view)), (view, Vec::new()), "{query}");
    }
    for (query, key) in [("layer=offices&group=aukus", "group"), ("layer=weather", "layer"), ("group=covered", "group")]
    {
        let (view, dropped) = parse(query);
        let found: Vec<(&str, Reason)> = dropped.iter().map(|part| (part.key, part.reason)).collect();
        assert_eq!((view.group, found), (None, vec![(key, Reason::Unknown)]), "{query}");
    }
}

#[test]
fn another_layer_has_no_filter_and_the_same_one_keeps_its_own() {
    let view = parse("layer=offices&group=closed").0;
    assert_eq!(view.clone().step(Action::Layer(Layer::Offices)), view);
    assert_eq!(view.clone().step(Action::Layer(Layer::Spending)).group, None);
    assert_eq!(apply("layer=treaty-area", view.clone()).0.group, None);
    assert_eq!(apply("layer=offices", view.clone()).0, view);
}

#[test]
fn host_keys_are_left_alone() {
    for query in ["?secret=abcdefghij", "amp=1", "id=7&childId=x", "initialWidth=600&parentUrl=https%3A%2F%2Fa.b"] {
        let (view, dropped) = parse(query);
        assert_eq!((view, dropped.len()), (View::default(), 0), "{query}");
    }
}

#[test]
fn dates_never_pass_the_data_and_impossible_ones_are_dropped() {
    let as_of = atlas().as_of;
    // The year and the month of the data have not ended: they mean its day.
    for running in [as_of.iso().get(..4), as_of.iso().get(..7)] {
        assert_eq!(parse(&format!("date={}", running.unwrap())), (View::default(), Vec::new()), "{running:?}");
    }
    let next_year = (as_of.year() + 1).to_string();
    let days =
        ["2099", "9999-12-31", "2023-02-30", "2023-13", "2023-00", "1948", "0", "-5", "2023-1-1", "20233", "２０２３"];
    for impossible in days.into_iter().chain([next_year.as_str()]) {
        let (view, dropped) = parse(&format!("date={impossible}&select=JPN"));
        assert_eq!((view.date, view.select.len()), (as_of, 1), "{impossible}");
        let dropped: Vec<_> = dropped.iter().map(|part| (part.key, part.value.as_str(), part.reason)).collect();
        assert_eq!(dropped, [("date", impossible, Reason::Unknown)]);
    }
}

#[test]
fn a_view_survives_its_own_query() {
    let mut random = Random(20_230_512);
    let mut view = View::default();
    for _ in 0..2_000 {
        let country = two_oceans::model::atlas::CountryId(u8::try_from(random.below(atlas().countries.len())).unwrap());
        let event = two_oceans::model::atlas::EventId(u8::try_from(random.below(atlas().events.len())).unwrap());
        let style = Style { names: NAMES[random.below(NAMES.len())].1, dates: DATES[random.below(DATES.len())].1 };
        let camera = Camera::new(
            random.below(36_000) as f64 / 100.0 - 180.0,
            random.below(18_000) as f64 / 100.0 - 90.0,
            random.below(1_700) as f64 / 100.0,
        );
        let action = match random.below(25) {
            22 => Action::Step(u8::try_from(random.below(20)).unwrap()),
            23 => Action::Turn(random.below(2) == 0),
            24 => Action::Present(random.below(2) == 0),
            13 => Action::Draw(MapKind::ALL[random.below(5)]),
            14 => Action::Look(Some(camera)),
            15 => Action::Zoom(random.below(2) == 0),
            16 => Action::Move(
                20 - i32::try_from(random.below(41)).unwrap(),
                i32::try_from(random.below(41)).unwrap() - 20,
            ),
            17 => Action::Visit(Region::ALL[random.below(3)]),
            18 => Action::VisitSelected,
            19 => Action::Measure,
            20 => Action::Look(None),
            21 => Action::GoTo(atlas().as_of),
            0 => Action::StepYears(i32::try_from(random.below(60)).unwrap() - 30),
            1 => Action::StepMonths(i32::try_from(random.below(60)).unwrap() - 30),
            2 => Action::Select(country),
            3 => Action::Toggle(country),
            4 => Action::SelectEvent(event),
            5 => Action::Show(Tab::ALL[random.below(Tab::ALL.len())]),
            6 => Action::Filter(view.layer, Filter(u8::try_from(random.below(view.layer.words().len())).unwrap())),
            12 => Action::Layer(Layer::ALL[random.below(6)]),
            7 => Action::Paint(Theme::ALL[random.below(3)]),
            8 => Action::StepChange(random.below(2) == 0),
            9 => Action::Open(Panel::ALL[random.below(Panel::ALL.len())]),
            10 => Action::OpenClaim(1 + u8::try_from(random.below(usize::from(atlas().claims))).unwrap()),
            _ => Action::GoTo(atlas().events[random.below(atlas().events.len())].date),
        };
        view = View { style, ..view.step(action) };
        let query = write(&view);
        let (read, dropped) = parse(&query);
        assert!(dropped.is_empty(), "{query}: {dropped:?}");
        assert_eq!(read, view, "{query}");
    }
}

#[test]
fn a_thousand_mutated_queries_give_a_view() {
    let seeds = [
        "date=1999-03-12&select=POL",
        "tab=table&date=2023-04&select=JPN,DEU&event=ev-1949-04-04-twelve-states-sign-the-north-atlantic",
        "theme=dark&plain=1&heading=none&group=indo-pacific&select=%4aPN",
        "panel=claims&claim=claim-19&names=ap&dates=mdy",
        "layer=spending&group=2-2.5&date=2024",
        "tab=story&step=12&present=1",
        "projection=globe&at=10,50,4&layer=treaty-area&lanes=money,conflict&q=T%C3%BCrkiye",
    ];
    let alphabet: Vec<char> = "0123456789-=&%,+#?abJPNé\u{0}\u{fffd}ツ".chars().collect();
    let mut random = Random(7);
    let mut dropped_parts = 0;
    for round in 0..1_000 {
        let mut query: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..=random.below(6) {
            let at = random.below(query.len());
            let letter = alphabet[random.below(alphabet.len())];
            match random.below(3) {
                0 => query[at] = letter,
                1 => query.insert(at, letter),
                _ => drop(query.remove(at)),
            }
        }
        let query: String = query.into_iter().collect();
        let (view, dropped) = parse(&query);
        dropped_parts += dropped.len();
        assert!(view.date.last_day() <= atlas().as_of.last_day(), "{query}");
        assert!(view.select.len() <= 4, "{query}");
        let (again, more) = parse(&write(&view));
        assert_eq!((again, more.len()), (view, 0), "{query}");
        assert!(dropped.iter().all(|part| part.value.chars().count() <= 40), "{query}");
    }
    assert!(dropped_parts > 100, "the mutations must reach the parsers; only {dropped_parts} parts were dropped");
}

#[test]
fn a_map_is_read_and_what_is_no_place_is_named() {
    let (view, dropped) = parse("projection=globe&at=-10.5,50.25,4&places=tokyo,brussels,washington");
    assert!(dropped.is_empty(), "{dropped:?}");
    assert_eq!(view.projection, Some(MapKind::Globe));
    assert_eq!(view.at, Some(Camera { lon: -1_050, lat: 5_025, zoom: 400 }));
    let codes: Vec<&str> = view.places.iter().map(|&id| atlas().country(id).unwrap().code).collect();
    assert_eq!(codes, ["JPN", "BEL", "USA"]);
    assert_eq!(parse("at=10,50").0.at.unwrap().zoom, 100, "the zoom may be left out");
    for bad in [
        "at=10",
        "at=181,0,1",
        "at=0,91,1",
        "at=0,0,17",
        "at=0,0,0.5",
        "at=1e3,0,1",
        "at=0,0,1,1",
        "at=--1,0",
        "at=.5,0",
        "projection=mercator",
        "places=atlantis",
        "places=tok",
    ] {
        let (view, dropped) = parse(bad);
        assert_eq!((view, dropped.len()), (View::default(), 1), "{bad}");
        assert_eq!(dropped[0].reason, Reason::Unknown, "{bad}");
    }
    let many = "places=tokyo,brussels,canberra,wellington,seoul,paris,rome";
    assert_eq!(parse(many).1.iter().map(|part| part.reason).collect::<Vec<_>>(), [Reason::TooMany]);
}

#[test]
fn a_camera_is_written_as_it_is_read() {
    for (text, written) in
        [("0,0,1", "0,0,1"), ("-0.05,9.5,1.25", "-0.05,9.5,1.25"), ("179.999,-90,16", "179.99,-90,16")]
    {
        assert_eq!(Camera::parse(text).unwrap().words(), written);
    }
}

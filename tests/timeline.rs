//! Time without a browser: spans of years, stacking and names, keys, pace, search, difference, the race of the allies.

use two_oceans::model::atlas::{atlas, CountryId, EventId, Lane};
use two_oceans::model::date::Date;
use two_oceans::model::difference::difference;
use two_oceans::model::protocol::{protocol_of, race};
use two_oceans::model::query::{parse, write};
use two_oceans::model::timeline::{key_action, lay_out, pace_ms, Lanes, Span, AXIS, SPEEDS};
use two_oceans::model::view::{Action, View};
use two_oceans::model::{scene, search, texts};

/// Axes on pages of 320, 600, 960 and 1280 px.
const AXES_PX: [i32; 4] = [237, 517, 541, 754];

fn view(query: &str) -> View {
    let (view, dropped) = parse(query);
    assert!(dropped.is_empty(), "{query}: {dropped:?}");
    view
}

fn country(code: &str) -> CountryId {
    atlas().country_by_code(code).unwrap()
}

fn year(year: u16) -> Date {
    Date::year_only(year)
}

fn spans() -> Vec<Span> {
    let whole = Span::whole();
    let mut spans = vec![whole];
    for years in [1, 2, 5, 10, 20, 40] {
        spans.extend((whole.first..=whole.last).step_by(3).map(|first| Span::new(first, first + years - 1)));
    }
    spans
}

#[test]
fn no_two_markers_or_names_overlap_at_any_width_and_span_and_no_event_is_missing() {
    for axis_px in AXES_PX {
        for span in spans() {
            let layout = lay_out(atlas(), span, Lanes::ALL, axis_px);
            let mut seen: Vec<EventId> = Vec::new();
            for lane in &layout.lanes {
                let mut boxes = Vec::new();
                for marker in &lane.markers {
                    assert!((0..=AXIS).contains(&marker.x), "{span:?}");
                    seen.extend(marker.events.iter().copied());
                    boxes.push(marker.area(axis_px));
                    boxes.extend(marker.label.into_iter().flat_map(|at| marker.label_areas(atlas(), at, axis_px)));
                }
                for (index, a) in boxes.iter().enumerate() {
                    assert!(
                        a[2] >= lane.top && a[3] <= lane.base,
                        "{:?} of {span:?} leaves its lane: {a:?}",
                        lane.lane
                    );
                    for b in &boxes[..index] {
                        let is_apart = a[0] >= b[1] || b[0] >= a[1] || a[2] >= b[3] || b[2] >= a[3];
                        assert!(is_apart, "{axis_px} px, {span:?}, {:?}: {a:?} and {b:?}", lane.lane);
                    }
                }
            }
            let expected = atlas().events.iter().filter(|event| span.holds(event.date.year())).count();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), expected, "{span:?} at {axis_px} px");
        }
    }
}

#[test]
fn the_height_is_the_same_whatever_is_shown_and_the_important_is_named() {
    let heights: Vec<i32> = AXES_PX
        .into_iter()
        .flat_map(|px| spans().into_iter().map(move |span| lay_out(atlas(), span, Lanes::ALL, px).height))
        .collect();
    assert!(heights.iter().all(|height| *height == heights[0]));
    for (axis_px, least) in AXES_PX.into_iter().zip([3, 10, 10, 14]) {
        let layout = lay_out(atlas(), Span::whole(), Lanes::ALL, axis_px);
        let named = layout.lanes.iter().flat_map(|lane| &lane.markers).filter(|marker| marker.label.is_some()).count();
        assert!(named >= least, "{named} names at {axis_px} px");
    }
}

#[test]
fn spans_are_clamped_zoomed_about_the_date_and_hold_it() {
    let whole = Span::whole();
    assert_eq!(Span::new(2040, 1900), whole);
    assert_eq!(Span::new(1999, 1989), Span { first: 1989, last: 1999 });
    let mut view = View::default().step(Action::GoTo(year(1999)));
    for _ in 0..10 {
        view = view.step(Action::ZoomTime(true));
        assert!(view.span().holds(1999), "{:?}", view.span());
    }
    assert_eq!(view.span().years(), 2);
    for _ in 0..10 {
        view = view.step(Action::ZoomTime(false));
    }
    assert_eq!((view.span, view.span()), (None, whole));
    // Going elsewhere takes the years along.
    let view = view.step(Action::Span(Span::new(1990, 1994))).step(Action::GoTo(year(2004)));
    assert_eq!(view.span, Some(Span::new(2000, 2004)));
    // Looking elsewhere takes the date along.
    assert_eq!(view.step(Action::Span(Span::new(1949, 1960))).date, year(1960));
    assert_eq!((whole.year_at(0), whole.year_at(AXIS)), (whole.first, whole.last));
    for year in whole.first..=whole.last {
        assert_eq!(whole.year_at(whole.position(Date::year_only(year))), year);
    }
}

#[test]
fn every_key_of_the_slider_does_what_it_says() {
    let from = View::default().step(Action::GoTo(year(1985)));
    let after = |key: &str, has_shift| from.clone().step(key_action(key, has_shift).unwrap()).date;
    for (key, there) in [
        ("ArrowRight", 1986),
        ("ArrowUp", 1986),
        ("ArrowLeft", 1984),
        ("ArrowDown", 1984),
        ("PageUp", 1995),
        ("PageDown", 1975),
        ("Home", 1949),
    ] {
        assert_eq!(after(key, false), year(there), "{key}");
    }
    assert_eq!(after("End", false), atlas().as_of);
    assert_eq!(after("ArrowRight", true).iso(), "1986-01");
    assert_eq!(after("ArrowLeft", true).iso(), "1985-11");
    assert_eq!(key_action("x", false), None);
}

#[test]
fn time_rests_longer_where_more_happens_and_never_ends_up_elsewhere() {
    assert!(pace_ms(year(2004), SPEEDS[1]) > pace_ms(year(1957), SPEEDS[1]) + 300);
    assert!(pace_ms(year(2023), SPEEDS[1]) > pace_ms(year(1970), SPEEDS[1]) + 500);
    assert!(pace_ms(year(1957), SPEEDS[0]) > pace_ms(year(1957), SPEEDS[2]));
    let mut view = View::default().step(Action::Play(true));
    assert_eq!(view.date, year(1949));
    let mut ticks = 0;
    while view.is_playing {
        view = view.step(Action::Tick);
        ticks += 1;
        assert!(ticks < 200, "play does not end");
    }
    assert_eq!(view.date, atlas().as_of);
    // A change of speed goes on, any other input stops.
    let playing = View::default().step(Action::Play(true));
    assert!(playing.clone().step(Action::Speed(2)).is_playing);
    assert!(!playing.step(Action::Search("x".into())).is_playing);
}

#[test]
fn lanes_are_toggled_and_never_all_gone() {
    let mut view = View::default();
    for lane in Lane::ALL {
        view = view.step(Action::Lane(lane));
    }
    assert_eq!(view.lanes, Lanes::ALL);
    let view = View::default().step(Action::Lane(Lane::Money));
    assert!(!view.lanes.has(Lane::Money));
    assert_eq!(lay_out(atlas(), Span::whole(), view.lanes, 754).lanes.len(), 4);
    assert!(scene::event_list(&view.step(Action::Search("office".into()))).rows.iter().all(|row| atlas()
        .event(row.event)
        .unwrap()
        .lane
        != Lane::Money));
}

#[test]
fn a_search_finds_any_country_by_any_name_and_any_event_by_any_word_of_its_title() {
    let found = |q: &str| view(&write(&View::default().step(Action::Search(q.into()))));
    for (id, country) in atlas().each_country() {
        for name in country.all_names().into_iter().filter(|name| !name.is_empty()) {
            assert!(search::countries(&found(name)).contains(&id), "{name}");
        }
    }
    for name in ["Türkiye", "Turkey", "turkiye", "TURKEY"] {
        assert!(search::countries(&found(name)).contains(&country("TUR")), "{name}");
    }
    for (name, code) in [("UK", "GBR"), ("usa", "USA"), ("US", "USA"), ("DEU", "DEU")] {
        assert!(search::countries(&found(name)).contains(&country(code)), "{name}");
    }
    let (fukuda, _) = atlas().each_event().find(|(_, event)| event.title.contains("Fukuda")).unwrap();
    assert!(!search::events(&found("uk"))[usize::from(fukuda.0)], "uk is no word of Fukuda");
    for (id, event) in atlas().each_event() {
        for word in event.title.split([' ', '"', ':', ';', ',']).filter(|word| !word.is_empty()) {
            assert!(search::events(&found(word))[usize::from(id.0)], "{word} of {}", event.id);
        }
    }
    assert!(search::countries(&View::default()).is_empty());
    let nothing = scene::event_list(&found("xyzzy"));
    assert!(nothing.rows.is_empty() && nothing.heading.contains("0 events"), "{}", nothing.heading);
}

#[test]
fn a_country_is_looked_for_by_the_names_that_readers_know() {
    let names = search::names();
    for known in [
        ("Republic of Korea", "KOR"),
        ("South Korea", "KOR"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Czech Republic", "CZE"),
    ] {
        assert!(names.contains(&known), "{known:?}");
    }
    assert!(names.is_sorted_by_key(|(name, _)| search::folded(name)));
    assert!(atlas().each_country().all(|(_, country)| names.contains(&(country.name(), country.code))));
    assert!(!names.contains(&("Taiwan Province of China", "TWN")), "a name that takes a side");
}

#[test]
fn the_list_follows_search_lanes_countries_and_years() {
    let rows = |query: &str| scene::event_list(&view(query)).rows;
    assert!(rows("date=2023").iter().all(|row| row.date.ends_with("2023")));
    assert!(!rows("select=NZL").is_empty());
    assert!(rows("select=NZL")
        .iter()
        .all(|row| { atlas().event(row.event).unwrap().countries.contains(&country("NZL")) }));
    assert!(rows("years=1990-1999").iter().all(|row| row.date.contains("199")));
    let heading = scene::event_list(&view("q=madrid&select=JPN&lanes=summits")).heading;
    assert!(heading.contains("madrid") && heading.contains("Japan") && heading.contains("Summits"), "{heading}");
    // On from one event to the next, among those that pass.
    let first = view("q=office&event=ev-2010-10-01-nato-liaison-office-opens-in-tbilisi");
    let next = first.clone().step(Action::StepEvent(true));
    assert!(next.event > first.event && search::events(&next)[usize::from(next.event.unwrap().0)]);
    assert_eq!(next.step(Action::StepEvent(false)).event, first.event);
}

#[test]
fn the_difference_of_two_dates_counts_who_came_and_says_it_both_ways() {
    let found = difference(&view("from=1999-12-31&to=2004-12-31")).unwrap();
    assert!(
        found.sentence.contains("+7 members, −0") && found.sentence.contains("from 19 to 26"),
        "{}",
        found.sentence
    );
    let joined: Vec<&str> = found.changes[..7].iter().map(|change| change.after).collect();
    assert!(joined.iter().all(|after| *after == "NATO member"));
    assert_eq!(difference(&view("from=2004-12-31&to=1999-12-31")).unwrap().changes, found.changes);
    assert!(difference(&view("from=1956&to=1981")).unwrap().changes.is_empty());
    assert_eq!(difference(&View::default()), None);
    let marks = scene::marks(&view("from=2022&to=2023"));
    let concerned: Vec<CountryId> = marks.iter().filter(|mark| mark.is_concerned).map(|mark| mark.country).collect();
    assert!(concerned.contains(&country("FIN")) && !concerned.contains(&country("SWE")));
}

#[test]
fn the_race_of_the_allies_follows_the_date_and_can_be_replayed() {
    assert!(texts::install(two_oceans::TEXTS));
    let sweden = race(&view("date=2024-02-01"), country("SWE")).unwrap();
    assert!(sweden.state.contains("30 of 31"), "{}", sweden.state);
    assert!(sweden.summary.contains("18 May 2022") && sweden.summary.contains("659 days"), "{}", sweden.summary);
    assert_eq!(sweden.runners.iter().filter(|runner| !runner.is_done).count(), 1);
    assert!(race(&view("date=2024-03-07"), country("SWE")).unwrap().state.contains("31 of 31"));
    assert!(!sweden.sources.is_empty());
    assert!(race(&View::default(), country("JPN")).is_none());
    let (number, protocol) = protocol_of(country("SWE")).unwrap();
    let mut view = View::default().step(Action::Replay(number));
    assert_eq!(view.date, protocol.signed);
    let mut days = Vec::new();
    while view.is_playing {
        view = view.step(Action::Tick);
        days.push(view.date);
        assert!(days.len() < 60, "the replay does not end");
    }
    assert_eq!(view.date, protocol.accession);
    assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn what_was_different_then_is_said_on_its_dates_only() {
    assert!(texts::install(two_oceans::TEXTS));
    let then = |query: &str| scene::event_list(&view(query)).then.join(" ");
    assert!(then("date=1970").contains("France") && then("date=1970").contains("West Germany"));
    assert!(!then("date=1991-01-01").contains("Only West Germany"));
    assert!(then("date=1960").contains("Algeria") && !then("date=1963").contains("Algeria"));
    assert!(then("date=1978").contains("Greece") && !then("date=1982").contains("Greece"));
    assert!(then("").is_empty());
}

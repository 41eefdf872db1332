//! The story: every step can be shown, walked to and linked to, and the whole article is answered.

use std::collections::BTreeSet;

use two_oceans::model::atlas::atlas;
use two_oceans::model::date::Date;
use two_oceans::model::query::{apply, parse, write};
use two_oceans::model::texts::{self, texts, StepText};
use two_oceans::model::view::{Action, Layer, Panel, Tab, Theme, View};
use two_oceans::model::{scene, summary};

fn steps() -> &'static [StepText] {
    assert!(texts::install(two_oceans::TEXTS));
    &texts().unwrap().story
}

fn at(step: u8) -> View {
    View::default().step(Action::Show(Tab::Story)).step(Action::Step(step))
}

#[test]
fn every_view_of_the_story_is_one_that_the_bundle_can_read() {
    let mut seen = BTreeSet::new();
    for step in steps() {
        let (view, dropped) = parse(step.view);
        assert!(dropped.is_empty(), "{}: {dropped:?}", step.heading);
        assert_ne!(view, View::default(), "{}", step.heading);
        assert!(seen.insert(write(&view)), "{} shows what another step shows", step.heading);
        assert!(!summary::sentence(&view).is_empty());
    }
    assert_eq!(seen.len(), usize::from(atlas().steps));
}

#[test]
fn the_story_takes_its_views_along() {
    steps();
    let poland = atlas().country_by_code("POL").unwrap();
    let left = View::default().step(Action::GoTo(Date::year_only(1999))).step(Action::Select(poland));
    let read = left.clone().step(Action::Show(Tab::Story)).step(Action::Step(5)).step(Action::Paint(Theme::Dark));
    let back = read.step(Action::Show(Tab::Explore)).as_left(&left);
    // What the reader has changed besides stays.
    assert_eq!(back, View { step: 5, theme: Theme::Dark, ..left });
}

#[test]
fn the_story_is_walked_forward_and_back_and_ends_at_its_ends() {
    let count = u8::try_from(steps().len()).unwrap();
    let mut view = View::default().step(Action::Show(Tab::Story));
    for step in 1..=count {
        assert_eq!(view, at(step), "forward to {step}");
        view = view.step(Action::Turn(true));
    }
    for step in (1..=count).rev() {
        assert_eq!(view, at(step), "back to {step}");
        view = view.step(Action::Turn(false));
    }
    assert_eq!(view, at(1));
    assert_eq!(at(0), at(1));
    assert_eq!(at(u8::MAX), at(count));
}

#[test]
fn a_deep_link_is_short_and_leads_to_the_step() {
    for step in 2..=u8::try_from(steps().len()).unwrap() {
        let query = format!("tab=story&step={step}");
        assert_eq!(write(&at(step)), query);
        assert_eq!(parse(&query), (at(step), Vec::new()));
        // As a fragment, over whatever is shown.
        let before = parse("date=1960&select=POL&layer=spending&theme=dark").0;
        assert_eq!(apply(&format!("step={step}"), before.clone()).0, View { theme: Theme::Dark, ..at(step) });
        assert_eq!(before.theme, Theme::Dark);
    }
    assert_eq!(write(&at(1)), "tab=story");
}

#[test]
fn what_a_reader_changes_in_a_step_is_in_the_link() {
    steps();
    for action in [
        Action::Layer(Layer::Spending),
        Action::GoTo(Date::year_only(1990)),
        Action::Clear,
        Action::Open(Panel::About),
        Action::Look(None),
        Action::Present(true),
        Action::Paint(Theme::Dark),
        Action::GoTo(atlas().as_of),
    ] {
        for step in 1..=atlas().steps {
            let view = at(step).step(action.clone());
            let query = write(&view);
            assert_eq!(parse(&query), (view, Vec::new()), "{action:?}: {query}");
        }
    }
    // Not what the step shows, but the bare default: it says so.
    assert_eq!(parse(&write(&at(4).bare_step())).0, at(4).bare_step());
}

#[test]
fn another_part_keeps_the_place_in_the_story() {
    steps();
    let away = at(5).step(Action::Present(true)).step(Action::Show(Tab::Table));
    assert!(!away.is_presented);
    assert_eq!(parse(&write(&away)), (away.clone(), Vec::new()));
    assert_eq!(away.step(Action::Show(Tab::Story)), at(5));
    // A text over the story leads back to the very view.
    let changed = at(5).step(Action::GoTo(Date::year_only(1990)));
    assert_eq!(changed.clone().step(Action::Open(Panel::About)).step(Action::Show(Tab::Story)), changed);
}

#[test]
fn no_such_step_is_named() {
    let beyond = format!("step={}", u16::from(atlas().steps) + 1);
    for query in ["step=0", "step=-1", "step=one", "step=1.5", &beyond, "present=yes"] {
        let (view, dropped) = parse(query);
        assert_eq!((view.tab, dropped.len()), (Tab::Explore, 1), "{query}");
    }
}

#[test]
fn a_step_says_where_it_is_and_on_what_it_rests() {
    steps();
    for number in 1..=atlas().steps {
        let step = scene::step(number);
        assert_eq!(step.progress, format!("Step {number} of {}", atlas().steps));
        assert!(step.sources().len() > 3, "{}", step.text.unwrap().heading);
    }
}

#[test]
fn every_claim_of_the_article_is_met_in_the_story() {
    let met: BTreeSet<usize> = steps().iter().flat_map(|step| step.claims.iter().copied()).collect();
    assert_eq!(met, (0..usize::from(atlas().claims)).collect());
}

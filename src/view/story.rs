//! The story: what is read beside the map, and how to go on. The whole of it is a page of its own, see `handout`.
//!
//! One step stands alone, or all stand one below another, to be scrolled, where `edge/unroll.js` finds the window wide, tall
//! and scrolling by itself: it loads with the story, watches which step comes to rest at the middle of the window, and
//! presses its number; the view answers as to any reader's press.

use yew::prelude::*;

use super::card::{claim_list, folded, folded_as, source_list};
use super::controls::emits;
use super::element::{button, element, link, list, Element};
use super::kept::{kept, Piece};
use super::section_title;
use crate::copy;
use crate::model::atlas::atlas;
use crate::model::phrase::Phrase;
use crate::model::scene;
use crate::model::text::count;
use crate::model::texts::{story_script, texts};
use crate::model::view::{Action, Heading, View};

/// The step that a view is at, alone or among all, with the way on and back.
pub fn story(view: &View, act: &Callback<Action>) -> Element {
    let turn = |name: &str, is_forward: bool, is_end: bool| {
        let turn = button("button.button", name, emits(act, Action::Turn(is_forward)));
        turn.maybe("aria-disabled", is_end.then_some("true"))
    };
    let ways = element("div.story__ways")
        .child(turn(copy::STORY_PREVIOUS, false, view.step == 1))
        .child(turn(copy::STORY_NEXT, true, view.step == atlas().steps))
        .child(present(view.is_presented, act));
    let is_unrolled = view.is_unrolled && !view.is_presented;
    let mut progress = element("p.story__progress").with("role", "status");
    let mut all_told = Vec::new();
    let mut steps = element("ol.story__steps").with("aria-label", copy::STORY_STEPS);
    for number in 1..=atlas().steps {
        let step = scene::step(number);
        let is_here = number == view.step;
        let here = is_here.then_some("step");
        let n = count(number.into());
        let link = link(&["#step=", &n], &n).with("aria-label", &step.progress).maybe("aria-current", here);
        steps = steps.child(element("li").key(&n).child(link));
        if is_here {
            let heading = step.text.map_or(copy::PANEL_LOADING, |text| text.heading);
            let heading = element("span.unseen").text(copy::LIST_DOT).text(heading);
            progress = progress.text(&step.progress).child(heading);
        }
        if is_unrolled || is_here {
            // A step alone stays the same element, with what is open in it and what has the focus.
            let key = if is_unrolled { &n } else { "" };
            let told = Told { number, heading: view.heading, has_text: step.text.is_some() };
            let told =
                element("article.story__step").key(key).maybe("aria-current", here).html(kept(Piece::Told(told), None));
            all_told.push(told.into());
        }
    }
    element("section.cards story")
        .with("data-step", &count(view.step.into()))
        .with("aria-label", copy::STORY_LABEL)
        .child(progress)
        .child(ways)
        .html(list(all_told))
        .child(steps)
        .child(element("p.story__keys").text(copy::STORY_KEYS).text(" ").child(handout_link()))
        .maybe_child(story_script().map(|address| element("script").with("src", address)))
}

/// The way into presenting, or out of it.
fn present(is_presented: bool, act: &Callback<Action>) -> Element {
    let name = if is_presented { copy::STORY_LEAVE } else { copy::STORY_PRESENT };
    button("button.button", name, emits(act, Action::Present(!is_presented)))
}

/// On the served page the steps as links to the page that tells them all.
pub fn contents(heading: Heading) -> Html {
    let steps = texts().map(|texts| texts.story.as_slice()).unwrap_or_default();
    let mut items = element("ol.year__list");
    for (index, step) in steps.iter().enumerate() {
        let n = count(index + 1);
        let link = element("a.year__link").joined("href", &["story.html#step=", &n]).text(step.heading);
        items = items.child(element("li").joined("id", &["step=", &n]).with("data-step", &n).child(link));
    }
    let title = section_title(heading, 0, "card__title", copy::STORY_LABEL);
    list(vec![title.into(), items.into(), element("p").child(handout_link()).into()])
}

fn handout_link() -> Element {
    link(&["story.html"], copy::STORY_HANDOUT)
}

/// What is told of a step.
#[derive(PartialEq)]
pub struct Told {
    number: u8,
    heading: Heading,
    has_text: bool,
}

/// What a step says: its texts, the claims that it bears on, its sources, and what only a teacher needs.
pub fn told(props: &Told) -> Html {
    let step = scene::step(props.number);
    let Some(text) = step.text else { return Html::default() };
    let opinion = element("b").text(Phrase::Opinion.words());
    let opinion =
        (!text.opinion.is_empty()).then(|| element("p.story__opinion").child(opinion).text(" ").text(text.opinion));
    let notes = element("p").text(text.notes);
    let notes = folded_as("details.card__sources story__notes", Phrase::Notes.words(), notes);
    let sources = folded(copy::CARD_SOURCES, source_list("ul", &step.sources()));
    list(vec![
        section_title(props.heading, 0, "card__title", text.heading).into(),
        element("p.story__text").text(text.text).into(),
        opinion.map(Html::from).unwrap_or_default(),
        notes.into(),
        claim_list(&step.claims()).map(Html::from).unwrap_or_default(),
        sources.into(),
    ])
}

//! A step of the story: what is read beside the map, and how to go on. The whole of it is a page of its own, see `handout`.

use yew::prelude::*;

use super::card::{folded, source_list};
use super::controls::emits;
use super::element::{button, element, list, Element};
use super::section_title;
use crate::copy;
use crate::model::atlas::atlas;
use crate::model::query::claim_id;
use crate::model::scene::{self, Step};
use crate::model::text::{count, fill};
use crate::model::texts::texts;
use crate::model::view::{Action, Heading, View};

/// The step that a view is at, with the way on and back.
pub fn story(view: &View, act: &Callback<Action>) -> Element {
    let step = scene::step(view);
    let (number, last) = (usize::from(step.number), usize::from(atlas().steps));
    let turn = |name: &str, is_forward: bool, is_end: bool| {
        let turn = button("button.button", name, emits(act, Action::Turn(is_forward)));
        turn.maybe("aria-disabled", is_end.then_some("true"))
    };
    let mut steps = element("ol.story__steps").with("aria-label", copy::STORY_STEPS);
    for index in 1..=last {
        let n = count(index);
        let name = fill(copy::STORY_PROGRESS, &[("n", &n), ("count", &count(last))]);
        let link = element("a")
            .joined("href", &["#step=", &n])
            .with("aria-label", &name)
            .maybe("aria-current", (index == number).then_some("step"));
        steps = steps.child(element("li").nth(index).child(link.text(&n)));
    }
    let ways = element("div.story__ways")
        .child(turn(copy::STORY_PREVIOUS, false, number == 1))
        .child(turn(copy::STORY_NEXT, true, number == last))
        .child(present(view.is_presented, act));
    let told =
        element("span.unseen").text(copy::LIST_DOT).text(step.text.map_or(copy::PANEL_LOADING, |text| text.heading));
    element("section.cards story")
        .with("data-step", &count(number))
        .with("aria-label", copy::STORY_LABEL)
        .child(element("p.story__progress").with("role", "status").text(&step.progress).child(told))
        .child(ways)
        .html(told_step(&step, view.heading))
        .child(steps)
        .child(element("p.story__keys").text(copy::STORY_KEYS).text(" ").child(handout_link()))
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
    element("a").with("href", "story.html").text(copy::STORY_HANDOUT)
}

/// What a step says: its texts, the claims that it bears on, its sources, and what only a teacher needs.
fn told_step(step: &Step, heading: Heading) -> Html {
    let Some(text) = step.text else { return Html::default() };
    let opinion = element("b").text(copy::STORY_OPINION);
    let opinion =
        (!text.opinion.is_empty()).then(|| element("p.story__opinion").child(opinion).text(" ").text(text.opinion));
    let notes = element("p").text(text.notes);
    let mut claims = element("ul");
    for (number, claim) in &step.claims {
        let link = element("a").joined("href", &["#claim=", &claim_id(*number)]).text(claim);
        claims = claims.child(element("li").nth(usize::from(*number)).child(link));
    }
    let claims = match step.claims.as_slice() {
        [] => Html::default(),
        _ => folded("story-claims", copy::CARD_CLAIMS, claims).into(),
    };
    list(vec![
        section_title(heading, 0, "card__title", text.heading).into(),
        element("p.story__text").text(text.text).into(),
        opinion.map(Html::from).unwrap_or_default(),
        folded("story-notes", copy::STORY_NOTES, notes).into(),
        claims,
        folded("story-sources", copy::CARD_SOURCES, source_list("ul", &step.sources)).into(),
    ])
}

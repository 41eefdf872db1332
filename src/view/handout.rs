//! The whole story on one page, each step with a picture that does not move: for readers without scripts and for print.
//! Only the prerenderer makes it; nothing of it is in the bundle.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::controls::legend;
use super::element::{element, list, Element};
use super::flag;
use super::map::{disk, drawn_lines, names, patterns, Names};
use crate::geo::path::{path_text, paths_text, Detail, Pencil};
use crate::geo::projection::{Projection, WORLD_WIDTH};
use crate::model::atlas::atlas;
use crate::model::camera::{Camera, MapKind};
use crate::model::labels::{Frame, Named};
use crate::model::query::claim_id;
use crate::model::scene::{self, groups, LegendEntry, MarkGroup};
use crate::model::shapes::live;
use crate::model::stage::{is_near, Stage};
use crate::model::text::count;
use crate::model::view::{Action, Layer, Tab, View};
use crate::{copy, SENTENCES};

/// The width that the pictures are made for, CSS pixels: wide enough for the shape that they have on a wide page.
const WIDTH_PX: u16 = 560;

/// The width at which names have room, CSS pixels: that in print, where a step takes half a page.
const LEAST_PX: i32 = 496;

/// All steps.
pub fn handout() -> Html {
    let steps: Vec<View> = (1..=atlas().steps)
        .map(|step| View::default().step(Action::Show(Tab::Story)).step(Action::Step(step)))
        .collect();
    let mut drawn = BTreeSet::new();
    let mut articles: Vec<Html> = Vec::new();
    for view in &steps {
        articles.push(article(view, &mut drawn).into());
    }
    let mut shapes = element("defs.handout__shapes");
    for shape in drawn {
        let d = path_text(live(), shape, &Projection::world(), &Detail::COARSE);
        shapes = shapes.child(element("path").joined("id", &["s", &count(shape)]).with("d", &d));
    }
    let shared = element("svg").with("width", "0").with("height", "0").with("aria-hidden", "true");
    let shared = shared.child(shapes).child(patterns("main", WORLD_WIDTH));
    let title = element("h2.head__title").text(copy::STORY_LABEL);
    let live = element("a").with("href", "index.html?tab=story").text(copy::STORY_LIVE);
    let intro = element("p").text(copy::STORY_INTRO_LONG).text(" ").text(&scene::as_of()).text(" ").child(live);
    list(vec![title.into(), intro.into(), shared.into(), list(articles)])
}

/// A step: picture, text, sources.
fn article(view: &View, drawn: &mut BTreeSet<usize>) -> Element {
    let step = scene::step(view.step);
    let number = count(view.step.into());
    let Some(text) = step.text else { return element("article") };
    let said = |element: Element, part: &str| sentences(element, view.step, part, &text.sources);
    let opinion = element("p.story__opinion").child(element("b").text(copy::STORY_OPINION)).text(" ");
    let mut claims = element("span");
    for (index, (number, claim)) in step.claims().iter().enumerate() {
        let link = element("a").joined("href", &["claims.html#claim=", &claim_id(*number)]).text(claim);
        claims = claims.maybe_child((index > 0).then(|| element("span").text(" "))).child(link);
    }
    let folded = |name: &str, part: Element| element("details").child(element("summary").text(name)).child(part);
    element("article.handout__step")
        .joined("id", &["step=", &number])
        .with("data-step", &number)
        .child(element("p.story__progress").text(&step.progress))
        .child(element("h3.card__title").text(text.heading))
        .child(picture(view, drawn))
        .child(said(element("p.story__text"), "text"))
        .maybe_child((!text.opinion.is_empty()).then(|| said(opinion, "opinion")))
        .child(element("p.handout__sources").text(copy::CARD_SOURCES).text(": ").html(sources(&step)))
        .maybe_child((!text.claims.is_empty()).then(|| folded(copy::CARD_CLAIMS, element("p").child(claims))))
        .child(folded(copy::STORY_NOTES, element("p").text(text.notes)))
}

/// The sentences of a part of a step, each with the numbers of its sources in the row below.
fn sentences(mut paragraph: Element, step: u8, part: &str, sources: &[usize]) -> Element {
    for line in SENTENCES.lines() {
        let mut fields = line.splitn(4, '\t');
        if fields.next() != Some(&count(step.into())) || fields.next() != Some(part) {
            continue;
        }
        let (indices, sentence) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let places = indices.split(',').filter_map(|index| {
            let place = sources.iter().position(|source| index.parse() == Ok(*source))?;
            Some(count(place + 1))
        });
        let places = places.collect::<Vec<_>>().join(copy::LIST_NEXT);
        let note = (!places.is_empty()).then(|| element("sup").text(&places));
        paragraph = paragraph.text(sentence).maybe_child(note).text(" ");
    }
    paragraph
}

/// The sources in a row, numbered.
fn sources(step: &scene::Step) -> Html {
    let mut row = Vec::new();
    for (index, source) in step.sources().iter().enumerate() {
        if index > 0 {
            row.push(Html::from(copy::LIST_ITEM));
        }
        row.push(element("sup").text(&count(index + 1)).into());
        let text = scene::source_text(source);
        row.push(if source.url.is_empty() {
            Html::from(text)
        } else {
            // In a frame most sites refuse to be shown.
            element("a").with("href", source.url).with("rel", "noopener").with("target", "_blank").text(&text).into()
        });
    }
    list(row)
}

/// The map of a step, with its date and what it shows.
fn picture(view: &View, drawn: &mut BTreeSet<usize>) -> Element {
    let kind = view.projection.filter(|kind| kind.has_camera()).unwrap_or(MapKind::EqualEarth);
    let stage = Stage::new(kind, view.at.unwrap_or(Camera::start(kind)), WIDTH_PX);
    let is_plane = kind == MapKind::EqualEarth;
    let mut frame = if stage.is_world() { Frame::WORLD } else { Frame::of(&stage) };
    frame.least_px = if is_plane { LEAST_PX } else { LEAST_PX * 3 / 4 };
    // On the plane all pictures share the shapes of the world map, and show a part of it.
    let pencil = Pencil::new(if is_plane { Projection::world() } else { stage.projection });
    let view_box = if is_plane {
        let fineness = stage.window.width * stage.camera.zoom() / f64::from(WORLD_WIDTH);
        let [x, y, width, height] = [stage.window.x, stage.window.y, stage.window.width, stage.window.height]
            .map(|part| (part / fineness).round_ties_even() as i64);
        format!("{x} {y} {width} {height}")
    } else {
        frame.view_box()
    };
    let area = stage.area();
    let is_seen = |shape: &usize| live().shapes.get(*shape).is_some_and(|shape| is_near(shape, &area));
    let mut shapes = element("g.map__shapes");
    for group in groups(view) {
        let seen: Vec<usize> = group.shapes.iter().copied().filter(|shape| !is_plane || is_seen(shape)).collect();
        if is_plane {
            let mut part = looking_like(element("g"), view, &group);
            for shape in &seen {
                part = part.child(element("use").joined("href", &["#s", &count(*shape)]));
            }
            drawn.extend(seen);
            shapes = shapes.child(part);
        } else {
            let d = paths_text(live(), &seen, &pencil, &Detail::COARSE);
            shapes = shapes.child(looking_like(element("path"), view, &group).with("d", &d));
        }
    }
    let svg = element("svg.map__svg")
        .with("viewBox", &view_box)
        .with("aria-hidden", "true")
        .maybe("data-disk", flag(!is_plane))
        .child(disk(&pencil))
        .child(shapes)
        .child(drawn_lines(view, &pencil));
    let names = names(&Names { named: Named::of(view, &scene::marks(view), &Some(stage)), frame, kind: "stage" });
    let window = element("div.map__window").child(svg).html(names);
    // Of the groupings, the one that is shown.
    let is_shown = |entry: &LegendEntry| view.layer != Layer::Groupings || entry.is_pressed;
    let entries: Vec<LegendEntry> = scene::legend(view).into_iter().filter(is_shown).collect();
    let shown = legend(None, &entries, &Callback::noop());
    let said = element("figcaption.map__caption").text(&scene::summary(view));
    element("figure.handout__picture")
        .maybe("data-layer", view.layer.mark())
        .maybe("data-disk", flag(!is_plane))
        .child(window)
        .child(shown)
        .child(said)
}

/// What the style sheet tells shapes apart by; on another layer than membership, their tone only.
fn looking_like(mut element: Element, view: &View, group: &MarkGroup) -> Element {
    for (name, value) in group.mark.attributes() {
        let is_of_membership = ["data-status", "data-wave", "data-covered"].contains(&name);
        if view.layer == Layer::Membership || !is_of_membership {
            element = element.maybe(name, value);
        }
    }
    element
}

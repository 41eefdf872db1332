//! The timeline: the year slider with its pill, five lanes of events, play.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::controls::emits;
use super::element::{button, element, list, Element};
use super::follow::{follow, use_pointed, Pointed};
use super::kept::{kept, Piece};
use super::{flag, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{self, atlas, EventId, Weight};
use crate::model::date::Date;
use crate::model::scene::{self, lane_name, Slider};
use crate::model::text::{fill, number, signed as px};
use crate::model::timeline::{layout, percent, LaneLayout, Marker, AXIS, YEARS_HEIGHT};
use crate::model::view::{Action, View};

#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    pub view: Rc<View>,
    pub act: Callback<Action>,
}

/// The timeline with its controls.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let TimelineProps { view, act } = props;
    let hovered = use_pointed();
    let slider = scene::slider(view);
    let event = match &*hovered {
        Some(Pointed::Event(id)) => atlas().event(*id),
        _ => None,
    };
    let line = event.map(|event| fill(copy::TIMELINE_EVENT, &[("date", &event.date.words()), ("title", event.title)]));
    let mut lanes = Vec::new();
    for lane in &layout().lanes {
        let selected = view.event.filter(|&event| lane.holds(event));
        lanes.push(kept(Piece::Lane(Lane { lane, selected }), Some(&px(lane.top))));
    }
    let picture = element("svg.timeline__lanes")
        .with("width", "100%")
        .with("height", &px(layout().height))
        .with("aria-hidden", "true")
        .html(kept(Piece::Axis, None))
        .html(list(lanes));
    let chart = element("div.timeline__chart").on_pointer_over(follow(&hovered));
    let hover = element("p.timeline__hover").with("aria-hidden", "true");
    element("section.timeline")
        .with("aria-label", copy::TIMELINE_LABEL)
        .child(controls(view.is_playing, act))
        .child(chart.child(picture).child(pill(&slider)).html(year_slider(&slider, act)))
        .child(hover.text(&line.unwrap_or_default()))
        .into()
}

/// What moves with time: the veil over what is still to come, and the line at the governing date with
/// the pill that names it, kept inside the chart. The lanes' names stand above the veil.
fn pill(slider: &Slider) -> Element {
    let width = i32::try_from(slider.shown.chars().count()).unwrap_or_default() * 8 + 12;
    // Along the axis the pill moves from standing right of its line to standing left of it.
    let left = -(width * slider.x / AXIS);
    let here = percent(slider.x);
    let veil = element("rect.timeline__veil")
        .with("x", &percent(slider.end))
        .with("y", &px(YEARS_HEIGHT))
        .with("width", &percent(AXIS - slider.end))
        .with("height", "100%");
    let pill = element("rect.timeline__pill")
        .with("x", &px(left))
        .with("y", "0")
        .with("height", "20")
        .with("rx", "10")
        .with("width", &px(width));
    let date = element("text.timeline__date")
        .with("x", &px(left + width / 2))
        .with("y", "14")
        .with("text-anchor", "middle")
        .text(&slider.shown);
    element("svg.timeline__now")
        .with("width", "100%")
        .with("height", "100%")
        .with("aria-hidden", "true")
        .child(veil)
        .html(kept(Piece::LaneNames, None))
        .child(upright(&here))
        .child(element("svg").with("x", &here).with("overflow", "visible").child(pill).child(date))
}

/// A line from the years down to the foot.
fn upright(x: &str) -> Element {
    element("line").with("x1", x).with("x2", x).with("y1", &px(YEARS_HEIGHT)).with("y2", "100%")
}

/// A lane with its events. Kept, since no step in time changes it.
#[derive(PartialEq)]
pub struct Lane {
    lane: &'static LaneLayout,
    /// The selected event, if it is of this lane.
    selected: Option<EventId>,
}

/// A lane with its events.
pub fn lane(props: &Lane) -> Html {
    let Lane { lane, selected } = props;
    let base = px(lane.base);
    let line = element("line.timeline__base").with("x2", "100%").with("y1", &base).with("y2", &base);
    let mut marks = Vec::new();
    for (index, marker) in lane.markers.iter().enumerate() {
        marks.extend(event_mark(index, marker, *selected).map(Html::from));
    }
    element("g.timeline__lane").with("data-lane", lane_key(lane.lane)).child(line).html(list(marks)).into()
}

/// The names of the lanes; they never change.
pub fn lane_names() -> Html {
    let mut names = element("g.timeline__lane");
    for lane in &layout().lanes {
        let name = element("text.timeline__lane-name").with("x", "0").with("y", &px(lane.top + 11));
        names = names.child(name.text(lane_name(lane.lane)));
    }
    names.into()
}

/// The years and the bars; they never change.
pub fn axis() -> Html {
    let layout = layout();
    let mut axis = element("g");
    for (year, x) in &layout.ticks {
        let x = percent(*x);
        let name = element("text").with("x", &x).with("y", "14").with("text-anchor", "middle").text(&tick_name(*year));
        let tick = element("g.timeline__tick").maybe("data-round", roundness(*year));
        axis = axis.child(tick.child(upright(&x)).child(name));
    }
    for bar in &layout.bars {
        let height = bar_height(bar.count);
        axis = axis.child(
            element("rect.timeline__bar")
                .with("x", &percent(bar.x))
                .with("width", "1%")
                .with("y", &px(BARS_BASE - height))
                .with("height", &px(height)),
        );
    }
    axis.into()
}

/// The foot of the bars that stand for the lanes on a narrow timeline, CSS pixels.
const BARS_BASE: i32 = YEARS_HEIGHT + 62;

/// The height of a year's bar, CSS pixels.
fn bar_height(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(20).min(20) * 3
}

/// How round a year is: narrow timelines name the roundest only.
fn roundness(year: u16) -> Option<&'static str> {
    match year {
        year if year % 20 == 0 => Some("20"),
        year if year % 10 == 0 => Some("10"),
        _ => None,
    }
}

/// "1950", "’55".
fn tick_name(year: u16) -> String {
    if year % 10 == 0 {
        return number(u32::from(year));
    }
    let short = number(u32::from(year % 100 + 100));
    fill(copy::TIMELINE_SHORT_YEAR, &[("year", short.get(1..).unwrap_or_default())])
}

fn lane_key(lane: atlas::Lane) -> &'static str {
    match lane {
        atlas::Lane::Enlargement => "enlargement",
        atlas::Lane::Summits => "summits",
        atlas::Lane::Partnership => "partnership",
        atlas::Lane::Conflict => "conflict",
        atlas::Lane::Money => "money",
    }
}

fn event_mark(index: usize, marker: &Marker, selected: Option<EventId>) -> Option<Element> {
    let event = atlas().event(marker.event)?;
    let radius = match event.weight {
        Weight::Major => "4.5",
        Weight::Normal => "3.5",
        Weight::Minor => "2.5",
    };
    let circle = element("circle")
        .with("data-event", event.id)
        .maybe("data-selected", flag(selected == Some(marker.event)))
        .with("cx", &percent(marker.x))
        .with("cy", &px(marker.y))
        .with("r", radius);
    let link = element("a").nth(index).joined("href", &["#event=", event.id]).with("tabindex", "-1");
    Some(link.child(circle))
}

/// The native slider that lies over the axis: its thumb is the pill.
fn year_slider(slider: &Slider, act: &Callback<Action>) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let oninput = {
        let act = act.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(date) = input.and_then(|input| Date::parse(&input.value())) {
                act.emit(Action::GoTo(date));
            }
        })
    };
    let onkeydown = {
        let act = act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(action) = slider_action(&event) {
                event.prevent_default();
                act.emit(action);
            }
        })
    };
    html! {
        <input class="timeline__slider" type="range" aria-label={copy::SLIDER_LABEL}
            min={number(u32::from(slider.least))} max={number(u32::from(slider.most))} step="1"
            value={number(u32::from(slider.value))} aria-valuetext={slider.spoken.clone()} {oninput} {onkeydown} />
    }
}

/// What a key means on the slider: years, with Shift months, with Page keys decades.
fn slider_action(event: &KeyboardEvent) -> Option<Action> {
    let step = |sign: i32| if event.shift_key() { Action::StepMonths(sign) } else { Action::StepYears(sign) };
    Some(match event.key().as_str() {
        "PageUp" => Action::StepYears(10),
        "PageDown" => Action::StepYears(-10),
        "ArrowRight" | "ArrowUp" => step(1),
        "ArrowLeft" | "ArrowDown" => step(-1),
        _ => return None,
    })
}

fn controls(is_playing: bool, act: &Callback<Action>) -> Element {
    let mut controls = element("div.timeline__controls");
    if IS_DOCUMENT {
        return controls;
    }
    let play = if is_playing { copy::TIMELINE_PAUSE } else { copy::TIMELINE_PLAY };
    let buttons = [
        (play, Action::Play(!is_playing)),
        (copy::TIMELINE_PREVIOUS, Action::StepChange(false)),
        (copy::TIMELINE_NEXT, Action::StepChange(true)),
        (copy::TIMELINE_TODAY, Action::GoTo(atlas().as_of)),
    ];
    for (name, action) in buttons {
        controls = controls.child(button("button.button", name, emits(act, action)));
    }
    controls
}

//! The timeline: the year slider with its pill, five lanes of events, play.

use std::rc::Rc;

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::controls::emits;
use super::{flag, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{self, atlas, EventId, Weight};
use crate::model::date::Date;
use crate::model::scene::{self, lane_name, Slider};
use crate::model::text::{fill, number};
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
    let hovered = use_state_eq(|| None::<EventId>);
    let onpointerover = {
        let hovered = hovered.clone();
        Callback::from(move |event: PointerEvent| {
            let element = event.target_dyn_into::<Element>();
            let id = element.and_then(|element| element.get_attribute("data-event"));
            hovered.set(id.and_then(|id| atlas().event_by_id(&id)));
        })
    };
    let slider = scene::slider(view);
    let line = hovered
        .and_then(|id| atlas().event(id))
        .map(|event| fill(copy::TIMELINE_EVENT, &[("date", &event.date.words()), ("title", event.title)]));
    html! {
        <section class="timeline" aria-label={copy::TIMELINE_LABEL}>
            { controls(view.is_playing, act) }
            <div class="timeline__chart" {onpointerover}>
                <svg class="timeline__lanes" width="100%" height={px(layout().height)} aria-hidden="true">
                    <Axis />
                    for lane in layout().lanes.iter() {
                        <Lane key={lane.top} {lane} selected={view.event.filter(|&event| lane.holds(event))} />
                    }
                </svg>
                { pill(&slider) }
                { year_slider(&slider, act) }
            </div>
            <p class="timeline__hover" aria-hidden="true">{ line.unwrap_or_default() }</p>
        </section>
    }
}

/// CSS pixels as an attribute.
fn px(value: i32) -> String {
    let digits = number(value.unsigned_abs());
    if value < 0 {
        ["-", &digits].concat()
    } else {
        digits
    }
}

/// What moves with time: the veil over what is still to come, and the line at the governing date with
/// the pill that names it, kept inside the chart. The lanes' names stand above the veil.
fn pill(slider: &Slider) -> Html {
    let width = i32::try_from(slider.shown.chars().count()).unwrap_or_default() * 8 + 12;
    // Along the axis the pill moves from standing right of its line to standing left of it.
    let left = -(width * slider.x / AXIS);
    html! {
        <svg class="timeline__now" width="100%" height="100%" aria-hidden="true">
            <rect class="timeline__veil" x={percent(slider.end)} y={px(YEARS_HEIGHT)} width={percent(AXIS - slider.end)}
                height="100%" />
            <LaneNames />
            <line x1={percent(slider.x)} x2={percent(slider.x)} y1={px(YEARS_HEIGHT)} y2="100%" />
            <svg x={percent(slider.x)} overflow="visible">
                <rect class="timeline__pill" x={px(left)} y="0" height="20" rx="10" width={px(width)} />
                <text class="timeline__date" x={px(left + width / 2)} y="14" text-anchor="middle">
                    { slider.shown.as_str() }
                </text>
            </svg>
        </svg>
    }
}

#[derive(Properties, PartialEq)]
struct LaneProps {
    lane: &'static LaneLayout,
    /// The selected event, if it is of this lane.
    selected: Option<EventId>,
}

/// A lane with its events. A component, since no step in time changes it.
#[component]
fn Lane(props: &LaneProps) -> Html {
    let LaneProps { lane, selected } = props;
    html! {
        <g class="timeline__lane" data-lane={lane_key(lane.lane)}>
            <line class="timeline__base" x2="100%" y1={px(lane.base)} y2={px(lane.base)} />
            for (index, marker) in lane.markers.iter().enumerate() {
                { event_mark(index, marker, *selected) }
            }
        </g>
    }
}

/// The names of the lanes; they never change.
#[component]
fn LaneNames() -> Html {
    html! {
        <g class="timeline__lane">
            for lane in layout().lanes.iter() {
                <text key={lane.top} class="timeline__lane-name" x="0" y={px(lane.top + 11)}>{ lane_name(lane.lane) }</text>
            }
        </g>
    }
}

/// The years and the bars; they never change.
#[component]
fn Axis() -> Html {
    let layout = layout();
    html! {
        <g>
            for (year, x) in layout.ticks.iter() {
                <g key={*year} class="timeline__tick" data-round={roundness(*year)}>
                    <line x1={percent(*x)} x2={percent(*x)} y1={px(YEARS_HEIGHT)} y2="100%" />
                    <text x={percent(*x)} y="14" text-anchor="middle">{ tick_name(*year) }</text>
                </g>
            }
            for bar in layout.bars.iter() {
                <rect key={usize::from(bar.year)} class="timeline__bar" x={percent(bar.x)} width="1%"
                    y={px(BARS_BASE - bar_height(bar.count))} height={px(bar_height(bar.count))} />
            }
        </g>
    }
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

fn event_mark(index: usize, marker: &Marker, selected: Option<EventId>) -> Html {
    let Some(event) = atlas().event(marker.event) else { return html! {} };
    let radius = match event.weight {
        Weight::Major => "4.5",
        Weight::Normal => "3.5",
        Weight::Minor => "2.5",
    };
    html! {
        <a key={index} href={["#event=", event.id].concat()} tabindex="-1">
            <circle data-event={event.id} data-selected={flag(selected == Some(marker.event))}
                cx={percent(marker.x)} cy={px(marker.y)} r={radius} />
        </a>
    }
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

fn controls(is_playing: bool, act: &Callback<Action>) -> Html {
    if IS_DOCUMENT {
        return html! { <div class="timeline__controls" /> };
    }
    let play = if is_playing { copy::TIMELINE_PAUSE } else { copy::TIMELINE_PLAY };
    let buttons = [
        (play, Action::Play(!is_playing)),
        (copy::TIMELINE_PREVIOUS, Action::StepChange(false)),
        (copy::TIMELINE_NEXT, Action::StepChange(true)),
        (copy::TIMELINE_TODAY, Action::GoTo(atlas().as_of)),
    ];
    html! {
        <div class="timeline__controls">
            for (index, (name, action)) in buttons.into_iter().enumerate() {
                <button key={index} class="button" type="button" onclick={emits(act, action)}>{ name }</button>
            }
        </div>
    }
}

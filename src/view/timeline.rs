//! The timeline: controls, the year slider with its pill, lanes of events, the strip with all years, and what filters them.

use std::rc::Rc;
use std::slice;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::controls::{choice, emits};
use super::element::{button, element, list, Element};
use super::kept::{kept, Piece};
use super::{flag, truth, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{atlas, CountryId, EventId, Lane, Weight};
use crate::model::date::Date;
use crate::model::scene::{self, lane_name, Slider};
use crate::model::search;
use crate::model::text::joined;
use crate::model::text::{count, fill, number, signed as px};
use crate::model::timeline::{
    counts, hand, key_action, lay_out, percent, tops, Beside, LaneLayout, Lanes, Marker, Span, AXIS, LABEL_GAP,
    LIFTED_GAP, MARGIN_PX, NAME, USUAL_PX, YEARS_HEIGHT,
};
use crate::model::view::{Action, View, FIRST_YEAR};

/// The timeline, and where its actions go.
#[derive(PartialEq)]
pub struct Timeline {
    pub view: Rc<View>,
    /// The view for the events in the lanes, which come last.
    pub lanes: Rc<View>,
    /// Width of the picture above, CSS pixels, which is that of the timeline; 0 if it is not known.
    pub width_px: u16,
    pub has_texts: bool,
    pub act: Callback<Action>,
}

/// The timeline with its controls.
pub fn timeline(props: &Timeline) -> Html {
    let Timeline { view, lanes, act, .. } = props;
    let slider = scene::slider(view);
    let axis_px = if props.width_px == 0 { USUAL_PX } else { i32::from(props.width_px) - MARGIN_PX };
    let picture = Picture {
        span: view.span(),
        marked: lanes.span(),
        lanes: lanes.lanes,
        q: lanes.q.clone(),
        select: lanes.select.clone(),
        event: view.event,
        axis_px,
        has_texts: props.has_texts,
    };
    let chart = element("div.timeline__chart")
        .html(kept(Piece::Picture(picture), None))
        .child(now(&slider, view.lanes))
        .maybe_child((!IS_DOCUMENT).then(|| year_slider(&slider, act)));
    // What it says of the event under the pointer, `edge::hint` writes.
    let hover = element("p.timeline__hover").with("aria-hidden", "true").text("");
    element("section.timeline")
        .with("aria-label", copy::TIMELINE_LABEL)
        .child(controls(view, act))
        .child(more(view, act))
        .child(chart)
        .child(range(view, act))
        .child(hover)
        .into()
}

/// What moves with time: the veil over what is still to come, and the line at the governing date with
/// the pill that names it, kept inside the chart. The lanes' names stand above the veil.
fn now(slider: &Slider, lanes: Lanes) -> Element {
    let hand = hand(slider);
    let part = |selector: &'static str, part: &str| {
        let mut element = element(selector);
        for (_, name, value) in hand.iter().filter(|(other, ..)| *other == part) {
            element = element.with(name, value);
        }
        element
    };
    let top = px(YEARS_HEIGHT);
    let pill = part("rect.timeline__pill", "pill").with("height", "20").with("rx", "10");
    let date = part("text.timeline__date", "date").with("y", "14").with("text-anchor", "middle").text(&slider.shown);
    let tag = part("svg.timeline__tag", "tag").with("overflow", "visible").child(pill).child(date);
    let here = |selector: &'static str| part(selector, "here").with("overflow", "visible");
    let veil = part("rect.timeline__veil", "veil").with("y", &top).with("width", "100%").with("height", "100%");
    let line = element("line.timeline__line").with("y1", &top).with("y2", "100%");
    element("svg.timeline__now")
        .with("width", "100%")
        .with("height", "100%")
        .with("aria-hidden", "true")
        .child(here("svg.timeline__here").child(veil).child(line).child(tag))
        .html(kept(Piece::LaneNames(lanes), None))
}

/// A line from the years down to the foot.
fn upright(x: &str) -> Element {
    element("line").with("x1", x).with("x2", x).with("y1", &px(YEARS_HEIGHT)).with("y2", "100%")
}

/// What time does not move: the axis and the lanes with their events. Kept for that reason.
#[derive(PartialEq)]
pub struct Picture {
    span: Span,
    /// The years whose events are there already, wherever they stand; the others follow.
    marked: Span,
    lanes: Lanes,
    q: String,
    select: Vec<CountryId>,
    event: Option<EventId>,
    axis_px: i32,
    /// The summaries are searched as well, once they are there.
    has_texts: bool,
}

/// The axis and the lanes.
pub fn picture(props: &Picture) -> Html {
    let layout = lay_out(atlas(), props.span, props.lanes, props.axis_px);
    let view = View { lanes: props.lanes, q: props.q.clone(), select: props.select.clone(), ..View::default() };
    let passes = Rc::new(search::events(&view));
    let mut axis = element("g");
    for (year, x) in &layout.ticks {
        let x = percent(*x);
        let name = element("text").with("x", &x).with("y", "14").with("text-anchor", "middle").text(&tick_name(*year));
        axis = axis
            .child(element("g.timeline__tick").maybe("data-round", roundness(*year)).child(upright(&x)).child(name));
    }
    let height = layout.height;
    let mut lanes = Vec::new();
    for mut layout in layout.lanes {
        let key = layout.lane.key();
        layout.markers.retain(|marker| marker.is_of(props.marked, atlas()));
        let is_its = |id: &EventId| atlas().event(*id).is_some_and(|event| event.lane == layout.lane);
        let selected = props.event.filter(is_its);
        lanes.push(kept(Piece::Events(Events { layout, passes: Rc::clone(&passes), selected }), Some(key)));
    }
    let bars = IS_DOCUMENT.then(|| bars(height, 10));
    element("svg.timeline__lanes")
        .with("width", "100%")
        .with("height", &px(height))
        .with("aria-hidden", "true")
        .child(axis)
        .maybe_child(bars)
        .html(list(lanes))
        .into()
}

/// The events of a lane. Kept, since most of what is done is about one lane.
#[derive(PartialEq)]
pub struct Events {
    layout: LaneLayout,
    passes: Rc<Vec<bool>>,
    selected: Option<EventId>,
}

/// A lane with its events.
pub fn events(props: &Events) -> Html {
    let Events { layout, passes, selected } = props;
    let base = px(layout.base);
    let line = element("line.timeline__base").with("x2", "100%").with("y1", &base).with("y2", &base);
    let mut marks = Vec::new();
    for marker in &layout.markers {
        // The served page has no list that a number could open: its markers stand closer there.
        let spread = IS_DOCUMENT.then(|| marker.spread(layout.base));
        let each = spread.as_deref().unwrap_or(slice::from_ref(marker));
        marks.extend(each.iter().filter_map(|marker| mark(marker, passes, *selected)).map(Html::from));
    }
    element("g.timeline__lane").with("data-lane", layout.lane.key()).child(line).html(list(marks)).into()
}

/// The names of the lanes.
pub fn lane_names(lanes: Lanes) -> Html {
    let mut names = element("g.timeline__lane");
    for (lane, top) in tops(lanes) {
        let name = element("text.timeline__lane-name").with("x", "0").with("y", &px(top + NAME - 3));
        names = names.child(name.text(lane_name(lane)));
    }
    names.into()
}

/// A bar for each year, as high as it has events, on the foot of a picture.
fn bars(height: i32, unit: i32) -> Element {
    let whole = Span::whole();
    let mut bars = element("g.timeline__bars");
    for (year, events) in counts(atlas()) {
        let size = (i32::try_from(events).unwrap_or_default() * unit).min(height - YEARS_HEIGHT);
        bars = bars.child(
            element("rect")
                .with("x", &percent(whole.start_of(year)))
                .with("width", "1%")
                .with("y", &px(height - size))
                .with("height", &px(size)),
        );
    }
    bars
}

/// How round a year is: narrow timelines name the roundest only, before their width is known; not those that today's date
/// may lie on.
fn roundness(year: u16) -> Option<&'static str> {
    match year {
        year if year % 20 == 0 && year < 2000 => Some("20"),
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

/// An event, or a number of events, as a link: to the event, or to the years of the events.
fn mark(marker: &Marker, passes: &[bool], selected: Option<EventId>) -> Option<Element> {
    let first = atlas().event(marker.event()?)?;
    let has_passed = |id: &EventId| passes.get(usize::from(id.0)).copied().unwrap_or_default();
    let is_out = !marker.events.iter().any(has_passed);
    let is_selected = selected.is_some_and(|event| marker.events.contains(&event));
    let (x, y) = (percent(marker.x), px(marker.y));
    let link = |href: &[&str]| element("a").key(first.id).joined("href", href).with("tabindex", "-1");
    let circle = |radius: &str| {
        element("circle")
            .maybe("data-selected", flag(is_selected))
            .maybe("data-out", flag(is_out))
            .with("cx", &x)
            .with("cy", &y)
            .with("r", radius)
    };
    if marker.is_cluster() {
        let last = marker.events.last().and_then(|id| atlas().event(*id)).unwrap_or(first);
        let years = [first, last].map(|event| number(u32::from(event.date.year())));
        let events = count(marker.events.len());
        let each: Vec<String> = marker.events.iter().map(|id| count(id.0.into())).collect();
        let number = element("text").with("x", &x).with("y", &y).with("dy", "0.36em").with("text-anchor", "middle");
        return Some(
            link(&["#years=", &joined(&years, "-")])
                .with("class", "timeline__cluster")
                .with("data-cluster", &events)
                .child(circle("9").with("data-events", &joined(&each, ",")))
                .child(number.text(&events)),
        );
    }
    let radius = match first.weight {
        Weight::Major => "4.5",
        Weight::Normal => "3.5",
        Weight::Minor => "2.5",
    };
    let beside = marker.label.filter(|_| !is_out);
    let leader = beside.filter(|beside| beside.lift > 0).map(|beside| {
        let top = px(marker.y - beside.lift - 4);
        element("line.timeline__leader").with("x1", &x).with("x2", &x).with("y1", &y).with("y2", &top)
    });
    let label = beside.map(|Beside { is_left, lift }| {
        let gap = if lift > 0 { LIFTED_GAP } else { LABEL_GAP };
        element("text.timeline__label")
            .with("data-event", first.id)
            .with("x", &x)
            .with("y", &px(marker.y - lift))
            .with("dx", &px(if is_left { -gap } else { gap }))
            .with("dy", "0.36em")
            .with("text-anchor", if is_left { "end" } else { "start" })
            .text(&marker.name(atlas()))
    });
    let circle = circle(radius).with("data-event", first.id);
    Some(link(&["#event=", first.id]).maybe_child(leader).child(circle).maybe_child(label))
}

/// An input with what it is called, what it holds, and what is done with what is put in.
fn field(
    selector: &'static str,
    label: &str,
    kind: &str,
    value: &str,
    act: &Callback<Action>,
    action: fn(&str) -> Option<Action>,
) -> Element {
    let mut input = element("input").with("type", kind).value(value).on_input(puts(act, action));
    if kind == "date" {
        input = input.with("min", &Date::year_only(FIRST_YEAR).first_day().iso()).with("max", &atlas().as_of.iso());
    }
    element(selector).child(element("span").text(label)).text(" ").child(input)
}

/// A callback that says what is put into an input.
fn puts(act: &Callback<Action>, action: fn(&str) -> Option<Action>) -> Callback<InputEvent> {
    let act = act.clone();
    Callback::from(move |event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        if let Some(action) = input.and_then(|input| action(&input.value())) {
            act.emit(action);
        }
    })
}

/// The native slider that lies over the axis: its thumb is the pill. Dragging it is heard by `edge::scrub`.
fn year_slider(slider: &Slider, act: &Callback<Action>) -> Element {
    let act = act.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(action) = key_action(&event.key(), event.shift_key()) {
            event.prevent_default();
            act.emit(action);
        }
    });
    years_input("input.timeline__slider", copy::SLIDER_LABEL, slider.value, slider.least, slider.most)
        .with("aria-valuetext", &slider.spoken)
        .on_key_down(onkeydown)
}

/// A native slider over years.
fn years_input(selector: &'static str, label: &str, value: u16, least: u16, most: u16) -> Element {
    let year = |year: u16| number(u32::from(year));
    element(selector)
        .with("type", "range")
        .with("aria-label", label)
        .with("min", &year(least))
        .with("max", &year(most))
        .with("step", "1")
        .value(&year(value))
}

/// A date that is typed, if the timeline has it: while a year is being typed, it is none yet.
fn typed(text: &str) -> Option<Date> {
    Date::parse(text).filter(|date| date.year() >= FIRST_YEAR && *date <= atlas().as_of)
}

fn controls(view: &View, act: &Callback<Action>) -> Element {
    let mut controls = element("div.timeline__controls");
    if IS_DOCUMENT {
        return controls;
    }
    let play = if view.is_playing { copy::TIMELINE_PAUSE } else { copy::TIMELINE_PLAY };
    let buttons = [
        (play, Action::Play(!view.is_playing)),
        (copy::TIMELINE_PREVIOUS, Action::StepChange(false)),
        (copy::TIMELINE_NEXT, Action::StepChange(true)),
        (copy::TIMELINE_TODAY, Action::GoTo(atlas().as_of)),
    ];
    for (name, action) in buttons {
        let is_vain = view.clone().step(action.clone()) == *view;
        let press = button("button.button", name, emits(act, action));
        controls = controls.child(press.maybe("aria-disabled", is_vain.then_some("true")));
    }
    let day = atlas().governing_day(view.date).iso();
    controls.child(field("label.timeline__field", copy::TIMELINE_DATE, "date", &day, act, |text| {
        typed(text).map(Action::GoTo)
    }))
}

/// What a reader with more time asks for: search, lanes, speed, another date to compare with.
fn more(view: &View, act: &Callback<Action>) -> Element {
    if IS_DOCUMENT {
        return element("div.timeline__more");
    }
    let search = field("label.timeline__field", copy::TIMELINE_SEARCH, "search", &view.q, act, |text| {
        Some(Action::Search(text.to_owned()))
    });
    let mut lanes = element("div.timeline__choices").with("role", "group").with("aria-label", copy::TIMELINE_LANES);
    for lane in Lane::ALL {
        let toggle = button("button.button timeline__choice", lane_name(lane), emits(act, Action::Lane(lane)));
        lanes = lanes.child(toggle.with("aria-pressed", truth(view.lanes.has(lane))));
    }
    let speeds = [copy::TIMELINE_SPEED_SLOW, copy::TIMELINE_SPEED_USUAL, copy::TIMELINE_SPEED_FAST];
    let speed = choice("label.timeline__field", copy::TIMELINE_SPEED, &speeds, usize::from(view.speed), act, |index| {
        u8::try_from(index).ok().map(Action::Speed)
    });
    let compare = match view.from {
        None => {
            let from = Some(Date::year_only(FIRST_YEAR));
            button("button.button", copy::TIMELINE_COMPARE, emits(act, Action::CompareDates(from)))
        }
        Some(_) => button("button.button", copy::TIMELINE_COMPARE_END, emits(act, Action::CompareDates(None))),
    };
    let with = view.from.map(|from| {
        let day = from.last_day().iso();
        field("label.timeline__field", copy::TIMELINE_COMPARE_WITH, "date", &day, act, |text| {
            typed(text).map(|date| Action::CompareDates(Some(date)))
        })
    });
    // What is found stands below the lanes; how much it is, beside the field.
    let mut summary = element("summary").text(copy::TIMELINE_MORE_LABEL);
    if !view.q.is_empty() {
        summary = summary.text(copy::LIST_DOT).text(&scene::event_count(view));
    }
    // Whether it is open is the reader's: closed when the last letter of a search goes, it would take the focus with it.
    element("details.timeline__more")
        .with("id", "timeline-more")
        .child(summary)
        .child(element("div.timeline__choices").child(search).child(speed).child(compare).maybe_child(with))
        .child(lanes)
}

/// The strip with all years, of which some can be chosen: by dragging over it, by its two sliders, by buttons.
fn range(view: &View, act: &Callback<Action>) -> Element {
    let range = element("div.timeline__range");
    if IS_DOCUMENT {
        return range;
    }
    let (whole, span) = (Span::whole(), view.span());
    let (left, right) = (whole.start_of(span.first), whole.start_of(span.last + 1));
    let window = element("rect.timeline__window")
        .with("x", &percent(left))
        .with("width", &percent((right - left).min(AXIS)))
        .with("height", "100%");
    let strip = element("svg.timeline__strip")
        .with("width", "100%")
        .with("height", "44")
        .with("aria-hidden", "true")
        .html(kept(Piece::Strip, None))
        .child(window);
    let edge = |label: &str, value: u16, action: fn(&str, Span) -> Option<Action>| {
        let act = act.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(action) = input.and_then(|input| action(&input.value(), span)) {
                act.emit(action);
            }
        });
        years_input("input.timeline__edge", label, value, whole.first, whole.last).on_input(oninput)
    };
    let first = edge(copy::TIMELINE_FIRST, span.first, |text, span| {
        let first = Date::parse(text)?.year();
        Some(Action::Span(Span::new(first, span.last.max(first))))
    });
    let last = edge(copy::TIMELINE_LAST, span.last, |text, span| {
        let last = Date::parse(text)?.year();
        Some(Action::Span(Span::new(span.first.min(last), last)))
    });
    let overview = element("div.timeline__overview").child(strip).child(first).child(last);
    let press = |name: &str, label: &str, action: Action| {
        button("button.button", name, emits(act, action)).with("aria-label", label)
    };
    range
        .child(overview)
        .child(press("+", copy::TIMELINE_ZOOM_IN, Action::ZoomTime(true)))
        .child(press("−", copy::TIMELINE_ZOOM_OUT, Action::ZoomTime(false)))
        .child(button("button.button", copy::TIMELINE_ZOOM_ALL, emits(act, Action::Span(whole))))
}

/// The bars of the strip; they never change.
pub fn strip() -> Html {
    bars(44, 2).into()
}

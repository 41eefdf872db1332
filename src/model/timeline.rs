//! The timeline without a pixel: the years that are shown, where dates stand on the axis, how events stack, cluster and are
//! named, what moves with time, and how long time rests.
//!
//! Positions along the axis are in hundredths of a percent of its width; heights and widths of boxes are in CSS pixels.
//! No two boxes of a lane overlap at any width and any span of years.

use super::atlas::{atlas, Atlas, EventId, Lane, Weight};
use super::date::Date;
use super::labels::text_width;
use super::scene::Slider;
use super::view::{Action, FIRST_YEAR};

/// The width of the axis, in the units of this module.
pub const AXIS: i32 = 10_000;

/// Width of the axis that the layout is made for while the real one is not known, CSS pixels.
pub const USUAL_PX: i32 = 754;

/// What the chart leaves free on both sides of its axis together, CSS pixels; the style sheet knows it.
pub const MARGIN_PX: i32 = 51;

/// Room along the axis that one marker takes, CSS pixels.
pub const SLOT: i32 = 10;

/// Width and height of a cluster, CSS pixels.
pub const CLUSTER: i32 = 18;

/// Distance between stacked markers, CSS pixels.
pub const ROW: i32 = 9;

/// How many markers stand on each other before they are counted instead. Every lane has that much room, so that nothing
/// below the timeline moves when other years are shown.
const ROWS: i32 = 4;

/// Height of the name of a lane, CSS pixels.
pub const NAME: i32 = 14;

/// Height of the name of an event, CSS pixels.
pub const LABEL: i32 = 12;

/// Size of the names of events, CSS pixels.
const TEXT_PX: i32 = 11;

/// Size of the names of lanes, CSS pixels.
const NAME_PX: i32 = 12;

/// Distance of the name of an event from the middle of its marker, CSS pixels.
pub const LABEL_GAP: i32 = 7;

/// The same for a name that stands above its marker.
pub const LIFTED_GAP: i32 = 3;

/// The longest name of an event in a lane, in letters; of longer titles the beginning is shown.
const LABEL_LETTERS: usize = 34;

/// Height of a lane: its name and its rows; CSS pixels.
const LANE: i32 = NAME + ROWS * ROW + 4;

/// Space below each lane, CSS pixels.
const LANE_GAP: i32 = 7;

/// Spans of so many years name events by the beginning of their titles as well.
const CLOSE_YEARS: u16 = 20;

/// Height of the row with the years, CSS pixels.
pub const YEARS_HEIGHT: i32 = 22;

/// Years that the axis shows, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// The first year, from `FIRST_YEAR` on.
    pub first: u16,
    /// The last year, at most the data's own.
    pub last: u16,
}

impl Span {
    /// All years.
    pub fn whole() -> Span {
        Span { first: FIRST_YEAR, last: atlas().as_of.year() }
    }

    /// The years from one to another, in any order, as far as the timeline has them.
    pub fn new(one: u16, other: u16) -> Span {
        let Span { first, last } = Span::whole();
        Span { first: one.min(other).max(first).min(last), last: one.max(other).min(last).max(first) }
    }

    /// How many years.
    pub fn years(self) -> u16 {
        self.last.saturating_sub(self.first) + 1
    }

    /// Whether a year is among them.
    pub fn holds(self, year: u16) -> bool {
        (self.first..=self.last).contains(&year)
    }

    /// `years` years with the share of them before `year` that there is now.
    fn resized(self, years: u16, year: u16) -> Span {
        let whole = Span::whole();
        let years = years.clamp(1, whole.years());
        let before = u32::from(year.saturating_sub(self.first)) * u32::from(years) / u32::from(self.years());
        let latest = whole.last + 1 - years;
        let first = year.saturating_sub(before as u16).max(whole.first).min(latest);
        Span { first, last: first + years - 1 }
    }

    /// Half as many years (`true`) or twice as many, about a year.
    pub fn zoomed(self, is_closer: bool, year: u16) -> Span {
        let years = if is_closer { (self.years() / 2).max(2) } else { self.years() * 2 };
        self.resized(years, year.clamp(self.first, self.last))
    }

    /// As many years, moved so that a year is among them.
    pub fn with(self, year: u16) -> Span {
        if year < self.first {
            return Span { first: year, last: year + self.years() - 1 };
        }
        let last = self.last.max(year);
        Span { first: last + 1 - self.years(), last }
    }

    /// The year at a place along the axis, in its units.
    pub fn year_at(self, x: i32) -> u16 {
        let x = x.clamp(0, AXIS - 1);
        self.first + u16::try_from(x * i32::from(self.years()) / AXIS).unwrap_or_default()
    }

    /// Where a day stands, counted from 1 January 1949; outside the span, outside the axis.
    fn position_of_day(self, day: i32) -> i32 {
        self.length(day - Date::year_only(self.first).day_number())
    }

    /// How long so many days are on the axis.
    fn length(self, days: i32) -> i32 {
        let [start, end] = [self.first, self.last + 1].map(|year| Date::year_only(year).day_number());
        i32::try_from(i64::from(days) * i64::from(AXIS) / i64::from((end - start).max(1))).unwrap_or(AXIS)
    }

    /// Where a date stands on the axis: the middle of the span that it covers.
    pub fn position(self, date: Date) -> i32 {
        self.position_of_day(date.middle_day_number())
    }

    /// How far from where a date stands what is later begins: the same for every year.
    pub fn length_to_end(self, date: Date) -> i32 {
        self.length(atlas().governing_day(date).day_number() + 1 - date.middle_day_number())
    }

    /// Where a year begins.
    pub fn start_of(self, year: u16) -> i32 {
        self.position_of_day(Date::year_only(year).day_number())
    }
}

/// A position as an SVG percentage: 5327 → "53.27%".
pub fn percent(position: i32) -> String {
    let digits = |value: i32| super::text::number(value.unsigned_abs());
    let sign = if position < 0 { "-" } else { "" };
    let rest = position.abs() % 100;
    let tenth = if rest < 10 { "0" } else { "" };
    [sign, &digits(position / 100), ".", tenth, &digits(rest), "%"].concat()
}

/// Some of the lanes, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lanes(pub u8);

impl Lanes {
    /// All five.
    pub const ALL: Lanes = Lanes(31);

    /// Whether a lane is among them.
    pub fn has(self, lane: Lane) -> bool {
        self.0 >> (lane as u8) & 1 > 0
    }

    /// With a lane, or without it if it was there; without any there are all.
    #[must_use]
    pub fn toggled(self, lane: Lane) -> Lanes {
        match self.0 ^ 1 << (lane as u8) {
            0 => Lanes::ALL,
            bits => Lanes(bits),
        }
    }
}

/// An event in its lane, or several that have no room.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marker {
    /// The event, or all of a cluster, in the order of dates.
    pub events: Vec<EventId>,
    /// Along the axis.
    pub x: i32,
    /// The centre, CSS pixels from the top of the timeline.
    pub y: i32,
    /// Where its name stands, if there is room for it.
    pub label: Option<Beside>,
}

/// Where the name of an event stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Beside {
    /// To the left of its marker.
    pub is_left: bool,
    /// How far above it, CSS pixels; a thin line leads there.
    pub lift: i32,
}

impl Marker {
    /// The first event.
    pub fn event(&self) -> Option<EventId> {
        self.events.first().copied()
    }

    /// Whether it stands for several.
    pub fn is_cluster(&self) -> bool {
        self.events.len() > 1
    }

    /// Whether one of its events is of these years.
    pub fn is_of(&self, span: Span, atlas: &Atlas) -> bool {
        self.events.iter().filter_map(|id| atlas.event(*id)).any(|event| span.holds(event.date.year()))
    }

    /// Each of its events, those of a cluster one above the other as close as they have to be.
    pub fn spread(&self, base: i32) -> Vec<Marker> {
        if !self.is_cluster() {
            return vec![self.clone()];
        }
        let count = i32::try_from(self.events.len()).unwrap_or(1);
        let y = |index: i32| base - 6 - index * (ROWS - 1) * ROW / (count - 1);
        let events = (0..).zip(&self.events);
        events.map(|(index, &id)| Marker { events: vec![id], x: self.x, y: y(index), label: None }).collect()
    }

    /// What is written beside it.
    pub fn name(&self, atlas: &Atlas) -> String {
        match self.event().and_then(|id| atlas.event(id)) {
            Some(event) if event.label.is_empty() => shortened(event.title),
            Some(event) => event.label.to_owned(),
            None => String::new(),
        }
    }
}

/// The beginning of a title, up to a whole word.
fn shortened(title: &str) -> String {
    if title.len() <= LABEL_LETTERS {
        return title.to_owned();
    }
    let mut short = String::new();
    for word in title.split(' ') {
        if short.len() + word.len() > LABEL_LETTERS {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    [short.trim_ascii(), crate::copy::TIMELINE_MORE].concat()
}

/// A lane with its markers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaneLayout {
    /// Which lane.
    pub lane: Lane,
    /// The top, CSS pixels from the top of the timeline.
    pub top: i32,
    /// The line on which the lowest markers stand.
    pub base: i32,
    /// The events of the span, in the order of dates.
    pub markers: Vec<Marker>,
}

/// Where everything stands that time does not move.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The lanes that are shown.
    pub lanes: Vec<LaneLayout>,
    /// The years that the axis names, with their positions.
    pub ticks: Vec<(u16, i32)>,
    /// The whole height, CSS pixels, with the row of years.
    pub height: i32,
}

/// The lanes that are shown, and their tops: CSS pixels from the top of the timeline.
pub fn tops(lanes: Lanes) -> impl Iterator<Item = (Lane, i32)> {
    let shown = Lane::ALL.into_iter().filter(move |&lane| lanes.has(lane));
    shown.zip(0..).map(|(lane, place)| (lane, YEARS_HEIGHT + LANE_GAP + place * (LANE + LANE_GAP)))
}

/// Lays out lanes of a span of years on an axis of a width.
pub fn lay_out(atlas: &Atlas, span: Span, lanes: Lanes, axis_px: i32) -> Layout {
    let axis_px = axis_px.max(100);
    let mut laid = Vec::new();
    let mut height = YEARS_HEIGHT + LANE_GAP;
    for (lane, top) in tops(lanes) {
        let mut markers = stack(atlas, lane, span, axis_px);
        let base = top + LANE;
        for marker in &mut markers {
            marker.y = if marker.is_cluster() { base - CLUSTER / 2 - 1 } else { base - 6 - marker.y * ROW };
        }
        name(atlas, lane, &mut markers, (span, top), axis_px);
        laid.push(LaneLayout { lane, top, base, markers });
        height = base + LANE_GAP;
    }
    Layout { lanes: laid, ticks: ticks(span, axis_px), height }
}

/// A position in CSS pixels.
fn px(x: i32, axis_px: i32) -> i32 {
    x * axis_px / AXIS
}

/// Stacks the events of a lane: each takes the lowest row in which it overlaps no other (`y` is the row), and where all are
/// taken, those that are there and it become one that counts them.
fn stack(atlas: &Atlas, lane: Lane, span: Span, axis_px: i32) -> Vec<Marker> {
    let mut markers: Vec<Marker> = Vec::new();
    let reach = (CLUSTER + SLOT) / 2;
    for (id, event) in atlas.each_event().filter(|(_, event)| event.lane == lane && span.holds(event.date.year())) {
        let x = span.position(event.date);
        let here = px(x, axis_px);
        let is_near = |marker: &Marker, reach: i32| here - px(marker.x, axis_px) < reach;
        if let Some(last) = markers.iter_mut().rfind(|marker| marker.is_cluster()).filter(|last| is_near(last, reach)) {
            last.events.push(id);
            continue;
        }
        let taken: Vec<i32> = markers.iter().filter(|last| is_near(last, SLOT)).map(|last| last.y).collect();
        if let Some(row) = (0..ROWS).find(|row| !taken.contains(row)) {
            markers.push(Marker { events: vec![id], x, y: row, label: None });
            continue;
        }
        // The cluster stands here, clear of the line that today is at the end of the axis. What it covers joins it, and so
        // does an earlier cluster that it touches.
        let x = x.min(AXIS - (CLUSTER / 2 + 4) * AXIS / axis_px);
        let here = px(x, axis_px);
        let is_near = |marker: &Marker, reach: i32| here - px(marker.x, axis_px) < reach;
        let is_covered = |marker: &Marker| is_near(marker, if marker.is_cluster() { CLUSTER } else { reach });
        let mut events: Vec<EventId> = Vec::new();
        while markers.last().is_some_and(is_covered) {
            events.splice(0..0, markers.pop().map(|last| last.events).unwrap_or_default());
        }
        events.push(id);
        markers.push(Marker { events, x, y: 0, label: None });
    }
    markers
}

/// A box on the chart: left, right, top, bottom; CSS pixels.
pub type Box4 = [i32; 4];

fn overlap(a: &Box4, b: &Box4) -> bool {
    a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3]
}

impl Marker {
    /// What it covers.
    pub fn area(&self, axis_px: i32) -> Box4 {
        let half = if self.is_cluster() { CLUSTER / 2 } else { SLOT / 2 };
        let (x, half_height) = (px(self.x, axis_px), if self.is_cluster() { CLUSTER / 2 } else { ROW / 2 });
        [x - half, x + half, self.y - half_height, self.y + half_height]
    }

    /// What its name would cover, and the line that leads to it.
    pub fn label_areas(&self, atlas: &Atlas, beside: Beside, axis_px: i32) -> [Box4; 2] {
        let (x, width) = (px(self.x, axis_px), text_width(&self.name(atlas), TEXT_PX));
        let gap = if beside.lift > 0 { LIFTED_GAP } else { LABEL_GAP };
        let [left, right] = if beside.is_left { [x - gap - width, x - gap] } else { [x + gap, x + gap + width] };
        let y = self.y - beside.lift;
        [[left, right, y - LABEL / 2, y + LABEL / 2], [x - 1, x + 1, y, (self.y - ROW / 2).max(y)]]
    }
}

/// What is named first: what has a short label, then what has none, of either the most important first.
const RANKS: [(bool, Weight); 6] = [
    (false, Weight::Major),
    (false, Weight::Normal),
    (false, Weight::Minor),
    (true, Weight::Major),
    (true, Weight::Normal),
    (true, Weight::Minor),
];

/// Names what there is room for, the most important first.
fn name(atlas: &Atlas, lane: Lane, markers: &mut [Marker], (span, top): (Span, i32), axis_px: i32) {
    let mut taken: Vec<Box4> = markers.iter().map(|marker| marker.area(axis_px)).collect();
    taken.push([0, text_width(super::scene::lane_name(lane), NAME_PX) + SLOT, top, top + NAME]);
    let ranks = if span.years() <= CLOSE_YEARS { RANKS.len() } else { 3 };
    // Sorting by the standard library would weigh more.
    for &(is_plain, weight) in RANKS.iter().take(ranks) {
        for marker in markers.iter_mut().filter(|marker| !marker.is_cluster()) {
            let event = marker.event().and_then(|id| atlas.event(id));
            if event.is_some_and(|event| (event.label.is_empty(), event.weight) == (is_plain, weight)) {
                give_label(atlas, marker, &mut taken, top, axis_px);
            }
        }
    }
}

/// Names a marker where there is room for it, if there is any.
fn give_label(atlas: &Atlas, marker: &mut Marker, taken: &mut Vec<Box4>, top: i32, axis_px: i32) {
    for row in 0..ROWS {
        for is_left in [false, true] {
            let beside = Beside { is_left, lift: row * ROW };
            let areas = marker.label_areas(atlas, beside, axis_px);
            let [area, _] = areas;
            let is_inside = area[0] >= 0 && area[1] <= axis_px && area[2] >= top;
            let is_free = |area: &Box4| !taken.iter().any(|other| overlap(area, other));
            if marker.label.is_none() && is_inside && areas.iter().all(is_free) {
                taken.extend(areas);
                marker.label = Some(beside);
            }
        }
    }
}

/// The years that the axis names, as many as there is room for: each year, or each second, fifth, tenth or twentieth.
fn ticks(span: Span, axis_px: i32) -> Vec<(u16, i32)> {
    let room = i32::from(span.years()) * 44 / axis_px;
    let step = [1, 2, 5, 10, 20].into_iter().find(|&step| i32::from(step) > room).unwrap_or(20);
    (span.first..=span.last).filter(|year| year % step == 0).map(|year| (year, span.start_of(year))).collect()
}

/// How many events each year has that has any: the years, and the strip that shows them all.
pub fn counts(atlas: &Atlas) -> Vec<(u16, usize)> {
    let Span { first, last } = Span::whole();
    (first..=last)
        .map(|year| (year, atlas.events.iter().filter(|event| event.date.year() == year).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// What moves with time: parts of the picture by the ends of their classes, attributes and values. The views draw them so,
/// and while the slider is dragged `edge` writes them at once: so little moves that a slow phone keeps up.
pub fn hand(slider: &Slider) -> [(&'static str, &'static str, String); 5] {
    let signed = super::text::signed;
    let width = i32::try_from(slider.shown.chars().count()).unwrap_or_default() * 8 + 12;
    // Along the axis the pill moves from standing right of its line to standing left of it.
    let left = -(width * slider.x / AXIS);
    [
        ("here", "x", percent(slider.x)),
        ("veil", "x", percent(slider.ahead)),
        ("tag", "x", signed(left)),
        ("pill", "width", signed(width)),
        ("date", "x", signed(width / 2)),
    ]
}

/// What a key means on the year slider: years, with Shift months, with Page keys decades.
pub fn key_action(key: &str, has_shift: bool) -> Option<Action> {
    let step = |sign: i32| if has_shift { Action::StepMonths(sign) } else { Action::StepYears(sign) };
    Some(match key {
        "PageUp" => Action::StepYears(10),
        "PageDown" => Action::StepYears(-10),
        "ArrowRight" | "ArrowUp" => step(1),
        "ArrowLeft" | "ArrowDown" => step(-1),
        "Home" => Action::GoTo(Date::year_only(FIRST_YEAR)),
        "End" => Action::GoTo(atlas().as_of),
        _ => return None,
    })
}

/// How fast time plays: hundredths of the usual speed.
pub const SPEEDS: [u32; 3] = [50, 100, 250];

/// How long time rests on a date while it plays, milliseconds: the longer, the more happens in its year.
pub fn pace_ms(date: Date, speed: u32) -> u32 {
    let atlas = atlas();
    let events = atlas.events.iter().filter(|event| event.date.overlaps(date)).count() as u32;
    let joined = atlas.joined_within(date).len() as u32;
    (350 + 60 * events.min(12) + 350 * joined.min(3)) * 100 / speed.max(1)
}

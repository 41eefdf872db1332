//! The timeline without a pixel: where dates stand on the axis, how events stack, what a year holds.
//!
//! Positions along the axis are in hundredths of a percent of its width, so that one layout fits
//! every width; heights are in CSS pixels.

use std::sync::OnceLock;

use super::atlas::{atlas, Atlas, EventId, Lane};
use super::date::Date;
use super::view::FIRST_YEAR;

/// The width of the axis, in the units of this module.
pub const AXIS: i32 = 10_000;

/// Room along the axis that one marker takes: 9 CSS pixels at an axis of 700.
const SLOT: i32 = 128;

/// Distance between stacked markers, CSS pixels.
pub const ROW: i32 = 9;

/// Least height of a lane, CSS pixels: its name and one row of markers.
const LANE_LEAST: i32 = 26;

/// Space below each lane, CSS pixels.
const LANE_GAP: i32 = 9;

/// Height of the row with the years, CSS pixels.
pub const YEARS_HEIGHT: i32 = 22;

/// Where a date stands on the axis: the middle of the span that it covers.
pub fn position(date: Date, atlas: &Atlas) -> i32 {
    position_of_day(date.middle_day_number(), atlas)
}

/// Where what is later than a date begins.
pub fn end_position(date: Date, atlas: &Atlas) -> i32 {
    position_of_day(atlas.governing_day(date).day_number() + 1, atlas)
}

/// Where a day stands, counted from 1 January 1949.
fn position_of_day(day: i32, atlas: &Atlas) -> i32 {
    let days = Date::year_only(atlas.as_of.year() + 1).day_number().max(1);
    i32::try_from(i64::from(day) * i64::from(AXIS) / i64::from(days)).unwrap_or(AXIS)
}

/// A position as an SVG percentage: 5327 → "53.27%".
pub fn percent(position: i32) -> String {
    let digits = |value: i32| super::text::number(value.unsigned_abs());
    let sign = if position < 0 { "-" } else { "" };
    let rest = position.abs() % 100;
    let tenth = if rest < 10 { "0" } else { "" };
    [sign, &digits(position / 100), ".", tenth, &digits(rest), "%"].concat()
}

/// A marker of an event in its lane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marker {
    /// Which event.
    pub event: EventId,
    /// Along the axis.
    pub x: i32,
    /// The centre, CSS pixels from the top of the timeline.
    pub y: i32,
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
    /// The events, in the order of dates.
    pub markers: Vec<Marker>,
}

impl LaneLayout {
    /// Whether an event is of this lane.
    pub fn holds(&self, event: EventId) -> bool {
        self.markers.iter().any(|marker| marker.event == event)
    }
}

/// How many events a year has, for the narrow timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearBar {
    /// The year.
    pub year: u16,
    /// Its left edge along the axis.
    pub x: i32,
    /// How many events.
    pub count: usize,
}

/// Everything about the timeline that no view changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The five lanes.
    pub lanes: Vec<LaneLayout>,
    /// Each year that has events.
    pub bars: Vec<YearBar>,
    /// The years that the axis names, with their positions.
    pub ticks: Vec<(u16, i32)>,
    /// The whole height, CSS pixels, with the row of years.
    pub height: i32,
}

/// The layout of this bundle's events.
pub fn layout() -> &'static Layout {
    static LAYOUT: OnceLock<Layout> = OnceLock::new();
    LAYOUT.get_or_init(|| lay_out(atlas()))
}

fn lay_out(atlas: &Atlas) -> Layout {
    let mut top = YEARS_HEIGHT + LANE_GAP;
    let mut lanes = Vec::new();
    for lane in Lane::ALL {
        let rows = stack(atlas, lane);
        let row_count = rows.iter().map(|&(_, _, row)| row + 1).max().unwrap_or(1);
        let height = (row_count * ROW + 4).max(LANE_LEAST);
        let base = top + height;
        let markers = rows.into_iter().map(|(event, x, row)| Marker { event, x, y: base - 6 - row * ROW }).collect();
        lanes.push(LaneLayout { lane, top, base, markers });
        top = base + LANE_GAP;
    }
    Layout { lanes, bars: bars(atlas), ticks: ticks(atlas), height: top }
}

/// Stacks the events of a lane: each takes the lowest row in which it overlaps no other.
fn stack(atlas: &Atlas, lane: Lane) -> Vec<(EventId, i32, i32)> {
    let mut last_in_row: Vec<i32> = Vec::new();
    let mut stacked = Vec::new();
    for (id, event) in atlas.each_event().filter(|(_, event)| event.lane == lane) {
        let x = position(event.date, atlas);
        let free = last_in_row.iter().position(|&last| x - last >= SLOT);
        let row = free.unwrap_or(last_in_row.len());
        match last_in_row.get_mut(row) {
            Some(last) => *last = x,
            None => last_in_row.push(x),
        }
        stacked.push((id, x, i32::try_from(row).unwrap_or_default()));
    }
    stacked
}

fn bars(atlas: &Atlas) -> Vec<YearBar> {
    (FIRST_YEAR..=atlas.as_of.year())
        .map(|year| {
            let count = atlas.events.iter().filter(|event| event.date.year() == year).count();
            YearBar { year, x: position_of_day(Date::year_only(year).day_number(), atlas), count }
        })
        .filter(|bar| bar.count > 0)
        .collect()
}

/// Every fifth year, at its start.
fn ticks(atlas: &Atlas) -> Vec<(u16, i32)> {
    (FIRST_YEAR..=atlas.as_of.year())
        .filter(|year| year % 5 == 0)
        .map(|year| (year, position_of_day(Date::year_only(year).day_number(), atlas)))
        .collect()
}

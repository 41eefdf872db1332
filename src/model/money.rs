//! Charts of defence spending as data: paths in whole numbers, sentences, rankings. NATO's figures and SIPRI's never mix.

use super::atlas::{atlas, CountryId};
use super::commitment::recorded;
use super::date::Date;
use super::layers::{Figure, Layers, Series};
use super::overlay::{definition, dollars, share};
use super::summary::name_at_start;
use super::text::{fill, number};
use super::texts::texts;
use super::view::View;
use crate::copy;

/// Width and height of a chart. A year is ten wide, a tenth of a per cent of the economy one high, from 0 to 6%.
pub const SIZE: (u32, u32) = (128, 64);

/// Where the axis of 0% is.
const BASE: u32 = 62;

/// The lines of what NATO's members have set themselves: 2% (2014 to 2025, and a minimum since 2023), 3.5% as the core of the
/// pledge of 2025 (`data/spending.toml`), drawn from 2025 on.
pub const GOALS: &str = "M4 42H124M114 27H124";

/// The spending of a country over the years.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// Which country.
    pub country: CountryId,
    /// What was spent, as a path.
    pub known: String,
    /// What was estimated, as a path that begins at the last known point.
    pub estimated: String,
    /// Where the year of the date is, if there is a figure.
    pub here: Option<(u32, u32)>,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// What to keep in mind; may be empty.
    pub note: &'static str,
    /// Year, share and amount in words.
    pub rows: Vec<(u16, String, String)>,
}

fn layers() -> Option<&'static Layers> {
    texts().map(|texts| &texts.layers)
}

/// The years of the series, for a view whose year is one of them or not.
pub fn years() -> Vec<u16> {
    let Some(layers) = layers() else { return Vec::new() };
    (layers.first_year..=atlas().as_of.year()).collect()
}

/// The year that the charts point to: that of the date, or the first that has figures.
pub fn year(view: &View) -> u16 {
    layers().map_or(0, |layers| view.date.year().max(layers.first_year))
}

/// The chart of a country; `None` without figures or while they are on their way.
pub fn chart(country: CountryId, year: u16) -> Option<Chart> {
    let layers = layers()?;
    let series = layers.spending.iter().find(|series| series.country == country)?;
    let place = |figure: &Figure| {
        let x = 4 + u32::from(figure.year - layers.first_year) * 10;
        (x, BASE.saturating_sub(u32::from(figure.share) / 10))
    };
    let (mut known, mut estimated) = (String::new(), String::new());
    let mut last = None;
    let mut here = None;
    let mut rows = Vec::new();
    let figures = series.figures.iter().filter(|figure| figure.share > 0);
    for figure in figures.clone() {
        let point = place(figure);
        if figure.is_estimate {
            if let Some(last) = last.filter(|_| estimated.is_empty()) {
                go(&mut estimated, last);
            }
            go(&mut estimated, point);
        } else {
            go(&mut known, point);
        }
        last = Some(point);
        here = if figure.year <= year { Some(point) } else { here };
        let estimate = if figure.is_estimate { copy::SPENDING_IS_ESTIMATE } else { "" };
        rows.push((figure.year, [&share(*figure), estimate].concat(), dollars(*figure)));
    }
    let (first, latest) = (*figures.clone().next()?, *figures.clone().next_back()?);
    let values = [
        ("name", &*atlas().country(country).map(name_at_start).unwrap_or_default()),
        ("from", &*share(first)),
        ("first", &*number(u32::from(first.year))),
        ("to", &*share(latest)),
        ("last", &*number(u32::from(latest.year))),
        ("definition", definition(series)),
        ("estimate", if latest.is_estimate { copy::SPENDING_IS_ESTIMATE } else { "" }),
    ];
    let sentence = fill(copy::SPENDING_CHART, &values);
    Some(Chart { country, known, estimated, here, sentence, note: series.note, rows })
}

/// Adds a point to a path.
fn go(path: &mut String, (x, y): (u32, u32)) {
    let command = if path.is_empty() { "M" } else { "L" };
    for part in [command, &number(x), " ", &number(y)] {
        path.push_str(part);
    }
}

/// The charts of all that have figures: members by NATO's definition, then partners by SIPRI's.
pub fn charts(year: u16) -> Vec<Chart> {
    let mut charts = Vec::new();
    for is_member in [true, false] {
        let recorded = recorded().into_iter();
        let those =
            recorded.filter(|&id| atlas().country(id).is_some_and(|country| country.membership.is_some() == is_member));
        charts.extend(those.filter_map(|id| chart(id, year)));
    }
    charts
}

/// A place in a ranking.
#[derive(Clone, PartialEq, Debug)]
pub struct Rank {
    /// Which country.
    pub country: CountryId,
    /// The figure in words.
    pub value: String,
    /// Its bar, in thousandths of the longest.
    pub bar: u32,
}

/// The members of a year by amount or by share, the largest first; or those that only SIPRI counts.
pub fn ranking(year: u16, is_by_amount: bool, is_nato: bool) -> Vec<Rank> {
    let Some(layers) = layers() else { return Vec::new() };
    let members = atlas().members_on(Date::year_only(year));
    let of_year = |series: &'static Series| {
        let figure = series.figures.iter().find(|figure| figure.year == year && figure.share > 0)?;
        let is_shown = series.is_nato == is_nato && (!is_nato || members.contains(&series.country));
        let is_recorded = recorded().contains(&series.country);
        (is_shown && is_recorded).then_some((series.country, *figure))
    };
    let measure = |figure: &Figure| if is_by_amount { amount(figure) } else { u32::from(figure.share) };
    let mut found: Vec<(CountryId, Figure)> = Vec::new();
    for row in layers.spending.iter().filter_map(of_year) {
        let place = found.iter().position(|other| measure(&other.1) < measure(&row.1));
        found.insert(place.unwrap_or(found.len()), row);
    }
    let most = found.first().map_or(1, |(_, figure)| measure(figure)).max(1);
    let rows = found.into_iter().map(|(country, figure)| Rank {
        country,
        value: if is_by_amount { dollars(figure) } else { share(figure) },
        bar: measure(&figure) * 1000 / most,
    });
    rows.collect()
}

/// The amount in millions, see `Figure::dollars`.
fn amount(figure: &Figure) -> u32 {
    match u32::from(figure.dollars) {
        millions @ 0..=999 => millions,
        more => (more - 990) * 100,
    }
}

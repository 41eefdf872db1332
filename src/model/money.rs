//! Charts of defence spending as data: paths in whole numbers, sentences, rankings. NATO's figures and SIPRI's never mix.

use super::atlas::{atlas, CountryId};
use super::commitment::recorded;
use super::date::Date;
use super::layers::{Figure, Layers, Series};
use super::overlay::{definition, dollars, share};
use super::phrase::Phrase;
use super::summary::name_at_start;
use super::text::number;
use super::texts::texts;

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
    /// What was spent, as a path.
    pub known: String,
    /// What was estimated, as a path that begins at the last known point.
    pub estimated: String,
    /// A dot at the year of the date, or at the last year before that has a figure, as a path of no length.
    pub here: String,
    /// What it shows, in a sentence.
    pub sentence: String,
}

/// A row of the table of a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartRow {
    /// The year.
    pub year: u16,
    /// The share in words.
    pub share: String,
    /// The amount in words.
    pub amount: String,
}

fn layers() -> Option<&'static Layers> {
    texts().map(|texts| &texts.layers)
}

/// The years of the series.
pub fn years() -> std::ops::Range<u16> {
    layers().map_or(0..0, |layers| layers.first_year..atlas().as_of.year() + 1)
}

/// The series of a country.
pub fn series(country: CountryId) -> Option<&'static Series> {
    layers()?.spending.iter().find(|series| series.country == country)
}

/// The chart of a country; `None` without figures or while they are on their way.
pub fn chart(country: CountryId, year: u16) -> Option<Chart> {
    let first_year = layers()?.first_year;
    let series = series(country)?;
    let (mut known, mut estimated, mut here) = (String::new(), String::new(), String::new());
    let mut ends: Vec<Figure> = Vec::new();
    let mut point = String::new();
    for &figure in series.figures.iter().filter(|figure| figure.share > 0) {
        let path = if figure.is_estimate { &mut estimated } else { &mut known };
        if path.is_empty() {
            // An estimate goes on where the known figures end.
            path.push_str(&point);
        }
        let x = number(4 + u32::from(figure.year - first_year) * 10);
        let place = [&*x, " ", &number(BASE.saturating_sub(u32::from(figure.share) / 10))].concat();
        path.push_str(if path.is_empty() { "M" } else { "L" });
        path.push_str(&place);
        point = ["M", &place].concat();
        if figure.year <= year {
            here = [&point, "h0"].concat();
        }
        ends.push(figure);
    }
    let (first, latest) = (*ends.first()?, *ends.last()?);
    let values = [
        ("name", &*atlas().country(country).map(name_at_start).unwrap_or_default()),
        ("from", &*share(first)),
        ("first", &*number(u32::from(first.year))),
        ("to", &*share(latest)),
        ("last", &*number(u32::from(latest.year))),
        ("definition", definition(series)),
        ("estimate", estimate(latest)),
    ];
    Some(Chart { known, estimated, here, sentence: Phrase::SpendingChart.say(&values) })
}

fn estimate(figure: Figure) -> &'static str {
    if figure.is_estimate {
        Phrase::IsEstimate.words()
    } else {
        ""
    }
}

/// The figures of a country in words.
pub fn rows(country: CountryId) -> Vec<ChartRow> {
    let figures = series(country).map(|series| series.figures.as_slice()).unwrap_or_default();
    let figures = figures.iter().filter(|figure| figure.share > 0);
    let row = |&figure: &Figure| ChartRow {
        year: figure.year,
        share: [&share(figure), estimate(figure)].concat(),
        amount: dollars(figure),
    };
    figures.map(row).collect()
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

/// The members of a year by amount or by share, the largest first; or the partners, whom only SIPRI counts.
pub fn ranking(year: u16, is_by_amount: bool, is_nato: bool) -> Vec<Rank> {
    let members = atlas().members_on(Date::year_only(year));
    let of_year = |&id: &CountryId| {
        let series = series(id).filter(|series| series.is_nato == is_nato && (!is_nato || members.contains(&id)))?;
        Some((id, *series.figures.iter().find(|figure| figure.year == year && figure.share > 0)?))
    };
    let measure = |figure: &Figure| if is_by_amount { amount(figure) } else { u32::from(figure.share) };
    let mut found: Vec<(CountryId, Figure)> = recorded().iter().filter_map(of_year).collect();
    found.sort_by_key(|(_, figure)| std::cmp::Reverse(measure(figure)));
    let most = found.first().map_or(1, |(_, figure)| measure(figure)).max(1);
    let rows = found.into_iter().map(|(country, figure)| Rank {
        country,
        value: [&if is_by_amount { dollars(figure) } else { share(figure) }, estimate(figure)].concat(),
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

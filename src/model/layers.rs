//! The records of the map's layers: territories and Article 6, offices, groupings, contested places, spending.
//!
//! Part of `texts`, so absent until the data-only part has arrived. The writer is `src/build/layers.rs`;
//! what a view shows of them is in `overlay`.

use super::atlas::CountryId;
use super::date::Date;
use super::unpack::Unpacker;

/// A record of any layer, from `data/article6.toml`, `offices.toml`, `groupings.toml`, `contested.toml` or `spending.toml`.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// The permanent id; empty for measures of spending.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The sort of office or grouping; who claims a contested place; else empty.
    pub kind: &'static str,
    /// The words of Article 6 that apply, the city of an office, the clause of a grouping, who controls a place; or empty.
    pub words: &'static str,
    /// Why, or what there is to know; may be empty.
    pub text: &'static str,
    /// The entry of the legend: for a territory see `Layer::TreatyArea`, for an office 0 if it opened, 2 if it was proposed.
    pub class: u8,
    /// Whether `from` is not the opening of an office, but the first day on which it or its proposal was known.
    pub is_vague: bool,
    /// Degrees east, −180…180, and degrees north, −90…90; a grouping has no place.
    pub place: Option<(f64, f64)>,
    /// Since when it counts; `None` for always.
    pub from: Option<Date>,
    /// When the treaty in force today took effect, if that was later; of a contested place, the day of the description.
    pub in_force: Option<Date>,
    /// When it ended.
    pub until: Option<Date>,
    /// The shape that shows it.
    pub shape: Option<CountryId>,
    /// The member that a territory is a part of, the host of an office, all who ever were members of a grouping.
    pub countries: Vec<CountryId>,
    /// Since when and until when, for those countries whose dates are not those of the record.
    changes: Vec<(CountryId, Option<Date>, Option<Date>)>,
    /// Indices of its sources.
    pub sources: Vec<usize>,
}

impl Record {
    /// Whether it had begun by a day.
    pub fn has_begun(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.last_day() <= day)
    }

    /// Whether it had ended by a day.
    pub fn is_over(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until.last_day() <= day)
    }

    /// Whether a country belonged to it on a day.
    pub fn has_member(&self, country: CountryId, day: Date) -> bool {
        let change = self.changes.iter().find(|(changed, ..)| *changed == country);
        let (since, until) = change.map_or((None, None), |(_, since, until)| (*since, *until));
        self.countries.contains(&country)
            && self.has_begun(day)
            && since.is_none_or(|since| since.last_day() <= day)
            && until.is_none_or(|until| until.last_day() > day)
    }
}

/// The spending of one country in one year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The year.
    pub year: u16,
    /// Share of GDP or of national income, hundredths of a per cent; 0 for no figure.
    pub share: u16,
    /// US dollars at current prices and exchange rates: up to 999 in millions, above in tenths of a billion plus 990.
    pub dollars: u16,
    /// Whether the publisher marks it as an estimate.
    pub is_estimate: bool,
    /// Whether the share was published with one decimal only.
    pub is_rounded: bool,
    /// Whether the share is one of gross national income, not of GDP.
    pub is_of_income: bool,
    /// Which of `Layers::source_sets`.
    set: usize,
}

/// The spending of one country: NATO's definition for its members and for Finland and Sweden before, else SIPRI's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// Which country.
    pub country: CountryId,
    /// By NATO's definition; else by SIPRI's. The two are never ranked together.
    pub is_nato: bool,
    /// What to keep in mind; may be empty.
    pub note: &'static str,
    /// From `Layers::first_year` on, one a year.
    pub figures: Vec<Figure>,
}

/// All of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Layers {
    /// Parts of members apart from their main territory.
    pub territories: Vec<Record>,
    /// Offices of NATO outside its members.
    pub offices: Vec<Record>,
    /// Alliances and groupings, in the order of `Atlas::groupings`.
    pub groupings: Vec<Record>,
    /// Contested places.
    pub contested: Vec<Record>,
    /// Definitions and editions of the figures of spending, and what was promised.
    pub measures: Vec<Record>,
    /// The first year of the series of spending.
    pub first_year: u16,
    /// The series of spending.
    pub spending: Vec<Series>,
    source_sets: Vec<Vec<usize>>,
}

impl Layers {
    /// The series of a country, and its figure of a year; after the end of the series, the last one.
    pub fn figure(&self, country: CountryId, year: u16) -> Option<(&Series, Figure)> {
        let series = self.spending.iter().find(|series| series.country == country)?;
        let index = usize::from(year.checked_sub(self.first_year)?);
        let figure = series.figures.get(index).or(series.figures.last()).filter(|figure| figure.share > 0)?;
        Some((series, *figure))
    }

    /// The indices of the sources of a figure.
    pub fn sources_of(&self, figure: Figure) -> &[usize] {
        self.source_sets.get(figure.set).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Reads what `src/build/layers.rs` writes.
pub fn unpack(table: &mut Unpacker<'static>) -> Option<Layers> {
    let mut records = || unpack_records(table);
    let (territories, offices, groupings) = (records()?, records()?, records()?);
    let (contested, measures) = (records()?, records()?);
    let first_year = u16::try_from(table.number()?).ok()?;
    let spending = unpack_series(table, first_year)?;
    let count = table.index()?;
    let source_sets = table.lists(count)?;
    Some(Layers { territories, offices, groupings, contested, measures, first_year, spending, source_sets })
}

fn country_id(index: usize) -> Option<CountryId> {
    u8::try_from(index).ok().map(CountryId)
}

fn unpack_records(table: &mut Unpacker<'static>) -> Option<Vec<Record>> {
    let count = table.index()?;
    let mut strings = table.strings(5 * count)?.into_iter();
    let mut string = || strings.by_ref().take(count).collect::<Vec<_>>().into_iter();
    let (mut ids, mut names, mut kinds, mut words, mut texts) = (string(), string(), string(), string(), string());
    let numbers = table.numbers(7 * count)?;
    let mut lists = table.lists(3 * count)?.into_iter();
    let mut list = || lists.by_ref().take(count).collect::<Vec<_>>().into_iter();
    let (mut countries, mut changes, mut sources) = (list(), list(), list());
    let mut records = Vec::with_capacity(count);
    for index in 0..count {
        let number = |column: usize| numbers.get(column * count + index).copied();
        let date = |column: usize| number(column).and_then(Date::from_packed);
        let class = number(0)?;
        let degrees = |column: usize, offset: f64| Some(f64::from(number(column)?) / 100.0 - offset);
        let changed = |change: &[usize]| {
            let date = |at: usize| Date::from_packed(u32::try_from(*change.get(at)?).ok()?);
            Some((country_id(*change.first()?)?, date(1), date(2)))
        };
        records.push(Record {
            id: ids.next()?,
            name: names.next()?,
            kind: kinds.next()?,
            words: words.next()?,
            text: texts.next()?,
            class: u8::try_from(class / 2).ok()?,
            is_vague: class % 2 == 1,
            place: if number(1)? > 0 { Some((degrees(1, 180.0)?, degrees(2, 90.0)?)) } else { None },
            from: date(3),
            in_force: date(4),
            until: date(5),
            shape: number(6)?.checked_sub(1).and_then(|shape| u8::try_from(shape).ok()).map(CountryId),
            countries: countries.next()?.into_iter().filter_map(country_id).collect(),
            changes: changes.next()?.chunks(3).filter_map(changed).collect(),
            sources: sources.next()?,
        });
    }
    Some(records)
}

fn unpack_series(table: &mut Unpacker<'static>, first_year: u16) -> Option<Vec<Series>> {
    let count = table.index()?;
    let heads = table.numbers(3 * count)?;
    let notes = table.strings(count)?;
    let lengths: Vec<usize> =
        heads.iter().skip(2).step_by(3).filter_map(|&length| usize::try_from(length).ok()).collect();
    let shares = unpack_column(table, &lengths)?;
    let dollars = unpack_column(table, &lengths)?;
    let kinds = table.numbers(shares.len())?;
    let mut figures = shares.into_iter().zip(dollars).zip(kinds).map(|((share, dollars), kind)| Figure {
        year: 0,
        share,
        dollars,
        is_estimate: kind & 1 > 0,
        is_rounded: kind & 2 > 0,
        is_of_income: kind & 4 > 0,
        set: usize::try_from(kind >> 3).unwrap_or_default(),
    });
    let mut series = Vec::with_capacity(count);
    for ((head, note), length) in heads.chunks(3).zip(notes).zip(lengths) {
        series.push(Series {
            country: CountryId(u8::try_from(*head.first()?).ok()?),
            is_nato: head.get(1) == Some(&0),
            note,
            figures: figures
                .by_ref()
                .take(length)
                .zip(first_year..)
                .map(|(figure, year)| Figure { year, ..figure })
                .collect(),
        });
    }
    Some(series)
}

/// Differences from the year before, with the sign in the lowest bit.
fn unpack_column(table: &mut Unpacker<'static>, lengths: &[usize]) -> Option<Vec<u16>> {
    let mut column = Vec::new();
    for &length in lengths {
        let mut value = 0_i32;
        for _ in 0..length {
            let packed = table.number()?;
            let half = i32::try_from(packed >> 1).ok()?;
            value += if packed & 1 > 0 { -half - 1 } else { half };
            column.push(u16::try_from(value).ok()?);
        }
    }
    Some(column)
}

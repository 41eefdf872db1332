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

    /// Since when a country has belonged to it, if that is not the date of the record.
    pub fn since(&self, country: CountryId) -> Option<Date> {
        self.changes.iter().find(|(changed, ..)| *changed == country).and_then(|(_, since, _)| *since)
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
    /// What was different then: names, borders, commands.
    pub thens: Vec<Record>,
    /// The first year of the series of spending.
    pub first_year: u16,
    /// The series of spending.
    pub spending: Vec<Series>,
    source_sets: Vec<Vec<usize>>,
    /// Treaties and other instruments; `commitment` reads them.
    pub commitments: Vec<Record>,
    /// Which of `commitments`, between which two, since when: obligations that one has suspended towards the other.
    pub suspended: Vec<(usize, CountryId, CountryId, Option<Date>)>,
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
pub fn unpack(table: &mut Unpacker<'static>) -> Layers {
    let territories = unpack_records(table);
    let offices = unpack_records(table);
    let groupings = unpack_records(table);
    let contested = unpack_records(table);
    let measures = unpack_records(table);
    let thens = unpack_records(table);
    let first_year = table.number() as u16;
    let spending = unpack_series(table, first_year);
    let mut source_sets = Vec::new();
    for _ in 0..table.count() {
        source_sets.push(table.list());
    }
    let commitments = unpack_records(table);
    let mut suspended = Vec::new();
    for _ in 0..table.count() / 4 {
        suspended.push((table.index(), CountryId(table.small()), CountryId(table.small()), table.optional_date()));
    }
    Layers {
        territories,
        offices,
        groupings,
        contested,
        measures,
        thens,
        first_year,
        spending,
        source_sets,
        commitments,
        suspended,
    }
}

#[inline(never)]
fn unpack_records(table: &mut Unpacker<'static>) -> Vec<Record> {
    let count = table.count();
    let texts = table.text_columns(5, count);
    let numbers = table.number_columns(7, count);
    let mut records = Vec::with_capacity(count);
    for row in 0..count {
        let number = |column: usize| numbers.at(column, row);
        let date = |column: usize| Date::from_packed(number(column));
        let degrees = |column: usize, offset: f64| f64::from(number(column)) / 100.0 - offset;
        records.push(Record {
            id: texts.at(0, row),
            name: texts.at(1, row),
            kind: texts.at(2, row),
            words: texts.at(3, row),
            text: texts.at(4, row),
            class: (number(0) / 2) as u8,
            is_vague: number(0) % 2 == 1,
            place: (number(1) > 0).then(|| (degrees(1, 180.0), degrees(2, 90.0))),
            from: date(3),
            in_force: date(4),
            until: date(5),
            shape: number(6).checked_sub(1).map(|shape| CountryId(shape as u8)),
            countries: Vec::new(),
            changes: Vec::new(),
            sources: Vec::new(),
        });
    }
    for record in &mut records {
        record.countries = table.countries();
    }
    for record in &mut records {
        for _ in 0..table.count() / 3 {
            record.changes.push((CountryId(table.small()), table.optional_date(), table.optional_date()));
        }
    }
    for record in &mut records {
        record.sources = table.list();
    }
    records
}

fn unpack_series(table: &mut Unpacker<'static>, first_year: u16) -> Vec<Series> {
    let count = table.count();
    let heads = table.numbers(3 * count);
    let notes = table.strings(count);
    let mut series = Vec::with_capacity(count);
    for (head, note) in heads.chunks_exact(3).zip(notes) {
        let [country, definition, length] = [head[0], head[1], head[2]];
        let mut figures = Vec::new();
        for (_, year) in (0..table.bounded(length as usize)).zip(first_year..) {
            let (share, dollars) = (0, 0);
            let (is_estimate, is_rounded, is_of_income) = (false, false, false);
            figures.push(Figure { year, share, dollars, is_estimate, is_rounded, is_of_income, set: 0 });
        }
        series.push(Series { country: CountryId(country as u8), is_nato: definition == 0, note, figures });
    }
    unpack_column(table, &mut series, |figure, share| figure.share = share);
    unpack_column(table, &mut series, |figure, dollars| figure.dollars = dollars);
    for figure in series.iter_mut().flat_map(|series| &mut series.figures) {
        let kind = table.index();
        figure.is_estimate = kind & 1 > 0;
        figure.is_rounded = kind & 2 > 0;
        figure.is_of_income = kind & 4 > 0;
        figure.set = kind >> 3;
    }
    series
}

/// Differences from the year before, with the sign in the lowest bit.
fn unpack_column(table: &mut Unpacker<'static>, series: &mut [Series], set: fn(&mut Figure, u16)) {
    for series in series {
        let mut value = 0_u16;
        for figure in &mut series.figures {
            let packed = table.number();
            let half = (packed >> 1) as u16;
            value = value.wrapping_add(if packed & 1 > 0 { !half } else { half });
            set(figure, value);
        }
    }
}

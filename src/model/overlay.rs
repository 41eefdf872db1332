//! What a layer shows on a date: tones of shapes, markers, lines, words and tables. `scene` hands it to the views.
//!
//! Records come from `layers` with the data-only part; until then a layer shows what `atlas` knows.

use super::atlas::{atlas, CountryId, Status};
use super::commitment::{self, Kind};
use super::compare;
use super::date::Date;
use super::layers::{Figure, Layers, Record, Series};
use super::phrase::Phrase;
use super::scene::{group_name, status_name};
use super::summary::name_in_sentence;
use super::text::{count as digits, fill, joined, list, number};
use super::texts::{texts, Source};
use super::view::{Filter, Group, Layer, Tab, View};
use crate::copy;

/// The grouping that is shown until another is asked for.
const FIRST_GROUPING: &str = "quad";

/// Lower bounds of the classes of spending from the second on, hundredths of a per cent of GDP. 2% is NATO's
/// guideline, 3.5% the core part of the pledge of 2025 (`data/spending.toml`).
const SHARES: [u16; 5] = [100, 150, 200, 250, 350];

/// The class for countries whose figures follow SIPRI's definition: they are not ranked among NATO's.
const SIPRI: u8 = 6;

/// The class of offices that never opened.
pub(super) const PROPOSED: u8 = 2;

/// The class of partners with a mission to NATO.
const MISSION: u8 = 3;

/// The latitude of the Tropic of Cancer, degrees north, as `data/article6.toml` has it.
const TROPIC: f64 = 23.44;

/// How a layer colours a shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tone {
    /// Which layer; never membership, whose colours follow `Status`.
    pub layer: Layer,
    /// The entry of its legend.
    pub class: u8,
    /// Of spending, the figure: it is part of the name that the shape has.
    pub figure: Option<Figure>,
}

impl Tone {
    /// The word for CSS in `data-tone`.
    pub fn key(self) -> &'static str {
        match self.layer {
            Layer::Groupings => "in",
            layer => Filter(self.class).key(layer),
        }
    }

    /// What the tone means, for the name of a shape.
    pub fn words(self) -> String {
        self.figure.map_or_else(|| class_name(self.layer, self.class).to_owned(), share)
    }
}

/// A place that has a sign of its own on the map.
#[derive(Clone, PartialEq, Debug)]
pub struct Marker {
    /// The permanent id of its record.
    pub id: &'static str,
    /// `office`, `territory`, `contested` or `event`.
    pub kind: &'static str,
    /// The word of its entry of the legend; empty for a contested place.
    pub tone: &'static str,
    /// Degrees east, −180…180.
    pub lon: f64,
    /// Degrees north, −90…90.
    pub lat: f64,
    /// Its name, or names.
    pub label: &'static str,
    /// Name, what it is on the date, and why: one line for hover and focus.
    pub explanation: String,
    /// Whether the legend's filter leaves it out.
    pub is_dimmed: bool,
}

/// A line of our own on the map.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The word for CSS in `data-kind`: `tropic`.
    pub kind: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Degrees east and north.
    pub points: Vec<(f64, f64)>,
}

/// A table of a layer.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// The value of `data-table`.
    pub key: &'static str,
    /// What it holds on which date, and which filter is on.
    pub caption: String,
    /// The heads of the columns; one for the sources follows.
    pub head: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What it is about, the first cell.
    pub name: &'static str,
    /// The country that the name leads to.
    pub country: Option<CountryId>,
    /// The other cells.
    pub cells: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<&'static Source>,
}

fn layers() -> Option<&'static Layers> {
    texts().map(|texts| &texts.layers)
}

fn day(view: &View) -> Date {
    atlas().governing_day(view.date)
}

/// The name of a layer.
pub fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Membership => copy::LAYER_MEMBERSHIP,
        Layer::Spending => copy::LAYER_SPENDING,
        Layer::Groupings => copy::LAYER_GROUPINGS,
        Layer::Offices => copy::LAYER_OFFICES,
        Layer::TreatyArea => copy::LAYER_TREATY_AREA,
        Layer::Commitments => copy::LAYER_COMMITMENTS,
    }
}

/// The name of an entry of a legend; empty while the texts that hold it are on their way.
pub fn class_name(layer: Layer, class: u8) -> &'static str {
    let class = usize::from(class);
    let names: &[&'static str] = match layer {
        Layer::Membership => return Group::ALL.get(class).map_or("", |&group| group_name(group)),
        Layer::Groupings => return layers().and_then(|layers| layers.groupings.get(class)).map_or("", |row| row.name),
        Layer::Spending => &[
            copy::CLASS_BELOW_1,
            copy::CLASS_BELOW_1_5,
            copy::CLASS_BELOW_2,
            copy::CLASS_BELOW_2_5,
            copy::CLASS_BELOW_3_5,
            copy::CLASS_FROM_3_5,
            copy::CLASS_SIPRI,
        ],
        Layer::Offices => &[copy::CLASS_ACTIVE, copy::CLASS_CLOSED, copy::CLASS_PROPOSED, copy::CLASS_MISSION],
        Layer::Commitments => return Kind::ALL.get(class).map_or("", |kind| kind.name()),
        Layer::TreatyArea => &[copy::CLASS_COVERED, copy::CLASS_NOT, copy::CLASS_DISPUTED],
    };
    names.get(class).copied().unwrap_or_default()
}

/// The entry of the legend that is pressed: of the groupings, always the one that is shown.
pub fn pressed(view: &View) -> Option<Filter> {
    match view.layer {
        Layer::Groupings => view.group.or_else(|| Filter::parse(view.layer, FIRST_GROUPING)),
        _ => view.group,
    }
}

/// Whether the legend's filter leaves out what belongs to an entry; of the groupings nothing is left out.
pub fn is_left_out(view: &View, class: Option<u8>) -> bool {
    view.layer != Layer::Groupings && view.group.is_some_and(|filter| class != Some(filter.0))
}

/// How the view's layer colours a country that has a status on the date.
pub fn tone(view: &View, id: CountryId, status: Status) -> Option<Tone> {
    let mut shown = None;
    let class = match view.layer {
        Layer::Membership => return None,
        Layer::Spending => {
            let (series, figure) = layers()?.figure(id, view.date.year())?;
            shown = Some(figure);
            share_class(series, figure)
        }
        Layer::Groupings => {
            let shown = pressed(view)?.0;
            layers()?.groupings.get(usize::from(shown))?.has_member(id, day(view)).then_some(shown)?
        }
        Layer::Offices => mission(view, id).map(|_| MISSION)?,
        Layer::Commitments => match commitment::verdict(subject(view), id, day(view)) {
            Kind::None => return None,
            kind => kind as u8,
        },
        Layer::TreatyArea => match status {
            Status::Member(_) => 0,
            Status::Territory(territory, _) => territory.coverage as u8,
            _ => part(view, id)?.1,
        },
    };
    Some(Tone { layer: view.layer, class, figure: shown })
}

/// The country whose commitments the map shows.
pub fn subject(view: &View) -> CountryId {
    commitment::pair(&view.select)[0]
}

fn share_class(series: &Series, figure: Figure) -> u8 {
    let reached = SHARES.iter().filter(|&&least| figure.share >= least);
    if series.is_nato {
        reached.fold(0, |class, _| class + 1)
    } else {
        SIPRI
    }
}

/// When a partner's mission to NATO was established, if it was by the date.
fn mission(view: &View, id: CountryId) -> Option<Date> {
    texts()?.country(id)?.mission.filter(|since| since.first_day() <= day(view))
}

/// The record of a part of a member that a shape shows on the date, with its class.
fn part(view: &View, id: CountryId) -> Option<(&'static Record, u8)> {
    let of_shape = records(view).iter().zip(0..).filter(|(record, _)| record.shape == Some(id));
    of_shape.filter_map(|(record, index)| Some((record, entry(view, record, index)?))).next()
}

/// Whether a shape is a sign for more than it is: its status is contested, or it stands for a part of the past.
pub fn is_hatched(view: &View, id: CountryId) -> bool {
    atlas().hatched.contains(&id)
        || (view.layer == Layer::TreatyArea && part(view, id).is_some_and(|(record, _)| record.until.is_some()))
}

/// All records of the layer.
fn records(view: &View) -> &'static [Record] {
    match (layers(), view.layer) {
        (None, _) | (_, Layer::Membership | Layer::Spending | Layer::Commitments) => &[],
        (Some(layers), Layer::Groupings) => &layers.groupings,
        (Some(layers), Layer::Offices) => &layers.offices,
        (Some(layers), Layer::TreatyArea) => &layers.territories,
    }
}

/// The entry of the legend that a record of the layer belongs to on the date; `None` if it is not there then.
fn entry(view: &View, record: &Record, index: u8) -> Option<u8> {
    let day = day(view);
    let is_over = record.is_over(day);
    let class = match view.layer {
        Layer::Groupings => index,
        Layer::Offices if is_over => 1,
        _ => record.class,
    };
    let is_gone = view.layer == Layer::TreatyArea && (is_over || !is_part_of_member(record, day));
    (record.has_begun(day) && !is_gone).then_some(class)
}

/// The records of the layer that are there on the date, each with its entry of the legend.
pub fn rows(view: &View) -> Vec<(&'static Record, u8)> {
    let mut rows = Vec::new();
    for (record, index) in records(view).iter().zip(0..) {
        if let Some(class) = entry(view, record, index) {
            rows.push((record, class));
        }
    }
    rows
}

/// Whether what a territory is a part of was a member on a day.
fn is_part_of_member(record: &Record, day: Date) -> bool {
    let country = record.countries.first().and_then(|&id| atlas().country(id));
    country.and_then(|country| country.membership).is_some_and(|membership| membership.since <= day)
}

/// How many countries and records each entry of a legend has on the date; `tones` are those of all shapes.
pub fn count(view: &View, class: u8, tones: &[Option<u8>]) -> usize {
    if view.layer == Layer::Groupings {
        let record = layers().and_then(|layers| layers.groupings.get(usize::from(class)));
        return record.map_or(0, |record| members(record, day(view)).count());
    }
    let shapes = tones.iter().filter(|&&tone| tone == Some(class)).count();
    shapes + rows(view).iter().filter(|(record, other)| record.shape.is_none() && *other == class).count()
}

fn members(record: &Record, day: Date) -> impl Iterator<Item = CountryId> + '_ {
    record.countries.iter().copied().filter(move |&id| record.has_member(id, day))
}

/// The places with a sign of their own: those of the layer, and on every layer contested places.
pub fn markers(view: &View) -> Vec<Marker> {
    let mut markers = layer_markers(view);
    markers.extend(contested_markers(view));
    markers
}

/// The signs of the layer: offices, parts of members without a shape.
pub fn layer_markers(view: &View) -> Vec<Marker> {
    let kind = if view.layer == Layer::Offices { "office" } else { "territory" };
    let mut markers: Vec<Marker> = Vec::new();
    for (record, class) in rows(view).into_iter().filter(|(record, _)| record.shape.is_none()) {
        let tone = Filter(class).key(view.layer);
        let words = explained(view, &what(view, record, class), record);
        if let Some(marker) = marker(record, kind, tone, &words, is_left_out(view, Some(class))) {
            markers.push(marker);
        }
    }
    markers
}

/// The signs of the places of the selected event.
pub fn event_markers(view: &View) -> Vec<Marker> {
    let mut markers = Vec::new();
    let event = view.event.and_then(|id| Some((atlas().event(id)?, texts()?.event(id)?)));
    for (event, place) in
        event.into_iter().flat_map(|(event, text)| text.places.iter().map(move |place| (event, place)))
    {
        let Some(place) = texts().and_then(|texts| texts.places.get(*place)) else { continue };
        let explanation = fill(copy::MAP_HOVER, &[("name", place.name), ("status", event.title)]);
        let (lon, lat, label) = (place.lon, place.lat, place.name);
        markers.push(Marker { id: label, kind: "event", tone: "", lon, lat, label, explanation, is_dimmed: false });
    }
    markers
}

/// The signs of contested places, on whatever layer, but not in the pictures of the story, which are about other things.
pub fn contested_markers(view: &View) -> Vec<Marker> {
    let mut markers: Vec<Marker> = Vec::new();
    for record in
        layers().filter(|_| view.tab != Tab::Story).map(|layers| layers.contested.as_slice()).unwrap_or_default()
    {
        let words = explained(view, &Phrase::Claimed.say(&[("names", record.kind), ("control", record.words)]), record);
        if let Some(marker) = marker(record, "contested", "", &words, false) {
            markers.push(marker);
        }
    }
    markers
}

fn marker(record: &Record, kind: &'static str, tone: &'static str, words: &str, is_dimmed: bool) -> Option<Marker> {
    let (lon, lat) = record.place?;
    let explanation = fill(copy::MAP_HOVER, &[("name", record.name), ("status", words)]);
    Some(Marker { id: record.id, kind, tone, lon, lat, label: record.name, explanation, is_dimmed })
}

/// The lines of the layer: the Tropic of Cancer from the coast of Mexico to that of Africa, the limit of Article 6.
/// Lines of control are not drawn: no source here gives their course.
pub fn lines(view: &View) -> Vec<Line> {
    if view.layer != Layer::TreatyArea {
        return Vec::new();
    }
    let points = (-49..=-8).map(|half| (f64::from(half * 2), TROPIC)).collect();
    vec![Line { kind: "tropic", label: copy::LAYER_TROPIC, points }]
}

/// What a record is on the date, without its name: "Open since 1 October 2010".
fn what(view: &View, record: &Record, class: u8) -> String {
    let class = class_name(view.layer, class);
    let of = record.countries.first().and_then(|&id| atlas().country(id)).map(name_in_sentence).unwrap_or_default();
    match view.layer {
        Layer::TreatyArea => Phrase::PartOf.say(&[("status", class), ("of", &of)]),
        _ => [class, copy::LIST_NEXT, &when(view, record)].concat(),
    }
}

/// What it is, and why.
fn explained(view: &View, what: &str, record: &Record) -> String {
    if record.text.is_empty() {
        return what.to_owned();
    }
    Phrase::Explained.say(&[("what", what), ("text", &text(view, record))])
}

/// What there is to know, on an earlier date with the date on which it is known.
fn text(view: &View, record: &Record) -> String {
    let as_of = atlas().as_of;
    if record.text.is_empty() || view.date == as_of {
        return record.text.to_owned();
    }
    Phrase::AsKnown.say(&[("date", &as_of.words()), ("note", record.text)])
}

/// The dates of a record as far as they had come: "since 1 October 2010", "27 May 2002 to 1 November 2021".
/// Those of a promise, and of what Article 6 names, may lie ahead.
fn when(view: &View, record: &Record) -> String {
    let day = day(view);
    let is_known = |date: &Date| !matches!(view.layer, Layer::Offices | Layer::Groupings) || date.last_day() <= day;
    let words = |date: Option<Date>| date.map(Date::words).unwrap_or_default();
    let (until, in_force) = (record.until.filter(is_known), record.in_force.filter(is_known));
    let phrase = match (record.from, until, in_force) {
        (None, ..) => return String::new(),
        (_, Some(_), _) => Phrase::FromTo,
        _ if record.class == PROPOSED => Phrase::Reported,
        _ if record.is_vague => Phrase::KnownSince,
        (.., Some(_)) => Phrase::SignedAndInForce,
        _ => Phrase::Since,
    };
    phrase.say(&[("from", &words(record.from)), ("until", &words(until)), ("force", &words(in_force))])
}

/// What the layer says about a country, after its name.
pub fn about(view: &View, id: CountryId, status: Status) -> String {
    let year = view.date.year();
    let day = day(view);
    let mut parts: Vec<String> = Vec::new();
    match view.layer {
        Layer::Membership => {}
        Layer::Spending => match layers().and_then(|layers| spending(layers, id, year)) {
            Some(spending) => parts.push(spending),
            None => parts.push(fill(copy::SPENDING_NONE, &[("year", &number(u32::from(year)))])),
        },
        Layer::Groupings => {
            let rows = rows(view).into_iter().filter(|(record, _)| record.has_member(id, day));
            rows.for_each(|(record, _)| parts.push(record.name.to_owned()));
        }
        Layer::Offices => {
            if let Some(since) = mission(view, id) {
                parts.push(Phrase::MissionSince.say(&[("since", &since.words())]));
            }
            let rows = rows(view).into_iter().filter(|(record, _)| record.countries.contains(&id));
            rows.for_each(|(record, class)| {
                parts.push(fill(copy::MAP_HOVER, &[("name", record.name), ("status", &what(view, record, class))]));
            });
        }
        Layer::Commitments => parts.extend(compare::line(subject(view), id, day)),
        Layer::TreatyArea => match (part(view, id), tone(view, id, status)) {
            (Some((record, class)), _) => parts.push(explained(view, &what(view, record, class), record)),
            (None, Some(tone)) => match status {
                Status::Member(membership) => parts.push(fill(
                    copy::LAYER_COVERED_SINCE,
                    &[("status", &tone.words()), ("since", &membership.since.words())],
                )),
                _ => parts.push(tone.words()),
            },
            (None, None) => {}
        },
    }
    match (parts.is_empty(), view.layer) {
        (false, _) => joined(&parts, copy::LIST_ITEM),
        (true, Layer::TreatyArea) => class_name(view.layer, 1).to_owned(),
        (true, Layer::Groupings | Layer::Offices | Layer::Commitments) => copy::LAYER_NONE.to_owned(),
        (true, _) => status_name(status).to_owned(),
    }
}

/// The figure of a country that holds in a year, in words.
pub(super) fn spending(layers: &'static Layers, id: CountryId, year: u16) -> Option<String> {
    let (series, figure) = layers.figure(id, year)?;
    let phrase = if figure.is_estimate { Phrase::FigureEstimated } else { Phrase::Figure };
    let year = number(u32::from(figure.year));
    Some(phrase.say(&[("share", &*share(figure)), ("year", &*year), ("definition", definition(series))]))
}

pub(super) fn definition(series: &Series) -> &'static str {
    if series.is_nato {
        Phrase::ByNato.words()
    } else {
        Phrase::BySipri.words()
    }
}

/// A share in words, with as many decimals as were published.
pub(super) fn share(figure: Figure) -> String {
    let digits = decimal(u32::from(figure.share), figure.is_rounded);
    if figure.is_of_income {
        Phrase::OfIncome.say(&[("n", &digits)])
    } else {
        of_gdp(&digits)
    }
}

fn of_gdp(digits: &str) -> String {
    Phrase::OfGdp.say(&[("n", digits)])
}

/// Hundredths as a decimal number with two decimals or one.
fn decimal(hundredths: u32, has_one: bool) -> String {
    let last = if has_one { String::new() } else { number(hundredths % 10) };
    [&number(hundredths / 100), copy::SPENDING_POINT, &number(hundredths / 10 % 10), &last].concat()
}

/// An amount in words; empty if there is none.
pub(super) fn dollars(figure: Figure) -> String {
    match figure.dollars {
        0 => String::new(),
        millions @ 1..=999 => Phrase::Million.say(&[("n", &number(u32::from(millions)))]),
        more => Phrase::Billion.say(&[("n", &decimal((u32::from(more) - 990) * 10, true))]),
    }
}

/// The sentence about the layer and the date that the summary ends with.
pub fn sentence(view: &View) -> Option<String> {
    let layers = layers()?;
    let atlas = atlas();
    let (day, year) = (day(view), view.date.year());
    match view.layer {
        Layer::Membership => None,
        Layer::Spending if year < layers.first_year => {
            Some(Phrase::SpendingBefore.say(&[("year", &number(u32::from(layers.first_year)))]))
        }
        Layer::Spending => {
            let members = atlas.members_on(view.date);
            let figures = members.into_iter().filter_map(|id| layers.figure(id, year));
            let classes: Vec<u8> = figures.map(|(series, figure)| share_class(series, figure)).collect();
            let from = |least: u8| digits(classes.iter().filter(|&&class| class >= least).count());
            let (year, all) = (number(u32::from(year)), digits(classes.len()));
            let values = [("year", &*year), ("all", &*all), ("two", &*from(3)), ("more", &*from(5))];
            Some(Phrase::SpendingMembers.say(&values))
        }
        Layer::Groupings => {
            let record = layers.groupings.get(usize::from(pressed(view)?.0))?;
            if !record.has_begun(day) {
                let from = record.from.map(Date::words).unwrap_or_default();
                return Some(Phrase::GroupingLater.say(&[("name", record.name), ("from", &from)]));
            }
            let members: Vec<CountryId> = members(record, day).collect();
            let allies = atlas.members_on(view.date);
            let in_nato = members.iter().filter(|id| allies.contains(id)).count();
            let clause = if record.words.is_empty() { Phrase::NoClause.words() } else { Phrase::Clause.words() };
            let (n, nato) = (digits(members.len()), digits(in_nato));
            Some(Phrase::GroupingMembers.say(&[("name", record.name), ("n", &n), ("nato", &nato), ("clause", clause)]))
        }
        Layer::Offices => {
            let open = rows(view).iter().filter(|(_, class)| *class == 0).count();
            Some(Phrase::Open.say(&[("n", &digits(open))]))
        }
        Layer::Commitments => Some(compare::allies_sentence(subject(view), day)),
        Layer::TreatyArea => {
            let rows = rows(view);
            let of = |class: u8| digits(rows.iter().filter(|(_, other)| *other == class).count());
            let mut sentence = Phrase::Outside.say(&[("n", &of(1)), ("m", &of(2))]);
            for (record, _) in rows.iter().filter(|(record, _)| record.until.is_some()) {
                sentence.push(' ');
                let until = record.until.map(Date::words).unwrap_or_default();
                sentence.push_str(&Phrase::Former.say(&[("name", record.name), ("until", &until)]));
            }
            Some(sentence)
        }
    }
}

/// The tables of the view's layer, and of the contested places; none while the texts are on their way.
pub fn tables(view: &View) -> Vec<Table> {
    let Some(layers) = layers() else { return Vec::new() };
    let mut tables: Vec<Table> = Vec::new();
    let heads: &'static [&'static str] = match view.layer {
        Layer::Membership => &[],
        Layer::Spending => &[
            copy::TABLE_COUNTRY,
            copy::TABLE_YEAR,
            copy::TABLE_SHARE,
            copy::TABLE_AMOUNT,
            copy::TABLE_DEFINITION,
            copy::TABLE_NOTE,
        ],
        Layer::Groupings => &[
            copy::TABLE_NAME,
            copy::TABLE_KIND,
            copy::TABLE_MEMBERS,
            copy::TABLE_WHEN,
            copy::TABLE_CLAUSE,
            copy::TABLE_NOTE,
        ],
        Layer::Offices => {
            &[copy::TABLE_NAME, copy::TABLE_STATUS, copy::TABLE_PLACE, copy::TABLE_KIND, copy::TABLE_NOTE]
        }
        Layer::TreatyArea => {
            &[copy::TABLE_NAME, copy::TABLE_STATUS, copy::TABLE_WHEN, copy::TABLE_WORDS, copy::TABLE_NOTE]
        }
        Layer::Commitments => &[copy::TABLE_COUNTRY, copy::TABLE_KIND, copy::TABLE_INSTRUMENTS],
    };
    let rows = match view.layer {
        Layer::Spending => spending_rows(view, layers),
        Layer::Commitments => web_rows(view),
        _ => record_rows(view),
    };
    if !heads.is_empty() {
        tables.push(Table { key: view.layer.key(), caption: caption(view, rows.len()), head: heads, rows });
    }
    if view.layer == Layer::Spending {
        let rows = layers.measures.iter().map(|record| row(record, vec![when(view, record), record.text.to_owned()]));
        tables.push(Table {
            key: "measures",
            caption: Phrase::Measures.say(&[]),
            head: &[copy::TABLE_NAME, copy::TABLE_WHEN, copy::TABLE_NOTE],
            rows: rows.collect(),
        });
    }
    let contested = layers
        .contested
        .iter()
        .map(|record| row(record, [record.kind, record.words, record.text].map(str::to_owned).into()));
    tables.push(Table {
        key: "contested",
        caption: Phrase::Contested.say(&[("date", &atlas().as_of.words())]),
        head: &[copy::TABLE_NAME, copy::ABOUT_CLAIMANTS, copy::ABOUT_CONTROL, copy::TABLE_NOTE],
        rows: contested.collect(),
    });
    tables
}

fn row(record: &Record, cells: Vec<String>) -> Row {
    let sources = texts().map(|texts| texts.sources_at(&record.sources)).unwrap_or_default();
    Row { name: record.name, country: record.shape, cells, sources }
}

fn record_rows(view: &View) -> Vec<Row> {
    let names = |ids: &mut dyn Iterator<Item = CountryId>| {
        let names: Vec<&str> = ids.filter_map(|id| atlas().country(id)).map(|country| country.name()).collect();
        list(&names)
    };
    let mut found = Vec::new();
    for (record, class) in rows(view).into_iter().filter(|(_, class)| !is_left_out(view, Some(*class))) {
        let text = text(view, record);
        let words = record.words.to_owned();
        found.push(row(
            record,
            match view.layer {
                Layer::Groupings => {
                    let clause = if words.is_empty() { Phrase::NoClause.say(&[]) } else { words };
                    let members = names(&mut members(record, day(view)));
                    vec![record.kind.to_owned(), members, when(view, record), clause, text]
                }
                Layer::Offices => {
                    let place = [&words, copy::LIST_NEXT, &names(&mut record.countries.iter().copied())].concat();
                    vec![what(view, record, class), place, record.kind.to_owned(), text]
                }
                _ => vec![what(view, record, class), when(view, record), words, text],
            },
        ));
    }
    found
}

fn web_rows(view: &View) -> Vec<Row> {
    let mut rows = Vec::new();
    let (subject, day) = (subject(view), day(view));
    for (id, kind) in commitment::web(subject, day) {
        let Some(country) = atlas().country(id).filter(|_| !is_left_out(view, Some(kind as u8))) else { continue };
        let (names, sources) = compare::in_force(subject, id, day);
        rows.push(Row { name: country.name(), country: Some(id), cells: vec![kind.name().to_owned(), names], sources });
    }
    rows
}

fn spending_rows(view: &View, layers: &'static Layers) -> Vec<Row> {
    let mut rows = Vec::new();
    for &id in atlas().by_name() {
        let Some((series, figure)) = layers.figure(id, view.date.year()) else { continue };
        let Some(country) = atlas().country(id) else { continue };
        if is_left_out(view, Some(share_class(series, figure))) {
            continue;
        }
        let estimate = if figure.is_estimate { Phrase::IsEstimate.words() } else { "" };
        rows.push(Row {
            name: country.name(),
            country: Some(id),
            cells: vec![
                number(u32::from(figure.year)),
                share(figure),
                dollars(figure),
                [definition(series), estimate].concat(),
                series.note.to_owned(),
            ],
            sources: texts().map(|texts| texts.sources_at(layers.sources_of(figure))).unwrap_or_default(),
        });
    }
    rows
}

/// "Offices and missions: 15, as of 22 November 2026; only Open".
fn caption(view: &View, rows: usize) -> String {
    let count = fill(copy::TABLE_COUNT, &[("name", layer_name(view.layer)), ("n", &digits(rows))]);
    let date = view.date.words();
    match view.group {
        Some(filter) if view.layer != Layer::Groupings => fill(
            copy::TABLE_CAPTION_FILTERED,
            &[("count", &count), ("date", &date), ("filter", class_name(view.layer, filter.0))],
        ),
        _ => fill(copy::TABLE_CAPTION, &[("count", &count), ("date", &date)]),
    }
}

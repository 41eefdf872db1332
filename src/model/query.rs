//! `View` ⇄ URL query: a total codec.
//!
//! Any text gives a view. Bad parts are dropped one by one and named, the rest is applied.
//! Keys that are not ours are ignored; defaults are left out when writing.

use super::atlas::{atlas, Atlas, CountryId, Lane};
use super::camera::{place_by_id, place_id, Camera, MapKind};
use super::date::Date;
use super::options::{is_font, Colour, Options};
use super::search::QUERY_LIMIT;
use super::style::{DATES, NAMES};
use super::text::{joined, number};
use super::timeline::{Lanes, Span};
use super::view::{clamp, Filter, Heading, Layer, Panel, Tab, Theme, View, FIRST_YEAR, PLACES_LIMIT, SELECTION_LIMIT};
use crate::copy;

/// The longest part of a bad value that a notice repeats, in characters.
const ECHO_LIMIT: usize = 40;

/// A part of a query that was not applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// The key as given.
    pub key: &'static str,
    /// The value as given, shortened.
    pub value: String,
    /// Why.
    pub reason: Reason,
}

/// Why a part of a query was not applied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// There is no such country, event, date or word.
    Unknown,
    /// More countries than can be selected at once.
    TooMany,
    /// Part of the public contract that this version does not have.
    NotBuilt,
}

/// Keys of the public contract that this version does not read, with the value that changes nothing.
const NOT_BUILT: [(&str, &str); 1] = [("lang", copy::LANG)];

/// Tabs of the public contract that this version does not have.
const TABS_NOT_BUILT: [&str; 1] = ["classroom"];

/// Applies a query (without `?` or `#`) to a view.
pub fn apply(query: &str, base: View) -> (View, Vec<Dropped>) {
    let (view, _, dropped) = read(query, base, Options::default());
    (view, dropped)
}

/// Applies a query to a view and to what a host has chosen.
pub fn read(query: &str, base: View, options: Options) -> (View, Options, Vec<Dropped>) {
    let mut reader = Reader {
        view: base,
        options,
        dropped: Vec::new(),
        is_dated: false,
        has_tab: false,
        has_step: false,
        has_place: false,
        layer: None,
        group: None,
    };
    for part in query.split('&') {
        // Some editors write `&amp;` twice.
        let part = part.strip_prefix("amp;").unwrap_or(part);
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        reader.read(&decode(key), decode(value).trim_ascii());
    }
    reader.finish()
}

/// The view that a query stands for.
pub fn parse(query: &str) -> (View, Vec<Dropped>) {
    apply(query, View::default())
}

/// The query of a view; empty for the default view.
pub fn write(view: &View) -> String {
    let default = View::default();
    let mut query = String::new();
    // A step implies its tab when it is read.
    if view.tab != default.tab || view.step > 1 || view.is_presented {
        add(&mut query, "tab", view.tab.key());
    }
    if view.step > 1 {
        add(&mut query, "step", &number(u32::from(view.step)));
    }
    if view.is_presented {
        add(&mut query, "present", "1");
    }
    match (view.panel, view.claim) {
        (Some(Panel::Claims), Some(claim)) => add(&mut query, "claim", &claim_id(claim)),
        (Some(panel), _) => add(&mut query, "panel", panel.key()),
        (None, _) => {}
    }
    // What a step shows is known from the story.
    let (panel, claim, is_playing) = (view.panel, view.claim, view.is_playing);
    let is_story = view.tab == Tab::Story;
    if !is_story || *view != (View { panel, claim, is_playing, ..view.at_step() }) {
        write_place(view, &mut query);
    }
    write_style(view, &mut query);
    query
}

/// What the map shows. In the story with its date, so that it is not taken for the step's own.
fn write_place(view: &View, query: &mut String) {
    let atlas = atlas();
    let default = View::default();
    let event = view.event.and_then(|id| atlas.event(id));
    if let Some(from) = view.from {
        add(query, "from", &from.iso());
        add(query, "to", &view.date.iso());
    } else if view.tab == Tab::Story || view.date != event.map_or(default.date, |event| clamp(event.date, atlas)) {
        add(query, "date", &view.date.iso());
    }
    if !view.select.is_empty() {
        add(query, "select", &codes(view));
    }
    if let Some(event) = event {
        add(query, "event", event.id);
    }
    if view.layer != view.tab.layer() {
        add(query, "layer", view.layer.key());
    }
    if let Some(kind) = view.projection {
        add(query, "projection", kind.key());
    }
    if let Some(camera) = view.at {
        add(query, "at", &camera.words());
    }
    if !view.places.is_empty() {
        let capitals = view.places.iter().filter_map(|&id| atlas.country(id)?.capital);
        let ids: Vec<String> = capitals.map(|capital| place_id(capital.name)).collect();
        add(query, "places", &joined(&ids, ","));
    }
    if let Some(group) = view.group {
        add(query, "group", group.key(view.layer));
    }
    if view.lanes != default.lanes {
        let lanes: Vec<&str> = Lane::ALL.into_iter().filter(|&lane| view.lanes.has(lane)).map(Lane::key).collect();
        add(query, "lanes", &joined(&lanes, ","));
    }
    if !view.q.trim_ascii().is_empty() {
        add(query, "q", &encode(view.q.trim_ascii()));
    }
    if let Some(span) = view.span {
        add(query, "years", &[&number(span.first.into()), "-", &number(span.last.into())].concat());
    }
}

/// The codes of what is selected.
pub fn codes(view: &View) -> String {
    let codes: Vec<&str> =
        view.select.iter().filter_map(|&id| atlas().country(id)).map(|country| country.code).collect();
    joined(&codes, ",")
}

/// How the view looks, whatever it shows.
fn write_style(view: &View, query: &mut String) {
    for (key, words, value) in [
        ("names", NAMES.map(|(word, _)| word), view.style.names as usize),
        ("dates", DATES.map(|(word, _)| word), view.style.dates as usize),
    ] {
        if let Some(word) = words.get(value).filter(|_| value > 0) {
            add(query, key, word);
        }
    }
    if view.theme != Theme::Auto {
        add(query, "theme", view.theme.key());
    }
    if view.is_plain {
        add(query, "plain", "1");
    }
    if let Some((key, _)) = HEADINGS.iter().find(|(_, heading)| *heading == view.heading) {
        add(query, "heading", key);
    }
}

/// Adds a key and its value.
#[inline(never)]
pub fn add(query: &mut String, key: &str, value: &str) {
    let before = if query.is_empty() { "" } else { "&" };
    for part in [before, key, "=", value] {
        query.push_str(part);
    }
}

/// The id of a claim counted from 1: "claim-07".
pub fn claim_id(claim: u8) -> String {
    let zero = if claim < 10 { "0" } else { "" };
    ["claim-", zero, &number(u32::from(claim))].concat()
}

/// The keys that say what the map shows: with one of them, a step of the story does not say it.
const PLACE_KEYS: [&str; 13] =
    ["date", "from", "to", "years", "lanes", "q", "select", "event", "layer", "group", "projection", "at", "places"];

const HEADINGS: [(&str, Heading); 4] =
    [("2", Heading::Two), ("3", Heading::Three), ("4", Heading::Four), ("none", Heading::None)];

struct Reader {
    view: View,
    options: Options,
    dropped: Vec<Dropped>,
    is_dated: bool,
    has_tab: bool,
    has_step: bool,
    /// Whether it says what the map shows.
    has_place: bool,
    /// What `layer` says: what it is without depends on the tab, which may come after it.
    layer: Option<Layer>,
    /// What `group` says: it depends on the layer, which may come after it.
    group: Option<String>,
}

impl Reader {
    fn read(&mut self, key: &str, value: &str) {
        self.has_place |= PLACE_KEYS.contains(&key);
        match key {
            "step" if value.is_empty() => self.view.step = 1,
            "step" => match (1..=atlas().steps).find(|&step| number(u32::from(step)) == value) {
                Some(step) => (self.view.step, self.has_step) = (step, true),
                None => self.drop("step", value, Reason::Unknown),
            },
            "present" => match value {
                "1" => (self.view.is_presented, self.has_step) = (true, true),
                "" | "0" => self.view.is_presented = false,
                _ => self.drop("present", value, Reason::Unknown),
            },
            "tab" => match Tab::ALL.into_iter().find(|tab| tab.key() == value || value.is_empty()) {
                Some(tab) => {
                    self.view.show(tab);
                    self.has_tab = true;
                }
                None if TABS_NOT_BUILT.contains(&value) => self.drop("tab", value, Reason::NotBuilt),
                None => self.drop("tab", value, Reason::Unknown),
            },
            "panel" if value.is_empty() => (self.view.panel, self.view.claim) = (None, None),
            "panel" => match Panel::ALL.into_iter().find(|panel| panel.key() == value) {
                Some(panel) => (self.view.panel, self.view.claim) = (Some(panel), None),
                None => self.drop("panel", value, Reason::Unknown),
            },
            "claim" if value.is_empty() => self.view.claim = None,
            "claim" => match (1..=atlas().claims).find(|&claim| claim_id(claim) == value) {
                Some(claim) => (self.view.panel, self.view.claim) = (Some(Panel::Claims), Some(claim)),
                None => self.drop("claim", value, Reason::Unknown),
            },
            "date" | "to" if value.is_empty() => (self.view.date, self.is_dated) = (atlas().as_of, true),
            "date" | "to" => match date(value) {
                Some(date) => {
                    self.view.date = clamp(date, atlas());
                    self.is_dated = true;
                }
                None => self.drop(if key == "to" { "to" } else { "date" }, value, Reason::Unknown),
            },
            "from" if value.is_empty() => self.view.from = None,
            "from" => match date(value) {
                Some(date) => self.view.from = Some(clamp(date, atlas())),
                None => self.drop("from", value, Reason::Unknown),
            },
            "lanes" => self.read_lanes(value),
            "q" => self.view.q = value.chars().filter(|letter| !letter.is_control()).take(QUERY_LIMIT).collect(),
            "years" if value.is_empty() => self.view.span = None,
            "years" => match value.split_once('-').and_then(|(one, other)| Some((year(one)?, year(other)?))) {
                Some((one, other)) => self.view.span = Some(Span::new(one, other)),
                None => self.drop("years", value, Reason::Unknown),
            },
            "select" => self.read_selection(value),
            "event" if value.is_empty() => self.view.event = None,
            "event" => match atlas().event_by_id(value) {
                Some(event) => self.view.event = Some(event),
                None => self.drop("event", value, Reason::Unknown),
            },
            "layer" => match Layer::ALL.into_iter().find(|layer| layer.key() == value || value.is_empty()) {
                Some(layer) => self.layer = Some(layer),
                None => self.drop("layer", value, Reason::Unknown),
            },
            "group" => self.group = Some(value.to_owned()),
            "projection" if value.is_empty() => self.view.projection = None,
            "projection" => match MapKind::ALL.into_iter().find(|kind| kind.key() == value) {
                Some(kind) => self.view.projection = Some(kind),
                None => self.drop("projection", value, Reason::Unknown),
            },
            "at" if value.is_empty() => self.view.at = None,
            "at" => match Camera::parse(value) {
                Some(camera) => self.view.at = Some(camera),
                None => self.drop("at", value, Reason::Unknown),
            },
            "places" => self.read_places(value),
            "names" => match NAMES.into_iter().find(|(word, _)| *word == value || value.is_empty()) {
                Some((_, names)) => self.view.style.names = names,
                None => self.drop("names", value, Reason::Unknown),
            },
            "dates" => match DATES.into_iter().find(|(word, _)| *word == value || value.is_empty()) {
                Some((_, dates)) => self.view.style.dates = dates,
                None => self.drop("dates", value, Reason::Unknown),
            },
            "theme" => match Theme::ALL.into_iter().find(|theme| theme.key() == value || value.is_empty()) {
                Some(theme) => self.view.theme = theme,
                None => self.drop("theme", value, Reason::Unknown),
            },
            "plain" => self.view.is_plain = self.flag("plain", value, self.view.is_plain),
            "transparent" => {
                self.options.is_transparent = self.flag("transparent", value, self.options.is_transparent);
            }
            "fit" => self.options.is_fitted = self.flag("fit", value, self.options.is_fitted),
            "accent" => match Colour::parse(value) {
                None if !value.is_empty() => self.drop("accent", value, Reason::Unknown),
                accent => self.options.accent = accent,
            },
            "font" if value.is_empty() || is_font(value) => self.options.font = value.to_owned(),
            "font" => self.drop("font", value, Reason::Unknown),
            "heading" if value.is_empty() => self.view.heading = Heading::One,
            "heading" => match HEADINGS.iter().find(|(key, _)| *key == value) {
                Some(&(_, heading)) => self.view.heading = heading,
                None => self.drop("heading", value, Reason::Unknown),
            },
            _ => {
                let not_built = NOT_BUILT.iter().find(|(name, _)| *name == key);
                if let Some(&(name, neutral)) = not_built {
                    if !value.is_empty() && value != neutral && value != "0" {
                        self.drop(name, value, Reason::NotBuilt);
                    }
                }
            }
        }
    }

    /// What a flag says; what it was if it says something else than 1 and 0.
    fn flag(&mut self, key: &'static str, value: &str, before: bool) -> bool {
        if !["1", "0", ""].contains(&value) {
            self.drop(key, value, Reason::Unknown);
            return before;
        }
        value == "1"
    }

    fn read_selection(&mut self, value: &str) {
        let atlas: &Atlas = atlas();
        let mut select: Vec<CountryId> = Vec::new();
        for code in value.split(',').map(str::trim_ascii).filter(|code| !code.is_empty()) {
            match atlas.country_by_code(code) {
                None => self.drop("select", code, Reason::Unknown),
                Some(id) if select.contains(&id) => {}
                Some(id) if select.len() < SELECTION_LIMIT => select.push(id),
                Some(_) => self.drop("select", code, Reason::TooMany),
            }
        }
        self.view.select = select;
    }

    fn read_lanes(&mut self, value: &str) {
        let mut lanes = 0;
        for word in value.split(',').map(str::trim_ascii).filter(|word| !word.is_empty()) {
            match Lane::ALL.into_iter().find(|lane| lane.key() == word) {
                Some(lane) => lanes |= 1 << (lane as u8),
                None => self.drop("lanes", word, Reason::Unknown),
            }
        }
        self.view.lanes = if lanes == 0 { Lanes::ALL } else { Lanes(lanes) };
    }

    fn read_places(&mut self, value: &str) {
        let mut places: Vec<CountryId> = Vec::new();
        for id in value.split(',').map(str::trim_ascii).filter(|id| !id.is_empty()) {
            match place_by_id(id) {
                None => self.drop("places", id, Reason::Unknown),
                Some(place) if places.contains(&place) => {}
                Some(place) if places.len() < PLACES_LIMIT => places.push(place),
                Some(_) => self.drop("places", id, Reason::TooMany),
            }
        }
        self.view.places = places;
    }

    fn drop(&mut self, key: &'static str, value: &str, reason: Reason) {
        let value = value.chars().take(ECHO_LIMIT).collect();
        let dropped = Dropped { key, value, reason };
        if !self.dropped.contains(&dropped) {
            self.dropped.push(dropped);
        }
    }

    /// The filter is one of the layer; an event without a date brings its own.
    fn finish(mut self) -> (View, Options, Vec<Dropped>) {
        if let Some(layer) = self.layer.filter(|&layer| layer != self.view.layer) {
            (self.view.layer, self.view.group) = (layer, None);
        }
        if let Some(word) = self.group.take() {
            match Filter::parse(self.view.layer, &word) {
                None if !word.is_empty() => self.drop("group", &word, Reason::Unknown),
                group => self.view.group = group,
            }
        }
        let event = self.view.event.and_then(|id| atlas().event(id));
        if let (Some(event), false) = (event, self.is_dated) {
            self.view.date = clamp(event.date, atlas());
        }
        if let Some(span) = self.view.span.filter(|_| !self.is_dated && event.is_none()) {
            self.view.date = clamp(Date::year_only(self.view.date.year().clamp(span.first, span.last)), atlas());
        }
        let year = self.view.date.year();
        self.view.span = self.view.span.map(|span| span.with(year)).filter(|span| *span != Span::whole());
        if self.has_step && !self.has_tab {
            self.view.tab = Tab::Story;
        }
        let is_story = self.view.tab == Tab::Story;
        if is_story && (self.has_step || self.has_tab) && !self.has_place {
            // A panel may lie over it.
            let (panel, claim) = (self.view.panel, self.view.claim);
            self.view = View { panel, claim, ..self.view.at_step() };
        }
        (self.view, self.options, self.dropped)
    }
}

/// A year of four digits.
fn year(text: &str) -> Option<u16> {
    date(text).filter(|_| text.len() == 4).map(Date::year)
}

/// A date of the timeline: none that is still to come.
fn date(text: &str) -> Option<Date> {
    Date::parse(text).filter(|date| date.year() >= FIRST_YEAR && date.first_day() <= atlas().as_of)
}

/// Percent-encoding of a text, with + for spaces.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(half.into(), 16).unwrap_or_default());
                }
            }
        }
    }
    out
}

/// Percent-decoding of a query part; what is no UTF-8 stays as it is.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let escaped = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match (escaped, byte) {
            (Some((high, low)), _) => {
                bytes.push(high * 16 + low);
                rest = tail.get(2..).unwrap_or_default();
            }
            (None, b'+') => bytes.push(b' '),
            (None, _) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

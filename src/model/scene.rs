//! Everything a reader sees, as data: `View` → `Scene`. Views only map its fields to elements.

use super::atlas::{atlas, Atlas, Country, CountryId, Coverage, EventId, Lane, PartnerGroup, Status};
use super::camera::{MapKind, Region};
use super::compare;
use super::date::Date;
use super::difference;
use super::layers::Record;
use super::money::{self, Chart};
use super::overlay::{self, Tone};
use super::phrase::Phrase;
use super::protocol::{race, Race};
use super::query::{Dropped, Reason};
use super::search;
use super::summary::{about_country, date_at_start, sentence};
use super::text::{count as digits, fill, joined, list, number, plural};
use super::texts::{texts, ClaimText, Source, StepText, Texts};
use super::timeline::{self, Lanes, Span};
use super::view::{Filter, Group, Layer, Panel, Tab, View};
use crate::copy;

/// One shape of the map.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Which country.
    pub country: CountryId,
    /// What it is to NATO on the date.
    pub status: Status,
    /// How another layer than membership colours it.
    pub tone: Option<Tone>,
    /// Whether it is hatched: its status is contested, or it stands for a part of the past.
    pub is_hatched: bool,
    /// Whether the legend's filter leaves it out.
    pub is_dimmed: bool,
    /// Whether it is selected.
    pub is_selected: bool,
    /// Whether the selected event is about it, or its status changes between the two dates that are compared.
    pub is_concerned: bool,
}

impl Mark {
    /// The word for CSS in `data-wave`: a member's place among the waves of accession, from 1.
    pub fn wave(&self) -> Option<&'static str> {
        let group = match self.status {
            Status::Territory(_, membership) => Group::of_member(membership),
            status => Group::of_status(status)?,
        };
        let index = Group::ALL.iter().position(|&other| other == group)?;
        ["1", "2", "3", "4", "5", "6"].get(index).copied()
    }
}

impl Mark {
    /// The word for CSS in `data-covered`: whether Article 5 covers a territory.
    pub fn coverage(&self) -> Option<&'static str> {
        match self.status {
            Status::Territory(territory, _) => Some(territory.coverage.key()),
            _ => None,
        }
    }
}

impl Mark {
    /// What the style sheet tells shapes apart by: names of attributes and their values.
    pub fn attributes(&self) -> [(&'static str, Option<&'static str>); 8] {
        let flag = |is_set: bool| is_set.then_some("1");
        [
            ("data-status", Some(self.status.key())),
            ("data-wave", self.wave()),
            ("data-covered", self.coverage()),
            ("data-tone", self.tone.map(Tone::key)),
            ("data-hatched", flag(self.is_hatched)),
            ("data-dimmed", flag(self.is_dimmed)),
            ("data-concerned", flag(self.is_concerned)),
            ("data-selected", flag(self.is_selected)),
        ]
    }
}

/// Shapes that look alike.
#[derive(Clone, PartialEq, Debug)]
pub struct MarkGroup {
    /// One of them.
    pub mark: Mark,
    /// All of them.
    pub shapes: Vec<usize>,
}

/// The shapes of the map, those together that look alike.
pub fn groups(view: &View) -> Vec<MarkGroup> {
    let mut groups: Vec<MarkGroup> = Vec::new();
    for mark in marks(view) {
        let shape = mark.country.shape();
        match groups.iter_mut().find(|group| group.mark.attributes() == mark.attributes()) {
            Some(group) => group.shapes.push(shape),
            None => groups.push(MarkGroup { mark, shapes: vec![shape] }),
        }
    }
    groups
}

/// An entry of the legend.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LegendEntry {
    /// The layer that it is of.
    pub layer: Layer,
    /// What pressing it filters by.
    pub filter: Filter,
    /// The word for CSS in `data-tone`: that of the waves, or the tone.
    pub swatch: &'static str,
    /// Its name.
    pub label: &'static str,
    /// How many countries, and of other layers records without a shape, it has on the date.
    pub count: usize,
    /// Whether the map shows this entry only.
    pub is_pressed: bool,
}

/// The year slider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slider {
    /// The first year.
    pub least: u16,
    /// The year.
    pub value: u16,
    /// The last year.
    pub most: u16,
    /// "1999, 19 members, 3 joined".
    pub spoken: String,
    /// The date as the pill shows it.
    pub shown: String,
    /// Where the date stands on the axis, see `timeline::position`.
    pub x: i32,
    /// How far from there the future begins.
    pub ahead: i32,
}

/// A card beside the map.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Card {
    /// The value of `data-card`: a country's code, an event's id, or empty.
    pub key: String,
    /// The kind of thing, for the colour of its rule.
    pub tone: &'static str,
    /// A line above the title.
    pub kicker: String,
    /// The title.
    pub title: String,
    /// The one thing to remember.
    pub verdict: String,
    /// Labels and values.
    pub rows: Vec<(&'static str, String)>,
    /// Its spending over the years.
    pub chart: Option<Chart>,
    /// What was agreed with NATO, with dates.
    pub documents: Vec<String>,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Countries to go on to, with what they are on the date.
    pub countries: Vec<(CountryId, Status)>,
    /// Events to go on to.
    pub events: Vec<EventId>,
    /// Claims of the article to go on to: their numbers and texts.
    pub claims: Vec<(u8, &'static str)>,
    /// Where all this comes from; `None` while the texts are on their way.
    pub sources: Option<Vec<&'static Source>>,
    /// Whether it can be closed.
    pub is_closable: bool,
    /// Whether the map can go to it.
    pub is_on_map: bool,
    /// What the button that draws lines to it, or takes them away, says.
    pub measure: Option<&'static str>,
    /// How the allies approved its accession.
    pub race: Option<Race>,
    /// Of an event, whether there are others before and after it that pass the filters.
    pub steps: Option<[bool; 2]>,
}

/// A row of the table of countries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountryRow {
    /// Which country.
    pub country: CountryId,
    /// Its status in words.
    pub status: &'static str,
    /// Since when, in words.
    pub since: String,
    /// The group of the legend.
    pub group: &'static str,
    /// Its sources, once the texts are there.
    pub sources: Vec<&'static Source>,
}

/// A row of the table of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventRow {
    /// Which event.
    pub event: EventId,
    /// Its date in words.
    pub date: String,
    /// Its lane in words.
    pub lane: &'static str,
    /// What it was about, once the texts are there.
    pub summary: &'static str,
    /// Its sources, once the texts are there.
    pub sources: Vec<&'static Source>,
}

/// The name of a lane.
pub fn lane_name(lane: Lane) -> &'static str {
    match lane {
        Lane::Enlargement => copy::LANE_ENLARGEMENT,
        Lane::Summits => copy::LANE_SUMMITS,
        Lane::Partnership => copy::LANE_PARTNERSHIP,
        Lane::Conflict => copy::LANE_CONFLICT,
        Lane::Money => copy::LANE_MONEY,
    }
}

/// The name of a kind of map.
pub fn kind_name(kind: MapKind) -> &'static str {
    match kind {
        MapKind::EqualEarth => copy::MAP_KIND_EQUAL_EARTH,
        MapKind::Polar => copy::MAP_KIND_POLAR,
        MapKind::Globe => copy::MAP_KIND_GLOBE,
        MapKind::Theatres => copy::MAP_KIND_THEATRES,
        MapKind::Tiles => copy::MAP_KIND_TILES,
    }
}

/// The name of a part of the world.
pub fn region_name(region: Region) -> &'static str {
    match region {
        Region::World => copy::MAP_REGION_WORLD,
        Region::Europe => copy::MAP_REGION_EUROPE,
        Region::IndoPacific => copy::MAP_REGION_PACIFIC,
    }
}

/// The name of a group of the legend.
pub fn group_name(group: Group) -> &'static str {
    match group {
        Group::Founders => copy::GROUP_FOUNDERS,
        Group::ColdWar => copy::GROUP_COLD_WAR,
        Group::Wave1999 => copy::GROUP_WAVE_1999,
        Group::Wave2004 => copy::GROUP_WAVE_2004,
        Group::Wave2009 => copy::GROUP_WAVE_2009,
        Group::Wave2023 => copy::GROUP_WAVE_2023,
        Group::IndoPacific => copy::GROUP_INDO_PACIFIC,
        Group::OtherPartners => copy::GROUP_PARTNERS,
        Group::Suspended => copy::GROUP_SUSPENDED,
    }
}

/// A status in a few words, for names and tables.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Member(_) => copy::STATUS_MEMBER,
        Status::Signatory(_) => copy::STATUS_SIGNATORY,
        Status::IndoPacific(_) => copy::STATUS_INDO_PACIFIC,
        Status::Partner(partnership) => match partnership.group {
            PartnerGroup::IndoPacific => copy::STATUS_INDO_PACIFIC,
            PartnerGroup::Global => copy::STATUS_GLOBAL,
            PartnerGroup::PartnershipForPeace => copy::STATUS_PEACE,
            PartnerGroup::MediterraneanDialogue => copy::STATUS_MEDITERRANEAN,
            PartnerGroup::IstanbulInitiative => copy::STATUS_ISTANBUL,
        },
        Status::Territory(territory, _) => match territory.coverage {
            Coverage::Covered => copy::STATUS_TERRITORY,
            Coverage::Outside => copy::STATUS_TERRITORY_OUTSIDE,
            Coverage::Disputed => copy::STATUS_TERRITORY_DISPUTED,
        },
        Status::Suspended(_) => copy::STATUS_SUSPENDED,
        Status::Neither => copy::STATUS_NEITHER,
    }
}

/// Since when a status holds.
fn since(status: Status) -> Option<Date> {
    match status {
        Status::Member(membership) => Some(membership.since),
        Status::Signatory(membership) => Some(membership.signed),
        Status::IndoPacific(partnership) | Status::Partner(partnership) => Some(partnership.since),
        Status::Suspended(partnership) => partnership.suspended,
        Status::Territory(..) | Status::Neither => None,
    }
}

/// "Japan, Indo-Pacific partner", on another layer with what it shows: what the map's shape is called.
pub fn country_label(mark: &Mark) -> String {
    let name = atlas().country(mark.country).map_or("", |country| country.name());
    fill(copy::MAP_COUNTRY, &[("name", name), ("status", &status_of(mark))])
}

/// "Indo-Pacific partner", and what the layer says of the country.
pub fn status_of(mark: &Mark) -> String {
    let mut status = status_name(mark.status).to_owned();
    // Of a part of a member, the status has said it.
    let is_said = |tone: &Tone| tone.layer == Layer::TreatyArea && matches!(mark.status, Status::Territory(..));
    if let Some(tone) = mark.tone.filter(|tone| !is_said(tone)) {
        status.push_str(copy::LIST_NEXT);
        status.push_str(&tone.words());
    }
    status
}

/// The line about the country under the pointer: "Poland: member since 12 March 1999", or what the layer says of it.
pub fn hover_line(id: CountryId, view: &View) -> String {
    let atlas = atlas();
    let Some(country) = atlas.country(id) else { return String::new() };
    let status = atlas.status_on(country, view.date);
    if view.layer != Layer::Membership {
        return fill(copy::MAP_HOVER, &[("name", country.name()), ("status", &overlay::about(view, id, status))]);
    }
    match since(status) {
        Some(since) => fill(
            copy::MAP_HOVER_SINCE,
            &[("name", country.name()), ("status", status_name(status)), ("since", &since.words())],
        ),
        None => fill(copy::MAP_HOVER, &[("name", country.name()), ("status", status_name(status))]),
    }
}

/// The summary sentence of the view.
pub fn summary(view: &View) -> String {
    let mut summary = sentence(view);
    if let Some(layer) = overlay::sentence(view) {
        summary.push(' ');
        summary.push_str(&layer);
    }
    summary
}

/// Every shape of the map.
pub fn marks(view: &View) -> Vec<Mark> {
    let atlas = atlas();
    let event = view.event.and_then(|id| atlas.event(id));
    let is_concerned = |id: CountryId| match event {
        Some(event) => event.countries.contains(&id),
        None => difference::changes(view, id),
    };
    let outlined = view.outlined();
    atlas
        .each_country()
        .map(|(id, country)| {
            let status = atlas.status_on(country, view.date);
            let tone = overlay::tone(view, id, status);
            Mark {
                country: id,
                status,
                tone,
                is_hatched: overlay::is_hatched(view, id),
                is_dimmed: overlay::is_left_out(view, class(view, status, tone)),
                is_selected: outlined.contains(&id),
                is_concerned: is_concerned(id),
            }
        })
        .collect()
}

/// The legend, with the counts of the date.
pub fn legend(view: &View) -> Vec<LegendEntry> {
    let classes: Vec<Option<u8>> = marks(view).iter().map(|mark| class(view, mark.status, mark.tone)).collect();
    let pressed = overlay::pressed(view);
    let mut entries = Vec::new();
    for (&word, index) in view.layer.words().iter().zip(0..) {
        let filter = Filter(index);
        let is_pressed = pressed == Some(filter);
        let swatch = match view.layer {
            Layer::Membership => SWATCHES.get(usize::from(index)).copied().unwrap_or_default(),
            Layer::Groupings if is_pressed => "in",
            Layer::Groupings => "out",
            _ => word,
        };
        let label = overlay::class_name(view.layer, index);
        if !label.is_empty() {
            entries.push(LegendEntry {
                layer: view.layer,
                filter,
                swatch,
                label,
                count: overlay::count(view, index, &classes),
                is_pressed,
            });
        }
    }
    entries
}

/// The words for CSS of the legend of membership.
const SWATCHES: [&str; 9] = ["1", "2", "3", "4", "5", "6", "ip4", "partner", "suspended"];

/// The entry of the legend that a shape belongs to.
fn class(view: &View, status: Status, tone: Option<Tone>) -> Option<u8> {
    match view.layer {
        Layer::Membership => Group::of_status(status).map(|group| group as u8),
        _ => tone.map(|tone| tone.class),
    }
}

/// The group of membership that is shown alone.
fn only_group(view: &View) -> Option<Group> {
    let filter = view.group.filter(|_| view.layer == Layer::Membership)?;
    Group::ALL.get(usize::from(filter.0)).copied()
}

/// The year slider.
pub fn slider(view: &View) -> Slider {
    let atlas = atlas();
    let members = atlas.members_on(view.date).len();
    let joined = atlas.joined_within(view.date).len();
    let mut spoken = vec![view.date.words(), plural(members, copy::SLIDER_MEMBERS_ONE, copy::SLIDER_MEMBERS_OTHER)];
    if joined > 0 {
        spoken.push(plural(joined, copy::SLIDER_JOINED_ONE, copy::SLIDER_JOINED_OTHER));
    }
    let span = view.span();
    let x = span.position(view.date);
    Slider {
        least: span.first,
        value: view.date.year(),
        most: span.last,
        spoken: super::text::joined(&spoken, copy::LIST_NEXT),
        shown: view.date.said(3),
        x,
        ahead: span.length_to_end(view.date).min(timeline::AXIS - x),
    }
}

/// The cards beside the map: what is selected, or the answer in short.
pub fn cards(view: &View) -> Vec<Card> {
    let atlas = atlas();
    let texts = texts();
    let mut cards: Vec<Card> = Vec::new();
    if let Some(card) = view.event.and_then(|id| event_card(atlas, texts, view, id)) {
        cards.push(card);
    }
    for &id in &view.select {
        if let Some(card) = country_card(atlas, texts, view, id) {
            cards.push(card);
        }
    }
    if cards.is_empty() {
        cards.push(intro_card(atlas, texts, view.date));
    }
    cards
}

/// The answer to the question that the explainer is there for.
fn intro_card(atlas: &Atlas, texts: Option<&'static Texts>, date: Date) -> Card {
    let partners = partners_of(atlas, PartnerGroup::IndoPacific);
    let subject = atlas.country_by_code(super::summary::SUBJECT);
    Card {
        key: String::new(),
        tone: "intro",
        kicker: String::new(),
        title: copy::INTRO_TITLE.to_owned(),
        verdict: copy::INTRO_VERDICT_LONG.to_owned(),
        rows: Vec::new(),
        chart: None,
        documents: Vec::new(),
        paragraphs: vec![copy::INTRO_WHY_LONG.to_owned(), copy::INTRO_HOW_LONG.to_owned()],
        countries: with_status(atlas, partners, date),
        events: Vec::new(),
        claims: Vec::new(),
        sources: texts.zip(subject).map(|(texts, id)| country_sources(texts, id)),
        is_closable: false,
        is_on_map: false,
        measure: None,
        race: None,
        steps: None,
    }
}

fn with_status(atlas: &Atlas, countries: Vec<CountryId>, date: Date) -> Vec<(CountryId, Status)> {
    let records = countries.into_iter().filter_map(|id| Some((id, atlas.country(id)?)));
    records.map(|(id, country)| (id, atlas.status_on(country, date))).collect()
}

fn partners_of(atlas: &Atlas, group: PartnerGroup) -> Vec<CountryId> {
    atlas
        .each_country()
        .filter(|(_, country)| country.partnership.is_some_and(|partnership| partnership.group == group))
        .map(|(id, _)| id)
        .collect()
}

fn country_sources(texts: &'static Texts, id: CountryId) -> Vec<&'static Source> {
    texts.sources_at(texts.country(id).map_or(&texts.neither, |text| &text.sources))
}

/// The sources of a country, once the texts are there.
pub fn sources_of_country(id: CountryId) -> Vec<&'static Source> {
    texts().map(|texts| country_sources(texts, id)).unwrap_or_default()
}

/// The sources of an event, once the texts are there.
pub fn sources_of_event(id: EventId) -> Vec<&'static Source> {
    let found = texts().and_then(|texts| Some(texts.sources_at(&texts.event(id)?.sources)));
    found.unwrap_or_default()
}

fn country_card(atlas: &Atlas, texts: Option<&'static Texts>, view: &View, id: CountryId) -> Option<Card> {
    let country = atlas.country(id)?;
    let status = atlas.status_on(country, view.date);
    let mut rows = Vec::new();
    rows.push((copy::CARD_STATUS, status_name(status).to_owned()));
    match country.membership {
        Some(membership) if matches!(status, Status::Member(_)) => {
            rows.push((copy::CARD_MEMBER_SINCE, membership.since.words()));
            rows.push((signature_label(membership.round), membership.signed.words()));
            if membership.round > 0 {
                let round = number(u32::from(membership.round));
                rows.push((copy::CARD_ROUND, fill(copy::CARD_ROUND_N, &[("n", &round)])));
            }
        }
        Some(membership) => rows.push((copy::CARD_LATER, membership.since.words())),
        None => {}
    }
    if let Some(partnership) = country.partnership.filter(|_| country.membership.is_none()) {
        rows.push((copy::CARD_PARTNER_SINCE, partnership.since.words()));
        if let Some(suspended) = partnership.suspended.filter(|_| matches!(status, Status::Suspended(_))) {
            rows.push((copy::CARD_SUSPENDED, suspended.words()));
        }
    }
    if let Some(capital) = country.capital {
        rows.push((copy::CARD_CAPITAL, capital.name.to_owned()));
    }
    rows.extend(more_rows(view, id, status));
    let also = country.other_names();
    if !also.is_empty() {
        rows.push((copy::CARD_ALSO, joined(&also, copy::LIST_ITEM)));
    }
    let was: Vec<_> = thens(view).filter(|record| record.countries.contains(&id)).collect();
    let mut paragraphs: Vec<String> = was.iter().map(|record| record.text.to_owned()).collect();
    let mut documents = Vec::new();
    let text = texts.and_then(|texts| texts.country(id));
    if let Some(text) = text {
        let is_there = |date: Date| date.first_day() <= atlas.governing_day(view.date);
        let mission = text.mission.filter(|&since| is_there(since));
        if let Some(since) = mission {
            rows.push((Phrase::Mission.words(), since.words()));
        }
        documents = text
            .documents
            .iter()
            .filter(|(_, date)| date.is_none_or(is_there))
            .map(|(label, date)| match date {
                Some(date) => Phrase::Document.say(&[("label", label), ("date", &date.words())]),
                None => (*label).to_owned(),
            })
            .collect();
        if !text.note.is_empty() {
            paragraphs.push(if view.date == atlas.as_of {
                text.note.to_owned()
            } else {
                Phrase::AsKnown.say(&[("date", &atlas.as_of.words()), ("note", text.note)])
            });
        }
    }
    let sources = texts.map(|texts| {
        let mut sources = country_sources(texts, id);
        for source in was.iter().flat_map(|record| texts.sources_at(&record.sources)) {
            if !sources.iter().any(|other| std::ptr::eq(*other, source)) {
                sources.push(source);
            }
        }
        sources
    });
    Some(Card {
        key: country.code.to_owned(),
        tone: status.key(),
        kicker: date_at_start(view.date),
        title: country.name().to_owned(),
        verdict: verdict(view, status, atlas, id),
        rows,
        chart: money::chart(id, view.date.year()),
        documents,
        paragraphs,
        countries: Vec::new(),
        events: recent_events(atlas, view.date, id),
        claims: claims(&|_, claim| claim.countries.contains(&id.shape())),
        sources,
        is_closable: true,
        is_on_map: true,
        measure: country
            .capital
            .map(|_| if view.places.is_empty() { copy::MAP_MEASURE } else { copy::MAP_MEASURE_OFF }),
        race: race(view, id),
        steps: None,
    })
}

/// What the layers and the commitments say about a country: parts, offices, groupings, spending, allies.
fn more_rows(view: &View, id: CountryId, status: Status) -> Vec<(&'static str, String)> {
    let mut rows: Vec<(&'static str, String)> = Vec::new();
    let Some(layers) = texts().map(|texts| &texts.layers) else { return rows };
    let day = atlas().governing_day(view.date);
    let mut names = |label: &'static str, records: &'static [Record], is_meant: &dyn Fn(&Record) -> bool| {
        let is_there = |record: &&Record| record.has_begun(day) && !record.is_over(day) && is_meant(record);
        let names: Vec<&str> = records.iter().filter(is_there).map(|record| record.name).collect();
        if !names.is_empty() {
            rows.push((label, joined(&names, copy::LIST_ITEM)));
        }
    };
    if matches!(status, Status::Member(_)) {
        for (label, class) in
            [(Phrase::Covered.words(), 0), (Phrase::OutsideParts.words(), 1), (Phrase::Disputed.words(), 2)]
        {
            names(label, &layers.territories, &|record| record.class == class && record.countries.contains(&id));
        }
    }
    for (label, class) in [(Phrase::Offices.words(), 0), (Phrase::Proposed.words(), overlay::PROPOSED)] {
        names(label, &layers.offices, &|record| record.class == class && record.countries.contains(&id));
    }
    names(Phrase::Groupings.words(), &layers.groupings, &|record| record.has_member(id, day));
    if let Some(spending) = overlay::spending(layers, id, view.date.year()) {
        rows.push((copy::LAYER_SPENDING, spending));
    }
    let allies = compare::allies(id, day);
    if !allies.is_empty() {
        rows.push((Phrase::AlliesOf.words(), compare::few(&allies)));
    }
    if matches!(status, Status::IndoPacific(_)) {
        rows.push((Phrase::Never.words(), Phrase::NeverWhat.say(&[])));
    }
    rows
}

/// Whether Article 5 covers a country on the date; says the summary's sentence where it does not apply.
fn verdict(view: &View, status: Status, atlas: &Atlas, id: CountryId) -> String {
    let is_now = view.date == atlas.as_of;
    let template = match (status, is_now) {
        (Status::Member(_), true) => copy::VERDICT_MEMBER,
        (Status::Member(_), false) => copy::VERDICT_MEMBER_THEN,
        (Status::IndoPacific(_) | Status::Partner(_), true) => copy::VERDICT_PARTNER,
        (Status::IndoPacific(_) | Status::Partner(_), false) => copy::VERDICT_PARTNER_THEN,
        (Status::Signatory(_) | Status::Suspended(_) | Status::Territory(..) | Status::Neither, _) => {
            return about_country(atlas, view, id).unwrap_or_default();
        }
    };
    template.to_owned()
}

fn signature_label(round: u8) -> &'static str {
    if round == 0 {
        copy::CARD_SIGNED
    } else {
        copy::CARD_PROTOCOL
    }
}

/// The claims about something, by number and text, once the texts are there.
fn claims(is_about: &dyn Fn(usize, &ClaimText) -> bool) -> Vec<(u8, &'static str)> {
    let mut found = Vec::new();
    for (index, claim) in texts().map(|texts| texts.claims.as_slice()).unwrap_or_default().iter().enumerate() {
        if is_about(index, claim) {
            found.push((u8::try_from(index + 1).unwrap_or_default(), claim.text));
        }
    }
    found
}

/// A source in words: publisher, title, date. A title in square brackets is our description.
pub fn source_text(source: &Source) -> String {
    if source.publisher.is_empty() {
        return source.title.to_owned();
    }
    let title = if source.is_described {
        Phrase::SourceDescribed.say(&[("title", source.title)])
    } else {
        source.title.to_owned()
    };
    match source.date {
        Some(date) => {
            Phrase::SourceDated.say(&[("publisher", source.publisher), ("title", &title), ("date", &date.words())])
        }
        None => Phrase::Source.say(&[("publisher", source.publisher), ("title", &title)]),
    }
}

/// How many events a country's card goes on to.
const CARD_EVENTS: usize = 4;

/// The last events about a country up to the date, the latest first.
fn recent_events(atlas: &Atlas, date: Date, country: CountryId) -> Vec<EventId> {
    let day = atlas.governing_day(date);
    let events = atlas
        .each_event()
        .filter(|(_, event)| event.countries.contains(&country) && event.date.first_day() <= day)
        .map(|(id, _)| id);
    let mut events: Vec<EventId> = events.collect();
    events.reverse();
    events.truncate(CARD_EVENTS);
    events
}

fn event_card(atlas: &Atlas, texts: Option<&'static Texts>, view: &View, id: EventId) -> Option<Card> {
    let event = atlas.event(id)?;
    let text = texts.and_then(|texts| texts.event(id));
    let mut paragraphs: Vec<String> = Vec::new();
    if let Some(text) = text {
        paragraphs.push(text.summary.to_owned());
        if !text.note.is_empty() {
            paragraphs.push(Phrase::OpenQuestion.say(&[("note", text.note)]));
        }
    }
    if !event.is_firm {
        paragraphs.push(copy::CARD_MEDIUM.to_owned());
    }
    Some(Card {
        key: event.id.to_owned(),
        tone: "event",
        kicker: [event.date.words().as_str(), copy::LIST_DOT, lane_name(event.lane)].concat(),
        title: event.title.to_owned(),
        verdict: String::new(),
        rows: Vec::new(),
        chart: None,
        documents: Vec::new(),
        paragraphs,
        countries: with_status(atlas, event.countries.clone(), view.date),
        events: Vec::new(),
        claims: claims(&|_, claim| claim.events.contains(&usize::from(id.0))),
        sources: texts.zip(text).map(|(texts, text)| texts.sources_at(&text.sources)),
        is_closable: true,
        is_on_map: !event.countries.is_empty(),
        measure: None,
        race: None,
        steps: Some([false, true].map(|is_later| search::neighbour(view, id, is_later).is_some())),
    })
}

/// The table of members and partners on the date, filtered by the legend.
pub fn country_rows(view: &View) -> Vec<CountryRow> {
    let atlas = atlas();
    let others = atlas.by_name().iter().filter(|id| !atlas.members.contains(id));
    let order: Vec<CountryId> = atlas.members.iter().chain(others).copied().collect();
    let mut rows: Vec<CountryRow> = Vec::new();
    for group in Group::ALL.into_iter().filter(|&group| only_group(view).is_none_or(|shown| shown == group)) {
        for &id in &order {
            let Some(country) = atlas.country(id) else { continue };
            let status = atlas.status_on(country, view.date);
            if Group::of_status(status) == Some(group) {
                rows.push(CountryRow {
                    country: id,
                    status: status_name(status),
                    since: since(status).map(Date::words).unwrap_or_default(),
                    group: group_name(group),
                    sources: sources_of_country(id),
                });
            }
        }
    }
    rows
}

/// Every other country and territory of the map with its status, by name.
pub fn other_rows(view: &View) -> Vec<(CountryId, &'static str)> {
    let atlas = atlas();
    let rows = atlas.by_name().iter().filter_map(|&id| {
        let status = atlas.status_on(atlas.country(id)?, view.date);
        Group::of_status(status).is_none().then(|| (id, status_name(status)))
    });
    rows.collect()
}

/// The table of events up to the date; about the selected countries only, if there are any.
pub fn event_rows(view: &View) -> Vec<EventRow> {
    let atlas = atlas();
    let day = atlas.governing_day(view.date);
    atlas
        .each_event()
        .filter(|(_, event)| event.date.first_day() <= day)
        .filter(|(_, event)| view.select.is_empty() || view.select.iter().any(|id| event.countries.contains(id)))
        .map(|(id, _)| event_row(atlas, id))
        .collect()
}

/// The events of the view as a list, and what of the past must be said in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventList {
    /// What it lists, and how many: "2023: 14 events".
    pub heading: String,
    /// The countries that were searched for.
    pub countries: Vec<CountryId>,
    /// The events, in the order of dates.
    pub rows: Vec<EventRow>,
    /// Whether there are more, which the table has.
    pub has_more: bool,
    /// "Germany: Only West Germany was a member; …", on the governing date.
    pub then: Vec<String>,
}

/// How many events the list has at most, the last ones up to the date: each is a tab stop.
const LIST_LIMIT: usize = 40;

/// How many countries of a search it has at most: a letter alone finds half of the world.
const FOUND_LIMIT: usize = 12;

/// The events that pass the filters: of the year, or of the years that are shown, or all that are searched for.
pub fn event_list(view: &View) -> EventList {
    let atlas = atlas();
    let (span, events) = listed(view);
    let day = atlas.governing_day(view.date);
    let past = events.iter().filter_map(|&id| atlas.event(id)).filter(|event| event.date.first_day() <= day).count();
    let end = past.max(LIST_LIMIT).min(events.len());
    let shown = events.get(end.saturating_sub(LIST_LIMIT)..end).unwrap_or_default();
    let mut countries = search::countries(view);
    let heading = list_heading(view, span, events.len(), countries.len());
    countries.truncate(FOUND_LIMIT);
    EventList {
        heading,
        countries,
        rows: shown.iter().map(|&id| event_row(atlas, id)).collect(),
        has_more: shown.len() < events.len(),
        then: then(view),
    }
}

/// How much it lists.
pub fn event_count(view: &View) -> String {
    let (span, events) = listed(view);
    list_heading(view, span, events.len(), search::countries(view).len())
}

/// The years that are listed, and what passes the filters in them.
fn listed(view: &View) -> (Span, Vec<EventId>) {
    let is_searched = !view.q.trim_ascii().is_empty();
    let span = match view.span {
        Some(span) => span,
        None if is_searched || !view.select.is_empty() => Span::whole(),
        None => Span::new(view.date.year(), view.date.year()),
    };
    let passing = atlas().each_event().zip(search::events(view));
    let passing = passing.filter(|((_, event), passes)| *passes && span.holds(event.date.year()));
    (span, passing.map(|((id, _), _)| id).collect())
}

/// Names of countries, without articles.
fn names(countries: &[CountryId]) -> String {
    let countries = countries.iter().filter_map(|&id| atlas().country(id));
    list(&countries.map(Country::name).collect::<Vec<_>>())
}

fn list_heading(view: &View, span: Span, events: usize, countries: usize) -> String {
    let count = plural(events, copy::TABLE_EVENTS_ONE, copy::TABLE_EVENTS_OTHER);
    let (from, to) = (Date::year_only(span.first).words(), Date::year_only(span.last).words());
    let mut heading = if !view.q.trim_ascii().is_empty() {
        let countries = plural(countries, copy::EVENTS_COUNTRIES_ONE, copy::EVENTS_COUNTRIES_OTHER);
        fill(copy::EVENTS_FOUND, &[("q", view.q.trim_ascii()), ("countries", &countries), ("events", &count)])
    } else if span.years() == 1 {
        fill(copy::EVENTS_YEAR, &[("year", &from), ("count", &count)])
    } else if view.span.is_some() {
        fill(copy::EVENTS_YEARS, &[("from", &from), ("to", &to), ("count", &count)])
    } else {
        fill(copy::EVENTS_ALL, &[("count", &count)])
    };
    if !view.select.is_empty() {
        heading = fill(copy::EVENTS_ABOUT, &[("heading", &heading), ("names", &names(&view.select))]);
    }
    if view.lanes != Lanes::ALL {
        let lanes: Vec<&str> = Lane::ALL.into_iter().filter(|&lane| view.lanes.has(lane)).map(lane_name).collect();
        heading = fill(copy::EVENTS_LANES, &[("heading", &heading), ("lanes", &list(&lanes))]);
    }
    heading
}

/// What was different on the governing date, since the map draws today's borders.
fn thens(view: &View) -> impl Iterator<Item = &'static Record> {
    let day = atlas().governing_day(view.date);
    let records = texts().map(|texts| texts.layers.thens.as_slice()).unwrap_or_default();
    records.iter().filter(move |record| record.has_begun(day) && !record.is_over(day))
}

/// The same in words, each with its countries.
fn then(view: &View) -> Vec<String> {
    thens(view)
        .map(|record| Phrase::ThenItem.say(&[("names", &names(&record.countries)), ("text", record.text)]))
        .collect()
}

fn event_row(atlas: &Atlas, id: EventId) -> EventRow {
    let event = atlas.event(id);
    let texts = texts();
    let text = texts.and_then(|texts| texts.event(id));
    EventRow {
        event: id,
        date: event.map(|event| event.date.words()).unwrap_or_default(),
        lane: event.map(|event| lane_name(event.lane)).unwrap_or_default(),
        summary: text.map(|text| text.summary).unwrap_or_default(),
        sources: sources_of_event(id),
    }
}

/// The caption of a table: what it holds on which date, and which filter is on.
pub fn country_caption(view: &View, rows: usize) -> String {
    let count = plural(rows, copy::TABLE_COUNTRIES_ONE, copy::TABLE_COUNTRIES_OTHER);
    let date = view.date.words();
    match only_group(view) {
        Some(group) => {
            fill(copy::TABLE_CAPTION_FILTERED, &[("count", &count), ("date", &date), ("filter", group_name(group))])
        }
        None => fill(copy::TABLE_CAPTION, &[("count", &count), ("date", &date)]),
    }
}

/// The caption of the table of events.
pub fn event_caption(view: &View, rows: usize) -> String {
    let count = plural(rows, copy::TABLE_EVENTS_ONE, copy::TABLE_EVENTS_OTHER);
    let date = view.date.words();
    if view.select.is_empty() {
        return fill(copy::TABLE_CAPTION, &[("count", &count), ("date", &date)]);
    }
    fill(copy::TABLE_CAPTION_FILTERED, &[("count", &count), ("date", &date), ("filter", &names(&view.select))])
}

/// A step of the story, as a reader sees it.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// "Step 4 of 13".
    pub progress: String,
    /// Its texts, once they are there.
    pub text: Option<&'static StepText>,
}

impl Step {
    /// Claims of the article that it bears on: their numbers and texts.
    pub fn claims(&self) -> Vec<(u8, &'static str)> {
        claims(&|index, _| self.text.is_some_and(|text| text.claims.contains(&index)))
    }

    /// Where it comes from.
    pub fn sources(&self) -> Vec<&'static Source> {
        texts().zip(self.text).map(|(texts, text)| texts.sources_at(&text.sources)).unwrap_or_default()
    }
}

/// A step of the story, counted from 1.
pub fn step(number: u8) -> Step {
    let (n, count) = (digits(number.into()), digits(atlas().steps.into()));
    Step {
        progress: fill(copy::STORY_PROGRESS, &[("n", &n), ("count", &count)]),
        text: texts().and_then(|texts| texts.step(number)),
    }
}

/// The kind of a source in words, by its tier.
pub fn tier_name(tier: u32) -> &'static str {
    match tier {
        0 => copy::TIER_OFFICIAL,
        1 => copy::TIER_RESEARCH,
        2 => copy::TIER_NEWS,
        3 => copy::TIER_SECONDARY,
        4 => copy::TIER_WEAK,
        _ => copy::TIER_ARTICLE,
    }
}

/// The name of a panel.
pub fn panel_name(panel: Panel) -> &'static str {
    match panel {
        Panel::Sources => copy::FOOTER_SOURCES,
        Panel::Claims => copy::FOOTER_CLAIMS,
        Panel::About => copy::FOOTER_ABOUT,
        Panel::Glossary => copy::FOOTER_GLOSSARY,
        Panel::Embed => copy::FOOTER_SHARE,
    }
}

/// The name of a tab.
pub fn tab_name(tab: Tab) -> &'static str {
    match tab {
        Tab::Explore => copy::TAB_EXPLORE,
        Tab::Story => copy::TAB_STORY,
        Tab::Compare => copy::TAB_COMPARE,
        Tab::Table => copy::TAB_TABLE,
    }
}

/// The notice about parts of a URL that were not applied; one sentence each.
pub fn notice(dropped: &[Dropped]) -> Vec<String> {
    dropped
        .iter()
        .map(|part| {
            let template = match part.reason {
                Reason::Unknown => copy::NOTICE_UNKNOWN,
                Reason::TooMany => copy::NOTICE_TOO_MANY,
                Reason::NotBuilt => copy::NOTICE_NOT_BUILT,
            };
            fill(template, &[("key", part.key), ("value", &part.value)])
        })
        .collect()
}

/// The data's own date and version: "Data as of 22 November 2026".
pub fn as_of() -> String {
    let atlas = atlas();
    fill(copy::FOOTER_AS_OF, &[("date", &atlas.as_of.words()), ("version", atlas.version)])
}

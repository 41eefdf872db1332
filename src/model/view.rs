//! The whole state of the widget as one value, and the one function that changes it.
//!
//! A reader's every gesture is an `Action` into `View::step`. Everything else is derived.

use super::atlas::{atlas, Atlas, CountryId, EventId, Lane, Membership, Status};
use super::camera::{around, Camera, MapKind, Region};
use super::commitment::{pair, Kind};
use super::date::Date;
use super::legend;
use super::overlay;
use super::query;
use super::search::{self, QUERY_LIMIT};
use super::style::Style;
use super::texts::texts;
use super::timeline::{Lanes, Span, SPEEDS};

/// The first year of the timeline.
pub const FIRST_YEAR: u16 = 1949;

/// The capitals that a distance is measured to unless two countries are selected, in this order: Japan's, Belgium's, where
/// NATO has its headquarters, and that of the United States.
const STORY_ENDS: [&str; 3] = ["JPN", "BEL", "USA"];

/// How many places may be joined at once.
pub const PLACES_LIMIT: usize = 6;

/// How many countries may be selected at once.
pub const SELECTION_LIMIT: usize = 4;

/// The part of the widget that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// Map, timeline and card.
    #[default]
    Explore,
    /// Step by step, on the same map and timeline.
    Story,
    /// Map and timeline, with what binds two countries in the place of the card.
    Compare,
    /// The same as tables.
    Table,
}

impl Tab {
    /// All tabs in their order.
    pub const ALL: [Tab; 4] = [Tab::Explore, Tab::Story, Tab::Compare, Tab::Table];

    /// The word in the URL and in `data-tab`.
    pub fn key(self) -> &'static str {
        match self {
            Tab::Explore => "explore",
            Tab::Story => "story",
            Tab::Compare => "compare",
            Tab::Table => "table",
        }
    }

    /// What its map shows unless another layer is asked for.
    pub fn layer(self) -> Layer {
        match self {
            Tab::Compare => Layer::Commitments,
            Tab::Explore | Tab::Story | Tab::Table => Layer::Membership,
        }
    }
}

/// A text that stands in the place of the tabs' panels while it is open, and as a page of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Panel {
    /// Every source, what it supports, and its tier.
    Sources,
    /// The claims of the article of May 2023, checked.
    Claims,
    /// Borders and names, contested places, corrections.
    About,
    /// The glossary.
    Glossary,
    /// Links to the view, and the code that puts it into another page.
    Embed,
}

impl Panel {
    /// All panels, in the order of the footer's links.
    pub const ALL: [Panel; 5] = [Panel::About, Panel::Claims, Panel::Glossary, Panel::Sources, Panel::Embed];

    /// The word in the URL and in `data-panel`; the name of the page and of its section in the data-only part.
    pub fn key(self) -> &'static str {
        match self {
            Panel::Sources => "sources",
            Panel::Claims => "claims",
            Panel::About => "about",
            Panel::Glossary => "glossary",
            Panel::Embed => "embed",
        }
    }
}

/// Light, dark, or what the reader's system says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As `prefers-color-scheme` says.
    #[default]
    Auto,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// The word in the URL and in `data-theme`.
    pub fn key(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The level of the title, so that an embed fits the outline of its host.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Heading {
    /// `h1`: a page of its own.
    #[default]
    One,
    /// `h2`.
    Two,
    /// `h3`.
    Three,
    /// `h4`.
    Four,
    /// A plain paragraph.
    None,
}

/// What the map shows by colour; the legend and the first table follow it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layer {
    /// Members by wave of accession, and partners.
    #[default]
    Membership,
    /// Share of the economy that goes to defence.
    Spending,
    /// Who belongs to one of the groupings.
    Groupings,
    /// Offices of NATO outside its members, and missions to NATO.
    Offices,
    /// What Article 5 covers, as Article 6 draws the area.
    TreatyArea,
    /// Who is bound to the first of the two that are compared, and by what.
    Commitments,
}

impl Layer {
    /// All layers, in the order of the list.
    pub const ALL: [Layer; 6] =
        [Layer::Membership, Layer::Spending, Layer::Groupings, Layer::Offices, Layer::TreatyArea, Layer::Commitments];

    /// The word in the URL.
    pub fn key(self) -> &'static str {
        match self {
            Layer::Membership => "membership",
            Layer::Spending => "spending",
            Layer::Groupings => "groupings",
            Layer::Offices => "offices",
            Layer::TreatyArea => "treaty-area",
            Layer::Commitments => "commitments",
        }
    }

    /// The word in `data-layer`: of all layers but the first, which most pages show and no style sheet has to look for.
    pub fn mark(self) -> Option<&'static str> {
        (self != Layer::Membership).then(|| self.key())
    }

    /// The words of the entries of its legend, in the URL as `group` and on the map as `data-tone`.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Layer::Membership => &legend::MEMBERSHIP,
            Layer::Spending => &legend::SPENDING,
            Layer::Groupings => &atlas().groupings,
            Layer::Offices => &legend::OFFICES,
            Layer::TreatyArea => &legend::TREATY_AREA,
            Layer::Commitments => Kind::KEYS.split_last().map_or(&[], |(_, kinds)| kinds),
        }
    }
}

/// An entry of the legend of the view's layer, counted from 0: what the legend filters by. Of the groupings, the one
/// that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filter(pub u8);

impl Filter {
    /// The entry of a layer's legend with a word.
    pub fn parse(layer: Layer, word: &str) -> Option<Filter> {
        let index = layer.words().iter().position(|&other| other == word)?;
        u8::try_from(index).ok().map(Filter)
    }

    /// Its word.
    pub fn key(self, layer: Layer) -> &'static str {
        layer.words().get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// What the legend of membership lists: six waves of accession and three kinds of partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// The twelve of 1949.
    Founders,
    /// 1952, 1955 and 1982.
    ColdWar,
    /// 1999.
    Wave1999,
    /// 2004.
    Wave2004,
    /// 2009, 2017 and 2020.
    Wave2009,
    /// 2023 and 2024.
    Wave2023,
    /// Australia, Japan, New Zealand, the Republic of Korea.
    IndoPacific,
    /// Every other formal partner.
    OtherPartners,
    /// Formal partners with which NATO has suspended practical cooperation.
    Suspended,
}

impl Group {
    /// All groups in the order of the legend.
    pub const ALL: [Group; 9] = [
        Group::Founders,
        Group::ColdWar,
        Group::Wave1999,
        Group::Wave2004,
        Group::Wave2009,
        Group::Wave2023,
        Group::IndoPacific,
        Group::OtherPartners,
        Group::Suspended,
    ];

    /// The entry of the legend.
    pub fn filter(self) -> Filter {
        Filter(self as u8)
    }

    /// The group of a member.
    pub fn of_member(membership: Membership) -> Group {
        match membership.round {
            0 => Group::Founders,
            1..=3 => Group::ColdWar,
            4 => Group::Wave1999,
            5 => Group::Wave2004,
            6..=8 => Group::Wave2009,
            _ => Group::Wave2023,
        }
    }

    /// The group that a status belongs to.
    pub fn of_status(status: Status) -> Option<Group> {
        match status {
            Status::Member(membership) | Status::Signatory(membership) => Some(Group::of_member(membership)),
            Status::IndoPacific(_) => Some(Group::IndoPacific),
            Status::Partner(_) => Some(Group::OtherPartners),
            Status::Suspended(_) => Some(Group::Suspended),
            Status::Territory(..) | Status::Neither => None,
        }
    }
}

/// Everything that decides what a reader sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
    /// The governing date.
    pub date: Date,
    /// The selected countries, the first one first.
    pub select: Vec<CountryId>,
    /// The selected event.
    pub event: Option<EventId>,
    /// The shown part.
    pub tab: Tab,
    /// The text that is open in the place of that part.
    pub panel: Option<Panel>,
    /// The claim that the panel of claims is opened at, from 1.
    pub claim: Option<u8>,
    /// The step of the story, from 1.
    pub step: u8,
    /// Whether the story is presented: large, and without all that is around it.
    pub is_presented: bool,
    /// Whether the steps of the story stand one below another, to be scrolled; never part of a URL.
    pub is_unrolled: bool,
    /// How names and dates are written.
    pub style: Style,
    /// The colours.
    pub theme: Theme,
    /// The chosen kind of map; `None` leaves it to the width of the page.
    pub projection: Option<MapKind>,
    /// Where the map looks; `None` at the whole of it.
    pub at: Option<Camera>,
    /// Places that great circles join, the first one with each other: countries, for their capitals.
    pub places: Vec<CountryId>,
    /// What the map shows.
    pub layer: Layer,
    /// The only entry of the legend that is shown in full colour.
    pub group: Option<Filter>,
    /// Without title and footer, for hosts that have their own.
    pub is_plain: bool,
    /// The level of the title.
    pub heading: Heading,
    /// The other of two dates whose difference is shown; one is `date`.
    pub from: Option<Date>,
    /// The lanes of the timeline that are shown.
    pub lanes: Lanes,
    /// The text that is searched for.
    pub q: String,
    /// The years that the timeline shows; `None` for all.
    pub span: Option<Span>,
    /// Whether time moves by itself; never part of a URL, nor is what follows.
    pub is_playing: bool,
    /// How fast it does: one of `timeline::SPEEDS`.
    pub speed: u8,
    /// The accession whose approvals time follows while it plays: one of `Texts::protocols`.
    pub replay: Option<u8>,
}

impl Default for View {
    /// Today, nothing selected.
    fn default() -> Self {
        View {
            date: atlas().as_of,
            select: Vec::new(),
            event: None,
            tab: Tab::Explore,
            panel: None,
            claim: None,
            step: 1,
            is_presented: false,
            is_unrolled: false,
            style: Style::default(),
            theme: Theme::Auto,
            layer: Layer::Membership,
            projection: None,
            at: None,
            places: Vec::new(),
            group: None,
            is_plain: false,
            heading: Heading::One,
            from: None,
            lanes: Lanes::ALL,
            q: String::new(),
            span: None,
            is_playing: false,
            speed: 1,
            replay: None,
        }
    }
}

/// What a reader, a host or the clock of play can do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Go to a date.
    GoTo(Date),
    /// Move by years; lands on the end of a year.
    StepYears(i32),
    /// Move by months; lands on the end of a month.
    StepMonths(i32),
    /// Go to the next (`true`) or previous year in which somebody joined.
    StepChange(bool),
    /// Select one country; again to let go of it.
    Select(CountryId),
    /// Add a country to the selection, or take it out.
    Toggle(CountryId),
    /// Compare another country: in the first place (0) or in the second (1).
    Compare(usize, CountryId),
    /// Select one event and go to its date; again to let go of it.
    SelectEvent(EventId),
    /// Select nothing.
    Clear,
    /// Show a part.
    Show(Tab),
    /// Go to a step of the story, counted from 1.
    Step(u8),
    /// Go to the next (`true`) or the previous step.
    Turn(bool),
    /// Begin or stop presenting.
    Present(bool),
    /// Open a text.
    Open(Panel),
    /// Open the claims at one of them, counted from 1.
    OpenClaim(u8),
    /// Show another layer, without a filter.
    Layer(Layer),
    /// Show one entry of the legend only; again for all. One of another layer's legend, pressed before the new one has come,
    /// changes nothing.
    Filter(Layer, Filter),
    /// Change the colours.
    Paint(Theme),
    /// Draw another kind of map.
    Draw(MapKind),
    /// Look at a place, or at the whole map.
    Look(Option<Camera>),
    /// One step closer (`true`) or farther.
    Zoom(bool),
    /// Move the map by hundredths of what is seen, to the east and to the north.
    Move(i32, i32),
    /// Look at a part of the world.
    Visit(Region),
    /// Look at what is selected.
    VisitSelected,
    /// Join the capitals of what is selected, or that of the one selected with those of the other side; again for no lines.
    Measure,
    /// Show a lane of the timeline, or leave it out.
    Lane(Lane),
    /// Search for a text.
    Search(String),
    /// Show some years on the timeline; all of them are no choice.
    Span(Span),
    /// Half as many years (`true`) or twice as many.
    ZoomTime(bool),
    /// Compare the date with another, or with none.
    CompareDates(Option<Date>),
    /// Select the next (`true`) or the previous event that passes the filters.
    StepEvent(bool),
    /// Play at another speed.
    Speed(u8),
    /// Follow the approvals of an accession.
    Replay(u8),
    /// Start or stop play.
    Play(bool),
    /// One step of play.
    Tick,
    /// Have all steps of the story stand one below another, or one alone.
    Unroll(bool),
}

impl View {
    /// Whether the two views differ in nothing but time and the text that is searched for: these change so quickly that words
    /// and the map wait until they rest.
    #[must_use]
    pub fn is_same_but_for_quick_changes(&self, other: &View) -> bool {
        *self
            == View {
                date: self.date,
                span: self.span,
                is_playing: self.is_playing,
                speed: self.speed,
                replay: self.replay,
                q: self.q.clone(),
                ..other.clone()
            }
    }

    /// Whether nothing but statuses changes on the map while time moves: its shapes, names and signs stay. Of other layers,
    /// and of signs on a map that is close, that cannot be told in short.
    #[must_use]
    pub fn has_steady_map(&self) -> bool {
        self.layer == Layer::Membership && self.at.is_none()
    }

    /// Whether the map looks the same in both views: nothing but time has moved, and no status has changed with it.
    #[must_use]
    pub fn has_same_map(&self, other: &View) -> bool {
        let is_steady = self.has_steady_map() && self.is_same_but_for_quick_changes(other);
        is_steady && atlas().epoch(self.date) == atlas().epoch(other.date)
    }

    /// Whether the lanes of the timeline hold the same events in both views, and dim the same.
    #[must_use]
    pub fn has_same_events(&self, other: &View) -> bool {
        let has_same_marks = self.lanes == other.lanes && self.span == other.span;
        has_same_marks && self.select == other.select && self.q == other.q
    }

    /// The view after an action. The view stays the same if the action changes nothing.
    #[must_use]
    pub fn step(mut self, action: Action) -> View {
        self.take(action);
        self
    }

    /// Takes an action, in place: a new view in each branch would weigh a kilobyte in the bundle.
    fn take(&mut self, action: Action) {
        let atlas = atlas();
        let was_playing = std::mem::take(&mut self.is_playing);
        let replay = self.replay.take();
        match action {
            Action::GoTo(date) => self.go_to(date, atlas),
            Action::StepYears(years) => {
                let year = (i32::from(self.date.year()) + years).max(i32::from(FIRST_YEAR));
                let year = u16::try_from(year).unwrap_or(FIRST_YEAR).min(atlas.as_of.year());
                self.go_to(Date::year_only(year), atlas);
            }
            Action::StepMonths(months) => {
                if let Some(date) = self.date.plus_months(months).filter(|date| date.year() >= FIRST_YEAR) {
                    self.go_to(date, atlas);
                }
            }
            Action::StepChange(is_forward) => {
                if let Some(year) = next_change(atlas, self.date, is_forward) {
                    self.go_to(Date::year_only(year), atlas);
                }
            }
            Action::Select(country) if self.tab == Tab::Compare => {
                self.close_panel();
                // What is pressed is compared with the first; one of the two comes first.
                let is_first = pair(&self.select).contains(&country);
                self.take(Action::Compare(usize::from(!is_first), country));
            }
            Action::Select(country) => {
                self.close_panel();
                let is_again = self.select == [country] && self.event.is_none();
                self.select = if is_again { Vec::new() } else { vec![country] };
                self.event = None;
                self.measure_again(atlas);
            }
            Action::Compare(place, country) => {
                let mut pair = pair(&self.select);
                if let Some(here) = pair.iter().position(|&other| other == country) {
                    pair.swap(here, place.min(1));
                } else if let Some(there) = pair.get_mut(place) {
                    *there = country;
                }
                (self.select, self.event) = (pair.to_vec(), None);
                self.measure_again(atlas);
            }
            Action::Toggle(country) => {
                self.toggle(country);
                self.measure_again(atlas);
            }
            Action::SelectEvent(event) if self.event == Some(event) && self.panel.is_none() => self.event = None,
            Action::SelectEvent(event) => {
                if let Some(record) = atlas.event(event) {
                    self.close_panel();
                    self.event = Some(event);
                    self.select = Vec::new();
                    self.go_to(record.date, atlas);
                }
            }
            Action::Clear => (self.select, self.event) = (Vec::new(), None),
            Action::Show(tab) => {
                self.close_panel();
                let has_come = tab != self.tab;
                self.show(tab);
                match tab {
                    Tab::Story if has_come => *self = self.at_step(),
                    Tab::Story => {}
                    _ => self.is_presented = false,
                }
            }
            Action::Step(step) => {
                self.step = step.min(atlas.steps).max(1);
                *self = self.at_step();
            }
            Action::Turn(is_forward) => {
                let step = if is_forward { self.step.saturating_add(1) } else { self.step.saturating_sub(1) };
                self.take(Action::Step(step));
            }
            Action::Present(is_presented) => {
                if self.tab != Tab::Story {
                    self.take(Action::Show(Tab::Story));
                }
                self.is_presented = is_presented;
            }
            Action::Open(panel) => (self.panel, self.claim) = (Some(panel), None),
            Action::OpenClaim(claim) => (self.panel, self.claim) = (Some(Panel::Claims), Some(claim)),
            Action::Layer(layer) if layer == self.layer => {}
            Action::Layer(layer) => (self.layer, self.group) = (layer, None),
            Action::Filter(layer, _) if layer != self.layer => {}
            Action::Filter(_, group) => self.group = if self.group == Some(group) { None } else { Some(group) },
            Action::Paint(theme) => self.theme = theme,
            Action::Draw(kind) => (self.projection, self.at) = (Some(kind), None),
            Action::Look(at) => self.look(at),
            Action::Zoom(is_closer) => self.look(Some(self.camera().stepped(is_closer))),
            Action::Move(east, north) => self.look(Some(self.camera().moved(east, north))),
            Action::Visit(region) => self.look(region.camera(self.moving_kind())),
            Action::VisitSelected => {
                let event = self.event.and_then(|id| atlas.event(id)).map(|event| event.countries.as_slice());
                let at = around(event.unwrap_or(&self.select), self.moving_kind());
                if at.is_some() {
                    self.look(at);
                }
            }
            Action::Measure => {
                self.places = if self.places.is_empty() { self.measured(atlas) } else { Vec::new() };
            }
            Action::Lane(lane) => self.lanes = self.lanes.toggled(lane),
            Action::Search(q) => self.q = q.chars().take(QUERY_LIMIT).collect(),
            Action::Span(span) => self.show_years(span),
            Action::ZoomTime(is_closer) => self.show_years(self.span().zoomed(is_closer, self.date.year())),
            Action::CompareDates(from) => self.from = from.map(|from| clamp(from, atlas)),
            Action::StepEvent(is_later) => {
                let next = self.event.and_then(|event| search::neighbour(self, event, is_later));
                if let Some(next) = next {
                    self.take(Action::SelectEvent(next));
                }
            }
            Action::Speed(speed) => {
                self.speed = speed.min(SPEEDS.len() as u8 - 1);
                (self.is_playing, self.replay) = (was_playing, replay);
            }
            Action::Replay(number) => {
                if let Some(protocol) = texts().and_then(|texts| texts.protocols.get(usize::from(number))) {
                    self.go_to(protocol.signed, atlas);
                    (self.is_playing, self.replay) = (true, Some(number));
                }
            }
            Action::Play(is_playing) => {
                if is_playing && self.date >= atlas.as_of {
                    self.go_to(Date::year_only(FIRST_YEAR), atlas);
                }
                self.is_playing = is_playing;
            }
            Action::Tick if !was_playing => {}
            Action::Tick => {
                let protocol = replay.and_then(|number| texts()?.protocols.get(usize::from(number)));
                match protocol {
                    Some(protocol) => {
                        let next = protocol.next_after(self.date);
                        self.go_to(next.unwrap_or(self.date), atlas);
                        (self.is_playing, self.replay) = (next.is_some_and(|next| next < protocol.accession), replay);
                    }
                    None => {
                        self.take(Action::StepYears(1));
                        self.is_playing = self.date < atlas.as_of;
                    }
                }
            }
            Action::Unroll(is_unrolled) => self.is_unrolled = is_unrolled,
        }
    }

    /// The view of the reader's step: with no more of this one than how it looks. The default as long as the story is on
    /// its way.
    #[must_use]
    pub fn at_step(&self) -> View {
        let bare = self.bare_step();
        match texts().and_then(|texts| texts.step(self.step)) {
            Some(step) => query::apply(step.view, bare).0,
            None => bare,
        }
    }

    /// The step before it is known what it shows.
    #[must_use]
    pub fn bare_step(&self) -> View {
        View {
            tab: Tab::Story,
            step: self.step,
            is_presented: self.is_presented,
            is_unrolled: self.is_unrolled,
            style: self.style,
            theme: self.theme,
            is_plain: self.is_plain,
            heading: self.heading,
            ..View::default()
        }
    }

    /// The part that this view shows, as it was left for the story: with the step and the looks of this view.
    #[must_use]
    pub fn as_left(&self, left: &View) -> View {
        let mut view = left.clone();
        (view.step, view.is_unrolled) = (self.step, self.is_unrolled);
        (view.style, view.theme) = (self.style, self.theme);
        (view.is_plain, view.heading) = (self.is_plain, self.heading);
        view.take(Action::Show(self.tab));
        view
    }

    /// The countries that are outlined on the map: the two that are compared, the one whose ties are shown, or all that are
    /// selected.
    pub fn outlined(&self) -> Vec<CountryId> {
        if self.tab == Tab::Compare {
            pair(&self.select).to_vec()
        } else if self.layer == Layer::Commitments && self.select.is_empty() {
            vec![overlay::subject(self)]
        } else {
            self.select.clone()
        }
    }

    /// The kind of map that moves when the reader moves the map: tiles and theatres give way to the world.
    fn moving_kind(&self) -> MapKind {
        self.projection.filter(|kind| kind.has_camera()).unwrap_or(MapKind::EqualEarth)
    }

    /// Where the map looks, or would look if it could.
    pub fn camera(&self) -> Camera {
        self.at.unwrap_or(Camera::start(self.moving_kind()))
    }

    /// Has the map look at a place; the whole map is no place.
    fn look(&mut self, at: Option<Camera>) {
        let kind = self.moving_kind();
        let is_whole = |camera: Camera| camera.zoom <= 100 && (kind != MapKind::Globe || camera == Camera::start(kind));
        self.at = at.filter(|&camera| !is_whole(camera));
        if !self.projection.is_none_or(MapKind::has_camera) {
            self.projection = Some(kind);
        }
    }

    /// What the distance is asked between: all that is selected, or the one with the capitals of the story.
    fn measured(&self, atlas: &Atlas) -> Vec<CountryId> {
        let has_capital = |id: &CountryId| atlas.country(*id).is_some_and(|country| country.capital.is_some());
        let mut places: Vec<CountryId> = self.select.iter().copied().filter(has_capital).collect();
        if places.len() < 2 {
            let ends = STORY_ENDS.iter().filter_map(|code| atlas.country_by_code(code));
            let ends: Vec<CountryId> = ends.filter(|id| !places.contains(id)).collect();
            // One's own side of the story is no distance: two ends are enough.
            places.extend(ends.into_iter().take(if places.is_empty() { 3 } else { 2 }));
        }
        places
    }

    /// The years that the timeline shows.
    pub fn span(&self) -> Span {
        self.span.unwrap_or_else(Span::whole)
    }

    /// Has the timeline show some years, with the governing date among them.
    fn show_years(&mut self, span: Span) {
        let year = self.date.year();
        if !span.holds(year) {
            let year = year.clamp(span.first, span.last);
            self.date = clamp(Date::year_only(year), atlas());
        }
        self.span = Some(span).filter(|span| *span != Span::whole());
    }

    /// Shows a part, with its own layer unless another was asked for.
    pub fn show(&mut self, tab: Tab) {
        if self.layer == self.tab.layer() && self.layer != tab.layer() {
            (self.layer, self.group) = (tab.layer(), None);
        }
        self.tab = tab;
    }

    fn close_panel(&mut self) {
        (self.panel, self.claim) = (None, None);
    }

    /// Goes to another date, never past the data's own.
    fn go_to(&mut self, date: Date, atlas: &Atlas) {
        self.date = clamp(date, atlas);
        self.span = self.span.map(|span| span.with(self.date.year()));
    }

    fn toggle(&mut self, country: CountryId) {
        match self.select.iter().position(|&selected| selected == country) {
            Some(index) => {
                self.select.remove(index);
            }
            None if self.select.len() < SELECTION_LIMIT => self.select.push(country),
            None => {}
        }
        self.event = None;
    }

    /// Lines go with the selection once there are any.
    fn measure_again(&mut self, atlas: &Atlas) {
        if !self.places.is_empty() {
            self.places = self.measured(atlas);
        }
    }
}

/// A date within the timeline: what reaches past the data's own date is that date.
pub fn clamp(date: Date, atlas: &Atlas) -> Date {
    if date.last_day() >= atlas.as_of {
        return atlas.as_of;
    }
    if date.year() < FIRST_YEAR {
        return Date::year_only(FIRST_YEAR);
    }
    date
}

/// The nearest later or earlier year in which membership changed.
fn next_change(atlas: &Atlas, date: Date, is_forward: bool) -> Option<u16> {
    let years = atlas.countries.iter().filter_map(|country| Some(country.membership?.since.year()));
    if is_forward {
        years.filter(|&year| year > date.year()).min()
    } else {
        years.filter(|&year| year < date.year()).max()
    }
}

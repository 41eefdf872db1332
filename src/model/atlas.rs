//! The facts, as typed tables: countries, events, and the one question asked most,
//! `status_on(country, date)`.
//!
//! Unpacked once from the bundle. Long texts and sources are in `texts`, which arrives later.

use std::sync::OnceLock;

use super::date::Date;
use super::slug::event_id;
use super::style::style;
use super::unpack::Unpacker;

/// A country or territory of the map: its place in the table, which is that of its shape.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct CountryId(pub u8);

impl CountryId {
    /// The index of the country's shape in the packed geometry.
    pub fn shape(self) -> usize {
        usize::from(self.0)
    }
}

/// An event: its place in the table, which is in the order of dates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct EventId(pub u8);

/// The five lanes of the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// Accessions and the road to them.
    Enlargement,
    /// Summits, and how the alliance is organised.
    Summits,
    /// Ties between NATO and its partners.
    Partnership,
    /// Wars, crises and exercises.
    Conflict,
    /// Defence spending, offices and missions.
    Money,
}

impl Lane {
    /// All lanes, from top to bottom.
    pub const ALL: [Lane; 5] = [Lane::Enlargement, Lane::Summits, Lane::Partnership, Lane::Conflict, Lane::Money];

    /// The word in the URL and in `data-lane`.
    pub fn key(self) -> &'static str {
        match self {
            Lane::Enlargement => "enlargement",
            Lane::Summits => "summits",
            Lane::Partnership => "partnership",
            Lane::Conflict => "conflict",
            Lane::Money => "money",
        }
    }
}

/// How much an event matters to a reader with one minute.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// Shown first, labelled.
    Major,
    /// Shown.
    Normal,
    /// A detail.
    Minor,
}

/// The partner groups that NATO's partnerships fall into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartnerGroup {
    /// Australia, Japan, New Zealand, the Republic of Korea.
    IndoPacific,
    /// Partners across the globe.
    Global,
    /// Partnership for Peace and Euro-Atlantic Partnership Council.
    PartnershipForPeace,
    /// Mediterranean Dialogue.
    MediterraneanDialogue,
    /// Istanbul Cooperation Initiative.
    IstanbulInitiative,
}

impl PartnerGroup {
    const ALL: [PartnerGroup; 5] = [
        PartnerGroup::IndoPacific,
        PartnerGroup::Global,
        PartnerGroup::PartnershipForPeace,
        PartnerGroup::MediterraneanDialogue,
        PartnerGroup::IstanbulInitiative,
    ];
}

/// Membership of NATO.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Membership {
    /// The day of signature: of the treaty for founders, of the accession protocol for the others.
    pub signed: Date,
    /// The day on which membership took effect.
    pub since: Date,
    /// 0 for the founders, then one for each enlargement.
    pub round: u8,
}

/// Formal partnership with NATO.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Partnership {
    /// The group it belongs to today; for a present member, the group before it joined.
    pub group: PartnerGroup,
    /// The start of the first framework.
    pub since: Date,
    /// When practical cooperation was suspended, if it was.
    pub suspended: Option<Date>,
    /// When it was taken up again.
    pub resumed: Option<Date>,
}

impl Partnership {
    /// Whether practical cooperation was suspended on a day.
    pub fn is_suspended(self, day: Date) -> bool {
        let has_begun = |date: Option<Date>| date.is_some_and(|date| date.last_day() <= day);
        has_begun(self.suspended) && !has_begun(self.resumed)
    }
}

/// Whether Article 5 covers a territory, as Article 6 defines its area.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coverage {
    /// It does.
    Covered,
    /// It does not.
    Outside,
    /// Opinions differ.
    Disputed,
}

impl Coverage {
    const ALL: [Coverage; 3] = [Coverage::Covered, Coverage::Outside, Coverage::Disputed];

    /// The word for CSS in `data-covered`.
    pub fn key(self) -> &'static str {
        match self {
            Coverage::Covered => "yes",
            Coverage::Outside => "no",
            Coverage::Disputed => "disputed",
        }
    }
}

/// A part of a member with a shape of its own: Greenland, New Caledonia.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Territory {
    /// The member.
    pub of: CountryId,
    /// Whether Article 5 covers it.
    pub coverage: Coverage,
}

/// A capital.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Capital {
    /// Its name in English.
    pub name: &'static str,
    /// Degrees east, −180…180.
    pub lon: f64,
    /// Degrees north, −90…90.
    pub lat: f64,
}

/// One shape of the map with what the tables say about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-3; a code of the map's own where ISO has none.
    pub code: &'static str,
    /// The names in the order of `style::Names`; empty where it is NATO's.
    names: [&'static str; 3],
    /// Whether a sentence needs "the" before each of the names, a bit each.
    articles: u32,
    /// What it was called before a day.
    former: Option<(&'static str, Date)>,
    /// Membership, past or future of any given date.
    pub membership: Option<Membership>,
    /// Partnership, past or future of any given date.
    pub partnership: Option<Partnership>,
    /// The member that it is a part of.
    pub territory: Option<Territory>,
    /// The capital; members and partners only.
    pub capital: Option<Capital>,
}

impl Country {
    /// The name in the style of the page.
    pub fn name(&self) -> &'static str {
        let [nato, ..] = self.names;
        self.names.get(style().names as usize).filter(|name| !name.is_empty()).unwrap_or(&nato)
    }

    /// What it was called on a date, if that was something else.
    pub fn former_name(&self, date: Date) -> Option<&'static str> {
        let (name, until) = self.former?;
        (date.last_day() < until).then_some(name)
    }

    /// All its names; those that equal NATO's are empty.
    pub fn all_names(&self) -> [&'static str; 3] {
        self.names
    }

    /// The names in other styles than that of the page, each once.
    pub fn other_names(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for name in self.names {
            if !name.is_empty() && name != self.name() && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a sentence needs "the" before the name.
    pub fn takes_article(&self) -> bool {
        self.articles >> (style().names as u32) & 1 > 0
    }
}

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// The permanent id, as in the URL.
    pub id: &'static str,
    /// When.
    pub date: Date,
    /// The headline, at most 80 characters.
    pub title: &'static str,
    /// Its name beside its marker; may be empty.
    pub label: &'static str,
    /// Its lane.
    pub lane: Lane,
    /// How much it matters.
    pub weight: Weight,
    /// Whether the sources are strong (official, or two that are independent).
    pub is_firm: bool,
    /// The countries it is about.
    pub countries: Vec<CountryId>,
}

/// What a country is to NATO on a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// A member since the date.
    Member(Membership),
    /// Has signed the treaty of 1949, which is not in force yet.
    Signatory(Membership),
    /// One of the four Indo-Pacific partners.
    IndoPacific(Partnership),
    /// Another formal partner.
    Partner(Partnership),
    /// A formal partner with which NATO has suspended practical cooperation.
    Suspended(Partnership),
    /// A part of a member, with the membership of that member.
    Territory(Territory, Membership),
    /// Neither.
    Neither,
}

impl Status {
    /// The word that CSS, tests and hosts see in `data-status`.
    pub fn key(self) -> &'static str {
        match self {
            Status::Member(_) => "member",
            Status::Signatory(_) => "signatory",
            Status::IndoPacific(_) => "ip4",
            Status::Partner(_) => "partner",
            Status::Suspended(_) => "suspended",
            Status::Territory(..) => "territory",
            Status::Neither => "none",
        }
    }
}

/// All tables of the first bundle.
#[derive(Debug)]
pub struct Atlas {
    /// Every shape of the map, in the order of codes.
    pub countries: Vec<Country>,
    /// Every member of today, in the order of joining.
    pub members: Vec<CountryId>,
    /// Every country, by name, for each of `style::Names`.
    by_name: [Vec<CountryId>; 3],
    /// Members and partners, the largest first.
    pub by_size: Vec<CountryId>,
    /// Every event, in the order of dates.
    pub events: Vec<Event>,
    /// The data's own date, which is also "today".
    pub as_of: Date,
    /// The first letters of the hash of all data files.
    pub version: &'static str,
    /// How many claims of the article there are; their ids count from 1.
    pub claims: u8,
    /// How many steps the story has; they count from 1.
    pub steps: u8,
    /// The ids of the groupings, as in the URL; `Layers::groupings` has their records.
    pub groupings: Vec<&'static str>,
    /// The shapes whose status is contested: hatched at every date, since the shapes are today's.
    pub hatched: Vec<CountryId>,
    /// The days on which a status changes.
    turns: Vec<Date>,
}

/// The tables of this bundle; empty if the bundle is damaged, which `edge` reports.
pub fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| unpack(crate::FACTS).unwrap_or_else(Atlas::empty))
}

impl Atlas {
    fn empty() -> Self {
        Atlas {
            countries: Vec::new(),
            members: Vec::new(),
            by_name: Default::default(),
            by_size: Vec::new(),
            events: Vec::new(),
            as_of: Date::year_only(1949),
            version: "",
            claims: 0,
            steps: 0,
            groupings: Vec::new(),
            hatched: Vec::new(),
            turns: Vec::new(),
        }
    }

    /// Every country, by its name in the style of the page.
    pub fn by_name(&self) -> &[CountryId] {
        self.by_name.get(style().names as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The record of a country.
    pub fn country(&self, id: CountryId) -> Option<&Country> {
        self.countries.get(id.shape())
    }

    /// The country with a code, in any case.
    pub fn country_by_code(&self, code: &str) -> Option<CountryId> {
        let index = self.countries.iter().position(|country| country.code.eq_ignore_ascii_case(code))?;
        u8::try_from(index).ok().map(CountryId)
    }

    /// Every country with its record.
    pub fn each_country(&self) -> impl Iterator<Item = (CountryId, &Country)> {
        self.countries.iter().zip(0..=u8::MAX).map(|(country, index)| (CountryId(index), country))
    }

    /// The record of an event.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(usize::from(id.0))
    }

    /// The event with an id.
    pub fn event_by_id(&self, id: &str) -> Option<EventId> {
        let index = self.events.iter().position(|event| event.id == id)?;
        u8::try_from(index).ok().map(EventId)
    }

    /// Every event with its record, in the order of dates.
    pub fn each_event(&self) -> impl Iterator<Item = (EventId, &Event)> {
        self.events.iter().zip(0..=u8::MAX).map(|(event, index)| (EventId(index), event))
    }

    /// The last day that a date stands for, never past the data's own date.
    pub fn governing_day(&self, date: Date) -> Date {
        date.last_day().min(self.as_of)
    }

    /// What `country` is to NATO at the end of `date`.
    ///
    /// Between signature and entry into force of the treaty (4 April to 23 August 1949) the
    /// founders are signatories. A partnership of which only the year is known counts from its end.
    pub fn status_on(&self, country: &Country, date: Date) -> Status {
        let day = self.governing_day(date);
        if let Some(membership) = country.membership {
            if membership.since <= day {
                return Status::Member(membership);
            }
            if membership.round == 0 && membership.signed <= day {
                return Status::Signatory(membership);
            }
        }
        if let Some((territory, membership)) = self.parent_on(country, day) {
            return Status::Territory(territory, membership);
        }
        match country.partnership {
            Some(partnership) if partnership.since.last_day() <= day => match partnership.group {
                PartnerGroup::IndoPacific => Status::IndoPacific(partnership),
                _ if partnership.is_suspended(day) => Status::Suspended(partnership),
                _ => Status::Partner(partnership),
            },
            _ => Status::Neither,
        }
    }

    /// The days on which the status of a country changes.
    fn turns_of(&self, country: &Country) -> [Option<Date>; 5] {
        let membership = country.membership.or_else(|| self.country(country.territory?.of)?.membership);
        [
            membership.map(|membership| membership.since),
            country.membership.filter(|membership| membership.round == 0).map(|membership| membership.signed),
            country.partnership.map(|partnership| partnership.since.last_day()),
            country.partnership.and_then(|partnership| partnership.suspended).map(Date::last_day),
            country.partnership.and_then(|partnership| partnership.resumed).map(Date::last_day),
        ]
    }

    /// How often a status has changed by a date: between two dates with the same number, none has.
    pub fn epoch(&self, date: Date) -> usize {
        let day = self.governing_day(date);
        self.turns.iter().filter(|&&turn| turn <= day).count()
    }

    /// What a country is part of, if that was a member on a day.
    fn parent_on(&self, country: &Country, day: Date) -> Option<(Territory, Membership)> {
        let territory = country.territory?;
        let membership = self.country(territory.of)?.membership?;
        (membership.since <= day).then_some((territory, membership))
    }

    /// Members at the end of `date`, in the order of joining, then of names.
    pub fn members_on(&self, date: Date) -> Vec<CountryId> {
        let day = self.governing_day(date);
        let is_member = |id: &&CountryId| {
            let membership = self.country(**id).and_then(|country| country.membership);
            membership.is_some_and(|membership| membership.since <= day)
        };
        self.members.iter().filter(is_member).copied().collect()
    }

    /// Countries whose membership took effect within `date`.
    pub fn joined_within(&self, date: Date) -> Vec<CountryId> {
        let has_joined = |id: &&CountryId| {
            let membership = self.country(**id).and_then(|country| country.membership);
            membership.is_some_and(|membership| membership.since.overlaps(date))
        };
        self.members.iter().filter(has_joined).copied().collect()
    }
}

/// Reads the tables in the order in which `src/build/pack.rs` writes them.
fn unpack(bytes: &'static [u8]) -> Option<Atlas> {
    let mut table = Unpacker::new(bytes);
    let as_of = table.date();
    let version = table.string();
    let (claims, steps) = (table.small(), table.small());
    let mut countries = unpack_countries(&mut table);
    let members = unpack_members(&mut table, &mut countries);
    unpack_partners(&mut table, &mut countries);
    unpack_territories(&mut table, &mut countries);
    let by_name = [table.countries(), table.countries(), table.countries()];
    let by_size = table.countries();
    unpack_capitals(&mut table, &mut countries);
    let events = unpack_events(&mut table);
    let count = table.count();
    let groupings = table.strings(count);
    let hatched = table.countries();
    unpack_former_names(&mut table, &mut countries);
    let mut turns = Vec::new();
    let mut atlas = Atlas {
        countries,
        members,
        by_name,
        by_size,
        events,
        as_of,
        version,
        claims,
        steps,
        groupings,
        hatched,
        turns: Vec::new(),
    };
    for (_, country) in atlas.each_country() {
        for turn in atlas.turns_of(country).into_iter().flatten() {
            if !turns.contains(&turn) {
                turns.push(turn);
            }
        }
    }
    atlas.turns = turns;
    table.checked(atlas)
}

fn unpack_countries(table: &mut Unpacker<'static>) -> Vec<Country> {
    let count = table.count();
    let texts = table.text_columns(4, count);
    let mut countries = Vec::with_capacity(count);
    for row in 0..count {
        countries.push(Country {
            code: texts.at(0, row),
            names: [texts.at(1, row), texts.at(2, row), texts.at(3, row)],
            articles: table.number(),
            former: None,
            membership: None,
            partnership: None,
            territory: None,
            capital: None,
        });
    }
    countries
}

/// The country that the next number means; a damaged table may mean none.
fn next_country<'c>(table: &mut Unpacker, countries: &'c mut [Country]) -> Option<&'c mut Country> {
    let country = countries.get_mut(table.index());
    if country.is_none() {
        table.reject();
    }
    country
}

/// The value that the next number means.
fn one_of<T: Copy, const N: usize>(table: &mut Unpacker, values: [T; N]) -> T {
    let index = table.index();
    if index >= N {
        table.reject();
    }
    values[index.min(N - 1)]
}

fn unpack_members(table: &mut Unpacker<'static>, countries: &mut [Country]) -> Vec<CountryId> {
    let mut members = Vec::new();
    for _ in 0..table.count() {
        let id = CountryId(table.small());
        let membership = Membership { signed: table.date(), since: table.date(), round: table.small() };
        match countries.get_mut(id.shape()) {
            Some(country) => country.membership = Some(membership),
            None => table.reject(),
        }
        members.push(id);
    }
    members
}

fn unpack_partners(table: &mut Unpacker<'static>, countries: &mut [Country]) {
    for _ in 0..table.count() {
        let Some(country) = next_country(table, countries) else { return };
        let group = one_of(table, PartnerGroup::ALL);
        let (since, suspended, resumed) = (table.date(), table.optional_date(), table.optional_date());
        country.partnership = Some(Partnership { group, since, suspended, resumed });
    }
}

fn unpack_territories(table: &mut Unpacker<'static>, countries: &mut [Country]) {
    for _ in 0..table.count() {
        let Some(country) = next_country(table, countries) else { return };
        let of = CountryId(table.small());
        country.territory = Some(Territory { of, coverage: one_of(table, Coverage::ALL) });
    }
}

fn unpack_former_names(table: &mut Unpacker<'static>, countries: &mut [Country]) {
    let count = table.count();
    for name in table.strings(count) {
        let Some(country) = next_country(table, countries) else { return };
        country.former = Some((name, table.date()));
    }
}

fn unpack_capitals(table: &mut Unpacker<'static>, countries: &mut [Country]) {
    let count = table.count();
    for name in table.strings(count) {
        let Some(country) = next_country(table, countries) else { return };
        let lon = degrees(table.number(), 180.0);
        let lat = degrees(table.number(), 90.0);
        country.capital = Some(Capital { name, lon, lat });
    }
}

/// Hundredths of a degree, offset so that they are not negative.
fn degrees(packed: u32, offset: f64) -> f64 {
    f64::from(packed) / 100.0 - offset
}

fn unpack_events(table: &mut Unpacker<'static>) -> Vec<Event> {
    let count = table.count();
    let titles = table.strings(count);
    let labels = table.strings(count);
    let mut packed = 0_u32;
    let mut events = Vec::with_capacity(count);
    for (title, label) in titles.into_iter().zip(labels) {
        packed = packed.wrapping_add(table.number());
        let date = Date::from_packed(packed);
        if date.is_none() {
            table.reject();
        }
        events.push(Event {
            id: "",
            date: date.unwrap_or(Date::year_only(1949)),
            title,
            label,
            lane: Lane::Summits,
            weight: Weight::Normal,
            is_firm: true,
            countries: Vec::new(),
        });
    }
    for event in &mut events {
        event.id = match table.index() {
            0 => table.string(),
            length => {
                let mut id = event_id(&event.date.iso(), event.title);
                id.truncate(length);
                Box::leak(id.into_boxed_str())
            }
        };
    }
    for event in &mut events {
        let kind = table.index();
        let weights = [Weight::Major, Weight::Normal, Weight::Minor];
        let (Some(lane), Some(weight)) = (Lane::ALL.get(kind / 6), weights.get(kind % 6 / 2)) else {
            table.reject();
            break;
        };
        (event.lane, event.weight, event.is_firm) = (*lane, *weight, kind % 2 == 1);
    }
    for event in &mut events {
        event.countries = table.countries();
    }
    events
}

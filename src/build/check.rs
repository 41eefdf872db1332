//! Checking the records against each other, and turning them into values that cannot be wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::geometry;
use super::problem::{At, File, Problems};
use super::raw::{self, Data, Table, Text};
use super::slug;

/// Longest title of an event, in characters.
const TITLE_LIMIT: usize = 80;
/// Longest summary of an event.
const SUMMARY_LIMIT: usize = 480;
/// Longest note of any record.
const NOTE_LIMIT: usize = 400;
/// Longest name, publisher, title of a source.
const LABEL_LIMIT: usize = 240;
/// Countries and events are counted in one byte.
const TABLE_LIMIT: usize = 256;

const LANES: [&str; 5] = ["enlargement", "summits", "partnership", "conflict", "money"];
const WEIGHTS: [&str; 3] = ["major", "normal", "minor"];
const GROUPS: [&str; 5] =
    ["indo-pacific", "global", "pfp-eapc", "mediterranean-dialogue", "istanbul-cooperation-initiative"];
const COVERED: [&str; 3] = ["yes", "no", "disputed"];
const TIERS: [&str; 6] = ["official", "research", "news", "secondary", "weak", "article"];

/// `year × 10000 + month × 100 + day`, with 0 for what is not known.
pub type Packed = u32;

/// A member, by the index of its country.
pub struct Member {
    pub country: usize,
    pub signed: Packed,
    pub since: Packed,
    pub round: u8,
}

/// A partner, by the index of its country.
pub struct Partner {
    pub country: usize,
    pub group: usize,
    pub since: Packed,
    pub suspended: Packed,
}

/// A territory with a shape of its own: the index of its shape and of the member that it belongs to.
pub struct Territory {
    pub country: usize,
    pub member: usize,
    /// Index into `COVERED`.
    pub covered: usize,
}

/// A capital, by the index of its country.
pub struct Capital {
    pub country: usize,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
}

/// What the card of a country says beyond its status.
pub struct Card {
    pub country: usize,
    pub note: String,
    /// Label and packed date of each document.
    pub documents: Vec<(String, Packed)>,
    pub mission: Packed,
    pub sources: Vec<usize>,
}

/// An event.
pub struct Event {
    pub id: String,
    pub date: Packed,
    pub title: String,
    pub summary: String,
    pub note: String,
    pub lane: usize,
    pub weight: usize,
    pub is_firm: bool,
    pub countries: Vec<usize>,
    pub sources: Vec<usize>,
}

/// A source.
pub struct Source {
    pub id: String,
    pub publisher: String,
    pub title: String,
    pub is_described: bool,
    pub url: String,
    pub date: Packed,
    pub tier: usize,
}

/// All of it, right.
pub struct Facts {
    pub as_of: Packed,
    pub version: String,
    /// The sources for what is neither member nor partner.
    pub neither: Vec<usize>,
    /// Code and name, in the order of codes.
    pub countries: Vec<(String, String)>,
    pub members: Vec<Member>,
    pub partners: Vec<Partner>,
    pub territories: Vec<Territory>,
    pub capitals: Vec<Capital>,
    /// The indices of all countries, by name.
    pub by_name: Vec<usize>,
    /// The indices of members and partners, the largest first.
    pub by_size: Vec<usize>,
    pub cards: Vec<Card>,
    /// In the order of dates.
    pub events: Vec<Event>,
    pub sources: Vec<Source>,
    pub shapes: geometry::Source,
}

struct Checker<'a> {
    problems: &'a mut Problems,
    countries: BTreeMap<String, usize>,
    sources: BTreeMap<String, usize>,
    weak_sources: BTreeSet<usize>,
    official_sources: BTreeSet<usize>,
    used_sources: BTreeSet<usize>,
    as_of: Packed,
}

/// Checks everything; problems are added, and the result only counts if there are none.
pub fn check(data: Data, problems: &mut Problems) -> Option<Facts> {
    let Data {
        as_of,
        neither,
        meta,
        countries,
        members,
        frameworks,
        partners,
        territories,
        events,
        sources,
        shapes,
        version,
    } = data;
    let mut checker = Checker {
        problems,
        countries: BTreeMap::new(),
        sources: BTreeMap::new(),
        weak_sources: BTreeSet::new(),
        official_sources: BTreeSet::new(),
        used_sources: BTreeSet::new(),
        as_of: 0,
    };
    checker.as_of = checker.day(&meta, &as_of);
    let country_rows = checker.countries(&countries, &shapes);
    let source_rows = checker.sources(&sources);
    let neither = checker.source_list(&At::span(&meta, as_of.span()), &meta, &neither);
    let mut capitals = Vec::new();
    let mut cards = Vec::new();
    let mut partner_rows = checker.partners(&partners, &frameworks, &mut capitals, &mut cards);
    let territory_rows = checker.territories(&territories, &mut cards);
    let mut member_rows = checker.members(&members, &mut partner_rows, &mut capitals, &mut cards);
    let mut event_rows = checker.events(&events);
    checker.unused_sources(&sources);
    event_rows.sort_by_key(|event| event.date);
    member_rows.sort_by_key(|member| (member.since, plain_letters(&country_rows[member.country].1)));
    let mut by_name: Vec<usize> = (0..country_rows.len()).collect();
    by_name.sort_by_key(|&index| plain_letters(&country_rows[index].1));
    let listed = member_rows.iter().map(|row| row.country).chain(partner_rows.iter().map(|row| row.country));
    let mut by_size: Vec<usize> = listed.collect::<BTreeSet<_>>().into_iter().collect();
    by_size.sort_by_key(|&index| std::cmp::Reverse(shapes.area_km2(&country_rows[index].0) as u64));
    Some(Facts {
        as_of: checker.as_of,
        version,
        neither,
        countries: country_rows,
        members: member_rows,
        partners: partner_rows,
        territories: territory_rows,
        capitals,
        by_name,
        by_size,
        cards,
        events: event_rows,
        sources: source_rows,
        shapes,
    })
}

impl Checker<'_> {
    fn countries(&mut self, rows: &[raw::Country], shapes: &geometry::Source) -> Vec<(String, String)> {
        let shape_ids: Vec<&str> = shapes.shapes.iter().map(|shape| shape.id.as_str()).collect();
        let mut previous = "";
        for row in rows {
            if row.id.as_str() <= previous {
                let message = format!("\"{}\" is not in the order of ids, or stands twice", row.id);
                self.problems.add(&row.at, message);
            }
            previous = &row.id;
            if !shape_ids.contains(&row.id.as_str()) {
                self.problems.add(&row.at, format!("\"{}\" has no shape in data/geo", row.id));
            }
            if row.name.trim().is_empty() || row.name.chars().count() > LABEL_LIMIT {
                self.problems.add(&row.at, "the name is empty or too long");
            }
            let index = self.countries.len();
            self.countries.insert(row.id.clone(), index);
        }
        if let Some(row) = rows.last() {
            for id in shape_ids.iter().filter(|id| !self.countries.contains_key(**id)) {
                self.problems.add(&row.at, format!("shape \"{id}\" of data/geo has no row here"));
            }
            if rows.len() > TABLE_LIMIT {
                self.problems.add(&row.at, format!("more than {TABLE_LIMIT} countries"));
            }
        }
        rows.iter().map(|row| (row.id.clone(), row.name.clone())).collect()
    }

    fn sources(&mut self, table: &Table<raw::Source>) -> Vec<Source> {
        let mut rows = Vec::new();
        for record in &table.records {
            let source = record.get_ref();
            let id = source.id.get_ref();
            let index = rows.len();
            if self.sources.insert(id.clone(), index).is_some() {
                self.problems.add(&table.at(&source.id), format!("source \"{id}\" stands twice"));
            }
            let file = &table.file;
            let tier = self.one_of(file, &source.tier, "tier", &TIERS);
            match TIERS[tier] {
                "weak" | "article" => drop(self.weak_sources.insert(index)),
                "official" => drop(self.official_sources.insert(index)),
                _ => {}
            }
            self.filled(file, &source.publisher, "publisher", LABEL_LIMIT);
            self.filled(file, &source.title, "title", LABEL_LIMIT);
            if let Some(url) = &source.url {
                if !url.get_ref().starts_with("https://") && !url.get_ref().starts_with("http://") {
                    self.problems.add(&table.at(url), "url must begin with https:// or http://");
                }
            } else if TIERS[tier] != "article" {
                self.problems.add(&table.at(record), format!("source \"{id}\" has no url"));
            }
            let date = self.optional_date(file, source.date.as_ref());
            let accessed = self.optional_date(file, source.accessed.as_ref());
            if date == 0 && accessed == 0 {
                self.problems.add(&table.at(record), format!("source \"{id}\" has neither date nor accessed"));
            }
            rows.push(Source {
                id: id.clone(),
                publisher: source.publisher.get_ref().clone(),
                title: source.title.get_ref().clone(),
                is_described: source.described,
                url: source.url.as_ref().map(|url| url.get_ref().clone()).unwrap_or_default(),
                date,
                tier,
            });
        }
        rows
    }

    fn members(
        &mut self,
        table: &Table<raw::Member>,
        partners: &mut Vec<Partner>,
        capitals: &mut Vec<Capital>,
        cards: &mut Vec<Card>,
    ) -> Vec<Member> {
        let mut rows: Vec<Member> = Vec::new();
        let file = &table.file;
        for record in &table.records {
            let member = record.get_ref();
            let Some(country) = self.country(file, &member.id) else { continue };
            if rows.iter().any(|row| row.country == country) {
                self.problems.add(&table.at(&member.id), format!("member \"{}\" stands twice", member.id.get_ref()));
            }
            let since = self.day(file, &member.accession);
            let round = *member.round.get_ref();
            let signature = match (&member.signed, &member.protocol_signed) {
                (Some(signed), None) if round == 0 => Some(signed),
                (None, Some(signed)) if round > 0 => Some(signed),
                _ => {
                    let message = "founders (round 0) have signed, all others have protocol_signed";
                    self.problems.add(&table.at(&member.round), message);
                    None
                }
            };
            let signed = signature.map_or(0, |signed| self.day(file, signed));
            if signed > since {
                self.problems.add(&table.at(&member.accession), "accession is before the signature");
            }
            if let Some(partner_since) = &member.partner_since {
                let start = self.date(file, partner_since);
                if start > since {
                    self.problems.add(&table.at(partner_since), "partner_since is after the accession");
                }
                partners.push(Partner { country, group: 2, since: start, suspended: 0 });
            }
            capitals.extend(self.capital(file, country, &member.capital));
            cards.push(Card {
                country,
                note: self.note(file, member.note.as_ref()),
                documents: Vec::new(),
                mission: 0,
                sources: self.source_list(&table.at(record), file, &member.sources),
            });
            rows.push(Member { country, signed, since, round });
        }
        rows
    }

    fn partners(
        &mut self,
        table: &Table<raw::Partner>,
        frameworks: &Table<raw::Framework>,
        capitals: &mut Vec<Capital>,
        cards: &mut Vec<Card>,
    ) -> Vec<Partner> {
        let file = &table.file;
        let mut framework_ids: Vec<String> = Vec::new();
        for record in &frameworks.records {
            let framework = record.get_ref();
            self.filled(file, &framework.name, "name", LABEL_LIMIT);
            self.date(file, &framework.launched);
            self.source_list(&frameworks.at(record), file, &framework.sources);
            framework_ids.push(framework.id.get_ref().clone());
        }
        let mut rows: Vec<Partner> = Vec::new();
        for record in &table.records {
            let partner = record.get_ref();
            let Some(country) = self.country(file, &partner.id) else { continue };
            if rows.iter().any(|row| row.country == country) {
                self.problems.add(&table.at(&partner.id), format!("partner \"{}\" stands twice", partner.id.get_ref()));
            }
            let group = self.one_of(file, &partner.group, "group", &GROUPS);
            let since = self.date(file, &partner.since);
            let mut suspended = 0;
            let mut sources = partner.sources.iter().collect::<Vec<_>>();
            if let Some(suspension) = &partner.suspended {
                suspended = self.date(file, &suspension.since);
                if suspended < since {
                    self.problems.add(&table.at(&suspension.since), "suspended before it began");
                }
                sources.extend(&suspension.sources);
            }
            for part in &partner.frameworks {
                if !framework_ids.contains(part.id.get_ref()) {
                    let message = format!("unknown framework \"{}\"", part.id.get_ref());
                    self.problems.add(&table.at(&part.id), message);
                }
                self.optional_date(file, part.since.as_ref());
                self.optional_date(file, part.suspended.as_ref());
            }
            let mut documents = Vec::new();
            for document in &partner.documents {
                self.filled(file, &document.label, "label", LABEL_LIMIT);
                let date = self.optional_date(file, document.date.as_ref());
                documents.push((document.label.get_ref().clone(), date));
                sources.extend(&document.sources);
            }
            let mut mission = 0;
            if let Some(record) = &partner.mission {
                mission = self.optional_date(file, record.since.as_ref());
                self.optional_date(file, record.separate_head_since.as_ref());
                sources.extend(&record.sources);
            }
            sources.extend(partner.summits.iter().flat_map(|summit| &summit.sources));
            capitals.extend(self.capital(file, country, &partner.capital));
            cards.push(Card {
                country,
                note: self.note(file, partner.note.as_ref()),
                documents,
                mission,
                sources: self.source_list(&table.at(record), file, sources),
            });
            rows.push(Partner { country, group, since, suspended });
        }
        rows
    }

    /// Only those with a shape of their own are drawn.
    fn territories(&mut self, table: &Table<raw::Territory>, cards: &mut Vec<Card>) -> Vec<Territory> {
        let file = &table.file;
        let mut ids = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let territory = record.get_ref();
            let id = territory.id.get_ref();
            if !ids.insert(id.clone()) {
                self.problems.add(&table.at(&territory.id), format!("territory \"{id}\" stands twice"));
            }
            self.filled(file, &territory.name, "name", LABEL_LIMIT);
            self.filled(file, &territory.reason, "reason", NOTE_LIMIT);
            self.coordinates(file, &territory.place.lat, &territory.place.lon);
            let covered = self.one_of(file, &territory.covered, "covered", &COVERED);
            let member = self.country(file, &territory.member);
            let from = self.optional_date(file, territory.from.as_ref());
            let until = self.optional_date(file, territory.until.as_ref());
            if from > 0 && until > 0 && until < from {
                self.problems.add(&table.at(&territory.id), "until is before from");
            }
            let sources = self.source_list(&table.at(record), file, &territory.sources);
            let shape = territory.shape.as_ref().and_then(|shape| self.country(file, shape));
            if let (Some(country), Some(member)) = (shape, member) {
                let note = territory.reason.get_ref().trim().to_owned();
                cards.push(Card { country, note, documents: Vec::new(), mission: 0, sources });
                rows.push(Territory { country, member, covered });
            }
        }
        rows
    }

    fn events(&mut self, table: &Table<raw::Event>) -> Vec<Event> {
        let file = &table.file;
        let mut ids = BTreeSet::new();
        let mut rows = Vec::new();
        for record in &table.records {
            let event = record.get_ref();
            let id = event.id.get_ref();
            if !ids.insert(id.clone()) {
                self.problems.add(&table.at(&event.id), format!("event \"{id}\" stands twice"));
            }
            if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
                self.problems.add(&table.at(&event.id), "an id has small letters, digits and hyphens");
            }
            self.filled(file, &event.title, "title", TITLE_LIMIT);
            self.filled(file, &event.summary, "summary", SUMMARY_LIMIT);
            for place in &event.places {
                self.filled(file, &place.name, "name", LABEL_LIMIT);
                self.coordinates(file, &place.lat, &place.lon);
            }
            let sources = self.source_list(&table.at(record), file, &event.sources);
            let is_firm = match event.confidence.get_ref().as_str() {
                "high" => true,
                "medium" => false,
                other => {
                    let message = format!("confidence \"{other}\" is neither high nor medium: keep it out");
                    self.problems.add(&table.at(&event.confidence), message);
                    false
                }
            };
            let official = sources.iter().any(|source| self.official_sources.contains(source));
            let solid = sources.iter().filter(|source| !self.weak_sources.contains(source)).count();
            if is_firm && !official && solid < 2 {
                let message = "high confidence needs an official source or two that are not weak";
                self.problems.add(&table.at(&event.confidence), message);
            }
            rows.push(Event {
                id: id.clone(),
                date: self.date(file, &event.date),
                title: event.title.get_ref().trim().to_owned(),
                summary: event.summary.get_ref().trim().to_owned(),
                note: self.note(file, event.note.as_ref()),
                lane: self.one_of(file, &event.lane, "lane", &LANES),
                weight: self.one_of(file, &event.weight, "weight", &WEIGHTS),
                is_firm,
                countries: event.countries.iter().filter_map(|code| self.country(file, code)).collect(),
                sources,
            });
        }
        if let Some(record) = table.records.get(TABLE_LIMIT) {
            self.problems.add(&table.at(record), format!("more than {TABLE_LIMIT} events"));
        }
        rows
    }

    fn unused_sources(&mut self, table: &Table<raw::Source>) {
        for (index, record) in table.records.iter().enumerate() {
            if !self.used_sources.contains(&index) {
                let id = &record.get_ref().id;
                let message = format!("source \"{}\" is not used by any record", id.get_ref());
                self.problems.add(&table.at(id), message);
            }
        }
    }

    fn country(&mut self, file: &Rc<File>, code: &Text) -> Option<usize> {
        let index = self.countries.get(code.get_ref()).copied();
        if index.is_none() {
            let message = format!("unknown country \"{}\": no such row in data/countries.csv", code.get_ref());
            self.problems.add(&At::span(file, code.span()), message);
        }
        index
    }

    /// The indices of the sources of a record, each once; none at all is a problem.
    fn source_list<'s>(&mut self, at: &At, file: &Rc<File>, ids: impl IntoIterator<Item = &'s Text>) -> Vec<usize> {
        let mut indices = Vec::new();
        let mut is_empty = true;
        for id in ids {
            is_empty = false;
            match self.sources.get(id.get_ref()).copied() {
                Some(index) if indices.contains(&index) => {}
                Some(index) => {
                    self.used_sources.insert(index);
                    indices.push(index);
                }
                None => {
                    let message = format!("unknown source \"{}\"", id.get_ref());
                    self.problems.add(&At::span(file, id.span()), message);
                }
            }
        }
        if is_empty {
            self.problems.add(at, "the record has no source");
        }
        indices
    }

    fn capital(&mut self, file: &Rc<File>, country: usize, capital: &raw::Capital) -> Option<Capital> {
        self.filled(file, &capital.name, "name", LABEL_LIMIT);
        self.coordinates(file, &capital.lat, &capital.lon);
        let (lat, lon) = (*capital.lat.get_ref(), *capital.lon.get_ref());
        Some(Capital { country, name: capital.name.get_ref().clone(), lat, lon })
    }

    fn coordinates(&mut self, file: &Rc<File>, lat: &toml::Spanned<f64>, lon: &toml::Spanned<f64>) {
        if !(-90.0..=90.0).contains(lat.get_ref()) {
            self.problems.add(&At::span(file, lat.span()), "lat is not within -90 and 90");
        }
        if !(-180.0..=180.0).contains(lon.get_ref()) {
            self.problems.add(&At::span(file, lon.span()), "lon is not within -180 and 180");
        }
    }

    /// The index of a word in the list of those allowed; 0 when it is not there.
    fn one_of(&mut self, file: &Rc<File>, word: &Text, name: &str, allowed: &[&str]) -> usize {
        let index = allowed.iter().position(|allowed| allowed == word.get_ref());
        if index.is_none() {
            let message = format!("{name} \"{}\" is not one of {}", word.get_ref(), allowed.join(", "));
            self.problems.add(&At::span(file, word.span()), message);
        }
        index.unwrap_or_default()
    }

    fn filled(&mut self, file: &Rc<File>, text: &Text, name: &str, limit: usize) {
        let length = text.get_ref().trim().chars().count();
        let at = At::span(file, text.span());
        if length == 0 {
            self.problems.add(&at, format!("{name} is empty"));
        }
        if length > limit {
            self.problems.add(&at, format!("{name} has {length} characters, {limit} are allowed"));
        }
        if text.get_ref().trim().contains('\n') {
            self.problems.add(&at, format!("{name} must be one paragraph"));
        }
    }

    fn note(&mut self, file: &Rc<File>, note: Option<&Text>) -> String {
        let Some(note) = note else { return String::new() };
        self.filled(file, note, "note", NOTE_LIMIT);
        note.get_ref().trim().to_owned()
    }

    fn optional_date(&mut self, file: &Rc<File>, date: Option<&Text>) -> Packed {
        date.map_or(0, |date| self.date(file, date))
    }

    /// A date of day precision.
    fn day(&mut self, file: &Rc<File>, text: &Text) -> Packed {
        let packed = self.date(file, text);
        if packed > 0 && packed % 100 == 0 {
            self.problems.add(&At::span(file, text.span()), "the day is missing");
        }
        packed
    }

    /// A date as long as it is known: `1990`, `2017-05`, `2012-03-19`; not after the data's own.
    fn date(&mut self, file: &Rc<File>, text: &Text) -> Packed {
        let at = At::span(file, text.span());
        let Some(packed) = parse_date(text.get_ref()) else {
            self.problems.add(&at, format!("impossible date \"{}\"", text.get_ref()));
            return 0;
        };
        if self.as_of > 0 && packed > self.as_of {
            self.problems.add(&at, format!("date \"{}\" is after as_of in data/meta.toml", text.get_ref()));
        }
        packed
    }
}

/// A name for sorting: small letters without marks.
fn plain_letters(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).map(slug::plain).collect()
}

fn parse_date(text: &str) -> Option<Packed> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = [4, 2, 2];
    let is_formed = parts.len() <= 3
        && parts
            .iter()
            .zip(digits)
            .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_formed {
        return None;
    }
    let number = |index: usize| parts.get(index).map_or(Some(0), |part| part.parse::<u32>().ok());
    let (year, month, day) = (number(0)?, number(1)?, number(2)?);
    let month_length = match month {
        0 => 0,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let is_month = parts.len() < 2 || month > 0;
    let is_day = parts.len() < 3 || day > 0;
    (is_month && is_day && day <= month_length && year > 0).then_some(year * 10_000 + month * 100 + day)
}

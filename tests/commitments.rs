//! Who must defend whom: the lens against the treaties, and against the data.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use two_oceans::model::atlas::{atlas, CountryId};
use two_oceans::model::commitment::{links, recorded, shared, verdict, web, Kind, State};
use two_oceans::model::date::Date;
use two_oceans::model::texts;

/// The dates that the whole matrix is checked on, besides today.
const DATES: [&str; 5] = ["1949", "1955", "1991", "2004", "2023"];

fn country(code: &str) -> CountryId {
    atlas().country_by_code(code).unwrap()
}

fn day(text: &str) -> Date {
    atlas().governing_day(Date::parse(text).unwrap())
}

fn code(id: CountryId) -> &'static str {
    atlas().country(id).unwrap().code
}

fn install() {
    assert!(texts::install(two_oceans::TEXTS));
}

/// The pairs were written by hand from the treaties, before the lens; each row cites its clause.
#[test]
fn the_lens_says_what_the_treaties_say() {
    install();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commitments/pairs.csv");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect();
    assert!(rows.len() >= 40);
    let mut wrong = Vec::new();
    for row in &rows {
        assert!(Kind::KEYS.contains(&&row[3]), "{row:?}");
        assert!(!row[4].is_empty(), "{row:?} cites no clause");
        let (one, other) = (country(&row[0]), country(&row[1]));
        let found = verdict(one, other, day(&row[2])).key();
        if found != &row[3] {
            wrong.push(format!("{} {} {}: {found}, but {} ({})", &row[0], &row[1], &row[2], &row[3], &row[4]));
        }
        assert_eq!(found, verdict(other, one, day(&row[2])).key(), "the other way round: {row:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An instrument as `data/commitments.toml` has it, read without the build script.
struct Instrument {
    kind: usize,
    parties: BTreeMap<String, (String, String)>,
    hub: Option<String>,
    with: Option<String>,
    since: String,
    until: String,
    suspended: Vec<(String, String, String)>,
}

/// The last day of a date in words: what is known no finer counts from its end.
fn last(date: &str) -> String {
    Date::parse(date).map(|date| date.last_day().iso()).unwrap_or_default()
}

fn instruments() -> BTreeMap<String, Vec<Instrument>> {
    let read = |name: &str| -> toml::Table {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        fs::read_to_string(path).unwrap().parse().unwrap()
    };
    let text = |value: &toml::Value, field: &str| -> String {
        value.get(field).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let list = |value: &toml::Value, field: &str| -> Vec<String> {
        let list = value.get(field).and_then(toml::Value::as_array);
        list.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
    };
    let members = read("members.toml")["member"].as_array().unwrap().clone();
    let partners = read("partners.toml")["partner"].as_array().unwrap().clone();
    let strength = |kind: &str| {
        let kind = kind.split('/').next().unwrap().trim_end_matches("-programme");
        Kind::KEYS.iter().position(|key| *key == kind).unwrap_or_else(|| panic!("unknown kind {kind}"))
    };
    let mut found: BTreeMap<String, Vec<Instrument>> = BTreeMap::new();
    for record in read("commitments.toml")["commitment"].as_array().unwrap() {
        if record.get("counts").and_then(toml::Value::as_bool) == Some(false) {
            continue;
        }
        let id = text(record, "id");
        let mut parties: BTreeMap<String, (String, String)> =
            list(record, "parties").into_iter().map(|code| (code, Default::default())).collect();
        for change in record.get("changes").and_then(toml::Value::as_array).into_iter().flatten() {
            for code in list(change, "members") {
                parties.insert(code, (last(&text(change, "since")), last(&text(change, "until"))));
            }
        }
        for member in &members {
            let (code, accession) = (text(member, "id"), text(member, "accession"));
            if id == "north-atlantic-treaty" {
                parties.insert(code, (accession, String::new()));
            } else if id == "partnership-for-peace" && parties.contains_key(&code) {
                parties.insert(code, (last(&text(member, "partner_since")), accession));
            }
        }
        for partner in partners.iter().filter(|_| id == "partnership-for-peace") {
            let code = text(partner, "id");
            if parties.contains_key(&code) {
                parties.insert(code, (last(&text(partner, "since")), String::new()));
            }
        }
        let is_political = record.get("binding").and_then(toml::Value::as_bool) == Some(false);
        let dates = [text(record, "in_force"), text(record, "counts_from")];
        let signed = Some(text(record, "signed")).filter(|_| is_political);
        let since = dates.into_iter().chain(signed).find(|date| !date.is_empty()).unwrap_or_default();
        let until = [text(record, "ended"), text(record, "dormant")].into_iter().find(|date| !date.is_empty());
        let suspended = record.get("suspended").and_then(toml::Value::as_array).into_iter().flatten();
        let suspended = suspended.map(|record| {
            let between = list(record, "between");
            (between[0].clone(), between[1].clone(), text(record, "since"))
        });
        let part = |parties: BTreeMap<String, (String, String)>, since: String| Instrument {
            kind: strength(&text(record, "kind")),
            parties,
            hub: Some(text(record, "hub")).filter(|hub| !hub.is_empty()),
            with: Some(text(record, "with")).filter(|with| !with.is_empty()),
            since: last(&since),
            until: last(until.as_deref().unwrap_or_default()),
            suspended: suspended.clone().collect(),
        };
        let rows = match record.get("components").and_then(toml::Value::as_array) {
            Some(components) => components
                .iter()
                .map(|row| {
                    let parties = list(row, "parties").into_iter().map(|code| (code, Default::default())).collect();
                    part(parties, text(row, "in_force"))
                })
                .collect(),
            None => vec![part(parties, since)],
        };
        found.insert(id, rows);
    }
    found
}

impl Instrument {
    fn is_effective(&self, day: &str) -> bool {
        let has_ended = !self.until.is_empty() && self.until.as_str() <= day;
        // Long before the calendar of the widget: a year of three digits would sort wrongly, one of four does not.
        !self.since.is_empty() && self.since.as_str() <= day && !has_ended
    }

    fn has(&self, code: &str, day: &str) -> bool {
        self.parties.get(code).is_some_and(|(since, until)| {
            (since.is_empty() || since.as_str() <= day) && (until.is_empty() || until.as_str() > day)
        })
    }
}

/// A second reading of the same rules, from the files: it shares no code with the lens but the dates.
fn expected(all: &BTreeMap<String, Vec<Instrument>>, one: &str, other: &str, day: &str) -> usize {
    let mut strongest = 7;
    for instrument in all.values().flatten().filter(|instrument| instrument.is_effective(day)) {
        let links = match instrument.with.as_deref() {
            Some(with) => {
                let treaty = if with == "NATO" { "north-atlantic-treaty" } else { "eu-42-7" };
                let treaty = &all[treaty][0];
                let sides = |party: &str, member: &str| {
                    instrument.has(party, day)
                        && !instrument.has(member, day)
                        && treaty.is_effective(day)
                        && treaty.has(member, day)
                };
                sides(one, other) || sides(other, one)
            }
            None => instrument.has(one, day) && instrument.has(other, day),
        };
        let is_at_hub = instrument.hub.as_deref().is_none_or(|hub| hub == one || hub == other);
        let is_suspended = instrument.suspended.iter().any(|(first, second, since)| {
            [(first.as_str(), second.as_str()), (second, first)].contains(&(one, other)) && since.as_str() <= day
        });
        if links && is_at_hub && !is_suspended {
            strongest = strongest.min(instrument.kind);
        }
    }
    strongest
}

#[test]
fn all_pairs_agree_with_the_instruments_in_force_on_six_dates() {
    install();
    let all = instruments();
    let countries = recorded();
    assert_eq!(countries.len(), 36);
    let today = atlas().as_of.iso();
    for date in DATES.into_iter().chain([today.as_str()]) {
        let day = day(date);
        let mut pairs = 0;
        let mut kinds = [0; 8];
        for (index, &one) in countries.iter().enumerate() {
            for &other in &countries[index + 1..] {
                let kind = expected(&all, code(one), code(other), &day.iso());
                let found = verdict(one, other, day);
                assert_eq!(found.key(), Kind::KEYS[kind], "{} {} {date}", code(one), code(other));
                kinds[kind] += 1;
                pairs += 1;
            }
        }
        assert_eq!(pairs, 630);
        if date == today {
            // 32 members with each other; the United States with Australia, Japan and Korea; Australia with New Zealand.
            let by_hand = 32 * 31 / 2 + 4;
            assert_eq!(kinds[0], by_hand, "pairs bound by mutual defence today");
        }
    }
}

/// A partner is bound by mutual defence to nobody in NATO but the United States, and to that by a treaty of its own.
#[test]
fn no_treaty_of_nato_reaches_a_partner() {
    install();
    let today = atlas().as_of;
    for partner in ["AUS", "JPN", "KOR", "NZL"] {
        for (other, kind) in web(country(partner), today) {
            let allies = links(country(partner), other, today);
            let bound: Vec<&str> = allies
                .iter()
                .filter(|link| link.state == State::InForce && link.kind() == Kind::MutualDefence)
                .map(|link| link.record.id)
                .collect();
            assert!(!bound.contains(&"north-atlantic-treaty"), "{partner} {}", code(other));
            assert_eq!(kind == Kind::MutualDefence, !bound.is_empty());
        }
    }
    let allies = |id: &str| -> Vec<&str> {
        let bound = web(country(id), today).into_iter().filter(|(_, kind)| *kind == Kind::MutualDefence);
        bound.map(|(id, _)| code(id)).collect()
    };
    assert_eq!(allies("JPN"), ["USA"]);
    assert_eq!(allies("KOR"), ["USA"]);
    assert_eq!(allies("NZL"), ["AUS"]);
    assert_eq!(allies("AUS"), ["NZL", "USA"]);
}

/// Two allies of a third are told as that, and the verdict stays what their own agreements make it.
#[test]
fn a_shared_ally_makes_no_link() {
    install();
    let today = atlas().as_of;
    let found = shared(country("JPN"), country("DEU"), today);
    let found: Vec<(Vec<&str>, &str, &str)> = found
        .iter()
        .map(|shared| (shared.with.iter().map(|&id| code(id)).collect(), shared.first.id, shared.second.id))
        .collect();
    assert_eq!(found, [(vec!["USA"], "us-japan-1960", "north-atlantic-treaty")]);
    assert_eq!(verdict(country("JPN"), country("DEU"), today), Kind::Technology);
    assert!(shared(country("FRA"), country("DEU"), today).is_empty(), "allies of each other share no detour");
    assert!(
        shared(country("NZL"), country("DEU"), today).is_empty(),
        "ANZUS is suspended between the US and New Zealand"
    );
}

/// What was suspended is shown as suspended, neither as ended nor as in force.
#[test]
fn a_suspended_treaty_is_told_as_suspended() {
    install();
    let (one, other) = (country("USA"), country("NZL"));
    let state = |date: &str| {
        let links = links(one, other, day(date));
        links.iter().find(|link| link.record.id == "anzus-1951").map(|link| link.state)
    };
    assert_eq!(state("1986-08-10"), Some(State::InForce));
    assert_eq!(state("1986-08-11"), Some(State::Suspended(Date::parse("1986-08-11").unwrap())));
    assert_eq!(state("1951-09-01"), Some(State::Signed));
    assert_eq!(state("1951-08-31"), None);
}

/// Each instrument that two countries have says what it obliges to and where; NATO's programmes and AUKUS, that help is no duty.
#[test]
fn every_instrument_says_its_duty_and_its_area() {
    install();
    let (all, today) = (recorded(), atlas().as_of);
    let mut count = 0;
    for (index, &one) in all.iter().enumerate() {
        for &other in &all[index + 1..] {
            for link in links(one, other, today) {
                let (id, text) = (link.record.id, link.record.text);
                let says_area = text.contains("Applies to: ") || text.contains("No treaty area.");
                assert!(text.contains("Duty to help: ") && says_area, "{id}: {text}");
                if link.kind() > Kind::Consultation && link.kind() < Kind::None && id != "us-denmark-greenland-1951" {
                    assert!(text.contains("Duty to help: none."), "{id}: {text}");
                }
                count += 1;
            }
        }
    }
    assert!(count > 630, "{count}");
}

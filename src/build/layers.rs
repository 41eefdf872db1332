//! The records of the map's layers, in the one form that they share, and the series of spending; for the data-only part.
//!
//! Reader: `src/model/layers.rs`; change both sides together.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::check::commitment::{Commitment, ORGANISATIONS};
use super::check::office::{Office, STATUSES};
use super::check::partner::{INDO_PACIFIC, PFP};
use super::check::spending::{Figure, Spender, Spending};
use super::check::{Facts, Packed};
use super::cite::Cited;
use super::pack::{days, hundredths, Packer};

/// The first year of the series of spending.
const FIRST_YEAR: u16 = 2014;

/// A record of any layer.
#[derive(Default)]
struct Record {
    id: String,
    name: String,
    /// The sort of office or grouping; who claims a contested place.
    kind: String,
    /// The words of Article 6, the city, the clause, who controls.
    words: String,
    text: String,
    /// The entry of the legend.
    class: usize,
    /// The first date is not that of the opening, but the first on which the office or its proposal was known.
    is_vague: bool,
    /// Degrees east and north.
    place: Option<(f64, f64)>,
    from: Packed,
    /// Of the treaty; of a contested place, the day that the description is of.
    in_force: Packed,
    until: Packed,
    shape: Option<usize>,
    countries: Vec<usize>,
    /// Country, since, until: of those whose dates are not those of the record.
    changes: Vec<(usize, Packed, Packed)>,
    sources: Vec<usize>,
}

/// All of it.
pub fn pack(out: &mut Packer, facts: &Facts, catalogue: &Catalogue, cited: &mut Cited) {
    records(out, territories(facts), cited);
    records(out, facts.offices.iter().map(|office| of_office(facts, office)).collect(), cited);
    records(out, groupings(facts), cited);
    records(out, contested(facts), cited);
    records(out, measures(&facts.spending), cited);
    let thens = facts.thens.iter().map(|then| Record {
        text: then.text.clone(),
        from: then.from,
        until: then.until,
        countries: then.countries.clone(),
        sources: then.sources.clone(),
        ..Record::default()
    });
    records(out, thens.collect(), cited);
    series(out, &facts.spending, catalogue, cited);
    commitments(out, facts, catalogue, cited);
}

/// Kinds of commitment from the strongest on, by their place in `check::commitment::KINDS`: `Kind` of the model.
const STRENGTHS: [usize; 7] = [0, 2, 1, 3, 4, 5, 6];

/// The class of what gives no link of its own, after the kinds.
const AMENDMENT: usize = 7;

/// The first year that a packed date can have.
const EPOCH: Packed = 1901;

/// Commitments as records (`src/model/commitment.rs` says what each field means there), and who has suspended what.
fn commitments(out: &mut Packer, facts: &Facts, catalogue: &Catalogue, cited: &mut Cited) {
    let mut suspended = Vec::new();
    let mut rows = Vec::new();
    for commitment in &facts.commitments {
        for suspension in &commitment.suspensions {
            suspended.push(rows.len());
            suspended.extend(&suspension.between);
            suspended.push(days(suspension.since) as usize);
        }
        rows.extend(of_commitment(facts, commitment, catalogue));
    }
    records(out, rows, cited);
    out.list(&suspended);
}

/// One record, or one for each part.
fn of_commitment(facts: &Facts, commitment: &Commitment, catalogue: &Catalogue) -> Vec<Record> {
    let changes = match commitment.id.as_str() {
        "north-atlantic-treaty" => joined_nato(facts),
        "partnership-for-peace" => partners_for_peace(facts),
        _ => commitment.changes.iter().map(|change| (change.member, change.since, change.until)).collect(),
    };
    let left = changes.iter().map(|(country, ..)| *country).filter(|country| !commitment.parties.contains(country));
    let with = ORGANISATIONS.iter().position(|organisation| *organisation == commitment.with).map_or(0, |at| at + 1);
    let is_political = commitment.is_binding == Some(false);
    let known = [commitment.in_force, commitment.counts_from, if is_political { commitment.signed } else { 0 }];
    let in_force = known.into_iter().find(|&date| date > 0).unwrap_or(0);
    let kind = if commitment.is_counted { STRENGTHS[commitment.kind] } else { AMENDMENT };
    // Those of the instrument itself come first: of two that are as good, the earlier is named.
    let own: BTreeSet<usize> = commitment.sources.iter().copied().collect();
    let others: BTreeSet<usize> = commitment.changes.iter().flat_map(|change| &change.sources).copied().collect();
    let sources: Vec<usize> = own.iter().chain(others.difference(&own)).copied().collect();
    let is_undated = commitment.signed.max(in_force) == 0;
    let first_known =
        commitment.sources.iter().map(|&source| facts.sources[source].date).filter(|&date| date > 0).min();
    let record = |parties: Vec<usize>, signed: Packed, in_force: Packed| Record {
        id: commitment.id.clone(),
        name: commitment.short.clone(),
        text: if is_compared(facts, commitment) { paragraphs(commitment, catalogue) } else { String::new() },
        class: kind | usize::from(is_political) << 3 | with << 4,
        is_vague: commitment.dormant > 0 || is_undated,
        from: if is_undated { first_known.unwrap_or(facts.as_of) } else { of_our_time(signed) },
        in_force: if in_force > 0 { of_our_time(in_force).max(EPOCH * 10_000) } else { 0 },
        until: [commitment.ended, commitment.dormant].into_iter().find(|&date| date > 0).unwrap_or(0),
        shape: commitment.hub,
        countries: parties,
        changes: changes.clone(),
        sources: sources.clone(),
        ..Record::default()
    };
    if commitment.components.is_empty() {
        return vec![record(commitment.parties.iter().copied().chain(left).collect(), commitment.signed, in_force)];
    }
    let parts = commitment.components.iter();
    parts.map(|part| record(part.parties.clone(), part.signed, part.in_force)).collect()
}

/// Whether two of those that are compared can have it: members of NATO and the four partners.
fn is_compared(facts: &Facts, commitment: &Commitment) -> bool {
    let is_member = |country: usize| facts.members.iter().any(|member| member.country == country);
    let is_partner = |country: usize| {
        facts.partners.iter().any(|partner| partner.country == country && partner.group == INDO_PACIFIC)
    };
    let is_one = |country: &usize| is_member(*country) || is_partner(*country);
    let count = commitment.parties.iter().copied().filter(|country| is_one(country)).count();
    commitment.hub.as_ref().is_none_or(is_one) && (count > 1 || !commitment.with.is_empty())
}

/// What its card says: its name in full, the clause, what it means, whether help is a duty, where it applies, and what no
/// source says.
fn paragraphs(commitment: &Commitment, catalogue: &Catalogue) -> String {
    let Commitment { name, short, duty, area, .. } = commitment;
    let about = |template: &str, text: &str| said(catalogue, template, text, "");
    // What stands in brackets at the end of a name is that of the title.
    let name = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map_or(name.as_str(), |(name, _)| name);
    let is_short = commitment.is_short_proper || short.contains(name.trim_start_matches("The "));
    let open = match (commitment.counts_from, commitment.are_dates_covered) {
        (0, true) => "",
        (0, false) => catalogue.text("copy::COMPARE_OPEN"),
        _ => catalogue.text("copy::COMPARE_INFERRED"),
    };
    let is_nowhere = area == "None.";
    let help = about(if duty.is_empty() { "copy::COMPARE_NO_DUTY" } else { "copy::COMPARE_DUTY" }, duty);
    let place = about(if is_nowhere { "copy::COMPARE_NO_AREA" } else { "copy::COMPARE_AREA" }, area);
    let texts = [
        if is_short { String::new() } else { [name, "."].concat() },
        clause(commitment, catalogue),
        commitment.plain.clone(),
        // Of what is only a programme the two are as short as can be: one paragraph.
        if duty.is_empty() && is_nowhere { [help, place].join(" ") } else { [help, place].join("\t") },
        open.to_owned(),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.join("\t")
}

/// A text of the catalogue about a text of the data.
fn said(catalogue: &Catalogue, template: &str, text: &str, article: &str) -> String {
    catalogue.text(template).replace("{text}", text).replace("{article}", article).trim_start().to_owned()
}

/// The clause with its place, and how it is given: word for word, in a translation, or in our words; or nothing.
fn clause(commitment: &Commitment, catalogue: &Catalogue) -> String {
    let Commitment { article, clause, clause_en, translation, .. } = commitment;
    match (clause.is_empty(), commitment.is_quoted, clause_en.is_empty()) {
        (true, ..) => String::new(),
        (_, true, true) => said(catalogue, "copy::COMPARE_QUOTED", clause, article),
        (_, true, false) => {
            said(catalogue, "copy::COMPARE_TRANSLATED", clause_en, article).replace("{by}", translation)
        }
        _ if article.is_empty() => said(catalogue, "copy::COMPARE_OURS", clause, ""),
        _ => said(catalogue, "copy::COMPARE_PARAPHRASED", clause, article),
    }
}

/// A date that can be packed, or 0.
fn of_our_time(date: Packed) -> Packed {
    if date < EPOCH * 10_000 {
        0
    } else {
        date
    }
}

/// Who joined NATO after its foundation.
fn joined_nato(facts: &Facts) -> Vec<(usize, Packed, Packed)> {
    let later = facts.members.iter().filter(|member| member.round > 0);
    later.map(|member| (member.country, member.since, 0)).collect()
}

/// From the signature of the framework document until membership, if that has come.
fn partners_for_peace(facts: &Facts) -> Vec<(usize, Packed, Packed)> {
    let joined = joined_nato(facts);
    let partners = facts.partners.iter().filter(|partner| partner.group == PFP);
    let rows = partners.map(|partner| {
        let member = joined.iter().find(|(country, ..)| *country == partner.country);
        (partner.country, partner.since, member.map_or(0, |(_, since, _)| *since))
    });
    rows.collect()
}

/// One paragraph of several.
fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn territories(facts: &Facts) -> Vec<Record> {
    let records = facts.territories.iter().map(|territory| Record {
        id: territory.id.clone(),
        name: territory.name.clone(),
        words: territory.words.clone(),
        text: joined(&[&territory.reason, &territory.note]),
        class: territory.covered,
        place: Some((territory.lon, territory.lat)),
        from: territory.from,
        until: territory.until,
        shape: territory.shape,
        countries: vec![territory.member],
        sources: territory.sources.clone(),
        ..Record::default()
    });
    records.collect()
}

/// An office whose opening is not known counts from the first day on which it is known to have been there.
fn of_office(facts: &Facts, office: &Office) -> Record {
    let is_proposed = STATUSES[office.status] == "proposed";
    let known = [office.proposed, office.opened].into_iter().find(|&date| date > 0);
    let dated = office.sources.iter().map(|&source| facts.sources[source].date).filter(|&date| date > 0).min();
    let seen = Some(office.status_agreed).filter(|&date| date > 0).or(dated);
    Record {
        id: office.id.clone(),
        name: office.name.clone(),
        kind: office.kind.clone(),
        words: office.place.clone(),
        text: office.note.clone(),
        class: if is_proposed { 2 } else { 0 },
        is_vague: office.opened == 0,
        place: Some((office.lon, office.lat)),
        from: known.or(seen).unwrap_or(facts.as_of),
        until: office.closed,
        countries: vec![office.country],
        sources: office.sources.clone(),
        ..Record::default()
    }
}

/// NATO's members have their dates of accession, which stand in another file.
fn groupings(facts: &Facts) -> Vec<Record> {
    let records = facts.groupings.iter().map(|grouping| {
        let changes: Vec<(usize, Packed, Packed)> =
            grouping.changes.iter().map(|change| (change.member, change.since, change.until)).collect();
        let left = changes.iter().filter(|(_, _, until)| *until > 0).map(|(country, _, _)| *country);
        let sources: BTreeSet<usize> = grouping
            .sources
            .iter()
            .chain(grouping.changes.iter().flat_map(|change| &change.sources))
            .copied()
            .collect();
        Record {
            id: grouping.id.clone(),
            name: grouping.name.clone(),
            kind: grouping.kind.clone(),
            words: grouping.clause.clone(),
            text: joined(&[&grouping.summary, &grouping.note]),
            from: grouping.founded,
            in_force: if grouping.in_force == grouping.founded { 0 } else { grouping.in_force },
            countries: grouping.members.iter().copied().chain(left).collect(),
            changes: if grouping.id == "nato" { joined_nato(facts) } else { changes },
            sources: sources.into_iter().collect(),
            ..Record::default()
        }
    });
    records.collect()
}

fn contested(facts: &Facts) -> Vec<Record> {
    let records = facts.contested.iter().map(|place| Record {
        id: place.id.clone(),
        name: std::iter::once(&place.name).chain(&place.names).map(String::as_str).collect::<Vec<_>>().join(" / "),
        kind: place.claimants.join("; "),
        words: place.controlled_by.clone(),
        text: joined(&[&place.un_position, &place.note]),
        place: Some((place.lon, place.lat)),
        in_force: place.as_of,
        sources: place.sources.clone(),
        ..Record::default()
    });
    records.collect()
}

/// What counts as spending, where the figures were published, and what was promised.
fn measures(spending: &Spending) -> Vec<Record> {
    let definitions = spending.definitions.iter().map(|definition| Record {
        name: definition.label.clone(),
        text: definition.text.clone(),
        sources: definition.sources.clone(),
        ..Record::default()
    });
    let is_used = |index: usize| spending.figures.iter().any(|figure| figure.edition == index);
    let editions = spending.editions.iter().enumerate().filter(|(index, _)| is_used(*index));
    let editions = editions.map(|(_, edition)| Record {
        name: edition.label.clone(),
        text: edition.note.clone(),
        sources: edition.sources.clone(),
        ..Record::default()
    });
    let targets = spending.targets.iter().map(|target| Record {
        name: target.label.clone(),
        text: target.note.clone(),
        from: target.from,
        until: target.until,
        sources: target.sources.clone(),
        ..Record::default()
    });
    definitions.chain(editions).chain(targets).collect()
}

fn records(out: &mut Packer, records: Vec<Record>, cited: &mut Cited) {
    out.index(records.len());
    for column in [
        |record: &Record| record.id.clone(),
        |record: &Record| record.name.clone(),
        |record: &Record| record.kind.clone(),
        |record: &Record| record.words.clone(),
        |record: &Record| record.text.clone(),
    ] {
        out.strings(records.iter().map(column));
    }
    for column in [
        |record: &Record| record.class as u32 * 2 + u32::from(record.is_vague),
        |record: &Record| record.place.map_or(0, |(lon, _)| hundredths(lon + 180.0)),
        |record: &Record| record.place.map_or(0, |(_, lat)| hundredths(lat + 90.0)),
        |record: &Record| days(record.from),
        |record: &Record| days(record.in_force),
        |record: &Record| days(record.until),
        |record: &Record| record.shape.map_or(0, |shape| shape as u32 + 1),
    ] {
        out.numbers(records.iter().map(column));
    }
    records.iter().for_each(|record| out.list(&record.countries));
    for record in &records {
        let days = |date: Packed| days(date) as usize;
        let changes = record.changes.iter().flat_map(|&(country, since, until)| [country, days(since), days(until)]);
        out.list(&changes.collect::<Vec<_>>());
    }
    records.iter().for_each(|record| out.list(&cited.best(&record.name, &record.sources)));
}

/// Shares and amounts as differences from the year before, since they change little.
fn series(out: &mut Packer, spending: &Spending, catalogue: &Catalogue, cited: &mut Cited) {
    let spenders: BTreeSet<Spender> = spending.figures.iter().map(|figure| figure.spender).collect();
    let series: Vec<(usize, Vec<&Figure>)> = spenders
        .into_iter()
        .filter_map(|spender| match spender {
            Spender::Country(country) => {
                Some((country, spending.figures.iter().filter(|figure| figure.spender == spender).collect()))
            }
            Spender::Aggregate(_) => None,
        })
        .collect();
    let note_of = |country: usize| {
        let note = spending.notes.iter().find(|note| note.spender == Spender::Country(country));
        let gap = spending.gaps.iter().find(|gap| gap.spender == Spender::Country(country));
        let note = note.map(|note| (note.note.clone(), note.sources.clone()));
        note.or_else(|| gap.map(|gap| (gap.reason.clone(), gap.sources.clone()))).unwrap_or_default()
    };
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut kinds: Vec<usize> = Vec::new();
    for (country, figures) in &series {
        for figure in figures {
            let (_, more) = note_of(*country);
            let mut set = figure.sources.clone();
            set.extend(more.into_iter().filter(|source| !figure.sources.contains(source)));
            let index = sets.iter().position(|other| *other == set).unwrap_or_else(|| {
                sets.push(set);
                sets.len() - 1
            });
            let is_rounded = figure.pct.as_ref().is_some_and(|share| decimals(&share.digits) < 2);
            let flags = [figure.is_estimate, is_rounded, figure.basis == "GNI"];
            kinds.push(flags.iter().rev().fold(index, |kind, &flag| kind * 2 + usize::from(flag)));
        }
    }
    out.number(u32::from(FIRST_YEAR));
    out.index(series.len());
    for (country, figures) in &series {
        out.index(*country);
        out.index(figures.first().map_or(0, |figure| figure.definition));
        // The place in the list is the year.
        assert!(figures.iter().zip(FIRST_YEAR..).all(|(figure, year)| figure.year == year), "a year is missing");
        out.index(figures.len());
    }
    out.strings(series.iter().map(|(country, _)| note_of(*country).0));
    for column in [
        |figure: &Figure| figure.pct.as_ref().map_or(0, |share| hundredths(share.value)),
        |figure: &Figure| figure.usd_million.as_ref().map_or(0, |usd| amount(usd.value)),
    ] {
        for (_, figures) in &series {
            let mut previous = 0;
            for &figure in figures {
                let value = column(figure) as i32;
                out.number((((value - previous) << 1) ^ ((value - previous) >> 31)) as u32);
                previous = value;
            }
        }
    }
    kinds.into_iter().for_each(|kind| out.index(kind));
    out.index(sets.len());
    sets.iter().for_each(|set| out.list(&cited.best(catalogue.text("copy::DATA_SPENDING"), set)));
}

fn decimals(digits: &str) -> usize {
    digits.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Millions of dollars up to 999; above, tenths of a billion, 990 higher: as they are shown.
fn amount(millions: f64) -> u32 {
    if millions.round() < 1000.0 {
        millions.round() as u32
    } else {
        (millions / 100.0).round() as u32 + 990
    }
}

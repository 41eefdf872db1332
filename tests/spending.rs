//! The members' spending adds up to what NATO publishes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Million US dollars by year and spender, under NATO's definition.
fn figures() -> BTreeMap<u16, BTreeMap<String, f64>> {
    let mut years: BTreeMap<u16, BTreeMap<String, f64>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(data("spending.csv")).unwrap();
    for row in reader.records().map(Result::unwrap).filter(|row| &row[6] == "nato") {
        let year = years.entry(row[1].parse().unwrap()).or_default();
        if !row[3].is_empty() {
            year.insert(row[0].to_owned(), row[3].parse().unwrap());
        }
    }
    years
}

/// The year in which each member joined.
fn members() -> BTreeMap<String, u16> {
    let file: toml::Table = fs::read_to_string(data("members.toml")).unwrap().parse().unwrap();
    let records = file["member"].as_array().unwrap().iter();
    let text = |record: &toml::Value, field: &str| record[field].as_str().unwrap().to_owned();
    records.map(|record| (text(record, "id"), text(record, "accession")[..4].parse().unwrap())).collect()
}

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

/// NATO's aggregates are those of the members of the year: Finland counts from 2023, Sweden from 2024, although
/// their own rows go back to 2014. Montenegro (2017) and North Macedonia (2020) are in the aggregates from their
/// year of accession too. Iceland has no armed forces and no row with a number.
///
/// Every amount is rounded to a million, so the sum of n rows may be off by n halves, and the aggregate by one more.
#[test]
fn the_members_of_a_year_add_up_to_natos_aggregates() {
    let (figures, members) = (figures(), members());
    assert_eq!(figures.keys().copied().collect::<Vec<_>>(), (2014..=2026).collect::<Vec<_>>());
    for (year, amounts) in &figures {
        for (aggregate, without) in [("NATO_TOTAL", ""), ("NATO_EUR_CAN", "USA")] {
            let counted = amounts
                .iter()
                .filter(|(id, _)| members.get(*id).is_some_and(|since| since <= year) && id.as_str() != without);
            let counted: Vec<f64> = counted.map(|(_, amount)| *amount).collect();
            let published =
                *amounts.get(aggregate).unwrap_or_else(|| panic!("{year}: NATO publishes {aggregate} for every year"));
            let tolerance = (counted.len() + 1) as f64 * 0.5;
            let sum: f64 = counted.iter().sum();
            assert!((sum - published).abs() <= tolerance, "{year}: {sum} ≠ {aggregate} {published} ± {tolerance}");
        }
    }
}

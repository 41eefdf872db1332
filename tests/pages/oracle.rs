//! What is true, written down a second time: names, years and counts that the page must agree with.
//!
//! Kept apart from `data/` on purpose. A wrong line there must not make its own test pass.

/// Country shapes on the map, and events that may be published.
pub const SHAPES: u64 = 254;
pub const EVENTS: u64 = 161;

/// NATO's members by ISO 3166-1 alpha-3 code, with the year of accession.
pub const MEMBERS: [(&str, &str, i64); 32] = [
    ("BEL", "Belgium", 1949),
    ("CAN", "Canada", 1949),
    ("DNK", "Denmark", 1949),
    ("FRA", "France", 1949),
    ("ISL", "Iceland", 1949),
    ("ITA", "Italy", 1949),
    ("LUX", "Luxembourg", 1949),
    ("NLD", "Netherlands", 1949),
    ("NOR", "Norway", 1949),
    ("PRT", "Portugal", 1949),
    ("GBR", "United Kingdom", 1949),
    ("USA", "United States", 1949),
    ("GRC", "Greece", 1952),
    ("TUR", "Türkiye", 1952),
    ("DEU", "Germany", 1955),
    ("ESP", "Spain", 1982),
    ("CZE", "Czechia", 1999),
    ("HUN", "Hungary", 1999),
    ("POL", "Poland", 1999),
    ("BGR", "Bulgaria", 2004),
    ("EST", "Estonia", 2004),
    ("LVA", "Latvia", 2004),
    ("LTU", "Lithuania", 2004),
    ("ROU", "Romania", 2004),
    ("SVK", "Slovakia", 2004),
    ("SVN", "Slovenia", 2004),
    ("ALB", "Albania", 2009),
    ("HRV", "Croatia", 2009),
    ("MNE", "Montenegro", 2017),
    ("MKD", "North Macedonia", 2020),
    ("FIN", "Finland", 2023),
    ("SWE", "Sweden", 2024),
];

/// The four Indo-Pacific partners.
pub const INDO_PACIFIC: [(&str, &str); 4] =
    [("AUS", "Australia"), ("JPN", "Japan"), ("KOR", "Korea"), ("NZL", "New Zealand")];

/// Years in which something changed (and one quiet one), for the members at their end.
pub const YEARS: [i64; 12] = [1949, 1951, 1952, 1955, 1982, 1999, 2004, 2009, 2017, 2020, 2023, 2024];

/// Members at the end of a year.
pub fn members_at_end_of(year: i64) -> u64 {
    MEMBERS.iter().filter(|(_, _, since)| *since <= year).count() as u64
}

/// Whether a sentence names a number: "31", "31st" or, up to twenty, in letters.
pub fn names_number(sentence: &str, number: u64) -> bool {
    const WORDS: [(u64, &str); 5] =
        [(12, "twelve"), (14, "fourteen"), (15, "fifteen"), (16, "sixteen"), (19, "nineteen")];
    let word = WORDS.iter().find(|(n, _)| *n == number).map(|(_, word)| *word);
    sentence.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|token| {
        let digits = token.trim_end_matches(|c: char| c.is_alphabetic());
        digits == number.to_string() || word.is_some_and(|w| token.starts_with(w))
    })
}

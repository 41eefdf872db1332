//! A build with a broken fact fails with file and line: one test for each kind of problem,
//! on a copy of the real data with one edit.

#[allow(dead_code, reason = "the build script's module, mounted to be tried on broken data")]
#[path = "../src/build/all.rs"]
mod build;

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A copy of `data/` with one edit, and the place of the edit.
struct Broken {
    root: PathBuf,
    file: String,
    line: usize,
}

impl Broken {
    /// Replaces the first `from` after `anchor` in `data/<file>` by `to`.
    fn new(name: &str, file: &str, anchor: &str, from: &str, to: &str) -> Broken {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("facts-{name}"));
        let _ = fs::remove_dir_all(&root);
        copy(&Path::new(ROOT).join("data"), &root.join("data"));
        copy(&Path::new(ROOT).join("src"), &root.join("src"));
        let path = root.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let anchor_at = text.find(anchor).unwrap_or_else(|| panic!("{file} has no {anchor:?}"));
        let at = anchor_at + text[anchor_at..].find(from).unwrap_or_else(|| panic!("{file} has no {from:?}"));
        let line = text[..at].matches('\n').count() + 1;
        let broken = [&text[..at], to, &text[at + from.len()..]].concat();
        fs::write(&path, broken).unwrap();
        Broken { root, file: file.to_owned(), line }
    }

    /// The build fails with this message in this line (or `below` lines further down).
    #[track_caller]
    fn is_reported(&self, below: usize, message: &str) {
        let problems = match build::run(&self.root, "en") {
            Ok(_) => panic!("the build did not notice"),
            Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        };
        fs::remove_dir_all(&self.root).unwrap();
        let place = format!("{}:{}: ", self.file, self.line + below);
        let is_there = problems.iter().any(|problem| problem.starts_with(&place) && problem.contains(message));
        assert!(is_there, "expected {place}…{message}…, found {problems:#?}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_real_data_have_no_problem() {
    let problems = build::run(Path::new(ROOT), "en").err().unwrap_or_default();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn an_unknown_source() {
    Broken::new("unknown-source", "data/members.toml", "id = \"CAN\"", "\"nato-treaty\"", "\"no-such-source\"")
        .is_reported(0, "unknown source \"no-such-source\"");
}

#[test]
fn a_missing_source() {
    // Reported at the record, whose header is above its id.
    let broken = Broken::new(
        "missing-source",
        "data/members.toml",
        "id = \"CAN\"",
        "sources = [\"nato-treaty\", \"nato-enl-2024\"]",
        "",
    );
    let text = fs::read_to_string(broken.root.join("data/members.toml")).unwrap();
    let id_line = text[..text.find("id = \"CAN\"").unwrap()].matches('\n').count() + 1;
    let line = broken.line;
    Broken { line: id_line.min(line), ..broken }.is_reported_near("the record has no source");
}

impl Broken {
    /// The build fails with this message in this line or the one above, where a record's header is.
    #[track_caller]
    fn is_reported_near(&self, message: &str) {
        let problems = build::run(&self.root, "en").err().unwrap_or_default();
        fs::remove_dir_all(&self.root).unwrap();
        let is_there = problems.iter().any(|problem| {
            problem.file == self.file
                && (self.line - 1..=self.line).contains(&problem.line)
                && problem.message == message
        });
        assert!(is_there, "expected {}:{} {message}, found {problems:#?}", self.file, self.line);
    }
}

#[test]
fn an_impossible_date() {
    Broken::new("impossible-date", "data/members.toml", "id = \"POL\"", "\"1999-03-12\"", "\"1999-02-30\"")
        .is_reported(0, "impossible date \"1999-02-30\"");
}

#[test]
fn a_date_without_a_day_where_a_day_is_needed() {
    Broken::new("no-day", "data/members.toml", "id = \"POL\"", "\"1999-03-12\"", "\"1999-03\"")
        .is_reported(0, "the day is missing");
}

#[test]
fn a_date_after_the_datas_own() {
    Broken::new("future", "data/events.toml", "[[event]]", "date = \"1949-04-04\"", "date = \"2099-04-04\"")
        .is_reported(0, "is after as_of");
}

#[test]
fn an_accession_before_the_signature() {
    Broken::new("order", "data/members.toml", "id = \"POL\"", "\"1999-03-12\"", "\"1997-03-12\"")
        .is_reported(0, "accession is before the signature");
}

#[test]
fn an_unknown_country() {
    Broken::new("unknown-country", "data/events.toml", "[[event]]", "\"BEL\"", "\"XYZ\"")
        .is_reported(0, "unknown country \"XYZ\"");
}

#[test]
fn a_duplicate_id() {
    Broken::new("duplicate", "data/members.toml", "id = \"CAN\"", "\"CAN\"", "\"BEL\"")
        .is_reported(0, "member \"BEL\" stands twice");
}

#[test]
fn a_member_without_a_shape() {
    Broken::new("no-shape", "data/countries.csv", "\nPOL,", "POL,", "POX,").is_reported(0, "has no shape");
}

#[test]
fn a_shape_without_a_country_leaves_its_member_unknown() {
    let broken = Broken::new("no-row", "data/countries.csv", "\nPOL,", "POL,Poland,,,\n", "");
    let text = fs::read_to_string(broken.root.join("data/members.toml")).unwrap();
    let line = text[..text.find("id = \"POL\"").unwrap()].matches('\n').count() + 1;
    Broken { file: "data/members.toml".to_owned(), line, ..broken }.is_reported(0, "unknown country \"POL\"");
}

#[test]
fn a_text_over_its_limit() {
    let long = format!("title = \"{}\"", "x".repeat(81));
    Broken::new(
        "long",
        "data/events.toml",
        "[[event]]",
        "title = \"Twelve states sign the North Atlantic Treaty\"",
        &long,
    )
    .is_reported(0, "title has 81 characters, 80 are allowed");
}

#[test]
fn an_unused_source() {
    let extra = "[[source]]\nid = \"aaa-unused\"\npublisher = \"P\"\ntitle = \"T\"\nurl = \"https://example.org\"\n\
                 accessed = \"2026-11-22\"\ntier = \"news\"\n\n[[source]]";
    Broken::new("unused", "data/sources.toml", "\n[[source]]", "[[source]]", extra)
        .is_reported(1, "source \"aaa-unused\" is not used");
}

#[test]
fn a_source_without_an_address_or_a_date() {
    Broken::new("no-url", "data/sources.toml", "id = \"aa-moscow\"", "url = \"https://", "url = \"ftp://")
        .is_reported(0, "url must begin with");
}

#[test]
fn a_word_that_is_not_in_the_list() {
    Broken::new("lane", "data/events.toml", "[[event]]", "lane = \"enlargement\"", "lane = \"gossip\"")
        .is_reported(0, "lane \"gossip\" is not one of");
}

#[test]
fn high_confidence_without_the_sources_for_it() {
    let path = Path::new(ROOT).join("data/sources.toml");
    let text = fs::read_to_string(path).unwrap();
    let news = text
        .split("[[source]]")
        .find(|record| record.contains("tier = \"news\""))
        .and_then(|record| record.lines().find_map(|line| line.strip_prefix("id = ")))
        .unwrap()
        .to_owned();
    let broken = Broken::new(
        "confidence",
        "data/events.toml",
        "[[event]]",
        "sources = [\"nato-treaty\", \"ukparl-3939\"]",
        &format!("sources = [{news}]"),
    );
    // The line of the confidence is the one above the sources.
    Broken { line: broken.line - 1, ..broken }.is_reported(0, "high confidence needs");
}

#[test]
fn coordinates_off_the_globe() {
    Broken::new("lat", "data/members.toml", "id = \"CAN\"", "lat = 45.4215", "lat = 145.4215")
        .is_reported(0, "lat is not within");
}

#[test]
fn a_file_that_is_no_toml() {
    Broken::new("syntax", "data/members.toml", "id = \"CAN\"", "round = 0", "round = = 0").is_reported(0, "");
}

#[test]
fn a_field_that_nobody_knows() {
    Broken::new("field", "data/members.toml", "id = \"CAN\"", "round = 0", "rounds = 0")
        .is_reported(0, "unknown field");
}

#[test]
fn a_text_that_is_missing_in_the_catalogue() {
    let broken = Broken::new("copy-missing", "data/i18n/en.toml", "[tab]", "explore = \"Explore\"\n", "");
    let text = fs::read_to_string(broken.root.join("src/model/scene.rs")).unwrap();
    let line = text[..text.find("copy::TAB_EXPLORE").unwrap()].matches('\n').count() + 1;
    Broken { file: "src/model/scene.rs".to_owned(), line, ..broken }
        .is_reported(0, "copy::TAB_EXPLORE is missing in the catalogue");
}

#[test]
fn a_text_that_nobody_uses() {
    Broken::new("copy-unused", "data/i18n/en.toml", "[tab]", "explore =", "never = \"Never\"\nexplore =")
        .is_reported(0, "copy::TAB_NEVER is not used");
}

#[test]
fn an_over_long_text_of_the_catalogue() {
    let long = format!("explore = \"{}\"", "x".repeat(121));
    Broken::new("copy-long", "data/i18n/en.toml", "[tab]", "explore = \"Explore\"", &long)
        .is_reported(0, "121 characters, 120 are allowed");
}

#[test]
fn all_problems_are_reported_at_once() {
    let broken = Broken::new("several", "data/members.toml", "id = \"CAN\"", "\"nato-treaty\"", "\"no-such-source\"");
    let path = broken.root.join("data/events.toml");
    let text = fs::read_to_string(&path).unwrap().replacen("\"BEL\"", "\"XYZ\"", 1).replacen(
        "lane = \"enlargement\"",
        "lane = \"x\"",
        1,
    );
    fs::write(&path, text).unwrap();
    let problems = build::run(&broken.root, "en").err().unwrap_or_default();
    fs::remove_dir_all(&broken.root).unwrap();
    let files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(files, ["data/events.toml", "data/events.toml", "data/members.toml"], "{problems:#?}");
}

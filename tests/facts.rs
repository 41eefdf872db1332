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

    /// The same with a second edit, which moves no line.
    fn replaced(self, from: &str, to: &str) -> Broken {
        let path = self.root.join(&self.file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{} has no {from:?}", self.file);
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        self
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

#[test]
fn an_office_closed_before_it_opened() {
    Broken::new("office-order", "data/offices.toml", "id = \"moscow-nio\"", "\"2021-11-01\"", "\"1999-11-01\"")
        .is_reported(0, "closed is before opened");
}

#[test]
fn a_closed_office_without_a_day() {
    Broken::new("office-status", "data/offices.toml", "id = \"tbilisi\"", "\"active\"", "\"closed\"")
        .is_reported(0, "closed goes with the status closed");
}

#[test]
fn a_coarse_date_may_mean_any_of_its_days() {
    // Opened in May 2014: closed in the same year is possible, closed in April is not.
    Broken::new("coarse", "data/offices.toml", "id = \"tashkent\"", "\"2017-04-01\"", "\"2014\"").is_accepted();
    Broken::new("finer", "data/offices.toml", "id = \"tashkent\"", "\"2017-04-01\"", "\"2014-04\"")
        .is_reported(0, "closed is before opened");
}

impl Broken {
    /// The edit is right, and the build says nothing.
    #[track_caller]
    fn is_accepted(&self) {
        let problems = build::run(&self.root, "en").err().unwrap_or_default();
        fs::remove_dir_all(&self.root).unwrap();
        assert!(problems.is_empty(), "{problems:#?}");
    }
}

#[test]
fn a_treaty_in_force_before_it_was_signed() {
    let file = "data/commitments.toml";
    Broken::new("force", file, "[[commitment]]", "in_force = \"1949-08-24\"", "in_force = \"1948-08-24\"")
        .is_reported(0, "in_force is before signed");
}

#[test]
fn an_approval_outside_its_time() {
    let file = "data/ratifications.toml";
    Broken::new("early", file, "id = \"acc-2003\"", "\"2003-05-06\"", "\"2002-05-06\"")
        .is_reported(0, "the approval is before the signature");
    Broken::new("late", file, "id = \"acc-2003\"", "\"2003-05-06\"", "\"2005-05-06\"")
        .is_reported(0, "the approval is after the accession");
}

#[test]
fn an_approval_by_a_state_that_was_no_member() {
    Broken::new("no-ally", "data/ratifications.toml", "id = \"acc-2003\"", "\"NOR\"", "\"FIN\"")
        .is_reported(0, "\"FIN\" was not a member then");
}

#[test]
fn an_acceding_state_that_is_no_member() {
    Broken::new("accede", "data/ratifications.toml", "id = \"acc-1981\"", "\"ESP\"", "\"JPN\"")
        .is_reported(0, "\"JPN\" is not a member");
}

#[test]
fn an_accession_that_differs_from_the_members() {
    Broken::new("differ", "data/ratifications.toml", "id = \"acc-1981\"", "\"ESP\"", "\"DEU\"")
        .is_reported(0, "differs from data/members.toml");
}

#[test]
fn a_wrong_number_of_allies() {
    Broken::new("allies", "data/ratifications.toml", "id = \"acc-1981\"", "allies = 15", "allies = 16")
        .is_reported(0, "there were 15 members");
}

#[test]
fn a_list_of_approvals_that_is_not_complete() {
    let file = "data/ratifications.toml";
    Broken::new("complete", file, "id = \"acc-1981\"", "allies = 15\ncomplete = false", "allies = 15\ncomplete = true")
        .is_reported(0, "called complete and has 0");
}

#[test]
fn a_proposed_office_without_the_day_of_the_proposal() {
    Broken::new("proposed", "data/offices.toml", "id = \"tokyo\"", "proposed = \"2023-05-03\"\n", "")
        .is_reported_near("proposed goes with the status proposed");
}

#[test]
fn a_member_of_today_that_has_left_its_grouping() {
    Broken::new("left", "data/groupings.toml", "{ members = [\"GBR\"]", "\"GBR\"", "\"HRV\"")
        .is_reported_near("a member of today has no until, and only a member of today");
}

#[test]
fn a_milestone_after_the_datas_own_date() {
    Broken::new("milestone", "data/groupings.toml", "milestones", "\"1949-08-24\"", "\"2099-08-24\"")
        .is_reported(0, "is after as_of");
}

#[test]
fn an_unknown_party() {
    Broken::new("party", "data/commitments.toml", "[[commitment]]", "\"BEL\"", "\"XYZ\"")
        .is_reported(0, "unknown country \"XYZ\"");
    Broken::new("group-member", "data/groupings.toml", "[[grouping]]", "\"BEL\"", "\"XYZ\"")
        .is_reported(0, "unknown country \"XYZ\"");
}

#[test]
fn a_commitment_of_one_party() {
    let file = "data/commitments.toml";
    Broken::new("alone", file, "id = \"geelong-2025\"", "parties = [\"AUS\", \"GBR\"]", "parties = [\"AUS\"]")
        .is_reported_in("id = \"geelong-2025\"", "two parties at least");
}

impl Broken {
    /// The build fails with this message in the line of `text`.
    #[track_caller]
    fn is_reported_in(&self, text: &str, message: &str) {
        let file = fs::read_to_string(self.root.join(&self.file)).unwrap();
        let line = file[..file.find(text).unwrap()].matches('\n').count() + 1;
        Broken { root: self.root.clone(), file: self.file.clone(), line }.is_reported(0, message);
    }
}

#[test]
fn an_unknown_office_of_a_partner() {
    Broken::new("office", "data/partners.toml", "offices = [\"", "osce-vienna", "no-such-office")
        .is_reported(0, "unknown office \"no-such-office\"");
    Broken::new("office-there", "data/partners.toml", "offices = [\"", "osce-vienna", "tbilisi")
        .is_reported(0, "office \"tbilisi\" is in another country");
}

#[test]
fn a_split_from_an_unknown_shape() {
    Broken::new("split-from", "data/geo/splits.toml", "[[split]]\nid = \"GLP\"", "[[split]]", "[[split]] #")
        .replaced("from = \"FRA\"", "from = \"FRX\"")
        .is_reported(0, "there is no shape FRX");
}

#[test]
fn a_split_that_holds_no_polygon() {
    Broken::new("split-box", "data/geo/splits.toml", "[[split]]\nid = \"GLP\"", "[[split]]", "[[split]] #")
        .replaced("box = [-62.0, 15.7, -60.9, 16.7]", "box = [-42.0, 15.7, -40.9, 16.7]")
        .is_reported(0, "the box holds no polygon of FRA");
}

#[test]
fn a_split_under_a_code_that_is_taken() {
    Broken::new("split-id", "data/geo/splits.toml", "[[split]]\nid = \"GLP\"", "[[split]]", "[[split]] #")
        .replaced("id = \"GLP\"", "id = \"FRA\"")
        .is_reported(0, "there is a shape FRA already");
}

#[test]
fn an_unknown_shape_of_a_territory() {
    Broken::new("shape", "data/article6.toml", "id = \"gb-tca\"", "\"TCA\"", "\"XYZ\"")
        .is_reported(0, "unknown country \"XYZ\"");
}

const ALBANIA: &str = "ALB,2015,1.15,132,no,GDP,nato,nato-2026,nato-defexp-2026";

/// The row of Albania with one cell changed is reported in its line.
#[track_caller]
fn is_reported_in_spending(name: &str, from: &str, to: &str, message: &str) {
    let name = format!("spending-{name}");
    Broken::new(&name, "data/spending.csv", ALBANIA, ALBANIA, &ALBANIA.replacen(from, to, 1)).is_reported(0, message);
}

#[test]
fn a_bad_number_in_spending() {
    is_reported_in_spending("zero", "1.15", "0", "pct_gdp 0 is not above 0 and at most 10");
    is_reported_in_spending("huge", "1.15", "11.5", "pct_gdp 11.5 is not above 0 and at most 10");
    is_reported_in_spending("usd", "132", "-132", "usd_million_current \"-132\" is not a number");
    is_reported_in_spending("year", "2015", "2051", "the year is not within");
}

#[test]
fn a_bad_word_in_spending() {
    is_reported_in_spending("estimate", ",no,", ",maybe,", "estimate \"maybe\" is not one of no, yes");
    is_reported_in_spending("basis", "GDP", "GNP", "basis \"GNP\" is not one of GDP, GNI");
    is_reported_in_spending("definition", ",nato,", ",un,", "definition \"un\" is not one of nato, sipri");
    is_reported_in_spending("edition", "nato-2026", "nato-1999", "edition \"nato-1999\" is not one of");
    is_reported_in_spending("spender", "ALB", "XYZ", "unknown country \"XYZ\"");
}

#[test]
fn a_row_of_spending_without_a_source() {
    is_reported_in_spending("source", "nato-defexp-2026", "no-such-source", "unknown source \"no-such-source\"");
    is_reported_in_spending("no-source", "nato-defexp-2026", "", "the record has no source");
}

#[test]
fn a_row_of_spending_that_stands_twice() {
    let twice = format!("{ALBANIA}\n{ALBANIA}");
    Broken::new("spending-twice", "data/spending.csv", ALBANIA, ALBANIA, &twice)
        .is_reported(1, "row \"ALB 2015 nato nato-2026\" stands twice");
}

#[test]
fn a_gap_that_is_not_marked() {
    is_reported_in_spending("gap", "1.15", "", "ALB 2015 is a gap that is not listed");
    // The year is missing altogether: reported at the row that follows.
    let row = format!("{ALBANIA}\n");
    Broken::new("spending-missing", "data/spending.csv", &row, &row, "")
        .is_reported(0, "ALB 2015 is a gap that is not listed");
}

#[test]
fn a_mark_where_there_is_no_gap() {
    Broken::new("spending-mark", "data/spending.toml", "id = \"ISL\"", "\"2014-2026\"", "\"2013-2026\"")
        .is_reported(0, "ISL 2013 is no gap");
}

#[test]
fn an_unknown_column() {
    Broken::new("column", "data/spending.csv", "id,year", "year", "jahr")
        .is_reported(0, "the columns must be id,year,");
}

#[test]
fn a_rank_out_of_order() {
    Broken::new("rank", "data/spending.toml", "[[ranking]]", "rank = 2", "rank = 3").is_reported(0, "this is row 2");
    Broken::new("amount", "data/spending.toml", "[[ranking]]", "usd = 293", "usd = 993")
        .is_reported(0, "above the row before");
}

#[test]
fn a_quotation_that_is_not_attributed() {
    Broken::new(
        "quoted",
        "data/commitments.toml",
        "id = \"camp-david-2023\"",
        "article = \"Text of the commitment\"\n",
        "",
    )
    .is_reported(4, "a quoted clause names its article");
}

#[test]
fn a_quotation_of_nothing() {
    let clause = "clause = \"\"\"\\\n  comprehensive cooperation on the design, build, operation, sustainment, and \
                  disposal of our SSN-AUKUS submarines\\\n  \"\"\"";
    Broken::new("quote-empty", "data/commitments.toml", "id = \"geelong-2025\"", clause, "clause = \"\"")
        .is_reported(0, "clause is empty");
}

#[test]
fn quotation_marks_without_a_partner() {
    let title = "title = \"Twelve states sign the North Atlantic Treaty\"";
    Broken::new("marks", "data/events.toml", title, title, "title = \"Twelve states sign the “Treaty\"")
        .is_reported(0, "a quotation mark has no partner");
    Broken::new("no-words", "data/events.toml", title, title, "title = \"Twelve states sign “”\"")
        .is_reported(0, "nothing between two quotation marks");
    Broken::new("straight", "data/events.toml", title, title, "title = \"The states' treaty\"")
        .is_reported(0, "title has straight quotation marks");
}

#[test]
fn a_capital_in_another_country() {
    Broken::new("capital", "data/members.toml", "id = \"POL\"", "lat = 52.2297", "lat = 42.2297")
        .is_reported(0, "km outside POL");
}

#[test]
fn an_office_in_another_country() {
    Broken::new("office-place", "data/offices.toml", "id = \"tbilisi\"", "lon = 44.8271", "lon = 64.8271")
        .is_reported(0, "km outside GEO");
}

#[test]
fn too_many_words_in_the_glossary() {
    let plain = format!("plain = \"{}\"", "word ".repeat(26).trim());
    let first = "plain = \"An older aim: spend two of every 100 euros that the economy produces on defence.\"";
    Broken::new("words", "data/glossary.toml", first, first, &plain)
        .is_reported(0, "plain has 26 words, 25 are allowed");
}

#[test]
fn a_note_over_its_limit() {
    let long = format!("note = \"{}\"", "x".repeat(301));
    let note = "note = \"Membership covers the Faroe Islands and Greenland.\"";
    Broken::new("note", "data/members.toml", note, note, &long).is_reported(0, "note has 301 characters, 300");
}

#[test]
fn a_loaded_word_in_our_own_voice() {
    let title = "title = \"Twelve states sign the North Atlantic Treaty\"";
    Broken::new("loaded", "data/events.toml", title, title, "title = \"Twelve Brave states sign the Treaty\"")
        .is_reported(0, "\"brave\" is not used in our own voice");
    // A part of a word is not the word, and a quotation is not our voice.
    Broken::new("bravery", "data/events.toml", title, title, "title = \"Bravery, or “brave” states sign\"")
        .is_accepted();
    let tab = "explore = \"Explore\"";
    Broken::new("loaded-copy", "data/i18n/en.toml", tab, tab, "explore = \"So-called map\"")
        .is_reported(0, "\"so-called\" is not used in our own voice");
}

#[test]
fn a_verdict_that_is_not_listed() {
    Broken::new("verdict", "data/claims.toml", "[[claim]]\nid", "\"accurate at time\"", "\"true\"")
        .is_reported(0, "verdict \"true\" is not one of accurate at time");
}

#[test]
fn a_verdict_that_no_claim_has() {
    let extra = "[[verdict]]\nid = \"unheard of\"\nmeaning = \"Nothing.\"\n\n[[claim]]";
    Broken::new("verdict-unused", "data/claims.toml", "\n[[claim]]\nid", "[[claim]]", extra)
        .is_reported(1, "verdict \"unheard of\" is not used by any claim");
}

#[test]
fn a_record_of_low_confidence() {
    Broken::new("low", "data/contested.toml", "[[place]]", "confidence = \"high\"", "confidence = \"low\"")
        .is_reported(0, "confidence \"low\" is neither high nor medium");
}

#[test]
fn a_second_name_that_says_nothing_new() {
    Broken::new("names", "data/countries.csv", "\nCZE,", "CZE,Czechia,,", "CZE,Czechia,Czechia,")
        .is_reported(0, "names_un repeats the name");
}

#[test]
fn a_programme_that_ends_before_it_starts() {
    Broken::new("programme", "data/partners.toml", "programme = {", "end = \"2026\"", "end = \"2019\"")
        .is_reported(0, "end is before start");
}

const FIRST_CLAIM: &str = "countries = [\"LTU\"]\nevents = [\"ev-2023-07-11-vilnius-summit-makes-two-per-cent\"]\n";

/// The countries and events of the first claim replaced: reported in a line `below` that of the countries.
#[track_caller]
fn is_reported_in_claims(name: &str, to: &str, below: usize, message: &str) {
    let name = format!("claim-{name}");
    Broken::new(&name, "data/claims.toml", FIRST_CLAIM, FIRST_CLAIM, to).is_reported(below, message);
}

#[test]
fn a_claim_about_an_unknown_country_or_event() {
    is_reported_in_claims("country", "countries = [\"XYZ\"]\n", 0, "unknown country \"XYZ\"");
    is_reported_in_claims("event", "countries = [\"LTU\"]\nevents = [\"ev-never\"]\n", 1, "unknown event \"ev-never\"");
}

#[test]
fn a_claim_that_names_a_country_or_an_event_twice() {
    is_reported_in_claims("countries", "countries = [\"LTU\", \"LTU\"]\n", 0, "country \"LTU\" stands twice");
    let event = "\"ev-2001-09-12-nato-invokes-article-5-for-the\"";
    let twice = format!("events = [{event}, {event}]\n");
    is_reported_in_claims("events", &twice, 0, "stands twice");
}

#[test]
fn a_claim_that_leads_nowhere_or_everywhere() {
    let file = "data/claims.toml";
    Broken::new("claim-nowhere", file, FIRST_CLAIM, FIRST_CLAIM, "")
        .is_reported_in("id = \"claim-01\"", "a claim names a country or an event");
    let seven = "countries = [\"LTU\", \"LVA\", \"EST\", \"POL\", \"FIN\", \"SWE\", \"DNK\"]\n";
    Broken::new("claim-everywhere", file, FIRST_CLAIM, FIRST_CLAIM, seven)
        .is_reported_in("id = \"claim-01\"", "a claim has 7 countries, 6 are allowed");
    let ids = ["ev-2001-09-12-nato-invokes-article-5-for-the"; 5];
    Broken::new("claim-all-time", file, FIRST_CLAIM, FIRST_CLAIM, &format!("events = {ids:?}\n"))
        .is_reported_in("id = \"claim-01\"", "a claim has 5 events, 4 are allowed");
}

const AUKUS: &str = "term = \"AUKUS\"\n";

/// Further forms of AUKUS: reported in their line.
#[track_caller]
fn is_reported_in_glossary(name: &str, also: &str, message: &str) {
    let to = format!("{AUKUS}also = {also}\n");
    Broken::new(&format!("term-{name}"), "data/glossary.toml", AUKUS, AUKUS, &to).is_reported(1, message);
}

#[test]
fn a_form_of_a_term_that_is_none() {
    is_reported_in_glossary("empty", "[\"\"]", "also is empty");
    is_reported_in_glossary("itself", "[\"AUKUS\"]", "form \"AUKUS\" stands twice");
    is_reported_in_glossary("twice", "[\"Aukus\", \"Aukus\"]", "form \"Aukus\" stands twice");
}

#[test]
fn a_form_that_belongs_to_two_terms() {
    // In whatever case: as the name of the other term, or as a form of it.
    is_reported_in_glossary("name", "[\"quad\"]", "form \"quad\" belongs to another term");
    let quad = "Quadrilateral Security Dialogue";
    Broken::new("term-other", "data/glossary.toml", "id = \"quad\"", quad, "ap4")
        .is_reported(0, "form \"ap4\" belongs to another term");
}

/// The build fails on the step with an id in which `from` is replaced.
#[track_caller]
fn is_reported_in_story(name: &str, id: &str, from: &str, to: &str, message: &str) {
    Broken::new(&format!("story-{name}"), "data/story.toml", &format!("id = \"{id}\""), from, to)
        .is_reported(0, message);
}

#[test]
fn a_view_of_the_story_that_cannot_be_shown() {
    for (name, from, to, message) in [
        ("key", "date=", "dote=", "view: \"dote\" is not one of date, select"),
        ("date", "1949-08-24", "1949-18-24", "view: date \"1949-18-24\" is none"),
        ("early", "1949-08-24", "1948", "view: date \"1948\" is none, or not within 1949"),
        ("late", "1949-08-24", "2099", "view: date \"2099\" is none, or not within 1949"),
        ("group", "founders", "finders", "view: group \"finders\" is not one of founders"),
        ("layer", "date=1949-08-24", "layer=weather", "view: layer \"weather\" is not one of membership"),
        ("other-group", "date=1949-08-24", "layer=offices", "view: group \"founders\" is not one of active"),
        ("camera", "at=-38,50,2.3", "at=-38,98,2", "view: at \"-38,98,2\" is not longitude"),
        ("zoom", "at=-38,50,2.3", "at=-38,48,17", "is not longitude, latitude and zoom from 1 to 16"),
        ("country", "at=-38,50,2.3", "select=XXX", "unknown country \"XXX\""),
        ("many", "at=-38,50,2.3", "select=USA,CAN,FRA,DEU,JPN", "view: 5 countries are selected, 4 are allowed"),
        ("event", "at=-38,50,2.3", "event=ev-2099", "view: unknown event \"ev-2099\""),
        ("place", "at=-38,50,2.3", "places=tokyo,atlantis", "view: unknown place \"atlantis\""),
        ("projection", "at=-38,50,2.3", "projection=mercator", "view: projection \"mercator\" is not one of"),
        ("twice", "at=-38,50,2.3", "date=1949", "key \"date\" stands twice"),
    ] {
        is_reported_in_story(name, "twelve-states", from, to, message);
    }
}

#[test]
fn a_sentence_of_the_story_without_a_source() {
    let from = "sources = [\"nato-treaty\", \"ukparl-3939\"]";
    is_reported_in_story("no-source", "twelve-states", from, "sources = []", "the record has no source");
    is_reported_in_story("source", "twelve-states", "\"ukparl-3939\"", "\"gossip\"", "unknown source \"gossip\"");
    // What is said to a teacher needs one only for a figure.
    is_reported_in_story("note", "twelve-states", "find all twelve", "find all 12", "the record has no source");
    let from = "sources = [\"article\"] },\n]\nclaims";
    is_reported_in_story("opinion", "why-not-japan", from, "sources = [] },\n]\nclaims", "the record has no source");
}

#[test]
fn a_step_too_long_too_short_or_too_hard() {
    let long = format!("text = [\n  {{ text = \"{}.\", sources = [\"nato-treaty\"] }},", "And so on".repeat(10));
    is_reported_in_story("long", "twelve-states", "text = [", &long, "words, 60 to 90 are allowed");
    let short = "text = [{ text = \"So it was.\", sources = [\"nato-treaty\"] }]\nnotes = [{ text = \"No.\", sources = [] }]\n[[step]]\nid = \"other\"\nheading = \"Other\"\nview = \"date=1950\"\ntext = [";
    is_reported_in_story("short", "twelve-states", "text = [", short, "the text has 3 words, 60 to 90 are allowed");
    let hard = "\"The institutionalisation of multilateral intergovernmental consultation necessitates extraordinary organisational adaptability";
    Broken::new("story-hard", "data/story.toml", "id = \"twelve-states\"", "text = [", "text = [")
        .replaced("\"On 4 April 1949 twelve states signed a treaty in Washington", hard)
        .is_reported(0, "the reading grade is");
}

#[test]
fn a_step_that_leads_nowhere_or_stands_twice() {
    is_reported_in_story("claim", "why-not-japan", "\"claim-18\"", "\"claim-99\"", "unknown claim \"claim-99\"");
    is_reported_in_story(
        "claim-twice",
        "why-not-japan",
        "\"claim-30\"",
        "\"claim-18\"",
        "claim \"claim-18\" stands twice",
    );
    is_reported_in_story("id", "waves", "\"waves\"", "\"twelve-states\"", "step \"twelve-states\" stands twice");
    is_reported_in_story("stop", "waves", "thirty.", "thirty", "a sentence ends with a full stop");
    is_reported_in_story("word", "waves", "Moscow objected", "Moscow lashed out", "is not used in our own voice");
}

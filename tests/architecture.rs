//! Who may know whom: the dependency rule of `src/lib.rs`, held by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder), &mut found);
    assert!(!found.is_empty(), "src/{folder} has no Rust files: the test looks at nothing");
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            // Comments may name what code may not.
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push((path, code.collect::<Vec<_>>().join("\n")));
        }
    }
}

fn assert_none_says(folder: &str, forbidden: &[&str]) {
    for (path, code) in sources(folder) {
        for word in forbidden {
            assert!(!code.contains(word), "{} must not say `{word}`", path.display());
        }
    }
}

#[test]
fn geometry_knows_nothing_but_itself() {
    assert_none_says("geo", &["crate::", "yew", "web_sys", "js_sys", "wasm_bindgen"]);
}

#[test]
fn the_model_knows_no_browser_and_no_view() {
    assert_none_says("model", &["crate::view", "crate::edge", "yew", "web_sys", "js_sys", "wasm_bindgen", "gloo"]);
}

#[test]
fn views_touch_no_window_and_no_document() {
    assert_none_says("view", &["window()", "document()", "js_sys", "gloo", "crate::edge", "wasm_bindgen::"]);
}

#[test]
fn views_set_no_style_attribute_and_no_colour() {
    assert_none_says("view", &["style=", "#fff", "rgb("]);
}

#[test]
fn nothing_that_a_reader_reaches_can_panic_by_unwrap() {
    for folder in ["geo", "model", "view", "edge"] {
        assert_none_says(folder, &[".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!"]);
    }
}

#[test]
fn no_country_is_named_in_the_views() {
    for country in &two_oceans::model::atlas::atlas().countries {
        let quoted = format!("\"{}\"", country.name());
        assert_none_says("view", &[&quoted]);
    }
}

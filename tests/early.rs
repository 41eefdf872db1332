//! Before the data-only part has arrived: every layer shows what there is. A file of its own, since the other tests
//! install that part for their whole process.

use two_oceans::model::atlas::{atlas, Status};
use two_oceans::model::query::{parse, write};
use two_oceans::model::view::Layer;
use two_oceans::model::{overlay, scene, texts};

#[test]
fn a_layer_without_its_records_shows_what_the_atlas_knows() {
    assert!(texts::texts().is_none());
    for layer in Layer::ALL {
        let (view, dropped) = parse(&format!("layer={}&group={}", layer.key(), layer.words()[0]));
        assert!(dropped.is_empty(), "{dropped:?}");
        assert_eq!(parse(&write(&view)).0, view);
        assert!(overlay::markers(&view).is_empty() && overlay::tables(&view).is_empty());
        assert!(!scene::summary(&view).is_empty());
        for mark in scene::marks(&view) {
            // Members and territories are in the atlas, so the treaty area is there at once.
            let is_inside = matches!(mark.status, Status::Member(_) | Status::Territory(..));
            assert_eq!(mark.tone.is_some(), layer == Layer::TreatyArea && is_inside, "{layer:?}");
            assert!(!scene::country_label(&mark).is_empty() && !scene::hover_line(mark.country, &view).is_empty());
        }
        // The groupings have no names yet.
        let entries = if layer == Layer::Groupings { 0 } else { layer.words().len() };
        assert_eq!(scene::legend(&view).len(), entries, "{layer:?}");
    }
    assert!(!atlas().hatched.is_empty());
}

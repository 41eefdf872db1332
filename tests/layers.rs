//! probe
use two_oceans::model::atlas::atlas;
use two_oceans::model::query::parse;
use two_oceans::model::{overlay, scene, texts};

#[test]
fn probe() {
    assert!(texts::install(two_oceans::TEXTS));
    for q in ["layer=spending&date=2024","layer=spending&date=2010","layer=spending","layer=groupings","layer=groupings&group=eu&date=2003","layer=groupings&group=aukus&date=1999","layer=offices","layer=offices&date=2015","layer=offices&date=2023-05-10","layer=treaty-area","layer=treaty-area&date=1960","date=1960"] {
        let (v,d) = parse(q);
        println!("\n== {q} {d:?}\n{}", scene::summary(&v));
        for e in scene::legend(&v) { println!("   {} [{}] {} {}", e.label, e.swatch, e.count, e.is_pressed); }
        for code in ["POL","JPN","LUX","ISL","GRL","DZA","TUR","CHE","USA","GUF","NCL"] {
            if let Some(id) = atlas().country_by_code(code) {
                println!("   {}", scene::hover_line(id,&v));
                let m = scene::marks(&v).into_iter().find(|m| m.country==id).unwrap();
                println!("      {} tone={:?}", scene::country_label(&m), m.tone.map(|t| t.key()));
            }
        }
        for m in overlay::markers(&v).iter().filter(|m| m.kind != "contested") { println!("   * {} {} {} {}", m.id, m.tone, m.label, m.explanation); }
        for t in overlay::tables(&v) { println!("   T {} | {} | {}", t.key, t.caption, t.rows.len()); if t.key!="contested" {for r in t.rows.iter().take(4) { println!("      {} | {:?} | {}", r.name, r.cells, r.sources.len()); }} }
    }
    let (v,_) = parse("");
    for m in overlay::markers(&v) { println!("   * {} {}", m.id, m.explanation); }
}

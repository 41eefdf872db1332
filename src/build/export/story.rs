//! The events in the formats of two tools that newsrooms use: TimelineJS 3 and StoryMapJS.
//!
//! Formats: <https://timeline.knightlab.com/docs/json-format.html>, <https://storymap.knightlab.com/advanced/>.

use serde_json::{json, Map, Value};

use super::{text, Edition, Story};

/// How near StoryMapJS shows a place: a city in its country.
const ZOOM: u8 = 5;
/// The background of StoryMapJS that needs no key; its default, Stamen's, is gone.
const MAP: &str = "osm:standard";

/// `timeline.json`: a title, then every event in its lane. TimelineJS passes over fields that it does not know.
pub fn timeline(events: &[Value], edition: &Edition, catalogue: &Value) -> Value {
    let mut timeline = edition.stamp("events.toml");
    let mut title = slide(cover(edition, &edition.plan.timeline));
    title.insert("unique_id".to_owned(), json!("two-oceans"));
    timeline.insert("title".to_owned(), Value::Object(title));
    let slides = events.iter().map(|event| {
        let mut slide = slide(telling(event, edition, catalogue));
        slide.insert("unique_id".to_owned(), json!(text(event, "id")));
        slide.insert("start_date".to_owned(), start_date(text(event, "date")));
        slide.insert("group".to_owned(), json!(phrase(catalogue, "lane", text(event, "lane"))));
        Value::Object(slide)
    });
    timeline.insert("events".to_owned(), slides.collect());
    Value::Object(timeline)
}

/// Links are made here; TimelineJS would look for more of them in the text.
fn slide(text: Value) -> Map<String, Value> {
    Map::from_iter([("text".to_owned(), text), ("autolink".to_owned(), json!(false))])
}

/// `storymap.json`: an overview, then every event that has a place, at its first one.
pub fn storymap(events: &[Value], edition: &Edition, catalogue: &Value) -> Value {
    let mut slides = vec![json!({ "type": "overview", "text": cover(edition, &edition.plan.storymap) })];
    for event in events {
        let Some(place) = event.pointer("/places/0") else { continue };
        slides.push(json!({
            "uniqueid": text(event, "id"),
            "date": day(text(event, "date"), catalogue),
            "location": {
                "name": place["name"], "lat": place["lat"], "lon": place["lon"], "zoom": ZOOM, "line": true,
            },
            "text": telling(event, edition, catalogue),
        }));
    }
    let mut storymap = edition.stamp("events.toml");
    storymap.insert("storymap".to_owned(), json!({ "map_type": MAP, "map_as_image": false, "slides": slides }));
    Value::Object(storymap)
}

/// The first slide: what this is, and under which terms.
fn cover(edition: &Edition, story: &Story) -> Value {
    let plan = edition.plan;
    let cover = edition.fill(&story.cover);
    let paragraphs: String = cover.trim().lines().map(|line| format!("<p>{}</p>", escape(line))).collect();
    let licence = format!("<p>{}</p>", link(&plan.licence_url, &plan.licence));
    json!({ "headline": escape(&plan.title), "text": paragraphs + &licence })
}

/// An event as HTML: its summary, what is uncertain about it, and its sources.
fn telling(event: &Value, edition: &Edition, catalogue: &Value) -> Value {
    let mut paragraphs = vec![escape(text(event, "summary"))];
    paragraphs.extend(Some(text(event, "note")).filter(|note| !note.is_empty()).map(escape));
    if text(event, "confidence") == "medium" {
        paragraphs.push(escape(phrase(catalogue, "card", "medium")));
    }
    let sources: Vec<String> =
        super::source_ids(event).into_iter().filter_map(|id| source(edition.sources.get(id)?, catalogue)).collect();
    paragraphs.push(format!("{}: {}", escape(phrase(catalogue, "card", "sources")), sources.join("; ")));
    let html: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    json!({ "headline": escape(text(event, "title")), "text": html })
}

/// A source as a link: publisher, title, date; in square brackets if the title is our description.
fn source(source: &Value, catalogue: &Value) -> Option<String> {
    let title = match source.get("described") {
        Some(Value::Bool(true)) => {
            phrase(catalogue, "card", "source_described").replace("{title}", text(source, "title"))
        }
        _ => text(source, "title").to_owned(),
    };
    let date = text(source, "date");
    let pattern = phrase(catalogue, "card", if date.is_empty() { "source" } else { "source_dated" });
    let label = pattern
        .replace("{publisher}", text(source, "publisher"))
        .replace("{date}", &day(date, catalogue))
        .replace("{title}", &title);
    match text(source, "url") {
        "" => Some(escape(&label)),
        url => Some(link(url, &label)),
    }
}

/// A date as TimelineJS wants it, no finer than it is known.
fn start_date(date: &str) -> Value {
    let parts = date.split('-').map(|part| json!(part.parse::<u16>().unwrap_or_default()));
    ["year", "month", "day"].into_iter().map(str::to_owned).zip(parts).collect()
}

/// A date in words, no finer than it is known.
fn day(date: &str, catalogue: &Value) -> String {
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    let (Some(year), Some(month)) = (parts.next(), parts.next()) else { return date.to_owned() };
    let pattern = phrase(catalogue, "date", if date.len() > 7 { "day" } else { "month" });
    pattern
        .replace("{day}", parts.next().unwrap_or_default())
        .replace("{month}", phrase(catalogue, "month", month))
        .replace("{year}", year)
}

/// A text of the interface; its key where the catalogue has none.
fn phrase<'a>(catalogue: &'a Value, group: &str, key: &'a str) -> &'a str {
    catalogue.get(group).and_then(|group| group.get(key)).and_then(Value::as_str).unwrap_or(key)
}

fn link(url: &str, label: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(url), escape(label))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

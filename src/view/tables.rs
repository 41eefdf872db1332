//! Everything the map and the timeline show, as tables; and the list of events under the timeline.

use yew::prelude::*;

use super::card::source_list;
use super::element::{element, link, list, Element};
use super::entries::source_link;
use super::{flag, section_title, unsaid, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{atlas, Country, CountryId};
use crate::model::difference::{difference, Difference};
use crate::model::overlay;
use crate::model::phrase::Phrase;
use crate::model::scene::{self, EventRow};
use crate::model::text::fill;
use crate::model::texts::Source;
use crate::model::view::View;

/// All tables, and all other countries.
pub fn tables(view: &View) -> Html {
    let title = |text: &str| Html::from(section_title(view.heading, 0, "tables__title", text));
    let mut parts = vec![title(copy::TABLE_COUNTRIES_HEADING), countries(view).into()];
    if !IS_DOCUMENT {
        parts.push(other_countries(view).into());
        parts.push(title(copy::TABLE_LAYER_HEADING));
        parts.push(list(layer_tables(view)));
    }
    parts.push(title(copy::TABLE_EVENTS_HEADING));
    parts.push(events(view).into());
    list(parts)
}

/// A table in a box that scrolls; its last column are the sources.
fn table(selector: &'static str, key: &str, caption: &str, head: &[&'static str], rows: Element) -> Element {
    let mut line = element("tr");
    for name in head.iter().chain(&[copy::TABLE_SOURCES]) {
        line = line.child(element("th").with("scope", "col").text(name));
    }
    let table = element("table.table").with("data-table", key).child(element("caption").text(caption));
    element(selector).child(table.child(element("thead").child(line)).child(rows))
}

/// A row's first or most important cell.
fn row_head() -> Element {
    element("th").with("scope", "row")
}

fn cell(text: &str) -> Element {
    element("td").text(text)
}

fn date_cell(text: &str) -> Element {
    element("td.table__date").text(text)
}

fn country_link(country: &Country) -> Element {
    link(&["#select=", country.code], country.name())
}

/// The tables of the layer, and of the contested places.
fn layer_tables(view: &View) -> Vec<Html> {
    let mut tables = Vec::new();
    for shown in overlay::tables(view) {
        let mut rows = element("tbody");
        for (index, row) in shown.rows.iter().enumerate() {
            let country = row.country.and_then(|id| atlas().country(id));
            let name = match country {
                Some(country) => row_head().child(link(&["#select=", country.code], row.name)),
                None => row_head().text(row.name),
            };
            let mut line = element("tr").nth(index).child(name);
            for text in &row.cells {
                line = line.child(cell(text));
            }
            rows = rows.child(line.child(sources_cell(&row.sources)));
        }
        let table = table("div.tables__scroll", shown.key, &shown.caption, shown.head, rows);
        tables.push(table.key(shown.key).into());
    }
    tables
}

fn countries(view: &View) -> Element {
    let found = scene::country_rows(view);
    let mut rows = element("tbody");
    for row in &found {
        let Some(country) = atlas().country(row.country) else { continue };
        let line = element("tr")
            .key(country.code)
            .child(row_head().child(country_link(country)))
            .child(cell(row.status))
            .child(date_cell(&row.since))
            .child(cell(row.group));
        rows = rows.child(line.child(sources_cell(&row.sources)));
    }
    let head = [copy::TABLE_COUNTRY, copy::TABLE_STATUS, copy::TABLE_SINCE, copy::TABLE_GROUP];
    table("div.tables__scroll", "countries", &scene::country_caption(view, found.len()), &head, rows)
}

/// What is neither member nor partner; on the served page the entries have them.
fn other_countries(view: &View) -> Element {
    let mut names = element("ul");
    for (id, status) in scene::other_rows(view) {
        let Some(country) = atlas().country(id) else { continue };
        let item = element("li").key(country.code).child(country_link(country));
        names = names.child(item.child(element("span.tables__status").text(": ").text(status)));
    }
    let summary = element("summary").text(copy::TABLE_OTHERS);
    element("details.tables__others").with("id", "others").child(summary).child(names)
}

fn events(view: &View) -> Element {
    let found = scene::event_rows(view);
    let mut rows = element("tbody");
    for row in &found {
        let Some(event) = atlas().event(row.event) else { continue };
        let summary = (!IS_DOCUMENT && !row.summary.is_empty()).then(|| element("p.table__summary").text(row.summary));
        let link = link(&["#event=", event.id], event.title);
        let line = element("tr")
            .key(event.id)
            .child(date_cell(&row.date))
            .child(row_head().child(link).maybe_child(summary))
            .child(cell(row.lane));
        rows = rows.child(line.child(sources_cell(&row.sources)));
    }
    let head = [copy::TABLE_DATE, copy::TABLE_EVENT, copy::TABLE_LANE];
    let caption = scene::event_caption(view, found.len());
    table("div.tables__scroll tables__scroll--events", "events", &caption, &head, rows)
}

/// All sources; on the served page the first one, with a link to the page of all.
fn sources_cell(sources: &[&'static Source]) -> Element {
    let cell = element("td");
    if IS_DOCUMENT {
        return cell.html(sources.first().map(|source| source_link(source)).unwrap_or_default());
    }
    cell.child(source_list("ul.table__sources", sources))
}

/// What passes the filters, as links that a thumb can hit; before it what changed between two dates, and what of the past
/// has to be said.
pub fn event_list(view: &View) -> Element {
    let events = scene::event_list(view);
    let mut items = element("ol.year__list");
    for row in &events.rows {
        items = items.child(year_row(row, view));
    }
    let title = |text: &str| section_title(view.heading, 0, "year__heading", text);
    let mut countries = element("ul.card__links");
    for id in &events.countries {
        countries = countries.child(found_country(*id, view));
    }
    let mut then = element("ul.year__then");
    for (index, line) in events.then.iter().enumerate() {
        then = then.child(element("li").nth(index).text(line));
    }
    let said = (!IS_DOCUMENT).then_some("status");
    element("section.year")
        .maybe_child(difference(view).map(|difference| difference_view(view, &difference)))
        .child(element("div").maybe("role", said).maybe("aria-live", unsaid(view)).child(title(&events.heading)))
        .child(countries)
        .child(items)
        .maybe_child(events.has_more.then(|| link(&["#tab=table"], copy::EVENTS_MORE)))
        .maybe_child((!events.then.is_empty()).then(|| title(Phrase::Then.words())))
        .child(then)
}

/// What changed between two dates.
fn difference_view(view: &View, difference: &Difference) -> Element {
    let mut changes = element("ul.year__list");
    for change in &difference.changes {
        let country = found_country(change.country, view);
        let words = fill(copy::DIFFERENCE_ITEM, &[("before", change.before), ("after", change.after)]);
        changes = changes.child(country.text(" ").child(element("span.year__date").text(&words)));
    }
    let none = difference.changes.is_empty().then(|| element("p").text(copy::DIFFERENCE_NONE));
    element("div.difference")
        .with("data-difference", "")
        .child(section_title(view.heading, 0, "year__heading", &difference.sentence))
        .maybe_child(none)
        .child(changes)
}

fn found_country(id: CountryId, view: &View) -> Element {
    let Some(country) = atlas().country(id) else { return element("li") };
    let link = element("a.year__link").joined("href", &["#select=", country.code]).text(country.name());
    let is_selected = view.select.contains(&id);
    element("li.year__event").nth(id.shape()).maybe("data-selected", flag(is_selected)).child(link)
}

fn year_row(row: &EventRow, view: &View) -> Element {
    let Some(event) = atlas().event(row.event) else { return element("li") };
    let is_selected = view.event == Some(row.event);
    let link = element("a.year__link")
        .joined("href", &["#event=", event.id])
        .maybe("aria-current", is_selected.then_some("true"))
        .child(element("span.year__date").text(&row.date))
        .text(" ")
        .child(element("span.year__title").text(event.title));
    element("li.year__event").key(event.id).maybe("data-selected", flag(is_selected)).child(link)
}

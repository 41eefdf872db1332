//! Everything the map and the timeline show, as tables; and the list of one year's events.

use yew::prelude::*;

use super::card::source_html;
use super::entries::source_link;
use super::{section_title, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::atlas;
use crate::model::overlay::{self, Row, Table};
use crate::model::scene::{self, CountryRow, EventRow};
use crate::model::texts::Source;
use crate::model::view::View;

/// Both tables, and all other countries.
pub fn tables(view: &View) -> Html {
    let countries = scene::country_rows(view);
    let events = scene::event_rows(view);
    html! {
        <>
            if !IS_DOCUMENT {
                { section_title(view.heading, 0, "tables__title", copy::TABLE_LAYER_HEADING) }
                for table in overlay::tables(view).iter() { { layer_table(table) } }
            }
            { section_title(view.heading, 0, "tables__title", copy::TABLE_COUNTRIES_HEADING) }
            <div class="tables__scroll">
                <table class="table" data-table="countries">
                    <caption>{ scene::country_caption(view, countries.len()) }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ copy::TABLE_COUNTRY }</th>
                            <th scope="col">{ copy::TABLE_STATUS }</th>
                            <th scope="col">{ copy::TABLE_SINCE }</th>
                            <th scope="col">{ copy::TABLE_GROUP }</th>
                            <th scope="col">{ copy::TABLE_SOURCES }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for row in countries.iter() { { country_row(row) } }
                    </tbody>
                </table>
            </div>
            if !IS_DOCUMENT {
                { other_countries(view) }
            }
            { section_title(view.heading, 0, "tables__title", copy::TABLE_EVENTS_HEADING) }
            <div class="tables__scroll tables__scroll--events">
                <table class="table" data-table="events">
                    <caption>{ scene::event_caption(view, events.len()) }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ copy::TABLE_DATE }</th>
                            <th scope="col">{ copy::TABLE_EVENT }</th>
                            <th scope="col">{ copy::TABLE_LANE }</th>
                            <th scope="col">{ copy::TABLE_SOURCES }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for row in events.iter() { { event_row(row) } }
                    </tbody>
                </table>
            </div>
        </>
    }
}

/// A table of the layer, or of the contested places.
fn layer_table(table: &Table) -> Html {
    html! {
        <div key={table.key} class="tables__scroll">
            <table class="table" data-table={table.key}>
                <caption>{ table.caption.as_str() }</caption>
                <thead>
                    <tr>
                        for head in table.head.iter().chain(&[copy::TABLE_SOURCES]) {
                            <th scope="col">{ *head }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for (index, row) in table.rows.iter().enumerate() { { layer_row(index, row) } }
                </tbody>
            </table>
        </div>
    }
}

fn layer_row(index: usize, row: &Row) -> Html {
    let code = row.country.and_then(|id| atlas().country(id)).map(|country| country.code);
    html! {
        <tr key={index}>
            <th scope="row">
                if let Some(code) = code {
                    <a href={["#select=", code].concat()}>{ row.name }</a>
                } else {
                    { row.name }
                }
            </th>
            for cell in row.cells.iter() {
                <td>{ cell.as_str() }</td>
            }
            <td>{ sources(&row.sources) }</td>
        </tr>
    }
}

/// What is neither member nor partner; on the served page the entries have them.
fn other_countries(view: &View) -> Html {
    let others = scene::other_rows(view).into_iter();
    let others = others.filter_map(|(id, status)| Some((atlas().country(id)?, status)));
    html! {
        <details class="tables__others" id="others">
            <summary>{ copy::TABLE_OTHERS }</summary>
            <ul>
                for (country, status) in others {
                    <li key={country.code}>
                        <a href={["#select=", country.code].concat()}>{ country.name() }</a>
                        <span class="tables__status">{ ": " }{ status }</span>
                    </li>
                }
            </ul>
        </details>
    }
}

fn country_row(row: &CountryRow) -> Html {
    let Some(country) = atlas().country(row.country) else { return html! { <tr /> } };
    html! {
        <tr key={country.code}>
            <th scope="row"><a href={["#select=", country.code].concat()}>{ country.name() }</a></th>
            <td>{ row.status }</td>
            <td class="table__date">{ row.since.as_str() }</td>
            <td>{ row.group }</td>
            <td>{ sources(&row.sources) }</td>
        </tr>
    }
}

fn event_row(row: &EventRow) -> Html {
    let Some(event) = atlas().event(row.event) else { return html! { <tr /> } };
    html! {
        <tr key={event.id}>
            <td class="table__date">{ row.date.as_str() }</td>
            <th scope="row">
                <a href={["#event=", event.id].concat()}>{ event.title }</a>
                if !IS_DOCUMENT && !row.summary.is_empty() {
                    <p class="table__summary">{ row.summary }</p>
                }
            </th>
            <td>{ row.lane }</td>
            <td>{ sources(&row.sources) }</td>
        </tr>
    }
}

/// All sources; on the served page the first one, with a link to the page of all.
fn sources(sources: &[&'static Source]) -> Html {
    if IS_DOCUMENT {
        return sources.first().map(|source| source_link(source)).unwrap_or_default();
    }
    html! {
        <ul class="table__sources">
            for (index, source) in sources.iter().enumerate() {
                <li key={index}>{ source_html(source) }</li>
            }
        </ul>
    }
}

/// The events of the date's year, as links that a thumb can hit.
pub fn year_events(view: &View) -> Html {
    let rows = scene::year_rows(view.date);
    html! {
        <section class="year">
            { section_title(view.heading, 0, "year__heading", scene::year_heading(view.date, rows.len())) }
            <ol class="year__list">
                for row in rows.iter() { { year_row(row, view) } }
            </ol>
        </section>
    }
}

fn year_row(row: &EventRow, view: &View) -> Html {
    let Some(event) = atlas().event(row.event) else { return html! { <li /> } };
    html! {
        <li key={event.id} class="year__event" data-selected={(view.event == Some(row.event)).then_some("1")}>
            <a class="year__link" href={["#event=", event.id].concat()}
                aria-current={(view.event == Some(row.event)).then_some("true")}>
                <span class="year__date">{ row.date.as_str() }</span>
                { " " }
                <span class="year__title">{ event.title }</span>
            </a>
        </li>
    }
}

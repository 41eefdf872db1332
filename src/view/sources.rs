//! The page of all sources: each with what it supports.

use yew::prelude::*;

use super::card::source_html;
use crate::copy;
use crate::model::atlas::atlas;
use crate::model::scene;
use crate::model::texts::{texts, Source, Texts};

/// The page; empty while the texts are not installed.
#[component]
pub fn SourcesPage() -> Html {
    let Some(texts) = texts() else { return html! { <div /> } };
    html! {
        <div class="widget sources">
            <h1 class="head__title">{ copy::SOURCES_TITLE }</h1>
            <p>{ copy::SOURCES_INTRO_LONG }</p>
            <p><a href="index.html">{ copy::SOURCES_BACK }</a>{ copy::LIST_DOT }{ scene::as_of() }</p>
            <ul class="sources__list">
                for (index, source) in texts.sources.iter().enumerate() {
                    <li key={index} id={anchor(index)}>
                        { source_html(source) }
                        <p class="sources__supports">{ copy::SOURCES_SUPPORTS }{ ": " }{ supported(texts, index) }</p>
                    </li>
                }
            </ul>
        </div>
    }
}

/// Links to the countries and events that a source supports.
fn supported(texts: &Texts, source: usize) -> Html {
    let atlas = atlas();
    let countries =
        atlas.each_country().filter(|(id, _)| texts.country(*id).is_some_and(|text| text.sources.contains(&source)));
    let events =
        atlas.each_event().filter(|(id, _)| texts.event(*id).is_some_and(|text| text.sources.contains(&source)));
    let links = countries
        .map(|(_, country)| (format!("index.html#select={}", country.code), country.name))
        .chain(events.map(|(_, event)| (format!("index.html#event={}", event.id), event.title)));
    html! {
        for (index, (href, name)) in links.enumerate() {
            <span key={index}>
                if index > 0 { { copy::LIST_ITEM } }
                <a {href}>{ name }</a>
            </span>
        }
    }
}

/// The anchor of a source: its permanent id.
fn anchor(index: usize) -> Option<&'static str> {
    crate::SOURCE_IDS.lines().nth(index)
}

/// A link to a source on this page: who published it.
pub fn source_link(source: &Source) -> Html {
    let anchor = texts().and_then(|texts| texts.index_of(source)).and_then(anchor);
    html! { <a href={["sources.html#", anchor.unwrap_or_default()].concat()}>{ source.publisher }</a> }
}

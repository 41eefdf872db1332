//! The panels: long texts that the prerenderer writes as templates (see `src/prerender/panels.rs`) and
//! that ship in the data-only part. A template is HTML in which sources, countries, events and claims stand as
//! references, so that no name or address is written twice.

use yew::prelude::*;

use super::controls::emits;
use super::element::{button, element, Element};
use super::IS_DOCUMENT;
use crate::copy;
use crate::model::atlas::{atlas, CountryId, EventId};
use crate::model::scene;
use crate::model::text::escape;
use crate::model::texts::{self, texts};
use crate::model::view::{Action, Panel, Tab};

/// Begins a reference: then a letter for the kind, a number, and a semicolon.
pub const REFERENCE: char = '\u{1}';

/// A panel in the place of the tabs' panels.
pub fn panel(panel: Panel, tab: Tab, act: &Callback<Action>) -> Element {
    let template = texts::panel(panel);
    let text = if template.is_empty() {
        element("p").text(copy::PANEL_LOADING).into()
    } else {
        Html::from_html_unchecked(expand(template, "").into())
    };
    element("section.panel")
        .with("data-panel", panel.key())
        .with("tabindex", "-1")
        .with("aria-label", scene::panel_name(panel))
        .child(button("button.button", copy::PANEL_BACK, emits(act, Action::Show(tab))))
        .html(text)
}

/// A template as HTML. `page` is the address of the page with the map, empty on that page itself.
pub fn expand(template: &str, page: &str) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut parts = template.split(REFERENCE);
    out.push_str(parts.next().unwrap_or_default());
    // The page of sources counts by itself.
    let mut next = 0;
    for part in parts {
        let (reference, rest) = part.split_once(';').unwrap_or((part, ""));
        let digits = reference.bytes().filter(u8::is_ascii_digit);
        let number = digits.fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
        match reference {
            "n" if IS_DOCUMENT => {
                list_source(&mut out, next, page);
                next += 1;
            }
            "u" if IS_DOCUMENT => supported(&mut out, usize::max(next, 1) - 1, page),
            "a" => list_sources(&mut out),
            _ => refer(&mut out, reference, number, page),
        }
        out.push_str(rest);
    }
    out
}

/// A source, country or event as a link; of a panel, the beginning of an address.
fn refer(out: &mut String, reference: &str, number: usize, page: &str) {
    let atlas = atlas();
    let index = u8::try_from(number).unwrap_or(u8::MAX);
    match reference.as_bytes().first() {
        Some(b's') => {
            let Some(source) = texts().and_then(|texts| texts.sources.get(number)) else { return };
            let attributes = if source.url.is_empty() { "" } else { "\" rel=\"noopener\" target=\"_blank" };
            link(out, &[source.url, attributes], &scene::source_text(source));
        }
        Some(b'c') => {
            let Some(country) = atlas.country(CountryId(index)) else { return };
            link(out, &[page, "#select=", country.code], country.name());
        }
        Some(b'p') => {
            let key = Panel::ALL.get(number).map_or("", |panel| panel.key());
            let around = if page.is_empty() { ("#panel=", "&amp;") } else { ("", ".html#") };
            [around.0, key, around.1].into_iter().for_each(|part| out.push_str(part));
        }
        Some(b'e') => {
            let Some(event) = atlas.event(EventId(index)) else { return };
            link(out, &[page, "#event=", event.id], event.title);
        }
        _ => {}
    }
}

/// All sources, with their kinds, and the countries and events that they support.
fn list_sources(out: &mut String) {
    for (index, source) in texts().iter().flat_map(|texts| texts.sources.iter().take(texts.source_count).enumerate()) {
        out.push_str("<li>");
        refer(out, "s", index, "");
        let unseen = if source.is_seen { "" } else { copy::SOURCES_UNSEEN };
        let dot = if source.is_seen { "" } else { copy::LIST_DOT };
        let parts = ["<p class=\"sources__supports\">", scene::tier_name(source.tier), dot, unseen, copy::LIST_DOT];
        parts.into_iter().for_each(|part| out.push_str(part));
        supported(out, index, "");
        out.push_str("</p></li>");
    }
}

/// Begins the next item of the page of sources, with an id for the links to it.
fn list_source(out: &mut String, source: usize, page: &str) {
    out.push_str("<li");
    if let Some(id) = crate::SOURCE_IDS.lines().nth(source) {
        [" id=\"", id, "\" data-record=\"", id, "\""].into_iter().for_each(|part| out.push_str(part));
    }
    out.push('>');
    refer(out, "s", source, page);
}

/// The countries and events that a source supports.
fn supported(out: &mut String, source: usize, page: &str) {
    let Some(texts) = texts() else { return };
    let atlas = atlas();
    for (id, country) in atlas.each_country() {
        if texts.country(id).is_some_and(|text| text.sources.contains(&source)) {
            link(out, &[page, "#select=", country.code], country.name());
            out.push_str(copy::LIST_ITEM);
        }
    }
    for (id, event) in atlas.each_event() {
        if texts.event(id).is_some_and(|text| text.sources.contains(&source)) {
            link(out, &[page, "#event=", event.id], event.title);
            out.push_str(copy::LIST_ITEM);
        }
    }
}

fn link(out: &mut String, address: &[&str], text: &str) {
    out.push_str("<a href=\"");
    for (index, part) in address.iter().enumerate() {
        // The first part is an address and the last of a source's is markup.
        if index == 0 {
            escape(out, part);
        } else {
            out.push_str(part);
        }
    }
    out.push_str("\">");
    escape(out, text);
    out.push_str("</a>");
}

//! The card of the selected country or event; the answer in short when nothing is selected.

use yew::prelude::*;

use super::controls::emits;
use super::entries::entries;
use super::{section_title, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{atlas, CountryId, EventId, Status};
use crate::model::query::claim_id;
use crate::model::scene::{self, status_name, Card};
use crate::model::text::number;
use crate::model::texts::{texts, Source, Term};
use crate::model::view::{Action, Heading, View};

/// All cards of a view.
pub fn cards(view: &View, act: &Callback<Action>) -> Html {
    let on_close = act;
    html! {
        <aside class="cards" aria-label={copy::CARD_LABEL}>
            if IS_DOCUMENT {
                { entries(view) }
            }
            for (key, card) in scene::cards(view).into_iter().map(|card| (card.key.clone(), card)) {
                <CardView {key} heading={view.heading} on_close={on_close.clone()} {card} />
            }
        </aside>
    }
}

#[derive(Properties, PartialEq)]
struct CardViewProps {
    card: Card,
    heading: Heading,
    on_close: Callback<Action>,
}

/// A card. A component, since a step in time changes few words of it or none.
#[component]
fn CardView(props: &CardViewProps) -> Html {
    let CardViewProps { card, heading, on_close } = props;
    let mut seen = Vec::new();
    let countries_label = if card.key.is_empty() { copy::CARD_PARTNERS } else { copy::CARD_COUNTRIES };
    html! {
        <section class="card" data-card={(!card.key.is_empty()).then(|| card.key.clone())}
            data-tone={card.tone}>
            if card.is_closable && !IS_DOCUMENT {
                <button class="button card__close" type="button" aria-label={copy::CARD_CLOSE} onclick={emits(on_close, Action::Clear)}>
                    { "×" }
                </button>
            }
            if !card.kicker.is_empty() {
                <p class="card__kicker">{ card.kicker.as_str() }</p>
            }
            { section_title(*heading, 0, "card__title", card.title.clone()) }
            if !card.verdict.is_empty() {
                <p class="card__verdict">{ explained(&card.verdict, &card.key, &mut seen) }</p>
            }
            if card.is_on_map && !IS_DOCUMENT {
                <p class="card__map">
                    <button class="button" type="button" onclick={emits(on_close, Action::VisitSelected)}>{ copy::MAP_VISIT }</button>
                    if let Some(label) = card.measure {
                        <button class="button" type="button" onclick={emits(on_close, Action::Measure)}>{ label }</button>
                    }
                </p>
            }
            if !card.rows.is_empty() {
                <dl class="card__rows">
                    for (label, value) in card.rows.iter() {
                        <div key={*label} class="card__row"><dt>{ *label }</dt><dd>{ value.as_str() }</dd></div>
                    }
                </dl>
            }
            if !card.documents.is_empty() {
                { section_title(*heading, 1, "card__heading", copy::CARD_DOCUMENTS) }
                <ul class="card__events">
                    for (index, document) in card.documents.iter().enumerate() {
                        <li key={index}>{ document.as_str() }</li>
                    }
                </ul>
            }
            for (index, paragraph) in card.paragraphs.iter().enumerate() {
                <p class="card__text" key={index}>{ explained(paragraph, &card.key, &mut seen) }</p>
            }
            if !card.countries.is_empty() {
                { section_title(*heading, 1, "card__heading", countries_label) }
                <ul class="card__links">
                    for (id, status) in card.countries.iter() { { country_link(*id, *status) } }
                </ul>
            }
            if !card.events.is_empty() {
                { section_title(*heading, 1, "card__heading", copy::CARD_EVENTS) }
                <ul class="card__events">
                    for id in card.events.iter() { { event_link(*id) } }
                </ul>
            }
            if !card.claims.is_empty() {
                <details class="card__sources" id="card-claims">
                    <summary>{ copy::CARD_CLAIMS }</summary>
                    <ul>
                        for (number, text) in card.claims.iter() {
                            <li key={*number}><a href={["#claim=", &claim_id(*number)].concat()}>{ *text }</a></li>
                        }
                    </ul>
                </details>
            }
            { sources_html(card.sources.as_deref()) }
        </section>
    }
}

fn country_link(id: CountryId, status: Status) -> Html {
    let Some(country) = atlas().country(id) else { return html! { <li /> } };
    html! {
        <li key={id.shape()}>
            <a href={["#select=", country.code].concat()} data-swatch={status.key()} title={status_name(status)}>
                { country.name() }
            </a>
        </li>
    }
}

fn event_link(id: EventId) -> Html {
    let Some(event) = atlas().event(id) else { return html! { <li /> } };
    html! {
        <li key={usize::from(id.0)}>
            <span class="card__date">{ event.date.words() }</span>
            { " " }
            <a href={["#event=", event.id].concat()}>{ event.title }</a>
        </li>
    }
}

/// The sources, folded; the same element while they are on their way, so that it stays open.
fn sources_html(sources: Option<&[&'static Source]>) -> Html {
    if sources.is_some_and(<[_]>::is_empty) {
        return html! {};
    }
    html! {
        <details class="card__sources" id="card-sources">
            <summary>{ copy::CARD_SOURCES }</summary>
            <ul>
                for (index, source) in sources.unwrap_or_default().iter().enumerate() {
                    <li key={index}>{ source_html(source) }</li>
                }
            </ul>
        </details>
    }
}

/// A source with its link.
pub fn source_html(source: &Source) -> Html {
    let text = scene::source_text(source);
    if source.url.is_empty() {
        return html! { { text } };
    }
    html! { <a href={source.url} rel="noopener" target="_blank">{ text }</a> }
}

/// A text in which each term of the glossary is a button that explains it, where it first stands on the card.
fn explained(text: &str, key: &str, seen: &mut Vec<&'static Term>) -> Html {
    let mut rest = text;
    let mut parts: Vec<Html> = Vec::new();
    while let Some((start, form, term)) = next_term(rest, seen) {
        seen.push(term);
        parts.push(Html::from(rest.get(..start).unwrap_or_default()));
        let id = ["term-", key, "-", &number(u32::try_from(seen.len()).unwrap_or_default())].concat();
        parts.push(html! {
            <>
                <button class="term" type="button" popovertarget={id.clone()}>{ form }</button>
                <span class="term__text" popover="" {id}>
                    { term.standard }{ " " }<i>{ copy::CARD_PLAIN }{ " " }{ term.plain }</i>
                </span>
            </>
        });
        rest = rest.get(start + form.len()..).unwrap_or_default();
    }
    parts.push(Html::from(rest));
    parts.into_iter().collect()
}

/// The first whole word or words of a text that are a term not explained yet; of several, the longest.
fn next_term(text: &str, seen: &[&'static Term]) -> Option<(usize, &'static str, &'static Term)> {
    let terms = texts().map(|texts| texts.terms.as_slice()).unwrap_or_default();
    // By bytes: what is not ASCII counts as part of a word, and no tables of Unicode are needed.
    let is_in_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let bytes = text.as_bytes();
    for start in 0..bytes.len() {
        if start > 0 && is_in_word(bytes.get(start - 1)) {
            continue;
        }
        let mut found: Option<(usize, &'static str, &'static Term)> = None;
        for term in terms.iter().filter(|term| !seen.iter().any(|other| std::ptr::eq(*other, *term))) {
            for form in &term.forms {
                let is_here = bytes.get(start..start + form.len()) == Some(form.as_bytes());
                let is_longest = found.is_none_or(|(_, other, _)| other.len() < form.len());
                if is_here && is_longest && !is_in_word(bytes.get(start + form.len())) {
                    found = Some((start, form, term));
                }
            }
        }
        if found.is_some() {
            return found;
        }
    }
    None
}

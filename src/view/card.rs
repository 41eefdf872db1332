//! The card of the selected country or event; the answer in short when nothing is selected.

use yew::prelude::*;

use super::compare::picture;
use super::controls::emits;
use super::element::{button, element, link, list, Element};
use super::entries::entries;
use super::kept::{kept, Piece};
use super::{flag, section_title, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{atlas, CountryId, EventId, Status};
use crate::model::phrase::Phrase;
use crate::model::protocol::Race;
use crate::model::query::claim_id;
use crate::model::scene::{self, status_name, Card};
use crate::model::text::{number, signed};
use crate::model::texts::{texts, Source, Term};
use crate::model::timeline::percent;
use crate::model::view::{Action, Heading, Tab, View};

/// All cards of a view.
pub fn cards(view: &View, act: &Callback<Action>) -> Element {
    let mut cards = Vec::new();
    for card in scene::cards(view) {
        let key = card.key.clone();
        let piece = CardView { card, heading: view.heading, act: act.clone() };
        cards.push(kept(Piece::Card(Box::new(piece)), Some(&key)));
    }
    let aside = element("aside.cards").with("aria-label", copy::CARD_LABEL);
    let aside = if IS_DOCUMENT { aside.html(entries(view)) } else { aside };
    aside.html(list(cards))
}

/// A card. Kept, since a step in time changes few words of it or none.
#[derive(PartialEq)]
pub struct CardView {
    /// What is on it.
    pub card: Card,
    /// The level of the widget's title.
    pub heading: Heading,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// A card. What is not on it keeps its place, so that what is open stays open.
pub fn card_view(props: &CardView) -> Html {
    let CardView { card, heading, act } = props;
    let mut seen = Vec::new();
    let countries_label = if card.key.is_empty() { copy::CARD_PARTNERS } else { copy::CARD_COUNTRIES };
    let paragraph = |selector: &'static str, text: &str| (!text.is_empty()).then(|| element(selector).text(text));
    let close = (card.is_closable && !IS_DOCUMENT).then(|| {
        button("button.button card__close", "×", emits(act, Action::Clear)).with("aria-label", copy::CARD_CLOSE)
    });
    let section = element("section.card")
        .maybe("data-card", Some(card.key.as_str()).filter(|key| !key.is_empty()))
        .with("data-tone", card.tone)
        .maybe_child(close)
        .maybe_child(paragraph("p.card__kicker", &card.kicker))
        .child(section_title(*heading, 0, "card__title", &card.title))
        .maybe_child(explained("p.card__verdict", &card.verdict, &card.key, &mut seen))
        .maybe_child((card.is_on_map && !IS_DOCUMENT).then(|| on_map(card, act)));
    let mut rows = element("dl.card__rows");
    for (label, value) in &card.rows {
        let row = element("div.card__row").key(label);
        rows = rows.child(row.child(element("dt").text(label)).child(element("dd").text(value)));
    }
    let mut documents = element("ul.card__events");
    for (index, document) in card.documents.iter().enumerate() {
        documents = documents.child(element("li").nth(index).text(document));
    }
    let mut paragraphs = Vec::new();
    for (index, text) in card.paragraphs.iter().enumerate() {
        let text = explained("p.card__text", text, &card.key, &mut seen);
        paragraphs.extend(text.map(|text| Html::from(text.nth(index))));
    }
    let mut countries = element("ul.card__links");
    for (id, status) in &card.countries {
        countries = countries.child(country_link(*id, *status));
    }
    let mut events = element("ul.card__events");
    for id in &card.events {
        events = events.child(event_link(*id));
    }
    let titled = |text: &str, part: Element| {
        let title = section_title(*heading, 1, "card__heading", text);
        list(vec![title.into(), part.into()])
    };
    let part = |is_there: bool, text: &str, part: Element| if is_there { titled(text, part) } else { Html::default() };
    section
        .maybe_child((!card.rows.is_empty()).then_some(rows))
        .maybe_child(
            card.chart
                .as_ref()
                .map(|chart| picture(chart).child(link(&["spending.html#spending=", &card.key], copy::SPENDING_TITLE))),
        )
        .html(part(!card.documents.is_empty(), Phrase::Documents.words(), documents))
        .html(list(paragraphs))
        .html(part(!card.countries.is_empty(), countries_label, countries))
        .html(part(!card.events.is_empty(), copy::CARD_EVENTS, events))
        .maybe_child(card.steps.filter(|_| !IS_DOCUMENT).map(|steps| event_steps(card, steps, act)))
        .maybe_child(
            card.race.as_ref().map(|race| folded(Phrase::Race.words(), race_view(race, act)).with("id", "card-race")),
        )
        .maybe_child(claim_list(&card.claims).map(|claims| claims.with("id", "card-claims")))
        .maybe_child(sources_html(card.sources.as_deref()))
        .into()
}

/// What the map can do with what a card is about.
fn on_map(card: &Card, act: &Callback<Action>) -> Element {
    let measure = card.measure.map(|label| button("button.button", label, emits(act, Action::Measure)));
    // Nobody is bound to an event.
    let compare = || button("button.button", copy::CARD_COMPARE, emits(act, Action::Show(Tab::Compare)));
    element("p.card__map")
        .child(button("button.button", copy::MAP_VISIT, emits(act, Action::VisitSelected)))
        .maybe_child(measure)
        .maybe_child(card.steps.is_none().then(compare))
}

/// The ways on from an event: to the one before, to the next, to its own address.
fn event_steps(card: &Card, steps: [bool; 2], act: &Callback<Action>) -> Element {
    let mut ways = element("p.card__map");
    for (is_there, name, is_later) in [(steps[0], copy::EVENTS_PREVIOUS, false), (steps[1], copy::EVENTS_NEXT, true)] {
        let step = button("button.button", name, emits(act, Action::StepEvent(is_later)));
        ways = ways.child(step.maybe("disabled", (!is_there).then_some("")));
    }
    ways.child(link(&["?event=", &card.key], copy::FOOTER_PERMALINK).with("class", "card__link"))
}

/// The race of the allies to approve an accession: a table whose last column is a picture.
fn race_view(race: &Race, act: &Callback<Action>) -> Element {
    let replay = button("button.button", Phrase::Replay.words(), emits(act, Action::Replay(race.protocol)));
    let mut head = element("tr");
    for name in [Phrase::RaceAlly.words(), Phrase::RaceDate.words(), Phrase::RaceDays.words()] {
        head = head.child(element("th").with("scope", "col").text(name));
    }
    let mut rows = element("tbody");
    for (index, runner) in race.runners.iter().enumerate() {
        let name = atlas().country(runner.country).map_or("", |country| country.name());
        let bar = element("rect.race__bar").with("height", "100%").with("width", &percent(runner.length));
        let way = element("svg.race__way").with("aria-hidden", "true").child(bar);
        let days = if runner.is_done { signed(runner.days) } else { Phrase::Pending.say(&[]) };
        let row = element("tr.race__row")
            .nth(index)
            .maybe("data-done", flag(runner.is_done))
            .child(element("th").with("scope", "row").text(name))
            .child(element("td").text(if runner.is_done { &runner.date } else { "" }))
            .child(element("td").child(element("span").text(&days)).child(way));
        rows = rows.child(row);
    }
    let table = element("table.race")
        .child(element("caption.unseen").text(Phrase::RaceCaption.words()))
        .child(element("thead").child(head))
        .child(rows);
    element("div")
        .child(element("p").text(&race.summary))
        .child(element("p").with("role", "status").text(&race.state))
        .maybe_child((!IS_DOCUMENT).then_some(replay))
        .child(table)
        .child(element("p").text(race.note))
        .child(source_list("ul", &race.sources))
}

/// The claims of the article that something bears on, folded, if there are any.
pub fn claim_list(claims: &[(u8, &'static str)]) -> Option<Element> {
    if claims.is_empty() {
        return None;
    }
    let mut list = element("ul");
    for (number, text) in claims {
        let link = link(&["#claim=", &claim_id(*number)], text);
        list = list.child(element("li").nth(usize::from(*number)).child(link));
    }
    Some(folded(Phrase::Claims.words(), list))
}

/// A list that unfolds.
pub fn folded(summary: &str, list: Element) -> Element {
    folded_as("details.card__sources", summary, list)
}

/// The same, with a class of its own.
pub fn folded_as(selector: &'static str, summary: &str, list: Element) -> Element {
    element(selector).child(element("summary").text(summary)).child(list)
}

fn country_link(id: CountryId, status: Status) -> Element {
    let Some(country) = atlas().country(id) else { return element("li") };
    let link = link(&["#select=", country.code], country.name()).with("title", status_name(status));
    element("li").nth(id.shape()).child(link)
}

fn event_link(id: EventId) -> Element {
    let Some(event) = atlas().event(id) else { return element("li") };
    element("li")
        .nth(usize::from(id.0))
        .child(element("span.card__date").text(&event.date.words()))
        .text(" ")
        .child(link(&["#event=", event.id], event.title))
}

/// The sources, folded; the same element while they are on their way, so that it stays open.
fn sources_html(sources: Option<&[&'static Source]>) -> Option<Element> {
    if sources.is_some_and(<[_]>::is_empty) {
        return None;
    }
    Some(folded(copy::CARD_SOURCES, source_list("ul", sources.unwrap_or_default())).with("id", "card-sources"))
}

/// A list of sources with their links.
pub fn source_list(selector: &'static str, sources: &[&'static Source]) -> Element {
    let mut list = element(selector);
    for (index, source) in sources.iter().enumerate() {
        let text = scene::source_text(source);
        let item = element("li").nth(index);
        list = list.child(if source.url.is_empty() {
            item.text(&text)
        } else {
            let link = element("a").with("href", source.url).with("rel", "noopener").with("target", "_blank");
            item.child(link.text(&text))
        });
    }
    list
}

/// A paragraph, if there is any text, in which each term of the glossary is a button that explains it, where it first
/// stands on the card.
fn explained(selector: &'static str, text: &str, key: &str, seen: &mut Vec<&'static Term>) -> Option<Element> {
    if text.is_empty() {
        return None;
    }
    let mut rest = text;
    let mut paragraph = element(selector);
    while let Some((start, form, term)) = next_term(rest, seen) {
        seen.push(term);
        let id = ["term-", key, "-", &number(u32::try_from(seen.len()).unwrap_or_default())].concat();
        let plain = element("i").text(Phrase::Plain.words()).text(" ").text(term.plain);
        let explanation = element("span.term__text").with("popover", "").with("id", &id);
        paragraph = paragraph
            .text(rest.get(..start).unwrap_or_default())
            .child(element("button.term").with("type", "button").with("popovertarget", &id).text(form))
            .child(explanation.text(term.standard).text(" ").child(plain));
        rest = rest.get(start + form.len()..).unwrap_or_default();
    }
    Some(paragraph.text(rest))
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

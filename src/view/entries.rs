//! The entries of the served page: what a link to a country or an event leads to before the bundle
//! is there. Each stands where the card will be, and is shown by `:target`.

use yew::prelude::*;

use crate::model::atlas::atlas;
use crate::model::scene;
use crate::model::summary::about_country;
use crate::model::texts::{texts, Source};
use crate::model::view::View;

/// One entry for each country and each event.
pub fn entries(view: &View) -> Html {
    let countries = atlas().each_country().map(|(id, country)| {
        let sentence = about_country(atlas(), view, id).unwrap_or_default();
        entry(&["select=", country.code].concat(), country.name(), &sentence, &scene::sources_of_country(id))
    });
    let events = atlas().each_event().map(|(id, event)| {
        entry(&["event=", event.id].concat(), event.title, &event.date.words(), &scene::sources_of_event(id))
    });
    html! { for entry in countries.chain(events) { { entry } } }
}

/// As few elements as will do: there are four hundred of them.
fn entry(id: &str, title: &str, text: &str, sources: &[&'static Source]) -> Html {
    html! {
        <p class="entry" id={id.to_owned()}>
            <b>{ title }</b>
            { text }
            { " " }
            if let Some(source) = sources.first() {
                { source_link(source) }
            }
        </p>
    }
}

/// The anchor of a source: its permanent id.
fn anchor(index: usize) -> Option<&'static str> {
    crate::SOURCE_IDS.lines().nth(index)
}

/// A link to a source on the page of sources: who published it.
pub fn source_link(source: &Source) -> Html {
    let anchor = texts().and_then(|texts| texts.index_of(source)).and_then(anchor);
    html! { <a href={["sources.html#", anchor.unwrap_or_default()].concat()}>{ source.publisher }</a> }
}

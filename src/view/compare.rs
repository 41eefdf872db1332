//! What binds two countries, the web of one, the matrix of all: the tab that compares. And the picture of spending.

use yew::prelude::*;

use super::card::CardView;
use super::controls::choice;
use super::element::{element, list, Element};
use super::kept::{kept, Piece};
use super::{section_title, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{atlas, CountryId};
use crate::model::commitment::{pair, recorded, verdict, web, Kind};
use crate::model::compare::{answer, line, names, of_kind};
use crate::model::date::Date;
use crate::model::money::{years, Chart, GOALS, SIZE};
use crate::model::phrase::Phrase;
use crate::model::summary::about_country;
use crate::model::text::{fill, number};
use crate::model::texts::texts;
use crate::model::view::{Action, View};

/// The two, the answer, and what links them.
pub fn compare(view: &View, act: &Callback<Action>) -> Element {
    let answer = answer(view);
    let all = recorded();
    let mut choices = Vec::new();
    for &id in &all {
        choices.extend(atlas().country(id).map(|country| country.name()));
    }
    let actions: [fn(usize) -> Option<Action>; 2] = [
        |index| recorded().get(index).map(|&id| Action::Compare(0, id)),
        |index| recorded().get(index).map(|&id| Action::Compare(1, id)),
    ];
    let mut pickers = element("p.compare__pair");
    let labels = [copy::COMPARE_FIRST, copy::COMPARE_SECOND];
    let pair = pair(&view.select);
    for ((label, id), action) in labels.into_iter().zip(pair).zip(actions) {
        let place = all.iter().position(|&other| other == id).unwrap_or_default();
        pickers = pickers.child(choice("label.lens__choice", label, &choices, place, act, action));
    }
    let mut others = Vec::new();
    for &id in &view.select {
        if !pair.contains(&id) {
            others.push(id);
        }
    }
    let left_out = if others.is_empty() { "" } else { &Phrase::LeftOut.say(&[("names", &names(&others))]) };
    let mut cards = Vec::new();
    for card in answer.cards {
        let key = card.key.clone();
        let view = CardView { card, heading: view.heading, act: act.clone() };
        // The first is the answer.
        let is_answer = cards.is_empty() && texts().is_some();
        let part = element("div").key(&key).maybe("data-verdict", is_answer.then_some(answer.verdict.key()));
        cards.push(part.html(kept(Piece::Card(Box::new(view)), None)).into());
    }
    element("aside.cards")
        .with("aria-label", copy::TAB_COMPARE)
        .child(pickers)
        .child(element("p.map__caption").with("role", "status").text(left_out))
        .html(list(cards))
}

/// Everything beside the answer: the web of the first of the two, the matrix.
pub fn compared(view: &View, has_texts: bool) -> Element {
    let [one, _] = pair(&view.select);
    let title = |text: &str| section_title(view.heading, 0, "tables__title", text);
    element("section.compared")
        .child(title(&fill(copy::COMPARE_WEB, &[("name", &names(&[one]))])))
        .child(links(one, atlas().governing_day(view.date)))
        .child(title(copy::COMPARE_MATRIX))
        .html(kept(Piece::Matrix(view.date, has_texts), None))
}

/// On the served page: the four partners, and whom each is linked with.
pub fn partners(view: &View) -> Element {
    let day = atlas().governing_day(view.date);
    let mut section = element("section.compared")
        .child(section_title(view.heading, 0, "tables__title", copy::COMPARE_TITLE_LONG))
        .child(element("p").text(copy::COMPARE_INTRO_LONG));
    for id in recorded() {
        let Some(country) = atlas().country(id).filter(|country| country.membership.is_none()) else { continue };
        section = section
            .child(section_title(view.heading, 1, "card__heading", country.name()))
            .child(element("p").text(&about_country(atlas(), view, id).unwrap_or_default()))
            .child(links(id, day));
    }
    section
}

/// Whom a country is linked with, by kind; on the served page with the instruments.
fn links(country: CountryId, day: Date) -> Element {
    let web = web(country, day);
    let mut kinds = element("dl.card__rows");
    for kind in Kind::ALL {
        let mut links = element("ul.card__links");
        let ids = of_kind(&web, kind);
        for &id in &ids {
            let Some(linked) = atlas().country(id) else { continue };
            let link = element("a").joined("href", &["#select=", linked.code]).text(linked.name());
            let item = element("li").nth(id.shape()).with("data-verdict", kind.key()).child(link);
            // A programme with NATO links with all its members alike.
            let how = if IS_DOCUMENT && kind < Kind::Partnership { line(country, id, day) } else { None };
            links = links.child(match how {
                Some(how) => item.text(": ").text(&how),
                None => item,
            });
        }
        if !ids.is_empty() {
            let swatch = element("span.legend__swatch").with("data-tone", kind.key()).with("aria-hidden", "true");
            let name = element("dt").child(swatch).text(kind.name());
            kinds = kinds.child(element("div.card__row").key(kind.key()).child(name).child(element("dd").child(links)));
        }
    }
    kinds
}

/// The strongest link of each two, as a table. Kept, since it has more cells than the rest of the page.
pub fn matrix(date: Date) -> Html {
    let day = atlas().governing_day(date);
    let all = recorded();
    let letters: Vec<String> = copy::COMPARE_LETTERS.chars().map(String::from).collect();
    let letter = |kind: Kind| letters.get(kind as usize).map_or("", String::as_str);
    let mut caption = date.words();
    for (index, kind) in Kind::ALL.into_iter().chain([Kind::None]).enumerate() {
        let parts = [if index > 0 { copy::LIST_ITEM } else { ": " }, letter(kind), " ", kind.name()];
        parts.into_iter().for_each(|part| caption.push_str(part));
    }
    // Without the instruments nothing can be said, least of all that there are none.
    let is_known = texts().is_some();
    let mut head = element("tr").child(element("td"));
    let mut rows = element("tbody");
    for &one in &all {
        let Some(country) = atlas().country(one) else { continue };
        head = head.child(
            element("th").key(country.code).with("scope", "col").with("title", country.name()).text(country.code),
        );
        let link = element("a").joined("href", &["#select=", country.code]).text(country.name());
        let mut row = element("tr").key(country.code).child(element("th").with("scope", "row").child(link));
        for &other in &all {
            let kind = verdict(one, other, day);
            let cell = element("td").nth(other.shape());
            row = row.child(if one == other {
                cell
            } else {
                cell.with("data-tone", kind.key()).text(if is_known { letter(kind) } else { "" })
            });
        }
        rows = rows.child(row);
    }
    let table = element("table.matrix").with("data-table", "matrix").child(element("caption").text(&caption));
    element("div.matrix__scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", copy::COMPARE_MATRIX)
        .child(table.child(element("thead").child(head)).child(rows))
        .into()
}

/// The picture of a chart, with what it shows in words.
pub fn picture(chart: &Chart) -> Element {
    let view_box = ["0 0 ", &number(SIZE.0), " ", &number(SIZE.1)].concat();
    let mut picture =
        element("svg.chart").with("viewBox", &view_box).with("role", "img").with("aria-label", &chart.sentence);
    for (class, path) in [
        ("path.chart__axis", "M4 62H124"),
        ("path.chart__goal", GOALS),
        ("path.chart__line", &chart.known),
        ("path.chart__line chart__line--estimate", &chart.estimated),
        ("path.chart__here", &chart.here),
    ] {
        picture = picture.child(element(class).with("d", path));
    }
    let years = years();
    let [first, last] = [years.start, years.end.saturating_sub(1)].map(|year| number(year.into()));
    let (two, more) = (copy::SPENDING_GUIDELINE, copy::SPENDING_PLEDGE);
    for (x, y, name) in [("4", "40", two), ("112", "25", more), ("4", "60", &first), ("111", "60", &last)] {
        picture = picture.child(element("text").with("x", x).with("y", y).text(name));
    }
    let words = element("p.map__caption").with("aria-hidden", "true").text(&chart.sentence);
    element("div").child(picture).child(words)
}

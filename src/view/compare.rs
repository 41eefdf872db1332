//! What binds two countries, the web of one, the matrix of all, and the money: the tab that compares.

use yew::prelude::*;

use super::card::CardView;
use super::controls::choice;
use super::element::{element, list, Element};
use super::kept::{kept, Piece};
use super::{section_title, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::{atlas, CountryId};
use crate::model::commitment::{pair, recorded, verdict, Kind};
use crate::model::compare::{answer, line, web_by_kind};
use crate::model::date::Date;
use crate::model::money::{self, Chart, Rank, GOALS, SIZE};
use crate::model::scene::Card;
use crate::model::summary::{about_country, name_in_sentence};
use crate::model::text::{count, fill, number};
use crate::model::view::{Action, View};

/// The two, the answer, and what links them.
pub fn compare(view: &View, act: &Callback<Action>) -> Element {
    let answer = answer(view);
    let all = recorded();
    let mut names = Vec::new();
    for &id in &all {
        names.extend(atlas().country(id).map(|country| country.name()));
    }
    let place = |id: CountryId| all.iter().position(|&other| other == id).unwrap_or_default();
    let [one, other] = pair(&view.select).map(place);
    let first = choice("label.lens__choice", copy::COMPARE_FIRST, &names, one, act, |index| {
        recorded().get(index).map(|&id| Action::Compare(0, id))
    });
    let second = choice("label.lens__choice", copy::COMPARE_SECOND, &names, other, act, |index| {
        recorded().get(index).map(|&id| Action::Compare(1, id))
    });
    let card = |card: Card| {
        let key = card.key.clone();
        kept(Piece::Card(CardView { card, heading: view.heading, act: act.clone() }), Some(&key))
    };
    let verdict = element("div").with("data-verdict", answer.verdict.key()).html(card(answer.card));
    let mut instruments = Vec::new();
    for instrument in answer.instruments {
        instruments.push(card(instrument));
    }
    element("aside.cards")
        .with("aria-label", copy::TAB_COMPARE)
        .child(element("p.compare__pair").child(first).child(second))
        .child(verdict)
        .html(list(instruments))
}

/// Everything beside the answer: the web of the first of the two, the matrix, the money.
pub fn compared(view: &View) -> Element {
    let [one, other] = pair(&view.select);
    let day = atlas().governing_day(view.date);
    let name = atlas().country(one).map(name_in_sentence).unwrap_or_default();
    let title = |text: &str| section_title(view.heading, 0, "tables__title", text);
    let web_title = fill(copy::COMPARE_WEB, &[("name", &name), ("date", &view.date.words())]);
    let year = money::year(view);
    let mut charts = element("div.charts");
    for id in [one, other] {
        charts = charts.maybe_child(money::chart(id, year).map(|chart| large(&chart).nth(id.shape())));
    }
    element("section.compared")
        .child(title(&web_title))
        .child(web(one, day))
        .child(title(copy::COMPARE_MATRIX))
        .html(kept(Piece::Matrix(view.date), None))
        .child(title(copy::SPENDING_TITLE))
        .child(element("p").text(copy::SPENDING_INTRO_LONG))
        .child(years(view, year))
        .child(charts)
        .html(kept(Piece::Money(year), None))
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
            .child(web(id, day));
    }
    section
}

/// Whom a country is linked with, by kind; on the served page with the instruments.
fn web(country: CountryId, day: Date) -> Element {
    let mut kinds = element("dl.card__rows");
    for (kind, ids) in web_by_kind(country, day) {
        let mut links = element("ul.card__links");
        // A programme with NATO links with all its members alike.
        let is_said = IS_DOCUMENT && kind < Kind::Partnership;
        for id in ids {
            let Some(linked) = atlas().country(id) else { continue };
            let link = element("a").joined("href", &["#select=", linked.code]).text(linked.name());
            let how = line(country, id, day).filter(|_| is_said).unwrap_or_default();
            let item = element("li").nth(id.shape()).with("data-verdict", kind.key()).child(link);
            links = links.child(if how.is_empty() { item } else { item.text(": ").text(&how) });
        }
        let row = element("div.card__row").key(kind.key());
        kinds = kinds
            .child(row.child(element("dt").child(swatch(kind)).text(kind.name())).child(element("dd").child(links)));
    }
    kinds
}

fn swatch(kind: Kind) -> Element {
    element("span.legend__swatch").with("data-swatch", kind.key()).with("aria-hidden", "true")
}

/// The letter of a kind.
fn letter(kind: Kind) -> &'static str {
    let mut letters = copy::COMPARE_LETTERS.char_indices();
    let start = letters.nth(kind as usize).map_or(0, |(start, _)| start);
    let end = letters.next().map_or(copy::COMPARE_LETTERS.len(), |(end, _)| end);
    copy::COMPARE_LETTERS.get(start..end).unwrap_or_default()
}

/// The strongest link of each two, as a table. Kept, since it has more cells than the rest of the page.
pub fn matrix(date: Date) -> Html {
    let day = atlas().governing_day(date);
    let all = recorded();
    let mut head = element("tr").child(element("td"));
    let mut rows = element("tbody");
    for &one in &all {
        let Some(country) = atlas().country(one) else { continue };
        let column = element("th").with("scope", "col").with("title", country.name()).text(country.code);
        head = head.child(column.key(country.code));
        let link = element("a").joined("href", &["#select=", country.code]).text(country.name());
        let mut row = element("tr").key(country.code).child(element("th").with("scope", "row").child(link));
        for &other in &all {
            let cell = element("td").nth(other.shape());
            row = row.child(if one == other {
                cell
            } else {
                let kind = verdict(one, other, day);
                cell.with("data-tone", kind.key()).with("title", kind.name()).text(letter(kind))
            });
        }
        rows = rows.child(row);
    }
    let mut key = Vec::new();
    for kind in Kind::ALL.into_iter().chain([Kind::None]) {
        key.push(fill(copy::COMPARE_MATRIX_KEY, &[("letter", letter(kind)), ("kind", kind.name())]));
    }
    let key = key.join(copy::LIST_ITEM);
    let caption = fill(copy::COMPARE_MATRIX_CAPTION, &[("date", &date.words()), ("key", &key)]);
    let table = element("table.matrix").with("data-table", "matrix").child(element("caption").text(&caption));
    element("div.matrix__scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", copy::COMPARE_MATRIX)
        .child(table.child(element("thead").child(head)).child(rows))
        .into()
}

/// The years that charts and rankings can point to: links, so that they are the keyboard's as well.
fn years(view: &View, shown: u16) -> Element {
    let mut years = element("p.charts__years");
    for year in money::years() {
        let digits = number(u32::from(year));
        let link = element("a").joined("href", &["#date=", &digits]).nth(usize::from(year));
        let is_shown = year == shown && view.date.year() == year;
        years = years.child(link.maybe("aria-current", is_shown.then_some("true")).text(&digits)).text(" ");
    }
    years
}

/// The picture of a chart.
pub fn picture(chart: &Chart) -> Element {
    let path = |class: &'static str, data: &str| element(class).with("d", data);
    let view_box = ["0 0 ", &number(SIZE.0), " ", &number(SIZE.1)].concat();
    let picture = element("svg.chart")
        .with("viewBox", &view_box)
        .with("role", "img")
        .with("aria-label", &chart.sentence)
        .child(path("path.chart__axis", "M4 62H124"))
        .child(path("path.chart__goal", GOALS))
        .child(path("path.chart__line", &chart.known))
        .child(path("path.chart__line chart__line--estimate", &chart.estimated));
    picture.maybe_child(
        chart
            .here
            .map(|(x, y)| element("circle.chart__here").with("cx", &number(x)).with("cy", &number(y)).with("r", "2")),
    )
}

/// A chart with its sentence, its note and its table.
fn large(chart: &Chart) -> Element {
    let mut rows = element("tbody");
    for (year, share, amount) in &chart.rows {
        let year = number(u32::from(*year));
        let row = element("tr").key(&year).child(element("th").with("scope", "row").text(&year));
        rows = rows.child(row.child(element("td").text(share)).child(element("td").text(amount)));
    }
    let mut head = element("tr");
    for name in [copy::TABLE_YEAR, copy::TABLE_SHARE, copy::TABLE_AMOUNT] {
        head = head.child(element("th").with("scope", "col").text(name));
    }
    let code = atlas().country(chart.country).map_or("", |country| country.code);
    let table = element("table.table").with("data-table", "spending");
    let table = table.child(element("caption").text(&chart.sentence)).child(element("thead").child(head)).child(rows);
    let scale = element("p.charts__scale").with("aria-hidden", "true").text(copy::SPENDING_SCALE);
    element("figure.charts__large")
        .with("data-chart", code)
        .child(picture(chart))
        .child(scale)
        .child(element("figcaption").text(&chart.sentence).text(" ").text(chart.note))
        .child(
            element("details")
                .joined("id", &["chart-", code])
                .child(element("summary").text(copy::SPENDING_TABLE))
                .child(table),
        )
}

/// The rankings of a year and the charts of all. Kept, since another pair changes nothing in them.
pub fn money(year: u16) -> Html {
    let digits = number(u32::from(year));
    let caption = |template: &str| fill(template, &[("year", &digits)]);
    let mut small = element("div.charts charts--small");
    for chart in money::charts(year) {
        let Some(country) = atlas().country(chart.country) else { continue };
        let share =
            chart.rows.iter().rev().find(|(other, ..)| *other <= year).map_or("", |(_, share, _)| share.as_str());
        let name = element("figcaption").child(element("b").text(country.name())).text(" ").text(share);
        small = small.child(element("figure").key(country.code).child(picture(&chart)).child(name));
    }
    element("div")
        .child(
            element("div.charts")
                .child(ranking(&caption(copy::SPENDING_BY_AMOUNT), &money::ranking(year, true, true)))
                .child(ranking(&caption(copy::SPENDING_BY_SHARE), &money::ranking(year, false, true)))
                .child(ranking(&caption(copy::SPENDING_SIPRI_AMOUNT), &money::ranking(year, true, false)))
                .child(ranking(&caption(copy::SPENDING_SIPRI_SHARE), &money::ranking(year, false, false))),
        )
        .child(element("p").text(copy::SPENDING_ALL_LONG))
        .child(small)
        .into()
}

fn ranking(caption: &str, ranks: &[Rank]) -> Element {
    let mut rows = element("tbody");
    for (index, rank) in ranks.iter().enumerate() {
        let Some(country) = atlas().country(rank.country) else { continue };
        let link = element("a").joined("href", &["#select=", country.code]).text(country.name());
        let bar = element("svg.chart__bar").with("viewBox", "0 0 1000 10").with("preserveAspectRatio", "none");
        let bar = bar
            .with("aria-hidden", "true")
            .child(element("rect").with("width", &number(rank.bar)).with("height", "10"));
        let row = element("tr").key(country.code).child(element("td").text(&count(index + 1)));
        rows = rows.child(
            row.child(element("th").with("scope", "row").child(link)).child(element("td").text(&rank.value).child(bar)),
        );
    }
    let mut head = element("tr");
    for name in [copy::RANKINGS_RANK, copy::TABLE_COUNTRY, copy::RANKINGS_AMOUNT] {
        head = head.child(element("th").with("scope", "col").text(name));
    }
    let table = element("table.table").with("data-table", "ranking").child(element("caption").text(caption));
    table.child(element("thead").child(head)).child(rows)
}

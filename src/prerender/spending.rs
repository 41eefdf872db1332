//! The page of spending: a chart with its sentence and its table for each country, and the rankings of each year.
//! A page of its own, since it never changes: it costs the bundle nothing and works without it.

use std::fmt::Write;

use two_oceans::copy;
use two_oceans::model::atlas::{atlas, CountryId};
use two_oceans::model::commitment::recorded;
use two_oceans::model::money::{self, Rank, GOALS, SIZE};
use two_oceans::model::text::fill;

use crate::panels::{country_reference, heading, safe};

/// The template of the page.
pub fn page() -> String {
    let mut out = heading(copy::SPENDING_TITLE, copy::SPENDING_INTRO_LONG);
    out.push_str("<div class=\"charts\">");
    for is_member in [true, false] {
        for id in recorded() {
            if atlas().country(id).is_some_and(|country| country.membership.is_some() == is_member) {
                chart(&mut out, id);
            }
        }
    }
    let _ = write!(out, "</div><h3>{}</h3><p>{}</p>", copy::SPENDING_RANKINGS, copy::SPENDING_RANKINGS_LONG);
    for year in money::years().rev() {
        let open = if year + 2 == money::years().end { " open" } else { "" };
        let _ = write!(out, "<details id=\"ranking={year}\"{open}><summary>{year}</summary><div class=\"charts\">");
        for (template, is_by_amount, is_nato) in [
            (copy::SPENDING_BY_AMOUNT, true, true),
            (copy::SPENDING_BY_SHARE, false, true),
            (copy::SPENDING_SIPRI_AMOUNT, true, false),
            (copy::SPENDING_SIPRI_SHARE, false, false),
        ] {
            let caption = fill(template, &[("year", &year.to_string())]);
            ranking(&mut out, &caption, &money::ranking(year, is_by_amount, is_nato));
        }
        out.push_str("</div></details>");
    }
    out
}

fn chart(out: &mut String, id: CountryId) {
    let Some(country) = atlas().country(id) else { return };
    let (code, name) = (country.code, safe(country.name()));
    let Some(chart) = money::chart(id, 0) else { return };
    let (guideline, pledge) = (copy::SPENDING_GUIDELINE, copy::SPENDING_PLEDGE);
    let _ = write!(
        out,
        "<article id=\"spending={code}\" data-chart=\"{code}\"><h3>{name}</h3>\
         <svg class=\"chart\" viewBox=\"0 0 {} 72\" role=\"img\" aria-label=\"{}\"><path class=\"chart__axis\" d=\"M4 62H124\"/>\
         <path class=\"chart__goal\" d=\"{GOALS}\"/><path class=\"chart__line\" d=\"{}\"/>\
         <path class=\"chart__line chart__line--estimate\" d=\"{}\"/>\
         <text x=\"126\" y=\"44\">{guideline}</text><text x=\"126\" y=\"29\">{pledge}</text><text x=\"4\" y=\"70\">{}</text>\
         <text x=\"110\" y=\"70\">{}</text><text x=\"126\" y=\"64\">0</text></svg><p>{} {}</p>",
        // What the goals are called stands behind all lines.
        SIZE.0 + 12,
        safe(&chart.sentence),
        chart.known,
        chart.estimated,
        money::years().start,
        money::years().end - 1,
        safe(&chart.sentence),
        safe(money::series(id).map_or("", |series| series.note)),
    );
    let table = safe(&fill(copy::SPENDING_TABLE, &[("name", country.name())]));
    let _ = write!(
        out,
        "<details><summary>{table}</summary><table class=\"table table--narrow\"><caption>{table}</caption>"
    );
    head(out, &[copy::TABLE_YEAR, copy::TABLE_SHARE, copy::TABLE_AMOUNT]);
    for row in money::rows(id) {
        let (share, amount) = (safe(&row.share), safe(&row.amount));
        let _ = write!(out, "<tr><th scope=\"row\">{}</th><td>{share}</td><td>{amount}</td></tr>", row.year);
    }
    out.push_str("</tbody></table></details></article>");
}

fn head(out: &mut String, names: &[&str]) {
    out.push_str("<thead><tr>");
    for name in names {
        let _ = write!(out, "<th scope=\"col\">{name}</th>");
    }
    out.push_str("</tr></thead><tbody>");
}

fn ranking(out: &mut String, caption: &str, ranks: &[Rank]) {
    if ranks.is_empty() {
        return;
    }
    let _ = write!(out, "<div><table class=\"table table--narrow\"><caption>{}</caption>", safe(caption));
    head(out, &[copy::RANKINGS_RANK, copy::TABLE_COUNTRY, copy::RANKINGS_AMOUNT]);
    for (place, rank) in (1..).zip(ranks) {
        let country = country_reference(atlas().country(rank.country).map_or("", |country| country.code));
        let (value, bar) = (safe(&rank.value), bar(rank.bar));
        let _ = write!(out, "<tr><td>{place}</td><th scope=\"row\">{country}</th><td>{value}{bar}</td></tr>");
    }
    out.push_str("</tbody></table></div>");
}

/// A bar, in thousandths of its full length.
pub fn bar(thousandths: u32) -> String {
    format!(
        "<svg class=\"chart__bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect width=\"{thousandths}\" height=\"10\"/></svg>"
    )
}

//! What binds two countries: the verdict of an address, the pickers, the map, the matrix; and the page without scripts.

use crate::driver::{key, Engine, Try};
use crate::ensure;
use crate::page::{bullets, Page};
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;

/// Pairs and dates with their verdicts; `tests/commitments/pairs.csv` has the clauses.
const VERDICTS: [(&str, &str); 4] = [
    ("select=JPN,DEU", "technology"),
    ("select=USA,JPN&date=1955", "access"),
    ("select=USA,NZL&date=1985", "mutual-defence"),
    ("select=USA,NZL", "intelligence"),
];

fn wait_verdict(page: &Page, verdict: &str) -> Try {
    let found = "const v = root.querySelector('[data-tab=compare] [data-verdict]');
                 return v && shown(v) && v.dataset.verdict === arguments[0] && v.textContent";
    page.wait(&format!("the verdict is {verdict}"), found, &[json!(verdict)]).map(drop)
}

pub fn an_address_gives_its_verdict(page: &mut Page) -> Try {
    for (query, verdict) in VERDICTS {
        page.open_live("watch", &format!("index.html?tab=compare&{query}"))?;
        page.wait_tab("compare")?;
        wait_verdict(page, verdict)?;
        let text = page.ask("return root.querySelector('[data-tab=compare] [data-verdict]').textContent", &[])?;
        let is_refused = text.as_str().is_some_and(|text| text.contains("No treaty") || text.contains("no treaty"));
        ensure!(is_refused == (verdict != "mutual-defence"), "{query} says: {text}");
    }
    page.no_errors()
}

pub fn another_is_compared_by_list_and_by_keyboard(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?tab=compare&select=JPN,DEU")?;
    wait_verdict(page, "technology")?;
    let pickers = "return root.querySelectorAll('.compare__pair select').length";
    ensure!(page.ask(pickers, &[])? == json!(2), "there are not two lists to choose from");
    if page.engine() == Engine::WebKit {
        // There a list opens a window of the system's, which WebDriver cannot type into.
        page.ask(
            "const options = root.querySelectorAll('.compare__pair label:last-of-type option');
             [...options].find((option) => option.textContent === 'United States').id = 'the-option'",
            &[],
        )?;
        page.browser.click(&page.browser.find("#the-option")?)?;
    } else {
        // A native list: type-ahead as the browser does it.
        page.focus(".compare__pair label:last-of-type select")?;
        page.browser.keys(&['u', 'n', 'i', 't', 'e', 'd', ' ', 's', key::ENTER])?;
    }
    wait_verdict(page, "mutual-defence")?;
    // A link of the web puts its country in the second place.
    page.ask("root.querySelector('.compared a[href=\"#select=AUS\"]').click()", &[])?;
    wait_verdict(page, "consultation")?;
    page.no_errors()
}

pub fn who_is_not_compared_is_said(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?tab=compare&select=JPN,CHN")?;
    wait_verdict(page, "technology")?;
    let said = page.ask("return root.querySelector('.cards > [role=status]').textContent", &[])?;
    ensure!(said.as_str().is_some_and(|said| said.contains("China")), "said of China: {said}");
    let outlined =
        "return [...root.querySelectorAll('[data-country][data-selected]')].map((s) => s.dataset.country).sort()";
    ensure!(page.ask(outlined, &[])? == json!(["DEU", "JPN"]), "others than the two compared are outlined");
    page.no_errors()
}

pub fn the_matrix_is_a_table(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?tab=compare")?;
    page.wait(
        "36 rows of 36 cells, one word of each pair both ways",
        "const rows = [...root.querySelectorAll('[data-table=matrix] tbody tr')];
         const kind = (i, j) => rows[i].cells[j + 1].dataset.tone;
         return rows.length === 36 && rows.every((r) => r.cells.length === 37 && r.cells[0].scope === 'row')
           && rows.every((_, i) => rows.every((_, j) => kind(i, j) === kind(j, i)))
           && rows.flatMap((r) => [...r.cells]).filter((c) => c.dataset.tone === 'mutual-defence').length === 1000",
        &[],
    )?;
    page.wait(
        "on a narrow page its names stay, and cover what passes under them",
        "const place = root.querySelector('.matrix__scroll');
         place.style.inlineSize = '18rem'; place.scrollLeft = 200; place.scrollIntoView();
         const left = place.getBoundingClientRect().left + 20;
         const lies = (cell) => {
           const { top, height } = cell.getBoundingClientRect();
           return cell.contains(document.elementFromPoint(left, top + height / 2));
         };
         return place.scrollLeft === 200 && [0, 1, 2].every((row) => lies(root.querySelectorAll('.matrix tr')[row].cells[0]))",
        &[],
    )?;
    page.no_errors()
}

pub fn the_served_page_has_the_four_partners(page: &mut Page) -> Try {
    page.open("noscript", "index.html")?;
    page.wait(
        "the verdicts of the four partners",
        "const part = document.querySelector('[data-tab=compare]');
         const links = part ? [...part.querySelectorAll('[data-verdict=mutual-defence]')].map((l) => l.textContent) : [];
         return part && part.querySelectorAll('h3').length === 4 && links.length === 5 && links.every((l) => l.includes('(')) && links",
        &[],
    )
    .map(drop)
}

/// A link to Compare in an article: the texts come later, and what is read meanwhile stays where it is.
pub fn its_texts_move_nothing(page: &mut Page) -> Try {
    for width in [320, 600, 960, 1280] {
        for select in ["JPN,DEU", "USA,JPN", "FRA,POL"] {
            let address = format!("index.html?tab=compare&select={select}");
            page.open_wide(width, "watch", &address)?;
            page.wait_live()?;
            page.wait("the texts", "return !!root.querySelector('[data-tab=compare] [data-verdict]')", &[])?;
            sleep(Duration::from_millis(300));
            let shift = page.watched("shift")?.as_f64().unwrap_or(f64::NAN);
            let shifts = page.watched("shifts")?.as_array().cloned().unwrap_or_default();
            ensure!(shift <= 0.02, "{width} px, {select}: layout shift {shift}\n{}", bullets(&shifts));
        }
    }
    Ok(())
}

/// What colours the map is said below it: all stays where it is down to the legend, on a phone as well, and when years pass that
/// are like most.
pub fn another_layer_or_year_moves_nothing(page: &mut Page) -> Try {
    let another_legend =
        "const words = root.querySelector('.legend').textContent; return words !== arguments[0] && words";
    let places = "return ['.head__summary', '.tabs', '.map__window', '.lens', '.legend'].map((part) => {
                      const box = root.querySelector(part).getBoundingClientRect();
                      return [part, box.top + scrollY];
                  })";
    let explained = "[data-tab=explore] .card .term";
    for (width, query, texts) in [
        (960, "tab=compare&select=JPN,GBR", "[data-tab=compare] [data-verdict]"),
        (320, "tab=explore", explained),
        (960, "select=JPN", explained),
    ] {
        page.open_wide(width, "watch", &format!("index.html?{query}"))?;
        page.wait_live()?;
        page.wait("the texts", "return root.querySelector(arguments[0])", &[json!(texts)])?;
        let mut legend = page.wait("a legend", another_legend, &[json!("")])?;
        let before = page.ask(places, &[])?;
        for layer in [1, 2, 3, 4, 5, 0] {
            page.ask(
                "const list = root.querySelector('.lens select'); list.selectedIndex = arguments[0];
                 list.dispatchEvent(new Event('change', { bubbles: true }))",
                &[json!(layer)],
            )?;
            legend = page.wait("another legend", another_legend, &[legend])?;
            let after = page.ask(places, &[])?;
            ensure!(after == before, "{query}, layer {layer}: before {before}\n  after {after}");
        }
        for year in ["1961", "1989", "1990", "2005", "2022"] {
            page.ask(
                "const slider = root.querySelector('.timeline__slider'); slider.value = arguments[0];
                 slider.dispatchEvent(new Event('input', { bubbles: true }))",
                &[json!(year)],
            )?;
            let said = "return root.querySelector('[data-summary]').textContent.includes(arguments[0])";
            page.wait("the year's sentence", said, &[json!(year)])?;
            let after = page.ask(places, &[])?;
            ensure!(after == before, "{query}, {year}: before {before}\n  after {after}");
        }
    }
    page.no_errors()
}

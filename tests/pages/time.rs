//! Time: search, lanes, two dates, ranges of years, the race of the allies.

use crate::driver::{broken, key, Try};
use crate::ensure;
use crate::page::Page;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Opens what is folded away, and finds a control by its name.
const CONTROL: &str = r#"
const more = root.querySelector('#timeline-more');
if (more) more.open = true;
const named = (name) => [...root.querySelectorAll('.timeline button, .timeline input, .timeline select')]
  .filter(shown).find((e) => nameOf(e) === name || (e.labels && [...e.labels].some((l) => l.firstChild.textContent === name)));
"#;

/// Boxes of markers and names on the timeline that touch.
const TOUCHING: &str = r#"
const boxes = [...root.querySelectorAll('.timeline__lanes circle, .timeline__label')].map((e) => {
  const b = e.getBoundingClientRect();
  const inset = e.tagName === 'circle' ? 0.6 : 1;
  return [b.left + inset, b.right - inset, b.top + inset, b.bottom - inset, e.dataset.event || e.parentNode.dataset.cluster];
});
const touching = [];
boxes.forEach((a, i) => boxes.slice(0, i).forEach((b) => {
  if (a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3]) touching.push(a[4] + ' / ' + b[4]);
}));
return { touching, count: boxes.length };
"#;

fn press(page: &Page, name: &str) -> Try {
    let is_there =
        page.ask(&format!("{CONTROL} const e = named(arguments[0]); if (e) e.focus(); return !!e"), &[json!(name)])?;
    ensure!(is_there == json!(true), "the timeline has no control named {name:?}");
    page.browser.keys(&[key::ENTER])
}

/// Puts a value into an input as a reader's picker does.
fn put(page: &Page, name: &str, value: &str) -> Try {
    let is_there = page.ask(
        &format!(
            "{CONTROL} const e = named(arguments[0]); if (!e) return false;
             e.value = arguments[1]; e.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); return true"
        ),
        &[json!(name), json!(value)],
    )?;
    ensure!(is_there == json!(true), "the timeline has no input named {name:?}");
    Ok(())
}

pub fn search_finds_and_says_how_many(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    put(page, "Search", "TURKIYE")?;
    page.wait(
        "the search is answered with counts, and announced",
        "const h = root.querySelector('.year [role=status]');
         return h && /TURKIYE.*: 1 country, \\d\\d events/.test(h.textContent) && !!root.querySelector('.year a[href=\"#select=TUR\"]')",
        &[],
    )?;
    page.wait(
        "the markers that do not match step back",
        "return root.querySelectorAll('.timeline__lanes circle[data-out]').length > 20",
        &[],
    )?;
    page.wait("the address says it", "return /[?&]q=TURKIYE/.test(location.search)", &[])?;
    put(page, "Search", "")?;
    page.wait("the year is back", "return /^2026: /.test(root.querySelector('.year [role=status]').textContent)", &[])?;
    page.no_errors()
}

pub fn lanes_and_years_can_be_chosen(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2010")?;
    press(page, "Money and offices")?;
    page.wait(
        "the lane is gone and the list says so",
        "return root.querySelectorAll('.timeline__lanes [data-lane]').length === 4
           && /lanes: /.test(root.querySelector('.year [role=status]').textContent)",
        &[],
    )?;
    press(page, "Money and offices")?;
    page.wait("the lane is back", "return root.querySelectorAll('.timeline__lanes [data-lane]').length === 5", &[])?;
    page.ask("window.shown = () => root.querySelector('.timeline__lanes').outerHTML; window.before = shown()", &[])?;
    press(page, "Fewer years")?;
    page.wait(
        "half of the years are shown, the date among them",
        "const s = root.querySelector('.timeline__slider');
         return s.max - s.min < 45 && Number(s.min) <= 2010 && Number(s.max) >= 2010 && s.value === '2010'",
        &[],
    )?;
    page.wait("the address says it", "return /[?&]years=\\d{4}-\\d{4}/.test(location.search)", &[])?;
    press(page, "All years")?;
    page.wait(
        "all years are back, with all their events",
        "return root.querySelector('.timeline__slider').min === '1949' && shown() === window.before",
        &[],
    )?;
    put(page, "First year shown", "1990")?;
    put(page, "Last year shown", "2010")?;
    page.wait(
        "both ends follow their sliders",
        "const s = root.querySelector('.timeline__slider'); return s.min === '1990' && s.max === '2010'",
        &[],
    )?;
    page.no_errors()
}

pub fn a_drag_over_the_strip_chooses_years(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    page.ask(
        "const strip = root.querySelector('.timeline__strip');
         strip.scrollIntoView({ block: 'center' });
         const b = strip.getBoundingClientRect();
         const at = (share) => ({ bubbles: true, clientX: b.left + b.width * share, clientY: b.top + 10, pointerId: 1, button: 0, buttons: 1 });
         strip.dispatchEvent(new PointerEvent('pointerdown', at(0.5)));
         strip.dispatchEvent(new PointerEvent('pointermove', at(0.6)));
         strip.dispatchEvent(new PointerEvent('pointermove', at(0.7)));
         strip.dispatchEvent(new PointerEvent('pointerup', at(0.7)))",
        &[],
    )?;
    page.wait(
        "the years under the drag are shown",
        "const s = root.querySelector('.timeline__slider'); return Math.abs(s.min - 1988) < 2 && Math.abs(s.max - 2003) < 2",
        &[],
    )?;
    page.no_errors()
}

pub fn a_cluster_opens(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    let before = page.ask(
        "const c = root.querySelectorAll('.timeline__cluster'); if (!c.length) return 0;
         const a = [...c].sort((a, b) => b.dataset.cluster - a.dataset.cluster)[0], count = Number(a.dataset.cluster);
         a.querySelector('circle').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
         return count",
        &[],
    )?;
    ensure!(before.as_u64().is_some_and(|count| count > 4), "no cluster counts its events: {before}");
    page.wait(
        "its years are shown",
        "const s = root.querySelector('.timeline__slider'); return s.max - s.min < 12",
        &[],
    )?;
    page.no_errors()
}

pub fn nothing_on_the_timeline_touches(page: &mut Page) -> Try {
    for width in [320, 600, 960, 1280] {
        for years in ["", "1949-1969", "1990-2010", "2020-2026", "2023-2023"] {
            let query = if years.is_empty() { "index.html".to_owned() } else { format!("index.html?years={years}") };
            page.open_wide(width, "plain", &query)?;
            page.wait_live()?;
            let found = page.ask(TOUCHING, &[])?;
            ensure!(found["count"].as_u64().is_some_and(|count| count > 3), "{width} px, {years}: {found}");
            ensure!(
                found["touching"].as_array().is_some_and(Vec::is_empty),
                "at {width} px, {years:?}, these touch: {}",
                found["touching"]
            );
        }
    }
    Ok(())
}

pub fn two_dates_are_compared(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2004-12-31")?;
    press(page, "Compare dates")?;
    put(page, "Compare with", "1999-12-31")?;
    page.wait(
        "the difference is said and listed",
        "const d = root.querySelector('[data-difference]'), said = root.querySelector('[data-summary]').textContent;
         return d && [d.textContent, said].every(text => text.includes('+7 members, −0; from 19 to 26'))
           && !!d.querySelector('a[href=\"#select=SVN\"]')",
        &[],
    )?;
    page.wait(
        "the map points at who came",
        "return !!root.querySelector('path[data-country=SVN][data-concerned]') && !root.querySelector('path[data-country=POL][data-concerned]')",
        &[],
    )?;
    page.wait("the address says it", "return /from=1999-12-31&to=2004-12-31/.test(location.search)", &[])?;
    press(page, "End comparison")?;
    page.wait("it ends", "return !root.querySelector('[data-difference]')", &[])?;
    page.no_errors()
}

pub fn a_date_can_be_typed(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    // While a year is being typed it is none yet.
    put(page, "Date", "0019-03-12")?;
    put(page, "Date", "1999-03-12")?;
    page.wait(
        "the date is there",
        "return root.querySelector('.timeline__slider').getAttribute('aria-valuetext').startsWith('12 March 1999, 19 members')",
        &[],
    )?;
    page.no_errors()
}

pub fn the_race_of_the_allies_is_told_and_replayed(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?select=SWE&date=2024-02-01")?;
    page.wait(
        "the card tells who had approved",
        "const r = root.querySelector('#card-race'); if (!r) return false; r.open = true;
         return /30 of 31/.test(r.textContent) && /659 days/.test(r.textContent)
           && r.querySelectorAll('tbody tr[data-done]').length >= 30 && r.querySelectorAll('tbody tr:not([data-done])').length === 1",
        &[],
    )?;
    let pressed = page.ask(
        "const b = [...root.querySelectorAll('#card-race button')].find((b) => nameOf(b) === 'Replay'); if (b) b.focus(); return !!b",
        &[],
    )?;
    ensure!(pressed == json!(true), "there is no button named Replay");
    page.browser.keys(&[key::ENTER])?;
    page.wait("time starts at the signature", "return root.querySelector('.timeline__slider').value === '2022'", &[])?;
    page.wait(
        "the allies approve one after the other",
        "return /(?:[5-9]|[123]\\d) of 31/.test(root.querySelector('#card-race').textContent)",
        &[],
    )?;
    page.no_errors()
}

pub fn events_lead_to_each_other_and_to_the_map(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?event=ev-1996-02-01-japanese-troops-begin-un-service-on")?;
    page.wait_card("ev-1996-02-01-japanese-troops-begin-un-service-on")?;
    let next = "const b = [...root.querySelectorAll('[data-card] button')].find((b) => nameOf(b) === 'Next event'); b.focus(); return true";
    page.ask(next, &[])?;
    page.browser.keys(&[key::ENTER])?;
    page.wait(
        "the next event's card, with its own address",
        "const c = root.querySelector('[data-card^=ev-]');
         return c && c.dataset.card !== 'ev-1996-02-01-japanese-troops-begin-un-service-on'
           && !!c.querySelector('a[href=\"?event=' + c.dataset.card + '\"]')",
        &[],
    )?;
    page.ask(
        "const b = [...root.querySelectorAll('[data-card] button')].find((b) => nameOf(b) === 'Show on the map'); b.focus()",
        &[],
    )?;
    page.browser.keys(&[key::ENTER])?;
    page.wait("the map goes there", "return !!root.querySelector('.map[data-staged]')", &[])?;
    page.no_errors()
}

/// A tab stop of the timeline as the accessibility tree has it.
struct Stop {
    role: String,
    name: String,
}

/// Presses Tab until the tree says a name of what has the focus; gives every stop on the way.
fn tab_to(page: &Page, name: &str) -> Try<Vec<Stop>> {
    let mut stops = Vec::new();
    for _ in 0..80 {
        page.browser.keys(&[key::TAB])?;
        let (role, label) = page.browser.role_and_name(&page.browser.focused()?)?;
        // WebKit adds what a field holds, and the button that empties it.
        let is_there = label == name || label.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        stops.push(Stop { role, name: label });
        if is_there {
            return Ok(stops);
        }
    }
    let names: Vec<String> = stops.iter().map(|stop| format!("{} {}", stop.role, stop.name)).collect();
    broken(format!("Tab does not reach {name:?}, only:\n{}", names.join("\n")))
}

/// Waits until one of the regions that the tree calls a status says something.
fn hear(page: &Page, wanted: &str) -> Try {
    let start = Instant::now();
    let mut said = Vec::new();
    while start.elapsed() < Duration::from_secs(6) {
        said.clear();
        for region in page.browser.find_all("[role=status]")? {
            // A region may be replaced while it is read.
            let (Ok((role, _)), Ok(text)) = (page.browser.role_and_name(&region), page.browser.text(&region)) else {
                continue;
            };
            // What says nothing need not be in the tree.
            ensure!(role == "status" || text.is_empty(), "a status is in the tree as {role:?}: {text}");
            said.push(text);
        }
        if said.iter().any(|text| text.contains(wanted)) {
            return Ok(());
        }
        sleep(Duration::from_millis(60));
    }
    broken(format!("nothing announces {wanted:?}; what is announced:\n{}", said.join("\n")))
}

/// Nothing here looks at the picture: every stop is found by Tab and by its name in the tree, worked by keys, and heard.
pub fn time_is_worked_by_keyboard_and_tree_alone(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=1998")?;
    tab_to(page, "Play")?;
    tab_to(page, "Previous change")?;
    tab_to(page, "Next change")?;
    page.browser.keys(&[key::ENTER])?;
    hear(page, "In 1999 Czechia, Hungary and Poland joined NATO")?;
    tab_to(page, "Today")?;
    page.browser.keys(&[key::ENTER])?;
    hear(page, "NATO has 32 members")?;

    tab_to(page, "Search, filter, compare dates")?;
    page.browser.keys(&[key::ENTER])?;
    tab_to(page, "Search")?;
    page.browser.keys(&['t', 'u', 'r', 'k', 'i', 'y', 'e'])?;
    hear(page, "“turkiye”: 1 country, ")?;
    page.browser.keys(&[key::BACKSPACE; 7])?;
    hear(page, "2026: ")?;
    tab_to(page, "Compare dates")?;
    page.browser.keys(&[key::ENTER])?;
    tab_to(page, "Compare with")?;
    hear(page, "+20 members, −0")?;
    back_to(page, "End comparison")?;
    page.browser.keys(&[key::ENTER])?;
    let stops = tab_to(page, "Money and offices")?;
    let lanes = stops.iter().filter(|stop| stop.role == "button").count();
    ensure!(lanes >= 5, "of the lanes {lanes} are buttons");
    page.browser.keys(&[key::ENTER])?;
    hear(page, "lanes: ")?;
    page.browser.keys(&[key::ENTER])?;

    let stops = tab_to(page, "Year")?;
    ensure!(stops.last().is_some_and(|stop| stop.role == "slider"), "the year is no slider in the tree");
    for (pressed, said) in [
        (key::HOME, "In 1949 the North Atlantic Treaty took effect"),
        (key::PAGE_UP, "In 1959 NATO had 15 members"),
        (key::RIGHT, "In 1960 NATO had"),
        (key::LEFT, "In 1959 NATO had"),
        (key::END, "NATO has 32 members"),
    ] {
        page.browser.keys(&[pressed])?;
        hear(page, said)?;
    }
    page.browser.chord(key::SHIFT, key::LEFT)?;
    hear(page, "In October 2026 NATO had 32 members")?;
    let stops = tab_to(page, "Last year shown")?;
    ensure!(stops.iter().all(|stop| stop.role == "slider"), "the ends of the strip are no sliders");
    tab_to(page, "Fewer years")?;
    page.browser.keys(&[key::ENTER])?;
    tab_to(page, "All years")?;
    page.browser.keys(&[key::ENTER])?;
    // With the list of the years before, a link of it would go.
    let is_of_one_year = "return /^2026: /.test(root.querySelector('.year__heading').textContent)";
    page.wait("the events of the governing year", is_of_one_year, &[])?;

    // On from the timeline: the events of the year, each a link that says its date and its title.
    page.browser.keys(&[key::TAB])?;
    let (role, name) = page.browser.role_and_name(&page.browser.focused()?)?;
    ensure!(role == "link" && name.contains(" 20"), "after the timeline comes {role} {name:?}, no event");
    page.browser.keys(&[key::ENTER])?;
    page.wait("the event's card", "return !!root.querySelector('[data-card^=ev-]')", &[])?;
    page.no_errors()
}

/// Presses Shift and Tab until the tree says a name.
fn back_to(page: &Page, name: &str) -> Try {
    for _ in 0..10 {
        page.browser.chord(key::SHIFT, key::TAB)?;
        if page.browser.role_and_name(&page.browser.focused()?)?.1 == name {
            return Ok(());
        }
    }
    broken(format!("Shift and Tab do not lead back to {name:?}"))
}

pub fn events_and_countries_point_at_each_other(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?years=1999-2005&date=2005")?;
    const LIT: &str = "return [...root.querySelectorAll('[data-lit]')].map((e) => e.dataset.country || e.dataset.shape || e.dataset.event)";
    // Focus on the first event of the list: its countries on the map. By the key, since a page without the focus hears nothing.
    page.ask("[...root.querySelectorAll('.timeline button')].find((b) => nameOf(b) === 'All years').focus()", &[])?;
    page.browser.keys(&[key::TAB])?;
    page.wait(
        "the three that joined are lit up, and no other",
        &format!("{LIT}.sort().filter((c, i, all) => all.indexOf(c) === i).join() === 'CZE,HUN,POL'"),
        &[],
    )?;
    // What a page that moves brings under a pointer that rests.
    page.ask("root.querySelector('.timeline__lanes').dispatchEvent(new Event('pointerover', { bubbles: true }))", &[])?;
    sleep(Duration::from_millis(400));
    page.wait(
        "the focus keeps its countries",
        "return root.querySelectorAll('.map__shapes [data-lit]').length > 0",
        &[],
    )?;
    page.wait(
        "its line as well",
        "return root.querySelector('.timeline__hover').textContent.startsWith('12 March 1999')",
        &[],
    )?;
    page.browser.chord(key::SHIFT, key::TAB)?;
    page.wait("nothing is lit up any more", "return !root.querySelector('[data-lit]')", &[])?;
    // The map's cursor on a country: its events.
    page.focus(".map__list")?;
    page.browser.keys(&[key::RIGHT])?;
    page.wait(
        "the events of the country at the cursor",
        "const box = root.querySelector('[aria-activedescendant]'); const lit = [...root.querySelectorAll('.timeline__lanes [data-lit]')];
         return !!box && lit.length > 0 && lit.length < root.querySelectorAll('.timeline__lanes circle[data-event]').length",
        &[],
    )?;
    // The pointer on a marker.
    let point = page.ask(
        "const all = [...root.querySelectorAll('.timeline__lanes [data-lane=enlargement] circle[data-event]')];
         all[0].scrollIntoView({ block: 'center', behavior: 'instant' });
         const b = all[0].getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]",
        &[],
    )?;
    let (Some(x), Some(y)) = (point[0].as_f64(), point[1].as_f64()) else {
        return broken("no marker is in sight");
    };
    page.browser.move_to(x, y)?;
    page.wait("countries are lit up under the pointer", "return !!root.querySelector('.map__shapes [data-lit]')", &[])?;
    page.no_errors()
}

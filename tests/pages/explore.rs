//! The live page: time, selection, tabs, and the URL that says them all.

use crate::driver::{broken, key, Failure, Try};
use crate::ensure;
use crate::oracle;
use crate::page::{bullets, Page, PAPER_DARK, PAPER_LIGHT};
use crate::served::event_point;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

const SLIDER: &str = "[data-two-oceans] input[type=range]";

/// Rows of the table of members that hold on the view's date.
const MEMBER_ROWS: &str = r#"
const panel = root.querySelector('[data-tab="table"]');
const table = panel && [...panel.querySelectorAll('table')].find((t) => t.caption && /member/i.test(t.caption.textContent));
if (!table) return null;
const rows = [...table.tBodies].flatMap((b) => [...b.rows]).filter(shown);
const column = [...table.tHead.rows[0].cells].map((c) => c.textContent.trim()).indexOf('Status');
const statusOf = (r) => r.dataset.status || (r.cells[column] ? r.cells[column].textContent.trim() : 'member');
return rows.filter((r) => /^(NATO )?member$/i.test(statusOf(r))).length;
"#;

pub fn slider_says_what_it_is(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=1999")?;
    let (role, name) = page.browser.role_and_name(&page.browser.find(SLIDER)?)?;
    // WebKit adds the value to a name that comes from a label around the slider.
    ensure!(role == "slider" && name.split(' ').next() == Some("Year"), "the year slider is a {role:?} named {name:?}");
    let text = page.ask("return root.querySelector('input[type=range]').getAttribute('aria-valuetext')", &[])?;
    ensure!(text.as_str().is_some_and(|t| t.contains("1999")), "its aria-valuetext is {text}");
    Ok(())
}

pub fn slider_obeys_every_key(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=1985")?;
    page.focus(SLIDER)?;
    // Where the slider stands once it has got there, or where it stays for a while.
    let press = |keys: &[char], is_there: &dyn Fn(i64) -> bool| -> Try<i64> {
        page.browser.keys(keys)?;
        let start = Instant::now();
        loop {
            let year = page.year()?;
            if is_there(year) || start.elapsed() > Duration::from_secs(3) {
                return Ok(year);
            }
            sleep(Duration::from_millis(30));
        }
    };
    let right = press(&[key::RIGHT], &|year| year == 1986)?;
    ensure!(right == 1986, "→ went from 1985 to {right}");
    let left = press(&[key::LEFT, key::LEFT], &|year| year == 1984)?;
    ensure!(left == 1984, "← twice went from 1986 to {left}");
    let down = press(&[key::PAGE_DOWN], &|year| year < 1983)?;
    ensure!(down < 1983, "Page Down went from 1984 to {down}");
    let up = press(&[key::PAGE_UP, key::PAGE_UP], &|year| year > 1985)?;
    ensure!(up > 1985, "Page Up twice went from {down} to {up}");
    let end = press(&[key::END], &|year| year >= 2026)?;
    ensure!(end >= 2026, "End went to {end}");
    page.wait(
        "32 members on the map at the end",
        "return root.querySelectorAll('path[data-country][data-status=member]').length === 32",
        &[],
    )?;
    let stays = |key: char| -> Try<i64> {
        page.browser.keys(&[key])?;
        sleep(Duration::from_millis(200));
        page.year()
    };
    let beyond = stays(key::RIGHT)?;
    ensure!(beyond == end, "→ at the end went on to {beyond}");
    let home = press(&[key::HOME], &|year| year == 1949)?;
    ensure!(home == 1949, "Home went to {home}");
    let before = stays(key::LEFT)?;
    ensure!(before == 1949, "← at the beginning went to {before}");
    page.no_errors()
}

pub fn members_are_right_at_the_end_of_every_year(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    let mut wrong = Vec::new();
    page.focus(SLIDER)?;
    page.browser.keys(&[key::HOME])?;
    let last =
        page.ask("return Number(root.querySelector('input[type=range]').max)", &[])?.as_f64().unwrap_or(0.0) as i64;
    ensure!(last >= 2024, "the slider ends at {last}");
    // The map, through every single year.
    for year in 1949..=last {
        if year > 1949 {
            page.browser.keys(&[key::RIGHT])?;
        }
        let (expected, mut found) = (oracle::members_at_end_of(year), 0);
        for _ in 0..100 {
            found = page.members_on_map()?;
            if found == expected && page.year()? == year {
                break;
            }
            sleep(Duration::from_millis(20));
        }
        if found != expected || page.year()? != year {
            wrong.push(json!(format!(
                "{year}: {found} members on the map, not {expected} (slider at {})",
                page.year()?
            )));
        }
        if oracle::YEARS.contains(&year) && !says_number(page, expected)? {
            wrong.push(json!(format!("{year}: the sentence does not say {expected}: {}", page.summary()?)));
        }
    }
    ensure!(wrong.is_empty(), "wrong years:\n{}", bullets(&wrong));
    page.no_errors()
}

/// Whether the sentence names the number, once time has come to rest.
fn says_number(page: &Page, number: u64) -> Try<bool> {
    let start = Instant::now();
    while !oracle::names_number(&page.summary()?, number) {
        if start.elapsed() > Duration::from_secs(3) {
            return Ok(false);
        }
        sleep(Duration::from_millis(40));
    }
    Ok(true)
}

pub fn table_follows_the_date(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    page.focus(SLIDER)?;
    page.browser.keys(&[key::HOME])?;
    let mut at = 1949;
    for year in oracle::YEARS {
        page.focus(SLIDER)?;
        let steps = usize::try_from(year - at).unwrap_or_default();
        page.browser.keys(&vec![key::RIGHT; steps])?;
        at = year;
        page.wait(
            &format!("the slider stands at {year}"),
            "return root.querySelector('input[type=range]').value === arguments[0]",
            &[json!(year.to_string())],
        )?;
        page.click_tab("Table", "table")?;
        let rows = page.ask(MEMBER_ROWS, &[])?;
        let expected = oracle::members_at_end_of(year);
        ensure!(rows == json!(expected), "{year}: {rows} members in the table, not {expected}");
        page.click_tab("Explore", "explore")?;
    }
    page.no_errors()
}

pub fn table_holds_everything(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?tab=table")?;
    page.wait_tab("table")?;
    let names: Vec<&str> = oracle::MEMBERS
        .iter()
        .map(|(_, name, _)| *name)
        .chain(oracle::INDO_PACIFIC.iter().map(|(_, name)| *name))
        .collect();
    page.none_of(
        "the Table tab is not whole",
        r#"
        const wrong = [], [events, names] = arguments, panel = root.querySelector('[data-tab="table"]');
        const tables = [...panel.querySelectorAll('table')].filter(shown);
        for (const t of tables) if (!t.caption || !t.caption.textContent.trim()) wrong.push('no caption: ' + t.outerHTML.slice(0, 80));
        const text = tables.map((t) => t.textContent).join(' ');
        for (const name of names) if (!text.includes(name)) wrong.push('not in any table: ' + name);
        if (!tables.some((t) => [...t.tBodies].reduce((n, b) => n + b.rows.length, 0) >= events)) wrong.push(`no table has ${events} rows of events`);
        return wrong;"#,
        &[json!(oracle::EVENTS), json!(names)],
    )?;
    page.no_errors()
}

pub fn click_on_a_country_shows_its_card(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    for (code, name) in [("JPN", "Japan"), ("USA", "United States"), ("AUS", "Australia"), ("TUR", "Türkiye")] {
        page.click_country(code)?;
        page.wait_card(code)?;
        let card = page.ask(
            "const c = [...root.querySelectorAll('[data-card]')].find((c) => c.dataset.card === arguments[0]); return [c.textContent, c.querySelectorAll('a[href]').length]",
            &[json!(code)],
        )?;
        ensure!(
            card[0].as_str().is_some_and(|t| t.contains(name)),
            "the card of {code} does not name {name}: {}",
            card[0]
        );
        ensure!(card[1].as_u64().unwrap_or_default() > 0, "the card of {code} names no source");
    }
    page.no_errors()
}

pub fn click_on_a_name_shows_its_countrys_card(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    // Its name stands beside it, on Spain.
    page.browser.click(&page.browser.find(".map__picture--europe text[data-shape=PRT]")?)?;
    page.wait_card("PRT")?;
    page.no_errors()
}

pub fn click_on_an_event_shows_its_card(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2010")?;
    let (id, x, y) = event_point(page)?;
    page.browser.click_at(x, y)?;
    page.wait_card(&id)?;
    page.no_errors()
}

pub fn phone_map_can_be_clicked(page: &mut Page) -> Try {
    page.open_wide(320, "watch", "index.html")?;
    page.wait_live()?;
    for code in ["AUS", "CAN"] {
        page.click_country(code)?;
        page.wait_card(code)?;
    }
    page.no_errors()
}

pub fn phone_keeps_in_sight_what_time_changes(page: &mut Page) -> Try {
    page.open_wide(320, "watch", "index.html?date=1990")?;
    page.wait_live()?;
    // From above and from below: the browser brings the focus into sight, and not under what stays there.
    for (start, control) in [("0", ".timeline__slider"), ("document.body.scrollHeight", ".timeline__controls button")] {
        page.ask(&format!("scrollTo(0, {start})"), &[])?;
        page.focus(&format!("[data-two-oceans] {control}"))?;
        page.wait(
            &format!("sentence and map above {control}"),
            "const box = (selector) => root.querySelector(selector).getBoundingClientRect();
             const [words, map, control] = ['.head__summary', '.map__picture--world', arguments[0]].map(box);
             return words.top >= 0 && map.top >= 0 && map.bottom > words.bottom
               && control.top >= map.bottom && control.bottom <= innerHeight",
            &[json!(control)],
        )?;
    }
    // A thumb gives a slider no focus of its own.
    const TOUCH: &str = "document.activeElement.blur();
        root.querySelector('.timeline__slider').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
        return document.activeElement.matches('.timeline__slider')";
    ensure!(page.ask(TOUCH, &[])? == json!(true), "a slider that is touched lets the map go");
    page.no_errors()
}

pub fn what_a_card_does_on_the_map_is_seen(page: &mut Page) -> Try {
    page.open_wide(320, "watch", "index.html?select=JPN")?;
    page.wait_live()?;
    for button in ["Show on the map", "How far?"] {
        page.ask("root.querySelector('.card').scrollIntoView({ behavior: 'instant' })", &[])?;
        page.wait(
            "the map is out of sight",
            "return root.querySelector('.map__picture--world').getBoundingClientRect().bottom < 60",
            &[],
        )?;
        page.ask(
            "[...root.querySelectorAll('.card button')].find((b) => b.textContent === arguments[0]).click()",
            &[json!(button)],
        )?;
        page.wait(
            &format!("{button}: the map is in sight"),
            "const { top, bottom } = root.querySelector('.map__picture--world').getBoundingClientRect();
             return top >= 0 && bottom <= innerHeight",
            &[],
        )?;
    }
    page.no_errors()
}

pub fn a_row_leads_to_its_card(page: &mut Page) -> Try {
    page.open_wide(320, "watch", "index.html?tab=table")?;
    page.wait_live()?;
    page.wait("the events", "return root.querySelectorAll('.tables [href*=\"event=\"]').length > 100", &[])?;
    page.ask("root.querySelectorAll('.tables [href*=\"event=\"]')[60].focus()", &[])?;
    page.browser.keys(&[key::ENTER])?;
    page.wait(
        "the event's card is in sight and has the focus",
        "const card = root.querySelector('.card');
         return /tab=explore|^(?!.*tab=)/.test(root.dataset.query) && /event=/.test(root.dataset.query) && shown(card)
           && card.contains(document.activeElement) && card.getBoundingClientRect().top < innerHeight",
        &[],
    )?;
    page.no_errors()
}

pub fn find_a_country_selects(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    let mut found = None;
    for (index, select) in page.browser.find_all("[data-two-oceans] select")?.iter().enumerate() {
        if page.browser.role_and_name(select)?.1.starts_with("Find a country") {
            found = Some(index);
        }
    }
    let Some(index) = found else {
        return broken("there is no select named \"Find a country\"");
    };
    // Marked for WebDriver, which finds elements by selector only.
    let there = page.ask(
        "const o = root.querySelectorAll('select')[arguments[0]].querySelector('option[value=\"NZL\"]');
         if (o) o.id = 'the-option';
         return !!o",
        &[json!(index)],
    )?;
    ensure!(there == json!(true), "the select has no option of value NZL");
    page.browser.click(&page.browser.find("#the-option")?)?;
    page.wait_card("NZL")?;
    page.no_errors()
}

pub fn legend_is_a_filter(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    const PRESSED: &str = "return [...root.querySelectorAll('button[aria-pressed]')].filter(shown).map((b) => b.getAttribute('aria-pressed'))";
    // What a reader sees of the shapes: any of these may carry the filter.
    const LOOK: &str = "return [...root.querySelectorAll('path[data-country]')].map((p) => { const s = getComputedStyle(p); return s.fill + s.opacity + s.fillOpacity + s.stroke + s.filter }).join('|')";
    let buttons = page.browser.find_all("[data-two-oceans] button[aria-pressed]")?;
    ensure!(
        buttons.len() >= 7,
        "{} legend buttons with aria-pressed, not one for each of six waves and the partners",
        buttons.len()
    );
    let (before, look) = (page.ask(PRESSED, &[])?, page.ask(LOOK, &[])?);
    page.browser.click(&buttons[0])?;
    page.wait(
        "the button is pressed",
        &format!("const p = (() => {{ {PRESSED} }})(); return JSON.stringify(p) !== arguments[0]"),
        &[json!(before.to_string())],
    )?;
    page.wait(
        "the map shows the filter",
        &format!("return (() => {{ {LOOK} }})() !== arguments[0]"),
        std::slice::from_ref(&look),
    )?;
    page.browser.click(&page.browser.find_all("[data-two-oceans] button[aria-pressed]")?[0])?;
    page.wait("the filter is gone", &format!("return (() => {{ {LOOK} }})() === arguments[0]"), &[look])?;
    page.no_errors()
}

pub fn play_moves_time_and_pause_stops_it(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=1990")?;
    sleep(Duration::from_millis(1200));
    ensure!(page.year()? == 1990, "the year moved by itself to {}", page.year()?);
    const PLAY: &str = "return [...root.querySelectorAll('button')].filter(shown).findIndex((b) => /play|pause|stop/i.test(nameOf(b)))";
    let press = || -> Try {
        let clicked = page.ask(
            &format!("const i = (() => {{ {PLAY} }})(); const b = [...root.querySelectorAll('button')].filter(shown)[i]; if (b) b.focus(); return !!b"),
            &[],
        )?;
        ensure!(clicked == json!(true), "there is no button named Play");
        page.browser.keys(&[key::ENTER])
    };
    press()?;
    page.wait("play moves the year", "return Number(root.querySelector('input[type=range]').value) > 1990", &[])?;
    press()?;
    sleep(Duration::from_millis(200));
    let stopped = page.year()?;
    sleep(Duration::from_millis(1500));
    ensure!(page.year()? == stopped, "the year went on from {stopped} to {} after pause", page.year()?);
    page.no_errors()
}

pub fn tabs_obey_the_keyboard(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    page.focus("[role=tab][aria-selected=true]")?;
    page.browser.keys(&[key::RIGHT])?;
    page.wait_tab("story")?;
    page.browser.keys(&[key::RIGHT])?;
    sleep(Duration::from_millis(300));
    let selected = "return (document.querySelector('[role=tab][aria-selected=true]') || {}).textContent || ''";
    if page.ask(selected, &[])?.as_str().is_some_and(|t| t.contains("Story")) {
        // Tabs may also wait for Enter.
        page.browser.keys(&[key::ENTER])?;
    }
    page.wait_tab("compare")?;
    page.browser.keys(&[key::RIGHT, key::ENTER])?;
    page.wait_tab("table")?;
    let focused = page.ask("return document.activeElement.getAttribute('role')", &[])?;
    ensure!(focused == "tab", "the focus left the tabs: {focused}");
    page.browser.keys(&[key::LEFT, key::LEFT, key::LEFT, key::ENTER])?;
    page.wait_tab("explore")?;
    page.no_errors()
}

pub fn url_says_date_selection_event_tab(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=2004&select=EST&tab=table")?;
    page.wait_tab("table")?;
    let hidden = page.ask("return !shown(root.querySelector('[data-tab=explore]'))", &[])?;
    ensure!(hidden == json!(true), "both panels are shown");
    page.open_live("plain", "index.html?date=2004&select=EST")?;
    page.wait_card("EST")?;
    ensure!(
        page.year()? == 2004 && page.members_on_map()? == 26,
        "{} with {} members",
        page.year()?,
        page.members_on_map()?
    );
    let id = page.ask("const e = root.querySelector('[data-event]'); return e && e.dataset.event", &[])?;
    let id = id.as_str().unwrap_or_default().to_owned();
    page.open_live("plain", &format!("index.html?event={id}"))?;
    page.wait_card(&id)?;
    // As a fragment, alone.
    page.open_live("plain", "index.html#select=KOR")?;
    page.wait_card("KOR")
}

pub fn url_says_theme_plain_heading(page: &mut Page) -> Try {
    for (theme, paper) in [("light", PAPER_LIGHT), ("dark", PAPER_DARK)] {
        page.open_live("plain", &format!("index.html?theme={theme}"))?;
        let found = page.paper()?;
        ensure!(found == paper, "theme={theme}, and the paper is {found}");
    }

    const HEADINGS: &str = "return [...root.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(shown).map((h) => h.tagName + ' ' + nameOf(h).slice(0, 40))";
    page.open_live("plain", "index.html")?;
    let own = page.ask(HEADINGS, &[])?;
    let title = own[0].as_str().unwrap_or_default().to_owned();
    ensure!(title.starts_with("H1 "), "a page of its own begins with {title:?}");
    for level in ["2", "3", "4"] {
        page.open_live("plain", &format!("index.html?heading={level}"))?;
        let found = page.ask(HEADINGS, &[])?;
        ensure!(
            found[0].as_str() == Some(&format!("H{level} {}", &title[3..])),
            "heading={level} begins with {}",
            found[0]
        );
        let deeper =
            found.as_array().is_some_and(|all| all.iter().all(|h| h.as_str().is_some_and(|h| h[1..2] >= *level)));
        ensure!(deeper, "heading={level}, and yet {found}");
    }
    page.open_live("plain", "index.html?heading=none")?;
    let found = page.ask(HEADINGS, &[])?;
    let gone =
        found.as_array().is_some_and(|all| all.iter().all(|h| !h.as_str().is_some_and(|h| h.ends_with(&title[3..]))));
    ensure!(gone, "heading=none, and yet {found}");
    page.open_live("plain", "index.html?plain=1")?;
    let found = page.ask(
        "return root.textContent.includes(arguments[0]) && [...root.querySelectorAll('h1')].some(shown)",
        &[json!(&title[3..])],
    )?;
    ensure!(found == json!(false), "plain=1 still shows the title");
    ensure!(!page.summary()?.is_empty() || page.members_on_map()? == 32, "plain=1 shows nothing");
    Ok(())
}

pub fn hashchange_selects(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2004")?;
    page.browser.js("location.hash = '#select=POL'", &[])?;
    page.wait_card("POL")?;
    ensure!(page.year()? == 2004, "the date was lost: {}", page.year()?);
    page.browser.js("location.hash = '#date=1982'", &[])?;
    page.wait("the date of the fragment", "return root.querySelector('input[type=range]').value === '1982'", &[])?;
    ensure!(page.members_on_map()? == 16, "{} members", page.members_on_map()?);
    // Other people's fragments are left alone.
    page.browser.js("location.hash = '#?secret=abcdefghij'", &[])?;
    sleep(Duration::from_millis(400));
    ensure!(page.year()? == 1982, "a foreign fragment changed the date to {}", page.year()?);
    let notice = page.ask(
        "return shown(root.querySelector('[data-notice]')) && root.querySelector('[data-notice]').textContent.trim()",
        &[],
    )?;
    ensure!(notice == json!(false) || notice == "", "a foreign fragment is complained about: {notice}");
    page.no_errors()
}

pub fn bad_parts_are_named_and_the_rest_applied(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=banana&select=XXX,JPN&tab=nope")?;
    page.wait_card("JPN")?;
    let notice = page.wait(
        "a visible notice",
        "const n = root.querySelector('[data-notice]'); return shown(n) && n.textContent.replace(/\\s+/g, ' ').trim()",
        &[],
    )?;
    let notice = notice.as_str().unwrap_or_default().to_owned();
    for part in ["banana", "XXX", "nope"] {
        ensure!(notice.contains(part), "the notice does not name {part}: {notice}");
    }
    ensure!(!notice.contains("JPN"), "the notice complains about JPN: {notice}");
    page.wait_tab("explore")?;
    page.open_live("watch", "index.html?date=1999&select=JPN")?;
    let quiet = page.ask(
        "return !shown(root.querySelector('[data-notice]')) || !root.querySelector('[data-notice]').textContent.trim()",
        &[],
    )?;
    ensure!(quiet == json!(true), "a notice about a good URL");
    // What is not built yet has no tab: its URL gets the notice.
    page.open_live("watch", "index.html?tab=classroom")?;
    page.wait(
        "a notice about the tab that is not built",
        "const n = root.querySelector('[data-notice]'); return shown(n) && n.textContent.includes('classroom')",
        &[],
    )?;
    page.no_errors()
}

pub fn any_fragment_leaves_it_alive(page: &mut Page) -> Try {
    const PARTS: [&str; 16] = [
        "date=1999",
        "date=-1",
        "date=2023-13-45",
        "date=99999999999",
        "date=",
        "select=JPN,DEU,POL,FRA,USA,CAN",
        "select=%00%FF",
        "select=🗺",
        "event=nope",
        "tab=table",
        "tab=%",
        "theme=dark",
        "heading=9",
        "plain=1",
        "&&&==",
        "at=NaN,Infinity,0",
    ];
    page.open_live("watch", "index.html")?;
    // A small fixed sequence: what fails once fails again.
    let mut seed: u32 = 20_230_404;
    let mut next = |limit: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % limit
    };
    for round in 0..30 {
        let parts: Vec<&str> = (0..1 + next(4)).map(|_| PARTS[next(PARTS.len())]).collect();
        let text = parts.join("&");
        if round % 3 == 0 {
            page.open_live(
                "watch",
                &format!("index.html?{}", crate::server::encode(&text).replace("%3D", "=").replace("%26", "&")),
            )?;
        } else {
            page.browser.js("location.hash = '#' + arguments[0]", &[json!(text)])?;
        }
        sleep(Duration::from_millis(30));
        ensure!(page.state()? == "live", "after {text:?} data-state is {}", page.state()?);
        ensure!(page.members_on_map()? >= 1 || text.contains("date"), "after {text:?} the map is empty");
        page.no_errors().map_err(|failure| Failure::Broken(format!("after {text:?}: {failure}")))?;
    }
    Ok(())
}

/// Random gestures as the page hears them, without waiting for frames: pointing, selecting, years, buttons, words. A hundred
/// for each seed.
const GESTURES: &str = "const [first, end] = arguments;
    const root = document.querySelector('[data-two-oceans]');
    let seed = 0;
    const random = (n) => Math.floor((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 * n);
    const one = (css) => { const all = [...root.querySelectorAll(css)].filter((e) => e.getClientRects().length); return all[random(all.length)]; };
    const put = (e, value) => { if (!e) return; e.value = value; e.dispatchEvent(new InputEvent('input', { bubbles: true })); };
    const kinds = [
      () => one('path[data-country]')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })),
      () => one('path[data-country]')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })),
      () => put(root.querySelector('.timeline__slider'), String(1949 + random(78))),
      () => one('.legend button, .lens button, .tabs button')?.click(),
      () => put(root.querySelector('input[type=search]'), ['', 'tokyo', 'j', 'summit'][random(4)]),
    ];
    const rest = (ms) => new Promise((next) => setTimeout(next, ms));
    window.atRest = false;
    (async () => {
      for (let part = first; part < end; part += 1) {
        seed = part;
        for (let i = 0; i < 100; i += 1) {
          kinds[random(kinds.length)]();
          await rest(0);
          if (!root.querySelector('.timeline__slider')?.getClientRects().length) root.querySelector('[role=tab]').click();
        }
        location.hash = '#tab=explore&select=&q=&layer=membership&group=&at=&projection=&date=2026-11-22';
        await rest(1500);
      }
      window.atRest = true;
    })();";

/// What the page holds once all that can go has gone: JavaScript's heap, nodes, listeners.
fn held(page: &Page) -> Try<[f64; 3]> {
    for _ in 0..3 {
        page.browser.cdp("HeapProfiler.collectGarbage", json!({}))?;
        sleep(Duration::from_millis(150));
    }
    let metrics = page.browser.cdp("Performance.getMetrics", json!({}))?;
    let value = |name: &str| {
        let all = metrics["metrics"].as_array().cloned().unwrap_or_default();
        all.iter().find(|metric| metric["name"] == name).and_then(|metric| metric["value"].as_f64()).unwrap_or_default()
    };
    Ok([value("JSHeapUsedSize"), value("Nodes"), value("JSEventListeners")])
}

/// A browser compiles what is used, and its tables stay as large as they were once needed: no gesture leaves that behind. So
/// five hundred are compared with what twelve hundred before them had left.
pub fn gestures_leave_nothing_behind(page: &mut Page) -> Try {
    page.open_live("plain", "index.html")?;
    page.wait("the texts", "return !!root.querySelector('[data-card] .term, .card .term')", &[])?;
    page.browser.cdp("Performance.enable", json!({}))?;
    // The page goes on by itself: each script that ends late leaves 19 KB of chromedriver's own in it, more than ours would be.
    let some = |seeds: [u32; 2]| -> Try {
        page.browser.js(GESTURES, &seeds.map(|seed| json!(seed)))?;
        for _ in 0..90 {
            sleep(Duration::from_secs(2));
            if page.browser.js("return window.atRest", &[])? == json!(true) {
                return Ok(());
            }
        }
        broken("the gestures do not come to an end")
    };
    some([0, 12])?;
    let before = held(page)?;
    some([12, 17])?;
    let after = held(page)?;
    println!("  heap, nodes, listeners before and after five hundred gestures: {before:?}, {after:?}");
    ensure!(before[0] > 0.0 && after[0] <= before[0] * 1.02, "the heap has grown from {} to {}", before[0], after[0]);
    ensure!(after[1] <= before[1] * 1.02, "the nodes have grown from {} to {}", before[1], after[1]);
    ensure!(after[2] <= before[2] + 2.0, "the listeners have grown from {} to {}", before[2], after[2]);
    Ok(())
}

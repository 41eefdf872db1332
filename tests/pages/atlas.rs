//! The map in a browser: every projection, moving it, its layers, its lines.

use crate::driver::{key, Try};
use crate::ensure;
use crate::page::Page;
use serde_json::{json, Value};
use std::thread::sleep;
use std::time::Duration;

/// The kinds of map, as the URL names them.
const PROJECTIONS: [&str; 5] = ["equal-earth", "polar", "globe", "theatres", "tiles"];

/// The view box of the main picture.
const VIEW_BOX: &str = "return root.querySelector('.map__list > .map__svg').getAttribute('viewBox')";

pub fn every_projection_is_drawn(page: &mut Page) -> Try {
    for projection in PROJECTIONS {
        page.open_live("watch", &format!("index.html?projection={projection}&select=JPN"))?;
        let drawn = page.ask(
            "const drawn = (code) => { const p = root.querySelector(`[data-country=\"${code}\"]`);
               return p && (p.tagName === 'path' ? p.getAttribute('d').length > 20 && p.getBoundingClientRect().width > 2 : shown(p)); };
             return ['USA', 'DEU', 'NOR', 'JPN', 'KOR'].filter((code) => !drawn(code)).concat(
               root.querySelectorAll('[data-country][data-status=member]').length < 32 ? ['32 members'] : [])",
            &[],
        )?;
        ensure!(drawn == json!([]), "{projection}: not drawn: {drawn}");
        page.no_errors()?;
    }
    Ok(())
}

pub fn a_change_of_projection_is_a_way_and_ends(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    for index in [2, 1, 0, 4, 3, 2] {
        page.ask(
            "const s = root.querySelectorAll('.lens select')[1]; s.selectedIndex = arguments[0];
             s.dispatchEvent(new Event('change', { bubbles: true }))",
            &[json!(index)],
        )?;
        page.wait(
            &format!("{} is in the URL and nothing moves any more", PROJECTIONS[index]),
            "const list = root.querySelector('.map__list');
             return location.search.includes('projection=' + arguments[0]) && !list.dataset.moving
               && root.querySelector('.map__motion').children.length === 0",
            &[json!(PROJECTIONS[index])],
        )?;
    }
    page.no_errors()
}

/// Waits until the camera of the URL is as a condition on `[lon, lat, zoom]` says.
fn wait_camera(page: &Page, what: &str, condition: &str) -> Try {
    let script = format!(
        "const at = new URLSearchParams(location.search).get('at'); const [lon, lat, zoom] = at ? at.split(',').map(Number) : [null, null, 1];
         return ({condition})"
    );
    page.wait(what, &script, &[]).map(drop)
}

pub fn map_zooms_by_buttons_and_keys(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    let press = |name: &str| {
        page.ask(
            "const b = [...root.querySelectorAll('.lens button')].find((b) => nameOf(b) === arguments[0]); b.click(); return !!b",
            &[json!(name)],
        )
    };
    page.ask("window.picture = root.querySelector('.map__list > .map__svg')", &[])?;
    press("Zoom in")?;
    wait_camera(page, "closer", "zoom === 1.6")?;
    press("Zoom out")?;
    wait_camera(page, "the whole map", "zoom === 1")?;
    let stays = page.ask("return window.picture.isConnected", &[])?;
    ensure!(stays == json!(true), "all shapes of the map were made anew");
    press("Europe")?;
    wait_camera(page, "Europe", "lon > 5 && lon < 25 && lat > 45 && zoom === 4")?;
    press("Indo-Pacific")?;
    wait_camera(page, "the Indo-Pacific", "lon > 100 && zoom === 1.28")?;
    press("World")?;
    wait_camera(page, "the world", "zoom === 1")?;
    page.focus("[role=listbox]")?;
    page.browser.keys(&['+', '+'])?;
    wait_camera(page, "+ twice", "zoom === 2.56")?;
    page.browser.chord(key::SHIFT, key::RIGHT)?;
    wait_camera(page, "Shift and → move east", "lon > 20")?;
    page.browser.keys(&['-'])?;
    wait_camera(page, "−", "zoom === 1.6")?;
    page.browser.keys(&['0'])?;
    wait_camera(page, "0 shows all", "zoom === 1")?;
    page.no_errors()
}

pub fn shapes_stay_and_say_what_they_are(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=1998-06-01&select=FRA")?;
    let says = |page: &Page, code: &str, attribute: &str, part: &str| {
        page.wait(
            &format!("{attribute} of {code} says “{part}”"),
            "const value = root.querySelector('#c-' + arguments[0]).getAttribute(arguments[1]); return !!value && value.includes(arguments[2])",
            &[json!(code), json!(attribute), json!(part)],
        )
    };
    says(page, "POL", "aria-label", "Poland, Partnership for Peace")?;
    says(page, "FRA", "aria-selected", "true")?;
    page.ask("window.shapes = [...root.querySelectorAll('.map__shapes path[id]')]", &[])?;
    // By the slider at once, and once it rests.
    page.focus("[role=slider], input[type=range]")?;
    page.browser.keys(&[key::RIGHT])?;
    says(page, "POL", "data-status", "member")?;
    says(page, "POL", "aria-label", "Poland, NATO member")?;
    page.ask("location.hash = 'select=POL&layer=treaty-area'", &[])?;
    says(page, "POL", "aria-selected", "true")?;
    says(page, "FRA", "aria-selected", "false")?;
    says(page, "POL", "aria-label", "covered by Article 5")?;
    says(page, "POL", "data-tone", "covered")?;
    let stay =
        page.ask("return window.shapes.length > 170 && window.shapes.every((shape) => shape.isConnected)", &[])?;
    ensure!(stay == json!(true), "shapes of the map were made anew");
    page.ask("location.hash = 'select=TUR&names=ap'", &[])?;
    says(page, "TUR", "aria-label", "Turkey")?;
    page.no_errors()
}

/// Sends a wheel event to the middle of the map; says whether the map took it.
fn wheel(page: &Page, delta: f64, with_ctrl: bool) -> Try<Value> {
    page.ask(
        "const list = root.querySelector('.map__list'), box = list.getBoundingClientRect();
         const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: arguments[0], ctrlKey: arguments[1],
           clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 });
         list.querySelector('.map__svg').dispatchEvent(event); return event.defaultPrevented",
        &[json!(delta), json!(with_ctrl)],
    )
}

pub fn wheel_scrolls_the_page_unless_ctrl_is_held(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    ensure!(wheel(page, 100.0, false)? == json!(false), "a plain wheel was taken from the page");
    let hint = page.ask("return shown(root.querySelector('.map__hint[data-for=wheel]'))", &[])?;
    ensure!(hint == json!(true), "no hint says how to zoom");
    sleep(Duration::from_millis(300));
    wait_camera(page, "nothing zoomed", "zoom === 1")?;
    for _ in 0..6 {
        ensure!(wheel(page, -60.0, true)? == json!(true), "Ctrl and the wheel zoomed the page");
    }
    wait_camera(page, "closer", "zoom > 2")?;
    for _ in 0..12 {
        wheel(page, 60.0, true)?;
    }
    wait_camera(page, "back", "zoom === 1")?;
    page.no_errors()
}

/// Presses the mouse in the middle of the map, moves it, and lets go.
fn drag(page: &Page, right: i64, down: i64) -> Try {
    page.browser.js("scrollTo({ top: 0, behavior: 'instant' })", &[])?;
    let middle = page.ask(
        "const box = root.querySelector('.map__list').getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]",
        &[],
    )?;
    let at = |index: usize| middle[index].as_f64().unwrap_or_default().round() as i64;
    let step = |share: i64| json!({ "type": "pointerMove", "duration": 30, "origin": "viewport", "x": at(0) + right * share / 4, "y": at(1) + down * share / 4 });
    let actions = json!([step(0), { "type": "pointerDown", "button": 0 }, step(1), step(2), step(3), step(4), { "type": "pause", "duration": 120 }, { "type": "pointerUp", "button": 0 }]);
    let mouse =
        json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions });
    page.browser.post("actions", json!({ "actions": [mouse] })).map(drop)
}

pub fn a_drag_moves_the_map_and_selects_nothing(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?at=15,50,5")?;
    drag(page, 120, 40)?;
    wait_camera(page, "the map has moved to the west and north", "lon < 12 && lat > 51 && zoom === 5")?;
    let cards = page.ask("return root.querySelectorAll('[data-card]').length", &[])?;
    ensure!(cards == json!(0), "the drag selected something");
    page.open_live("watch", "index.html?projection=globe")?;
    drag(page, 100, 0)?;
    wait_camera(page, "the globe has turned", "lon !== null && lon < 35")?;
    page.wait("the globe stands", "return !root.querySelector('.map__list').dataset.moving", &[])?;
    page.click_country("CAN")?;
    page.wait_card("CAN")?;
    page.no_errors()
}

pub fn two_fingers_zoom_and_one_scrolls(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?at=15,50,2")?;
    let taken = page.ask(
        "const list = root.querySelector('.map__list'), box = list.getBoundingClientRect(), svg = list.querySelector('.map__svg');
         const finger = (identifier, x, y) => new Touch({ identifier, target: svg, clientX: box.left + x, clientY: box.top + y });
         try { new TouchEvent('touchstart', { touches: [finger(1, 0, 0)] }); } catch (_) { return 'no touch'; }
         const send = (kind, ...touches) => { const e = new TouchEvent(kind, { bubbles: true, cancelable: true, touches, targetTouches: touches, changedTouches: touches });
           svg.dispatchEvent(e); return e.defaultPrevented; };
         const one = send('touchstart', finger(1, 100, 100)) || send('touchmove', finger(1, 100, 80));
         const two = send('touchstart', finger(1, 100, 100), finger(2, 140, 100)) && send('touchmove', finger(1, 60, 100), finger(2, 180, 100));
         send('touchend'); return [one, two]",
        &[],
    )?;
    if taken == json!("no touch") {
        // Desktop Firefox and WebKitGTK have no constructor for touches: the handler is the same code.
        return Ok(());
    }
    ensure!(taken == json!([false, true]), "one finger and two were taken from the page: {taken}");
    wait_camera(page, "two fingers drawn apart enlarge", "zoom > 4")?;
    page.no_errors()
}

pub fn layers_change_map_legend_and_table(page: &mut Page) -> Try {
    for (layer, select, words) in [
        ("treaty-area", "[data-tone=covered]", "Tropic"),
        ("spending", "[data-tone^='2']", "2%"),
        ("groupings", "[data-tone=in]", "Quad"),
        ("offices", "[data-marker]", "never opened"),
    ] {
        page.open_live("watch", &format!("index.html?layer={layer}"))?;
        page.wait(
            &format!("{layer} colours the map, and its legend speaks"),
            "return root.querySelectorAll(`.map ${arguments[0]}`).length > 0 && root.querySelector('.explore').textContent.includes(arguments[1])",
            &[json!(select), json!(words)],
        )?;
        let before = page.ask("return root.querySelectorAll('.map [data-dimmed]').length", &[])?;
        if layer != "groupings" {
            page.ask("root.querySelector('button.legend__item').click()", &[])?;
            page.wait(
                &format!("{layer}: the legend is a filter"),
                "return root.querySelectorAll('.map [data-dimmed]').length > arguments[0] && location.search.includes('group=')",
                &[before],
            )?;
        }
        page.open_live("watch", &format!("index.html?layer={layer}&tab=table"))?;
        page.wait(
            &format!("{layer} has a table with sources"),
            "const t = root.querySelector('[data-tab=table] table'); return t && t.caption && t.tBodies[0].rows.length > 3 && t.querySelector('tbody a[href^=http]')",
            &[],
        )?;
        page.no_errors()?;
    }
    Ok(())
}

pub fn distances_are_one_gesture_away(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?select=JPN")?;
    page.ask("[...root.querySelectorAll('.card button')].find((b) => nameOf(b) === 'How far?').click()", &[])?;
    page.wait(
        "two lines with their distances, announced",
        "const said = [...root.querySelectorAll('.map [role=status]')].map((s) => s.textContent).join(' ');
         return root.querySelectorAll('.map__list .map__circle').length === 2 && said.includes('Tokyo to Brussels: 9,450 km (5,870 miles)')
           && said.includes('Washington') && location.search.includes('places=tokyo,brussels,washington')",
        &[],
    )?;
    page.open_live("watch", "index.html?places=seoul,ottawa&projection=polar")?;
    page.wait("a line by URL", "return root.querySelectorAll('.map__list .map__circle').length === 1", &[])?;
    page.no_errors()
}

pub fn close_up_the_islands_are_there(page: &mut Page) -> Try {
    // Bornholm, Lesbos, Tsushima: points on them lie in their country's own path.
    for (at, code) in
        [("14.9,55.1,16", "DNK"), ("26.3,39.2,16", "GRC"), ("129.35,34.4,16", "JPN"), ("22.5,58.4,16", "EST")]
    {
        page.open_live("watch", &format!("index.html?at={at}"))?;
        page.wait(
            &format!("{code} is in the middle of the map at {at}"),
            "const list = root.querySelector('.map__list'), box = list.getBoundingClientRect();
             const hit = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
             return hit.some((e) => e.getAttribute('data-country') === arguments[0])",
            &[json!(code)],
        )?;
    }
    page.no_errors()
}

pub fn arrows_move_by_geography_on_every_map(page: &mut Page) -> Try {
    for (projection, steps, heard) in
        [("tiles", key::LEFT, "Republic of Korea"), ("globe", key::LEFT, "Republic of Korea"), ("polar", key::DOWN, "")]
    {
        page.open_live("watch", &format!("index.html?projection={projection}&select=JPN"))?;
        page.focus("[role=listbox]")?;
        page.browser.keys(&[steps])?;
        page.wait(
            &format!("{projection}: the arrow key speaks a neighbour of Japan"),
            "const id = document.activeElement.getAttribute('aria-activedescendant'), option = id && document.getElementById(id);
             return option && option.getAttribute('role') === 'option' && !nameOf(option).includes('Japan')
               && nameOf(option).includes(arguments[0])",
            &[json!(heard)],
        )?;
        page.browser.keys(&[key::ENTER])?;
        page.wait(
            "its card",
            "return root.querySelector('[data-card]') && !root.querySelector('[data-card=JPN]')",
            &[],
        )?;
    }
    page.no_errors()
}

/// Names on the map that touch, by their boxes on the screen.
/// Names on the map that touch, or are too small.
pub const TOUCHING: &str = "
    const texts = [...root.querySelectorAll('.map__names')].filter((s) => getComputedStyle(s).display !== 'none')
      .flatMap((svg) => { const boxes = [...svg.querySelectorAll('.map__name text')].map((t) => [t.textContent, t.getBoundingClientRect()]);
        const out = []; boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {
          if (p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1) out.push(a + ' and ' + b); }));
        if ([...svg.querySelectorAll('text')].some((t) => parseFloat(getComputedStyle(t).fontSize) < 11)) out.push('letters under 11 px');
        return out; });
    return texts";

pub fn names_never_touch(page: &mut Page) -> Try {
    // A cut from one picture to the next, so that no names are on their way.
    page.emulate_preferences(&[("prefers-reduced-motion", "reduce")])?;
    for width in [320, 600, 960, 1280] {
        page.open_wide(width, "plain", "index.html?select=EST,JPN")?;
        page.wait_live()?;
        for projection in ["", "equal-earth", "polar", "globe"] {
            for at in ["", "15,50,2", "12,48,4", "24,40,8", "140,36,16"] {
                let view = format!("projection={projection}&at={at}");
                page.ask("location.hash = arguments[0]", &[json!(view)])?;
                page.wait(
                    &format!("{width} px, {view}: the map and its names"),
                    "const asked = new URL(root.querySelector('[data-permalink]').href).searchParams;
                     return (asked.get('projection') || '') === arguments[0] && (asked.get('at') || '') === arguments[1]
                       && !root.querySelector('.map__list').dataset.moving",
                    &[json!(projection), json!(at)],
                )?;
                page.none_of(&format!("{width} px, {view}: names touch"), TOUCHING, &[])?;
            }
        }
    }
    Ok(())
}

pub fn tiles_are_large_enough_for_a_thumb(page: &mut Page) -> Try {
    for width in [320, 1280] {
        page.open_wide(width, "plain", "index.html?projection=tiles")?;
        page.wait_live()?;
        page.none_of(
            &format!("{width} px: tiles that are too small"),
            "const tiles = [...root.querySelectorAll('.tiles__tile')];
             return tiles.map((t) => [t.dataset.country, t.getBoundingClientRect()])
               .filter(([, b]) => b.width < 43.5 || b.height < 43.5).map(([c, b]) => `${c}: ${b.width} × ${b.height}`)
               .concat(tiles.length === 36 ? [] : [`${tiles.length} tiles`])",
            &[],
        )?;
        page.click_tile("LUX")?;
        page.wait_card("LUX")?;
    }
    Ok(())
}

pub fn without_motion_a_change_is_a_cut(page: &mut Page) -> Try {
    page.emulate_preferences(&[("prefers-reduced-motion", "reduce")])?;
    page.open_live("watch", "index.html")?;
    let before = page.ask(VIEW_BOX, &[])?;
    page.ask(
        "window.moved = []; new MutationObserver((records) => records.forEach((r) => window.moved.push(r.target.dataset.moving)))
           .observe(root.querySelector('.map__list'), { attributes: true, attributeFilter: ['data-moving'] });
         const s = root.querySelectorAll('.lens select')[1]; s.selectedIndex = 2; s.dispatchEvent(new Event('change', { bubbles: true }))",
        &[],
    )?;
    page.wait("the globe", "return root.querySelector('.map__sea')", &[])?;
    sleep(Duration::from_millis(200));
    let moved = page.ask("return window.moved", &[])?;
    ensure!(moved == json!([]), "something moved: {moved}");
    ensure!(page.ask(VIEW_BOX, &[])? != before, "the picture is the same");
    Ok(())
}

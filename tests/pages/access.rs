//! For readers who do not use a mouse, do not see the map, or see it large, dark, still or in colours of their own.

use crate::axe;
use crate::driver::{key, Engine, Failure, Try};
use crate::ensure;
use crate::oracle;
use crate::page::{bullets, Page, PAPER_DARK, PAPER_LIGHT};
use crate::served::no_sideways_scrolling;
use serde_json::{json, Value};
use std::thread::sleep;
use std::time::Duration;

/// Whether a tab stop is of some kind.
type Kind<'a> = &'a dyn Fn(&Value) -> bool;

/// More tab stops than this and nobody walks through to the end.
const STOPS_AT_MOST: usize = 120;

pub fn axe_finds_nothing_at_1280(page: &mut Page) -> Try {
    axe_finds_nothing(page, 1280)
}

pub fn axe_finds_nothing_at_320(page: &mut Page) -> Try {
    axe_finds_nothing(page, 320)
}

/// Every tab in every theme, with a card open; in one failure, so that one run shows all there is to mend.
fn axe_finds_nothing(page: &mut Page, width: u32) -> Try {
    let mut complaints = Vec::new();
    for tab in ["explore", "story", "compare", "table"] {
        for theme in ["light", "dark"] {
            page.open_wide(width, "plain", &format!("index.html?tab={tab}&theme={theme}&select=JPN&date=2023"))?;
            page.wait_live()?;
            page.wait_tab(tab)?;
            match axe::finds_nothing(page, &format!("{tab}, {theme}, {width} px")) {
                Err(Failure::Broken(text)) => complaints.push(text),
                other => other?,
            }
        }
    }
    for (map, theme) in [
        ("projection=tiles&layer=spending", "light"),
        ("projection=tiles", "dark"),
        ("projection=globe&layer=treaty-area&places=tokyo,brussels", "light"),
        ("at=25,45,4&layer=offices", "dark"),
        ("tab=table&layer=groupings", "light"),
        ("tab=story&step=7&present=1", "light"),
        ("tab=story&step=11&present=1", "dark"),
    ] {
        page.open_wide(width, "plain", &format!("index.html?{map}&theme={theme}"))?;
        page.wait_live()?;
        match axe::finds_nothing(page, &format!("{map}, {theme}, {width} px")) {
            Err(Failure::Broken(text)) => complaints.push(text),
            other => other?,
        }
    }
    for (panel, theme) in [
        ("about", "light"),
        ("claims", "dark"),
        ("glossary", "light"),
        ("sources", "dark"),
        ("embed", "light"),
        ("embed", "dark"),
    ] {
        page.open_wide(width, "plain", &format!("index.html?panel={panel}&theme={theme}"))?;
        page.wait_live()?;
        page.wait(panel, "return shown(root.querySelector('[data-panel] h2'))", &[])?;
        match axe::finds_nothing(page, &format!("{panel}, {theme}, {width} px")) {
            Err(Failure::Broken(text)) => complaints.push(text),
            other => other?,
        }
    }
    ensure!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}

pub fn axe_finds_nothing_in_the_served_page(page: &mut Page) -> Try {
    page.open("blocked", "index.html")?;
    page.wait("data-state=failed", "return root && root.dataset.state === 'failed'", &[])?;
    axe::finds_nothing(page, "served page, bundle blocked")
}

/// What has the focus: what it is, whether one can see that it has it, whether one can see it at all.
const FOCUSED: &str = r##"
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return null;
const active = e.getAttribute('aria-activedescendant') && document.getElementById(e.getAttribute('aria-activedescendant'));
const seen = [e, active, e.closest('label'), e.nextElementSibling, ...e.children].filter(Boolean).some((x) => {
  const s = getComputedStyle(x);
  return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none' || (x === active && s.stroke !== 'none');
});
const r = e.getBoundingClientRect();
const covered = () => {
  const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1);
  const hit = document.elementFromPoint(x, y);
  const fixed = hit && !e.contains(hit) && !hit.contains(e) && /fixed|sticky/.test(getComputedStyle(hit).position);
  return fixed ? hit.outerHTML.slice(0, 80) : false;
};
if (!window.__stops) window.__stops = new Map();
if (!window.__stops.has(e)) window.__stops.set(e, window.__stops.size);
return {
  number: window.__stops.get(e), tag: e.tagName.toLowerCase(), type: e.type || '', role: e.getAttribute('role') || '',
  name: nameOf(e).slice(0, 60), pressed: e.hasAttribute('aria-pressed'), event: !!e.closest('[data-event], a[href^="#event="]') || !!e.querySelector('[data-event]'),
  inside: root.contains(e), seen, onScreen: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth, covered: covered(),
};
"##;

/// Tabs through the page from its beginning until the focus leaves it or comes round again.
fn walk(page: &Page) -> Try<Vec<Value>> {
    let mut stops: Vec<Value> = Vec::new();
    for _ in 0..STOPS_AT_MOST * 4 {
        page.browser.keys(&[key::TAB])?;
        let stop = page.ask(FOCUSED, &[])?;
        // The fields of a date are one element.
        if stops.last().is_some_and(|last| last["number"] == stop["number"] && last["type"] == "date") {
            continue;
        }
        if stop.is_null() || stops.iter().any(|s| s["number"] == stop["number"]) {
            return Ok(stops);
        }
        stops.push(stop);
    }
    Ok(stops)
}

pub fn keyboard_alone_is_enough(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2023&select=JPN")?;
    page.wait("the texts of the card", "return root.querySelector('[data-card] .term')", &[])?;
    let stops = walk(page)?;
    let list: Vec<Value> = stops
        .iter()
        .map(|s| {
            json!(format!(
                "{} {} {} {}",
                s["tag"].as_str().unwrap_or_default(),
                s["type"].as_str().unwrap_or_default(),
                s["role"].as_str().unwrap_or_default(),
                s["name"]
            ))
        })
        .collect();
    let path = bullets(&list);
    ensure!(stops.len() <= STOPS_AT_MOST, "{} tab stops, more than {STOPS_AT_MOST}:\n{path}", stops.len());
    let named = |s: &Value, words: &[&str]| {
        let name = s["name"].as_str().unwrap_or_default().to_lowercase();
        words.iter().any(|w| name.contains(w))
    };
    let reaches: [(&str, Kind); 8] = [
        ("the tabs", &|s| s["role"] == "tab"),
        ("the map", &|s| s["role"] == "listbox" || s["role"] == "option"),
        ("\"Find a country\"", &|s| s["tag"] == "select"),
        ("the legend", &|s| s["pressed"] == json!(true)),
        ("the year slider", &|s| s["type"] == "range"),
        ("play", &|s| s["tag"] == "button" && named(s, &["play", "pause"])),
        ("the events", &|s| s["event"] == json!(true)),
        ("a link", &|s| s["tag"] == "a"),
    ];
    for (what, is) in reaches {
        ensure!(stops.iter().any(is), "Tab does not reach {what}:\n{path}");
    }
    let complain = |what: &str, bad: &dyn Fn(&Value) -> bool| -> Try {
        let found: Vec<Value> = stops
            .iter()
            .filter(|s| bad(s))
            .map(|s| json!(format!("{} {} {}", s["tag"], s["role"], s["name"])))
            .collect();
        ensure!(found.is_empty(), "{what}:\n{}", bullets(&found));
        Ok(())
    };
    complain("the focus cannot be seen on", &|s| s["seen"] == json!(false))?;
    complain("focused and off the screen", &|s| s["onScreen"] == json!(false))?;
    complain("focused and covered", &|s| s["covered"] != json!(false))?;
    complain("focusable without a name", &|s| s["inside"] == json!(true) && s["name"] == "")?;
    let maps = stops.iter().filter(|s| s["role"] == "listbox" || s["role"] == "option").count();
    ensure!(maps == 1, "the map is {maps} tab stops, not one");

    // Back from the last stop: nothing holds the focus.
    page.browser.js("const all = [...window.__stops.keys()]; all[all.length - 1].focus()", &[])?;
    for step in 1..stops.len() {
        page.browser.chord(key::SHIFT, key::TAB)?;
        let mut stop = page.ask(FOCUSED, &[])?;
        while stop["type"] == "date" && stop["number"] == stops[stops.len() - step]["number"] {
            page.browser.chord(key::SHIFT, key::TAB)?;
            stop = page.ask(FOCUSED, &[])?;
        }
        let expected = &stops[stops.len() - 1 - step];
        ensure!(
            stop["number"] == expected["number"],
            "Shift+Tab from {} went to {}, not to {}",
            stops[stops.len() - step]["name"],
            stop["name"],
            expected["name"]
        );
    }
    page.no_errors()
}

pub fn map_is_worked_by_keys(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?date=2024")?;
    // The tab stop is the listbox itself or the one option that has it.
    let focused = page.ask(
        "const box = [...root.querySelectorAll('[role=listbox]')].find((b) => b.querySelector('[role=option]') || b.getAttribute('aria-owns') || b.hasAttribute('aria-activedescendant') || b.tabIndex === 0);
         if (!box) return 'there is no listbox';
         const stop = box.tabIndex === 0 ? box : box.querySelector('[role=option][tabindex=\"0\"]');
         if (!stop) return 'the listbox has no tab stop';
         stop.focus(); return document.activeElement === stop",
        &[],
    )?;
    ensure!(focused == json!(true), "{focused}");
    const ACTIVE: &str = "const e = document.activeElement, id = e.getAttribute('aria-activedescendant'); const o = id ? document.getElementById(id) : e; return o && o.getAttribute('role') === 'option' ? nameOf(o) : ''";
    let mut heard = Vec::new();
    for _ in 0..4 {
        page.browser.keys(&[key::DOWN])?;
        sleep(Duration::from_millis(150));
        heard.push(page.ask(ACTIVE, &[])?);
    }
    let mut different: Vec<String> =
        heard.iter().map(|n| n.as_str().unwrap_or_default().to_owned()).filter(|n| !n.is_empty()).collect();
    different.sort();
    different.dedup();
    ensure!(different.len() >= 3, "↓ four times spoke {heard:?}");
    let name = heard.last().and_then(Value::as_str).unwrap_or_default().to_owned();
    page.browser.keys(&[key::ENTER])?;
    let card = page.wait(
        "a card after Enter",
        "const c = [...root.querySelectorAll('[data-card]')].find(shown); return c && c.textContent",
        &[],
    )?;
    let known = oracle::MEMBERS
        .iter()
        .map(|(_, n, _)| *n)
        .chain(oracle::INDO_PACIFIC.iter().map(|(_, n)| *n))
        .find(|n| name.contains(n));
    if let Some(country) = known {
        ensure!(card.as_str().is_some_and(|t| t.contains(country)), "Enter on {name:?} showed another card");
    }
    let status = page.ask(
        "return [...document.querySelectorAll('[role=status]')].map((s) => s.textContent.trim()).join(' ')",
        &[],
    )?;
    ensure!(status.as_str().is_some_and(|t| !t.is_empty()), "the live region (role=status) says nothing");
    page.no_errors()
}

/// Name and status of each member and each Indo-Pacific partner, as `(name, word of the status)`.
fn everyone() -> Vec<(&'static str, &'static str)> {
    let members = oracle::MEMBERS.iter().map(|(_, name, _)| (*name, "member"));
    members.chain(oracle::INDO_PACIFIC.iter().map(|(_, name)| (*name, "partner"))).collect()
}

pub fn each_option_speaks_name_and_status(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=2024")?;
    let mut spoken = Vec::new();
    for option in page.browser.find_all("[data-two-oceans] [role=option]")? {
        let (role, name) = page.browser.role_and_name(&option)?;
        // Chromium's driver calls an option that is drawn as a path a symbol; its accessibility tree, which
        // has a promise of its own, says option.
        if role == "option" || (page.engine() == Engine::Chromium && role == "graphics-symbol") {
            spoken.push(name);
        }
    }
    let missing: Vec<Value> = everyone()
        .iter()
        .filter(|(name, status)| !spoken.iter().any(|s| s.contains(name) && s.to_lowercase().contains(status)))
        .map(|(name, status)| json!(format!("{name}, {status}")))
        .collect();
    ensure!(missing.is_empty(), "no option says ({} options in all):\n{}", spoken.len(), bullets(&missing));
    Ok(())
}

pub fn accessibility_tree_holds_everyone(page: &mut Page) -> Try {
    page.open_live("plain", "index.html?date=2024")?;
    page.browser.cdp("Accessibility.enable", json!({}))?;
    let tree = page.browser.cdp("Accessibility.getFullAXTree", json!({}))?;
    page.browser.cdp("Accessibility.disable", json!({}))?;
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let named: Vec<(String, String)> = nodes
        .iter()
        .filter(|n| n["ignored"] != json!(true))
        .map(|n| {
            let text = |field: &str| n[field]["value"].as_str().unwrap_or_default().to_owned();
            (text("role"), format!("{} {}", text("name"), text("description")))
        })
        .collect();
    let missing: Vec<Value> = everyone()
        .iter()
        .filter(|(name, status)| {
            !named
                .iter()
                .any(|(role, text)| role == "option" && text.contains(name) && text.to_lowercase().contains(status))
        })
        .map(|(name, status)| json!(format!("{name}, {status}")))
        .collect();
    ensure!(missing.is_empty(), "not in the accessibility tree as an option with its status:\n{}", bullets(&missing));
    for (role, what) in [("slider", "Year"), ("tab", "Explore"), ("tab", "Table"), ("status", "")] {
        ensure!(
            named.iter().any(|(r, n)| r == role && n.contains(what)),
            "no {role} {what:?} in the accessibility tree"
        );
    }
    Ok(())
}

pub fn no_sideways_scrolling_at_320(page: &mut Page) -> Try {
    for path in ["index.html?select=JPN", "index.html?tab=table", "index.html?select=XXX&date=1949"] {
        page.open_wide(320, "plain", path)?;
        page.wait_live()?;
        no_sideways_scrolling(page)?;
    }
    // The widest tables, in the column of an article and where columns begin.
    for (width, layer) in [(600, "spending"), (700, "groupings"), (900, "spending"), (900, "groupings")] {
        page.open_wide(width, "plain", &format!("index.html?tab=table&layer={layer}"))?;
        page.wait_live()?;
        page.wait("its table", "return root.querySelectorAll('[data-tab=table] table').length > 3", &[])?;
        no_sideways_scrolling(page)?;
    }
    Ok(())
}

pub fn no_sideways_scrolling_at_400_percent(page: &mut Page) -> Try {
    // A window of 1280 px at 400 %: 320 CSS pixels of four dots each.
    page.emulate_viewport(320, 256, 4.0)?;
    for path in ["index.html?select=JPN", "index.html?tab=compare", "index.html?tab=table"] {
        page.open_live("plain", path)?;
        no_sideways_scrolling(page)?;
    }
    Ok(())
}

pub fn controls_are_large_enough(page: &mut Page) -> Try {
    for width in [320, 960] {
        for tab in ["explore", "compare", "table"] {
            page.open_wide(width, "plain", &format!("index.html?tab={tab}&select=JPN"))?;
            page.wait_live()?;
            // Event marks are exempt by WCAG 2.5.8: the table and the card's links do the same.
            page.none_of(
                &format!("controls smaller than 24 px at {width} px, {tab}"),
                "const out = [];
                 for (const e of root.querySelectorAll('button, input:not([type=hidden]), select, [role=tab], summary')) {
                   if (!shown(e) || e.closest('[data-event]')) continue;
                   const boxes = [e, e.closest('label'), ...(e.labels || [])].filter(Boolean).map((x) => x.getBoundingClientRect());
                   const size = (side) => Math.max(...boxes.map((b) => b[side]));
                   if (size('width') < 23.5 || size('height') < 23.5) out.push(`${e.tagName} ${nameOf(e).slice(0, 40)}: ${size('width').toFixed(1)} × ${size('height').toFixed(1)}`);
                 }
                 return out",
                &[],
            )?;
        }
    }
    Ok(())
}

pub fn forced_colours_keep_the_meaning(page: &mut Page) -> Try {
    page.emulate_preferences(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")])?;
    page.open_live("watch", "index.html?date=2023&select=JPN")?;
    let matches = page.ask("return matchMedia('(forced-colors: active)').matches", &[])?;
    ensure!(matches == json!(true), "the emulation does not work");
    let looks = page.ask(
        "return ['member', 'ip4', 'none'].map((s) => { const p = root.querySelector(`path[data-country][data-status=${s}]`); const c = p && getComputedStyle(p);
           return c ? [c.fill, c.stroke, c.strokeWidth, c.strokeDasharray].join(' ') : 'no such shape' })",
        &[],
    )?;
    let (member, partner, none) = (&looks[0], &looks[1], &looks[2]);
    ensure!(
        member != none && partner != none && member != partner,
        "member, Indo-Pacific partner and neither look alike: {looks}"
    );
    let has_pattern = partner.as_str().is_some_and(|look| look.contains("#dots"));
    ensure!(has_pattern, "an Indo-Pacific partner has no pattern: {looks}");
    page.none_of(
        "controls without an edge or a text colour of their own",
        "return [...root.querySelectorAll('button, select, [role=tab]')].filter(shown).filter((e) => { const s = getComputedStyle(e); return s.color === s.backgroundColor }).map((e) => e.outerHTML.slice(0, 80))",
        &[],
    )?;
    page.no_errors()
}

pub fn nothing_moves_for_those_who_ask(page: &mut Page) -> Try {
    page.emulate_preferences(&[("prefers-reduced-motion", "reduce")])?;
    page.open_live("watch", "index.html?date=1990")?;
    page.focus("[data-two-oceans] input[type=range]")?;
    page.browser.keys(&[key::END])?;
    page.none_of(
        "still moving",
        "return document.getAnimations().filter((a) => a.playState === 'running').map((a) => (a.effect && a.effect.target ? a.effect.target.outerHTML.slice(0, 80) : 'an animation'))",
        &[],
    )?;
    page.no_errors()
}

pub fn theme_follows_the_system(page: &mut Page) -> Try {
    for (scheme, paper) in [("light", PAPER_LIGHT), ("dark", PAPER_DARK)] {
        page.emulate_preferences(&[("prefers-color-scheme", scheme)])?;
        page.open_live("plain", "index.html")?;
        let found = page.paper()?;
        ensure!(found == paper, "the system is {scheme}, the paper {found}");
    }
    Ok(())
}

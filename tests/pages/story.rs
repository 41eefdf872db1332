//! The story: walked forward, back and by address; presented; printed; and driven by an article's own links.

use crate::atlas::TOUCHING;
use crate::axe;
use crate::driver::{decode, key, Engine, Try};
use crate::ensure;
use crate::page::Page;
use crate::server::encode;
use serde_json::{json, Value};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How many steps the story has: what the page itself says of it.
const COUNT: &str = "return Number(root.querySelector('.story__progress').firstChild.textContent.match(/\\d+$/)[0])";

/// The step is shown, said and reached: the address of the view is short only where it is the step's own view.
const REACHED: &str = "
    const step = root.querySelector('[data-tab=story] [data-step]');
    const link = [...root.querySelectorAll('footer a')].map((a) => a.getAttribute('href')).find((h) => h.startsWith('?'));
    const query = arguments[0] === '1' ? '?tab=story' : '?tab=story&step=' + arguments[0];
    return !!step && step.dataset.step === arguments[0] && link.replace('&present=1', '') === query
        && step.querySelector('[role=status]').textContent.includes(step.querySelector('.story__step[aria-current] .card__title').textContent)
        && root.querySelector('[data-summary]').textContent.length > 10";

const AT_REST: &str = "return !root.querySelector('.map__list[data-moving]')";

fn wait_step(page: &Page, step: u64) -> Try {
    page.wait(&format!("step {step} is shown and its view reached"), REACHED, &[json!(step.to_string())]).map(drop)
}

fn press(page: &Page, name: &str) -> Try {
    let pressed = page.ask(
        "const b = [...root.querySelectorAll('.story button')].find((b) => nameOf(b) === arguments[0]); if (b) b.click(); return !!b",
        &[json!(name)],
    )?;
    ensure!(pressed == json!(true), "there is no button {name}");
    Ok(())
}

pub fn is_walked_forward_back_and_by_address(page: &mut Page) -> Try {
    page.open_live("watch", "index.html")?;
    page.click_tab("Story", "story")?;
    wait_step(page, 1)?;
    let count = page.ask(COUNT, &[])?.as_u64().unwrap_or_default();
    ensure!((10..=13).contains(&count), "the story has {count} steps");
    for step in 2..=count {
        let start = Instant::now();
        press(page, "Next")?;
        wait_step(page, step)?;
        page.wait("the map is at rest", AT_REST, &[])?;
        // The page's own part is 600 ms; the rest is what asking costs.
        ensure!(start.elapsed() < Duration::from_millis(2_500), "step {step} took {:?}", start.elapsed());
    }
    press(page, "Next")?;
    wait_step(page, count)?;
    for step in (1..count).rev() {
        page.focus(".story .story__ways button")?;
        page.browser.keys(&[key::LEFT])?;
        wait_step(page, step)?;
    }
    // A link to each step, and the browser's way back.
    page.open_live("watch", "index.html?tab=story&step=4")?;
    wait_step(page, 4)?;
    page.ask("root.querySelector('.story__steps a[href=\"#step=9\"]').click()", &[])?;
    wait_step(page, 9)?;
    page.wait("the address says so", "return location.search === '?tab=story&step=9'", &[])?;
    page.browser.js("history.back()", &[])?;
    wait_step(page, 4)?;
    page.browser.js("history.forward()", &[])?;
    wait_step(page, 9)?;
    // A fragment as an article has it.
    page.browser.js("location.hash = '#step=2'", &[])?;
    wait_step(page, 2)?;
    page.no_errors()
}

/// All steps stand one below another, the current one is marked, and beside it map and date are in sight.
const UNROLLED: &str = "
    const steps = [...root.querySelectorAll('.story__step')];
    const inSight = (e) => { const b = e.getBoundingClientRect(); return b.height > 0 && b.top >= 0 && b.bottom <= innerHeight; };
    return steps.length > 9 && steps.every((step) => step.textContent.length > 400 && shown(step))
        && steps.filter((step) => step.hasAttribute('aria-current')).length === 1
        && [...root.querySelectorAll('.map__list, .timeline__pill')].every(inSight)";

/// No lane is cut off by the end of the window.
const LANES_IN_SIGHT: &str = "
    const chart = root.querySelector('.timeline__chart').getBoundingClientRect();
    return chart.bottom <= innerHeight && Math.round(chart.height - 29) % 61 === 0";

/// The current step lies at the middle of the window.
const AT_THE_MIDDLE: &str = "
    const step = root.querySelectorAll('.story__step')[arguments[0] - 1].getBoundingClientRect();
    return step.top < innerHeight / 2 && step.bottom > innerHeight / 2";

/// Scrolls as a reader does, until a step has come up.
const SCROLL: &str = "
    const step = root.querySelectorAll('.story__step')[arguments[0] - 1].getBoundingClientRect();
    scrollBy(0, step.top - innerHeight * 0.3)";

const ONE_STEP: &str =
    "return root.querySelectorAll('.story__step').length === 1 && !document.querySelector('[data-unrolled]')";

fn wait_unrolled(page: &Page) -> Try {
    page.wait("all steps beside the map", UNROLLED, &[]).map(drop)
}

pub fn is_read_by_scrolling(page: &mut Page) -> Try {
    page.open_live("csp+watch", "index.html?tab=story")?;
    wait_unrolled(page)?;
    ensure!(page.browser.js("return scrollY", &[])? == json!(0), "the page has moved before anybody scrolled");
    page.focus("[role=tab][aria-selected=true]")?;
    let count = page.ask(COUNT, &[])?.as_u64().unwrap_or_default();
    let length = page.browser.js("return history.length", &[])?;
    for step in (2..=count).chain([7, 4]) {
        page.ask(SCROLL, &[json!(step)])?;
        wait_step(page, step)?;
        page.wait("the map is at rest", AT_REST, &[])?;
        wait_unrolled(page)?;
        page.wait("all lanes that are shown are whole", LANES_IN_SIGHT, &[])?;
    }
    page.wait("the address says so", "return location.search === '?tab=story&step=4' && !location.hash", &[])?;
    ensure!(page.browser.js("return history.length", &[])? == length, "scrolling has made the way back long");
    let focus = page.ask("return document.activeElement.getAttribute('role')", &[])?;
    ensure!(focus == "tab", "scrolling has taken the focus to {focus}");
    // What is pressed scrolls, and the browser's way back as well.
    press(page, "Next")?;
    for (step, way) in [(5, "root.querySelectorAll('.story__steps a')[10].click()"), (11, "history.back()")] {
        wait_step(page, step)?;
        page.wait(&format!("the page goes to step {step}"), AT_THE_MIDDLE, &[json!(step)])?;
        page.wait("the address has followed", "return location.search.endsWith('=' + arguments[0])", &[json!(step)])?;
        page.ask(way, &[])?;
    }
    wait_step(page, 5)?;
    page.wait("the page goes back to step 5", AT_THE_MIDDLE, &[json!(5)])?;
    // A panel covers it, and gives it back.
    page.ask("root.querySelector('[aria-current] a[href^=\"#claim=\"]').click()", &[])?;
    page.wait("the panel", "return shown(root.querySelector('[data-panel=claims]'))", &[])?;
    page.click_tab("Story", "story")?;
    wait_unrolled(page)?;
    wait_step(page, 5)?;
    page.wait("the page is still at step 5", AT_THE_MIDDLE, &[json!(5)])?;
    page.no_errors()
}

pub fn goes_where_a_link_leads(page: &mut Page) -> Try {
    for file in ["index", "two-oceans"] {
        page.open_live("watch", &format!("{file}.html?tab=story&step=6"))?;
        wait_unrolled(page)?;
        page.wait("the page goes to step 6", AT_THE_MIDDLE, &[json!(6)])?;
        wait_step(page, 6)?;
        page.browser.js("location.hash = '#step=2'", &[])?;
        wait_step(page, 2)?;
        page.wait("the page goes to step 2", AT_THE_MIDDLE, &[json!(2)])?;
    }
    axe::finds_nothing(page, "the scrolled story")?;
    page.no_errors()
}

pub fn scrolls_in_a_frame_only_what_scrolls(page: &mut Page) -> Try {
    let source = encode("/csp+watch/index.html?tab=story&step=3");
    page.open_host(&format!("@frame?w=940&h=600&src={source}"))?;
    page.browser.leave_frames()?;
    page.browser.js("document.body.style.paddingBlock = '200px 3000px'; scrollTo(0, 120)", &[])?;
    page.browser.enter_frame("#embed")?;
    page.wait_live()?;
    wait_unrolled(page)?;
    page.ask(SCROLL, &[json!(8)])?;
    wait_step(page, 8)?;
    press(page, "Next")?;
    wait_step(page, 9)?;
    page.wait("the frame goes to step 9", AT_THE_MIDDLE, &[json!(9)])?;
    page.browser.leave_frames()?;
    let host = page.browser.js("return [scrollY, history.length > 0 && location.hash]", &[])?;
    ensure!(host == json!([120, ""]), "the page of the host has moved: {host}");
    // A frame that follows the height of its content never scrolls.
    let source = encode("/plain+watch/index.html?tab=story&step=3");
    page.open_host(&format!("@host/datawrapper.html?src={source}"))?;
    page.wait_live()?;
    wait_step(page, 3)?;
    sleep(Duration::from_millis(2_500));
    page.wait("a step stands alone, and nothing scrolls", ONE_STEP, &[])?;
    let (least, height) = (page.browser.js("return document.documentElement.scrollHeight", &[])?, "return innerHeight");
    ensure!(page.browser.js(height, &[])? == least, "the frame holds {least} px in another height");
    press(page, "Next")?;
    wait_step(page, 4)?;
    page.no_errors()
}

pub fn scrolls_without_motion_and_not_on_narrow_pages(page: &mut Page) -> Try {
    page.emulate_preferences(&[("prefers-reduced-motion", "reduce")])?;
    page.open_live("watch", "index.html?tab=story&step=3")?;
    wait_unrolled(page)?;
    const WAY: &str = "const done = arguments[arguments.length - 1];
        const story = document.querySelector('.story'), places = new Set();
        const look = () => { places.add(scrollY); requestAnimationFrame(look); };
        look();
        story.querySelectorAll('.story__steps a')[8].click();
        setTimeout(() => done(places.size), 800);";
    let places = page.browser.js_async(WAY, &[])?;
    ensure!(places == json!(2), "without motion the page was at {places} places on its way");
    page.wait("the page goes to step 9", AT_THE_MIDDLE, &[json!(9)])?;
    page.focus(".story__step[aria-current] summary")?;
    page.emulate_viewport(800, 800, 1.0)?;
    page.wait("on a narrow page a step stands alone", ONE_STEP, &[])?;
    page.wait("and in sight", AT_THE_MIDDLE, &[json!(1)])?;
    wait_step(page, 9)?;
    page.emulate_viewport(1200, 800, 1.0)?;
    wait_unrolled(page)?;
    page.wait("the page is still at step 9", AT_THE_MIDDLE, &[json!(9)])?;
    let focus = "return !!document.activeElement.closest('.story')";
    ensure!(page.ask(focus, &[])? == json!(true), "the focus has left the story with the element that had it");
    page.emulate_viewport(1000, 600, 1.0)?;
    wait_unrolled(page)?;
    page.wait("of the lanes only whole ones", LANES_IN_SIGHT, &[])?;
    page.emulate_viewport(1200, 500, 1.0)?;
    page.wait("on a low page a step stands alone", ONE_STEP, &[])?;
    page.no_errors()
}

pub fn a_finger_turns_its_pages_and_scrolls(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?tab=story&step=4")?;
    wait_step(page, 4)?;
    const SWIPE: &str = "const [x, y] = arguments; const e = root.querySelector('.story__text');
        const at = (type, x, y) => e.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'touch', clientX: x, clientY: y }));
        at('pointerdown', 200, 300); at('pointerup', 200 + x, 300 + y); return getComputedStyle(root.querySelector('.story')).touchAction";
    let action = page.ask(SWIPE, &[json!(-120), json!(10)])?;
    wait_step(page, 5)?;
    ensure!(action.as_str().is_some_and(|action| action.contains("pan-y")), "touch-action is {action}: no scrolling");
    page.ask(SWIPE, &[json!(120), json!(-10)])?;
    wait_step(page, 4)?;
    page.ask(SWIPE, &[json!(-80), json!(200)])?;
    page.ask(SWIPE, &[json!(-20), json!(0)])?;
    sleep(Duration::from_millis(150));
    wait_step(page, 4)?;
    page.no_errors()
}

pub fn is_presented_with_a_clicker(page: &mut Page) -> Try {
    page.open_live("watch", "index.html?tab=story&step=3&present=1")?;
    wait_step(page, 3)?;
    let (large, covered) = (
        page.ask("return parseFloat(getComputedStyle(root.querySelector('.story__text')).fontSize)", &[])?,
        page.ask("const b = root.querySelector('[data-present]').getBoundingClientRect(); return [b.x, b.y, b.width - innerWidth]", &[])?,
    );
    ensure!(large.as_f64().is_some_and(|px| px >= 18.0), "the text is {large} px");
    ensure!(covered[0] == 0 && covered[1] == 0, "presenting does not fill the frame: {covered}");
    let small = "return [...root.querySelectorAll('.legend > *')].filter((e) => parseFloat(getComputedStyle(e).fontSize) < 18).length";
    ensure!(page.ask(small, &[])? == 0, "a room cannot read all of the legend");
    page.browser.js("document.activeElement.blur()", &[])?;
    for (pressed, step) in
        [("PageDown", 4), ("ArrowRight", 5), ("ArrowDown", 6), ("PageUp", 5), ("ArrowLeft", 4), ("ArrowUp", 3)]
    {
        strike(page, pressed)?;
        wait_step(page, step)?;
    }
    strike(page, "b")?;
    page.wait("the screen is blank", "return root.hasAttribute('data-blank')", &[])?;
    strike(page, "b")?;
    page.wait("the screen is back", "return !root.hasAttribute('data-blank')", &[])?;
    strike(page, "n")?;
    page.wait("the notes are open", "return root.querySelector('.story__notes').open", &[])?;
    strike(page, "PageDown")?;
    wait_step(page, 4)?;
    page.wait("the notes stay open", "return root.querySelector('.story__notes').open", &[])?;
    strike(page, "Escape")?;
    page.wait("the story is back among its parts", "return !root.querySelector('[data-present]')", &[])?;
    wait_step(page, 4)?;
    wait_unrolled(page)?;
    page.wait("the page is at the same step", AT_THE_MIDDLE, &[json!(4)])?;
    page.ask("[...root.querySelectorAll('.story button')].find((b) => nameOf(b) === 'Present').focus()", &[])?;
    press(page, "Present")?;
    page.wait("it is presented again", "return !!root.querySelector('[data-present]')", &[])?;
    page.wait("a step stands alone again", ONE_STEP, &[])?;
    // The next space or Enter goes on, and does not end it.
    page.browser.keys(&[' '])?;
    wait_step(page, 5)?;
    press(page, "Stop presenting")?;
    page.wait("and no more", "return !root.querySelector('[data-present]')", &[])?;
    page.no_errors()
}

pub fn presents_large_names(page: &mut Page) -> Try {
    for (width, least_px) in [(1280, 15.5), (1920, 23.0)] {
        for step in [1, 3, 4, 8, 11] {
            page.open_wide(width, "plain", &format!("index.html?tab=story&step={step}&present=1"))?;
            page.wait_live()?;
            wait_step(page, step)?;
            page.wait("the map is at rest", AT_REST, &[])?;
            page.none_of(&format!("{width} px, step {step}: names touch"), TOUCHING, &[])?;
            let px = page.ask(
                "const names = [...root.querySelectorAll('.map__list .map__name text')].filter(shown);
                 return names.length > 4 && Math.min(...names.map((n) => parseFloat(getComputedStyle(n).fontSize)))",
                &[],
            )?;
            ensure!(px.as_f64().is_some_and(|px| px >= least_px), "{width} px, step {step}: names of {px} px");
        }
    }
    Ok(())
}

/// How long a step takes from the click to the last change of the map and its text, by the page's own clock, milliseconds.
const SETTLED: &str = "const done = arguments[arguments.length - 1];
    const root = document.querySelector('[data-two-oceans]'), list = root.querySelector('.map__list');
    const start = performance.now();
    let last = start;
    const seen = new MutationObserver(() => { last = performance.now(); });
    seen.observe(root.querySelector('.explore'), { subtree: true, childList: true, attributes: true, characterData: true });
    root.querySelectorAll('.story__steps a')[arguments[0] - 1].click();
    setTimeout(() => { seen.disconnect(); done(list.hasAttribute('data-moving') ? -1 : Math.round(last - start)); }, 1200);";

/// The page times itself, so that neither the driver nor what else the machine does counts twice; of the steps the median.
pub fn settles_soon(page: &mut Page) -> Try {
    let mut modes = vec![(false, 600)];
    if page.engine() == Engine::Chromium {
        modes.push((true, 200));
    }
    for (is_still, limit) in modes {
        if is_still {
            page.emulate_preferences(&[("prefers-reduced-motion", "reduce")])?;
        }
        page.open_live("plain", "index.html?tab=story&step=2")?;
        wait_step(page, 2)?;
        page.wait("the map is at rest", AT_REST, &[])?;
        let mut times = Vec::new();
        for step in [3, 4, 6, 8, 9, 11, 13] {
            let took = page.browser.js_async(SETTLED, &[json!(step)])?;
            ensure!(took.as_i64().is_some_and(|ms| ms >= 0), "step {step} still moves after 1200 ms");
            times.extend(took.as_i64());
            wait_step(page, step)?;
        }
        println!("  {} the story's steps settle in, ms (still: {is_still}): {times:?}", page.engine().name());
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or(i64::MAX);
        ensure!(median <= limit, "every other step takes {median} ms and more to settle, not {limit}: {times:?}");
    }
    Ok(())
}

/// A key as the page hears it: drivers differ in what they send for letters.
fn strike(page: &Page, key: &str) -> Try {
    page.ask(
        "(document.activeElement || document.body).dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }))",
        &[json!(key)],
    )
    .map(drop)
}

pub fn an_articles_links_drive_the_frame(page: &mut Page) -> Try {
    let before = page.wait_quiet(Duration::from_millis(200));
    page.open_host("@embed/linked-prose.html")?;
    page.wait_live()?;
    page.browser.js("window.notReloaded = true", &[])?;
    for (text, shown) in [
        ("Poland", "return !!root.querySelector('[data-card=POL]') && root.querySelector('input[type=range]').value === '1999'"),
        ("Finland and Sweden", "return !!root.querySelector('[data-card=FIN]') && !!root.querySelector('[data-card=SWE]')"),
        ("a step of the story", "const s = root.querySelector('[data-step]'); return !!s && s.dataset.step === '5'"),
    ] {
        page.browser.leave_frames()?;
        let clicked = page.browser.js(
            "const a = [...document.querySelectorAll('a')].find((a) => a.textContent.replace(/\\s+/g, ' ').trim() === arguments[0]); if (a) a.click(); return !!a",
            &[json!(text)],
        )?;
        ensure!(clicked == json!(true), "the article has no link {text}");
        page.browser.enter_frame("#embed")?;
        page.wait(&format!("the frame follows {text}"), shown, &[])?;
        ensure!(page.browser.js("return window.notReloaded === true", &[])? == json!(true), "{text} loaded the frame anew");
    }
    let pages = page.requests_since(before);
    let pages = pages.iter().filter(|request| request.path.contains("index.html")).count();
    ensure!(pages == 1, "the frame was asked for {pages} times");
    // The same by message, for hosts with scripts.
    page.browser.leave_frames()?;
    page.browser.js(
        "document.querySelector('iframe').contentWindow.postMessage({ target: 'two-oceans', v: 1, cmd: 'set', params: { tab: 'explore', date: '2004-03-29', select: 'EST' } }, '*')",
        &[],
    )?;
    page.browser.enter_frame("#embed")?;
    page.wait_card("EST")?;
    page.no_errors()
}

pub fn is_a_page_without_scripts(page: &mut Page) -> Try {
    page.open("noscript", "index.html")?;
    let links =
        page.ask("return root.querySelectorAll('[data-tab=story] a[href^=\"story.html#step=\"]').length", &[])?;
    page.browser.go(&page.address("noscript", "story.html"))?;
    page.browser.wait("the page of the story", "return document.querySelectorAll('[data-step]').length", &[])?;
    let steps = page.browser.js(
        "return [...document.querySelectorAll('[data-step]')].map((step) => {
           const svg = step.querySelector('.map__svg');
           const drawn = [...svg.querySelectorAll('use, path')].some((e) => e.getBoundingClientRect().width > 5);
           const marked = [...svg.querySelectorAll('[data-wave], [data-tone], [data-status=ip4]')].length;
           return drawn && marked > 0 && svg.getBoundingClientRect().height > 100 && step.textContent.length > 400;
         })",
        &[],
    )?;
    let steps = steps.as_array().cloned().unwrap_or_default();
    ensure!(
        steps.len() >= 10 && links == json!(steps.len()),
        "{} steps on the page, {links} links to them",
        steps.len()
    );
    ensure!(steps.iter().all(|step| *step == json!(true)), "a step has no picture or no text: {steps:?}");
    Ok(())
}

/// Letter and A4, inches.
const PAPERS: [(&str, f64, f64); 2] = [("A4", 8.27, 11.69), ("Letter", 8.5, 11.0)];

pub fn is_printed_on_eight_pages(page: &mut Page) -> Try {
    page.browser.go(&page.address("plain", "story.html"))?;
    for (name, width, height) in PAPERS {
        let print = json!({ "paperWidth": width, "paperHeight": height, "printBackground": false });
        let pdf = decode(&page.browser.cdp("Page.printToPDF", print)?["data"])?;
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type /Page").count() - text.matches("/Type /Pages").count();
        ensure!((4..=8).contains(&pages), "{pages} pages of {name}");
    }
    Ok(())
}

/// The longest time between two frames after the first two that follow the press of a button, milliseconds.
const FRAMES: &str = "const done = arguments[arguments.length - 1];
    let last = 0, gap = 0, first = 0;
    const frame = (now) => {
      if (last) gap = Math.max(gap, now - last); else first = now;
      last = now;
      if (now - first < 700) requestAnimationFrame(frame); else done(Math.round(gap));
    };
    [...document.querySelectorAll('.explore button')].find((b) => b.textContent === arguments[0]).click();
    requestAnimationFrame(() => requestAnimationFrame(frame));";

/// The longest time between two frames while the story goes on a step, slowed four times, milliseconds.
pub fn keeps_its_frames_short_when_slowed(page: &mut Page) -> Try {
    ensure!(page.engine() == Engine::Chromium, "only Chromium can be slowed");
    page.open_live("plain", "index.html?date=2020-03-27&select=JPN")?;
    page.wait("the texts", "return !!root.querySelector('[data-card] .term')", &[])?;
    page.browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))?;
    let mut alike: Vec<Value> = Vec::new();
    for name in ["Europe", "World", "Indo-Pacific", "World"] {
        alike.push(page.browser.js_async(FRAMES, &[json!(name)])?);
    }
    page.browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))?;
    page.open_live("plain", "index.html?tab=story&step=2")?;
    wait_step(page, 2)?;
    // Steps are measured, not how the story comes.
    page.wait("all steps beside the map", "return !!root.querySelectorAll('.story__step')[9]", &[])?;
    page.wait("the map at rest", AT_REST, &[])?;
    page.browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))?;
    let mut worst: Vec<Value> = Vec::new();
    for step in 3..=13 {
        let gap = page.browser.js_async(FRAMES, &[json!("Next")])?;
        worst.push(gap);
        wait_step(page, step)?;
    }
    page.browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))?;
    println!("  the longest frames of the map's own buttons, slowed four times, ms: {}", Value::from(alike.clone()));
    println!("  of the story's steps 3 to 13, ms: {}", Value::from(worst.clone()));
    // The machine is shared: one long frame says nothing, every other one does, unless those of the buttons are as long.
    let median = |frames: &[Value]| {
        let mut sorted: Vec<f64> = frames.iter().filter_map(Value::as_f64).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::MAX)
    };
    let (usual, median) = (median(&alike), median(&worst));
    let is_short = median <= 100.0 || median <= 150.0_f64.min(2.0 * usual);
    ensure!(is_short, "the longest frame of every other step takes {median} ms and more: {worst:?}");
    Ok(())
}

//! The frame and the page that holds it: real clients from npm and hosts that do as the known ones do.
//!
//! The host pages are in `tests/pages/hosts/`; each names in its title whom it stands for.

use crate::axe;
use crate::driver::{broken, Engine, Try};
use crate::ensure;
use crate::page::Page;
use crate::server::encode;
use serde_json::{json, Value};
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What the host grants, in pixels.
const ANY: std::ops::RangeInclusive<i64> = 0..=100_000;
const WORDPRESS: std::ops::RangeInclusive<i64> = 200..=1000;

pub fn pym_fits(page: &mut Page) -> Try {
    fits(page, "pym", "plain+watch", ANY)
}

pub fn iframe_resizer_fits(page: &mut Page) -> Try {
    fits(page, "iframe-resizer", "plain+watch", ANY)
}

pub fn iframe_resizer_5_fits(page: &mut Page) -> Try {
    fits(page, "iframe-resizer-5", "cors+watch", ANY)
}

pub fn open_iframe_resizer_fits(page: &mut Page) -> Try {
    fits(page, "open-iframe-resizer", "cors+watch", ANY)
}

pub fn newswire_fits(page: &mut Page) -> Try {
    fits(page, "newswire", "plain+watch", ANY)
}

pub fn datawrapper_fits(page: &mut Page) -> Try {
    fits(page, "datawrapper", "plain+watch", ANY)?;
    open(page, "datawrapper-old", "plain+watch", "select=JPN")?;
    await_height(page, &ANY).map(drop)
}

pub fn wordpress_fits(page: &mut Page) -> Try {
    fits(page, "wordpress", "cors+watch", WORDPRESS)?;
    let hidden = page.browser.js("return getComputedStyle(document.querySelector('#embed')).visibility", &[])?;
    ensure!(hidden == "visible", "WordPress still hides the frame");
    // What is higher than its limit is reached by scrolling inside.
    page.browser.enter_frame("#embed")?;
    let end = page.ask(
        "scrollTo({ top: 1e6, behavior: 'instant' });
         return [innerHeight, root.querySelector('footer').getBoundingClientRect().bottom]",
        &[],
    )?;
    let is_reached = end[1].as_f64().is_some_and(|bottom| bottom > 0.0 && bottom <= 1000.0);
    ensure!(end[0] == 1000 && is_reached, "the frame and the end of its content: {end}");
    page.browser.leave_frames()
}

pub fn h5p_fits(page: &mut Page) -> Try {
    fits(page, "h5p", "plain+watch", ANY)
}

/// Opens a host with the page in its frame, and goes into it.
fn open(page: &mut Page, host: &str, modes: &str, query: &str) -> Try {
    let source = encode(&format!("/{modes}/index.html?{query}"));
    page.open_host(&format!("@host/{host}.html?src={source}"))
}

/// The host gives the frame the height of its content: on two widths, on another tab, and back.
fn fits(page: &mut Page, host: &str, modes: &str, granted: std::ops::RangeInclusive<i64>) -> Try {
    open(page, host, modes, "select=JPN")?;
    page.wait_live()?;
    let mut seen = Vec::new();
    for (width, tab, id) in [(960, "Table", "table"), (320, "Explore", "explore")] {
        set_width(page, width)?;
        seen.push(await_height(page, &granted)?);
        page.browser.enter_frame("#embed")?;
        page.click_tab(tab, id)?;
        seen.push(await_height(page, &granted)?);
    }
    let are_different = seen.windows(2).all(|pair| pair[0] != pair[1]);
    ensure!(are_different, "the heights of the content did not change: {seen:?}");
    page.browser.enter_frame("#embed")?;
    page.no_errors()?;
    page.browser.leave_frames()
}

/// The article becomes that wide; the frame fills it.
fn set_width(page: &Page, width: u32) -> Try {
    page.browser.leave_frames()?;
    page.browser.js(
        "document.body.style.cssText = `margin:0;width:${arguments[0]}px`; dispatchEvent(new Event('resize'))",
        &[json!(width)],
    )?;
    Ok(())
}

/// Waits until the frame is as high as its content, or as the host grants, and stays so; returns the content's height.
fn await_height(page: &Page, granted: &std::ops::RangeInclusive<i64>) -> Try<i64> {
    let (start, mut held) = (Instant::now(), 0);
    loop {
        page.browser.leave_frames()?;
        let given = page.browser.js("return document.querySelector('#embed').clientHeight", &[])?;
        page.browser.enter_frame("#embed")?;
        let content =
            page.browser.js("return Math.ceil(document.documentElement.getBoundingClientRect().height)", &[])?;
        page.browser.leave_frames()?;
        let (given, content) = (given.as_i64().unwrap_or_default(), content.as_i64().unwrap_or_default());
        held = if content > 300 && given == content.clamp(*granted.start(), *granted.end()) { held + 1 } else { 0 };
        if held == 3 {
            return Ok(content);
        }
        ensure!(start.elapsed() < Duration::from_secs(15), "the frame has {given} px, its content {content} px");
        sleep(Duration::from_millis(60));
    }
}

/// What the host has heard since the list was last emptied.
fn heard(page: &Page) -> Try<Vec<Value>> {
    page.browser.leave_frames()?;
    let heard = page.browser.js("return heard.splice(0)", &[])?;
    Ok(heard.as_array().cloned().unwrap_or_default())
}

pub fn every_dialect_is_spoken(page: &mut Page) -> Try {
    let source = encode("/plain+watch/index.html?select=JPN&id=seven&childId=kid") + "%23%3Fsecret%3Da1B2c3D4e5";
    page.open_host(&format!("@host/ear.html?src={source}"))?;
    page.wait_live()?;
    let wanted = page.browser.js("return Number(document.documentElement.dataset.wanted)", &[])?;
    let src = page.browser.js("return location.href", &[])?;
    page.browser.leave_frames()?;
    // Each host's handshake; iframe-resizer has to name the frame first.
    page.browser.js(
        "heard.length = 0; embed.contentWindow.postMessage('[iFrameSizer]frame1:8:false:false:32:true:true:null:offset:null:null:0:false:child:scroll:true', '*')",
        &[],
    )?;
    sleep(Duration::from_millis(300));
    let all = heard(page)?;
    let said = |what: Value| all.contains(&what);
    let text = |what: Value| all.contains(&json!(what.to_string()));
    let own = json!({ "source": "two-oceans", "v": 1, "id": "seven", "type": "height", "data": { "height": wanted } });
    ensure!(wanted.as_i64().is_some_and(|height| height > 300), "it wants {wanted}");
    ensure!(said(own), "its own dialect is missing: {all:?}");
    ensure!(said(json!({ "datawrapper-height": { "seven": wanted } })), "Datawrapper's is missing: {all:?}");
    ensure!(said(json!({ "sentinel": "amp", "type": "embed-size", "height": wanted })), "AMP's is missing: {all:?}");
    ensure!(said(json!({ "message": "height", "value": wanted, "secret": "a1B2c3D4e5" })), "WordPress': {all:?}");
    ensure!(said(json!({ "context": "h5p", "action": "resize", "height": wanted })), "H5P's is missing: {all:?}");
    ensure!(said(json!({ "subject": "lti.frameResize", "height": wanted })), "Canvas' is missing: {all:?}");
    ensure!(said(json!(format!("pymxPYMxkidxPYMxheightxPYMx{wanted}"))), "pym's is missing: {all:?}");
    ensure!(said(json!(format!("[iFrameSizer]frame1:{wanted}:960:init"))), "iframe-resizer's: {all:?}");
    let medium = json!({ "src": src, "context": "iframe.resize", "height": wanted });
    ensure!(text(medium), "Medium's is missing: {all:?}");
    let guardian = json!({ "type": "set-height", "value": wanted, "id": "iframeMessenger:seven" });
    ensure!(text(guardian), "the Guardian's is missing: {all:?}");
    Ok(())
}

pub fn each_handshake_is_answered(page: &mut Page) -> Try {
    let source = encode("/plain/index.html?childId=kid") + "%23%3Fsecret%3Da1B2c3D4e5";
    page.open_host(&format!("@host/ear.html?src={source}"))?;
    page.wait_live()?;
    for (dialect, asked) in [
        ("wordpress", json!({ "message": "ready", "secret": "a1B2c3D4e5" })),
        ("h5p", json!({ "context": "h5p", "action": "resize" })),
        ("newswire", json!({ "sentinel": "amp", "type": "frames-init" })),
        ("open-iframe-resizer", json!({ "type": "iframe-get-child-dimensions" })),
        ("iframe-resizer", json!("[iFrameSizer]resize")),
        ("pym", json!("pymxPYMxkidxPYMxwidthxPYMx600")),
        ("canvas", json!({ "subject": "lti.frameResize.response" })),
    ] {
        heard(page)?;
        page.browser.js("embed.contentWindow.postMessage(arguments[0], '*')", std::slice::from_ref(&asked))?;
        page.browser.wait(
            &format!("an answer to {asked}"),
            "return heard.some((m) => m.source === 'two-oceans' && m.type === 'height')",
            &[],
        )?;
        page.browser.enter_frame("#embed")?;
        let noted = page.browser.js("return document.documentElement.dataset.dialect", &[])?;
        ensure!(noted == dialect, "{asked} is noted as {noted}");
    }
    Ok(())
}

pub fn strangers_and_floods_are_not_answered(page: &mut Page) -> Try {
    open(page, "ear", "plain", "id=a")?;
    page.wait_live()?;
    sleep(Duration::from_millis(500));
    page.browser.leave_frames()?;
    // A frame that has got its height has nothing to repeat.
    page.browser.js("embed.height = heard.filter((m) => m.type === 'height').pop().data.height", &[])?;
    sleep(Duration::from_millis(500));
    heard(page)?;
    // The stranger has the parent's origin, but is not the parent.
    page.browser.js(
        "const ask = stranger.contentDocument.createElement('script');
         ask.textContent = `parent.frames[0].postMessage({ sentinel: 'amp', type: 'frames-init' }, '*'); parent.frames[0].postMessage('[iFrameSizer]x:8:false:', '*')`;
         stranger.contentDocument.body.append(ask);
         for (const junk of [null, 0, '', [], 'pym', '[iFrameSizer', { message: 'ready', secret: 'wrongwrong' }, { sentinel: {} }, { subject: 7 }])
           embed.contentWindow.postMessage(junk, '*');",
        &[],
    )?;
    sleep(Duration::from_millis(400));
    let answers = heard(page)?;
    ensure!(answers.iter().all(|m| m["type"] != "height"), "a stranger or junk got an answer: {answers:?}");
    page.browser.js(
        "for (let i = 0; i < 10000; i += 1) embed.contentWindow.postMessage({ sentinel: 'amp', type: 'frames-init' }, '*')",
        &[],
    )?;
    sleep(Duration::from_millis(1500));
    let heights = heard(page)?.iter().filter(|m| m["type"] == "height").count();
    ensure!((1..=100).contains(&heights), "10,000 questions got {heights} answers");
    Ok(())
}

pub fn the_height_does_not_feed_on_itself(page: &mut Page) -> Try {
    open(page, "ear", "plain", "select=JPN")?;
    page.wait_live()?;
    let wanted = |page: &Page| -> Try<i64> {
        sleep(Duration::from_millis(500));
        page.browser.enter_frame("#embed")?;
        let wanted = page.browser.js("return Number(document.documentElement.dataset.wanted)", &[])?;
        page.browser.leave_frames()?;
        Ok(wanted.as_i64().unwrap_or_default())
    };
    page.browser.leave_frames()?;
    // High enough for no scroll bar, which takes width away.
    page.browser.js("embed.height = 3500", &[])?;
    let before = wanted(page)?;
    heard(page)?;
    page.browser.js("embed.height = 5000", &[])?;
    let after = wanted(page)?;
    ensure!(before > 300 && after == before, "at 3500 px it wants {before}, at 5000 px {after}");
    // It may repeat itself for hosts that come late, and say nothing else.
    let said: Vec<Value> = heard(page)?.into_iter().filter(|m| m["type"] == "height").collect();
    let is_same = said.iter().all(|m| m["data"]["height"].as_i64() == Some(before));
    ensure!(said.len() <= 2 && is_same, "a new height of the frame made it speak: {said:?}");
    page.browser.js("embed.height = 150", &[])?;
    let low = wanted(page)?;
    ensure!((low - before).abs() < before / 20, "at 150 px it wants {low}, not {before}");
    open(page, "ear", "plain", "fit=1")?;
    page.wait_live()?;
    sleep(Duration::from_millis(1200));
    let said = heard(page)?;
    let speaks_of_height = |m: &Value| m.to_string().contains("height\":") && m["type"] != "ready";
    ensure!(!said.iter().any(speaks_of_height), "with fit=1 it speaks of heights: {said:?}");
    let is_ready = said.iter().any(|m| m["source"] == "two-oceans" && m["type"] == "ready");
    ensure!(is_ready, "it never said that it is ready: {said:?}");
    Ok(())
}

/// Before the bundle comes, the served page asks for about what the live page will take.
pub fn the_article_does_not_jump(page: &mut Page) -> Try {
    for width in [960, 320] {
        let source = encode("/late/index.html");
        page.open_host(&format!("@host/ear.html?w={width}&src={source}"))?;
        page.wait_live()?;
        sleep(Duration::from_millis(300));
        let heights: Vec<f64> = heard(page)?
            .iter()
            .filter(|m| m["source"] == "two-oceans" && m["type"] == "height")
            .filter_map(|m| m["data"]["height"].as_f64())
            .collect();
        let last = heights.last().copied().unwrap_or_default();
        let is_near = heights.iter().all(|height| *height < last * 1.3 && *height > last * 0.5);
        ensure!(heights.len() > 1 && is_near, "{width} px wide, it asked for {heights:?}");
    }
    Ok(())
}

pub fn the_static_page_says_its_height(page: &mut Page) -> Try {
    open(page, "datawrapper", "blocked", "")?;
    await_height(page, &ANY)?;
    page.browser.enter_frame("#embed")?;
    ensure!(page.state()? == "failed", "the bundle was to be missing, but the page is {}", page.state()?);
    // Its details open and close without the bundle.
    let opened =
        page.browser.js("const d = document.querySelector('details'); if (d) d.open = true; return !!d", &[])?;
    ensure!(opened == json!(true), "the served page has no details to open");
    await_height(page, &ANY).map(drop)
}

/// Waits until the script's answer is true, in the page that holds the frames.
fn await_host(page: &Page, what: &str, script: &str) -> Try {
    page.browser.leave_frames()?;
    page.browser.wait(what, &format!("return {script}"), &[]).map(drop)
}

/// Opens the article and waits until both of its elements are live.
fn open_article(page: &mut Page) -> Try {
    page.browser.go(&format!("{}/@host/article.html", page.server.origin()))?;
    // A frame below the fold is loaded when it comes near.
    page.browser.js("document.querySelector('#two').scrollIntoView()", &[])?;
    let both = "['one', 'two'].every((id) => said.some((m) => m.by === id && m.type === 'ready'))";
    await_host(page, "both elements say that they are ready", both)
}

pub fn the_element_embeds_the_page(page: &mut Page) -> Try {
    open_article(page)?;
    let frames = page.browser.js(
        "return [...document.querySelectorAll('two-oceans iframe')].map((f) => ({ title: f.title, loading: f.loading, allow: f.allow, src: f.src }))",
        &[],
    )?;
    ensure!(frames[0]["title"] == "The first" && frames[1]["title"].as_str().is_some_and(|t| t.len() > 10), "{frames}");
    ensure!(
        frames[0]["loading"] == "lazy" && frames[0]["allow"].as_str().is_some_and(|a| a.contains("fullscreen")),
        "{frames}"
    );
    ensure!(
        frames[1]["src"].as_str().is_some_and(|src| src.contains("date=1999") && src.contains("plain=1")),
        "{frames}"
    );
    for id in ["one", "two"] {
        let fits = format!("(() => {{ const f = document.querySelector('#{id} iframe'); return f.clientHeight === Math.ceil(f.contentDocument.documentElement.getBoundingClientRect().height) }})()");
        await_host(page, &format!("#{id} is as high as its content"), &fits)?;
    }
    // Each follows its own attributes, and its property says and sets the view.
    page.browser.js("document.querySelector('#one').setAttribute('select', 'DEU')", &[])?;
    let card = |id: &str, code: &str| {
        format!("!!document.querySelector('#{id} iframe').contentDocument.querySelector('[data-card={code}]')")
    };
    await_host(page, "the first shows Germany", &card("one", "DEU"))?;
    page.browser.js("document.querySelector('#two').view = { select: 'POL' }", &[])?;
    await_host(page, "the second shows Poland", &card("two", "POL"))?;
    await_host(page, "the first shows no Poland", &format!("!{}", card("one", "POL")))?;
    let view = "document.querySelector('#two').view.date === '1999'";
    await_host(page, "the property of the second says 1999", view)?;
    Ok(())
}

pub fn the_element_survives_moves(page: &mut Page) -> Try {
    open_article(page)?;
    page.browser.js("said.length = 0; const one = document.querySelector('#one'); one.remove(); one.setAttribute('theme', 'dark'); document.querySelector('#lower').append(one); one.scrollIntoView()", &[])?;
    await_host(page, "the moved one is ready again", "said.some((m) => m.by === 'one' && m.type === 'ready')")?;
    let shows = "(() => { const d = document.querySelector('#lower iframe').contentDocument; return !!d.querySelector('[data-card=JPN]') && d.documentElement.dataset.theme === 'dark' })()";
    await_host(page, "the moved one shows Japan in the dark", shows)?;
    let others = page.browser.js("return said.filter((m) => m.by === 'two' && m.type === 'ready').length", &[])?;
    ensure!(others == 0, "the one that was not moved loaded again");
    Ok(())
}

/// A hundred times out and in: nothing is left behind in the host's page, and the other frame hears nothing of it.
pub fn a_hundred_removals_leave_nothing(page: &mut Page) -> Try {
    open_article(page)?;
    // The heap of the host's page and its frames, after a collection.
    let heap = |page: &Page| -> Try<(f64, f64)> {
        page.browser.cdp("HeapProfiler.enable", json!({}))?;
        for _ in 0..4 {
            page.browser.cdp("HeapProfiler.collectGarbage", json!({}))?;
            // What the last frames have begun, translating their bundle for one, holds them until it has ended.
            sleep(Duration::from_millis(700));
        }
        let usage = page.browser.cdp("Runtime.getHeapUsage", json!({}))?;
        let counters = page.browser.cdp("Memory.getDOMCounters", json!({}))?;
        let used = usage["usedSize"].as_f64().unwrap_or_default();
        Ok((used, counters["nodes"].as_f64().unwrap_or_default()))
    };
    let again = |page: &Page, times: u32| -> Try {
        page.browser.js_async(
            "const [times, done] = arguments, one = document.querySelector('#one'), upper = document.querySelector('#upper');
             upper.scrollIntoView();
             (async () => {
               for (let i = 0; i < times; i += 1) {
                 const ready = new Promise((go) => one.addEventListener('ready', go, { once: true }));
                 one.remove();
                 upper.append(one);
                 await ready;
               }
               done(true);
             })()",
            &[json!(times)],
        )?;
        Ok(())
    };
    again(page, 10)?;
    let (before, nodes_before) = heap(page)?;
    page.browser.js("said.length = 0", &[])?;
    again(page, 100)?;
    let others = page.browser.js("return said.filter((m) => m.by === 'two').length", &[])?;
    ensure!(others == 0, "the other frame spoke {others} times");
    page.browser.js("said.length = 0", &[])?;
    let (after, nodes_after) = heap(page)?;
    println!("  heap before and after a hundred removals, bytes: {before}, {after}");
    ensure!(before > 0.0 && after < before * 1.05, "the heap grew from {before} to {after} bytes");
    ensure!(nodes_after < nodes_before * 1.05, "the nodes grew from {nodes_before} to {nodes_after}");
    Ok(())
}

/// The single file from the disk: live, without a request.
pub fn the_single_file_opens_from_disk(page: &mut Page) -> Try {
    let dist = std::env::var("TWO_OCEANS_DIST").unwrap_or_default();
    let file = fs::canonicalize(Path::new(&dist).join("two-oceans.html")).unwrap_or_default();
    page.browser.go(&format!("file://{}?select=JPN", file.display()))?;
    page.wait_live()?;
    page.wait_card("JPN")?;
    page.click_country("USA")?;
    page.wait_card("USA")?;
    page.click_tab("Story", "story")?;
    page.wait(
        "the texts of the second part",
        "return root.querySelector('[data-step]').textContent.length > 200",
        &[],
    )?;
    // Another page is not there, and it says so.
    page.browser.js("document.querySelector('a[href=\"data.html\"]').click()", &[])?;
    let said = page.ask("return [location.pathname, shown(document.querySelector('[data-elsewhere]'))]", &[])?;
    ensure!(said[0].as_str().is_some_and(|path| path.ends_with("two-oceans.html")), "it went to {}", said[0]);
    ensure!(said[1] == json!(true), "it does not say that the page is elsewhere");
    let asked = page.browser.js(
        "return performance.getEntriesByType('resource').map((e) => e.name).filter((name) => !name.startsWith('data:'))",
        &[],
    )?;
    ensure!(asked == json!([]), "the single file asked for {asked}");
    Ok(())
}

/// The single file in a frame without an origin, from a server that grants nothing.
pub fn the_single_file_lives_in_a_sandbox(page: &mut Page) -> Try {
    let before = page.wait_quiet(Duration::from_millis(300));
    let source = encode("/plain+watch/two-oceans.html?select=JPN");
    page.open_host(&format!("@sandbox?w=900&h=760&src={source}"))?;
    page.wait_live()?;
    page.wait_card("JPN")?;
    page.wait("it says its height", "return Number(document.documentElement.dataset.wanted) > 300", &[])?;
    page.no_errors()?;
    let asked: Vec<Value> = page
        .requests_since(before)
        .iter()
        .filter(|request| !request.path.starts_with("/@") && !request.path.contains("two-oceans.html"))
        .map(|request| json!(request.path))
        .collect();
    ensure!(asked.is_empty(), "the single file asked for {asked:?}");
    Ok(())
}

/// The examples of `embed/` that are pages.
pub fn the_examples_work(page: &mut Page) -> Try {
    for example in ["plain", "datawrapper"] {
        page.open_host(&format!("@embed/{example}.html"))?;
        page.wait_live()?;
        page.no_errors()?;
    }
    await_height(page, &ANY)?;
    page.browser.go(&format!("{}/@embed/script.html", page.server.origin()))?;
    page.browser.js("document.querySelector('#map').scrollIntoView()", &[])?;
    let says = "JSON.parse(document.querySelector('#says').textContent || '{}')";
    await_host(page, "the example hears of Japan", &format!("{says}.select === 'JPN'"))?;
    page.browser.js("document.querySelector('#germany').click()", &[])?;
    let cards = "['JPN', 'DEU'].every((code) => document.querySelector('#map iframe').contentDocument.querySelector(`[data-card=${code}]`))";
    await_host(page, "its button shows Germany and Japan", cards)
}

/// What the Embed Doctor found, by the names of its rows.
fn diagnosis(page: &Page) -> Try<Value> {
    page.wait("the Embed Doctor is there", "return !!document.querySelector('.doctor tbody tr')", &[])?;
    page.ask(
        "return Object.fromEntries([...document.querySelectorAll('.doctor tr')].map((r) => [r.cells[0].textContent, r.cells[1].textContent]))",
        &[],
    )
}

pub fn the_doctor_finds_what_is_so(page: &mut Page) -> Try {
    // A frame with an origin and a host that follows.
    open(page, "h5p", "plain+watch", "doctor=1&select=JPN")?;
    page.wait_live()?;
    await_height(page, &ANY)?;
    page.browser.enter_frame("#embed")?;
    page.wait(
        "the Doctor, who looks once a second, heard H5P and sees the widget run at its height",
        "const told = [...document.querySelectorAll('.doctor td')].map((cell) => cell.textContent);
         return told.includes('h5p') && told.includes('running') && told.filter((text) => text === innerHeight + ' px').length === 2",
        &[],
    )?;
    let found = diagnosis(page)?;
    ensure!(found["Sandbox"] == "none" && found["Storage allowed (not used)"] == "yes", "{found}");
    ensure!(found["Widget"] == "running" && found["WebAssembly allowed"] == "yes", "{found}");
    ensure!(found["Height wanted"] == found["Height given"], "{found}");
    let fix = page.ask("return document.querySelector('#doctor-fix').value", &[])?;
    let fix = fix.as_str().unwrap_or_default();
    ensure!(fix.contains("?select=JPN\"") && fix.contains("<two-oceans select=\"JPN\">"), "to paste: {fix}");
    page.no_errors()?;
    // Without an origin, and a host that says nothing.
    let policy = if page.engine() == Engine::WebKit { "cspnamed" } else { "csp" };
    let source = encode(&format!("/cors+{policy}+watch/index.html?doctor=1"));
    page.open_host(&format!("@sandbox?w=900&h=760&src={source}"))?;
    page.wait_live()?;
    let found = diagnosis(page)?;
    ensure!(found["Sandbox"].as_str().is_some_and(|text| text.contains("without an origin")), "{found}");
    ensure!(found["Storage allowed (not used)"] == "no" && found["Height given"] == "760 px", "{found}");
    ensure!(found["Who answered about the height"] == "nobody", "{found}");
    let copied = page.ask("document.querySelector('.doctor textarea + button').click(); return true", &[])?;
    ensure!(copied == json!(true), "there is no button to copy");
    page.wait(
        "it says what became of the copy",
        "return /[a-z]/.test(document.querySelector('.doctor [role=status]').textContent)",
        &[],
    )?;
    page.no_errors()
}

pub fn axe_finds_nothing_in_the_doctor(page: &mut Page) -> Try {
    for theme in ["light", "dark"] {
        let path = format!("index.html?doctor=1&theme={theme}");
        if page.engine() == Engine::WebKit {
            // The Doctor looks at the element that holds its frame, which then belongs to no page for WebKit's driver.
            page.open("plain", &path)?;
        } else {
            page.open_wide(320, "plain", &path)?;
        }
        page.wait_live()?;
        diagnosis(page)?;
        axe::finds_nothing(page, &format!("the Embed Doctor, {theme}"))?;
        let wide = page.ask("return document.documentElement.scrollWidth > innerWidth", &[])?;
        ensure!(wide == json!(false), "the Embed Doctor scrolls sideways");
    }
    Ok(())
}

pub fn the_pinned_edition_stays_and_leads_on(page: &mut Page) -> Try {
    page.open_live("plain", "index.html")?;
    let edition = page.browser.js_async(
        "const done = arguments[arguments.length - 1]; fetch('edition.json').then((r) => r.json()).then(done, (e) => done(String(e)))",
        &[],
    )?;
    let folder = edition["folder"].as_str().unwrap_or_default().to_owned();
    let before = page.wait_quiet(Duration::from_millis(300));
    page.open_live("plain", &format!("{folder}index.html?select=JPN"))?;
    page.wait_card("JPN")?;
    page.wait_quiet(Duration::from_millis(500));
    let outside: Vec<Value> = page
        .requests_since(before)
        .iter()
        .filter(|request| !request.path.starts_with(&format!("/plain/{folder}")) && !request.path.starts_with("/@"))
        .map(|request| json!(request.path))
        .collect();
    ensure!(!folder.is_empty() && outside.is_empty(), "the pinned edition asked outside of {folder}: {outside:?}");
    let line = page.ask("const p = document.querySelector('[data-edition]'); return [shown(p), p.dataset.edition, p.querySelector('a').href]", &[])?;
    ensure!(line[0] == json!(true) && line[1] == edition["edition"], "it says {line}, and is {edition}");
    let newest = page.address("plain", "index.html");
    ensure!(line[2] == json!(newest), "it leads to {}, not to {newest}", line[2]);
    Ok(())
}

/// The answer to oEmbed and the served page's link to it, by the specification at oembed.com; the picture's real size.
pub fn oembed_is_valid(dist: &Path) -> Try {
    let text = |name: &str| fs::read_to_string(dist.join(name)).unwrap_or_default();
    let answer: Value = serde_json::from_str(&text("oembed.json")).unwrap_or_default();
    ensure!(answer["type"] == "rich" && answer["version"] == "1.0", "type or version is wrong: {answer}");
    for name in ["title", "html", "provider_name", "provider_url", "thumbnail_url"] {
        ensure!(answer[name].as_str().is_some_and(|value| !value.is_empty()), "{name} is missing: {answer}");
    }
    for name in ["width", "height", "thumbnail_width", "thumbnail_height"] {
        ensure!(answer[name].as_u64().is_some_and(|value| value > 0), "{name} is no number: {answer}");
    }
    let html = answer["html"].as_str().unwrap_or_default();
    // WordPress keeps nothing but a frame.
    ensure!(
        html.starts_with("<iframe src=\"https://") && html.ends_with("></iframe>") && !html.contains("<script"),
        "{html}"
    );
    let page = text("index.html");
    let link = "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"";
    ensure!(
        page.split_once(link).is_some_and(|(_, rest)| rest.contains("oembed.json\"")),
        "the page does not lead to it"
    );
    let Ok(picture) = fs::File::open(dist.join("preview.png")) else {
        return broken("preview.png is not there");
    };
    let size = png::Decoder::new(std::io::BufReader::new(picture)).read_info();
    let size = size.map(|reader| (reader.info().width, reader.info().height)).unwrap_or_default();
    let said = (answer["thumbnail_width"].as_u64(), answer["thumbnail_height"].as_u64());
    ensure!(said == (Some(size.0.into()), Some(size.1.into())), "preview.png has {size:?}, the answer says {said:?}");
    let svg = text("preview.svg");
    ensure!(
        svg.matches("<path").count() > 10 && !svg.contains("\"none\" fill-opacity"),
        "preview.svg is not a coloured map"
    );
    Ok(())
}

//! The frame and the page that holds it: real clients from npm and hosts that do as the known ones do.
//!
//! The host pages are in `tests/pages/hosts/`; each names in its title whom it stands for.

use crate::driver::Try;
use crate::ensure;
use crate::page::Page;
use crate::server::encode;
use serde_json::{json, Value};
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
    Ok(())
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
    sleep(Duration::from_millis(1200));
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
        page.browser.leave_frames()?;
        page.browser.enter_frame("#embed")?;
        let wanted = page.browser.js("return Number(document.documentElement.dataset.wanted)", &[])?;
        page.browser.leave_frames()?;
        Ok(wanted.as_i64().unwrap_or_default())
    };
    let before = wanted(page)?;
    // Without a scroll bar, which would take width away.
    page.browser.js("embed.scrolling = 'no'; embed.height = 3000", &[])?;
    ensure!(wanted(page)? == before, "at 3000 px it wants {}, not {before}", wanted(page)?);
    page.browser.js("embed.height = 150", &[])?;
    ensure!(wanted(page)? == before, "at 150 px it wants {}, not {before}", wanted(page)?);
    heard(page)?;
    page.browser.js("embed.height = 700", &[])?;
    sleep(Duration::from_millis(500));
    let said = heard(page)?;
    ensure!(said.iter().all(|m| m["type"] != "height"), "a new height of the frame made it speak: {said:?}");
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
        open(page, "ear", "late", "")?;
        page.browser.leave_frames()?;
        page.browser.js("embed.width = arguments[0]", &[json!(width)])?;
        page.browser.enter_frame("#embed")?;
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

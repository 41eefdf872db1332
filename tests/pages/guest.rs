//! The widget as a guest: the messages that it sends and follows, the looks that a host chooses, the code that brings it there.

use crate::driver::{Failure, Try};
use crate::ensure;
use crate::page::Page;
use crate::server::encode;
use serde_json::{json, Value};

/// A host that remembers what it hears, and the frame that it then holds.
const HOLD: &str = r#"
window.heard = [];
addEventListener('message', (e) => { if (e.data && e.data.source === 'two-oceans') heard.push(e.data) });
const frame = document.getElementById('embed');
window.say = (message) => frame.contentWindow.postMessage(message, '*');
window.ask = (params) => say({ target: 'two-oceans', v: 1, cmd: 'set', params });
frame.src = arguments[0];
"#;

/// Opens a host that holds the page, and waits until it has been told that the page answers input.
fn hold(page: &Page, path: &str) -> Try {
    page.browser.go(&format!("{}/@frame?w=940&h=780&src=/@blank", page.server.origin()))?;
    page.browser.js(HOLD, &[json!(page.address("watch", path))])?;
    heard(page, "ready", "data.version").map(drop)
}

/// Waits for a message of a type whose data fits a condition in JavaScript.
fn heard(page: &Page, kind: &str, condition: &str) -> Try<Value> {
    page.browser.wait(
        &format!("a message {kind} with {condition}"),
        &format!("return heard.find(({{ type, data }}) => type === arguments[0] && ({condition}))"),
        &[json!(kind)],
    )
}

pub fn host_hears_what_changes_and_is_followed(page: &mut Page) -> Try {
    hold(page, "index.html?id=seven&select=POL")?;
    let ready = heard(page, "ready", "data.select === 'POL'")?;
    ensure!(ready["v"] == 1 && ready["id"] == "seven", "the message is {ready}");
    for (params, kind, condition) in [
        ("{ theme: 'dark' }", "view", "data.theme === 'dark' && data.select === 'POL'"),
        ("{ select: 'JPN', date: 1999 }", "select", "data.select === 'JPN'"),
        ("{ q: 'Türkiye & more' }", "view", "data.q === 'Türkiye & more' && data.date === '1999'"),
        (
            "{ event: 'ev-1949-04-04-twelve-states-sign-the-north-atlantic' }",
            "event",
            "data.event === 'ev-1949-04-04-twelve-states-sign-the-north-atlantic'",
        ),
        ("{ event: null, tab: 'story', step: 4 }", "step", "data.step === '4'"),
        ("{ date: 'banana', accent: '777' }", "error", "data.error === 'not-applied' && data.about === 'date'"),
        ("{ select: { JPN: 1 } }", "error", "data.error === 'bad-params' && data.about === 'select'"),
        ("'theme=light'", "error", "data.error === 'bad-params' && data.about === ''"),
        // The types of the contract: texts, whole numbers, booleans, and `null` for the default.
        ("{ present: true, tab: 'story' }", "view", "data.present === '1'"),
        ("{ present: false, tab: null }", "view", "!data.present && data.tab === 'explore' && data.step === '4'"),
        (
            "{ q: 'a&tab=table', places: null }",
            "view",
            "data.q === 'a&tab=table' && data.tab === 'explore' && !data.places",
        ),
        ("{ date: 1999.5 }", "error", "data.error === 'bad-params' && data.about === 'date'"),
        ("{ step: -1 }", "error", "data.error === 'bad-params' && data.about === 'step'"),
        ("{ step: 10000 }", "error", "data.error === 'bad-params' && data.about === 'step'"),
        ("{ q: 'x'.repeat(401) }", "error", "data.error === 'bad-params' && data.about === 'q'"),
        ("Object.fromEntries([...Array(41).keys()].map((n) => ['k' + n, 1]))", "error", "data.error === 'bad-params'"),
        ("{ ['k'.repeat(400)]: {}, q: '\\ud800 x' }", "view", "data.q === '\\ufffd x'"),
    ] {
        page.browser.js(&format!("heard.length = 0; ask({params})"), &[])?;
        heard(page, kind, condition)?;
    }
    for (command, about) in
        [("'dance'", "dance"), ("'Set'", "Set"), ("''", ""), ("7", ""), ("'x'.repeat(41)", &"x".repeat(40))]
    {
        page.browser.js(&format!("heard.length = 0; say({{ target: 'two-oceans', v: 1, cmd: {command} }})"), &[])?;
        heard(page, "error", &format!("data.error === 'unknown-command' && data.about === '{about}'"))?;
    }
    page.browser.js("heard.length = 0; ask(undefined)", &[])?;
    heard(page, "error", "data.error === 'bad-params' && data.about === ''")?;
    page.browser.enter_frame("#embed")?;
    let theme = page.browser.js("return document.documentElement.dataset.theme", &[])?;
    ensure!(theme == "dark", "the host's dark toggle led to {theme}");
    // What stood beside a part that was left out.
    let accent = page.browser.js("return document.documentElement.style.getPropertyValue('--accent')", &[])?;
    ensure!(accent.as_str().is_some_and(|accent| !accent.is_empty()), "the host's colour led to {accent}");
    let is_told = page.ask("return shown(root.querySelector('.notice'))", &[])?;
    ensure!(is_told == json!(false), "the reader is told what only the host did");
    page.no_errors()
}

pub fn a_flood_of_junk_changes_nothing(page: &mut Page) -> Try {
    hold(page, "index.html?select=POL&date=1999")?;
    const FLOOD: &str = r#"
        const done = arguments[arguments.length - 1];
        const deep = { a: { b: { c: [1, [2, [3]]] } } }, long = 'x'.repeat(5000);
        const wrap = (cmd, params) => ({ target: 'two-oceans', v: 1, cmd, params });
        const junk = [null, 7, 'two-oceans', long, [], {}, deep, { target: 'two-oceans' }, { target: 'two-oceans', v: 2, cmd: 'set', params: { select: 'USA' } },
          { target: 'two-oceans', v: '1', cmd: 'set', params: { select: 'USA' } }, wrap('dance'), wrap(long), wrap(7), wrap('set'), wrap('set', null), wrap('set', [['select', 'USA']]),
          wrap('set', { select: long }), wrap('set', { select: deep }), wrap('set', { date: NaN }), wrap('set', { date: '1999-99' }), wrap('set', { __proto__x: 1, constructor: 'y' }),
          wrap('set', { claim: 'claim-99' }), wrap('set', { at: '999,999,999' }), wrap('set', Object.fromEntries(Array.from({ length: 500 }, (_, i) => ['k' + i, i]))),
          wrap('set', new Map([['select', 'USA']])), new Date(), wrap('set', { font: 'a;b', accent: 'url(x)' })];
        heard.length = 0;
        const start = performance.now();
        for (let i = 0; i < 10000; i += 1) say(junk[i % junk.length]);
        say({ target: 'two-oceans', v: 1, cmd: 'get' });
        const wait = () => {
          const answer = heard.find((message) => message.type === 'view');
          if (answer) done({ data: answer.data, errors: heard.filter((m) => m.type === 'error').length, views: heard.filter((m) => m.type === 'view').length, ms: performance.now() - start });
          else setTimeout(wait, 20);
        };
        wait();
    "#;
    let answer = page.browser.js_async(FLOOD, &[])?;
    let data = &answer["data"];
    ensure!(data["select"] == "POL" && data["date"] == "1999" && answer["views"] == 1, "after the flood: {answer}");
    let (errors, ms) = (answer["errors"].as_f64().unwrap_or_default(), answer["ms"].as_f64().unwrap_or(f64::MAX));
    ensure!(ms < 10_000.0, "10,000 messages took {ms} ms");
    ensure!(errors >= 1.0 && errors <= 20.0 * (ms / 1000.0 + 2.0), "{errors} errors within {ms} ms");
    // What does not come from the page that holds the frame.
    page.browser.enter_frame("#embed")?;
    let before = page.summary()?;
    page.browser.js_async(
        "const done = arguments[arguments.length - 1];
         postMessage({ target: 'two-oceans', v: 1, cmd: 'set', params: { select: 'USA', date: '2004' } }, '*');
         setTimeout(done, 400)",
        &[],
    )?;
    ensure!(page.summary()? == before, "it follows whoever speaks: {}", page.summary()?);
    page.no_errors()
}

pub fn looks_follow_the_host_and_can_be_read(page: &mut Page) -> Try {
    // Contrast by the formula of WCAG 2.2, for links and for what is pointed at.
    const MEASURED: &str = r#"
        const colour = (text) => text.match(/[\d.]+/g).slice(0, 3).map(Number);
        const light = (text) => { const [r, g, b] = colour(text).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05; };
        const contrast = (one, other) => { const [a, b] = [light(one), light(other)]; return Math.max(a, b) / Math.min(a, b); };
        const probe = document.body.appendChild(document.createElement('span'));
        probe.className = 'claim__verdict';
        const paper = getComputedStyle(document.documentElement).backgroundColor;
        const link = getComputedStyle(root.querySelector('footer a')).color, pointer = getComputedStyle(probe).color;
        probe.remove();
        return { link: contrast(link, paper), pointer: contrast(pointer, paper), colour: link, font: getComputedStyle(document.body).fontFamily };
    "#;
    for theme in ["light", "dark"] {
        for accent in ["%23ffe000", "c8641b", "%23003", "777"] {
            page.open_live("csp+watch", &format!("index.html?accent={accent}&theme={theme}&font=Courier+New"))?;
            let found = page.ask(MEASURED, &[])?;
            let is_read = ["link", "pointer"].iter().all(|key| found[key].as_f64().unwrap_or_default() >= 4.5);
            ensure!(is_read, "{accent}, {theme}: {found}");
            ensure!(found["font"].as_str().is_some_and(|font| font.contains("Courier New")), "the font is {found}");
            page.no_errors()?;
        }
    }
    page.browser.js("location.hash = '#accent=&font=&theme=light'", &[])?;
    page.wait(
        "our own colour",
        "return getComputedStyle(root.querySelector('footer a')).color === 'rgb(29, 78, 137)'",
        &[],
    )?;
    for (query, value) in [("accent=teal", "teal"), ("font=a%3Bb", "a;b"), ("transparent=yes", "yes"), ("fit=7", "7")] {
        page.open_live("watch", &format!("index.html?{query}"))?;
        page.wait(
            query,
            "const n = root.querySelector('.notice'); return shown(n) && n.textContent.includes(arguments[0])",
            &[json!(value)],
        )?;
    }
    // It fills a frame that is higher than the content.
    page.open_host(&format!("@frame?w=900&h=4000&src={}", encode("/watch/index.html?fit=1&plain=1")))?;
    page.wait_live()?;
    let height = page.ask("return root.querySelector('.widget').getBoundingClientRect().height", &[])?;
    ensure!(height.as_f64().is_some_and(|height| (height - 4000.0).abs() <= 1.0), "it is {height} px high, not 4000");
    Ok(())
}

/// What lies between the reader and the host's ground: a colour in the frame, or the one that a browser paints where the schemes
/// of frame and page differ.
const GROUND: &str = "
    const frame = document.getElementById('embed'), inner = frame.contentWindow;
    const clear = (e) => { const s = inner.getComputedStyle(e); return s.backgroundImage === 'none' && /^(rgba\\(.*, 0\\)|transparent)$/.test(s.backgroundColor); };
    const root = inner.document.querySelector('[data-two-oceans]');
    const found = [];
    for (let e = root.firstElementChild; e; e = e.parentElement) if (!clear(e)) found.push(e.tagName + ' has a ground');
    const schemes = [getComputedStyle(frame).colorScheme, inner.getComputedStyle(inner.document.documentElement).colorScheme];
    if (schemes[0] !== schemes[1]) found.push(schemes.join(' is not '));
    if (found.length) throw new Error(found.join('; '));
    return true";

pub fn transparent_shows_the_hosts_ground(page: &mut Page) -> Try {
    for (scheme, theme) in [("normal", "light"), ("normal", "dark"), ("dark", "dark"), ("dark", "light")] {
        page.browser.go(&format!("{}/@frame?w=900&h=700&src=/@blank", page.server.origin()))?;
        // The style of the frame is that of the code.
        page.browser.js(
            "document.documentElement.style.cssText = 'background: rgb(200, 0, 200); color-scheme: ' + arguments[0];
             const frame = document.getElementById('embed');
             frame.style.colorScheme = 'normal';
             frame.src = arguments[1];",
            &[json!(scheme), json!(page.address("watch", &format!("index.html?transparent=1&theme={theme}")))],
        )?;
        page.browser.wait(
            "the frame",
            "return !!document.getElementById('embed').contentDocument?.querySelector('[data-ready]')",
            &[],
        )?;
        page.browser.wait(&format!("{scheme} page, {theme} frame: nothing lies over the ground"), GROUND, &[])?;
        // A picture can be taken before the ground is painted.
        let mut found = corner(&page.browser.screenshot()?)?;
        for _ in 0..10 {
            if found == [200, 0, 200] {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(200));
            found = corner(&page.browser.screenshot()?)?;
        }
        ensure!(found == [200, 0, 200], "{scheme} page, {theme} frame: the ground is {found:?}");
    }
    Ok(())
}

/// The colour of a point at the corner of a picture, where the page has nothing but its ground.
fn corner(shot: &[u8]) -> Try<[u8; 3]> {
    let unreadable = |e: png::DecodingError| Failure::Broken(format!("not a PNG: {e}"));
    let mut reader = png::Decoder::new(std::io::Cursor::new(shot)).read_info().map_err(unreadable)?;
    let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let info = reader.next_frame(&mut bytes).map_err(unreadable)?;
    let at = 4 * info.line_size + 4 * info.color_type.samples();
    bytes.get(at..at + 3).and_then(|pixel| pixel.try_into().ok()).ok_or(Failure::Broken("an empty picture".to_owned()))
}

/// Chooses in a list of the form.
const CHOOSE: &str = "const field = root.querySelector(`form [name=${arguments[0]}]`);
    if (field.type === 'checkbox') field.checked = true; else field.value = arguments[1];
    field.dispatchEvent(new Event('change', { bubbles: true })); return root.querySelector('#code-iframe').value";

pub fn a_code_opens_the_same_view(page: &mut Page) -> Try {
    page.open_live("csp+watch", "index.html?date=1999-03-12&select=POL&panel=embed&id=x")?;
    page.wait("the form", "return shown(root.querySelector('form.share'))", &[])?;
    for (name, value) in [("theme", "dark"), ("heading", "3"), ("accent", "#ffe000"), ("height", "900")] {
        page.ask(CHOOSE, &[json!(name), json!(value)])?;
    }
    let code = page.ask(CHOOSE, &[json!("transparent"), json!("1")])?;
    let code = code.as_str().unwrap_or_default().to_owned();
    ensure!(code.contains("height=\"900\"") && !code.contains("panel"), "the code is {code}");
    // What is no colour is said, and left out.
    let bad = page.ask(CHOOSE, &[json!("accent"), json!("teal")])?;
    let said = page.ask("return root.querySelector('.panel [role=status]').textContent", &[])?;
    ensure!(said.as_str().is_some_and(|said| said.contains("teal")), "nothing is said of a bad colour: {said}");
    ensure!(!bad.as_str().unwrap_or("accent").contains("accent"), "the code has a bad colour: {bad}");
    // Copied, or selected where that is refused.
    page.browser.click(&page.browser.find("[data-copy=code-iframe]")?)?;
    page.wait(
        "it is copied or selected",
        "return /Copied|selected/.test(root.querySelector('[data-copy=code-iframe] + [role=status]').textContent)",
        &[],
    )?;
    page.browser.js("document.execCommand = () => false", &[])?;
    page.browser.click(&page.browser.find("[data-copy=code-script]")?)?;
    let selected = page.ask(
        "const t = document.activeElement; return [t.id, t.selectionStart === 0 && t.selectionEnd === t.value.length, root.querySelector('[data-copy=code-script] + [role=status]').textContent]",
        &[],
    )?;
    let is_said = selected[2].as_str().is_some_and(|said| said.contains("Ctrl+C"));
    ensure!(
        selected[0] == "code-script" && selected[1] == json!(true) && is_said,
        "the text is not selected: {selected}"
    );
    page.browser.click(&page.browser.find("[data-preview] button")?)?;
    page.wait(
        "the preview is live at the view",
        "const d = root.querySelector('[data-preview] iframe').contentDocument; return !!d && !!d.querySelector('[data-ready]') && !!d.querySelector('[data-card=POL]')",
        &[],
    )?;
    // The codes for others name the same address; oEmbed has an answer.
    let named = page.ask(
        r#"const pasted = (key) => root.querySelector('#code-' + key).value.match(/iframe src="([^"]*)"/)[1].replaceAll('&amp;', '&');
         return [root.querySelector('#code-link').value, pasted('iframe'), pasted('amp'), pasted('wordpress')]"#,
        &[],
    )?;
    let named = named.as_array().cloned().unwrap_or_default();
    let are_one = named.len() == 4 && named.iter().all(|address| *address == named[0]);
    ensure!(are_one, "the codes name {named:?}");
    let answer = page.browser.js_async(
        "const done = arguments[arguments.length - 1];
         fetch(document.querySelector('#code-oembed').value).then((r) => r.json()).then((answer) => done(answer.type), (e) => done(String(e)))",
        &[],
    )?;
    ensure!(answer == "rich", "oEmbed answers {answer}");
    let element = page.ask("return root.querySelector('#code-script').value", &[])?;
    page.no_errors()?;
    // The codes in a page of its own.
    for code in [element, json!(code)] {
        page.browser.go(&format!("{}/@blank", page.server.origin()))?;
        page.browser.js(
            "document.body.replaceChildren(document.createRange().createContextualFragment(arguments[0]))",
            &[code],
        )?;
        page.browser.wait(
            "the frame",
            "const frame = document.querySelector('iframe');
             if (frame) frame.id = 'embed';
             return !!frame?.contentDocument?.querySelector('[data-ready]')",
            &[],
        )?;
        page.browser.enter_frame("#embed")?;
        page.wait_card("POL")?;
        ensure!(page.members_on_map()? == 19, "{} members", page.members_on_map()?);
        let shown = page.ask("const html = document.documentElement; return [html.dataset.theme, html.dataset.transparent, root.querySelector('.head__title').tagName, shown(root.querySelector('.panel'))]", &[])?;
        ensure!(shown == json!(["dark", "", "H3", false]), "the frame shows {shown}");
    }
    Ok(())
}

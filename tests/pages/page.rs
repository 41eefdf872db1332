//! Two Oceans as a visitor of one engine meets it: opening it in a host, and asking what it shows.
//!
//! Everything here goes through the public contract (`data-*` attributes, roles, URL keys), so that the
//! promises read as sentences and know nothing of the code behind the page.

use crate::driver::{broken, Browser, Engine, Failure, Try};
use crate::ensure;
use crate::server::{encode, Request, Server};
use serde_json::{json, Value};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Every test that does not say otherwise has a window of this size, CSS pixels.
pub const WIDTH: u32 = 960;
pub const HEIGHT: u32 = 800;

/// The paper tokens of the design, as browsers say them.
pub const PAPER_LIGHT: &str = "rgb(251, 250, 247)";
pub const PAPER_DARK: &str = "rgb(20, 23, 27)";

/// JavaScript that several questions share.
const TOOLS: &str = r#"
const root = document.querySelector('[data-two-oceans]');
const shown = (e) => !!e && e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
const nameOf = (e) => (e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].textContent) || e.textContent || '').replace(/\s+/g, ' ').trim();
"#;

pub struct Page {
    pub browser: Browser,
    pub server: Server,
    /// The width in CSS pixels that the page has now.
    width: u32,
}

impl Page {
    pub fn new(browser: Browser, server: Server) -> Try<Page> {
        let mut page = Page { browser, server, width: 0 };
        page.browser.go(&format!("{}/@blank", page.server.origin()))?;
        page.reset()?;
        Ok(page)
    }

    pub fn engine(&self) -> Engine {
        self.browser.engine
    }

    /// A fresh start for the next promise: no frame, no emulation, a window of the usual size, an empty page.
    pub fn reset(&mut self) -> Try {
        self.browser.leave_frames()?;
        if self.engine() == Engine::Chromium {
            self.browser.cdp("Emulation.setEmulatedMedia", json!({ "media": "", "features": [] }))?;
        }
        if self.width != WIDTH {
            if self.engine() == Engine::Chromium {
                self.emulate_viewport(WIDTH, HEIGHT, 1.0)?;
            } else {
                self.size_window()?;
            }
            self.width = WIDTH;
        }
        self.browser.go(&format!("{}/@blank", self.server.origin()))?;
        if self.engine() == Engine::Chromium {
            self.browser.console()?;
        }
        Ok(())
    }

    /// The window's frame differs by engine: ask for a size, look, correct.
    fn size_window(&self) -> Try {
        self.browser.resize_window(WIDTH, HEIGHT)?;
        let inner = self.browser.js("return [innerWidth, innerHeight]", &[])?;
        let excess = |wanted: u32, index: usize| wanted as i64 - inner[index].as_i64().unwrap_or(wanted as i64);
        let (dx, dy) = (excess(WIDTH, 0), excess(HEIGHT, 1));
        if dx != 0 || dy != 0 {
            self.browser.resize_window((WIDTH as i64 + dx).max(300) as u32, (HEIGHT as i64 + dy).max(300) as u32)?;
            sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    /// A viewport of exactly this size and pixel density (Chromium only).
    pub fn emulate_viewport(&mut self, width: u32, height: u32, density: f64) -> Try {
        self.width = if density == 1.0 { width } else { 0 };
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": density, "mobile": false });
        self.browser.cdp("Emulation.setDeviceMetricsOverride", metrics).map(drop)
    }

    /// What the reader's system prefers, as pairs of media feature and value (Chromium only).
    pub fn emulate_preferences(&self, features: &[(&str, &str)]) -> Try {
        let features: Vec<Value> = features.iter().map(|(n, v)| json!({ "name": n, "value": v })).collect();
        self.browser.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).map(drop)
    }

    /// The address of the page in a host with these modes (`csp+watch`), for a path such as `?date=1999`.
    pub fn address(&self, modes: &str, path: &str) -> String {
        format!("{}/{modes}/{path}", self.server.origin())
    }

    /// Opens the page; returns when its HTML is there.
    pub fn open(&self, modes: &str, path: &str) -> Try {
        // A change of the fragment alone would not load anything: come from elsewhere.
        self.browser.go(&format!("{}/@blank", self.server.origin()))?;
        self.browser.go(&self.address(modes, path))?;
        self.browser
            .wait("the page's root element", "return !!document.querySelector('[data-two-oceans]')", &[])
            .map(drop)
    }

    /// Opens the page and waits until it answers input.
    pub fn open_live(&self, modes: &str, path: &str) -> Try {
        self.open(modes, path)?;
        self.wait_live()
    }

    /// Opens the page at a width: an emulated viewport in Chromium, a frame of that width elsewhere.
    pub fn open_wide(&mut self, width: u32, modes: &str, path: &str) -> Try {
        if self.engine() == Engine::Chromium {
            if self.width != width {
                self.emulate_viewport(width, HEIGHT, 1.0)?;
            }
            return self.open(modes, path);
        }
        let source = encode(&format!("/{modes}/{path}"));
        self.open_host(&format!("@frame?w={width}&h={HEIGHT}&src={source}"))
    }

    /// Opens one of the server's host pages and goes into its frame.
    pub fn open_host(&self, path: &str) -> Try {
        self.browser.go(&format!("{}/{path}", self.server.origin()))?;
        self.open_frame()
    }

    /// Goes into the frame of the host page that is open.
    pub fn open_frame(&self) -> Try {
        // The frame may still hold its first, empty document.
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            self.browser.enter_frame("#embed")?;
            if self.browser.js("return !!document.querySelector('[data-two-oceans]')", &[])? == json!(true) {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        broken("no page in the frame")
    }

    /// Waits until the page answers input.
    pub fn wait_live(&self) -> Try {
        let state = self.browser.wait(
            "the page says data-ready or data-state=failed",
            "const r = document.querySelector('[data-two-oceans]');
             return r && (r.hasAttribute('data-ready') || r.dataset.state === 'failed') ? r.dataset.state : null",
            &[],
        )?;
        ensure!(state == "live", "data-state is {state}, not \"live\"");
        Ok(())
    }

    /// `static`, `live` or `failed`.
    pub fn state(&self) -> Try<String> {
        let state = self.ask("return root && root.getAttribute('data-state')", &[])?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script that knows `root`, `shown(element)` and `nameOf(element)`.
    pub fn ask(&self, body: &str, args: &[Value]) -> Try<Value> {
        self.browser.js(&format!("{TOOLS}\n{body}"), args)
    }

    /// As [`Page::ask`], until the answer is truthy.
    pub fn wait(&self, what: &str, body: &str, args: &[Value]) -> Try<Value> {
        self.browser.wait(what, &format!("{TOOLS}\n{body}"), args)
    }

    /// As [`Page::ask`], for a list of complaints that must be empty.
    pub fn none_of(&self, what: &str, body: &str, args: &[Value]) -> Try {
        let found = self.ask(body, args)?;
        let list = found.as_array().cloned().unwrap_or_default();
        ensure!(list.is_empty(), "{what} ({}):\n{}", list.len(), bullets(&list));
        Ok(())
    }

    /// Waits for the card of a country or an event to be shown.
    pub fn wait_card(&self, id: &str) -> Try {
        self.wait(
            &format!("the card [data-card=\"{id}\"] is shown"),
            "return [...document.querySelectorAll('[data-card]')].some((c) => c.dataset.card === arguments[0] && shown(c))",
            &[json!(id)],
        )
        .map(drop)
    }

    /// Clicks a country where a shape of it (or a `use` of one) can be hit.
    pub fn click_country(&self, code: &str) -> Try {
        // WebKit gives no boxes of pictures far outside the window (`content-visibility`).
        self.browser.js("scrollTo({ top: 0, behavior: 'instant' })", &[])?;
        let start = Instant::now();
        loop {
            let point = self.ask(COUNTRY_POINT, &[json!(code)])?;
            if let (Some(x), Some(y)) = (point[0].as_f64(), point[1].as_f64()) {
                return self.browser.click_at(x, y);
            }
            // The page may still be scrolling.
            ensure!(start.elapsed() < Duration::from_secs(2), "no point of {code} on the map can be clicked: {point}");
            sleep(Duration::from_millis(100));
        }
    }

    /// Clicks the tile of a country.
    pub fn click_tile(&self, code: &str) -> Try {
        self.browser.click(&self.browser.find(&format!(".tiles__tile[data-country=\"{code}\"]"))?)
    }

    /// Clicks the tab of that id and waits until its panel is shown.
    pub fn click_tab(&self, name: &str, id: &str) -> Try {
        let index = self.ask(
            "return [...root.querySelectorAll('[role=tab]')].findIndex((t) => nameOf(t) === arguments[0])",
            &[json!(name)],
        )?;
        let tabs = self.browser.find_all("[data-two-oceans] [role=tab]")?;
        let tab = index.as_i64().and_then(|i| usize::try_from(i).ok()).and_then(|i| tabs.get(i));
        let Some(tab) = tab else {
            return broken(format!("there is no tab named {name}"));
        };
        self.browser.click(tab)?;
        self.wait_tab(id)
    }

    /// Waits until the panel of a tab is shown.
    pub fn wait_tab(&self, id: &str) -> Try {
        self.wait(
            &format!("the panel [data-tab={id}] is shown"),
            "return shown(root.querySelector(`[data-tab=\"${arguments[0]}\"]`))",
            &[json!(id)],
        )
        .map(drop)
    }

    /// Puts the focus on the first element that the selector finds.
    pub fn focus(&self, css: &str) -> Try {
        let focused = self.ask(
            "const e = document.querySelector(arguments[0]); if (e) e.focus(); return !!e && document.activeElement === e",
            &[json!(css)],
        )?;
        ensure!(focused == json!(true), "{css} cannot be focused");
        Ok(())
    }

    /// How many countries the map shows as members.
    pub fn members_on_map(&self) -> Try<u64> {
        let count = self.ask("return root.querySelectorAll('path[data-country][data-status=member]').length", &[])?;
        Ok(count.as_u64().unwrap_or_default())
    }

    /// The sentence that sums up this view.
    pub fn summary(&self) -> Try<String> {
        let text = self.ask("return (root.querySelector('[data-summary]') || {}).textContent || ''", &[])?;
        Ok(text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The colour behind the page.
    pub fn paper(&self) -> Try<String> {
        let colour = self.ask(
            "let e = root;
             while (e && /rgba\\(0, 0, 0, 0\\)|transparent/.test(getComputedStyle(e).backgroundColor)) e = e.parentElement;
             return e ? getComputedStyle(e).backgroundColor : 'none'",
            &[],
        )?;
        Ok(colour.as_str().unwrap_or_default().to_owned())
    }

    /// What the year slider stands at.
    pub fn year(&self) -> Try<i64> {
        let value = self.ask("const s = root.querySelector('input[type=range]'); return s && Number(s.value)", &[])?;
        value.as_f64().map(|year| year as i64).ok_or_else(|| Failure::Broken("there is no year slider".to_owned()))
    }

    /// Waits until the server has heard nothing for that long, and returns how many requests it has had.
    pub fn wait_quiet(&self, quiet: Duration) -> usize {
        let (mut seen, mut since) = (self.server.requests().len(), Instant::now());
        let start = Instant::now();
        while since.elapsed() < quiet && start.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_millis(50));
            let now = self.server.requests().len();
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
        }
        seen
    }

    /// The requests since the given number of them.
    pub fn requests_since(&self, before: usize) -> Vec<Request> {
        self.server.requests().split_off(before)
    }

    /// What `watch.js` remembers under that name (the page must have been opened in mode `watch`).
    pub fn watched(&self, name: &str) -> Try<Value> {
        let value = self
            .browser
            .js("return window.__watch ? window.__watch[arguments[0]] : '(not watched)'", &[json!(name)])?;
        ensure!(value != "(not watched)", "this page was not opened in mode watch");
        Ok(value)
    }

    /// Fails if the page threw, rejected or wrote to `console.error`, or if the policy refused something.
    pub fn no_errors(&self) -> Try {
        for list in ["errors", "refused"] {
            let found = self.watched(list)?;
            let found = found.as_array().cloned().unwrap_or_default();
            ensure!(found.is_empty(), "{list}:\n{}", bullets(&found));
        }
        if self.engine() == Engine::Chromium {
            let severe: Vec<String> = self
                .browser
                .console()?
                .into_iter()
                .filter(|(level, text)| level == "SEVERE" && !text.contains("/favicon.ico"))
                .map(|(_, text)| text)
                .collect();
            ensure!(severe.is_empty(), "errors in the console:\n  {}", severe.join("\n  "));
        }
        Ok(())
    }
}

/// A list as lines of a message.
pub fn bullets(list: &[Value]) -> String {
    let line = |v: &Value| v.as_str().map(str::to_owned).unwrap_or_else(|| v.to_string());
    let mut lines: Vec<String> = list.iter().take(25).map(|v| format!("  • {}", line(v))).collect();
    if list.len() > 25 {
        lines.push(format!("  … and {} more", list.len() - 25));
    }
    lines.join("\n")
}

/// A point of the viewport at which a country is drawn and not covered: on its path in any of the pictures,
/// or on a `use` of the group that the path is in.
const COUNTRY_POINT: &str = r#"
const code = arguments[0];
const paths = [...root.querySelectorAll(`path[data-country="${code}"], path[data-shape="${code}"]`)];
if (!paths.length) return 'there is no such path';
const drawn = paths.flatMap((path) => [{ path, by: path }, ...[...root.querySelectorAll('use')].filter((u) => {
  const of = document.getElementById((u.getAttribute('href') || '').slice(1));
  return of && of.contains(path);
}).map((by) => ({ path, by }))]).filter(({ by }) => by.ownerSVGElement.getBoundingClientRect().width > 0);
// A copy in a picture of its own: a shape that is hidden where it stands has no box and no inside.
const bench = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
let tried = 0, found = null;
for (const { path, by } of drawn) {
  const svg = by.ownerSVGElement;
  svg.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const copy = bench.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  copy.setAttribute('d', path.getAttribute('d'));
  const box = copy.getBBox(), point = bench.createSVGPoint(), matrix = by.getScreenCTM(), frame = svg.getBoundingClientRect();
  const places = [];
  for (let i = 1; i < 40; i += 1) for (let j = 1; j < 40; j += 1) places.push([i, j]);
  places.sort((a, b) => Math.hypot(a[0] - 20, a[1] - 20) - Math.hypot(b[0] - 20, b[1] - 20));
  for (const [i, j] of places) {
    point.x = box.x + box.width * i / 40;
    point.y = box.y + box.height * j / 40;
    if (!copy.isPointInFill(point)) continue;
    const at = point.matrixTransform(matrix);
    const [x, y] = [Math.round(at.x), Math.round(at.y)];
    tried += 1;
    if (x < Math.max(0, frame.left) || y < Math.max(0, frame.top) || x > Math.min(innerWidth - 1, frame.right) || y > Math.min(innerHeight - 1, frame.bottom)) continue;
    const hit = document.elementFromPoint(x, y);
    const owner = hit && hit.closest('[data-country], [data-shape]');
    if (owner ? (owner.dataset.country || owner.dataset.shape) === code : hit && hit.ownerSVGElement === svg && by !== path) { found = [x, y]; break; }
  }
  copy.remove();
  if (found) break;
}
bench.remove();
return found || (tried ? `${tried} points, all covered or outside the window` : `no point is inside the shape (${drawn.length} drawn)`);
"#;

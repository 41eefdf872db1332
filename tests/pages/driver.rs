//! One real browser, driven by WebDriver.
//!
//! Starts the engine's driver on a free port, opens one session, and speaks the W3C protocol as plain
//! JSON over HTTP: no TLS, no async runtime. Knows nothing of Two Oceans; `page.rs` does.
//! Dropping a [`Browser`] ends its session and every process that it started.

use base64::Engine as _;
use serde_json::{json, Value};
use std::cell::RefCell;
use std::env;
use std::fmt;
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The three engines that a reader may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The environment variable that holds the path of the engine's driver, and where the driver is otherwise.
    fn driver(self) -> (&'static str, &'static str) {
        match self {
            Engine::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Engine::Firefox => ("GECKODRIVER", "geckodriver"),
            Engine::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        }
    }
}

/// Why a step did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// The page did not keep its promise.
    Broken(String),
    /// The browser or its driver gave up: says nothing about the page, and is tried once more.
    Driver(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Broken(text) => f.write_str(text),
            Failure::Driver(text) => write!(f, "driver: {text}"),
        }
    }
}

pub type Try<T = ()> = Result<T, Failure>;

/// The failure that means "the page broke its promise".
pub fn broken<T>(text: impl Into<String>) -> Try<T> {
    Err(Failure::Broken(text.into()))
}

/// Fails with the given message unless the condition holds.
#[macro_export]
macro_rules! ensure {
    ($holds:expr, $($message:tt)+) => {
        let holds = $holds;
        if !holds {
            return Err($crate::driver::Failure::Broken(format!($($message)+)));
        }
    };
}

/// Keys of the WebDriver protocol, by name.
pub mod key {
    pub const BACKSPACE: char = '\u{E003}';
    pub const TAB: char = '\u{E004}';
    pub const ENTER: char = '\u{E007}';
    pub const ESCAPE: char = '\u{E00C}';
    pub const SHIFT: char = '\u{E008}';
    pub const PAGE_UP: char = '\u{E00E}';
    pub const PAGE_DOWN: char = '\u{E00F}';
    pub const END: char = '\u{E010}';
    pub const HOME: char = '\u{E011}';
    pub const LEFT: char = '\u{E012}';
    pub const RIGHT: char = '\u{E014}';
    pub const DOWN: char = '\u{E015}';
}

/// How long a page may take until something that was promised is there.
const PATIENCE: Duration = Duration::from_secs(12);
/// How long the driver may take for one command.
const COMMAND_LIMIT: Duration = Duration::from_secs(150);
/// What WebKit's driver says of a script whose page went away under it.
const UNLOADED: &str = "before the unload event";
/// Two frames later; soon in any case, since a frame out of sight has none.
const SEEN: &str = "const [done] = arguments, end = setTimeout(done, 300);
    const then = (next) => requestAnimationFrame(() => setTimeout(next, 0));
    then(() => then(() => { clearTimeout(end); done(); }));";
/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the current page, as the driver names it.
#[derive(Clone, Debug)]
pub struct Element(String);

impl Element {
    /// The element as an argument for a script.
    pub fn argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

pub struct Browser {
    pub engine: Engine,
    agent: ureq::Agent,
    driver: Child,
    address: String,
    session: String,
    profile: PathBuf,
    /// The frame that was gone into from the page that holds it, as a selector.
    frame: RefCell<Option<String>>,
}

impl Browser {
    /// Starts driver and browser. Fails with what is missing and how to name it.
    pub fn start(engine: Engine) -> Try<Browser> {
        let (variable, fallback) = engine.driver();
        let path = env::var(variable).unwrap_or_else(|_| fallback.to_owned());
        if engine == Engine::WebKit && env::var_os("DISPLAY").is_none() {
            return Err(Failure::Driver(
                "WebKit draws on a display and DISPLAY is not set: start `Xvfb :99 &` and set DISPLAY=:99".to_owned(),
            ));
        }
        let port = free_port();
        let profile = env::temp_dir().join(format!("two-oceans-{}-{port}", engine.name()));
        fs::create_dir_all(&profile).map_err(|e| Failure::Driver(format!("{}: {e}", profile.display())))?;
        let mut command = Command::new(&path);
        command
            .args(match engine {
                Engine::Firefox => vec![
                    "--port".to_owned(),
                    port.to_string(),
                    "--profile-root".to_owned(),
                    profile.display().to_string(),
                ],
                _ => vec![format!("--port={port}")],
            })
            .env("NO_AT_BRIDGE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let driver = command
            .spawn()
            .map_err(|e| Failure::Driver(format!("{path} does not start ({e}); name the driver in {variable}")))?;
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(COMMAND_LIMIT))
            .build()
            .new_agent();
        let mut browser = Browser {
            engine,
            agent,
            driver,
            address: format!("http://127.0.0.1:{port}"),
            session: String::new(),
            profile,
            frame: RefCell::new(None),
        };
        browser.wait_for_driver()?;
        let capabilities = json!({ "capabilities": { "alwaysMatch": browser.capabilities()? } });
        let answer = browser.send("POST", "/session", Some(&capabilities))?;
        let id = answer["sessionId"].as_str().ok_or_else(|| Failure::Driver(format!("no session: {answer}")))?;
        browser.session = format!("/session/{id}");
        browser.post("timeouts", json!({ "script": 120_000, "pageLoad": 30_000, "implicit": 0 }))?;
        Ok(browser)
    }

    fn wait_for_driver(&mut self) -> Try {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Ok(Some(status)) = self.driver.try_wait() {
                return Err(Failure::Driver(format!("the {} driver ended at once: {status}", self.engine.name())));
            }
            if let Ok(status) = self.send("GET", "/status", None) {
                if status["ready"] == json!(true) {
                    return Ok(());
                }
            }
            sleep(Duration::from_millis(50));
        }
        Err(Failure::Driver(format!("the {} driver does not answer", self.engine.name())))
    }

    fn capabilities(&self) -> Try<Value> {
        // "eager": a page is there when its HTML is, however long the bundle takes.
        Ok(match self.engine {
            Engine::Chromium => {
                let mut options = json!({ "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage", "--force-device-scale-factor=1", "--hide-scrollbars",
                    "--font-render-hinting=none", "--lang=en-GB", "--window-size=1300,900",
                    format!("--user-data-dir={}", self.profile.join("profile").display()),
                ] });
                if let Ok(path) = env::var("CHROMIUM") {
                    options["binary"] = json!(path);
                }
                json!({
                    "browserName": "chrome",
                    "pageLoadStrategy": "eager",
                    "goog:loggingPrefs": { "browser": "ALL" },
                    "goog:chromeOptions": options,
                })
            }
            Engine::Firefox => json!({
                "browserName": "firefox",
                "pageLoadStrategy": "eager",
                "moz:firefoxOptions": {
                    "binary": binary("FIREFOX", &["/usr/bin/firefox-esr", "/usr/bin/firefox"])?,
                    "args": ["-headless", "--width=960", "--height=900"],
                    "prefs": {
                        "intl.accept_languages": "en-GB",
                        "ui.systemUsesDarkTheme": 0,
                        // A reader's Firefox lets no file read its neighbours; geckodriver's would.
                        "security.fileuri.strict_origin_policy": true,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                },
            }),
            Engine::WebKit => json!({
                "browserName": "MiniBrowser",
                // WebKitGTK's driver loses the end of a load when the page holds a frame without scripts or
                // without an origin, and then waits for its limit: `go` looks for itself.
                "pageLoadStrategy": "none",
                "webkitgtk:browserOptions": {
                    "binary": mini_browser()?,
                    "args": ["--automation"],
                },
            }),
        })
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Try<Value> {
        let url = format!("{}{path}", self.address);
        let lost = |e: ureq::Error| Failure::Driver(format!("{method} {path}: {e}"));
        let response = match (method, body) {
            ("POST", body) => self
                .agent
                .post(&url)
                .content_type("application/json; charset=utf-8")
                .send(body.unwrap_or(&json!({})).to_string())
                .map_err(lost)?,
            ("DELETE", _) => self.agent.delete(&url).call().map_err(lost)?,
            _ => self.agent.get(&url).call().map_err(lost)?,
        };
        let fine = response.status().is_success();
        let text = response.into_body().into_with_config().limit(256 << 20).read_to_string().map_err(lost)?;
        let answer: Value =
            serde_json::from_str(&text).map_err(|e| Failure::Driver(format!("{method} {path}: {e} in {text}")))?;
        let value = answer["value"].clone();
        if fine {
            return Ok(value);
        }
        let error = value["error"].as_str().unwrap_or("unknown error").to_owned();
        let message = value["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned();
        let text = format!("{error}: {message}");
        match error.as_str() {
            // The page's own doing, or ours.
            "javascript error"
            | "script timeout"
            | "no such element"
            | "stale element reference"
            | "element not interactable"
            | "element click intercepted"
            | "move target out of bounds"
            | "no such alert"
            | "unexpected alert open"
            | "invalid argument"
            | "no such shadow root" => broken(text),
            _ => Err(Failure::Driver(text)),
        }
    }

    /// A command of this session that sends something.
    pub fn post(&self, command: &str, body: Value) -> Try<Value> {
        self.send("POST", &format!("{}/{command}", self.session), Some(&body))
    }

    /// A command of this session that only asks.
    pub fn get(&self, command: &str) -> Try<Value> {
        self.send("GET", &format!("{}/{command}", self.session), None)
    }

    /// Goes to an address, out of all frames, and returns when its HTML has been parsed.
    pub fn go(&self, url: &str) -> Try {
        self.leave_frames()?;
        let is_webkit = self.engine == Engine::WebKit;
        if is_webkit {
            // The page that is left may have the same address, and is still there for a moment.
            self.js("window.isLeft = true", &[])?;
        }
        self.post("url", json!({ "url": url }))?;
        if is_webkit {
            let there = "return !window.isLeft && location.href === arguments[0] && document.readyState !== 'loading'";
            self.wait(&format!("{url} is loaded"), there, &[json!(url)])?;
        }
        Ok(())
    }

    /// Runs the body of a function in the page (or the current frame) and returns what it returns.
    pub fn js(&self, body: &str, args: &[Value]) -> Try<Value> {
        let run = || self.post("execute/sync", json!({ "script": body, "args": args }));
        let outcome = run();
        let frame = self.frame.borrow().clone();
        match frame {
            Some(css) if is_lost(&outcome) => self.until_found(|| self.go_into(&css).and_then(|()| run())),
            _ => outcome,
        }
    }

    /// WebKit's driver loses a frame whose page is just loading and then runs nothing there, until one goes in again.
    fn until_found<T>(&self, attempt: impl Fn() -> Try<T>) -> Try<T> {
        let start = Instant::now();
        loop {
            let outcome = attempt();
            if !is_lost(&outcome) || self.engine != Engine::WebKit || start.elapsed() > PATIENCE {
                return outcome;
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// As [`Browser::js`]; the script calls its last argument with the result.
    pub fn js_async(&self, body: &str, args: &[Value]) -> Try<Value> {
        self.post("execute/async", json!({ "script": body, "args": args }))
    }

    /// Runs the script again and again until it returns something truthy, and returns that.
    pub fn wait(&self, what: &str, body: &str, args: &[Value]) -> Try<Value> {
        self.wait_within(PATIENCE, what, body, args)
    }

    /// As [`Browser::wait`], with a limit of one's own.
    pub fn wait_within(&self, limit: Duration, what: &str, body: &str, args: &[Value]) -> Try<Value> {
        let start = Instant::now();
        loop {
            let last = match self.js(body, args) {
                Ok(value) if truthy(&value) => return Ok(value),
                Ok(value) => value.to_string(),
                Err(Failure::Broken(text)) => text,
                // The page was just leaving: the next one may know.
                Err(Failure::Driver(text)) if text.contains(UNLOADED) && start.elapsed() < limit => text,
                Err(failure) => return Err(failure),
            };
            if start.elapsed() > limit {
                return broken(format!("waited {} s in vain: {what} (last answer: {last})", limit.as_secs()));
            }
            sleep(Duration::from_millis(40));
        }
    }

    /// The first element that the selector finds.
    pub fn find(&self, css: &str) -> Try<Element> {
        let found = self.post("element", json!({ "using": "css selector", "value": css }))?;
        element_in(&found).ok_or_else(|| Failure::Broken(format!("no element {css}")))
    }

    /// All elements that the selector finds.
    pub fn find_all(&self, css: &str) -> Try<Vec<Element>> {
        let found = self.post("elements", json!({ "using": "css selector", "value": css }))?;
        Ok(found.as_array().map(|all| all.iter().filter_map(element_in).collect()).unwrap_or_default())
    }

    /// A trusted click as WebDriver defines it: scrolls the element into view and clicks its middle.
    pub fn click(&self, element: &Element) -> Try {
        self.act(&format!("element/{}/click", element.0), json!({}))
    }

    /// Does something, and waits as long as a reader needs to see what it has done: the answer comes in the next frame, and the
    /// words after it. A page that leaves is not waited for.
    fn act(&self, command: &str, body: Value) -> Try {
        self.post(command, body)?;
        let _ = self.js_async(SEEN, &[]);
        Ok(())
    }

    /// Role and accessible name, as the browser computes them.
    pub fn role_and_name(&self, element: &Element) -> Try<(String, String)> {
        let text = |what: &str| -> Try<String> {
            Ok(self.get(&format!("element/{}/computed{what}", element.0))?.as_str().unwrap_or_default().to_owned())
        };
        Ok((text("role")?, text("label")?))
    }

    /// What has the focus.
    pub fn focused(&self) -> Try<Element> {
        element_in(&self.get("element/active")?).map_or_else(|| broken("nothing has the focus"), Ok)
    }

    /// The text of an element as a reader sees it.
    pub fn text(&self, element: &Element) -> Try<String> {
        Ok(self.get(&format!("element/{}/text", element.0))?.as_str().unwrap_or_default().to_owned())
    }

    /// Moves the pointer to a point of the viewport, CSS pixels from its upper left corner.
    pub fn move_to(&self, x: f64, y: f64) -> Try {
        let (x, y) = (x.round() as i64, y.round() as i64);
        let step = json!({ "type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport" });
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [step] });
        self.post("actions", json!({ "actions": [mouse] })).map(drop)
    }

    /// A trusted click at a point of the viewport, CSS pixels from its upper left corner.
    pub fn click_at(&self, x: f64, y: f64) -> Try {
        let actions = json!({ "actions": [{
            "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
            "actions": [
                { "type": "pointerMove", "duration": 0, "x": x.round() as i64, "y": y.round() as i64, "origin": "viewport" },
                { "type": "pointerDown", "button": 0 },
                { "type": "pointerUp", "button": 0 },
            ],
        }] });
        self.act("actions", actions)
    }

    /// Presses keys one after the other, wherever the focus is.
    pub fn keys(&self, keys: &[char]) -> Try {
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|key| {
                let key = key.to_string();
                [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
            })
            .collect();
        self.act("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }))
    }

    /// Presses a key while another is held.
    pub fn chord(&self, held: char, key: char) -> Try {
        let strokes = json!([
            { "type": "keyDown", "value": held.to_string() }, { "type": "keyDown", "value": key.to_string() },
            { "type": "keyUp", "value": key.to_string() }, { "type": "keyUp", "value": held.to_string() },
        ]);
        self.act("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }))
    }

    /// Goes into a frame of the page that holds all frames.
    pub fn enter_frame(&self, css: &str) -> Try {
        self.until_found(|| self.go_into(css))
    }

    fn go_into(&self, css: &str) -> Try {
        self.leave_frames()?;
        let frame = self.find(css)?;
        self.post("frame", json!({ "id": frame.argument() }))?;
        *self.frame.borrow_mut() = Some(css.to_owned());
        Ok(())
    }

    /// Goes back to the page that holds all frames.
    pub fn leave_frames(&self) -> Try {
        *self.frame.borrow_mut() = None;
        self.post("frame", json!({ "id": null })).map(drop)
    }

    /// Whether a dialog (alert, confirm, "leave page?") is open.
    pub fn has_dialog(&self) -> Try<bool> {
        match self.get("alert/text") {
            Ok(_) => Ok(true),
            Err(Failure::Broken(text)) if text.starts_with("no such alert") => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// What the window shows, as PNG.
    pub fn screenshot(&self) -> Try<Vec<u8>> {
        decode(&self.get("screenshot")?)
    }

    /// Sets the outer size of the window, CSS pixels.
    pub fn resize_window(&self, width: u32, height: u32) -> Try {
        self.post("window/rect", json!({ "width": width, "height": height })).map(drop)
    }

    /// A command of the Chrome DevTools protocol (Chromium only).
    pub fn cdp(&self, command: &str, params: Value) -> Try<Value> {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": params }))
    }

    /// What the console of the browser has said since the last call (Chromium only): `(level, text)`.
    pub fn console(&self) -> Try<Vec<(String, String)>> {
        let entries = self.post("se/log", json!({ "type": "browser" }))?;
        let field = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        Ok(entries
            .as_array()
            .map(|all| all.iter().map(|e| (field(e, "level"), field(e, "message"))).collect())
            .unwrap_or_default())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = self
                .agent
                .delete(format!("{}{}", self.address, self.session))
                .config()
                .timeout_global(Some(Duration::from_secs(5)))
                .build()
                .call();
        }
        // A driver that hangs leaves its browser behind: end the driver's own children first.
        let _ = Command::new("pkill").args(["-KILL", "-P", &self.driver.id().to_string()]).status();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Base64 to bytes.
pub fn decode(text: &Value) -> Try<Vec<u8>> {
    base64::engine::general_purpose::STANDARD
        .decode(text.as_str().unwrap_or_default())
        .map_err(|e| Failure::Driver(format!("not base64: {e}")))
}

fn element_in(value: &Value) -> Option<Element> {
    value[ELEMENT].as_str().map(|id| Element(id.to_owned()))
}

/// Whether the driver no longer knows the window or the frame that it was sent to.
fn is_lost<T>(outcome: &Try<T>) -> bool {
    matches!(outcome, Err(Failure::Driver(text)) if text.starts_with("no such window") || text.starts_with("no such frame"))
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(holds) => *holds,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map(|a| a.port()).unwrap_or(9515)
}

fn binary(variable: &str, places: &[&str]) -> Try<String> {
    if let Ok(path) = env::var(variable) {
        return Ok(path);
    }
    places
        .iter()
        .find(|path| PathBuf::from(path).exists())
        .map(|path| (*path).to_owned())
        .ok_or_else(|| Failure::Driver(format!("none of {places:?} exists; name the browser in {variable}")))
}

/// WebKitGTK's own small browser, which Debian keeps beside the library.
fn mini_browser() -> Try<String> {
    let places: Vec<String> = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
        .iter()
        .flat_map(|machine| ["4.1", "6.0", "4.0"].map(|v| format!("/usr/lib/{machine}/webkit2gtk-{v}/MiniBrowser")))
        .collect();
    binary("MINIBROWSER", &places.iter().map(String::as_str).collect::<Vec<_>>())
}

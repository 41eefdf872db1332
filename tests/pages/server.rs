//! A static server of the built folder on 127.0.0.1, with the hosts of the real world as path prefixes.
//!
//! `/csp+slow/index.html` is the page behind a strict Content-Security-Policy on a slow line; see [`Modes`].
//! Also serves a few host pages of its own under `/@…`, and logs every request. One server per browser, so that
//! a log belongs to one reader.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The strictest policy under which the widget must still come alive.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data: blob:; frame-src 'self'";

/// One request that a browser made.
#[derive(Clone, Debug)]
pub struct Request {
    /// Path with query, as asked for.
    pub path: String,
    /// 0 until it is answered.
    pub status: u16,
}

pub struct Server {
    origin: String,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Serves the folder until the process ends.
    pub fn start(dist: &Path) -> io::Result<Server> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let log = Arc::new(Mutex::new(Vec::new()));
        let (dist, named, shared) = (dist.to_owned(), origin.clone(), Arc::clone(&log));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (dist, named, log) = (dist.clone(), named.clone(), Arc::clone(&shared));
                thread::spawn(move || {
                    // A reader who goes away in the middle is no fault of ours.
                    let _ = answer(stream, &dist, &named, &log);
                });
            }
        });
        Ok(Server { origin, log })
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every request so far, oldest first, without the favicon that some browsers ask for on their own.
    pub fn requests(&self) -> Vec<Request> {
        let log = self.log.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        log.iter().filter(|request| request.path != "/favicon.ico").cloned().collect()
    }
}

/// What stands before the path, joined by `+`.
#[derive(Default)]
struct Modes {
    /// The policy header: `csp` says 'self', `cspnamed` names this server instead, `nowasm` and `noscript` say less.
    policy: Option<String>,
    /// Access-Control-Allow-Origin for everyone.
    cors: bool,
    /// The bundle is not there.
    blocked: bool,
    /// Something else arrives in the bundle's place.
    damaged: bool,
    /// No script file is there.
    scriptless: bool,
    /// The bundle comes late.
    delay: Duration,
    /// `watch.js` runs before everything else.
    watch: bool,
    /// `old.js` takes WebAssembly away first.
    old: bool,
}

impl Modes {
    fn parse(text: &str, origin: &str) -> Option<Modes> {
        let mut modes = Modes::default();
        for word in text.split('+') {
            match word {
                "plain" => {}
                "csp" => modes.policy = Some(STRICT.to_owned()),
                "cspnamed" => modes.policy = Some(STRICT.replace("'self'", origin)),
                "nowasm" => modes.policy = Some(STRICT.replace(" 'wasm-unsafe-eval'", "")),
                "noscript" => modes.policy = Some("script-src 'none'".to_owned()),
                "cors" => modes.cors = true,
                "blocked" => modes.blocked = true,
                "damaged" => modes.damaged = true,
                "scriptless" => modes.scriptless = true,
                "slow" => modes.delay = Duration::from_secs(6),
                "late" => modes.delay = Duration::from_millis(700),
                "watch" => modes.watch = true,
                "old" => modes.old = true,
                _ => return None,
            }
        }
        Some(modes)
    }
}

struct Response {
    status: u16,
    mime: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Response {
    fn of(mime: &'static str, body: impl Into<Vec<u8>>) -> Response {
        Response { status: 200, mime, headers: Vec::new(), body: body.into() }
    }

    fn missing() -> Response {
        Response { status: 404, ..Response::of("text/plain; charset=utf-8", "not here") }
    }
}

fn answer(stream: TcpStream, dist: &Path, origin: &str, log: &Mutex<Vec<Request>>) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    // Firefox opens connections in advance and closes those that it has no use for.
    let Some(first) = lines.next().transpose()? else { return Ok(()) };
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let target = first.split(' ').nth(1).unwrap_or("/").to_owned();
    // Logged on arrival: a slow answer must not look like a request of the next page.
    let number = log.lock().map(|mut log| {
        log.push(Request { path: target.clone(), status: 0 });
        log.len() - 1
    });
    let response = respond(&target, dist, origin);
    if let (Ok(number), Ok(mut log)) = (number, log.lock()) {
        log[number].status = response.status;
    }
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {} X\r\nContent-Type: {}\r\n", response.status, response.mime)?;
    write!(stream, "Content-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n", response.body.len())?;
    for (name, value) in &response.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    stream.write_all(b"\r\n")?;
    if !first.starts_with("HEAD ") {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

fn respond(target: &str, dist: &Path, origin: &str) -> Response {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = decode(path);
    match path.as_str() {
        "/@watch.js" => return Response::of("text/javascript", include_str!("watch.js")),
        "/@old.js" => return Response::of("text/javascript", "delete globalThis.WebAssembly;"),
        "/@blank" => {
            return Response::of("text/html; charset=utf-8", "<!DOCTYPE html><title>Blank</title><p>Nothing yet.")
        }
        "/@frame" | "/@sandbox" => return host_page(&path, &pairs(query)),
        "/@timelinejs" => return timelinejs_page(),
        _ => {}
    }
    if let Some(file) = path.strip_prefix("/@embed/") {
        return example(file);
    }
    if let Some(file) = path.strip_prefix("/@host/") {
        return serve_file(file, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/hosts"), &Modes::default());
    }
    if let Some(file) = path.strip_prefix("/@npm/") {
        return serve_file(file, &npm(), &Modes::default());
    }
    if let Some(file) = path.strip_prefix("/@timelinejs/") {
        return serve_file(file, &timelinejs(), &Modes::default());
    }
    let mut parts = path.trim_start_matches('/').splitn(2, '/');
    let Some(modes) = Modes::parse(parts.next().unwrap_or_default(), origin) else {
        return Response::missing();
    };
    let rest = parts.next().unwrap_or_default();
    // Whatever stands there works as a folder of someone's site.
    serve_file(rest.strip_prefix("some/folder/").unwrap_or(rest), dist, &modes)
}

/// An example of `embed/`, which finds the page in the folder beside it, and with a name for its frame.
fn example(file: &str) -> Response {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("embed").join(file);
    let html = fs::read_to_string(path).unwrap_or_default();
    let html = html.replace("../dist/", "/plain+watch/").replace("<iframe ", "<iframe id=\"embed\" ");
    Response::of("text/html; charset=utf-8", html)
}

/// An article that holds the page in a frame: `/@frame?w=320&h=600&src=…`, `/@sandbox?src=…`.
fn host_page(path: &str, query: &HashMap<String, String>) -> Response {
    let field = |name: &str, default: &str| query.get(name).cloned().unwrap_or_else(|| default.to_owned());
    let sandbox = if path == "/@sandbox" { r#" sandbox="allow-scripts""# } else { "" };
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>A host page</title><style>body{{margin:0}}iframe{{border:0;display:block}}</style></head>\
         <body><iframe id=\"embed\" title=\"Two Oceans\" width=\"{}\" height=\"{}\"{sandbox} src=\"{}\"></iframe></body></html>",
        field("w", "900"),
        field("h", "700"),
        field("src", "/@blank").replace('&', "&amp;").replace('"', "&quot;"),
    );
    Response::of("text/html; charset=utf-8", html)
}

/// Where npm's packages are.
fn npm() -> PathBuf {
    std::env::var_os("NPM").map_or_else(|| PathBuf::from("node_modules"), PathBuf::from)
}

/// TimelineJS as npm has it: scripts and styles.
pub fn timelinejs() -> PathBuf {
    std::env::var_os("TIMELINEJS").map_or_else(|| PathBuf::from("timelinejs"), PathBuf::from)
}

/// TimelineJS with our file. Its fonts come from elsewhere; the policy keeps it from asking there.
fn timelinejs_page() -> Response {
    let html = "<!DOCTYPE html><html lang=\"en\"><head><title>TimelineJS</title>\
        <link rel=\"stylesheet\" href=\"/@timelinejs/css/timeline.css\"></head>\
        <body><div id=\"timeline\" style=\"width:100%;height:600px\"></div>\
        <script src=\"/@timelinejs/js/timeline.js\"></script>\
        <script>window.timeline = new TL.Timeline('timeline', '/plain/data/timeline.json');</script></body></html>";
    let mut response = Response::of("text/html; charset=utf-8", html);
    let policy = "default-src 'self' data: 'unsafe-inline' 'unsafe-eval'".to_owned();
    response.headers.push(("Content-Security-Policy", policy));
    response
}

fn serve_file(path: &str, dist: &Path, modes: &Modes) -> Response {
    let mut file: PathBuf = dist.join(path);
    if path.split('/').any(|part| part == "..") {
        return Response::missing();
    }
    if path.is_empty() || path.ends_with('/') {
        file = file.join("index.html");
    }
    let mime = mime_of(&file);
    if mime == "application/wasm" {
        thread::sleep(modes.delay);
    }
    if (modes.blocked && mime == "application/wasm") || (modes.scriptless && mime == "text/javascript") {
        return Response::missing();
    }
    let Ok(mut body) = fs::read(&file) else {
        return Response::missing();
    };
    if modes.damaged && mime == "application/wasm" {
        // As a school's filter does it. (Half a module would do as well, but Firefox 140 never ends compiling some.)
        body = b"<!DOCTYPE html><title>Blocked</title><p>This file was blocked.".to_vec();
    }
    if mime.starts_with("text/html") && (modes.watch || modes.old) {
        body = with_scripts_first(&body, modes);
    }
    let mut response = Response::of(mime, body);
    if let Some(policy) = &modes.policy {
        response.headers.push(("Content-Security-Policy", policy.clone()));
    }
    if modes.cors {
        response.headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
    }
    response
}

/// Our own scripts, before anything of the page: as files, so that the strict policy lets them through.
fn with_scripts_first(html: &[u8], modes: &Modes) -> Vec<u8> {
    let html = String::from_utf8_lossy(html);
    let after_head = html.find("<head").and_then(|at| html[at..].find('>').map(|end| at + end + 1)).unwrap_or(0);
    let mut ours = String::new();
    if modes.watch {
        ours.push_str(r#"<script src="/@watch.js"></script>"#);
    }
    if modes.old {
        ours.push_str(r#"<script src="/@old.js"></script>"#);
    }
    format!("{}{ours}{}", &html[..after_head], &html[after_head..]).into_bytes()
}

fn mime_of(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" | "cjs" => "text/javascript",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn pairs(query: &str) -> HashMap<String, String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decode(value)))
        .collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Percent-encodes everything that is not plainly a letter or a digit.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

//! Pictures of the page, compared with the committed ones in `tests/screenshots`.
//!
//! One engine and pinned fonts, so that a difference is ours. A picture that differs is written beside the old one
//! as `*-changed.png`; `TWO_OCEANS_BLESS=1` takes the new ones. A missing one is made, except under `CI`.

use crate::driver::{broken, decode, Failure, Try};
use crate::page::Page;
use serde_json::json;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// A channel may differ by so much (of 255) before its pixel counts as different: anti-aliasing.
const CHANNEL_TOLERANCE: u8 = 32;
/// So many pixels of a thousand may differ.
const PIXELS_PER_MILLE: f64 = 2.0;
/// Pictures end here: the rest of a long page is text that other tests read.
const TALLEST: u32 = 2200;
/// Pictures of the map end here.
const MAP_HEIGHT: u32 = 620;
/// A picture of every kind of map, close up, and of every layer.
const MAPS: [(&str, &str); 10] = [
    ("polar", "projection=polar"),
    ("globe", "projection=globe&select=JPN&places=tokyo,brussels,washington"),
    ("theatres", "projection=theatres"),
    ("tiles", "projection=tiles"),
    ("aegean", "at=25.5,38.5,10"),
    ("baltic", "at=16,56.5,8"),
    ("treaty-area", "layer=treaty-area"),
    ("spending", "layer=spending&date=2024"),
    ("groupings", "layer=groupings&group=aukus&at=60,30,1.2"),
    ("offices", "layer=offices&at=35,48,3.5"),
];

pub fn look_the_same(page: &mut Page) -> Try {
    let mut complaints = Vec::new();
    for width in [320, 600, 960, 1280] {
        for scheme in ["light", "dark"] {
            page.emulate_preferences(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")])?;
            page.open_wide(width, "plain", "index.html?date=2023-04-04&select=JPN")?;
            wait_whole(page)?;
            let picture = photograph(page, width, TALLEST)?;
            if let Err(Failure::Broken(text)) = compare(&format!("explore-{width}-{scheme}"), &picture) {
                complaints.push(text);
            }
        }
    }
    page.emulate_preferences(&[("prefers-color-scheme", "light")])?;
    for (name, query) in MAPS {
        page.open_wide(960, "plain", &format!("index.html?{query}"))?;
        wait_whole(page)?;
        let picture = photograph(page, 960, MAP_HEIGHT)?;
        if let Err(Failure::Broken(text)) = compare(&format!("map-{name}"), &picture) {
            complaints.push(text);
        }
    }
    page.open_wide(960, "noscript", "index.html")?;
    let picture = photograph(page, 960, TALLEST)?;
    if let Err(Failure::Broken(text)) = compare("served-960-light", &picture) {
        complaints.push(text);
    }
    if complaints.is_empty() {
        return Ok(());
    }
    broken(complaints.join("\n"))
}

/// Waits until the page is live and has its second part, which brings the finer coasts.
fn wait_whole(page: &Page) -> Try {
    page.wait_live()?;
    page.wait("the second part", "return root.querySelector('.card__sources li')", &[]).map(drop)
}

/// The page at a width, down to a height.
fn photograph(page: &mut Page, width: u32, tallest: u32) -> Try<Vec<u8>> {
    let height = page.browser.js("return Math.ceil(document.documentElement.getBoundingClientRect().height)", &[])?;
    let height = height.as_f64().map_or(800, |h| h as u32).clamp(200, tallest);
    page.browser.js("scrollTo(0, 0); if (document.activeElement) document.activeElement.blur()", &[])?;
    page.browser.js_async("const done = arguments[arguments.length - 1]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))", &[])?;
    sleep(Duration::from_millis(120));
    let shot = page.browser.cdp(
        "Page.captureScreenshot",
        json!({ "format": "png", "captureBeyondViewport": true, "clip": { "x": 0, "y": 0, "width": width, "height": height, "scale": 1 } }),
    )?;
    decode(&shot["data"])
}

/// A decoded picture: its size, and so many bytes for each pixel.
struct Picture {
    width: u32,
    height: u32,
    colour: png::ColorType,
    bytes: Vec<u8>,
}

impl Picture {
    fn row(&self, y: usize) -> &[u8] {
        let length = self.width as usize * self.colour.samples();
        self.bytes.get(y * length..(y + 1) * length).unwrap_or_default()
    }
}

fn read(bytes: &[u8]) -> Try<Picture> {
    let unreadable = |e: png::DecodingError| Failure::Broken(format!("not a PNG: {e}"));
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().map_err(unreadable)?;
    let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let info = reader.next_frame(&mut bytes).map_err(unreadable)?;
    Ok(Picture { width: info.width, height: info.height, colour: info.color_type, bytes })
}

fn write(path: &Path, shot: &[u8]) -> Try {
    fs::write(path, shot).map_err(|e| Failure::Broken(format!("{}: {e}", path.display())))
}

fn compare(name: &str, shot: &[u8]) -> Try {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots");
    let (committed, changed) = (folder.join(format!("{name}.png")), folder.join(format!("{name}-changed.png")));
    let now = read(shot)?;
    if env::var_os("TWO_OCEANS_BLESS").is_some() {
        let _ = fs::remove_file(&changed);
        return write(&committed, shot);
    }
    let Ok(bytes) = fs::read(&committed) else {
        if env::var_os("CI").is_some() {
            return broken(format!("{name}.png is not committed; make it with TWO_OCEANS_BLESS=1"));
        }
        println!("  made {}", committed.display());
        return write(&committed, shot);
    };
    let before = read(&bytes)?;
    let verdict = difference(&before, &now);
    if verdict.is_empty() {
        let _ = fs::remove_file(&changed);
        return Ok(());
    }
    write(&changed, shot)?;
    broken(format!("{name}: {verdict}; see {}, and TWO_OCEANS_BLESS=1 if it is meant", changed.display()))
}

/// Empty if the two look the same.
fn difference(a: &Picture, b: &Picture) -> String {
    if (a.width, a.height) != (b.width, b.height) {
        return format!("{} × {} became {} × {}", a.width, a.height, b.width, b.height);
    }
    if a.colour != b.colour {
        return format!("{:?} became {:?}", a.colour, b.colour);
    }
    let step = a.colour.samples();
    let mut differing: Vec<(usize, usize)> = Vec::new();
    for y in 0..a.height as usize {
        // Most rows are equal to the byte.
        if a.row(y) == b.row(y) {
            continue;
        }
        let pixels = a.row(y).chunks(step).zip(b.row(y).chunks(step));
        let far = |(p, q): (&[u8], &[u8])| p.iter().zip(q).any(|(x, y)| x.abs_diff(*y) > CHANNEL_TOLERANCE);
        differing.extend(pixels.enumerate().filter(|(_, pair)| far(*pair)).map(|(x, _)| (x, y)));
    }
    let share = differing.len() as f64 * 1000.0 / (f64::from(a.width) * f64::from(a.height));
    if share <= PIXELS_PER_MILLE {
        return String::new();
    }
    let range =
        |values: Vec<usize>| (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
    let (left, right) = range(differing.iter().map(|(x, _)| *x).collect());
    let (top, bottom) = range(differing.iter().map(|(_, y)| *y).collect());
    format!("{share:.1} ‰ of its pixels differ, from ({left}, {top}) to ({right}, {bottom})")
}

/// The comparison itself must see what a reader would see, and nothing less.
pub fn comparison_sees_a_change(_dist: &Path) -> Try {
    let paper = |mark: Option<usize>| {
        let mut bytes = vec![250; 100 * 100 * 3];
        let size = mark.unwrap_or(0);
        for (x, y) in (0..size).flat_map(|y| (0..size).map(move |x| (x, y))) {
            bytes[(y * 100 + x) * 3] = 0;
        }
        Picture { width: 100, height: 100, colour: png::ColorType::Rgb, bytes }
    };
    let differs = |mark| !difference(&paper(None), &paper(mark)).is_empty();
    crate::ensure!(!differs(None), "equal pictures differ");
    crate::ensure!(!differs(Some(4)), "16 pixels of 10,000 are within the tolerance and were not let through");
    crate::ensure!(differs(Some(5)), "25 pixels of 10,000 were not seen");
    Ok(())
}

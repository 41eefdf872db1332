//! The second part of the bundle: a data-only Wasm module with finer shapes, and long texts and panels squeezed.

use std::future::poll_fn;
use std::task::Poll;

use gloo::timers::callback::Timeout;
use js_sys::{Date, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::model::squeeze::{sections, Squeezed, SQUEEZED};
use crate::model::view::Panel;
use crate::model::{shapes, texts};
use crate::FACTS;

/// The squeezed section of the texts.
const SECTION: &str = "texts";

/// The custom section of the finer shapes; without them the map stays as it is.
const SHAPES: &str = "geometry";

/// For so long the page stands still at most while the texts are read, in milliseconds; a step more or less.
const SLICE_MS: f64 = 4.0;

/// Bytes that are read between two looks at the clock.
const STEP: usize = 64;

/// Fetches the part and installs it; says whether the texts are there.
pub async fn install(url: &str) -> bool {
    let module = match fetch(url).await {
        Ok(module) => module,
        Err(error) => {
            web_sys::console::warn_1(&error);
            return false;
        }
    };
    shapes::install_fine(&section(&module, SHAPES));
    let Some(bytes) = unsqueeze(&section(&module, SQUEEZED)).await else {
        return false;
    };
    // Texts are lent out for as long as the page is open.
    let sections = sections(bytes.leak()).unwrap_or_default();
    let section = |name| sections.iter().find(|(other, _)| *other == name).map_or(&[][..], |(_, bytes)| *bytes);
    let panels = Panel::ALL.map(|panel| String::from_utf8(section(panel.key()).to_vec()).unwrap_or_default());
    texts::install_panels(panels.into());
    texts::install(section(SECTION))
}

/// A custom section of the module, named as the prerenderer writes it; empty if it is not there.
fn section(module: &WebAssembly::Module, name: &str) -> Vec<u8> {
    Uint8Array::new(&WebAssembly::Module::custom_sections(module, name).get(0)).to_vec()
}

/// Reads squeezed bytes, and lets the page do other things between slices.
async fn unsqueeze(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut squeezed = Squeezed::new(bytes, FACTS)?;
    loop {
        let start = Date::now();
        // A clock that is set back ends a slice as well.
        while (0.0..SLICE_MS).contains(&(Date::now() - start)) {
            if squeezed.advance(STEP) {
                return squeezed.finish();
            }
        }
        pause().await;
    }
}

/// Is there when the page has had its turn.
async fn pause() {
    let mut timer = None;
    poll_fn(|context| {
        if timer.is_some() {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        timer = Some(Timeout::new(0, move || waker.wake()));
        Poll::Pending
    })
    .await;
}

async fn fetch(url: &str) -> Result<WebAssembly::Module, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // What these promise is certain; asking the browser would cost an import each.
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::from_str(&response.status_text()));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(JsFuture::from(WebAssembly::compile(&buffer)).await?.unchecked_into())
}

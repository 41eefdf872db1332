//! The second part of the bundle: a data-only Wasm module whose custom sections hold long texts, panels and finer shapes.

use js_sys::{Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::model::view::Panel;
use crate::model::{shapes, texts};

/// The custom section of the texts.
const SECTION: &str = "texts";

/// The custom section of the finer shapes; without them the map stays as it is.
const SHAPES: &str = "geometry";

/// Fetches the part and installs it; says whether the texts are there.
pub async fn install(url: &str) -> bool {
    match fetch(url).await {
        Ok(module) => {
            let panels = Panel::ALL.map(|panel| String::from_utf8(section(&module, panel.key())).unwrap_or_default());
            texts::install_panels(panels.into());
            shapes::install_fine(&section(&module, SHAPES));
            texts::install(Box::leak(section(&module, SECTION).into_boxed_slice()))
        }
        Err(error) => {
            web_sys::console::warn_1(&error);
            false
        }
    }
}

/// A custom section of the module, named as the prerenderer writes it; empty if it is not there.
fn section(module: &WebAssembly::Module, name: &str) -> Vec<u8> {
    Uint8Array::new(&WebAssembly::Module::custom_sections(module, name).get(0)).to_vec()
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

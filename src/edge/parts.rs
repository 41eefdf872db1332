//! The second part of the bundle: a data-only Wasm module whose custom section holds long texts.

use js_sys::{ArrayBuffer, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::model::texts;

/// The name of the custom section, as the prerenderer writes it.
const SECTION: &str = "texts";

/// Fetches the part and installs it; says whether the texts are there.
pub async fn install(url: &str) -> bool {
    match fetch(url).await {
        Ok(bytes) => texts::install(Box::leak(bytes.into_boxed_slice())),
        Err(error) => {
            web_sys::console::warn_1(&error);
            false
        }
    }
}

async fn fetch(url: &str) -> Result<Vec<u8>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&response.status_text()));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    let module: WebAssembly::Module = JsFuture::from(WebAssembly::compile(&buffer)).await?.dyn_into()?;
    let section: ArrayBuffer = WebAssembly::Module::custom_sections(&module, SECTION).get(0).dyn_into()?;
    Ok(Uint8Array::new(&section).to_vec())
}

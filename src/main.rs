//! Mounts the widget.

/// Smaller and faster than the standard library's allocator for wasm32.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
fn main() {
    two_oceans::edge::mount();
}

/// The widget runs in a browser; natively there is only the prerenderer.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Run `cargo xtask serve` to see the widget.");
}

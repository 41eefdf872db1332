//! Mounts the widget.

#[cfg(target_arch = "wasm32")]
fn main() {
    two_oceans::edge::mount();
}

/// The widget runs in a browser; natively there is only the prerenderer.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Run `cargo xtask serve` to see the widget.");
}

//! The hook that Yew sets for panics, without the stack and the formatting that would reach every reader: a release traps
//! without a word, which `boot.js` hears, and a debug build writes to the console what has happened.

/// Writes a panic to the console, in debug builds.
pub fn hook(info: &std::panic::PanicHookInfo<'_>) {
    if cfg!(debug_assertions) {
        web_sys::console::error_1(&info.to_string().into());
    }
}

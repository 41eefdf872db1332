//! The story by keys, and presenting it: a clicker's keys, a blank screen, notes, the whole screen.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, KeyboardEvent};
use yew::Callback;

use super::motion::find;
use crate::model::view::{Action, Tab, View};

/// Has the keys of the story work as long as the value lives. Everywhere while it is presented, else in its text.
pub fn listen(view: &View, act: Callback<Action>) -> Option<EventListener> {
    let window = web_sys::window().filter(|_| view.tab == Tab::Story && view.panel.is_none())?;
    let is_presented = view.is_presented;
    let open = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
    Some(EventListener::new_with_options(&window, "keydown", open, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            if press(event, is_presented, &act).is_some() {
                event.prevent_default();
            }
        }
    }))
}

/// Does what a key asks for; `None` if it is not for the story.
fn press(event: &KeyboardEvent, is_presented: bool, act: &Callback<Action>) -> Option<()> {
    let is_taken = event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key();
    let key = event.key();
    let within = |selector: &str| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| target.closest(selector).ok().flatten().is_some())
    };
    // What has the focus may have a use for all keys but a clicker's.
    let is_elsewhere = within("input, select, [role=listbox], [role=tablist]") && !key.starts_with("Page");
    if is_taken || is_elsewhere || !(is_presented || within(".story")) {
        return None;
    }
    let host = find("[data-two-oceans]")?;
    let action = match key.as_str() {
        "ArrowRight" => Action::Turn(true),
        "ArrowLeft" => Action::Turn(false),
        _ if !is_presented => return None,
        "PageDown" | "ArrowDown" => Action::Turn(true),
        "PageUp" | "ArrowUp" => Action::Turn(false),
        "Escape" => Action::Present(false),
        "b" | "B" | "." => return host.toggle_attribute("data-blank").ok().map(drop),
        "n" | "N" => return find("#story-notes")?.toggle_attribute("open").ok().map(drop),
        "f" | "F" => {
            fill_screen();
            return Some(());
        }
        _ => return None,
    };
    let _ = host.remove_attribute("data-blank");
    act.emit(action);
    Some(())
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Takes the whole screen where the browser and the host allow it; elsewhere the style sheet takes the whole frame.
fn fill_screen() {
    let root = document().filter(Document::fullscreen_enabled).and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.request_fullscreen();
    }
}

/// The story while it is presented; what it has taken it gives back.
pub struct Stand;

impl Stand {
    /// Begins. Only what a reader does may take the screen: of an address the browser would complain.
    pub fn take(is_asked: bool) -> Stand {
        if is_asked {
            fill_screen();
        }
        Stand
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        if let Some(host) = find("[data-two-oceans]") {
            let _ = host.remove_attribute("data-blank");
        }
        if let Some(document) = document().filter(|document| document.fullscreen_element().is_some()) {
            document.exit_fullscreen();
        }
    }
}

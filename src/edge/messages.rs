//! Messages between the frame and the page that holds it. `get` is answered with the view as the keys of the
//! URL, and with the date and the version of the data; `set` changes the view by the same keys, as a fragment does.

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, UrlSearchParams, Window};

use crate::model::atlas::atlas;
use crate::model::query;
use crate::model::view::View;
use yew::Callback;

/// The version of the messages.
const VERSION: f64 = 1.0;

/// Answers questions about a view as long as the value lives; `set` gets the keys that the view has to follow.
pub fn answer(view: Rc<View>, set: Callback<String>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let listener = EventListener::new(&window.clone(), "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            reply(&window, event, &view, &set);
        }
    });
    Some(listener)
}

/// Replies to `{target: "two-oceans", v: 1, cmd: "get"}` of the page that holds the frame, does what `cmd: "set"` with
/// `params` says, and nothing else.
fn reply(window: &Window, event: &MessageEvent, view: &View, hear: &Callback<String>) -> Option<()> {
    let parent = window.parent().ok()??;
    let is_from_parent = event.source().is_some_and(|source| *source == ***parent);
    let question = event.data();
    let field = |name: &str| Reflect::get(&question, &name.into()).unwrap_or_default();
    let is_ours = field("target") == "two-oceans" && field("v") == VERSION;
    if !is_from_parent || !is_ours {
        return None;
    }
    if field("cmd") == "set" {
        let params = UrlSearchParams::new_with_record_from_str_to_str(field("params").unchecked_ref());
        hear.emit(params.ok()?.to_string().into());
    }
    if field("cmd") != "get" {
        return None;
    }
    let data = Object::new();
    for (key, value) in query::write(view).split('&').filter_map(|part| part.split_once('=')) {
        set(&data, key, value.into());
    }
    set(&data, "version", atlas().version.into());
    set(&data, "as_of", atlas().as_of.iso().into());
    let id = window.location().search().ok().and_then(|search| UrlSearchParams::new_with_str(&search).ok()?.get("id"));
    let message = Object::new();
    set(&message, "source", "two-oceans".into());
    set(&message, "v", VERSION.into());
    set(&message, "id", id.into());
    set(&message, "type", "view".into());
    set(&message, "data", data.into());
    parent.post_message(&message, "*").ok()
}

fn set(object: &Object, key: &str, value: JsValue) {
    let _ = Reflect::set(object, &key.into(), &value);
}

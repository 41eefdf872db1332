//! Messages between the frame and the page that holds it: what has changed goes out, commands come in.
//!
//! What a command may be, `model::message` knows. What is not for us costs a look at two fields.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, UrlSearchParams, Window};

use crate::model::atlas::atlas;
use crate::model::message::{self, Command, Refusal, Value, KEYS_LIMIT, VALUE_LIMIT};
use crate::model::query;
use crate::model::text::number;
use crate::model::view::View;
use yew::Callback;

/// The version of the messages.
const VERSION: f64 = 1.0;

/// How many errors a host is told within a second.
const ERRORS_LIMIT: u8 = 20;

/// What the page that holds the frame has been told.
#[derive(Default)]
pub struct Messages {
    /// The view and its query.
    told: RefCell<Option<(Rc<View>, String)>>,
    /// The second of the last error, and how many there were in it.
    errors: Cell<(f64, u8)>,
}

impl Messages {
    /// Says what has changed; the first time, that the page answers input.
    pub fn tell(&self, view: &Rc<View>) {
        let query = query::write(view);
        let before = self.told.replace(Some((Rc::clone(view), query.clone())));
        if !is_framed() || before.as_ref().is_some_and(|(_, before)| *before == query) {
            return;
        }
        let Some((before, _)) = before else {
            return send("ready", &whole(&query));
        };
        send("view", &whole(&query));
        if before.select != view.select {
            send("select", &["select=", &query::codes(view)].concat());
        }
        if before.event != view.event {
            let event = view.event.and_then(|id| atlas().event(id)).map_or("", |event| event.id);
            send("event", &["event=", event].concat());
        }
        if before.step != view.step {
            send("step", &["step=", &number(view.step.into())].concat());
        }
    }

    /// Listens as long as the value lives; `set` gets the keys that the view has to follow.
    pub fn listen(self: &Rc<Self>, set: Callback<String>) -> Option<EventListener> {
        let (window, messages) = (web_sys::window()?, Rc::clone(self));
        Some(EventListener::new(&window.clone(), "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            if let Some(command) = command(&window, event) {
                messages.follow(command, event.time_stamp(), &set);
            }
        }))
    }

    fn follow(&self, command: Result<Command, Refusal>, now: f64, set: &Callback<String>) {
        let told = self.told.borrow();
        let Some((view, query)) = &*told else { return };
        match command {
            Ok(Command::Get) => send("view", &whole(query)),
            Ok(Command::Set(query)) => {
                for part in query::apply(&query, View::clone(view)).1 {
                    self.refuse(&Refusal("not-applied", part.key.to_owned()), now);
                }
                set.emit(query);
            }
            Err(refusal) => self.refuse(&refusal, now),
        }
    }

    /// Answers with an error, as long as there are few.
    fn refuse(&self, Refusal(error, about): &Refusal, now: f64) {
        let (since, count) = self.errors.get();
        let (since, count) = if now - since > 1_000.0 { (now, 0) } else { (since, count) };
        self.errors.set((since, count.saturating_add(1)));
        if count < ERRORS_LIMIT {
            send("error", &["error=", error, "&about=", &query::encode(about)].concat());
        }
    }
}

/// Whether another page holds this one.
pub fn is_framed() -> bool {
    let window = web_sys::window();
    window.is_some_and(|window| window.parent().ok().flatten().is_none_or(|parent| parent != window))
}

/// The view with the date and the version of the data.
fn whole(query: &str) -> String {
    [query, "&version=", atlas().version, "&as_of=", &atlas().as_of.iso()].concat()
}

/// What a message of the page that holds the frame asks for; `None` if it is not for us.
fn command(window: &Window, event: &MessageEvent) -> Option<Result<Command, Refusal>> {
    let parent = window.parent().ok()??;
    if event.source().is_none_or(|source| *source != ***parent) {
        return None;
    }
    let data = event.data();
    let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
    if !data.is_object() || field("target") != "two-oceans" || field("v") != VERSION {
        return None;
    }
    let params = field("params").dyn_into::<Object>().ok().map(|params| Object::entries(&params));
    let params = params.filter(|params| params.length() as usize <= KEYS_LIMIT);
    Some(message::read(&words(&field("cmd")), params.map(|params| params.iter().map(|entry| pair(&entry)).collect())))
}

/// A key and its value.
fn pair(entry: &JsValue) -> (String, Value) {
    let entry: &Array = entry.unchecked_ref();
    let value = entry.get(1);
    let value = match (value.as_f64(), value.as_bool()) {
        (Some(number), _) => Value::Number(number),
        (_, Some(is_true)) => Value::Truth(is_true),
        _ if value.is_null() || value.is_undefined() => Value::Nothing,
        _ if value.is_string() && value.unchecked_ref::<JsString>().length() as usize <= VALUE_LIMIT => {
            Value::Text(words(&value))
        }
        _ => Value::Other,
    };
    (words(&entry.get(0)), value)
}

fn words(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

/// Sends what stands in a query to the page that holds the frame.
fn send(kind: &str, query: &str) {
    let _ = try_send(kind, query);
}

fn try_send(kind: &str, query: &str) -> Option<()> {
    let window = web_sys::window()?;
    let search = UrlSearchParams::new_with_str(&window.location().search().ok()?).ok()?;
    let message = object(&["source=two-oceans&type=", kind].concat())?;
    let id = search.get("id").or_else(|| search.get("childId"));
    for (key, value) in [("v", VERSION.into()), ("id", id.into()), ("data", object(query)?.into())] {
        Reflect::set(&message, &key.into(), &value).ok()?;
    }
    window.parent().ok()??.post_message(&message, "*").ok()
}

/// The keys and values of a query.
fn object(query: &str) -> Option<Object> {
    Object::from_entries(&UrlSearchParams::new_with_str(query).ok()?.into()).ok()
}

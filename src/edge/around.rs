//! What is around the page: its address, and the page that holds it in a frame.
//!
//! The bundle says on the root element what it shows, and hears there what it shall show; what becomes of it, `around.js`
//! knows, which is a third of the size that the same is here.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Element};
use yew::Callback;

use crate::model::atlas::atlas;
use crate::model::options::Options;
use crate::model::query;
use crate::model::text::number;
use crate::model::view::View;

/// What has been said last.
#[derive(Default)]
pub struct Around(RefCell<Rc<View>>);

impl Around {
    /// Says what is shown.
    pub fn tell(&self, root: &Element, view: &Rc<View>, options: &Options) {
        self.0.replace(Rc::clone(view));
        let atlas = atlas();
        let mut query = query::write(view);
        let whole = [&query, "&version=", atlas.version, "&as_of=", &atlas.as_of.iso()].concat();
        options.write(&mut query);
        let event = view.event.and_then(|id| atlas.event(id)).map_or("", |event| event.id);
        let step = number(view.step.into());
        let parts = ["select=", &query::codes(view), "&event=", event, "&step=", &step].concat();
        // The story is on its way, or has just come: the address that asked for it stays.
        let _ = if **view == view.bare_step() {
            root.remove_attribute("data-address")
        } else {
            root.set_attribute("data-address", &query)
        };
        for (name, value) in [("data-query", whole), ("data-parts", parts)] {
            let _ = root.set_attribute(name, &value);
        }
    }

    /// Listens as long as the value lives; `set` gets the keys that the view has to follow.
    pub fn listen(self: &Rc<Self>, root: &Element, set: Callback<String>) -> EventListener {
        let (around, root) = (Rc::clone(self), root.clone());
        EventListener::new(&root.clone(), "set", move |event| {
            let query = event.unchecked_ref::<CustomEvent>().detail().as_string().unwrap_or_default();
            let mut dropped = String::new();
            for part in query::apply(&query, View::clone(&around.0.borrow())).1 {
                dropped.push_str(part.key);
                dropped.push(' ');
            }
            let _ = root.set_attribute("data-dropped", &dropped);
            set.emit(query);
        })
    }
}

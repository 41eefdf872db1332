//! Waiting until nothing has moved for a while.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;

/// What moves and comes to rest. A move is only noted: to set a timer at each costs as much as what moves.
#[derive(Clone, Default)]
pub struct Rest(Rc<Waiting>);

#[derive(Default)]
struct Waiting {
    has_moved: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Rest {
    /// Something has moved; does `then` once nothing has for so long, unless that is waited for already.
    pub fn moved(&self, rest_ms: u32, then: Box<dyn Fn()>) {
        let is_waiting = self.0.timer.borrow().is_some();
        self.0.has_moved.set(is_waiting);
        if !is_waiting {
            self.wait(rest_ms, then);
        }
    }

    fn wait(&self, rest_ms: u32, then: Box<dyn Fn()>) {
        let rest = self.clone();
        let timer = Timeout::new(rest_ms, move || {
            if rest.0.has_moved.take() {
                return rest.wait(rest_ms, then);
            }
            rest.0.timer.take();
            then();
        });
        self.0.timer.replace(Some(timer));
    }
}

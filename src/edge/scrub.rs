//! Moving time: dragging the year slider, and choosing years on the strip below it.
//!
//! While the slider moves, only what shows time follows at once: its line, its pill, the veil, and the colours of the map.
//! The view is told when the slider rests, or as soon as the map changes in another way.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, PointerEvent};
use yew::Callback;

use super::motion::{find, share_of};
use super::rest::Rest;
use super::sheets::Drawn;
use crate::model::atlas::atlas;
use crate::model::date::Date;
use crate::model::scene;
use crate::model::timeline::{hand, percent, Span, AXIS};
use crate::model::view::{Action, View};

/// How long time rests before the view follows the slider, and the words the view; milliseconds.
const REST_MS: u32 = 120;

/// The moving part of the timeline.
#[derive(Clone, Default)]
pub struct Scrub(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    act: Callback<Action>,
    view: Rc<View>,
    /// Where the slider is, while the view is still where it was.
    date: Option<Date>,
    rest: Rest,
    /// What moves with time, in the order of `hand`, and what was last written to it; found once, since looking for it costs
    /// more than moving it.
    parts: Vec<(Element, String)>,
    /// The shapes of the map, and which of the dates between two changes of a status they were drawn for.
    drawn: Drawn,
    epoch: usize,
    /// Whether the last step was told at rest, so that nothing has to wait any more.
    is_still: bool,
    /// What follows once time has come to rest.
    then: Option<Box<dyn FnOnce()>>,
    /// Where a choice on the strip began, in units of the axis.
    start: Option<i32>,
    /// Hears the pointer move while it chooses: one that passes by costs nothing.
    moves: Option<EventListener>,
    listeners: Vec<EventListener>,
}

impl Scrub {
    /// Moves the time of a page, and the colours of what is drawn; `act` gets what the view has to know.
    pub fn new(act: Callback<Action>, drawn: &Drawn) -> Scrub {
        Scrub(Rc::new(RefCell::new(State { act, drawn: drawn.clone(), ..State::default() })))
    }

    /// Listens on the page, before Yew does, which would look for someone to tell at every step.
    pub fn listen(&self) {
        let Some(page) = find(":root") else { return };
        let listeners = ["input", "pointerdown", "pointerup"].map(|kind| self.listen_on(&page, kind));
        self.0.borrow_mut().listeners = listeners.into();
    }

    fn listen_on(&self, target: &Element, kind: &'static str) -> EventListener {
        let (scrub, first) = (self.clone(), EventListenerOptions::run_in_capture_phase());
        EventListener::new_with_options(target, kind, first, move |event| scrub.hear(event))
    }

    /// The view has been drawn.
    pub fn follow(&self, view: &Rc<View>) {
        let mut state = self.0.borrow_mut();
        state.view = Rc::clone(view);
        state.parts.iter_mut().for_each(|(_, last)| last.clear());
        if state.date.is_none() {
            state.epoch = atlas().epoch(view.date);
        }
    }

    /// Tells the view where the slider is, before anything else happens to it.
    pub fn settle(&self) {
        let mut state = self.0.borrow_mut();
        let (date, act) = (state.date.take(), state.act.clone());
        drop(state);
        if let Some(date) = date {
            act.emit(Action::GoTo(date));
        }
    }

    /// Does something once time has come to rest, and nothing that was to be done before; at once if that is now.
    pub fn at_rest(&self, then: Box<dyn FnOnce()>) {
        let mut state = self.0.borrow_mut();
        if std::mem::take(&mut state.is_still) {
            drop(state);
            return then();
        }
        state.then = Some(then);
        self.wait(&state);
    }

    fn hear(&self, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        match event.dyn_ref::<PointerEvent>() {
            Some(pointer) => self.choose(pointer, &target),
            None if target.class_name() == "timeline__slider" => {
                event.stop_propagation();
                self.scrub(&target);
            }
            None => {}
        }
    }

    fn scrub(&self, slider: &Element) {
        let date = slider.dyn_ref::<HtmlInputElement>().and_then(|input| Date::parse(&input.value()));
        let Some(date) = date else { return };
        let mut state = self.0.borrow_mut();
        let view = View::clone(&state.view).step(Action::GoTo(date));
        state.date = Some(date);
        if !view.has_same_shapes(&state.view) || view.span != state.view.span {
            drop(state);
            return self.settle();
        }
        state.write(&view, slider);
        state.colour(&view);
        self.wait(&state);
    }

    /// Time moves, and will come to rest.
    fn wait(&self, state: &State) {
        let scrub = self.clone();
        state.rest.moved(
            REST_MS,
            Box::new(move || {
                let mut state = scrub.0.borrow_mut();
                state.is_still = state.date.is_some_and(|date| date != state.view.date);
                let then = state.then.take().filter(|_| !state.is_still);
                drop(state);
                scrub.settle();
                if let Some(then) = then {
                    then();
                }
            }),
        );
    }

    /// Some years are chosen by dragging over the strip, one by a click on it.
    fn choose(&self, pointer: &PointerEvent, target: &Element) {
        let kind = pointer.type_();
        let mut state = self.0.borrow_mut();
        let has_begun = state.start.is_some();
        if !has_begun && kind != "pointerdown" {
            return;
        }
        let strip = target.closest(".timeline__overview").ok().flatten();
        // The two sliders take care of themselves.
        let Some(strip) = strip.filter(|_| has_begun || target.tag_name() != "INPUT") else {
            state.start = None;
            return;
        };
        let (share, _) = share_of(&strip, f64::from(pointer.client_x()), f64::from(pointer.client_y()));
        let here = ((share * f64::from(AXIS)) as i32).clamp(0, AXIS - 1);
        let start = *state.start.get_or_insert(here);
        if kind == "pointerdown" {
            state.moves = Some(self.listen_on(&strip, "pointermove"));
        }
        if kind != "pointerup" {
            drop(state);
            if let Ok(Some(window)) = strip.query_selector(".timeline__window") {
                let _ = window.set_attribute("x", &percent(start.min(here)));
                let _ = window.set_attribute("width", &percent((here - start).abs()));
            }
            return;
        }
        (state.start, state.moves) = (None, None);
        let act = state.act.clone();
        drop(state);
        let whole = Span::whole();
        let (one, other) = (whole.year_at(start), whole.year_at(here));
        act.emit(if one == other { Action::GoTo(Date::year_only(one)) } else { Action::Span(Span::new(one, other)) });
    }
}

impl State {
    /// Writes what the timeline shows of a view's date, as far as it is new.
    fn write(&mut self, view: &View, slider: &Element) {
        let shown = scene::slider(view);
        let hand = hand(&shown);
        if !self.parts.first().is_some_and(|(part, _)| part.is_connected()) {
            let Some(chart) = slider.parent_element() else { return };
            self.parts.clear();
            for (name, ..) in &hand {
                if let Ok(Some(part)) = chart.query_selector(&[".timeline__", name].concat()) {
                    self.parts.push((part, String::new()));
                }
            }
        }
        for ((part, last), (_, attribute, value)) in self.parts.iter_mut().zip(hand) {
            if *last != value {
                let _ = part.set_attribute(attribute, &value);
                *last = value;
            }
        }
        // The text node itself: the view knows it and will write to it again.
        if let Some(text) = self.parts.last().and_then(|(date, _)| date.first_child()) {
            text.set_node_value(Some(&shown.shown));
        }
        let _ = slider.set_attribute("aria-valuetext", &shown.spoken);
    }

    /// Lets the shapes of the map look as on a view's date, if they look otherwise.
    fn colour(&mut self, view: &View) {
        let epoch = atlas().epoch(view.date);
        if std::mem::replace(&mut self.epoch, epoch) == epoch {
            return;
        }
        self.drawn.colour(view, &scene::marks(view));
    }
}

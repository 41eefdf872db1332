//! Moving time: dragging the year slider, and choosing years on the strip below it.
//!
//! While the slider moves, only what shows time follows at once: its line, its pill, the veil, and the colours of the map.
//! The view is told when the slider rests, or as soon as the map changes in another way.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, Node, PointerEvent};
use yew::Callback;

use super::motion::{find, share_of};
use super::rest::Rest;
use super::sheets::Drawn;
use crate::model::atlas::atlas;
use crate::model::date::Date;
use crate::model::scene;
use crate::model::timeline::{hand, percent, Span, AXIS};
use crate::model::view::{clamp, Action, View};

/// How long time rests before the view follows the slider, and the words the view; milliseconds.
const REST_MS: u32 = 120;

/// The moving part of the timeline.
#[derive(Clone, Default)]
pub struct Scrub(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    act: Callback<Action>,
    /// What is shown, at the date of the slider.
    view: View,
    /// The date that the view was drawn at.
    drawn_at: Option<Date>,
    /// Where the slider is, while the view is still where it was.
    date: Option<Date>,
    rest: Rest,
    /// The slider, and what moves with time, in the order of `hand`, with what was last written to it; the text of the date.
    /// Found once, since looking for it costs more than moving it.
    slider: Option<HtmlInputElement>,
    parts: Vec<(Element, String)>,
    shown: Option<Node>,
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
        let (scrub, first) = (self.clone(), EventListenerOptions::run_in_capture_phase());
        let slides = EventListener::new_with_options(&page, "input", first, move |event| scrub.scrub(event));
        let [down, up] = ["pointerdown", "pointerup"].map(|kind| self.listen_on(&page, kind));
        self.0.borrow_mut().listeners = vec![slides, down, up];
    }

    fn listen_on(&self, target: &Element, kind: &'static str) -> EventListener {
        let (scrub, first) = (self.clone(), EventListenerOptions::run_in_capture_phase());
        EventListener::new_with_options(target, kind, first, move |event| scrub.choose(event))
    }

    /// The view has been drawn.
    pub fn follow(&self, view: &Rc<View>) {
        let mut state = self.0.borrow_mut();
        state.view = View::clone(view);
        state.drawn_at = Some(view.date);
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

    /// A control of the page has another value: the slider, if it is that.
    fn scrub(&self, event: &Event) {
        let Some(slider) = event.target().map(JsCast::unchecked_into) else { return };
        let mut state = self.0.borrow_mut();
        if !state.finds(&slider) {
            return;
        }
        event.stop_propagation();
        let date = clamp(Date::year_only(slider.value_as_number() as u16), atlas());
        state.date = Some(date);
        if !state.view.has_steady_map() {
            drop(state);
            return self.settle();
        }
        state.view.date = date;
        state.write(&slider);
        state.colour();
        self.wait(&state);
    }

    /// Time moves, and will come to rest.
    fn wait(&self, state: &State) {
        let scrub = self.clone();
        state.rest.moved(
            REST_MS,
            Box::new(move || {
                let mut state = scrub.0.borrow_mut();
                state.is_still = state.date.is_some() && state.date != state.drawn_at;
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
    fn choose(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some((pointer, target)) = event.dyn_ref::<PointerEvent>().zip(target) else { return };
        let kind = pointer.type_();
        let mut state = self.0.borrow_mut();
        let has_begun = state.start.is_some();
        if !has_begun && kind != "pointerdown" {
            return;
        }
        if let Some(slider) =
            target.dyn_ref::<HtmlInputElement>().filter(|control| control.has_attribute("aria-valuetext"))
        {
            // A thumb gives it no focus, by which a phone keeps the map in sight.
            let _ = slider.focus();
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
    /// Whether a control is the slider, whose parts are looked for if it is a new one.
    fn finds(&mut self, control: &HtmlInputElement) -> bool {
        if self.slider.as_ref() == Some(control) {
            return true;
        }
        let slider = control.closest(".timeline__slider").ok().flatten();
        let Some(chart) = slider.and_then(|slider| slider.parent_element()) else { return false };
        let find = |name: &str| chart.query_selector(&[".timeline__", name].concat()).ok().flatten();
        let names = hand(&scene::slider(&self.view)).into_iter();
        self.parts = names.filter_map(|(name, ..)| Some((find(name)?, String::new()))).collect();
        // The text node itself: the view knows it and will write to it again.
        self.shown = self.parts.last().and_then(|(date, _)| date.first_child());
        self.slider = Some(control.clone());
        true
    }

    /// Writes what the timeline shows of the date, as far as it is new.
    fn write(&mut self, slider: &Element) {
        let now = scene::slider(&self.view);
        for ((part, last), (_, attribute, value)) in self.parts.iter_mut().zip(hand(&now)) {
            if *last != value {
                let _ = part.set_attribute(attribute, &value);
                *last = value;
            }
        }
        if let Some(shown) = &self.shown {
            shown.set_node_value(Some(&now.shown));
        }
        let _ = slider.set_attribute("aria-valuetext", &now.spoken);
    }

    /// Lets the shapes of the map look as on the date, if they look otherwise.
    fn colour(&mut self) {
        let epoch = atlas().epoch(self.view.date);
        if std::mem::replace(&mut self.epoch, epoch) != epoch {
            self.drawn.colour(&self.view, &scene::marks(&self.view));
        }
    }
}

//! The root component: one session of a reader, and everything that reaches it from outside.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};
use yew::prelude::*;

use super::messages;
use super::motion::{width_px, Motion};
use super::parts;
use super::swap::Place;
use crate::model::query::{self, Dropped};
use crate::model::view::{Action, Tab, View};
use crate::model::{scene, style};
use crate::view::app::{app, App};

/// Time between two steps of play, milliseconds.
const PLAY_STEP_MS: u32 = 700;

/// How long time rests before the words follow, milliseconds.
const WORDS_REST_MS: u32 = 120;

/// How long the view rests before the address bar follows, milliseconds: browsers limit the rate.
const ADDRESS_REST_MS: u32 = 400;

/// Takes the served page over, at the view that the URL asks for. A failure leaves the page as it is.
pub fn mount() {
    let Some((window, document, host)) = host() else { return };
    let failed = host.clone();
    yew::set_custom_panic_hook(Box::new(move |info| {
        let _ = failed.set_attribute("data-state", "failed");
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
    }));
    let location = window.location();
    let search = location.search().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    let (view, mut dropped) = query::parse(search.trim_start_matches('?'));
    let (mut view, more) = query::apply(fragment.trim_start_matches('#'), view);
    dropped.extend(more);
    let place = Place::remember(&window, &document);
    if place.is_in_tables() {
        view.tab = Tab::Table;
    }
    let props = RootProps { view, dropped, place: Rc::new(place), width_px: width_px() };
    // Before the first frame that the bundle draws.
    let _ = host.set_attribute("data-state", "live");
    yew::Renderer::<Root>::with_root_and_props(host, props).render();
}

fn host() -> Option<(Window, Document, Element)> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let host = document.query_selector("[data-two-oceans]").ok()??;
    Some((window, document, host))
}

struct Session {
    view: Rc<View>,
    notices: Rc<Vec<String>>,
    has_texts: bool,
    width_px: u16,
}

enum Change {
    Act(Action),
    Texts,
    Fragment(String),
    CloseNotice,
    Width(u16),
}

impl Reducible for Session {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let (view, notices) = (Rc::clone(&self.view), Rc::clone(&self.notices));
        let Session { has_texts, width_px, .. } = *self;
        match change {
            Change::Act(action) => {
                let next = View::clone(&view).step(action);
                if next == *view {
                    return self;
                }
                Rc::new(Session { view: Rc::new(next), notices, has_texts, width_px })
            }
            Change::Texts => Rc::new(Session { view, notices, has_texts: true, width_px }),
            Change::Fragment(fragment) => {
                let (next, dropped) = query::apply(&fragment, View::clone(&view));
                let next = View { is_playing: false, ..next };
                let notices = Rc::new(scene::notice(&dropped));
                Rc::new(Session { view: Rc::new(next), notices, has_texts, width_px })
            }
            Change::CloseNotice => Rc::new(Session { view, notices: Rc::default(), has_texts, width_px }),
            // A picture that is not shown has no width.
            Change::Width(width) if width == width_px || width == 0 => self,
            Change::Width(width_px) => Rc::new(Session { view, notices, has_texts, width_px }),
        }
    }
}

#[derive(Properties, Clone)]
struct RootProps {
    view: View,
    dropped: Vec<Dropped>,
    place: Rc<Place>,
    width_px: u16,
}

impl PartialEq for RootProps {
    /// The root is rendered by its session only, never by new props.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn Root(props: &RootProps) -> Html {
    let start = props.clone();
    let session = use_reducer(move || Session {
        view: Rc::new(start.view),
        notices: Rc::new(scene::notice(&start.dropped)),
        has_texts: false,
        width_px: start.width_px,
    });
    let dispatcher = session.dispatcher();
    let act = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |action: Action, ()| dispatcher.dispatch(Change::Act(action))
    });
    let on_close_notice = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |(), ()| dispatcher.dispatch(Change::CloseNotice)
    });
    let place = Rc::clone(&props.place);
    use_effect_with((), move |()| take_over(&place, &dispatcher));
    let view = Rc::clone(&session.view);
    let motion = use_memo((), |()| Motion::new(act.clone()));
    use_effect_with((), {
        let (motion, dispatcher) = (Rc::clone(&motion), session.dispatcher());
        move |()| {
            motion.listen();
            let resized = web_sys::window().map(|window| {
                EventListener::new(&window, "resize", move |_| dispatcher.dispatch(Change::Width(width_px())))
            });
            move || drop(resized)
        }
    });
    use_effect_with((Rc::clone(&view), session.width_px), move |(view, width_px)| motion.follow(view, *width_px));
    style::set(view.style);
    use_effect_with(view.is_playing, {
        let act = act.clone();
        move |&is_playing| {
            let clock = is_playing.then(|| Interval::new(PLAY_STEP_MS, move || act.emit(Action::Tick)));
            move || drop(clock)
        }
    });
    use_effect_with(view.theme, |theme| paint(theme.key()));
    use_effect_with((view.panel, view.claim, session.has_texts), |&(panel, claim, _)| {
        if panel.is_some() {
            show(claim);
        }
        move || {
            if panel.is_some() {
                leave_panel();
            }
        }
    });
    let rested = use_state(|| Rc::clone(&view));
    use_effect_with(Rc::clone(&view), {
        let rested = rested.clone();
        move |view| {
            let view = Rc::clone(view);
            let has_only_time_moved = view.is_same_but_for_time(&rested);
            let follow = move || rested.set(view);
            let rest = if has_only_time_moved {
                Some(Timeout::new(WORDS_REST_MS, follow))
            } else {
                follow();
                None
            };
            move || drop(rest)
        }
    });
    let rested = if view.is_same_but_for_time(&rested) { &*rested } else { &view };
    use_effect_with(Rc::clone(rested), |view| {
        let view = Rc::clone(view);
        let rest = Timeout::new(ADDRESS_REST_MS, move || write_address(&["?", &query::write(&view)].concat()));
        move || drop(rest)
    });
    use_effect_with(Rc::clone(rested), |view| {
        let listener = messages::answer(Rc::clone(view));
        move || drop(listener)
    });
    app(&App {
        view: &view,
        rested,
        has_texts: session.has_texts,
        width_px: session.width_px,
        notices: &session.notices,
        act: &act,
        on_close_notice: &on_close_notice,
    })
}

/// The first frame is drawn: put the reader back, say that the page is live, fetch the second part.
fn take_over(place: &Place, dispatcher: &UseReducerDispatcher<Session>) -> impl FnOnce() {
    let mut listener = None;
    if let Some((window, document, host)) = host() {
        place.restore(&window, &document);
        let _ = host.set_attribute("data-ready", "");
        if let Some(url) = host.get_attribute("data-texts") {
            let dispatcher = dispatcher.clone();
            yew::platform::spawn_local(async move {
                if parts::install(&url).await {
                    dispatcher.dispatch(Change::Texts);
                }
            });
        }
        let dispatcher = dispatcher.clone();
        let location = window.location();
        listener = Some(EventListener::new(&window, "hashchange", move |_| {
            let fragment = location.hash().unwrap_or_default();
            let fragment = fragment.trim_start_matches('#');
            if !fragment.is_empty() {
                dispatcher.dispatch(Change::Fragment(fragment.to_owned()));
            }
        }));
    }
    move || drop(listener)
}

/// Takes the reader to the panel that has opened, or to its claim.
fn show(claim: Option<u8>) {
    let claim = claim.map(|claim| ["[id=\"claim=", &query::claim_id(claim), "\"]"].concat());
    let is_there = claim.is_some_and(|claim| focus(&claim));
    if !is_there {
        focus("[data-panel]");
    }
}

/// Takes the reader back to the tabs if the focus has gone with the panel.
fn leave_panel() {
    let active = host().and_then(|(_, document, _)| document.active_element());
    if active.is_none_or(|element| element.tag_name() == "BODY") {
        focus("[role=tab][tabindex=\"0\"]");
    }
}

/// Puts the focus on the first element that the selector finds; says whether there is one.
fn focus(selector: &str) -> bool {
    let element = host().and_then(|(_, document, _)| document.query_selector(selector).ok()?);
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Tells the style sheet which colours to use.
fn paint(theme: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(html) = document.and_then(|document| document.document_element()) {
        let _ = html.set_attribute("data-theme", theme);
    }
}

/// The address bar of a page of its own follows the view; an embed's never does.
fn write_address(address: &str) {
    let Some(window) = web_sys::window() else { return };
    let is_framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
    let search = window.location().search().unwrap_or_default();
    let is_same = search.trim_start_matches('?') == address.trim_start_matches('?');
    let has_fragment = !window.location().hash().unwrap_or_default().is_empty();
    if is_framed || (is_same && !has_fragment) {
        return;
    }
    if let Ok(history) = window.history() {
        let address =
            if address == "?" { window.location().pathname().unwrap_or_default() } else { address.to_owned() };
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

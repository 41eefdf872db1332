//! The root component: one session of a reader, and everything that reaches it from outside.

use std::any::Any;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};
use yew::prelude::*;

use super::hint::Hint;
use super::messages::{self, Messages};
use super::motion::{find, width_px, Motion};
use super::parts;
use super::presenting::{self, Stand};
use super::scrub::Scrub;
use super::sheets::Drawn;
use super::swap::Place;
use crate::model::atlas::CountryId;
use crate::model::date::Date;
use crate::model::options::Options;
use crate::model::query::{self, Dropped};
use crate::model::scene::{self, Mark};
use crate::model::style;
use crate::model::timeline::{pace_ms, Lanes, SPEEDS};
use crate::model::view::{Action, Panel, Tab, Theme, View};
use crate::view::app::{app, App};
use crate::view::shapes::{Draw, Sheet};

/// How long the view rests before the address bar follows, milliseconds: browsers limit the rate.
const ADDRESS_REST_MS: u32 = 400;

/// How long a page of the story that was turned to is shown alone, and then its map, milliseconds: a frame.
const FRAME_MS: u32 = 20;

/// Takes the served page over, at the view that the URL asks for. A failure leaves the page as it is.
pub fn mount() {
    let Some((window, document, host)) = host() else { return };
    if !cfg!(debug_assertions) {
        // A release traps without a word, which boot.js hears (see xtask/src/toolchain.rs); Yew's own hook would only weigh.
        yew::set_custom_panic_hook(Box::new(|_| ()));
    }
    let location = window.location();
    let search = location.search().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    let start = (View::default(), Options::default());
    let (view, options, mut dropped) = query::read(search.trim_start_matches('?'), start.0, start.1);
    let (mut view, options, more) = query::read(fragment.trim_start_matches('#'), view, options);
    dropped.extend(more);
    let mut place = Place::remember(&window, &document);
    if !view.q.is_empty() || view.lanes != Lanes::ALL || view.from.is_some() {
        // What the address filters by is seen.
        place.open.push("#timeline-more".to_owned());
    }
    if place.is_in_tables() {
        view.tab = Tab::Table;
    }
    let props = RootProps { view, options: Rc::new(options), dropped, place: Rc::new(place), width_px: width_px() };
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

#[derive(Clone)]
struct Session {
    view: Rc<View>,
    /// The view that the map was last coloured for, the one that it was drawn for, and the one that the timeline was.
    coloured: Rc<View>,
    drawn: Rc<View>,
    timed: Rc<View>,
    /// The view of the map whose names it has.
    named: Rc<View>,
    /// The view when time last came to rest.
    rested: Rc<View>,
    /// What the host has chosen.
    options: Rc<Options>,
    /// Where the arrow keys have led on the map.
    cursor: Option<CountryId>,
    notices: Rc<Vec<String>>,
    has_texts: bool,
    width_px: u16,
}

enum Change {
    Act(Action),
    Rest(Rc<View>),
    /// The page has turned: colours the map, then draws it, then its names, then the timeline.
    Draw,
    Texts,
    Fragment(String),
    /// The host says what to show; what of it is left out, only the host is told.
    Set(String),
    /// The reader went back to an address.
    Address(String),
    CloseNotice,
    Cursor(CountryId),
    Width(u16),
}

impl Reducible for Session {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = Session::clone(&self);
        match change {
            Change::Act(action) => {
                let view = View::clone(&self.view).step(action);
                if view == *self.view {
                    return self;
                }
                next.view = Rc::new(view);
            }
            Change::Rest(view) => next.rested = view,
            Change::Draw if !next.is_drawn() && !Rc::ptr_eq(&self.coloured, &self.view) => {
                next.coloured = Rc::clone(&self.view);
            }
            Change::Draw if !next.is_drawn() => next.drawn = Rc::clone(&self.view),
            Change::Draw if !Rc::ptr_eq(&self.named, &self.drawn) => next.named = Rc::clone(&self.drawn),
            Change::Draw => next.timed = Rc::clone(&self.view),
            Change::Texts => {
                next.has_texts = true;
                // The story has come: its step shows what it is about.
                if *self.view == self.view.bare_step() {
                    next.view = Rc::new(self.view.at_step());
                }
            }
            Change::Fragment(fragment) => next.notices = Rc::new(scene::notice(&next.follow(&fragment))),
            Change::Set(query) => drop(next.follow(&query)),
            Change::Address(query) => {
                next.view = Rc::new(View { is_unrolled: self.view.is_unrolled, ..query::parse(&query).0 });
            }
            Change::CloseNotice => next.notices = Rc::default(),
            Change::Cursor(country) => next.cursor = Some(country),
            // A picture that is not shown has no width.
            Change::Width(width) if width == self.width_px || width == 0 => return self,
            Change::Width(width_px) => next.width_px = width_px,
        }
        // All of the page that is turned to in one frame would be a frame that is missed on a slow phone.
        if next.view.step == self.view.step && !Rc::ptr_eq(&next.view, &self.view) {
            next.timed = Rc::clone(&next.view);
            next.coloured = Rc::clone(&next.view);
            if !next.is_drawn() {
                next.drawn = Rc::clone(&next.view);
            }
        }
        if Rc::ptr_eq(&next.view, &next.timed) {
            next.named = Rc::clone(&next.drawn);
        }
        Rc::new(next)
    }
}

impl Session {
    /// Whether the map is what the view wants.
    fn is_drawn(&self) -> bool {
        Rc::ptr_eq(&self.view, &self.drawn) || self.view.has_same_map(&self.drawn)
    }

    /// Follows a query; returns what it leaves out.
    fn follow(&mut self, query: &str) -> Vec<Dropped> {
        let (view, options, dropped) = query::read(query, View::clone(&self.view), Options::clone(&self.options));
        // What is left out altogether changes nothing.
        if dropped.is_empty() || view != *self.view || options != *self.options {
            self.view = Rc::new(View { is_playing: false, ..view });
            self.options = Rc::new(options);
        }
        dropped
    }
}

#[derive(Properties, Clone)]
struct RootProps {
    view: View,
    options: Rc<Options>,
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

/// What an effect depends on.
#[derive(PartialEq)]
enum Watched {
    Start,
    Pictures([Rc<View>; 5], u16),
    View(Rc<View>),
    Play(Option<Date>),
    Theme(Theme, Rc<Options>),
    Present(bool),
    Panel(Option<Panel>, Option<u8>, bool),
}

/// What an effect leaves behind: dropped before the effect comes again.
type Trace = Option<Box<dyn Any>>;

/// Has an effect after drawing, whenever what it depends on has changed. One type for all effects: each of its own would
/// cost the bundle a third of a kilobyte.
#[hook]
fn use_watch(watched: Watched, effect: Box<dyn FnOnce() -> Trace>) {
    use_effect_with(watched, move |_| {
        let trace = effect();
        move || drop(trace)
    });
}

/// What lasts as long as the page.
struct Lasting {
    act: Callback<Action>,
    on_close_notice: Callback<()>,
    on_set: Callback<String>,
    on_move: Callback<CountryId>,
    messages: Rc<Messages>,
    shapes: Drawn,
    draw: Draw,
    motion: Motion,
    scrub: Scrub,
    hint: Hint,
}

#[component]
fn Root(props: &RootProps) -> Html {
    let start = props.clone();
    let session = use_reducer(move || {
        let view = Rc::new(start.view);
        Session {
            rested: Rc::clone(&view),
            coloured: Rc::clone(&view),
            drawn: Rc::clone(&view),
            timed: Rc::clone(&view),
            named: Rc::clone(&view),
            view,
            options: start.options,
            cursor: None,
            notices: Rc::new(scene::notice(&start.dropped)),
            has_texts: false,
            width_px: start.width_px,
        }
    });
    let lasting = use_memo((), |()| {
        let [to_act, to_close, to_set, to_move] = [(); 4].map(|()| session.dispatcher());
        let at_once = Callback::from(move |action: Action| to_act.dispatch(Change::Act(action)));
        let on_close_notice = Callback::from(move |()| to_close.dispatch(Change::CloseNotice));
        let on_move = Callback::from(move |country| to_move.dispatch(Change::Cursor(country)));
        let shapes = Drawn::default();
        let scrub = Scrub::new(at_once.clone(), &shapes);
        let before = scrub.clone();
        let act = Callback::from(move |action: Action| {
            // Time may be ahead of the view.
            before.settle();
            at_once.emit(action);
        });
        let ahead = scrub.clone();
        let on_set = Callback::from(move |query: String| {
            ahead.settle();
            to_set.dispatch(Change::Set(query));
        });
        let pen = shapes.clone();
        let draw = Draw::from(move |(sheet, marks): (Sheet, Rc<Vec<Mark>>)| pen.draw(sheet, &marks));
        let (motion, hint) = (Motion::new(act.clone()), Hint::default());
        Lasting { act, on_close_notice, on_set, on_move, messages: Rc::default(), shapes, draw, motion, scrub, hint }
    });
    let Lasting { act, on_close_notice, on_set, on_move, messages, shapes, draw, motion, scrub, hint } = &*lasting;
    let Session { view, coloured, drawn, timed, options, has_texts, width_px, .. } = (*session).clone();
    let rested = if view.is_same_but_for_quick_changes(&session.rested) { &session.rested } else { &view };
    let (place, dispatcher) = (Rc::clone(&props.place), session.dispatcher());
    let (moving, scrubbing, hinting) = (motion.clone(), scrub.clone(), hint.clone());
    let (heard, set) = (Rc::clone(messages), on_set.clone());
    use_watch(
        Watched::Start,
        Box::new(move || {
            let taken = take_over(&place, &dispatcher, &scrubbing);
            moving.listen();
            scrubbing.listen();
            let resized = web_sys::window().map(|window| {
                EventListener::new(&window, "resize", move |_| {
                    dispatcher.dispatch(Change::Width(self::width_px()));
                    // The story's own script says whether it is scrolled.
                    dispatcher.dispatch(Change::Act(Action::Unroll(find("[data-unrolled]").is_some())));
                })
            });
            Some(Box::new((taken, resized, heard.listen(set), hinting.listen())))
        }),
    );
    motion.go(&coloured, Rc::ptr_eq(&coloured, &drawn) || session.is_drawn(), width_px);
    let (next, clocked, dispatcher) = (Rc::clone(&coloured), Rc::clone(&timed), session.dispatcher());
    let (moving, scrubbing, hinting) = (motion.clone(), scrub.clone(), hint.clone());
    let is_behind = !Rc::ptr_eq(&timed, &view);
    let shapes = (is_behind && !Rc::ptr_eq(&coloured, &drawn)).then(|| shapes.clone());
    use_watch(
        Watched::Pictures([&view, &coloured, &drawn, &session.named, &timed].map(Rc::clone), width_px),
        Box::new(move || {
            moving.follow();
            if let Some(shapes) = shapes.filter(|_| !moving.draws()) {
                shapes.turn(&next, width_px);
            }
            scrubbing.follow(&clocked);
            hinting.follow(&clocked);
            is_behind.then(|| Box::new(Timeout::new(FRAME_MS, move || dispatcher.dispatch(Change::Draw))) as _)
        }),
    );
    style::set(view.style);
    let (playing, clock) = (view.is_playing.then_some(view.date), act.clone());
    let speed = SPEEDS.get(usize::from(view.speed)).copied().unwrap_or(100);
    use_watch(
        Watched::Play(playing),
        Box::new(move || {
            let pace = pace_ms(playing?, speed);
            Some(Box::new(Timeout::new(pace, move || clock.emit(Action::Tick))))
        }),
    );
    let theme = view.theme;
    use_watch(
        Watched::Theme(theme, Rc::clone(&options)),
        Box::new(move || {
            paint(theme, &options);
            None
        }),
    );
    let (panel, claim) = (view.panel, view.claim);
    use_watch(
        Watched::Panel(panel, claim, has_texts),
        Box::new(move || {
            panel?;
            show(claim);
            bring_script();
            Some(Box::new(OpenPanel))
        }),
    );
    let (shown, dispatcher, resting) = (Rc::clone(&view), session.dispatcher(), scrub.clone());
    let is_quick_change = view.is_same_but_for_quick_changes(&session.rested);
    use_watch(
        Watched::View(Rc::clone(&view)),
        Box::new(move || {
            let follow = move || dispatcher.dispatch(Change::Rest(shown));
            if is_quick_change {
                resting.at_rest(Box::new(follow));
            } else {
                follow();
            }
            None
        }),
    );
    let (is_presented, is_asked) = (view.is_presented, !props.view.is_presented);
    use_watch(
        Watched::Present(is_presented),
        Box::new(move || is_presented.then(|| Box::new(Stand::take(is_asked)) as _)),
    );
    let (shown, act_on_keys, host) = (Rc::clone(rested), act.clone(), Rc::clone(messages));
    let options = Rc::clone(&session.options);
    use_watch(
        Watched::View(Rc::clone(rested)),
        Box::new(move || {
            host.tell(&shown);
            let keys = presenting::listen(&shown, act_on_keys);
            let rest = Timeout::new(ADDRESS_REST_MS, move || write_address(&shown, &options));
            Some(Box::new((rest, keys)))
        }),
    );
    app(&App {
        view: &view,
        coloured: &coloured,
        drawn: &drawn,
        named: &session.named,
        timed: &timed,
        rested,
        has_texts,
        width_px,
        notices: &session.notices,
        draw,
        cursor: session.cursor,
        on_move,
        act,
        on_close_notice,
    })
}

/// The first frame is drawn: put the reader back, say that the page is live, fetch the second part.
fn take_over(place: &Place, dispatcher: &UseReducerDispatcher<Session>, scrub: &Scrub) -> Option<[EventListener; 2]> {
    let (window, document, host) = host()?;
    place.restore(&window, &document);
    let _ = host.set_attribute("data-ready", "");
    if let Some(url) = host.get_attribute("data-texts") {
        let dispatcher = dispatcher.clone();
        yew::platform::spawn_local(async move {
            parts::install(&url, move || dispatcher.dispatch(Change::Texts)).await;
        });
    }
    Some(["hashchange", "popstate"].map(|kind| {
        let (dispatcher, location, scrub) = (dispatcher.clone(), window.location(), scrub.clone());
        EventListener::new(&window, kind, move |_| {
            scrub.settle();
            let fragment = location.hash().unwrap_or_default();
            let search = location.search().unwrap_or_default();
            dispatcher.dispatch(match fragment.trim_start_matches('#') {
                "" => Change::Address(search.trim_start_matches('?').to_owned()),
                fragment => Change::Fragment(fragment.to_owned()),
            });
        })
    }))
}

/// Takes the reader to the panel that has opened, or to its claim.
fn show(claim: Option<u8>) {
    let claim = claim.map(|claim| ["[id=\"claim=", &query::claim_id(claim), "\"]"].concat());
    let is_there = claim.is_some_and(|claim| focus(&claim));
    if !is_there {
        focus("[data-panel]");
    }
}

/// Loads the script that the text of a panel names, each time that it opens.
fn bring_script() -> Option<()> {
    let (_, document, _) = host()?;
    let place = document.query_selector("[data-panel] [data-script]").ok()??;
    let script = document.create_element("script").ok()?;
    script.set_attribute("src", &place.get_attribute("data-script")?).ok()?;
    place.append_child(&script).ok().map(drop)
}

/// A panel that is open. When it closes it takes the reader back to the tabs, if the focus has gone with it.
struct OpenPanel;

impl Drop for OpenPanel {
    fn drop(&mut self) {
        let active = host().and_then(|(_, document, _)| document.active_element());
        if active.is_none_or(|element| element.tag_name() == "BODY") {
            focus("[role=tab][tabindex=\"0\"]");
        }
    }
}

/// Puts the focus on the first element that the selector finds; says whether there is one.
fn focus(selector: &str) -> bool {
    let element = host().and_then(|(_, document, _)| document.query_selector(selector).ok()?);
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Tells the style sheet what the reader and the host have chosen.
fn paint(theme: Theme, options: &Options) {
    let document = web_sys::window().and_then(|window| window.document());
    let html = document.and_then(|document| document.document_element());
    let Some(html) = html.and_then(|html| html.dyn_into::<HtmlElement>().ok()) else { return };
    let _ = html.set_attribute("data-theme", theme.key());
    for (flag, is_set) in [("data-transparent", options.is_transparent), ("data-fit", options.is_fitted)] {
        let _ = html.toggle_attribute_with_force(flag, is_set);
    }
    let [light, dark] = options.accents();
    for (name, value) in [("--accent", light), ("--accent-dark", dark), ("--font", options.font_family())] {
        // What is empty is taken away.
        let _ = html.style().set_property(name, &value);
    }
}

/// The address bar of a page of its own follows the view; an embed's never does. To each step of the story the browser can
/// go back.
fn write_address(view: &View, options: &Options) {
    // The story is on its way, or has just come: the address that asked for it stays.
    if *view == view.bare_step() {
        return;
    }
    let mut query = query::write(view);
    options.write(&mut query);
    let Some(window) = web_sys::window() else { return };
    let search = window.location().search().unwrap_or_default();
    let search = search.trim_start_matches('?');
    let has_fragment = !window.location().hash().unwrap_or_default().is_empty();
    if messages::is_framed() || (search == query && !has_fragment) {
        return;
    }
    let (before, _) = query::parse(search);
    let is_turned =
        before.step != view.step || (before.tab != view.tab && [before.tab, view.tab].contains(&Tab::Story));
    if let Ok(history) = window.history() {
        let address =
            if query.is_empty() { window.location().pathname().unwrap_or_default() } else { ["?", &query].concat() };
        let _ = if is_turned && !has_fragment {
            history.push_state_with_url(&JsValue::NULL, "", Some(&address))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
        };
    }
}

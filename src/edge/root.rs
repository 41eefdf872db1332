//! The root component: one session of a reader, and everything that reaches it from outside.

use std::any::Any;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::prelude::*;

use super::around::Around;
use super::hint::Hint;
use super::motion::{find, width_px, Motion, ROOT};
use super::parts;
use super::scrub::Scrub;
use super::sheets::{Ahead, Drawn};
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

/// Takes the served page over, at the view that the URL asks for. A failure leaves the page as it is.
pub fn mount() {
    let Some((window, host)) = web_sys::window().zip(find(ROOT)) else { return };
    let location = window.location();
    let search = location.search().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    let start = (View::default(), Options::default());
    let (view, options, mut dropped) = query::read(search.trim_start_matches('?'), start.0, start.1);
    let (mut view, options, more) = query::read(fragment.trim_start_matches('#'), view, options);
    dropped.extend(more);
    // What the reader has done so far, swap.js looks at.
    fire(&host, "swap");
    if host.has_attribute("data-row") {
        view.tab = Tab::Table;
    }
    let props = RootProps { view, options: Rc::new(options), dropped, width_px: width_px() };
    // Before the first frame that the bundle draws.
    let _ = host.set_attribute("data-state", "live");
    yew::Renderer::<Root>::with_root_and_props(host, props).render();
}

#[derive(Clone)]
struct Session {
    view: Rc<View>,
    /// The view that the map was last coloured for and time was set to, the one that the map was drawn for, and the one whose
    /// events the timeline has.
    coloured: Rc<View>,
    drawn: Rc<View>,
    timed: Rc<View>,
    /// The view of the map whose names it has.
    named: Rc<View>,
    /// The view that the words are about: that when time last came to rest.
    rested: Rc<View>,
    /// Whether they wait until the reader has seen the rest of the answer to what they did.
    is_answered_first: bool,
    /// While the story is read, what the reader left for it.
    left: Option<Rc<View>>,
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
    /// Time has come to rest, or nothing has to wait for it: the words follow.
    Rest,
    /// There is time for the next of what was put off: the time and the colours of the map, its shapes, its names with the
    /// words, the events.
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

impl Session {
    /// Changes; says whether anything has.
    fn take(&mut self, change: Change) -> bool {
        let before = Rc::clone(&self.view);
        // The story's own script is no reader, and waits for its words.
        let is_act = matches!(&change, Change::Act(action) if !matches!(action, Action::Unroll(_)));
        let (is_next, was_drawn) = (matches!(change, Change::Draw), self.is_drawn());
        match change {
            Change::Act(action) => {
                let mut view = View::clone(&self.view).step(action);
                if view == *self.view {
                    return false;
                }
                if before.tab == Tab::Story && view.tab != Tab::Story {
                    if let Some(left) = self.left.take() {
                        view = view.as_left(&left);
                    }
                }
                self.view = Rc::new(view);
            }
            Change::Rest => self.rested = Rc::clone(&self.view),
            Change::Draw if !Rc::ptr_eq(&self.coloured, &self.view) => self.coloured = Rc::clone(&self.view),
            Change::Draw if !self.is_drawn() => self.drawn = Rc::clone(&self.view),
            Change::Draw if !Rc::ptr_eq(&self.named, &self.drawn) => {
                self.named = Rc::clone(&self.drawn);
                // The words follow with them, unless they wait for time to rest.
                if !self.view.is_same_but_for_quick_changes(&self.rested) {
                    self.rested = Rc::clone(&self.view);
                }
            }
            Change::Draw => self.timed = Rc::clone(&self.view),
            Change::Texts => {
                self.has_texts = true;
                // The story has come: its step shows what it is about.
                if *self.view == self.view.bare_step() {
                    self.view = Rc::new(self.view.at_step());
                }
            }
            Change::Fragment(fragment) => self.notices = Rc::new(scene::notice(&self.follow(&fragment))),
            Change::Set(query) => drop(self.follow(&query)),
            Change::Address(query) => {
                self.view = Rc::new(View { is_unrolled: self.view.is_unrolled, ..query::parse(&query).0 });
            }
            Change::CloseNotice => self.notices = Rc::default(),
            Change::Cursor(country) => self.cursor = Some(country),
            // A picture that is not shown has no width.
            Change::Width(width) if width == self.width_px || width == 0 => return false,
            Change::Width(width_px) => self.width_px = width_px,
        }
        if before.tab != Tab::Story && self.view.tab == Tab::Story {
            self.left = Some(Rc::clone(&before));
        }
        // All in one frame would be a frame that is missed on a slow phone. Of a page that is turned to the words come first. Of
        // what a reader does the map comes first, or what of another picture is there already; then names, with the words, and
        // other events or dimmed ones, unless they have waited once.
        let is_same_page = before.step == self.view.step;
        if !is_next {
            self.is_answered_first = is_act && is_same_page;
        }
        if is_same_page && !Rc::ptr_eq(&before, &self.view) {
            self.coloured = Rc::clone(&self.view);
            if !is_act || before.has_same_events(&self.view) || !Rc::ptr_eq(&before, &self.timed) {
                self.timed = Rc::clone(&self.view);
            }
            let View { at, projection, layer, .. } = *self.view;
            let is_other = at != before.at || projection != before.projection || layer != before.layer;
            if !self.is_drawn() && !(is_act && was_drawn && is_other) {
                self.drawn = Rc::clone(&self.view);
            }
        }
        if Rc::ptr_eq(&self.view, &self.timed) && !self.is_answered_first {
            self.named = Rc::clone(&self.drawn);
        }
        true
    }

    /// What the words are about.
    fn rested(&self) -> &Rc<View> {
        if self.is_answered_first || self.view.is_same_but_for_quick_changes(&self.rested) {
            &self.rested
        } else {
            &self.view
        }
    }

    /// Whether the map is what the view wants.
    fn is_drawn(&self) -> bool {
        Rc::ptr_eq(&self.view, &self.drawn) || self.view.has_same_map(&self.drawn)
    }

    /// Follows a query; returns what it leaves out.
    fn follow(&mut self, query: &str) -> Vec<Dropped> {
        let read = |start: &View, options: &Options| query::read(query, start.clone(), options.clone());
        let (mut view, mut options, mut dropped) = read(&self.view, &self.options);
        if self.view.tab == Tab::Story && view.tab != Tab::Story {
            // Out of the story, to what was left for it.
            self.take(Change::Act(Action::Show(Tab::Explore)));
            (view, options, dropped) = read(&self.view, &self.options);
        }
        // What is left out altogether changes nothing.
        if dropped.is_empty() || view != *self.view || options != *self.options {
            self.view = Rc::new(View { is_playing: false, ..view });
            self.options = Rc::new(options);
        }
        dropped
    }
}

#[derive(Properties)]
struct RootProps {
    view: View,
    options: Rc<Options>,
    dropped: Vec<Dropped>,
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
    Panel(Option<Panel>, Option<u8>, bool),
}

/// What an effect leaves behind: dropped before the effect comes again.
type Trace = Option<Box<dyn Any>>;

/// What is done after drawing, whenever what it depends on has changed.
#[derive(Default)]
struct Effect {
    watched: Option<Watched>,
    trace: Trace,
}

impl Effect {
    fn is_due(&mut self, watched: Watched) -> bool {
        let is_due = self.watched.as_ref() != Some(&watched);
        if is_due {
            *self = Effect { watched: Some(watched), trace: None };
        }
        is_due
    }
}

/// A component without hooks, which would cost the bundle 1.8 KB.
struct Root {
    session: Session,
    act: Callback<Action>,
    on_close_notice: Callback<()>,
    on_set: Callback<String>,
    on_move: Callback<CountryId>,
    around: Rc<Around>,
    shapes: Drawn,
    draw: Draw,
    motion: Motion,
    scrub: Scrub,
    hint: Hint,
    start: Effect,
    pictures: Effect,
    play: Effect,
    theme: Effect,
    panel: Effect,
    rest: Effect,
    told: Effect,
}

impl Component for Root {
    type Message = Change;
    type Properties = RootProps;

    fn create(context: &Context<Root>) -> Root {
        let RootProps { view, options, dropped, width_px, .. } = context.props();
        let view = Rc::new(view.clone());
        let session = Session {
            rested: Rc::clone(&view),
            is_answered_first: false,
            coloured: Rc::clone(&view),
            drawn: Rc::clone(&view),
            timed: Rc::clone(&view),
            named: Rc::clone(&view),
            view,
            left: None,
            options: Rc::clone(options),
            cursor: None,
            notices: Rc::new(scene::notice(dropped)),
            has_texts: false,
            width_px: *width_px,
        };
        let link = context.link();
        let (at_once, set_at_once) = (link.callback(Change::Act), link.callback(Change::Set));
        let shapes = Drawn::default();
        let scrub = Scrub::new(at_once.clone(), &shapes);
        // Time may be ahead of the view.
        let (before, ahead) = (scrub.clone(), scrub.clone());
        let act = Callback::from(move |action: Action| {
            before.settle();
            let is_seen_on_map = matches!(action, Action::VisitSelected | Action::Measure | Action::Play(true));
            at_once.emit(action);
            if is_seen_on_map {
                bring_map();
            }
        });
        let on_set = Callback::from(move |query: String| {
            ahead.settle();
            set_at_once.emit(query);
        });
        let pen = shapes.clone();
        let draw = Draw::from(move |(sheet, marks): (Sheet, Rc<Vec<Mark>>)| pen.draw(sheet, &marks));
        Root {
            session,
            motion: Motion::new(act.clone()),
            act,
            on_close_notice: link.callback(|()| Change::CloseNotice),
            on_set,
            on_move: link.callback(Change::Cursor),
            around: Rc::default(),
            shapes,
            draw,
            scrub,
            hint: Hint::default(),
            start: Effect::default(),
            pictures: Effect::default(),
            play: Effect::default(),
            theme: Effect::default(),
            panel: Effect::default(),
            rest: Effect::default(),
            told: Effect::default(),
        }
    }

    fn update(&mut self, _: &Context<Root>, change: Change) -> bool {
        self.session.take(change)
    }

    fn view(&self, _: &Context<Root>) -> Html {
        let session = &self.session;
        let Session { view, coloured, drawn, .. } = session;
        self.motion.go(coloured, session.is_drawn(), session.width_px);
        style::set(view.style);
        app(&App {
            view,
            coloured,
            drawn,
            named: &session.named,
            timed: &session.timed,
            rested: session.rested(),
            has_texts: session.has_texts,
            width_px: session.width_px,
            notices: &session.notices,
            draw: &self.draw,
            cursor: session.cursor,
            on_move: &self.on_move,
            act: &self.act,
            on_close_notice: &self.on_close_notice,
        })
    }

    fn rendered(&mut self, context: &Context<Root>, _: bool) {
        let session = self.session.clone();
        let rested = Rc::clone(session.rested());
        let Session { view, coloured, drawn, named, timed, options, has_texts, width_px, .. } = session;
        if self.start.is_due(Watched::Start) {
            let (taken, link) = (take_over(context, &self.scrub), context.link().clone());
            self.motion.listen();
            self.scrub.listen();
            let resized = web_sys::window().map(|window| {
                EventListener::new(&window, "resize", move |_| {
                    link.send_message(Change::Width(self::width_px()));
                    // The story's own script says whether it is scrolled.
                    link.send_message(Change::Act(Action::Unroll(find("[data-unrolled]").is_some())));
                })
            });
            let heard = find(ROOT).map(|root| self.around.listen(&root, self.on_set.clone()));
            self.start.trace = Some(Box::new((taken, resized, heard, self.hint.listen())));
        }
        let pictures = [&view, &coloured, &drawn, &named, &timed].map(Rc::clone);
        if self.pictures.is_due(Watched::Pictures(pictures, width_px)) {
            let is_drawn = self.session.is_drawn();
            let is_behind = !(is_drawn && Rc::ptr_eq(&named, &drawn) && Rc::ptr_eq(&timed, &view));
            let is_coloured = !is_drawn && Rc::ptr_eq(&coloured, &view);
            self.motion.follow();
            self.scrub.follow(&coloured);
            self.hint.follow(&timed);
            let (motion, link) = (self.motion.clone(), context.link().clone());
            let draw = Box::new(move || link.send_message(Change::Draw));
            let next: Box<dyn FnOnce()> = if is_coloured {
                self.shapes.colour(&view, &scene::marks(&view));
                let (shapes, is_hidden) = (self.shapes.clone(), motion.draws());
                let ahead = Ahead { shapes, view: coloured, width_px, is_hidden, done: 0 };
                Box::new(move || draw_ahead(ahead, motion, draw))
            } else {
                draw
            };
            self.motion.do_next(is_behind.then_some(next));
        }
        let playing = view.is_playing.then_some(view.date);
        if self.play.is_due(Watched::Play(playing)) {
            let clock = self.act.clone();
            let speed = SPEEDS.get(usize::from(view.speed)).copied().unwrap_or(100);
            self.play.trace = playing.map(|date| {
                Box::new(Timeout::new(pace_ms(date, speed), move || clock.emit(Action::Tick))) as Box<dyn Any>
            });
        }
        if self.theme.is_due(Watched::Theme(view.theme, Rc::clone(&options))) {
            paint(view.theme, &options);
        }
        let View { panel, claim, .. } = *rested;
        if self.panel.is_due(Watched::Panel(panel, claim, has_texts)) && panel.is_some() {
            show(claim);
            bring_script();
            self.panel.trace = Some(Box::new(OpenPanel));
        }
        if self.rest.is_due(Watched::View(Rc::clone(&view))) {
            let link = context.link().clone();
            let follow = Box::new(move || link.send_message(Change::Rest));
            if view.is_same_but_for_quick_changes(&self.session.rested) {
                self.scrub.at_rest(follow);
            } else if !self.session.is_answered_first {
                follow();
            }
        }
        if self.told.is_due(Watched::View(Rc::clone(&rested))) {
            if let Some(root) = find(ROOT) {
                self.around.tell(&root, &rested, &options);
            }
        }
    }
}

/// Draws ahead what takes long, a slice after each frame, then does what is to be done.
fn draw_ahead(mut ahead: Ahead, motion: Motion, then: Box<dyn FnOnce()>) {
    let has_more = motion.begin() || ahead.go();
    let on = motion.clone();
    motion.do_next(Some(if has_more { Box::new(move || draw_ahead(ahead, on, then)) } else { then }));
}

/// Tells the scripts of the page how far the bundle is.
fn fire(host: &Element, what: &str) {
    let _ = Event::new(what).and_then(|event| host.dispatch_event(&event));
}

/// The first frame is drawn: say that the page is live, which has the reader put back and the second part fetched.
fn take_over(context: &Context<Root>, scrub: &Scrub) -> Option<(EventListener, [EventListener; 2])> {
    let (window, host) = web_sys::window().zip(find(ROOT))?;
    let _ = host.set_attribute("data-ready", "");
    let View { q, lanes, from, .. } = &context.props().view;
    if !q.is_empty() || *lanes != Lanes::ALL || from.is_some() {
        // What the address filters by is seen.
        let _ = find("#timeline-more").map(|details| details.set_attribute("open", ""));
    }
    let link = context.link().clone();
    let part = EventListener::once(&host, "part", move |event| {
        parts::install(event, move || link.send_message(Change::Texts));
    });
    fire(&host, "live");
    let addressed = ["hashchange", "popstate"].map(|kind| {
        let (link, location, scrub) = (context.link().clone(), window.location(), scrub.clone());
        EventListener::new(&window, kind, move |_| {
            scrub.settle();
            let fragment = location.hash().unwrap_or_default();
            let search = location.search().unwrap_or_default();
            link.send_message(match fragment.trim_start_matches('#') {
                "" => Change::Address(search.trim_start_matches('?').to_owned()),
                fragment => Change::Fragment(fragment.to_owned()),
            });
        })
    });
    Some((part, addressed))
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
    let place = find("[data-panel] [data-script]")?;
    let script = place.owner_document()?.create_element("script").ok()?;
    script.set_attribute("src", &place.get_attribute("data-script")?).ok()?;
    place.append_child(&script).ok().map(drop)
}

/// A panel that is open. When it closes it takes the reader back to the tabs, if the focus has gone with it.
struct OpenPanel;

impl Drop for OpenPanel {
    fn drop(&mut self) {
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        if active.is_none_or(|element| element.tag_name() == "BODY") {
            focus("[role=tab][tabindex=\"0\"]");
        }
    }
}

/// Scrolls back to the map if it is out of sight, but for a strip.
fn bring_map() {
    if let Some(map) = find(".map__picture--world") {
        let rect = map.get_bounding_client_rect();
        if rect.top() + rect.height() < 120.0 {
            map.scroll_into_view();
        }
    }
}

/// Puts the focus on the first element that the selector finds; says whether there is one.
fn focus(selector: &str) -> bool {
    let element = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok());
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

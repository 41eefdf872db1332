//! Moving the map: dragging, pinching, the wheel, and the way from one picture to the next.
//!
//! While a plane map moves, the picture that is there is shifted and stretched; a globe, and a map that becomes another, is
//! drawn anew for every frame, roughly and in few paths. When it has come to rest, the view is told, which draws it well.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use js_sys::Number;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, PointerEvent, SvgElement, TouchEvent, WheelEvent};
use yew::Callback;

use super::sheets::{dress, new_element};
use crate::geo::path::{ways, ways_text, Detail, Pencil, Way};
use crate::geo::projection::UnitVector;
use crate::geo::sphere;
use crate::model::camera::{Camera, MapKind};
use crate::model::labels::Frame;
use crate::model::scene::{groups, MarkGroup};
use crate::model::shapes::live;
use crate::model::stage::{Stage, Window, NARROW_PX};
use crate::model::view::{Action, View};

/// How long a gesture rests before the view follows, milliseconds.
const REST_MS: u32 = 140;

/// How long the way from one picture to the next takes, milliseconds; for gliding the style sheet knows it.
const PASSAGE_MS: f64 = 250.0;

/// How long a hint stays, milliseconds.
const HINT_MS: u32 = 1_800;

/// A pointer that moves less than this clicks, CSS pixels.
const CLICK_PX: f64 = 4.0;

/// A finger that goes so far sideways turns a page, CSS pixels.
const SWIPE_PX: f64 = 60.0;

/// How finely a map in motion is drawn, units per CSS pixel.
const UNITS_PER_PX: f64 = 4.0;

/// What a globe keeps of its speed from frame to frame.
const INERTIA: f64 = 0.94;

/// A globe slower than this stands, CSS pixels a frame.
const STANDSTILL: f64 = 0.4;

/// The moving part of one widget.
#[derive(Clone)]
pub struct Motion(Rc<RefCell<State>>);

struct State {
    act: Callback<Action>,
    view: Rc<View>,
    /// What the view shows.
    stage: Option<Stage>,
    /// What a gesture shows instead: on a plane map its window, on a globe its camera.
    window: Option<Window>,
    camera: Option<Camera>,
    /// Where the mouse was pressed, or was at the last move.
    mouse: Option<(f64, f64)>,
    /// Hears the mouse move while it is pressed.
    moves: Option<EventListener>,
    has_dragged: bool,
    /// Where a finger was put on the text of the story.
    swipe: Option<(f64, f64)>,
    /// The fingers' middle and distance at the last move.
    fingers: Option<(f64, f64, f64)>,
    /// Pixels a frame, for the globe's inertia.
    speed: (f64, f64),
    passage: Option<Passage>,
    /// Whether the picture of the view is there, for a passage to end at.
    is_drawn: bool,
    /// Whether the passage stands still for a frame.
    pauses: bool,
    groups: Vec<Group>,
    /// What the list says of how it moves; set when it changes, since every setting restyles the map.
    moving: &'static str,
    /// The list, and what of the map moves in it: the picture and its names. Found once, not for every frame.
    list: Option<Element>,
    moved: Vec<SvgElement>,
    /// Hears the wheel and the fingers on the list.
    open: Vec<EventListener>,
    /// What the browser calls before a frame; the gloo crate's own costs the bundle 10 KB of number formatting.
    on_frame: Option<Closure<dyn FnMut(f64)>>,
    is_frame_asked: bool,
    /// What is done next, and whether the frame has begun after which it is.
    next: Option<(bool, Box<dyn FnOnce()>)>,
    /// It, once it is due.
    due: Option<Timeout>,
    rest: Option<Timeout>,
    hint: Option<Timeout>,
    listeners: Vec<EventListener>,
}

/// Shapes that look alike, the one path that draws them, and what has been worked out for it: where they are on a globe that
/// turns, or their ways from one projection to another.
struct Group {
    group: MarkGroup,
    path: Element,
    rings: Option<Vec<Vec<UnitVector>>>,
    ways: Option<Vec<Way>>,
}

/// A way from one picture to another.
#[derive(Clone, Copy)]
struct Passage {
    from: Stage,
    to: Stage,
    /// When it began, milliseconds; `None` before its first frame.
    since: Option<f64>,
}

impl Passage {
    /// Whether the style sheet moves the picture: both are the same but for what is seen of them.
    fn glides(&self) -> bool {
        self.from.kind == self.to.kind && self.to.kind != MapKind::Globe
    }
}

impl Motion {
    /// Moves the map of a page; `act` gets what the view has to know.
    pub fn new(act: Callback<Action>) -> Motion {
        let state = State {
            act,
            view: Rc::default(),
            stage: None,
            window: None,
            camera: None,
            mouse: None,
            moves: None,
            has_dragged: false,
            swipe: None,
            fingers: None,
            speed: (0.0, 0.0),
            passage: None,
            is_drawn: true,
            pauses: false,
            groups: Vec::new(),
            moving: "",
            list: None,
            moved: Vec::new(),
            open: Vec::new(),
            on_frame: None,
            is_frame_asked: false,
            next: None,
            due: None,
            rest: None,
            hint: None,
            listeners: Vec::new(),
        };
        Motion(Rc::new(RefCell::new(state)))
    }

    /// Listens on the page.
    pub fn listen(&self) {
        let Some(host) = find(ROOT) else { return };
        let mut listeners = Vec::new();
        for kind in ["pointerdown", "pointerup", "dblclick"] {
            listeners.push(self.listen_for(&host, kind));
        }
        let before_yew = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        if let Some(window) = web_sys::window() {
            let motion = self.clone();
            listeners.push(EventListener::new_with_options(&window, "click", before_yew, move |event| {
                // A drag ends in a click that nobody meant.
                if std::mem::take(&mut motion.0.borrow_mut().has_dragged) {
                    event.stop_immediate_propagation();
                    event.prevent_default();
                }
            }));
        }
        let motion = self.clone();
        let mut state = self.0.borrow_mut();
        state.listeners = listeners;
        state.on_frame = Some(Closure::new(move |now| motion.paint(now)));
    }

    fn listen_for(&self, target: &Element, kind: &'static str) -> EventListener {
        let motion = self.clone();
        let open = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        EventListener::new_with_options(target, kind, open, move |event| motion.hear(event))
    }

    /// A view is about to be drawn, now or in the next frame: goes there, by a passage if the picture is another. Before it
    /// is drawn and not after, since a browser may show what is drawn in between.
    pub fn go(&self, view: &Rc<View>, is_now: bool, width_px: u16) {
        let stage = Stage::of(view, width_px);
        let mut state = self.0.borrow_mut();
        let glides = state.stage.zip(stage).is_some_and(|(from, to)| Passage { from, to, since: None }.glides());
        state.is_drawn = is_now;
        // This frame has enough to do.
        state.pauses = true;
        if glides && state.stage != stage && !is_now {
            return;
        }
        state.view = Rc::clone(view);
        if state.stage == stage {
            return;
        }
        state.rest = None;
        let before = std::mem::replace(&mut state.stage, stage);
        let was_moved = state.window.take().is_some() | state.camera.take().is_some();
        state.passage = None;
        state.settle();
        let (Some(from), Some(to)) = (before, stage) else { return };
        if was_moved || prefers_stillness() || from.width_px != to.width_px || from.width_px == 0 {
            return;
        }
        let passage = Passage { from, to, since: None };
        if passage.glides() {
            // The new picture where the old one was.
            state.shift(&to, &from.fitted(to.ratio(&from)).window);
        }
        state.passage = Some(passage);
        drop(state);
        self.ask_for_frame();
    }

    /// Whether another map than that of the page is seen.
    pub fn draws(&self) -> bool {
        self.0.borrow().passage.is_some_and(|passage| !passage.glides())
    }

    /// Has what is seen drawn as the passage from it to another map begins, unless that has been done; says whether it was.
    pub fn begin(&self) -> bool {
        let mut state = self.0.borrow_mut();
        let passage = state.passage.filter(|passage| !passage.glides() && state.groups.is_empty());
        if let Some(Passage { from, to, .. }) = passage {
            state.draw(&from, 0.0, &to);
        }
        passage.is_some()
    }

    /// Does something once the browser has shown what is drawn and has time again: work that follows the showing in the same
    /// frame makes it late. Nothing, if there is nothing more to do.
    pub fn do_next(&self, next: Option<Box<dyn FnOnce()>>) {
        let mut state = self.0.borrow_mut();
        state.due = None;
        state.next = next.map(|next| (false, next));
        let is_waited_for = state.next.is_some();
        drop(state);
        if is_waited_for {
            self.ask_for_frame();
        }
    }

    /// A view has been drawn, maybe on a new page.
    pub fn follow(&self) {
        let mut state = self.0.borrow_mut();
        state.moved.clear();
        let Some(list) = find(".map__list").filter(|list| state.list.as_ref() != Some(list)) else { return };
        // Here only: where the wheel and the fingers may be taken over, a browser has to ask before it scrolls.
        state.open.clear();
        for kind in ["wheel", "touchstart", "touchmove", "touchend"] {
            state.open.push(self.listen_for(&list, kind));
        }
        state.list = Some(list);
    }

    fn hear(&self, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Ok(Some(list)) = target.closest(".map__list") else { return self.hear_outside(event, &target) };
        if let Some(wheel) = event.dyn_ref::<WheelEvent>() {
            self.wheel(wheel, &list);
        } else if let Some(touch) = event.dyn_ref::<TouchEvent>() {
            self.touch(touch, &list);
        } else if let Some(pointer) =
            event.dyn_ref::<PointerEvent>().filter(|pointer| pointer.pointer_type() != "touch")
        {
            self.pointer(pointer, &list);
        } else if let Some(mouse) = event.dyn_ref::<web_sys::MouseEvent>().filter(|_| event.type_() == "dblclick") {
            let at = share_of(&list, f64::from(mouse.client_x()), f64::from(mouse.client_y()));
            let state = self.0.borrow();
            let Some(stage) = state.stage else { return };
            let camera = if stage.kind == MapKind::Globe {
                stage.camera.stepped(true)
            } else {
                stage.camera_of(stage.zoomed(stage.window, 2.0, at, (0.0, 0.0)))
            };
            let act = state.act.clone();
            drop(state);
            act.emit(Action::Look(Some(camera)));
        }
    }

    /// A drag may end beside the map. A finger that goes sideways over the text of the story turns its page.
    fn hear_outside(&self, event: &Event, target: &Element) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
        let here = (f64::from(pointer.client_x()), f64::from(pointer.client_y()));
        let mut state = self.0.borrow_mut();
        match pointer.type_().as_str() {
            "pointerdown" => {
                let is_told = pointer.pointer_type() == "touch" && target.closest(".story").ok().flatten().is_some();
                state.swipe = is_told.then_some(here);
            }
            "pointerup" => {
                (state.mouse, state.moves) = (None, None);
                let Some(before) = state.swipe.take() else { return };
                let (right, down) = (here.0 - before.0, here.1 - before.1);
                if right.abs() > SWIPE_PX && right.abs() > 2.0 * down.abs() {
                    let act = state.act.clone();
                    drop(state);
                    act.emit(Action::Turn(right < 0.0));
                }
            }
            _ => {}
        }
    }

    fn wheel(&self, event: &WheelEvent, list: &Element) {
        if !event.ctrl_key() && !event.meta_key() {
            return self.hint("wheel");
        }
        event.prevent_default();
        let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
        // Half a step in and half a step out, so that the way back is as long; a power would cost 4 KB of tables.
        let step = (event.delta_y() * lines).clamp(-30.0, 30.0) * 0.004;
        let factor = (1.0 - step) / (1.0 + step);
        let at = share_of(list, f64::from(event.client_x()), f64::from(event.client_y()));
        self.0.borrow_mut().change(factor, at, (0.0, 0.0));
        self.ask_for_frame();
        self.rest();
    }

    fn touch(&self, event: &TouchEvent, list: &Element) {
        let touches = event.touches();
        let (Some(a), Some(b)) = (touches.get(0), touches.get(1)) else {
            let had_two = self.0.borrow_mut().fingers.take().is_some();
            if had_two {
                self.rest();
            } else if event.type_() == "touchmove" {
                self.hint("touch");
            }
            return;
        };
        event.prevent_default();
        let (ax, ay) = (f64::from(a.client_x()), f64::from(a.client_y()));
        let (bx, by) = (f64::from(b.client_x()), f64::from(b.client_y()));
        let now = ((ax + bx) / 2.0, (ay + by) / 2.0, ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)).sqrt().max(1.0));
        let before = self.0.borrow_mut().fingers.replace(now);
        if let Some(before) = before {
            let at = share_of(list, now.0, now.1);
            self.0.borrow_mut().change(now.2 / before.2, at, (now.0 - before.0, now.1 - before.1));
            self.ask_for_frame();
            self.rest();
        }
    }

    fn pointer(&self, event: &PointerEvent, list: &Element) {
        let here = (f64::from(event.client_x()), f64::from(event.client_y()));
        let mut state = self.0.borrow_mut();
        match event.type_().as_str() {
            "pointerdown" if event.button() == 0 => {
                state.mouse = Some(here);
                // Only now, so that a pointer that passes by costs nothing.
                state.moves = Some(self.listen_for(list, "pointermove"));
                state.has_dragged = false;
                state.speed = (0.0, 0.0);
            }
            "pointermove" if event.buttons() & 1 == 1 => {
                let Some(before) = state.mouse else { return };
                let (right, down) = (here.0 - before.0, here.1 - before.1);
                let is_far = right.abs().max(down.abs()) > CLICK_PX;
                if !state.can_pan() || (!state.has_dragged && !is_far) {
                    return;
                }
                if !state.has_dragged {
                    state.has_dragged = true;
                    let _ = list.set_pointer_capture(event.pointer_id());
                }
                state.mouse = Some(here);
                state.speed = (right, down);
                state.change(1.0, (0.5, 0.5), (right, down));
                drop(state);
                self.ask_for_frame();
            }
            "pointerup" => {
                (state.mouse, state.moves) = (None, None);
                if state.has_dragged {
                    let is_spinning = state.camera.is_some() && !prefers_stillness() && state.is_fast();
                    drop(state);
                    if is_spinning {
                        self.ask_for_frame();
                    } else {
                        self.rest();
                    }
                }
            }
            _ => {}
        }
    }

    /// Tells the view what a gesture has led to, once it has come to rest.
    fn rest(&self) {
        let motion = self.clone();
        self.0.borrow_mut().rest = Some(Timeout::new(REST_MS, move || motion.tell()));
    }

    fn tell(&self) {
        let mut state = self.0.borrow_mut();
        let Some(stage) = state.stage.filter(|_| state.mouse.is_none() && state.fingers.is_none()) else { return };
        let camera = state.camera.or(state.window.map(|window| stage.camera_of(window)));
        let Some(camera) = camera else { return };
        let act = state.act.clone();
        if camera == stage.camera {
            // Nothing will be drawn: the picture goes back to its place.
            state.window = None;
            state.camera = None;
            state.settle();
        }
        drop(state);
        act.emit(Action::Look(Some(camera)));
    }

    fn hint(&self, kind: &'static str) {
        let mut state = self.0.borrow_mut();
        let is_of_use = kind == "wheel" || state.view.at.is_some();
        let Some(list) = find(".map__list").filter(|_| is_of_use && state.stage.is_some()) else { return };
        let _ = list.set_attribute("data-hint", kind);
        state.hint = Some(Timeout::new(HINT_MS, move || {
            let _ = list.remove_attribute("data-hint");
        }));
    }

    fn ask_for_frame(&self) {
        let mut state = self.0.borrow_mut();
        let Some((window, on_frame)) = web_sys::window().zip(state.on_frame.as_ref()).filter(|_| !state.is_frame_asked)
        else {
            return;
        };
        let is_asked = window.request_animation_frame(on_frame.as_ref().unchecked_ref()).is_ok();
        state.is_frame_asked = is_asked;
    }

    fn paint(&self, now: f64) {
        let mut state = self.0.borrow_mut();
        state.is_frame_asked = false;
        match state.next.take() {
            Some((true, next)) => {
                state.due = Some(Timeout::new(0, next));
                // The map stands still for it.
                state.pauses = true;
            }
            next => state.next = next.map(|(_, next)| (true, next)),
        }
        let goes_on = if state.passage.is_some() { state.paint_passage(now) } else { state.paint_gesture() };
        let goes_on = goes_on || state.next.is_some();
        let stands = state.camera.is_some() && state.mouse.is_none() && state.has_speed() && !goes_on;
        drop(state);
        if goes_on {
            self.ask_for_frame();
        } else if stands {
            self.0.borrow_mut().speed = (0.0, 0.0);
            self.tell();
        }
    }
}

impl State {
    /// Whether there is anything to move the map to.
    fn can_pan(&self) -> bool {
        let has_more = |stage: Stage| stage.kind == MapKind::Globe || stage.camera.zoom > 100 || self.window.is_some();
        self.stage.is_some_and(has_more)
    }

    fn has_speed(&self) -> bool {
        self.speed != (0.0, 0.0)
    }

    fn is_fast(&self) -> bool {
        self.speed.0.abs().max(self.speed.1.abs()) > STANDSTILL
    }

    /// Enlarges what is seen about a point of the picture and moves it by pixels.
    fn change(&mut self, factor: f64, at: (f64, f64), (right, down): (f64, f64)) {
        let Some(stage) = self.stage else { return };
        self.passage = None;
        if stage.kind == MapKind::Globe {
            let camera = self.camera.unwrap_or(stage.camera);
            let camera = Camera::new(camera.lon(), camera.lat(), (camera.zoom() * factor).max(1.0));
            self.camera = Some(Stage::new(stage.kind, camera, stage.width_px).turned(camera, right, down));
            return;
        }
        let window = self.window.unwrap_or(stage.window);
        let by = (-right / f64::from(stage.width_px), -down / stage.height_px());
        self.window = Some(stage.zoomed(window, factor, at, by));
    }

    /// Shows what a gesture asks for; says whether another frame has to follow.
    fn paint_gesture(&mut self) -> bool {
        let Some(stage) = self.stage else { return false };
        if let Some(window) = self.window {
            self.shift(&stage, &window);
            return false;
        }
        let spins = self.mouse.is_none() && self.is_fast();
        if spins {
            let speed = (self.speed.0 * INERTIA, self.speed.1 * INERTIA);
            self.change(1.0, (0.5, 0.5), speed);
            self.speed = speed;
        }
        if let Some(camera) = self.camera {
            self.draw(&Stage::new(stage.kind, camera, stage.width_px), 0.0, &stage);
        }
        spins
    }

    /// Draws a frame on the way to the picture of the view; says whether there is more of it to go.
    fn paint_passage(&mut self, now: f64) -> bool {
        let Some(passage) = self.passage.as_mut() else { return false };
        let is_first = passage.since.is_none();
        let since = *passage.since.get_or_insert(now);
        let Passage { from, to, .. } = *passage;
        if passage.glides() {
            // The browser has to see the old place before the new one.
            if !is_first {
                self.passage = None;
                self.glide();
            }
            return is_first;
        }
        let share = ((now - since) / PASSAGE_MS).clamp(0.0, 1.0);
        if share >= 1.0 {
            if self.is_drawn {
                self.passage = None;
                self.settle();
            }
            return !self.is_drawn;
        }
        if std::mem::take(&mut self.pauses) {
            return true;
        }
        // Slow at both ends.
        let share = share * share * (3.0 - 2.0 * share);
        if from.kind == to.kind {
            let (a, b) = (from.camera, to.camera);
            let between = |a: f64, b: f64| a + (b - a) * share;
            let lon = a.lon() + crate::geo::bounds::wrap(b.lon() - a.lon()) * share;
            let camera = Camera::new(lon, between(a.lat(), b.lat()), between(a.zoom(), b.zoom()));
            self.draw(&Stage::new(to.kind, camera, to.width_px), share, &to);
        } else {
            self.draw(&from, share, &to);
        }
        true
    }

    /// Draws all countries as a stage has them, roughly, one path for all that look alike, over the stage that is there; if that
    /// is of another kind, on a share of the way to it. A function of its own, so that a browser does not have to translate it
    /// before it can move a plane map.
    #[inline(never)]
    fn draw(&mut self, from: &Stage, share: f64, stage: &Stage) {
        let stage = stage.fitted(UNITS_PER_PX * f64::from(stage.width_px) / stage.window.width);
        // The same width on screen is the same width in units.
        let factor = stage.window.width / from.window.width;
        let (dx, dy) = (stage.window.x - from.window.x * factor, stage.window.y - from.window.y * factor);
        let to = (from.kind != stage.kind).then_some(stage.projection);
        let pencil = Pencil { from: from.projection.fitted(factor, dx, dy), to };
        if self.groups.is_empty() {
            let Some(svg) = find(".map__motion") else { return };
            let _ = svg.set_attribute("viewBox", &Frame::of(&stage).view_box());
            for group in groups(&self.view) {
                let Some(path) = add_path(&svg) else { return };
                dress(&path, None, &group.mark);
                self.groups.push(Group { group, path, rings: None, ways: None });
            }
        }
        let detail = if stage.camera.zoom < 150 { Detail::ROUGHEST } else { Detail::ROUGH };
        for Group { group, path, rings, ways } in &mut self.groups {
            let shapes = &group.shapes;
            let text = if to.is_none() {
                let new = || sphere::rings(live(), shapes, &detail);
                sphere::text(rings.get_or_insert_with(new), &pencil.from)
            } else {
                ways_text(ways.get_or_insert_with(|| self::ways(live(), shapes, &pencil, &detail)), share)
            };
            let _ = path.set_attribute("d", &text);
        }
        self.say("draw");
    }

    /// Tells the style sheet how the map moves.
    fn say(&mut self, how: &'static str) {
        if self.moving != how {
            self.moving = how;
            if let Some(list) = &self.list {
                let _ = list.set_attribute("data-moving", how);
            }
        }
    }

    /// Shifts and stretches what is drawn so that it shows a window. Names that are hidden stay where they are: to stretch
    /// a text is to lay it out.
    fn shift(&mut self, stage: &Stage, window: &Window) {
        self.say(if (window.width - stage.window.width).abs() > 1.0 { "zoom" } else { "pan" });
        let scale = stage.window.width / window.width;
        let px = f64::from(stage.width_px) / window.width;
        let (right, down) = ((stage.window.x - window.x) * px, (stage.window.y - window.y) * px);
        let [right, down, scale] = [right, down, scale].map(digits);
        self.transform(&["translate(", &right, "px,", &down, "px) scale(", &scale, ")"].concat());
    }

    fn transform(&mut self, transform: &str) {
        if let Some(list) = self.list.as_ref().filter(|_| self.moved.is_empty()) {
            if let Ok(found) = list.query_selector_all(":scope > .map__svg, :scope > .map__names") {
                for index in 0..found.length() {
                    self.moved.extend(found.get(index).map(JsCast::unchecked_into::<SvgElement>));
                }
            }
        }
        let count = if self.moving.starts_with("zoom") { 1 } else { usize::MAX };
        for element in self.moved.iter().take(count) {
            let _ = element.style().set_property("transform", transform);
        }
    }

    /// Lets the picture of the view stand as it is.
    fn settle(&mut self) {
        for group in self.groups.drain(..) {
            group.path.remove();
        }
        self.moving = "";
        self.transform("");
        if let Some(list) = &self.list {
            let _ = list.remove_attribute("data-moving");
        }
    }

    /// Lets the picture glide into its place.
    fn glide(&mut self) {
        let Some(list) = self.list.clone() else { return };
        self.say(if self.moving == "zoom" { "zoom glide" } else { "pan glide" });
        self.transform("");
        self.moving = "";
        self.rest = Some(Timeout::new(PASSAGE_MS as u32, move || {
            let _ = list.remove_attribute("data-moving");
        }));
    }
}

/// A number in digits, by the browser: Rust's own way costs the bundle several kilobytes.
fn digits(value: f64) -> String {
    Number::from(value).to_fixed(4).map(String::from).unwrap_or_default()
}

fn add_path(svg: &Element) -> Option<Element> {
    let path = new_element("path")?;
    // The picture itself is under the pointer, which need not be looked for among the coasts.
    path.set_attribute("pointer-events", "none").ok()?;
    svg.append_child(&path).ok()?;
    Some(path)
}

/// The element that holds the widget.
pub const ROOT: &str = "[data-two-oceans]";

/// The first element of the page that a selector finds.
pub fn find(selector: &str) -> Option<Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

/// All elements that a selector finds.
pub fn all(document: &Document, selector: &str) -> Vec<Element> {
    let Ok(list) = document.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Where a point of the window is in an element, in shares of its width and height.
pub fn share_of(list: &Element, x: f64, y: f64) -> (f64, f64) {
    let rect = list.get_bounding_client_rect();
    ((x - rect.left()) / rect.width().max(1.0), (y - rect.top()) / rect.height().max(1.0))
}

/// Whether the reader's system asks for less motion.
fn prefers_stillness() -> bool {
    is_met("(prefers-reduced-motion: reduce)")
}

/// Whether a media query of the style sheet holds.
fn is_met(query: &str) -> bool {
    let query = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The width of the map's main picture, CSS pixels; 0 if it is not shown. Whether that is narrow, the style sheet says by the
/// width of the page: at 900 pixels the picture is narrower than at 599.
pub fn width_px() -> u16 {
    let figure = find(".map__picture--world").and_then(|figure| figure.dyn_into::<HtmlElement>().ok());
    match figure.and_then(|figure| u16::try_from(figure.offset_width()).ok()).unwrap_or_default() {
        0 => 0,
        width if is_met("(max-width: 599px)") => width.min(NARROW_PX - 1),
        width => width.max(NARROW_PX),
    }
}

//! The whole widget: title, tabs, panels, footer.

use std::rc::Rc;

use yew::prelude::*;

use super::card::cards;
use super::compare::{compare, compared, partners};
use super::controls::{footer, legend, notice, tabs};
use super::element::{element, Element};
use super::follow::action_of;
use super::kept::{kept, Piece};
use super::lens::Lens;
use super::map::Map;
use super::panel::panel;
use super::shapes::Draw;
use super::story::{contents, story};
use super::tables::{event_list, tables};
use super::timeline::Timeline;
use super::{flag, unsaid, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::CountryId;
use crate::model::camera::MapKind;
use crate::model::summary::sentence;
use crate::model::view::{Action, Heading, Layer, Tab, View};
use crate::model::{overlay, scene};

/// What the widget shows, and where its actions go.
pub struct App<'a> {
    /// The whole state.
    pub view: &'a Rc<View>,
    /// The same for the colours of the map and for the time.
    pub coloured: &'a Rc<View>,
    /// The same for the map: another one only when the map looks different.
    pub drawn: &'a Rc<View>,
    /// The same for its names.
    pub named: &'a Rc<View>,
    /// The same for the lanes of the timeline.
    pub timed: &'a Rc<View>,
    /// The same once time has come to rest: what the words are about.
    pub rested: &'a Rc<View>,
    /// Whether long texts and sources are there.
    pub has_texts: bool,
    /// Width of the map's main picture, CSS pixels; 0 if it is not known.
    pub width_px: u16,
    /// Sentences about parts of the URL that were not applied.
    pub notices: &'a [String],
    /// Makes the element that holds the shapes of a picture of the map.
    pub draw: &'a Draw,
    /// Where the arrow keys have led on the map.
    pub cursor: Option<CountryId>,
    /// Moves it.
    pub on_move: &'a Callback<CountryId>,
    /// Where actions go.
    pub act: &'a Callback<Action>,
    /// Asks to close the notice.
    pub on_close_notice: &'a Callback<()>,
}

/// The widget.
pub fn app(props: &App) -> Html {
    // The tabs answer at once, and what they open follows with the words.
    let App { view, rested, coloured, act, .. } = props;
    let words = |part: Part| {
        let (view, act) = (Rc::clone(rested), Callback::clone(act));
        kept(Piece::Words(Words { part, view, has_texts: props.has_texts, act }), None)
    };
    let map = Map {
        view: Rc::clone(props.drawn),
        named: Rc::clone(props.named),
        width_px: props.width_px,
        is_fine: props.has_texts,
        draw: Draw::clone(props.draw),
        cursor: props.cursor,
        on_move: Callback::clone(props.on_move),
        act: Callback::clone(act),
    };
    let timeline = Timeline {
        view: Rc::clone(props.coloured),
        lanes: Rc::clone(props.timed),
        width_px: props.width_px,
        has_texts: props.has_texts,
        act: Callback::clone(act),
    };
    let mut widget = element("div.widget")
        .nth(style_key(rested))
        .maybe("data-answer", flag(rested.tab == Tab::Compare))
        .maybe("data-plain", flag(rested.is_plain))
        .maybe("data-present", flag(rested.is_presented));
    if !IS_DOCUMENT {
        let (act, tab) = (Callback::clone(act), rested.tab);
        widget = widget.on_click(Callback::from(move |event: MouseEvent| {
            if let Some(action) = action_of(&event) {
                event.prevent_default();
                // What a row names has its card in Explore.
                if tab == Tab::Table && matches!(action, Action::Select(_) | Action::SelectEvent(_)) {
                    act.emit(Action::Show(Tab::Explore));
                }
                act.emit(action);
            }
        }));
    }
    let bar = element("div.bar").html(tabs(view, act)).html(kept(Piece::Finder(Callback::clone(act)), None));
    // The same map and timeline in three parts.
    let shown = if IS_DOCUMENT || rested.tab == Tab::Table { Tab::Explore } else { rested.tab };
    let (is_story, is_comparing) = (shown == Tab::Story, shown == Tab::Compare);
    let of = |is_shown: bool, part: Part| if is_shown { words(part) } else { Html::default() };
    // Round the map alone, so that another layer restyles nothing else.
    let layer = element("div.layer").maybe("data-layer", coloured.layer.mark()).html(kept(Piece::Map(map), None));
    let explore = tab_panel("div.explore", rested, shown)
        .maybe("data-map", props.drawn.projection.map(MapKind::key))
        .html(of(is_comparing, Part::Compare))
        .child(layer)
        .html(if is_story { Html::default() } else { kept(Piece::Lens(Lens::of(view, props.width_px, act)), None) })
        .html(of(is_story, Part::Story))
        .html(words(Part::Legend))
        .html(of(!is_story && !is_comparing, Part::Cards))
        .html(kept(Piece::Timeline(timeline), None))
        .html(of(!is_story, if is_comparing { Part::Compared } else { Part::Year }));
    let mut tables = tab_panel("div.tables", rested, Tab::Table);
    if IS_DOCUMENT || rested.tab == Tab::Table {
        tables = tables.html(words(Part::Tables));
    }
    widget
        .html(words(Part::Head))
        .maybe_child(notice(props.notices, props.on_close_notice))
        .child(bar)
        .html(if rested.panel.is_some() { words(Part::Panel) } else { Html::default() })
        .child(explore)
        .maybe_child(IS_DOCUMENT.then(|| tab_panel("section.story", rested, Tab::Story).html(contents(rested.heading))))
        .maybe_child(IS_DOCUMENT.then(|| tab_panel("div", rested, Tab::Compare).child(partners(rested))))
        .child(tables)
        .html(words(Part::Foot))
        .into()
}

/// The parts that are read: they follow once time has come to rest, since a text that changes
/// sixty times a second cannot be read and costs more than all the rest.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Head,
    Cards,
    Story,
    Legend,
    Year,
    Compare,
    Compared,
    Tables,
    Panel,
    Foot,
}

/// A part that is read, and what it is about.
#[derive(PartialEq)]
pub(super) struct Words {
    part: Part,
    view: Rc<View>,
    has_texts: bool,
    act: Callback<Action>,
}

/// A part that is read.
pub(super) fn words(props: &Words) -> Html {
    let Words { part, view, act, .. } = props;
    match part {
        Part::Head => head(view).into(),
        Part::Cards => cards(view, act).into(),
        Part::Story => story(view, act).into(),
        Part::Legend => legend(said_of_layer(view), &scene::legend(view), act).into(),
        Part::Year => event_list(view).into(),
        Part::Compare => compare(view, act).into(),
        Part::Compared => compared(view, props.has_texts).into(),
        Part::Tables => tables(view),
        Part::Panel => view.panel.map(|open| panel(open, view.tab, act).into()).unwrap_or_default(),
        Part::Foot => footer(view, act).into(),
    }
}

fn head(view: &View) -> Element {
    let summary = announced("p.head__summary", view).with("data-summary", "");
    element("header.head").child(title(view.heading)).child(summary.text(&sentence(view)))
}

/// What the layer says of the date, below the map: above, another layer would move it. There before it says anything, so that it
/// is announced, and with room for what comes with the texts; the served page has no layer, and a room reads no small print.
fn said_of_layer(view: &View) -> Option<Element> {
    (!IS_DOCUMENT && !view.is_presented).then(|| {
        announced("p.legend__said", view)
            .maybe("data-wanted", flag(view.layer != Layer::Membership))
            .text(&overlay::sentence(view).unwrap_or_default())
    })
}

/// A sentence that is said when it changes.
fn announced(selector: &'static str, view: &View) -> Element {
    let role = (!IS_DOCUMENT).then_some("status");
    element(selector).maybe("role", role).maybe("aria-live", unsaid(view))
}

/// Another style of names and dates is another widget: everything that was drawn holds names or dates.
fn style_key(view: &View) -> usize {
    view.style.names as usize * 3 + view.style.dates as usize
}

/// The panel of a tab; on the served page, what the link to the part leads to.
fn tab_panel(selector: &'static str, view: &View, tab: Tab) -> Element {
    let key = tab.key();
    let panel = element(selector).with("data-tab", key);
    if IS_DOCUMENT {
        return panel.joined("id", &["tab=", key]);
    }
    let is_hidden = view.tab != tab || view.panel.is_some();
    panel
        .joined("id", &["panel-", key])
        .with("role", "tabpanel")
        .joined("aria-labelledby", &["tab-", key])
        .maybe("hidden", is_hidden.then_some("hidden"))
}

/// The title at the level that fits the host's outline.
fn title(heading: Heading) -> Element {
    let selector = match heading {
        Heading::One => "h1.head__title",
        Heading::Two => "h2.head__title",
        Heading::Three => "h3.head__title",
        Heading::Four => "h4.head__title",
        Heading::None => "p.head__title",
    };
    element(selector).text(copy::SITE_TITLE)
}

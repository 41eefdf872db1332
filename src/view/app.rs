//! The whole widget: title, tabs, panels, footer.

use std::rc::Rc;

use yew::prelude::*;

use super::card::cards;
use super::controls::{footer, legend, notice, tabs, Finder};
use super::follow::action_of;
use super::lens::lens;
use super::map::Map;
use super::panel::panel;
use super::tables::{tables, year_events};
use super::timeline::Timeline;
use super::{flag, IS_DOCUMENT};
use crate::copy;
use crate::model::camera::MapKind;
use crate::model::scene;
use crate::model::view::{Action, Heading, Tab, View};

/// What the widget shows, and where its actions go.
pub struct App<'a> {
    /// The whole state.
    pub view: &'a Rc<View>,
    /// The same once time has come to rest: what the words are about.
    pub rested: &'a Rc<View>,
    /// Whether long texts and sources are there.
    pub has_texts: bool,
    /// Width of the map's main picture, CSS pixels; 0 if it is not known.
    pub width_px: u16,
    /// Sentences about parts of the URL that were not applied.
    pub notices: &'a [String],
    /// Where actions go.
    pub act: &'a Callback<Action>,
    /// Asks to close the notice.
    pub on_close_notice: &'a Callback<()>,
}

/// The widget.
pub fn app(props: &App) -> Html {
    let App { view, act, .. } = props;
    let onclick = (!IS_DOCUMENT).then(|| {
        let act = Callback::clone(act);
        Callback::from(move |event: MouseEvent| {
            if let Some(action) = action_of(&event) {
                event.prevent_default();
                act.emit(action);
            }
        })
    });
    let words = |part: Part| {
        let (view, act) = (Rc::clone(props.rested), Callback::clone(act));
        html! { <Words {part} {view} has_texts={props.has_texts} {act} /> }
    };
    html! {
        <div key={style_key(view)} class="widget" data-plain={flag(view.is_plain)} {onclick}>
            { words(Part::Head) }
            { notice(props.notices, props.on_close_notice) }
            <div class="bar">
                { tabs(view, act) }
                <Finder act={Callback::clone(act)} />
            </div>
            if view.panel.is_some() {
                { words(Part::Panel) }
            }
            <div class="explore" data-tab={Tab::Explore.key()} data-layer={view.layer.key()} data-map={view.projection.map(MapKind::key)} id={tab_panel(Tab::Explore)} role={panel_role()}
                aria-labelledby={tab_id(Tab::Explore)} hidden={is_hidden(view, Tab::Explore)}>
                <Map view={Rc::clone(view)} width_px={props.width_px} is_fine={props.has_texts} act={Callback::clone(act)} />
                { lens(view, props.width_px, act) }
                { words(Part::Cards) }
                { words(Part::Legend) }
                <Timeline view={Rc::clone(view)} act={Callback::clone(act)} />
                { words(Part::Year) }
            </div>
            <div class="tables" data-tab={Tab::Table.key()} id={tab_panel(Tab::Table)} role={panel_role()}
                aria-labelledby={tab_id(Tab::Table)} hidden={is_hidden(view, Tab::Table)}>
                if IS_DOCUMENT || view.tab == Tab::Table {
                    { words(Part::Tables) }
                }
            </div>
            { words(Part::Foot) }
        </div>
    }
}

/// The parts that are read: they follow once time has come to rest, since a text that changes
/// sixty times a second cannot be read and costs more than all the rest.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Head,
    Cards,
    Legend,
    Year,
    Tables,
    Panel,
    Foot,
}

#[derive(Properties, PartialEq)]
struct WordsProps {
    part: Part,
    view: Rc<View>,
    has_texts: bool,
    act: Callback<Action>,
}

/// A part that is read.
#[component]
fn Words(props: &WordsProps) -> Html {
    let WordsProps { part, view, act, .. } = props;
    match part {
        Part::Head => head(view),
        Part::Cards => cards(view, act),
        Part::Legend => legend(&scene::legend(view), act),
        Part::Year => year_events(view),
        Part::Tables => tables(view),
        Part::Panel => view.panel.map(|open| panel(open, view.tab, act)).unwrap_or_default(),
        Part::Foot => footer(view, act),
    }
}

fn head(view: &View) -> Html {
    html! {
        <header class="head">
            { title(view.heading) }
            <p class="head__summary" data-summary="" role={(!IS_DOCUMENT).then_some("status")}>
                { scene::summary(view) }
            </p>
        </header>
    }
}

/// Another style of names and dates is another widget: everything that was drawn holds names or dates.
fn style_key(view: &View) -> usize {
    view.style.names as usize * 3 + view.style.dates as usize
}

fn is_hidden(view: &View, tab: Tab) -> bool {
    !IS_DOCUMENT && (view.tab != tab || view.panel.is_some())
}

/// The id of a tab's panel; on the served page, what the link to the part leads to.
fn tab_panel(tab: Tab) -> String {
    [if IS_DOCUMENT { "tab=" } else { "panel-" }, tab.key()].concat()
}

fn tab_id(tab: Tab) -> Option<String> {
    (!IS_DOCUMENT).then(|| ["tab-", tab.key()].concat())
}

fn panel_role() -> Option<&'static str> {
    (!IS_DOCUMENT).then_some("tabpanel")
}

/// The title at the level that fits the host's outline.
fn title(heading: Heading) -> Html {
    let level = match heading {
        Heading::One => "h1",
        Heading::Two => "h2",
        Heading::Three => "h3",
        Heading::Four => "h4",
        Heading::None => "p",
    };
    html! { <@{level} class="head__title">{ copy::SITE_TITLE }</@> }
}

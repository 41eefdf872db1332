//! The whole widget: title, tabs, panels, footer.

use std::rc::Rc;

use yew::prelude::*;

use super::card::cards;
use super::controls::{footer, legend, notice, tabs, Finder};
use super::follow::action_of;
use super::map::Map;
use super::tables::{tables, year_events};
use super::timeline::Timeline;
use super::{flag, IS_DOCUMENT};
use crate::copy;
use crate::model::date::Date;
use crate::model::scene;
use crate::model::view::{Action, Heading, Tab, View};

/// What the widget shows, and where its actions go.
pub struct App<'a> {
    /// The whole state.
    pub view: &'a Rc<View>,
    /// The date on which the list of a year's events stands: the view's, once that has come to rest.
    pub rested: Date,
    /// Sentences about parts of the URL that were not applied.
    pub notices: &'a [String],
    /// The address of this view, for the permanent link.
    pub address: &'a str,
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
    html! {
        <div class="widget" data-plain={flag(view.is_plain)} {onclick}>
            <header class="head">
                { title(view.heading) }
                <p class="head__summary" data-summary="" role={(!IS_DOCUMENT).then_some("status")}>
                    { scene::summary(view) }
                </p>
            </header>
            { notice(props.notices, props.on_close_notice) }
            <div class="bar">
                { tabs(view.tab, act) }
                <Finder act={Callback::clone(act)} />
            </div>
            <div class="explore" data-tab={Tab::Explore.key()} id={panel(Tab::Explore)} role={panel_role()}
                aria-labelledby={tab_id(Tab::Explore)} hidden={is_hidden(view, Tab::Explore)}>
                <Map view={Rc::clone(view)} act={Callback::clone(act)} />
                { cards(view, act) }
                { legend(&scene::legend(view), act) }
                <Timeline view={Rc::clone(view)} act={Callback::clone(act)} />
                { year_events(view, props.rested) }
            </div>
            <div class="tables" data-tab={Tab::Table.key()} id={panel(Tab::Table)} role={panel_role()}
                aria-labelledby={tab_id(Tab::Table)} hidden={is_hidden(view, Tab::Table)}>
                if IS_DOCUMENT || view.tab == Tab::Table {
                    { tables(view) }
                }
            </div>
            { footer(view.theme, props.address, act) }
        </div>
    }
}

fn is_hidden(view: &View, tab: Tab) -> bool {
    !IS_DOCUMENT && view.tab != tab
}

/// The id of a panel; on the served page, what the link to the part leads to.
fn panel(tab: Tab) -> String {
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

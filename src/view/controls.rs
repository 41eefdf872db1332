//! Tabs, the list of countries, legend, notice, footer.

use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use super::{truth, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::atlas;
use crate::model::overlay::layer_name;
use crate::model::query;
use crate::model::scene::{self, LegendEntry};
use crate::model::view::{Action, Layer, Panel, Tab, Theme, View};

/// A callback that emits one action.
pub fn emits(act: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_: MouseEvent| act.emit(action.clone()))
}

/// The tabs; on the served page, links to the parts of the page.
pub fn tabs(view: &View, act: &Callback<Action>) -> Html {
    let shown = view.tab;
    if IS_DOCUMENT {
        return html! {
            <nav class="tabs" aria-label={copy::TAB_LIST}>
                for tab in Tab::ALL {
                    <a key={tab.key()} class="tabs__tab" href={["#tab=", tab.key()].concat()}
                        aria-current={(tab == Tab::Explore).then_some("true")}>
                        { scene::tab_name(tab) }
                    </a>
                }
            </nav>
        };
    }
    let buttons = Tab::ALL.map(|_| NodeRef::default());
    let onkeydown = {
        let (act, buttons) = (act.clone(), buttons.clone());
        Callback::from(move |event: KeyboardEvent| {
            let here = Tab::ALL.iter().position(|&tab| tab == shown).unwrap_or_default();
            let count = Tab::ALL.len();
            let there = match event.key().as_str() {
                "ArrowRight" => (here + 1) % count,
                "ArrowLeft" => (here + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            act.emit(Action::Show(Tab::ALL[there]));
            // At once, so that the next key meets the tab that is shown.
            if let Some(button) = buttons[there].cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label={copy::TAB_LIST} {onkeydown}>
            for (tab, button) in Tab::ALL.into_iter().zip(buttons) {
                <button key={tab.key()} ref={button} class="tabs__tab" type="button" role="tab"
                    id={["tab-", tab.key()].concat()} aria-controls={["panel-", tab.key()].concat()}
                    aria-selected={truth(tab == shown && view.panel.is_none())} tabindex={if tab == shown { "0" } else { "-1" }}
                    onclick={emits(act, Action::Show(tab))}>
                    { scene::tab_name(tab) }
                </button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct FinderProps {
    pub act: Callback<Action>,
}

/// Every country in a native list: type-ahead, a phone's own picker, every screen reader.
/// A component, since it never changes and has more options than the rest of the page has elements.
#[component]
pub fn Finder(props: &FinderProps) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let act = props.act.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
        if let Some(id) = atlas().country_by_code(&select.value()) {
            act.emit(Action::Select(id));
        }
        select.set_value("");
    });
    let atlas = atlas();
    let listed = atlas.by_name().iter().filter_map(|&id| atlas.country(id));
    html! {
        <label class="bar__find">
            <span>{ copy::MAP_FIND }</span>
            <select {onchange}>
                <option value="" selected=true>{ copy::MAP_FIND_NONE }</option>
                for country in listed {
                    <option key={country.code} value={country.code}>{ country.name() }</option>
                }
            </select>
        </label>
    }
}

/// The legend, which is also the filter.
pub fn legend(entries: &[LegendEntry], act: &Callback<Action>) -> Html {
    html! {
        <div class="legend" role="group" aria-label={copy::LEGEND_LABEL}>
            for entry in entries {
                { legend_item(entry, act) }
            }
            <a class="legend__item" href={panel_address(Panel::About)}>
                <span class="legend__swatch" data-swatch="hatched" aria-hidden="true"></span>
                { copy::LEGEND_HATCHED }
            </a>
        </div>
    }
}

fn legend_item(entry: &LegendEntry, act: &Callback<Action>) -> Html {
    let content = html! {
        <>
            <span class="legend__swatch" data-swatch={entry.swatch} aria-hidden="true"></span>
            { entry.label }
            <span class="legend__count">{ entry.count }</span>
        </>
    };
    if IS_DOCUMENT {
        return html! { <span key={entry.filter.0} class="legend__item">{ content }</span> };
    }
    html! {
        <button key={entry.filter.0} class="legend__item" type="button" aria-pressed={truth(entry.is_pressed)}
            onclick={emits(act, Action::Filter(entry.filter))}>
            { content }
        </button>
    }
}

/// What of the URL was left out.
pub fn notice(notices: &[String], on_close: &Callback<()>) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let on_close = on_close.clone();
    let onclick = Callback::from(move |_: MouseEvent| on_close.emit(()));
    html! {
        <div class="notice" data-notice={(!notices.is_empty()).then_some("")} role="status"
            hidden={notices.is_empty()}>
            <ul class="notice__list" aria-label={copy::NOTICE_LABEL}>
                for (index, sentence) in notices.iter().enumerate() {
                    <li key={index}>{ sentence.as_str() }</li>
                }
            </ul>
            <button class="button" type="button" aria-label={copy::NOTICE_CLOSE} {onclick}>{ "×" }</button>
        </div>
    }
}

/// The data's own date, the sources, the colours, the permanent link.
pub fn footer(view: &View, act: &Callback<Action>) -> Html {
    html! {
        <footer class="foot">
            <p class="foot__line">
                <span data-as-of={atlas().as_of.iso()}>{ scene::as_of() }</span>
                for panel in Panel::ALL {
                    <a key={panel.key()} href={panel_address(panel)}>{ scene::panel_name(panel) }</a>
                }
                <a href="data.html">{ copy::FOOTER_DATA }</a>
                if !IS_DOCUMENT {
                    <a href={["?", &query::write(view)].concat()}>{ copy::FOOTER_PERMALINK }</a>
                }
                <span>{ copy::FOOTER_CREDIT }</span>
            </p>
            if !IS_DOCUMENT {
                { theme_select(view.theme, act) }
            }
        </footer>
    }
}

/// Where a panel is: on the served page, a page of its own.
fn panel_address(panel: Panel) -> String {
    if IS_DOCUMENT {
        [panel.key(), ".html"].concat()
    } else {
        ["#panel=", panel.key()].concat()
    }
}

fn theme_select(shown: Theme, act: &Callback<Action>) -> Html {
    let names = [copy::FOOTER_THEME_AUTO, copy::FOOTER_THEME_LIGHT, copy::FOOTER_THEME_DARK];
    choice("foot__theme", copy::FOOTER_THEME, &names, shown as usize, act, |index| {
        Theme::ALL.get(index).map(|&theme| Action::Paint(theme))
    })
}

/// What the map shows.
pub fn layer_select(shown: Layer, act: &Callback<Action>) -> Html {
    choice("lens__choice", copy::LAYER_LABEL, &Layer::ALL.map(layer_name), shown as usize, act, |index| {
        Layer::ALL.get(index).map(|&layer| Action::Layer(layer))
    })
}

/// A native list to choose one of a few from.
/// A list of which one entry is chosen.
pub fn choice(
    class: &'static str,
    label: &'static str,
    names: &[&'static str],
    shown: usize,
    act: &Callback<Action>,
    action: fn(usize) -> Option<Action>,
) -> Html {
    let act = act.clone();
    let onchange = Callback::from(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        if let Some(action) = index.and_then(action) {
            act.emit(action);
        }
    });
    html! {
        <label {class}>
            <span>{ label }</span>{ " " }
            <select {onchange}>
                for (index, name) in names.iter().enumerate() {
                    <option key={index} selected={index == shown}>{ *name }</option>
                }
            </select>
        </label>
    }
}

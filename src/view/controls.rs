//! Tabs, the list of countries, legend, notice, footer.

use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use super::element::{button, element, list, Element};
use super::{truth, IS_DOCUMENT};
use crate::copy;
use crate::model::atlas::atlas;
use crate::model::overlay::layer_name;
use crate::model::query;
use crate::model::scene::{self, LegendEntry};
use crate::model::search;
use crate::model::text::count;
use crate::model::view::{Action, Layer, Panel, Tab, Theme, View};

/// A callback that emits one action.
#[inline(never)]
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
    let mut list = element("div.tabs").with("role", "tablist").with("aria-label", copy::TAB_LIST);
    for (tab, node) in Tab::ALL.into_iter().zip(&buttons) {
        let key = tab.key();
        list = list.child(
            button("button.tabs__tab", scene::tab_name(tab), emits(act, Action::Show(tab)))
                .key(key)
                .found_by(node)
                .with("role", "tab")
                .joined("id", &["tab-", key])
                .joined("aria-controls", &["panel-", key])
                .with("aria-selected", truth(tab == shown && view.panel.is_none()))
                .with("tabindex", if tab == shown { "0" } else { "-1" }),
        );
    }
    let act = act.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // The tab that has the focus: what is shown may not have been drawn yet.
        let id = event.target_dyn_into::<HtmlElement>().map(|button| button.id()).unwrap_or_default();
        let here = Tab::ALL.iter().position(|tab| id.strip_prefix("tab-") == Some(tab.key())).unwrap_or_default();
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
    });
    list.on_key_down(onkeydown).into()
}

/// Every country in a native list: type-ahead, a phone's own picker, every screen reader.
/// Kept, since it never changes and has more options than the rest of the page has elements.
pub fn finder(act: &Callback<Action>) -> Html {
    if IS_DOCUMENT {
        return html! {};
    }
    let act = act.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
        if let Some(id) = atlas().country_by_code(&select.value()) {
            act.emit(Action::Select(id));
        }
        select.set_value("");
    });
    let mut options = Vec::new();
    for (name, code) in search::names() {
        options.push(element("option").with("value", code).text(name).into());
    }
    let none = element("option").with("value", "").with("selected", "selected").text(copy::MAP_FIND_NONE);
    let select = element("select").on_change(onchange).child(none).html(list(options));
    element("label.bar__find").child(element("span").text(copy::MAP_FIND)).child(select).into()
}

/// The legend, which is also the filter; before it, what the layer says of the date.
pub fn legend(said: Option<Element>, entries: &[LegendEntry], act: &Callback<Action>) -> Element {
    let mut items = Vec::new();
    for entry in entries {
        items.push(legend_item(entry, act).into());
    }
    let hatched = element("a.legend__item").with("href", &panel_address(Panel::About));
    element("div.legend")
        .with("role", "group")
        .with("aria-label", copy::LEGEND_LABEL)
        .maybe_child(said)
        .html(list(items))
        .child(element("span.legend__item").child(swatch("out")).text(copy::LEGEND_NONE))
        .child(hatched.child(swatch("hatched")).text(copy::LEGEND_HATCHED))
}

fn swatch(kind: &str) -> Element {
    element("span.legend__swatch").with("data-tone", kind).with("aria-hidden", "true")
}

fn legend_item(entry: &LegendEntry, act: &Callback<Action>) -> Element {
    let item = if IS_DOCUMENT {
        element("span.legend__item")
    } else {
        button("button.legend__item", "", emits(act, Action::Filter(entry.layer, entry.filter)))
            .with("aria-pressed", truth(entry.is_pressed))
    };
    item.nth(usize::from(entry.filter.0))
        .child(swatch(entry.swatch))
        .text(entry.label)
        .child(element("span.legend__count").text(&count(entry.count)))
}

/// What of the URL was left out; not on the served page.
pub fn notice(notices: &[String], on_close: &Callback<()>) -> Option<Element> {
    if IS_DOCUMENT {
        return None;
    }
    let on_close = on_close.clone();
    let onclick = Callback::from(move |_: MouseEvent| on_close.emit(()));
    let mut sentences = element("ul.notice__list").with("aria-label", copy::NOTICE_LABEL);
    for (index, sentence) in notices.iter().enumerate() {
        sentences = sentences.child(element("li").nth(index).text(sentence));
    }
    let notice = element("div.notice")
        .with("role", "status")
        .maybe("data-notice", (!notices.is_empty()).then_some(""))
        .maybe("hidden", notices.is_empty().then_some("hidden"));
    Some(notice.child(sentences).child(button("button.button", "×", onclick).with("aria-label", copy::NOTICE_CLOSE)))
}

/// The data's own date, the sources, the colours, the permanent link.
pub fn footer(view: &View, act: &Callback<Action>) -> Element {
    let link = |address: &str, text: &str| element("a").with("href", address).text(text);
    let as_of = element("span").with("data-as-of", &atlas().as_of.iso()).text(&scene::as_of());
    let mut line = element("p.foot__line").child(as_of);
    for panel in Panel::ALL {
        line = line.child(link(&panel_address(panel), scene::panel_name(panel)));
    }
    line = line.child(link("spending.html", copy::SPENDING_TITLE)).child(link("data.html", copy::FOOTER_DATA));
    if !IS_DOCUMENT {
        let here = link(&["?", &query::write(view)].concat(), copy::FOOTER_PERMALINK);
        line = line.child(here.with("data-permalink", ""));
    }
    let foot = element("footer.foot").child(line.child(element("span").text(copy::FOOTER_CREDIT)));
    if IS_DOCUMENT {
        return foot;
    }
    foot.child(theme_select(view.theme, act))
}

/// Where a panel is: on the served page, a page of its own.
fn panel_address(panel: Panel) -> String {
    if IS_DOCUMENT {
        [panel.key(), ".html"].concat()
    } else {
        ["#panel=", panel.key()].concat()
    }
}

fn theme_select(shown: Theme, act: &Callback<Action>) -> Element {
    let names = [copy::FOOTER_THEME_AUTO, copy::FOOTER_THEME_LIGHT, copy::FOOTER_THEME_DARK];
    choice("label.foot__theme", copy::FOOTER_THEME, &names, shown as usize, act, |index| {
        Theme::ALL.get(index).map(|&theme| Action::Paint(theme))
    })
}

/// What the map shows.
pub fn layer_select(shown: Layer, act: &Callback<Action>) -> Element {
    choice("label.lens__choice", copy::LAYER_LABEL, &Layer::ALL.map(layer_name), shown as usize, act, |index| {
        Layer::ALL.get(index).map(|&layer| Action::Layer(layer))
    })
}

/// A native list to choose one of a few from, of which one is chosen.
pub fn choice(
    selector: &'static str,
    label: &'static str,
    names: &[&'static str],
    shown: usize,
    act: &Callback<Action>,
    action: fn(usize) -> Option<Action>,
) -> Element {
    let act = act.clone();
    let onchange = Callback::from(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        if let Some(action) = index.and_then(action) {
            act.emit(action);
        }
    });
    let mut select = element("select").on_change(onchange);
    for (index, name) in names.iter().enumerate() {
        let option = element("option").nth(index).maybe("selected", (index == shown).then_some("selected"));
        select = select.child(option.text(name));
    }
    element(selector).child(element("span").text(label)).text(" ").child(select)
}

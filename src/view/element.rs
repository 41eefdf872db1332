//! Elements by calls instead of `html!`, which writes out hundreds of bytes of code for each element. Here an element is
//! one call, and so is each attribute, child and listener: with `kept`, 14 KB of the bundle. `html!` stays for what
//! only the served page has.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, VList, VTag, VText};

/// An element that is being built. Boxed, so that handing it on is handing on an address.
pub struct Element(Box<Parts>);

struct Parts {
    tag: VTag,
    /// The names of its attributes, and what they are; of those that may be missing too, so that an element has the same
    /// names whenever it is drawn.
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

/// An element: its tag, and after a full stop its class, like `p.card__kicker`.
#[inline(never)]
pub fn element(selector: &'static str) -> Element {
    let (tag, class) = selector.split_once('.').unwrap_or((selector, ""));
    let element = Element(Box::new(Parts { tag: VTag::new(tag), names: Vec::new(), values: Vec::new() }));
    if class.is_empty() {
        element
    } else {
        element.shared("class", AttrValue::Static(class))
    }
}

/// One list for all elements with the same names of attributes. Two that share it are compared name by name, without a
/// search for each.
fn shared_names(names: &[&'static str]) -> &'static [&'static str] {
    thread_local! {
        static LISTS: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
    }
    LISTS.with_borrow_mut(|lists| {
        let place = lists.iter().position(|&list| list == names).unwrap_or_else(|| {
            lists.push(Box::leak(names.into()));
            lists.len() - 1
        });
        // What is often asked for is soon found.
        lists.swap(place, place / 2);
        lists[place / 2]
    })
}

/// A button with a name and what a click on it does.
#[inline(never)]
pub fn button(selector: &'static str, name: &str, onclick: Callback<MouseEvent>) -> Element {
    element(selector).with("type", "button").on_click(onclick).text(name)
}

/// A link to an address of several parts.
#[inline(never)]
pub fn link(address: &[&str], text: &str) -> Element {
    element("a").joined("href", address).text(text)
}

/// A list among other children. It takes one place among them however long it is, so that they stay what they are.
#[inline(never)]
pub fn list(items: Vec<Html>) -> Html {
    VList::from(items).into()
}

impl Element {
    /// Sets an attribute.
    #[inline(never)]
    pub fn with(self, name: &'static str, value: &str) -> Element {
        self.maybe(name, Some(value))
    }

    /// Sets an attribute to a text that others hold as well.
    #[inline(never)]
    pub fn shared(self, name: &'static str, value: AttrValue) -> Element {
        self.set(name, Some(value))
    }

    /// Sets an attribute to a text of several parts.
    #[inline(never)]
    pub fn joined(self, name: &'static str, parts: &[&str]) -> Element {
        self.with(name, &parts.concat())
    }

    /// Sets an attribute, or leaves it out.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Element {
        self.set(name, value.map(|value| AttrValue::Rc(value.into())))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: Option<AttrValue>) -> Element {
        debug_assert!(!self.0.names.contains(&name), "{name} is set twice");
        self.0.names.push(name);
        self.0.values.push(value.map(AttributeOrProperty::Attribute));
        self
    }

    /// Sets what an input holds.
    pub fn value(mut self, value: &str) -> Element {
        self.0.tag.set_value(Rc::<str>::from(value));
        self
    }

    /// Sets the key: what the element stays the same by, wherever in its list it moves.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Element {
        self.0.tag.key = Some(Key::from(key));
        self
    }

    /// Sets the key to a number.
    #[inline(never)]
    pub fn nth(self, index: usize) -> Element {
        self.key(&crate::model::text::count(index))
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Element {
        self.html(VText::new(Rc::from(text)).into())
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(self, child: Element) -> Element {
        self.html(child.into())
    }

    /// Adds an element, or keeps its place, so that what follows stays what it is.
    #[inline(never)]
    pub fn maybe_child(self, child: Option<Element>) -> Element {
        self.html(child.map(Html::from).unwrap_or_default())
    }

    /// Adds whatever there is.
    #[inline(never)]
    pub fn html(mut self, child: Html) -> Element {
        self.0.tag.add_child(child);
        self
    }

    /// Says what a click does.
    #[inline(never)]
    pub fn on_click(self, callback: Callback<MouseEvent>) -> Element {
        self.on(Rc::new(yew::html::onclick::Wrapper::new(callback)))
    }

    /// Says what a key does.
    #[inline(never)]
    pub fn on_key_down(self, callback: Callback<KeyboardEvent>) -> Element {
        self.on(Rc::new(yew::html::onkeydown::Wrapper::new(callback)))
    }

    /// Says what another choice does.
    #[inline(never)]
    pub fn on_change(self, callback: Callback<Event>) -> Element {
        self.on(Rc::new(yew::html::onchange::Wrapper::new(callback)))
    }

    /// Says what is put in.
    #[inline(never)]
    pub fn on_input(self, callback: Callback<InputEvent>) -> Element {
        self.on(Rc::new(yew::html::oninput::Wrapper::new(callback)))
    }

    /// Lets a reference find the element on the page.
    pub fn found_by(mut self, node: &NodeRef) -> Element {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// Adds a listener.
    #[inline(never)]
    pub fn on(mut self, listener: Rc<dyn Listener>) -> Element {
        self.0.tag.add_listener(listener);
        self
    }
}

impl From<Element> for Html {
    #[inline(never)]
    fn from(element: Element) -> Html {
        let Parts { mut tag, names, values } = *element.0;
        tag.attributes = Attributes::Dynamic { keys: shared_names(&names), values: values.into() };
        tag.into()
    }
}

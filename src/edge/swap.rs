//! What a reader did on the served page survives the takeover: place, focus, open details.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

/// What is remembered of the served page.
#[derive(Default)]
pub struct Place {
    /// A selector for the element that had the focus.
    focus: Option<String>,
    /// A selector for the row of a table at the top of the window, and its distance from there.
    row: Option<(String, f64)>,
    /// Selectors for the details that were open.
    pub open: Vec<String>,
    scroll: f64,
}

impl Place {
    /// Looks at the page.
    pub fn remember(window: &Window, document: &Document) -> Place {
        let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let scroll = window.scroll_y().unwrap_or_default();
        Place {
            focus: document.active_element().as_ref().and_then(selector),
            // In a frame as high as its content everything is in view: only who has scrolled has gone anywhere.
            row: if scroll > 0.0 { row_at_top(document, height) } else { None },
            open: all(document, "details[open][id]").iter().filter_map(selector).collect(),
            scroll,
        }
    }

    /// Whether the reader was in the tables.
    pub fn is_in_tables(&self) -> bool {
        self.row.is_some()
    }

    /// Puts the reader back.
    pub fn restore(&self, window: &Window, document: &Document) {
        for selector in &self.open {
            if let Ok(Some(details)) = document.query_selector(selector) {
                let _ = details.set_attribute("open", "");
            }
        }
        match &self.row {
            Some((selector, top)) => {
                if let Ok(Some(row)) = document.query_selector(selector) {
                    let delta = row.get_bounding_client_rect().top() - top;
                    window.scroll_by_with_x_and_y(0.0, delta);
                }
            }
            None => window.scroll_to_with_x_and_y(0.0, self.scroll),
        }
        let Some(selector) = &self.focus else { return };
        let found = document.query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let y = window.scroll_y().unwrap_or_default();
            let _ = element.focus();
            window.scroll_to_with_x_and_y(0.0, y);
        }
    }
}

/// All elements that a selector finds.
pub fn all(document: &Document, selector: &str) -> Vec<Element> {
    let Ok(list) = document.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// A selector that finds the same thing on the live page: by id, or by what a link leads to.
fn selector(element: &Element) -> Option<String> {
    let tag = element.tag_name().to_ascii_lowercase();
    if tag == "summary" {
        let details = element.parent_element()?;
        return Some([&*selector(&details)?, " > summary"].concat());
    }
    if !element.id().is_empty() {
        return Some(["[id=\"", &element.id(), "\"]"].concat());
    }
    if tag == "a" {
        let href = element.get_attribute("href")?;
        if let Some(tab) = href.strip_prefix("#tab=") {
            return Some(["[id=\"tab-", tab, "\"]"].concat());
        }
        let within = if element.closest(".tables").ok()?.is_some() { ".tables " } else { "" };
        return Some([within, "a[href=\"", &href, "\"]"].concat());
    }
    None
}

/// The first row of a table that is in view, if the tables have come up to the middle of the window.
fn row_at_top(document: &Document, height: f64) -> Option<(String, f64)> {
    let tables = document.query_selector(".tables").ok()??;
    if tables.get_bounding_client_rect().top() > height / 2.0 {
        return None;
    }
    let link =
        all(document, ".tables tbody th a").into_iter().find(|link| link.get_bounding_client_rect().bottom() > 0.0)?;
    Some((selector(&link)?, link.get_bounding_client_rect().top()))
}

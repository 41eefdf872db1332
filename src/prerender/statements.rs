//! What a publisher owes readers beside the facts: what becomes of their data, and who can use the page.

use crate::panels::{heading, safe};
use two_oceans::copy;

/// The names of the pages and their contents, as those of the panels.
pub fn pages() -> [(&'static str, String); 2] {
    [
        (
            "privacy",
            page(
                copy::PRIVACY_TITLE,
                copy::PRIVACY_INTRO_LONG,
                &[
                    (copy::PRIVACY_SERVER_TITLE, copy::PRIVACY_SERVER_LONG),
                    (copy::PRIVACY_FRAME_TITLE, copy::PRIVACY_FRAME_LONG),
                    (copy::PRIVACY_LINKS_TITLE, copy::PRIVACY_LINKS_LONG),
                    (copy::PRIVACY_WHO_TITLE, copy::PRIVACY_WHO_LONG),
                ],
            ),
        ),
        (
            "accessibility",
            page(
                copy::ACCESSIBILITY_TITLE,
                copy::ACCESSIBILITY_INTRO_LONG,
                &[
                    (copy::ACCESSIBILITY_WAYS_TITLE, copy::ACCESSIBILITY_WAYS_LONG),
                    (copy::ACCESSIBILITY_TESTED_TITLE, copy::ACCESSIBILITY_TESTED_LONG),
                    (copy::ACCESSIBILITY_LIMITS_TITLE, copy::ACCESSIBILITY_LIMITS_LONG),
                    (copy::ACCESSIBILITY_REPORT_TITLE, copy::ACCESSIBILITY_REPORT_LONG),
                ],
            ),
        ),
    ]
}

fn page(title: &str, intro: &str, parts: &[(&str, &str)]) -> String {
    let mut out = heading(title, intro);
    for (title, text) in parts {
        out += &format!("<h3>{}</h3><p>{}</p>", safe(title), safe(text));
    }
    out
}

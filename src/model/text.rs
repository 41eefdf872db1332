//! Filling templates: names in braces, numbers, plurals, lists; and a text as HTML.

use crate::copy;

/// Replaces each `{name}` of a template; an unknown name stays as it is.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// A whole number in digits.
pub fn number(value: u32) -> String {
    let mut digits = Vec::with_capacity(4);
    let mut rest = value;
    loop {
        digits.push(char::from(b'0' + u8::try_from(rest % 10).unwrap_or_default()));
        rest /= 10;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// How many there are, in digits.
pub fn count(value: usize) -> String {
    number(u32::try_from(value).unwrap_or(u32::MAX))
}

/// A whole number with its sign, if it is negative.
pub fn signed(value: i32) -> String {
    [if value < 0 { "-" } else { "" }, &number(value.unsigned_abs())].concat()
}

/// A whole number in groups of three digits.
pub fn grouped(value: u32) -> String {
    match (value / 1000, value % 1000) {
        (0, rest) => number(rest),
        (thousands, rest) => [&grouped(thousands), copy::NUMBER_GROUP, &number(1000 + rest)[1..]].concat(),
    }
}

/// "31st", "32nd", "12th": the English rule; another language brings its own catalogue entries.
pub fn ordinal(value: u32) -> String {
    let suffix = match (value % 10, value % 100) {
        (_, 11..=13) => copy::ORDINAL_OTHER,
        (1, _) => copy::ORDINAL_ONE,
        (2, _) => copy::ORDINAL_TWO,
        (3, _) => copy::ORDINAL_FEW,
        _ => copy::ORDINAL_OTHER,
    };
    fill(suffix, &[("n", &number(value))])
}

/// The template for one or for many, with `{n}` filled.
pub fn plural(count: usize, one: &str, other: &str) -> String {
    let template = if count == 1 { one } else { other };
    fill(template, &[("n", &self::count(count))])
}

/// "Czechia, Hungary and Poland".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    linked(items, copy::LIST_NEXT, copy::LIST_LAST)
}

/// All in a row with something between. The standard library's `join` is fast for each width of it, and costs a kilobyte.
pub fn joined<S: AsRef<str>>(items: &[S], between: &str) -> String {
    linked(items, between, between)
}

#[inline(never)]
fn linked<S: AsRef<str>>(items: &[S], between: &str, before_last: &str) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(if index + 1 == items.len() { before_last } else { between });
        }
        out.push_str(item.as_ref());
    }
    out
}

/// Adds a text to HTML.
pub fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}

//! What the page that holds the frame may say: the commands of the contract, told from all else that a window hears.
//!
//! Here values are checked for their type and length; what they mean, `query` knows.

use super::query::encode;
use super::text::number;

/// The most keys that a command may have.
pub const KEYS_LIMIT: usize = 40;

/// The longest text of a value, in UTF-16 code units.
pub const VALUE_LIMIT: usize = 400;

/// The longest key that is looked at, in bytes; all of ours are shorter.
const KEY_LIMIT: usize = 16;

/// The largest number: years, steps, levels.
const NUMBER_LIMIT: u16 = 9_999;

/// A value as it came.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A text of at most `VALUE_LIMIT`.
    Text(String),
    /// A number; whole ones from 0 to `NUMBER_LIMIT` mean something.
    Number(f64),
    /// `true` and `false` are 1 and 0 of the URL.
    Truth(bool),
    /// `null`: back to the default.
    Nothing,
    /// A longer text, an object, a list.
    Other,
}

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Say what is shown.
    Get,
    /// Show what these keys say, as a query.
    Set(String),
}

/// Why a command was not followed: a word for programs, and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(pub &'static str, pub String);

/// Reads a command; `None` stands for parameters that are no object or too large a one.
pub fn read(name: &str, params: Option<Vec<(String, Value)>>) -> Result<Command, Refusal> {
    match name {
        "get" => return Ok(Command::Get),
        "set" => {}
        _ => return Err(Refusal("unknown-command", name.chars().take(KEYS_LIMIT).collect())),
    }
    let mut query = String::new();
    for (key, value) in params.ok_or(Refusal("bad-params", String::new()))? {
        if key.len() > KEY_LIMIT {
            continue;
        }
        let Some(value) = value.words() else { return Err(Refusal("bad-params", key)) };
        for part in [&*encode(&key), "=", &value, "&"] {
            query.push_str(part);
        }
    }
    Ok(Command::Set(query))
}

impl Value {
    /// As it would stand in a URL.
    fn words(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(encode(text)),
            Value::Number(value) => {
                let whole = (*value as u16).min(NUMBER_LIMIT);
                (f64::from(whole) == *value).then(|| number(whole.into()))
            }
            Value::Truth(is_true) => Some(number((*is_true).into())),
            Value::Nothing => Some(String::new()),
            Value::Other => None,
        }
    }
}

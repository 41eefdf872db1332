//! `data/story.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// A step: a text, and the view that it is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: Text,
    pub heading: Text,
    /// As in an address: `date=1949-08-24&group=founders`.
    pub view: Text,
    pub text: Spanned<Vec<Sentence>>,
    #[serde(default)]
    pub opinion: Vec<Sentence>,
    #[serde(default)]
    pub claims: Vec<Text>,
    pub notes: Spanned<Vec<Sentence>>,
}

/// A sentence, and what supports it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    pub text: Text,
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    step: Vec<Spanned<Step>>,
}

/// Reads `data/story.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Step>> {
    let (story, file) = reader.toml::<Story>("story.toml")?;
    Some(Table { records: story.step, file })
}

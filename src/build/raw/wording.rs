//! `data/wording.toml`

use serde::Deserialize;
use toml::Spanned;

use super::{Reader, Table, Text};

/// Words that are not used in our own voice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Avoided {
    #[serde(default)]
    pub words: Vec<Text>,
    pub reason: Text,
    pub instead: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    avoid: Vec<Spanned<Avoided>>,
}

/// Reads `data/wording.toml`.
pub fn read(reader: &mut Reader) -> Option<Table<Avoided>> {
    let (file, at) = reader.toml::<Wording>("wording.toml")?;
    Some(Table { records: file.avoid, file: at })
}

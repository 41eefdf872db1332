//! Ids made from titles: shared by the build script and the bundle, so that most ids need not be shipped.

/// The id that a title and a date (ISO, no finer than known) give: `ev-1999-03-12-czechia-hungary-…`.
///
/// Small letters and digits only; a hyphen inside a word is dropped, a month or year stands for its
/// first day. The permanent id of an event is this, cut off, unless the title was changed since.
pub fn event_id(date: &str, title: &str) -> String {
    let mut id = ["ev-", date, "-01-01".get(date.len().saturating_sub(4)..).unwrap_or_default(), "-"].concat();
    for letter in title.chars() {
        match plain(letter.to_ascii_lowercase()) {
            ' ' if id.ends_with('-') => {}
            ' ' => id.push('-'),
            letter if letter.is_ascii_alphanumeric() => id.push(letter),
            _ => {}
        }
    }
    id
}

/// A letter without its mark. Capitals with marks are listed: the tables of Unicode would cost the reader 1 KB.
pub fn plain(letter: char) -> char {
    match letter {
        'å' | 'Å' | 'ä' | 'á' | 'ã' | 'â' => 'a',
        'ç' | 'č' => 'c',
        'é' | 'è' | 'ê' | 'É' => 'e',
        'ğ' => 'g',
        'í' | 'î' | 'ı' => 'i',
        'ñ' => 'n',
        'ô' | 'ó' | 'õ' | 'ö' => 'o',
        'ş' | 'š' => 's',
        'ü' | 'ú' => 'u',
        other => other,
    }
}

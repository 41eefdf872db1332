//! Short names for what the glue and the Wasm know each other by.
//!
//! wasm-bindgen puts a hash of sixteen digits in most names, which nothing can compress, begins the others with two
//! underscores, and repeats the glue's own name at each import: together that is 3 KB of the bundle and 1 KB of the glue.

use std::io;

/// Bytes before the first section.
pub const HEADER: usize = 8;

/// The module that the imports are said to come from: one without a name.
const MODULE: &str = "";

/// The glue and the module, each with short names in the place of the long ones.
pub fn shorten(glue: &str, module: &[u8]) -> io::Result<(String, Vec<u8>)> {
    let mut names = Names { glue: glue.to_owned(), count: 0 };
    let module = names.module(module).ok_or_else(|| io::Error::other("the sections of the bundle cannot be read"))?;
    Ok((names.glue, module))
}

struct Names {
    glue: String,
    count: usize,
}

impl Names {
    fn module(&mut self, module: &[u8]) -> Option<Vec<u8>> {
        let mut out = module.get(..HEADER)?.to_vec();
        for (id, section) in sections(module)? {
            let section = match id {
                2 => self.imports(section)?,
                7 => self.exports(section)?,
                _ => section.to_vec(),
            };
            out.push(id);
            out.extend(super::leb128(section.len()));
            out.extend(section);
        }
        Some(out)
    }

    fn imports(&mut self, section: &[u8]) -> Option<Vec<u8>> {
        let mut reader = Reader { rest: section };
        let count = reader.number()?;
        let mut out = super::leb128(count);
        for _ in 0..count {
            let module = reader.text()?;
            self.glue = self.glue.replace(&format!("\"{module}\""), &format!("\"{MODULE}\""));
            add(&mut out, MODULE);
            add(&mut out, &self.short(reader.text()?));
            // Functions only, since the bundle has its own memory and tables.
            if reader.byte()? != 0 {
                return None;
            }
            out.push(0);
            out.extend(super::leb128(reader.number()?));
        }
        reader.rest.is_empty().then_some(out)
    }

    fn exports(&mut self, section: &[u8]) -> Option<Vec<u8>> {
        let mut reader = Reader { rest: section };
        let count = reader.number()?;
        let mut out = super::leb128(count);
        for _ in 0..count {
            add(&mut out, &self.short(reader.text()?));
            out.extend(reader.bytes(1)?);
            out.extend(super::leb128(reader.number()?));
        }
        reader.rest.is_empty().then_some(out)
    }

    /// The name that stands for one of wasm-bindgen's, from now on in the glue as well; any other stays.
    fn short(&mut self, name: &str) -> String {
        let is_hash = |word: &str| word.len() == 16 && word.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !name.starts_with("__") && !name.split('_').any(is_hash) {
            return name.to_owned();
        }
        let short = format!("${:x}", self.count);
        self.count += 1;
        self.glue = replace_word(&self.glue, name, &short);
        short
    }
}

/// A text with another word in the place of one, which may be the beginning of a third.
fn replace_word(text: &str, word: &str, other: &str) -> String {
    let mut parts = text.split(word);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_longer = part.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
        out.push_str(if is_longer { word } else { other });
        out.push_str(part);
    }
    out
}

/// The sections of a module: what they are, and what they hold.
pub fn sections(module: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut reader = Reader { rest: module.get(HEADER..)? };
    let mut sections = Vec::new();
    while !reader.rest.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        sections.push((id, reader.bytes(length)?));
    }
    Some(sections)
}

fn add(out: &mut Vec<u8>, name: &str) {
    out.extend(super::leb128(name.len()));
    out.extend(name.as_bytes());
}

/// A cursor over a section.
pub struct Reader<'a> {
    pub rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// The next bytes.
    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(bytes)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.bytes(1)?.first().copied()
    }

    /// The bytes of the next LEB128 number, signed or not.
    pub fn leb(&mut self) -> Option<&'a [u8]> {
        let last = self.rest.iter().position(|byte| *byte < 0x80)?;
        self.bytes(last + 1)
    }

    /// The next unsigned LEB128 number, of 35 bits at most.
    pub fn number(&mut self) -> Option<usize> {
        let bytes = self.leb()?;
        let value = |bytes: &[u8]| bytes.iter().rev().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f));
        (bytes.len() <= 5).then(|| value(bytes))
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn names_with_a_hash_are_shortened_on_both_sides() {
        let import = b"\x02\x27\x01\x06./g.js\x1c__wbg_focus_0123456789abcdef\x00\x03";
        let export = b"\x07\x0a\x01\x06memory\x02\x00";
        let glue = "imports = { \"./g.js\": { __wbg_focus_0123456789abcdef: f } }; wasm.memory";
        let module = [b"\0asm\x01\0\0\0".as_slice(), import, export].concat();
        let (glue, module) = shorten(glue, &module).unwrap();
        assert_eq!(glue, "imports = { \"\": { $0: f } }; wasm.memory");
        let import = b"\x02\x07\x01\x00\x02$0\x00\x03";
        assert_eq!(module, [b"\0asm\x01\0\0\0".as_slice(), import, export].concat());
    }

    #[test]
    fn a_name_that_begins_another_is_not_taken_for_it() {
        let glue = "wasm.call_0123456789abcdef_, wasm.call_0123456789abcdef__1_";
        let export = b"\x07\x36\x02\x16call_0123456789abcdef_\0\x01\x19call_0123456789abcdef__1_\0\x02";
        let (glue, module) = shorten(glue, &[b"\0asm\x01\0\0\0".as_slice(), export].concat()).unwrap();
        assert_eq!(glue, "wasm.$0, wasm.$1");
        assert_eq!(module, *b"\0asm\x01\0\0\0\x07\x0b\x02\x02$0\0\x01\x02$1\0\x02");
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(shorten("", b"\0asm").is_err());
        assert!(shorten("", b"\0asm\x01\0\0\0\x02\x05").is_err());
    }
}

//! The bundle taken apart into streams of bytes that are of a kind: all opcodes, all numbers of locals that are got, all offsets of
//! loads, and so on. Brotli makes a tenth less of them than of a module, in which they alternate. `edge/unpack.js` puts the module
//! together again; what it has to know of opcodes it is told here. Sizes of functions are left out, since it sees where each ends.

use std::collections::HashMap;

use super::leb128;
use super::names::{sections, Reader, HEADER};

/// Bytes in front of the streams: of a module that has one section, without a name, which no one has to know.
const FRONT: &[u8] = b"\0asm\x01\0\0\0\0";

/// A size is written in so many bytes, whatever it is, since it is known later than its place.
const SIZE: usize = 4;

/// The section of the code.
const CODE: u8 = 10;

/// What follows an opcode: none to two numbers, a table of jumps, four or eight raw bytes, or what the number behind it says.
const TABLE: u8 = 3;
const RAW: u8 = 4;
const RAW_WIDE: u8 = 8;
const FURTHER: u8 = 15;

/// The number goes into a stream by the opcode that comes next, which tells what it is for; that of a local that a constant follows,
/// by the one behind that.
const BY_NEXT: u8 = 16;

/// The second number goes into a stream by the opcode before.
const BY_LAST: u8 = 32;

/// All bytes of the second number but the first go into [`OFFSETS`].
const LONG: u8 = 64;

const LOCAL: u8 = 0x20;
const CONSTANT: u8 = 0x41;

/// In the key of a stream, above the opcode next to it: that this comes behind a constant, and that the number is the second.
const BEHIND: usize = 1 << 8;
const SECOND: usize = 1 << 9;

/// The stream of opcodes, that of what comes before a function's first one, and that of the ends of offsets.
const OPCODES: usize = 0;
const LOCALS: usize = 1;
const OFFSETS: usize = 2;

/// Said if it cannot be done.
pub const UNKNOWN: &str = "the bundle holds what prerender/streams.rs does not know";

/// Takes a module apart; `None` if it holds what is not known here.
pub fn take_apart(module: &[u8]) -> Option<Vec<u8>> {
    let mut streams = Streams::default();
    let (mut before, mut behind) = (FRONT[..HEADER].to_vec(), Vec::new());
    let (mut count, mut size) = (0, 0);
    for (id, section) in sections(module)? {
        if id == CODE {
            let mut functions = Reader { rest: section };
            count = functions.number()?;
            for _ in 0..count {
                let length = functions.number()?;
                let body = functions.bytes(length)?;
                size += SIZE + length;
                streams.function(body)?;
            }
            before.push(CODE);
            let count = leb128(count);
            before.extend(padded(count.len() + size));
            before.extend(count);
        } else {
            let out = if count == 0 { &mut before } else { &mut behind };
            out.push(id);
            out.extend(leb128(section.len()));
            out.extend(section);
        }
    }
    let numbers = [before.len() + size + behind.len(), before.len(), count, streams.bytes.len()];
    let lengths = streams.bytes.iter().map(Vec::len);
    let head: Vec<u8> = numbers.into_iter().chain(lengths).flat_map(leb128).collect();
    let shapes: Vec<u8> = (0..=u8::MAX).map(|opcode| shape(opcode).unwrap_or_default()).collect();
    let content = [&[0][..], &shapes, &head, &before, &streams.bytes.concat(), &behind].concat();
    Some([FRONT, &padded(content.len()), &content].concat())
}

/// What follows an opcode (WebAssembly Core Specification 2.0, chapter 5.4); `None` for what this compiler does not write.
fn shape(opcode: u8) -> Option<u8> {
    Some(match opcode {
        LOCAL | CONSTANT => 1 | BY_NEXT,
        0x02..=0x04 | 0x0c | 0x0d | 0x10 | 0x21..=0x26 | 0x3f | 0x40 | 0x42 | 0xd0 | 0xd2 => 1,
        0x11 => 2,
        0x28..=0x35 => 2 | BY_LAST | LONG,
        0x36..=0x3e => 2 | LONG,
        0x0e => TABLE,
        0x43 => RAW,
        0x44 => RAW_WIDE,
        0xfc => FURTHER,
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => 0,
        _ => return None,
    })
}

/// How many numbers follow the one behind the opcode 0xfc.
fn further(number: usize) -> usize {
    match number {
        0..8 => 0,
        8 | 10 | 12 | 14 => 2,
        _ => 1,
    }
}

/// The streams, in the order in which they are first needed.
#[derive(Default)]
struct Streams {
    bytes: Vec<Vec<u8>>,
    numbers: HashMap<usize, usize>,
}

impl Streams {
    fn add(&mut self, key: usize, bytes: &[u8]) {
        let next = self.bytes.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.bytes.push(Vec::new());
        }
        self.bytes[number].extend_from_slice(bytes);
    }

    fn function(&mut self, body: &[u8]) -> Option<()> {
        let mut reader = Reader { rest: body };
        let groups = self.number(&mut reader, LOCALS)?;
        for _ in 0..2 * groups {
            self.number(&mut reader, LOCALS)?;
        }
        let mut before = 0;
        while let Some(opcode) = reader.byte() {
            self.add(OPCODES, &[opcode]);
            let shape = shape(opcode)?;
            let key = usize::from(opcode) << 10;
            match shape & 15 {
                0 => {}
                raw @ (RAW | RAW_WIDE) => self.add(key, reader.bytes(raw.into())?),
                kind @ (TABLE | FURTHER) => {
                    let number = self.number(&mut reader, key)?;
                    // Behind the jumps of a table stands one more, for all other values.
                    let more = if kind == TABLE { number + 1 } else { further(number) };
                    for _ in 0..more {
                        self.number(&mut reader, key | SECOND)?;
                    }
                }
                _ if shape & BY_NEXT != 0 => {
                    let mut ahead = Reader { rest: reader.rest };
                    ahead.leb()?;
                    let mut next = usize::from(ahead.byte()?);
                    if opcode == LOCAL && next == usize::from(CONSTANT) {
                        ahead.leb()?;
                        next = BEHIND | usize::from(ahead.byte()?);
                    }
                    self.number(&mut reader, key | next)?;
                }
                count => {
                    self.number(&mut reader, key)?;
                    if count > 1 {
                        let key = key | SECOND | if shape & BY_LAST == 0 { 0 } else { before };
                        let (first, others) = reader.leb()?.split_at(1);
                        self.add(key, first);
                        if !others.is_empty() {
                            self.add(if shape & LONG == 0 { key } else { OFFSETS }, others);
                        }
                    }
                }
            }
            before = opcode.into();
        }
        Some(())
    }

    /// Puts a number into a stream; its value, or one that nothing has so many of.
    fn number(&mut self, reader: &mut Reader, key: usize) -> Option<usize> {
        let bytes = reader.leb()?;
        self.add(key, bytes);
        Some(if let [byte] = bytes { (*byte).into() } else { usize::MAX / 2 })
    }
}

/// A size in as many bytes as are left for it.
fn padded(size: usize) -> [u8; SIZE] {
    std::array::from_fn(|index| {
        let more = if index + 1 < SIZE { 0x80 } else { 0 };
        (size >> (7 * index)) as u8 & 0x7f | more
    })
}

#[cfg(test)]
mod tests {
    use super::{padded, take_apart};

    #[test]
    fn a_module_comes_apart_into_streams() {
        // (func (result i32) local.get 5, i32.const 7, i32.load align=2 offset=300): what is not code stays together.
        let types = b"\x01\x05\x01\x60\x00\x01\x7f\x03\x02\x01\x00";
        let code = b"\x0a\x0c\x01\x0a\x00\x20\x05\x41\x07\x28\x02\xac\x02\x0b";
        let module = [b"\0asm\x01\0\0\0".as_slice(), types, code, b"\x0b\x01\x00"].concat();
        let apart = take_apart(&module).unwrap();
        let before = [b"\0asm\x01\0\0\0".as_slice(), types, b"\x0a", &padded(15), b"\x01"].concat();
        // Locals, opcodes, one number each, the offset's first byte and its end; then what stands behind the code.
        let streams = b"\0\x20\x41\x28\x0b\x05\x07\x02\xac\x02\x0b\x01\x00";
        assert!(apart.ends_with(&[&before[..], streams].concat()), "{apart:02x?}");
        let before = before.len() as u8;
        assert!(apart[14 + 256..].starts_with(&[before + 14 + 3, before, 1, 7, 1, 4, 1, 1, 1, 1, 1]), "{apart:02x?}");
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let code = b"\x0a\x06\x01\x04\x00\xfd\x07\x0b";
        assert_eq!(take_apart(&[b"\0asm\x01\0\0\0".as_slice(), code].concat()), None);
        assert_eq!(take_apart(b"\0asm\x01\0\0\0\x0a\x05"), None);
    }
}

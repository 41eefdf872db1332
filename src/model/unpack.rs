//! Reading the packed tables: varints and strings, one column after the other.
//!
//! The writer is `src/build/pack.rs`. A table that does not fit yields `None`, never a panic.

/// A cursor over a packed table.
pub struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Unpacker { rest: bytes }
    }

    /// The next unsigned LEB128 number.
    pub fn number(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// The next number as a length or an index.
    pub fn index(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// `count` strings, stored back to back and each ended by a line feed.
    pub fn strings(&mut self, count: usize) -> Option<Vec<&'a str>> {
        (0..count).map(|_| self.string()).collect()
    }

    /// `count` lists of numbers, each after its length; numbers are deltas within a list.
    pub fn lists(&mut self, count: usize) -> Option<Vec<Vec<usize>>> {
        (0..count)
            .map(|_| {
                let length = self.index()?;
                (0..length).map(|_| self.index()).collect()
            })
            .collect()
    }

    /// `count` numbers.
    pub fn numbers(&mut self, count: usize) -> Option<Vec<u32>> {
        (0..count).map(|_| self.number()).collect()
    }

    fn string(&mut self) -> Option<&'a str> {
        let end = self.rest.iter().position(|&byte| byte == b'\n')?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..)?;
        std::str::from_utf8(text).ok()
    }
}

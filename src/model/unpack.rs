//! Reading the packed tables: varints and strings, one column after the other.
//!
//! The writer is `src/build/pack.rs`. A table that does not fit yields zeros and empty texts, never a panic, and
//! [`Unpacker::checked`] says so at the end: a way out at every number would weigh three kilobytes in the bundle.

use super::atlas::CountryId;
use super::date::Date;

/// A cursor over a packed table.
pub struct Unpacker<'a> {
    rest: &'a [u8],
    is_broken: bool,
}

impl<'a> Unpacker<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Unpacker { rest: bytes, is_broken: false }
    }

    /// What was read, if all of it was there.
    pub fn checked<T>(&self, found: T) -> Option<T> {
        (!self.is_broken).then_some(found)
    }

    /// Says that what was read cannot be.
    pub fn reject(&mut self) {
        self.is_broken = true;
    }

    /// The next unsigned LEB128 number.
    #[inline(never)]
    pub fn number(&mut self) -> u32 {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let Some((&byte, rest)) = self.rest.split_first() else { break };
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        self.is_broken = true;
        0
    }

    /// The next number as an index.
    pub fn index(&mut self) -> usize {
        self.number() as usize
    }

    /// The next number as how many follow: of whatever it is, each takes a byte at least.
    #[inline(never)]
    pub fn count(&mut self) -> usize {
        let count = self.index();
        self.bounded(count)
    }

    /// How many follow, if there is room for them.
    pub fn bounded(&mut self, count: usize) -> usize {
        if count <= self.rest.len() {
            return count;
        }
        self.is_broken = true;
        0
    }

    /// The next number as a small one.
    #[inline(never)]
    pub fn small(&mut self) -> u8 {
        let number = self.number();
        self.is_broken |= number > u32::from(u8::MAX);
        number as u8
    }

    /// The next number as a date; 0 stands for none.
    pub fn optional_date(&mut self) -> Option<Date> {
        Date::from_packed(self.number())
    }

    /// The next number as a date.
    #[inline(never)]
    pub fn date(&mut self) -> Date {
        let date = self.optional_date();
        self.is_broken |= date.is_none();
        date.unwrap_or(Date::year_only(1949))
    }

    /// `count` strings, stored back to back and each ended by a line feed.
    #[inline(never)]
    pub fn strings(&mut self, count: usize) -> Vec<&'a str> {
        let mut strings = Vec::new();
        for _ in 0..count {
            strings.push(self.string());
        }
        strings
    }

    /// All strings that are left.
    pub fn lines(&mut self) -> Vec<&'a str> {
        let mut lines = Vec::new();
        while !self.rest.is_empty() && !self.is_broken {
            lines.push(self.string());
        }
        lines
    }

    /// `count` columns of `rows` strings each.
    pub fn text_columns(&mut self, count: usize, rows: usize) -> Columns<&'a str> {
        Columns { rows, cells: self.strings(count * rows) }
    }

    /// `count` columns of `rows` numbers each.
    pub fn number_columns(&mut self, count: usize, rows: usize) -> Columns<u32> {
        Columns { rows, cells: self.numbers(count * rows) }
    }

    /// A list of numbers, after its length.
    #[inline(never)]
    pub fn list(&mut self) -> Vec<usize> {
        let mut list = Vec::new();
        for _ in 0..self.count() {
            list.push(self.index());
        }
        list
    }

    /// A list of countries, after its length.
    #[inline(never)]
    pub fn countries(&mut self) -> Vec<CountryId> {
        let mut countries = Vec::new();
        for _ in 0..self.count() {
            countries.push(CountryId(self.small()));
        }
        countries
    }

    /// `count` numbers.
    #[inline(never)]
    pub fn numbers(&mut self, count: usize) -> Vec<u32> {
        let mut numbers = Vec::new();
        for _ in 0..count {
            numbers.push(self.number());
        }
        numbers
    }

    /// The next string, ended by a line feed.
    #[inline(never)]
    pub fn string(&mut self) -> &'a str {
        let end = self.rest.iter().position(|&byte| byte == b'\n');
        let text = end.and_then(|end| {
            let (text, rest) = self.rest.split_at_checked(end)?;
            self.rest = rest.get(1..)?;
            std::str::from_utf8(text).ok()
        });
        self.is_broken |= text.is_none();
        text.unwrap_or_default()
    }
}

/// Cells that are stored one column after the other.
pub struct Columns<T> {
    rows: usize,
    cells: Vec<T>,
}

impl<T: Copy + Default> Columns<T> {
    /// A cell.
    #[inline(never)]
    pub fn at(&self, column: usize, row: usize) -> T {
        self.cells.get(column * self.rows + row).copied().unwrap_or_default()
    }
}

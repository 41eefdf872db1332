//! Dates as long as they are known, and their order.

use std::rc::Rc;

use super::super::calendar::days_in_month;
use super::super::problem::{At, File};
use super::super::raw::Text;
use super::Checker;

/// `year × 10000 + month × 100 + day`, with 0 for what is not known.
pub type Packed = u32;

impl Checker<'_> {
    /// A date that need not be there; 0 then.
    pub fn optional_date(&mut self, file: &Rc<File>, date: Option<&Text>) -> Packed {
        date.map_or(0, |date| self.date(file, date))
    }

    /// A date of day precision.
    pub fn day(&mut self, file: &Rc<File>, text: &Text) -> Packed {
        let packed = self.date(file, text);
        self.has_day(file, text, packed)
    }

    /// The same, though it may be after the data's own: of a correction.
    pub fn any_day(&mut self, file: &Rc<File>, text: &Text) -> Packed {
        let packed = self.any_date(file, text);
        self.has_day(file, text, packed)
    }

    fn has_day(&mut self, file: &Rc<File>, text: &Text, packed: Packed) -> Packed {
        self.expect(packed == 0 || packed % 100 > 0, &At::span(file, text.span()), "the day is missing");
        packed
    }

    /// A date as long as it is known: `1990`, `2017-05`, `2012-03-19`; not after the data's own.
    pub fn date(&mut self, file: &Rc<File>, text: &Text) -> Packed {
        let packed = self.any_date(file, text);
        let is_past = self.as_of == 0 || packed <= self.as_of;
        let message = format!("date \"{}\" is after as_of in data/meta.toml", text.get_ref());
        self.expect(is_past, &At::span(file, text.span()), message);
        packed
    }

    /// A date that may lie in the future: the end of a programme or of a promise.
    pub fn any_date(&mut self, file: &Rc<File>, text: &Text) -> Packed {
        let packed = parse_date(text.get_ref());
        let message = format!("impossible date \"{}\"", text.get_ref());
        self.expect(packed.is_some(), &At::span(file, text.span()), message);
        packed.unwrap_or_default()
    }

    /// The dates that are there do not contradict their order; a year or month may mean any of its days.
    pub fn in_order(&mut self, file: &Rc<File>, dates: &[(&str, Option<&Text>)]) {
        let known: Vec<(&str, &Text, Packed)> = dates
            .iter()
            .filter_map(|(name, text)| text.map(|text| (*name, text)))
            .filter_map(|(name, text)| parse_date(text.get_ref()).map(|date| (name, text, date)))
            .collect();
        for (i, (later_name, later, later_date)) in known.iter().enumerate() {
            for (name, _, date) in known.iter().take(i) {
                let holds = first_day(*date) <= last_day(*later_date);
                self.expect(holds, &At::span(file, later.span()), format!("{later_name} is before {name}"));
            }
        }
    }
}

/// The first day that a date may mean.
pub fn first_day(date: Packed) -> Packed {
    let (year, month, day) = parts(date);
    year * 10_000 + month.max(1) * 100 + day.max(1)
}

/// The last day that a date may mean.
pub fn last_day(date: Packed) -> Packed {
    let (year, month, day) = parts(date);
    let month = if month == 0 { 12 } else { month };
    let day = if day == 0 { month_length(year, month) } else { day };
    year * 10_000 + month * 100 + day
}

/// Whether two dates may mean the same day.
pub fn overlap(one: Packed, other: Packed) -> bool {
    first_day(one) <= last_day(other) && first_day(other) <= last_day(one)
}

/// Year, month and day.
fn parts(date: Packed) -> (u32, u32, u32) {
    (date / 10_000, date / 100 % 100, date % 100)
}

/// 0 for a month that there is not.
fn month_length(year: u32, month: u32) -> u32 {
    match (u16::try_from(year), u8::try_from(month)) {
        (Ok(year), Ok(month @ 1..=12)) => u32::from(days_in_month(year, month)),
        _ => 0,
    }
}

/// A date as it is written, packed.
pub fn parse_date(text: &str) -> Option<Packed> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = [4, 2, 2];
    let is_formed = parts.len() <= 3
        && parts
            .iter()
            .zip(digits)
            .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_formed {
        return None;
    }
    let number = |index: usize| parts.get(index).map_or(Some(0), |part| part.parse::<u32>().ok());
    let (year, month, day) = (number(0)?, number(1)?, number(2)?);
    let is_month = parts.len() < 2 || (1..=12).contains(&month);
    let is_day = parts.len() < 3 || (1..=month_length(year, month)).contains(&day);
    (is_month && is_day && year > 0).then_some(year * 10_000 + month * 100 + day)
}

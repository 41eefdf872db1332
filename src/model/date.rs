//! Calendar dates that carry their precision: a day, a month or a year.
//!
//! A year or month stands for its end when it asks a question ("who was a member in 1999?").
//! Nothing here reads a clock.

use super::calendar::days_in_month;
use super::style::{style, Dates};
use super::text::{fill, number};
use crate::copy;

/// A date of the proleptic Gregorian calendar, no finer than it is known.
///
/// Ordered by its first day, then coarser before finer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Date {
    year: u16,
    /// 1–12, or 0 when only the year is known.
    month: u8,
    /// 1–31, or 0 when only the month is known.
    day: u8,
}

/// How finely a date is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// The year only.
    Year,
    /// The year and month.
    Month,
    /// The day.
    Day,
}

impl Date {
    /// A year, 1…9999.
    pub const fn year_only(year: u16) -> Self {
        Date { year, month: 0, day: 0 }
    }

    /// A checked date; `month` and `day` may be 0 for "not known".
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let day_limit = match month {
            0 => 0,
            1..=12 => days_in_month(year, month),
            _ => return None,
        };
        let is_year = (1..=9999).contains(&year);
        (is_year && day <= day_limit).then_some(Date { year, month, day })
    }

    /// Parses `1999`, `1999-03` or `1999-03-12`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(0), |part| digits(part, 2).filter(|&m| m > 0))?;
        let day = parts.next().map_or(Some(0), |part| digits(part, 2).filter(|&d| d > 0))?;
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Unpacks `(year − 1900) × 416 + month × 32 + day`, the form of the packed tables.
    pub fn from_packed(packed: u32) -> Option<Self> {
        let year = u16::try_from(packed / 416 + 1900).ok()?;
        let month = u8::try_from(packed % 416 / 32).ok()?;
        let day = u8::try_from(packed % 32).ok()?;
        if packed == 0 {
            return None;
        }
        Date::new(year, month, day)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// How finely the date is known.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The first day that the date may mean.
    pub fn first_day(self) -> Self {
        Date { month: self.month.max(1), day: self.day.max(1), ..self }
    }

    /// The last day that the date may mean.
    pub fn last_day(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        Date { month, day, ..self }
    }

    /// Whether the two dates may mean the same day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// Days from 1 January 1949 to the first day; negative before.
    pub fn day_number(self) -> i32 {
        days_from_civil(self.first_day()) - days_from_civil(Date { year: 1949, month: 1, day: 1 })
    }

    /// The middle of the span that the date covers, in days from 1 January 1949.
    pub fn middle_day_number(self) -> i32 {
        (self.day_number() + self.last_day().day_number()) / 2
    }

    /// `months` later, at month precision; the day is dropped.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let month = if self.month == 0 { 12 } else { self.month };
        let count = i32::from(self.year) * 12 + i32::from(month) - 1 + months;
        let year = u16::try_from(count.div_euclid(12)).ok()?;
        Date::new(year, u8::try_from(count.rem_euclid(12) + 1).ok()?, 0)
    }

    /// ISO 8601, no finer than the precision: `1999`, `1999-03`, `1999-03-12`.
    pub fn iso(self) -> String {
        let mut out = number(u32::from(self.year));
        for part in [self.month, self.day] {
            if part == 0 {
                break;
            }
            out.push('-');
            if part < 10 {
                out.push('0');
            }
            out.push_str(&number(u32::from(part)));
        }
        out
    }

    /// In the style of the page, no finer than the precision: "12 March 1999", "March 1999", "1999".
    pub fn words(self) -> String {
        self.said(usize::MAX)
    }

    /// The same with so many letters of the month.
    pub fn said(self, letters: usize) -> String {
        let dates = style().dates;
        if dates == Dates::Iso {
            return self.iso();
        }
        let year = number(u32::from(self.year));
        let month = MONTHS.get(usize::from(self.month).wrapping_sub(1)).copied().unwrap_or_default();
        let month = month.get(..letters).unwrap_or(month);
        match self.precision() {
            Precision::Year => year,
            Precision::Month => fill(copy::DATE_MONTH, &[("month", month), ("year", &year)]),
            Precision::Day => {
                let day = number(u32::from(self.day));
                let template = if dates == Dates::DayFirst { copy::DATE_DAY } else { copy::DATE_MONTH_FIRST };
                fill(template, &[("day", &day), ("month", month), ("year", &year)])
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    copy::MONTH_1,
    copy::MONTH_2,
    copy::MONTH_3,
    copy::MONTH_4,
    copy::MONTH_5,
    copy::MONTH_6,
    copy::MONTH_7,
    copy::MONTH_8,
    copy::MONTH_9,
    copy::MONTH_10,
    copy::MONTH_11,
    copy::MONTH_12,
];

/// `text` as a number if it has exactly `length` digits.
fn digits(text: &str, length: usize) -> Option<u16> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.bytes().fold(0, |sum, byte| sum * 10 + u16::from(byte - b'0')))
}

/// Days from 1 March of year 0 (Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`).
fn days_from_civil(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month), i32::from(date.day));
    let year = i32::from(date.year) - i32::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year
}

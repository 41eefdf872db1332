//! How names and dates are written: a setting of the whole page, like its language, and part of no fact.
//!
//! `edge` sets it from the view before anything is drawn; a change draws the widget anew.

use std::cell::Cell;

thread_local! {
    static STYLE: Cell<Style> = const { Cell::new(Style { names: Names::Nato, dates: Dates::DayFirst }) };
}

/// Whose names countries have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Names {
    /// NATO's.
    #[default]
    Nato,
    /// The United Nations'.
    Un,
    /// The Associated Press's.
    Ap,
}

/// How dates are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dates {
    /// 12 March 1999.
    #[default]
    DayFirst,
    /// March 12, 1999.
    MonthFirst,
    /// 1999-03-12.
    Iso,
}

/// How names and dates are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Whose names countries have.
    pub names: Names,
    /// How dates are written.
    pub dates: Dates,
}

/// The words of the URL for each style of names.
pub const NAMES: [(&str, Names); 3] = [("nato", Names::Nato), ("un", Names::Un), ("ap", Names::Ap)];

/// The words of the URL for each style of dates.
pub const DATES: [(&str, Dates); 3] = [("dmy", Dates::DayFirst), ("mdy", Dates::MonthFirst), ("iso", Dates::Iso)];

/// The style of the page.
pub fn style() -> Style {
    STYLE.get()
}

/// Sets the style of the page.
pub fn set(style: Style) {
    STYLE.set(style);
}

//! The lengths of months: shared by the build script and the bundle.

/// Days of a month, 1–12, of the proleptic Gregorian calendar.
pub fn days_in_month(year: u16, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

//! A point of time as a date.

const SECONDS: u64 = 24 * 60 * 60;
/// How many days four centuries have, whichever they are.
const DAYS: u64 = 400 * 365 + 97;

/// Seconds since 1970 as a date and a time of day in UTC, by the calendar of today. POSIX knows no leap seconds.
pub(crate) fn utc(seconds: u64) -> String {
    let (mut days, time) = (seconds / SECONDS, seconds % SECONDS);
    let mut year = 1970 + 400 * (days / DAYS);
    days %= DAYS;
    while days >= year_days(year) {
        days -= year_days(year);
        year += 1;
    }
    let mut month = 1;
    while days >= month_days(year, month) {
        days -= month_days(year, month);
        month += 1;
    }
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    format!("{year}-{month:02}-{:02} {hour:02}:{minute:02}:{second:02} UTC", days + 1)
}

const fn year_days(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn month_days(year: u64, month: u32) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: u64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

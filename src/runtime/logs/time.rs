//! Points in time as RFC 3339 has them.

use std::fmt::Write;

use crate::record::Timestamp;

const NANOSECONDS: u64 = 1_000_000_000;
const DAY_SECONDS: u64 = 86_400;

/// Years, months and days repeat after so many days: 400 years.
const ERA_DAYS: u64 = 146_097;

/// Days from the first of March of the year 0 to the first day of 1970.
const DAYS_BEFORE_1970: u64 = 719_468;

/// Writes a point in time, in UTC and microseconds: `2026-01-02T03:04:05.678901Z`.
pub(super) fn write(out: &mut String, time: Timestamp) {
    let seconds = time.0 / NANOSECONDS;
    let microseconds = time.0 % NANOSECONDS / 1000;
    let (year, month, day) = date(seconds / DAY_SECONDS);
    let (hour, minute) = (seconds % DAY_SECONDS / 3600, seconds % 3600 / 60);
    let second = seconds % 60;
    // Writing to a string cannot fail.
    write!(
        out,
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{microseconds:06}Z"
    )
    .ok();
}

/// Year, month and day, from the days since 1970. Counted in years that begin in March, so that the
/// day which some years have more is their last.
const fn date(days: u64) -> (u64, u64, u64) {
    let days = days + DAYS_BEFORE_1970;
    let (era, day_of_era) = (days / ERA_DAYS, days % ERA_DAYS);
    let leap_days = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / (ERA_DAYS - 1);
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months of 31, 30, 31, 30, 31 days repeat from March on.
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let is_next_year = month_from_march >= 10;
    let month = if is_next_year {
        month_from_march - 9
    } else {
        month_from_march + 3
    };
    let year = era * 400 + year_of_era;
    (if is_next_year { year + 1 } else { year }, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00.000001Z"),
            (951_782_400, "2000-02-29T00:00:00.000001Z"),
            (951_868_799, "2000-02-29T23:59:59.000001Z"),
            (1_709_251_199, "2024-02-29T23:59:59.000001Z"),
            (1_735_689_599, "2024-12-31T23:59:59.000001Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000001Z"),
        ] {
            let mut text = String::new();
            write(&mut text, Timestamp(seconds * NANOSECONDS + 1999));
            assert_eq!(text, expected);
        }
    }
}

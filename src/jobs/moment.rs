//! Points in time as RFC 3339 has them.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY_SECONDS: u64 = 86_400;

/// Years, months and days repeat after so many days: 400 years.
const ERA_DAYS: u64 = 146_097;

/// Days from the first of March of the year 0 to the first day of 1970.
const DAYS_BEFORE_1970: u64 = 719_468;

/// This moment, in UTC and milliseconds: `2026-01-02T03:04:05.678Z`.
pub(crate) fn now() -> String {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    // A clock before 1970 is wrong anyhow.
    let since_1970 = since_1970.unwrap_or_default();
    text(since_1970.as_secs(), since_1970.subsec_millis())
}

fn text(seconds: u64, milliseconds: u32) -> String {
    let (year, month, day) = date(seconds / DAY_SECONDS);
    let (hour, minute) = (seconds % DAY_SECONDS / 3600, seconds % 3600 / 60);
    let second = seconds % 60;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z")
}

/// Year, month and day, from the days since 1970. Counted in years that begin in March, so that the day which some
/// years have more is their last.
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
            (0, "1970-01-01T00:00:00.007Z"),
            (951_782_400, "2000-02-29T00:00:00.007Z"),
            (951_868_799, "2000-02-29T23:59:59.007Z"),
            (1_735_689_599, "2024-12-31T23:59:59.007Z"),
            (4_107_542_400, "2100-03-01T00:00:00.007Z"),
        ] {
            assert_eq!(text(seconds, 7), expected);
        }
    }
}

//! The one place that asks the system what time it is.

use std::time::Instant;

use chrono::{DateTime, Local, NaiveDateTime, SubsecRound, Utc};
use chrono_tz::Tz;

/// The present instant in whole milliseconds, as precise as a journal's `at` is.
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(3)
}

/// The present moment of a clock that is never set: for how long something took, never for what is recorded.
pub fn moment() -> Instant {
    Instant::now()
}

/// What the office's clock on the wall shows at an instant.
pub fn local(at: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// What the clock on the wall shows where this machine stands, at an instant.
pub fn here(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Local).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_has_no_more_than_milliseconds() {
        assert_eq!(now().timestamp_subsec_nanos() % 1_000_000, 0);
    }

    #[test]
    fn the_local_day_is_the_offices_not_greenwichs() {
        let at: DateTime<Utc> = "2026-11-22T17:05:00.123Z".parse().unwrap();
        assert_eq!(local(at, Tz::Asia__Irkutsk).to_string(), "2026-11-23 01:05:00.123");
    }
}

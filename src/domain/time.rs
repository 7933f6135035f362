//! Moments and days. A moment is UTC to the millisecond; the business day is the office's calendar day.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

use super::text_form::text_form;

/// A moment as records carry it: UTC, three decimals, `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(DateTime<Utc>);

/// Why a text is not a moment or an offset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not RFC 3339 in UTC with three decimals.
    #[error("'{0}' is not a moment: write it as 2026-11-23T06:05:04.123Z")]
    Timestamp(String),
    /// Not `+HH:MM` or `-HH:MM`.
    #[error("'{0}' is not an offset from UTC: write it as +08:00")]
    Offset(String),
}

impl Timestamp {
    /// The moment `at`, cut to the millisecond.
    pub fn new(at: DateTime<Utc>) -> Timestamp {
        Timestamp(at.trunc_subsecs(3))
    }

    /// The moment in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// The wall clock's reading where clocks are `offset` from UTC.
    pub fn local(self, offset: Offset) -> NaiveDateTime {
        self.0.with_timezone(&offset.0).naive_local()
    }

    /// The calendar day where clocks are `offset` from UTC.
    pub fn day(self, offset: Offset) -> NaiveDate {
        self.local(offset).date()
    }

    /// How long after `earlier`; negative if before it.
    pub fn since(self, earlier: Timestamp) -> TimeDelta {
        self.0 - earlier.0
    }

    /// The moment `delta` later; the last representable one on overflow.
    pub fn plus(self, delta: TimeDelta) -> Timestamp {
        Timestamp(self.0.checked_add_signed(delta).unwrap_or(DateTime::<Utc>::MAX_UTC))
    }
}

/// By hand, because every entry is hashed with its time and chrono reads a pattern each time: a fifth of the dearest
/// part of taking a batch in.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.0;
        if !(0..=9999).contains(&at.year()) {
            return at.format("%Y-%m-%dT%H:%M:%S%.3fZ").fmt(f);
        }
        // A leap second is the second before it with a thousand milliseconds and more.
        let (millis, leap) = (at.timestamp_subsec_millis() % 1000, at.timestamp_subsec_millis() / 1000);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let numbers = [
            (0, 4, at.year().unsigned_abs()),
            (5, 2, at.month()),
            (8, 2, at.day()),
            (11, 2, at.hour()),
            (14, 2, at.minute()),
            (17, 2, at.second() + leap),
            (20, 3, millis),
        ];
        for (from, digits, mut number) in numbers {
            for place in (from..from + digits).rev() {
                text[place] = b'0' + (number % 10) as u8;
                number /= 10;
            }
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Timestamp, TimeError> {
        let error = || TimeError::Timestamp(text.to_owned());
        let at = Timestamp(DateTime::parse_from_rfc3339(text).map_err(|_| error())?.to_utc());
        if at.to_string() == text { Ok(at) } else { Err(error()) }
    }
}

/// An office's offset from UTC, `+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Offset(FixedOffset);

impl Offset {
    /// The offset, cut to whole minutes (no zone in force has seconds).
    pub fn new(offset: FixedOffset) -> Offset {
        let minutes = offset.local_minus_utc() / 60;
        Offset(FixedOffset::east_opt(minutes * 60).unwrap_or(offset))
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Offset {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Offset, TimeError> {
        let offset = text.parse().map(Offset::new).map_err(|_| TimeError::Offset(text.to_owned()))?;
        if offset.to_string() == text { Ok(offset) } else { Err(TimeError::Offset(text.to_owned())) }
    }
}

text_form!(Timestamp => TimeError, Offset => TimeError);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_moment_has_one_spelling() {
        let text = "2026-11-23T06:05:04.120Z";
        assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        for faulty in [
            "2026-11-23T06:05:04Z",
            "2026-11-23T14:05:04.120+08:00",
            "2026-11-23 06:05:04.120Z",
            "",
            "2026-13-01T00:00:00.000Z",
        ] {
            assert!(faulty.parse::<Timestamp>().is_err(), "{faulty}");
        }
    }

    #[test]
    fn the_day_is_the_offices() {
        let late: Timestamp = "2026-11-22T17:30:00.000Z".parse().unwrap();
        assert_eq!(late.day("+08:00".parse().unwrap()), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(late.day("+00:00".parse().unwrap()), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
    }

    #[test]
    fn a_leap_second_is_written_as_chrono_writes_it() {
        let leap = "2016-12-31T23:59:60.250Z".parse::<DateTime<Utc>>().unwrap();
        assert_eq!(Timestamp::new(leap).to_string(), leap.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
    }

    #[test]
    fn an_offset_has_one_spelling() {
        assert!("+08:00".parse::<Offset>().is_ok() && "-03:30".parse::<Offset>().is_ok());
        for faulty in ["8", "+8", "+08", "0800", "+25:00", "Z"] {
            assert!(faulty.parse::<Offset>().is_err(), "{faulty}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_is_written_as_chrono_writes_it(millis in -70_000_000_000_000i64..300_000_000_000_000) {
            let at = DateTime::from_timestamp_millis(millis).unwrap();
            prop_assert_eq!(Timestamp::new(at).to_string(), at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
        }

        #[test]
        fn a_moment_reads_back(millis in -62_135_596_800_000i64..253_402_300_799_999) {
            let at = Timestamp::new(DateTime::from_timestamp_millis(millis).unwrap());
            prop_assert_eq!(at.to_string().parse(), Ok(at));
        }
    }
}

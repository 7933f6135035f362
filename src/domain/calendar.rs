//! Days on which banks work, and hours at which offices are open: by what ages are counted. Each year has a calendar of
//! its own (`data/calendars`), since days off are moved anew every year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use serde::Deserialize;

const BUILT_IN: [&str; 3] = [
    include_str!("../../data/calendars/ru-2025.toml"),
    include_str!("../../data/calendars/ru-2026.toml"),
    include_str!("../../data/calendars/hours.toml"),
];

/// So many days are counted at most: what is older is as old.
const MOST_DAYS: u32 = 3_660;

/// Bank days by years, and opening hours by days of the week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    hours: BTreeMap<u32, Hours>,
}

/// What is special in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Year {
    closed: BTreeSet<NaiveDate>,
    open: BTreeSet<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hours {
    from: NaiveTime,
    to: NaiveTime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Option<i32>,
    #[serde(default)]
    closed: Vec<String>,
    #[serde(default)]
    open: Vec<String>,
    hours: Option<BTreeMap<String, [String; 2]>>,
}

impl Calendar {
    /// The calendars that the program comes with; every fault is named.
    pub fn built_in() -> Result<Calendar, Vec<String>> {
        let mut calendar = Calendar::default();
        BUILT_IN.iter().try_for_each(|text| calendar.add(text))?;
        Ok(calendar)
    }

    /// Adds a file's calendar: its year and its hours take the place of those that were known. Every fault is named,
    /// and a faulty file changes nothing.
    pub fn add(&mut self, text: &str) -> Result<(), Vec<String>> {
        let file: File = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let mut faults = vec![];
        let year = file.year.map(|number| (number, year(number, &file, &mut faults)));
        let hours = file.hours.as_ref().map(|hours| opening(hours, &mut faults));
        if year.is_none() && (!file.closed.is_empty() || !file.open.is_empty()) {
            faults.push("there are days and no year".to_owned());
        }
        if year.is_none() && hours.is_none() {
            faults.push("there is neither a year nor hours".to_owned());
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        self.years.extend(year);
        self.hours = hours.unwrap_or_else(|| std::mem::take(&mut self.hours));
        Ok(())
    }

    /// True for a day whose year has a calendar. Of others the weekends alone are known.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.years.contains_key(&day.year())
    }

    /// True for a day on which banks work.
    pub fn is_bank_day(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match self.years.get(&day.year()) {
            Some(year) if weekend => year.open.contains(&day),
            Some(year) => !year.closed.contains(&day),
            None => !weekend,
        }
    }

    /// How many bank days there are after a day, through another: none where that is no later.
    pub fn bank_days(&self, after: NaiveDate, through: NaiveDate) -> u32 {
        let days = after.iter_days().skip(1).take(MOST_DAYS as usize).take_while(|day| *day <= through);
        days.fold(0, |n, day| n + u32::from(self.is_bank_day(day)))
    }

    /// For how long offices were open between two moments of their clocks: nothing where the second is no later.
    pub fn open_between(&self, after: NaiveDateTime, until: NaiveDateTime) -> TimeDelta {
        let earliest = until - Days::new(u64::from(MOST_DAYS));
        let from = after.max(earliest);
        let days = from.date().iter_days().take_while(|day| *day <= until.date());
        let open = |day: NaiveDate| {
            let Some(Hours { from: opens, to: closes }) = self.hours_of(day) else { return TimeDelta::zero() };
            let (begin, end) = (day.and_time(opens).max(from), day.and_time(closes).min(until));
            (end - begin).max(TimeDelta::zero())
        };
        days.map(open).fold(TimeDelta::zero(), |sum, part| sum + part)
    }

    fn hours_of(&self, day: NaiveDate) -> Option<Hours> {
        let year = self.years.get(&day.year());
        let weekday = match year {
            Some(year) if year.closed.contains(&day) => return None,
            Some(year) if year.open.contains(&day) => Weekday::Mon,
            _ => day.weekday(),
        };
        self.hours.get(&weekday.num_days_from_monday()).copied()
    }
}

fn year(number: i32, file: &File, faults: &mut Vec<String>) -> Year {
    let mut days = |texts: &[String], on_weekend: bool| {
        let mut found = BTreeSet::new();
        for text in texts {
            let day = text.parse::<NaiveDate>().ok().filter(|day| day.year() == number);
            let Some(day) = day else {
                faults.push(format!("'{text}' is no day of {number}"));
                continue;
            };
            if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) != on_weekend {
                let kind = if on_weekend { "no Saturday or Sunday" } else { "a Saturday or Sunday, closed anyway" };
                faults.push(format!("'{text}' is {kind}"));
            } else if !found.insert(day) {
                faults.push(format!("'{text}' is there twice"));
            }
        }
        found
    };
    Year { closed: days(&file.closed, false), open: days(&file.open, true) }
}

fn opening(hours: &BTreeMap<String, [String; 2]>, faults: &mut Vec<String>) -> BTreeMap<u32, Hours> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut found = BTreeMap::new();
    for (name, [from, to]) in hours {
        let time = |text: &String| NaiveTime::parse_from_str(text, "%H:%M").ok();
        let day = (0..).zip(NAMES).find(|(_, known)| known == name);
        match (day, time(from).zip(time(to)).filter(|(from, to)| from < to)) {
            (Some((n, _)), Some((from, to))) => drop(found.insert(n, Hours { from, to })),
            (None, _) => faults.push(format!("'{name}' is no day of the week: mon to sun are")),
            (_, None) => faults.push(format!("{name}: '{from}' to '{to}' are no hours of a day")),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_calendars_have_no_fault() {
        let calendar = Calendar::built_in().unwrap();
        for (text, works) in [
            ("2025-01-08", false),
            ("2025-01-09", true),
            ("2025-11-01", true),
            ("2025-11-03", false),
            ("2025-12-31", false),
            ("2026-01-09", false),
            ("2026-01-12", true),
            ("2026-05-11", false),
            ("2026-11-04", false),
            ("2026-11-21", false),
            ("2026-11-23", true),
            ("2027-01-01", true),
            ("2027-01-02", false),
        ] {
            assert_eq!(calendar.is_bank_day(day(text)), works, "{text}");
        }
        // As many working days as the production calendars of these years have.
        assert_eq!(calendar.bank_days(day("2024-12-31"), day("2025-12-31")), 247);
        assert_eq!(calendar.bank_days(day("2025-12-31"), day("2026-12-31")), 247);
        assert!(calendar.covers(day("2026-12-31")) && !calendar.covers(day("2027-01-01")));
    }

    #[test]
    fn hours_are_those_of_the_days() {
        let calendar = Calendar::built_in().unwrap();
        let hours = |from: &str, to: &str| {
            let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
            calendar.open_between(at(from), at(to)).num_minutes()
        };
        assert_eq!(hours("2026-11-20 17:00", "2026-11-23 10:30"), 60 + 5 * 60 + 90, "Friday to Monday");
        assert_eq!(hours("2026-11-23 10:00", "2026-11-23 10:20"), 20);
        assert_eq!(hours("2026-11-23 20:00", "2026-11-24 08:00"), 0, "a night");
        assert_eq!(hours("2026-11-03 17:30", "2026-11-05 09:30"), 60, "over a holiday");
        assert_eq!(hours("2025-11-01 00:00", "2025-11-02 00:00"), 9 * 60, "a Saturday with the work of a Monday");
        assert_eq!(hours("2026-11-24 10:00", "2026-11-23 10:00"), 0);
    }

    #[test]
    fn every_fault_is_named_and_changes_nothing() {
        let mut calendar = Calendar::built_in().unwrap();
        let before = calendar.clone();
        let text = "year = 2026\nclosed = [\"2027-01-01\", \"x\", \"2026-11-21\", \"2026-11-23\", \"2026-11-23\"]\n\
                    open = [\"2026-11-23\"]\n[hours]\nmonday = [\"09:00\", \"18:00\"]\ntue = [\"18:00\", \"9\"]\n";
        assert_eq!(calendar.add(text).unwrap_err().len(), 7);
        assert_eq!(calendar.add("closed = [\"2026-11-23\"]").unwrap_err().len(), 2);
        assert_eq!(calendar.add("yaer = 2026").unwrap_err().len(), 1);
        assert_eq!(calendar, before);
        calendar.add("year = 2026\nclosed = [\"2026-11-23\"]").unwrap();
        assert!(!calendar.is_bank_day(day("2026-11-23")), "a home's own year");
        assert!(calendar.is_bank_day(day("2026-11-04")), "takes the place of the known one");
    }

    proptest! {
        #[test]
        fn ages_add_up_and_never_shrink(start in 0u64..800, first in 0u64..400, second in 0u64..400) {
            let calendar = Calendar::built_in().unwrap();
            let a = day("2024-11-01") + Days::new(start);
            let (b, c) = (a + Days::new(first), a + Days::new(first + second));
            prop_assert_eq!(calendar.bank_days(a, c), calendar.bank_days(a, b) + calendar.bank_days(b, c));
            prop_assert!(u64::from(calendar.bank_days(a, b)) <= first);
            prop_assert_eq!(calendar.bank_days(b, a), u32::from(false));
            let at = |day: NaiveDate| day.and_hms_opt(12, 0, 0).unwrap();
            let open = |from, to| calendar.open_between(at(from), at(to));
            prop_assert_eq!(open(a, c), open(a, b) + open(b, c));
            prop_assert!(open(a, b) <= open(a, c));
        }
    }
}

//! By what it is judged what is late: calendars, and how long things may wait.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::office::bag::{Bag, BagState};
use super::store::desks::DeskRow;
use super::{HqError, HqHome};
use crate::domain::{Calendar, Offset, Timestamp};
use crate::settings::{HqSettings, Overdue};

/// What a headquarters judges by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Bank days and opening hours.
    pub calendar: Calendar,
    /// How long things may wait.
    pub overdue: Overdue,
}

impl Rules {
    /// The rules of a home: its settings, and its own calendars over those that the program comes with.
    pub fn read(home: &HqHome, settings: &HqSettings) -> Result<Rules, HqError> {
        let folder = home.calendars();
        let built_in = |faults| HqError::Calendar { path: PathBuf::from("data/calendars"), faults };
        let mut calendar = Calendar::built_in().map_err(built_in)?;
        let io = |path: &PathBuf| {
            let path = path.clone();
            move |source| HqError::Io { path, source }
        };
        let listed = match fs::read_dir(&folder) {
            Ok(listed) => listed.collect::<Result<Vec<_>, _>>().map_err(io(&folder))?,
            Err(error) if error.kind() == ErrorKind::NotFound => vec![],
            Err(error) => return Err(io(&folder)(error)),
        };
        let mut paths: Vec<PathBuf> = listed.into_iter().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort_unstable();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(io(&path))?;
            calendar.add(&text).map_err(|faults| HqError::Calendar { path, faults })?;
        }
        Ok(Rules { calendar, overdue: settings.overdue })
    }
}

/// A moment, and the rules by which it is judged what is late by then.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'r> {
    /// The rules.
    pub rules: &'r Rules,
    /// By HQ's clock.
    pub now: Timestamp,
}

impl Moment<'_> {
    /// How many bank days have passed since a bag was sealed, by the clock of its office.
    pub fn age(&self, bag: &Bag, offset: Offset) -> u32 {
        self.rules.calendar.bank_days(bag.held.day, self.now.day(offset))
    }

    /// True for a bag that should have been collected, or credited.
    pub fn is_late(&self, bag: &Bag, offset: Offset) -> bool {
        let Overdue { bag_collected, bag_credited, .. } = self.rules.overdue;
        let age = self.age(bag, offset);
        match bag.state() {
            BagState::Credited | BagState::Opened => false,
            BagState::Collected => age > bag_credited,
            BagState::Sealed | BagState::Returned => age > bag_collected,
        }
    }

    /// True where the acquirer should have told of a business day.
    pub fn are_cards_late(&self, day: NaiveDate, offset: Option<Offset>) -> bool {
        let today = offset.map_or_else(|| self.now.utc().date_naive(), |offset| self.now.day(offset));
        self.rules.calendar.bank_days(day, today) > self.rules.overdue.cards
    }

    /// True for a desk of which nothing was heard for longer than offices are open in the time that is set.
    pub fn is_silent(&self, desk: &DeskRow) -> bool {
        let offset = desk.state.offset;
        let heard = desk.received_at.unwrap_or(desk.enrolled_at);
        let open = self.rules.calendar.open_between(heard.local(offset), self.now.local(offset));
        open.num_minutes() > i64::from(self.rules.overdue.silent_hours) * 60
    }
}

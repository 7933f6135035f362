//! What an office's business day is made of, gathered with a few questions to the store for all offices at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::event::ShiftClosed;
use crate::domain::{DeskId, Event, Money, OfficeCode, TenderKind};
use crate::hq::HqError;
use crate::hq::exception::NO_OFFICE;
use crate::hq::office::bag;
use crate::hq::office::reports::DayState;
use crate::hq::office::suppliers::unsent::{self, Unsent};
use crate::hq::rules::Moment;
use crate::hq::store::desks::{self, DeskRow};
use crate::hq::store::exceptions::{self, ExceptionRow};
use crate::hq::store::office::{self, AnnouncedRow, DayRow, ShiftRow};
use crate::hq::store::places::{self, HeldRow};
use crate::hq::store::{Db, cards, entries};

/// An office's business day.
#[derive(Debug)]
pub struct OfficeDay {
    /// The office.
    pub office: OfficeCode,
    /// The day.
    pub day: NaiveDate,
    /// Whether it is signed; none before its first shift.
    pub row: Option<DayRow>,
    /// The desks of the office, those in force.
    pub desks: Vec<DeskRow>,
    /// The day's shifts, with their closes where they are closed.
    pub shifts: Vec<Custody>,
    /// What was odd, resolved or not.
    pub exceptions: Vec<ExceptionRow>,
    /// What left drawers for bags, for other desks and under seals.
    pub held: Vec<HeldRow>,
    /// The shifts whose paper was seen.
    pub ticked: BTreeSet<(DeskId, u32)>,
    /// What was telephoned.
    pub announced: Vec<AnnouncedRow>,
    /// What is due of its lines and in no register.
    pub unsent: Unsent,
    /// How its cards stand with the acquirer.
    pub cards: CardDay,
    /// What is overdue.
    pub late: Late,
}

/// How the slips of an office's day stand with the acquirer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardDay {
    /// How many slips there are.
    pub slips: u64,
    /// How many of them are of tenders whose acquirer has not told of the day.
    pub awaited: u64,
    /// The sum of those.
    pub sum: Money,
}

/// What of an office's day has waited longer than it may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Late {
    /// A bag was not collected, or not credited.
    pub bags: bool,
    /// The acquirer has not told of cards.
    pub cards: bool,
    /// A desk that had no shift was not heard of.
    pub silent: bool,
}

/// A shift and its close.
#[derive(Debug)]
pub struct Custody {
    /// The shift.
    pub row: ShiftRow,
    /// Its close.
    pub closed: Option<ShiftClosed>,
}

impl Custody {
    /// What was counted beyond what was expected at the close; below zero it lacked.
    pub fn over_short(&self) -> Money {
        self.closed.as_ref().map_or(Money::ZERO, |closed| closed.counted.saturating_minus(closed.expected))
    }

    /// What a tender took.
    pub fn took(&self, is_it: impl Fn(&TenderKind) -> bool) -> Money {
        let sums = self.row.tenders.iter().filter(|(kind, _)| is_it(kind)).map(|(_, sum)| *sum);
        sums.fold(Money::ZERO, Money::saturating_plus)
    }
}

impl OfficeDay {
    fn new(office: &str, day: NaiveDate) -> Result<OfficeDay, HqError> {
        let office = office.parse().map_err(|_| HqError::NotOffice(office.to_owned()))?;
        let (ticked, desks, shifts, exceptions) = (BTreeSet::new(), vec![], vec![], vec![]);
        let (held, announced, unsent) = (vec![], vec![], Unsent::default());
        let (row, cards, late) = (None, CardDay::default(), Late::default());
        Ok(OfficeDay { office, day, row, desks, shifts, exceptions, held, ticked, announced, unsent, cards, late })
    }

    /// Where it stands.
    pub fn state(&self) -> DayState {
        match &self.row {
            Some(row) if row.signed => DayState::Signed,
            Some(row) if row.seq > 0 => DayState::Reopened,
            _ if self.open_shifts().next().is_some() => DayState::Open,
            _ => DayState::Closed,
        }
    }

    /// The shifts that headquarters has no close of.
    pub fn open_shifts(&self) -> impl Iterator<Item = &Custody> {
        self.shifts.iter().filter(|shift| shift.row.closed == 0)
    }

    /// The shifts that were telephoned and whose journal is not there up to their close.
    pub fn awaited(&self) -> impl Iterator<Item = &AnnouncedRow> {
        let is_here = |said: &AnnouncedRow| {
            self.shifts
                .iter()
                .any(|shift| shift.row.desk == said.desk && shift.row.shift == said.shift && shift.row.closed > 0)
        };
        self.announced.iter().filter(move |said| !is_here(said))
    }

    /// The exceptions that nobody has resolved.
    pub fn unresolved(&self) -> impl Iterator<Item = &ExceptionRow> {
        self.exceptions.iter().filter(|found| found.settled_at.is_none())
    }

    /// The desks that had no shift on the day and of which nothing was heard since.
    pub fn silent(&self) -> impl Iterator<Item = &DeskRow> {
        let had_shift: BTreeSet<&DeskId> = self.shifts.iter().map(|shift| &shift.row.desk).collect();
        self.desks.iter().filter(move |desk| {
            let heard_later = desk.received_at.is_some_and(|at| at.day(desk.state.offset) > self.day);
            let was_there = desk.enrolled_at.day(desk.state.offset) <= self.day;
            was_there && !heard_later && !had_shift.contains(&desk.desk)
        })
    }

    /// How many payments, gross, and their sum with fees.
    pub fn payments(&self) -> (u64, Money) {
        let add = |(n, sum): (u64, Money), shift: &Custody| {
            (n + u64::from(shift.row.payments.n), sum.saturating_plus(shift.row.payments.sum))
        };
        self.shifts.iter().fold((0, Money::ZERO), add)
    }

    /// What tenders took, net of what was voided and given back.
    pub fn took(&self, is_it: impl Fn(&TenderKind) -> bool) -> Money {
        self.shifts.iter().map(|shift| shift.took(&is_it)).fold(Money::ZERO, Money::saturating_plus)
    }

    /// What was over, or below zero short, in all.
    pub fn over_short(&self) -> Money {
        self.shifts.iter().map(Custody::over_short).fold(Money::ZERO, Money::saturating_plus)
    }
}

/// The day of every office that has anything on it: a shift, an exception, or a desk that may be silent.
pub fn gather(db: &mut dyn Db, day: NaiveDate, moment: &Moment) -> Result<BTreeMap<String, OfficeDay>, HqError> {
    let mut days: BTreeMap<String, OfficeDay> = BTreeMap::new();
    fn of<'d>(
        days: &'d mut BTreeMap<String, OfficeDay>,
        office: &str,
        day: NaiveDate,
    ) -> Result<&'d mut OfficeDay, HqError> {
        if !days.contains_key(office) {
            days.insert(office.to_owned(), OfficeDay::new(office, day)?);
        }
        days.get_mut(office).ok_or_else(|| HqError::NotOffice(office.to_owned()))
    }
    for desk in desks::list(db)?.into_iter().filter(|desk| desk.revoked_at.is_none()) {
        of(&mut days, desk.desk.office(), day)?.desks.push(desk);
    }
    for row in office::shifts_of_day(db, day)? {
        let closed = closing(db, &row)?;
        of(&mut days, row.desk.office(), day)?.shifts.push(Custody { row, closed });
    }
    for found in exceptions::of_day(db, day)? {
        let office = found.odd.office().to_owned();
        if office != NO_OFFICE {
            of(&mut days, &office, day)?.exceptions.push(found);
        }
    }
    for held in places::of_day(db, day)? {
        of(&mut days, held.desk.office(), day)?.held.push(held);
    }
    for row in office::days_of(db, day)? {
        let office = row.office.to_string();
        of(&mut days, &office, day)?.row = Some(row);
    }
    for (desk, shift) in office::ticked(db, day)? {
        of(&mut days, desk.office(), day)?.ticked.insert((desk.clone(), shift));
    }
    for said in office::announced(db, day)? {
        of(&mut days, said.desk.office(), day)?.announced.push(said);
    }
    unsent::note(db, day, &mut days)?;
    note_cards(db, day, &mut days, moment)?;
    note_late(db, &mut days, moment)?;
    Ok(days)
}

/// Notes how slips stand with the acquirer. One that never told of any day is not waited for in vain: it tells nothing.
fn note_cards(
    db: &mut dyn Db,
    day: NaiveDate,
    days: &mut BTreeMap<String, OfficeDay>,
    moment: &Moment,
) -> Result<(), HqError> {
    let sums = cards::slip_sums(db, day)?;
    if sums.is_empty() {
        return Ok(());
    }
    let (told, ever) = (cards::told(db, day)?, cards::ever_told(db)?);
    for found in sums {
        let Some(office) = days.get_mut(found.desk.office()) else { continue };
        office.cards.slips += found.slips;
        if !told.contains(&found.tender) {
            office.cards.awaited += found.slips;
            office.cards.sum = office.cards.sum.saturating_plus(found.sum);
            let offset = office.desks.iter().find(|row| row.desk == found.desk).map(|row| row.state.offset);
            office.late.cards |= ever.contains(&found.tender) && moment.are_cards_late(day, offset);
        }
    }
    Ok(())
}

/// Notes what has waited longer than it may.
fn note_late(db: &mut dyn Db, days: &mut BTreeMap<String, OfficeDay>, moment: &Moment) -> Result<(), HqError> {
    for day in days.values_mut() {
        let silent = day.silent().any(|desk| moment.is_silent(desk));
        day.late.silent = silent;
    }
    let open = |day: &OfficeDay| {
        let bags = day.held.iter().filter(|held| held.kind == "bag" && !held.ended);
        bags.cloned().collect::<Vec<_>>()
    };
    let held: Vec<HeldRow> = days.values().flat_map(open).collect();
    let greenwich = desks::no_offset()?;
    for bag in bag::bags(db, held)? {
        if let Some(day) = days.get_mut(bag.held.desk.office()).filter(|day| !day.late.bags) {
            let desk = day.desks.iter().find(|row| row.desk == bag.held.desk);
            day.late.bags = moment.is_late(&bag, desk.map_or(greenwich, |row| row.state.offset));
        }
    }
    Ok(())
}

/// The day of one office.
pub fn gather_one(db: &mut dyn Db, office: &OfficeCode, day: NaiveDate, moment: &Moment) -> Result<OfficeDay, HqError> {
    match gather(db, day, moment)?.remove(office.as_str()) {
        Some(found) => Ok(found),
        None => OfficeDay::new(office.as_str(), day),
    }
}

/// The close of a shift, where it is closed and can be read.
pub fn closing(db: &mut dyn Db, row: &ShiftRow) -> Result<Option<ShiftClosed>, HqError> {
    if row.closed == 0 {
        return Ok(None);
    }
    let read = entries::one(db, &row.desk, row.closed, &mut |stored| Ok(Event::decode(stored.kind, stored.body)))?;
    Ok(match read {
        Some(Ok(Event::ShiftClosed(closed))) => Some(closed),
        _ => None,
    })
}

//! A business day, office by office: what was taken, and how far the day is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Asked, Viewer};
use crate::domain::office::By;
use crate::domain::{Cell, Mark, Money, Table, TenderKind, View};
use crate::hq::exception::NO_OFFICE;
use crate::hq::office::Page;
use crate::hq::store::reports::{self, Span};
use crate::hq::store::{Db, offices};
use crate::hq::{Hq, HqError};

/// How far an office's day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DayState {
    /// A shift of it is open, or its close was telephoned and is not here yet.
    Open,
    /// All of its shifts are closed, and nobody signed it.
    #[default]
    Closed,
    /// It is signed off.
    Signed,
    /// It was signed off, and something came later.
    Reopened,
}

impl DayState {
    /// The id of the text that says so.
    pub fn word(self) -> &'static str {
        match self {
            DayState::Open => "office-state-open",
            DayState::Closed => "office-state-closed",
            DayState::Signed => "office-state-signed",
            DayState::Reopened => "office-state-reopened",
        }
    }

    fn mark(self) -> Mark {
        match self {
            DayState::Open | DayState::Closed => Mark::Waiting,
            DayState::Signed => Mark::Right,
            DayState::Reopened => Mark::Wrong,
        }
    }
}

/// An office on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OfficeDay {
    /// The office's code.
    pub office: String,
    /// Payments taken, those that were voided among them: what its Z-reports and acknowledgements count.
    pub payments: u64,
    /// Their sum with fees.
    pub kopecks: Money,
    /// What came in cash, voids, refunds and corrections of tenders counted in.
    pub cash_kopecks: Money,
    /// The same of all other tenders.
    pub card_kopecks: Money,
    /// How far the day is.
    pub state: DayState,
    /// How many exceptions of the day are open.
    pub exceptions: u64,
    /// The office's name, its code where it has none.
    #[serde(skip)]
    pub name: String,
}

/// A business day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayReport {
    /// The day.
    pub date: NaiveDate,
    /// The offices that have something of it, by their codes.
    pub offices: Vec<OfficeDay>,
    /// The payments of all.
    pub payments: u64,
    /// Their sum with fees.
    pub kopecks: Money,
}

impl Hq {
    /// The business day `date` of the offices that `viewer` sees.
    pub fn day_report(&self, viewer: &Viewer, date: NaiveDate) -> Result<DayReport, HqError> {
        let (view, page) = (View::Days {}, Page::default());
        self.store.read(|db: &mut dyn Db| {
            let offices = offices::list(db)?;
            let (from, to, office, region) = (date, date, None, None);
            let asked = Asked { viewer, view: &view, page: &page, from, to, office, region, offices };
            let mut found = BTreeMap::new();
            add_takings(db, &asked, &mut found)?;
            add_states(db, &asked, &mut found)?;
            let name = |(office, day): (String, OfficeDay)| {
                let name = asked.name_of(&office).to_owned();
                OfficeDay { office, name, ..day }
            };
            let offices: Vec<OfficeDay> = found.into_iter().map(name).collect();
            let payments = offices.iter().map(|office| office.payments).fold(0, u64::saturating_add);
            let kopecks = offices.iter().map(|office| office.kopecks).fold(Money::ZERO, Money::saturating_plus);
            Ok(DayReport { date, offices, payments, kopecks })
        })
    }
}

type Found = BTreeMap<String, OfficeDay>;

fn add_takings(db: &mut dyn Db, asked: &Asked, found: &mut Found) -> Result<(), HqError> {
    let span = Span { from: asked.from, to: asked.to, office: None };
    reports::shifts(db, &span, &mut |of, total| {
        let Some(office) = asked.office(&of) else { return Ok(()) };
        let day = entry(found, office);
        day.payments = day.payments.saturating_add(u64::try_from(total.payments.0).unwrap_or_default());
        day.kopecks = day.kopecks.saturating_plus(total.payments.1);
        if !total.closed {
            day.state = DayState::Open;
        }
        Ok(())
    })?;
    reports::tenders(db, &span, &mut |of, total| {
        let Some(office) = asked.office(&of) else { return Ok(()) };
        let day = entry(found, office);
        let sum = if total.tender == TenderKind::CASH { &mut day.cash_kopecks } else { &mut day.card_kopecks };
        *sum = sum.saturating_plus(total.sum);
        Ok(())
    })?;
    Ok(())
}

fn add_states(db: &mut dyn Db, asked: &Asked, found: &mut Found) -> Result<(), HqError> {
    let date = asked.from;
    for desk in reports::awaited(db, date)?.iter().filter(|desk| asked.viewer.sees(desk.office())) {
        entry(found, desk.office()).state = DayState::Open;
    }
    for (office, count) in reports::exceptions(db, date)? {
        if office != NO_OFFICE && asked.viewer.sees(&office) {
            entry(found, &office).exceptions += count;
        }
    }
    for (office, signed) in reports::signed(db, date)? {
        if asked.viewer.sees(&office) {
            entry(found, &office).state = if signed { DayState::Signed } else { DayState::Reopened };
        }
    }
    Ok(())
}

fn entry<'f>(found: &'f mut Found, office: &str) -> &'f mut OfficeDay {
    found.entry(office.to_owned()).or_default()
}

impl DayReport {
    /// The same as a table.
    pub fn table(&self) -> Table {
        let columns = [
            "office-col-office",
            "office-col-name",
            "office-col-payments",
            "office-col-gross",
            "office-col-cash",
            "office-col-cashless",
            "office-col-state",
            "office-col-exceptions",
        ];
        let view = View::Takings { by: By::Office, from: self.date, to: self.date, office: None };
        let mut table = Table::new(view, &columns);
        table.fact("office-col-day", self.date);
        let sum = |of: fn(&OfficeDay) -> Money| {
            Cell::from(self.offices.iter().map(of).fold(Money::ZERO, Money::saturating_plus))
        };
        for office in &self.offices {
            let OfficeDay { payments, kopecks, cash_kopecks, card_kopecks, state, exceptions, .. } = office;
            let cells = [
                Cell::text(&office.office),
                Cell::text(&office.name),
                Cell::count(*payments),
                (*kopecks).into(),
                (*cash_kopecks).into(),
                (*card_kopecks).into(),
                Cell::word(state.word()),
                Cell::count(*exceptions),
            ];
            let opens = office.office.parse().ok().map(|office| View::Office { office, day: self.date });
            table.row(if *exceptions > 0 { Mark::Wrong } else { state.mark() }, cells, opens);
        }
        let exceptions: u64 = self.offices.iter().map(|office| office.exceptions).sum();
        table.total = vec![
            Cell::Empty,
            Cell::Empty,
            Cell::count(self.payments),
            self.kopecks.into(),
            sum(|office| office.cash_kopecks),
            sum(|office| office.card_kopecks),
            Cell::Empty,
            Cell::count(exceptions),
        ];
        table
    }
}

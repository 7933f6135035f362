//! Takings between two days, by whatever they are counted by: folds of the totals that ingest keeps of every shift.

mod by_service;
mod by_shift;
mod by_tender;
mod day;
mod hours;
mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Page, Viewer};
use crate::domain::office::By;
use crate::domain::{OfficeCode, Table, View};
use crate::hq::store::offices::{self, Office};
use crate::hq::store::reports::{self, OfShift, Span};
use crate::hq::store::{Db, StoreError};
use crate::hq::{Hq, HqError};

pub use day::{DayReport, DayState, OfficeDay};

/// What is asked for, by whom.
struct Asked<'a> {
    viewer: &'a Viewer,
    view: &'a View,
    page: &'a Page,
    from: NaiveDate,
    to: NaiveDate,
    office: Option<&'a OfficeCode>,
    /// The one region, by its name; empty for offices that have none.
    region: Option<&'a str>,
    offices: BTreeMap<String, Office>,
}

impl Hq {
    /// A page of takings: `takings/…`, `region/…` or `hours/…`.
    pub(super) fn takings(&self, viewer: &Viewer, view: &View, page: &Page) -> Result<Table, HqError> {
        let (from, to, office, region) = match view {
            View::Takings { from, to, office, .. } => (*from, *to, office.as_ref(), None),
            View::Region { from, to, region } => (*from, *to, None, Some(region.0.as_str())),
            View::Hours { from, to } => (*from, *to, None, None),
            _ => return Err(crate::protocol::Refusal::NotFound.into()),
        };
        if to < from {
            let words = vec![("from", crate::domain::message::text(from)), ("to", crate::domain::message::text(to))];
            return Err(HqError::Denied(("office-days-reversed", words)));
        }
        let region = region.map(|region| if region == NO_REGION { "" } else { region });
        self.store.read(|db| {
            let offices = offices::list(db)?;
            let asked = Asked { viewer, view, page, from, to, office, region, offices };
            Ok(match view {
                View::Takings { by: By::Supplier | By::Service, .. } => by_service::table(db, &asked)?,
                View::Takings { by: By::Tender, .. } => by_tender::table(db, &asked)?,
                View::Hours { .. } => hours::table(db, &asked)?,
                View::Takings { by, .. } => by_shift::table(db, &asked, *by)?,
                _ => by_shift::table(db, &asked, By::Office)?,
            })
        })
    }

    /// The last business day that HQ has something of.
    pub fn last_day(&self) -> Result<Option<NaiveDate>, HqError> {
        self.store.read(|db: &mut dyn Db| Ok(reports::last_day(db)?))
    }
}

/// What stands in a path for the region of offices that have none.
pub const NO_REGION: &str = "-";

impl Asked<'_> {
    fn span(&self) -> Span<'_> {
        Span { from: self.from, to: self.to, office: self.office }
    }

    /// The office of a shift, where it counts.
    fn office<'r>(&self, of: &OfShift<'r>) -> Option<&'r str> {
        let office = of.office();
        let wanted = self.viewer.sees(office)
            && self.office.is_none_or(|only| only.as_str() == office)
            && self.region.is_none_or(|region| region == self.region_of(office));
        wanted.then_some(office)
    }

    fn region_of(&self, office: &str) -> &str {
        self.offices.get(office).map_or("", |known| &known.region)
    }

    /// The name of an office; its code where it has none.
    fn name_of<'o>(&'o self, office: &'o str) -> &'o str {
        self.offices.get(office).map_or(office, |known| &known.name)
    }

    fn is_one_day(&self) -> bool {
        self.from == self.to
    }

    /// The same days by something else.
    fn by(&self, by: By, office: Option<OfficeCode>) -> View {
        View::Takings { by, from: self.from, to: self.to, office }
    }

    /// What an office's row opens: the match of its day, or its days.
    fn office_view(&self, office: &str) -> Result<View, StoreError> {
        let office = office_code(office)?;
        Ok(match self.is_one_day() {
            true => View::Office { office, day: self.from },
            false => self.by(By::Day, Some(office)),
        })
    }
}

fn office_code(office: &str) -> Result<OfficeCode, StoreError> {
    office.parse().map_err(|_| StoreError::Damaged(format!("'{office}' is no office")))
}

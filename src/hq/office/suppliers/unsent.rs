//! What is due of a business day's lines and is in no register yet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{DeskId, Money, SupplierCode};
use crate::hq::HqError;
use crate::hq::exception::ExceptionKind;
use crate::hq::office::day::OfficeDay;
use crate::hq::store::Db;
use crate::hq::store::registers::{self, ShiftDue};

/// What of an office's day no register has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// The suppliers for whom anything was taken.
    pub suppliers: BTreeSet<SupplierCode>,
    /// Those of them some of whose lines are in no register.
    pub waiting: BTreeSet<SupplierCode>,
    /// What is due of these lines.
    pub sum: Money,
}

/// A run of a shift's lines that a register may lack.
type Run = (ShiftDue, u64, u64);

/// Says of each office's day what is in no register.
pub fn note(db: &mut dyn Db, day: NaiveDate, days: &mut BTreeMap<String, OfficeDay>) -> Result<(), HqError> {
    let dues = registers::dues_of_day(db, day)?;
    let pairs: BTreeSet<(SupplierCode, DeskId)> =
        dues.iter().map(|due| (due.supplier.clone(), due.desk.clone())).collect();
    let pairs: Vec<_> = pairs.into_iter().collect();
    let reach: BTreeMap<(SupplierCode, DeskId), u64> = registers::reach(db, &pairs)?
        .into_iter()
        .map(|(supplier, desk, through)| ((supplier, desk), through))
        .collect();
    let mut parts: Vec<Run> = Vec::new();
    for due in dues {
        let Some(office) = days.get_mut(due.desk.office()) else { continue };
        office.unsent.suppliers.insert(due.supplier.clone());
        let reach = reach.get(&(due.supplier.clone(), due.desk.clone())).copied().unwrap_or_default();
        if reach < due.opened.max(1) {
            office.unsent.waiting.insert(due.supplier.clone());
            office.unsent.sum = office.unsent.sum.saturating_plus(due.amount);
        } else if due.closed == 0 || reach < due.closed {
            parts.push((due, reach, u64::MAX));
        } else {
            // What came for the shift when it was closed is an exception, and may be behind the last register.
            let late = office.exceptions.iter().filter(|found| found.odd.kind == ExceptionKind::ClosedShift);
            let late = late.filter(|found| found.odd.desk == due.desk && found.odd.seq > reach);
            parts.extend(
                late.map(|found| found.odd.seq)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .map(|seq| (due.clone(), seq - 1, seq)),
            );
        }
    }
    for (due, amount) in registers::parts(db, &parts)? {
        if let Some(office) = days.get_mut(due.desk.office()) {
            office.unsent.waiting.insert(due.supplier);
            office.unsent.sum = office.unsent.sum.saturating_plus(amount);
        }
    }
    Ok(())
}

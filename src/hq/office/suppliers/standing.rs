//! How it stands with each supplier: owed, sent, remitted, overdue.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{letters, today};
use crate::domain::office::Rest;
use crate::domain::{Catalogue, Cell, Mark, Money, Ownership, Supplier, SupplierCode, Table, Timestamp, View};
use crate::hq::HqError;
use crate::hq::directory::catalogue;
use crate::hq::store::corrections::CorrectionState;
use crate::hq::store::reports::{self, Span};
use crate::hq::store::{Db, StoreError, dues, registers, remittances};

/// How it stands with a supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What was taken for it in all, corrections counted in.
    pub taken: Money,
    /// What of that is in registers.
    pub sent: Money,
    /// What of its registers is not remitted.
    pub to_remit: Money,
    /// What it got.
    pub remitted: Money,
    /// What it should have got by its terms, and has not.
    pub overdue: Money,
    /// The number of its last register, 0 for none.
    pub registers: u32,
    /// How many corrections wait for a letter or were refused.
    pub letters: u64,
}

impl Standing {
    /// What is owed to it: what the ledger has as due.
    pub fn owed(&self) -> Money {
        self.taken.saturating_minus(self.remitted)
    }

    /// What is in no register yet.
    pub fn unsent(&self) -> Money {
        self.taken.saturating_minus(self.sent)
    }
}

/// How it stands with every supplier that the catalogue has, or for whom anything was taken.
pub fn all(
    db: &mut dyn Db,
    catalogue: &Catalogue,
    now: Timestamp,
) -> Result<BTreeMap<SupplierCode, Standing>, HqError> {
    let mut found: BTreeMap<SupplierCode, Standing> =
        catalogue.suppliers.iter().map(|supplier| (supplier.code.clone(), Standing::default())).collect();
    for (supplier, taken) in dues::of_all(db)? {
        found.entry(supplier).or_default().taken = taken;
    }
    for row in registers::every(db)? {
        let of = found.entry(row.supplier).or_default();
        of.sent = of.sent.saturating_plus(row.sum);
        of.to_remit = of.to_remit.saturating_plus(row.open);
        of.registers = row.number;
    }
    for row in remittances::every(db)? {
        let of = found.entry(row.supplier).or_default();
        of.remitted = of.remitted.saturating_plus(row.amount);
    }
    for row in letters::every(db)? {
        if matches!(row.state, CorrectionState::Due | CorrectionState::Refused) {
            found.entry(row.supplier).or_default().letters += 1;
        }
    }
    let today = today(db, now)?;
    let fresh = fresh(db, catalogue, today)?;
    for (code, of) in &mut found {
        if catalogue.supplier(code).is_some_and(|supplier| supplier.remit_days.is_some()) {
            let fresh = fresh.get(code).copied().unwrap_or_default();
            of.overdue = of.owed().saturating_minus(fresh).max(Money::ZERO);
        }
    }
    Ok(found)
}

/// What was taken so lately that the terms of each supplier leave it time.
fn fresh(db: &mut dyn Db, catalogue: &Catalogue, today: NaiveDate) -> Result<BTreeMap<SupplierCode, Money>, HqError> {
    let since = |days: u32| today.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN);
    let terms: BTreeMap<&str, NaiveDate> = catalogue
        .suppliers
        .iter()
        .filter_map(|supplier| Some((supplier.code.as_str(), since(supplier.remit_days?))))
        .collect();
    let mut fresh = BTreeMap::new();
    let Some(from) = terms.values().min() else { return Ok(fresh) };
    // A desk whose clock is ahead has days that are yet to come. As texts, days have four figures of the year.
    let to = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(today);
    let span = Span { from: *from, to, office: None };
    reports::services(db, &span, &mut |of, total| {
        if terms.get(total.supplier).is_some_and(|since| of.day().is_ok_and(|day| day >= *since)) {
            let code: SupplierCode = total
                .supplier
                .parse()
                .map_err(|_| StoreError::Damaged(format!("'{}' is no supplier", total.supplier)))?;
            let sum = fresh.entry(code).or_insert(Money::ZERO);
            *sum = sum.saturating_plus(total.due);
        }
        Ok(())
    })?;
    Ok(fresh)
}

const COLUMNS: &[&str] = &[
    "office-col-supplier",
    "office-col-name",
    "office-col-ownership",
    "office-col-owed",
    "office-col-unsent",
    "office-col-sent",
    "office-col-remitted",
    "office-col-to-remit",
    "office-col-overdue",
    "office-col-registers",
    "office-col-letters",
];

/// The suppliers, in the order of the catalogue, then those that it no longer has.
pub fn view(db: &mut dyn Db, now: Timestamp) -> Result<Table, HqError> {
    let catalogue = catalogue(db)?;
    let mut found = all(db, &catalogue, now)?;
    let mut table = Table::new(View::Suppliers {}, COLUMNS);
    let mut total = Standing::default();
    let known: Vec<(SupplierCode, Option<&Supplier>)> =
        catalogue.suppliers.iter().map(|supplier| (supplier.code.clone(), Some(supplier))).collect();
    let known = known.into_iter().filter_map(|(code, supplier)| found.remove(&code).map(|of| (code, supplier, of)));
    let known: Vec<_> = known.collect();
    for (code, supplier, of) in known.into_iter().chain(found.into_iter().map(|(code, of)| (code, None, of))) {
        for (sum, part) in [
            (&mut total.taken, of.taken),
            (&mut total.sent, of.sent),
            (&mut total.to_remit, of.to_remit),
            (&mut total.remitted, of.remitted),
            (&mut total.overdue, of.overdue),
        ] {
            *sum = sum.saturating_plus(part);
        }
        total.letters += of.letters;
        let mut cells = vec![Cell::text(&code), supplier.map(|supplier| Cell::text(&supplier.name.ru)).into()];
        cells.push(ownership(supplier));
        cells.extend(figures(&of));
        cells.extend([if of.registers == 0 { Cell::Empty } else { Cell::text(of.registers) }, Cell::count(of.letters)]);
        table.row(mark(&of), cells, Some(View::Supplier { supplier: code }));
    }
    table.total = vec![Cell::word("office-total"), Cell::Empty, Cell::Empty];
    table.total.extend(figures(&total));
    table.total.extend([Cell::Empty, Cell::count(total.letters)]);
    Ok(table)
}

fn figures(of: &Standing) -> [Cell; 6] {
    [of.owed(), of.unsent(), of.sent, of.remitted, of.to_remit, of.overdue].map(Cell::from)
}

/// Whose money a supplier's is.
pub fn ownership(supplier: Option<&Supplier>) -> Cell {
    match supplier.map(|supplier| supplier.ownership) {
        Some(Ownership::Own) => Cell::word("office-ownership-own"),
        Some(Ownership::Agent) => Cell::word("office-ownership-agent"),
        None => Cell::word("office-ownership-unknown"),
    }
}

/// How a supplier stands, in one sign.
pub fn mark(of: &Standing) -> Mark {
    match of {
        _ if of.overdue.is_positive() || of.letters > 0 => Mark::Wrong,
        _ if !of.owed().is_zero() => Mark::Waiting,
        _ => Mark::Right,
    }
}

/// What is owed to suppliers, as a kind of place where money is.
pub fn due(db: &mut dyn Db, now: Timestamp) -> Result<Table, HqError> {
    let catalogue = catalogue(db)?;
    let view = View::Holders { kind: Rest("due".to_owned()) };
    let mut table = Table::new(view, &["office-col-supplier", "office-col-ownership", "office-col-sum"]);
    let mut sum = Money::ZERO;
    for (code, of) in all(db, &catalogue, now)?.into_iter().filter(|(_, of)| !of.owed().is_zero()) {
        sum = sum.saturating_plus(of.owed());
        let cells = [Cell::text(&code), ownership(catalogue.supplier(&code)), of.owed().into()];
        table.row(mark(&of), cells, Some(View::Supplier { supplier: code }));
    }
    table.total = vec![Cell::word("office-total"), Cell::Empty, sum.into()];
    Ok(table)
}

//! What reports read: the totals of shifts, by business day. A day's rows lie side by side in each table.

use chrono::NaiveDate;

use crate::domain::{DeskId, Money, OfficeCode, SupplierCode};
use crate::hq::exception::office_in;

use super::StoreError;
use super::db::{Db, Row, Value, all, first};

/// Which totals are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The first business day.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The one office, or all.
    pub office: Option<&'a OfficeCode>,
}

impl Span<'_> {
    fn values(&self) -> [Value<'static>; 3] {
        // A code has neither `%` nor `_`. SQLite takes small letters for capitals here: who reads looks again.
        let like = self.office.map_or("%".to_owned(), |office| format!("{office}/%"));
        [Value::text(self.from), Value::text(self.to), Value::text(like)]
    }
}

/// A shift that has totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OfShift<'r> {
    /// The business day.
    pub day: &'r str,
    /// The desk's name.
    pub desk: &'r str,
    /// The shift's number.
    pub shift: u32,
}

impl<'r> OfShift<'r> {
    fn read(row: &'r Row) -> Result<OfShift<'r>, StoreError> {
        Ok(OfShift { day: row.text(0)?, desk: row.text(1)?, shift: row.small(2)? })
    }

    /// The desk's office.
    pub fn office(&self) -> &'r str {
        self.desk.split_once('/').map_or("", |(office, _)| office)
    }

    /// The business day.
    pub fn day(&self) -> Result<NaiveDate, StoreError> {
        self.day.parse().map_err(|_| StoreError::Damaged(format!("'{}' is no day", self.day)))
    }

    /// The desk.
    pub fn desk(&self) -> Result<DeskId, StoreError> {
        self.desk.parse().map_err(|_| StoreError::Damaged(format!("'{}' is no desk", self.desk)))
    }
}

/// What a shift came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShiftTotal<'r> {
    /// Who had it; empty for one that was never opened.
    pub cashier: &'r str,
    /// True where it was closed.
    pub closed: bool,
    /// Payments taken, and their sum with fees.
    pub payments: (i64, Money),
    /// Payments voided, and their sum.
    pub voids: (i64, Money),
    /// Refunds, and their sum.
    pub refunds: (i64, Money),
    /// Fees, voids and refunds taken off.
    pub fees: Money,
}

/// Hands each shift to `each`, in the order of days, desks and numbers.
pub fn shifts(
    db: &mut dyn Db,
    span: &Span,
    each: &mut dyn FnMut(OfShift, ShiftTotal) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = "SELECT day, desk, shift, cashier, closed, payments, gross, voids, voided, refunds, refunded, fees
               FROM shift WHERE day BETWEEN $1 AND $2 AND desk LIKE $3 ORDER BY day, desk, shift";
    db.query(sql, &span.values(), &[], &mut |row| {
        let tally = |at| Ok::<_, StoreError>((row.int(at)?, Money::from_kopecks(row.int(at + 1)?)));
        let total = ShiftTotal {
            cashier: row.text(3)?,
            closed: row.int(4)? != 0,
            payments: tally(5)?,
            voids: tally(7)?,
            refunds: tally(9)?,
            fees: Money::from_kopecks(row.int(11)?),
        };
        each(OfShift::read(row)?, total)
    })
}

/// What a tender brought in a shift.
#[derive(Clone, Copy, Debug)]
pub struct TenderTotal<'r> {
    /// Its code.
    pub tender: &'r str,
    /// The sum, corrections counted in.
    pub sum: Money,
    /// How many slips it must have.
    pub slips: i64,
}

/// Hands each tender of each shift to `each`.
pub fn tenders(
    db: &mut dyn Db,
    span: &Span,
    each: &mut dyn FnMut(OfShift, TenderTotal) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = "SELECT day, desk, shift, tender, kopecks, slips FROM tender_total
               WHERE day BETWEEN $1 AND $2 AND desk LIKE $3";
    db.query(sql, &span.values(), &[], &mut |row| {
        let total = TenderTotal { tender: row.text(3)?, sum: Money::from_kopecks(row.int(4)?), slips: row.int(5)? };
        each(OfShift::read(row)?, total)
    })
}

/// What a service of a supplier brought in a shift.
#[derive(Clone, Copy, Debug)]
pub struct ServiceTotal<'r> {
    /// The supplier's code.
    pub supplier: &'r str,
    /// The service's code.
    pub service: &'r str,
    /// Lines of payments, and their sum without fees.
    pub taken: (i64, Money),
    /// The fees, voids and refunds taken off.
    pub fees: Money,
    /// What is due of it: voids, refunds and moves counted in.
    pub due: Money,
}

/// Hands each service of each shift to `each`.
pub fn services(
    db: &mut dyn Db,
    span: &Span,
    each: &mut dyn FnMut(OfShift, ServiceTotal) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = "SELECT day, desk, shift, supplier, service, lines, taken, fees, kopecks FROM service_total
               WHERE day BETWEEN $1 AND $2 AND desk LIKE $3";
    db.query(sql, &span.values(), &[], &mut |row| {
        let money = |at| row.int(at).map(Money::from_kopecks);
        let total = ServiceTotal {
            supplier: row.text(3)?,
            service: row.text(4)?,
            taken: (row.int(5)?, money(6)?),
            fees: money(7)?,
            due: money(8)?,
        };
        each(OfShift::read(row)?, total)
    })
}

/// Hands what each shift brought for a supplier to `each`, by services.
pub fn services_of(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    span: &Span,
    each: &mut dyn FnMut(ServiceTotal) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = "SELECT supplier, service, lines, taken, fees, kopecks FROM service_total
               WHERE day BETWEEN $1 AND $2 AND desk LIKE $3 AND supplier = $4";
    let [from, to, office] = span.values();
    db.query(sql, &[from, to, office, supplier.as_str().into()], &[], &mut |row| {
        let money = |at| row.int(at).map(Money::from_kopecks);
        each(ServiceTotal {
            supplier: row.text(0)?,
            service: row.text(1)?,
            taken: (row.int(2)?, money(3)?),
            fees: money(4)?,
            due: money(5)?,
        })
    })
}

/// Gets an hour of a shift: the hour, and the payments with their sum.
type EachHour<'e> = dyn FnMut(OfShift, u32, (i64, Money)) -> Result<(), StoreError> + 'e;

/// Hands each hour of each shift to `each`: the hour, the payments, and their sum with fees.
pub fn hours(db: &mut dyn Db, span: &Span, each: &mut EachHour) -> Result<(), StoreError> {
    let sql = "SELECT day, desk, shift, hour, payments, gross FROM hour_total
               WHERE day BETWEEN $1 AND $2 AND desk LIKE $3";
    db.query(sql, &span.values(), &[], &mut |row| {
        let taken = (row.int(4)?, Money::from_kopecks(row.int(5)?));
        each(OfShift::read(row)?, row.small(3)?, taken)
    })
}

/// The desks of the open exceptions of a day, with how many each has.
pub fn exceptions(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<(String, u64)>, StoreError> {
    // What is of headquarters' own journal says itself whose it is.
    let sql = "SELECT desk, CASE WHEN desk = 'hq/1' THEN subject ELSE '' END, count(*) FROM exception
               WHERE day = $1 AND settled_at IS NULL GROUP BY 1, 2";
    all(db, sql, &[Value::text(day)], &[], |row| {
        let (desk, subject): (DeskId, &str) = (row.parse(0)?, row.text(1)?);
        let office = if subject.is_empty() { desk.office() } else { office_in(subject) };
        Ok((office.to_owned(), row.count(2)?))
    })
}

/// The offices whose day was signed, each with whether it still is.
pub fn signed(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<(String, bool)>, StoreError> {
    let sql = "SELECT office, signed FROM office_day WHERE day = $1 AND seq > 0";
    all(db, sql, &[Value::text(day)], &[], |row| Ok((row.text(0)?.to_owned(), row.int(1)? != 0)))
}

/// The desks whose close of a day was telephoned and is not here.
pub fn awaited(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<DeskId>, StoreError> {
    let sql = "SELECT a.desk FROM announced a LEFT JOIN shift s ON s.desk = a.desk AND s.shift = a.shift
               WHERE a.day = $1 AND (s.closed IS NULL OR s.closed = 0)";
    all(db, sql, &[Value::text(day)], &[], |row| row.parse(0))
}

/// The first business day that any desk has.
pub fn first_day(db: &mut dyn Db) -> Result<Option<NaiveDate>, StoreError> {
    first(db, "SELECT day FROM shift ORDER BY day LIMIT 1", &[], |row| row.parse(0))
}

/// The last business day that any desk has.
pub fn last_day(db: &mut dyn Db) -> Result<Option<NaiveDate>, StoreError> {
    first(db, "SELECT day FROM shift ORDER BY day DESC LIMIT 1", &[], |row| row.parse(0))
}

//! Slips of tenders other than cash, and what the acquirer's files say of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{DeskId, Money, TenderKind};
use crate::hq::cards::{Operation, Slip};

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, number};

/// Adds what entries of a desk say of slips.
pub fn add_slips(db: &mut dyn Db, desk: &DeskId, slips: &[Slip]) -> Result<(), StoreError> {
    if slips.is_empty() {
        return Ok(());
    }
    let desk = desk.to_string();
    let given = [
        Column::texts("desk", slips.iter().map(|_| desk.as_str())),
        Column::ints("seq", slips.iter().map(|slip| number(slip.seq))),
        Column::ints("n", slips.iter().map(|slip| i64::from(slip.n))),
        Column::texts("day", slips.iter().map(|slip| slip.day.to_string())),
        Column::texts("at", slips.iter().map(|slip| slip.at.to_string())),
        Column::texts("receipt", slips.iter().map(|slip| slip.receipt.to_string())),
        Column::texts("tender", slips.iter().map(|slip| slip.tender.as_str())),
        Column::texts("reference", slips.iter().map(|slip| slip.reference.as_str())),
        Column::ints("kopecks", slips.iter().map(|slip| slip.amount.kopecks())),
    ];
    db.insert("slip", &given)
}

macro_rules! select_slip {
    ($rest:literal) => {
        concat!("SELECT desk, seq, n, day, at, receipt, tender, reference, kopecks FROM slip ", $rest)
    };
}

fn slip(row: &Row) -> Result<Slip, StoreError> {
    Ok(Slip {
        desk: row.parse(0)?,
        seq: row.count(1)?,
        n: row.small(2)?,
        day: row.parse(3)?,
        at: row.parse(4)?,
        receipt: row.parse(5)?,
        tender: row.parse(6)?,
        reference: row.text(7)?.to_owned(),
        amount: Money::from_kopecks(row.int(8)?),
    })
}

/// The slips of a desk's entries behind `after` and up to `through`: for comparing.
pub fn slips_of(db: &mut dyn Db, desk: &DeskId, after: u64, through: u64) -> Result<Vec<Slip>, StoreError> {
    let sql = select_slip!("WHERE desk = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, n");
    all(db, sql, &[Value::text(desk), after.into(), through.into()], &[], slip)
}

/// The slips of business days.
pub fn slips_between(db: &mut dyn Db, from: NaiveDate, to: NaiveDate) -> Result<Vec<Slip>, StoreError> {
    let sql = select_slip!("WHERE day >= $1 AND day <= $2 ORDER BY day, desk, seq, n");
    all(db, sql, &[Value::text(from), Value::text(to)], &[], slip)
}

/// What a desk's slips of a business day and a tender come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipSum {
    /// The desk.
    pub desk: DeskId,
    /// The tender.
    pub tender: TenderKind,
    /// How many there are.
    pub slips: u64,
    /// Their sum, less what went back.
    pub sum: Money,
}

/// The slips of a business day, summed by desk and tender.
pub fn slip_sums(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<SlipSum>, StoreError> {
    let sql = "SELECT desk, tender, count(*), CAST(sum(kopecks) AS BIGINT) FROM slip WHERE day = $1
               GROUP BY desk, tender ORDER BY desk, tender";
    all(db, sql, &[Value::text(day)], &[], |row| {
        let sum = Money::from_kopecks(row.int(3)?);
        Ok(SlipSum { desk: row.parse(0)?, tender: row.parse(1)?, slips: row.count(2)?, sum })
    })
}

/// Adds operations that an entry of headquarters' journal took in.
pub fn add_operations(db: &mut dyn Db, operations: &[Operation], imported: u64) -> Result<(), StoreError> {
    if operations.is_empty() {
        return Ok(());
    }
    let given = [
        Column::ints("imported", operations.iter().map(|_| number(imported))),
        Column::ints("n", operations.iter().map(|it| i64::from(it.n))),
        Column::texts("tender", operations.iter().map(|it| it.tender.as_str())),
        Column::texts("day", operations.iter().map(|it| it.day.to_string())),
        Column::texts("moment", operations.iter().map(|it| it.moment.as_str())),
        Column::texts("terminal", operations.iter().map(|it| it.terminal.as_str())),
        Column::texts("reference", operations.iter().map(|it| it.reference.as_str())),
        Column::texts("code", operations.iter().map(|it| it.code.as_str())),
        Column::texts("card", operations.iter().map(|it| it.card.as_str())),
        Column::ints("kopecks", operations.iter().map(|it| it.amount.kopecks())),
        Column::ints("fee", operations.iter().map(|it| it.fee.kopecks())),
        Column::texts("office", operations.iter().map(|it| it.office.as_str())),
    ];
    db.insert("card_operation", &given)
}

macro_rules! select_operation {
    ($rest:literal) => {
        concat!(
            "SELECT imported, n, tender, day, moment, terminal, reference, code, card, kopecks, fee, office
             FROM card_operation ",
            $rest
        )
    };
}

fn operation(row: &Row) -> Result<Operation, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    Ok(Operation {
        imported: row.count(0)?,
        n: row.small(1)?,
        tender: row.parse(2)?,
        day: row.parse(3)?,
        moment: text(4)?,
        terminal: text(5)?,
        reference: text(6)?,
        code: text(7)?,
        card: text(8)?,
        amount: Money::from_kopecks(row.int(9)?),
        fee: Money::from_kopecks(row.int(10)?),
        office: text(11)?,
    })
}

/// The operations of days.
pub fn operations_between(db: &mut dyn Db, from: NaiveDate, to: NaiveDate) -> Result<Vec<Operation>, StoreError> {
    let sql = select_operation!("WHERE day >= $1 AND day <= $2 ORDER BY day, imported, n");
    all(db, sql, &[Value::text(from), Value::text(to)], &[], operation)
}

/// The operations that an entry of headquarters' journal took in.
pub fn operations_of(db: &mut dyn Db, imported: u64) -> Result<Vec<Operation>, StoreError> {
    all(db, select_operation!("WHERE imported = $1 ORDER BY n"), &[imported.into()], &[], operation)
}

/// The entries of headquarters' journal that took operations in.
pub fn imports(db: &mut dyn Db) -> Result<BTreeSet<u64>, StoreError> {
    let sql = "SELECT DISTINCT imported FROM card_operation";
    Ok(all(db, sql, &[], &[], |row| row.count(0))?.into_iter().collect())
}

/// The tenders whose acquirer has told of a day.
pub fn told(db: &mut dyn Db, day: NaiveDate) -> Result<BTreeSet<TenderKind>, StoreError> {
    let sql = "SELECT DISTINCT tender FROM card_operation WHERE day = $1";
    Ok(all(db, sql, &[Value::text(day)], &[], |row| row.parse(0))?.into_iter().collect())
}

/// The tenders whose acquirer has told of any day.
pub fn ever_told(db: &mut dyn Db) -> Result<BTreeSet<TenderKind>, StoreError> {
    Ok(all(db, "SELECT DISTINCT tender FROM card_operation", &[], &[], |row| row.parse(0))?.into_iter().collect())
}

/// At which office each of these terminals stood when it was last told.
pub fn offices_of(db: &mut dyn Db, terminals: &BTreeSet<&str>) -> Result<BTreeMap<String, String>, StoreError> {
    if terminals.is_empty() {
        return Ok(BTreeMap::new());
    }
    let given = [Column::texts("terminal", terminals.iter().copied())];
    let sql = "SELECT c.terminal, c.office FROM {given} g JOIN card_operation c ON c.terminal = g.terminal
               WHERE c.office <> '' ORDER BY c.day, c.imported, c.n";
    let rows = all(db, sql, &[], &given, |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
    Ok(rows.into_iter().collect())
}

/// Says whose operations are.
pub fn set_offices(db: &mut dyn Db, found: &[(&Operation, &str)]) -> Result<(), StoreError> {
    if found.is_empty() {
        return Ok(());
    }
    let given = [
        Column::ints("imported", found.iter().map(|(it, _)| number(it.imported))),
        Column::ints("n", found.iter().map(|(it, _)| i64::from(it.n))),
        Column::texts("office", found.iter().map(|(_, office)| *office)),
    ];
    let sql = "UPDATE card_operation SET office = g.office FROM {given} g
               WHERE card_operation.imported = g.imported AND card_operation.n = g.n";
    db.execute(sql, &[], &given).map(|_| ())
}

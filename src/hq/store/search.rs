//! Looking for lines. An account has an index; a receipt, a sum or a time is looked for in the runs of the shifts that
//! it may be in, so that ingest keeps no index for them.

use chrono::NaiveDate;

use crate::domain::{AccountNumber, DeskId, Money, ReceiptNumber, Timestamp};

use super::StoreError;
use super::db::{Column, Db, Row, Value, all};

/// The most lines that are found at once.
const MOST: i64 = 10_000;

/// The entries of a desk that a shift's are among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The desk's name.
    pub desk: String,
    /// The entry that opened the shift.
    pub first: i64,
    /// The entry that closed it, the greatest number while it is open.
    pub last: i64,
}

/// A line that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The entry's time.
    pub at: Timestamp,
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// Which line of it.
    pub n: u32,
    /// The entry's kind.
    pub kind: String,
    /// The payment's receipt.
    pub receipt: String,
    /// The supplier's code.
    pub supplier: String,
    /// The account.
    pub account: String,
    /// The sum without its fee.
    pub amount: Money,
}

macro_rules! select_lines {
    ($rest:literal) => {
        concat!("SELECT l.at, l.desk, l.seq, l.n, l.kind, l.receipt, l.supplier, l.account, l.kopecks FROM ", $rest)
    };
}

fn found(row: &Row) -> Result<Found, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    Ok(Found {
        at: row.parse(0)?,
        desk: row.parse(1)?,
        seq: row.count(2)?,
        n: row.small(3)?,
        kind: text(4)?,
        receipt: text(5)?,
        supplier: text(6)?,
        account: text(7)?,
        amount: Money::from_kopecks(row.int(8)?),
    })
}

macro_rules! select_runs {
    ($rest:literal) => {
        concat!(
            "SELECT s.desk, s.opened, CASE WHEN s.closed = 0 THEN 9223372036854775807 ELSE s.closed END FROM ",
            $rest
        )
    };
}

fn run(row: &Row) -> Result<Run, StoreError> {
    Ok(Run { desk: row.text(0)?.to_owned(), first: row.int(1)?, last: row.int(2)? })
}

/// The runs of a business day's shifts.
pub fn runs_of_day(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<Run>, StoreError> {
    all(db, select_runs!("shift s WHERE s.day = $1"), &[Value::text(day)], &[], run)
}

/// The runs of the shifts of a number, one a desk.
pub fn runs_of_number(db: &mut dyn Db, shift: u32) -> Result<Vec<Run>, StoreError> {
    let sql = select_runs!("desk d JOIN shift s ON s.desk = d.desk WHERE s.shift = $1");
    all(db, sql, &[shift.into()], &[], run)
}

fn given(runs: &[Run]) -> [Column<'_>; 3] {
    [
        Column::texts("of_desk", runs.iter().map(|run| run.desk.as_str())),
        Column::ints("first", runs.iter().map(|run| run.first)),
        Column::ints("last", runs.iter().map(|run| run.last)),
    ]
}

/// The lines of an account, the latest first.
pub fn of_account(db: &mut dyn Db, account: &AccountNumber) -> Result<Vec<Found>, StoreError> {
    let sql = select_lines!("line l WHERE l.account = $1 ORDER BY l.at DESC, l.desk, l.seq, l.n LIMIT $2");
    all(db, sql, &[account.as_str().into(), MOST.into()], &[], found)
}

/// The lines of a receipt in these runs.
pub fn of_receipt(db: &mut dyn Db, runs: &[Run], receipt: ReceiptNumber) -> Result<Vec<Found>, StoreError> {
    let sql = select_lines!(
        "{given} g JOIN line l ON l.desk = g.of_desk AND l.seq BETWEEN g.first AND g.last WHERE l.receipt = $1 LIMIT $2"
    );
    all(db, sql, &[Value::text(receipt), MOST.into()], &given(runs), found)
}

/// The lines between two moments in these runs, the second one left out.
pub fn between(db: &mut dyn Db, runs: &[Run], from: Timestamp, until: Timestamp) -> Result<Vec<Found>, StoreError> {
    let sql = select_lines!(
        "{given} g JOIN line l ON l.desk = g.of_desk AND l.seq BETWEEN g.first AND g.last
         WHERE l.at >= $1 AND l.at < $2 LIMIT $3"
    );
    all(db, sql, &[Value::text(from), Value::text(until), MOST.into()], &given(runs), found)
}

/// The lines of a sum in these runs, and the first line of each entry whose lines come to it with their fees; what was
/// taken off has the same sum. What no payer pays is left out of sums, which SQLite would not add up.
pub fn of_sum(db: &mut dyn Db, runs: &[Run], sum: Money) -> Result<Vec<Found>, StoreError> {
    let sql = select_lines!(
        "{given} g JOIN line l ON l.desk = g.of_desk AND l.seq BETWEEN g.first AND g.last
         WHERE l.kopecks = $1 OR l.kopecks = -$1
            OR (l.n = 1 AND $1 = (SELECT abs(sum(o.kopecks) + sum(o.fee)) FROM line o
                                  WHERE o.desk = l.desk AND o.seq = l.seq
                                  AND o.kopecks BETWEEN -1000000000000000 AND 1000000000000000
                                  AND o.fee BETWEEN -1000000000000000 AND 1000000000000000))
         LIMIT $2"
    );
    all(db, sql, &[sum.abs().kopecks().into(), MOST.into()], &given(runs), found)
}

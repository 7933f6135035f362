//! The desks' entries and lines.

use std::borrow::Cow;

use crate::domain::{DeskId, EntryId, Money, Timestamp};
use crate::hq::fold::LineRow;
use crate::protocol::{Entry, Hash};

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, first, number};

/// Adds entries that follow what is there.
pub fn add(db: &mut dyn Db, desk: &DeskId, entries: &[Entry]) -> Result<(), StoreError> {
    let desk = desk.to_string();
    let given = [
        Column::texts("desk", entries.iter().map(|_| desk.as_str())),
        Column::ints("seq", entries.iter().map(|entry| number(entry.seq))),
        Column::texts("id", entries.iter().map(|entry| entry.id.to_string())),
        Column::texts("at", entries.iter().map(|entry| entry.at.to_string())),
        Column::texts("kind", entries.iter().map(|entry| entry.kind.as_str())),
        Column::texts("body", entries.iter().map(|entry| entry.body.as_str())),
        Column::texts("hash", entries.iter().map(|entry| entry.hash.to_string())),
    ];
    db.insert("entry", &given)
}

/// Adds lines of entries.
pub fn add_lines(db: &mut dyn Db, desk: &DeskId, lines: &[LineRow]) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let desk = desk.to_string();
    fn texts<'a>(name: &'static str, lines: &'a [LineRow], of: impl Fn(&'a LineRow) -> Cow<'a, str>) -> Column<'a> {
        Column::texts(name, lines.iter().map(of))
    }
    let ints = |name, of: fn(&LineRow) -> i64| Column::ints(name, lines.iter().map(of));
    let given = [
        Column::texts("desk", lines.iter().map(|_| desk.as_str())),
        ints("seq", |line| number(line.seq)),
        ints("n", |line| i64::from(line.n)),
        ints("shift", |line| i64::from(line.shift)),
        texts("day", lines, |line| line.day.to_string().into()),
        texts("at", lines, |line| line.at.to_string().into()),
        texts("kind", lines, |line| line.kind.into()),
        texts("receipt", lines, |line| line.receipt.to_string().into()),
        texts("supplier", lines, |line| line.supplier.as_str().into()),
        texts("service", lines, |line| line.service.as_str().into()),
        texts("account", lines, |line| line.account.as_str().into()),
        ints("kopecks", |line| line.amount.kopecks()),
        ints("fee", |line| line.fee.kopecks()),
    ];
    db.insert("line", &given)
}

/// The entry of headquarters' own journal that an id made: number, kind and body.
pub fn own_by_id(db: &mut dyn Db, id: EntryId) -> Result<Option<(u64, String, String)>, StoreError> {
    let sql = "SELECT seq, kind, body FROM entry WHERE desk = 'hq/1' AND id = $1";
    first(db, sql, &[Value::text(id)], |row| Ok((row.count(0)?, row.text(1)?.to_owned(), row.text(2)?.to_owned())))
}

/// The hash of an entry.
pub fn hash(db: &mut dyn Db, desk: &DeskId, seq: u64) -> Result<Option<Hash>, StoreError> {
    let sql = "SELECT hash FROM entry WHERE desk = $1 AND seq = $2";
    first(db, sql, &[Value::text(desk), seq.into()], |row| row.parse(0))
}

/// The hashes of the entries from `first` to `last`, in order.
pub fn hashes(db: &mut dyn Db, desk: &DeskId, first: u64, last: u64) -> Result<Vec<Hash>, StoreError> {
    let sql = "SELECT hash FROM entry WHERE desk = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq";
    all(db, sql, &[Value::text(desk), first.into(), last.into()], &[], |row| row.parse(0))
}

/// An entry as it is stored, its texts unread.
pub struct StoredEntry<'r> {
    /// The number.
    pub seq: u64,
    /// The id.
    pub id: &'r str,
    /// The time.
    pub at: &'r str,
    /// The kind.
    pub kind: &'r str,
    /// The body.
    pub body: &'r str,
    /// The hash.
    pub hash: &'r str,
}

impl StoredEntry<'_> {
    /// The entry, which follows `prev`; its hash is believed.
    pub fn read(&self, prev: Hash) -> Result<Entry, StoreError> {
        let seq = self.seq;
        let damaged = |what: &str| StoreError::Damaged(format!("entry {seq} has no {what}"));
        let id: EntryId = self.id.parse().map_err(|_| damaged("id"))?;
        let at: Timestamp = self.at.parse().map_err(|_| damaged("time"))?;
        let hash: Hash = self.hash.parse().map_err(|_| damaged("hash"))?;
        Ok(Entry { seq, id, at, kind: self.kind.to_owned(), body: self.body.to_owned(), prev, hash })
    }
}

/// Hands the entries of a desk behind number `after` to `each`, in order, at most `limit`.
pub fn each(
    db: &mut dyn Db,
    desk: &DeskId,
    after: u64,
    limit: u64,
    each: &mut dyn FnMut(&StoredEntry) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = "SELECT seq, id, at, kind, body, hash FROM entry WHERE desk = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    db.query(sql, &[Value::text(desk), after.into(), limit.into()], &[], &mut |row: &Row| {
        each(&StoredEntry {
            seq: row.count(0)?,
            id: row.text(1)?,
            at: row.text(2)?,
            kind: row.text(3)?,
            body: row.text(4)?,
            hash: row.text(5)?,
        })
    })
}

/// Hands one entry of a desk to `read`.
pub fn one<T>(
    db: &mut dyn Db,
    desk: &DeskId,
    seq: u64,
    read: &mut dyn FnMut(&StoredEntry) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut found = None;
    each(db, desk, seq.saturating_sub(1), 1, &mut |stored| {
        if stored.seq == seq {
            found = Some(read(stored)?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The number of a desk's entry that an id made.
pub fn by_id(db: &mut dyn Db, desk: &DeskId, id: EntryId) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT seq FROM entry WHERE desk = $1 AND id = $2";
    first(db, sql, &[Value::text(desk), Value::text(id)], |row| row.count(0))
}

/// The lines of a desk's entries behind `after` and up to `through`, each as one text: for comparing.
pub fn line_texts(db: &mut dyn Db, desk: &DeskId, after: u64, through: u64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT seq, n, shift, day, at, kind, receipt, supplier, service, account, kopecks, fee
               FROM line WHERE desk = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, n";
    all(db, sql, &[Value::text(desk), after.into(), through.into()], &[], |row| {
        let mut text = format!("{}/{} {}", row.int(0)?, row.int(1)?, row.int(2)?);
        for column in 3..10 {
            text.push(' ');
            text.push_str(row.text(column)?);
        }
        Ok(format!("{text} {} {}", row.int(10)?, row.int(11)?))
    })
}

/// The text that [`line_texts`] gives of a line.
pub fn line_text(line: &LineRow) -> String {
    let LineRow { seq, n, shift, day, at, kind, receipt, supplier, service, account, amount, fee } = line;
    let (kopecks, fee) = (amount.kopecks(), fee.kopecks());
    format!("{seq}/{n} {shift} {day} {at} {kind} {receipt} {supplier} {service} {account} {kopecks} {fee}")
}

/// A payment that has a twin: another of the same account and sum at about the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The line of the later payment.
    pub later: TwinLine,
    /// The line of the earlier one.
    pub earlier: TwinLine,
    /// The sum of both.
    pub kopecks: Money,
}

/// A line of a payment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TwinLine {
    /// The payment's time.
    pub at: Timestamp,
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// The line of it.
    pub n: u32,
    /// The receipt.
    pub receipt: String,
}

/// The twins of these lines of a desk among all payments of all desks, within `around` of each. A payment that was
/// voided is nobody's twin.
pub fn twins(
    db: &mut dyn Db,
    desk: &DeskId,
    lines: &[&LineRow],
    around: chrono::TimeDelta,
) -> Result<Vec<Twin>, StoreError> {
    let sql = "SELECT p.at, p.desk, p.seq, p.n, p.receipt, g.at, g.seq, g.n, g.receipt, g.kopecks
               FROM {given} g
               JOIN line p ON p.account = g.account AND p.kopecks = g.kopecks AND p.supplier = g.supplier
                              AND p.at BETWEEN g.since AND g.until
               WHERE p.kind = 'payment.taken' AND (p.desk <> $1 OR p.seq <> g.seq)
               AND NOT EXISTS (SELECT 1 FROM line v WHERE v.desk = p.desk AND v.receipt = p.receipt
                               AND v.account = p.account AND v.supplier = p.supplier AND v.kind = 'payment.voided')
               AND NOT EXISTS (SELECT 1 FROM line v WHERE v.desk = $1 AND v.receipt = g.receipt
                               AND v.account = g.account AND v.supplier = g.supplier AND v.kind = 'payment.voided')";
    let texts = |name, of: &dyn Fn(&LineRow) -> String| Column::texts(name, lines.iter().map(|line| of(line)));
    let given = [
        texts("account", &|line| line.account.to_string()),
        texts("supplier", &|line| line.supplier.to_string()),
        Column::ints("kopecks", lines.iter().map(|line| line.amount.kopecks())),
        texts("since", &|line| line.at.plus(-around).to_string()),
        texts("until", &|line| line.at.plus(around).to_string()),
        texts("at", &|line| line.at.to_string()),
        Column::ints("seq", lines.iter().map(|line| number(line.seq))),
        Column::ints("n", lines.iter().map(|line| i64::from(line.n))),
        texts("receipt", &|line| line.receipt.to_string()),
    ];
    all(db, sql, &[Value::text(desk)], &given, |row| {
        let receipt = |at| row.text(at).map(str::to_owned);
        let found = TwinLine {
            at: row.parse(0)?,
            desk: row.parse(1)?,
            seq: row.count(2)?,
            n: row.small(3)?,
            receipt: receipt(4)?,
        };
        let given = TwinLine {
            at: row.parse(5)?,
            desk: desk.clone(),
            seq: row.count(6)?,
            n: row.small(7)?,
            receipt: receipt(8)?,
        };
        let kopecks = Money::from_kopecks(row.int(9)?);
        let (earlier, later) = if found < given { (found, given) } else { (given, found) };
        Ok(Twin { later, earlier, kopecks })
    })
}

/// The business day of a line.
pub fn line_day(db: &mut dyn Db, line: &TwinLine) -> Result<Option<chrono::NaiveDate>, StoreError> {
    let sql = "SELECT day FROM line WHERE desk = $1 AND seq = $2 AND n = $3";
    first(db, sql, &[Value::text(&line.desk), line.seq.into(), line.n.into()], |row| row.parse(0))
}

/// Which of these accounts, `SUPPLIER` and `ACCOUNT` each, the directory does not have: by their places.
pub fn unknown_accounts(db: &mut dyn Db, lines: &[&LineRow]) -> Result<Vec<usize>, StoreError> {
    let sql = "SELECT g.place FROM {given} g
               WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.supplier = g.supplier AND a.account = g.account)
               ORDER BY g.place";
    if lines.is_empty() {
        return Ok(vec![]);
    }
    let given = [
        Column::ints("place", (0..).take(lines.len())),
        Column::texts("supplier", lines.iter().map(|line| line.supplier.as_str())),
        Column::texts("account", lines.iter().map(|line| line.account.as_str())),
    ];
    all(db, sql, &[], &given, |row| Ok(row.count(0)? as usize))
}

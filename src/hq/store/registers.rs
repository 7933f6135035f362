//! The registers that went to suppliers: what each has, the runs of entries that it has them from, and its file.

use std::collections::BTreeMap;
use std::io::Read;

use chrono::NaiveDate;

use crate::domain::office::event::Span;
use crate::domain::{AccountNumber, DeskId, Money, ServiceCode, SupplierCode, Timestamp};
use crate::protocol::hex;

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, first, number};

/// How hard zstd tries on a file: it is packed once and kept for years.
const LEVEL: i32 = 9;

/// A register as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Whose it is.
    pub supplier: SupplierCode,
    /// Its number, from 1.
    pub number: u32,
    /// The entry of headquarters' journal that made it.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// The layout's name.
    pub layout: String,
    /// How many lines it has.
    pub lines: u64,
    /// Their sum.
    pub sum: Money,
    /// The first business day of its lines.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The file's name.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// What of its sum is not remitted yet.
    pub open: Money,
}

macro_rules! select_register {
    ($rest:literal) => {
        concat!(
            "SELECT supplier, number, seq, at, by_user, layout, lines, kopecks, from_day, to_day, file, sha256,
                 open FROM register ",
            $rest
        )
    };
}

fn register_row(row: &Row) -> Result<RegisterRow, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    Ok(RegisterRow {
        supplier: row.parse(0)?,
        number: row.small(1)?,
        seq: row.count(2)?,
        at: row.parse(3)?,
        by: text(4)?,
        layout: text(5)?,
        lines: row.count(6)?,
        sum: Money::from_kopecks(row.int(7)?),
        from: row.parse(8)?,
        to: row.parse(9)?,
        file: text(10)?,
        sha256: text(11)?,
        open: Money::from_kopecks(row.int(12)?),
    })
}

/// Remembers a register with its runs and its file.
pub fn add(db: &mut dyn Db, new: &RegisterRow, spans: &[Span], content: &[u8]) -> Result<(), StoreError> {
    let (supplier, of) = (new.supplier.as_str(), i64::from(new.number));
    let texts = |name, text: &str| Column::texts(name, [text.to_owned()]);
    let given = [
        texts("supplier", supplier),
        Column::ints("number", [of]),
        Column::ints("seq", [number(new.seq)]),
        texts("at", &new.at.to_string()),
        texts("by_user", &new.by),
        texts("layout", &new.layout),
        Column::ints("lines", [number(new.lines)]),
        Column::ints("kopecks", [new.sum.kopecks()]),
        texts("from_day", &new.from.to_string()),
        texts("to_day", &new.to.to_string()),
        texts("file", &new.file),
        texts("sha256", &new.sha256),
        Column::ints("open", [new.open.kopecks()]),
    ];
    db.insert("register", &given)?;
    let given = [
        Column::texts("supplier", spans.iter().map(|_| supplier)),
        Column::texts("desk", spans.iter().map(|span| span.desk.to_string())),
        Column::ints("through", spans.iter().map(|span| number(span.through))),
        Column::ints("after", spans.iter().map(|span| number(span.after))),
        Column::ints("number", spans.iter().map(|_| of)),
    ];
    db.insert("register_span", &given)?;
    let packed = zstd::bulk::compress(content, LEVEL).map_err(|error| StoreError::Failed(error.to_string()))?;
    let given = [texts("supplier", supplier), Column::ints("number", [of]), texts("content", &hex::encode(&packed))];
    db.insert("register_file", &given)
}

/// A register.
pub fn one(db: &mut dyn Db, supplier: &SupplierCode, number: u32) -> Result<Option<RegisterRow>, StoreError> {
    let of = [supplier.as_str().into(), number.into()];
    first(db, select_register!("WHERE supplier = $1 AND number = $2"), &of, register_row)
}

/// The last register of a supplier.
pub fn last(db: &mut dyn Db, supplier: &SupplierCode) -> Result<Option<RegisterRow>, StoreError> {
    let sql = select_register!("WHERE supplier = $1 ORDER BY number DESC LIMIT 1");
    first(db, sql, &[supplier.as_str().into()], register_row)
}

/// The registers of a supplier below a number, the last ones first.
pub fn before(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    below: u32,
    limit: usize,
) -> Result<Vec<RegisterRow>, StoreError> {
    let sql = select_register!("WHERE supplier = $1 AND number < $2 ORDER BY number DESC LIMIT $3");
    all(db, sql, &[supplier.as_str().into(), below.into(), (limit as u64).into()], &[], register_row)
}

/// The registers of a supplier that are not remitted whole, the first ones first.
pub fn open(db: &mut dyn Db, supplier: &SupplierCode) -> Result<Vec<RegisterRow>, StoreError> {
    let sql = select_register!("WHERE supplier = $1 AND open <> 0 ORDER BY number");
    all(db, sql, &[supplier.as_str().into()], &[], register_row)
}

/// Says what of a register is not remitted yet.
pub fn set_open(db: &mut dyn Db, supplier: &SupplierCode, number: u32, open: Money) -> Result<(), StoreError> {
    let sql = "UPDATE register SET open = $1 WHERE supplier = $2 AND number = $3";
    db.execute(sql, &[open.kopecks().into(), supplier.as_str().into(), number.into()], &[]).map(|_| ())
}

/// The register of a supplier that has a desk's entry.
pub fn with_entry(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    desk: &DeskId,
    seq: u64,
) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT number FROM register_span WHERE supplier = $1 AND desk = $2 AND through >= $3
               ORDER BY through LIMIT 1";
    first(db, sql, &[supplier.as_str().into(), Value::text(desk), seq.into()], |row| row.small(0))
}

/// How far the registers of suppliers have the entries of desks: of each pair that any register has, its last entry.
pub fn reach(
    db: &mut dyn Db,
    pairs: &[(SupplierCode, DeskId)],
) -> Result<Vec<(SupplierCode, DeskId, u64)>, StoreError> {
    if pairs.is_empty() {
        return Ok(vec![]);
    }
    let sql = "SELECT g.supplier, g.of_desk, coalesce((SELECT max(s.through) FROM register_span s
                   WHERE s.supplier = g.supplier AND s.desk = g.of_desk), 0) FROM {given} g";
    let given = [
        Column::texts("supplier", pairs.iter().map(|(supplier, _)| supplier.as_str())),
        Column::texts("of_desk", pairs.iter().map(|(_, desk)| desk.to_string())),
    ];
    all(db, sql, &[], &given, |row| Ok((row.parse(0)?, row.parse(1)?, row.count(2)?)))
}

/// The suppliers that have registers.
pub fn suppliers(db: &mut dyn Db) -> Result<Vec<SupplierCode>, StoreError> {
    all(db, "SELECT supplier FROM register WHERE number = 1", &[], &[], |row| row.parse(0))
}

/// All registers of all suppliers.
pub fn every(db: &mut dyn Db) -> Result<Vec<RegisterRow>, StoreError> {
    all(db, select_register!("ORDER BY supplier, number"), &[], &[], register_row)
}

/// The bytes of a register's file.
pub fn content(db: &mut dyn Db, supplier: &SupplierCode, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT content FROM register_file WHERE supplier = $1 AND number = $2";
    let packed = first(db, sql, &[supplier.as_str().into(), number.into()], |row| Ok(row.text(0)?.to_owned()))?;
    let damaged = || StoreError::Damaged(format!("the file of register {supplier}/{number} can't be unpacked"));
    packed
        .map(|packed| {
            let packed = hex::decode_all(&packed).ok_or_else(damaged)?;
            let mut bytes = Vec::new();
            let mut decoder = zstd::Decoder::new(packed.as_slice()).map_err(|_| damaged())?;
            decoder.read_to_end(&mut bytes).map_err(|_| damaged())?;
            Ok(bytes)
        })
        .transpose()
}

/// What the next register of a supplier takes: of each desk that has more, the run behind the last one up to what is
/// accepted. One question, so one moment's state; what it names stays as it is, for entries are never changed.
pub fn next_spans(db: &mut dyn Db, supplier: &SupplierCode) -> Result<Vec<Span>, StoreError> {
    let sql = "SELECT d.desk, d.through, coalesce((SELECT max(s.through) FROM register_span s
                   WHERE s.supplier = $1 AND s.desk = d.desk), 0)
               FROM desk d WHERE d.desk <> 'hq/1'";
    let mut spans = all(db, sql, &[supplier.as_str().into()], &[], |row| {
        Ok(Span { desk: row.parse(0)?, after: row.count(2)?, through: row.count(1)? })
    })?;
    spans.retain(|span| span.through > span.after);
    spans.sort_by(|one, other| one.desk.cmp(&other.desk));
    Ok(spans)
}

/// A run of entries that a register has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanRow {
    /// Whose register it is.
    pub supplier: SupplierCode,
    /// The register's number.
    pub number: u32,
    /// The run.
    pub span: Span,
}

/// The runs that the registers of all suppliers have.
pub fn every_span(db: &mut dyn Db) -> Result<Vec<SpanRow>, StoreError> {
    let sql = "SELECT supplier, number, desk, after, through FROM register_span";
    all(db, sql, &[], &[], |row| {
        let span = Span { desk: row.parse(2)?, after: row.count(3)?, through: row.count(4)? };
        Ok(SpanRow { supplier: row.parse(0)?, number: row.small(1)?, span })
    })
}

/// A line of a register with what its row says beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentLine {
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// Which line of it, from 1.
    pub n: u32,
    /// The shift that it counts in.
    pub shift: u32,
    /// Its business day.
    pub day: NaiveDate,
    /// The entry's time.
    pub at: Timestamp,
    /// The entry's kind.
    pub kind: String,
    /// The payment's receipt.
    pub receipt: String,
    /// The service.
    pub service: ServiceCode,
    /// The account.
    pub account: AccountNumber,
    /// The sum without its fee; below zero where it is taken off.
    pub amount: Money,
    /// The fee.
    pub fee: Money,
}

fn sent_line(row: &Row) -> Result<SentLine, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    Ok(SentLine {
        desk: row.parse(0)?,
        seq: row.count(1)?,
        n: row.small(2)?,
        shift: row.small(3)?,
        day: row.parse(4)?,
        at: row.parse(5)?,
        kind: text(6)?,
        receipt: text(7)?,
        service: row.parse(8)?,
        account: row.parse(9)?,
        amount: Money::from_kopecks(row.int(10)?),
        fee: Money::from_kopecks(row.int(11)?),
    })
}

/// The lines of a supplier in a run, in the order of entries; those behind line `after_line` of the run's first entry,
/// at most `limit`.
pub fn lines(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    span: &Span,
    after_line: u32,
    limit: usize,
) -> Result<Vec<SentLine>, StoreError> {
    let sql = "SELECT desk, seq, n, shift, day, at, kind, receipt, service, account, kopecks, fee FROM line
               WHERE desk = $1 AND seq > $2 AND seq <= $3 AND supplier = $4 AND (seq > $2 + 1 OR n > $5)
               ORDER BY seq, n LIMIT $6";
    let values = [
        Value::text(&span.desk),
        span.after.into(),
        span.through.into(),
        supplier.as_str().into(),
        after_line.into(),
        (limit as u64).into(),
    ];
    all(db, sql, &values, &[], sent_line)
}

/// A line with what is known of its entry and its shift.
pub struct LineSource<'r> {
    /// The line.
    pub line: SentLine,
    /// The entry's body.
    pub body: &'r str,
    /// Who had the shift; empty for one that was never opened.
    pub cashier: &'r str,
    /// The entry that opened the shift, 0 for none.
    pub opened: u64,
}

/// A line of an entry.
pub fn line(db: &mut dyn Db, desk: &DeskId, seq: u64, n: u32) -> Result<Option<SentLine>, StoreError> {
    let sql = "SELECT desk, seq, n, shift, day, at, kind, receipt, service, account, kopecks, fee FROM line
               WHERE desk = $1 AND seq = $2 AND n = $3";
    first(db, sql, &[Value::text(desk), seq.into(), n.into()], sent_line)
}

/// The supplier of a line of an entry.
pub fn supplier_of(db: &mut dyn Db, desk: &DeskId, seq: u64, n: u32) -> Result<Option<SupplierCode>, StoreError> {
    let sql = "SELECT supplier FROM line WHERE desk = $1 AND seq = $2 AND n = $3";
    first(db, sql, &[Value::text(desk), seq.into(), n.into()], |row| row.parse(0))
}

/// Hands each line of a supplier in a run to `each`, in the order of entries.
pub fn each_line(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    span: &Span,
    each: &mut dyn FnMut(LineSource) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = "SELECT l.desk, l.seq, l.n, l.shift, l.day, l.at, l.kind, l.receipt, l.service, l.account, l.kopecks,
                   l.fee, e.body, coalesce(s.cashier, ''), coalesce(s.opened, 0)
               FROM line l JOIN entry e ON e.desk = l.desk AND e.seq = l.seq
               LEFT JOIN shift s ON s.desk = l.desk AND s.shift = l.shift
               WHERE l.desk = $1 AND l.seq > $2 AND l.seq <= $3 AND l.supplier = $4 ORDER BY l.seq, l.n";
    let values = [Value::text(&span.desk), span.after.into(), span.through.into(), supplier.as_str().into()];
    db.query(sql, &values, &[], &mut |row| {
        let (body, cashier, opened) = (row.text(12)?, row.text(13)?, row.count(14)?);
        each(LineSource { line: sent_line(row)?, body, cashier, opened })
    })
}

/// The payers' names and addresses of these accounts of a supplier, as far as the directory has them.
pub fn payers(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    accounts: &[&AccountNumber],
) -> Result<Vec<(AccountNumber, String, String)>, StoreError> {
    let sql = "SELECT a.account, a.name, a.address FROM {given} g
               JOIN account a ON a.supplier = $1 AND a.account = g.account";
    let given = [Column::texts("account", accounts.iter().map(|account| account.as_str()))];
    all(db, sql, &[supplier.as_str().into()], &given, |row| {
        Ok((row.parse(0)?, row.text(1)?.to_owned(), row.text(2)?.to_owned()))
    })
}

/// What a shift took for a supplier, corrections counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftDue {
    /// The desk.
    pub desk: DeskId,
    /// The shift.
    pub shift: u32,
    /// The supplier.
    pub supplier: SupplierCode,
    /// What is due of it.
    pub amount: Money,
    /// The entry that opened the shift, 0 for none.
    pub opened: u64,
    /// The entry that closed it, 0 for none.
    pub closed: u64,
}

/// What the shifts of a business day took for each supplier.
pub fn dues_of_day(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<ShiftDue>, StoreError> {
    let sql = "SELECT t.desk, t.shift, t.supplier, t.kopecks, s.opened, s.closed
               FROM service_total t JOIN shift s ON s.day = t.day AND s.desk = t.desk AND s.shift = t.shift
               WHERE t.day = $1";
    all(db, sql, &[Value::text(day)], &[], |row| {
        Ok(ShiftDue {
            desk: row.parse(0)?,
            shift: row.small(1)?,
            supplier: row.parse(2)?,
            amount: Money::from_kopecks(row.int(3)?),
            opened: row.count(4)?,
            closed: row.count(5)?,
        })
    })
}

/// What lines of shifts come to whose entries lie behind one and up to another; those that have none are left out.
pub fn parts(db: &mut dyn Db, runs: &[(ShiftDue, u64, u64)]) -> Result<Vec<(ShiftDue, Money)>, StoreError> {
    if runs.is_empty() {
        return Ok(vec![]);
    }
    let sql = "SELECT g.place, l.kopecks FROM {given} g
               JOIN line l ON l.desk = g.of_desk AND l.seq > g.after AND l.seq <= g.through
               WHERE l.supplier = g.of_supplier AND l.shift = g.of_shift";
    let given = [
        Column::ints("place", (0..).take(runs.len())),
        Column::texts("of_desk", runs.iter().map(|(due, ..)| due.desk.to_string())),
        Column::texts("of_supplier", runs.iter().map(|(due, ..)| due.supplier.as_str())),
        Column::ints("of_shift", runs.iter().map(|(due, ..)| i64::from(due.shift))),
        Column::ints("after", runs.iter().map(|(_, after, _)| number(*after))),
        Column::ints("through", runs.iter().map(|(.., through)| number(*through))),
    ];
    let mut sums: BTreeMap<usize, Money> = BTreeMap::new();
    db.query(sql, &[], &given, &mut |row| {
        let sum = sums.entry(row.small(0)? as usize).or_default();
        *sum = sum.saturating_plus(Money::from_kopecks(row.int(1)?));
        Ok(())
    })?;
    Ok(sums.into_iter().filter_map(|(at, sum)| runs.get(at).map(|(due, ..)| (due.clone(), sum))).collect())
}

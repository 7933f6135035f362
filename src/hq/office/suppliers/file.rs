//! What a register is made of: the lines of runs of entries, with what their entries and the directory say beside.

use std::collections::BTreeMap;

use crate::domain::office::event::Span;
use crate::domain::{AccountNumber, Catalogue, DeskId, Event, Name, Offset, Service, ServiceCode, Supplier};
use crate::hq::HqError;
use crate::hq::fold::lines_of;
use crate::hq::store::registers::{self, LineSource, SentLine};
use crate::hq::store::{Db, StoreError, desks, entries};
use crate::register::out::{OutKind, OutRow};

/// How many accounts are looked up at once.
const AT_ONCE: usize = 2_000;

/// A line with what its entry says beside.
struct Line {
    sent: SentLine,
    row: OutRow,
    /// The entry that opened its shift, 0 for none.
    opened: u64,
}

/// The rows of a register of `supplier`, in the order of desks and of their entries.
pub fn rows(
    db: &mut dyn Db,
    catalogue: &Catalogue,
    supplier: &Supplier,
    spans: &[Span],
) -> Result<Vec<OutRow>, HqError> {
    let mut lines = Vec::new();
    for span in spans {
        registers::each_line(db, &supplier.code, span, &mut |source| {
            lines.push(line(catalogue, source)?);
            Ok(())
        })?;
    }
    tell_time(db, &mut lines)?;
    let mut rows: Vec<OutRow> = lines.into_iter().map(|line| line.row).collect();
    name_payers(db, supplier, &mut rows)?;
    Ok(rows)
}

fn line(catalogue: &Catalogue, source: LineSource) -> Result<Line, StoreError> {
    let LineSource { line: sent, body, cashier, opened } = source;
    let damaged = || StoreError::Damaged(format!("{} {}: the entry has no line {}", sent.desk, sent.seq, sent.n));
    let event = Event::decode(&sent.kind, body).map_err(|_| damaged())?;
    let (_, lines) = lines_of(&event);
    let nth = usize::try_from(sent.n).ok().and_then(|n| n.checked_sub(1));
    let (recorded, ..) = nth.and_then(|n| lines.get(n)).ok_or_else(damaged)?;
    let row = OutRow {
        id: format!("{}:{}-{}", sent.desk, sent.seq, sent.n),
        account: sent.account.clone(),
        service: service(catalogue, &sent.service),
        day: sent.day,
        at: sent.at.utc().naive_utc(),
        office: sent.desk.office().to_owned(),
        desk: sent.desk.desk().to_owned(),
        cashier: cashier.to_owned(),
        receipt: sent.receipt.clone(),
        kind: kind(&sent.kind).ok_or_else(damaged)?,
        name: String::new(),
        address: recorded.address.clone().unwrap_or_default(),
        period: recorded.period,
        amount: sent.amount,
        fee: sent.fee,
    };
    Ok(Line { sent, row, opened })
}

fn kind(kind: &str) -> Option<OutKind> {
    Some(match kind {
        "payment.taken" => OutKind::Payment,
        "payment.voided" => OutKind::Void,
        "payment.refunded" => OutKind::Refund,
        "payment.moved" => OutKind::Move,
        _ => return None,
    })
}

/// A service that the catalogue no longer has keeps its code for a name.
pub fn service(catalogue: &Catalogue, code: &ServiceCode) -> Service {
    catalogue.service(code).cloned().unwrap_or_else(|| {
        let name = Name { en: code.to_string(), ru: code.to_string() };
        Service { code: code.clone(), name }
    })
}

/// Puts each line's time on the clock of its office, as it was when the shift was opened.
fn tell_time(db: &mut dyn Db, lines: &mut [Line]) -> Result<(), HqError> {
    let mut offsets: BTreeMap<(DeskId, u64), Offset> = BTreeMap::new();
    for line in lines {
        let of = (line.sent.desk.clone(), line.opened);
        let offset = match offsets.get(&of) {
            Some(offset) => *offset,
            None => {
                let offset = offset(db, &of.0, of.1)?;
                *offsets.entry(of).or_insert(offset)
            }
        };
        line.row.at = line.sent.at.local(offset);
    }
    Ok(())
}

/// How the clock of a desk went in the shift that an entry opened; as it goes now where there is no such shift.
pub fn offset(db: &mut dyn Db, desk: &DeskId, opened: u64) -> Result<Offset, HqError> {
    let read = entries::one(db, desk, opened, &mut |stored| Ok(Event::decode(stored.kind, stored.body)))?;
    if let Some(Ok(Event::ShiftOpened(opened))) = read {
        return Ok(opened.offset);
    }
    let row = desks::desk(db, desk)?.ok_or_else(|| HqError::NoDesk(desk.clone()))?;
    Ok(row.state.offset)
}

/// Adds the payers' names, and the addresses that receipts do not have.
fn name_payers(db: &mut dyn Db, supplier: &Supplier, rows: &mut [OutRow]) -> Result<(), HqError> {
    for rows in rows.chunks_mut(AT_ONCE) {
        let mut accounts: Vec<&AccountNumber> = rows.iter().map(|row| &row.account).collect();
        accounts.sort();
        accounts.dedup();
        let known: BTreeMap<AccountNumber, (String, String)> = registers::payers(db, &supplier.code, &accounts)?
            .into_iter()
            .map(|(account, name, address)| (account, (name, address)))
            .collect();
        for row in rows {
            let Some((name, address)) = known.get(&row.account) else { continue };
            row.name.clone_from(name);
            if row.address.is_empty() {
                row.address.clone_from(address);
            }
        }
    }
    Ok(())
}

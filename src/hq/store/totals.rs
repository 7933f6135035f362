//! The totals of shifts, by tender and by service.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::totals::{Tally, Totals};
use crate::domain::{DeskId, Money};
use crate::hq::fold::{ServiceSums, ShiftSums};

use super::StoreError;
use super::db::{Column, Db, Row, Value, first};

/// The shifts of these numbers that the store has.
pub fn read(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeSet<u32>) -> Result<BTreeMap<u32, ShiftSums>, StoreError> {
    if shifts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let given = [Column::ints("shift", shifts.iter().map(|shift| i64::from(*shift)))];
    let values = [Value::text(desk)];
    let mut found = BTreeMap::new();
    let sql = "SELECT s.shift, day, cashier, opened, closed, payments, gross, voids, voided, refunds, refunded, moves,
                   moved, retenders, retendered, fees
               FROM {given} g JOIN shift s ON s.shift = g.shift WHERE desk = $1";
    db.query(sql, &values, &given, &mut |row| {
        found.insert(row.small(0)?, sums(row)?);
        Ok(())
    })?;
    read_parts(db, &values, &given, &mut found)?;
    Ok(found)
}

/// Reads what the shifts are made of, in one way there and back.
fn read_parts(
    db: &mut dyn Db,
    values: &[Value],
    given: &[Column],
    found: &mut BTreeMap<u32, ShiftSums>,
) -> Result<(), StoreError> {
    let sql = "SELECT t.shift, 'tender', tender, '', kopecks, slips, 0, 0
               FROM {given} g JOIN tender_total t ON t.shift = g.shift WHERE desk = $1
               UNION ALL
               SELECT t.shift, 'service', supplier, service, kopecks, taken, lines, fees
               FROM {given} g JOIN service_total t ON t.shift = g.shift WHERE desk = $1
               UNION ALL
               SELECT t.shift, 'hour', '', '', gross, payments, hour, 0
               FROM {given} g JOIN hour_total t ON t.shift = g.shift WHERE desk = $1";
    db.query(sql, values, given, &mut |row| {
        let Some(sums) = found.get_mut(&row.small(0)?) else { return Ok(()) };
        match row.text(1)? {
            "tender" => add_tender(&mut sums.totals, row),
            "service" => add_service(sums, row),
            _ => add_hour(sums, row),
        }
    })
}

fn sums(row: &Row) -> Result<ShiftSums, StoreError> {
    let money = |at| row.int(at).map(Money::from_kopecks);
    let tally = |at| Ok::<_, StoreError>(Tally { n: row.small(at)?, sum: money(at + 1)? });
    let totals = Totals {
        payments: row.small(5)?,
        gross: money(6)?,
        voids: row.small(7)?,
        voided: money(8)?,
        refunds: tally(9)?,
        moves: tally(11)?,
        retenders: tally(13)?,
        fees: money(15)?,
        ..Totals::default()
    };
    let (cashier, opened, closed) = (row.text(2)?.to_owned(), row.count(3)?, row.count(4)?);
    Ok(ShiftSums { cashier, opened, closed, totals, ..ShiftSums::unopened(row.parse(1)?) })
}

fn add_tender(totals: &mut Totals, row: &Row) -> Result<(), StoreError> {
    let tender: crate::domain::TenderKind = row.parse(2)?;
    // Cash has no slips, and no row of them in the fold.
    if !tender.is_cash() {
        totals.slips.insert(tender.clone(), row.int(5)?);
    }
    totals.tenders.insert(tender, Money::from_kopecks(row.int(4)?));
    Ok(())
}

fn add_service(sums: &mut ShiftSums, row: &Row) -> Result<(), StoreError> {
    let service = (row.parse(2)?, row.parse(3)?);
    let taken = Tally { n: row.small(6)?, sum: Money::from_kopecks(row.int(5)?) };
    let fees = Money::from_kopecks(row.int(7)?);
    sums.totals.dues.insert(service.clone(), Money::from_kopecks(row.int(4)?));
    sums.services.insert(service, ServiceSums { taken, fees });
    Ok(())
}

fn add_hour(sums: &mut ShiftSums, row: &Row) -> Result<(), StoreError> {
    sums.hours.insert(row.small(6)?, Tally { n: row.small(5)?, sum: Money::from_kopecks(row.int(4)?) });
    Ok(())
}

/// Stores what the shifts are now.
pub fn write(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeMap<u32, ShiftSums>) -> Result<(), StoreError> {
    write_shifts(db, desk, shifts)?;
    write_tenders(db, desk, shifts)?;
    write_services(db, desk, shifts)?;
    write_hours(db, desk, shifts)
}

fn write_shifts(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeMap<u32, ShiftSums>) -> Result<(), StoreError> {
    let sql = "INSERT INTO shift (desk, shift, day, cashier, opened, closed, payments, gross, voids, voided, refunds,
                   refunded, moves, moved, retenders, retendered, fees)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
               ON CONFLICT (desk, shift) DO UPDATE SET day = excluded.day, cashier = excluded.cashier,
                   opened = excluded.opened, closed = excluded.closed, payments = excluded.payments,
                   gross = excluded.gross, voids = excluded.voids, voided = excluded.voided,
                   refunds = excluded.refunds, refunded = excluded.refunded, moves = excluded.moves,
                   moved = excluded.moved, retenders = excluded.retenders, retendered = excluded.retendered,
                   fees = excluded.fees";
    for (shift, sums) in shifts {
        let ShiftSums { day, cashier, opened, closed, totals, .. } = sums;
        let values = [
            Value::text(desk),
            (*shift).into(),
            Value::text(day),
            Value::from(cashier.as_str()),
            (*opened).into(),
            (*closed).into(),
            totals.payments.into(),
            totals.gross.kopecks().into(),
            totals.voids.into(),
            totals.voided.kopecks().into(),
            totals.refunds.n.into(),
            totals.refunds.sum.kopecks().into(),
            totals.moves.n.into(),
            totals.moves.sum.kopecks().into(),
            totals.retenders.n.into(),
            totals.retenders.sum.kopecks().into(),
            totals.fees.kopecks().into(),
        ];
        db.execute(sql, &values, &[])?;
    }
    Ok(())
}

fn write_tenders(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeMap<u32, ShiftSums>) -> Result<(), StoreError> {
    let sql = "INSERT INTO tender_total (desk, shift, tender, day, kopecks, slips)
               SELECT CAST($1 AS TEXT), shift, tender, day, kopecks, slips FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, shift, tender) DO UPDATE
               SET day = excluded.day, kopecks = excluded.kopecks, slips = excluded.slips";
    let rows = shifts.iter().flat_map(|(shift, sums)| {
        sums.totals.tenders.iter().map(move |(tender, sum)| (i64::from(*shift), sums, tender, sum.kopecks()))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let slips = |(_, sums, tender, _): &(i64, &ShiftSums, &_, i64)| sums.totals.slips.get(*tender).copied();
    let given = [
        Column::ints("shift", rows.iter().map(|row| row.0)),
        Column::texts("tender", rows.iter().map(|row| row.2.as_str())),
        Column::texts("day", rows.iter().map(|row| row.1.day.to_string())),
        Column::ints("kopecks", rows.iter().map(|row| row.3)),
        Column::ints("slips", rows.iter().map(|row| slips(row).unwrap_or_default())),
    ];
    db.execute(sql, &[Value::text(desk)], &given).map(|_| ())
}

fn write_services(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeMap<u32, ShiftSums>) -> Result<(), StoreError> {
    let sql = "INSERT INTO service_total (desk, shift, supplier, service, day, lines, taken, fees, kopecks)
               SELECT CAST($1 AS TEXT), shift, supplier, service, day, lines, taken, fees, kopecks
               FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, shift, supplier, service) DO UPDATE
               SET day = excluded.day, lines = excluded.lines, taken = excluded.taken, fees = excluded.fees,
                   kopecks = excluded.kopecks";
    let rows = shifts.iter().flat_map(|(shift, sums)| {
        let of = |service| sums.services.get(service).copied().unwrap_or_default();
        sums.totals.dues.iter().map(move |(service, due)| (*shift, sums.day, service, of(service), due.kopecks()))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let given = [
        Column::ints("shift", rows.iter().map(|row| row.0.into())),
        Column::texts("supplier", rows.iter().map(|row| row.2.0.as_str())),
        Column::texts("service", rows.iter().map(|row| row.2.1.as_str())),
        Column::texts("day", rows.iter().map(|row| row.1.to_string())),
        Column::ints("lines", rows.iter().map(|row| row.3.taken.n.into())),
        Column::ints("taken", rows.iter().map(|row| row.3.taken.sum.kopecks())),
        Column::ints("fees", rows.iter().map(|row| row.3.fees.kopecks())),
        Column::ints("kopecks", rows.iter().map(|row| row.4)),
    ];
    db.execute(sql, &[Value::text(desk)], &given).map(|_| ())
}

fn write_hours(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeMap<u32, ShiftSums>) -> Result<(), StoreError> {
    let sql = "INSERT INTO hour_total (desk, shift, hour, day, payments, gross)
               SELECT CAST($1 AS TEXT), shift, hour, day, payments, gross FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, shift, hour) DO UPDATE
               SET day = excluded.day, payments = excluded.payments, gross = excluded.gross";
    let of = |(shift, sums): (&u32, &ShiftSums)| {
        let (shift, day) = (*shift, sums.day);
        sums.hours.iter().map(move |(hour, taken)| (shift, day, *hour, *taken)).collect::<Vec<_>>()
    };
    let rows: Vec<_> = shifts.iter().flat_map(of).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let given = [
        Column::ints("shift", rows.iter().map(|row| row.0.into())),
        Column::ints("hour", rows.iter().map(|row| row.2.into())),
        Column::texts("day", rows.iter().map(|row| row.1.to_string())),
        Column::ints("payments", rows.iter().map(|row| row.3.n.into())),
        Column::ints("gross", rows.iter().map(|row| row.3.sum.kopecks())),
    ];
    db.execute(sql, &[Value::text(desk)], &given).map(|_| ())
}

/// The numbers of all shifts of a desk.
pub fn shifts(db: &mut dyn Db, desk: &DeskId) -> Result<BTreeSet<u32>, StoreError> {
    let sql = "SELECT shift FROM shift WHERE desk = $1
               UNION SELECT shift FROM tender_total WHERE desk = $1
               UNION SELECT shift FROM service_total WHERE desk = $1
               UNION SELECT shift FROM hour_total WHERE desk = $1";
    let mut found = BTreeSet::new();
    db.query(sql, &[Value::text(desk)], &[], &mut |row| {
        found.insert(row.small(0)?);
        Ok(())
    })?;
    Ok(found)
}

/// How many parts of a desk's shifts have another day than their shift, which has it from the entries.
pub fn astray(db: &mut dyn Db, desk: &DeskId) -> Result<u64, StoreError> {
    let sql = "SELECT (SELECT count(*) FROM tender_total t JOIN shift s ON s.desk = t.desk AND s.shift = t.shift
                    WHERE t.desk = $1 AND t.day <> s.day)
                   + (SELECT count(*) FROM service_total t JOIN shift s ON s.desk = t.desk AND s.shift = t.shift
                    WHERE t.desk = $1 AND t.day <> s.day)
                   + (SELECT count(*) FROM hour_total t JOIN shift s ON s.desk = t.desk AND s.shift = t.shift
                    WHERE t.desk = $1 AND t.day <> s.day)";
    Ok(first(db, sql, &[Value::text(desk)], |row| row.count(0))?.unwrap_or_default())
}

/// What every tender but cash has brought in all, by its code: corrections counted in.
pub fn cashless(db: &mut dyn Db) -> Result<BTreeMap<String, Money>, StoreError> {
    let sql = "SELECT tender, CAST(SUM(kopecks) AS BIGINT) FROM tender_total WHERE tender <> 'cash' GROUP BY tender";
    let mut found = BTreeMap::new();
    db.query(sql, &[], &[], &mut |row| {
        found.insert(row.text(0)?.to_owned(), Money::from_kopecks(row.int(1)?));
        Ok(())
    })?;
    Ok(found)
}

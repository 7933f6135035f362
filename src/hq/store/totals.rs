//! The totals of shifts, by tender and by service.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::totals::{Tally, Totals};
use crate::domain::{DeskId, Money};
use crate::hq::fold::ShiftSums;

use super::StoreError;
use super::db::{Column, Db, Row, Value};

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
    let sql = "SELECT t.shift, tender, kopecks, slips FROM {given} g JOIN tender_total t ON t.shift = g.shift
               WHERE desk = $1";
    db.query(sql, &values, &given, &mut |row| {
        if let Some(sums) = found.get_mut(&row.small(0)?) {
            add_tender(&mut sums.totals, row)?;
        }
        Ok(())
    })?;
    let sql = "SELECT t.shift, supplier, service, kopecks FROM {given} g JOIN service_total t ON t.shift = g.shift
               WHERE desk = $1";
    db.query(sql, &values, &given, &mut |row| {
        if let Some(sums) = found.get_mut(&row.small(0)?) {
            let service = (row.parse(1)?, row.parse(2)?);
            sums.totals.dues.insert(service, Money::from_kopecks(row.int(3)?));
        }
        Ok(())
    })?;
    Ok(found)
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
    Ok(ShiftSums {
        day: row.parse(1)?,
        cashier: row.text(2)?.to_owned(),
        opened: row.count(3)?,
        closed: row.count(4)?,
        totals,
    })
}

fn add_tender(totals: &mut Totals, row: &Row) -> Result<(), StoreError> {
    let tender: crate::domain::TenderKind = row.parse(1)?;
    // Cash has no slips, and no row of them in the fold.
    if !tender.is_cash() {
        totals.slips.insert(tender.clone(), row.int(3)?);
    }
    totals.tenders.insert(tender, Money::from_kopecks(row.int(2)?));
    Ok(())
}

/// Stores what the shifts are now.
pub fn write(db: &mut dyn Db, desk: &DeskId, shifts: &BTreeMap<u32, ShiftSums>) -> Result<(), StoreError> {
    write_shifts(db, desk, shifts)?;
    write_tenders(db, desk, shifts)?;
    write_services(db, desk, shifts)
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
        let ShiftSums { day, cashier, opened, closed, totals } = sums;
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
    let sql = "INSERT INTO service_total (desk, shift, supplier, service, day, kopecks)
               SELECT CAST($1 AS TEXT), shift, supplier, service, day, kopecks FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, shift, supplier, service) DO UPDATE
               SET day = excluded.day, kopecks = excluded.kopecks";
    let rows = shifts.iter().flat_map(|(shift, sums)| {
        sums.totals.dues.iter().map(move |(service, sum)| (i64::from(*shift), sums.day, service, sum.kopecks()))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let given = [
        Column::ints("shift", rows.iter().map(|row| row.0)),
        Column::texts("supplier", rows.iter().map(|row| row.2.0.as_str())),
        Column::texts("service", rows.iter().map(|row| row.2.1.as_str())),
        Column::texts("day", rows.iter().map(|row| row.1.to_string())),
        Column::ints("kopecks", rows.iter().map(|row| row.3)),
    ];
    db.execute(sql, &[Value::text(desk)], &given).map(|_| ())
}

/// The numbers of all shifts of a desk.
pub fn shifts(db: &mut dyn Db, desk: &DeskId) -> Result<BTreeSet<u32>, StoreError> {
    let sql = "SELECT shift FROM shift WHERE desk = $1
               UNION SELECT shift FROM tender_total WHERE desk = $2
               UNION SELECT shift FROM service_total WHERE desk = $3";
    let mut found = BTreeSet::new();
    db.query(sql, &[Value::text(desk), Value::text(desk), Value::text(desk)], &[], &mut |row| {
        found.insert(row.small(0)?);
        Ok(())
    })?;
    Ok(found)
}

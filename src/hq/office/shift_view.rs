//! A shift with its Z-report beside its entries, the entries, and an entry with its postings.

use std::collections::BTreeMap;

use super::day::closing;
use super::viewer::Page;
use super::{own, story};
use crate::domain::ledger::{Posting, postings};
use crate::domain::{
    Approval, Cell, DeskId, Event, HqEvent, Mark, Money, ReceiptNumber, Table, Timestamp, View, office,
};
use crate::hq::HqError;
use crate::hq::store::office::{ShiftRow, shift};
use crate::hq::store::{Db, StoreError, entries};
use crate::protocol::Refusal;

fn of(db: &mut dyn Db, desk: &DeskId, number: u32) -> Result<ShiftRow, HqError> {
    Ok(shift(db, desk, number)?.ok_or(Refusal::NotFound)?)
}

/// What the Z-report says beside what the entries say.
pub fn shift_view(db: &mut dyn Db, desk: &DeskId, number: u32) -> Result<Table, HqError> {
    let row = of(db, desk, number)?;
    let columns = ["office-col-figure", "office-col-z-says", "office-col-entries-say", "office-col-off"];
    let mut table = Table::new(View::Shift { desk: desk.clone(), shift: number }, &columns);
    table.fact("office-fact-day", row.day);
    table.fact("office-fact-cashier", Cell::text(&row.cashier));
    let closed = closing(db, &row)?;
    let entries = View::Entries { desk: desk.clone(), shift: number };
    let z = |figure: fn(&crate::domain::event::ShiftClosed) -> i64| closed.as_ref().map(figure);
    let counts = [
        ("office-figure-payments", z(|z| i64::from(z.payments)), i64::from(row.payments.n)),
        ("office-figure-voids", z(|z| i64::from(z.voids)), i64::from(row.voids.n)),
        ("office-figure-refunds", z(|z| i64::from(z.refunds)), i64::from(row.refunds.n)),
        ("office-figure-moves", z(|z| i64::from(z.moves)), i64::from(row.moves.n)),
        ("office-figure-retenders", z(|z| i64::from(z.retenders)), i64::from(row.retenders.n)),
    ];
    for (name, said, found) in counts {
        let off = said.map(|said| Cell::Count(said - found));
        let mark = agrees(said, found);
        let cells = [Cell::word(name), said.map(Cell::Count).into(), Cell::Count(found), off.into()];
        table.row(mark, cells, Some(entries.clone()));
    }
    let kopecks = |said: Option<i64>| said.map(Money::from_kopecks);
    let sums = [
        ("office-figure-gross", kopecks(z(|z| z.gross.kopecks())), row.payments.sum),
        ("office-figure-voided", kopecks(z(|z| z.voided.kopecks())), row.voids.sum),
        ("office-figure-refunded", kopecks(z(|z| z.refunded.kopecks())), row.refunds.sum),
    ];
    for (name, said, found) in sums {
        sum_row(&mut table, name, said, found, &entries);
    }
    if let Some(closed) = &closed {
        sum_row(&mut table, "office-figure-cash", Some(closed.counted), closed.expected, &entries);
        for card in &closed.cards {
            let cells = [
                Cell::text(&card.kind),
                card.counted.into(),
                card.expected.into(),
                card.counted.saturating_minus(card.expected).into(),
            ];
            table.row(agrees(Some(card.counted), card.expected), cells, Some(entries.clone()));
        }
    }
    for (kind, sum) in row.tenders.iter().filter(|(kind, _)| !kind.is_cash() && closed.is_none()) {
        let cells = [Cell::text(kind), Cell::Empty, (*sum).into(), Cell::Empty];
        table.row(Mark::Plain, cells, Some(entries.clone()));
    }
    Ok(table)
}

fn sum_row(table: &mut Table, name: &'static str, said: Option<Money>, found: Money, opens: &View) {
    let off = said.map(|said| said.saturating_minus(found));
    table.row(agrees(said, found), [Cell::word(name), said.into(), found.into(), off.into()], Some(opens.clone()));
}

fn agrees<T: PartialEq>(said: Option<T>, found: T) -> Mark {
    match said {
        None => Mark::Plain,
        Some(said) if said == found => Mark::Right,
        Some(_) => Mark::Wrong,
    }
}

/// An entry as a list shows it.
struct Listed {
    seq: u64,
    at: Timestamp,
    kind: String,
    event: Option<Event>,
}

/// The entries of a shift, a page of them.
pub fn entries_view(db: &mut dyn Db, desk: &DeskId, number: u32, page: &Page) -> Result<Table, HqError> {
    let row = of(db, desk, number)?;
    let columns = [
        "office-col-seq",
        "office-col-at",
        "office-col-what",
        "office-col-receipt",
        "office-col-sum",
        "office-col-user",
        "office-col-approved",
    ];
    let mut table = Table::new(View::Entries { desk: desk.clone(), shift: number }, &columns);
    let first = row.opened.max(1);
    let after = page.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(first - 1).max(first - 1);
    let last = first.saturating_add(row.entries().saturating_sub(1));
    let mut listed = Vec::new();
    entries::each(db, desk, after, page.rows() as u64 + 1, &mut |stored| {
        if stored.seq <= last {
            let event = Event::decode(stored.kind, stored.body).ok();
            let at = stored.at.parse().map_err(|_| StoreError::Damaged(format!("'{}' is no moment", stored.at)))?;
            listed.push(Listed { seq: stored.seq, at, kind: stored.kind.to_owned(), event });
        }
        Ok(())
    })?;
    if listed.len() > page.rows() {
        listed.truncate(page.rows());
        table.next = listed.last().map(|listed| listed.seq.to_string());
    }
    let voided = voided(&listed);
    for Listed { seq, at, kind, event } in &listed {
        let event = event.as_ref();
        let is_voided = matches!(event, Some(Event::PaymentTaken(payment)) if voided.contains_key(&payment.receipt));
        let cells = [
            Cell::count(*seq),
            (*at).into(),
            Cell::text(kind),
            event.and_then(Event::receipt).map(Cell::text).into(),
            event.and_then(Event::sum).into(),
            event.and_then(Event::user).map(Cell::text).into(),
            event.and_then(Event::approval).map(approver).into(),
        ];
        let mark = if is_voided { Mark::Waiting } else { Mark::Plain };
        table.row(mark, cells, Some(View::Entry { desk: desk.clone(), seq: *seq }));
    }
    Ok(table)
}

fn voided(listed: &[Listed]) -> BTreeMap<ReceiptNumber, u64> {
    let voids = listed.iter().filter_map(|listed| match &listed.event {
        Some(Event::PaymentVoided(void)) => Some((void.receipt, listed.seq)),
        _ => None,
    });
    voids.collect()
}

/// Who approved something; of a call with the challenge that they answered.
pub fn approver(approval: &Approval) -> Cell {
    match &approval.telephone {
        Some(challenge) => Cell::text(format!("{} {challenge}", approval.user)),
        None => Cell::text(&approval.user),
    }
}

/// An entry: its body, field by field, and its postings.
pub fn entry_view(db: &mut dyn Db, desk: &DeskId, seq: u64) -> Result<Table, HqError> {
    let found = entries::one(db, desk, seq, &mut |stored| {
        let text = |text: &str| text.to_owned();
        Ok((text(stored.id), text(stored.at), text(stored.kind), text(stored.body), text(stored.hash)))
    })?;
    let (id, at, kind, body, hash) = found.ok_or(Refusal::NotFound)?;
    let mut table = Table::new(
        View::Entry { desk: desk.clone(), seq },
        &["office-col-field", "office-col-value", "office-col-debit", "office-col-credit"],
    );
    table.fact("office-fact-kind", Cell::text(&kind));
    table.fact("office-fact-at", at.parse().ok().map(Cell::Moment).unwrap_or_default());
    table.fact("office-fact-id", Cell::text(id));
    table.fact("office-fact-hash", Cell::text(hash));
    let value: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    fields(&mut table, "", &value);
    for Posting { account, amount } in postings_of(desk, &kind, &body)? {
        let (debit, credit) = if amount.is_positive() { (Some(amount), None) } else { (None, Some(-amount)) };
        let cells = [Cell::word("office-posting"), Cell::text(account), debit.into(), credit.into()];
        table.row(Mark::Plain, cells, None);
    }
    for told in story::of(db, &table.view.to_string())? {
        let [at, what, user, words] = told.cells();
        table.row(Mark::Plain, [what, words, user, at], Some(told.opens()?));
    }
    Ok(table)
}

fn postings_of(desk: &DeskId, kind: &str, body: &str) -> Result<Vec<Posting>, HqError> {
    if *desk == own::own()? {
        return Ok(HqEvent::decode(kind, body).map(|event| office::ledger::postings(&event)).unwrap_or_default());
    }
    Ok(Event::decode(kind, body).map(|event| postings(desk, &event)).unwrap_or_default())
}

/// The fields of a body, each by its path.
fn fields(table: &mut Table, path: &str, value: &serde_json::Value) {
    use serde_json::Value;
    let inner = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| fields(table, &inner(name), value)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| fields(table, &inner(&(at + 1).to_string()), value));
        }
        Value::Number(number) if path.ends_with("kopecks") => {
            let sum = number.as_i64().map(|kopecks| Cell::Kopecks(Money::from_kopecks(kopecks)));
            row(table, path, sum.unwrap_or_else(|| Cell::text(number)));
        }
        // Of PINs nothing is shown.
        Value::String(_) if path == "pin_hash" => {}
        Value::String(text) => row(table, path, Cell::text(text)),
        Value::Null => {}
        other => row(table, path, Cell::text(other)),
    }
}

fn row(table: &mut Table, path: &str, value: Cell) {
    table.row(Mark::Plain, [Cell::text(path), value, Cell::Empty, Cell::Empty], None);
}

//! A letter as it goes to its supplier: what stands in it, from the entries that it is about.

use crate::domain::event::PaymentMoved;
use crate::domain::office::event::{CorrectionRequested, Span};
use crate::domain::office::{Asked, LetterLine, LetterRegister};
use crate::domain::{
    Catalogue, DeskId, Event, HqEvent, Name, Offset, SupplierCode, SupplierLetter, Timestamp, UserName, View,
};
use crate::hq::directory::catalogue;
use crate::hq::fold::lines_of;
use crate::hq::office::story;
use crate::hq::store::corrections::{self, CorrectionRow};
use crate::hq::store::registers::{self, RegisterRow, SentLine};
use crate::hq::store::{Db, StoreError, people};
use crate::hq::{Hq, HqError};
use crate::protocol::Refusal;

use super::file;

impl Hq {
    /// A letter that went to a supplier.
    pub fn supplier_letter(&self, supplier: &SupplierCode, number: u32) -> Result<SupplierLetter, HqError> {
        self.store.read(|db| {
            let row = corrections::of_letter(db, supplier, number)?.ok_or(Refusal::NotFound)?;
            written(db, &row)
        })
    }
}

fn written(db: &mut dyn Db, row: &CorrectionRow) -> Result<SupplierLetter, HqError> {
    let catalogue = catalogue(db)?;
    let (at, requested) = requested(db, row)?;
    let taken_off = line(db, row, row.seq, row.n)?;
    let (seq, n) = corrections::corrected(db, row)?.ok_or_else(|| damaged(row, "corrects nothing"))?;
    let corrected = line(db, row, seq, n)?;
    let offset = file::offset(db, &row.desk, taken_off.opened)?;
    let register = registers::one(db, &row.supplier, row.register)?.ok_or_else(|| damaged(row, "has no register"))?;
    let supplier = catalogue.supplier(&row.supplier);
    let code = || Name { en: row.supplier.to_string(), ru: row.supplier.to_string() };
    let (asked, reason) =
        asked(&catalogue, &row.supplier, taken_off.event).ok_or_else(|| damaged(row, "asks for nothing"))?;
    Ok(SupplierLetter {
        supplier: row.supplier.clone(),
        name: supplier.map_or_else(code, |supplier| supplier.name.clone()),
        inn: supplier.map(|supplier| supplier.inn.clone()),
        number: row.letter,
        day: at.day(offset),
        by: person(db, &requested.user)?,
        register: made(&register, offset),
        line: named(&catalogue, &row.desk, corrected),
        corrected: taken_off.sent.day,
        asked,
        amount: -row.amount,
        reason,
        operator: catalogue.operator,
    })
}

/// The entry that gave the letter its number.
fn requested(db: &mut dyn Db, row: &CorrectionRow) -> Result<(Timestamp, CorrectionRequested), HqError> {
    let about = View::Entry { desk: row.desk.clone(), seq: row.seq };
    let told = story::of(db, &about.to_string())?;
    let mut letters = told.into_iter().filter_map(|told| match told.event {
        HqEvent::CorrectionRequested(letter) => Some((told.at, letter)),
        _ => None,
    });
    let found = letters.find(|(_, letter)| letter.supplier == row.supplier && letter.number == row.letter);
    found.ok_or_else(|| damaged(row, "was requested by no entry").into())
}

/// A line of an entry, with what the entry says beside.
struct Line {
    sent: SentLine,
    event: Event,
    /// The entry that opened its shift, 0 for none.
    opened: u64,
}

fn line(db: &mut dyn Db, row: &CorrectionRow, seq: u64, n: u32) -> Result<Line, HqError> {
    let run = Span { desk: row.desk.clone(), after: seq.saturating_sub(1), through: seq };
    let mut found = None;
    registers::each_line(db, &row.supplier, &run, &mut |source| {
        if source.line.n == n {
            let event = Event::decode(&source.line.kind, source.body);
            let event = event.map_err(|error| StoreError::Damaged(error.to_string()))?;
            found = Some(Line { sent: source.line, event, opened: source.opened });
        }
        Ok(())
    })?;
    found.ok_or_else(|| damaged(row, "is about a line that is not there").into())
}

fn named(catalogue: &Catalogue, desk: &DeskId, line: Line) -> LetterLine {
    let (_, lines) = lines_of(&line.event);
    let nth = usize::try_from(line.sent.n).ok().and_then(|n| n.checked_sub(1));
    let address = nth.and_then(|n| lines.get(n)).and_then(|(recorded, ..)| recorded.address.clone());
    LetterLine {
        desk: desk.clone(),
        receipt: line.sent.receipt,
        day: line.sent.day,
        service: file::service(catalogue, &line.sent.service).name,
        account: line.sent.account,
        address,
        amount: line.sent.amount,
    }
}

/// What the entry of a correction asks for, and why.
fn asked(catalogue: &Catalogue, supplier: &SupplierCode, event: Event) -> Option<(Asked, String)> {
    Some(match event {
        Event::PaymentVoided(void) => (Asked::Void, void.reason),
        Event::PaymentRefunded(refund) => (Asked::Refund, refund.reason),
        Event::PaymentMoved(PaymentMoved { to, reason, .. }) if to.supplier == *supplier => {
            let service = file::service(catalogue, &to.service).name;
            (Asked::Move { account: to.account, service }, reason)
        }
        Event::PaymentMoved(moved) => (Asked::Elsewhere, moved.reason),
        _ => return None,
    })
}

fn made(register: &RegisterRow, offset: Offset) -> LetterRegister {
    LetterRegister { number: register.number, day: register.at.day(offset), file: register.file.clone() }
}

/// A person as others read the name.
fn person(db: &mut dyn Db, user: &UserName) -> Result<String, HqError> {
    let full_name = people::person(db, user)?.and_then(|person| person.user.full_name);
    Ok(full_name.unwrap_or_else(|| user.to_string()))
}

fn damaged(row: &CorrectionRow, what: &str) -> StoreError {
    StoreError::Damaged(format!("letter {}/{} {what}", row.supplier, row.letter))
}

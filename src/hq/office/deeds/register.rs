//! Making the next register of a supplier.
//!
//! Nothing is locked but headquarters' own journal, by which two makers wait for each other. A desk's accepted entries
//! never change, so batches may come in meanwhile: what the runs name is there, and what comes later is the next one's.

use super::{Doing, Outcome, denied};
use crate::domain::message::{said, text};
use crate::domain::office::event::{RegisterMade, Span};
use crate::domain::{Message, Money, Supplier, SupplierCode, View, Word};
use crate::hq::directory::catalogue;
use crate::hq::office::suppliers::{file, letters, today};
use crate::hq::store::registers::{self, RegisterRow};
use crate::hq::store::{Db, corrections};
use crate::hq::{HqError, StoreError};
use crate::protocol::Hash;
use crate::register::out::{OutLayout, OutLayoutError, OutRegister, WriteRefusal};

/// A register as it goes out.
struct Made {
    register: OutRegister,
    sum: Money,
    file: String,
    bytes: Vec<u8>,
}

/// Makes a supplier's next register of all lines that none has yet.
pub fn make(doing: &mut Doing, supplier: &SupplierCode, layout: Option<&str>) -> Result<Outcome, HqError> {
    doing.sees_all()?;
    let last = registers::last(doing.db, supplier)?;
    let layout = layout_of(supplier, layout, last.as_ref())?;
    let spans = registers::next_spans(doing.db, supplier)?;
    let number = last.map_or(0, |last| last.number) + 1;
    let made = gathered(doing, supplier, number, &spans, &layout)?;
    let (user, now) = (doing.viewer.user.clone(), doing.now);
    let sha256 = Hash::of(&made.bytes).to_string();
    let row = RegisterRow {
        supplier: supplier.clone(),
        number,
        seq: 0,
        at: now,
        by: user.to_string(),
        layout: layout.name().to_owned(),
        lines: made.register.rows.len() as u64,
        sum: made.sum,
        from: made.register.from,
        to: made.register.to,
        file: made.file.clone(),
        sha256: sha256.clone(),
        open: made.sum,
    };
    let event = RegisterMade {
        supplier: supplier.clone(),
        number,
        layout: row.layout.clone(),
        spans: spans.clone(),
        lines: row.lines,
        sum: row.sum,
        file: made.file,
        sha256,
        user,
    };
    let about = vec![View::Register { supplier: supplier.clone(), number }.to_string()];
    let bytes = made.bytes;
    let project = Box::new(move |db: &mut dyn Db, seq| {
        let crossing = letters::crossing(db, &row.supplier, &spans)?;
        corrections::add(db, &crossing)?;
        Ok(registers::add(db, &RegisterRow { seq, ..row }, &spans, &bytes)?)
    });
    Ok(Outcome { event: event.into(), about, project })
}

/// The layout that is named, or that of the register before.
fn layout_of(supplier: &SupplierCode, named: Option<&str>, last: Option<&RegisterRow>) -> Result<OutLayout, HqError> {
    let known = || text(OutLayout::names().collect::<Vec<_>>().join(", "));
    let name = named
        .or(last.map(|last| last.layout.as_str()))
        .ok_or_else(|| denied(("office-deny-no-layout", vec![("supplier", text(supplier)), ("known", known())])))?;
    OutLayout::built_in(name).map_err(|error| match error {
        OutLayoutError::Unknown { name, .. } => {
            denied(("office-deny-layout", vec![("layout", text(name)), ("known", known())]))
        }
        faulty => StoreError::Failed(faulty.to_string()).into(),
    })
}

fn gathered(
    doing: &mut Doing,
    code: &SupplierCode,
    number: u32,
    spans: &[Span],
    layout: &OutLayout,
) -> Result<Made, HqError> {
    let catalogue = catalogue(doing.db)?;
    let unknown = || denied(("office-deny-supplier", vec![("supplier", text(code))]));
    let supplier: Supplier = catalogue.supplier(code).cloned().ok_or_else(unknown)?;
    let rows = file::rows(doing.db, &catalogue, &supplier, spans)?;
    let days = || rows.iter().map(|row| row.day);
    let (Some(from), Some(to)) = (days().min(), days().max()) else {
        return Err(denied(("office-deny-register-empty", vec![("supplier", text(code))])));
    };
    let made = today(doing.db, doing.now)?;
    let register = OutRegister { supplier, operator: catalogue.operator, number, made, from, to, rows };
    let refused = |refusal: WriteRefusal| denied(unwritten(code, layout, &refusal));
    let bytes = layout.write(&register).map_err(refused)?;
    let file = layout.file_name(&register).map_err(refused)?;
    // The layout has refused a register whose sum nothing holds.
    let sum = register.totals().map(|totals| totals.amount).unwrap_or_default();
    Ok(Made { register, sum, file, bytes })
}

/// Why a layout can't say what a register has: the first fault, and how many there are.
fn unwritten(supplier: &SupplierCode, layout: &OutLayout, refusal: &WriteRefusal) -> Message {
    let faults = refusal.faults.len() as u64 + refusal.more;
    let first: Message = refusal.messages().into_iter().next().unwrap_or(("error-write-too-many", vec![]));
    let words = vec![
        ("supplier", text(supplier)),
        ("layout", text(layout.name())),
        ("count", Word::Number(i64::try_from(faults).unwrap_or(i64::MAX))),
        ("fault", said(first)),
    ];
    ("office-deny-register-file", words)
}

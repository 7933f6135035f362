//! What an acquiring bank sends of card payments: a table, refused whole where it deviates from its layout
//! (`data/registers/acquirer-csv.toml`). A full card number must not be kept, so a file with one is refused, and no
//! message repeats it.

mod card;
mod fault;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::fault::{Fault, Refusal};
use super::table::{Column, Row, TableLayout};
use crate::domain::Money;

pub use fault::AcquirerFault;

const LAYOUT: &str = include_str!("../../../data/registers/acquirer-csv.toml");

const COLUMNS: [Column; 8] = [
    Column { name: "terminal", needed: true },
    Column { name: "at", needed: true },
    Column { name: "amount", needed: true },
    Column { name: "fee", needed: false },
    Column { name: "operation", needed: false },
    Column { name: "card", needed: false },
    Column { name: "reference", needed: true },
    Column { name: "code", needed: false },
];

/// One card operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcquirerRow {
    /// The line that it starts in.
    pub line: u64,
    /// The terminal's number, as the bank writes it.
    pub terminal: String,
    /// The day of the operation.
    pub day: NaiveDate,
    /// The moment, where the file has it; whose clock it is only the bank knows.
    pub at: Option<NaiveDateTime>,
    /// The sum of the card, above zero for a refund too.
    pub amount: Money,
    /// What the bank keeps of it; negative where it gives some back.
    pub fee: Money,
    /// True where the money went back to the card.
    pub refund: bool,
    /// The reference number (RRN) by which bank and desk know the operation.
    pub reference: String,
    /// The authorisation code; may be empty.
    pub code: String,
    /// The mask of the card's number; may be empty.
    pub card: String,
}

impl AcquirerRow {
    /// The sum, negative for a refund.
    pub fn movement(&self) -> Money {
        if self.refund { -self.amount } else { self.amount }
    }
}

/// The sums of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AcquirerTotals {
    /// How many sales there are.
    pub sales: usize,
    /// Their sum.
    pub sold: Money,
    /// How many refunds there are.
    pub refunds: usize,
    /// Their sum, above zero.
    pub refunded: Money,
    /// What the bank keeps.
    pub fee: Money,
}

impl AcquirerTotals {
    /// What the bank pays: sales without refunds and fees.
    pub fn due(&self) -> Money {
        self.sold.saturating_minus(self.refunded).saturating_minus(self.fee)
    }

    fn with(self, row: &AcquirerRow) -> Option<AcquirerTotals> {
        let fee = self.fee.plus(row.fee)?;
        Some(if row.refund {
            AcquirerTotals { refunds: self.refunds + 1, refunded: self.refunded.plus(row.amount)?, fee, ..self }
        } else {
            AcquirerTotals { sales: self.sales + 1, sold: self.sold.plus(row.amount)?, fee, ..self }
        })
    }
}

/// A file that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcquirerFile {
    /// The operations, in the order of the file.
    pub rows: Vec<AcquirerRow>,
    /// Their sums.
    pub totals: AcquirerTotals,
}

/// Reads a file of the acquirer; nothing is taken of one with a fault.
pub fn read(bytes: &[u8]) -> Result<AcquirerFile, Refusal> {
    let layout: TableLayout =
        toml::from_str(LAYOUT).map_err(|error| Refusal::whole(Fault::Layout(error.to_string())))?;
    let mut refusal = Refusal::default();
    // Of such a file nothing else is said: a message might repeat the number. Digits are the same in every encoding.
    for (line, text) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if card::has_full_number(&String::from_utf8_lossy(text)) {
            refusal.add(Some(line), AcquirerFault::FullCard.into());
        }
    }
    if !refusal.faults.is_empty() {
        return Err(refusal);
    }
    let Some(table) = layout.read(bytes, &COLUMNS, &mut refusal) else { return Err(refusal) };
    let mut first_lines = HashMap::new();
    let mut rows = Vec::new();
    for row in table.rows {
        if card::is_bare(row.cell("card")) {
            refusal.add(Some(row.line), AcquirerFault::FullCard.into());
        } else if let Some(row) = operation(&layout, &row, &mut refusal) {
            // Two refunds of one sale may have its reference.
            let identity = (row.reference.clone(), row.code.clone(), row.refund, row.day, row.at, row.amount);
            let first = *first_lines.entry(identity).or_insert(row.line);
            if first != row.line {
                let reference = row.reference.clone();
                refusal.add(Some(row.line), AcquirerFault::Twice { reference, first }.into());
            }
            rows.push(row);
        }
    }
    if rows.is_empty() && refusal.faults.is_empty() {
        refusal.add(None, Fault::Empty);
    }
    let totals = rows.iter().try_fold(AcquirerTotals::default(), AcquirerTotals::with);
    if totals.is_none() {
        refusal.add(None, Fault::TooLarge);
    }
    match totals.filter(|_| refusal.faults.is_empty()) {
        Some(totals) => Ok(AcquirerFile { rows, totals }),
        None => Err(refusal.in_order()),
    }
}

/// The operation of a row; its faults are kept, so that a row tells all that is wrong with it.
fn operation(layout: &TableLayout, row: &Row, refusal: &mut Refusal) -> Option<AcquirerRow> {
    let text = |column| row.cell(column).to_owned();
    let mut needed = |column: &'static str| {
        let text = row.cell(column);
        if text.is_empty() {
            refusal.add(Some(row.line), Fault::Missing(column.to_owned()));
        }
        (!text.is_empty()).then(|| text.to_owned())
    };
    let (terminal, reference) = (needed("terminal"), needed("reference"));
    let mut good = |fault: Fault| refusal.add(Some(row.line), fault);
    let moment = layout.moment(row.cell("at")).map_err(&mut good).ok();
    let sum = layout.money(row.cell("amount")).and_then(|sum| side(layout, row, sum)).map_err(&mut good).ok();
    let fee = match row.cell("fee") {
        "" => Ok(Money::ZERO),
        text => layout.money(text),
    };
    let fee = fee.map_err(&mut good).ok();
    let ((day, at), (amount, refund)) = moment.zip(sum)?;
    let (terminal, reference) = terminal.zip(reference)?;
    let (code, card) = (text("code"), text("card"));
    Some(AcquirerRow { line: row.line, terminal, day, at, amount, fee: fee?, refund, reference, code, card })
}

/// The sum without its sign, and whether it is a refund: by the word, or without one by the sign.
fn side(layout: &TableLayout, row: &Row, sum: Money) -> Result<(Money, bool), Fault> {
    let refund = match (row.cell("operation"), layout.word(row.cell("operation"))) {
        ("", _) => !sum.is_positive(),
        (_, Some("sale")) => false,
        (_, Some("refund")) => true,
        (word, _) => return Err(AcquirerFault::Operation(word.to_owned()).into()),
    };
    if sum.is_zero() || (!refund && !sum.is_positive()) {
        return Err(AcquirerFault::Sign { refund, sum }.into());
    }
    Ok((sum.abs(), refund))
}

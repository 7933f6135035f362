//! Registers out: what suppliers are told of the payments taken for them. Layouts are data
//! (`data/registers/out/*.toml`); the same register gives the same bytes for ever.

mod dbf;
mod fault;
mod fitting;
mod layout;
mod slot;
mod template;
mod text;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

use crate::domain::{AccountNumber, Money, Operator, Period, Service, Supplier};

pub use fault::{Deviation, WriteFault, WriteRefusal};
pub use layout::{OutLayout, OutLayoutError};

/// What a row of a register out records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutKind {
    /// A line of a payment.
    Payment,
    /// A line that was voided in its own shift.
    Void,
    /// A line that was given back later, whole or in part.
    Refund,
    /// A line that was moved off this account (negative) or on to it (positive).
    Move,
}

impl OutKind {
    /// Every kind.
    pub const ALL: [OutKind; 4] = [OutKind::Payment, OutKind::Void, OutKind::Refund, OutKind::Move];

    /// The word for it in layouts that have no words of their own.
    pub fn as_str(self) -> &'static str {
        match self {
            OutKind::Payment => "payment",
            OutKind::Void => "void",
            OutKind::Refund => "refund",
            OutKind::Move => "move",
        }
    }
}

/// One row: a line of a payment, or what corrects one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutRow {
    /// Unique among the rows of all registers, and the same for ever: by it the supplier knows a row that comes twice.
    pub id: String,
    /// The payer's account with the supplier.
    pub account: AccountNumber,
    /// What was paid for; layouts for people write its Russian name.
    pub service: Service,
    /// The business day of the payment, or of its correction.
    pub day: NaiveDate,
    /// The moment, on the office's clock.
    pub at: NaiveDateTime,
    /// The office's code.
    pub office: String,
    /// The desk's code within the office.
    pub desk: String,
    /// Who took it; may be empty.
    pub cashier: String,
    /// The receipt's number as printed.
    pub receipt: String,
    /// Payment or correction.
    pub kind: OutKind,
    /// The payer's name; may be empty.
    pub name: String,
    /// The address; may be empty.
    pub address: String,
    /// The month that was paid for.
    pub period: Option<Period>,
    /// What the supplier gets; negative where a correction takes it back.
    pub amount: Money,
    /// The fee that the payer paid on top; negative where it was given back.
    pub fee: Money,
}

/// A register as it goes to a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutRegister {
    /// Whose it is.
    pub supplier: Supplier,
    /// Who took the payments.
    pub operator: Operator,
    /// Its number among the supplier's registers, from 1.
    pub number: u32,
    /// The day on which it was made.
    pub made: NaiveDate,
    /// The first day that it covers.
    pub from: NaiveDate,
    /// The last day that it covers. A late row may have an earlier day than the first.
    pub to: NaiveDate,
    /// The rows, in the order of the file.
    pub rows: Vec<OutRow>,
}

/// The control sums of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutTotals {
    /// How many rows there are.
    pub rows: usize,
    /// What the supplier gets of all rows: the movement of what is due to it.
    pub amount: Money,
    /// The sum of the rows that are not negative.
    pub taken: Money,
    /// The sum of the negative rows, without its sign.
    pub given_back: Money,
    /// The fees of all rows.
    pub fee: Money,
}

impl OutRegister {
    /// The control sums; `None` where 64 bits of kopecks do not hold one.
    pub fn totals(&self) -> Option<OutTotals> {
        let mut totals = OutTotals { rows: self.rows.len(), ..OutTotals::default() };
        for row in &self.rows {
            totals.amount = totals.amount.plus(row.amount)?;
            totals.fee = totals.fee.plus(row.fee)?;
            if row.amount < Money::ZERO {
                totals.given_back = totals.given_back.minus(row.amount)?;
            } else {
                totals.taken = totals.taken.plus(row.amount)?;
            }
        }
        Some(totals)
    }
}

//! Registers as they are remembered: what was sent, and its file once more.

use serde::Serialize;

use crate::domain::message::text;
use crate::domain::{Message, Money, SupplierCode, Timestamp};
use crate::hq::store::registers::{self, RegisterRow};
use crate::hq::{Hq, HqError};
use crate::protocol::{Hash, Refusal};

/// A register that went to a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterReport {
    /// Whose it is.
    pub supplier: SupplierCode,
    /// Its number, from 1.
    pub number: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub user: String,
    /// Its layout.
    pub layout: String,
    /// The first business day of its lines.
    pub from: chrono::NaiveDate,
    /// The last one.
    pub to: chrono::NaiveDate,
    /// How many lines it has.
    pub lines: u64,
    /// Their sum, in kopecks: the movement of what is due to the supplier.
    #[serde(rename = "kopecks")]
    pub sum: Money,
    /// What of it is not remitted yet, in kopecks.
    #[serde(rename = "open_kopecks")]
    pub open: Money,
    /// The name of its file.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// The entry of headquarters' journal that says so.
    pub entry: u64,
}

impl From<RegisterRow> for RegisterReport {
    fn from(row: RegisterRow) -> RegisterReport {
        let RegisterRow { supplier, number, seq, at, by, layout, lines, sum, from, to, file, sha256, open } = row;
        RegisterReport { supplier, number, at, user: by, layout, from, to, lines, sum, open, file, sha256, entry: seq }
    }
}

/// A register with the bytes that the supplier was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFile {
    /// What it is.
    pub register: RegisterReport,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

impl Hq {
    /// The registers of a supplier, or of all of them, by supplier and number.
    pub fn registers(&self, supplier: Option<&SupplierCode>) -> Result<Vec<RegisterReport>, HqError> {
        let rows = self.store.read(registers::every)?;
        let is_wanted = |row: &RegisterRow| supplier.is_none_or(|supplier| row.supplier == *supplier);
        Ok(rows.into_iter().filter(is_wanted).map(RegisterReport::from).collect())
    }

    /// A register with its file: the same bytes as when it was made, or an error where they are not.
    pub fn register_file(&self, supplier: &SupplierCode, number: u32) -> Result<RegisterFile, HqError> {
        self.store.read(|db| {
            let row = registers::one(db, supplier, number)?.ok_or(Refusal::NotFound)?;
            let bytes = registers::content(db, supplier, number)?.unwrap_or_default();
            if Hash::of(&bytes).to_string() != row.sha256 {
                return Err(HqError::Denied(changed(supplier, number)));
            }
            Ok(RegisterFile { register: row.into(), bytes })
        })
    }
}

fn changed(supplier: &SupplierCode, number: u32) -> Message {
    ("office-register-changed", vec![("supplier", text(supplier)), ("number", text(number))])
}

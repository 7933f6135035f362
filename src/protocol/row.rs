//! What the rows of the directory say. Each kind has one JSON form, which only ever grows: a field that this program
//! does not know is passed over, so that an older desk takes a newer HQ's rows.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::directory_page::Row;
use super::fault::Fault;
use crate::domain::{AccountNumber, Money, SupplierCode};

/// The kinds of rows that this program knows.
pub mod kind {
    /// An [`AccountValue`](super::AccountValue) under `supplier/number`.
    pub const ACCOUNT: &str = "account";
    /// A `domain::supplier::Operator`, [`Placed`](super::Placed), under an empty key.
    pub const OPERATOR: &str = "operator";
    /// A `domain::Service`, [`Placed`](super::Placed), under its code.
    pub const SERVICE: &str = "service";
    /// A `domain::Tender`, [`Placed`](super::Placed), under its kind.
    pub const TENDER: &str = "tender";
    /// A `domain::Supplier`, [`Placed`](super::Placed), under its code.
    pub const SUPPLIER: &str = "supplier";
    /// A `domain::FeeRule`, [`Placed`](super::Placed), under `supplier/office/tender/from`, empty where it names none.
    pub const FEE: &str = "fee";
    /// Dated prices of a service, kept as they come.
    pub const TARIFF: &str = "tariff";
    /// A text for the people at the desks.
    pub const NOTICE: &str = "notice";

    /// All of them but accounts: what a desk keeps as records.
    pub const RECORDS: &[&str] = &[OPERATOR, SERVICE, TENDER, SUPPLIER, FEE, TARIFF, NOTICE];
}

/// An account as its supplier reported it: the value of its row, and of HQ's answer about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountValue {
    /// Whose account it is.
    pub supplier: SupplierCode,
    /// Its number.
    pub account: AccountNumber,
    /// The payer's name, as the supplier writes it.
    pub name: String,
    /// The address, as the supplier writes it.
    pub address: String,
    /// The supplier's figure; debt is positive.
    pub kopecks: Money,
    /// When the figure was true: a date or an RFC 3339 instant, as given at import.
    pub as_of: String,
    /// The last business day whose payments the figure has in it.
    pub counted_through: NaiveDate,
}

/// A record of the catalogue with its place among those of its kind, which is the order of the screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed<T> {
    /// From 1; of two records of one place the key decides.
    pub place: u32,
    /// The record.
    pub value: T,
}

impl AccountValue {
    /// The key of an account's row.
    pub fn key(supplier: &SupplierCode, account: &AccountNumber) -> String {
        format!("{supplier}/{account}")
    }

    /// The row of this account at a revision.
    pub fn row(&self, rev: u64) -> Result<Row, Fault> {
        Row::new(rev, kind::ACCOUNT, AccountValue::key(&self.supplier, &self.account), Some(self))
    }
}

impl Row {
    /// A row of a value; without one it says that there is no such thing any more.
    pub fn new(rev: u64, kind: &str, key: String, value: Option<&impl Serialize>) -> Result<Row, Fault> {
        let json = value.map(serde_json::to_string).transpose();
        let value = json.map_err(|error| Fault::Unpackable(error.to_string()))?;
        Ok(Row { rev, kind: kind.to_owned(), key, value })
    }

    /// The row's value, which must be what its kind says; `None` where it is no more.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Option<T>, serde_json::Error> {
        self.value.as_deref().map(serde_json::from_str).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLDEN: &str = concat!(
        r#"{"supplier":"energosbyt","account":"АБ1204417","name":"Ёлкин И. И.","address":"ул. Ленина, 12-4","#,
        r#""kopecks":81240,"as_of":"2026-11-01","counted_through":"2026-10-31"}"#
    );

    #[test]
    fn an_account_has_one_form_and_newer_fields_are_passed_over() {
        let value: AccountValue = serde_json::from_str(GOLDEN).unwrap();
        let row = value.row(7).unwrap();
        assert_eq!((row.key.as_str(), row.value.as_deref()), ("energosbyt/АБ1204417", Some(GOLDEN)));
        let newer = Row { value: Some(GOLDEN.replacen('{', r#"{"meter":"12","#, 1)), ..row };
        assert_eq!(newer.read::<AccountValue>().unwrap(), Some(value));
        let cut = Row { value: Some(r#"{"supplier":"energosbyt"}"#.to_owned()), ..newer.clone() };
        assert!(cut.read::<AccountValue>().is_err());
        assert_eq!(Row { value: None, ..newer }.read::<AccountValue>().unwrap(), None);
    }
}

//! What the rows of a directory page say: accounts, registers and the catalogue.
//!
//! An account's figure has an age: when it was true, and the last business day that it counts. A register of debts
//! ages all figures of its supplier alike, and most of them stay what they were. So a register is a row of its own,
//! the last of its import: it gives its days to every account of the supplier but those that it did not have
//! (`absent`). A desk that takes rows in the order of their revisions shows the right balance after each of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::directory_page::Row;
use crate::domain::{AccountNumber, Catalogue, Money, SupplierCode};

/// An account: the kind of its rows. Their key is `SUPPLIER/ACCOUNT`, their value a [`PublishedAccount`].
pub const ACCOUNT: &str = "account";

/// A register of debts that was imported: key `SUPPLIER`, value [`PublishedRegister`].
pub const REGISTER: &str = "register";

/// The catalogue, all of it in one row, so that no desk ever has half of a change: no key, value
/// [`Catalogue`].
pub const CATALOGUE: &str = "catalogue";

/// An account as its supplier reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAccount {
    /// The payer's name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The supplier's figure; debt is positive.
    #[serde(rename = "kopecks")]
    pub figure: Money,
    /// When the figure was true: a date or an RFC 3339 instant.
    pub as_of: String,
    /// The last business day whose payments the figure has in it.
    pub counted_through: NaiveDate,
    /// True where the supplier's last register no longer has it: its figure stays as old as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
}

/// The age of a supplier's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRegister {
    /// When they were true: a date or an RFC 3339 instant.
    pub as_of: String,
    /// The last business day whose payments they have in them.
    pub counted_through: NaiveDate,
}

/// A row that this program knows, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// An account; `None` where it is no more.
    Account(SupplierCode, AccountNumber, Option<PublishedAccount>),
    /// A supplier's register.
    Register(SupplierCode, PublishedRegister),
    /// The catalogue.
    Catalogue(Box<Catalogue>),
}

impl Published {
    /// Reads a row; `None` for one of a kind, or of a form, that this program does not know and passes over.
    pub fn read(row: &Row) -> Option<Published> {
        fn value<T: serde::de::DeserializeOwned>(row: &Row) -> Option<T> {
            serde_json::from_str(row.value.as_deref()?).ok()
        }
        match row.kind.as_str() {
            ACCOUNT => {
                let (supplier, account) = row.key.split_once('/')?;
                let known = row.value.is_some().then(|| value(row));
                // A value that can't be read is no account that is gone.
                let known = known.map_or(Some(None), |read: Option<_>| read.map(Some))?;
                Some(Published::Account(supplier.parse().ok()?, account.parse().ok()?, known))
            }
            REGISTER => Some(Published::Register(row.key.parse().ok()?, value(row)?)),
            CATALOGUE => Some(Published::Catalogue(value(row)?)),
            _ => None,
        }
    }
}

/// The key of an account's row.
pub fn account_key(supplier: &SupplierCode, account: &AccountNumber) -> String {
    format!("{supplier}/{account}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str, key: &str, value: Option<&str>) -> Row {
        Row { rev: 1, kind: kind.to_owned(), key: key.to_owned(), value: value.map(str::to_owned) }
    }

    #[test]
    fn what_is_published_reads_back_and_what_is_unknown_is_passed_over() {
        let (supplier, number): (SupplierCode, AccountNumber) = ("upravdom".parse().unwrap(), "1/2-А".parse().unwrap());
        let account = PublishedAccount {
            name: "Ёлкин И. И.".to_owned(),
            address: "Ленина 12-4".to_owned(),
            figure: Money::from_kopecks(81_240),
            as_of: "2026-11-01".to_owned(),
            counted_through: "2026-10-31".parse().unwrap(),
            absent: false,
        };
        let text = serde_json::to_string(&account).unwrap();
        let key = account_key(&supplier, &number);
        let read = |value| Published::read(&row(ACCOUNT, &key, value));
        let gone = Published::Account(supplier.clone(), number.clone(), None);
        assert_eq!(read(Some(&text)), Some(Published::Account(supplier.clone(), number, Some(account))));
        assert_eq!(read(None), Some(gone));
        assert_eq!(read(Some("{}")), None);
        let register = Published::read(&row(
            REGISTER,
            "upravdom",
            Some(r#"{"as_of":"2026-11-01","counted_through":"2026-10-31","new":1}"#),
        ));
        assert!(matches!(register, Some(Published::Register(of, _)) if of == supplier));
        let catalogue = serde_json::to_string(&Catalogue::built_in().unwrap()).unwrap();
        assert!(matches!(Published::read(&row(CATALOGUE, "", Some(&catalogue))), Some(Published::Catalogue(_))));
        assert_eq!(Published::read(&row("notice", "2026-11", Some("\"x\""))), None);
    }
}

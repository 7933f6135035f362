//! The directory: accounts, suppliers and users of a desk, in SQLite, and the search among them.
//!
//! Accounts lie in the order of their addresses: `account.rank` is both the row's number and its place in that order,
//! so the search index gives rows in address order without sorting, and the flats of a house lie side by side.

mod address;
mod find;
mod import;
mod index;
mod pull;
mod query;
mod rank;
mod record;
mod store;
mod words;

pub use crate::register::{ImportOptions, ImportReport};
pub use find::Found;
pub use import::{ImportError, Progress};
pub use pull::Pulled;
pub use store::{AccountRow, Directory, DirectoryError, Durability, Stats, SupplierStats};

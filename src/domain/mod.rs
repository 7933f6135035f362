//! Pure values and rules of the payment window: no IO, no clock, no randomness. Time and ids are arguments.

pub mod account;
pub mod code;
pub mod keyboard;
pub mod money;
pub mod supplier;
pub mod user;

pub use account::{AccountError, AccountNumber};
pub use code::{CodeError, ServiceCode, SupplierCode, TenderKind, UserName};
pub use money::{Money, MoneyError};
pub use supplier::{Catalogue, FeeRule, Name, Operator, Ownership, Service, Supplier, Tender};
pub use user::{Role, User};

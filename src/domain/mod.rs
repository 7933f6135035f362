//! Pure values and rules of the payment window: no IO, no clock, no randomness. Time and ids are arguments.

pub mod account;
pub mod code;
pub mod command;
mod decide;
pub mod event;
pub mod ids;
pub mod keyboard;
pub mod ledger;
pub mod line;
pub mod message;
pub mod money;
pub mod period;
pub mod refusal;
pub mod scan;
pub mod shift;
pub mod supplier;
mod tender;
mod text_form;
pub mod time;
pub mod totals;
pub mod user;

pub use account::{AccountError, AccountNumber};
pub use code::{CodeError, ServiceCode, SupplierCode, TenderKind, UserName};
pub use command::{Action, Actor, Command, Facts};
pub use decide::decide;
pub use event::{Event, EventError};
pub use ids::{DeskId, EntryId, IdError, ReceiptNumber};
pub use line::{Line, Tendered};
pub use message::{Message, Word};
pub use money::{Money, MoneyError};
pub use period::{Period, PeriodError};
pub use refusal::Refusal;
pub use shift::Shift;
pub use supplier::{Catalogue, FeeRule, Name, Operator, Ownership, Service, Supplier, Tender};
pub use time::{Offset, TimeError, Timestamp};
pub use user::{Role, User};

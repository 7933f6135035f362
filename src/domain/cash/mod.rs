//! Cash: how it is counted, numbered, named in transit, and why it moves.

mod count;
mod data;
mod number;
mod transit;

pub use count::{Count, CountError};
pub use data::{BankAccount, CashData, Direction, Reason};
pub use number::CashNumber;
pub use transit::{TransitCode, TransitError};

//! Registers: suppliers' and banks' files. Layouts are data (`data/registers/*.toml`); a file that deviates from its
//! layout is refused whole, with every fault by its line.

pub mod acquirer;
pub mod bank;
mod debts;
mod encoding;
mod fault;
mod import;
mod layout;
mod lines;
pub mod out;
mod table;

pub use debts::{Debt, Debts, Origin};
pub use encoding::Encoding;
pub use fault::{Fault, LISTED_FAULTS, Refusal, RegisterError, Requisite};
pub use import::{ImportOptions, ImportReport};
pub use layout::{Layout, LayoutError};

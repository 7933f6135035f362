//! The back office: what it shows, and what it decides.

mod by;
pub mod event;
mod key;
pub mod ledger;
mod letter;
mod segment;
mod view;

pub use by::By;
pub use event::HqEvent;
pub use key::ExceptionKey;
pub use letter::{Asked, LetterLine, LetterRegister, SupplierLetter};
pub use segment::{OfficeCode, Rest};
pub use view::{View, ViewError};

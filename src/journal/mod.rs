//! The desk's journal: an append-only, hash-chained SQLite file. It is the record, the outbox and the print queue.

mod adopt;
mod custody;
mod error;
mod export;
mod heard;
mod lock;
mod mirror;
mod people;
mod project;
mod read;
mod schema;
mod search;
mod verify;
mod writer;

pub use adopt::{backup, each_of_file};
pub use error::{Damage, Fault, JournalError};
pub use export::{ExportError, csv, hledger, jsonl};
pub use heard::{AckFault, Heard, ProvenAck, Word};
pub use lock::Lock;
pub use mirror::{Mirror, MirrorStatus, MirrorWorker, mirrored};
pub use people::{NewPin, SignInTries};
pub use read::{Document, DocumentState, Journal, PaymentRow};
pub use verify::{Verified, Verify};
pub use writer::Writer;

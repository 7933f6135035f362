//! What crosses the wall between a desk and HQ, pure: entries, batches, acknowledgements, pages of the directory,
//! enrolment, signed requests and refusals. `ARCHITECTURE.md` describes every text and byte of it.

pub mod enrol_code;
pub mod entry;
pub mod fault;
mod hex;
pub mod keys;
pub mod refusal;
pub mod sealing;
pub mod tally;
pub mod version;

pub use enrol_code::{CodeFault, EnrolCode};
pub use entry::{Entry, EntryFault, Hash, RawEntry};
pub use fault::Fault;
pub use keys::{Fingerprint, KeyFault, Keys, PublicKey, SecretKeys, Signature, SigningKey};
pub use refusal::Refusal;
pub use sealing::{Identity, Recipient};
pub use tally::Tally;
pub use version::Versions;

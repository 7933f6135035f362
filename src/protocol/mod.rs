//! What crosses the wall between a desk and HQ, pure: entries, batches, acknowledgements, pages of the directory,
//! enrolment, signed requests and refusals. `ARCHITECTURE.md` describes every text and byte of it.

pub mod account;
pub mod ack;
pub mod batch;
pub mod bundle;
pub mod directory_page;
pub mod enrol;
pub mod enrol_code;
pub mod entry;
pub mod fault;
pub mod header;
pub mod hex;
pub mod keys;
pub mod lines;
pub mod office;
pub mod pin;
pub mod published;
pub mod refusal;
pub mod request;
pub mod sealing;
pub mod succession;
pub mod tally;
pub mod telephone;
pub mod users_page;
pub mod version;

pub use account::AccountAnswer;
pub use ack::{Accepted, Ack};
pub use batch::{Batch, SignedBatch};
pub use bundle::{Bundle, Part, PartKind};
pub use directory_page::{DirectoryPage, Row};
pub use enrol::{EnrolAnswer, EnrolRequest, Enrolled, Enrolling};
pub use enrol_code::{CodeFault, EnrolCode};
pub use entry::{Entry, EntryFault, Hash, RawEntry};
pub use fault::Fault;
pub use header::Header;
pub use keys::{Fingerprint, KeyFault, Keys, PublicKey, SecretKeys, Signature, SigningKey};
pub use lines::Limits;
pub use published::{Published, PublishedAccount, PublishedRegister};
pub use refusal::Refusal;
pub use request::{Request, RequestSignature};
pub use sealing::{Identity, Recipient};
pub use succession::{Hello, Succession};
pub use tally::Tally;
pub use telephone::{Answered, Asked, Call, TelephoneKey};
pub use users_page::UsersPage;
pub use version::Versions;

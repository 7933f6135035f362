//! Headquarters as a service: it takes desks' batches, enrols desks, publishes accounts and users, and proves what it
//! has. Everything here blocks: a server calls it on threads of its own, never on an asynchronous one.
//!
//! A node keeps nothing between two calls but its keys: several may serve one store.

mod error;
mod exception;
mod fold;
mod home;
mod key;
mod store;

use crate::domain::{AccountNumber, DeskId, SupplierCode, Timestamp};
use crate::protocol::{
    Ack, EnrolAnswer, EnrolRequest, Fault, Hello, Keys, Refusal, Request, RequestSignature, SecretKeys,
};

pub use error::HqError;
pub use exception::{Exception, ExceptionKind};
pub use home::HqHome;
pub use key::{HqKey, KeyError};
pub use store::StoreError;

/// An open headquarters.
pub struct Hq {
    keys: SecretKeys,
}

impl Hq {
    /// Opens the headquarters of a home that was set up.
    pub fn open(home: &HqHome) -> Result<Hq, HqError> {
        let key = HqKey::load(&home.key())?;
        Ok(Hq { keys: key.keys().clone() })
    }

    /// HQ's public keys.
    pub fn keys(&self) -> Keys {
        self.keys.public()
    }

    /// Passes where the store answers.
    pub fn ready(&self) -> Result<(), HqError> {
        Ok(())
    }

    /// What HQ says of itself to anybody who asks.
    pub fn hello(&self, at: Timestamp) -> Result<Hello, HqError> {
        Ok(Hello::sign(&self.keys, vec![], at))
    }

    /// Enrols a desk, or lets one that was lost go on. The request must have been read by [`EnrolRequest::read`].
    pub fn enrol(&self, request: &EnrolRequest, at: Timestamp) -> Result<EnrolAnswer, HqError> {
        let _ = (request, at);
        Err(Refusal::RetryLater { seconds: None }.into())
    }

    /// The desk that signed a request, once that is proved.
    pub fn authenticate(
        &self,
        signature: &RequestSignature,
        request: &Request,
        now: Timestamp,
    ) -> Result<DeskId, HqError> {
        let _ = (signature, request, now);
        Err(Refusal::RetryLater { seconds: None }.into())
    }

    /// Takes a batch of `desk` in, whole or not at all, and acknowledges all that HQ has of the desk by then. The ack
    /// carries the number of the desk's open exceptions.
    pub fn take_batch(&self, desk: &DeskId, packed: &[u8], at: Timestamp) -> Result<Ack, HqError> {
        let _ = (desk, packed, at);
        Err(Refusal::RetryLater { seconds: None }.into())
    }

    /// Entries of `desk` behind number `after`, at most `limit`, as a batch signed by HQ; `None` where there are no
    /// more.
    pub fn entries(&self, desk: &DeskId, after: u64, limit: usize) -> Result<Option<Vec<u8>>, HqError> {
        let _ = (desk, after, limit);
        Ok(None)
    }

    /// The page of the directory that follows revision `since`, of at most `limit` rows, packed and signed.
    pub fn directory_page(&self, since: u64, limit: usize) -> Result<Vec<u8>, HqError> {
        let _ = (since, limit);
        Err(Refusal::RetryLater { seconds: None }.into())
    }

    /// The people of the desk's office, packed and signed.
    pub fn users_page(&self, desk: &DeskId) -> Result<Vec<u8>, HqError> {
        let _ = desk;
        Err(Refusal::RetryLater { seconds: None }.into())
    }

    /// What HQ knows of an account now: an answer in JSON, signed.
    pub fn account(&self, supplier: &SupplierCode, account: &AccountNumber, at: Timestamp) -> Result<String, HqError> {
        let _ = (supplier, account, at);
        Err(Refusal::RetryLater { seconds: None }.into())
    }

    /// How many exceptions of the desk are open.
    pub fn exceptions_of(&self, desk: &DeskId) -> Result<u64, HqError> {
        let _ = desk;
        Ok(0)
    }

    /// Keeps evidence of a message that was refused before it came here: a request without a signature, a body that
    /// is too large, an enrolment that cannot be read. Gives the refusal to answer with. `claimed` is the desk that it
    /// says it comes from, where it says so.
    pub fn refuse(&self, fault: &Fault, claimed: Option<&DeskId>, at: Timestamp) -> HqError {
        let _ = (claimed, at);
        fault.refusal().into()
    }
}

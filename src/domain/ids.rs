//! Who and which: desks, entries and receipts by their numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::message::Message;
use super::refusal::Refusal;
use super::text_form::text_form;

/// Why a text does not name a desk, an entry or a receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not `office/desk` of the allowed characters.
    #[error("'{0}' is not a desk: write OFFICE/DESK, 1 to 16 and 1 to 8 of letters, digits and '-'")]
    Desk(String),
    /// Not a UUID in lower case.
    #[error("'{0}' is not an id: a UUID in lower case is meant")]
    Entry(String),
    /// Not `EPOCH-SHIFT-N`.
    #[error("'{0}' is not a receipt number: write it as on the receipt, EPOCH-SHIFT-N")]
    Receipt(String),
    /// Not `EPOCH-SHIFT-cN`.
    #[error("'{0}' is not the number of a cash slip: write it as on the slip, EPOCH-SHIFT-cN")]
    Cash(String),
}

impl IdError {
    /// The message for the person who wrote it.
    pub fn message(&self) -> Message {
        let id = match self {
            IdError::Desk(_) => "error-id-desk",
            IdError::Entry(_) => "error-id-entry",
            IdError::Receipt(_) => "error-id-receipt",
            IdError::Cash(_) => "error-id-cash",
        };
        (id, vec![])
    }
}

/// One cash drawer with one journal, named `office/desk`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeskId {
    office: String,
    desk: String,
}

impl DeskId {
    /// Names the desk `desk` of `office`: `[0-9A-Za-z-]{1,16}` and `[0-9A-Za-z-]{1,8}`.
    pub fn new(office: &str, desk: &str) -> Result<DeskId, IdError> {
        let fits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if fits(office, 16) && fits(desk, 8) {
            Ok(DeskId { office: office.to_owned(), desk: desk.to_owned() })
        } else {
            Err(IdError::Desk(format!("{office}/{desk}")))
        }
    }

    /// The office's code, often its postcode.
    pub fn office(&self) -> &str {
        &self.office
    }

    /// The desk's number within the office.
    pub fn desk(&self) -> &str {
        &self.desk
    }
}

impl fmt::Display for DeskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.office, self.desk)
    }
}

impl FromStr for DeskId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<DeskId, IdError> {
        let (office, desk) = text.split_once('/').ok_or_else(|| IdError::Desk(text.to_owned()))?;
        DeskId::new(office, desk)
    }
}

/// The id of a command, of the event that it makes and of that event's entry: minted by the caller before anything
/// happens, so that a second try is the same payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryId(Uuid);

impl EntryId {
    /// The id of `uuid`.
    pub const fn from_uuid(uuid: Uuid) -> EntryId {
        EntryId(uuid)
    }

    /// The id of another command that this one brings along, the same every time: what takes several entries is tried
    /// again whole, and no part of it is recorded twice. A UUID of version 8: the first bytes of a SHA-256.
    pub fn along(self, step: &str) -> EntryId {
        let hash: [u8; 32] = Sha256::digest(format!("okno1\n{self}\n{step}")).into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        EntryId(Builder::from_custom_bytes(bytes).into_uuid())
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for EntryId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<EntryId, IdError> {
        let uuid = Uuid::try_parse(text).map_err(|_| IdError::Entry(text.to_owned()))?;
        let id = EntryId(uuid);
        if id.to_string() == text { Ok(id) } else { Err(IdError::Entry(text.to_owned())) }
    }
}

/// A receipt's number, `EPOCH-SHIFT-N`: unique for a desk for ever, for each recovery of a desk starts a new epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber {
    /// How many times the desk was set up: 1, then one more with each recovery.
    pub epoch: u32,
    /// The shift's number within the desk.
    pub shift: u32,
    /// The payment's number within the shift, from 1.
    pub n: u32,
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}-{}", self.epoch, self.shift, self.n))
    }
}

impl FromStr for ReceiptNumber {
    type Err = IdError;
    fn from_str(text: &str) -> Result<ReceiptNumber, IdError> {
        let error = || IdError::Receipt(text.to_owned());
        let mut parts = text.trim().split('-').map(|part| part.parse::<u32>().ok().filter(|&n| n > 0));
        let mut next = || parts.next().flatten().ok_or_else(error);
        let receipt = ReceiptNumber { epoch: next()?, shift: next()?, n: next()? };
        if receipt.to_string() == text.trim() { Ok(receipt) } else { Err(error()) }
    }
}

/// A receipt as it is named where it may be another desk's: `1-118-3`, or with its desk `664003/2:1-118-3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptName {
    /// The desk that took the payment; the one that is asked where none is named.
    pub desk: Option<DeskId>,
    /// The receipt's number there.
    pub number: ReceiptNumber,
}

impl ReceiptName {
    /// The number at the desk `here`; another desk's receipt is corrected there alone.
    pub fn at(self, here: &DeskId) -> Result<ReceiptNumber, Refusal> {
        match self.desk.filter(|desk| desk != here) {
            Some(desk) => Err(Refusal::AnotherDesk { receipt: self.number, desk }),
            None => Ok(self.number),
        }
    }
}

impl FromStr for ReceiptName {
    type Err = IdError;
    fn from_str(text: &str) -> Result<ReceiptName, IdError> {
        let (desk, number) = match text.trim().split_once(':') {
            Some((desk, number)) => (Some(desk.parse()?), number),
            None => (None, text),
        };
        Ok(ReceiptName { desk, number: number.parse()? })
    }
}

text_form!(DeskId => IdError, EntryId => IdError, ReceiptNumber => IdError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_office_slash_desk() {
        let desk: DeskId = "664003/2".parse().unwrap();
        assert_eq!((desk.office(), desk.desk(), desk.to_string().as_str()), ("664003", "2", "664003/2"));
        for faulty in ["664003", "664003/", "/2", "66 4003/2", "12345678901234567/2", "1/123456789", "1/2/3", "офис/2"]
        {
            assert_eq!(faulty.parse::<DeskId>(), Err(IdError::Desk(faulty.to_owned())));
        }
    }

    #[test]
    fn an_id_has_one_spelling() {
        let text = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77";
        assert_eq!(text.parse::<EntryId>().unwrap().to_string(), text);
        assert!(text.to_uppercase().parse::<EntryId>().is_err());
        assert!(text.replace('-', "").parse::<EntryId>().is_err());
    }

    #[test]
    fn an_id_that_comes_along_is_the_same_every_time_and_of_its_step_alone() {
        let id: EntryId = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77".parse().unwrap();
        let other: EntryId = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a78".parse().unwrap();
        assert_eq!(id.along("count"), id.along("count"));
        assert_eq!(id.along("count").to_string(), "9fe9820b-470d-8cec-b78d-00f1416a45d8");
        for different in [id, id.along("hand-over"), other.along("count"), id.along("count").along("count")] {
            assert_ne!(id.along("count"), different);
        }
    }

    #[test]
    fn a_receipt_may_name_its_desk() {
        let here: DeskId = "664003/2".parse().unwrap();
        let read = |text: &str| text.parse::<ReceiptName>().unwrap().at(&here);
        let number: ReceiptNumber = "1-118-3".parse().unwrap();
        assert_eq!((read("1-118-3"), read(" 664003/2:1-118-3 ")), (Ok(number), Ok(number)));
        let desk = "664003/3".parse().unwrap();
        assert_eq!(read("664003/3:1-118-3"), Err(Refusal::AnotherDesk { receipt: number, desk }));
        assert!(matches!("664003:1-118-3".parse::<ReceiptName>(), Err(IdError::Desk(_))));
        assert!(matches!("664003/2:118-3".parse::<ReceiptName>(), Err(IdError::Receipt(_))));
    }

    #[test]
    fn a_receipt_is_three_numbers_from_one() {
        assert_eq!("1-118-3".parse(), Ok(ReceiptNumber { epoch: 1, shift: 118, n: 3 }));
        for faulty in ["1-118", "1-118-3-1", "1-118-0", "1-a-3", "+1-2-3", "1-02-3", ""] {
            assert!(faulty.parse::<ReceiptNumber>().is_err(), "{faulty}");
        }
    }
}

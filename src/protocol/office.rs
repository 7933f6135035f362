//! What crosses the wall between the back office and headquarters: signing in, pages of a view, and deeds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::{AccountCode, ReasonCode, SupplierCode, TenderKind, UserName};
use crate::domain::message::said;
use crate::domain::office::event::{BankDocument, Particulars, Verdict};
use crate::domain::{DeskId, EntryId, ExceptionKey, Message, Money, OfficeCode, Role, Timestamp, Word};

use super::pin::NewPin;

/// A person who signs in.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// The name.
    pub user: UserName,
    /// The PIN.
    pub pin: String,
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What every later request carries, as `Authorization: Bearer TOKEN`; empty where it is asked who is signed in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub token: String,
    /// Until when it is good.
    pub until: Timestamp,
    /// Who it is.
    pub user: UserName,
    /// The name that others see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The code of their language; none where they have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The one office that they see; all where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeCode>,
}

/// Something that a person does at the back office. It becomes an entry of headquarters' journal under the id that it
/// comes with: sent twice, it is done once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// Minted when the person begins.
    pub id: EntryId,
    /// What is to be done.
    pub deed: Deed,
}

/// What a person does at the back office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Deed {
    /// Says that the paper of a shift was seen, or takes it back.
    Tick {
        /// The desk.
        desk: DeskId,
        /// The shift.
        shift: u32,
        /// True for seen.
        seen: bool,
    },
    /// Signs an office's day off.
    Sign {
        /// The office.
        office: OfficeCode,
        /// The business day.
        day: NaiveDate,
        /// In their words; needed where the day isn't clean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// Writes down what a clerk telephoned of the Z-report of a desk without a network.
    Announce {
        /// The desk.
        desk: DeskId,
        /// The shift.
        shift: u32,
        /// Its business day.
        day: NaiveDate,
        /// How many payments, gross.
        payments: u32,
        /// Their sum in kopecks, gross, without fees.
        kopecks: Money,
        /// The first digits of the chain's head.
        digits: String,
        /// Who telephoned.
        clerk: String,
    },
    /// Looks after an exception from now on.
    Take {
        /// Which.
        exception: ExceptionKey,
    },
    /// Says something about an exception.
    Comment {
        /// Which.
        exception: ExceptionKey,
        /// What.
        comment: String,
    },
    /// Is done with an exception.
    Resolve {
        /// Which.
        exception: ExceptionKey,
        /// Why, by its code.
        reason: ReasonCode,
        /// In their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        /// The entry of a desk that corrected it, where money moved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corrected_by: Option<EntryId>,
    },
    /// Opens a resolved exception again.
    Reopen {
        /// Which.
        exception: ExceptionKey,
        /// Why.
        comment: String,
    },
    /// Writes down that the collector took a bag.
    Collect {
        /// The desk that sealed it.
        desk: DeskId,
        /// The entry by which it did.
        seq: u64,
        /// When.
        day: NaiveDate,
    },
    /// Writes down that the bank credited bags.
    Credit {
        /// The bags as the bank found them.
        bags: Vec<FoundBag>,
        /// The bank's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<BankDocument>,
        /// The number of the bank's act; needed where it found another sum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        act: Option<String>,
    },
    /// Writes down that the bank gave a bag back unopened, or that its desk opened it.
    Return {
        /// The desk that sealed it.
        desk: DeskId,
        /// The entry by which it did.
        seq: u64,
        /// The entry by which the desk put its cash into the drawer again; none for a bag that stays sealed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cash_in: Option<u64>,
        /// Why.
        comment: String,
    },
    /// Writes down that the acquirer paid.
    Settle {
        /// For which tender.
        tender: TenderKind,
        /// What cards took, in kopecks.
        gross: Money,
        /// What the acquirer kept of it, in kopecks.
        fee: Money,
        /// The bank account, by its code.
        account: AccountCode,
        /// The bank's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<BankDocument>,
    },
    /// Says of a document of the bank that it is about nothing that is kept here: the bank's fee, interest.
    Explain {
        /// Which.
        document: BankDocument,
        /// What it is, in their words.
        comment: String,
    },
    /// Makes the next register of a supplier.
    MakeRegister {
        /// The supplier.
        supplier: SupplierCode,
        /// The layout; the supplier's last one where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        layout: Option<String>,
    },
    /// Writes down that a supplier got its money.
    Remit {
        /// The supplier.
        supplier: SupplierCode,
        /// The sum, in kopecks.
        kopecks: Money,
        /// The registers that it is for.
        #[serde(default)]
        registers: Vec<u32>,
        /// The bank account, by its code.
        account: AccountCode,
        /// The bank's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<BankDocument>,
    },
    /// Asks a supplier by letter to correct what a register said.
    Request {
        /// The desk whose entry corrects a payment.
        desk: DeskId,
        /// That entry.
        seq: u64,
        /// Its line, from 1.
        n: u32,
    },
    /// Writes down what a supplier answered to a letter.
    Answer {
        /// The supplier.
        supplier: SupplierCode,
        /// The letter's number.
        number: u32,
        /// True where it did what was asked.
        accepted: bool,
        /// What it answered.
        comment: String,
    },
    /// Gives the code that approves an operation at a desk without a supervisor.
    Authorise {
        /// The desk.
        desk: DeskId,
        /// What its screen shows.
        challenge: String,
        /// The kind of operation.
        operation: String,
        /// What it is about.
        subject: String,
        /// Its sum in kopecks.
        kopecks: Money,
    },
    /// Adds a person, or has one who was retired work again.
    AddPerson {
        /// The name at sign-in.
        person: UserName,
        /// Role, office or region, full name and language.
        #[serde(flatten)]
        particulars: Particulars,
        /// The PIN that they sign in with.
        pin: NewPin,
    },
    /// Gives a person another role, office or region, full name or language: all of it is as said from now on.
    ChangePerson {
        /// The name at sign-in.
        person: UserName,
        /// Role, office or region, full name and language.
        #[serde(flatten)]
        particulars: Particulars,
    },
    /// Lets a person no longer sign in.
    RetirePerson {
        /// The name at sign-in.
        person: UserName,
    },
    /// Gives a person another PIN.
    SetPin {
        /// The name at sign-in.
        person: UserName,
        /// The PIN.
        pin: NewPin,
    },
}

impl Deed {
    /// The offices that it names; none for one that is not about an office.
    pub fn offices(&self) -> Vec<&str> {
        match self {
            Deed::Tick { desk, .. }
            | Deed::Announce { desk, .. }
            | Deed::Collect { desk, .. }
            | Deed::Return { desk, .. }
            | Deed::Request { desk, .. }
            | Deed::Authorise { desk, .. } => vec![desk.office()],
            Deed::Sign { office, .. } => vec![office.as_str()],
            Deed::Credit { bags, .. } => bags.iter().map(|bag| bag.desk.office()).collect(),
            Deed::AddPerson { particulars, .. } | Deed::ChangePerson { particulars, .. } => {
                particulars.office.iter().map(OfficeCode::as_str).collect()
            }
            // Whose an exception is, headquarters knows.
            Deed::Take { .. }
            | Deed::Comment { .. }
            | Deed::Resolve { .. }
            | Deed::Reopen { .. }
            | Deed::Explain { .. }
            | Deed::Settle { .. }
            | Deed::MakeRegister { .. }
            | Deed::Remit { .. }
            | Deed::Answer { .. }
            | Deed::RetirePerson { .. }
            | Deed::SetPin { .. } => vec![],
        }
    }
}

/// A bag as the bank found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBag {
    /// The desk that sealed it.
    pub desk: DeskId,
    /// The entry by which it did.
    pub seq: u64,
    /// What the bank credited, in kopecks.
    pub kopecks: Money,
    /// What it found.
    pub verdict: Verdict,
}

/// What came of a deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The entry of headquarters' journal.
    pub seq: u64,
    /// What it gave: the code of an authorisation, the number of a register or of a letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gave: Option<String>,
}

/// Why a deed was not done, or a view not shown: a message without a language. `{"why":"…","words":[["sum",
/// {"kopecks":100}]]}`, with the status 422.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denied {
    /// The id of the text that says so.
    pub why: String,
    /// What goes into the text, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<(String, DeniedWord)>,
}

/// One thing that goes into the text of a [`Denied`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeniedWord {
    /// A name, number or code as it is.
    Text(String),
    /// A count.
    Count(i64),
    /// A sum.
    Kopecks(Money),
    /// A moment.
    Moment(Timestamp),
    /// Another text within this one.
    Said(Denied),
}

/// The HTTP status of a [`Denied`].
pub const DENIED: u16 = 422;

impl From<&Message> for Denied {
    fn from((why, words): &Message) -> Denied {
        let word = |word: &Word| match word {
            Word::Text(text) => DeniedWord::Text(text.clone()),
            Word::Number(count) => DeniedWord::Count(*count),
            Word::Money(sum) => DeniedWord::Kopecks(*sum),
            Word::Moment(at) => DeniedWord::Moment(*at),
            Word::Said(message) => DeniedWord::Said(message.as_ref().into()),
        };
        let words = words.iter().map(|(name, said)| ((*name).to_owned(), word(said))).collect();
        Denied { why: (*why).to_owned(), words }
    }
}

impl Denied {
    /// The message for a person. `known` gives the id of a text, or the name of one of its words, as this program has
    /// it: a newer headquarters may say what it does not know.
    pub fn message(&self, known: impl Fn(&str) -> Option<&'static str> + Copy) -> Option<Message> {
        let word = |(name, word): &(String, DeniedWord)| {
            let word = match word {
                DeniedWord::Text(text) => Word::Text(text.clone()),
                DeniedWord::Count(count) => Word::Number(*count),
                DeniedWord::Kopecks(sum) => Word::Money(*sum),
                DeniedWord::Moment(at) => Word::Moment(*at),
                DeniedWord::Said(denied) => said(denied.message(known)?),
            };
            Some((known(name)?, word))
        };
        Some((known(&self.why)?, self.words.iter().map(word).collect::<Option<_>>()?))
    }
}

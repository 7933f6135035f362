//! What comes in and what goes out: the closed set of messages and effects.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::custody::{Last, Parked};
use super::key::Key;
use super::outfit::{Kind, Outfit, Unfit};
use super::rules::Rules;
use crate::document::Form;
use crate::domain::command::LineInput;
use crate::domain::difference::Cause;
use crate::domain::scan::Bill;
use crate::domain::{
    AccountNumber, Actor, Catalogue, Command, DeskId, EntryId, Event, Holder, Message, Money, Offset, Period,
    ReceiptNumber, RecordedPayment, ServiceCode, Shift, SupplierCode, Timestamp, UserName,
};
use crate::lang::Lang;
use crate::protocol::{Answered, Asked};

/// What the world gives with every input, since the machine has neither clock nor dice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The clock's reading.
    pub at: Timestamp,
    /// A new id, for a command that begins here.
    pub id: EntryId,
    /// Another, for what goes with it: a supervisor's sign-in, the start of a card.
    pub spare: EntryId,
}

/// What comes in at either machine, the till's and the back office's.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key, Stamp),
    /// A text was pasted: a scanner with bracketed paste, or a person.
    Paste(String, Stamp),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// A new minute, or some time without a key.
    Clock(Timestamp),
}

impl From<Input> for Msg {
    fn from(input: Input) -> Msg {
        match input {
            Input::Key(key, stamp) => Msg::Key(key, stamp),
            Input::Paste(text, stamp) => Msg::Paste(text, stamp),
            Input::Resize(columns, rows) => Msg::Resize(columns, rows),
            Input::Clock(now) => Msg::Clock(now),
        }
    }
}

/// Everything that can come in.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)] // One is in hand at a time, and few wait.
pub enum Msg {
    /// A key was pressed.
    Key(Key, Stamp),
    /// A text was pasted: a scanner with bracketed paste, or a person.
    Paste(String, Stamp),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// A new minute, or some time without a key.
    Clock(Timestamp),
    /// Accounts were found for the search of this number.
    Found {
        /// The search.
        search: u64,
        /// What it found.
        hits: Result<Vec<Hit>, Message>,
        /// True if there are more.
        more: bool,
    },
    /// Headquarters was asked about what the search of this number looks for.
    Asked {
        /// The search.
        search: u64,
        /// What headquarters has.
        hits: Result<Vec<Hit>, Message>,
    },
    /// All accounts of an address.
    AddressFound(Result<Vec<Hit>, Message>),
    /// A scanned bill was looked up.
    BillFound(Result<BillFound, Message>),
    /// What was scanned or pasted is no bill: it is looked up as if it were typed.
    NoBill(String),
    /// Somebody signed in, or was refused.
    SignedIn(Result<Box<Person>, Message>),
    /// What is to be read out for an approval by telephone; nothing where nobody need approve it.
    ToReadOut(Result<Option<Box<Asked>>, Message>),
    /// A command was carried out, or refused.
    Done(Result<Box<Done>, Message>),
    /// A paper came out, or didn't.
    Printed {
        /// The entry.
        seq: u64,
        /// Why it didn't.
        fault: Option<Message>,
    },
    /// What is wrong with the printer, if anything is and it can be asked.
    Printer(Option<Message>),
    /// A test page came out, or didn't.
    Tested(Option<Message>),
    /// A paper was saved in this file.
    Saved(Result<String, Message>),
    /// Who holds cash of this desk.
    Holders(Result<Vec<Holder>, Message>),
    /// The receipts asked for.
    Receipts(Result<Vec<ReceiptRow>, Message>),
    /// The likely causes of a count that is off.
    Causes(Result<Vec<Cause>, Message>),
    /// A paper's lines.
    Preview(Result<Vec<String>, Message>),
    /// The desk was set up.
    SetUpDone(Result<Box<Ready>, Message>),
    /// How things behind the screen are.
    Health(super::Health),
    /// How the desk stands with headquarters.
    Link(Box<super::Link>),
    /// A form came out, or why it didn't; the strip for going home is one.
    FormPrinted(Option<Message>),
    /// The printer of the settings, and the kinds that there are.
    Outfit(Result<Box<(Outfit, Vec<Kind>)>, Message>),
    /// The printer that was tried prints: it is kept where that was asked.
    OutfitTried {
        /// Why it wasn't.
        result: Result<(), Unfit>,
        /// True where it is kept from now on.
        kept: bool,
    },
}

/// Somebody besides who is signed in, with their PIN and the id of their own entry, should they need one.
pub type SecondPerson = (UserName, String, EntryId);

/// A new PIN of a person who forgot theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPin {
    /// The id of its entry.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// Whose.
    pub user: UserName,
    /// The PIN.
    pub pin: String,
}

/// A desk that was set up while the program ran.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its state.
    pub shift: Shift,
    /// Its catalogue.
    pub catalogue: Arc<Catalogue>,
    /// The office's rules.
    pub rules: Arc<Rules>,
    /// The office's offset from UTC.
    pub offset: Offset,
    /// After how many minutes without a key the screen locks itself; 0 for never.
    pub idle_lock_minutes: u16,
    /// What the journal says of the desk's cash the last time.
    pub last: Last,
}

/// What a new desk is set up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDesk {
    /// Its name.
    pub desk: DeskId,
    /// The office's zone by its IANA name, as typed.
    pub zone: String,
    /// The office's address; may be empty.
    pub address: String,
    /// The operator's registered name.
    pub operator: String,
    /// The operator's taxpayer number.
    pub inn: String,
    /// The language of documents.
    pub lang: Lang,
    /// The first cashier.
    pub cashier: UserName,
    /// Their PIN.
    pub cashier_pin: String,
    /// The first supervisor.
    pub supervisor: UserName,
    /// Their PIN.
    pub supervisor_pin: String,
}

/// Everything that can go out.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Find accounts; a newer search replaces an older one.
    Find {
        /// The search's number.
        search: u64,
        /// What to look for.
        text: String,
    },
    /// Find all accounts of the address of one.
    FindAddress {
        /// The supplier.
        supplier: SupplierCode,
        /// The account.
        account: AccountNumber,
    },
    /// Ask headquarters about an account that is not here.
    AskHq {
        /// The search that did not find it.
        search: u64,
        /// What was typed.
        text: String,
    },
    /// Look a scanned bill up.
    FindBill(String),
    /// Set a new desk up: its settings, its first entry, its first people.
    SetUp {
        /// With what.
        desk: Box<NewDesk>,
        /// When, and the first entry's id.
        stamp: Stamp,
    },
    /// Check a PIN and sign the person in.
    SignIn {
        /// Who.
        user: UserName,
        /// The PIN.
        pin: String,
        /// When, and the entry's id.
        stamp: Stamp,
    },
    /// Carry a command out; with the PINs of those whom it takes besides.
    Execute {
        /// The command.
        command: Command,
        /// The supervisor who approves.
        approver: Option<SecondPerson>,
        /// Who stands by: the one who receives cash, or counts an absent cashier's drawer.
        witness: Option<SecondPerson>,
    },
    /// Say what is to be read out so that a command may be approved by telephone.
    AskByTelephone {
        /// The command.
        command: Command,
        /// An id that is used for nothing else.
        fresh: EntryId,
    },
    /// The same for a new PIN of a person who forgot theirs.
    AskForPin {
        /// Whose.
        user: UserName,
        /// When, and an id that is used for nothing else.
        stamp: Stamp,
    },
    /// Carry a command out that was approved by telephone.
    ExecuteByTelephone {
        /// The command.
        command: Command,
        /// Who stands by.
        witness: Option<SecondPerson>,
        /// What headquarters answered.
        answered: Box<Answered>,
    },
    /// Give a person who forgot theirs a new PIN.
    SetPin {
        /// Whose, and which.
        new: NewPin,
        /// What headquarters answered.
        answered: Box<Answered>,
    },
    /// Print the paper of an entry; a paper that was printed before comes out as a copy.
    Print {
        /// The entry.
        seq: u64,
    },
    /// Print what is queued, one paper of an entry first.
    PrintQueued {
        /// The entry whose paper somebody waits for.
        first: Option<u64>,
    },
    /// Ask the printer how it is.
    AskPrinter,
    /// Print a test page.
    PrintTest,
    /// Save the paper of an entry as a PDF.
    SavePdf {
        /// The entry.
        seq: u64,
    },
    /// Look for the causes of what the last count of the open shift was over or short.
    Explain,
    /// The totals of the open shift so far, as they would be printed.
    XReport,
    /// Find receipts: of the open shift, and by what names them those of any other.
    FindReceipts(String),
    /// Ask who holds cash of this desk.
    FindHolders,
    /// Render the paper of an entry.
    Preview {
        /// The entry.
        seq: u64,
    },
    /// Send what waits to headquarters at once, and ask it what is new.
    SendNow,
    /// Read a form of a shift, print it, or save it as a PDF. Nothing is recorded.
    Form {
        /// Which form.
        form: Form,
        /// The shift's number; the open one or else the last where none is named.
        shift: Option<u32>,
        /// What is to be done with it.
        wanted: Wanted,
        /// When.
        at: Timestamp,
    },
    /// Read which printer the settings name, and which kinds there are.
    FindOutfit,
    /// Try a printer: ask it how it is and print a test page. Where `keeps` is true, it is the desk's from then on.
    TryOutfit {
        /// The printer.
        outfit: Outfit,
        /// True where it goes into the settings.
        keeps: bool,
        /// True where it goes there although it did not print when it was tried.
        anyway: bool,
    },
    /// Keep what is not recorded yet, for a crash or a power cut.
    KeepDraft(Draft),
    /// End the program.
    Quit,
}

/// What is to be done with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Its lines, to read.
    Read,
    /// Paper.
    Print,
    /// A PDF in the home.
    Save,
}

/// An account found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The supplier.
    pub supplier: SupplierCode,
    /// The account.
    pub account: AccountNumber,
    /// The payer.
    pub name: String,
    /// Where.
    pub address: String,
    /// What is owed.
    pub balance: Money,
    /// When the supplier's figure was true: a day or an RFC 3339 moment.
    pub as_of: String,
    /// True where the search named this very account.
    pub exact: bool,
    /// Receipts of this desk for this account and its whole balance within the last day.
    pub paid_today: Vec<ReceiptNumber>,
}

/// A scanned bill with its account.
#[derive(Clone, Debug)]
pub struct BillFound {
    /// What the scan says.
    pub bill: Box<Bill>,
    /// The account that it names.
    pub hit: Hit,
}

/// Somebody who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who, and as what.
    pub actor: Actor,
    /// Their language; the office's where they have none.
    pub lang: Option<Lang>,
    /// The desk's state after it.
    pub shift: Shift,
}

/// A command carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What was recorded.
    pub event: Event,
    /// Its entry's number.
    pub seq: u64,
    /// Its entry's id.
    pub id: EntryId,
    /// The desk's state after it.
    pub shift: Shift,
    /// True if the id had been executed before.
    pub repeated: bool,
}

/// A receipt in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The payment's entry.
    pub seq: u64,
    /// The receipt's number.
    pub receipt: ReceiptNumber,
    /// When.
    pub at: Timestamp,
    /// Who took it.
    pub cashier: UserName,
    /// The payment as it was taken, and what it is now.
    pub recorded: RecordedPayment,
    /// What corrected it, with the moment, the oldest first.
    pub corrections: Vec<(Timestamp, Event)>,
    /// Whose account each line is on now, as the directory knows; may be empty.
    pub payers: Vec<String>,
    /// The state of its paper: `queued`, `done`, `unknown`.
    pub paper: &'static str,
}

/// What is not recorded yet and must survive a crash: baskets, held ones, a begun tender, counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The basket on the screen.
    pub basket: Vec<LineDraft>,
    /// Held baskets, the oldest first.
    pub held: Vec<Vec<LineDraft>>,
    /// A tender that was begun: its payment's id.
    pub tender: Option<EntryId>,
    /// True if the program ended with it as it should: nothing was cut off.
    #[serde(default)]
    pub is_last: bool,
    /// Counts that were begun.
    #[serde(default)]
    pub parked: Parked,
}

/// A line of a basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDraft {
    /// Whom the money is for.
    pub supplier: SupplierCode,
    /// What is paid for, where the supplier has several services.
    pub service: Option<ServiceCode>,
    /// The payer's account.
    pub account: AccountNumber,
    /// The payer.
    pub name: String,
    /// Where.
    pub address: String,
    /// The month paid for, where a bill named one.
    pub period: Option<Period>,
    /// The sum.
    pub kopecks: Money,
    /// What was owed when the line was taken.
    pub owed_kopecks: Money,
}

impl LineDraft {
    /// The line as a command has it.
    pub fn input(&self) -> LineInput {
        LineInput {
            supplier: self.supplier.clone(),
            service: self.service.clone(),
            account: self.account.clone(),
            amount: self.kopecks,
            period: self.period,
        }
    }
}

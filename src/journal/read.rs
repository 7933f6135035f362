//! Reading a journal: by number, id and receipt, and what is known of accounts, people and prints.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::{Damage, Fault, JournalError};
use super::schema;
use crate::domain::event::{Event, PaymentTaken, ShiftOpened};
use crate::domain::{AccountNumber, DeskId, EntryId, Money, ReceiptNumber, Shift, SupplierCode, Timestamp, UserName};
use crate::protocol::{Entry, EntryFault, Hash, RawEntry};

/// A journal opened to read. Any number of readers run beside the writer.
#[derive(Debug)]
pub struct Journal {
    pub(super) db: Connection,
    pub(super) desk: DeskId,
}

/// HQ's last acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Everything up to this entry is at HQ.
    pub through: u64,
    /// That entry's hash.
    pub head: Hash,
    /// When HQ said so.
    pub at: Timestamp,
}

/// A payment in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    /// Its entry.
    pub seq: u64,
    /// The entry that voided it.
    pub voided: Option<u64>,
}

/// A person's wrong PINs in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInTries {
    /// How many.
    pub tries: u32,
    /// When the last was.
    pub at: Timestamp,
}

/// An entry that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// The entry.
    pub seq: u64,
    /// How many times it was printed or may have been.
    pub copies: u32,
    /// What became of the last time.
    pub state: DocumentState,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// It is to be printed.
    Queued,
    /// It came out.
    Done,
    /// Nobody knows: a person must look at the paper.
    Unknown,
}

impl DocumentState {
    /// The state's code, as stored and shown to programs.
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentState::Queued => "queued",
            DocumentState::Done => "done",
            DocumentState::Unknown => "unknown",
        }
    }
}

impl Journal {
    /// Opens the journal at `path` to read.
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        let db = schema::open_to_read(path)?;
        let desk = desk_of(&db)?.ok_or_else(|| JournalError::Missing(path.to_owned()))?;
        Ok(Journal { db, desk })
    }

    /// The desk whose journal it is.
    pub fn desk(&self) -> &DeskId {
        &self.desk
    }

    /// The number of the last entry, 0 where there is none.
    pub fn last_seq(&self) -> Result<u64, JournalError> {
        Ok(self.db.query_row("SELECT coalesce(max(seq), 0) FROM entry", [], |row| row.get(0))?)
    }

    /// The hash of entry `seq`; 64 zeros for entry 0.
    pub fn hash_of(&self, seq: u64) -> Result<Option<Hash>, JournalError> {
        if seq == 0 {
            return Ok(Some(Hash::ZERO));
        }
        let mut find = self.db.prepare_cached("SELECT hash FROM entry WHERE seq = ?1")?;
        let found: Option<String> = find.query_row([seq], |row| row.get(0)).optional()?;
        found.map(|hash| hash.parse().map_err(|fault: EntryFault| Damage::new(seq, fault).into())).transpose()
    }

    /// Calls `take` with every entry from `first` on, each checked against the one before it.
    pub fn each(
        &self,
        first: u64,
        mut take: impl FnMut(Entry) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        let mut entries = Entries::new(self, first)?;
        let mut find = self.db.prepare_cached("SELECT * FROM entry WHERE seq >= ?1 ORDER BY seq")?;
        let mut rows = find.query([first])?;
        while let Some(row) = rows.next().map_err(|error| damaged_file(entries.next, error))? {
            take(entries.check(row)?)?;
        }
        Ok(())
    }

    /// The entry of number `seq`, checked.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>, JournalError> {
        if self.hash_of(seq)?.is_none() {
            return Ok(None);
        }
        let mut entries = Entries::new(self, seq)?;
        let mut find = self.db.prepare_cached("SELECT * FROM entry WHERE seq = ?1")?;
        let mut rows = find.query([seq])?;
        rows.next()?.map(|row| entries.check(row)).transpose()
    }

    /// The entry of a command, checked.
    pub fn entry_of(&self, id: EntryId) -> Result<Option<Entry>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM entry WHERE id = ?1")?;
        let seq: Option<u64> = find.query_row([id.to_string()], |row| row.get(0)).optional()?;
        seq.map_or(Ok(None), |seq| self.entry(seq))
    }

    /// The event of entry `seq`, with its entry.
    pub fn event(&self, seq: u64) -> Result<Option<(Entry, Event)>, JournalError> {
        self.entry(seq)?.map(|entry| decode(&entry).map(|event| (entry, event))).transpose()
    }

    /// The state of the desk, folded from the last opened shift; every entry from there on is checked.
    pub fn shift(&self) -> Result<Shift, JournalError> {
        let opened: Option<u64> = self.db.query_row("SELECT max(opened) FROM shift", [], |row| row.get(0))?;
        let mut shift = Shift::new(self.desk.clone());
        self.each(opened.unwrap_or(1), |entry| {
            shift.apply(entry.at, &decode(&entry)?);
            Ok(())
        })?;
        Ok(shift)
    }

    /// How the shift of a number was opened.
    pub fn shift_opened(&self, number: u32) -> Result<Option<ShiftOpened>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT opened FROM shift WHERE number = ?1")?;
        let Some(seq) = find.query_row([number], |row| row.get(0)).optional()? else { return Ok(None) };
        Ok(self.event(seq)?.and_then(|(_, event)| match event {
            Event::ShiftOpened(opened) => Some(opened),
            _ => None,
        }))
    }

    /// The payment of a receipt.
    pub fn payment(&self, receipt: ReceiptNumber) -> Result<Option<PaymentRow>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq, voided FROM payment WHERE receipt = ?1")?;
        let row = |row: &Row| Ok(PaymentRow { seq: row.get(0)?, voided: row.get(1)? });
        Ok(find.query_row([receipt.to_string()], row).optional()?)
    }

    /// The last payment recorded, void or not.
    pub fn last_payment(&self) -> Result<Option<(Entry, PaymentTaken)>, JournalError> {
        let mut find = self.db.prepare_cached(
            "SELECT entry.seq FROM document JOIN entry USING (seq) WHERE kind = 'payment.taken'
             ORDER BY document.seq DESC LIMIT 1",
        )?;
        let Some(seq) = find.query_row([], |row| row.get(0)).optional()? else { return Ok(None) };
        Ok(self.event(seq)?.and_then(|(entry, event)| match event {
            Event::PaymentTaken(payment) => Some((entry, payment)),
            _ => None,
        }))
    }

    /// Receipts since `since` with a line of the same account and sum that still stands: suspected doubles.
    pub fn doubles(
        &self,
        supplier: &SupplierCode,
        account: &AccountNumber,
        amount: Money,
        since: Timestamp,
    ) -> Result<Vec<ReceiptNumber>, JournalError> {
        let mut find = self.db.prepare_cached(
            "SELECT DISTINCT seq FROM line
             WHERE account = ?1 AND supplier = ?2 AND kopecks = ?3 AND remaining = kopecks AND at >= ?4 ORDER BY seq",
        )?;
        let values = params![account.as_str(), supplier.as_str(), amount.kopecks(), since.to_string()];
        let seqs: Vec<u64> = find.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut receipts = Vec::with_capacity(seqs.len());
        for seq in seqs {
            if let Some((_, Event::PaymentTaken(payment))) = self.event(seq)? {
                receipts.push(payment.receipt);
            }
        }
        Ok(receipts)
    }

    /// What this desk took for an account on business days after `counted_through`.
    pub fn taken_for(
        &self,
        supplier: &SupplierCode,
        account: &AccountNumber,
        counted_through: NaiveDate,
    ) -> Result<Money, JournalError> {
        let mut find = self.db.prepare_cached(
            "SELECT coalesce(sum(remaining), 0) FROM line WHERE account = ?1 AND supplier = ?2 AND day > ?3",
        )?;
        let values = params![account.as_str(), supplier.as_str(), counted_through.to_string()];
        Ok(Money::from_kopecks(find.query_row(values, |row| row.get(0))?))
    }

    /// A person's wrong PINs in a row; `None` after a right one.
    pub fn tries(&self, user: &UserName) -> Result<Option<SignInTries>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT tries, at FROM sign_in WHERE user = ?1")?;
        let found: Option<(u32, String)> =
            find.query_row([user.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.and_then(|(tries, at)| Some(SignInTries { tries, at: at.parse().ok()? })))
    }

    /// What is to be printed or is in doubt, oldest first.
    pub fn unprinted(&self) -> Result<Vec<Document>, JournalError> {
        let sql = "SELECT seq, copies, state FROM document WHERE state <> 'done' ORDER BY seq";
        Ok(self.db.prepare_cached(sql)?.query_map([], document)?.collect::<Result<_, _>>()?)
    }

    /// What became of the document of entry `seq`; `None` for an entry that isn't printed.
    pub fn document(&self, seq: u64) -> Result<Option<Document>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq, copies, state FROM document WHERE seq = ?1")?;
        Ok(find.query_row([seq], document).optional()?)
    }

    /// HQ's last acknowledgement.
    pub fn ack(&self) -> Result<Option<Ack>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT through, head, at FROM ack")?;
        let found: Option<(u64, String, String)> =
            find.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        let Some((through, head, at)) = found else { return Ok(None) };
        let damage = || Damage::new(through, Fault::Witness { witness: "the last acknowledgement", seq: through });
        let (head, at) = (head.parse().map_err(|_| damage())?, at.parse().map_err(|_| damage())?);
        Ok(Some(Ack { through, head, at }))
    }
}

/// Reads an entry's event; a body that its kind doesn't fit is damage.
pub(super) fn decode(entry: &Entry) -> Result<Event, JournalError> {
    Event::decode(&entry.kind, &entry.body).map_err(|fault| Damage::new(entry.seq, fault).into())
}

/// The desk that entry 1 enrols; `None` in an empty journal.
pub(super) fn desk_of(db: &Connection) -> Result<Option<DeskId>, JournalError> {
    let first: Option<(String, String)> = db
        .query_row("SELECT kind, body FROM entry WHERE seq = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .map_err(|error| damaged_file(1, error))?;
    let Some((kind, body)) = first else { return Ok(None) };
    match Event::decode(&kind, &body).map_err(|fault| Damage::new(1, fault))? {
        Event::DeskEnrolled(enrolled) => Ok(Some(enrolled.desk)),
        _ => Err(Damage::new(1, Fault::Entry(EntryFault::Kind(kind))).into()),
    }
}

/// An SQLite error while entry `seq` was read: damage where the file is to blame.
pub(super) fn damaged_file(seq: u64, error: rusqlite::Error) -> JournalError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt) => Damage::new(seq, Fault::File(error.to_string())).into(),
        _ => error.into(),
    }
}

fn document(row: &Row) -> rusqlite::Result<Document> {
    let state: String = row.get(2)?;
    let state = match state.as_str() {
        "queued" => DocumentState::Queued,
        "done" => DocumentState::Done,
        _ => DocumentState::Unknown,
    };
    Ok(Document { seq: row.get(0)?, copies: row.get(1)?, state })
}

/// Checks rows of `entry` one after another: contiguity, spelling, chain and content.
#[derive(Debug)]
pub struct Entries<'a> {
    desk: &'a DeskId,
    next: u64,
    prev: Hash,
}

impl<'a> Entries<'a> {
    fn new(journal: &'a Journal, first: u64) -> Result<Entries<'a>, JournalError> {
        let prev = journal.hash_of(first.saturating_sub(1))?;
        let missing = || Damage::new(first.saturating_sub(1), EntryFault::Prev);
        Ok(Entries { desk: &journal.desk, next: first, prev: prev.ok_or_else(missing)? })
    }

    fn check(&mut self, row: &Row) -> Result<Entry, JournalError> {
        let raw = RawEntry {
            seq: row.get("seq")?,
            id: row.get("id")?,
            at: row.get("at")?,
            kind: row.get("kind")?,
            body: row.get("body")?,
            prev: row.get("prev")?,
            hash: row.get("hash")?,
        };
        let entry =
            Entry::check(self.desk, self.next, self.prev, raw).map_err(|fault| Damage::new(self.next, fault))?;
        (self.next, self.prev) = (self.next + 1, entry.hash);
        Ok(entry)
    }
}

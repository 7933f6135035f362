//! Reading a journal: by number, id and receipt, and what is known of accounts, people and prints.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::{Damage, Fault, JournalError};
use super::schema;
use crate::domain::event::{CardStarted, Event, PaymentTaken, ShiftOpened};
use crate::domain::{
    AccountNumber, DeskId, EntryId, Money, ReceiptNumber, RecordedPayment, Shift, SupplierCode, Timestamp,
};
use crate::protocol::{Entry, EntryFault, Hash, RawEntry};

/// An entry's columns in the order in which [`raw_entry`] reads them.
const SELECT_ENTRY: &str = "SELECT seq, id, at, kind, body, prev, hash FROM entry";

/// A journal opened to read. Any number of readers run beside the writer.
#[derive(Debug)]
pub struct Journal {
    pub(super) db: Connection,
    pub(super) desk: DeskId,
}

/// A payment in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    /// Its entry.
    pub seq: u64,
    /// The entry that voided it.
    pub voided: Option<u64>,
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
        let sql = "SELECT coalesce(max(seq), 0) FROM entry";
        self.db.query_row(sql, [], |row| row.get(0)).map_err(|error| damaged_file(1, error))
    }

    /// The hash of entry `seq`; 64 zeros for entry 0.
    pub fn hash_of(&self, seq: u64) -> Result<Option<Hash>, JournalError> {
        if seq == 0 {
            return Ok(Some(Hash::ZERO));
        }
        let mut find = self.db.prepare_cached("SELECT hash FROM entry WHERE seq = ?1")?;
        let found = find.query_row([seq], |row| row.get(0)).optional();
        let found: Option<String> = found.map_err(|error| damaged_file(seq, error))?;
        found.map(|hash| hash.parse().map_err(|error| Damage::new(seq, EntryFault::from(error)).into())).transpose()
    }

    /// Calls `take` with every entry from `first` on, each checked against the one before it.
    pub fn each(&self, first: u64, take: impl FnMut(Entry) -> Result<(), JournalError>) -> Result<(), JournalError> {
        self.try_each(first, take)
    }

    /// [`Journal::each`] for a caller with errors of its own; the first one ends it.
    pub fn try_each<E: From<JournalError>>(
        &self,
        first: u64,
        take: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        self.between(first, None, take)
    }

    /// The same up to entry `last`, where one is named.
    pub(super) fn between<E: From<JournalError>>(
        &self,
        first: u64,
        last: Option<u64>,
        mut take: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut seq, mut prev) = (first, self.hash_before(first)?);
        let damaged = |seq, error| E::from(damaged_file(seq, error));
        let sql = format!("{SELECT_ENTRY} WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq");
        let mut find = self.db.prepare_cached(&sql).map_err(|error| damaged(seq, error))?;
        // Nothing stands before entry 1, so what does is found with it.
        let from = if first <= 1 { i64::MIN } else { i64::try_from(first).unwrap_or(i64::MAX) };
        let to = last.map_or(i64::MAX, |last| i64::try_from(last).unwrap_or(i64::MAX));
        let mut rows = find.query([from, to]).map_err(|error| damaged(seq, error))?;
        while let Some(row) = rows.next().map_err(|error| damaged(seq, error))? {
            let raw = raw_entry(row).map_err(|error| damaged(seq, error))?;
            let entry = self.check(seq, prev, raw)?;
            (seq, prev) = (seq + 1, entry.hash);
            take(entry)?;
        }
        Ok(())
    }

    /// The entry of number `seq`, checked.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>, JournalError> {
        let mut find = self.db.prepare_cached(&format!("{SELECT_ENTRY} WHERE seq = ?1"))?;
        let found = find.query_row([seq], raw_entry).optional().map_err(|error| damaged_file(seq, error))?;
        found.map(|raw| self.check(seq, self.hash_before(seq)?, raw)).transpose()
    }

    /// The entry of a command, checked.
    pub fn entry_of(&self, id: EntryId) -> Result<Option<Entry>, JournalError> {
        self.seq_of(id)?.map_or(Ok(None), |seq| self.entry(seq))
    }

    /// The number of a command's entry.
    pub(super) fn seq_of(&self, id: EntryId) -> rusqlite::Result<Option<u64>> {
        let mut find = self.db.prepare_cached("SELECT seq FROM entry WHERE id = ?1")?;
        find.query_row([id.to_string()], |row| row.get(0)).optional()
    }

    /// The event of entry `seq`, with its entry.
    pub fn event(&self, seq: u64) -> Result<Option<(Entry, Event)>, JournalError> {
        self.entry(seq)?.map(|entry| decode(&entry).map(|event| (entry, event))).transpose()
    }

    /// The state of the desk, folded from the last opened shift; every entry from there on is checked.
    pub fn shift(&self) -> Result<Shift, JournalError> {
        self.fold_shift().map_err(|error| self.locate(error))
    }

    fn fold_shift(&self) -> Result<Shift, JournalError> {
        // Asked of the entries, for the table `shift` could be wrong. As many are read here as are folded below.
        let sql = "SELECT seq FROM entry WHERE kind = 'shift.opened' ORDER BY seq DESC LIMIT 1";
        let opened = self.db.query_row(sql, [], |row| row.get(0)).optional();
        let opened: Option<u64> = opened.map_err(|error| damaged_file(1, error))?;
        let first = opened.map_or(Ok(1), |opened| self.first_of_state(opened))?;
        self.fold(first, None)
    }

    /// The state after the entries from `first` to `last`, or to the end.
    pub(super) fn fold(&self, first: u64, last: Option<u64>) -> Result<Shift, JournalError> {
        let mut shift = Shift::new(self.desk.clone());
        self.between(first, last, |entry| {
            shift.apply(entry.at, &decode(&entry)?);
            Ok::<_, JournalError>(())
        })?;
        Ok(shift)
    }

    /// Where folding starts for a desk whose last shift was opened by entry `opened`: at the first of the shifts that
    /// were paused by then, which may be resumed.
    pub(super) fn first_of_state(&self, opened: u64) -> Result<u64, JournalError> {
        let paused = |seq| {
            Ok::<_, JournalError>(match self.event(seq)? {
                Some((_, Event::ShiftOpened(opened))) => Some((opened.shift, opened.paused)),
                _ => None,
            })
        };
        let Some(first) = paused(opened)?.and_then(|(_, paused)| paused.into_iter().min()) else { return Ok(opened) };
        let mut find = self
            .db
            .prepare_cached("SELECT seq FROM entry WHERE kind = 'shift.opened' AND seq < ?1 ORDER BY seq DESC")?;
        let mut rows = find.query([opened])?;
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            if paused(seq)?.is_some_and(|(shift, _)| shift == first) {
                return Ok(seq);
            }
        }
        Ok(1)
    }

    /// The journal's first bad entry where `error` says that there is one, else `error`.
    pub(super) fn locate(&self, error: JournalError) -> JournalError {
        match error {
            JournalError::Damaged(_) => self.each(1, |entry| decode(&entry).map(drop)).err().unwrap_or(error),
            other => other,
        }
    }

    /// The hash of the entry before `seq`, which must be there.
    pub(super) fn hash_before(&self, seq: u64) -> Result<Hash, JournalError> {
        let before = seq.saturating_sub(1);
        self.hash_of(before)?.ok_or_else(|| Damage::new(before, EntryFault::Missing).into())
    }

    fn check(&self, seq: u64, prev: Hash, raw: RawEntry) -> Result<Entry, JournalError> {
        Entry::check(&self.desk, seq, prev, raw).map_err(|fault| Damage::new(seq, fault).into())
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
        // CROSS keeps the documents, newest first, the outer loop: the planner would read every entry.
        let mut find = self.db.prepare_cached(
            "SELECT entry.seq FROM document CROSS JOIN entry USING (seq) WHERE kind = 'payment.taken'
             ORDER BY document.seq DESC LIMIT 1",
        )?;
        let Some(seq) = find.query_row([], |row| row.get(0)).optional()? else { return Ok(None) };
        Ok(self.event(seq)?.and_then(|(entry, event)| match event {
            Event::PaymentTaken(payment) => Some((entry, payment)),
            _ => None,
        }))
    }

    /// A payment by its receipt, as it is now after all that corrected it.
    pub fn recorded(&self, receipt: ReceiptNumber) -> Result<Option<RecordedPayment>, JournalError> {
        let Some(row) = self.payment(receipt)? else { return Ok(None) };
        let Some((_, Event::PaymentTaken(taken))) = self.event(row.seq)? else { return Ok(None) };
        let mut recorded = RecordedPayment::new(taken);
        for (_, event) in self.corrections(receipt)? {
            recorded.apply(&event);
        }
        Ok(Some(recorded))
    }

    /// What corrected a payment, oldest first.
    pub fn corrections(&self, receipt: ReceiptNumber) -> Result<Vec<(Entry, Event)>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM correction WHERE receipt = ?1 ORDER BY seq")?;
        let seqs: Vec<u64> = find.query_map([receipt.to_string()], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.events(&seqs)
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
            "SELECT DISTINCT seq FROM line JOIN entry USING (seq)
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

    /// Receipts since `since` with a line of this account that still stands, whatever its sum; the oldest first.
    pub fn paid_since(
        &self,
        supplier: &SupplierCode,
        account: &AccountNumber,
        since: Timestamp,
    ) -> Result<Vec<ReceiptNumber>, JournalError> {
        let mut find = self.db.prepare_cached(
            "SELECT DISTINCT seq FROM line JOIN entry USING (seq)
             WHERE account = ?1 AND supplier = ?2 AND remaining <> 0 AND entry.at >= ?3 ORDER BY seq",
        )?;
        let values = params![account.as_str(), supplier.as_str(), since.to_string()];
        let seqs: Vec<u64> = find.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(self.payments(&seqs)?.into_iter().map(|(_, payment)| payment.receipt).collect())
    }

    /// The payments of the last shift that was opened, the newest first.
    pub fn payments_of_shift(&self) -> Result<Vec<(Entry, PaymentTaken)>, JournalError> {
        let mut find = self.db.prepare_cached(
            "SELECT seq FROM entry WHERE seq >= (SELECT max(opened) FROM shift) AND kind = 'payment.taken'
             ORDER BY seq DESC",
        )?;
        let seqs: Vec<u64> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.payments(&seqs)
    }

    /// The last use of a card terminal for a payment, in the last shift that was opened.
    pub fn card_started(&self, payment: EntryId) -> Result<Option<CardStarted>, JournalError> {
        let mut find = self.db.prepare_cached(
            "SELECT seq FROM entry WHERE seq >= (SELECT max(opened) FROM shift) AND kind = 'card.started'
             ORDER BY seq DESC",
        )?;
        let seqs: Vec<u64> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for seq in seqs {
            if let Some((_, Event::CardStarted(started))) = self.event(seq)?
                && started.payment == payment
            {
                return Ok(Some(started));
            }
        }
        Ok(None)
    }

    /// What was begun and not recorded, as [`super::Writer::keep_draft`] was told last.
    pub fn draft(&self) -> Result<Option<String>, JournalError> {
        Ok(self.db.prepare_cached("SELECT body FROM draft")?.query_row([], |row| row.get(0)).optional()?)
    }

    /// The entries with these numbers.
    pub(super) fn events(&self, seqs: &[u64]) -> Result<Vec<(Entry, Event)>, JournalError> {
        let mut events = Vec::with_capacity(seqs.len());
        for seq in seqs {
            events.extend(self.event(*seq)?);
        }
        Ok(events)
    }

    pub(super) fn payments(&self, seqs: &[u64]) -> Result<Vec<(Entry, PaymentTaken)>, JournalError> {
        let mut payments = Vec::with_capacity(seqs.len());
        for seq in seqs {
            if let Some((entry, Event::PaymentTaken(payment))) = self.event(*seq)? {
                payments.push((entry, payment));
            }
        }
        Ok(payments)
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
}

/// Reads an entry's event; a body that its kind doesn't fit is damage.
pub(super) fn decode(entry: &Entry) -> Result<Event, JournalError> {
    Event::decode(&entry.kind, &entry.body).map_err(|fault| Damage::new(entry.seq, fault).into())
}

/// The desk that entry 1 enrols; `None` in an empty journal.
pub(super) fn desk_of(db: &Connection) -> Result<Option<DeskId>, JournalError> {
    let first = db
        .query_row(&format!("{SELECT_ENTRY} ORDER BY seq LIMIT 1"), [], raw_entry)
        .optional()
        .map_err(|error| damaged_file(1, error))?;
    match first {
        None => Ok(None),
        Some(RawEntry { seq: 1, kind, body, .. }) => {
            enrolled_desk(&kind, &body).map(Some).ok_or_else(|| Damage::new(1, Fault::NotEnrolled).into())
        }
        Some(RawEntry { seq: found, .. }) => Err(Damage::new(1, EntryFault::Seq { expected: 1, found }).into()),
    }
}

/// The desk that an entry of this kind and body enrols.
pub(super) fn enrolled_desk(kind: &str, body: &str) -> Option<DeskId> {
    match Event::decode(kind, body) {
        Ok(Event::DeskEnrolled(enrolled)) => Some(enrolled.desk),
        _ => None,
    }
}

/// An error while entry `seq` was read: damage where the file is to blame. The statements don't change, so what they
/// do not find, cannot read or find too large was changed in the file.
pub(super) fn damaged_file(seq: u64, error: rusqlite::Error) -> JournalError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, TooBig, Unknown};
    match error.sqlite_error_code() {
        None | Some(DatabaseCorrupt | NotADatabase | TooBig | Unknown) => {
            Damage::new(seq, Fault::File(error.to_string())).into()
        }
        Some(_) => error.into(),
    }
}

fn raw_entry(row: &Row) -> rusqlite::Result<RawEntry> {
    Ok(RawEntry {
        seq: row.get(0)?,
        id: row.get(1)?,
        at: row.get(2)?,
        kind: row.get(3)?,
        body: row.get(4)?,
        prev: row.get(5)?,
        hash: row.get(6)?,
    })
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

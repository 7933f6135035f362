//! Taking batches in. Signature and chain alone decide what is accepted; what it makes of the business is folded, and
//! what is odd about it is noted. Entries, lines and totals are stored in one transaction, or nothing is.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::cards::Slip;
use super::exception::{Exception, ExceptionKind};
use super::fold::{Fold, LineRow, ShiftSums};
use super::store::desks::{self, DeskRow};
use super::store::entries::Twin;
use super::store::{Db, StoreError, cards, directory, dues, entries, exceptions, people, places, totals};
use super::{Hq, HqError, approvals, office, witness};
use crate::domain::{Catalogue, DeskId, Event, Timestamp};
use crate::protocol::batch::ReadEvent;
use crate::protocol::published::CATALOGUE;
use crate::protocol::{Accepted, Ack, Batch, Entry, Fault, Hash, Limits, Refusal, SignedBatch, Tally};

/// Within what time two payments of the same account and sum are taken for one, at whichever desks.
pub const DOUBLE_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// The most entries of a batch that goes to a desk, and their size: within what a desk reads.
const MOST_ENTRIES: usize = 2_000;
const MOST_BYTES: usize = 2 << 20;

/// An entry of a batch with its event, as far as it could be read.
struct Read<'b> {
    entry: &'b Entry,
    event: ReadEvent,
}

impl Hq {
    /// Takes a batch of `desk` in, whole or not at all, and acknowledges all that HQ has of the desk by then. The ack
    /// carries the number of the desk's open exceptions.
    pub fn take_batch(&self, desk: &DeskId, packed: &[u8], at: Timestamp) -> Result<Ack, HqError> {
        let mut evidence = witness::of_bytes(packed);
        let outcome = self.take(desk, packed, at, &mut evidence);
        self.witnessed(outcome, Some(desk), &evidence, at)
    }

    fn take(&self, desk: &DeskId, packed: &[u8], at: Timestamp, evidence: &mut String) -> Result<Ack, HqError> {
        let refused = |fault: Fault| HqError::from(fault.refusal());
        let signed = SignedBatch::read(packed, &Limits::BATCH).map_err(refused)?;
        let header = signed.header().clone();
        *evidence = format!("entries {} to {}, head {}", header.first, header.last, header.head);
        if header.desk != *desk {
            return Err(Refusal::WrongDesk { found: header.desk }.into());
        }
        let row = self.in_force(desk, |key| key.verify(&header.text(), &header.sig))?;
        // All this is done before anybody waits for the desk's row.
        let (batch, events) = signed.verify_events(desk, &row.keys.sign).map_err(refused)?;
        let read: Vec<Read> = batch.entries.iter().zip(events).map(|(entry, event)| Read { entry, event }).collect();
        let row = self.store.write(|db| store(db, &row, &batch, &read, at))?;
        let lines: Vec<&LineRow> = row.lines.iter().collect();
        let found = self.note_twins(desk, &lines, at)?;
        self.note_slips(&row.slips, at)?;
        let exceptions = if found { self.exceptions_of(desk)? } else { row.exceptions };
        let Stored { accepted, tally, .. } = row;
        let ack = Ack::sign(desk, accepted, accepted.through, tally, at, &self.key.keys().sign);
        Ok(Ack { exceptions: Some(exceptions), ..ack })
    }

    /// Entries of `desk` behind number `after`, at most `limit`, as a batch signed by HQ; `None` where there are no
    /// more.
    pub fn entries(&self, desk: &DeskId, after: u64, limit: usize) -> Result<Option<Vec<u8>>, HqError> {
        let found = self.store.read(|db| {
            let row = desks::desk(db, desk)?.ok_or(Refusal::UnknownDesk)?;
            if after >= row.accepted.through {
                return Ok::<_, HqError>(None);
            }
            let before = if after == 0 { Some(Hash::ZERO) } else { entries::hash(db, desk, after)? };
            let mut prev = before.ok_or(Refusal::NotFound)?;
            let (mut found, mut size) = (Vec::new(), 0);
            let most = limit.clamp(1, MOST_ENTRIES) as u64;
            entries::each(db, desk, after, most, &mut |stored| {
                let entry = stored.read(prev)?;
                (prev, size) = (entry.hash, size + Batch::size_of(&entry));
                if found.is_empty() || size <= MOST_BYTES {
                    found.push(entry);
                }
                Ok(())
            })?;
            Ok(Some((row.epoch, found)))
        })?;
        let Some((epoch, entries)) = found else { return Ok(None) };
        Ok(Some(Batch::pack(desk, epoch, &entries, &self.key.keys().sign)?))
    }

    /// Hands every entry of a desk to `each`, in order.
    pub fn each_entry<E: From<HqError>>(
        &self,
        desk: &DeskId,
        each: &mut dyn FnMut(&Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut failed = None;
        let outcome = self.store.read(|db| {
            desks::desk(db, desk)?.ok_or_else(|| HqError::NoDesk(desk.clone()))?;
            let mut prev = Hash::ZERO;
            entries::each(db, desk, 0, u64::MAX, &mut |stored| {
                let entry = stored.read(prev)?;
                prev = entry.hash;
                each(&entry).map_err(|error| {
                    failed = Some(error);
                    StoreError::Failed("who reads stopped".to_owned())
                })
            })?;
            Ok::<_, HqError>(())
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(outcome?),
        }
    }

    /// How many exceptions of the desk are open.
    pub fn exceptions_of(&self, desk: &DeskId) -> Result<u64, HqError> {
        self.store.read(|db| Ok(exceptions::count(db, desk)?))
    }

    /// The open exceptions of the desk.
    pub fn exceptions(&self, desk: &DeskId) -> Result<Vec<Exception>, HqError> {
        self.store.read(|db| Ok(exceptions::list(db, desk)?))
    }

    /// The shifts of a desk by their numbers, with what HQ keeps of their totals.
    pub fn shifts(&self, desk: &DeskId) -> Result<BTreeMap<u32, ShiftSums>, HqError> {
        self.store.read(|db| {
            let numbers = totals::shifts(db, desk)?;
            Ok(totals::read(db, desk, &numbers)?)
        })
    }

    /// Looks for second payments of the same account and sum. This comes behind the transaction that stored them: of
    /// two batches that are taken at once, each stored before it looks, one at least sees the other's payments. A batch
    /// that is sent again, because HQ stopped between the two, is looked through again. True where there are any.
    fn note_twins(&self, desk: &DeskId, lines: &[&LineRow], at: Timestamp) -> Result<bool, HqError> {
        let is_payment = |line: &&&LineRow| line.kind == "payment.taken" && line.pays();
        let payments: Vec<&LineRow> = lines.iter().filter(is_payment).copied().collect();
        if payments.is_empty() {
            return Ok(false);
        }
        let mut found: Vec<Exception> = self.store.read(|db| {
            let twins = entries::twins(db, desk, &payments, DOUBLE_WINDOW)?;
            twins.into_iter().map(|twin| repeated(db, twin)).collect::<Result<_, StoreError>>()
        })?;
        if found.is_empty() {
            return Ok(false);
        }
        // A third one is the second's twin and the first's: it is one exception, about the first.
        found.sort_by(|a, b| (&a.desk, a.seq, a.n, &a.subject).cmp(&(&b.desk, b.seq, b.n, &b.subject)));
        self.store.write(|db| exceptions::add(db, &found, at))?;
        Ok(true)
    }
}

/// What became of a batch.
struct Stored {
    accepted: Accepted,
    tally: Tally,
    /// How many exceptions of the desk are open.
    exceptions: u64,
    /// The lines of the whole batch, those that were there before among them.
    lines: Vec<LineRow>,
    /// The slips of the whole batch.
    slips: Vec<Slip>,
}

/// Stores what is new of a batch, in the transaction that holds the desk's row.
fn store(db: &mut dyn Db, proved: &DeskRow, batch: &Batch, read: &[Read], at: Timestamp) -> Result<Stored, HqError> {
    let row = desks::lock(db, &proved.desk)?.ok_or(Refusal::UnknownDesk)?;
    // The key that signed may have gone out of force since it was looked up.
    if row.revoked_at.is_some() || row.keys.sign != proved.keys.sign {
        return Err(Refusal::Revoked.into());
    }
    compare(db, &row, batch)?;
    let new: Vec<&Read> = read.iter().filter(|read| read.entry.seq > row.accepted.through).collect();
    let Some(last) = new.last() else {
        let (lines, slips) = known(&row, read);
        let exceptions = exceptions::count(db, &row.desk)?;
        return Ok(Stored { accepted: row.accepted, tally: row.state.tally, exceptions, lines, slips });
    };
    let events = || new.iter().filter_map(|read| read.event.as_ref().ok());
    let shifts = totals::read(db, &row.desk, &row.state.touches(events()))?;
    let mut fold = Fold::new(row.desk.clone(), row.state.clone(), shifts);
    new.iter().for_each(|read| fold.apply(read.entry, &read.event));
    note_unknown(db, &mut fold)?;
    let approved = std::mem::take(&mut fold.approved);
    fold.odd.extend(approvals::take(db, &row.desk, &approved)?);
    let accepted = Accepted { through: last.entry.seq, head: last.entry.hash };
    entries::add(db, &row.desk, &batch.entries[batch.entries.len() - new.len()..])?;
    entries::add_lines(db, &row.desk, &fold.lines)?;
    dues::add(db, &row.desk, &fold.lines)?;
    cards::add_slips(db, &row.desk, &fold.slips)?;
    places::add(db, &row.desk, &fold.places)?;
    totals::write(db, &row.desk, &fold.shifts)?;
    exceptions::add(db, &fold.odd, at)?;
    desks::advance(db, &row.desk, accepted, &fold.state, at)?;
    office::reopen_late(db, &row.desk, &fold.days, at)?;
    note_signed_in(db, &new, at)?;
    let (mut lines, mut slips) = (fold.lines, fold.slips);
    if new.len() < read.len() {
        let (more_lines, more_slips) = known(&row, &read[..read.len() - new.len()]);
        lines.extend(more_lines);
        slips.extend(more_slips);
    }
    let exceptions = exceptions::count(db, &row.desk)?;
    Ok(Stored { accepted, tally: fold.state.tally, exceptions, lines, slips })
}

/// Notes who signed in at the desk, and when. A desk's clock that is ahead doesn't make it later than now.
fn note_signed_in(db: &mut dyn Db, new: &[&Read], now: Timestamp) -> Result<(), StoreError> {
    let mut when = BTreeMap::new();
    for read in new {
        if let Ok(Event::UserSignedIn(signed_in)) = &read.event {
            when.insert(&signed_in.user, read.entry.at.min(now));
        }
    }
    people::note_signed_in(db, &when)
}

/// The lines and slips of entries that are stored already, for looking through again. The lines' shift and day don't
/// matter there; the slips' days may be missed where the batch doesn't open their shift.
fn known(row: &DeskRow, read: &[Read]) -> (Vec<LineRow>, Vec<Slip>) {
    let mut fold = Fold::new(row.desk.clone(), row.state.clone(), Default::default());
    read.iter().filter(|read| read.entry.seq <= row.accepted.through).for_each(|read| {
        fold.apply(read.entry, &read.event);
    });
    (fold.lines, fold.slips)
}

/// Passes where the batch continues what HQ has, or repeats it: a hole, or another entry under a known number, is
/// refused.
fn compare(db: &mut dyn Db, row: &DeskRow, batch: &Batch) -> Result<(), HqError> {
    let Accepted { through, head } = row.accepted;
    let (first, last) = (batch.header.first, batch.header.last);
    if first > through.saturating_add(1) {
        return Err(Refusal::Hole { wanted: through.saturating_add(1) }.into());
    }
    if first == through.saturating_add(1) {
        let fork = || HqError::from(Refusal::Fork { seq: through, hash: head });
        return if batch.header.prev == head { Ok(()) } else { Err(fork()) };
    }
    let ours = entries::hashes(db, &row.desk, first, last.min(through))?;
    if let Some((entry, hash)) = batch.entries.iter().zip(&ours).find(|(entry, hash)| entry.hash != **hash) {
        // They may have parted before: the batch's own `prev` says whether the entry before it is the same.
        let before = first.saturating_sub(1);
        let known = if before == 0 { Some(Hash::ZERO) } else { entries::hash(db, &row.desk, before)? };
        return Err(match known {
            Some(known) if known != batch.header.prev => Refusal::Fork { seq: before, hash: known },
            _ => Refusal::Fork { seq: entry.seq, hash: *hash },
        }
        .into());
    }
    Ok(())
}

/// Notes lines on suppliers and accounts that HQ does not have.
fn note_unknown(db: &mut dyn Db, fold: &mut Fold) -> Result<(), HqError> {
    if !fold.lines.iter().any(LineRow::pays) {
        return Ok(());
    }
    let catalogue = directory::published(db, CATALOGUE, "")?;
    let catalogue: Option<Catalogue> = catalogue.and_then(|catalogue| serde_json::from_str(&catalogue).ok());
    let supplier = |line: &LineRow| catalogue.as_ref().and_then(|catalogue| catalogue.supplier(&line.supplier));
    let paying = || fold.lines.iter().filter(|line| line.pays());
    let must_be_known = |line: &&LineRow| supplier(line).is_some_and(|supplier| !supplier.unknown_accounts);
    let held: Vec<&LineRow> = paying().filter(must_be_known).collect();
    let unknown = entries::unknown_accounts(db, &held)?;
    let strangers = paying().filter(|line| supplier(line).is_none());
    let odd = |kind, line: &LineRow, subject: String| Exception {
        desk: fold.desk().clone(),
        seq: line.seq,
        kind,
        n: line.n,
        subject,
        kopecks: line.amount,
        day: line.day,
        at: line.at,
    };
    let mut found: Vec<Exception> =
        strangers.map(|line| odd(ExceptionKind::UnknownSupplier, line, line.supplier.to_string())).collect();
    found.extend(unknown.into_iter().filter_map(|at| held.get(at)).map(|line| {
        let subject = crate::protocol::published::account_key(&line.supplier, &line.account);
        odd(ExceptionKind::UnknownAccount, line, subject)
    }));
    fold.odd.extend(found);
    Ok(())
}

/// The exception of a second payment.
fn repeated(db: &mut dyn Db, twin: Twin) -> Result<Exception, StoreError> {
    let Twin { later, earlier, kopecks } = twin;
    let day = entries::line_day(db, &later)?.unwrap_or_else(|| later.at.utc().date_naive());
    let subject = format!("{} {}", earlier.desk, earlier.receipt);
    let kind = ExceptionKind::RepeatedPayment;
    Ok(Exception { desk: later.desk, seq: later.seq, kind, n: later.n, subject, kopecks, day, at: later.at })
}

//! Proving headquarters' own journal, and what follows from it: what became of bags, its balances, the statements that
//! it took in, what each of their documents proves, and what is stored of suppliers.

use std::collections::BTreeMap;

use super::bank::digest;
use super::cards::digest_of;
use super::error::Damage;
use super::office::own;
use super::office::suppliers::proof::Proof;
use super::places::Places;
use super::store::{Db, balances, cards, desks, places, statements};
use super::verify::raw_entries;
use super::{HqError, approvals, people};
use crate::domain::office::event::{
    AcquirerImported, AcquirerPaid, BagCredited, BankDocument, DocumentExplained, StatementImported, SupplierRemitted,
};
use crate::domain::office::ledger::postings;
use crate::domain::{EntryHash, HqEvent, Money, Timestamp};
use crate::protocol::{Accepted, Entry, Hash, RawEntry};

/// What headquarters' own entries come to, beside their chain.
#[derive(Default)]
struct OwnFold {
    places: Places,
    balances: BTreeMap<String, Money>,
    /// The hash of the documents that an entry took in, where there were any.
    imports: BTreeMap<u64, EntryHash>,
    used: Vec<(BankDocument, u64)>,
    /// The hash of the acquirer's operations that an entry took in.
    acquired: BTreeMap<u64, EntryHash>,
}

impl OwnFold {
    fn apply(&mut self, seq: u64, at: Timestamp, event: &HqEvent) {
        self.places.apply_own(seq, at, event);
        for posting in postings(event) {
            let sum = self.balances.entry(posting.account.to_string()).or_default();
            *sum = sum.saturating_plus(posting.amount);
        }
        match event {
            HqEvent::StatementImported(StatementImported { documents, sha256, .. }) if *documents > 0 => {
                self.imports.insert(seq, *sha256);
            }
            HqEvent::AcquirerImported(AcquirerImported { sha256, .. }) => {
                self.acquired.insert(seq, *sha256);
            }
            HqEvent::BagCredited(BagCredited { document: Some(document), .. })
            | HqEvent::AcquirerPaid(AcquirerPaid { document: Some(document), .. })
            | HqEvent::SupplierRemitted(SupplierRemitted { document: Some(document), .. }) => {
                self.used.push((document.clone(), seq));
            }
            HqEvent::DocumentExplained(DocumentExplained { document, .. }) => self.used.push((document.clone(), seq)),
            _ => {}
        }
    }

    /// Compares with what is stored.
    fn check(mut self, db: &mut dyn Db) -> Result<Result<(), Damage>, HqError> {
        let wrong = |table| Ok(Err(Damage::Table(table)));
        if places::texts(db, &own::own()?, 0, u64::MAX)? != places::texts_of(&self.places) {
            return wrong("released");
        }
        self.balances.retain(|_, sum| !sum.is_zero());
        if balances::list(db)? != self.balances {
            return wrong("own_balance");
        }
        let mut stored = BTreeMap::new();
        for imported in statements::imports(db)? {
            stored.insert(imported, digest(&statements::texts(db, imported)?));
        }
        if stored != self.imports || statements::used(db)? != self.used {
            return wrong("statement");
        }
        let mut stored = BTreeMap::new();
        for imported in cards::imports(db)? {
            stored.insert(imported, digest_of(&cards::operations_of(db, imported)?));
        }
        if stored != self.acquired {
            return wrong("card_operation");
        }
        Ok(Ok(()))
    }
}

/// Proves the chain of headquarters' own journal, that each of its entries can be read, and what follows from them.
pub(super) fn verify(db: &mut dyn Db) -> Result<(), HqError> {
    let own = own::own()?;
    let row = desks::desk(db, &own)?.ok_or_else(|| HqError::NoDesk(own.clone()))?;
    let damaged = |seq, what| HqError::Damaged { desk: own.clone(), seq, what };
    let mut at = Accepted { through: 0, head: Hash::ZERO };
    let mut fold = OwnFold::default();
    let (mut suppliers, mut given) = (Proof::default(), approvals::Given::default());
    let mut people = people::Recorded::default();
    loop {
        let from = at.through;
        for raw in raw_entries(db, &own, from)? {
            let (seq, prev) = (at.through + 1, at.head);
            let entry = Entry::check(&own, seq, prev, RawEntry { prev: prev.to_string(), ..raw })
                .map_err(|fault| damaged(seq, Damage::Entry(fault)))?;
            let event = HqEvent::decode(&entry.kind, &entry.body)
                .map_err(|error| damaged(seq, Damage::Unreadable(error.to_string())))?;
            fold.apply(seq, entry.at, &event);
            suppliers.apply(seq, entry.at, &event);
            people.apply(&event);
            given.apply(seq, &event);
            at = Accepted { through: seq, head: entry.hash };
        }
        if at.through == from {
            break;
        }
    }
    if at != row.accepted {
        return Err(damaged(at.through, Damage::Cut(row.accepted.through)));
    }
    if !people.is_stored(db)? {
        return Err(damaged(at.through, Damage::Table("person")));
    }
    if !given.is_stored(db)? {
        return Err(damaged(at.through, Damage::Table("authorisation")));
    }
    if let Some((seq, table)) = suppliers.fault(db)? {
        return Err(damaged(seq, Damage::Table(table)));
    }
    fold.check(db)?.map_err(|what| damaged(at.through, what))
}

//! Statements of the bank: what is new of a file is taken in, the whole file or nothing of it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::office::{Viewer, own};
use super::store::statements::{self, BalanceRow, DocumentRow};
use super::store::{Db, StoreError, desks};
use super::{Hq, HqError};
use crate::domain::office::event::{BankDocument, StatementImported};
use crate::domain::{EntryHash, EntryId, Money, Role, Timestamp};
use crate::protocol::Refusal;
use crate::register::bank::{self, BankDirection, Statement};

/// Why a statement is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum StatementError {
    /// Documents say something else than was known of them. All of the file is refused.
    #[error("{} documents are known as something else", .0.len())]
    Differs(Vec<Differs>),
    /// Headquarters failed, or whoever brought it may not.
    #[error(transparent)]
    Hq(#[from] HqError),
}

impl From<StoreError> for StatementError {
    fn from(error: StoreError) -> StatementError {
        StatementError::Hq(error.into())
    }
}

/// A document that is known, and says something else now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Which.
    pub document: BankDocument,
    /// What it did to our account, as it is known.
    pub known: Money,
    /// What the file says.
    pub found: Money,
}

/// What was taken of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementTaken {
    /// Our account.
    pub account: String,
    /// How many documents were new.
    pub new: u64,
    /// How many were there already.
    pub known: u64,
    /// What came to our account by the new ones, and what left it.
    pub moved: [Money; 2],
    /// The entry of headquarters' journal; 0 where nothing was new.
    pub seq: u64,
}

impl Hq {
    /// Takes statements in, one file's: documents that are there already are passed over, and a file of which one says
    /// something else now is refused whole. The id is the order's: the same file again has nothing new.
    pub fn take_statements(
        &self,
        viewer: &Viewer,
        statements: &[Statement],
        id: EntryId,
        at: Timestamp,
    ) -> Result<Vec<StatementTaken>, StatementError> {
        // The bank's accounts are those of all offices.
        if viewer.role < Role::Supervisor || !viewer.sees_all() {
            return Err(HqError::from(Refusal::NotFound).into());
        }
        self.store.write(|db| {
            desks::lock(db, &own::own()?)?;
            let mut taken = Vec::new();
            let mut differs = Vec::new();
            for (n, statement) in statements.iter().enumerate() {
                let bringing = Bringing { viewer, id: id.along(&format!("statement {n}")), at };
                taken.extend(take(db, statement, &bringing, &mut differs)?);
            }
            if differs.is_empty() { Ok(taken) } else { Err(StatementError::Differs(differs)) }
        })
    }
}

/// Who brings a statement, as which entry, and when.
struct Bringing<'b> {
    viewer: &'b Viewer,
    id: EntryId,
    at: Timestamp,
}

fn take(
    db: &mut dyn Db,
    statement: &Statement,
    bringing: &Bringing,
    differs: &mut Vec<Differs>,
) -> Result<Option<StatementTaken>, HqError> {
    let mut found: BTreeMap<BankDocument, DocumentRow> = BTreeMap::new();
    let mut differ = |known: &DocumentRow, row: &DocumentRow| {
        if !known.says_the_same(row) {
            let document = row.document.clone();
            differs.push(Differs { document, known: known.movement, found: row.movement });
        }
    };
    for row in rows(statement) {
        match found.get(&row.document) {
            Some(earlier) => differ(earlier, &row),
            None => drop(found.insert(row.document.clone(), row)),
        }
    }
    let names: Vec<BankDocument> = found.keys().cloned().collect();
    let known = statements::known(db, &names)?;
    for known in &known {
        if let Some(row) = found.remove(&known.document) {
            differ(known, &row);
        }
    }
    if !differs.is_empty() {
        return Ok(None);
    }
    let new: Vec<DocumentRow> = found.into_values().collect();
    let seq = record(db, statement, &new, bringing)?;
    let sum = |sign: fn(&Money) -> bool| {
        let sums = new.iter().map(|row| row.movement).filter(sign);
        sums.fold(Money::ZERO, Money::saturating_plus)
    };
    let moved = [sum(|movement| movement.is_positive()), sum(|movement| !movement.is_positive()).abs()];
    let (new, known) = (new.len() as u64, known.len() as u64);
    Ok(Some(StatementTaken { account: statement.account.clone(), new, known, moved, seq }))
}

/// Records what is new: the entry, its documents and its balances. Gives 0 where all of it was there.
fn record(db: &mut dyn Db, from: &Statement, new: &[DocumentRow], bringing: &Bringing) -> Result<u64, HqError> {
    let mut texts: Vec<String> = new.iter().map(DocumentRow::text).collect();
    texts.sort_unstable();
    let stated = from.opening.zip(from.closing);
    let is_stated = |row: &BalanceRow| {
        row.account == from.account
            && (row.from, row.to) == (from.from, from.to)
            && stated == Some((row.opening, row.closing))
    };
    if new.is_empty() && (stated.is_none() || statements::balances(db)?.iter().any(is_stated)) {
        return Ok(0);
    }
    let event = StatementImported {
        account: from.account.clone(),
        from: from.from,
        to: from.to,
        opening: from.opening,
        closing: from.closing,
        documents: new.len() as u64,
        sha256: digest(&texts),
        user: bringing.viewer.user.clone(),
    };
    let seq = own::record(db, bringing.id, bringing.at, &event.into())?.seq;
    statements::add(db, new, seq)?;
    if let Some((opening, closing)) = stated {
        let Statement { account, from, to, .. } = from;
        let row = BalanceRow { account: account.clone(), from: *from, to: *to, opening, closing, imported: seq };
        statements::put_balance(db, &row)?;
    }
    Ok(seq)
}

/// The hash of what documents say, in the order of their texts.
pub(super) fn digest(texts: &[String]) -> EntryHash {
    EntryHash::from_bytes(Sha256::digest(texts.concat()).into())
}

/// A statement's documents as the store has them.
fn rows(statement: &Statement) -> Vec<DocumentRow> {
    let mut nameless: BTreeMap<String, u32> = BTreeMap::new();
    let row = |it: &bank::BankDocument| {
        let other = match it.direction {
            BankDirection::In => &it.payer,
            BankDirection::Out => &it.payee,
        };
        // PostgreSQL keeps no text with a zero character.
        let plain = |text: &str| text.trim().replace('\0', " ");
        let document = BankDocument {
            account: statement.account.clone(),
            number: plain(&it.number),
            day: it.date,
            other: plain(&other.account),
        };
        let (name, inn, purpose) = (plain(&other.name), plain(&other.inn), plain(&it.purpose));
        let mut row = DocumentRow { document, movement: it.movement(), name, inn, purpose, used: 0 };
        if row.document.number.is_empty() {
            // What it says names it; of two that say the same in one file, their order.
            let hash = digest(&[row.text()]).short();
            let n = nameless.entry(hash.clone()).or_default();
            *n += 1;
            row.document.number = format!("~{hash}-{n}");
        }
        row
    };
    statement.documents.iter().map(row).collect()
}

//! What the acquirer says of cards: its files are taken in, and what they say otherwise than the desks' slips becomes
//! an exception as long as it is so.

mod note;
mod pairs;
mod slips;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::bank::digest;
use super::exception::Exception;
use super::office::{Viewer, own};
use super::store::{StoreError, cards, desks};
use super::{Hq, HqError};
use crate::domain::office::event::AcquirerImported;
use crate::domain::{EntryHash, EntryId, Money, Role, TenderKind, Timestamp};
use crate::protocol::Refusal;
use crate::register::acquirer::{AcquirerFile, AcquirerRow};

pub use pairs::{Operation, Pair, around, pair};
pub use slips::{Slip, tendered};

/// Why a file of the acquirer is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum CardsError {
    /// Operations are known with other sums. All of the file is refused.
    #[error("{} operations are known with other sums", .0.len())]
    Differs(Vec<OtherSum>),
    /// Headquarters failed, or whoever brought it may not.
    #[error(transparent)]
    Hq(#[from] HqError),
}

impl From<StoreError> for CardsError {
    fn from(error: StoreError) -> CardsError {
        CardsError::Hq(error.into())
    }
}

/// A sale that is known, and has another sum now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSum {
    /// The line of the file.
    pub line: u64,
    /// The reference.
    pub reference: String,
    /// As it is known.
    pub known: Money,
    /// What the file says.
    pub found: Money,
}

/// What was taken of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardsTaken {
    /// The day of the first operation.
    pub from: NaiveDate,
    /// The day of the last one.
    pub to: NaiveDate,
    /// How many operations were new.
    pub new: u64,
    /// How many were there already.
    pub known: u64,
    /// What the new ones took, refunds taken off.
    pub gross: Money,
    /// What the acquirer keeps of that.
    pub fee: Money,
    /// The entry of headquarters' journal; 0 where nothing was new.
    pub seq: u64,
    /// What slips and operations of these days say otherwise than each other, as far as nobody has resolved it.
    pub odd: Vec<Exception>,
}

impl Hq {
    /// Takes a file of the acquirer of `tender` in: operations that are there already are passed over, and a file in
    /// which one has another sum now is refused whole. The id is the order's.
    pub fn take_cards(
        &self,
        viewer: &Viewer,
        tender: &TenderKind,
        file: &AcquirerFile,
        id: EntryId,
        at: Timestamp,
    ) -> Result<CardsTaken, CardsError> {
        // One file is of all offices.
        if viewer.role < Role::Supervisor || !viewer.sees_all() {
            return Err(HqError::from(Refusal::NotFound).into());
        }
        let found: Vec<Operation> = file.rows.iter().map(|row| operation(tender, row)).collect();
        self.store.write(|db| {
            desks::lock(db, &own::own()?)?;
            let (from, to) = days(&found);
            let known = cards::operations_between(db, from, to)?;
            let (new, known) = apart(&found, &known, tender)?;
            let sum = |of: fn(&Operation) -> Money| new.iter().map(of).fold(Money::ZERO, Money::saturating_plus);
            let (gross, fee) = (sum(|it| it.amount), sum(|it| it.fee));
            let mut taken = CardsTaken { from, to, new: new.len() as u64, known, gross, fee, seq: 0, odd: vec![] };
            if new.is_empty() {
                taken.odd = note::open(db, &days_of(&found))?;
                return Ok(taken);
            }
            let event = AcquirerImported {
                tender: tender.clone(),
                from,
                to,
                operations: taken.new,
                gross,
                fee,
                sha256: digest_of(&new),
                user: viewer.user.clone(),
            };
            taken.seq = own::record(db, id, at, &event.into()).map_err(CardsError::Hq)?.seq;
            cards::add_operations(db, &new, taken.seq)?;
            note::note(db, &days_of(&new), at)?;
            taken.odd = note::open(db, &days_of(&found))?;
            Ok(taken)
        })
    }

    /// Notes what late slips make right, or wrong, of days that the acquirer has told of. This comes behind the
    /// transaction that stored them, as a batch that is sent again does.
    pub(super) fn note_slips(&self, slips: &[Slip], at: Timestamp) -> Result<(), HqError> {
        if slips.is_empty() {
            return Ok(());
        }
        let days: BTreeSet<NaiveDate> = slips.iter().map(|slip| slip.day).collect();
        let told = self.store.read(|db| {
            let mut told = BTreeSet::new();
            for &day in &days {
                let (from, to) = around(day);
                if !cards::operations_between(db, from, to)?.is_empty() {
                    told.insert(day);
                }
            }
            Ok::<_, StoreError>(told)
        })?;
        if told.is_empty() {
            return Ok(());
        }
        self.store.write(|db| {
            desks::lock(db, &own::own()?)?;
            Ok(note::note(db, &told, at)?)
        })
    }
}

fn operation(tender: &TenderKind, row: &AcquirerRow) -> Operation {
    // PostgreSQL keeps no text with a zero character.
    let plain = |text: &str| text.trim().replace('\0', " ");
    Operation {
        imported: 0,
        n: u32::try_from(row.line).unwrap_or(u32::MAX),
        tender: tender.clone(),
        day: row.day,
        moment: row.at.map(|at| at.to_string()).unwrap_or_default(),
        terminal: plain(&row.terminal),
        reference: plain(&row.reference),
        code: plain(&row.code),
        card: plain(&row.card),
        amount: row.movement(),
        fee: row.fee,
        office: String::new(),
    }
}

fn days(found: &[Operation]) -> (NaiveDate, NaiveDate) {
    let days = || found.iter().map(|it| it.day);
    (days().min().unwrap_or_default(), days().max().unwrap_or_default())
}

fn days_of(operations: &[Operation]) -> BTreeSet<NaiveDate> {
    operations.iter().map(|it| it.day).collect()
}

/// What is new of a file, and how many of its operations are known.
fn apart(found: &[Operation], known: &[Operation], tender: &TenderKind) -> Result<(Vec<Operation>, u64), CardsError> {
    type Name<'o> = (NaiveDate, &'o str, &'o str, &'o str, &'o str);
    fn name(it: &Operation) -> Name<'_> {
        (it.day, &it.moment, &it.terminal, &it.reference, &it.code)
    }
    let mut by_name: BTreeMap<Name, Vec<&Operation>> = BTreeMap::new();
    for it in known.iter().filter(|it| it.tender == *tender) {
        by_name.entry(name(it)).or_default().push(it);
    }
    let (mut new, mut differs, mut same) = (Vec::new(), Vec::new(), 0);
    for it in found {
        let ones = by_name.get(&name(it)).map_or(&[][..], Vec::as_slice);
        if ones.iter().any(|known| known.amount == it.amount) {
            same += 1;
            continue;
        }
        // Two refunds of one sale may have its reference.
        match ones.iter().find(|known| known.amount.is_positive() && it.amount.is_positive()) {
            Some(known) => differs.push(OtherSum {
                line: it.n.into(),
                reference: it.reference.clone(),
                known: known.amount,
                found: it.amount,
            }),
            None => new.push(it.clone()),
        }
    }
    if differs.is_empty() { Ok((new, same)) } else { Err(CardsError::Differs(differs)) }
}

/// The hash of what operations say, in one order for ever.
pub(super) fn digest_of(operations: &[Operation]) -> EntryHash {
    let mut texts: Vec<String> = operations.iter().map(text).collect();
    texts.sort_unstable();
    digest(&texts)
}

/// All that an operation says, in one line.
fn text(it: &Operation) -> String {
    let Operation { n, tender, day, moment, terminal, reference, code, card, amount, fee, .. } = it;
    let day = day.to_string();
    let words = [tender.as_str(), &day, moment, terminal, reference, code, card].map(|word| word.replace('\n', " "));
    format!("{n}\t{}\t{}\t{}\n", words.join("\t"), amount.kopecks(), fee.kopecks())
}

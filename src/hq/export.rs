//! Everything that moved money, desks' and headquarters' own, for a program of accounting to check.

use super::office::own;
use super::store::StoreError;
use super::store::{Db, desks, entries};
use super::{Hq, HqError};
use crate::domain::hledger::{self, Known, Transactions};
use crate::domain::{Event, HqEvent};

impl Hq {
    /// Hands the postings of every journal to `each`, piece by piece, in the format of hledger: as of one moment.
    /// What can't be read posts nothing here, as in the totals; a comment says so.
    pub fn hledger<E: From<HqError>>(&self, each: &mut dyn FnMut(&str) -> Result<(), E>) -> Result<(), E> {
        let mut failed = None;
        let mut hand = |text: &str| {
            each(text).map_err(|error| {
                failed = Some(error);
                StoreError::Failed("who reads stopped".to_owned())
            })
        };
        let outcome = self.store.read(|db| {
            hand(&hledger::head("Journals of all desks and of headquarters"))?;
            for desk in desks::list(db)?.into_iter().map(|row| row.desk) {
                let mut transactions = Transactions::of(desk.clone());
                hand(&format!("; Journal of desk {desk}\n\n"))?;
                write(db, &desk, &mut hand, &mut |known, kind, body| {
                    Event::decode(kind, body).map(|event| transactions.next(known, &event)).ok()
                })?;
            }
            hand("; Headquarters' own journal\n\n")?;
            write(db, &own::own()?, &mut hand, &mut |known, kind, body| {
                HqEvent::decode(kind, body).map(|event| hledger::of_own(known, &event)).ok()
            })
        });
        match failed {
            Some(error) => Err(error),
            None => outcome.map_err(E::from),
        }
    }
}

/// The transaction of an entry; none where it can't be read, nothing in it where it moves no money.
type Read<'r> = dyn FnMut(Known, &str, &str) -> Option<Option<String>> + 'r;

fn write(
    db: &mut dyn Db,
    desk: &crate::domain::DeskId,
    hand: &mut dyn FnMut(&str) -> Result<(), StoreError>,
    read: &mut Read,
) -> Result<(), HqError> {
    let damaged = |what: &str| StoreError::Damaged(what.to_owned());
    entries::each(db, desk, 0, u64::MAX, &mut |stored| {
        let id = stored.id.parse().map_err(|_| damaged(stored.id))?;
        let at = stored.at.parse().map_err(|_| damaged(stored.at))?;
        match read(Known { seq: stored.seq, id, at }, stored.kind, stored.body) {
            Some(Some(text)) => hand(&text),
            Some(None) => Ok(()),
            None => hand(&format!("; entry {} ({}) can't be read\n\n", stored.seq, stored.kind)),
        }
    })?;
    Ok(())
}

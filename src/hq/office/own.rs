//! Headquarters' own journal, `hq/1`: of the same form as the desks', chained, and proved with them.

use crate::domain::office::ledger::postings;
use crate::domain::{DeskId, EntryId, HqEvent, IdError, Timestamp};
use crate::hq::HqError;
use crate::hq::fold::DeskState;
use crate::hq::store::desks::{self, DeskRow};
use crate::hq::store::{Db, StoreError, balances, entries};
use crate::protocol::{Accepted, Entry, Hash, Keys};

/// The name of headquarters' journal. No desk can have it.
pub const OWN: &str = "hq/1";

/// [`OWN`] as a desk's name.
pub fn own() -> Result<DeskId, StoreError> {
    OWN.parse().map_err(|error: IdError| StoreError::Failed(error.to_string()))
}

/// Begins the journal where there is none yet.
pub fn begin(db: &mut dyn Db, keys: &Keys, at: Timestamp) -> Result<(), StoreError> {
    let new = DeskRow {
        desk: own()?,
        zone: "UTC".to_owned(),
        epoch: 1,
        keys: keys.clone(),
        enrolled_at: at,
        revoked_at: None,
        accepted: Accepted { through: 0, head: Hash::ZERO },
        state: DeskState::new(desks::no_offset()?),
        received_at: None,
    };
    desks::add(db, &new).map(|_| ())
}

/// Records a decision in the transaction that it is made in, and gives its entry. An id that is there already gives
/// the entry that it made then.
pub fn record(db: &mut dyn Db, id: EntryId, at: Timestamp, event: &HqEvent) -> Result<Entry, HqError> {
    let own = own()?;
    let row = desks::lock(db, &own)?.ok_or_else(|| HqError::NoDesk(own.clone()))?;
    let seq = row.accepted.through + 1;
    let body = event.body().map_err(|error| StoreError::Failed(error.to_string()))?;
    let entry = Entry::seal(&own, seq, id, at, event.kind(), body, row.accepted.head)
        .map_err(|fault| StoreError::Damaged(fault.to_string()))?;
    entries::add(db, &own, std::slice::from_ref(&entry))?;
    balances::add(db, &postings(event))?;
    let accepted = Accepted { through: seq, head: entry.hash };
    let mut state = row.state;
    state.last_at = Some(at);
    desks::advance(db, &own, accepted, &state, at)?;
    Ok(entry)
}

/// The entry that an id made.
pub fn by_id(db: &mut dyn Db, id: EntryId) -> Result<Option<(u64, HqEvent)>, HqError> {
    let Some((seq, kind, body)) = entries::own_by_id(db, id)? else { return Ok(None) };
    let event = HqEvent::decode(&kind, &body).map_err(|error| StoreError::Damaged(error.to_string()))?;
    Ok(Some((seq, event)))
}

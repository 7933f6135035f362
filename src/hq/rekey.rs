//! HQ's next key, signed by the one that is in force.

use super::key::take_over;
use super::store::{StoreError, owner};
use super::{Hq, HqError, HqHome};
use crate::domain::Timestamp;
use crate::protocol::{Keys, Succession};

impl Hq {
    /// Puts a next key in force: from then on the store belongs to it, and HQ's hello says how it follows the old one.
    /// Nodes that have the old one answer `retry-later` until they are started with the new `hq.key`. The PIN secret
    /// stays. Cut off at any moment, HQ has one of the two keys, whole; done again, it goes on with the same next key.
    pub fn rekey(self, home: &HqHome, at: Timestamp) -> Result<Hq, HqError> {
        let next = self.key.prepare_next(&home.key())?;
        let Keys { sign, seal } = next.keys().public();
        let succession = Succession::sign(&self.key.keys().sign, Keys { sign, seal }, at);
        self.store.write(|db| {
            let store = owner::lock(db)?.ok_or(StoreError::Missing)?;
            match store {
                store if store == self.fingerprint() => Ok(owner::succeed(db, &succession)?),
                // The same was begun twice at once.
                store if store == next.fingerprint().to_string() => Ok(()),
                store => Err(HqError::from(StoreError::OtherKey { store, ours: self.fingerprint() })),
            }
        })?;
        take_over(&home.key())?;
        Ok(Hq { key: next, store: self.store, rules: self.rules })
    }
}

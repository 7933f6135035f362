//! What HQ says of the journal: its acknowledgements, proved against the entries before they are recorded, and its
//! last word.

use rusqlite::{OptionalExtension, Row, params};

use super::error::{Damage, Fault, JournalError};
use super::read::Journal;
use super::verify;
use super::writer::Writer;
use crate::domain::{Money, Timestamp};
use crate::protocol::{Ack, Entry, PublicKey, Refusal, Tally};

/// An acknowledgement that HQ signed and that says of the journal what the journal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenAck(Ack);

/// Why an acknowledgement is not believed.
#[derive(Debug, thiserror::Error)]
pub enum AckFault {
    /// Not HQ's, or of another desk.
    #[error("the acknowledgement is not HQ's: {0}")]
    NotHqs(#[from] crate::protocol::Fault),
    /// HQ has what the journal has not: the journal was changed, its end was cut off, or HQ has another desk's.
    #[error("HQ acknowledges entry {through}, which this journal has not, or has otherwise")]
    Head {
        /// The last entry that HQ says it has.
        through: u64,
    },
    /// HQ has counted other payments in the same entries.
    #[error("HQ counts {} entries with {} payments of {} kopecks, and the journal {} with {} of {}", .said.0,
        .said.1.payments, .said.1.kopecks.kopecks(), .found.0, .found.1.payments, .found.1.kopecks.kopecks())]
    Counts {
        /// Entries and payments as HQ counts them.
        said: (u64, Tally),
        /// The same as the journal has them.
        found: (u64, Tally),
    },
    /// The journal can't be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// What HQ said last, and when: `None` for an acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// When the desk heard it.
    pub at: Timestamp,
    /// What it refused; nothing after an acknowledgement.
    pub refusal: Option<Refusal>,
}

/// Something to keep of what HQ said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// How far HQ has the journal.
    Ack(Box<ProvenAck>),
    /// What it said last.
    Word(Word),
}

impl ProvenAck {
    /// What HQ signed.
    pub fn ack(&self) -> &Ack {
        &self.0
    }
}

impl Journal {
    /// What HQ signed last; nothing where it never did.
    pub fn ack(&self) -> Result<Option<Ack>, JournalError> {
        let sql = "SELECT through, head, entries, payments, kopecks, at, sig FROM ack";
        let mut find = self.db.prepare_cached(sql)?;
        let found = find.query_row([], ack_row).optional()?;
        let Some((through, entries, payments, kopecks, texts)) = found else { return Ok(None) };
        let damage = || Damage::new(through, Fault::Witness { witness: verify::ACK, seq: through });
        let [head, at, sig] = &texts;
        Ok(Some(Ack {
            desk: self.desk.clone(),
            through,
            head: head.parse().map_err(|_| damage())?,
            entries,
            payments,
            kopecks: Money::from_kopecks(kopecks),
            at: at.parse().map_err(|_| damage())?,
            sig: sig.parse().map_err(|_| damage())?,
            exceptions: None,
        }))
    }

    /// What HQ said last; one that can't be read is as good as none.
    pub fn word(&self) -> Result<Option<Word>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT at, said FROM word")?;
        let found = find.query_row([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).optional()?;
        Ok(found.and_then(|(at, said)| Some(Word { at: at.parse().ok()?, refusal: refusal(&said)? })))
    }

    /// How many entries HQ has not acknowledged.
    pub fn unsent(&self) -> Result<u64, JournalError> {
        let through = self.ack()?.map_or(0, |ack| ack.through);
        Ok(self.last_seq()?.saturating_sub(through))
    }

    /// The entries from `first` on, at most so many, and no more than so many bytes by `size`, but one at least.
    pub fn run(
        &self,
        first: u64,
        most: usize,
        most_bytes: usize,
        size: impl Fn(&Entry) -> usize,
    ) -> Result<Vec<Entry>, JournalError> {
        let last = first.saturating_add(most as u64).saturating_sub(1);
        let (mut run, mut bytes) = (Vec::new(), 0_usize);
        self.between(first, Some(last), |entry| {
            bytes = bytes.saturating_add(size(&entry));
            if run.is_empty() || bytes <= most_bytes {
                run.push(entry);
            } else {
                bytes = usize::MAX;
            }
            Ok::<_, JournalError>(())
        })?;
        Ok(run)
    }

    /// Proves an acknowledgement: HQ signed it for this desk, and its head, counts and sum are the journal's. Payments
    /// are counted on from the last one that was recorded, so the cost is that of what is new.
    pub fn prove(&self, ack: Ack, hq: &PublicKey) -> Result<ProvenAck, AckFault> {
        ack.verify(&self.desk, hq)?;
        let _look = self.db.unchecked_transaction().map_err(JournalError::from)?;
        if self.hash_of(ack.through)? != Some(ack.head) {
            return Err(AckFault::Head { through: ack.through });
        }
        let found = (ack.through, self.tally_through(ack.through)?);
        let said = (ack.entries, ack.tally());
        if said == found { Ok(ProvenAck(ack)) } else { Err(AckFault::Counts { said, found }) }
    }

    fn tally_through(&self, through: u64) -> Result<Tally, JournalError> {
        let known = self.ack()?.filter(|known| known.through <= through);
        let (from, mut tally) = known.map_or((0, Tally::default()), |known| (known.through, known.tally()));
        self.between(from + 1, Some(through), |entry| {
            tally.add(&entry);
            Ok::<_, JournalError>(())
        })?;
        Ok(tally)
    }
}

impl Writer {
    /// Keeps what HQ said: an acknowledgement unless a later one is known.
    ///
    /// It is not waited for until it is on the disk, so that no payment waits behind it: what a power cut takes is said
    /// again, and the next entry takes it along.
    pub fn hear(&mut self, heard: &Heard) -> Result<(), JournalError> {
        let patient = |journal: &Journal, synchronous| journal.db.pragma_update(None, "synchronous", synchronous);
        patient(self, "NORMAL")?;
        let kept = match heard {
            Heard::Ack(proven) => self.keep_ack(proven.ack()),
            Heard::Word(word) => self.keep_word(word),
        };
        patient(self, "FULL")?;
        kept
    }

    fn keep_ack(&self, ack: &Ack) -> Result<(), JournalError> {
        verify::check_witness(self, verify::ACK, ack.through, ack.head)?;
        let (head, at, sig) = (ack.head.to_string(), ack.at.to_string(), ack.sig.to_string());
        self.db
            .prepare_cached(
                "INSERT INTO ack(one, through, head, entries, payments, kopecks, at, sig)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT(one) DO UPDATE SET through = excluded.through, head = excluded.head,
                 entries = excluded.entries, payments = excluded.payments, kopecks = excluded.kopecks,
                 at = excluded.at, sig = excluded.sig WHERE excluded.through >= through",
            )?
            .execute(params![ack.through, head, ack.entries, ack.payments, ack.kopecks.kopecks(), at, sig])?;
        Ok(())
    }

    fn keep_word(&self, word: &Word) -> Result<(), JournalError> {
        let said = match &word.refusal {
            // A status that this program does not know has no other form.
            Some(Refusal::Other { status }) => Ok(status.to_string()),
            refusal => serde_json::to_string(refusal).map_err(|error| JournalError::Unwritable(error.to_string())),
        }?;
        self.db
            .prepare_cached(
                "INSERT INTO word(one, at, said) VALUES (1, ?1, ?2)
                 ON CONFLICT(one) DO UPDATE SET at = excluded.at, said = excluded.said",
            )?
            .execute(params![word.at.to_string(), said])?;
        Ok(())
    }
}

fn refusal(said: &str) -> Option<Option<Refusal>> {
    match said.parse() {
        Ok(status) => Some(Some(Refusal::Other { status })),
        Err(_) => serde_json::from_str(said).ok(),
    }
}

type AckRow = (u64, u64, u64, i64, [String; 3]);

fn ack_row(row: &Row) -> rusqlite::Result<AckRow> {
    let texts = [row.get(1)?, row.get(5)?, row.get(6)?];
    Ok((row.get(0)?, row.get(2)?, row.get(3)?, row.get(4)?, texts))
}

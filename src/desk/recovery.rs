//! Setting a desk up anew: from what HQ has of its journal, and what an old file or a mirror has beyond that.
//!
//! The new journal is made beside the old one and takes its name when it is whole; the old one is set aside and never
//! deleted. Cut off anywhere, it is begun again.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Desk, DeskError, Home, Options};
use crate::domain::event::{DeskRecovered, Event, PaymentTaken, Stranded};
use crate::domain::ledger::postings;
use crate::domain::{Action, Command, EntryId, ReceiptNumber, Timestamp};
use crate::journal::{JournalError, Lock, Writer, backup, each_of_file};
use crate::protocol::{Accepted, Entry, Hash};

/// How many entries one transaction takes over.
const AT_ONCE: usize = 2000;
const ASIDE: &str = "journal-aside-";

/// What a recovery is made of.
#[derive(Clone, Copy, Debug)]
pub struct Recovery<'a> {
    /// The epoch that HQ gave.
    pub epoch: u32,
    /// What HQ has, as it signed.
    pub accepted: Option<Accepted>,
    /// The office's zone, for a journal that HQ has nothing of.
    pub zone: &'a str,
    /// Another file to look into: a backup, a mirror's `entries.jsonl`.
    pub from: Option<&'a Path>,
    /// The moment and the ids of what is recorded.
    pub at: Timestamp,
    /// Two ids.
    pub ids: [EntryId; 2],
}

/// What a recovery came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Entries that HQ had.
    pub from_hq: u64,
    /// Entries of a file here that continue them.
    pub from_file: u64,
    /// Entries that do not.
    pub stranded: u64,
    /// Where the old journal is now.
    pub aside: Option<PathBuf>,
    /// What could not be read, by file.
    pub unread: Vec<(PathBuf, String)>,
}

/// What became of the payments of stranded entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// Entered again now.
    pub now: u64,
    /// Waiting for a shift.
    pub waiting: u64,
    /// What else moved money in the entries that the last recovery stranded, by number and kind: a person must settle
    /// it. A void of a payment that was stranded too is none of it.
    pub by_hand: Vec<(u64, String)>,
}

/// What the files have of stranded entries.
#[derive(Default)]
struct Found {
    payments: Vec<(EntryId, PaymentTaken, Stranded)>,
    by_hand: Vec<(Stranded, String)>,
}

/// Why a desk was not recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError<E> {
    /// HQ did not give its entries.
    #[error("HQ's entries did not come")]
    Hq(E),
    /// HQ gave other entries than it signed.
    #[error("HQ signed that it has {through} entries, and gave {found}")]
    Short {
        /// What it signed.
        through: u64,
        /// What came.
        found: u64,
    },
    /// The files can't be used.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl<E> From<JournalError> for RecoveryError<E> {
    fn from(error: JournalError) -> RecoveryError<E> {
        RecoveryError::Desk(error.into())
    }
}

/// Makes the journal of the desk at `home` anew. `hq` gives HQ's entries behind a number, `None` behind the last.
pub fn recover<E>(
    home: &Home,
    options: &Options,
    recovery: &Recovery,
    mut hq: impl FnMut(u64) -> Result<Option<Vec<Entry>>, E>,
) -> Result<Recovered, RecoveryError<E>> {
    let _lock = Lock::take(&home.journal().with_extension("lock"), &options.holder)?;
    let draft = home.path().join("journal-recovering.db");
    remove(&draft).map_err(|source| JournalError::Io { path: draft.clone(), source })?;
    let mut writer = Writer::open(&draft, &options.desk, &options.holder)?;
    let mut recovered = Recovered::default();
    while let Some(entries) = hq(recovered.from_hq).map_err(RecoveryError::Hq)? {
        writer.adopt(&entries)?;
        recovered.from_hq += entries.len() as u64;
    }
    check_accepted(&writer, recovery.accepted, recovered.from_hq)?;
    let (mut stranded, mut forked) = (Vec::new(), Vec::new());
    for source in sources(home, options, recovery.from) {
        let before = stranded.len();
        let taken = take_over(&mut writer, &source, &mut recovered, &mut stranded);
        if stranded.len() > before && !is_kept(home, &source) {
            forked.push(source.clone());
        }
        if let Err(error) = taken {
            recovered.unread.push((source, error.to_string()));
        }
    }
    for (n, source) in (1_u32..).zip(&forked) {
        keep_copy(home, source, recovery.at, n)?;
    }
    stranded.sort_by_key(|entry: &Stranded| entry.seq);
    stranded.dedup();
    let listed: HashSet<Hash> =
        writer.recoveries()?.into_iter().flat_map(|before| before.stranded).map(|entry| entry.hash).collect();
    stranded.retain(|entry| !listed.contains(&entry.hash));
    recovered.stranded = stranded.len() as u64;
    begin_epoch(&mut writer, options, recovery, stranded)?;
    drop(writer);
    recovered.aside = set_aside(home, recovery.at)?;
    put_in_place(home, &draft)?;
    if let Some(mirror) = mirror_of(options).filter(|mirror| forked.contains(mirror)) {
        // Its copy is here, and another one is begun.
        rename(&mirror, &mirror.with_file_name(format!("entries-aside-{}.jsonl", moment(recovery.at))))?;
    }
    // It was the lock of a file that has another name now.
    let _ = std::fs::remove_file(draft.with_extension("lock"));
    Ok(recovered)
}

fn check_accepted<E>(writer: &Writer, accepted: Option<Accepted>, found: u64) -> Result<(), RecoveryError<E>> {
    let Some(Accepted { through, head }) = accepted else { return Ok(()) };
    // HQ may have taken more since; what it signed must be there as it was.
    if writer.hash_of(through)? == Some(head) { Ok(()) } else { Err(RecoveryError::Short { through, found }) }
}

/// Files that may have more than HQ: the one that was named, this home's journal, those set aside, the mirror.
fn sources(home: &Home, options: &Options, from: Option<&Path>) -> Vec<PathBuf> {
    let from = from.map(|from| if from.is_dir() { from.join("journal.db") } else { from.to_owned() });
    let all = from.into_iter().chain([home.journal()]).chain(set_aside_before(home)).chain(mirror_of(options));
    all.filter(|path| path.exists()).collect()
}

fn mirror_of(options: &Options) -> Option<PathBuf> {
    options.mirror.as_ref().map(|mirror| mirror.join("entries.jsonl"))
}

/// True for files that stay where payments of stranded entries are looked for.
fn is_kept(home: &Home, source: &Path) -> bool {
    *source == *home.journal() || set_aside_before(home).iter().any(|aside| aside == source)
}

/// Keeps a file from elsewhere that has stranded entries beside those that were set aside: their payments may have to
/// wait for a shift, and the file may be a stick's.
fn keep_copy(home: &Home, source: &Path, at: Timestamp, n: u32) -> Result<(), JournalError> {
    let extension = source.extension().filter(|extension| *extension == "jsonl").map_or("db", |_| "jsonl");
    let copy = home.path().join(format!("{ASIDE}{}-{n}.{extension}", moment(at)));
    if extension == "db" && backup(source, &copy).is_ok() {
        return Ok(());
    }
    // A damaged journal is copied as it is.
    let io = |source| JournalError::Io { path: copy.clone(), source };
    std::fs::copy(source, &copy).and_then(|_| std::fs::File::open(&copy)?.sync_all()).map_err(io)
}

fn moment(at: Timestamp) -> String {
    at.utc().format("%Y%m%dT%H%M%S%3f").to_string()
}

fn set_aside_before(home: &Home) -> Vec<PathBuf> {
    let files = std::fs::read_dir(home.path()).into_iter().flatten().flatten().map(|file| file.path());
    let is_aside = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(ASIDE) && (name.ends_with(".db") || name.ends_with(".jsonl"))
    };
    let mut aside: Vec<PathBuf> = files.filter(is_aside).collect();
    aside.sort();
    aside.reverse();
    aside
}

/// Takes over what continues the journal byte for byte; what leaves it before its end is stranded.
fn take_over(
    writer: &mut Writer,
    source: &Path,
    recovered: &mut Recovered,
    stranded: &mut Vec<Stranded>,
) -> Result<(), JournalError> {
    let desk = writer.desk().clone();
    let kept = writer.last_seq()?;
    let mut head = writer.hash_of(kept)?;
    let (mut last, mut forked, mut waiting) = (kept, false, Vec::new());
    let read = each_of_file(source, &desk, |entry| {
        let follows = match entry.seq {
            seq if seq <= kept => writer.hash_of(seq)? == Some(entry.hash),
            seq => seq == last + 1 && head == Some(entry.prev),
        };
        forked = forked || !follows;
        if forked {
            stranded.push(Stranded { seq: entry.seq, hash: entry.hash });
        } else if entry.seq > kept {
            (last, head) = (entry.seq, Some(entry.hash));
            waiting.push(entry);
            if waiting.len() >= AT_ONCE {
                writer.adopt(&std::mem::take(&mut waiting))?;
            }
        }
        Ok::<_, JournalError>(())
    });
    // What came before a damaged entry is sound.
    writer.adopt(&waiting)?;
    recovered.from_file += last - kept;
    read
}

/// Enrols a journal that has nothing, and begins the epoch, unless a recovery that was cut off began it.
fn begin_epoch(
    writer: &mut Writer,
    options: &Options,
    recovery: &Recovery,
    stranded: Vec<Stranded>,
) -> Result<(), JournalError> {
    let mut shift = writer.shift()?;
    if shift.epoch == 0 {
        let (desk, kind, zone) = (options.desk.clone(), options.policy.kind, recovery.zone.to_owned());
        let enrolled = crate::domain::event::DeskEnrolled { desk, epoch: 1, zone, kind };
        writer.append(recovery.ids[0], recovery.at, &enrolled.into())?;
        shift.epoch = 1;
    }
    if shift.epoch < recovery.epoch {
        let through = writer.last_seq()?;
        let head = writer.hash_of(through)?.unwrap_or(Hash::ZERO);
        let recovered = DeskRecovered { epoch: recovery.epoch, through, head, stranded };
        writer.append(recovery.ids[1], recovery.at, &recovered.into())?;
    }
    Ok(())
}

/// Gives the old journal another name, with all that belongs to it.
fn set_aside(home: &Home, at: Timestamp) -> Result<Option<PathBuf>, JournalError> {
    let journal = home.journal();
    if !journal.exists() {
        return Ok(None);
    }
    let aside = home.path().join(format!("{ASIDE}{}.db", moment(at)));
    for end in ["-wal", "-shm", ""] {
        rename(&with_end(&journal, end), &with_end(&aside, end))?;
    }
    Ok(Some(aside))
}

fn put_in_place(home: &Home, draft: &Path) -> Result<(), JournalError> {
    for end in ["-wal", "-shm", ""] {
        rename(&with_end(draft, end), &with_end(&home.journal(), end))?;
    }
    let io = |source| JournalError::Io { path: home.path().to_owned(), source };
    std::fs::File::open(home.path()).and_then(|folder| folder.sync_all()).map_err(io)
}

fn rename(from: &Path, to: &Path) -> Result<(), JournalError> {
    let io = |source| JournalError::Io { path: from.to_owned(), source };
    if from.exists() { std::fs::rename(from, to).map_err(io) } else { Ok(()) }
}

fn remove(path: &Path) -> std::io::Result<()> {
    ["", "-wal", "-shm"]
        .iter()
        .map(|end| with_end(path, end))
        .filter(|path| path.exists())
        .try_for_each(std::fs::remove_file)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

impl Desk {
    /// Enters the payments of stranded entries again, into the open shift: each with its own id, and once. Those that
    /// were voided there too have no money left, and stay out.
    pub fn enter_stranded(&mut self, home: &Home, at: Timestamp) -> Result<Entered, DeskError> {
        let recoveries = self.writer.recoveries()?;
        let last = recoveries.last().map(|last| last.stranded.clone()).unwrap_or_default();
        let listed: Vec<Stranded> = recoveries.into_iter().flat_map(|recovered| recovered.stranded).collect();
        if listed.is_empty() {
            return Ok(Entered::default());
        }
        let mut entered = Entered::default();
        let Found { payments, by_hand } = self.found(home, &listed)?;
        let of_last = by_hand.into_iter().filter(|(stranded, _)| last.contains(stranded));
        entered.by_hand = of_last.map(|(stranded, kind)| (stranded.seq, kind)).collect();
        for (id, payment, stranded) in payments {
            if self.shift.open.is_none() {
                entered.waiting += 1;
                continue;
            }
            let action = Action::EnterStranded { payment: Box::new(payment), stranded };
            self.execute(&Command { id, at, by: None, approved_by: None, witness: None, action })?;
            entered.now += 1;
        }
        Ok(entered)
    }

    /// What the files here have of the listed entries: payments that stood when they were stranded and are not in the
    /// journal, and what else moved money.
    fn found(&self, home: &Home, listed: &[Stranded]) -> Result<Found, DeskError> {
        let hashes: HashSet<Hash> = listed.iter().map(|stranded| stranded.hash).collect();
        let mut found = Found::default();
        // One file may end before the void that another one has.
        let mut voided: HashSet<EntryId> = HashSet::new();
        for source in sources(home, &self.options, None) {
            if source == home.journal() {
                continue;
            }
            // Two files may have different payments under one receipt's number.
            let mut receipts: HashMap<ReceiptNumber, EntryId> = HashMap::new();
            // What can't be read was said at the recovery.
            let _ = each_of_file(&source, self.writer.desk(), |entry| {
                if !hashes.contains(&entry.hash) {
                    return Ok(());
                }
                let stranded = Stranded { seq: entry.seq, hash: entry.hash };
                match Event::decode(&entry.kind, &entry.body) {
                    Ok(Event::PaymentTaken(payment)) => {
                        receipts.insert(payment.receipt, entry.id);
                        if !found.has(entry.id) && !self.writer.has(entry.id)? {
                            found.payments.push((entry.id, payment, stranded));
                        }
                    }
                    Ok(Event::PaymentVoided(void)) if receipts.contains_key(&void.receipt) => {
                        voided.extend(receipts.get(&void.receipt));
                    }
                    Ok(event) if !postings(self.writer.desk(), &event).is_empty() => {
                        found.by_hand.push((stranded, entry.kind));
                    }
                    _ => {}
                }
                Ok::<_, JournalError>(())
            });
        }
        found.payments.retain(|(id, ..)| !voided.contains(id));
        found.by_hand.sort_by_key(|(stranded, _)| (stranded.seq, stranded.hash.to_string()));
        found.by_hand.dedup();
        Ok(found)
    }
}

impl Found {
    fn has(&self, id: EntryId) -> bool {
        self.payments.iter().any(|(known, ..)| *known == id)
    }
}

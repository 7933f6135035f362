//! The mirror: a second copy of the entries, `entries.jsonl`, on another disk or a stick. It follows the journal,
//! never holds it up, and witnesses what the journal had.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::error::{Damage, Fault, JournalError};
use super::read::{self, Journal};
use super::verify;
use crate::protocol::{Hash, RawEntry};

const FILE: &str = "entries.jsonl";
/// How many bytes are written between two syncs: no more than that, and a line, can be torn by a power cut.
const CHUNK: usize = 256 << 10;
/// How much of the file's end is read at first to find its last line; twice as much each time until it is found.
const TAIL: u64 = 4 * CHUNK as u64;
/// How long a process that ends waits for a mirror that does not answer.
const PATIENCE: Duration = Duration::from_secs(3);
const NAME: &str = "the mirror";

/// A mirror opened to write.
#[derive(Debug)]
pub struct Mirror {
    file: File,
    path: PathBuf,
    length: u64,
    through: u64,
}

impl Mirror {
    /// Opens the mirror in `directory` for `journal`. Lines that a power cut left torn are dropped; a mirror that has
    /// what the journal has not is an error, and stays as it is.
    pub fn open(directory: &Path, journal: &Journal) -> Result<Mirror, JournalError> {
        let path = directory.join(FILE);
        let io = |source| JournalError::Io { path: path.clone(), source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        let (last, length) = last_link(&mut file).map_err(io)?;
        let through = last.as_ref().map_or(0, |link| link.seq);
        if let Some(last) = last {
            let seen = Seen { path: path.clone(), last };
            seen.check(journal).map_err(|error| seen.first_difference(journal, error))?;
        }
        file.set_len(length).and_then(|()| file.seek(SeekFrom::End(0))).map_err(io)?;
        Ok(Mirror { file, path, length, through })
    }

    /// Appends what the journal has and the mirror has not, durably; returns the last entry mirrored.
    pub fn catch_up(&mut self, journal: &Journal) -> Result<u64, JournalError> {
        // A stick that was pulled out may leave the open file writable, to nowhere.
        let found = fs::metadata(&self.path).map_err(|source| self.fault(source))?;
        if found.len() != self.length {
            return Err(self.fault(io::Error::other("another program changed the mirror")));
        }
        let (mut lines, mut last) = (Vec::new(), self.through);
        journal.each(self.through + 1, |entry| {
            serde_json::to_writer(&mut lines, &entry).map_err(|e| JournalError::Unwritable(e.to_string()))?;
            lines.push(b'\n');
            last = entry.seq;
            if lines.len() >= CHUNK {
                self.write(&lines, last)?;
                lines.clear();
            }
            Ok(())
        })?;
        if !lines.is_empty() {
            self.write(&lines, last)?;
        }
        Ok(self.through)
    }

    fn write(&mut self, lines: &[u8], through: u64) -> Result<(), JournalError> {
        self.file.write_all(lines).and_then(|()| self.file.sync_data()).map_err(|source| self.fault(source))?;
        self.length += lines.len() as u64;
        self.through = through;
        Ok(())
    }

    fn fault(&self, source: io::Error) -> JournalError {
        JournalError::Io { path: self.path.clone(), source }
    }
}

/// What a mirror had when it was looked at.
#[derive(Debug)]
pub(super) struct Seen {
    path: PathBuf,
    last: Link,
}

/// An entry's place in the chain.
#[derive(Debug)]
struct Link {
    seq: u64,
    prev: Hash,
    hash: Hash,
}

impl Link {
    fn of(raw: &RawEntry) -> Option<Link> {
        let seq = u64::try_from(raw.seq).ok()?;
        Some(Link { seq, prev: raw.prev.parse().ok()?, hash: raw.hash.parse().ok()? })
    }

    fn follows(&self, last: &Link) -> bool {
        self.seq == last.seq + 1 && self.prev == last.hash
    }
}

/// The number of the last entry that the mirror in `directory` has, 0 where it has none.
pub fn mirrored(directory: &Path) -> Result<u64, JournalError> {
    Ok(last(directory)?.map_or(0, |seen| seen.last.seq))
}

/// The last entry of the mirror in `directory`; a mirror that isn't there witnesses nothing.
pub(super) fn last(directory: &Path) -> Result<Option<Seen>, JournalError> {
    let path = directory.join(FILE);
    let found = match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.and_then(|mut file| last_link(&mut file)),
    };
    let (last, _) = found.map_err(|source| JournalError::Io { path: path.clone(), source })?;
    Ok(last.map(|last| Seen { path, last }))
}

impl Seen {
    /// Holds a journal against what its mirror had.
    pub(super) fn check(&self, journal: &Journal) -> Result<(), JournalError> {
        verify::check_witness(journal, NAME, self.last.seq, self.last.hash)
    }

    /// The damage that `error` is, or one that the mirror shows before it: a chain that was forged for some entries
    /// breaks only after them.
    pub(super) fn first_difference(&self, journal: &Journal, error: JournalError) -> JournalError {
        let JournalError::Damaged(damage) = error else { return error };
        let lines = File::open(&self.path).map(|file| BufReader::new(file).split(b'\n'));
        for line in lines.into_iter().flatten().map_while(Result::ok) {
            let Ok(raw) = serde_json::from_slice::<RawEntry>(&line) else { break };
            let Some(link) = Link::of(&raw).filter(|link| link.seq <= damage.seq) else { break };
            if let Some(desk) = read::enrolled_desk(&raw.kind, &raw.body).filter(|desk| desk != journal.desk()) {
                let is_mirrors = matches!(damage.fault, Fault::Witness { witness: NAME, .. });
                return if is_mirrors { Damage::new(link.seq, Fault::OtherMirror(desk)) } else { damage }.into();
            }
            match verify::check_witness(journal, NAME, link.seq, link.hash) {
                Err(JournalError::Damaged(earlier)) if earlier.seq < damage.seq => return earlier.into(),
                _ => {}
            }
        }
        damage.into()
    }
}

/// The last whole entry of a mirror, and the length of the file up to its end.
fn last_link(file: &mut File) -> io::Result<(Option<Link>, u64)> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = TAIL;
    loop {
        let start = length.saturating_sub(tail);
        let mut text = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        file.read_to_end(&mut text)?;
        // The first line of a tail began before it.
        let skipped = if start == 0 { 0 } else { text.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1) };
        let (last, whole) = last_of(&text[skipped..]);
        if last.is_none() && start > 0 {
            tail *= 2;
            continue;
        }
        let rest = &text[skipped + whole..];
        let is_torn = !rest.contains(&b'\n') || (last.is_some() && rest.len() <= 2 * CHUNK);
        if !is_torn {
            return Err(io::Error::other("is no mirror or a damaged one: keep it aside, and a new one is begun"));
        }
        return Ok((last, start + (skipped + whole) as u64));
    }
}

/// The last of the lines that follow one another as entries do, and the length up to its end.
fn last_of(lines: &[u8]) -> (Option<Link>, usize) {
    let (mut last, mut whole) = (None, 0);
    for line in lines.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n")) {
        let link = serde_json::from_slice(line).ok().and_then(|raw| Link::of(&raw));
        let Some(link) = link.filter(|link| last.as_ref().is_none_or(|last| link.follows(last))) else { break };
        (last, whole) = (Some(link), whole + line.len());
    }
    (last, whole)
}

/// How far a mirror is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MirrorStatus {
    /// The last entry mirrored.
    pub through: u64,
    /// Why the mirror stands still; it is tried again with the next entry.
    pub fault: Option<String>,
}

/// A thread that keeps a mirror, so that no payment waits for a stick.
#[derive(Debug)]
pub struct MirrorWorker {
    nudge: Option<Sender<()>>,
    status: Arc<Mutex<MirrorStatus>>,
    ended: Receiver<()>,
}

impl MirrorWorker {
    /// Starts mirroring the journal at `journal` into `directory`.
    pub fn start(journal: PathBuf, directory: PathBuf) -> MirrorWorker {
        let (nudge, nudges) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let status = Arc::new(Mutex::new(MirrorStatus::default()));
        let shared = Arc::clone(&status);
        std::thread::spawn(move || {
            let _end: Sender<()> = end;
            let mut mirror = None;
            while nudges.recv().is_ok() {
                while nudges.try_recv().is_ok() {}
                let result = step(&journal, &directory, &mut mirror);
                let mut status = shared.lock().unwrap_or_else(PoisonError::into_inner);
                match result {
                    Ok(through) => *status = MirrorStatus { through, fault: None },
                    Err(error) => {
                        mirror = None;
                        status.fault = Some(error.to_string());
                    }
                }
            }
        });
        let worker = MirrorWorker { nudge: Some(nudge), status, ended };
        worker.nudge();
        worker
    }

    /// Says that there is something new.
    pub fn nudge(&self) {
        if let Some(nudge) = &self.nudge {
            let _ = nudge.send(());
        }
    }

    /// How far it is.
    pub fn status(&self) -> MirrorStatus {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Mirrors what is left before the process ends, but does not let a stick that hangs keep it.
impl Drop for MirrorWorker {
    fn drop(&mut self) {
        self.nudge();
        self.nudge = None;
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

fn step(journal: &Path, directory: &Path, open: &mut Option<(Journal, Mirror)>) -> Result<u64, JournalError> {
    if open.is_none() {
        let journal = Journal::open(journal)?;
        let mirror = Mirror::open(directory, &journal)?;
        *open = Some((journal, mirror));
    }
    match open {
        Some((journal, mirror)) => mirror.catch_up(journal),
        None => Ok(0),
    }
}

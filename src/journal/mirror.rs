//! The mirror: a second copy of the entries, `entries.jsonl`, on another disk or a stick. It follows the journal,
//! never holds it up, and witnesses what the journal had.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::error::JournalError;
use super::read::Journal;
use super::verify;
use crate::protocol::{Hash, RawEntry};

const FILE: &str = "entries.jsonl";
/// How much of the file's end is read at first to find its last line; twice as much each time until it is found.
const TAIL: u64 = 64 << 10;

/// A mirror opened to write.
#[derive(Debug)]
pub struct Mirror {
    file: File,
    path: PathBuf,
    through: u64,
}

impl Mirror {
    /// Opens the mirror in `directory` for `journal`. A line that a power cut left half written is dropped; a mirror
    /// that has what the journal has not is an error.
    pub fn open(directory: &Path, journal: &Journal) -> Result<Mirror, JournalError> {
        let path = directory.join(FILE);
        let io = |source| JournalError::Io { path: path.clone(), source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        let (last, whole) = last_entry(&mut file).map_err(io)?;
        file.set_len(whole).and_then(|()| file.seek(SeekFrom::End(0))).map_err(io)?;
        let through = match last {
            Some((seq, head)) => {
                verify::check_witness(journal, "the mirror", seq, head)?;
                seq
            }
            None => 0,
        };
        Ok(Mirror { file, path, through })
    }

    /// Appends what the journal has and the mirror has not, durably; returns the last entry mirrored.
    pub fn catch_up(&mut self, journal: &Journal) -> Result<u64, JournalError> {
        let mut lines = Vec::new();
        let mut through = self.through;
        journal.each(self.through + 1, |entry| {
            through = entry.seq;
            serde_json::to_writer(&mut lines, &entry).map_err(|e| JournalError::Unwritable(e.to_string()))?;
            lines.push(b'\n');
            Ok(())
        })?;
        if through > self.through {
            self.file
                .write_all(&lines)
                .and_then(|()| self.file.sync_data())
                .map_err(|source| JournalError::Io { path: self.path.clone(), source })?;
            self.through = through;
        }
        Ok(self.through)
    }
}

/// The last entry that the mirror in `directory` has, 0 where it has none.
pub fn mirrored(directory: &Path) -> Result<u64, JournalError> {
    let path = directory.join(FILE);
    let io = |source| JournalError::Io { path: path.clone(), source };
    match File::open(&path) {
        Ok(mut file) => Ok(last_entry(&mut file).map_err(io)?.0.map_or(0, |(seq, _)| seq)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(io(error)),
    }
}

/// Holds a journal against the mirror in `directory`; a mirror that isn't there witnesses nothing.
pub(super) fn check(journal: &Journal, directory: &Path) -> Result<(), JournalError> {
    let path = directory.join(FILE);
    let Ok(mut file) = File::open(&path) else { return Ok(()) };
    match last_entry(&mut file).map_err(|source| JournalError::Io { path, source })?.0 {
        Some((seq, head)) => verify::check_witness(journal, "the mirror", seq, head),
        None => Ok(()),
    }
}

/// The last whole entry of a mirror, and the length of the file up to its end.
fn last_entry(file: &mut File) -> std::io::Result<(Option<(u64, Hash)>, u64)> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = TAIL;
    loop {
        let start = length.saturating_sub(tail);
        let mut text = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        file.read_to_end(&mut text)?;
        let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let mut lines = text[..whole].split(|&byte| byte == b'\n').rev().skip(1);
        let last = lines.next().filter(|line| start == 0 || line.len() + 1 < whole);
        if let Some(line) = last {
            let entry: RawEntry = serde_json::from_slice(line)?;
            let head = entry.hash.parse().map_err(std::io::Error::other)?;
            let seq = u64::try_from(entry.seq).map_err(std::io::Error::other)?;
            return Ok((Some((seq, head)), start + whole as u64));
        }
        if start == 0 {
            return Ok((None, 0));
        }
        tail *= 2;
    }
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
    thread: Option<JoinHandle<()>>,
}

impl MirrorWorker {
    /// Starts mirroring the journal at `journal` into `directory`.
    pub fn start(journal: PathBuf, directory: PathBuf) -> MirrorWorker {
        let (nudge, nudges) = mpsc::channel();
        let status = Arc::new(Mutex::new(MirrorStatus::default()));
        let shared = Arc::clone(&status);
        let thread = std::thread::spawn(move || {
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
        let worker = MirrorWorker { nudge: Some(nudge), status, thread: Some(thread) };
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

/// Mirrors what is left before the process ends.
impl Drop for MirrorWorker {
    fn drop(&mut self) {
        self.nudge();
        self.nudge = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
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

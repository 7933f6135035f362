//! The writer's lock: held by the operating system, so that it dies with the process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::error::JournalError;

/// The exclusive right to write a journal, while it lives.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock at `path` for `holder`, which a second writer will be told.
    pub fn take(path: &Path, holder: &str) -> Result<Lock, JournalError> {
        let io = |source| JournalError::Io { path: path.to_owned(), source };
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::Locked { holder: name_in(&mut file) }),
            Err(TryLockError::Error(source)) => return Err(io(source)),
        }
        // Without room for the name the lock still holds, and a full disk must not keep the till from opening.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{holder}, process {}", std::process::id()));
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough where a child that is just being started holds a copy of the file.
        let _ = self.file.unlock();
    }
}

/// Who holds the lock, as far as the file says.
fn name_in(file: &mut File) -> String {
    let mut name = String::new();
    let read = file.read_to_string(&mut name);
    match name.trim() {
        name if read.is_ok() && !name.is_empty() => name.to_owned(),
        _ => "another process holds it".to_owned(),
    }
}

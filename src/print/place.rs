//! Into a folder or a file of this machine.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::TempPath;

use super::{Fault, Outcome};

/// Puts a file into a folder: it appears under its name whole and durable.
pub(super) fn put(folder: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let fault = |error| Fault::io(folder.join(name).display(), error);
    let place = || {
        fs::create_dir_all(folder)?;
        // Always the same name, so that what a kill leaves behind is gone with the next try.
        let draft = folder.join(format!(".{name}.new"));
        let mut file = File::create(&draft)?;
        let draft = TempPath::try_from_path(draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        draft.persist(folder.join(name))?;
        Ok(())
    };
    match place() {
        Err(error) => Outcome::Failed(fault(error)),
        Ok(()) => match File::open(folder).and_then(|folder| folder.sync_all()) {
            Err(error) => Outcome::Unknown(fault(error)),
            Ok(()) => Outcome::Done,
        },
    }
}

/// Appends to a file, unless it ends with these bytes already: a kill came between printing and recording. `gap` comes
/// before them where the file ends within a line.
pub(super) fn append(path: &Path, bytes: &[u8], gap: &[u8]) -> Outcome {
    let fault = |error| Fault::io(path.display(), error);
    let (mut file, end) = match open(path, bytes.len()) {
        Ok(opened) => opened,
        Err(error) => return Outcome::Failed(fault(error)),
    };
    if !end.tail.ends_with(bytes) {
        // What a power cut left of an earlier one must not run into the first line.
        let gap = if matches!(end.tail.last(), None | Some(b'\n')) { b"" } else { gap };
        if let Err(error) = file.write_all(&[gap, bytes].concat()) {
            let undone = file.set_len(end.length).and_then(|()| file.sync_all());
            return if undone.is_ok() { Outcome::Failed(fault(error)) } else { Outcome::Unknown(fault(error)) };
        }
    }
    match file.sync_all() {
        Err(error) => Outcome::Unknown(fault(error)),
        Ok(()) => Outcome::Done,
    }
}

/// How a file ends before anything is appended.
struct End {
    length: u64,
    tail: Vec<u8>,
}

/// Opens a file to append to, and reads its last `tail` bytes.
fn open(path: &Path, tail: usize) -> io::Result<(File, End)> {
    // A pipe or a device may keep us waiting for ever, and can't be read back.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let length = file.metadata()?.len();
    let mut end = End { length, tail: Vec::with_capacity(tail) };
    file.seek(SeekFrom::Start(length.saturating_sub(tail as u64)))?;
    file.read_to_end(&mut end.tail)?;
    Ok((file, end))
}

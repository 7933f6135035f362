//! Documents to paper; for now as text into a folder or a file.
//!
//! Printing is not a payment: an outcome says whether nothing went out, so that it may be tried again without a
//! thought, or something may have, so that a person looks first.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::document::{self, Document};
use crate::lang::{Arg, Lang};
use crate::settings::{Printer, Target};

pub mod charset;
pub mod profile;
#[cfg(test)]
mod tests;
pub mod wire;

/// What became of a document.
#[derive(Debug)]
pub enum Outcome {
    /// It is out, and stays out after a power cut.
    Done,
    /// Nothing went out: it can be printed again.
    Failed(Fault),
    /// It may be out, whole or in part: a person must look.
    Unknown(Fault),
}

/// What kept a document from its place.
#[derive(Debug)]
pub struct Fault {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

impl Outcome {
    /// What a screen says of it; nothing where it is done.
    pub fn text(&self, lang: Lang) -> Option<String> {
        let (id, fault) = match self {
            Outcome::Done => return None,
            Outcome::Failed(fault) => ("print-failed", fault),
            Outcome::Unknown(fault) => ("print-unknown", fault),
        };
        let (path, error) = (fault.path.display().to_string(), fault.error.to_string());
        Some(lang.text(id, &[("path", Arg::Text(&path)), ("error", Arg::Text(&error))]))
    }
}

/// Prints a document. To print it once more because its outcome was never recorded is harmless: a folder has a file
/// of one name for it, and a file that ends with it is left alone.
pub fn print(document: &Document, printer: &Printer) -> Outcome {
    let mut text = document::render(document, printer.columns).join("\n");
    text.push('\n');
    match &printer.to {
        Target::Dir(folder) => put(folder, &format!("{}.txt", document.name()), text.as_bytes()),
        Target::File(path) => {
            text.push('\n');
            append(path, text.as_bytes())
        }
    }
}

/// Puts a file into a folder: it appears under its name whole and durable.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let fault = |error| Fault { path: folder.join(name), error };
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

/// Appends to a file, unless it ends with these bytes already: a kill came between printing and recording.
fn append(path: &Path, bytes: &[u8]) -> Outcome {
    let fault = |error| Fault { path: path.to_owned(), error };
    let (mut file, end) = match open(path, bytes.len()) {
        Ok(opened) => opened,
        Err(error) => return Outcome::Failed(fault(error)),
    };
    if !end.tail.ends_with(bytes) {
        // What a power cut left of an earlier one must not run into the first line.
        let gap: &[u8] = if matches!(end.tail.last(), None | Some(b'\n')) { b"" } else { b"\n" };
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

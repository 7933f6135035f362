//! The mark that printing has begun: durable before the first byte goes down a wire, so that after a kill it is known
//! that nobody knows what is on the paper.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use tempfile::TempPath;

/// A paper that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// The entry that is printed.
    pub seq: u64,
    /// 0 for the original, else the copy's number.
    pub copy: u32,
}

/// Where the mark is: a file in the desk's home. A mark whose outcome is recorded means nothing.
#[derive(Clone, Debug)]
pub struct Mark(PathBuf);

impl Mark {
    /// The mark in the file at `path`; nothing is made or read.
    pub fn new(path: PathBuf) -> Mark {
        Mark(path)
    }

    /// The file.
    pub fn place(&self) -> impl fmt::Display {
        self.0.display()
    }

    /// Marks that a paper is begun, in the place of an earlier mark. It is there after a power cut.
    pub fn begin(&self, started: Started) -> io::Result<()> {
        let draft = self.0.with_extension("new");
        let mut file = File::create(&draft)?;
        let draft = TempPath::try_from_path(draft)?;
        writeln!(file, "{} {}", started.seq, started.copy)?;
        file.sync_all()?;
        draft.persist(&self.0)?;
        match self.0.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }

    /// Takes the mark away. One that comes back after a power cut only makes a person look once more.
    pub fn end(&self) -> io::Result<()> {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The paper that was begun and of which no outcome is recorded: the journal knows of no more than the `copies`
    /// of an entry's paper that came out, or may have, before it.
    pub fn unrecorded(&self, copies: impl FnOnce(u64) -> Option<u32>) -> io::Result<Option<Started>> {
        let left = self.left()?;
        Ok(left.filter(|started| copies(started.seq).is_some_and(|known| known <= started.copy)))
    }

    /// The paper that was begun and not ended, if there is one.
    fn left(&self) -> io::Result<Option<Started>> {
        let text = match fs::read_to_string(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        let read = text
            .trim_end()
            .split_once(' ')
            .and_then(|(seq, copy)| Some(Started { seq: seq.parse().ok()?, copy: copy.parse().ok()? }));
        read.map(Some).ok_or_else(|| ErrorKind::InvalidData.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stays_until_it_is_ended() {
        let home = tempfile::tempdir().unwrap();
        let mark = Mark::new(home.path().join("printing"));
        assert_eq!(mark.left().unwrap(), None);
        for started in [Started { seq: 7, copy: 0 }, Started { seq: 9, copy: 2 }] {
            mark.begin(started).unwrap();
            assert_eq!(mark.left().unwrap(), Some(started));
        }
        let of = |seq: u64| (seq == 9).then_some(2);
        assert_eq!(mark.unrecorded(of).unwrap(), Some(Started { seq: 9, copy: 2 }));
        assert_eq!(mark.unrecorded(|_| Some(3)).unwrap(), None, "its outcome is recorded");
        assert_eq!(mark.unrecorded(|_| None).unwrap(), None, "the entry has no paper");
        mark.end().unwrap();
        mark.end().unwrap();
        assert_eq!(mark.left().unwrap(), None);
        fs::write(home.path().join("printing"), "seven").unwrap();
        assert!(mark.left().is_err());
        assert!(Mark::new(home.path().join("none/printing")).begin(Started { seq: 1, copy: 0 }).is_err());
    }
}

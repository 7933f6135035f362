//! Sticks: what HTTP would carry, in a file sealed to its reader.

use crate::desk::{AckFault, DeskError, Heard, Outbox, OutboxError};
use crate::directory::{Directory, DirectoryError, Progress};
use crate::protocol::{Ack, Bundle, DirectoryPage, Fault, Hello, Keys, Limits, Part, PartKind, Tally, UsersPage};

/// Why a stick was not written or taken.
#[derive(Debug, thiserror::Error)]
pub enum StickError {
    /// The file is not one that this desk can take: damaged, another's, or signed by somebody else.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// HQ signed what the journal contradicts.
    #[error(transparent)]
    Ack(#[from] AckFault),
    /// The journal can't be read, or its entries not packed.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The directory can't be written.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

/// What was written to a stick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The first entry.
    pub first: u64,
    /// How many entries.
    pub entries: u64,
}

/// What a stick brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What HQ says to keep, in the order of the file.
    pub heard: Vec<Heard>,
    /// The last entry that HQ acknowledges, and its payments, where the file has an acknowledgement.
    pub acked: Option<(u64, Tally)>,
    /// Pages of the directory that were taken in.
    pub pages: u64,
    /// Pages that do not follow what the directory has: something between them is missing.
    pub gaps: u64,
    /// True where HQ's people were taken in.
    pub users: bool,
    /// HQ's keys, where they follow those that the desk knew: to be kept.
    pub next: Option<Keys>,
}

/// A file for HQ with all entries that it has not acknowledged; whatever is lost on the way, the next file has again.
pub fn export(outbox: &Outbox) -> Result<(Vec<u8>, Exported), StickError> {
    let first = outbox.ack().map_err(OutboxError::from)?.map_or(0, |ack| ack.through) + 1;
    let (mut parts, mut next) = (Vec::new(), first);
    while let Some(packed) = outbox.batch(next)? {
        next = packed.last + 1;
        parts.push(Part { kind: PartKind::Batch, bytes: packed.bytes });
    }
    let bundle = Bundle { desk: outbox.desk().clone(), parts };
    let sealed = bundle.seal(&outbox.enrolment().hq.seal)?;
    Ok((sealed, Exported { first, entries: next - first }))
}

/// Takes in what HQ sent: acknowledgements are held against the journal and given back to be recorded, pages and
/// people go into the directory. Taken twice, late or out of order it changes nothing.
pub fn import(
    outbox: &Outbox,
    directory: &mut Directory,
    sealed: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Imported, StickError> {
    let enrolment = outbox.enrolment();
    let bundle = Bundle::open(sealed, &enrolment.keys.seal, PartKind::FOR_DESK)?;
    let mut hq = enrolment.hq.sign;
    let mut imported = Imported::default();
    for part in &bundle.parts {
        match part.kind {
            PartKind::Hello => {
                let said = Hello::read(&part.bytes, &hq)?.hq;
                if said.sign != hq {
                    hq = said.sign;
                    imported.next = Some(said);
                }
            }
            PartKind::Ack => {
                let ack = Ack::read(&part.bytes, outbox.desk(), &hq)?;
                let acked = (ack.through, ack.tally());
                imported.heard.push(Heard::Ack(Box::new(outbox.prove(ack, &hq)?)));
                imported.acked = Some(imported.acked.filter(|known| known.0 >= acked.0).unwrap_or(acked));
            }
            PartKind::Directory => {
                let page = DirectoryPage::read_any(&part.bytes, &hq, &Limits::PAGE)?;
                let known = directory.pulled()?.map_or(0, |pulled| pulled.rev);
                imported.gaps += u64::from(page.from > known);
                imported.pages += u64::from(directory.take_page(&page)?);
            }
            PartKind::Users => {
                let page = UsersPage::read(&part.bytes, outbox.desk(), &hq, &Limits::PAGE)?;
                imported.users |= directory.take_users(&page)?;
            }
            PartKind::Batch => return Err(Fault::Kind { found: PartKind::Batch.as_str().to_owned() }.into()),
        }
    }
    if imported.pages > 0 {
        directory.settle(progress)?;
    }
    Ok(imported)
}

impl From<DeskError> for StickError {
    fn from(error: DeskError) -> StickError {
        OutboxError::from(error).into()
    }
}

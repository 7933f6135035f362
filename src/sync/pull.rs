//! Taking in what HQ publishes: accounts, catalogue and people, until nothing is new.

use crate::client::{ClientError, DeskClient};
use crate::directory::{Directory, DirectoryError, Progress, Pulled};

/// How many rows a page has: some megabytes, and a transaction of a tenth of a second.
const ROWS: usize = 50_000;

/// What taking in came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulling {
    /// How many rows came.
    pub rows: u64,
    /// The revision that the directory has now.
    pub rev: u64,
    /// True where the people changed.
    pub users: bool,
}

/// Why it was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// HQ was not reached, did not answer as HQ, or refused.
    #[error(transparent)]
    Hq(#[from] ClientError),
    /// The directory can't be written.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

/// Takes in what is new at HQ. Cut off at any moment it goes on from the last page that was taken.
pub fn pull(
    directory: &mut Directory,
    client: &DeskClient,
    progress: &mut dyn FnMut(Progress),
) -> Result<Pulling, PullError> {
    let known = directory.pulled()?;
    let users = client.users_page()?;
    let is_news = known.is_none_or(|known| known.users != users.rev);
    directory.take_users(&users)?;
    let (mut rows, mut bytes) = (0, 0);
    let Pulled { mut rev, waiting, .. } = directory.pulled()?.unwrap_or_default();
    loop {
        let page = client.directory_page(rev, ROWS)?;
        directory.take_page(&page)?;
        rows += page.rows.len() as u64;
        bytes += page.rows.iter().map(|row| row.value.as_ref().map_or(0, String::len) as u64).sum::<u64>();
        progress(Progress::Read { rows: rows + waiting, bytes });
        rev = page.to;
        if !page.more {
            break;
        }
    }
    if rows + waiting > 0 || known.is_none() {
        directory.settle(progress)?;
    }
    Ok(Pulling { rows, rev, users: is_news })
}

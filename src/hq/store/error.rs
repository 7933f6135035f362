//! Why a store did not answer.

use crate::domain::Message;
use crate::domain::message::text;

/// The store did not do what it was asked. Nothing is half done: the transaction was taken back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store where the settings say.
    #[error("there is no store yet")]
    Missing,
    /// The database is another program's.
    #[error("the database is not a store of Okno's headquarters")]
    Foreign,
    /// The tables are those of a newer program.
    #[error("the store was made by a newer version of this program")]
    Newer,
    /// The store was made with another key: this home is not the one that it belongs to.
    #[error("the store belongs to the key {store}, and this home has {ours}")]
    OtherKey {
        /// The fingerprint of the key that the store was made with.
        store: String,
        /// The fingerprint of this home's key.
        ours: String,
    },
    /// The URL can't be read.
    #[error("the store's URL can't be read: {0}")]
    Url(String),
    /// Another process held it too long.
    #[error("another process held the store too long")]
    Busy,
    /// The disk is full.
    #[error("the store's disk is full")]
    Full,
    /// The server can't be reached.
    #[error("the store can't be reached: {0}")]
    Unreachable(String),
    /// What is stored contradicts itself.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// Anything else that the database says.
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// The message for the person who asked.
    pub fn message(&self) -> Message {
        let detail = |detail: &String| vec![("detail", text(detail))];
        match self {
            StoreError::Missing => ("hq-store-missing", vec![]),
            StoreError::Foreign => ("hq-store-foreign", vec![]),
            StoreError::Newer => ("hq-store-newer", vec![]),
            StoreError::OtherKey { store, ours } => {
                ("hq-store-other-key", vec![("store", text(store)), ("ours", text(ours))])
            }
            StoreError::Url(why) => ("hq-store-url", detail(why)),
            StoreError::Busy => ("hq-store-busy", vec![]),
            StoreError::Full => ("hq-store-full", vec![]),
            StoreError::Unreachable(why) => ("hq-store-unreachable", detail(why)),
            StoreError::Damaged(why) => ("hq-store-damaged", detail(why)),
            StoreError::Failed(why) => ("hq-store-failed", detail(why)),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::NotADatabase) => StoreError::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
            Some(ErrorCode::CannotOpen) => StoreError::Unreachable(error.to_string()),
            _ => StoreError::Failed(error.to_string()),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> StoreError {
        use postgres::error::SqlState;
        let Some(said) = error.as_db_error() else {
            // The crate's own words leave out what the system said.
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
            return StoreError::Unreachable(format!("{error}{cause}"));
        };
        match said.code() {
            code if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
                StoreError::Busy
            }
            code if *code == SqlState::DISK_FULL => StoreError::Full,
            // The server goes down, or the connection was ended from there: the socket closes a moment later.
            code if [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW]
                .contains(code) =>
            {
                StoreError::Unreachable(said.message().to_owned())
            }
            code if *code == SqlState::UNDEFINED_TABLE => StoreError::Missing,
            _ => StoreError::Failed(said.message().to_owned()),
        }
    }
}

impl From<refinery::Error> for StoreError {
    fn from(error: refinery::Error) -> StoreError {
        use refinery::error::Kind;
        match error.kind() {
            // Tables that this program never heard of, or with a text of their own under a number that it knows.
            Kind::MissingVersion(_) | Kind::DivergentVersion(..) => StoreError::Newer,
            _ => StoreError::Failed(error.to_string()),
        }
    }
}

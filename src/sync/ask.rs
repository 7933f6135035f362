//! Asking HQ about an account that the desk's copy of the directory lacks.

use crate::client::{ClientError, DeskClient};
use crate::desk::{Balance, DeskError, View, balance};
use crate::directory::AccountRow;
use crate::domain::message::text;
use crate::domain::{AccountNumber, Message, SupplierCode};
use crate::protocol::PublishedAccount;

/// Why HQ did not say.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// HQ can't be asked, or refuses.
    #[error(transparent)]
    Hq(#[from] ClientError),
    /// The desk's own files can't be read.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// HQ's row can't be read.
    #[error("headquarters' row can't be read: {0}")]
    Garbage(#[from] serde_json::Error),
}

impl AskError {
    /// The message for the person who asked.
    pub fn message(&self) -> Message {
        match self {
            AskError::Hq(error) => error.message(),
            AskError::Desk(error) => error.message(),
            AskError::Garbage(error) => ("client-garbage", vec![("detail", text(error))]),
        }
    }
}

/// What HQ has of an account, with the supplier that is named or with every one; what was paid here since is taken off.
/// Nothing of it is kept.
pub fn ask(
    client: &DeskClient,
    view: &View,
    named: Option<&SupplierCode>,
    account: &AccountNumber,
) -> Result<Vec<Balance>, AskError> {
    let catalogue = view.directory().catalogue().map_err(DeskError::from)?;
    let suppliers = catalogue.suppliers.iter().map(|supplier| &supplier.code);
    let mut found = Vec::new();
    for supplier in suppliers.filter(|code| named.is_none_or(|named| named == *code)) {
        let Some(value) = client.account(supplier, account)?.value else { continue };
        let PublishedAccount { name, address, figure, as_of, counted_through, .. } = serde_json::from_str(&value)?;
        let (supplier, account) = (supplier.clone(), account.clone());
        let row = AccountRow { supplier, account, name, address, figure, as_of, counted_through };
        found.push(balance(view.journal(), row)?);
    }
    Ok(found)
}

//! Catching up with HQ: what to send ([`plan`]), sending it over HTTP ([`Exchange`], [`Worker`]) or on a stick
//! ([`bundles`]), taking in what HQ publishes ([`pull`]), and asking it about one account ([`ask`]).
//!
//! Nothing here writes the journal. What HQ says is handed to the desk's one writer, and a payment never waits for it.

mod ask;
pub mod bundles;
mod door;
mod exchange;
pub mod plan;
mod pull;
mod status;
mod worker;

pub use ask::{AskError, ask};
pub use exchange::{Exchange, Trouble};
pub use plan::{Answer, Fork, Next, Plan};
pub use pull::{PullError, Pulling, pull};
pub use status::{Cause, Ill, Sent, Status};
pub use worker::{Ears, ROUND, Worker};

use std::sync::Arc;

use crate::client::{Client, ClientError, Clock, DeskClient, Place};
use crate::desk::{DeskKey, Home, Outbox};
use crate::domain::Message;

/// The journal of the desk at `home` to be sent, and the way to HQ at `place`; `None` for a desk that HQ has not
/// enrolled.
pub fn way(home: &Home, place: &Place, clock: Clock) -> Result<Option<(Outbox, DeskClient)>, Message> {
    let Some(outbox) = Outbox::open(home).map_err(|error| error.message())? else { return Ok(None) };
    let client = client(home, &outbox, place, clock).map_err(|error| error.message())?;
    Ok(Some((outbox, client)))
}

/// The way to HQ at `place`, by the keys of the desk at `home` whose journal is to be sent. HQ's next keys are kept in
/// the home.
pub fn client(home: &Home, outbox: &Outbox, place: &Place, clock: Clock) -> Result<DeskClient, ClientError> {
    let enrolment = outbox.enrolment();
    let client = Client::new(place, clock)?;
    let client = client.at_desk(outbox.desk().clone(), enrolment.keys.sign.clone(), enrolment.hq.sign);
    let path = home.key();
    Ok(client.kept_by(Arc::new(move |known, next| {
        if let Err(error) = DeskKey::follow(&path, known, next) {
            // It is proved anew by the next start.
            tracing::error!(%error, "HQ's next key can't be kept");
        }
    })))
}

//! Catching up with HQ: what to send ([`plan`]), sending it over HTTP ([`Exchange`], [`Worker`]) or on a stick
//! ([`bundles`]), and taking in what HQ publishes ([`pull`]).
//!
//! Nothing here writes the journal. What HQ says is handed to the desk's one writer, and a payment never waits for it.

pub mod bundles;
mod exchange;
pub mod plan;
mod pull;
mod status;
mod worker;

pub use exchange::{Exchange, Trouble};
pub use plan::{Answer, Fork, Next, Plan};
pub use pull::{PullError, Pulling, pull};
pub use status::{Cause, Ill, Sent, Status};
pub use worker::{Ears, ROUND, Worker};

//! What the screens are told of headquarters: by the journal, and by the worker that sends.

use crate::client::refused;
use crate::desk::{Desk, DeskError};
use crate::sync::{self, Status};
use crate::tui::link::{Acked, Cause, FRESH, Hq, Link, Sent, Trouble};

// What `FRESH` promises.
const _: () = assert!(FRESH.num_seconds() as u64 == 3 * sync::ROUND.as_secs());

/// What the journal keeps of headquarters' word.
pub fn kept(desk: &Desk) -> Result<Hq, DeskError> {
    let journal = desk.journal();
    let acked = journal.ack()?.map(|ack| Acked {
        at: ack.at,
        through: ack.through,
        hash16: ack.head.short(),
        payments: ack.payments,
        sum: ack.kopecks,
    });
    let refusal = journal.word()?.and_then(|word| Some((word.at, refused(&word.refusal?))));
    Ok(Hq { acked, refusal })
}

/// What the worker says.
pub fn told(status: &Status) -> Link {
    let trouble = status.trouble.as_ref().map(|ill| Trouble { cause: cause(ill.cause), said: ill.said.clone() });
    let sent = status.sent.iter().map(|sent| Sent {
        through: sent.through,
        entries: sent.entries,
        payments: sent.payments,
        sum: sent.sum,
        at: sent.at,
    });
    Link {
        acked_at: status.acked_at,
        heard: status.heard,
        trouble,
        exceptions: status.exceptions,
        pulled_at: status.pulled_at,
        sent: sent.collect(),
    }
}

fn cause(cause: sync::Cause) -> Cause {
    match cause {
        sync::Cause::NoAnswer => Cause::NoAnswer,
        sync::Cause::Refused => Cause::Refused,
        sync::Cause::Fork => Cause::Fork,
        sync::Cause::Here => Cause::Here,
    }
}

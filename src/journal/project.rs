//! Projections: tables that follow from the entries, kept in the same transaction.

use rusqlite::{Connection, params};

use crate::domain::event::{Event, Paper, PaymentMoved, PaymentTaken};
use crate::domain::{Line, ReceiptNumber, Seal, TransitCode};
use crate::protocol::Entry;

/// Adds what `event`, the content of `entry`, changes. The same function serves the till, `rebuild` and `verify`.
pub(super) fn project(db: &Connection, entry: &Entry, event: &Event) -> rusqlite::Result<()> {
    if event.has_document() {
        execute(db, "INSERT INTO document(seq, copies, state) VALUES (?1, 0, 'queued')", params![entry.seq])?;
    }
    if event.approval().is_some_and(|approval| approval.telephone.is_some()) {
        forgive(db, BY_TELEPHONE)?;
    }
    if let Some(receipt) = event.corrects() {
        let values = params![entry.seq, receipt.to_string()];
        execute(db, "INSERT INTO correction(seq, receipt) VALUES (?1, ?2)", values)?;
    }
    match event {
        Event::ShiftOpened(opened) => execute(
            db,
            "INSERT INTO shift(number, day, opened) VALUES (?1, ?2, ?3)",
            params![opened.shift, opened.day.to_string(), entry.seq],
        ),
        Event::ShiftClosed(closed) => {
            execute(db, "UPDATE shift SET closed = ?2 WHERE number = ?1", params![closed.shift, entry.seq])
        }
        Event::PaymentTaken(payment) => take(db, entry, payment),
        Event::PaymentVoided(void) => {
            let receipt = void.receipt.to_string();
            execute(db, "UPDATE payment SET voided = ?2 WHERE receipt = ?1", params![receipt, entry.seq])?;
            void.lines.iter().try_for_each(|line| take_off(db, void.receipt, None, line))
        }
        Event::PaymentRefunded(refund) => {
            refund.lines.iter().try_for_each(|back| take_off(db, refund.receipt, Some(back.n), &back.line))
        }
        Event::PaymentMoved(moved) => put_on(db, moved),
        Event::CashHandedOver(given) => transit(db, entry.seq, &given.code),
        Event::CashAccepted(taken) => transit(db, entry.seq, &taken.code),
        Event::CashDropped(drop) => {
            execute(db, "INSERT INTO bag(seq, seal) VALUES (?1, ?2)", params![entry.seq, drop.seal.to_string()])
        }
        Event::BagGiven(given) => given.bags.iter().try_for_each(|bag| give(db, entry.seq, &bag.seal)),
        Event::UserSignedIn(signed_in) => forgive(db, signed_in.user.as_str()),
        Event::UserRefused(refused) => {
            let whose = if refused.telephone { BY_TELEPHONE } else { refused.user.as_str() };
            execute(
                db,
                "INSERT INTO sign_in(user, tries, seq) VALUES (?1, ?2, ?3)
                 ON CONFLICT(user) DO UPDATE SET tries = excluded.tries, seq = excluded.seq",
                params![whose, refused.tries, entry.seq],
            )
        }
        Event::PinSet(set) => {
            forgive(db, set.user.as_str())?;
            let sql = "INSERT OR REPLACE INTO pin(user, seq, hash, instead_of) VALUES (?1, ?2, ?3, ?4)";
            execute(db, sql, params![set.user.as_str(), entry.seq, set.pin_hash, set.instead_of.to_string()])
        }
        Event::PrintDone(done) => printed(db, done.seq, "done"),
        Event::PrintUnknown(unknown) => printed(db, unknown.seq, "unknown"),
        Event::PrintResolved(resolved) => {
            let state = if resolved.paper == Paper::Whole { "done" } else { "queued" };
            execute(db, "UPDATE document SET state = ?2 WHERE seq = ?1", params![resolved.seq, state])
        }
        Event::DeskEnrolled(_)
        | Event::DeskRecovered(_)
        | Event::CardStarted(_)
        | Event::ShiftPaused(_)
        | Event::ShiftResumed(_)
        | Event::PaymentRetendered(_)
        | Event::CashIn(_)
        | Event::CashOut(_)
        | Event::CashCounted(_) => Ok(()),
    }
}

/// Under what wrong codes given by telephone are counted, whoever typed them: no person has such a name.
pub(super) const BY_TELEPHONE: &str = ":telephone";

/// Forgets wrong PINs, or codes.
fn forgive(db: &Connection, whose: &str) -> rusqlite::Result<()> {
    execute(db, "DELETE FROM sign_in WHERE user = ?1", params![whose])
}

/// Puts a line on the account that it was moved to.
fn put_on(db: &Connection, moved: &PaymentMoved) -> rusqlite::Result<()> {
    let (from, to) = (&moved.from, &moved.to);
    execute(
        db,
        "UPDATE line SET account = ?4, supplier = ?5 WHERE account = ?1 AND supplier = ?2
         AND seq = (SELECT seq FROM payment WHERE receipt = ?3) AND n = ?6 - 1",
        params![
            from.account.as_str(),
            from.supplier.as_str(),
            moved.receipt.to_string(),
            to.account.as_str(),
            to.supplier.as_str(),
            moved.n
        ],
    )
}

/// Takes what is given back off the line that it was taken for; `n` counts from 1, and without it the whole line goes.
fn take_off(db: &Connection, receipt: ReceiptNumber, n: Option<u32>, line: &Line) -> rusqlite::Result<()> {
    execute(
        db,
        "UPDATE line SET remaining = CASE WHEN ?4 IS NULL THEN 0 ELSE remaining - ?5 END
         WHERE account = ?1 AND supplier = ?2 AND seq = (SELECT seq FROM payment WHERE receipt = ?3)
         AND (?4 IS NULL OR n = ?4 - 1)",
        params![line.account.as_str(), line.supplier.as_str(), receipt.to_string(), n, line.amount.kopecks()],
    )
}

fn give(db: &Connection, seq: u64, seal: &Seal) -> rusqlite::Result<()> {
    execute(db, "UPDATE bag SET given = ?2 WHERE seal = ?1 AND given IS NULL", params![seal.to_string(), seq])
}

fn transit(db: &Connection, seq: u64, code: &TransitCode) -> rusqlite::Result<()> {
    execute(db, "INSERT INTO transit(seq, code) VALUES (?1, ?2)", params![seq, code.to_string()])
}

fn take(db: &Connection, entry: &Entry, payment: &PaymentTaken) -> rusqlite::Result<()> {
    let receipt = payment.receipt;
    execute(db, "INSERT INTO payment(receipt, seq) VALUES (?1, ?2)", params![receipt.to_string(), entry.seq])?;
    for (n, line) in payment.lines.iter().enumerate() {
        execute(
            db,
            "INSERT INTO line(account, supplier, seq, n, day, kopecks, remaining)
             VALUES (?1, ?2, ?3, ?4, coalesce((SELECT day FROM shift WHERE number = ?5), ''), ?6, ?6)",
            params![line.account.as_str(), line.supplier.as_str(), entry.seq, n, receipt.shift, line.amount.kopecks()],
        )?;
    }
    Ok(())
}

fn printed(db: &Connection, seq: u64, state: &str) -> rusqlite::Result<()> {
    execute(db, "UPDATE document SET copies = copies + 1, state = ?2 WHERE seq = ?1", params![seq, state])
}

fn execute(db: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute(values).map(|_| ())
}

//! Projections: tables that follow from the entries, kept in the same transaction.

use rusqlite::{Connection, params};

use crate::domain::event::{Event, Paper, PaymentTaken};
use crate::protocol::Entry;

/// Adds what `event`, the content of `entry`, changes. The same function serves the till, `rebuild` and `verify`.
pub(super) fn project(db: &Connection, entry: &Entry, event: &Event) -> rusqlite::Result<()> {
    match event {
        Event::ShiftOpened(opened) => execute(
            db,
            "INSERT INTO shift(number, day, opened) VALUES (?1, ?2, ?3)",
            params![opened.shift, opened.day.to_string(), entry.seq],
        ),
        Event::ShiftClosed(closed) => {
            execute(db, "UPDATE shift SET closed = ?2 WHERE number = ?1", params![closed.shift, entry.seq])
        }
        Event::PaymentTaken(payment) => {
            take(db, entry, payment)?;
            queue(db, entry.seq)
        }
        Event::PaymentVoided(void) => {
            let receipt = void.receipt.to_string();
            execute(db, "UPDATE payment SET voided = ?2 WHERE receipt = ?1", params![receipt, entry.seq])?;
            for line in &void.lines {
                execute(
                    db,
                    "UPDATE line SET remaining = 0 WHERE account = ?1 AND supplier = ?2
                     AND seq = (SELECT seq FROM payment WHERE receipt = ?3)",
                    params![line.account.as_str(), line.supplier.as_str(), receipt],
                )?;
            }
            queue(db, entry.seq)
        }
        Event::UserSignedIn(signed_in) => {
            execute(db, "DELETE FROM sign_in WHERE user = ?1", params![signed_in.user.as_str()])
        }
        Event::UserRefused(refused) => execute(
            db,
            "INSERT INTO sign_in(user, tries, seq) VALUES (?1, ?2, ?3)
             ON CONFLICT(user) DO UPDATE SET tries = excluded.tries, seq = excluded.seq",
            params![refused.user.as_str(), refused.tries, entry.seq],
        ),
        Event::PrintDone(done) => printed(db, done.seq, "done"),
        Event::PrintUnknown(unknown) => printed(db, unknown.seq, "unknown"),
        Event::PrintResolved(resolved) => {
            let state = if resolved.paper == Paper::Whole { "done" } else { "queued" };
            execute(db, "UPDATE document SET state = ?2 WHERE seq = ?1", params![resolved.seq, state])
        }
        Event::DeskEnrolled(_) | Event::CardStarted(_) => Ok(()),
    }
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

fn queue(db: &Connection, seq: u64) -> rusqlite::Result<()> {
    execute(db, "INSERT INTO document(seq, copies, state) VALUES (?1, 0, 'queued')", params![seq])
}

fn printed(db: &Connection, seq: u64, state: &str) -> rusqlite::Result<()> {
    execute(db, "UPDATE document SET copies = copies + 1, state = ?2 WHERE seq = ?1", params![seq, state])
}

fn execute(db: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute(values).map(|_| ())
}

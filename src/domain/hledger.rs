//! Entries in the plain-text accounting format of hledger and ledger, so that a program which nobody here wrote checks
//! every sum.

use std::fmt::Write;

use chrono::NaiveDate;

use super::event::Event;
use super::ids::{DeskId, EntryId};
use super::ledger::{self, LedgerAccount, Posting};
use super::office::HqEvent;
use super::time::Timestamp;

/// What a file begins with; `what` says whose journals they are.
pub fn head(what: &str) -> String {
    format!("; {what}\n\ndecimal-mark .\ncommodity 1000.00 RUB\n\n")
}

/// By what an entry is known.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its number.
    pub seq: u64,
    /// Its id.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
}

/// The transactions of a desk's entries, given in their order.
#[derive(Clone, Debug)]
pub struct Transactions {
    desk: DeskId,
    /// The latest business day so far.
    latest: Option<NaiveDate>,
}

impl Transactions {
    /// Those of a desk, from its first entry on.
    pub fn of(desk: DeskId) -> Transactions {
        Transactions { desk, latest: None }
    }

    /// The transaction of an entry, on its business day; none for one that moves no money. A close asserts the counted
    /// cash, so that every sum before it is checked.
    pub fn next(&mut self, known: Known, event: &Event) -> Option<String> {
        if let Event::ShiftOpened(opened) = event {
            // Assertions are checked in the order of dates, which must be that of the entries even where a
            // supervisor let a shift open under a clock set back.
            self.latest = self.latest.max(Some(opened.day));
        }
        let postings = ledger::postings(&self.desk, event);
        let counted = match event {
            Event::ShiftClosed(closed) => Some(closed.counted),
            _ => None,
        };
        if postings.is_empty() && counted.is_none() {
            return None;
        }
        let day = self.latest.unwrap_or_else(|| known.at.utc().date_naive());
        let mut text = transaction(day, &title(event), known, &postings);
        if let Some(counted) = counted {
            let till = LedgerAccount::Till(self.desk.clone()).to_string();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "    {till:<40}  {:>14} RUB = {counted} RUB", 0);
        }
        Some(text + "\n")
    }
}

/// The transaction of an entry of headquarters' own journal, on the day of its clock in Greenwich; none for one that
/// moves no money.
pub fn of_own(known: Known, event: &HqEvent) -> Option<String> {
    let postings = super::office::ledger::postings(event);
    let day = known.at.utc().date_naive();
    (!postings.is_empty()).then(|| transaction(day, event.kind(), known, &postings) + "\n")
}

fn transaction(day: NaiveDate, title: &str, known: Known, postings: &[Posting]) -> String {
    let Known { seq, id, .. } = known;
    let mut text = format!("{day} * {title}  ; seq:{seq}, id:{id}\n");
    for Posting { account, amount } in postings {
        let _ = writeln!(text, "    {:<40}  {amount:>14} RUB", account.to_string());
    }
    text
}

fn title(event: &Event) -> String {
    match event {
        Event::PaymentTaken(payment) => format!("payment {}", payment.receipt),
        Event::PaymentVoided(void) => format!("void {}", void.receipt),
        Event::ShiftOpened(opened) => format!("shift {} opened", opened.shift),
        Event::ShiftClosed(closed) => format!("shift {} closed", closed.shift),
        other => other.kind().to_owned(),
    }
}

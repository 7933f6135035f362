//! The receipts of the shift: found by number, account, sum or time.

use crate::desk::{DeskError, View};
use crate::domain::event::PaymentTaken;
use crate::domain::{AccountNumber, Money, Offset, Timestamp, line};
use crate::tui::msg::ReceiptRow;

/// Receipts of the last shift, the newest first: those whose number, account, sum or time begins as `text` says; all
/// of them where it says nothing.
pub fn find(view: &View, text: &str) -> Result<Vec<ReceiptRow>, DeskError> {
    let journal = view.journal();
    let shift = journal.shift()?;
    let offset = shift.open.as_ref().map(|open| open.offset);
    let wanted = Wanted::new(text, offset);
    let mut rows = Vec::new();
    for (entry, payment) in journal.payments_of_shift()? {
        let total = line::total(&payment.lines).unwrap_or_default();
        if !wanted.fits(&payment, total, entry.at) {
            continue;
        }
        let largest = payment.tenders.iter().max_by_key(|tender| tender.amount);
        rows.push(ReceiptRow {
            seq: entry.seq,
            receipt: payment.receipt,
            at: entry.at,
            total,
            tender: largest.map(|tender| tender.kind.to_string()).unwrap_or_default(),
            voided: journal.payment(payment.receipt)?.is_some_and(|row| row.voided.is_some()),
            paper: journal.document(entry.seq)?.map_or("done", |document| document.state.as_str()),
            lines: payment.lines.len(),
            account: match payment.lines.into_iter().next() {
                Some(line) => line.account,
                None => continue,
            },
        });
    }
    Ok(rows)
}

struct Wanted {
    text: String,
    number: Option<AccountNumber>,
    sum: Option<Money>,
    offset: Option<Offset>,
}

impl Wanted {
    fn new(text: &str, offset: Option<Offset>) -> Wanted {
        let text = text.trim().to_owned();
        Wanted { number: AccountNumber::parse(&text).ok(), sum: Money::parse(&text).ok(), text, offset }
    }

    fn fits(&self, payment: &PaymentTaken, total: Money, at: Timestamp) -> bool {
        self.text.is_empty()
            || payment.receipt.to_string().starts_with(&self.text)
            || payment.receipt.n.to_string() == self.text
            || self.is_sum(total)
            || payment.lines.iter().any(|line| self.is_sum(line.amount) || self.is_account(&line.account))
            || self.offset.is_some_and(|offset| at.local(offset).format("%H:%M").to_string().starts_with(&self.text))
    }

    /// A sum without kopecks finds those with any.
    fn is_sum(&self, sum: Money) -> bool {
        let is_whole = !self.text.contains([',', '.']);
        self.sum.is_some_and(|wanted| wanted == sum || (is_whole && wanted.kopecks() / 100 == sum.kopecks() / 100))
    }

    fn is_account(&self, account: &AccountNumber) -> bool {
        let begins = |number: &AccountNumber| {
            account.as_str().starts_with(number.as_str()) || account.digits().starts_with(number.as_str())
        };
        self.text.chars().count() >= 3 && self.number.as_ref().is_some_and(begins)
    }
}

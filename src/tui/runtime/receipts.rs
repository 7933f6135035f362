//! Finding receipts. Those of the open shift by the beginning of anything that is on them; those of other shifts by
//! what names them: their number, their business day, the account or whoever lives there; those of the last days by all
//! that is on them, too.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{Datelike, Days, NaiveDate};

use crate::desk::{DeskError, View};
use crate::domain::event::PaymentTaken;
use crate::domain::{
    AccountNumber, Message, Money, Offset, ReceiptName, RecordedPayment, Shift, Timestamp, UserName, keyboard, line,
};
use crate::protocol;
use crate::tui::msg::ReceiptRow;

/// The most receipts that are shown of other shifts than the open one.
const MOST: u32 = 100;
/// The most accounts of a name or an address whose receipts are shown.
const MOST_ACCOUNTS: usize = 12;
/// In the shifts of so many days all is looked for that is in the open one: sums, times, names.
const LATELY: Days = Days::new(7);
/// Shorter texts than this fit too much of other shifts.
const SHORTEST: usize = 3;

/// A payment with its entry.
type Found = (protocol::Entry, PaymentTaken);

/// The receipts that `text` finds, the newest first; those of the open shift where it says nothing. Another desk's
/// receipt is answered with that desk's name.
pub fn find(view: &View, text: &str, now: Timestamp) -> Result<Vec<ReceiptRow>, Message> {
    let text = match named(text) {
        Some(receipt) => receipt.at(view.journal().desk()).map_err(|refusal| refusal.message())?.to_string(),
        None => text.trim().to_owned(),
    };
    let found = search(view, &text, now).map_err(|error| error.message())?;
    rows(view, found).map_err(|error| error.message())
}

/// A receipt's number, maybe with its desk, typed under either layout: `664003/2:1-118-3`.
fn named(text: &str) -> Option<ReceiptName> {
    [text.to_owned(), keyboard::to_latin(text)].iter().find_map(|text| text.parse().ok())
}

fn search(view: &View, text: &str, now: Timestamp) -> Result<Vec<Found>, DeskError> {
    let journal = view.journal();
    let shift = journal.shift()?;
    let Some(here) = shift.open.as_ref().or(shift.closed.as_ref()) else { return Ok(vec![]) };
    let wanted = Wanted::new(text, here.offset);
    let mut found = Finds::default();
    let of_shift = journal.payments_beginning(&format!("{}-{}-", here.epoch, here.number), u32::MAX)?;
    found.take(wanted.of(view, of_shift)?);
    if text.chars().count() >= SHORTEST {
        found.take(of_other_shifts(view, &shift, text, &wanted, now.day(here.offset))?);
    }
    Ok(found.newest_first())
}

fn of_other_shifts(
    view: &View,
    shift: &Shift,
    text: &str,
    wanted: &Wanted,
    today: NaiveDate,
) -> Result<Vec<Found>, DeskError> {
    let journal = view.journal();
    let (day, rest) = day_of(text, today);
    if day.is_none() && text.contains('-') && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return Ok(journal.payments_beginning(text, MOST)?);
    }
    let mut found = vec![];
    if let Some(day) = day {
        found.extend(Wanted::new(rest, wanted.offset).of(view, of_days(view, shift, day, day)?)?);
    }
    let since = today.checked_sub_days(LATELY).unwrap_or(today);
    found.extend(wanted.of(view, of_days(view, shift, since, today)?)?);
    let mut accounts: Vec<AccountNumber> = wanted.number.iter().cloned().collect();
    accounts.extend(view.directory().find(text, MOST_ACCOUNTS)?.rows.into_iter().map(|row| row.account));
    for account in accounts {
        found.extend(journal.payments_for(&account, MOST)?);
    }
    Ok(found)
}

/// The payments of the shifts of some business days.
fn of_days(view: &View, shift: &Shift, first: NaiveDate, last: NaiveDate) -> Result<Vec<Found>, DeskError> {
    let mut found = vec![];
    for number in view.journal().shifts_between(first, last)? {
        let epoch = view.journal().shift_opened(number)?.map_or(shift.epoch, |opened| opened.epoch);
        found.extend(view.journal().payments_beginning(&format!("{epoch}-{number}-"), u32::MAX)?);
    }
    Ok(found)
}

/// A business day at the beginning of a text, the last one of that date, and what follows: `22.11 812,40`.
fn day_of(text: &str, today: NaiveDate) -> (Option<NaiveDate>, &str) {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<Option<i32>> = first.split(['.', ',', '/', 'ю']).map(|part| part.parse().ok()).collect();
    let month = |n: i32| u32::try_from(n).unwrap_or_default();
    let date = |year, month_of, day| NaiveDate::from_ymd_opt(year, month(month_of), month(day));
    let day = match parts[..] {
        [Some(day), Some(month)] => {
            let of = |year| date(year, month, day).filter(|day| *day <= today);
            of(today.year()).or_else(|| of(today.year() - 1))
        }
        [Some(day), Some(month), Some(year)] if year < 100 => date(2000 + year, month, day),
        [Some(day), Some(month), Some(year)] => date(year, month, day),
        // A receipt's number has a '-' too.
        _ => first.parse().ok().filter(|_| first.len() == "2026-11-23".len()),
    };
    (day, rest.trim())
}

/// Payments, each once.
#[derive(Default)]
struct Finds(BTreeMap<u64, Found>);

impl Finds {
    fn take(&mut self, found: impl IntoIterator<Item = Found>) {
        self.0.extend(found.into_iter().map(|payment| (payment.0.seq, payment)));
    }

    fn newest_first(self) -> Vec<Found> {
        self.0.into_values().rev().collect()
    }
}

fn rows(view: &View, found: Vec<Found>) -> Result<Vec<ReceiptRow>, DeskError> {
    let journal = view.journal();
    let mut cashiers: BTreeMap<u32, Option<UserName>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(found.len());
    for (entry, payment) in found {
        let receipt = payment.receipt;
        let cashier = match cashiers.entry(receipt.shift) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(journal.shift_opened(receipt.shift)?.map(|opened| opened.user)),
        };
        let Some(cashier) = cashier.clone() else { continue };
        let mut recorded = RecordedPayment::new(payment);
        let mut corrections = vec![];
        for (entry, event) in journal.corrections(receipt)? {
            recorded.apply(&event);
            corrections.push((entry.at, event));
        }
        let mut payers = Vec::with_capacity(recorded.lines.len());
        for line in &recorded.lines {
            let account = view.directory().account(&line.supplier, &line.account)?;
            payers.push(account.map(|account| account.name).unwrap_or_default());
        }
        let paper = journal.document(entry.seq)?.map_or("done", |document| document.state.as_str());
        rows.push(ReceiptRow { seq: entry.seq, receipt, at: entry.at, cashier, recorded, corrections, payers, paper });
    }
    Ok(rows)
}

/// The words of a name, an address or what is looked for: small letters, ё is е.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('ё', "е");
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

struct Wanted {
    text: String,
    number: Option<AccountNumber>,
    sum: Option<Money>,
    offset: Offset,
}

impl Wanted {
    fn new(text: &str, offset: Offset) -> Wanted {
        let text = text.trim().to_owned();
        Wanted { number: AccountNumber::parse(&text).ok(), sum: Money::parse(&text).ok(), text, offset }
    }

    /// Those of some payments that fit.
    fn of(&self, view: &View, payments: Vec<Found>) -> Result<Vec<Found>, DeskError> {
        let mut fitting = vec![];
        for payment in payments {
            if self.fits(&payment) || self.names(view, &payment.1)? {
                fitting.push(payment);
            }
        }
        Ok(fitting)
    }

    /// True if each word begins a word of a payer's name or address, under either layout.
    fn names(&self, view: &View, payment: &PaymentTaken) -> Result<bool, DeskError> {
        if !self.text.contains(char::is_alphabetic) {
            return Ok(false);
        }
        for line in &payment.lines {
            let Some(account) = view.directory().account(&line.supplier, &line.account)? else { continue };
            let known = words(&format!("{} {}", account.name, account.address));
            let begins = |typed: &String| known.iter().any(|word| word.starts_with(typed.as_str()));
            let typed = [words(&self.text), words(&keyboard::to_russian(&self.text))];
            if typed.iter().any(|typed| typed.iter().all(begins)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn fits(&self, (entry, payment): &Found) -> bool {
        let total = line::total(&payment.lines).unwrap_or_default();
        self.text.is_empty()
            || payment.receipt.to_string().starts_with(&self.text)
            || payment.receipt.n.to_string() == self.text
            || self.is_sum(total)
            || payment.lines.iter().any(|line| self.is_sum(line.amount) || self.is_account(&line.account))
            || entry.at.local(self.offset).format("%H:%M").to_string().starts_with(&self.text)
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
        self.text.chars().count() >= SHORTEST && self.number.as_ref().is_some_and(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        let read = |text| day_of(text, today).0.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(read("22.11"), "2025-11-22", "the last one of that date");
        assert_eq!(["9.3", "09,03", "09ю03.26", "9.3.2026", "2026-03-09"].map(read), ["2026-03-09"; 5]);
        assert_eq!(["31.2", "1204417", "лен 12", "812,40", "1-118-3"].map(read), [""; 5]);
        assert_eq!(day_of("9.3 812,40", today).1, "812,40");
    }
}

//! What is looked up beside the writer: accounts, scanned bills, receipts of the shift, and how a paper reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;

use super::papers::{Office, Papers};
use super::{Mint, receipts, reports};
use crate::client::DeskClient;
use crate::desk::holders::holders;
use crate::desk::{Balance, DeskError, View, balance};
use crate::document::{self, Document, Form};
use crate::domain::message::{list, text};
use crate::domain::scan::{BarcodeLayouts, Bill, ScanError, UnknownPayee, read_text};
use crate::domain::{AccountNumber, Catalogue, Message, Money, SupplierCode, Timestamp, keyboard};
use crate::sync::{AskError, ask};
use crate::tui::msg::{BillFound, Effect, Hit, Msg, Wanted};

/// How many accounts a search shows.
const MOST: usize = 50;
/// The fewest digits of a number that is taken for an account which no directory has to know.
const FEWEST_DIGITS: usize = 7;
/// Within what time a second payment is asked about.
const RECENT: TimeDelta = TimeDelta::hours(24);

/// Reads the desk beside its writer.
pub struct Lookup {
    view: View,
    catalogue: Arc<Catalogue>,
    layouts: BarcodeLayouts,
    papers: Papers,
    denominations: Vec<Money>,
    mint: Mint,
}

impl Lookup {
    /// Opens the desk's files to read.
    pub fn open(office: &Office, mint: Mint) -> Result<Lookup, DeskError> {
        let view = View::open(&office.home)?;
        let catalogue = Arc::new(view.directory().catalogue()?);
        let papers = Papers::new(office, catalogue.clone());
        // The layouts are compiled in and a test reads them: without any, bar codes are only not understood.
        let layouts = BarcodeLayouts::built_in().unwrap_or_default();
        let denominations = office.options.cash.denominations.clone();
        Ok(Lookup { view, catalogue, layouts, papers, denominations, mint })
    }

    /// Answers an effect that only reads; `None` for one that does more.
    pub fn perform(&self, effect: &Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Find { search, text } => {
                let (hits, more) = match self.find(text) {
                    Ok((hits, more)) => (Ok(hits), more),
                    Err(error) => (Err(error.message()), false),
                };
                Msg::Found { search: *search, hits, more }
            }
            Effect::FindAddress { supplier, account } => {
                Msg::AddressFound(self.address(supplier, account).map_err(|error| error.message()))
            }
            Effect::SavePdf { seq } => {
                Msg::Saved(self.papers.save_pdf(&self.view, *seq).map(|path| path.display().to_string()))
            }
            Effect::FindBill(text) => match read_text(text, &self.layouts) {
                Err(ScanError::NotAScan) => Msg::NoBill(text.clone()),
                read => Msg::BillFound(read.map_err(|error| unread(&error)).and_then(|bill| self.bill(bill))),
            },
            Effect::FindReceipts(text) => Msg::Receipts(receipts::find(&self.view, text, (self.mint)().at)),
            Effect::FindHolders => {
                let found = holders(self.view.journal(), false).map(|holders| holders.list);
                Msg::Holders(found.map_err(|error| error.message()))
            }
            Effect::Explain => Msg::Causes(reports::causes(&self.view, &self.denominations).map_err(fault)),
            Effect::XReport => Msg::Preview(self.form(Form::X, None, (self.mint)().at).map(|x| self.lines(&x))),
            Effect::Form { form, shift, wanted: Wanted::Read, at } => {
                Msg::Preview(self.form(*form, *shift, *at).map(|form| self.lines(&form)))
            }
            Effect::Form { form, shift, wanted: Wanted::Save, at } => {
                let saved = self.form(*form, *shift, *at).and_then(|form| self.papers.save(&form));
                Msg::Saved(saved.map(|path| path.display().to_string()))
            }
            Effect::Preview { seq } => {
                let document = self.papers.next(&self.view, *seq);
                Msg::Preview(document.map(|paper| self.lines(&paper.document)).map_err(|error| error.message()))
            }
            _ => return None,
        })
    }

    fn form(&self, form: Form, shift: Option<u32>, at: Timestamp) -> Result<Document, Message> {
        reports::form(&self.view, &self.papers, form, shift, at)
    }

    fn lines(&self, document: &Document) -> Vec<String> {
        document::render(document, self.papers.columns())
    }

    fn find(&self, text: &str) -> Result<(Vec<Hit>, bool), DeskError> {
        let (found, more) = self.view.find(text, MOST)?;
        let numbers = numbers(text);
        let since = self.recent();
        let mut hits = Vec::with_capacity(found.len());
        for found in found {
            let exact = numbers.iter().any(|number| names(number, &found.row.account));
            hits.push(self.hit(found, exact, since)?);
        }
        if hits.is_empty() {
            hits = self.unlisted(text)?;
        }
        Ok((hits, more))
    }

    /// What headquarters has of the number that was typed, under either layout.
    pub fn ask_hq(&self, client: &DeskClient, text: &str) -> Result<Vec<Hit>, AskError> {
        let mut hits = Vec::new();
        // Most numbers are the same under every layout, and each is asked for once.
        for number in numbers(text).into_iter().collect::<BTreeSet<_>>() {
            for found in ask(client, &self.view, None, &number)? {
                hits.push(self.hit(found, true, self.recent())?);
            }
        }
        Ok(hits)
    }

    fn address(&self, supplier: &SupplierCode, account: &AccountNumber) -> Result<Vec<Hit>, DeskError> {
        let Some(row) = self.view.directory().account(supplier, account)? else { return Ok(vec![]) };
        let rows = self.view.directory().at_address(&row)?;
        let since = self.recent();
        rows.into_iter().map(|row| self.hit(balance(self.view.journal(), row)?, false, since)).collect()
    }

    fn bill(&self, bill: Bill) -> Result<BillFound, Message> {
        let supplier = bill.supplier(&self.catalogue).map_err(|unknown| unknown_payee(&unknown))?;
        let named = [("supplier", text(&supplier.code))];
        let Some(account) = &bill.account else { return Err(("bill-no-account", named.into())) };
        let row = self.view.directory().account(&supplier.code, account).map_err(|error| fault(error.into()))?;
        let hit = match row {
            Some(row) => balance(self.view.journal(), row).and_then(|found| self.hit(found, true, self.recent())),
            None if supplier.unknown_accounts => self.stranger(&supplier.code, account, Some(&bill)),
            None => {
                let words = named.into_iter().chain([("account", text(account))]);
                return Err(("bill-unknown-account", words.collect()));
            }
        };
        Ok(BillFound { hit: hit.map_err(fault)?, bill: Box::new(bill) })
    }

    fn hit(&self, found: Balance, exact: bool, since: Timestamp) -> Result<Hit, DeskError> {
        let Balance { row, balance } = found;
        let paid_today = self.view.journal().paid_since(&row.supplier, &row.account, since)?;
        Ok(Hit {
            supplier: row.supplier,
            account: row.account,
            name: row.name,
            address: row.address,
            balance,
            as_of: row.as_of,
            exact,
            paid_today,
        })
    }

    /// A number that the directory does not have, with each supplier that takes such: a mobile phone, for one.
    fn unlisted(&self, text: &str) -> Result<Vec<Hit>, DeskError> {
        let number = AccountNumber::parse(text).ok();
        let number =
            number.filter(|number| number.digits() == number.as_str() && number.digits().len() >= FEWEST_DIGITS);
        let Some(number) = number else { return Ok(vec![]) };
        let takers = self.catalogue.suppliers.iter().filter(|supplier| supplier.unknown_accounts);
        takers.map(|supplier| self.stranger(&supplier.code, &number, None)).collect()
    }

    fn stranger(
        &self,
        supplier: &SupplierCode,
        account: &AccountNumber,
        bill: Option<&Bill>,
    ) -> Result<Hit, DeskError> {
        let said = |part: fn(&Bill) -> &Option<String>| bill.and_then(|bill| part(bill).clone()).unwrap_or_default();
        Ok(Hit {
            supplier: supplier.clone(),
            account: account.clone(),
            name: said(|bill| &bill.payer),
            address: said(|bill| &bill.address),
            balance: Money::ZERO,
            as_of: String::new(),
            exact: bill.is_some(),
            paid_today: self.view.journal().paid_since(supplier, account, self.recent())?,
        })
    }

    fn recent(&self) -> Timestamp {
        (self.mint)().at.plus(-RECENT)
    }
}

/// The account numbers that a text may be, under either layout of the keyboard.
fn numbers(text: &str) -> Vec<AccountNumber> {
    let spellings = [text.to_owned(), keyboard::to_russian(text), keyboard::to_latin(text)];
    spellings.iter().filter_map(|text| AccountNumber::parse(text).ok()).collect()
}

/// True if what was typed names this account: its number, or the digits that a payer dictates.
fn names(typed: &AccountNumber, account: &AccountNumber) -> bool {
    let digits = typed.digits();
    typed == account || (digits == typed.as_str() && digits == account.digits())
}

fn fault(error: DeskError) -> Message {
    error.message()
}

fn unread(error: &ScanError) -> Message {
    match error {
        ScanError::CheckDigit { .. } => ("bill-check-digit", vec![]),
        ScanError::Ambiguous { .. } => ("bill-ambiguous", vec![]),
        ScanError::Encoding | ScanError::Separator | ScanError::NoFields | ScanError::NotAScan => {
            ("bill-unreadable", vec![])
        }
    }
}

fn unknown_payee(unknown: &UnknownPayee) -> Message {
    match unknown {
        UnknownPayee::Inn { inn } => ("bill-unknown-inn", vec![("inn", text(inn))]),
        UnknownPayee::Requisites { inn, suppliers, .. } => {
            ("bill-requisites", vec![("inn", text(inn)), ("suppliers", list(suppliers))])
        }
        UnknownPayee::Several { suppliers } => ("bill-several", vec![("suppliers", list(suppliers))]),
        UnknownPayee::Code { code } => ("bill-unknown-supplier", vec![("supplier", text(code))]),
        UnknownPayee::Incomplete { .. } | UnknownPayee::Unlisted { .. } => ("bill-no-supplier", vec![]),
    }
}

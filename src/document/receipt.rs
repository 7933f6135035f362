//! The receipt of a payment, built from what its entry says.

use chrono::NaiveDateTime;

use super::names::Place;
use super::page::Page;
use super::{Document, Part};
use crate::domain::{Money, ReceiptNumber, keyboard};
use crate::lang::{Arg, Lang};

/// A payment as its receipt tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Who took it, and where.
    pub place: Place,
    /// The receipt's number: `1-118-3`.
    pub number: String,
    /// When, on the office's clock.
    pub at: NaiveDateTime,
    /// What was paid for.
    pub lines: Vec<ReceiptLine>,
    /// How it was paid.
    pub tenders: Vec<ReceiptTender>,
    /// The cash that the payer got back.
    pub change: Money,
    /// The lines and their fees together.
    pub total: Money,
    /// The first 16 hex digits of the entry's hash.
    pub hash16: String,
    /// Which copy, from 1; none for the original.
    pub copy: Option<u32>,
    /// What the office made of it.
    pub style: Style,
    /// What became of the payment since, in the office's language: a copy must not pass for a payment that stands.
    pub corrected: Vec<String>,
}

/// A piece of a receipt below its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What was paid for, and the total.
    Lines,
    /// How it was paid, and the change.
    Tenders,
    /// The total in words.
    Words,
    /// For whom the money is, and where each supplier answers questions.
    Suppliers,
    /// The codes for machines.
    Codes,
    /// The entry's digits.
    Entry,
    /// The office's own words.
    Footer,
}

impl Piece {
    /// Every piece, in its usual order.
    pub const ALL: [Piece; 7] =
        [Piece::Lines, Piece::Tenders, Piece::Words, Piece::Suppliers, Piece::Codes, Piece::Entry, Piece::Footer];

    /// The piece that the settings call so.
    pub fn parse(code: &str) -> Option<Piece> {
        Some(match code {
            "lines" => Piece::Lines,
            "tenders" => Piece::Tenders,
            "words" => Piece::Words,
            "suppliers" => Piece::Suppliers,
            "codes" => Piece::Codes,
            "entry" => Piece::Entry,
            "footer" => Piece::Footer,
            _ => return None,
        })
    }
}

/// What an office may change of its receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The office's own words above the title.
    pub heading: Option<String>,
    /// The office's own words below.
    pub footer: Option<String>,
    /// What stands below the title, in this order; what is not among it is left out.
    pub pieces: Vec<Piece>,
}

impl Default for Style {
    fn default() -> Style {
        Style { heading: None, footer: None, pieces: Piece::ALL.to_vec() }
    }
}

/// A line of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptLine {
    /// The supplier's name.
    pub supplier: String,
    /// The service's name.
    pub service: String,
    /// The account's number.
    pub account: String,
    /// The account's address.
    pub address: Option<String>,
    /// The period paid for, as it is to be read.
    pub period: Option<String>,
    /// The sum for the supplier.
    pub amount: Money,
    /// The fee on top of it.
    pub fee: Money,
    /// Where the supplier answers questions.
    pub phones: Vec<String>,
    /// True where the operator takes the money as the supplier's agent.
    pub agent: bool,
}

/// A tender of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptTender {
    /// The tender's name.
    pub name: String,
    /// What it paid of the total.
    pub amount: Money,
    /// The cash handed over, where it is counted: the amount and the change.
    pub given: Option<Money>,
    /// The card operation's or transfer's reference.
    pub reference: Option<String>,
}

/// What machine-readable receipt numbers begin with, so that the till tells them from bills and accounts.
const MARK: &str = "OKNO";

/// A receipt's number as its bar code says it.
fn mark(number: &str) -> String {
    format!("{MARK}{number}")
}

/// The receipt's number in what a scanner typed of a receipt's QR or bar code, under either keyboard layout.
pub fn scanned(text: &str) -> Option<ReceiptNumber> {
    let word = text.split_whitespace().next()?;
    let latin = keyboard::to_latin(word).to_ascii_uppercase();
    latin.strip_prefix(MARK)?.parse().ok()
}

impl Receipt {
    /// What the QR says: the number, the sum in roubles, the chain digits.
    fn qr(&self) -> String {
        format!("{} {} {}", mark(&self.number), self.total, self.hash16)
    }

    /// The receipt as a document in the office's language.
    pub fn document(&self, lang: Lang) -> Document {
        let mut page = Page::new(lang);
        page.copy(self.copy);
        page.parts.extend(self.corrected.iter().cloned().map(Part::Heading));
        page.place(&self.place);
        page.parts.extend(self.style.heading.clone().map(Part::Centre));
        page.heading("receipt-title", &[("number", Arg::Text(&self.number))]);
        page.stamp(self.at, &self.place.cashier);
        self.style.pieces.iter().for_each(|piece| self.piece(*piece, &mut page));
        page.document(self.number.clone(), self.copy)
    }

    fn piece(&self, piece: Piece, page: &mut Page) {
        match piece {
            Piece::Lines => {
                page.lines(&self.lines);
                page.subtotals(&self.lines, self.total);
                page.total("receipt-total", self.total);
            }
            Piece::Tenders => self.tenders(page),
            Piece::Words => page.words(self.total),
            Piece::Suppliers => page.suppliers(&self.lines),
            Piece::Codes => {
                page.parts.push(Part::Qr(self.qr()));
                page.parts.push(Part::Barcode(mark(&self.number)));
            }
            Piece::Entry => page.entry(&self.hash16),
            Piece::Footer => page.parts.extend(self.style.footer.clone().map(Part::Centre)),
        }
    }

    fn tenders(&self, page: &mut Page) {
        for tender in &self.tenders {
            match tender.given {
                Some(given) => {
                    let name = page.lang.text("receipt-given", &[("tender", Arg::Text(&tender.name))]);
                    page.tender(name, given, tender);
                }
                None => page.tender(tender.name.clone(), tender.amount, tender),
            }
        }
        if self.change.is_positive() {
            page.row(page.lang.text("receipt-change", &[]), self.change);
        }
    }
}

impl Page {
    /// The lines. An address is named once where several of its accounts are paid one after another.
    pub(super) fn lines(&mut self, lines: &[ReceiptLine]) {
        let mut named = None;
        for line in lines {
            let service = [("supplier", Arg::Text(&line.supplier)), ("service", Arg::Text(&line.service))];
            self.row(self.lang.text("receipt-service", &service), line.amount);
            if line.fee.is_positive() {
                let (left, right) = (self.lang.text("receipt-fee", &[]), self.lang.kopecks(line.fee.kopecks()));
                self.parts.push(Part::SubRow { left, right });
            }
            self.detail("receipt-account", &[("account", Arg::Text(&line.account))]);
            if let Some(period) = &line.period {
                self.detail("receipt-period", &[("period", Arg::Text(period))]);
            }
            if line.address != named {
                self.parts.extend(line.address.clone().map(Part::Detail));
                named.clone_from(&line.address);
            }
        }
        self.rule();
    }

    /// What the total is made of, where that is more than its lines.
    pub(super) fn subtotals(&mut self, lines: &[ReceiptLine], total: Money) {
        let fees = Money::total(lines.iter().map(|line| line.fee)).filter(|fees| fees.is_positive());
        if let Some((fees, payments)) = fees.and_then(|fees| Some((fees, total.minus(fees)?))) {
            self.row(self.lang.text("receipt-payments", &[]), payments);
            self.row(self.lang.text("receipt-fee", &[]), fees);
        }
    }

    pub(super) fn tender(&mut self, name: String, sum: Money, tender: &ReceiptTender) {
        self.row(name, sum);
        if let Some(reference) = &tender.reference {
            self.detail("receipt-reference", &[("reference", Arg::Text(reference))]);
        }
    }

    /// For whom the money is, and where each answers questions: every supplier once, in the order of the lines.
    fn suppliers(&mut self, lines: &[ReceiptLine]) {
        let mut suppliers: Vec<&ReceiptLine> = Vec::new();
        for line in lines {
            if suppliers.iter().all(|known| known.supplier != line.supplier) {
                suppliers.push(line);
            }
        }
        let agents: Vec<&str> = suppliers.iter().filter(|line| line.agent).map(|line| line.supplier.as_str()).collect();
        if !agents.is_empty() {
            self.text("receipt-agent", &[("suppliers", Arg::Text(&agents.join(", ")))]);
        }
        for line in suppliers.iter().filter(|line| !line.phones.is_empty()) {
            let phones: Vec<String> = line.phones.iter().map(|phone| phone.replace(' ', "\u{a0}")).collect();
            let phones = phones.join(", ");
            self.text("receipt-phones", &[("supplier", Arg::Text(&line.supplier)), ("phones", Arg::Text(&phones))]);
        }
    }
}

//! The receipt of a payment and the slip of a void, built from what their entries say.

use chrono::NaiveDateTime;

use super::words::in_words;
use super::{Document, Kind, Part};
use crate::domain::Money;
use crate::lang::{Arg, Lang};

/// Who printed a document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The operator's registered name.
    pub operator: String,
    /// The operator's taxpayer number.
    pub inn: String,
    /// The office's code.
    pub office: String,
    /// The office's address.
    pub address: Option<String>,
    /// The desk's code in its office.
    pub desk: String,
    /// The cashier's name as payers may read it.
    pub cashier: String,
}

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
    /// When the payment was voided, if it was: a copy must not pass for a payment that stands.
    pub voided: Option<NaiveDateTime>,
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

/// The void of a payment as its slip tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidSlip {
    /// Who voided it, and where.
    pub place: Place,
    /// The number of the receipt that is cancelled.
    pub number: String,
    /// When that receipt was issued, on the office's clock.
    pub taken: NaiveDateTime,
    /// When it was voided, on the office's clock.
    pub at: NaiveDateTime,
    /// The lines that are taken back.
    pub lines: Vec<ReceiptLine>,
    /// What is given back, and how; of a tender only name, amount and reference are printed.
    pub tenders: Vec<ReceiptTender>,
    /// What is given back in all.
    pub total: Money,
    /// Why.
    pub reason: String,
    /// The supervisor's name, where one approved it.
    pub approved_by: Option<String>,
    /// The first 16 hex digits of the void's entry's hash.
    pub hash16: String,
    /// Which copy, from 1; none for the original.
    pub copy: Option<u32>,
}

impl Receipt {
    /// The receipt as a document in the office's language.
    pub fn document(&self, lang: Lang) -> Document {
        let mut page = Page::new(lang);
        page.copy(self.copy);
        if let Some(at) = self.voided {
            page.heading("receipt-voided", &[("at", Arg::Text(&lang.moment(at)))]);
        }
        page.place(&self.place);
        page.heading("receipt-title", &[("number", Arg::Text(&self.number))]);
        page.stamp(self.at, &self.place.cashier);
        page.lines(&self.lines);
        page.subtotals(&self.lines, self.total);
        page.total("receipt-total", self.total);
        for tender in &self.tenders {
            match tender.given {
                Some(given) => {
                    let name = lang.text("receipt-given", &[("tender", Arg::Text(&tender.name))]);
                    page.tender(name, given, tender);
                }
                None => page.tender(tender.name.clone(), tender.amount, tender),
            }
        }
        if self.change.is_positive() {
            page.row(lang.text("receipt-change", &[]), self.change);
        }
        page.words(self.total);
        page.suppliers(&self.lines);
        page.entry(&self.hash16);
        Document { kind: Kind::Receipt, number: self.number.clone(), copy: self.copy, parts: page.parts }
    }
}

impl VoidSlip {
    /// The slip as a document in the office's language.
    pub fn document(&self, lang: Lang) -> Document {
        let mut page = Page::new(lang);
        page.copy(self.copy);
        page.place(&self.place);
        page.heading("receipt-void-title", &[]);
        page.centre("receipt-void-of", &[("number", Arg::Text(&self.number))]);
        page.centre("receipt-void-taken", &[("at", Arg::Text(&lang.moment(self.taken)))]);
        page.stamp(self.at, &self.place.cashier);
        page.lines(&self.lines);
        page.subtotals(&self.lines, self.total);
        page.total("receipt-void-total", self.total);
        for tender in &self.tenders {
            page.tender(tender.name.clone(), tender.amount, tender);
        }
        page.words(self.total);
        page.text("receipt-void-reason", &[("reason", Arg::Text(&self.reason))]);
        if let Some(name) = &self.approved_by {
            page.text("receipt-void-approved", &[("name", Arg::Text(name))]);
        }
        page.sign("receipt-sign-cashier");
        page.sign("receipt-sign-payer");
        page.parts.push(Part::Blank);
        page.entry(&self.hash16);
        Document { kind: Kind::Void, number: self.number.clone(), copy: self.copy, parts: page.parts }
    }
}

/// The parts of a document while it is written, in one language.
struct Page {
    lang: Lang,
    parts: Vec<Part>,
}

impl Page {
    fn new(lang: Lang) -> Page {
        Page { lang, parts: Vec::new() }
    }

    fn heading(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Heading(self.lang.text(id, args)));
    }

    fn centre(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Centre(self.lang.text(id, args)));
    }

    fn text(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Text(self.lang.text(id, args)));
    }

    fn detail(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.parts.push(Part::Detail(self.lang.text(id, args)));
    }

    fn row(&mut self, left: String, sum: Money) {
        self.parts.push(Part::Row { left, right: self.lang.kopecks(sum.kopecks()) });
    }

    fn copy(&mut self, copy: Option<u32>) {
        if let Some(copy) = copy {
            self.heading("receipt-copy", &[("copy", Arg::Text(&copy.to_string()))]);
        }
    }

    fn place(&mut self, place: &Place) {
        self.parts.push(Part::Heading(place.operator.clone()));
        self.centre("receipt-inn", &[("inn", Arg::Text(&place.inn))]);
        self.centre("receipt-place", &[("office", Arg::Text(&place.office)), ("desk", Arg::Text(&place.desk))]);
        self.parts.extend(place.address.clone().map(Part::Centre));
        self.parts.push(Part::Blank);
    }

    /// When, and by whom.
    fn stamp(&mut self, at: NaiveDateTime, cashier: &str) {
        let right = self.lang.text("receipt-cashier", &[("name", Arg::Text(cashier))]);
        self.parts.push(Part::Edges { left: self.lang.moment(at), right });
        self.parts.push(Part::Rule);
    }

    /// The lines. An address is named once where several of its accounts are paid one after another.
    fn lines(&mut self, lines: &[ReceiptLine]) {
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
        self.parts.push(Part::Rule);
    }

    /// What the total is made of, where that is more than its lines.
    fn subtotals(&mut self, lines: &[ReceiptLine], total: Money) {
        let fees = Money::total(lines.iter().map(|line| line.fee)).filter(|fees| fees.is_positive());
        if let Some((fees, payments)) = fees.and_then(|fees| Some((fees, total.minus(fees)?))) {
            self.row(self.lang.text("receipt-payments", &[]), payments);
            self.row(self.lang.text("receipt-fee", &[]), fees);
        }
    }

    fn total(&mut self, id: &str, total: Money) {
        let (left, right) = (self.lang.text(id, &[]), self.lang.kopecks(total.kopecks()));
        self.parts.push(Part::Total { left, right });
    }

    fn tender(&mut self, name: String, sum: Money, tender: &ReceiptTender) {
        self.row(name, sum);
        if let Some(reference) = &tender.reference {
            self.detail("receipt-reference", &[("reference", Arg::Text(reference))]);
        }
    }

    fn words(&mut self, total: Money) {
        self.parts.push(Part::Rule);
        self.parts.push(Part::Text(in_words(total, self.lang)));
        self.parts.push(Part::Rule);
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

    fn entry(&mut self, hash16: &str) {
        self.centre("receipt-entry", &[("hash", Arg::Text(hash16))]);
    }

    fn sign(&mut self, id: &str) {
        self.parts.push(Part::Blank);
        self.parts.push(Part::Signature(self.lang.text(id, &[])));
    }
}

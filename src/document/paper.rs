//! From a recorded event to its paper: names from the catalogue, in the language of the office.

use chrono::NaiveDateTime;

use super::Document;
use super::receipt::{Place, Receipt, ReceiptLine, ReceiptTender, VoidSlip};
use crate::domain::event::Event;
use crate::domain::{Catalogue, Line, Name, Ownership, Tendered, line};
use crate::lang::Lang;

/// What a paper says that its event doesn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Who prints it, and where.
    pub place: Place,
    /// When the event was recorded, on the office's clock.
    pub at: NaiveDateTime,
    /// When the payment that it is or cancels was taken.
    pub taken_at: NaiveDateTime,
    /// When the payment was voided, if it was.
    pub voided_at: Option<NaiveDateTime>,
    /// The approving supervisor's name.
    pub approved_by: Option<String>,
    /// The first 16 hex digits of the entry's hash.
    pub hash16: String,
    /// Which copy, from 1; none for the original.
    pub copy: Option<u32>,
}

/// The paper of an event; `None` for events that have none.
pub fn paper(event: &Event, setting: Setting, catalogue: &Catalogue, lang: Lang) -> Option<Document> {
    let names = Names { catalogue, lang };
    let Setting { place, at, taken_at, voided_at, approved_by, hash16, copy } = setting;
    match event {
        Event::PaymentTaken(payment) => {
            let receipt = Receipt {
                place,
                number: payment.receipt.to_string(),
                at,
                lines: names.lines(&payment.lines),
                tenders: names.tenders(&payment.tenders),
                change: payment.change(),
                total: line::total(&payment.lines).unwrap_or_default(),
                hash16,
                copy,
                voided: voided_at,
            };
            Some(receipt.document(lang))
        }
        Event::PaymentVoided(void) => {
            let slip = VoidSlip {
                place,
                number: void.receipt.to_string(),
                taken: taken_at,
                at,
                lines: names.lines(&void.lines),
                tenders: names.tenders(&void.tenders),
                total: line::total(&void.lines).unwrap_or_default(),
                reason: void.reason.clone(),
                approved_by,
                hash16,
                copy,
            };
            Some(slip.document(lang))
        }
        _ => None,
    }
}

/// A name in a language.
pub fn name_in(lang: Lang, name: &Name) -> &str {
    match lang {
        Lang::En => &name.en,
        Lang::Ru => &name.ru,
    }
}

/// Codes by their names; a code that the catalogue no longer has stands for itself.
struct Names<'a> {
    catalogue: &'a Catalogue,
    lang: Lang,
}

impl Names<'_> {
    fn lines(&self, lines: &[Line]) -> Vec<ReceiptLine> {
        lines.iter().map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &Line) -> ReceiptLine {
        let supplier = self.catalogue.supplier(&line.supplier);
        let service = self.catalogue.service(&line.service);
        ReceiptLine {
            supplier: self.name(supplier.map(|supplier| &supplier.name), &line.supplier),
            service: self.name(service.map(|service| &service.name), &line.service),
            account: line.account.to_string(),
            address: line.address.clone(),
            period: line.period.map(|period| format!("{:02}.{}", period.month(), period.year())),
            amount: line.amount,
            fee: line.fee,
            phones: supplier.map(|supplier| supplier.phones.clone()).unwrap_or_default(),
            agent: supplier.is_some_and(|supplier| supplier.ownership == Ownership::Agent),
        }
    }

    fn tenders(&self, tenders: &[Tendered]) -> Vec<ReceiptTender> {
        let tender = |tender: &Tendered| ReceiptTender {
            name: self.name(self.catalogue.tender(&tender.kind).map(|known| &known.name), &tender.kind),
            amount: tender.amount,
            given: tender.given,
            reference: tender.reference.clone(),
        };
        tenders.iter().map(tender).collect()
    }

    fn name(&self, name: Option<&Name>, code: &impl ToString) -> String {
        name.map_or_else(|| code.to_string(), |name| name_in(self.lang, name).to_owned())
    }
}

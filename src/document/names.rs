//! Codes by their names, in the language of the office.

use std::collections::BTreeMap;

use super::receipt::{ReceiptLine, ReceiptTender};
use crate::domain::cash::Direction;
use crate::domain::{
    AccountCode, CashData, Catalogue, Line, Name, Ownership, ReasonCode, ServiceCode, SupplierCode, TenderKind,
    Tendered, UserName,
};
use crate::lang::Lang;

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

/// A name in a language.
pub fn name_in(lang: Lang, name: &Name) -> &str {
    match lang {
        Lang::En => &name.en,
        Lang::Ru => &name.ru,
    }
}

/// Codes by their names; a code that nobody knows any more stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// Suppliers, services and tenders.
    pub catalogue: &'a Catalogue,
    /// Reasons and bank accounts.
    pub cash: &'a CashData,
    /// People by what papers call them.
    pub people: &'a BTreeMap<UserName, String>,
    /// The language of the office.
    pub lang: Lang,
}

impl Names<'_> {
    /// A person; initials stay together.
    pub(super) fn person(&self, user: &UserName) -> String {
        self.people.get(user).map_or_else(|| user.to_string(), |name| name.replace(". ", ".\u{a0}"))
    }

    /// A supplier.
    pub(super) fn supplier(&self, code: &SupplierCode) -> String {
        self.name(self.catalogue.supplier(code).map(|supplier| &supplier.name), code)
    }

    /// A supplier's service.
    pub(super) fn service(&self, code: &ServiceCode) -> String {
        self.name(self.catalogue.service(code).map(|service| &service.name), code)
    }

    /// A tender.
    pub(super) fn tender(&self, kind: &TenderKind) -> String {
        self.name(self.catalogue.tender(kind).map(|tender| &tender.name), kind)
    }

    /// Why cash came or went.
    pub(super) fn reason(&self, code: &ReasonCode, direction: Direction) -> String {
        self.name(self.cash.reason(code, direction).map(|reason| &reason.name), code)
    }

    /// A bank account that bags are for.
    pub(super) fn bank_account(&self, code: &AccountCode) -> String {
        self.name(self.cash.account(code).map(|account| &account.name), code)
    }

    /// Whose money a supplier's is. What the catalogue no longer has is an agent's: not the operator's to keep.
    pub(super) fn ownership(&self, code: &SupplierCode) -> Ownership {
        self.catalogue.supplier(code).map_or(Ownership::Agent, |supplier| supplier.ownership)
    }

    pub(super) fn lines<'a>(&self, lines: impl IntoIterator<Item = &'a Line>) -> Vec<ReceiptLine> {
        lines.into_iter().map(|line| self.line(line)).collect()
    }

    pub(super) fn tenders(&self, tenders: &[Tendered]) -> Vec<ReceiptTender> {
        let tender = |tender: &Tendered| ReceiptTender {
            name: self.tender(&tender.kind),
            amount: tender.amount,
            given: tender.given,
            reference: tender.reference.clone(),
        };
        tenders.iter().map(tender).collect()
    }

    fn line(&self, line: &Line) -> ReceiptLine {
        let supplier = self.catalogue.supplier(&line.supplier);
        ReceiptLine {
            supplier: self.supplier(&line.supplier),
            service: self.service(&line.service),
            account: line.account.to_string(),
            address: line.address.clone(),
            period: line.period.map(|period| format!("{:02}.{}", period.month(), period.year())),
            amount: line.amount,
            fee: line.fee,
            phones: supplier.map(|supplier| supplier.phones.clone()).unwrap_or_default(),
            agent: supplier.is_some_and(|supplier| supplier.ownership == Ownership::Agent),
        }
    }

    fn name(&self, name: Option<&Name>, code: &impl ToString) -> String {
        name.map_or_else(|| code.to_string(), |name| name_in(self.lang, name).to_owned())
    }
}

//! What a scanned bill asks for: whose money, for which account, how much. The one shape of every kind of scan.

use rust_decimal::Decimal;

use super::error::Warning;
use super::payment_code::{Field, PaymentCode};
use crate::domain::{AccountNumber, Catalogue, Money, Period, Supplier, SupplierCode};

/// A bill as scanned. What the scan does not say, or says doubtfully, is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The scan itself, with every field that it had.
    pub source: Source,
    /// Who is to be paid.
    pub payee: Payee,
    /// The payer's account with the payee.
    pub account: Option<AccountNumber>,
    /// The sum of the bill.
    pub amount: Option<BillSum>,
    /// The penalty or additional service that the bill asks for beside its sum (`AddAmount`).
    pub penalty: Option<BillSum>,
    /// The month that is paid for.
    pub period: Option<Period>,
    /// What is paid for, in the payee's own words or code.
    pub service: Option<String>,
    /// The payer's name.
    pub payer: Option<String>,
    /// The payer's address.
    pub address: Option<String>,
    /// The purpose of the payment.
    pub purpose: Option<String>,
    /// The meters, with the readings that the bill has.
    pub readings: Vec<Reading>,
    /// What was odd, in the order in which it was noticed.
    pub warnings: Vec<Warning>,
}

/// What a bill was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A payment QR.
    PaymentCode(PaymentCode),
    /// A bar code.
    BarCode {
        /// The name of its layout.
        layout: String,
        /// Its parts in their order, under the names that `barcodes.toml` gives them.
        fields: Vec<Field>,
    },
}

impl Source {
    /// The bar code's layout; `None` for a payment QR.
    pub fn layout(&self) -> Option<&str> {
        match self {
            Source::PaymentCode(_) => None,
            Source::BarCode { layout, .. } => Some(layout),
        }
    }
}

/// Who is to be paid, as the bill says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payee {
    /// By bank requisites (a payment QR).
    Requisites(Requisites),
    /// By the code that the bar code's layout gives.
    Supplier(SupplierCode),
    /// By nothing that the bar code's layout knows.
    Unlisted {
        /// The layout's name.
        layout: String,
        /// The organisation's number in the bar code, if the layout has one.
        organisation: Option<String>,
    },
}

/// Bank requisites, as far as a bill gives them. They are compared with the catalogue's as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requisites {
    /// The taxpayer number.
    pub inn: Option<String>,
    /// The settlement account.
    pub settlement_account: Option<String>,
    /// The bank's identification code.
    pub bic: Option<String>,
}

/// The sum of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BillSum {
    /// Whole kopecks, as the standard has it. May be zero.
    Kopecks(Money),
    /// Not written as whole kopecks, so a person is asked what is meant.
    Ambiguous {
        /// The sum as scanned.
        text: String,
        /// What it is if roubles are meant.
        as_roubles: Money,
        /// What it is if kopecks are meant; `None` where it has parts of a kopeck.
        as_kopecks: Option<Money>,
    },
}

impl BillSum {
    /// Reads a sum; `None` for what is no sum, is negative, or does not fit.
    pub fn parse(text: &str) -> Option<BillSum> {
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().map(|kopecks| BillSum::Kopecks(Money::from_kopecks(kopecks)));
        }
        let as_roubles = Money::parse(text).ok().filter(|sum| *sum >= Money::ZERO)?;
        let (number, fraction) = (as_roubles.kopecks() / 100, as_roubles.kopecks() % 100);
        let as_kopecks = (fraction == 0).then_some(Money::from_kopecks(number));
        Some(BillSum::Ambiguous { text: text.to_owned(), as_roubles, as_kopecks })
    }
}

/// A meter of the bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The meter's number (`CounterId`).
    pub counter: String,
    /// Its reading (`CounterVal`), in the meter's own units.
    pub value: Option<Decimal>,
}

/// Why the catalogue has no supplier for a bill.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownPayee {
    /// Nobody in the catalogue has the bill's INN.
    #[error("no supplier has the INN {inn}: this office does not take payments for it")]
    Inn {
        /// The payee's INN.
        inn: String,
    },
    /// The INN is known, but with another settlement account or BIC: the requisites changed, or the bill is false.
    #[error("the requisites of INN {inn} on the bill are not those of the catalogue: check the bill with the supplier")]
    Requisites {
        /// The payee's INN.
        inn: String,
        /// What the bill says.
        given: Requisites,
        /// The suppliers that have this INN.
        suppliers: Vec<SupplierCode>,
    },
    /// The bill lacks its INN, settlement account or BIC; two of the three are no ground to pay on.
    #[error("the bill does not give the payee's INN, settlement account and BIC: choose the supplier by hand")]
    Incomplete {
        /// What the bill says.
        given: Requisites,
    },
    /// Several suppliers have just these requisites.
    #[error("several suppliers have the requisites of the bill: choose one")]
    Several {
        /// Their codes.
        suppliers: Vec<SupplierCode>,
    },
    /// The bar code's layout names a supplier that the catalogue does not have.
    #[error("the bar code is for the supplier '{code}', which the catalogue does not have")]
    Code {
        /// The supplier's code.
        code: SupplierCode,
    },
    /// The bar code's layout does not know the organisation.
    #[error("the bar code of the layout {layout} does not name a known organisation: choose the supplier by hand")]
    Unlisted {
        /// The layout's name.
        layout: String,
        /// The organisation's number in the bar code, if the layout has one.
        organisation: Option<String>,
    },
}

impl Bill {
    /// A bill that says nothing yet but whom it is for.
    pub(super) fn new(source: Source, payee: Payee) -> Bill {
        Bill {
            source,
            payee,
            account: None,
            amount: None,
            penalty: None,
            period: None,
            service: None,
            payer: None,
            address: None,
            purpose: None,
            readings: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The supplier that the bill is for. Requisites must agree in all three: INN, settlement account and BIC; the
    /// payee's name, which every bill spells its own way, is not looked at.
    pub fn supplier<'c>(&self, catalogue: &'c Catalogue) -> Result<&'c Supplier, UnknownPayee> {
        match &self.payee {
            Payee::Requisites(requisites) => requisites.supplier(catalogue),
            Payee::Supplier(code) => catalogue.supplier(code).ok_or_else(|| UnknownPayee::Code { code: code.clone() }),
            Payee::Unlisted { layout, organisation } => {
                Err(UnknownPayee::Unlisted { layout: layout.clone(), organisation: organisation.clone() })
            }
        }
    }
}

impl Requisites {
    fn supplier<'c>(&self, catalogue: &'c Catalogue) -> Result<&'c Supplier, UnknownPayee> {
        let incomplete = || UnknownPayee::Incomplete { given: self.clone() };
        let inn = self.inn.as_ref().ok_or_else(incomplete)?;
        let by_inn: Vec<&Supplier> = catalogue.suppliers.iter().filter(|supplier| supplier.inn == *inn).collect();
        if by_inn.is_empty() {
            return Err(UnknownPayee::Inn { inn: inn.clone() });
        }
        let account = self.settlement_account.as_ref().ok_or_else(incomplete)?;
        let bic = self.bic.as_ref().ok_or_else(incomplete)?;
        let agrees = |supplier: &&&Supplier| supplier.settlement_account == *account && supplier.bic == *bic;
        let fitting: Vec<&Supplier> = by_inn.iter().filter(agrees).copied().collect();
        match fitting[..] {
            [supplier] => Ok(supplier),
            [] => Err(UnknownPayee::Requisites { inn: inn.clone(), given: self.clone(), suppliers: codes(&by_inn) }),
            _ => Err(UnknownPayee::Several { suppliers: codes(&fitting) }),
        }
    }
}

fn codes(suppliers: &[&Supplier]) -> Vec<SupplierCode> {
    suppliers.iter().map(|supplier| supplier.code.clone()).collect()
}

//! What a document of the bank seems to be: the bags that its purpose names, the acquirer's payment, what went to a
//! supplier. A proposal decides nothing. Pure.

use std::collections::BTreeMap;

use crate::domain::{Catalogue, Money, Seal, SupplierCode};
use crate::hq::store::places::HeldRow;
use crate::hq::store::statements::DocumentRow;
use crate::register::bank::{Mention, is_acquiring, mentions};

/// What a document seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// The credit of bags that are open.
    Bags(Vec<HeldRow>),
    /// The acquirer's payment.
    Acquirer,
    /// Money that went to a supplier, for registers of these numbers where it says so.
    Remitted {
        /// To whom.
        supplier: SupplierCode,
        /// For which registers.
        registers: Vec<u32>,
    },
    /// Nobody can say.
    Nothing,
}

/// The bags that are open, by their seals.
pub type OpenBags = BTreeMap<Seal, Vec<HeldRow>>;

impl Proposal {
    /// What a document seems to be, beside the bags that are open and the suppliers.
    pub fn of(row: &DocumentRow, open: &OpenBags, catalogue: &Catalogue) -> Proposal {
        let mentions = mentions(&row.purpose);
        if !row.movement.is_positive() {
            let is_payee = |inn: &str, account: &str| {
                (!row.inn.is_empty() && inn == row.inn) || (!account.is_empty() && account == row.document.other)
            };
            let mut suppliers = catalogue.suppliers.iter();
            let supplier = suppliers.find(|supplier| is_payee(&supplier.inn, &supplier.settlement_account));
            let registers = mentions.iter().filter_map(|mention| match mention {
                Mention::Register(number) => Some(*number),
                Mention::Seal(_) => None,
            });
            return match supplier {
                Some(supplier) => {
                    Proposal::Remitted { supplier: supplier.code.clone(), registers: registers.collect() }
                }
                None if is_acquiring(&row.purpose) => Proposal::Acquirer,
                None => Proposal::Nothing,
            };
        }
        let named = mentions.iter().filter_map(|mention| match mention {
            Mention::Seal(seal) => open.get(seal),
            Mention::Register(_) => None,
        });
        let bags: Vec<HeldRow> = named.flatten().cloned().collect();
        match bags.is_empty() {
            false => Proposal::Bags(bags),
            true if is_acquiring(&row.purpose) => Proposal::Acquirer,
            true => Proposal::Nothing,
        }
    }

    /// By how much the document is above what it seems to be of; nothing where that is not to be said.
    pub fn off(&self, row: &DocumentRow) -> Option<Money> {
        let Proposal::Bags(bags) = self else { return None };
        let sealed = bags.iter().map(|bag| bag.amount).fold(Money::ZERO, Money::saturating_plus);
        Some(row.movement.saturating_minus(sealed))
    }

    /// The id of its text.
    pub fn word(&self) -> &'static str {
        match self {
            Proposal::Bags(_) => "office-bank-bags",
            Proposal::Acquirer => "office-bank-acquirer",
            Proposal::Remitted { .. } => "office-bank-remitted",
            Proposal::Nothing => "office-bank-nothing",
        }
    }
}

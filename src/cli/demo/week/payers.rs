//! The people of the town who come to pay, one after another, and chance that is the same every time.

use super::super::{home, town};
use super::Fault;
use crate::domain::command::LineInput;
use crate::domain::{AccountNumber, Money, ServiceCode, SupplierCode};

/// Sums differ by their kopecks, so that no payment looks like another one of the same account.
const KOPECKS: usize = 97;

/// The accounts of every supplier.
pub struct Payers {
    suppliers: Vec<(SupplierCode, Option<ServiceCode>, Vec<town::Account>)>,
    came: usize,
}

impl Payers {
    /// Those of a town of so many accounts in all.
    pub fn new(accounts: usize) -> Result<Payers, Fault> {
        let mut suppliers = Vec::new();
        for name in home::suppliers() {
            let code = SupplierCode::new(name).map_err(|error| error.message())?;
            let service = match name {
                "teploset" => Some(ServiceCode::new("heat").map_err(|error| error.message())?),
                _ => None,
            };
            suppliers.push((code, service, home::accounts(name, accounts).collect()));
        }
        Ok(Payers { suppliers, came: 0 })
    }

    /// What the next one pays.
    pub fn next(&mut self) -> Result<LineInput, Fault> {
        self.came += 1;
        let of = self.came % self.suppliers.len().max(1);
        let n = self.came / self.suppliers.len().max(1);
        let debt = self.suppliers.get(of).and_then(|(.., accounts)| accounts.get(n % accounts.len().max(1)));
        let owed = debt.map_or(0, |account| account.kopecks / 100).max(150);
        let kopecks = i64::try_from(self.came % KOPECKS).unwrap_or_default();
        self.line(of, n, Money::from_kopecks(owed * 100 + kopecks))
    }

    /// A line of a supplier's account, counted from the first, and a sum.
    pub fn line(&self, supplier: usize, account: usize, amount: Money) -> Result<LineInput, Fault> {
        let nowhere = || super::failed("the town has no such account");
        let (code, service, accounts) = self.suppliers.get(supplier).ok_or_else(nowhere)?;
        let found = accounts.get(account % accounts.len().max(1)).ok_or_else(nowhere)?;
        let account = AccountNumber::parse(&found.account).map_err(|error| error.message())?;
        Ok(LineInput { supplier: code.clone(), service: service.clone(), account, amount, period: None })
    }
}

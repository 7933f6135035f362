//! Suppliers, services, the operator, tenders and fees: dated data, read from `suppliers.toml` or published by HQ.
//! What HQ publishes may have fields that this program does not know; a file may not.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::code::{ServiceCode, SupplierCode, TenderKind};
use super::money::Money;

/// A name in the languages of the screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// In English.
    pub en: String,
    /// In Russian.
    pub ru: String,
}

/// For whom the money of a supplier is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ownership {
    /// The operator itself.
    Own,
    /// Another, whose agent the operator is.
    Agent,
}

/// One for whom money is collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// The code that lines, registers and ledger accounts carry.
    pub code: SupplierCode,
    /// What receipts and screens call the supplier.
    pub name: Name,
    /// The operator's own money, or collected as an agent.
    pub ownership: Ownership,
    /// The taxpayer number, 10 or 12 digits.
    pub inn: String,
    /// The settlement account, 20 digits.
    pub settlement_account: String,
    /// The bank's identification code, 9 digits.
    pub bic: String,
    /// Where payers ask: printed on the receipt.
    #[serde(default)]
    pub phones: Vec<String>,
    /// The services paid for; the first is meant where none is named and there is only one.
    pub services: Vec<ServiceCode>,
    /// The smallest sum of a line, in kopecks.
    pub least_kopecks: Money,
    /// The largest sum of a line, in kopecks.
    pub most_kopecks: Money,
    /// True where an account that the directory does not know may be paid (a mobile phone).
    #[serde(default)]
    pub unknown_accounts: bool,
    /// Within how many days after a payment's business day the supplier gets its money; nothing was agreed where none
    /// is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remit_days: Option<u32>,
}

impl Supplier {
    /// Finds the service of a line: the named one if the supplier has it, the only one if none is named.
    pub fn service(&self, named: Option<&ServiceCode>) -> Option<&ServiceCode> {
        match named {
            Some(named) => self.services.iter().find(|service| *service == named),
            None if self.services.len() == 1 => self.services.first(),
            None => None,
        }
    }
}

/// A fee on top of a line. The latest rule whose day has come and whose office and tender fit is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// On lines of this supplier.
    pub supplier: SupplierCode,
    /// In this office only; in every office where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// For this tender only; for every tender where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender: Option<TenderKind>,
    /// The first business day of the rule.
    pub from: NaiveDate,
    /// Per cent of the line.
    pub percent: Decimal,
    /// The least fee, in kopecks.
    #[serde(default)]
    pub least_kopecks: Money,
    /// The greatest fee, in kopecks; none where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_kopecks: Option<Money>,
}

/// How a payment may be tendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// The kind's code.
    pub kind: TenderKind,
    /// What receipts and screens call it.
    pub name: Name,
}

/// A service's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The service's code.
    pub code: ServiceCode,
    /// What receipts and screens call it.
    pub name: Name,
}

/// The legal entity that runs an office: the heading of its receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// The registered name.
    pub name: String,
    /// The taxpayer number, 10 or 12 digits.
    pub inn: String,
}

/// Everything that `suppliers.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The operator of offices that name no other.
    pub operator: Operator,
    /// The services, in the order of the screens.
    #[serde(rename = "service")]
    pub services: Vec<Service>,
    /// The tenders, in the order of the screens.
    #[serde(rename = "tender")]
    pub tenders: Vec<Tender>,
    /// The suppliers, in the order of the screens.
    #[serde(rename = "supplier")]
    pub suppliers: Vec<Supplier>,
    /// The fees, in any order.
    #[serde(rename = "fee", default)]
    pub fees: Vec<FeeRule>,
}

const BUILT_IN: &str = include_str!("../../data/suppliers.toml");

impl Catalogue {
    /// The catalogue that is compiled in: `data/suppliers.toml`.
    pub fn built_in() -> Result<Catalogue, Vec<String>> {
        Catalogue::parse(BUILT_IN)
    }

    /// Reads a catalogue, listing every fault found at once.
    pub fn parse(text: &str) -> Result<Catalogue, Vec<String>> {
        let catalogue: Catalogue = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let mut faults = unknown_fields(text, &catalogue).map_err(|error| vec![error])?;
        faults.extend(catalogue.faults());
        if faults.is_empty() { Ok(catalogue) } else { Err(faults) }
    }

    /// The supplier of a code.
    pub fn supplier(&self, code: &SupplierCode) -> Option<&Supplier> {
        self.suppliers.iter().find(|supplier| supplier.code == *code)
    }

    /// The tender of a kind.
    pub fn tender(&self, kind: &TenderKind) -> Option<&Tender> {
        self.tenders.iter().find(|tender| tender.kind == *kind)
    }

    /// The service of a code.
    pub fn service(&self, code: &ServiceCode) -> Option<&Service> {
        self.services.iter().find(|service| service.code == *code)
    }

    /// The fee on a line of `amount`, zero where no rule is in force; `None` where the sum overflows.
    pub fn fee(
        &self,
        supplier: &SupplierCode,
        office: &str,
        tender: &TenderKind,
        day: NaiveDate,
        amount: Money,
    ) -> Option<Money> {
        let fits = |rule: &&FeeRule| {
            rule.supplier == *supplier
                && rule.from <= day
                && rule.office.as_deref().is_none_or(|named| named == office)
                && rule.tender.as_ref().is_none_or(|named| named == tender)
        };
        let Some(rule) = self.fees.iter().filter(fits).max_by_key(|rule| (rule.from, rule.precision())) else {
            return Some(Money::ZERO);
        };
        let fee = amount.percent(rule.percent)?.max(rule.least_kopecks);
        Some(rule.most_kopecks.map_or(fee, |most| fee.min(most)))
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen = BTreeSet::new();
        for supplier in &self.suppliers {
            let code = &supplier.code;
            if !seen.insert(code) {
                faults.push(format!("supplier '{code}' is there twice"));
            }
            if supplier.services.is_empty() {
                faults.push(format!("supplier '{code}' has no service"));
            }
            for service in supplier.services.iter().filter(|service| self.service(service).is_none()) {
                faults.push(format!("supplier '{code}' names the service '{service}', which is not defined"));
            }
            if supplier.least_kopecks > supplier.most_kopecks || !supplier.least_kopecks.is_positive() {
                faults.push(format!("supplier '{code}': the smallest sum must be above zero and below the largest"));
            }
            for (what, text, lengths) in [
                ("inn", &supplier.inn, [10, 12]),
                ("settlement_account", &supplier.settlement_account, [20, 20]),
                ("bic", &supplier.bic, [9, 9]),
            ] {
                if !lengths.contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
                    faults.push(format!("supplier '{code}': {what} '{text}' must have {} digits", lengths[0]));
                }
            }
        }
        for rule in &self.fees {
            if self.supplier(&rule.supplier).is_none() {
                faults.push(format!("a fee names the supplier '{}', which is not defined", rule.supplier));
            }
        }
        faults
    }
}

/// What the file says and its catalogue has not: misspelt fields, each by its path.
fn unknown_fields(text: &str, catalogue: &Catalogue) -> Result<Vec<String>, String> {
    let written: toml::Value = toml::from_str(text).map_err(|error| error.to_string())?;
    let read = toml::Value::try_from(catalogue).map_err(|error| error.to_string())?;
    let mut faults = Vec::new();
    compare_fields("", &written, &read, &mut faults);
    Ok(faults)
}

fn compare_fields(path: &str, written: &toml::Value, read: &toml::Value, faults: &mut Vec<String>) {
    match (written, read) {
        (toml::Value::Table(written), toml::Value::Table(read)) => {
            for (name, value) in written {
                let path = format!("{path}.{name}");
                match read.get(name) {
                    Some(read) => compare_fields(&path, value, read, faults),
                    None => faults.push(format!("'{}' is not a field", path.trim_start_matches('.'))),
                }
            }
        }
        (toml::Value::Array(written), toml::Value::Array(read)) => {
            for (n, (written, read)) in written.iter().zip(read).enumerate() {
                compare_fields(&format!("{path}[{}]", n + 1), written, read, faults);
            }
        }
        _ => {}
    }
}

impl FeeRule {
    /// Of two rules of one day, the one that names more is in force.
    fn precision(&self) -> u8 {
        u8::from(self.office.is_some()) * 2 + u8::from(self.tender.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_catalogue_has_an_own_supplier_and_four_agents() {
        let catalogue = Catalogue::built_in().unwrap();
        let own = catalogue.supplier(&SupplierCode::new("energosbyt").unwrap()).unwrap();
        assert_eq!(own.ownership, Ownership::Own);
        assert_eq!(own.services, [ServiceCode::new("electricity").unwrap()]);
        assert_eq!(catalogue.suppliers.iter().filter(|s| s.ownership == Ownership::Agent).count(), 4);
    }

    #[test]
    fn a_faulty_catalogue_lists_every_fault() {
        let faulty = BUILT_IN.replacen("code = \"teploset\"", "code = \"energosbyt\"", 1).replacen(
            "services = [\"mobile\"]",
            "services = [\"telegraph\"]",
            1,
        );
        let faults = Catalogue::parse(&faulty).unwrap_err();
        assert!(faults.len() >= 2 && faults[0].contains("twice"), "{faults:?}");
    }

    #[test]
    fn a_misspelt_field_is_a_fault_of_the_file_and_a_newer_one_of_hq_is_not() {
        let misspelt = BUILT_IN.replacen("phones", "fones", 1).replacen("ru =", "de = \"x\", ru =", 1);
        let faults = Catalogue::parse(&misspelt).unwrap_err();
        assert!(faults.iter().any(|fault| fault.contains("fones")), "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains(".name.de")), "{faults:?}");
        let service: Service =
            serde_json::from_str(r#"{"code":"heat","name":{"en":"Heat","ru":"Тепло","de":"W"},"unit":"Gcal"}"#)
                .unwrap();
        assert_eq!(service.name.ru, "Тепло");
    }

    #[test]
    fn the_latest_and_most_precise_fee_is_in_force() {
        let mut catalogue = Catalogue::built_in().unwrap();
        let (supplier, card) = (SupplierCode::new("gorsvyaz").unwrap(), TenderKind::new("card").unwrap());
        let rule = |from: &str, office: Option<&str>, percent: &str| FeeRule {
            supplier: supplier.clone(),
            office: office.map(str::to_owned),
            tender: None,
            from: from.parse().unwrap(),
            percent: percent.parse().unwrap(),
            least_kopecks: Money::from_kopecks(500),
            most_kopecks: Some(Money::from_kopecks(2000)),
        };
        catalogue.fees =
            vec![rule("2026-01-01", None, "1"), rule("2026-01-01", Some("1"), "2"), rule("2027-01-01", None, "9")];
        let fee = |office, day: &str, kopecks| {
            catalogue
                .fee(&supplier, office, &card, day.parse().unwrap(), Money::from_kopecks(kopecks))
                .unwrap()
                .kopecks()
        };
        assert_eq!(fee("2", "2025-12-31", 100_000), 0);
        assert_eq!(fee("2", "2026-06-01", 100_000), 1000);
        assert_eq!(fee("2", "2026-06-01", 100), 500);
        assert_eq!(fee("2", "2026-06-01", 1_000_000), 2000);
        assert_eq!(fee("1", "2026-06-01", 90_000), 1800);
    }
}

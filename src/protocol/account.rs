//! HQ's answer about one account that a desk's own directory may not have: `find --online`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::directory_page::one_line;
use super::entry::Hash;
use super::fault::{Fault, malformed};
use super::keys::{PublicKey, Signature, SigningKey, signed_text};
use crate::domain::{AccountNumber, SupplierCode, Timestamp};

/// What HQ knows of an account now.
#[derive(Clone, Debug)]
pub struct AccountAnswer {
    /// The account's supplier.
    pub supplier: SupplierCode,
    /// Its number.
    pub account: AccountNumber,
    /// When HQ said so.
    pub at: Timestamp,
    /// The value of the account's row in the directory; `None` where there is no such account.
    pub value: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Json<'a> {
    supplier: SupplierCode,
    account: AccountNumber,
    at: Timestamp,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    sig: Signature,
}

impl AccountAnswer {
    /// The answer as JSON, signed with HQ's key.
    pub fn write(&self, key: &SigningKey) -> Result<String, Fault> {
        let value = self.value.as_deref().map(one_line).transpose().map_err(|why| malformed(1, why))?;
        let AccountAnswer { supplier, account, at, .. } = self.clone();
        let json = Json { supplier, account, at, value, sig: key.sign(&self.text()) };
        serde_json::to_string(&json).map_err(|error| Fault::Unpackable(error.to_string()))
    }

    /// Reads what HQ signed about that account.
    pub fn read(
        json: &str,
        supplier: &SupplierCode,
        account: &AccountNumber,
        hq: &PublicKey,
    ) -> Result<AccountAnswer, Fault> {
        let json: Json = serde_json::from_str(json).map_err(|error| malformed(1, error))?;
        let value = json.value.map(|value| value.get().to_owned());
        let answer = AccountAnswer { supplier: json.supplier, account: json.account, at: json.at, value };
        hq.verify(&answer.text(), &json.sig)?;
        if (&answer.supplier, &answer.account) != (supplier, account) {
            return Err(Fault::WrongAnswer { found: format!("{} {}", answer.supplier, answer.account) });
        }
        Ok(answer)
    }

    /// `"okno-account1\n" supplier "\n" account "\n" at "\n" sha256(value, "null" where there is none)`.
    fn text(&self) -> String {
        let value = Hash::of(self.value.as_deref().unwrap_or("null").as_bytes());
        signed_text("okno-account1", &[&self.supplier, &self.account, &self.at, &value])
    }
}

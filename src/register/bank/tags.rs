//! The tags of 1CClientBankExchange, read from `data/registers/bank-1c.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::register::encoding::Encoding;

const BUILT_IN: &str = include_str!("../../../data/registers/bank-1c.toml");

/// Which line says what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tags {
    pub first_line: String,
    pub last_line: String,
    pub versions: Vec<String>,
    pub date: String,
    pub decimal_mark: char,
    /// What sections that are not known begin and end with.
    pub section_prefix: String,
    pub end_prefix: String,
    pub encodings: BTreeMap<String, Encoding>,
    pub header: HeaderTags,
    pub account: AccountTags,
    pub document: DocumentTags,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderTags {
    pub version: String,
    pub encoding: String,
    pub account: String,
    pub from: String,
    pub to: String,
    pub known: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountTags {
    pub begin: String,
    pub end: String,
    pub account: String,
    pub from: String,
    pub to: String,
    pub opening: String,
    pub received: String,
    pub paid: String,
    pub closing: String,
    pub known: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentTags {
    pub begin: String,
    pub end: String,
    pub number: String,
    pub date: String,
    pub amount: String,
    pub credited: String,
    pub debited: String,
    pub purpose: String,
    /// Where the purpose stands in pieces.
    pub purpose_lines: Vec<String>,
    pub payer: PartyTags,
    pub payee: PartyTags,
    pub known: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartyTags {
    pub name: Vec<String>,
    pub inn: Vec<String>,
    pub account: Vec<String>,
}

impl Tags {
    /// The tags that are compiled in.
    pub fn built_in() -> Result<Tags, toml::de::Error> {
        toml::from_str(BUILT_IN)
    }
}

impl HeaderTags {
    pub fn knows(&self, tag: &str) -> bool {
        [&self.version, &self.encoding, &self.account, &self.from, &self.to]
            .into_iter()
            .chain(&self.known)
            .any(|it| it == tag)
    }
}

impl AccountTags {
    pub fn knows(&self, tag: &str) -> bool {
        let sums = [&self.opening, &self.received, &self.paid, &self.closing];
        [&self.account, &self.from, &self.to].into_iter().chain(sums).chain(&self.known).any(|it| it == tag)
    }
}

impl DocumentTags {
    pub fn knows(&self, tag: &str) -> bool {
        let own = [&self.number, &self.date, &self.amount, &self.credited, &self.debited, &self.purpose];
        let of_parties = [&self.payer, &self.payee]
            .into_iter()
            .flat_map(|party| party.name.iter().chain(&party.inn).chain(&party.account));
        own.into_iter().chain(&self.purpose_lines).chain(of_parties).chain(&self.known).any(|it| it == tag)
    }
}

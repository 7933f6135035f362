//! Files of banks: statements as 1CClientBankExchange and as tables, and the acquirer's file.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod acquirer;
mod exchange;
mod oddities;
mod table;

use std::path::Path;

use okno::register::Refusal;
use okno::register::bank::{BankDirection, Statement};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/statements").join(name)).unwrap()
}

/// A document in one line.
fn documents(statement: &Statement) -> Vec<String> {
    let line = |it: &okno::register::bank::BankDocument| {
        let (sign, other) = match it.direction {
            BankDirection::In => ('+', &it.payer),
            BankDirection::Out => ('-', &it.payee),
        };
        format!(
            "{}|{}|{}|{sign}{}|{}|{}|{}|{}",
            it.line, it.number, it.date, it.amount, other.name, other.inn, other.account, it.purpose
        )
    };
    statement.documents.iter().map(line).collect()
}

/// The faults of a refused file, one a line, without the heading.
fn faults<T: std::fmt::Debug>(read: Result<T, Refusal>) -> Vec<String> {
    let refusal = read.unwrap_err().to_string();
    refusal.lines().skip(1).map(str::to_owned).collect()
}

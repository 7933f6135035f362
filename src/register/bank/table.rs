//! Reading statements that are tables.

use std::collections::BTreeMap;

use super::balance::{self, Section};
use super::fault::{BankFault, BankWarning};
use super::{BankDirection, BankDocument, BankFormat, Party, Statement};
use crate::domain::Money;
use crate::register::fault::{Fault, Refusal};
use crate::register::table::{Column, Row, Table, TableLayout};

const LAYOUT: &str = include_str!("../../../data/registers/bank-csv.toml");

const COLUMNS: [Column; 11] = [
    Column { name: "date", needed: true },
    Column { name: "number", needed: false },
    Column { name: "amount", needed: false },
    Column { name: "side", needed: false },
    Column { name: "debit", needed: false },
    Column { name: "credit", needed: false },
    Column { name: "account", needed: false },
    Column { name: "name", needed: false },
    Column { name: "inn", needed: false },
    Column { name: "other_account", needed: false },
    Column { name: "purpose", needed: true },
];

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Statement>, Refusal> {
    let layout: TableLayout =
        toml::from_str(LAYOUT).map_err(|error| Refusal::whole(Fault::Layout(error.to_string())))?;
    let mut refusal = Refusal::default();
    let Some(table) = layout.read(bytes, &COLUMNS, &mut refusal) else { return Err(refusal) };
    let statements = statements(&layout, &table, &mut refusal);
    if refusal.faults.is_empty() { Ok(statements) } else { Err(refusal.in_order()) }
}

fn statements(layout: &TableLayout, table: &Table, refusal: &mut Refusal) -> Vec<Statement> {
    let has_sides = table.has("debit") && table.has("credit");
    if !has_sides && !table.has("amount") {
        refusal.add(None, Fault::NoColumn("amount"));
        return Vec::new();
    }
    if table.rows.is_empty() {
        refusal.add(None, Fault::Empty);
    }
    let labelled = |label: &str| table.labelled.iter().find(|(_, name, _)| name == label);
    let ours = labelled("account").map(|(_, _, account)| account.clone());
    let mut by_account: BTreeMap<String, Vec<BankDocument>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for row in &table.rows {
        let account = Some(row.cell("account")).filter(|account| !account.is_empty()).map(str::to_owned);
        let Some(account) = account.or_else(|| ours.clone()) else {
            refusal.add(Some(row.line), BankFault::NoAccount.into());
            continue;
        };
        if let Some(document) = document(layout, row, &account, has_sides, refusal) {
            if !order.contains(&account) {
                order.push(account.clone());
            }
            by_account.entry(account).or_default().push(document);
        }
    }
    if !refusal.faults.is_empty() {
        return Vec::new();
    }
    let mut sum = |label: &str| {
        let (line, _, text) = labelled(label)?;
        layout.money(text).map_err(|fault| refusal.add(Some(*line), fault)).ok()
    };
    let (opening, closing) = (sum("opening"), sum("closing"));
    let line = labelled("closing").map(|(line, _, _)| *line);
    let mut warnings = Vec::new();
    // One pair of balances can't be that of several accounts.
    let balance = match order.len() {
        1 => Section { line, opening, closing, ..Section::default() },
        _ => {
            warnings.push((None, BankWarning::SeveralAccounts(order.clone())));
            Section::default()
        }
    };
    let mut statement = |account: String| {
        let documents = by_account.remove(&account).unwrap_or_default();
        balance::judge(&account, std::slice::from_ref(&balance), &documents, refusal);
        let days = || documents.iter().map(|document| document.date);
        let (from, to) = days().min().zip(days().max())?;
        let Section { opening, closing, .. } = balance;
        let (format, warnings) = (BankFormat::Table, warnings.clone());
        Some(Statement { format, account, from, to, opening, closing, documents, warnings })
    };
    order.into_iter().filter_map(&mut statement).collect()
}

/// The document of a row; its faults are kept, so that a row tells all that is wrong with it.
fn document(
    layout: &TableLayout,
    row: &Row,
    account: &str,
    has_sides: bool,
    refusal: &mut Refusal,
) -> Option<BankDocument> {
    let date = layout.day(row.cell("date")).map_err(|fault| refusal.add(Some(row.line), fault)).ok();
    let movement = if has_sides { two_columns(layout, row) } else { one_column(layout, row) };
    let movement = movement.map_err(|fault| refusal.add(Some(row.line), fault)).ok();
    let (date, (direction, amount)) = date.zip(movement)?;
    let text = |column| row.cell(column).to_owned();
    let ours = Party { account: account.to_owned(), ..Party::default() };
    let other = Party { name: text("name"), inn: text("inn"), account: text("other_account") };
    let (payer, payee) = match direction {
        BankDirection::In => (other, ours),
        BankDirection::Out => (ours, other),
    };
    let (line, number, purpose) = (row.line, text("number"), text("purpose"));
    Some(BankDocument { line, number, date, amount, direction, payer, payee, purpose })
}

/// The sum of the one of two columns that has one; the other is empty or nothing.
fn two_columns(layout: &TableLayout, row: &Row) -> Result<(BankDirection, Money), Fault> {
    let sum = |column| match row.cell(column) {
        "" => Ok(Money::ZERO),
        text => layout.money(text),
    };
    match (sum("debit")?, sum("credit")?) {
        (debit, credit) if debit.is_positive() && credit.is_zero() => Ok((BankDirection::Out, debit)),
        (debit, credit) if credit.is_positive() && debit.is_zero() => Ok((BankDirection::In, credit)),
        _ => Err(BankFault::NoSide(format!("{} / {}", row.cell("debit"), row.cell("credit"))).into()),
    }
}

/// The sum with a word for its side, or, without one, with a sign.
fn one_column(layout: &TableLayout, row: &Row) -> Result<(BankDirection, Money), Fault> {
    let sum = layout.money(row.cell("amount"))?;
    let direction = match (row.cell("side"), layout.word(row.cell("side"))) {
        ("", _) => None,
        (_, Some("in")) => Some(BankDirection::In),
        (_, Some("out")) => Some(BankDirection::Out),
        (side, _) => return Err(BankFault::NoSide(side.to_owned()).into()),
    };
    match direction {
        _ if sum.is_zero() => Err(BankFault::NotPositive(sum).into()),
        Some(BankDirection::In) if !sum.is_positive() => Err(BankFault::NotPositive(sum).into()),
        Some(direction) => Ok((direction, sum.abs())),
        None if sum.is_positive() => Ok((BankDirection::In, sum)),
        None => Ok((BankDirection::Out, sum.abs())),
    }
}

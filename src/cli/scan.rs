//! A scanned bill in place of words to look for: its account, and what a person must know of the bill.

use super::context::Context;
use super::error::{CliError, Kind};
use crate::desk::{Balance, View};
use crate::domain::message::{list, text};
use crate::domain::scan::{
    BarcodeLayouts, Bill, BillSum, ScanError, UnknownPayee, Warning, looks_like_scan, read_text,
};
use crate::domain::{Message, Word};

/// The account that a scan asks for; `None` for a text that is to be looked up as it is: no scan, or one that can't be
/// read.
pub(super) fn find(context: &Context, view: &View, scanned: &str) -> Result<Option<Vec<Balance>>, CliError> {
    let layouts = BarcodeLayouts::built_in().map_err(|faults| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    })?;
    if !looks_like_scan(scanned, &layouts) {
        return Ok(None);
    }
    match read_text(scanned, &layouts) {
        Ok(bill) => of_bill(context, view, &bill).map(Some),
        Err(error) => {
            context.note(&unread(&error));
            Ok(None)
        }
    }
}

fn of_bill(context: &Context, view: &View, bill: &Bill) -> Result<Vec<Balance>, CliError> {
    let catalogue = context.catalogue(view)?;
    bill.warnings.iter().for_each(|warning| context.note(&warned(warning)));
    let supplier = match bill.supplier(&catalogue) {
        Ok(supplier) => &supplier.code,
        Err(unknown) => {
            context.note(&unknown_payee(&unknown));
            return Ok(vec![]);
        }
    };
    for (sum, penalty) in [(&bill.amount, false), (&bill.penalty, true)] {
        if let Some(sum) = sum {
            context.note(&asked(sum, penalty));
        }
    }
    let Some(account) = &bill.account else {
        context.note(&("cli-scan-no-account", vec![("supplier", text(supplier))]));
        return Ok(vec![]);
    };
    let found = view.account(supplier, account)?;
    if found.is_none() {
        let words = vec![("supplier", text(supplier)), ("account", text(account))];
        context.note(&("refusal-unknown-account", words));
    }
    Ok(found.into_iter().collect())
}

/// What the bill asks for. A sum with a fraction may be roubles or kopecks: that is a question.
pub(super) fn asked(sum: &BillSum, penalty: bool) -> Message {
    match sum {
        BillSum::Kopecks(sum) => {
            let id = if penalty { "cli-scan-penalty" } else { "cli-scan-sum" };
            (id, vec![("sum", Word::Money(*sum))])
        }
        BillSum::Ambiguous { text: written, as_roubles, as_kopecks: Some(as_kopecks) } => {
            let sums = [("roubles", Word::Money(*as_roubles)), ("kopecks", Word::Money(*as_kopecks))];
            ("cli-scan-which-sum", [("text", text(written))].into_iter().chain(sums).collect())
        }
        BillSum::Ambiguous { text: written, as_roubles, as_kopecks: None } => {
            ("cli-scan-is-sum", vec![("text", text(written)), ("roubles", Word::Money(*as_roubles))])
        }
    }
}

pub(super) fn unread(error: &ScanError) -> Message {
    match error {
        ScanError::CheckDigit { layouts } => ("cli-scan-check-digit", vec![("layouts", list(layouts))]),
        ScanError::Ambiguous { bills } => {
            let layouts: Vec<&str> = bills.iter().filter_map(|bill| bill.source.layout()).collect();
            ("cli-scan-ambiguous", vec![("layouts", list(&layouts))])
        }
        ScanError::Encoding => ("cli-scan-encoding", vec![]),
        ScanError::Separator | ScanError::NoFields => ("cli-scan-cut", vec![]),
        ScanError::NotAScan => ("cli-found-nothing", vec![]),
    }
}

pub(super) fn unknown_payee(unknown: &UnknownPayee) -> Message {
    match unknown {
        UnknownPayee::Inn { inn } => ("cli-payee-inn", vec![("inn", text(inn))]),
        UnknownPayee::Requisites { inn, suppliers, .. } => {
            ("cli-payee-requisites", vec![("inn", text(inn)), ("suppliers", list(suppliers))])
        }
        UnknownPayee::Incomplete { .. } => ("cli-payee-incomplete", vec![]),
        UnknownPayee::Several { suppliers } => ("cli-payee-several", vec![("suppliers", list(suppliers))]),
        UnknownPayee::Code { code } => ("cli-payee-code", vec![("supplier", text(code))]),
        UnknownPayee::Unlisted { layout, organisation } => {
            let organisation = text(organisation.as_deref().unwrap_or("?"));
            ("cli-payee-unlisted", vec![("layout", text(layout)), ("organisation", organisation)])
        }
    }
}

/// A warning that changes what a person does is said in full; the rest is dirt of the bill, named by its field.
pub(super) fn warned(warning: &Warning) -> Message {
    match warning {
        Warning::RussianLayout => ("cli-scan-layout", vec![]),
        Warning::LostToLayout { key } => ("cli-scan-lost", vec![("key", text(key))]),
        Warning::Conflict { key, values } => ("cli-scan-conflict", vec![("key", text(key)), ("values", list(values))]),
        Warning::Unreadable { key, text: found } => {
            ("cli-scan-unreadable", vec![("key", text(key)), ("text", text(found))])
        }
        Warning::Undecodable { declared } => ("cli-scan-undecodable", vec![("encoding", text(declared))]),
        Warning::Missing { key } => ("cli-scan-missing", vec![("key", text(key))]),
        Warning::Unpaired { .. } => ("cli-scan-unpaired", vec![]),
        Warning::Key { found, read_as } => ("cli-scan-key", vec![("found", text(found)), ("key", text(read_as))]),
        Warning::LongField { key, .. } => ("cli-scan-long", vec![("key", text(key))]),
        Warning::LongCode { bytes } => ("cli-scan-long-code", vec![("bytes", text(bytes))]),
        Warning::NotAField { text: found } => ("cli-scan-not-a-field", vec![("text", text(found))]),
        Warning::EmptyField => ("cli-scan-empty-field", vec![]),
    }
}

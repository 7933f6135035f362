//! What the command line makes of other rooms' errors, from constructed values: every text, in both languages.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, ErrorKind};

use super::{fault, output, scan};
use crate::domain::scan::{BarcodeLayouts, Bill, BillSum, Encoding, Requisites, ScanError, UnknownPayee, Warning};
use crate::domain::{Message, Money, Word};
use crate::journal::{Damage, Fault, JournalError};
use crate::lang::Lang;
use crate::protocol::EntryFault;

fn io_errors() -> Vec<Message> {
    let kinds = [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::IsADirectory,
        ErrorKind::NotADirectory,
        ErrorKind::AlreadyExists,
        ErrorKind::InvalidData,
        ErrorKind::StorageFull,
        ErrorKind::ReadOnlyFilesystem,
    ];
    let other = io::Error::other("the disk smokes");
    kinds.map(io::Error::from).iter().chain([&other]).map(fault::io).collect()
}

fn damages() -> Vec<Message> {
    let faults = [
        Fault::Entry(EntryFault::Seq { expected: 7, found: 9 }),
        Fault::Entry(EntryFault::Prev),
        Fault::Entry(EntryFault::Content),
        Fault::Entry(EntryFault::Body),
        Fault::Imbalance(-5),
        Fault::Misfit(rusqlite::Error::QueryReturnedNoRows),
        Fault::NotEnrolled,
        Fault::Witness { witness: "the mirror", seq: 7 },
        Fault::Witness { witness: "the last acknowledgement", seq: 7 },
        Fault::Projection("line".into()),
        Fault::Schema("entry_stays".into()),
        Fault::File("malformed".into()),
    ];
    let damaged = |fault| fault::journal(&JournalError::Damaged(Damage::new(7, fault)));
    faults.into_iter().map(damaged).collect()
}

fn sums() -> Vec<Message> {
    let sums = ["81240", "123.00", "123.45"].map(|sum| BillSum::parse(sum).unwrap());
    [false, true].iter().flat_map(|&penalty| sums.iter().map(move |sum| scan::asked(sum, penalty))).collect()
}

fn scan_errors() -> Vec<Message> {
    let bill = |name: &str| -> Bill {
        let text = format!(
            "[[layout]]\nname = \"{name}\"\nsymbology = \"code-128\"\nsupplier = \"x\"\n\
             parts = [{{ is = \"account\", width = 4 }}]\n"
        );
        crate::domain::scan::read_text("1204", &BarcodeLayouts::parse(&text).unwrap()).unwrap()
    };
    let errors = [
        ScanError::Encoding,
        ScanError::Separator,
        ScanError::NoFields,
        ScanError::CheckDigit { layouts: vec!["tomsk".into()] },
        ScanError::Ambiguous { bills: vec![bill("tomsk"), bill("omsk")] },
    ];
    errors.iter().map(scan::unread).collect()
}

fn payees() -> Vec<Message> {
    let (code, inn) = ("energosbyt".parse().unwrap(), "3800000012".to_owned());
    let given = Requisites { inn: Some(inn.clone()), settlement_account: None, bic: None };
    let suppliers = vec![code];
    let unknown = [
        UnknownPayee::Inn { inn: inn.clone() },
        UnknownPayee::Requisites { inn, given: given.clone(), suppliers: suppliers.clone() },
        UnknownPayee::Incomplete { given },
        UnknownPayee::Several { suppliers: suppliers.clone() },
        UnknownPayee::Code { code: suppliers[0].clone() },
        UnknownPayee::Unlisted { layout: "tomsk".into(), organisation: Some("3809".into()) },
    ];
    unknown.iter().map(scan::unknown_payee).collect()
}

fn warnings() -> Vec<Message> {
    let (key, text) = ("Sum", "x".to_owned());
    let warnings = [
        Warning::Key { found: "inn".into(), read_as: "PayeeINN".into() },
        Warning::Missing { key },
        Warning::LongField { key, length: 9, longest: 5 },
        Warning::LongCode { bytes: 301 },
        Warning::EmptyField,
        Warning::NotAField { text: text.clone() },
        Warning::Undecodable { declared: Encoding::Koi8R },
        Warning::Conflict { key, values: vec!["1".into(), "2".into()] },
        Warning::Unreadable { key, text },
        Warning::RussianLayout,
        Warning::LostToLayout { key },
        Warning::Unpaired { counters: 1, values: 2 },
    ];
    warnings.iter().map(scan::warned).collect()
}

/// The ids of a message and of those within it.
fn ids((id, words): &Message) -> Vec<&'static str> {
    let within = words.iter().flat_map(|(_, word)| match word {
        Word::Said(message) => ids(message),
        _ => vec![],
    });
    [*id].into_iter().chain(within).collect()
}

#[test]
fn every_fault_and_warning_is_worded_in_both_languages() {
    let no_account: Message = ("cli-scan-no-account", vec![("supplier", Word::Text("energosbyt".into()))]);
    let messages = [io_errors(), damages(), sums(), scan_errors(), payees(), warnings(), vec![no_account]].concat();
    let mut read = String::new();
    for message in &messages {
        for lang in Lang::ALL {
            let text = output::worded(lang, None, message);
            assert!(!text.contains("{$") && !text.contains('['), "{text}");
            writeln!(read, "{text}").unwrap();
        }
    }
    insta::assert_snapshot!("faults-and-warnings", read);
    let said: BTreeSet<&str> = messages.iter().flat_map(ids).collect();
    let texts = include_str!("../../data/locales/en/cli.ftl");
    let areas = ["io", "damage", "scan", "payee"];
    let known = texts.lines().filter_map(|line| line.split(" = ").next());
    for id in known.filter(|id| id.split('-').nth(1).is_some_and(|area| areas.contains(&area))) {
        assert!(said.contains(id), "no value gives {id}");
    }
}

#[test]
fn a_sum_is_worded_with_its_money() {
    let sum = BillSum::Kopecks(Money::from_kopecks(81_240));
    assert_eq!(output::worded(Lang::Ru, None, &scan::asked(&sum, false)), "К оплате по счёту 812,40.");
}

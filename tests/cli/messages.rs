//! Every message that the rooms below the command line can give, in both languages, from constructed values.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use okno::desk::{DeskError, KeyError, pin::PinError};
use okno::directory::DirectoryError;
use okno::domain::refusal::Refusal;
use okno::domain::{
    AccountCode, AccountNumber, CodeError, Count, EntryId, IdError, Message, Money, MoneyError, ReasonCode,
    ReceiptNumber, Seal, SupplierCode, TenderKind, Timestamp, TransitCode, UserName, Word,
};
use okno::journal::{Damage, Fault, JournalError};
use okno::lang::{Arg, Lang};

use crate::register_messages;
use crate::scene::mask;

/// The ids of a file of texts, each with the literal pieces of its pattern in their order; a text with a choice is
/// taken up to the choice, and masked as the transcripts are.
pub fn patterns(lang: &str, file: &str) -> BTreeMap<String, Vec<String>> {
    let path = format!("{}/data/locales/{lang}/{file}.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let patterns = text.lines().filter_map(|line| {
        let (id, pattern) = line.split_once(" = ").filter(|(id, _)| !id.starts_with([' ', '#']))?;
        let pattern = pattern.split("->").next()?;
        let pieces = pattern.split(['{', '}']).enumerate().filter(|(n, piece)| n % 2 == 0 && !piece.trim().is_empty());
        Some((id.to_owned(), pieces.map(|(_, piece)| mask(piece.trim())).collect()))
    });
    patterns.collect()
}

/// True if a line of a text has all the pieces in their order.
pub fn says(text: &str, pieces: &[String]) -> bool {
    text.lines().any(|line| {
        let mut rest = line;
        pieces.iter().all(|piece| match rest.find(piece.as_str()) {
            Some(at) => {
                rest = &rest[at + piece.len()..];
                true
            }
            None => false,
        })
    })
}

/// A message as the command line words it; moments are masked.
fn worded(lang: Lang, (id, words): &Message) -> String {
    let written: Vec<(&str, String)> = words
        .iter()
        .map(|(name, word)| match word {
            Word::Text(text) => (*name, text.clone()),
            Word::Moment(_) => (*name, "MOMENT".to_owned()),
            Word::Said(message) => (*name, worded(lang, message)),
            Word::Money(money) => (*name, lang.kopecks(money.kopecks())),
            Word::Number(number) => (*name, lang.number(*number)),
        })
        .collect();
    let args: Vec<(&str, Arg)> = words
        .iter()
        .zip(&written)
        .map(|((_, word), (name, written))| match word {
            Word::Number(number) => (*name, Arg::Number(*number)),
            _ => (*name, Arg::Text(written)),
        })
        .collect();
    lang.text(id, &args)
}

fn refusals() -> Vec<Message> {
    let account = AccountNumber::parse("АБ1204417").unwrap();
    let supplier = SupplierCode::new("energosbyt").unwrap();
    let (user, kind) = (UserName::new("cashier1").unwrap(), TenderKind::new("card").unwrap());
    let receipt: ReceiptNumber = "1-118-3".parse().unwrap();
    let at: Timestamp = "2026-11-23T06:00:00.000Z".parse().unwrap();
    let (less, more) = (Money::from_kopecks(123_450), Money::from_kopecks(1_000_000));
    let (cashier, shift) = (user.clone(), 118);
    let all = [
        Refusal::NotEnrolled,
        Refusal::AlreadyEnrolled,
        Refusal::NobodySignedIn,
        Refusal::NoShift,
        Refusal::ShiftOpen { shift, cashier: cashier.clone() },
        Refusal::AnothersShift { shift, cashier },
        Refusal::ClockBack { last: at, now: at },
        Refusal::ClockAhead { last: at, now: at },
        Refusal::SupervisorNeeded,
        Refusal::NotASupervisor { user: user.clone() },
        Refusal::NoTelephone,
        Refusal::ChallengeOld,
        Refusal::CodeRefused,
        Refusal::CodesLocked { until: at },
        Refusal::UnknownPerson { user: user.clone() },
        Refusal::ReasonNeeded,
        Refusal::EmptyBasket,
        Refusal::ZeroSum { account: account.clone() },
        Refusal::NegativeSum { account: account.clone() },
        Refusal::BelowLeast { supplier: supplier.clone(), least: less },
        Refusal::AboveMost { supplier: supplier.clone(), most: more },
        Refusal::TooLarge,
        Refusal::UnknownSupplier { supplier: supplier.clone(), known: vec![supplier.clone()] },
        Refusal::WhichService { supplier: supplier.clone(), services: vec!["heat".parse().unwrap()] },
        Refusal::UnknownAccount { supplier, account },
        Refusal::NoTender,
        Refusal::UnknownTender { kind: kind.clone(), known: vec![kind.clone()] },
        Refusal::ReferenceNeeded { kind: kind.clone() },
        Refusal::TooLittle { due: more, tendered: less },
        Refusal::TenderMisfits { kind, due: less },
        Refusal::UnknownReceipt { receipt },
        Refusal::EarlierShift { receipt, shift },
        Refusal::AlreadyVoided { receipt },
        Refusal::DrawerShort { due: more, drawer: less },
        Refusal::NegativeCount,
        Refusal::SignInRefused,
        Refusal::Locked { user, until: at },
        Refusal::NothingToPrint { seq: 7 },
    ];
    all.iter().chain(&custody_refusals()).map(Refusal::message).collect()
}

fn custody_refusals() -> Vec<Refusal> {
    let account = AccountNumber::parse("АБ1204417").unwrap();
    let (cashier, shift) = (UserName::new("cashier1").unwrap(), 118);
    let receipt: ReceiptNumber = "1-118-3".parse().unwrap();
    let less = Money::from_kopecks(123_450);
    let (reason, bank): (ReasonCode, AccountCode) = ("expense".parse().unwrap(), "own".parse().unwrap());
    let (seal, code): (Seal, TransitCode) = ("77001".parse().unwrap(), "664003/2-118.3-5000-42".parse().unwrap());
    vec![
        Refusal::ShiftPaused { shift },
        Refusal::Vault,
        Refusal::ShiftTooLong { shift, hours: 24 },
        Refusal::SharedDrawer,
        Refusal::CountNeeded,
        Refusal::DifferenceReason { difference: less },
        Refusal::DifferenceReason { difference: -less },
        Refusal::SecondPerson { cashier },
        Refusal::NotPaused,
        Refusal::OpenShiftsPayment { receipt },
        Refusal::AnotherDesk { receipt, desk: "664003/3".parse().unwrap() },
        Refusal::UnknownLine { receipt, n: 3 },
        Refusal::NothingLeft { receipt, remaining: less },
        Refusal::SameAccount { account },
        Refusal::WhichTender { receipt, tenders: vec![TenderKind::cash()] },
        Refusal::ZeroCash,
        Refusal::UnknownReason { reason: reason.clone(), known: vec![reason.clone()] },
        Refusal::OwnMoney { reason, own: less },
        Refusal::SerialsNeeded,
        Refusal::UnknownBankAccount { account: bank.clone(), known: vec![bank] },
        Refusal::SameDesk,
        Refusal::NotForThisDesk,
        Refusal::AcceptedBefore { code },
        Refusal::MoreThanGiven { given: less },
        Refusal::SealUsed { seal: seal.clone() },
        Refusal::UnknownBag { seal: seal.clone(), known: vec![seal] },
        Refusal::CollectorNeeded,
    ]
}

fn errors() -> Vec<Message> {
    let path = || PathBuf::from("H/journal.db");
    let damage = Damage::new(7, Fault::Imbalance(-5));
    let newer = JournalError::Newer { found: 2, known: 1 };
    let id: EntryId = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77".parse().unwrap();
    let io = || std::io::Error::other("the disk says no");
    let journal = [
        JournalError::Missing(path()),
        JournalError::Locked { holder: "okno pay, process 7".into() },
        JournalError::DiskFull,
        JournalError::Damaged(damage),
        newer,
        JournalError::Foreign(path()),
        JournalError::Older { found: 1, known: 2 },
    ];
    let desk = [
        DeskError::IdTaken { id, seq: 7, kind: "payment.taken".into() },
        DeskError::Directory(DirectoryError::NoCatalogue),
        DeskError::Key(KeyError::Io { path: path(), source: io() }),
        DeskError::Pin(PinError::Malformed),
    ];
    let money = [MoneyError::Empty, MoneyError::Malformed, MoneyError::TooFine, MoneyError::TooLarge];
    let accounts = ["", "АБ*", &"1".repeat(99)].map(|text| AccountNumber::parse(text).unwrap_err().message());
    let named = [IdError::Desk, IdError::Entry, IdError::Receipt, IdError::Cash];
    let ids = named.map(|error| error(String::new()).message());
    let counts = ["100", "100x1,100x2", "999999999999x2"].map(|text| text.parse::<Count>().unwrap_err().message());
    let vault = "664003/vault".parse().unwrap();
    let codes = ["x", "2-118.3-5000-42"].map(|code| TransitCode::read(code, &vault).unwrap_err().message());
    let lists = [
        journal.iter().map(JournalError::message).collect::<Vec<_>>(),
        desk.iter().map(DeskError::message).collect(),
        money.iter().map(MoneyError::message).collect(),
        accounts.into(),
        ids.into(),
        counts.into(),
        codes.into(),
        vec!["печать".repeat(9).parse::<Seal>().unwrap_err().message()],
        vec![CodeError(String::new()).message()],
        register_messages::all(),
    ];
    lists.concat()
}

/// Both languages of each message, and a fault where a text of the file is given by no value.
fn check(file: &str, messages: &[Message], elsewhere: &[&str]) -> String {
    let mut read = String::new();
    for message in messages {
        for lang in Lang::ALL {
            let text = worded(lang, message);
            assert!(!text.contains("{$") && !text.contains('['), "{}: {text}", message.0);
            for (name, word) in &message.1 {
                if let Word::Text(word) = word {
                    assert!(text.contains(word.as_str()), "{} does not say ${name}: {text}", message.0);
                }
            }
            writeln!(read, "{text}").unwrap();
        }
    }
    for id in patterns("en", file).keys().filter(|id| !elsewhere.contains(&id.as_str())) {
        assert!(messages.iter().any(|(given, _)| given == id), "no value gives {id}");
    }
    read
}

#[test]
fn every_refusal_says_all_that_it_knows_in_both_languages() {
    insta::assert_snapshot!("refusals", check("refusal", &refusals(), &[]));
}

#[test]
fn every_error_says_all_that_it_knows_in_both_languages() {
    // These frame the faults of a register: the transcripts have them.
    let frames = [
        "error-register-refused",
        "error-register-line",
        "error-register-file",
        "error-register-more",
        "error-disk-fault",
    ];
    insta::assert_snapshot!("errors", check("error", &errors(), &frames));
}

//! Every message of registers, statements and acquirers' files, from constructed values.

use okno::domain::{AccountNumber, Message, Money, MoneyError};
use okno::register::acquirer::AcquirerFault;
use okno::register::bank::{BankFault, BankWarning};
use okno::register::out::{Deviation, WriteFault};
use okno::register::{Encoding, Fault, Requisite};

pub fn all() -> Vec<Message> {
    let read = faults().into_iter().chain(bank_faults()).chain(acquirer_faults());
    let odd = warnings();
    let write = write_faults();
    read.map(|fault| fault.message())
        .chain(odd.iter().map(BankWarning::message))
        .chain(write.iter().map(|fault| fault.what.message()))
        .chain(write.iter().map(WriteFault::message))
        .collect()
}

fn sums() -> (Money, Money) {
    (Money::from_kopecks(100), Money::from_kopecks(123_450))
}

fn faults() -> Vec<Fault> {
    let account = AccountNumber::parse("АБ1204417").unwrap();
    let (stated, found) = sums();
    vec![
        Fault::FieldCount { found: 3, expected: vec![4, 6] },
        Fault::Account { text: "А*".into(), error: AccountNumber::parse("А*").unwrap_err() },
        Fault::Amount { text: "x".into(), error: MoneyError::Malformed },
        Fault::DecimalMark("1.5".into()),
        Fault::Undecodable(Encoding::ALL[0]),
        Fault::Repeated { account, first: 7 },
        Fault::ControlSum { stated, found },
        Fault::TooLarge,
        Fault::NoColumn("amount"),
        Fault::ColumnTwice("amount"),
        Fault::Empty,
        Fault::OtherSupplier { what: Requisite::Inn, found: "1".into(), expected: "2".into() },
        Fault::OtherSupplier { what: Requisite::SettlementAccount, found: "1".into(), expected: "2".into() },
        Fault::Encoding(Encoding::ALL[0]),
        Fault::Date("31.02.2026".into()),
        Fault::Missing("Сумма".into()),
        Fault::OpenQuote,
        Fault::Layout("expected a string".into()),
    ]
}

fn bank_faults() -> Vec<Fault> {
    let account = || "40821810300000000003".to_owned();
    let (stated, found) = sums();
    let all = [
        BankFault::FirstLine("1CClientBankExchange".into()),
        BankFault::Malformed("мусор".into()),
        BankFault::Unclosed("СекцияДокумент".into()),
        BankFault::Stray("КонецДокумента".into()),
        BankFault::Twice { tag: "Сумма".into(), first: 7 },
        BankFault::BehindTheEnd("1CClientBankExchange".into()),
        BankFault::BreaksOff,
        BankFault::NoAccount,
        BankFault::NoPeriod,
        BankFault::NoDirection { payer: "1".into(), payee: "2".into() },
        BankFault::NoSide("5,00 / 5,00".into()),
        BankFault::NotPositive(Money::ZERO),
        BankFault::Closing { account: account(), stated, found },
        BankFault::Turnover { account: account(), stated, found },
        BankFault::Gap { account: account(), before: stated, opening: found },
    ];
    all.into_iter().map(Fault::Bank).collect()
}

fn acquirer_faults() -> Vec<Fault> {
    let (sum, _) = sums();
    let all = [
        AcquirerFault::FullCard,
        AcquirerFault::Operation("Аванс".into()),
        AcquirerFault::Sign { refund: false, sum: -sum },
        AcquirerFault::Sign { refund: true, sum: Money::ZERO },
        AcquirerFault::Twice { reference: "632800123456".into(), first: 7 },
    ];
    all.into_iter().map(Fault::Acquirer).collect()
}

fn warnings() -> Vec<BankWarning> {
    vec![
        BankWarning::NoEnd,
        BankWarning::Version("1.04".into()),
        BankWarning::OtherEncoding("DOS".into()),
        BankWarning::UnknownTag("Хэш".into()),
        BankWarning::UnknownSection("СекцияПодпись".into()),
        BankWarning::DecimalMark("1234,56".into()),
        BankWarning::BrokenLine("за 22.11.2026".into()),
        BankWarning::SeveralAccounts(vec!["1".into(), "2".into()]),
        BankWarning::DirectionByDay,
        BankWarning::OutsidePeriod("2026-11-25".parse().unwrap()),
    ]
}

fn write_faults() -> Vec<WriteFault> {
    let of_row = |what| WriteFault { row: Some((3, "1-118-5".into())), what };
    let (encoding, text) = (Encoding::Cp866, "Әлия".to_owned());
    vec![
        of_row(Deviation::Character { field: "name", text, odd: 'Ә', encoding }),
        of_row(Deviation::TooWide { field: "SUMMA".into(), text: "123456".into(), most: 5 }),
        of_row(Deviation::Repeated { id: "664003/2:1001-1".into(), first: 1 }),
        WriteFault { row: None, what: Deviation::TooMany },
    ]
}

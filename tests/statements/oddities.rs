//! Dirt of the wild: where nothing can be misread it is a warning, and else a fault.

use okno::domain::Money;
use okno::register::bank::{self, BankFormat, BankWarning, Statement};
use okno::register::out::OutLayout;

use crate::{faults, fixture};

fn text(name: &str) -> String {
    encoding_rs::WINDOWS_1251.decode_without_bom_handling(&fixture(name)).0.into_owned()
}

fn read(text: &str) -> Result<Vec<Statement>, okno::register::Refusal> {
    let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
    bank::read(BankFormat::Exchange, &bytes)
}

/// The warnings of the sound file after a change; its documents must be what they were.
fn odd(from: &str, to: &str) -> Vec<(Option<u64>, BankWarning)> {
    let sound = text("windows.txt");
    assert!(sound.contains(from), "{from}");
    let (before, after) = (read(&sound).unwrap(), read(&sound.replace(from, to)).unwrap());
    let sums = |statement: &Statement| statement.documents.iter().map(|it| it.movement()).collect::<Vec<_>>();
    assert_eq!(sums(&before[0]), sums(&after[0]));
    after[0].warnings.clone()
}

#[test]
fn what_can_not_be_misread_is_a_warning() {
    let text = str::to_owned;
    for (from, to, expected) in [
        ("150000.00", "150000,00", (Some(32), BankWarning::DecimalMark(text("150000,00")))),
        ("КонецФайла\r\n", "", (None, BankWarning::NoEnd)),
        ("=1.03", "=1.04", (Some(2), BankWarning::Version(text("1.04")))),
        ("=Windows", "=DOS", (Some(3), BankWarning::OtherEncoding(text("DOS")))),
        ("Очередность", "ИдентификаторПлатежа", (Some(41), BankWarning::UnknownTag(text("ИдентификаторПлатежа")))),
        (
            "КонецФайла",
            "СекцияПодпись\r\nХэш=1\r\nКонецПодпись\r\nКонецФайла",
            (Some(69), BankWarning::UnknownSection(text("СекцияПодпись"))),
        ),
        ("эквайринга за", "эквайринга\r\nза", (Some(68), BankWarning::BrokenLine(text("за 22.11.2026")))),
        (
            "ДатаСоздания",
            "РасчСчет=40702810100000000001\r\nДатаСоздания",
            (None, BankWarning::SeveralAccounts(vec![text("40702810100000000001"), text("40821810300000000003")])),
        ),
        (
            "ДатаПоступило=24.11.2026",
            "ДатаПоступило=25.11.2026",
            (Some(29), BankWarning::OutsidePeriod("2026-11-25".parse().unwrap())),
        ),
    ] {
        let found = match expected.1 {
            BankWarning::SeveralAccounts(_) => {
                let sound = self::text("windows.txt");
                read(&sound.replace(from, to)).unwrap()[1].warnings.clone()
            }
            _ => odd(from, to),
        };
        assert_eq!(found, [expected], "{to}");
    }
    assert_eq!(odd("\r\n", "\n"), []);
    let no_account = "40821810300000000003\r\nДатаПоступило=23";
    assert_eq!(odd(no_account, "\r\nДатаПоступило=23"), [(Some(58), BankWarning::DirectionByDay)]);
}

#[test]
fn a_file_that_breaks_off_without_a_balance_is_refused() {
    let sound = text("windows.txt");
    let without_balances: Vec<&str> = sound
        .lines()
        .filter(|line| {
            !["НачальныйОстаток", "ВсегоПоступило", "ВсегоСписано", "КонечныйОстаток"]
                .iter()
                .any(|tag| line.starts_with(tag))
        })
        .collect();
    assert!(read(&without_balances.join("\n")).is_ok());
    let cut = without_balances[..without_balances.len() - 1].join("\n");
    assert_eq!(
        faults(read(&cut)),
        ["the file: the file breaks off: its last line is missing, and no balance shows that all documents are there"]
    );
}

#[test]
fn our_own_register_of_the_format_is_a_sound_statement() {
    let bytes = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/registers/out/3800000020_007_1c.txt"),
    )
    .unwrap();
    assert!(OutLayout::built_in("1c").is_ok());
    let statements = bank::read(BankFormat::Exchange, &bytes).unwrap();
    assert_eq!(statements[0].closing, Some(Money::from_kopecks(384_800)));
    assert_eq!(statements[0].warnings, []);
    assert_eq!(bank::mentions(&statements[0].documents[0].purpose), [bank::Mention::Register(7)]);
}

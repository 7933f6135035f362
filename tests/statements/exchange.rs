//! 1CClientBankExchange: what is read, and every fault by its line.

use okno::domain::Money;
use okno::register::bank::{self, BankFormat, Mention, Statement};
use proptest::prelude::*;

use crate::{documents, faults, fixture};

fn read(text: &str) -> Result<Vec<Statement>, okno::register::Refusal> {
    bank::read(BankFormat::Exchange, text.as_bytes())
}

const OURS: &str = "40821810300000000003";

/// Lines that make some sense in any order.
const LINES: [&str; 13] = [
    "СекцияДокумент=x",
    "КонецДокумента",
    "СекцияРасчСчет",
    "КонецРасчСчет",
    "СекцияДругая",
    "КонецФайла",
    "РасчСчет=1",
    "Сумма=9223372036854775807",
    "ПолучательСчет=1",
    "Дата=01.01.2026",
    "НачальныйОстаток=-92233720368547758.07",
    "01.01.2026;;92233720368547758,07;x",
    "счет: 1",
];

/// A statement of `body` over the 23rd of November.
fn whole(body: &str) -> String {
    let days = "ДатаНачала=23.11.2026\nДатаКонца=23.11.2026";
    format!("1CClientBankExchange\nВерсияФормата=1.03\nРасчСчет={OURS}\n{days}\n{body}КонецФайла\n")
}

/// A document of a sum that came.
fn document(sum: &str) -> String {
    let sides = format!("ПлательщикСчет=1\nПолучательСчет={OURS}");
    format!("СекцияДокумент=Банковский ордер\nНомер=1\nДата=23.11.2026\nСумма={sum}\n{sides}\nКонецДокумента\n")
}

fn balances(opening: &str, closing: &str) -> String {
    format!("СекцияРасчСчет\nРасчСчет={OURS}\nНачальныйОстаток={opening}\nКонечныйОстаток={closing}\nКонецРасчСчет\n")
}

#[test]
fn a_statement_in_each_encoding() {
    for name in ["windows.txt", "dos.txt", "utf-8.txt"] {
        let bytes = fixture(name);
        assert_eq!(BankFormat::of(&bytes), BankFormat::Exchange);
        let statements = bank::read(BankFormat::Exchange, &bytes).unwrap();
        let [statement] = &statements[..] else { panic!("{name}: {statements:?}") };
        let plain: Vec<String> = documents(statement).iter().map(|line| line.replace(['«', '»'], "\"")).collect();
        let expected = [
            "29|515|2026-11-24|+150000.00|Сибирский банк, касса пересчёта||20202810000000000099|\
             Зачисление инкассированной выручки, сумка № АБ-10045 за 23.11.2026",
            "44|12|2026-11-23|-3848.00|ООО \"Теплосеть\"|3800000020|40702810200000000002|\
             Перечисление по реестру № 7 от 24.11.2026. НДС не облагается",
            "58|901|2026-11-23|+4060.40|Банк-эквайер|3800000099|30232810100000000007|\
             Возмещение по операциям эквайринга за 22.11.2026",
        ];
        assert_eq!((plain, &statement.warnings), (expected.map(str::to_owned).into(), &vec![]), "{name}");
        assert_eq!((statement.account.as_str(), statement.from.to_string().as_str()), (OURS, "2026-11-23"));
        assert_eq!(statement.to.to_string(), "2026-11-24");
        assert_eq!((statement.opening, statement.closing), (Money::parse("1000").ok(), Money::parse("151212.40").ok()));
        let mentioned: Vec<Mention> = statement.documents.iter().flat_map(|it| bank::mentions(&it.purpose)).collect();
        assert_eq!(mentioned, [Mention::Seal("АБ-10045".parse().unwrap()), Mention::Register(7)]);
    }
}

#[test]
fn every_fault_is_named_by_its_line() {
    let body = "\
        СекцияДокумент=Платежное поручение\nНомер=1\nДата=31.02.2026\nСумма=12,3.4\nКонецДокумента\n\
        СекцияДокумент=Платежное поручение\nНомер=2\nСумма=5.00\nСумма=6.00\n\
        СекцияДокумент=Платежное поручение\nДата=23.11.2026\nСумма=0\nКонецДокумента\nКонецРасчСчет\nмусор\n";
    let expected = [
        "line 8: '31.02.2026' is not a date",
        "line 9: '12,3.4' is not a sum: not a sum of money",
        "line 11: 'СекцияДокумент' has no end",
        "line 14: 'Сумма' is there twice; first in line 13",
        "line 17: the sum 0.00 is not above zero",
        "line 19: 'КонецРасчСчет' ends what was not begun",
        "line 20: 'мусор' is no line of this format",
    ];
    assert_eq!(faults(read(&whole(body))), expected);
}

#[test]
fn faults_of_a_whole_file() {
    for (text, expected) in [
        (
            "",
            vec![
                "the file: the first line is not '1CClientBankExchange'",
                "the file: the file does not say whose account it is",
            ],
        ),
        (
            "Дата;Сумма\n",
            vec![
                "line 1: the first line is not '1CClientBankExchange'",
                "the file: the file does not say whose account it is",
            ],
        ),
        (
            "1CClientBankExchange\nРасчСчет=1\nКонецФайла\n",
            vec!["the file: the file does not say which days it covers"],
        ),
        (
            "1CClientBankExchange\nРасчСчет=1\nКонецФайла\n1CClientBankExchange\nКонецФайла\n",
            vec![
                "line 4: '1CClientBankExchange' stands behind the end of the file",
                "line 5: 'КонецФайла' stands behind the end of the file",
            ],
        ),
    ] {
        assert_eq!(faults(read(text)), expected, "{text}");
    }
}

#[test]
fn balances_that_the_documents_do_not_make_are_faults() {
    let made = |opening: &str, closing: &str| read(&whole(&(balances(opening, closing) + &document("5.00"))));
    assert_eq!(made("-1.50", "3.50").unwrap()[0].documents.len(), 1);
    let expected =
        format!("line 6: account {OURS}: the closing balance is 4.00, but opening balance and documents make 6.00");
    assert_eq!(faults(made("1.00", "4.00")), [expected]);
    let turnover = balances("1.00", "6.00").replace("Конечный", "ВсегоПоступило=7.00\nКонечный");
    let expected = format!("line 6: account {OURS}: the turnover is 7.00, but the documents add up to 5.00");
    assert_eq!(faults(read(&whole(&(turnover + &document("5.00"))))), [expected]);
    let two = balances("1.00", "2.00") + &balances("3.00", "6.00") + &document("5.00");
    let expected = format!("line 11: account {OURS}: the balance before was 2.00, and this section begins with 3.00");
    assert_eq!(faults(read(&whole(&two))), [expected]);
}

#[test]
fn a_document_between_strangers_is_a_fault_and_one_between_our_accounts_is_in_both() {
    let foreign = document("5.00").replace(OURS, "2");
    let expected = ["line 6: whether the money came or went can't be told: from '1' to '2'"];
    assert_eq!(faults(read(&whole(&foreign))), expected);
    let both = whole(&document("5.00")).replacen("ДатаНачала", "РасчСчет=1\nДатаНачала", 1);
    let statements = read(&both).unwrap();
    let lines: Vec<_> = statements.iter().map(|it| (it.account.as_str(), it.documents[0].movement())).collect();
    assert_eq!(lines, [(OURS, Money::from_roubles(5)), ("1", Money::from_roubles(-5))]);
}

proptest! {
    #[test]
    fn sums_add_up_whatever_they_are(
        sums in proptest::collection::vec(1i64..99_999_999_999, 1..20), opening in -9_999_999i64..9_999_999,
    ) {
        let money = Money::from_kopecks;
        let body: String = sums.iter().map(|sum| document(&money(*sum).to_string())).collect();
        let closing = money(opening + sums.iter().sum::<i64>());
        let text = whole(&(balances(&money(opening).to_string(), &closing.to_string()) + &body));
        let statements = read(&text).unwrap();
        let found: Vec<i64> = statements[0].documents.iter().map(|it| it.movement().kopecks()).collect();
        prop_assert_eq!(found, sums);
        // Any document left out is missed.
        let cut = text.replacen(&document(&statements[0].documents[0].amount.to_string()), "", 1);
        prop_assert!(read(&cut).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, lines in proptest::collection::vec(0..LINES.len(), 0..20)) {
        let text: Vec<&str> = lines.into_iter().map(|line| LINES[line]).collect();
        for format in BankFormat::ALL {
            for head in ["1CClientBankExchange", "Дата;Дебет;Кредит;Назначение"] {
                let _ = bank::read(format, [head, &text.join("\n")].join("\n").as_bytes());
            }
            let _ = bank::read(format, &bytes);
        }
    }
}

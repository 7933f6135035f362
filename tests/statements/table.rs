//! Statements as tables.

use okno::domain::Money;
use okno::register::bank::{self, BankFormat, Statement};

use crate::{documents, faults, fixture};

fn read(text: &str) -> Result<Vec<Statement>, okno::register::Refusal> {
    bank::read(BankFormat::Table, text.as_bytes())
}

#[test]
fn a_table_with_a_heading_balances_and_totals() {
    let bytes = fixture("table.csv");
    assert_eq!(BankFormat::of(&bytes), BankFormat::Table);
    let statements = bank::read(BankFormat::Table, &bytes).unwrap();
    let [statement] = &statements[..] else { panic!("{statements:?}") };
    let expected = [
        "6|515|2026-11-24|+150000.00|Сибирский банк, касса пересчёта||20202810000000000099|\
         Зачисление инкассированной выручки, сумка № АБ-10045 за 23.11.2026",
        "7|12|2026-11-23|-3848.00|ООО «Теплосеть»|3800000020|40702810200000000002|\
         Перечисление по реестру № 7 от 24.11.2026. НДС не облагается",
        "8|901|2026-11-23|+4060.40|Банк-эквайер|3800000099|30232810100000000007|\
         Возмещение; операции эквайринга за 22.11.2026",
    ];
    assert_eq!(documents(statement), expected);
    assert_eq!((statement.account.as_str(), statement.warnings.len()), ("40821810300000000003", 0));
    assert_eq!((statement.opening, statement.closing), (Money::parse("1000").ok(), Money::parse("151212.40").ok()));
    assert_eq!(statement.documents[1].payer.account, "40821810300000000003");
}

#[test]
fn a_signed_sum_and_a_sum_beside_its_side() {
    let signed = "date,account,amount,purpose\n2026-11-23,1,5.00,a\n2026-11-24,1,-2.50,b\n";
    let beside = "Дата;Счет;Сумма;Дт/Кт;Назначение\n23.11.2026;1;5,00;Кт;a\n24.11.2026;1;2,50;Дт;b\n";
    for text in [signed, beside] {
        let statements = read(text).unwrap();
        let sums: Vec<_> = statements[0].documents.iter().map(|it| it.movement().kopecks()).collect();
        assert_eq!(sums, [500, -250], "{text}");
        assert_eq!((statements[0].from.to_string(), statements[0].to.to_string()).1, "2026-11-24");
    }
}

#[test]
fn every_fault_is_named_by_its_line() {
    let text = "Дата;Счет;Дебет;Кредит;Назначение\n\n23.11.26;1;5,00;;a\n23.11.2026;1;5,00;5,00;b\n\
        23.11.2026;1;;5,0O;c\n23.11.2026;1;;5,00\n23.11.2026;;;5,00;d\n";
    let expected = [
        "line 3: '23.11.26' is not a date",
        "line 4: whether the money came or went can't be told: '5,00 / 5,00'",
        "line 5: '5,0O' is not a sum: not a sum of money",
        "line 6: the row has 4 fields, not 5",
        "line 7: the file does not say whose account it is",
    ];
    assert_eq!(faults(read(text)), expected);
    for (text, expected) in [
        (
            "",
            vec![
                "the file: there is no column 'date' in the header row",
                "the file: there is no column 'purpose' in the header row",
            ],
        ),
        ("Дата;Назначение\n", vec!["the file: there is no column 'amount' in the header row"]),
        (
            "Дата;Дата;Сумма\n",
            vec!["line 1: the column 'date' is there twice", "line 1: there is no column 'purpose' in the header row"],
        ),
        ("Дата;Счет;Сумма;Назначение\n", vec!["the file: there is not one row"]),
        (
            "Дата;Счет;Сумма;Назначение\n23.11.2026;1;5,00;a\nИсходящий остаток;7,00;;\nВходящий остаток;1,00;;\n",
            vec!["line 3: account 1: the closing balance is 7.00, but opening balance and documents make 6.00"],
        ),
    ] {
        assert_eq!(faults(read(text)), expected, "{text}");
    }
}

#[test]
fn a_quote_that_is_not_closed_hides_no_row() {
    let head = "Дата;Счет;Сумма;Назначение\n";
    let rows = "23.11.2026;1;5,00;a\n24.11.2026;1;6,00;b\n25.11.2026;1;7,00;c\n";
    let expected = ["line 2: a quote that is not closed swallows the rows behind it"];
    for text in [rows.replace(";a", ";\"a"), rows.replace(";a", ";\"a").replace(";b", ";\"b")] {
        assert_eq!(faults(read(&[head, &text].concat())), expected, "{text}");
    }
    let sound = read(&[head, &rows.replace(";a", ";\"a\nb; c\"")].concat()).unwrap();
    assert_eq!((sound[0].documents.len(), sound[0].documents[0].purpose.as_str()), (3, "a\nb; c"));
    assert_eq!(sound[0].documents[1].line, 4);
}

//! The acquirer's file.

use okno::domain::Money;
use okno::register::acquirer::{self, AcquirerFile};
use proptest::prelude::*;

use crate::{faults, fixture};

const NAMES: &str = "Терминал;Дата;Операция;Сумма;Комиссия;Карта;RRN\n";

fn read(rows: &str) -> Result<AcquirerFile, okno::register::Refusal> {
    acquirer::read(format!("{NAMES}{rows}").as_bytes())
}

#[test]
fn operations_and_totals() {
    let file = acquirer::read(&fixture("acquirer.csv")).unwrap();
    let line = |row: &acquirer::AcquirerRow| {
        format!(
            "{}|{}|{}|{}|{}|{}|{}|{}",
            row.line,
            row.terminal,
            row.at.unwrap(),
            row.movement(),
            row.fee,
            row.reference,
            row.code,
            row.card
        )
    };
    let expected = [
        "3|10020030|2026-11-22 14:05:01|3400.00|54.40|632800123456|A1B2C3|220012******0004",
        "4|10020030|2026-11-22 15:10:00|812.40|13.00|632800123457|A1B2C4|411111******1111",
        "5|10020030|2026-11-22 16:00:30|-152.00|-2.43|632800123458|A1B2C5|411111******1111",
    ];
    assert_eq!(file.rows.iter().map(line).collect::<Vec<_>>(), expected);
    let totals = file.totals;
    assert_eq!((totals.sales, totals.sold, totals.refunds), (2, Money::from_kopecks(421_240), 1));
    assert_eq!((totals.refunded, totals.fee), (Money::from_kopecks(15_200), Money::from_kopecks(6497)));
    assert_eq!(totals.due(), Money::from_kopecks(399_543));
}

#[test]
fn a_full_card_number_refuses_the_file_and_is_not_repeated() {
    for (rows, line) in [
        ("1;23.11.2026;Оплата;5,00;;411111******1111;1\n1;23.11.2026;Оплата;5,00;;4111111111111111;2\n", 3),
        ("1;23.11.2026;Оплата;5,00;;4111 1111 1111 1111;2\n", 2),
        ("1;23.11.2026;Оплата;5,00;;4111111111111112;2\n", 2),
        ("1;23.11.2026;4111111111111111;5,00;;;2\n", 2),
        ("1;23.11.2026;Оплата;4111111111111111;;;2\n", 2),
    ] {
        let expected = format!("line {line}: there is a full card number; such a file must not be kept");
        assert_eq!(faults(read(rows)), [expected], "{rows}");
    }
}

#[test]
fn every_fault_is_named_by_its_line() {
    let rows = "1;23.11.2026 25:00:00;Оплата;5,00;;;1\n;23.11.2026;Аванс;5,00;;;\n1;23.11.2026;Оплата;-5,00;;;3\n\
        1;23.11.2026;Возврат;5,00;;;4\n1;23.11.2026;Возврат;5,00;x;;4\n1;23.11.2026;Возврат;5,00;0;;4\n";
    let expected = [
        "line 2: '23.11.2026 25:00:00' is not a date",
        "line 3: terminal is missing",
        "line 3: reference is missing",
        "line 3: 'Аванс' is neither a sale nor a refund",
        "line 4: the sale of -5.00 has the wrong sign",
        "line 6: 'x' is not a sum: not a sum of money",
        "line 7: the operation 4 is there twice; first in line 5",
    ];
    assert_eq!(faults(read(rows)), expected);
    assert_eq!(faults(read("")), ["the file: there is not one row"]);
}

proptest! {
    #[test]
    fn sums_are_read_as_written(sums in proptest::collection::vec((-9_999_999i64..9_999_999, 0i64..99_999), 1..20)) {
        let sums: Vec<(i64, i64)> = sums.into_iter().filter(|(sum, _)| *sum != 0).collect();
        prop_assume!(!sums.is_empty());
        let money = |kopecks| Money::from_kopecks(kopecks).write(" ", ',');
        let row = |(n, (sum, fee)): (usize, &(i64, i64))| {
            format!("1;23.11.2026;;{};{};;{n}\n", money(*sum), money(*fee))
        };
        let file = read(&sums.iter().enumerate().map(row).collect::<String>()).unwrap();
        let found: Vec<(i64, i64)> =
            file.rows.iter().map(|row| (row.movement().kopecks(), row.fee.kopecks())).collect();
        prop_assert_eq!(&found, &sums);
        let due: i64 = sums.iter().map(|(sum, fee)| sum - fee).sum();
        prop_assert_eq!(file.totals.due(), Money::from_kopecks(due));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "[0-9а-я;,.\"\n ]{0,80}") {
        let _ = (acquirer::read(&bytes), read(&text));
    }
}

//! A register of November: a payment, its correction and what is hard to write.

use chrono::NaiveDate;
use okno::domain::{AccountNumber, Catalogue, Money, Period, ServiceCode, SupplierCode};
use okno::register::out::{OutKind, OutRegister, OutRow};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// The `n`th row of a sum, in kopecks.
pub fn row(n: u32, kopecks: i64) -> OutRow {
    let catalogue = Catalogue::built_in().unwrap();
    OutRow {
        id: format!("664003/2:{}-1", 1000 + n),
        account: AccountNumber::parse(&format!("ТС-{n:05}")).unwrap(),
        service: catalogue.service(&ServiceCode::new("heat").unwrap()).unwrap().clone(),
        day: day(23),
        at: day(23).and_hms_opt(14, 5, n % 60).unwrap(),
        office: "664003".to_owned(),
        desk: "2".to_owned(),
        cashier: "ivanova".to_owned(),
        receipt: format!("1-118-{}", n + 2),
        kind: if kopecks < 0 { OutKind::Refund } else { OutKind::Payment },
        name: "Иванов Иван Иванович".to_owned(),
        address: "г. Иркутск, ул. Ленина, д. 12; кв. 4".to_owned(),
        period: Period::new(2026, 10),
        amount: Money::from_kopecks(kopecks),
        fee: Money::ZERO,
    }
}

/// The register number 7 of the heat supplier.
pub fn november() -> OutRegister {
    let catalogue = Catalogue::built_in().unwrap();
    let mut rows = vec![row(1, 340_000), row(2, 81_240), row(3, -81_240), row(4, 64_800), row(5, -20_000)];
    rows[1].name = "ИП «Щёлоков» — №\u{a0}5".to_owned();
    rows[1].fee = Money::from_kopecks(1625);
    rows[2].name = rows[1].name.clone();
    rows[2].fee = -rows[1].fee;
    rows[2].kind = OutKind::Void;
    rows[3].cashier = String::new();
    rows[3].name = String::new();
    rows[3].address = String::new();
    rows[3].period = None;
    rows[4].kind = OutKind::Move;
    rows[4].day = day(22);
    rows[4].address = "дом \"А\",\nкв. 7".to_owned();
    OutRegister {
        supplier: catalogue.supplier(&SupplierCode::new("teploset").unwrap()).unwrap().clone(),
        operator: catalogue.operator,
        number: 7,
        made: day(24),
        from: day(22),
        to: day(23),
        rows,
    }
}

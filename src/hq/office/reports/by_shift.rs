//! Takings by what shifts are of: regions, offices, desks, cashiers, days, and the shifts themselves.

use std::collections::{BTreeMap, HashMap};

use super::sheet::{Label, Sheet};
use super::{Asked, NO_REGION, office_code};
use crate::domain::office::By;
use crate::domain::{Cell, Mark, Money, Table, TenderKind, View};
use crate::hq::store::reports::{self, OfShift, ShiftTotal};
use crate::hq::store::{Db, StoreError};

const FIGURES: [&str; 10] = [
    "office-col-payments",
    "office-col-gross",
    "office-col-voids",
    "office-col-voided",
    "office-col-refunds",
    "office-col-refunded",
    "office-col-net",
    "office-col-fees",
    "office-col-cash",
    "office-col-cashless",
];

/// What came in cash, and otherwise.
#[derive(Clone, Copy, Default)]
struct Came {
    cash: Money,
    cashless: Money,
}

type CameByShift = HashMap<(String, String, u32), Came>;

pub fn table(db: &mut dyn Db, asked: &Asked, by: By) -> Result<Table, StoreError> {
    let came = came(db, asked)?;
    let mut sheet = Sheet::new(figures(&ShiftTotal::default(), Came::default()));
    let mut offices_of: BTreeMap<String, Option<String>> = BTreeMap::new();
    reports::shifts(db, &asked.span(), &mut |of, total| {
        let Some(office) = asked.office(&of) else { return Ok(()) };
        let key = key(asked, by, &of, office, &total);
        if by == By::Cashier {
            let same = offices_of.entry(key.clone()).or_insert_with(|| Some(office.to_owned()));
            if same.as_deref() != Some(office) {
                *same = None;
            }
        }
        let found = came.get(&(of.day.to_owned(), of.desk.to_owned(), of.shift)).copied().unwrap_or_default();
        sheet.add(&key, || label(asked, by, &of, office, &total), &figures(&total, found))
    })?;
    // A cashier of one office is shown in it.
    for (key, office) in offices_of {
        let office = office.as_deref().map(office_code).transpose()?;
        if let Some(label) = sheet.label(&key) {
            label.opens = Some(asked.by(By::Shift, office.or_else(|| asked.office.cloned())));
        }
    }
    Ok(sheet.into_table(asked.view.clone(), heads(asked, by), FIGURES, asked.page))
}

fn came(db: &mut dyn Db, asked: &Asked) -> Result<CameByShift, StoreError> {
    let mut found = CameByShift::new();
    reports::tenders(db, &asked.span(), &mut |of, total| {
        if asked.office(&of).is_some() {
            let came = found.entry((of.day.to_owned(), of.desk.to_owned(), of.shift)).or_default();
            let is_cash = total.tender == TenderKind::CASH;
            let sum = if is_cash { &mut came.cash } else { &mut came.cashless };
            *sum = sum.saturating_plus(total.sum);
        }
        Ok(())
    })?;
    Ok(found)
}

fn figures(total: &ShiftTotal, came: Came) -> [Cell; 10] {
    let ShiftTotal { payments, voids, refunds, fees, .. } = *total;
    let net = payments.1.saturating_minus(voids.1).saturating_minus(refunds.1);
    [
        Cell::Count(payments.0),
        payments.1.into(),
        Cell::Count(voids.0),
        voids.1.into(),
        Cell::Count(refunds.0),
        refunds.1.into(),
        net.into(),
        fees.into(),
        came.cash.into(),
        came.cashless.into(),
    ]
}

fn heads(asked: &Asked, by: By) -> &'static [&'static str] {
    match by {
        By::Region => &["office-col-region"],
        By::Office => &["office-col-office", "office-col-name", "office-col-region"],
        By::Desk => &["office-col-desk"],
        By::Shift if asked.is_one_day() => &["office-col-desk", "office-col-shift", "office-col-cashier"],
        By::Shift => &["office-col-day", "office-col-desk", "office-col-shift", "office-col-cashier"],
        By::Cashier => &["office-col-cashier"],
        _ => &["office-col-day"],
    }
}

/// By what a row is told from others, and in what order they come.
fn key(asked: &Asked, by: By, of: &OfShift, office: &str, total: &ShiftTotal) -> String {
    match by {
        By::Region => asked.region_of(office).to_owned(),
        By::Office => office.to_owned(),
        By::Desk => of.desk.to_owned(),
        By::Shift => format!("{} {} {:010}", of.day, of.desk, of.shift),
        By::Cashier => total.cashier.to_owned(),
        _ => of.day.to_owned(),
    }
}

fn label(asked: &Asked, by: By, of: &OfShift, office: &str, total: &ShiftTotal) -> Result<Label, StoreError> {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::text(text) };
    let (cells, opens) = match by {
        By::Region => {
            let region = asked.region_of(office);
            let path = if region.is_empty() { NO_REGION } else { region };
            let of_region = format!("region/{}/{}/{path}", asked.from, asked.to).parse().ok();
            (vec![if region.is_empty() { Cell::word("office-no-region") } else { Cell::text(region) }], of_region)
        }
        By::Office => {
            let cells = vec![Cell::text(office), text(asked.name_of(office)), text(asked.region_of(office))];
            (cells, Some(asked.office_view(office)?))
        }
        By::Desk => (vec![Cell::text(of.desk)], Some(asked.by(By::Shift, Some(office_code(office)?)))),
        By::Shift => {
            let day = if asked.is_one_day() { None } else { Some(Cell::from(of.day()?)) };
            let rest = [Cell::text(of.desk), Cell::text(of.shift), text(total.cashier)];
            (day.into_iter().chain(rest).collect(), Some(View::Shift { desk: of.desk()?, shift: of.shift }))
        }
        By::Cashier => (vec![text(total.cashier)], None),
        _ => {
            let day = of.day()?;
            let offices = View::Takings { by: By::Office, from: day, to: day, office: None };
            let opens = asked.office.map_or(offices, |office| View::Office { office: office.clone(), day });
            (vec![day.into()], Some(opens))
        }
    };
    let mark = if by == By::Shift && !total.closed { Mark::Waiting } else { Mark::Plain };
    Ok(Label { cells, opens, mark })
}

//! Takings by the hour of the office's clock, a column for each day of the week.

use chrono::{Datelike, Weekday};

use super::Asked;
use super::sheet::{Label, Sheet};
use crate::domain::{Cell, Mark, Money, Table};
use crate::hq::store::reports;
use crate::hq::store::{Db, StoreError};

const FIGURES: [&str; 9] = [
    "office-col-payments",
    "office-col-gross",
    "office-col-monday",
    "office-col-tuesday",
    "office-col-wednesday",
    "office-col-thursday",
    "office-col-friday",
    "office-col-saturday",
    "office-col-sunday",
];

/// An hour's payments and their sum with fees, voids and refunds left in; then the sum by weekday, that of the
/// business day: what a night shift takes after midnight counts with its day, as in every other report.
pub fn table(db: &mut dyn Db, asked: &Asked) -> Result<Table, StoreError> {
    let mut sheet = Sheet::new(figures(0, Money::ZERO, Weekday::Mon));
    reports::hours(db, &asked.span(), &mut |of, hour, (payments, gross)| {
        if asked.office(&of).is_some() {
            let figures = figures(payments, gross, of.day()?.weekday());
            sheet.add(&format!("{hour:02}"), || Ok(label(hour)), &figures)?;
        }
        Ok(())
    })?;
    Ok(sheet.into_table(asked.view.clone(), &["office-col-hour"], FIGURES, asked.page))
}

fn figures(payments: i64, gross: Money, weekday: Weekday) -> [Cell; 9] {
    let mut figures = [const { Cell::Kopecks(Money::ZERO) }; 9];
    figures[0] = Cell::Count(payments);
    figures[1] = gross.into();
    figures[2 + weekday.num_days_from_monday() as usize] = gross.into();
    figures
}

fn label(hour: u32) -> Label {
    Label { cells: vec![Cell::text(format!("{hour:02}:00"))], opens: None, mark: Mark::Plain }
}

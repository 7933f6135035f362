//! Takings by supplier, and by service.

use super::Asked;
use super::sheet::{Label, Sheet};
use crate::domain::office::By;
use crate::domain::{Cell, Mark, Money, Table, View};
use crate::hq::store::reports::{self, ServiceTotal};
use crate::hq::store::{Db, StoreError};

pub fn table(db: &mut dyn Db, asked: &Asked) -> Result<Table, StoreError> {
    let by_service = matches!(asked.view, View::Takings { by: By::Service, .. });
    let zero = Cell::from(Money::ZERO);
    let mut sheet = Sheet::new([Cell::Count(0), zero.clone(), zero.clone(), zero.clone(), zero]);
    let mut key = String::new();
    reports::services(db, &asked.span(), &mut |of, total| {
        if asked.office(&of).is_none() {
            return Ok(());
        }
        key.clear();
        key.push_str(total.supplier);
        if by_service {
            key.push(' ');
            key.push_str(total.service);
        }
        sheet.add(&key, || Ok(label(by_service, &total)), &figures(&total))
    })?;
    let heads: &[&str] =
        if by_service { &["office-col-supplier", "office-col-service"] } else { &["office-col-supplier"] };
    let figures = ["office-col-lines", "office-col-taken", "office-col-corrected", "office-col-due", "office-col-fees"];
    Ok(sheet.into_table(asked.view.clone(), heads, figures, asked.page))
}

fn figures(total: &ServiceTotal) -> [Cell; 5] {
    let (lines, taken) = total.taken;
    let corrected = total.due.saturating_minus(taken);
    [Cell::Count(lines), taken.into(), corrected.into(), total.due.into(), total.fees.into()]
}

fn label(by_service: bool, total: &ServiceTotal) -> Label {
    let service = by_service.then(|| Cell::text(total.service));
    let cells = [Cell::text(total.supplier)].into_iter().chain(service).collect();
    let opens = total.supplier.parse().ok().map(|supplier| View::Supplier { supplier });
    Label { cells, opens, mark: Mark::Plain }
}

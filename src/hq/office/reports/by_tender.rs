//! Takings by tender.

use super::Asked;
use super::sheet::{Label, Sheet};
use crate::domain::office::By;
use crate::domain::{Cell, Mark, Money, Table, TenderKind, View};
use crate::hq::store::reports;
use crate::hq::store::{Db, StoreError};

pub fn table(db: &mut dyn Db, asked: &Asked) -> Result<Table, StoreError> {
    let mut sheet = Sheet::new([Cell::Count(0), Money::ZERO.into()]);
    reports::tenders(db, &asked.span(), &mut |of, total| {
        if asked.office(&of).is_some() {
            let label = || Ok(label(asked, total.tender));
            sheet.add(total.tender, label, &[Cell::Count(total.slips), total.sum.into()])?;
        }
        Ok(())
    })?;
    let figures = ["office-col-slips", "office-col-net"];
    Ok(sheet.into_table(asked.view.clone(), &["office-col-tender"], figures, asked.page))
}

/// A day's cards open beside what the acquirer paid; the rest, its offices or days.
fn label(asked: &Asked, tender: &str) -> Label {
    let opens = match (asked.is_one_day(), asked.office) {
        (true, None) if tender != TenderKind::CASH => View::Cards { day: asked.from, office: None },
        (true, None) => asked.by(By::Office, None),
        (true, Some(office)) => View::Office { office: office.clone(), day: asked.from },
        (false, office) => asked.by(By::Day, office.cloned()),
    };
    Label { cells: vec![Cell::text(tender)], opens: Some(opens), mark: Mark::Plain }
}

//! What waits for whoever asks: the exceptions that they look after, then those that nobody does; and what was approved
//! by telephone and has not come back from its desk.

use chrono::TimeDelta;

use super::Viewer;
use super::exceptions_view::key;
use super::own::own;
use super::viewer::Page;
use crate::domain::{Cell, Mark, Table, Timestamp, View};
use crate::hq::HqError;
use crate::hq::store::authorisations::{self, Given};
use crate::hq::store::exceptions::{self, ExceptionRow};
use crate::hq::store::{Db, office};

/// How long an authorisation is looked for: a desk without a network is heard of every day.
const AWAITED: TimeDelta = TimeDelta::days(1);

/// The queue: reopened days first, then exceptions, those of the viewer's own before those of nobody's, then
/// authorisations.
pub fn queue(db: &mut dyn Db, viewer: &Viewer, page: &Page, now: Timestamp) -> Result<Table, HqError> {
    let columns = ["office-col-what", "office-col-which", "office-col-about", "office-col-off", "office-col-since"];
    let mut table = Table::new(View::Queue {}, &columns);
    for row in office::unsigned(db)?.into_iter().filter(|row| row.seq > 0 && viewer.sees(row.office.as_str())) {
        let opens = View::Office { office: row.office.clone(), day: row.day };
        let cells =
            [Cell::word("office-state-reopened"), Cell::text(&row.office), row.day.into(), Cell::Empty, Cell::Empty];
        table.row(Mark::Wrong, cells, Some(opens));
    }
    let sees = |row: &ExceptionRow| viewer.sees(row.odd.office());
    let mine = exceptions::open_of(db, Some(viewer.user.as_str()))?;
    let nobodys = exceptions::open_of(db, None)?;
    let all = mine.iter().map(|row| (Mark::Waiting, row)).chain(nobodys.iter().map(|row| (Mark::Wrong, row)));
    for (mark, row) in all.filter(|(_, row)| sees(row)).take(page.rows()) {
        let odd = &row.odd;
        let cells = [
            Cell::word(odd.kind.word()),
            Cell::text(&odd.desk),
            Cell::text(&odd.subject),
            odd.kopecks.into(),
            odd.at.into(),
        ];
        table.row(mark, cells, Some(View::Exception { key: key(odd) }));
    }
    for given in
        authorisations::waiting(db, now.plus(-AWAITED))?.iter().filter(|given| viewer.sees(given.desk.office()))
    {
        let Given { desk, operation, at, .. } = given;
        let cells = [
            Cell::word(operation.word().unwrap_or("telephone-operation")),
            Cell::text(desk),
            Cell::text(&operation.subject),
            operation.amount.into(),
            (*at).into(),
        ];
        table.row(Mark::Waiting, cells, Some(View::Entry { desk: own()?, seq: given.seq }));
    }
    Ok(table)
}

//! The exceptions that are open, and the story of one.

use super::viewer::Page;
use super::{Viewer, story};
use crate::domain::office::View;
use crate::domain::{Cell, ExceptionKey, Mark, OfficeCode, Table};
use crate::hq::HqError;
use crate::hq::exception::Exception;
use crate::hq::store::exceptions::{self, ExceptionRow};
use crate::hq::store::{Db, office};
use crate::protocol::Refusal;

/// How many are read at once.
const AT_ONCE: u64 = 500;

const COLUMNS: &[&str] = &[
    "office-col-day",
    "office-col-desk",
    "office-col-exception",
    "office-col-about",
    "office-col-off",
    "office-col-looked-after",
    "office-col-at",
];

/// The name of an exception.
pub fn key(odd: &Exception) -> ExceptionKey {
    ExceptionKey { desk: odd.desk.clone(), seq: odd.seq, kind: odd.kind.code().to_owned(), n: odd.n }
}

fn push(table: &mut Table, row: &ExceptionRow) {
    let odd = &row.odd;
    let cells = [
        odd.day.into(),
        Cell::text(&odd.desk),
        Cell::word(odd.kind.word()),
        Cell::text(&odd.subject),
        odd.kopecks.into(),
        row.taken_by.as_ref().map(Cell::text).into(),
        odd.at.into(),
    ];
    let mark = match (row.settled_at, &row.taken_by) {
        (Some(_), _) => Mark::Right,
        (None, Some(_)) => Mark::Waiting,
        (None, None) => Mark::Wrong,
    };
    table.row(mark, cells, Some(View::Exception { key: key(odd) }));
}

/// Those of an office's day, resolved ones last; or all that are open, a page of them.
pub fn list(
    db: &mut dyn Db,
    viewer: &Viewer,
    office: Option<&OfficeCode>,
    day: Option<chrono::NaiveDate>,
    page: &Page,
) -> Result<Table, HqError> {
    let mut table = Table::new(View::Exceptions { office: office.cloned(), day }, COLUMNS);
    let is_wanted = |row: &ExceptionRow| {
        let of = row.odd.office();
        viewer.sees(of) && office.is_none_or(|office| office.as_str() == of)
    };
    if let Some(day) = day {
        let mut found = exceptions::of_day(db, day)?;
        found.sort_by_key(|row| row.settled_at.is_some());
        found.iter().filter(|row| is_wanted(row)).for_each(|row| push(&mut table, row));
        return Ok(table);
    }
    let mut after = match &page.after {
        Some(after) => after.parse().map_err(|_| Refusal::NotFound)?,
        None => first_key()?,
    };
    loop {
        let found = exceptions::open_after(db, &after, AT_ONCE)?;
        let Some(last) = found.last() else { return Ok(table) };
        after = key(&last.odd);
        for row in found.iter().filter(|row| is_wanted(row)) {
            if table.rows.len() == page.rows() {
                return Ok(table);
            }
            table.next = Some(key(&row.odd).to_string());
            push(&mut table, row);
        }
        if found.len() < AT_ONCE as usize {
            table.next = None;
            return Ok(table);
        }
    }
}

/// What comes before every exception.
fn first_key() -> Result<ExceptionKey, HqError> {
    let desk = "0/0".parse().map_err(|_| Refusal::NotFound)?;
    Ok(ExceptionKey { desk, seq: 0, kind: "-".to_owned(), n: 0 })
}

/// One, with all that was said about it.
pub fn one(db: &mut dyn Db, viewer: &Viewer, key: &ExceptionKey) -> Result<Table, HqError> {
    let row = exceptions::one(db, key)?.filter(|row| viewer.sees(row.odd.office())).ok_or(Refusal::NotFound)?;
    let view = View::Exception { key: key.clone() };
    let columns = ["office-col-at", "office-col-what", "office-col-user", "office-col-said"];
    let mut table = Table::new(view, &columns);
    let odd = &row.odd;
    table.fact("office-fact-exception", Cell::word(odd.kind.word()));
    table.fact("office-fact-about", Cell::text(&odd.subject));
    table.fact("office-fact-off", odd.kopecks);
    table.fact("office-fact-day", odd.day);
    table.fact("office-fact-cashier", office::cashier_at(db, &odd.desk, odd.seq)?.map(Cell::text));
    table.fact("office-fact-taken", row.taken_by.as_ref().map(Cell::text));
    table.fact("office-fact-resolved", row.settled_at);
    let opens = View::Entry { desk: odd.desk.clone(), seq: odd.seq };
    let cells = [odd.at.into(), Cell::word("office-story-found"), Cell::Empty, Cell::Empty];
    table.row(if row.settled_at.is_some() { Mark::Right } else { Mark::Wrong }, cells, Some(opens));
    for told in story::of(db, &table.view.to_string())? {
        table.row(Mark::Plain, told.cells(), Some(told.opens()?));
    }
    Ok(table)
}

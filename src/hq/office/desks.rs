//! The desks, and when each was heard of.

use super::{Page, Viewer};
use crate::domain::{Cell, Mark, Table, Timestamp, View};
use crate::hq::rules::Moment;
use crate::hq::store::{desks, exceptions};
use crate::hq::{Hq, HqError};

/// The desks of the viewer's offices, by name.
pub(super) fn view(hq: &Hq, viewer: &Viewer, page: &Page, now: Timestamp) -> Result<Table, HqError> {
    let columns = [
        "hq-head-desk",
        "hq-head-received",
        "hq-head-entries",
        "hq-head-shift",
        "hq-head-exceptions",
        "hq-head-epoch",
        "hq-head-state",
    ];
    let mut table = Table::new(View::Desks {}, &columns);
    let moment = Moment { rules: &hq.rules, now };
    hq.store.read(|db| {
        let mut seen = desks::list(db)?;
        seen.retain(|row| viewer.sees(row.desk.office()));
        let (rows, next) = page.cut(seen, |row| row.desk.to_string());
        table.next = next;
        for row in rows {
            let odd = exceptions::count(db, &row.desk)?;
            let shift = row.state.open_shift;
            let silent = moment.is_silent(&row);
            let (mark, state) = match (row.revoked_at, silent) {
                (Some(_), _) => (Mark::Plain, Cell::word("hq-revoked-mark")),
                (None, true) => (Mark::Wrong, Cell::word("hq-silent-mark")),
                (None, false) => (Mark::Right, Cell::Empty),
            };
            let opens = (shift > 0).then(|| View::Shift { desk: row.desk.clone(), shift });
            let received = Cell::from(row.received_at);
            let open = if shift > 0 { Cell::text(shift) } else { Cell::Empty };
            let [entries, odd, epoch] = [row.accepted.through, odd, row.epoch.into()].map(Cell::count);
            table.row(mark, [Cell::text(&row.desk), received, entries, open, odd, epoch, state], opens);
        }
        Ok(table)
    })
}

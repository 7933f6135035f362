//! Where the money is.

use super::Viewer;
use super::suppliers::standing;
use crate::domain::office::Rest;
use crate::domain::{Cell, DeskKind, Event, Mark, Money, Table, Timestamp, View};
use crate::hq::HqError;
use crate::hq::store::desks::{self, DeskRow};
use crate::hq::store::{Db, entries, places};
use crate::protocol::Refusal;

/// The kinds of places outside drawers, with the ids of their texts.
const PLACES: [(&str, &str); 3] =
    [("paused", "office-money-paused"), ("transit", "office-money-transit"), ("bag", "office-money-bags")];

fn holders(kind: &str) -> View {
    View::Holders { kind: Rest(kind.to_owned()) }
}

/// Every kind of place, with how much is there.
pub fn money(db: &mut dyn Db, viewer: &Viewer, now: Timestamp) -> Result<Table, HqError> {
    let mut table = Table::new(View::Money {}, &["office-col-place", "office-col-count", "office-col-sum"]);
    for (kind, name) in [(DeskKind::Till, "office-money-tills"), (DeskKind::Vault, "office-money-vaults")] {
        let desks = drawers(db, viewer, kind)?;
        let sum = desks.iter().map(|desk| desk.state.till).fold(Money::ZERO, Money::saturating_plus);
        let code = if kind == DeskKind::Till { "till" } else { "vault" };
        table.row(Mark::Plain, [Cell::word(name), Cell::count(desks.len()), sum.into()], Some(holders(code)));
    }
    for (kind, name) in PLACES {
        let open = places::open(db, kind)?.into_iter().filter(|held| viewer.sees(held.desk.office()));
        let (n, sum) = open.fold((0_i64, Money::ZERO), |(n, sum), held| (n + 1, sum.saturating_plus(held.amount)));
        table.row(Mark::Plain, [Cell::word(name), Cell::Count(n), sum.into()], Some(holders(kind)));
    }
    if viewer.sees_all() {
        let due = standing::due(db, now)?;
        let sum = due.total.last().cloned().unwrap_or_default();
        let cells = [Cell::word("office-money-due"), Cell::count(due.rows.len()), sum];
        table.row(Mark::Plain, cells, Some(holders("due")));
    }
    Ok(table)
}

/// The desks of a kind that have cash in their drawers.
fn drawers(db: &mut dyn Db, viewer: &Viewer, kind: DeskKind) -> Result<Vec<DeskRow>, HqError> {
    let mut found = Vec::new();
    for desk in desks::list(db)?.into_iter().filter(|desk| viewer.sees(desk.desk.office())) {
        if !desk.state.till.is_zero() && kind_of(db, &desk)? == kind {
            found.push(desk);
        }
    }
    Ok(found)
}

/// What a desk is for: its first entry says so.
fn kind_of(db: &mut dyn Db, desk: &DeskRow) -> Result<DeskKind, HqError> {
    let first = entries::one(db, &desk.desk, 1, &mut |stored| Ok(Event::decode(stored.kind, stored.body)))?;
    Ok(match first {
        Some(Ok(Event::DeskEnrolled(enrolled))) => enrolled.kind,
        _ => DeskKind::Till,
    })
}

/// Who holds what of one kind of place.
pub fn of_kind(db: &mut dyn Db, viewer: &Viewer, kind: &str) -> Result<Table, HqError> {
    let columns = [
        "office-col-desk",
        "office-col-place",
        "office-col-whom",
        "office-col-holder",
        "office-col-since",
        "office-col-sum",
    ];
    let mut table = Table::new(holders(kind), &columns);
    let desk_kind = match kind {
        "till" => Some(DeskKind::Till),
        "vault" => Some(DeskKind::Vault),
        kind if PLACES.iter().any(|(code, _)| *code == kind) => None,
        _ => return Err(Refusal::NotFound.into()),
    };
    let mut sum = Money::ZERO;
    if let Some(desk_kind) = desk_kind {
        for desk in drawers(db, viewer, desk_kind)? {
            sum = sum.saturating_plus(desk.state.till);
            let shift = desk.state.open_shift;
            let opens = (shift != 0).then(|| View::Shift { desk: desk.desk.clone(), shift });
            let whom = if shift == 0 { Cell::word("office-no-shift") } else { Cell::text(shift) };
            let since = desk.state.last_at;
            let cells = [Cell::text(&desk.desk), Cell::Empty, whom, Cell::Empty, since.into(), desk.state.till.into()];
            table.row(Mark::Plain, cells, opens);
        }
    } else {
        for held in places::open(db, kind)?.into_iter().filter(|held| viewer.sees(held.desk.office())) {
            sum = sum.saturating_plus(held.amount);
            let opens = match kind {
                "bag" => View::Bag { desk: held.desk.clone(), seq: held.seq },
                _ => View::Entry { desk: held.desk.clone(), seq: held.seq },
            };
            let cells = [
                Cell::text(&held.desk),
                Cell::text(&held.name),
                Cell::text(&held.whom),
                Cell::text(&held.holder),
                held.at.into(),
                held.amount.into(),
            ];
            table.row(Mark::Waiting, cells, Some(opens));
        }
    }
    let mut total = vec![Cell::Empty; columns.len()];
    total[0] = Cell::word("office-total");
    total[5] = sum.into();
    table.total = total;
    Ok(table)
}

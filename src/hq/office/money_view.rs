//! Where the money is.

use std::collections::BTreeMap;

use super::Viewer;
use super::suppliers::standing;
use crate::domain::office::Rest;
use crate::domain::{Cell, DeskKind, Event, Mark, Money, Table, Timestamp, View};
use crate::hq::HqError;
use crate::hq::store::desks::{self, DeskRow};
use crate::hq::store::{Db, balances, entries, places, totals};
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
        for kind in [Beyond::Bank, Beyond::Acquirer] {
            let found = beyond(db, kind)?;
            let sum = found.values().copied().fold(Money::ZERO, Money::saturating_plus);
            let cells = [Cell::word(kind.word()), Cell::count(found.len()), sum.into()];
            table.row(Mark::Plain, cells, Some(holders(kind.code())));
        }
        let due = standing::due(db, now)?;
        let sum = due.total.last().cloned().unwrap_or_default();
        let cells = [Cell::word("office-money-due"), Cell::count(due.rows.len()), sum];
        table.row(Mark::Plain, cells, Some(holders("due")));
    }
    Ok(table)
}

/// Where money is that has left the offices: those who see all of them see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beyond {
    /// At the bank, by the code of our account.
    Bank,
    /// With the acquirers, who owe it, by tenders.
    Acquirer,
}

impl Beyond {
    fn code(self) -> &'static str {
        match self {
            Beyond::Bank => "bank",
            Beyond::Acquirer => "tender",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Beyond::Bank => "office-money-bank",
            Beyond::Acquirer => "office-money-acquirer",
        }
    }
}

/// Whose money of a kind is how much.
fn beyond(db: &mut dyn Db, kind: Beyond) -> Result<BTreeMap<String, Money>, HqError> {
    let prefix = match kind {
        Beyond::Bank => "bank:",
        Beyond::Acquirer => "tender:",
    };
    let mut found: BTreeMap<String, Money> = match kind {
        Beyond::Bank => BTreeMap::new(),
        Beyond::Acquirer => totals::cashless(db)?,
    };
    for (account, moved) in balances::list(db)? {
        if let Some(name) = account.strip_prefix(prefix) {
            let sum = found.entry(name.to_owned()).or_default();
            *sum = sum.saturating_plus(moved);
        }
    }
    found.retain(|_, sum| !sum.is_zero());
    Ok(found)
}

/// Whose money it is, by names.
fn of_beyond(db: &mut dyn Db, viewer: &Viewer, kind: Beyond) -> Result<Table, HqError> {
    if !viewer.sees_all() {
        return Err(Refusal::NotFound.into());
    }
    let mut table = Table::new(holders(kind.code()), &["office-col-whom", "office-col-sum"]);
    let found = beyond(db, kind)?;
    let sum = found.values().copied().fold(Money::ZERO, Money::saturating_plus);
    for (name, sum) in found {
        let opens = (kind == Beyond::Bank).then_some(View::Bank {});
        table.row(Mark::Plain, [Cell::text(name), sum.into()], opens);
    }
    table.total = vec![Cell::word("office-total"), sum.into()];
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
    for beyond in [Beyond::Bank, Beyond::Acquirer] {
        if kind == beyond.code() {
            return of_beyond(db, viewer, beyond);
        }
    }
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

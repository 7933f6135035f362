//! The documents of the bank: those that nothing explains first, each with what it seems to be; then those of late.

use std::collections::BTreeMap;

use chrono::Days;

use super::bag::bags;
use super::own;
use super::proposal::{OpenBags, Proposal};
use super::{Page, Viewer};
use crate::domain::{Catalogue, Cell, HqEvent, Mark, Money, Table, View};
use crate::hq::HqError;
use crate::hq::directory::catalogue;
use crate::hq::rules::Moment;
use crate::hq::store::statements::{self, BalanceRow, DocumentRow};
use crate::hq::store::{Db, entries, places};
use crate::protocol::Refusal;

/// How long a document that is explained is shown.
const SHOWN: Days = Days::new(35);

const COLUMNS: &[&str] = &[
    "office-col-day",
    "office-col-our-account",
    "office-col-document",
    "office-col-other",
    "office-col-came",
    "office-col-went",
    "office-col-what",
    "office-col-which",
    "office-col-off",
    "office-col-purpose",
    "office-col-other-account",
];

/// The documents, a page of them.
pub fn bank(db: &mut dyn Db, viewer: &Viewer, page: &Page, moment: &Moment) -> Result<Table, HqError> {
    if !viewer.sees_all() {
        return Err(Refusal::NotFound.into());
    }
    let mut table = Table::new(View::Bank {}, COLUMNS);
    balances(db, &mut table)?;
    let open = open_bags(db)?;
    let catalogue = catalogue(db)?;
    let unexplained = statements::unexplained(db)?;
    table.fact("office-fact-unexplained", Cell::count(unexplained.len()));
    let since = moment.now.utc().date_naive() - SHOWN;
    let rows: Vec<DocumentRow> = unexplained.into_iter().chain(statements::explained_since(db, since)?).collect();
    let from = match &page.after {
        Some(after) => rows.iter().position(|row| key(row) == *after).map_or(rows.len(), |at| at + 1),
        None => 0,
    };
    let mut shown = rows.iter().skip(from).take(page.rows());
    for row in shown.clone() {
        match row.used {
            0 => push_open(&mut table, row, &open, &catalogue),
            used => push_used(db, &mut table, row, used)?,
        }
    }
    let is_last = from + page.rows() >= rows.len();
    table.next = shown.next_back().filter(|_| !is_last).map(key);
    Ok(table)
}

fn key(row: &DocumentRow) -> String {
    row.document.to_string()
}

/// The bags that are open, by their seals.
fn open_bags(db: &mut dyn Db) -> Result<OpenBags, HqError> {
    let held = places::open(db, "bag")?;
    let mut open = OpenBags::new();
    for bag in bags(db, held)? {
        if let Ok(seal) = bag.held.name.parse() {
            open.entry(seal).or_default().push(bag.held);
        }
    }
    Ok(open)
}

fn cells(row: &DocumentRow, what: Cell, which: Cell, off: Option<Money>) -> Vec<Cell> {
    let (came, went) = match row.movement.is_positive() {
        true => (Some(row.movement), None),
        false => (None, Some(-row.movement)),
    };
    vec![
        row.document.day.into(),
        Cell::text(&row.document.account),
        Cell::text(&row.document.number),
        Cell::text(&row.name),
        came.into(),
        went.into(),
        what,
        which,
        off.into(),
        Cell::text(&row.purpose),
        Cell::text(&row.document.other),
    ]
}

fn push_open(table: &mut Table, row: &DocumentRow, open: &OpenBags, catalogue: &Catalogue) {
    let proposal = Proposal::of(row, open, catalogue);
    let off = proposal.off(row).filter(|off| !off.is_zero());
    let (which, opens) = match &proposal {
        Proposal::Bags(bags) => {
            let seals: Vec<&str> = bags.iter().map(|bag| bag.name.as_str()).collect();
            let one = |bag: &places::HeldRow| View::Bag { desk: bag.desk.clone(), seq: bag.seq };
            let opens = if let [bag] = bags.as_slice() { one(bag) } else { View::Bags {} };
            (Cell::text(seals.join(" ")), Some(opens))
        }
        Proposal::Acquirer => {
            let day = row.document.day.pred_opt().unwrap_or(row.document.day);
            (Cell::Empty, Some(View::Cards { day, office: None }))
        }
        Proposal::Remitted { supplier, registers } => {
            let numbers: String = registers.iter().map(|number| format!(" № {number}")).collect();
            (Cell::text(format!("{supplier}{numbers}")), Some(View::Supplier { supplier: supplier.clone() }))
        }
        Proposal::Nothing => (Cell::Empty, None),
    };
    let mark = if proposal == Proposal::Nothing || off.is_some() { Mark::Wrong } else { Mark::Waiting };
    table.row(mark, cells(row, Cell::word(proposal.word()), which, off), opens);
}

fn push_used(db: &mut dyn Db, table: &mut Table, row: &DocumentRow, used: u64) -> Result<(), HqError> {
    let own = own::own()?;
    let event = entries::one(db, &own, used, &mut |stored| Ok(HqEvent::decode(stored.kind, stored.body).ok()))?;
    let (what, which) = match event.flatten() {
        Some(HqEvent::BagCredited(credit)) => {
            let seals: Vec<String> = credit.bags.iter().map(|bag| bag.seal.to_string()).collect();
            (Cell::word("office-bank-bags"), Cell::text(seals.join(" ")))
        }
        Some(HqEvent::AcquirerPaid(paid)) => (Cell::word("office-bank-acquirer"), Cell::text(paid.tender)),
        Some(HqEvent::SupplierRemitted(remitted)) => {
            (Cell::word("office-bank-remitted"), Cell::text(remitted.supplier))
        }
        Some(HqEvent::DocumentExplained(told)) => (Cell::word("office-bank-explained"), Cell::text(told.comment)),
        _ => (Cell::Empty, Cell::Empty),
    };
    table.row(Mark::Right, cells(row, what, which, None), Some(View::Entry { desk: own, seq: used }));
    Ok(())
}

/// What the last statement of each account says, and where statements do not follow each other.
fn balances(db: &mut dyn Db, table: &mut Table) -> Result<(), HqError> {
    let mut by_account: BTreeMap<String, Vec<BalanceRow>> = BTreeMap::new();
    for row in statements::balances(db)? {
        by_account.entry(row.account.clone()).or_default().push(row);
    }
    for (account, rows) in by_account {
        let Some(last) = rows.last() else { continue };
        table.fact("office-fact-our-account", Cell::text(&account));
        table.fact("office-fact-statement-through", last.to);
        table.fact("office-fact-closing", last.closing);
        for (before, next) in gaps(&rows) {
            table.fact("office-fact-gap", before.to);
            table.fact("office-fact-gap-off", next.opening.saturating_minus(before.closing));
        }
    }
    Ok(())
}

/// Neighbours of which the one begins with another balance than the other ended with: documents between them are
/// missing, or what the bank says contradicts itself.
fn gaps(rows: &[BalanceRow]) -> impl Iterator<Item = (&BalanceRow, &BalanceRow)> {
    rows.windows(2).filter_map(|pair| match pair {
        [before, next] if next.from > before.to && next.opening != before.closing => Some((before, next)),
        _ => None,
    })
}

//! What cards took beside what the acquirer has: by offices, and an office's slips one by one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Viewer;
use super::exceptions_view::key;
use super::own::own;
use super::viewer::Page;
use crate::domain::{Cell, Mark, Money, OfficeCode, Table, TenderKind, Timestamp, View};
use crate::hq::cards::{Operation, Pair, Slip, around, pair};
use crate::hq::exception::{ExceptionKind, NO_OFFICE};
use crate::hq::store::exceptions::{self, ExceptionRow};
use crate::hq::store::{Db, cards};
use crate::hq::{HqError, StoreError};

/// A day's slips and operations, with what is odd about them.
struct CardsOfDay {
    slips: Vec<Slip>,
    operations: Vec<Operation>,
    known: BTreeMap<String, String>,
    told: BTreeSet<TenderKind>,
    odd: Vec<ExceptionRow>,
}

impl CardsOfDay {
    fn read(db: &mut dyn Db, day: NaiveDate) -> Result<CardsOfDay, StoreError> {
        let (from, to) = around(day);
        let operations = cards::operations_between(db, from, to)?;
        let known = cards::offices_of(db, &operations.iter().map(|it| it.terminal.as_str()).collect())?;
        let mut odd = exceptions::of_day(db, day)?;
        odd.retain(|row| row.odd.kind.is_of_cards());
        Ok(CardsOfDay {
            slips: cards::slips_between(db, from, to)?,
            operations,
            known,
            told: cards::told(db, day)?,
            odd,
        })
    }

    fn pairs(&self, day: NaiveDate) -> Vec<Pair<'_>> {
        let mut pairs = pair(&self.slips, &self.operations, &self.known);
        pairs.retain(|pair| pair.day() == Some(day));
        pairs
    }

    /// How a pair stands, and what it opens.
    fn standing(&self, pair: &Pair) -> Result<(Mark, Cell, Option<View>), StoreError> {
        if let Some(row) = self.odd.iter().find(|row| is_about(row, pair)) {
            let mark = if row.settled_at.is_some() { Mark::Right } else { Mark::Wrong };
            return Ok((mark, Cell::word(row.odd.kind.word()), Some(View::Exception { key: key(&row.odd) })));
        }
        let is_told = pair.tender().is_some_and(|tender| self.told.contains(tender));
        let opens = match (pair.slips.first(), pair.operations.first()) {
            (Some(slip), _) => Some(View::Entry { desk: slip.desk.clone(), seq: slip.seq }),
            (None, Some(it)) => Some(View::Entry { desk: own()?, seq: it.imported }),
            (None, None) => None,
        };
        Ok(match pair.operations.is_empty() && !is_told {
            true => (Mark::Waiting, Cell::word("office-cards-awaited"), opens),
            false => (Mark::Right, Cell::Empty, opens),
        })
    }
}

/// True where an exception is about a pair.
fn is_about(row: &ExceptionRow, pair: &Pair) -> bool {
    let odd = &row.odd;
    match odd.kind {
        ExceptionKind::CardUnknown => {
            pair.slips.is_empty() && pair.operations.iter().any(|it| (it.imported, it.n) == (odd.seq, odd.n))
        }
        _ => pair.slips.iter().any(|slip| (&slip.desk, slip.seq, slip.n) == (&odd.desk, odd.seq, odd.n)),
    }
}

/// What an office's pairs come to.
#[derive(Default)]
struct Sums {
    slips: usize,
    operations: usize,
    taken: Money,
    acquired: Money,
    off: Money,
    fee: Money,
    mark: Mark,
}

impl Sums {
    fn add(&mut self, pair: &Pair, mark: Mark) {
        self.slips += pair.slips.len();
        self.operations += pair.operations.len();
        self.taken = self.taken.saturating_plus(pair.taken());
        self.acquired = self.acquired.saturating_plus(pair.acquired());
        if mark != Mark::Waiting {
            self.off = self.off.saturating_plus(pair.off());
        }
        self.fee = self.fee.saturating_plus(fee(pair));
        self.mark = self.mark.max(mark);
    }

    fn cells(&self, office: Cell) -> [Cell; 7] {
        [
            office,
            Cell::count(self.slips),
            self.taken.into(),
            Cell::count(self.operations),
            self.acquired.into(),
            self.off.into(),
            self.fee.into(),
        ]
    }
}

fn fee(pair: &Pair) -> Money {
    pair.operations.iter().map(|it| it.fee).fold(Money::ZERO, Money::saturating_plus)
}

/// The offices on a day, what is nobody's last.
pub fn of_day(db: &mut dyn Db, viewer: &Viewer, day: NaiveDate) -> Result<Table, HqError> {
    let columns = [
        "office-col-office",
        "office-col-slips",
        "office-col-taken",
        "office-col-operations",
        "office-col-acquired",
        "office-col-off",
        "office-col-fee",
    ];
    let mut table = Table::new(View::Cards { day, office: None }, &columns);
    let found = CardsOfDay::read(db, day)?;
    if viewer.sees_all() {
        facts(&mut table, &found.operations, day);
    }
    let (mut offices, mut total) = (BTreeMap::<String, Sums>::new(), Sums::default());
    for pair in found.pairs(day) {
        let office = pair.office().unwrap_or(NO_OFFICE);
        if viewer.sees(office) {
            let (mark, ..) = found.standing(&pair)?;
            offices.entry(office.to_owned()).or_default().add(&pair, mark);
            total.add(&pair, mark);
        }
    }
    let nobodys = offices.remove(NO_OFFICE);
    for (office, sums) in offices {
        let opens = office.parse::<OfficeCode>().ok().map(|office| View::Cards { day, office: Some(office) });
        table.row(sums.mark, sums.cells(Cell::text(office)), opens);
    }
    if let Some(sums) = nobodys {
        let opens = View::Exceptions { office: None, day: Some(day) };
        table.row(sums.mark, sums.cells(Cell::word("office-cards-nobodys")), Some(opens));
    }
    table.total = total.cells(Cell::word("office-total")).to_vec();
    Ok(table)
}

/// What the acquirer's files say of a day, by tenders: how much was sold and given back, and what it is to pay.
fn facts(table: &mut Table, operations: &[Operation], day: NaiveDate) {
    let mut tenders: BTreeMap<&TenderKind, [Money; 3]> = BTreeMap::new();
    for it in operations.iter().filter(|it| it.day == day) {
        let [sold, refunded, fee] = tenders.entry(&it.tender).or_default();
        let side = if it.amount.is_positive() { sold } else { refunded };
        *side = side.saturating_plus(it.amount);
        *fee = fee.saturating_plus(it.fee);
    }
    for (tender, [sold, refunded, fee]) in tenders {
        table.fact("office-fact-tender", Cell::text(tender));
        table.fact("office-fact-sold", sold);
        table.fact("office-fact-refunded", -refunded);
        table.fact("office-fact-fee", fee);
        table.fact("office-fact-to-pay", sold.saturating_plus(refunded).saturating_minus(fee));
    }
}

/// An office's slips of a day beside the acquirer's operations, what is wrong first.
pub fn of_office(db: &mut dyn Db, office: &OfficeCode, day: NaiveDate, page: &Page) -> Result<Table, HqError> {
    let columns = [
        "office-col-at",
        "office-col-desk",
        "office-col-receipt",
        "office-col-tender",
        "office-col-reference",
        "office-col-taken",
        "office-col-acquired",
        "office-col-off",
        "office-col-what",
        "office-col-terminal",
        "office-col-card-number",
        "office-col-fee",
    ];
    let mut table = Table::new(View::Cards { day, office: Some(office.clone()) }, &columns);
    let found = CardsOfDay::read(db, day)?;
    let (mut rows, mut total) = (Vec::new(), Sums::default());
    for pair in found.pairs(day).into_iter().filter(|pair| pair.office() == Some(office.as_str())) {
        let (mark, what, opens) = found.standing(&pair)?;
        total.add(&pair, mark);
        rows.push((mark, first_at(&pair), cells(&pair, mark, what), opens));
    }
    rows.sort_by_key(|(mark, at, ..)| (std::cmp::Reverse(*mark), *at));
    let from: usize = page.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or_default();
    let until = from.saturating_add(page.rows());
    table.next = (until < rows.len()).then(|| until.to_string());
    for (mark, _, cells, opens) in rows.into_iter().skip(from).take(page.rows()) {
        table.row(mark, cells, opens);
    }
    table.total = vec![Cell::Empty; columns.len()];
    table.total[0] = Cell::word("office-total");
    for (at, sum) in [(5, total.taken), (6, total.acquired), (7, total.off), (11, total.fee)] {
        table.total[at] = sum.into();
    }
    Ok(table)
}

/// When it was, as far as slips say.
fn first_at(pair: &Pair) -> Option<Timestamp> {
    pair.slips.first().map(|slip| slip.at)
}

fn cells(pair: &Pair, mark: Mark, what: Cell) -> Vec<Cell> {
    let (slip, operation) = (pair.slips.first(), pair.operations.first());
    let at = slip.map(|slip| slip.at.into()).or_else(|| operation.map(|it| Cell::text(&it.moment)));
    let reference = slip.map(|slip| &slip.reference).or_else(|| operation.map(|it| &it.reference));
    let has_operation = !pair.operations.is_empty();
    vec![
        at.unwrap_or_default(),
        slip.map(|slip| Cell::text(&slip.desk)).into(),
        slip.map(|slip| Cell::text(slip.receipt)).into(),
        pair.tender().map(Cell::text).into(),
        reference.map(Cell::text).into(),
        slip.map(|_| pair.taken()).into(),
        has_operation.then(|| pair.acquired()).into(),
        Some(pair.off()).filter(|off| mark != Mark::Waiting && !off.is_zero()).into(),
        what,
        operation.map(|it| Cell::text(&it.terminal)).into(),
        operation.map(|it| Cell::text(&it.card)).into(),
        has_operation.then(|| fee(pair)).into(),
    ]
}

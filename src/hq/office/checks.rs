//! The match of an office's day: each line is right, on its way, or wrong, and says by how much. Pure.

use super::day::{CardDay, Custody, OfficeDay};
use crate::domain::{Cell, Mark, Money, View};
use crate::hq::ExceptionKind;

/// A line of the match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The id of its text.
    pub name: &'static str,
    /// How it stands.
    pub mark: Mark,
    /// What was found.
    pub found: Cell,
    /// The sum that is in question.
    pub off: Money,
    /// What it is made of.
    pub opens: View,
}

/// The lines of a day that say what its desks did; a day is clean where none of them is wrong.
pub fn checks(day: &OfficeDay) -> Vec<Check> {
    vec![
        journals(day),
        odd(day, "office-check-z", &[ExceptionKind::TotalsDiffer]),
        counted(day),
        odd(day, "office-check-slips", &[ExceptionKind::CardDifference]),
        transit(day),
        bags(day),
        cards(day),
        registers(day),
        corrections(day),
        odd(day, "office-check-doubles", &[ExceptionKind::RepeatedPayment]),
        odd(day, "office-check-unknown", &[ExceptionKind::UnknownAccount, ExceptionKind::UnknownSupplier]),
        odd(
            day,
            "office-check-journal",
            &[
                ExceptionKind::UnknownKind,
                ExceptionKind::UnreadableBody,
                ExceptionKind::ClosedShift,
                ExceptionKind::ClockBack,
                ExceptionKind::AcceptedOther,
                ExceptionKind::UnknownAuthorisation,
            ],
        ),
        silent(day),
        paper(day),
    ]
}

fn shifts(day: &OfficeDay) -> View {
    View::Shifts { office: day.office.clone(), day: day.day }
}

fn exceptions(day: &OfficeDay) -> View {
    View::Exceptions { office: Some(day.office.clone()), day: Some(day.day) }
}

fn share(part: usize, whole: usize) -> Cell {
    Cell::text(format!("{part}/{whole}"))
}

/// Every journal is there up to its Z-report, or was telephoned.
fn journals(day: &OfficeDay) -> Check {
    let (open, awaited) = (day.open_shifts().count(), day.awaited().count());
    let told = |shift: &&Custody| {
        day.announced.iter().any(|said| said.desk == shift.row.desk && said.shift == shift.row.shift)
    };
    let untold = day.open_shifts().filter(|shift| !told(shift)).count();
    let differs = announced_otherwise(day).count();
    let mark = match (untold + differs, awaited) {
        (0, 0) => Mark::Right,
        (0, _) => Mark::Waiting,
        _ => Mark::Wrong,
    };
    let found = share(day.shifts.len() - open, day.shifts.len());
    Check { name: "office-check-journals", mark, found, off: Money::ZERO, opens: shifts(day) }
}

/// The shifts whose journal came and says something else than what was telephoned.
pub fn announced_otherwise(day: &OfficeDay) -> impl Iterator<Item = &Custody> {
    day.shifts.iter().filter(|shift| {
        let row = &shift.row;
        let said = day.announced.iter().find(|said| said.desk == row.desk && said.shift == row.shift);
        row.closed > 0 && said.is_some_and(|said| said.payments != row.payments)
    })
}

/// Counted is expected, or somebody has resolved why not.
fn counted(day: &OfficeDay) -> Check {
    let open = day.unresolved().filter(|found| found.odd.kind == ExceptionKind::OverShort).count();
    let mark = if open == 0 { Mark::Right } else { Mark::Wrong };
    let found = Cell::count(open);
    Check { name: "office-check-counted", mark, found, off: day.over_short(), opens: shifts(day) }
}

/// No exception of these kinds is open.
fn odd(day: &OfficeDay, name: &'static str, kinds: &[ExceptionKind]) -> Check {
    let mut open = 0_i64;
    let mut off = Money::ZERO;
    for found in day.unresolved().filter(|found| kinds.contains(&found.odd.kind)) {
        open += 1;
        off = off.saturating_plus(found.odd.kopecks);
    }
    let mark = if open == 0 { Mark::Right } else { Mark::Wrong };
    Check { name, mark, found: Cell::count(open), off, opens: exceptions(day) }
}

/// What was handed over was accepted.
fn transit(day: &OfficeDay) -> Check {
    let mut off = Money::ZERO;
    let mut open = 0_i64;
    for held in day.held.iter().filter(|held| held.kind == "transit" && !held.ended) {
        open += 1;
        off = off.saturating_plus(held.amount);
    }
    let mark = if open == 0 { Mark::Right } else { Mark::Waiting };
    let opens = View::Holders { kind: crate::domain::office::Rest("transit".to_owned()) };
    Check { name: "office-check-transit", mark, found: Cell::count(open), off, opens }
}

/// The day's bags are at the bank as they were sealed, or on their way there and not late.
fn bags(day: &OfficeDay) -> Check {
    let mut off = Money::ZERO;
    let (mut open, mut all) = (0, 0);
    for held in day.held.iter().filter(|held| held.kind == "bag") {
        all += 1;
        if !held.ended {
            open += 1;
            off = off.saturating_plus(held.amount);
        }
    }
    let mut differs = day.unresolved().filter(|found| found.odd.kind == ExceptionKind::BagDifference);
    let mark = match (differs.next().is_some() || day.late.bags, open) {
        (true, _) => Mark::Wrong,
        (false, 0) => Mark::Right,
        (false, _) => Mark::Waiting,
    };
    Check { name: "office-check-bags", mark, found: share(all - open, all), off, opens: View::Bags {} }
}

/// The slips are with the acquirer as they were written down, or it has not told of them yet and is not late.
fn cards(day: &OfficeDay) -> Check {
    let odd = || day.unresolved().filter(|found| found.odd.kind.is_of_cards());
    let CardDay { slips, awaited, sum } = day.cards;
    let (mark, off) = match odd().count() {
        0 if awaited == 0 => (Mark::Right, Money::ZERO),
        0 => (if day.late.cards { Mark::Wrong } else { Mark::Waiting }, sum),
        _ => (Mark::Wrong, odd().map(|found| found.odd.kopecks).fold(Money::ZERO, Money::saturating_plus)),
    };
    let found = Cell::text(format!("{}/{slips}", slips - awaited));
    let opens = View::Cards { day: day.day, office: Some(day.office.clone()) };
    Check { name: "office-check-cards", mark, found, off, opens }
}

/// What is due of the day's lines is in registers, or waits for the next ones.
fn registers(day: &OfficeDay) -> Check {
    let (waiting, all) = (day.unsent.waiting.len(), day.unsent.suppliers.len());
    let mark = if waiting == 0 { Mark::Right } else { Mark::Waiting };
    let (found, off) = (share(all.saturating_sub(waiting), all), day.unsent.sum);
    Check { name: "office-check-registers", mark, found, off, opens: View::Suppliers {} }
}

/// The corrections: they are looked at, and keep nothing.
fn corrections(day: &OfficeDay) -> Check {
    let rows = || day.shifts.iter().map(|shift| &shift.row);
    let n: u64 = rows().map(|row| u64::from(row.voids.n) + u64::from(row.refunds.n)).sum::<u64>()
        + rows().map(|row| u64::from(row.moves.n) + u64::from(row.retenders.n)).sum::<u64>();
    let off =
        rows().map(|row| row.voids.sum.saturating_plus(row.refunds.sum)).fold(Money::ZERO, Money::saturating_plus);
    let opens = View::Corrections { office: day.office.clone(), day: day.day };
    Check { name: "office-check-corrections", mark: Mark::Right, found: Cell::count(n), off, opens }
}

/// No desk is silent; one that was for too long is wrong.
fn silent(day: &OfficeDay) -> Check {
    let silent = day.silent().count();
    let mark = match (day.late.silent, silent) {
        (true, _) => Mark::Wrong,
        (false, 0) => Mark::Right,
        (false, _) => Mark::Waiting,
    };
    let found = share(day.desks.len().saturating_sub(silent), day.desks.len());
    Check { name: "office-check-silent", mark, found, off: Money::ZERO, opens: View::Desks {} }
}

/// The paper of every shift was seen.
fn paper(day: &OfficeDay) -> Check {
    let seen = day.shifts.iter().filter(|shift| is_ticked(day, shift)).count();
    let mark = if seen == day.shifts.len() { Mark::Right } else { Mark::Waiting };
    let found = share(seen, day.shifts.len());
    Check { name: "office-check-paper", mark, found, off: Money::ZERO, opens: shifts(day) }
}

/// True where the paper of a shift was seen.
pub fn is_ticked(day: &OfficeDay, shift: &Custody) -> bool {
    day.ticked.contains(&(shift.row.desk.clone(), shift.row.shift))
}

//! The bags that are not at the bank yet, the oldest first; and the story of one.

use super::bag::{self, Bag, BagState};
use super::{Viewer, story};
use crate::domain::{Cell, DeskId, Mark, Money, Offset, Table, View};
use crate::hq::HqError;
use crate::hq::places::Fate;
use crate::hq::rules::Moment;
use crate::hq::store::{Db, desks, places};
use crate::protocol::Refusal;

const COLUMNS: &[&str] = &[
    "office-col-desk",
    "office-col-seal",
    "office-col-bank-account",
    "office-col-holder",
    "office-col-sealed",
    "office-col-age",
    "office-col-state",
    "office-col-since",
    "office-col-sum",
];

/// The bags that are not over.
pub fn bags(db: &mut dyn Db, viewer: &Viewer, moment: &Moment) -> Result<Table, HqError> {
    let mut table = Table::new(View::Bags {}, COLUMNS);
    let mut held = places::open(db, "bag")?;
    held.retain(|held| viewer.sees(held.desk.office()));
    held.sort_by(|one, other| {
        (one.day, one.at, &one.desk, one.seq).cmp(&(other.day, other.at, &other.desk, other.seq))
    });
    let offsets: Vec<(DeskId, Offset)> = desks::list(db)?.into_iter().map(|row| (row.desk, row.state.offset)).collect();
    let greenwich = desks::no_offset()?;
    let offset = |desk: &DeskId| offsets.iter().find(|(of, _)| of == desk).map_or(greenwich, |(_, offset)| *offset);
    let mut sum = Money::ZERO;
    for bag in bag::bags(db, held)? {
        let (held, offset) = (&bag.held, offset(&bag.held.desk));
        sum = sum.saturating_plus(held.amount);
        let cells = [
            Cell::text(&held.desk),
            Cell::text(&held.name),
            Cell::text(&held.whom),
            Cell::text(&held.holder),
            held.day.into(),
            Cell::count(moment.age(&bag, offset)),
            Cell::word(bag.state().word()),
            bag.since().into(),
            held.amount.into(),
        ];
        table.row(mark(&bag, moment, offset), cells, Some(View::Bag { desk: held.desk.clone(), seq: held.seq }));
    }
    let mut total = vec![Cell::Empty; COLUMNS.len()];
    total[0] = Cell::word("office-total");
    total[COLUMNS.len() - 1] = sum.into();
    table.total = total;
    Ok(table)
}

fn mark(bag: &Bag, moment: &Moment, offset: Offset) -> Mark {
    match bag.state() {
        BagState::Credited | BagState::Opened if !bag.off().is_zero() => Mark::Wrong,
        BagState::Credited | BagState::Opened => Mark::Right,
        _ if moment.is_late(bag, offset) => Mark::Wrong,
        _ => Mark::Waiting,
    }
}

/// A bag with all that was told of it: what desks recorded and what was written down here, in the order of time.
pub fn one(db: &mut dyn Db, desk: &DeskId, seq: u64, moment: &Moment) -> Result<Table, HqError> {
    let bag = bag::one(db, desk, seq)?.ok_or(Refusal::NotFound)?;
    let offset = desks::desk(db, desk)?.ok_or(Refusal::NotFound)?.state.offset;
    let view = View::Bag { desk: desk.clone(), seq };
    let columns = ["office-col-at", "office-col-what", "office-col-sum", "office-col-user", "office-col-said"];
    let mut table = Table::new(view, &columns);
    let held = &bag.held;
    table.fact("office-fact-seal", Cell::text(&held.name));
    table.fact("office-fact-bank-account", Cell::text(&held.whom));
    table.fact("office-fact-sealed", held.day);
    table.fact("office-fact-state", Cell::word(bag.state().word()));
    table.fact("office-fact-sum", held.amount);
    if bag.state().is_over() {
        table.fact("office-fact-off", bag.off());
    } else {
        table.fact("office-fact-age", Cell::count(moment.age(&bag, offset)));
    }
    let sealed = [held.at.into(), Cell::word("office-bag-sealed"), held.amount.into(), Cell::text(&held.holder)];
    let entry = Some(View::Entry { desk: desk.clone(), seq });
    table.row(mark(&bag, moment, offset), [sealed.as_slice(), &[Cell::Empty]].concat(), entry);
    let told = story::of(db, &table.view.to_string())?;
    for (journal, released) in &bag.fates {
        let opens = Some(View::Entry { desk: journal.clone(), seq: released.seq });
        let here = told.iter().find(|told| released.state != Fate::Given && told.seq == released.seq);
        let sum = matches!(released.state, Fate::Credited | Fate::Opened).then_some(released.amount);
        let who = here.map(|told| Cell::text(told.user()));
        let words = here.and_then(|told| told.words()).map(Cell::text);
        let cells = [released.at.into(), Cell::word(word(released.state)), sum.into(), who.into(), words.into()];
        table.row(Mark::Plain, cells, opens);
    }
    Ok(table)
}

/// The id of the text for what became of a bag.
fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Given => "office-bag-given",
        Fate::Collected | Fate::Accepted | Fate::Resumed => "office-story-collected",
        Fate::Returned => "office-story-returned",
        Fate::Credited => "office-story-credited",
        Fate::Opened => "office-bag-opened",
    }
}

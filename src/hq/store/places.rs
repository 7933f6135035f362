//! Cash that is in no drawer, and what became of it.

use chrono::NaiveDate;

use crate::domain::{DeskId, Money, Timestamp};
use crate::hq::places::{Held, Places, Released};

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, first, number};

/// Adds what entries of a desk tell.
pub fn add(db: &mut dyn Db, desk: &DeskId, places: &Places) -> Result<(), StoreError> {
    let Places { held, released } = places;
    let name = desk.to_string();
    if !held.is_empty() {
        let given = [
            Column::texts("desk", held.iter().map(|_| name.as_str())),
            Column::ints("seq", held.iter().map(|held| number(held.seq))),
            Column::texts("kind", held.iter().map(|held| held.kind.code())),
            Column::texts("name", held.iter().map(|held| held.name.as_str())),
            Column::texts("whom", held.iter().map(|held| held.whom.as_str())),
            Column::texts("holder", held.iter().map(|held| held.holder.as_str())),
            Column::texts("day", held.iter().map(|held| held.day.to_string())),
            Column::texts("at", held.iter().map(|held| held.at.to_string())),
            Column::ints("kopecks", held.iter().map(|held| held.amount.kopecks())),
            Column::ints("ended", held.iter().map(|_| 0)),
        ];
        db.insert("held", &given)?;
    }
    if !released.is_empty() {
        let given = [
            Column::texts("desk", released.iter().map(|_| name.as_str())),
            Column::ints("seq", released.iter().map(|released| number(released.seq))),
            Column::texts("name", released.iter().map(|released| released.name.as_str())),
            Column::texts("state", released.iter().map(|released| released.state.code())),
            Column::texts("of_desk", released.iter().map(|released| released.of_desk.to_string())),
            Column::ints("of_seq", released.iter().map(|released| number(released.of_seq))),
            Column::texts("at", released.iter().map(|released| released.at.to_string())),
            Column::ints("kopecks", released.iter().map(|released| released.amount.kopecks())),
        ];
        db.insert("released", &given)?;
    }
    let names =
        held.iter().map(|held| held.name.as_str()).chain(released.iter().map(|released| released.name.as_str()));
    end(db, &names.collect::<Vec<_>>())
}

/// Ends what was released of the places of these names: whichever of the two came first.
pub fn end(db: &mut dyn Db, names: &[&str]) -> Result<(), StoreError> {
    if names.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE held SET ended = 1 WHERE ended = 0 AND name IN (SELECT g.name FROM {given} g) AND EXISTS (
                   SELECT 1 FROM released r WHERE r.name = held.name AND r.of_desk = held.desk
                   AND (r.of_seq = 0 OR r.of_seq = held.seq) AND (r.desk <> held.desk OR r.seq > held.seq)
                   AND r.state IN ('accepted', 'resumed', 'credited', 'opened'))";
    db.execute(sql, &[], &[Column::texts("name", names.iter().copied())]).map(|_| ())
}

/// Cash outside drawers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRow {
    /// The desk that it left.
    pub desk: DeskId,
    /// What left it, by which entry.
    pub seq: u64,
    /// `bag`, `transit` or `paused`.
    pub kind: String,
    /// The seal, the code, the shift.
    pub name: String,
    /// The bank account, the receiver's desk, the cashier.
    pub whom: String,
    /// Who put it there.
    pub holder: String,
    /// The business day.
    pub day: NaiveDate,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub amount: Money,
    /// True once it is there no more.
    pub ended: bool,
}

macro_rules! select_held {
    ($rest:literal) => {
        concat!("SELECT desk, seq, kind, name, whom, holder, day, at, kopecks, ended FROM held ", $rest)
    };
}

fn held_row(row: &Row) -> Result<HeldRow, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    Ok(HeldRow {
        desk: row.parse(0)?,
        seq: row.count(1)?,
        kind: text(2)?,
        name: text(3)?,
        whom: text(4)?,
        holder: text(5)?,
        day: row.parse(6)?,
        at: row.parse(7)?,
        amount: Money::from_kopecks(row.int(8)?),
        ended: row.int(9)? != 0,
    })
}

/// What left drawers on a business day.
pub fn of_day(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<HeldRow>, StoreError> {
    all(db, select_held!("WHERE day = $1 ORDER BY desk, seq"), &[Value::text(day)], &[], held_row)
}

/// What is still there, of one kind.
pub fn open(db: &mut dyn Db, kind: &str) -> Result<Vec<HeldRow>, StoreError> {
    all(db, select_held!("WHERE kind = $1 AND ended = 0 ORDER BY at, desk, seq"), &[kind.into()], &[], held_row)
}

/// One of them, by the entry.
pub fn one(db: &mut dyn Db, desk: &DeskId, seq: u64) -> Result<Option<HeldRow>, StoreError> {
    first(db, select_held!("WHERE desk = $1 AND seq = $2"), &[Value::text(desk), seq.into()], held_row)
}

/// All that ever was there under the names of these.
pub fn of_names(db: &mut dyn Db, held: &[HeldRow]) -> Result<Vec<HeldRow>, StoreError> {
    let given = [Column::texts("name", held.iter().map(|held| held.name.as_str()))];
    let sql = select_held!("WHERE name IN (SELECT g.name FROM {given} g) ORDER BY desk, seq");
    all(db, sql, &[], &given, held_row)
}

/// What became of a place, with the journal that says so: of a bag also by its seal alone, where its desk gave it away.
pub fn fates(db: &mut dyn Db, held: &[HeldRow]) -> Result<Vec<(DeskId, Released)>, StoreError> {
    let given = [Column::texts("name", held.iter().map(|held| held.name.as_str()))];
    let sql = "SELECT r.desk, r.seq, r.name, r.state, r.of_desk, r.of_seq, r.at, r.kopecks FROM released r
               WHERE r.name IN (SELECT g.name FROM {given} g) ORDER BY r.at, r.desk, r.seq";
    all(db, sql, &[], &given, |row| {
        let released = Released {
            seq: row.count(1)?,
            name: row.text(2)?.to_owned(),
            state: row.parse(3)?,
            of_desk: row.parse(4)?,
            of_seq: row.count(5)?,
            at: row.parse(6)?,
            amount: Money::from_kopecks(row.int(7)?),
        };
        Ok((row.parse(0)?, released))
    })
}

/// What is stored of a run of a desk's entries, each as a text to compare with [`texts_of`].
pub fn texts(db: &mut dyn Db, desk: &DeskId, after: u64, through: u64) -> Result<Vec<String>, StoreError> {
    let run = [Value::text(desk), after.into(), through.into()];
    let sql = "SELECT seq, kind, name, whom, holder, day, at, kopecks FROM held
               WHERE desk = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";
    let mut found = all(db, sql, &run, &[], |row| {
        let mut text = row.int(0)?.to_string();
        for column in 1..7 {
            text.push(' ');
            text.push_str(row.text(column)?);
        }
        Ok(format!("{text} {}", row.int(7)?))
    })?;
    let sql = "SELECT seq, name, state, of_desk, at, of_seq, kopecks FROM released
               WHERE desk = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, name";
    found.extend(all(db, sql, &run, &[], |row| {
        let mut text = row.int(0)?.to_string();
        for column in 1..5 {
            text.push(' ');
            text.push_str(row.text(column)?);
        }
        Ok(format!("{text} {} {}", row.int(5)?, row.int(6)?))
    })?);
    Ok(found)
}

/// The texts that [`texts`] gives of these places.
pub fn texts_of(places: &Places) -> Vec<String> {
    let held = places.held.iter().map(|held| {
        let Held { seq, kind, name, whom, holder, day, at, amount } = held;
        format!("{seq} {} {name} {whom} {holder} {day} {at} {}", kind.code(), amount.kopecks())
    });
    let mut released: Vec<&Released> = places.released.iter().collect();
    released.sort_by(|a, b| (a.seq, &a.name).cmp(&(b.seq, &b.name)));
    let released = released.into_iter().map(|released| {
        let Released { seq, name, state, of_desk, of_seq, at, amount } = released;
        format!("{seq} {name} {} {of_desk} {at} {of_seq} {}", state.code(), amount.kopecks())
    });
    held.chain(released).collect()
}

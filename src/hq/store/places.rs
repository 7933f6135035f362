//! Cash that is in no drawer, and what became of it.

use crate::domain::DeskId;
use crate::hq::places::{Held, Places, Released};

use super::StoreError;
use super::db::{Column, Db, Value, all, number};

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
        ];
        db.insert("held", &given)?;
    }
    if !released.is_empty() {
        let given = [
            Column::texts("desk", released.iter().map(|_| name.as_str())),
            Column::ints("seq", released.iter().map(|released| number(released.seq))),
            Column::texts("name", released.iter().map(|released| released.name.as_str())),
            Column::texts("state", released.iter().map(|released| released.state)),
            Column::texts("of_desk", released.iter().map(|released| released.of_desk.to_string())),
            Column::ints("of_seq", released.iter().map(|_| 0)),
            Column::texts("at", released.iter().map(|released| released.at.to_string())),
            Column::ints("kopecks", released.iter().map(|released| released.amount.kopecks())),
        ];
        db.insert("released", &given)?;
    }
    Ok(())
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
    let sql = "SELECT seq, name, state, of_desk, at, kopecks FROM released
               WHERE desk = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, name";
    found.extend(all(db, sql, &run, &[], |row| {
        let mut text = row.int(0)?.to_string();
        for column in 1..5 {
            text.push(' ');
            text.push_str(row.text(column)?);
        }
        Ok(format!("{text} {}", row.int(5)?))
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
        let Released { seq, name, state, of_desk, at, amount } = released;
        format!("{seq} {name} {state} {of_desk} {at} {}", amount.kopecks())
    });
    held.chain(released).collect()
}

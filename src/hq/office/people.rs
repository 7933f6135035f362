//! The people: who may sign in where. Of their PINs nothing is shown.

use super::{Page, Viewer};
use crate::domain::{Cell, Mark, Role, Table, View};
use crate::hq::store::people;
use crate::hq::{Hq, HqError, Person};

/// The people who work in the viewer's offices, by name; those who work in all offices are among them.
pub(super) fn view(hq: &Hq, viewer: &Viewer, page: &Page) -> Result<Table, HqError> {
    let columns = ["hq-head-user", "hq-head-full-name", "hq-head-role", "hq-head-office", "hq-head-state"];
    let mut table = Table::new(View::Users {}, &columns);
    let mut seen = hq.store.read(|db| people::list(db))?;
    seen.retain(|person| person.office.as_deref().is_none_or(|office| viewer.sees(office)));
    let (people, next) = page.cut(seen, |person| person.user.name.to_string());
    table.next = next;
    for Person { user, office, region } in people {
        let everywhere = region.map_or(Cell::word("hq-every-office"), Cell::Text);
        let office = office.map_or(everywhere, Cell::Text);
        let state = if user.retired { Cell::word("cli-user-retired-mark") } else { Cell::Empty };
        let full_name = user.full_name.map_or(Cell::Empty, Cell::Text);
        table.row(Mark::Plain, [Cell::text(user.name), full_name, role(user.role), office, state], None);
    }
    Ok(table)
}

fn role(role: Role) -> Cell {
    Cell::word(match role {
        Role::Cashier => "cli-role-cashier",
        Role::Supervisor => "cli-role-supervisor",
        Role::Admin => "cli-role-admin",
    })
}

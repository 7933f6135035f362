//! The people: who may sign in where. Of their PINs nothing is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, Viewer};
use crate::domain::{Cell, Mark, Role, Table, View};
use crate::hq::store::offices::{self, Office};
use crate::hq::store::{Db, people};
use crate::hq::{Hq, HqError, Person};

/// Where somebody's sight ends, as far as people are concerned.
pub(super) struct Places {
    /// The offices that they see; all where there is no list.
    offices: Option<BTreeSet<String>>,
    /// The region whose offices these are, where they are those of one.
    region: Option<String>,
    named: BTreeMap<String, Office>,
}

impl Places {
    /// The places of a viewer.
    pub fn of(db: &mut dyn Db, viewer: &Viewer) -> Result<Places, HqError> {
        let region = people::person(db, &viewer.user)?.filter(|own| own.office.is_none()).and_then(|own| own.region);
        Ok(Places { offices: viewer.offices.clone(), region, named: offices::list(db)? })
    }

    /// True for all offices.
    pub fn are_all(&self) -> bool {
        self.offices.is_none()
    }

    /// True where all offices of a region are among them, also those that it will have.
    pub fn holds_region(&self, region: &str) -> bool {
        self.are_all() || self.region.as_deref() == Some(region)
    }

    /// True where a person works here and nowhere else.
    pub fn holds(&self, person: &Person) -> bool {
        match (&person.office, &person.region) {
            (Some(office), _) => self.sees(office),
            (None, Some(region)) => self.holds_region(region),
            (None, None) => self.are_all(),
        }
    }

    /// True where a person works here too.
    pub fn shows(&self, person: &Person) -> bool {
        match (&person.office, &person.region) {
            (Some(office), _) => self.sees(office),
            (None, Some(region)) => {
                let is_seen = |(code, office): (&String, &Office)| office.region == *region && self.sees(code);
                self.holds_region(region) || self.named.iter().any(is_seen)
            }
            (None, None) => true,
        }
    }

    fn sees(&self, office: &str) -> bool {
        self.offices.as_ref().is_none_or(|offices| offices.contains(office))
    }
}

/// The people who work in the viewer's offices, by name; those who work in more than these are among them.
pub(super) fn view(hq: &Hq, viewer: &Viewer, page: &Page) -> Result<Table, HqError> {
    let columns = [
        "hq-head-user",
        "hq-head-full-name",
        "hq-head-role",
        "hq-head-office",
        "office-col-language",
        "office-col-signed-in",
        "hq-head-state",
    ];
    let mut table = Table::new(View::Users {}, &columns);
    let (seen, signed_in) = hq.store.read(|db| {
        let places = Places::of(db, viewer)?;
        let seen: Vec<Person> = people::list(db)?.into_iter().filter(|person| places.shows(person)).collect();
        Ok::<_, HqError>((seen, people::signed_in(db)?))
    })?;
    let (people, next) = page.cut(seen, |person| person.user.name.to_string());
    table.next = next;
    for Person { user, office, region } in people {
        let everywhere = region.map_or(Cell::word("hq-every-office"), Cell::Text);
        let office = office.map_or(everywhere, Cell::Text);
        let state = if user.retired { Cell::word("cli-user-retired-mark") } else { Cell::Empty };
        let cells = [
            Cell::text(&user.name),
            user.full_name.map(Cell::Text).into(),
            Cell::word(role_word(user.role)),
            office,
            user.language.map(Cell::Text).into(),
            signed_in.get(&user.name).copied().into(),
            state,
        ];
        table.row(Mark::Plain, cells, None);
    }
    Ok(table)
}

/// The id of the text for a role.
pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Cashier => "cli-role-cashier",
        Role::Supervisor => "cli-role-supervisor",
        Role::Admin => "cli-role-admin",
    }
}

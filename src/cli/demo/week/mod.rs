//! A made-up week of several offices at headquarters: what desks recorded went through the domain's own decisions, was
//! chained, signed and sent; what supervisors decided are deeds. In it is planted, once each, whatever a person must
//! look at. The same for the same day, every time.

mod cast;
mod clerk;
mod days;
mod decided;
mod odd;
mod papers;
mod payers;
mod shift;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{home, town};
use crate::domain::message::text;
use crate::domain::{CashData, Catalogue, DeskKind, EntryId, Message, Offset, Policy, SupplierCode, Timestamp, User};
use crate::hq::{Hq, HqError, ImportOptions, Person};
use crate::lang::Lang;
use crate::protocol::pin::NewPin;
use crate::register::{Debts, Layout, Origin};

pub use cast::{HEAD, Office, Worker};
pub use odd::{Found, LEAST_OFFICES, Odd, PLAN};
pub use papers::Paper;

use clerk::{Clerk, Outfit};
use days::Day;
use payers::Payers;

/// Why the week could not be made.
pub type Fault = Message;

/// What week is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The last business day: the one with what is planted. A Sunday stands for the Saturday before.
    pub day: NaiveDate,
    /// How many business days there are; five at least.
    pub days: usize,
    /// How many offices; [`LEAST_OFFICES`] at least.
    pub offices: usize,
    /// How many pay at each till on a day; seven at least.
    pub payments: usize,
    /// How many accounts the town has.
    pub accounts: usize,
    /// The language of names.
    pub lang: Lang,
}

/// A week that was made.
#[derive(Clone, Debug)]
pub struct Week {
    /// The day with what is planted.
    pub day: NaiveDate,
    /// The offices.
    pub offices: Vec<Office>,
    /// The people.
    pub workers: Vec<Worker>,
    /// What was planted, and where.
    pub found: Vec<Found>,
    /// Files that came from elsewhere and are not taken in yet.
    pub papers: Vec<Paper>,
}

/// A bag that was sealed.
#[derive(Clone, Debug)]
struct Bag {
    office: usize,
    desk: crate::domain::DeskId,
    seq: u64,
    date: NaiveDate,
}

/// A headquarters with its offices, while the week passes.
struct Making<'h> {
    hq: &'h Hq,
    wanted: Wanted,
    offset: Offset,
    offices: Vec<Office>,
    dates: Vec<NaiveDate>,
    tills: Vec<Vec<Clerk>>,
    vaults: Vec<Option<Clerk>>,
    payers: Payers,
    /// The shifts of each day that headquarters knows by the next morning.
    shifts: Vec<(usize, crate::domain::DeskId, u32, NaiveDate)>,
    bags: Vec<Bag>,
    found: Vec<Found>,
    papers: Vec<Paper>,
    /// A correction that a supplier is asked for by letter.
    asked: Option<(crate::domain::DeskId, u64)>,
    deeds: u32,
}

/// Makes a week at a headquarters that has nothing yet.
pub fn make(hq: &Hq, wanted: &Wanted) -> Result<Week, Fault> {
    let mut making = Making::new(hq, *wanted)?;
    let workers = cast::workers(&making.offices);
    making.employ(&workers)?;
    making.import()?;
    making.found_desks()?;
    for at in 0..making.dates.len() {
        making.morning(at)?;
        making.work(at)?;
    }
    making.last_evening()?;
    let Making { offices, found, papers, dates, .. } = making;
    Ok(Week { day: dates.last().copied().unwrap_or(wanted.day), offices, workers, found, papers })
}

/// The last business days through `day`, all but Sundays.
fn business_days(day: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> =
        day.iter_days().rev().filter(|day| day.weekday() != Weekday::Sun).take(count).collect();
    days.reverse();
    days
}

impl<'h> Making<'h> {
    fn new(hq: &'h Hq, wanted: Wanted) -> Result<Making<'h>, Fault> {
        let offices = cast::offices(wanted.offices.max(LEAST_OFFICES), wanted.lang);
        Ok(Making {
            hq,
            wanted,
            offset: "+08:00".parse().map_err(failed)?,
            dates: business_days(wanted.day, wanted.days.max(5)),
            tills: vec![],
            vaults: vec![],
            payers: Payers::new(wanted.accounts)?,
            shifts: vec![],
            bags: vec![],
            found: vec![],
            papers: vec![],
            asked: None,
            deeds: 0,
            offices,
        })
    }

    fn day(&self, at: usize) -> Day {
        let date = self.dates.get(at).copied().unwrap_or(self.wanted.day);
        Day { date, offset: self.offset, payments: self.wanted.payments.max(7) }
    }

    /// Before the first day anything is set up.
    fn founding(&self) -> Timestamp {
        self.day(0).at(6, 0)
    }

    fn id(&mut self) -> EntryId {
        self.deeds += 1;
        EntryId::from_uuid(uuid::Uuid::nil()).along(&format!("demo deed {}", self.deeds))
    }

    /// Names the offices and adds the people. A PIN's hash is slow on purpose, so they are made side by side.
    fn employ(&mut self, workers: &[Worker]) -> Result<(), Fault> {
        for office in &self.offices {
            let code = office.office_code().map_err(|error| error.message())?;
            self.hq.put_office(&code, &office.name, office.region).map_err(at_hq)?;
        }
        let at = self.founding();
        let (hq, language) = (self.hq, self.wanted.lang.code());
        let jobs: Vec<(&Worker, EntryId)> = workers.iter().map(|worker| (worker, self.id())).collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = jobs.len().div_ceil(threads).max(1);
        let add = |part: &[(&Worker, EntryId)]| {
            part.iter().try_for_each(|(worker, id)| {
                let person = person(worker, language)?;
                hq.put_person(person, &NewPin::new(worker.pin()), *id, at).map(|_| ()).map_err(at_hq)
            })
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = jobs.chunks(share).map(|part| scope.spawn(move || add(part))).collect();
            running.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(failed("a thread died"))))
        })
    }

    /// Takes in what the suppliers say is owed.
    fn import(&self) -> Result<(), Fault> {
        let catalogue = catalogue()?;
        let first = self.day(0).date;
        for name in home::suppliers() {
            let code = SupplierCode::new(name).map_err(|error| error.message())?;
            let Some(supplier) = catalogue.supplier(&code) else { continue };
            let register = town::register(home::accounts(name, self.wanted.accounts));
            let origin = Origin { supplier, others: &[], file_name: "", encoding: None };
            let layout = Layout::named("sber-debts").map_err(|fault| failed(format!("{fault:?}")))?;
            let debts = Debts::read(layout, register.as_slice(), &origin).map_err(failed)?;
            let before = first.pred_opt().unwrap_or(first);
            let options = ImportOptions { as_of: first.to_string(), counted_through: before };
            self.hq.import(debts, &code, &options, &mut |_| ()).map_err(failed)?;
        }
        Ok(())
    }

    fn found_desks(&mut self) -> Result<(), Fault> {
        let cash = CashData::built_in().map_err(|faults| failed(faults.join("; ")))?;
        let outfit = Outfit { catalogue: Arc::new(catalogue()?), cash: Arc::new(cash), offset: self.offset };
        let at = self.founding();
        for office in &self.offices {
            let supervisor = cast::supervisor(office);
            let enrol = |id, cashier: &str, kind| {
                let policy = Policy { kind, ..Policy::default() };
                Clerk::enrol(self.hq, &outfit, id, (cashier, &supervisor), policy, at)
            };
            let mut tills = Vec::new();
            for till in 1..=office.tills {
                let id = office.till(till).map_err(|error| error.message())?;
                tills.push(enrol(id, &cast::cashier(office, till), DeskKind::Till)?);
            }
            let vault = match office.has_vault {
                true => {
                    let id = office.vault().map_err(|error| error.message())?;
                    Some(enrol(id, &cast::keeper(office), DeskKind::Vault)?)
                }
                false => None,
            };
            self.tills.push(tills);
            self.vaults.push(vault);
        }
        Ok(())
    }
}

fn person(worker: &Worker, language: &str) -> Result<Person, Fault> {
    let user = User {
        name: cast::user(&worker.name)?,
        role: worker.role,
        full_name: Some(worker.full_name.clone()),
        language: Some(language.to_owned()),
        pin_hash: String::new(),
        retired: false,
    };
    Ok(Person { user, office: worker.office.clone(), region: worker.region.map(str::to_owned) })
}

fn catalogue() -> Result<Catalogue, Fault> {
    Catalogue::built_in().map_err(|faults| failed(faults.join("; ")))
}

/// What headquarters says to what was asked of it.
fn at_hq(error: HqError) -> Fault {
    match error {
        HqError::Denied(why) => why,
        other => failed(other),
    }
}

/// Something that never happens to whoever has a disk with room.
fn failed(error: impl ToString) -> Fault {
    ("cli-io-other", vec![("detail", text(error))])
}

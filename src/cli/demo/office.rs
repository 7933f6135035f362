//! `okno demo --office`: the back office over a made-up week, and a sheet that says what is planted in it.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;

use super::super::context::{self, Context};
use super::super::enrol::Way;
use super::super::error::{CliError, Kind};
use super::super::hq::serve::{Beside, beside};
use super::super::{office, output};
use super::branch::any_port;
use super::week::{self, Found, HEAD, LEAST_OFFICES, Wanted, Week};
use crate::clock;
use crate::desk::Home;
use crate::domain::message::text;
use crate::domain::{Catalogue, Message};
use crate::hq::{Hq, HqHome};

/// How many business days the week has.
const DAYS: usize = 6;
/// How many pay at a till on a day.
const PAYMENTS: usize = 14;

/// Where headquarters and the files are in the demo's folder.
const HQ_HOME: &str = "hq";
const PAPERS: &str = "papers";

#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct Offices {
    /// Show the back office over a made-up week of several offices, with whatever needs a person planted once
    #[arg(long, conflicts_with = "script")]
    office: bool,
    /// How many offices it has
    #[arg(long, value_name = "N", requires = "office", default_value_t = LEAST_OFFICES as u32,
        value_parser = clap::value_parser!(u32).range(LEAST_OFFICES as i64..=200))]
    offices: u32,
}

impl Offices {
    /// True where the back office is meant, not the till.
    pub(super) fn is_wanted(self) -> bool {
        self.office
    }
}

/// Makes the week in a folder, serves it, says what is planted, and opens the back office where there is a terminal.
pub(super) fn run(context: &Context, args: Offices, accounts: usize, scratch: &Path) -> Result<(), CliError> {
    let folder = context.named_home().map_or_else(|| scratch.join("office"), |home| home.path().to_owned());
    let home = folder.join(HQ_HOME);
    let at_home = context.at(Home::new(home.clone())).quiet();
    let served = if home.exists() {
        // A week that is there already goes on as it is.
        beside(&at_home, any_port())?
    } else {
        let week = make(context, args, accounts, &home)?;
        let papers = write_papers(&folder, &week)?;
        let served = beside(&at_home, any_port())?;
        say(context, &week, &papers, &served)?;
        served
    };
    open(context, &served)
}

fn make(context: &Context, args: Offices, accounts: usize, home: &Path) -> Result<Week, CliError> {
    let refused = |why: Message| CliError::new(Kind::Refused, why);
    std::fs::create_dir_all(home).map_err(|error| CliError::file(home, &error))?;
    let catalogue = Catalogue::built_in().map_err(|faults| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    })?;
    let store = "sqlite:hq.db";
    let url = store.parse().map_err(|_| CliError::bad_value("--store", store, ("hq-store-form", vec![])))?;
    let hq = Hq::set_up(&HqHome::new(home), url, &catalogue, context::now());
    let hq = hq.map_err(|error| CliError::new(Kind::Refused, ("cli-io-other", vec![("detail", text(error))])))?;
    let wanted = Wanted {
        day: yesterday(),
        days: DAYS,
        offices: args.offices as usize,
        payments: PAYMENTS,
        accounts,
        lang: context.lang(),
    };
    week::make(&hq, &wanted).map_err(refused)
}

/// The day before today, by the offices' clock.
fn yesterday() -> NaiveDate {
    let today = clock::local(clock::now(), chrono_tz::Asia::Irkutsk).date();
    today.pred_opt().unwrap_or(today)
}

fn write_papers(folder: &Path, week: &Week) -> Result<Vec<(PathBuf, &'static str)>, CliError> {
    let papers = folder.join(PAPERS);
    std::fs::create_dir_all(&papers).map_err(|error| CliError::file(&papers, &error))?;
    let mut written = Vec::new();
    for paper in &week.papers {
        let path = papers.join(&paper.name);
        std::fs::write(&path, &paper.bytes).map_err(|error| CliError::file(&path, &error))?;
        written.push((path, paper.what));
    }
    Ok(written)
}

/// The sheet: who may sign in, what is planted and where it shows, and which files wait.
fn say(context: &Context, week: &Week, papers: &[(PathBuf, &'static str)], served: &Beside) -> Result<(), CliError> {
    if context.json() {
        return output::json(&sheet(week, papers, served));
    }
    let words = vec![("count", text(week.offices.len())), ("day", text(week.day)), ("url", text(&served.url))];
    context.say(&("cli-demo-office", words))?;
    context.say(&people(week))?;
    context.say(&("cli-demo-planted", vec![]))?;
    let row = |found: &Found| {
        let what = context.worded(&(found.odd.word(), vec![]));
        vec![found.desk.to_string(), what, found.view.to_string()]
    };
    output::table(&week.found.iter().map(row).collect::<Vec<_>>(), &[])?;
    context.say(&("cli-demo-files", vec![]))?;
    let row =
        |(path, what): &(PathBuf, &'static str)| vec![path.display().to_string(), context.worded(&(*what, vec![]))];
    output::table(&papers.iter().map(row).collect::<Vec<_>>(), &[])
}

/// Who may sign in, with their PINs.
fn people(week: &Week) -> Message {
    let of = |name: &str| week.workers.iter().find(|worker| worker.name == name);
    let office = week.offices.first().map_or("", |office| &office.code);
    let words = vec![
        ("head", text(HEAD)),
        ("pin", text(of(HEAD).map_or("", |head| head.pin()))),
        ("supervisor", text(format!("super.{office}"))),
        ("otherpin", text(of(&format!("super.{office}")).map_or("", |other| other.pin()))),
    ];
    ("cli-demo-people", words)
}

fn sheet(week: &Week, papers: &[(PathBuf, &'static str)], served: &Beside) -> serde_json::Value {
    let found = |found: &Found| {
        let Found { odd, desk, shift, seq, view } = found;
        json!({"what": odd.code(), "desk": desk, "shift": shift, "entry": seq, "view": view})
    };
    let worker = |worker: &week::Worker| {
        json!({
            "name": worker.name, "role": worker.role, "office": worker.office, "region": worker.region,
            "pin": worker.pin(),
        })
    };
    json!({
        "url": served.url,
        "day": week.day,
        "offices": week.offices.len(),
        "people": week.workers.iter().map(worker).collect::<Vec<_>>(),
        "planted": week.found.iter().map(found).collect::<Vec<_>>(),
        "files": papers.iter().map(|(path, _)| path.display().to_string()).collect::<Vec<_>>(),
    })
}

/// The back office on the terminal; without one only the sheet is wanted.
fn open(context: &Context, served: &Beside) -> Result<(), CliError> {
    if context.json() || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Ok(());
    }
    context.say(&("cli-demo-enter", vec![]))?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|error| CliError::output(&error))?;
    office::show(context, (&served.url, &Way::default()), Some(HEAD.to_owned()), None)
}

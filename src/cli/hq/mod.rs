//! `okno hq`: headquarters, on a home of its own. Its commands share the store with a server that runs.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{fault, output};
use crate::domain::message::text;
use crate::domain::{Catalogue, DeskId};
use crate::hq::{Hq, HqHome};
use crate::settings::StoreUrl;

mod acting;
mod authorise;
mod bank;
mod bundle;
mod cards;
mod desk;
mod directory;
mod entries;
mod export;
mod failure;
mod office;
mod register;
mod rekey;
mod report;
pub(super) mod serve;
mod signoff;
mod user;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Set headquarters up in an empty home
    ///
    /// A second node of one PostgreSQL is set up the same way, with a copy of the first one's hq.key in its home.
    Init {
        /// Where everything is kept: sqlite:FILE, or postgres://user:password@host/database
        #[arg(long)]
        store: String,
    },
    /// Serve desks over HTTP until told to end
    Serve(serve::Args),
    /// The people of all offices
    #[command(subcommand)]
    User(user::Command),
    /// Accounts for every desk
    #[command(subcommand)]
    Directory(directory::Command),
    /// Give out a code that enrols a desk, or recovers one that was lost
    ///
    /// It is good for three days and for one desk.
    Enrol {
        /// The office's code
        #[arg(long)]
        office: String,
        /// The desk's code within the office
        #[arg(long)]
        desk: String,
    },
    /// The desks
    #[command(subcommand)]
    Desk(desk::Command),
    /// Take a desk's file from a stick in, and write the files that go back to it
    ImportBundle(bundle::ImportBundle),
    /// Write what moved money at every desk and here, for a program of accounting
    Export(export::Args),
    /// Write all entries of a desk to the standard output
    Entries(entries::Entries),
    /// Put a new key of headquarters in force, signed by the old one
    ///
    /// Where somebody may have seen hq.key, or who had it leaves. Copy hq.key to the other nodes then, and start every
    /// 'okno hq serve' anew: until then desks wait, and lose nothing. Desks follow the new key by themselves, those on
    /// sticks with the next file for them. Codes that were given out, and sticks on their way, stay good.
    Rekey(rekey::Args),
    /// The bank's statements
    #[command(subcommand)]
    Bank(bank::Command),
    /// The acquirer's files
    #[command(subcommand)]
    Cards(cards::Command),
    /// Sign an office's business day off
    Signoff(signoff::Args),
    /// Give the code by which something is approved at a desk, by telephone
    Authorise(authorise::Args),
    /// What goes to suppliers: registers of every line and correction
    #[command(subcommand)]
    Register(register::Command),
    /// The offices and their regions
    #[command(subcommand)]
    Office(office::Command),
    /// Takings by day, office, shift and more, on the terminal or into a file
    Report(report::Report),
    /// Prove every desk's entries, and all that follows from them
    Verify,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Init { store } => init(context, &store),
        Command::Serve(args) => serve::run(context, &args),
        Command::User(command) => user::run(context, command),
        Command::Directory(command) => directory::run(context, command),
        Command::Enrol { office, desk } => enrol(context, &office, &desk).map(drop),
        Command::Desk(command) => desk::run(context, command),
        Command::ImportBundle(import) => bundle::run(context, &import),
        Command::Export(args) => export::run(context, &args),
        Command::Entries(entries) => entries::run(context, &entries),
        Command::Rekey(args) => rekey::run(context, &args),
        Command::Bank(command) => bank::run(context, command),
        Command::Cards(command) => cards::run(context, command),
        Command::Signoff(args) => signoff::run(context, &args),
        Command::Authorise(args) => authorise::run(context, &args),
        Command::Register(command) => register::run(context, command),
        Command::Office(command) => office::run(context, command),
        Command::Report(report) => report::run(context, &report),
        Command::Verify => entries::verify(context),
    }
}

fn home(context: &Context) -> HqHome {
    HqHome::new(context.home().path())
}

/// Opens headquarters at the home.
fn open(context: &Context) -> Result<Hq, CliError> {
    Hq::open(&home(context)).map_err(|error| failure::at(&home(context), error))
}

/// Reads a desk's name, `OFFICE/DESK`.
fn desk_id(option: &'static str, name: &str) -> Result<DeskId, CliError> {
    name.parse().map_err(|error: crate::domain::ids::IdError| CliError::bad_value(option, name, error.message()))
}

/// Reads a file that a command was given.
fn read(path: &PathBuf) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| CliError::file(path, &error))
}

fn init(context: &Context, store: &str) -> Result<(), CliError> {
    let url: StoreUrl = store.parse().map_err(|_| CliError::bad_value("--store", store, ("hq-store-form", vec![])))?;
    let built_in = Catalogue::built_in().map_err(|faults| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    })?;
    let home = home(context);
    std::fs::create_dir_all(home.path()).map_err(|error| CliError::file(home.path(), &error))?;
    let hq = Hq::set_up(&home, url, &built_in, context::now()).map_err(|error| failure::at(&home, error))?;
    let fingerprint = hq.keys().sign.fingerprint().to_string();
    if context.json() {
        return output::json(&json!({"home": home.path(), "fingerprint": fingerprint}));
    }
    context.say(&("hq-ready", vec![("home", text(home.path().display())), ("fingerprint", text(&fingerprint))]))?;
    context.say(&("hq-key-safe", vec![("path", text(home.key().display()))]))?;
    context.say(&("hq-next", vec![]))
}

/// Gives out a code, says it, and returns it.
pub(super) fn enrol(context: &Context, office: &str, desk: &str) -> Result<String, CliError> {
    let desk = desk_id("--desk", &format!("{office}/{desk}"))?;
    let issued =
        open(context)?.issue_code(&desk, context::now()).map_err(|error| failure::at(&home(context), error))?;
    let code = issued.code.to_text();
    if context.json() {
        output::json(&json!({"code": code, "expires_at": issued.expires_at}))?;
        return Ok(code);
    }
    context.line(&code)?;
    let words = vec![("desk", text(&desk)), ("at", crate::domain::Word::Moment(issued.expires_at))];
    context.say(&("hq-code-for", words))?;
    Ok(code)
}

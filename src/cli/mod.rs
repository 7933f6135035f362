//! The command line: one file a subcommand. Exit codes: 0 done, 1 refused or found wrong, 2 wrong usage or
//! settings, 3 internal fault.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};

mod act;
mod backup;
mod cash;
mod context;
pub mod demo;
mod desk;
mod directory;
mod doctor;
mod enrol;
mod error;
mod fault;
mod hq;
mod journal;
mod keys;
mod move_line;
mod office;
mod output;
mod pay;
mod pin;
mod print;
mod pull;
mod refund;
mod register;
mod retender;
mod scan;
mod shift;
mod sync;
mod telephone;
#[cfg(test)]
mod tests;
mod till;
mod usage;
mod user;
mod values;
mod void;

use context::Context;
use error::CliError;

use crate::lang::Lang;

/// The heading of the options that every command has.
const EVERYWHERE: &str = "Everywhere";

/// The window where people pay for electricity, heat, flat and phone: without a command, the till
#[derive(Debug, Parser)]
#[command(
    name = "okno",
    version,
    after_help = "A home that is not there yet is set up on the till's first screen, or by 'okno desk init'.\n\
        'okno demo' shows the till on a made-up town."
)]
struct Args {
    /// The desk's home; OKNO_HOME or ~/.local/share/okno where none is named
    #[arg(long, global = true, value_name = "DIR", help_heading = EVERYWHERE)]
    home: Option<PathBuf>,
    /// The language of messages; the settings' or the environment's where none is named
    #[arg(long, global = true, value_name = "LANG", help_heading = EVERYWHERE,
        value_parser = PossibleValuesParser::new(Lang::ALL.map(Lang::code)))]
    lang: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set a desk up, and ask how it is
    #[command(subcommand)]
    Desk(desk::Command),
    /// The people of this desk
    #[command(subcommand)]
    User(user::Command),
    /// Accounts: import a register, find a payer
    #[command(subcommand)]
    Directory(directory::Command),
    /// The custody of the desk: open, pause, count, look at and close the shift
    #[command(subcommand)]
    Shift(shift::Command),
    /// Take a payment
    Pay(pay::Args),
    /// Cancel a payment of the open shift
    Void(void::Args),
    /// Give money back for an earlier shift's payment
    Refund(refund::Args),
    /// Put a line of a payment on the right account; no cash moves
    Move(move_line::Args),
    /// Put a payment of the open shift on the right tender; no cash moves
    Retender(retender::Args),
    /// Cash that is no payment: in, out, to other desks, into bags, and who holds what
    #[command(subcommand)]
    Cash(cash::Command),
    /// The journal: list, prove, export
    #[command(subcommand)]
    Journal(journal::Command),
    /// Headquarters: send what it has not got, over the network or on a stick
    #[command(subcommand)]
    Sync(sync::Command),
    /// Receipts on paper
    #[command(subcommand)]
    Print(print::Command),
    /// Headquarters: desks, people, accounts, and what desks sent
    #[command(subcommand)]
    Hq(hq::Command),
    /// The back office: what headquarters knows, and what is decided there
    Office(office::Args),
    /// List the keys in force, and what is wrong in the home's keymap.toml
    Keys,
    /// Say what is wrong with this installation
    Doctor,
    /// The till on a made-up town; nothing of it stays unless --home names a place
    Demo(demo::Args),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage::report(&error),
    };
    let lang = args.lang.as_deref().and_then(Lang::parse);
    let context = match Context::new(args.home, lang, args.json) {
        Ok(context) => context,
        Err(error) => return error.report(lang.unwrap_or_else(context::lang_of_environment), None),
    };
    match dispatch(&context, args.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(context.lang(), context.zone()),
    }
}

fn dispatch(context: &Context, command: Option<Command>) -> Result<(), CliError> {
    let Some(command) = command else { return till::run(context) };
    match command {
        Command::Desk(command) => desk::run(context, command),
        Command::User(command) => user::run(context, command),
        Command::Directory(command) => directory::run(context, command),
        Command::Shift(command) => shift::run(context, command),
        Command::Pay(args) => pay::run(context, args),
        Command::Void(args) => void::run(context, args),
        Command::Refund(args) => refund::run(context, args),
        Command::Move(args) => move_line::run(context, args),
        Command::Retender(args) => retender::run(context, args),
        Command::Cash(command) => cash::run(context, command),
        Command::Journal(command) => journal::run(context, command),
        Command::Sync(command) => sync::run(context, command),
        Command::Print(command) => print::run(context, command),
        Command::Hq(command) => hq::run(context, command),
        Command::Office(args) => office::run(context, &args),
        Command::Keys => keys::run(context),
        Command::Doctor => doctor::run(context),
        Command::Demo(args) => demo::run(context, args),
    }
}

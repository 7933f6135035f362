//! `okno demo`: headquarters and two desks in a made-up town, with the till on the screen; without a terminal the whole
//! job, each command as it could be typed.

use std::io::IsTerminal;

use super::context::Context;
use super::error::{CliError, Kind};
use crate::desk::Home;

mod branch;
pub mod home;
mod office;
mod script;
pub mod town;
pub mod week;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many accounts the town has in all, 400 at least
    #[arg(long, value_name = "N", default_value_t = 5000, value_parser = clap::value_parser!(u32).range(400..))]
    accounts: u32,
    /// Show the whole job as commands instead of the till
    #[arg(long)]
    script: bool,
    #[command(flatten)]
    office: office::Offices,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let has_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let accounts = args.accounts as usize;
    let scratch = tempfile::tempdir().map_err(|error| CliError::file(&std::env::temp_dir(), &error))?;
    if args.office.is_wanted() {
        return office::run(context, args.office, accounts, scratch.path());
    }
    if args.script || !has_terminal {
        return script::run(context, scratch.path(), accounts);
    }
    let home = context.named_home().cloned().unwrap_or_else(|| Home::new(scratch.path().join("home")));
    // A home that is there already goes on as it is, whosever it is.
    let _served = if home.settings().exists() {
        branch::serve_again(context, &home)?
    } else {
        home::make(&home, accounts, context.lang(), super::till::stamp())
            .map_err(|fault| CliError::new(Kind::Refused, fault))?;
        Some(branch::found(context, &home, accounts, scratch.path())?)
    };
    super::till::show(&context.at(home), Some(home::people()))
}

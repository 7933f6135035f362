//! `okno hq directory`: the accounts that every desk is given.

use clap::Subcommand;

use super::super::register::{self, Import};
use super::{CliError, Context, failure, home, open, output};
use crate::clock;
use crate::hq::ImportError;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Take a register of debts in, whole or not at all; desks get what changed
    Import(Import),
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    let Command::Import(import) = command;
    // Headquarters has no office's zone: a day is the day where its machine stands.
    let options = import.options(|at| clock::here(at).date())?;
    let hq = open(context)?;
    let catalogue = hq.catalogue().map_err(|error| failure::at(&home(context), error))?;
    let (debts, bar) = import.open(context, &catalogue)?;
    let versioned = hq.import(debts, &import.supplier, &options, &mut |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let versioned = versioned.map_err(|error| match error {
        ImportError::Register(error) => import.error(error),
        ImportError::Hq(error) => failure::at(&home(context), error),
    })?;
    if !context.json() {
        return register::say(context, &versioned.report);
    }
    let mut answer = register::json(&versioned.report);
    answer["rev"] = versioned.rev.into();
    output::json(&answer)
}

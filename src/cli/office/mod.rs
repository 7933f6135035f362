//! `okno office`: the back office, at a headquarters somewhere else.

use std::sync::Arc;

use clap::Subcommand;

use super::context::{self, Context};
use super::enrol::{self, Way};
use super::error::{CliError, Kind};
use super::{output, pin};
use crate::client::Client;
use crate::client::office::{Office, OfficeError};
use crate::domain::Message;
use crate::lang;

mod deed;
mod screens;
mod show;

/// Without a command the screens; see there.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    screens: screens::Screens,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show a view, as the screens of the back office do
    ///
    /// A view is named by its path, as users or office/664003/2026-11-23. Each row ends with the path of what it is
    /// made of.
    Show(show::Args),
    /// Carry an order out: one that was given with the same id before is not carried out again
    Do(deed::Args),
}

/// Where the back office is, and who comes in.
#[derive(Debug, clap::Args)]
pub(super) struct Door {
    /// Headquarters' address, https://…
    #[arg(long, value_name = "URL")]
    hq: String,
    /// The supervisor; the PIN comes from OKNO_PIN or a prompt
    #[arg(long = "as", value_name = "USER")]
    user: String,
    #[command(flatten)]
    way: Way,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    match &args.command {
        Some(Command::Show(args)) => show::run(context, args),
        Some(Command::Do(args)) => deed::run(context, args),
        None => screens::run(context, &args.screens),
    }
}

impl Door {
    /// Signs in, does something and signs out again, whatever came of it.
    fn within<T>(&self, context: &Context, work: impl FnOnce(&Office) -> Result<T, CliError>) -> Result<T, CliError> {
        let place = enrol::place(&self.way.to(&self.hq)?);
        let user = context::user_name("--as", &self.user)?;
        let client = Client::new(&place, Arc::new(context::now))?;
        let pin = pin::of(context, "OKNO_PIN", &user)?;
        let office = Office::sign_in(client, user, pin).map_err(failed)?;
        let done = work(&office);
        if let Err(error) = office.sign_out() {
            context.warn(&message(&error));
        }
        done
    }
}

fn failed(error: OfficeError) -> CliError {
    match error {
        OfficeError::Protocol(error) => error.into(),
        other => CliError::new(Kind::Refused, message(&other)),
    }
}

fn message(error: &OfficeError) -> Message {
    error.message(lang::known)
}

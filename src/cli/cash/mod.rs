//! `okno cash`: cash that is no payment, and who holds what.

use clap::Subcommand;

use super::context::Context;
use super::error::CliError;

pub(super) mod bags;
pub(super) mod hand_over;
mod holders;
mod in_out;
mod reasons;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Bring cash into the drawer
    In(in_out::In),
    /// Take cash out of the drawer
    Out(in_out::Out),
    /// Give cash to another desk, and get the code by which it is accepted there
    HandOver(hand_over::HandOver),
    /// Take cash that another desk handed over, as much as is counted of it
    Accept(hand_over::Accept),
    /// Seal cash into a bag for the bank
    Drop(bags::Drop),
    /// Give sealed bags to the bank's collector
    Give(bags::Give),
    /// List why cash may come and go, and the bank accounts that bags are for
    Reasons,
    /// Say who holds what now: drawer, pauses, hand-overs, bags
    Holders {
        /// Hand-overs of earlier shifts too
        #[arg(long)]
        all: bool,
    },
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::In(args) => in_out::bring(context, args),
        Command::Out(args) => in_out::take(context, args),
        Command::HandOver(args) => hand_over::give(context, args),
        Command::Accept(args) => hand_over::accept(context, args),
        Command::Drop(args) => bags::drop_cash(context, args),
        Command::Give(args) => bags::give(context, args),
        Command::Reasons => reasons::run(context),
        Command::Holders { all } => holders::run(context, all),
    }
}

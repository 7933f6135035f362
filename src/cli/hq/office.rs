//! `okno hq office`: what offices are called, and in what regions they are.

use clap::Subcommand;
use serde_json::json;

use super::{CliError, Context, failure, home, open, output};
use crate::cli::error::Kind;
use crate::domain::OfficeCode;
use crate::domain::message::text;
use crate::hq::office::reports::NO_REGION;
use crate::hq::{Hq, OfficeReport};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Name an office, and say in what region it is
    Set {
        /// The office's code
        code: String,
        /// What reports call it
        #[arg(long)]
        name: String,
        /// Its region; none where it is not said
        #[arg(long, default_value = "")]
        region: String,
    },
    /// List the offices
    List,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Set { code, name, region } => set(context, &code, name.trim(), region.trim()),
        Command::List => list(context),
    }
}

fn set(context: &Context, code: &str, name: &str, region: &str) -> Result<(), CliError> {
    let code: OfficeCode =
        code.parse().map_err(|error: crate::domain::IdError| CliError::bad_value("CODE", code, error.message()))?;
    for (option, value) in [("--name", name), ("--region", region)] {
        if value.contains(char::is_control) || value == NO_REGION || (value.is_empty() && option == "--name") {
            return Err(CliError::bad_value(option, value, ("hq-office-words", vec![])));
        }
    }
    let known = open(context)?.put_office(&code, name, region).map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&json!({"office": code, "name": name, "region": region}));
    }
    let id = if known { "hq-office-changed" } else { "hq-office-added" };
    context.say(&(id, vec![("office", text(&code)), ("name", text(name))]))
}

fn list(context: &Context) -> Result<(), CliError> {
    let offices = open(context)?.offices().map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        let row = |report: &OfficeReport| {
            let OfficeReport { office, name, region, desks } = report;
            json!({"office": office, "name": name, "region": region, "desks": desks})
        };
        return output::json(&offices.iter().map(row).collect::<Vec<_>>());
    }
    if offices.is_empty() {
        return context.say(&("hq-no-offices", vec![]));
    }
    let heads = context.heads(&["office-col-office", "office-col-name", "office-col-region", "office-col-desks"]);
    let cells =
        |OfficeReport { office, name, region, desks }: OfficeReport| vec![office, name, region, desks.to_string()];
    let rows: Vec<_> = [heads].into_iter().chain(offices.into_iter().map(cells)).collect();
    output::table(&rows, &[3])
}

/// Passes where an office is in the region.
pub(super) fn check_region(hq: &Hq, context: &Context, region: &str) -> Result<(), CliError> {
    let offices = hq.offices().map_err(|error| failure::at(&home(context), error))?;
    if offices.iter().any(|office| office.region == region) && !region.is_empty() {
        return Ok(());
    }
    Err(CliError::new(Kind::Refused, ("hq-no-region", vec![("region", text(region))])))
}

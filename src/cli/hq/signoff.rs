//! `okno hq signoff`: signs an office's business day off.

use chrono::NaiveDate;
use serde_json::json;

use super::acting::Acting;
use super::{CliError, Context, open, output};
use crate::domain::OfficeCode;
use crate::domain::message::text;
use crate::protocol::office::Deed;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The office
    #[arg(long)]
    office: String,
    /// The business day, YYYY-MM-DD
    #[arg(long)]
    date: String,
    /// Why it is signed though something is wrong
    #[arg(long)]
    comment: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let office: OfficeCode = args
        .office
        .parse()
        .map_err(|error: crate::domain::IdError| CliError::bad_value("--office", &args.office, error.message()))?;
    let day: NaiveDate =
        args.date.parse().map_err(|_| CliError::bad_value("--date", &args.date, ("hq-date-form", vec![])))?;
    let hq = open(context)?;
    let deed = Deed::Sign { office: office.clone(), day, comment: args.comment.clone() };
    let done = args.acting.deed(context, &hq, deed)?;
    if context.json() {
        return output::json(&json!({"office": office, "day": day, "entry": done.seq}));
    }
    let words = vec![("office", text(&office)), ("day", text(day)), ("seq", text(done.seq))];
    context.say(&("hq-day-signed", words))
}

//! `okno hq authorise`: the code for what a clerk reads out over the telephone.

use serde_json::json;

use super::acting::Acting;
use super::{CliError, Context, desk_id, open, output};
use crate::domain::message::{said, text};
use crate::domain::{Message, Money, Operation};
use crate::protocol::office::Deed;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The desk, OFFICE/DESK
    desk: String,
    /// What its screen shows
    #[arg(long)]
    challenge: String,
    /// What is to be done: the kind of entry that it becomes, as payment.voided or user.pin-set
    #[arg(long)]
    operation: String,
    /// The receipt, slip, shift or person that it is about
    #[arg(long)]
    subject: String,
    /// Its sum in kopecks; none for a new PIN
    #[arg(long, default_value_t = 0)]
    kopecks: i64,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let desk = desk_id("DESK", &args.desk)?;
    let kopecks = Money::from_kopecks(args.kopecks);
    let operation = Operation::heard(&args.operation, &args.subject, kopecks);
    let hq = open(context)?;
    let Args { challenge, operation: kind, subject, .. } = args;
    let (challenge, kind, subject) = (challenge.clone(), kind.clone(), subject.clone());
    let deed = Deed::Authorise { desk: desk.clone(), challenge, operation: kind, subject, kopecks };
    let done = args.acting.deed(context, &hq, deed)?;
    let code = done.gave.unwrap_or_default();
    if context.json() {
        return output::json(&json!({"code": code, "entry": done.seq}));
    }
    let what: Message = (operation.word().unwrap_or("telephone-operation"), vec![]);
    context.say(&("telephone-cli-code-for", vec![("operation", said(what)), ("desk", text(desk))]))?;
    context.line(&code)
}

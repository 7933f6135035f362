//! `okno office do`: an order as JSON.

use serde_json::json;

use super::{CliError, Context, Door, Kind, context, failed, output};
use crate::client::office::Office;
use crate::domain::message::{said, text};
use crate::domain::{EntryId, Message};
use crate::protocol::office::{Deed, Done, Ordered};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The order, as {"do":"tick","desk":"664003/2","shift":118,"seen":true}
    #[arg(value_name = "JSON")]
    deed: String,
    /// The id of the order, to give it again without carrying it out twice
    #[arg(long, value_name = "UUID")]
    id: Option<EntryId>,
    #[command(flatten)]
    door: Door,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let unread = |error: serde_json::Error| {
        CliError::bad_value("JSON", &args.deed, ("cli-office-json", vec![("detail", text(error))]))
    };
    let deed: Deed = serde_json::from_str(&args.deed).map_err(unread)?;
    let id = args.id.unwrap_or_else(context::new_id);
    let ordered = Ordered { id, deed };
    let Done { seq, gave } = args.door.within(context, |office| give(office, &ordered))?;
    if context.json() {
        return output::json(&json!({"id": id, "seq": seq, "gave": gave}));
    }
    let done: Message = ("cli-office-done", vec![("seq", text(seq))]);
    context.say(&done)?;
    match gave {
        Some(gave) => context.line(&gave),
        None => Ok(()),
    }
}

/// Gives an order; where nobody can say whether it was carried out, the id to give it again with is named.
fn give(office: &Office, ordered: &Ordered) -> Result<Done, CliError> {
    office.deed(ordered).map_err(|error| match error.is_unsure() {
        false => failed(error),
        true => {
            let words = vec![("reason", said(super::message(&error))), ("id", text(ordered.id))];
            CliError::new(Kind::Refused, ("cli-office-unsure", words))
        }
    })
}

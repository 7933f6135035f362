//! `okno office`: the back office's screens.

use std::io::IsTerminal;
use std::sync::Arc;

use super::{CliError, Context, Kind, Way, context, enrol};
use crate::cli::keys;
use crate::client::Client;
use crate::clock;
use crate::domain::message::text;
use crate::domain::{Catalogue, Message, Timestamp};
use crate::tui::office::Start;
use crate::tui::runtime::office;
use crate::tui::theme::Theme;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Screens {
    /// Headquarters' address, https://…
    #[arg(long, value_name = "URL", required = true)]
    hq: Option<String>,
    /// The supervisor, whose PIN is then asked for
    #[arg(long = "as", value_name = "USER")]
    user: Option<String>,
    #[command(flatten)]
    way: Way,
}

pub(super) fn run(context: &Context, args: &Screens) -> Result<(), CliError> {
    let url = args.hq.as_deref().unwrap_or_default();
    let user = args.user.as_deref().map(|user| context::user_name("--as", user)).transpose()?;
    show(context, (url, &args.way), user.map(|user| user.to_string()), None)
}

/// Shows the back office at a headquarters; at sign-in with the people of a demo.
pub(in crate::cli) fn show(
    context: &Context,
    (url, way): (&str, &Way),
    user: Option<String>,
    demo: Option<Message>,
) -> Result<(), CliError> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(CliError::new(Kind::Usage, ("office-no-terminal", vec![])));
    }
    let client = Client::new(&enrol::place(&way.to(url)?), Arc::new(context::now))?;
    let faults = |faults: Vec<String>| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    };
    let start = Start {
        lang: context.lang(),
        now: context::now(),
        local: here,
        keymap: keys::in_force(context)?,
        theme: Theme { colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) },
        catalogue: Arc::new(Catalogue::built_in().map_err(faults)?),
        cash: Arc::new(context::cash_data()?),
        hq: url.to_owned(),
        user,
        demo,
    };
    let ended = office::run(start, client);
    ended.map_err(|error| CliError::new(Kind::Internal, ("office-ended", vec![("detail", text(error))])))
}

fn here(at: Timestamp) -> chrono::NaiveDateTime {
    clock::here(at.utc())
}

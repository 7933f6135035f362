//! `okno` without a command: the till on this home.

use std::io::IsTerminal;
use std::sync::Arc;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::keys;
use crate::domain::message::text;
use crate::domain::{Catalogue, Message};
use crate::tui::Stamp;
use crate::tui::runtime::{self, Look, Office};
use crate::tui::theme::Theme;

pub(super) fn run(context: &Context) -> Result<(), CliError> {
    show(context, None)
}

/// Shows the till; at sign-in with the people of a demo.
pub(super) fn show(context: &Context, demo: Option<Message>) -> Result<(), CliError> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(CliError::new(Kind::Usage, ("setup-no-terminal", vec![])));
    }
    let home = context.home();
    context.check_not_lost()?;
    // A set-up that was cut off has settings and no journal: it is asked for again.
    let is_set_up = home.settings().exists() && home.journal().exists();
    let office = if is_set_up {
        let office = Office::new(home.clone(), context.settings()?.clone(), context.office_lang());
        Some(office.map_err(|fault| CliError::new(Kind::Usage, fault))?)
    } else {
        None
    };
    let look = Look {
        size: (0, 0),
        lang: context.lang(),
        keymap: keys::in_force(context)?,
        theme: Theme { colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) },
        demo,
    };
    let faults = |faults: Vec<String>| {
        CliError::new(Kind::Internal, ("cli-catalogue", vec![("detail", text(faults.join("; ")))]))
    };
    let catalogue = Arc::new(Catalogue::built_in().map_err(faults)?);
    let till = runtime::open(home.clone(), office, look, catalogue)?;
    let ended = till.run();
    ended.map_err(|error| CliError::new(Kind::Internal, ("setup-till-ended", vec![("detail", text(error))])))
}

/// The moment and ids of something that begins now.
pub(super) fn stamp() -> Stamp {
    Stamp { at: context::now(), id: context::new_id(), spare: context::new_id() }
}

//! Headquarters, over whatever screen there is: what waits, what it has, what it says, and the strip for going home.
//! Nothing of it stands in the way of a payment: a scanned bill closes it.

use crate::domain::Message;
use crate::tui::actions::{Action, x_can_be_read};
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Stamp};

pub use super::sync_view::draw;

/// True where there is a headquarters to look at, and nothing is asked or taken at the moment.
pub fn can_open(model: &Model) -> bool {
    let is_busy = matches!(model.screen, Screen::SetUp(_) | Screen::SignIn(_) | Screen::Tender(_) | Screen::Pause(_));
    let is_free = model.person.is_some() && model.overlay.is_none() && !model.is_locked();
    model.health.hq.is_some() && is_free && !is_busy && !model.approval_is_asked()
}

/// True where the strip may be printed: it says what the open shift took, as the X-report does.
pub fn can_print(model: &Model) -> bool {
    !model.shift_is_open() || x_can_be_read(model)
}

/// Does what a key means over a screen, and the key that opens it.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::OpenSync => model.overlay = Some(Overlay::Sync),
        Action::SendNow => {
            model.notice = Some(Notice::good(("sync-screen-sending", vec![])));
            return vec![Effect::SendNow];
        }
        Action::PrintStrip => return vec![Effect::PrintStrip { at: stamp.at }],
        Action::LeaveSync => close(model),
        _ => {}
    }
    vec![]
}

/// Gives the screen below back.
pub fn close(model: &mut Model) {
    if matches!(model.overlay, Some(Overlay::Sync)) {
        model.overlay = None;
    }
}

/// The strip came out, or why it didn't.
pub fn printed(model: &mut Model, fault: Option<Message>) -> Vec<Effect> {
    model.notice = Some(match fault {
        None => Notice::good(("sync-screen-printed", vec![])),
        Some(fault) => Notice::fault(fault),
    });
    vec![]
}

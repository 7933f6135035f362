//! Headquarters, over whatever screen there is: what waits, what it has, what it says, and the strip for going home.
//! Nothing of it stands in the way of a payment: a scanned bill closes it.

use crate::document::Form;
use crate::tui::actions::Action;
use crate::tui::available::x_can_be_read;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Stamp, Wanted};

pub use super::sync_view::draw;

/// True where there is a headquarters to look at, and nothing is asked or taken at the moment.
pub fn can_open(model: &Model) -> bool {
    model.health.hq.is_some() && is_at_rest(model)
}

/// True where somebody is signed in, and nothing is asked or taken at the moment.
pub fn is_at_rest(model: &Model) -> bool {
    let is_busy = matches!(model.screen, Screen::SetUp(_) | Screen::SignIn(_) | Screen::Tender(_) | Screen::Pause(_));
    let is_free = model.person.is_some() && model.overlay.is_none() && !model.is_locked();
    is_free && !is_busy && !model.approval_is_asked()
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
        Action::PrintStrip => {
            let (form, wanted) = (Form::Strip, Wanted::Print);
            return vec![Effect::Form { form, shift: None, wanted, at: stamp.at }];
        }
        Action::LeaveSync => close(model),
        _ => {}
    }
    vec![]
}

/// Gives the screen below back, also from under the forms of a shift: they are only looked at.
pub fn close(model: &mut Model) {
    if matches!(model.overlay, Some(Overlay::Sync | Overlay::Forms(_))) {
        model.overlay = None;
    }
}
